"""TAR archives: members, their owners' names, links and extended headers, and what follows the end."""

import io
import struct
import tarfile
import zlib
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.pieces import Blob, Found, NotRead, Piece

_DAMAGE = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, struct.error, OverflowError, IndexError, TypeError)
_BLOCK = 512


def fits_tar(blob: Blob) -> bool:
    """Does the first block have a TAR header with its right sum? (POSIX.1-1988 ustar, GNU and the format before.)"""
    header = blob.data[:_BLOCK]
    if len(header) < _BLOCK or not header[0]:
        return False
    try:
        stated = int(header[148:156].strip(b"\0 ") or b"x", 8)
    except ValueError:
        return False
    return stated == sum(header[:148]) + 8 * 32 + sum(header[156:])


def read_tar(blob: Blob) -> Iterator[Found]:
    """Each file in the archive as a blob; each header's texts."""
    allowance = blob.allowance
    try:
        with tarfile.open(fileobj=io.BytesIO(blob.data), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
            for member in archive:
                place = f"entry {member.name}".encode("utf-8", "replace").decode()
                yield from _describe(member, place)
                if not member.isfile():
                    continue
                if member.size > allowance:
                    raise ReadError("too large: it unpacks to more than the gate reads in one file")
                stream = archive.extractfile(member)
                data = stream.read() if stream else b""
                allowance -= len(data)
                yield Blob(data, member.name.encode("utf-8", "replace").decode(), place)
                if len(data) < member.size:
                    yield NotRead(place, "cut off: pack the archive anew")
            end = archive.offset
    except _DAMAGE as error:
        raise ReadError("damaged: pack the archive anew") from error
    rest = blob.data[end:].strip(b"\0")
    if rest:
        yield Blob(rest, "", "bytes after the archive")


def _describe(member: tarfile.TarInfo, place: str) -> Iterator[Found]:
    for text in (member.name, member.uname, member.gname, member.linkname):
        data = text.encode("utf-8", "surrogateescape")
        if data:
            yield Blob(data, "", f"{place}, header", "text/plain")
    for key, value in member.pax_headers.items():
        yield Piece(f"{key}={value}".encode("utf-8", "replace").decode(), f"{place}, header")
