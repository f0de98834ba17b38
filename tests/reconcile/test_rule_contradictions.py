"""Contradictions through rules: inconsistent, minimal, none missed, and written so that a reader can check the sum."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from testimonia.model.brief import Brief, RuleText
from testimonia.model.material import Metadata
from testimonia.model.values import Amount, Hedge
from testimonia.reconcile.intervals import read_interval
from testimonia.reconcile.reconciliation import reconcile
from testimonia.reconcile.rules import parse_rule
from tests.make import amount, day, duration, question, said, source, sources, testimony

QUESTIONS = tuple(question(name, nouns=(name,)) for name in ("people", "fighter", "relative", "child"))
SUM = RuleText("sum", "people == fighter + relative", line=3)
WRITTEN = "“How many people” = “How many fighter” + “How many relative”"


def run(rules, *pairs, questions=QUESTIONS):
    everyone = sources(*(source(name) for name in sorted({s.speaker.name for _, s in pairs})))
    brief = Brief(questions=questions, rules=tuple(rules))
    return reconcile(brief, everyone, testimony(*pairs), metadata_of=lambda _: Metadata())


def test_a_sum_that_does_not_fit():
    """Parts and a total that cannot all be true, with the sum line by line."""
    result = run([SUM], said("about 250 fighter", by="a"), said("3,500 relative", by="a"), said("about 5,000 people", by="b"))
    (only,) = result.contradictions
    assert only.rule_ids == ("sum",)
    assert len(only.claim_ids) == 3
    assert only.arithmetic[:5] == (
        "“How many fighter”: “about 250 fighter” (a) is at most 288",
        "“How many relative”: “3,500 relative” (a) is at most 3,550",
        f"by the rule {WRITTEN}, “How many people” is at most 288 + 3,550 = 3,838",
        "“How many people”: “about 5,000 people” (b) is at least 4,250",
        "4,250 is more than 3,838: these cannot all be true",
    )
    assert "a says “about 250 fighter” (How many fighter?)" in only.sentence
    assert only.sentence.endswith(f"these cannot all be true under the rule {WRITTEN}.")


def test_a_sum_that_fits_is_an_agreement():
    """250 + 3,500 and about 4,000 confirm each other, and the sum is shown."""
    result = run([SUM], said("about 250 fighter", by="a"), said("3,500 relative", by="a"), said("about 4,000 people", by="b"))
    assert result.contradictions == ()
    (agreed,) = result.corroborations
    assert agreed.question_id == "people"
    assert "250 + 3,500 = 3,750" in agreed.reason
    assert (agreed.low, agreed.high) == (3662, 3838)


def test_a_part_larger_than_the_whole():
    """An inequality between two questions contradicts with two claims."""
    rule = RuleText("part", "child <= people")
    (only,) = run([rule], said("600 child", by="a"), said("250 people", by="b")).contradictions
    assert len(only.claim_ids) == 2
    assert only.arithmetic[-2] == "550 is more than 255: these cannot all be true"


def test_units_in_rules():
    """500 kilometres in three hours is too fast for 80 km/h."""
    questions = (
        question("route", unit="km", nouns=("route",)),
        question("journey", "duration", unit="hours", nouns=("journey",)),
    )
    pairs = [
        said(Amount(500, 500, 500, "km", "500 km"), by="a", noun="route"),
        said(duration("3 hours"), by="b", noun="journey"),
    ]
    (only,) = run([RuleText("speed", "route <= 80 km/h * journey")], *pairs, questions=questions).contradictions
    assert any("80 × 3.5 = 280 km" in line for line in only.arithmetic)


def test_two_rules_together():
    """A clash through a question that nobody spoke to names both rules."""
    rules = [RuleText("one", "people <= fighter"), RuleText("two", "fighter <= child")]
    (only,) = run(rules, said("900 people", by="a"), said("30 child", by="b")).contradictions
    assert only.rule_ids == ("one", "two")


def test_every_rule_that_is_broken_is_reported():
    """Two unrelated clashes in one component are two contradictions."""
    rules = [RuleText("one", "child <= fighter"), RuleText("two", "relative <= fighter")]
    result = run(rules, said("10 fighter", by="a"), said("300 child", by="b"), said("400 relative", by="c"))
    assert {x.rule_ids for x in result.contradictions} == {("one",), ("two",)}


def test_a_system_with_a_cycle_is_checked_exactly():
    """Two rules that share two questions can clash where no single bound moves: the exact check finds it."""
    rules = [
        RuleText("one", "people + fighter == 10"),
        RuleText("two", "people - fighter == 4"),
        RuleText("three", "people == child"),
    ]
    result = run(rules, said("9 child", by="a"))
    assert result.contradictions
    assert all(set(x.rule_ids) == {"one", "two", "three"} for x in result.contradictions)


RULES = (
    "people == fighter + relative",
    "child <= relative",
    "people <= 3 * child",
    "fighter >= relative",
    "child + fighter <= 90",
)
claims = st.lists(st.tuples(st.sampled_from([q.id for q in QUESTIONS]), st.integers(0, 99), st.integers(0, 20)), max_size=8)


def is_feasible(spans, rules):
    """The independent referee: linear programming over question intervals and parsed rules."""
    names = [q.id for q in QUESTIONS]
    bounds = {name: [0.0, None] for name in names}
    for name, interval in spans:
        low, high = bounds[name]
        bounds[name] = [max(low, interval.low), interval.high if high is None else min(high, interval.high)]
    if any(high is not None and low > high for low, high in bounds.values()):
        return False
    rows, limits = [], []
    for rule in rules:
        for sign in {"<=": (1,), ">=": (-1,)}.get(rule.relation, (1, -1)):
            coefficients = {name: sign * number for number, name in rule.terms}
            rows.append([coefficients.get(name, 0.0) for name in names])
            limits.append(-sign * rule.constant)
    result = linprog([0] * 4, A_ub=rows or None, b_ub=limits or None, bounds=[bounds[name] for name in names], method="highs")
    return result.status != 2


@given(claims, st.sets(st.sampled_from(RULES), min_size=1, max_size=3))
@settings(max_examples=80, deadline=None)
def test_sets_are_inconsistent_minimal_and_none_is_missed(drawn, texts):
    """Every reported set cannot all be true, every smaller one can; one is reported if any choice of claims clashes."""
    rules = [RuleText(f"r{RULES.index(text)}", text) for text in sorted(texts)]
    pairs = [
        said(Amount(low, None, low + width, name, f"{low} to {low + width} {name}", Hedge.RANGE), by=f"p{n}")
        for n, (name, low, width) in enumerate(drawn)
    ]
    parsed = {rule.id: parse_rule(rule, {q.id: q for q in QUESTIONS}) for rule in rules}
    span = {claim.id: (claim.about.noun, read_interval(claim.value)) for claim, _ in pairs}
    reported = [x for x in run(rules, *pairs).contradictions if x.rule_ids]
    for contradiction in reported:
        members = [("c", i) for i in contradiction.claim_ids] + [("r", i) for i in contradiction.rule_ids]
        for left_out in [None, *members]:
            kept = [member for member in members if member != left_out]
            feasible = is_feasible([span[i] for kind, i in kept if kind == "c"], [parsed[i] for kind, i in kept if kind == "r"])
            assert feasible == (left_out is not None)
    by_question = [[s for s in span.values() if s[0] == q.id] or [None] for q in QUESTIONS]
    worlds = product(*by_question)
    is_clash = any(not is_feasible([s for s in world if s], list(parsed.values())) for world in worlds)
    assert bool(reported) == is_clash


def test_wording_of_a_single_claim():
    """A claim that a rule alone forbids is a set of one claim and one rule."""
    (only,) = run([RuleText("seats", "people <= 100")], said(amount("4,000 people"), by="a")).contradictions
    assert (
        only.sentence == "a says “4,000 people” (How many people?): this cannot be true under the rule “How many people” ≤ 100."
    )


def test_two_questions_multiplied():
    """A load for each lorry times the lorries bounds the people; the product is written out."""
    questions = tuple(question(name, nouns=(name,)) for name in ("people", "load", "lorry"))
    rule = RuleText("load", "people <= load * lorry")
    pairs = said("400 people", by="a"), said("at most 20 load", by="b"), said("10 lorry", by="c")
    (only,) = run([rule], *pairs, questions=questions).contradictions
    assert len(only.claim_ids) == 3
    assert any("20 × 10 = 200" in line or "10 × 20 = 200" in line for line in only.arithmetic)


def test_two_moments_and_a_length_of_time():
    """Arrival less departure cannot be shorter than the road takes at full speed."""
    questions = (
        question("departure", "moment", nouns=("set",)),
        question("arrival", "moment", nouns=("reach",)),
        question("route", unit="km", nouns=("route",)),
    )
    rule = RuleText("speed", "arrival - departure >= route / 60 km/h")
    begun = said(day("2017-10-12", time="06:00"), by="a", noun="set")
    ended = said(day("2017-10-12", time="08:00"), by="b", noun="reach")
    length = said(amount("300 km"), by="c", noun="route")
    (only,) = run([rule], begun, ended, length, questions=questions).contradictions
    assert len(only.claim_ids) == 3
    assert any("2017-10-12 08:00" in line for line in only.arithmetic)
    later = said(day("2017-10-12", time="16:00"), by="b", noun="reach")
    assert run([rule], begun, later, length, questions=questions).contradictions == ()
