"""Names taken apart: which words must be found for the name to be found, and which may be missing.

A name is a row of *units*: given name, middle names, family name. A unit is one word, or two that belong together
(Abd al-Rahman, Abu Fawzi, Nur al-Din). Articles, bin and van, titles are no unit.
"""

import re

from msgspec import Struct

from testimonia.protect.gate.searching.folding import to_words
from testimonia.protect.gate.searching.lexicon import ARTICLES, KUNYA, ORDINARY, PARTICLES, SERVANT, UMM, is_title
from testimonia.protect.gate.searching.sounds import script_of_word
from testimonia.text.names import fold

_JOINED_SERVANT = re.compile(r"^(?:abd|abed|abid)(?:[aeiou]{1,2}(?:l|r|s|n|d|t|z|sh))(?=\w{4,})|^عبد(?:ال)?(?=\w{3,})")
_ARABIC_ARTICLE = re.compile(r"^ال(?=\w{2,})")
_VOWEL_GROUPS = re.compile(r"[aeiouy]+")
RELIGION = frozenset(["din", "deen", "dine", "eddin", "uddin", "الدين", "دين"])


class NameNeedle(Struct, frozen=True):
    """One spelling of one name, taken apart."""

    identity_id: str
    """Empty for a name that may be published."""
    kind: str
    words: tuple[str, ...]
    """Lower-case words that count, without articles and particles."""
    units: tuple[int, ...]
    """For each word, which unit it belongs to, counted from 0."""
    is_all_needed: bool
    """No unit may be missing: names of one or two units, names of short syllables, addresses."""
    is_ordinary: bool
    """One single word that also is an ordinary word: it counts only where it clearly is a name."""
    covered_scripts: frozenset[str] = frozenset()
    """Scripts in which the vault has spellings of its own, so that this one need not be tried there."""

    has_article: bool = False
    """Whether an article or particle stands in it (al-Tijani, La Tejona), which some take for a part of the name."""

    @property
    def last_unit(self) -> int:
        """Number of the last unit, the family name where there is one."""
        return self.units[-1]

    def words_of(self, *units: int) -> tuple[int, ...]:
        """Indices of the words of some units."""
        return tuple(at for at, unit in enumerate(self.units) if unit in units)

    def can_be_complete(self, indices: set[int], *, has_initials: bool) -> bool:
        """Whether these of its words, with initials or without, may be the whole person."""
        if self.kind == "address":
            return 2 * len(indices) >= len(self.words)
        if len(indices) == len(self.words):
            return True
        given, family = set(self.words_of(0)), set(self.words_of(self.last_unit))
        if has_initials and self.last_unit > 0 and family <= indices:
            return True
        return not self.is_all_needed and given <= indices and len(indices) > len(given)


def split_words(text: str) -> list[str]:
    """The words of a name in lower case, without apostrophes.

    >>> split_words("Nawwaf Suhayl al-Sa'di")
    ['nawwaf', 'suhayl', 'al', 'sadi']
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z][a-z]{2})", " ", to_words(text)) if text.isascii() else to_words(text)
    return [word for word in (raw.replace("'", "").lower() for raw in spaced.split()) if word]


def take_apart(name: str, *, identity_id: str, kind: str, covered_scripts: frozenset[str] = frozenset()) -> NameNeedle | None:
    """A name as a needle; None when nothing of it could be told from any text.

    >>> needle = take_apart("Abd al-Rahman Khalid", identity_id="P1", kind="name")
    >>> needle.words, needle.units
    (('abd', 'rahman', 'khalid'), (0, 0, 1))
    """
    words: list[str] = []
    units: list[int] = []
    unit = -1
    binds_next = False
    raw = split_words(name)
    for at, word in enumerate(raw):
        is_last = at == len(raw) - 1
        if (is_title(word) and not words and at < len(raw) - 2) or (word in PARTICLES and not (is_last and not words)):
            continue
        pieces = _pieces(word)
        for piece in pieces:
            if binds_next or (piece in RELIGION and words):
                binds_next = False
            else:
                unit += 1
            words.append(piece)
            units.append(unit)
            if piece in KUNYA or piece in UMM or piece in SERVANT:
                binds_next = True
    if not words or (len(words) == 1 and len(words[0]) < 2):
        return None
    count = units[-1] + 1
    short = all(len(_VOWEL_GROUPS.findall(fold(word))) <= 1 for word in words) and script_of_word(words[0]) != "arabic"
    return NameNeedle(
        identity_id,
        kind,
        tuple(words),
        tuple(units),
        is_all_needed=count < 3 or short or kind not in {"name", "alias"},
        is_ordinary=len(words) == 1 and words[0] in ORDINARY,
        covered_scripts=covered_scripts,
        has_article=any(word in PARTICLES for word in raw),
    )


def _pieces(word: str) -> list[str]:
    joined = _JOINED_SERVANT.match(word)
    if joined:
        return ["عبد" if word[0] == "ع" else "abd", word[joined.end() :]]
    return [_ARABIC_ARTICLE.sub("", word)]


def without_article(word: str) -> tuple[str, ...]:
    """A lower-case word without an article or Arabic proclitics written on it, in every way it may be cut; not the word itself.

    >>> without_article("alkhayali"), without_article("ashshami"), without_article("وللخيالي")
    (('khayali',), ('shami',), ('للخيالي', 'لخيالي', 'خيالي'))
    """
    found: list[str] = []
    if word[:1] in {"a", "e"} and word[2:] in RELIGION:
        found.append(word[2:])
    elif word[:1] in {"a", "e"} and len(word) > 5:
        for article in ARTICLES:
            rest = word[len(article) :]
            if word.startswith(article) and len(rest) >= 4 and (article[1:] == "l" or rest.startswith(article[1:])):
                found.append(rest)
    elif "\u0600" <= word[:1] <= "\u06ff":
        rest = word
        for clitics in ("وف", "بكل"):
            if rest[:1] in clitics and len(rest) > 3:
                rest = rest[1:]
                found.append(rest)
        for form in (word, *found):
            if form.startswith(("ال", "لل", "أل", "إل", "آل")) and len(form) > 4:
                found.append(form[2:])
            elif form.startswith("ل") and word.startswith(("لل", "ولل", "فلل")) and len(form) > 3:
                found.append(form[1:])
    return tuple(dict.fromkeys(found))
