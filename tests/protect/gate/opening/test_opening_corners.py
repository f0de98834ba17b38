"""Corners of binary formats: rarer parts that hold text all the same."""

import struct

import pytest
from binary_cases import (
    ARABIC,
    NAME,
    blobs,
    box,
    chunk,
    exif,
    iptc,
    jpeg,
    opened,
    picture,
    pieces,
    png,
    profile,
    resource,
    riff,
    segment,
    tiff,
    unread,
)  # fmt: skip
from test_opening_fonts import names, sfnt
from test_opening_media import FRAME, FTYP, PNG, data_box, element, frame, id3, pages, vorbis
from test_opening_office import compound

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.binaries import BINARIES, open_printer_settings, open_scrambled_font
from testimonia.protect.gate.opening.bounded import Ration, bare_strings, inflate_some, label
from testimonia.protect.gate.opening.images.bitmaps import open_bmp, open_icon
from testimonia.protect.gate.opening.images.gif import open_gif
from testimonia.protect.gate.opening.images.heif import open_jp2
from testimonia.protect.gate.opening.images.jpeg import open_jpeg
from testimonia.protect.gate.opening.images.png import open_png
from testimonia.protect.gate.opening.images.positions import position_in_iso_6709, positions_in_xmp
from testimonia.protect.gate.opening.images.press import open_iptc, open_resources
from testimonia.protect.gate.opening.images.tiff import open_tiff
from testimonia.protect.gate.opening.media.comments import open_ogg
from testimonia.protect.gate.opening.media.film import open_film
from testimonia.protect.gate.opening.media.id3 import open_sound
from testimonia.protect.gate.opening.media.matroska import open_matroska
from testimonia.protect.gate.opening.office.compound import open_compound
from testimonia.protect.gate.opening.office.metafiles import open_wmf
from testimonia.protect.gate.opening.pdf.opener import open_pdf
from testimonia.protect.gate.opening.riff import open_riff
from testimonia.protect.gate.pieces import Blob


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("+35.9525+039.0125/", "35.9525, 39.0125"),
        ("+35-039/", "35.0, -39.0"),
        ("+3557.15+03900.75/", "35.9525, 39.0125"),
        ("-355709.0+0390045.0/", "-35.9525, 39.0125"),
        ("+95+200/", None),
        ("nowhere", None),
    ],
)
def test_positions_of_films_in_each_notation(written, text):
    """Degrees, with minutes, with seconds; what isn't on Earth is no position."""
    assert [found for _, found in pieces(position_in_iso_6709(written, "p"))] == ([text] if text else [])


def test_positions_in_xmp_in_each_notation():
    """As attributes and as elements, with and without seconds, south and west; half a position is none."""
    packet = b"<a exif:GPSLatitude='35,57,9S'/><exif:GPSLongitude>39,0.75W</exif:GPSLongitude><a GPSDestLatitude='1,2.0N'/>"
    assert pieces(positions_in_xmp(packet)) == [("XMP GPS", "-35.9525, -39.0125")]


def test_bare_strings_in_each_form():
    """UTF-8 and both orders of UTF-16, Arabic too; runs of numbers that only look like letters are none."""
    raw = (
        b"\1\2" + ARABIC.encode() + b"\0\0" + ARABIC.encode("utf-16-le") + b"\xff\xff\xff" + NAME.encode("utf-16-be") + b"\xff"
    )
    assert set(bare_strings(raw).split("\n")) >= {ARABIC, NAME}
    assert bare_strings(bytes(range(256)) * 2).count("\n") < 9
    assert bare_strings(b"abc\0\1") == ""
    assert bare_strings(b"\1Naw\xed\xa0\x80waf\1") == "Nawwaf"


def test_small_tools_of_reading():
    """Cut streams give what they have; damaged ones too; a free name isn't repeated in a report; places may not overlap."""
    assert inflate_some(b"no zlib") == (b"", False)
    assert (label("Author"), label(NAME)) == ("Author", "of another name")
    ration = Ration(b"x" * 2**16, times=1)
    assert ration.take(0, 2**16) == ration.take(0, 2**16)
    with pytest.raises(ReadError, match="lie over one another"):
        ration.take(0, 1)
    with pytest.raises(ReadError, match="in the middle"):
        ration.take(2**16, 1)


def test_profiles_and_packets_in_the_tags_of_tiff():
    """XMP, IPTC, Photoshop's resources and colour profiles each have a tag; comments in the other byte order are read."""
    found = opened(
        open_tiff,
        tiff(
            [
                [
                    (0x02BC, 1, b"<x:xmpmeta/>"),
                    (0x83BB, 7, iptc(2, 80, NAME.encode())),
                    (0x8649, 1, resource(0x040B, b"http://n.example/")),
                    (0x8773, 7, profile((b"cprt", b"text\0\0\0\0" + NAME.encode()))),
                    (0x9286, 7, b"JIS\0\0\0\0\0Nawwaf"),
                    (0x9999, 7, b"\1\2unknown"),
                ],
            ]
        ),
    )
    assert pieces(found) == [
        ("IPTC 2:80 By-line", NAME),
        ("strings in Photoshop resource 0x040b", "http://n.example/"),
        ("ICC profile cprt", NAME),
        ("TIFF UserComment", "Nawwaf"),
        ("strings in TIFF tag 0x9999", "unknown"),
    ]
    assert blobs(found) == [("XMP", b"<x:xmpmeta/>")]
    assert unread(opened(open_tiff, b"II*\0\x08\0\0\0\xff\xff")) == [
        ("TIFF", "a directory of more than 2000 tags: repair it, or publish it without this part")
    ]


def test_every_resource_of_photoshop():
    """Names, thumbnails, XMP, EXIF and profiles; a field of IPTC may be longer than its size can say."""
    raw = resource(0x0409, bytes(28) + b"\xff\xd8\xff", b"name") + resource(0x0424, b"<x/>") + resource(0x0422, exif())
    found = list(open_resources(raw + resource(0x040F, profile((b"cprt", b"text\0\0\0\0N of it")))))
    assert pieces(found) == [("name of Photoshop resource 0x0409", "name"), ("ICC profile cprt", "N of it")]
    assert [place for place, _ in blobs(found)] == ["Photoshop thumbnail", "XMP", "Photoshop EXIF"]
    long = struct.pack(">BBBHI", 0x1C, 2, 120, 0x8004, 5) + b"Naww." + b"no field here"
    assert pieces(open_iptc(long)) == [("IPTC 2:120 Caption", "Naww."), ("strings in IPTC", "no field here")]


def test_rarer_segments_of_jpeg():
    """Thumbnails beside JFIF, the heading of multi-picture files, segments of later standards, sizes that can't be."""
    found = opened(
        open_jpeg,
        jpeg(
            segment(0xE0, b"JFXX\0\x10" + b"\xff\xd8thumb"),
            segment(0xE2, b"MPF\0" + tiff([[(0xB000, 7, b"0100")]])),
            segment(0xEE, b"Adobe" + bytes(7)),
            segment(0xF0, NAME.encode()),
        ),
    )
    assert blobs(found) == [("JPEG APP0 thumbnail", b"\xff\xd8thumb")]
    assert ("strings in JPEG segment 0xf0", NAME) in pieces(found)
    plain = picture("JPEG")
    assert unread(opened(open_jpeg, plain[:2] + b"\xff\xe0\0\1" + plain[2:])) == [
        ("JPEG", "a segment without a size: repair it, or publish it without this part")
    ]


def test_rarer_texts_of_png():
    """Raw profiles of each kind, names of palettes, interlaced rows, and an end that is missing."""

    def raw(kind, value):
        return chunk(b"tEXt", b"Raw profile type " + kind + b"\0\n" + kind + b"\n%8d\n" % len(value) + value.hex().encode())

    icc = profile((b"cprt", b"text\0\0\0\0" + NAME.encode()))
    parts = (raw(b"8bim", resource(0x0404, iptc(2, 80, b"Naw"))), raw(b"xmp", b"<x/>"), raw(b"icc", icc), raw(b"a", b"other"))
    found = opened(open_png, png(*parts, chunk(b"sPLT", b"palette of N\0\x08")))
    assert {("IPTC 2:80 By-line", "Naw"), ("ICC profile cprt", NAME), ("PNG palette name", "palette of N")} <= set(
        pieces(found)
    )
    assert ("strings in PNG text of another name", "other") in pieces(found)
    assert blobs(found) == [("XMP", b"<x/>")]
    assert unread(opened(open_png, picture("PNG")[:-12])) == [("PNG", "it ends without its end chunk: repair it")]


def test_rarer_blocks_of_gif():
    """Profiles in a block, the block that repeats, bytes in control blocks, blocks of no kind."""
    plain = picture("GIF")
    at = 13 + (3 * 2 ** ((plain[10] & 7) + 1) if plain[10] & 0x80 else 0)
    icc = profile((b"cprt", b"text\0\0\0\0" + NAME.encode()))
    block = b"\x21\xff\x0bICCRGBG1012" + bytes((len(icc),)) + icc + b"\0"
    block += b"\x21\xff\x0bNETSCAPE2.0\3\1\0\0\0" + b"\x21\xf9\x0a\0\0\0\0hidden\0" + b"\x21\x77\4what\0\0"
    found = opened(open_gif, plain[:at] + block + plain[at:])
    assert pieces(found) == [
        ("ICC profile cprt", NAME),
        ("strings in GIF control block", "hidden"),
        ("strings in GIF block", "what"),
    ]
    why = "a block of no known kind: repair it, or publish it without this part"
    assert unread(opened(open_gif, plain[:at] + b"\x99")) == [("GIF", why)]


def test_rarer_parts_of_bitmaps_and_icons():
    """An embedded profile, a heading of the oldest kind, a cut file, bytes between the pictures of an icon."""
    icc = profile((b"cprt", b"text\0\0\0\0" + NAME.encode()))
    heading = struct.pack("<IiiHHIIiiII", 124, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0).ljust(56, b"\0") + b"DEBM" + bytes(52)
    heading += struct.pack("<III", 128, len(icc), 0)
    assert pieces(opened(open_bmp, b"BM" + bytes(8) + struct.pack("<I", 138) + heading + b"\1\2\3\0" + icc)) == [
        ("ICC profile cprt", NAME)
    ]
    assert opened(open_bmp, b"BM" + bytes(8) + struct.pack("<IIHHHH", 26, 12, 1, 1, 1, 24) + b"abcd") == []
    assert unread(opened(open_bmp, picture("BMP")[:-9])) == [("BMP", "it ends within its pixels: repair it")]
    icon = b"\0\0\1\0\1\0" + bytes(8) + struct.pack("<II", 3, 22 + len(NAME)) + NAME.encode() + b"pix"
    assert pieces(opened(open_icon, icon)) == [("strings in unreferenced bytes of the icon", NAME)]


def test_jpeg_xl_and_boxes_by_identifier():
    """EXIF in a box of its own, what is compressed with Brotli, and metadata by their identifiers."""
    start = box(b"JXL ", b"\r\n\x87\n") + box(b"jxlc", b"pixels") + box(b"Exif", bytes(4), exif())
    found = opened(open_film, start + box(b"brob", b"xml packed") + box(b"xml ", b"<x/>"))
    assert ("EXIF Artist", NAME) in pieces(found) or ("EXIF GPS", "35.9525, 39.0125") in pieces(found)
    assert blobs(found) == [("box xml", b"<x/>")]
    assert unread(found) == [("box brob", "compressed with Brotli, which is not read: leave it out")]
    uuids = box(b"uuid", b"JpgTiffExif->JP2", exif()) + box(
        b"uuid", bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38"), b"press"
    )
    assert {("IPTC", "press"), ("EXIF GPS", "35.9525, 39.0125")} <= set(pieces(opened(open_jp2, picture("JPEG2000") + uuids)))
    raw = picture("JPEG2000", no_jp2=True)
    assert opened(open_jp2, raw) == [] or pieces(opened(open_jp2, raw))
    assert blobs(opened(open_jp2, raw + b"tail")) == [("after the end of the JPEG 2000 code stream", b"tail")]


def test_rarer_frames_of_id3():
    """Addresses, involved people, chapters, unknown and encrypted frames, extended headings, frames of wrong size."""
    found = opened(
        open_sound,
        id3(
            frame(b"WXXX", b"\3about\0http://n.example/"),
            frame(b"USER", b"\3engterms"),
            frame(b"CHAP", b"ch1\0" + bytes(16) + frame(b"TIT2", b"\3chapter")),
            frame(b"XYZZ", b"\1\2" + NAME.encode()),
            frame(b"ENCR", b"owner of it\0"),
        )
        + FRAME,
    )
    texts = [text for _, text in pieces(found)]
    assert texts[:2] == ["about\nhttp://n.example/", "about\nhttp://n.example/"]
    assert {"engterms", NAME, "owner of it"} <= set(texts)
    assert any("chapter" in text for text in texts)
    assert unread(found) == [("ID3 ENCR", "encrypted: leave it out")]
    extended = id3(struct.pack(">IHI", 6, 0, 0) + frame(b"TPE1", b"\3Nawwaf", version=3), version=3, flags=0x40)
    assert pieces(opened(open_sound, extended)) == [("ID3 TPE1", "Nawwaf")]
    extended = id3(b"\0\0\0\6\1\0" + frame(b"TPE1", b"\3Nawwaf"), flags=0x40)
    assert pieces(opened(open_sound, extended)) == [("ID3 TPE1", "Nawwaf")]
    long = b"\3" + b"N" * 200
    wrong = id3(b"TPE1" + struct.pack(">IH", len(long), 0) + long + frame(b"TIT2", b"\3title"))
    assert pieces(opened(open_sound, wrong)) == [("ID3 TPE1", "N" * 200), ("ID3 TIT2", "title")]
    assert unread(opened(open_sound, id3(b"", version=7)))[0][1].startswith("ID3 of version 2.7")
    assert unread(opened(open_sound, id3(frame(b"TPE1", b"\3Nawwaf"))[:-2])) == [("ID3", "it is cut off: repair it")]


def test_lyrics_and_tags_around_sound():
    """Lyrics before the last tag, the extended last tag, an APE tag in front, bytes before the first frame."""
    last = b"TAG" + b"Title".ljust(125, b"\0")
    lyrics = b"LYRICSBEGIN" + b"LYR00006Nawwaf"
    lyrics += b"%06d" % len(lyrics) + b"LYRICS200"
    found = opened(open_sound, FRAME * 2 + lyrics + last)
    assert ("Lyrics3", lyrics.decode()) in pieces(found)
    assert ("ID3v1 extended tag", NAME) in pieces(
        opened(open_sound, FRAME * 2 + (b"TAG+" + NAME.encode()).ljust(227, b"\0") + last)
    )
    item = struct.pack("<II", len(NAME), 0) + b"Artist\0" + NAME.encode()
    ape = b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, 0xA0000000) + bytes(8) + item + b"APETAGEX" + bytes(24)
    assert ("APE Artist", NAME) in pieces(opened(open_sound, ape + FRAME * 2))
    assert pieces(opened(open_sound, id3() + b"junk words" + FRAME * 2)) == [
        ("strings in bytes before the sound", "junk words")
    ]
    assert opened(open_sound, FRAME * 2 + bytes(500)) == []


def test_rarer_streams_of_ogg():
    """FLAC's blocks in packets, old covers, comments of Speex, and a page that is cut."""
    comment = vorbis(b"artist=" + NAME.encode(), b"COVERART=" + b"iVBORw0KGgo=", b"METADATA_BLOCK_PICTURE=***")
    block = b"\x84" + struct.pack(">I", len(comment))[1:] + comment
    found = opened(open_ogg, pages(b"\x7fFLAC\1\0\0\1fLaC", block))
    assert ("comment artist", NAME) in pieces(found)
    assert blobs(found) == [("comment picture", b"\x89PNG\r\n\x1a\n")]
    speex = opened(open_ogg, pages(b"Speex   1.2", vorbis(b"artist=" + NAME.encode())))
    assert ("comment artist", NAME) in pieces(speex)
    assert len(unread(opened(open_ogg, pages(b"\x01head")[:-2]))) == 1


def test_rarer_boxes_of_films():
    """XMP, tags of ID3, values of each type, texts without a length, languages, events, boxes nested too deep."""
    ilst = box(
        b"ilst",
        box(b"\xa9nam", data_box(2, ARABIC.encode("utf-16-be"))),
        box(b"trkn", data_box(21, b"\0\7")),
        box(b"abcd", data_box(0, b"\1\2implicit")),
        box(b"wxyz", box(b"odd ", b"odd content")),
    )
    udta = box(
        b"udta",
        box(b"cprt", bytes(6) + NAME.encode() + b"\0"),
        box(b"\xa9cmt", b"no length here"),
        box(b"meta", box(b"hdlr", bytes(20)), ilst),
    )
    xmp = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), b"<x:xmpmeta/>")
    tag = box(b"ID32", bytes(6) + id3(frame(b"TPE1", b"\3Nawwaf")))
    found = opened(open_film, FTYP + box(b"moov", udta) + xmp + box(b"meta", bytes(4), tag) + box(b"emsg", b"\0event of it"))
    assert pieces(found) == [
        ("tag cprt", NAME),
        ("tag ©cmt", "no length here"),
        ("tag ©nam", ARABIC),
        ("tag trkn", "7"),
        ("strings in tag abcd", "implicit"),
        ("strings in tag wxyz", "odd content"),
        ("ID3 TPE1", "Nawwaf"),
        ("strings in box emsg", "event of it"),
    ]
    assert blobs(found) == [("XMP", b"<x:xmpmeta/>")]
    appended = opened(open_film, FTYP + b"words behind the last box")
    assert blobs(appended) == [("after the end of the boxes", b"words behind the last box")]
    assert unread(appended) == [("file of boxes", "it is cut off, or something else follows its boxes: repair it")]
    deep = b""
    for _ in range(20):
        deep = box(b"moov", deep)
    assert unread(opened(open_film, FTYP + deep))[0][1].startswith("boxes nested too deep")


def test_rarer_elements_of_matroska():
    """Bytes taken off the front of each block, laces, damaged compression, attachments described, sizes unknown."""
    stripped = element(0x6D80, element(0x6240, element(0x5034, element(0x4254, b"\3") + element(0x4255, b"Naw"))))
    default = element(0x6D80, element(0x6240, element(0x5034, b"")))
    tracks = element(
        0x1654AE6B,
        element(0xAE, element(0xD7, b"\1") + element(0x83, b"\x11") + stripped)
        + element(0xAE, element(0xD7, b"\2") + element(0x83, b"\x11") + default),
    )
    cluster = element(0xA3, b"\x81\0\0\0waf") + element(0xA3, b"\x82\0\0\0not zlib")
    attachment = element(0x1941A469, element(0x61A7, element(0x467E, b"described") + element(0x465C, PNG)))
    body = tracks + b"\x1f\x43\xb6\x75\x01\xff\xff\xff\xff\xff\xff\xff" + cluster
    found = opened(open_matroska, element(0x18538067, attachment + body))
    assert pieces(found) == [("Matroska attachment", "described"), ("Matroska subtitle of track 1", "Nawwaf")]
    assert blobs(found) == [("attachment", PNG)]
    assert unread(found) == [("Matroska track 2", "a compressed text is damaged: repair it")]


def test_rarer_chunks_of_riff():
    """Frames of animations, labels with a language, other texts, a list that is nested too deep."""
    nested = b"INFO"
    for _ in range(12):
        nested = b"abcdLIST" + struct.pack("<I", len(nested)) + nested
    odd = riff(
        b"WEBP",
        (b"ANMF", bytes(16) + b"abcd" + struct.pack("<I", 6) + b"Nawwaf"),
        (b"LIST", b"adtlltxt" + struct.pack("<I", 26) + bytes(20) + b"region"),
    )
    assert pieces(opened(open_riff, odd)) == [("strings in chunk abcd", "Nawwaf"), ("chunk ltxt", "region")]
    assert unread(opened(open_riff, riff(b"AVI ", (b"LIST", nested))))[0][1].startswith("lists nested too deep")


def test_messages_in_compound_files():
    """Texts in 8 bits, bodies in HTML, formatted bodies that aren't read, other bytes."""
    streams = {
        "__properties_version1.0": b"\0",
        "__substg1.0_0037001E": b"subject",
        "__substg1.0_10130102": b"<p>N</p>",
        "__substg1.0_10090102": b"LZFu",
        "__substg1.0_0E0B0102": b"\1\2bytes here",
    }
    found = opened(open_compound, compound(streams))
    assert ("message property 0037", "subject") in pieces(found)
    assert ("strings in message property 0E0B", "bytes here") in pieces(found)
    assert blobs(found)[0][0] == "message body, stream 3"
    assert unread(found) == [("message", "its formatted text is compressed: save the message as EML or text")]
    macro = b"\1\x08\xb0\0Attribut" + b"\0"
    assert unread(opened(open_compound, compound({"dir": b"x", "Module1": macro, "Package": b"PK\3\4"}))) == []


def test_long_texts_of_wmf():
    """The record with options and a clipping area, behind a placeable heading."""
    text = struct.pack("<IHHHHH", 11, 0x0A32, 0, 0, 6, 2) + bytes(8) + b"Nawwaf"[:0] + b"Nawwaf\0\0"[:8]
    text = struct.pack("<I", len(text) // 2) + text[4:]
    wmf = b"\xd7\xcd\xc6\x9a" + bytes(18) + struct.pack("<HHHIHIH", 1, 9, 0x300, 0, 0, 0, 0) + text + struct.pack("<IH", 3, 0)
    assert pieces(opened(open_wmf, wmf)) == [("WMF text", "Nawwaf"), ("WMF text, joined", "Nawwaf")]


def test_fonts_and_printers_in_documents():
    """A scrambled font is made clear by the key in its name; a printer's settings give its name."""
    font = sfnt(name=names((3, NAME)))
    key = bytes(range(16))
    mixed = bytes(byte ^ key[::-1][at % 16] for at, byte in enumerate(font[:32])) + font[32:]
    name = "word/fonts/{00010203-0405-0607-0809-0A0B0C0D0E0F}.odttf"
    assert blobs(open_scrambled_font(Blob(data=mixed, name=name))) == [("embedded font", font)]
    settings = "Printer of N".encode("utf-16-le").ljust(64, b"\0") + b"\1\4" + bytes(10)
    assert pieces(open_printer_settings(Blob(data=settings, name="a"))) == [("strings in printer settings", "Printer of N")]
    fitting = {name for name, fits, _ in BINARIES if fits(Blob(data=settings, name="xl/printerSettings/printerSettings1.bin"))}
    assert fitting == {"printer settings"}


def test_a_lost_picture_and_attachment_of_a_pdf():
    """Streams that no object in use has are passed on as what their dictionaries say."""
    photo = picture("JPEG")
    parts = (
        (b"/Subtype /Image /Filter /DCTDecode", photo),
        (b"/Type /EmbeddedFile", b"list of names"),
        (b"/Type /Metadata", b"<x/>"),
    )
    source = b"%PDF-1.4\n"
    for number, (dictionary, raw) in enumerate(parts, 5):
        source += b"%d 0 obj\n<< %s >>\nstream\n%s\nendstream\nendobj\n" % (number, dictionary, raw)
    found = [raw for _, raw in blobs(opened(open_pdf, source))]
    assert {b"<x/>"} <= {raw.strip() for raw in found}
    assert any(raw.startswith(photo[:100]) for raw in found)
    assert any(raw.startswith(b"list of names") for raw in found)
