"""Contradictions that only appear when an editor's rule joins several questions.

Per component of rules and questions: every question's replies fall into camps; for every combination of one camp each, the
solver lists all minimal sets of replies and rules. Any set that cannot all be true takes its claims from one such combination,
so none is overlooked, while claims of one camp stand for each other. The most credible reply of each camp speaks for it.

The sum behind each is written out line by line (see `arithmetic`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence, Set
from itertools import islice, product

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.findings import Contradiction, Question, Rule, World
from testimonia.model.phrases import told
from testimonia.reconcile.arithmetic import Account, explain
from testimonia.reconcile.camps import Camp, split_camps
from testimonia.reconcile.contradictions import RELIABLE, Clashing, make_contradiction
from testimonia.reconcile.derivations import rule_interval
from testimonia.reconcile.evidence import Evidence, group_votes
from testimonia.reconcile.logic.minimal import Judge
from testimonia.reconcile.logic.solver import find_world, solve
from testimonia.reconcile.logic.system import Claim, Law, System, Variable, split_systems
from testimonia.reconcile.names import says
from testimonia.reconcile.rules import name_rule
from testimonia.reconcile.wording import quote_by, quote_short

MOST_CAMPS = 3
"""Camps a question takes part with: the weightiest ones, and always the lowest and the highest."""
MOST_COMBINATIONS = 256
MOST_SETS = 8
"""Minimal sets told of one combination, each with other rules: the most credible ones."""
MOST_SHOWN = 24
"""Contradictions kept for one component of rules, the weightiest ones: more would hide the rest of the investigation."""
MOST_TOLD = 6
"""Claims named that would have to be false."""
MOST_OVERRULED = 3
"""Reliable replies looked at that the best world drops, the weightiest ones."""
MARGIN = 0.5
"""Weight that the other accounts must lose if a reply is believed before it counts as overruled: half an eyewitness."""
RULE_WEIGHT = 1000.0
"""Above any reply: a set is cut down by leaving out replies first, rules last."""
QUANTITY = Variable(low=0.0)
"""Quantities are never negative: that bound is always there and needs no claim."""
MOMENT = Variable()
"""Hours before or after the epoch."""


class BestWorld(Struct, frozen=True):
    """The most credible reading of all accounts under the rules."""

    dropped: tuple[Evidence, ...]
    """Replies that would have to be false, of least weight together, the weightiest first."""
    overruled: tuple[Evidence, ...]
    """Those of them that weigh much by themselves and are clearly outweighed: the others would lose much if they were true."""
    is_proved: bool
    """Whether no lighter choice exists."""


def find_rule_contradictions(
    rules: Sequence[Rule], questions: Mapping[str, Question], evidence: Mapping[str, Sequence[Evidence]]
) -> tuple[list[Contradiction], list[World]]:
    """The minimal sets of replies and rules that cannot all be true.

    Args:
        rules: in normal form.
        questions: by id.
        evidence: standing replies by question id.

    Returns:
        Contradictions, each with at least one rule, at most one for each combination of camps and set of rules; and the most
        credible reading of each group of rules that some contradiction rests on.
    """
    shown: list[Contradiction] = []
    worlds: list[World] = []
    for component in _components(rules):
        found: dict[str, Contradiction] = {}
        names = sorted({name for rule in component for name in rule.question_ids})
        camps = {name: chosen for name in names if (chosen := _choose_camps(split_camps(evidence.get(name, ()))))}
        if not camps:
            continue
        best: BestWorld | None = None
        for combination in islice(product(*camps.values()), MOST_COMBINATIONS):
            world = dict(zip(camps, combination, strict=True))
            for case in _minimal_sets(world, component):
                if best is None:
                    best = best_world(component, evidence)
                    worlds.append(_word_world(best, names))
                overruled = frozenset(item.answer.id for item in best.overruled)
                contradiction = _word(case, world, questions, overruled)
                found[contradiction.id] = contradiction
        shown += sorted(found.values(), key=lambda contradiction: (-contradiction.weight, contradiction.id))[:MOST_SHOWN]
    return shown, worlds


def _word_world(best: BestWorld, names: Sequence[str]) -> World:
    false = [quote_by(item) for item in best.dropped]
    named = f"{'; '.join(false[:MOST_TOLD])}{f'; and {len(false) - MOST_TOLD} more' if len(false) > MOST_TOLD else ''}"
    sure = "no choice of less weight exists" if best.is_proved else "the best choice found, not proved to be the best"
    return World(
        question_ids=tuple(names),
        dropped=tuple(item.position.claim_id for item in best.dropped),
        is_proved=best.is_proved,
        sentence=f"With everything else and the rules true, these would have to be false: {named} ({sure}).",
    )


def best_world(rules: Sequence[Rule], evidence: Mapping[str, Sequence[Evidence]]) -> BestWorld:
    """Which replies would have to be false, at least by weight, for everything else and all rules to be true.

    Replies from one group share one vote. What is dropped although its source is reliable is worth an editor's look.

    Args:
        rules: in normal form; they hold.
        evidence: standing replies by question id; only those with an interval and on a question of a rule take part.
    """
    dropped: list[Evidence] = []
    overruled: list[Evidence] = []
    is_proved = True
    for component in _components(rules):
        names = sorted({name for rule in component for name in rule.question_ids})
        ballots = _cast(names, evidence)
        laws, variables = [_law(rule) for rule in component], _variables(names, component)
        claims = {key: claim for key, (claim, _) in ballots.items()}
        verdict = _weigh_worlds(variables, claims, laws)
        is_proved &= verdict.is_proved
        dropped += [item for key in verdict.fallen for item in ballots[key][1]]
        reliable = [key for key in verdict.fallen if any(item.weight >= RELIABLE for item in ballots[key][1])]
        for key in reliable[:MOST_OVERRULED]:
            # what the others lose if these are believed: little where one word stands against another
            believed = {**claims, key: replace(claims[key], weight=claims[key].weight + RULE_WEIGHT)}
            others = _weigh_worlds(variables, believed, laws, known=verdict.clashing).weight - RULE_WEIGHT
            if verdict.weight - others > MARGIN:
                overruled += [item for item in ballots[key][1] if item.weight >= RELIABLE]
    fallen_first, overruled_first = (tuple(sorted(some, key=lambda item: item.order)) for some in (dropped, overruled))
    return BestWorld(fallen_first, overruled_first, is_proved)


def _cast(names: Sequence[str], evidence: Mapping[str, Sequence[Evidence]]) -> dict[str, tuple[Claim, list[Evidence]]]:
    """Replies with an interval as claims of the solver, by claim id.

    A group shares one vote, and replies that allow the same numbers stand or fall as one claim.
    """
    alike: dict[tuple[str, float, float], tuple[float, list[Evidence]]] = {}
    for name in names:
        replies = evidence.get(name, ())
        for item, vote in sorted(zip(replies, group_votes(replies), strict=True), key=lambda pair: pair[0].order):
            if item.interval:
                key = name, item.interval.low, item.interval.high
                total, members = alike.get(key, (0.0, []))
                alike[key] = total + vote, [*members, item]
    ballots = {}
    for (name, _, _), (vote, members) in alike.items():
        claim = _claim(name, members[0], weight=vote)
        ballots[claim.id] = claim, members
    return ballots


class _Verdict(Struct, frozen=True):
    """The best world of some claims."""

    fallen: list[str]
    """Claims it drops, the heaviest first."""
    weight: float
    """What it keeps."""
    is_proved: bool
    clashing: list[frozenset[str]]
    """Claims that cannot all be true, as met on the way."""


def _weigh_worlds(
    variables: Mapping[str, Variable],
    claims: Mapping[str, Claim],
    laws: Sequence[Law],
    *,
    known: Sequence[frozenset[str]] = (),
) -> _Verdict:
    fallen: list[str] = []
    clashing: list[frozenset[str]] = []
    is_proved = True
    for system in split_systems(variables, claims.values(), laws):
        place = {key: at for at, key in enumerate(system.ids)}
        world = find_world(system, known=[sorted(place[key] for key in one) for one in known if place.keys() >= one])
        is_proved &= world.is_proved
        kept = set(world.kept)
        fallen += [key for at, key in enumerate(system.ids) if at not in kept]
        clashing += [frozenset(system.ids[at] for at in one) for one in world.sets]
    gone = set(fallen)
    weight = math.fsum(claim.weight for key, claim in claims.items() if key not in gone)
    return _Verdict(sorted(fallen, key=lambda key: (-claims[key].weight, key)), weight, is_proved, clashing)


class _Case(Struct, frozen=True):
    """A minimal set of replies and rules."""

    system: System
    members: dict[str, Evidence]
    """By claim id."""
    rules: dict[str, Rule]
    """By claim id."""


def _row(rule: Rule) -> tuple[str, tuple[tuple[float, str], ...], float, float]:
    """A rule as a row of the solver: id, terms, and what their sum may be."""
    low = -math.inf if rule.relation == "<=" else -rule.constant
    high = math.inf if rule.relation == ">=" else -rule.constant
    return f"rule {rule.id}", rule.terms, low, high


def _law(rule: Rule) -> Law:
    key, terms, low, high = _row(rule)
    return Law(key, terms, low, high, rule.products)


def _claim(name: str, item: Evidence, *, weight: float) -> Claim:
    key = f"{name} {item.position.claim_id} {item.answer.id}"
    interval = rule_interval(item)
    return Claim(key, ((1.0, name),), interval.low, interval.high, weight)


def _variables(names: Iterable[str], rules: Iterable[Rule]) -> dict[str, Variable]:
    moments = {name for rule in rules for name in rule.moments}
    return {name: MOMENT if name in moments else QUANTITY for name in names}


def _make_case(replies: Iterable[tuple[str, Evidence]], rules: Iterable[Rule]) -> list[_Case]:
    """Replies and rules as systems, in which both may give way."""
    members, by_id, claims, names = dict[str, Evidence](), dict[str, Rule](), list[Claim](), set[str]()
    for name, item in replies:
        claim = _claim(name, item, weight=item.weight)
        members[claim.id] = item
        claims.append(claim)
        names.add(name)
    for rule in rules:
        key, terms, low, high = _row(rule)
        by_id[key] = rule
        claims.append(Claim(key, terms, low, high, RULE_WEIGHT, rule.products))
        names.update(rule.question_ids)
    cases = []
    for system in split_systems(_variables(names, by_id.values()), claims):
        keys = set(system.ids)
        cases.append(
            _Case(
                system,
                {key: item for key, item in members.items() if key in keys},
                {key: rule for key, rule in by_id.items() if key in keys},
            )
        )
    return cases


def _components(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules grouped by shared questions."""
    groups: list[tuple[set[str], list[Rule]]] = []
    for rule in rules:
        names = set(rule.question_ids)
        joined = [group for group in groups if group[0] & names]
        groups = [group for group in groups if not group[0] & names]
        groups.append((names.union(*(group[0] for group in joined)), [*(r for group in joined for r in group[1]), rule]))
    return [sorted(group[1], key=lambda rule: rule.id) for group in groups]


def _choose_camps(camps: list[Camp]) -> list[Camp]:
    if len(camps) <= MOST_CAMPS:
        return camps
    middle = sorted(camps[1:-1], key=lambda camp: (-sum(item.weight for item in camp), min(item.order for item in camp)))
    return [camps[0], camps[-1], *middle[: MOST_CAMPS - 2]]


def _minimal_sets(world: Mapping[str, Camp], rules: Sequence[Rule]) -> Iterable[_Case]:
    """Minimal sets of one combination of camps: for each set of rules that can be part of one, the most credible replies."""
    replies = [(name, item) for name, camp in world.items() for item in _tightest(camp)]
    best: dict[frozenset[str], _Case] = {}
    for case in _make_case(replies, rules):
        for one in solve(case.system).sets:
            keys = [case.system.ids[claim] for claim in one]
            used = frozenset(key for key in keys if key in case.rules)
            if used and used not in best:
                chosen = [(item.answer.question_id, item) for key, item in case.members.items() if key in keys]
                best[used] = _make_case(chosen, [case.rules[key] for key in sorted(used)])[0]
    for case in list(best.values())[:MOST_SETS]:
        yield _prefer_credible(case, world)


def _tightest(camp: Camp) -> list[Evidence]:
    """The two replies of a camp that bound a question most tightly from below and above; one may be both."""
    with_interval = [(item, item.interval) for item in camp if item.interval]
    lowest = min(with_interval, key=lambda pair: (-pair[1].low, pair[0].order))[0]
    highest = min(with_interval, key=lambda pair: (pair[1].high, pair[0].order))[0]
    return [lowest] if lowest is highest else [lowest, highest]


def _prefer_credible(case: _Case, world: Mapping[str, Camp]) -> _Case:
    """Let the weightiest reply of each camp speak, where the set stays inconsistent and minimal with it."""
    for name, camp in world.items():
        used = [item for item in case.members.values() if item.answer.question_id == name]
        if len(used) != 1:
            continue
        for item in sorted(camp, key=lambda item: item.order)[:8]:
            if item is used[0]:
                break
            others = [(other.answer.question_id, other) for other in case.members.values() if other is not used[0]]
            changed = _make_case([*others, (name, item)], case.rules.values())
            if len(changed) == 1 and _is_minimal(changed[0].system):
                case = changed[0]
                break
    return case


def _is_minimal(system: System) -> bool:
    """Whether a whole system is one minimal set."""
    everything = range(len(system.ids))
    return Judge(system).shrink(everything) == list(everything)


def _answered(question: Question, item: Evidence) -> str:
    """What somebody holds and the question it answers."""
    words = f"{says(item.source.name)} {quote_short(item.position)} ({question.text})"
    return told(words, "answered", who=item.source.name, quote=quote_short(item.position), question=question.text)


def _word(case: _Case, world: Mapping[str, Camp], questions: Mapping[str, Question], overruled: Set[str]) -> Contradiction:
    members = [case.members[key] for key in sorted(case.members, key=lambda key: (case.members[key].answer.question_id, key))]
    names = [item.answer.question_id for item in members]
    rules = sorted(case.rules.values(), key=lambda rule: rule.id)
    said = [_answered(questions[name], item) for name, item in zip(names, members, strict=True)]
    listed = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
    named = [name_rule(rule, questions) for rule in rules]
    verdict = {1: "this cannot be true", 2: "both cannot be true"}.get(len(said), "these cannot all be true")
    sentence = told(
        f"{listed}: {verdict} under the rule{'s' if len(rules) > 1 else ''} {' and '.join(named)}.",
        "clash.rule" if len(rules) == 1 else "clash.rules",
        said=said,
        rules=named,
    )
    clashing = Clashing(
        questions=tuple(questions[name] for name in sorted(set(names))),
        members=tuple(members),
        sides=tuple(world[name] for name in names),
        rule_ids=tuple(rule.id for rule in rules),
        overruled=tuple(item for item in members if item.answer.id in overruled),
    )
    return make_contradiction(clashing, sentence, explain(Account(case.system, case.members, case.rules, questions)))
