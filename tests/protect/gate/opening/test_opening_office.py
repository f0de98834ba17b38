"""Office documents: what their parts say when they are put together as the programs show them."""

import io
import struct
import zipfile

import docx
import openpyxl
import pytest
from binary_cases import ARABIC, NAME, blobs, opened, pieces, requests, unread
from openpyxl.comments import Comment

from testimonia.protect.gate.opening.office.compound import decompress_macro, open_compound
from testimonia.protect.gate.opening.office.metafiles import open_emf, open_wmf
from testimonia.protect.gate.opening.office.numbers_shown import shown
from testimonia.protect.gate.opening.office.packages import open_package

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(**parts):
    """A ZIP of the parts, their names written with ``__`` for the slash; content types come by themselves."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        if "META-INF__manifest.xml" not in parts:
            archive.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return written.getvalue()


def words(body, part="word__document.xml", **parts):
    return package(**{part: f'<w:document xmlns:w="{W}" xmlns:a="{A}"><w:body>{body}</w:body></w:document>'}, **parts)


def test_words_split_over_runs_are_put_together():
    """A real file of three runs in a paragraph and two cells in a row."""
    document = docx.Document()
    paragraph = document.add_paragraph()
    for part in ("Naw", "waf Dar", "wish"):
        paragraph.add_run(part)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = NAME.split()
    written = io.BytesIO()
    document.save(written)
    found = opened(open_package, written.getvalue())
    assert ("word/document.xml", f"{NAME}\nNawwaf\nDarwish") in pieces(found)
    assert ("word/document.xml, rows of tables", NAME) in pieces(found)
    assert (unread(found), requests(found)) == ([], [])


def test_tracked_changes_and_hidden_text_are_read_in_each_state():
    """The text before the changes, after them, all of it, and without what is hidden."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        "<w:p>"
        + run.format("Naw")
        + "<w:del w:author='x'><w:r><w:delText>waf</w:delText></w:r></w:del><w:ins>"
        + run.format("al")
        + "</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>"
        "<w:r><w:sym w:char='F0E1'/><w:tab/><w:noBreakHyphen/></w:r></w:p>"
    )
    assert pieces(opened(open_package, words(body))) == [
        ("word/document.xml", "Nawwafalsecretá\t-"),
        ("word/document.xml, after changes", "Nawalsecretá\t-"),
        ("word/document.xml, before changes", "Nawwafsecretá\t-"),
        ("word/document.xml, not hidden", "Nawalá\t-"),
    ]


def test_a_paragraph_in_a_paragraph_stands_by_itself():
    """The text of a box doesn't cut the paragraph that it is anchored in."""
    inside = "<w:r><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:r>"
    body = f"<w:p><w:r><w:t>Naw</w:t></w:r>{inside}<w:r><w:t>waf</w:t></w:r></w:p>"
    assert pieces(opened(open_package, words(body, "word__comments.xml"))) == [("word/comments.xml", "box\nNawwaf")]


def test_what_a_document_loads_by_itself_is_a_request():
    """Linked pictures, templates, objects and fields fetch; links wait for a click."""
    entry = '<Relationship Type="{}/{}" Target="http://{}.example/" TargetMode="External"/>'
    kinds = ("image", "attachedTemplate", "oleObject", "hyperlink")
    rels = (
        f'<Relationships xmlns="{RELATIONS}">' + "".join(entry.format(KIND, kind, kind) for kind in kinds) + "</Relationships>"
    )
    code = "<w:r><w:instrText>{}</w:instrText></w:r>"
    body = "<w:p>" + code.format("INCLUDEPICTURE ") + code.format('"http://field.example/" \\d') + "</w:p>"
    found = opened(open_package, words(body, word___rels__document_xml_rels="", **{"word___rels__document.xml.rels": rels}))
    assert requests(found) == [
        ("word/document.xml, field", "http://field.example/"),
        ("word/_rels/document.xml.rels, image", "http://image.example/"),
        ("word/_rels/document.xml.rels, attachedTemplate", "http://attachedTemplate.example/"),
        ("word/_rels/document.xml.rels, oleObject", "http://oleObject.example/"),
    ]


def test_cells_are_read_as_they_are_shown():
    """Telephone numbers with their noughts, dates, long figures, hidden sheets, comments, positions side by side."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Nawwaf", "Darwish", 963944123456, 944123456, 45356.5, 35.9525, 39.0125])
    sheet["D1"].number_format = "0000000000"
    sheet["E1"].number_format = "dd/mm/yyyy hh:mm"
    sheet["A1"].comment = Comment(f"ask {NAME}", "someone")
    hidden = book.create_sheet("hidden")
    hidden.sheet_state = "veryHidden"
    hidden.append([ARABIC, True])
    written = io.BytesIO()
    book.save(written)
    found = opened(open_package, written.getvalue())
    assert pieces(found) == [
        ("xl/worksheets/sheet1.xml, rows", f"{NAME} 963944123456 0944123456 2024-03-05 12:00:00 35.9525 39.0125"),
        ("xl/worksheets/sheet1.xml, positions in neighbouring cells", "35.9525, 39.0125\n39.0125, 35.9525"),
        ("xl/comments/comment1.xml, comment 1", f"ask {NAME}"),
        ("xl/worksheets/sheet2.xml, rows", f"{ARABIC} 1"),
    ]


S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def test_shared_and_inline_strings_styles_and_the_year_1904():
    """Runs of a string are put together, their readings come after them; odd references give empty cells."""
    cells = "<c t='s'><v>0</v></c><c t='s'><v>9</v></c><c t='inlineStr'><is><r><t>Dar</t></r><r><t>wish</t></r></is></c>"
    cells += "<c s='1'><v>944</v></c><c s='2'><v>43894</v></c><c s='7'><v>1.5</v></c><c><v>x</v></c>"
    cells += "<c t='str'><f>a</f><v>made</v></c><c/>"
    found = opened(
        open_package,
        package(
            **{
                "xl__workbook.xml": f"<workbook {S}><workbookPr date1904='1'/></workbook>",
                "xl__sharedStrings.xml": f"<sst {S}><si><r><t>Naw</t></r><r><t>waf</t></r><rPh><t>reading</t></rPh></si></sst>",
                "xl__styles.xml": f"<styleSheet {S}><numFmts><numFmt numFmtId='170' formatCode='000000'/></numFmts>"
                "<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/><xf numFmtId='14'/></cellXfs></styleSheet>",
                "xl__worksheets__sheet1.xml": f"<worksheet {S}><sheetData><row>{cells}</row></sheetData></worksheet>",
            }
        ),
    )
    assert pieces(found) == [
        ("xl/worksheets/sheet1.xml, rows", "Nawwaf reading Darwish 000944 2024-03-05 1.5 x made"),
        ("shared strings", "Nawwaf reading"),
    ]


def test_formulas_and_connections_that_fetch():
    """A formula may load from an address each time the file is opened."""
    sheet = f"<worksheet {S}><row><c><f>WEBSERVICE(&quot;http://formula.example/?x&quot;)</f></c></row></worksheet>"
    found = opened(
        open_package,
        package(**{"xl__worksheets__sheet1.xml": sheet, "xl__connections.xml": '<c><webPr url="http://web.example/"/></c>'}),
    )
    assert requests(found) == [
        ("xl/worksheets/sheet1.xml, formula", "http://formula.example/?x"),
        ("xl/connections.xml", "http://web.example/"),
    ]


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (944123456, "", "944123456"),
        (9.63944123456e11, "General", "963944123456"),
        (35.950000000000003, "", "35.95"),
        (0.0000001, "", "0.0000001"),
        (944123456, "0000 000 000", "0944 123 456"),
        (963944123456, '"+"000" "000 000000', "+963 944 123456"),
        (12, "\\N0000", "N0012"),
        (5, "##0", "5"),
        (1234567890123, "000-000", "1234567890-123"),
        (45356, "d-mmm-yy", "2024-03-05"),
        (45356, "[$-409]mmmm d", "2024-03-05"),
        (0.75, "h:mm", "18:00:00"),
        (3.5, "0.00", "3.5"),
        (float("inf"), "0", "inf"),
        (1234, "#,##0", "1234"),
        (1e10, "yyyy", "10000000000"),
    ],
)
def test_numbers_are_shown_as_their_format_says(number, code, text):
    """Noughts, groups and signs of a telephone number come from the format; dates are written one way."""
    assert shown(number, code) == text


def test_days_may_be_counted_from_1904():
    """Workbooks of old Macintoshes are four years and a day apart."""
    assert shown(43894, "yyyy", from_1904=True) == "2024-03-05"


def test_slides_and_their_notes():
    """Runs of a paragraph, line breaks, rows of tables, on slides, notes and masters."""
    slide = f'<p xmlns:a="{A}"><a:p><a:r><a:t>Naw</a:t></a:r><a:r><a:t>waf</a:t></a:r><a:br/><a:r><a:t>x</a:t></a:r></a:p></p>'
    cells = "".join(f"<a:tc><a:p><a:r><a:t>{word}</a:t></a:r></a:p></a:tc>" for word in NAME.split())
    row = f'<p xmlns:a="{A}"><a:tr>{cells}</a:tr></p>'
    found = opened(open_package, package(**{"ppt__slides__slide1.xml": slide, "ppt__notesSlides__notesSlide1.xml": row}))
    assert pieces(found) == [
        ("ppt/slides/slide1.xml", "Nawwaf\nx"),
        ("ppt/notesSlides/notesSlide1.xml", "Nawwaf\nDarwish"),
        ("ppt/notesSlides/notesSlide1.xml, rows of tables", NAME),
    ]


ODF = (
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"'
)


def test_open_documents():
    """Spans, counted blanks and notes in a paragraph; rows; values of cells; linked pictures."""
    content = (
        f"<office:body {ODF}><text:p>Naw<text:span>waf</text:span><text:s text:c='2'/>"
        "<office:annotation><dc:creator>Editor</dc:creator>"
        "<text:p>ask him</text:p></office:annotation>Darwish</text:p><table:table-row>"
        "<table:table-cell office:value='0944123456'>"
        "<text:p>Nawwaf</text:p></table:table-cell><table:table-cell><text:p>Darwish</text:p></table:table-cell></table:table-row>"
        "<draw:image xlink:href='http://image.example/'/><text:a xlink:href='http://link.example/'>l</text:a>"
        "<draw:image xlink:href='Pictures/1.png'/></office:body>"
    )
    found = opened(open_package, package(**{"META-INF__manifest.xml": "<m/>", "content.xml": content}))
    assert pieces(found) == [
        ("content.xml", "Editor\nask him\nNawwaf  Darwish\nNawwaf\nDarwish\nl"),
        ("content.xml, rows of tables", NAME),
        ("content.xml, values of cells", "0944123456"),
    ]
    assert requests(found) == [("content.xml, image", "http://image.example/")]


def test_encrypted_and_damaged_packages():
    """An encrypted document isn't read; a damaged part is said, and the rest is read."""
    locked = package(**{"META-INF__manifest.xml": "<m:encryption-data/>", "content.xml": "x"})
    assert unread(opened(open_package, locked)) == [("document", "encrypted: publish it without a password or leave it out")]
    found = opened(open_package, words("<w:p><w:r><w:t>N</w:t></w:r></w:p>", **{"word__footer1.xml": ""}))
    assert pieces(found) == [("word/document.xml", "N")]
    assert unread(found) == [("word/footer1.xml", "its XML is damaged: repair it, or publish it without this part")]
    whole = words("<w:p/>")
    why = "the package is damaged: repair it, or publish it without this part"
    assert unread(opened(open_package, whole[: len(whole) // 2])) == [("office document", why)]


def compound(streams):
    """A compound file with the streams, each padded to be of the large kind."""
    streams = {name: raw + b"\0" * max(4096 - len(raw), 0) for name, raw in streams.items()}
    entries, body, table = b"", b"", []

    def add(raw):
        first = len(table)
        count = (len(raw) + 511) // 512
        table.extend([*range(first + 1, first + count), 0xFFFFFFFE])
        return first, raw.ljust(count * 512, b"\0")

    def entry(name, kind, first, size):
        letters = name.encode("utf-16-le") + b"\0\0"
        return (
            letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1) + bytes(48) + struct.pack("<IQ", first, size)
        )

    entries = entry("Root Entry", 5, 0xFFFFFFFE, 0)
    for name, raw in streams.items():
        first, padded = add(raw)
        body += padded
        entries += entry(name, 2, first, len(raw))
    directory, padded = add(entries)
    body += padded
    fat = len(table)
    table.append(0xFFFFFFFD)
    sectors = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIIII", 1, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, fat).ljust(36, b"\0")
    return head.ljust(76 + 4, b"\0")[:80] + b"\xff" * 432 + body + sectors


def test_legacy_documents_are_read_for_their_strings_only():
    """Strings in UTF-16, UTF-8 and Arabic in 8 bits are found; the document counts as not read all the same."""
    raw = b"\1\2" + NAME.encode("utf-16-le") + b"\0\0\1\2" + ARABIC.encode("cp1256") + b"\5" + NAME.encode()
    found = opened(open_compound, compound({"WordDocument": raw, "\x05SummaryInformation": b"\0\1author of it\0"}))
    texts = dict(pieces(found))
    assert texts["strings in stream 1"].split("\n").count(NAME) == 2
    assert texts["Arabic strings in stream 1"] == ARABIC
    assert texts["strings in properties, stream 2"] == "author of it"
    assert unread(found) == [("document", "the old format of Word isn't fully read: save it in the present one, or as PDF")]


def test_encrypted_documents_messages_and_packed_files():
    """An encrypted package isn't read; a message gives its properties and attachments; a packed file is opened."""
    found = opened(open_compound, compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"}))
    assert unread(found) == [("document", "encrypted: publish it without a password or leave it out")]
    streams = {
        "__properties_version1.0": b"\0",
        "__substg1.0_1000001F": ARABIC.encode("utf-16-le"),
        "__substg1.0_37010102": b"PK\3\4",
    }
    found = opened(open_compound, compound(streams))
    assert dict(pieces(found))["message property 1000"].strip("\0") == ARABIC
    assert blobs(found)[0][1].strip(b"\0") == b"PK\3\4"
    assert unread(found) == []
    packed = bytes(6) + b"n.txt\0C:\\n.txt\0" + bytes(4) + struct.pack("<I", 4) + b"tmp\0" + struct.pack("<I", 4) + b"list"
    found = opened(open_compound, compound({"\x01Ole10Native": packed}))
    assert ("path of the packed file, stream 1", "C:\\n.txt") in pieces(found)
    assert blobs(found) == [("packed file, stream 1", b"list")]
    assert unread(opened(open_compound, compound({"Odd": b"x"}))) == [
        ("document", "a compound file of an unknown program: leave it out")
    ]


def test_macros_are_unpacked():
    """Copies in a chunk repeat what stands before them, as the example of the specification has it."""
    raw = bytes.fromhex(
        "01 2F B0 00 23 61 61 61 62 63 64 65 82 66 00 70 61 67 68 69 6A 01 38 08 61 "
        "6B 6C 00 30 6D 6E 6F 70 06 71 02 70 04 10 72 73 74 75 76 10 77 78 79 7A 00 3C"
    )
    assert decompress_macro(raw) == b"#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa"


def record(kind, raw):
    return struct.pack("<II", kind, len(raw) + 8) + raw


def test_texts_of_metafiles():
    """Texts drawn word by word are put together; descriptions are read."""
    described = "made by N\0".encode("utf-16-le")
    head = bytes(32) + b" EMF" + bytes(16) + struct.pack("<II", len(described) // 2, 68) + described
    parts = b"".join(
        record(84, bytes(36) + struct.pack("<II", len(part), 52) + part.encode("utf-16-le")) for part in ("Naw", "waf")
    )
    found = opened(open_emf, record(1, head) + parts + record(14, bytes(12)))
    assert pieces(found) == [("EMF description", "made by N\n"), ("EMF text", "Naw waf"), ("EMF text, joined", "Nawwaf")]
    wmf = struct.pack("<HHHIHIH", 1, 9, 0x300, 0, 0, 0, 0)
    wmf += struct.pack("<IHH", 3 + 1 + 2 + 2, 0x0521, 4) + b"Nawa" + bytes(4) + struct.pack("<IH", 3, 0)
    assert pieces(opened(open_wmf, wmf)) == [("WMF text", "Nawa"), ("WMF text, joined", "Nawa")]
