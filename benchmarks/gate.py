"""The gate over a folder with a plain test vault, in the form that measures read.

    benchmarks/gate FOLDER VAULT.json > verdicts.json

VAULT.json is no vault: it lies in the clear and holds invented people. Its keys are those of `Identity` but for ``names_ar``,
``aliases_ar`` and ``ids``; ``allowed`` and ``quasi_identifiers`` stand beside them. Every key may be absent.

Prints {"files": {path: {"verdict": "block" | "review" | "clean", "secrets": [identity ids]}}}.
"""

import argparse
import json
import sys
from pathlib import Path

from testimonia.model.gating import FileVerdict
from testimonia.pipeline.gating import gate_folder
from testimonia.protect.identities import Allowed, Home, Identity

PUBLIC_RADIUS_M = 100.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("vault", type=Path)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--why", action="store_true", help="also where, how and what was not read")
    options = parser.parse_args()
    vault = json.loads(options.vault.read_text(encoding="utf-8"))
    identities = [identity_of(row, vault.get("quasi_identifiers", {})) for row in vault.get("identities", [])]
    report = gate_folder(
        options.folder, identities, allowed_of(vault.get("allowed", {})), made_at="", tool="", workers=options.workers
    )
    json.dump({"files": {file.path: row_of(file, why=options.why) for file in report.files}}, sys.stdout, indent=1)


def identity_of(row: dict, details: dict[str, dict]) -> Identity:
    """An identity of a plain test vault."""
    home = row.get("home")
    return Identity(
        row["id"],
        pseudonym=row.get("pseudonym", ""),
        role=row.get("role", ""),
        names=(*row.get("names", ()), *row.get("names_ar", ())),
        aliases=(*row.get("aliases", ()), *row.get("aliases_ar", ())),
        numbers=tuple(row.get("ids", ())),
        home=Home(home["lat"], home["lon"], home.get("radius_m", 0.0)) if home else None,
        details={key: str(value) for key, value in details.get(row["id"], {}).items()},
        **{key: tuple(row.get(key, ())) for key in ("phones", "emails", "plates", "handles", "usernames", "devices")},
    )


def allowed_of(row: dict) -> Allowed:
    """What a plain test vault allows."""
    phone = row.get("newsroom_phone")
    return Allowed(
        bylines=tuple(row.get("bylines", ())),
        pseudonyms=tuple(row.get("pseudonyms", ())),
        public_points=tuple(Home(point["lat"], point["lon"], PUBLIC_RADIUS_M) for point in row.get("public_points", ())),
        phones=(phone,) if phone else (),
        coordinate_decimals=row.get("max_coordinate_decimals_near_sources", Allowed().coordinate_decimals),
    )


def row_of(file: FileVerdict, *, why: bool) -> dict:
    """A file's verdict and the sources found in it."""
    row = {"verdict": str(file.verdict), "secrets": sorted({leak.identity_id for leak in file.leaks})}
    if why:
        row["leaks"] = [[leak.identity_id, leak.kind, leak.how, leak.place] for leak in file.leaks]
        row["unread"] = [[unread.place, unread.why] for unread in file.unread]
        row["requests"] = list(file.requests)
    return row


if __name__ == "__main__":
    main()
