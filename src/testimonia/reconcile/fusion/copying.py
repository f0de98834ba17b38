"""Who copies whom, learned from what they share, and how much each claim counts as an account of its own.

Two good sources agree because both are right: agreement on the truth proves little. Agreement on something that the second
source would hardly have said by itself, a falsehood or a rarity, is what copying explains better. So the evidence of a shared
value is measured against the *chance* that the source says it unaided, and every method of fusion brings its own chances:
words, places, numbers and intervals are treated alike here.

    one source copies another with probability c, else speaks for itself:
        shared value v    ln( (1 - c) + c / chance(v) )
        different values  ln( 1 - c )

Source: Dong, Berti-Equille and Srivastava 2009, "Integrating conflicting data: the role of source dependence", VLDB 2(1),
with soft truth; candidates from values few hold as in Li et al. 2015, "Scaling up copy detection", ICDE.
"""

from collections.abc import Collection
from typing import Any

import numpy as np
from msgspec import Struct
from scipy import sparse
from scipy.special import expit

from testimonia.reconcile.fusion.table import ClaimTable, Floats, Marks, Short, Whole

COPY_RATE = 0.8
"""How much of what a copier says it has copied. Source: Dong et al. 2009, section 3."""

PRIOR = 0.2
"""Probability that two outlets depend on each other, before evidence. Source: Dong et al. 2009; 0.05 suits interviews."""

LEAST_SHARED = 3
"""So many shared values that not everybody holds make a pair worth judging."""

CAP = 50
"""Of one question so many claims are compared with each other, those of the rarest values first."""

FLOOR = 0.2
"""What a claim counts at least, however suspicious the agreement. Only a declared link goes below."""

DOUBT = 0.05
"""Links less probable than this are left out."""

BLOCK = 1 << 20
"""So many claims at a time are held against the links. Memory only: no effect on results."""


class Links(Struct, frozen=True, eq=False):
    """Pairs of sources, ``first[i] < second[i]``, in order, with the probability that one depends on the other.

    Which of the two copies is left open: claims show dependence, seldom its direction.
    """

    first: Short
    second: Short
    probability: Floats
    declared: Marks

    def __len__(self) -> int:
        return len(self.first)


def chances(table: ClaimTable[Any], truth: Floats, accuracy: Floats, *, false_values: float = 10.0) -> Floats:
    """The chance that each claim's source would say that value by itself.

    A source tells the truth with its accuracy, else one of the false values; common ones (what others say too, a round number,
    an empty phrase) are likelier, and prove less when they are shared. See ``commonness``.

    Args:
        table: The claims.
        truth: Probability of each value to be true; the values of a question need not sum to one.
        accuracy: Of each source, between 0 and 1.
        false_values: How many false values lie at hand for a question.

    Returns:
        One number per claim, above 0, at most 1.
    """
    value = table.claim_value()
    right = accuracy[table.claim_source]
    return truth[value] * right + (1.0 - truth[value]) * (1.0 - right) * commonness(table, false_values=false_values)[value]


def commonness(table: ClaimTable[Any], *, false_values: float = 10.0) -> Floats:
    """How probable each value is for somebody who is wrong.

    What others say of the question as well is likelier (two of its supporters left out: it is their agreement that is judged),
    and so is what is said of many questions: a token's share of all claims.
    """
    support = table.support
    asked = np.repeat(np.add.reduceat(support, table.value_start[:-1]), table.breadth)
    here = (np.maximum(support - 2, 0) + 1.0) / (np.maximum(asked - 2, 0) + false_values)
    share = np.bincount(table.value_token, weights=support, minlength=len(table.tokens)) / max(1, table.claims)
    result: Floats = np.maximum(here, share[table.value_token])
    return result


def first_chances(table: ClaimTable[Any]) -> Floats:
    """The chance of each claim while nothing is known of truth: how often two accounts of a disputed question agree at all.

    Judged by what most say, a feed that most repeat would pass for the truth and its copies for good sources. So the first
    suspicion falls on pairs that agree more than others do; later rounds may clear them, by the truth then found.

    Returns:
        One number per claim: the mean agreement over all pairs of claims in disputed questions, 1 in undisputed ones.
    """
    support = table.support.astype(np.float64)
    asked = np.add.reduceat(support, table.value_start[:-1])
    alike = np.add.reduceat(support * (support - 1.0), table.value_start[:-1])
    disputed = table.breadth > 1
    pairs = (asked * (asked - 1.0))[disputed].sum()
    rate = alike[disputed].sum() / pairs if pairs else 1.0
    result: Floats = np.where(disputed[table.value_question()[table.claim_value()]], max(rate, 1e-6), 1.0)
    return result


def find_links(
    table: ClaimTable[Any],
    chance: Floats,
    *,
    prior: float = PRIOR,
    copy_rate: float = COPY_RATE,
    declared: Collection[tuple[str, str]] = (),
) -> Links:
    """The pairs of sources that depend on each other, as far as their claims show it.

    Args:
        table: The claims.
        chance: Of each claim: how probable it is that its source says this unaided. See ``chances``.
        prior: Probability of dependence before evidence; 0 learns nothing.
        copy_rate: Share of a copier's claims that are copied.
        declared: Pairs of names known to depend on each other; probability 1, and no claims needed.

    Returns:
        Declared pairs and those with a probability of at least ``DOUBT``.
    """
    found: dict[tuple[int, int], float] = {}
    if prior > 0:
        found = _learn(table, np.maximum(chance, 1e-12), prior=prior, copy_rate=copy_rate)
    number = {name: place for place, name in enumerate(table.sources)}
    known = {
        (min(number[a], number[b]), max(number[a], number[b])) for a, b in declared if a in number and b in number and a != b
    }
    pairs = sorted(found.keys() | known)
    return Links(
        np.array([a for a, _ in pairs], dtype=np.int32),
        np.array([b for _, b in pairs], dtype=np.int32),
        np.array([1.0 if pair in known else found[pair] for pair in pairs], dtype=np.float64),
        np.array([pair in known for pair in pairs], dtype=np.bool_),
    )


def independence(
    table: ClaimTable[Any],
    links: Links,
    strength: Floats,
    *,
    copy_rate: float = COPY_RATE,
    eyewitnesses: Collection[str] = (),
) -> Floats:
    """How much each claim counts as an account of its own, between 0 and 1.

    The strongest of those who say the same counts in full; every other one by the probability that it does not depend on any
    stronger one: the product of (1 - c P) over them.

    Args:
        table: The claims.
        links: Dependent pairs.
        strength: Of each source; ties go to the one first in order of names. Usually the accuracy.
        copy_rate: As for ``find_links``; a declared link copies everything.
        eyewitnesses: Names of sources whose claims never count less than ``FLOOR``, even where a link is declared.

    Returns:
        One number per claim.

    Source: Dong et al. 2009, section 4.2, I(s) in the count of votes.
    """
    if not len(links):
        return np.ones(table.claims)
    rank = np.empty(len(table.sources), dtype=np.int64)
    rank[np.lexsort((np.arange(len(table.sources)), -strength))] = np.arange(len(table.sources))
    weaker = np.where(rank[links.first] > rank[links.second], links.first, links.second)
    stronger = np.where(rank[links.first] > rank[links.second], links.second, links.first)
    rate = np.where(links.declared, 0.0, np.log1p(-copy_rate * links.probability))
    learned = np.maximum(np.exp(_summed_over_stronger(table, weaker, stronger, rate)), FLOOR)
    bound = _summed_over_stronger(table, weaker, stronger, links.declared.astype(np.float64)) > 0
    witness = np.isin(np.arange(len(table.sources)), [i for i, name in enumerate(table.sources) if name in eyewitnesses])
    result: Floats = np.where(bound, np.where(witness[table.claim_source], FLOOR, 0.0), learned)
    return result


def _learn(table: ClaimTable[Any], chance: Floats, *, prior: float, copy_rate: float) -> dict[tuple[int, int], float]:
    """The probability of dependence of the pairs that the claims make suspect."""
    first, second, evidence = _pair_evidence(table, chance, _compared(table), copy_rate=copy_rate)
    probability = expit(evidence + np.log(prior) - np.log1p(-prior))
    keep = probability >= DOUBT
    return {(int(a), int(b)): float(p) for a, b, p in zip(first[keep], second[keep], probability[keep], strict=True)}


def _compared(table: ClaimTable[Any]) -> Whole:
    """The claims that take part in the comparison: of crowded questions the ``CAP`` of the rarest values."""
    value_question = table.value_question()
    claim_value = table.claim_value()
    question = value_question[claim_value]
    crowded = np.bincount(question, minlength=len(table.questions)) > CAP
    if not crowded.any():
        return np.arange(table.claims)
    order = np.lexsort((claim_value, table.support[claim_value], question))
    start = table.claim_start[table.value_start[:-1]]
    place = np.arange(table.claims) - start[question[order]]
    return np.sort(order[place < CAP])


def _pair_evidence(table: ClaimTable[Any], chance: Floats, used: Whole, *, copy_rate: float) -> tuple[Short, Short, Floats]:
    """Pairs with enough in common, and the log odds of copying that their claims add to the prior.

    Products of sparse matrices source x value and source x question: the first gives what is shared, the second what could be.
    """
    source, value = table.claim_source[used], table.claim_value()[used]
    question = table.value_question()[value]
    size = len(table.sources)
    one = np.ones(len(used))
    says = sparse.csr_array((one, (source, value)), shape=(size, table.values))
    gain = sparse.csr_array((np.log1p(copy_rate * (1.0 / chance[used] - 1.0)), (source, value)), shape=(size, table.values))
    speaks = sparse.csr_array((one, (source, question)), shape=(size, len(table.questions)))
    speaks.data[:] = 1.0
    disputed = np.minimum(table.breadth, 2)[question] == 2
    held = sparse.csr_array((disputed.astype(np.float64), (source, value)), shape=(size, table.values))
    rare = sparse.triu(held @ held.T, k=1).tocoo()
    enough = rare.data >= LEAST_SHARED
    first, second = rare.row[enough], rare.col[enough]
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    if not len(first):
        return first.astype(np.int32), second.astype(np.int32), np.zeros(0)
    shared = _at(says @ says.T, first, second)
    apart = np.maximum(0.0, _at(speaks @ speaks.T, first, second) - shared) * np.log1p(-copy_rate)
    copied = (gain @ says.T).tocsr()
    evidence = np.logaddexp(_at(copied, first, second), _at(copied, second, first)) - np.log(2.0) + apart
    return first.astype(np.int32), second.astype(np.int32), evidence


def _at(matrix: Any, rows: Any, columns: Any) -> Floats:
    """The entries of a sparse matrix at the given places."""
    return np.asarray(sparse.csr_array(matrix)[rows, columns], dtype=np.float64).ravel()


def _summed_over_stronger(table: ClaimTable[Any], weaker: Short, stronger: Short, weight: Floats) -> Floats:
    """For each claim the weights of the links to stronger sources that say the same, summed. Values go through in blocks."""
    size = len(table.sources)
    links = sparse.csr_array((weight, (weaker, stronger)), shape=(size, size))
    result = np.zeros(table.claims)
    value = table.claim_value()
    for start in range(0, table.claims, BLOCK):
        rows, columns = table.claim_source[start : start + BLOCK], value[start : start + BLOCK]
        begin = int(columns[0])
        # a value cut by the border of a block still needs all who say it
        left, right = int(table.claim_start[begin]), int(table.claim_start[int(columns[-1]) + 1])
        says = sparse.csr_array(
            (np.ones(right - left), (table.claim_source[left:right], value[left:right] - begin)),
            shape=(size, int(columns[-1]) + 1 - begin),
        )
        sums = (links @ says).multiply(says).tocoo()
        place = np.searchsorted(_key(columns - begin, rows, size), _key(sums.col, sums.row, size))
        inside = place < len(rows)
        inside[inside] &= _key(columns - begin, rows, size)[place[inside]] == _key(sums.col, sums.row, size)[inside]
        result[start + place[inside]] = sums.data[inside]
    return result


def _key(value: Any, source: Any, sources: int) -> Whole:
    """One number for a value and a source, in the order of the table."""
    return np.asarray(value, dtype=np.int64) * sources + np.asarray(source, dtype=np.int64)
