"""How well an answer is supported, in one of four words and one sentence why.

The words are ours: corroborated, single-source, contested, undetermined. The result is a suggestion; a finding is what the
investigators make of it.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from testimonia.model.findings import Answer, Estimate, Finding, Question, Standing
from testimonia.model.ids import content_id
from testimonia.model.values import Amount, Duration, Hedge, Money
from testimonia.reconcile.contradictions import weigh
from testimonia.reconcile.corroborations import agreeing
from testimonia.reconcile.evidence import Evidence, count_groups, effective_accounts, group_votes, question_factor
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.names import count_of, is_plural
from testimonia.reconcile.places import can_be_same
from testimonia.reconcile.wording import capitalise, clause_end, quote_by, speakers

LESSER = 0.5
"""Share of the average weight of agreeing accounts below which a lone dissent is of a lower kind."""

COMPARABLE = 0.34
"""Share of the agreeing votes from which a dissent makes a question contested: one account against two, not against three."""


def suggest_finding(
    question: Question,
    answers: Sequence[Answer],
    evidence: Sequence[Evidence],
    *,
    estimate: Estimate | None,
    superseded: Sequence[Evidence] = (),
) -> Finding:
    """The machine's suggestion of what can be said on a question.

    Args:
        question: the question.
        answers: all its answers.
        evidence: its standing replies that count now.
        estimate: from `estimates.estimate`.
        superseded: earlier reports overtaken by later ones, named in the reason.
    """
    standing, reason = judge_standing(question, answers, evidence)
    if superseded:
        earlier = ", ".join(quote_by(item) for item in superseded[:3])
        reason = f"{clause_end(reason)}; earlier reports are taken as overtaken: {earlier}."
    low, best, high = (estimate.low, estimate.best, estimate.high) if estimate else (None, None, None)
    words = estimate.words if estimate else ""
    return Finding(
        id=content_id("f", question.id, low, best, high, standing, reason, words),
        question_id=question.id,
        low=low,
        best=best,
        high=high,
        unit=estimate.unit if estimate else question_factor(question)[1],
        standing=standing,
        reason=reason,
        words=words,
        when=estimate.when if estimate else None,
        where=estimate.where if estimate else None,
    )


def add_reason(finding: Finding, reason: str) -> Finding:
    """A finding with one more reason: what other questions say of it by the editors' rules."""
    if not reason:
        return finding
    return replace(finding, reason=f"{clause_end(finding.reason)}; {clause_end(reason)}.")


def judge_standing(question: Question, answers: Sequence[Answer], evidence: Sequence[Evidence]) -> tuple[Standing, str]:
    """The standing of a question's answer and the reason in one sentence."""
    if not evidence:
        return Standing.UNDETERMINED, _why_undetermined(answers)
    if not count_groups(evidence) and not any(_is_definite(item) for item in evidence):
        return Standing.UNDETERMINED, f"Only hearsay without a figure: {speakers(evidence)}."
    agreed = agreeing(question, evidence) or list(evidence[:1])
    inside = {id(item) for item in agreed}
    dissent = [item for item in evidence if id(item) not in inside and any(clash(item, other) for other in agreed)]
    lesser = _lesser_weight(agreed)
    serious = [item for item in dissent if item.group and item.weight >= lesser]
    if serious and sum(group_votes(serious)) >= COMPARABLE * sum(group_votes(agreed)):
        _, why = weigh([agreed[0], serious[0]], [agreed, serious], rules=0)
        return Standing.CONTESTED, f"{capitalise(_say(agreed))} against {_say(serious)}: {why}."
    against = _word_dissent(dissent, lesser)
    own = [item for item in agreed if item.group]
    heard = [item for item in agreed if not item.group]
    also = f"; {speakers(heard)} only pass{'' if is_several(heard) else 'es'} on the same" if heard and own else ""
    if count_groups(own) > 1:
        number = count_of(count_groups(own), "independent account").capitalize()
        effective = effective_accounts(own)
        remaining = f" ({effective:.1f} in effect)" if effective < count_groups(own) - 0.05 else ""
        return Standing.CORROBORATED, f"{number}{remaining} agree: {speakers(own)}{also}{against}."
    if not own:
        return Standing.SINGLE_SOURCE, f"It rests on hearsay alone: {speakers(heard)}{against}."
    if count_groups(evidence) == 1:
        together = "; several sources, but not independent of each other" if len({i.source.id for i in own}) > 1 else ""
        return Standing.SINGLE_SOURCE, f"It rests on one account: {speakers(own)}{together}{also}{against}."
    return Standing.SINGLE_SOURCE, f"Only one account gives a definite answer: {speakers(own)}{also}{against}."


def _lesser_weight(agreed: Sequence[Evidence]) -> float:
    """The weight below which a dissent from several independent accounts is of a lower kind: heard, or poorly graded."""
    own = [other.weight for other in agreed if other.group]
    return LESSER * sum(own) / len(own) if count_groups(agreed) > 1 else 0.0


def _word_dissent(dissent: Sequence[Evidence], lesser: float) -> str:
    if not dissent:
        return ""
    verb = "disagree" if is_several(dissent) else "disagrees"
    if all(not item.group for item in dissent):
        return f", though {speakers(dissent)} {verb}, from hearsay"
    if all(item.weight < lesser for item in dissent):
        return f", though {speakers(dissent)} {verb}, on weaker grounds"
    return f", though {speakers(dissent)} {verb}"


def is_several(evidence: Sequence[Evidence]) -> bool:
    """Whether the speakers take a plural verb."""
    names = {item.source.name for item in evidence}
    return len(names) > 1 or is_plural(next(iter(names)))


def _why_undetermined(answers: Sequence[Answer]) -> str:
    if not answers:
        return "Nobody has spoken to this question yet."
    stances = sorted({position.stance.value for answer in answers for position in answer.positions})
    return f"Nobody says how it was: the replies only {' or '.join(stance.removesuffix('s') for stance in stances)}."


def _is_definite(item: Evidence) -> bool:
    if isinstance(item.position.value, Amount | Money | Duration):
        return item.interval is not None and item.position.value.hedge is not Hedge.VAGUE
    return item.happened is not None or item.place is not None or item.interval is not None


def clash(one: Evidence, other: Evidence) -> bool:
    """Whether two replies cannot both be true."""
    if one.happened is not None and other.happened is not None:
        return one.happened is not other.happened
    if one.place and other.place:
        return not can_be_same(one.place, other.place)
    if one.interval and other.interval:
        return not one.interval.meets(other.interval)
    return _excludes(one.excluded, other.interval) or _excludes(other.excluded, one.interval)


def _excludes(excluded: Interval | None, interval: Interval | None) -> bool:
    return bool(excluded and interval and interval.is_within(excluded))


def _say(evidence: Sequence[Evidence]) -> str:
    return f"{count_of(count_groups(evidence), 'account')} ({speakers(evidence)})"
