"""What was only promised, expected, laid down or threatened, and is told as done.

Why beside the check on overclaims, which compares deeds by their verbs: "the company paid" and "they promised us" share none.
What they share is the figure, or the deed foretold, and that nobody says that it came about.
"""

import re
from collections.abc import Iterable, Sequence

from testimonia.check.casefile import Record, is_quantity
from testimonia.check.context import Context, spot
from testimonia.check.estimative import read_scales
from testimonia.check.figures import Fit, compare, figures_in
from testimonia.check.reckoning import is_supposed
from testimonia.check.telling import UNTRUE_YET, tells_as
from testimonia.check.terms import stems_in, words_in
from testimonia.check.verdicts import Verdict, problem
from testimonia.model.desk import Check, Severity
from testimonia.model.testimony import FACTUAL, Claim, Polarity
from testimonia.model.values import Amount, Duration, Hedge, Money, Occurrence

_LIMITED = re.compile(
    r"\b(?:for|until|till|before|after|first|only|since|yet|again|alone|except|but|did|see|saw)\b", re.IGNORECASE
)
"""Words that limit a deed, so that "did not sit down for nine hours" gainsays no sitting down later."""
_AROUND = 240
"""Characters of the material on either side of a foretold deed in which its doer may be named."""


def check_unfulfilled(context: Context) -> Iterable[Verdict]:
    """Every figure and deed that the draft tells, in its own voice, as having come about."""
    foretold = [record for record in context.case.records if record.claim.stance in UNTRUE_YET]
    for claim in (*context.claims, *context.draft.contents.told):
        sentence = context.sentence(claim)
        voice = context.voice(claim)
        is_told = voice.is_own or (voice.is_running and not voice.is_said)
        if sentence is None or sentence.is_heading or not is_told or claim.stance not in FACTUAL or is_supposed(context, claim):
            continue
        if claim.polarity is Polarity.NEGATED or any(tells_as(stance, sentence.text) for stance in UNTRUE_YET):
            continue
        gainsaid = _gainsaid(context, claim)
        if gainsaid is not None:
            reason = f"told as fact; {gainsaid.source_name} says that it was not so"
            yield problem(Check.OVERCLAIM, spot(claim), reason, nearest=[gainsaid], severity=Severity.WARNING)
            continue
        record = _only_foretold(context, claim, foretold)
        if record is not None:
            reason = f"told as fact; in the case it was only {UNTRUE_YET[record.claim.stance]} ({record.source_name})"
            yield problem(Check.OVERCLAIM, spot(claim), reason, nearest=[record])


def _only_foretold(context: Context, claim: Claim, foretold: Sequence[Record]) -> Record | None:
    """The record that foretells what a claim tells, where none says that it was so."""
    if isinstance(claim.value, Amount | Money | Duration):
        return _foretold_figure(context, claim, foretold)
    if isinstance(claim.value, Occurrence) and claim.value.happened:
        return _foretold_deed(context, claim, foretold)
    return None


def _foretold_figure(context: Context, claim: Claim, foretold: Sequence[Record]) -> Record | None:
    sentence = context.sentence(claim)
    shown = _content(sentence.text) if sentence is not None else frozenset()
    found = [one for one in foretold if _is_same_figure(claim, one) and shown & _content(one.sentence)]
    if not found or any(
        _is_same_figure(claim, one) and shown & _content(one.sentence)
        for one in context.case.records
        if one.claim.stance in FACTUAL
    ):
        return None
    return found[0]


def _content(text: str) -> frozenset[str]:
    """What a sentence is about, its figures left out."""
    return frozenset(word for word in stems_in(text) if not figures_in(word)) - _UNITS


_UNITS = words_in(
    "day days hour hours week weeks month months year years minute minutes dollar dollars pound pounds euro euros us"
    " thousand thousands hundred hundreds dozen million promise promised expect expected"
)


def _is_same_figure(claim: Claim, record: Record) -> bool:
    mine, known = claim.value, record.claim.value
    if type(mine) is not type(known) or not is_quantity(known) or (mine.hedge is Hedge.VAGUE) != (known.hedge is Hedge.VAGUE):  # type: ignore[union-attr]
        return False
    return compare(mine, known) in (Fit.SAME, Fit.HEDGE_DROPPED)  # type: ignore[arg-type]


def _foretold_deed(context: Context, claim: Claim, foretold: Sequence[Record]) -> Record | None:
    verbs, doers = words_in(claim.about.predicate), words_in(f"{claim.about.noun} {claim.about.subject}")
    if not verbs or not doers:
        return None
    found = [one for one in foretold if verbs & words_in(one.claim.about.predicate) and doers & _around(context, one)]
    done = (
        one for one in context.case.near(verbs) if one.claim.stance in FACTUAL and verbs & words_in(one.claim.about.predicate)
    )
    if not found or any(doers & _around(context, one) for one in done):
        return None
    return found[0]


def _gainsaid(context: Context, claim: Claim) -> Record | None:
    """The record that says that a deed was not done, where the same source says so of itself and nobody says that it was."""
    verbs, doers = words_in(claim.about.predicate), words_in(f"{claim.about.noun} {claim.about.subject}")
    if not isinstance(claim.value, Occurrence) or not claim.value.happened or not verbs or not doers:
        return None
    told = [
        one
        for one in context.case.near(verbs)
        if verbs & words_in(one.claim.about.predicate) and isinstance(one.claim.value, Occurrence)
    ]
    known = [one for one in told if one.claim.stance in FACTUAL and doers & _who(context, one)]
    if any(one.claim.value.happened for one in known):  # type: ignore[union-attr]
        return None
    sentence = context.sentence(claim)
    if sentence is None or _LIMITED.search(sentence.text) or read_scales()[2].search(sentence.text):
        return None
    known = [one for one in known if not _LIMITED.search(one.sentence) and not figures_in(one.sentence)]
    named = {mention.source_id for mention in context.voices.mentions_in(sentence)}
    return next((one for one in known if one.source_id and (one.source_id in named or named == set())), None)


def _who(context: Context, record: Record) -> frozenset[str]:
    """The doers of a record's deed: as it names them, and for "we" and "I" whoever speaks."""
    about = record.claim.about
    own = words_in(f"{about.noun} {about.subject}")
    setting = next((one for one in context.case.contents.brief.source_settings if one.name == record.source_name), None)
    return own or words_in(f"{record.source_name} {setting.descriptor if setting else ''}")


def _around(context: Context, record: Record) -> frozenset[str]:
    """The words in and around a record, where a pronoun's bearer stands."""
    span = record.claim.span
    text = context.case.texts.get(record.claim.rendition_id)
    return words_in(text.text[max(0, span.start - _AROUND) : span.end + _AROUND]) if text is not None else record.terms
