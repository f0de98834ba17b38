"""Predictions of the extractors for public gold sets: reads JSON lines (gzip too), writes JSON lines.

    benchmarks/extract TASK < gold.jsonl > predictions.jsonl

TASK: attribution, quantities, counts, times, places. Only ``id``, ``text`` and ``dct`` (the day of writing) are read.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterator

from testimonia.extract.extraction import Extractor
from testimonia.extract.parsing import load_parser
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Form, Statement

Row = dict[str, object]
Predict = Callable[[str, str], Row]

BLOCK = re.compile(r"\S[^\n]*(?:\n[^\n\S]*\S[^\n]*)*")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=sorted(TASKS))
    predict = TASKS[parser.parse_args().task]()
    for document in documents():
        began = time.perf_counter()
        predicted = predict(document["text"], document.get("dct") or "")
        print(json.dumps({"id": document["id"], **predicted, "seconds": round(time.perf_counter() - began, 4)}))


def documents() -> Iterator[dict[str, str]]:
    data = sys.stdin.buffer.read()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    for line in filter(None, text.split("\n")):  # not splitlines: the texts hold other separators
        yield json.loads(line)


def predict_attribution() -> Predict:
    extractor = Extractor(Brief())

    def predict(text: str, written_on: str) -> Row:
        blocks = [(match.start(), match.end()) for match in BLOCK.finditer(text)]
        passages = tuple(Passage(f"p-{n}", "r", *block, "paragraph", Locator()) for n, block in enumerate(blocks))
        material = Material(Rendition("r", "i", "text", "en", "text", text), passages, Metadata(published=written_on), "text")
        statements = [s for s in extractor.extract(material).statements if s.form in (Form.DIRECT, Form.REPORTED)]
        return {"attributions": [attribution_row(s) for s in statements if not is_nested(s, statements)]}

    return predict


def is_nested(statement: Statement, others: list[Statement]) -> bool:
    """Whether it is told inside another one, or relayed: the gold sets give every word to one attribution only."""
    first, last = statement.content[0].start, statement.content[-1].end
    return bool(statement.chain) or any(
        part.start <= first and last <= part.end for other in others if other is not statement for part in other.content
    )


def attribution_row(statement: Statement) -> dict[str, list[list[int]]]:
    spans = {"source": (statement.mention,), "cue": (statement.cue,), "content": statement.content}
    return {name: [[span.start, span.end] for span in found if span] for name, found in spans.items()}


def predict_quantities() -> Predict:
    from quantity_rows import quantity_rows

    from testimonia.extract.values.hedges import HedgeTable
    from testimonia.extract.values.quantities import find_all_quantities

    parser, hedges = load_parser(Brief().spacy_model), HedgeTable()

    def predict(text: str, _written_on: str) -> Row:
        doc = parser(text.lower() if text.isupper() else text)  # capitals throughout hide every name from the parser
        return {"quantities": quantity_rows(find_all_quantities(doc, hedges), doc)}

    return predict


def predict_times() -> Predict:
    from time_rows import time_rows

    from testimonia.extract.values.times import Anchor

    parser = load_parser(Brief().spacy_model)

    def predict(text: str, written_on: str) -> Row:
        anchor, spans = Anchor(written_on), []
        blocks = list(BLOCK.finditer(text))
        for block, doc in zip(blocks, parser.pipe(block.group() for block in blocks), strict=True):
            rows, anchor = time_rows(doc, anchor)
            spans += [{**row, "start": row["start"] + block.start(), "end": row["end"] + block.start()} for row in rows]
        return {"spans": spans}

    return predict


def predict_places() -> Predict:
    from place_rows import place_rows

    from testimonia.gazetteer.lookup import Gazetteer

    parser, gazetteer = load_parser(Brief().spacy_model), Gazetteer.open()

    def predict(text: str, _written_on: str) -> Row:
        blocks = list(BLOCK.finditer(text))
        docs = parser.pipe(block.group() for block in blocks)
        return {"spans": place_rows([(doc, block.start()) for block, doc in zip(blocks, docs, strict=True)], gazetteer)}

    return predict


TASKS: dict[str, Callable[[], Predict]] = {
    "attribution": predict_attribution,
    "quantities": predict_quantities,
    "counts": predict_quantities,
    "times": predict_times,
    "places": predict_places,
}

if __name__ == "__main__":
    main()
