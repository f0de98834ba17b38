"""The timeline: what happened when, from the times that people named and the order they put events in.

A moment is worth showing with the sentence it was said in; the same thing said of the same time by several people is one
event with several sources. Events without a known time are kept and stand at the end: they were reported, and somebody may
yet date them. Testimony is streamed, and only the events that will be shown are held in full.
"""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.events import BEARING_SENTENCES, EVENT_SENTENCES, Event, Order, OrderClash
from testimonia.model.ids import content_id
from testimonia.model.phrases import Phrase, Telling, take_all, told
from testimonia.model.precision import where_precision
from testimonia.model.testimony import Source
from testimonia.model.values import Moment, Occurrence
from testimonia.reconstruct.asked import NOTHING, Asked
from testimonia.reconstruct.bearings import Found, is_concluded, name_bearing, standing_of, weigh_findings, with_sources
from testimonia.reconstruct.clashes import word_clash
from testimonia.reconstruct.constraints import Solution, solve
from testimonia.reconstruct.edtf import to_edtf
from testimonia.reconstruct.mentions import DAY, REMEMBERED, Key, Mention, Testimony, find_key, gather, is_length, sentence_of
from testimonia.reconstruct.merging import Apart, Cluster, differing_times, merge_mentions, vagueness
from testimonia.reconstruct.orders import find_orders, is_ordered
from testimonia.reconstruct.ranges import NAMES, Range, date_precision, of_moment, with_bounds


class Timeline(Struct, frozen=True):
    """Events in order of time, undated ones last; the orders between them; and the orders that cannot be."""

    events: tuple[Event, ...]
    orders: tuple[Order, ...]
    clashes: tuple[OrderClash, ...]
    tellings: tuple[Telling, ...] = ()
    """What the sentences in events and clashes are made of."""


def build_timeline(
    testimony: Testimony,
    sources: Mapping[str, Source],
    *,
    asked: frozenset[str] = frozenset(),
    apart: Apart = frozenset(),
    time_zone: str = "",
    limit: int = 1000,
    findings: Asked = NOTHING,
) -> Timeline:
    """The events of an investigation, their order, and where that order cannot be.

    Args:
        testimony: every claim with its statement, as often as it is asked; the order does not matter.
        sources: by id; claims of unknown sources are left out.
        asked: claims that answer a question; such a thing is an event even if nobody dates it.
        apart: pairs of claims, both ways round, that a reviewer says are not one event.
        time_zone: IANA zone of clock times that were said without one; empty = unknown.
        limit: most events returned; those that most sources speak of are kept.
        findings: questions and what has been found on them, which bounds the events whose claims answer them.
    """
    chosen = _choose(testimony, sources, asked, limit)
    clusters = merge_mentions(gather(testimony, sources, chosen, findings), apart)
    named = {content_id("e", cluster.claim_ids): cluster for cluster in clusters}
    orders = find_orders({event_id: cluster.mentions for event_id, cluster in named.items()})
    found = {event_id: weigh_findings(cluster.mentions, cluster.bounds, findings) for event_id, cluster in named.items()}
    lengths = {event_id: length for event_id, c in named.items() if (length := length_of(c, found[event_id]))}
    bounds = {event_id: bounds_with_claims(c, found[event_id]) for event_id, c in named.items()}
    solution = solve(bounds, orders, lengths=lengths)
    events = [_make_event(event_id, c, sources, (found[event_id], solution), time_zone) for event_id, c in named.items()]
    mentions = {m.claim_id: m for cluster in clusters for m in cluster.mentions}
    names = {bearing.finding_id: name_bearing(bearing) for one in found.values() for bearing in one.bearings}
    clashes = [word_clash(cycle, mentions, sources, names) for cycle in solution.clashes]
    kept: dict[str, Phrase] = {}
    events = [
        replace(event, findings=take_all(event.findings, BEARING_SENTENCES, kept)) for event in sorted(events, key=_place)
    ]
    plain = take_all(events, EVENT_SENTENCES, kept), orders, take_all(clashes, ("sentence",), kept)
    return Timeline(*plain, tuple(Telling(words, kept[words]) for words in sorted(kept)))


def build_events(testimony: Testimony, sources: Mapping[str, Source], *, limit: int = 1000) -> tuple[Event, ...]:
    """Only the events of `build_timeline`."""
    return build_timeline(testimony, sources, limit=limit).events


def _choose(testimony: Testimony, sources: Mapping[str, Source], asked: frozenset[str], limit: int) -> dict[str, Key]:
    """Claims of the events that most sources speak of, with the key of their event; dated ones first."""
    tallies: dict[Key, tuple[str, ...]] = {}
    keys: dict[str, Key] = {}
    for claim, statement in testimony():
        if statement.source_id not in sources:
            continue
        sentence = ""
        if isinstance(claim.value, Occurrence) or is_length(claim, statement):
            words, start, _ = sentence_of(claim, statement)
            sentence = f"{claim.rendition_id} {start} {statement.source_id}" if claim.id in asked or is_ordered(words) else ""
        key = find_key(claim, sentence=sentence)
        if key is None:
            continue
        keys[claim.id] = key
        known = tallies.get(key, ())
        if statement.source_id not in known and len(known) < REMEMBERED:
            tallies[key] = (*known, statement.source_id)
    ranked = sorted(tallies, key=lambda key: (-len(tallies[key]), not key.day, key))
    kept = set(ranked[: max(0, limit)])
    return {claim_id: key for claim_id, key in keys.items() if key in kept}


def bounds_with_claims(cluster: Cluster, found: Found | None = None) -> tuple[Range, dict[str, str]]:
    """The range of a cluster, and for each of its bounds the claim or the finding that gives it.

    A day named for something that went on for longer is the day it began on.
    """
    found = found or Found([])
    bounds = cluster.bounds if found.bounds is None else found.bounds
    length = length_of(cluster, found)
    low, high = bounds.earliest_start, bounds.latest_end
    if length and bounds.is_point and low is not None and high is not None and length[0] > high - low:
        bounds = Range(low, high)
    claims: dict[str, str] = {}
    for name in NAMES:
        minute = getattr(bounds, name)
        if minute is not None:
            given = sorted(m.claim_id for m in cluster.mentions if getattr(m.bounds, name) == minute)
            claims[name] = given[0] if given else ""
    given_by = with_sources(found, cluster.bounds, claims)
    return bounds, {name: by for name, by in given_by.items() if getattr(bounds, name) is not None}


def length_of(cluster: Cluster, found: Found | None = None) -> tuple[float, float | None, str] | None:
    """Least and most minutes that an event went on, and the claim or finding that says so; None where nobody does."""
    if found is not None and found.length is not None and found.length_from is not None:
        return *found.length, found.length_from.finding_id
    lasting = sorted((m for m in cluster.mentions if m.lasts is not None), key=lambda m: m.claim_id)
    lengths = [(m.lasts.low or 0.0, m.lasts.high, m.claim_id) for m in lasting if m.lasts is not None]
    if not lengths:
        return None
    highs = [high for _, high, _ in lengths if high is not None]  # what different sources say is not made to agree here
    most = max(highs) / 60 if len(highs) == len(lengths) else None
    return min(low for low, _, _ in lengths) / 60, most, lengths[0][2]


def _make_event(
    event_id: str, cluster: Cluster, sources: Mapping[str, Source], known: tuple[Found, Solution], time_zone: str
) -> Event:
    found = known[0]
    ordered = sorted(
        cluster.mentions,
        key=lambda m: (m.moment is None, -len(m.moment.value) if m.moment else 0, sources[m.source_id].name, m.claim_id),
    )
    by_name = sorted(ordered, key=lambda m: (sources[m.source_id].name, m.claim_id))
    places = [place for mention in ordered for place in mention.places]
    places.sort(key=lambda place: place.lat is None)  # a place with coordinates first
    places = [found.where, *places] if found.where is not None else places
    when, time_reason, is_narrowed = _time_of(event_id, cluster, ordered, known)
    when = replace(when, zone=time_zone) if when and time_zone and not when.zone and _has_clock(when) else when
    return Event(
        id=event_id,
        what=ordered[0].what,
        when=when,
        where=places[0] if places else None,
        source_ids=tuple(dict.fromkeys(mention.source_id for mention in by_name)),
        claim_ids=cluster.claim_ids,
        reason=_why_one_event(cluster, ordered),
        who=tuple(dict.fromkeys(mention.who for mention in by_name if mention.who)),
        edtf=to_edtf(when) if when else "",
        date_prec=date_precision(of_moment(when)) if when else 0,
        where_prec=where_precision(places[0]) if places else 0,
        time_reason=time_reason,
        is_ordered=is_narrowed,
        lasts=found.lasts or next((mention.lasts for mention in ordered if mention.lasts), None),
        places=tuple(dict.fromkeys(place.name for place in places)),
        findings=tuple(found.bearings),
        standing=standing_of(found.bearings),
    )


def _why_one_event(cluster: Cluster, mentions: Sequence[Mention]) -> str:
    reasons = list(dict.fromkeys(cluster.reasons)) or [told("one claim", "event.one")]
    times = differing_times(mentions)
    return told("; ".join(reasons) + times, "event.reason", reasons=reasons, times=times)


def _joined(reasons: Sequence[str]) -> str:
    return told("; ".join(reasons), "event.time", reasons=reasons) if reasons else ""


def _time_of(
    event_id: str, cluster: Cluster, ordered: Sequence[Mention], known: tuple[Found, Solution]
) -> tuple[Moment | None, str, bool]:
    """The time of an event, where it comes from if not from its own words, and whether the order of events narrowed it."""
    found, solution = known
    timed = [mention for mention in ordered if mention.moment is not None]
    best = min(timed, key=lambda m: (not m.bounds.is_known, vagueness(m.bounds))) if timed else None
    moment = best.moment if best else None
    reasons = [best.day_from] if best and best.day_from else []
    if found.bounds is not None and found.time_from is not None:
        moment, reasons = _found_time(found, cluster, moment, reasons)
    bounds = solution.bounds.get(event_id)
    because = solution.because.get(event_id, ())
    if bounds is not None and because:
        moment = moment or Moment("", "", "", "", words="")
        reasons += [told(f"from the order of events: “{one.words}”", "event.order", words=one.words) for one in because]
        return with_bounds(moment, bounds), _joined(reasons), True
    if bounds is not None and moment is not None and of_moment(moment).is_known:
        reasons.append(told("the end follows from how long it lasted", "event.length"))
        return with_bounds(moment, bounds), _joined(reasons), False
    if found.bounds is None and moment is not None and cluster.bounds != of_moment(moment) and len(timed) > 1:
        moment = with_bounds(moment, cluster.bounds)
        reasons.append(told("the times of its claims taken together", "event.together"))
    return moment, _joined(reasons), False


def _found_time(
    found: Found, cluster: Cluster, moment: Moment | None, reasons: Sequence[str]
) -> tuple[Moment | None, list[str]]:
    """The time that a finding gives: a concluded one in its own words, a suggested one in the event's where it has any."""
    assert found.bounds is not None
    assert found.time_from is not None
    given = with_bounds(found.when or moment or Moment("", "", "", "", words=""), found.bounds)
    name = name_bearing(found.time_from)
    if not is_concluded(found.time_from):
        return given, [*reasons, *([name] if found.bounds != cluster.bounds else [])]
    times = [m.moment.words for m in cluster.mentions if m.moment and m.moment.words]
    quotes = list(dict.fromkeys(told(f"“{words}”", "quote", words=words) for words in times))
    is_other = cluster.bounds.is_known and not cluster.bounds.overlaps(found.bounds)
    other = told(f"its claims say otherwise: {'; '.join(quotes)}", "event.otherwise", quotes=told("", "list", items=quotes))
    return given, [name, *([other] if is_other else [])]


def _has_clock(moment: Moment) -> bool:
    return "T" in moment.value


def _place(event: Event) -> tuple[bool, str, bool, str, str]:
    moment = event.when
    start = (moment.earliest_start or moment.latest_start or moment.value) if moment else ""
    is_undated = not DAY.match(start)
    is_open = moment is None or not moment.latest_end  # "after the 11th" stands after what was on the 11th
    return is_undated, "" if is_undated else start, is_open, event.what, msgspec.json.encode(event.claim_ids).decode()
