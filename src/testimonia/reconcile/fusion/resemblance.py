"""Dependence between the sources of one case, from what they share word for word.

The same evidence as `copying`, weighed against the chance that somebody says just that unaided, for the few dozen sources
of one case as dense arrays: nothing but NumPy is loaded, two shared answers are enough to be told, and their weight is told
with them.

Source: Dong, Berti-Equille and Srivastava 2009, "Integrating conflicting data: the role of source dependence".
"""

import numpy as np
from msgspec import Struct

from testimonia.reconcile.fusion.likelihoods import Floats, Whole

COPY_RATE = 0.8
"""How much of what a copier says it has copied. Source: Dong et al. 2009."""
PRIOR = 0.1
"""Probability that two sources of a case depend on each other, before evidence."""
FLOOR = 0.2
"""What a claim counts at least, however suspicious the agreement."""
MOST_CELLS = 1 << 22
"""Questions x sources above which the dense arrays would be too large."""


class Resemblance(Struct, frozen=True, eq=False):
    """Pairs of sources that depend on each other, and what each claim still counts."""

    pairs: tuple[tuple[int, int, float], ...]
    independence: Floats


def find_resemblance(question: Whole, source: Whole, token: Whole, chance: Floats, *, strength: Floats) -> Resemblance:
    """Find the pairs of sources that say the same more often than chance explains.

    Args:
        question: number of each claim's question.
        source: number of each claim's source.
        token: equal for claims that say exactly the same.
        chance: of each claim: probability that somebody says just that unaided.
        strength: of each source; of two that say the same the stronger counts in full.

    Returns:
        Pairs that answered a question both, with the probability of dependence. A case too large for dense arrays gets none:
        use `copying`.
    """
    sources, questions = len(strength), int(question.max()) + 1 if len(question) else 0
    if not questions or sources * questions > MOST_CELLS:
        return Resemblance((), np.ones(len(question)))
    said = np.full((questions, sources), -1, dtype=np.int64)
    luck = np.ones((questions, sources))
    said[question[::-1], source[::-1]] = token[::-1]  # of several claims of one source the first
    luck[question[::-1], source[::-1]] = np.clip(chance[::-1], 1e-4, 0.9)
    odds = np.full((sources, sources), np.log(PRIOR / (1 - PRIOR)))
    met = np.zeros((sources, sources), dtype=np.int64)
    for one in range(sources):
        both = (said >= 0) & (said[:, one : one + 1] >= 0)
        same = both & (said == said[:, one : one + 1])
        gain = np.where(same, np.log1p(COPY_RATE * (1 / luck - 1)), np.where(both, np.log1p(-COPY_RATE), 0.0))
        odds[one] += gain.sum(axis=0)
        met[one] = both.sum(axis=0)
    odds = (odds + odds.T) / 2
    probability = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
    pairs = tuple(
        (one, other, float(probability[one, other]))
        for one in range(sources)
        for other in range(one + 1, sources)
        if met[one, other]
    )
    return Resemblance(pairs, _count_independent(said, probability, strength)[question, source])


def _count_independent(said: Whole, probability: Floats, strength: Floats) -> Floats:
    """I_c = product over stronger sources that say the same of (1 - c P), at least `FLOOR`; questions x sources."""
    sources = len(strength)
    rank = np.empty(sources, dtype=np.int64)
    rank[np.lexsort((np.arange(sources), -np.round(strength, 9)))] = np.arange(sources)
    loss = np.log1p(-COPY_RATE * probability)
    result = np.ones(said.shape)
    for one in range(sources):
        stronger = (rank < rank[one])[None, :] & (said >= 0) & (said == said[:, one : one + 1])
        result[:, one] = np.maximum(np.exp((stronger * loss[one]).sum(axis=1)), FLOOR)
    return result
