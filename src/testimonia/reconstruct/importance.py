"""Which days matter most in a large corpus: how many speak of them, how soon, how exactly, and how they stand out.

A day that most articles mention is often only the day they were written on. What marks a day on which something happened is
that others come back to it later, that they name it exactly and not as "today", that it is written about on several days, and
that it stands out from the days around it.

Source: the features of date selection in timeline summarisation (Chieu and Lee, SIGIR 2004; Tran, Alrifai and Quoc Nguyen,
WWW 2013; Ghalandari and Ifrim, ACL 2020); the weights are ours, set on four topics of Timeline17.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct

from testimonia.model.events import Importance
from testimonia.model.values import Moment
from testimonia.reconstruct.mentions import Testimony
from testimonia.reconstruct.ranges import of_moment

LAGS = ((-3, 0.3), (-1, 0.5), (0, 0.5), (7, 1.0))
"""Days from the day spoken of to the day of speaking, at most -> weight: announced, expected soon, "today", the week after."""
REMEMBERED = 3.0
"""Weight of who still speaks of a day more than a week later."""
NO_DATE = 1.0
"""Weight of material without a date."""
EXPLICIT = 1.5
"""A day named by its date counts this much more than one named as "yesterday" or "Friday"."""
DAYS_OF_SPEAKING, DAYS_OWN, PEAK = 0.5, 0.3, 0.5
"""Weights of: on how many days it is spoken of; how much was written on the day itself; how it stands out."""
NEIGHBOURS = (-2, -1, 1, 2)
"""Days around a day that it must stand out from."""


class DayMention(Struct, frozen=True):
    """One piece of material speaks of one day."""

    day: str
    """ISO 8601."""
    unit: str
    """What counts once: a piece of material, or several that are not independent of each other."""
    published: str
    """ISO day of the material; empty = unknown."""
    is_explicit: bool
    """Whether the day was named by figures."""
    source_id: str = ""


def day_mentions(testimony: Testimony, published: Mapping[str, str], units: Mapping[str, str]) -> Iterable[DayMention]:
    """The single days that claims name, whatever is claimed of them.

    Args:
        testimony: every claim with its statement.
        published: rendition id -> ISO day of the material.
        units: source id -> group of sources that are not independent.
    """
    for claim, statement in testimony():
        if isinstance(claim.value, Moment) and (day := exact_day(claim.value)):
            said_on = statement.said_on or published.get(claim.rendition_id, "")
            unit = units.get(statement.source_id, claim.rendition_id)
            yield DayMention(day, unit, said_on[:10], is_explicit(claim.value), statement.source_id)


def exact_day(moment: Moment) -> str:
    """The one day that a moment lies in; empty where it is vaguer, open or a longer stretch."""
    days = of_moment(moment).days
    return days[0].isoformat() if days and days[0] == days[1] else ""


def is_explicit(moment: Moment) -> bool:
    """Whether figures name the day."""
    return any(character.isdigit() for character in moment.words)


def rank_days(mentions: Iterable[DayMention]) -> tuple[Importance, ...]:
    """Days by how much they matter, the first the most; equal ones by date.

    Args:
        mentions: in any order; what one unit says of one day counts once, at its best.
    """
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    spoken: dict[str, set[str]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    later: dict[str, set[str]] = defaultdict(set)
    written: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        lag = _lag(mention)
        weight = _weight(lag) * (EXPLICIT if mention.is_explicit else 1.0)
        told = weights[mention.day]
        told[mention.unit] = max(told.get(mention.unit, 0.0), weight)
        sources[mention.day].add(mention.source_id or mention.unit)
        if mention.published:
            spoken[mention.day].add(mention.published)
            written[mention.published].add(mention.unit)
        if lag is not None and lag > LAGS[-1][0]:
            later[mention.day].add(mention.unit)
    sums = {day: math.fsum(sorted(told.values())) for day, told in weights.items()}
    ranked = [
        Importance(
            day,
            round(
                math.log1p(total)
                + DAYS_OF_SPEAKING * math.log1p(len(spoken[day]))
                + DAYS_OWN * math.log1p(len(written[day]))
                + PEAK * _peak(day, sums),
                6,
            ),
            len(weights[day]),
            len(sources[day]),
            _why(len(weights[day]), len(spoken[day]), len(later[day])),
        )
        for day, total in sums.items()
    ]
    return tuple(sorted(ranked, key=lambda one: (-one.score, one.day)))


def _lag(mention: DayMention) -> int | None:
    """Days from the day spoken of to the day of speaking; None where that is unknown."""
    try:
        return (date.fromisoformat(mention.published) - date.fromisoformat(mention.day)).days
    except ValueError:
        return None


def _weight(lag: int | None) -> float:
    if lag is None:
        return NO_DATE
    return next((weight for most, weight in LAGS if lag <= most), REMEMBERED)


def _peak(day: str, sums: Mapping[str, float]) -> float:
    """How far a day stands out: the logarithm of what is said of it over the mean of the days around it, one added to both."""
    ordinal = date.fromisoformat(day).toordinal()
    around = [sums.get(date.fromordinal(max(ordinal + step, 1)).isoformat(), 0.0) for step in NEIGHBOURS]
    return math.log((sums[day] + 1) / (math.fsum(around) / len(around) + 1))


def _why(units: int, days: int, later: int) -> str:
    material = "one piece of material speaks" if units == 1 else f"{units} pieces of material, copies not counted, speak"
    parts = [f"{material} of it"]
    if days:
        parts.append(f"on {days} {'day' if days == 1 else 'different days'}")
    if later:
        parts.append(f"{later} more than a week later")
    return ", ".join(parts)
