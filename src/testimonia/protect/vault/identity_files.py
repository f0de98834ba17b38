"""Identities from a file that a person wrote: TOML or JSON.

    [identities.driver_a]            # the source's key in investigation.toml
    pseudonym = "Driver A"
    names = ["Nawwaf Suhayl al-Khayali", "نواف سهيل الخيالي"]
    phones = ["+963 000 555 101"]
    home = { lat = 35.0, lon = 39.0, radius_m = 500 }

In JSON the same, or ``{"identities": [{"id": ...}, ...]}``. A field may be given in the singular with one value (``name``,
``phone``), and with a script behind it (``name_arabic``, ``aliases_ar``); ``home`` as words is an address. Such a file lies in
the clear: delete it when the vault holds it.
"""

import tomllib
from typing import Any

import msgspec

from testimonia.errors import UsageError
from testimonia.protect.identities import Allowed, Identity

LISTS = ("names", "aliases", "phones", "emails", "plates", "numbers", "handles", "usernames", "devices", "addresses", "files")
_SINGULAR = {"address": "addresses", "alias": "aliases", "id_number": "numbers", "ids": "numbers"} | {
    name[:-1]: name for name in LISTS if name not in ("aliases", "addresses")
}
_SCRIPTS = ("_arabic", "_ar", "_kurdish", "_ku", "_latin")
_PLAIN = ("id", "pseudonym", "role", "notes")


def read_identities(data: bytes) -> tuple[list[Identity], Allowed | None]:
    """The identities in a file, and what may be published although it looks like one, if the file says so.

    Raises:
        UsageError: it cannot be read; says which entry and field are wrong, never what stands in them.
    """
    table = _parse(data)
    found = table.get("identities", {})
    entries = found.items() if isinstance(found, dict) else [("", entry) for entry in found] if isinstance(found, list) else []
    identities = [_identity(key, entry, n) for n, (key, entry) in enumerate(entries, start=1)]
    if not identities:
        raise UsageError("no identities in this file: it needs a table [identities.KEY] for each source")
    if len({each.id for each in identities}) != len(identities):
        raise UsageError("two entries of this file have the same id: give each its own")
    return identities, _allowed(table["allowed"]) if "allowed" in table else None


def identity_from(id_: str, fields: dict[str, Any], *, entry: int = 1) -> Identity:
    """One identity from the fields that a person gave. Raises UsageError, which names the field only."""
    return _identity(id_, fields, entry)


def _parse(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
        table = msgspec.json.decode(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except (UnicodeDecodeError, msgspec.DecodeError, tomllib.TOMLDecodeError):  # their messages may quote the file
        raise UsageError("the file of identities is neither TOML nor JSON: see docs/security/vault.md for its form") from None
    return table if isinstance(table, dict) else {}


def _identity(key: str, entry: Any, number: int) -> Identity:
    if not isinstance(entry, dict):
        raise UsageError(f"entry {number} of the file of identities is not a table")
    fields: dict[str, Any] = {"id": key, "details": {}}
    lists: dict[str, list[str]] = {name: [] for name in LISTS}
    for name, value in entry.items():
        plain = next((name.removesuffix(script) for script in _SCRIPTS if name.endswith(script)), name)
        plain = "address" if plain == "home" and isinstance(value, str) else _SINGULAR.get(plain, plain)
        plain = _SINGULAR.get(plain, plain)
        if plain in lists:
            values = [value] if isinstance(value, str) else value
            if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
                raise UsageError(f"entry {number} of the file of identities: {plain} takes text, or a list of texts")
            lists[plain] += [each for each in values if each.strip()]
        elif (plain in _PLAIN and isinstance(value, str)) or plain in ("home", "details"):
            fields[plain] = value
        else:
            known = ", ".join((*_PLAIN, *LISTS, "home", "details"))
            raise UsageError(
                f"entry {number} of the file of identities has a field that is not one of {known}, or no text in it"
            )
    if not fields["id"]:
        raise UsageError(f"entry {number} of the file of identities has no id")
    try:
        return msgspec.convert({**fields, **lists}, Identity)
    except msgspec.ValidationError:
        raise UsageError(
            f"entry {number} of the file of identities: home takes lat, lon and radius_m; details takes texts"
        ) from None


def _allowed(entry: Any) -> Allowed:
    try:
        return msgspec.convert(entry, Allowed)
    except msgspec.ValidationError:
        raise UsageError("[allowed] of the file of identities has a field with a value it cannot have") from None
