"""Mail: single messages, mailboxes and web pages saved as mail, with every header, part and attachment."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.message import Message

from testimonia.errors import ReadError
from testimonia.protect.gate.pieces import Blob, Found, NotRead, Piece

_HEADERS = re.compile(
    rb"\A(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
    rb"(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Message-ID|Content-Type|Content-Transfer-Encoding|Delivered-To):",
    re.IGNORECASE,
)
_MAILBOX = re.compile(rb"^From [^\n]+\d{4}\r?\n", re.MULTILINE)
_DEPTH = 40
_DAMAGE = (MessageError, ValueError, LookupError, TypeError, AttributeError, IndexError)
"""What ``email`` raises on headers that are no headers."""


def fits_mail(blob: Blob) -> bool:
    """Does it begin with header lines of a mail, one of them of those that every mail has?"""
    return bool(_HEADERS.match(blob.data[:20_000].lstrip(b"\r\n\xef\xbb\xbf"))) or blob.media_type.startswith("message/")


def read_mail(blob: Blob) -> Iterator[Found]:
    """Each part decoded, as a blob with the type and name it says; headers unfolded.

    Source: RFC 5322, RFC 2045 to 2047, RFC 4155 (mailboxes).
    """
    data = blob.data.lstrip(b"\r\n")
    starts = [match.start() for match in _MAILBOX.finditer(data)]
    if len(starts) > 1:
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
            yield from _read_message(data[start:end], f"message {number}")
    else:
        yield from _read_message(data, "")


def _read_message(data: bytes, place: str) -> Iterator[Found]:
    try:
        message = message_from_bytes(data)
        yield from _read_part(message, place, 0)
    except _DAMAGE as error:
        raise ReadError("damaged mail: save the message anew") from error
    except RecursionError as error:
        raise ReadError("mail nested too deep") from error


def _read_part(part: Message, place: str, depth: int) -> Iterator[Found]:
    prefix = f"{place}, " if place else ""
    headers = "\n".join(f"{name}: {_unfold(str(value))}" for name, value in part.items())
    if headers:
        yield Piece(headers.encode("utf-8", "replace").decode(), f"{prefix}headers")
    if depth > _DEPTH:
        yield NotRead(place, "mail nested too deep")
        return
    for text, what in ((part.preamble, "before the first part"), (part.epilogue, "after the last part")):
        if text and text.strip():
            yield Piece(text.encode("utf-8", "replace").decode(), f"{prefix}text {what}")
    if part.is_multipart():
        for number, inner in enumerate(part.get_payload(), 1):
            if isinstance(inner, Message):
                yield from _read_part(inner, f"{prefix}part {number}", depth + 1)
        return
    content_type = part.get_content_type()
    charset = part.get_content_charset()
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes) and payload:
        name = part.get_filename() or ""
        media_type = f"{content_type};charset={charset}" if charset else content_type
        yield Blob(
            payload,
            name.encode("utf-8", "replace").decode(),
            f"{prefix}body" if not name else f"{prefix}attachment {name}",
            media_type,
        )


def _unfold(value: str) -> str:
    return re.sub(r"\r?\n[ \t]+", " ", value)
