"""Contradictions that only appear when an editor's rule joins several questions.

Per component of rules and questions: every question's replies fall into camps; for every combination of one camp each, bounds
are propagated, and a clash is cut down to a minimal set. Any set that cannot all be true takes its claims from one such
combination, so none is overlooked, while claims of one camp stand for each other.

Source: Reiter 1987, "A theory of diagnosis from first principles" (hitting-set tree, here over the rules).

The sum behind each is written out line by line, so that a reader can check it by hand: each claim's bound with its words, each
bound that a rule derives with the numbers put in, and the clash at the end, in base units (hours, kilometres).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from testimonia.model.findings import Contradiction, Question, Rule
from testimonia.reconcile.camps import Camp, split_camps
from testimonia.reconcile.contradictions import Clashing, make_contradiction
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.propagation import Bound, Premise, find_clash, has_cycle, is_consistent, minimise
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.units import BASES, find_unit, show_number
from testimonia.reconcile.wording import quote_short, show_interval

MOST_CAMPS = 3
"""Camps a question takes part with: the weightiest ones, and always the lowest and the highest."""
MOST_COMBINATIONS = 256
MOST_SETS = 8
"""Minimal sets looked for within one combination."""
MOST_SHOWN = 24
"""Contradictions kept for one component of rules, the weightiest ones: more would hide the rest of the investigation."""


def find_rule_contradictions(
    rules: Sequence[Rule], questions: Mapping[str, Question], evidence: Mapping[str, Sequence[Evidence]]
) -> list[Contradiction]:
    """The minimal sets of replies and rules that cannot all be true.

    Args:
        rules: in normal form.
        questions: by id.
        evidence: standing replies by question id.

    Returns:
        Contradictions, each with at least one rule; at most one for each combination of camps and set of rules.
    """
    shown: list[Contradiction] = []
    for component in _components(rules):
        found: dict[str, Contradiction] = {}
        is_cyclic = has_cycle(component)
        names = sorted({name for rule in component for _, name in rule.terms})
        camps = {name: chosen for name in names if (chosen := _choose_camps(split_camps(evidence.get(name, ()))))}
        if not camps:
            continue
        for combination in islice(product(*camps.values()), MOST_COMBINATIONS):
            world = dict(zip(camps, combination, strict=True))
            for premises in _minimal_sets(world, component, is_cyclic=is_cyclic):
                contradiction = _word(premises, world, questions)
                found[contradiction.id] = contradiction
        shown += sorted(found.values(), key=lambda contradiction: (-contradiction.weight, contradiction.id))[:MOST_SHOWN]
    return shown


def _components(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules grouped by shared questions."""
    groups: list[tuple[set[str], list[Rule]]] = []
    for rule in rules:
        names = {name for _, name in rule.terms}
        joined = [group for group in groups if group[0] & names]
        groups = [group for group in groups if not group[0] & names]
        groups.append((names.union(*(group[0] for group in joined)), [*(r for group in joined for r in group[1]), rule]))
    return [sorted(group[1], key=lambda rule: rule.id) for group in groups]


def _choose_camps(camps: list[Camp]) -> list[Camp]:
    if len(camps) <= MOST_CAMPS:
        return camps
    middle = sorted(camps[1:-1], key=lambda camp: (-sum(item.weight for item in camp), min(item.order for item in camp)))
    return [camps[0], camps[-1], *middle[: MOST_CAMPS - 2]]


def _minimal_sets(world: Mapping[str, Camp], rules: Sequence[Rule], *, is_cyclic: bool) -> Iterable[list[Premise]]:
    """Minimal inconsistent sets of one combination of camps, by leaving out each rule of a set found before."""
    claims = [premise for name, camp in world.items() for premise in _tightest(name, camp)]
    waiting = [tuple(Premise(key=f"rule {rule.id}", rule=rule) for rule in rules)]
    visited: set[frozenset[str]] = set()
    known: set[frozenset[str]] = set()
    while waiting and len(known) < MOST_SETS:
        active = waiting.pop(0)
        mark = frozenset(premise.key for premise in active)
        if mark in visited or is_consistent([*claims, *active], is_cyclic=is_cyclic):
            continue
        visited.add(mark)
        premises = minimise([*claims, *active], is_cyclic=is_cyclic)
        waiting += [tuple(rule for rule in active if rule is not used) for used in premises if used.rule is not None]
        keys = frozenset(premise.key for premise in premises)
        if keys not in known:
            known.add(keys)
            yield _prefer_credible(premises, world, is_cyclic=is_cyclic)


def _tightest(name: str, camp: Camp) -> list[Premise]:
    """The two replies of a camp that bound a question most tightly from below and above; one may be both."""
    with_interval = [(item, item.interval) for item in camp if item.interval]
    lowest = min(with_interval, key=lambda pair: (-pair[1].low, pair[0].order))[0]
    highest = min(with_interval, key=lambda pair: (pair[1].high, pair[0].order))[0]
    return [_premise(name, item) for item in ((lowest,) if lowest is highest else (lowest, highest))]


def _premise(name: str, item: Evidence) -> Premise:
    return Premise(f"{name} {item.position.claim_id} {item.answer.id}", name, item.interval, None, item.weight)


def _prefer_credible(premises: list[Premise], world: Mapping[str, Camp], *, is_cyclic: bool) -> list[Premise]:
    """Let the weightiest reply of each camp speak, where the set stays inconsistent and minimal with it."""
    for name, camp in world.items():
        used = [premise for premise in premises if premise.question_id == name]
        if len(used) != 1:
            continue
        for item in sorted(camp, key=lambda item: item.order)[:8]:
            candidate = _premise(name, item)
            if candidate.key == used[0].key:
                break
            changed = [candidate if premise is used[0] else premise for premise in premises]
            if not is_consistent(changed, is_cyclic=is_cyclic) and len(minimise(changed, is_cyclic=is_cyclic)) == len(changed):
                premises = changed
                break
    return premises


def _word(premises: Sequence[Premise], world: Mapping[str, Camp], questions: Mapping[str, Question]) -> Contradiction:
    by_key = {_premise(name, item).key: item for name, camp in world.items() for item in camp}
    claims = sorted((premise for premise in premises if premise.rule is None), key=lambda premise: premise.question_id)
    rules = sorted((premise.rule for premise in premises if premise.rule), key=lambda rule: rule.id)
    members = [by_key[premise.key] for premise in claims]
    said = [
        f"{premise.question_id} {quote_short(item.position)} ({item.source.name})"
        for premise, item in zip(claims, members, strict=True)
    ]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    named = " and ".join(f"“{name_rule(rule)}”" for rule in rules)
    verdict = {1: "be true", 2: "both be true"}.get(len(said), "all be true")
    sentence = f"{listed} cannot {verdict} under the rule{'s' if len(rules) > 1 else ''} {named}."
    case = Clashing(
        questions=tuple(questions[name] for name in sorted({premise.question_id for premise in claims})),
        members=tuple(members),
        sides=tuple(world[premise.question_id] for premise in claims),
        rule_ids=tuple(rule.id for rule in rules),
    )
    return make_contradiction(case, sentence, explain(premises, by_key, questions))


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
