"""Record what reviewers decide, after checking that it can be meant."""

import msgspec

from testimonia.errors import UsageError
from testimonia.model.ids import content_id
from testimonia.model.testimony import Act, Claim, Judgement, Statement
from testimonia.pipeline.case import Case


def judge(case: Case, act: Act, target: str, *, reason: str, replacement: str) -> Judgement:
    """Record a judgement after checking that what it names exists; call inside `Case.writing`."""
    target = _judged_id(case, target)
    if act is Act.MERGE:
        replacement = _judged_id(case, replacement)
    if act is Act.CORRECT:
        replacement = _checked_correction(case, target, replacement)
    if act is Act.RETIRE and not target.startswith("j-"):
        raise UsageError(f"retire takes a judgement's id (j-...), not {target}: `testimonia show judgements` lists them")
    at, number = case.now(), len(case.store.judgements())
    judgement = Judgement(content_id("j", number, act, target, case.by, at), act, target, case.by, at, reason, replacement)
    with case.transaction() as ledger:
        ledger.writer.add_judgement(judgement)
        ledger.record(f"judged: {act}", target, judgement.id)
    return judgement


def _judged_id(case: Case, target: str) -> str:
    claim, arrow, question = target.partition(">")
    if arrow:
        return f"{case.store.find_id(['claims'], claim)}>{question}"
    return case.store.find_id(["claims", "statements", "sources", "judgements"], target)


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
