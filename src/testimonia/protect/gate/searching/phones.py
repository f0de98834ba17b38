"""Telephone numbers: the same number under any prefix, and never a longer number that happens to hold its digits.

A number is kept as country code and national number. The automaton finds its last seven digits; what stands to the left then
decides: nothing (a local number), the rest of the national number, a trunk zero, the right country code. Anything else that
is joined to it makes it another number.

Source: ITU-T E.164 and its list of assigned country codes (lengths only).
"""

import re

from msgspec import Struct

from testimonia.protect.gate.searching import hits
from testimonia.protect.gate.searching.folding import digit_of
from testimonia.protect.gate.searching.lexicon import word_set

_ONE_DIGIT = ("1", "7")
_TWO_DIGITS = word_set(
    """
    20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 81 82 84 86
    90 91 92 93 94 95 98
    """
)
_EXTENSION = re.compile(r"(?:ext|x|extension|#)\.?\s*\d{1,5}\s*$", re.IGNORECASE)
TAIL = 7
"""Digits at the end of a number that are searched for."""

_NARROW = " \u00a0\u2009\u202f.-()/–‑‐_·•*\u200e\u200f\u202a\u202c\u200b\u00ad"
_HEX = re.compile(r"[0-9a-fA-F]{16,}")
_MAX_GAP = 6


class Phone(Struct, frozen=True):
    """A number as country code (empty: not known) and national number without trunk prefix."""

    country: str
    national: str

    @property
    def tail(self) -> str:
        """The last digits, by which it is found."""
        return self.national[-TAIL:]


def read_phone(written: str) -> Phone | None:
    """A number as the vault has it; None when it is too short to tell anybody apart.

    >>> read_phone("+963 944 123 456"), read_phone("0944-123456").national
    (Phone(country='963', national='944123456'), '944123456')
    """
    written = _EXTENSION.sub("", written)
    digits = "".join(digit_of(c) for c in written)
    if written.strip().startswith(("+", "＋")) or digits.startswith("00"):
        digits = digits.removeprefix("00")
        length = 1 if digits[:1] in _ONE_DIGIT else 2 if digits[:2] in _TWO_DIGITS else 3
        phone = Phone(digits[:length], digits[length:].removeprefix("0"))
    elif len(digits) == 11 and digits[0] == "8":
        phone = Phone("7", digits[1:])
    else:
        phone = Phone("", digits.removeprefix("0"))
    return phone if len(phone.national) >= TAIL else None


class _Left(Struct):
    digits: list[str]
    gaps: list[str]
    """For each digit, what stands between it and the next one to its right."""


def _walk_left(text: str, start: int) -> _Left:
    """Digits joined to the left of a position, nearest first, at most twenty."""
    left = _Left([], [])
    at, gap = start - 1, ""
    while at >= 0 and len(left.digits) < 20 and len(gap) <= 3:
        digit = digit_of(text[at])
        if digit:
            left.digits.append(digit)
            left.gaps.append(gap)
            gap = ""
        elif text[at] in _NARROW or text[at] in "+＋":
            gap = text[at] + gap
            if text[at] in "+＋":
                left.digits.append("+")
                left.gaps.append(gap[1:])
                break
        else:
            break
        at -= 1
    return left


def check_phone(text: str, start: int, end: int, phone: Phone) -> tuple[int, str] | None:
    """Whether the last digits found at ``[start, end)`` are this number, and from where on.

    Returns:
        Start of the number and the form it is in, or None.
    """
    if digit_of(text[end : end + 1] or "x") or not _has_good_gaps(text, start, end):
        return None
    if (re.match(r"[.\-/]\d", text[end : end + 2]) and not re.match(r"\.0+(?!\d)", text[end : end + 8])) or _is_in_code(
        text, start, end
    ):
        return None
    left = _walk_left(text, start)
    needed = phone.national[:-TAIL][::-1]
    taken = 0
    while taken < len(needed) and taken < len(left.digits) and left.digits[taken] == needed[taken]:
        taken += 1
    at = _position(text, start, taken)
    if taken < len(needed):
        if len(left.digits) > taken and left.digits[taken] != "+":
            return None
        return None if _is_figure(text, at, end) else (at, hits.SHORTENED)
    how = hits.AS_WRITTEN if " " not in text[at:end] and text[at:end].isalnum() else hits.REGROUPED
    return (at, how) if _has_good_prefix(left.digits[taken:], left.gaps[taken:], phone, at) else None


def _position(text: str, start: int, taken: int) -> int:
    at = start
    while taken:
        at -= 1
        if digit_of(text[at]):
            taken -= 1
    return at


def _has_good_gaps(text: str, start: int, end: int) -> bool:
    gap = ""
    for character in text[start:end]:
        if character.isalnum() and not character.isdigit() and not digit_of(character) and character not in "oOlIоОΟοі":
            return False
        gap = "" if character.isalnum() or digit_of(character) else gap + character
        if len(gap) > _MAX_GAP or ("," in gap and gap != ","):
            return False
    return True


def _is_in_code(text: str, start: int, end: int) -> bool:
    """Whether the digits are inside a hash, a serial number, an ISBN or a decimal fraction."""
    first, last = start, end
    while first > 0 and text[first - 1].isalnum() and start - first < 80:
        first -= 1
    while last < len(text) and text[last].isalnum() and last - end < 80:
        last += 1
    word = text[first:last]
    letters = sum(1 for c in word if c.isalpha())
    if letters and (_HEX.fullmatch(word) or (len(word) >= 24 and any(c.isdigit() for c in word.replace(text[start:end], "")))):
        return True
    before = text[max(0, start - 24) : start]
    if re.search(r"(?i)(isbn|issn|doi|sha\d*|md5|uuid)\W{0,3}[\d\s.\-]*$", before) or re.search(
        r"97[89][\s-]?\d?[\s-]?\d{0,3}[\s-]?$", before
    ):
        return True
    return text[start:end].isdigit() and re.search(r"(?<![\d.,])(?:0|[1-9]\d{0,2})[.,]\d*$", before) is not None


def _is_figure(text: str, start: int, end: int) -> bool:
    """A local number that may as well be a plain figure: 4,123,456, or with a currency or unit."""
    return "," in text[start:end] or text[start - 1 : start] in {"$", "€", "£", ".", ","} or text[end : end + 1] in {"%", "€"}


def _has_good_prefix(digits: list[str], gaps: list[str], phone: Phone, at: int) -> bool:
    """Whether what is joined to the left of a whole national number belongs to it or is another word of its own."""
    if not digits:
        return True
    rest = "".join(digits)[::-1]
    groups = "".join(digit + ("|" if gap else "") for digit, gap in zip(digits[::-1], gaps[::-1], strict=True))
    tail_groups = groups.replace("|", "")
    allowed = ["0", "+", "(0"]
    if phone.country:
        country = phone.country
        allowed += [
            country,
            "+" + country,
            "00" + country,
            country + "0",
            "+" + country + "0",
            "00" + country + "0",
            "011" + country,
        ]
        if country == "7":
            allowed.append("8")
    elif rest.startswith(("+", "00")):
        return len(rest) <= 7
    if rest in allowed:
        return True
    if rest.startswith(("+", "00")):
        return False
    for prefix in sorted(allowed, key=len, reverse=True):
        if tail_groups.endswith(prefix) and prefix != "+":
            before = len(rest) - len(prefix)
            gap = gaps[::-1][before - 1] if before > 0 else ""
            if gap and not re.fullmatch(r"[-./–‑]", gap) and before <= 4:
                return True
    gap = gaps[0]
    return re.fullmatch(r"[.)]\s+|\s{2,}|\s*[*•·]\s*", gap) is not None and at > 0
