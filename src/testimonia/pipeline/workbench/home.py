"""The first page: what needs a decision now, the weightiest first, how far the work is, and whether the custody log is whole.

A decision is worth what hangs on it: a stale finding before everything, since it may be wrong as it stands; then contradictions
by what they mean for the story, as the run weighed them; then claims, those of disputed questions first.
"""

import math
import threading
import weakref
from collections.abc import Iterator

from msgspec import Struct

from testimonia.model.custody import Check
from testimonia.model.findings import Standing
from testimonia.model.phrases import told
from testimonia.model.testimony import Act
from testimonia.pipeline.batching import with_reasons
from testimonia.pipeline.case import Case
from testimonia.pipeline.verification import log_root
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import JobRow
from testimonia.pipeline.workbench.findings import Standpoint
from testimonia.pipeline.workbench.questions import list_questions
from testimonia.pipeline.workbench.releasing import list_quotes, mosaic_pages
from testimonia.pipeline.workbench.results import Judged, judged_of, results_of
from testimonia.pipeline.workbench.shelf import shelf_of
from testimonia.pipeline.workbench.wording import plural

WAIT_S = 0.05
"""The first page waits so long for what takes its time."""
MOST = 60
"""Decisions shown; the others come up when these are taken."""
IN_DISPUTE = {Standing.CONTESTED: 2.0, Standing.SINGLE_SOURCE: 1.2, Standing.CORROBORATED: 1.0, Standing.UNDETERMINED: 0.6}
"""How much more a claim of a question is worth judging, by how the question stands."""


class DecisionRow(Struct, frozen=True):
    """Something that needs a person."""

    kind: str
    """contradiction, suggestion, failure, stale_finding, unapproved_finding, quote or mosaic."""
    id: str
    words: str
    worth: float
    link: str
    """A path of the workbench."""
    count: int = 1
    """Of things behind it: claims to judge, warnings to answer."""


class Progress(Struct, frozen=True):
    """How far the work is."""

    items: int
    read: int
    claims: int
    judged: int
    """Claims that a person has judged."""
    questions: int
    concluded: int
    approved: int


class CustodyState(Struct, frozen=True):
    """The custody log as it stands; whether everything is intact is looked into on demand (`verify_custody`)."""

    state: str
    """intact, altered, not checked."""
    size: int
    root: str
    checked_at: str
    """When everything was last looked at; empty: not since the server started."""
    problems: tuple[str, ...] = ()


class HomeView(Struct, frozen=True):
    """The first page."""

    decisions: tuple[DecisionRow, ...]
    total: int
    """Decisions in all."""
    progress: Progress
    custody: CustodyState
    jobs: tuple[JobRow, ...]
    """Under way."""


def show_home(workbench: Workbench, by: str) -> HomeView:
    """What needs a decision now, and how far the work is."""
    case = workbench.case_of(by)
    known: list[DecisionRow] = workbench.remember("decisions", lambda: _decisions(workbench, by, case))
    decisions = sorted([*known, *_waiter_of(workbench).rows(workbench, by)], key=_rank)
    return HomeView(
        decisions=tuple(decisions[:MOST]),
        total=len(decisions),
        progress=workbench.remember("progress", lambda: _progress(workbench, by, case)),
        custody=custody_state(workbench, case),
        jobs=tuple(row for row in workbench.jobs.rows() if row.state in ("waiting", "running")),
    )


def _decisions(workbench: Workbench, by: str, case: Case) -> list[DecisionRow]:
    rows = [
        *_contradictions(workbench, by, case),
        *_suggestions(workbench, by, case),
        *_findings(workbench, by),
        *_failures(case),
    ]
    return sorted(rows, key=_rank)


def _rank(row: DecisionRow) -> tuple[float, str, str]:
    return -row.worth, row.kind, row.id


def _contradictions(workbench: Workbench, by: str, case: Case) -> Iterator[DecisionRow]:
    """Contradictions on questions that nobody has concluded, or that were concluded on other evidence."""
    settled = {row.id for row in list_questions(workbench, by) if row.finding and _is_settled(row.finding)}
    for one in results_of(case).all_contradictions.values():
        asked = [question_id for question_id in one.question_ids if question_id not in settled]
        if asked:
            worth = 10.0 + one.weight
            yield DecisionRow("contradiction", one.id, one.sentence, worth, f"/questions/{asked[0]}#{one.id}")


def _is_settled(finding: Standpoint) -> bool:
    return not finding.is_suggestion and not finding.is_stale


def _suggestions(workbench: Workbench, by: str, case: Case) -> Iterator[DecisionRow]:
    """Questions with claims that nobody has judged: one row for each question, worth what is in dispute there."""
    results, judged = results_of(case), judged_of(workbench, case)
    for row in list_questions(workbench, by):
        positions = [position for answer in results.answers.get(row.id, ()) for position in answer.positions]
        waiting = [one for one in positions if judged.state_of(one.claim_id, one.statement_id) == "suggested"]
        if not waiting or row.finding is None or _is_settled(row.finding):
            continue
        worth = IN_DISPUTE[row.finding.standing] * (1 + math.log1p(len(waiting)) + row.contradictions)
        claims = plural(len(waiting), "claim")
        words = told(f"{row.text} {claims} to judge", "home.suggestion", question=row.text, claims=claims)
        link = f"/claims?question={row.id}&state=suggested&sort=worth"
        yield DecisionRow("suggestion", row.id, words, round(worth, 3), link, len(waiting))


def _findings(workbench: Workbench, by: str) -> Iterator[DecisionRow]:
    for row in list_questions(workbench, by):
        finding = row.finding
        if finding is None or finding.is_suggestion:
            continue
        link = f"/questions/{row.id}#finding"
        if finding.is_stale:
            words = told(f"{row.text} {finding.stale_why}", "home.stale", question=row.text, why=finding.stale_why)
            yield DecisionRow("stale_finding", finding.id, words, 20.0, link)
        elif not finding.is_approved:
            words = told(
                f"{row.text} {finding.reviewer} concluded: {finding.words}",
                "home.concluded",
                question=row.text,
                who=finding.reviewer,
                answer=finding.words,
            )
            yield DecisionRow("unapproved_finding", finding.id, words, 8.0, link)


def _failures(case: Case) -> Iterator[DecisionRow]:
    for failure in with_reasons(case.store, case.store.failures()):
        words = told(f"{failure.name}: {failure.reason}", "named", who=failure.name, what=failure.reason)
        yield DecisionRow("failure", f"{failure.step}:{failure.subject}", words, 6.0, "/ingest#failures")


class _Waiter:
    """What a release waits for, worked out beside: clearing a large case takes seconds, and the first page does not wait."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._rows: list[DecisionRow] = []
        self._version = ""
        self._thread: threading.Thread | None = None

    def rows(self, workbench: Workbench, by: str, *, wait_s: float = WAIT_S) -> list[DecisionRow]:
        """Quotations and warnings as of now, or as of a moment ago if that is not worked out in time."""
        with self._lock:
            is_working = self._thread is not None and self._thread.is_alive()
            if self._version != workbench.version and not is_working:
                self._thread = workbench.beside(lambda: self._work(workbench, by), name="waiting for")
            thread = self._thread
        if thread is not None and thread.is_alive():
            thread.join(wait_s)
        return self._rows

    def _work(self, workbench: Workbench, by: str) -> None:
        version = workbench.version
        self._rows, self._version = list(_waited_for(workbench, by)), version


_WAITERS: weakref.WeakKeyDictionary[Workbench, _Waiter] = weakref.WeakKeyDictionary()


def _waiter_of(workbench: Workbench) -> _Waiter:
    return _WAITERS.setdefault(workbench, _Waiter())


def _waited_for(workbench: Workbench, by: str) -> Iterator[DecisionRow]:
    """Quotations and warnings of the mosaic, where somebody has asked for a release: before that they are nobody's concern."""
    if not workbench.as_user(by).release_records():
        return
    for quote in list_quotes(workbench, by):
        if quote.answer is None:
            words = f"{quote.source}: {quote.words or quote.reason}"
            yield DecisionRow("quote", quote.id, words, 5.0, f"/publish/quotes/{quote.id}")
    for page in mosaic_pages(workbench, by):
        warnings = [warning for warning in page.warnings if not warning.answer]
        if warnings:
            link = f"/sources/{page.source_id}#mosaic"
            yield DecisionRow("mosaic", page.source_id, f"{page.name}: {warnings[0].sentence}", 7.0, link, len(warnings))


def _progress(workbench: Workbench, by: str, case: Case) -> Progress:
    judged: Judged = judged_of(workbench, case)
    shelf = shelf_of(workbench, case)
    rows = list_questions(workbench, by)
    found = [row.finding for row in rows if row.finding and not row.finding.is_suggestion]
    decided = {Act.ACCEPT, Act.REJECT, Act.CORRECT, Act.MERGE}
    return Progress(
        items=len(shelf.current),
        read=len(shelf.readings.keys() & shelf.current),
        claims=len(shelf.item_of),
        judged=sum(_is_of_claim(target) and one.act in decided for target, one in judged.active.items()),
        questions=len(rows),
        concluded=len(found),
        approved=sum(one.is_approved for one in found),
    )


def _is_of_claim(target: str) -> bool:
    return target.startswith("c-") and ">" not in target


_CHECKED: weakref.WeakKeyDictionary[Workbench, CustodyState] = weakref.WeakKeyDictionary()


def custody_state(workbench: Workbench, case: Case) -> CustodyState:
    """The log's size and root now, and what the last look at everything found."""
    size, _, root = log_root(case).partition(":")
    last = _CHECKED.get(workbench)
    if last is None:
        return CustodyState("not checked", int(size), root, "")
    return CustodyState(last.state, int(size), root, last.checked_at, last.problems)


def verify_custody(workbench: Workbench, by: str) -> CustodyState:
    """Look at every original, every text and the log, against what was noted when they came; the vault's file too."""
    case = workbench.case_of(by)
    checks = workbench.as_user(by).verify()
    bad = [one for one in checks if one.check is Check.ALTERED]
    unseen = [one for one in checks if one.check is Check.NOT_CHECKED]
    size, _, root = log_root(case).partition(":")
    state = "altered" if bad else "intact"
    problems = tuple(f"{one.name}: {one.reason}" for one in (*bad, *unseen))
    done = CustodyState(state, int(size), root, case.now(), problems)
    _CHECKED[workbench] = done
    return done
