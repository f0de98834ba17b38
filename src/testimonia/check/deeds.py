"""Deeds in the wrong mouth: what the draft has one source say, and only another says in the case."""

from collections.abc import Iterable

from testimonia.check.casefile import is_quantity
from testimonia.check.context import Context, spot
from testimonia.check.kinship import LOOSE
from testimonia.check.terms import stems_in, words_in
from testimonia.check.verdicts import Verdict, problem
from testimonia.model.desk import Check, Severity
from testimonia.model.values import Occurrence

_SURE = 0.7
"""From this kinship on a deed is surely the same one."""
_UNSAID = 0.5
"""Part of a deed's words, by weight, that must be new to the material of the one named."""


def check_deeds(context: Context) -> Iterable[Verdict]:
    """Every deed that the draft puts in a named source's mouth."""
    for claim in context.claims:
        voice = context.voice(claim)
        if not isinstance(claim.value, Occurrence) or not voice.is_said or voice.is_running or len(voice.source_ids) != 1:
            continue
        if any(is_quantity(one.value) and claim.span.overlaps(one.span) for one in context.claims):
            continue  # the check on numbers judges it
        speaking = context.speaking(voice)
        kin = [one for one in context.kin(claim) if isinstance(one.record.claim.value, Occurrence)]
        if any(one.record.source_id in speaking or one.record.owner_id in speaking for one in kin if one.score >= LOOSE):
            continue
        verbs, doers = words_in(claim.about.predicate), words_in(f"{claim.about.noun} {claim.about.subject}")
        theirs = [
            one.record
            for one in kin
            if one.score >= _SURE
            and verbs & words_in(one.record.claim.about.predicate)
            and doers & one.record.terms
            and one.record.source_name
        ]
        if not theirs or not verbs:
            continue
        mine = stems_in(" ".join(context.texts_of(speaking)))
        shown = context.draft.terms(claim)
        if context.case.weight(shown - mine) < _UNSAID * context.case.weight(shown):
            continue
        reason = f"{theirs[0].source_name} says this, and nothing that {context.names(voice.source_ids)} says speaks of it"
        yield problem(Check.SPEAKER, spot(claim), reason, nearest=theirs[:2], severity=Severity.WARNING)
