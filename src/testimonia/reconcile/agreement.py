"""Agreement across questions: accounts that could have clashed under a rule and do not.

"250 fighters" and "3,500 relatives" from one side and "about 4,000 people" from another are said of different things, yet under
``people == fighters + relatives`` they confirm each other. That is worth showing with its sum, as a contradiction would be.
"""

from collections.abc import Mapping, Sequence
from itertools import islice, product

from testimonia.model.findings import Corroboration, Question, Rule
from testimonia.reconcile.corroborations import is_telling
from testimonia.reconcile.evidence import Evidence, question_factor
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.units import show_number
from testimonia.reconcile.wording import quote_by, show_interval

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
        if rule.relation == "==" and len(rule.terms) > 1:
            agreement = _agree(rule, questions, evidence)
            if agreement:
                found.append(agreement)
    return found


def _agree(rule: Rule, questions: Mapping[str, Question], evidence: Mapping[str, Sequence[Evidence]]) -> Corroboration | None:
    """The best agreement under a rule: parts told by the fewest accounts, then the weightiest replies."""
    names = [name for _, name in rule.terms]
    each = max(2, int(MOST_COMBINATIONS ** (1 / len(names))))
    telling = [
        [i for i in evidence.get(name, ()) if i.interval and is_telling(i.interval, questions[name])][:each] for name in names
    ]
    best: tuple[tuple[int, float, tuple[str, ...]], dict[str, Evidence]] | None = None
    for combination in islice(product(*telling), MOST_COMBINATIONS):
        groups = {item.group for item in combination if item.group}
        chosen = dict(zip(names, combination, strict=True))
        said = combination[0].interval
        if len(groups) < 2 or said is None or not _solve(rule, names[0], chosen).meets(said):
            continue
        ids = tuple(item.position.claim_id for item in combination)
        rank = (len({item.group for item in combination[1:]}), -sum(item.weight for item in combination), ids)
        if best is None or rank < best[0]:
            best = rank, chosen
    return _word_agreement(rule, questions[names[0]], best[1]) if best else None


def _word_agreement(rule: Rule, question: Question, chosen: Mapping[str, Evidence]) -> Corroboration:
    target = question.id
    derived, said = _solve(rule, target, chosen), chosen[target].interval or Interval(0.0, None, 0.0)
    shared = Interval(max(said.low, derived.low), None, min(said.high, derived.high))
    groups = sorted({item.group for item in chosen.values() if item.group})
    parts = [f"{name} {quote_by(chosen[name])}" for _, name in rule.terms if name != target]
    factor = question_factor(question)[0]
    reason = (
        f"by the rule “{name_rule(rule)}”: {' and '.join(parts)} put {target} {show_interval(derived, question)}"
        f"{_write_best(rule, target, chosen)}; {quote_by(chosen[target])} agrees"
    )
    return Corroboration(
        question_id=target,
        answer_ids=tuple(chosen[name].answer.id for _, name in rule.terms),
        groups=tuple(groups),
        low=round(shared.low / factor, 9),
        high=round(shared.high / factor, 9),
        reason=reason,
    )


def _solve(rule: Rule, target: str, chosen: Mapping[str, Evidence]) -> Interval:
    """The interval of one question that follows from the others."""
    own = next(number for number, name in rule.terms if name == target)
    low = high = -rule.constant / own
    for number, name in rule.terms:
        interval = chosen[name].interval
        if name == target or interval is None:
            continue
        ends = (-number / own * interval.low, -number / own * interval.high)
        low, high = low + min(ends), high + max(ends)
    return Interval(max(0.0, low), None, high)


def _write_best(rule: Rule, target: str, chosen: Mapping[str, Evidence]) -> str:
    """The plain sum of the stated figures, where every part has one and is simply added."""
    own = next(number for number, name in rule.terms if name == target)
    figures = [(-number / own, chosen[name].interval) for number, name in rule.terms if name != target]
    stated = [interval.best for factor, interval in figures if factor == 1 and interval and interval.best is not None]
    if len(stated) != len(figures) or rule.constant:
        return ""
    return f" ({' + '.join(show_number(best) for best in stated)} = {show_number(sum(stated))})"
