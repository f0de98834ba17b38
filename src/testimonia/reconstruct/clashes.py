"""An order of events that cannot be, in words: who says what, and the sum that a reader can check."""

from collections.abc import Mapping, Sequence

from testimonia.model.events import OrderClash
from testimonia.model.ids import content_id
from testimonia.model.testimony import Source
from testimonia.reconstruct.constraints import ORIGIN, Edge
from testimonia.reconstruct.mentions import Mention
from testimonia.reconstruct.ranges import DAY, to_iso

UNITS = ((DAY, "day"), (60, "hour"), (1, "minute"))


def word_clash(cycle: Sequence[Edge], mentions: Mapping[str, Mention], sources: Mapping[str, Source]) -> OrderClash:
    """A minimal set of claims that give an impossible order, with both exact words.

    Args:
        cycle: constraints that cannot all hold.
        mentions: by claim id.
        sources: by id.
    """
    claim_ids = tuple(dict.fromkeys(edge.claim_id for edge in cycle if edge.claim_id))
    event_ids = tuple(dict.fromkeys(node[0] for edge in cycle for node in (edge.first, edge.then) if node != ORIGIN))
    said = [_quoted(mentions[claim_id], sources) for claim_id in claim_ids if claim_id in mentions]
    limits = list(dict.fromkeys(filter(None, (_limit(edge) for edge in cycle))))
    short = words_of(-sum(edge.most for edge in cycle))
    sentence = f"This order cannot be: {'; '.join(said)}."
    if limits:
        sentence += f" Taken together, {' and '.join(limits)}: {short} too little."
    else:
        sentence += " Each of these events would have to come before the other."
    return OrderClash(content_id("x", sorted(claim_ids), sorted(event_ids)), event_ids, claim_ids, sentence)


def words_of(minutes: float) -> str:
    """A length of time in its largest unit.

    >>> words_of(2880), words_of(90), words_of(1)
    ('2 days', '1.5 hours', '1 minute')
    """
    size, name = next(((size, name) for size, name in UNITS if minutes >= size), UNITS[-1])
    count = round(minutes / size, 1)
    return f"{count:g} {name}" + ("" if count == 1 else "s")


def _quoted(mention: Mention, sources: Mapping[str, Source]) -> str:
    source = sources.get(mention.source_id)
    return f"“{mention.what}” ({source.name if source else 'unknown source'})"


def _limit(edge: Edge) -> str:
    """What a dated bound of the cycle says."""
    if edge.then == ORIGIN and edge.claim_id:
        return f"what must come earlier {_ends(edge.first)} at the earliest on {_when(-edge.most)}"
    if edge.first == ORIGIN and edge.claim_id:
        return f"what must come later {_ends(edge.then)} at the latest on {_when(edge.most)}"
    return ""


def _ends(node: tuple[str, str]) -> str:
    return "begins" if node[1] == "start" else "ends"


def _when(minute: float) -> str:
    return to_iso(int(minute)).replace("T", " at ")
