"""Fusion of values that are equal or different and nothing else: names, gates, yes and no.

One setting for all: the shape of the claims decides whether sources are described by one number or by a table of their errors
(``shared_labels.has_shared_labels``), never the name of the material.
"""

from typing import Any

from testimonia.reconcile.fusion.known import NOTHING, Known
from testimonia.reconcile.fusion.open_values import fuse_open_values
from testimonia.reconcile.fusion.results import Fusion
from testimonia.reconcile.fusion.shared_labels import fuse_shared_labels, has_shared_labels
from testimonia.reconcile.fusion.table import ClaimTable


def fuse_labels(table: ClaimTable[Any], *, known: Known = NOTHING) -> Fusion:
    """The most probable value of each question.

    Args:
        table: The claims.
        known: What is known of the sources. Classes and learned copying are used for open values only.

    >>> from testimonia.reconcile.fusion.table import build_table
    >>> table = build_table([("driver", "a", "Hamid"), ("driver", "b", "Hamid"), ("driver", "c", "Salih")])
    >>> result = fuse_labels(table)
    >>> table.tokens[table.value_token[result.chosen[0]]]
    'Hamid'
    """
    if has_shared_labels(table):
        return fuse_shared_labels(table, known=known)
    return fuse_open_values(table, known=known)
