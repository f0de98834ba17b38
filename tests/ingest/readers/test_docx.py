"""Word documents: all words, in order, and none that were struck out."""

import io
import zipfile

import pytest

from ingest.documents import with_member, word_file
from testimonia.errors import ReadError
from testimonia.ingest.readers.docx import read_docx
from testimonia.model.material import Metadata

MAIN = "word/document.xml"


def units(data):
    reading = read_docx(data, Metadata())
    return [(p.kind, reading.text[p.start : p.end]) for p in reading.parts]


def body(xml):
    """A document with this inside its body."""
    data = word_file(lambda document: document.add_paragraph("MARK"))
    return with_member(data, MAIN, lambda old: old.replace(b"<w:p><w:r><w:t>MARK</w:t></w:r></w:p>", xml.encode()))


def test_paragraphs_headings_tables_in_order():
    """Everything comes in the order of the page: headings as headings, tables row by row."""

    def fill(document):
        document.add_heading("The afternoon", 1)
        document.add_paragraph("They left.")
        table = document.add_table(2, 2)
        for index, text in enumerate(["Hour", "What", "four", "They left."]):
            table.cell(index // 2, index % 2).text = text
        document.add_paragraph("")
        document.add_paragraph("The end.")

    assert units(word_file(fill)) == [
        ("heading", "The afternoon"),
        ("paragraph", "They left."),
        ("row", "Hour | What"),
        ("row", "four | They left."),
        ("paragraph", "The end."),
    ]


def test_lines_count_paragraphs():
    """Line numbers count paragraphs, empty ones and soft breaks included."""

    def fill(document):
        document.add_paragraph("One.")
        document.add_paragraph("")
        document.add_paragraph("Two\nthree.")
        document.add_paragraph("Four.")

    reading = read_docx(word_file(fill), Metadata())
    assert [p.locator.line for p in reading.parts] == [1, 3, 5]
    assert reading.text.split("\n")[4] == "Four."


def test_tracked_changes():
    """What was inserted is text; what was deleted, moved away or only commented on is not."""
    xml = (
        "<w:p><w:r><w:t xml:space='preserve'>About </w:t></w:r>"
        "<w:del w:id='1' w:author='a'><w:r><w:delText>thirty</w:delText></w:r></w:del>"
        "<w:ins w:id='2' w:author='a'><w:r><w:t>fifty</w:t></w:r></w:ins><w:commentRangeStart w:id='3'/>"
        "<w:r><w:tab/><w:t>lorries</w:t></w:r><w:commentRangeEnd w:id='3'/><w:r><w:commentReference w:id='3'/></w:r>"
        "<w:moveFrom w:id='4' w:author='a'><w:r><w:t>gone</w:t></w:r></w:moveFrom></w:p>"
    )
    assert units(body(xml)) == [("paragraph", "About fifty\tlorries")]


def test_content_controls_and_links():
    """Words in form fields and links are words of the document."""
    xml = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a field.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>A link.</w:t></w:r></w:hyperlink></w:p>"
    )
    assert units(body(xml)) == [("paragraph", "In a field."), ("paragraph", "A link.")]


def test_turns():
    """A transcript kept in Word is a transcript."""
    reading = read_docx(
        word_file(lambda d: [d.add_paragraph(t) for t in ("Q: How many?", "Driver: Fifty.", "Q: When?")]), Metadata()
    )
    assert [p.speaker for p in reading.parts] == ["Q", "Driver", "Q"]


def test_the_title_is_metadata():
    """The title in the properties is known; the owner of the computer is not taken for a source."""

    def fill(document):
        document.add_paragraph("x")
        document.core_properties.title = "Interview 3"
        document.core_properties.author = "PC-7"

    metadata = read_docx(word_file(fill), Metadata()).metadata
    assert (metadata.title, metadata.source) == ("Interview 3", "")


def test_entity_bombs_do_not_expand():
    """Entities defined in the document are not expanded."""
    bomb = b'<!DOCTYPE b [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'

    def change(old):
        head, _, rest = old.partition(b"?>")
        return head + b"?>" + bomb + rest.replace(b"MARK", b"start &c; end")

    data = with_member(word_file(lambda document: document.add_paragraph("MARK")), MAIN, change)
    try:
        text = read_docx(data, Metadata()).text
    except ReadError:
        return
    assert "aaa" not in text


def test_outside_entities_are_not_read(tmp_path):
    """A document cannot make the program read another file."""
    secret = tmp_path / "secret"
    secret.write_text("the secret")
    entity = f'<!DOCTYPE b [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()

    def change(old):
        head, _, rest = old.partition(b"?>")
        return head + b"?>" + entity + rest.replace(b"MARK", b"start &x; end")

    data = with_member(word_file(lambda document: document.add_paragraph("MARK")), MAIN, change)
    try:
        text = read_docx(data, Metadata()).text
    except ReadError:
        return
    assert "the secret" not in text


def test_zip_bombs_are_not_opened():
    """A document that unpacks to a thousand times its size is refused before it is unpacked."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file, file.open(MAIN, "w") as member:
        for _ in range(64):
            member.write(b" " * 1024 * 1024)
    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(ReadError, match="made to fill the disk"):
        read_docx(buffer.getvalue(), Metadata())


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_damage(cut):
    """A document cut short is a failure with advice."""
    data = word_file(lambda document: document.add_paragraph("We left."))
    with pytest.raises(ReadError, match="damaged"):
        read_docx(data[: int(len(data) * cut)], Metadata())


def test_damaged_members_and_deep_nesting():
    """Broken XML, XML nested without end and missing parts are failures, not crashes."""
    data = word_file(lambda document: document.add_paragraph("We left."))
    for broken in (b"<w:document", b"<a>" * 100_000, b""):
        with pytest.raises(ReadError, match="damaged"):
            read_docx(with_member(data, MAIN, lambda old, new=broken: new), Metadata())
    with pytest.raises(ReadError):
        read_docx(with_member(data, "[Content_Types].xml", lambda old: b"<Types/>"), Metadata())


def test_changed_bytes():
    """A document with a changed byte anywhere in its packed words is a failure, or still read; never a crash."""
    data = word_file(lambda document: [document.add_paragraph(f"Lorry {n} left at four.") for n in range(50)])
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        start = file.getinfo(MAIN).header_offset + 30 + len(MAIN)
        size = file.getinfo(MAIN).compress_size
    seen = set()
    for place in range(start, start + size, 7):
        broken = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            seen.add(bool(read_docx(broken, Metadata()).text))
        except ReadError as error:
            seen.add("damaged" in str(error))
    assert seen == {True}


def test_footnotes_are_text():
    """What stands in a footnote is read, after the text."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    note = (
        b'<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b'<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>line</w:t></w:r></w:p></w:footnote>'
        b'<w:footnote w:id="1"><w:p><w:r><w:t>He said 52 first.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    link = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'.encode()
    override = (
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.footnotes+xml"/></Types>'
    )
    data = word_file(lambda document: document.add_paragraph("About fifty lorries."))
    data = with_member(data, "word/_rels/document.xml.rels", lambda old: old.replace(b"</Relationships>", link))
    data = with_member(data, "[Content_Types].xml", lambda old: old.replace(b"</Types>", override))
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as file:
        file.writestr("word/footnotes.xml", note)
    assert units(buffer.getvalue()) == [("paragraph", "About fifty lorries."), ("paragraph", "He said 52 first.")]


def test_no_words():
    """A document without words says so."""
    with pytest.raises(ReadError, match="holds no words"):
        read_docx(word_file(lambda document: None), Metadata())
