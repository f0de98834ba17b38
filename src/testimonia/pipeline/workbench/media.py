"""Originals as the browser may have them: pages and pictures drawn anew, sound and film by pieces, text as an inert page.

Nothing of a stranger's file reaches the browser as it is, except sound and film, which only a player reads.
"""

import contextlib
import re
import subprocess
import sys
import threading
from collections import OrderedDict
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from testimonia.errors import NotFoundError, ReadError
from testimonia.model.material import CONFIDENTIAL, Item
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.naming import safe_name
from testimonia.pipeline.workbench.picturing import LARGEST_BYTES, PictureAnswer, PictureOrder

SIDES = (400, 800, 1600, 2400)
"""Longest sides that are drawn, in pixels: a few, so that what is drawn once serves often."""
KEPT_BYTES = 64 * 1024**2
"""Of pages drawn, in memory: never on the disk, where they would outlive a case that is deleted."""
LIMIT_S = 20.0
WORKER = "testimonia.pipeline.workbench.picturing"
PDF = "application/pdf"
_PLAYED = re.compile(r"(audio|video)/[a-z0-9][a-z0-9.+-]{0,60}")
_SOUND_ONLY = (".m4a", ".m4b", ".oga", ".weba")
_NO_PICTURES = frozenset(("image/svg+xml",))


class Picture(Struct, frozen=True):
    """A file of fresh pixels."""

    data: bytes
    media_type: str


class Played(Struct, frozen=True):
    """Sound or film, to be read by pieces."""

    path: Path
    size_bytes: int
    media_type: str
    name: str
    sha256: str


def media_kind(item: Item) -> str:
    """How an item can be looked at beside its text: image, audio, video, pdf, text or none."""
    if item.media_type == PDF:
        return "pdf"
    kind = item.media_type.partition("/")[0]
    if kind == "video" and item.name.lower().endswith(_SOUND_ONLY):
        return "audio"  # the container is that of film; should there be a picture after all, a player of sound shows none
    if item.media_type == CONFIDENTIAL or item.media_type in _NO_PICTURES:
        return "none"
    return kind if kind in ("image", "audio", "video", "text") else "none"


def played(case: Case, item_id: str) -> Played:
    """The original of a recording. Raises NotFoundError if the item is none."""
    item = case.store.item(item_id)
    path = case.originals.path(item.sha256)
    if not _PLAYED.fullmatch(item.media_type) or not path.is_file():
        raise NotFoundError(f"{item.name} has no sound or film to play")
    return Played(path, item.size_bytes, item.media_type, safe_name(item.name), item.sha256)


class Pictures:
    """Draws pages of one case, in a process that can be lost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._kept: OrderedDict[tuple[str, int, int], Picture] = OrderedDict()
        self._kept_bytes = 0
        self._is_closed = False

    def page(self, case: Case, item_id: str, number: int, *, longest_side: int = 1600) -> Picture:
        """A page of a PDF, or a picture.

        Args:
            number: from 1.
            longest_side: pixels; the next of `SIDES` is taken.

        Raises:
            NotFoundError: no such item or page, or nothing to be seen of it.
            ReadError: it cannot be drawn, or takes too long.
        """
        item = case.store.item(item_id)
        kind = media_kind(item)
        if kind not in ("pdf", "image") or number < 1:
            raise NotFoundError(f"{item.name} has no page {number} to look at")
        if item.size_bytes > LARGEST_BYTES:
            raise ReadError(f"{item.name} is too large to be drawn")
        side = next((side for side in SIDES if side >= longest_side), SIDES[-1])
        key = item.sha256, number, side
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            path = str(case.originals.path(item.sha256).resolve())
            picture = self._draw(PictureOrder(path, item.sha256, kind == "pdf", number, side), item.name)
            self._keep(key, picture)
        return picture

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._is_closed = True
            self._end()

    def _keep(self, key: tuple[str, int, int], picture: Picture) -> None:
        self._kept[key] = picture
        self._kept_bytes += len(picture.data)
        while self._kept_bytes > KEPT_BYTES and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._kept_bytes -= len(old.data)

    def _draw(self, order: PictureOrder, name: str) -> Picture:
        process = self._begin()
        assert process.stdin is not None and process.stdout is not None
        timer = threading.Timer(LIMIT_S, process.kill)
        timer.start()
        try:
            process.stdin.write(msgspec.json.encode(order) + b"\n")
            process.stdin.flush()
            answer = msgspec.json.decode(process.stdout.readline(), type=PictureAnswer)
            data = _read_exactly(process.stdout, answer.size)
        except (OSError, EOFError, msgspec.DecodeError):
            self._end()
            raise ReadError(
                f"{name} cannot be drawn: it took too long, too much memory, or broke the program that draws"
            ) from None
        finally:
            timer.cancel()
        if answer.reason:
            raise ReadError(f"{name}: {answer.reason}")
        return Picture(data, answer.media_type)

    def _begin(self) -> subprocess.Popen[bytes]:
        if self._is_closed:
            raise ReadError("the workbench is closing")
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(
                [sys.executable, "-m", WORKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._process

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()
            self._process = None


def _read_exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise EOFError
    return data
