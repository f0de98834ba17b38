"""E-mail messages: who wrote what to whom and when, quoted replies kept apart, attachments handed on.

Source: RFC 5322 (messages), RFC 2045-2047 (MIME), RFC 3676 (``> `` quoting).
"""

import email
import email.errors
import email.message
import email.policy
import email.utils
import re
from datetime import datetime
from typing import cast

import msgspec

from testimonia.errors import ReadError
from testimonia.ingest.metadata import merge_metadata
from testimonia.ingest.parts import Attachment, Part, Reading
from testimonia.ingest.readers.html import html_blocks
from testimonia.ingest.structure import find_parts
from testimonia.ingest.turns import to_reading
from testimonia.model.material import Metadata
from testimonia.model.phrases import told

_REPLY = re.compile(
    r"^(?:-{3,}[ \t]*(?:Original Message|Forwarded message|Reply message)[ \t]*-{3,}|Begin forwarded message:|_{20,})[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_WROTE = re.compile(r"(?:wrote|writes|schrieb|a écrit|escribió|كتب|كتبت)[^\n]{0,40}:\s*\Z", re.IGNORECASE)
_MAX_DEPTH = 100


def read_eml(data: bytes, metadata: Metadata) -> Reading:
    """Read a message: plain text if it has it, else its HTML. Lines it quotes are parts of kind ``quoted``.

    Raises:
        ReadError: it holds neither words nor attachments, or cannot be taken apart.

    >>> reading = read_eml(b"From: Ann <ann@example.org>\\nSubject: Convoy\\n\\nSeen at four.\\n\\n> When?\\n", Metadata())
    >>> [(p.kind, reading.text[p.start:p.end]) for p in reading.parts], reading.metadata.source
    ([('paragraph', 'Seen at four.'), ('quoted', 'When?')], 'Ann')
    """
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        if _depth(message) > _MAX_DEPTH:
            words = "the message is nested more than 100 parts deep; open it in a mail program and save the text"
            raise ReadError(told(words, "unread.nested"))
        text, first_line = _body(message)
        attachments = _attachments(message)
    except (email.errors.MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        why = f"{type(error).__name__}: {error}"
        words = f"the message cannot be taken apart ({why}); save its text as .txt"
        raise ReadError(told(words, "unread.message", why=why)) from error
    parts = _mark_quoted(text, find_parts(text, first_line=first_line))
    if not parts and not attachments:
        raise ReadError(told("the message has neither words nor attachments", "unread.message_empty"))
    return to_reading(text, parts, merge_metadata(metadata, _header_metadata(message)), attachments=attachments)


def _depth(message: email.message.Message) -> int:
    """How deep parts are nested, counted without recursion."""
    deepest, waiting = 0, [(message, 1)]
    while waiting and deepest <= _MAX_DEPTH:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        if part.is_multipart():
            waiting += [(cast(email.message.Message, p), depth + 1) for p in part.get_payload()]
    return deepest


def _body(message: email.message.EmailMessage) -> tuple[str, int]:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return "", 1
    content = _text_of(part)
    if part.get_content_subtype() == "html":
        return "\n\n".join(block.text for block in html_blocks(content)), 1
    return content, 1


def _text_of(part: email.message.MIMEPart) -> str:
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):
        # An unknown or wrong charset: the bytes tell better.
        from testimonia.ingest.encodings import decode_text

        payload = part.get_payload(decode=True)
        content = decode_text(payload)[0] if isinstance(payload, bytes) else ""
    return str(content).replace("\r\n", "\n").replace("\r", "\n")


def _attachments(message: email.message.EmailMessage) -> tuple[Attachment, ...]:
    found = []
    for number, part in enumerate(message.iter_attachments(), start=1):
        name = part.get_filename() or f"attachment-{number}{'.eml' if part.get_content_maintype() == 'message' else ''}"
        data = _bytes_of(part)
        if data:
            # A name is shown and stored, never used as a path: only its last component is kept.
            found.append(Attachment(re.split(r"[/\\]", name)[-1] or f"attachment-{number}", data, part.get_content_type()))
    return tuple(found)


def _bytes_of(part: email.message.MIMEPart) -> bytes:
    if part.get_content_maintype() == "message" and part.is_multipart():
        return cast(email.message.Message, part.get_payload(0)).as_bytes()
    if part.is_multipart():
        return part.as_bytes()
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header_metadata(message: email.message.EmailMessage) -> Metadata:
    name, address = email.utils.parseaddr(_header(message, "From"))
    return Metadata(
        title=" ".join(_header(message, "Subject").split()),
        kind="email",
        source=name or address,
        date=_date(_header(message, "Date")),
    )


def _header(message: email.message.EmailMessage, name: str) -> str:
    """A header decoded, or as it stands where it is too broken for Python's parser, which then fails in many ways."""
    try:
        return str(message.get(name, ""))
    except (email.errors.MessageError, LookupError, ValueError, AttributeError, TypeError):
        return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _date(words: str) -> str:
    try:
        sent: datetime = email.utils.parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError):
        return ""
    return sent.isoformat(timespec="minutes")


def _mark_quoted(text: str, parts: list[Part]) -> list[Part]:
    """Everything below "Original Message" is quoted, and so is the line that introduces a quotation ("Ann wrote:")."""
    match = _REPLY.search(text)
    below = match.start() if match else len(text)
    following = [*parts[1:], None][: len(parts)]
    return [
        msgspec.structs.replace(part, kind="quoted")
        if part.start >= below or (after and after.kind == "quoted" and _WROTE.search(text[part.start : part.end]))
        else part
        for part, after in zip(parts, following, strict=True)
    ]
