"""The accounts chart of a case: one question's answers with the finding and what ties them together. For the team."""

from collections.abc import Iterable, Iterator, Mapping

from testimonia.model.accounts import (
    Account,
    AccountDerivation,
    AccountFinding,
    AccountGroup,
    AccountLink,
    AccountsChart,
    AccountShift,
)
from testimonia.model.findings import Answer, Finding, Position, Question, Shift
from testimonia.model.testimony import Source
from testimonia.model.values import value_type
from testimonia.pipeline.reading import CaseReader


def accounts_chart(case: CaseReader, question: Question) -> AccountsChart:
    """Everything the case holds on one question, as its chart."""
    sources = {source.id: source for source in case.sources()}
    parties = {party.key: party.name for party in case.brief.parties}
    answers = [answer for answer in case.answers() if answer.question_id == question.id]
    held = {
        position.claim_id: (position, at == answer.standing)
        for answer in answers
        for at, position in enumerate(answer.positions)
    }
    shifts = [shift for shift in case.shifts() if shift.after.claim_id in held]
    for before in _promised(shifts, held, question):
        held[before.claim_id] = (before, False)
    return AccountsChart(
        question_id=question.id,
        question=question.text,
        value_type=question.value_type,
        accounts=tuple(_account(position, sources, parties, is_standing=stands) for position, stands in held.values()),
        unit=question.unit,
        scope=question.scope,
        finding=_finding(case, question),
        links=tuple(
            AccountLink(ids, one.sentence, one.arithmetic)
            for one in case.contradictions()
            if (ids := tuple(claim_id for claim_id in one.claim_ids if claim_id in held))
        ),
        shifts=tuple(AccountShift(one.before.claim_id, one.after.claim_id, one.sentence) for one in shifts),
        groups=tuple(_groups(case, answers)),
        derivations=tuple(
            AccountDerivation(one.low, one.best, one.high, one.words)
            for one in case.derivations()
            if one.question_id == question.id
        ),
        language=case.brief.language or "en",
        is_cleared=False,
    )


def _promised(shifts: Iterable[Shift], held: Mapping[str, tuple[Position, bool]], question: Question) -> Iterator[Position]:
    """What was promised or expected of a thing by the source that then tells of it: shown beside the accounts."""
    for shift in shifts:
        before, after = shift.before, shift.after
        is_same = before.source_id == after.source_id and value_type(before.value) == question.value_type
        if before.claim_id not in held and is_same:
            yield before


def _account(position: Position, sources: Mapping[str, Source], parties: Mapping[str, str], *, is_standing: bool) -> Account:
    source = sources.get(position.source_id)
    return Account(
        id=position.claim_id,
        source_id=position.source_id,
        source=source.name if source else "",
        value=position.value,
        role=source.role if source else Account.role,
        detail=parties.get(source.party, source.party) if source else "",
        stance=position.stance,
        polarity=position.polarity,
        words=position.words,
        said_on=position.said_on,
        is_first_hand=position.is_first_hand,
        relayed_from=tuple(_names(position.chain, sources)),
        is_standing=is_standing,
    )


def _names(chain: Iterable[str], sources: Mapping[str, Source]) -> Iterator[str]:
    for one in chain:
        yield sources[one].name if one in sources else one


def _finding(case: CaseReader, question: Question) -> AccountFinding | None:
    found: Finding | None = next((one for one in case.findings() if one.question_id == question.id), None)
    if found is None:
        return None
    estimate = next((one for one in case.estimates() if one.question_id == question.id), None)
    return AccountFinding(
        low=found.low,
        best=found.best,
        high=found.high,
        unit=found.unit,
        standing=found.standing,
        words=found.words,
        reason=found.reason,
        is_suggestion=found.is_suggestion,
        when=found.when,
        where=found.where,
        probability=estimate.probability if estimate else None,
    )


def _groups(case: CaseReader, answers: Iterable[Answer]) -> Iterator[AccountGroup]:
    """Groups that count as one account, then pairs that may depend on each other."""
    answers = list(answers)
    reasons = {group.id: group.reason for group in case.groups()}
    grouped: dict[str, list[str]] = {}
    for answer in answers:
        if answer.group and answer.standing >= 0:
            grouped.setdefault(answer.group, []).append(answer.source_id)
    for group, source_ids in grouped.items():
        if len(source_ids) > 1:
            yield AccountGroup(tuple(source_ids), reasons.get(group, ""))
    answering = {answer.source_id for answer in answers if answer.standing >= 0}
    for tie in case.ties():
        if tie.first in answering and tie.second in answering:
            yield AccountGroup((tie.first, tie.second), tie.reason, is_partial=True)
