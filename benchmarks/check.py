"""What the fact-checking desk finds in drafts with planted errors, and what it wrongly finds in fair sentences.

    benchmarks/check [--part all|open|held|fresh|last|fourth|fifth|sixth|seventh|mended] [--failures] [--draft NAME]

Builds the cases that the drafts of benchmarks/drafts are about (the sample investigation and three invented ones), takes the
marks out of each draft, checks it, and holds every problem against the marks. A mark is ``[[label=check/check: words]]``: the
sentence inside is wrong, and a problem of one of the kinds named must be found in it. Any other problem is a false alarm, in a
planted sentence as in a fair one. Recall is over marks, precision over problems.
"""

import argparse
import re
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from testimonia.check.draft import split_sentences
from testimonia.model.desk import DeskReport, Problem, Severity
from testimonia.pipeline import checking
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.running import make_extract_step

ROOT = Path(__file__).parent.parent
DRAFTS = Path(__file__).parent / "drafts"
CASES = {"leaving-raqqa": ROOT / "examples" / "leaving-raqqa"} | {
    name: DRAFTS / name for name in ("harrowmouth", "corrow", "larkfield")
}
PARTS = ("open", "held", "fresh", "last", "fourth", "fifth", "sixth", "seventh", "mended")
MARK = re.compile(r"\[\[(?P<label>[a-z]+)(?:=(?P<checks>[a-z/]+)|(?P<more>(?:/[a-z]+)*)): (?P<words>.*?)\]\](?!\])", re.DOTALL)
HEADER = re.compile(r"\A---\ncase: (?P<case>[\w-]+)\n")


class Mark(Struct, frozen=True):
    """One planted error: where it stands in the clean draft, and the checks that may speak of it."""

    label: str
    checks: tuple[str, ...]
    start: int
    end: int


class Score(Struct):
    """Counts over drafts."""

    planted: Counter[str]
    found: Counter[str]
    wrong: Counter[str]
    right: int = 0
    clean: int = 0
    clean_hit: int = 0
    seconds: float = 0.0


def unmark(text: str) -> tuple[str, list[Mark]]:
    """A draft without its marks, and where they stood."""
    marks, parts, at, length = [], [], 0, 0
    for match in MARK.finditer(text):
        before = text[at : match.start()]
        parts += [before, match["words"]]
        length += len(before)
        checks = (match["checks"] or match["label"] + (match["more"] or "")).split("/")
        marks.append(Mark(match["label"], tuple(checks), length, length + len(match["words"])))
        length += len(match["words"])
        at = match.end()
    parts.append(text[at:])
    return "".join(parts), marks


def judge(text: str, marks: Sequence[Mark], report: DeskReport, score: Score, *, show: bool) -> None:
    problems = [problem for problem in report.problems if problem.severity is not Severity.NOTE]
    spans = [span for span in split_sentences(text, text.index("\n---\n") + 5, len(text)) for span in _lines(text, *span)]
    for mark in marks:
        score.planted[mark.label] += 1
        hit = any(p.check.value in mark.checks and mark.start < p.end and p.start < mark.end for p in problems)
        score.found[mark.label] += hit
        if show and not hit:
            print(f"  MISSED {mark.label}: {text[mark.start : mark.end]!r}")
    for problem in problems:
        is_right = any(problem.check.value in m.checks and m.start < problem.end and problem.start < m.end for m in marks)
        score.right += is_right
        score.wrong[problem.check.value] += not is_right
        if show and not is_right:
            print(f"  FALSE {problem.check}: {problem.words!r} in {_around(text, problem)!r}: {problem.reason}")
    for start, end in spans:
        if not any(m.start < end and start < m.end for m in marks):
            score.clean += 1
            score.clean_hit += any(p.start < end and start < p.end for p in problems)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, paragraph by paragraph: what stands on both sides of a blank line is no one sentence."""
    for match in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text[start:end]):
        if re.search(r"\w", match[0]):
            yield start + match.start(), start + match.end()


def _around(text: str, problem: Problem) -> str:
    start = max(text.rfind(". ", 0, problem.start), text.rfind("\n", 0, problem.start)) + 1
    end = text.find(". ", problem.end)
    return " ".join(text[start : end if end > 0 else len(text)].split())[:140]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=("all", *PARTS), default="all")
    parser.add_argument("--failures", action="store_true", help="show each miss and each false alarm")
    parser.add_argument("--draft", default="", help="only drafts whose name contains this")
    arguments = parser.parse_args()
    parts = PARTS if arguments.part == "all" else (arguments.part,)
    with tempfile.TemporaryDirectory() as folder:
        desks = {name: Desk(name, Path(folder)) for name in CASES}
        for part in parts:
            score = Score(Counter(), Counter(), Counter())
            for path in sorted((DRAFTS / part).glob("*.md")):
                if arguments.draft in path.name:
                    if arguments.failures:
                        print(f"{part}/{path.name}")
                    desks[HEADER.match(path.read_text())["case"]].check(path, score, show=arguments.failures)
            report(part, score)


class Desk:
    """One case, built and opened."""

    def __init__(self, name: str, folder: Path) -> None:
        case = folder / name
        case.mkdir()
        (case / "investigation.toml").write_text((CASES[name] / "investigation.toml").read_text())
        self.folder = folder
        self.investigation = Investigation.open(case)
        self.investigation.ingest([CASES[name] / "material"], recursive=True)
        self.investigation.run(workers=1)
        inner = self.investigation._case
        self.contents = checking.read_case(inner)
        self.extract = make_extract_step(inner.brief)
        self.identities = _identities(CASES[name] / "identities.toml")

    def check(self, path: Path, score: Score, *, show: bool) -> None:
        text, marks = unmark(HEADER.sub("---\n", path.read_text()))
        text, marks = self._fill(text), marks
        draft = self.folder / path.name
        draft.write_text(text)
        began = time.perf_counter()
        report = checking.check(
            self.investigation._case, draft, find_identities=self._find, extract=self.extract, contents=self.contents
        )
        score.seconds += time.perf_counter() - began
        judge(text, marks, report, score, show=show)

    def _fill(self, text: str) -> str:
        """Ids of claims stand in the drafts as ``@source|stance|figure``, of the same length, for they are hashes."""

        def one(match: re.Match[str]) -> str:
            source, stance, figure = match[0][1:].split("|")
            found = next(
                r.claim.id for r in self.contents.records
                if r.source_name == source and r.claim.stance == stance and figure in r.claim.span.exact
            )  # fmt: skip
            return found[: len(match[0])].ljust(len(match[0]))

        return re.sub(r"@[^{}|]+\|[^{}|]+\|[^{}|]+(?=\})", one, text)

    def _find(self, text: str) -> list[tuple[int, int, str]]:
        """The plainest finder of true names: as written. The real one comes with the vault."""
        return [(m.start(), m.end(), key) for key, name in self.identities for m in re.finditer(re.escape(name), text)]


def _identities(path: Path) -> list[tuple[str, str]]:
    if not path.is_file():
        return [("Jonas", "Oskar Brandvik")]
    table = tomllib.loads(path.read_text())["identities"]
    return [(key, entry["name"]) for key, entry in table.items()]


def report(part: str, score: Score) -> None:
    found, planted = score.found.total(), score.planted.total()
    wrong = score.wrong.total()
    print(f"{part}: recall {found}/{planted} = {found / max(1, planted):.3f}, ", end="")
    print(f"precision {score.right}/{score.right + wrong} = {score.right / max(1, score.right + wrong):.3f}, ", end="")
    print(f"fair sentences without alarm {score.clean - score.clean_hit}/{score.clean}, {score.seconds:.1f} s")
    for label in sorted(score.planted):
        print(f"  {label:11} {score.found[label]:3}/{score.planted[label]}")
    print("  false alarms: " + (", ".join(f"{check} {n}" for check, n in score.wrong.items() if n) or "none"))


if __name__ == "__main__":
    main()
