"""The one table of formats: which opener is run on which bytes. Every opener that fits is run, not only the first."""

from collections.abc import Iterator

from msgspec import Struct

from testimonia.protect.gate.opening.binaries import BINARIES
from testimonia.protect.gate.opening.compression import fits_zlib, read_bzip2, read_gzip, read_lzma, read_xz, read_zlib
from testimonia.protect.gate.opening.credentials import may_hold_credentials, open_credentials
from testimonia.protect.gate.opening.databases import MAGIC as SQLITE
from testimonia.protect.gate.opening.databases import read_sqlite
from testimonia.protect.gate.opening.mail import fits_mail, read_mail
from testimonia.protect.gate.opening.sniffing import Fits, begins, either, named
from testimonia.protect.gate.opening.tar import fits_tar, read_tar
from testimonia.protect.gate.opening.web_archives import read_warc
from testimonia.protect.gate.opening.zip import fits_zip, read_zip
from testimonia.protect.gate.pieces import Blob, Found, NotRead, Opener


class Format(Struct, frozen=True):
    """A format the gate reads."""

    name: str
    """For messages: ``ZIP archive``."""
    fits: Fits
    """Could the blob be this? Asked of its bytes; the name's ending alone is no proof either way."""
    read: Opener


def refuse(blob: Blob) -> Iterator[Found]:
    """A format known by name that the gate does not unpack."""
    yield NotRead(blob.place, "packed in a format that the gate does not unpack: publish it as ZIP, or leave it out")


OPENERS: tuple[Format, ...] = (
    Format("ZIP archive", fits_zip, read_zip),
    Format("gzip file", begins(b"\x1f\x8b\x08"), read_gzip),
    Format("bzip2 file", begins(b"BZh"), read_bzip2),
    Format("xz file", begins(b"\xfd7zXZ\x00"), read_xz),
    Format("LZMA file", begins(b"]\x00\x00"), read_lzma),
    Format("zlib stream", fits_zlib, read_zlib),
    Format("TAR archive", fits_tar, read_tar),
    Format("SQLite database", begins(SQLITE), read_sqlite),
    Format("mail", fits_mail, read_mail),
    Format("web archive", begins(b"WARC/"), read_warc),
    Format(
        "archive",
        either(
            begins(
                b"7z\xbc\xaf\x27\x1c",
                b"Rar!\x1a\x07",
                b"\x28\xb5\x2f\xfd",
                b"\x04\x22\x4d\x18",
                b"MSCF",
                b"\x1f\x9d",
                b"\x1f\xa0",
            ),
            begins(b"-lh", at=2),
            begins(b"CD001", at=0x8001),
            begins(b"!<arch>\n"),
            named(".br", ".rar", ".7z", ".zst", ".lz4", ".age", ".gpg", ".pgp"),
        ),
        refuse,
    ),
    Format("content credentials", may_hold_credentials, open_credentials),
    *(Format(name, fits, read) for name, fits, read in BINARIES),
)
"""Bytes that none of these fit, and that are no text, count as not read.

Text formats (HTML, JSON, calendars and so on) are found and read by the walk from the decoded text, not from this table.
Strings lying in the raw bytes are read by the walk for every blob that is not text, in whatever format.
"""
