"""Counts claims by what they are filtered by, in memory: the same conditions as `claim_search` makes for the index.

Why twice: a page of claims is some rows in order, which the index finds by itself; a facet is a count over everything, once
for each filter that is set. A test holds the two to the same answer.
"""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from testimonia.model.testimony import Source
from testimonia.pipeline.workbench.claim_search import COLUMN, FACETS, NONE, SKIPPED, ClaimFilters
from testimonia.store.claim_columns import ClaimColumns, Mask


class Masks:
    """What some filters let through.

    Args:
        columns: every claim.
        filters: what is asked for.
        sources: every source by id: parties and roles are theirs.
        found: numbers of the claims in which the words are; None if no words are asked for.
        skipped: numbers of claims that were put off in this session.
    """

    def __init__(
        self,
        columns: ClaimColumns,
        filters: ClaimFilters,
        sources: Mapping[str, Source],
        *,
        found: Sequence[int] | None = None,
        skipped: Sequence[int] = (),
    ) -> None:
        self._columns, self._filters, self._sources = columns, filters, sources
        self._skipped = columns.among(skipped)
        self._everywhere = self._figures() & self._said() & columns.is_there
        if found is not None:
            self._everywhere &= columns.among(found)
        self._own = {name: self._one_of(name, wanted) for name in FACETS if (wanted := getattr(filters, name))}

    def count(self) -> int:
        """How many claims there are."""
        return int(np.count_nonzero(self._under("")))

    def counts(self) -> dict[str, dict[str, int]]:
        """Facet -> value -> how many claims have it, under every filter but the facet's own."""
        whole = self._under("")
        return {name: self._count(name, self._under(name) if name in self._own else whole) for name in FACETS}

    def _under(self, without: str) -> Mask:
        mask = self._everywhere
        for name, own in self._own.items():
            if name != without:
                mask = mask & own
        return mask

    def _count(self, facet: str, mask: Mask) -> dict[str, int]:
        if facet == "question":
            return self._columns.count_questions(mask)
        counted = self._columns.count(COLUMN.get(facet, "source_id"), mask)
        if facet not in ("party", "role"):
            return counted
        summed: dict[str, int] = {}
        for source_id, count in counted.items():
            source = self._sources.get(source_id)
            value = str(getattr(source, facet)) if source is not None else ""
            summed[value] = summed.get(value, 0) + count
        return summed

    def _one_of(self, name: str, wanted: Collection[str]) -> Mask:
        values = {"" if one == NONE else one for one in wanted}
        columns = self._columns
        if name == "state":
            return self._state(wanted)
        if name == "question":
            asked = columns.answering(lambda one: one != NONE and one in wanted)
            return asked | ~columns.answering(lambda _: True) if NONE in wanted else asked
        if name in ("party", "role"):
            ids = {source.id for source in self._sources.values() if str(getattr(source, name)) in values}
            return columns.where("source_id", ids.__contains__)
        if name == "unit":
            return columns.where("unit", values.__contains__) | columns.where("noun", lambda one: one in wanted)
        return columns.where(COLUMN[name], values.__contains__)

    def _state(self, wanted: Collection[str]) -> Mask:
        columns = self._columns
        put_off = self._skipped & columns.where("state", lambda one: one == "suggested")
        kept = columns.where("state", lambda one: one != SKIPPED and ("" if one == NONE else one) in wanted) & ~put_off
        return kept | put_off if SKIPPED in wanted else kept

    def _figures(self) -> Mask:
        """Those with the figures asked for. A comparison with what is no figure is false, as in the index."""
        filters, figures = self._filters, self._columns.figures
        low, best, high = (figures[name] for name in ("low", "best", "high"))
        mask = np.ones_like(self._columns.is_there)
        if filters.over is not None:
            mask &= (best > filters.over) | (np.isnan(high) & (low >= filters.over))
        if filters.under is not None:
            mask &= (best < filters.under) | ((low == 0) & (high <= filters.under))
        if filters.at_least is not None:
            mask &= (best >= filters.at_least) | (np.isnan(best) & (low >= filters.at_least))
        if filters.at_most is not None:
            mask &= (best <= filters.at_most) | (np.isnan(best) & (high <= filters.at_most))
        return mask

    def _said(self) -> Mask:
        first, last = self._filters.said_from, self._filters.said_to
        if not (first or last):
            return np.ones_like(self._columns.is_there)
        return self._columns.where("said_on", lambda day: day >= first and (not last or "" < day <= last))
