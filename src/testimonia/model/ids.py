"""Identifiers: what is derived from content, and what must not be.

Claims, statements, passages, renditions and items are named by a hash of what they are, so the same input gives the same
id on every run and every machine, and a rerun never duplicates. Sources are named at random: a hash of a person's name
can be guessed by hashing a list of names.
"""

import hashlib
from collections.abc import Callable

import msgspec

IdMaker = Callable[[], str]
"""Returns a fresh random identifier, 16 hexadecimal digits; an argument, so that tests can fix it."""

DIGITS = 16
"""Hexadecimal digits of an identifier: 64 bits, a collision is expected after about 4 thousand million objects."""


def content_id(prefix: str, *parts: object) -> str:
    """Name an object by its content.

    Args:
        prefix: one or two letters that tell people what kind of object it is (``i`` item, ``c`` claim).
        parts: the identity of the object, JSON-like values, order matters.

    Returns:
        ``prefix-`` and 16 hexadecimal digits.

    >>> content_id("c", "r-1", 0, 5) == content_id("c", "r-1", 0, 5)
    True
    >>> content_id("c", "r-1", 0, 5) == content_id("c", "r-1", 0, 6)
    False
    """
    digest = hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()
    return f"{prefix}-{digest[:DIGITS]}"
