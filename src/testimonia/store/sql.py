"""A `Store` in SQL, through SQLAlchemy Core; `sqlite` opens it on a file."""

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, Select, Table, delete, exists, func, select
from sqlalchemy.dialects.sqlite import insert

from testimonia.errors import NotFoundError
from testimonia.model.custody import CustodyEntry, Frontier
from testimonia.model.ids import content_id
from testimonia.model.material import Acquisition, Failure, Item, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Claim, Judgement, Source, Statement
from testimonia.store import made
from testimonia.store import tables as t
from testimonia.store.base import Reading, Store, Writer
from testimonia.store.rows import claim_row, encode, statement_row

T = TypeVar("T", bound=Struct)

_BATCH = 2000
"""Rows fetched at a time from a stream: memory stays flat however large the case."""
_AT_ONCE = 500
"""Ids looked for in one query."""


@functools.cache
def _decoder(kind: type[T]) -> msgspec.json.Decoder[T]:
    return msgspec.json.Decoder(kind)


class SqlWriter(Writer):
    """One transaction on a `SqlStore`."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def add(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.connection.execute(insert(table).on_conflict_do_nothing(), rows)

    def replace(self, table: Table, row: Mapping[str, Any]) -> None:
        key = [column.name for column in table.primary_key]
        changed = {name: value for name, value in row.items() if name not in key}
        self.connection.execute(insert(table).values(row).on_conflict_do_update(index_elements=key, set_=changed))

    def add_item(self, item: Item) -> None:
        self.add(t.items, [{"id": item.id, "sha256": item.sha256, "name": item.name, "body": encode(item)}])

    def add_acquisition(self, acquisition: Acquisition) -> None:
        row = {"id": acquisition.id, "item_id": acquisition.item_id, "origin": acquisition.origin, "body": encode(acquisition)}
        self.add(t.acquisitions, [row])

    def put_reading(self, rendition: Rendition, passages: Sequence[Passage], metadata: Metadata) -> None:
        row = {"id": rendition.id, "item_id": rendition.item_id, "language": rendition.language, "body": encode(rendition)}
        self.add(t.renditions, [row])
        self.add(
            t.passages,
            [{"id": p.id, "rendition_id": rendition.id, "start": p.start, "body": encode(p)} for p in passages],
        )
        reading = {"item_id": rendition.item_id, "rendition_id": rendition.id, "metadata": encode(metadata)}
        self.replace(t.readings, reading)

    def put_source(self, key: str, source: Source) -> None:
        self.replace(t.sources, {"id": source.id, "key": key, "name": source.name, "body": encode(source)})

    def put_extraction(self, rendition_id: str, statements: Sequence[Statement], claims: Sequence[Claim], *, at: str) -> None:
        self.add(t.statements, [statement_row(statement) for statement in statements])
        self.add(t.claims, [claim_row(claim) for claim in claims])
        found = {statement.id for statement in statements} | {claim.id for claim in claims}
        kept = set(self.connection.scalars(select(t.statements.c.id).where(t.statements.c.rendition_id == rendition_id)))
        kept |= set(self.connection.scalars(select(t.claims.c.id).where(t.claims.c.rendition_id == rendition_id)))
        self.connection.execute(delete(t.vanished).where(t.vanished.c.rendition_id == rendition_id))
        lost = kept - found - made.made_by_people(self.connection, rendition_id)
        gone = [{"object_id": name, "rendition_id": rendition_id, "at": at} for name in sorted(lost)]
        self.add(t.vanished, gone)

    def add_judgement(self, judgement: Judgement) -> None:
        row = {"id": judgement.id, "act": str(judgement.act), "target": judgement.target, "body": encode(judgement)}
        self.add(t.judgements, [row])
        made.follow(self.connection, judgement)

    def append_custody(self, entry: CustodyEntry, frontier: Frontier) -> None:
        row = {"sequence": entry.sequence, "subject": entry.subject, "hash": entry.hash, "root": frontier.root()}
        self.connection.execute(t.custody.insert(), [{**row, "body": encode(entry)}])
        self.put_note("frontier", encode(frontier))

    def put_failure(self, failure: Failure) -> None:
        row = {"id": failure.id, "step": failure.step, "subject": failure.subject, "body": encode(failure)}
        self.replace(t.failures, row)

    def mark_step(self, step: str, subject: str, input_hash: str, *, at: str) -> None:
        self.replace(t.steps, {"step": step, "subject": subject, "input_hash": input_hash, "at": at})
        self.connection.execute(delete(t.failures).where(t.failures.c.step == step, t.failures.c.subject == subject))

    def put_note(self, key: str, value: str) -> None:
        if value:
            self.replace(t.notes, {"key": key, "value": value})
        else:
            self.connection.execute(delete(t.notes).where(t.notes.c.key == key))

    def put_results(self, kind: str, results: Sequence[Struct]) -> None:
        self.connection.execute(delete(t.results).where(t.results.c.kind == kind))
        rows = [
            {
                "kind": kind,
                "ordinal": ordinal,
                "id": getattr(result, "id", ""),
                "question_id": getattr(result, "question_id", ""),
                "body": encode(result),
            }
            for ordinal, result in enumerate(results)
        ]
        self.add(t.results, rows)


class SqlStore(Store):
    """Reads a case database; ``writing()`` begins a transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def writing(self) -> Iterator[SqlWriter]:
        with self.engine.connect() as connection:
            connection = connection.execution_options(is_writer=True)
            with connection.begin():
                yield SqlWriter(connection)

    def close(self) -> None:
        self.engine.dispose()

    def items(self) -> Iterator[Item]:
        return self._bodies(select(t.items.c.body).order_by(t.items.c.name, t.items.c.id), Item)

    def item(self, item_id: str) -> Item:
        found = next(self._bodies(select(t.items.c.body).where(t.items.c.id == item_id), Item), None)
        if found is None:
            raise NotFoundError(f"no item {item_id} in this investigation")
        return found

    def acquisitions(self, item_id: str = "") -> Iterator[Acquisition]:
        query = select(t.acquisitions.c.body).order_by(t.acquisitions.c.sequence)
        return self._bodies(query.where(t.acquisitions.c.item_id == item_id) if item_id else query, Acquisition)

    def latest_acquisition(self, origin: str) -> Acquisition | None:
        query = select(t.acquisitions.c.body).where(t.acquisitions.c.origin == origin)
        return next(self._bodies(query.order_by(t.acquisitions.c.sequence.desc()).limit(1), Acquisition), None)

    def current_items(self) -> set[str]:
        return {row[0] for row in self._rows(_current_items())}

    def readings(self) -> Iterator[Reading]:
        query = (
            select(t.items.c.body, t.readings.c.rendition_id, t.renditions.c.language, t.readings.c.metadata)
            .join_from(t.readings, t.items)
            .join(t.renditions, t.readings.c.rendition_id == t.renditions.c.id)
            .order_by(t.items.c.name, t.items.c.id)
        )
        for item, rendition_id, language, metadata in self._stream(query):
            yield Reading(_decoder(Item).decode(item), rendition_id, language, _decoder(Metadata).decode(metadata))

    def material(self, rendition_id: str) -> Material:
        query = (
            select(t.renditions.c.body, t.readings.c.metadata, t.items.c.name)
            .join_from(t.renditions, t.items)
            .outerjoin(t.readings, t.readings.c.rendition_id == t.renditions.c.id)
            .where(t.renditions.c.id == rendition_id)
        )
        rows = self._rows(query)
        if not rows:
            raise NotFoundError(f"no rendition {rendition_id} in this investigation")
        body, metadata, name = rows[0]
        passages = select(t.passages.c.body).where(t.passages.c.rendition_id == rendition_id).order_by(t.passages.c.start)
        return Material(
            _decoder(Rendition).decode(body),
            tuple(self._bodies(passages, Passage)),
            _decoder(Metadata).decode(metadata or "{}"),
            name,
        )

    def renditions(self, item_id: str) -> Iterator[Rendition]:
        return self._bodies(select(t.renditions.c.body).where(t.renditions.c.item_id == item_id), Rendition)

    def sources(self) -> dict[str, Source]:
        rows = self._rows(select(t.sources.c.key, t.sources.c.body).order_by(t.sources.c.name, t.sources.c.key))
        return {key: _decoder(Source).decode(body) for key, body in rows}

    def testimony(self, value_type: str = "") -> Iterator[tuple[Claim, Statement]]:
        query = (
            select(t.claims.c.body, t.claims.c.statement_id, t.statements.c.body)
            .join_from(t.claims, t.statements)
            .join(t.readings, t.readings.c.rendition_id == t.claims.c.rendition_id)
            .where(t.readings.c.item_id.in_(_current_items()))
            .where(~exists().where(t.vanished.c.object_id == t.claims.c.id))
        )
        if value_type:
            query = query.where(t.claims.c.value_type == value_type)
        last, statement = "", None
        for claim, statement_id, body in self._stream(query):
            if statement is None or statement_id != last:
                last, statement = statement_id, _decoder(Statement).decode(body)
            yield _decoder(Claim).decode(claim), statement

    def testimony_beside(self, claim_ids: Sequence[str]) -> list[tuple[Claim, Statement]]:
        statements: dict[str, Statement] = {}
        found: list[Claim] = []
        for first in range(0, len(claim_ids), _AT_ONCE):
            some = claim_ids[first : first + _AT_ONCE]
            holding = select(t.claims.c.statement_id).where(t.claims.c.id.in_(some))
            query = select(t.statements.c.id, t.statements.c.body).where(t.statements.c.id.in_(holding))
            new = {row[0]: row[1] for row in self._rows(query) if row[0] not in statements}
            statements |= {id_: _decoder(Statement).decode(body) for id_, body in new.items()}
            claims = select(t.claims.c.body).where(t.claims.c.statement_id.in_(holding))
            claims = claims.where(~exists().where(t.vanished.c.object_id == t.claims.c.id))
            found += [claim for claim in self._bodies(claims, Claim) if claim.statement_id in new]
        found.sort(key=lambda claim: (claim.rendition_id, claim.span.start, claim.id))
        return [(claim, statements[claim.statement_id]) for claim in found]

    def testimony_keys(self) -> Iterator[tuple[str, str, str, str]]:
        query = select(t.claims.c.id, t.claims.c.statement_id, t.claims.c.rendition_id, t.statements.c.source_id)
        query = query.join_from(t.claims, t.statements)
        query = query.join(t.readings, t.readings.c.rendition_id == t.claims.c.rendition_id)
        for row in self._stream(query.where(~exists().where(t.vanished.c.object_id == t.claims.c.id))):
            yield row[0], row[1], row[2], row[3]

    def relayed(self) -> list[str]:
        query = select(t.statements.c.id).where(t.statements.c.body.contains('"chain":[{', autoescape=True))
        return [row[0] for row in self._rows(query)]

    def statement_keys(self) -> Iterator[tuple[str, str]]:
        query = select(t.statements.c.id, t.statements.c.rendition_id)
        query = query.join(t.readings, t.readings.c.rendition_id == t.statements.c.rendition_id)
        for row in self._stream(query.where(~exists().where(t.vanished.c.object_id == t.statements.c.id))):
            yield row[0], row[1]

    def statements(self, rendition_id: str) -> Iterator[Statement]:
        query = select(t.statements.c.body).where(t.statements.c.rendition_id == rendition_id)
        query = query.where(~exists().where(t.vanished.c.object_id == t.statements.c.id))
        found = self._bodies(query, Statement)
        return iter(sorted(found, key=lambda statement: (statement.content[0].start, statement.id)))

    def statement(self, statement_id: str) -> Statement:
        found = next(self._bodies(select(t.statements.c.body).where(t.statements.c.id == statement_id), Statement), None)
        if found is None:
            raise NotFoundError(f"no statement {statement_id} in this investigation")
        return found

    def item_of(self, rendition_id: str) -> str:
        rows = self._rows(select(t.renditions.c.item_id).where(t.renditions.c.id == rendition_id))
        if not rows:
            raise NotFoundError(f"no rendition {rendition_id} in this investigation")
        return str(rows[0][0])

    def claims(self, rendition_id: str) -> Iterator[Claim]:
        query = select(t.claims.c.body).where(t.claims.c.rendition_id == rendition_id)
        query = query.where(~exists().where(t.vanished.c.object_id == t.claims.c.id))
        return self._bodies(query.order_by(t.claims.c.start, t.claims.c.id), Claim)

    def claim(self, claim_id: str) -> tuple[Claim, Statement]:
        query = select(t.claims.c.body, t.statements.c.body).join_from(t.claims, t.statements).where(t.claims.c.id == claim_id)
        rows = self._rows(query)
        if not rows:
            raise NotFoundError(f"no claim {claim_id} in this investigation")
        return _decoder(Claim).decode(rows[0][0]), _decoder(Statement).decode(rows[0][1])

    def current_claim(self, claim_id: str) -> tuple[Claim, Statement] | None:
        query = select(t.claims.c.body, t.statements.c.body).join_from(t.claims, t.statements)
        query = query.join(t.readings, t.readings.c.rendition_id == t.claims.c.rendition_id)
        query = query.where(t.claims.c.id == claim_id, ~exists().where(t.vanished.c.object_id == t.claims.c.id))
        rows = self._rows(query)
        return (_decoder(Claim).decode(rows[0][0]), _decoder(Statement).decode(rows[0][1])) if rows else None

    def vanished(self) -> set[str]:
        return {row[0] for row in self._rows(select(t.vanished.c.object_id))}

    def judgements(self) -> list[Judgement]:
        return list(self._bodies(select(t.judgements.c.body).order_by(t.judgements.c.sequence), Judgement))

    def judgements_after(self, sequence: int) -> list[tuple[int, Judgement]]:
        query = select(t.judgements.c.sequence, t.judgements.c.body).where(t.judgements.c.sequence > sequence)
        rows = self._rows(query.order_by(t.judgements.c.sequence))
        return [(row[0], _decoder(Judgement).decode(row[1])) for row in rows]

    def judgement(self, judgement_id: str) -> Judgement | None:
        return next(self._bodies(select(t.judgements.c.body).where(t.judgements.c.id == judgement_id), Judgement), None)

    def count_judgements(self) -> int:
        rows = self._rows(select(func.max(t.judgements.c.sequence)))  # append-only, so the newest place is the number
        return int(rows[0][0] or 0)

    def custody(self) -> Iterator[tuple[CustodyEntry, str]]:
        for body, root in self._stream(select(t.custody.c.body, t.custody.c.root).order_by(t.custody.c.sequence)):
            yield _decoder(CustodyEntry).decode(body), root

    def made_stamp(self) -> str:
        acts = select(t.judgements.c.act, func.count()).where(t.judgements.c.act.in_(["add", "retire"]))
        found = {row[0]: row[1] for row in self._rows(acts.group_by(t.judgements.c.act))}
        return f"{found['add']}-{found.get('retire', 0)}" if "add" in found else ""

    def custody_of(self, subject: str) -> Iterator[CustodyEntry]:
        return self._bodies(
            select(t.custody.c.body).where(t.custody.c.subject == subject).order_by(t.custody.c.sequence), CustodyEntry
        )

    def last_custody(self) -> tuple[CustodyEntry | None, Frontier]:
        newest = select(t.custody.c.body).order_by(t.custody.c.sequence.desc()).limit(1)
        entry = next(self._bodies(newest, CustodyEntry), None)
        return entry, _decoder(Frontier).decode(self.notes("frontier").get("", "{}"))

    def failures(self) -> list[Failure]:
        found = self._bodies(select(t.failures.c.body), Failure)
        return sorted(found, key=lambda failure: (failure.name, failure.step, failure.id))

    def steps(self, step: str) -> dict[str, str]:
        rows = self._rows(select(t.steps.c.subject, t.steps.c.input_hash).where(t.steps.c.step == step))
        return dict(tuple(row) for row in rows)

    def stamp_of_steps(self, *steps: str) -> str:
        done = select(t.steps.c.step, t.steps.c.subject, t.steps.c.input_hash).where(t.steps.c.step.in_(steps))
        ordered = done.order_by(t.steps.c.step, t.steps.c.subject).subquery()
        whole = func.group_concat(ordered.c.step + " " + ordered.c.subject + " " + ordered.c.input_hash, "\n")
        return content_id("h", str(self._rows(select(whole))[0][0] or ""))

    def notes(self, prefix: str) -> dict[str, str]:
        query = select(t.notes.c.key, t.notes.c.value).where(t.notes.c.key.startswith(prefix, autoescape=True))
        return {key.removeprefix(prefix): value for key, value in self._rows(query.order_by(t.notes.c.key))}

    def results(self, kind: str, result_type: type[T]) -> list[T]:
        query = select(t.results.c.body).where(t.results.c.kind == kind).order_by(t.results.c.ordinal)
        return list(self._bodies(query, result_type))

    def find_id(self, kinds: Iterable[str], prefix: str) -> str:
        found: list[str] = []
        kinds = list(kinds)
        for kind in kinds:  # a whole id is found by the index; looking for beginnings walks through all
            table = t.metadata.tables[kind]
            if self._rows(table.select().with_only_columns(table.c.id).where(table.c.id == prefix)):
                return prefix
        for kind in kinds:
            column = t.metadata.tables[kind].c.id
            found += [row[0] for row in self._rows(select(column).where(column.startswith(prefix, autoescape=True)).limit(3))]
        if len(found) == 1 or prefix in found:
            return prefix if prefix in found else found[0]
        if not found:
            raise NotFoundError(f"nothing here has an id that starts with {prefix!r}")
        raise NotFoundError(f"{prefix!r} is the beginning of several ids ({', '.join(sorted(found))} ...): give more of it")

    def _rows(self, query: Select[Any]) -> Sequence[Any]:
        with self.engine.connect() as connection:
            return connection.execute(query).all()

    def _stream(self, query: Select[Any]) -> Iterator[Any]:
        with self.engine.connect() as connection:
            yield from connection.execution_options(yield_per=_BATCH).execute(query)

    def _bodies(self, query: Select[Any], kind: type[T]) -> Iterator[T]:
        decode = _decoder(kind).decode
        for (body,) in self._stream(query):
            yield decode(body)


def _current_items() -> Select[Any]:
    newest = select(func.max(t.acquisitions.c.sequence)).group_by(t.acquisitions.c.origin)
    return select(t.acquisitions.c.item_id).where(t.acquisitions.c.sequence.in_(newest)).distinct()
