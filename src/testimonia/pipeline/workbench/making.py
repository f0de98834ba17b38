"""Make a statement or a claim from selected words: what the machine reads there as a form to correct, then the ADD.

Why the machine reads first: nobody who selects "about 4,000 people" should have to type bounds, a unit and a noun. Why what
is made hangs on the exact words like everything else: a claim without words in the material could not be checked.
"""

import threading
import weakref
from collections.abc import Sequence

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from testimonia.engine import Step
from testimonia.errors import NotFoundError, OtherCallError, UsageError
from testimonia.model.findings import Question
from testimonia.model.ids import content_id
from testimonia.model.material import Material, Passage, Span
from testimonia.model.phrases import told
from testimonia.model.testimony import (
    BY_A_PERSON,
    About,
    Act,
    Claim,
    Extraction,
    Form,
    Judgement,
    Made,
    Polarity,
    Role,
    Source,
    Speaker,
    Stance,
    Statement,
)
from testimonia.model.values import Amount, Occurrence, Value, value_type
from testimonia.pipeline import judging
from testimonia.pipeline.case import Case
from testimonia.pipeline.places import files_hash, own_places
from testimonia.pipeline.running import make_extract_step
from testimonia.pipeline.sources import SourceBook
from testimonia.pipeline.workbench.claims import ClaimRow, rows_of
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.indexing import indexer_of
from testimonia.pipeline.workbench.judging import require_date, span_of
from testimonia.pipeline.workbench.results import results_of, sources_of
from testimonia.pipeline.workbench.states import target_etag


class Selection(Struct, frozen=True, forbid_unknown_fields=True):
    """Selected words, in code points of a rendition."""

    rendition_id: str
    start: int
    end: int


class ProposedClaim(Struct, frozen=True):
    """What the machine reads in selected words, as a form to correct."""

    words: str
    is_read: bool
    """Whether a value was read; otherwise the fields are only a beginning."""
    value: Value
    stance: Stance
    polarity: Polarity
    statement_id: str
    """The statement that is there around the words; empty: a new one is needed, and says who speaks."""
    source_id: str
    source: str
    said_on: str
    question_ids: tuple[str, ...]
    """Questions that ask for a value of this type, the declared ones first."""


class NewClaim(Struct, frozen=True, forbid_unknown_fields=True):
    """A claim or a statement to be made from selected words."""

    rendition_id: str
    start: int
    end: int
    statement_id: str | None = None
    """The statement it is part of; without one, a new one is made of who speaks."""
    source_id: str | None = None
    source_name: str = ""
    """Who speaks, where no source of the investigation is meant."""
    said_on: str = ""
    is_first_hand: bool | None = None
    value: Value | None = None
    """None: what the machine reads in the words."""
    stance: Stance = Stance.ASSERTS
    polarity: Polarity = Polarity.AFFIRMED
    question_id: str | None = None
    """The question it is meant to answer."""
    is_only_statement: bool = False
    """Make no claim, only the statement."""
    reason: str = ""


class ClaimMade(Struct, frozen=True):
    """What was made."""

    judgement: Judgement
    row: ClaimRow | None
    """None if only a statement was made."""
    statement_id: str
    etag: str


def propose(workbench: Workbench, user: str, selection: Selection) -> ProposedClaim:
    """What the machine reads in selected words; nothing is kept.

    Raises:
        NotFoundError: no such rendition.
        UsageError: no words stand there.
    """
    case = workbench.case_of(user)
    span = span_of(case, selection.rendition_id, selection.start, selection.end)
    material = case.store.material(selection.rendition_id)
    claim, said = _read(case, material, span)
    around = _statement_around(case, span, selection.rendition_id)
    statement = around or (_identified(case, material, said) if said else None)
    sources = sources_of(workbench, case)
    source = sources.get(statement.source_id) if statement else None
    value = claim.value if claim else _happened(span, Polarity.AFFIRMED)
    asked = results_of(case).questions.values()
    return ProposedClaim(
        words=span.exact,
        is_read=claim is not None,
        value=value,
        stance=claim.stance if claim else Stance.ASSERTS,
        polarity=claim.polarity if claim else Polarity.AFFIRMED,
        statement_id=around.id if around else "",
        source_id=source.id if source else "",
        source=source.name if source else (said.speaker.name if said else ""),
        said_on=statement.said_on if statement else "",
        question_ids=tuple(
            one.id for one in sorted(asked, key=lambda one: one.is_proposed) if one.value_type == value_type(value)
        ),
    )


def make_claim(workbench: Workbench, user: str, new: NewClaim, *, key: str = "") -> ClaimMade:
    """Keep a claim, or a statement, that a person found in the words.

    Args:
        key: makes a repeated call the same call.

    Raises:
        NotFoundError: no such rendition, statement, source or question.
        UsageError: no words stand there, nobody speaks, the value does not answer the question, or it is there already.
    """
    case = workbench.case_of(user)
    indexer_of(workbench).freshen(workbench)
    with case.writing():
        if known := judging.judgement_of_key(case, key):
            if known.act is not Act.ADD:
                raise OtherCallError
            return _answer(workbench, case, known)
        material = _current_material(case, new.rendition_id)
        span = span_of(case, new.rendition_id, new.start, new.end)
        book = SourceBook(case.store.sources(), case.brief, case.new_source_id)
        statement, is_new = _statement(case, book, material, span, new)
        claim = None if new.is_only_statement else _claim(case, material, span, statement, new)
        target = claim.id if claim else statement.id
        _require_new(case, target)
        made = Made(statement if is_new else None, claim)
        with case.transaction() as ledger:
            book.keep(ledger.writer)
            body = msgspec.json.encode(made).decode()
            number = case.store.count_judgements()
            judgement = judging.made(case, Act.ADD, target, new.reason, body, number=number, key=key)
            judging.keep(ledger, judgement)
        indexer_of(workbench).follow(workbench)
        return _answer(workbench, case, judgement)


def _answer(workbench: Workbench, case: Case, judgement: Judgement) -> ClaimMade:
    made = msgspec.json.decode(judgement.replacement, type=Made)
    statement_id = made.statement.id if made.statement else made.claim.statement_id if made.claim else ""
    rows = rows_of(workbench, case, ids=[judgement.target])
    etag = rows[0].etag if rows else target_etag(workbench, case, judgement.target, statement_id=statement_id)
    return ClaimMade(judgement, rows[0] if rows else None, statement_id, etag)


def _current_material(case: Case, rendition_id: str) -> Material:
    if all(reading.rendition_id != rendition_id for reading in case.store.readings()):
        case.store.material(rendition_id)  # says so if there is none
        words = "this text was read anew since: make the claim in the reading that counts now"
        raise UsageError(told(words, "problem.read_anew"))
    return case.store.material(rendition_id)


def _require_new(case: Case, target: str) -> None:
    if target.startswith("c-"):
        is_there = case.store.current_claim(target) is not None
    else:
        is_there = target not in case.store.vanished() and any(id_ == target for id_, _ in case.store.statement_keys())
    if is_there:
        words = f"{target} is there already, with the same words and value: judge that one"
        raise UsageError(told(words, "problem.claim_there"))


def _statement(case: Case, book: SourceBook, material: Material, span: Span, new: NewClaim) -> tuple[Statement, bool]:
    """The statement that a claim is part of, and whether it is made with it."""
    if new.statement_id:
        known = case.store.statement(new.statement_id)
        if known.rendition_id != new.rendition_id:
            raise UsageError(f"{known.id} stands in another text than the selected words")
        return known, False
    if new.said_on:
        require_date(new.said_on)
    source = _source(book, new)
    speaker = Speaker(source.name, not source.item_id, source.role, source.party) if source else _named(new.source_name)
    passage = _passage_at(material, span.start)
    date = new.said_on or material.metadata.date
    statement = Statement(
        id=content_id("s", new.rendition_id, span.start, span.end, "person", speaker, new.stance, date),
        rendition_id=new.rendition_id,
        passage_id=passage.id if passage else "",
        content=(span,),
        form=Form.REPORTED,
        speaker=speaker,
        stance=new.stance,
        said_on=date,
        is_first_hand=new.is_first_hand,
        why=BY_A_PERSON,
    )
    if source:
        return replace(statement, source_id=source.id), True
    return book.identify(statement, material.rendition.item_id, material.metadata), True


def _source(book: SourceBook, new: NewClaim) -> Source | None:
    if new.source_id:
        found = next((source for source in book.known.values() if source.id == new.source_id), None)
        if found is None:
            raise NotFoundError(f"no source {new.source_id!r} in this investigation")
        return found
    if not new.source_name.strip():
        raise UsageError("a new statement says who speaks: send source_id or source_name, or the statement it is part of")
    return None


def _named(name: str) -> Speaker:
    return Speaker(" ".join(name.split()), is_named=True, role=Role.UNKNOWN)


def _claim(case: Case, material: Material, span: Span, statement: Statement, new: NewClaim) -> Claim:
    read, _ = _read(case, material, span)
    value = new.value or (read.value if read else _happened(span, new.polarity))
    about = read.about if read else About(noun=value.unit if isinstance(value, Amount) else "")
    if new.question_id:
        about = _answering(about, value, _question(case, new.question_id))
    place = (new.rendition_id, statement.id, span.start, span.end)
    identity = content_id("c", *place, value, about, new.polarity, new.stance)
    return Claim(
        identity, statement.id, new.rendition_id, span, about, value, polarity=new.polarity, stance=new.stance, why=BY_A_PERSON
    )


def _question(case: Case, question_id: str) -> Question:
    found = next((one for one in case.store.results("question", Question) if one.id == question_id), None)
    if found is None:
        raise NotFoundError(f"no question {question_id!r} in this investigation")
    return found


def _answering(about: About, value: Value, question: Question) -> About:
    """What a claim is about, in the terms of the question that a person says it answers. Raises UsageError if it cannot."""
    if value_type(value) != question.value_type:
        raise UsageError(f"“{question.text}” asks for a value of type {question.value_type}, not {value_type(value)}")
    nouns = question.nouns
    noun = about.noun if not nouns or about.noun in nouns else nouns[0].split()[-1]
    terms = (*about.terms, *(noun for noun in nouns[:1]), *question.terms[:1])
    predicate = about.predicate or (question.terms[0] if question.terms else "")
    return replace(about, noun=noun, predicate=predicate, terms=tuple(dict.fromkeys(terms)))


def _happened(span: Span, polarity: Polarity) -> Occurrence:
    return Occurrence(" ".join(span.exact.split()).casefold(), polarity is Polarity.AFFIRMED, span.exact)


def _identified(case: Case, material: Material, statement: Statement) -> Statement:
    """A statement with its speaker's source as it would be matched; nothing is kept."""
    book = SourceBook(case.store.sources(), case.brief, lambda: "")
    return book.identify(statement, material.rendition.item_id, material.metadata)


def _statement_around(case: Case, span: Span, rendition_id: str) -> Statement | None:
    """The statement whose words hold some words, the narrowest."""
    around = [
        (part.end - part.start, statement.id, statement)
        for statement in case.store.statements(rendition_id)
        for part in statement.content
        if part.start <= span.start and span.end <= part.end
    ]
    return min(around)[2] if around else None


def _passage_at(material: Material, offset: int) -> Passage | None:
    return next((passage for passage in material.passages if passage.start <= offset < passage.end), None)


# What the machine reads

_STEPS: weakref.WeakKeyDictionary[object, tuple[str, Step]] = weakref.WeakKeyDictionary()
_READING = threading.Lock()


def _read(case: Case, material: Material, span: Span) -> tuple[Claim | None, Statement | None]:
    """The claim that extraction reads in some words, read in their passage, and its statement."""
    passages = tuple(one for one in material.passages if one.start < span.end and span.start < one.end)
    with _READING:
        extraction = _step(case)(replace(material, passages=passages)) if passages else None
    if not isinstance(extraction, Extraction):
        return None, None
    statements = {statement.id: statement for statement in extraction.statements}
    claim = _nearest(extraction.claims, span)
    if claim is not None:
        return claim, statements[claim.statement_id]
    around = [one for one in extraction.statements if any(part.overlaps(span) for part in one.content)]
    return None, around[0] if around else None


def _nearest(claims: Sequence[Claim], span: Span) -> Claim | None:
    """The claim whose words are most nearly the selected ones; one with a figure before one without."""

    def shared(claim: Claim) -> float:
        both = min(claim.span.end, span.end) - max(claim.span.start, span.start)
        return both / (max(claim.span.end, span.end) - min(claim.span.start, span.start))

    near = [(not isinstance(claim.value, Occurrence), shared(claim), claim.id, claim) for claim in claims]
    found = max((one for one in near if one[1] > 0), default=None)
    return found[3] if found else None


def _step(case: Case) -> Step:
    """The extractor by the settings of now; loading it takes a second, so it is kept."""
    brief = case.brief
    settings = content_id("h", brief.parties, brief.sources, brief.hedges, brief.country, brief.spacy_model, files_hash(case))
    known = _STEPS.get(case.store)
    if known is None or known[0] != settings:
        known = _STEPS[case.store] = settings, make_extract_step(brief, False, own_places(case))
    return known[1]
