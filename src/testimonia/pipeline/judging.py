"""Record what reviewers decide, after checking that it can be meant."""

from collections.abc import Sequence

import msgspec

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.events import Event
from testimonia.model.findings import Finding, Standing
from testimonia.model.ids import content_id
from testimonia.model.review import finding_target
from testimonia.model.scales import WORDS, Grade
from testimonia.model.testimony import Act, Claim, Judgement, Statement
from testimonia.pipeline.case import Case


def judge(case: Case, act: Act, target: str, *, reason: str, replacement: str) -> Judgement:
    """Record a judgement after checking that what it names exists; call inside `Case.writing`."""
    target = _judged_id(case, target)
    if (event := target.partition(">")[2]).startswith("e-"):
        replacement = _others_of(case, act, target, event)
    if act is Act.MERGE:
        replacement = _judged_id(case, replacement)
    if act is Act.CORRECT:
        replacement = _checked_correction(case, target, replacement)
    if act is Act.RETIRE and not target.startswith("j-"):
        raise UsageError(f"retire takes a judgement's id (j-...), not {target}: `testimonia show judgements` lists them")
    return _record(case, act, target, reason, replacement)


def _record(case: Case, act: Act, target: str, reason: str, replacement: str) -> Judgement:
    at, number = case.now(), len(case.store.judgements())
    judgement = Judgement(content_id("j", number, act, target, case.by, at), act, target, case.by, at, reason, replacement)
    with case.transaction() as ledger:
        ledger.writer.add_judgement(judgement)
        ledger.record(f"judged: {act}", target, judgement.id)
    return judgement


def make_conclusion(
    case: Case,
    suggestion: Finding,
    *,
    reason: str,
    figures: tuple[float | None, float | None, float | None] | None,
    words: str,
    standing: Standing | None,
    grades: Sequence[Grade],
) -> Finding:
    """The investigators' finding in place of a suggestion, in the name of who is working."""
    low, best, high = figures or (suggestion.low, suggestion.best, suggestion.high)
    standing, at = standing or suggestion.standing, case.now()
    words = words or ("" if figures else suggestion.words)
    return Finding(
        id=content_id("f", suggestion.question_id, low, best, high, standing, reason, words, case.by, at),
        question_id=suggestion.question_id,
        low=low,
        best=best,
        high=high,
        unit=suggestion.unit,
        standing=standing,
        reason=reason,
        words=words,
        is_suggestion=False,
        reviewer=case.by,
        at=at,
        supersedes=suggestion.id,
        grades=tuple(_own_grade(grade, suggestion.question_id, reason, case.by) for grade in grades),
    )


def _own_grade(grade: Grade, question_id: str, reason: str, by: str) -> Grade:
    known = WORDS[grade.scale]
    if grade.value not in known:
        raise UsageError(f"{grade.scale} has no grade {grade.value!r}; it has {', '.join(known)}")
    return Grade(grade.target or question_id, grade.scale, grade.value, known[grade.value], grade.reason or reason, by)


def conclude(case: Case, conclusion: Finding) -> Judgement:
    """Record what the investigators conclude on a question; call inside `Case.writing`."""
    if not conclusion.reason.strip():
        raise UsageError("a conclusion needs a reason: it is kept with the finding and shown to every reader")
    _check_bounds(conclusion)
    replacement = msgspec.json.encode(conclusion).decode()
    return _record(case, Act.CORRECT, finding_target(conclusion.question_id), conclusion.reason, replacement)


def _check_bounds(conclusion: Finding) -> None:
    stated = [number for number in (conclusion.low, conclusion.best, conclusion.high) if number is not None]
    if stated != sorted(stated):
        raise UsageError(f"low, best and high must not fall: {', '.join(f'{number:g}' for number in stated)}")


def _judged_id(case: Case, target: str) -> str:
    claim, arrow, question = target.partition(">")
    if arrow:
        event = _event_id(case, question) if question.startswith("e-") else question
        return f"{case.store.find_id(['claims'], claim)}>{event}"
    return case.store.find_id(["claims", "statements", "sources", "judgements"], target)


def _event_id(case: Case, prefix: str) -> str:
    found = [event.id for event in case.store.results("event", Event) if event.id.startswith(prefix)]
    if len(found) != 1:
        raise NotFoundError(f"{'no' if not found else 'more than one'} event {prefix!r}: `testimonia timeline` shows their ids")
    return found[0]


def _others_of(case: Case, act: Act, target: str, event_id: str) -> str:
    """The claims that a claim is taken apart from, as words; an event's id would not outlive the next claim of it."""
    claim_id = target.partition(">")[0]
    event = next(event for event in case.store.results("event", Event) if event.id == event_id)
    if act is not Act.REJECT:
        raise UsageError("a claim can only be taken out of an event: testimonia judge reject CLAIM>EVENT")
    others = [other for other in event.claim_ids if other != claim_id]
    if len(others) == len(event.claim_ids) or not others:
        raise UsageError(f"{claim_id} is not one of several claims of {event_id}")
    return " ".join(others)


def _checked_correction(case: Case, target: str, replacement: str) -> str:
    kind = {"c": Claim, "s": Statement}.get(target.partition("-")[0])
    if kind is None:
        raise UsageError(f"only claims (c-...) and statements (s-...) can be corrected, not {target}")
    try:
        corrected = msgspec.json.decode(replacement, type=kind)
    except msgspec.DecodeError as error:
        raise UsageError(f"the correction of {target} is not a {kind.__name__.lower()} in JSON: {error}") from None
    text = case.store.material(corrected.rendition_id).rendition.text
    spans = (corrected.span,) if isinstance(corrected, Claim) else corrected.content
    for span in spans:
        if text[span.start : span.end] != span.exact:
            raise UsageError(f"the correction's words {span.exact!r} do not stand at {span.start}-{span.end} of the rendition")
    return replacement
