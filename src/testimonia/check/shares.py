"""A share that the draft works out from a source's figures: "on her figures, one in four was a child"."""

import re
from collections.abc import Iterable

from testimonia.check.casefile import Record
from testimonia.check.context import Context
from testimonia.check.figures import figure_of, figures_in
from testimonia.check.terms import stems_in, words_in
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.model.desk import Check
from testimonia.model.values import Amount, Hedge

_SHARE = re.compile(r"\b(?P<some>one|two|three|four|five|\d{1,2}) in (?:every )?(?P<all>[a-z-]+|\d{1,3})\b", re.IGNORECASE)
_ON = re.compile(
    r"\b(?:on|by|from|going by)\b[^.;,]{0,40}\b(?:figures?|numbers?|counts?|reckoning|estimates?)\b", re.IGNORECASE
)
_NEAR = 0.15
"""Part by which a share in small numbers may be off."""


def check_shares(context: Context) -> Iterable[Verdict]:
    """Every "one in four" that is said to follow from a source's figures, where that source gives the part and the rest."""
    for sentence in context.draft.sentences:
        match = _SHARE.search(sentence.text)
        if match is None or _ON.search(sentence.text) is None:
            continue
        start, end = sentence.start + match.start(), sentence.start + match.end()
        some, whole = figures_in(match["some"]), figures_in(match["all"])
        voice = context.voices.of_sentence(sentence)
        if len(some) != 1 or len(whole) != 1 or not voice.source_ids or context.draft.is_quoted(start, end):
            continue
        said = next(iter(some)) / max(1.0, next(iter(whole)))
        pairs = _pairs(context, frozenset(context.speaking(voice)), words_in(sentence.text) | stems_in(sentence.text))
        shares = [(part / (part + rest), record) for part, rest, record in pairs]
        if not shares:
            continue
        place = start, end, " ".join(match[0].split())
        if any(abs(one - said) <= _NEAR * one for one, _ in shares):
            yield passed(Check.NUMBER, place, "the share that the source's figures give")
            continue
        share, record = shares[0]
        reason = f"by what {record.source_name} says it is one in {1 / share:.0f}"
        yield problem(Check.NUMBER, place, reason, nearest=[record])


def _pairs(context: Context, speaking: frozenset[str], shown: frozenset[str]) -> Iterable[tuple[float, float, Record]]:
    """A part that the sentence names and the rest: another thing of which one piece of material says the same."""
    counts = [
        (figure, record)
        for source_id in sorted(speaking)
        for record in context.case.quantities_of(source_id)
        if isinstance(record.claim.value, Amount) and record.claim.value.hedge is not Hedge.VAGUE
        and (figure := figure_of(record.claim.value))
    ]  # fmt: skip
    for figure, record in counts:
        if not words_in(record.claim.about.noun) & shown:
            continue
        for other, beside in counts:
            if beside is not record and other > figure and _is_rest(record, beside):
                yield figure, other, record


def _is_rest(record: Record, beside: Record) -> bool:
    """Whether two counts are of two things in one piece of material, of which the same is said: "250 men and 40 girls left"."""
    mine, theirs = record.claim.about, beside.claim.about
    return (
        record.item == beside.item
        and not words_in(mine.noun) & words_in(theirs.noun)
        and words_in(mine.predicate) == words_in(theirs.predicate)
    )
