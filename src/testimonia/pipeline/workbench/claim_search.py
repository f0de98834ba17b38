"""Which claims are asked for: filters as a link carries them, made into conditions on the index."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from testimonia.errors import UsageError
from testimonia.model.testimony import Source
from testimonia.pipeline.workbench.paging import MOST, from_cursor, to_cursor
from testimonia.pipeline.workbench.value_queries import Understood, understand
from testimonia.store.claim_index import ClaimIndex, Where, joined
from testimonia.text.searching import search_terms

if TYPE_CHECKING:
    from testimonia.pipeline.workbench.claim_masks import Masks

SKIPPED = "skipped"
NONE = "none"
"""A value of a filter that asks for claims where there is nothing: no question, no party."""
SHORTEST = 3
"""Letters that a trigram index can find; shorter parts are looked for in the text itself."""
UNDATED = "9999"


class ClaimFilters(Struct, frozen=True):
    """What claims are asked for. Lists hold values of which one must fit; empty = any. This is what a saved search keeps."""

    q: str = ""
    """Words, parts of words, or phrases in double quotes; all must be found."""
    value: str = ""
    """In words: "more than 40 lorries, said before 13 October"; read into the filters that follow."""
    source: tuple[str, ...] = ()
    party: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    item: tuple[str, ...] = ()
    value_type: tuple[str, ...] = ()
    unit: tuple[str, ...] = ()
    over: float | None = None
    """More than this: the best figure is, or an open upper end begins there."""
    under: float | None = None
    at_least: float | None = None
    at_most: float | None = None
    said_from: str = ""
    """ISO 8601 date, included."""
    said_to: str = ""
    """ISO 8601 date, included."""


FACETS = ("state", "stance", "value_type", "source", "party", "role", "question", "unit", "item")
COLUMN = {
    "stance": "stance",
    "state": "state",
    "value_type": "value_type",
    "unit": "unit",
    "item": "item_id",
    "source": "source_id",
}

ORDERS = {
    "worth": (("worth", True),),
    "said_on": ((f"CASE said_on WHEN '' THEN '{UNDATED}' ELSE said_on END", False),),
    "value": (("(best IS NULL)", False), ("best", False)),
    "item": (("item", False), ("start", False)),
    "source": (("source_id", False), ("item", False)),
}
"""Sort -> expressions and whether they fall; the claim's number comes last."""


class Search:
    """One search in an index.

    Args:
        filters: what is asked for, values in words included.
        sources: every source by id: parties and roles are theirs.
        skipped: ids of claims that were put off in this session.
        year: of days named without one.
    """

    def __init__(
        self,
        index: ClaimIndex,
        filters: ClaimFilters,
        sources: Mapping[str, Source],
        *,
        skipped: Set[str] = frozenset(),
        year: int = 0,
    ) -> None:
        self._index = index
        self.state = index.state
        """Of the index, when the search began."""
        self._sources = sources
        self._skipped = skipped
        self.understood: Understood | None = None
        if filters.value.strip():
            self.understood = understand(filters.value, sources=sources.values(), units=units_of(index), year=year)
            filters = with_understood(filters, self.understood)
        self.filters = filters

    def count(self) -> int:
        """How many claims there are; asked of the index itself as long as nothing was read into memory."""
        return self._masks().count() if self._index.is_in_memory else self._index.count(self.where())

    def page(self, *, sort: str, cursor: str, limit: int) -> tuple[list[int], str | None]:
        """Numbers of the claims of one page in order, and the next page's cursor.

        Raises:
            UsageError: no such order; a cursor of another list.
        """
        if sort not in ORDERS:
            raise UsageError(f"claims are sorted by {', '.join(ORDERS)}, not {sort!r}")
        order = (*ORDERS[sort], ("n", ORDERS[sort][0][1]))
        where = self.where()
        if cursor:
            where = [*where, _after(order, from_cursor(cursor))]
        condition, values = joined(where)
        keys = ", ".join(expression for expression, _ in order)
        ordering = ", ".join(f"{expression} {'DESC' if falls else 'ASC'}" for expression, falls in order)
        limit = min(max(limit, 1), MOST)
        sql = f"SELECT {keys} FROM claims WHERE {condition} ORDER BY {ordering} LIMIT ?"
        rows = self._index.rows(sql, (*values, limit + 1))
        following = to_cursor(*rows[limit - 1]) if len(rows) > limit else None
        return [row[-1] for row in rows[:limit]], following

    def ids(self, limit: int) -> list[str]:
        """Ids of the first claims in the order of the material."""
        condition, values = joined(self.where())
        rows = self._index.rows(f"SELECT id FROM claims WHERE {condition} ORDER BY item, start LIMIT ?", (*values, limit))
        return [row[0] for row in rows]

    def counts(self) -> dict[str, dict[str, int]]:
        """Facet -> value -> how many claims have it, under every filter but the facet's own."""
        return self._masks().counts()

    def names_of_items(self, ids: Sequence[str]) -> dict[str, str]:
        """Item id -> name."""
        sql = "SELECT item_id, item FROM claims WHERE item_id = ? LIMIT 1"
        return dict(row for one in ids for row in self._index.rows(sql, (one,)))

    def _masks(self) -> "Masks":
        """What is counted, from memory; words are looked for in the text, which only the index has."""
        from testimonia.pipeline.workbench.claim_masks import Masks  # numpy takes time to import

        words = self._words(self.filters.q)
        condition, values = joined(words)
        found = [row[0] for row in self._index.rows(f"SELECT n FROM claims WHERE {condition}", values)] if words else None
        put_off = sorted(self._skipped)
        marks = ", ".join("?" * len(put_off))
        skipped = (
            [row[0] for row in self._index.rows(f"SELECT n FROM claims WHERE id IN ({marks})", put_off)] if put_off else []
        )
        return Masks(self._index.columns(), self.filters, self._sources, found=found, skipped=skipped)

    def where(self, *, without: str = "") -> list[Where]:
        """The conditions, but for one filter's."""
        filters = self.filters
        found = [*self._words(filters.q), *self._figures(), *self._said()]
        for name in FACETS:
            wanted: tuple[str, ...] = getattr(filters, name)
            if wanted and name != without:
                found.append(self._one_of(name, wanted))
        return found

    def _one_of(self, name: str, wanted: Sequence[str]) -> Where:
        if name == "state":
            return self._state(wanted)
        if name == "question":
            return self._question(wanted)
        if name in ("party", "role"):
            values = {"" if one == NONE else one for one in wanted}
            wanted = [source.id for source in self._sources.values() if str(getattr(source, name)) in values]
            return _among("source_id", wanted)
        if name == "unit":
            units = _among("unit", wanted)
            return Where(f"{units.sql} OR {_among('noun', wanted).sql}", (*units.values, *wanted))
        return _among(COLUMN[name], wanted)

    def _question(self, wanted: Sequence[str]) -> Where:
        named = [one for one in wanted if one != NONE]
        marks = ", ".join("?" * len(named))
        is_asked = f"n IN (SELECT n FROM asked WHERE question_id IN ({marks}))"
        return Where(f"{is_asked} OR n NOT IN (SELECT n FROM asked)" if NONE in wanted else is_asked, tuple(named))

    def _state(self, wanted: Sequence[str]) -> Where:
        """States; what was put off in this session is no longer among the suggestions, though nobody judged it."""
        put_off = tuple(sorted(self._skipped))
        marks = ", ".join("?" * len(put_off))
        kept = _among("state", [one for one in wanted if one != SKIPPED])
        if not put_off:
            return kept
        without = Where(f"{kept.sql} AND NOT (state = 'suggested' AND id IN ({marks}))", (*kept.values, *put_off))
        if SKIPPED not in wanted:
            return without
        return Where(f"({without.sql}) OR (state = 'suggested' AND id IN ({marks}))", (*without.values, *put_off))

    def _words(self, q: str) -> list[Where]:
        terms = search_terms(q.replace("\x00", " "))  # the index reads a query up to the first NUL, and finds its quotes open
        long = [term for term in terms if len(term) >= SHORTEST]
        found = []
        if long:
            match = " AND ".join('"' + term.replace('"', '""') + '"' for term in long)
            found.append(Where("n IN (SELECT rowid FROM words WHERE words MATCH ?)", (match,)))
        found += [
            Where("EXISTS (SELECT 1 FROM shown WHERE shown.n = claims.n AND instr(shown.text, ?))", (term,))
            for term in terms
            if len(term) < SHORTEST
        ]
        return found

    def _figures(self) -> list[Where]:
        filters, found = self.filters, []
        if filters.over is not None:
            found.append(Where("best > ? OR (high IS NULL AND low >= ?)", (filters.over, filters.over)))
        if filters.under is not None:
            found.append(Where("best < ? OR (low = 0 AND high <= ?)", (filters.under, filters.under)))
        if filters.at_least is not None:
            found.append(Where("best >= ? OR (best IS NULL AND low >= ?)", (filters.at_least, filters.at_least)))
        if filters.at_most is not None:
            found.append(Where("best <= ? OR (best IS NULL AND high <= ?)", (filters.at_most, filters.at_most)))
        return found

    def _said(self) -> list[Where]:
        found = []
        if self.filters.said_from:
            found.append(Where("+said_on >= ?", (self.filters.said_from,)))
        # "+": by the index each row would be fetched by itself, and most days are far from being few
        if self.filters.said_to:  # a day of which only the month is known sorts before its days
            found.append(Where("+said_on <> '' AND +said_on <= ?", (self.filters.said_to,)))
        return found


def with_understood(filters: ClaimFilters, understood: Understood) -> ClaimFilters:
    """Filters with what was read in a query in words; what a filter says itself goes first."""
    more = {
        name: value
        for name in READ
        if (value := getattr(understood, name)) not in (None, "", ()) and getattr(filters, name) in (None, "", ())
    }
    return replace(filters, **more, q=" ".join(filter(None, (filters.q, understood.q))))


READ = ("source", "stance", "value_type", "unit", "over", "under", "at_least", "at_most", "said_from", "said_to")
"""Filters that a query in words can give."""


def units_of(index: ClaimIndex) -> list[str]:
    """Units and counted nouns that claims have, the most usual first."""
    columns = index.columns()
    counted = columns.count("unit", columns.is_there)
    return sorted(filter(None, counted), key=lambda unit: (-counted[unit], unit))


def year_of(index: ClaimIndex) -> int:
    """The year in which most was said; 0 if nothing says when."""
    columns = index.columns()
    years: Counter[str] = Counter()
    for day, count in columns.count("said_on", columns.is_there).items():
        years[day[:4]] += count
    return max(((count, int(year)) for year, count in years.items() if year.isdigit()), default=(0, 0))[1]


def _among(column: str, wanted: Iterable[str]) -> Where:
    values = tuple("" if one == NONE else one for one in wanted)
    return Where(f"{column} IN ({', '.join('?' * len(values))})", values)


def _after(order: Sequence[tuple[str, bool]], key: Sequence[str | int | float | None]) -> Where:
    """What stands behind a key in an order. Nulls only stand behind others here, and by themselves in the order of numbers."""
    if len(key) != len(order):
        raise UsageError("that is no cursor of this list: leave it out to begin with the first page")
    parts, values, same, same_values = [], [], [], []  # type: ignore[var-annotated]
    for (expression, falls), value in zip(order, key, strict=True):
        if value is not None:
            parts.append(" AND ".join([*same, f"{expression} {'<' if falls else '>'} ?"]))
            values += [*same_values, value]
        same.append(f"{expression} IS ?")
        same_values.append(value)
    return Where(" OR ".join(f"({part})" for part in parts), tuple(values))
