"""What is known of the sources before their claims are weighed.

Fusion learns from claims alone; what people know besides (who repeats whom, who was there, who belongs to which kind) it takes
from here, in one piece, so that every method heeds the same knowledge.
"""

from collections.abc import Mapping

from msgspec import Struct

from testimonia.reconcile.fusion.copying import PRIOR


class Known(Struct, frozen=True):
    """Knowledge of sources, by name. Names that make no claims do no harm.

    ``declared``: pairs known to depend on each other. ``eyewitnesses``: their claims never count less than the floor of
    copying. ``classes``: kind of a source (official, outlet ...); accuracies are drawn towards the mean of the kind.
    ``copy_prior``: probability that two sources depend on each other before evidence; 0.05 suits interviews, 0 learns nothing.
    """

    declared: tuple[tuple[str, str], ...] = ()
    eyewitnesses: frozenset[str] = frozenset()
    classes: Mapping[str, str] = {}
    copy_prior: float = PRIOR


NOTHING = Known()
"""No knowledge beyond the claims."""
