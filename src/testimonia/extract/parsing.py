"""Parse the passages of a material once and lay every parse out as plain lists.

Why plain lists: every step of the extraction asks the same few questions of a token (what is its head, its lemma, where
does it stand in the rendition). ParsedPassage spaCy's arrays once and answering from Python lists is several times cheaper than
asking token objects again and again, and it gives the rest of the code real types.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from typing import Any

import spacy
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, ORTH, POS, SENT_START, TAG
from spacy.util import compile_infix_regex

from testimonia.errors import UsageError
from testimonia.model.material import Material, Passage

MAX_CHARS = 5_000
"""Longest text given to the parser in one piece: its memory grows with the length of a Doc."""

_BREAK = re.compile(r"\n\s*|(?<=[.!?…][\"”’»)\]])\s+|(?<=[.!?…])\s+")
_ATTRIBUTES = [ORTH, LEMMA, POS, TAG, DEP, HEAD, IDX, ENT_TYPE, ENT_IOB, SENT_START]
_BATCH = 64


class ParsedPassage:
    """One parsed piece of a passage; token attributes as parallel lists, offsets in the rendition.

    ``left`` and ``right`` are the first and last token of a token's subtree; ``children`` are in text order; ``quote`` is
    the number of the innermost quotation a token stands in, or -1 (filled by the caller; inner ones have higher numbers);
    ``sentences`` are half-open token ranges and ``sentence`` gives the index into it for each token.
    """

    __slots__ = (
        "begins", "children", "deps", "doc", "ends", "entities", "heads", "left", "lemmas", "lowers", "passage", "pos", "quote",
        "right", "sentence", "sentences", "start", "tags", "text", "words",
    )  # fmt: skip

    def __init__(self, doc: Any, passage: Passage, start: int) -> None:
        self.doc = doc
        self.passage = passage
        self.start = start
        self.text: str = doc.text
        strings = doc.vocab.strings
        rows: list[list[int]] = doc.to_array(_ATTRIBUTES).astype("int64").T.tolist() if len(doc) else [[] for _ in _ATTRIBUTES]
        names: dict[int, str] = {0: ""}

        def read(column: list[int]) -> list[str]:
            for key in set(column) - names.keys():
                names[key] = strings[key & 0xFFFFFFFFFFFFFFFF]
            return [names[key] for key in column]

        self.words = read(rows[0])
        self.lowers = [word.lower() for word in self.words]
        self.lemmas = [lemma.lower() for lemma in read(rows[1])]
        self.pos, self.tags, self.deps = read(rows[2]), read(rows[3]), read(rows[4])
        self.heads = [i + offset for i, offset in enumerate(rows[5])]
        self.begins = [start + at for at in rows[6]]
        self.ends = [at + len(word) for at, word in zip(self.begins, self.words, strict=True)]
        self.entities = [(e.start, e.end, e.label_) for e in doc.ents]
        self.quote = [-1] * len(self.words)
        self._read_sentences(rows[9])
        self._read_tree()

    def __len__(self) -> int:
        return len(self.words)

    def _read_sentences(self, starts: list[int]) -> None:
        first = [i for i, is_start in enumerate(starts) if is_start == 1 or i == 0]
        self.sentences = list(zip(first, [*first[1:], len(starts)], strict=True)) if starts else []
        self.sentence = [0] * len(starts)
        for n, (a, b) in enumerate(self.sentences):
            self.sentence[a:b] = [n] * (b - a)

    def _read_tree(self) -> None:
        size = len(self.heads)
        self.children: list[list[int]] = [[] for _ in range(size)]
        for i, head in enumerate(self.heads):
            if head != i:
                self.children[head].append(i)
        self.left, self.right = list(range(size)), list(range(size))
        # A projective tree: climbing from each token to the root widens every ancestor on the way.
        for i in range(size):
            at = i
            while (head := self.heads[at]) != at:
                if i < self.left[head]:
                    self.left[head] = i
                elif i > self.right[head]:
                    self.right[head] = i
                else:
                    break
                at = head

    def child(self, token: int, *deps: str) -> int:
        """First child of ``token`` with one of these dependency labels, or -1."""
        for i in self.children[token]:
            if self.deps[i] in deps:
                return i
        return -1

    def ancestors(self, token: int) -> Iterator[int]:
        """The heads above a token, nearest first, up to the root of its sentence."""
        while (head := self.heads[token]) != token:
            yield head
            token = head

    def attach(self, token: int, head: int) -> None:
        """Hang a token on another head, where a rule knows better than the parser."""
        self.heads[token] = head
        self._read_tree()

    def find(self, start: int, end: int) -> tuple[int, int]:
        """Half-open range of the tokens that lie wholly or partly in rendition offsets ``[start, end)``."""
        return bisect_right(self.ends, start), bisect_left(self.begins, end)

    def quotation_around(self, token: int) -> tuple[int, int]:
        """Half-open range of the innermost quotation around a token that stands in one, with what is quoted inside it."""
        first, last = token, token + 1
        while first > 0 and self.quote[first - 1] >= 0:
            first -= 1
        while last < len(self) and self.quote[last] >= 0:
            last += 1
        if self.quote[token] == min(self.quote[first:last]):  # outer quotations have the lower numbers
            return first, last
        first, last = token, token + 1
        while self.quote[first - 1] == self.quote[token]:
            first -= 1
        while self.quote[last] == self.quote[token]:
            last += 1
        return first, last

    def slice(self, first: int, last: int) -> str:
        """The exact text from token ``first`` up to, not including, token ``last``."""
        return self.text[self.begins[first] - self.start : self.ends[last - 1] - self.start] if first < last else ""


def load_parser(name: str) -> Any:
    """Load a spaCy pipeline by its package name.

    Raises:
        UsageError: No such pipeline is installed, or it has no parser.
    """
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise UsageError(
            f"the language model '{name}' is not installed: install its package or set spacy_model in investigation.toml"
        ) from error
    if "parser" not in nlp.pipe_names:
        raise UsageError(f"the language model '{name}' has no parser: set another as spacy_model in investigation.toml")
    # spaCy cuts 12-15 at a hyphen, but not at the dash that printed ranges have.
    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[0-9])[–‑](?=[0-9])"]
    tokenizer: Any = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return nlp


def split_passage(text: str, passage: Passage, limit: int = MAX_CHARS) -> list[tuple[int, int]]:
    """Cut a passage into pieces the parser can hold, at line or sentence ends.

    Args:
        text: The whole rendition.
        passage: The passage to cut.
        limit: Most characters a piece may have; a stretch without any such end is cut at a blank, or hard.

    Returns:
        Half-open offsets into ``text`` that cover the passage in order.
    """
    pieces, start = [], passage.start
    while passage.end - start > limit:
        window = text[start : start + limit]
        ends = [m.end() for m in _BREAK.finditer(window) if m.end() > limit // 2]
        cut = ends[-1] if ends else window.rfind(" ") + 1 or limit
        pieces.append((start, start + cut))
        start += cut
    return [*pieces, (start, passage.end)]


def read_passages(nlp: Any, material: Material) -> Generator[ParsedPassage, None, None]:
    """Parse every passage of a material, in order, one Doc a passage.

    Why the memory zone: without it spaCy keeps every word form it has ever seen, and memory grows with the collection.
    A `ParsedPassage` must not be used after the iterator has been closed or exhausted.
    """
    text = material.rendition.text
    pieces = [
        (text[a:b], (passage, a))
        for passage in material.passages
        for a, b in split_passage(text, passage)
        if text[a:b].strip()
    ]  # fmt: skip
    with nlp.memory_zone() if hasattr(nlp, "memory_zone") else nullcontext():
        for doc, (passage, start) in nlp.pipe(pieces, as_tuples=True, batch_size=_BATCH):
            yield ParsedPassage(doc, passage, start)
