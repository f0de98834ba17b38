"""The one table of formats: which opener is run on which bytes. Every opener that fits is run, not only the first."""

from msgspec import Struct

from testimonia.protect.gate.opening.sniffing import Fits
from testimonia.protect.gate.pieces import Opener


class Format(Struct, frozen=True):
    """A format the gate reads."""

    name: str
    """For messages: ``ZIP archive``."""
    fits: Fits
    """Could the blob be this? Asked of its bytes; the name's ending alone is no proof either way."""
    read: Opener


OPENERS: tuple[Format, ...] = ()
"""Bytes that none of these fit, and that are no text, count as not read.

Text formats (HTML, JSON, mail and so on) are found and read by the walk from the decoded text, not from this table. Strings
lying in the raw bytes are read by the walk for every blob that is not text, in whatever format.
"""
