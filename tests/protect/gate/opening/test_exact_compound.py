"""Compound files, sector by sector: small streams in their store, chains, tables continued, and what damages them."""

import struct

import pytest

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.office.compound import chain, decompress_macro, read_entries, read_table

END, FREE, TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
FIRST, SECOND = b"Nawwaf" * 12, b"Suhayl"


def entry(name, kind, start, size):
    letters = name.encode("utf-16-le") + b"\0\0"
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    return head + bytes(48) + struct.pack("<IQ", start, size)


def head(*, directory=0, small=2, table=3, shift=9, small_shift=6):
    found = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, shift, small_shift)
    found += bytes(10) + struct.pack("<IIIIIII", 1, directory, 0, 4096, small, 1, END) + struct.pack("<I", 0)
    return found + struct.pack("<I", table) + b"\xff" * (512 - len(found) - 4)


def file(*entries, followers=(END, END, END, TABLE), **heading):
    directory = b"".join(entries).ljust(512, b"\0")
    store = (FIRST.ljust(128, b"\0") + SECOND).ljust(512, b"\0")
    small_table = struct.pack("<III", 1, END, END).ljust(512, b"\xff")
    table = struct.pack(f"<{len(followers)}I", *followers).ljust(512, b"\xff")
    return head(**heading) + directory + store + small_table + table


ROOT = entry("Root Entry", 5, 1, 134)


def rows(data):
    return [(found.name, found.raw) for found in read_entries(data)]


def test_small_streams_lie_in_a_store_of_their_own():
    """In pieces of 64 bytes that follow one another by their own table; folders have only a name; what is empty is empty."""
    data = file(ROOT, entry("first", 2, 0, 72), entry("Folder", 1, 0, 0), entry("second", 2, 2, 6))
    assert rows(data) == [("first", FIRST), ("Folder", b""), ("second", SECOND)]
    assert rows(file(ROOT, entry("none", 2, 0, 0))) == [("none", b"")]
    assert rows(file(ROOT, entry("gone", 0, 0, 0))) == []


def test_a_stream_of_4096_bytes_is_no_small_one():
    """It lies in the file's own sectors; one byte less and it lies in the store, from where it runs out."""
    assert rows(file(ROOT, entry("large", 2, 1, 4096))) == [("large", (FIRST.ljust(128, b"\0") + SECOND).ljust(512, b"\0"))]
    assert rows(file(ROOT, entry("small", 2, 0, 4095))) == [("small", FIRST.ljust(128, b"\0"))]


def test_names_are_as_long_as_they_say():
    """At most 31 characters; what says to be longer is cut."""
    name = "N" * 31
    assert rows(file(ROOT, entry(name, 1, 0, 0))) == [(name, b"")]
    long = bytearray(entry("Name", 1, 0, 0))
    long[64:66] = struct.pack("<H", 400)
    assert [found.name.rstrip("\0") for found in read_entries(file(ROOT, bytes(long)))] == ["Name"]


def test_a_file_without_small_streams():
    """No table, no store."""
    data = file(entry("Root Entry", 5, END, 0), entry("large", 2, 1, 5000), small=END)
    assert [(name, len(raw)) for name, raw in rows(data)] == [("large", 512)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "no compound file"),
        (file(ROOT, shift=10), "a compound file of unknown sector size"),
        (file(ROOT, small_shift=7), "a compound file of unknown sector size"),
        (file(ROOT, entry("first", 2, 9, 72)), "a chain of sectors is damaged"),
        (file(ROOT, followers=(0, END, END, TABLE)), "a chain of sectors is damaged"),
        (file(ROOT, directory=200), "a chain of sectors is damaged"),
        (file(ROOT, entry("large", 2, 77, 4096)), "a chain of sectors is damaged"),
    ],
)
def test_a_damaged_file_says_so(data, why):
    """No mark, strange sectors, chains that leave the file or run in a circle."""
    with pytest.raises(ReadError, match=why):
        read_entries(data)


def test_chains_exactly():
    """Sector after sector, with a heading or without."""
    data = bytes(4) + b"aaaabbbbcccc"
    assert chain(data, [2, END, 1], 0, 4) == b"aaaaccccbbbb"
    assert chain(data[4:], [2, END, 1], 0, 4, heading=0) == b"aaaaccccbbbb"
    assert chain(data, [END], END, 4) == b""
    with pytest.raises(ReadError):
        chain(data, [1, 0], 0, 4)
    with pytest.raises(ReadError):
        chain(data, [3, END, END, END], 0, 4)


def test_the_table_is_read_as_far_as_it_lies_in_the_file():
    """128 followers in each of its sectors; one that is outside ends it."""
    assert read_table(file(ROOT), 512)[:4] == [END, END, END, TABLE]
    assert len(read_table(file(ROOT), 512)) == 128
    assert read_table(file(ROOT, table=90), 512) == []


def test_macros_as_they_are_kept():
    """Chunks as they are, packed ones with copies of what stood before, and as much as can be had of a damaged one."""
    raw = b"\x01" + struct.pack("<H", 0x3000 | 4095) + b"x" * 4096
    assert decompress_macro(raw) == b"x" * 4096
    example = bytes.fromhex(
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 6B 6C 00 30 6D 6E 6F 70 06 71 02 70 04 10"
        "72 73 74 75 76 10 77 78 79 7A 00 3C"
    )  # Source: MS-OVBA, 3.2.2, "normal compression example"
    assert decompress_macro(example) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"
    assert decompress_macro(example[:12]) == b"#aaabcde"
    assert decompress_macro(b"\x01") == decompress_macro(b"") == b""
