"""ID3 and APE tags, and the sound files they lie around (MP3, AAC).

Source: id3.org, ID3v2.2.0, ID3v2.3.0, ID3v2.4.0 and ID3v1.1; Hydrogenaudio, "APEv2 specification" and "Lyrics3 v2".
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import (
    attempted,
    forgiving,
    inflate,
    inner,
    label,
    opaque,
    said,
    told,
    trailing,
    unpack,
)
from testimonia.protect.gate.pieces import Blob, Coded, Found, NotRead

FORMS = {0: "latin-1", 1: "utf-16", 2: "utf-16-be", 3: "utf-8"}
PICTURES = {"APIC", "PIC"}
LONG_TEXTS = {"COMM", "COM", "USLT", "ULT"}
MOST_ITEMS = 1000
FIRST_LETTERS = b"ACEGILMOPRSTUWX"
"""Of the names of frames."""
APE, APE_FOOTER = b"APETAGEX", 32


@forgiving("sound")
def open_sound(blob: Blob) -> Iterator[Found]:
    """All tags at the beginning and at the end of a file of MPEG frames."""
    data = blob.data
    start = 0
    while data[start : start + 3] == b"ID3":
        size = tag_size(data[start:])
        yield from open_id3(data[start : start + size])
        start += size
    end = len(data)
    if end - start >= 128 and data[end - 128 : end - 125] == b"TAG":
        yield from open_id3v1(data[end - 128 :])
        end -= 128
        if data[end - 227 : end - 223] == b"TAG+":
            yield from told(data[end - 223 : end], "ID3v1 extended tag")
            end -= 227
    if data[end - 9 : end] == b"LYRICS200" and data[end - 15 : end - 9].isdigit():
        size = int(data[end - 15 : end - 9]) + 15
        yield from told(data[max(start, end - size) : end], "Lyrics3")
        end = max(start, end - size)
    if data[end - APE_FOOTER : end].startswith(APE):
        size, flags = unpack("<I4xI", data, end - APE_FOOTER + 12)
        first = max(start, end - size)
        yield from attempted(open_ape(data[first : end - APE_FOOTER]), "APE tag")
        end = first - (APE_FOOTER if flags & 0x80000000 else 0)
    if data[start : start + 8] == APE:
        (size,) = unpack("<I", data, start + 12)
        yield from attempted(open_ape(data[start + APE_FOOTER : start + size]), "APE tag")
        start += APE_FOOTER + size
    yield from open_frames(data, start, end)


def open_frames(data: bytes, at: int, end: int) -> Iterator[Found]:
    """Walk the frames of sound, and give the bytes that belong to none.

    A frame whose length can't be told (free format, layers of which none is known) ends the walk: the rest is sound.
    """
    start = sound = at
    while at + 7 <= end:
        size = frame_size(data, at)
        if not size:
            yield Coded(sound, at)
        if size is None:
            nothing = data.find(b"\xff", at, end)
            if not data[at:end].strip(b"\0"):
                return
            if at == start and nothing > at:
                yield from opaque(data[at:nothing], "bytes before the sound")
                at = start = sound = nothing
                continue
            rest = data[at:end]
            yield from trailing(rest, "the sound")
            return
        if size == 0:
            return
        at += size
    yield Coded(sound, min(at, end))


RATES = (44100, 48000, 32000)
KILOBITS = {
    (1, 1): (0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""Kilobits a second by (MPEG version, layer) and index. Source: ISO/IEC 11172-3, 2.4.2.3; ISO/IEC 13818-3, 2.4.2.3."""


def frame_size(data: bytes, at: int) -> int | None:
    """Bytes of the MPEG or ADTS frame there; 0 = of free format; None = no frame."""
    first, second, third = data[at], data[at + 1], data[at + 2]
    if first != 0xFF or second & 0xE0 != 0xE0:
        return None
    if second & 0xF6 == 0xF0:  # ADTS: layer bits are zero
        return max(7, (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5)
    version, layer = {3: 1, 2: 2, 0: 3}.get(second >> 3 & 3, 0), 4 - (second >> 1 & 3)
    if not version or layer == 4 or third >> 4 == 15 or third >> 2 & 3 == 3:
        return None
    kilobits = KILOBITS[min(version, 2), layer][third >> 4]
    rate = RATES[third >> 2 & 3] >> (version - 1)
    padding = third >> 1 & 1
    if layer == 1:
        return (12000 * kilobits // rate + padding) * 4
    return (72000 if layer == 3 and version > 1 else 144000) * kilobits // rate + (padding if kilobits else 0)


def open_id3v1(raw: bytes) -> Iterator[Found]:
    """The four texts of the tag of 128 bytes."""
    for name, start, stop in (("title", 3, 33), ("artist", 33, 63), ("album", 63, 93), ("year", 93, 97), ("comment", 97, 127)):
        yield from told(raw[start:stop].rstrip(b" \0"), f"ID3v1 {name}")


def tag_size(data: bytes) -> int:
    """Bytes of the ID3v2 tag at the beginning, heading and footer included."""
    flags, *parts = unpack("5B", data, 5)
    return 10 + syncsafe(parts) + (10 if flags & 0x10 else 0)


def syncsafe(parts: list[int] | bytes) -> int:
    """A number of seven bits a byte."""
    number = 0
    for part in parts:
        number = number << 7 | part & 0x7F
    return number


def open_id3(data: bytes) -> Iterator[Found]:
    """All frames of an ID3v2 tag; damage in it doesn't stop the file around it."""
    return attempted(open_tag(data), "ID3")


def open_tag(data: bytes) -> Iterator[Found]:
    """All frames; raises on damage."""
    version, _, flags = unpack("3B", data, 3)
    size = tag_size(data)
    if size > len(data):
        yield NotRead("ID3", "it is cut off: repair it")
    body = data[10:size]
    if version not in (2, 3, 4):
        yield from opaque(body, "ID3")
        raise ReadError(f"ID3 of version 2.{version}")
    if flags & 0x80 and version < 4:
        body = body.replace(b"\xff\x00", b"\xff")
    at = 0
    if flags & 0x40 and version == 3:
        at = 4 + unpack(">I", body)[0]
    elif flags & 0x40 and version == 4:
        at = syncsafe(body[:4])
    frames = 0
    while at + 6 <= len(body) and body[at]:
        name, raw, at = read_frame(body, at, version, unsynchronised=bool(flags & 0x80))
        frames += 1
        if frames > MOST_ITEMS * 10:
            raise ReadError("too many frames")
        yield from attempted(open_frame(name, raw), f"ID3 {name}")
    yield from opaque(body[at:].strip(b"\0"), "filling of ID3")


def read_frame(body: bytes, at: int, version: int, *, unsynchronised: bool) -> tuple[str, bytes, int]:
    """Name and content of the frame there, and the offset after it."""
    if version == 2:
        name, size = body[at : at + 3].decode("latin-1"), int.from_bytes(body[at + 3 : at + 6], "big")
        return name, body[at + 6 : at + 6 + size], at + 6 + size
    name, size, flags = unpack(">4sIH", body, at)
    if version == 4:
        size = frame_length(body, at, size)
    raw = body[at + 10 : at + 10 + size]
    end = at + 10 + size
    if version == 3:
        raw = raw[4:] if flags & 0x80 else raw
        raw = raw[1:] if flags & 0x40 else raw
        raw = raw[1:] if flags & 0x20 else raw
        return name.decode("latin-1"), inflate(raw) if flags & 0x80 else raw, end
    if flags & 0x02 or unsynchronised:
        raw = raw.replace(b"\xff\x00", b"\xff")
    raw = raw[(1 if flags & 0x40 else 0) + (1 if flags & 0x04 else 0) + (4 if flags & 0x01 else 0) :]
    return name.decode("latin-1"), inflate(raw) if flags & 0x08 else raw, end


def frame_length(body: bytes, at: int, size: int) -> int:
    """The size of a frame of version 2.4, which some writers wrongly give in eight bits a byte."""
    proper = syncsafe(body[at + 4 : at + 8])
    if proper != size:
        after = body[at + 10 + proper : at + 14 + proper]
        other = body[at + 10 + size : at + 14 + size]
        if not is_name(after) and is_name(other):
            return size
    return proper


def is_name(raw: bytes) -> bool:
    """Could this be the name of a frame, or the filling after the last?"""
    return raw == b"\0\0\0\0"[: len(raw)] or (
        len(raw) == 4 and raw.isalnum() and raw.upper() == raw and raw[0] in FIRST_LETTERS
    )


def open_frame(name: str, raw: bytes) -> Iterator[Found]:
    """One frame, by its name."""
    title = f"ID3 {name}"
    if name in PICTURES:
        yield from open_picture(name, raw, title)
    elif name in LONG_TEXTS:
        yield from encoded(raw[:1], raw[4:], title)
    elif name in ("TXXX", "TXX", "WXXX", "WXX"):
        yield from encoded(raw[:1], raw[1:], title)
        if name[0] == "W":
            yield from told(raw[1:], f"{title} address")
    elif name.startswith("T"):
        yield from encoded(raw[:1], raw[1:], title)
    elif name in ("GEOB", "GEO"):
        yield from open_object(raw, title)
    elif name == "PRIV":
        owner, _, rest = raw.partition(b"\0")
        yield from told(owner, f"{title} owner")
        yield from opaque(rest, title)
    elif name in ("SYLT", "SLT", "USER", "OWNE", "COMR", "IPLS", "IPL"):
        yield from encoded(raw[:1], raw[1:], title)
        yield from opaque(raw[1:], title)
    elif name in ("CHAP", "CTOC"):
        yield from opaque(raw, title)
    elif name.startswith("W"):
        yield from told(raw, title)
    elif name in ("AENC", "ENCR", "CRM"):
        yield from opaque(raw, title)
        yield NotRead(title, "encrypted: leave it out")
    else:
        yield from opaque(raw, title)


def encoded(form: bytes, raw: bytes, title: str) -> Iterator[Found]:
    """A text in the encoding that the byte before it says; Latin-1 is what writers say when they mean the machine's own."""
    kind = FORMS.get(form[0]) if form else None
    if kind in (None, "latin-1"):
        yield from told(raw, title)
    elif kind == "utf-16":
        yield from said(utf_16(raw), title)
    elif kind:
        yield from said(raw.decode(kind, "replace").replace("\0", "\n"), title)


def utf_16(raw: bytes) -> str:
    """UTF-16 with a byte order mark at each value; without one, the order of the first."""
    order = "utf-16-be" if raw[:2] == b"\xfe\xff" else "utf-16-le"
    return raw.decode(order, "replace").replace("\ufeff", "").replace("\ufffe", "").replace("\0", "\n")


def open_picture(name: str, raw: bytes, title: str) -> Iterator[Found]:
    """A cover: its description and the picture."""
    form, rest = raw[:1], raw[4:] if name == "PIC" else raw[1:]
    media_type = b""
    if name == "APIC":
        media_type, _, rest = rest.partition(b"\0")
    described, picture = until_end(form, rest[1:])
    yield from encoded(form, described, f"{title} description")
    yield inner(picture, "cover", f"{title} picture", media_type.decode("latin-1") if b"/" in media_type else "")


def open_object(raw: bytes, title: str) -> Iterator[Found]:
    """An enclosed file: its names and the file."""
    form = raw[:1]
    media_type, _, rest = raw[1:].partition(b"\0")
    name, rest = until_end(form, rest)
    described, rest = until_end(form, rest)
    yield from told(media_type, f"{title} type")
    yield from encoded(form, name, f"{title} file name")
    yield from encoded(form, described, f"{title} description")
    yield inner(rest, "", f"{title} file")


def until_end(form: bytes, raw: bytes) -> tuple[bytes, bytes]:
    """A text up to its end mark, and what comes after it."""
    if form in (b"\x01", b"\x02"):
        for at in range(0, len(raw) - 1, 2):
            if raw[at : at + 2] == b"\0\0":
                return raw[:at], raw[at + 2 :]
        return raw, b""
    text, _, rest = raw.partition(b"\0")
    return text, rest


def open_ape(raw: bytes) -> Iterator[Found]:
    """Items of an APE tag."""
    at = 0
    for _ in range(MOST_ITEMS):
        if at + 9 > len(raw):
            return
        size, flags = unpack("<II", raw, at)
        end = raw.index(b"\0", at + 8)
        name, value = raw[at + 8 : end], raw[end + 1 : end + 1 + size]
        at = end + 1 + size
        yield from told(name, "APE name")
        if flags >> 1 & 3 == 1:
            file_name, _, rest = value.partition(b"\0")
            yield from told(file_name, "APE file name")
            yield inner(rest, "", f"APE {label(name.decode('latin-1'))}")
        else:
            yield from told(value, f"APE {label(name.decode('latin-1'))}")
    raise ReadError("too many items")
