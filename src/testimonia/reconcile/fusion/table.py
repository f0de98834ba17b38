"""Claims as arrays: by question, within it by value, within it by source.

Every method of fusion walks the same two borders (where a question's values begin, where a value's claims begin), so the claims
are sorted once and never looked up by name again. Names are sorted before they are numbered and ties follow the order of the
values: the same claims in any order give the same table, on any machine.
"""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Generic, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]
Short = NDArray[np.int32]
Marks = NDArray[np.bool_]

Token = TypeVar("Token", bound=Hashable)


class ClaimTable(Struct, Generic[Token], frozen=True, eq=False):
    """Claims in order of question, value, source; a value is one token given as answer to one question.

    ``value_start[q]:value_start[q + 1]`` are the values of question ``q``, ``claim_start[v]:claim_start[v + 1]`` the claims of
    value ``v``, and ``claim_source`` says whose they are. 4 bytes a claim, 12 a value and 8 a question: at most 24 bytes
    a claim. The working arrays of a method add 8 a claim and 8 a value.
    """

    questions: Sequence[str]
    sources: Sequence[str]
    tokens: Sequence[Token]
    value_start: Whole
    claim_start: Whole
    value_token: Short
    claim_source: Short

    @property
    def claims(self) -> int:
        """How many claims there are."""
        return len(self.claim_source)

    @property
    def values(self) -> int:
        """How many different values there are, counted question by question."""
        return len(self.value_token)

    @property
    def support(self) -> Whole:
        """How many claims each value has."""
        return np.diff(self.claim_start)

    @property
    def breadth(self) -> Whole:
        """How many values each question has."""
        return np.diff(self.value_start)

    def value_question(self) -> Whole:
        """The question of each value."""
        return np.repeat(np.arange(len(self.questions)), self.breadth)

    def claim_value(self) -> Whole:
        """The value of each claim."""
        return np.repeat(np.arange(self.values), self.support)

    def answers(self) -> Whole:
        """How many claims each source makes."""
        return np.bincount(self.claim_source, minlength=len(self.sources))

    def part(self, first: int, last: int) -> "ClaimTable[Token]":
        """The questions from ``first`` up to ``last`` as a table; sources and tokens keep their numbers.

        A shard: its per-source sums may be added to those of other shards, in the order of the shards.
        """
        start, end = self.value_start[first], self.value_start[last]
        begin, stop = self.claim_start[start], self.claim_start[end]
        return ClaimTable(
            self.questions[first:last],
            self.sources,
            self.tokens,
            self.value_start[first : last + 1] - start,
            self.claim_start[start : end + 1] - begin,
            self.value_token[start:end],
            self.claim_source[begin:stop],
        )


def build_table(claims: Iterable[tuple[str, str, Token]]) -> ClaimTable[Token]:
    """The table of claims given as (question, source, token), in any order.

    Args:
        claims: Tokens must be hashable and comparable with each other: a text, or a tuple such as (kind, low, high). The same
            source saying the same thing twice is one claim; saying two things, two claims.

    Returns:
        A table whose names are sorted.

    >>> table = build_table([("dead", "radio", "9"), ("dead", "mayor", "7"), ("dead", "agency", "9")])
    >>> [table.tokens[token] for token in table.value_token], table.support.tolist()
    (['7', '9'], [1, 2])
    """
    rows = list(claims)
    questions, question = _number([row[0] for row in rows])
    sources, source = _number([row[1] for row in rows])
    tokens, token = _number([row[2] for row in rows])
    return code_table(question, source, token, questions=questions, sources=sources, tokens=tokens)


def code_table(
    question: Whole, source: Whole, token: Whole, *, questions: Sequence[str], sources: Sequence[str], tokens: Sequence[Token]
) -> ClaimTable[Token]:
    """The table of claims that are numbered already.

    For millions of claims, where names are costly. Every question must have a claim.

    Args:
        question: Number of each claim's question.
        source: Number of each claim's source.
        token: Number of each claim's token.
        questions: Names in order of number; likewise the next two. Sorted, if the order of claims is not to matter.
        sources: Names of sources.
        tokens: The tokens.
    """
    order = _order(question, token, source, len(tokens), len(sources))
    question, source, token = question[order], source[order], token[order]
    same_question = question[1:] == question[:-1]
    same_value = same_question & (token[1:] == token[:-1])
    fresh = np.ones(len(order), dtype=bool)
    fresh[1:] = ~(same_value & (source[1:] == source[:-1]))
    opens_value = np.ones(len(order), dtype=bool)
    opens_value[1:] = ~same_value
    opens_value = opens_value[fresh]
    question, source, token = question[fresh], source[fresh], token[fresh]
    first = np.flatnonzero(opens_value)
    counts = np.bincount(question[first], minlength=len(questions))
    return ClaimTable(
        questions,
        sources,
        tokens,
        np.concatenate(([0], np.cumsum(counts))),
        np.concatenate((first, [len(question)])).astype(np.int64),
        token[first].astype(np.int32),
        source.astype(np.int32),
    )


def _order(question: Whole, token: Whole, source: Whole, tokens: int, sources: int) -> Whole:
    """The order by question, token, source: one sort of one key where the numbers fit into 63 bits."""
    top = int(question.max()) + 1 if len(question) else 1
    if top * max(tokens, 1) * max(sources, 1) < 2**63:
        return np.argsort((question.astype(np.int64) * tokens + token) * sources + source, kind="stable")
    return np.lexsort((source, token, question))


def _number(names: Sequence[Any]) -> tuple[list[Any], Whole]:
    """The different names, sorted, and the number of each name given."""
    known = sorted(set(names))
    number = {name: place for place, name in enumerate(known)}
    return known, np.fromiter((number[name] for name in names), dtype=np.int64, count=len(names))
