"""Timelines for the tests of this room."""

from testimonia.model.events import Event
from testimonia.model.timelines import TimelineRow, TimelineSheet
from testimonia.model.values import Hedge, Moment, PlaceRef


def event(what, *bounds, words="", edtf="", prec=0, hedge=Hedge.EXACT, **more):
    """An event; bounds as in `Moment`, none = undated."""
    when = Moment(*bounds, words=words, hedge=hedge) if bounds else None
    number = sum(map(ord, what)) % 10**6
    return Event(f"e-{number}", what, when, None, ("s-1",), (f"c-{number}",), edtf=edtf, date_prec=prec, **more)


def day(the_day):
    """The bounds of a point somewhere in a day."""
    return (f"{the_day}T00:00", f"{the_day}T23:59") * 2


DEPARTURE = event("The convoy left", *day("2017-10-12"), words="12 October", edtf="2017-10-12", prec=1)
WEEK = event(
    "Prices rose", *("2017-10-09T00:00", "2017-10-15T23:59") * 2, words="that week", edtf="[2017-10-09..2017-10-15]", prec=3
)
BEFORE = event("The talks failed", *("", "2017-10-12T23:59") * 2, words="before", edtf="../2017-10-12", prec=5, hedge=Hedge.MAX)
SINCE = event("It was quiet", *("2017-10-13T00:00", "") * 2, words="since", edtf="2017-10-13/..", prec=5, hedge=Hedge.MIN)
JOURNEY = event(
    "They drove", "2017-10-12T00:00", "2017-10-12T12:00", "2017-10-14T00:00", "2017-10-15T00:00", words="three days", prec=1
)
UNDATED = event("A warplane dropped flares")
ARABIC = event("انطلقوا صباح ١٢ تشرين الأول", *day("2017-10-12"), words="صباح ١٢ تشرين الأول", edtf="2017-10-12", prec=1)
AROUND_FOUR = Event(
    "e-four",
    "People were told to stay indoors",
    Moment(*("2017-10-12T15:30", "2017-10-12T16:30") * 2, words="about four", value="2017-10-12T16:00", hedge=Hedge.ABOUT),
    PlaceRef("Shanine", "Shanine", 36.1, 39.0),
    ("s-1", "s-2"),
    ("c-1", "c-2"),
    reason="2 claims",
    edtf="2017-10-12",
    date_prec=1,
    where_prec=1,
    places=("Shanine",),
)


def sheet(*events, **fields):
    """A sheet; events with two sources are told by Mahmoud and Residents, others by a driver."""
    names = {1: ("a driver",), 2: ("Mahmoud", "Residents")}
    rows = tuple(TimelineRow(one, names[len(one.source_ids)]) for one in events)
    return TimelineSheet(title=fields.pop("title", "Leaving Raqqa"), rows=rows, **fields)
