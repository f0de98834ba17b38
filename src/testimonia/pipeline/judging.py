"""Record what reviewers decide, after checking that it can be meant."""

import msgspec

from testimonia.errors import NotFoundError, OtherCallError, UsageError
from testimonia.model.events import Event
from testimonia.model.ids import content_id
from testimonia.model.testimony import Act, Claim, Judgement, Statement
from testimonia.pipeline.case import Case, Ledger


def judge(case: Case, act: Act, target: str, *, reason: str, replacement: str, key: str = "") -> Judgement:
    """Record a judgement after checking that what it names exists; call inside `Case.writing`.

    Args:
        key: as in `record`.
    """
    target = _judged_id(case, target)
    if (event := target.partition(">")[2]).startswith("e-"):
        replacement = _others_of(case, act, target, event)
    if act is Act.MERGE:
        replacement = _judged_id(case, replacement)
    if act is Act.CORRECT:
        replacement = _checked_correction(case, target, replacement)
    if act is Act.ADD:
        raise UsageError("a claim is added with its words, not by a judgement on something that is there")
    if act is Act.RETIRE and not target.startswith("j-"):
        raise UsageError(f"retire takes a judgement's id (j-...), not {target}: `testimonia show judgements` lists them")
    return record(case, act, target, reason, replacement, key=key)


def record(case: Case, act: Act, target: str, reason: str, replacement: str, *, key: str = "") -> Judgement:
    """Keep a judgement in the name of who is working.

    Args:
        key: what makes a repeated call the same call: with one, the judgement's id is made from it, so that a call whose answer
            was lost can be repeated and is not counted twice. Empty: that of the call that is being answered, if it has one.

    Raises:
        OtherCallError: the key was used for another judgement.
    """
    key = key or case.key
    if known := judgement_of_key(case, key):
        require_same(known, act, target)
        return known
    judgement = made(case, act, target, reason, replacement, number=case.store.count_judgements(), key=key)
    with case.transaction() as ledger:
        keep(ledger, judgement)
    return judgement


def made(case: Case, act: Act, target: str, reason: str, replacement: str = "", *, number: int, key: str = "") -> Judgement:
    """A judgement, not yet kept. ``number`` is how many there are before it; ``key`` as in `record`."""
    at = case.now()
    identity = keyed_id(case, key) if key else content_id("j", number, act, target, case.by, at)
    return Judgement(identity, act, target, case.by, at, reason, replacement)


def keep(ledger: Ledger, judgement: Judgement) -> None:
    """Keep a judgement and record it in the custody log, within a transaction."""
    ledger.writer.add_judgement(judgement)
    ledger.record(f"judged: {judgement.act}", judgement.target, judgement.id)


def keyed_id(case: Case, key: str) -> str:
    """The id of the judgement that somebody makes under a key."""
    return content_id("j", "key", key, case.by)


def judgement_of_key(case: Case, key: str) -> Judgement | None:
    """The judgement that somebody made under a key, if they have."""
    return case.store.judgement(keyed_id(case, key)) if key else None


def require_same(known: Judgement, act: Act, target: str) -> None:
    """Raises OtherCallError if a judgement that was made under a key is not the one that is wanted now."""
    if known.act is not act or known.target != target:
        raise OtherCallError


def repeated(case: Case, target: str, *acts: Act) -> Judgement | None:
    """The judgement that the call which is being answered made already, if it is a repeated one.

    Args:
        target: what it is on; one that ends in ``:`` stands for all that begin so.
        acts: what it may be.

    Raises:
        OtherCallError: its key was used for something else.
    """
    known = judgement_of_key(case, case.key)
    if known is None:
        return None
    is_on = known.target.startswith(target) if target.endswith(":") else known.target == target
    if known.act not in acts or not is_on:
        raise OtherCallError
    return known


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
