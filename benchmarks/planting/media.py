# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Sound and film: containers with tags, built by hand around silence.

Source: ID3v2.3/2.4 (id3.org), ISO/IEC 14496-12 and Apple's QuickTime File Format, RFC 3533 and Xiph's comment header, RFC 9639 (FLAC),
RFC 9559 (Matroska), EBU Tech 3285 (bext).
"""

import base64
import struct
from collections.abc import Callable, Iterator

from planting.drawing import Draw, Planted
from planting.pictures import exif_segment, jpeg, tiff, with_segments, xmp

Maker = Callable[[Draw], Planted]


def silence() -> bytes:
    """Some frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz."""
    return (b"\xff\xfb\x90\x64" + bytes(413)) * 6


def id3(frames: list[tuple[bytes, bytes]], *, version: int = 3) -> bytes:
    body = b""
    for name, data in frames:
        size = _syncsafe(len(data)) if version == 4 else struct.pack(">I", len(data))
        body += name + size + b"\0\0" + data
    return b"ID3" + bytes([version, 0, 0]) + _syncsafe(len(body)) + body


def _syncsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def utf16_frame(text: str) -> bytes:
    return b"\x01" + text.encode("utf-16")


def box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + name + body


def mp4(*in_moov: bytes, brand: bytes = b"isom", after: bytes = b"") -> bytes:
    header = box(
        b"mvhd",
        bytes(12)
        + struct.pack(">II", 1000, 2000)
        + struct.pack(">IH", 0x10000, 0x100)
        + bytes(10)
        + bytes(36)
        + bytes(24)
        + struct.pack(">I", 2),
    )
    return box(b"ftyp", brand, bytes(4), b"isommp42") + box(b"moov", header, *in_moov) + box(b"mdat", bytes(64)) + after


def udta_text(name: bytes, text: str) -> bytes:
    """QuickTime user data: length, language, text."""
    data = text.encode()
    return box(b"\xa9" + name, struct.pack(">HH", len(data), 0x15C7), data)


def ilst(*rows: tuple[bytes, str]) -> bytes:
    items = b"".join(box(name, box(b"data", struct.pack(">II", 1, 0), text.encode())) for name, text in rows)
    handler = box(b"hdlr", bytes(8) + b"mdirappl" + bytes(9))
    return box(b"udta", box(b"meta", bytes(4), handler, box(b"ilst", items)))


def mdta(**rows: str) -> bytes:
    """Keys and values as a telephone writes them."""
    keys = b"".join(box(b"mdta", name.replace("_", ".").encode()) for name in rows)
    values = b"".join(
        box(struct.pack(">I", n), box(b"data", struct.pack(">II", 1, 0), text.encode()))
        for n, text in enumerate(rows.values(), 1)
    )
    handler = box(b"hdlr", bytes(8) + b"mdta" + bytes(13))
    return box(b"meta", handler, box(b"keys", bytes(4), struct.pack(">I", len(rows)), keys), box(b"ilst", values))


def ogg(packets: list[bytes], serial: int = 7) -> bytes:
    out = b""
    for number, packet in enumerate(packets):
        lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
        flags = 2 * (number == 0) + 4 * (number == len(packets) - 1)
        page = b"OggS\0" + bytes([flags]) + struct.pack("<qIII", 0, serial, number, 0) + bytes([len(lacing)]) + lacing + packet
        out += page[:22] + struct.pack("<I", _ogg_sum(page)) + page[26:]
    return out


def _ogg_sum(page: bytes) -> int:
    value = 0
    for byte in page:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
            value &= 0xFFFFFFFF
    return value


def comments(*rows: str, vendor: str = "Desk encoder") -> bytes:
    out = struct.pack("<I", len(vendor)) + vendor.encode() + struct.pack("<I", len(rows))
    for row in rows:
        out += struct.pack("<I", len(row.encode())) + row.encode()
    return out


def opus(*rows: str) -> bytes:
    head = b"OpusHead\x01\x01" + struct.pack("<HIh", 0, 48000, 0) + b"\0"
    return ogg([head, b"OpusTags" + comments(*rows), bytes([0xF8, 0xFF, 0xFE])])


def vorbis(*rows: str) -> bytes:
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44100, 0, 128000, 0, 0xB8, 1)
    return ogg([head, b"\x03vorbis" + comments(*rows) + b"\x01", b"\x05vorbis" + bytes(30)])


def flac(*rows: str, picture: bytes = b"") -> bytes:
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + bytes([0x0A, 0xC4, 0x42, 0xF0, 0, 0, 0, 0]) + bytes(16)
    blocks = [(0, info), (4, comments(*rows))]
    if picture:
        blocks.append(
            (6, struct.pack(">II", 3, 10) + b"image/jpeg" + struct.pack(">IIIIII", 0, 48, 48, 24, 0, len(picture)) + picture)
        )
    out = b"fLaC"
    for number, (kind, data) in enumerate(blocks):
        out += bytes([kind | 0x80 * (number == len(blocks) - 1)]) + len(data).to_bytes(3, "big") + data
    return out


def riff(form: bytes, *parts: tuple[bytes, bytes]) -> bytes:
    body = form + b"".join(name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for name, data in parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def wav(*parts: tuple[bytes, bytes]) -> bytes:
    return riff(b"WAVE", (b"fmt ", struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)), *parts, (b"data", bytes(400)))


def info_list(*rows: tuple[bytes, str]) -> tuple[bytes, bytes]:
    body = b"INFO"
    for name, text in rows:
        data = text.encode() + b"\0"
        body += name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"LIST", body


def element(number: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    size = len(body)
    return number.to_bytes((number.bit_length() + 7) // 8, "big") + (0x0100000000000000 | size).to_bytes(8, "big") + body


def mkv(*parts: bytes, kind: bytes = b"matroska", title: str = "") -> bytes:
    head = element(0x1A45DFA3, element(0x4282, kind), element(0x4287, b"\x04"), element(0x4285, b"\x02"))
    info = element(
        0x1549A966,
        element(0x2AD7B1, b"\x0f\x42\x40"),
        element(0x4D80, b"desk"),
        element(0x5741, b"desk"),
        *([element(0x7BA9, title.encode())] if title else []),
    )
    if not any(part.startswith(b"\x16\x54\xae\x6b") for part in parts):
        parts = (
            element(
                0x1654AE6B,
                element(
                    0xAE,
                    element(0xD7, b"\x01"),
                    element(0x73C5, b"\x01"),
                    element(0x83, b"\x11"),
                    element(0x86, b"S_TEXT/UTF8"),
                ),
            ),
            *parts,
        )
    if not any(part.startswith(b"\x1f\x43\xb6\x75") for part in parts):
        parts = (*parts, element(0x1F43B675, element(0xE7, b"\0"), element(0xA3, b"\x81\0\0\x80road")))
    return head + element(0x18538067, info, *parts)


def tags(*rows: tuple[str, str]) -> bytes:
    return element(
        0x1254C367,
        element(
            0x7373,
            element(0x63C0),
            *(element(0x67C8, element(0x45A3, name.encode()), element(0x4487, text.encode())) for name, text in rows),
        ),
    )


def _media(name: str, how: str, build: Callable[[Draw], bytes]) -> Maker:
    return lambda draw: Planted(name, build(draw), "media", how)


def _picture(draw: Draw) -> bytes:
    return with_segments(jpeg(draw, 16), exif_segment(tiff({0x013B: draw.slip("name").text})))


def _iso(draw: Draw) -> str:
    lat, lon = draw.point(draw.home().person)
    return f"{lat:+08.4f}{lon:+09.4f}+310.000/"


def _mp4_track(draw: Draw) -> bytes:
    """A subtitle sample in the media data."""
    text = draw.sentence(draw.slip("name")).encode()
    track = box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + b"text" + bytes(12) + draw.slip("alias").text.encode() + b"\0")))
    return mp4(track, after=box(b"mdat", struct.pack(">H", len(text)) + text))


def _mkv_track(draw: Draw) -> bytes:
    track = element(
        0x1654AE6B,
        element(
            0xAE,
            element(0xD7, b"\x01"),
            element(0x73C5, b"\x01"),
            element(0x83, b"\x11"),
            element(0x86, b"S_TEXT/UTF8"),
            element(0x536E, draw.slip("alias").text.encode()),
        ),
    )
    cluster = element(
        0x1F43B675,
        element(0xE7, b"\0"),
        element(0xA0, element(0xA1, b"\x81\0\0\0" + draw.sentence(draw.slip("name")).encode())),
    )
    return mkv(track, cluster)


def _mkv_attached(draw: Draw) -> bytes:
    file = element(
        0x61A7, element(0x466E, b"notes.txt"), element(0x4660, b"text/plain"), element(0x465C, draw.text(2).encode())
    )
    chapters = element(
        0x1043A770, element(0x45B9, element(0xB6, element(0x80, element(0x85, draw.slip("name").text.encode()))))
    )
    return mkv(chapters, element(0x1941A469, file))


def _late_flac(draw: Draw) -> bytes:
    cover = base64.b64encode(_picture_block(_picture(draw))).decode()
    return vorbis(f"METADATA_BLOCK_PICTURE={cover}", "TITLE=Road")


def _picture_block(data: bytes) -> bytes:
    return struct.pack(">II", 3, 10) + b"image/jpeg" + struct.pack(">IIIIII", 0, 16, 16, 24, 0, len(data)) + data


def _id3v1(draw: Draw) -> bytes:
    text = draw.slip_that(lambda text: text.isascii() and len(text) <= 30, "name", "alias").text
    return (
        silence()
        + b"TAG"
        + b"Road".ljust(30, b"\0")
        + text.encode().ljust(30, b"\0")
        + bytes(30)
        + b"2024"
        + bytes(30)
        + b"\xff"
    )


def _ape(draw: Draw) -> bytes:
    rows = [(b"Artist", draw.slip("name").text.encode()), (b"Comment", draw.slip("phone").text.encode())]
    items = b"".join(struct.pack("<II", len(data), 0) + name + b"\0" + data for name, data in rows)
    foot = b"APETAGEX" + struct.pack("<IIII", 2000, len(items) + 32, len(rows), 0) + bytes(8)
    return silence() + items + foot


def recorded() -> Iterator[Maker]:
    name = lambda d: d.slip("name").text  # noqa: E731
    makers = {
        "MP3, ID3v2.3 UTF-16": ("talk.mp3", lambda d: id3([(b"TPE1", utf16_frame(name(d))), (b"TIT2", utf16_frame("Road"))]) + silence()),
        "MP3, ID3v2.4 UTF-8": ("talk.mp3", lambda d: id3([(b"TPE1", b"\x03" + name(d).encode()), (b"COMM", b"\x03eng\0" + d.sentence(d.slip("name_ar")).encode())], version=4) + silence()),
        "MP3, TXXX and lyrics": ("talk.mp3", lambda d: id3([(b"TXXX", b"\x00who\0" + d.slip("email").text.encode()), (b"USLT", b"\x01eng\xff\xfe\0\0" + d.sentence(d.slip("name")).encode("utf-16"))]) + silence()),
        "MP3, cover with EXIF": ("talk.mp3", lambda d: id3([(b"APIC", b"\x00image/jpeg\0\x03\0" + _picture(d))]) + silence()),
        "MP3, ID3v1": ("talk.mp3", _id3v1),
        "MP3, APE tag": ("talk.mp3", _ape),
        "MP3, private frame": ("talk.mp3", lambda d: id3([(b"PRIV", b"desk\0" + xmp(name(d)))]) + silence()),
        "MP4, tags": ("clip.mp4", lambda d: mp4(ilst((b"\xa9nam", "Road"), (b"\xa9ART", name(d)), (b"desc", d.slip("phone").text)))),
        "MP4, user data": ("clip.mov", lambda d: mp4(box(b"udta", udta_text(b"cmt", d.sentence(d.slip("name"))), udta_text(b"mod", "Kamera")), brand=b"qt  ")),
        "MP4, place": ("clip.mp4", lambda d: mp4(box(b"udta", udta_text(b"xyz", _iso(d))))),
        "MP4, place again": ("clip.mp4", lambda d: mp4(box(b"udta", udta_text(b"xyz", _iso(d))))),
        "MOV, keys with place": ("clip.mov", lambda d: mp4(mdta(com_apple_quicktime_location_ISO6709=_iso(d), com_apple_quicktime_author=name(d)), brand=b"qt  ")),
        "MP4, XMP": ("clip.mp4", lambda d: mp4(after=box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac"), xmp(name(d))))),
        "MP4, subtitles": ("clip.mp4", _mp4_track),
        "MP4, free space": ("clip.m4a", lambda d: mp4(brand=b"M4A ", after=box(b"free", name(d).encode() + bytes(9)))),
        "MP4, trailing text": ("clip.mp4", lambda d: mp4() + d.text(1).encode()),
        "Ogg Vorbis, comments": ("talk.ogg", lambda d: vorbis(f"ARTIST={name(d)}", f"COMMENT={d.slip('phone').text}")),
        "Ogg Vorbis, picture in base64": ("talk.ogg", _late_flac),
        "Opus, comments over pages": ("voice.opus", lambda d: opus("TITLE=Road", f"DESCRIPTION={' '.join(d.story(3, ('name', 'name_ar')))}")),
        "FLAC, comments and picture": ("talk.flac", lambda d: flac(f"ARTIST={name(d)}", picture=_picture(d))),
        "WAV, INFO": ("talk.wav", lambda d: wav(info_list((b"IART", name(d)), (b"ICMT", d.slip("email").text)))),
        "WAV, bext and iXML": ("talk.wav", lambda d: wav((b"bext", name(d).encode().ljust(256, b"\0") + d.slip("device").text.encode().ljust(32, b"\0") + bytes(314)), (b"iXML", f"<BWFXML><NOTE>{d.slip('alias').text}</NOTE></BWFXML>".encode()))),
        "WAV, ID3 chunk": ("talk.wav", lambda d: wav((b"id3 ", id3([(b"TPE1", utf16_frame(name(d)))])))),
        "AVI, INFO": ("clip.avi", lambda d: riff(b"AVI ", info_list((b"IART", name(d)), (b"ISFT", d.slip("username").text)))),
        "Matroska, tags": ("clip.mkv", lambda d: mkv(tags(("ARTIST", name(d)), ("LOCATION", _iso(d))))),
        "WebM, title": ("clip.webm", lambda d: mkv(kind=b"webm", title=name(d))),
        "Matroska, subtitles": ("clip.mkv", _mkv_track),
        "Matroska, attachment and chapter": ("clip.mkv", _mkv_attached),
    }  # fmt: skip
    for how, (file, build) in makers.items():
        yield _media(file, how, build)
