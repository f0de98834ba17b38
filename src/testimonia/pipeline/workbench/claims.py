"""Claims as a table: pages, facets, one claim with everything around it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from testimonia.errors import NotFoundError
from testimonia.model.findings import Link
from testimonia.model.material import Span
from testimonia.model.phrases import again
from testimonia.model.testimony import Form, Judgement, Polarity, Role, Source, Speaker, Stance, Statement, Why
from testimonia.model.values import Value
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.claim_rows import ShownClaim
from testimonia.pipeline.workbench.claim_search import FACETS, SKIPPED, ClaimFilters, Search, year_of
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.indexing import Freshness, asking_again, indexer_of, standing
from testimonia.pipeline.workbench.results import Judged, judged_of, results_of, sources_of
from testimonia.pipeline.workbench.states import claim_etag, statement_etag
from testimonia.pipeline.workbench.value_queries import Understood
from testimonia.pipeline.workbench.values import unit_in_words
from testimonia.store.claim_index import ClaimIndex

MOST_VALUES = 50
"""Values of one facet that are listed, the most frequent first; those chosen are always among them."""
MOST_IDS = 20_000
"""Claims that a selection may carry to the timeline or the map."""


class ClaimRow(Struct, frozen=True):
    """A claim in the table."""

    id: str
    statement_id: str
    words: str
    before: str
    after: str
    value_type: str
    value_words: str
    low: float | None
    best: float | None
    high: float | None
    unit: str
    about: str
    stance: Stance
    polarity: Polarity
    source_id: str
    source: str
    role: Role
    party: str
    said_on: str
    is_first_hand: bool | None
    item_id: str
    item: str
    rendition_id: str
    start: int
    end: int
    locator: str
    questions: tuple[str, ...]
    state: str
    """suggested, accepted, rejected, corrected, merged, added, skipped."""
    by: str
    """Who decided last; empty where nobody has."""
    worth: float
    """How much it is worth to judge it; comparable within a case."""
    contradictions: int
    etag: str


class ClaimPage(Struct, frozen=True):
    """Some claims of many."""

    rows: list[ClaimRow]
    next: str | None
    total: int
    understood: Understood | None
    """How a query in words was read."""
    index: Freshness


class FacetValue(Struct, frozen=True):
    """One value that claims have."""

    value: str
    label: str
    count: int


class ClaimFacets(Struct, frozen=True):
    """For each filter, what its values are and how many claims have them under all the other filters."""

    state: list[FacetValue]
    stance: list[FacetValue]
    value_type: list[FacetValue]
    source: list[FacetValue]
    party: list[FacetValue]
    role: list[FacetValue]
    question: list[FacetValue]
    unit: list[FacetValue]
    item: list[FacetValue]
    understood: Understood | None
    index: Freshness


class ClaimContradiction(Struct, frozen=True):
    """A contradiction that a claim is part of."""

    id: str
    sentence: str


class PassageText(Struct, frozen=True):
    """The passage around a claim."""

    text: str
    start: int
    """Where it begins in the rendition."""


class StatementView(Struct, frozen=True):
    """The statement a claim is in."""

    id: str
    form: Form
    stance: Stance
    content: tuple[Span, ...]
    cue: Span | None
    mention: Span | None
    speaker: str
    said_on: str
    is_first_hand: bool | None
    why: Why
    etag: str


class ClaimView(ClaimRow, frozen=True, kw_only=True):
    """One claim with everything around it."""

    value: Value
    statement: StatementView
    passage: PassageText
    links: list[Link]
    judgements: list[Judgement]
    """On it and on its statement, in order."""
    contradictions: list[ClaimContradiction]  # type: ignore[assignment]
    """In place of their number."""
    chain: tuple[Speaker, ...]
    why: Why
    suggested: Value | None
    """What the machine read, where a person corrected it."""


@asking_again
def list_claims(
    workbench: Workbench,
    user: str,
    filters: ClaimFilters,
    *,
    sort: str = "item",
    cursor: str = "",
    limit: int,
    skipped: Collection[str] = (),
) -> ClaimPage:
    """A page of claims. Raises UsageError for an order or a cursor that is none."""
    case = workbench.case_of(user)
    search, fresh = _search(workbench, case, filters, skipped)
    numbers, following = search.page(sort=sort, cursor=cursor, limit=limit)
    total = workbench.remember(f"claims total {_key(search.filters, skipped)} {search.state}", search.count)
    rows = list(_rows(workbench, case, "n", numbers, skipped).values())
    return ClaimPage(rows, following, total, search.understood, fresh)


@asking_again
def count_facets(workbench: Workbench, user: str, filters: ClaimFilters, *, skipped: Collection[str] = ()) -> ClaimFacets:
    """For each filter, its values with how many claims have them."""
    case = workbench.case_of(user)
    search, fresh = _search(workbench, case, filters, skipped)
    key = f"claims facets {_key(search.filters, skipped)} {search.state}"
    facets = workbench.remember(key, lambda: _facets(workbench, case, search))
    return ClaimFacets(**facets, understood=search.understood, index=fresh)


@asking_again
def claim_ids(workbench: Workbench, user: str, filters: ClaimFilters, *, skipped: Collection[str] = ()) -> list[str]:
    """Ids of the claims of a selection, so that it can be shown as a timeline or on a map."""
    search, _ = _search(workbench, workbench.case_of(user), filters, skipped)
    return search.ids(MOST_IDS)


@asking_again
def show_claim(workbench: Workbench, user: str, claim_id: str, *, skipped: Collection[str] = ()) -> ClaimView:
    """One claim. Raises NotFoundError."""
    case = workbench.case_of(user)
    row = row_of(workbench, case, claim_id, skipped=skipped)
    machine, said = case.store.claim(row.id)
    judged, results = judged_of(workbench, case), results_of(case)
    claim, statement = standing(judged, machine, said)
    judgements = [one for target in (claim.id, statement.id) for one in _all_on(judged, target)]
    return ClaimView(
        **{name: getattr(row, name) for name in ClaimRow.__struct_fields__ if name != "contradictions"},
        value=claim.value,
        statement=_statement(statement, judged),
        passage=_passage(case, row),
        links=[
            results.tell_link(link)
            for asked in row.questions
            for link in results.links.get(asked, ())
            if link.claim_id == claim.id
        ],
        judgements=sorted(judgements, key=lambda one: judged.place[one.id]),
        contradictions=_contradictions(case, claim.id),
        chain=statement.chain,
        why=claim.why,
        suggested=machine.value if machine.value != claim.value else None,
    )


def row_of(workbench: Workbench, case: Case, claim_id: str, *, skipped: Collection[str] = ()) -> ClaimRow:
    """The row of one claim as it is now. Raises NotFoundError."""
    indexer_of(workbench).freshen(workbench)
    found = rows_of(workbench, case, ids=[claim_id], skipped=skipped)
    if not found:
        raise NotFoundError(f"no claim {claim_id!r} in what this investigation now holds")
    return found[0]


@asking_again
def rows_of(workbench: Workbench, case: Case, *, ids: Sequence[str], skipped: Collection[str] = ()) -> list[ClaimRow]:
    """Rows by id, in the order given; what is no claim of the case is left out."""
    found = _rows(workbench, case, "id", ids, skipped)
    if missing := [one for one in ids if one not in found]:  # the index may not have come to them yet
        indexer_of(workbench).put_now(missing)
        found |= _rows(workbench, case, "id", missing, skipped)
    return [found[one] for one in ids if one in found]


def _rows(
    workbench: Workbench, case: Case, column: str, wanted: Sequence[str] | Sequence[int], skipped: Collection[str]
) -> dict[str, ClaimRow]:
    """Rows by id, in the order in which they are wanted by number or id."""
    if not wanted:
        return {}
    index = indexer_of(workbench).index
    generation = index.generation
    marks = ", ".join("?" * len(wanted))
    sql = (
        "SELECT n, id, statement_id, item_id, source_id, value_type, unit, low, best, high, stance, said_on, state, worth,"
        f" contradictions, item, start, body FROM claims JOIN shown USING (n) WHERE {column} IN ({marks})"
    )
    found = {row[0 if column == "n" else 1]: row for row in index.rows(sql, wanted)}
    asked = _asked(index, [row[0] for row in found.values()])
    judged, sources = judged_of(workbench, case), sources_of(workbench, case)
    try:
        rows = [_row(found[one], asked, judged, sources, skipped) for one in wanted if one in found]
    except (msgspec.DecodeError, ValueError) as error:  # what was written there was whole
        raise index.damaged(generation, error) from error
    return {row.id: row for row in rows}


def _row(
    row: Sequence,  # type: ignore[type-arg]
    asked: Mapping[int, tuple[str, ...]],
    judged: Judged,
    sources: Mapping[str, Source],
    skipped: Collection[str],
) -> ClaimRow:
    (
        n,
        id_,
        statement_id,
        item_id,
        source_id,
        kind,
        unit,
        low,
        best,
        high,
        stance,
        said_on,
        state,
        worth,
        clashes,
        item,
        start,
        body,
    ) = row
    shown = _SHOWN.decode(body)
    source = sources.get(source_id)
    decided = judged.active.get(id_) or judged.active.get(statement_id)
    return ClaimRow(
        id=id_,
        statement_id=statement_id,
        words=shown.words,
        before=shown.before,
        after=shown.after,
        value_type=kind,
        value_words=again(shown.value_words, shown.value_told),
        low=low,
        best=best,
        high=high,
        unit=unit,
        about=shown.about,
        stance=Stance(stance),
        polarity=shown.polarity,
        source_id=source_id,
        source=source.name if source else "",
        role=source.role if source else Role.UNKNOWN,
        party=source.party if source else "",
        said_on=said_on,
        is_first_hand=shown.is_first_hand,
        item_id=item_id,
        item=item,
        rendition_id=shown.rendition_id,
        start=start,
        end=shown.end,
        locator=again(shown.locator, shown.locator_told),
        questions=asked.get(n, ()),
        state=SKIPPED if state == "suggested" and id_ in skipped else state,
        by=decided.by if decided else "",
        worth=worth,
        contradictions=clashes,
        etag=claim_etag(judged, id_, statement_id),
    )


_SHOWN = msgspec.json.Decoder(ShownClaim)


def _asked(index: ClaimIndex, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    marks = ", ".join("?" * len(numbers))
    found: dict[int, tuple[str, ...]] = {}
    for n, asked in index.rows(f"SELECT n, question_id FROM asked WHERE n IN ({marks}) ORDER BY n, question_id", numbers):
        found[n] = (*found.get(n, ()), asked)
    return found


def _search(workbench: Workbench, case: Case, filters: ClaimFilters, skipped: Collection[str]) -> tuple[Search, Freshness]:
    indexer = indexer_of(workbench)
    fresh = indexer.freshen(workbench)
    sources = sources_of(workbench, case)
    year = (year_of(indexer.index) or datetime.now().year) if filters.value else 0  # a day without one is meant in it
    return Search(indexer.index, filters, sources, skipped=frozenset(skipped), year=year), fresh


def _key(filters: ClaimFilters, skipped: Collection[str]) -> str:
    return msgspec.json.encode((filters, sorted(skipped))).decode()


def _facets(workbench: Workbench, case: Case, search: Search) -> dict[str, list[FacetValue]]:
    sources, results, brief = sources_of(workbench, case), results_of(case), case.brief
    labels: dict[str, Mapping[str, str]] = {
        "source": {source_id: source.name for source_id, source in sources.items()},
        "party": {party.key: party.name for party in brief.parties},
        "question": {question_id: question.text for question_id, question in results.questions.items()},
    }
    counts = search.counts()
    counted = {name: _most(counts[name], getattr(search.filters, name)) for name in FACETS}
    labels["unit"] = {unit: unit_in_words(unit) for unit, _ in counted["unit"]}
    labels["item"] = search.names_of_items([value for value, _ in counted["item"]])
    return {
        name: [FacetValue(value, labels.get(name, {}).get(value, value), count) for value, count in values]
        for name, values in counted.items()
    }


def _most(counts: Mapping[str, int], chosen: Collection[str]) -> list[tuple[str, int]]:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ordered[:MOST_VALUES]
    names = {value for value, _ in shown}
    return [*shown, *((value, counts.get(value, 0)) for value in chosen if value not in names)]


def _all_on(judged: Judged, target: str) -> list[Judgement]:
    """Judgements on a target with what took them back."""
    found = list(judged.judgements_on(target))
    for one in found:
        found.extend(judged.judgements_on(one.id))
    return found


def _statement(statement: Statement, judged: Judged) -> StatementView:
    shown = ("id", "form", "stance", "content", "cue", "mention", "said_on", "is_first_hand", "why")
    return StatementView(
        **{name: getattr(statement, name) for name in shown},
        speaker=statement.speaker.name,
        etag=statement_etag(judged, statement.id),
    )


def _passage(case: Case, row: ClaimRow) -> PassageText:
    material = case.store.material(row.rendition_id)
    text = material.rendition.text
    passage = next((one for one in material.passages if one.start <= row.start < one.end), None)
    first, last = (passage.start, passage.end) if passage else (max(0, row.start - 300), min(len(text), row.end + 300))
    return PassageText(text[first:last], first)


def _contradictions(case: Case, claim_id: str) -> list[ClaimContradiction]:
    found = results_of(case).all_contradictions.values()
    return [ClaimContradiction(one.id, one.sentence) for one in found if claim_id in one.claim_ids]
