"""PDF: every object of every revision, the text of every page, and what no page shows."""

import base64
import io
import zlib

import pikepdf
import pytest
from binary_cases import ARABIC, NAME, blobs, opened, picture, pieces, requests, unread
from pikepdf import Array, Dictionary, Name

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.pdf.opener import open_pdf
from testimonia.protect.gate.opening.pdf.reading import page_forms
from testimonia.protect.gate.opening.pdf.streams import undo_filters


def document(content=b"", *, prepare=None):
    """A PDF of one page with a font named F1."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = pdf.add_blank_page(page_size=(300, 300))
    page.obj["/Resources"] = Dictionary(Font=Dictionary(F1=font))
    page.obj["/Contents"] = pdf.make_stream(content)
    if prepare:
        prepare(pdf, page.obj, font)
    return pdf


def saved(pdf, **options):
    written = io.BytesIO()
    pdf.save(written, **options)
    return written.getvalue()


def shown(text, x=10, y=100):
    return f"BT /F1 12 Tf {x} {y} Td ({text}) Tj ET\n".encode()


XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>"
    b"<!--" + NAME.encode() + b"--></x:xmpmeta>"
)


def texts(found):
    return [text for _, text in pieces(found)]


def test_the_text_of_a_page_in_its_forms():
    """Text drawn in pieces, invisibly, beside the page and on a hidden layer is read; hyphens at line ends are undone."""

    def hide(pdf, page, _):
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Layer of witnesses"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        page.Resources.Properties = Dictionary(MC0=layer)

    content = (
        b"BT /F1 12 Tf 10 200 Td [(Naw)-20(waf Dar)15(wish)] TJ ET /OC /MC0 BDC "
        + shown("on a layer", y=180)
        + b"EMC BT 3 Tr /F1 12 Tf 10 160 Td (unseen) Tj ET "
        + shown("beside", 900, 900)
        + b"BT /F1 12 Tf 10 60 Td (Naw-) Tj 0 -14 Td (waf) Tj ET"
    )
    found = opened(open_pdf, saved(document(content, prepare=hide)))
    page = dict(pieces(found))["page 1"]
    assert all(part in page for part in (NAME, "on a layer", "unseen", "beside"))
    assert "Nawwaf" in dict(pieces(found))["page 1, over line ends"].split("beside")[1]
    assert "Layer of witnesses" in texts(found)
    assert unread(found) == []


def test_arabic_is_given_in_both_orders_of_letters():
    """A producer that stores Arabic as it looks is read as it is meant; figures keep their order."""
    found = list(page_forms(f"{ARABIC[::-1]} 0944\nplain", "page 1"))
    assert pieces(found) == [
        ("page 1", f"{ARABIC[::-1]} 0944\nplain"),
        ("page 1, letters from the other side", f"0944 {ARABIC}"),
    ]


def test_strings_and_names_of_objects():
    """Properties, annotations, outlines, fields, alternative texts, custom keys: whatever hangs in the objects."""

    def prepare(pdf, page, _):
        pdf.docinfo["/Author"] = NAME
        pdf.Root.Number, pdf.Root.Truth = pdf.make_indirect(7), pdf.make_indirect(True)
        pdf.docinfo["/Nawwaf_Darwish"] = "custom"
        page.Annots = Array(
            [pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=ARABIC))]
        )
        pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(T="field of N", V=Array(["value of N", "x"]))]))
        pdf.Root.StructTreeRoot = pdf.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.Figure, Alt="alternative"))
        )
        pdf.Root.Names = Dictionary(
            JavaScript=Dictionary(Names=Array(["a", Dictionary(S=Name.JavaScript, JS="app.alert('script')")]))
        )

    found = opened(open_pdf, saved(document(prepare=prepare)))
    assert {NAME, ARABIC, "custom", "field of N", "value of N", "alternative", "app.alert('script')"} <= set(texts(found))
    assert "Nawwaf_Darwish" in dict(pieces(found))["names of objects"]
    assert unread(found) == []


def test_streams_are_passed_on_as_what_they_are():
    """Attachments under their names, XMP as XML, pictures as files, scripts as scripts."""
    photo = picture("JPEG", comment=NAME.encode())

    def prepare(pdf, page, _):
        file = pdf.make_stream(b"secret list", Type=Name.EmbeddedFile)
        pdf.Root.Names = Dictionary(
            EmbeddedFiles=Dictionary(
                Names=Array(["l", pdf.make_indirect(Dictionary(Type=Name.Filespec, UF="list.txt", EF=Dictionary(F=file)))])
            )
        )
        pdf.Root.Metadata = pdf.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
        image = pdf.make_stream(
            photo, Type=Name.XObject, Subtype=Name.Image, Width=16, Height=12, ColorSpace=Name.DeviceRGB, BitsPerComponent=8
        )
        image.Filter = Name.DCTDecode
        page.Resources.XObject = Dictionary(Im0=image)
        pdf.Root.Extra = Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"var a = 'N'"))

    found = opened(open_pdf, saved(document(prepare=prepare), compress_streams=True))
    assert {raw for _, raw in blobs(found) if NAME.encode() not in raw or raw == photo} == {
        b"secret list",
        photo,
        b"var a = 'N'",
    }
    assert [raw.count(NAME.encode()) for place, raw in blobs(found) if raw.startswith(b"<?xpacket")] == [1]
    assert {blob.name for blob in found if getattr(blob, "data", None) == b"secret list"} == {"list.txt"}
    assert "list.txt" in texts(found)


def appended(first, changed):
    """A later revision written behind the first, as incremental saves are: ``changed`` is the source of object 4 onwards."""
    at = len(first) + 1
    previous = first.rpartition(b"startxref")[2].split()[0]
    with pikepdf.open(io.BytesIO(first)) as before:
        root = before.Root.objgen[0]
    number, source = changed
    body = b"\n%d 0 obj\n%s\nendobj\n" % (number, source)
    table = len(first) + len(body)
    return (
        first
        + body
        + b"xref\n%d 1\n%010d 00000 n \ntrailer << /Size 50 /Root %d 0 R /Prev %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (number, at, root, previous, table)
    )


def plain_document(content):
    """A PDF without object streams, and the number of its contents."""
    pdf = document(content)
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    with pikepdf.open(io.BytesIO(data)) as again:
        return data, again.pages[0].Contents.objgen[0]


def test_an_earlier_revision_is_read():
    """What a later save replaced is still in the file, and is read with the fonts of its time."""
    first, number = plain_document(shown(NAME))
    later = shown("someone else")
    data = appended(first, (number, b"<< /Length %d >>\nstream\n%s\nendstream" % (len(later), later)))
    found = opened(open_pdf, data)
    assert ("page 1", "someone else") in pieces(found)
    assert ("revision 1, page 1", NAME) in pieces(found)
    assert unread(found) == []


def test_a_deleted_object_is_read():
    """Bytes that no table of objects leads to are found by their shape: strings, streams, comments."""
    data, _ = plain_document(b"")
    packed = zlib.compress(b"witness: " + NAME.encode())
    lost = b"90 0 obj\n<< /Title (left \\(behind\\)) /Hex <FEFF0646>>>\nendobj\n% note of the editor\n"
    lost += b"91 0 obj\n<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (len(packed), packed)
    found = opened(open_pdf, data.replace(b"\nxref\n", b"\n" + lost + b"xref\n"))
    assert {"left (behind)", "ن", f"witness: {NAME}"} <= set(texts(found))
    assert "note of the editor" in dict(pieces(found))["comments in the source"]


def test_drawings_no_page_shows_are_read():
    """Looks of annotations and contents left behind are read with the fonts of the file."""

    def prepare(pdf, page, font):
        look = pdf.make_stream(shown("look of a note"), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        look.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Annots = Array(
            [
                pdf.make_indirect(
                    Dictionary(Type=Name.Annot, Subtype=Name.FreeText, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=look))
                )
            ]
        )
        pdf.Root.Left = pdf.make_stream(b"BT /F1 12 Tf 10 10 Td [(left)-2( be)3(hind)] TJ ET")

    found = opened(open_pdf, saved(document(shown("page"), prepare=prepare)))
    assert {"page", "look of a note", "left behind"} <= set(texts(found))


def test_glyphs_are_read_by_the_table_of_their_font():
    """A font that numbers its glyphs anew is read by its table; without a table the page counts as not read."""
    table = b"""/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
    2 beginbfchar <0001> <0646> <0002> <0648> endbfchar endcmap end"""

    def font(pdf, page, mapped):
        child = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name.Xx,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
        )
        child.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Xx, Flags=4)
        page.Resources.Font.F2 = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name.Xx,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(child)]),
        )
        if mapped:
            page.Resources.Font.F2.ToUnicode = pdf.make_stream(table)

    content = b"BT /F2 12 Tf 10 10 Td <00010002> Tj ET"
    found = opened(open_pdf, saved(document(content, prepare=lambda pdf, page, _: font(pdf, page, True))))
    assert "نو" in dict(pieces(found))["page 1, letters from the other side"]
    assert unread(found) == []
    found = opened(open_pdf, saved(document(content, prepare=lambda pdf, page, _: font(pdf, page, False))))
    assert unread(found) == [
        ("page 1", "its font has no table from glyphs to letters: print it anew with fonts embedded, or as an image")
    ]


def test_actions_that_fire_by_themselves_are_requests():
    """Opening the file may fetch an address, run a program or send a form; a link that waits for a click may not."""

    def prepare(pdf, page, _):
        pdf.Root.OpenAction = Dictionary(
            S=Name.URI, URI="http://one.example/", Next=Dictionary(S=Name.Launch, F=Dictionary(F="run.exe"))
        )
        page.AA = Dictionary(O=Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F="http://two.example/")))
        link = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=Dictionary(S=Name.URI, URI="http://link.example/")
        )
        page.Annots = Array([pdf.make_indirect(link)])

    found = opened(open_pdf, saved(document(prepare=prepare)))
    assert {address for _, address in requests(found)} == {"http://one.example/", "run.exe", "http://two.example/"}
    assert "http://link.example/" in texts(found)


def test_corners_of_a_map_are_positions():
    """A measured map carries latitude and longitude of its corners."""
    found = opened(
        open_pdf,
        saved(document(prepare=lambda pdf, page, _: page.__setitem__("/VP", Array([Dictionary(GPTS=Array([35.95, 39.01]))])))),
    )
    assert "35.9500, 39.0100" in texts(found)


def test_encrypted_and_damaged_files():
    """With an empty password a file is read; with another it isn't; a file without structure is searched as source."""
    pdf = document(shown(NAME))
    locked = saved(pdf, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert unread(opened(open_pdf, locked)) == [("PDF", "encrypted: publish it without a password or leave it out")]
    open_to_all = opened(open_pdf, saved(pdf, encryption=pikepdf.Encryption(owner="o", user="")))
    assert NAME in texts(open_to_all)
    assert unread(open_to_all) == []
    broken = opened(open_pdf, b"%PDF-1.4\n1 0 obj\n(" + NAME.encode() + b")\nendobj")
    assert NAME in texts(broken)
    assert unread(broken) == [("PDF", "its structure is damaged: repair it, or print it anew")]


def test_bytes_before_and_after_a_pdf():
    """Another file may be put in front or behind; it is opened in turn."""
    data = saved(document(shown("page")))
    assert blobs(opened(open_pdf, data + b"PK\3\4behind")) == [("after the end of the PDF", b"PK\3\4behind")]
    assert blobs(opened(open_pdf, b"#!/bin/sh\n" + data)) == [("before the PDF", b"#!/bin/sh\n")]


def test_a_bomb_in_a_stream_is_not_read():
    """A stream that grows beyond what may be unpacked is refused, and the rest is read."""
    bomb = zlib.compress(zlib.compress(bytes(300 * 2**20), 9), 9)

    def prepare(pdf, _page, _font):
        stream = pdf.make_stream(bomb)
        stream.Filter = Array([Name.FlateDecode, Name.FlateDecode])
        pdf.Root.Bomb = stream

    found = opened(open_pdf, saved(document(shown(NAME), prepare=prepare), compress_streams=False))
    assert NAME in texts(found)
    assert len(unread(found)) == 1
    assert "grows beyond 256 MiB" in unread(found)[0][1]


LZW = bytes((0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01))
"""The example of ISO 32000-2, 7.4.4.2."""


@pytest.mark.parametrize(
    ("filters", "raw", "content"),
    [
        (["ASCIIHexDecode"], b"4e 61 7>", b"Nap"),
        (["ASCII85Decode", "FlateDecode"], base64.a85encode(zlib.compress(b"Nawwaf")) + b"~>", b"Nawwaf"),
        (["LZWDecode"], LZW, bytes((45, 45, 45, 45, 45, 65, 45, 45, 45, 66))),
        (["RunLengthDecode"], bytes((1, 65, 66, 254, 67, 128)), b"ABCCC"),
        (["Crypt"], b"as it is", b"as it is"),
    ],
)
def test_filters_are_undone(filters, raw, content):
    """Each filter of the standard that packs text is undone, alone and in a row."""
    assert undo_filters(raw, filters, most=1000) == (content, "", True)


def test_filters_of_pixels_and_cut_streams():
    """Undoing stops at a picture's filter; a stream cut off gives what it has; growing too large is an error."""
    assert undo_filters(b"4e>", ["AHx", "DCTDecode"], most=10) == (b"N", "DCTDecode", True)
    content, stopped, whole = undo_filters(zlib.compress(b"Nawwaf" * 9)[:-5], ["FlateDecode"], most=1000)
    assert (content.startswith(b"Nawwaf"), stopped, whole) == (True, "", False)
    for name, raw in (("FlateDecode", zlib.compress(bytes(100))), ("LZW", LZW), ("RL", bytes((129, 65)) * 9)):
        with pytest.raises(ReadError, match="grows beyond"):
            undo_filters(raw, [name], most=5)
