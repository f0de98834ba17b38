"""Bytes written as characters: base64, base32, hexadecimal, lists of codes, data URIs, mail's encoded words, and the like.

What is found is decoded and given as text if it reads as text, or as bytes if they begin as a format does that the gate opens.
Words that only look like an encoding decode to noise, which is dropped.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from functools import partial
from urllib.parse import unquote_to_bytes

from testimonia.protect.gate.opening.encodings import decode, find_wide, is_familiar
from testimonia.protect.gate.opening.shapes import find_runs, has_any, make_table, shape_of
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
    b"]\x00\x00",
    b"OggS",
    b"fLaC",
    b"ID3",
    b"\x1aE\xdf\xa3",
)
"""How the formats begin that are worth opening when they come out of an encoding. Source: the formats' own specifications."""

_BASE64_KINDS = make_table(
    (b"U", b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"), (b"l", b"abcdefghijklmnopqrstuvwxyz"), (b"d", b"0123456789"), (b"x", b"+/-_")
)
_SMALL_BASE32 = make_table((b"x", b"abcdefghijklmnopqrstuvwxyz234567"))
_URL_SAFE = str.maketrans("-_", "+/")
_MORE_LINES = re.compile(r"(?:[ \t]*\r?\n[ \t]*[A-Za-z0-9+/_-]{4,})+")
_HEX_DIGITS = re.compile(r"[0-9a-f]+|[0-9A-F]+")
_BLANKS = re.compile(r"\s+")
_SEPARATORS = (re.compile("/"), re.compile(r"[_-]"), re.compile(r"[/_+-]"))
_BASE32 = re.compile(r"[A-Z2-7](?<![A-Za-z0-9].)[A-Z2-7]{9,}(?![A-Za-z0-9])")
_DATA_URI = re.compile(
    r"data:((?:[a-zA-Z0-9.+-]+/[a-zA-Z0-9.+-]+)?(?:;[a-zA-Z0-9_.-]+=(?:\"[^\"]*\"|[^;,\"'\s]*))*)(;base64)?,", re.IGNORECASE
)
_DATA_END = re.compile(r"[\"'`<>)\\]|\n\n")
_ENCODED_WORD = re.compile(r"=\?([A-Za-z0-9_:.-]+)(?:\*[A-Za-z-]+)?\?([bBqQ])\?([^?\s]*)\?=(?:\s+(?==\?))?")
_PUNYCODE = re.compile(r"xn--([a-z0-9-]+)", re.IGNORECASE)
_UTF7 = re.compile(r"\+(?:([A-Za-z0-9+/]{3,})-?|-(?=[A-Za-z0-9+/]))")
_MISREADABLE = "\\u0080-\\u024f\\u02c6\\u02dc\\u060c-\\u06d2\\u200c-\\u203a\\u20ac\\u2122"
_MOJIBAKE = re.compile(rf"[{_MISREADABLE}]{{2,}}(?:[\x20-\x7e]{{1,3}}[{_MISREADABLE}]{{2,}})*")
_MISREAD = ("Ø", "Ù", "Ã", "Ð", "Ñ", "ط§", "ظ„", "ظ…", "ط±", "ظٹ", "ظ†", "ظˆ")
"""What the lead bytes of Arabic, Cyrillic and accented Latin become, and the commonest Arabic letters in Windows-1256."""
_UUENCODED = re.compile(r"\bbegin [0-7]{3,4} ([^\r\n]+)\r?\n(.*?)(?:^end\b|\Z)", re.MULTILINE | re.DOTALL)
_ASCII85 = re.compile(r"<~([!-uz\s]{5,})~>")
NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff]")
_ONE_SCRIPT = re.compile(
    r"[\t-\r\xa0 -~\u060c\u061b\u061f\u0621-\u0652\u067e\u0686\u0698\u06af]+"
    r"|[\t-\r\xa0 -~\u00c0-\u00ff\u0152-\u0178]+|[\t-\r\xa0 -~\u0400-\u04ff]+"
)
_MIXED_CASE = re.compile(r"[a-z\u00df-\u00ff\u0430-\u045f][A-Z\u00c0-\u00de\u0400-\u042f]")
"""Capitals within words: what chance makes, and hardly anybody writes."""
_LEAST_BINARY, _SMALL_BINARY = 12, 24
"""Bytes from which on a binary is looked through for strings; up to the second, most of it must be some."""
_NAME_LIKE = re.compile(r"[^\W\d_]{2,}(?:[ '.-]{1,2}[^\W\d_]+)*")
_FEW_TEXTS = 40
"""Texts in base64 that are also put side by side: given name and family name may be encoded each by itself."""
_WORDLIKE = re.compile(r"[\w\s@.+\\&#;%=,:/<>\"'-]")
_LETTER = re.compile(r"[^\W\d_]")


def read_packed(data: bytes, how: str, start: int = 0) -> Iterator[Undone]:
    """Decoded bytes as text if they read as text, as bytes if the gate opens such a format; otherwise nothing.

    >>> [undone.what for undone in read_packed("نواف".encode(), "base64")]
    ['نواف']
    """
    if data.startswith(SIGNATURES) or data[257:262] == b"ustar" or _is_zlib(data):
        yield Undone(data, how, start)
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield from _read_other(data, how, start)
        return
    if not NOT_TEXT.search(text):
        if _LETTER.search(text) or sum(map(str.isdigit, text)) > 5:
            yield Undone(text.lstrip("\ufeff"), how, start)
        return
    yield from _read_other(data, how, start)


def _read_other(data: bytes, how: str, start: int) -> Iterator[Undone]:
    """UTF-16, or one byte a character where that gives letters of one script, or strings in a longer binary."""
    wide = None
    if len(data) >= 6 and (data.count(0) + data.count(6)) * 4 >= len(data):
        wide = find_wide(data[2:] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data)
    if wide:
        yield Undone(wide[1], f"{how}, {wide[0]}", start)
        return
    found = False
    for encoding in ("cp1256", "cp1252", "cp1251"):
        text = decode(data, encoding) or ""
        if _ONE_SCRIPT.fullmatch(text) and not _MIXED_CASE.search(text) and len(_LETTER.findall(text)) * 2 > len(text):
            found = True
            yield Undone(text, f"{how}, {encoding}", start)
    inflated = None if found else _inflate(data)
    if inflated is not None:
        yield Undone(inflated, f"{how}, deflate", start)
    elif not found and len(data) > _LEAST_BINARY:
        text = "\n".join(text for _, text, _ in find_strings(data))
        if text and (len(data) > _SMALL_BINARY or len(text) * 5 >= len(data) * 3):  # chance makes short strings
            yield Undone(text, f"{how}, strings in it", start)


def _inflate(data: bytes) -> str | None:
    """Text that was deflated without any head (RFC 1951), as drawing programs keep their pages: all of it, or nothing."""
    inflater = zlib.decompressobj(-15)
    try:
        text = inflater.decompress(data, 1 << 24).decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        return None
    return text if inflater.eof and not inflater.unused_data and len(text) > 5 and not NOT_TEXT.search(text) else None


def _is_zlib(data: bytes) -> bool:
    if len(data) < 8 or data[0] != 0x78 or (data[0] * 256 + data[1]) % 31:
        return False
    try:
        return bool(zlib.decompressobj().decompress(data, 1 << 16))
    except zlib.error:
        return False


def only_words(found: Iterator[Undone]) -> Iterator[Undone]:
    """Drops text that is no words or number: what hashes and identifiers decode to."""
    for undone in found:
        if isinstance(undone.what, bytes) or len(_WORDLIKE.findall(undone.what)) * 5 >= len(undone.what) * 4:
            yield undone


def find_base64(text: str) -> Iterator[Undone]:
    """Base64, standard or for URLs, with or without padding, in one piece or in lines (RFC 4648).

    A run of its characters counts only if a capital follows a small letter, or a small letter a digit: all but the very
    shortest encoded texts have that, and hardly any word has.

    >>> [undone.what for undone in find_base64("id=TmF3d2Fm;")]
    ['Nawwaf']
    """
    texts: list[str] = []
    for undone in _find_base64(text):
        if isinstance(undone.what, str) and _NAME_LIKE.fullmatch(undone.what):
            texts.append(undone.what)
        yield undone
    if 1 < len(texts) <= _FEW_TEXTS:
        yield Undone(" ".join(texts), "base64, side by side", final=True)


def _find_base64(text: str) -> Iterator[Undone]:
    done = 0
    kinds = shape_of(text).translate(_BASE64_KINDS)
    for start, end in sorted(find_runs(kinds, (b"lU", b"dl", b"dU"), at_least=8)):
        if start < done:
            continue
        token = text[start:end]
        if len(token) >= 16 and not _HEX_DIGITS.fullmatch(token):
            lines = _MORE_LINES.match(text, end)
            if lines:
                whole = list(_undo_base64(token + _BLANKS.sub("", lines.group()), start))
                yield from whole
                done = lines.end() if whole else 0
            yield from _undo_base64(token, start)
        elif len(token) < 16:
            yield from _undo_base64(token, start)
        if end - start < 400:
            parts = {part for separator in _SEPARATORS for part in separator.split(token)} - {token}
            for part in sorted(parts):
                if len(part) >= 8:
                    yield from _undo_base64(part, start)


def _undo_base64(token: str, start: int) -> Iterator[Undone]:
    whole = token[: len(token) - (len(token) % 4 == 1)] + "=" * (-len(token) % 4 % 3)
    try:
        data = base64.b64decode(whole.translate(_URL_SAFE))
    except binascii.Error:
        return
    yield from read_packed(data, "base64", start)


def find_base32(text: str) -> Iterator[Undone]:
    """Base32 (RFC 4648, section 6), in capitals or small letters, unpadded or not."""
    runs = [(match.start(), match.end()) for match in _BASE32.finditer(text)]
    runs += find_runs(shape_of(text).translate(_SMALL_BASE32), (b"x" * 16,), at_least=16)
    for start, end in runs:
        token = text[start:end].upper()
        token = token[: len(token) - {1: 1, 3: 1, 6: 1}.get(len(token) % 8, 0)]
        data = base64.b32decode(token + "=" * (-len(token) % 8))
        yield from only_words(read_packed(data, "base32", start))


def find_data_uris(text: str) -> Iterator[Undone]:
    """What ``data:`` addresses hold (RFC 2397), with the type they say; base64 or percent-encoded."""
    match = _DATA_URI.search(text) if has_any(text, b"data:") else None
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

    if "+" in text:
        yield from undo_in_windows(text, _UTF7, lambda part: _UTF7.sub(_utf7_run, part), "UTF-7")


def _utf7_run(match: re.Match[str]) -> str:
    if match[1] is None:
        return "+"
    token = match[1][: len(match[1]) - (len(match[1]) % 4 == 1)]
    data = binascii.a2b_base64(token + "=" * (-len(token) % 4))
    characters = data[: len(data) // 2 * 2].decode("utf-16-be", "replace")
    return characters if is_familiar(characters) and not NOT_TEXT.search(characters) else match[0]


def find_mojibake(text: str) -> Iterator[Undone]:
    """UTF-8 that was taken for Windows-1252, Latin-1 or Windows-1256 and saved so: ``Ù†ÙˆØ§Ù`` is what a parser repairs."""
    if not any(sign in text for sign in _MISREAD):
        return
    for encoding in ("cp1252", "latin-1", "cp1256"):
        repair = partial(_repair, encoding=encoding)
        yield from undo_in_windows(text, _MOJIBAKE, partial(_MOJIBAKE.sub, repair), f"UTF-8 misread as {encoding}")


def _repair(match: re.Match[str], *, encoding: str) -> str:
    try:
        repaired = _to_bytes(match.group(), encoding).decode("utf-8", "ignore")
    except UnicodeEncodeError:
        return match.group()
    is_misread_twice = len(repaired) < len(match.group()) and any(sign in repaired for sign in _MISREAD)
    return repaired if is_misread_twice or len(_LETTER.findall(repaired)) * 3 > len(match.group()) else match.group()


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
                except ValueError:
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
    find_base32,
    find_encoded_words,
    find_punycode,
    find_utf7,
    find_mojibake,
    find_old_mail,
)
