"""The sum behind a contradiction, line by line, so that a reader can check it by hand.

Propagation remembers where every bound came from; this module only writes it down: each claim's bound with its words, each
bound that a rule derives with the numbers put in, and the clash at the end. Numbers stand in base units (hours, kilometres).
"""

from collections.abc import Mapping, Sequence

from testimonia.model.findings import Question
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.propagation import Bound, Premise, find_clash
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.units import BASES, find_unit, show_number
from testimonia.reconcile.wording import quote_short, show_interval


def explain(premises: Sequence[Premise], members: Mapping[str, Evidence], questions: Mapping[str, Question]) -> list[str]:
    """The arithmetic of a minimal set.

    Args:
        premises: claims and rules that cannot all be true.
        members: the reply behind each claim premise, by its key.
        questions: by id.

    Returns:
        Lines, from the claims to the clash.
    """
    clash = find_clash(premises)
    if clash is None:
        return _explain_without_bounds(premises, members, questions)
    lines: list[str] = []
    for bound in (clash.upper, clash.lower):
        _write(bound, members, questions, lines)
    name = clash.lower.question_id
    least, most = (_show(bound.value, questions[name]) for bound in (clash.lower, clash.upper))
    if not clash.lower.reasons:
        lines.append(f"{name} cannot be less than 0, and {most} is less: these cannot all be true")
    else:
        lines.append(f"{least} is more than {most}: these cannot all be true")
    return lines


def _write(bound: Bound, members: Mapping[str, Evidence], questions: Mapping[str, Question], lines: list[str]) -> None:
    """Append the lines that lead to a bound, parents first."""
    if bound.premise is None:
        return
    for parent in bound.parents:
        _write(parent, members, questions, lines)
    question = questions[bound.question_id]
    side = "at most" if bound.is_upper else "at least"
    if bound.premise.rule is None:
        item = members[bound.premise.key]
        line = (
            f"{bound.question_id}: {quote_short(item.position)} ({item.source.name}) is {side} {_show(bound.value, question)}"
        )
    else:
        line = f"by the rule “{name_rule(bound.premise.rule)}”, {bound.question_id} is {side} {_write_sum(bound, question)}"
    if line not in lines:
        lines.append(line)


def _write_sum(bound: Bound, question: Question) -> str:
    """A derived bound with the numbers put in: ``288 + 3,550 = 3,838``."""
    rule = bound.premise.rule if bound.premise else None
    assert rule is not None
    own = next(number for number, name in rule.terms if name == bound.question_id)
    known = {parent.question_id: parent.value for parent in bound.parents}
    parts = [(-number / own, known[name]) for number, name in rule.terms if name in known]
    text = ""
    for factor, value in parts:
        size = show_number(value) if abs(abs(factor) - 1) < 1e-12 else f"{show_number(abs(factor))} × {show_number(value)}"
        text += (f" {'-' if factor < 0 else '+'} " if text else "-" if factor < 0 else "") + size
    if rule.constant:
        constant = -rule.constant / own
        text += (f" {'-' if constant < 0 else '+'} " if text else "-" if constant < 0 else "") + show_number(abs(constant))
    result = _show(bound.value, question)
    return result if text == result else f"{text} = {result}" if text else result


def _show(number: float, question: Question) -> str:
    """A number in the base unit that rules count in."""
    if question.value_type == "duration":
        return f"{show_number(number)} h"
    unit = find_unit(question.unit) if question.unit and question.value_type == "amount" else None
    suffix = _base_name(unit.dimension) if unit else question.unit if question.value_type == "money" else ""
    return f"{show_number(number)} {suffix}".strip()


def _base_name(dimension: str) -> str:
    return "" if dimension == "share" else BASES.get(dimension, "")


def _explain_without_bounds(
    premises: Sequence[Premise], members: Mapping[str, Evidence], questions: Mapping[str, Question]
) -> list[str]:
    """For systems with cycles, where no single bound shows the clash: everything that must hold at once."""
    lines = []
    for premise in premises:
        if premise.rule is not None:
            lines.append(f"the rule “{name_rule(premise.rule)}” holds")
        elif premise.interval is not None:
            item = members[premise.key]
            span = show_interval(premise.interval, questions[premise.question_id])
            lines.append(f"{premise.question_id}: {quote_short(item.position)} ({item.source.name}) is {span}")
    return [*lines, "no numbers satisfy all of these at once (checked by linear programming)"]
