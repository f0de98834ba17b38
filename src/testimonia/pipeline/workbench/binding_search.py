"""What a story can be bound to, found by words: findings, claims, quotations, places, routes, charts, contradictions."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.places import map_of
from testimonia.pipeline.workbench.results import judged_of, results_of, sources_of
from testimonia.pipeline.workbench.timeline import Chosen
from testimonia.pipeline.workbench.wording import finding_words
from testimonia.text.names import name_key

MOST = 40
_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
SHORTEST_ID = 10
"""Characters of a claim's id that are written in a story: enough to be the only one, and still to be read."""


class BindingRow(Struct, frozen=True):
    """Something that can be put into a text."""

    kind: str
    """finding, claim, quote, place, route, accounts, contradiction, timeline."""
    insert: str
    """What is written: ``{finding: people}``."""
    words: str
    """The answer, the exact words, the name."""
    detail: str
    """The question, who says so and when."""
    id: str


def find_bindings(workbench: Workbench, by: str, words: str, *, limit: int = MOST) -> list[BindingRow]:
    """What fits some words, the best first; without words what a story needs most: findings.

    Args:
        words: all of them must stand in a row, in any order.
    """
    rows: list[BindingRow] = workbench.remember("bindings", lambda: list(_rows(workbench, by)))
    wanted = _fold_words(words).split()
    if not wanted:
        return [row for row in rows if row.kind == "finding"][:limit]
    folded: list[str] = workbench.remember("bindings folded", lambda: [_fold(row) for row in rows])
    found = [(row, text) for row, text in zip(rows, folded, strict=True) if all(word in text for word in wanted)]
    found.sort(key=lambda pair: _distance(pair[0], pair[1], wanted))
    return [row for row, _ in found[:limit]]


def _fold(row: BindingRow) -> str:
    return _fold_words(f"{row.kind} {row.words} {row.detail} {row.id}")


def _fold_words(words: str) -> str:
    """Words as they are compared: a figure is the same with and without its commas."""
    return name_key(_COMMA.sub("", words))


def _distance(row: BindingRow, text: str, wanted: Sequence[str]) -> tuple[bool, int, int]:
    """Whole words first, then findings before claims, then short before long."""
    whole = set(text.split())
    return not all(word in whole for word in wanted), _ORDER.index(row.kind), len(text)


_ORDER = ("finding", "accounts", "place", "quote", "claim", "contradiction", "route", "timeline")


def _rows(workbench: Workbench, by: str) -> Iterator[BindingRow]:
    case = workbench.case_of(by)
    results, judged, sources = results_of(case), judged_of(workbench, case), sources_of(workbench, case)
    for question in results.questions.values():
        suggestion = results.suggestions.get(question.id)
        if suggestion is None or not results.answers.get(question.id):
            continue
        said = finding_words(judged.review.conclude(suggestion), question)
        yield BindingRow("finding", f"{{finding: {question.id}}}", said, question.text, question.id)
        yield BindingRow("accounts", f"{{accounts: {question.id}}}", question.text, "chart of all accounts", question.id)
    seen: set[str] = set()
    for question_id, answers in results.answers.items():
        for answer in answers:
            source = sources.get(answer.source_id)
            for position in answer.positions:
                if position.claim_id in seen:
                    continue
                seen.add(position.claim_id)
                who = ", ".join(filter(None, (source.name if source else "", position.said_on)))
                detail = f"{who}: {results.questions[question_id].text}"
                for kind in ("quote", "claim"):
                    insert = f"{{{kind}: {position.claim_id[:SHORTEST_ID]}}}"
                    yield BindingRow(kind, insert, position.words, detail, position.claim_id)
    for one in results.all_contradictions.values():
        yield BindingRow("contradiction", f"{{contradiction: {one.id[:SHORTEST_ID]}}}", one.sentence, "contradiction", one.id)
    yield from _on_the_map(workbench, case)


def _on_the_map(workbench: Workbench, case: Case) -> Iterator[BindingRow]:
    data, counts = map_of(workbench, case, Chosen(), lambda _claim, _statement: True)
    for place in data.places:
        detail = ", ".join((f"{counts.get(place.id, 0)} claims", *place.names[:3]))
        yield BindingRow("place", f"{{place: {place.place.name}}}", place.name, detail, place.id)
    for number, route in enumerate(data.routes):
        for leg in dict.fromkeys(leg.order for leg in route.legs):
            legs = [one for one in route.legs if one.order == leg]
            target = f"{leg + 1}" if number == 0 else f"{route.id[:SHORTEST_ID]} {leg + 1}"
            way = f"{legs[0].start.name} – {legs[0].end.name}"
            yield BindingRow("route", f"{{route: {target}}}", way, legs[0].words, f"{route.id}-{leg}")
    if data.events:
        yield BindingRow("timeline", "{timeline}", "timeline", f"{len(data.events)} events", "timeline")
