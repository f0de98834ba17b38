"""Bytes written as characters: base64, base32, hexadecimal, lists of codes, data URIs, mail's encoded words, and the like.

What is found is decoded and given as text if it reads as text, or as bytes if they begin as a format does that the gate opens.
Words that only look like an encoding decode to noise, which is dropped.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from testimonia.protect.gate.opening.encodings import decode, find_wide
from testimonia.protect.gate.opening.strings import find_strings
from testimonia.protect.gate.opening.windows import Undone, undo_in_windows

SIGNATURES = (
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"%PDF-",
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",
    b"GIF8",
    b"RIFF",
    b"SQLite format 3\x00",
    b"{\\rtf",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a",
    b"\xd0\xcf\x11\xe0\xa1\xb1",
    b"II*\x00",
    b"MM\x00*",
    b"OggS",
    b"fLaC",
    b"ID3",
    b"\x1aE\xdf\xa3",
)
"""How the formats begin that are worth opening when they come out of an encoding. Source: the formats' own specifications."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}")
_BASE64_LINES = re.compile(r"[A-Za-z0-9+/_-]{16,}(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/_-]{4,})+")
_BASE64_SIGN = re.compile(r"[A-Za-z0-9+/_-]*(?:[a-z0-9+/_-][A-Z]|[0-9][a-z])[A-Za-z0-9+/_-]*(?:[a-z0-9][A-Z0-9]|[0-9A-Z][a-z])")
_BASE32 = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z2-7]{10,}|(?=[a-z]*[2-7])[a-z2-7]{16,})(?![A-Za-z0-9])")
_HEX = re.compile(
    r"(?<![0-9A-Za-z])(?:0x)?(?:[0-9a-fA-F]{2}){5,}(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[0-9a-fA-F]{2}(?:[ :,.-][ ]?[0-9a-fA-F]{2}){4,}(?![0-9A-Za-z])"
)
_HEX_LIST = re.compile(
    r"(?:0x|U\+|u\+|\\[xu])([0-9a-fA-F]{2,6})"
    r"(?:[\s,;|'\"+]{0,4}(?:0x|U\+|u\+|\\[xu])[0-9a-fA-F]{2,6}){2,}"
)
_DECIMALS = re.compile(
    r"(?<![\d.,-])[1-9]\d{1,4}(?:[ ]?[,;|/-][ \r\n]{0,3}|\s)[1-9]\d{1,4}"
    r"(?:(?:[ ]?[,;|/-][ \r\n]{0,12}|\s)[1-9]\d{1,4}){2,}(?![\d.])"
)
_BINARY = re.compile(r"(?<!\d)[01]{8}(?:[\s,]?[01]{8}){2,}(?!\d)")
_DATA_URI = re.compile(
    r"data:((?:[a-zA-Z0-9.+-]+/[a-zA-Z0-9.+-]+)?(?:;[a-zA-Z0-9_.-]+=(?:\"[^\"]*\"|[^;,\"'\s]*))*)(;base64)?,", re.IGNORECASE
)
_DATA_END = re.compile(r"[\"'`<>)\\]|\n\n")
_ENCODED_WORD = re.compile(r"=\?([A-Za-z0-9_:.-]+)(?:\*[A-Za-z-]+)?\?([bBqQ])\?([^?\s]*)\?=(?:\s+(?==\?))?")
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_UTF7 = re.compile(r"\+([A-Za-z0-9+/]{3,})-?")
_MOJIBAKE = re.compile(
    r"(?:[\u00c3-\u00f4\u0637\u0638][\u0080-\u024f\u0600-\u06ff\u2010-\u2122\u0192\u02c6\u02dc]{1,3}[\s\x20-\x7e]{0,3}){3,}"
)
_UUENCODED = re.compile(r"^begin [0-7]{3,4} ([^\r\n]+)\r?\n(.*?)(?:^end\b|\Z)", re.MULTILINE | re.DOTALL)
_ASCII85 = re.compile(r"<~([!-uz\s]{5,})~>")
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_ONE_SCRIPT = re.compile(
    r"[\s!-~\u060c\u061b\u061f\u0621-\u0652\u067e\u0686\u0698\u06af]+|[\s!-~\u00c0-\u00ff\u0152-\u0178]+|[\s!-~\u0400-\u04ff]+"
)
_LETTER = re.compile(r"[^\W\d_]")
_MAILED = re.compile(r"[\s>]+")


def read_packed(data: bytes, how: str, start: int = 0) -> Iterator[Undone]:
    """Decoded bytes as text if they read as text, as bytes if the gate opens such a format; otherwise nothing.

    >>> [undone.what for undone in read_packed("نواف".encode(), "base64")]
    ['نواف']
    """
    if data.startswith(SIGNATURES) or _is_zlib(data):
        yield Undone(data, how, start)
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield from _read_other(data, how, start)
        return
    if not _NOT_TEXT.search(text):
        if _LETTER.search(text) or sum(map(str.isdigit, text)) > 5:
            yield Undone(text.lstrip("\ufeff"), how, start)
        return
    yield from _read_other(data, how, start)


def _read_other(data: bytes, how: str, start: int) -> Iterator[Undone]:
    """UTF-16, or one byte a character where that gives letters of one script, or strings in a longer binary."""
    wide = find_wide(data[2:] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data) if len(data) >= 6 else None
    if wide:
        yield Undone(wide[1], f"{how}, {wide[0]}", start)
        return
    found = False
    for encoding in ("cp1256", "cp1252", "cp1251"):
        text = decode(data, encoding) or ""
        if _ONE_SCRIPT.fullmatch(text) and len(_LETTER.findall(text)) * 2 > len(text):
            found = True
            yield Undone(text, f"{how}, {encoding}", start)
    if not found and len(data) > 24:
        text = "\n".join(text for _, text in find_strings(data))
        if text:
            yield Undone(text, f"{how}, strings in it", start)


def _is_zlib(data: bytes) -> bool:
    if len(data) < 8 or data[0] != 0x78 or (data[0] * 256 + data[1]) % 31:
        return False
    try:
        return bool(zlib.decompressobj().decompress(data, 1 << 16))
    except zlib.error:
        return False


def find_base64(text: str) -> Iterator[Undone]:
    """Base64, standard or for URLs, with or without padding, in one piece or in lines (RFC 4648).

    >>> [undone.what for undone in find_base64("id=TmF3d2Fm;")]
    ['Nawwaf']
    """
    for match in _BASE64_LINES.finditer(text):
        yield from _undo_base64(_MAILED.sub("", match.group()), match.start())
    for match in _BASE64.finditer(text):
        token = match.group()
        if not _BASE64_SIGN.match(token, 0, 200):
            continue
        yield from _undo_base64(token, match.start())
        if len(token) < 400 and ("/" in token or "-" in token or "_" in token or "+" in token):
            for part in re.split(r"[/_+-]", token):
                if len(part) >= 8 and _BASE64_SIGN.match(part):
                    yield from _undo_base64(part, match.start())


def _undo_base64(token: str, start: int) -> Iterator[Undone]:
    token = token.replace("-", "+").replace("_", "/")
    whole = token[: len(token) - (len(token) % 4 == 1)]
    try:
        data = binascii.a2b_base64(whole + "=" * (-len(whole) % 4))
    except binascii.Error:
        return
    yield from read_packed(data, "base64", start)


def find_base32(text: str) -> Iterator[Undone]:
    """Base32 (RFC 4648, section 6), unpadded or not."""
    for match in _BASE32.finditer(text):
        token = match.group().upper()
        token = token[: len(token) - {1: 1, 3: 1, 6: 1}.get(len(token) % 8, 0)]
        try:
            data = base64.b32decode(token + "=" * (-len(token) % 8))
        except binascii.Error:
            continue
        yield from _only_letters(read_packed(data, "base32", match.start()))


def find_hex(text: str) -> Iterator[Undone]:
    """Hexadecimal bytes: in one run or separated, and lists such as ``0x4e, 0x61`` or ``U+0646 U+0648``."""
    for match in _HEX.finditer(text):
        digits = re.sub(r"^0x|[^0-9a-fA-F]", "", match.group())
        yield from _only_letters(read_packed(bytes.fromhex(digits), "hexadecimal", match.start()))
    for match in _HEX_LIST.finditer(text):
        codes = [int(code, 16) for code in re.findall(r"(?:0x|[uU]\+|\\[xu])([0-9a-fA-F]{2,6})", match.group())]
        yield from _read_codes(codes, "hexadecimal codes", match.start())


def find_codes(text: str) -> Iterator[Undone]:
    """Lists of decimal character codes, as in ``String.fromCharCode(78, 97)``, and bytes written in binary.

    >>> [undone.what for undone in find_codes("[78,97,119,119,97,102]")]
    ['Nawwaf']
    """
    for match in _DECIMALS.finditer(text):
        yield from _read_codes([int(code) for code in re.findall(r"\d+", match.group())], "decimal codes", match.start())
    for match in _BINARY.finditer(text):
        bits = re.sub(r"[^01]", "", match.group())
        yield from _read_codes([int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8)], "binary codes", match.start())


def _read_codes(codes: list[int], how: str, start: int) -> Iterator[Undone]:
    """Codes as characters and, where all are below 256, as bytes; dropped unless mostly letters."""
    if min(codes) < 9 or max(codes) > 0x10FFFF:
        return
    text = "".join(map(chr, codes))
    if max(codes) > 127 and max(codes) < 256:
        yield from _only_letters(read_packed(bytes(codes), how, start))
    letters = len(_LETTER.findall(text))
    if letters * 2 > len(text) and not _NOT_TEXT.search(text) and not re.search(r"[\ud800-\udfff]", text):
        yield Undone(text, how, start)


def _only_letters(found: Iterator[Undone]) -> Iterator[Undone]:
    """Drops text that is no words or number: what hashes and identifiers decode to."""
    for undone in found:
        if isinstance(undone.what, bytes) or len(re.findall(r"[\w\s@.+-]", undone.what)) * 5 >= len(undone.what) * 4:
            yield undone


def find_data_uris(text: str) -> Iterator[Undone]:
    """What ``data:`` addresses hold (RFC 2397), with the type they say; base64 or percent-encoded."""
    match = _DATA_URI.search(text)
    while match:
        end = _DATA_END.search(text, match.end())
        body = text[match.end() : end.start() if end else len(text)]
        following = _DATA_URI.search(text, match.end() + len(body))
        media_type = match[1] or "text/plain;charset=us-ascii"
        if not match[2]:
            data = unquote_to_bytes(body)
        else:
            packed = re.sub(rb"[^A-Za-z0-9+/]", b"", unquote_to_bytes(body).replace(b"-", b"+").replace(b"_", b"/"))
            packed = packed[: len(packed) - (len(packed) % 4 == 1)]
            data = binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))
        if data:
            yield Undone(data, "data URI", match.start(), media_type)
        match = following


def find_encoded_words(text: str) -> Iterator[Undone]:
    """Mail's encoded words (RFC 2047), neighbours joined: ``=?utf-8?B?2YbZiNin2YE=?=``."""
    if "=?" not in text or not _ENCODED_WORD.search(text):
        return
    yield Undone(_ENCODED_WORD.sub(_encoded_word, text), "encoded words of mail")


def _encoded_word(match: re.Match[str]) -> str:
    charset, encoding, body = match.groups()
    try:
        padded = body + "=" * (-len(body) % 4)
        data = binascii.a2b_base64(padded) if encoding in "bB" else binascii.a2b_qp(body, header=True)
    except (binascii.Error, ValueError):
        return match.group()
    return decode(data, charset) or decode(data, "cp1256") or match.group()


def find_punycode(text: str) -> Iterator[Undone]:
    """Host names in other scripts, as they are sent (RFC 3492): ``xn--mgbah1a3hjkrd``."""
    if "xn--" in text or "XN--" in text:
        yield from undo_in_windows(text, _PUNYCODE, lambda part: _PUNYCODE.sub(_punycode_label, part), "punycode")


def _punycode_label(match: re.Match[str]) -> str:
    try:
        return match[1].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return match[0]


def find_utf7(text: str) -> Iterator[Undone]:
    """UTF-7 (RFC 2152) within plain text: ``+BkYGSAYnBkE-``."""

    def undo(match: re.Match[str]) -> str:
        token = match[1]
        data = binascii.a2b_base64(
            token[: len(token) // 4 * 4] + (token[len(token) // 4 * 4 :] + "===")[: 4 * (len(token) % 4 > 1)]
        )
        characters = data[: len(data) // 2 * 2].decode("utf-16-be", "replace")
        return (
            characters
            if characters and not _NOT_TEXT.search(characters) and find_wide(data[: len(data) // 2 * 2] * 2)
            else match[0]
        )

    if "+" not in text:
        return
    for match in _UTF7.finditer(text):
        if undo(match) != match[0]:
            low, high = max(0, match.start() - 160), match.end() + 160
            yield Undone(_UTF7.sub(undo, text[low:high]), "UTF-7", low)


def find_mojibake(text: str) -> Iterator[Undone]:
    """UTF-8 that was taken for Windows-1252, Latin-1 or Windows-1256 and saved so: ``Ù†ÙˆØ§Ù`` is what a parser repairs."""
    for match in _MOJIBAKE.finditer(text):
        for encoding in ("cp1252", "latin-1", "cp1256"):
            try:
                repaired = _to_bytes(match.group(), encoding).decode("utf-8", "ignore")
            except UnicodeEncodeError:
                continue
            if len(_LETTER.findall(repaired)) * 3 > len(match.group()):
                yield Undone(repaired, f"UTF-8 misread as {encoding}", match.start())


def _to_bytes(text: str, encoding: str) -> bytes:
    """As programs do it: what Windows-1252 leaves undefined goes through as the byte of that number."""
    if encoding != "cp1252":
        return text.encode(encoding)
    return b"".join(bytes((ord(sign),)) if 0x80 <= ord(sign) < 0xA0 else sign.encode(encoding) for sign in text)


def find_old_mail(text: str) -> Iterator[Undone]:
    """Uuencoded files, and ASCII85 between ``<~`` and ``~>``."""
    if "\nend" in text:
        for match in _UUENCODED.finditer(text):
            lines = []
            for line in match[2].splitlines():
                try:
                    lines.append(binascii.a2b_uu(line))
                except binascii.Error:
                    continue
            yield from read_packed(b"".join(lines), "uuencode", match.start())
    if "<~" in text:
        for match in _ASCII85.finditer(text):
            try:
                yield from read_packed(base64.a85decode(match[1]), "ASCII85", match.start())
            except ValueError:
                continue


PACKED_VIEWS = (
    find_data_uris,
    find_base64,
    find_hex,
    find_codes,
    find_base32,
    find_encoded_words,
    find_punycode,
    find_utf7,
    find_mojibake,
    find_old_mail,
)
