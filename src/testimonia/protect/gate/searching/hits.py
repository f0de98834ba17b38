"""What a search finds: which identity, what of it, where in the text and in which form. Never the words themselves."""

from msgspec import Struct

AS_WRITTEN = "as written"
OTHER_SPELLING = "other spelling"
TRANSLITERATED = "transliterated"
LOOK_ALIKE = "look-alike letters"
RUN_TOGETHER = "run together"
SPACED = "letters spaced apart or broken over lines"
REVERSED = "written backwards"
INITIALS = "initial and family name"
REGROUPED = "digits regrouped"
SHORTENED = "last digits only"
OBLIQUE = "in an oblique case"
SPOKEN = "in words"
SPELT = "spelt out"


NO_IDENTITY = frozenset({"details", "latitude", "longitude"})
"""Kinds that identify nobody by themselves."""


class Hit(Struct, frozen=True):
    """One thing of an identity found in a text.

    ``start`` and ``end`` are half-open offsets in the text as given, in code points.
    """

    identity_id: str
    kind: str
    """name, alias, phone, email, plate, number, handle, username, device, address, file, coordinates, details, and
    ``latitude`` or ``longitude``: half a coordinate, which counts only beside its other half."""
    start: int
    end: int
    how: str
    """In which form; for a detail, which detail."""
    cost: float = 0.0
    """How far the spelling lies from the one in the vault, 0 for the same."""
