"""Dates and hours against claims, findings and events; days of statements against the material; weekdays by the calendar."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from msgspec.structs import replace

from testimonia.check.calendar import ANY_DATE, MONTH, MONTHS, case_days, check_weekdays
from testimonia.check.casefile import Record
from testimonia.check.context import Context, spot
from testimonia.check.elsewhere import is_elsewhere
from testimonia.check.kinship import LEAST, LOOSE, Kin
from testimonia.check.lexicon import read_lexicon
from testimonia.check.moments import clock_of, day_of, fits, hours_of, in_year_of, is_dated, parse_day
from testimonia.check.terms import words_in
from testimonia.check.verdicts import Verdict, passed, problem, uncompared
from testimonia.model.desk import Check, Pointer, Severity
from testimonia.model.testimony import Claim, Form, Statement
from testimonia.model.values import Moment

_POINTING = re.compile(
    r"(?:that|the same|the next|the following|this)\b|.*\b(?:later|earlier|before|after|afterwards|ago)$",
    re.IGNORECASE | re.DOTALL,
)
"""A time that only points at one named before."""
_EXACT_HOUR = re.compile(
    r"\b\d{1,2}[:.]\d\d\b|\b(?:past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d)", re.IGNORECASE
)
_NAMES_DAY = re.compile(rf"\b(?:{MONTH}|\d{{4}}|\w+day|yesterday|week|month|year)\b", re.IGNORECASE)
"""What dates an utterance: "at four in the afternoon people were told" is no day of saying."""
_DAY_WORDS = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{MONTH})|\b(?:{MONTH}) \d{{1,2}}\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")


def check_dates(context: Context) -> Iterable[Verdict]:
    """Every date and hour of the draft."""
    yield from check_weekdays(context)
    said = list(_check_said_on(context))
    yield from said
    taken = [(one.start, one.end) for one in said]
    for claim in context.claims:
        is_taken = any(claim.span.start < end and start < claim.span.end for start, end in taken)
        if (
            isinstance(claim.value, Moment)
            and not is_taken
            and not context.voice(claim).source_ids
            and (why := is_elsewhere(context, claim))
        ):
            yield uncompared(Check.DATE, spot(claim), why)
        elif isinstance(claim.value, Moment) and not is_taken:
            yield from _check_moment(context, claim, claim.value)


def _check_said_on(context: Context) -> Iterable[Verdict]:
    """Dates on which somebody is said to have said something."""
    drafted = context.draft.contents.metadata.date or context.draft.contents.metadata.published
    seen: set[tuple[int, int]] = set()
    for statement in context.draft.contents.statements:
        if statement.form is Form.NARRATION:
            continue
        place = _date_words(context, statement)
        if statement.said_on in ("", drafted) and place is not None and (day := _opening_day(context, statement, place)):
            statement = replace(statement, said_on=day)
        if not statement.said_on or statement.said_on == drafted:
            continue
        source_id = context.voices.find_source(statement.speaker.name)
        if place is None or place[:2] in seen:
            continue
        seen.add((place[0], place[1]))
        yield _judge_said_on(context, statement, source_id or "", place)


def _opening_day(context: Context, statement: Statement, place: tuple[int, int, str]) -> str:
    """The day at the opening of a sentence whose first verb is one of saying: "On 12 March Mayor Hallam said"."""
    sentence, mention, prose = context.draft.sentence_at(place[0]), statement.mention, context.draft.contents.prose
    if sentence is None or mention is None or statement.cue is None or not place[0] <= mention.start < statement.cue.start:
        return ""
    opens = re.fullmatch(r"(?:on|in) ", prose[sentence.start : place[0]], re.IGNORECASE)
    is_near = (
        len(prose[place[1] : max(place[1], mention.start)].split()) <= 2
        and len(prose[mention.end : statement.cue.start].split()) <= 1
    )
    match = ANY_DATE.fullmatch(place[2])
    drafted = context.draft.contents.metadata.date
    if not opens or not is_near or match is None or not (match["d1"] or match["d2"]) or not (match["y"] or drafted):
        return ""
    month = next(n for n, name in enumerate(MONTHS, 1) if (match["m1"] or match["m2"]).casefold().startswith(name[:3]))
    return f"{match['y'] or drafted[:4]}-{month:02}-{int(match['d1'] or match['d2']):02}"


def _judge_said_on(context: Context, statement: Statement, source_id: str, place: tuple[int, int, str]) -> Verdict:
    allies = context.case.allies(source_id) if source_id else frozenset(context.case.sources)
    sentence = context.draft.sentence_at(place[0])
    clause = context.voices.of_clause(sentence, place[0]) if sentence is not None else None
    if (
        sentence is not None
        and clause is not None
        and source_id not in clause.source_ids
        and clause != context.voices.of_sentence(sentence)
    ):
        return uncompared(Check.DATE, place, "somebody else speaks in this part of the sentence")
    if sentence is not None and source_id and not context.voices.speakers_in(sentence):
        allies |= context.named_before(sentence)  # "she said on 12 March": she may be anybody named before
    claims = [c for c in (*context.draft.contents.claims, *context.draft.contents.told) if c.statement_id == statement.id]
    kin = {kin.record.claim.id: kin for c in claims for kin in context.kin(c) if kin.record.source_id in allies}
    near = [one.record for one in kin.values() if one.score >= LEAST]
    known = near or (context.case.records if source_id else [])
    theirs = [record for record in known if record.source_id in allies and record.statement.said_on]
    mine = parse_day(statement.said_on)
    right = next((record for record in theirs if fits(mine, parse_day(record.statement.said_on))), None)
    name = context.case.name_of(source_id) or statement.speaker.name or "the speaker"
    if right is not None:
        return passed(Check.DATE, place, f"{name} spoke on {right.statement.said_on}")
    if not theirs:
        return uncompared(Check.DATE, place, f"nothing says when {name} spoke")
    days = list(dict.fromkeys(record.statement.said_on for record in sorted(theirs, key=lambda r: r.statement.said_on)))
    closest = min(theirs, key=lambda record: (_distance(record.statement.said_on, statement.said_on), record.claim.id))
    what = "said that" if near else "spoke"
    return problem(Check.DATE, place, f"in the material {name} {what} on {' and '.join(days[:3])}", nearest=[closest])


def _distance(one: str, other: str) -> int:
    first, second = (date.fromisoformat(parse_day(day).earliest_start[:10]) for day in (one, other))
    return abs((first - second).days)


def _date_words(context: Context, statement: Statement) -> tuple[int, int, str] | None:
    """The words that date an utterance: the date in its sentence that stands outside what was said."""
    at = statement.cue.start if statement.cue is not None else statement.content[0].start
    sentence = context.draft.sentence_at(at)
    if sentence is None:
        return None
    for match in ANY_DATE.finditer(sentence.text):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if not any(span.start <= start and end <= span.end for span in statement.content):
            return start, end, match[0]
    return None


def _check_moment(context: Context, claim: Claim, value: Moment) -> Iterable[Verdict]:
    """A date or an hour of something that happened."""
    sentence = context.sentence(claim)
    is_heading = sentence is not None and sentence.is_heading
    is_saying = (
        not is_heading and claim.about.predicate.casefold() in read_lexicon().cues and bool(context.voice(claim).source_ids)
    )
    if is_saying and is_dated(value) and _NAMES_DAY.search(claim.span.exact) and not _POINTING.match(claim.span.exact):
        yield _judge_saying(context, claim, value)
        return
    voice = context.voice(claim)
    speaking = context.speaking(voice)
    kin = [one for one in context.kin(claim) if one.score >= (LOOSE if one.record.source_id in speaking else LEAST)]
    meant = hours_of(value, claim.span.exact)
    judged = [(one, _fits_any(meant, one.record.claim.value)) for one in kin if isinstance(one.record.claim.value, Moment)]
    own = [
        (one, is_fit)
        for one, is_fit in judged
        if one.record.source_id in speaking and _is_telling(context, claim, one, speaking)
    ]
    if any(is_fit is False for _, is_fit in own) and not any(is_fit for _, is_fit in own):
        judged = own  # whoever is named for it says otherwise: that another's vaguer time would bear it is no help
    right = next((one.record for one, is_fit in judged if is_fit), None)
    if right is not None:
        yield passed(Check.DATE, spot(claim), f"{right.source_name} says so")
        return
    wrong = [one for one, is_fit in judged if is_fit is False and _is_telling(context, claim, one, speaking)]
    if wrong and not _POINTING.match(claim.span.exact):
        nearest = [one.record for one in wrong]
        yield problem(Check.DATE, spot(claim), f"the case has “{nearest[0].claim.span.exact}” for this", nearest=nearest)
        return
    yield from _check_finding(context, claim, value)


def _fits_any(meant: Sequence[Moment], known: Moment) -> bool | None:
    """Whether one of the times that words may mean fits; None where nothing could be compared."""
    judged = [fits(one, known) for one in meant]
    if True not in judged and not _YEAR.search(meant[0].words):
        judged += [fits(moved, known) for one in meant if (moved := in_year_of(one, known)) is not None]
    return True if True in judged else False if False in judged else None


def _is_telling(context: Context, claim: Claim, kin: Kin, speaking: frozenset[str]) -> bool:
    """Whether two claims date the same deed: the same verb of the same thing, or a question both answer by what they say.

    "They left two days after the talks had begun" names the talks, and dates the leaving.
    """
    about, theirs, record = claim.about, kin.record.claim.about, kin.record
    verbs, shared = words_in(about.predicate), context.draft.terms(claim) & kin.record.terms
    common = [one for one in record.questions if one in context.draft.questions_of(claim)]
    if kin.shares_question and (not verbs or verbs & record.terms or any(context.dates_question(claim, one) for one in common)):
        return True
    is_theirs = record.source_id in speaking
    mine = words_in(about.noun)
    same_thing = (
        bool(mine & record.terms) if mine else not theirs.noun or bool(words_in(theirs.noun) & context.draft.terms(claim))
    )
    same_deed = verbs & words_in(theirs.predicate) and (same_thing or len(shared) >= 2)
    if same_deed and kin.score >= (LOOSE if is_theirs else LEAST):
        return True
    sentence = context.sentence(claim)
    alone = (
        sentence is not None
        and sum(1 for one in context.claims if isinstance(one.value, Moment) and context.sentence(one) is sentence) == 1
    )
    if is_theirs and alone and len(shared) >= 2 and kin.score >= LOOSE:
        return True
    return (
        is_theirs and bool(about.noun) and same_thing and words_in(about.noun) == words_in(theirs.noun) and kin.score >= LEAST
    )


def _judge_saying(context: Context, claim: Claim, value: Moment) -> Verdict:
    allies = context.speaking(context.voice(claim))
    sentence = context.sentence(claim)
    if sentence is not None and read_lexicon().running & {word.casefold() for word in sentence.text.split()}:
        allies |= context.named_before(sentence)
    theirs = [record for record in context.case.records if record.source_id in allies and record.statement.said_on]
    if not theirs:
        return uncompared(Check.DATE, spot(claim), "nothing says when this was said")
    if any(fits(value, parse_day(record.statement.said_on)) for record in theirs):
        return passed(Check.DATE, spot(claim), "the material is of this date")
    dated = (record for record in theirs if isinstance(record.claim.value, Moment) and is_dated(record.claim.value))
    if any(_fits_any((value,), record.claim.value) for record in dated if isinstance(record.claim.value, Moment)):
        return passed(Check.DATE, spot(claim), "the day of what they tell, and not of their telling")
    days = sorted({record.statement.said_on for record in theirs})
    return problem(Check.DATE, spot(claim), f"in the material they spoke on {' and '.join(days[:3])}", nearest=theirs[:1])


def _check_finding(context: Context, claim: Claim, value: Moment) -> Iterable[Verdict]:
    for question_id in context.draft.questions_of(claim):
        if not context.dates_question(claim, question_id):
            continue  # it dates another deed of the sentence
        finding = context.case.findings.get(question_id)
        if finding and finding.when is not None and (is_fit := fits(value, finding.when)) is not None:
            if is_fit or _POINTING.match(claim.span.exact):
                yield passed(Check.DATE, spot(claim), f"inside the finding on {question_id}")
            else:
                nearest: Sequence[Record | Pointer] = [Pointer("finding", finding.words or finding.when.words)]
                yield problem(Check.DATE, spot(claim), f"the finding on {question_id} has another time", nearest=nearest)
            return
    event = next((e for e in context.case.contents.events if e.when and _is_same_deed(context, claim, e.what)), None)
    if event is not None and event.when is not None and (is_fit := fits(value, event.when)) is not None and is_dated(value):
        pointer = Pointer("event", f"{event.when.words}: {event.what}", next(iter(event.claim_ids), ""))
        if is_fit:
            yield passed(Check.DATE, spot(claim), "as in the timeline")
        else:
            yield problem(Check.DATE, spot(claim), f"the timeline has “{event.when.words}” for this", nearest=[pointer])
        return
    if _is_nobodys(context, claim, value):
        name = context.names(context.voice(claim).source_ids)
        yield problem(
            Check.DATE,
            spot(claim),
            f"nothing that {name} says, and nothing else in the case, is of this time",
            severity=Severity.WARNING,
        )
        return
    yield uncompared(Check.DATE, spot(claim), "nothing in the case dates this")


def _is_nobodys(context: Context, claim: Claim, value: Moment) -> bool:
    """Whether a day or an exact hour that a named source is said to give stands nowhere in the case."""
    voice, sentence = context.voice(claim), context.sentence(claim)
    is_said = voice.is_said and not voice.is_running
    if (
        sentence is None
        or not voice.source_ids
        or not is_said
        or _POINTING.match(claim.span.exact)
        or is_elsewhere(context, claim)
    ):
        return False
    if context.voices.is_beside_name(claim.span.start, claim.span.end):
        return False
    days, minutes = _times_of(context)
    day, hours = day_of(value), clock_of(value)
    if hours is not None and hours[0] == hours[1] and _EXACT_HOUR.search(claim.span.exact):
        return not any(one % (12 * 60) == hours[0] % (12 * 60) for one in minutes)
    return bool(day) and _DAY_WORDS.search(claim.span.exact) is not None and day[5:] not in {one[5:] for one in days}


def _times_of(context: Context) -> tuple[frozenset[str], frozenset[int]]:
    """Every day that the case names or is dated to, and every exact minute of a day."""
    found: tuple[frozenset[str], frozenset[int]] | None = context.notes.get("times")
    if found is None:
        moments = [record.claim.value for record in context.case.records if isinstance(record.claim.value, Moment)]
        texts = " ".join(text.text for text in context.case.contents.texts)
        minutes = {hours[0] for one in moments if (hours := clock_of(one)) is not None and hours[0] == hours[1]}
        minutes |= {int(m[1]) * 60 + int(m[2]) for m in re.finditer(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b", texts)}
        found = context.notes["times"] = case_days(context), frozenset(minutes)
    return found


def _is_same_deed(context: Context, claim: Claim, what: str) -> bool:
    """Whether an event's words hold the claim's verb and most of its other words."""
    known, terms = words_in(what), context.draft.terms(claim)
    verb = words_in(claim.about.predicate)
    shared = context.case.weight(terms & known)
    return bool(verb & known) and shared >= 0.6 * min(context.case.weight(terms), context.case.weight(known)) and shared > 0
