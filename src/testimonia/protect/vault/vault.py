"""An open vault: in memory only, for as long as its block runs or until it has been idle too long.

Three ways in: the passphrase, the recovery key, and the key of a recipient. All read and change the same contents; only the
passphrase leads to the vault's own private key, which is not among the contents, so that a recipient who was taken out
cannot open what is written afterwards.
"""

import hashlib
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from testimonia.errors import NotFoundError, UsageError, VaultError
from testimonia.protect.gate.signing import new_signing_key
from testimonia.protect.identities import Allowed, Identity
from testimonia.protect.vault import sealing
from testimonia.protect.vault.container import pack, split
from testimonia.protect.vault.contents import Concealed, Contents, Recipient, decode, encode, sha256
from testimonia.protect.vault.files import read_file, replace_file

Seconds = Callable[[], float]

IDLE_SECONDS = 300.0


class Credential:
    """What somebody opens the vault with: the passphrase, or a private key (of a recipient, or for recovery)."""

    def __init__(self, *, passphrase: str = "", key: str = "") -> None:
        self.passphrase = passphrase
        self.key = sealing.read_key(key) if key else ""

    def __repr__(self) -> str:
        return "Credential(...)"  # a traceback that shows values must not show these


def _nothing(_sha256: str) -> None:
    pass


class Vault:
    """The contents of a vault while it is open; closes at the end of its block.

    Changes are made in memory; `write` puts all of them on the disk, or none.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "vault.age"
    >>> vault, recovery_key = Vault.create(path, passphrase="five random words make one", work_factor=2)
    >>> with vault:
    ...     vault.put(Identity("driver_a", pseudonym="Driver A", names=("Nawwaf Suhayl al-Khayali",)))
    ...     _ = vault.write()
    >>> with Vault.open(path, Credential(key=recovery_key)) as vault:
    ...     [identity.pseudonym for identity in vault.identities]
    ['Driver A']
    >>> vault.identities
    Traceback (most recent call last):
    testimonia.errors.VaultError: the vault is closed: open it again
    """

    def __init__(
        self, path: Path, contents: Contents, key_block: bytes, *, read_sha256: str, clock: Seconds, idle_s: float
    ) -> None:
        self.path = path
        self._open: Contents | None = contents
        self._key_block = key_block
        self._read_sha256 = read_sha256
        self._clock = clock
        self._idle_s = idle_s
        self._used_at = clock()

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        passphrase: str,
        work_factor: int = sealing.WORK_FACTOR,
        clock: Seconds = time.monotonic,
        idle_s: float = IDLE_SECONDS,
    ) -> tuple[Self, str]:
        """A new vault, still in memory: `write` makes the file.

        Returns:
            The vault, and the recovery key, which is kept nowhere: show it once.

        Raises:
            VaultError: the passphrase is too short.
        """
        recovery_key = sealing.new_key()
        signing_key = new_signing_key(secrets.token_bytes(32))
        recovery_recipient = sealing.public_of(recovery_key)
        empty = Contents("", recovery_recipient, "", (sealing.new_key(),), generation=0, signing_key=signing_key)
        vault = cls(path, empty, b"", read_sha256="", clock=clock, idle_s=idle_s)
        vault._new_vault_key(passphrase, work_factor)
        return vault, recovery_key

    @classmethod
    def open(cls, path: Path, credential: Credential, *, clock: Seconds = time.monotonic, idle_s: float = IDLE_SECONDS) -> Self:
        """Open the vault in a file.

        Raises:
            VaultError: no file, wrong passphrase or key, or the file was altered.
        """
        data = read_file(path)
        key_block, content_block = split(data)
        key = credential.key or sealing.unseal_with_passphrase(key_block, credential.passphrase).decode("ascii", "replace")
        contents = decode(sealing.unseal(content_block, [key]))
        if sha256(key_block) != contents.key_block_sha256:
            raise VaultError(sealing.CANNOT_OPEN)
        return cls(path, contents, key_block, read_sha256=sha256(data), clock=clock, idle_s=idle_s)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Vault({'open' if self._open else 'closed'})"

    def close(self) -> None:
        """Forget the contents. Changes that were not written are lost."""
        self._open, self._key_block = None, b""

    def write(self, before: Callable[[str], None] = _nothing) -> str:
        """Encrypt the contents and replace the file.

        Args:
            before: called with the file's new SHA-256 just before it gets its name; if it raises, the old file stays.

        Returns:
            SHA-256 of the file.

        Raises:
            VaultError: closed, changed by somebody else since it was opened, or not writable. The old file stands.
        """
        contents = msgspec.structs.replace(self._contents, generation=self._contents.generation + 1)
        readers = [contents.vault_recipient, contents.recovery_recipient, *(each.public for each in contents.recipients)]
        data = pack(self._key_block, sealing.seal(encode(contents), readers))
        self._read_sha256 = replace_file(self.path, data, expected=self._read_sha256, before=before)
        self._open = contents
        return self._read_sha256

    # What it holds

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Everybody in the vault, in the order they were added."""
        return self._contents.identities

    @property
    def allowed(self) -> Allowed:
        """What may be published although it looks like an identity."""
        return self._contents.allowed

    @property
    def recipients(self) -> tuple[Recipient, ...]:
        """Who else can open the vault."""
        return self._contents.recipients

    @property
    def concealed(self) -> tuple[Concealed, ...]:
        """What the confidential items are."""
        return self._contents.concealed

    @property
    def signing_key(self) -> str:
        """What the gate's reports are signed with."""
        return self._contents.signing_key

    @property
    def pseudonym_secret(self) -> bytes:
        """What pseudonyms are drawn with: the same for the whole investigation, and for nothing else."""
        return hashlib.sha256(b"pseudonyms:" + bytes.fromhex(self._contents.signing_key)).digest()

    @property
    def generation(self) -> int:
        """How often the vault has been written."""
        return self._contents.generation

    @property
    def pseudonyms(self) -> dict[str, str]:
        """Source id -> pseudonym: those of identities, and those set without one."""
        named = {identity.id: identity.pseudonym for identity in self._contents.identities if identity.pseudonym}
        return {**self._contents.pseudonyms, **named}

    def identity(self, name: str) -> Identity:
        """The identity with this id or pseudonym.

        Raises:
            NotFoundError: none, or several; does not repeat what was asked for, which may be a true name.
        """
        found = [each for each in self.identities if each.id == name] or [
            each for each in self.identities if each.pseudonym == name
        ]
        if len(found) != 1:
            raise NotFoundError("the vault has no one source of that id or pseudonym: `testimonia vault list` shows them")
        return found[0]

    # What changes it

    def put(self, *identities: Identity) -> None:
        """Add identities; one with an id that is there takes its place.

        Raises:
            UsageError: one has no id, or a pseudonym that another one has.
        """
        by_id = {each.id: each for each in self.identities}
        by_id.update((each.id, each) for each in identities)
        if "" in by_id:
            raise UsageError("an identity needs an id: the source's key in investigation.toml, or one of your own")
        pseudonyms = [each.pseudonym for each in by_id.values() if each.pseudonym]
        if len(set(pseudonyms)) != len(pseudonyms):
            raise UsageError("two sources would have the same pseudonym: give each its own")
        self._change(identities=tuple(by_id.values()))

    def remove(self, name: str) -> Identity:
        """Take an identity out, by id or pseudonym. Raises NotFoundError."""
        removed = self.identity(name)
        self._change(identities=tuple(each for each in self.identities if each.id != removed.id))
        return removed

    def name(self, source_id: str, pseudonym: str) -> None:
        """Set what a source is published as, whether or not the vault knows who it is."""
        if any(each.id == source_id for each in self.identities):
            changed = (
                msgspec.structs.replace(each, pseudonym=pseudonym) if each.id == source_id else each for each in self.identities
            )
            self.put(*changed)
        else:
            self._change(pseudonyms={**self._contents.pseudonyms, source_id: pseudonym})

    def allow(self, allowed: Allowed) -> None:
        """Set what may be published although it looks like an identity."""
        self._change(allowed=allowed)

    def add_recipient(self, name: str, public: str) -> None:
        """Let somebody else open the vault from the next writing on.

        Raises:
            UsageError: that name is taken.
            VaultError: not a public key.
        """
        if any(each.name == name for each in self.recipients):
            raise UsageError("a recipient of that name is there already: remove it first, or take another name")
        self._change(recipients=(*self.recipients, Recipient(name, sealing.check_recipient(public))))

    def remove_recipient(self, name: str) -> None:
        """Somebody can no longer open what is written from now on; copies they could open before stay open to them.

        Raises:
            NotFoundError: no recipient of that name.
        """
        left = tuple(each for each in self.recipients if each.name != name)
        if len(left) == len(self.recipients):
            raise NotFoundError("no recipient of that name: `testimonia vault recipients list` shows them")
        self._change(recipients=left)
        self._new_material_key()

    def rekey(self, passphrase: str, *, work_factor: int = sealing.WORK_FACTOR) -> None:
        """A new passphrase, and new keys for everything written from now on. The recovery key and the recipients stay.

        Raises:
            VaultError: the passphrase is too short.
        """
        self._new_vault_key(passphrase, work_factor)
        self._new_material_key()

    def new_recovery_key(self) -> str:
        """Put a new recovery key in the old one's place and return it: it is kept nowhere."""
        key = sealing.new_key()
        self._change(recovery_recipient=sealing.public_of(key))
        return key

    # Confidential originals

    def conceal(self, original: bytes) -> bytes:
        """Encrypt a confidential original for everybody who can open the vault now."""
        contents = self._contents
        material = sealing.public_of(contents.material_keys[0])
        return sealing.seal(original, [material, contents.recovery_recipient, *(each.public for each in contents.recipients)])

    @property
    def key_number(self) -> int:
        """Which material key `conceal` encrypts to now: the oldest is 1."""
        return len(self._contents.material_keys)

    def reveal(self, encrypted: bytes, *, key_number: int = 0) -> bytes:
        """A confidential original as it was received.

        Args:
            key_number: which key it was encrypted to, if that was noted: trying hundreds takes seconds.

        Raises:
            VaultError: none of the keys opens it, or it was altered.
        """
        keys = self._contents.material_keys
        return sealing.unseal(encrypted, keys[-key_number:][:1] if key_number else keys)

    def note_concealed(self, concealed: Concealed) -> None:
        """Remember what a confidential item is; replaces what was known of it."""
        others = tuple(each for each in self.concealed if each.item_id != concealed.item_id)
        self._change(concealed=(*others, concealed))

    # Inside

    @property
    def _contents(self) -> Contents:
        if self._open and self._clock() - self._used_at > self._idle_s:
            self.close()
            raise VaultError("the vault was idle too long and has locked itself: nothing was written. Open it again")
        if not self._open:
            raise VaultError("the vault is closed: open it again")
        self._used_at = self._clock()
        return self._open

    def _change(self, **fields: object) -> None:
        self._open = msgspec.structs.replace(self._contents, **fields)

    def _new_vault_key(self, passphrase: str, work_factor: int) -> None:
        key = sealing.new_key()
        sealed = sealing.seal_with_passphrase(key.encode(), sealing.check_passphrase(passphrase), work_factor=work_factor)
        self._change(vault_recipient=sealing.public_of(key), key_block_sha256=sha256(sealed))
        self._key_block = sealed

    def _new_material_key(self) -> None:
        self._change(material_keys=(sealing.new_key(), *self._contents.material_keys))
