"""Binary formats to the place and the reason: rarer parts, and each way in which one may be damaged."""

import base64
import io
import struct
import zipfile
import zlib

import pytest
from binary_cases import blobs, box, opened, pieces, unread

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, inflate, opaque, take, told, trailing, unpack
from testimonia.protect.gate.opening.boxes import boxes
from testimonia.protect.gate.opening.images.heif import Item as HeifItem
from testimonia.protect.gate.opening.images.heif import number_at, open_codestream, open_item, open_loose, read_places
from testimonia.protect.gate.opening.media.comments import (
    Packets,
    open_block,
    open_comments,
    open_cover,
    open_packet,
    open_picture,
)
from testimonia.protect.gate.opening.media.samples import open_texts, read_timed
from testimonia.protect.gate.opening.office.compound import decompress_macro, open_message_part, open_packed, read_entries
from testimonia.protect.gate.opening.office.metafiles import open_emf, open_wmf
from testimonia.protect.gate.opening.office.parts import Parts, parse
from testimonia.protect.gate.opening.pdf import raw
from testimonia.protect.gate.opening.pdf.objects import Seen, open_string
from testimonia.protect.gate.opening.pdf.raw import is_words, open_lost, open_source
from testimonia.protect.gate.opening.pdf.reading import looks_unmapped, page_forms
from testimonia.protect.gate.opening.pdf.streams import (
    is_drawing,
    is_plain,
    open_content,
    strings_in,
    undo_filters,
    undo_lzw,
    undo_runs,
    unescaped,
)
from testimonia.protect.gate.pieces import Blob, NotRead, Piece

CUT = "the file ends in the middle of a structure"


def why(call, *args, **options):
    with pytest.raises(ReadError) as caught:
        found = call(*args, **options)
        list(found) if not isinstance(found, bytes) else None
    return str(caught.value)


def comments(*fields, vendor=b"v"):
    return (
        struct.pack("<I", len(vendor))
        + vendor
        + struct.pack("<I", len(fields))
        + b"".join(struct.pack("<I", len(field)) + field for field in fields)
    )


def emf(*records):
    return b"".join(struct.pack("<II", kind, len(raw) + 8) + raw for kind, raw in records)


def test_bounds_of_bytes():
    """All of what is asked for, or a reason."""
    assert (unpack(">H", b"abcd", 2), take(b"abcd", 1, 3)) == ((0x6364,), b"bcd")
    for call, args in ((unpack, (">H", b"abcd", 3)), (unpack, (">H", b"abcd", -1)), (take, (b"abcd", 2, 3))):
        assert why(call, *args) == CUT
    assert (why(take, b"abcd", -1, 2), why(take, b"abcd", 1, -1)) == (CUT, CUT)
    data = zlib.compress(bytes(2**20 + 1))
    assert why(inflate, data, most=2**20) == "the compressed part grows beyond 1 MiB"
    assert len(inflate(data, most=2**20 + 1)) == 2**20 + 1
    assert why(inflate, data[:-1], most=2**21) == "the compressed part is cut off"
    assert why(inflate, b"junk") == "the compressed part is damaged"


def test_texts_of_fields_and_bytes_of_no_meaning():
    """UTF-8, marked UTF-16, zeros between values; other encodings as files of their own; filling is nothing."""
    assert list(told("نواف".encode(), "p")) == [Piece("نواف", "p")]
    assert list(told("نواف".encode("utf-16"), "p")) == [Piece("نواف", "p")]
    assert list(told(b"one\0two\0\0", "p")) == [Piece("one\ntwo", "p")]
    assert list(told(b"N\xfcr", "p")) == [Blob(b"N\xfcr", "text.txt", "p", "text/plain")]
    assert list(told(b" \0\0", "p")) == []
    assert list(opaque(b"\1Nawwaf\2", "p")) == [Piece("Nawwaf", "strings in p")]
    assert list(opaque(b"GIF89a...", "p")) == [Blob(b"GIF89a...", "", "p")]
    assert list(opaque(b"\1\2", "p")) == list(opaque(b"", "p")) == []
    assert list(trailing(b"\0\r\n \t\xff", "p")) == []
    assert list(trailing(b"\0x", "p")) == [Blob(b"\0x", "", "after the end of p")]

    def broken(error):
        yield Piece("x", "p")
        raise error

    tail = "repair it, or publish it without this part"
    assert list(attempted(broken(ReadError("why")), "p"))[1:] == [NotRead("p", f"why: {tail}")]
    assert list(attempted(broken(ValueError("Nawwaf")), "p"))[1:] == [NotRead("p", f"its structure is damaged: {tail}")]


def test_comments_of_sound():
    """Fields by their usual names only, pictures in base64, what follows; too many or cut off is not read."""
    assert pieces(open_comments(comments(b"ARTIST=Nawwaf", b"Nawwaf=x", b"ARTIST") + b"\x01\0tail")) == [
        *(
            ("comment vendor", "v"),
            ("comment ARTIST", "Nawwaf"),
            ("comment of another name", "x"),
            ("comment ARTIST", "ARTIST"),
        ),
        ("strings in after the comments", "tail"),
    ]
    assert why(open_comments, comments()[:-4] + struct.pack("<I", 20_001)) == "more than 20000 comments"
    assert why(open_comments, comments(b"abc")[:-1]) == CUT
    block = struct.pack(">II", 3, 9) + b"image/png" + struct.pack(">I", 4) + b"said" + bytes(16) + struct.pack(">I", 2) + b"px"
    assert list(open_picture(block)) == [
        Piece("said", "description of the picture"),
        Blob(b"px", "cover", "picture", "image/png"),
    ]
    assert list(open_cover(b"METADATA_BLOCK_PICTURE", base64.b64encode(block))) == list(open_picture(block))
    assert list(open_cover(b"COVERART", b"cHg=")) == [Blob(b"px", "cover", "comment picture")]
    assert why(open_cover, b"COVERART", b"cHg") == "its base64 is damaged"
    assert unread(open_comments(comments(b"coverart=cHg"))) == [
        ("cover", "its base64 is damaged: repair it, or publish it without this part")
    ]


def test_blocks_of_flac_by_kind():
    """Comments, pictures, cue sheets, filling, others; outlines and seek tables hold nothing."""
    assert pieces(open_block(4, comments(b"title=x"))) == [("comment vendor", "v"), ("comment title", "x")]
    assert pieces(open_block(5, b"Nawwaf".ljust(396, b"\0") + b"Suhayl")) == [
        *(("FLAC cue sheet number", "Nawwaf"), ("strings in FLAC cue sheet", "Suhayl"))
    ]
    assert list(open_block(1, bytes(9))) == list(open_block(0, b"Nawwaf")) == list(open_block(3, b"Nawwaf")) == []
    assert blobs(open_block(1, b"Nawwaf")) == [("after the end of the blocks of FLAC (filling)", b"Nawwaf")]
    assert pieces(open_block(2, b"Nawwaf")) == [("strings in FLAC block 2", "Nawwaf")]


def test_packets_of_ogg():
    """Put together over pages; eight of a stream of sound, all of a stream of text."""
    packets = Packets()
    packets.add(b"a" * 255 + b"b", bytes((255,)))
    packets.add(b"bc", bytes((1, 1)))
    assert packets.whole == [b"a" * 255 + b"b", b"c"]
    sound, text = Packets(), Packets()
    for stream, first in ((sound, b"x"), (text, b"text")):
        stream.add(first, bytes((len(first),)))
        for _ in range(3):
            stream.add(b"12345", bytes((1,) * 5))
    assert (len(sound.whole), sound.text, len(text.whole), text.text) == (8, False, 16, True)
    assert pieces(open_packet(b"OpusTags" + comments(b"title=x"), text=False)) == [
        ("comment vendor", "v"),
        ("comment title", "x"),
    ]
    assert list(open_packet(b"\x7fFLACNawwaf", text=True)) == []
    assert list(open_packet(b"Nawwaf", text=False)) == []
    assert pieces(open_packet(b"Nawwaf", text=True)) == [("strings in Ogg text stream", "Nawwaf")]
    block = b"\x84" + len(comments()).to_bytes(3, "big") + comments()
    assert pieces(open_packet(block, text=False)) == [("comment vendor", "v")]


def test_samples_of_tracks_of_text():
    """Timed text in both encodings with its styles; XML one by one; others as their strings."""
    assert read_timed(struct.pack(">H", 4) + b"text") == "text"
    assert read_timed(struct.pack(">H", 6) + "aب".encode("utf-16")) == "aب"
    assert read_timed(struct.pack(">H", 1) + b"a" + b"\0\0\0\x20stylhidden") == "a\n stylhidden"
    assert list(open_texts([b"<a/>", b"<b/>"], b"stpp")) == [
        Blob(b"<a/>", "subtitles.xml", "track of stpp, sample 1", "application/xml"),
        Blob(b"<b/>", "subtitles.xml", "track of stpp, sample 2", "application/xml"),
    ]
    cue = box(b"vttc", box(b"payl", b"Nawwaf"), box(b"iden", b"7"), box(b"vsid", b"1234"))
    assert pieces(open_texts([cue, box(b"vtte")], b"wvtt")) == [("track of wvtt", "Nawwaf\n7")]
    assert pieces(open_texts([b"Nawwaf", b"Suhayl"], b"mett")) == [("strings in track of mett", "Nawwaf\nSuhayl")]


def test_records_of_metafiles():
    """Descriptions, texts in both widths, comments; pixels are passed over; a record without a size is not read."""
    heading = bytes(52) + struct.pack("<II", 5, 100) + bytes(32) + "a\0b\0\0".encode("utf-16-le")
    wide = bytes(36) + struct.pack("<II", 3, 52) + "Naw".encode("utf-16-le")
    narrow = bytes(36) + struct.pack("<II", 3, 52) + b"waf"
    data = emf((1, heading), (84, wide), (84, wide), (83, narrow), (70, b"comment"), (81, b"pixels"), (14, b"")) + b"tail"
    found = opened(open_emf, data)
    assert pieces(found) == [
        *(("EMF description", "a\nb\n\n"), ("strings in EMF record", "comment")),
        *(("EMF text", "Naw Naw"), ("EMF text, joined", "NawNaw"), ("EMF text", "waf"), ("EMF text, joined", "waf")),
    ]
    assert blobs(found) == [("after the end of the EMF", b"tail")]
    tail = "repair it, or publish it without this part"
    assert unread(opened(open_emf, struct.pack("<II", 1, 7))) == [("EMF", f"a record without a size: {tail}")]
    assert unread(opened(open_emf, struct.pack("<II", 1, 9))) == [("EMF", f"{CUT}: {tail}")]
    head = struct.pack("<HH", 1, 9) + bytes(14)
    text = struct.pack("<IHH", 7, 0x0521, 6) + b"Nawwaf"
    assert pieces(opened(open_wmf, head + text + struct.pack("<IH", 3, 0))) == [
        ("WMF text", "Nawwaf"),
        ("WMF text, joined", "Nawwaf"),
    ]
    assert unread(opened(open_wmf, head + struct.pack("<IH", 2, 1))) == [("WMF", f"a record without a size: {tail}")]


def test_parts_of_a_package():
    """Unpacked once and counted together; XML that is none is not read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.xml", b"<a/>")
        archive.writestr("b.xml", b"12345")
    parts = Parts(zipfile.ZipFile(out), most=8)
    assert (parts.names, parts.read("a.xml"), parts.read("a.xml"), parts.left) == (["a.xml", "b.xml"], b"<a/>", b"<a/>", 4)
    assert why(parts.read, "b.xml") == "the package grows beyond the limit"
    assert parse(b"<a><b>x</b></a>").find("b").text == "x"
    assert why(parse, b"") == why(parse, b"\0") == "its XML is damaged"


def test_macros_and_packed_files():
    """Copied chunks, references back; damage ends it with what there was. Names, paths and bytes of a packed file."""
    assert decompress_macro(b"\x01" + struct.pack("<H", 0x3FFF) + b"x" * 4096) == b"x" * 4096
    chunk = b"\x08abc" + struct.pack("<H", 2 << 12 | 3)
    assert decompress_macro(b"\x01" + struct.pack("<H", 0xB000 | len(chunk) - 1) + chunk) == b"abcabcabc"
    assert decompress_macro(b"\x01" + struct.pack("<H", 0xB000) + b"\x01\0\0") == b""
    raw = bytes(6) + b"a.txt\0C:\\u\\a.txt\0" + bytes(4) + struct.pack("<I", 4) + b"tmp\0" + struct.pack("<I", 6) + b"Nawwaf"
    assert list(open_packed(raw, "p")) == [
        Piece("a.txt", "name of the packed file, p"),
        Piece("C:\\u\\a.txt", "path of the packed file, p"),
        Piece("tmp", "path of the packed file, p"),
        Blob(b"Nawwaf", "", "packed file, p"),
    ]
    assert why(read_entries, b"junk") == "no compound file"
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    assert why(read_entries, signature + bytes(600)) == "a compound file of unknown sector size"


def test_properties_of_messages():
    """Texts in both widths, attachments, bodies, and the one that is compressed."""
    assert list(open_message_part("0037", "001F", "نواف".encode("utf-16-le"), "p")) == [Piece("نواف", "message property 0037")]
    assert list(open_message_part("0037", "001E", b"Nawwaf\0", "p")) == [Piece("Nawwaf", "message property 0037")]
    assert list(open_message_part("3701", "0102", b"x", "p")) == [Blob(b"x", "", "attachment, p")]
    assert list(open_message_part("1013", "0102", b"<p>", "p")) == [Blob(b"<p>", "body.html", "message body, p", "text/html")]
    assert list(open_message_part("1009", "0102", b"x", "p")) == [
        NotRead("message", "its formatted text is compressed: save the message as EML or text")
    ]
    assert list(open_message_part("3702", "0102", b"Nawwaf", "p")) == [Piece("Nawwaf", "strings in message property 3702")]


def loose(kind, raw):
    data = box(kind, raw)
    (only,) = boxes(data, 0, len(data))
    return list(open_loose(data, only))


def test_boxes_beside_pictures():
    """By their kind and identifier."""
    iptc = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")
    assert loose(b"uuid", iptc + b"Nawwaf") == [Piece("Nawwaf", "IPTC")]
    assert loose(b"uuid", bytes(16) + b"Nawwaf") == [Piece("Nawwaf", "strings in box uuid")]
    assert loose(b"brob", b"x") == [NotRead("box brob", "compressed with Brotli, which is not read: leave it out")]
    assert loose(b"jxlc", b"Nawwaf") == []
    assert loose(b"xml ", b"<a/>") == [Blob(b"<a/>", "box.xml", "box xml", "application/xml")]
    assert loose(b"free", b"Nawwaf") == [Blob(b"Nawwaf", "", "after the end of the boxes (free)")]
    assert loose(b"skip", bytes(5)) == []


def test_items_by_kind():
    """Pictures hold nothing; others are files or strings."""
    assert list(open_item(HeifItem(b"hvc1", b"", b""), b"Nawwaf")) == []
    assert list(open_item(HeifItem(b"jpeg", b"", b""), b"x")) == [Blob(b"x", "item.jpg", "item", "image/jpeg")]
    assert list(open_item(HeifItem(b"mime", b"", b"text/plain"), b"x")) == [Blob(b"x", "", "item", "text/plain")]
    assert list(open_item(HeifItem(b"uri ", b"", b""), b"Nawwaf")) == [Piece("Nawwaf", "strings in item uri ")]
    assert number_at(b"\x01\x02\x03", 1, 2) == (0x0203, 3)


def test_places_of_items():
    """Each version of the table; more items than there may be are not read."""

    def places(version, sizes, rest):
        data = box(b"iloc", bytes((version, 0, 0, 0)) + struct.pack(">H", sizes) + rest)
        return read_places(data, next(boxes(data, 0, len(data))))

    assert places(0, 0x4440, struct.pack(">HHHIHII", 1, 7, 0, 100, 1, 5, 9)) == {7: [(0, 105, 9)]}
    assert places(1, 0x4444, struct.pack(">HHHHIHIII", 1, 7, 1, 0, 100, 1, 99, 5, 9)) == {7: [(1, 105, 9)]}
    assert places(2, 0x4400, struct.pack(">IIHHHIIII", 1, 70000, 0, 0, 2, 1, 2, 3, 4)) == {70000: [(0, 1, 2), (0, 3, 4)]}
    assert why(places, 0, 0, struct.pack(">H", 10_001)) == "more than 10000 items"


def test_code_streams_of_jpeg_2000():
    """Comments of the heading, what follows the end; without sizes or an end it is not read."""
    start, end = b"\xff\x4f", b"\xff\x90\0\x0a" + b"\xff\xd9"
    said = b"\xff\x64" + struct.pack(">HH", 10, 1) + b"Nawwaf"
    assert list(open_codestream(start + said + end + b"tail")) == [
        Piece("Nawwaf", "JPEG 2000 comment"),
        Blob(b"tail", "", "after the end of the JPEG 2000 code stream"),
    ]
    assert why(open_codestream, start + b"\xff\x52\0\x01") == "a segment without a size"
    assert why(open_codestream, start + b"\xff\x90\0\x0a") == "the code stream has no end"


def test_filters_of_pdf():
    """Each undone, with its bounds; pixels stop; damage is said."""
    assert undo_filters(b"4E61 77>", ["AHx"], most=9) == (b"Naw", "", True)
    assert undo_filters(b"4E6>", ["ASCIIHexDecode"], most=9) == (b"N`", "", True)
    assert undo_filters(b"<~9jqo^~>", ["A85"], most=9) == (b"Man ", "", True)
    assert undo_filters(b"x", ["Crypt"], most=9) == (b"x", "", True)
    assert undo_filters(b"x", ["DCTDecode", "Fl"], most=9) == (b"x", "DCTDecode", True)
    assert undo_filters(b"\r\n", ["Nonsense"], most=9) == (b"", "", True)
    packed = zlib.compress(b"Nawwaf" * 9)
    assert undo_filters(b"\n" + packed, ["FlateDecode"], most=99) == (b"Nawwaf" * 9, "", True)
    assert undo_filters(packed[:-1], ["Fl"], most=99) == (b"Nawwaf" * 9, "", False)
    assert undo_runs(b"\x02Naw\xfex\x80rest", most=6) == b"Nawxxx"
    assert why(undo_runs, b"\x02Naw\xfex\x80", most=5) == "the compressed part grows beyond 0 MiB"
    packed = bytes.fromhex("800b6050220c0c8501")  # the example of ISO 32000-2
    assert undo_lzw(packed, most=10) == b"-----A---B"
    assert why(undo_lzw, packed, most=9) == "the compressed part grows beyond 0 MiB"
    assert why(undo_lzw, b"\0\0\0", most=9) == "the compressed part is damaged"


def test_strings_in_the_source_of_pdf():
    """Escapes, octal codes, nested brackets, lines broken; hexadecimal of odd length."""
    assert unescaped(rb"a\(b\)\\\n\t\101\53\8") == b"a(b)\\\n\tA+8"
    assert unescaped(b"a\\\nb\\\r\nc\\\rd") == b"abcd"
    assert list(strings_in(b"(a(b)c) Tj <4E61 7> (x)")) == [b"a(b)c", b"x", b"Nap"]
    assert list(open_string(b"Nawwaf", "trailer")) == [Piece("Nawwaf", "trailer")]
    assert list(open_string(b"0123456789abcdef", "trailer")) == [Piece("0123456789abcdef", "strings in trailer")]
    assert list(open_string(b"\x01Nawwaf", "p")) == [Piece("Nawwaf", "strings in p")]
    assert list(open_string(b"\xef\xbb\xbfNawwaf", "p")) == [Piece("Nawwaf", "p")]
    assert (is_words(b"\xe2\xe3\xcf\xd3"), is_words(b"words"), is_words(b"\xe2" * 7)) == (False, True, True)


def test_what_a_stream_of_pdf_is():
    """By its role, else by its first bytes."""
    assert list(open_content(b"x", "p", "Image")) == []
    assert blobs(open_content(b"GIF89a", "p", "Image")) == [("p", b"GIF89a")]
    assert list(open_content(b"go()", "p", "JS")) == [Piece("go()", "p"), Blob(b"go()", "script.js", "p", "text/javascript")]
    for content in (b"<a/>", b"\xef\xbb\xbf \r\n<a/>"):
        assert list(open_content(content, "p", "")) == [Blob(content, "part.xml", "p", "application/xml")]
    assert list(open_content(b"BT (Naw) Tj (waf) Tj ET", "p", "")) == [Piece("Nawwaf", "p, strings drawn")]
    assert list(open_content(b"\0Nawwaf\0", "p", "")) == [Piece("Nawwaf", "strings in p")]
    assert (is_drawing(b"q 1 0 0 1 0 0 cm Q"), is_drawing(b"q x"), is_drawing(b"words of no drawing")) == (True, False, False)
    assert (is_plain(b"a" * 9 + b"\xff"), is_plain(b"a" * 8 + b"\xff\xff")) == (True, False)


def test_forms_of_the_text_of_a_page():
    """As it stands, over line ends, and with Arabic from the other side, numbers and Latin words kept."""
    assert list(page_forms("plain", "p")) == [Piece("plain", "p")]
    assert list(page_forms("Naw-\nwaf", "p")) == [Piece("Naw-\nwaf", "p"), Piece("Nawwaf", "p, over line ends")]
    assert list(page_forms("x\nفاون 12 ab", "p")) == [
        Piece("x\nفاون 12 ab", "p"),
        Piece("ab 12 نواف", "p, letters from the other side"),
    ]
    assert (looks_unmapped("\x01" + "a" * 9), looks_unmapped("\x01" + "a" * 8), looks_unmapped("a\ufffd")) == (
        False,
        True,
        True,
    )
    assert not looks_unmapped("\r\n\t" * 9)


def lost(content, dictionary=b"", *, most=1000):
    return list(open_lost(content, dictionary, Seen(most=most)))


def test_streams_that_no_object_has():
    """By what the dictionary before them says; pixels and tables hold nothing; what is cut or too large is said."""
    packed = zlib.compress(b"Nawwaf (Suhayl)")
    flate = b"<</Filter/FlateDecode"
    assert lost(packed, flate) == [Piece("Nawwaf (Suhayl)", "strings in lost stream")]
    assert lost(packed, flate + b"/Type/ObjStm>>") == [Piece("Suhayl", "lost object")]
    assert lost(packed, flate + b"/Type/EmbeddedFile>>") == [Blob(b"Nawwaf (Suhayl)", "", "lost attachment")]
    assert lost(packed, flate + b"/Type/Metadata>>") == [Blob(b"Nawwaf (Suhayl)", "part.xml", "lost stream", "application/xml")]
    assert lost(b"px", b"<</Filter[/DCTDecode]/Subtype/Image>>") == [Blob(b"px", "picture", "lost stream", "image/jpeg")]
    assert lost(b"px", b"<</Filter/JBIG2Decode>>") == lost(b"px", b"<</Subtype/Image>>") == lost(packed, b"/XRef") == []
    assert [part for part in lost(packed[:-3], flate) if isinstance(part, NotRead)] == [
        NotRead("lost stream", "a compressed part is cut off or damaged: repair it, or print it anew")
    ]
    assert lost(packed, flate, most=3) == [
        NotRead("lost stream", "the compressed part grows beyond 0 MiB: repair it, or publish it without this part")
    ]
    seen = Seen(most=1000)
    assert list(open_lost(packed, flate, seen)) != []
    assert list(open_lost(packed + b"\n", flate, seen)) == []


def test_the_source_between_the_streams(monkeypatch):
    """Strings once, comments of words, and a bound on the number of streams."""
    source = b"%PDF-1.7\n% said by Suhayl\n(Nawwaf) (Nawwaf) stream\nxyzxyz\nendstream (Khayali) %%EOF"
    assert [part for part in open_source(source, Seen(most=9)) if isinstance(part, Piece)] == [
        Piece("xyzxyz", "strings in lost stream"),
        Piece("Nawwaf", "source, outside the objects in use"),
        Piece("Khayali", "source, outside the objects in use"),
        Piece(" said by Suhayl", "comments in the source"),
    ]
    monkeypatch.setattr(raw, "MOST_STREAMS", 1)
    assert why(open_source, source, Seen(most=9)) == "more than 1 streams"
