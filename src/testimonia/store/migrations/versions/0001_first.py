"""The first schema."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import sqlite
from sqlalchemy.types import TypeEngine

revision = "0001"
down_revision = None

REAL: TypeEngine[float] = sa.Double().with_variant(sqlite.REAL(), "sqlite")
APPEND_ONLY = ("items", "acquisitions", "renditions", "passages", "statements", "claims", "judgements", "custody")


def upgrade() -> None:
    """Create every table, its indexes, and the triggers that keep append-only tables append-only."""
    _material()
    _testimony()
    _bookkeeping()
    if op.get_bind().dialect.name == "sqlite":
        for name in APPEND_ONLY:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {name}_no_{act.lower()} BEFORE {act} ON {name} "
                    f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
                )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False)


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, primary_key=True)


def _sequence() -> sa.Column[Any]:
    return sa.Column("sequence", sa.Integer, primary_key=True)


def _unique(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, nullable=False, unique=True)


def _to(name: str, target: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text, sa.ForeignKey(target), nullable=False)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer, nullable=False)


def _create(name: str, *columns: sa.Column[Any], index: tuple[str, ...] = ()) -> None:
    op.create_table(name, *columns, sqlite_strict=True)
    for column in index:
        op.create_index(f"ix_{name}_{column}", name, [column])


def _material() -> None:
    _create("items", _key("id"), _unique("sha256"), _text("name"), _text("body"), index=("name",))
    acquisition = (_sequence(), _unique("id"), _to("item_id", "items.id"), _text("origin"), _text("body"))
    _create("acquisitions", *acquisition, index=("item_id", "origin"))
    rendition = (_key("id"), _to("item_id", "items.id"), _text("language"), _text("body"))
    _create("renditions", *rendition, index=("item_id",))
    item = sa.Column("item_id", sa.Text, sa.ForeignKey("items.id"), primary_key=True)
    _create("readings", item, _to("rendition_id", "renditions.id"), _text("metadata"), index=("rendition_id",))
    passage = (_key("id"), _to("rendition_id", "renditions.id"), _number("start"), _text("body"))
    _create("passages", *passage, index=("rendition_id",))


def _testimony() -> None:
    _create("sources", _key("id"), _unique("key"), _text("name"), _text("body"), index=("name",))
    rendition = _to("rendition_id", "renditions.id")
    statement = (_key("id"), rendition, _to("source_id", "sources.id"), _text("said_on"), _text("body"))
    _create("statements", *statement, index=("rendition_id", "source_id"))
    claim = (
        _key("id"),
        _to("statement_id", "statements.id"),
        _to("rendition_id", "renditions.id"),
        _text("value_type"),
        _text("noun"),
        sa.Column("low", REAL),
        sa.Column("high", REAL),
        _number("start"),
        _text("body"),
    )
    _create("claims", *claim, index=("statement_id", "rendition_id", "noun"))
    _create("vanished", _key("object_id"), _text("rendition_id"), _text("at"), index=("rendition_id",))
    _create("judgements", _sequence(), _unique("id"), _text("act"), _text("target"), _text("body"), index=("target",))


def _bookkeeping() -> None:
    _create("custody", _sequence(), _text("subject"), _text("hash"), _text("root"), _text("body"), index=("subject",))
    _create("steps", _key("step"), _key("subject"), _text("input_hash"), _text("at"))
    _create("failures", _key("id"), _text("step"), _text("subject"), _text("body"), index=("subject",))
    ordinal = sa.Column("ordinal", sa.Integer, primary_key=True)
    _create("results", _key("kind"), ordinal, _text("id"), _text("question_id"), _text("body"), index=("id",))
    _create("notes", _key("key"), _text("value"))
