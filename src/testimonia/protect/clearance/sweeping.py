"""The last look at a release: nothing in it holds an identity, and nothing points to what is not in it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import msgspec
from msgspec import Struct

from testimonia.model.release import Release, ReleasedClaim, ReleasedEvent, ReleasedLeg, ReleasedQuote, ReleasedRoute
from testimonia.protect.clearance.guard import Guard

T = TypeVar("T", bound=Struct)

LISTS = (
    *("parties", "sources", "items", "quotes", "claims", "questions", "answers", "estimates", "findings", "corroborations"),
    *("contradictions", "shifts", "derivations", "places", "events", "routes"),
)


def sweep(release: Release, guard: Guard) -> tuple[Release, list[tuple[str, str]]]:
    """Take out every object in which a text shows an identity, then what would point to nothing.

    Returns:
        The release, and (list's name, released id) of each object taken out for an identity.
    """
    removed: list[tuple[str, str]] = []
    kept: dict[str, tuple[Struct, ...]] = {}
    for name in LISTS:
        objects: tuple[Struct, ...] = getattr(release, name)
        clean = tuple(one for one in objects if not _is_dirty(one, guard))
        removed += [(name, getattr(one, "id", "")) for one in objects if one not in clean]
        kept[name] = clean
    title = "" if guard.is_hit(release.title) else release.title
    return prune(msgspec.structs.replace(release, title=title, **kept)), removed


def prune(release: Release) -> Release:
    """The release without links to what is not in it; what cannot stand without such a link goes too."""
    sources, items = _ids(release.sources), _ids(release.items)
    quotes = tuple(
        q if q.item_id in items else msgspec.structs.replace(q, item_id="") for q in release.quotes if q.source_id in sources
    )
    claims = tuple(_with_quote(claim, quotes) for claim in release.claims if claim.source_id in sources)
    claim_ids, questions = _ids(claims), _ids(release.questions)
    answers = tuple(
        answer
        for answer in release.answers
        if answer.question_id in questions and answer.source_id in sources and set(answer.claim_ids) <= claim_ids
    )
    estimates = tuple(
        msgspec.structs.replace(e, answer_ids=_among(e.answer_ids, _ids(answers)))
        for e in release.estimates
        if e.question_id in questions
    )
    findings = tuple(
        msgspec.structs.replace(
            f,
            answer_ids=_among(f.answer_ids, _ids(answers)),
            estimate_id=f.estimate_id if f.estimate_id in _ids(estimates) else "",
        )
        for f in release.findings
        if f.question_id in questions
    )
    places = _ids(release.places)
    return msgspec.structs.replace(
        release,
        quotes=quotes,
        claims=claims,
        answers=answers,
        estimates=estimates,
        findings=findings,
        corroborations=_having(
            release.corroborations, lambda k: k.question_id in questions and set(k.answer_ids) <= _ids(answers)
        ),
        contradictions=_having(
            release.contradictions, lambda x: set(x.claim_ids) <= claim_ids and set(x.question_ids) <= questions
        ),
        shifts=_having(release.shifts, lambda h: {h.before_id, h.after_id} <= claim_ids and h.question_id in questions),
        derivations=_having(release.derivations, lambda d: set(d.claim_ids) <= claim_ids and d.question_id in questions),
        events=tuple(_event(event, sources, claim_ids, places) for event in release.events),
        routes=tuple(_routes(release.routes, sources, claim_ids, places)),
    )


def strings_of(value: object) -> Iterator[str]:
    """Every text in an object that is not an id: fields named ``id`` or ending in ``_id`` or ``_ids`` are ours and random."""
    if isinstance(value, Struct):
        for field in value.__struct_fields__:
            if (field not in {"id", "group"} and not field.endswith(("_id", "_ids"))) or field == "gazetteer_id":
                yield from strings_of(getattr(value, field))
    elif isinstance(value, str):
        yield str(value)
    elif isinstance(value, tuple):
        for one in value:
            yield from strings_of(one)


def _is_dirty(one: Struct, guard: Guard) -> bool:
    return any(guard.is_hit(text) for text in strings_of(one))


def _ids(objects: Iterable[Struct]) -> set[str]:
    return {one.id for one in objects}  # type: ignore[attr-defined]


def _among(ids: tuple[str, ...], known: set[str]) -> tuple[str, ...]:
    return tuple(one for one in ids if one in known)


def _having(objects: tuple[T, ...], is_whole: Callable[[T], bool]) -> tuple[T, ...]:
    return tuple(one for one in objects if is_whole(one))


def _with_quote(claim: ReleasedClaim, quotes: tuple[ReleasedQuote, ...]) -> ReleasedClaim:
    if not claim.quote_id or any(quote.id == claim.quote_id for quote in quotes):
        return claim
    words = claim.value.words if claim.is_coarsened else ""
    return msgspec.structs.replace(claim, quote_id="", value=msgspec.structs.replace(claim.value, words=words))


def _event(event: ReleasedEvent, sources: set[str], claims: set[str], places: set[str]) -> ReleasedEvent:
    return msgspec.structs.replace(
        event,
        source_ids=_among(event.source_ids, sources),
        claim_ids=_among(event.claim_ids, claims),
        place_id=event.place_id if event.place_id in places else "",
    )


def _routes(routes: Iterable[ReleasedRoute], sources: set[str], claims: set[str], places: set[str]) -> Iterator[ReleasedRoute]:
    for route in routes:
        legs = [leg for leg in route.legs if {leg.start_id, leg.end_id} <= places]
        if legs:
            yield msgspec.structs.replace(route, legs=tuple(_leg(leg, sources, claims) for leg in legs))


def _leg(leg: ReleasedLeg, sources: set[str], claims: set[str]) -> ReleasedLeg:
    return msgspec.structs.replace(leg, source_ids=_among(leg.source_ids, sources), claim_ids=_among(leg.claim_ids, claims))
