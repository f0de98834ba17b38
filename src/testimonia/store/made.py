"""What people make themselves, beside what extraction finds: kept like it, shown as long as nobody took it back.

Why in the same tables: whoever reads statements and claims (findings, exports, packages, the reader) finds these among them and
need not know who made them. A later extraction, which does not find them, leaves them; only their maker's judgement decides.
"""

from collections.abc import Iterable

import msgspec
from sqlalchemy import Connection, delete, exists, select, union
from sqlalchemy.dialects.sqlite import insert

from testimonia.model.testimony import Act, Judgement, Made
from testimonia.store import tables as t
from testimonia.store.rows import claim_row, statement_row

_DECODE = msgspec.json.Decoder(Judgement).decode


def follow(connection: Connection, judgement: Judgement) -> None:
    """Keep what an ADD made; show or hide it when a retirement takes the ADD back, or is itself taken back."""
    if judgement.act is Act.ADD:
        made = msgspec.json.decode(judgement.replacement, type=Made)
        for table, row in (
            (t.statements, statement_row(made.statement) if made.statement else None),
            (t.claims, claim_row(made.claim) if made.claim else None),
        ):
            if row is not None:
                connection.execute(insert(table).on_conflict_do_nothing(), [row])
        _reveal(connection, made)
    elif judgement.act is Act.RETIRE:
        _show_or_hide(connection, judgement)


def made_by_people(connection: Connection, rendition_id: str) -> set[str]:
    """Ids of what people made in a rendition and nobody took back, with the statements that their claims are in."""
    own = union(
        select(t.claims.c.id).where(t.claims.c.rendition_id == rendition_id),
        select(t.statements.c.id).where(t.statements.c.rendition_id == rendition_id),
    )
    query = select(t.judgements.c.body).where(t.judgements.c.act == str(Act.ADD), t.judgements.c.target.in_(own))
    found: set[str] = set()
    for body in connection.scalars(query).all():
        judgement = _DECODE(body)
        if _is_in_force(connection, judgement.id):
            made = msgspec.json.decode(judgement.replacement, type=Made)
            found |= {one.id for one in (made.statement, made.claim) if one is not None}
            found |= {made.claim.statement_id} if made.claim is not None else set()
    return found


def _show_or_hide(connection: Connection, retirement: Judgement) -> None:
    first: Judgement | None = retirement
    while first is not None and first.act is Act.RETIRE:
        body = connection.scalar(select(t.judgements.c.body).where(t.judgements.c.id == first.target))
        first = _DECODE(body) if body else None
    if first is None or first.act is not Act.ADD:
        return
    made = msgspec.json.decode(first.replacement, type=Made)
    if _is_in_force(connection, first.id):
        _reveal(connection, made)
    else:
        _hide(connection, made, at=retirement.at)


def _reveal(connection: Connection, made: Made) -> None:
    ids = [thing.id for thing in (made.statement, made.claim) if thing is not None]
    ids += [made.claim.statement_id] if made.claim is not None else []
    connection.execute(delete(t.vanished).where(t.vanished.c.object_id.in_(ids)))


def _hide(connection: Connection, made: Made, *, at: str) -> None:
    gone = {made.claim.id: made.claim.rendition_id} if made.claim is not None else {}
    if made.statement is not None and not _has_other_claims(connection, made.statement.id, gone):
        gone[made.statement.id] = made.statement.rendition_id
    rows = [{"object_id": id_, "rendition_id": where, "at": at} for id_, where in gone.items()]
    connection.execute(insert(t.vanished).on_conflict_do_nothing(), rows)


def _has_other_claims(connection: Connection, statement_id: str, gone: Iterable[str]) -> bool:
    query = select(t.claims.c.id).where(t.claims.c.statement_id == statement_id, t.claims.c.id.not_in(list(gone)))
    query = query.where(~exists().where(t.vanished.c.object_id == t.claims.c.id))
    return connection.scalar(query.limit(1)) is not None


def _is_in_force(connection: Connection, judgement_id: str) -> bool:
    query = select(t.judgements.c.id).where(t.judgements.c.act == str(Act.RETIRE), t.judgements.c.target == judgement_id)
    return not any(_is_in_force(connection, retirement) for retirement in connection.scalars(query).all())
