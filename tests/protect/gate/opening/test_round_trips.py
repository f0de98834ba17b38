"""What any program can write, the gate reads: every encoder of this table, alone and one in another, around random words."""

import base64
import binascii
import bz2
import codecs
import csv
import gzip
import html
import io
import json
import lzma
import quopri
import sqlite3
import tarfile
import zipfile
import zlib
from contextlib import closing
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from testimonia.protect.gate.opening.walk import Limits, open_blob
from testimonia.protect.gate.pieces import Blob, NotRead, Piece, Request

LATIN = "abcdefghijklmnopqrstuvwxyz"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
WORDS = st.one_of(st.text(LATIN, min_size=5, max_size=9), st.text(ARABIC, min_size=4, max_size=8))
NAMES = st.lists(WORDS, min_size=2, max_size=3).map(lambda words: " ".join(word.capitalize() for word in words))


def texts_in(data, name="file.bin", media_type=""):
    return [found.text for found in open_blob(Blob(data, name, media_type=media_type)) if isinstance(found, Piece)]


def is_found(name, data, file="file.bin", media_type=""):
    return any(name in text for text in texts_in(data, file, media_type))


def in_zip(data, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("inner", data)
    return out.getvalue()


def in_tar(data):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo("inner")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def in_sqlite(data):
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE t (a, b)")
        connection.execute("INSERT INTO t VALUES (1, ?)", (data,))
        connection.commit()
        return connection.serialize()


def in_mail(data):
    message = MIMEMultipart()
    message["Subject"] = "x"
    message.attach(MIMEApplication(data, name="a.bin"))
    return message.as_bytes()


def utf16_name(text):
    return text.encode("utf-16-be").hex()


# name of the encoder: text -> text, as it would stand in a page, a script or a letter
TEXT_ENCODERS = {
    "decimal entities": lambda t: "".join(f"&#{ord(c)};" for c in t),
    "hexadecimal entities": lambda t: "".join(f"&#x{ord(c):X};" for c in t),
    "entities with zeros": lambda t: "".join(f"&#{ord(c):07d};" for c in t),
    "entities doubled": lambda t: "".join(f"&amp;#{ord(c)};" for c in t),
    "escaped for HTML": lambda t: html.escape(f"<p>{t}</p>"),
    "percent": lambda t: "".join(f"%{byte:02x}" for byte in t.encode()),
    "percent twice": lambda t: quote(quote(t)),
    "percent-u": lambda t: "".join(f"%u{ord(c):04X}" for c in t),
    "JSON": lambda t: json.dumps({"k": [t]}),
    "JSON in JSON": lambda t: json.dumps(json.dumps({"k": t})),
    "\\u": lambda t: "".join(f"\\u{ord(c):04x}" for c in t),
    "\\u{}": lambda t: "".join(f"\\u{{{ord(c):x}}}" for c in t),
    "\\x": lambda t: "".join(f"\\x{byte:02x}" for byte in t.encode()),
    "octal": lambda t: "".join(f"\\{byte:03o}" for byte in t.encode()),
    "Python": lambda t: t.encode("unicode_escape").decode(),
    "CSS": lambda t: "".join(f"\\{ord(c):x} " for c in t),
    "CSS, six digits": lambda t: "".join(f"\\{ord(c):06x}" for c in t),
    "quoted-printable": lambda t: quopri.encodestring(t.encode()).decode(),
    "base64": lambda t: base64.b64encode(t.encode()).decode(),
    "base64, unpadded": lambda t: base64.b64encode(t.encode()).decode().rstrip("="),
    "base64 for URLs": lambda t: "https://example.org/u/" + base64.urlsafe_b64encode(t.encode()).decode(),
    "base64 of UTF-16": lambda t: base64.b64encode(t.encode("utf-16-le")).decode(),
    "base64 in lines": lambda t: base64.encodebytes(("x" * 120 + t + "y" * 120).encode()).decode(),
    "base64 of base64": lambda t: base64.b64encode(base64.b64encode(t.encode())).decode(),
    "base32": lambda t: base64.b32encode(t.encode()).decode(),
    "hex": lambda t: t.encode().hex(),
    "hex with colons": lambda t: t.encode().hex(":"),
    "hex with blanks": lambda t: t.encode().hex(" ").upper(),
    "0x list": lambda t: ", ".join(f"0x{byte:02x}" for byte in t.encode()),
    "U+ list": lambda t: " ".join(f"U+{ord(c):04X}" for c in t),
    "fromCharCode": lambda t: f"String.fromCharCode({','.join(str(ord(c)) for c in t)})",
    "list of bytes": lambda t: str(list(t.encode())),
    "binary": lambda t: " ".join(f"{byte:08b}" for byte in t.encode()),
    "data URI": lambda t: f"<img src='data:text/plain;charset=utf-8,{quote(t)}'>",
    "data URI, base64": lambda t: f"url(data:text/plain;charset=utf-8;base64,{base64.b64encode(t.encode()).decode()})",
    "encoded word": lambda t: Header(t, "utf-8").encode(),
    "UTF-7": lambda t: t.encode("utf-7").decode(),
    "uuencode": lambda t: codecs.encode(t.encode(), "uu").decode(),
    "ASCII85": lambda t: base64.a85encode(t.encode(), adobe=True).decode(),
    "misread as Latin-1": lambda t: t.encode().decode("latin-1"),
    "split by tags": lambda t: f"<p>{t[:2]}<b>{t[2:4]}</b>{t[4:]}</p>",
    "split by a comment": lambda t: f"<p>{t[:2]}<!-- x -->{t[2:]}</p>",
    "split by hidden text": lambda t: f"<p>{t[:2]}<span style='display: none'>qqq</span>{t[2:]}</p>",
    "split by blocks": lambda t: f"<div>{t[:2]}</div>\n<div>{t[2:]}</div>",
    "added up": lambda t: f'x = "{t[:2]}" + "{t[2:]}";',
    "listed": lambda t: json.dumps([t[:2], t[2:]], ensure_ascii=False),
    "split by a CSS comment": lambda t: f"{t[:2]}/* */{t[2:]}",
    "folded": lambda t: f"BEGIN:VCARD\r\nFN:{t[:2]}\r\n {t[2:]}\r\nEND:VCARD",
    "bdo": lambda t: f'<bdo dir="rtl">{t[::-1]}</bdo>',
    "override": lambda t: f"\u202e{t[::-1]}\u202c",
    "backwards": lambda t: t[::-1],
    "RTF": lambda t: "{\\rtf1\\ansi " + "".join(f"\\u{ord(c)}?" for c in t) + "}",
    "own entity": lambda t: f'<!DOCTYPE x [<!ENTITY n "{t[2:]}">]><x>{t[:2]}&n;</x>',
    "Markdown": lambda t: f"{t[:2]}**{t[2:4]}**{t[4:]}",
}
PLAIN_TEXT_ENCODERS = {  # those that leave ASCII only or UTF-8, to be put into one another
    name: TEXT_ENCODERS[name]
    for name in (
        "decimal entities",
        "percent",
        "JSON",
        "\\u",
        "\\x",
        "CSS",
        "base64",
        "base64, unpadded",
        "base32",
        "hex",
        "fromCharCode",
        "quoted-printable",
        "data URI, base64",
        "UTF-7",
        "split by tags",
        "added up",
        "encoded word",
    )
}
BYTES_ENCODERS = {
    "UTF-8": lambda b: b,
    "zip": in_zip,
    "stored zip": lambda b: in_zip(b, zipfile.ZIP_STORED),
    "zip, bzip2": lambda b: in_zip(b, zipfile.ZIP_BZIP2),
    "zip, LZMA": lambda b: in_zip(b, zipfile.ZIP_LZMA),
    "behind a picture": lambda b: b"\x89PNG\r\n\x1a\n\0\0\0\0" + in_zip(b),
    "gzip": gzip.compress,
    "gzip, second member": lambda b: gzip.compress(b"x") + gzip.compress(b),
    "behind gzip": lambda b: gzip.compress(b"x") + b,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "LZMA": lambda b: lzma.compress(b, lzma.FORMAT_ALONE),
    "zlib": zlib.compress,
    "tar": in_tar,
    "SQLite": in_sqlite,
    "mail": in_mail,
    "base64": base64.b64encode,
    "hex": binascii.hexlify,
    "base85 no, data URI": lambda b: b"data:application/octet-stream;base64," + base64.b64encode(b),
}
CHARSETS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be")
ARABIC_CHARSETS = ("cp1256", "iso8859-6", "mac-arabic")


@pytest.mark.parametrize("encoder", TEXT_ENCODERS)
@given(name=NAMES)
def test_every_text_encoding_is_undone(encoder, name):
    """A name written in any of these ways, with text around it, is in a piece."""
    assert is_found(name, f"before; {TEXT_ENCODERS[encoder](name)} ;after".encode())


@pytest.mark.parametrize("encoder", BYTES_ENCODERS)
@given(name=NAMES)
def test_every_container_is_opened(encoder, name):
    """A text packed in any of these is in a piece."""
    assert is_found(name, BYTES_ENCODERS[encoder](f"some words and {name} and more".encode()))


@example("quoted-printable", "\\x", "اااا اااااا")
@given(st.sampled_from(sorted(PLAIN_TEXT_ENCODERS)), st.sampled_from(sorted(PLAIN_TEXT_ENCODERS)), NAMES)
def test_two_text_encodings_in_each_other(outer, inner, name):
    """The way of writing of one encoder inside that of another."""
    data = PLAIN_TEXT_ENCODERS[outer](PLAIN_TEXT_ENCODERS[inner](name)).encode()
    assert is_found(name, data), data


@given(
    st.sampled_from(sorted(BYTES_ENCODERS)),
    st.sampled_from(sorted(BYTES_ENCODERS)),
    st.sampled_from(sorted(PLAIN_TEXT_ENCODERS)),
    NAMES,
)
def test_containers_in_each_other(outer, inner, encoder, name):
    """An encoded text in one container in another."""
    data = BYTES_ENCODERS[outer](BYTES_ENCODERS[inner](f"see {PLAIN_TEXT_ENCODERS[encoder](name)} there".encode()))
    assert is_found(name, data)


@given(st.sampled_from(CHARSETS), NAMES)
def test_wide_characters(charset, name):
    """UTF-16 and UTF-32 are read with or without a byte order mark."""
    assert is_found(name, f"about {name}, and others".encode(charset), "a.txt")


@given(st.sampled_from(ARABIC_CHARSETS), st.text(ARABIC, min_size=3, max_size=12))
def test_arabic_code_pages(charset, name):
    """Each of the old encodings of Arabic is among the readings."""
    assert is_found(name, f"about {name}, and others".encode(charset), "a.txt")


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "mac-cyrillic"])
def test_declared_and_guessed_cyrillic(charset):
    """Russian in its usual encodings is read, a rarer one if the page says which it is."""
    head = '<meta charset="x-mac-cyrillic">' if charset == "mac-cyrillic" else ""
    head = head.replace("x-mac-cyrillic", "mac-cyrillic")
    assert is_found("Наввафов", f"{head}<p>Наввафов</p>".encode(charset), "a.html")


@pytest.mark.parametrize("charset", ["cp1252", "latin-1", "mac-roman", "iso8859-15", "cp850"])
def test_accented_latin(charset):
    """A name with accents is read from the old encodings of Western Europe."""
    head = '<?xml version="1.0" encoding="iso8859-15"?>' if charset == "iso8859-15" else ""
    assert is_found("Désirée", f"{head}<p>Désirée</p>".encode(charset), "a.html")


@given(NAMES)
def test_tables_by_row_and_column(name):
    """Parts of a name in neighbouring cells stand side by side, whatever separates the cells."""
    words = name.split()
    for separator in ",;\t":
        out = io.StringIO()
        csv.writer(out, delimiter=separator).writerows([["n", *"abcd"[: len(words)]], ["1", *words]])
        assert is_found(name, out.getvalue().encode(), "a.csv")


@given(st.binary(max_size=2000), st.sampled_from(["a.html", "a.zip", "a.db", "a.eml", "a", "a.json"]))
def test_random_bytes_never_crash(data, name):
    """Whatever the bytes are, reading them ends, and yields only texts, refusals and requests."""
    assert all(isinstance(found, Piece | NotRead | Request) for found in open_blob(Blob(data, name)))


@given(st.sampled_from(sorted(BYTES_ENCODERS)), st.data())
def test_damaged_containers_never_crash(encoder, data):
    """A container with bytes altered or cut off is read as far as it goes."""
    whole = bytearray(BYTES_ENCODERS[encoder](b"Nawwaf Khayali and others " * 20))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))
    assert all(isinstance(found, Piece | NotRead | Request) for found in open_blob(Blob(bytes(whole[:cut]), "a")))


@given(st.text(max_size=600))
def test_any_text_is_among_its_own_pieces(text):
    """The text as it stands is always a piece, unless it is blank."""
    found = texts_in(text.encode("utf-8", "surrogatepass"), "a.txt")
    assert not text.strip() or any(ord(sign) > 0xD7FF or ord(sign) < 32 or sign == "\x7f" for sign in text) or text in found


@given(st.text("&#x;0123456789%u\\{}abc<>/!-=\"'+,()[]* \n~^?:.@", max_size=300))
def test_signs_of_escapes_never_crash(text):
    """Broken escapes, tags and quotes of every kind are passed over."""
    assert all(isinstance(found, Piece | NotRead | Request) for found in open_blob(Blob(text.encode(), "a.html")))


def test_limits_are_those_asked_for():
    """Bounds on depth hold for containers in containers."""
    data = b"Nawwaf"
    for _ in range(6):
        data = in_zip(data)
    deep = list(open_blob(Blob(data, "a.zip"), limits=Limits(depth=4)))
    assert [found.why for found in deep if isinstance(found, NotRead)] == ["packed more than 4 deep: unpack it or leave it out"]
    assert not any(isinstance(found, Piece) and found.text == "Nawwaf" for found in deep)
    assert "Nawwaf" in texts_in(data)
