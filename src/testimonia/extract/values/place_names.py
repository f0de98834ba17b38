"""Which capitalised words of a passage name places.

Every stretch of capitalised words is read in all its parts; a part that the model, the gazetteer or the words around it call a
place is weighed (see `testimonia.extract.values.place_evidence`). Then the passage is swept from left to right until nothing
changes: a name found for certain supports its repetitions, and a place in a list supports the other names of the list.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from testimonia.extract.values import place_evidence as evidence
from testimonia.extract.values.place_evidence import Words
from testimonia.extract.values.place_text import PlaceText
from testimonia.gazetteer.places import Standing
from testimonia.model.values import PlaceRef

PROPER = frozenset({"NNP", "NNPS"})
LONGEST = 8
"""Words and joining words of the longest name that is looked for."""

CERTAIN = 2.0
"""Points from which other mentions of the same name gain."""

MOST_SWEEPS = 3
LENGTH_POINTS = 0.05
"""For each word: of two readings with the same signs the longer one."""

CONJUNCTIONS = frozenset({",", "and", "or", "&", ";", "to", "/"})
OPENERS = frozenset({"“", '"', "‘", "'", "``", ":", "…", "-", "—", "–", "(", "*", "•", "...", "."})
"""After these a capital letter says nothing."""

PLURAL_DIVISIONS = {
    "counties": "County",
    "provinces": "Province",
    "districts": "District",
    "governorates": "Governorate",
    "parishes": "Parish",
    "oblasts": "Oblast",
}

_NOT_A_NAME = re.compile(r"[\d$€£%@#]")
_TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")


class PlaceBook(Protocol):
    """What the finder asks of a gazetteer."""

    def weigh(self, name: str) -> Standing:
        """How well known the name is as a place's."""
        ...

    def look_up(self, name: str) -> PlaceRef | None:
        """The place a name means by itself; None where saying so would be a guess."""
        ...

    def resolve(self, names: Sequence[str]) -> list[PlaceRef | None]:
        """Which place each name of one document means; "Paris, Texas" asks for the one inside the other."""
        ...


class Mention(NamedTuple):
    """Words that name a place: a half-open range of words of the passage."""

    first: int
    end: int
    points: float
    query: str
    """What the gazetteer is asked: the words, or more ("Butler County", "Paris, Texas")."""
    rule: str


class _Reading(NamedTuple):
    """Some words read as a name, with the points that do not depend on the rest of the document."""

    end: int
    name: str
    points: float
    is_known: bool
    is_called: bool
    """Whether anything calls it a place; otherwise it must have been one before."""
    rule: str


class Memory:
    """What one document has said of names so far."""

    def __init__(self) -> None:
        self.places: set[str] = set()
        self.people: set[str] = set()


class PassageNames:
    """One passage being read."""

    def __init__(self, text: PlaceText, book: PlaceBook, words: Words, memory: Memory) -> None:
        self.text = text
        self._book = book
        self._words = words
        self._memory = memory
        self._common = {word for word in text.words if word.islower()}
        self._starts = [i for i in range(len(text)) if self._may_begin(i)]
        self._readings: dict[int, list[_Reading]] = {}
        self._note_people()

    def mentions(self) -> list[Mention]:
        """The places, in order; the certain ones are remembered."""
        taken: dict[int, Mention] = {}
        for _ in range(MOST_SWEEPS):
            self._memory.places.update(mention.query for mention in taken.values() if mention.points >= CERTAIN)
            again = self._sweep(_listed(self.text, taken.values()))
            if again.keys() == taken.keys():
                break
            taken = again
        self._read_divisions(taken)
        return [self._ask_for(taken[at], taken) for at in sorted(taken)]

    def _note_people(self) -> None:
        """Remember the parts of people's full names."""
        text, people = self.text, self._memory.people
        for first, end, label in text.entities:
            if label != "PERSON":
                continue
            while end > first and not text.is_capital(end - 1):
                end -= 1
            if end - first > 1 and not self._book.weigh(text.name(first, end)).size:
                people.add(text.words[end - 1])
                if not self._book.weigh(text.words[first]).size:
                    people.add(text.words[first])
            elif end - first == 1 and text.lower(first - 1) in self._words.titles:
                people.add(text.words[first])
        for i, word in enumerate(text.lowers):
            if word in ("'s", "’s") and text.lower(i + 1) in self._words.family and text.is_capital(i - 1):
                people.add(text.words[i - 1])

    def _sweep(self, listed: set[int]) -> dict[int, Mention]:
        """One reading from left to right."""
        taken: dict[int, Mention] = {}
        end = 0
        for i in self._starts:
            best = self._best_at(i, i in listed) if i >= end else None
            if best is not None:
                taken[i] = best
                end = best.end
        return taken

    def _may_begin(self, i: int) -> bool:
        """Whether a name may begin here: capitalised for a reason, or an Arabic article in front of a name."""
        text = self.text
        word = text.words[i]
        if not word[0].isupper():
            return text.lowers[i] in self._words.articles and text.lower(i + 1) in ("-", "‑") and text.is_capital(i + 2)
        if text.tags[i] in PROPER or text.entity[i] >= 0 or (word.isupper() and len(word) > evidence.LONGEST_ACRONYM):
            return True
        return not text.sentence_starts[i] and (i == 0 or text.words[i - 1] not in OPENERS)

    def _best_at(self, first: int, is_listed: bool) -> Mention | None:
        """The longest known name that begins here and has points enough, or else the reading with most points."""
        readings = self._readings.get(first)
        if readings is None:
            readings = self._readings[first] = list(self._read_at(first))
        best: Mention | None = None
        for reading in readings:
            was_place = reading.name in self._memory.places
            if not (reading.is_called or was_place):
                continue
            points = reading.points + (evidence.LISTED if is_listed else 0.0)
            if reading.end - first == 1 and reading.name in self._memory.people:
                points += evidence.IS_PERSON
            elif was_place:
                points += evidence.SEEN_BEFORE
            if points >= evidence.THRESHOLD and (best is None or points > best.points):
                best = Mention(first, reading.end, points, reading.name, reading.rule)
                if reading.is_known and reading.end - first > 1:
                    break
        return best

    def _read_at(self, first: int) -> Iterator[_Reading]:
        """All names that may begin here, longest first."""
        text = self.text
        before: float | None = None
        for end in self._ends(first):
            name = text.name(first, end)
            if not self._may_be_name(first, end, name):
                continue
            standing = self._book.weigh(name)
            if not standing.size and text.lowers[first] in self._words.leading:
                continue
            if before is None:
                before = evidence.points_before(text, first, self._words)
            yield self._weigh(first, end, before, standing)

    def _ends(self, first: int) -> Iterator[int]:
        """Where a name that begins here may end, longest first."""
        text, joiners = self.text, self._words.joiners
        end = first + 1
        while end < len(text) and end - first < LONGEST and (text.is_capital(end) or text.lowers[end] in joiners):
            end += 1
        while end > first:
            if text.is_capital(end - 1):
                yield end
            end -= 1

    def _may_be_name(self, first: int, end: int, name: str) -> bool:
        """Whether the words can be a name at all: no demonym, code, title, or word of a list of what is never one."""
        text, words = self.text, self._words
        lowered = name.lower().removeprefix("the ")
        if lowered in words.not_places or _NOT_A_NAME.search(name) or not _TWO_LETTERS.search(name):
            return False
        opening = text.lowers[first]
        if end - first > 1:
            return opening != "the" or not self._book.weigh(text.name(first + 1, end)).is_division
        is_adjective = text.tags[first] in ("JJ", "NNPS") and opening.endswith(words.demonym_endings)
        return not is_adjective and not any(opening in table for table in (words.demonyms, words.titles, words.leading))

    def _weigh(self, first: int, end: int, before: float, standing: Standing) -> _Reading:
        """All that speaks for and against a name in this passage."""
        text, words = self.text, self._words
        is_kind = self._has_kind_noun(first, end)
        model = evidence.model_points(text, first, end, words)
        after = evidence.points_after(text, first, end, words)
        is_named_so = before >= evidence.KIND_OF or after >= evidence.REGION_AFTER
        if not standing.size and not is_named_so and model <= 0 and evidence.is_spatial(text, first, words):
            is_named_so, before = self._is_whole(first, end), evidence.SPATIAL
        is_called = bool(standing.size) or is_kind or is_named_so or model >= evidence.MODEL["FAC"]
        points = model + before + after + evidence.size_points(standing.size) + LENGTH_POINTS * (end - first)
        points += evidence.shape_points(text, first, end, standing=standing, is_entity=model > 1)
        points += evidence.KIND_NOUN if is_kind else 0.0
        points += evidence.BRAND if not standing.size and text.lowers[end - 1] in words.brands else 0.0
        points += evidence.QUALIFIED if self._qualifier(end) else 0.0
        points += evidence.COMMON_WORD if end - first == 1 and text.lowers[first] in self._common else 0.0
        rule = "place.entity" if model > 0 else "place.context"
        return _Reading(end, text.name(first, end), points, bool(standing.size), is_called, rule)

    def _is_whole(self, first: int, end: int) -> bool:
        """Whether the name is all of the capitalised words here: "near Smith Hall" is not near a place called Smith."""
        return all(self.text.tags[i] in PROPER or self.text.words[i] == "-" for i in range(first, end)) and not (
            self.text.is_capital(end) or self.text.lower(end) in ("-", "&")
        )

    def _has_kind_noun(self, first: int, end: int) -> bool:
        """Whether the name says what it is: Franklin County, Lake Lanier, Lombardy Drive."""
        text, words = self.text, self._words
        last, opening = text.lowers[end - 1], text.lowers[first]
        if end - first < 2 or opening in words.highways:
            return False
        if not (last in words.kind_nouns or (opening in words.before_names and end - first == 2)):
            return False
        return all(text.is_capital(i) or text.lowers[i] in ("-", "'", "’", "'s", "’s") for i in range(first, end))

    def _qualifier(self, end: int) -> tuple[int, int] | None:
        """The words of ", Texas" or ", Syria" after a name that ends here."""
        text = self.text
        if text.lower(end) != "," or not text.is_capital(end + 1):
            return None
        for stop in self._ends(end + 1):
            if stop - end <= 4 and self._book.weigh(text.name(end + 1, stop)).is_division:
                return end + 1, stop
        return None

    def _ask_for(self, mention: Mention, taken: dict[int, Mention]) -> Mention:
        """Ask for "Paris, Texas" and for "Homs Governorate" where the text says so."""
        text = self.text
        after = text.lower(mention.end)
        if after in self._words.divisions and mention.rule != "place.list":
            return mention._replace(query=f"{mention.query} {after.title()}")
        qualifier = self._qualifier(mention.end)
        if qualifier is None or qualifier[0] not in taken:
            return mention
        return mention._replace(query=f"{mention.query}, {text.name(*qualifier)}")

    def _read_divisions(self, taken: dict[int, Mention]) -> None:
        """Read "Butler, Clark and Warren counties" as three counties."""
        for i, word in enumerate(self.text.lowers):
            noun = PLURAL_DIVISIONS.get(word)
            names = self._names_before(i) if noun else []
            if len(names) == 1 and not self._book.weigh(self.text.name(*names[0])).size:
                continue
            for first, end in names:
                name = self.text.name(first, end)
                if name.lower() in self._words.not_places or not self._is_short(first, end):
                    continue
                for inside in range(first, end):
                    taken.pop(inside, None)
                taken[first] = Mention(first, end, evidence.IN_DIVISIONS, f"{name} {noun}", "place.list")

    def _names_before(self, noun: int) -> list[tuple[int, int]]:
        """The names listed before a plural noun, last first."""
        text, names = self.text, []
        at = noun - 1
        while at >= 0 and (text.is_capital(at) or text.lowers[at] in CONJUNCTIONS):
            first = at
            while text.is_capital(at) and text.is_capital(first - 1):
                first -= 1
            if text.is_capital(at) and text.tags[at] in PROPER:
                names.append((first, at + 1))
            at = first - 1
        return names

    def _is_short(self, first: int, end: int) -> bool:
        """Whether a name in a list is no more than three words, none of them an office's."""
        return end - first <= 3 and not any(word in self._words.offices for word in self.text.lowers[first:end])


def _listed(text: PlaceText, mentions: Iterable[Mention]) -> set[int]:
    """Words at which a name stands that is in a list with a place: after or before "X, " or "X and "."""
    found: set[int] = set()
    for mention in mentions:
        if mention.points < 1.0:
            continue
        at = mention.end
        if text.lower(at) in CONJUNCTIONS:
            at += 1
            if text.lower(at) in ("and", "or"):
                at += 1
            if text.is_capital(at) and _closes_item(text, at):
                found.add(at)
        at = mention.first - 1
        if text.lower(at) in ("and", "or") and text.lower(at - 1) == ",":
            at -= 1
        if text.lower(at) in CONJUNCTIONS and text.is_capital(at - 1):
            start = at - 1
            while text.is_capital(start - 1):
                start -= 1
            found.add(start)
    return found


def _closes_item(text: PlaceText, at: int) -> bool:
    """Whether the capitalised words from here on are all of the list's item, and no verb follows."""
    while text.is_capital(at) or text.lower(at) == "-":
        at += 1
    return text.lower(at) in (*CONJUNCTIONS, "", ".", ")", ":", "—", "-", "–") or text.lower(at) in PLURAL_DIVISIONS
