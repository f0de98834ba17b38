# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Archives, mail, databases and other containers; and names of files and folders."""

import base64
import bz2
import io
import lzma
import sqlite3
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from email.header import Header
from pathlib import Path

from planting import spellings
from planting.drawing import Draw, Planted
from planting.escapes import utf16_units

Maker = Callable[[Draw], Planted]
WHEN = (2024, 3, 5, 10, 20, 30)


def zip_of(
    files: Mapping[str, bytes],
    *,
    comment: bytes = b"",
    comments: Mapping[str, bytes] | None = None,
    stored: tuple[str, ...] = (),
) -> bytes:
    """A zip file that is the same at each making."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.comment = comment
        for name, data in files.items():
            info = zipfile.ZipInfo(name, WHEN)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.comment = (comments or {}).get(name, b"")
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def gzip_of(data: bytes, *, name: str = "", comment: str = "") -> bytes:
    """Source: RFC 1952."""
    flags = 8 * bool(name) + 16 * bool(comment)
    head = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\x02\xff"
    for text in (name, comment):
        head += text.encode("latin-1", "replace") + b"\0" if text else b""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return head + packer.compress(data) + packer.flush() + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def tar_of(files: Mapping[str, bytes], *, owner: str = "", headers: Mapping[str, str] | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size, info.uname, info.mtime = len(data), owner, 1700000000
            info.pax_headers = dict(headers or {})
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def _file(kind: str, name: str, how: str, build: Callable[[Draw], bytes]) -> Maker:
    return lambda draw: Planted(name, build(draw), kind, how)


def _nested(draw: Draw, levels: int) -> bytes:
    data = zip_of({"statement.txt": draw.text(2).encode()})
    for level in range(levels - 1):
        data = zip_of({f"part{level}.zip": data, "readme.txt": draw.filler(1)[0].encode()})
    return data


def _deleted_member(draw: Draw) -> bytes:
    """A member that the directory at the end no longer lists, its bytes still there."""
    hidden = zip_of({"old.txt": draw.text(1).encode()}, stored=("old.txt",))
    hidden = hidden[: hidden.rindex(b"PK\x01\x02")]
    return hidden + zip_of({"new.txt": draw.filler(1)[0].encode()})


def _prepended(draw: Draw) -> bytes:
    return b"#!/bin/sh\n# packed for " + draw.slip("alias").text.encode() + b"\n" + zip_of({"a.txt": draw.text(1).encode()})


def packed() -> Iterator[Maker]:
    yield _file("archive", "appendix.zip", "zip", lambda d: zip_of({"notes/statement.txt": d.text(3).encode()}))
    yield _file("archive", "appendix.zip", "zip in zip", lambda d: _nested(d, 2))
    yield _file("archive", "appendix.zip", "zip in zip in zip", lambda d: _nested(d, 3))
    yield _file(
        "archive",
        "appendix.zip",
        "archive comment",
        lambda d: zip_of({"a.txt": b"Road north"}, comment=d.sentence(d.slip("name")).encode()),
    )
    yield _file(
        "archive",
        "appendix.zip",
        "member comment",
        lambda d: zip_of({"a.txt": b"Road north"}, comments={"a.txt": d.slip("name").text.encode()}),
    )
    yield _file("archive", "appendix.zip", "member name", lambda d: zip_of({f"scans/{d.slip('name').text}.txt": b"Road north"}))
    yield _file(
        "archive",
        "appendix.zip",
        "member name, joined",
        lambda d: zip_of({f"scans/{spellings.joined(d.latin_name().text, d.chance)}_final.txt": b"Road"}),
    )
    yield _file(
        "archive", "appendix.zip", "stored member", lambda d: zip_of({"a.csv": d.text(2).encode("utf-16")}, stored=("a.csv",))
    )
    yield _file("archive", "appendix.zip", "removed member", _deleted_member)
    yield _file("archive", "viewer.run", "zip behind a script", _prepended)
    yield _file(
        "archive",
        "appendix.dat",
        "zip under another name",
        lambda d: zip_of({"b.html": f"<!-- {d.slip('name').text} -->".encode()}),
    )
    yield _file("archive", "data.csv.gz", "gzip", lambda d: gzip_of(d.text(3).encode()))
    yield _file(
        "archive",
        "data.gz",
        "gzip, FNAME",
        lambda d: gzip_of(b"id;n\n1;2\n", name=f"{spellings.snake(_ascii_name(d), d.chance)}.csv"),
    )
    yield _file("archive", "data.gz", "gzip, comment", lambda d: gzip_of(b"id;n\n1;2\n", comment=_ascii_name(d)))
    yield _file("archive", "data.gz", "gzip, second member", lambda d: gzip_of(b"id;n\n") + gzip_of(d.text(1).encode()))
    yield _file("archive", "data.gz", "gzip, trailing text", lambda d: gzip_of(b"id;n\n1;2\n") + d.text(1).encode())
    yield _file("archive", "set.tar", "tar", lambda d: tar_of({"a/one.txt": d.text(2).encode()}))
    yield _file("archive", "set.tar", "tar, owner", lambda d: tar_of({"a/one.txt": b"Road"}, owner=d.slip("username").text))
    yield _file(
        "archive",
        "set.tar",
        "tar, extended header",
        lambda d: tar_of({"one.txt": b"Road"}, headers={"comment": d.slip("name_ar").text}),
    )
    yield _file(
        "archive",
        "set.tar.gz",
        "tar in gzip, member name",
        lambda d: gzip_of(tar_of({f"{d.slip('name').text}/one.txt": b"Road"})),
    )
    yield _file("archive", "set.tar.bz2", "tar in bzip2", lambda d: bz2.compress(tar_of({"one.txt": d.text(2).encode()})))
    yield _file("archive", "set.json.xz", "xz", lambda d: lzma.compress(d.text(2).encode()))
    yield _file("archive", "set.jsonl.gz", "gzip in gzip", lambda d: gzip_of(gzip_of(d.text(2).encode())))


def _ascii_name(draw: Draw) -> str:
    return draw.slip_that(str.isascii, "name", "alias").text


EML = """Return-Path: <{mail}>\r
Received: from {device} (unknown [192.0.2.7]) by mx.desk.example; Tue, 5 Mar 2024 10:20:30 +0000\r
From: {sender} <desk@desk.example>\r
To: desk@desk.example\r
Subject: {subject}\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary="=_b1"\r
\r
--=_b1\r
Content-Type: text/plain; charset={charset}\r
Content-Transfer-Encoding: {encoding}\r
\r
{body}\r
--=_b1\r
Content-Type: application/octet-stream; name="{file}"\r
Content-Disposition: attachment; filename="{file}"\r
Content-Transfer-Encoding: base64\r
\r
{attachment}\r
--=_b1--\r
"""


def eml(**parts: str) -> bytes:
    usual = {"mail": "desk@desk.example", "device": "host", "sender": "Desk", "subject": "Road", "charset": "utf-8", "encoding": "8bit", "body": "See below.", "file": "a.txt", "attachment": "Um9hZA=="}  # fmt: skip
    return EML.format(**{**usual, **parts}).encode()


def _lines(data: bytes) -> str:
    return base64.encodebytes(data).decode().replace("\n", "\r\n")


def _quoted(text: str, charset: str = "utf-8") -> str:
    out, line = "", ""
    for byte in text.encode(charset):
        sign = chr(byte) if (33 <= byte <= 126 and byte != 61) or byte == 32 else f"={byte:02X}"
        if len(line) + len(sign) > 70:
            out, line = f"{out}{line}=\r\n", ""
        line += sign
    return out + line


def _mail_headers(draw: Draw) -> bytes:
    return eml(sender=Header(draw.slip("name_ar").text, "utf-8").encode(), subject=Header(f"Re: {draw.slip('name').text} – Ende", "utf-8").encode(), mail=draw.slip("email").text)  # fmt: skip


def posted() -> Iterator[Maker]:
    yield _file("mail", "message.eml", "text attached", lambda d: eml(attachment=_lines(d.text(2).encode())))
    yield _file(
        "mail",
        "message.eml",
        "zip attached",
        lambda d: eml(file="a.zip", attachment=_lines(zip_of({"b.txt": d.text(2).encode()}))),
    )
    yield _file("mail", "message.eml", "encoded headers", _mail_headers)
    yield _file(
        "mail",
        "message.eml",
        "quoted-printable body",
        lambda d: eml(encoding="quoted-printable", body=_quoted(" ".join(d.story(3)))),
    )
    yield _file(
        "mail",
        "message.eml",
        "cp1256, quoted-printable",
        lambda d: eml(
            charset="windows-1256", encoding="quoted-printable", body=_quoted(d.sentence(d.slip("name_ar")), "cp1256")
        ),
    )
    yield _file(
        "mail", "message.eml", "base64 body", lambda d: eml(encoding="base64", body=_lines(" ".join(d.story(2)).encode()))
    )
    yield _file("mail", "message.eml", "attachment's name", lambda d: eml(file=f"{_ascii_name(d)}.pdf.txt"))
    yield _file(
        "mail",
        "box.mbox",
        "mbox",
        lambda d: (
            b"From a@b.example Tue Mar  5 10:20:30 2024\r\n"
            + eml(body=d.sentence(d.slip("name")))
            + b"\r\nFrom c@d.example Tue Mar  5 11:20:30 2024\r\n"
            + eml(encoding="base64", body=_lines(d.sentence(d.slip("name")).encode()))
        ),
    )
    yield _file("mail", "page.mhtml", "web archive", lambda d: b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + _quoted(f"<p>{d.sentence(d.slip('name'))}</p><p>{d.sentence(d.slip('name_ar'))}</p>").encode())  # fmt: skip


def database(rows: list[str], *, removed: list[str] = (), view: str = "") -> bytes:  # type: ignore[assignment]
    """An SQLite file; removed rows stay readable in its free space, as they do without ``secure_delete``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.db"
        with sqlite3.connect(path) as base:
            base.execute("pragma secure_delete=off")
            base.execute("create table notes (id integer primary key, body text, raw blob)")
            base.executemany("insert into notes (body, raw) values (?, ?)", [(row, None) for row in rows])
            base.executemany("insert into notes (body) values (?)", [(row,) for row in removed])
            base.commit()
            base.executemany("delete from notes where body = ?", [(row,) for row in removed])
            if view:
                base.execute(f'create view "{view}" as select 1')
        base.close()
        return path.read_bytes()


def _rtf(text: str) -> bytes:
    body = "".join(chr(unit) if unit < 128 else f"\\u{unit if unit < 32768 else unit - 65536}?" for unit in utf16_units(text))
    return ("{\\rtf1\\ansi\\ansicpg1252{\\info{\\author Desk}}\\pard " + body + "\\par}").encode()


def _rtf_author(draw: Draw) -> bytes:
    latin = _ascii_name(draw)
    return (
        "{\\rtf1\\ansi{\\info{\\author " + latin + "}{\\operator " + draw.slip("username").text + "}}\\pard Road north\\par}"
    ).encode()


def _rtf_hex(draw: Draw) -> bytes:
    latin = _ascii_name(draw)
    return (
        "{\\rtf1\\ansi\\pard told by "
        + "".join(f"\\'{ord(c):02x}" for c in latin)
        + " and {\\v "
        + _ascii_name(draw)
        + "}\\par}"
    ).encode()


def stored() -> Iterator[Maker]:
    yield _file("other", "case.db", "SQLite row", lambda d: database(d.story(3)))
    yield _file(
        "other", "case.sqlite", "SQLite, removed row", lambda d: database(["Road"], removed=[d.sentence(d.slip("name"))])
    )
    yield _file("other", "case.db", "SQLite, name of a view", lambda d: database(["Road"], view=d.slip("name").text))
    yield _file(
        "other",
        "memo.rtf",
        "RTF, Unicode escapes",
        lambda d: _rtf(" ".join([d.sentence(d.slip("name_ar")), d.sentence(d.slip("name"))])),
    )
    yield _file("other", "memo.rtf", "RTF, author", _rtf_author)
    yield _file("other", "memo.rtf", "RTF, hex and hidden", _rtf_hex)
    yield _file(
        "other",
        "memo.rtf",
        "RTF, split by a group",
        lambda d: b"{\\rtf1\\ansi told by {\\b " + _ascii_name(d).encode().replace(b"a", b"}{\\i a}{\\b ", 1) + b"}\\par}",
    )
    yield _file(
        "other", "page.js.gz.b64", "base64 of gzip", lambda d: base64.b64encode(gzip_of(d.text(2).encode(), name="x.js"))
    )
    yield _file(
        "other", "bundle.wasm.txt", "text amid zero bytes", lambda d: b"\0\1\2" * 40 + d.slip("name").text.encode() + b"\0" * 30
    )


def named() -> Iterator[Maker]:
    """The name of the file or its folder is the leak; the content is harmless."""
    for how in ("joined", "snake", "dotted", "lower", "family_first", "without_hyphens"):
        yield lambda draw, how=how: Planted(
            f"{_file_safe(spellings.LATIN_DISGUISES[how](draw.latin_name().text, draw.chance))}.txt",
            b"Road north\n",
            "file name",
            how,
        )
    yield lambda draw: Planted(f"{draw.arabic_name().text}.txt", b"Road north\n", "file name", "Arabic")
    yield lambda draw: Planted(
        f"{spellings.snake(draw.slip('alias').text.lower(), draw.chance)}/list.csv",
        b"id,n\n1,2\n",
        "file name",
        "folder, alias",
    )
    yield lambda draw: Planted(f"scan-{draw.slip('phone').text.replace(' ', '')}.md", b"# Road\n", "file name", "phone")
    yield lambda draw: Planted(f"IMG_{draw.slip('device').text}_004.txt", b"Road\n", "file name", "device")
    yield lambda draw: Planted(
        f"{spellings.snake(draw.latin_name().text, draw.chance).encode().hex()}.txt", b"Road\n", "file name", "hex"
    )


def _file_safe(text: str) -> str:
    return text.replace("/", "-").replace(",", "")
