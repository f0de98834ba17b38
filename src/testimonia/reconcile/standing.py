"""How well an answer is supported, in one of four words and one sentence why.

The words are ours: corroborated, single-source, contested, undetermined. The result is a suggestion; a finding is what the
investigators make of it.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from testimonia.model.findings import Answer, Estimate, Finding, Question, Standing
from testimonia.model.ids import content_id
from testimonia.model.phrases import told
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
        earlier = [quote_by(item) for item in superseded[:3]]
        words = f"{clause_end(reason)}; earlier reports are taken as overtaken: {', '.join(earlier)}."
        reason = told(words, "standing.overtaken", reason=reason, earlier=earlier)
    low, best, high = (estimate.low, estimate.best, estimate.high) if estimate else (None, None, None)
    words = estimate.words if estimate else ""
    return Finding(
        id=content_id("f", question.id, low, best, high, standing, str(reason), str(words)),
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
    words = f"{clause_end(finding.reason)}; {clause_end(reason)}."
    return replace(finding, reason=told(words, "standing.moreover", reason=finding.reason, more=reason))


def judge_standing(question: Question, answers: Sequence[Answer], evidence: Sequence[Evidence]) -> tuple[Standing, str]:
    """The standing of a question's answer and the reason in one sentence."""
    if not evidence:
        return Standing.UNDETERMINED, _why_undetermined(answers)
    if not count_groups(evidence) and not any(_is_definite(item) for item in evidence):
        names = speakers(evidence)
        return Standing.UNDETERMINED, told(f"Only hearsay without a figure: {names}.", "standing.no_figure", names=names)
    agreed = agreeing(question, evidence) or list(evidence[:1])
    inside = {id(item) for item in agreed}
    dissent = [item for item in evidence if id(item) not in inside and any(clash(item, other) for other in agreed)]
    lesser = _lesser_weight(agreed)
    serious = [item for item in dissent if item.group and item.weight >= lesser]
    if serious and sum(group_votes(serious)) >= COMPARABLE * sum(group_votes(agreed)):
        _, why = weigh([agreed[0], serious[0]], [agreed, serious], rules=0)
        words = f"{capitalise(_say(agreed))} against {_say(serious)}: {', '.join(why)}."
        return Standing.CONTESTED, told(words, "standing.contested", one=_say(agreed), other=_say(serious), why=why)
    against = _word_dissent(dissent, lesser)
    own = [item for item in agreed if item.group]
    heard = [item for item in agreed if not item.group]
    also = ""
    if heard and own:
        names = speakers(heard)
        also = told(f"; {names} only pass{'' if is_several(heard) else 'es'} on the same", "standing.also", names=names)
    more = {"also": also, "against": against}
    if count_groups(own) > 1:
        number, names = count_of(count_groups(own), "independent account"), speakers(own)
        remaining = in_effect(effective_accounts(own), count_groups(own))
        words = f"{number.capitalize()}{f' ({remaining})' if remaining else ''} agree: {names}{also}{against}."
        key = "standing.agree_in_effect" if remaining else "standing.agree"
        return Standing.CORROBORATED, told(words, key, accounts=number, effect=remaining, names=names, **more)
    if not own:
        names = speakers(heard)
        words = f"It rests on hearsay alone: {names}{against}."
        return Standing.SINGLE_SOURCE, told(words, "standing.hearsay", names=names, against=against)
    names = speakers(own)
    if count_groups(evidence) == 1:
        together = ""
        if len({i.source.id for i in own}) > 1:
            together = told("; several sources, but not independent of each other", "standing.together")
        words = f"It rests on one account: {names}{together}{also}{against}."
        return Standing.SINGLE_SOURCE, told(words, "standing.one", names=names, together=together, **more)
    words = f"Only one account gives a definite answer: {names}{also}{against}."
    return Standing.SINGLE_SOURCE, told(words, "standing.definite", names=names, **more)


def in_effect(effective: float, groups: int) -> str:
    """How many accounts remain where ties between them are taken off; empty where all do."""
    if effective >= groups - 0.05:
        return ""
    return told(f"{effective:.1f} in effect", "in_effect", number=f"{effective:.1f}")


def _lesser_weight(agreed: Sequence[Evidence]) -> float:
    """The weight below which a dissent from several independent accounts is of a lower kind: heard, or poorly graded."""
    own = [other.weight for other in agreed if other.group]
    return LESSER * sum(own) / len(own) if count_groups(agreed) > 1 else 0.0


def _word_dissent(dissent: Sequence[Evidence], lesser: float) -> str:
    if not dissent:
        return ""
    verb = "disagree" if is_several(dissent) else "disagrees"
    names = speakers(dissent)
    if all(not item.group for item in dissent):
        return told(f", though {names} {verb}, from hearsay", "dissent.hearsay", names=names)
    if all(item.weight < lesser for item in dissent):
        return told(f", though {names} {verb}, on weaker grounds", "dissent.weaker", names=names)
    return told(f", though {names} {verb}", "dissent", names=names)


def is_several(evidence: Sequence[Evidence]) -> bool:
    """Whether the speakers take a plural verb."""
    names = {item.source.name for item in evidence}
    return len(names) > 1 or is_plural(next(iter(names)))


def _why_undetermined(answers: Sequence[Answer]) -> str:
    if not answers:
        return told("Nobody has spoken to this question yet.", "standing.nobody")
    stances = sorted({position.stance.value for answer in answers for position in answer.positions})
    words = f"Nobody says how it was: the replies only {' or '.join(stance.removesuffix('s') for stance in stances)}."
    return told(words, "standing.no_reply", stances=[told(stance, f"stance.{stance}") for stance in stances])


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
    number, names = count_of(count_groups(evidence), "account"), speakers(evidence)
    return told(f"{number} ({names})", "in_brackets", what=number, inside=names)
