"""Builders of test files, made in memory: PDF and DOCX as other programs write them."""

import io
import zipfile
from collections.abc import Sequence

import docx
import pikepdf

Line = tuple[float, float, str]
"""x, y in points from the lower left, and the glyphs from left to right."""


def pdf(*pages: Sequence[Line], ligatures: dict[str, str] | None = None, **options) -> bytes:
    """A PDF of these lines, each glyph a black box that says which letter it is.

    Args:
        pages: the lines of each page; a page without lines has no text.
        ligatures: a glyph -> the letters it stands for.
        options: passed on to ``Pdf.save`` (encryption).
    """
    document = pikepdf.Pdf.new()
    for lines in pages:
        page = document.add_blank_page(page_size=(595, 842))
        codes = {c: i + 1 for i, c in enumerate(sorted({c for _, _, text in lines for c in text}))}
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=_font(document, codes, ligatures or {})))
        drawn = "".join(f"BT /F1 12 Tf {x} {y} Td <{''.join(f'{codes[c]:02X}' for c in text)}> Tj ET\n" for x, y, text in lines)
        page.Contents = document.make_stream(drawn.encode("ascii"))
    buffer = io.BytesIO()
    document.save(buffer, **options)
    return buffer.getvalue()


def _font(document: pikepdf.Pdf, codes: dict[str, int], ligatures: dict[str, str]) -> pikepdf.Object:
    name = pikepdf.Name
    pairs = "".join(f"<{code:02X}> <{ligatures.get(c, c).encode('utf-16-be').hex()}>\n" for c, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def "
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(codes)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    box = document.make_stream(b"500 0 0 0 450 700 d1 0 0 450 700 re f")
    space = document.make_stream(b"500 0 0 0 0 0 d1")
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=name.Font,
            Subtype=name.Type3,
            FontBBox=[0, -200, 600, 900],
            FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
            CharProcs=pikepdf.Dictionary({f"/g{code}": space if c == " " else box for c, code in codes.items()}),
            Encoding=pikepdf.Dictionary(Type=name.Encoding, Differences=[1, *(name(f"/g{code}") for code in codes.values())]),
            FirstChar=1,
            LastChar=max(1, len(codes)),
            Widths=[500] * max(1, len(codes)),
            ToUnicode=document.make_stream(table.encode("ascii")),
            Resources=pikepdf.Dictionary(),
        )
    )


def page(*lines: str, top: float = 760, step: float = 15) -> list[Line]:
    """Lines of one page from the top, at equal distance; an empty one leaves a gap."""
    return [(72, top - number * step, line) for number, line in enumerate(lines) if line]


def word_file(fill) -> bytes:
    """A DOCX that ``fill`` has written into."""
    document = docx.Document()
    fill(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_member(data: bytes, name: str, change) -> bytes:
    """A ZIP file with one member changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, change(content) if entry == name else content)
    return buffer.getvalue()
