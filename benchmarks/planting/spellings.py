# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""How an identity is spelt, spaced or drawn otherwise while a reader still reads the same: text to text."""

import random
import unicodedata
from collections.abc import Callable

Disguise = Callable[[str, random.Random], str]

CYRILLIC = dict(zip("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ", strict=True))
GREEK = dict(zip("oviAEZHIKMNOPTYX", "ονιΑΕΖΗΙΚΜΝΟΡΤΥΧ", strict=True))
HARAKAT = "\u064e\u064f\u0650\u0652\u0651"
EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
BURMESE = str.maketrans("0123456789", "၀၁၂၃၄၅၆၇၈၉")
DEVANAGARI = str.maketrans("0123456789", "०१२३४५६७८९")
FULL_WIDTH = {ord(c): ord(c) + 0xFEE0 for c in map(chr, range(0x21, 0x7F))}


def upper(text: str, _: random.Random) -> str:
    return text.upper()


def lower(text: str, _: random.Random) -> str:
    return text.lower()


def mixed_case(text: str, chance: random.Random) -> str:
    return "".join(c.upper() if chance.random() < 0.5 else c.lower() for c in text)


def wide_spaces(text: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(["   ", "\u00a0", "\u2009\u2009", "\u202f", "\t", "\u3000"]))


def over_lines(text: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(["\n", "\r\n", "\n    ", " \n\t"]))


def hyphenated(text: str, chance: random.Random) -> str:
    at = _inside(text, chance)
    return f"{text[:at]}-\n{text[at:]}"


def soft_hyphens(text: str, chance: random.Random) -> str:
    return _between_letters(text, chance, ["\u00ad"], 0.5)


def zero_widths(text: str, chance: random.Random) -> str:
    return _between_letters(text, chance, ["\u200b", "\u200c", "\u2060", "\ufeff", "\u200d"], 0.5)


def homoglyphs_cyrillic(text: str, _: random.Random) -> str:
    return "".join(CYRILLIC.get(c, c) for c in text)


def homoglyphs_greek(text: str, _: random.Random) -> str:
    return "".join(GREEK.get(c, c) for c in text)


def full_width(text: str, _: random.Random) -> str:
    return text.translate(FULL_WIDTH)


def mathematical(text: str, _: random.Random) -> str:
    """Bold letters of mathematics, as people on social media write them."""
    return "".join(
        chr(0x1D41A + ord(c) - 97) if "a" <= c <= "z" else chr(0x1D400 + ord(c) - 65) if "A" <= c <= "Z" else c for c in text
    )


def circled(text: str, _: random.Random) -> str:
    return "".join(
        chr(0x24D0 + ord(c) - 97) if "a" <= c <= "z" else chr(0x24B6 + ord(c) - 65) if "A" <= c <= "Z" else c for c in text
    )


def bidi_marks(text: str, chance: random.Random) -> str:
    marked = _between_letters(text, chance, ["\u200e", "\u200f", "\u061c"], 0.3)
    return f"\u2067{marked}\u2069"


def bidi_override(text: str, _: random.Random) -> str:
    """Stored backwards and turned round by the screen."""
    return f"\u202e{text[::-1]}\u202c"


def decomposed(text: str, _: random.Random) -> str:
    return unicodedata.normalize("NFD", text)


def combining_marks(text: str, chance: random.Random) -> str:
    return "".join(c + chance.choice(["\u0323", "\u0301", "\u0308", ""]) if c.isalpha() else c for c in text)


def letter_spaced(text: str, _: random.Random) -> str:
    return "  ".join(" ".join(word) for word in text.split(" "))


def dotted(text: str, _: random.Random) -> str:
    return ".".join(text.split(" "))


def snake(text: str, _: random.Random) -> str:
    return "_".join(text.split(" "))


def joined(text: str, _: random.Random) -> str:
    return "".join(word[:1].upper() + word[1:] for word in text.replace("-", " ").replace("'", "").split(" "))


def without_hyphens(text: str, _: random.Random) -> str:
    return text.replace("-", " ")


def family_first(text: str, _: random.Random) -> str:
    words = text.split(" ")
    return f"{words[-1]}, {' '.join(words[:-1])}"


def family_first_capitals(text: str, _: random.Random) -> str:
    words = text.split(" ")
    return f"{words[-1].upper()} {' '.join(words[:-1])}"


def initials(text: str, _: random.Random) -> str:
    words = text.split(" ")
    return " ".join([f"{word[0].upper()}." for word in words[:-1]] + words[-1:])


def with_harakat(text: str, chance: random.Random) -> str:
    return "".join(c + chance.choice(HARAKAT) if "\u0621" <= c <= "\u064a" and c not in "ا أإآ" else c for c in text)


def with_tatweel(text: str, chance: random.Random) -> str:
    out = []
    for word in text.split(" "):
        at = next((i for i in range(1, len(word)) if word[i - 1] not in "اأإآدذرزوة"), 0)
        out.append(word[:at] + "ـ" * chance.randint(1, 4) + word[at:] if at else word)
    return " ".join(out)


def arabic_variants(text: str, _: random.Random) -> str:
    """Hamza dropped, dotless ya, Persian kaf and ya: how typed Arabic varies."""
    return text.translate(str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ي": "ی", "ك": "ک", "ة": "ه"}))


def presentation_forms(text: str, _: random.Random) -> str:
    """Each letter as its shaped code point, as old PDFs hold it."""
    out = []
    for index, letter in enumerate(text):
        before = text[index - 1] if index else " "
        after = text[index + 1] if index + 1 < len(text) else " "
        out.append(_shaped(letter, joins_before=_joins_on(before), joins_after=_is_arabic(after) and _joins_on(letter)))
    return "".join(out)


def presentation_visual(text: str, chance: random.Random) -> str:
    """Shaped code points in the order in which they stand on paper, as PDF extractors give them."""
    return presentation_forms(text, chance)[::-1]


def _shaped(letter: str, *, joins_before: bool, joins_after: bool) -> str:
    form = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}
    wanted = f"<{form[joins_before, joins_after]}> {ord(letter):04X}"
    return SHAPES.get(wanted, letter)


SHAPES = {
    unicodedata.decomposition(chr(code)): chr(code)
    for code in range(0xFE80, 0xFEFD)
    if unicodedata.decomposition(chr(code)).count(" ") == 1
}


def _is_arabic(letter: str) -> bool:
    return "\u0621" <= letter <= "\u064a" and letter != "ء"


def _joins_on(letter: str) -> bool:
    return _is_arabic(letter) and letter not in "اأإآدذرزوؤةى"


def _inside(text: str, chance: random.Random) -> int:
    places = [i for i in range(2, len(text) - 1) if text[i - 2 : i + 2].isalpha()]
    return chance.choice(places)


def _between_letters(text: str, chance: random.Random, marks: list[str], share: float) -> str:
    out, forced = [], _inside(text, chance)
    for index, letter in enumerate(text):
        inside = index and text[index - 1].isalnum() and letter.isalnum()
        if index == forced or (inside and chance.random() < share):
            out.append(chance.choice(marks))
        out.append(letter)
    return "".join(out)


LATIN_DISGUISES: dict[str, Disguise] = {
    f.__name__: f for f in (
        upper, lower, mixed_case, wide_spaces, over_lines, hyphenated, soft_hyphens, zero_widths, homoglyphs_cyrillic,
        homoglyphs_greek, full_width, mathematical, circled, bidi_marks, bidi_override, decomposed, combining_marks, letter_spaced,
        dotted, snake, joined, without_hyphens, family_first, family_first_capitals, initials,
    )
}  # fmt: skip
ARABIC_DISGUISES: dict[str, Disguise] = {
    f.__name__: f
    for f in (
        with_harakat, with_tatweel, arabic_variants, presentation_forms, presentation_visual, over_lines, wide_spaces, zero_widths, bidi_marks,
    )
}  # fmt: skip


def phone_forms(phone: str, chance: random.Random) -> dict[str, str]:
    """The ways in which one telephone number is written."""
    code, national = phone[1:].split(" ", 1)
    digits = national.replace(" ", "")
    cut = chance.randint(2, len(digits) - 3)
    pairs = " ".join((code + digits)[i : i + 2] for i in range(0, len(code + digits), 2))
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    return {
        "digits only": code + digits,
        "international, dots": f"+{code}.{digits[:cut]}.{digits[cut:]}",
        "00 prefix": f"00{code}{digits}",
        "national": f"0{digits[:3]} {digits[3:]}",
        "national, hyphens": f"0{digits[:2]}-{digits[2:5]}-{digits[5:]}",
        "brackets": f"(+{code}) ({digits[:2]}) {digits[2:]}",
        "trunk zero": f"+{code} (0) {digits[:3]}/{digits[3:]}",
        "pairs": pairs,
        "Eastern digits": f"+{code} {digits}".translate(EASTERN),
        "Persian digits": f"0{digits}".translate(PERSIAN),
        "Burmese digits": f"{code}{digits}".translate(BURMESE),
        "full width": phone.translate(FULL_WIDTH),
        "spelled out": " ".join(names[int(d)] for d in "0" + digits),
        "non-breaking hyphens": f"+{code}\u2011{digits[:3]}\u2011{digits[3:]}",
        "tel link": f"tel:+{code}{digits}",
        "over a line": f"+{code} {digits[:cut]}\n{digits[cut:]}",
        "zero width": "\u200b".join(f"+{code}{digits}"),
        "wa.me": f"wa.me/{code}{digits}",
    }


def plate_forms(plate: str, chance: random.Random) -> dict[str, str]:
    bare = "".join(c for c in plate if c.isalnum())
    return {
        "joined": bare,
        "spaces": " ".join(part for part in plate.replace("-", " ").replace("/", " ").split()),
        "lower, dots": ".".join(plate.replace("-", " ").replace("/", " ").split()).lower(),
        "full width": plate.translate(FULL_WIDTH),
        "Eastern digits": plate.translate(EASTERN),
        "middle dots": "·".join(plate.replace("-", " ").replace("/", " ").split()),
        "zero width": _between_letters(plate, chance, ["\u200b", "\u2060"], 0.6)
        if _has_inside(plate)
        else "\u200b".join(plate),
    }


def _has_inside(text: str) -> bool:
    return any(text[i - 2 : i + 2].isalpha() for i in range(2, len(text) - 1))


def email_forms(email: str, _: random.Random) -> dict[str, str]:
    user, host = email.split("@")
    return {
        "at and dot in words": f"{user} (at) {host.replace('.', ' (dot) ')}",
        "square brackets": f"{user}[at]{host.replace('.', '[dot]')}",
        "capitals": email.upper(),
        "mailto": f"mailto:{user}%40{host}",
        "plus tag": f"{user}+press@{host}",
        "full width": email.translate(FULL_WIDTH),
    }
