"""A description can be made broader, level by level, and never narrower."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.protection import DescriptorLevel
from testimonia.protect.pseudonyms.descriptors import find_trades, generalise_age, generalise_trade, trades

LEVELS = tuple(DescriptorLevel)


@pytest.mark.parametrize(
    ("level", "english", "arabic"),
    [
        ("exact", "pharmacist", "pharmacist"),
        ("broad", "trader", "تاجر"),
        ("sector", "tradesperson", "صاحب مهنة"),
        ("role", "", ""),
        ("none", "", ""),
    ],
)
def test_a_trade_at_each_level(level, english, arabic):
    """Exact, broad, sector, and then nothing; in English and Arabic."""
    assert generalise_trade("pharmacist", DescriptorLevel(level)) == english
    assert generalise_trade("pharmacist", DescriptorLevel(level), language="ar") == arabic


def test_an_unknown_trade_is_not_shown():
    """What the table does not know, or names two trades, has no broader word; it is left out rather than shown as it is."""
    assert generalise_trade("keeper of the crocodiles", DescriptorLevel.SECTOR) == ""
    assert generalise_trade("doctor and mayor", DescriptorLevel.BROAD) == ""


def test_every_trade_has_broader_words_and_a_share():
    """A broader word fits at least as many people as each trade under it."""
    for trade in trades():
        assert trade.broad and trade.sector and trade.broad_ar and trade.sector_ar
        assert 0 < trade.share < 1
        assert generalise_trade(trade.exact, DescriptorLevel.BROAD) == trade.broad


def test_trades_are_found_in_both_languages():
    """Longest first, plurals, feminine -y, and the Arabic article."""
    assert [trade.exact for trade in find_trades("two lorry drivers and a fisherman")] == ["lorry driver", "fisherman"]
    assert [trade.exact for trade in find_trades("Notaries and taxi drivers")] == ["notary", "taxi driver"]
    assert [trade.exact for trade in find_trades("قال الطبيب إن الصيدلي رحل")] == ["doctor", "pharmacist"]
    assert find_trades("the convoy left") == ()


@pytest.mark.parametrize(
    ("years", "broad", "sector"),
    [
        (17, "10 to 19", "a child"),
        (18, "10 to 19", "a young adult"),
        (39, "30 to 39", "a young adult"),
        (40, "40 to 49", "middle-aged"),
        (59, "50 to 59", "middle-aged"),
        (60, "60 to 69", "an older person"),
        (80, "80 or older", "an older person"),
    ],
)
def test_ages(years, broad, sector):
    """The decade, then the time of life; the very old are put together."""
    assert generalise_age(years, DescriptorLevel.BROAD) == broad
    assert generalise_age(years, DescriptorLevel.SECTOR) == sector
    assert generalise_age(years, DescriptorLevel.ROLE) == ""


@given(st.integers(0, 110), st.integers(0, 110), st.sampled_from(LEVELS))
def test_a_broader_level_joins_what_a_finer_one_joins(one, other, level):
    """Two ages that look the same at a level look the same at every broader level, children apart from 18 and 19."""
    if generalise_age(one, level) == generalise_age(other, level) and {one, other} & {18, 19} == set():
        for broader in LEVELS[LEVELS.index(level) :]:
            assert generalise_age(one, broader) == generalise_age(other, broader)
