"""Fusion on generated claims of many shapes with known truth, beside the majority; prints a Markdown table.

    benchmarks/fusion-shapes [--seeds N]

Shapes that settings must not be tuned away from: eight witnesses and twelve questions, a copied feed, two labels with sources
that err on one side, hundreds of sources with a dozen answers, places with a thousand sources. All drawn with seeds. Where the
majority is tied it gets its share of the point.
"""

import argparse
from collections.abc import Iterator

import numpy as np

from testimonia.reconcile.fusion.fusing import Values, fuse
from testimonia.reconcile.fusion.known import Known
from testimonia.reconcile.fusion.open_values import fuse_open_values
from testimonia.reconcile.fusion.results import Fusion
from testimonia.reconcile.fusion.table import ClaimTable, build_table

Case = tuple[list[tuple[str, str, str]], dict[str, str], dict[str, set[str]]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    print("| shape | majority | without copying | testimonia | said confidence | method |\n|---|---|---|---|---|---|")
    for name, draw in SHAPES.items():
        results = [score(*draw(np.random.default_rng(seed))) for seed in range(options.seeds)]
        means = " | ".join(f"{value:.3f}" if value == value else "" for value in np.mean([r[:4] for r in results], axis=0))
        print(f"| {name} | {means} | {results[0][4]} |", flush=True)


def score(claims: list[tuple[str, str, str]], truth: dict[str, str], above: dict[str, set[str]]) -> tuple[object, ...]:
    table = build_table(claims)
    kind = Values.PLACES if above else Values.LABELS
    result = fuse(table, kind, above=above)
    blind = (
        float("nan")
        if result.method != "open values"
        else right(table, fuse_open_values(table, known=Known(copy_prior=0)), truth)
    )
    return majority(table, truth), blind, right(table, result, truth), float(result.confidence.mean()), result.method


def right(table: ClaimTable[str], result: Fusion, truth: dict[str, str]) -> float:
    said = (table.tokens[table.value_token[value]] for value in result.chosen)
    return float(np.mean([value == truth[question] for question, value in zip(table.questions, said, strict=True)]))


def majority(table: ClaimTable[str], truth: dict[str, str]) -> float:
    points = []
    for question, start, end in zip(table.questions, table.value_start[:-1], table.value_start[1:], strict=True):
        votes = table.support[start:end]
        tied = [table.tokens[token] == truth[question] for token in table.value_token[start:end][votes == votes.max()]]
        points.append(sum(tied) / len(tied))
    return float(np.mean(points))


def open_case(
    chance: np.random.Generator, *, questions: int, sources: int, each: int, copiers: int = 0, best: float = 0.95
) -> Case:
    """Names: sources right in 50 to 95 of 100; errors are popular ones; copiers repeat the first source, which is poor."""
    accuracy = chance.uniform(0.5, best, sources)
    accuracy[0] = 0.6
    claims, truth = [], {}
    for number in range(questions):
        question, true = f"q{number:05}", int(chance.integers(100))
        truth[question] = f"{true:03}"
        said = {
            int(source): true if chance.random() < accuracy[source] else true + min(6, int(chance.geometric(0.4)))
            for source in chance.choice(sources, min(sources, each), replace=False)
        }
        for copier in range(copiers):
            if 0 in said and chance.random() < 0.9:
                said[sources + copier] = said[0]
        claims += [(question, f"s{source:03}", f"{value:03}") for source, value in said.items()]
    return claims, truth, {}


def label_case(
    chance: np.random.Generator, *, questions: int, sources: int, each: int, labels: int, shares: list[float], alike: float
) -> Case:
    """Labels: each source confuses them in its own way around a common one; a third of the questions are hard for all."""
    common = np.full((labels, labels), 0.35 / max(1, labels - 1))
    np.fill_diagonal(common, 0.65)
    if labels == 2:
        common = np.array([[0.72, 0.28], [0.4, 0.6]])
    tables = np.array([[chance.dirichlet(alike * row) for row in common] for _ in range(sources)])
    busy = chance.pareto(1.2, sources) + 0.05
    claims, truth = [], {}
    for number in range(questions):
        question, true = f"q{number:05}", int(chance.choice(labels, p=shares))
        truth[question] = str(true)
        hard, other = chance.random() < 0.33, int(chance.integers(labels))
        for source in chance.choice(sources, each, replace=False, p=busy / busy.sum()):
            shown = other if hard and chance.random() < 0.3 else true
            claims.append((question, f"s{source:03}", str(chance.choice(labels, p=tables[source, shown]))))
    return claims, truth, {}


def place_case(chance: np.random.Generator, *, questions: int, sources: int, each: int) -> Case:
    """Places: four levels; sources name the place, a wider one, or another that many confuse with it."""
    above: dict[str, set[str]] = {}

    def ancestors(path: tuple[int, ...]) -> Iterator[str]:
        yield from ("/".join(map(str, path[:depth])) for depth in range(1, len(path)))

    habits, busy = chance.dirichlet((5, 4, 3), sources), chance.pareto(0.9, sources) + 0.1
    claims, truth = [], {}
    for number in range(questions):
        path = tuple(int(step) for step in chance.integers(6, size=int(chance.integers(2, 5))))
        wrong = (*path[: int(chance.integers(len(path)))], 6, int(chance.integers(6)))
        question = f"q{number:05}"
        truth[question] = "/".join(map(str, path))
        for source in chance.choice(sources, each, replace=False, p=busy / busy.sum()):
            act = chance.choice(3, p=habits[source])
            named = (path, path[: int(chance.integers(1, len(path)))], wrong)[act]
            name = "/".join(map(str, named))
            above[name] = set(ancestors(named))
            claims.append((question, f"s{source:04}", name))
    return claims, truth, above


SHAPES = {
    "8 witnesses, 12 questions": lambda c: open_case(c, questions=12, sources=8, each=5),
    "the same, 3 copies of a poor one": lambda c: open_case(c, questions=12, sources=8, each=5, copiers=3),
    "40 questions, 3 copies": lambda c: open_case(c, questions=40, sources=8, each=5, copiers=3),
    "5,000 questions, 21 sites, 6 copies": lambda c: open_case(c, questions=5000, sources=15, each=6, copiers=6),
    "two labels, 39 sources, 108 questions, all answer": lambda c: label_case(
        c, questions=108, sources=39, each=39, labels=2, shares=[0.55, 0.45], alike=8
    ),
    "two labels, 3 answers each, 1 in 8 true": lambda c: label_case(
        c, questions=3000, sources=176, each=3, labels=2, shares=[0.88, 0.12], alike=8
    ),
    "four labels, 269 sources with few answers": lambda c: label_case(
        c, questions=333, sources=269, each=10, labels=4, shares=[0.55, 0.15, 0.15, 0.15], alike=8
    ),
    "places, 1,577 sources with few claims": lambda c: place_case(c, questions=785, sources=1577, each=5),
    "places, 7 sources": lambda c: place_case(c, questions=1500, sources=7, each=2),
}

if __name__ == "__main__":
    main()
