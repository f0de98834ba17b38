"""Content credentials: names in CBOR strings of JUMBF boxes, alone and in the segments of a picture."""

import io
from struct import pack

import pytest
from PIL import Image

from testimonia.protect.gate.opening.credentials import open_credentials
from testimonia.protect.gate.opening.walk import open_blob
from testimonia.protect.gate.pieces import Blob, NotRead, Piece

NAME = "Nawwaf Suhayl al-Khayali"


def text(words):
    data = words.encode()
    head = bytes([0x60 + len(data)]) if len(data) < 24 else b"\x78" + bytes([len(data)])
    return head + data


def box(kind, body):
    return pack(">I", 8 + len(body)) + kind + body


def credentials(cbor):
    return box(b"jumb", box(b"jumd", b"c2pa\0") + box(b"cbor", cbor))


def texts(data):
    return [piece.text for piece in open_credentials(Blob(data, "a"))]


@pytest.mark.parametrize(
    ("cbor", "expected"),
    [
        (b"\xa1" + text("title") + text("Nawwaf Suhayl"), "title\nNawwaf Suhayl"),
        (b"\x82\x19\x01\x00" + text(NAME), NAME),
        (b"\x58\x1a" + text(NAME), NAME),
        (b"\x44mabc" + text("Rima"), "abc\nRima"),
        (b"\xf9\x3c\x00\xf5\xc1\x1a\x00\x00\x00\x00" + text("Rima"), "Rima"),
        (b"\x9f" + text("Rima") + b"\xff", "Rima"),
        (text("ريما"), "ريما"),
    ],
)
def test_every_string_is_read_without_the_byte_of_its_length(cbor, expected):
    """In maps, in arrays, in byte strings that are CBOR again, behind numbers, tags and other byte strings."""
    assert texts(credentials(cbor)) == [expected]


def test_boxes_are_told_apart_and_empty_ones_left_out():
    """A piece for each box that has strings, with its number."""
    data = credentials(text("one")) + credentials(b"\x01") + credentials(text("two"))
    assert [(piece.text, piece.place) for piece in open_credentials(Blob(data, "a"))] == [
        ("one", "content credentials, box 1"),
        ("two", "content credentials, box 2"),
    ]


def test_a_box_cut_short_or_of_no_size_gives_what_is_there():
    """Damage loses no string that stands before it."""
    whole = credentials(text("one") + text(NAME))
    assert texts(whole[:-10])[0].startswith("one\nNawwaf")
    assert texts(b"jumb\0\0\0\0cbor" + text("one")) == []


def test_a_name_in_the_credentials_of_a_picture_is_found_whole():
    """In a JPEG they stand in APP11."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    data = credentials(b"\xa1" + text("title") + text("Nawwaf Suhayl"))
    body = b"JP\0\1\0\0\0\1" + data
    picture = out.getvalue()[:2] + b"\xff\xeb" + pack(">H", len(body) + 2) + body + out.getvalue()[2:]
    found = list(open_blob(Blob(picture, "a.jpg")))
    assert not [each for each in found if isinstance(each, NotRead)]
    assert any("\nNawwaf Suhayl" in piece.text for piece in found if isinstance(piece, Piece))
