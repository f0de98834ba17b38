"""The content of a release as tables, with what each column means: what CSV, CSVW and SQLite are written from.

Why one description: a column that a spreadsheet, a validator and a database know under one name and one meaning cannot drift.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from msgspec import Struct

from testimonia.model.release import Release
from testimonia.model.values import Duration, Moment, Occurrence, PlaceRef, Value, value_type
from testimonia.publish.beside.chains import Chains

Cell = str | float | int | bool | tuple[str, ...] | None


class Kind(StrEnum):
    """What the cells of a column hold. Without a value: None, or an empty list."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    TRUTH = "truth"
    IDS = "ids"
    """Ids of another table's rows."""
    LINES = "lines"
    """Texts, in order."""


class Column(Struct, frozen=True):
    """One column."""

    name: str
    about: str
    kind: Kind = Kind.TEXT
    table: str = ""
    """Table whose ids it holds."""
    is_required: bool = False


class Table(Struct, frozen=True):
    """One table; the first column is the key."""

    name: str
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


def make_tables(release: Release) -> tuple[Table, ...]:
    """The tables of a release; a table comes after those it refers to.

    An id that leads to nothing in the release is left out, so that every reference can be followed.
    """
    chains = Chains(release)
    made: list[Table] = []
    for name, about, columns, rows in _LAYOUT:
        key = Column("id", "Id in this release.", is_required=True)
        made.append(Table(name, about, (key, *columns), tuple(rows(release, chains))))
    return _followed(made)


def _followed(tables: Sequence[Table]) -> tuple[Table, ...]:
    """The tables with references only to rows that exist."""
    known = {table.name: {row[0] for row in table.rows} for table in tables}

    def kept(cell: Cell, column: Column) -> Cell:
        if not column.table:
            return cell
        if isinstance(cell, tuple):
            return tuple(dict.fromkeys(one for one in cell if one in known[column.table]))
        return cell if cell in known[column.table] else None

    return tuple(
        Table(
            table.name,
            table.about,
            table.columns,
            tuple(tuple(kept(c, column) for c, column in zip(row, table.columns, strict=True)) for row in table.rows),
        )
        for table in tables
    )


Rows = Callable[[Release, Chains], Iterable[tuple[Cell, ...]]]


def _parties(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    return ((p.id, p.name, p.kind or None) for p in release.parties)


def _sources(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    for s in release.sources:
        yield (
            s.id, s.label, s.label_native or None, s.is_protected, s.is_name, str(s.role), s.descriptor or None,
            s.region or None, s.age or None, s.party_id or None,
        )  # fmt: skip


def _items(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    for i in release.items:
        public = (i.title or None, i.url or None, i.publisher or None, i.sha256 or None) if i.is_public else (None,) * 4
        yield i.id, i.kind, i.date or None, i.language or None, i.is_public, *public


def _questions(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    return ((q.id, q.text, q.value_type, q.unit or None, q.scope or None) for q in release.questions)


def _quotes(release: Release, chains: Chains) -> Iterable[tuple[Cell, ...]]:
    for q in release.quotes:
        item = chains.items.get(q.item_id)
        shown = item if item is None or not item.is_public else chains.public_item_of(q)
        yield (
            q.id, q.source_id, shown.id if shown else None, q.words, str(q.form), q.is_edited, q.said_on or None,
            q.is_first_hand, q.relayed_from, q.language or None,
        )  # fmt: skip


def _claims(release: Release, chains: Chains) -> Iterable[tuple[Cell, ...]]:
    for c in release.claims:
        yield (
            c.id, c.source_id, c.quote_id or None, chains.question_of_claim.get(c.id), value_type(c.value),
            *_value(c.value), c.value.words or None, str(c.stance), str(c.polarity), c.said_on or None, c.is_coarsened,
        )  # fmt: skip


def _value(value: Value) -> tuple[Cell, ...]:
    """low, best, high, unit, per, answer."""
    if isinstance(value, Moment):
        bounds = (value.earliest_start, value.latest_start, value.earliest_end, value.latest_end)
        return None, None, None, None, None, value.value or (f"{bounds[0]}/{bounds[3]}" if any(bounds) else None)
    if isinstance(value, PlaceRef):
        return None, None, None, None, None, value.name
    if isinstance(value, Occurrence):
        return None, None, None, None, None, "yes" if value.happened else "no"
    unit = "s" if isinstance(value, Duration) else value.unit
    return value.low, value.best, value.high, unit or None, value.per or None, None


def _answers(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    for a in release.answers:
        standing = a.claim_ids[a.standing] if 0 <= a.standing < len(a.claim_ids) else None
        yield a.id, a.question_id, a.source_id, a.claim_ids, standing, a.group or None, a.credibility or None


def _findings(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    estimates = {estimate.id: estimate for estimate in release.estimates}
    for f in release.findings:
        estimate = estimates.get(f.estimate_id)
        grades = tuple(f"{grade.scale}: {grade.value} ({grade.words})" for grade in f.grades)
        computed: tuple[Cell, ...] = (None,) * 5
        if estimate:
            computed = estimate.low, estimate.best, estimate.high, estimate.method, estimate.probability
        yield (
            f.id, f.question_id, f.low, f.best, f.high, f.unit or None, f.words, str(f.standing), f.reason, f.is_suggestion,
            f.answer_ids, grades, *computed,
        )  # fmt: skip


def _contradictions(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    return ((c.id, c.sentence, c.claim_ids, c.question_ids, c.arithmetic) for c in release.contradictions)


def _corroborations(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    return ((c.id, c.question_id, c.answer_ids, c.low, c.high, c.reason) for c in release.corroborations)


def _shifts(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    return ((s.id, s.question_id, s.source_id, s.before_id, s.after_id, s.kind, s.sentence) for s in release.shifts)


def _places(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    for p in release.places:
        r = p.ref
        yield (
            p.id, r.name, r.lat, r.lon, r.radius_km if r.lat is not None else None, str(r.precision) or None,
            r.country or None, r.gazetteer_id or None,
        )  # fmt: skip


def _events(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    for e in release.events:
        when = e.when or Moment("", "", "", "", "")
        bounds = (when.earliest_start, when.latest_start, when.earliest_end, when.latest_end)
        yield (
            e.id, e.what, e.edtf or None, *(bound or None for bound in bounds), when.words or None, e.place_id or None,
            e.source_ids, e.claim_ids, e.lasts.words or None if e.lasts else None,
        )  # fmt: skip


def _legs(release: Release, _: Chains) -> Iterable[tuple[Cell, ...]]:
    for route in release.routes:
        for leg in route.legs:
            when = (leg.when.value or leg.when.earliest_start) if leg.when else ""
            yield (
                leg.id, route.id, route.name, leg.order, leg.start_id, leg.end_id, when or None, leg.is_known, leg.low_km,
                leg.high_km, leg.source_ids, leg.claim_ids,
            )  # fmt: skip


_NUMBERS = tuple(
    Column(name, f"{words}; empty: open on that side.", Kind.NUMBER)
    for name, words in (("low", "Lowest value"), ("best", "Most likely value"), ("high", "Highest value"))
)
_UNIT = Column("unit", "Unit; durations are in seconds (s), money in its ISO 4217 code.")
_CLAIMS = Column("claim_ids", "The claims it rests on.", Kind.IDS, "claims")
_SOURCES = Column("source_ids", "Those who tell it.", Kind.IDS, "sources")
_SOURCE = Column("source_id", "Who is answerable for it.", table="sources", is_required=True)
_QUESTION = Column("question_id", "The question it bears on.", table="questions", is_required=True)
_ANSWERS = Column("answer_ids", "The answers it rests on.", Kind.IDS, "answers")
_SAID_ON = Column("said_on", "When it was said, ISO 8601, as exactly as may be shown.")

_LAYOUT: tuple[tuple[str, str, tuple[Column, ...], Rows], ...] = (
    ("parties", "Actors whose position is tracked.", (
        Column("name", "Name.", is_required=True), Column("kind", "What kind of actor."),
    ), _parties),
    ("sources", "Who is answerable for words. Protected sources stand under a pseudonym or a description.", (
        Column("label", "Name of a public source; pseudonym or description of a protected one.", is_required=True),
        Column("label_native", "The pseudonym in its own script."),
        Column("is_protected", "Whether the source is protected.", Kind.TRUTH, is_required=True),
        Column("is_name", "Whether the label is a name.", Kind.TRUTH, is_required=True),
        Column("role", "How the source comes to know.", is_required=True), Column("descriptor", "Trade or standing."),
        Column("region", "Where they are from, as exactly as may be shown."), Column("age", "Age group."),
        Column("party_id", "The party they speak for or belong to.", table="parties"),
    ), _sources),
    ("items", "Pieces of material; only public ones by title and address.", (
        Column("kind", "Kind of material.", is_required=True), Column("date", "ISO 8601, as exactly as may be shown."),
        Column("language", "BCP 47."), Column("is_public", "Whether anybody can get it.", Kind.TRUTH, is_required=True),
        Column("title", "Title, of public items."), Column("url", "Address, of public items."),
        Column("publisher", "Publisher, of public items."), Column("sha256", "Hash of the bytes, of public items."),
    ), _items),
    ("questions", "Things to be established.", (
        Column("text", "The question.", is_required=True), Column("value_type", "What an answer is.", is_required=True),
        _UNIT, Column("scope", "What the answer is for."),
    ), _questions),
    ("quotes", "Words as they may be quoted; parts in square brackets are the editors'.", (
        _SOURCE, Column("item_id", "The material they stand in.", table="items"),
        Column("words", "The words.", is_required=True),
        Column("form", "How the words reach us: direct, reported, turn, narration.", is_required=True),
        Column("is_edited", "Whether something was left out or put in brackets.", Kind.TRUTH, is_required=True), _SAID_ON,
        Column("is_first_hand", "True, false (relayed), or empty: the text does not say.", Kind.TRUTH),
        Column("relayed_from", "Who told whom before the source, the original first.", Kind.LINES),
        Column("language", "BCP 47."),
    ), _quotes),
    ("claims", "Checkable propositions, each of one source.", (
        _SOURCE, Column("quote_id", "The words; empty: withheld.", table="quotes"),
        Column("question_id", "The question it answers.", table="questions"),
        Column("value_type", "amount, money, duration, moment, place or occurrence.", is_required=True), *_NUMBERS, _UNIT,
        Column("per", "Rate: what the amount is for one of."),
        Column("answer", "Time (EDTF or bounds), place, or yes and no; empty for numbers."),
        Column("value_words", "The words of the value."),
        Column("stance", "asserts, denies, admits, declines, promises, expects, stipulates ...", is_required=True),
        Column("polarity", "affirmed or negated.", is_required=True), _SAID_ON,
        Column("is_coarsened", "Whether it is shown less exactly than it was said.", Kind.TRUTH, is_required=True),
    ), _claims),
    ("answers", "One source's reply to one question: its claims in order of time.", (
        _QUESTION, _SOURCE, Column("claim_ids", "The claims, in order of time.", Kind.IDS, "claims"),
        Column("standing_claim_id", "The reply that counts now; empty: none does.", table="claims"),
        Column("independence_group", "Answers of one group are not independent of each other."),
        Column("credibility", "Admiralty code, 1 to 6."),
    ), _answers),
    ("findings", "What is concluded on a question.", (
        _QUESTION, *_NUMBERS, _UNIT, Column("words", "The answer in words.", is_required=True),
        Column("standing", "corroborated, single-source, contested or undetermined.", is_required=True),
        Column("reason", "Why this standing.", is_required=True),
        Column("is_suggestion", "Whether it is computed and no investigator has taken it over.", Kind.TRUTH, is_required=True),
        _ANSWERS, Column("grades", "Grades on the scales of the field.", Kind.LINES),
        Column("estimate_low", "Lowest value of the computed estimate.", Kind.NUMBER),
        Column("estimate_best", "Best value of the computed estimate.", Kind.NUMBER),
        Column("estimate_high", "Highest value of the computed estimate.", Kind.NUMBER),
        Column("estimate_method", "Method of the computed estimate."),
        Column("estimate_probability", "How probable it is that it happened, 0 to 1, as computed.", Kind.NUMBER),
    ), _findings),
    ("contradictions", "Minimal sets of claims that cannot all be true.", (
        Column("sentence", "Who says what, and why it cannot all stand.", is_required=True), _CLAIMS,
        Column("question_ids", "The questions concerned.", Kind.IDS, "questions"),
        Column("arithmetic", "The sum, line by line.", Kind.LINES),
    ), _contradictions),
    ("corroborations", "Independent answers that agree.", (
        _QUESTION, _ANSWERS, Column("low", "Lowest value they agree on.", Kind.NUMBER),
        Column("high", "Highest value they agree on.", Kind.NUMBER),
        Column("reason", "Why they count as independent and agreeing."),
    ), _corroborations),
    ("shifts", "Changes of position: two claims of one source.", (
        _QUESTION, _SOURCE, Column("before_id", "The earlier claim.", table="claims"),
        Column("after_id", "The later claim.", table="claims"), Column("kind", "What kind of change.", is_required=True),
        Column("sentence", "The change in words.", is_required=True),
    ), _shifts),
    ("places", "Places as exactly as all who speak of them allow.", (
        Column("name", "Name.", is_required=True), Column("lat", "Latitude, WGS 84 degrees.", Kind.NUMBER),
        Column("lon", "Longitude, WGS 84 degrees.", Kind.NUMBER),
        Column("radius_km", "It lies within so many kilometres of the point; 0: the place's own point.", Kind.NUMBER),
        Column("precision", "exact, vicinity or locality."), Column("country", "ISO 3166-1 alpha-2."),
        Column("gazetteer_id", "Id in a gazetteer."),
    ), _places),
    ("events", "What happened or is said to have happened.", (
        Column("what", "In words.", is_required=True), Column("edtf", "Time as EDTF."),
        Column("earliest_start", "ISO 8601, local."), Column("latest_start", "ISO 8601, local."),
        Column("earliest_end", "ISO 8601, local."), Column("latest_end", "ISO 8601, local."),
        Column("said_of_time", "The words for the time."), Column("place_id", "Where.", table="places"), _SOURCES, _CLAIMS,
        Column("lasts", "How long, in words."),
    ), _events),
    ("legs", "Movements from place to place; legs of one order are alternatives.", (
        Column("route_id", "The route.", is_required=True), Column("route", "Name of the route.", is_required=True),
        Column("leg_order", "Place in the route, from 0 or 1.", Kind.INTEGER, is_required=True),
        Column("start_id", "From.", table="places"), Column("end_id", "To.", table="places"), Column("time", "When."),
        Column("is_known", "False: no account describes it.", Kind.TRUTH, is_required=True),
        Column("low_km", "Length as the crow flies.", Kind.NUMBER),
        Column("high_km", "Length with the winding of roads.", Kind.NUMBER),
        _SOURCES, _CLAIMS,
    ), _legs),
)  # fmt: skip
