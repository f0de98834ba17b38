"""The accounts chart of a question in a release."""

from testimonia.model.accounts import (
    Account,
    AccountDerivation,
    AccountFinding,
    AccountGroup,
    AccountLink,
    AccountsChart,
    AccountShift,
)
from testimonia.model.release import Release, ReleasedClaim, ReleasedFinding, ReleasedShift
from testimonia.model.values import value_type
from testimonia.publish.accounts.figures import on_axis


def released_chart(release: Release, question_id: str) -> AccountsChart:
    """Everything a release says on one question, as its chart.

    Args:
        release: the cleared content.
        question_id: the question's id in the release; a story finds it by `Bindings.questions`.

    Raises:
        KeyError: the release has no such question.
    """
    question = next((one for one in release.questions if one.id == question_id), None)
    if question is None:
        raise KeyError(question_id)
    answers = [answer for answer in release.answers if answer.question_id == question_id]
    claims = {claim.id: claim for claim in release.claims}
    drawn = {claim_id: number == answer.standing for answer in answers for number, claim_id in enumerate(answer.claim_ids)}
    shifts = [one for one in release.shifts if one.question_id == question_id or one.after_id in drawn]
    for claim_id in _promised(shifts, claims, drawn, question.value_type):
        drawn[claim_id] = False
    describe = _Describer(release)
    links = [
        AccountLink(ids, one.sentence, one.arithmetic)
        for one in release.contradictions
        if (ids := tuple(claim_id for claim_id in one.claim_ids if claim_id in drawn))
    ]
    grouped: dict[str, list[str]] = {}
    for answer in answers:
        grouped.setdefault(answer.group, []).append(answer.source_id)
    return AccountsChart(
        question_id=question.id,
        question=question.text,
        value_type=question.value_type,
        accounts=tuple(describe.account(claims[claim_id], is_standing=stands) for claim_id, stands in drawn.items()),
        unit=question.unit,
        scope=question.scope,
        finding=_finding(release, question_id, question.value_type),
        links=tuple(links),
        shifts=tuple(AccountShift(one.before_id, one.after_id, one.sentence) for one in shifts if one.after_id in drawn),
        groups=tuple(AccountGroup(tuple(ids)) for group, ids in grouped.items() if group and len(ids) > 1),
        derivations=tuple(
            AccountDerivation(*on_axis((one.low, one.best, one.high), one.unit, question.value_type), one.words)
            for one in release.derivations
            if one.question_id == question_id
        ),
        language=release.language or "en",
    )


def _promised(shifts: list[ReleasedShift], claims: dict[str, ReleasedClaim], drawn: dict[str, bool], asked: str) -> list[str]:
    """What was promised or expected of a thing by the source that then tells of it: shown beside the accounts."""
    found = []
    for shift in shifts:
        before, after = claims.get(shift.before_id), claims.get(shift.after_id)
        if before is None or after is None or before.id in drawn or after.id not in drawn:
            continue
        if before.source_id == after.source_id and value_type(before.value) == asked:
            found.append(before.id)
    return found


class _Describer:
    """Turns a released claim into an account."""

    def __init__(self, release: Release) -> None:
        self._sources = {source.id: source for source in release.sources}
        self._parties = {party.id: party.name for party in release.parties}
        self._quotes = {quote.id: quote for quote in release.quotes}

    def account(self, claim: ReleasedClaim, *, is_standing: bool) -> Account:
        source = self._sources[claim.source_id]
        quote = self._quotes.get(claim.quote_id)
        return Account(
            id=claim.id,
            source_id=source.id,
            source=source.label,
            value=claim.value,
            role=source.role,
            detail=source.descriptor or self._parties.get(source.party_id, ""),
            stance=claim.stance,
            polarity=claim.polarity,
            words=quote.words if quote else "",
            said_on=claim.said_on,
            is_first_hand=quote.is_first_hand if quote else claim.is_first_hand,
            relayed_from=quote.relayed_from if quote else (),
            is_standing=is_standing,
        )


def _finding(release: Release, question_id: str, asked: str) -> AccountFinding | None:
    found: ReleasedFinding | None = next((one for one in release.findings if one.question_id == question_id), None)
    if found is None:
        return None
    estimate = next((one for one in release.estimates if one.id == found.estimate_id), None)
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
