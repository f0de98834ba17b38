"""Figures that follow from other figures by a rule: "three or four with each driver" times "almost 50 lorries".

Nobody said the result, so it is no account and no vote. But it is what the accounts amount to, and a reader wants to see it
beside them with the arithmetic: what the rule makes of the least, the stated and the most of each part.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

from testimonia.model.findings import Derivation, Question, Rule
from testimonia.model.phrases import told
from testimonia.model.values import Moment
from testimonia.reconcile.evidence import Evidence, question_factor
from testimonia.reconcile.intervals import Interval
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.units import show_number, show_times
from testimonia.reconcile.wording import quote_by, show_interval, show_value

MINUTES = 60.0
"""Moments lie on an axis of minutes, rules count in hours."""


def find_derivations(
    rules: Sequence[Rule], questions: Mapping[str, Question], evidence: Mapping[str, Sequence[Evidence]]
) -> list[Derivation]:
    """What each rule says of the question named first in it, from the weightiest reply to each of the others.

    Args:
        rules: in normal form.
        questions: declared questions by id.
        evidence: standing replies by question id, the weightiest first.

    Returns:
        In the order of the rules; none for a rule with a part that nobody puts a figure on.
    """
    found = []
    for rule in rules:
        target = rule.terms[0][1] if rule.terms else ""
        others = [name for name in rule.question_ids if name != target]
        chosen = {name: item for name in others if (item := _first_figure(evidence.get(name, ())))}
        if not others or len(chosen) < len(others) or not is_solvable(rule, target):
            continue
        derivation = _derive(rule, questions, chosen)
        if derivation:
            found.append(derivation)
    return found


def is_solvable(rule: Rule, target: str) -> bool:
    """Whether a rule can be solved for a question: it stands in one plain term and in no product."""
    return any(name == target for _, name in rule.terms) and not any(target in pair for _, pair in rule.products)


def solve_rule(rule: Rule, target: str, values: Mapping[str, Interval]) -> Interval:
    """The interval of one question that follows from intervals of all the others, whatever the rule's relation.

    Args:
        rule: in normal form, solvable for the target.
        target: the question to solve for.
        values: intervals in the rule's units (`rule_interval`) by question.

    Returns:
        The interval; its ``best`` is the figure that the stated figures make, if all are stated.

    >>> whole = Rule("r", "people == load * lorries", ((1.0, "people"),), 0.0, "==", 0, ((-1.0, ("load", "lorries")),))
    >>> solve_rule(whole, "people", {"load": Interval(3, 3.5, 4), "lorries": Interval(42, 48, 50)})
    Interval(low=126.0, best=168.0, high=200.0)
    """
    own = next(number for number, name in rule.terms if name == target)
    low = high = -rule.constant / own
    best: float | None = low
    for factor, part in _parts(rule, target, values):
        ends = (factor * part.low, factor * part.high)
        low, high = low + min(ends), high + max(ends)
        best = None if best is None or part.best is None else best + factor * part.best
    return Interval(low, best, high)


def rule_interval(item: Evidence) -> Interval:
    """What a reply allows, from its question's axis in the units that rules count in; the reply has an interval."""
    interval = item.interval
    assert interval
    if not isinstance(item.position.value, Moment):
        return interval
    best = None if interval.best is None else interval.best / MINUTES
    return Interval(interval.low / MINUTES, best, interval.high / MINUTES)


def _parts(rule: Rule, target: str, values: Mapping[str, Interval]) -> Iterable[tuple[float, Interval]]:
    """The terms beside the target, moved to the other side: factor and interval of each."""
    own = next(number for number, name in rule.terms if name == target)
    for number, name in rule.terms:
        if name != target:
            yield -number / own, values[name]
    for number, (one, two) in rule.products:
        yield -number / own, _multiply(values[one], values[two])


def _multiply(one: Interval, two: Interval) -> Interval:
    """The product of two intervals of things that cannot be negative."""
    low = max(one.low, 0.0) * max(two.low, 0.0)
    high = math.inf if math.inf in {one.high, two.high} else one.high * two.high
    best = None if one.best is None or two.best is None else one.best * two.best
    return Interval(low, best, high)


def _first_figure(evidence: Sequence[Evidence]) -> Evidence | None:
    """The weightiest reply that gives a figure; bounds alone where nobody gives one."""
    with_interval = [item for item in evidence if item.interval]
    return min(with_interval, key=lambda item: (not (item.interval and item.interval.is_estimate), item.order), default=None)


def _derive(rule: Rule, questions: Mapping[str, Question], chosen: Mapping[str, Evidence]) -> Derivation | None:
    question = questions[rule.terms[0][1]]
    values = {name: rule_interval(item) for name, item in chosen.items()}
    solved = _one_sided(rule, question.id, solve_rule(rule, question.id, values))
    low, high = solved.low, solved.high
    floor = -math.inf if question.value_type == "moment" else 0.0
    if not (math.isfinite(high) or (math.isfinite(low) and low > floor)) or high < floor:
        return None
    scale = MINUTES if question.value_type == "moment" else 1.0
    shown = Interval(max(low, floor) * scale, None, high * scale)
    factor, unit = question_factor(question)
    is_numeric = question.value_type != "moment"
    accounts, sums = [quote_by(item) for item in chosen.values()], _write_sums(rule, question, values, solved)
    figure, named = show_interval(shown, question), name_rule(rule, questions)
    words = f"{figure} by the rule {named}: {', '.join(accounts)}{'; ' if sums else ''}{', '.join(sums)}"
    key = "derived.sums" if sums else "derived"
    return Derivation(
        question_id=question.id,
        rule_id=rule.id,
        low=_scaled(shown.low, factor) if is_numeric else None,
        best=_scaled(solved.best, factor) if is_numeric and solved.best is not None else None,
        high=_scaled(shown.high, factor) if is_numeric else None,
        unit=unit,
        claim_ids=tuple(sorted(item.position.claim_id for item in chosen.values())),
        words=told(words, key, figure=figure, rule=named, accounts=accounts, sums=sums),
    )


def _scaled(number: float, factor: float) -> float | None:
    return round(number / factor, 9) if math.isfinite(number) else None


def _one_sided(rule: Rule, target: str, solved: Interval) -> Interval:
    """Of the solved interval what the relation really says: an inequality bounds one side only."""
    if rule.relation == "==":
        return solved
    own = next(number for number, name in rule.terms if name == target)
    is_upper = (rule.relation == "<=") == (own > 0)
    return Interval(-math.inf, None, solved.high) if is_upper else Interval(solved.low, None, math.inf)


def _write_sums(rule: Rule, question: Question, values: Mapping[str, Interval], solved: Interval) -> list[str]:
    """The arithmetic of the least and of the most, where they are finite: ``3 × 42 = 126 at least``."""
    if question.value_type == "moment":
        return []
    lines: list[tuple[str, str]] = []
    for end, result in (("low", solved.low), ("best", solved.best), ("high", solved.high)):
        if result is None or not math.isfinite(result) or (end == "low" and result <= 0):
            continue
        terms = write_terms(rule, question.id, values, end)
        total = show_value(result, question)
        if terms and terms != total:
            lines.append((end, f"{terms} = {total}"))
    if len({line.rpartition(" = ")[0] for _, line in lines}) == 1:  # one sum, whichever end is meant
        lines = lines[:1]
        if lines[0][0] != "best":
            return [lines[0][1]]
    names = {"low": "at least", "best": "as stated", "high": "at most"}
    return [told(f"{line} {names[end]}", f"result.{end}", sum=line) for end, line in lines]


def write_terms(rule: Rule, target: str, values: Mapping[str, Interval], end: str) -> str:
    """The right side of a solved rule with one end of each interval put in: ``250 + 3,500``; empty if an end is missing.

    Args:
        rule: in normal form, solvable for the target.
        target: the question solved for.
        values: intervals in the rule's units by question.
        end: ``low``, ``best`` or ``high`` of the result.
    """
    own = next(number for number, name in rule.terms if name == target)
    named: list[tuple[float, tuple[str, ...]]] = [(-number / own, (name,)) for number, name in rule.terms if name != target]
    named += [(-number / own, pair) for number, pair in rule.products]
    text = ""
    for factor, names in named:
        side = end if factor > 0 or end == "best" else {"low": "high", "high": "low"}[end]
        figures = [getattr(values[name], side) for name in names]
        if any(figure is None for figure in figures):
            return ""
        size = show_times(abs(factor), " × ".join(show_number(figure) for figure in figures))
        sign = " - " if factor < 0 else " + "
        text += (sign if text else sign.strip().replace("+", "")) + size
    if rule.constant and text:
        constant = -rule.constant / own
        text += f" {'-' if constant < 0 else '+'} {show_number(abs(constant))}"
    return text
