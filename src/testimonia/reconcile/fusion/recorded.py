"""Figures that recur: tables, feeds and documents, where the true value is one of those given.

A departure time or a population figure is read off somewhere; who is right gives exactly the same figure as others who are
right. Then the possible truths are the values given, and the closed form of Dong et al. serves millions of claims:

    ln P(v) = ln prior(v) + sum over who says v of I_c ln( A_s / (1 - A_s) ) - (sum of I_c over all others) ln N

with N the other values given to the question. Two things are ours. The accuracy A of a source on one kind of question is
learned from the other kinds: a group of sources that means something else by one word ("departure": from the gate, off the
runway) agrees with itself there and must not certify itself. And values far outside what the kind of question usually holds
are less probable.

Source: Dong, Berti-Equille and Srivastava 2009, VLDB 2(1) (ACCU, in its soft form, with copying); cross-fitting as in any
estimate that must not be judged by the data it was made from.
"""

from typing import Any

import numpy as np
from msgspec import Struct

from testimonia.reconcile.fusion.copying import Links, chances, find_links, independence
from testimonia.reconcile.fusion.likelihoods import Floats, Whole
from testimonia.reconcile.fusion.table import ClaimTable

ROUNDS = 12
COPY_EVERY = 3
FIRST_ACCURACY = 0.8
ACCURACY_COUNT = 5.0
"""So many claims the mean of all sources weighs in the accuracy of one."""
ACCURACY_RANGE = (0.2, 0.99)
"""Nobody is so bad that their word proves the contrary: the truth must not be found by voting against a source."""
TAIL_START = 1.0
"""Robust spreads of a kind of question within which every value is as probable before it is claimed by anybody."""
TAIL_FREEDOM = 4.0
"""Degrees of freedom of the t-shaped tail beyond."""

RECURS = 0.09
"""Share of exact agreement beyond chance from which values count as recurring."""
PARTNER_COUNT = 20.0
"""So many common questions weigh against a pair's agreement."""
NEIGHBOURS = 3
"""Distinct values on either side with which the commonness of a value is compared."""
MOST_COMPARED = 20_000
"""Questions compared for recurrence, evenly spread over all."""
MOST_SOURCES = 256
"""Sources up to which every pair is compared for recurrence."""


class Recorded(Struct, frozen=True, eq=False):
    """The outcome: arrays by question, by value of the table and by source."""

    best: Floats
    """The most probable value of each question."""
    low: Floats
    """Lower end of the interval asked for, one of the values given; likewise ``high``."""
    high: Floats
    confidence: Floats
    """Probability of ``best``."""
    truth: Floats
    """Of each value."""
    accuracy: Floats
    """Of each source, over all kinds of question."""
    links: Links
    independence: Floats
    """Of each claim."""


def fuse_recorded(table: ClaimTable[float], kinds: Whole, *, log: bool, coverage: float = 0.9) -> Recorded:
    """Which of the given values is true, for every question.

    Args:
        table: the claims; tokens are the figures.
        kinds: the kind of each question (its attribute), numbered from 0.
        log: whether figures differ by factors.
        coverage: of the interval.
    """
    figures = np.asarray(table.tokens, dtype=np.float64)[table.value_token]
    state = _State(table, kinds, _log_prior(table, figures, kinds, log=log))
    for number in range(ROUNDS):
        state.improve()
        if number % COPY_EVERY == COPY_EVERY - 1 and number < ROUNDS - 1:
            state.look_for_copies()
    first = _most_probable(table, state.truth)
    low, high = _interval(table, state.truth, figures, coverage)
    return Recorded(
        best=figures[first],
        low=np.minimum(low, figures[first]),
        high=np.maximum(high, figures[first]),
        confidence=state.truth[first],
        truth=state.truth,
        accuracy=state.overall,
        links=state.links,
        independence=state.independence,
    )


class _State:
    """Truths and accuracies that improve each other."""

    def __init__(self, table: ClaimTable[float], kinds: Whole, log_prior: Floats) -> None:
        self.table, self.log_prior = table, log_prior
        self.value, self.question = table.claim_value(), table.value_question()
        self.kinds = int(kinds.max()) + 1 if len(kinds) else 1
        self.cell = table.claim_source.astype(np.int64) * self.kinds + kinds[self.question[self.value]]
        self.log_others = np.log(np.maximum(table.breadth - 1, 1))[self.question]
        self.accuracy = np.full((len(table.sources), self.kinds), FIRST_ACCURACY)
        self.overall = np.full(len(table.sources), FIRST_ACCURACY)
        self.independence = np.ones(table.claims)
        self.truth = np.zeros(table.values)
        nobody = np.zeros(0, dtype=np.int32)
        self.links = Links(nobody, nobody, np.zeros(0), np.zeros(0, dtype=np.bool_))

    def improve(self) -> None:
        """Truths from accuracies, then accuracies from truths."""
        table, cells = self.table, len(self.table.sources) * self.kinds
        right = self.accuracy.ravel()[self.cell]
        votes = np.bincount(self.value, self.independence * np.log(right / (1 - right)), table.values)
        support = np.bincount(self.value, self.independence, table.values)
        # the others' ln N, up to a constant of the question, is + support * ln N here
        self.truth = _normalise(table, self.log_prior + votes + support * self.log_others)
        good = np.bincount(self.cell, self.independence * self.truth[self.value], cells).reshape(-1, self.kinds)
        said = np.bincount(self.cell, self.independence, cells).reshape(-1, self.kinds)
        typical = (good.sum() + ACCURACY_COUNT * FIRST_ACCURACY) / (said.sum() + ACCURACY_COUNT)
        all_good, all_said = good.sum(axis=1, keepdims=True), said.sum(axis=1, keepdims=True)
        self.overall = np.clip(all_good / np.maximum(all_said, 1e-9), *ACCURACY_RANGE)[:, 0]
        if self.kinds > 1:
            all_good, all_said = all_good - good, all_said - said
        accuracy = (ACCURACY_COUNT * typical + all_good) / (ACCURACY_COUNT + all_said)
        self.accuracy = np.clip(np.broadcast_to(accuracy, said.shape), *ACCURACY_RANGE)

    def look_for_copies(self) -> None:
        """Links between sources, and what each claim counts in their light."""
        chance = chances(self.table, self.truth, self.overall)
        self.links = find_links(self.table, chance)
        self.independence = independence(self.table, self.links, np.round(self.overall, 9))


def _normalise(table: ClaimTable[Any], logs: Floats) -> Floats:
    """Probabilities within each question from logs."""
    start, question = table.value_start[:-1], table.value_question()
    weight = np.exp(logs - np.maximum.reduceat(logs, start)[question])
    result: Floats = weight / np.add.reduceat(weight, start)[question]
    return result


def _log_prior(table: ClaimTable[float], figures: Floats, kinds: Whole, *, log: bool) -> Floats:
    """How probable each value is before it is claimed: flat around the middle of its kind, a t-shaped tail beyond."""
    places = np.log(np.maximum(figures, 0.5)) if log else figures
    middles = question_medians(table, places)
    kind = kinds[table.value_question()]
    result = np.zeros(table.values)
    for number in range(int(kinds.max()) + 1 if len(kinds) else 0):
        inside = middles[kinds == number]
        centre = float(np.median(inside))
        away = np.abs(inside - centre)
        spread = max(1.4826 * float(np.median(away)), 1.2533 * float(away.mean()))
        if len(inside) > 1 and spread > 0:
            chosen = kind == number
            excess = np.maximum(np.abs(places[chosen] - centre) / spread - TAIL_START, 0.0)
            result[chosen] = -(TAIL_FREEDOM + 1) / 2 * np.log1p(excess * excess / TAIL_FREEDOM)
    return result


def question_medians(table: ClaimTable[Any], places: Floats) -> Floats:
    """The lower median of the claims of every question; ``places`` are the values' places on the axis."""
    order = np.lexsort((places, table.value_question()))
    reached = np.cumsum(table.support[order])
    before = np.append(0, reached)[table.value_start[:-1]]
    total = np.append(0, reached)[table.value_start[1:]] - before
    result: Floats = places[order][np.searchsorted(reached, before + (total + 1) // 2)]
    return result


def _most_probable(table: ClaimTable[Any], truth: Floats) -> Whole:
    """The most probable value of each question; of equal ones that with more support, then the lower."""
    order = np.lexsort((np.arange(table.values), -table.support, -np.round(truth, 12), table.value_question()))
    return order[table.value_start[:-1]]


def _interval(table: ClaimTable[Any], truth: Floats, figures: Floats, coverage: float) -> tuple[Floats, Floats]:
    """The values between which the given share of the probability lies."""
    order = np.lexsort((figures, table.value_question()))
    reached, start = np.cumsum(truth[order]), table.value_start[:-1]
    before = np.append(0.0, reached)[start]
    ends = []
    for level in ((1 - coverage) / 2, (1 + coverage) / 2):
        place = np.searchsorted(reached, before + level - 1e-9)
        ends.append(figures[order][np.clip(place, start, table.value_start[1:] - 1)])
    return ends[0], ends[1]


def measure_recurrence(table: ClaimTable[float], kinds: Whole) -> float:
    """The share of exact agreement that chance does not explain, 0 to 1: whether values are read off or estimated.

    People who rate on a scale from 0 to 100 agree exactly too, on 0 and on multiples of ten. So agreement is measured
    against how common a value is among its neighbours. The larger of two figures counts: over all pairs of claims on a
    question, and for each source with the other it agrees with best (feeds agree in families, raters do not).
    """
    share = _local_share(table, kinds)
    support, breadth = table.support, table.breadth
    claims = np.bincount(table.value_question(), support)
    pairs = float((claims * (claims - 1)).sum())
    same = float((support * (support - 1)).sum())
    expected = float((support * share * (claims[table.value_question()] - 1)).sum()) if breadth.max(initial=0) > 1 else 0.0
    pooled = (same - expected) / (pairs - expected) if pairs > expected else 0.0
    return max(0.0, pooled, _family_agreement(table, share) if len(table.sources) <= MOST_SOURCES else 0.0)


def _local_share(table: ClaimTable[float], kinds: Whole) -> Floats:
    """Of each value: its share of the claims that fall on it and on its nearest neighbours, over all questions of its kind."""
    figures = np.asarray(table.tokens, dtype=np.float64)[table.value_token]
    kind = kinds[table.value_question()]
    order = np.lexsort((figures, kind))
    fresh = np.append(True, (np.diff(figures[order]) != 0) | (np.diff(kind[order]) != 0))[: len(order)]
    number = np.cumsum(fresh) - 1
    count = np.bincount(number, weights=table.support[order])
    reached = np.append(0.0, np.cumsum(count))
    inside = kind[order][fresh]
    first, last = np.searchsorted(inside, inside, "left"), np.searchsorted(inside, inside, "right")
    place = np.arange(len(count))
    around = reached[np.minimum(place + NEIGHBOURS + 1, last)] - reached[np.maximum(place - NEIGHBOURS, first)]
    share = np.empty(table.values)
    share[order] = (count / around)[number]
    return share


def _family_agreement(table: ClaimTable[float], share: Floats) -> float:
    step = max(1, len(table.questions) // MOST_COMPARED)
    rows, sources = -(-len(table.questions) // step), len(table.sources)
    value = table.claim_value()
    question = table.value_question()[value]
    taken = question % step == 0
    said = np.full((rows, sources), -1, dtype=np.int64)
    luck = np.zeros((rows, sources))
    place = (question[taken] // step, table.claim_source[taken])
    said[place], luck[place] = value[taken], share[value[taken]]
    best, weight = np.zeros(sources), (said >= 0).sum(axis=0)
    for one in range(sources):
        both = (said >= 0) & (said[:, one : one + 1] >= 0)
        same = (both & (said == said[:, one : one + 1])).sum(axis=0)
        chance = np.where(both, luck, 0.0).sum(axis=0)
        beyond = (same - chance) / (both.sum(axis=0) - chance + PARTNER_COUNT)
        beyond[one] = 0.0
        best[one] = max(0.0, float(beyond.max()))
    return float(np.average(best, weights=weight + 1e-9))
