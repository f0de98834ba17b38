"""Numeric claims by name: which way they are fused, and what comes out for questions and sources.

One setting for all: claims that were spoken, rounded or hedged, and values that everybody estimates for themselves, go to
the grid of `figures`; recorded values that recur go to the closed form of `recorded`. Which of the two is measured, not
chosen.
"""

import math
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct

from testimonia.reconcile.fusion.figures import (
    SIGMA,
    FigureClaims,
    Learned,
    Posterior,
    learn,
    quantile,
    read_posterior,
    split_blocks,
)
from testimonia.reconcile.fusion.likelihoods import Floats, Shape, Whole, make_cells

CALIBRATION = 0.975
"""Factor by which intervals of the grid are widened on either side of the best value; below 1 they are narrowed.

Source: learned on cases that `benchmarks/cases --calibrate` generates (other shapes than those it is scored on)."""
RIGHT = 0.8
"""Expected share of right claims of a source of which nothing is known."""
SPOKEN_ALIKE = {Shape.EXACT: 1.0, Shape.POINT: 0.3, Shape.ABOUT: 0.25, Shape.LEAST: 0.1, Shape.MOST: 0.1, Shape.RANGE: 0.05}
"""Chance that two people who mean the same figure put it in the same form and round it alike, by form."""
NEIGHBOURS = 3


class NumericClaim(Struct, frozen=True, gc=False):
    """One numeric claim by names."""

    question: str
    source: str
    shape: Shape
    best: float
    """NaN for ranges and bounds."""
    low: float
    high: float


class Fused(Struct, frozen=True, eq=False):
    """The outcome by name: arrays in the order of ``questions`` and ``sources``."""

    questions: Sequence[str]
    sources: Sequence[str]
    best: Floats
    low: Floats
    high: Floats
    confidence: Floats
    """Probability of best itself for recorded values; else that an account is right, NaN where there is none to ask."""
    trust: Floats
    """Of each source: probability that its next claim is right."""
    copies: tuple[tuple[str, str, float], ...]
    is_recorded: bool
    """Whether values recur, so that the true one is among those given."""


def fuse_numbers(claims: Iterable[NumericClaim], *, log: bool, kinds: Whole | None = None, coverage: float = 0.9) -> Fused:
    """Best value, interval and reliability for a set of numeric questions.

    Args:
        claims: in any order.
        log: whether values differ by factors (counts, money, distances) or by differences (clock times, scores).
        kinds: the kind of each question in order of name; None for one kind.
        coverage: of the intervals.
    """
    rows = list(claims)
    kinds = np.zeros(len({row.question for row in rows}), dtype=np.int64) if kinds is None else kinds
    if rows and all(row.shape is Shape.EXACT for row in rows):
        found = _fuse_recorded(rows, kinds, log=log, coverage=coverage)
        if found:
            return found
    rows = sorted(set(rows), key=_order)
    questions, question = _number([row.question for row in rows])
    sources, source = _number([row.source for row in rows])
    figures, unit = make_claims(rows, question, source, log=log)
    learned = learn(figures)
    return _read(figures, learned, questions, sources, unit=unit, coverage=coverage)


def _order(claim: NumericClaim) -> tuple[str, str, int, float, float, float]:
    best = 0.0 if math.isnan(claim.best) else claim.best
    return claim.question, claim.source, claim.shape, claim.low, claim.high, best


def _fuse_recorded(rows: Sequence[NumericClaim], kinds: Whole, *, log: bool, coverage: float) -> Fused | None:
    """The closed form, if the values recur."""
    from testimonia.reconcile.fusion.recorded import RECURS, fuse_recorded, measure_recurrence
    from testimonia.reconcile.fusion.table import code_table

    tokens, token = np.unique([row.best for row in rows], return_inverse=True)
    questions, question = _number([row.question for row in rows])
    sources, source = _number([row.source for row in rows])
    table = code_table(question, source, token.astype(np.int64), questions=questions, sources=sources, tokens=tokens.tolist())
    if measure_recurrence(table, kinds) < RECURS:
        return None
    found = fuse_recorded(table, kinds, log=log, coverage=coverage)
    copies = zip(found.links.first, found.links.second, found.links.probability, strict=True)
    named = tuple((sources[int(a)], sources[int(b)], float(p)) for a, b, p in copies)
    return Fused(
        questions, sources, found.best, found.low, found.high, found.confidence, found.accuracy, named, is_recorded=True
    )


def make_claims(rows: Sequence[NumericClaim], question: Whole, source: Whole, *, log: bool) -> tuple[FigureClaims, float]:
    """Claims as arrays for the grid, and what counts as 1 on its axis.

    On a linear axis the unit makes the usual error of the set the same number as on the log axis, so that one setting serves
    both. Rows must be in order of question.
    """
    shapes = [row.shape for row in rows]
    low, best, high = (np.array([getattr(row, name) for row in rows]) for name in ("low", "best", "high"))
    exact = np.array([shape is Shape.EXACT for shape in shapes])
    step, unit = 0.0, 1.0
    if exact.any():
        step = _resolution(best[exact])
        low, high = np.where(exact, best - step / 2, low), np.where(exact, best + step / 2, high)
    if not log:
        unit = _spread(question, np.where(np.isnan(best), (low + high) / 2, best)) / SIGMA
    alike = np.array([SPOKEN_ALIKE[shape] for shape in shapes])
    if exact.any():
        alike[exact] = _heaping(best[exact], step)
    said: dict[tuple[object, ...], int] = {}
    keys = [(row.shape, row.low, None if math.isnan(row.best) else row.best, row.high) for row in rows]
    token = np.array([said.setdefault(key, len(said)) for key in keys], dtype=np.int64)
    sources = int(source.max()) + 1 if len(source) else 0
    return (
        FigureClaims(
            question=question,
            source=source,
            cells=make_cells(shapes, low, best, high, log=log, unit=unit),
            token=token,
            alike=alike,
            weight=np.ones(len(rows)),
            relay=np.ones(len(rows)),
            interest=np.zeros(len(rows)),
            prior=np.full(sources, RIGHT),
            source_class=np.zeros(sources, dtype=np.int64),
        ),
        unit if not log else 0.0,
    )


def _resolution(figures: Floats) -> float:
    """The smallest step between recorded values."""
    steps = np.diff(np.unique(figures))
    return float(steps.min()) if len(steps) else 1.0


def _spread(question: Whole, figures: Floats) -> float:
    """The median distance of differing claims from the median of their question."""
    finite = np.isfinite(figures)
    question, figures = question[finite], figures[finite]
    order = np.lexsort((figures, question))
    question, figures = question[order], figures[order]
    start = np.flatnonzero(np.diff(question, prepend=-1))
    count = np.diff(np.append(start, len(question)))
    away = np.abs(figures - np.repeat(figures[start + (count - 1) // 2], count))
    return float(np.median(away[away > 0])) if (away > 0).any() else 1.0


def _heaping(figures: Floats, step: float) -> Floats:
    """How much more common each recorded value is than a step of the scale around it: zero, multiples of ten."""
    known, number, count = np.unique(figures, return_inverse=True, return_counts=True)
    place, reached = np.arange(len(known)), np.append(0, np.cumsum(count))
    first, last = np.maximum(place - NEIGHBOURS, 0), np.minimum(place + NEIGHBOURS + 1, len(known))
    steps = (known[last - 1] - known[first]) / step + 1
    result: Floats = (count / (reached[last] - reached[first]) * steps)[number]
    return result


def _read(
    claims: FigureClaims, learned: Learned, questions: Sequence[str], sources: Sequence[str], *, unit: float, coverage: float
) -> Fused:
    parts = []
    for first, last in split_blocks(claims):
        part = claims.part(first, last)
        cut = Learned(learned.reliability, learned.independence[first:last], learned.copies)
        parts.append(_read_block(part, read_posterior(part, cut), coverage))
    ends = [np.concatenate(columns) for columns in zip(*parts, strict=True)]
    best, low, high = (np.exp(axis) if not unit else axis * unit for axis in ends[:3])
    copies = tuple((sources[a], sources[b], probability) for a, b, probability in learned.copies)
    return Fused(questions, sources, best, low, high, ends[3], learned.reliability.trust, copies, is_recorded=False)


def _read_block(claims: FigureClaims, posterior: Posterior, coverage: float) -> tuple[Floats, Floats, Floats, Floats]:
    best, low, high = interval(posterior.nodes, posterior.density, coverage)
    # that nobody is right has the probability of every account being wrong by itself
    wrong = np.bincount(claims.question, np.log1p(-np.minimum(posterior.right, 1 - 1e-12)), len(best))
    return best, low, high, 1 - np.exp(wrong)


def interval(nodes: Floats, density: Floats, coverage: float) -> tuple[Floats, Floats, Floats]:
    """Best value (the median) and calibrated ends of each question on the axis."""
    best, low, high = (quantile(nodes, density, level) for level in (0.5, (1 - coverage) / 2, (1 + coverage) / 2))
    return best, best - CALIBRATION * (best - low), best + CALIBRATION * (high - best)


def _number(names: Sequence[str]) -> tuple[list[str], Whole]:
    known = sorted(set(names))
    number = {name: place for place, name in enumerate(known)}
    return known, np.array([number[name] for name in names], dtype=np.int64)
