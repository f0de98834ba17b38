"""Whatever bytes come, an opener gives what it could read and says what it couldn't; it never fails otherwise."""

import random

import pytest
from binary_cases import chunk, exif, iptc, jpeg, picture, png, profile, resource, riff, segment, unread
from hypothesis import given
from hypothesis import strategies as st
from test_opening_fonts import names, sfnt, woff
from test_opening_media import FRAME, block, element, flac_picture, frame, id3, pages, subtitled, vorbis
from test_opening_office import compound, words
from test_opening_pdf import document, saved, shown

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.binaries import BINARIES
from testimonia.protect.gate.pieces import Blob, Coded, NotRead, Piece, Request

PRESS = b"Photoshop 3.0\0" + resource(0x0404, iptc(2, 80, b"Nawwaf"))
COLOURS = profile((b"desc", b"desc\0\0"))
REAL = {
    "jpeg": jpeg(segment(0xE1, b"Exif\0\0" + exif()), segment(0xED, PRESS), segment(0xE2, b"ICC_PROFILE\0\1\1" + COLOURS)),
    "png": png(chunk(b"iTXt", b"Title\0\0\0\0\0N"), chunk(b"eXIf", exif())),
    "gif": picture("GIF", comment=b"Nawwaf"),
    "tiff": exif(),
    "webp": riff(b"WEBP", (b"VP8 ", b"abc"), (b"EXIF", exif())),
    "avif": picture("AVIF", exif=b"Exif\0\0" + exif()),
    "bmp": picture("BMP"),
    "icon": picture("ICO", sizes=[(16, 12)]),
    "jp2": picture("JPEG2000", comment="Nawwaf"),
    "pdf": saved(document(shown("Nawwaf Darwish"))),
    "docx": words("<w:p><w:r><w:t>Nawwaf</w:t></w:r></w:p>"),
    "doc": compound({"WordDocument": b"Nawwaf", "\x05SummaryInformation": b"x"}),
    "mp3": id3(frame(b"COMM", b"\3engshort\0Nawwaf"), frame(b"APIC", b"\3image/png\0\3c\0x")) + FRAME * 2,
    "flac": b"fLaC" + block(4, vorbis(b"a=b")) + block(6, flac_picture(), last=True),
    "ogg": pages(b"\x01head", b"OpusTags" + vorbis(b"a=b")),
    "mp4": subtitled(b"tx3g", [b"\0\1a", b"\0\1b"]),
    "mkv": element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, element(0x1549A966, element(0x7BA9, b"title"))),
    "ttf": sfnt(name=names((3, "Nawwaf"), (1, "N"))),
    "woff": woff({"name": names((3, "Nawwaf" * 9))}, metadata=b"<m/>"),
}  # fmt: skip


def open_all(data):
    """Run every opener that fits, whatever is said of the bytes; only `ReadError` may come out."""
    found = []
    for _, fits, opener in BINARIES:
        blob = Blob(data=data, name="a")
        if fits(blob):
            try:
                found.extend(opener(blob))
            except ReadError:
                found.append(NotRead("", "damaged"))
    return found


@pytest.mark.parametrize("kind", REAL)
def test_each_real_file_is_known_and_read(kind):
    """The files below are whole: each is known by its bytes, and nothing of it is unread but what is said to be."""
    expected = {"doc": 1}.get(kind, 0)
    assert open_all(REAL[kind]) != [] or kind in ("bmp", "gif")
    assert len(unread(open_all(REAL[kind]))) == expected
    assert any(fits(Blob(data=REAL[kind], name="")) for _, fits, _ in BINARIES)


@pytest.mark.parametrize("kind", REAL)
def test_every_cut_is_survived(kind):
    """A file cut anywhere gives findings of the known kinds and no failure."""
    data = REAL[kind]
    for end in range(0, len(data), max(1, len(data) // 120)):
        for found in open_all(data[:end]):
            assert isinstance(found, Blob | Coded | Piece | NotRead | Request)


@pytest.mark.parametrize("kind", REAL)
@given(seed=st.integers(0, 2**32))
def test_mutated_files_are_survived(kind, seed):
    """Bytes changed, doubled, dropped and swapped at random places: findings of the known kinds and no failure."""
    chance, data = random.Random(seed), bytearray(REAL[kind])
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        how = chance.randrange(4)
        if how == 0:
            data[at] = chance.choice((0, 1, 0x7F, 0x80, 0xFF, chance.randrange(256)))
        elif how == 1:
            data[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\1"))
        elif how == 2:
            del data[at : at + chance.randint(1, 9)]
        else:
            data[at:at] = data[at : at + chance.randint(1, 40)]
    for found in open_all(bytes(data)):
        assert isinstance(found, Blob | Coded | Piece | NotRead | Request)


@given(st.binary(max_size=300), st.integers(0, len(BINARIES) - 1))
def test_random_bytes_are_survived_by_every_opener(data, number):
    """An opener may be handed bytes of any other kind."""
    try:
        for found in BINARIES[number][2](Blob(data=data, name="a")):
            assert isinstance(found, Blob | Coded | Piece | NotRead | Request)
    except ReadError:
        pass


@pytest.mark.parametrize(
    "text",
    [
        "Get free stuff at once",
        "ID3 tags are texts",
        "BM and so on and on",
        "%PDF- is a mark",
        "true stories",
        "RIFFRAFF and others",
    ],
)
def test_a_text_is_no_binary_file(text):
    """A text that happens to begin like a format isn't taken for damaged."""
    assert [name for name, fits, _ in BINARIES if fits(Blob(data=text.encode(), name="a.txt")) and name != "RIFF file"] == []
