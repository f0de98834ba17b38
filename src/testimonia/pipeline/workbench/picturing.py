"""The process that draws strangers' pages and pictures: little memory, little time, nothing to lose.

Decoders of PDF and pictures are where hostile files strike. They run here, away from the server, which ends this process and
begins another when it takes too long or dies. An order is a line of JSON; the answer is a line of JSON and then as many bytes
as it says.
"""

import hashlib
import io
import resource
import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from PIL import Image

from testimonia.errors import ReadError
from testimonia.publish.pixels import FreshPicture, fresh_pixels

MEMORY_BYTES = 3 * 1024**3
MOST_PAGE_PIXELS = 12_000_000
LARGEST_BYTES = 1024**3


class PictureOrder(Struct, frozen=True):
    """A page to be drawn."""

    path: str
    sha256: str
    is_pdf: bool
    page: int
    """From 1; of a picture only the first."""
    longest_side: int
    """Pixels."""


class PictureAnswer(Struct, frozen=True):
    """What follows, or why nothing does."""

    size: int
    media_type: str = ""
    reason: str = ""


def draw(order: PictureOrder) -> FreshPicture:
    """Draw a page or picture anew. Raises ReadError."""
    data = Path(order.path).read_bytes()
    if hashlib.sha256(data).hexdigest() != order.sha256:
        raise ReadError("the original was altered: its bytes are not the ones that were taken in")
    if order.is_pdf:
        return _draw_page(data, order.page, order.longest_side)
    if order.page != 1:
        raise ReadError("a picture has one page")
    return fresh_pixels(data, longest_side=order.longest_side)


def _draw_page(data: bytes, number: int, longest_side: int) -> FreshPicture:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            if not 1 <= number <= len(document):
                raise ReadError(f"there is no page {number}: the document has {len(document)}")
            return _to_png(_raster(document[number - 1], longest_side))
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise ReadError("the page cannot be drawn: the PDF is damaged or protected by a password") from error


def _raster(page: Any, longest_side: int) -> Image.Image:
    """A page's pixels: no forms, no scripts (this pdfium has none), within the size."""
    try:
        width, height = page.get_size()
        scale = min(longest_side / max(width, height, 1.0), (MOST_PAGE_PIXELS / max(width * height, 1.0)) ** 0.5)
        bitmap = page.render(scale=scale, may_draw_forms=False)
        try:
            image: Image.Image = bitmap.to_pil().convert("RGB")
            return image
        finally:
            bitmap.close()
    finally:
        page.close()


def _to_png(image: Image.Image) -> FreshPicture:
    """As `publish.pixels.encode`, and faster: a page is looked at once, not published."""
    bare, written = Image.frombytes(image.mode, image.size, image.tobytes()), io.BytesIO()
    bare.save(written, "PNG", compress_level=2)
    return FreshPicture(data=written.getvalue(), media_type="image/png", width=bare.width, height=bare.height)


def main() -> None:
    """Draw what is ordered until nobody orders any more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    out = sys.stdout.buffer
    for line in sys.stdin.buffer:
        data = b""
        try:
            picture = draw(msgspec.json.decode(line, type=PictureOrder))
            data, answer = picture.data, PictureAnswer(len(picture.data), picture.media_type)
        except ReadError as error:
            answer = PictureAnswer(0, reason=str(error))
        except (OSError, MemoryError):
            answer = PictureAnswer(0, reason="the picture cannot be drawn: it is gone, or needs more memory than it is given")
        out.write(msgspec.json.encode(answer) + b"\n" + data)
        out.flush()


if __name__ == "__main__":
    main()
