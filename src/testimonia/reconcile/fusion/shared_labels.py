"""Fusion of labels that many questions share: yes or no, one of four grades, alive or dead or missing.

Where the same few labels are given again and again it can be learned how each source errs, not only how often: one says "yes"
too readily (its "no" is worth much), another cannot tell two labels apart. Every source has a table of what it says when each
label is true, drawn towards the table of all sources; how strongly, the claims decide: sources that are alike share one.

    p(t) ~ share(t)  x  prod over claims of C[source, t, said]^own
    C[s, t, k] = (n[s, t, k] + kappa B[t, k]) / (n[s, t] + kappa)     B: table of all, kappa: by Minka's fixed point
    share(t): share of the label among answers as given. Not learned anew: it runs away where sources err alike.

What is said aloud is more careful: sources that stumble over the same hard question are not as independent as the products
assume. The exponent b that makes a left-out claim most predictable from the others tempers the confidence, not the choice.

Source: Dawid and Skene 1979, "Maximum likelihood estimation of observer error-rates using the EM algorithm", Applied Statistics
28(1); hierarchical prior as in Kim and Ghahramani 2012, "Bayesian classifier combination"; Minka 2000, "Estimating a Dirichlet
distribution", section 4, for kappa; the tempering exponent is chosen by leave-one-out predictive density (Geisser 1975).
"""

from typing import Any

import numpy as np
from msgspec import Struct
from scipy.special import digamma

from testimonia.reconcile.fusion.copying import find_links, independence
from testimonia.reconcile.fusion.known import NOTHING, Known
from testimonia.reconcile.fusion.results import Fusion, choose
from testimonia.reconcile.fusion.table import ClaimTable, Floats, Whole

ROUNDS = 20
"""Rounds of expectation and maximisation. Fixed, so that the result hangs on no threshold."""

CLAIMS_PER_CELL = 50
"""So many claims for each cell of the common table are asked for before tables are learned at all."""

SHARE_SEEN = 0.1
"""A label is shared if a question's answers show, on average, at least this part of all labels."""

FIRST_ACCURACY = 0.7
"""Of the table of all sources before claims are seen; counts as one claim a label."""

KAPPA = 5.0
"""Claims' worth of the common table in a source's own, before it is learned."""

KAPPA_RANGE = (1.0, 200.0)
"""Bounds of kappa."""

TEMPERS = np.arange(1, 21) / 20
"""Exponents tried for the confidence."""

TEMPER_CLAIMS = 20_000
"""The exponent is chosen on at most about so many claims, evenly spaced."""


class Tables(Struct, frozen=True, eq=False):
    """How sources err: ``counts[s, t, k]`` pseudo-counts of source s saying k when t is true, prior included."""

    counts: Floats
    kappa: float

    def chance(self) -> Floats:
        """Probability of each saying, given source and truth."""
        result: Floats = self.counts / self.counts.sum(axis=2, keepdims=True)
        return result


def has_shared_labels(table: ClaimTable[Any]) -> bool:
    """Whether the claims can tell how sources confuse labels, judged by their shape alone.

    Two conditions: enough claims for every pair of true and said label, and labels that recur within questions, so that each
    is an alternative to the others.

    >>> from testimonia.reconcile.fusion.table import build_table
    >>> has_shared_labels(build_table([(f"q{i}", f"s{j}", "yes" if i % 3 else "no") for i in range(60) for j in range(5)]))
    True
    >>> has_shared_labels(build_table([(f"q{i}", f"s{j}", f"name {i}") for i in range(60) for j in range(5)]))
    False
    """
    labels, questions = len(table.tokens), len(table.questions)
    return labels >= 2 and labels**2 * CLAIMS_PER_CELL <= table.claims and table.values >= SHARE_SEEN * labels * questions


def fuse_shared_labels(table: ClaimTable[Any], *, known: Known = NOTHING) -> Fusion:
    """The most probable label of each question among those somebody gave, with each source's chance to be right.

    Copying is not learned here: with few labels, shared errors are better explained by hard questions. Declared links count.

    Args:
        table: Claims whose tokens are the labels.
        known: What is known of the sources; classes are not used.
    """
    answers = table.answers()
    links = find_links(table, np.ones(table.claims), prior=0.0, declared=known.declared)
    own = independence(table, links, answers.astype(np.float64), eyewitnesses=known.eyewitnesses)
    belief = _votes(table)
    share = (belief.sum(axis=0) + 1.0) / (belief.sum() + belief.shape[1])
    kappa = KAPPA
    for turn in range(ROUNDS):
        tables = learn_tables(table, belief, own, kappa=kappa, fixed=turn < 3)
        kappa = tables.kappa
        score = _scores(table, tables, own) + np.log(share)
        belief = _soften(score, 1.0)
    question, label = table.value_question(), table.value_token
    truth = belief[question, label]
    chosen = choose(table, truth, own)
    temper = choose_temper(table, tables, score, belief, own)
    careful = _soften(score, temper)
    right = np.bincount(table.claim_source, weights=np.repeat(truth, table.support), minlength=len(table.sources))
    return Fusion(
        "shared labels",
        chosen,
        careful[question, label][chosen],
        truth,
        right / np.maximum(answers, 1),
        own,
        links,
    )


def learn_tables(table: ClaimTable[Any], belief: Floats, own: Floats, *, kappa: float, fixed: bool) -> Tables:
    """Each source's table of errors from what is believed, and how alike the sources are.

    Args:
        table: The claims.
        belief: Probability of each label by question.
        own: How much each claim counts.
        kappa: Strength of the common table so far.
        fixed: Whether to leave it as it is.
    """
    labels, sources = len(table.tokens), len(table.sources)
    question, cells = table.value_question()[table.claim_value()], _cells(table)
    counts = np.empty((sources, labels, labels))
    for true in range(labels):
        weights = own * belief[question, true]
        counts[:, true, :] = np.bincount(cells, weights=weights, minlength=sources * labels).reshape(sources, labels)
    common = counts.sum(axis=0)
    common += (1.0 - FIRST_ACCURACY) / (labels - 1)
    common[np.diag_indices(labels)] += FIRST_ACCURACY - (1.0 - FIRST_ACCURACY) / (labels - 1)
    common /= common.sum(axis=1, keepdims=True)
    if not fixed:
        prior = kappa * common
        gain = (common * (digamma(counts + prior) - digamma(prior))).sum()
        cost = (digamma(counts.sum(axis=2) + kappa) - digamma(kappa)).sum()
        kappa = float(np.clip(kappa * gain / max(cost, 1e-12), *KAPPA_RANGE))
    return Tables(counts + kappa * common, kappa)


def choose_temper(table: ClaimTable[Any], tables: Tables, score: Floats, belief: Floats, own: Floats) -> float:
    """The exponent under which the other claims best predict a claim that is left out, from its question and its source.

    Args:
        table: The claims.
        tables: How sources err.
        score: Log weight of each label by question.
        belief: Probability of each label by question.
        own: How much each claim counts.
    """
    claim = np.arange(0, table.claims, max(1, table.claims // TEMPER_CLAIMS))
    value = table.claim_value()[claim]
    question, label, source = table.value_question()[value], table.value_token[value], table.claim_source[claim]
    said = own[claim, None] * np.log(tables.chance()[source, :, label])
    mine = own[claim, None] * belief[question]
    counts = tables.counts[source, :, label] - mine
    left = np.maximum(counts, 1e-9) / np.maximum(tables.counts.sum(axis=2)[source] - mine, 1e-9)
    others = score[question] - said
    fit = [float(np.log((_soften(others, temper) * left).sum(axis=1)).mean()) for temper in TEMPERS]
    return float(TEMPERS[int(np.argmax(np.round(fit, 9)))])


def _cells(table: ClaimTable[Any]) -> Whole:
    """One number for source and label of each claim."""
    label = np.repeat(table.value_token, table.support)
    return table.claim_source.astype(np.int64) * len(table.tokens) + label


def _votes(table: ClaimTable[Any]) -> Floats:
    """Share of each label among a question's claims."""
    votes = np.zeros((len(table.questions), len(table.tokens)))
    votes[table.value_question(), table.value_token] = table.support
    result: Floats = votes / votes.sum(axis=1, keepdims=True)
    return result


def _scores(table: ClaimTable[Any], tables: Tables, own: Floats) -> Floats:
    """Log probability of a question's claims under each label."""
    chance = np.log(tables.chance())
    label = np.repeat(table.value_token, table.support)
    start = table.claim_start[table.value_start[:-1]]
    score = np.empty((len(table.questions), len(table.tokens)))
    for true in range(len(table.tokens)):
        score[:, true] = np.add.reduceat(own * chance[table.claim_source, true, label], start)
    return score


def _soften(score: Floats, temper: float) -> Floats:
    """Log weights to probabilities, after multiplication by the exponent."""
    weight = np.exp(temper * (score - score.max(axis=1, keepdims=True)))
    result: Floats = weight / weight.sum(axis=1, keepdims=True)
    return result
