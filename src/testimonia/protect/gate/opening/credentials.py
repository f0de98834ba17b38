"""Content credentials (C2PA): text strings in the CBOR of JUMBF boxes.

Why: a CBOR string has its length in the byte before it, and that byte is a letter for strings of 1 to 23 bytes. To a search in
raw strings ``Nawwaf Suhayl`` is ``mNawwaf Suhayl``, a name nobody has.

Source: ISO 19566-5 (JUMBF), RFC 8949 section 3 (CBOR, major type 3).
"""

from collections.abc import Iterator

from testimonia.protect.gate.pieces import Blob, Piece

_BYTES, _TEXT = 2, 3
_DEEPEST = 4
"""CBOR within byte strings of CBOR."""

_LARGEST_BOX = 1 << 20
"""Bytes of a CBOR box that are looked through; credentials are some thousand."""


def may_hold_credentials(blob: Blob) -> bool:
    """Is there a JUMBF superbox and CBOR in the bytes?"""
    return b"jumb" in blob.data and b"cbor" in blob.data


def open_credentials(blob: Blob) -> Iterator[Piece]:
    """Every text string of every CBOR box, a piece a box.

    >>> from struct import pack
    >>> cbor = b"\\xa1etitlemNawwaf Suhayl"
    >>> box = pack(">I", 8 + len(cbor)) + b"cbor" + cbor
    >>> [piece.text for piece in open_credentials(Blob(b"....jumb" + box, "a"))]
    ['title\\nNawwaf Suhayl']
    """
    data, at, number = blob.data, 0, 0
    while (at := data.find(b"cbor", at)) >= 0:
        size = int.from_bytes(data[max(0, at - 4) : at], "big") - 8
        body = data[at + 4 : at + 4 + min(size, _LARGEST_BOX)] if size > 0 else b""
        if texts := list(_text_strings(body)):
            number += 1
            yield Piece("\n".join(texts), f"content credentials, box {number}")
        at += 4


def _text_strings(body: bytes, depth: int = 0) -> Iterator[str]:
    """Text strings in order, those in byte strings too, which may be CBOR again: what else there is, is stepped over."""
    at = 0
    while at < len(body):
        kind, start, length = _item_at(body, at)
        if kind in (_BYTES, _TEXT):
            inside = body[start : start + length]
            if kind == _TEXT:
                yield inside.decode("utf-8", "replace")
            elif depth < _DEEPEST:
                yield from _text_strings(inside, depth + 1)
            at = start + length
        else:
            at = start


def _item_at(body: bytes, at: int) -> tuple[int, int, int]:
    """The major type of the item that begins here, where its contents begin, and the number in its head."""
    kind, more = body[at] >> 5, body[at] & 31
    if more < 24 or more > 27:
        return kind, at + 1, more if more < 24 else 0
    width = 1 << (more - 24)
    return kind, at + 1 + width, int.from_bytes(body[at + 1 : at + 1 + width], "big")
