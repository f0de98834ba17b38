"""Invented people for the vault's tests, and a vault that is quick to make."""

import re

from testimonia.protect.identities import Allowed, Home, Identity
from testimonia.protect.vault.vault import Credential, Vault

PASSPHRASE = "brass pillow seven winters"
OTHER = "copper lantern nine summers"

NAWWAF = Identity(
    "driver_a",
    pseudonym="Driver A",
    names=("Nawwaf Suhayl al-Khayali", "نواف سهيل الخيالي"),
    aliases=("Abu Wahm",),
    phones=("+963 000 555 101",),
    emails=("nawwaf@example.org",),
    plates=("Raqqa 000101",),
    numbers=("ID-77 12",),
    addresses=("Tall al-Wahm",),
    home=Home(35.1, 39.2, 500.0),
    details={"trade": "driver"},
    notes="met in the garden",
)
RIMA = Identity("footage", names=("Rima Adnan",), handles=("@rima_films",), usernames=("rimaad",))
SECRETS = ("Nawwaf", "Khayali", "نواف", "Wahm", "555 101", "555101", "nawwaf@", "garden", "Rima", PASSPHRASE, OTHER)
ALLOWED = Allowed(bylines=("A. Reporter",))


_KEY = re.compile(r"AGE-SECRET-KEY-1\w{9}")


def make_vault(path, *people, passphrase=PASSPHRASE, **options):
    """A vault on the disk; returns its recovery key."""
    vault, recovery_key = Vault.create(path, passphrase=passphrase, work_factor=2, **options)
    with vault:
        vault.put(*people)
        vault.write()
    return recovery_key


def open_vault(path, passphrase=PASSPHRASE, **options):
    """The vault opened by its passphrase."""
    return Vault.open(path, Credential(passphrase=passphrase), **options)


def says_nothing(error):
    """Whether an error's message and the errors behind it repeat no secret."""
    seen = []
    while error is not None:
        seen.append(f"{error} {error.args!r}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return not any(secret in text for text in seen for secret in SECRETS) and not any(map(_KEY.search, seen))
