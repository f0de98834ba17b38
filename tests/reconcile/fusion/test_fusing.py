"""One door: the kind of values chooses the method."""

from testimonia.reconcile.fusion.fusing import Values, fuse
from testimonia.reconcile.fusion.table import build_table

CLAIMS = [("where", "a", "Raqqa"), ("where", "b", "Syria"), ("where", "c", "Syria")]


def test_the_same_claims_as_labels_and_as_places():
    """As labels the majority wins; as places the wider name supports the narrower."""
    table = build_table(CLAIMS)
    above = {"Raqqa": ["Syria"]}
    said = {kind: table.tokens[table.value_token[fuse(table, kind, above=above).chosen[0]]] for kind in Values}
    assert said == {Values.LABELS: "Syria", Values.PLACES: "Raqqa"}
