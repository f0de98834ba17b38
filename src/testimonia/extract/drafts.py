"""A statement in the making: offsets and grammar, before the speaker is known and the id can be computed."""

from msgspec import Struct

from testimonia.extract.parsing import ParsedPassage
from testimonia.model.testimony import Form, Stance

NOWHERE = (-1, -1)
"""The range of what is not there."""

_MARKED = frozenset({"quote then cue", "cue then quote", "bare quotation", "signature", "turn label"})

Range = tuple[int, int]
"""Half-open; tokens of a reading or offsets in the rendition, as the field says."""


class Draft(Struct):
    """An attribution found by grammar or quotation marks. Mutable: a quotation may go on over several paragraphs."""

    reading: ParsedPassage
    parts: list[Range]
    """Content, in rendition offsets, in text order."""
    form: Form
    rule: str
    cue: int = -1
    """Token of the cue word, or -1."""
    cue_span: Range = NOWHERE
    """The cue's words, in rendition offsets."""
    mention: int = -1
    """Head token of the words that name the speaker, or -1."""
    mention_span: Range = NOWHERE
    """Those words, in rendition offsets."""
    shown_span: Range = NOWHERE
    """The words that show who speaks where they are not the name itself: "some economists who", or an earlier paragraph's."""
    stance: Stance = Stance.ASSERTS
    label: str = ""
    """Speaker as a label outside the grammar gives it (a turn, a headline)."""
    same_as: "Draft | None" = None
    """Whose speaker this one shares: a bare quotation after an attributed one."""
    inside: "Draft | None" = None
    """The attribution whose content this one stands in: hearsay."""
    teller: int = -1
    """Head token of whom the speaker heard it from, or -1."""
    completes: "Draft | None" = None
    """The quotation of earlier paragraphs whose speaker only this one's cue tells."""
    has_negated_cue: bool = False
    is_nominal: bool = False
    """The content is a noun phrase ("denied the charge")."""

    @property
    def start(self) -> int:
        """Where the content begins."""
        return self.parts[0][0]

    @property
    def shown(self) -> Range:
        """The words that show who speaks, in rendition offsets; `NOWHERE` where none do."""
        return self.shown_span if self.shown_span[0] >= 0 else self.mention_span

    @property
    def is_in_marks(self) -> bool:
        """Whether the content is a quotation of its own, mark to mark."""
        return self.rule in _MARKED

    def covers(self, start: int, end: int) -> bool:
        """Whether one part of the content holds all of ``[start, end)``."""
        return any(a <= start and end <= b for a, b in self.parts)

    def add(self, start: int, end: int) -> None:
        """Take ``[start, end)`` into the content, joining what it touches."""
        kept = []
        for a, b in self.parts:
            if a <= end and start <= b:
                start, end = min(a, start), max(b, end)
            else:
                kept.append((a, b))
        self.parts = sorted([*kept, (start, end)])


def trim(reading: ParsedPassage, first: int, last: int) -> Range:
    """Drop punctuation and blanks at the ends of a token range, but keep quotation marks and brackets that belong to it."""
    while first < last and (_is_edge(reading, first) and reading.words[first] not in _KEPT_OPEN):
        first += 1
    while last > first and (_is_edge(reading, last - 1) and reading.words[last - 1] not in _KEPT_CLOSE):
        last -= 1
    return first, last


def _is_edge(reading: ParsedPassage, token: int) -> bool:
    # The bar is how tables are written out; taggers make anything of it.
    return reading.pos[token] in ("PUNCT", "SPACE") or reading.words[token] == "|"


_KEPT_OPEN = frozenset({"“", '"', "«", "‘", "``", "(", "„", "'"})
_KEPT_CLOSE = frozenset({"”", '"', "»", "’", "''", ")", "?", "!", "'", "%"})
