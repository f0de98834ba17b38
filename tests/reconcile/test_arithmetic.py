"""The sum behind a contradiction through rules, with every number put in."""

from pathlib import Path

from testimonia.model.findings import Rule
from testimonia.model.testimony import Role
from testimonia.model.values import Amount
from testimonia.reconcile.rule_contradictions import best_world, find_rule_contradictions
from tests.make import duration, question, said
from tests.reconcile.test_rule_contradictions import SUM
from tests.reconcile.test_rule_contradictions import run as reconcile_all


class ProductRule(Rule, frozen=True):
    """A rule that multiplies two questions."""

    products: tuple[tuple[float, tuple[str, str]], ...] = ()


QUESTIONS = (
    question("route", unit="km", nouns=("route",)),
    question("journey", "duration", unit="hours", nouns=("journey",)),
    question("speed", unit="km/h", nouns=("speed",)),
)


def evidence_of(*pairs):
    """Standing replies by question."""
    from testimonia.reconcile.evidence import read_evidence
    from tests.make import source, sources

    result = reconcile_all([], *pairs, questions=QUESTIONS)
    known = sources(*(source(name, Role.EYEWITNESS) for name in {s.speaker.name for _, s in pairs}))
    by_question = {}
    for answer in result.answers:
        by_question.setdefault(answer.question_id, []).append(answer)
    return {name: read_evidence(answers, known) for name, answers in by_question.items()}


def replies():
    return [
        said(Amount(500, 500, 500, "km", "500 km"), by="a", noun="route"),
        said(duration("3 hours"), by="b", noun="journey"),
        said(Amount(80, 80, 80, "km/h", "80 km/h"), by="c", noun="speed"),
    ]


RULE = ProductRule(
    id="way",
    expression="route == speed * journey",
    terms=((1.0, "route"),),
    constant=0.0,
    relation="==",
    products=((-1.0, ("speed", "journey")),),
)


def test_a_product_is_written_out():
    """Speed times hours with its numbers, then the rule, then the clash."""
    ((only,), _) = find_rule_contradictions([RULE], {q.id: q for q in QUESTIONS}, evidence_of(*replies()))
    assert only.rule_ids == ("way",)
    assert len(only.claim_ids) == 3
    assert only.arithmetic[:3] == (
        "“How many journey”: “3 hours” (b) is at most 3.5 h",
        "“How many speed”: “80 km/h” (c) is at most 85 km/h",
        "so “How many journey” × “How many speed” is at most 3.5 × 85 = 297.5",
    )
    assert only.arithmetic[3:6] == (
        "“How many route”: “500 km” (a) is at least 450 km",
        "by the rule “How many route” = “How many speed” × “How many journey”,"
        " “How many journey” × “How many speed” is at least 450",
        "450 is more than 297.5: these cannot all be true",
    )
    assert "speak against" not in only.arithmetic[-1]


def test_the_best_world_drops_the_least():
    """One reply against two that fit is the one that would have to be false."""
    pairs = [*replies(), said(duration("7 hours"), by="d", noun="journey"), said(duration("6 hours"), by="e", noun="journey")]
    world = best_world([RULE], evidence_of(*pairs))
    assert world.is_proved
    assert "b" in {item.source.name for item in world.dropped}
    assert "a" not in {item.source.name for item in world.dropped}
    assert [item.source.name for item in world.overruled] == ["b"]


def test_a_reliable_reply_that_the_others_rule_out_weighs_more():
    """What an eyewitness said against all the rest is marked; one word against another is not (see above)."""
    pairs = [*replies(), said(duration("7 hours"), by="d", noun="journey"), said(duration("6 hours"), by="e", noun="journey")]
    found, (world,) = find_rule_contradictions([RULE], {q.id: q for q in QUESTIONS}, evidence_of(*pairs))
    assert world.is_proved
    assert world.dropped
    assert "no choice of less weight exists" in world.sentence
    marked = [one for one in found if "all accounts taken together speak against b" in one.arithmetic[-1]]
    assert marked
    assert all("b says “3 hours” (How many journey?)" in one.sentence for one in marked)


def test_the_example_of_the_documentation_is_what_the_program_prints():
    """docs/method/contradictions.md shows the arithmetic of a case, line by line."""
    shown = (Path(__file__).parents[2] / "docs" / "method" / "contradictions.md").read_text()
    pairs = [said("about 250 fighter", by="a"), said("3,500 relative", by="a"), said("about 5,000 people", by="b")]
    (only,) = reconcile_all([SUM], *pairs).contradictions
    lines = "\n".join(f"    {line}" for line in only.arithmetic[:-1])
    assert lines in shown
