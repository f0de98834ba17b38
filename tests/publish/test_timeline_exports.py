"""The timeline for calendars, TimelineJS and spreadsheets."""

import csv
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from testimonia.publish.timeline_exports import to_csv, to_ics, to_timelinejs
from tests.publish.sheets import AROUND_FOUR, BEFORE, DEPARTURE, UNDATED, WEEK, event, sheet


def entries(text):
    """Unfolded lines of a calendar, entry by entry."""
    lines = text.replace("\r\n ", "").split("\r\n")
    return [block.split("|") for block in re.findall(r"BEGIN:V(?:EVENT|JOURNAL)\|.*?END:V(?:EVENT|JOURNAL)", "|".join(lines))]


def test_a_calendar_covers_every_day_an_event_may_lie_on():
    """A day is one day, a week seven, tentative; a clock time is local; "before" stands on the day it names."""
    day, week, four, before = entries(to_ics(sheet(DEPARTURE, WEEK, AROUND_FOUR, BEFORE)))
    assert {"DTSTART;VALUE=DATE:20171012", "DTEND;VALUE=DATE:20171013", "STATUS:CONFIRMED"} <= set(day)
    assert {"DTSTART;VALUE=DATE:20171009", "DTEND;VALUE=DATE:20171016", "STATUS:TENTATIVE"} <= set(week)
    assert {"DTSTART:20171012T153000", "DTEND:20171012T163000"} <= set(four)
    assert "DTSTART;VALUE=DATE:20171012" in before


def test_a_calendar_keeps_what_has_no_date():
    """As a journal entry, which needs no day."""
    (entry,) = entries(to_ics(sheet(UNDATED)))
    assert entry[0] == "BEGIN:VJOURNAL"
    assert not any(line.startswith("DTSTART") for line in entry)


def test_a_calendars_description_says_what_is_known_and_by_whom():
    """The source's words, the bounds, the zone or that it is unknown, the sources, the claims; commas are escaped."""
    text = "".join(entries(to_ics(sheet(AROUND_FOUR)))[0])
    assert r"In the source's words: about four\nKnown: 2017-10-12 15:30-16:30 (EDTF 2017-10-12)" in text
    assert r"How exactly: exact day\; the place itself\nTime zone: unknown\nAccording to: Mahmoud\, Residents" in text
    assert "Time zone: Asia/Damascus" in to_ics(sheet(AROUND_FOUR, time_zone="Asia/Damascus")).replace("\r\n ", "")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\x85"), max_size=200))
def test_calendar_lines_are_folded_between_characters(words):
    """No line has more than 75 octets, and unfolding gives the words back."""
    text = to_ics(sheet(event(words)))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    escaped = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    assert f"SUMMARY:{escaped}\r\n" in text.replace("\r\n ", "")


def test_timelinejs_has_a_slide_for_each_dated_event_and_lists_the_others():
    """The others stand on the title slide; text is escaped, for TimelineJS shows it as HTML."""
    made = json.loads(to_timelinejs(sheet(DEPARTURE, WEEK, AROUND_FOUR, event("<b>flares</b>"))))
    assert [slide["start_date"] for slide in made["events"]] == [
        {"year": 2017, "month": 10, "day": 12},
        {"year": 2017, "month": 10, "day": 9},
        {"year": 2017, "month": 10, "day": 12, "hour": 15, "minute": 30},
    ]
    assert made["events"][1]["end_date"] == {"year": 2017, "month": 10, "day": 15}
    assert "&lt;b&gt;flares&lt;/b&gt;" in made["title"]["text"]["text"]


def test_a_table_has_every_event_and_runs_no_formula():
    """One row an event, undated ones too; a cell that a spreadsheet would run is made a text."""
    rows = list(csv.DictReader(io.StringIO(to_csv(sheet(AROUND_FOUR, event("=cmd()"))))))
    assert rows[0]["edtf"] == "2017-10-12"
    assert (rows[0]["earliest_start"], rows[0]["said_of_time"]) == ("2017-10-12T15:30", "about four")
    assert (rows[0]["according_to"], rows[0]["lat"]) == ("Mahmoud; Residents", "36.10000")
    assert (rows[0]["date_prec"], rows[0]["where_prec"]) == ("1", "1")
    assert (rows[1]["what"], rows[1]["date_prec"], rows[1]["where_prec"]) == ("'=cmd()", "0", "0")


def test_the_same_timeline_gives_the_same_bytes():
    """No clock and no chance in any of the formats."""
    made = sheet(DEPARTURE, WEEK, AROUND_FOUR, BEFORE, UNDATED)
    for write in (to_csv, to_ics, to_timelinejs):
        assert write(made) == write(made)
