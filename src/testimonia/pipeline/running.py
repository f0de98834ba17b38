"""Run what is stale: extract, reconcile, reconstruct, each only where its input changed."""

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import partial

import msgspec
from msgspec import Struct

from testimonia.engine import Engine, InlineEngine, Job, Outcome, ProcessEngine, Step
from testimonia.errors import NotFoundError
from testimonia.extract.version import VERSION as EXTRACT_VERSION
from testimonia.gazetteer.places import Place
from testimonia.model.brief import Brief
from testimonia.model.findings import Finding, Group, Link, Question, Reconciliation
from testimonia.model.ids import content_id
from testimonia.model.material import Metadata
from testimonia.model.reports import StepReport
from testimonia.model.review import Review
from testimonia.model.testimony import Claim, Extraction, Statement
from testimonia.pipeline.batching import batches, keep_failure
from testimonia.pipeline.case import Case, Ledger, Progress
from testimonia.pipeline.places import files_hash, own_places
from testimonia.pipeline.sources import SourceBook, judged_sources
from testimonia.reconcile.version import VERSION as RECONCILE_VERSION
from testimonia.store.base import Reading
from testimonia.text.names import name_key

MIN_FOR_PROCESSES = 24
"""Below this many jobs, loading the language model in several processes costs more than it saves."""

MAX_EVENTS = 5000
"""Events kept of a case; the earliest dated ones with most claims come first."""

MAX_DAYS = 1000
"""Days kept by importance."""

RECONCILED = {
    "question": "questions",
    "link": "links",
    "group": "groups",
    "tie": "ties",
    "answer": "answers",
    "corroboration": "corroborations",
    "contradiction": "contradictions",
    "world": "worlds",
    "derivation": "derivations",
    "estimate": "estimates",
    "shift": "shifts",
    "toll": "tolls",
    "finding": "findings",
    "grade": "grades",
    "difference": "differences",
    "telling": "tellings",
}
"""Kind of result -> field of `Reconciliation` it comes from."""


def extract_stale(case: Case, *, workers: int, progress: Progress, with_model: bool = False) -> StepReport:
    """Extract statements and claims from every current reading whose text, metadata or settings changed.

    With a model asked for, also from those that it has not seen; what it proposed earlier stays when it is not asked again.
    """
    readings, hashes = _extraction_inputs(case, with_model=with_model)
    good = [hashes] if with_model else [hashes, _extraction_inputs(case, with_model=True)[1]]
    done_before = case.store.steps("extract")
    stale = [r for r in readings if done_before.get(r.item.id) not in {known[r.item.id] for known in good}]
    engine: Engine = ProcessEngine(workers) if workers > 1 and len(stale) >= MIN_FOR_PROCESSES else InlineEngine()
    book = SourceBook(case.store.sources(), case.brief, case.new_source_id)
    metadata = {reading.item.id: reading.metadata for reading in stale}
    done = failed = 0
    make_step = partial(make_extract_step, case.brief, with_model, own_places(case) if stale else ())
    for batch in batches(engine.run(make_step, _materials(case, stale))):
        with case.transaction() as ledger:
            for outcome in batch:
                ledger.writer.mark_step("extract", outcome.job.key, hashes[outcome.job.key], at=case.now())
                if outcome.reason:
                    keep_failure(case, ledger, "extract", outcome)
                else:
                    _keep_extraction(case, ledger, book, outcome, metadata[outcome.job.key])
        done += len(batch)
        failed += sum(1 for outcome in batch if outcome.reason)
        progress("extract", done, len(stale))
    return StepReport("extract", done - failed, len(readings) - len(stale), failed)


def make_extract_step(brief: Brief, with_model: bool = False, places: Sequence[Place] = ()) -> Step:
    """Build the extractor where it will run: loads the parser and the gazetteer once per process."""
    from testimonia.extract.extraction import Extractor  # seconds to import, and only workers need it
    from testimonia.gazetteer.book import Book
    from testimonia.gazetteer.lookup import Gazetteer

    countries = (brief.country,) if brief.country else ()
    extract = Extractor(brief, places=Book(Gazetteer.open(places), countries)).extract
    if not with_model or brief.model is None:
        return extract
    from testimonia.extract.proposals import add_proposals
    from testimonia.pipeline.endpoint import connect

    ask, model = connect(brief.model), brief.model.name
    return lambda material: add_proposals(material, extract(material), ask, model=model)


def reconcile_stale(case: Case, *, progress: Progress) -> StepReport:
    """Reconcile the whole case, if any claim, judgement or setting changed since the last time."""
    input_hash = _reconcile_input(case)
    if case.store.steps("reconcile").get("case") == input_hash:
        return StepReport("reconcile", 0, 1, 0)
    progress("reconcile", 0, 1)
    reconciliation = reconcile_case(case)
    with case.transaction() as ledger:
        for kind, field in RECONCILED.items():
            results: Sequence[Struct] = getattr(reconciliation, field)
            ledger.writer.put_results(kind, results)
        ledger.writer.mark_step("reconcile", "case", input_hash, at=case.now())
    progress("reconcile", 1, 1)
    return StepReport("reconcile", 1, 0, 0)


def is_up_to_date(case: Case) -> bool:
    """Whether the findings rest on the claims, judgements and settings of now; nothing is worked out."""
    return case.store.steps("reconcile").get("case") == _reconcile_input(case)


def reconcile_case(case: Case, *, without: Set[str] = frozenset(), is_weighted: bool = True) -> Reconciliation:
    """Reconcile the case as the judgements leave it, keeping nothing: also to see what would be without some sources."""
    from testimonia.reconcile.reconciliation import reconcile

    review = Review(case.store.judgements())
    metadata = {
        reading.rendition_id: msgspec.structs.replace(reading.metadata, language=reading.language)
        for reading in case.store.readings()
    }
    return reconcile(
        case.brief,
        judged_sources(case, review),
        partial(reviewed_testimony, case, review),
        metadata_of=lambda rendition_id: metadata.get(rendition_id, Metadata()),
        rejected_links=review.rejected_links(),
        without=without,
        is_weighted=is_weighted,
    )


def sources_called(case: Case, names: Sequence[str]) -> frozenset[str]:
    """Ids of the sources that go by some names or aliases. Raises NotFoundError for a name that none has."""
    known: dict[str, set[str]] = {}
    for source in case.store.sources().values():
        for name in (source.name, *source.aliases):
            known.setdefault(name_key(name), set()).add(source.id)
    for name in names:
        if name_key(name) not in known:
            raise NotFoundError(f"no source is called {name!r}: `testimonia show sources` lists them")
    return frozenset(source_id for name in names for source_id in known[name_key(name)])


def reconstruct_stale(case: Case, *, progress: Progress) -> StepReport:
    """Rebuild the timeline and the routes, if any claim, judgement or setting changed since the last time."""
    from testimonia.pipeline.routes import put_routes, routes_input
    from testimonia.reconstruct.asked import read_asked
    from testimonia.reconstruct.importance import day_mentions, rank_days
    from testimonia.reconstruct.timeline import build_timeline
    from testimonia.reconstruct.version import VERSION as RECONSTRUCT_VERSION

    input_hash = content_id("h", RECONCILE_VERSION, RECONSTRUCT_VERSION, _case_state(case), case.brief, routes_input(case))
    if case.store.steps("reconstruct").get("case") == input_hash:
        return StepReport("reconstruct", 0, 1, 0)
    progress("reconstruct", 0, 1)
    review = Review(case.store.judgements())
    testimony = partial(reviewed_testimony, case, review)
    found = read_asked(
        case.store.results("question", Question),
        [review.conclude(finding) for finding in case.store.results("finding", Finding)],
        case.store.results("link", Link),
    )
    timeline = build_timeline(
        testimony,
        {source.id: source for source in case.store.sources().values()},
        asked=frozenset(found.answered),
        apart=review.claims_apart(),
        time_zone=case.brief.time_zone,
        limit=MAX_EVENTS,
        findings=found,
    )
    published = {r.rendition_id: r.metadata.date or r.metadata.published for r in case.store.readings()}
    units = {source_id: group.id for group in case.store.results("group", Group) for source_id in group.source_ids}
    days = rank_days(day_mentions(testimony, published, units))
    with case.transaction() as ledger:
        ledger.writer.put_results("event", timeline.events)
        ledger.writer.put_results("order", timeline.orders)
        ledger.writer.put_results("order_clash", timeline.clashes)
        ledger.writer.put_results("event telling", timeline.tellings)
        ledger.writer.put_results("day", days[:MAX_DAYS])
        put_routes(case, ledger, review)
        ledger.writer.mark_step("reconstruct", "case", input_hash, at=case.now())
    progress("reconstruct", 1, 1)
    return StepReport("reconstruct", 1, 0, 0)


def reviewed_testimony(case: Case, review: Review) -> Iterator[tuple[Claim, Statement]]:
    """Every current claim with its statement, as the judgements leave them."""
    for claim, statement in case.store.testimony():
        if (pair := review.apply(claim, statement)) is not None:
            yield pair


def _extraction_inputs(case: Case, *, with_model: bool) -> tuple[list[Reading], dict[str, str]]:
    """Current readings, and by item the hash of everything an extraction depends on."""
    brief = case.brief
    model = (brief.model.url, brief.model.name) if with_model and brief.model else ()
    own = files_hash(case)
    settings = content_id(
        "h", EXTRACT_VERSION, brief.parties, brief.sources, brief.hedges, brief.country, brief.spacy_model, model, own
    )
    current = case.store.current_items()
    readings = [reading for reading in case.store.readings() if reading.item.id in current]
    return readings, {r.item.id: content_id("h", settings, r.rendition_id, r.language, r.metadata) for r in readings}


def _materials(case: Case, readings: Iterable[Reading]) -> Iterator[Job]:
    for reading in readings:
        yield Job(reading.item.id, reading.item.name, case.store.material(reading.rendition_id))


def _keep_extraction(case: Case, ledger: Ledger, book: SourceBook, outcome: Outcome, metadata: Metadata) -> None:
    item_id, extraction = outcome.job.key, outcome.result
    assert isinstance(extraction, Extraction)
    statements = [book.identify(statement, item_id, metadata) for statement in extraction.statements]
    book.keep(ledger.writer)
    ledger.writer.put_extraction(extraction.rendition_id, statements, extraction.claims, at=case.now())
    ledger.writer.put_note(f"extract:{item_id}", "; ".join(extraction.notes))


def _reconcile_input(case: Case) -> str:
    return content_id("h", RECONCILE_VERSION, _case_state(case), case.brief)


def _case_state(case: Case) -> str:
    """Hash of what the last extraction of every current item depended on, and of every judgement on evidence."""
    current = case.store.current_items()
    steps = {item_id: done for item_id, done in case.store.steps("extract").items() if item_id in current}
    return content_id("h", sorted(steps.items()), [one.id for one in case.store.judgements() if one.is_of_evidence])
