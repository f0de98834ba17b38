"""What comes out of each way of packing bytes into characters, exactly: the text, how it was packed, where it stood."""

import base64

import pytest

from testimonia.protect.gate.opening.packed import (
    find_base32,
    find_base64,
    find_data_uris,
    find_encoded_words,
    find_mojibake,
    find_old_mail,
    find_punycode,
    find_utf7,
    read_packed,
)

ARABIC = "نواف سهيل"
RUSSIAN = "навваф сухейль"


def rows(found):
    return [(undone.what, undone.how, undone.start) for undone in found]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"Nawwaf", [("Nawwaf", "x", 3)]),
        ("\ufeffNawwaf".encode(), [("Nawwaf", "x", 3)]),
        (b"944317", [("944317", "x", 3)]),
        (b"94431", []),
        (b"......", []),
        (b"Naw\x00waf", []),
        ("Naw".encode("utf-16-le"), [("Naw", "x, utf-16-le", 3)]),
        (ARABIC.encode("utf-16-be"), [(ARABIC, "x, utf-16-be", 3)]),
        (b"\xff\xfe" + "Nawwaf".encode("utf-16-le"), [("Nawwaf", "x, utf-16-le", 3)]),
        (b"PK\x03\x04abc", [(b"PK\x03\x04abc", "x", 3)]),
        (bytes(257) + b"ustar\0", [(bytes(257) + b"ustar\0", "x", 3)]),
        (b"\x0a\x06Nawwaf\x12\x07Khayali\xff", [("Nawwaf\nKhayali", "x, strings in it", 3)]),
        (b"\x00\x01Nawwaf\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e", []),
        (b"\x00\x01Nawwaf\x00\x01\xff\x03", []),
        (b"\x00\x01Nawwaf" + b"\xff\x01" * 12, [("Nawwaf", "x, strings in it", 3)]),
    ],
)
def test_decoded_bytes_exactly(data, expected):
    """Text, wide text, a format that is opened, strings in a binary; noise is dropped."""
    assert rows(read_packed(data, "x", 3)) == expected


def test_one_byte_encodings_of_decoded_bytes():
    """Each that gives letters of one script, named."""
    assert (ARABIC, "x, cp1256", 0) in rows(read_packed(ARABIC.encode("cp1256"), "x"))
    assert (RUSSIAN, "x, cp1251", 0) in rows(read_packed(RUSSIAN.encode("cp1251"), "x"))
    assert ("Quiñónez", "x, cp1252", 0) in rows(read_packed("Quiñónez".encode("cp1252"), "x"))


def test_separators_of_chance_are_no_text():
    """Letters of one script with control characters among them are what chance made of a binary."""
    assert rows(read_packed("س\x1dحقكعغ ظخز".encode("cp1256"), "x")) == []
    assert ("سحقكعغ\nظخز", "x, cp1256", 0) in rows(read_packed("سحقكعغ\nظخز".encode("cp1256"), "x"))


def test_data_addresses_exactly():
    """Percent-encoded or base64, with the type they say or the standard's own."""
    found = list(find_data_uris('<a href="data:text/html;charset=utf-8,Naw%77af"> <b src="DATA:image/png;base64,TmF3d2Fm">'))
    assert [(u.what, u.how, u.start, u.media_type) for u in found] == [
        (b"Nawwaf", "data URI", 9, "text/html;charset=utf-8"),
        (b"Nawwaf", "data URI", 57, "image/png"),
    ]
    assert [(u.what, u.media_type) for u in find_data_uris("url(data:,Naw)")] == [(b"Naw", "text/plain;charset=us-ascii")]
    assert [u.what for u in find_data_uris("data:x/y;base64,TmF3d2Fm\n\nmore")] == [b"Nawwaf"]
    assert [u.what for u in find_data_uris("data:x/y;base64,TmF3%0Ad2F-_w")] == [base64.b64decode("TmF3d2F+/w==")]
    assert list(find_data_uris("no data here: , none")) == []
    assert list(find_data_uris("data:text/plain,")) == []


def test_base32_and_its_lengths_exactly():
    """In capitals, in small letters, without padding; a last sign too many is left off."""
    token = base64.b32encode(b"Nawwaf Suhayl").decode()
    assert rows(find_base32(f"x {token}")) == [("Nawwaf Suhayl", "base32", 2)]
    assert rows(find_base32(f"x {token.rstrip('=').lower()}")) == [("Nawwaf Suhayl", "base32", 2)]
    assert rows(find_base32("x " + base64.b32encode(b"Nawwaf").decode().rstrip("=") + " y")) == [("Nawwaf", "base32", 2)]
    assert rows(find_base32("x ABCDEFGH")) == []


def test_base64_exactly():
    """In one piece, for addresses, over lines, between strokes."""
    assert rows(find_base64("k=TmF3d2FmIFN1aGF5bA;")) == [("Nawwaf Suhayl", "base64", 2)]
    assert rows(find_base64("TmF3d2FmIFN1\naGF5bCBhbC1L\naGF5YWxp"))[:1] == [("Nawwaf Su", "base64", 0)]
    lines = "\n".join(["TmF3d2FmIFN1aGF5bCBh", "bC1LaGF5YWxpIGRyb3Zl"])
    assert ("Nawwaf Suhayl al-Khayali drove", "base64", 0) in rows(find_base64(lines))
    assert ("Nawwaf", "base64", 0) in rows(find_base64("abcdefgh/TmF3d2Fm"))
    assert rows(find_base64("nothing encoded here, deadbeef0123")) == []


def test_words_of_mail_exactly():
    """Both ways, neighbours joined; an unknown character set is tried as Windows-1256, what is broken stays."""
    assert rows(find_encoded_words("To: =?utf-8?B?2YbZiNin2YE=?= =?utf-8?Q?_Khayali?=")) == [
        ("To: نواف Khayali", "encoded words of mail", 0)
    ]
    arabic = base64.b64encode("نواف".encode("cp1256")).decode()
    assert rows(find_encoded_words(f"=?x-none?b?{arabic}?=")) == [("نواف", "encoded words of mail", 0)]
    assert rows(find_encoded_words("=?utf-8?B?A?=")) == [("=?utf-8?B?A?=", "encoded words of mail", 0)]
    assert rows(find_encoded_words("a =? b ?= c")) == []


def test_misread_text_exactly():
    """Once, twice; signs that are no letters stay as they are."""
    once = "نواف".encode().decode("latin-1")
    twice = once.encode().decode("latin-1")
    assert ("نواف", "UTF-8 misread as latin-1", 0) in rows(find_mojibake(once))
    assert (once, "UTF-8 misread as latin-1", 0) in rows(find_mojibake(twice))
    assert rows(find_mojibake("Ã: â†’â†’ b")) == []
    assert rows(find_mojibake("plain")) == []


def test_other_ways_of_mail_exactly():
    """UTF-7, host names, uuencode, ASCII85; what cannot be decoded is left."""
    assert rows(find_utf7("x +BkYGSAYnBkE- y")) == [("x نواف y", "UTF-7", 0)]
    assert rows(find_utf7("1+1")) == []
    assert rows(find_punycode("http://" + "xn--" + "نواف".encode("punycode").decode() + "/")) == [
        ("http://نواف/", "punycode", 0)
    ]
    assert rows(find_punycode("xn--!")) == []
    assert rows(find_old_mail("<~" + base64.a85encode(b"Nawwaf").decode() + "~>")) == [("Nawwaf", "ASCII85", 0)]
    assert rows(find_old_mail("<~zzzzz!z~>")) == []
