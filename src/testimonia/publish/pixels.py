"""Pictures for publication: freshly decoded pixels in a new file, and nothing else of the old one.

Metadata is not removed but never taken along: a list of what to strip would miss the next kind. Comments, EXIF, XMP, IPTC,
profiles, thumbnails, texts, further frames and bytes after the end stay behind, since only the raster is handed over.
"""

import io
import warnings

from msgspec import Struct
from PIL import Image, ImageCms, ImageOps

from testimonia.errors import ReadError

MOST_PIXELS = 80_000_000
"""Pixels of a picture that is opened at all: a small file may announce a huge one."""
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "JPEG2000")
"""What is opened; of a file of several pictures the first."""
QUALITY = 88


class FreshPicture(Struct, frozen=True):
    """A new file of nothing but pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


def fresh_pixels(data: bytes, *, kind: str = "", longest_side: int = 2400, transparent: bool = True) -> FreshPicture:
    """The same picture as a new file: turned upright, in sRGB, within the size.

    Args:
        data: A picture in any of `FORMATS`.
        kind: ``JPEG``, ``PNG`` or ``WEBP``; empty = PNG for pictures with transparency, else JPEG.
        longest_side: Pixels of the longer side at most; a larger picture is made smaller.
        transparent: Keep transparency, where ``kind`` can; otherwise white lies behind.

    Returns:
        The file. Same pixels in, same bytes out.

    Raises:
        ReadError: It is no picture, is damaged, or has more than `MOST_PIXELS`.

    >>> from PIL import Image
    >>> import io
    >>> file = io.BytesIO()
    >>> Image.new("RGB", (3, 2), "red").save(file, "JPEG", comment=b"taken by the source")
    >>> b"source" in fresh_pixels(file.getvalue()).data
    False
    """
    image = decode(data)
    clear = transparent and kind in ("", "PNG", "WEBP") and image.mode in ("RGBA", "LA", "PA")
    image = image.convert("RGBA") if image.mode in ("RGBA", "LA", "PA") else image.convert("RGB")
    if image.mode == "RGBA" and not clear:
        white = Image.new("RGB", image.size, "white")
        white.paste(image, mask=image.getchannel("A"))
        image = white
    image.thumbnail((longest_side, longest_side), Image.Resampling.LANCZOS)
    return encode(image, kind or ("PNG" if clear else "JPEG"))


def decode(data: bytes) -> Image.Image:
    """The first picture of a file, upright and in sRGB; its transparency in a channel of its own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=FORMATS)
        with opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ReadError(f"the picture has more than {MOST_PIXELS:,} pixels: make it smaller")
            opened.load()
            image = ImageOps.exif_transpose(opened)
            if "transparency" in image.info:
                image = image.convert("RGBA")
            return to_srgb(image, opened.info.get("icc_profile"))
    except (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, Image.DecompressionBombError) as error:
        raise ReadError("the picture can't be decoded: repair it, or save it anew in another program") from error


def to_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Colours as they were meant; a profile that is damaged or doesn't fit is passed over."""
    if not profile:
        return to_eight_bits(image)
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        alpha = image.getchannel("A") if image.mode in ("RGBA", "LA") else None
        plain = (
            image.convert("RGB") if image.mode in ("RGBA", "P", "PA") else image.convert("L") if image.mode == "LA" else image
        )
        turned = ImageCms.profileToProfile(plain, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return to_eight_bits(image)
    if turned is None:
        return to_eight_bits(image)
    if alpha is not None:
        turned.putalpha(alpha)
    return turned


def to_eight_bits(image: Image.Image) -> Image.Image:
    """Grey of 16 bits brought down to 8; any other picture as it is."""
    if image.mode.startswith("I;16") or image.mode == "I":
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image


def encode(image: Image.Image, kind: str) -> FreshPicture:
    """A new file from a raster that was never part of another file's object."""
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    written = io.BytesIO()
    if kind == "PNG":
        bare.save(written, "PNG", optimize=True)
    elif kind == "WEBP":
        bare.save(written, "WEBP", quality=QUALITY, method=4)
    elif kind == "JPEG":
        bare.save(written, "JPEG", quality=QUALITY, progressive=True, optimize=True)
    else:
        raise ValueError(f"no kind of picture: {kind}")
    return FreshPicture(data=written.getvalue(), media_type=f"image/{kind.lower()}", width=bare.width, height=bare.height)
