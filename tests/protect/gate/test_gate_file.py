"""Rules of reading one file through the whole gate: what its report may show, and which doubts about its parts stand."""

import base64
import io
import random
import struct
import zipfile
import zlib

import pytest
from PIL import Image

from testimonia.protect.gate.gate import MASK, read_file
from testimonia.protect.gate.opening.walk import open_blob
from testimonia.protect.gate.pieces import Blob, NotRead, Piece
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.identities import Identity

DAMAGED = "the file ends in the middle of a structure"
NAME = "Nawwaf Suhayl al-Khayali"


def needles():
    return make_needles([Identity("P1", pseudonym="Karim", names=(NAME,))])


def picture(colour=(90, 40, 10)):
    image = Image.effect_noise((40, 40), 60).convert("RGB")
    image.putpixel((0, 0), colour)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def zipped(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def unread(data, name="a"):
    return [found for found in open_blob(Blob(data, name)) if isinstance(found, NotRead)]


def texts(data, name="a"):
    return [found.text for found in open_blob(Blob(data, name)) if isinstance(found, Piece)]


def test_places_do_not_repeat_a_name():
    """The name of an entry that is a protected name is masked in the leaks, in what was not read, and in requests."""
    page = b'<img src="https://elsewhere.example/Nawwaf Suhayl al-Khayali.png"><p>Nawwaf Suhayl al-Khayali</p>'
    verdict = read_file("a.zip", zipped((f"{NAME}.html", page), (f"{NAME}.xyz", random.Random(3).randbytes(300))), needles())
    assert len(verdict.requests) == 1
    shown = [leak.place for leak in verdict.leaks] + [row.place for row in verdict.unread] + list(verdict.requests)
    assert "Khayali" not in " ".join(shown)
    assert f"entry {MASK}.html > text" in [leak.place for leak in verdict.leaks]
    assert [row.place for row in verdict.unread] == [f"entry {MASK}.xyz"]


def test_an_intact_picture_in_a_page_is_read_once():
    """A data URI whose page is read without its tags and line breaks brings no doubt about the picture."""
    coded = base64.b64encode(picture()).decode()
    page = f'<p title="a" data-x="b">Sky</p>\n<img alt="c" src="data:image/png;base64,{coded}">\n<p>over the <b>hills</b></p>'
    assert unread(page.encode(), "a.html") == []


def test_a_picture_in_lines_is_read_once():
    """Base64 in lines, as mail has it: its first line by itself is no damaged picture."""
    coded = base64.encodebytes(picture()).decode()
    mail = f"From: a@b.example\nMIME-Version: 1.0\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\n{coded}\n"
    assert unread(mail.encode(), "a.eml") == []


@pytest.mark.parametrize("quote", ['"', "&quot;", '\\"'])
def test_a_damaged_picture_is_not_forgiven(quote):
    """A picture that is cut off counts as not read, with an intact other one beside it, however the page writes it."""
    whole, other = picture(), picture((1, 2, 3))
    coded = [base64.b64encode(data).decode() for data in (other, whole[: len(whole) // 2])]
    page = "\n".join(f"<p>src={quote}data:image/png;base64,{one}{quote}</p>" for one in coded)
    assert DAMAGED in [row.why.partition(":")[0] for row in unread(page.encode(), "a.html")]


def test_a_picture_seen_damaged_twice_is_still_damaged():
    """Meeting the same damaged bytes again does not count as having read them."""
    coded = base64.b64encode(picture()[:-30]).decode()
    page = f'<img src="data:image/png;base64,{coded}"><img src="data:image/png;base64,{coded}">'
    assert unread(page.encode(), "a.html")


def test_an_entry_without_a_name():
    """A ZIP entry whose name is empty is read as any other."""
    packed = zlib.compress(b"Nawwaf was here")[2:-4]
    numbers = (20, 0, 8, 0, 0, zlib.crc32(b"Nawwaf was here"), len(packed), 15, 0, 0)
    local = b"PK\3\4" + struct.pack("<5H3I2H", *numbers) + packed
    central = b"PK\1\2" + struct.pack("<6H3I5H2I", 20, *numbers[:-1], 0, 0, 0, 0, 0, 0)
    end = b"PK\5\6" + struct.pack("<4H2IH", 0, 0, 1, 1, len(central), len(local), 0)
    assert "Nawwaf was here" in texts(local + central + end, "a.zip")


def test_entities_that_grow_are_refused_at_once():
    """A document of a few hundred characters whose entities make millions is refused, not expanded."""
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    data = f'<!DOCTYPE a [<!ENTITY e0 "laughter">{levels}]><a>&e9;</a>'.encode()
    assert [row.why for row in unread(data, "a.xml")][:1] == ["its own entities grow without bound: write the text out"]
    assert sum(map(len, texts(data, "a.xml"))) < 100_000


def test_entities_within_bounds_are_put_in():
    """Entities that a document declares for itself are read."""
    data = b'<!DOCTYPE a [<!ENTITY e "Nawwaf"><!ENTITY f "&e; Suhayl">]><a>&f;</a>'
    assert any("Nawwaf Suhayl" in text for text in texts(data, "a.xml"))
    assert unread(data, "a.xml") == []


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\0\0", b"\0\0\xfe\xff", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_makes_no_text_of_a_binary_file(mark):
    """It is not read, and what stands in it is named all the same."""
    data = mark + bytes(range(256)) * 4 + b" Nawwaf Suhayl al-Khayali \0"
    verdict = read_file("a.bin", data, needles())
    assert [leak.kind for leak in verdict.leaks][:1] == ["name"]
    assert verdict.unread
