"""Images: everything in them but the pixels."""

import struct
import zlib

import pytest
from binary_cases import (
    ARABIC,
    NAME,
    POSITION,
    blobs,
    box,
    chunk,
    degrees,
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

from testimonia.protect.gate.opening.images.bitmaps import open_bmp, open_icon
from testimonia.protect.gate.opening.images.gif import open_gif
from testimonia.protect.gate.opening.images.heif import open_jp2
from testimonia.protect.gate.opening.images.jpeg import open_jpeg
from testimonia.protect.gate.opening.images.png import open_png
from testimonia.protect.gate.opening.images.tiff import open_tiff
from testimonia.protect.gate.opening.media.film import open_film
from testimonia.protect.gate.opening.riff import open_riff

XMP = (
    f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><a creator='{NAME}' exif:GPSLatitude='35,57.15N' "
    "exif:GPSLongitude='39,0,45E'/></x:xmpmeta>"
).encode()
PACKET = b"http://ns.adobe.com/xap/1.0/\0"


@pytest.mark.parametrize("order", ["<", ">"])
def test_every_tag_of_exif_is_read(order):
    """Texts, UTF-16 author, comment with its character set, strings of the maker's note, and the position in degrees."""
    found = opened(open_tiff, exif(order))
    assert {
        ("TIFF Artist", NAME),
        ("TIFF XPAuthor", ARABIC),
        ("EXIF UserComment", ARABIC),
        ("strings in EXIF MakerNote", f"owner={NAME}"),
        ("EXIF GPS", POSITION),
        ("EXIF GPS ProcessingMethod", "roof of the school"),
    } <= set(pieces(found))
    assert unread(found) == []


def test_a_position_in_whole_degrees_is_written_coarsely():
    """A position made coarse on purpose isn't given decimals it doesn't have; south and west are negative."""
    gps = [(1, 2, b"S\0"), (2, 5, degrees(35, 0, 0)), (3, 2, b"W\0"), (4, 5, degrees(39, 0, 0))]
    found = opened(open_tiff, tiff([[(0x8825, 4, ("directory", 1))], gps]))
    assert pieces(found) == [("EXIF GPS", "-35.0, -39.0")]


def test_a_directory_that_points_to_itself_ends():
    """A circle of directories is walked once."""
    raw = tiff([[(0x8769, 4, ("directory", 0)), (0x013B, 2, NAME.encode())]])
    assert pieces(opened(open_tiff, raw)) == [("TIFF Artist", NAME)]


def test_bytes_no_directory_points_to_are_read():
    """A hiding place between the tags is a hiding place no longer."""
    raw = tiff([[(0x013B, 2, b"someone\0")]], extra=b"\1\2" + NAME.encode())
    assert pieces(opened(open_tiff, raw)) == [("TIFF Artist", "someone"), ("strings in unreferenced bytes of TIFF", NAME)]


def test_a_big_tiff_is_read():
    """BigTIFF differs in the width of its numbers only."""
    entry = struct.pack("<HHQQ", 0x013B, 2, len(NAME), 44)
    raw = b"II+\0\x08\0\0\0" + struct.pack("<Q", 16) + struct.pack("<Q", 1) + entry + struct.pack("<Q", 0) + NAME.encode()
    raw = raw.replace(struct.pack("<Q", 44), struct.pack("<Q", len(raw) - len(NAME)))
    assert pieces(opened(open_tiff, raw)) == [("TIFF Artist", NAME)]


def test_pages_and_thumbnails_of_a_tiff():
    """Every page's tags are read, and a thumbnail is opened in turn."""
    small = picture("JPEG")
    raw = tiff([[(0x0201, 4, b"AAAA"), (0x0202, 4, struct.pack("<I", len(small)))]], extra=small)
    raw = raw.replace(b"AAAA", struct.pack("<I", len(raw) - len(small)))
    assert blobs(opened(open_tiff, raw)) == [("TIFF thumbnail", small)]
    assert unread(opened(open_tiff, picture("TIFF", description=NAME))) == []
    assert ("TIFF ImageDescription", NAME) in pieces(opened(open_tiff, picture("TIFF", description=NAME)))


def test_a_plain_jpeg_holds_nothing():
    """A picture without metadata gives no piece and no complaint."""
    assert opened(open_jpeg, picture("JPEG")) == []
    assert opened(open_jpeg, picture("JPEG", progressive=True, quality=95, dpi=(72, 72))) == []


def test_every_segment_of_a_jpeg_is_read():
    """Comments, EXIF, XMP in one and in many packets, IPTC, profiles, and programs' own segments."""
    more = f"<rdf>{NAME} in pieces</rdf>".encode()
    guid = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32
    parts = [segment(0xE1, guid + struct.pack(">II", len(more), at) + more[at : at + 9]) for at in range(0, len(more), 9)]
    press = resource(0x0404, iptc(2, 80, NAME.encode()) + iptc(2, 120, ARABIC.encode("cp1256"))) + resource(0x03ED, bytes(16))
    half = len(press) // 2
    icc = profile(
        (b"desc", b"mluc\0\0\0\0" + struct.pack(">IIHHII", 1, 12, 0, 0, 2 * len(NAME), 28) + NAME.encode("utf-16-be"))
    )
    found = opened(
        open_jpeg,
        jpeg(
            segment(0xFE, NAME.encode()),
            segment(0xE1, b"Exif\0\0" + exif()),
            segment(0xE1, PACKET + XMP),
            *reversed(parts),
            segment(0xED, b"Photoshop 3.0\0" + press[:half]),
            segment(0xED, b"Photoshop 3.0\0" + press[half:]),
            segment(0xE2, b"ICC_PROFILE\0\2\2" + icc[100:]),
            segment(0xE2, b"ICC_PROFILE\0\1\2" + icc[:100]),
            segment(0xE9, b"\1\2private " + NAME.encode()),
        ),
    )
    assert {
        ("JPEG comment", NAME),
        ("EXIF GPS", POSITION),
        ("XMP GPS", POSITION),
        ("IPTC 2:80 By-line", NAME),
        ("ICC profile desc", NAME),
        ("strings in JPEG APP9", f"private {NAME}"),
    } <= set(pieces(found))
    assert blobs(found) == [("XMP", XMP), ("IPTC 2:120 Caption", ARABIC.encode("cp1256")), ("extended XMP", more)]
    assert unread(found) == []


def test_segments_after_the_pixels_and_bytes_after_the_end():
    """Metadata may stand between the scans and after the end marker."""
    plain = picture("JPEG", comment=b"first")
    late = plain[:-2] + segment(0xFE, NAME.encode()) + plain[-2:]
    assert pieces(opened(open_jpeg, late)) == [("JPEG comment", "first"), ("JPEG comment", NAME)]
    assert blobs(opened(open_jpeg, plain + b"PK\3\4rest")) == [("after the end of the JPEG", b"PK\3\4rest")]
    assert blobs(opened(open_jpeg, plain + b"\0\0\n")) == []


def test_a_jpeg_cut_off_is_not_read():
    """A missing end marker means that something may lie among the pixels."""
    assert unread(opened(open_jpeg, picture("JPEG")[:-2])) == [("JPEG", "it ends without its end marker: repair it")]


def test_every_chunk_of_a_png_is_read():
    """Texts plain, compressed and international, XMP, EXIF, profiles by name and text, raw profiles, private chunks."""
    raw_profile = b"\nexif\n%8d\n" % len(b"Exif\0\0" + exif()) + (b"Exif\0\0" + exif()).hex().encode()
    icc = profile((b"cprt", b"text\0\0\0\0" + NAME.encode()))
    found = opened(
        open_png,
        png(
            chunk(b"tEXt", b"Author\0" + NAME.encode()),
            chunk(b"tEXt", NAME.encode() + b"\0value"),
            chunk(b"zTXt", b"Comment\0\0" + zlib.compress(ARABIC.encode())),
            chunk(b"iTXt", b"Title\0\1\0ar\0" + ARABIC.encode() + b"\0" + zlib.compress(NAME.encode())),
            chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP),
            chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(raw_profile)),
            chunk(b"iCCP", b"house of N\0\0" + zlib.compress(icc)),
            chunk(b"prVt", b"\0\1" + NAME.encode()),
        ),
    )
    assert {
        ("PNG text Author", NAME),
        ("PNG text keyword", NAME),
        ("PNG text of another name", "value"),
        ("PNG text Comment", ARABIC),
        ("PNG text keyword", ARABIC),
        ("PNG text language", "ar"),
        ("PNG text Title", NAME),
        ("XMP GPS", POSITION),
        ("EXIF GPS", POSITION),
        ("PNG profile name", "house of N"),
        ("ICC profile cprt", NAME),
        ("strings in PNG chunk prVt", NAME),
    } <= set(pieces(found))
    assert unread(found) == []
    assert opened(open_png, picture("PNG")) == []


def test_more_rows_than_a_png_has_are_not_read():
    """Bytes packed in behind the last row, or after the compressed rows, are hiding places."""
    plain = picture("PNG")
    size = struct.unpack(">I", plain[33:37])[0]
    rows = zlib.decompress(plain[41 : 41 + size])
    stuffed = plain[:33] + chunk(b"IDAT", zlib.compress(rows + NAME.encode())) + chunk(b"IEND", b"")
    found = opened(open_png, stuffed)
    assert pieces(found) == [("strings in PNG rows beyond the picture", NAME)]
    assert unread(found) == [("PNG pixels", "more rows than the picture has: save it anew")]
    behind = (
        plain[:33] + chunk(b"IDAT", zlib.compress(rows) + b"PK\3\4") + chunk(b"IDAT", b"more") + chunk(b"IEND", b"") + b"tail"
    )
    assert blobs(opened(open_png, behind)) == [
        ("after the end of the PNG pixels", b"PK\3\4"),
        ("after the end of the PNG pixels", b"more"),
        ("after the end of the PNG", b"tail"),
    ]


def test_a_compressed_text_that_grows_too_large_is_not_read():
    """A bomb in one chunk is refused, and the chunks after it are read."""
    bomb = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(65 * 2**20), 9))
    found = opened(open_png, png(bomb, chunk(b"tEXt", b"Author\0" + NAME.encode())))
    why = "the compressed part grows beyond 64 MiB: repair it, or publish it without this part"
    assert unread(found) == [("PNG chunk zTXt", why)]
    assert ("PNG text Author", NAME) in pieces(found)


def test_every_block_of_a_gif_is_read():
    """Comments, plain texts, XMP, other applications' blocks, and what follows the end."""
    plain = picture("GIF")
    xmp = b"\x21\xff\x0bXMP DataXMP" + XMP + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    at = 13 + 3 * 2 ** ((plain[10] & 7) + 1) if plain[10] & 0x80 else 13
    text = b"\x21\x01\x0c" + bytes(12) + bytes((len(NAME),)) + NAME.encode() + b"\0"
    private = b"\x21\xff\x0bMYPROGRAM10" + bytes((len(NAME),)) + NAME.encode() + b"\0"
    comment = b"\x21\xfe\x06hidden\x05 here\0"
    found = opened(open_gif, plain[:at] + comment + xmp + text + private + plain[at:] + b"tail")
    assert pieces(found) == [
        ("GIF comment", "hidden here"),
        ("XMP GPS", POSITION),
        ("GIF plain text", NAME),
        ("strings in GIF application block", f"MYPROGRAM10{NAME}"),
    ]
    assert blobs(found) == [("XMP", XMP), ("after the end of the GIF", b"tail")]
    assert opened(open_gif, plain) == []
    assert unread(opened(open_gif, plain[:-1])) == [("GIF", "it ends without its end mark: repair it")]


def test_chunks_of_webp_are_read():
    """EXIF, XMP, profiles and chunks of no known kind."""
    plain = picture("WEBP")
    found = opened(
        open_riff, riff(b"WEBP", (b"VP8 ", plain[20:]), (b"EXIF", exif()), (b"XMP ", XMP), (b"ZZZZ", NAME.encode())) + b"tail"
    )
    assert {("EXIF GPS", POSITION), ("XMP GPS", POSITION), ("strings in chunk ZZZZ", NAME)} <= set(pieces(found))
    assert blobs(found) == [("XMP", XMP), ("after the end of the RIFF file", b"tail")]
    assert opened(open_riff, plain) == []


def test_bitmaps_and_icons():
    """A linked profile's path, the gap before the pixels, pictures in icons, and what follows."""
    plain = picture("BMP")
    assert opened(open_bmp, plain) == []
    assert blobs(opened(open_bmp, plain + b"tail")) == [("after the end of the BMP", b"tail")]
    path = b"C:\\Users\\nawwaf\\a.icc\0"
    heading = struct.pack("<IiiHHIIiiII", 124, 1, 1, 1, 24, 0, 4, 0, 0, 0, 0).ljust(56, b"\0") + b"KNIL" + bytes(52)
    heading += struct.pack("<III", 128, len(path), 0)
    linked = b"BM" + bytes(8) + struct.pack("<I", 138) + heading + b"\1\2\3\0" + path
    assert pieces(opened(open_bmp, linked)) == [("BMP profile path", "C:\\Users\\nawwaf\\a.icc")]
    icon = picture("ICO", sizes=[(16, 12)])
    assert [place for place, _ in blobs(opened(open_icon, icon))] == ["picture 1"]
    assert blobs(opened(open_icon, icon + b"tail"))[1:] == [("after the end of the icon", b"tail")]


def item_box(number, kind, rest):
    return box(b"infe", struct.pack(">I", 2 << 24), struct.pack(">HH", number, 0), kind, rest)


def test_items_of_heic_are_read():
    """EXIF and XMP of HEIC and AVIF lie in items that tables point to; free space and unknown boxes are read too."""
    metadata = struct.pack(">I", 0) + exif()
    head = box(b"ftyp", b"heic\0\0\0\0mif1")
    infe = item_box(1, b"Exif", b"\0") + item_box(2, b"mime", b"notes\0application/rdf+xml\0")

    def meta(at):
        places = struct.pack(">IBBH", 0, 0x44, 0x00, 2)
        for number, start, size in ((1, at, len(metadata)), (2, at + len(metadata), len(XMP))):
            places += struct.pack(">HHHII", number, 0, 1, start, size)
        boxes = box(b"iinf", struct.pack(">IH", 0, 2), infe), box(b"iloc", places)
        return box(b"meta", bytes(4), box(b"hdlr", bytes(8), b"pict", bytes(13)), *boxes)

    start = len(head) + len(meta(0)) + 8
    data = head + meta(start) + box(b"mdat", metadata, XMP) + box(b"free", NAME.encode()) + box(b"abcd", b"\1" + NAME.encode())
    found = opened(open_film, data)
    assert {("EXIF GPS", POSITION), ("XMP GPS", POSITION), ("name of item 2", "notes"), ("strings in box abcd", NAME)} <= set(
        pieces(found)
    )
    assert blobs(found) == [("XMP", XMP), ("after the end of the boxes (free)", NAME.encode())]
    assert unread(found) == []


def test_an_avif_of_pillow_is_read():
    """A real file of the encoder: its EXIF and XMP, and nothing unread."""
    found = opened(open_film, picture("AVIF", exif=b"Exif\0\0" + exif(), xmp=XMP))
    assert ("EXIF GPS", POSITION) in pieces(found)
    assert ("XMP", XMP) in blobs(found)
    assert unread(found) == []
    assert pieces(opened(open_film, picture("AVIF"))) == [("name of item 1", "Color")]


def test_jpeg_2000_is_read():
    """Comments in the code stream, boxes of XML, and XMP by its identifier."""
    plain = picture("JPEG2000", comment=NAME)
    uuid = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), XMP)
    found = opened(open_jp2, plain + uuid + box(b"xml ", b"<a/>"))
    assert pieces(found) == [("JPEG 2000 comment", NAME), ("XMP GPS", POSITION)]
    assert blobs(found) == [("XMP", XMP), ("box xml", b"<a/>")]
