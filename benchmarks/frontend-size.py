"""``benchmarks/frontend-size``: how much a browser fetches of the workbench's pages, gzip.

The limits are 400 kB without the map, 900 kB with it (kB of 1000 bytes). The map's own files are those that only its view
fetches.
"""

import gzip
import re
import sys
from pathlib import Path

BUILT = Path(__file__).parents[1] / "src" / "testimonia" / "web" / "built"
WITHOUT_MAP_KB, WITH_MAP_KB = 400, 900
_STATIC = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_FETCHED = re.compile(r"""["'](?:\./|assets/)([\w.-]+\.(?:js|css))["']""")


def size(path: Path) -> int:
    """Bytes of a file once it is compressed."""
    return len(gzip.compress(path.read_bytes(), 9))


def reach(names: set[str], assets: Path, pattern: re.Pattern[str]) -> set[str]:
    """Files that some files fetch, themselves included."""
    found, todo = set(), list(names)
    while todo:
        name = todo.pop()
        if name in found or not (assets / name).exists():
            continue
        found.add(name)
        if name.endswith(".js"):
            todo.extend(pattern.findall((assets / name).read_text("utf-8")))
    return found


def main() -> int:
    """Print the figures; 1 if a limit is passed."""
    index = BUILT / "index.html"
    if not index.exists():
        print("the pages are not built: make frontend", file=sys.stderr)
        return 2
    assets = BUILT / "assets"
    entry = set(re.findall(r'/assets/([\w.-]+\.(?:js|css))"', index.read_text("utf-8")))
    home = {path.name for path in assets.iterdir() if path.name.startswith("Home-")}
    first = reach(entry | home, assets, _STATIC)
    everything = {path.name for path in assets.iterdir() if path.is_file()}
    of_map = {name for name in everything if name.startswith("Map-")}
    without = everything - of_map
    for name in of_map:
        others = reach(without, assets, _FETCHED) if name.endswith(".js") else set()
        without |= others & reach({name}, assets, _STATIC) - of_map
    rest = size(index) + sum(size(path) for path in BUILT.iterdir() if path.is_file() and path != index)
    kb = {
        "first page (shell and home)": (sum(size(assets / name) for name in first) + size(index)) / 1000,
        "everything without the map": (sum(size(assets / name) for name in without) + rest) / 1000,
        "everything": (sum(size(assets / name) for name in everything) + rest) / 1000,
    }
    for what, figure in kb.items():
        print(f"{what:32} {figure:7.1f} kB")
    largest = sorted(((size(assets / name), name) for name in everything), reverse=True)[:5]
    print("largest: " + ", ".join(f"{name} {figure / 1000:.1f} kB" for figure, name in largest))
    is_within = kb["everything without the map"] <= WITHOUT_MAP_KB and kb["everything"] <= WITH_MAP_KB
    print("within the limits" if is_within else "PASSES A LIMIT")
    return 0 if is_within else 1


if __name__ == "__main__":
    sys.exit(main())
