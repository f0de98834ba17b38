"""Corroboration: independent answers that agree, and why they count as independent.

Agreement needs figures that could have disagreed: "many", "dozens of thousands" or "at least ten" fit almost anything and
confirm nothing. What counts is the number of independent groups at the point that most of them cover.
"""

from collections.abc import Mapping, Sequence

from testimonia.model.findings import Corroboration, Question
from testimonia.reconcile.camps import find_overlap
from testimonia.reconcile.evidence import Evidence, count_groups, group_votes, question_factor
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.names import count_of
from testimonia.reconcile.places import is_same
from testimonia.reconcile.wording import show_interval, speakers

WIDEST = 6.0
"""Largest ratio of high to low of a figure that can confirm another."""


def agreeing(question: Question, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The largest set of replies that agree with each other, by votes; the rest dissents or says too little."""
    if question.value_type == "occurrence":
        sides = [[item for item in evidence if item.happened is side] for side in (True, False)]
        return max(sides, key=lambda side: sum(group_votes(side)))
    if question.value_type == "place":
        return _agreeing_places([item for item in evidence if item.place])
    telling = [item for item in evidence if item.interval and is_telling(item.interval, question)]
    overlap = find_overlap(telling, group_votes(telling))
    return [telling[number] for number in overlap[1]] if overlap else []


def is_telling(interval: Interval, question: Question) -> bool:
    """Whether a figure is narrow enough to confirm another one."""
    if not interval.is_estimate:
        return False
    if question.value_type == "moment":
        return interval.high - interval.low <= 31 * 1440
    return interval.high <= WIDEST * max(interval.low, 0.5)


def find_corroboration(question: Question, evidence: Sequence[Evidence], reasons: Mapping[str, str]) -> Corroboration | None:
    """The corroboration of a question's answer; None if fewer than two independent groups agree.

    Args:
        question: the question.
        evidence: its standing replies.
        reasons: reasons of groups of several sources, by group id.
    """
    agreed = [item for item in agreeing(question, evidence) if item.group]
    groups = sorted({item.group for item in agreed})
    if len(groups) < 2:
        return None
    shared = _shared(agreed)
    factor = question_factor(question)[0]
    is_numeric = question.value_type in {"amount", "money", "duration"} and shared is not None
    said = f" on {show_interval(shared, question)}" if shared else ""
    joined = sorted(reasons[group] for group in groups if group in reasons)
    together = f"; counted as one account each: {'; '.join(joined)}" if joined else ""
    reason = f"{count_of(len(groups), 'independent account')} agree{said}: {speakers(agreed)}{together}"
    return Corroboration(
        question_id=question.id,
        answer_ids=tuple(item.answer.id for item in sorted(agreed, key=lambda item: item.order)),
        groups=tuple(groups),
        low=round(shared.low / factor, 9) if shared and is_numeric else None,
        high=round(shared.high / factor, 9) if shared and is_numeric else None,
        reason=reason,
    )


def _shared(agreed: Sequence[Evidence]) -> Interval | None:
    spans = [item.interval for item in agreed if item.interval]
    return Interval(max(span.low for span in spans), None, min(span.high for span in spans)) if spans else None


def _agreeing_places(placed: Sequence[Evidence]) -> list[Evidence]:
    best: list[Evidence] = []
    for leader in placed:
        near = [item for item in placed if item.place and leader.place and is_same(item.place, leader.place)]
        if count_groups(near) > count_groups(best):
            best = near
    return best
