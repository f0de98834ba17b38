"""A window of a text: some of its passages, with the statements and claims that lie in them as the judgements leave them."""

import unicodedata
from collections.abc import Collection
from typing import TypeVar

import msgspec
from msgspec import Struct

from testimonia.model.material import Passage
from testimonia.model.testimony import Act, Claim, Form, Judgement, Polarity, Stance, Statement
from testimonia.model.values import Value
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import Judged, judged_of, sources_of
from testimonia.pipeline.workbench.states import claim_etag, statement_etag
from testimonia.pipeline.workbench.texts import ReadyText, ready_text
from testimonia.pipeline.workbench.values import value_in_words
from testimonia.pipeline.workbench.wording import locator_words

T = TypeVar("T", Claim, Statement)

MOST = 200
"""Passages of one window."""
USUAL = 60
_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_FIRST_LETTERS = 400


class Stretch(Struct, frozen=True, order=True):
    """Half-open, in code points of the rendition."""

    start: int
    end: int


class PassageRow(Struct, frozen=True):
    """A passage with its words."""

    id: str
    index: int
    start: int
    end: int
    kind: str
    page: int
    """0 = the material has no pages."""
    locator_words: str
    starts_ms: int
    """-1 = no time is known."""
    ends_ms: int
    speaker: str
    text: str
    direction: str
    """ltr, rtl: of its first letter."""


class MarkRow(Struct, frozen=True):
    """A statement or a claim where it stands."""

    id: str
    kind: str
    """statement, claim."""
    spans: tuple[Stretch, ...]
    statement_id: str
    state: str
    """suggested, accepted, rejected, corrected, merged, added, skipped."""
    stance: Stance
    polarity: Polarity
    source_id: str
    source: str
    said_on: str
    form: Form
    is_first_hand: bool | None
    words: str
    value: Value | None
    value_words: str
    why: str
    """The rule or model that suggests it, and the words that made it."""
    etag: str


class Window(Struct, frozen=True):
    """Some passages of a rendition, and every mark that touches them."""

    rendition_id: str
    item_id: str
    passages: tuple[PassageRow, ...]
    marks: tuple[MarkRow, ...]
    total: int
    """Passages of the whole rendition."""
    first: int
    """Index of the first passage here; -1 if there is none."""
    last: int


class MarkPlace(Struct, frozen=True):
    """Where a mark begins, for going from one to the next through a whole text."""

    id: str
    kind: str
    start: int
    index: int
    """Of the passage."""
    state: str


class _Mark(Struct, frozen=True):
    """A claim, or a statement if there is none, as the judgements leave it."""

    start: int
    end: int
    claim: Claim | None
    statement: Statement

    @property
    def id(self) -> str:
        return self.claim.id if self.claim else self.statement.id


def show_passages(
    workbench: Workbench,
    by: str,
    rendition_id: str,
    *,
    first: int = 0,
    limit: int = USUAL,
    skipped: Collection[str] = (),
) -> Window:
    """A window of a rendition.

    Args:
        first: index of its first passage, from 0; the last window is as full as any.
        limit: most passages, 1 to `MOST`.
        skipped: ids that this person has put off.

    Raises:
        NotFoundError: no such rendition.
    """
    case = workbench.case_of(by)
    text = ready_text(workbench, case, rendition_id)
    total = len(text.passages)
    limit = min(max(limit, 1), MOST)
    first = max(0, min(first, total - 1))
    shown = text.passages[first : first + limit]
    if not shown:
        return Window(rendition_id, text.rendition.item_id, (), (), 0, -1, -1)
    low, high = shown[0].start, max(passage.end for passage in shown)
    marks = [mark for mark in _marks(workbench, case, text) if mark.start < high and mark.end > low]
    make = _MarkMaker(workbench, case, text, skipped)
    return Window(
        rendition_id=rendition_id,
        item_id=text.rendition.item_id,
        passages=tuple(_passage_row(text, first + place, passage) for place, passage in enumerate(shown)),
        marks=tuple(make.row(mark) for mark in marks),
        total=total,
        first=first,
        last=first + len(shown) - 1,
    )


def find_place(
    workbench: Workbench,
    by: str,
    rendition_id: str,
    *,
    offset: int | None = None,
    page: int | None = None,
    ms: int | None = None,
) -> int:
    """The index of the passage at an offset, on a page, or at a time of the recording. Raises NotFoundError."""
    text = ready_text(workbench, workbench.case_of(by), rendition_id)
    if page is not None:
        return text.index_of_page(page)
    if ms is not None:
        return text.index_of_time(ms)
    return text.index_at(offset or 0)


def list_marks(workbench: Workbench, by: str, rendition_id: str, *, skipped: Collection[str] = ()) -> list[MarkPlace]:
    """Every mark of a rendition in the order of the text, without its words. Raises NotFoundError."""
    case = workbench.case_of(by)
    text = ready_text(workbench, case, rendition_id)
    judged = judged_of(workbench, case)
    return [
        MarkPlace(
            mark.id,
            "claim" if mark.claim else "statement",
            mark.start,
            text.index_at(mark.start),
            _state(judged, mark, skipped),
        )
        for mark in _marks(workbench, case, text)
    ]


def direction_of(text: str) -> str:
    """The direction that a text reads in, by its first letter.

    Source: Unicode Bidirectional Algorithm (UAX 9), rules P2 and P3.

    >>> direction_of("12 October"), direction_of("\\u0642\\u0627\\u0644 Ali")
    ('ltr', 'rtl')
    """
    for character in text[:_FIRST_LETTERS]:
        kind = unicodedata.bidirectional(character)
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            return "rtl" if kind in _RIGHT_TO_LEFT else "ltr"
    return "ltr"


def _passage_row(text: ReadyText, index: int, passage: Passage) -> PassageRow:
    words = text.rendition.text[passage.start : passage.end]
    return PassageRow(
        id=passage.id,
        index=index,
        start=passage.start,
        end=passage.end,
        kind=passage.kind,
        page=passage.locator.page,
        locator_words=locator_words(passage.locator),
        starts_ms=passage.locator.starts_ms,
        ends_ms=passage.locator.ends_ms,
        speaker=passage.speaker,
        text=words,
        direction=direction_of(words),
    )


def _marks(workbench: Workbench, case: Case, text: ReadyText) -> list[_Mark]:
    """Every mark of a text as the judgements leave it, in the order of the text, what holds others before them."""

    def make() -> list[_Mark]:
        active = judged_of(workbench, case).active
        found = [_statement_mark(_corrected(one, active.get(one.id))) for one in text.statements.values()]
        for claim, statement in text.claims:
            found.append(_claim_mark(_corrected(claim, active.get(claim.id)), _corrected(statement, active.get(statement.id))))
        found.sort(key=lambda mark: (mark.start, -mark.end, mark.claim is not None, mark.id))
        return found

    return workbench.remember(f"marks {text.rendition.id}", make)


def _corrected(thing: T, judgement: Judgement | None) -> T:
    if judgement is None or judgement.act is not Act.CORRECT:
        return thing
    return msgspec.json.decode(judgement.replacement, type=type(thing))


def _claim_mark(claim: Claim, statement: Statement) -> _Mark:
    return _Mark(claim.span.start, claim.span.end, claim, statement)


def _statement_mark(statement: Statement) -> _Mark:
    return _Mark(statement.content[0].start, statement.content[-1].end, None, statement)


def _state(judged: Judged, mark: _Mark, skipped: Collection[str]) -> str:
    """How a mark stands; what nobody has decided on and this person has put off is skipped."""
    state = judged.state_of(mark.id, mark.statement.id)
    return "skipped" if state == "suggested" and mark.id in skipped else state


class _MarkMaker:
    """Makes rows of marks, with the names and words that the team knows."""

    def __init__(self, workbench: Workbench, case: Case, text: ReadyText, skipped: Collection[str]) -> None:
        self._text = text.rendition.text
        self._judged = judged_of(workbench, case)
        self._sources = sources_of(workbench, case)
        self._skipped = skipped

    def row(self, mark: _Mark) -> MarkRow:
        """The row of one mark."""
        claim, statement = mark.claim, mark.statement
        source_id = self._judged.review.source_id(statement.source_id)
        source = self._sources.get(source_id)
        spans = (claim.span,) if claim else statement.content
        why = claim.why if claim else statement.why
        etag = claim_etag(self._judged, claim.id, claim.statement_id) if claim else statement_etag(self._judged, statement.id)
        return MarkRow(
            id=mark.id,
            kind="claim" if claim else "statement",
            spans=tuple(Stretch(span.start, span.end) for span in spans),
            statement_id=statement.id,
            state=_state(self._judged, mark, self._skipped),
            stance=claim.stance if claim else statement.stance,
            polarity=claim.polarity if claim else Polarity.AFFIRMED,
            source_id=source_id,
            source=source.name if source else statement.speaker.name,
            said_on=statement.said_on,
            form=statement.form,
            is_first_hand=statement.is_first_hand,
            words=" … ".join(span.exact for span in spans),
            value=claim.value if claim else None,
            value_words=value_in_words(claim.value) if claim else "",
            why=": ".join(part for part in (why.rule, why.words) if part),
            etag=etag,
        )
