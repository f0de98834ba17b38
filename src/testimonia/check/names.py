"""Names of people and bodies: in the case, nearly in the case (misspelt), or nowhere in it.

A name is a run of capitalised words. What the case writes anywhere, what a gazetteer places and what the calendar knows is
known.
"""

import re
from collections.abc import Iterable
from functools import cache, cached_property

from msgspec import Struct
from rapidfuzz import fuzz, process

from testimonia.check.casefile import CaseFile
from testimonia.check.context import Context
from testimonia.check.role_words import read_roles
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.testimony import Role
from testimonia.model.values import PlaceRef
from testimonia.text.names import fold, name_key, titles
from testimonia.text.packs import read_table

_NAME = re.compile(r"[A-ZÀ-ÞĀ-Ž][\w’'-]*(?:[ \t]+(?:(?:al|el|bin|ibn|von|van|de|del|da|di)[ -])?[A-ZÀ-ÞĀ-Ž][\w’'-]*)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_NEAR_WORD = 75.0
"""Likeness (0 to 100) from which a word is a misspelling of another."""
_NEAR_NAME = 80.0
_ALIKE = 65.0
"""... and from which each strange word of a name must be like one of the known name's."""
_LEAST_LETTERS = 4


class Name(Struct, frozen=True):
    """A run of capitalised words; ``opens`` if its first word opens a sentence, where every word is capitalised."""

    words: tuple[str, ...]
    start: int
    end: int
    opens: bool


class Known:
    """The names of the case."""

    def __init__(self, context: Context) -> None:
        self._case = context.case
        self._context = context
        table = read_table("en", "desk")["names"]
        self.calendar = frozenset([*table["months"], *table["days"], *table["other"]])

    @cached_property
    def names(self) -> dict[str, str]:
        """Full names, folded -> as written: sources, parties, their aliases."""
        return _names_of(self._case)

    @cached_property
    def people(self) -> dict[str, str]:
        """Of these the names of people: whoever is no party, no document and no publication."""
        parties = {name_key(name) for p in self._case.contents.brief.parties for name in (p.name, *p.aliases)}
        others = {
            name_key(name)
            for source in self._case.contents.sources
            if source.role in (Role.DOCUMENT, Role.MEDIA, Role.FOOTAGE)
            for name in (source.name, *source.aliases)
        }
        return {key: name for key, name in self.names.items() if key not in parties | others}

    @cached_property
    def capitals(self) -> dict[str, str]:
        """Every word that the case writes with a capital inside a sentence, or in a name, folded -> as written."""
        found: dict[str, str] = {}
        for name in self.names.values():
            for word in name.split():
                if word[:1].isupper():
                    found.setdefault(fold(_POSSESSIVE.sub("", word)), word)
        for text in self._case.contents.texts:
            metadata = text.metadata
            made = (
                metadata.title,
                metadata.source,
                metadata.interviewer,
                metadata.interpreter,
                metadata.publisher,
                metadata.place,
            )
            for part in (text.text, *made, *(passage.speaker for passage in text.passages)):
                for match in re.finditer(r"(?<![.!?:\"“‘\n] )(?<!\n)(?<!^)\b[A-ZÀ-Þ][\w’'-]+", f" {part}"):
                    found.setdefault(fold(_POSSESSIVE.sub("", match[0])), match[0])
        return found

    @cached_property
    def lower(self) -> frozenset[str]:
        """Every word that the case or the draft writes in small letters."""
        texts = [text.text for text in self._case.contents.texts] + [self._context.draft.contents.prose]
        small = read_table("en", "desk")["small"]["words"]
        return frozenset(
            [*small, *(fold(word) for text in texts for word in re.findall(r"(?<![\w’'-])[a-zß-ÿ][\w’'-]*", text))]
        )

    @cached_property
    def whole(self) -> str:
        """All texts of the case, folded, to find a full name in."""
        parts = [text.text for text in self._case.contents.texts]
        parts += [text.metadata.title for text in self._case.contents.texts]
        return " ".join(" ".join(fold(part).split()) for part in [*parts, self._case.contents.brief.title])

    def is_near(self, folded: str) -> bool:
        """Whether a word is nearly one of a name of the case: misspelt, and not strange."""
        singles = [one for name in self.names for one in name.split() if len(one) >= _LEAST_LETTERS]
        return process.extractOne(folded, singles, scorer=fuzz.ratio, score_cutoff=_NEAR_WORD) is not None

    def writes(self, words: Iterable[str]) -> bool:
        """Whether the case writes these words one after another."""
        return re.search(rf"(?<!\w){re.escape(fold(' '.join(words)))}(?!\w)", self.whole) is not None


def known_of(context: Context) -> Known:
    """The names of a context's case, worked out once."""
    known: Known | None = context.notes.get("known")
    if known is None:
        known = context.notes["known"] = Known(context)
    return known


def _names_of(case: CaseFile) -> dict[str, str]:
    found: dict[str, str] = {}
    for source in case.contents.sources:
        for name in (source.name, *source.aliases):
            if any(word[:1].isupper() for word in name.split()):
                found.setdefault(name_key(name), name)
    for party in case.contents.brief.parties:
        for name in (party.name, *party.aliases):
            found.setdefault(name_key(name), name)
    return found


def check_names(context: Context) -> Iterable[Verdict]:
    """Every name in the draft."""
    known = known_of(context)
    writers = {fold(word) for word in re.findall(r"\w+", context.draft.contents.writers)}
    places = [(c.span.start, c.span.end) for c in context.claims if isinstance(c.value, PlaceRef) and c.value.gazetteer_id]
    for name in find_names(context):
        if any(start < name.end and name.start < end for start, end in places):
            continue
        if {fold(word) for word in name.words} <= writers:
            continue
        verdict = _check(context, known, name)
        if verdict is not None:
            yield verdict


def find_names(context: Context) -> Iterable[Name]:
    """Runs of capitalised words outside headings and quotations."""
    prose = context.draft.contents.prose
    for sentence in context.draft.sentences:
        if sentence.is_heading:
            continue
        for match in _NAME.finditer(sentence.text):
            start = sentence.start + match.start()
            if context.draft.is_quoted(start, start + len(match[0])):
                continue
            opens = not re.search(r"\w", sentence.text[: match.start()]) or prose[start - 2 : start - 1] in ":;"
            yield Name(tuple(match[0].split()), start, start + len(match[0]), opens)


def _check(context: Context, known: Known, name: Name) -> Verdict | None:
    words = [_POSSESSIVE.sub("", word) for word in name.words]
    start = name.start
    while words and (_is_no_name(known, words[0], opens=name.opens and start == name.start) or _is_title(words)):
        start += len(name.words[len(name.words) - len(words)]) + 1
        words = words[1:]
    while words and fold(words[-1]) in known.calendar:
        words = words[:-1]
    if not words:
        return None
    place = start, start + len(" ".join(words)), " ".join(words)
    if context.draft.contents.prose[place[0] : place[1]] != place[2]:
        place = name.start, name.end, " ".join(name.words)
    key = name_key(" ".join(words))
    if key in known.names or known.writes(words):
        return passed(Check.NAME, place, "in the case")
    unknown = [word for word in words if not _is_known(known, fold(word))]
    is_lone = len(words) == 1
    if is_lone and fold(words[0]) in _legal():
        return uncompared(Check.NAME, place, "a word of the law")
    if is_lone and not unknown:
        return passed(Check.NAME, place, "in the case")
    near = _nearest(known, words, unknown)
    if near and (len(words) > 1 or not (name.opens and fold(words[0]) in known.lower)):
        return problem(
            Check.NAME,
            place,
            f"nobody in the case is called this; the nearest name is “{near}”",
            nearest=_pointers(context, near),
        )
    if is_lone:
        is_opening = name.opens and start == name.start
        return None if is_opening else uncompared(Check.NAME, place, "the case does not have this name")
    if not unknown:
        return uncompared(Check.NAME, place, "the case has these words, but not together")
    severity = Severity.WARNING if _is_person(words) else Severity.NOTE
    return problem(Check.NAME, place, "nobody and nothing in the case is called this", severity=severity)


@cache
def _legal() -> frozenset[str]:
    return frozenset(read_table("en", "desk")["names"]["legal"])


def _is_known(known: Known, folded: str) -> bool:
    """Whether the case or the calendar has a word, or the word that it is the plural of: "Syrians"."""
    return any(one in known.capitals or one in known.calendar for one in (folded, folded.removesuffix("s")))


def _is_person(words: list[str]) -> bool:
    """Whether a name is a person's by its first word: a given name, or one that Arabic names begin with."""
    table = read_table("en", "given_names")
    given = {*table["masculine"], *table["feminine"], *read_table("en", "desk")["names"]["person"]}
    return fold(words[0]) in given


def _is_title(words: list[str]) -> bool:
    """Whether a name begins with a title or a trade: "Nurse Priya", "Defence Secretary James Mattis"."""
    if fold(words[0]) in titles():
        return True
    return any(read_roles().pattern.fullmatch(fold(" ".join(words[:n]))) for n in range(1, min(4, len(words))))


def _is_no_name(known: Known, word: str, *, opens: bool) -> bool:
    """Whether a capitalised word is a common one: at the opening of a sentence, or of the calendar."""
    folded = fold(word)
    if folded in known.names:
        return False
    return folded in known.calendar or any(ch.isdigit() for ch in word) or (opens and folded in known.lower)


def _nearest(known: Known, words: list[str], unknown: list[str]) -> str:
    """The known name that a name is nearly: by the whole, by a shared last name, or by its unknown words."""
    key = name_key(" ".join(words))
    full = process.extractOne(key, list(known.names), scorer=fuzz.ratio, score_cutoff=_NEAR_NAME)
    if full is not None and all(_is_near_a_word(fold(word), full[0].split()) for word in unknown):
        return known.names[full[0]]
    if len(words) > 1:
        people = known.people
        shared = [name for folded, name in people.items() if " " in folded and _shares_part(key.split(), folded.split())]
        lone = [name for folded, name in people.items() if folded in key.split() and name[:1].isupper()]
        if shared or lone:
            return (shared or lone)[0]
    for word in unknown:
        folded = fold(word)
        if len(folded) >= _LEAST_LETTERS:
            singles = [one for name in known.names for one in name.split() if len(one) >= _LEAST_LETTERS]
            found = process.extractOne(folded, singles, scorer=fuzz.ratio, score_cutoff=_NEAR_WORD)
            if found is not None and found[0][0] == folded[0]:
                return next(name for key, name in known.names.items() if found[0] in key.split())
    return ""


def _is_near_a_word(word: str, others: list[str]) -> bool:
    return any(fuzz.ratio(word, other) >= _ALIKE for other in others)


def _shares_part(mine: list[str], theirs: list[str]) -> bool:
    """Whether two names of several words share the last word, or all but the last."""
    return mine[-1] == theirs[-1] or (len(mine) > 1 and mine[:-1] == theirs[:-1] and len(mine[0]) > 1)


def _pointers(context: Context, name: str) -> list[Pointer]:
    source_id = context.case.sources_by_key.get(name_key(name), "")
    record = next((r for r in context.case.records if r.source_id == source_id), None) if source_id else None
    return [Pointer(name, record.sentence, record.claim.id, record.item, record.where)] if record else [Pointer(name, "")]
