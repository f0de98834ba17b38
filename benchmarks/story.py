"""How long a story takes to build, what its page weighs, and how soon it is there.

    benchmarks/story [--runs 5] [--claims 300] [--images 40] [--places 100]

The sample is published as ``testimonia publish`` does it, with desk, gate, swap and custody, and rendered alone without them.
The large story (so many claims, pictures of four megapixels and places) is rendered from a seeded release, with the data beside
it, and its folder read by the gate with the sample's identities. Then both index pages are opened from disk in headless
Chromium, each time in a browser of its own. Prints one JSON object; seconds, bytes and milliseconds.

Weight is the page with its style sheet and script, without pictures. Needs Chromium for the last part.
"""

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from browser import Browser, find_chromium
from story_cases import WARNING, large_files, make_sample, write

from testimonia.pipeline import gating, publishing
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.publishing import Wanted
from testimonia.pipeline.vaults import Credential
from testimonia.protect.identities import Allowed

OPENS = Credential(passphrase=WARNING)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--claims", type=int, default=300)
    parser.add_argument("--images", type=int, default=40)
    parser.add_argument("--places", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        case, site = make_sample(folder / "sample")
        print(json.dumps({"sample": {**sample_times(case, folder), **weight(site), **paint(site, options.runs)}}))
        files, seconds = large_files(claims=options.claims, images=options.images, places=options.places)
        large = write(folder / "large", files)
        seconds["gate"] = gate_time(case, large)
        told = {f"{part}_s": round(taken, 2) for part, taken in seconds.items()} | {"build_s": round(sum(seconds.values()), 2)}
        print(json.dumps({"large": {**told, "files": len(files), **weight(large), **paint(large, options.runs)}}))


def sample_times(case: Path, folder: Path) -> dict[str, float]:
    """Seconds to publish the sample anew, and to render it only."""
    with Investigation.open(case, by="measurement") as investigation:
        began = time.perf_counter()
        report = investigation.publish(Wanted(case / "story.md", folder / "again"), OPENS)
        published = time.perf_counter() - began
        inner = investigation._case
        record, release = publishing._approved(inner, "")
        began = time.perf_counter()
        wanted, story = Wanted(case / "story.md", folder / "rendered"), publishing.read_story(case / "story.md")
        publishing._Desk(inner, wanted, story, record, release, None).render(())
        rendered = time.perf_counter() - began
    return {"publish_s": round(published, 2), "render_s": round(rendered, 2), "files": len(report.publication.files)}


def gate_time(case: Path, folder: Path) -> float:
    """Seconds the gate takes for a folder, with the sample's identities."""
    with Investigation.open(case) as investigation, investigation.vault.opened(OPENS) as vault:
        began = time.perf_counter()
        gating.gate_folder(folder, vault.identities, Allowed(), made_at="", tool="measurement")
        return time.perf_counter() - began


def weight(folder: Path) -> dict[str, int]:
    return {"page_bytes": sum((folder / name).stat().st_size for name in ("index.html", "style.css", "story.js"))}


def paint(folder: Path, runs: int) -> dict[str, Any]:
    """First contentful paint of the story's page: median and worst."""
    if not find_chromium():
        return {"first_paint_ms": None}
    found = []
    for _ in range(runs):
        with Browser() as browser:
            found.append(browser.open(folder / "index.html").first_paint_ms)
    return {"first_paint_ms": round(statistics.median(found)), "worst_ms": round(max(found))}


if __name__ == "__main__":
    main()
