"""Bindings: what they name must be in the case, in force, and say what stands beside them."""

import re
from collections.abc import Iterable

from testimonia.check.casefile import Record
from testimonia.check.context import Context
from testimonia.check.figures import Fit, compare, figure_of, inside
from testimonia.check.markdown import Binding
from testimonia.check.moments import fits
from testimonia.check.places import is_same
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.findings import Finding
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Duration, Hedge, Moment, Money, PlaceRef, Value
from testimonia.text.names import name_key

_BESIDE = 60
"""Most characters between a value and the binding behind it."""
_RIGHT_BEHIND = 2
QUESTIONS = frozenset({"finding", "accounts", "question", "chart"})
FREE = frozenset(
    {"timeline", "map", "corrections", "evidence", "routes", "image", "images", "gallery", "contradiction", "warning"}
)


def check_bindings(context: Context) -> Iterable[Verdict]:
    """Every binding of the draft."""
    for binding in context.draft.contents.bindings:
        place = binding.start, binding.end, context.draft.contents.text[binding.start : binding.end]
        yield from _check(context, binding, place)


def _check(context: Context, binding: Binding, place: tuple[int, int, str]) -> Iterable[Verdict]:
    if binding.kind in QUESTIONS:
        yield from _check_question(context, binding, place)
    elif binding.kind in ("claim", "quote"):
        yield from _check_claim(context, binding, place)
    elif binding.kind == "place":
        yield from _check_place(context, binding, place)
    elif binding.kind == "route":
        is_range = re.fullmatch(r"\d+(?:\s*\.\.\s*\d+)?|", binding.target)
        if is_range:
            yield uncompared(Check.BINDING, place, "legs of a route are counted when the story is built")
        else:
            yield problem(Check.BINDING, place, "legs of a route are numbers: {route: 1..3}")
    elif binding.kind in FREE:
        yield passed(Check.BINDING, place, "known")
    else:
        known = ", ".join(sorted({*QUESTIONS, *FREE, "claim", "quote", "place", "route"}))
        yield problem(Check.BINDING, place, f"no binding is called “{binding.kind}”; there are {known}")


def _check_question(context: Context, binding: Binding, place: tuple[int, int, str]) -> Iterable[Verdict]:
    case = context.case
    if binding.target not in case.questions:
        close = [name for name in case.questions if name.startswith(binding.target[:4]) and binding.target][:3]
        hint = f"; there are {', '.join(close)}" if close else "; `testimonia show questions` lists them"
        yield problem(Check.BINDING, place, f"no question “{binding.target}” in the case{hint}")
        return
    finding = case.findings.get(binding.target)
    if binding.kind != "finding":
        yield passed(Check.BINDING, place, "in the case")
        return
    if finding is None:
        yield problem(Check.BINDING, place, f"nothing has been found on “{binding.target}” yet")
        return
    if binding.target in case.contents.outdated:
        who = finding.reviewer or "the investigators"
        reason = f"the evidence on {binding.target} has changed since {who} concluded: look again"
        yield problem(Check.BINDING, place, reason, nearest=[Pointer("finding", finding.words)], severity=Severity.WARNING)
        return
    beside = _beside(context, binding)
    if beside is not None and not _agrees(beside, finding, context.case.of_question(binding.target)):
        reason = f"“{' '.join(beside.span.exact.split())}” stands beside it; the finding is {finding.words}"
        yield problem(Check.BINDING, place, reason, nearest=[Pointer("finding", finding.words)])
        return
    yield passed(Check.BINDING, place, "in the case, and in force")


def _agrees(claim: Claim, finding: Finding, records: list[Record]) -> bool:
    value = claim.value
    if isinstance(value, Amount | Money | Duration):
        if inside(value, finding.low, finding.best, finding.high):
            return True
        known = [record.claim.value for record in records]
        fair = [one for one in known if isinstance(one, Amount | Money | Duration) and compare(value, one) is not Fit.OTHER]
        is_open = finding.low is None and finding.high is None
        is_bound = value.hedge in (Hedge.MIN, Hedge.MAX, Hedge.VAGUE)
        return bool(fair) or is_open or is_bound or figure_of(value) is None
    if isinstance(value, Moment):
        return finding.when is None or fits(value, finding.when) is not False
    if isinstance(value, PlaceRef):
        return finding.where is None or is_same(value, finding.where)
    return True


def _check_claim(context: Context, binding: Binding, place: tuple[int, int, str]) -> Iterable[Verdict]:
    contents, target = context.case.contents, binding.target
    ids = {record.claim.id for record in contents.records} | {record.statement.id for record in contents.records}
    found = sorted(one for one in ids if target and one.startswith(target))
    if any(one.startswith(target) for one in contents.rejected) and target:
        yield problem(Check.BINDING, place, "a reviewer rejected this")
    elif not found and target and any(one.startswith(target) for one in contents.vanished):
        yield problem(Check.BINDING, place, "this is no longer found in the material: the item or the extraction has changed")
    elif not found:
        yield problem(
            Check.BINDING, place, f"no claim or statement “{target}” in the case; `testimonia show claims` lists them"
        )
    elif len(found) > 1:
        yield problem(Check.BINDING, place, f"“{target}” is the beginning of {len(found)} ids: write more of it")
    else:
        yield from _check_beside_claim(context, binding, place, found[0])


def _check_beside_claim(context: Context, binding: Binding, place: tuple[int, int, str], found: str) -> Iterable[Verdict]:
    record = next(r for r in context.case.contents.records if found in (r.claim.id, r.statement.id))
    beside, known = _beside(context, binding), record.claim.value
    quantities = Amount | Money | Duration
    is_figure = found == record.claim.id and isinstance(known, quantities)
    if is_figure and beside and isinstance(beside.value, quantities) and _differs(beside.value, known):
        reason = f"“{beside.span.exact}” stands beside it; the claim says “{record.claim.span.exact}”"
        yield problem(Check.BINDING, place, reason, nearest=[record])
        return
    yield passed(Check.BINDING, place, f"{record.source_name}: “{record.sentence}”")


def bound_record(context: Context, claim: Claim) -> Record | None:
    """The claim of the case that the writer tied a figure of the draft to, with a binding right behind it, if the two agree."""
    for binding in context.draft.contents.bindings:
        if binding.kind not in ("claim", "quote") or not 0 <= binding.start - claim.span.end <= _RIGHT_BEHIND:
            continue
        found = [one for one in context.case.contents.records if binding.target and one.claim.id.startswith(binding.target)]
        if len(found) == 1 and type(found[0].claim.value) is type(claim.value):
            return None if _differs(claim.value, found[0].claim.value) else found[0]
    return None


def _differs(beside: Value, known: Value) -> bool:
    quantities = Amount | Money | Duration
    is_alike = isinstance(beside, quantities) and isinstance(known, quantities) and type(beside) is type(known)
    return is_alike and compare(beside, known) in (Fit.OTHER, Fit.UNIT)  # type: ignore[arg-type]


def _check_place(context: Context, binding: Binding, place: tuple[int, int, str]) -> Iterable[Verdict]:
    key = name_key(binding.target)
    for record in context.case.records:
        value = record.claim.value
        if isinstance(value, PlaceRef) and (
            key in (name_key(value.name), name_key(value.words)) or binding.target == value.gazetteer_id
        ):
            yield passed(Check.BINDING, place, f"named by {record.source_name}")
            return
    if key and any(
        re.search(rf"\b{re.escape(binding.target)}\b", text.text, re.IGNORECASE) for text in context.case.contents.texts
    ):
        yield uncompared(Check.BINDING, place, "the material names it, but no claim says where it is")
        return
    yield problem(Check.BINDING, place, f"no account names a place “{binding.target}”")


def _beside(context: Context, binding: Binding) -> Claim | None:
    """The value just before a binding, in the same sentence."""
    sentence = context.draft.sentence_at(max(0, binding.start - 1))
    before = [
        claim
        for claim in context.claims
        if sentence is not None
        and sentence.start <= claim.span.start
        and claim.span.end <= binding.start
        and binding.start - claim.span.end <= _BESIDE
        and isinstance(claim.value, Amount | Money | Duration | Moment | PlaceRef)
    ]
    if not before:
        return None
    last = max(before, key=lambda claim: claim.span.end)
    question = context.case.questions.get(binding.target)
    fitting = [claim for claim in before if question is not None and _is_of(claim, question.value_type)]
    return max(fitting, key=lambda claim: claim.span.end) if fitting else last if question is None else None


def _is_of(claim: Claim, value_type: str) -> bool:
    kinds = {"amount": Amount, "money": Money, "duration": Duration, "moment": Moment, "place": PlaceRef}
    return isinstance(claim.value, kinds.get(value_type, ()))
