"""Three keys of a place name, from strict to tolerant: plain, folded, skeleton.

One town is written Ar-Raqqah, Raqqa, Rakka, الرقة and Ракка; a gazetteer that compares letters finds one of five. A key
that forgives everything finds all five and a dozen other towns. So a name has three keys, asked in this order:

- *plain*: case, accents, hyphens and apostrophes do not matter, letters do;
- *folded*: any script in Latin letters, articles gone, sounds that spellings mix up made one (q k c; ou u o w; ei ay e i;
  sh ch ş; final h; doubled letters), spaces gone;
- *skeleton*: the folded key's consonants, g with k, kh with h, p with b, v with f. Equal skeletons are only candidates:
  `similar_keys` must confirm them by the folded keys.

A script without a letter table (Burmese, Chinese, Hebrew ...) is compared letter by letter: romanising it blindly would
make strangers meet.

Source: the variants are those of the BGN/PCGN 1956, IGN and UNGEGN romanisations of Arabic and of the BGN/PCGN and national
romanisations of Ukrainian and Russian; the grouping is our own.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
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

_ARTICLE_WORDS = frozenset(_ARTICLES)

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

_ONE_LETTER = bytes.maketrans(b"Ccqwyeo", b"ckkuiiu")
_FINAL_H = re.compile(r"(?<=[aeiou])h(?= |$)")
_REPEATED = re.compile(r"(.)(?=\1)")
_ALIKE = str.maketrans({"g": "k", "x": "h", "p": "b", "v": "f"})
_SKELETON = _ALIKE | str.maketrans({"a": None, "i": None, "u": None})
UNTABLED = "0"
"""First character of the key of a name in a script without a letter table: only the same letters match it."""

_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_ABBREVIATIONS = frozenset(_ABBREVIATED)


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
    words = text.translate(_TO_LATIN).split()
    if not _ABBREVIATIONS.isdisjoint(words):
        words = [_ABBREVIATED.get(word, word) for word in words]
    without = words if len(words) < 2 else _drop_articles(words)
    key = _fold_latin(" ".join(without))
    return FoldedName(key, key if without is words else _fold_latin(" ".join(words)), is_abjad)


def _drop_articles(words: list[str]) -> list[str]:
    """Words without articles; the same list object when there are none. "Maarat al-Numan" also loses its construct t."""
    if _ARTICLE_WORDS.isdisjoint(words):
        return words
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
    """Lower-case Latin words to the folded alphabet, spaces gone."""
    if "h" in text:
        if text[-1] == "h" or "h " in text:
            text = _FINAL_H.sub("", text)
        for old, new in _WITH_H:
            text = text.replace(old, new)
    for old, new in _WITHOUT_H:
        text = text.replace(old, new)
    # a table of bytes translates many times faster than one of characters, and folded text is ASCII
    return _REPEATED.sub("", text.encode("ascii").translate(_ONE_LETTER, b" ").decode("ascii"))


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


def similar_keys(query: str, known: Sequence[str], *, is_abjad: bool, least: float) -> list[tuple[int, float]]:
    """Which of some folded keys are alike enough: their indices in ``known`` with how alike they are, 0 to 1.

    Skeletons are not compared here. A script without short vowels says less: there the query's letters must all occur in the
    known key, in order, and what is left over (short vowels) costs little.

    >>> similar_keys("xarkuv", ["xarkiv", "xmara"], is_abjad=False, least=0.65)
    [(0, 0.8333333333333334)]
    >>> similar_keys("tdmr", ["tadmur", "tdmr", "tamr"], is_abjad=True, least=0.65)
    [(0, 0.9), (1, 1.0)]
    """
    if query.startswith(UNTABLED):
        return [(index, 1.0) for index, key in enumerate(known) if key == query]
    if is_abjad:
        query = query.translate(_ALIKE)
        pairs = ((index, _abjad_similarity(query, key.translate(_ALIKE))) for index, key in enumerate(known))
        return [(index, alike) for index, alike in pairs if alike >= least]
    # one call for all keys, since most of a slot are strangers and a call costs more than the comparison
    found = process.extract(query, known, scorer=Levenshtein.normalized_similarity, score_cutoff=least, limit=None)
    return [(index, float(alike)) for key, alike, index in found if not key.startswith(UNTABLED)]


def _abjad_similarity(query: str, known: str) -> float:
    """How alike keys are if the query's script leaves short vowels out; 0 if a letter of it is missing."""
    rest = iter(known)
    if not all(letter in rest for letter in query):
        return 0.0
    return round(1 - 0.05 * (len(known) - len(query)), 2)
