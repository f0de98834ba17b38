"""What the gate says about a folder that is to be published. Names protected sources by pseudonym, never by identity."""

from enum import StrEnum

from msgspec import Struct


class Verdict(StrEnum):
    """What is to become of a file."""

    CLEAN = "clean"
    ANSWERED = "answered"
    """Details that identify together, and an editor has answered for them."""
    REVIEW = "review"
    """Nothing identifies anybody by itself; details that do so together need an editor's answer."""
    BLOCK = "block"
    """A protected identity, or something that was not read."""

    @property
    def passes(self) -> bool:
        """Whether what this was said of may be published."""
        return self in (Verdict.CLEAN, Verdict.ANSWERED)


class Leak(Struct, frozen=True, omit_defaults=True):
    """A protected identity found in a file about to be published."""

    identity_id: str
    pseudonym: str
    kind: str
    """name, alias, phone, email, plate, number, handle, username, device, address, file, coordinates, details."""
    place: str
    """Where in the file, for a person to follow."""
    how: str
    """In which form it was found, without repeating it: ``transliterated``, ``base64``, ``digits regrouped``."""
    advice: str
    """What to do."""
    id: str = ""
    """Of a combination of details: what an editor's answer is given to."""
    answer: str = ""
    """Why the details may stand together all the same."""
    answered_by: str = ""
    answered_at: str = ""


class Unread(Struct, frozen=True):
    """A part of a file that the gate could not read, which fails the publication as a leak does."""

    place: str
    why: str


class FileVerdict(Struct, frozen=True):
    """The gate's word on one file, bound to its bytes."""

    path: str
    """Relative to the folder, with ``/``."""
    sha256: str
    size_bytes: int
    verdict: Verdict
    leaks: tuple[Leak, ...] = ()
    unread: tuple[Unread, ...] = ()
    requests: tuple[str, ...] = ()
    """Addresses a reader's program would fetch from by itself; each fails the publication."""


class GateReport(Struct, frozen=True):
    """The gate's word on a folder. A byte changed afterwards makes it void."""

    files: tuple[FileVerdict, ...]
    made_at: str
    tool: str
    blind_spots: tuple[str, ...]
    """What the gate cannot see, in words."""

    @property
    def verdict(self) -> Verdict:
        """The strictest verdict of any file."""
        verdicts = {file.verdict for file in self.files}
        return next(
            (verdict for verdict in (Verdict.BLOCK, Verdict.REVIEW, Verdict.ANSWERED) if verdict in verdicts), Verdict.CLEAN
        )
