"""The case as the desk sees it: claims with their sentences and locators, what was concluded, and the texts themselves.

Why values and no store: the desk is a pure function, so that the same draft and the same case always get the same report. The
index over lemmas is there because a draft's claims meet a case of a hundred thousand.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import log

from msgspec import Struct

from testimonia.check.terms import singular, words_in
from testimonia.model.brief import Brief
from testimonia.model.events import Event
from testimonia.model.findings import Answer, Derivation, Estimate, Finding, Group, Question
from testimonia.model.material import Metadata, Passage
from testimonia.model.testimony import Claim, Source, Statement
from testimonia.model.values import Amount, Duration, Money, Value
from testimonia.text.names import name_key


class Record(Struct, frozen=True):
    """One claim of the case, with what a reader needs to find and understand it."""

    claim: Claim
    statement: Statement
    source_id: str
    source_name: str
    item: str
    where: str
    sentence: str
    questions: tuple[str, ...] = ()
    """Questions it answers."""
    terms: frozenset[str] = frozenset()
    language: str = ""
    owner_id: str = ""
    """The source that the whole item is from: a paper passes on what others told it."""


class CaseText(Struct, frozen=True):
    """One rendition with what is known of it."""

    rendition_id: str
    item: str
    text: str
    passages: tuple[Passage, ...]
    metadata: Metadata
    statements: tuple[Statement, ...] = ()
    language: str = ""


class Contents(Struct, frozen=True):
    """Everything handed to the desk."""

    brief: Brief
    sources: tuple[Source, ...]
    records: tuple[Record, ...]
    texts: tuple[CaseText, ...]
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    answers: tuple[Answer, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    groups: tuple[Group, ...] = ()
    events: tuple[Event, ...] = ()
    rejected: frozenset[str] = frozenset()
    """Ids of claims and statements that a reviewer rejected."""
    vanished: frozenset[str] = frozenset()
    """Ids that the latest extraction no longer finds."""
    outdated: frozenset[str] = frozenset()
    """Questions whose evidence has changed since the investigators concluded."""


class CaseFile:
    """`Contents` with the look-ups that the checks share."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.questions: Mapping[str, Question] = {question.id: question for question in contents.questions}
        self.findings: Mapping[str, Finding] = {finding.question_id: finding for finding in contents.findings}
        self.estimates: Mapping[str, Estimate] = {estimate.question_id: estimate for estimate in contents.estimates}
        self.sources: Mapping[str, Source] = {source.id: source for source in contents.sources}
        self.texts: Mapping[str, CaseText] = {text.rendition_id: text for text in contents.texts}
        self.records: Sequence[Record] = contents.records

    @cached_property
    def sources_by_key(self) -> Mapping[str, str]:
        """Every name and alias, folded -> source id; a declared source before one that was only found."""
        found: dict[str, str] = {}
        # Who is only known inside one item ("another resident") is nobody whom a draft could mean by these words.
        lasting = [source for source in self.contents.sources if not source.item_id]
        ordered = sorted(lasting, key=lambda source: (not source.aliases, bool(source.item_id), source.name))
        for source in ordered:
            for name in (source.name, *source.aliases):
                if key := name_key(name):
                    found.setdefault(key, source.id)
        for party in self.contents.brief.parties:
            speaking = self.party_sources.get(party.key, ())
            for name in (party.name, *party.aliases):
                if speaking:
                    found.setdefault(name_key(name), speaking[0])
        return found

    @cached_property
    def party_sources(self) -> Mapping[str, Sequence[str]]:
        """Party -> ids of those who speak for it: the officials first."""
        found: dict[str, list[str]] = {}
        for source in sorted(self.contents.sources, key=lambda one: (one.role.value != "official", not one.aliases, one.name)):
            if source.party:
                found.setdefault(source.party, []).append(source.id)
        return found

    @cached_property
    def group_of(self) -> Mapping[str, str]:
        """Source -> independence group, where it is not independent of others."""
        return {source_id: group.id for group in self.contents.groups for source_id in group.source_ids}

    def allies(self, source_id: str) -> frozenset[str]:
        """The source itself, and those who speak officially for the same party."""
        source = self.sources.get(source_id)
        if source is None or not source.party or source.role.value != "official":
            return frozenset({source_id})
        same = self.party_sources.get(source.party, ())
        return frozenset({source_id, *(one for one in same if self.sources[one].role.value == "official")})

    @cached_property
    def quantities(self) -> Sequence[Record]:
        """Records of a count, a measure, money or a duration."""
        return [record for record in self.records if is_quantity(record.claim.value)]

    @cached_property
    def _by_source(self) -> Mapping[str, Sequence[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self.quantities:
            found.setdefault(record.source_id, []).append(record)
        return found

    def quantities_of(self, source_id: str) -> Sequence[Record]:
        """Those of one source, in the order of the case."""
        return self._by_source.get(source_id, ())

    @cached_property
    def _asked(self) -> frozenset[str]:
        return words_in(" ".join(" ".join([*one.nouns, one.text]) for one in self.questions.values()))

    def kind_of(self, source_id: str) -> frozenset[str]:
        """For a source that is many ("the drivers"), every source that is one of them ("third driver"); else none."""
        last = self.name_of(source_id).rpartition(" ")[2]
        if not last or not last.islower() or singular(last) == last:
            return frozenset()
        return self._by_kind.get(singular(last), frozenset())

    @cached_property
    def _by_kind(self) -> Mapping[str, frozenset[str]]:
        """What a source is, by the last word of its name or descriptor -> sources."""
        descriptors = {one.name: one.descriptor for one in self.contents.brief.source_settings}
        found: dict[str, set[str]] = {}
        for source in self.contents.sources:
            for words in (source.name, descriptors.get(source.name, "")):
                last = words.rpartition(" ")[2]
                if last.islower() and not source.item_id:
                    found.setdefault(last, set()).add(source.id)
        return {word: frozenset(ids) for word, ids in found.items()}

    def name_of(self, source_id: str) -> str:
        """A source's name; empty for nobody."""
        source = self.sources.get(source_id)
        return source.name if source else ""

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """Lemma -> how much it tells one claim of the case from another."""
        counts = Counter(term for record in self.records for term in record.terms)
        total = max(1, len(self.records))
        return {term: log(1 + total / count) for term, count in counts.items()}

    def knows(self, noun: str) -> bool:
        """Whether any claim or question of the case speaks of a thing."""
        words = words_in(noun)
        return not words or bool(words & self._asked) or any(word in self.weights for word in words)

    def weight(self, terms: Iterable[str]) -> float:
        """What a set of lemmas weighs; one that the case never uses weighs as a rare one."""
        rare = log(1 + max(1, len(self.records)))
        return sum(self.weights.get(term, rare) for term in terms)

    @cached_property
    def _index(self) -> Mapping[str, Sequence[int]]:
        index: dict[str, list[int]] = {}
        for number, record in enumerate(self.records):
            for term in record.terms:
                index.setdefault(term, []).append(number)
        return index

    @cached_property
    def _by_question(self) -> Mapping[str, Sequence[int]]:
        index: dict[str, list[int]] = {}
        for number, record in enumerate(self.records):
            for question in record.questions:
                index.setdefault(question, []).append(number)
        return index

    def near(self, terms: Iterable[str], questions: Iterable[str] = ()) -> list[Record]:
        """Records that share a lemma or a question, in the order of the case."""
        numbers = {n for term in terms for n in self._index.get(term, ())}
        numbers |= {n for question in questions for n in self._by_question.get(question, ())}
        return [self.records[n] for n in sorted(numbers)]

    def of_question(self, question_id: str) -> list[Record]:
        """Records that answer a question."""
        return [self.records[n] for n in self._by_question.get(question_id, ())]


def is_quantity(value: Value) -> bool:
    """Whether a value is an interval on an axis."""
    return isinstance(value, Amount | Money | Duration)
