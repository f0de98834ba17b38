"""What is told as a fact and is none: contested, one source's word, only promised; and verbs stronger than what was said."""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from testimonia.check.casefile import Record
from testimonia.check.context import Context, spot
from testimonia.check.draft import Sentence
from testimonia.check.elsewhere import is_elsewhere
from testimonia.check.figures import Fit, compare, inside
from testimonia.check.kinship import LEAST, Kin
from testimonia.check.reckoning import is_interval, is_share, is_supposed, is_worked_out
from testimonia.check.telling import UNTRUE_YET, tells_as
from testimonia.check.terms import stems_in, words_in
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.check.voices import Voice
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.findings import Finding, Standing
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Role, Stance
from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence, PlaceRef
from testimonia.text.packs import read_table

_POINTS_BACK = re.compile(
    r"^(?:that|this|so)\b|\b(?:it|this|that|so|both|either|as much"
    r"|the (?:claim|charge|allegation)s?)\s*(?:[.,;!?]|twice|again|too|on\b|$)",
    re.IGNORECASE,
)
_LEAST_SHOWN = 3
"""Content words up to which a sentence does not say by itself what it speaks of."""
_AGAIN = 0.7
"""Part of a sentence's words, by weight, that says that it is another's once more."""
_FARTHEST = 2
"""Sentences back to the one in whose voice a passage runs on."""
_STRONG_KIN = 0.55
_WEAK = frozenset({Standing.CONTESTED, Standing.SINGLE_SOURCE, Standing.UNDETERMINED})


_UNDONE = re.compile(r"\b(?:not|never|n['’]t|no one|nobody|cannot|to)\s+$", re.IGNORECASE)
_RUNS_ON = re.compile(r"^(?:he|she|they|his|her|their)\b|\b(?:of them|of these|of those)\b", re.IGNORECASE)
_THEIRS = re.compile(
    r"(?:that|this|so|it) (?:is|was) (?:his|her|their|its|what|how|the (?:account|word|version|claim))\b"
    r"|(?:so|thus)(?:,? at least,?)? (?:\w+ ){0,4}?(?:says?|said|tells?|told)\b",
    re.IGNORECASE,
)


_THAN = re.compile(r"\bthan (?:[\w’'.-]+ ){1,4}$", re.IGNORECASE)
_INTAKE_BEFORE = re.compile(
    r"\b(?:were|was|been|being|be|are|is|got|\d+|patients?|people|casualties"
    r"|injured|wounded|victims?|those|others?|more)\s+(?:\w+ly )?$",
    re.IGNORECASE,
)
_INTAKE_AFTER = re.compile(
    r"\s+(?:to|into|at|in) (?:the |a |an )?(?:\w+ )?(?:hospital|ward"
    r"|clinic|infirmary|hospice|school|university|court|evidence)",
    re.IGNORECASE,
)


_ALL = re.compile(
    r"\s+(?:it all|everything|all (?:of it|this|that)|any \w+|(?:the"
    r"|these|those|all) (?:accusation|allegation|charge|claim)s?)\b",
    re.IGNORECASE,
)


class Strong(Struct, frozen=True):
    """Words that say more than "says"."""

    admits: re.Pattern[str]
    confirms: re.Pattern[str]
    denies: re.Pattern[str]
    plain: re.Pattern[str]


@lru_cache(maxsize=1)
def read_strong() -> Strong:
    """The strong words of the language pack."""
    table = read_table("en", "desk")["strong"]

    def any_of(key: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in table[key])})\b", re.IGNORECASE)

    return Strong(any_of("admits"), any_of("confirms"), any_of("denies"), any_of("plain"))


def check_overclaims(context: Context) -> Iterable[Verdict]:
    """What the draft tells as fact, and how it says that others said it."""
    yield from _check_told(context)
    yield from _check_verbs(context)


def _check_told(context: Context) -> Iterable[Verdict]:
    """One verdict for each thing told in the draft's own voice."""
    done: dict[int, set[str]] = {}
    for claim in (*context.claims, *context.draft.contents.told):
        sentence = context.sentence(claim)
        if sentence is None or sentence.is_heading or not context.voice(claim).is_own or claim.stance not in FACTUAL:
            continue
        if is_supposed(context, claim) or is_elsewhere(context, claim) or _is_reckoned(context, claim):
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
        return True
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


def _carried(context: Context, claim: Claim, source_ids: set[str]) -> bool:
    """Whether the sentence names its source, or runs on from one in that source's voice."""
    sentence = context.sentence(claim)
    if sentence is None:
        return False
    if source_ids & {mention.source_id for mention in context.voices.mentions_in(sentence)}:
        return True
    before, after = context.draft.before(sentence), context.draft.after(sentence)
    if after is not None and _THEIRS.match(after.text):
        theirs = set(context.voices.of_sentence(after).source_ids)
        if not theirs or theirs & source_ids:
            return True
    is_quoted_next = after is not None and context.draft.opens_with_quotation(after)
    if is_quoted_next and after is not None and source_ids & set(context.voices.of_sentence(after).source_ids):
        return True  # "Fourteen engines were sent. “We sent fourteen engines,” she said."
    if before is not None and _RUNS_ON.search(sentence.text) is not None:
        if source_ids & set(context.voices.of_sentence(before).source_ids):
            return True
    told_on = _told_on(context, sentence)
    if (
        after is not None
        and source_ids & set(context.voices.of_sentence(after).source_ids)
        and not _restates_any(context, sentence)
    ):
        return True
    return told_on is not None and (not told_on or bool(source_ids & told_on)) and not _turns(sentence)


def _told_on(context: Context, sentence: Sentence) -> frozenset[str] | None:
    """Whose account the sentences around one retell: the last speaker before it in the passage, if the next does not differ.

    Reported speech runs on: "She heard two explosions, she says. Windows broke. Her cups fell." None: nobody's; empty: that
    of somebody who is no source by the name the draft uses.
    """
    before, after = context.draft.before(sentence), context.draft.after(sentence)
    for _ in range(_FARTHEST):
        if before is None:
            return None
        voice = context.voices.of_sentence(before)
        if not voice.is_own:
            if _restates_any(context, sentence):
                return None  # what was somebody's word is now told as fact
            following = set(context.voices.of_sentence(after).source_ids) if after is not None else set()
            said = frozenset(voice.source_ids)
            return said if not following or following & said else None
        before = context.draft.before(before)
    return None


def _restates_any(context: Context, sentence: Sentence) -> bool:
    return any(_restates(context, sentence, one) for one in context.draft.sentences if one.start < sentence.start)


def _restates(context: Context, sentence: Sentence, before: Sentence) -> bool:
    """Whether a sentence says again what the one before it has somebody say."""
    if context.voices.of_sentence(before).is_own:
        return False
    mine, told = stems_in(sentence.text), stems_in(before.text)
    return context.case.weight(mine & told) >= _AGAIN * context.case.weight(mine)


def _turns(sentence: Sentence) -> bool:
    """Whether a sentence begins by turning to something else: "But", "In fact", "Meanwhile"."""
    return (
        re.match(
            r"(?:but|in fact|in truth|in reality|meanwhile|however|so|thus|what is certain|one thing)\b",
            sentence.text,
            re.IGNORECASE,
        )
        is not None
    )


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
    if _carried(context, claim, agreeing):
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
    if _carried(context, claim, {one.record.source_id for one in kin}):
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
    """Whether a record is of somebody who was there and speaks for no party: one such word on what nobody asked is worth a note."""
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


def _check_verbs(context: Context) -> Iterable[Verdict]:
    """ "Admitted", "confirmed", "denied" for what a source only said, or declined to say."""
    strong = read_strong()
    for sentence in context.draft.sentences:
        for pattern, judge in (
            (strong.admits, _admits),
            (strong.confirms, _confirms),
            (strong.denies, _denies),
            (strong.plain, _plain),
        ):
            for match in pattern.finditer(sentence.text):
                start, end = sentence.start + match.start(), sentence.start + match.end()
                is_undone = re.search(
                    r"\b(?:not|never|n['’]t|no one|nobody|cannot|to)\s+$", sentence.text[: match.start()], re.IGNORECASE
                )
                if is_undone or context.draft.is_quoted(start, end) or _says_other(sentence, match):
                    continue
                verdict = judge(context, sentence, (start, end, match[0]))
                if verdict is not None:
                    yield verdict


def _says_other(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a strong word has another sense: "28 admitted to hospital", "more than he admits", "almost certainly"."""
    from testimonia.check.estimative import read_scales

    before, after = sentence.text[: match.start()], sentence.text[match.end() :]
    if any(one.start() < match.end() and match.start() < one.end() for one in read_scales()[2].finditer(sentence.text)):
        return True
    if _THAN.search(before) or re.match(r"\s+(?:to\s+)?(?:nothing|none|neither|no\b)", after, re.IGNORECASE):
        return True
    is_intake = match[0].casefold().startswith("admit") and (_INTAKE_BEFORE.search(before) or _INTAKE_AFTER.match(after))
    return bool(is_intake)


def _said_there(context: Context, sentence: Sentence, voice: Voice | None = None) -> list[Record]:
    """What the sentence's speaker says in the case on what the sentence speaks of, the nearest first."""
    speaking = context.speaking(voice or context.voices.of_sentence(sentence))
    claims = [
        c
        for c in (*context.draft.contents.claims, *context.draft.contents.told)
        if sentence.start <= c.span.start < sentence.end
    ]
    kin = sorted((k for c in claims for k in context.kin(c)), key=lambda k: -k.score)
    found = dict.fromkeys(k.record for k in kin if not speaking or k.record.source_id in speaking)
    shown = stems_in(sentence.text)
    before = context.draft.before(sentence)
    for _ in range(_FARTHEST):
        if before is None or not (_POINTS_BACK.search(sentence.text) or len(shown) <= _LEAST_SHOWN):
            break
        shown |= stems_in(before.text)  # "The company denies it."
        before = context.draft.before(before)
    loose = [
        record
        for record in context.case.near(shown)
        if record.source_id in speaking and context.case.weight(record.terms & shown) >= 0.5 * context.case.weight(record.terms)
    ]
    return list(dict.fromkeys([*found, *loose]))


def _admits(context: Context, sentence: Sentence, place: tuple[int, int, str]) -> Verdict | None:
    voice = context.voices.of_sentence(sentence)
    if not voice.source_ids:
        return None
    said = _said_there(context, sentence)
    if any(record.statement.stance is Stance.ADMITS or record.claim.stance is Stance.ADMITS for record in said):
        return passed(Check.OVERCLAIM, place, f"{context.names(voice.source_ids)} admits it in the material")
    reason = f"nothing that {context.names(voice.source_ids)} says in the case is an admission"
    return problem(Check.OVERCLAIM, place, reason, nearest=said[:2])


def _confirms(context: Context, sentence: Sentence, place: tuple[int, int, str]) -> Verdict | None:
    said = _said_there(context, sentence)
    claims = [c for c in (*context.claims, *context.draft.contents.told) if sentence.start <= c.span.start < sentence.end]
    findings = [context.case.findings[q] for c in claims for q in context.draft.questions_of(c) if q in context.case.findings]
    if any(finding.standing is Standing.CORROBORATED for finding in findings):
        return passed(Check.OVERCLAIM, place, "the finding is corroborated")
    if not said and not findings:
        return None
    voice = context.voices.of_sentence(sentence)
    who = context.names(voice.source_ids) or (said[0].source_name if said else "the case")
    standing = f"; the finding on {findings[0].question_id} is {findings[0].standing}" if findings else ""
    return problem(Check.OVERCLAIM, place, f"{who} only says so{standing}", nearest=said[:2], severity=Severity.WARNING)


def _denies(context: Context, sentence: Sentence, place: tuple[int, int, str]) -> Verdict | None:
    voice = context.voices.of_sentence(sentence)
    is_pronoun = re.search(
        r"\b(?:he|she|they|it|who|which)\s+(?:\w+\s+)?$", sentence.text[: place[0] - sentence.start], re.IGNORECASE
    )
    if is_pronoun and len(context.voices.speakers_in(sentence)) > 0:
        named = context.named_before(sentence)
        voice = Voice(tuple(sorted(named | set(voice.source_ids))), is_own=False)
    if not voice.source_ids:
        return None
    said = _said_there(context, sentence, voice)
    if any(is_denial(record) for record in said):
        return passed(Check.OVERCLAIM, place, f"{context.names(voice.source_ids)} denies it in the material")
    if _ALL.match(sentence.text[place[1] - sentence.start :]) and any(
        is_denial(one) for one in context.case.records if one.source_id in context.speaking(voice)
    ):
        return passed(Check.OVERCLAIM, place, f"{context.names(voice.source_ids)} denies it in the material")
    declined = [r for r in said if Stance.DECLINES in (r.claim.stance, r.statement.stance)]
    name = context.names(voice.source_ids)
    reason = f"{name} declined to say; that is no denial" if declined else f"no denial by {name} is in the case"
    return problem(Check.OVERCLAIM, place, reason, nearest=[*declined, *said][:2])


def _plain(context: Context, sentence: Sentence, place: tuple[int, int, str]) -> Verdict | None:
    return _confirms(context, sentence, place)


def is_denial(record: Record) -> bool:
    """Whether a claim denies: by its verb, by a negated proposition, or by a count of none."""
    value, claim = record.claim.value, record.claim
    if Stance.DECLINES in (claim.stance, record.statement.stance):
        return False
    is_none = isinstance(value, Amount) and value.high == 0
    is_negated = isinstance(value, Occurrence) and not value.happened
    return Stance.DENIES in (claim.stance, record.statement.stance) or is_none or (is_negated and claim.stance in FACTUAL)
