"""Minimal sets: claims that cannot all be true although any of them could be left out and the rest be true.

Bounds find and shrink them; where bounds are not complete the referee has the last word, and what it finds is handed back to
the bounds as a known set, so that nothing is asked twice.

Source: deletion filter (Chinneck and Dravnieks 1991, "Locating minimal infeasible constraint sets in linear programs").
"""

from collections.abc import Sequence

from testimonia.reconcile.logic.bounds import Oracle
from testimonia.reconcile.logic.referee import Referee
from testimonia.reconcile.logic.system import System, is_complete


class Judge:
    """Exact answers about one system: bounds first, the referee where they do not suffice."""

    def __init__(self, system: System, *, is_compiled: bool = False) -> None:
        self.system = system
        self.oracle = Oracle(system, is_compiled=is_compiled)
        self.referee = Referee(system, Oracle(system, is_compiled=is_compiled))
        self._is_complete = is_complete(system)
        self._minimal: dict[tuple[int, ...], list[int]] = {}

    @property
    def needs_referee(self) -> bool:
        """Whether bounds that do not clash prove nothing."""
        return not self._is_complete or not self.oracle.is_sure

    @property
    def is_sure(self) -> bool:
        """Whether every answer so far was proved."""
        return self.referee.is_sure

    def clashes(self, claims: Sequence[int]) -> bool:
        """Whether these claims cannot all be true."""
        return self.oracle.find_conflict(claims) or (self.needs_referee and not self.referee.is_feasible(claims))

    def find_missed(self, claims: Sequence[int]) -> list[int] | None:
        """A minimal set among claims whose bounds do not clash; None if they can in fact all be true."""
        if not self.needs_referee or self.referee.is_feasible(claims):
            return None
        found = self.referee.shrink(claims)
        self.oracle.add_known(found)
        return found

    def find_core(self, claims: Sequence[int]) -> list[int] | None:
        """Claims that cannot all be true, as small as bounds make them; None if all can.

        Like `shrink` without asking the referee whether a set that bounds have cut down is minimal: enough for a search.
        """
        found = self.oracle.shrink(claims)
        return self.find_missed(claims) if found is None else found

    def shrink(self, claims: Sequence[int]) -> list[int] | None:
        """A minimal set of claims that cannot all be true, the most credible ones; None if all can.

        Args:
            claims: in order of weight, the lightest first.
        """
        found = self.find_core(claims)
        if found is None or not self.needs_referee:
            return found
        key = tuple(found)
        if key not in self._minimal:
            self._minimal[key] = self.referee.shrink(found)
            if len(self._minimal[key]) < len(found):
                self.oracle.add_known(self._minimal[key])
        return self._minimal[key]
