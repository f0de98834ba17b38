"""Bytes to characters: every reading that is plausible, the likeliest first.

A page without a declared encoding is guessed by the reader's program, and a name that is garbage in one reading is plain in
another. So where the bytes leave it open, each plausible reading is given, and only the lines on which they can differ.
"""

import codecs
import re
from collections.abc import Iterator

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""In this order: the mark of UTF-32 LE begins with that of UTF-16 LE."""

WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")

LEGACY = (
    "cp1256",
    "cp1252",
    "iso8859-6",
    "mac-arabic",
    "mac-roman",
    "cp1251",
    "koi8-r",
    "cp1254",
    "iso8859-2",
    "cp720",
    "cp864",
    "cp866",
    "cp850",
)
"""One byte a character, in the order in which they are likely for material from the region.

Source: Microsoft code pages 1256, 1252, 1251, 1254, 720, 864, 866, 850; ISO 8859-2, -6; RFC 1489; Apple's Arabic and Roman.
"""

MAINFRAME = ("cp037", "cp1140")
"""EBCDIC, in which a space is 0x40: tried where the bytes have many of these and hardly any 0x20."""

_CONTROLS = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])
_DECLARED = re.compile(rb"""(?:charset|encoding|CHARSET)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,30})""", re.IGNORECASE)
_WIDE_TEXT = re.compile(r"[\t\n\f\r\x20-\x7e\x85\xa0-\u052f\u0600-\u06ff\u0750-\u077f\u2000-\u206f\ufb50-\ufdff\ufe70-\ufeff]")
_NOBODY_WRITES = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\uf8ff\ufffd-\uffff]")
_NOT_WIDE_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x7f\u0870-\u089f\ud800-\uf8ff\ufff0-\uffff]")


def declared_charsets(data: bytes, media_type: str = "") -> list[str]:
    """The encodings that the text or its container says it is in: HTML meta, XML declaration, CSS @charset, MIME type.

    >>> declared_charsets(b'<meta charset="windows-1256">')
    ['cp1256']
    """
    names = [name.decode("ascii") for name in _DECLARED.findall(media_type.encode("utf-8", "replace") + b"\n" + data[:4096])]
    names += [name.decode("ascii") for name in re.findall(rb'^@charset\s+"([A-Za-z0-9_-]+)"', data[:64])]
    found = []
    for name in names:
        try:
            found.append(codecs.lookup(name).name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return list(dict.fromkeys(found))


def decode(data: bytes, encoding: str) -> str | None:
    """``data`` in ``encoding``, with a mark for what does not fit; ``None`` if Python has no such text encoding."""
    try:
        return data.decode(encoding, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None


def is_mostly_printable(data: bytes) -> bool:
    """Are there hardly any control characters, as in text of one byte a character or UTF-8?"""
    sample = data if len(data) <= 1 << 17 else data[: 1 << 16] + data[-(1 << 16) :]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls * 50 <= len(sample)


def is_writing(text: str) -> bool:
    """Are there hardly any characters that nobody writes? A byte order mark alone makes no text of a binary file.

    >>> is_writing("نواف"), is_writing(bytes(range(256)).decode("utf-8", "replace"))
    (True, False)
    """
    sample = text if len(text) <= 1 << 17 else text[: 1 << 16] + text[-(1 << 16) :]
    return len(_NOBODY_WRITES.findall(sample)) * 50 <= len(sample)


def is_familiar(text: str) -> bool:
    """Is it nearly all in the scripts of the region and of Europe, as text that was read rightly is?

    >>> is_familiar("نواف 7"), is_familiar("昦慷")
    (True, False)
    """
    return (len(_WIDE_TEXT.findall(text)) - 4 * len(_NOT_WIDE_TEXT.findall(text))) * 10 > 7 * len(text)


def find_wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 or UTF-32 without a byte order mark: its encoding and text, or ``None``.

    >>> find_wide("نواف".encode("utf-16-be"))
    ('utf-16-be', 'نواف')
    """
    best: tuple[float, str] | None = None
    for encoding in WIDE:
        sample = data[:4096].decode(encoding, "replace")
        if len(sample) < 2:
            continue
        share = (len(_WIDE_TEXT.findall(sample)) - 4 * len(_NOT_WIDE_TEXT.findall(sample))) / len(sample)
        if share > 0.7 and (best is None or share > best[0]):
            best = (share, encoding)
    return (best[1], data.decode(best[1], "replace")) if best else None


def read_characters(data: bytes, media_type: str = "") -> Iterator[tuple[str, str]]:
    """Every plausible reading of ``data`` as text, with the name of its encoding; none if it is no text.

    The first is the whole text; later ones are only the lines that have bytes which the encodings read differently.

    >>> [encoding for encoding, _ in read_characters("Nawwaf".encode("utf-16"))]
    ['utf-16-le']
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark) and is_writing(text := data[len(mark) :].decode(encoding, "replace")):
            yield encoding, text
            if encoding.startswith("utf-32"):
                continue
            return
    printable = is_mostly_printable(data)
    wide = None if printable and b"\0" not in data[:4096] else find_wide(data)
    if wide:
        yield wide
        return
    if not printable:
        return
    declared = declared_charsets(data, media_type)
    try:
        yield "utf-8", data.decode("utf-8")
        legacy = [encoding for encoding in declared if encoding not in ("utf-8", "ascii", *WIDE)]
        if not (data.isascii() and legacy):
            legacy = []
    except UnicodeDecodeError:
        legacy = _legacy_encodings(data, declared)
    yield from _read_legacy(data, legacy)


def _legacy_encodings(data: bytes, declared: list[str]) -> list[str]:
    """The encodings to try on bytes that are not UTF-8 throughout."""
    beyond_ascii = len(data) - len(data.translate(None, bytes(range(128, 256))))
    broken = data.decode("utf-8", "replace").count("\ufffd")
    mixed = ["utf-8"] if broken * 4 <= beyond_ascii else []
    mainframe = MAINFRAME if data.count(b"\x40") > 4 * data.count(b"\x20") else ()
    named = [encoding for encoding in declared if encoding not in WIDE]
    return list(dict.fromkeys([*mixed, *named, *mainframe, *LEGACY]))


def _read_legacy(data: bytes, encodings: list[str]) -> Iterator[tuple[str, str]]:
    """The whole text in the first of ``encodings``, then the lines that the others read differently."""
    telling = data
    seen: set[str] = set()
    for encoding in encodings:
        text = decode(telling, encoding)
        if text is None or text in seen:
            continue
        yield encoding, text
        if telling is data and not data.isascii() and encoding not in MAINFRAME:
            telling = b"\n".join(line for line in data.split(b"\n") if not line.isascii())
        seen.add(text)
