"""How exactly a protected source may be shown, and what editors decided about single quotations.

Everything has a strict default: what nobody has set is shown least exactly.
"""

from enum import StrEnum

from msgspec import Struct


class PlaceLevel(StrEnum):
    """The smallest place that may be named, from exact to none."""

    EXACT = "exact"
    DISTRICT = "district"
    REGION = "region"
    COUNTRY = "country"
    NONE = "none"


class TimeLevel(StrEnum):
    """The smallest stretch of time that may be named, from exact to none."""

    EXACT = "exact"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class DescriptorLevel(StrEnum):
    """How exactly a person is described: lorry driver, driver, transport worker, participant, nothing."""

    EXACT = "exact"
    BROAD = "broad"
    SECTOR = "sector"
    ROLE = "role"
    NONE = "none"


class SourceSettings(Struct, frozen=True):
    """What ``[sources.X]`` says of how a protected source may be shown."""

    name: str = ""
    """The name the team uses."""
    key: str = ""
    """Its key in ``investigation.toml``."""
    published_name: str = ""
    """The pseudonym they are published under, where the vault holds none."""
    descriptor: str = ""
    """What they are, in the team's words: ``lorry driver``. Shown as far as ``descriptor_level`` allows."""
    descriptor_level: DescriptorLevel = DescriptorLevel.ROLE
    place_level: PlaceLevel = PlaceLevel.REGION
    time_level: TimeLevel = TimeLevel.MONTH
    is_quoted: bool = True
    """Whether their words may be quoted, once checked."""


class ReleaseSettings(Struct, frozen=True):
    """What ``[release]`` says."""

    four_eyes: bool = True
    """Whether somebody other than who asked for a release must approve it."""
    public_places: tuple[str, ...] = ()
    """Places the story is about: named whoever speaks of them, in all their spellings."""
    public_persons: tuple[str, ...] = ()
    """People of public life who may be named although a protected person has a name in common with them."""


class Decision(StrEnum):
    """What an editor decided about a quotation that could give its speaker away."""

    KEEP = "keep"
    WITHHOLD = "withhold"
    REPLACE = "replace"


class QuoteAnswer(Struct, frozen=True):
    """An editor's answer on one statement."""

    statement_id: str
    decision: Decision
    reason: str
    by: str
    at: str
    words: str = ""
    """REPLACE: the quotation with parts left out or put in square brackets."""
