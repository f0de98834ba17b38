"""Add up what one sentence counts apart: "two men and a child were killed" is three people.

Why: one account says three people, the other two men and a child; as counts of different nouns they would never meet. The
parts stay claims of their own; the sum is one more, over all their words, and only where every part is exact.
"""

from collections.abc import Sequence

from testimonia.extract.arabic.claims import is_part_of_figure
from testimonia.extract.arabic.counting import Figure
from testimonia.extract.arabic.harms import harm_of
from testimonia.extract.arabic.lexicon import Noun
from testimonia.extract.arabic.words import Text
from testimonia.model.values import Amount, Hedge


def find_sums(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Sums of neighbouring exact counts of people under one word of harm.

    Args:
        text: The passage.
        figures: Its quantities, in order.
    """
    found: list[Figure] = []
    run: list[Figure] = []
    for figure in [*figures, None]:
        if figure is not None and run and _goes_on(text, run[-1], figure):
            run.append(figure)
            continue
        if len(run) > 1 and (total := _add(text, run, figures)) is not None:
            found.append(total)
        run = [figure] if figure is not None and _is_addend(figure) and not is_part_of_figure(text, figure) else []
    return found


def _is_addend(figure: Figure) -> bool:
    noun, value = figure.noun, figure.value
    is_exact = isinstance(value, Amount) and value.hedge is Hedge.EXACT and bool(value.best)
    return (
        is_exact and noun is not None and noun.is_person and not noun.harm and noun.unit not in ("people", "family", "corpse")
    )


def _goes_on(text: Text, before: Figure, figure: Figure) -> bool:
    """Whether a count is joined to the one before by "and", with at most a comma or an adjective between."""
    gap = figure.first - before.last
    return text.words[figure.first].is_joined and 0 <= gap <= 1 and _is_addend(figure) and figure.noun != before.noun


def _add(text: Text, run: Sequence[Figure], figures: Sequence[Figure]) -> Figure | None:
    barriers = {j for figure in figures for j in range(figure.first, figure.last)}
    first, last = run[0].first, run[-1].last
    predicate, _ = harm_of(text, first, last, barriers - set(range(first, last)))
    if not predicate:
        return None
    total = sum(figure.value.best or 0.0 for figure in run)
    value = Amount(total, total, total, "people", text.inner_slice(first, last))
    return Figure(first, last, -1, value, Noun("people", 0, True), "arabic.count.sum")
