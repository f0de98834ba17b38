"""Builders for the tests of maps: a case from the few words that matter.

a_case(places=[a_place("Raqqa", 35.95, 39.01)], legs=[("Tabqa", "Raqqa")])
"""

from make import day

from testimonia.model.events import Event
from testimonia.model.maps import Extent, MapData, MapPlace, Mention
from testimonia.model.routes import Leg, Route
from testimonia.model.values import PlaceRef

AT = {"Tabqa": (35.84, 38.55), "Raqqa": (35.95, 39.01), "Markada": (35.75, 40.75), "Shanine": (None, None)}


def a_ref(name, lat=None, lon=None, radius_km=0.0):
    """A reference; known names have their coordinates."""
    known = AT.get(name, (None, None))
    return PlaceRef(name, name, known[0] if lat is None else lat, known[1] if lon is None else lon, "", "SY", radius_km)


def a_mention(words="Raqqa", *, before="They left ", after=" at noon.", source="a driver", protected=False):
    """A claim that names a place."""
    return Mention("c-1", words, before, after, "s-1", source, protected, "2017-11-01", "asserts", "notes.txt", "line 3")


def a_place(name, lat=None, lon=None, *, radius_km=0.0, extent=None, names=(), mentions=(), event_ids=()):
    """A place; a point unless said otherwise, unknown without coordinates."""
    ref = a_ref(name, lat, lon, radius_km)
    kind = extent or (Extent.UNKNOWN if ref.lat is None else Extent.CIRCLE if radius_km else Extent.POINT)
    ident = "m-" + "".join(character if character.isascii() and character.isalnum() else "-" for character in name)
    return MapPlace(ident, name, ref, kind, tuple(names), tuple(mentions), tuple(event_ids))


def a_leg(order, start, end, *, number=0, is_known=True, when="", words="we drove"):
    """A leg between known names."""
    moment = day(when) if when else None
    ident = f"l-{order}-{number}"
    return Leg(ident, order, a_ref(start), a_ref(end), moment, ("s-1",), ("c-1",), 40.0, 56.0, is_known, words)


def an_event(ident, what, when=""):
    """An event, dated or not."""
    return Event(ident, what, day(when) if when else None, None, ("s-1",), ("c-1",), date_prec=1 if when else 0)


def a_case(*, title="Leaving", places=(), legs=(), events=()):
    """A case with one route of the legs."""
    routes = (Route("r-1", "The convoy", tuple(legs), 40.0, 56.0, "It went 40 to 56 km."),) if legs else ()
    return MapData(title, tuple(places), tuple(events), routes, {"s-1": "a driver"})


def the_convoy():
    """A small case with everything a map draws: each precision, alternatives, a gap, Arabic, times, an unknown place."""
    return a_case(
        title="Leaving Raqqa",
        places=[
            a_place("Raqqa", names=["الرقة"], mentions=[a_mention(), a_mention("الرقة", protected=True)], event_ids=["e-1"]),
            a_place("Tabqa", mentions=[a_mention("Tabqa")], event_ids=["e-2"]),
            a_place("Markada", radius_km=12.0),
            a_place("Raqqa region", 36.15, 38.92, radius_km=80.0, extent=Extent.AREA),
            a_place("Shanine", mentions=[a_mention("Shanine")]),
        ],
        legs=[
            a_leg(0, "Tabqa", "Raqqa", when="2017-10-12"),
            a_leg(1, "Raqqa", "Markada", number=1),
            a_leg(1, "Tabqa", "Markada", number=2),
            a_leg(2, "Markada", "Tabqa", is_known=False),
            a_leg(3, "Tabqa", "Shanine"),
            a_leg(4, "Shanine", "Raqqa"),
        ],
        events=[
            an_event("e-1", "the talks began", "2017-10-10"),
            an_event("e-2", "they set off", "2017-10-12"),
            an_event("e-3", "a bridge was narrow"),
        ],
    )
