"""Published stories to measure: the sample's, a small one in Arabic, and a large one; and the pages a team looks at by itself.

The sample goes the whole way from raw material through vault, release, approval and gate, as ``make demo`` does. The Arabic and
the large story are rendered from the example releases of the tests, with the data beside them and their pictures.
"""

import io
import random
import runpy
import shutil
import sys
import time
from pathlib import Path

import msgspec
from PIL import Image

from testimonia.model.release import Bindings
from testimonia.pipeline.beside import make_beside
from testimonia.pipeline.investigation import Investigation
from testimonia.publish.story.parsing import parse_story
from testimonia.publish.story.rendering import Edition, render_story

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "examples" / "leaving-raqqa"
WARNING = "for the demonstration only: known to everybody"
DAY = "2017-11-13"

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "publish" / "story")]
from example import ARABIC, edition  # noqa: E402
from release_builder import large_release  # noqa: E402


def make_sample(folder: Path) -> tuple[Path, Path]:
    """The sample case and its published story: two folders."""
    case, site = folder / "case", folder / "site"
    case.mkdir(parents=True)
    shutil.copy(SAMPLE / "investigation.toml", case)
    with Investigation.open(case) as investigation:
        investigation.ingest([SAMPLE / "material"], recursive=True)
        investigation.run(workers=1)
    runpy.run_path(str(SAMPLE / "publish_demo.py"))["main"](case, site)
    return case, site


def make_team_pages(case: Path, folder: Path) -> Path:
    """The pages of the case that are for the team: accounts charts, map, timeline, mosaic."""
    folder.mkdir(parents=True)
    with Investigation.open(case) as investigation:
        for key in ("people", "foreign_fighters", "journey", "departure", "deal"):
            investigation.draw_accounts(key, {"html": folder / f"accounts-{key}.html"})
        investigation.draw_map({"html": folder / "map.html"})
        for language in ("en", "ar"):
            sheet = investigation.timeline_sheet(language=language)
            page = investigation.render_timeline(sheet, "html")
            (folder / f"timeline-{language}.html").write_text(page, encoding="utf-8")
        (folder / "mosaic.html").write_text(investigation.mosaic_page(investigation.mosaic()), encoding="utf-8")
    return folder


def arabic_files() -> dict[str, bytes]:
    """The files of the small Arabic story."""
    return _whole(edition(ARABIC))


def large_files(*, claims: int = 300, images: int = 40, places: int = 100) -> tuple[dict[str, bytes], dict[str, float]]:
    """The files of a story with so many claims, pictures and places, and the seconds they took by part."""
    release = large_release(claims=claims, places=places)
    names = {f"q{number}": one for number, one in enumerate(release.findings)}
    pictures = {f"picture-{number}.jpg": _picture(number) for number in range(images)}
    body = [f"It is said of village {n} that [many]{{finding: {name}}} left it." for n, name in enumerate(names)]
    body += [f"{{accounts: {name}}}" for name in list(names)[::5]]
    body += [f'![Picture {n}]({name} "Made for this measurement.")' for n, name in enumerate(pictures)]
    body += ["{route: 1..19}", "They went.", "{timeline}"]
    story = parse_story(f"---\ntitle: A large story\ndate: {DAY}\n---\n" + "\n\n".join(body) + "\n")
    bindings = Bindings(
        findings={name: one.id for name, one in names.items()},
        questions={name: one.question_id for name, one in names.items()},
        routes={"w": "route-1"},
    )
    began = time.perf_counter()
    files = _whole(Edition(story, release, bindings, pictures))
    return files, {"render": time.perf_counter() - began}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write a folder."""
    for path, data in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return folder


def _whole(edition: Edition) -> dict[str, bytes]:
    beside = make_beside(edition.story.head, edition.release, (), day=DAY)
    whole = msgspec.structs.replace(edition, links=beside.links, claim_pages=beside.claim_pages)
    return {**render_story(whole), **beside.files}


def _picture(number: int) -> bytes:
    """A picture of four megapixels with as much in it as a photograph compresses to, the same for the same number."""
    chance = random.Random(number)
    small = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
    file = io.BytesIO()
    small.resize((2400, 1800), Image.Resampling.BICUBIC).save(file, "JPEG", quality=85)
    return file.getvalue()
