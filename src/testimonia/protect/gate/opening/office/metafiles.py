"""Windows metafiles (EMF, WMF), as documents keep previews in: the texts that they draw, and their descriptions.

Source: Microsoft [MS-EMF] 2.3 and 2.2.5, [MS-WMF] 2.3.3.
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import forgiving, opaque, said, take, told, trailing, unpack
from testimonia.protect.gate.pieces import Blob, Found

TEXT_16, TEXT_8, SMALL_TEXT, COMMENT, END = 84, 83, 108, 70, 14
BITMAPS = {76, 77, 78, 79, 80, 81, 114, 116, 94, 93}
WMF_TEXT, WMF_LONG_TEXT = 0x0521, 0x0A32


@forgiving("EMF")
def open_emf(blob: Blob) -> Iterator[Found]:
    """Texts of an EMF, joined in the order of drawing, once with and once without blanks."""
    data, at = blob.data, 0
    texts: list[bytes | str] = []
    kind = 0
    while kind != END:
        kind, size = unpack("<II", data, at)
        if size < 8:
            raise ReadError("a record without a size")
        record = take(data, at, size)
        at += size
        if kind == 1:
            count, offset = unpack("<II", record, 60)
            yield from said(
                take(record, offset, 2 * count).decode("utf-16-le", "replace").replace("\0", "\n"), "EMF description"
            )
        elif kind in (TEXT_16, TEXT_8):
            count, offset = unpack("<II", record, 44)
            raw = take(record, offset, count * (2 if kind == TEXT_16 else 1))
            texts.append(raw.decode("utf-16-le", "replace") if kind == TEXT_16 else raw)
        elif kind not in BITMAPS:
            yield from opaque(record[8:], "EMF record")
    yield from joined(texts, "EMF")
    yield from trailing(data[at:], "the EMF")


@forgiving("WMF")
def open_wmf(blob: Blob) -> Iterator[Found]:
    """Texts of a WMF, joined in the order of drawing."""
    data = blob.data
    at = 22 if data.startswith(b"\xd7\xcd\xc6\x9a") else 0
    at += unpack("<H", data, at + 2)[0] * 2
    texts: list[bytes | str] = []
    while True:
        words, kind = unpack("<IH", data, at)
        if words < 3:
            raise ReadError("a record without a size")
        record = take(data, at, words * 2)
        at += words * 2
        if kind == 0:
            break
        if kind == WMF_TEXT:
            texts.append(take(record, 8, unpack("<H", record, 6)[0]))
        elif kind == WMF_LONG_TEXT:
            count, options = unpack("<HH", record, 10)
            texts.append(take(record, 14 + (8 if options & 6 else 0), count))
        elif len(record) < 4096:
            yield from opaque(record[6:], "WMF record")
    yield from joined(texts, "WMF")
    yield from trailing(data[at:], "the WMF")


def joined(texts: list[bytes | str], title: str) -> Iterator[Found]:
    """All texts, with blanks between them and without."""
    words = [text for text in texts if isinstance(text, str)]
    raw = [text for text in texts if isinstance(text, bytes)]
    yield from said(" ".join(words), f"{title} text")
    yield from said("".join(words), f"{title} text, joined")
    yield from told(b" ".join(raw), f"{title} text")
    yield from told(b"".join(raw), f"{title} text, joined")
