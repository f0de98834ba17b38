# ruff: noqa: E501, SIM905 (rows of mark-up and of syllables are kept whole)
"""How fast the gate reads a release as newsrooms publish them: 200 files, 100 MB, mostly photographs, film and sound.

    benchmarks/gate-speed [FOLDER] [--seed N] [--workers 2] [--kinds]

Makes the folder if it is not there (pages, data, scripts, drawings, photographs, PDFs, film, sound, office documents, a ZIP), then
times the whole gate over it. With ``--kinds`` it also reads every kind by itself, in this process: megabytes a second, and
characters that the openers give to the search for each byte.
"""

import argparse
import csv
import io
import json
import random
import struct
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pikepdf
from docx import Document
from openpyxl import Workbook
from PIL import Image

from testimonia.pipeline.gating import gate_folder
from testimonia.protect.gate.gate import read_file
from testimonia.protect.gate.opening.walk import open_blob
from testimonia.protect.gate.pieces import Blob, Piece
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.identities import Allowed, Home, Identity

SYLLABLES = "ba ka ro ti mel dor an is ur ven tal esh qu no pri sto lim far gen hol cu mi ra do se ta vel our ing ment".split()
WORDS_PER_SENTENCE = 14
KB, MB = 1 << 10, 1 << 20


class Maker:
    """Everything that a release is made of, from one seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.noise = np.random.default_rng(seed)
        self.words = ["".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 4))) for _ in range(9000)]

    def sentence(self) -> str:
        words = self.chance.choices(self.words, k=self.chance.randint(6, 2 * WORDS_PER_SENTENCE))
        words = [word.capitalize() if self.chance.random() < 0.08 else word for word in words]
        return " ".join(words).capitalize() + self.chance.choice(
            [".", ".", ".", "?", f" in {self.chance.randint(1990, 2026)}."]
        )

    def text(self, size: int) -> str:
        parts: list[str] = []
        while size > 0:
            parts.append(" ".join(self.sentence() for _ in range(self.chance.randint(2, 6))))
            size -= len(parts[-1])
        return "\n\n".join(parts)

    def html(self, size: int) -> bytes:
        head = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Report</title><link rel="stylesheet" href="a.css"></head><body>\n'
        parts = []
        while size > 0:
            quote = self.sentence().replace(" ", " <em>", 1).replace(".", "</em>.")
            parts.append(
                f'<section id="s{len(parts)}" class="step"><h2>{self.sentence()}</h2>\n<p>{self.text(500)}</p>\n'
                f'<p data-at="{self.chance.random():.4f}">&ldquo;{quote}&rdquo; said a driver &amp; his neighbour.</p>\n'
                f'<figure><img src="img/{len(parts)}.jpg" alt="{self.sentence()}"><figcaption>{self.sentence()}</figcaption></figure></section>\n'
            )
            size -= len(parts[-1])
        return (head + "".join(parts) + "</body></html>\n").encode()

    def rows(self, size: int) -> Iterator[dict]:
        number = 0
        while size > 0:
            number += 1
            row = {
                "id": f"{self.chance.getrandbits(64):016x}",
                "title": self.sentence(),
                "text": self.text(200),
                "value": self.chance.randint(0, 10_000),
                "share": round(self.chance.random(), 6),
                "when": f"2024-{self.chance.randint(1, 12):02}-{self.chance.randint(1, 28):02}T{self.chance.randint(0, 23):02}:15:00Z",
                "at": {"lat": round(self.chance.uniform(50, 70), 1), "lon": round(self.chance.uniform(100, 120), 1)},
                "tags": self.chance.sample(self.words, 3),
            }
            size -= len(json.dumps(row))
            yield row

    def json(self, size: int) -> bytes:
        return json.dumps(list(self.rows(size)), indent=self.chance.choice([None, 1])).encode()

    def csv(self, size: int) -> bytes:
        out = io.StringIO()
        writer = csv.writer(out)
        for row in self.rows(size):
            writer.writerow(
                [row["id"], row["title"], row["text"], row["value"], row["share"], row["when"], *row["at"].values()]
            )
        return out.getvalue().encode()

    def js(self, size: int) -> bytes:
        parts = ['"use strict";']
        while size > 0:
            a, b, c = (self.chance.choice(self.words) for _ in range(3))
            line = (
                f"function {a}_{len(parts)}(t,e){{var n=t.{b}||{{}},r=[\"{c}\",'{b}'],i=0;for(;i<r.length;i++)"
                f'{{if(n[r[i]]!==void 0&&e>{self.chance.randint(1, 999)})return"{a}-"+n[r[i]].toFixed(2)+"{c} {b}"}}return/[a-z]+\\d/.test(t)}}'
            )
            parts.append(line if self.chance.random() < 0.9 else f'console.log("{self.sentence()}\\n");// {self.sentence()}')
            size -= len(parts[-1])
        return self.chance.choice(["\n", ""]).join(parts).encode()

    def css(self, size: int) -> bytes:
        parts = []
        while size > 0:
            parts.append(
                f".{self.chance.choice(self.words)} > .{self.chance.choice(self.words)}:hover {{ color: #{self.chance.getrandbits(24):06x};"
                f" margin: {self.chance.randint(0, 40)}px auto; transition: all .2s ease-in-out }} /* {self.chance.choice(self.words)} */\n"
            )
            size -= len(parts[-1])
        return "".join(parts).encode()

    def svg(self, size: int) -> bytes:
        parts = ['<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 900 600">']
        while size > 0:
            points = " ".join(f"{self.chance.uniform(0, 900):.1f},{self.chance.uniform(0, 600):.1f}" for _ in range(40))
            parts.append(
                f'<path d="M{points}Z" class="a{len(parts)}"/><text x="{len(parts)}" y="9">{self.chance.choice(self.words)}</text>'
            )
            size -= len(parts[-1])
        return ("\n".join(parts) + "</svg>").encode()

    def txt(self, size: int) -> bytes:
        return self.text(size).encode()

    def picture(self, side: int) -> Image.Image:
        """Blurred clouds with grain on them: it compresses as a photograph does."""
        coarse = self.noise.integers(0, 256, (side // 24 + 2, side // 24 + 2, 3), dtype=np.uint8)
        smooth = np.asarray(Image.fromarray(coarse).resize((side, side), Image.Resampling.BICUBIC), dtype=np.int16)
        grain = self.noise.normal(0, 9, (side, side, 3)).astype(np.int16)
        return Image.fromarray(np.clip(smooth + grain, 0, 255).astype(np.uint8))

    def _picture(self, size: int, kind: str, per_pixel: float, **options: object) -> bytes:
        out = io.BytesIO()
        self.picture(max(32, int((size / per_pixel) ** 0.5))).save(out, kind, **options)
        return out.getvalue()

    def jpg(self, size: int) -> bytes:
        return self._picture(size, "JPEG", 0.33, quality=88)

    def png(self, size: int) -> bytes:
        return self._picture(size, "PNG", 2.2)

    def webp(self, size: int) -> bytes:
        return self._picture(size, "WEBP", 0.35, quality=85)

    def pdf(self, size: int) -> bytes:
        document = pikepdf.Pdf.new()
        font = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        while size > 0:
            page = document.add_blank_page(page_size=(595, 842))
            photo = self.jpg(min(size, 400 * KB))
            width, height = Image.open(io.BytesIO(photo)).size
            image = document.make_stream(
                photo, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=width, Height=height,
                ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8, Filter=pikepdf.Name.DCTDecode,
            )  # fmt: skip
            lines = "".join(f"({self.sentence()}) Tj 0 -14 Td\n" for _ in range(40))
            page.obj["/Resources"] = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(I1=image))
            page.obj["/Contents"] = document.make_stream(
                f"q 300 0 0 200 40 40 cm /I1 Do Q BT /F1 10 Tf 40 800 Td\n{lines}ET".encode()
            )
            size -= len(photo) + 3000
        out = io.BytesIO()
        document.save(out, compress_streams=True)
        return out.getvalue()

    def mp4(self, size: int) -> bytes:
        """One track of pictures, one of sound; the samples are as good as chance, as coded ones are."""
        head = _box(b"ftyp", b"isom", bytes(4), b"isommp42")
        samples, sizes = self.noise.bytes(size), []
        while size > 0:
            sizes.append(min(size, self.chance.randint(2 * KB, 40 * KB)))
            size -= sizes[-1]
        start = len(head) + 8
        offsets = [start]
        for one in sizes[:-1]:
            offsets.append(offsets[-1] + one)
        tracks = [
            _track(number, handler, coding, sizes[number::2], offsets[number::2])
            for number, (handler, coding) in enumerate(((b"vide", b"avc1"), (b"soun", b"mp4a")))
        ]
        return head + _box(b"mdat", samples) + _box(b"moov", _box(b"mvhd", bytes(100)), *tracks)

    def mp3(self, size: int) -> bytes:
        tag = b"TIT2" + struct.pack(">I", 12) + b"\0\0\x03" + b"On the road"
        return (
            b"ID3\x03\0\0\0\0\0"
            + bytes([len(tag)])
            + tag
            + b"".join(b"\xff\xfb\x90\x64" + self.noise.bytes(413) for _ in range(size // 417))
        )

    def xlsx(self, size: int) -> bytes:
        book = Workbook()
        sheet = book.active
        for row in self.rows(size * 2):
            sheet.append([row["id"], row["title"], row["text"], row["value"], row["share"], row["when"]])
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def docx(self, size: int) -> bytes:
        document = Document()
        for paragraph in self.text(size * 2).split("\n\n"):
            document.add_paragraph(paragraph)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    def zip(self, size: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, make, share in (("data.csv", self.csv, 0.8), ("page.html", self.html, 0.4), ("photo.jpg", self.jpg, 0.4)):
                archive.writestr(name, make(int(size * share)))
        return out.getvalue()


def _box(kind: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I", len(body) + 8) + kind + body


def _track(number: int, handler: bytes, coding: bytes, sizes: list[int], offsets: list[int]) -> bytes:
    table = _box(
        b"stbl",
        _box(b"stsd", struct.pack(">II", 0, 1), _box(coding, bytes(78 if handler == b"vide" else 28))),
        _box(b"stsz", struct.pack(f">III{len(sizes)}I", 0, 0, len(sizes), *sizes)),
        _box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        _box(b"stco", struct.pack(f">II{len(offsets)}I", 0, len(offsets), *offsets)),
        _box(b"stts", struct.pack(">IIII", 0, 1, len(sizes), 1)),
    )
    media = _box(b"mdia", _box(b"mdhd", bytes(24)), _box(b"hdlr", bytes(8) + handler + bytes(13)), _box(b"minf", table))
    return _box(b"trak", _box(b"tkhd", bytes(12) + struct.pack(">I", number + 1) + bytes(68)), media)


SHARES: tuple[tuple[str, int, float], ...] = (
    ("jpg", 70, 24), ("png", 8, 6), ("webp", 6, 2), ("mp4", 4, 24), ("mp3", 4, 5), ("pdf", 12, 13),
    ("html", 30, 6), ("json", 16, 7), ("csv", 12, 5), ("js", 12, 2), ("css", 6, 0.5), ("svg", 6, 1.5), ("txt", 6, 1.5),
    ("xlsx", 3, 1), ("docx", 4, 0.5), ("zip", 1, 1),
)  # fmt: skip
"""Kind, files and megabytes: 200 files, 100 MB."""


def make_release(folder: Path, *, seed: int) -> None:
    """Write the files; of one kind they are of different sizes."""
    maker = Maker(seed)
    for kind, count, megabytes in SHARES:
        weights = [maker.chance.uniform(0.3, 1.7) for _ in range(count)]
        make: Callable[[int], bytes] = getattr(maker, kind)
        for number, weight in enumerate(weights):
            file = folder / kind / f"{number:03}-{maker.chance.choice(maker.words)}.{kind}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(make(int(megabytes * MB * weight / sum(weights))))


def sources(seed: int) -> list[Identity]:
    """Twenty invented sources, none of whom is in the release."""
    chance = random.Random(seed + 1)
    first = "Nawwaf Suhayl Ghaith Zuhayr Qusay Khawla Lubna Rashid Ostap Yaryna".split()
    last = "al-Shuwayti al-Qintar al-Khazaila Haivoroniuk Zhukovetskyi al-Waqqad".split()
    return [
        Identity(
            f"P{number}", pseudonym=f"Source {number}", names=(f"{chance.choice(first)} {chance.choice(first)} {chance.choice(last)}",),
            phones=(f"+963 9{chance.randint(10, 99)} {chance.randint(100, 999)} {chance.randint(100, 999)}",),
            emails=(f"{chance.choice(first).lower()}{chance.randint(100, 999)}@mail.example",),
            home=Home(chance.uniform(33, 36), chance.uniform(36, 41), 300.0),
        )
        for number in range(20)
    ]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kinds", action="store_true")
    options = parser.parse_args()
    if options.folder:
        measure(options.folder, options)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(Path(folder), options)


def measure(folder: Path, options: argparse.Namespace) -> None:
    """Print the times."""
    if not folder.is_dir() or not any(folder.iterdir()):
        make_release(folder, seed=options.seed)
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    size = sum(file.stat().st_size for file in files) / 1e6
    if options.kinds:
        measure_kinds(folder, options.seed)
    started = time.perf_counter()
    report = gate_folder(folder, sources(options.seed), Allowed(), made_at="", tool="", workers=options.workers)
    took = time.perf_counter() - started
    blocked = [file.path for file in report.files if file.verdict != "clean"]
    print(
        f"{len(files)} files, {size:.1f} MB, {options.workers} processes: {took:.1f} s, {size / took:.2f} MB/s; not clean: {blocked}"
    )


def measure_kinds(folder: Path, seed: int) -> None:
    """Each kind by itself: bytes, seconds of opening alone and of the whole gate, characters given for each byte."""
    needles = make_needles(sources(seed))
    print(
        "| kind | MB | characters per byte | pieces | opening, s | opening and searching, s | MB/s |\n|---|---|---|---|---|---|---|"
    )
    for kind in sorted({file.parent for file in folder.rglob("*") if file.is_file()}):
        blobs = [Blob(file.read_bytes(), file.name) for file in sorted(kind.iterdir())]
        size = sum(len(blob.data) for blob in blobs)
        started = time.perf_counter()
        lengths = [len(piece.text) for blob in blobs for piece in open_blob(blob) if isinstance(piece, Piece)]
        opened = time.perf_counter() - started
        started = time.perf_counter()
        for blob in blobs:
            read_file(blob.name, blob.data, needles)
        whole = time.perf_counter() - started
        print(
            f"| {kind.name} | {size / 1e6:.2f} | {sum(lengths) / size:.2f} | {len(lengths)} | {opened:.2f} | {whole:.2f} | {size / 1e6 / whole:.1f} |"
        )


if __name__ == "__main__":
    main()
