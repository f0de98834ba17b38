"""An Arabic passage as words: where each stands in the rendition, what is glued to it, and the word the tables know it by.

Arabic glues "and", "by", "to", "the" and the future's letter to the next word. A letter may only be taken off where the rest
is a word some table knows and the whole is none: otherwise half of the names of the region would lose their first letter.
"""

import re
from functools import lru_cache

from msgspec import Struct

from testimonia.extract.arabic.lexicon import glossary, known_words, roles
from testimonia.text.arabic import FoldedText, fold_text

_TOKEN = re.compile(r"\d+(?:[.,/:]\d+)*|[\u0620-\u063f\u0641-\u065f\u0670-\u06d3]+|[A-Za-z]+|\S")
_NUMBER = re.compile(r"\d")
_PREFIXES = (
    "ال", "و", "ف", "ب", "ل", "ك", "س", "وال", "فال", "بال", "كال", "لل", "وب", "ول", "وس", "فس", "فب", "فل", "وبال", "ولل",
    "فلل", "وك", "فبال",
)  # fmt: skip
"""Clitics in front of a word, the shortest first; of several that leave a known word the first is taken."""
_BEFORE_OWNED = ("", "و", "ف", "ب", "ل", "وب", "ول")
_OWNERS = ("هم", "ها", "هن", "هما", "نا", "كم", "ه", "ي", "ك")
_ENDS = frozenset(".!؟?؛;…\n")
_CLOSES = frozenset({"»", "”", '"', ")"})
_FUTURE = frozenset({"س", "وس", "فس"})


class Word(Struct, frozen=True):
    """One word. ``key`` is the folded word without its clitics; ``prefix`` what was taken off; offsets are the rendition's."""

    key: str
    surface: str
    prefix: str
    start: int
    end: int
    kind: str
    """word, number, mark."""
    inner: int = -1
    """Where the word begins without glued "and", "so", "by", "to", "like"; its article stays."""
    suffix: str = ""
    """A possessive pronoun at its end."""

    @property
    def is_joined(self) -> bool:
        """Whether "and" is glued to it."""
        return self.prefix[:1] in ("و", "ف")

    @property
    def has_article(self) -> bool:
        """Whether it is definite by its article."""
        return self.prefix.endswith("ال") or self.prefix.endswith("لل") or self.surface.startswith("ال")

    @property
    def preposition(self) -> str:
        """The one-letter preposition glued to it, or empty."""
        return next((letter for letter in self.prefix if letter in "بلك"), "") if self.prefix != "ال" else ""


@lru_cache(maxsize=65_536)
def split_clitics(surface: str) -> tuple[str, str, str]:
    """A folded word's clitics, the word the tables know, and a possessive at its end; the whole word where they know none.

    >>> split_clitics("وقالت"), split_clitics("بالشاحنات"), split_clitics("وعد"), split_clitics("وشاحنتي")
    (('و', 'قالت', ''), ('بال', 'شاحنات', ''), ('', 'وعد', ''), ('و', 'شاحنه', 'ي'))
    """
    known = known_words()
    if surface in known:
        return "", surface, ""
    for prefix in _PREFIXES:
        rest = surface[len(prefix) :]
        is_long = len(rest) > (1 if prefix[0] in "وا" else 2)
        if is_long and surface.startswith(prefix) and rest in known:
            if prefix in _FUTURE and (rest[0] not in "يتن" or rest not in glossary().verbs):
                continue
            return prefix, rest, ""
    for prefix in _BEFORE_OWNED:
        if surface.startswith(prefix) and (found := _owned(surface[len(prefix) :])) is not None:
            return prefix, *found
    if len(surface) > 4 and surface.startswith("ال"):
        return "ال", surface[2:], ""
    return "", surface, ""


def _owned(word: str) -> tuple[str, str] | None:
    """A noun of the tables with a possessive pronoun: "their relatives", "my lorry"."""
    table = glossary().nouns
    for suffix in _OWNERS:
        base = word.removesuffix(suffix)
        if base == word or len(base) < 3:
            continue
        for noun in (base[:-1] + "ه" if base.endswith("ت") else base, base):
            if noun in table or noun in roles():
                return noun, suffix
    return None


class Text:
    """A passage as words and sentences."""

    __slots__ = ("end", "folded", "keys", "raw", "sentence_of", "sentences", "start", "words")

    def __init__(self, raw: str, start: int) -> None:
        self.raw = raw
        self.start = start
        self.end = start + len(raw)
        self.folded: FoldedText = fold_text(raw)
        self.words: list[Word] = []
        starts, ends = self.folded.starts, self.folded.ends
        text = self.folded.text
        for match in _TOKEN.finditer(text):
            a, b = match.span()
            surface = match.group()
            kind = "number" if _NUMBER.match(surface) else "word" if surface[0].isalpha() else "mark"
            prefix, key, suffix = split_clitics(surface) if kind == "word" else ("", surface, "")
            glued = len(prefix.removesuffix("ال")) if prefix not in ("لل", "ولل", "فلل") else len(prefix) - 2
            inner = start + starts[a + glued]
            self.words.append(Word(key, surface, prefix, start + starts[a], start + ends[b - 1], kind, inner, suffix))
        self.keys = [word.key for word in self.words]
        self.sentences = self._cut()
        self.sentence_of = [n for n, (a, b) in enumerate(self.sentences) for _ in range(a, b)]

    def __len__(self) -> int:
        return len(self.words)

    def _cut(self) -> list[tuple[int, int]]:
        """Half-open word ranges of the sentences: a sentence ends at a full stop, a question mark, or a line's end."""
        cuts, first = [], 0
        for i, word in enumerate(self.words):
            after = self.words[i + 1].start if i + 1 < len(self.words) else self.end
            gap = self.raw[word.end - self.start : after - self.start]
            closes = i + 1 < len(self.words) and self.words[i + 1].surface in _CLOSES and "\n" not in gap
            ended = word.surface in _ENDS or (word.surface in _CLOSES and i > first and self.words[i - 1].surface in _ENDS)
            if "\n" in gap or (ended and not closes):
                cuts.append((first, i + 1))
                first = i + 1
        if first < len(self.words):
            cuts.append((first, len(self.words)))
        return cuts

    def slice(self, first: int, last: int) -> str:
        """The exact text from word ``first`` up to, not including, word ``last``."""
        if first >= last:
            return ""
        return self.raw[self.words[first].start - self.start : self.words[last - 1].end - self.start]

    def inner_slice(self, first: int, last: int) -> str:
        """As `slice`, without what is glued to the first word."""
        return self.raw[self.words[first].inner - self.start : self.words[last - 1].end - self.start]

    def find(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of the words that touch rendition offsets ``[start, end)``."""
        first = next((i for i, word in enumerate(self.words) if word.end > start), len(self.words))
        last = first
        while last < len(self.words) and self.words[last].start < end:
            last += 1
        return first, last
