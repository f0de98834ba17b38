"""Figures: counts, measures, money and durations against what the named source said, what anybody said, and the findings."""

from collections.abc import Iterable, Sequence

from testimonia.check.bindings import bound_record
from testimonia.check.casefile import Record, is_quantity
from testimonia.check.context import Context, spot
from testimonia.check.counting import is_hour, is_known_group, is_no_figure, not_counted, weigh
from testimonia.check.figures import Fit, compare, figure_of, figures_in, inside, spoken_figure
from testimonia.check.kinship import LEAST, LOOSE, Kin, records_of
from testimonia.check.reckoned import reckoning_of
from testimonia.check.sameness import is_bare, is_firm, is_of, is_verbless, is_whole_of, other_unit, same_figure
from testimonia.check.telling import UNTRUE_YET, tells_as
from testimonia.check.terms import words_in
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.check.voices import Voice
from testimonia.model.desk import Check, Severity
from testimonia.model.findings import Finding
from testimonia.model.testimony import FACTUAL, Claim, Stance
from testimonia.model.values import Amount, Duration, Hedge, Money, Quantity

_SMALL = 12
"""A bare figure up to which any text has it, so that having it says nothing."""


def check_numbers(context: Context) -> Iterable[Verdict]:
    """Every figure of the draft."""
    for claim in context.claims:
        value = claim.value
        if not isinstance(value, Amount | Money | Duration) or is_no_figure(value):
            continue
        if is_known_group(context, claim, value):
            yield uncompared(Check.NUMBER, spot(claim), "it speaks of a group that the draft takes as known")
            continue
        if is_hour(context, claim, value):
            yield uncompared(Check.NUMBER, spot(claim), "an hour of the day")
            continue
        if reason := reckoning_of(context, claim):
            yield uncompared(Check.NUMBER, spot(claim), f"worked out: {reason}")
            continue
        if (why := not_counted(context, claim, value)) is not None:
            yield uncompared(Check.NUMBER, spot(claim), why)
            continue
        voice = context.voice(claim)
        verdict = _check_said(context, claim, value, voice) if voice.source_ids else _check_told(context, claim, value)
        yield weigh(context, claim, value, verdict)


def _check_said(context: Context, claim: Claim, value: Quantity, voice: Voice) -> Verdict:
    """A figure in the mouth of a source of the case."""
    speaking = context.speaking(voice)
    kin = [one for one in context.kin(claim) if is_quantity(one.record.claim.value)]
    own = context.named(voice)
    if any(one.score >= LEAST for one in records_of(kin, own)):
        speaking = own  # what "the drivers" say together, before what one of them says
    mine = records_of(kin, speaking)
    right = _best_fit(value, mine)
    if right and right[0] is Fit.SAME:
        moved = _scope_moved(context, claim, right[1])
        return moved or passed(Check.NUMBER, spot(claim), f"{right[1].record.source_name} says so")
    if right and right[0] is Fit.HEDGE_DROPPED:
        return _hedge_dropped(claim, right[1])
    name = context.names(voice.source_ids)
    theirs = _best_fit(value, [one for one in kin if one.score >= LEAST and one.record.source_id not in speaking])
    elsewhere = same_figure(context, claim, value, speaking)
    if right and right[0] is Fit.UNIT:
        nearest = right[1].record
        return problem(
            Check.NUMBER, spot(claim), f"{name} gives it in another unit: “{nearest.claim.span.exact}”", nearest=[nearest]
        )
    is_elsewhere = elsewhere is not None and bool(elsewhere.questions or not any(one.shares_question for one in mine))
    is_small = (figure := spoken_figure(value)) is not None and figure <= _SMALL and any(one.score >= LEAST for one in mine)
    if is_bare(claim) and not is_small and figure is not None and figure in context.figures_of(speaking):
        if (record := _only_bounded(context, value, figure, speaking)) is not None:
            reason = f"{record.source_name} is less sure, or bounds it otherwise: “{record.claim.span.exact}”"
            return problem(Check.NUMBER, spot(claim), reason, nearest=[record], severity=Severity.WARNING)
        return passed(Check.NUMBER, spot(claim), f"{name} gives this figure")
    if elsewhere is not None and is_elsewhere and not (theirs and theirs[0] is Fit.SAME):
        reason = f"{name} gives this figure for something else: “{elsewhere.sentence}”"
        is_answered = any(one.shares_question for one in mine)
        if not context.draft.questions_of(claim) or is_of(claim, elsewhere) or not is_answered:
            return passed(Check.NUMBER, spot(claim), f"{elsewhere.source_name} says so")
        return problem(Check.NUMBER, spot(claim), reason, nearest=[elsewhere, *(one.record for one in mine[:1])])
    is_rough = value.hedge is Hedge.VAGUE and bool(mine)  # "a few hundred" is near many figures, and so nobody's in particular
    if theirs and theirs[0] is Fit.SAME and theirs[1].record.source_name and not is_rough:
        if context.may_be(theirs[1].record.source_id, claim) or context.is_beside(theirs[1].record.source_id, claim, voice):
            return passed(Check.NUMBER, spot(claim), f"{theirs[1].record.source_name} says so")
        said = f"; {name} says “{mine[0].record.claim.span.exact}”" if mine else ""
        reason = f"{theirs[1].record.source_name} says this, not {name}{said}"
        return problem(Check.SPEAKER, spot(claim), reason, nearest=[theirs[1].record, *(one.record for one in mine[:1])])
    if (other := other_unit(context, value, speaking)) is not None:
        return problem(
            Check.NUMBER, spot(claim), f"{name} gives it in another unit: “{other.claim.span.exact}”", nearest=[other]
        )
    if any(is_whole_of(claim, one.record) for one in mine):
        return passed(Check.NUMBER, spot(claim), f"{name} speaks of a part of them")
    near = [one for one in (*mine, *kin) if one.score >= LEAST and not _is_looser(claim, one.record)]
    close = [one.record for one in near if one in mine] or [one.record for one in near]
    if close:
        who = "" if close[0].source_id in speaking else f" {close[0].source_name}’s"
        reason = f"{name} does not say this; the nearest is{who} “{close[0].claim.span.exact}”"
        return problem(Check.NUMBER, spot(claim), reason, nearest=close)
    figure = spoken_figure(value)
    is_given = figure is not None and context.gives(speaking, value, figure)
    is_new = figure not in context.figures and _is_attached(context, claim, voice)
    if (
        is_given
        or not (is_new or (voice.is_said and not voice.is_running))
        or (claim.stance is Stance.ASKS and not isinstance(value, Money))
    ):
        return uncompared(Check.NUMBER, spot(claim), f"nothing that {name} says in the case speaks of this")
    loose = [one.record for one in (*mine, *kin)]
    reason = f"nothing that {name} says holds this figure"
    return problem(Check.NUMBER, spot(claim), reason, nearest=loose, severity=Severity.WARNING)


def _only_bounded(context: Context, value: Quantity, figure: float, speaking: frozenset[str]) -> Record | None:
    """A record of the speaker's that bounds or hedges a figure, where none of theirs gives it plainly, as the draft does."""
    if value.hedge is not Hedge.EXACT or figure <= _SMALL:
        return None
    quantities = (record for source_id in sorted(speaking) for record in context.case.quantities_of(source_id))
    said = [record for record in quantities if spoken_figure(record.claim.value) == figure]  # type: ignore[arg-type]
    is_bounded = said and all(r.claim.value.hedge in (Hedge.MIN, Hedge.MAX, Hedge.ABOUT) for r in said)  # type: ignore[union-attr]
    return said[0] if is_bounded else None


def _is_looser(claim: Claim, record: Record) -> bool:
    """Whether a record only says "many" of something, so that a count of another thing says nothing against it."""
    value = record.claim.value
    is_vague = isinstance(value, Amount) and value.hedge is Hedge.VAGUE and not figures_in(value.words)
    return is_vague and not words_in(claim.about.noun) & words_in(record.claim.about.noun)


def _is_attached(context: Context, claim: Claim, voice: Voice) -> bool:
    """Whether a sentence gives a figure as one named speaker's, or a pronoun's, and not as an age or a year of office."""
    sentence = context.sentence(claim)
    if sentence is None:
        return False
    named = {one.source_id for one in context.voices.speakers_in(sentence)}
    if len(named) > 1 or not (named or (voice.is_running and context.voices.is_attributed(sentence))):
        return False
    return not context.voices.is_beside_name(claim.span.start, claim.span.end)


def _check_told(context: Context, claim: Claim, value: Quantity) -> Verdict:
    """A figure in the draft's own voice, or in that of somebody who is no source of the case."""
    if (bound := bound_record(context, claim)) is not None:
        return passed(Check.NUMBER, spot(claim), f"{bound.source_name} says so, as the binding says")
    kin = [one for one in context.kin(claim) if one.score >= LEAST and is_quantity(one.record.claim.value)]
    kin = [one for one in kin if not is_no_figure(one.record.claim.value)]  # type: ignore[arg-type]
    facts = [one for one in kin if _is_told_as_such(context, claim, one.record)]
    right = _best_fit(value, facts)
    if right and right[0] is Fit.SAME:
        moved = _scope_moved(context, claim, right[1])
        return moved or passed(Check.NUMBER, spot(claim), f"{right[1].record.source_name} says so")
    loose = (
        _best_fit(value, [one for one in context.kin(claim) if one.score >= LOOSE])
        if not context.draft.questions_of(claim)
        else None
    )
    if loose and loose[0] is Fit.SAME and not right and loose[1].record.claim.stance in FACTUAL:
        return passed(Check.NUMBER, spot(claim), f"{loose[1].record.source_name} says so")
    if (found := _concluded(context, claim, value)) is not None:
        return passed(Check.NUMBER, spot(claim), found)
    if right and right[0] is Fit.HEDGE_DROPPED:
        if claim.stance not in FACTUAL:
            return passed(Check.NUMBER, spot(claim), f"near what {right[1].record.source_name} says")
        return _hedge_dropped(claim, right[1])
    only = _best_fit(value, [one for one in kin if one.record.claim.stance in UNTRUE_YET])
    if only and only[0] in (Fit.SAME, Fit.HEDGE_DROPPED):
        record = only[1].record
        reason = f"this is what was {UNTRUE_YET[record.claim.stance]}, not what happened ({record.source_name})"
        return problem(Check.OVERCLAIM, spot(claim), reason, nearest=[record, *(one.record for one in facts[:1])])
    if right and right[0] is Fit.UNIT:
        nearest = right[1].record
        return problem(Check.NUMBER, spot(claim), f"the case has another unit: “{nearest.claim.span.exact}”", nearest=[nearest])
    questions = [one for one in context.draft.questions_of(claim) if one in context.case.findings]
    elsewhere = same_figure(context, claim, value, None)
    own_words = (
        words_in(claim.span.exact) & elsewhere.terms if elsewhere is not None else frozenset()
    )  # "20,000 for a large family"
    is_closer = bool(own_words) and not any(own_words <= one.record.terms for one in facts)
    if elsewhere is not None and (is_of(claim, elsewhere) or is_verbless(claim) or is_closer):
        return passed(Check.NUMBER, spot(claim), f"{elsewhere.source_name} says so")
    if elsewhere is not None and not elsewhere.questions and figure_of(value) and context.draft.terms(claim) & elsewhere.terms:
        return passed(Check.NUMBER, spot(claim), f"{elsewhere.source_name} gives this figure")
    if questions and elsewhere is not None and elsewhere.questions and any(one.shares_question for one in facts):
        reason = f"the case has this figure for something else: “{elsewhere.sentence}”"
        return problem(Check.NUMBER, spot(claim), reason, nearest=[elsewhere, *(one.record for one in facts[:1])])
    if is_bare(claim):
        if same_figure(context, claim, value, None) is not None:
            return passed(Check.NUMBER, spot(claim), "the case has this figure")
        facts = [one for one in facts if one.shares_question]
    facts = [one for one in facts if is_firm(context, claim, one)]
    if facts:
        reason = f"nobody in the case says this; the nearest is “{facts[0].record.claim.span.exact}”"
        return problem(Check.NUMBER, spot(claim), reason, nearest=[one.record for one in facts])
    return uncompared(Check.NUMBER, spot(claim), "nothing in the case speaks of this")


def _is_told_as_such(context: Context, claim: Claim, record: Record) -> bool:
    """Whether a record says how it was, or the draft itself says that this was only promised, expected or laid down."""
    stance = record.claim.stance
    if stance in FACTUAL or claim.stance not in FACTUAL:
        return True
    sentence = context.sentence(claim)
    return sentence is not None and tells_as(stance, sentence.text)


def _best_fit(value: Quantity, kin: Sequence[Kin]) -> tuple[Fit, Kin] | None:
    """The record that fits a drafted value best, the nearest first among equals."""
    order = (Fit.SAME, Fit.HEDGE_DROPPED, Fit.UNIT)
    found: dict[Fit, Kin] = {}
    for one in kin:
        known = one.record.claim.value
        if isinstance(known, Amount | Money | Duration):
            if known.hedge is Hedge.VAGUE and value.hedge is not Hedge.VAGUE and not _is_bounded(known):
                continue  # "thousands" fits any figure of four digits, and so speaks for none
            found.setdefault(compare(value, known), one)
    return next(((fit, found[fit]) for fit in order if fit in found), None)


def _is_bounded(value: Quantity) -> bool:
    return value.low is not None and value.high is not None and value.high <= 3 * max(1.0, value.low)


def _hedge_dropped(claim: Claim, kin: Kin) -> Verdict:
    record = kin.record
    reason = f"{record.source_name} is less sure, or bounds it otherwise: “{record.claim.span.exact}”"
    return problem(Check.NUMBER, spot(claim), reason, nearest=[record], severity=Severity.WARNING)


def _scope_moved(context: Context, claim: Claim, kin: Kin) -> Verdict | None:
    """A problem if the source gave the figure for a part or for another question, and the draft gives it for the whole."""
    record = kin.record
    mine = context.draft.questions_of(claim)
    sentence = context.sentence(claim)
    shown = words_in(sentence.text) if sentence else frozenset()
    is_other = bool(mine and record.questions) and not set(mine).intersection(record.questions)
    parts = [phrase for phrase in record.claim.about.scope if not words_in(phrase) & shown]
    if not is_other and not (parts and not claim.about.scope and words_in(" ".join(parts))):
        return None
    part = f" ({parts[0]})" if parts else ""
    reason = f"{record.source_name} says this of something narrower or other{part}: “{record.sentence}”"
    return problem(Check.NUMBER, spot(claim), reason, nearest=[record])


def _concluded(context: Context, claim: Claim, value: Quantity) -> str | None:
    """Where a figure lies inside a finding or follows from accounts by a rule of the case; None if it does not."""
    questions = context.draft.questions_of(claim)
    for question_id in questions:
        finding = context.case.findings.get(question_id)
        is_fair = value.hedge is not Hedge.EXACT or (finding is not None and finding.low == finding.high)
        if finding and is_fair and inside(value, finding.low, finding.best, finding.high):
            known = [record for record in context.case.of_question(question_id) if is_quantity(record.claim.value)]
            if _is_somebodys(value, known, finding):
                return f"inside the finding on {question_id}"
    for derivation in context.case.contents.derivations:
        is_asked = not questions or derivation.question_id in questions
        if is_asked and derivation.best and inside(value, derivation.low, derivation.best, derivation.high):
            figure = figure_of(value)
            if figure is not None and abs(figure - derivation.best) <= 0.001 * derivation.best:
                return f"follows by the rule “{derivation.rule_id}”: {derivation.words}"
    return None


def _is_somebodys(value: Quantity, known: Sequence[Record], finding: Finding) -> bool:
    """Whether a hedged figure is the finding's best or bound, or near what somebody said: "about 4,200" is nobody's for 4,000.

    "Up to 2,000" is not true of what goes up to 20,000, though 2,000 lies inside it.
    """
    figure = figure_of(value)
    if value.hedge is Hedge.RANGE:
        return True
    bound = {Hedge.MIN: finding.low, Hedge.MAX: finding.high}.get(value.hedge, finding.best)
    figures = [figure_of(record.claim.value) for record in known]  # type: ignore[arg-type]
    near = [one for one in (*figures, bound) if one is not None]
    return figure is not None and any(abs(figure - one) <= 0.025 * one for one in near)
