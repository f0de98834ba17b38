"""What is counted of every claim, held in memory in columns: a hundred thousand claims are counted in a few milliseconds.

Why beside the index: SQLite walks through a table of a hundred thousand rows once for every filter that is set, and each walk
costs more than everything else a page needs. In memory a claim is a handful of numbers. A claim's place in every column is its
number in the index, so a change puts a few new numbers in their places and nothing is read again.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from testimonia.store.claim_index import ASKED, CHANGE

Codes = NDArray[np.int32]
Mask = NDArray[np.bool_]
N = TypeVar("N", bound=np.generic)

TEXTS = ("state", "stance", "value_type", "source_id", "unit", "noun", "item_id", "said_on")
FIGURES = ("low", "best", "high")


class ClaimColumns(Struct, frozen=True):
    """The claims of an index at one moment. Nothing in it is changed; what follows is in columns of its own."""

    generation: int
    change: int
    asked_change: int
    is_there: Mask
    """Whether there is a claim of this number."""
    codes: dict[str, Codes]
    """For each column of text, which of its values each claim has."""
    values: dict[str, list[str]]
    """For each column of text, its values by code. Grows behind what earlier columns know."""
    figures: dict[str, NDArray[np.float64]]
    """Not a number: no figure."""
    asked_n: Codes
    """Numbers of claims, once for each question that they answer."""
    asked: Codes
    """Which question, as a code."""
    known: dict[str, dict[str, int]]
    """The codes by value."""

    def where(self, column: str, is_wanted: Callable[[str], bool]) -> Mask:
        """The claims whose value in a column of text is wanted; asked once for each value."""
        wanted = np.fromiter(map(is_wanted, list(self.values[column])), np.bool_)
        return wanted[self.codes[column]] if len(wanted) else np.zeros_like(self.is_there)

    def among(self, numbers: Sequence[int]) -> Mask:
        """The claims of some numbers, as far as they are there."""
        found = np.zeros_like(self.is_there)
        wanted = np.asarray(numbers, np.int64)
        found[wanted[wanted < len(found)]] = True
        return found

    def count(self, column: str, mask: Mask) -> dict[str, int]:
        """How often each value of a column of text occurs among some claims; those that do not are left out."""
        return self._named(column, self.codes[column][mask])

    def count_questions(self, mask: Mask) -> dict[str, int]:
        """How many of some claims answer each question."""
        return self._named("question", self.asked[mask[self.asked_n]])

    def answering(self, is_wanted: Callable[[str], bool]) -> Mask:
        """The claims that answer a question that is wanted."""
        wanted = np.fromiter(map(is_wanted, list(self.values["question"])), np.bool_)
        return self.among(self.asked_n[wanted[self.asked]] if len(wanted) else ())  # type: ignore[arg-type]

    def _named(self, column: str, codes: Codes) -> dict[str, int]:
        values = self.values[column]
        return {values[code]: int(count) for code, count in enumerate(np.bincount(codes)) if count}


def read_columns(connection: sqlite3.Connection, known: ClaimColumns | None, *, generation: int) -> ClaimColumns:
    """The columns of an index as it is in a connection's transaction.

    Args:
        known: what was read before: only what was put in or taken out since is read again.
        generation: of the index's file; columns of another one are not gone on with.
    """
    if known is None or known.generation != generation:
        known = _nothing(generation)
    noted = dict(connection.execute("SELECT key, value FROM meta WHERE key IN (?, ?)", (CHANGE, ASKED)).fetchall())
    change, asked_change = int(noted.get(CHANGE, 0)), int(noted.get(ASKED, 0))
    if change != known.change:
        known = _changed(connection, known, change)
    if asked_change != known.asked_change:
        known = _asked(connection, known, asked_change)
    return known


def _nothing(generation: int) -> ClaimColumns:
    none = np.zeros(0, np.int32)
    return ClaimColumns(
        generation,
        change=0,
        asked_change=0,
        is_there=np.zeros(0, np.bool_),
        codes=dict.fromkeys(TEXTS, none),
        values={name: [] for name in (*TEXTS, "question")},
        figures=dict.fromkeys(FIGURES, np.zeros(0)),
        asked_n=none,
        asked=none,
        known={name: {} for name in (*TEXTS, "question")},
    )


def _changed(connection: sqlite3.Connection, known: ClaimColumns, change: int) -> ClaimColumns:
    """The columns with the rows that were put in or taken out since."""
    sql = f"SELECT n, {', '.join((*TEXTS, *FIGURES))} FROM claims WHERE change > ?"
    rows = connection.execute(sql, (known.change,)).fetchall()
    gone = connection.execute("SELECT n FROM gone WHERE change > ?", (known.change,)).fetchall()
    size = connection.execute("SELECT coalesce(max(n), -1) + 1 FROM claims").fetchone()[0]
    size = max(size, len(known.is_there))
    is_there = _room(known.is_there, size)
    for (n,) in gone:
        if n < size:
            is_there[n] = False  # a number may have been given again: those that are there come after
    codes, figures = dict(known.codes), dict(known.figures)
    if rows:
        numbers, *columns = zip(*rows, strict=True)
        places = np.asarray(numbers, np.int64)
        is_there[places] = True
        for name, found in zip((*TEXTS, *FIGURES), columns, strict=True):
            if name in FIGURES:
                figures[name] = _room(figures[name], size)
                figures[name][places] = np.array(found, np.float64)  # None becomes "not a number"
            else:
                codes[name] = _room(codes[name], size)
                codes[name][places] = _coded(known, name, found)
    return ClaimColumns(
        known.generation,
        change,
        known.asked_change,
        is_there,
        codes,
        known.values,
        figures,
        known.asked_n,
        known.asked,
        known.known,
    )


def _asked(connection: sqlite3.Connection, known: ClaimColumns, asked_change: int) -> ClaimColumns:
    """The columns with the questions that claims answer read again: they change together, with a run."""
    rows = connection.execute("SELECT n, question_id FROM asked").fetchall()
    numbers, asked = zip(*rows, strict=True) if rows else ((), ())
    return ClaimColumns(
        known.generation,
        known.change,
        asked_change,
        known.is_there,
        known.codes,
        known.values,
        known.figures,
        np.array(numbers, np.int32),
        _coded(known, "question", asked),
        known.known,
    )


def _room(column: NDArray[N], size: int) -> NDArray[N]:
    """A copy with room for so many claims."""
    found = np.zeros(size, column.dtype)
    found[: len(column)] = column
    return found


def _coded(known: ClaimColumns, name: str, found: Sequence[str]) -> Codes:
    """Values as codes; new ones are given the next."""
    codes, values = known.known[name], known.values[name]
    for value in dict.fromkeys(found):
        if value not in codes:
            values.append(value)
            codes[value] = len(values) - 1
    return np.fromiter(map(codes.__getitem__, found), np.int32, len(found))
