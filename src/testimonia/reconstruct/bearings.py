"""Findings to events: what has been found on the questions that an event's claims answer.

A claim is evidence, a finding is what is made of all evidence on one question. Where an event's claims answer a question for
its time, its place or how long it lasted, the finding bounds the event: a reviewer's conclusion as it was written, the
machine's suggestion only if it is not contested and leaves the event's own words possible. The claims stay with the event
whatever the finding says, and the event names the finding, its standing and its author.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from testimonia.model.events import Bearing
from testimonia.model.findings import Finding, Question, Standing
from testimonia.model.phrases import told
from testimonia.model.values import Duration, Moment, PlaceRef
from testimonia.reconstruct.asked import Asked
from testimonia.reconstruct.distances import are_one
from testimonia.reconstruct.mentions import Mention
from testimonia.reconstruct.ranges import NAMES, Range, clock_of, of_moment, on_day
from testimonia.text.packs import read_table

ASPECTS = {"moment": "time", "place": "place", "duration": "length", "occurrence": "occurrence"}
"""Value type of a question -> what its finding says of an event; the other types count something."""
COUNT = "count"
ORDER = ("time", "occurrence", "place", "length", COUNT)
HELD = frozenset({Standing.CORROBORATED, Standing.SINGLE_SOURCE})
"""Standings with which a suggestion may bound an event."""
LONGEST_WORDS = 160
"""Characters of a finding's answer shown with an event."""


def aspect_of(question: Question) -> str:
    """What the finding on a question says of an event."""
    return ASPECTS.get(question.value_type, COUNT)


class Found(Struct):
    """What findings make of one event, before the order of events narrows it."""

    bearings: list[Bearing]
    bounds: Range | None = None
    """The time that a finding gives, met with the event's own where the finding is a suggestion."""
    when: Moment | None = None
    """The words of that time: the conclusion's; None = the event's own stay."""
    time_from: Bearing | None = None
    where: PlaceRef | None = None
    length: tuple[float, float | None] | None = None
    """Least and most minutes."""
    lasts: Duration | None = None
    length_from: Bearing | None = None


def bearing_on(mentions: Iterable[Mention], asked: Asked) -> list[tuple[Question, Finding]]:
    """Questions that the mentions of one event answer, with what was found: conclusions first, then by `ORDER`."""
    ids = {question_id for mention in mentions for question_id in mention.answers}
    pairs = [(asked.questions[q], asked.findings[q]) for q in ids if q in asked.questions and q in asked.findings]
    return sorted(pairs, key=lambda pair: (pair[1].is_suggestion, ORDER.index(aspect_of(pair[0])), pair[0].id))


def weigh_findings(mentions: Sequence[Mention], own: Range, asked: Asked) -> Found:
    """What the findings on an event's questions say of it.

    Args:
        mentions: of one event.
        own: when it can have been by its own words.
        asked: questions and findings of the investigation.
    """
    found = Found([])
    takers = {"time": _take_time, "place": _take_place, "length": _take_length}
    for question, finding in bearing_on(mentions, asked):
        aspect = aspect_of(question)
        take = takers.get(aspect)
        note = (_refusal(finding) or take(found, finding, mentions, own)) if take else ""
        bearing = _bearing(question, finding, is_taken=take is not None and not note, note=note)
        found.bearings.append(bearing)
        if bearing.is_taken and aspect == "time":
            found.time_from = bearing
        elif bearing.is_taken and aspect == "length":
            found.length_from = bearing
    return found


def _bearing(question: Question, finding: Finding, *, is_taken: bool, note: str) -> Bearing:
    return Bearing(
        finding_id=finding.id,
        question_id=question.id,
        question=question.text,
        aspect=aspect_of(question),
        words=_answer(finding),
        standing=finding.standing,
        reviewer=finding.reviewer,
        reason="" if finding.is_suggestion else finding.reason,
        is_taken=is_taken,
        note=note,
    )


def standing_of(bearings: Sequence[Bearing]) -> str:
    """The standing of the first finding on an event's time, occurrence, place or length."""
    return next((str(bearing.standing) for bearing in bearings if bearing.aspect != COUNT), "")


def is_concluded(bearing: Bearing) -> bool:
    """Whether people concluded it."""
    return bool(bearing.reviewer)


def name_bearing(bearing: Bearing) -> str:
    """Which finding, and whose, in words."""
    standing = told(bearing.standing, f"standing_word.{bearing.standing}")
    if not is_concluded(bearing):
        words = f"the suggested finding on “{bearing.question}” ({bearing.standing})"
        return told(words, "event.suggested", question=bearing.question, standing=standing)
    words = f"what {bearing.reviewer} concluded on “{bearing.question}” ({bearing.standing})"
    name = told(words, "event.concluded", who=bearing.reviewer, question=bearing.question, standing=standing)
    return told(f"{name}: {bearing.reason}", "event.because", what=name, reason=bearing.reason) if bearing.reason else name


def _refusal(finding: Finding) -> str:
    """Why a finding bounds no event, whatever it says; empty if it may."""
    if finding.is_suggestion and finding.standing not in HELD:
        standing = told(finding.standing, f"standing_word.{finding.standing}")
        return told(f"a suggestion that is {finding.standing} bounds nothing", "bearing.not_held", standing=standing)
    return ""


def _answer(finding: Finding) -> str:
    """The answer in words, cut for showing."""
    words = finding.words
    if not words and finding.low is not None:
        ends = list(dict.fromkeys(f"{end:g}" for end in (finding.low, finding.high) if end is not None))
        best = f", best {finding.best:g}" if finding.best is not None and len(ends) > 1 else ""
        words = f"{' to '.join(ends)} {finding.unit}".strip() + best
    if not words:
        words = finding.when.words if finding.when else finding.where.name if finding.where else ""
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1].rsplit(" ", 1)[0] + "…"


def _take_time(found: Found, finding: Finding, mentions: Sequence[Mention], own: Range) -> str:
    if found.bounds is not None:
        return told("another finding has given the time", "bearing.time_given")
    if finding.when is None or not (named := of_moment(finding.when)).is_known:
        return told("no time can be read from it", "bearing.no_time")
    if not finding.is_suggestion:
        found.bounds, found.when = named, finding.when
        return ""
    met, moment = own.meet(named), None
    if not own.is_known:
        moment = _clock_on(mentions, named)
        met = named.meet(of_moment(moment)) if moment else named
    if not own.overlaps(named) or not met.is_possible:
        return told("the event's own words give another time", "bearing.other_time")
    found.bounds, found.when = met, moment or (None if own.is_known else finding.when)
    return ""


def _clock_on(mentions: Sequence[Mention], told: Range) -> Moment | None:
    """A bare time of day among the mentions, on the only day that a finding leaves."""
    days = told.days
    if days is None or days[0] != days[1]:
        return None
    clocks = [mention.moment for mention in mentions if mention.moment and clock_of(mention.moment)]
    return on_day(clocks[0], days[0].isoformat()) if clocks else None


def _take_place(found: Found, finding: Finding, mentions: Sequence[Mention], _own: Range) -> str:
    if found.where is not None:
        return told("another finding has given the place", "bearing.place_given")
    where = finding.where
    if where is None:
        return told("no place can be read from it", "bearing.no_place")
    if not finding.is_suggestion:
        found.where = where
        return ""
    named = [place for mention in mentions for place in mention.places]
    if named and not any(are_one(place, where) for place in named):
        return told("the event's own words name another place", "bearing.other_place")
    found.where = where
    return ""


def _take_length(found: Found, finding: Finding, mentions: Sequence[Mention], _own: Range) -> str:
    if found.length is not None:
        return told("another finding has said how long", "bearing.length_given")
    seconds = read_table("en", "units")["time"].get(finding.unit)
    if seconds is None or (finding.low is None and finding.high is None):
        return told("no length can be read from it", "bearing.no_length")
    low, best, high = (None if end is None else end * seconds for end in (finding.low, finding.best, finding.high))
    lengths = [mention.lasts for mention in mentions if mention.lasts]
    if finding.is_suggestion and lengths and not any(_is_within(length, low, high) for length in lengths):
        return told("the event's own words give another length", "bearing.other_length")
    found.length = (low or 0.0) / 60, None if high is None else high / 60
    words = lengths[0].words if lengths and finding.is_suggestion else _answer(finding)
    found.lasts = Duration(low, best, high, words)
    return ""


def _is_within(length: Duration, low: float | None, high: float | None) -> bool:
    is_above = length.low is not None and high is not None and length.low > high
    is_below = length.high is not None and low is not None and length.high < low
    return not is_above and not is_below


def with_sources(found: Found, own: Range, given: Mapping[str, str]) -> dict[str, str]:
    """Which claim or finding gives each bound: the event's own words where they say the same as a suggestion, else the finding.

    Args:
        found: with a time.
        own: the event's own bounds.
        given: bound by name -> claim that gives it.
    """
    if found.bounds is None or found.time_from is None:
        return dict(given)
    is_own = not is_concluded(found.time_from)
    return {
        name: given[name]
        if is_own and name in given and getattr(own, name) == getattr(found.bounds, name)
        else found.time_from.finding_id
        for name in NAMES
        if getattr(found.bounds, name) is not None
    }
