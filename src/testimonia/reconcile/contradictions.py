"""Contradictions within one question: pairs of standing replies that cannot both be true.

Quantities and moments: disjoint intervals. One pair stands for every pair of neighbouring camps and one for the two extremes,
so that five hundred claims do not print thousands of pairs. Occurrences: affirmed against denied. Places: only where both are
known well enough to differ. Promises, expectations and terms of a deal are no replies and never appear here (see positions).
"""

import math
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from testimonia.model.findings import Contradiction, Question
from testimonia.model.ids import content_id
from testimonia.model.phrases import told
from testimonia.reconcile.camps import pick_pair, split_camps
from testimonia.reconcile.evidence import Evidence, count_groups
from testimonia.reconcile.names import count_of, says
from testimonia.reconcile.places import can_be_same, describe_gap
from testimonia.reconcile.wording import (
    dated,
    name_question,
    quote_by,
    quote_dated,
    quote_short,
    show_high,
    show_low,
    show_value,
    speakers,
)

MOST_PAIRS = 12
"""Pairs shown for one question, the weightiest: where there are more camps, the question itself is not well defined."""

RULED = 1.0
"""Added to the factor where a rule joins an official's figure to witnesses': nobody could see that clash in one account."""

RELIABLE = 0.9
OVERRULED = 1.2
"""Factor where a reply of at least that weight would have to be false for most of the rest to be true: that is a story."""

PROPOSED = 0.5
"""Factor on the weight of contradictions on questions that no editor asked."""


def find_contradictions(question: Question, evidence: Sequence[Evidence]) -> list[Contradiction]:
    """The contradictions among one question's standing replies.

    Args:
        question: the question.
        evidence: its standing replies, from `evidence.read_evidence`.

    Returns:
        Minimal sets, in no particular order.
    """
    if question.value_type == "occurrence":
        return _occurrence_contradictions(question, evidence)
    if question.value_type == "place":
        return _place_contradictions(question, evidence)
    return _interval_contradictions(question, evidence) + _exclusion_contradictions(question, evidence)


def _interval_contradictions(question: Question, evidence: Sequence[Evidence]) -> list[Contradiction]:
    camps = split_camps(evidence)
    neighbours = list(pairwise(camps))
    if len(camps) > 2:
        neighbours.append((camps[0], camps[-1]))
    pairs = [(pair, sides) for sides in neighbours if (pair := pick_pair(*sides))]
    pairs.sort(key=lambda found: (-sum(item.weight for item in found[0]), [item.order for item in found[0]]))
    return [_make_interval_contradiction(question, pair, sides) for pair, sides in pairs[:MOST_PAIRS]]


def _make_interval_contradiction(
    question: Question, pair: tuple[Evidence, Evidence], camps: tuple[Sequence[Evidence], Sequence[Evidence]]
) -> Contradiction:
    low, high = pair
    assert low.interval
    assert high.interval
    if question.value_type == "moment":
        ends, begins = show_value(low.interval.high, question), show_value(high.interval.low, question)
        lines = [
            told(f"{quote_by(low)} ends by {ends}", "sum.ends", quote=quote_by(low), at=ends),
            told(f"{quote_by(high)} begins on {begins} at the earliest", "sum.begins", quote=quote_by(high), at=begins),
            told("the second begins after the first has ended: these cannot both be true", "sum.apart_in_time"),
        ]
    else:
        most, least = show_high(low.interval.high, question), show_low(high.interval.low, question)
        lines = [
            told(f"{quote_by(low)} is at most {most}", "sum.at_most", quote=quote_by(low), high=most),
            told(f"{quote_by(high)} is at least {least}", "sum.at_least", quote=quote_by(high), low=least),
            told(f"{least} is more than {most}: these cannot both be true", "sum.more", more=least, less=most),
        ]
    sentence = (
        f"{name_question(question)}: {says(low.source.name)} {quote_short(low.position)}{dated(low.position)}, "
        f"{says(high.source.name)} {quote_short(high.position)}{dated(high.position)}; {_verdict(question)}."
    )
    with_low, with_high = _others(camps[0], low), _others(camps[1], high)
    sentence = told(
        sentence + with_low + with_high,
        "clash.figures",
        question=question.text,
        first=quote_dated(low),
        second=quote_dated(high),
        verdict=_verdict(question),
        others=with_low,
        further=with_high,
    )
    return make_contradiction(Clashing((question,), pair, camps), sentence, lines)


def _verdict(question: Question) -> str:
    """Claims meet in a proposed question by their words alone, so they may be about two events: say so."""
    if question.is_proposed:
        return told("both cannot be true, if they speak of the same event", "verdict.if_same")
    return told("both cannot be true", "verdict.both")


def _others(camp: Sequence[Evidence], chosen: Evidence) -> str:
    others = [item for item in camp if item is not chosen and item.group != chosen.group]
    if not others:
        return ""
    names = speakers(others)
    agree = "agrees" if len({item.source.name for item in others}) == 1 else "agree"
    return told(f" With {chosen.source.name} {agree} {names}.", "clash.others", who=chosen.source.name, others=names)


def _exclusion_contradictions(question: Question, evidence: Sequence[Evidence]) -> list[Contradiction]:
    """A figure denied against the same figure given: for every denial the weightiest reply it rules out."""
    found = []
    for denial in evidence:
        ruled_out = denial.excluded
        if ruled_out is None:
            continue
        hit = [item for item in evidence if item.interval and item.interval.is_within(ruled_out)]
        if not hit:
            continue
        first = min(hit, key=lambda item: item.order)
        denied = f"{says(denial.source.name, 'denies')} {quote_short(denial.position)}"
        sentence = (
            f"{name_question(question)}: {says(first.source.name)} {quote_short(first.position)}{dated(first.position)}, "
            f"{denied}{dated(denial.position)}; {_verdict(question)}."
        )
        sentence = told(
            sentence,
            "clash.denied",
            question=question.text,
            first=quote_dated(first),
            second=quote_dated(denial),
            verdict=_verdict(question),
        )
        within = f"{quote_by(first)} lies wholly within what {denied}"
        lines = [told(within, "sum.within", quote=quote_by(first), denied=quote_by(denial))]
        found.append(make_contradiction(Clashing((question,), (first, denial), (hit, [denial])), sentence, lines))
    return found


def _occurrence_contradictions(question: Question, evidence: Sequence[Evidence]) -> list[Contradiction]:
    yes = [item for item in evidence if item.happened is True]
    no = [item for item in evidence if item.happened is False]
    if not yes or not no:
        return []
    first, second = min(yes, key=lambda item: item.order), min(no, key=lambda item: item.order)
    sentence = (
        f"{name_question(question)}: {says(first.source.name)} it happened "
        f"({quote_short(first.position)}{dated(first.position)}), "
        f"{says(second.source.name)} it did not ({quote_short(second.position)}{dated(second.position)}); {_verdict(question)}."
    )
    with_yes, with_no = _others(yes, first), _others(no, second)
    sentence = told(
        sentence + with_yes + with_no,
        "clash.happened",
        question=question.text,
        first=quote_dated(first),
        second=quote_dated(second),
        verdict=_verdict(question),
        others=with_yes,
        further=with_no,
    )
    lines = [
        told(f"it happened: {quote_by(first)}", "sum.happened", quote=quote_by(first)),
        told(f"it did not happen: {quote_by(second)}", "sum.not_happened", quote=quote_by(second)),
    ]
    return [make_contradiction(Clashing((question,), (first, second), (yes, no)), sentence, lines)]


def _place_contradictions(question: Question, evidence: Sequence[Evidence]) -> list[Contradiction]:
    """The weightiest reply against the weightiest one that names another place, for every different place."""
    placed = [item for item in evidence if item.place]
    leaders: list[Evidence] = []
    for item in sorted(placed, key=lambda item: item.order):
        if all(item.place and leader.place and not can_be_same(item.place, leader.place) for leader in leaders):
            leaders.append(item)
    found = []
    for first, second in pairwise(leaders):
        assert first.place
        assert second.place
        sentence = (
            f"{name_question(question)}: {says(first.source.name)} {quote_short(first.position)}, "
            f"{says(second.source.name)} {quote_short(second.position)}; {_verdict(question)}."
        )
        sentence = told(
            sentence,
            "clash.places",
            question=question.text,
            first=quote_by(first),
            second=quote_by(second),
            verdict=_verdict(question),
        )
        lines = [describe_gap(first.place, second.place)]
        found.append(make_contradiction(Clashing((question,), (first, second), ([first], [second])), sentence, lines))
    return found


class Clashing(Struct, frozen=True):
    """Replies that cannot all be true, and who else stands on each side."""

    questions: tuple[Question, ...]
    members: tuple[Evidence, ...]
    """The standing replies of the minimal set."""
    sides: tuple[Sequence[Evidence], ...]
    """Everyone who holds each side, for the weight."""
    rule_ids: tuple[str, ...] = ()
    overruled: tuple[Evidence, ...] = ()
    """Members that the most credible reading of all accounts calls false."""


def make_contradiction(case: Clashing, sentence: str, arithmetic: Sequence[str]) -> Contradiction:
    """Assemble a contradiction with its weight, whose reason becomes the last line of the arithmetic.

    Args:
        case: the minimal set.
        sentence: for a reader.
        arithmetic: the lines a reader can check.
    """
    claim_ids = tuple(sorted({item.position.claim_id for item in case.members}))
    question_ids = tuple(sorted(question.id for question in case.questions))
    weight, reasons = weigh(case.members, case.sides, rules=len(case.rule_ids))
    reason = ", ".join(reasons)
    reliable = [item for item in case.overruled if item.weight >= RELIABLE]
    if reliable:
        weight *= OVERRULED
        names = speakers(reliable)
        words = f", and all accounts taken together speak against {names}, whose word weighs much by itself"
        reason += words
        reasons.append(told(words, "weight.overruled", names=names))
    if all(question.is_proposed for question in case.questions):
        weight *= PROPOSED
        reason += "; the question was proposed by the machine"
        reasons.append(told("the question was proposed by the machine", "weight.proposed"))
    weighed = told(f"weight {weight:.2f}: {reason}", "weight", weight=f"{weight:.2f}", reasons=reasons)
    return Contradiction(
        id=content_id("x", claim_ids, question_ids, tuple(sorted(case.rule_ids))),
        claim_ids=claim_ids,
        question_ids=question_ids,
        rule_ids=tuple(sorted(case.rule_ids)),
        sentence=sentence,
        arithmetic=(*arithmetic, weighed),
        weight=round(weight, 4),
    )


def weigh(members: Sequence[Evidence], sides: Sequence[Sequence[Evidence]], *, rules: int) -> tuple[float, list[str]]:
    """How much a contradiction means for the story, and the reasons why.

    It grows with the credibility of its weakest member, with the independent accounts behind it, with the gap, and most of all
    when an official or a party stands against independent witnesses: that is where an investigation has something to say.
    """
    everyone = [item for side in sides for item in side]
    reasons = [count_of(count_groups(everyone), "independent account")]
    weight = min((item.weight for item in members), default=0.0) * (1 + 0.25 * math.log2(max(1, count_groups(everyone))))
    witnesses = {item.group for item in everyone if item.is_witness and not item.is_official and item.group}
    if any(item.is_official for item in members) and any(item.is_witness and not item.is_official for item in everyone):
        weight *= 1.5 + 0.25 * min(4, len(witnesses)) + (RULED if rules else 0.0)
        against = count_of(len(witnesses), "witness account")
        reasons.append(told(f"an official or party against {against}", "weight.official", witnesses=against))
    factor = _gap_factor(members)
    if factor > 1.05:
        weight *= 1 + min(2.0, math.log10(factor))
        reasons.append(told(f"the figures lie a factor of {factor:.1f} apart", "weight.factor", factor=f"{factor:.1f}"))
    if rules:
        weight *= 1.25
        words = f"{count_of(rules, 'rule')} link{'s' if rules == 1 else ''} them"
        reasons.append(told(words, "weight.rules", rules=count_of(rules, "rule")))
    return weight, reasons


def _gap_factor(members: Sequence[Evidence]) -> float:
    if len(members) != 2 or any(
        item.interval is None or item.position.value.__struct_config__.tag == "moment" for item in members
    ):
        return 1.0
    low, high = sorted((item.interval for item in members if item.interval), key=lambda interval: interval.high)
    return high.low / max(low.high, 0.5) if high.low > 0 else 1.0
