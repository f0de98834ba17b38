"""Pictures for publication: pixels, and nothing else of the old file."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from testimonia.errors import ReadError
from testimonia.publish.pixels import fresh_pixels

SECRET = b"Nawwaf Darwish"
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + SECRET + b"</x:xmpmeta>"


def halves(mode="RGB", size=(40, 20)):
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, (220, 20, 20))
    image.paste((20, 20, 220), (size[0] // 2, 0, *size))
    return image.convert(mode)


def saved(image, kind, **options):
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def exif(orientation=1):
    tags = Image.Exif()
    tags[0x013B] = SECRET.decode()
    tags[0x0112] = orientation
    return tags


def loaded_jpeg(**options):
    """A JPEG with every kind of metadata that it can carry."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = saved(halves(), "JPEG", quality=95, exif=exif(), comment=SECRET, xmp=XMP, icc_profile=profile, **options)
    press = (
        b"Photoshop 3.0\x008BIM\x04\x04\0\0"
        + struct.pack(">I", len(SECRET) + 5)
        + b"\x1c\x02\x50\0"
        + bytes((len(SECRET),))
        + SECRET
        + b"\0"
    )
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(press) + 2) + press + data[2:] + b"PK\3\4" + SECRET


def loaded_png():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", SECRET.decode())
    texts.add_text("Comment", SECRET.decode(), zip=True)
    texts.add_itxt("Title", SECRET.decode(), zip=True)
    texts.add(b"prVt", SECRET)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(halves("RGBA"), "PNG", pnginfo=texts, exif=exif(), icc_profile=profile) + SECRET


SOURCES = {
    "JPEG": loaded_jpeg,
    "PNG": loaded_png,
    "WEBP": lambda: saved(halves(), "WEBP", exif=exif(), xmp=XMP, quality=90) + SECRET,
    "GIF": lambda: saved(halves(), "GIF", comment=SECRET) + SECRET,
    "TIFF": lambda: saved(halves(), "TIFF", description=SECRET.decode(), artist=SECRET.decode()) + SECRET,
    "AVIF": lambda: saved(halves(), "AVIF", exif=exif(), xmp=XMP),
    "BMP": lambda: saved(halves(), "BMP") + SECRET,
}
MARKS = (
    SECRET,
    b"Exif",
    b"xmp",
    b"8BIM",
    b"ICC",
    b"iCCP",
    b"PK",
    b"tEXt",
    b"zTXt",
    b"iTXt",
    b"eXIf",
    b"\xff\xfe\0",
    b"Adobe",
    b"EXIF",
)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_metadata_survives(source, kind):
    """EXIF, XMP, IPTC, profiles, comments, texts, private chunks and bytes after the end stay behind; the pixels don't."""
    old = SOURCES[source]()
    assert source == "BMP" or SECRET in old or zlib.compress(SECRET) in old
    fresh = fresh_pixels(old, kind=kind)
    assert [mark for mark in MARKS if mark in fresh.data] == []
    new = Image.open(io.BytesIO(fresh.data))
    assert (new.format, new.size, fresh.media_type) == (kind, (40, 20), f"image/{kind.lower()}")
    assert (len(new.getexif()), new.info.get("comment"), new.info.get("icc_profile")) == (0, None, None)
    left, right = (new.convert("RGB").getpixel((x, 10)) for x in (8, 32))
    assert left[0] > 180 > left[2] and right[2] > 180 > right[0]


def test_only_pixel_segments_are_in_a_fresh_jpeg():
    """Of the markers of programs there is only the JFIF heading."""
    data = fresh_pixels(loaded_jpeg(), kind="JPEG").data
    markers, at = [], 2
    while data[at + 1] != 0xDA:
        markers.append(data[at + 1])
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    assert [marker for marker in markers if marker >= 0xE0] == [0xE0]
    assert data.endswith(b"\xff\xd9")


def test_only_pixel_chunks_are_in_a_fresh_png():
    """Heading, rows, end."""
    data, at, kinds = fresh_pixels(loaded_png()).data, 8, []
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        kinds.append(kind)
        at += size + 12
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


def test_the_picture_is_turned_upright():
    """What EXIF says of the camera's position is done to the pixels, since EXIF doesn't come along."""
    fresh = fresh_pixels(saved(halves(), "JPEG", exif=exif(6), quality=95), kind="PNG")
    new = Image.open(io.BytesIO(fresh.data))
    assert (fresh.width, fresh.height, new.size) == (20, 40, (20, 40))
    assert new.getpixel((10, 8))[0] > 180 and new.getpixel((10, 32))[2] > 180


def test_the_picture_is_made_smaller_but_never_larger():
    """The longer side is kept within the bound, the shape stays."""
    data = saved(halves(size=(400, 100)), "PNG")
    assert (fresh_pixels(data, longest_side=200).width, fresh_pixels(data, longest_side=200).height) == (200, 50)
    assert fresh_pixels(data, longest_side=1000).width == 400


def test_transparency_is_kept_or_laid_on_white():
    """Without a word, a transparent picture becomes a PNG; as JPEG, or if it isn't wanted, it lies on white."""
    clear = saved(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), "PNG")
    fresh = fresh_pixels(clear)
    assert fresh.media_type == "image/png"
    assert Image.open(io.BytesIO(fresh.data)).getpixel((1, 1))[3] == 0
    for options in ({"kind": "JPEG"}, {"kind": "PNG", "transparent": False}, {"transparent": False}):
        assert min(Image.open(io.BytesIO(fresh_pixels(clear, **options).data)).getpixel((1, 1))) >= 254
    palette = Image.new("P", (4, 4), 0)
    assert fresh_pixels(saved(palette, "PNG", transparency=0)).media_type == "image/png"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "YCbCr", "I;16", "RGB"])
def test_every_mode_of_colour_is_taken(mode):
    """Black and white, grey, 16 bits, palettes and print colours all become plain colours."""
    kind = "TIFF" if mode in ("CMYK", "YCbCr") else "PNG"
    image = Image.new("I;16", (4, 4), 65535) if mode == "I;16" else Image.new("RGB", (4, 4), "white").convert(mode)
    fresh = Image.open(io.BytesIO(fresh_pixels(saved(image, kind), kind="JPEG").data))
    assert fresh.mode == "RGB"
    assert min(fresh.getpixel((1, 1))) >= 250


def test_colours_are_brought_to_srgb():
    """A profile isn't taken along, so what it says is done to the colours; a damaged one is passed over."""
    data = saved(Image.new("RGB", (8, 8), (120, 60, 200)), "PNG", icc_profile=b"no profile")
    assert Image.open(io.BytesIO(fresh_pixels(data, kind="PNG").data)).getpixel((1, 1)) == (120, 60, 200)
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = plain.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ").replace(b"tXYZ", b"bXYZ")
    moved = saved(Image.new("RGB", (8, 8), (120, 60, 200)), "PNG", icc_profile=swapped)
    assert Image.open(io.BytesIO(fresh_pixels(moved, kind="PNG").data)).getpixel((1, 1)) == (200, 60, 120)
    kept = saved(
        Image.new("RGBA", (8, 8), (120, 60, 200, 90)),
        "PNG",
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )
    assert Image.open(io.BytesIO(fresh_pixels(kept).data)).getpixel((1, 1))[3] == 90


def test_what_is_no_picture_is_refused():
    """Text, cut files, kinds that aren't known, and pictures of too many pixels."""
    whole = saved(halves(), "PNG")
    for data in (b"", b"text", whole[:60], b"%PDF-1.4"):
        with pytest.raises(ReadError, match="can't be decoded"):
            fresh_pixels(data)
    huge = whole[:16] + struct.pack(">II", 12_000, 12_000) + whole[24:29]
    huge += struct.pack(">I", zlib.crc32(huge[12:29])) + whole[33:]
    with pytest.raises(ReadError, match="more than 80,000,000 pixels"):
        fresh_pixels(huge)
    with pytest.raises(ValueError, match="no kind of picture: TIFF"):
        fresh_pixels(whole, kind="TIFF")
