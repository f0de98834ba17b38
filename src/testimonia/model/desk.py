"""What the fact-checking desk says of a draft: problems, what was found right, what could not be compared.

Nothing in a draft is passed over in silence: each figure, date, place, name and quotation ends in one of the three lists.
"""

from enum import StrEnum

from msgspec import Struct


class Check(StrEnum):
    """What is checked, each by a module of its own."""

    QUOTATION = "quotation"
    SPEAKER = "speaker"
    NUMBER = "number"
    DATE = "date"
    PLACE = "place"
    NAME = "name"
    ROLE = "role"
    IDENTITY = "identity"
    ESTIMATIVE = "estimative"
    OVERCLAIM = "overclaim"
    DENIAL = "denial"
    BINDING = "binding"


class Severity(StrEnum):
    """How grave a problem is. Only a note leaves the exit code at 0."""

    ERROR = "error"
    """It is not what the case holds: it must not be printed as it stands."""
    WARNING = "warning"
    """It says more, or less, than the case holds: change it or know why not."""
    NOTE = "note"
    """Worth knowing; nothing is wrong with the words."""


class Pointer(Struct, frozen=True):
    """The nearest evidence in the case: who says what, and where it stands."""

    says: str
    """A source's name; ``finding`` or ``event`` for what was concluded."""
    words: str
    claim_id: str = ""
    item: str = ""
    """File name the material is known by."""
    where: str = ""
    """Locator inside it, in words: ``page 3, line 12``."""


class Problem(Struct, frozen=True):
    """One thing in the draft that does not stand up, with what the case has instead."""

    check: Check
    severity: Severity
    start: int
    """Half-open ``[start, end)`` in code points of the draft's text."""
    end: int
    words: str
    """The draft's exact words."""
    reason: str
    line: int = 0
    """Counted from 1: the file's line, or for formats without lines the paragraph."""
    column: int = 0
    nearest: tuple[Pointer, ...] = ()


class Passed(Struct, frozen=True):
    """One thing that was compared with the case and found right."""

    check: Check
    start: int
    end: int
    words: str
    reason: str
    line: int = 0
    column: int = 0


class Uncompared(Struct, frozen=True):
    """One thing that could not be compared, and why."""

    check: Check
    start: int
    end: int
    words: str
    reason: str
    line: int = 0
    column: int = 0


class DeskReport(Struct, frozen=True):
    """Everything the desk has to say of one draft, each list in the order of the text."""

    name: str
    lines_are: str
    """``line`` or ``paragraph``: what ``line`` counts in this format."""
    problems: tuple[Problem, ...]
    passed: tuple[Passed, ...]
    uncompared: tuple[Uncompared, ...]
    notes: tuple[str, ...] = ()
    """What was not attempted for the draft as a whole: another language, no vault opened."""

    @property
    def is_clean(self) -> bool:
        """Whether nothing but notes was found."""
        return all(problem.severity is Severity.NOTE for problem in self.problems)
