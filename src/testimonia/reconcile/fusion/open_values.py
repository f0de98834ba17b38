"""Fusion of open values: each question has its own true value, and no two questions need share one.

A source is right with its accuracy; when it is wrong it says one of the false values, the more probably the more others say the
same. That keeps a popular error from being outvoted only by an even more popular truth. Votes that copying explains are
discounted (``copying``).

    p(v) ~ prod over claims of v of ( A / (1 - A) )^own  x  prod over other values u of f(u | v)^e(u)
    f(u | v) = (e(u) + 3 / N) / (sum of e over values other than v + 3)     e: independent support, N: false values at hand
    A = (5 m + sum of p) / (5 + n)                                      m: mean of the source's class, n: its claims

Source: Dong, Saha and Srivastava 2012, "Less is more: selecting sources wisely for integration", VLDB 6(2) (PopAccu), its
popularity smoothed with three claims spread evenly; Dong et al. 2009 for copying; shrinkage as in any Beta-binomial model.
"""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from testimonia.reconcile.fusion.copying import chances, find_links, first_chances, independence
from testimonia.reconcile.fusion.kernels import choose_step
from testimonia.reconcile.fusion.known import NOTHING, Known
from testimonia.reconcile.fusion.results import Fusion, choose, within_question
from testimonia.reconcile.fusion.table import ClaimTable, Floats, Whole

ROUNDS = 20
"""Rounds of weighing. Fixed, not stopped early: the result must not hang on a rounding at the threshold."""

COPYING_ROUNDS = frozenset({1, 2, 3, 5, 8, 11})
"""Rounds after which dependence is judged anew; then it stands, so that the rest can settle."""

FALSE_VALUES = 10
"""False values at hand for a question, unless fewer labels are in use. Source: N of Dong et al. 2009."""

EVEN = 3.0
"""Claims' worth of an even spread over the false values, against the popularity they have in the question."""

PSEUDO_CLAIMS = 5.0
"""So many claims of the class mean count in each source's accuracy."""

FIRST_ACCURACY = 0.8
"""Accuracy of a class before its claims are seen."""


def fuse_open_values(table: ClaimTable[Any], *, known: Known = NOTHING, shards: int = 1, threads: int = 2) -> Fusion:
    """The most probable value of each question, with the accuracy of the sources and their dependence.

    Args:
        table: The claims.
        known: What is known of the sources.
        shards: Parts the questions are cut into; no effect beyond the rounding of sums.
        threads: Of the compiled step.
    """
    parts = cut(table, shards)
    step = choose_step(table.claims, threads=threads)
    answers, group, groups = table.answers(), *_number_classes(table, known.classes)
    false_values = float(max(1, min(FALSE_VALUES, len(table.tokens) - 1)))
    accuracy = np.full(len(table.sources), FIRST_ACCURACY)
    links = find_links(table, first_chances(table), prior=known.copy_prior, declared=known.declared)
    own = independence(table, links, accuracy, eyewitnesses=known.eyewitnesses)
    offset = popularity(table, own, false_values)
    truth = np.zeros(0)
    for turn in range(ROUNDS):
        if turn in COPYING_ROUNDS and known.copy_prior > 0:
            chance = chances(table, truth, accuracy, false_values=false_values)
            links = find_links(table, chance, prior=known.copy_prior, declared=known.declared)
            own = independence(table, links, accuracy, eyewitnesses=known.eyewitnesses)
            offset = popularity(table, own, false_values)
        worth = np.log(accuracy) - np.log1p(-accuracy)
        truth, right = _over_parts(parts, step, worth, offset, own)
        accuracy = shrink(right, answers, group, groups)
    chosen = choose(table, truth, own)
    return Fusion("open values", chosen, truth[chosen], truth, accuracy, own, links)


def cut(table: ClaimTable[Any], shards: int) -> list[ClaimTable[Any]]:
    """The table in parts of about as many questions each."""
    borders = np.unique(np.arange(shards + 1) * len(table.questions) // shards)
    return [table.part(int(first), int(last)) for first, last in pairwise(borders)]


def popularity(table: ClaimTable[Any], own: Floats, false_values: float) -> Floats:
    """Log probability, for each value were it the true one, of what is said instead of it.

    The popularity of an error among errors: a claim is likelier to repeat what others say.
    """
    support = np.add.reduceat(own, table.claim_start[:-1])
    said = support * np.log(support + EVEN / false_values)
    others = within_question(table, support) - support
    result: Floats = within_question(table, said) - said - others * np.log(others + EVEN)
    return result


def shrink(right: Floats, answers: Whole, group: Whole, groups: int) -> Floats:
    """Accuracy of each source, drawn towards the mean of its class, which is drawn towards the first guess."""
    total = np.bincount(group, weights=answers, minlength=groups)
    mean = np.bincount(group, weights=right, minlength=groups) + PSEUDO_CLAIMS * FIRST_ACCURACY
    mean /= total + PSEUDO_CLAIMS
    result: Floats = np.clip((PSEUDO_CLAIMS * mean[group] + right) / (PSEUDO_CLAIMS + answers), 0.01, 0.999)
    return result


def _over_parts(parts: list[ClaimTable[Any]], step: Any, worth: Floats, offset: Floats, own: Floats) -> tuple[Floats, Floats]:
    """One round over all parts; sums by source are added in the order of the parts."""
    truths: list[Floats] = []
    right = np.zeros(len(worth))
    value = claim = 0
    whole = bool(np.all(own == 1.0))
    for part in parts:
        weight = np.zeros(0) if whole else own[claim : claim + part.claims]
        truth, sums = step(part, worth, offset[value : value + part.values], weight)
        truths.append(truth)
        right += sums
        value, claim = value + part.values, claim + part.claims
    return np.concatenate(truths), right


def _number_classes(table: ClaimTable[Any], classes: Mapping[str, str]) -> tuple[Whole, int]:
    """The number of each source's class; sources without one share a class."""
    names = sorted({classes.get(name, "") for name in table.sources})
    number = {name: place for place, name in enumerate(names)}
    return np.array([number[classes.get(name, "")] for name in table.sources], dtype=np.int64), len(names)
