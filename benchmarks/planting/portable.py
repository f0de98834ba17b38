# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""PDF files written by hand, so that each hiding place is exactly the one meant.

Source: ISO 32000-1.
"""

import base64
import zlib
from collections.abc import Callable, Iterator

from planting import spellings
from planting.drawing import Draw, Planted
from planting.pictures import exif_segment, gps_of, jpeg, tiff, with_segments, xmp

Maker = Callable[[Draw], Planted]
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def literal(text: str) -> bytes:
    """A string of page content in WinAnsi."""
    body = text.encode("cp1252", "replace")
    for sign in (b"\\", b"(", b")"):
        body = body.replace(sign, b"\\" + sign)
    return b"(" + body + b")"


def text_string(text: str) -> bytes:
    """A string outside page content: UTF-16 with its mark, in hex."""
    return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"


def octal(text: str) -> bytes:
    return b"(" + b"".join(b"\\%03o" % byte for byte in text.encode("cp1252", "replace")) + b")"


def stream(data: bytes, extra: bytes = b"", *, packed: bool = True) -> bytes:
    body = zlib.compress(data) if packed else data
    filters = b" /Filter /FlateDecode" if packed else b""
    return b"<< /Length %d%s %s >>\nstream\n" % (len(body), filters, extra) + body + b"\nendstream"


class Book:
    """The objects of a PDF: 1 the catalogue, 2 the pages, 3 the page, 4 its content, 5 the font; further ones are added."""

    def __init__(self, content: bytes, *, page: bytes = b"", catalogue: bytes = b"", resources: bytes = b"") -> None:
        self.objects: dict[int, bytes] = {
            1: b"<< /Type /Catalog /Pages 2 0 R " + catalogue + b" >>",
            2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
            + resources + b" >> " + page + b" >>",
            4: stream(content),
            5: FONT,
        }  # fmt: skip
        self.info = b""

    def add(self, number: int, body: bytes) -> "Book":
        self.objects[number] = body
        return self

    def to_bytes(self) -> bytes:
        out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), {}
        for number, body in sorted(self.objects.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        return bytes(out) + _table(places, len(out), self.info, size=max(self.objects) + 1)

    def revised(self, changes: dict[int, bytes]) -> bytes:
        """With a second revision at the end that replaces objects; the first stays in the file."""
        first = self.to_bytes()
        out, places = bytearray(first), {}
        for number, body in sorted(changes.items()):
            places[number] = len(out)
            out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
        before = first.rindex(b"startxref\n") + 10
        previous = int(first[before : first.index(b"\n", before)])
        return bytes(out) + _table(places, len(out), self.info, size=max([*self.objects, *changes]) + 1, previous=previous)


def _table(places: dict[int, int], at: int, info: bytes, *, size: int, previous: int = 0) -> bytes:
    rows = b"" if previous else b"0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        rows += b"%d 1\n%010d 00000 n \n" % (number, place)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R " % size + info + (b" /Prev %d" % previous if previous else b"") + b" >>\n"
    return b"xref\n" + rows + trailer + b"startxref\n%d\n%%%%EOF\n" % at


def shown(*lines: str) -> bytes:
    """Page content that writes lines from the top."""
    rows = b"".join(literal(line) + b" Tj 0 -16 Td\n" for line in lines)
    return b"BT /F1 11 Tf 60 780 Td\n" + rows + b"ET\n"


def plain(draw: Draw) -> Book:
    return Book(shown(*draw.filler(2)))


def _pdf(how: str, build: Callable[[Draw], bytes]) -> Maker:
    return lambda draw: Planted(f"{draw.chance.choice(['annex', 'report', 'scan'])}.pdf", build(draw), "pdf", how)


def western(draw: Draw, *fields: str) -> str:
    """A string that WinAnsi can write."""
    return draw.slip_that(lambda text: all(ord(letter) < 256 for letter in text), *(fields or ("name",))).text


def _lines(draw: Draw) -> bytes:
    return Book(
        shown(*draw.filler(1), *(f"told by {western(draw, *f)}" for f in (("name",), ("phone", "plate"), ("email",))))
    ).to_bytes()


def _pieces(draw: Draw) -> bytes:
    text, out, at = f"told by {western(draw)} at dusk", b"", 0
    while at < len(text):
        size = draw.chance.randint(1, 3)
        out += literal(text[at : at + size]) + b" %d " % draw.chance.randint(-30, 40)
        at += size
    return Book(b"BT /F1 11 Tf 60 780 Td [" + out + b"] TJ ET\n").to_bytes()


def _letters(draw: Draw) -> bytes:
    """Each letter set at its own place, last letter first."""
    text, rows = western(draw), []
    for index, letter in enumerate(text):
        rows.append(b"1 0 0 1 %d 700 Tm " % (60 + 7 * index) + literal(letter) + b" Tj\n")
    return Book(b"BT /F1 11 Tf\n" + b"".join(reversed(rows)) + b"ET\n").to_bytes()


def _gaps(draw: Draw) -> bytes:
    """Words apart by a shift, with no space between."""
    words = western(draw).split(" ")
    return Book(b"BT /F1 11 Tf 60 780 Td [" + b" -300 ".join(literal(word) for word in words) + b"] TJ ET\n").to_bytes()


def _revision(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(1), f"told by {western(draw)}", f"and {western(draw, 'alias', 'phone')}"))
    return book.revised({4: stream(shown(*draw.filler(2)))})


def _revised_info(draw: Draw) -> bytes:
    book = plain(draw).add(9, b"<< /Author " + text_string(draw.slip("name").text) + b" >>")
    book.info = b"/Info 9 0 R"
    return book.revised({9: b"<< /Author (Desk) >>"})


def _annotation(draw: Draw) -> bytes:
    note = text_string(draw.sentence(draw.slip("name")))
    author = text_string(draw.slip("name", "alias").text)
    book = Book(shown(*draw.filler(2)), page=b"/Annots [6 0 R 7 0 R]")
    book.add(6, b"<< /Type /Annot /Subtype /Text /Rect [9 9 30 30] /Contents " + note + b" /T " + author + b" >>")
    rich = f"<body><p>{draw.slip('phone').text}</p></body>"
    return book.add(
        7, b"<< /Type /Annot /Subtype /FreeText /Rect [9 50 90 90] /F 2 /Contents () /RC " + text_string(rich) + b" >>"
    ).to_bytes()


def _link(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(2)), page=b"/Annots [6 0 R]")
    address = spellings_url(draw.latin_name().text)
    return book.add(
        6,
        b"<< /Type /Annot /Subtype /Link /Rect [9 9 30 30] /A << /S /URI /URI (https://desk.example/people/"
        + address
        + b") >> >>",
    ).to_bytes()


def spellings_url(text: str) -> bytes:
    from urllib.parse import quote

    return quote(text.replace(" ", "-").lower()).encode()


def _attachment(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(2)), catalogue=b"/Names << /EmbeddedFiles << /Names [(a) 6 0 R] >> >>")
    book.add(
        6, b"<< /Type /Filespec /F (notes.txt) /UF " + text_string(f"{draw.slip('name').text}.txt") + b" /EF << /F 7 0 R >> >>"
    )
    return book.add(7, stream(draw.text(2).encode(), b"/Type /EmbeddedFile")).to_bytes()


def _form(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(2)), catalogue=b"/AcroForm << /Fields [6 0 R 7 0 R] >>", page=b"/Annots [6 0 R 7 0 R]")
    book.add(
        6,
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (who) /V "
        + text_string(draw.slip("name").text)
        + b" /Rect [9 9 90 30] >>",
    )
    return book.add(7, b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (tel) /TU " + text_string(draw.slip("name_ar").text) + b" /DV " + text_string(draw.slip("phone").text) + b" /Rect [9 40 90 60] >>").to_bytes()  # fmt: skip


def _outline(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(2)), catalogue=b"/Outlines 6 0 R")
    book.add(6, b"<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 1 >>")
    return book.add(7, b"<< /Title " + text_string(f"Interview {draw.slip('name').text}") + b" /Parent 6 0 R >>").to_bytes()


def _info(draw: Draw) -> bytes:
    book = plain(draw).add(9, b"<< /Author " + octal(western(draw)) + b" /Title " + text_string(draw.slip("name_ar").text) + b" /Creator (C:\\\\Users\\\\" + draw.slip("username").text.encode() + b"\\\\x.doc) >>")  # fmt: skip
    book.info = b"/Info 9 0 R"
    return book.to_bytes()


def _xmp(draw: Draw) -> bytes:
    return (
        Book(shown(*draw.filler(2)), catalogue=b"/Metadata 6 0 R")
        .add(6, stream(xmp(draw.slip("name").text), b"/Type /Metadata /Subtype /XML", packed=False))
        .to_bytes()
    )


def _script(draw: Draw) -> bytes:
    code = f'app.alert("{draw.slip("name").text}"); var t = "{draw.slip("phone").text}";'
    return (
        Book(shown(*draw.filler(2)), catalogue=b"/OpenAction << /S /JavaScript /JS 6 0 R >>")
        .add(6, stream(code.encode("utf-16")))
        .to_bytes()
    )


def _invisible(draw: Draw) -> bytes:
    return Book(shown(*draw.filler(2)) + b"BT /F1 11 Tf 3 Tr 60 500 Td " + literal(western(draw)) + b" Tj ET\nBT /F1 9 Tf 0 Tr 1 1 1 rg 60 480 Td " + literal(western(draw, "alias")) + b" Tj ET\n").to_bytes()  # fmt: skip


def _outside(draw: Draw) -> bytes:
    return Book(shown(*draw.filler(2)) + b"BT /F1 11 Tf 2060 -500 Td " + literal(western(draw)) + b" Tj ET\n").to_bytes()


def _covered(draw: Draw) -> bytes:
    """A black bar over a name that is still there: the classic failed redaction."""
    return Book(
        b"BT /F1 11 Tf 60 700 Td " + literal(f"told by {western(draw)} at dusk") + b" Tj ET\n0 g 58 696 240 16 re f\n"
    ).to_bytes()


def _layer(draw: Draw) -> bytes:
    content = shown(*draw.filler(1)) + b"/OC /L1 BDC BT /F1 11 Tf 60 500 Td " + literal(western(draw)) + b" Tj ET EMC\n"
    book = Book(
        content, catalogue=b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] >> >>", resources=b"/Properties << /L1 6 0 R >>"
    )
    return book.add(6, b"<< /Type /OCG /Name " + text_string(f"names {draw.slip('alias').text}") + b" >>").to_bytes()


def _object_stream(draw: Draw) -> bytes:
    """Info and annotation inside an object stream, with a cross-reference stream."""
    inside = {
        9: b"<< /Author " + text_string(draw.slip("name").text) + b" >>",
        10: b"<< /Title " + text_string(draw.slip("name_ar").text) + b" >>",
    }
    body, index = b"", []
    for number, data in inside.items():
        index.append(b"%d %d" % (number, len(body)))
        body += data + b" "
    head = b" ".join(index) + b" "
    book = plain(draw).add(8, stream(head + body, b"/Type /ObjStm /N 2 /First %d" % len(head)))
    out, places = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {}
    for number, data in sorted(book.objects.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + data + b"\nendobj\n"
    rows = b""
    for number in range(12):
        if number in inside:
            rows += b"\x02" + (8).to_bytes(4, "big") + bytes([list(inside).index(number)])
        elif number in places or number == 11:
            rows += b"\x01" + (len(out) if number == 11 else places[number]).to_bytes(4, "big") + b"\0"
        else:
            rows += b"\0" + bytes(5)
    at = len(out)
    out += b"11 0 obj\n" + stream(rows, b"/Type /XRef /W [1 4 1] /Size 12 /Root 1 0 R /Info 9 0 R") + b"\nendobj\n"
    return bytes(out) + b"startxref\n%d\n%%%%EOF\n" % at


def _unreferenced(draw: Draw) -> bytes:
    book = (
        plain(draw)
        .add(20, stream(shown(f"told by {western(draw)}")))
        .add(21, b"<< /Note " + text_string(draw.slip("name").text) + b" >>")
    )
    return book.to_bytes()


def _picture(draw: Draw) -> bytes:
    data = with_segments(
        jpeg(draw), exif_segment(tiff({0x013B: draw.slip("name").text}, gps=gps_of(*draw.point(draw.home().person))))
    )
    book = Book(b"q 200 0 0 200 60 500 cm /I1 Do Q\n", resources=b"/XObject << /I1 6 0 R >>")
    return book.add(6, stream(data, b"/Type /XObject /Subtype /Image /Width 48 /Height 48 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode", packed=False)).to_bytes()  # fmt: skip


def _mapped(draw: Draw, text: str) -> bytes:
    """A composite font whose codes are arbitrary; only its ToUnicode map tells the letters."""
    letters = sorted(set(text))
    codes = {letter: 3 + 7 * n for n, letter in enumerate(letters)}
    shown_text = b"<" + b"".join(b"%04X" % codes[letter] for letter in text) + b"> Tj"
    rows = b"".join(
        b"<%04X> <%s>\n" % (code, letter.encode("utf-16-be").hex().upper().encode()) for letter, code in codes.items()
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n1 begincodespacerange <0000> <FFFF> "
        b"endcodespacerange\n%d beginbfchar\n" % len(codes) + rows + b"endbfchar endcmap end end"
    )
    book = Book(b"BT /F2 11 Tf 60 700 Td " + shown_text + b" ET\n" + shown(*draw.filler(1)))
    book.objects[3] = book.objects[3].replace(b"/F1 5 0 R", b"/F1 5 0 R /F2 6 0 R")
    book.add(
        6,
        b"<< /Type /Font /Subtype /Type0 /BaseFont /ABCDEF+Naskh /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
    )
    book.add(7, b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABCDEF+Naskh /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 600 /FontDescriptor 9 0 R >>")  # fmt: skip
    book.add(9, b"<< /Type /FontDescriptor /FontName /ABCDEF+Naskh /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent -200 /CapHeight 700 /StemV 80 >>")  # fmt: skip
    return book.add(8, stream(cmap)).to_bytes()


def _actual_text(draw: Draw) -> bytes:
    content = (
        b"/Span << /ActualText " + text_string(draw.slip("name").text) + b" >> BDC BT /F1 11 Tf 60 700 Td (xx) Tj ET EMC\n"
    )
    return Book(content + shown(*draw.filler(1))).to_bytes()


def _filters(draw: Draw) -> bytes:
    body = base64.a85encode(zlib.compress(shown(f"told by {western(draw)}", western(draw, "phone")))) + b"~>"
    book = plain(draw)
    book.objects[4] = b"<< /Length %d /Filter [/A85 /Fl] >>\nstream\n" % len(body) + body + b"\nendstream"
    return book.to_bytes()


def _form_object(draw: Draw) -> bytes:
    book = Book(b"/X1 Do\n", resources=b"/XObject << /X1 6 0 R >>")
    return book.add(
        6,
        stream(
            shown(f"told by {western(draw)}"),
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >>",
        ),
    ).to_bytes()


def _private(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(2)), catalogue=b"/PieceInfo << /Layout << /Private 6 0 R >> >> /PageLabels << /Nums [0 << /P " + text_string(f"{draw.slip('alias').text}-") + b" >>] >>")  # fmt: skip
    return book.add(
        6,
        b"<< /Path (/home/"
        + draw.slip("username").text.encode()
        + b"/a.indd) /Key "
        + text_string(draw.slip("name").text)
        + b" >>",
    ).to_bytes()


def _trailing(draw: Draw) -> bytes:
    return plain(draw).to_bytes() + b"\n" + draw.text(2).encode()


def _xfa(draw: Draw) -> bytes:
    xml = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><data><who>{draw.slip("name").text}</who></data></xdp:xdp>'
    return (
        Book(shown(*draw.filler(2)), catalogue=b"/AcroForm << /Fields [] /XFA 6 0 R >>").add(6, stream(xml.encode())).to_bytes()
    )


def _structure(draw: Draw) -> bytes:
    book = Book(shown(*draw.filler(2)), catalogue=b"/MarkInfo << /Marked true >> /StructTreeRoot 6 0 R")
    return book.add(6, b"<< /Type /StructTreeRoot /K 7 0 R >>").add(7, b"<< /Type /StructElem /S /Figure /P 6 0 R /Alt " + text_string(f"Portrait of {draw.slip('name').text}") + b" /T " + text_string(draw.slip("alias").text) + b" >>").to_bytes()  # fmt: skip


def printed() -> Iterator[Maker]:
    simple = {
        "page text": _lines, "cut into pieces": _pieces, "letter by letter, backwards": _letters, "shifts for spaces": _gaps,
        "earlier revision": _revision, "earlier revision's author": _revised_info, "annotations": _annotation, "link": _link,
        "attachment": _attachment, "form fields": _form, "outline": _outline, "document information": _info, "XMP": _xmp,
        "JavaScript": _script, "invisible text": _invisible, "outside the page": _outside, "black bar": _covered,
        "hidden layer": _layer, "object stream": _object_stream, "unreferenced objects": _unreferenced, "picture with EXIF": _picture,
        "ActualText": _actual_text, "two filters": _filters, "form object": _form_object, "private data": _private,
        "behind the end": _trailing, "XFA": _xfa, "structure tree": _structure,
    }  # fmt: skip
    for how, build in simple.items():
        yield _pdf(how, build)
    yield _pdf("font by ToUnicode, Arabic", lambda d: _mapped(d, d.arabic_name().text[::-1]))
    yield _pdf(
        "font by ToUnicode, shaped Arabic", lambda d: _mapped(d, spellings.presentation_visual(d.arabic_name().text, d.chance))
    )
    yield _pdf("font by ToUnicode, Latin", lambda d: _mapped(d, d.latin_name().text))
