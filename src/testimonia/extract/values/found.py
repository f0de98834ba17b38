"""What the value finders hand to the claim builder: a typed value and the words it stands in."""

from msgspec import Struct

from testimonia.model.values import Value


class Said(Struct, frozen=True):
    """A quantity as it was put, before it became an interval in a unit of ours.

    ``first`` and ``second`` are the figures in the unit that was said, ``second`` only where two were said; both are None
    where no figure was said ("several"). ``change`` is "=", "~" (about), ">" (more than), "<" (less than), "up" or "down".
    ``unit`` are the words of the unit or of the counted thing with what narrows it, ``name`` the same in one spelling
    ("km/h" -> "kilometre per hour", "lorries" -> "lorry"), ``concept`` the noun phrase the quantity belongs to.
    """

    first: float | None
    second: float | None
    change: str
    unit: str
    name: str
    concept: str = ""


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
    kind: str = ""
    """Sort of quantity: count, measure, money, duration, share; and what claims nothing by itself: age, singular ("one
    reason"), part ("one of the men"), score, change ("from 50 to 80" taken together). Empty for times and places."""
    is_claim: bool = True
    """Whether the value by itself says how much of something there was."""
    harm: str = ""
    """What came to the people counted: kill, injure, shoot, casualty; empty where the sentence shows no harm."""
    share: str = ""
    """How a mention of people harmed stands to the others near it (see `model.testimony.About.share`)."""
    said: Said | None = None
    """How it was put; only from `find_all_quantities`."""
