"""Quotations from public material as W3C web annotations, so that a reader's annotation client finds the words on their page.

Why only public material: a protected item has no address to point at, and its hash could be tested against a guess. Where
something was left out of a quotation, each unbroken part is a target of its own: only words that stand there are looked for.

Source: W3C Web Annotation Data Model (2017), 4.2.4 text quote selector; RFC 6920 for items that are known by hash only.
"""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from testimonia.model.release import Release, ReleasedItem, ReleasedQuote
from testimonia.publish.beside.chains import Chains
from testimonia.publish.beside.publication import Publication

ANNOTATIONS = "data/annotations.jsonld"
_BRACKETS = re.compile(r"\s*\[[^\[\]]*\]\s*|\s*…\s*")
LEAST = 8
"""Characters of the shortest part that is looked for: a word or less would be found anywhere."""


def annotation_file(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """One annotation a quotation of public material; no file where there is none."""
    chains = Chains(release)
    made = [
        _annotation(quote, source, chains, publication)
        for quote in release.quotes
        if (source := _source(chains.public_item_of(quote))) and unbroken_parts(quote)
    ]
    if not made:
        return {}
    page = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": publication.address(ANNOTATIONS) if publication.base else "annotations.jsonld",
        "type": "AnnotationPage",
        "items": made,
    }
    return {ANNOTATIONS: (json.dumps(page, ensure_ascii=False, indent=1) + "\n").encode()}


def unbroken_parts(quote: ReleasedQuote) -> tuple[str, ...]:
    """The stretches of a quotation that stand in the material letter by letter."""
    if not quote.is_edited:
        return (quote.words,) if quote.words else ()
    return tuple(part for part in _BRACKETS.split(quote.words) if len(part) >= LEAST)


def _source(item: ReleasedItem | None) -> str:
    if item is None or not item.is_public:
        return ""
    if item.url or not re.fullmatch(r"[0-9a-f]{64}", item.sha256):
        return item.url
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(item.sha256)).decode().rstrip('=')}"


def _annotation(quote: ReleasedQuote, source: str, chains: Chains, publication: Publication) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"{publication.address(ANNOTATIONS)}#{quote.id}" if publication.base else f"#{quote.id}",
        "type": "Annotation",
        "motivation": "commenting",
        "created": f"{publication.date}T00:00:00Z",
        "body": list(_bodies(quote, chains)),
        "target": [
            {"source": source, "selector": {"type": "TextQuoteSelector", "exact": part}} for part in unbroken_parts(quote)
        ],
    }
    if publication.publisher:
        made["creator"] = {"type": "Organization", "name": publication.publisher}
    return made


def _bodies(quote: ReleasedQuote, chains: Chains) -> Iterator[dict[str, Any]]:
    """Who says it, and what it is evidence for."""
    said = f", {quote.said_on}" if quote.said_on else ""
    label = chains.label(quote.source_id)
    if label:
        yield _text(f"{label}{said}")
    for claim in chains.claims_of_quote.get(quote.id, ()):
        question = chains.questions.get(chains.question_of_claim.get(claim.id, ""))
        if question:
            yield _text(f"{question.text} {claim.value.words} ({claim.stance})")


def _text(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": "describing"}
