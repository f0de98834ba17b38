"""Which days matter most."""

from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.reconstruct.importance import DayMention, day_mentions, rank_days
from tests.make import day, said, testimony


def mentions(day, *published, explicit=True):
    return [DayMention(day, f"{day}{at}{n}", at, explicit) for n, at in enumerate(published)]


def first(*told):
    return rank_days([mention for some in told for mention in some])[0].day


def test_more_who_speak_of_a_day_make_it_matter_more():
    """Three pieces of material against one, all written the day after."""
    assert first(mentions("2017-10-01", *["2017-10-02"] * 3), mentions("2017-11-01", "2017-11-02")) == "2017-10-01"


def test_one_piece_of_material_counts_once():
    """A piece that names a day ten times is one piece, and copies share one unit."""
    often = [DayMention("2017-11-01", "one", "2017-11-02", True)] * 10
    assert first(often, mentions("2017-10-01", "2017-10-02", "2017-10-02")) == "2017-10-01"


def test_who_comes_back_to_a_day_later_counts_more_than_todays_news():
    """Two who still speak of a day weeks later against three who write "today"."""
    assert (
        first(mentions("2017-10-01", "2017-11-20", "2017-12-20"), mentions("2017-11-01", *["2017-11-01"] * 3)) == "2017-10-01"
    )


def test_a_day_named_by_its_date_counts_more_than_yesterday():
    """The same number of articles of the same day, one by figures and one by words."""
    plain = mentions("2017-11-01", "2017-11-02", explicit=False)
    assert first(plain, mentions("2017-12-01", "2017-12-02")) == "2017-12-01"


def test_a_day_stands_out_from_its_neighbours():
    """As many speak of both; one stands alone, the other between two days that are spoken of as much."""
    crowd = [m for n in (1, 2, 3) for m in mentions(f"2017-10-0{n}", "2017-10-20", "2017-10-21")]
    assert first(crowd, mentions("2017-08-01", "2017-08-20", "2017-08-21")) == "2017-08-01"


def test_material_without_a_date_still_speaks():
    """Its weight is that of the week after; the reason names what is known."""
    (one,) = rank_days(mentions("2017-10-01", "", ""))
    assert (one.items, one.reason) == (2, "2 pieces of material, copies not counted, speak of it")


def test_only_single_days_are_ranked():
    """A month names no day; what sources of one group say counts as one unit."""
    pairs = [said(day("2017-10"), by="a", noun="x"), said(day("2017-10-12"), by="a", noun="x"), said(day("2017-10-12"), by="b")]
    found = list(day_mentions(testimony(*pairs), {}, {"s-a": "g-1", "s-b": "g-1"}))
    assert [(m.day, m.unit) for m in found] == [("2017-10-12", "g-1")] * 2


DAYS = st.dates().map(lambda d: d.isoformat())


@given(
    st.lists(st.builds(DayMention, DAYS, st.sampled_from("xyz"), DAYS | st.just(""), st.booleans()), max_size=12), st.randoms()
)
@settings(max_examples=50, deadline=None)
def test_the_order_of_mentions_does_not_matter(told, chance):
    """The same mentions give the same ranking, every day once."""
    mixed = list(told)
    chance.shuffle(mixed)
    ranked = rank_days(told)
    assert ranked == rank_days(mixed)
    assert sorted(one.day for one in ranked) == sorted({mention.day for mention in told})
