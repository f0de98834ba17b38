"""Corroboration: independent answers that agree, and why they count as independent.

Agreement needs figures that could have disagreed: "many", "dozens of thousands" or "at least ten" fit almost anything and
confirm nothing. What counts is the number of independent groups at the point that most of them cover.

Accounts of different questions can confirm each other too: "250 fighters" and "3,500 relatives" from one side and "about 4,000
people" from another agree under ``people == fighters + relatives``, and that is shown with its sum as a contradiction would be.
"""

from collections.abc import Mapping, Sequence
from itertools import islice, product

from testimonia.model.findings import Corroboration, Question, Rule
from testimonia.model.phrases import told
from testimonia.reconcile.camps import find_overlap
from testimonia.reconcile.derivations import is_solvable, rule_interval, solve_rule, write_terms
from testimonia.reconcile.evidence import Evidence, count_groups, effective_accounts, group_votes, question_factor
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.names import count_of
from testimonia.reconcile.places import is_same
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.units import show_number
from testimonia.reconcile.wording import quote_by, show_interval, speakers

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


def are_agreeing(question: Question, one: Evidence, other: Evidence) -> bool:
    """Whether `agreeing` finds two replies to agree: every two of a question are asked, so figures are only compared."""
    if question.value_type in ("occurrence", "place") or min(one.weight, other.weight) < LIGHT:
        return len(agreeing(question, [one, other])) == 2
    if not (one.interval and other.interval and one.interval.low <= other.interval.high):
        return False
    return other.interval.low <= one.interval.high and all(is_telling(x.interval, question) for x in (one, other) if x.interval)


LIGHT = 1e-6
"""Replies of less weight may be outvoted by nothing but rounding."""


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
    effective = effective_accounts(agreed)
    inside = f", {effective:.1f} in effect" if effective < len(groups) - 0.05 else ""
    number, names = count_of(len(groups), "independent account"), speakers(agreed)
    reason = told(
        f"{number}{inside} agree{said}: {names}{together}",
        "agree" + ("_in_effect" if inside else "") + ("_on" if shared else ""),
        accounts=number,
        effect=f"{effective:.1f}",
        figure=show_interval(shared, question) if shared else "",
        names=names,
        together=told(together, "agree.together", reasons=joined) if joined else "",
    )
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


MOST_COMBINATIONS = 512
"""Combinations of replies tried for one rule."""


def find_agreements(
    rules: Sequence[Rule], questions: Mapping[str, Question], evidence: Mapping[str, Sequence[Evidence]]
) -> list[Corroboration]:
    """For every equality whose questions are all answered: the corroboration of the question that stands alone on its side.

    Args:
        rules: in normal form.
        questions: declared questions by id.
        evidence: standing replies by question id.

    Returns:
        Corroborations by at least two independent groups.
    """
    found = []
    for rule in rules:
        names = rule.question_ids
        if rule.relation == "==" and len(names) > 1 and is_solvable(rule, names[0]) and not rule.moments:
            agreement = _agree(rule, questions, evidence)
            if agreement:
                found.append(agreement)
    return found


def _agree(rule: Rule, questions: Mapping[str, Question], evidence: Mapping[str, Sequence[Evidence]]) -> Corroboration | None:
    """The best agreement under a rule: parts told by the fewest accounts, then the weightiest replies."""
    names = rule.question_ids
    each = max(2, int(MOST_COMBINATIONS ** (1 / len(names))))
    telling = [
        [i for i in evidence.get(name, ()) if i.interval and is_telling(i.interval, questions[name])][:each] for name in names
    ]
    best: tuple[tuple[int, float, tuple[str, ...]], dict[str, Evidence]] | None = None
    for combination in islice(product(*telling), MOST_COMBINATIONS):
        groups = {item.group for item in combination if item.group}
        chosen = dict(zip(names, combination, strict=True))
        said = {name: rule_interval(item) for name, item in chosen.items()}
        if len(groups) < 2 or not solve_rule(rule, names[0], said).meets(said[names[0]]):
            continue
        ids = tuple(item.position.claim_id for item in combination)
        rank = (len({item.group for item in combination[1:]}), -sum(item.weight for item in combination), ids)
        if best is None or rank < best[0]:
            best = rank, chosen
    return _word_agreement(rule, questions, best[1]) if best else None


def _word_agreement(rule: Rule, questions: Mapping[str, Question], chosen: Mapping[str, Evidence]) -> Corroboration:
    names = rule.question_ids
    target, question = names[0], questions[names[0]]
    values = {name: rule_interval(item) for name, item in chosen.items()}
    derived, said = solve_rule(rule, target, values), values[target]
    derived = Interval(max(0.0, derived.low), None, derived.high)
    shared = Interval(max(said.low, derived.low), None, min(said.high, derived.high))
    groups = sorted({item.group for item in chosen.values() if item.group})
    parts = [quote_by(chosen[name]) for name in names if name != target]
    factor = question_factor(question)[0]
    named, figure, best = name_rule(rule, questions), show_interval(derived, question), _write_best(rule, target, values)
    words = f"by the rule {named}: {' and '.join(parts)} make it {figure}{best}; {quote_by(chosen[target])} agrees"
    key = "agree.rule_best" if best else "agree.rule"
    told_parts = {
        "rule": named,
        "parts": parts,
        "figure": figure,
        "best": best.strip(" ()"),
        "agrees": quote_by(chosen[target]),
    }
    reason = told(words, key, **told_parts)
    return Corroboration(
        question_id=target,
        answer_ids=tuple(chosen[name].answer.id for name in names),
        groups=tuple(groups),
        low=round(shared.low / factor, 9),
        high=round(shared.high / factor, 9),
        reason=reason,
    )


def _write_best(rule: Rule, target: str, values: Mapping[str, Interval]) -> str:
    """The plain sum or product of the stated figures, where every part has one."""
    written = write_terms(rule, target, values, "best")
    best = solve_rule(rule, target, values).best
    return f" ({written} = {show_number(best)})" if written and best is not None and len(values) > 2 else ""
