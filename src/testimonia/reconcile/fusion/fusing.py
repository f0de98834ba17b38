"""One door to fusion: the kind of values decides the method, and nothing else does.

Words that are equal or different, or places that lie in each other: the caller knows which, because it knows what the question
asks. The default settings are the same for every investigation.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from testimonia.reconcile.fusion.known import NOTHING, Known
from testimonia.reconcile.fusion.labels import fuse_labels
from testimonia.reconcile.fusion.places import fuse_places
from testimonia.reconcile.fusion.results import Fusion
from testimonia.reconcile.fusion.table import ClaimTable


class Values(StrEnum):
    """What kind of values a table holds."""

    LABELS = "labels"
    PLACES = "places"


def fuse(
    table: ClaimTable[Any],
    kind: Values,
    *,
    above: Mapping[Any, Collection[Any]] | None = None,
    known: Known = NOTHING,
) -> Fusion:
    """The most probable value of each question, with the trust in each source and the weight of each claim.

    Args:
        table: The claims, all of one kind of values.
        kind: What the tokens are.
        above: For places: which places contain a place.
        known: What is known of the sources.
    """
    match kind:
        case Values.PLACES:
            return fuse_places(table, above or {}, known=known)
        case Values.LABELS:
            return fuse_labels(table, known=known)
