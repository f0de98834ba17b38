"""Match speakers, as the text shows them, to the sources of the investigation.

A proper name is the same source everywhere in the case; a bare role ("a villager") only inside its item. Declared sources
and parties come first, under all their aliases. Ids are random, and kept in the store under the folded name.
"""

from collections.abc import Iterable

import msgspec

from testimonia.errors import UsageError
from testimonia.model.brief import Brief
from testimonia.model.ids import IdMaker
from testimonia.model.material import Metadata, Protection
from testimonia.model.review import Review, grade_target
from testimonia.model.testimony import Act, Judgement, Role, Source, Speaker, Statement
from testimonia.pipeline.case import Case
from testimonia.pipeline.judging import record
from testimonia.store.base import Writer
from testimonia.text.names import name_key

UNRESOLVED = "unresolved speaker"

ADMIRALTY = {
    "A": "Reliable",
    "B": "Usually reliable",
    "C": "Fairly reliable",
    "D": "Not usually reliable",
    "E": "Unreliable",
    "F": "Reliability cannot be judged",
}
"""How far a source can be relied upon. Source: the Admiralty code as in FM 2-22.3, table B-1."""


def grade_source(case: Case, source_id: str, grade: str, *, reason: str) -> Judgement:
    """Record how far a source can be relied upon; call inside `Case.writing`. Raises NotFoundError, UsageError."""
    if grade not in ADMIRALTY:
        raise UsageError(f"{grade!r} is no Admiralty grade: {', '.join(ADMIRALTY)}")
    if not reason.strip():
        raise UsageError("a grade needs a reason: it is kept with it")
    found = case.store.find_id(["sources"], source_id)
    return record(case, Act.CORRECT, grade_target(found), reason, grade)


def judged_sources(case: Case, review: Review | None = None) -> dict[str, Source]:
    """Every source by id, by name, with the grades that people gave; what the store holds is what the settings say."""
    review = review or Review(case.store.judgements())
    return {source.id: review.graded(source) for source in case.store.sources().values()}


class SourceBook:
    """Finds or makes the source of a speaker; remembers what it made until it is kept."""

    def __init__(self, known: dict[str, Source], brief: Brief, new_id: IdMaker) -> None:
        self.known = known
        self.new_id = new_id
        self.unkept: dict[str, Source] = {}
        self.alias_of: dict[str, str] = {}
        for source in _declared(brief):
            self._declare(source)

    def identify(self, statement: Statement, item_id: str, metadata: Metadata) -> Statement:
        """The statement with its speaker's source id.

        Whoever a protected item is from, or speaks in it without a name, is protected too: protection spreads, never shrinks.
        """
        speaker = statement.speaker
        key = self._key(speaker, item_id)
        source = self.known.get(key)
        if source is None:
            scope = "" if key.startswith("name:") else item_id
            source = Source(self.new_id(), speaker.name or UNRESOLVED, speaker.role, speaker.party, item_id=scope)
        if source.role is Role.UNKNOWN:
            source = msgspec.structs.replace(source, role=speaker.role)
        is_from = name_key(speaker.name) == name_key(metadata.source)
        if metadata.protection == Protection.PROTECTED and (source.item_id or is_from):
            source = msgspec.structs.replace(source, protection=Protection.PROTECTED)
        if source != self.known.get(key):
            self._put(key, source)
        return msgspec.structs.replace(statement, source_id=source.id)

    def keep(self, writer: Writer) -> None:
        """Write what was made or changed since the last call."""
        for key, source in self.unkept.items():
            writer.put_source(key, source)
        self.unkept.clear()

    def _key(self, speaker: Speaker, item_id: str) -> str:
        name = name_key(speaker.name)
        if name in self.alias_of and name:
            return self.alias_of[name]
        return f"name:{name}" if speaker.is_named and name else f"{item_id}:{name}"

    def _declare(self, source: Source) -> None:
        names = [name_key(name) for name in (source.name, *source.aliases)]
        own = f"name:{names[0]}"
        key = next((self.alias_of[name] for name in names if name in self.alias_of), own)
        for name in names:
            self.alias_of.setdefault(name, key)
        if key != own:
            return  # a party that an editor has declared as a source under another name
        earlier = self.known.get(key)
        declared = msgspec.structs.replace(source, id=earlier.id if earlier else self.new_id())
        if declared != earlier:
            self._put(key, declared)

    def _put(self, key: str, source: Source) -> None:
        self.known[key] = source
        self.unkept[key] = source


def _declared(brief: Brief) -> Iterable[Source]:
    yield from brief.sources
    for party in brief.parties:
        yield Source("", party.name, Role.OFFICIAL, party.key, aliases=party.aliases)
