"""One door: the kind of values chooses the method."""

import pytest

from testimonia.reconcile.fusion.copying import FLOOR
from testimonia.reconcile.fusion.fusing import Values, fuse
from testimonia.reconcile.fusion.known import Known
from testimonia.reconcile.fusion.table import build_table

CLAIMS = [("where", "a", "Raqqa"), ("where", "b", "Syria"), ("where", "c", "Syria")]


def test_the_same_claims_as_labels_and_as_places():
    """As labels the majority wins; as places the wider name supports the narrower."""
    table = build_table(CLAIMS)
    above = {"Raqqa": ["Syria"]}
    said = {kind: table.tokens[table.value_token[fuse(table, kind, above=above).chosen[0]]] for kind in Values}
    assert said == {Values.LABELS: "Syria", Values.PLACES: "Raqqa"}


@pytest.mark.parametrize("kind", Values)
def test_what_is_known_is_heeded_whatever_the_values(kind):
    """A declared copy adds nothing, an eyewitness keeps the floor, and unknown names do no harm."""
    table = build_table(CLAIMS)
    copy = Known(declared=(("b", "c"), ("b", "nobody")))
    assert fuse(table, kind, known=copy).own.tolist() == [1, 1, 0]
    seen = Known(declared=(("b", "c"),), eyewitnesses=frozenset({"c"}))
    assert fuse(table, kind, known=seen).own.tolist() == [1, 1, FLOOR]
