"""What an exporter must be told besides the release: who publishes it, when and where, and what was corrected.

Why values and no clock: the same release and the same publication give the same bytes.
"""

from datetime import date
from urllib.parse import quote

from msgspec import Struct

from testimonia.errors import UsageError


class Correction(Struct, frozen=True):
    """What a later release changed, and why."""

    date: str
    """ISO 8601 day."""
    title: str
    what: str
    why: str
    changes: tuple[str, ...] = ()
    """One line for each finding that changed: before and after."""


class Verdict(Struct, frozen=True):
    """What the editors say of one released claim, where arithmetic cannot: 1 (outside the finding) to 5 (inside it)."""

    claim_id: str
    rating: int
    words: str


class Publication(Struct, frozen=True):
    """One publication of a release."""

    title: str
    date: str
    """ISO 8601 day on which it is published."""
    base: str = ""
    """Address of the published folder; empty: links are relative."""
    publisher: str = ""
    publisher_url: str = ""
    language: str = "en"
    """BCP 47 of the pages' own words."""
    description: str = ""
    corrections: tuple[Correction, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    def __post_init__(self) -> None:
        for day in (self.date, *(correction.date for correction in self.corrections)):
            try:
                date.fromisoformat(day)
            except ValueError:
                raise UsageError(f"{day!r} is not a day such as 2017-12-31: give the day of publication") from None
        if self.base and not self.base.startswith(("https://", "http://")):
            raise UsageError(f"{self.base!r} is no web address: it must begin with https://")

    def address(self, path: str, *, seen_from: str = "") -> str:
        """Where a file of the publication is found.

        Args:
            path: its path in the folder; empty: the story's first page.
            seen_from: path of the file that names it; without a base the address is relative to that.

        >>> Publication("A", "2017-12-31").address("claims/f1.html", seen_from="data/annotations.jsonld")
        '../claims/f1.html'
        """
        if self.base:
            return self.base.rstrip("/") + "/" + path
        return "../" * seen_from.count("/") + (path or "index.html")


def file_stem(identifier: str) -> str:
    """A released id as part of a file name: what could lead out of the folder is written as a number.

    >>> file_stem("f-7a"), file_stem("../x")
    ('f-7a', '..~2Fx')
    """
    return quote(identifier, safe="").replace("%", "~")
