"""Mentions to events: the same thing at the same time, told by one or several, is one event, and the reason says why.

Two mentions are one event when their times can be one and the words say that the thing is one: the same verb of the same
person or thing, or most of the words that say what happened. A reviewer who takes a claim out of an event keeps it out,
whatever is found later.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.phrases import told
from testimonia.model.values import Moment, PlaceRef
from testimonia.reconstruct.deeds import same_deed
from testimonia.reconstruct.distances import are_far
from testimonia.reconstruct.mentions import Key, Mention
from testimonia.reconstruct.ranges import DAY, Range, clock_of, on_day
from testimonia.text.packs import read_table

ALIKE = 0.6
"""Least part of the shorter list of words that must stand in the other one where no verb and thing say it."""
FEWEST = 2
"""Least words shared."""
UNTIMED = 5
"""Least words shared by what is told without any time: nothing else says that it is one event."""
LONGEST_SPREAD_DAYS = 7
"""A time vaguer than this ("in October") does not say that two mentions are of one event."""
TIME = re.compile(r"T(\d\d:\d\d)")

Apart = frozenset[tuple[str, str]]
"""Pairs of claims that a reviewer said are not the same event, both ways round."""


class Cluster(Struct):
    """Mentions of one event, and why they are."""

    mentions: list[Mention]
    reasons: list[str]

    @property
    def bounds(self) -> Range:
        """What all of its times leave; the most precise one where they leave nothing."""
        met = Range()
        for mention in self.mentions:
            met = met.meet(mention.bounds)
        return met if met.is_possible else min((m.bounds for m in self.mentions), key=vagueness)

    @property
    def claim_ids(self) -> tuple[str, ...]:
        """Sorted."""
        return tuple(sorted({mention.claim_id for mention in self.mentions}))


def merge_mentions(groups: Mapping[Key, Sequence[Mention]], apart: Apart = frozenset()) -> list[Cluster]:
    """Clusters of mentions, each one event.

    Args:
        groups: mentions that share a day and a thing.
        apart: pairs of claims that are not the same event, because a reviewer says so.

    Returns:
        Clusters whose order depends on nothing but their content. Every mention stands in exactly one.
    """
    clusters: list[Cluster] = []
    for key in sorted(groups):
        for part in _kept_apart(sorted(groups[key], key=lambda m: m.claim_id), apart):
            clusters.append(Cluster(part, [_same_thing(key, part)] if len(part) > 1 else []))
    merged = _merge_dated([cluster for cluster in clusters if _days(cluster)], apart)
    left = _place_the_undated([cluster for cluster in clusters if not _days(cluster)], merged, apart)
    return [*merged, *_merge_undated(left, apart)]


def vagueness(bounds: Range) -> tuple[int, float]:
    """Smaller is more precise: fewer open bounds, then less time between the outer ones."""
    ends = (bounds.earliest_start, bounds.latest_start, bounds.earliest_end, bounds.latest_end)
    is_open = bounds.earliest_start is None or bounds.latest_end is None
    return sum(end is None for end in ends), 0.0 if is_open else float(bounds.latest_end or 0) - float(
        bounds.earliest_start or 0
    )


def likeness(one: Mention, other: Mention, *, fewest: int = 0) -> str:
    """What makes two mentions the same thing, in words; empty if nothing does.

    Args:
        one, other: mentions whose times can be one.
        fewest: least words shared; 0 = the same verb of the same thing is enough, as it is where the time speaks too.
    """
    if not fewest and (asked := sorted(set(one.asked_when) & set(other.asked_when))):
        return told(f"the same question (“{asked[0]}”)", "likeness.question", words=asked[0])
    if not fewest and one.predicate and one.predicate == other.predicate and one.thing and one.thing == other.thing:
        return told(f"the same thing ('{one.thing} {one.predicate}')", "likeness.thing", what=f"{one.thing} {one.predicate}")
    if not fewest and (deed := same_deed(one, other)):
        return deed
    if not fewest and (whole := _same_whole(one, other)):
        return whole
    same_verb = bool(one.predicate) and one.predicate == other.predicate
    if (
        same_verb
        and one.source_id == other.source_id
        and one.moment
        and one.bounds == other.bounds
        and one.thing == other.thing
    ):
        return told(f"the same teller, time and verb ('{one.predicate}')", "likeness.teller", verb=one.predicate)
    if same_verb and one.subject and other.subject and one.subject != other.subject:
        return ""  # the same verb of two: "the bus left", "the convoy left"
    shared = one.words & other.words
    least = min(len(one.words), len(other.words))
    if len(shared) < (fewest or FEWEST) or len(shared) < ALIKE * least:
        return ""
    if one.predicate and other.predicate and not ({one.predicate, other.predicate} & shared):
        return ""
    words = ", ".join(sorted(shared))
    return told(f"the same words ({words})", "likeness.words", words=words)


def _same_whole(one: Mention, other: Mention) -> str:
    """The strike of 11 October, named by its noun, and "the strikes lasted for ten hours": the whole of it and no part."""
    if not one.dated_noun and not other.dated_noun:
        return ""
    lasting = read_table("en", "order")["lags"]["lasting_verbs"]
    wholes = [m.dated_noun or (m.thing if m.predicate in lasting else "") for m in (one, other)]
    is_same = wholes[0] and wholes[0] == wholes[1]
    return told(f"the same thing ('{wholes[0]}')", "likeness.thing", what=wholes[0]) if is_same else ""


def _kept_apart(mentions: Sequence[Mention], apart: Apart) -> list[list[Mention]]:
    """Mentions of one thing on one day, those apart that a reviewer parted or that are told of places far apart."""
    parts: list[list[Mention]] = []
    for mention in mentions:
        home = next((part for part in parts if not _is_parted([mention], part, apart) and not _are_far([mention], part)), None)
        if home is None:
            parts.append([mention])
        else:
            home.append(mention)
    return parts


def _is_parted(some: Iterable[Mention], others: Sequence[Mention], apart: Apart) -> bool:
    return bool(apart) and any((a.claim_id, b.claim_id) in apart for a in some for b in others)


def _days(cluster: Cluster) -> list[int]:
    """Days, as ordinals, that a cluster can touch; none for undated, open and vague ones."""
    days = cluster.bounds.days
    if days is None or (days[1] - days[0]).days >= LONGEST_SPREAD_DAYS:
        return []
    return [(days[0] + timedelta(n)).toordinal() for n in range((days[1] - days[0]).days + 1)]


def _merge_dated(clusters: Sequence[Cluster], apart: Apart) -> list[Cluster]:
    by_day: dict[int, list[Cluster]] = defaultdict(list)
    out: list[Cluster] = []
    for cluster in sorted(clusters, key=lambda c: (vagueness(c.bounds), c.claim_ids)):
        days = _days(cluster)
        candidates = {id(c): c for day in days for c in by_day[day]}
        best: tuple[int, str, Cluster] | None = None
        for candidate in candidates.values():
            reason = _why_one(cluster, candidate, apart)
            strength = (len(candidate.mentions), reason)
            if reason and (best is None or strength > best[:2]):
                best = (*strength, candidate)
        if best is None:
            out.append(cluster)
            for day in days:
                by_day[day].append(cluster)
        else:
            _join(best[2], cluster, best[1])
    return out


def _why_one(one: Cluster, other: Cluster, apart: Apart) -> str:
    if not all(a.bounds.overlaps(b.bounds) for a in one.mentions for b in other.mentions):
        return ""
    if _is_parted(one.mentions, other.mentions, apart) or _are_far(one.mentions, other.mentions):
        return ""
    what = _best_likeness(one, other)
    words = f"the times can be one ({_said(one)}; {_said(other)}) and {what}"
    return told(words, "event.times_one", one=_said(one), other=_said(other), what=what) if what else ""


def _best_likeness(one: Cluster, other: Cluster, *, fewest: int = 0) -> str:
    likes = (likeness(a, b, fewest=fewest) for a in one.mentions for b in other.mentions)
    found = sorted(filter(None, likes), key=lambda reason: (len(reason), reason))
    return found[-1] if found else ""


def _place_the_undated(clusters: Sequence[Cluster], dated: list[Cluster], apart: Apart) -> list[Cluster]:
    """Put a bare time of day, or no time at all, with the one dated event that it can only be; those that are left."""
    words: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in dated:
        for word in {word for mention in cluster.mentions for word in mention.words}:
            words[word].append(cluster)
    left: list[Cluster] = []
    for cluster in clusters:
        near = {id(c): c for mention in cluster.mentions for word in mention.words for c in words.get(word, ())}
        homes = [(home, what) for home in near.values() if (what := _why_there(cluster, home, apart))]
        if len(homes) == 1:
            home, what = homes[0]
            day = home.bounds.days
            assert day is not None
            cluster.mentions = [_dated_as(mention, day[0].isoformat()) for mention in cluster.mentions]
            _join(home, cluster, told(f"no other dated event has {what}", "event.only", what=what))
        else:
            left.append(cluster)
    return left


def _merge_undated(clusters: Sequence[Cluster], apart: Apart) -> list[Cluster]:
    """The same thing told without any time by several: here most of the words must be the same, the verb among them."""
    by_verb: dict[str, list[Cluster]] = defaultdict(list)
    out: list[Cluster] = []
    for cluster in clusters:
        verbs = sorted({mention.predicate for mention in cluster.mentions if mention.predicate})
        near = {id(c): c for verb in verbs for c in by_verb[verb]}
        home = next((c for c in near.values() if _is_same_untimed(cluster, c, apart)), None)
        if home is not None:
            what = _best_likeness(cluster, home, fewest=UNTIMED)
            _join(home, cluster, told(f"no time is known, and {what}", "event.untimed", what=what))
            continue
        out.append(cluster)
        for verb in verbs:
            by_verb[verb].append(cluster)
    return out


def _is_same_untimed(one: Cluster, other: Cluster, apart: Apart) -> bool:
    if any(mention.bounds.is_known or mention.moment for c in (one, other) for mention in c.mentions):
        return False
    if _is_parted(one.mentions, other.mentions, apart) or _are_far(one.mentions, other.mentions):
        return False
    return bool(_best_likeness(one, other, fewest=UNTIMED))


def _why_there(cluster: Cluster, home: Cluster, apart: Apart) -> str:
    if any(mention.bounds.is_known for mention in cluster.mentions) or _is_parted(cluster.mentions, home.mentions, apart):
        return ""
    days = home.bounds.days
    if days is None or days[0] != days[1] or _are_far(cluster.mentions, home.mentions):
        return ""
    for mention in cluster.mentions:
        clock = clock_of(mention.moment) if mention.moment else None
        if clock and not Range(*_on(days[0].toordinal(), clock) * 2).overlaps(home.bounds):
            return ""
    return _best_likeness(cluster, home)


def _on(day: int, clock: tuple[int, int]) -> tuple[int, int]:
    return day * DAY + clock[0], day * DAY + clock[1]


def _dated_as(mention: Mention, day: str) -> Mention:
    if mention.moment is None or clock_of(mention.moment) is None:
        return mention
    why = told("the day is that of the other mentions of this event", "event.day_of_others")
    return replace(mention, moment=on_day(mention.moment, day), day_from=why)


def _join(home: Cluster, other: Cluster, reason: str) -> None:
    home.mentions.extend(other.mentions)
    home.reasons.extend([*other.reasons, reason])


def _same_thing(key: Key, mentions: Sequence[Mention]) -> str:
    claims = told(f"{len(mentions)} claims", "count.claim", count=len(mentions))
    if len({(mention.rendition_id, mention.start) for mention in mentions}) == 1:
        return told(f"{claims} of one sentence", "event.one_sentence", claims=claims)
    number = len({mention.source_id for mention in mentions})
    tellers = told("one source" if number == 1 else f"{number} sources", "of.source", count=number)
    day = told(f"the same day ({key.day})", "event.same_day", day=key.day) if key.day else told("no known day", "event.no_day")
    words = f"{claims} of {tellers} give {day} and the same thing ('{key.what}')"
    return told(words, "event.same_thing", claims=claims, tellers=tellers, day=day, what=key.what)


def _said(cluster: Cluster) -> str:
    quotes = list(
        dict.fromkeys(told(f"“{m.moment.words}”", "quote", words=m.moment.words) for m in cluster.mentions if m.moment)
    )
    return told(", ".join(quotes), "list", items=quotes)


def _are_far(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    """Whether the places named for both are all further apart than one event reaches."""
    mine, theirs = (_located(mentions) for mentions in (one, other))
    return bool(mine and theirs) and all(are_far(a, b) for a in mine for b in theirs)


def _located(mentions: Sequence[Mention]) -> list[PlaceRef]:
    return [place for mention in mentions for place in mention.places if place.lat is not None and place.lon is not None]


def differing_times(mentions: Sequence[Mention]) -> str:
    """A note where the mentions of one event give different times of day; empty if they do not."""
    moments: list[Moment] = [mention.moment for mention in mentions if mention.moment]
    times = sorted({match.group(1) for m in moments if (match := TIME.search(m.value or m.earliest_start))})
    words = f"; the times given differ: {', '.join(times)}"
    return told(words, "event.times_differ", times=told("", "list", items=times)) if len(times) > 1 else ""
