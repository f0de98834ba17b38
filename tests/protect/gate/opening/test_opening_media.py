"""Sound and film: everything in the containers but the sound and the pictures."""

import base64
import io
import struct
import wave
import zlib

import pytest
from binary_cases import ARABIC, NAME, POSITION, blobs, box, opened, picture, pieces, riff, unread

from testimonia.protect.gate.opening.media.comments import open_flac, open_ogg
from testimonia.protect.gate.opening.media.film import open_film
from testimonia.protect.gate.opening.media.id3 import open_sound
from testimonia.protect.gate.opening.media.matroska import open_matroska
from testimonia.protect.gate.opening.riff import open_riff

PNG = picture("PNG")
FRAME = b"\xff\xfb\x90\x00" + b"\xaa" * 413
"""A frame of MPEG 1 layer 3, 128 kilobits a second at 44.1 kHz."""
FTYP = box(b"ftyp", b"isom\0\0\2\0isom")


def seven(number):
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def frame(name, raw, *, version=4, flags=0):
    if version == 2:
        return name + struct.pack(">I", len(raw))[1:] + raw
    return name + (seven(len(raw)) if version == 4 else struct.pack(">I", len(raw))) + struct.pack(">H", flags) + raw


def id3(*frames, version=4, flags=0):
    body = b"".join(frames)
    return b"ID3" + bytes((version, 0, flags)) + seven(len(body)) + body


@pytest.mark.parametrize(
    ("form", "encoding", "text"),
    [(0, "latin-1", NAME), (1, "utf-16", ARABIC), (2, "utf-16-be", ARABIC), (3, "utf-8", ARABIC)],
)
@pytest.mark.parametrize("version", [3, 4])
def test_texts_in_each_encoding_of_id3(form, encoding, text, version):
    """The byte before a text says its encoding, in each version."""
    data = id3(frame(b"TPE1", bytes((form,)) + text.encode(encoding), version=version), version=version) + FRAME * 3
    assert opened(open_sound, data) and pieces(opened(open_sound, data)) == [("ID3 TPE1", text)]


def test_every_frame_of_id3_is_read():
    """Comments, lyrics, own texts, covers, enclosed files, private bytes, and frames of the oldest version."""
    found = opened(
        open_sound,
        id3(
            frame(b"COMM", b"\3engshort\0" + NAME.encode()),
            frame(b"USLT", b"\1eng" + "words".encode("utf-16") + b"\0\0" + ARABIC.encode("utf-16")),
            frame(b"TXXX", b"\3witness\0" + NAME.encode()),
            frame(b"APIC", b"\3image/png\0\3cover of N\0" + PNG),
            frame(b"GEOB", b"\1text/plain\0" + "n.txt".encode("utf-16") + b"\0\0" + "d".encode("utf-16") + b"\0\0" + b"list"),
            frame(b"PRIV", b"owner@example.org\0\1\2" + NAME.encode()),
            frame(b"WOAR", b"http://n.example/"),
            frame(b"TIT2", struct.pack(">I", 30) + zlib.compress(b"\3packed title"), flags=0x09),
        )
        + FRAME,
    )
    assert pieces(found) == [
        ("ID3 COMM", f"short\n{NAME}"),
        ("ID3 USLT", f"words\n{ARABIC}"),
        ("ID3 TXXX", f"witness\n{NAME}"),
        ("ID3 APIC description", "cover of N"),
        ("ID3 GEOB type", "text/plain"),
        ("ID3 GEOB file name", "n.txt"),
        ("ID3 GEOB description", "d"),
        ("ID3 PRIV owner", "owner@example.org"),
        ("strings in ID3 PRIV", NAME),
        ("ID3 WOAR", "http://n.example/"),
        ("ID3 TIT2", "packed title"),
    ]
    assert blobs(found) == [("ID3 APIC picture", PNG), ("ID3 GEOB file", b"list")]
    assert unread(found) == []
    old = id3(frame(b"TP1", b"\0" + NAME.encode(), version=2), frame(b"PIC", b"\0PNG\3front\0" + PNG, version=2), version=2)
    assert pieces(opened(open_sound, old)) == [("ID3 TP1", NAME), ("ID3 PIC description", "front")]
    assert blobs(opened(open_sound, old)) == [("ID3 PIC picture", PNG)]


def test_unsynchronised_frames_and_texts_of_8_bits():
    """A zero put in after 0xFF is taken out again; a text that says Latin but isn't goes to the reader of plain text."""
    data = id3(frame(b"TPE1", b"\1\xff\x00\xfe" + ARABIC.encode("utf-16-le"), version=3), version=3, flags=0x80)
    assert pieces(opened(open_sound, data)) == [("ID3 TPE1", ARABIC)]
    found = opened(open_sound, id3(frame(b"TPE1", b"\0" + ARABIC.encode("cp1256"))))
    assert blobs(found) == [("ID3 TPE1", ARABIC.encode("cp1256"))]


def test_tags_at_the_end_of_sound_and_what_lies_between():
    """APE tags, lyrics, the tag of 128 bytes, and bytes that are no frames."""
    item = struct.pack("<II", len(NAME), 0) + b"Artist\0" + NAME.encode()
    cover = struct.pack("<II", len(PNG) + 6, 2) + b"Cover Art (Front)\0a.png\0" + PNG
    cover = struct.pack("<II", len(PNG) + 6, 2) + cover[8:]
    ape = item + cover + b"APETAGEX" + struct.pack("<IIII", 2000, len(item + cover) + 32, 2, 0) + bytes(8)
    last = b"TAG" + b"Title".ljust(30, b"\0") + NAME.encode().ljust(30) + b"Album".ljust(30, b"\0") + b"2024" + b"\0" * 31
    found = opened(open_sound, FRAME * 2 + ape + last)
    assert pieces(found) == [
        ("ID3v1 title", "Title"),
        ("ID3v1 artist", NAME),
        ("ID3v1 album", "Album"),
        ("ID3v1 year", "2024"),
        ("APE name", "Artist"),
        ("APE Artist", NAME),
        ("APE name", "Cover Art (Front)"),
        ("APE file name", "a.png"),
    ]
    assert blobs(found) == [("APE of another name", PNG)]
    assert blobs(opened(open_sound, FRAME * 2 + b"PK\3\4 behind")) == [("after the end of the sound", b"PK\3\4 behind")]


def test_sound_of_adts_is_walked():
    """Frames of AAC have their length in their heading; a tag may stand before them."""
    size = 60
    aac = bytes((0xFF, 0xF1, 0x50, 0x80 | size >> 11, size >> 3 & 0xFF, (size & 7) << 5 | 0x1F, 0xFC)) + b"\x55" * (size - 7)
    assert opened(open_sound, aac * 3) == []
    assert pieces(opened(open_sound, id3(frame(b"TPE1", b"\3" + NAME.encode())) + aac)) == [("ID3 TPE1", NAME)]


def vorbis(*fields, vendor=b"maker"):
    raw = struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(fields))
    return raw + b"".join(struct.pack("<I", len(field)) + field for field in fields)


def flac_picture():
    return (
        struct.pack(">II", 3, 9) + b"image/png" + struct.pack(">I", 4) + b"name" + bytes(16) + struct.pack(">I", len(PNG)) + PNG
    )


def block(kind, raw, *, last=False):
    return bytes((kind | (0x80 if last else 0),)) + struct.pack(">I", len(raw))[1:] + raw


def test_blocks_of_flac():
    """Comments, pictures, filling, programs' own blocks, cue sheets."""

    data = b"fLaC" + block(0, bytes(34)) + block(4, vorbis(b"ARTIST=" + NAME.encode())) + block(6, flac_picture())
    data += block(1, b"\0\0hidden text") + block(2, b"APPL" + NAME.encode(), last=True) + b"\xff\xf8sound"
    found = opened(open_flac, data)
    assert pieces(found) == [
        ("comment vendor", "maker"),
        ("comment ARTIST", NAME),
        ("description of the picture", "name"),
        ("strings in FLAC block 2", f"APPL{NAME}"),
    ]
    assert blobs(found) == [("picture", PNG), ("after the end of the blocks of FLAC (filling)", b"\0\0hidden text")]


def pages(*packets, number=7):
    """Ogg pages, each of one packet, split where it is longer than a page holds."""
    out = b""
    for packet in packets:
        laces = [255] * (len(packet) // 255) + [len(packet) % 255]
        for at in range(0, len(laces), 255):
            part = laces[at : at + 255]
            out += b"OggS\0" + bytes(9) + struct.pack("<III", number, 0, 0) + bytes((len(part),)) + bytes(part)
            out += packet[at * 255 : at * 255 + sum(part)]
    return out


@pytest.mark.parametrize("mark", [b"\x03vorbis", b"OpusTags", b"\x81theora"])
def test_comments_of_ogg(mark):
    """Each codec marks its comments; a long one runs over pages, and its picture is in base64."""
    long = b"METADATA_BLOCK_PICTURE=" + base64.b64encode(flac_picture() + bytes(70_000))
    found = opened(
        open_ogg, pages(b"\x01head", mark + vorbis(b"artist=" + ARABIC.encode(), b"nawwaf=x", long), b"sound") + b"tail"
    )
    assert pieces(found) == [
        ("comment vendor", "maker"),
        ("comment artist", ARABIC),
        ("comment of another name", "x"),
        ("description of the picture", "name"),
    ]
    assert blobs(found) == [("picture", PNG), ("after the end of the Ogg pages", b"tail")]


def test_subtitles_in_ogg():
    """A stream of text is read to its end."""
    found = opened(open_ogg, pages(b"\x80kate\0\0\0", *[b"\0" + f"line {number} of {NAME}".encode() for number in range(20)]))
    assert ("strings in Ogg text stream", f"line 19 of {NAME}") in pieces(found)


def test_chunks_of_wav_and_avi():
    """INFO, broadcast extensions, iXML, labels, tags in a chunk, and chunks of no known kind."""
    bext = NAME.encode().ljust(256, b"\0") + b"N".ljust(32, b"\0") + bytes(32) + b"2024-03-0512:00:00" + bytes(264) + b"history"
    info = b"INFO" + b"IART" + struct.pack("<I", len(NAME)) + NAME.encode()
    found = opened(
        open_riff,
        riff(
            b"WAVE",
            (b"fmt ", bytes(16)),
            (b"LIST", info),
            (b"bext", bext),
            (b"iXML", b"<a/>\0"),
            (b"id3 ", id3(frame(b"TPE1", b"\3x" + NAME.encode()))),
            (b"LIST", b"adtl" + b"labl" + struct.pack("<I", 8) + bytes(4) + b"mark"),
            (b"data", bytes(9)),
        ),
    )
    assert pieces(found) == [
        ("chunk IART", NAME),
        ("chunk bext description", NAME),
        ("chunk bext originator", "N"),
        ("chunk bext date", "2024-03-0512:00:00"),
        ("chunk bext history", "history"),
        ("ID3 TPE1", f"x{NAME}"),
        ("chunk labl", "mark"),
    ]
    assert blobs(found) == [("chunk iXML", b"<a/>")]
    plain = io.BytesIO()
    with wave.open(plain, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(100))
    assert opened(open_riff, plain.getvalue()) == []
    assert unread(opened(open_riff, plain.getvalue()[:-50])) == [("RIFF", "it is cut off: repair it")]


def data_box(kind, raw):
    return box(b"data", struct.pack(">II", kind, 0), raw)


def test_tags_of_films():
    """Apple's texts and lists, keys, covers, 3GPP's places, positions, handlers, chapters, free and unknown boxes."""
    keys = box(b"keys", bytes(4), struct.pack(">I", 1), box(b"mdta", b"com.apple.quicktime.location.ISO6709"))
    ilst = box(
        b"ilst",
        box(b"\xa9ART", data_box(1, NAME.encode())),
        box(b"covr", data_box(14, PNG)),
        box(b"----", box(b"mean", bytes(4), b"org.example"), box(b"name", bytes(4), b"own"), data_box(1, ARABIC.encode())),
        box(struct.pack(">I", 1), data_box(1, b"+35.9525+039.0125+001.0/")),
    )
    udta = box(
        b"udta",
        box(b"\xa9xyz", struct.pack(">HH", 24, 0), b"+35.9525+039.0125+001.0/"),
        box(b"\xa9nam", struct.pack(">HH", len(NAME), 0), NAME.encode()),
        box(
            b"loci",
            bytes(6),
            b"school\0\0",
            struct.pack(">iii", round(39.0125 * 65536), round(35.9525 * 65536), 0),
            b"earth\0note\0",
        ),
        box(b"chpl", b"\1" + bytes(7) + b"\1" + bytes(8) + b"\x05start"),
        box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"mdir", bytes(13)), keys, ilst),
        bytes(4),
    )
    moov = box(
        b"moov",
        box(b"mvhd", bytes(100)),
        udta,
        box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), b"soun", bytes(12), b"Handler of N\0"))),
    )
    found = opened(
        open_film,
        FTYP
        + moov
        + box(b"uuid", bytes(range(0x80, 0x90)), NAME.encode())
        + box(b"free", b"free text")
        + box(b"mdat", bytes(50)),
    )
    assert pieces(found) == [
        ("tag ©xyz", "+35.9525+039.0125+001.0/"),
        ("position in tag ©xyz", POSITION),
        ("tag ©nam", NAME),
        ("tag loci", "school"),
        ("position in tag loci", "35.9525, 39.0125"),
        ("tag loci", "earth\nnote"),
        ("title of chapter 1", "start"),
        ("key 1", "com.apple.quicktime.location.ISO6709"),
        ("tag ©ART", NAME),
        ("tag ---- mean", "org.example"),
        ("tag ---- name", "own"),
        ("tag ----", ARABIC),
        ("tag of key 1", "+35.9525+039.0125+001.0/"),
        ("position in tag of key 1", POSITION),
        ("name of a handler", "Handler of N"),
        ("strings in box uuid", NAME),
    ]
    assert blobs(found) == [("tag covr", PNG), ("after the end of the boxes (free)", b"free text")]
    assert unread(found) == []


def subtitled(kind, samples):
    """A film with one track of text, its samples in two chunks."""
    first = FTYP + box(b"mdat", *samples)
    at = len(FTYP) + 8
    cut = len(samples) // 2
    stbl = box(
        b"stbl",
        box(b"stsd", bytes(4), struct.pack(">I", 1), box(kind, bytes(8))),
        box(b"stsz", bytes(8), struct.pack(">I", len(samples)), *[struct.pack(">I", len(sample)) for sample in samples]),
        box(
            b"stsc",
            bytes(4),
            struct.pack(">I", 2),
            struct.pack(">III", 1, cut, 1),
            struct.pack(">III", 2, len(samples) - cut, 1),
        ),
        box(b"stco", bytes(4), struct.pack(">III", 2, at, at + sum(map(len, samples[:cut])))),
    )
    mdia = box(b"mdia", box(b"hdlr", bytes(8), b"sbtl", bytes(13)), box(b"minf", stbl))
    return first + box(b"moov", box(b"trak", mdia))


def test_subtitles_in_films():
    """Timed text, WebVTT and XML in the samples of a track."""
    lines = [f"line of {NAME}", ARABIC, "last"]
    timed = [struct.pack(">H", len(line.encode())) + line.encode() for line in lines]
    assert pieces(opened(open_film, subtitled(b"tx3g", timed))) == [("track of tx3g", "\n".join(lines))]
    cues = [box(b"vttc", box(b"iden", b"1"), box(b"payl", line.encode())) for line in lines]
    assert pieces(opened(open_film, subtitled(b"wvtt", cues))) == [("track of wvtt", f"1\n{lines[0]}\n1\n{lines[1]}\n1\nlast")]
    found = opened(open_film, subtitled(b"stpp", [b"<tt>a</tt>", b"<tt>b</tt>"]))
    assert blobs(found) == [("track of stpp, sample 1", b"<tt>a</tt>"), ("track of stpp, sample 2", b"<tt>b</tt>")]


def element(number, raw):
    """A number, a length of four bytes, and the content."""
    return number.to_bytes((number.bit_length() + 7) // 8, "big") + struct.pack(">I", len(raw) | 1 << 28) + raw


def test_elements_of_matroska():
    """Titles, tags, chapters, names of tracks, attachments, subtitles plain and compressed, filling, unknown elements."""
    zipped = element(0x6D80, element(0x6240, element(0x5034, element(0x4254, b"\0"))))
    tracks = element(
        0x1654AE6B,
        element(0xAE, element(0xD7, b"\1") + element(0x83, b"\1") + element(0x536E, b"camera of N"))
        + element(0xAE, element(0xD7, b"\2") + element(0x83, b"\x11"))
        + element(0xAE, element(0xD7, b"\3") + element(0x83, b"\x11") + zipped),
    )
    cluster = element(
        0x1F43B675,
        element(0xA3, b"\x81\0\0\0picture")
        + element(0xA0, element(0xA1, b"\x82\0\0\0" + NAME.encode()))
        + element(0xA3, b"\x83\0\0\0" + zlib.compress(ARABIC.encode())),
    )
    attachment = element(
        0x1941A469, element(0x61A7, element(0x466E, b"n.txt") + element(0x4660, b"text/plain") + element(0x465C, b"list"))
    )
    tags = element(0x1254C367, element(0x7373, element(0x67C8, element(0x45A3, b"ARTIST") + element(0x4487, NAME.encode()))))
    segment = element(0x1549A966, element(0x7BA9, b"title")) + tracks + cluster + attachment + tags
    segment += element(0xEC, b"\0\0") + element(0xEC, b"filling") + element(0x4FFF, b"unknown element")
    found = opened(open_matroska, element(0x1A45DFA3, element(0x4282, b"webm")) + element(0x18538067, segment))
    assert pieces(found) == [
        ("Matroska type", "webm"),
        ("Matroska title", "title"),
        ("Matroska track name", "camera of N"),
        ("Matroska subtitle of track 2", NAME),
        ("Matroska subtitle of track 3", ARABIC),
        ("name of an attachment", "n.txt"),
        ("Matroska tag name", "ARTIST"),
        ("Matroska tag", NAME),
        ("strings in Matroska element 0x4fff", "unknown element"),
    ]
    assert blobs(found) == [("attachment", b"list"), ("after the end of the elements (filling)", b"filling")]
    assert unread(found) == []
