"""Size and first draw of the map page for a large case, in headless Chromium.

    benchmarks/map [--places 1000] [--legs 200] [--claims 3] [--runs 5] [--keep FILE]

Needs Chromium (Debian: apt-get install chromium fonts-noto-core). The case is made by a seeded generator: places around the
Euphrates in Latin and Arabic, claims with two sentences each, 300 dated events, routes of ten orders with alternatives and
unknown legs. Prints one JSON object: bytes of each format, seconds to render, and milliseconds from the start of navigation
to the first contentful paint and to the frame after the page's script has laid the map out, symbols and labels included
(median and worst of the runs, each in a browser of its own).
"""

import argparse
import json
import random
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from browser import Browser, find_chromium

from testimonia.model.events import Event
from testimonia.model.maps import Extent, MapData, MapPlace, Mention
from testimonia.model.routes import Leg, Route
from testimonia.model.values import Moment, PlaceRef
from testimonia.publish.geojson import to_geojson
from testimonia.publish.kml import to_kml
from testimonia.publish.map_page import map_page
from testimonia.publish.map_svg import map_svg

LATIN = ["ba", "ka", "sha", "ri", "mun", "dar", "tel", "um", "ash", "qa", "la", "zor", "ha", "sin", "far", "wa", "bu", "rai"]
ARABIC = ["با", "كا", "شا", "ري", "من", "دار", "تل", "أم", "عش", "قا", "لا", "زور", "حا", "سن", "فر", "وا", "بو", "راي"]
WORDS = [
    "we",
    "saw",
    "lorries",
    "at",
    "the",
    "bridge",
    "before",
    "noon",
    "and",
    "nobody",
    "told",
    "us",
    "where",
    "the",
    "road",
    "went",
    "after",
    "the",
    "river",
]


def made_case(*, places: int, legs: int, claims: int, seed: int = 7) -> MapData:
    """A case of that many places, legs, and claims behind each place."""
    chance = random.Random(seed)
    events = tuple(made_event(number, chance) for number in range(300))
    made = tuple(made_place(number, claims, events, chance) for number in range(places))
    routes = []
    while (left := legs - sum(len(route.legs) for route in routes)) > 0:
        routes.append(made_route(len(routes), min(25, left), made, chance))
    names = {f"src-{number}": f"witness {number}" for number in range(40)}
    return MapData("A large case", made, events, tuple(routes), names)


def made_event(number: int, chance: random.Random) -> Event:
    day = (date(2017, 6, 1) + timedelta(days=chance.randrange(200))).isoformat()
    when = Moment(day, day, day, day, f"on {day}", day)
    return Event(f"e-{number}", " ".join(chance.sample(WORDS, 9)), when, None, (f"src-{number % 40}",), (f"c-{number}",))


def made_place(number: int, claims: int, events: tuple[Event, ...], chance: random.Random) -> MapPlace:
    picks = [chance.randrange(len(LATIN)) for _ in range(chance.randint(2, 4))]
    name = "".join(LATIN[pick] for pick in picks).capitalize()
    others = ("".join(ARABIC[pick] for pick in picks),) if number % 2 else ()
    radius = {7: 12.0, 8: 60.0}.get(number % 9, 0.0)
    extent = {7: Extent.CIRCLE, 8: Extent.AREA}.get(number % 9, Extent.POINT)
    ref = PlaceRef(name, name, 35.5 + chance.gauss(0, 0.9), 39.5 + chance.gauss(0, 1.3), f"geonames:{number}", "SY", radius)
    mentions = []
    for claim in range(claims):
        source = chance.randrange(40)
        mentions.append(
            Mention(
                claim_id=f"c-{number:08x}{claim:08x}",
                words=name,
                before=" ".join(chance.choices(WORDS, k=14)) + " ",
                after=" " + " ".join(chance.choices(WORDS, k=14)),
                source_id=f"src-{source}",
                source=f"witness {source}",
                is_protected=source % 2 == 0,
                said_on=(date(2017, 11, 1) + timedelta(days=claim)).isoformat(),
                stance="asserts",
                item=f"interview-{source}.txt",
                locator=f"line {claim + 1}",
            )
        )
    told = tuple(event.id for event in chance.sample(events, chance.randrange(3)))
    return MapPlace(f"m-{number}", name, ref, extent, others, tuple(mentions), told)


def made_route(number: int, legs: int, places: tuple[MapPlace, ...], chance: random.Random) -> Route:
    at, made = chance.choice(places), []
    while len(made) < legs:
        order, near = len(made), sorted(places, key=lambda place: distance(place, at))[1:30]
        for goal in chance.sample(near, 2 if len(made) % 6 == 5 and len(made) + 2 <= legs else 1):
            made.append(made_leg(len(made), order, at, goal, is_known=len(made) % 7 != 3))
        at = goal
    return Route(f"route-{number}", f"Route {number + 1}", tuple(made), 100.0, 140.0, "100 to 140 km.")


def made_leg(number: int, order: int, start: MapPlace, end: MapPlace, *, is_known: bool) -> Leg:
    words = f"from {start.name} we went on to {end.name}"
    return Leg(f"leg-{number}", order, start.place, end.place, None, ("src-1",), (f"c-{number}",), 9.0, 13.0, is_known, words)


def distance(a: MapPlace, b: MapPlace) -> float:
    return abs((a.place.lat or 0) - (b.place.lat or 0)) + abs((a.place.lon or 0) - (b.place.lon or 0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, default=1000)
    parser.add_argument("--legs", type=int, default=200)
    parser.add_argument("--claims", type=int, default=3, help="behind each place")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="also write the page here")
    options = parser.parse_args()
    if not find_chromium():
        raise SystemExit("benchmarks/map: no Chromium (Debian: apt-get install chromium fonts-noto-core)")
    data = made_case(places=options.places, legs=options.legs, claims=options.claims)
    began = time.perf_counter()
    page = map_page(data)
    rendered = time.perf_counter() - began
    sizes = {"html": page, "svg": map_svg(data), "geojson": to_geojson(data), "kml": to_kml(data)}
    with tempfile.TemporaryDirectory() as folder:
        file = options.keep or Path(folder) / "map.html"
        file.write_text(page, encoding="utf-8")
        paints, drawn = [], []
        for _ in range(options.runs):
            with Browser() as browser:
                opened = browser.open(file)
                if opened.errors or opened.requests:
                    raise SystemExit(f"benchmarks/map: {opened.errors} {opened.requests}")
                paints.append(opened.first_paint_ms)
                drawn.append(opened.drawn_ms)
    result = {
        "places": options.places,
        "legs": sum(len(route.legs) for route in data.routes),
        "bytes": {name: len(content.encode()) for name, content in sizes.items()},
        "render_s": round(rendered, 2),
        "first_paint_ms": {"median": statistics.median(paints), "worst": max(paints)},
        "map_drawn_ms": {"median": statistics.median(drawn), "worst": max(drawn)},
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
