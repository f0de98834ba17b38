"""The sum behind a contradiction that rules bring about, line by line, so that a reader can check it by hand.

Each claim's bound with its words, each bound that a rule derives with the numbers put in, and the clash at the end, in base
units (hours, kilometres).
"""

from collections.abc import Mapping

from msgspec import Struct

from testimonia.model.findings import Question, Rule
from testimonia.model.phrases import told
from testimonia.reconcile.derivations import MINUTES
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.logic.reasons import Bound, find_clash
from testimonia.reconcile.logic.system import System
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.units import BASES, find_unit, show_number, show_times
from testimonia.reconcile.wording import name_question, quote_by, show_interval, show_measure, show_value


class Account(Struct, frozen=True):
    """A minimal set of replies and rules, and what is needed to tell it."""

    system: System
    """Replies and rules as the claims of one system."""
    members: Mapping[str, Evidence]
    """The reply behind each claim, by id."""
    rules: Mapping[str, Rule]
    """The rule behind each other claim, by id."""
    questions: Mapping[str, Question]


def explain(account: Account) -> list[str]:
    """The arithmetic of a minimal set.

    Returns:
        Lines, from the claims to the clash.
    """
    clash = find_clash(account.system)
    if clash is None:
        return _explain_without_bounds(account)
    lines: list[str] = []
    for bound in (clash.upper, clash.lower):
        _write(bound, account, lines)
    most, least = (_show(bound.value, clash.lower.variable, account) for bound in (clash.upper, clash.lower))
    if clash.lower.row < 0:
        name = _name(clash.lower.variable, account)
        words = f"{name} cannot be less than 0, and {most} is less: these cannot all be true"
        lines.append(told(words, "sum.below_nothing", name=name, less=most))
    elif _is_moment(clash.lower.variable, account):
        lines.append(told(f"{least} is after {most}: these cannot all be true", "sum.after_all", more=least, less=most))
    else:
        lines.append(told(f"{least} is more than {most}: these cannot all be true", "sum.more_all", more=least, less=most))
    return lines


def _write(bound: Bound, account: Account, lines: list[str]) -> None:
    """Append the lines that lead to a bound, parents first."""
    if bound.row < 0:
        return
    for parent in _in_order(bound, account):
        _write(parent, account, lines)
    side = "at_most" if bound.is_upper else "at_least"
    if _is_moment(bound.variable, account):
        side = "not_after" if bound.is_upper else "not_before"
    name, is_ = _name(bound.variable, account), f"is {side.replace('_', ' ')}"
    if account.system.arrays[8][bound.row]:
        figure = _write_product(bound, account)
        line = told(f"so {name} {is_} {figure}", f"line.so.{side}", name=name, figure=figure)
    else:
        key = account.system.ids[bound.row]
        if key in account.members:
            item = account.members[key]
            figure = _show(bound.value, bound.variable, account)
            parts = {"name": name, "quote": quote_by(item), "figure": figure}
            line = told(f"{name}: {quote_by(item)} {is_} {figure}", f"line.said.{side}", **parts)
        else:
            rule = account.rules[key]
            named, figure = name_rule(rule, account.questions), _write_sum(bound, rule, account)
            parts = {"name": name, "rule": named, "figure": figure}
            line = told(f"by the rule {named}, {name} {is_} {figure}", f"line.rule.{side}", **parts)
    if line not in lines:
        lines.append(line)


def _in_order(bound: Bound, account: Account) -> list[Bound]:
    """The bounds behind a bound, in the order in which its rule names the questions; products come last."""
    rule = account.rules.get(account.system.ids[bound.row]) if bound.row < len(account.system.ids) else None
    written = [name for _, name in rule.terms] if rule else []
    names = account.system.names
    place = {name: at for at, name in enumerate(written)}
    return sorted(bound.parents, key=lambda parent: place.get(names[parent.variable], len(written)))


def _write_sum(bound: Bound, rule: Rule, account: Account) -> str:
    """A derived bound with the numbers put in: ``288 + 3,550 = 3,838``."""
    start, column, number = (account.system.arrays[part] for part in (3, 4, 5))
    factors = {column[at]: number[at] for at in range(start[bound.row], start[bound.row + 1])}
    own = factors[bound.variable]
    text = ""
    for parent in _in_order(bound, account):
        factor = -factors[parent.variable] / own
        is_date = _is_moment(parent.variable, account)
        value = _show(parent.value, parent.variable, account) if is_date else show_number(parent.value)
        size = show_times(abs(factor), value)
        text += (f" {'-' if factor < 0 else '+'} " if text else "-" if factor < 0 else "") + size
    if rule.constant:
        constant = -rule.constant / own
        text += (f" {'-' if constant < 0 else '+'} " if text else "-" if constant < 0 else "") + show_number(abs(constant))
    result = _show(bound.value, bound.variable, account)
    return result if text == result else f"{text} = {result}" if text else result


def _write_product(bound: Bound, account: Account) -> str:
    """A bound from a product with the numbers put in: ``80 × 3.5 = 280`` or ``280 / 3.5 = 80``."""
    whole = account.system.arrays[4][account.system.arrays[3][bound.row]]
    parts = sorted(bound.parents, key=lambda parent: (parent.variable != whole, parent.variable))
    sign = " × " if bound.variable == whole else " / "
    text = sign.join(show_number(parent.value) for parent in parts)
    result = _show(bound.value, bound.variable, account)
    return f"{text} = {result}" if len(parts) > 1 else result


def _name(variable: int, account: Account) -> str:
    """A question's text, or both of a product."""
    return " × ".join(_text_of(name, account) for name in account.system.names[variable].split("\0"))


def _text_of(name: str, account: Account) -> str:
    question = account.questions.get(name)
    return f"“{name_question(question)}”" if question else name


def _is_moment(variable: int, account: Account) -> bool:
    question = account.questions.get(account.system.names[variable])
    return question is not None and question.value_type == "moment"


def _show(number: float, variable: int, account: Account) -> str:
    """A number in the base unit that rules count in; products bare, they have no question to take a unit from."""
    question = account.questions.get(account.system.names[variable])
    if question is None:
        return show_number(number)
    if question.value_type == "moment":
        return show_value(number * MINUTES, question)
    if question.value_type == "duration":
        return show_measure(show_number(number), "h")
    unit = find_unit(question.unit) if question.unit and question.value_type == "amount" else None
    suffix = _base_name(unit.dimension) if unit else question.unit if question.value_type == "money" else ""
    return show_measure(show_number(number), suffix)


def _base_name(dimension: str) -> str:
    return "" if dimension == "share" else BASES.get(dimension, "")


def _explain_without_bounds(account: Account) -> list[str]:
    """For systems with cycles, where no single bound shows the clash: everything that must hold at once."""
    lines = []
    for key in account.system.ids:
        if key in account.rules:
            named = name_rule(account.rules[key], account.questions)
            lines.append(told(f"the rule {named} holds", "line.holds", rule=named))
            continue
        item = account.members[key]
        if item.interval is not None:
            question = account.questions[item.answer.question_id]
            name, span = f"“{name_question(question)}”", show_interval(item.interval, question)
            words = f"{name}: {quote_by(item)} is {span}"
            lines.append(told(words, "line.said", name=name, quote=quote_by(item), figure=span))
    return [*lines, told("no numbers satisfy all of these at once (checked by linear programming)", "line.none")]
