"""Near-copied words: two texts that share most of their word sequences have one origin.

Honest witnesses agree on what happened, not on how to say it. Sequences of five words that recur in another source's statement
are therefore evidence of copying, however true the statement is.

Source: Broder 1997, "On the resemblance and containment of documents" (word shingles, Jaccard resemblance); the prefix filter
that makes the search exact without comparing all pairs: Bayardo, Ma and Srikant 2007, "Scaling up all pairs similarity search".
"""

import math
import zlib
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain

from testimonia.model.testimony import Statement
from testimonia.reconcile.vocabulary import WORD

SIZE = 5
"""Words in a sequence."""

FEWEST_WORDS = 8
"""Shorter statements coincide by chance: "we do not comment on that"."""

LIMIT = 0.5
"""Share of common sequences (Jaccard) from which a text counts as near-copied."""


def find_shingles(statement: Statement) -> "array[int]":
    """The distinct word sequences of a statement's content as sorted hashes; empty if it is too short."""
    return hash_shingles(" ".join(span.exact for span in statement.content))


def hash_shingles(text: str) -> "array[int]":
    """The distinct five-word sequences of a text as sorted 32-bit hashes.

    >>> len(hash_shingles("one two three four five six seven")), len(hash_shingles("a b c d e f g h"))
    (0, 4)
    """
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return array("L")
    encoded = [word.encode() for word in words]
    ends = list(accumulate(len(word) + 1 for word in encoded))
    starts, joined = [0, *ends], b" ".join(encoded)
    hashes = {zlib.crc32(joined[start : end - 1]) for start, end in zip(starts, ends[SIZE - 1 :], strict=False)}
    return array("L", sorted(hashes))


def resemblance(left: "array[int]", right: "array[int]") -> float:
    """Jaccard resemblance of two shingle sets, 0 to 1.

    >>> resemblance(hash_shingles("a b c d e f g h i"), hash_shingles("a b c d e f g h j"))
    0.6666666666666666
    """
    if not left or not right:
        return 0.0
    shared = len(set(left).intersection(right))
    return shared / (len(left) + len(right) - shared)


def find_copies(texts: Sequence["array[int]"], is_joined: Callable[[int, int], bool]) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that are near copies.

    Args:
        texts: shingle sets.
        is_joined: whether a pair is already known to belong together and need not be compared; asked again before each pair,
            so that the caller may join pairs as they come and a thousand copies of one text cost a thousand comparisons.

    Yields:
        (index, larger index, resemblance).
    """
    frequency = Counter(chain.from_iterable(texts))
    shared = {shingle for shingle, count in frequency.items() if count > 1}
    postings: dict[int, list[int]] = {}
    for number, text in enumerate(texts):
        if not text or len(shared.intersection(text)) < LIMIT * len(text):
            continue  # too little of it recurs anywhere for a near copy to exist
        ordered = sorted(text, key=lambda shingle: (frequency[shingle], shingle))
        prefix = len(ordered) - math.ceil(LIMIT * len(ordered)) + 1
        seen: set[int] = set()
        for shingle in ordered[:prefix]:
            for other in postings.setdefault(shingle, []):
                if other not in seen:
                    seen.add(other)
                    if not is_joined(other, number) and (degree := resemblance(texts[other], text)) >= LIMIT:
                        yield other, number, degree
            postings[shingle].append(number)
