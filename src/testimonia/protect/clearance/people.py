"""Sources as they may be shown: a public one by name, a protected one by pseudonym or description."""

from collections import defaultdict
from collections.abc import Sequence

from testimonia.model.material import Protection
from testimonia.model.protection import DescriptorLevel, PlaceLevel, SourceSettings, TimeLevel
from testimonia.model.release import Count, ReleasedSource, Withheld
from testimonia.model.testimony import Role, Source
from testimonia.protect.clearance.content import CaseItem, Content, Decisions, People, ReleasedIds
from testimonia.protect.clearance.guard import Guard
from testimonia.protect.pseudonyms.choosing import Pseudonym
from testimonia.protect.pseudonyms.descriptors import generalise_age, generalise_trade
from testimonia.text.names import name_key

LEAST_CELL = 3
"""Sources that a count must stand for to be shown by itself."""

UNNAMED = ("", "unresolved speaker")
"""What a source is called whom the text does not name."""

ROLE_WORDS = {
    Role.PARTICIPANT: "participant",
    Role.EYEWITNESS: "eyewitness",
    Role.OFFICIAL: "official",
    Role.HEARSAY: "person who heard of it",
    Role.EXPERT: "expert",
    Role.DOCUMENT: "document",
    Role.FOOTAGE: "footage",
    Role.MEDIA: "news report",
    Role.UNKNOWN: "source",
}


class Cast:
    """Everybody in the case, with what may be shown of them."""

    def __init__(self, content: Content, people: People, decisions: Decisions, guard: Guard, ids: ReleasedIds) -> None:
        self.withheld: list[Withheld] = []
        self._people, self._decisions, self._guard, self._ids = people, decisions, guard, ids
        self._parties = {party.key: party for party in content.parties}
        self.by_id = {source.id: source for source in content.sources}
        self.protected = protected_sources(content)
        order = sorted(self.by_id, key=lambda source_id: ids.of("source", source_id))
        self.released = {source_id: self._release(self.by_id[source_id]) for source_id in order}

    def settings(self, source_id: str) -> SourceSettings:
        """How exactly a source may be shown; the strict defaults where nothing is set."""
        return self._decisions.settings.get(source_id, SourceSettings())

    def place_level(self, source_id: str) -> PlaceLevel:
        """The smallest place that this source's words may name."""
        return self.settings(source_id).place_level if source_id in self.protected else PlaceLevel.EXACT

    def time_level(self, source_id: str) -> TimeLevel:
        """The smallest time that this source's words may name."""
        return self.settings(source_id).time_level if source_id in self.protected else TimeLevel.EXACT

    def meeting_level(self, source_id: str) -> TimeLevel:
        """How exactly the day may be told on which a source spoke: never closer than the month for a protected one."""
        if source_id not in self.protected:
            return TimeLevel.EXACT
        level = self.settings(source_id).time_level
        return TimeLevel.MONTH if level in {TimeLevel.EXACT, TimeLevel.DAY} else level

    def label(self, source_id: str) -> str:
        """What a source is called in the release."""
        released = self.released.get(source_id)
        return released.label if released else "somebody"

    def counts(self, source_ids: Sequence[str]) -> tuple[Count, ...]:
        """Sources by how they know; groups too small to be shown are put together."""
        groups: dict[str, int] = defaultdict(int)
        for source_id in source_ids:
            groups[ROLE_WORDS[self.by_id[source_id].role]] += 1
        large = {what: number for what, number in groups.items() if number >= LEAST_CELL}
        rest = sum(groups.values()) - sum(large.values())
        shown = [Count(what, number) for what, number in sorted(large.items())]
        return tuple([*shown, Count("other", rest)] if rest else shown)

    def _release(self, source: Source) -> ReleasedSource:
        released_id = self._ids.of("source", source.id)
        party = self._ids.of("party", source.party) if source.party in self._parties else ""
        if source.id not in self.protected:
            public = source.name if source.name not in UNNAMED else "somebody not named"
            return ReleasedSource(released_id, public, "", False, True, source.role, party_id=party)
        settings = self.settings(source.id)
        descriptor = generalise_trade(settings.descriptor, settings.descriptor_level)
        name = self._pseudonym(source, settings)
        role = source.role if settings.descriptor_level is not DescriptorLevel.NONE else Role.UNKNOWN
        return ReleasedSource(
            id=released_id,
            label=name.latin if name else self._description(source, descriptor, role),
            label_native=name.native if name else "",
            is_protected=True,
            is_name=name is not None,
            role=role,
            descriptor=descriptor,
            age=self._age(source.id, settings.descriptor_level),
            party_id=party,
        )

    def _pseudonym(self, source: Source, settings: SourceSettings) -> Pseudonym | None:
        chosen = self._people.pseudonyms.get(source.id)
        name = chosen or (Pseudonym(settings.published_name) if settings.published_name else None)
        if name is None:
            return None
        if self._guard.is_hit(name.latin) or self._guard.is_hit(name.native):
            reason = "the pseudonym has a name in common with somebody's identity: choose another"
            self.withheld.append(Withheld(source.id, "pseudonym", reason, needs_answer=True))
            return None
        return name

    def _description(self, source: Source, descriptor: str, role: Role) -> str:
        words = descriptor or ROLE_WORDS[role]
        return f"{words} {self._ids.number(words, source.id)}"

    def _age(self, source_id: str, level: DescriptorLevel) -> str:
        identity = self._people.identities.get(source_id)
        years = identity.details.get("age", "") if identity else ""
        if not years.isdecimal():
            return ""
        return generalise_age(int(years), DescriptorLevel.BROAD if level is DescriptorLevel.EXACT else level)


def protected_sources(content: Content) -> frozenset[str]:
    """Ids of sources who may not be named: those marked, and those nobody declared whose words are not public anyway."""
    public = {one.rendition_id for one in content.items if is_open(one)}
    private = {s.source_id for s in content.statements if s.rendition_id not in public}
    undeclared = private - content.declared
    marked = {source.id for source in content.sources if source.protection is Protection.PROTECTED}
    return frozenset(marked | undeclared)


def is_open(one: CaseItem) -> bool:
    """Whether an item was published by others: it has an address, a publisher or a date of publication, and no protection."""
    metadata = one.metadata
    return metadata.protection != Protection.PROTECTED and bool(metadata.url or metadata.publisher or metadata.published)


def team_names(cast: Cast) -> dict[str, str]:
    """Names that the team uses for protected sources, and the label that stands in their place; longest first.

    A name that readers know already, as the label or as a part of it, is left out.
    """
    found: dict[str, str] = {}
    for source_id in cast.protected:
        source = cast.by_id.get(source_id)
        if source is None:
            continue
        label = cast.label(source_id)
        for name in (source.name, *source.aliases):
            if not set(name_key(name).split()) <= set(name_key(label).split()):
                found[name] = label
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0])))
