"""Who a protected source truly is. Lives in the vault and in memory while the vault is open; nowhere else."""

from msgspec import Struct


class Home(Struct, frozen=True):
    """Where someone lives. No published coordinate may come closer than ``radius_m`` metres to it."""

    lat: float
    lon: float
    radius_m: float = 0.0


class Identity(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everything by which one protected source could be recognised.

    Every field is searched for by the gate except ``pseudonym``, ``role``, ``details`` and ``notes``. Strings are as the team
    knows them, in any script and spelling; the gate makes the variants.
    """

    id: str
    """The source's id in the investigation, or an id of the vault's own."""
    pseudonym: str = ""
    """The name they are published under."""
    role: str = ""
    names: tuple[str, ...] = ()
    """Full names, in any script: ``Nawwaf Suhayl al-Khayali``."""
    aliases: tuple[str, ...] = ()
    """Names they are called by: a kunya, a nickname, a nom de guerre."""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    plates: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    """Numbers of papers: identity card, passport, case file."""
    handles: tuple[str, ...] = ()
    """Accounts on networks: ``@nawwaf_kh``."""
    usernames: tuple[str, ...] = ()
    """Names of computer accounts, as they get into file paths and document properties."""
    devices: tuple[str, ...] = ()
    """Serial numbers and names of telephones and cameras."""
    addresses: tuple[str, ...] = ()
    """Postal addresses, and names of small places that give the person away."""
    files: tuple[str, ...] = ()
    """Names of files that show their face or carry their voice."""
    home: Home | None = None
    details: dict[str, str] = {}
    """What narrows down who they are without naming them (age, village, profession, relatives): for the mosaic."""
    notes: str = ""


class Allowed(Struct, frozen=True, omit_defaults=True):
    """What may be published although it looks like an identity: namesakes and places the newsroom names on purpose."""

    bylines: tuple[str, ...] = ()
    pseudonyms: tuple[str, ...] = ()
    public_persons: tuple[str, ...] = ()
    public_points: tuple[Home, ...] = ()
    """Points that are public though they lie near a source's home; ``radius_m`` is how far a coordinate may be off."""
    phones: tuple[str, ...] = ()
    """The newsroom's own numbers."""
    coordinate_decimals: int = 1
    """Decimals of a degree that a coordinate near a source may have at most."""
