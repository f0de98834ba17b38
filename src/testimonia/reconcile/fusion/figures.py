"""Figures that disagree: the posterior of every question, and how far each source can be relied upon.

Robust Bayes with intervals. A claim c by source s has at a possible truth z the likelihood

    P_c(z) = pi_s L_c(z) + (1 - pi_s) O_c(z)

with L_c from the shape of its hedge (`likelihoods`), O_c for a source that is wrong, and the posterior of a question is
``p(z) ~ prior(z) prod_c P_c(z) ** I_c`` on a grid, where I_c says how far c is an account of its own (`resemblance`). The
share of right claims pi_s, the error sigma_s and, for sources with an interest in the question, the bias b_s are learned
from all questions together by EM, each drawn towards the mean of the source's class as far as the source has said little.

The result depends on what was claimed, not on its order or on how the questions are cut into blocks.

Source: Radford et al. 2023, "Estimating conflict losses and reporting biases", PNAS 120 (bias on logs, bounds as censored
reports); Zhao and Han 2012, "A probabilistic model for estimating real-valued truth" (GTM; Gaussian errors with inverse-gamma
variance); Dong et al. 2009 (votes counted by independence); Dempster, Laird and Rubin 1977 (EM).
"""

import numpy as np
from msgspec import Struct

from testimonia.reconcile.fusion.likelihoods import Cells, Fit, Floats, Whole, fit_cells, fit_error, normal_cdf
from testimonia.reconcile.fusion.resemblance import find_resemblance

NODES = 128
"""Nodes of a question's grid, evenly from below its lowest figure to above its highest."""
MARGIN = 1.0
"""How far the grid reaches beyond them on the axis."""
REACH = 3.0
"""Least width on which wrong figures may lie: two claims far apart must not look near for want of others."""
ROUNDS = 10
COPY_ROUNDS = (3, 6)
"""Rounds after which dependence between sources is looked for again."""

RIGHT_COUNT = 5.0
"""So many claims the mean of the class weighs in a source's share of right ones."""
CLASS_COUNT = 10.0
"""So many claims the prior weighs in the mean of a class."""
SIGMA = 0.1
SIGMA_COUNT = 4.0
SIGMA_RANGE = (0.02, 1.0)
BIAS_SPREAD = 0.5
CLOSENESS = 1.5
CLOSENESS_COUNT = 4.0
LEAST_FOR_PRIOR = 30
"""From so many questions on, where truths lie is learned too, as a normal distribution; else every place is as likely."""
NEAR = 0.15
"""An honest error up to this on the axis still counts as right when the reliability of a source is told."""
BLOCK = 1 << 21
"""So many claims x nodes at a time. Memory only: no effect on results beyond rounding."""


class FigureClaims(Struct, frozen=True, eq=False):
    """Numeric claims as arrays, in order of question and then of source and of what they say; see `numbers.make_claims`."""

    question: Whole
    source: Whole
    cells: Cells
    token: Whole
    """Equal for claims that say exactly the same."""
    alike: Floats
    """Chance that two who mean figures in the same cell put them alike; above 1 for values more common than their cell."""
    weight: Floats
    """Declared independence, 0 to 1: 1 for an account of its own."""
    relay: Floats
    """Factor on the source's share of right claims: less than 1 for what was passed on."""
    interest: Floats
    """-1, 0 or 1: the speaker's side gains if the figure is lower, not at all, or higher."""
    prior: Floats
    """Of each source: the expected share of right claims before anything is known of it."""
    source_class: Whole
    """Of each source: sources of one class are alike."""

    @property
    def start(self) -> Whole:
        """Where each question's claims begin."""
        return np.flatnonzero(np.diff(self.question, prepend=-1)).astype(np.int64)

    @property
    def questions(self) -> int:
        """How many questions there are; every one has a claim."""
        return int(self.question[-1]) + 1 if len(self.question) else 0

    def part(self, first: int, last: int) -> "FigureClaims":
        """The claims ``first:last``, which must be whole questions, with questions numbered from 0."""
        cells = self.cells
        cut = slice(first, last)
        return FigureClaims(
            self.question[cut] - self.question[first],
            self.source[cut],
            Cells(cells.low[cut], cells.high[cut], cells.share[cut], cells.is_least[cut], cells.is_most[cut]),
            self.token[cut],
            self.alike[cut],
            self.weight[cut],
            self.relay[cut],
            self.interest[cut],
            self.prior,
            self.source_class,
        )


class Reliability(Struct, frozen=True, eq=False):
    """What is known of the sources: arrays by source, and of bounds and truths in general."""

    right: Floats
    """Share of right claims, pi."""
    sigma: Floats
    """Error of a right claim on the axis."""
    bias: Floats
    """What is added on the axis where the source's side gains from it."""
    closeness: float = CLOSENESS
    """1 / mean distance of bounds from the truth."""
    where: tuple[float, float] | None = None
    """Mean and variance of truths, if learned."""

    @property
    def trust(self) -> Floats:
        """Probability that a source's next claim is right within `NEAR`."""
        result: Floats = self.right * (2 * normal_cdf(NEAR / self.sigma) - 1)
        return result


class Posterior(Struct, frozen=True, eq=False):
    """The posteriors of some questions: arrays of questions x nodes, and of claims."""

    question: Whole
    """Of each claim."""
    nodes: Floats
    density: Floats
    """Probability of each node, given that at least one of the accounts is right."""
    log_total: Floats
    """Of each claim: log P_c(z) at the nodes of its question."""
    log_wrong: Floats
    """The same if its source is wrong."""
    log_prior: Floats
    right: Floats
    """Of each claim: the probability that it is right within its hedge and its source's error."""
    chance: Floats
    """Of each claim: the probability that somebody says just this unaided."""


class Learned(Struct, frozen=True, eq=False):
    """The outcome of learning."""

    reliability: Reliability
    independence: Floats
    """Of each claim, declared and learned."""
    copies: tuple[tuple[int, int, float], ...]
    """Pairs of sources with the probability that one depends on the other."""


def learn(claims: FigureClaims, *, block: int = BLOCK, learn_copying: bool = True) -> Learned:
    """Learn the sources' reliability, bias and dependence from all questions together.

    Args:
        claims: sorted claims.
        block: claims x nodes held in memory at a time.
        learn_copying: whether to look for dependence.
    """
    known = _first_guess(claims)
    independence = claims.weight
    copies: tuple[tuple[int, int, float], ...] = ()
    for round_number in range(ROUNDS):
        sums, chance = _Sums(len(claims.prior)), np.zeros(len(claims.question))
        for first, last in split_blocks(claims, block):
            part = claims.part(first, last)
            posterior, fit = _read_posterior(part, known, independence[first:last])
            sums.add(part, posterior, fit, known, independence[first:last])
            chance[first:last] = posterior.chance
        known = sums.conclude(claims)
        if learn_copying and round_number in COPY_ROUNDS:
            found = find_resemblance(claims.question, claims.source, claims.token, chance, strength=known.trust)
            independence, copies = claims.weight * found.independence, found.pairs
    return Learned(known, independence, copies)


def read_posterior(claims: FigureClaims, learned: Learned) -> Posterior:
    """The posteriors of questions from what was learned.

    Args:
        claims: all claims, or a part of them if ``learned.independence`` is cut alike.
        learned: from `learn`.
    """
    return _read_posterior(claims, learned.reliability, learned.independence, moments=False)[0]


def _first_guess(claims: FigureClaims) -> Reliability:
    size = len(claims.prior)
    return Reliability(claims.prior.astype(np.float64), np.full(size, SIGMA), np.zeros(size))


def split_blocks(claims: FigureClaims, block: int = BLOCK) -> list[tuple[int, int]]:
    """Borders of blocks of whole questions."""
    start, total = claims.start, len(claims.question)
    borders, most = [0], max(1, block // NODES)
    for begin, end in zip(start, np.append(start[1:], total), strict=True):
        if end - borders[-1] > most and begin > borders[-1]:
            borders.append(int(begin))
    return [(a, b) for a, b in zip(borders, [*borders[1:], total], strict=True) if b > a]


def make_nodes(claims: FigureClaims) -> Floats:
    """Possible truths of each question, questions x `NODES`, ascending."""
    cells, start = claims.cells, claims.start
    used = cells.share > 0
    low = np.minimum.reduceat(np.where(used, cells.low, np.inf).min(axis=1), start) - MARGIN
    high = np.maximum.reduceat(np.where(used, cells.high, -np.inf).max(axis=1), start) + MARGIN
    nodes: Floats = low[:, None] + (high - low)[:, None] * (np.arange(NODES) / (NODES - 1))
    return nodes


def _read_posterior(
    claims: FigureClaims, known: Reliability, independence: Floats, *, moments: bool = True
) -> tuple[Posterior, Fit]:
    nodes, source, start = make_nodes(claims), claims.source, claims.start
    at, step = nodes[claims.question], nodes[:, 1] - nodes[:, 0]
    reach = np.maximum(REACH, nodes[:, -1] - nodes[:, 0])[claims.question]
    shifted = at + (known.bias[source] * claims.interest)[:, None]
    # an error finer than the grid would fall between its nodes
    sigma = np.hypot(known.sigma[source], 0.4 * step[claims.question])
    fit = fit_cells(claims.cells, shifted, sigma, closeness=known.closeness, moments=moments)
    error = fit_error(claims.cells, at, reach)
    right = (known.right[source] * claims.relay)[:, None]
    good, wrong = right * fit.mass, (1 - right) * error
    total = good + wrong
    log_total, log_wrong, log_prior = np.log(total), np.log(wrong), _log_prior(nodes, known)
    density = condition(
        log_prior + np.add.reduceat(independence[:, None] * log_total, start),
        log_prior + np.add.reduceat(independence[:, None] * log_wrong, start),
    )
    everywhere = density[claims.question]
    typical = float(np.average(known.right, weights=np.bincount(source, minlength=len(known.right)) + 1e-9))
    chance = claims.alike * (everywhere * (typical * fit.mass + (1 - typical) * error)).sum(axis=1)
    posterior = Posterior(
        claims.question, nodes, density, log_total, log_wrong, log_prior, (everywhere * good / total).sum(axis=1), chance
    )
    return posterior, fit


def _log_prior(nodes: Floats, known: Reliability) -> Floats:
    if known.where is None:
        return np.zeros_like(nodes)
    mean, variance = known.where
    result: Floats = -0.5 * (nodes - mean) ** 2 / variance
    return result


def condition(total: Floats, wrong: Floats) -> Floats:
    """Posteriors from log likelihoods, given that at least one account is right.

    If all were wrong, nothing would be known and the claims would not be worth an interval; the case is left out, not hidden:
    how probable it is shows in the claims' own probabilities of being right.

    Args:
        total: log likelihood at each node, questions x nodes.
        wrong: the same if every account is wrong.
    """
    top = total.max(axis=1, keepdims=True)
    density = np.maximum(np.exp(total - top) - np.exp(wrong - top), 1e-300)
    result: Floats = density / density.sum(axis=1, keepdims=True)
    return result


class _Sums:
    """Sums over claims from which reliability follows; those of blocks add up."""

    def __init__(self, sources: int) -> None:
        self.said, self.right = np.zeros(sources), np.zeros(sources)
        self.measured, self.square = np.zeros(sources), np.zeros(sources)
        self.pull, self.grip = np.zeros(sources), np.zeros(sources)
        self.bounds = self.distance = self.questions = self.place = self.place_square = 0.0

    def add(self, claims: FigureClaims, posterior: Posterior, fit: Fit, known: Reliability, independence: Floats) -> None:
        """Add a block."""
        source, size = claims.source, len(self.said)
        at, density = posterior.nodes[claims.question], posterior.density[claims.question]
        right = (known.right[source] * claims.relay)[:, None]
        good = density * right * fit.mass * np.exp(-posterior.log_total)
        is_bound = claims.cells.is_bound
        measured = np.where(is_bound, 0.0, independence * good.sum(axis=1))
        self.said += np.bincount(source, independence, size)
        self.right += np.bincount(source, independence * good.sum(axis=1), size)
        self.measured += np.bincount(source, measured, size)
        self.square += np.bincount(source, np.where(is_bound, 0.0, independence * (good * fit.square).sum(axis=1)), size)
        partial = np.abs(claims.interest) * measured / known.sigma[source] ** 2
        first = (good * fit.moment).sum(axis=1) + good.sum(axis=1) * known.bias[source] * claims.interest
        is_partial = claims.interest * np.where(is_bound, 0.0, independence) / known.sigma[source] ** 2
        self.pull += np.bincount(source, is_partial * first, size)
        self.grip += np.bincount(source, partial, size)
        sign = np.where(claims.cells.is_least, 1.0, -1.0)[:, None]
        gap = np.maximum(sign * (at - claims.cells.low[:, :1]), 0.0)
        self.bounds += float(good.sum(axis=1)[is_bound].sum())
        self.distance += float((good * gap).sum(axis=1)[is_bound].sum())
        mean = (posterior.density * posterior.nodes).sum(axis=1)
        self.questions += len(mean)
        self.place += float(mean.sum())
        self.place_square += float((posterior.density * posterior.nodes**2).sum())

    def conclude(self, claims: FigureClaims) -> Reliability:
        """Reliability from the sums, drawn towards the means of classes."""
        kinds, size = claims.source_class, int(claims.source_class.max()) + 1
        sources = np.maximum(np.bincount(kinds, minlength=size), 1)
        prior = np.bincount(kinds, claims.prior, size) / sources
        typical = (np.bincount(kinds, self.right, size) + CLASS_COUNT * prior) / (
            np.bincount(kinds, self.said, size) + CLASS_COUNT
        )
        right = (RIGHT_COUNT * typical[kinds] + self.right) / (RIGHT_COUNT + self.said)
        variance = (np.bincount(kinds, self.square, size) + SIGMA_COUNT * SIGMA**2) / (
            np.bincount(kinds, self.measured, size) + SIGMA_COUNT
        )
        sigma = np.sqrt((SIGMA_COUNT * variance[kinds] + self.square) / (SIGMA_COUNT + self.measured))
        where = None
        if self.questions >= LEAST_FOR_PRIOR:
            mean = self.place / self.questions
            where = (mean, max(self.place_square / self.questions - mean**2, 1e-6))
        return Reliability(
            right=np.clip(right, 0.02, 0.995),
            sigma=np.clip(sigma, *SIGMA_RANGE),
            bias=self.pull / (self.grip + BIAS_SPREAD**-2),
            closeness=(CLOSENESS_COUNT + self.bounds) / (CLOSENESS_COUNT / CLOSENESS + self.distance),
            where=where,
        )


def quantile(nodes: Floats, density: Floats, level: float) -> Floats:
    """Quantiles of distributions on grids, straight between nodes, each node's probability spread over its cell."""
    reached = np.cumsum(density, axis=1) - 0.5 * density
    reached[:, 0], reached[:, -1] = 0.0, 1.0
    after = np.clip((reached < level).sum(axis=1), 1, nodes.shape[1] - 1)
    row = np.arange(len(nodes))
    left, right = reached[row, after - 1], reached[row, after]
    share = np.clip((level - left) / np.maximum(right - left, 1e-300), 0.0, 1.0)
    result: Floats = nodes[row, after - 1] + share * (nodes[row, after] - nodes[row, after - 1])
    return result
