# ruff: noqa: ARG005, E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Files to be stopped although no identity is in them: requests to third parties, and what cannot be read. And combinations of details."""

import base64
import hashlib
import json
import struct
import zlib
from collections.abc import Callable, Iterator

from planting import office
from planting.archives import gzip_of, zip_of
from planting.drawing import Draw, Planted
from planting.portable import Book, shown, stream
from planting.textfiles import page

Maker = Callable[[Draw], Planted]

REQUESTS = {
    "script": '<script src="https://cdn.metrics-desk.example/a.js"></script>',
    "style sheet": '<link rel="stylesheet" href="https://fonts.foundry.example/css?family=Serif">',
    "picture": '<img src="http://pixel.count.example/1.gif?s=9" width="1" height="1" alt="">',
    "protocol-relative": '<img src="//img.count.example/a.png" alt="">',
    "frame": '<iframe src="https://video.tube.example/embed/9"></iframe>',
    "srcset": '<img alt="" src="a.png" srcset="a.png 1x, https://img.count.example/b.png 2x">',
    "poster": '<video controls poster="https://img.count.example/p.jpg"></video>',
    "font in a style element": "<style>@font-face { font-family: S; src: url(https://fonts.foundry.example/s.woff2) }</style>",
    "style attribute": '<div style="background-image: url(&quot;https://img.count.example/bg.png&quot;)">x</div>',
    "preconnect": '<link rel="preconnect" href="https://cdn.metrics-desk.example">',
    "DNS prefetch": '<link rel="dns-prefetch" href="//cdn.metrics-desk.example">',
    "refresh": '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
    "object": '<object data="https://video.tube.example/x.swf"></object>',
    "fetch in a script": "<script>fetch('https://api.metrics-desk.example/v1/hit', {method: 'POST'})</script>",
    "beacon in a script": "<script>navigator.sendBeacon('https://api.metrics-desk.example/b')</script>",
    "picture made in a script": "<script>new Image().src = 'https://pixel.count.example/?r=' + Math.random()</script>",
    "module import": '<script type="module">import x from "https://cdn.metrics-desk.example/x.mjs"; x()</script>',
    "map tiles": "<script>L.tileLayer('https://tiles.maps.example/{z}/{x}/{y}.png').addTo(m)</script>",
    "entities in the address": '<img alt="" src="&#104;ttps://pixel.count.example/1.gif">',
    "icon": '<link rel="icon" href="https://img.count.example/i.ico">',
}
IN_FILES = {
    "style.css": '@import "https://fonts.foundry.example/all.css";\nbody { margin: 0 }\n',
    "print.css": "h1 { background: url('https://img.count.example/h.png') }\n",
    "app.js": 'const s = document.createElement("script"); s.src = "https://cdn.metrics-desk.example/t.js"; document.head.append(s);\n',
    "chart.svg": '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="https://img.count.example/t.png" width="9" height="9"/></svg>\n',
    "story.md": "# Road\n\n![map](https://img.count.example/map.png)\n",
}  # fmt: skip


def _blocked(name: str, data: bytes, kind: str, how: str) -> Planted:
    return Planted(name, data, kind, how)


def requested() -> Iterator[Maker]:
    for how, markup in REQUESTS.items():
        yield lambda draw, how=how, markup=markup: _blocked(
            "story.html", page(f"<p>{draw.filler(1)[0]}</p>\n{markup}"), "request", how
        )
    for name, text in IN_FILES.items():
        yield lambda draw, name=name, text=text: _blocked(name, text.encode(), "request", f"in {name}")
    yield lambda draw: _blocked("memo.docx", _linked_picture(draw), "request", "DOCX, linked picture")
    yield lambda draw: _blocked("memo.docx", _template(draw), "request", "DOCX, remote template")


def _external(kind: str) -> bytes:
    row = (
        f'<Relationship Id="rId1" Type="{office.RELS}/{kind}" Target="https://img.count.example/p.png" TargetMode="External"/>'
    )
    return f'{office.XML}<Relationships xmlns="{office.PACKAGE}/relationships">{row}</Relationships>'.encode()


def _linked_picture(draw: Draw) -> bytes:
    blip = '<w:p><w:r><w:drawing><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" r:link="rId1"/></w:drawing></w:r></w:p>'
    return office.docx(blip + office.filler(draw), parts={"word/_rels/document.xml.rels": _external("image")})


def _template(draw: Draw) -> bytes:
    parts = {
        "word/settings.xml": f'<w:settings {office.W} {office.R}><w:attachedTemplate r:id="rId1"/></w:settings>',
        "word/_rels/settings.xml.rels": _external("attachedTemplate"),
    }
    return office.docx(office.filler(draw), parts=parts, relations_of=(("settings", "settings.xml"),))


def unreadable() -> Iterator[Maker]:
    makers = {
        "encrypted zip": ("annex.zip", lambda d: encrypted_zip("notes.txt", b"Road north\n" * 9, b"garden-gate", d.chance.randbytes(11))),
        "AES zip": ("annex.zip", _aes_zip),
        "encrypted zip in a zip": ("annex.zip", lambda d: zip_of({"inner.zip": encrypted_zip("a.txt", b"Road north\n" * 9, b"mill", d.chance.randbytes(11)), "b.txt": b"x"})),
        "encrypted PDF": ("annex.pdf", lambda d: encrypted_pdf(d, b"orchard")),
        "encrypted DOCX": ("memo.docx", lambda d: compound({"EncryptionInfo": _agile(d), "EncryptedPackage": d.chance.randbytes(5000)})),
        "encrypted XLSX": ("log.xlsx", lambda d: compound({"EncryptionInfo": _agile(d), "EncryptedPackage": d.chance.randbytes(6100)})),
        "OpenPGP message": ("notes.asc", lambda d: _armoured(d.chance.randbytes(700))),
        "OpenPGP binary": ("notes.gpg", lambda d: b"\x85\x02\x0c\x03" + d.chance.randbytes(900)),
        "age file": ("notes.age", lambda d: b"age-encryption.org/v1\n-> scrypt " + base64.b64encode(d.chance.randbytes(16)).rstrip(b"=") + b" 18\n" + base64.b64encode(d.chance.randbytes(32)).rstrip(b"=") + b"\n--- " + base64.b64encode(d.chance.randbytes(32)).rstrip(b"=") + b"\n" + d.chance.randbytes(400)),
        "unknown bytes": ("state.bin", lambda d: d.chance.randbytes(3000)),
        "unknown bytes under the name of a picture": ("photo.jpg", lambda d: d.chance.randbytes(3000)),
        "unknown bytes in a zip": ("set.zip", lambda d: zip_of({"blob.dat": d.chance.randbytes(2000)})),
        "too deep": ("deep.zip", lambda d: _deep(60)),
        "too deep, gzip": ("deep.gz", lambda d: _deep_gzip(60)),
        "zip bomb": ("big.zip", lambda d: zip_of_zeros(1 << 30)),
        "zip bomb, nested": ("big.zip", lambda d: _bombs()),
        "gzip bomb": ("big.csv.gz", lambda d: _gzip_zeros(1 << 30)),
        "XML entities": ("chart.svg", lambda d: _entities()),
        "cut zip": ("annex.zip", lambda d: zip_of({"a.csv": "\n".join(d.filler(9)).encode() * 20, "b.csv": b"1,2\n" * 30})[:-60]),
        "damaged gzip": ("data.csv.gz", lambda d: _damaged(gzip_of("\n".join(d.filler(9)).encode() * 8))),
        "damaged DOCX": ("memo.docx", lambda d: _damaged(office.docx(office.filler(d) * 9))),
    }  # fmt: skip
    for how, (name, build) in makers.items():
        yield lambda draw, how=how, name=name, build=build: _blocked(name, build(draw), "unread", how)


def encrypted_zip(name: str, data: bytes, password: bytes, salt: bytes) -> bytes:
    """Traditional encryption. Source: PKWARE APPNOTE 6.3.10, section 6.1."""
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = _crc(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = _crc(keys[2], keys[1] >> 24)

    for byte in password:
        turn(byte)
    out = bytearray()
    for byte in salt + bytes([zlib.crc32(data) >> 24]) + data:
        mask = keys[2] | 2
        out.append(byte ^ ((mask * (mask ^ 1) >> 8) & 255))
        turn(byte)
    return _one_member(name, bytes(out), zlib.crc32(data), len(data), flags=1, method=0)


def _crc(value: int, byte: int) -> int:
    value ^= byte
    for _ in range(8):
        value = (value >> 1) ^ 0xEDB88320 if value & 1 else value >> 1
    value &= 0xFFFFFFFF
    return value


def _one_member(name: str, body: bytes, crc: int, size: int, *, flags: int, method: int, extra: bytes = b"") -> bytes:
    common = struct.pack("<HHHHHIIIHH", 20, flags, method, 0x5000, 0x5865, crc, len(body), size, len(name), len(extra))
    local = b"PK\x03\x04" + common + name.encode() + extra + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode() + extra
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def _aes_zip(draw: Draw) -> bytes:
    extra = struct.pack("<HHHHBH", 0x9901, 7, 2, 0x4541, 3, 8)
    return _one_member("notes.txt", draw.chance.randbytes(428), 0, 900, flags=1, method=99, extra=extra)


def _rc4(key: bytes, data: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def encrypted_pdf(draw: Draw, password: bytes) -> bytes:
    """Standard security handler, revision 2. Source: ISO 32000-1, 7.6.3."""
    padded = (password + PADDING)[:32]
    number = draw.chance.randbytes(16)
    owner = _rc4(hashlib.md5(padded, usedforsecurity=False).digest()[:5], padded)
    key = hashlib.md5(padded + owner + struct.pack("<i", -44) + number, usedforsecurity=False).digest()[:5]
    user = _rc4(key, PADDING)
    content = shown(*draw.filler(2))
    sealed = _rc4(hashlib.md5(key + (4).to_bytes(3, "little") + bytes(2), usedforsecurity=False).digest()[:10], content)
    book = Book(b"")
    book.objects[4] = stream(sealed, packed=False)
    book.add(6, b"<< /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -44 >>" % (owner.hex().encode(), user.hex().encode()))
    book.info = b"/Encrypt 6 0 R /ID [<%s> <%s>]" % (number.hex().encode(), number.hex().encode())
    return book.to_bytes()


def _agile(draw: Draw) -> bytes:
    xml = f'<?xml version="1.0" encoding="UTF-8"?><encryption xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData saltSize="16" cipherAlgorithm="AES" saltValue="{base64.b64encode(draw.chance.randbytes(16)).decode()}"/></encryption>'
    return (struct.pack("<HHI", 4, 4, 0x40) + xml.encode()).ljust(4200, b" ")


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with streams of at least 4,096 bytes. Source: MS-CFB."""
    sectors: list[bytes] = [b"", b""]
    table = [0xFFFFFFFD, 0xFFFFFFFE]
    entries = []
    for name, data in streams.items():
        start, count = len(sectors), (len(data) + 511) // 512
        sectors += [data[i * 512 : (i + 1) * 512].ljust(512, b"\0") for i in range(count)]
        table += [start + i + 1 for i in range(count - 1)] + [0xFFFFFFFE]
        entries.append((name, start, len(data)))
    rows = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for index, (name, start, size) in enumerate(entries):
        rows.append(_entry(name, 2, start, size, right=index + 2 if index + 1 < len(entries) else 0xFFFFFFFF))
    rows += [_entry("", 0, 0, 0)] * (4 - len(rows))
    sectors[0] = struct.pack("<128I", *(table + [0xFFFFFFFF] * 128)[:128])
    sectors[1] = b"".join(rows)
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack(
        "<109I", 0, *[0xFFFFFFFF] * 108
    )
    return head + b"".join(sectors)


def _entry(name: str, kind: int, start: int, size: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF) -> bytes:
    text = name.encode("utf-16-le")
    length = len(text) + 2 if name else 0
    return (
        text.ljust(64, b"\0")
        + struct.pack("<HBBIII", length, kind, 1, 0xFFFFFFFF, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _armoured(data: bytes) -> bytes:
    text = base64.encodebytes(b"\x85\x01\x0c\x03" + data).decode()
    return f"-----BEGIN PGP MESSAGE-----\n\n{text}=a1B2\n-----END PGP MESSAGE-----\n".encode()


def _deep(levels: int) -> bytes:
    data = b"Road north\n"
    for level in range(levels):
        data = zip_of({f"{level}.{'zip' if level else 'txt'}": data})
    return data


def _deep_gzip(levels: int) -> bytes:
    data = b"Road north\n"
    for _ in range(levels):
        data = gzip_of(data)
    return data


def _packed_zeros(size: int) -> bytes:
    """Deflated zeros, put together from one block of 16 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(bytes(1 << 24)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first * (size >> 24) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def _crc_of_zeros(size: int) -> int:
    value, block = 0, bytes(1 << 24)
    for _ in range(size >> 24):
        value = zlib.crc32(block, value)
    return value


def zip_of_zeros(size: int) -> bytes:
    return _one_member("log.txt", _packed_zeros(size), _crc_of_zeros(size), size, flags=0, method=8)


def _bombs() -> bytes:
    inner = zip_of_zeros(1 << 28)
    return zip_of({f"part{n:02d}.zip": inner for n in range(16)})


def _gzip_zeros(size: int) -> bytes:
    return b"\x1f\x8b\x08\0\0\0\0\0\x02\xff" + _packed_zeros(size) + struct.pack("<II", _crc_of_zeros(size), size & 0xFFFFFFFF)


def _entities() -> bytes:
    rows = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY e0 "road">{rows}]><svg xmlns="http://www.w3.org/2000/svg"><text>&e9;</text></svg>'.encode()


def _damaged(data: bytes) -> bytes:
    at = len(data) // 2
    return data[:at] + bytes(255 - byte for byte in data[at : at + 40]) + data[at + 40 :]


def combined() -> Iterator[Maker]:
    """Details that point to one person together, with no name."""
    for how in ("txt", "html", "json", "docx", "csv", "pdf", "html over paragraphs", "md", "svg", "srt", "xlsx", "zip"):
        yield lambda draw, how=how: _combination(draw, how)


def _combination(draw: Draw, how: str) -> Planted:
    person = draw.person()
    quasi = person.quasi
    rows = [f"We spoke to a {quasi['profession']}, {quasi['age']}, from {quasi['village']}.", f"The witness {quasi['detail']}."]
    pick = draw.filler(1)[0]
    if how == "json":
        data = json.dumps({**quasi, "told": pick}).encode()
    elif how == "csv":
        data = "age,place,trade,remark,told\n{age},{village},{profession},{detail},halt\n".format(**quasi).encode()
    elif how == "docx":
        data = office.docx("".join(office.paragraph(row) for row in [rows[0], pick, rows[1]]))
    elif how == "xlsx":
        data = office.xlsx([office._cells(draw, list(quasi.values()))])
    elif how == "pdf":
        data = Book(shown(rows[0], pick, rows[1])).to_bytes()
    elif how.startswith("html"):
        far = "".join(f"<p>{row}</p>" for row in draw.filler(3)) if "over" in how else ""
        data = page(f"<p>{rows[0]}</p>{far}<p>{rows[1]}</p>")
    elif how == "svg":
        data = f'<svg xmlns="http://www.w3.org/2000/svg"><text>{rows[0]}</text><desc>{rows[1]}</desc></svg>'.encode()
    elif how == "srt":
        data = f"1\n00:00:01,000 --> 00:00:04,000\n{rows[0]}\n\n2\n00:00:05,000 --> 00:00:08,000\n{rows[1]}\n".encode()
    elif how == "zip":
        data = zip_of({"a.txt": "\n".join([rows[0], pick, rows[1]]).encode()})
    else:
        data = "\n\n".join([rows[0], pick, rows[1]]).encode()
    return Planted(f"portrait.{how.split(' ')[0]}", data, "details", how, verdict="review")
