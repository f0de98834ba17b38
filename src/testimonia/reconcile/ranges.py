"""Low, best and high of every question that counts or measures, from all accounts of an investigation together.

How far a source can be relied upon shows only where others speak of the same, so all questions are looked at together
(`fusion.figures`); then each question has its own posterior. With fewer than three accounts nothing can be judged that way:
then low and high are simply what was said.

Source: see `fusion.figures`; which letters and roles stand for how much trust is our own judgement (`evidence`).
"""

import math
from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from testimonia.model.findings import Question
from testimonia.model.values import Amount, Duration, Hedge, Money
from testimonia.reconcile.evidence import GRADE_WEIGHTS, NOT_FIRST_HAND, RELAY_STEP, ROLE_WEIGHTS, Evidence, share_votes
from testimonia.reconcile.fusion.figures import FigureClaims, Learned, Posterior, condition, learn, read_posterior
from testimonia.reconcile.fusion.likelihoods import LEAST, Floats, Shape, make_cells
from testimonia.reconcile.fusion.modes import find_modes
from testimonia.reconcile.fusion.numbers import SPOKEN_ALIKE, interval
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.units import find_unit

ENOUGH = 3
"""Accounts with a figure from which a question is judged by the model."""
COVERAGE = 0.9
MOST_LEFT_OUT = 8
"""Replies, the weightiest first, without which the best value is found again."""
DOUBT = 0.18
"""A reply of weight w is expected to be right with w / (w + this): 0.85 for a witness, 0.77 for an outlet, 0.58 at grade E."""
SMALL = 1e-6
"""What stands for zero hours or dollars on the log axis."""
AS_GOOD = 0.8
"""A figure that somebody stated stands for the median if it is at least so probable in comparison."""
BESIDE = 0.1
"""And if it is no farther from it than this on the log axis."""


class Range(Struct, frozen=True):
    """A numeric estimate in base units."""

    low: float | None
    best: float | None
    high: float | None
    camps: tuple[Interval, ...] = ()
    """The camps, if they lie too far apart for one best value."""
    shares: tuple[float, ...] = ()
    """Of each reply with an interval: its share in the estimate. Empty if the question was not judged by the model."""
    without: tuple[float | None, ...] = ()
    """Of each of them: the best value without it."""
    accounts: float = 0.0
    """Effective number of independent accounts: their independence times the probability that they are right, summed."""


def judge_ranges(gathered: Sequence[tuple[Question, Sequence[Evidence]]], *, is_weighted: bool = True) -> dict[str, Range]:
    """The ranges of all questions that have enough accounts with figures, by question id.

    Args:
        gathered: every question with its standing replies.
        is_weighted: whether roles, grades and relays say beforehand how far a source can be relied upon.
    """
    told = [
        (question, [item for item in evidence if item.interval]) for question, evidence in gathered if _is_numeric(question)
    ]
    told = [(question, items) for question, items in told if items and not any(_is_below_zero(item) for item in items)]
    told.sort(key=lambda pair: pair[0].id)
    if not any(_is_enough(items) for _, items in told):
        return {}
    claims, places = _make_claims(told, is_weighted=is_weighted)
    learned = learn(claims, learn_copying=False)  # copying shows in the words here, see independence
    posterior = read_posterior(claims, learned)
    return {
        question.id: _read_range(items, posterior, learned, places[number])
        for number, (question, items) in enumerate(told)
        if _is_enough(items)
    }


def _is_numeric(question: Question) -> bool:
    return question.value_type in {"amount", "money", "duration"}


def _is_below_zero(item: Evidence) -> bool:
    """Whether a reply gives less than nothing, as a fall in per cent or a frost: that has no place on a log axis."""
    interval = item.interval
    return interval is not None and (interval.high < 0 or (interval.best is not None and interval.best < 0))


def _is_enough(items: Sequence[Evidence]) -> bool:
    return sum(1 for item in items if item.interval and item.interval.is_estimate) >= ENOUGH


def _make_claims(
    told: Sequence[tuple[Question, Sequence[Evidence]]], *, is_weighted: bool
) -> tuple[FigureClaims, list[list[int]]]:
    """Replies as arrays, in an order of what was said; of each question the places of its replies."""
    rows = [
        (number, place, item) for number, (_, items) in enumerate(told) for place, item in enumerate(items) if item.interval
    ]
    rows.sort(key=lambda row: (row[0], _said(row[2]), row[2].order))
    places: list[list[int]] = [[0] * len(items) for _, items in told]
    for at, (number, place, _) in enumerate(rows):
        places[number][place] = at
    evidence = [item for _, _, item in rows]
    names = sorted({(item.source.name, item.source.id) for item in evidence})
    known = {source_id: at for at, (_, source_id) in enumerate(names)}
    sources = {item.source.id: item.source for item in evidence}
    ordered = [sources[source_id] for _, source_id in names]
    kinds = sorted({(source.role, source.party) for source in ordered})
    trust = [ROLE_WEIGHTS[source.role] * GRADE_WEIGHTS.get(source.grade.upper(), 1.0) for source in ordered]
    weights = trust if is_weighted else [1.0] * len(trust)
    shapes, ends = zip(*(_read_shape(item, _least(told[number][0])) for number, _, item in rows), strict=True)
    low, best, high = (np.array(column, dtype=np.float64) for column in zip(*ends, strict=True))
    keys: dict[tuple[object, ...], int] = {}
    claims = FigureClaims(
        question=np.array([number for number, _, _ in rows], dtype=np.int64),
        source=np.array([known[item.source.id] for item in evidence], dtype=np.int64),
        cells=make_cells(shapes, low, best, high, log=True, least=np.array([_least(told[number][0]) for number, _, _ in rows])),
        token=np.array([keys.setdefault(_said(item), len(keys)) for item in evidence], dtype=np.int64),
        alike=np.array([SPOKEN_ALIKE[shape] for shape in shapes]),
        weight=_independence(rows),
        relay=np.array([_relay(item) if is_weighted else 1.0 for item in evidence]),
        interest=np.array([_interest(told[number][0], item) for number, _, item in rows]),
        prior=np.array([weight / (weight + DOUBT) for weight in weights]),
        source_class=np.array([kinds.index((source.role, source.party)) for source in ordered], dtype=np.int64),
    )
    return claims, places


def _said(item: Evidence) -> tuple[float, float, float]:
    assert item.interval
    best = item.interval.best
    return item.interval.low, item.interval.high, -1.0 if best is None else best


def _independence(rows: Sequence[tuple[int, int, Evidence]]) -> Floats:
    """One account for each group of a question, shared among its members by their weights, less what ties take off."""
    result = np.ones(len(rows))
    for number in {row[0] for row in rows}:
        mine = [at for at, row in enumerate(rows) if row[0] == number]
        members = [(rows[at][2].weight, rows[at][2].group) for at in mine]
        best: dict[str, float] = {}
        for weight, group in members:
            best[group] = max(best.get(group, 0.0), weight)
        for at, vote, (_, group) in zip(mine, share_votes(members), members, strict=True):
            result[at] = vote / best[group] * rows[at][2].share if best[group] else 0.0
    return result


def _relay(item: Evidence) -> float:
    steps = float(RELAY_STEP ** len(item.position.chain))
    return steps * (NOT_FIRST_HAND if item.position.is_first_hand is False and not item.position.chain else 1.0)


def _interest(question: Question, item: Evidence) -> float:
    """What the source's party would gain by: a larger figure (1), a smaller one (-1), neither or undeclared (0)."""
    return float(dict(question.interests).get(item.source.party, 0)) if item.source.party else 0.0


def _least(question: Question) -> float:
    """What stands for zero: half a thing, or next to nothing of what is measured."""
    is_count = question.value_type == "amount" and not (question.unit and find_unit(question.unit))
    return LEAST if is_count else SMALL


def _read_shape(item: Evidence, least: float) -> tuple[Shape, tuple[float, float, float]]:
    """The shape of a reply's hedge, and its ends; a whole number stands for what rounds to it."""
    interval, value = item.interval, item.position.value
    assert interval
    best = math.nan if interval.best is None else interval.best
    hedge = value.hedge if isinstance(value, Amount | Money | Duration) else Hedge.EXACT
    low, high = max(interval.low, 0.0), interval.high
    if not math.isfinite(high):
        return Shape.LEAST, (low, math.nan, math.inf)
    if not math.isfinite(interval.low) or (hedge is Hedge.MAX and not low):
        return Shape.MOST, (0.0, math.nan, high)
    if high == low:
        half = 0.5 if least == LEAST else 0.005 * high
        low, high = low - half, high + half
    if math.isnan(best) or hedge in {Hedge.RANGE, Hedge.VAGUE, Hedge.MAX} or not low < best < high:
        return Shape.RANGE, (low, math.nan, high)
    return (Shape.ABOUT if hedge is Hedge.ABOUT else Shape.POINT), (low, best, high)


def _read_range(items: Sequence[Evidence], posterior: Posterior, learned: Learned, places: Sequence[int]) -> Range:
    """A question's range; ``places`` are the rows of its replies among all claims."""
    one = _one_question(posterior, learned, places)
    parts = [float(learned.independence[at] * posterior.right[at]) for at in places]
    total = sum(parts) or 1.0
    # row 0 is with every reply, row n without the n-th
    density = one.densities(min(len(items), MOST_LEFT_OUT))
    ends = interval(np.broadcast_to(one.nodes, density.shape), density, COVERAGE)
    found = [
        _read_density(one.nodes, row, ends_of, items) for row, ends_of in zip(density, zip(*ends, strict=True), strict=True)
    ]
    low, best, high, camps = found[0]
    return Range(
        low=low,
        best=best,
        high=high,
        camps=camps,
        shares=tuple(part / total for part in parts),
        without=tuple(row[1] for row in found[1:]),
        accounts=sum(parts),
    )


class _Question(Struct, frozen=True, eq=False):
    """The parts of one question's posterior: rows by reply."""

    nodes: Floats
    log_prior: Floats
    total: Floats
    wrong: Floats

    def densities(self, left_out: int) -> Floats:
        """The posterior with every reply, and without each of the first ``left_out`` ones."""
        total, wrong = self.log_prior + self.total.sum(axis=0), self.log_prior + self.wrong.sum(axis=0)
        return condition(
            np.vstack([total[None, :], total - self.total[:left_out]]),
            np.vstack([wrong[None, :], wrong - self.wrong[:left_out]]),
        )


def _one_question(posterior: Posterior, learned: Learned, places: Sequence[int]) -> _Question:
    rows = np.array(places, dtype=np.int64)
    number = int(posterior.question[rows[0]])
    share = learned.independence[rows, None]
    return _Question(
        posterior.nodes[number],
        posterior.log_prior[number],
        share * posterior.log_total[rows],
        share * posterior.log_wrong[rows],
    )


def _read_density(
    nodes: Floats, density: Floats, ends: tuple[float, float, float], items: Sequence[Evidence]
) -> tuple[float, float | None, float, tuple[Interval, ...]]:
    """Low, best, high and camps in base units from a posterior on logs, its median and the ends of its interval."""
    modes = find_modes(nodes, density)
    if len(modes) > 1:
        spans = [_outward(_back(left), _back(right)) for left, right in modes]
        camps = tuple(Interval(left, None, right) for left, right in spans)
        return camps[0].low, None, camps[-1].high, camps
    middle, low, high = (float(end) for end in ends)
    best = _stated(nodes, density, middle, items)
    if best is None:
        step = 10.0 ** math.floor(math.log10(max(_back(high) - _back(low), 10 * SMALL)) - 1)
        best = float(f"{round(_back(middle) / step) * step:.9g}")
    low, high = _outward(min(_back(low), best), max(_back(high), best))
    return low, best, high, ()


def _outward(low: float, high: float) -> tuple[float, float]:
    """The ends of an interval without false precision: rounded outward to half the power of ten below its width.

    >>> _outward(3553.2, 4428.0), _outward(0.61, 0.68)
    ((3550.0, 4450.0), (0.61, 0.68))
    """
    if high - low <= 0:
        return low, high
    step = 10.0 ** math.floor(math.log10(high - low)) / 2
    ends = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return float(f"{ends[0]:.9g}"), float(f"{ends[1]:.9g}")


def _back(place: float) -> float:
    """A number from its place on the log axis; what stands for zero is zero again."""
    number = math.exp(place)
    return 0.0 if number < 10 * SMALL else number


def _stated(nodes: Floats, density: Floats, middle: float, items: Sequence[Evidence]) -> float | None:
    """A stated figure beside the median that is about as probable: nobody is served by 3,987 where 4,000 was said."""
    figures = {item.interval.best for item in items if item.interval and item.interval.is_estimate and item.interval.best}
    near = [(abs(math.log(figure) - middle), figure) for figure in sorted(figures)]
    near = [pair for pair in near if pair[0] <= BESIDE]
    if not near:
        return None
    at = np.interp([middle, *(math.log(figure) for _, figure in near)], nodes, density)
    good = [pair for pair, probability in zip(near, at[1:], strict=True) if probability >= AS_GOOD * at[0]]
    return min(good)[1] if good else None
