"""Figures that change with time: what a source would report on another day, and what all of them say of the truth then.

A toll is counted again and again, each side in its own way. On logs a report is

    y = f(t) + b(source, series) + e,     e ~ N(0, s(series)^2)

with f a random walk, on log time for totals that grow since a first day, and b drawn towards the source's bias on the same
side, which is learned from all series. Everything is normal, so the answer is one linear solve for a series; gross slips
are weighed down by how far they lie off, and how fast a series moves and how noisy it is are chosen by marginal likelihood.

The largest source defines zero: a bias is always against the others, never against the truth.

Source: Radford et al. 2023, "Estimating conflict losses and reporting biases", PNAS 120 (bias by source and side on logs);
Rasmussen and Williams 2006, "Gaussian processes for machine learning", sections 2.2 and 5.4; weights of a Student t by EM,
Lange, Little and Taylor 1989.
"""

from collections.abc import Mapping, Sequence
from itertools import product

import numpy as np
from msgspec import Struct

from testimonia.reconcile.fusion.likelihoods import Floats

FIRST_SPREAD = 2.0
"""Prior standard deviation of a series' level on logs: figures of any size."""
SOURCE_SPREAD = 0.25
"""How much a source's bias differs from series to series."""
BIAS_SPREAD = 0.5
BIAS_COUNT = 5.0
"""So many reports against others weigh as much as the expectation that a source has no bias."""
SPEEDS = (0.002, 0.01, 0.05, 0.25, 1.0)
"""Variance of the walk per unit of log time; those of plain time are divided by `DAYS`."""
NOISES = (0.02, 0.05, 0.12, 0.3, 0.7)
DAYS = 30.0
FREEDOM = 4.0
EARLY = 2.0
"""Days added before taking the log of time: the first days are not infinitely long."""
ROUNDS = 3
MOST_COMPARED = 120
"""Reports of a series from which its speed and noise are chosen, evenly spread."""


class Report(Struct, frozen=True, gc=False):
    """One report: its series, the side it is about, its source, the day (1 is the first) and the log of its figure."""

    series: str
    side: str
    source: str
    day: float
    log_figure: float
    is_total: bool


class Forecast(Struct, frozen=True, gc=False):
    """What is expected, on logs: mean and standard deviation of a report."""

    mean: float
    spread: float
    truth: float
    """The level without the source's bias."""
    low: float
    """Ends of the interval asked for."""
    high: float


def forecast_reports(reports: Sequence[Report], asked: Sequence[Report], *, coverage: float = 0.8) -> list[Forecast]:
    """What is expected of reports whose figure is not known, from those whose figure is.

    Args:
        reports: known reports in any order.
        asked: reports with any ``log_figure``, which is not read.
        coverage: of the intervals. How wide they must be is read off the known reports, each forecast from all the others.
    """
    known: dict[str, list[Report]] = {}
    for report in sorted(reports, key=lambda r: (r.series, r.day, r.source, r.log_figure)):
        known.setdefault(report.series, []).append(report)
    biases: dict[tuple[str, str], float] = {}
    series: dict[str, _Series] = {}
    for _ in range(ROUNDS):
        series = {name: _Series(rows, biases, before=series.get(name)) for name, rows in known.items()}
        biases = _learn_biases(series)
    missed = np.sort(np.concatenate([one.misses() for one in series.values()])) if series else np.ones(1)
    factor = float(missed[min(len(missed) - 1, int(coverage * (len(missed) + 1)))])
    typical = float(np.median([r.log_figure for r in reports])) if reports else 0.0
    return [
        series[row.series].forecast(row, factor)
        if row.series in series
        else Forecast(typical, FIRST_SPREAD, typical, typical - factor * FIRST_SPREAD, typical + factor * FIRST_SPREAD)
        for row in asked
    ]


def _learn_biases(series: "Mapping[str, _Series]") -> dict[tuple[str, str], float]:
    """The bias of each source on each side: the mean over series, drawn towards none."""
    sums: dict[tuple[str, str], list[float]] = {}
    for name in sorted(series):
        for key, offset, weight in series[name].offsets():
            total = sums.setdefault(key, [0.0, 0.0])
            total[0] += weight * offset
            total[1] += weight
    return {key: total / (weight + BIAS_COUNT) for key, (total, weight) in sums.items()}


class _Series:
    """One series solved."""

    def __init__(
        self, rows: Sequence[Report], biases: Mapping[tuple[str, str], float], *, before: "_Series | None" = None
    ) -> None:
        self.rows, self.biases = rows, biases
        self.time = np.array([self._time(row) for row in rows])
        self.source = [row.source for row in rows]
        self.same = np.array([[a == b for b in self.source] for a in self.source], dtype=np.float64)
        offsets = np.array([biases.get((row.source, row.side), 0.0) for row in rows])
        self.figures = np.array([row.log_figure for row in rows]) - offsets
        self.middle = float(np.median(self.figures))
        self.weight = np.ones(len(rows))
        self.speed: float
        self.noise: float
        self.speed, self.noise = (before.speed, before.noise) if before else self._choose()
        for _ in range(2):
            self._solve()
            off = (self.figures - self._fitted()) / self.noise
            self.weight = (FREEDOM + 1) / (FREEDOM + off * off)
        self._solve()

    def _time(self, row: Report) -> float:
        return float(np.log(max(row.day, 0.0) + EARLY)) if row.is_total else row.day / DAYS

    def _walk(self, left: Floats, right: Floats, speed: float) -> Floats:
        """Covariance of the level at two times: a walk from the earliest report on."""
        begin = float(self.time.min())
        shared = np.minimum(left[:, None], right[None, :]) - begin
        result: Floats = FIRST_SPREAD**2 + speed * np.maximum(shared, 0.0)
        return result

    def _covariance(self, speed: float, noise: float) -> Floats:
        several = 1.0 if len(set(self.source)) > 1 else 0.0
        result: Floats = self._walk(self.time, self.time, speed) + several * SOURCE_SPREAD**2 * self.same
        return result + np.diag(noise**2 / self.weight)

    def _choose(self) -> tuple[float, float]:
        """Speed and noise of the highest marginal likelihood, with a weak preference for middling ones."""
        best = (-np.inf, SPEEDS[2], NOISES[2])
        some = np.arange(0, len(self.rows), -(-len(self.rows) // MOST_COMPARED))
        for speed, noise in product(SPEEDS, NOISES):
            root = np.linalg.cholesky(self._covariance(speed, noise)[np.ix_(some, some)])
            scaled = np.linalg.solve(root, self.figures[some] - self.middle)
            preference = -0.5 * np.log(speed / 0.05) ** 2 / 9 - 0.5 * np.log(noise / 0.12) ** 2 / 2
            fit = -0.5 * float(scaled @ scaled) - float(np.log(np.diag(root)).sum()) + preference
            if fit > best[0] + 1e-9:
                best = (fit, speed, noise)
        return best[1], best[2]

    def _solve(self) -> None:
        self.inverse = np.linalg.inv(self._covariance(self.speed, self.noise))
        self.answer = self.inverse @ (self.figures - self.middle)

    def misses(self) -> Floats:
        """How far each report lies off what the others let expect, in standard deviations."""
        narrow = 1 / np.diag(self.inverse)
        spread = np.sqrt(np.maximum(narrow - self.noise**2 / self.weight, 0.0) + self.noise**2)
        result: Floats = np.abs(self.answer * narrow) / spread
        return result

    def _fitted(self) -> Floats:
        fitted: Floats = self.figures - self.noise**2 / self.weight * self.answer
        return fitted

    def offsets(self) -> list[tuple[tuple[str, str], float, float]]:
        """Of each source: (source, side), its offset against the others' level here, and how many reports tell of it."""
        names = sorted(set(self.source))
        if len(names) < 2:
            return []
        found = []
        for name in names:
            mine = np.array([source == name for source in self.source])
            offset = SOURCE_SPREAD**2 * float(self.answer[mine].sum())
            side = next(row.side for row in self.rows if row.source == name)
            found.append(((name, side), offset + self.biases.get((name, side), 0.0), min(float(mine.sum()), BIAS_COUNT)))
        return found

    def forecast(self, row: Report, factor: float) -> Forecast:
        """What is expected of one report; the interval reaches ``factor`` standard deviations."""
        at = np.array([self._time(row)])
        level = self._walk(at, self.time, self.speed)[0]
        several = 1.0 if len(set(self.source)) > 1 else 0.0
        own = np.array([source == row.source for source in self.source]) * SOURCE_SPREAD**2 * several
        prior = float(self._walk(at, at, self.speed)[0, 0]) + SOURCE_SPREAD**2 * several
        toward = level + own
        variance = max(prior - float(toward @ self.inverse @ toward), 0.0) + self.noise**2
        truth = self.middle + float(level @ self.answer)
        mean = truth + float(own @ self.answer) + self.biases.get((row.source, row.side), 0.0)
        spread = float(np.sqrt(variance))
        return Forecast(mean, spread, truth, mean - factor * spread, mean + factor * spread)
