"""The accounts chart of a case: one question's answers with the finding and what ties them together. For the team."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from testimonia.model.accounts import (
    Account,
    AccountDerivation,
    AccountFinding,
    AccountGroup,
    AccountLink,
    AccountsChart,
    AccountShift,
)
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Derivation,
    Estimate,
    Finding,
    Group,
    Position,
    Question,
    Shift,
    Tie,
)
from testimonia.model.testimony import Party, Source
from testimonia.model.values import value_type
from testimonia.pipeline.reading import CaseReader
from testimonia.publish.accounts.figures import on_axis


class Parts(Struct, frozen=True):
    """What a chart is made of: what the case holds on one question, or what a reckoning of it came to."""

    question: Question
    sources: Mapping[str, Source]
    answers: Sequence[Answer]
    """To this question."""
    finding: Finding | None
    estimate: Estimate | None
    contradictions: Sequence[Contradiction] = ()
    """In the order in which they are to be numbered; of other questions too: they are sorted out here."""
    shifts: Sequence[Shift] = ()
    derivations: Sequence[Derivation] = ()
    """For this question."""
    groups: Sequence[Group] = ()
    ties: Sequence[Tie] = ()
    parties: Sequence[Party] = ()
    language: str = "en"


def accounts_chart(case: CaseReader, question: Question) -> AccountsChart:
    """Everything the case holds on one question, as its chart."""
    return chart_of(
        Parts(
            question=question,
            sources={source.id: source for source in case.sources()},
            answers=[answer for answer in case.answers() if answer.question_id == question.id],
            finding=next((one for one in case.findings() if one.question_id == question.id), None),
            estimate=next((one for one in case.estimates() if one.question_id == question.id), None),
            contradictions=case.contradictions(),
            shifts=case.shifts(),
            derivations=[one for one in case.derivations() if one.question_id == question.id],
            groups=case.groups(),
            ties=case.ties(),
            parties=case.brief.parties,
            language=case.brief.language or "en",
        )
    )


def chart_of(parts: Parts) -> AccountsChart:
    """The chart of one question from its parts."""
    question, sources = parts.question, parts.sources
    parties = {party.key: party.name for party in parts.parties}
    held = {
        position.claim_id: (position, at == answer.standing)
        for answer in parts.answers
        for at, position in enumerate(answer.positions)
    }
    shifts = [shift for shift in parts.shifts if shift.after.claim_id in held]
    for before in _promised(shifts, held, question):
        held[before.claim_id] = (before, False)
    return AccountsChart(
        question_id=question.id,
        question=question.text,
        value_type=question.value_type,
        accounts=tuple(_account(position, sources, parties, is_standing=stands) for position, stands in held.values()),
        unit=question.unit,
        scope=question.scope,
        finding=_finding(parts.finding, parts.estimate, question.value_type) if parts.finding else None,
        links=tuple(
            AccountLink(ids, one.sentence, one.arithmetic)
            for one in parts.contradictions
            if (ids := tuple(claim_id for claim_id in one.claim_ids if claim_id in held))
        ),
        shifts=tuple(AccountShift(one.before.claim_id, one.after.claim_id, one.sentence) for one in shifts),
        groups=tuple(_groups(parts)),
        derivations=tuple(
            AccountDerivation(*on_axis((one.low, one.best, one.high), one.unit, question.value_type), one.words)
            for one in parts.derivations
        ),
        language=parts.language,
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


def _finding(found: Finding, estimate: Estimate | None, asked: str) -> AccountFinding:
    low, best, high = on_axis((found.low, found.best, found.high), found.unit, asked)
    return AccountFinding(
        low=low,
        best=best,
        high=high,
        unit=found.unit,
        standing=found.standing,
        words=found.words,
        reason=found.reason,
        is_suggestion=found.is_suggestion,
        when=found.when,
        where=found.where,
        probability=estimate.probability if estimate else None,
    )


def _groups(parts: Parts) -> Iterator[AccountGroup]:
    """Groups that count as one account, then pairs that may depend on each other."""
    reasons = {group.id: group.reason for group in parts.groups}
    grouped: dict[str, list[str]] = {}
    for answer in parts.answers:
        if answer.group and answer.standing >= 0:
            grouped.setdefault(answer.group, []).append(answer.source_id)
    for group, source_ids in grouped.items():
        if len(source_ids) > 1:
            yield AccountGroup(tuple(source_ids), reasons.get(group, ""))
    answering = {answer.source_id for answer in parts.answers if answer.standing >= 0}
    for tie in parts.ties:
        if tie.first in answering and tie.second in answering:
            yield AccountGroup((tie.first, tie.second), tie.reason, is_partial=True)
