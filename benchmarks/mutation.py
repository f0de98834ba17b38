"""Mutation score where a mistake costs most: how many small wrongs put into the code do the tests notice?

    benchmarks/mutation [--sample 300] [--seed N] [--all] [--only PATTERN ...] [--tests PATH ...] [--keep FOLDER]

Runs mutmut, in an environment of its own from benchmarks/peers/mutation-requirements.txt, over a copy of src and tests.
``--only`` takes patterns of files below src/testimonia (default: the vault, the clearance and the gate); ``--tests`` what is
run against them. All mutants take hours on two cores, so a random sample of them is the default; its seed is printed. A
mutant that no test reaches counts as one that survived.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
ROOMS = ("protect/vault/*", "protect/clearance/*", "protect/gate/*")
TESTS = ("tests/protect",)
TIMED_OUT = (36, 24, -24, 152, 255)
KILLED = {1: "killed", 3: "killed", 37: "killed", -11: "crashed", -9: "crashed", **dict.fromkeys(TIMED_OUT, "timed out")}
LEFT = {0: "survived", 33: "no test reaches it", 5: "no test reaches it", 35: "suspicious"}
"""Exit codes. Source: mutmut.stats, version 3.8."""
NOTICED = frozenset(KILLED.values())
CONFIGURATION = """

[tool.mutmut]
source_paths = ["src"]
only_mutate = {only}
pytest_add_cli_args_test_selection = {tests}
pytest_add_cli_args = ["-p", "no:cacheprovider", "-o", "addopts=", "-m", "not slow"]
also_copy = ["benchmarks", "examples", "scripts", "annotations"]
"""

BEHIND_CONFTEST = """

import functools
import gc
import os
import sys

_FOUND = [str(__import__("pathlib").Path(__import__("testimonia").__file__).parents[1]), os.environ.get("PYTHONPATH", "")]
os.environ["PYTHONPATH"] = os.pathsep.join(_FOUND)


def pytest_sessionstart(session):
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper):
            thing.cache_clear()
    for name in [name for name in sys.modules if name.startswith("tests.") and not name.endswith("conftest")]:
        del sys.modules[name]
"""
"""Programs that tests start find the changed code as well (set earlier, mutmut would take it off the path); and nothing that an
unchanged function said before is remembered: mutmut forks from a process that has run all the tests once."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--all", action="store_true", help="every mutant: hours")
    parser.add_argument("--only", nargs="*", default=ROOMS)
    parser.add_argument("--tests", nargs="*", default=TESTS)
    parser.add_argument("--survivors", type=int, default=40, help="how many survivors to list, with what was changed")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--keep", type=Path, help="work here and leave it; given again, what was done is not done anew")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    folder = options.keep or Path(tempfile.mkdtemp())
    try:
        copy_project(folder, only=[f"src/testimonia/{pattern}" for pattern in options.only], tests=list(options.tests))
        mutmut = Mutmut(folder)
        mutmut.run("no such mutant")
        names = sorted(mutmut.results())
        if not names:
            sys.exit(f"no mutant was made; mutmut said:\n{mutmut.said[-3000:]}")
        chosen = names if options.all else random.Random(seed).sample(names, min(options.sample, len(names)))
        mutmut.run(*(() if options.all else chosen), workers=options.workers)
        print(f"seed {seed}, {len(chosen)} of {len(names)} mutants")
        print(report(mutmut, chosen, most=options.survivors))
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def copy_project(folder: Path, *, only: list[str], tests: list[str]) -> None:
    """Source, tests and what tests read, with mutmut's section added to the configuration."""
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("src", "tests", "benchmarks", "examples", "scripts", "annotations"):
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, folder / part, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".venv", "__pycache__")
            )
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(BEHIND_CONFTEST)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    text += CONFIGURATION.format(only=json.dumps(only), tests=json.dumps(tests))
    (folder / "pyproject.toml").write_text(text, encoding="utf-8")


class Mutmut:
    """mutmut at work in a folder, with the project's libraries and its own program."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.said = ""
        venv = HERE / "peers" / ".venv" / "mutation"
        self.program = venv / "bin" / "mutmut"
        if not self.program.exists():
            subprocess.run([sys.executable, "-m", "venv", venv], check=True)
            lock = HERE / "peers" / "mutation-requirements.txt"
            words = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]
            subprocess.run([venv / "bin" / "pip", *words], check=True, stdout=sys.stderr)
        self.environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}

    def run(self, *names: str, workers: int | None = 1) -> None:
        words = [self.program, "run", "--max-children", str(workers), *names]
        done = subprocess.run(words, cwd=self.folder, env=self.environment, capture_output=True, check=False)
        self.said = done.stdout.decode(errors="replace") + done.stderr.decode(errors="replace")
        if done.returncode and "nothing matches" not in self.said:
            sys.exit(f"mutmut stopped with {done.returncode}:\n{self.said[-3000:]}")

    def results(self) -> dict[str, int | None]:
        """Exit code of the tests for each mutant; None where it was not run."""
        found: dict[str, int | None] = {}
        for file in sorted((self.folder / "mutants" / "src").rglob("*.meta")):
            found.update(json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"])
        return found

    def show(self, name: str) -> str:
        """What a mutant changes: the lines taken out and put in."""
        done = subprocess.run(
            [self.program, "show", name], cwd=self.folder, env=self.environment, capture_output=True, check=False
        )
        lines = done.stdout.decode(errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---"))


def report(mutmut: Mutmut, chosen: list[str], *, most: int) -> str:
    results = mutmut.results()
    words = {
        name: KILLED.get(code, LEFT.get(code, f"exit code {code}")) for name, code in results.items() if name in set(chosen)
    }
    fates = Counter(words.values())
    noticed = sum(fates[fate] for fate in NOTICED)
    rows = [
        f"mutation score {noticed / len(chosen):.3f}: " + ", ".join(f"{count} {fate}" for fate, count in fates.most_common()),
        "",
        "| file | mutants | score |",
        "|---|---|---|",
    ]
    files: dict[str, Counter] = {}
    for name, fate in words.items():
        files.setdefault(name.rsplit(".", 1)[0], Counter())[fate in NOTICED] += 1
    rows += [
        f"| {file} | {sum(tally.values())} | {tally[True] / sum(tally.values()):.2f} |" for file, tally in sorted(files.items())
    ]
    left = [name for name in chosen if words[name] not in NOTICED]
    if left:
        rows += ["", f"{len(left)} survivors:"]
    for name in sorted(left)[:most]:
        rows.append(f"  {name}: {words[name]}\n{mutmut.show(name)}")
    return "\n".join(rows)


if __name__ == "__main__":
    main()
