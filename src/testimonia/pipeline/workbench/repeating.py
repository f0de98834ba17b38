"""A call that is repeated under its key is the same call: it is answered again, and nothing is done twice.

Two things hold that together. First answers are kept, word for word, for `KEPT_S`. And what a call does goes by its key in the
case itself: the judgement's, the job's, the upload's id is made from it. So a server that is killed after a change and before
its answer is kept does not do it again either: the repeated call finds what it made, and is answered from that.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from testimonia.errors import BusyError, OtherCallError
from testimonia.model.ids import content_id
from testimonia.store.kept_answers import KeptAnswers

KEPT_S = 7 * 24 * 3600
"""How long an answer is kept. A key that comes back later is a new one, unless what it did is still there."""
SECRETS = ("passphrase",)
"""Fields of a body that are no part of what is remembered of a call: a hash of few words can be guessed."""


class KeptAnswer(Struct, frozen=True):
    """An answer as it was first given."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Call(Struct, frozen=True):
    """A call that names a key."""

    id: str
    asked: str
    is_secret: bool
    """Whether it brought a secret: what it is answered with is then not kept."""


CONFIDENTIAL = "is_confidential"
"""A body that says so names a confidential file: nothing of that call is remembered, nor of its answer, not even a hash."""


def read_call(user: str, key: str, method: str, path: str, body: bytes) -> Call | None:
    """What makes a call the same call: who calls, by which key, and what is asked; None if that may not be remembered.

    >>> first = read_call("Ann", "k", "POST", "/releases", b'{"reason": "a", "passphrase": "x"}')
    >>> again = read_call("Ann", "k", "POST", "/releases", b'{"passphrase": "y", "reason": "a"}')
    >>> first == again, first.is_secret
    (True, True)
    """
    is_secret = False
    try:
        value = msgspec.json.decode(body)
        if isinstance(value, dict):
            if value.get(CONFIDENTIAL):
                return None
            is_secret = any(value.get(name) for name in SECRETS)
            value = {name: part for name, part in value.items() if name not in SECRETS}
        body = msgspec.json.encode(value, order="deterministic")
    except msgspec.DecodeError:
        pass  # it is hashed as it came; the route will refuse it
    digest = hashlib.sha256(body).hexdigest()
    return Call(content_id("call", user, key), content_id("asked", method, path, digest), is_secret)


class Answers:
    """The answers that an open workbench has given to calls with keys.

    Args:
        path: the file they are kept in.
        clock: seconds since 1970.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._kept = KeptAnswers(path)
        self._clock = clock
        self._lock = threading.Lock()
        self._under_way: set[str] = set()
        self._kept.forget_before(clock() - KEPT_S)

    def begin(self, call: Call) -> KeptAnswer | None:
        """Begin to answer a call; `end` must follow where None is returned.

        Returns:
            The first answer, if it is a repeated call whose answer is kept. None: do it; what it did before, if anything, is
            found by its key.

        Raises:
            OtherCallError: the key was used for another call.
            BusyError: the very call is being answered this moment.
        """
        with self._lock:
            known = self._kept.begin(call.id, call.asked, at=self._clock())
            if known is not None and known.asked != call.asked:
                raise OtherCallError
            if call.id in self._under_way:
                raise BusyError("this very call is being answered. Ask again in a moment.")
            if known is not None and known.answer is not None:
                return msgspec.msgpack.decode(known.answer, type=KeptAnswer)
            self._under_way.add(call.id)
            return None

    def end(self, call: Call, answer: KeptAnswer | None) -> None:
        """Keep what a call was answered with.

        Args:
            call: the one that was begun.
            answer: None if nothing came of it, whatever the reason: what it may have done is found by its key.
        """
        with self._lock:
            self._under_way.discard(call.id)
            if answer is None or answer.status >= 500:
                return
            if answer.status >= 400:  # refused: nothing was changed, and what is mended may come under the same key
                self._kept.forget(call.id)
            elif not call.is_secret:
                self._kept.finish(call.id, msgspec.msgpack.encode(answer))

    def close(self) -> None:
        """Let go of the file."""
        self._kept.close()
