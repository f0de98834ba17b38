"""Archives, databases and mail: everything in them, what is refused, and bounds."""

import base64
import bz2
import gzip
import io
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from contextlib import closing

import pytest

from testimonia.protect.gate.opening.walk import Limits, open_blob
from testimonia.protect.gate.pieces import Blob, NotRead, Piece


def read(data, name="a", **limits):
    return list(open_blob(Blob(data, name), limits=Limits(**limits)))


def refusals(data, name="a", **limits):
    return [(found.place, found.why) for found in read(data, name, **limits) if isinstance(found, NotRead)]


def places_of(text, data, name="a"):
    return {found.place for found in read(data, name) if isinstance(found, Piece) and text in found.text and not found.how}


def make_zip(*entries, comment=b"", method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
        archive.comment = comment
    return out.getvalue()


def test_zip_names_comments_and_entries():
    """An entry's name, its text, its comment, and the comment of the archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo("نواف.txt")
        entry.comment = b"by Suhayl"
        entry.extra = struct.pack("<HH", 0x9999, 6) + b"Rashid"
        entry.compress_type = zipfile.ZIP_DEFLATED
        archive.writestr(entry, "Khayali " * 9)
        archive.comment = b"for Haddad"
    data = out.getvalue()
    assert "entry نواف.txt > text" in places_of("Khayali", data)
    assert "entry نواف.txt, name" in places_of("نواف", data)
    assert "entry نواف.txt, comment" in places_of("Suhayl", data)
    assert "entry نواف.txt, extra field" in places_of("Rashid", data)
    assert "comment of the archive" in places_of("Haddad", data)
    assert refusals(data) == []


def test_zip_name_in_an_old_encoding():
    """A name written by a program that knows no UTF-8 is read in the region's code page."""
    data = make_zip(("XXXX.txt", "x")).replace(b"XXXX", "نواف".encode("cp1256"))
    assert any("نواف.txt" in found.text for found in read(data) if isinstance(found, Piece))


def test_entry_taken_off_the_directory():
    """A deleted entry whose bytes are still there is read."""
    one, two = make_zip(("one.txt", "first")), make_zip(("two.txt", "Nawwaf " * 20))
    local = two[: two.index(b"PK\x01\x02")]
    assert "entry two.txt at byte 0, not in the directory > text" in places_of("Nawwaf", local + one)
    assert "entry two.txt at byte 0, not in the directory > text" in places_of("Nawwaf", local)


def test_bytes_around_the_archive():
    """What stands before, and after, the archive is read as a blob of its own."""
    data = make_zip(("one.txt", "first"))
    assert "bytes after the archive > text" in places_of("Nawwaf", data + b"Nawwaf was here")
    assert "bytes 0 to 15, outside the entries > text" in places_of("Nawwaf", b"Nawwaf was here" + data)


def test_encrypted_entry_counts_as_not_read():
    """The flag of encryption is enough."""
    data = bytearray(make_zip(("one.txt", "first")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert refusals(bytes(data)) == [("entry one.txt", "encrypted: publish it without a password or leave it out")]


def test_unknown_method_and_damage_count_as_not_read():
    """A packing method nobody knows, and a sum that is wrong."""
    data = bytearray(make_zip(("one.txt", "first" * 30)))
    data[8] = data[data.index(b"PK\x01\x02") + 10] = 77
    assert refusals(bytes(data)) == [("entry one.txt", "packed by a method that the gate does not know: use DEFLATE")]
    data = bytearray(make_zip(("one.txt", "first" * 30)))
    data[data.index(b"PK\x01\x02") + 16] ^= 1
    assert refusals(bytes(data)) == [("entry one.txt", "damaged: pack the archive anew")]


def test_bombs_are_refused():
    """What unpacks to more than allowed is refused without unpacking it all."""
    bomb = make_zip(("z", b"\0" * (20 << 20)))
    assert [why.split(":")[1] for _, why in refusals(bomb, unpacked=1 << 20)] == [" too large"]
    packed = bz2.compress(b"a" * (60 << 20))
    assert refusals(packed) == [("whole file", "bzip2 file that unpacks to far more than its size: leave it out")]
    assert refusals(gzip.compress(b"\0" * (9 << 20)), unpacked=1 << 20)[0][1].startswith(
        "gzip file that could not be read: too large"
    )
    assert refusals(b"words " * 50, pieces=1)[-1][1] == "too large: more text in it than the gate reads in one file"


@pytest.mark.parametrize("at", [-8, -1])
def test_gzip_that_unpacks_to_something_else_is_damaged(at):
    """Bytes may be damaged and still unpack: checksum and length at the end say what went in. What came out is read too."""
    packed = bytearray(gzip.compress(b"Nawwaf drove" * 9))
    packed[at] ^= 1
    assert refusals(bytes(packed)) == [("member 1", "a damaged gzip stream: pack it anew")]
    assert places_of("Nawwaf", bytes(packed)) == {"unpacked > text"}


def test_gzip_header_and_what_follows():
    """The name and comment in the header, a second member, bytes after the end, and a stream cut off."""
    body = zlib.compress(b"first", 9)[2:-4]
    header = b"\x1f\x8b\x08\x18" + bytes(6) + "نواف".encode() + b"\0by Suhayl\0"
    whole = header + body + struct.pack("<II", zlib.crc32(b"first"), 5)
    assert places_of("نواف", whole) >= {"file name of member 1 > text"}
    assert places_of("Suhayl", whole) >= {"comment of member 1 > text"}
    assert places_of("first", whole) == {"unpacked > text"}
    assert places_of("second", whole + gzip.compress(b"second")) == {"unpacked member 2 > text"}
    assert "bytes after the last member > text" in places_of("Nawwaf", whole + b"Nawwaf was here")
    assert refusals(gzip.compress(b"first" * 99)[:-12]) == [("member 1", "a damaged gzip stream: pack it anew")]


def test_tar_headers_and_members():
    """Members, owners, links and what follows the end of the archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("a/one.txt")
        info.uname, info.size = "nawwaf", 5
        archive.addfile(info, io.BytesIO(b"first"))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, "/home/suhayl"
        archive.addfile(link)
    data = out.getvalue()
    assert "entry a/one.txt > text" in places_of("first", data)
    assert "entry a/one.txt, header > text" in places_of("nawwaf", data)
    assert "entry link, header > text" in places_of("suhayl", data)
    assert "bytes after the archive > text" in places_of("Rashid", data + b"\0" * 1024 + b"Rashid")
    assert refusals(data) == []


def test_sqlite_cells_schema_and_deleted_rows():
    """Rows as text, bytes in cells opened, the schema, and a deleted row in a free page."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("PRAGMA secure_delete = OFF")
        connection.execute("CREATE TABLE people (name TEXT, photo BLOB /* by Rashid */)")
        connection.execute("INSERT INTO people VALUES ('نواف', ?)", (gzip.compress(b"Khayali"),))
        connection.execute("INSERT INTO people VALUES ('Suhayl the deleted one', NULL)")
        connection.commit()
        connection.execute("DELETE FROM people WHERE name LIKE 'Suhayl%'")
        connection.commit()
        data = connection.serialize()
    assert places_of("نواف", data) >= {"table people, from row 1"}
    assert places_of("Khayali", data) == {"table people, row 1, column 2 > unpacked > text"}
    assert "schema" in places_of("Rashid", data)
    assert any(place.startswith("raw bytes") for place in places_of("Suhayl the deleted", data))
    assert refusals(data) == []
    assert refusals(data[:18] + b"\2\2" + data[20:]) == []
    assert refusals(data[:200])[0][1].startswith("SQLite database that could not be read: a damaged database")


def test_mail_parts_headers_and_mailboxes():
    """Encoded headers, a part in base64 with its charset, an attachment's name and contents, each message of a mailbox."""
    part = "تقرير نواف".encode("cp1256")
    mail = (
        b"From: =?windows-1256?B?" + base64.b64encode("نواف".encode("cp1256")) + b"?= <x@example.org>\r\n"
        b"Subject: a\r\n folded one\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.b64encode(part)
        + b"\r\n"
        b"--b\r\nContent-Type: application/octet-stream; name=n.gz\r\nContent-Disposition: attachment; filename=n.gz\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.b64encode(gzip.compress(b"Khayali")) + b"\r\n--b--\r\n"
    )
    found = [(piece.place, piece.how, piece.text) for piece in read(mail, "m.eml") if isinstance(piece, Piece)]
    assert any("encoded words" in how and "From: نواف <x@example.org>" in text for _, how, text in found)
    assert ("part 1, body > text", "", "تقرير نواف") in found
    assert ("part 2, attachment n.gz > unpacked > text", "", "Khayali") in found
    assert any("Subject: a folded one" in text for _, _, text in found)
    box = (
        b"From a@b Mon Jan  1 00:00:00 2018\n"
        + mail.replace(b"\r\n", b"\n")
        + b"\nFrom c@d Mon Jan  1 00:00:00 2018\nSubject: two\n\nSuhayl\n"
    )
    assert "message 2, body > text" in places_of("Suhayl", box, "m.mbox")


def test_web_archive():
    """Records with their headers; a body in chunks and packed is read."""
    packed = gzip.compress(b"<p>Nawwaf</p>")
    chunks = b"%x\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n" % (9, packed[:9], len(packed) - 9, packed[9:])
    body = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n" + chunks
    )
    record = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.org/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (
        len(body),
        body,
    )
    assert places_of("Nawwaf", record + record) >= {"record 1 (http://a.org/), body > unpacked > text"}
    brotli = body.replace(b"gzip", b"br")
    other = b"WARC/1.0\r\nContent-Length: %d\r\n\r\n%s" % (len(brotli), brotli)
    assert ("record 1", "packed by br, which the gate does not unpack") in refusals(other)
    assert refusals(b"WARC/1.0\r\nContent-Length: x\r\n\r\nabc") == [
        ("whole file", "web archive that could not be read: record 1 does not say how long it is")
    ]


@pytest.mark.parametrize("data", [b"7z\xbc\xaf\x27\x1c\0\4" + bytes(range(256)), b"Rar!\x1a\x07\x01\0" + bytes(range(256))])
def test_formats_that_are_refused(data):
    """Archives nobody unpacks here are refused with advice, and their raw strings are read."""
    assert refusals(data) == [
        ("whole file", "packed in a format that the gate does not unpack: publish it as ZIP, or leave it out")
    ]


def test_unknown_bytes_are_refused_and_their_strings_read():
    """Unknown is not read; a name in the clear in it is named all the same, in four encodings."""
    noise = bytes(range(256)) * 2
    for text in (
        b"Nawwaf Khayali",
        "نواف الخيالي".encode(),
        "نواف الخيالي".encode("utf-16-le"),
        "نواف الخيالي".encode("utf-16-be"),
    ):
        found = read(noise + b"\0\1\2" + text + b"\0\0\3" + noise)
        assert [piece.why for piece in found if isinstance(piece, NotRead)] == [
            "a format that the gate does not know: leave it out, or publish it in another"
        ]
        assert any(
            "Nawwaf Khayali" in piece.text or "نواف الخيالي" in piece.text for piece in found if isinstance(piece, Piece)
        )


@pytest.mark.parametrize(
    "text",
    ["-----BEGIN PGP MESSAGE-----\n\nhQEMA", "age-encryption.org/v1\n-> X", "U2FsdGVkX18AAAA", "$ANSIBLE_VAULT;1.1;AES256\n31"],
)
def test_encrypted_text_counts_as_not_read(text):
    """Armoured ciphertext is text, but nobody can read it."""
    assert refusals(text.encode(), "a.txt") == [("text, line 1", "encrypted: publish it without a password or leave it out")]


def test_entities_that_grow_without_end_are_refused():
    """The billion laughs: entities of entities."""
    entities = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 20}">' for at in range(8))
    xml = f'<!DOCTYPE l [<!ENTITY a "{"x" * 20}">{entities}]><l>&i;</l>'
    assert refusals(xml.encode(), "a.xml") == [("text, line 1", "its own entities grow without bound: write the text out")]


def test_empty_files_are_clean():
    """An empty file has its name and nothing else."""
    assert {found.place for found in read(b"", "a.txt")} == {"file name"}


def test_lines_of_pieces():
    """A piece says on which line it begins, and what was undone."""
    found = read(b"one\ntwo\n" + b"x" * 400 + b"\nsee &#78;awwaf\n", "a.html")
    assert Piece("one\ntwo\n" + "x" * 400 + "\nsee &#78;awwaf\n", "text", "", 1) in found
    assert ("text, line 3", "HTML entities") in {(piece.place, piece.how) for piece in found if isinstance(piece, Piece)}
