"""Who a protected source truly is, for one person and one minute, and never unrecorded.

The passphrase is asked for anew each time and forgotten with the answer; nothing of an identity is remembered, kept or written
anywhere by the workbench. Each try stands in the custody log before its answer is given. Guessing is slowed: after a few wrong
passphrases everybody waits.
"""

import threading
import time
import weakref
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from testimonia.errors import RefusedError, VaultError
from testimonia.model.phrases import told
from testimonia.pipeline.vaults import Credential
from testimonia.pipeline.workbench.desk import Workbench

SHOWN_S = 60
"""An identity is shown this long; then the page forgets it."""
FREE_TRIES = 3
"""Wrong passphrases after which there is a wait, which doubles with each further one."""
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 3600
MOST_SHOWN = 10
"""Identities that one person may look at in `WINDOW_S`: a list is not read off source by source in silence."""
WINDOW_S = 600


class Unmask(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose name is asked for, and why."""

    source_id: str
    passphrase: str
    reason: str

    def __repr__(self) -> str:
        """Without the passphrase, whoever prints it."""
        return f"Unmask({self.source_id!r})"


class Unmasked(Struct, frozen=True):
    """Who a source is. To be shown and forgotten."""

    source_id: str
    pseudonym: str
    names: tuple[str, ...]
    aliases: tuple[str, ...]
    contacts: tuple[str, ...]
    """Telephone numbers, addresses for letters and messages."""
    details: dict[str, str]
    notes: str
    shown_until: str
    """UTC, ISO 8601: the page forgets it then."""
    shown_s: int = SHOWN_S

    def __repr__(self) -> str:
        """Without anything of the identity."""
        return f"Unmasked({self.source_id!r})"


class Patience:
    """Counts wrong passphrases of everybody, and what each person has looked at.

    Args:
        clock: seconds that only go forward.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._wrong = 0
        self._until = 0.0
        self._shown: dict[str, list[float]] = {}

    def check_wrong(self) -> None:
        """Refuse a passphrase that comes too early after wrong ones. Raises RefusedError."""
        with self._lock:
            now = self._clock()
            if now < self._until:
                wait_s = int(self._until - now) + 1
                words = f"too many wrong passphrases: the next is looked at in {wait_s} seconds"
                raise RefusedError(told(words, "problem.too_many_wrong", count=wait_s), wait_s=wait_s)

    def check(self, by: str) -> None:
        """Refuse a try that comes too early. Raises RefusedError."""
        self.check_wrong()
        with self._lock:
            now = self._clock()
            shown = [at for at in self._shown.get(by, ()) if at > now - WINDOW_S]
            self._shown[by] = shown
            if len(shown) >= MOST_SHOWN:
                wait_s = int(shown[0] + WINDOW_S - now) + 1
                words = f"{MOST_SHOWN} identities were looked at: the next in {wait_s} seconds"
                raise RefusedError(told(words, "problem.too_many_shown", shown=MOST_SHOWN, count=wait_s), wait_s=wait_s)

    def wrong(self) -> None:
        """A wrong passphrase."""
        with self._lock:
            self._wrong += 1
            if self._wrong >= FREE_TRIES:
                wait_s = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** (self._wrong - FREE_TRIES))
                self._until = self._clock() + wait_s

    def right(self, by: str) -> None:
        """An identity was shown to somebody."""
        with self._lock:
            self._wrong, self._until = 0, 0.0
            self._shown.setdefault(by, []).append(self._clock())


_PATIENCE: weakref.WeakKeyDictionary[Workbench, Patience] = weakref.WeakKeyDictionary()
_ONE_AT_A_TIME = threading.Lock()
"""Tries follow each other: several at once would all pass before the first was counted."""


def patience_of(workbench: Workbench) -> Patience:
    """The count of tries of an open workbench."""
    return _PATIENCE.setdefault(workbench, Patience())


def unmask(workbench: Workbench, by: str, wanted: Unmask) -> Unmasked:
    """Who a source truly is; recorded in the custody log before it is answered, and so is a refusal.

    Raises:
        RefusedError: too many tries.
        UsageError: no reason, or one that names a source; no vault.
        VaultError: wrong passphrase.
        NotFoundError: the vault does not know this source.
    """
    patience = patience_of(workbench)
    with _ONE_AT_A_TIME:
        patience.check(by)
        investigation = workbench.as_user(by)
        try:
            identity = investigation.vault.unmask(
                Credential(passphrase=wanted.passphrase), wanted.source_id, reason=wanted.reason
            )
        except VaultError:
            patience.wrong()
            raise
        patience.right(by)
    until = datetime.now(UTC) + timedelta(seconds=SHOWN_S)
    return Unmasked(
        source_id=wanted.source_id,
        pseudonym=identity.pseudonym,
        names=identity.names,
        aliases=identity.aliases,
        contacts=(*identity.phones, *identity.emails, *identity.handles, *identity.addresses),
        details=identity.details,
        notes=identity.notes,
        shown_until=until.isoformat(timespec="seconds").replace("+00:00", "Z"),
    )
