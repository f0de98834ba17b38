# ruff: noqa: E501 (rows of literal mark-up are kept whole; makers share one signature)
"""The planted suite of the gate: files with known secrets in every hiding place we know of, and decoys; made by seed, and scored.

    benchmarks/planted make FOLDER [--seed N]
    benchmarks/planted score PREDICTIONS.json FOLDER

``make`` writes FOLDER/files, FOLDER/VAULT.json and FOLDER/manifest.json. ``score`` takes what a gate printed for FOLDER/files with
that vault: {"files": {path: {"verdict": "block" | "review" | "clean", "secrets": ["P1"]}}}. A planted file counts as found when its
verdict is the manifest's and every planted secret is named. All people, numbers and places are invented; the makers share no code
with the gate.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from planting import archives, decoys, fonts, media, office, pictures, portable, refusals, spots, textfiles
from planting.drawing import Draw, Planted
from planting.people import cast_people, to_vault


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    make = commands.add_parser("make", help="write the files, the vault and the manifest")
    make.add_argument("folder", type=Path)
    make.add_argument("--seed", type=int, default=20240305)
    rate = commands.add_parser("score", help="recall, false alarms and misses of a gate's answer")
    rate.add_argument("predictions", type=Path)
    rate.add_argument("folder", type=Path)
    rate.add_argument("--json", action="store_true", help="figures only, for a table")
    options = parser.parse_args()
    if options.command == "make":
        print(write_suite(options.folder, seed=options.seed))
    else:
        manifest = json.loads((options.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
        answer = json.loads(options.predictions.read_text(encoding="utf-8"))["files"]
        figures = score(manifest, answer)
        print(json.dumps(figures, ensure_ascii=False) if options.json else report(figures))


def make_suite(seed: int) -> tuple[dict, list[Planted]]:
    """The vault and all files, the same for the same seed."""
    chance = random.Random(seed)
    people = cast_people(chance)
    draw = Draw(people, chance)
    files: list[Planted] = []
    folders = ("story", "data", "annex", "media", "site/assets", "site", "appendix")
    for index, maker in enumerate(_makers()):
        draw.start()
        planted = maker(draw)
        if planted.kind not in ("clean", "request", "unread"):
            planted.secrets = sorted(draw.used, key=lambda identity: int(identity[1:]))
        planted.name = f"{chance.choice(folders)}/{index:03d}-{planted.name}"
        files.append(planted)
    return to_vault(people), files


def _makers() -> Iterable:
    for group in (
        textfiles.disguised, textfiles.transliterated, textfiles.numbers, textfiles.escaped, textfiles.encoded, textfiles.marked_up,
        spots.located, pictures.photographed, portable.printed, office.written, media.recorded, archives.packed, archives.posted,
        archives.stored, archives.named, _fonts, refusals.requested, refusals.unreadable, refusals.combined, decoys.harmless,
    ):  # fmt: skip
        yield from group()


def _fonts() -> Iterable:
    yield lambda draw: Planted("serif.ttf", fonts.font("Desk", designer=draw.slip("name").text), "other", "font, designer")
    yield lambda draw: Planted(
        "serif.woff", fonts.woff(fonts.font("Desk"), f"<m>{draw.slip('name').text}</m>"), "other", "web font, metadata"
    )


def write_suite(folder: Path, *, seed: int) -> str:
    vault, files = make_suite(seed)
    rows = {}
    for planted in files:
        path = folder / "files" / planted.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(planted.data)
        rows[planted.name] = {"verdict": planted.verdict, "secrets": planted.secrets, "kind": planted.kind, "how": planted.how}
    for name, data in (("VAULT.json", vault), ("manifest.json", {"seed": seed, "files": rows})):
        (folder / name).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    counts = Counter(planted.verdict for planted in files)
    several = sum(len(planted.secrets) > 1 for planted in files)
    return (
        f"{len(files)} files in {folder / 'files'}: "
        + ", ".join(f"{n} {verdict}" for verdict, n in sorted(counts.items()))
        + f"; {several} with several secrets"
    )


def score(manifest: dict, answer: dict) -> dict:
    """Recall of files and of secrets, false alarms, a table by kind and the misses."""
    kinds: dict[str, list[int]] = {}
    misses, alarms, extra, asked, named = [], [], 0, 0, 0
    for path, row in manifest.items():
        said = answer.get(path, {"verdict": "missing", "secrets": []})
        wanted, got = set(row["secrets"]), set(said.get("secrets", []))
        if row["verdict"] == "clean":
            if said["verdict"] != "clean":
                alarms.append({"file": path, "how": row["how"], "verdict": said["verdict"], "secrets": sorted(got)})
            continue
        is_found = said["verdict"] == row["verdict"] and wanted <= got
        asked, named, extra = asked + len(wanted), named + len(wanted & got), extra + len(got - wanted)
        tally = kinds.setdefault(row["kind"], [0, 0, 0])
        for place, value in enumerate((1, is_found, said["verdict"] == row["verdict"])):
            tally[place] += value
        if not is_found:
            misses.append(
                {
                    "file": path,
                    "kind": row["kind"],
                    "how": row["how"],
                    "verdict": said["verdict"],
                    "not named": sorted(wanted - got),
                }
            )
    planted, found, judged = (sum(tally[place] for tally in kinds.values()) for place in range(3))
    clean = sum(row["verdict"] == "clean" for row in manifest.values())
    return {
        "planted": planted, "recall": found / planted, "file_recall": judged / planted, "secret_recall": named / asked,
        "wrongly_named": extra, "clean": clean, "false_alarms": len(alarms), "kinds": kinds, "misses": misses, "alarms": alarms,
    }  # fmt: skip


def report(figures: dict) -> str:
    rows = [
        f"planted files {figures['planted']}, recall (verdict and every secret) {figures['recall']:.3f}, file-level recall (verdict) "
        f"{figures['file_recall']:.3f}, secrets named {figures['secret_recall']:.3f}, named without being planted {figures['wrongly_named']}",
        f"clean files {figures['clean']}, false alarms {figures['false_alarms']}",
        "", "| kind | files | recall | verdict right |", "|---|---|---|---|",
    ]  # fmt: skip
    for kind, (count, found, judged) in sorted(figures["kinds"].items()):
        rows.append(f"| {kind} | {count} | {found / count:.3f} | {judged / count:.3f} |")
    for title, lines in (("misses", figures["misses"]), ("false alarms", figures["alarms"])):
        if lines:
            rows += ["", f"{title}:", *("  " + "; ".join(f"{key} {value}" for key, value in line.items()) for line in lines)]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
