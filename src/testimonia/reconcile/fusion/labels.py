"""Fusion of values that are equal or different and nothing else: names, gates, yes and no.

One setting for all: the shape of the claims decides whether sources are described by one number or by a table of their errors
(``shared_labels.has_shared_labels``), never the name of the material.
"""

from collections.abc import Collection, Mapping
from typing import Any

from testimonia.reconcile.fusion.copying import PRIOR
from testimonia.reconcile.fusion.open_values import fuse_open_values
from testimonia.reconcile.fusion.results import Fusion
from testimonia.reconcile.fusion.shared_labels import fuse_shared_labels, has_shared_labels
from testimonia.reconcile.fusion.table import ClaimTable


def fuse_labels(
    table: ClaimTable[Any],
    *,
    declared: Collection[tuple[str, str]] = (),
    eyewitnesses: Collection[str] = (),
    classes: Mapping[str, str] | None = None,
    copy_prior: float = PRIOR,
) -> Fusion:
    """The most probable value of each question.

    Args:
        table: The claims.
        declared: Pairs of sources known to depend on each other.
        eyewitnesses: Sources whose claims never count less than the floor.
        classes: Class of a source; accuracies are drawn towards the mean of the class. Used for open values.
        copy_prior: Probability that two sources depend on each other before evidence. Used for open values.

    >>> from testimonia.reconcile.fusion.table import build_table
    >>> table = build_table([("driver", "a", "Hamid"), ("driver", "b", "Hamid"), ("driver", "c", "Salih")])
    >>> result = fuse_labels(table)
    >>> table.tokens[table.value_token[result.chosen[0]]]
    'Hamid'
    """
    if has_shared_labels(table):
        return fuse_shared_labels(table, declared=declared, eyewitnesses=eyewitnesses)
    return fuse_open_values(table, declared=declared, eyewitnesses=eyewitnesses, classes=classes, copy_prior=copy_prior)
