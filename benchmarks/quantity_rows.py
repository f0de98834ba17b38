"""Write our quantities as the rows that the scorers of NewsQuant and MUC-4 read.

Both corpora count figures as they were printed: the number, the unit or counted noun in words, and a sign for hedges and
changes. A quantity without any figure ("several", "a soldier", "no foreigners") is none there and has no row.
"""

from collections.abc import Iterable
from typing import Any

from spacy.tokens import Doc

from testimonia.extract.values.found import Found


def quantity_rows(found: Iterable[Found], doc: Doc) -> list[dict[str, Any]]:
    """The rows of a passage: of everything `find_all_quantities` found, what was said with a figure."""
    return [row for one in found if one.rule != "amount.none" and (row := quantity_row(one, doc))["value"] is not None]


def quantity_row(found: Found, doc: Doc) -> dict[str, Any]:
    """One quantity of `find_all_quantities` as a row.

    Args:
        found: a quantity, with what was said filled in.
        doc: the passage it was found in.

    Returns:
        value and value2 (the second only for ranges, results and changes, in the order said; both None where no figure was
        said), change ("=", "~", ">", "<", "up", "down"), unit (words as said), norm_unit (one spelling, singular) and
        concepts: the noun phrase the quantity belongs to, or the verb of a number that stands alone.
    """
    said = found.said
    if said is None:
        return {"value": None, "value2": None, "change": "=", "unit": "", "norm_unit": "", "concepts": ""}
    verb = doc[found.head].head.lemma_ if not said.unit and found.head >= 0 else ""
    return {
        "value": said.first,
        "value2": said.second,
        "change": said.change,
        "unit": said.unit,
        "norm_unit": said.name,
        "concepts": said.concept or verb,
    }
