# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Pictures whose pixels are harmless and whose metadata are not."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image

from planting.archives import zip_of
from planting.drawing import Draw, Planted

Maker = Callable[[Draw], Planted]


def pixels(draw: Draw, size: int = 48) -> Image.Image:
    """A small picture like a photograph of a hazy field: no two alike."""
    chance = draw.chance
    low, high = chance.randint(20, 90), chance.randint(120, 230)
    data = bytes(
        min(255, low + (high - low) * y // size + chance.randint(0, 12))
        for y in range(size)
        for _ in range(size)
        for _ in range(3)
    )
    return Image.frombytes("RGB", (size, size), data)


def jpeg(draw: Draw, size: int = 48) -> bytes:
    out = io.BytesIO()
    pixels(draw, size).save(out, "JPEG", quality=80)
    return out.getvalue()


def png(draw: Draw, size: int = 24) -> bytes:
    out = io.BytesIO()
    pixels(draw, size).save(out, "PNG")
    return out.getvalue()


def saved(draw: Draw, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    pixels(draw).save(out, kind, **options)
    return out.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def with_segments(picture: bytes, *segments: bytes) -> bytes:
    """Segments right after the start of a JPEG (and after its JFIF header, where there is one)."""
    at = 2
    if picture[2:4] == b"\xff\xe0":
        at += 2 + struct.unpack(">H", picture[4:6])[0]
    return picture[:at] + b"".join(segments) + picture[at:]


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunks(picture: bytes, *chunks: bytes) -> bytes:
    """Chunks right after the header of a PNG."""
    return picture[:33] + b"".join(chunks) + picture[33:]


def tiff(
    main: dict[int, bytes | str],
    *,
    exif: dict | None = None,
    gps: dict | None = None,
    thumbnail: bytes = b"",
    big: bool = False,
) -> bytes:
    """A TIFF structure as EXIF holds it: values are text (ASCII), or bytes ready made with their type in front.

    Source: EXIF 2.32, CIPA DC-008.
    """
    order = ">" if big else "<"
    out = bytearray((b"MM\0*" if big else b"II*\0") + struct.pack(order + "I", 8))
    fields: dict[int, tuple[int, int, bytes]] = {tag: _value(value, order) for tag, value in main.items()}
    for tag, part in ((0x8769, exif), (0x8825, gps)):
        if part:
            fields[tag] = (4, 1, b"later")
    where = _directory(out, fields, order)
    for tag, part in ((0x8769, exif), (0x8825, gps)):
        if part:
            struct.pack_into(order + "I", out, where[tag], len(out))
            _directory(out, {key: _value(value, order) for key, value in part.items()}, order)
    if thumbnail:
        struct.pack_into(order + "I", out, where["next"], len(out))
        places = _directory(out, {0x0103: (3, 1, struct.pack(order + "H", 6)), 0x0201: (4, 1, b"late"), 0x0202: (4, 1, struct.pack(order + "I", len(thumbnail)))}, order)  # fmt: skip
        struct.pack_into(order + "I", out, places[0x0201], len(out))
        out += thumbnail
    return bytes(out)


def _value(value: bytes | str | tuple, order: str) -> tuple[int, int, bytes]:
    if isinstance(value, str):
        data = value.encode() + b"\0"
        return 2, len(data), data
    if isinstance(value, bytes):
        return 7, len(value), value
    kind, numbers = value
    if kind == 5:
        return 5, len(numbers), b"".join(struct.pack(order + "II", *number) for number in numbers)
    if kind == 1:
        return 1, len(numbers), bytes(numbers)
    return kind, len(numbers), struct.pack(f"{order}{len(numbers)}{'H' if kind == 3 else 'I'}", *numbers)


def _directory(out: bytearray, fields: dict[int, tuple[int, int, bytes]], order: str) -> dict:
    start = len(out)
    where: dict = {}
    out += bytes(2 + 12 * len(fields) + 4)
    struct.pack_into(order + "H", out, start, len(fields))
    for row, (tag, (kind, count, data)) in enumerate(sorted(fields.items())):
        at = start + 2 + 12 * row
        struct.pack_into(order + "HHI", out, at, tag, kind, count)
        where[tag] = at + 8
        if len(data) <= 4 or data in (b"later", b"late"):
            out[at + 8 : at + 12] = data[:4].ljust(4, b"\0")
        else:
            struct.pack_into(order + "I", out, at + 8, len(out))
            out += data + b"\0" * (len(data) % 2)
    where["next"] = start + 2 + 12 * len(fields)
    return where


def exif_segment(body: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + body)


def xmp(creator: str, extra: str = "") -> bytes:
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:exif="http://ns.adobe.com/exif/1.0/" {extra}><dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator>'
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iptc(*sets: tuple[int, str]) -> bytes:
    """Photoshop's resource with IPTC records; text in UTF-8, said so by record 1:90."""
    body = b"\x1c\x01\x5a\x00\x03\x1b%G"
    for number, text in sets:
        body += bytes([0x1C, 2, number]) + struct.pack(">H", len(text.encode())) + text.encode()
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)


def gps_of(lat: float, lon: float) -> dict:
    return {
        0: (1, (2, 3, 0, 0)), 1: "N" if lat >= 0 else "S", 2: (5, _sixty(lat)), 3: "E" if lon >= 0 else "W", 4: (5, _sixty(lon)),
        7: (5, ((11, 1), (4, 1), (9, 1))), 29: "2019:04:11",
    }  # fmt: skip


def _sixty(value: float) -> tuple[tuple[int, int], ...]:
    seconds = abs(value) * 3600
    return (int(seconds // 3600), 1), (int(seconds // 60 % 60), 1), (round(seconds % 60 * 1000), 1000)


def _jpeg(how: str, build: Callable[[Draw], bytes]) -> Maker:
    return lambda draw: Planted(f"IMG_{draw.chance.randint(1000, 9999)}.jpg", build(draw), "picture", f"JPEG, {how}")


def _png(how: str, build: Callable[[Draw], bytes]) -> Maker:
    return lambda draw: Planted(f"shot-{draw.chance.randint(10, 99)}.png", build(draw), "picture", f"PNG, {how}")


def name(draw: Draw) -> str:
    return draw.slip("name").text


def photographed() -> Iterator[Maker]:
    yield from JPEGS
    yield from PNGS
    yield from OTHERS


def _user_comment(draw: Draw) -> bytes:
    note = b"UNICODE\0" + draw.sentence(draw.slip("name")).encode("utf-16-le")
    return with_segments(jpeg(draw), exif_segment(tiff({0x010F: "Kamera"}, exif={0x9286: note, 0xA430: draw.slip("alias").text, 0xA431: draw.slip("device").text})))  # fmt: skip


def _xp_author(draw: Draw) -> bytes:
    text = draw.slip("name_ar").text.encode("utf-16-le") + b"\0\0"
    return with_segments(jpeg(draw), exif_segment(tiff({0x9C9D: (1, tuple(text)), 0x0131: "Editor 4"})))


def _gps(draw: Draw) -> bytes:
    lat, lon = draw.point(draw.home().person)
    return with_segments(
        jpeg(draw), exif_segment(tiff({0x010F: "Kamera"}, gps=gps_of(lat, lon), big=draw.chance.random() < 0.5))
    )


def _thumbnail(draw: Draw) -> bytes:
    inner = with_segments(jpeg(draw, 16), exif_segment(tiff({0x013B: name(draw)})))
    return with_segments(jpeg(draw), exif_segment(tiff({0x010F: "Kamera"}, thumbnail=inner)))


def _thumbnail_gps(draw: Draw) -> bytes:
    lat, lon = draw.point(draw.home().person)
    inner = with_segments(
        jpeg(draw, 16), exif_segment(tiff({0x010F: "x"}, gps=gps_of(lat, lon))), segment(0xFE, draw.slip("alias").text.encode())
    )
    return with_segments(jpeg(draw), exif_segment(tiff({0x010F: "Kamera"}, thumbnail=inner)))


def _xmp_gps(draw: Draw) -> bytes:
    lat, lon = draw.point(draw.home().person)
    extra = f'exif:GPSLatitude="{int(lat)},{lat % 1 * 60:.5f}N" exif:GPSLongitude="{int(abs(lon))},{abs(lon) % 1 * 60:.5f}{"E" if lon > 0 else "W"}"'
    return with_segments(jpeg(draw), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp("Desk", extra)))


JPEGS = (
    _jpeg("EXIF artist and description", lambda d: with_segments(jpeg(d), exif_segment(tiff({0x013B: name(d), 0x010E: d.sentence(d.slip("alias", "phone"))})))),
    _jpeg("EXIF big-endian copyright", lambda d: with_segments(jpeg(d), exif_segment(tiff({0x8298: name(d)}, big=True)))),
    _jpeg("EXIF user comment in UTF-16, owner, serial", _user_comment),
    _jpeg("EXIF XPAuthor in UTF-16, Arabic", _xp_author),
    _jpeg("GPS in EXIF", _gps), _jpeg("GPS in EXIF", _gps), _jpeg("GPS in EXIF", _gps),
    _jpeg("EXIF of the thumbnail", _thumbnail), _jpeg("GPS and comment of the thumbnail", _thumbnail_gps),
    _jpeg("XMP creator", lambda d: with_segments(jpeg(d), segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(name(d), f'exif:note="{d.slip("phone").text}"')))),
    _jpeg("GPS in XMP", _xmp_gps),
    _jpeg("IPTC by-line and caption", lambda d: with_segments(jpeg(d), segment(0xED, iptc((80, name(d)), (120, d.sentence(d.slip("name_ar"))))))),
    _jpeg("comment", lambda d: with_segments(jpeg(d), segment(0xFE, d.sentence(d.slip("name")).encode()))),
    _jpeg("comment in UTF-16", lambda d: with_segments(jpeg(d), segment(0xFE, d.sentence(d.slip("name")).encode("utf-16")))),
    _jpeg("trailing zip", lambda d: jpeg(d) + zip_of({"notes.txt": d.text(2).encode()})),
    _jpeg("trailing text", lambda d: jpeg(d) + b"\0\0" + d.text(1).encode()),
    _jpeg("second picture behind the first, with EXIF", lambda d: jpeg(d) + with_segments(jpeg(d, 16), exif_segment(tiff({0x013B: name(d)})))),
    _jpeg("unknown application segment", lambda d: with_segments(jpeg(d), segment(0xE8, b"VENDOR\0" + name(d).encode()))),
    _jpeg("maker note", lambda d: with_segments(jpeg(d), exif_segment(tiff({0x010F: "K"}, exif={0x927C: b"KAMERA\0\1" + name(d).encode() + b"\0" + d.slip("device").text.encode()})))),
)  # fmt: skip

PNGS = (
    _png("tEXt", lambda d: with_chunks(png(d), chunk(b"tEXt", b"Author\0" + d.slip("alias").text.encode()), chunk(b"tEXt", b"Comment\0" + d.slip("phone", "email").text.encode()))),
    _png("zTXt", lambda d: with_chunks(png(d), chunk(b"zTXt", b"Comment\0\0" + zlib.compress(d.sentence(d.slip("email", "plate", "username")).encode())))),
    _png("iTXt", lambda d: with_chunks(png(d), chunk(b"iTXt", b"Title\0\0\0ar\0\0" + d.sentence(d.slip("name_ar")).encode()))),
    _png("iTXt, compressed XMP", lambda d: with_chunks(png(d), chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(xmp(name(d)))))),
    _png("eXIf", lambda d: with_chunks(png(d), chunk(b"eXIf", tiff({0x013B: name(d)}, gps=gps_of(*d.point(d.home().person)))))),
    _png("private chunk", lambda d: with_chunks(png(d), chunk(b"noTe", name(d).encode()))),
    _png("behind the end", lambda d: png(d) + zip_of({"a.txt": d.text(1).encode()})),
    _png("raw profile type exif", lambda d: with_chunks(png(d), chunk(b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(_raw_profile(b"Exif\0\0" + tiff({0x013B: name(d)})))))),
)  # fmt: skip


def _raw_profile(data: bytes) -> bytes:
    """As ImageMagick writes it. Source: coders/png.c of ImageMagick."""
    rows = [data.hex()[i : i + 72] for i in range(0, len(data.hex()), 72)]
    return f"\nexif\n{len(data):8d}\n".encode() + "\n".join(rows).encode() + b"\n"


def _webp(draw: Draw) -> Planted:
    data = saved(draw, "WEBP", quality=70, exif=tiff({0x013B: name(draw)}), xmp=xmp(draw.slip("alias").text))
    return Planted("photo.webp", data, "picture", "WebP, EXIF and XMP")


def _webp_gps(draw: Draw) -> Planted:
    data = saved(draw, "WEBP", quality=70, exif=tiff({0x010F: "K"}, gps=gps_of(*draw.point(draw.home().person))))
    return Planted("photo.webp", data, "picture", "WebP, GPS")


def _gif(draw: Draw) -> Planted:
    return Planted("loop.gif", saved(draw, "GIF", comment=draw.sentence(draw.slip("name")).encode()), "picture", "GIF, comment")


def _gif_xmp(draw: Draw) -> Planted:
    data = saved(draw, "GIF")
    block = b"\x21\xff\x0bXMP DataXMP" + xmp(name(draw)) + b"\x01" + bytes(range(255, -1, -1)) + b"\0"
    return Planted("loop.gif", data[:-1] + block + b";", "picture", "GIF, XMP")


def _tiff(draw: Draw) -> Planted:
    data = saved(
        draw,
        "TIFF",
        compression="tiff_deflate",
        tiffinfo={315: name(draw), 270: draw.slip("phone").text, 316: draw.slip("username").text},
    )
    return Planted("scan.tif", data, "picture", "TIFF tags")


def _tiff_pages(draw: Draw) -> Planted:
    out, second = io.BytesIO(), pixels(draw)
    second.encoderinfo = {"tiffinfo": {270: name(draw)}}
    pixels(draw).save(out, "TIFF", save_all=True, append_images=[second], tiffinfo={270: "page one"})
    return Planted("scan.tiff", out.getvalue(), "picture", "TIFF, second page")


def _bmp(draw: Draw) -> Planted:
    return Planted("plan.bmp", saved(draw, "BMP") + draw.text(1).encode(), "picture", "BMP, trailing text")


def _renamed(draw: Draw) -> Planted:
    data = with_segments(jpeg(draw), exif_segment(tiff({0x013B: name(draw)})))
    return Planted("thumb.png", data, "picture", "JPEG under the name of a PNG")


def _ico(draw: Draw) -> Planted:
    inner = with_chunks(png(draw, 16), chunk(b"tEXt", b"Author\0" + draw.slip("alias").text.encode()))
    return Planted(
        "favicon.ico",
        struct.pack("<HHHBBBBHHII", 0, 1, 1, 16, 16, 0, 0, 1, 32, len(inner), 22) + inner,
        "picture",
        "icon holding a PNG",
    )


OTHERS = (_webp, _webp_gps, _gif, _gif_xmp, _tiff, _tiff_pages, _bmp, _renamed, _ico)
