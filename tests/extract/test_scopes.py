"""Which phrases limit a claim to a part, and which only look like it."""

from collections.abc import Callable

import pytest

from testimonia.model.testimony import Extraction
from testimonia.model.values import Amount

Read = Callable[..., Extraction]

LIMITED = [
    ("There were 30 boxes in my lorry.", ("in my lorry",)),
    ("Three foreigners rode with each driver.", ("with each driver",)),
    ("I took 20 families across in one week.", ("in one week",)),
    ("I drove 16 people in the first bus.", ("in the first bus",)),
    ("17 people rode per family.", ("per family",)),
    ("22 people were in each of the lorries.", ("in each of the lorries",)),
    ("My boat alone carried 90 people.", ("My boat",)),
    ("18 people died in his house.", ("in his house",)),
]
UNLIMITED = [
    "By his estimate 13 people left.",
    "To this day 14 people wait.",
    "15 people came with their own eyes open.",
    "They took 12 people for his own sake.",
    "19 people died that night.",
    "His uncle sold 20 cows.",
    "20 people left with my wife.",
    "12 people left that week.",
]


@pytest.mark.parametrize(("text", "expected"), LIMITED)
def test_a_part_limits(read: Read, text: str, expected: tuple[str, ...]) -> None:
    """What holds a part of the counted, or the time it was counted over, is the claim's scope."""
    claim = next(c for c in read(text, source="Old Tomas", kind="notes").claims if isinstance(c.value, Amount))
    assert expected == claim.about.scope


@pytest.mark.parametrize("text", UNLIMITED)
def test_other_phrases_do_not(read: Read, text: str) -> None:
    """Estimates, dates, reasons, company and manner leave a figure good for the whole."""
    claims = [c for c in read(text, source="Old Tomas", kind="notes").claims if isinstance(c.value, Amount)]
    assert [c.about.scope for c in claims] == [()]
