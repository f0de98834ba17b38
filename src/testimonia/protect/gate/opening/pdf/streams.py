"""PDF streams: undoing their filters within bounds, and passing on what is in them by what it is.

Source: ISO 32000-2, 7.4 (filters), 7.5.7 (object streams).
"""

import base64
import re
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import BEGINNINGS, inflate_some, inner, opaque, told
from testimonia.protect.gate.opening.fonts import open_font_names
from testimonia.protect.gate.opening.images.colour import open_profile
from testimonia.protect.gate.pieces import Found, NotRead

PIXELS = {"DCTDecode": "image/jpeg", "DCT": "image/jpeg", "JPXDecode": "image/jp2"}
PIXELS_ONLY = {"CCITTFaxDecode", "CCF", "JBIG2Decode"}
SHOWS_TEXT = re.compile(rb"\bBT\b.{0,65536}?\b(?:Tj|TJ)\b|['\"]\s*\bET\b", re.DOTALL)
DRAWS = re.compile(rb"(?:^|\s)(?:re|m|l|c|cm|q|Do|gs|BDC|EMC|Tj|TJ|Tf)(?:\s|$)")
LITERAL = re.compile(rb"\(((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*)\)", re.DOTALL)
HEXADECIMAL = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


def undo_filters(raw: bytes, filters: list[str], *, most: int) -> tuple[bytes, str, bool]:
    """A stream's content.

    Args:
        raw: As it lies in the file, decrypted.
        filters: Names, in the order to undo them.
        most: Bytes it may grow to.

    Returns:
        The bytes; the filter that stopped it (of pixels, or not known; empty = none); whether nothing was cut off.

    Raises:
        ReadError: It grows beyond the limit or is damaged.
    """
    whole = True
    if not raw.strip(b"\r\n"):
        return b"", "", True
    for name in filters:
        if name in ("FlateDecode", "Fl"):
            raw, complete = inflate_some(raw.lstrip(b"\r\n") if raw[:1] in b"\r\n" else raw, most=most)
            whole = whole and complete
        elif name in ("ASCIIHexDecode", "AHx"):
            digits = re.sub(rb"[^0-9A-Fa-f]", b"", raw.partition(b">")[0])
            raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
        elif name in ("ASCII85Decode", "A85"):
            raw = base64.a85decode(re.sub(rb"\s", b"", raw.partition(b"~>")[0].removeprefix(b"<~")))
        elif name in ("LZWDecode", "LZW"):
            raw = undo_lzw(raw, most=most)
        elif name in ("RunLengthDecode", "RL"):
            raw = undo_runs(raw, most=most)
        elif name != "Crypt":
            return raw, name, whole
    return raw, "", whole


def undo_lzw(raw: bytes, *, most: int) -> bytes:
    """LZW with early change, as nearly all files have it. Source: ISO 32000-2, 7.4.4."""
    table: list[bytes] = []
    out, previous = bytearray(), b""
    bits = width = 0
    code_width = 9
    for byte in raw:
        bits, width = (bits << 8 | byte) & 0xFFFFFF, width + 8
        if width < code_width:
            continue
        code = bits >> width - code_width & (1 << code_width) - 1
        width -= code_width
        if code == 256:
            table, previous, code_width = [bytes((value,)) for value in range(256)] + [b"", b""], b"", 9
            continue
        if code == 257:
            break
        if not table or code > len(table) or (code == len(table) and not previous):
            raise ReadError("the compressed part is damaged")
        entry = table[code] if code < len(table) else previous + previous[:1]
        out += entry
        if previous and len(table) < 4096:
            table.append(previous + entry[:1])
        previous = entry
        code_width = 9 + (len(table) >= 511) + (len(table) >= 1023) + (len(table) >= 2047)
        if len(out) > most:
            raise ReadError(f"the compressed part grows beyond {most // 2**20} MiB")
    return bytes(out)


def undo_runs(raw: bytes, *, most: int) -> bytes:
    """Run lengths. Source: ISO 32000-2, 7.4.5."""
    out, at = bytearray(), 0
    while at < len(raw) and raw[at] != 128:
        length = raw[at]
        if length < 128:
            out += raw[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            out += raw[at + 1 : at + 2] * (257 - length)
            at += 2
        if len(out) > most:
            raise ReadError(f"the compressed part grows beyond {most // 2**20} MiB")
    return bytes(out)


def is_drawing(content: bytes) -> bool:
    """Are these the commands of a page, a form or a glyph?"""
    head = content[:4096]
    return bool(SHOWS_TEXT.search(content[: 2**20])) or (len(DRAWS.findall(head)) >= 2 and is_plain(head))


def is_plain(head: bytes) -> bool:
    """Are nearly all of these bytes of ASCII text?"""
    return sum(32 <= byte < 127 or byte in b"\t\n\r" for byte in head) >= 0.9 * len(head)


def open_content(content: bytes, place: str, subtype: str) -> Iterator[Found]:
    """What a stream holds, by what its dictionary or its first bytes say it is.

    Args:
        content: With all filters undone.
        subtype: Role in the document: ``XML``, ``EmbeddedFont``, ``ICC``, ``JS``, ``Image``, ``drawing``, empty = not known.
    """
    if subtype == "ICC":
        yield from open_profile(content)
    elif subtype == "EmbeddedFont":
        yield from open_font_names(content, place)
    elif subtype == "JS":
        yield from told(content, place)
        yield inner(content, "script.js", place, "text/javascript")
    elif subtype == "Image":
        if content.startswith(BEGINNINGS):
            yield inner(content, "", place)
    elif subtype == "XML" or content[:64].lstrip(b"\xef\xbb\xbf \r\n\t\0")[:1] == b"<":
        yield inner(content, "part.xml", place, "application/xml")
    elif is_drawing(content):
        yield from open_drawing(content, place)
    else:
        yield from opaque(content, place)


def open_drawing(content: bytes, place: str) -> Iterator[Found]:
    """Strings in the commands of a page as their bytes say: a second reading beside the fonts' own, and the comments."""
    shown = b"".join(strings_in(content))
    yield from told(shown, f"{place}, strings drawn")


def strings_in(source: bytes) -> Iterator[bytes]:
    """Literal and hexadecimal strings in PDF source, decoded."""
    for match in LITERAL.finditer(source):
        yield unescaped(match[1])
    for match in HEXADECIMAL.finditer(source):
        digits = re.sub(rb"\s", b"", match[1])
        yield bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def unescaped(raw: bytes) -> bytes:
    """The bytes of a literal string. Source: ISO 32000-2, 7.3.4.2."""
    if b"\\" not in raw:
        return raw

    def plain(match: re.Match[bytes]) -> bytes:
        code = match[1]
        if code.isdigit() and code[0] < 0x38:
            return bytes((int(code, 8) & 255,))
        return ESCAPES.get(code, code)

    return ESCAPE.sub(plain, raw)


def cut(place: str) -> NotRead:
    """What is said of a stream whose end is missing."""
    return NotRead(place, "a compressed part is cut off or damaged: repair it, or print it anew")
