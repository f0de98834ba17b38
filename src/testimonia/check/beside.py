"""Figures that the text beside them accounts for: a count of what is listed next, or money said again in another currency.

"There were four rules:" and four of them is right whatever the case counts; "or about $19,000 at today's rate" is the draft's
own conversion of a figure that is checked already.
"""

import re

from testimonia.check.context import Context
from testimonia.check.figures import spoken_figure
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Hedge, Money, Quantity

_COLON = re.compile(r"(?: [\w’'-]+){0,4}?:\s")
_RATE = re.compile(
    r"(?:\b(?:or|equal to|equivalent to|worth|that is),? |\()(?:about |around |roughly |some |nearly |almost )*[$£€]?$",
    re.IGNORECASE,
)
_AT_RATE = re.compile(r"^[^.;]{0,24}\b(?:rate|rates|exchange|today's money|today’s money)\b", re.IGNORECASE)
_FAR = 60


def is_listed(context: Context, claim: Claim, value: Quantity) -> bool:
    """Whether a count opens a list of as many things: "four rules: ...; ...; ...; and ..."."""
    sentence = context.sentence(claim)
    if sentence is None or not isinstance(value, Amount) or value.hedge is not Hedge.EXACT:
        return False
    figure = spoken_figure(value)
    match = _COLON.match(context.draft.contents.prose, claim.span.end, sentence.end)
    if match is None or figure is None:
        return False
    return count_list(context.draft.contents.prose[match.end() : sentence.end]) == figure


def count_list(text: str) -> int:
    """How many things a list names: by its semicolons, or else by its commas and "and".

    >>> count_list("bread, a lamp and two coats."), count_list("no flags and no songs; no guns; and no dogs.")
    (3, 3)
    """
    if ";" in text:
        return len([part for part in text.split(";") if re.search(r"\w", part)])
    return len([part for part in re.split(r",? and |, ", text) if re.search(r"\w", part)])


def is_converted(context: Context, claim: Claim, value: Quantity) -> bool:
    """Whether money is only said again in another currency: "15,000 pounds, or about $19,000"."""
    sentence = context.sentence(claim)
    if sentence is None or not isinstance(value, Money):
        return False
    prose = context.draft.contents.prose
    start = claim.span.start
    before = [
        one
        for one in context.claims
        if isinstance(one.value, Money) and one.value.unit != value.unit
        and sentence.start <= one.span.start and one.span.end <= start and start - one.span.end <= _FAR
    ]  # fmt: skip
    if not before:
        return False
    digits = re.search(r"\d|[$£€]", claim.span.exact)
    lead = prose[sentence.start : start + (digits.start() if digits else 0)]
    return _RATE.search(lead) is not None or _AT_RATE.match(prose[claim.span.end : sentence.end]) is not None
