"""Turn an investigation into a `Release`: only what may be said.

A release is built from nothing, piece by piece, and not cut down from the case: what no line here copies is not in it. Then
every text in it is looked at once more (`sweeping`). The gate reads the rendered bytes afterwards and knows other things.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import TypeVar

import msgspec
from msgspec import Struct

from testimonia.model.ids import IdMaker
from testimonia.model.release import Bindings, Cleared, Count, Release, ReleasedItem, ReleasedParty, Withheld
from testimonia.model.values import PlaceRef
from testimonia.protect.clearance.chains import Chain
from testimonia.protect.clearance.content import CaseItem, Content, Decisions, People, ReleasedIds
from testimonia.protect.clearance.guard import Guard
from testimonia.protect.clearance.happenings import Happenings
from testimonia.protect.clearance.people import Cast, is_open, team_names
from testimonia.protect.clearance.places import Areas, PublicPlaces
from testimonia.protect.clearance.quotes import QuoteDesk, strictest_meeting
from testimonia.protect.clearance.sweeping import LISTS, sweep
from testimonia.protect.clearance.times import coarsen_date
from testimonia.protect.clearance.wording import Wording, is_proper

T = TypeVar("T", bound=Struct)


def clear(
    content: Content,
    people: People,
    decisions: Decisions,
    areas: Areas,
    *,
    new_id: IdMaker,
    known_ids: dict[str, str] | None = None,
) -> Cleared:
    """What an investigation may say.

    Args:
        content: its values, as the judgements leave them.
        people: identities and pseudonyms, from the vault while it is open. Without identities nothing can be recognised as one:
            the release then rests on the settings alone, and the gate cannot be passed.
        decisions: settings and editors' answers.
        areas: knows districts, regions and countries.
        new_id: 12 random hexadecimal digits or more for each call.
        known_ids: ``ids`` of the release before, so that one thing keeps one id.

    Returns:
        The release, what is withheld and why, how the ids meet, and all ids to keep for the next release.
    """
    return _Clearing(content, people, decisions, areas, ReleasedIds(known_ids or {}, new_id)).run()


class _Clearing:
    def __init__(self, content: Content, people: People, decisions: Decisions, areas: Areas, ids: ReleasedIds) -> None:
        self.content, self.ids, self.decisions = content, ids, decisions
        persons = decisions.release.public_persons
        identities = Guard(people.identities.values(), public_persons=persons)
        self.cast = Cast(content, people, decisions, identities, ids)
        names = team_names(self.cast)
        masked = [name for name in names if is_proper(name)]
        self.guard = Guard(people.identities.values(), public_persons=persons, masked=masked)
        places = list(_places(content))
        wording = Wording(names, places, PublicPlaces(decisions.release.public_places, places), areas)
        self.desk = QuoteDesk(content, self.cast, wording, self.guard, ids, decisions.answers)

    def run(self) -> Cleared:
        content = self.content
        claim_ids = set(_claims_used(content))
        statement_ids = {statement.id for statement in content.statements if statement.id in content.wanted}
        self.desk.clear(statement_ids, claim_ids | {claim.id for claim in content.claims if claim.id in content.wanted})
        chain = Chain(content, self.desk, self.ids)
        happenings = Happenings(self.cast, self.desk, self.guard, self.ids)
        draft = self._draft(chain, happenings)
        release, removed = sweep(draft, self.guard)
        withheld = [*self.cast.withheld, *self.desk.withheld, *chain.withheld, *happenings.withheld]
        by_released = {released: key.partition(":") for key, released in self.ids.all.items()}
        for name, released_id in removed:
            kind, _, case_id = by_released.get(released_id, (name, "", released_id))
            withheld.append(Withheld(case_id, kind, "it holds something by which a protected person is known"))
        withheld = list(dict.fromkeys(withheld))
        kinds = Counter(one.kind for one in withheld)
        counts = tuple(Count(kind, number) for kind, number in sorted(kinds.items()))
        release = msgspec.structs.replace(release, withheld=counts)
        return Cleared(release, tuple(withheld), self._bindings(release, happenings), self.ids.all)

    def _draft(self, chain: Chain, happenings: Happenings) -> Release:
        content, desk = self.content, self.desk
        estimates = tuple(chain.estimate(one) for one in content.estimates if one.question_id in chain.questions)
        findings = tuple(chain.finding(one) for one in content.findings if one.question_id in chain.questions)
        events = [event for one in content.events if (event := happenings.event(one))]
        routes = tuple(route for one in content.routes if (route := happenings.route(one)))
        used = {claim.source_id for claim in desk.released.values()} | {quote.source_id for quote in desk.quotes.values()}
        used |= {source_id for event in events for source_id in event.source_ids}
        used |= {source_id for route in routes for leg in route.legs for source_id in leg.source_ids}
        shown = [source_id for source_id, released in self.cast.released.items() if released.id in used]
        return Release(
            title=content.title,
            language=content.language,
            parties=tuple(ReleasedParty(self.ids.of("party", p.key), p.name, p.kind) for p in content.parties),
            sources=_by_id(self.cast.released[source_id] for source_id in shown),
            items=_by_id(self._items()),
            quotes=_by_id(desk.quotes.values()),
            claims=_by_id(desk.released.values()),
            questions=tuple(chain.released_questions()),
            answers=_by_id(chain.answers.values()),
            estimates=estimates,
            findings=findings,
            corroborations=_by_id(k for one in content.corroborations if (k := chain.corroboration(one))),
            contradictions=tuple(x for one in content.contradictions if (x := chain.contradiction(one))),
            shifts=_by_id(h for one in content.shifts if (h := chain.shift(one))),
            derivations=_by_id(d for one in content.derivations if (d := chain.derivation(one))),
            places=_by_id(happenings.places.values()),
            events=tuple(events),
            routes=routes,
            counts=self.cast.counts(shown),
        )

    def _items(self) -> Iterator[ReleasedItem]:
        """Items that a quotation comes from: by kind and month, unless they are public."""
        quoted = {self.desk.statements[statement_id].rendition_id for statement_id in self.desk.quotes}
        for one in self.content.items:
            if one.rendition_id in quoted:
                speakers = {s.source_id for s in self.content.statements if s.rendition_id == one.rendition_id}
                yield self._item(one, speakers)

    def _item(self, one: CaseItem, speakers: set[str]) -> ReleasedItem:
        metadata, released_id = one.metadata, self.ids.of("item", one.item.id)
        date = metadata.date or metadata.published
        if is_open(one) and not speakers & self.cast.protected:
            return ReleasedItem(
                released_id,
                metadata.kind,
                date,
                one.language,
                True,
                metadata.title,
                metadata.url,
                metadata.publisher,
                one.item.sha256,
            )
        return ReleasedItem(
            released_id, metadata.kind, coarsen_date(date, strictest_meeting(self.cast, speakers)), one.language
        )

    def _bindings(self, release: Release, happenings: Happenings) -> Bindings:
        """Case id -> released id, of what is in the release after all."""
        shown = {one.id for name in LISTS for one in getattr(release, name)}

        def of(kind: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
            found = ((name, self.ids.all.get(f"{kind}:{case_id}", "")) for name, case_id in pairs)
            return {name: released for name, released in found if released in shown}

        content = self.content
        return Bindings(
            sources=of("source", ((s.id, s.id) for s in content.sources)),
            items=of("item", ((one.item.id, one.item.id) for one in content.items)),
            quotes=of(
                "quote", [*((s.id, s.id) for s in content.statements), *((c.id, c.statement_id) for c in content.claims)]
            ),
            claims=of("claim", ((c.id, c.id) for c in content.claims)),
            questions=of("question", ((q.id, q.id) for q in content.questions)),
            answers=of("answer", ((a.id, f"{a.question_id}/{a.source_id}") for a in content.answers)),
            findings=of("finding", ((f.question_id, f.question_id) for f in content.findings)),
            contradictions=of("contradiction", ((x.id, x.id) for x in content.contradictions)),
            places={key: place.id for key, place in sorted(happenings.places.items()) if place.id in shown},
            events=of("event", ((e.id, "+".join(sorted(e.claim_ids))) for e in content.events)),
            routes=of("route", ((r.id, r.id) for r in content.routes)),
        )


def _by_id(objects: Iterable[T]) -> tuple[T, ...]:
    """In the order of random ids, which tells nothing of the case's own."""
    return tuple(sorted(objects, key=attrgetter("id")))


def _claims_used(content: Content) -> Iterator[str]:
    """Claims that findings, contradictions, events and routes rest on."""
    for answer in content.answers:
        yield from (position.claim_id for position in answer.positions)
    for contradiction in content.contradictions:
        yield from contradiction.claim_ids
    for derivation in content.derivations:
        yield from derivation.claim_ids
    for event in content.events:
        yield from event.claim_ids
    for route in content.routes:
        for leg in route.legs:
            yield from leg.claim_ids
    for shift in content.shifts:
        yield from (shift.before.claim_id, shift.after.claim_id)


def _places(content: Content) -> Iterator[PlaceRef]:
    """Every place that the case names anywhere."""
    for claim in content.claims:
        if isinstance(claim.value, PlaceRef):
            yield claim.value
    for answer in content.answers:
        yield from (position.where for position in answer.positions if position.where)
    for event in content.events:
        if event.where:
            yield event.where
    for route in content.routes:
        for leg in route.legs:
            yield from (leg.start, leg.end)
