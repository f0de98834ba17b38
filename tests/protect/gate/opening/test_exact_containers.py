"""Containers to the place and the reason: damage, bounds, what lies outside, and many small texts put together."""

import bz2
import gzip
import io
import lzma
import re
import sqlite3
import struct
import tarfile
import zipfile
import zlib
from contextlib import closing

import pytest
from binary_cases import blobs, opened, pieces, unread

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.boxes import Box, boxes
from testimonia.protect.gate.opening.compression import (
    fits_zlib,
    inflate,
    read_bzip2,
    read_gzip,
    read_lzma,
    read_xz,
    read_zlib,
)
from testimonia.protect.gate.opening.databases import read_sqlite
from testimonia.protect.gate.opening.mail import fits_mail, read_mail
from testimonia.protect.gate.opening.sniffing import begins, either, holds, named
from testimonia.protect.gate.opening.strings import find_strings
from testimonia.protect.gate.opening.tar import fits_tar, read_tar
from testimonia.protect.gate.opening.views import Lines, put_together, refuse_encrypted
from testimonia.protect.gate.opening.web_archives import read_http, read_warc
from testimonia.protect.gate.opening.windows import PORTIONS, Undone, find_windows, stretches
from testimonia.protect.gate.opening.zip import fits_zip, read_zip
from testimonia.protect.gate.pieces import Blob

TOO_LARGE = "too large: it unpacks to more than the gate reads in one file"


def refused(opener, data, *, allowance=None, name=""):
    blob = Blob(data, name) if allowance is None else Blob(data, name, allowance=allowance)
    found = []
    with pytest.raises(ReadError) as caught:
        found.extend(opener(blob))
    return str(caught.value)


def raw_entry(name, body, *, method=0, flags=0, packed=None):
    return (
        b"PK\x03\x04"
        + struct.pack("<HHHHHIIIHH", 20, flags, method, 0, 0, 0, len(body) if packed is None else packed, 0, len(name), 0)
        + name
        + body
    )


def test_few_texts_are_given_one_by_one_and_many_in_portions():
    """Sixteen stand alone with their own place; more are joined in order, each portion at the place of its first text."""
    few = [Undone(str(n), "a", n) for n in range(PORTIONS)]
    assert put_together(few) is few
    many = [Undone(str(n), "a", n) for n in range(PORTIONS * 2 + 1)]
    portions = put_together(many)
    assert 1 < len(portions) <= PORTIONS
    assert "\n".join(str(one.what) for one in portions) == "\n".join(str(one.what) for one in many)
    assert all(one == Undone(one.what, "a", int(one.what.split("\n")[0])) for one in portions)


def test_bytes_and_refusals_are_never_put_together():
    """They are given as they are; other manners and final texts form portions of their own."""
    first, second = Undone(b"x", "base64", 1), Undone("why", "", 2, refused=True)
    texts = [Undone("t", "a", n) for n in range(40)] + [Undone("f", "a", n, final=True) for n in range(40)]
    texts += [Undone("b", "b", n) for n in range(2)]
    made = put_together([first, *texts, second])
    assert made[:2] == [first, second]
    manners = [(set(one.what) - {"\n"}, one.how, one.final) for one in made[2:]]
    assert all(manner in [({"t"}, "a", False), ({"f"}, "a", True), ({"b"}, "b", False)] for manner in manners)
    assert sum(one.what.count("t") for one in made[2:]) == sum(one.what.count("f") for one in made[2:]) == 40


def test_lines_are_counted_from_the_first():
    """The line on which an offset stands; none where lines do not count."""
    lines = Lines("a\nb\n\nc", 10)
    assert [lines.number(at) for at in range(6)] == [10, 10, 11, 11, 12, 13]
    assert Lines("a\nb", 0).number(2) == 0


def test_encrypted_text_is_refused_where_it_stands():
    """Each armour once, with the reason."""
    text = "x\n-----BEGIN PGP MESSAGE-----\n-----BEGIN PGP MESSAGE-----"
    why = "encrypted: publish it without a password or leave it out"
    assert list(refuse_encrypted(text)) == [Undone(why, "", 2, refused=True)]
    assert list(refuse_encrypted("BEGIN PGP PUBLIC KEY BLOCK")) == []


def test_windows_around_matches():
    """In order and apart, each match with its margin in one; merged when they touch; the whole when nearly all is covered."""
    sign = re.compile("%")
    blank = " " * 50
    assert find_windows(f"{blank}%{blank}", sign, margin=3) == [(47, 54)]
    assert find_windows(f"%{blank}%", sign, margin=3) == [(0, 4), (48, 52)]
    assert find_windows(f"{blank}%      %{blank}", sign, margin=3) == [(47, 61)]
    assert find_windows(f"{blank}%       %{blank}", sign, margin=3) == [(47, 54), (55, 62)]
    assert find_windows("%a%", sign, margin=3) == [(0, 3)]
    assert find_windows("abc", sign) == []
    text = ("%" + blank) * 40
    given = list(stretches(text, sign, margin=1))
    assert len(given) <= PORTIONS
    assert [start for start, _ in given] == sorted(start for start, _ in given)
    assert sum(stretch.count("%") for _, stretch in given) == 40


@pytest.mark.parametrize(
    ("opener", "pack", "ending"),
    [
        (read_bzip2, bz2.compress, ".bz2"),
        (read_xz, lzma.compress, ".xz"),
        (read_lzma, lambda data: lzma.compress(data, lzma.FORMAT_ALONE), ".lzma"),
    ],
)
def test_streams_one_behind_the_other(opener, pack, ending):
    """Each is unpacked under its own number; what is cut, damaged or too large is not read; bytes behind are given."""
    one = pack(b"Nawwaf " * 50)
    assert opened(opener, one, "a.txt" + ending) == [Blob(b"Nawwaf " * 50, "a.txt", "unpacked")]
    assert blobs(opened(opener, one + pack(b"Suhayl"))) == [("unpacked", b"Nawwaf " * 50), ("unpacked stream 2", b"Suhayl")]
    assert blobs(opened(opener, one + b"\0\0tail"))[1:] == [("bytes after the last stream", b"tail")]
    assert unread(opened(opener, one[:-1])) == [("stream 1", "a stream that is cut off: pack it anew")]
    assert refused(opener, one, allowance=349) == TOO_LARGE
    assert blobs(list(opener(Blob(one, "", allowance=350)))) == [("unpacked", b"Nawwaf " * 50)]


def test_a_damaged_stream_gives_what_could_be_had():
    """The beginning is a blob, the rest a reason."""
    data = bytearray(bz2.compress(b"Nawwaf " * 50))
    data[20:30] = b"\xff" * 10
    assert refused(read_bzip2, bytes(data)) == "a damaged stream: pack it anew"


def test_gzip_headers_members_and_damage():
    """Name, comment and extra field; a header or stream that ends too early; what follows."""
    body = gzip.compress(b"Nawwaf", mtime=0)[10:]
    head = b"\x1f\x8b\x08" + bytes((4 | 8 | 16 | 2,)) + bytes(6)
    member = head + b"\x03\0abc" + b"name.txt\0" + b"said\0" + b"\0\0" + body
    assert opened(read_gzip, member + b"\0\0more") == [
        Blob(b"abc", "", "extra field of member 1"),
        Blob(b"name.txt", "", "file name of member 1"),
        Blob(b"said", "", "comment of member 1"),
        Blob(b"Nawwaf", "name.txt", "unpacked"),
        Blob(b"\0\0more", "", "bytes after the last member"),
    ]
    assert opened(read_gzip, gzip.compress(b"a") + gzip.compress(b"b"), "x.gz") == [
        Blob(b"a", "x", "unpacked"),
        Blob(b"b", "x", "unpacked member 2"),
    ]
    damage = [("member 1", "a damaged gzip stream: pack it anew")]
    assert unread(opened(read_gzip, gzip.compress(b"Nawwaf" * 9)[:-1])) == damage
    assert unread(opened(read_gzip, gzip.compress(b"Nawwaf" * 9)[:20])) == damage
    assert refused(read_gzip, b"\x1f\x8b\x08" + bytes(14)) == "a gzip header that is cut off"
    assert refused(read_gzip, b"\x1f\x8b\x08\x08" + bytes(6) + b"no end of a name") == "a gzip header that is cut off"
    assert refused(read_gzip, gzip.compress(bytes(100)), allowance=99) == TOO_LARGE


def test_zlib_streams():
    """Found by their two bytes and what they unpack to; cut off, or with more behind."""
    data = zlib.compress(b"Nawwaf" * 9)
    assert opened(read_zlib, data + b"x") == [Blob(b"Nawwaf" * 9, "", "unpacked"), Blob(b"x", "", "bytes after the stream")]
    assert unread(opened(read_zlib, data[:-2])) == [("", "a damaged zlib stream: pack it anew")]
    assert [
        fits_zlib(Blob(raw, "")) for raw in (data, b"x", b"\x78\x9d", b"\x79\x9c" + data[2:], b"\x78\x9c\xff\xff\xff", b"")
    ] == [*(True, False, False, False, False, False)]
    assert not fits_zlib(Blob(b"\x78\xbb" + data[2:], ""))
    assert inflate(b"junk", bits=15, allowance=9) == (b"", b"", False)
    assert inflate(data, bits=15, allowance=54) == (b"Nawwaf" * 9, b"", True)


def test_zip_directories_that_lie():
    """Damaged, encrypted, or with entries that it does not name: what can be had is given, the rest is not read."""
    assert unread(opened(read_zip, b"PK\x03\x04junk"))[0] == ("directory", "a damaged ZIP directory: pack it anew")
    lost = raw_entry(b"lost.txt", b"Nawwaf")
    assert blobs(opened(read_zip, lost)) == [("entry lost.txt at byte 0, not in the directory", b"Nawwaf")]
    packed = zlib.compress(b"Suhayl", wbits=-15)
    place = "entry b at byte 0, not in the directory"
    assert blobs(opened(read_zip, raw_entry(b"b", packed, method=8))) == [(place, b"Suhayl")]
    assert (place, "damaged: pack the archive anew") in unread(opened(read_zip, raw_entry(b"b", packed[:-2], method=8)))
    assert (place, "packed by a method that the gate does not know: use DEFLATE") in unread(
        opened(read_zip, raw_entry(b"b", b"x", method=12))
    )
    why = "encrypted: publish it without a password or leave it out"
    assert (place, why) in unread(opened(read_zip, raw_entry(b"b", b"x", flags=1)))
    assert blobs(opened(read_zip, raw_entry(b"a", b"one", packed=0) + raw_entry(b"c", b"two", packed=0))) == [
        ("entry a at byte 0, not in the directory", b"one"),
        ("entry c at byte 34, not in the directory", b"two"),
    ]


def test_zip_damage_and_bounds():
    """A wrong checksum is not read; more than the allowance ends the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"Nawwaf")
        archive.mkdir("d")
    data = out.getvalue()
    assert [(b.name, b.place, b.data) for b in opened(read_zip, data) if isinstance(b, Blob)] == [
        ("a.txt", "entry a.txt", b"Nawwaf")
    ]
    assert unread(opened(read_zip, data.replace(b"Nawwaf", b"Nawwap", 1))) == [
        ("entry a.txt", "damaged: pack the archive anew")
    ]
    assert refused(read_zip, data, allowance=5) == TOO_LARGE
    assert len(blobs(list(read_zip(Blob(data, "", allowance=6))))) == 1
    assert blobs(opened(read_zip, data + b"behind"))[-1] == ("bytes after the archive", b"behind")
    assert [fits_zip(Blob(raw, "")) for raw in (data, b"MZ" + data, b"PK\x07\x08", b"PK\x01\x02", b"")] == [
        *(True, True, True, False, False)
    ]


def database(*statements):
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement, *values in statements:
            connection.execute(statement, values)
        connection.commit()
        return connection.serialize()


def test_tables_cell_by_cell():
    """Rows as lines in portions; bytes that are no text as blobs; nulls left out; views and virtual tables not run."""
    data = database(
        ('CREATE TABLE "a""b" (x, y)',),
        ('INSERT INTO "a""b" VALUES (?, ?)', "Nawwaf", None),
        ('INSERT INTO "a""b" VALUES (?, ?)', 7, b"\xff\x00\xfe"),
        ('INSERT INTO "a""b" VALUES (?, ?)', b"words", 1.5),
        ("CREATE TABLE empty (z)",),
        ("CREATE VIEW v AS SELECT 1",),
    )
    found = opened(read_sqlite, data)
    assert pieces(found) == [
        ("schema", 'CREATE TABLE "a""b" (x, y)\nCREATE TABLE empty (z)\nCREATE VIEW v AS SELECT 1'),
        ('table a"b, from row 1', "Nawwaf\n7 \ufffd\0\ufffd\nwords 1.5"),
    ]
    assert blobs(found) == [('table a"b, row 2, column 2', b"\xff\x00\xfe")]


def test_large_tables_come_in_portions():
    """A place leads to the rows of its portion."""
    data = database(("CREATE TABLE t (x)",), *[("INSERT INTO t VALUES (?)", str(n) * 40_000) for n in range(3)])
    assert [(place, len(text)) for place, text in pieces(opened(read_sqlite, data))][1:] == [
        ("table t, rows 1 to 2", 80_001),
        ("table t, from row 3", 40_000),
    ]


def test_damaged_databases():
    """The head, or a page of one table."""
    why = "a damaged database: leave it out or write its rows as text"
    assert refused(read_sqlite, b"SQLite format 3\0" + b"\xff" * 500) == why
    data = bytearray(database(("CREATE TABLE t (x)",), *[("INSERT INTO t VALUES (?)", "Nawwaf" * 200) for _ in range(20)]))
    data[4096 + 1 : 4096 + 600] = b"\xff" * 599
    found = opened(read_sqlite, bytes(data))
    assert ("table t", "damaged, or too large: leave it out or write its rows as text") in unread(found)


def test_mail_in_parts():
    """Headers unfolded; the text before and after the parts; names of attachments; mailboxes by message."""
    message = (
        b"From: a@x.example\nSubject: one\n two\nContent-Type: multipart/mixed; boundary=B\n\nbefore\n--B\n"
        b"Content-Type: text/plain; charset=utf-8\n\nNawwaf\n--B\nContent-Disposition: attachment; filename=f.bin\n"
        b"Content-Transfer-Encoding: base64\n\nU3VoYXls\n--B--\nafter\n"
    )
    found = opened(read_mail, message)
    assert pieces(found) == [
        ("headers", "From: a@x.example\nSubject: one two\nContent-Type: multipart/mixed; boundary=B"),
        ("text before the first part", "before"),
        ("text after the last part", "after\n"),
        ("part 1, headers", "Content-Type: text/plain; charset=utf-8"),
        ("part 2, headers", "Content-Disposition: attachment; filename=f.bin\nContent-Transfer-Encoding: base64"),
    ]
    assert [(b.place, b.name, b.media_type, b.data) for b in found if isinstance(b, Blob)] == [
        ("part 1, body", "", "text/plain;charset=utf-8", b"Nawwaf"),
        ("part 2, attachment f.bin", "f.bin", "text/plain", b"Suhayl"),
    ]
    box = b"From a@x Mon Jan  5 2026\nSubject: x\n\none\nFrom b@x Mon Jan  5 2026\nSubject: y\n\ntwo\n"
    assert [place for place, _ in blobs(opened(read_mail, box))] == ["message 1, body", "message 2, body"]


def test_mail_nested_too_deep():
    """Forty parts within each other are read, more are not."""
    message = b"Subject: inner\n\nNawwaf"
    for _ in range(45):
        message = b"Content-Type: message/rfc822\n\n" + message
    found = opened(read_mail, message)
    assert [why for _, why in unread(found)] == ["mail nested too deep"]
    assert blobs(found) == []


def test_what_looks_like_mail():
    """Header lines at the beginning, one of those that every mail has; or a container that says so."""
    yes = [b"From: x\n", b"X-A: b\n c\nSubject: x\n", b"\xef\xbb\xbfTo: x\n", b"\r\nDate: x\n"]
    no = [b"A: b\n\nFrom: x\n", b"from here: x\n", b"Hello\nFrom: x\n", b""]
    assert [fits_mail(Blob(data, "")) for data in (*yes, *no)] == [True] * 4 + [False] * 4
    assert fits_mail(Blob(b"", "", media_type="message/rfc822"))


def test_records_of_web_archives():
    """Headers and bodies; chunks joined; what is packed otherwise, cut off or without a length is not read."""
    http = (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\n3\r\nNaw\r\n3;x\r\nwaf\r\n0\r\n\r\n"
    )
    record = b"WARC/1.1\r\nWARC-Target-URI: <http://a.example/>\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(http), http)
    found = opened(read_warc, record + b"WARC/1.1\nContent-Length: 2\n\nhi\n\ntail")
    assert [(b.place, b.data, b.media_type) for b in found if isinstance(b, Blob)] == [
        ("record 1 (http://a.example/), body", b"Nawwaf", "text/html"),
        ("record 2", b"hi", ""),
        ("bytes after the last record", b"tail", ""),
    ]
    assert [place for place, _ in pieces(found)] == [
        *("record 1 (http://a.example/), headers", "record 1 (http://a.example/), HTTP headers", "record 2, headers")
    ]
    assert refused(read_warc, b"WARC/1.1\nContent-Length: 2") == "record 1 is cut off"
    assert refused(read_warc, b"WARC/1.1\nX: 2\n\n") == "record 1 does not say how long it is"
    assert unread(read_http(b"HTTP/1.1 200\nContent-Encoding: br\n\nx", "p")) == [
        ("p", "packed by br, which the gate does not unpack")
    ]
    assert blobs(read_http(b"HTTP/1.1 200\nContent-Encoding: gzip\n\nx", "p")) == [("p, body", b"x")]
    assert pieces(read_http(b"HTTP/1.1 204 No Content", "p")) == [("p, HTTP headers", "HTTP/1.1 204 No Content")]


def test_tar_headers_are_known_by_their_sum():
    """A block too short, empty or with another sum is none; damage after the first member is not read."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name in ("a.txt", "b.txt"):
            entry = tarfile.TarInfo(name)
            entry.size = 6
            archive.addfile(entry, io.BytesIO(b"Nawwaf"))
    data = out.getvalue()
    assert [fits_tar(Blob(raw, "")) for raw in (data, data[:511], bytes(512), b"b" + data[1:], b"x" * 512)] == [
        *(True, False, False, False, False)
    ]
    assert [(b.name, b.data) for b in opened(read_tar, data) if isinstance(b, Blob) and b.name] == [
        ("a.txt", b"Nawwaf"),
        ("b.txt", b"Nawwaf"),
    ]
    assert refused(read_tar, data, allowance=11) == TOO_LARGE


def test_first_bytes_and_endings():
    """What a blob may be."""
    blob = Blob(b"..PK..", "a.ZIP")
    assert begins(b"PK", at=2)(blob) and not begins(b"PK")(blob)
    assert holds(b"PK", within=4)(blob) and not holds(b"PK", within=3)(blob)
    assert named(".zip")(blob) and not named(".gz")(blob)
    assert either(begins(b"x"), named(".zip"))(blob) and not either(begins(b"x"), named(".gz"))(blob)


def test_boxes_and_their_bounds():
    """Sizes of 32 and 64 bits and to the end; filling; a box shorter than its head or beyond the end."""
    data = (
        struct.pack(">I4s", 10, b"aaaa")
        + b"xy"
        + struct.pack(">I4sQ", 1, b"bbbb", 17)
        + b"z"
        + struct.pack(">I4s", 0, b"cccc")
        + b"end"
    )
    assert list(boxes(data, 0, len(data))) == [Box(b"aaaa", 8, 10), Box(b"bbbb", 26, 27), Box(b"cccc", 35, 38)]
    assert list(boxes(data[:17], 0, 7)) == []
    for wrong in (struct.pack(">I4s", 7, b"aaaa"), struct.pack(">I4s", 9, b"aaaa"), struct.pack(">I4sQ", 1, b"aaaa", 15)):
        with pytest.raises(ReadError, match=r"^a box reaches beyond its end$"):
            list(boxes(wrong, 0, len(wrong)))


def test_strings_come_in_portions_with_their_place():
    """Every run is in a portion, which says at which byte its first run begins."""
    run = b"Nawwaf Suhayl" * 6000
    data = b"\0" + run + b"\0" + b"second run\0short\0"
    found = list(find_strings(data))
    runs = [line for _, text, _ in found for line in text.split("\n")]
    assert {run.decode(), "second run", "short"} <= set(runs)
    for place, text, _ in found:
        said, _, start = place.rpartition(" ")
        assert said == "raw bytes from byte"
        assert data[int(start) :].startswith(text.split("\n")[0].encode())
