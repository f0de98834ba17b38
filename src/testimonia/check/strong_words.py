""" "Admitted", "confirmed", "proved", "denied": verbs stronger than what was said.

What a source only said is no admission, and what it would not answer is no denial.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from testimonia.check.casefile import Record
from testimonia.check.context import Context
from testimonia.check.draft import Sentence
from testimonia.check.terms import stems_in
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.check.voices import Voice
from testimonia.model.desk import Check, Severity
from testimonia.model.findings import Standing
from testimonia.model.testimony import FACTUAL, Stance
from testimonia.model.values import Amount, Occurrence
from testimonia.text.packs import read_table

_POINTS_BACK = re.compile(
    r"^(?:that|this|so)\b|\b(?:it|this|that|so|both|either|as much"
    r"|the (?:claim|charge|allegation)s?)\s*(?:[.,;!?]|twice|again|too|on\b|$)",
    re.IGNORECASE,
)


_FARTHEST = 2
"""Sentences back to what "it" may point at."""
_LEAST_SHOWN = 3
"""Content words up to which a sentence does not say by itself what it speaks of."""


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


_BARE = re.compile(
    r"\s+that (?:they|it|he|she|this|any of them)(?: ever)? (?:was|were|is|are|did|does|do|had|has|have)(?: so)?\s*(?:[,.;]|$)",
    re.IGNORECASE,
)
"""What is denied stands in the lines before: "denied that they were"."""
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


def check_strong_words(context: Context) -> Iterable[Verdict]:
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
    behind = sentence.text[place[1] - sentence.start :]
    if (_ALL.match(behind) or _BARE.match(behind)) and any(
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
