"""Everything in letters and digits that is no name and no telephone: plates, papers, devices, accounts, addresses of mail.

All of them are found in the stream and then compared sign by sign with what stands in the text: a stream takes 4 for a, a
number plate does not.
"""

import re
from itertools import permutations

from msgspec import Struct

from testimonia.protect.gate.searching import hits
from testimonia.protect.gate.searching.folding import digit_of, look_alikes, plain_letters, to_words
from testimonia.protect.gate.searching.lexicon import ORDINARY, word_set
from testimonia.protect.gate.searching.names import without_article
from testimonia.protect.gate.searching.sounds import sound_distance, spelling_limit, to_sounds
from testimonia.text.arabic import fold_letter

_PLATE_LETTERS = dict(zip("ابحدرسصطعقكلمنهوى", "ABJDRSXTEGKLZNHUV", strict=True))
"""Source: Saudi general directorate of traffic, letters on number plates; Egypt writes only the Arabic ones."""

_ZERO, _ONE = "oO", "lIi|"
_GENERIC_LOCAL = word_set(
    "info contact office admin support mail news press editor hello team webmaster postmaster service sales"
)
_GAP = re.compile(r"[\s\-‐‑–._/:·•,()\[\]{}<>@＠*]{0,8}")
_PLATE_CONTEXT = re.compile(
    r"(?i)plate|registration|licen[cs]e|vehicle|lorry|truck|car\b|bus\b|لوحة|رقم|سيارة|شاحنة|номер|plaque|matr[ií]cula|plaka"
)


class Code(Struct, frozen=True):
    """One form in which a code may be written."""

    identity_id: str
    kind: str
    text: str
    """Lower case, as it must stand (letters and digits; for accounts with their separators)."""
    check: str
    """``code``: separators do not matter; ``account``: they do; ``mail``; ``tagged``; ``file``."""
    is_distinctive: bool = True
    """Counts also where nothing around it says what it is."""
    town: str = ""
    """Of a plate known by its digits: the town written on it, which says what they are as well."""


def bare(text: str) -> str:
    """Letters and digits of a text in lower case, plain, look-alikes as Latin letters; separators dropped.

    >>> bare("АB-12 ٣٤")
    'ab1234'
    """
    table = look_alikes()
    out = []
    for character in text:
        for plain in plain_letters(character):
            if plain not in " '":
                lower = fold_letter(plain.lower())
                out.append(table.get(lower, lower))
    return "".join(out)


def with_separators(text: str) -> str:
    """As `bare`, but signs stay and only what is invisible goes.

    >>> with_separators("Naww\u200baf_KH")
    'nawwaf_kh'
    """
    table = look_alikes()
    out = []
    for character in text:
        plain = plain_letters(character)
        out.append(character if plain in (" ", "'") else "".join(table.get(c, c) for c in plain.lower()))
    return "".join(out)


def same_code(written: str, code: str) -> bool:
    """Whether a bare text is this code; O for zero and l or I for one are the same, 4 for a is not.

    >>> same_code("ab12o4", "ab1204"), same_code("4b1204", "ab1204")
    (True, False)
    """
    if len(written) != len(code):
        return False
    return all(
        a == b or (a in _ZERO + "0" and b in _ZERO + "0") or (a in _ONE + "1" and b in _ONE + "1")
        for a, b in zip(written, code, strict=True)
    )


def plate_forms(plate: str) -> list[str]:
    """A number plate in the orders and letters it may be written in, without separators.

    >>> plate_forms("ABJ 1234")[:2]
    ['abj1234', '1234abj']
    """
    groups = re.findall(r"[^\W\d_]+|\d+", "".join(digit_of(c) or c for c in plate))
    groups = [bare(group) for group in groups][:4]
    orders = ["".join(order) for order in permutations(groups)] if len(groups) > 1 else groups
    forms = list(orders)
    to_arabic = {latin.lower(): bare(arabic) for arabic, latin in _PLATE_LETTERS.items()}
    to_latin = {arabic: latin for latin, arabic in to_arabic.items()}
    letters = "".join(group for group in groups if not group.isdigit())
    if letters and all(c in to_arabic for c in letters) and len(letters) <= 3:
        forms += ["".join(to_arabic.get(c, c) for c in form) for form in orders]
        forms += [
            "".join(to_arabic.get(c, c) for c in form) for form in ("".join(g[::-1] if not g.isdigit() else g for g in groups),)
        ]
    elif letters and all(c in to_latin for c in letters):
        forms += ["".join(to_latin.get(c, c) for c in form) for form in orders]
    return list(dict.fromkeys(forms))


def plate_digits(plate: str) -> str:
    """The digits of a plate whose letters are a town or nothing, when there are enough of them; else nothing.

    >>> plate_digits("Raqqa 234156"), plate_digits("AB 234156")
    ('234156', '')
    """
    groups = re.findall(r"[^\W\d_]+|\d+", "".join(digit_of(c) or c for c in plate))
    digits = "".join(group for group in groups if group.isdigit())
    is_town = all(len(group) > 2 for group in groups if not group.isdigit())
    return digits if is_town and len(digits) >= 6 else ""


def plate_town(plate: str) -> str:
    """The word on a plate, if it has one.

    >>> plate_town("Raqqa 234156"), plate_town("234156")
    ('raqqa', '')
    """
    words = [word for word in to_words(plate).lower().split() if word.isalpha() and len(word) > 2]
    return words[0] if words else ""


def is_distinctive(account: str, names: frozenset[str]) -> bool:
    """Whether an account's name, standing alone, is nobody else's word.

    >>> is_distinctive("nawwaf_kh87", frozenset()), is_distinctive("falcon", frozenset())
    (True, False)
    """
    letters = bare(account)
    if letters in names or letters in ORDINARY or letters in _GENERIC_LOCAL:
        return False
    has_more = any(c.isdigit() for c in account) or any(c in "._-" for c in account.strip("._-"))
    return len(letters) >= (6 if has_more else 8)


def account_name(handle: str) -> str:
    """The bare name of an account from a handle, an address of a profile or a name.

    >>> account_name("@Nawwaf_KH"), account_name("https://t.me/nawwaf_kh/")
    ('nawwaf_kh', 'nawwaf_kh')
    """
    return handle.strip().rstrip("/").rpartition("/")[2].rpartition("\\")[2].lstrip("@＠~").lower()


def check_code(text: str, start: int, end: int, code: Code) -> str | None:
    """In which form a code stands at ``[start, end)``; None when it is something else."""
    written = text[start:end]
    if code.check == "account":
        return _check_account(text, start, end, code)
    if code.check == "mail":
        return _check_mail(text, start, end, code)
    if code.check == "tagged":
        return _check_tagged(text, start, end, code)
    if code.check == "file":
        return hits.AS_WRITTEN if same_code(bare(written), bare(code.text)) and _has_edges(text, start, end) else None
    if not same_code(bare(written), code.text) or not _has_edges(text, start, end) or not _has_narrow_gaps(written, 3):
        return None
    if code.text.isdigit() and not _is_whole_number(text, start, end):
        return None
    if not code.is_distinctive and len(written.split("\n")) > 2:
        return None  # the cells of a column, one under the other
    if not code.is_distinctive and not _is_plate(text[max(0, start - 48) : start] + " " + text[end : end + 32], code.town):
        return None
    return hits.AS_WRITTEN if written.lower() == code.text else hits.REGROUPED


def _is_plate(around: str, town: str) -> bool:
    """Whether the words around some digits say that they are a number plate."""
    if _PLATE_CONTEXT.search(around):
        return True
    words = [form for word in to_words(around).lower().split() for form in (word, *without_article(word))]
    return bool(town) and any(
        sound_distance(one, other) <= spelling_limit(other)
        for word in words
        for one in to_sounds(word)
        for other in to_sounds(town)
    )


def _has_edges(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not before.isalnum() and not after.isalnum()


def _has_narrow_gaps(written: str, most: int) -> bool:
    gap = 0
    for character in written:
        if character.isalnum() or plain_letters(character) == "":
            gap = 0
        elif character in ",;|":
            return False
        else:
            gap += 1
            if gap > most:
                return False
    return True


def _is_whole_number(text: str, start: int, end: int) -> bool:
    """Whether digits are no part of a longer number, a fraction or a sum."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return not re.search(r"\d[.\-/]$|\d $|[$€£]\s?$", before) and not re.match(r"[.\-/,]\d| \d|\s?[%€]", after)


def _check_account(text: str, start: int, end: int, code: Code) -> str | None:
    written = with_separators(text[start:end])
    if written != code.text and re.sub(r"\s*([_.\-])\s*", r"\1", written) != code.text:
        return None
    before, after = text[max(0, start - 24) : start], text[end : end + 2]
    if re.search(r"\w$", before) or re.match(r"\w", after) or re.search(r"\w[.\-]$", before) or re.match(r"-\w", after):
        return None
    how = hits.AS_WRITTEN if text[start:end].lower() == code.text else hits.LOOK_ALIKE
    if code.is_distinctive:
        return how
    in_place = re.search(
        r"(?i)(?:@\s?|＠|users?[\\/]+|/home/|/~|~|(?:\.com|\.me|\.org|\.net|\.social)/@?|user(?:name)?\"?\s*[:=]\s*\"?|login\"?\s*[:=]\s*\"?|handle\"?\s*[:=]\s*\"?@?)$",
        before,
    )
    return how if in_place else None


def _check_mail(text: str, start: int, end: int, code: Code) -> str | None:
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if re.search(r"[\w.\-+]$", before) or re.match(r"[\w\-]|\.\w", after):
        return None
    written = text[start:end]
    if not all(len(gap) <= 8 for gap in re.findall(r"[^\w]+", written)):
        return None
    if not same_code(bare(written), bare(code.text)):
        return None
    return hits.AS_WRITTEN if written.lower() == code.text else "spelled out or spaced"


def _check_tagged(text: str, start: int, end: int, code: Code) -> str | None:
    """The local part with a tag behind it: name+tag@host."""
    local, _, domain = code.text.partition("@")
    if with_separators(text[start:end]) != local or re.search(r"[\w.\-+]$", text[max(0, start - 1) : start]):
        return None
    behind = with_separators(text[end : end + 80])
    return "with a tag" if re.match(rf"\+[\w.\-]+\s*@\s*{re.escape(domain)}(?![\w\-])", behind) else None


def mail_forms(address: str) -> list[str]:
    """The letters of an address of mail with its signs left out and said in words.

    >>> mail_forms("a.b@host.org")
    ['abhostorg', 'abathostdotorg', 'adotbathostdotorg', 'abathostorg', 'abhostdotorg']
    """
    local, _, domain = address.lower().strip().partition("@")
    forms = [
        local + domain,
        local + "at" + domain.replace(".", "dot"),
        local.replace(".", "dot") + "at" + domain.replace(".", "dot"),
        local + "at" + domain,
        local + domain.replace(".", "dot"),
    ]
    return list(dict.fromkeys(bare(form) for form in forms))
