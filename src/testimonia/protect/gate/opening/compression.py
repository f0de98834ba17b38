"""Streams packed by gzip, bzip2, xz, LZMA or zlib: every member, what stands in the headers, and what follows the end."""

import bz2
import lzma
import struct
import zlib
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.pieces import Blob, Coded, Found, NotRead

_STEP = 1 << 20


def inflate(data: bytes, *, bits: int, allowance: int) -> tuple[bytes, bytes, bool]:
    """DEFLATE undone as far as it goes: the bytes, what follows the stream, and whether it ended as it should.

    Args:
        data: The stream, perhaps with more after it.
        bits: zlib's ``wbits``: -15 for a bare stream, 15 with zlib's header.
        allowance: Bytes that may come out.

    Raises:
        ReadError: More than ``allowance`` bytes come out.
    """
    unpacker = zlib.decompressobj(bits)
    parts: list[bytes] = []
    size = 0
    rest = data
    try:
        while rest and not unpacker.eof:
            part = unpacker.decompress(rest, _STEP)
            rest = unpacker.unconsumed_tail
            parts.append(part)
            size += len(part)
            if size > allowance:
                raise ReadError("too large: it unpacks to more than the gate reads in one file")
            if not part and not rest:
                break
    except zlib.error:
        return b"".join(parts), b"", False
    return b"".join(parts), unpacker.unused_data, unpacker.eof


def read_gzip(blob: Blob) -> Iterator[Found]:
    """Each member of a gzip file with its name, comment and extra field (RFC 1952), and the bytes after the last one."""
    rest = blob.data
    allowance = blob.allowance
    number = 0
    while rest.startswith(b"\x1f\x8b\x08"):
        number += 1
        body, texts = _gzip_header(rest)
        for what, text in texts:
            yield Blob(text, "", f"{what} of member {number}")
        packed = rest[body:]
        data, rest, complete = inflate(packed, bits=-15, allowance=allowance)
        used = len(packed) - len(rest)
        allowance -= len(data)
        name = next((text.decode("latin-1") for what, text in texts if what == "file name"), "")
        yield Blob(data, name or blob.name.removesuffix(".gz"), f"unpacked member {number}" if number > 1 else "unpacked")
        if not complete or not _fits_gzip_end(data, rest):
            yield NotRead(f"member {number}", "a damaged gzip stream: pack it anew")
            return
        at = len(blob.data) - len(rest)
        yield Coded(at - used, at)
        rest = rest[8:]
    if rest.strip(b"\0"):
        yield Blob(rest, "", "bytes after the last member")


def _fits_gzip_end(data: bytes, end: bytes) -> bool:
    """Whether what came out is what went in: a stream may be damaged and still unpack, to something else."""
    return len(end) >= 8 and struct.unpack("<II", end[:8]) == (zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _gzip_header(data: bytes) -> tuple[int, list[tuple[str, bytes]]]:
    """Where the packed bytes begin, and the texts in the header."""
    if len(data) < 18:
        raise ReadError("a gzip header that is cut off")
    flags, at = data[3], 10
    texts: list[tuple[str, bytes]] = []
    if flags & 4:
        length = int.from_bytes(data[at : at + 2], "little")
        texts.append(("extra field", data[at + 2 : at + 2 + length]))
        at += 2 + length
    for flag, what in ((8, "file name"), (16, "comment")):
        if flags & flag:
            end = data.find(b"\0", at)
            if end < 0:
                raise ReadError("a gzip header that is cut off")
            texts.append((what, data[at:end]))
            at = end + 1
    return at + (2 if flags & 2 else 0), texts


def read_zlib(blob: Blob) -> Iterator[Found]:
    """A bare zlib stream (RFC 1950) and what follows it."""
    data, rest, complete = inflate(blob.data, bits=15, allowance=blob.allowance)
    yield Blob(data, "", "unpacked")
    if not complete:
        yield NotRead("", "a damaged zlib stream: pack it anew")
    if rest.strip(b"\0"):
        yield Blob(rest, "", "bytes after the stream")


def fits_zlib(blob: Blob) -> bool:
    """Is it a zlib stream? Two bytes say little, so the beginning is unpacked."""
    head = blob.data[:2]
    if len(head) < 2 or head[0] & 15 != 8 or head[0] >> 4 > 7 or int.from_bytes(head, "big") % 31 or head[1] & 32:
        return False
    try:
        return bool(zlib.decompressobj().decompress(blob.data[:4096], 64))
    except zlib.error:
        return False


def read_bzip2(blob: Blob) -> Iterator[Found]:
    """Each stream of a bzip2 file, and the bytes after the last."""
    yield from _read_streams(blob, bz2.BZ2Decompressor, b"BZh", ".bz2")


def read_xz(blob: Blob) -> Iterator[Found]:
    """Each stream of an xz file, and the bytes after the last."""
    yield from _read_streams(blob, lzma.LZMADecompressor, b"\xfd7zXZ\x00", ".xz")


def read_lzma(blob: Blob) -> Iterator[Found]:
    """A stream in the older format of LZMA."""
    yield from _read_streams(blob, lzma.LZMADecompressor, b"]\0\0", ".lzma")


def _read_streams(
    blob: Blob, make: type[bz2.BZ2Decompressor] | type[lzma.LZMADecompressor], magic: bytes, ending: str
) -> Iterator[Found]:
    rest = blob.data
    allowance = blob.allowance
    number = 0
    while rest.startswith(magic):
        number += 1
        unpacker = make()
        parts: list[bytes] = []
        feed = rest
        try:
            while not unpacker.eof and (feed or not unpacker.needs_input):
                part = unpacker.decompress(feed, _STEP)
                feed = b""
                parts.append(part)
                allowance -= len(part)
                if allowance < 0:
                    raise ReadError("too large: it unpacks to more than the gate reads in one file")
        except (OSError, lzma.LZMAError, EOFError, ValueError) as error:
            yield Blob(b"".join(parts), "", f"unpacked stream {number}")
            raise ReadError("a damaged stream: pack it anew") from error
        yield Blob(b"".join(parts), blob.name.removesuffix(ending), f"unpacked stream {number}" if number > 1 else "unpacked")
        if not unpacker.eof:
            yield NotRead(f"stream {number}", "a stream that is cut off: pack it anew")
            return
        rest = unpacker.unused_data.lstrip(b"\0")
    if rest:
        yield Blob(rest, "", "bytes after the last stream")
