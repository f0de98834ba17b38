"""Contradictions that only appear when an editor's rule joins several questions.

Per component of rules and questions: every question's replies fall into camps; for every combination of one camp each, bounds
are propagated, and a clash is cut down to a minimal set. Any set that cannot all be true takes its claims from one such
combination, so none is overlooked, while claims of one camp stand for each other.

Source: Reiter 1987, "A theory of diagnosis from first principles" (hitting-set tree, here over the rules).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from testimonia.model.findings import Contradiction, Question, Rule
from testimonia.reconcile.camps import Camp, split_camps
from testimonia.reconcile.contradictions import Clashing, make_contradiction
from testimonia.reconcile.evidence import Evidence
from testimonia.reconcile.explanations import explain
from testimonia.reconcile.propagation import Premise, has_cycle, is_consistent, minimise
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.wording import quote_short

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
