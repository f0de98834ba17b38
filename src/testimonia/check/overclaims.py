"""What is told as a fact and is none: contested, one source's word, only promised; and verbs stronger than what was said."""

import re
from collections.abc import Iterable

from testimonia.check.carrying import is_carried
from testimonia.check.casefile import Record
from testimonia.check.context import Context, spot
from testimonia.check.draft import Sentence
from testimonia.check.elsewhere import is_elsewhere
from testimonia.check.figures import Fit, compare, inside
from testimonia.check.kinship import LEAST, Kin
from testimonia.check.reckoning import is_interval, is_share, is_supposed, is_worked_out
from testimonia.check.strong_words import check_strong_words, read_strong
from testimonia.check.telling import UNTRUE_YET, tells_as
from testimonia.check.terms import words_in
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.findings import Finding, Standing
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Role, Stance
from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence, PlaceRef

_STRONG_KIN = 0.55
_WEAK = frozenset({Standing.CONTESTED, Standing.SINGLE_SOURCE, Standing.UNDETERMINED})


_LAID_DOWN = re.compile(r"\b(?:rules?|terms|conditions?|demands?|requirements?)\b[^.;:]{0,24}:", re.IGNORECASE)
"""Before what a sentence lists as laid down: "the rules were these: no flags; no guns"."""


def check_overclaims(context: Context) -> Iterable[Verdict]:
    """What the draft tells as fact, and how it says that others said it."""
    yield from _check_told(context)
    yield from check_strong_words(context)


def _check_told(context: Context) -> Iterable[Verdict]:
    """One verdict for each thing told in the draft's own voice."""
    done: dict[int, set[str]] = {}
    for claim in (*context.claims, *context.draft.contents.told):
        sentence = context.sentence(claim)
        if sentence is None or sentence.is_heading or not context.voice(claim).is_own or claim.stance not in FACTUAL:
            continue
        if is_supposed(context, claim) or is_elsewhere(context, claim) or _is_reckoned(context, claim):
            continue
        if _LAID_DOWN.search(sentence.text[: claim.span.start - sentence.start]):
            continue
        if _is_hedged(sentence) or context.draft.is_quoted(claim.span.start, claim.span.end):
            continue
        for verdict in _judge(context, claim):
            about = done.setdefault(sentence.start, set())
            if verdict.reason not in about:
                about.add(verdict.reason)
                yield verdict


def _is_reckoned(context: Context, claim: Claim) -> bool:
    value = claim.value
    if not isinstance(value, Amount | Money | Duration):
        return False
    return is_interval(context, claim) or is_share(value) or is_worked_out(context, claim, value)


def _is_hedged(sentence: Sentence) -> bool:
    """Whether a sentence says itself how likely it is; the check on likelihood judges that."""
    from testimonia.check.estimative import read_scales

    return read_scales()[2].search(sentence.text) is not None and read_strong().plain.search(sentence.text) is None


def _judge(context: Context, claim: Claim) -> Iterable[Verdict]:
    questions = [
        one for one in context.draft.questions_of(claim) if one in context.case.findings and _is_told(context, claim, one)
    ]
    for question_id in questions:
        finding = context.case.findings[question_id]
        if finding.standing in _WEAK:
            yield _weak(context, claim, finding)
        else:
            yield passed(Check.OVERCLAIM, spot(claim), f"the finding on {question_id} is {finding.standing}")
    if not questions:
        yield from _judge_by_kin(context, claim)


def _is_told(context: Context, claim: Claim, question_id: str) -> bool:
    """Whether what the draft gives is what somebody gives on the question: another figure is the number check's."""
    if isinstance(claim.value, Occurrence):
        return context.tells_asked(claim, question_id)
    if isinstance(claim.value, Moment) and not context.dates_question(claim, question_id):
        return False
    kin = [one.record for one in context.kin(claim) if one.shares_question and question_id in one.record.questions]
    if isinstance(claim.value, Amount | Money | Duration):
        return any(_fits(claim, record) for record in kin) or inside_finding(claim, context.case.findings[question_id])
    return bool(kin)


def inside_finding(claim: Claim, finding: Finding) -> bool:
    """Whether a drafted figure lies inside a finding."""
    value = claim.value
    return isinstance(value, Amount | Money | Duration) and inside(value, finding.low, finding.best, finding.high)


def _weak(context: Context, claim: Claim, finding: Finding) -> Verdict:
    answers = [record for record in context.case.of_question(finding.question_id) if record.claim.stance in FACTUAL]
    if finding.standing is Standing.UNDETERMINED:
        others = context.case.of_question(finding.question_id)
        untrue = next((record for record in others if record.claim.stance in UNTRUE_YET), None)
        if untrue is not None and _says_so(context, claim, untrue):
            return passed(Check.OVERCLAIM, spot(claim), f"told as {UNTRUE_YET[untrue.claim.stance]}")
        if untrue is not None and not answers:
            reason = f"told as fact; in the case it was only {UNTRUE_YET[untrue.claim.stance]} ({untrue.source_name})"
            return problem(Check.OVERCLAIM, spot(claim), reason, nearest=others)
    agreeing = {record.source_id for record in answers if isinstance(claim.value, Moment | PlaceRef) or _agrees(claim, record)}
    if is_carried(context, claim, agreeing):
        return passed(Check.OVERCLAIM, spot(claim), "its source is named beside it")
    if finding.standing is Standing.SINGLE_SOURCE and answers and all(is_on_record(context, one) for one in answers):
        return passed(Check.OVERCLAIM, spot(claim), "a document records it, or the reporters saw it")
    who = f": only {answers[0].source_name} says it" if finding.standing is Standing.SINGLE_SOURCE and answers else ""
    reason = f"told as fact; the finding on {finding.question_id} is {finding.standing}{who}"
    nearest: list[Record | Pointer] = [*_both_sides(claim, answers), Pointer("finding", finding.words)]
    return problem(Check.OVERCLAIM, spot(claim), reason, nearest=nearest, severity=Severity.WARNING)


def is_on_record(context: Context, record: Record) -> bool:
    """Whether a document states a fact, or reporters noted what they saw: that is more than one person's word."""
    source = context.case.sources.get(record.source_id)
    if source is None or record.claim.stance is not Stance.ASSERTS:
        return False
    if source.role is Role.DOCUMENT:
        return True
    text = context.case.texts.get(record.claim.rendition_id)
    return (
        source.role is Role.MEDIA and text is not None and text.metadata.kind == "notes" and record.owner_id == record.source_id
    )


def _both_sides(claim: Claim, answers: list[Record]) -> list[Record]:
    """An account that says otherwise first, then one that agrees."""

    def differs(record: Record) -> bool:
        known = record.claim.value
        if isinstance(known, Occurrence) and isinstance(claim.value, Occurrence):
            return known.happened != claim.value.happened
        quantities = Amount | Money | Duration
        return (
            isinstance(known, quantities) and isinstance(claim.value, quantities) and compare(claim.value, known) is Fit.OTHER
        )

    return [*[r for r in answers if differs(r)][:1], *[r for r in answers if not differs(r)][:1]]


def _judge_by_kin(context: Context, claim: Claim) -> Iterable[Verdict]:
    """Without a question: a deed or figure that only one source tells, or that was only promised."""
    if isinstance(claim.value, Moment | PlaceRef):
        return
    kin = [one for one in context.kin(claim) if one.score >= LEAST and _is_same_deed(claim, one)]
    if isinstance(claim.value, Occurrence):
        kin = [one for one in kin if one.score >= _STRONG_KIN]
        yield from _judge_deed(context, claim, kin)
        return
    fitting = [one for one in kin if one.score >= _STRONG_KIN and _fits(claim, one.record)]
    factual = [one for one in fitting if one.record.claim.stance in FACTUAL]
    if factual:
        yield from _judge_sources(context, claim, factual)
    elif fitting and not _says_so(context, claim, fitting[0].record):
        yield _untrue_yet(claim, fitting[0].record)


def _judge_deed(context: Context, claim: Claim, kin: list[Kin]) -> Iterable[Verdict]:
    factual = [one for one in kin if one.record.claim.stance in FACTUAL]
    sentence = context.sentence(claim)
    told_so = {stance for stance in UNTRUE_YET if sentence is not None and tells_as(stance, sentence.text)}
    untrue = [one for one in kin if one.record.claim.stance in UNTRUE_YET and one.record.claim.stance not in told_so]
    if untrue and (not factual or untrue[0].score > factual[0].score):
        yield _untrue_yet(claim, untrue[0].record)
    elif factual:
        against = [one for one in factual if _is_against(claim, one.record)]
        if against:
            record = against[0].record
            reason = f"told as fact; {record.source_name} says otherwise"
            yield problem(Check.OVERCLAIM, spot(claim), reason, nearest=[record], severity=Severity.WARNING)
        else:
            yield from _judge_sources(context, claim, factual)


def _judge_sources(context: Context, claim: Claim, kin: list[Kin]) -> Iterable[Verdict]:
    sources = {context.case.group_of.get(one.record.source_id, one.record.source_id) for one in kin if one.record.source_id}
    record = kin[0].record
    if is_carried(context, claim, {one.record.source_id for one in kin}):
        yield passed(Check.OVERCLAIM, spot(claim), "its source is named beside it")
    elif any(is_on_record(context, one.record) for one in kin):
        yield passed(Check.OVERCLAIM, spot(claim), "a document records it, or the reporters saw it")
    elif len(sources) > 1:
        yield passed(Check.OVERCLAIM, spot(claim), f"{len(sources)} sources tell it")
    elif record.claim.polarity is Polarity.AFFIRMED and record.source_name:
        reason = f"told as fact; only {record.source_name} says it"
        severity = Severity.NOTE if _was_there(context, record) else Severity.WARNING
        yield problem(Check.OVERCLAIM, spot(claim), reason, nearest=[record], severity=severity)


def _was_there(context: Context, record: Record) -> bool:
    """Whether a record is of somebody who was there and speaks for no party: on what nobody asked that is worth a note."""
    source = context.case.sources.get(record.source_id)
    return (
        source is not None
        and source.role in (Role.EYEWITNESS, Role.PARTICIPANT)
        and not source.party
        and record.statement.is_first_hand is not False
        and not record.statement.chain
    )


def _says_so(context: Context, claim: Claim, record: Record) -> bool:
    sentence = context.sentence(claim)
    return sentence is not None and tells_as(record.claim.stance, sentence.text)


def _untrue_yet(claim: Claim, record: Record) -> Verdict:
    was = UNTRUE_YET.get(record.claim.stance, record.claim.stance.value)
    reason = f"told as fact; in the case it was only {was} ({record.source_name})"
    return problem(Check.OVERCLAIM, spot(claim), reason, nearest=[record])


def _agrees(claim: Claim, record: Record) -> bool:
    mine, known = claim.value, record.claim.value
    if isinstance(mine, Occurrence) and isinstance(known, Occurrence):
        return mine.happened == known.happened
    return _fits(claim, record)


def _fits(claim: Claim, record: Record) -> bool:
    mine, known = claim.value, record.claim.value
    quantities = Amount | Money | Duration
    return (
        isinstance(mine, quantities) and isinstance(known, quantities) and compare(mine, known) in (Fit.SAME, Fit.HEDGE_DROPPED)
    )


def _is_same_deed(claim: Claim, kin: Kin) -> bool:
    about, theirs = claim.about, kin.record.claim.about
    verbs = words_in(about.predicate) & (words_in(theirs.predicate) | kin.record.terms)
    things = words_in(f"{about.noun} {about.subject}") & kin.record.terms
    return bool(verbs and things)


def _is_against(claim: Claim, record: Record) -> bool:
    mine, known = claim.value, record.claim.value
    return isinstance(mine, Occurrence) and isinstance(known, Occurrence) and mine.happened != known.happened
