"""Words of a text as they are compared in quotations: typography folded away, offsets kept."""

import re
from collections.abc import Mapping, Sequence
from functools import cached_property

from testimonia.text.names import fold

_TOKEN = re.compile(r"[^\W_]+(?:['’.,-](?=[^\W_])[^\W_]+)*")
_APOSTROPHE = re.compile(r"['’‘ʼ`]")


class Wording:
    """A text as folded words with offsets.

    >>> Wording("It’s a co-op, he said.").words
    ['its', 'a', 'co', 'op', 'he', 'said']
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.spans: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(text):
            folded = _APOSTROPHE.sub("", fold(match[0])).replace(",", "")
            for part in re.split(r"[-‑–]", folded):
                if part:
                    self.words.append(part)
                    self.spans.append(match.span())

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Word -> where it stands."""
        found: dict[str, list[int]] = {}
        for n, word in enumerate(self.words):
            found.setdefault(word, []).append(n)
        return found

    def find(self, words: Sequence[str], *, since: int = 0) -> int | None:
        """Where a run of words stands first, from a word on; None: nowhere."""
        if not words:
            return since
        rarest = min(range(len(words)), key=lambda n: len(self.places.get(words[n], ())))
        for at in self.places.get(words[rarest], ()):
            start = at - rarest
            if start >= since and self.words[start : start + len(words)] == list(words):
                return start
        return None

    def offsets(self, first: int, count: int) -> tuple[int, int]:
        """The stretch of text from a word on, over a number of words."""
        return self.spans[first][0], self.spans[first + count - 1][1]
