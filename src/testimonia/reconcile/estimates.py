"""Low, best and high: what the accounts together say, one vote for each independent group.

From three accounts with a figure on, `ranges` judges all questions of the investigation together: best is then the median
of what the truth may be, low and high hold it in nine of ten cases. With fewer accounts nothing can be judged, and low and
high are what was said: best is the weighted median of the figures, low and high come from the ends of the intervals, where
precise accounts have the larger say. "At least" and "at most" are no figures themselves, only hints at where the ends lie.
Where two camps lie far apart there is no middle worth printing: best is left open and both camps are named.

Source: docs/method/figures.md; for fewer than three accounts the weighted median as in CRH (Li et al. 2014).
"""

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.findings import Estimate, Influence, Question
from testimonia.model.phrases import reworded, told
from testimonia.model.values import Moment
from testimonia.reconcile.camps import split_camps
from testimonia.reconcile.corroborations import agreeing
from testimonia.reconcile.evidence import Evidence, count_groups, group_votes, question_factor, share_votes
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.moments import shared_moment
from testimonia.reconcile.names import count_of
from testimonia.reconcile.occurrences import happened_probability
from testimonia.reconcile.places import is_same
from testimonia.reconcile.ranges import Range
from testimonia.reconcile.vocabulary import singular
from testimonia.reconcile.wording import (
    is_count,
    name_accounts,
    quote_by,
    quote_short,
    show_high,
    show_interval,
    show_low,
    show_value,
    speakers,
)

OUTER = 0.25
"""Share of votes that may lie outside low or high on each side."""
FAR = 1.5
"""Factor between the nearest ends of two camps from which they are far apart."""
BLOC = 0.25
"""Share of votes from which a camp counts as one of two."""
MOST_INFLUENCES = 8
"""Sources for which the estimate is computed again without them: the weightiest ones."""

METHODS = {
    "quantity": "weighted median of figures, one vote for each independent group; ends at the outer quarters of the intervals",
    "judged": "median and 90 % interval of what the truth may be, given every account, its hedge and its source's record",
    "occurrence": "even odds moved by each independent account, by how often its kind is right",
    "moment": "stretch of time covered by most independent groups",
    "place": "place named by most independent groups",
}


def estimate(
    question: Question, evidence: Sequence[Evidence], judged: Range | None = None, *, is_weighted: bool = True
) -> Estimate | None:
    """The estimate for a question from its standing replies; None if nothing can be compared.

    Args:
        question: the question.
        evidence: from `evidence.read_evidence`.
        judged: what `ranges.judge_ranges` found for the question, if there were accounts enough.
        is_weighted: whether roles, grades, relays and interests weigh in whether a thing happened.
    """
    if question.value_type == "occurrence":
        return _estimate_occurrence(question, evidence, is_weighted=is_weighted)
    if question.value_type == "place":
        return _estimate_place(question, evidence)
    if question.value_type == "moment":
        return _estimate_moment(question, evidence) if evidence else None
    with_interval = [item for item in evidence if item.interval]
    if not with_interval:
        return None
    return _write_estimate(question, with_interval, judged or range_of_few(with_interval), is_judged=judged is not None)


def range_of_few(evidence: Sequence[Evidence]) -> Range:
    """The range of accounts too few to be judged, with shares and best values without each of the first ones."""
    figures = read_figures(evidence)
    found = find_range(figures)
    votes = group_votes(evidence)
    total = sum(votes) or 1.0
    without = [find_best(figures[:number] + figures[number + 1 :]) for number in range(min(len(figures), MOST_INFLUENCES))]
    return replace(found, shares=tuple(vote / total for vote in votes), without=tuple(without))


def _write_estimate(question: Question, evidence: Sequence[Evidence], found: Range, *, is_judged: bool) -> Estimate:
    factor, unit = question_factor(question)
    influences = [
        Influence(item.answer.source_id, round(share, 4), _scaled(without, factor))
        for item, share, without in zip(evidence[:MOST_INFLUENCES], found.shares, found.without, strict=False)
    ]
    return Estimate(
        question_id=question.id,
        low=_scaled(found.low, factor),
        best=_scaled(found.best, factor),
        high=_scaled(found.high, factor),
        unit=unit,
        method=METHODS["judged" if is_judged else "quantity"],
        influences=tuple(influences),
        words=_word_range(question, found, evidence),
    )


def _scaled(number: float | None, factor: float) -> float | None:
    return None if number is None else round(number / factor, 9)


class Figure(Struct, frozen=True, gc=False):
    """One reply as the computation needs it, read once and used for every leave-one-out."""

    low: float
    high: float
    point: float
    is_estimate: bool
    weight: float
    group: str
    precision: float
    """How much the ends of the interval tell, 0 to 1: "thousands" says less of where they are than "about 4,000"."""


def read_figures(evidence: Sequence[Evidence]) -> list[Figure]:
    """The numbers of replies with intervals, in the order of the evidence."""
    return [_read_figure(item.interval, item) for item in evidence if item.interval]


def _read_figure(interval: Interval, item: Evidence) -> Figure:
    return Figure(
        low=interval.low,
        high=interval.high,
        point=_point(interval),
        is_estimate=interval.is_estimate,
        weight=item.weight,
        group=item.group,
        precision=1 / (1 + math.log(max(interval.high, 1.0) / max(interval.low, 1.0))),
    )


def find_best(figures: Sequence[Figure]) -> float | None:
    """Only the best value of `find_range`, for asking how it would be without one of the figures."""
    stated = [figure for figure in figures if figure.is_estimate]
    voted = list(zip(stated, share_votes([(figure.weight, figure.group) for figure in stated]), strict=True))
    if not voted or _far_camps(voted):
        return None
    return weighted_quantile([(figure.point, vote) for figure, vote in voted], 0.5)


def find_range(figures: Sequence[Figure]) -> Range:
    """Low, best and high of some figures, in base units.

    Two camps that are far apart give no best, and low and high span both.
    """
    stated = [figure for figure in figures if figure.is_estimate]
    if not stated:
        return _bounds_only(figures)
    voted = list(zip(stated, share_votes([(figure.weight, figure.group) for figure in stated]), strict=True))
    camps = _far_camps(voted)
    if camps:
        return Range(camps[0].low, None, camps[-1].high, camps)
    best = weighted_quantile([(figure.point, vote) for figure, vote in voted], 0.5)
    bounds = [figure for figure in figures if not figure.is_estimate]
    lows = [(figure.low, vote * figure.precision) for figure, vote in voted]
    lows += [(figure.low, figure.weight) for figure in bounds if min(lows)[0] < figure.low <= best]
    highs = [(figure.high, vote * figure.precision) for figure, vote in voted]
    highs += [(figure.high, figure.weight) for figure in bounds if best <= figure.high < max(highs)[0]]
    return Range(min(best, weighted_quantile(lows, OUTER)), best, max(best, weighted_quantile(highs, 1 - OUTER)))


def _bounds_only(figures: Sequence[Figure]) -> Range:
    lows = [figure.low for figure in figures if math.isfinite(figure.low)]
    highs = [figure.high for figure in figures if math.isfinite(figure.high)]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        low, high = min(highs), max(lows)
    return Range(low, None, high)


def _point(interval: Interval) -> float:
    """The figure of an interval: as stated, else the geometric middle (people misjudge by factors, not by sums)."""
    if interval.best is not None:
        return min(max(interval.best, interval.low), interval.high)
    return math.sqrt(interval.low * interval.high) if interval.low > 0 else (interval.low + interval.high) / 2


def weighted_quantile(points: Sequence[tuple[float, float]], share: float) -> float:
    """The value below which a share of the weight lies; between two values at an exact tie, their geometric middle.

    >>> weighted_quantile([(1, 1), (100, 1), (3, 1)], 0.5), weighted_quantile([(2, 1), (8, 1)], 0.5)
    (3, 4.0)
    """
    ordered = sorted(points)
    target = share * sum(weight for _, weight in ordered)
    reached = 0.0
    for number, (value, weight) in enumerate(ordered):
        reached += weight
        if abs(reached - target) < 1e-9 and number + 1 < len(ordered):
            following = ordered[number + 1][0]
            return math.sqrt(value * following) if value > 0 else (value + following) / 2
        if reached > target:
            return value
    return ordered[-1][0]


def _far_camps(voted: Sequence[tuple[Figure, float]]) -> tuple[Interval, ...]:
    """The camps with a serious share of the votes, from low to high, if all of them lie far apart; else nothing."""
    blocs: list[list[float]] = []  # low, high, votes
    for figure, vote in sorted(voted, key=lambda pair: (pair[0].low, pair[0].high)):
        if not blocs or (figure.low > blocs[-1][1] * FAR and figure.low > blocs[-1][1] + 1):
            blocs.append([figure.low, figure.high, 0.0])
        bloc = blocs[-1]
        if figure.high > bloc[1]:
            bloc[1] = figure.high
        bloc[2] += vote
    total = sum(vote for _, vote in voted)
    serious = [Interval(low, None, high) for low, high, votes in blocs if votes >= BLOC * total]
    return tuple(serious) if len(serious) > 1 else ()


def _word_range(question: Question, found: Range, evidence: Sequence[Evidence]) -> str:
    resting = _word_resting(question, evidence)
    unit = question_factor(question)[1] if is_count(question) else ""
    counted = f" {unit}" if unit else ""
    if found.camps:
        parts = []
        for span in found.camps:
            camp = [item for item in evidence if item.interval and item.interval.is_estimate and item.interval.meets(span)]
            figure, names = _counted(show_interval(span, question), unit, span.high), speakers(camp)
            parts.append(told(f"{figure} ({names})", "in_brackets", what=figure, inside=names))
        words = f"{'; or '.join(parts)}: the accounts lie too far apart for one figure"
        return told(words, "estimate.camps", camps=told(words, "either", items=parts))
    if found.best is None:
        span = Interval(-math.inf if found.low is None else found.low, None, math.inf if found.high is None else found.high)
        figure = _counted(show_interval(span, question), unit, span.low if math.isinf(span.high) else span.high)
        return told(f"{figure}, {resting}", "estimate", figure=figure, resting=resting)
    assert found.low is not None
    assert found.high is not None
    low, best, high = (
        show_low(found.low, question),
        show_value(_rounded(found.best, question), question),
        show_high(found.high, question),
    )
    if low == high:
        one = f"{best}{' ' + singular(counted.strip()) if best == '1' else counted}"
        figure = reworded(one, _counted(best, unit, found.best))
        return told(f"{one}, {resting}", "estimate", figure=figure, resting=resting)
    if is_count(question) and found.high - found.low <= 1:
        either = told(f"{low} or {high}", "interval.or", low=low, high=high)
        figure = _counted(either, unit, found.high)
        return told(f"{figure}, {resting}", "estimate", figure=figure, resting=resting)
    between = told(f"between {low} and {high}", "interval.between", low=low, high=high)
    figure = _counted(between, unit, found.high)
    return told(f"{figure}, best about {best}, {resting}", "estimate.best", figure=figure, best=best, resting=resting)


def _counted(figure: str, unit: str, last: float) -> str:
    """A figure with what is counted; the last number in it decides which form a language uses."""
    if not unit or not math.isfinite(last):
        return figure
    noun = singular(unit) if unit not in ("people", "persons") else "person"
    return told(
        f"{figure} {unit}", "counted", figure=figure, noun=told(unit, "noun", noun=noun, words=unit, count=round(last, 3))
    )


def _word_resting(question: Question, evidence: Sequence[Evidence]) -> str:
    """On how many independent accounts a figure rests: the same count as in the finding's reason."""
    number = count_groups(agreeing(question, evidence)) or min(1, count_groups(evidence))
    if not number:
        return told("resting on hearsay alone", "resting.hearsay")
    accounts = count_of(number, "independent account")
    return told(f"resting on {accounts}", "resting", accounts=accounts)


def _rounded(best: float, question: Question) -> float:
    return float(round(best)) if is_count(question) else best


def _estimate_occurrence(question: Question, evidence: Sequence[Evidence], *, is_weighted: bool) -> Estimate | None:
    yes = [item for item in evidence if item.happened is True]
    no = [item for item in evidence if item.happened is False]
    if not yes and not no:
        return None
    if not no or not yes:
        side, verb, key = (yes, "it happened", "yes") if yes else (no, "it did not happen", "no")
        words = told(f"{verb}, {_word_accounts(side, 'says')}", f"occurred.{key}", accounts=_word_accounts(side, ""))
    else:
        words = told(
            f"it happened, {_word_accounts(yes, 'according to')}; it did not, {_word_accounts(no, 'according to')}",
            "occurred.both",
            yes=_word_accounts(yes, ""),
            no=_word_accounts(no, ""),
        )
    probability = happened_probability(question, evidence, is_weighted=is_weighted)
    return Estimate(question.id, None, None, None, "", METHODS["occurrence"], _shares([*yes, *no]), words, probability)


def _word_accounts(side: Sequence[Evidence], verb: str) -> str:
    verb = "say" if verb == "says" and count_groups(side) > 1 else verb
    number, names = name_accounts(side), speakers(side)
    return told(f"{verb} {number} ({names})", "in_brackets", what=number, inside=names)


def _estimate_moment(question: Question, evidence: Sequence[Evidence]) -> Estimate:
    camps = split_camps(evidence)
    camps.sort(key=lambda camp: (-sum(group_votes(camp)), min(item.order for item in camp)))
    parts = []
    when: Moment | None = None
    for camp in camps[:3]:
        spans = [item.interval for item in camp if item.interval]
        shared = Interval(max(span.low for span in spans), None, min(span.high for span in spans))
        when = when or shared_moment(camp, shared)
        parts.append(_with_accounts(show_interval(shared, question), camp))
    if len(camps) > 3:
        parts.append(count_of(len(camps) - 3, "other time"))
    undated = [quote_by(item) for item in evidence if not item.interval]
    more = told(f"without a day: {', '.join(undated[:3])}", "estimate.undated", quotes=undated[:3]) if undated else ""
    dated: str = told("; or ".join(parts), "either", items=parts) if parts else ""
    words = dated or more
    if dated and more:
        words = told(f"{dated}; {more}", "estimate.undated_too", camps=dated, more=more)
    return Estimate(question.id, None, None, None, "", METHODS["moment"], _shares(evidence), words, when=when)


def _estimate_place(question: Question, evidence: Sequence[Evidence]) -> Estimate | None:
    placed = [item for item in evidence if item.place]
    camps: list[list[Evidence]] = []
    for item in placed:
        for camp in camps:
            leader = camp[0].place
            if item.place and leader and is_same(item.place, leader):
                camp.append(item)
                break
        else:
            camps.append([item])
    if not camps:
        return None
    camps.sort(key=lambda camp: (-sum(group_votes(camp)), camp[0].order))
    parts = [_with_accounts(quote_short(camp[0].position), camp) for camp in camps[:3]]
    where, words = camps[0][0].place, told("; or ".join(parts), "either", items=parts)
    return Estimate(question.id, None, None, None, "", METHODS["place"], _shares(placed), words, where=where)


def _with_accounts(what: str, camp: Sequence[Evidence]) -> str:
    """A time or place with the accounts that hold it."""
    number, names = name_accounts(camp), speakers(camp)
    return told(f"{what} ({number}: {names})", "with_accounts", what=what, accounts=number, names=names)


def _shares(evidence: Sequence[Evidence]) -> tuple[Influence, ...]:
    votes = group_votes(evidence)
    total = sum(votes) or 1.0
    return tuple(
        Influence(item.answer.source_id, round(vote / total, 4), None)
        for item, vote in list(zip(evidence, votes, strict=True))[:MOST_INFLUENCES]
    )
