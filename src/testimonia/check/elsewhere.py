"""What a draft tells of the wider world: other years, other places, other people's counts, what the reporters did themselves.

A story says more than its case holds: when the port was built, what such a fire did in another town, what a ministry counts.
The case can bear that out; it cannot gainsay it. What is told of the case's own people, days and places is held against it.
"""

import re
from collections.abc import Mapping

from testimonia.check.calendar import MONTHS, case_days
from testimonia.check.context import Context
from testimonia.check.draft import Sentence
from testimonia.check.names import known_of
from testimonia.model.testimony import Claim, Form
from testimonia.model.values import Amount, Duration, Money
from testimonia.text.names import fold

_YEAR = re.compile(r"\b(1[0-9]\d\d|20\d\d)s?\b")
_MONTH_FIRST = re.compile(rf"In (?P<m>{'|'.join(MONTHS)}),? (?P<y>\d{{4}})\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![.!?:;“\"‘'(\[*_] )(?<!^)(?<!\n)\b[A-ZÀ-ÞĀ-Ž][\w’'-]{2,}")
_REPORTERS = re.compile(
    r"\b(?:I|[Ww]e)\b(?:['’](?:ve|d|m|re))?(?: \w+ly| also| then| have| had| was"
    r"| were| did| never| not| myself| ourselves| could| would| saw| only){0,3} \w+",
)
_DESK = re.compile(
    r"\b[Oo]ur (?:own )?(?:\w+ )?(?:desk|reporters?|correspondents?|team|count|reckoning|estimate|measurement)\b"
)
_SPEAKING = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_GENERAL = re.compile(
    r"^(?:An?|Any|Every|Most|Many) [\w-]+(?: [\w-]+){0,3}? (?:has|have|holds?"
    r"|costs?|needs?|takes?|carr(?:y|ies)|weighs?|contains?|lasts?|can|may|must)\b"
)
_CASE_POSSESSIVE = re.compile(r"['’]s?$")


def is_elsewhere(context: Context, claim: Claim) -> str:
    """Why a claim in no case source's voice is about something the case does not hold; empty where it may be about the case."""
    sentence = context.sentence(claim)
    if sentence is None:
        return ""
    if is_reporters(context, sentence):
        return "what the reporters did themselves"
    if _GENERAL.match(sentence.text):
        return "said of any such thing"
    if why := is_past(context, claim):
        return why
    if name := _foreign(context, sentence):
        return f"the case knows no “{name}”"
    if who := _other_speaker(context, sentence):
        return f"“{who}” is no source of the case"
    return ""


def is_past(context: Context, claim: Claim) -> str:
    """Why a claim is about another time than the case's: a year, or a month at the sentence's opening, that it never names."""
    sentence = context.sentence(claim)
    if sentence is None:
        return ""
    if year := next((m[1] for m in _YEAR.finditer(sentence.text) if _is_foreign_year(context, sentence, m)), ""):
        return f"nothing in the case is of {year}"
    match = _MONTH_FIRST.match(sentence.text)
    if match is None:
        return ""
    month = f"{match['y']}-{MONTHS.index(match['m'].casefold()) + 1:02}"
    texts = (text.text for text in context.case.contents.texts)
    words = f"{match['m']} {match['y']}".casefold()
    if any(day.startswith(month) for day in case_days(context)) or any(words in text.casefold() for text in texts):
        return ""
    return f"nothing in the case is of {match['m']} {match['y']}"


def _is_foreign_year(context: Context, sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether four digits are a year that the case never names, and no figure of the draft's own: "1500 fighters"."""
    at = sentence.start + match.start()
    figures = (one for one in context.draft.contents.claims if isinstance(one.value, Amount | Money | Duration))
    return match[1] not in _years(context) and not any(one.span.start <= at < one.span.end for one in figures)


def is_reporters(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence tells what the reporters or their desk did or worked out."""
    return _REPORTERS.search(_unquoted(context, sentence)) is not None or is_desks(context, sentence)


def is_desks(context: Context, sentence: Sentence) -> bool:
    """Whether a sentence gives the newsroom's own reckoning: "our map desk makes it 40 kilometres"."""
    return _DESK.search(_unquoted(context, sentence)) is not None


def _unquoted(context: Context, sentence: Sentence) -> str:
    """A sentence with its quoted words blank."""
    text = list(sentence.text)
    for start, end in context.draft.contents.quotations:
        for n in range(max(start, sentence.start), min(end, sentence.end)):
            text[n - sentence.start] = " "
    return "".join(text)


def _years(context: Context) -> frozenset[str]:
    """Years that the case's texts, dates and sources name."""
    found = context.notes.get("years")
    if found is None:
        texts = context.case.contents.texts
        parts = [
            part for t in texts for part in (t.text, t.metadata.title, t.metadata.date, t.metadata.published, t.metadata.note)
        ]
        drafted = context.draft.contents.metadata.date
        found = context.notes["years"] = frozenset([*re.findall(r"\b\d{4}\b", " ".join(parts)), drafted[:4]])
    return found


def _foreign(context: Context, sentence: Sentence) -> str:
    """The first capitalised word, not at an opening, that the case writes nowhere."""
    known = known_of(context)
    for match in _CAPITAL.finditer(_unquoted(context, sentence)):
        folded = fold(_CASE_POSSESSIVE.sub("", match[0]))
        near = (folded, folded.removesuffix("s"))
        if not any(one in known.capitals or one in known.calendar or one in known.lower for one in near) and not known.is_near(
            folded
        ):
            return match[0]
    return ""


def _other_speaker(context: Context, sentence: Sentence) -> str:
    """The name or noun of a speaker whom the case does not have; empty for a pronoun, which may be anybody."""
    for statement in context.draft.contents.statements:
        inside = sentence.start <= statement.content[0].start < sentence.end
        name = statement.speaker.name
        if inside and statement.form is not Form.NARRATION and name and statement.mention is not None:
            is_pronoun = _SPEAKING.fullmatch(statement.mention.exact.strip()) is not None
            if not is_pronoun and context.voices.find_source(name) is None and not _is_like_source(context, name):
                return name
    return ""


def _is_like_source(context: Context, name: str) -> bool:
    """Whether a speaker's words are also in some source's name or descriptor: "the patients" for former patients."""
    words = {fold(word) for word in re.findall(r"\w{3,}", name)} - {"the"}
    settings: Mapping[str, str] = {one.name: one.descriptor for one in context.case.contents.brief.source_settings}
    for source in context.case.contents.sources:
        if not source.item_id:
            known = " ".join((source.name, *source.aliases, settings.get(source.name, ""), source.role.value))
            folded = {fold(word) for word in re.findall(r"\w{3,}", known)}
            if words & (folded | {one.removesuffix("s") for one in folded} | {f"{one}s" for one in folded}):
                return True
    return False
