"""A release as FollowTheMoney entities, one JSON object a line, for investigation platforms such as Aleph and OpenAleph.

Why protected sources are no entities: these platforms match every person against lists of real people, and a pseudonym that
happens to be somebody's name would put a stranger under suspicion. What protected sources say is there as notes.

Source: FollowTheMoney schemata (Document, Event, Trip, Address, Person, Organization, PublicBody, Note), version 4.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from testimonia.model.release import Release, ReleasedClaim, ReleasedSource
from testimonia.model.testimony import Role
from testimonia.model.values import Moment
from testimonia.publish.beside.chains import Chains
from testimonia.publish.beside.publication import Publication
from testimonia.publish.timeline_words import outer

FTM = "data/entities.ftm.jsonl"
PUBLIC_KINDS = re.compile(r"\b(government|ministry|state|public|police|court|military|army|municipality)\b", re.IGNORECASE)
BODIES = frozenset({Role.MEDIA})
LANGUAGES = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "ku": "kur", "my": "mya",
    "ru": "rus", "tr": "tur", "uk": "ukr", "ur": "urd", "zh": "zho",
}  # fmt: skip
"""ISO 639-1 -> 639-3, which FollowTheMoney wants; a language that is not listed is left out."""
THINGS = frozenset({Role.DOCUMENT, Role.FOOTAGE})
Line = tuple[str, str, dict[str, object]]


def ftm_file(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The entities; no file for a release that holds none."""
    chains = Chains(release)
    lines = [_line(*entity) for part in (_actors, _documents, _places, _events, _trips, _notes) for entity in part(chains)]
    lines += [_line(*entity) for entity in _findings(chains, publication)]
    return {FTM: ("\n".join(lines) + "\n").encode()} if lines else {}


def _line(identifier: str, schema: str, properties: Mapping[str, object]) -> str:
    listed: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = [value] if isinstance(value, str) else list(value) if isinstance(value, Iterable) else []
        if kept := [one for one in dict.fromkeys(values) if one]:
            listed[name] = kept
    return json.dumps({"id": identifier, "schema": schema, "properties": listed}, ensure_ascii=False, sort_keys=True)


def _actors(chains: Chains) -> Iterator[Line]:
    for actor in chains.release.parties:
        schema = "PublicBody" if PUBLIC_KINDS.search(actor.kind) else "Organization"
        yield actor.id, schema, {"name": actor.name, "classification": actor.kind}
    for source in chains.release.sources:
        if is_entity(source):
            schema = "Organization" if source.role in BODIES else "Person"
            party = chains.parties.get(source.party_id)
            yield source.id, schema, {"name": source.label, "summary": source.descriptor or (party.name if party else "")}


def is_entity(source: ReleasedSource) -> bool:
    """Whether a source is a person or body under their own public name."""
    return not source.is_protected and source.is_name and source.role not in THINGS


def _documents(chains: Chains) -> Iterator[Line]:
    for item in chains.release.items:
        if item.is_public:
            name = item.title or item.url or f"{item.kind}, {item.date}".strip(", ")
            yield item.id, "Document", {
                "fileName": name, "title": item.title, "sourceUrl": item.url, "publisher": item.publisher,
                "date": item.date, "language": LANGUAGES.get(item.language.split("-")[0], ""),
            }  # fmt: skip


def _places(chains: Chains) -> Iterator[Line]:
    for identifier, ref in chains.places.items():
        about: dict[str, object] = {"full": ref.name, "country": ref.country.lower()}
        if ref.radius_km:
            about["remarks"] = f"somewhere within {ref.radius_km:g} km"
        if ref.lat is not None and ref.lon is not None and not ref.radius_km:  # the middle of an area is no position
            about |= {"latitude": f"{ref.lat:.5f}", "longitude": f"{ref.lon:.5f}"}
        yield identifier, "Address", about


def _events(chains: Chains) -> Iterator[Line]:
    for event in chains.release.events:
        place = chains.places.get(event.place_id)
        yield event.id, "Event", {
            "name": event.what, **_dates(event.when), "location": place.name if place else "",
            "addressEntity": event.place_id if place else "",
            "proof": _proof(event.claim_ids, chains), "summary": _according(event.source_ids, chains),
        }  # fmt: skip


def _trips(chains: Chains) -> Iterator[Line]:
    for route in chains.release.routes:
        for leg in route.legs:
            if leg.start_id in chains.places and leg.end_id in chains.places and leg.is_known:
                yield f"{route.id}-{leg.id}", "Trip", {
                    "name": f"{chains.places[leg.start_id].name} – {chains.places[leg.end_id].name}",
                    "startLocation": leg.start_id, "endLocation": leg.end_id, **_dates(leg.when),
                    "proof": _proof(leg.claim_ids, chains), "summary": _according(leg.source_ids, chains),
                }  # fmt: skip


def _notes(chains: Chains) -> Iterator[Line]:
    """Every claim, attached to the public source who makes it and to the document it stands in."""
    for claim in chains.release.claims:
        source, item = chains.sources.get(claim.source_id), chains.public_item(claim)
        about = [claim.source_id] if source and is_entity(source) else []
        said = f"{source.label if source else ''} ({claim.stance}{', ' + claim.said_on if claim.said_on else ''})"
        question = chains.questions.get(chains.question_of_claim.get(claim.id, ""))
        yield claim.id, "Note", {
            "name": said, "description": _said(claim, chains), "entity": about, "proof": [item.id] if item else [],
            "keywords": [question.text] if question else [],
        }  # fmt: skip


def _said(claim: ReleasedClaim, chains: Chains) -> str:
    return chains.words(claim) or "The words are withheld."


def _findings(chains: Chains, publication: Publication) -> Iterator[Line]:
    for finding in chains.release.findings:
        question = chains.questions.get(finding.question_id)
        whose = "computed, not yet concluded" if finding.is_suggestion else "concluded"
        claims = (account.claim.id for account in chains.accounts(finding))
        yield finding.id, "Note", {
            "name": question.text if question else "",
            "description": f"{finding.words} ({finding.standing}, {whose}) {finding.reason}",
            "proof": _proof(claims, chains), "publisher": publication.publisher,
        }  # fmt: skip


def _proof(claim_ids: Iterable[str], chains: Chains) -> list[str]:
    found = (chains.public_item(chains.claims[claim_id]) for claim_id in claim_ids if claim_id in chains.claims)
    return list(dict.fromkeys(item.id for item in found if item))


def _according(source_ids: Iterable[str], chains: Chains) -> str:
    names = ", ".join(filter(None, (chains.label(source_id) for source_id in source_ids)))
    return f"According to {names}" if names else ""


def _dates(when: Moment | None) -> dict[str, object]:
    """Start and end days; a day that is not known exactly is the stretch it lies in."""
    low, high = outer(when) if when else ("", "")
    return {"startDate": low[:10], "endDate": high[:10]}
