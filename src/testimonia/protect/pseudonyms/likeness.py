"""Whether two names have anything in common by which one could be guessed from the other: initials, length, sound.

Every name is compared in Latin letters, whatever its script, folded as the gazetteer folds place names, because a name and its
transliteration are one name.
"""

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from testimonia.gazetteer.spelling import fold_name, skeleton_key
from testimonia.text.names import fold

PARTICLES = frozenset(
    {
        *("al", "el", "ul", "ar", "as", "ash", "ad", "an", "az", "at", "abu", "abou", "abo", "umm", "um", "oum", "ibn", "bin"),
        *("ben", "bint", "de", "la", "le", "du", "van", "von", "der", "den", "da", "di", "dos", "del", "mac", "mc", "st", "bu"),
    }
)
"""Words that many names share and that say nothing of whose name it is."""

ALIKE = 0.7
"""Similarity of two folded names, 0 to 1, from which they count as near."""

_WORDS = re.compile(r"[^\W\d_]+")
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")


@lru_cache(maxsize=65_536)
def to_latin(name: str) -> str:
    """A name in lower-case Latin letters, words apart.

    >>> to_latin("نوّاف al-Khayālī")
    'nwf al khayali'
    """
    return " ".join(_WORDS.findall(anyascii(fold(_ARABIC_ARTICLE.sub("", name))).replace("'", "").replace("`", "").lower()))


@lru_cache(maxsize=65_536)
def parts_of(name: str) -> tuple[str, ...]:
    """The telling words of a name, in Latin letters: particles only where there is nothing else.

    >>> parts_of("Abu Salim al-Wahmi")
    ('salim', 'wahmi')
    """
    words = to_latin(name).split()
    return tuple(word for word in words if word not in PARTICLES) or tuple(words)


@lru_cache(maxsize=65_536)
def sound_of(word: str) -> str:
    """The consonants of a word, with those that spellings mix up made one.

    >>> sound_of("Samira") == sound_of("سمير"), sound_of("Qusay") == sound_of("Kusai")
    (True, True)
    """
    return skeleton_key(_folded(word))


@lru_cache(maxsize=65_536)
def _folded(word: str) -> str:
    return fold_name(to_latin(word)).key


def is_near(one: str, other: str) -> bool:
    """Whether two single names sound or look like one.

    >>> is_near("Samir", "Sameera"), is_near("Samir", "Yasser")
    (True, False)
    """
    first, second = _folded(one), _folded(other)
    if not first or not second:
        return False
    sounds = sound_of(one), sound_of(other)
    if sounds[0] == sounds[1] and (len(sounds[0]) > 1 or first == second):
        return True
    return Levenshtein.normalized_similarity(first, second) >= ALIKE


def initials_of(name: str) -> frozenset[str]:
    """The first letters of the telling words: in Latin, as they sound, and as written in another script."""
    found: set[str] = set()
    for word in parts_of(name):
        found.update({word[:1], _folded(word)[:1]})
    for word in _WORDS.findall(fold(_ARABIC_ARTICLE.sub("", name))):
        if not word.isascii():
            found.add(word[:1])
    return frozenset(found - {""})


def length_of(name: str) -> int:
    """Letters of the telling words.

    >>> length_of("Abu Salim al-Wahmi")
    10
    """
    return sum(len(word) for word in parts_of(name))


def is_related(candidate: str, true_name: str) -> bool:
    """Whether a pseudonym has an initial, a length or a sound in common with a true name, in any of their words.

    >>> is_related("Yasser", "Samir Wahmi"), is_related("Widad", "Samir Wahmi"), is_related("Bassam", "Karim Tal")
    (False, True, False)
    """
    if initials_of(candidate) & initials_of(true_name):
        return True
    mine, theirs = parts_of(candidate), parts_of(true_name)
    if length_of(candidate) == length_of(true_name):
        return True
    if mine and theirs and len(mine[0]) == len(theirs[0]):
        return True
    return any(is_near(one, other) for one in mine for other in theirs)


def is_taken(candidate: str, other: str) -> bool:
    """Whether a pseudonym could be mistaken for another name in the case: a telling word of the one is near one of the other.

    >>> is_taken("Abu Samir", "Samira Haddad"), is_taken("Abu Samir", "Abu Fadi")
    (True, False)
    """
    return any(is_near(one, word) for one in parts_of(candidate) for word in parts_of(other))
