"""WARC: web pages as an archive keeps them, with the requests and responses they came by."""

import re
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.pieces import Blob, Found, NotRead, Piece

_LENGTH = re.compile(rb"^Content-Length:\s*(\d{1,12})", re.IGNORECASE | re.MULTILINE)
_TARGET = re.compile(rb"^WARC-Target-URI:\s*<?(\S+?)>?\s*$", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^Transfer-Encoding:[^\n]*chunked", re.IGNORECASE | re.MULTILINE)
_CODED = re.compile(rb"^Content-Encoding:\s*([\w, -]+)", re.IGNORECASE | re.MULTILINE)
_TYPE = re.compile(rb"^Content-Type:\s*([^\r\n]+)", re.IGNORECASE | re.MULTILINE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r?\n")


def read_warc(blob: Blob) -> Iterator[Found]:
    """Headers and body of each record; bodies unchunked, and unpacked by the walk.

    Source: ISO 28500:2017 (WARC 1.1); RFC 9112, section 7.1 (chunks).
    """
    at, number = 0, 0
    data = blob.data
    while data.startswith(b"WARC/", at):
        number += 1
        blank = _BLANK.search(data, at)
        if not blank:
            raise ReadError(f"record {number} is cut off")
        head = data[at : blank.start()]
        length = _LENGTH.search(head)
        if not length:
            raise ReadError(f"record {number} does not say how long it is")
        body = data[blank.end() : blank.end() + int(length[1])]
        target = _TARGET.search(head)
        place = f"record {number}" + (f" ({target[1].decode('utf-8', 'replace')})" if target else "")
        yield Piece(head.decode("utf-8", "replace"), f"{place}, headers")
        yield from read_http(body, place) if body.startswith((b"HTTP/", b"GET ", b"POST ")) else (Blob(body, "", place),)
        at = blank.end() + int(length[1])
        while data[at : at + 1] in (b"\r", b"\n"):
            at += 1
    if at < len(data):
        yield Blob(data[at:], "", "bytes after the last record")


def read_http(data: bytes, place: str) -> Iterator[Found]:
    """A message of HTTP: its headers as text, its body as a blob."""
    blank = _BLANK.search(data)
    head, body = (data[: blank.start()], data[blank.end() :]) if blank else (data, b"")
    yield Piece(head.decode("utf-8", "replace"), f"{place}, HTTP headers")
    if _CHUNKED.search(head):
        body = _join_chunks(body)
    coded = _CODED.search(head)
    if coded and not coded[1].strip().lower().startswith((b"gzip", b"deflate", b"identity", b"x-gzip")):
        yield NotRead(place, f"packed by {coded[1].decode('ascii', 'replace')}, which the gate does not unpack")
        return
    kind = _TYPE.search(head)
    if body:
        yield Blob(body, "", f"{place}, body", kind[1].decode("ascii", "replace") if kind else "")


def _join_chunks(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        if not size:
            break
        parts.append(body[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if body.startswith(b"\r\n", at) else 1
    return b"".join(parts) or body
