"""Dates and times in Arabic."""

import pytest

from testimonia.extract.arabic.times import find_times
from testimonia.extract.arabic.words import Text
from testimonia.extract.values.anchors import Anchor
from tests.extract.arabic.arabic_texts import split_marked


@pytest.mark.parametrize(
    "marked",
    [
        "انطلقوا ⟨صباح ١٢ تشرين الأول|2017-10-12TMO⟩ من المدينة",
        "وصلوا يوم ⟨الثلاثاء الماضي|2017-10-24⟩",
        "قصفت القرية ⟨مساء أمس|2017-10-29TEV⟩",
        "في ⟨٦ أكتوبر/تشرين الأول ٢٠١٦|2016-10-06⟩",
        "⟨الخميس 5 كانون الثاني 2017|2017-01-05⟩",
        "بتاريخ ⟨28/9/2017|2017-09-28⟩",
        "⟨قبل ثلاثة أيام|2017-10-27⟩ خرجنا",
        "⟨منذ يومين|2017-10-28⟩ لم نأكل",
        "في ⟨الشهر الماضي|2017-09⟩",
        "في ⟨أيلول|2017-09⟩",
        "في ⟨آذار 2012|2012-03⟩ بدأ كل شيء",
        "⟨صيف عام 2016|2016-SU⟩",
        "في ⟨الخامس من كانون الثاني 2015|2015-01-05⟩",
        "في ⟨الحادي والعشرين من آذار 2012|2012-03-21⟩",
        "في ⟨الخامس عشر من شهر أيار 2016|2016-05-15⟩",
        "⟨أمس|2017-10-29⟩ كان اليوم الأول أصعب من الثاني",
        "⟨الساعة الرابعة والنصف عصرا|T16:30⟩",
        "عند ⟨الساعة 1:22 ظهرا|T13:22⟩",
    ],
)
def test_times(marked: str) -> None:
    """Every expression is found with its exact words and its value, counted from the day of the telling."""
    text, expected = split_marked(marked)
    found, _ = find_times(Text(text, 0), Anchor("2017-10-30"))
    assert [(time.moment.words, time.moment.value) for time in found] == expected


def test_clock_on_its_day() -> None:
    """An hour beside its day is one moment."""
    found, _ = find_times(Text("الساعة الرابعة عصرا يوم ١٢ تشرين الأول", 0), Anchor("2017-10-30"))
    assert [time.moment.earliest_start for time in found] == ["2017-10-12T16:00"]


def test_a_stretch_has_two_ends() -> None:
    """ "From 12 October to 15 October" starts on the one and ends on the other."""
    found, _ = find_times(Text("من ١٢ تشرين الأول إلى ١٥ تشرين الأول", 0), Anchor("2017-10-30"))
    assert [(time.moment.earliest_start, time.moment.latest_end) for time in found] == [
        ("2017-10-12T00:00", "2017-10-15T23:59")
    ]


def test_without_a_date_nothing_is_guessed() -> None:
    """ "Yesterday" in a text of unknown date is no moment."""
    found, _ = find_times(Text("وصلوا أمس", 0), Anchor(""))
    assert [time.moment.value for time in found if time.moment.value] == []


def test_to_this_day_is_no_date() -> None:
    """ "To this day" says how long, not when."""
    assert find_times(Text("إلى اليوم لم أقبض شيئا", 0), Anchor("2017-10-30"))[0] == []
