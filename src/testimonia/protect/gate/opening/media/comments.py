"""Vorbis comments and the containers that carry them: Ogg (Vorbis, Opus, FLAC, Speex, Theora, subtitles) and FLAC.

Source: xiph.org, "Ogg Vorbis I: comment field", RFC 3533 (Ogg), RFC 7845 (Opus), RFC 9639 (FLAC).
"""

import base64
import binascii
import re
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, forgiving, inner, label, opaque, take, told, trailing, unpack
from testimonia.protect.gate.pieces import Blob, Found, NotRead

MOST_COMMENTS = 20_000
MOST_STREAMS = 64
HEADINGS = 8
"""Packets at the beginning of a stream that are searched for comments."""
COMMENTS = (b"\x03vorbis", b"OpusTags", b"\x81theora", b"\x84theora", b"\x81kate\0\0\0")
TEXT_STREAMS = (b"\x80kate", b"CMML", b"text", b"Speex", b"fishead")
AUDIO_FRAME = re.compile(rb"\xff[\xf8\xf9]")


def open_comments(raw: bytes, *, title: str = "comment") -> Iterator[Found]:
    """A block of Vorbis comments: the maker of the file and the fields.

    Args:
        raw: From the length of the maker's name on.
    """
    (size,) = unpack("<I", raw)
    yield from told(take(raw, 4, size), f"{title} vendor")
    at = 4 + size
    (count,) = unpack("<I", raw, at)
    if count > MOST_COMMENTS:
        raise ReadError(f"more than {MOST_COMMENTS} comments")
    at += 4
    for _ in range(count):
        (size,) = unpack("<I", raw, at)
        name, _, value = take(raw, at + 4, size).partition(b"=")
        at += 4 + size
        if name.upper() in (b"METADATA_BLOCK_PICTURE", b"COVERART"):
            yield from attempted(open_cover(name.upper(), value), "cover")
        else:
            yield from told(value or name, f"{title} {label(name.decode('utf-8', 'replace'))}")
    yield from opaque(raw[at:].strip(b"\x01\0"), f"after the {title}s")


def open_cover(name: bytes, value: bytes) -> Iterator[Found]:
    """A picture in base64."""
    try:
        raw = base64.b64decode(value)
    except binascii.Error as error:
        raise ReadError("its base64 is damaged") from error
    if name == b"COVERART":
        yield inner(raw, "cover", "comment picture")
    else:
        yield from open_picture(raw)


def open_picture(raw: bytes) -> Iterator[Found]:
    """A picture block of FLAC: media type, description, picture."""
    (size,) = unpack(">I", raw, 4)
    media_type = take(raw, 8, size).decode("latin-1")
    at = 8 + size
    (size,) = unpack(">I", raw, at)
    yield from told(take(raw, at + 4, size), "description of the picture")
    at += 4 + size + 16
    (size,) = unpack(">I", raw, at)
    yield inner(take(raw, at + 4, size), "cover", "picture", media_type if "/" in media_type else "")


@forgiving("FLAC")
def open_flac(blob: Blob) -> Iterator[Found]:
    """All blocks before the sound, and tags around it."""
    data = blob.data
    at = 4
    last = False
    while not last:
        flag, size = unpack(">B3s", data, at)
        last, raw = bool(flag & 0x80), take(data, at + 4, int.from_bytes(size, "big"))
        at += 4 + len(raw)
        yield from attempted(open_block(flag & 0x7F, raw), f"FLAC block {flag & 0x7F}")
    if data[-128:-125] == b"TAG":
        yield inner(data[-128:], "tag.mp3", "after the sound", "audio/mpeg")
    if data[at:] and not AUDIO_FRAME.match(data, at):
        yield from trailing(data[at:], "the blocks of FLAC")


def open_block(kind: int, raw: bytes) -> Iterator[Found]:
    """One block of FLAC, by its kind."""
    if kind == 4:
        yield from open_comments(raw)
    elif kind == 6:
        yield from open_picture(raw)
    elif kind == 1:
        yield from trailing(raw, "the blocks of FLAC (filling)")
    elif kind == 5:
        yield from told(raw[:128], "FLAC cue sheet number")
        yield from opaque(raw[396:], "FLAC cue sheet")
    elif kind not in (0, 3):
        yield from opaque(raw, f"FLAC block {kind}")


@forgiving("Ogg")
def open_ogg(blob: Blob) -> Iterator[Found]:
    """The first packets of each stream, and all packets of streams of text."""
    streams: dict[int, Packets] = {}
    data, at = blob.data, 0
    while data.startswith(b"OggS", at):
        number, segments = unpack("<14xI8xB", data, at)
        laces = take(data, at + 27, segments)
        start, at = at + 27 + segments, at + 27 + segments + sum(laces)
        if number not in streams and len(streams) >= MOST_STREAMS:
            raise ReadError(f"more than {MOST_STREAMS} streams")
        streams.setdefault(number, Packets()).add(take(data, start, sum(laces)), laces)
    for packets in streams.values():
        for packet in packets.whole:
            yield from attempted(open_packet(packet, text=packets.text), "Ogg packet")
    if at < len(data):
        yield from trailing(data[at:], "the Ogg pages")
        yield NotRead("Ogg", "bytes between its pages: repair it")


class Packets:
    """Puts the packets of one stream together from its pages, as long as they may hold text."""

    def __init__(self) -> None:
        self.whole: list[bytes] = []
        self.open = b""
        self.text = False

    def add(self, page: bytes, laces: bytes) -> None:
        """Take in one page."""
        if not (self.text or len(self.whole) < HEADINGS):
            return
        at = 0
        for lace in laces:
            self.open += page[at : at + lace]
            at += lace
            if lace < 255:
                self.whole.append(self.open)
                self.text = self.text or (len(self.whole) == 1 and self.open.startswith(TEXT_STREAMS))
                self.open = b""
                if not self.text and len(self.whole) >= HEADINGS:
                    return


def open_packet(packet: bytes, *, text: bool) -> Iterator[Found]:
    """One packet: comments by their mark, FLAC's blocks, or a stream's text."""
    for mark in COMMENTS:
        if packet.startswith(mark):
            yield from open_comments(packet[len(mark) :])
            return
    if packet.startswith(b"\x7fFLAC"):
        return
    kind = packet[:1]
    if kind and kind[0] & 0x7F in (4, 6) and len(packet) >= 4 and int.from_bytes(packet[1:4], "big") == len(packet) - 4:
        yield from open_block(kind[0] & 0x7F, packet[4:])
    elif text:
        yield from opaque(packet, "Ogg text stream")
        if packet[:4] == packet[:4].strip() and len(packet) >= 8:
            yield from opaque_comments(packet)


def opaque_comments(packet: bytes) -> Iterator[Found]:
    """Speex and others put comments without a mark into their second packet."""
    size = int.from_bytes(packet[:4], "little")
    if size + 8 <= len(packet):
        yield from open_comments(packet)
