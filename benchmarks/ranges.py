"""Killed and injured, low to high, from several raw texts about one incident: the whole chain, extractor and reconciler.

    benchmarks/ranges < gold.jsonl > predictions.jsonl

Only ``id`` and ``docs`` (text, lang, source, published) are read. Where the accounts tell of one kind of harm and none of
another, the other is given as nought: who counts the wounded would name the dead. Where none tells of any, both are null.
"""

import gzip
import json
import re
import sys
from collections.abc import Iterator
from itertools import count
from typing import Any

from testimonia.extract.extraction import Extractor
from testimonia.model.brief import Brief
from testimonia.model.findings import Toll
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Claim, Statement
from testimonia.pipeline.sources import SourceBook
from testimonia.reconcile.reconciliation import reconcile

BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")
FIELDS = {"killed": "kill", "injured": "injure"}


def main() -> None:
    extractor = Extractor(Brief())
    for incident in incidents():
        testimony, book, metadata = read(extractor, incident["docs"])
        found = reconcile(
            Brief(), {s.id: s for s in book.known.values()}, lambda t=testimony: t, metadata_of=lambda r, m=metadata: m[r]
        )
        print(json.dumps({"id": incident["id"], **answer({toll.harm: toll for toll in found.tolls})}))


def incidents() -> Iterator[dict[str, Any]]:
    data = sys.stdin.buffer.read()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    for line in filter(None, text.split("\n")):  # not splitlines: the texts hold other separators
        yield json.loads(line)


def read(
    extractor: Extractor, docs: list[dict[str, str]]
) -> tuple[list[tuple[Claim, Statement]], SourceBook, dict[str, Metadata]]:
    """Claims with their statements, the sources, and the metadata of every text, which is an item of its own."""
    numbers = count(1)
    book = SourceBook({}, Brief(), lambda: f"source-{next(numbers)}")
    testimony: list[tuple[Claim, Statement]] = []
    metadata: dict[str, Metadata] = {}
    for n, doc in enumerate(docs):
        rendition = Rendition(f"r-{n}", f"i-{n}", "text", doc.get("lang") or "und", "text", doc["text"])
        metadata[rendition.id] = Metadata(
            published=doc.get("published") or "", publisher=doc.get("source") or "", kind="article"
        )
        blocks = [(match.start(), match.end()) for match in BLOCK.finditer(doc["text"])]
        passages = tuple(Passage(f"p-{n}-{k}", rendition.id, *block, "paragraph", Locator()) for k, block in enumerate(blocks))
        extraction = extractor.extract(Material(rendition, passages, metadata[rendition.id], f"text {n + 1}"))
        known = {s.id: book.identify(s, rendition.item_id, metadata[rendition.id]) for s in extraction.statements}
        testimony += [(claim, known[claim.statement_id]) for claim in extraction.claims]
    return testimony, book, metadata


def answer(tolls: dict[str, Toll]) -> dict[str, dict[str, float] | None]:
    def one(harm: str) -> dict[str, float] | None:
        toll = tolls.get(harm)
        if toll is None:
            return {"low": 0, "best": 0, "high": 0} if tolls else None
        return {"low": toll.low, "best": toll.best, "high": toll.high}

    return {field: one(harm) for field, harm in FIELDS.items()}


if __name__ == "__main__":
    main()
