"""What fusion hands back, and how one answer is chosen among values that are equally probable.

Methods differ in their arithmetic, not in what an editor needs from them: which value, how sure, who can be trusted, and whose
agreement counted for how much.
"""

from typing import Any

import numpy as np
from msgspec import Struct

from testimonia.reconcile.fusion.copying import Links
from testimonia.reconcile.fusion.table import ClaimTable, Floats, Whole

SAME = 9
"""Probabilities that agree to so many digits are a tie: what is left is the rounding of sums."""


class Fusion(Struct, frozen=True, eq=False):
    """The outcome for a table of claims.

    ``chosen`` and ``confidence`` are by question, ``truth`` by value, ``accuracy`` by source, ``own`` by claim (how much it
    counts as an account of its own). ``truth`` decides what is chosen; ``confidence`` is what may be said of it aloud, and is
    lower where claims agree more than the model can explain.
    """

    method: str
    chosen: Whole
    confidence: Floats
    truth: Floats
    accuracy: Floats
    own: Floats
    links: Links


def choose(table: ClaimTable[Any], truth: Floats, own: Floats) -> Whole:
    """The most probable value of each question; ties go to more independent support, then to the order of values."""
    support = np.add.reduceat(own, table.claim_start[:-1]) if table.claims else np.zeros(0)
    order = np.lexsort((np.arange(table.values), -support.round(SAME), -truth.round(SAME), table.value_question()))
    return np.asarray(order[table.value_start[:-1]], dtype=np.int64)


def within_question(table: ClaimTable[Any], by_value: Floats) -> Floats:
    """Sums over the values of each question, given back to every value."""
    result: Floats = np.repeat(np.add.reduceat(by_value, table.value_start[:-1]), table.breadth)
    return result


def normalise(table: ClaimTable[Any], score: Floats) -> Floats:
    """Log weights to probabilities that sum to one in each question; the largest is taken out first, so nothing underflows."""
    top = np.repeat(np.maximum.reduceat(score, table.value_start[:-1]), table.breadth)
    weight = np.exp(score - top)
    result: Floats = weight / within_question(table, weight)
    return result
