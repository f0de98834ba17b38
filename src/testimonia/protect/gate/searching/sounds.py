"""How a name sounds, from its letters in Latin, Arabic, Cyrillic or another script, and how far two of them lie apart.

One name is spelled Fawzi, Faouzi, Fauzy, Fevzi, Фаузи and فوزي. None of these is a slip: each follows a convention of some
language or agency. So letters become sounds (a few dozen signs, each an ASCII letter), and two spellings are compared sound by
sound with a table of which sounds conventions mix up and what that costs. Where consonants differ in earnest (Fawzi, Fahmi)
or a long vowel does (Jamal, Jamil), the names are different.

To find candidates without comparing everything with everything, a word has *keys*: its consonants in classes, each
ambiguous letter read in every class it may stand for.

Source: BGN/PCGN 1956, IGN, ALA-LC, DIN 31635, ISO 233 and UNGEGN for Arabic, the French, German and Turkish press, the
chat alphabet; BGN/PCGN, ISO 9 and the Ukrainian resolution 55 (2010) for Cyrillic. The costs are our own.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import product

from anyascii import anyascii

from testimonia.protect.gate.searching.conventions import readings
from testimonia.protect.gate.searching.folding import look_alikes
from testimonia.protect.gate.searching.letters import ARABIC, CYRILLIC, HEBREW

_DIGRAPHS = {
    "schtsch": "Sc",
    "shchsh": "Sc",
    "shtch": "Sc",
    "shch": "Sc",
    "tsch": "c",
    "dsch": "j",
    "sch": "S",
    "tch": "c",
    "dzh": "j",
    "sh": "S",
    "ch": "c",
    "kh": "x",
    "gh": "G",
    "zh": "j",
    "dj": "j",
    "dh": "D",
    "th": "T",
    "ph": "f",
    "ck": "k",
    "ts": "Q",
    "tz": "Q",
    "dz": "Z",
    "c": "C",
    "iou": "iu",
    "eou": "eu",
    "ou": "u",
    "oo": "u",
    "ee": "i",
    "ie": "i",
    "w": "u",
    "y": "i",
}
_DIGRAPH = re.compile("|".join(sorted(_DIGRAPHS, key=len, reverse=True)) + r"|ij(?![aeiou])")
_DIGRAPHS["ij"] = "i"
_CHAT = str.maketrans({"2": "", "3": "a", "5": "kh", "6": "t", "7": "h", "8": "gh", "9": "q"})
"""The chat alphabet: digits that look like the Arabic letter."""

_FOR_LETTERS = (str.maketrans("0134578", "oleastb"), str.maketrans("0134578", "oieastb"))
"""Digits put for letters they look like."""

ABJAD = "'"
"""Before the sounds of a word whose script leaves short vowels out."""

_VOWELS = frozenset("aeiouAEIOUWY*")
_FRONT = {("a", "i"): "E", ("e", "i"): "E", ("a", "u"): "O", ("o", "u"): "u", ("i", "i"): "i", ("u", "u"): "u", ("a", "a"): "a"}


_REDUCIBLE = re.compile(r"tc|[ae]i|[ao]u|(.)\1")


def _reduce(sounds: str) -> str:
    """Doubled sounds once; a vowel with the i or u after it as one sound unless another vowel follows."""
    if not _REDUCIBLE.search(sounds):
        return sounds
    out: list[str] = []
    at = 0
    sounds = sounds.replace("tc", "c")
    while at < len(sounds):
        sound = sounds[at]
        follows = sounds[at + 1 : at + 2]
        if follows == sound:
            at += 1
            continue
        pair = _FRONT.get((sound, follows))
        if pair is not None and sounds[at + 2 : at + 3] not in _VOWELS:
            out.append(pair)
            at += 2
            continue
        out.append(sound)
        at += 1
    return "".join(out)


@lru_cache(maxsize=65_536)
def script_of_word(word: str) -> str:
    """The script of most letters of a word: latin, arabic, cyrillic, han or other.

    >>> script_of_word("فوزي"), script_of_word("Fawzi"), script_of_word("Олег"), script_of_word("张")
    ('arabic', 'latin', 'cyrillic', 'han')
    """
    counts = {"latin": 0, "arabic": 0, "cyrillic": 0, "han": 0, "other": 0}
    for letter in word:
        code = ord(letter)
        if code < 0x250 or 0x1E00 <= code < 0x1F00:
            counts["latin"] += 1
        elif 0x600 <= code < 0x780:
            counts["arabic"] += 1
        elif 0x400 <= code < 0x530:
            counts["cyrillic"] += 1
        elif 0x3400 <= code < 0xA000:
            counts["han"] += 1
        else:
            counts["other"] += 1
    return max(counts, key=lambda script: counts[script])


_TURKISH_V = re.compile(r"[ae]v(?=[bcdfghjklmnpqrstz])")


def _to_sign(match: re.Match[str]) -> str:
    return _DIGRAPHS[match[0]]


def _latin_sounds(letters: str) -> list[str]:
    return list(dict.fromkeys(_reduce(_DIGRAPH.sub(_to_sign, reading)) for reading in readings(letters)))


@lru_cache(maxsize=131_072)
def to_sounds(word: str) -> tuple[str, ...]:
    """The readings of one word, lower case or not, as strings of sounds.

    >>> to_sounds("Faouzi"), to_sounds("Fauzy"), to_sounds("فوزي"), to_sounds("Хаяли")
    (('fOzi',), ('fOzi',), ("'fWzI",), ('xaiali',))
    """
    word = word.lower()
    script = "latin" if word.isascii() else script_of_word(word)
    if script == "arabic":
        sounds = "".join(ARABIC.get(letter, "") for letter in word)
        if word[:1] in "اأ":
            sounds = "*" + sounds[1:]
        found = ABJAD + _reduce(sounds)
        others = [found[:-1] + "a"] if word[-1] == "ه" and len(word) > 3 else []
        if "dz" in found or "ts" in found:
            others.append(found.replace("dz", "Z").replace("ts", "Q"))
        return (found, *others)
    if script == "cyrillic":
        plain = "".join(CYRILLIC.get(letter, "") for letter in _cyrillic_pairs(word))
        return (_reduce(plain), *((_reduce(_TURKISH_V.sub("au", plain)),) if _TURKISH_V.search(plain) else ()))
    if script in {"han", "other"}:
        if _is_syllabic(word):
            plain = "".join(_SIBILANTS.get(c) or anyascii(c).lower() for c in word)
            plain = plain.replace("e", "%") if "\u1200" <= word[0] <= "\u137f" else plain
            return tuple(ABJAD + reading.replace("%", "*") for reading in _latin_sounds(plain))
        if "\u0590" <= word[0] <= "\u05ff":
            return _hebrew_sounds(word)
        if "\u0370" <= word[0] <= "\u03ff":
            word = _greek(word)
        elif "\u10d0" <= word[0] <= "\u10ff":
            word = word.replace("ფ", "f")
        word = "".join(c for c in anyascii(word).lower() if c.isalpha())
    return tuple(_latin_sounds(word))


def _hebrew_sounds(word: str) -> tuple[str, ...]:
    """Vowels are mostly left out; an alef inside may stand for one, or only keep two letters apart."""
    plain = "".join(HEBREW.get(letter, "") for letter in word)
    bare = plain[:1] + plain[1:].replace("a", "")
    return tuple(dict.fromkeys(ABJAD + _reduce(reading.replace("WW", "W")) for reading in (plain, bare)))


_GREEK = (("ου", "u"), ("γι", "ι"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("τζ", "j"), ("χ", "kh"))


def _greek(word: str) -> str:
    """Greek letters that together, or before others, sound otherwise than one by one."""
    word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    for old, new in _GREEK:
        word = word.replace(old, new)
    return word


def _cyrillic_pairs(word: str) -> str:
    return word.replace("дж", "ж").replace("тч", "ч").replace("тс", "ц").replace("дз", "ѕ")


_SIBILANTS = dict.fromkeys("शषশষਸ਼શષ", "sh")


def _is_syllabic(word: str) -> bool:
    """Whether a script writes vowels on its consonants, one of them not at all: Indic scripts, Ethiopic."""
    return "\u0900" <= word[0] <= "\u0dff" or "\u1200" <= word[0] <= "\u137f"


def plain_look_alikes(word: str) -> str:
    """A word that mixes scripts, with the letters of other scripts as the Latin ones they look like.

    >>> plain_look_alikes("nаwwаf")
    'nawwaf'
    """
    table = look_alikes()
    return "".join(table.get(letter, letter) for letter in word)


def plain_if_mixed(word: str) -> str:
    """A word in which Latin letters stand beside others that only look Latin, in Latin letters of the same case.

    >>> plain_if_mixed("Аl"), plain_if_mixed("Ал")
    ('Al', 'Ал')
    """
    if word.isascii() or not any(c.isascii() and c.isalpha() for c in word):
        return word
    table = look_alikes()
    plain = [table.get(c.lower(), c) for c in word]
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, plain, strict=True))


def digits_read(word: str) -> tuple[str, ...]:
    """A word with digits among its letters, read as the chat alphabet and as digits put for letters.

    >>> digits_read("su7ayl"), digits_read("n4ww4f")[1]
    (('suhayl', 'sutayl', 'sutayl'), 'nawwaf')
    """
    return word.translate(_CHAT), *(word.translate(table) for table in _FOR_LETTERS)


_CLASSES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("bp", ("B",)),
    "f": ("F",),
    **dict.fromkeys("td", ("T",)),
    **dict.fromkeys("TD", ("T", "S")),
    **dict.fromkeys("szSZ", ("S",)),
    "Q": ("S", "T"),
    "c": ("S", "K"),
    "C": ("K", "S"),
    "j": ("S", ""),
    "g": ("K", "S", ""),
    **dict.fromkeys("kq", ("K",)),
    "G": ("K",),
    **dict.fromkeys("xX", ("K", "", "S")),
    **dict.fromkeys("lmnr", ()),
}
_CLASSES |= {letter: (letter.upper(),) for letter in "lmnr"}
_MAX_KEYS = 32


_CLEAR = re.compile("[^TDcCjgxXQ]*")
_CLEAR_CLASSES = str.maketrans(
    {**dict.fromkeys("aeiouAEOIWY*hvw'"), **{sound: options[0] for sound, options in _CLASSES.items() if len(options) == 1}}
)
_DOUBLES = tuple((letter * 2, letter) for letter in "STKLMNRBF")


def _collapse(key: str) -> str:
    for double, single in _DOUBLES:
        while double in key:
            key = key.replace(double, single)
    return key


@lru_cache(maxsize=131_072)
def sound_keys(sounds: str) -> frozenset[str]:
    """The keys under which a string of sounds is looked up: consonants in classes, ambiguous ones in each.

    >>> sorted(sound_keys("fOzi")), bool(sound_keys("oTman") & sound_keys("osman"))
    (['FS'], True)
    """
    if _CLEAR.fullmatch(sounds):
        return frozenset((_collapse(sounds.translate(_CLEAR_CLASSES)),))
    choices = [_CLASSES[sound] for sound in sounds if sound in _CLASSES]
    count = 1
    for at, choice in enumerate(choices):
        count *= len(choice)
        if count > _MAX_KEYS:
            choices[at:] = [option[:1] for option in choices[at:]]
            break
    return frozenset(_collapse("".join(combination)) for combination in product(*choices))


def needle_keys(sounds: str) -> frozenset[str]:
    """The keys of a word of a name: those of `sound_keys`, and v read as f (Arabic) or b (Spanish) and the other way round.

    >>> sorted(needle_keys("vera"))
    ['BR', 'FR', 'R']
    """
    if not any(sound in sounds for sound in "vfb"):
        return sound_keys(sounds)
    forms = (sounds, sounds.replace("v", "f"), sounds.replace("v", "b"), sounds.replace("f", "v"), sounds.replace("b", "v"))
    return frozenset().union(*map(sound_keys, forms))


_MIXED_UP: dict[tuple[str, str], float] = {}


def _mix(cost: float, *pairs: str) -> None:
    for pair in pairs:
        first, second = pair[0], pair[1]
        _MIXED_UP[first, second] = _MIXED_UP[second, first] = cost


_mix(0.0, "Wu", "WO", "Wo", "Ii", "IE", "qk")
_mix(0.05, "ou", "Oo", "Ya", "Yi", "YI", "*a", "*i", "*u", "*e", "*o", "*E", "*O", "Wv", "Ie", "EI", "Oo", "*A", "Aa")
_mix(
    0.1,
    "ei",
    "Ou",
    "Ei",
    "Ee",
    "Tt",
    "Ts",
    "Dd",
    "Dz",
    "DT",
    "vu",
    "ae",
    "pb",
    "Gg",
    "AE",
    "jc",
    "gj",
    "Ck",
    "Cs",
    "Cj",
    "Cc",
)
_mix(0.15, "Aa", "xc", "td", "ao", "Xx", "kC", "Ai", "Ae", "Ao", "Au", "jS", "gh")
_mix(0.2, "hx", "qg", "GK", "kx", "Oa", "gk", "Gk", "vW", "Xh")
_mix(0.05, "QC")
_mix(0.1, "Zz", "XS")
_mix(0.15, "Zj", "Gq")
_mix(0.25, "Qc", "Qs", "Qz", "QZ")
_mix(0.3, "Qt")
_mix(0.43, "zs")
_mix(0.5, "Ea")
_mix(0.3, "jz", "ji", "jI", "dz", "vf", "Ov", "ua", "gq", "Gx", "Xk", "eu", "Cz")
_mix(0.45, "eo", "iu", "bv", "IA", "eO", "Ec")
_mix(0.3, "cS")
_mix(0.6, "sS")
_MIXED_UP["u", "a"] = _MIXED_UP["a", "u"] = 0.5
_MIXED_UP["a", "i"] = _MIXED_UP["i", "a"] = 0.65
_MIXED_UP["a", "W"] = _MIXED_UP["W", "a"] = 0.7
_MIXED_UP["a", "I"] = _MIXED_UP["I", "a"] = 0.7
_MIXED_UP["i", "u"] = _MIXED_UP["u", "i"] = 0.65

_LEFT_OUT = {
    "a": 0.3,
    "e": 0.25,
    "i": 0.4,
    "u": 0.45,
    "o": 0.4,
    "A": 0.1,
    "*": 0.2,
    "h": 0.3,
    "E": 0.7,
    "O": 0.7,
    "W": 0.7,
    "I": 0.6,
    "Y": 0.5,
}
_UNWRITTEN = {"a": 0.02, "e": 0.02, "i": 0.06, "u": 0.06, "o": 0.06}
_AT_END = {"a": 0.85, "e": 0.35, "h": 0.15, "i": 0.8, "u": 0.8, "o": 0.8, "E": 0.8, "I": 0.8, "W": 0.8, "Y": 0.35, "A": 0.15}
_SOFTENED = frozenset("lntdrszScCjvbpmfQZ")
"""Consonants after which an i before a vowel may be no more than softness: Liavon, Lavon."""
_GENDERS = {("a", "o"), ("o", "a")}
"""Last sounds that tell a woman's name from a man's."""
_HOPELESS = 1.0
FAR = 9.0
"""A distance that no limit allows."""


def _omission(sounds: str, at: int, is_abjad: bool, is_abjad_opposite: bool) -> float:
    sound = sounds[at]
    if at == len(sounds) - 1:
        return _AT_END.get(sound, 1.0)
    if sound == "c" and sounds[at - 1] == "S" and at:
        return 0.2
    if is_abjad_opposite and sound in _UNWRITTEN and at > 0:
        return _UNWRITTEN[sound]
    if sound == "i" and at and sounds[at - 1] in _SOFTENED and sounds[at + 1] in _VOWELS:
        return 0.15
    if at == 0 and sound in _VOWELS:
        return (
            0.15
            if sound == "i" and sounds[1] in "eE"
            else max(0.62 if sound in "uo" else 0.5, _LEFT_OUT[sound])
            if sound != "*"
            else 0.4
        )
    if is_abjad and sound == "a":
        return 0.55
    if at == 1 and sound == "i" and sounds[2] not in _VOWELS:
        return 0.25
    return _LEFT_OUT.get(sound, 1.0)


@lru_cache(maxsize=65_536)
def _omissions(sounds: str, is_abjad: bool, is_abjad_opposite: bool) -> tuple[float, ...]:
    return tuple(_omission(sounds, at, is_abjad, is_abjad_opposite) for at in range(len(sounds)))


@lru_cache(maxsize=131_072)
def sound_distance(one: str, other: str) -> float:
    """How far two strings of sounds lie apart: 0 for the same, about 1 for each consonant that really differs.

    >>> sound_distance("fOzi", "'fWzI"), sound_distance("fOzi", "fauaz") > 0.8
    (0.0, True)
    """
    if one == other:
        return 0.0
    one_abjad, other_abjad = one.startswith(ABJAD), other.startswith(ABJAD)
    one, other = one.removeprefix(ABJAD), other.removeprefix(ABJAD)
    if not one or not other or (one[-1], other[-1]) in _GENDERS:
        return FAR
    drop_one, drop_other = _omissions(one, one_abjad, other_abjad), _omissions(other, other_abjad, one_abjad)
    row = [0.0]
    for cost in drop_other:
        row.append(row[-1] + cost)
    for i, a in enumerate(one):
        diagonal, row[0] = row[0], row[0] + drop_one[i]
        for j, b in enumerate(other):
            same = diagonal + (0.0 if a == b else _MIXED_UP.get((a, b), 1.0))
            diagonal = row[j + 1]
            row[j + 1] = min(same, diagonal + drop_one[i], row[j] + drop_other[j])
        if min(row) > _HOPELESS:
            return FAR
    return round(row[-1], 3)


def spelling_limit(sounds: str) -> float:
    """How far a spelling of a word may lie from it: little for short words, more for long ones.

    >>> spelling_limit("ali"), spelling_limit("xaiali")
    (0.3, 0.58)
    """
    count = len(sounds.removeprefix(ABJAD))
    if count <= 3:
        return 0.3
    return 0.45 if count == 4 else 0.58 if count <= 6 else 0.68 if count <= 9 else 0.9
