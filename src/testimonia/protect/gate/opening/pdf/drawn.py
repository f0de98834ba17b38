"""Drawings that no page shows by itself: looks of annotations and fields, patterns, forms and pages left behind.

Each is put on a page of a file of its own, so that the same program reads it that reads the pages, with its fonts.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.pdf.objects import Seen, filters_of
from testimonia.protect.gate.opening.pdf.reading import read_pages
from testimonia.protect.gate.opening.pdf.streams import is_drawing, undo_filters
from testimonia.protect.gate.pieces import Found, NotRead

MOST_DRAWINGS = 2000
MOST_FONT_TABLES = 8
MOST_DEPTH = 20
LARGEST = 4 * 2**20


def read_drawings(document: pikepdf.Pdf, seen: Seen, title: str) -> Iterator[Found]:
    """Texts of all drawings that no page reaches."""
    on_pages = reached_from_pages(document)
    forms: list[Any] = []
    loose: list[Any] = []
    resources: list[Any] = []
    for thing in document.objects:
        if isinstance(thing, pikepdf.Stream):
            if thing.objgen in on_pages:
                continue
            if str(thing.get("/Subtype", "")) == "/Form" or thing.get("/PatternType") == 1:
                forms.append(thing)
            elif "/Type" not in thing and "/Subtype" not in thing and is_loose(thing, seen):
                loose.append(thing)
        elif isinstance(thing, pikepdf.Dictionary) and len(resources) < MOST_FONT_TABLES:
            found = thing if isinstance(thing.get("/Font"), pikepdf.Dictionary) else thing.get("/Resources")
            if isinstance(found, pikepdf.Dictionary) and isinstance(found.get("/Font"), pikepdf.Dictionary):
                resources.append(found)
    if len(forms) + len(loose) > MOST_DRAWINGS:
        yield NotRead(f"{title}drawings", f"more than {MOST_DRAWINGS} that no page shows: print it anew")
    if forms or loose:
        try:
            sheet = lay_out(forms[:MOST_DRAWINGS], loose[:MOST_DRAWINGS], resources)
        except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
            yield NotRead(f"{title}drawings", "what no page shows can't be read: print it anew")
            return
        yield from read_pages(sheet, f"{title}drawing that no page shows, ", seen.pages)


def reached_from_pages(document: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Contents and forms that the pages draw."""
    reached: set[tuple[int, int]] = set()
    waiting: list[tuple[Any, int]] = []
    for page in document.pages:
        contents = page.obj.get("/Contents")
        for part in list(contents) if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(part, pikepdf.Stream):
                reached.add(part.objgen)
        waiting.append((page.obj.get("/Resources"), 0))
    while waiting:
        resources, depth = waiting.pop()
        if not isinstance(resources, pikepdf.Dictionary) or depth > MOST_DEPTH:
            continue
        drawn = resources.get("/XObject")
        for form in [value for _, value in drawn.items()] if isinstance(drawn, pikepdf.Dictionary) else []:
            if isinstance(form, pikepdf.Stream) and form.objgen not in reached and str(form.get("/Subtype", "")) == "/Form":
                reached.add(form.objgen)
                waiting.append((form.get("/Resources"), depth + 1))
    return reached


def is_loose(stream: Any, seen: Seen) -> bool:
    """Is it a drawing without a page?"""
    try:
        content, stopped, _ = undo_filters(stream.read_raw_bytes(), filters_of(stream), most=min(LARGEST, seen.most))
    except (ReadError, ValueError, pikepdf.PdfError):
        return False
    return not stopped and is_drawing(content)


def lay_out(forms: list[Any], loose: list[Any], resources: list[Any]) -> bytes:
    """A file with a page for each form, and for each loose drawing one with each set of fonts."""
    sheet = pikepdf.Pdf.new()
    for form in forms:
        page = sheet.add_blank_page(page_size=(2000, 2000))
        copied = sheet.copy_foreign(form)
        copied["/Type"], copied["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
        if "/BBox" not in copied:
            copied["/BBox"] = pikepdf.Array([0, 0, 2000, 2000])
        page.obj["/Resources"] = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X0=copied))
        page.obj["/Contents"] = sheet.make_stream(b"/X0 Do")
    for drawing in loose:
        for fonts in resources or [None]:
            page = sheet.add_blank_page(page_size=(2000, 2000))
            page.obj["/Contents"] = sheet.copy_foreign(drawing)
            if fonts is not None:
                whole = fonts if fonts.is_indirect else fonts.with_same_owner_as(fonts)
                table = pikepdf.Dictionary()
                for name, font in whole.get("/Font").items():
                    if font.is_indirect:
                        table[name] = sheet.copy_foreign(font)
                page.obj["/Resources"] = pikepdf.Dictionary(Font=table)
    written = io.BytesIO()
    sheet.save(written)
    return written.getvalue()
