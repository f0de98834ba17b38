"""The fact-checking desk joined to the case: a draft read like an item, the case as values, and the desk between them.

Nothing is kept: a draft is not material, and checking it changes nothing in the case.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from testimonia.check.casefile import CaseFile, CaseText, Contents, Record
from testimonia.check.desk import FindIdentities, check_draft
from testimonia.check.draft import Draft, DraftContents
from testimonia.check.front import read_front
from testimonia.check.markdown import find_bindings, mask
from testimonia.check.terms import terms_of
from testimonia.errors import ReadError, UsageError
from testimonia.ingest.encodings import decode_text, is_text
from testimonia.ingest.metadata import merge_metadata, normalise_metadata, read_sidecar
from testimonia.ingest.reading import Reading, read, to_passages, to_rendition
from testimonia.ingest.walking import find_files
from testimonia.model.desk import Check, DeskReport
from testimonia.model.events import Event
from testimonia.model.findings import Answer, Derivation, Estimate, Finding, Group, Link, Question
from testimonia.model.ids import content_id
from testimonia.model.material import Material, Metadata, Passage
from testimonia.model.review import Review
from testimonia.model.testimony import Act, Claim, Extraction, Form, Source, Statement
from testimonia.model.values import Occurrence
from testimonia.pipeline.case import Case
from testimonia.pipeline.places import own_places
from testimonia.pipeline.running import make_extract_step, reviewed_testimony
from testimonia.pipeline.sources import judged_sources
from testimonia.protect.gate.searching.hits import NO_IDENTITY
from testimonia.protect.identities import Allowed, Identity
from testimonia.text.names import name_key

Extract = Callable[[Material], Extraction]

VOICE = "the draft"
"""The draft's own voice, among speakers."""

TEXTS = frozenset({".md", ".markdown", ".txt", ".text", ""})
"""Endings of plain texts, whose front matter is the draft's own."""

LONGEST = 400
"""Characters of a sentence shown as evidence."""

LARGEST_BYTES = 20_000_000
"""A draft is a text that somebody wrote; what is larger is a mistake."""


def check(
    case: Case,
    path: Path,
    *,
    only: Sequence[Check] = (),
    find_identities: FindIdentities | None = None,
    extract: Extract | None = None,
    contents: Contents | None = None,
) -> DeskReport:
    """Compare a draft with the case.

    Args:
        case: the open investigation.
        path: ``.md``, ``.txt``, ``.docx`` or anything else that ingest reads.
        only: these checks; all if empty.
        find_identities: finds true names of protected sources; None where no vault was opened.
        extract, contents: the extractor and the case's values, for many drafts in a row.

    Raises:
        ReadError: the draft cannot be read.
        UsageError: nothing has been run in the case yet.
    """
    contents = contents or read_case(case)
    if not contents.texts:
        raise UsageError("there is nothing to check against yet: `testimonia ingest` material and `testimonia run` first")
    extract = extract or make_extract_step(case.brief, places=own_places(case))
    draft = read_draft(path, contents.questions, extract)
    return check_draft(Draft(draft), CaseFile(contents), only=only, find_identities=find_identities)


def identity_finder(identities: Sequence[Identity], allowed: Allowed) -> FindIdentities:
    """What finds protected sources in a draft: the gate's own search, so that the desk knows what the gate would stop."""
    from testimonia.protect.gate.searching.needles import make_needles
    from testimonia.protect.gate.searching.searches import search

    needles = make_needles(identities, allowed)

    def find(text: str) -> list[tuple[int, int, str]]:
        found = (hit for hit in search(needles, text) if hit.kind not in NO_IDENTITY)
        return [(hit.start, hit.end, needles.pseudonyms.get(hit.identity_id) or hit.identity_id) for hit in found]

    return find


def refuse_names(reason: str, find_identities: FindIdentities) -> None:
    """Make sure that a reason, which the custody log keeps in the clear, names no source. Raises UsageError."""
    if find_identities(reason):
        raise UsageError("the reason names a source: say it with the pseudonym, for the custody log lies in the clear")


def read_draft(path: Path, questions: Sequence[Question], extract: Extract) -> DraftContents:
    """A draft with its statements, its claims and the questions they speak to. Raises ReadError."""
    reading, writers = _read_file(path)
    return _draft_of(path.name, reading, writers, questions, extract)


def check_text(
    name: str, text: str, extract: Extract, contents: Contents, *, find_identities: FindIdentities | None = None
) -> DeskReport:
    """Compare a text that is being written with the case: as `check`, without a file.

    Raises:
        UsageError: nothing has been run in the case yet.
    """
    if not contents.texts:
        raise UsageError("there is nothing to check against yet: `testimonia ingest` material and `testimonia run` first")
    front = read_front(text)
    reading = read(front.text.encode(), name=name, metadata=replace(normalise_metadata(Metadata()), date=front.date))
    draft = _draft_of(name, reading, front.writers, contents.questions, extract)
    return check_draft(Draft(draft), CaseFile(contents), find_identities=find_identities)


def _draft_of(name: str, reading: Reading, writers: str, questions: Sequence[Question], extract: Extract) -> DraftContents:
    from testimonia.extract.quotes import find_quotations
    from testimonia.reconcile.questions import Matcher, as_count

    prose = mask(reading.text, is_markdown=not name.casefold().endswith(".docx"))
    masked = replace(reading, text=prose)
    rendition = to_rendition(content_id("i", name), masked)
    passages = tuple(p for p in to_passages(rendition, masked) if prose[p.start : p.end].strip())
    as_article = Metadata(
        kind="article",
        publisher=VOICE,
        date=reading.metadata.date,
        published=reading.metadata.published,
        title=reading.metadata.title,
    )
    passages = tuple(replace(p, speaker="", metadata=None) for p in passages)
    article = extract(Material(rendition, passages, as_article, name))
    own = extract(Material(rendition, passages, replace(as_article, kind="statement", publisher="", source=VOICE), name))
    told = _told(own, article)
    matcher = Matcher(questions)
    links = {claim.id: tuple(matcher.match(as_count(claim))) for claim in (*article.claims, *told)}
    quotations = find_quotations(prose, [(p.start, p.end) for p in passages])
    return DraftContents(
        name=name,
        text=reading.text,
        prose=prose,
        passages=passages,
        metadata=reading.metadata,
        statements=article.statements,
        claims=article.claims,
        told=told,
        links=links,
        quotations=tuple((q.inner_start, q.inner_end) for q in quotations),
        bindings=tuple(find_bindings(reading.text)),
        language=reading.language.partition("-")[0],
        writers=writers,
    )


def read_case(case: Case) -> Contents:
    """Everything of the case that a draft is compared with."""
    store = case.store
    judgements = store.judgements()
    review = Review(judgements)
    sources = judged_sources(case, review)
    links: dict[str, list[str]] = {}
    for link in store.results("link", Link):
        if link.score > 0:
            links.setdefault(link.claim_id, []).append(link.question_id)
    texts = list(_texts(case))
    by_rendition = {text.rendition_id: text for text in texts}
    suggestions = store.results("finding", Finding)
    findings = [review.conclude(suggestion) for suggestion in suggestions]
    return Contents(
        brief=case.brief,
        sources=tuple(sources.values()),
        records=tuple(_records(reviewed_testimony(case, review), by_rendition, sources, links)),
        texts=tuple(texts),
        questions=tuple(store.results("question", Question)),
        findings=tuple(findings),
        answers=tuple(store.results("answer", Answer)),
        estimates=tuple(store.results("estimate", Estimate)),
        derivations=tuple(store.results("derivation", Derivation)),
        groups=tuple(store.results("group", Group)),
        events=tuple(store.results("event", Event)),
        rejected=frozenset(target for target, judgement in review.active.items() if judgement.act is Act.REJECT),
        vanished=frozenset(store.vanished()),
        outdated=frozenset(
            concluded.question_id
            for suggested, concluded in zip(suggestions, findings, strict=True)
            if concluded.supersedes and concluded.supersedes != suggested.id
        ),
    )


def _read_file(path: Path) -> tuple[Reading, str]:
    """The draft as read, and the names of its writers."""
    walk = find_files([path], is_recursive=False)
    if path.is_dir() or not walk.files:
        raise ReadError(next(iter(walk.problems), f"{path} is a folder: name one draft"))
    if path.stat().st_size > LARGEST_BYTES:
        raise ReadError(f"{path}: a draft of more than {LARGEST_BYTES:,} bytes is not read; name the text itself")
    metadata = normalise_metadata(Metadata())
    if sidecar := walk.files[0].sidecar:
        metadata = merge_metadata(metadata, read_sidecar(sidecar))
    data = path.read_bytes()
    if path.suffix.casefold() not in TEXTS or not is_text(data):
        return read(data, name=path.name, metadata=metadata), ""
    front = read_front(decode_text(data)[0])
    metadata = replace(metadata, date=metadata.date or front.date)
    return read(front.text.encode(), name=path.name, metadata=metadata), front.writers


def _told(own: Extraction, article: Extraction) -> tuple[Claim, ...]:
    """What the draft says happened in its own voice: occurrences outside everybody else's statements."""
    others = [
        span for s in article.statements if s.form is not Form.NARRATION for span in (*s.content, *((s.cue,) if s.cue else ()))
    ]
    narrated = {statement.id for statement in own.statements if statement.form is Form.NARRATION}
    return tuple(
        claim
        for claim in own.claims
        if isinstance(claim.value, Occurrence)
        and claim.statement_id in narrated
        and not any(claim.span.overlaps(span) for span in others)
    )


def _texts(case: Case) -> Iterable[CaseText]:
    current = case.store.current_items()
    for reading in case.store.readings():
        if reading.item.id in current:
            material = case.store.material(reading.rendition_id)
            yield CaseText(
                reading.rendition_id,
                reading.item.name,
                material.rendition.text,
                material.passages,
                reading.metadata,
                tuple(case.store.statements(reading.rendition_id)),
                reading.language,
            )


def _records(
    testimony: Iterable[tuple[Claim, Statement]],
    texts: Mapping[str, CaseText],
    sources: Mapping[str, Source],
    links: Mapping[str, Sequence[str]],
) -> Iterable[Record]:
    starts = {text.rendition_id: [passage.start for passage in text.passages] for text in texts.values()}
    owners = {name_key(name): source.id for source in sources.values() for name in (*source.aliases, source.name)}
    for claim, statement in testimony:
        text = texts.get(claim.rendition_id)
        if text is None:
            continue
        at = bisect_right(starts[text.rendition_id], claim.span.start) - 1
        passage: Passage | None = text.passages[at] if at >= 0 else None
        source = sources.get(statement.source_id)
        sentence = " ".join(" ".join(span.exact for span in statement.content).split())
        yield Record(
            claim=claim,
            statement=statement,
            source_id=statement.source_id,
            source_name=source.name if source else "",
            item=text.item,
            where=passage.locator.words() if passage else "",
            sentence=sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…",
            questions=tuple(links.get(claim.id, ())),
            terms=terms_of(claim),
            language=text.language.partition("-")[0],
            owner_id=owners.get(name_key(text.metadata.source), "") if text.metadata.source else "",
        )
