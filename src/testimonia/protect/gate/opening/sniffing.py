"""What a blob may be, by its first bytes and, as a hint only, by the ending of its name."""

from collections.abc import Callable

from testimonia.protect.gate.pieces import Blob

Fits = Callable[[Blob], bool]


def begins(*signatures: bytes, at: int = 0) -> Fits:
    """A predicate: do the bytes at ``at`` begin with one of ``signatures``?

    >>> begins(b"PK")(Blob(b"PK.", "a"))
    True
    """

    def fits(blob: Blob) -> bool:
        return blob.data.startswith(signatures, at)

    return fits


def holds(*signatures: bytes, within: int) -> Fits:
    """A predicate: does one of ``signatures`` stand within the first ``within`` bytes?"""

    def fits(blob: Blob) -> bool:
        head = blob.data[:within]
        return any(signature in head for signature in signatures)

    return fits


def named(*endings: str) -> Fits:
    """A predicate: does the name end with one of ``endings`` (with the dot, lower case)?"""

    def fits(blob: Blob) -> bool:
        return blob.name.lower().endswith(endings)

    return fits


def either(*predicates: Fits) -> Fits:
    """A predicate: does any of ``predicates`` hold?"""

    def fits(blob: Blob) -> bool:
        return any(predicate(blob) for predicate in predicates)

    return fits
