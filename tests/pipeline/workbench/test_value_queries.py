"""A search in words becomes filters; what is not understood stays words."""

import pytest

from testimonia.model.testimony import Source
from testimonia.pipeline.workbench.value_queries import understand

SOURCES = [Source("src-1", "Mahmoud"), Source("src-2", "Abu Fawzi"), Source("src-3", "محمود")]
UNITS = ["lorry", "fighter", "people"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("more than 40 lorries", {"over": 40, "unit": ("lorry",)}),
        ("at least forty lorries", {"at_least": 40, "unit": ("lorry",)}),
        ("fewer than 40 lorries", {"under": 40, "unit": ("lorry",)}),
        ("up to 40 lorries", {"at_most": 40, "unit": ("lorry",)}),
        ("between 200 and 300 fighters", {"at_least": 200, "at_most": 300, "unit": ("fighter",)}),
        ("about 4,000 people", {"at_least": 3400, "at_most": 4600, "unit": ("people",)}),
        ("more than six hours", {"over": 21600, "unit": ("s",), "value_type": ("duration",)}),
        ("at least $500", {"at_least": 500, "unit": ("USD",), "value_type": ("money",)}),
        ("40 foreign fighters", {"at_least": 40, "at_most": 40, "unit": ("fighter",), "q": "foreign"}),
        ("said before 13 October", {"said_to": "2017-10-12"}),
        ("said after October 13", {"said_from": "2017-10-14"}),
        ("said since 2017-10-13", {"said_from": "2017-10-13"}),
        ("in October 2016", {"said_from": "2016-10-01", "said_to": "2016-10-31"}),
        ("said between 10 and 13 October", {"said_from": "2017-10-10", "said_to": "2017-10-13"}),
        ("Mahmoud, denied", {"source": ("src-1",), "stance": ("denies",)}),
        ("according to Abu Fawzi", {"source": ("src-2",)}),
        ("the convoy left", {"q": "convoy left"}),
        ("أكثر من 40 شاحنة، قال قبل 13 أكتوبر", {"over": 40, "unit": ("lorry",), "said_to": "2017-10-12"}),
        ("بين ٢٠٠ و ٣٠٠ مقاتل", {"at_least": 200, "at_most": 300, "unit": ("fighter",)}),
        ("محمود، نفى", {"source": ("src-3",), "stance": ("denies",)}),
        ("منذ تشرين الأول 2017", {"said_from": "2017-10-01"}),
    ],
)
def test_a_query_in_words_becomes_filters(query, expected):
    """Exactly the filters that the words mean, and nothing else."""
    found = understand(query, sources=SOURCES, units=UNITS, year=2017)
    names = ("q", "source", "stance", "value_type", "unit", "over", "under", "at_least", "at_most", "said_from", "said_to")
    given = {name: value for name in names if (value := getattr(found, name)) not in (None, "", ())}
    assert given == {name: pytest.approx(value) if isinstance(value, int) else value for name, value in expected.items()}


def test_a_day_without_its_year_is_not_guessed_where_nothing_says_it():
    """Without a year of the case the words stay words."""
    assert understand("said before 13 October").said_to == ""


def test_what_was_read_is_told():
    """The parts that became filters are named, so that a person sees how the query was read."""
    assert understand("more than 40 lorries, broken axle", units=UNITS).read == ("more than 40 lorries",)
