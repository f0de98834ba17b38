"""What the value finders hand to the claim builder: a typed value and the words it stands in."""

from msgspec import Struct

from testimonia.model.values import Value


class Found(Struct, frozen=True):
    """A typed value found in one passage.

    ``start`` and ``end`` are character offsets in the text of the spaCy Doc, half-open, and cut out exactly ``value.words``.
    ``head`` is the index of the head token: the counted noun where there is one, else the last token of the number or
    expression; -1 where it is unknown. ``rule`` names the rule that found it, for people who want to know why.
    """

    start: int
    end: int
    value: Value
    head: int
    rule: str
