"""Walk a claim or an item back to the bytes it came from: the chain that makes a figure defensible."""

import msgspec

from testimonia.model.findings import Contradiction, Link
from testimonia.model.material import Item, Metadata, Rendition
from testimonia.model.reports import ClaimTrail, ItemTrail
from testimonia.pipeline.case import Case


def trail_of_claim(case: Case, prefix: str) -> ClaimTrail:
    """Everything between a claim and its file.

    Args:
        prefix: the claim's id or a unique beginning of it.

    Raises:
        NotFoundError: no such claim, or several.
    """
    store = case.store
    claim, statement = store.claim(store.find_id(["claims"], prefix))
    material = store.material(claim.rendition_id)
    passage = next((p for p in material.passages if p.start <= claim.span.start < p.end), None)
    text, start, end = material.rendition.text, claim.span.start, claim.span.end
    item = store.item(material.rendition.item_id)
    contradictions = store.results("contradiction", Contradiction)
    return ClaimTrail(
        claim=claim,
        statement=statement,
        source=next((source for source in store.sources().values() if source.id == statement.source_id), None),
        before=text[passage.start if passage else max(0, start - 200) : start],
        after=text[end : passage.end if passage else end + 200],
        passage=passage,
        rendition=_without_text(material.rendition),
        item=item,
        acquisitions=tuple(store.acquisitions(item.id)),
        custody=tuple(entry for entry, _ in store.custody() if entry.subject == item.id),
        links=tuple(link for link in store.results("link", Link) if link.claim_id == claim.id),
        contradiction_ids=tuple(c.id for c in contradictions if claim.id in c.claim_ids),
        judgements=tuple(j for j in store.judgements() if j.target in (claim.id, statement.id)),
        is_vanished=claim.id in store.vanished(),
    )


def trail_of_item(case: Case, prefix: str) -> ItemTrail:
    """Where an item came from and what was read in it.

    Args:
        prefix: the item's id, a unique beginning of it, or its file name.

    Raises:
        NotFoundError: no such item, or several.
    """
    store = case.store
    item = _find_item(case, prefix)
    reading = next((r for r in store.readings() if r.item.id == item.id), None)
    passages = store.material(reading.rendition_id).passages if reading else ()
    return ItemTrail(
        item=item,
        acquisitions=tuple(store.acquisitions(item.id)),
        metadata=reading.metadata if reading else Metadata(),
        renditions=tuple(_without_text(rendition) for rendition in store.renditions(item.id)),
        passages=len(passages),
        statements=sum(1 for _ in store.statements(reading.rendition_id)) if reading else 0,
        claims=sum(1 for _ in store.claims(reading.rendition_id)) if reading else 0,
        is_current=item.id in store.current_items(),
        custody=tuple(entry for entry, _ in store.custody() if entry.subject == item.id),
        failures=tuple(failure for failure in store.failures() if failure.subject == item.id),
    )


def _find_item(case: Case, prefix: str) -> Item:
    named = [item for item in case.store.items() if item.name == prefix]
    return named[0] if len(named) == 1 else case.store.item(case.store.find_id(["items"], prefix))


def _without_text(rendition: Rendition) -> Rendition:
    return msgspec.structs.replace(rendition, text="")
