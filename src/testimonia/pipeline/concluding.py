"""What the investigators conclude on a question: the suggestion taken or overruled, with their reason.

A conclusion on a time or a place holds it as a value, not only in words, so that the timeline and the map can follow it.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from testimonia.errors import UsageError
from testimonia.gazetteer.book import Book
from testimonia.gazetteer.lookup import Gazetteer
from testimonia.model.findings import Finding, Question, Standing
from testimonia.model.ids import content_id
from testimonia.model.material import Metadata
from testimonia.model.phrases import told
from testimonia.model.review import finding_target
from testimonia.model.scales import WORDS, Grade
from testimonia.model.testimony import Act, Judgement
from testimonia.model.values import Moment, PlaceRef
from testimonia.pipeline.case import Case
from testimonia.pipeline.judging import record
from testimonia.pipeline.places import own_places
from testimonia.reconstruct.edtf import from_edtf
from testimonia.reconstruct.ranges import of_moment

T = TypeVar("T", Moment, PlaceRef)


class Answer(Struct, frozen=True):
    """What a reviewer writes as the answer to a question. Whatever is left out is taken from the suggestion."""

    figures: tuple[float | None, float | None, float | None] | None = None
    """Low, best and high in the question's unit."""
    words: str = ""
    when: str = ""
    """EDTF, for a question that asks for a time."""
    where: str = ""
    """Name of a place, for a question that asks for one."""

    @property
    def is_given(self) -> bool:
        """Whether anything is answered at all."""
        return bool(self.figures or self.words or self.when or self.where)


def make_conclusion(
    case: Case,
    question: Question,
    suggestion: Finding,
    answer: Answer,
    *,
    reason: str,
    standing: Standing | None,
    grades: Sequence[Grade],
) -> Finding:
    """The investigators' finding in place of a suggestion, in the name of who is working."""
    low, best, high = answer.figures or (suggestion.low, suggestion.best, suggestion.high)
    standing, at = standing or suggestion.standing, case.now()
    when, where = (read_answer(case, question, suggestion, answer)) if answer.is_given else (suggestion.when, suggestion.where)
    words = answer.words or answer.when or answer.where or ("" if answer.figures else suggestion.words)
    return Finding(
        id=content_id("f", suggestion.question_id, low, best, high, standing, reason, words, when, where, case.by, at),
        question_id=suggestion.question_id,
        low=low,
        best=best,
        high=high,
        unit=suggestion.unit,
        standing=standing,
        reason=reason,
        words=words,
        is_suggestion=False,
        reviewer=case.by,
        at=at,
        supersedes=suggestion.id,
        grades=tuple(_own_grade(grade, suggestion.question_id, reason, case.by) for grade in grades),
        when=when,
        where=where,
    )


def read_answer(case: Case, question: Question, suggestion: Finding, answer: Answer) -> tuple[Moment | None, PlaceRef | None]:
    """The time or the place that an answer names; None where its words name none, or more than one.

    Raises:
        UsageError: a time for a question that asks for none, or one that is no EDTF; a place likewise.
    """
    for given, option, kind in ((answer.when, "when", "moment"), (answer.where, "where", "place")):
        if given and question.value_type != kind:
            raise UsageError(f"{question.id} asks for {question.value_type}, not for {kind}: leave out --{option}")
    if question.value_type == "moment":
        if answer.when:
            return replace(from_edtf(answer.when), words=answer.words or answer.when), None
        found = _read_words(case, answer.words, Moment, suggestion.when)
        return (replace(found, words=answer.words) if found else None), None
    if question.value_type == "place":
        name = answer.where or answer.words
        return None, _find_place(case, name) or (
            PlaceRef(answer.where, answer.where) if answer.where else _read_words(case, name, PlaceRef, None)
        )
    return None, None


def _find_place(case: Case, name: str) -> PlaceRef | None:
    countries = (case.brief.country,) if case.brief.country else ()
    return Book(Gazetteer.open(own_places(case)), countries).look_up(name)


def _read_words(case: Case, words: str, kind: type[T], suggested: Moment | None) -> T | None:
    """The one value of a kind that some words name, read as any material is read.

    A day without a year is the last one before half a year after the suggested time. What would be another day if
    the words were written a month earlier ("Thursday", "the 13th") names no day by itself.

    Args:
        case: whose places and settings count.
        words: the answer.
        kind: Moment or PlaceRef.
        suggested: the time that the machine suggests.
    """
    if not words.strip():
        return None
    near = of_moment(suggested).days if suggested else None
    days = [(near[0] + timedelta(later)).isoformat() for later in (180, 150)] if near else [""]
    found = [_values_in(case, words, kind, day) for day in days]
    return found[0][0] if len(found[0]) == 1 and all(values == found[0] for values in found) else None


def _values_in(case: Case, words: str, kind: type[T], day: str) -> list[T]:
    from testimonia.pipeline.preview import read_data  # the readers take time to import

    metadata = Metadata(date=day, source=case.by, language=case.brief.language)
    _, extraction = read_data(words.encode(), "answer.txt", case.brief, metadata, places=own_places(case))
    values = list(dict.fromkeys(claim.value for claim in extraction.claims if isinstance(claim.value, kind)))
    return [value for value in values if not isinstance(value, Moment) or of_moment(value).is_known]


def _own_grade(grade: Grade, question_id: str, reason: str, by: str) -> Grade:
    known = WORDS[grade.scale]
    if grade.value not in known:
        raise UsageError(f"{grade.scale} has no grade {grade.value!r}; it has {', '.join(known)}")
    return Grade(grade.target or question_id, grade.scale, grade.value, known[grade.value], grade.reason or reason, by)


def conclude(case: Case, conclusion: Finding) -> Judgement:
    """Record what the investigators conclude on a question; call inside `Case.writing`."""
    if not conclusion.reason.strip():
        words = "a conclusion needs a reason: it is kept with the finding and shown to every reader"
        raise UsageError(told(words, "problem.conclusion_reason"))
    _check_bounds(conclusion)
    replacement = msgspec.json.encode(conclusion).decode()
    return record(case, Act.CORRECT, finding_target(conclusion.question_id), conclusion.reason, replacement)


def _check_bounds(conclusion: Finding) -> None:
    stated = [number for number in (conclusion.low, conclusion.best, conclusion.high) if number is not None]
    if stated != sorted(stated):
        figures = ", ".join(f"{number:g}" for number in stated)
        raise UsageError(told(f"low, best and high must not fall: {figures}", "problem.bounds", figures=figures))
