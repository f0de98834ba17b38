"""How much of what a careful reader finds in our own paragraphs the extractor finds: share right, group by group.

    benchmarks/suite [--failures] [--group WORDS]

The paragraphs and their marks are in benchmarks/paragraphs; its README tells how to read and add them.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from marked import ExpectedStatement, Paragraph, Range, read_folder
from msgspec import Struct, convert
from msgspec.structs import replace
from readings import misread, same_name, show

from testimonia.extract.extraction import Extractor
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition, Span
from testimonia.model.testimony import Claim, Extraction, Form, Statement
from testimonia.model.values import Amount, Duration, Moment, Money
from testimonia.reconcile.tolls import is_mention

_SAME = 0.8
"""Contents are the same from this share of words in common on."""
_SMALL = frozenset({"that", "to", "whether", "the", "a", "an", "إن", "أن"})
_QUOTE_MARKS = "“\"‘'«"
_ARABIC = "Arabic"


class Outcome(Struct, frozen=True):
    """One mark, or, once for each paragraph, whether nothing was found where there is no mark."""

    paragraph: Paragraph
    kind: str
    """statement, value, the rest."""
    expected: str
    got: str = ""
    wrong: str = ""
    """What is wrong; empty = right."""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--failures", action="store_true", help="show what was expected and what was found instead")
    parser.add_argument("--group", default="", help="only groups whose name has these words in it")
    options = parser.parse_args()
    outcomes = score(p for p in read_folder() if options.group.casefold() in p.group.casefold())
    if options.failures:
        print_failures(outcomes)
    print_shares(outcomes)


def score(paragraphs: Iterable[Paragraph]) -> list[Outcome]:
    """Read every paragraph and compare."""
    extractor = Extractor(Brief())
    return [outcome for p in paragraphs for outcome in compare(p, extractor.extract(to_material(p)))]


def shares(outcomes: Iterable[Outcome]) -> dict[str, tuple[int, int]]:
    """For each group, and for each language as a whole: how many are right, of how many."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for outcome in outcomes:
        group = outcome.paragraph.group
        for key in (group, "ALL ARABIC" if group.startswith(_ARABIC) else "ALL ENGLISH"):
            total[key] += 1
            right[key] += not outcome.wrong
    return {key: (right[key], total[key]) for key in sorted(total, key=lambda key: (key.isupper(), key))}


def print_shares(outcomes: Sequence[Outcome]) -> None:
    for group, (right, total) in shares(outcomes).items():
        print(f"{group:45} {right:4} of {total:4}  {100 * right / total:5.1f} %")


def print_failures(outcomes: Iterable[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.wrong:
            print(f"{outcome.paragraph.group} / {outcome.paragraph.name}: {outcome.kind}: {outcome.wrong}")
            print(f"    expected {outcome.expected}")
            print(f"    found    {outcome.got or 'nothing'}")


def to_material(paragraph: Paragraph) -> Material:
    """The paragraph as it would come out of a file: blank lines part passages, with ``turns`` a name and a colon too."""
    passages, at = [], 0
    for n, block in enumerate(paragraph.text.split("\n\n")):
        name, colon, _ = block.partition(": ")
        is_turn = "turns" in paragraph.options and bool(colon)
        start = at + (len(name) + 2 if is_turn else 0)
        kind = "turn" if is_turn else "paragraph"
        passages.append(Passage(f"p-{n}", "r", start, at + len(block), kind, Locator(), name if is_turn else ""))
        at += len(block) + 2
    language = "ar" if paragraph.group.startswith(_ARABIC) else "en"
    metadata = convert({key: text for key, text in paragraph.options.items() if key != "turns"}, Metadata)
    return Material(Rendition("r", "i", "text", language, "suite", paragraph.text), tuple(passages), metadata, "suite.txt")


def compare(paragraph: Paragraph, extraction: Extraction) -> Iterator[Outcome]:
    """What became of every mark, and what was found where there is none."""
    used: set[str] = set()
    lost: list[Range] = []
    for expected in paragraph.statements:
        match, wrong = best_match(expected, paragraph.text, extraction.statements)
        if match is not None:
            used.add(match.id)
        else:
            lost += expected.parts
        if "optional" not in expected.fields:
            words = " … ".join(paragraph.text[start:end] for start, end in expected.parts)
            got = show_statement(match) if match else "; ".join(map(show_statement, _near(expected, extraction.statements)))
            yield Outcome(paragraph, "statement", words, got, wrong)
    yield from compare_values(paragraph, extraction)
    extra = [*_unmarked_values(paragraph, extraction)]
    known = [part for expected in paragraph.statements for part in expected.parts]
    for statement in extraction.statements:
        if statement.id in used or statement.form in (Form.TURN, Form.NARRATION):
            continue
        parts = [(span.start, span.end) for span in statement.content]
        if not any(_overlap(part, one) for part in parts for one in lost) and not any(
            likeness(paragraph.text, part, one) >= _SAME for part in parts for one in known
        ):
            extra.append(show_statement(statement))
    yield Outcome(paragraph, "the rest", "nothing else", "; ".join(extra), "found where nothing is" if extra else "")


def best_match(expected: ExpectedStatement, text: str, statements: Iterable[Statement]) -> tuple[Statement | None, str]:
    """The statement with that content of which the least is wrong, and what is."""
    forms = (Form.TURN,) if "turn" in expected.fields else (Form.DIRECT, Form.REPORTED)
    matches = []
    for statement in _whole_turns(statements) if "turn" in expected.fields else statements:
        found = [(span.start, span.end) for span in statement.content]
        has_all = all(any(likeness(text, part, one) >= _SAME for one in found) for part in expected.parts)
        if statement.form in forms and has_all:
            matches.append((wrong_with(expected, text, statement), statement))
    if not matches:
        return None, "content"
    wrong, match = min(matches, key=lambda pair: len(pair[0]))
    return match, ", ".join(wrong)


def _whole_turns(statements: Iterable[Statement]) -> list[Statement]:
    """The sentences of a turn as one statement again: they are read one by one, and marked as a whole."""
    turns: dict[str, Statement] = {}
    for statement in statements:
        if statement.form is Form.TURN:
            first = turns.setdefault(statement.passage_id, statement)
            start, end = first.content[0].start, statement.content[-1].end
            turns[statement.passage_id] = replace(first, content=(Span(start, end, ""),))
    return list(turns.values())


def wrong_with(expected: ExpectedStatement, text: str, statement: Statement) -> list[str]:
    """Everything but the content that does not fit."""
    wrong = []
    if expected.speaker is not None:
        mention = statement.mention
        words = text[slice(*expected.speaker)]
        if mention is None or not same_name(words, mention.exact):
            wrong.append("speaker's words")
    form = next((f for f in expected.fields if f in ("direct", "reported", "turn")), None)
    if form is None and expected.parts:
        form = "direct" if text[expected.parts[0][0]] in _QUOTE_MARKS else "reported"
    if form != statement.form:
        wrong.append("form")
    if expected.stance and expected.stance != statement.stance:
        wrong.append("stance")
    if expected.field("by") and not same_name(expected.field("by"), statement.speaker.name):
        wrong.append("speaker")
    if expected.field("via") and not any(same_name(expected.field("via"), link.name) for link in statement.chain):
        wrong.append("chain")
    if expected.field("on") and expected.field("on") != statement.said_on:
        wrong.append(f"said on {statement.said_on or 'no day'}")
    hand = {"first-hand": True, "relayed": False}
    if any(statement.is_first_hand is not is_first for word, is_first in hand.items() if word in expected.fields):
        wrong.append("first-hand or relayed")
    return wrong


def compare_values(paragraph: Paragraph, extraction: Extraction) -> Iterator[Outcome]:
    """What became of every marked value."""
    statements = {statement.id: statement for statement in extraction.statements}
    for value in paragraph.values:
        here = [c for c in extraction.claims if _overlap((c.span.start, c.span.end), (value.start, value.end))]
        if value.spec == "*":
            continue
        faults = [misread(value.spec, claim, statements[claim.statement_id]) for claim in here]
        wrong = "" if "" in faults else "; ".join(dict.fromkeys(faults)) or "missing"
        words = paragraph.text[value.start : value.end]
        got = "; ".join(f"{c.span.exact} = {show(c)}" for c in here if _is_checked(c) or value.spec[0] == "?")
        yield Outcome(paragraph, "value", f"{words} {value.spec}", got, wrong)


def _unmarked_values(paragraph: Paragraph, extraction: Extraction) -> Iterator[str]:
    for claim in extraction.claims:
        at = (claim.span.start, claim.span.end)
        is_counted = not is_mention(claim)  # people harmed whom nobody counted: benchmarks/ranges measures them
        if (
            _is_checked(claim)
            and is_counted
            and not _is_single(claim)
            and not any(_overlap(at, (v.start, v.end)) for v in paragraph.values)
        ):
            yield f"{claim.span.exact} = {show(claim)}"


def likeness(text: str, one: Range, other: Range) -> float:
    """Words in common as a share of all words of both; small words do not count."""
    left, right = (
        {m.start() for m in re.finditer(r"\w+", text) if a <= m.start() < b and m.group().casefold() not in _SMALL}
        for a, b in (one, other)
    )
    return len(left & right) / len(left | right) if left | right else 0.0


def show_statement(statement: Statement) -> str:
    """A statement in one line."""
    words = " … ".join(span.exact for span in statement.content)
    chain = "".join(f" via {link.name}" for link in statement.chain)
    mention = statement.mention.exact if statement.mention else ""
    return f"[{mention}] {statement.speaker.name or '?'}{chain} {statement.form} {statement.stance}: {words}"


def _near(expected: ExpectedStatement, statements: Iterable[Statement]) -> list[Statement]:
    return [
        s
        for s in statements
        if s.form is not Form.NARRATION and any(_overlap((c.start, c.end), part) for c in s.content for part in expected.parts)
    ]


def _is_checked(claim: Claim) -> bool:
    return isinstance(claim.value, Amount | Money | Duration | Moment)


def _is_single(claim: Claim) -> bool:
    """Whether it only says that there was one: "a soldier"."""
    value = claim.value
    return (
        isinstance(value, Amount)
        and (value.low, value.high) == (1, 1)
        and value.words.split()[0].casefold() in ("a", "an", "one")
    )


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


if __name__ == "__main__":
    main()
