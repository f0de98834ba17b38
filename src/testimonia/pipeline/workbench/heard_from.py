"""Who heard from whom: the chains of telling and the ties between sources, as a graph."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct, field

from testimonia.model.material import Protection
from testimonia.model.review import Review
from testimonia.model.testimony import Act, Claim, Role, Source, Speaker, Statement
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import judged_of, once_a_material, results_of, sources_of
from testimonia.pipeline.workbench.shelf import Shelf, shelf_of
from testimonia.text.names import name_key

MOST_WORDS = 3
"""Sentences shown with one edge."""
LONGEST = 240
_CHANGING = (Act.REJECT, Act.MERGE, Act.CORRECT)
"""Acts that change whether or by whom something was said."""


class GraphNode(Struct, frozen=True):
    """A source, or somebody whom a chain names and who is no source of the case."""

    id: str
    name: str
    role: Role = Role.UNKNOWN
    party: str = ""
    protection: Protection = Protection.NONE
    is_source: bool = True
    claims: int = 0


class GraphEdge(Struct, frozen=True):
    """Something passed on, or a tie."""

    from_: str = field(name="from")
    """Who told; of a tie the first of two."""
    to: str
    kind: str
    """heard: the one told the other; tie: they may depend on each other; group: they do, and count as one account."""
    words: tuple[str, ...]
    """The exact words that say so, or the reason."""
    claim_ids: tuple[str, ...] = ()
    degree: float = 1.0
    """Of a tie: probability that what they say alike has one origin."""


class HeardGraph(Struct, frozen=True):
    """Sources and what was told between them."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


class Told(Struct, frozen=True):
    """One hand of a chain: who told whom, in which words."""

    teller: str
    hearer: str
    words: tuple[str, ...]
    claim_ids: tuple[str, ...]


class Spoken(Struct, frozen=True):
    """What each source says in all, as judgements leave it."""

    claims: Mapping[str, int]
    """By source id."""
    items: Mapping[str, int]
    told: tuple[Told, ...]


def spoken_of(workbench: Workbench, case: Case) -> Spoken:
    """What each source says: counted over the material once, and only what people judged since is looked at again."""
    return workbench.remember("spoken", lambda: _count(workbench, case))


def _count(workbench: Workbench, case: Case) -> Spoken:
    review = judged_of(workbench, case).review
    shelf = shelf_of(workbench, case)
    moved = _moved(shelf, review)
    parts: dict[str, list[str]] = defaultdict(list)
    for source_id in {*shelf.spoken, *moved}:
        parts[review.source_id(source_id)].append(source_id)
    claims: dict[str, int] = {}
    items: dict[str, int] = {}
    for source_id, merged in parts.items():
        count = sum(shelf.said.get(one, 0) + moved[one].total() for one in merged)
        if count:
            claims[source_id] = count
            items[source_id] = len(_items(shelf, moved, merged)) if len(merged) > 1 else _count_items(shelf, moved, merged[0])
    return Spoken(claims, items, _told(workbench, case, review))


Moved = Mapping[str, Counter[str]]
"""Source id -> items, with the claims that judgements give it there (or take from it)."""


def _moved(shelf: Shelf, review: Review) -> Moved:
    """What judgements on claims and statements change of what each source says; what merges of sources do comes after."""
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    judged = [target for target, one in review.active.items() if one.act in _CHANGING]
    sources: dict[str, str] = {}
    for claim_id in {claim_id for target in judged for claim_id in (target, *shelf.claims_of.get(target, ()))}:
        item_id, statement_id = shelf.item_of.get(claim_id, ""), shelf.statement_of.get(claim_id, "")
        if item_id not in shelf.current:
            continue
        source_id = shelf.source_of[statement_id]
        moved[source_id][item_id] -= 1
        if not review.is_gone(claim_id, statement_id):
            if statement_id not in sources:
                sources[statement_id] = review.said_by(statement_id, source_id)
            moved[sources[statement_id]][item_id] += 1
    return moved


def _items(shelf: Shelf, moved: Moved, sources: Sequence[str]) -> set[str]:
    """The items in which any of some sources still speaks."""
    return {
        item_id
        for source_id in sources
        for item_id in {*shelf.spoken.get(source_id, ()), *moved[source_id]}
        if shelf.spoken.get(source_id, Counter())[item_id] + moved[source_id][item_id] > 0
    }


def _count_items(shelf: Shelf, moved: Moved, source_id: str) -> int:
    """In how many items a source still speaks: as before, but for those in which something was judged."""
    before: Mapping[str, int] = shelf.spoken.get(source_id, Counter())
    changed = moved[source_id].items()
    return len(before) + sum((before.get(one, 0) + by > 0) - (one in before) for one, by in changed)


def _told(workbench: Workbench, case: Case, review: Review) -> tuple[Told, ...]:
    """Who told whom, from the statements that say so."""

    def relayed() -> Sequence[tuple[Claim, Statement]]:
        shelf = shelf_of(workbench, case)
        ids = [claim_id for statement_id in case.store.relayed() for claim_id in shelf.claims_of.get(statement_id, ())]
        return case.store.testimony_beside([one for one in ids if shelf.item_of[one] in shelf.current])

    sources = sources_of(workbench, case)
    ids = {name_key(name): source.id for source in sources.values() for name in (*source.aliases, source.name)}
    told: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for pair in once_a_material(workbench, case, "relayed", relayed):
        if (reviewed := review.apply(*pair)) is None:
            continue
        claim, statement = reviewed
        for hands in _hands(statement, ids):
            words, claim_ids = told.setdefault(hands, ([], []))
            claim_ids.append(claim.id)
            if len(words) < MOST_WORDS and (sentence := _sentence(claim, statement)) not in words:
                words.append(sentence)
    return tuple(Told(*hands, tuple(words), tuple(sorted(claim_ids))) for hands, (words, claim_ids) in sorted(told.items()))


def _hands(statement: Statement, ids: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each hand of a statement's chain, by ids of sources or names."""
    named = [one for one in statement.chain if one.name.strip()]
    chain = [*(ids.get(name_key(one.name)) or _stranger(one, statement) for one in named), statement.source_id]
    for teller, hearer in pairwise(chain):
        if teller != hearer and hearer:
            yield teller, hearer


def _stranger(speaker: Speaker, statement: Statement) -> str:
    """An id for somebody who is no source: a name is the same person everywhere, "one man" only in his text."""
    return f"name:{'' if speaker.is_named else statement.rendition_id}:{speaker.name}"


def _sentence(claim: Claim, statement: Statement) -> str:
    whole = " ".join(" ".join(span.exact for span in statement.content).split()) or claim.span.exact
    return whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"


def heard_graph(workbench: Workbench, by: str) -> HeardGraph:
    """Who heard from whom, over the whole case."""
    return workbench.remember("heard graph", lambda: _graph(workbench, by))


def _graph(workbench: Workbench, by: str) -> HeardGraph:
    case = workbench.case_of(by)
    results, sources, spoken = results_of(case), sources_of(workbench, case), spoken_of(workbench, case)
    edges = [GraphEdge(one.teller, one.hearer, "heard", one.words, one.claim_ids) for one in spoken.told]
    ties = {(tie.first, tie.second, tie.reason): tie for found in results.ties.values() for tie in found}
    edges += [GraphEdge(tie.first, tie.second, "tie", (tie.reason,), (), tie.degree) for _, tie in sorted(ties.items())]
    for group in results.groups.values():
        first, *others = group.source_ids
        edges += [GraphEdge(first, other, "group", (group.reason,)) for other in others]
    met = dict.fromkeys(end for edge in edges for end in (edge.from_, edge.to))
    said = [source_id for source_id in spoken.claims if source_id not in met]
    return HeardGraph(tuple(_node(one, sources, spoken) for one in (*met, *sorted(said)) if one), tuple(edges))


def _node(node_id: str, sources: Mapping[str, Source], spoken: Spoken) -> GraphNode:
    source = sources.get(node_id)
    if source is None:
        return GraphNode(node_id, node_id.split(":", 2)[-1], is_source=False)
    claims = spoken.claims.get(source.id, 0)
    return GraphNode(source.id, source.name, source.role, source.party, source.protection, True, claims)
