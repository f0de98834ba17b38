"""What clearance is given: the values of an investigation, its people, and what the editors have decided."""

from msgspec import Struct

from testimonia.model.events import Event
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Corroboration,
    Derivation,
    Estimate,
    Finding,
    Question,
    Shift,
)
from testimonia.model.ids import IdMaker
from testimonia.model.material import Item, Metadata
from testimonia.model.protection import QuoteAnswer, ReleaseSettings, SourceSettings
from testimonia.model.routes import Route
from testimonia.model.scales import Grade
from testimonia.model.testimony import Claim, Party, Source, Statement
from testimonia.protect.identities import Allowed, Identity
from testimonia.protect.pseudonyms.choosing import Pseudonym


class CaseItem(Struct, frozen=True):
    """An item with what is known about it and the rendition that counts."""

    item: Item
    metadata: Metadata
    rendition_id: str
    language: str = ""


class Content(Struct, frozen=True):
    """The values of an investigation as the judgements leave them."""

    title: str = ""
    language: str = ""
    sources: tuple[Source, ...] = ()
    declared: frozenset[str] = frozenset()
    """Ids of sources that the editors declared, parties among them. Others are the machine's, and protected unless public."""
    parties: tuple[Party, ...] = ()
    items: tuple[CaseItem, ...] = ()
    statements: tuple[Statement, ...] = ()
    claims: tuple[Claim, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Answer, ...] = ()
    estimates: tuple[Estimate, ...] = ()
    findings: tuple[Finding, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    shifts: tuple[Shift, ...] = ()
    derivations: tuple[Derivation, ...] = ()
    grades: tuple[Grade, ...] = ()
    events: tuple[Event, ...] = ()
    routes: tuple[Route, ...] = ()
    wanted: frozenset[str] = frozenset()
    """Ids of claims and statements that the story quotes, beside those that findings, events and routes rest on."""


class People(Struct, frozen=True):
    """Who is who: from the vault while it is open, or empty."""

    identities: dict[str, Identity] = {}
    """By source id; identities of people who are no source under any key."""
    pseudonyms: dict[str, Pseudonym] = {}
    """By source id."""
    allowed: Allowed = Allowed()
    """Words that look like an identity's and are not."""


class Decisions(Struct, frozen=True):
    """What the editors set and answered."""

    settings: dict[str, SourceSettings] = {}
    """By source id; a source without is shown as strictly as the defaults say."""
    release: ReleaseSettings = ReleaseSettings()
    answers: dict[str, QuoteAnswer] = {}
    """By statement id."""


PREFIXES = {
    "source": "s",
    "item": "i",
    "quote": "u",
    "claim": "c",
    "question": "q",
    "answer": "a",
    "group": "g",
    "estimate": "e",
    "finding": "f",
    "corroboration": "k",
    "contradiction": "x",
    "shift": "h",
    "derivation": "d",
    "place": "p",
    "event": "v",
    "route": "w",
    "leg": "l",
    "party": "y",
}
_LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrst")
"""Digits become consonants: an id can then hold neither a number nor a name."""


class ReleasedIds:
    """Gives every object of the case the id it has in releases: random at first, the same ever after."""

    def __init__(self, known: dict[str, str], new_id: IdMaker) -> None:
        self.all = dict(known)
        self._used = set(known.values())
        self._new_id = new_id

    def of(self, kind: str, case_id: str) -> str:
        """The released id; made at random when it is first asked for."""
        key = f"{kind}:{case_id}"
        while key not in self.all:
            made = f"{PREFIXES[kind]}-{self._new_id()[:12].translate(_LETTERS)}"
            if made not in self._used:
                self._used.add(made)
                self.all[key] = made
        return self.all[key]

    def number(self, label: str, case_id: str) -> int:
        """A number that tells sources under one description apart, counted in the order they were first released."""
        key = f"number:{label}:{case_id}"
        if key not in self.all:
            self.all[key] = str(1 + sum(known.startswith(f"number:{label}:") for known in self.all))
        return int(self.all[key])
