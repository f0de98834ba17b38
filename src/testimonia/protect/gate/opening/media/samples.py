"""Subtitles, chapters and other texts in the samples of a film's tracks.

Source: ISO/IEC 14496-12, 8.5 to 8.7 (stsd, stsz, stsc, stco); ISO/IEC 14496-30 (wvtt, stpp); 3GPP TS 26.245 (tx3g).
"""

from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import Ration, bare_strings, inner, opaque, said, unpack
from testimonia.protect.gate.opening.boxes import Box, boxes
from testimonia.protect.gate.pieces import Coded, Found

MOST_SAMPLES = 200_000
SOUND_OR_PICTURE = {b"vide", b"soun", b"auxv", b"pict", b"hint"}
COMPRESSED = {
    b"avc1", b"avc3", b"hvc1", b"hev1", b"av01", b"vp08", b"vp09", b"mp4v", b"s263", b"mp4a", b"Opus", b"ac-3", b"ec-3",
    b"samr", b"sawb", b"alac", b"fLaC", b".mp3",
}  # fmt: skip
"""Codings of picture and sound whose bytes are as good as chance. Source: the registry of MP4 codes, https://mp4ra.org"""
HEADING = 8
"""Bytes of a sample entry before what its format adds."""


def open_samples(data: bytes, trak: Box) -> Iterator[Found]:
    """All samples of a track that is neither picture nor sound; of the others the descriptions."""
    mdia = {box.kind: box for box in boxes(data, trak.start, trak.end)}.get(b"mdia")
    if mdia is None:
        return
    parts = {box.kind: box for box in boxes(data, mdia.start, mdia.end)}
    handler = data[parts[b"hdlr"].start + 8 : parts[b"hdlr"].start + 12] if b"hdlr" in parts else b""
    minf = {box.kind: box for box in boxes(data, parts[b"minf"].start, parts[b"minf"].end)} if b"minf" in parts else {}
    if b"stbl" not in minf:
        return
    table = {box.kind: box for box in boxes(data, minf[b"stbl"].start, minf[b"stbl"].end)}
    kinds = []
    if b"stsd" in table:
        for entry in boxes(data, table[b"stsd"].start + 8, table[b"stsd"].end):
            kinds.append(entry.kind)
            yield from opaque(data[entry.start + HEADING : entry.end], f"description of track {handler.decode('latin-1')}")
    for name in (b"udta", b"uuid", b"sgpd", b"subs"):
        if name in table:
            yield from opaque(data[table[name].start : table[name].end], f"box {name.decode()}")
    if not {b"stsz", b"stsc"} <= table.keys():
        return
    if handler in SOUND_OR_PICTURE:
        if kinds and COMPRESSED.issuperset(kinds):
            yield from (Coded(at, min(at + size, len(data))) for at, size in sample_places(data, table))
    else:
        ration = Ration(data, times=2)
        samples = [ration.take(at, size) for at, size in sample_places(data, table)]
        yield from open_texts(samples, kinds[0] if kinds else b"")


def open_texts(samples: list[bytes], kind: bytes) -> Iterator[Found]:
    """The texts of a track, joined in their order."""
    title = f"track of {kind.decode('latin-1')}"
    if kind in (b"tx3g", b"text"):
        yield from said("\n".join(read_timed(sample) for sample in samples), title)
    elif kind == b"stpp":
        for number, sample in enumerate(samples, 1):
            yield inner(sample, "subtitles.xml", f"{title}, sample {number}", "application/xml")
    elif kind == b"wvtt":
        lines: list[str] = []
        for sample in samples:
            lines.extend(read_cues(sample, 0, len(sample), 1))
        yield from said("\n".join(lines), title)
    else:
        yield from opaque(b"\n".join(samples), title)


def read_timed(sample: bytes) -> str:
    """A text with its length before it; styles after it are read for what they hold."""
    (size,) = unpack(">H", sample)
    raw = sample[2 : 2 + size]
    form = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    rest = bare_strings(sample[2 + size :]).replace("\n", " ") if len(sample) > 10 + size else ""
    return raw.decode(form, "replace") + (f"\n{rest}" if rest else "")


def read_cues(data: bytes, start: int, end: int, depth: int) -> Iterator[str]:
    """Texts of WebVTT cues: payload, identifier, settings."""
    for box in boxes(data, start, end):
        if box.kind == b"vttc" and depth < 4:
            yield from read_cues(data, box.start, box.end, depth + 1)
        elif box.kind not in (b"vsid", b"vtte"):
            yield data[box.start : box.end].decode("utf-8", "replace")


def sample_places(data: bytes, table: dict[bytes, Box]) -> Iterator[tuple[int, int]]:
    """Offset and size of each sample.

    Raises:
        ReadError: The tables contradict each other or the file.
    """
    sizes = sample_sizes(data, table[b"stsz"])
    chunks = chunk_places(data, table)
    stsc = table[b"stsc"]
    (runs,) = unpack(">I", data, stsc.start + 4)
    if runs > MOST_SAMPLES:
        raise ReadError("too many samples")
    entries = [unpack(">II", data, stsc.start + 8 + 12 * index) for index in range(runs)]
    sample = 0
    for index, (first, per_chunk) in enumerate(entries):
        last = entries[index + 1][0] if index + 1 < runs else len(chunks) + 1
        for chunk in range(max(first, 1), min(last, len(chunks) + 1)):
            at = chunks[chunk - 1]
            for size in sizes[sample : sample + per_chunk]:
                yield at, size
                at += size
            sample += per_chunk


def sample_sizes(data: bytes, box: Box) -> list[int]:
    """Bytes of each sample."""
    size, count = unpack(">II", data, box.start + 4)
    if count > MOST_SAMPLES:
        raise ReadError("too many samples")
    return [size] * count if size else list(unpack(f">{count}I", data, box.start + 12))


def chunk_places(data: bytes, table: dict[bytes, Box]) -> list[int]:
    """Offset of each chunk."""
    wide = b"co64" in table
    box = table[b"co64" if wide else b"stco"]
    (count,) = unpack(">I", data, box.start + 4)
    if count > MOST_SAMPLES:
        raise ReadError("too many samples")
    return list(unpack(f">{count}{'Q' if wide else 'I'}", data, box.start + 8))
