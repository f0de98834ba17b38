"""E-mail."""

from email.message import EmailMessage

import pytest

from testimonia.errors import ReadError
from testimonia.ingest.readers.eml import read_eml
from testimonia.model.material import Metadata


def message(text=None, html=None):
    mail = EmailMessage()
    mail["From"] = "Ann Lee <ann@example.org>"
    mail["Date"] = "Thu, 12 Oct 2017 16:00:00 +0300"
    mail["Subject"] = "القافلة"
    if text is not None:
        mail.set_content(text)
    if html is not None:
        mail.add_alternative(html, subtype="html") if text is not None else mail.set_content(html, subtype="html")
    return mail


def units(data):
    reading = read_eml(data, Metadata())
    return [(p.kind, reading.text[p.start : p.end]) for p in reading.parts]


def test_headers_are_metadata():
    """Sender, date and subject are known, encoded headers decoded."""
    metadata = read_eml(message("We left.").as_bytes(), Metadata()).metadata
    assert (metadata.source, metadata.date, metadata.title, metadata.kind) == (
        "Ann Lee",
        "2017-10-12T16:00+03:00",
        "القافلة",
        "email",
    )


def test_plain_text_before_html():
    """Of two versions the plain one is read; HTML alone is read as text."""
    assert units(message("Plain.", "<p>Rich.</p>").as_bytes()) == [("paragraph", "Plain.")]
    assert units(message(html="<p>Rich <b>text</b>.</p><p>More.</p>").as_bytes()) == [
        ("paragraph", "Rich text."),
        ("paragraph", "More."),
    ]


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_arabic_body(charset):
    """The body is decoded as declared."""
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.set_content("غادرنا المدينة.", charset=charset)
    assert units(mail.as_bytes()) == [("paragraph", "غادرنا المدينة.")]


def test_a_wrong_charset_is_not_the_end():
    """A body that is not in the encoding it claims is decoded by its bytes."""
    data = (
        b"From: a@example.org\nContent-Type: text/plain; charset=no-such\nContent-Transfer-Encoding: 8bit\n\n"
        + "غادر السائق المدينة".encode("cp1256")
    )
    assert units(data) == [("paragraph", "غادر السائق المدينة")]


def test_quoted_words_are_kept_apart():
    """What a message repeats of another is kept, and never the sender's own words."""
    text = "I saw it.\n\nOn Thu, 12 Oct 2017, Omar wrote:\n> Did you see it?\n> How many?\n\nRegards"
    assert units(message(text).as_bytes()) == [
        ("paragraph", "I saw it."),
        ("quoted", "On Thu, 12 Oct 2017, Omar wrote:"),
        ("quoted", "Did you see it?"),
        ("quoted", "How many?"),
        ("paragraph", "Regards"),
    ]
    below = "I saw it.\n\n-----Original Message-----\nFrom: Omar\n\nDid you see it?"
    assert units(message(below).as_bytes())[1:] == [
        ("quoted", "-----Original Message-----\nFrom: Omar"),
        ("quoted", "Did you see it?"),
    ]


def test_attachments_are_handed_on():
    """Attachments come out byte for byte, messages inside messages too; names are no paths."""
    mail = message("See attached.")
    mail.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="../../etc/photo.png")
    mail.add_attachment(message("Forwarded."))
    attachments = read_eml(mail.as_bytes(), Metadata()).attachments
    assert [(a.name, a.media_type) for a in attachments] == [("photo.png", "image/png"), ("attachment-2.eml", "message/rfc822")]
    assert attachments[0].data == b"\x89PNG\r\n"
    assert units(attachments[1].data) == [("paragraph", "Forwarded.")]


def test_only_attachments():
    """A message without words is still a way in for what it carries."""
    mail = EmailMessage()
    mail["From"] = "a@example.org"
    mail.add_attachment(b"x", maintype="application", subtype="pdf", filename="a.pdf")
    assert [a.name for a in read_eml(mail.as_bytes(), Metadata()).attachments] == ["a.pdf"]


def test_hostile_messages():
    """Nesting without end and broken headers are failures or text, never crashes."""
    deep = (
        b"From: a@example.org\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3000))
        + b"\nx"
    )
    with pytest.raises(ReadError):
        read_eml(deep, Metadata())
    assert units(b"From: \xff\xfe <\nDate: soon\nContent-Type: nonsense\n\nWe left.") == [("paragraph", "We left.")]
    with pytest.raises(ReadError, match="neither words nor attachments"):
        read_eml(b"From: a@example.org\nSubject: x\n\n", Metadata())
