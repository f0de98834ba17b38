"""Whether two sentences of two sources, told in other words, become one event of the timeline: share right, and wrong merges.

    benchmarks/events [open|fresh] [--failures]

Reads each pair of benchmarks/same-events as a case of two sources with an empty brief, builds the timeline and looks whether
the dated claims of both stand in one event.
"""

import argparse
import tomllib
from collections import Counter
from pathlib import Path

from testimonia.extract.extraction import Extractor
from testimonia.gazetteer.book import Book
from testimonia.gazetteer.lookup import Gazetteer
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Claim, Source, Statement
from testimonia.model.values import Moment
from testimonia.reconstruct.timeline import build_timeline

FOLDER = Path(__file__).parent / "same-events"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("group", nargs="?", default="open", choices=sorted(file.stem for file in FOLDER.glob("*.toml")))
    parser.add_argument("--failures", action="store_true", help="show every pair that was read otherwise")
    options = parser.parse_args()
    extractor = Extractor(Brief(), places=Book(Gazetteer.open(), ()))
    pairs = tomllib.loads((FOLDER / f"{options.group}.toml").read_text(encoding="utf-8"))["pair"]
    table: Counter[tuple[str, str]] = Counter()
    for label, one, other in pairs:
        got, why = read_pair(one, other, extractor)
        table[label, got] += 1
        if options.failures and got != label:
            print(f"{label}, read as {got}: {one} | {other} | {why}")
    right = table["one", "one"] + table["two", "two"]
    print(f"one event: {table['one', 'one']} of {table['one', 'one'] + table['one', 'two']} found")
    print(f"two events: {table['two', 'one']} of {table['two', 'one'] + table['two', 'two']} wrongly merged")
    print(f"right {right} of {table.total()}: {right / max(1, table.total()):.3f}")


def read_pair(one: str, other: str, extractor: Extractor) -> tuple[str, str]:
    """``one`` or ``two``, and the event's reason or the claims that were compared."""
    told = [pair for number, words in enumerate((one, other)) for pair in read(words, number, extractor)]
    sources = {statement.source_id: Source(statement.source_id, statement.source_id) for _, statement in told}
    dated = {claim.id: statement.source_id for claim, statement in told if isinstance(claim.value, Moment)}
    for event in build_timeline(lambda: iter(told), sources).events:
        if len({dated[claim_id] for claim_id in event.claim_ids if claim_id in dated}) == 2:
            return "one", event.reason
    return "two", "; ".join(f"{c.about.subject}/{c.about.noun} {c.about.predicate}" for c, _ in told if c.id in dated)


def read(words: str, number: int, extractor: Extractor) -> list[tuple[Claim, Statement]]:
    """The claims of one account; the source's id says whose."""
    rendition_id = f"r-{number}"
    rendition = Rendition(rendition_id, f"i-{number}", "text", "en", "events", words)
    passage = Passage("p", rendition_id, 0, len(words), "turn", Locator(), f"source {number}")
    extraction = extractor.extract(Material(rendition, (passage,), Metadata(language="en"), "pair.txt"))
    statements = {
        statement.id: Statement(
            **{field: getattr(statement, field) for field in statement.__struct_fields__ if field != "source_id"},
            source_id=f"s-{number}",
        )
        for statement in extraction.statements
    }
    return [(claim, statements[claim.statement_id]) for claim in extraction.claims]


if __name__ == "__main__":
    main()
