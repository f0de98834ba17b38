"""Who says something: how far they can be relied upon, what became of what they said, how they are protected.

The track record is reckoned, the grade is given: it is what editors know of a source, and a record only helps to judge it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct

from testimonia.errors import NotFoundError
from testimonia.model.findings import Answer, Finding, Question, Tie
from testimonia.model.ids import content_id
from testimonia.model.material import Protection
from testimonia.model.mosaic import MosaicPage
from testimonia.model.protection import SourceSettings
from testimonia.model.releases import KeptId
from testimonia.model.review import grade_target
from testimonia.model.testimony import Act, Role, Source, Stance
from testimonia.pipeline import releases
from testimonia.pipeline.case import Case
from testimonia.pipeline.judging import repeated
from testimonia.pipeline.sources import ADMIRALTY
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.heard_from import GraphEdge, Spoken, heard_graph, spoken_of
from testimonia.pipeline.workbench.results import Judged, RunResults, judged_of, results_of, sources_of
from testimonia.pipeline.workbench.track_record import TrackRecord, findings_of, track_record
from testimonia.text.names import name_key


class SourceRow(Struct, frozen=True):
    """A source in the list; the name is the one the team uses: a pseudonym for protected people."""

    id: str
    name: str
    role: Role
    party: str
    party_name: str
    protection: Protection
    grade: str
    """Admiralty reliability A to E; F: it cannot be judged."""
    grade_words: str
    grade_reason: str
    """Empty where the letter is the settings'."""
    grade_by: str
    items: int
    claims: int
    answers: int
    track_record: TrackRecord
    is_merged: bool
    """Whether a person merged it into another source."""


class SourcePosition(Struct, frozen=True):
    """What the source holds on one question, in order of time."""

    question_id: str
    question: str
    claim_id: str
    words: str
    said_on: str
    stance: Stance
    is_standing: bool
    state: str


class SourceView(Struct, frozen=True):
    """Everything about one source."""

    source: SourceRow
    aliases: tuple[str, ...]
    settings: SourceSettings | None
    """How it may be shown in a release, as the settings say."""
    positions: tuple[SourcePosition, ...]
    heard_from: tuple[GraphEdge, ...]
    heard_by: tuple[GraphEdge, ...]
    ties: tuple[Tie, ...]
    mosaic: MosaicPage | None
    """What readers can put together about a protected source, as far as it can be said with the vault shut."""
    releases: tuple[str, ...]
    """Beginnings of the hashes of releases that hold words of it."""
    can_ask_identity: bool
    """Whether its name can be asked for: it is protected, and there is a vault. Whether the vault knows it shows only there."""
    etag: str


def list_sources(workbench: Workbench, by: str) -> list[SourceRow]:
    """Every source, those who say most first."""
    return workbench.remember("source rows", lambda: _rows(workbench, by))


def _rows(workbench: Workbench, by: str) -> list[SourceRow]:
    case = workbench.case_of(by)
    known = _known(workbench, case)
    rows = [_row(case, source, known) for source in sources_of(workbench, case).values()]
    return sorted(rows, key=lambda row: (-row.answers, -row.claims, row.name, row.id))


class _Known(NamedTuple):
    """What rows are made from."""

    results: RunResults
    judged: Judged
    spoken: Spoken
    findings: Mapping[str, Finding]


def _known(workbench: Workbench, case: Case) -> _Known:
    results, judged = results_of(case), judged_of(workbench, case)
    findings = workbench.remember("what stands", lambda: findings_of(results, judged))
    return _Known(results, judged, spoken_of(workbench, case), findings)


def _row(case: Case, source: Source, known: _Known) -> SourceRow:
    results, judged, spoken, findings = known
    judgement = judged.active.get(grade_target(source.id))
    grade = source.grade or "F"
    return SourceRow(
        id=source.id,
        name=source.name,
        role=source.role,
        party=source.party,
        party_name=next((party.name for party in case.brief.parties if party.key == source.party), source.party),
        protection=source.protection,
        grade=grade,
        grade_words=ADMIRALTY.get(grade, ""),
        grade_reason=judgement.reason if judgement else "",
        grade_by=judgement.by if judgement else "",
        items=spoken.items.get(source.id, 0),
        claims=spoken.claims.get(source.id, 0),
        answers=len(results.answers_of.get(source.id, ())),
        track_record=track_record(results, findings, source.id),
        is_merged=judged.review.source_id(source.id) != source.id,
    )


def show_source(workbench: Workbench, by: str, source_id: str) -> SourceView:
    """Everything about one source. Raises NotFoundError."""
    return workbench.remember(f"source {source_id}", lambda: _view(workbench, by, source_id))


def _view(workbench: Workbench, by: str, source_id: str) -> SourceView:
    case = workbench.case_of(by)
    source = _find(workbench, case, source_id)
    results, judged = results_of(case), judged_of(workbench, case)
    edges = heard_graph(workbench, by).edges
    named = {name_key(name) for name in (source.name, *source.aliases)}
    is_protected = source.protection is not Protection.NONE
    investigation = workbench.as_user(by)
    pages = workbench.remember("mosaic", investigation.mosaic) if is_protected and results.suggestions else []
    return SourceView(
        source=_row(case, source, _known(workbench, case)),
        aliases=source.aliases,
        settings=next((one for one in case.brief.source_settings if name_key(one.name) in named), None),
        positions=tuple(_positions(results, judged, results.answers_of.get(source_id, ()))),
        heard_from=tuple(edge for edge in edges if edge.kind == "heard" and edge.to == source_id),
        heard_by=tuple(edge for edge in edges if edge.kind == "heard" and edge.from_ == source_id),
        ties=tuple(results.ties.get(source_id, ())),
        mosaic=next((page for page in pages if page.source_id == source_id), None),
        releases=tuple(_releases(case, source_id)),
        can_ask_identity=is_protected and investigation.vault.path.exists(),
        etag=_etag(judged, source),
    )


def grade_source(
    workbench: Workbench, by: str, source_id: str, grade: str, *, reason: str, if_match: str, key: str = ""
) -> SourceView:
    """Say how far a source can be relied upon; a call repeated under its key is the same call.

    Raises:
        NotFoundError: no such source.
        UsageError: no such letter, or no reason.
        StaleError: somebody else graded it meanwhile.
    """
    case = workbench.case_of(by, key=key)
    with case.writing():
        if repeated(case, grade_target(source_id), Act.CORRECT):
            return show_source(workbench, by, source_id)
        judged = Judged(case.store.judgements())
        source = judged.review.graded(_find(workbench, case, source_id))
        workbench.require_match(
            if_match,
            _etag(judged, source),
            what=f"the grade of {source.name}",
            current={"grade": source.grade or "F"},
            yours={"grade": grade, "reason": reason},
        )
        workbench.as_user(by, key=key).grade_source(source_id, grade, reason=reason)
    return show_source(workbench, by, source_id)


def _etag(judged: Judged, source: Source) -> str:
    given = judged.active.get(grade_target(source.id))
    return content_id("e", source.id, source.grade, given.id if given else "")


def _find(workbench: Workbench, case: Case, source_id: str) -> Source:
    source = sources_of(workbench, case).get(source_id)
    if source is None:
        raise NotFoundError(f"no source {source_id!r}: `testimonia show sources` lists them")
    return source


def _positions(results: RunResults, judged: Judged, answers: Sequence[Answer]) -> Iterator[SourcePosition]:
    order = list(results.questions)
    for answer in sorted(answers, key=lambda one: order.index(one.question_id)):
        question: Question = results.questions[answer.question_id]
        for at, position in enumerate(answer.positions):
            yield SourcePosition(
                question_id=question.id,
                question=question.text,
                claim_id=position.claim_id,
                words=position.words,
                said_on=position.said_on,
                stance=position.stance,
                is_standing=at == answer.standing,
                state=judged.state_of(position.claim_id, position.statement_id),
            )


def _releases(case: Case, source_id: str) -> Iterator[str]:
    released = next(
        (kept.released for kept in case.store.results(releases.KEPT_IDS, KeptId) if kept.id == f"source:{source_id}"), ""
    )
    if not released:
        return
    for record in releases.records_of(case):
        if any(one.id == released for one in releases.read_release(case, record.sha256).sources):
            yield record.sha256[:12]
