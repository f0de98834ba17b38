"""The timeline: what happened when, from the times that people named.

A moment is worth showing with the sentence it was said in; the same thing said of the same day by several people is one event
with several sources. Events without a known time are kept and stand at the end: they were reported, and somebody may yet date
them. Testimony is streamed twice, and only the events that will be shown are held in full.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct

from testimonia.model.events import Event
from testimonia.model.ids import content_id
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Source, Stance, Statement
from testimonia.model.values import Moment, PlaceRef

Testimony = Callable[[], Iterable[tuple[Claim, Statement]]]

LONGEST_SENTENCE = 240
"""Characters of a sentence shown for an event."""

REMEMBERED = 16
"""Sources counted for an event before it is chosen: enough to rank it."""

DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
TIME = re.compile(r"T(\d\d:\d\d)")
SENTENCE_END = re.compile(r"(?<=[.!?؟])[\s\"”’)]+(?=\S)|\n+")


class Key(Struct, frozen=True, order=True):
    """What makes two claims one event: the day and the thing that is said to have happened."""

    day: str
    what: str


class Mention(Struct, frozen=True):
    """One claim of an event, as far as the event needs it."""

    claim_id: str
    source_id: str
    moment: Moment
    sentence: str
    place: PlaceRef | None


def build_events(testimony: Testimony, sources: Mapping[str, Source], *, limit: int = 1000) -> tuple[Event, ...]:
    """The events of an investigation in order of time.

    Args:
        testimony: every claim with its statement, as often as it is asked; the order does not matter.
        sources: by id; claims of unknown sources are left out.
        limit: most events returned; those that most sources speak of are kept.

    Returns:
        Events by their earliest possible start, then by words; undated ones last.
    """
    tallies: dict[Key, tuple[str, ...]] = {}
    for claim, statement in testimony():
        key = _find_key(claim)
        if key and statement.source_id in sources:
            known = tallies.get(key, ())
            if statement.source_id not in known and len(known) < REMEMBERED:
                tallies[key] = (*known, statement.source_id)
    ranked = sorted(tallies, key=lambda key: (-len(tallies[key]), not key.day, key))
    chosen = dict.fromkeys(ranked[: max(0, limit)])
    mentions = _gather(testimony, sources, chosen)
    events = [_make_event(key, found, sources) for key, found in mentions.items()]
    return tuple(sorted(events, key=_order))


def _find_key(claim: Claim) -> Key | None:
    """The event a dated claim is about; None for other claims, and for what was promised or said not to have happened."""
    if not isinstance(claim.value, Moment) or claim.stance not in FACTUAL or claim.stance is Stance.DENIES:
        return None
    if claim.polarity is Polarity.NEGATED:
        return None
    about = claim.about
    if claim.value.value.endswith("_REF") or not (about.predicate or about.noun or about.subject):
        return None  # "now", "these days", or a bare date in a heading: nothing is said to have happened
    # without a verb and a noun nothing says that two claims mean the same thing: they stay two events
    what = " ".join(part for part in (about.subject or about.noun, about.predicate) if part).casefold()
    if not about.predicate or not (about.subject or about.noun):
        what = f"{what} {claim.id}".strip()
    return Key(_day_of(claim.value), what)


def _day_of(moment: Moment) -> str:
    """The day, month or year that a moment names; empty for a bare time of day."""
    match = DAY.match(moment.earliest_start or moment.latest_start or moment.value)
    return match.group() if match else ""


def _gather(testimony: Testimony, sources: Mapping[str, Source], chosen: Mapping[Key, None]) -> dict[Key, list[Mention]]:
    """The claims of the chosen events; a place named in the same sentence goes with them."""
    found: dict[Key, list[tuple[Claim, Statement]]] = {}
    places: dict[str, list[Claim]] = {}
    wanted: set[str] = set()
    for claim, statement in testimony():
        key = _find_key(claim)
        if key in chosen and key and statement.source_id in sources:
            found.setdefault(key, []).append((claim, statement))
            wanted.add(statement.id)
    for claim, statement in testimony() if wanted else ():
        if statement.id in wanted and isinstance(claim.value, PlaceRef) and claim.polarity is Polarity.AFFIRMED:
            places.setdefault(statement.id, []).append(claim)
    return {key: [_mention(claim, statement, places) for claim, statement in pairs] for key, pairs in found.items()}


def _mention(claim: Claim, statement: Statement, places: Mapping[str, Sequence[Claim]]) -> Mention:
    sentence, start, end = _sentence_of(claim, statement)
    inside = [other for other in places.get(statement.id, ()) if start <= other.span.start < end]
    # the place whose verb is the event's own, else the nearest one
    inside.sort(key=lambda o: (o.about.predicate != claim.about.predicate, abs(o.span.start - claim.span.start), o.id))
    place = inside[0].value if inside else None
    assert isinstance(claim.value, Moment)
    return Mention(claim.id, statement.source_id, claim.value, sentence, place if isinstance(place, PlaceRef) else None)


def _sentence_of(claim: Claim, statement: Statement) -> tuple[str, int, int]:
    """The sentence around a claim with its offsets in the rendition; the claim's own words if the statement lacks them."""
    for span in statement.content:
        if span.start <= claim.span.start < span.end:
            edges = [0, *(match.end() for match in SENTENCE_END.finditer(span.exact)), len(span.exact)]
            at = claim.span.start - span.start
            left = max(edge for edge in edges if edge <= at)
            right = min((edge for edge in edges if edge > at), default=len(span.exact))
            text = " ".join(span.exact[left:right].split())
            short = text if len(text) <= LONGEST_SENTENCE else text[: LONGEST_SENTENCE - 1].rsplit(" ", 1)[0] + "…"
            return short, span.start + left, span.start + right
    return claim.span.exact, claim.span.start, claim.span.end


def _make_event(key: Key, mentions: Sequence[Mention], sources: Mapping[str, Source]) -> Event:
    ordered = sorted(mentions, key=lambda m: (-len(m.moment.value), sources[m.source_id].name, m.claim_id))
    source_ids = tuple(
        dict.fromkeys(mention.source_id for mention in sorted(ordered, key=lambda m: (sources[m.source_id].name, m.claim_id)))
    )
    claim_ids = tuple(sorted({mention.claim_id for mention in ordered}))
    moment, time_note = _choose_moment(ordered)
    places = [mention.place for mention in ordered if mention.place]
    located = [place for place in places if place.lat is not None]
    return Event(
        id=content_id("e", claim_ids),
        what=ordered[0].sentence,
        when=moment,
        where=next(iter(located or places), None),
        source_ids=source_ids,
        claim_ids=claim_ids,
        reason=_why(key, claim_ids, source_ids) + time_note,
    )


def _choose_moment(mentions: Sequence[Mention]) -> tuple[Moment, str]:
    """The most precise moment of an event, and a note where its mentions give different times of day."""
    best = min(mentions, key=lambda mention: _vagueness(mention.moment)).moment
    times = sorted({match.group(1) for m in mentions if (match := TIME.search(m.moment.value or m.moment.earliest_start))})
    return best, f"; the times given differ: {', '.join(times)}" if len(times) > 1 else ""


def _vagueness(moment: Moment) -> int:
    """Smaller is more precise: the fewer bounds are missing and the closer the bounds share their text."""
    bounds = (moment.earliest_start, moment.latest_start, moment.earliest_end, moment.latest_end)
    shared = 0
    for one, other in zip(moment.earliest_start, moment.latest_end, strict=False):
        if one != other:
            break
        shared += 1
    return sum(not bound for bound in bounds) * 100 - shared


def _why(key: Key, claim_ids: Sequence[str], source_ids: Sequence[str]) -> str:
    if len(claim_ids) == 1:
        return "one claim"
    tellers = "one source" if len(source_ids) == 1 else f"{len(source_ids)} sources"
    day = f"the same day ({key.day})" if key.day else "no known day"
    return f"{len(claim_ids)} claims of {tellers} give {day} and the same thing ('{key.what}')"


def _order(event: Event) -> tuple[bool, str, str, str]:
    moment = event.when
    start = (moment.earliest_start or moment.latest_start or moment.value) if moment else ""
    is_undated = not DAY.match(start)
    return is_undated, "" if is_undated else start, event.what, msgspec.json.encode(event.claim_ids).decode()
