"""Words per second and peak memory of ingest, extract and reconcile, and how long a rerun and a look take.

    benchmarks/throughput CORPUS.jsonl.gz [--articles N] [--workers N]

CORPUS: JSON lines, each {"topic", "articles": [{"id", "published", "text"}]}. Prints one JSON object. Memory is the sum
over this process and its workers, sampled every 50 ms; words per second of processor time hold on a busy machine too.
"""

import argparse
import gzip
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path


def articles(corpus: Path) -> Iterator[tuple[str, str, str]]:
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            for article in json.loads(line)["articles"]:
                yield article["id"], article["published"], article["text"].replace("\\/", "/")


class Memory(threading.Thread):
    """Samples resident memory of a process and its descendants."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak_mb = 0.0
        self.largest_mb = 0.0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.05):
            sizes = [resident_mb(pid) for pid in family(os.getpid())]
            self.peak_mb = max(self.peak_mb, sum(sizes))
            self.largest_mb = max(self.largest_mb, *sizes)


def family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*"):
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += family(int(child))
    return found


def resident_mb(pid: int) -> float:
    """Resident memory not shared with other processes, plus an equal share of what is (PSS)."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in rollup.splitlines() if line.startswith("Pss:")), 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--articles", type=int, default=0, help="take only so many; 0 = all")
    parser.add_argument("--copies", type=int, default=1, help="repeat the corpus, each copy with a line of its own")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        words, count = write_corpus(options, Path(folder) / "material")
        print(
            json.dumps(
                {"words": words, "items": count, "workers": options.workers} | measure(Path(folder), options.workers, words)
            )
        )


def write_corpus(options: argparse.Namespace, folder: Path) -> tuple[int, int]:
    folder.mkdir()
    words = count = 0
    for copy in range(options.copies):
        for number, (name, published, text) in enumerate(articles(options.corpus)):
            if options.articles and number >= options.articles:
                break
            extra = f"Copy {copy}.\n\n" if copy else ""
            (folder / f"{name}-{copy}.txt").write_text(f"---\npublished: {published}\n---\n{extra}{text}\n", encoding="utf-8")
            words += len(text.split())
            count += 1
    return words, count


def measure(folder: Path, workers: int, words: int) -> dict[str, object]:
    from testimonia.pipeline import intake, running
    from testimonia.pipeline.case import no_progress
    from testimonia.pipeline.investigation import Investigation

    memory = Memory()
    memory.start()
    case = Investigation.create(folder / "case")
    seconds = {}
    began = time.perf_counter()
    case.ingest([folder / "material"], recursive=True)
    seconds["ingest"] = time.perf_counter() - began
    steps = {
        "read": lambda inner: intake.read_stale(inner, progress=no_progress),
        "extract": lambda inner: running.extract_stale(inner, workers=workers, progress=no_progress),
        "reconcile": lambda inner: running.reconcile_stale(inner, progress=no_progress),
        "reconstruct": lambda inner: running.reconstruct_stale(inner, progress=no_progress),
    }
    for name, step in steps.items():
        began = time.perf_counter()
        with case._case.writing():
            step(case._case)
        seconds[name] = time.perf_counter() - began
    memory.done.set()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(usage.ru_utime + usage.ru_stime for usage in used)
    claims = sum(1 for _ in case.claims())
    case.close()
    total = sum(seconds.values())
    return {
        "words_per_s": round(words / total),
        "words_per_cpu_s": round(words / cpu) if workers == 1 else None,
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
        "claims": claims,
        "peak_mb_all_processes": round(memory.peak_mb),
        "peak_mb_largest_process": round(memory.largest_mb),
        "database_mb": round((folder / "case/.testimonia/case.db").stat().st_size / 1e6, 1),
        "rerun_s": round(command(folder, "ingest", "-r", str(folder / "material")) + command(folder, "run"), 2),
        "show_findings_s": command(folder, "show", "findings"),
    }


def command(folder: Path, *words: str) -> float:
    began = time.perf_counter()
    testimonia = Path(sys.executable).parent / "testimonia"
    subprocess.run([testimonia, "-C", folder / "case", *words], check=True, stdout=subprocess.DEVNULL)
    return round(time.perf_counter() - began, 2)


if __name__ == "__main__":
    main()
