"""What a file is, by content."""

import io
import zipfile

import pytest

from testimonia.errors import ReadError
from testimonia.ingest import detection
from testimonia.ingest.detection import detect_language, detect_media_type

SRT = b"1\r\n00:00:01,000 --> 00:00:02,000\r\nWe left.\r\n"
MAIL = b"Received: from a by b\nFrom: Ann <ann@example.org>\nDate: Thu, 12 Oct 2017 16:00:00 +0300\nSubject: x\n\nText"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 40


def archive(*names):
    """A ZIP file with empty members."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"We left at four.", "a.txt", "text/plain"),
        (b"We left at four.", "a", "text/plain"),
        (b"We left at four.", "a.md", "text/markdown"),
        (b"# Day\n\n> quoted\n\n**bold**", "a", "text/markdown"),
        (b"a,b\n1,2", "a.CSV", "text/csv"),
        (b"a\tb\n1\t2", "a.tsv", "text/csv"),
        (SRT, "a.txt", "application/x-subrip"),
        (b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\nx", "a.srt", "text/vtt"),
        (b"He typed 00:01.000 --> 00:02.000 on a slip.", "a.txt", "text/plain"),
        (b"no arrow in it", "a.srt", "text/plain"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a.txt", "text/html"),
        (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "a.xml", "text/html"),
        (b"<p>He said</p>", "a.html", "text/html"),
        (b"<not html at all", "a.txt", "text/plain"),
        (b"<?xml version='1.0'?><data/>", "a.xml", "application/xml"),
        (MAIL, "a.txt", "message/rfc822"),
        (b"From: Ann\nSubject: x\n\nText", "a.eml", "message/rfc822"),
        (b"From: Raqqa\nTo: Tabqa\nWe drove for hours.", "a.txt", "text/plain"),
        (b"Date: 12 October\nSubject: convoy\n\nText", "a.txt", "text/plain"),
        (b"%PDF-1.4\n", "a.docx", "application/pdf"),
        (b"{\\rtf1 x}", "a.doc", "application/rtf"),
        (PNG, "notes.txt", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\0" * 60, "a.txt", "image/jpeg"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a.md", "video/mp4"),
        (b"OggS\0\x02" + b"\0" * 40, "a", "audio/ogg"),
        (archive("word/document.xml"), "a.zip", detection.DOCX),
        (archive("xl/workbook.xml"), "a.docx", detection.XLSX),
        (archive("a.txt"), "a.docx", "application/zip"),
        ("غادرنا المدينة".encode("cp1256"), "a.txt", "text/plain"),
        ("غادرنا المدينة في الرابعة".encode("utf-16-le"), "a.txt", "text/plain"),
        (b"\x01\x02\x03\x00\x99" * 40, "a.txt", "application/octet-stream"),
    ],
)
def test_content_decides(data, name, expected):
    """The bytes tell the kind of file; the name chooses between kinds of text only."""
    assert detect_media_type(data, name) == expected


@pytest.mark.parametrize(("data", "message"), [(b"", "empty"), (b"\0" * 5000, "nothing but null bytes")])
def test_nothing_is_said_to_be_nothing(data, message):
    """Empty files and files of null bytes are failures with a reason."""
    with pytest.raises(ReadError, match=message):
        detect_media_type(data, "a.txt")


def test_a_character_at_the_edge_of_the_sample():
    """A long text is text wherever its first block happens to be cut."""
    for shift in range(4):
        assert detect_media_type(b"a" * shift + "غ".encode() * 5000, "a.txt") == "text/plain"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lorries left the city at four in the morning and drove east.", "en"),
        ("THE LORRIES LEFT THE CITY AT FOUR IN THE MORNING AND DROVE EAST.", "en"),
        ("غادرت الشاحنات المدينة في الرابعة صباحا واتجهت شرقا", "ar"),
        ("Les camions ont quitté la ville à quatre heures du matin.", "fr"),
        ("Водитель сказал, что колонна вышла из города утром.", "ru"),
        ("250", "und"),
        ("", "und"),
        ("OK.", "und"),
        ("\n\n4,000\n112\n", "und"),
    ],
)
def test_language(text, expected):
    """The language is told where there are letters enough, and not guessed where there are not."""
    assert detect_language(text) == expected


def test_the_longer_language_of_a_mixed_text():
    """A foreign opening line does not decide for a long text."""
    text = "غادرت الشاحنات المدينة. " + "The lorries left the city and nobody counted them. " * 200
    assert detect_language(text) == "en"
