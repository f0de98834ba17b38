"""Whether two accounts contradict each other, agree, differ in scope or have nothing to do with each other: share right.

    benchmarks/pairs [--part all|open|held-out] [--failures] [--declared] [--group FILE]

Reads each pair of benchmarks/two-accounts as a case of two sources, with an empty brief or, with --declared, with the question
that the pair names, and decides from the program's own output. A scope difference called a contradiction is counted apart.
"""

import argparse
import hashlib
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct, convert

from testimonia.extract.extraction import Extractor
from testimonia.gazetteer.book import Book
from testimonia.gazetteer.lookup import Gazetteer
from testimonia.model.brief import Brief
from testimonia.model.findings import Question, Reconciliation
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Claim, Role, Source, Statement
from testimonia.reconcile.reconciliation import reconcile

FOLDER = Path(__file__).parent / "two-accounts"
ACCOUNT = re.compile(r"(?P<name>[^,(]+?)(?: \((?P<role>[a-z]+)\))?, (?P<date>\d{4}-\d\d-\d\d): (?P<words>.+)")
RELATIONS = ("contradict", "agree", "scope", "unrelated")
Testified = list[tuple[Claim, Statement]]


class Pair(Struct, frozen=True):
    """Two accounts and what an editor says of them."""

    label: str
    why: str
    one: str
    two: str
    group: str
    ask: dict[str, object] | None = None

    @property
    def is_held_out(self) -> bool:
        """A third, fixed by the words."""
        return hashlib.sha256(f"{self.one}|{self.two}".encode()).digest()[0] % 3 == 0


class Account(Struct, frozen=True):
    """One account, read."""

    source: Source
    metadata: Metadata
    testimony: Testified
    sources: dict[str, Source]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--part", choices=("all", "open", "held-out"), default="all")
    parser.add_argument("--failures", action="store_true", help="show every pair that was read otherwise, and why")
    parser.add_argument("--declared", action="store_true", help="only pairs that name a question, with that question declared")
    parser.add_argument("--group", default="", help="only the pairs of this file of the folder")
    options = parser.parse_args()
    pairs = [p for p in read_pairs() if options.group in ("", p.group)]
    pairs = [p for p in pairs if options.part == "all" or p.is_held_out == (options.part == "held-out")]
    if options.declared:
        pairs = [pair for pair in pairs if pair.ask]
    report(pairs, is_declared=options.declared, with_failures=options.failures)


def read_pairs() -> list[Pair]:
    found = []
    for file in sorted(FOLDER.glob("*.toml")):
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["pair"]:
            found.append(Pair(row["is"], row["why"], row["one"], row["two"], file.stem, row.get("ask")))
    return found


def report(pairs: Sequence[Pair], *, is_declared: bool, with_failures: bool) -> None:
    extractor = Extractor(Brief(), places=Book(Gazetteer.open(), ()))
    table: Counter[tuple[str, str]] = Counter()
    groups: Counter[tuple[str, bool]] = Counter()
    for pair in pairs:
        accounts = [read_account(text, number, extractor) for number, text in enumerate((pair.one, pair.two))]
        result = conclude(accounts, pair if is_declared else None)
        got, reason = relation(result, accounts)
        table[pair.label, got] += 1
        groups[pair.group, got == pair.label] += 1
        if with_failures and got != pair.label:
            print(f"{pair.group}: {pair.label} ({pair.why}), read as {got}")
            print(f"    {pair.one}\n    {pair.two}")
            for line in (*reason, *show_claims(accounts)):
                print(f"        {line}")
    print_table(table, groups)


def print_table(table: Counter[tuple[str, str]], groups: Counter[tuple[str, bool]]) -> None:
    print(f"{'':12}" + "".join(f"{name:>12}" for name in RELATIONS) + "   <- read as")
    for label in RELATIONS:
        print(f"{label:12}" + "".join(f"{table[label, got]:12}" for got in RELATIONS))
    for group in sorted({name for name, _ in groups}):
        right = groups[group, True]
        print(f"{group:12} {right:4} of {right + groups[group, False]:4}")
    right, total = sum(table[name, name] for name in RELATIONS), table.total()
    print(
        f"right {right} of {total}: {right / max(1, total):.3f}; scope called a contradiction: {table['scope', 'contradict']}"
    )


def read_account(text: str, number: int, extractor: Extractor) -> Account:
    match = ACCOUNT.fullmatch(text)
    if match is None:
        raise SystemExit(f"benchmarks/two-accounts: not an account: {text}")
    words, rendition_id = match["words"], f"r-{number}"
    language = "ar" if re.search(r"[\u0600-\u06ff]", words) else "en"
    passage = Passage("p", rendition_id, 0, len(words), "turn", Locator(), match["name"])
    metadata = Metadata(published=match["date"], language=language)
    material = Material(
        Rendition(rendition_id, f"i-{number}", "text", language, "pairs", words), (passage,), metadata, "pair.txt"
    )
    extraction = extractor.extract(material)
    source = Source(f"s-{match['name']}", match["name"], role=convert(match["role"] or "eyewitness", Role))
    sources = {source.id: source}
    statements = {}
    for statement in extraction.statements:
        name = statement.speaker.name or source.name
        known = source if name == source.name else Source(f"s-{name}", name, role=statement.speaker.role)
        sources[known.id] = known
        statements[statement.id] = Statement(
            **{field: getattr(statement, field) for field in statement.__struct_fields__ if field != "source_id"},
            source_id=known.id,
        )
    testimony = [(claim, statements[claim.statement_id]) for claim in extraction.claims]
    return Account(source, metadata, testimony, sources)


def conclude(accounts: Sequence[Account], pair: Pair | None) -> Reconciliation:
    question = convert({"id": "asked", **pair.ask}, Question) if pair and pair.ask else None
    sources = {key: source for account in accounts for key, source in account.sources.items()}
    testimony = [each for account in accounts for each in account.testimony]
    metadata = {f"r-{number}": account.metadata for number, account in enumerate(accounts)}
    brief = Brief(questions=(question,) if question else ())
    return reconcile(brief, sources, lambda: iter(testimony), metadata_of=metadata.__getitem__)


def relation(result: Reconciliation, accounts: Sequence[Account]) -> tuple[str, list[str]]:
    """What the output says of the two accounts, the gravest first, and its own words for it."""
    side = {claim.id: number for number, account in enumerate(accounts) for claim, _ in account.testimony}
    clashes = [x.sentence for x in result.contradictions if {side[claim] for claim in x.claim_ids} == {0, 1}]
    if clashes:
        return "contradict", clashes
    differences = [d.sentence for d in getattr(result, "differences", ()) if {side[claim] for claim in d.claim_ids} == {0, 1}]
    if differences:
        return "scope", differences
    shared = [*shared_questions(result, side)]
    return ("agree", shared) if shared else ("unrelated", [])


def shared_questions(result: Reconciliation, side: dict[str, int]) -> Iterator[str]:
    """Questions that a claim of either account answers."""
    texts = {question.id: question.text for question in result.questions}
    for question_id in sorted({link.question_id for link in result.links}):
        if {side[link.claim_id] for link in result.links if link.question_id == question_id and link.score > 0} == {0, 1}:
            yield f"both answer: {texts[question_id]}"


def show_claims(accounts: Sequence[Account]) -> Iterator[str]:
    for number, account in enumerate(accounts):
        for claim, statement in account.testimony:
            about = claim.about
            parts = (about.noun, about.modifiers, about.predicate, about.subject, about.scope, about.terms)
            kind, put = type(claim.value).__name__, (claim.stance.value, claim.polarity.value, statement.said_on)
            yield f"{number} {kind} '{claim.span.exact}' {' '.join(put)} {parts}"


if __name__ == "__main__":
    main()
