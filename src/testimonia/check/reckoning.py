"""Figures that a draft works out or supposes: sums, shares and intervals of its own, questions, and what would follow if.

Why apart from what people said: nobody in the case says "3,750 people together", and it is right all the same where 250 and
3,500 stand beside it. A figure worked out is held against the figures it is worked out from, and against no account.
"""

import re
from itertools import combinations

from testimonia.check.context import Context
from testimonia.check.draft import Sentence
from testimonia.check.figures import PHYSICAL, figure_of, figures_in, is_rounding, spoken_figure
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Duration, Hedge, Money, Quantity

_TOGETHER = re.compile(
    r"\b(?:together|altogether|in all|all told|in total|a total of"
    r"|totals?|combined|between them|adds? up to|added up|the sum)\b",
    re.IGNORECASE,
)
"""Words of a sum of what stands beside it."""
_COMPARED = re.compile(
    r"^\s+(?:\w+\s+){0,2}?(?:more|fewer|less|longer|shorter|higher|lower|larger"
    r"|smaller|older|younger|above|below|beyond|over|short)\b(?:\s+(?:than|of)\b)?"
    r"|^\s+(?:\w+\s+)?(?:remain(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
"""After a figure that is a difference: "thirty more than", "14 left"."""
_BUT_FOR = re.compile(r"^\s+(?:without|not counting|not including|excluding|apart from|leaving out)\b", re.IGNORECASE)
"""After a sum from which something is left out."""
_DIFFERING = re.compile(
    r"\b(?:difference|gap|the rest|remaining|leaves?|apart from|not counting|without)\b[^.;]{0,24}$", re.IGNORECASE
)
_EQUALS = re.compile(
    r"\b(?:that is|that was|that would|which is|which would|which makes?|that makes?"
    r"|this makes|makes it|works? out|comes? to|amounts? to|would be|that gives"
    r"|or|at that rate|on average|an average of)\b[^.;]{0,16}$",
    re.IGNORECASE,
)
"""Before what was worked out from the rest."""
_IF = re.compile(r"^,? if\b", re.IGNORECASE)
_AVERAGE = re.compile(r"\b(?:average|mean|median)\b", re.IGNORECASE)
_PER = re.compile(r"\bfor (?:each|every)\b|\bapiece\b", re.IGNORECASE)
_MEANS = re.compile(
    r"\b(?:difference (?:of|is|was)|leaves?|would be|would make|which makes?"
    r"|that makes?|works? out at|equivalent to|adds? up to)\s+(?:about |some |around )?$",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"^\s+(?:\w+\s+)?(?:a|an|per|each|every|for (?:each"
    r"|every)|apiece|to (?:a|an|each|every))\b",
    re.IGNORECASE,
)
_INTERVAL = re.compile(
    r"^\s+(?:(?:and a half|more|or so|or more)\s+)?(?:after|before|later|earlier"
    r"|ago|previously|beforehand|afterwards|since|from now|hence|on\b(?=[,.])"
    r"|into|old\b|away|(?:have|has|had) (?:now )?(?:passed|gone by|elapsed))",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"^(?:even )?if\b|\bdepending on\b|, or (?:none|not)\b|\bwhether or not\b"
    r"|\bif\b(?=[^.]*\b(?:would|could|might|then|that is|makes?|is|was|were|are|did|had)\b)"
    r"|\b(?:suppose|supposing|assuming|assume|imagine)\b|^had (?:it|they|he|she|there"
    r"|the)\b|\b(?:would|could|might|may) have\b|\b(?:that|this|it|which) would\b",
    re.IGNORECASE,
)
_RESTATED = 0.12
"""Part by which a figure in other units may be off."""
_MOST_OPERANDS = 8


def is_supposed(context: Context, claim: Claim) -> bool:
    """Whether a sentence in the draft's own voice asks, or says what would follow if."""
    sentence = context.sentence(claim)
    if sentence is None or context.voice(claim).source_ids:
        return False
    return sentence.text.rstrip('"”’ ').endswith("?") or _SUPPOSED.search(sentence.text) is not None


def is_interval(context: Context, claim: Claim) -> bool:
    """Whether a duration lies between two times ("three days before the fire"), and is not how long something took."""
    if not isinstance(claim.value, Duration):
        return False
    prose = context.draft.contents.prose
    after = prose[claim.span.end : claim.span.end + 24]
    return _INTERVAL.match(after) is not None


def is_share(value: Quantity) -> bool:
    """Whether a figure is a part or a multiple of another one: "more than half", "twice"."""
    return isinstance(value, Amount) and value.unit in ("ratio", "times", "%", "percent")


def is_worked_out(context: Context, claim: Claim, value: Quantity) -> bool:
    """Whether a figure follows from others beside it, by what the words around it say was done: added, compared, shared out."""
    sentence, figure = context.sentence(claim), spoken_figure(value)
    if sentence is None or figure is None:
        return False
    prose = context.draft.contents.prose
    before, after = (
        prose[max(sentence.start, claim.span.start - 40) : claim.span.start],
        prose[claim.span.end : sentence.end][:40],
    )
    results: list[float] = []
    operands = _operands(context, claim, sentence)
    if _TOGETHER.search(before) or _TOGETHER.search(after) or _BUT_FOR.match(after):
        results += (sum(some) for n in (2, 3, 4) for some in combinations(operands, n))
    if _COMPARED.match(after) or _DIFFERING.search(before):
        results += (abs(one - other) for one, other in combinations(operands, 2))
    if _EQUALS.search(before) or _EACH.match(after):
        results += (one * other for one, other in combinations(operands, 2))
        results += (
            big / small for one, other in combinations(operands, 2) for big, small in [(max(one, other), min(one, other))]
        )
        results += (sum(some) for n in (2, 3) for some in combinations(operands, n))
    return any(_is_near(figure, one, value) for one in results)


def is_reckoning(context: Context, claim: Claim) -> bool:
    """Whether the words right around a figure say that it was worked out: "about £500 for every tonne too many"."""
    sentence, prose = context.sentence(claim), context.draft.contents.prose
    if sentence is None:
        return False
    before, after = (
        prose[max(sentence.start, claim.span.start - 24) : claim.span.start],
        prose[claim.span.end : sentence.end][:40],
    )
    return bool(
        _COMPARED.match(after) or _BUT_FOR.match(after) or _IF.match(after) or _AVERAGE.search(before + claim.span.exact)
        or _PER.search(claim.span.exact + after[:16]) or _MEANS.search(before)
    )  # fmt: skip


def is_restated(context: Context, claim: Claim, value: Quantity) -> bool:
    """Whether a figure says another of its sentence again in other units: "300 kilometres (186 miles)"."""
    sentence, figure = context.sentence(claim), figure_of(value)
    if sentence is None or not figure or (isinstance(value, Amount) and value.unit not in PHYSICAL):
        return False
    for one in context.draft.contents.claims:
        known = one.value
        if type(known) is not type(value) or one is claim or not sentence.start <= one.span.start < sentence.end:
            continue
        other = figure_of(known)
        is_unlike = bool(figures_in(known.words)) and figures_in(known.words) != figures_in(value.words)
        is_same_unit = not isinstance(value, Amount) or value.unit == known.unit
        if not other or not is_unlike or not is_same_unit:
            continue
        is_bound = (value.hedge is Hedge.MIN and figure <= other <= 1.5 * figure) or (
            value.hedge is Hedge.MAX and other <= figure <= 1.5 * other
        )
        if is_bound or abs(figure - other) <= _RESTATED * other:
            return True
    return False


def wrong_sum(context: Context, claim: Claim, value: Quantity) -> str:
    """The figures of a sum that does not come out, in words; empty where it does, or where there is no sum.

    "About 250 fighters and 3,500 relatives, 3,850 people together": both stand in the sentence, before it.
    """
    sentence = context.sentence(claim)
    figure = spoken_figure(value)
    if sentence is None or figure is None or value.hedge is Hedge.VAGUE:
        return ""
    prose = context.draft.contents.prose
    around = prose[max(sentence.start, claim.span.start - 14) : min(sentence.end, claim.span.end + 14)]
    if not _TOGETHER.search(around):
        return ""
    before = [
        one
        for one in context.claims
        if sentence.start <= one.span.start and one.span.end <= claim.span.start and type(one.value) is type(value)
    ]
    parts = [part for one in before if (part := spoken_figure(one.value)) is not None]  # type: ignore[arg-type]
    parts = parts[-_MOST_OPERANDS:]
    if len(parts) < 2 or any(
        _is_near(figure, sum(some), value) for n in range(2, len(parts) + 1) for some in combinations(parts, n)
    ):
        return ""
    return " and ".join(one.span.exact for one in before)


def _operands(context: Context, claim: Claim, sentence: Sentence) -> list[float]:
    """Figures of the sentence and of the two before it, the nearest last; the claim's own left out."""
    near = [one for one in context.draft.sentences if one.start <= sentence.start and one.passage >= sentence.passage - 1][-3:]
    start = near[0].start if near else sentence.start
    found = [
        figure
        for one in context.draft.contents.claims
        if start <= one.span.start < sentence.end and not one.span.overlaps(claim.span)
        and isinstance(one.value, Amount | Money | Duration)
        and (figure := spoken_figure(one.value))
    ]  # fmt: skip
    return list(dict.fromkeys(found))[-_MOST_OPERANDS:]


def _is_near(figure: float, result: float, value: Quantity) -> bool:
    return abs(figure - result) <= 1e-6 * abs(result) or (value.hedge is not Hedge.EXACT and is_rounding(figure, result))
