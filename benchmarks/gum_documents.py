"""The documents of GUM as the coreference benchmark and its training read them: parsed, with gold chains by token.

A document is set aside (never looked at while developing, never trained on) if the SHA-256 of its id, read as a number, is
divisible by five.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from testimonia.extract.cues import read_cues
from testimonia.extract.drafts import Draft
from testimonia.extract.mentions import MentionReader
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.quotes import find_quotations
from testimonia.extract.roles import read_speakers
from testimonia.extract.statements import StatementReader
from testimonia.model.material import Locator, Passage

BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")


class GumDocument(Struct):
    """One document, parsed, with its gold."""

    id: str
    genre: str
    text: str
    readings: list[ParsedPassage]
    drafts: list[list[Draft]]
    gold: list[dict[str, Any]]
    """Gold mentions, the shortest first."""
    sources: list[tuple[int, int]]
    """First span of each attribution's source."""

    def chain_at(self, start: int, end: int) -> str:
        """Chain of the shortest gold mention around a stretch of text; empty if there is none."""
        return next((m["chain"] for m in self.gold if m["start"] <= start and end <= m["end"]), "")

    def chain_of(self, start: int, end: int) -> str:
        """Chain of the gold mention that is exactly this stretch; empty if there is none."""
        return next((m["chain"] for m in self.gold if (m["start"], m["end"]) == (start, end)), "")

    def first_of(self, chain: str) -> int:
        """Where the first mention of a chain begins."""
        return min(m["start"] for m in self.gold if m["chain"] == chain)


def is_set_aside(document_id: str) -> bool:
    """Whether a document belongs to the fifth that is only measured at the end."""
    return int(hashlib.sha256(document_id.encode()).hexdigest(), 16) % 5 == 0


def read_rows(path: Path, *, held_out: bool) -> list[dict[str, Any]]:
    """The raw rows of one side of the split."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row for row in rows if is_set_aside(row["id"]) == held_out]


def read_documents(path: Path, nlp: Any, *, held_out: bool) -> Iterator[GumDocument]:
    """Parse the documents of one side of the split."""
    for row in read_rows(path, held_out=held_out):
        text = row["text"]
        blocks = [(m.start(), m.end()) for m in BLOCK.finditer(text)]
        docs = nlp.pipe([text[a:b] for a, b in blocks])
        yield make_document(row, list(docs))


def make_document(row: dict[str, Any], docs: list[Any]) -> GumDocument:
    """A document from its row and the parses of its paragraphs."""
    text = row["text"]
    blocks = [(m.start(), m.end()) for m in BLOCK.finditer(text)]
    quotations = find_quotations(text, blocks)
    reader = StatementReader(read_cues("en"), quotations, lambda _name: False)
    readings, drafts = [], []
    for n, ((start, end), doc) in enumerate(zip(blocks, docs, strict=True)):
        reading = ParsedPassage(doc, Passage(f"p-{n}", "r", start, end, "paragraph", Locator()), start)
        drafts.append(reader.read(reading))
        readings.append(reading)
    gold = sorted(row["mentions"], key=lambda m: (m["end"] - m["start"], m["start"]))
    sources = [tuple(a["source"][0]) for a in row["attributions"] if a["source"]]
    return GumDocument(row["id"], row["genre"], text, readings, drafts, gold, sources)


def mention_reader() -> MentionReader:
    """A reader for the mentions of one document, as the extraction makes it."""
    return MentionReader(read_speakers("en"), frozenset(read_cues("en").verbs))
