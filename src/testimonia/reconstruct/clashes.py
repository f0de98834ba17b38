"""An order of events that cannot be, in words: who says what, and the sum that a reader can check."""

from collections.abc import Mapping, Sequence

from testimonia.model.events import OrderClash
from testimonia.model.ids import content_id
from testimonia.model.phrases import told
from testimonia.model.testimony import Source
from testimonia.reconstruct.constraints import ORIGIN, Edge
from testimonia.reconstruct.mentions import Mention
from testimonia.reconstruct.ranges import DAY, to_iso

UNITS = ((DAY, "day"), (60, "hour"), (1, "minute"))


NO_FINDINGS: Mapping[str, str] = {}


def word_clash(
    cycle: Sequence[Edge],
    mentions: Mapping[str, Mention],
    sources: Mapping[str, Source],
    findings: Mapping[str, str] = NO_FINDINGS,
) -> OrderClash:
    """A minimal set of claims that give an impossible order, with both exact words.

    Args:
        cycle: constraints that cannot all hold.
        mentions: by claim id.
        sources: by id.
        findings: those that bound an event, by id, in words.
    """
    given = tuple(dict.fromkeys(edge.claim_id for edge in cycle if edge.claim_id))
    claim_ids = tuple(one for one in given if one not in findings)
    finding_ids = tuple(one for one in given if one in findings)
    event_ids = tuple(dict.fromkeys(node[0] for edge in cycle for node in (edge.first, edge.then) if node != ORIGIN))
    said = [_quoted(mentions[claim_id], sources) for claim_id in claim_ids if claim_id in mentions]
    said += [findings[finding_id] for finding_id in finding_ids]
    limits = list(dict.fromkeys(filter(None, (_limit(edge, mentions, findings) for edge in cycle))))
    between = list(dict.fromkeys(filter(None, (_between(edge) for edge in cycle))))
    words = f"This order cannot be: {'; '.join(said)}."
    if bounds := [*limits, *between]:
        sentence = told(f"{words} By these words {', '.join(bounds)}.", "clash.order_limits", said=said, limits=bounds)
    else:
        words += " Each of these events would have to come before the other."
        sentence = told(words, "clash.order_before", said=said)
    clash_id = content_id("x", sorted(given), sorted(event_ids))
    return OrderClash(clash_id, event_ids, claim_ids, sentence, finding_ids)


def words_of(minutes: float) -> str:
    """A length of time in its largest unit.

    >>> words_of(2880), words_of(90), words_of(1)
    ('2 days', '1.5 hours', '1 minute')
    """
    size, name = next(((size, name) for size, name in UNITS if minutes >= size), UNITS[-1])
    count = round(minutes / size, 1)
    return told(f"{count:g} {name}" + ("" if count == 1 else "s"), f"time.{name}", count=count)


def _quoted(mention: Mention, sources: Mapping[str, Source]) -> str:
    source = sources.get(mention.source_id)
    name = source.name if source else told("unknown source", "unnamed_source")
    quote = told(f"“{mention.what}”", "quote", words=mention.what)
    return told(f"{quote} ({name})", "quote_by", quote=quote, who=name)


def _limit(edge: Edge, mentions: Mapping[str, Mention], findings: Mapping[str, str]) -> str:
    """What a dated bound of the cycle says."""
    mention = mentions.get(edge.claim_id)
    what = told(f"“{mention.what}”", "quote", words=mention.what) if mention else ""
    if not what and edge.claim_id in findings:
        what = told("the event of that finding", "clash.that_finding")
    if not what or ORIGIN not in (edge.first, edge.then):
        return ""
    is_earliest = edge.then == ORIGIN
    node = edge.first if is_earliest else edge.then
    verb = "begins" if node[1] == "start" else "ends"
    minute, side = (-edge.most, "earliest") if is_earliest else (edge.most, "latest")
    when = _when(minute)
    return told(f"{what} {verb} at the {side} on {when}", f"clash.{verb}.{side}", what=what, when=when)


def _between(edge: Edge) -> str:
    """The lag that an order asks for, or the length that somebody gives; empty for one that is only before another."""
    minutes = abs(edge.most)
    if not edge.claim_id or ORIGIN in (edge.first, edge.then) or minutes < 1:
        return ""
    side = "at most" if edge.most > 0 else "at least"
    length, key = words_of(minutes), "at_most" if edge.most > 0 else "at_least"
    if edge.order is not None:
        return told(f"{side} {length} lie between", f"clash.between.{key}", length=length)
    return told(f"it lasts {side} {length}", f"clash.lasts.{key}", length=length)


def _when(minute: float) -> str:
    iso = to_iso(int(minute))
    return iso[:10] if iso.endswith(("T00:00", "T23:59")) else iso.replace("T", " at ")
