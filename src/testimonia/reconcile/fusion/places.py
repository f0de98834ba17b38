"""Fusion of places that are named at different precision: 'Syria' never contradicts 'Raqqa'.

A source names the true place, or one that contains it, or another place. How often it does which of the three is learned for
each source, drawn towards the habit of all. A wider name supports every place inside it a little and speaks against none.

    P(said u | true v) = phi1                          u is v
                         phi2 / |wider names of v|     u contains v, counted among what is said
                         phi3 f(u | v)                 u is elsewhere, or inside v
    where nothing said contains anything else, naming the place is phi1 + phi2: nobody could tell the two apart
    phi[s] = (8 m + expected counts) / (8 + n)         m: habit of all sources

Source: Jung, Kim and Shim 2019, "Crowdsourced truth discovery in the presence of hierarchies for knowledge fusion", EDBT (TDH);
the popularity f of wrong places as in ``open_values``, the learned prior mean is ours.
"""

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
from msgspec import Struct

from testimonia.reconcile.fusion.copying import Links, find_links, independence
from testimonia.reconcile.fusion.known import NOTHING, Known
from testimonia.reconcile.fusion.results import Fusion, choose, normalise
from testimonia.reconcile.fusion.table import ClaimTable, Floats, Marks, Token, Whole

ROUNDS = 30
"""Rounds of expectation and maximisation, fixed."""

COPYING_ROUNDS = frozenset({2, 4, 8})
"""Rounds after which dependence is judged anew."""

FALSE_PLACES = 50.0
"""Wrong places at hand: many more than false names, a place can be missed in every direction."""

PSEUDO_CLAIMS = 8.0
"""So many claims of the common habit count in each source's. Source: sum of TDH's prior (3, 3, 2)."""

HABIT = np.array([3.0, 3.0, 2.0]) / 8.0
"""Habit of all sources before claims are seen: exact, wider, wrong. Source: TDH's prior."""

SAME, WIDER, OTHER = 0, 1, 2


class Pairs(Struct, frozen=True, eq=False):
    """Every claim beside every value of its question, were that one true.

    ``kind`` is SAME, WIDER or OTHER; ``wider`` counts the wider names of the true value; ``flat`` marks questions where no
    value contains another. All by pair of claim and value.
    """

    claim: Whole
    true: Whole
    source: Whole
    kind: Whole
    wider: Whole
    flat: Marks


def fuse_places(table: ClaimTable[Token], above: Mapping[Token, Collection[Token]], *, known: Known = NOTHING) -> Fusion:
    """The most probable place of each question, as precise as the claims bear.

    Args:
        table: Claims whose tokens are places.
        above: For a place all places that contain it; places without an entry contain nothing and lie in nothing.
        known: What is known of the sources; classes are not used.

    Returns:
        ``accuracy`` is the chance that a source is not wrong: exact or wider.

    >>> from testimonia.reconcile.fusion.table import build_table
    >>> table = build_table([("where", "a", "Raqqa"), ("where", "b", "Syria"), ("where", "d", "Mosul")])
    >>> result = fuse_places(table, {"Raqqa": ["Syria"], "Mosul": ["Iraq"]})
    >>> table.tokens[table.value_token[result.chosen[0]]]
    'Raqqa'
    """
    pairs = _pair(table, above)
    answers = table.answers()
    phi = np.tile(HABIT, (len(table.sources), 1))
    links = find_links(table, np.ones(table.claims), prior=0.0, declared=known.declared)
    own = independence(table, links, phi[:, SAME], eyewitnesses=known.eyewitnesses)
    error = _popularity(table, pairs, own)
    truth = np.zeros(table.values)
    for turn in range(ROUNDS):
        chance = _chance(pairs, phi, error)
        if turn in COPYING_ROUNDS and known.copy_prior > 0:
            links, own = _judge(table, pairs, chance * truth[pairs.true], phi, known)
            error = _popularity(table, pairs, own)
            chance = _chance(pairs, phi, error)
        weights = own[pairs.claim] * np.log(chance)
        score: Floats = np.bincount(pairs.true, weights=weights, minlength=table.values).astype(np.float64)
        truth = normalise(table, score)
        phi = _learn(pairs, truth, phi, answers)
    chosen = choose(table, truth, own)
    return Fusion("places", chosen, truth[chosen], truth, phi[:, SAME] + phi[:, WIDER], own, links)


def _pair(table: ClaimTable[Token], above: Mapping[Token, Collection[Token]]) -> Pairs:
    """The pairs of claim and possible truth with the relation of what is said to what is true."""
    question, support = table.value_question(), table.support
    width = table.breadth[question]
    said = np.repeat(np.arange(table.values), width)
    true = np.repeat(table.value_start[question] - np.cumsum(width) + width, width) + np.arange(len(said))
    inside = {place: set(above.get(name, ())) for place, name in enumerate(table.tokens)}
    token = table.value_token
    contains = np.array(
        [u != v and table.tokens[token[u]] in inside[int(token[v])] for u, v in zip(said, true, strict=True)], dtype=np.bool_
    )
    kind = np.where(said == true, SAME, np.where(contains, WIDER, OTHER))
    wider = np.bincount(true, weights=contains, minlength=table.values).astype(np.int64)
    nested = np.bincount(question, weights=wider, minlength=len(table.questions)) > 0
    # every pair of values once for each claim of the first
    times = support[said]
    row = np.repeat(np.arange(len(said)), times)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    claim = table.claim_start[said[row]] + nth
    order = np.lexsort((true[row], claim))
    row, claim = row[order], claim[order]
    return Pairs(
        claim, true[row], table.claim_source[claim].astype(np.int64), kind[row], wider[true[row]], ~nested[question[true[row]]]
    )


def _popularity(table: ClaimTable[Any], pairs: Pairs, own: Floats) -> Floats:
    """For each pair the probability that somebody who is wrong says just this, by how many others do."""
    support = np.add.reduceat(own, table.claim_start[:-1])
    other = pairs.kind == OTHER
    wrong = np.bincount(pairs.true[other], weights=own[pairs.claim[other]], minlength=table.values)
    result: Floats = (support[table.claim_value()[pairs.claim]] + 1.0) / (wrong[pairs.true] + FALSE_PLACES)
    return result


def _chance(pairs: Pairs, phi: Floats, error: Floats) -> Floats:
    """For each pair the probability that the source says this if that is true."""
    exact = phi[pairs.source, SAME] + np.where(pairs.flat, phi[pairs.source, WIDER], 0.0)
    wider = phi[pairs.source, WIDER] / np.maximum(pairs.wider, 1)
    wrong = phi[pairs.source, OTHER] * np.minimum(error, 1.0)
    result: Floats = np.where(pairs.kind == SAME, exact, np.where(pairs.kind == WIDER, wider, wrong))
    return result


def _learn(pairs: Pairs, truth: Floats, phi: Floats, answers: Whole) -> Floats:
    """Each source's habit from what is believed, drawn towards the habit of all."""
    belief = truth[pairs.true]
    exact = phi[pairs.source, SAME] / (phi[pairs.source, SAME] + phi[pairs.source, WIDER])
    same, flat = pairs.kind == SAME, pairs.flat
    counts = np.zeros_like(phi)
    for kind, weight in (
        (SAME, np.where(same, np.where(flat, exact, 1.0), 0.0)),
        (WIDER, np.where(same & flat, 1.0 - exact, (pairs.kind == WIDER).astype(np.float64))),
        (OTHER, (pairs.kind == OTHER).astype(np.float64)),
    ):
        counts[:, kind] = np.bincount(pairs.source, weights=belief * weight, minlength=len(phi))
    mean = counts.sum(axis=0) + PSEUDO_CLAIMS * HABIT
    mean /= mean.sum()
    result: Floats = (counts + PSEUDO_CLAIMS * mean) / (answers + PSEUDO_CLAIMS)[:, None]
    return result


def _judge(table: ClaimTable[Any], pairs: Pairs, weights: Floats, phi: Floats, known: Known) -> tuple[Links, Floats]:
    """Links between sources and the weight they leave to each claim, from the chance of each claim under what is believed."""
    unaided: Floats = np.bincount(pairs.claim, weights=weights, minlength=table.claims).astype(np.float64)
    links = find_links(table, unaided, prior=known.copy_prior, declared=known.declared)
    return links, independence(table, links, phi[:, SAME] + phi[:, WIDER], eyewitnesses=known.eyewitnesses)
