"""In which order the accounts stand, and which are drawn one by one."""

from chart_cases import a_chart, an_account, figures

from testimonia.model.accounts import AccountGroup, AccountLink
from testimonia.model.testimony import Polarity, Role, Stance
from testimonia.publish.accounts.axis import axis_of
from testimonia.publish.accounts.rows import rows_of, sections_of
from testimonia.publish.accounts.texts import texts_in

EN = texts_in("en")


def sections(*accounts, most=60, **fields):
    chart = a_chart(*accounts, **fields)
    return sections_of(chart, axis_of(chart, EN), EN, most=most)


def test_kinds_of_source_stand_together_from_near_to_far():
    """Who took part comes before who saw it, before officials, before who heard of it; in each, from low to high."""
    found = sections(
        an_account("90 people", by="paper", role=Role.MEDIA),
        an_account("50 people", by="driver B", role=Role.PARTICIPANT),
        an_account("40 people", by="driver A", role=Role.PARTICIPANT),
        an_account("60 people", by="mayor", role=Role.OFFICIAL),
    )
    assert [(section.title, [row.source for row in section.rows]) for section in found] == [
        ("Took part", ["driver A", "driver B"]),
        ("Officials", ["mayor"]),
        ("News media", ["paper"]),
    ]


def test_one_sources_positions_stand_together_by_time_under_one_name():
    """The earlier position first, and the name said once."""
    (section,) = sections(
        an_account("90 people", said_on="2017-11-09"), an_account("10 people", said_on="2017-10-15", is_standing=False)
    )
    assert [(row.source, row.said) for row in section.rows] == [("a driver", "10"), ("", "90")]


def test_sources_that_depend_on_each_other_stand_together():
    """A bracket joins neighbours."""
    low, middle, high = (an_account(f"{n} people", by=f"driver {n}") for n in (10, 50, 90))
    (section,) = sections(low, middle, high, groups=(AccountGroup((low.source_id, high.source_id)),))
    assert [row.source for row in section.rows] == ["driver 10", "driver 90", "driver 50"]


def test_who_declines_has_no_bar_and_what_was_promised_is_named_so():
    """Stances are told in words beside the mark."""
    (section,) = sections(
        an_account(figures(None, None, None), by="a", stance=Stance.DECLINES, is_standing=False),
        an_account("20 people", by="b", stance=Stance.PROMISES, is_standing=False),
        an_account("30 people", by="c", stance=Stance.ADMITS),
        an_account("40 people", by="d", polarity=Polarity.NEGATED),
    )
    told = {row.source: (row.said, row.extent is not None) for row in section.rows}
    assert told == {
        "a": ("declines to say", False),
        "b": ("promised: 20", True),
        "c": ("admitted: 30", True),
        "d": ("not 40", True),
    }


def test_what_is_in_another_unit_says_so():
    """It stays in the chart, without a bar."""
    (section,) = sections(
        an_account(figures(5, 5, 5, "USD")),
        an_account(figures(7, 7, 7, "USD"), by="b"),
        an_account(figures(9, 9, 9, "SYP"), by="c"),
    )
    (row,) = [row for row in section.rows if row.source == "c"]
    assert row.extent is None
    assert row.said == "9 SYP: in another unit, not on this axis"


def test_beyond_the_most_rows_the_rest_of_a_kind_is_one_row():
    """What contradicts is kept, and the rest is counted with its range."""
    accounts = [an_account(f"{n} people", by=f"driver {n:02}") for n in range(10, 90)]
    linked = (accounts[77], accounts[79])
    link = AccountLink(tuple(account.id for account in linked), "both cannot be true")
    rows = rows_of(sections(*accounts, links=(link,)))
    assert len(rows) == 61
    assert {account.id for account in linked} <= {row.key for row in rows}
    assert rows[-1].source == "20 more, 68 to 88: in the table"
    assert rows[-1].extent is not None


def test_hearsay_says_by_whom_it_was_told():
    """The chain stands in the details."""
    (section,) = sections(
        an_account("9 people", by="a", is_first_hand=False, relayed_from=("a cousin",), said_on="2017-11", detail="trader"),
        an_account("9 people", by="b", is_first_hand=False),
    )
    assert [row.details for row in section.rows] == [("trader", "2017-11", "from a cousin"), ("told by others",)]
