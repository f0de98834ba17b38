"""The tables of a case database: a few columns to ask by, and the object itself as JSON in ``body``.

Why both: objects are frozen structs and their shape grows; what is searched or joined is a column, the rest stays in the
body and needs no migration. ``migrations/`` creates these tables; a test compares the two.

Append-only (a trigger refuses UPDATE and DELETE): items, acquisitions, renditions, passages, statements, claims,
judgements, custody. Recomputed: readings, sources, vanished, steps, failures, results.
"""

from typing import Any

from sqlalchemy import Column, Double, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

metadata = MetaData(naming_convention={"ix": "ix_%(table_name)s_%(column_0_N_name)s"})

Real: TypeEngine[float] = Double().with_variant(sqlite.REAL(), "sqlite")


def _table(name: str, *columns: Column[Any] | Index) -> Table:
    return Table(name, metadata, *columns, sqlite_strict=True)


def _id(name: str = "id") -> Column[Any]:
    return Column(name, Text, primary_key=True)


def _text(name: str, *, index: bool = False) -> Column[Any]:
    return Column(name, Text, nullable=False, index=index)


def _to(name: str, target: str) -> Column[Any]:
    return Column(name, Text, ForeignKey(target), nullable=False, index=True)


items = _table("items", _id(), Column("sha256", Text, nullable=False, unique=True), _text("name", index=True), _text("body"))

acquisitions = _table(
    "acquisitions",
    Column("sequence", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _to("item_id", "items.id"),
    _text("origin", index=True),
    _text("body"),
)

renditions = _table("renditions", _id(), _to("item_id", "items.id"), _text("language"), _text("body"))

readings = _table(
    "readings",
    Column("item_id", Text, ForeignKey("items.id"), primary_key=True),
    _to("rendition_id", "renditions.id"),
    _text("metadata"),
)
"""The rendition that counts now for each item, with the metadata from all places merged."""

passages = _table(
    "passages",
    _id(),
    _to("rendition_id", "renditions.id"),
    Column("start", Integer, nullable=False),
    _text("body"),
)

sources = _table("sources", _id(), Column("key", Text, nullable=False, unique=True), _text("name", index=True), _text("body"))
"""``key`` is how the text named the source, folded; it finds the random id again on the next run."""

statements = _table(
    "statements", _id(), _to("rendition_id", "renditions.id"), _to("source_id", "sources.id"), _text("said_on"), _text("body")
)

claims = _table(
    "claims",
    _id(),
    _to("statement_id", "statements.id"),
    _to("rendition_id", "renditions.id"),
    _text("value_type"),
    _text("noun", index=True),
    Column("low", Real),
    Column("high", Real),
    Column("start", Integer, nullable=False),
    _text("body"),
)

vanished = _table("vanished", _id("object_id"), _text("rendition_id", index=True), _text("at"))
"""Statements and claims that the latest extraction of their rendition no longer finds. The rows themselves stay."""

judgements = _table(
    "judgements",
    Column("sequence", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("act"),
    _text("target", index=True),
    _text("body"),
)

custody = _table(
    "custody",
    Column("sequence", Integer, primary_key=True),
    _text("subject", index=True),
    _text("hash"),
    _text("root"),
    _text("body"),
)
"""``root`` is the Merkle root over all entries up to and with this one."""

steps = _table("steps", _id("step"), _id("subject"), _text("input_hash"), _text("at"))
"""What each step last did on each subject, and the hash of everything its result depends on."""

failures = _table("failures", _id(), _text("step"), _text("subject", index=True), _text("body"))

results = _table(
    "results",
    _id("kind"),
    Column("ordinal", Integer, primary_key=True),
    _text("id", index=True),
    _text("question_id"),
    _text("body"),
)
"""What reconcile and reconstruct concluded last; replaced as a whole."""

notes = _table("notes", _id("key"), _text("value"))
"""Single values by key: the frontier of the custody tree, what extraction did not attempt in an item."""

APPEND_ONLY = ("items", "acquisitions", "renditions", "passages", "statements", "claims", "judgements", "custody")
