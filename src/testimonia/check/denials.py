"""Denials that the draft leaves out: a party's "no" on what the draft tells, or puts in others' mouths.

Who is accused must be heard. A draft that tells the deal and not that one of its makers denies it is not wrong in any sentence,
and wrong as a whole.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from testimonia.check.casefile import Record
from testimonia.check.context import Context, spot
from testimonia.check.draft import Sentence
from testimonia.check.reckoning import is_supposed
from testimonia.check.strong_words import is_denial
from testimonia.check.terms import head_of, stems_in, words_in
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.model.desk import Check, Severity
from testimonia.model.testimony import FACTUAL, Claim, Polarity, Stance
from testimonia.model.values import Amount, Occurrence
from testimonia.text.packs import read_table

_NEAR = 3
"""Sentences over which "he denied it" may point."""


@lru_cache(maxsize=1)
def _denying() -> re.Pattern[str]:
    words = read_table("en", "desk")["denial"]["words"]
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})\b|n['’]t\b", re.IGNORECASE
    )


def check_denials(context: Context) -> Iterable[Verdict]:
    """For each question that the draft answers with yes: every party's denial, and every refusal to answer."""
    told = _told_by_question(context)
    for question_id, claims in told.items():
        for source_id, records in _replies(context, question_id).items():
            denials = [record for record in records if is_denial(record)]
            declined = [r for r in records if Stance.DECLINES in (r.claim.stance, r.statement.stance)]
            answered = [r for r in records if r not in denials and r not in declined]
            if not (denials or (declined and not answered)) or _is_withdrawn(denials, answered):
                continue
            mine = [claim for claim in claims if not context.case.allies(source_id) & set(context.voice(claim).source_ids)]
            if mine:
                yield _judge(context, mine[0], question_id, source_id, denials or declined, is_denied=bool(denials))


def _is_withdrawn(denials: Sequence[Record], answered: Sequence[Record]) -> bool:
    """Whether the same source said otherwise on a later day: then the denial is history, and the story may leave it out."""
    denied, said = (max((one.statement.said_on for one in some), default="") for some in (denials, answered))
    return bool(denied and said) and said > denied


def _judge(
    context: Context, claim: Claim, question_id: str, source_id: str, records: Sequence[Record], *, is_denied: bool
) -> Verdict:
    name = context.case.name_of(source_id)
    if _is_mentioned(context, claim, question_id, source_id, records):
        return passed(Check.DENIAL, spot(claim), f"the draft says what {name} replies")
    if is_denied:
        reason = f"{name} denies this, and the draft does not say so"
        return problem(Check.DENIAL, spot(claim), reason, nearest=records, severity=Severity.WARNING)
    return problem(
        Check.DENIAL,
        spot(claim),
        f"{name} would not answer on this, and the draft does not say so",
        nearest=records,
        severity=Severity.NOTE,
    )


def _told_by_question(context: Context) -> Mapping[str, list[Claim]]:
    """Questions that the draft answers with yes, in its own voice or anybody's -> the claims that do."""
    found: dict[str, list[Claim]] = {}
    claims = sorted((*context.draft.contents.claims, *context.draft.contents.told), key=lambda c: (c.span.start, c.id))
    for claim in claims:
        value = claim.value
        is_no = (
            (isinstance(value, Occurrence) and not value.happened)
            or (isinstance(value, Amount) and value.high == 0)
            or claim.polarity is Polarity.NEGATED
            or claim.stance not in FACTUAL
            or claim.stance is Stance.DENIES
        )
        for question_id in () if is_no or is_supposed(context, claim) else context.draft.questions_of(claim):
            if not context.tells_asked(claim, question_id):
                continue
            found.setdefault(question_id, []).append(claim)
    return found


def _replies(context: Context, question_id: str) -> Mapping[str, list[Record]]:
    """What those who speak for a party say on a question."""
    found: dict[str, list[Record]] = {}
    for record in context.case.of_question(question_id):
        source = context.case.sources.get(record.source_id)
        if source is not None and source.party:
            found.setdefault(record.source_id, []).append(record)
    return found


def _is_beside(context: Context, sentence: Sentence, claim: Claim) -> bool:
    """Whether a sentence stands next to the one that tells it: "The SDF says that none did"."""
    told = context.sentence(claim)
    return told is not None and told.passage == sentence.passage and abs(told.number - sentence.number) <= _NEAR


def _is_mentioned(context: Context, claim: Claim, question_id: str, source_id: str, records: Sequence[Record]) -> bool:
    """Whether some sentence names the party, or is in its voice, says no, and speaks of the same thing."""
    allies = context.case.allies(source_id)
    question = context.case.questions[question_id]
    subject = words_in(" ".join(question.nouns)) or words_in(" ".join(question.terms))
    subject |= frozenset(head_of(record.claim) for record in records)
    for sentence in context.draft.sentences:
        voice = set(context.voices.of_sentence(sentence).source_ids)
        named = {mention.source_id for mention in context.voices.mentions_in(sentence)}
        if not allies & (voice | named) or not _denying().search(sentence.text):
            continue
        if stems_in(sentence.text) & subject or _is_beside(context, sentence, claim):
            return True
    return False
