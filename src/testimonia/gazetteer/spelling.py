"""Three keys of a place name, from strict to tolerant: plain, folded, skeleton.

One town is written Ar-Raqqah, Raqqa, Rakka, الرقة and Ракка; a gazetteer that compares letters finds one of five. A key
that forgives everything finds all five and a dozen other towns. So a name has three keys, asked in this order:

- *plain*: case, accents, hyphens and apostrophes do not matter, letters do;
- *folded*: any script in Latin letters, articles gone, sounds that spellings mix up made one (q k c; ou u o w; ei ay e i;
  sh ch ş; final h; doubled letters), spaces gone;
- *skeleton*: the folded key's consonants, g with k, kh with h, p with b, v with f. Equal skeletons are only candidates:
  `similarity` of the folded keys must confirm them.

A script without a letter table (Burmese, Chinese, Hebrew ...) is compared letter by letter: romanising it blindly would
make strangers meet.

Source: the variants are those of the BGN/PCGN 1956, IGN and UNGEGN romanisations of Arabic and of the BGN/PCGN and national
romanisations of Ukrainian and Russian; the grouping is our own.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from testimonia.gazetteer.letters import APOSTROPHES, is_accent, letter_to_latin, script_of

ARTICLE_COUNTRIES = frozenset(
    {
        *("AE", "BH", "DJ", "DZ", "EG", "EH", "ER", "IL", "IQ", "IR", "JO", "KM", "KW", "LB", "LY"),
        *("MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SS", "SY", "TD", "TN", "TR", "YE"),
    }
)
"""Where a leading al-, ar-, el- ... is the Arabic article. Elsewhere (El Paso, Las Vegas) it belongs to the name.

Source: members of the League of Arab States, and neighbours with Arabic place names."""

_SUN_LETTERS = {"ar": "r", "as": "s", "ash": "sh", "ad": "d", "adh": "dh", "at": "t", "ath": "t", "an": "n", "az": "z"}
_ARTICLES = {
    "al": "",
    "el": "",
    "ul": "",
    "il": "",
    **_SUN_LETTERS,
    **{"e" + article[1:]: first for article, first in _SUN_LETTERS.items()},
    "ach": "ch",
    "ech": "ch",
    "us": "s",
    "uz": "z",
    "ur": "r",
    "ush": "sh",
}
"""Article -> what the next word must begin with (assimilation to a sun letter), so that "An Giang" keeps its An."""

_ARABIC_ARTICLE = re.compile(r"(?<!\w)[اٱ]ل(?=\w{2})")
_WITH_H = (
    *(("tsch", "C"), ("shch", "C"), ("sch", "C"), ("tch", "C"), ("ch", "C"), ("sh", "C"), ("kh", "x"), ("gh", "g")),
    *(("dzh", "j"), ("zh", "j"), ("dh", "d"), ("th", "t"), ("ph", "f")),
)
_WITHOUT_H = (
    ("dj", "j"),
    *(("ou", "u"), ("oo", "u"), ("au", "u"), ("aw", "u"), ("ow", "u"), ("ao", "u")),
    *(("ai", "i"), ("ay", "i"), ("ei", "i"), ("ey", "i"), ("ae", "i"), ("ee", "i"), ("ie", "i"), ("ij", "i")),
)
"""Letters written for one sound -> one letter, in this order; ``C`` is the sound of sh and ch."""

_VOWELS = str.maketrans({"C": "c", "c": "k", "q": "k", " ": None, "w": "u", "y": "i", "e": "i", "o": "u"})
_FINAL_H = re.compile(r"(?<=[aeiou])h(?= |$)")
_REPEATED = re.compile(r"(.)\1+")
_ALIKE = str.maketrans({"g": "k", "x": "h", "p": "b", "v": "f"})
_SKELETON = _ALIKE | str.maketrans({"a": None, "i": None, "u": None})
UNTABLED = "0"
"""First character of the key of a name in a script without a letter table: only the same letters match it."""

_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}


class _LatinLetters(dict[int, str]):
    """A translation table that fills itself; `str.translate` asks it once for each new letter."""

    def __missing__(self, code: int) -> str:
        latin = self[code] = letter_to_latin(chr(code))
        return latin


class _PlainLetters(dict[int, str]):
    """Keeps letters and digits of every script, drops marks and apostrophes, makes the rest spaces."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if character in APOSTROPHES or is_accent(character):
            plain = ""
        else:
            plain = character if character.isalnum() or unicodedata.category(character) in {"Mc", "Mn"} else " "
        self[code] = plain
        return plain


_TO_LATIN = _LatinLetters()
_TO_PLAIN = _PlainLetters()


class FoldedName(NamedTuple):
    """The folded key with and without the Latin-letter article, and whether the script leaves short vowels out."""

    key: str
    """Articles left out."""
    with_article: str
    """The same as ``key`` when there is no article; Arabic script's own article is never kept."""
    is_abjad: bool


def plain_key(name: str) -> str:
    """The name without case, accents, hyphens, points and apostrophes; words joined by one space.

    >>> plain_key("Ar-Raqqah"), plain_key("Deir ez-Zor"), plain_key("U.S.")
    ('ar raqqah', 'deir ez zor', 'us')
    """
    if name.isascii():
        lowered = name.lower()
        if lowered.isalpha():
            return lowered
    else:
        lowered = unicodedata.normalize("NFKD", name).casefold()
    if "." in lowered:
        lowered = _join_initials(lowered)
    return " ".join(lowered.translate(_TO_PLAIN).split())


def _join_initials(text: str) -> str:
    return re.sub(r"\b(\w)\.(?=\w\b|\s|$|\W)", r"\1", text)


@lru_cache(maxsize=8192)
def fold_name(name: str) -> FoldedName:
    """The folded key of a name in any script.

    >>> fold_name("Ar-Raqqah").key, fold_name("Rakka").key, fold_name("Deir ez-Zour").key, fold_name("Dayr az Zawr").key
    ('raka', 'raka', 'dirzur', 'dirzur')
    >>> fold_name("El Paso")
    FoldedName(key='pasu', with_article='ilpasu', is_abjad=False)
    """
    is_ascii = name.isascii()
    is_abjad = False
    text = name.lower()
    if not is_ascii:
        text = unicodedata.normalize("NFKC", name).casefold()
        scripts = {script_of(letter) for letter in text if letter.isalpha()}
        if "other" in scripts:
            key = UNTABLED + plain_key(name).encode("punycode").decode("ascii")
            return FoldedName(key, key, False)
        is_abjad = "arabic" in scripts
        if is_abjad:
            text = _ARABIC_ARTICLE.sub("", text)
    if "." in text:
        text = _join_initials(text)
    words = [_ABBREVIATED.get(word, word) for word in text.translate(_TO_LATIN).split()]
    without = words if len(words) < 2 else _drop_articles(words)
    key = _fold_latin(" ".join(without))
    return FoldedName(key, key if without is words else _fold_latin(" ".join(words)), is_abjad)


def _drop_articles(words: list[str]) -> list[str]:
    """Words without articles; the same list object when there are none. "Maarat al-Numan" also loses its construct t."""
    kept: list[str] = []
    for index, word in enumerate(words[:-1]):
        first = _ARTICLES.get(word)
        if first is not None and words[index + 1].startswith(first):
            if kept and len(kept[-1]) > 4 and kept[-1][-2:] in {"at", "et"}:
                kept[-1] = kept[-1][:-1]
        else:
            kept.append(word)
    kept.append(words[-1])
    return words if len(kept) == len(words) else kept


def _fold_latin(text: str) -> str:
    if "h" in text:
        text = _FINAL_H.sub("", text)
        for old, new in _WITH_H:
            text = text.replace(old, new)
    for old, new in _WITHOUT_H:
        text = text.replace(old, new)
    return _REPEATED.sub(r"\1", text.translate(_VOWELS))


def skeleton_key(folded: str) -> str:
    """The consonants of a folded key; a vowel at the start stays as ``a``.

    >>> skeleton_key("raka"), skeleton_key(fold_name("Idlib").key), skeleton_key(fold_name("إدلب").key)
    ('rk', 'adlb', 'adlb')
    """
    if folded.startswith(UNTABLED):
        return folded
    bare = folded.translate(_SKELETON)
    if folded[:1] in {"a", "i", "u"}:
        bare = "a" + bare
    return bare[:-1] if len(bare) > 2 and bare.endswith("h") else bare


def similarity(query: str, known: str, *, is_abjad: bool, least: float = 0.0) -> float:
    """How alike two folded keys with the same skeleton are, 0 to 1; below ``least`` 0 may be given instead, which is faster.

    A script without short vowels says less: there the query's letters must all occur in the known key, in order, and what
    is left over (short vowels) costs little.

    >>> similarity("xarkuv", "xarkiv", is_abjad=False) > 0.8
    True
    >>> similarity("tdmr", "tadmur", is_abjad=True), similarity("hums", "hams", is_abjad=True)
    (0.9, 0.0)
    """
    if UNTABLED in {query[:1], known[:1]}:
        return float(query == known)
    if not is_abjad:
        return float(Levenshtein.normalized_similarity(query, known, score_cutoff=least))
    query, known = query.translate(_ALIKE), known.translate(_ALIKE)
    rest = iter(known)
    if not all(letter in rest for letter in query):
        return 0.0
    return round(1 - 0.05 * (len(known) - len(query)), 2)
