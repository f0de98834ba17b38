"""Everything published about one protected source, over all releases, and what it adds up to. For the team; never published."""

from msgspec import Struct


class Fact(Struct, frozen=True):
    """One thing that readers know of a protected source."""

    kind: str
    """name, role, trade, age, party, place, time, route stop, event, relative, injury, home, only one, said of them ..."""
    words: str
    releases: tuple[str, ...]
    """The beginnings of the hashes of the releases that say it; ``draft`` for one that nobody has asked for yet."""
    quote_ids: tuple[str, ...] = ()
    """Released ids of the quotations it stands in."""


class Warning(Struct, frozen=True):
    """Facts that together may point to few people. An editor answers it, or the release is not approved."""

    id: str
    rule: str
    sentence: str
    facts: tuple[str, ...]
    """The words of the facts it rests on: with other facts it is another warning."""
    people: int | None = None
    """About how many people the description fits; None where that cannot be reckoned."""
    answer: str = ""
    answered_by: str = ""
    answered_at: str = ""


class MosaicPage(Struct, frozen=True):
    """One protected source as readers can put them together."""

    source_id: str
    """The case's own id."""
    name: str
    """The name the team uses."""
    label: str
    """The name readers know."""
    facts: tuple[Fact, ...]
    warnings: tuple[Warning, ...]
    notes: tuple[str, ...] = ()
    """What could not be looked at."""
