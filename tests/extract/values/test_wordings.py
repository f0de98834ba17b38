"""How a quantity was put: figures, sign, unit."""

import pytest
from parsed import parse

from testimonia.extract.values.found import Said
from testimonia.extract.values.hedges import HedgeTable
from testimonia.extract.values.quantities import find_all_quantities

HEDGES = HedgeTable()


def said(text: str) -> list[Said]:
    return [found.said for found in find_all_quantities(parse(text), HEDGES) if found.said]


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("Prices rose 8 per cent to $20.", ["up", "="]),
        ("Shares were down 2.3%, oil by 2.6%.", ["down", "down"]),
        ("The index is up nearly 57%.", ["up"]),
        ("Sales grew by more than 3%.", [">"]),
        ("He gave up 517 yards.", ["="]),
        ("They dropped two bombs and lost 30 men.", ["=", "="]),
        ("Losses fell between 5% and 6%.", ["="]),
        ("About 50 lorries and just under 20 buses came.", ["~", "<"]),
        ("The wall is less than 7 miles (11 km) long.", ["<", "<"]),
        ("An average of 50 lorries came.", ["="]),
        ("Dozens of lorries came.", ["="]),
        ("Prices went up by an average of 1500.", ["="]),
        ("A decrease by 1 was seen.", ["down"]),
    ],
)
def test_sign_of_change(text: str, changes: list[str]) -> None:
    """Bounds come before directions, directions before about; levels and counts of things have no direction."""
    assert [s.change for s in said(text)] == changes


@pytest.mark.parametrize(
    ("text", "unit", "name"),
    [
        ("It is 6 km away.", "km", "kilometre"),
        ("He drove at 50 miles per hour.", "miles per hour", "mile per hour"),
        ("It gives 12 l/s.", "l / s", "litre per second"),
        ("It has a 6kW motor.", "kw", "kilowatt"),
        ("It costs $600 a month.", "$ a month", "dollar per month"),
        ("They paid 7.5 million Danish crowns.", "danish crowns", "danish krone"),
        ("Four different bosses came.", "different bosses", "boss"),
        ("Eight of the other employees left.", "other employees", "employee"),
        ("Half of the buses burnt.", "% buses", "% bus"),
        ("The 65-year-old left.", "year-old", "year of age"),
        ("It is a 52,000 barrel-a-day refinery.", "barrel a day", "barrel per day"),
    ],
)
def test_words_of_the_unit(text: str, unit: str, name: str) -> None:
    """The unit as said with what narrows a counted noun, and in one spelling and the singular."""
    (one,) = said(text)
    assert (one.unit.replace(" - ", "-"), one.name) == (unit, name)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("About 6 to 7 million people came.", (6e6, 7e6)),
        ("Tens of thousands of people came.", (1e4, 1e5)),
        ("Dozens of people came.", (12, 120)),
        ("Several people came.", (None, None)),
        ("A third of the houses burnt.", (pytest.approx(1 / 3), None)),
        ("It was minus 40 degrees.", (-40, None)),
    ],
)
def test_figures_that_were_said(text: str, figures: tuple[float | None, float | None]) -> None:
    """The figures in the unit that was said; plurals of number words are from one to ten of them, "several" has none."""
    (one,) = said(text)
    assert (one.first, one.second) == figures


def test_concept_is_what_is_measured() -> None:
    """A measure belongs to the thing it is said of."""
    (one,) = said("They lost 20 tonnes of white flour.")
    assert one.concept == "white flour"
