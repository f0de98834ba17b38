"""Lists of numbers that stand for characters: hexadecimal, decimal and binary, in one run or separated."""

import re
from collections.abc import Iterator
from itertools import takewhile

from testimonia.protect.gate.opening.packed import NOT_TEXT, only_words, read_packed
from testimonia.protect.gate.opening.shapes import find_runs, has_any, make_table, shape_of
from testimonia.protect.gate.opening.windows import Undone

_HEX_KINDS = make_table((b"h", b"0123456789abcdefABCDEF"))
_PAIR_KINDS = make_table((b"h", b"0123456789abcdefABCDEF"), (b"s", b" :,.-"))
_BINARY_KINDS = make_table((b"b", b"01"))
_PAIRS = re.compile(r"[0-9a-fA-F]{2}(?:[ :,.-][ ]?[0-9a-fA-F]{2}){4,}(?![0-9A-Za-z])")
_LISTED = re.compile(r"(?:0[xX]|[uU]\+)[0-9a-fA-F]{2,6}(?:[\s,;|'\"+]{0,4}(?:0[xX]|[uU]\+)[0-9a-fA-F]{2,6}){2,}")
_LISTED_CODE = re.compile(r"(?:0[xX]|[uU]\+)([0-9a-fA-F]{2,6})")
_DECIMALS = re.compile(
    r"[1-9](?<![\d.-].)\d{1,4}(?:[ ]?[,;|/-][ \r\n]{0,3}|\s)[1-9]\d{1,4}"
    r"(?:(?:[ ]?[,;|/-][ \r\n]{0,12}|\s)[1-9]\d{1,4}){2,}(?![\d.])"
)
_CALLED = re.compile(
    r"(?i)\b(?:uni|w?)cha?rw?\(\s*(?:\d{2,6}|0x[0-9a-f]{2,6})\s*\)(?:[\s.&+|,;\"'_]{1,6}(?:uni|w?)cha?rw?\(\s*(?:\d{2,6}|0x[0-9a-f]{2,6})\s*\)){2,}"
)
_CALLED_CODE = re.compile(r"(?i)\(\s*(0x[0-9a-f]+|\d+)")
"""``chr(78).chr(97)`` of PHP, Python and Basic, ``CHAR(78)&CHAR(97)`` of spreadsheets and databases."""
_MASKED_MAIL = re.compile(r"(?:cfemail=[\"']?|email-protection#)([0-9a-f]{12,400})(?![0-9a-f])")
_BINARY = re.compile(r"[01]{8}(?:[\s,]?[01]{8}){2,}(?!\d)")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d+")
_DUMP_LINE = re.compile(
    r"^[ \t>*#]*(?P<offset>[0-9a-fA-F]{4,16})(?P<colon>:?)[ \t]{1,3}"
    r"(?P<bytes>[0-9a-fA-F]{2,16}(?:[ \t-]{1,2}[0-9a-fA-F]{2,16})*)(?=[ \t\r]|$)[^\n]*$",
    re.MULTILINE,
)
_DUMP_SIGNS = (b"0000: ", b"000  ", b"0000 ")
_MOST_IN_LINE = 64
"""Bytes that a line of a dump shows at most."""


def find_hex(text: str) -> Iterator[Undone]:
    """Hexadecimal bytes: in one run or separated, and lists such as ``0x4e, 0x61`` or ``U+0646 U+0648``.

    >>> [undone.what for undone in find_hex("4e6177776166 and 4e:61:77:77:61:66")]
    ['Nawwaf', 'Nawwaf']
    """
    shape = shape_of(text)
    for start, end in find_runs(shape.translate(_HEX_KINDS), (b"h" * 10,), at_least=10):
        if (end - start) % 2 == 0:
            yield from only_words(read_packed(bytes.fromhex(text[start:end]), "hexadecimal", start))
    kinds = shape.translate(_PAIR_KINDS)
    for sign in (b"hhshhshhshhshh", b"hhsshhsshhsshhsshh"):
        found = kinds.find(sign)
        while found >= 0:
            match = _PAIRS.match(text, found)
            if match:
                digits = re.sub(r"[^0-9a-fA-F]", "", match.group())
                yield from only_words(read_packed(bytes.fromhex(digits), "hexadecimal", found))
            found = kinds.find(sign, match.end() if match else found + 1)
    if has_any(text, b"0x", b"u+"):
        for match in _LISTED.finditer(text):
            codes = [int(code, 16) for code in _LISTED_CODE.findall(match.group())]
            yield from _read_codes(codes, "hexadecimal codes", match.start())


def find_dumps(text: str) -> Iterator[Undone]:
    """Hexadecimal dumps with offsets, as ``xxd``, ``hexdump`` and ``od`` print them.

    >>> [undone.what for undone in find_dumps("00000000: 4e61 7777  Naww\\n00000004: 6166       af")]
    ['Nawwaf']
    """
    if not has_any(text, *_DUMP_SIGNS):
        return
    rows: list[bytes] = []
    start = last = 0
    due: set[int] = set()
    is_wide = False
    for match in _DUMP_LINE.finditer(text):
        groups = match["bytes"]
        row = _dumped(groups.partition("  ")[0] if match["colon"] else groups)
        offsets = _offsets(match["offset"])
        if not due & offsets or match.start() > last + 2:
            yield from _read_dump(rows, start, is_wide=is_wide)
            rows, start, due = [], match.start(), offsets
            is_wide = not match["colon"] and len(groups.split(maxsplit=1)[0]) == 4
        rows.append(row)
        due = {offset + len(row) for offset in due & offsets}
        last = match.end()
    yield from _read_dump(rows, start, is_wide=is_wide)


def _offsets(digits: str) -> set[int]:
    """What an offset may mean: ``od`` counts in octal and in decimal, the others in hexadecimal."""
    found = {int(digits, 16)}
    if digits.isdigit():
        found |= {int(digits)} | ({int(digits, 8)} if max(digits) < "8" else set())
    return found


def _dumped(groups: str) -> bytes:
    """The bytes of one line: groups of one width, until something wider or narrower, which is the column of characters."""
    words = re.split(r"[ \t-]+", groups)
    width = len(words[0])
    kept = list(takewhile(lambda word: len(word) == width, words))
    if len(kept) < len(words) and len(words[len(kept)]) < width:
        kept.append(words[len(kept)])  # the last group of a file whose length is odd
    digits = "".join(kept)
    return bytes.fromhex(digits[: len(digits) // 2 * 2])[:_MOST_IN_LINE]


def _read_dump(rows: list[bytes], start: int, *, is_wide: bool) -> Iterator[Undone]:
    """What the rows say; numbers of 16 bits (``is_wide``) are also read low byte first, as ``hexdump`` prints them."""
    data = b"".join(rows)
    if len(data) > 5:
        yield from only_words(read_packed(data, "hexadecimal dump", start))
    if len(data) > 5 and is_wide:
        turned = bytearray(data[: len(data) // 2 * 2])
        turned[::2], turned[1::2] = turned[1::2], turned[::2]
        yield from only_words(read_packed(bytes(turned).rstrip(b"\0"), "hexadecimal dump of 16-bit words", start))


def find_codes(text: str) -> Iterator[Undone]:
    """Lists of decimal character codes, as in ``String.fromCharCode(78, 97)``, and bytes written in binary.

    >>> [undone.what for undone in find_codes("[78,97,119,119,97,102]")]
    ['Nawwaf']
    """
    if has_any(text, b"chr", b"char"):
        for match in _CALLED.finditer(text):
            codes = [int(code, 16 if code[1:2] in {"x", "X"} else 10) for code in _CALLED_CODE.findall(match.group())]
            yield from _read_codes(codes, "character codes", match.start())
    for match in _DECIMALS.finditer(text):
        yield from _read_codes([int(code) for code in _DIGITS.findall(match.group())], "decimal codes", match.start())
    if b"b" * 8 not in shape_of(text).translate(_BINARY_KINDS):
        return
    for match in _BINARY.finditer(text):
        bits = re.sub(r"[^01]", "", match.group())
        yield from _read_codes([int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8)], "binary codes", match.start())


def find_masked_mail(text: str) -> Iterator[Undone]:
    """Addresses of mail that a delivery network masks in pages: the first byte is the key to all others.

    >>> [undone.what for undone in find_masked_mail('<a data-cfemail="4b250b3365263b">')]
    ['n@x.mp']
    """
    if not has_any(text, b"cfemail", b"email-protection"):
        return
    for match in _MASKED_MAIL.finditer(text):
        data = bytes.fromhex(match[1][: len(match[1]) // 2 * 2])
        yield Undone(bytes(byte ^ data[0] for byte in data[1:]).decode("utf-8", "replace"), "masked address", match.start())


_HIDDEN = re.compile("[\U000e0020-\U000e007e]{3,}|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}")


def find_hidden_signs(text: str) -> Iterator[Undone]:
    """Text in signs that nobody sees: tag characters, which are ASCII moved up, and bytes as variation selectors.

    >>> [undone.what for undone in find_hidden_signs("a" + "".join(chr(0xE0000 + ord(c)) for c in "Nawwaf"))]
    ['Nawwaf']
    """
    if text.isascii():
        return
    for match in _HIDDEN.finditer(text):
        codes = [ord(sign) for sign in match.group()]
        if 0xE0020 <= codes[0] <= 0xE007E:
            yield Undone("".join(chr(code - 0xE0000) for code in codes), "tag characters", match.start())
        else:
            data = bytes(code - 0xFE00 if code < 0xE0000 else code - 0xE0100 + 16 for code in codes)
            yield from read_packed(data, "variation selectors", match.start())


def _read_codes(codes: list[int], how: str, start: int) -> Iterator[Undone]:
    """Codes as characters and, where all are below 256, as bytes; dropped if neither ASCII nor words."""
    if min(codes) < 9 or max(codes) > 0x10FFFF:
        return
    text = "".join(map(chr, codes))
    if max(codes) > 127 and max(codes) < 256:
        yield from only_words(read_packed(bytes(codes), how, start))
    if (
        (max(codes) < 127 or len(_LETTER.findall(text)) * 3 > len(text))
        and not NOT_TEXT.search(text)
        and not re.search(r"[\ud800-\udfff]", text)
    ):
        yield Undone(text, how, start)


CODE_VIEWS = (find_hex, find_dumps, find_codes, find_masked_mail, find_hidden_signs)
