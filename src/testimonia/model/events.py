"""What happened, when and where, and which claims that rests on."""

from msgspec import Struct

from testimonia.model.values import Moment, PlaceRef


class Event(Struct, frozen=True):
    """Something that happened or is said to have happened. Events without a known time or place are kept and shown."""

    id: str
    what: str
    """In words, from the claims."""
    when: Moment | None
    where: PlaceRef | None
    source_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    reason: str = ""
    """Why these claims were taken as one event."""
