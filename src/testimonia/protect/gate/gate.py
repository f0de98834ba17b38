"""One file through the gate: its bytes opened, every text in them searched, and the verdict bound to the bytes."""

from testimonia.model.gating import FileVerdict, Unread, Verdict
from testimonia.protect.gate.opening.fragments import BACKWARDS
from testimonia.protect.gate.opening.walk import Limits, open_blob
from testimonia.protect.gate.pieces import Blob, NotRead, Piece
from testimonia.protect.gate.searching.hits import REVERSED
from testimonia.protect.gate.searching.judging import PieceHits, judge
from testimonia.protect.gate.searching.needles import Needles
from testimonia.protect.gate.searching.searches import search
from testimonia.protect.gate.signing import sha256_of

BLIND_SPOTS = (
    "faces and bodies in pictures and films, and what stands behind them",
    "words written or drawn in pictures, handwriting",
    "voices and what is spoken in recordings",
    "a person's way of telling, by which those who know them may know them",
    "what a reader can put together with knowledge from elsewhere",
    "identities that are not in the vault",
)
"""What no report of this gate covers, in words for the person who decides."""


def read_file(path: str, data: bytes, needles: Needles, *, limits: Limits | None = None) -> FileVerdict:
    """Read one file that is about to be published.

    Args:
        path: relative to the folder that is to be published; read like the contents.
        data: its bytes, as they will be published.
        needles: what is searched for.

    Returns:
        The verdict. Anything not read, and anything fetched from a third party, blocks as a leak does.

    >>> from testimonia.protect.gate.searching.needles import make_needles
    >>> from testimonia.protect.identities import Identity
    >>> needles = make_needles([Identity("P1", pseudonym="Karim", names=("Nawwaf Suhayl al-Khayali",))])
    >>> verdict = read_file("story.html", b"<p>Nawwaf <b>Suhayl</b> al-Khayali drove.</p>", needles)
    >>> print(verdict.verdict, verdict.leaks[0].pseudonym, verdict.leaks[0].kind)
    block Karim name
    """
    rows: list[PieceHits] = []
    shown = _Places(needles)
    unread: dict[Unread, None] = {}
    requests: dict[str, None] = {}
    for found in open_blob(Blob(data, path), limits=limits):
        if isinstance(found, Piece):
            hits = search(needles, found.text)
            if BACKWARDS in found.how.split(", "):
                hits = [hit for hit in hits if hit.how != REVERSED]
            rows.append(PieceHits(shown.masked(found.place) if hits else found.place, len(found.text), hits))
        elif isinstance(found, NotRead):
            unread[Unread(shown.masked(found.place), found.why)] = None
        else:
            requests[shown.masked(f"{found.address} ({found.place})")] = None
    verdict, leaks = judge(needles, rows)
    if unread or requests:
        verdict = Verdict.BLOCK
    return FileVerdict(path, sha256_of(data), len(data), verdict, leaks, tuple(unread), tuple(requests))


MASK = "[...]"


class _Places:
    """Places as they may be shown: the names of entries and attachments on the way may themselves be what nobody may read."""

    def __init__(self, needles: Needles) -> None:
        self._needles = needles
        self._masked: dict[str, str] = {}

    def masked(self, place: str) -> str:
        """The place without what belongs to a protected source."""
        shown = self._masked.get(place)
        if shown is None:
            shown, reached = "", 0
            for hit in search(self._needles, place):
                if hit.kind != "details" and hit.end > reached:
                    shown += place[reached : hit.start] + MASK if hit.start >= reached else ""
                    reached = hit.end
            shown = self._masked[place] = shown + place[reached:]
        return shown
