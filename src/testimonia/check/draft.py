"""A draft as the desk reads it: sentences, who speaks in each, claims with the questions they speak to."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from testimonia.check.markdown import Binding
from testimonia.check.terms import terms_of
from testimonia.model.findings import Link
from testimonia.model.material import Metadata, Passage
from testimonia.model.testimony import Claim, Statement

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_BOX = re.compile(r"\s*(?:[-*] )?(?:\*\*|__)(?P<date>[^*_.\n]{0,30}\d[^*_.\n]{0,30})[.:]?(?:\*\*|__)[.:]? +(?=\S)")
_SHORT = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Col|Gen|Lt|Sgt|Capt|Maj|No|vs|etc|e\.g"
    r"|i\.e|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[A-Z])\.$"
)


class Sentence(Struct, frozen=True):
    """A sentence of the draft; ``number`` counts inside its passage, from 0."""

    start: int
    end: int
    text: str
    passage: int
    number: int
    is_heading: bool = False


class DraftContents(Struct, frozen=True):
    """Everything read in a draft, as values."""

    name: str
    text: str
    """As in the file."""
    prose: str
    """The same length, with markup and bindings blank."""
    passages: tuple[Passage, ...]
    metadata: Metadata
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    told: tuple[Claim, ...] = ()
    """Occurrences that the draft tells in its own voice."""
    links: Mapping[str, tuple[Link, ...]] = {}
    """Claim of the draft -> questions it speaks to; a link of score 0 is a near miss."""
    quotations: tuple[tuple[int, int], ...] = ()
    """Half-open offsets of quoted words, without the marks."""
    bindings: tuple[Binding, ...] = ()
    language: str = ""
    """BCP 47 primary language; empty or ``und``: unknown."""
    writers: str = ""
    """Who made the draft, as its front matter says."""


class Draft:
    """`DraftContents` with the look-ups that the checks share."""

    def __init__(self, contents: DraftContents) -> None:
        self.contents = contents
        self.statements = {statement.id: statement for statement in contents.statements}

    @cached_property
    def sentences(self) -> Sequence[Sentence]:
        """Every sentence, in text order."""
        found: list[Sentence] = []
        for number, passage in enumerate(self.contents.passages):
            prose = self.contents.prose
            lead = box_date(self.contents.text, passage.start, passage.end)
            spans = [*([lead] if lead else []), *split_sentences(prose, lead[1] if lead else passage.start, passage.end)]
            for n, (start, end) in enumerate(spans):
                is_heading = passage.kind == "heading" or (start, end) == lead
                found.append(Sentence(start, end, prose[start:end], number, n, is_heading))
        return found

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence around an offset."""
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[at] if at >= 0 else None

    def before(self, sentence: Sentence) -> Sentence | None:
        """The sentence before it in the same passage."""
        at = bisect_right(self._starts, sentence.start) - 2
        return self.sentences[at] if at >= 0 and self.sentences[at].passage == sentence.passage else None

    def after(self, sentence: Sentence) -> Sentence | None:
        """The sentence after it in the same passage."""
        at = bisect_right(self._starts, sentence.start)
        return self.sentences[at] if at < len(self.sentences) and self.sentences[at].passage == sentence.passage else None

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether a stretch stands inside quotation marks."""
        return any(a <= start and end <= b for a, b in self.contents.quotations)

    def opens_with_quotation(self, sentence: Sentence) -> bool:
        """Whether a sentence begins with somebody's quoted words."""
        return any(sentence.start <= a <= sentence.start + 2 for a, _ in self.contents.quotations)

    def questions_of(self, claim: Claim) -> tuple[str, ...]:
        """The questions a drafted claim speaks to."""
        return tuple(link.question_id for link in self.contents.links.get(claim.id, ()) if link.score > 0)

    def score(self, claim: Claim, question_id: str) -> float:
        """How surely a drafted claim speaks to a question, 0 to 1."""
        return max((one.score for one in self.contents.links.get(claim.id, ()) if one.question_id == question_id), default=0.0)

    def terms(self, claim: Claim) -> frozenset[str]:
        """The lemmas of a drafted claim."""
        found = self._terms.get(claim.id)
        if found is None:
            found = self._terms[claim.id] = terms_of(claim)
        return found

    @cached_property
    def _terms(self) -> dict[str, frozenset[str]]:
        return {}

    def place_of(self, offset: int) -> tuple[int, int]:
        """Line (or paragraph, where the format has no lines) and column of an offset, counted from 1."""
        text, passages = self.contents.text, self.contents.passages
        at = max(0, bisect_right([passage.start for passage in passages], offset) - 1)
        if not passages:
            return 1, offset + 1
        passage = passages[at]
        if not passage.locator.line:
            return at + 1, offset - passage.start + 1
        line = passage.locator.line + text.count("\n", passage.start, offset)
        return line, offset - text.rfind("\n", 0, offset)

    @property
    def lines_are(self) -> str:
        """What `place_of` counts."""
        return "line" if any(passage.locator.line for passage in self.contents.passages) else "paragraph"


def box_date(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The date in bold that opens an entry of a timeline, which is a heading of its own; None where there is none.

    >>> box_date("**12 October, a Thursday** They left.", 0, 37)
    (2, 24)
    """
    match = _BOX.match(text, start, end)
    return (match.start("date"), match.end("date")) if match else None


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentences of a stretch of text, without white space around them.

    >>> [(a, b) for a, b in split_sentences("He left. Col. Dillon did not.", 0, 29)]
    [(0, 8), (9, 29)]
    """
    found, at = [], start
    for match in _END.finditer(text, start, end):
        follows = text[match.end() : end].lstrip()[:1]
        is_short = match[0] == "." and _SHORT.search(text, max(start, match.end() - 8), match.end())
        if is_short or (follows and (follows.islower() or follows in ",;–—")):
            continue
        found.append((at, match.end()))
        at = match.end()
    found.append((at, end))
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in found if a < b)
    return [(a, b) for a, b in trimmed if a < b]
