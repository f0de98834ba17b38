"""From the bytes of one published file to every text in it, through whatever it is packed in, within set bounds.

Formats are found by content, and every opener that fits is run, so that a name's ending or a forged first byte hides nothing.
What is not opened is said to be not read, and its raw strings are given all the same.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import DAMAGE
from testimonia.protect.gate.opening.encodings import read_characters
from testimonia.protect.gate.opening.fetches import find_fetches
from testimonia.protect.gate.opening.formats import OPENERS, Format
from testimonia.protect.gate.opening.fragments import SMALL, turn_round
from testimonia.protect.gate.opening.strings import find_strings
from testimonia.protect.gate.opening.views import ESCAPES, FRAGMENTS, MARKUP, PACKED, VIEWS, Lines, put_together
from testimonia.protect.gate.opening.windows import Undone
from testimonia.protect.gate.pieces import ALLOWANCE, Blob, Coded, Found, NotRead, Piece, Request

Result = Piece | NotRead | Request


class Limits(Struct, frozen=True):
    """How far the gate goes into one published file before it says that this counts as not read."""

    depth: int = 16
    """Containers within containers."""
    undoing: int = 8
    """Escapes and encodings within each other, in one text."""
    unpacked: int = ALLOWANCE
    """Bytes unpacked in all."""
    pieces: int = 1_000_000
    ratio: int = 1500
    """Bytes that one byte may unpack to, beyond the first `FREE`; DEFLATE cannot exceed 1032."""
    looked_through: int = 1 << 30
    """Characters looked through in all, those of every undoing included."""


FREE = 1 << 23
"""Bytes to which the bound on the ratio does not apply."""


def open_blob(blob: Blob, *, limits: Limits | None = None) -> Iterator[Result]:
    """Every text in ``blob``, what could not be read, and what a reader's program would fetch by itself.

    Args:
        blob: The published file; ``name`` is its path in the folder, ``place`` is empty.
        limits: Bounds; those of `Limits` if not given.

    Yields:
        Pieces with their place in the file, each different text once; `NotRead`; `Request`.

    >>> [piece.text for piece in open_blob(Blob(b"Nawwaf", "a.txt")) if piece.place == "text"]
    ['Nawwaf']
    """
    walk = _Walk(limits or Limits())
    try:
        yield from walk.open(blob, 0)
    except _BoundReachedError as bound:
        yield NotRead(bound.place or "whole file", str(bound))
    yield from walk.doubts.confirmed()


class _BoundReachedError(Exception):
    def __init__(self, why: str, place: str) -> None:
        super().__init__(why)
        self.place = place


class _Walk:
    """The counters of one file, and what has been seen in it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = 0
        self.pieces = 0
        self.looked_through = 0
        self.texts: set[int] = set()
        self.blobs: set[tuple[int, str]] = set()
        self.doubts = _Doubts()

    def open(self, blob: Blob, depth: int) -> Iterator[Result]:
        """Reads one blob: its name, its text or raw strings, and its contents by each opener that fits."""
        if blob.name:
            yield from self.read(blob.name, within(blob.place, "file name"))
        key = (hash(blob.data), blob.media_type)
        if not blob.data.strip(b"\0") or key in self.blobs:
            return
        self.blobs.add(key)
        is_whole = True
        for found in self._open_new(blob, depth):
            is_whole = is_whole and not isinstance(found, NotRead)
            yield found
        if is_whole:
            self.doubts.read(blob.data)

    def _open_new(self, blob: Blob, depth: int) -> Iterator[Result]:
        if depth > self.limits.depth:
            yield NotRead(blob.place, f"packed more than {self.limits.depth} deep: unpack it or leave it out")
            return
        formats = [format_ for format_ in OPENERS if format_.fits(blob)]
        coded: list[tuple[int, int]] = []
        for format_ in formats:  # first, since their places say more than those of raw bytes
            yield from self._run(format_, blob, depth, coded)
        is_text = False
        for encoding, text in read_characters(blob.data, blob.media_type):
            place = within(blob.place, f"text read as {encoding}" if is_text else "text")
            if not is_text:
                yield from find_fetches(text, blob.name, blob.media_type, blob.place)
            yield from self.read(text, place, first_line=0 if is_text else 1, depth=depth)
            is_text = True
        if not is_text:
            for place, text, short in find_strings(blob.data, coded):
                yield from self.read(text, within(blob.place, place), depth=depth, final=short)
            if not formats:
                yield NotRead(
                    blob.place or "whole file", "a format that the gate does not know: leave it out, or publish it in another"
                )

    def _run(self, format_: Format, blob: Blob, depth: int, coded: list[tuple[int, int]]) -> Iterator[Result]:
        """One opener on one blob, with the accounts kept."""
        given = replace(blob, allowance=max(0, self.limits.unpacked - self.unpacked))
        unpacked = 0
        for found in _whole(format_, given):
            if isinstance(found, Blob):
                unpacked += len(found.data)
                if unpacked > FREE + self.limits.ratio * len(blob.data):
                    raise _BoundReachedError(f"{format_.name} that unpacks to far more than its size: leave it out", blob.place)
            if isinstance(found, Coded):
                coded.append((found.start, found.end))
            else:
                yield from self._take(found, blob, depth)

    def _take(self, found: Blob | Result, parent: Blob, depth: int) -> Iterator[Result]:
        """What an opener yielded: places made to lead from the published file, blobs opened in turn."""
        place = within(parent.place, found.place)
        if isinstance(found, Blob):
            self._count_bytes(len(found.data), place)
            yield from self.open(replace(found, place=place), depth + 1)
        elif isinstance(found, Piece):
            yield from self.read(found.text, place, how=found.how, first_line=found.first_line, depth=depth)
        else:
            yield replace(found, place=place or "whole file")

    def read(
        self, text: str, place: str, *, how: str = "", first_line: int = 0, depth: int = 0, final: bool = False
    ) -> Iterator[Result]:
        """A text and everything that comes out of it when something is undone, again and again."""
        waiting = [_Waiting(Piece(text, place, how, first_line), final=final)]
        while waiting:
            current = waiting.pop()
            piece = current.piece
            key = hash(piece.text)
            if key in self.texts or not piece.text.strip():
                continue
            self.texts.add(key)
            self._count_piece(piece)
            yield piece
            if current.final:
                continue
            lines = Lines(piece.text, piece.first_line)
            for kind, undone in _undo(current):
                where = _place_of(piece, undone, lines)
                manner = ", ".join(filter(None, (piece.how, undone.how)))
                if undone.refused:
                    yield NotRead(where, str(undone.what))
                elif isinstance(undone.what, bytes):
                    self._count_bytes(len(undone.what), where)
                    child = Blob(undone.what, "", within(where, undone.how), undone.media_type)
                    yield from self._open_undone(child, depth + 1, is_derived=current.level > 0)
                elif current.level < self.limits.undoing:
                    done = frozenset() if kind == PACKED else current.done | {kind}
                    large = bool(done) and (current.large or len(undone.what) > SMALL)
                    if undone.is_bare and MARKUP not in done:
                        done |= {MARKUP}
                    waiting.append(_Waiting(Piece(undone.what, where, manner), current.level + 1, done, undone.final, large))
                elif not undone.final and undone.what not in piece.text:
                    yield NotRead(
                        where, f"encoded more than {self.limits.undoing} times over: write it plainly or leave it out"
                    )
                    break

    def _open_undone(self, blob: Blob, depth: int, *, is_derived: bool) -> Iterator[Result]:
        """Bytes that stood encoded in a text. What is wrong with them may be wrong with the undoing only."""
        for found in self.open(blob, depth):
            if isinstance(found, NotRead):
                self.doubts.refuse(blob.data, found, is_derived=is_derived)
            else:
                yield found

    def _count_bytes(self, size: int, place: str) -> None:
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise _BoundReachedError(f"too large: unpacks to more than {self.limits.unpacked} bytes", place)

    def _count_piece(self, piece: Piece) -> None:
        self.pieces += 1
        self.looked_through += len(piece.text)
        if self.pieces > self.limits.pieces or self.looked_through > self.limits.looked_through:
            raise _BoundReachedError("too large: more text in it than the gate reads in one file", piece.place)


def _whole(format_: Format, blob: Blob) -> Iterator[Found]:
    """What an opener yields, and at the end of damaged bytes that the rest was not read."""
    try:
        yield from format_.read(blob)
    except DAMAGE as error:
        why = str(error) if isinstance(error, ReadError) else "damaged: repair it, or leave it out"
        yield NotRead("", f"{format_.name} that could not be read: {why}")


class _Doubts:
    """Bytes decoded from texts that could not be read, until it is known whether the same could be read elsewhere in the file.

    A page whose line breaks or tags are taken out holds every picture once more, cut short or with something glued to it.
    """

    def __init__(self) -> None:
        self._read: list[bytes] = []
        self._kept = 0
        self._refused: list[tuple[bytes, NotRead, bool]] = []

    def read(self, data: bytes) -> None:
        """Keep in mind what was read whole."""
        if len(data) > _LEAST and self._kept + len(data) <= _MOST_KEPT:
            self._kept += len(data)
            self._read.append(data)

    def refuse(self, data: bytes, why: NotRead, *, is_derived: bool) -> None:
        """Keep in mind what could not be read, and whether it stood in a derived text."""
        self._refused.append((data, why, is_derived))

    def confirmed(self) -> Iterator[NotRead]:
        """What could not be read and was not read elsewhere either."""
        for data, why, is_derived in self._refused:
            if not any(data in whole or (is_derived and _is_alike(data, whole)) for whole in self._read):
                yield why


def _is_alike(data: bytes, whole: bytes) -> bool:
    """Does ``data`` begin with all of ``whole``, or as it does for so long that it must be a spoilt copy?"""
    return data.startswith(whole) or (len(whole) > _ALIKE and data[:_ALIKE] == whole[:_ALIKE])


_LEAST = 15
"""Bytes up to which a blob explains nothing."""

_MOST_KEPT = 1 << 26
"""Bytes read that are kept for comparison; beyond them a doubt stays."""

_ALIKE = 32
"""Bytes of a head after which what a derived text holds is taken for a spoilt copy: the text itself holds it unspoilt."""


class _Waiting(Struct, frozen=True):
    """A text still to be looked through, and which kinds of undoing led to it since it was last unpacked."""

    piece: Piece
    level: int = 0
    done: frozenset[str] = frozenset()
    final: bool = False
    large: bool = False
    """Taken from a large text."""


_LARGE = {ESCAPES: {MARKUP, PACKED}, MARKUP: {ESCAPES, PACKED}, FRAGMENTS: {PACKED}}
"""What is still undone in a large text after something was undone in it: not everything in every order."""


def _undo(waiting: _Waiting) -> Iterator[tuple[str, Undone]]:
    """Everything that comes out of a text by one undoing, with its kind."""
    text = waiting.piece.text
    for kind, views in VIEWS:
        if (kind in waiting.done and kind != ESCAPES) or (
            waiting.large and any(kind not in _LARGE[done] for done in waiting.done)
        ):
            continue
        for view in views:
            for undone in put_together(list(view(text))):
                yield kind, undone
    if not waiting.done:
        for undone in turn_round(text):
            yield PACKED, undone


def within(parent: str, place: str) -> str:
    """The way to ``place``, which an opener gave relative to its own blob, from the published file.

    >>> within("a.zip", "entry b.txt"), within("", "text")
    ('a.zip > entry b.txt', 'text')
    """
    if not parent or place.startswith(parent):
        return place
    return f"{parent} > {place}" if place else parent


def _place_of(piece: Piece, undone: Undone, lines: Lines) -> str:
    number = lines.number(undone.start)
    return f"{piece.place}, line {number}" if number else piece.place
