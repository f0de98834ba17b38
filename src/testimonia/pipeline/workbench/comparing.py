"""Two states of the case beside each other: the decisions between them, the claims these changed, what follows for findings.

A past state is not kept; it is reckoned again from the same evidence under the decisions of that time. So what differs between
the two comes from people's decisions alone, not from material or programs that came later; what was taken in meanwhile is
counted, and no more. Questions are reckoned one by one, and only those that a decision between the two states can have touched.
"""

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.findings import Finding, Question
from testimonia.model.phrases import told
from testimonia.model.review import Review, finding_target
from testimonia.model.testimony import Act, Judgement
from testimonia.pipeline.case import Case
from testimonia.pipeline.sources import judged_sources
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.history import Change, entries_of, judgements_of, kind_of, teller_of, to_changes
from testimonia.pipeline.workbench.past_evidence import PastEvidence, past_evidence
from testimonia.pipeline.workbench.results import STATES, Judged, RunResults, judged_of, results_of
from testimonia.pipeline.workbench.what_if import Reckoned, WhatIf, gather, reckon
from testimonia.pipeline.workbench.wording import finding_words, plural

_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z?)?")

MOST_QUESTIONS = 40
"""That are reckoned at both states in one call; about a quarter of a second each."""
MOST_SHOWN = 200
"""Decisions and claims that are shown; the counts are of all."""


class StateFinding(Struct, frozen=True):
    """What is said on a question in one state."""

    words: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    standing: str
    reason: str
    is_suggestion: bool
    reviewer: str
    contradictions: int


class FindingChange(Struct, frozen=True):
    """A question in both states."""

    question_id: str
    question: str
    before: StateFinding | None
    after: StateFinding | None
    words: str
    """What changed, in a sentence."""
    is_changed: bool


class ClaimChange(Struct, frozen=True):
    """A claim or statement that is not what it was."""

    id: str
    kind: str
    words: str
    before: str
    """suggested, accepted, rejected, corrected, merged, added, absent."""
    after: str
    after_words: str
    item_id: str


class State(Struct, frozen=True):
    """A state of the case."""

    number: int
    """Decisions that it is made of."""
    at: str
    """When the last of them was made; empty before the first."""
    by: str


class Comparison(Struct, frozen=True):
    """Two states beside each other."""

    before: State
    after: State
    findings: tuple[FindingChange, ...]
    """Questions that a decision between the two touches, the changed ones first."""
    questions_left: int
    """Touched questions beyond those reckoned here."""
    judgements: tuple[Change, ...]
    """Decisions between the two, the newest first."""
    judgements_total: int
    claims: tuple[ClaimChange, ...]
    claims_total: int
    people: tuple[str, ...]
    """Who decided anything between the two."""
    items: int
    """Taken in between the two; both states are reckoned with them."""
    is_partial: bool
    """Whether there were more decisions than are followed to the questions they move."""


def compare(workbench: Workbench, by: str, before: str, after: str) -> Comparison:
    """Compare two states.

    Args:
        before: number of decisions of the earlier state, 0 for none, or a time (UTC, ISO 8601); empty = before any decision.
        after: as ``before``; empty = now.

    Raises:
        UsageError: neither a number nor a time, or the later before the earlier.
    """
    case = workbench.case_of(by)
    judgements = judgements_of(workbench, case)
    start, end = _number(before, judgements, 0), _number(after, judgements, len(judgements))
    if start > end:
        raise UsageError(f"the earlier state ({start} decisions) lies after the later one ({end}): exchange them")
    return workbench.remember(f"comparison {by} {start} {end}", lambda: _compare(workbench, by, judgements, start, end))


def _compare(workbench: Workbench, by: str, judgements: Sequence[Judgement], start: int, end: int) -> Comparison:
    case = workbench.case_of(by)
    results = results_of(case)
    then, now = Judged(judgements[:start]), Judged(judgements[:end])
    changed = _changed_targets(then.active, now.active)
    past = past_evidence(case, (then, now), judged_of(workbench, case), judgements)
    touched = _touched(case, results, changed, past)
    earlier, later = (_Reckoning(case, results, past, judged) for judged in (then, now))
    findings = [_finding_change(results.questions[one], earlier, later) for one in touched[:MOST_QUESTIONS]]
    between = entries_of(workbench, case)[start:end]
    testimony = [target for target in changed if kind_of(target) in ("claim", "statement")]
    return Comparison(
        before=_state(judgements, start),
        after=_state(judgements, end),
        findings=tuple(sorted(findings, key=lambda one: not one.is_changed)),
        questions_left=max(0, len(touched) - MOST_QUESTIONS),
        judgements=tuple(to_changes(workbench, by, between[::-1][:MOST_SHOWN])),
        judgements_total=len(between),
        claims=tuple(_claim_change(workbench, case, target, then, now) for target in testimony[:MOST_SHOWN]),
        claims_total=len(testimony),
        people=tuple(dict.fromkeys(one.by for one in judgements[start:end])),
        items=_taken_in(case, judgements, start, end),
        is_partial=past.is_partial,
    )


def _taken_in(case: Case, judgements: Sequence[Judgement], start: int, end: int) -> int:
    """Items that came in after the earlier state and until the later; until now if that is the last."""
    since = judgements[start - 1].at if start else ""
    until = judgements[end - 1].at if 0 < end < len(judgements) else "~"
    found = {one.item_id for one in case.store.acquisitions() if since < one.acquired_at <= until}
    return len(found) if start else 0


def _number(given: str, judgements: Sequence[Judgement], missing: int) -> int:
    """How many decisions a state is made of."""
    if not given:
        return missing
    if given.isascii() and given.isdigit() and len(given) < 10:
        return min(int(given), len(judgements))
    if not _TIME.fullmatch(given):
        raise UsageError(f"{given!r} is no state: give a decision's number, or a time such as 2017-10-12T16:00:00Z (UTC)")
    return sum(1 for judgement in judgements if judgement.at <= f"{given}~")  # sorts after every time that begins with it


def _state(judgements: Sequence[Judgement], number: int) -> State:
    last = judgements[number - 1] if number else None
    return State(number, last.at if last else "", last.by if last else "")


def _changed_targets(then: Mapping[str, Judgement], now: Mapping[str, Judgement]) -> list[str]:
    """What another decision is in force on, in the order of the later decisions."""
    targets = dict.fromkeys([*now, *then])
    return [one for one in targets if (then[one].id if one in then else "") != (now[one].id if one in now else "")]


def _touched(case: Case, results: RunResults, changed: Sequence[str], past: PastEvidence) -> list[str]:
    """Questions whose answer a changed decision can move, in their order."""
    found: set[str] = past.questions(changed)
    sources: set[str] = set()
    for target in changed:
        match kind_of(target):
            case "claim":
                found.update(results.questions_of.get(target, ()))
            case "link":
                found.add(target.partition(">")[2])
            case "finding":
                found.add(target.removeprefix(finding_target("")))
            case "statement":
                found.update(_questions_of_statement(case, results, target))
            case "source":
                sources.add(target)
            case "grade":
                sources.add(target.partition(":")[2])
    found.update(answer.question_id for source_id in sources for answer in results.answers_of.get(source_id, ()))
    return [question_id for question_id in results.questions if question_id in found]


def _questions_of_statement(case: Case, results: RunResults, statement_id: str) -> set[str]:
    try:
        statement = case.store.statement(statement_id)
    except NotFoundError:  # a person added it; its claims are decisions of their own
        return set()
    claims = [one.id for one in case.store.claims(statement.rendition_id) if one.statement_id == statement_id]
    return {question_id for claim_id in claims for question_id in results.questions_of.get(claim_id, ())}


def _finding_change(question: Question, earlier: "_Reckoning", later: "_Reckoning") -> FindingChange:
    before, after = (reckoning.finding(question) for reckoning in (earlier, later))
    said = [(one.words, one.standing, one.contradictions, one.is_suggestion) if one else None for one in (before, after)]
    return FindingChange(question.id, question.text, before, after, _tell(before, after), said[0] != said[1])


class _Reckoning:
    """One state, reckoned; questions that are gathered together are reckoned once."""

    def __init__(self, case: Case, results: RunResults, past: PastEvidence, judged: Judged) -> None:
        self._case = case
        self._results = results
        self._past = past
        self._judged = judged
        self._sources = judged_sources(case, judged.review)
        self._known: dict[tuple[str, ...], Reckoned] = {}

    def finding(self, question: Question) -> StateFinding | None:
        """What is said on a question: the conclusion in force, else what is reckoned."""
        gathered = gather(self._case, self._results, question.id)
        if gathered.question_ids not in self._known:
            joined = self._past.joined(self._case, gathered, self._judged)
            self._known[gathered.question_ids] = reckon(self._case, joined, self._judged, self._sources, WhatIf())
        reckoned = self._known[gathered.question_ids].slice(question.id)
        finding = _concluded(self._judged.review, question.id) or reckoned.finding
        if finding is None:
            return None
        return StateFinding(
            words=finding_words(finding, question),
            low=finding.low,
            best=finding.best,
            high=finding.high,
            unit=finding.unit,
            standing=str(finding.standing),
            reason=finding.reason,
            is_suggestion=finding.is_suggestion,
            reviewer=finding.reviewer,
            contradictions=len(reckoned.contradictions),
        )


def _concluded(review: Review, question_id: str) -> Finding | None:
    judgement = review.active.get(finding_target(question_id))
    if judgement is None or judgement.act is not Act.CORRECT:
        return None
    return msgspec.json.decode(judgement.replacement, type=Finding)


def _tell(before: StateFinding | None, after: StateFinding | None) -> str:
    """What changed on a question, in a sentence."""
    if before is None or after is None:
        if before or after:
            return told("nothing was said in one of the two states", "compare.one_empty")
        return told("nothing is said", "compare.empty")
    parts = {"before": before.words, "after": after.words, "was": _standing(before), "now": _standing(after)}
    if before.words == after.words and before.standing == after.standing:
        said = [told(f"the answer stays {after.words} ({after.standing})", "what_if.same", **parts)]
    else:
        words = f"{after.words} ({after.standing}) instead of {before.words} ({before.standing})"
        said = [told(words, "what_if.other", **parts)]
    if before.is_suggestion and not after.is_suggestion:
        said.append(told(f"concluded by {after.reviewer}", "compare.concluded", who=after.reviewer))
    elif after.is_suggestion and not before.is_suggestion:
        said.append(told("the conclusion was taken back", "compare.taken_back"))
    if before.contradictions != after.contradictions:
        number = plural(after.contradictions, "contradiction")
        words = f"{number} instead of {before.contradictions}"
        said.append(told(words, "compare.contradictions", now=number, before=before.contradictions))
    return told("; ".join(said), "compare.said", said=said)


def _standing(state: StateFinding) -> str:
    return told(state.standing, f"standing_word.{state.standing}")


def _claim_change(workbench: Workbench, case: Case, target: str, then: Judged, now: Judged) -> ClaimChange:
    earlier, later = then.active.get(target), now.active.get(target)
    teller = teller_of(workbench, case)
    words, item_id, _ = teller.about(target, kind_of(target))
    absent = "absent" if any(one is not None and one.act is Act.ADD for one in (earlier, later)) else "suggested"
    states = [STATES.get(one.act, str(one.act)) if one else absent for one in (earlier, later)]
    after_words = teller.after(later, kind_of(target)) if later else ""
    return ClaimChange(target, kind_of(target), words, states[0], states[1], after_words, item_id)
