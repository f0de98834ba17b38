"""Office packages: which kind it is, its parts within bounds, and the addresses that a program fetches from.

Source: ISO/IEC 29500-2 (Open Packaging Conventions), 8 and 9; OpenDocument 1.3 part 2 (packages).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from testimonia.errors import ReadError
from testimonia.protect.gate.opening.bounded import attempted, forgiving
from testimonia.protect.gate.opening.office.opendocument import open_opendocument
from testimonia.protect.gate.opening.office.paragraphs import OFFICE_DRAWING, WORDS, open_paragraphs
from testimonia.protect.gate.opening.office.parts import MOST_PARTS, Parts, parse
from testimonia.protect.gate.opening.office.sheets import open_workbook
from testimonia.protect.gate.pieces import Blob, Found, Request

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
FOLLOWED_BY_HAND = ("/hyperlink", "/externalLinkPath", "/xlPathMissing", "/person", "/slide")
DRAWN = ("ppt/", "xl/drawings/", "xl/charts/", "xl/diagrams/")
FETCHING_FIELD = re.compile(r"\b(?:INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|IMPORT|LINK)\b[^\"]{0,80}\"([^\"]{3,})\"")
FETCHING_FORMULA = re.compile(rb"\b(?:WEBSERVICE|IMAGE|IMPORTDATA)\s*\(\s*(?:&quot;|\")\s*((?:https?|ftp|file|\\\\)[^&\"]{3,})")
CONNECTION = re.compile(rb"<webPr[^>]*\burl=\"([^\"]+)\"")


@forgiving("office document")
def open_package(blob: Blob) -> Iterator[Found]:
    """Whatever kind of package it is."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(blob.data))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise ReadError("the package is damaged") from error
    with archive:
        parts = Parts(archive, most=blob.allowance)
        try:
            yield from open_parts(parts)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error) as error:
            raise ReadError("a part of the package is damaged or encrypted") from error


def open_parts(parts: Parts) -> Iterator[Found]:
    """The parts, by what the package is."""
    if len(parts.names) > MOST_PARTS:
        raise ReadError(f"more than {MOST_PARTS} parts")
    if "META-INF/manifest.xml" in parts.names:
        yield from open_opendocument(parts)
    if "[Content_Types].xml" not in parts.names:
        return
    for name in parts.names:
        if name.endswith(".rels"):
            yield from attempted(open_relations(parts.read(name), name), name)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from attempted(open_words(parts.read(name), name), name)
        elif name.startswith(DRAWN) and name.endswith(".xml"):
            yield from attempted(open_paragraphs(parse(parts.read(name)), OFFICE_DRAWING, name), name)
    if any(name.startswith("xl/") for name in parts.names):
        yield from attempted(open_workbook(parts), "workbook")
        yield from open_fetching_sheets(parts)


def open_words(raw: bytes, name: str) -> Iterator[Found]:
    """A part of a text document, and the fields in it that fetch something."""
    root = parse(raw)
    yield from open_paragraphs(root, WORDS, name)
    yield from open_paragraphs(root, OFFICE_DRAWING, f"{name}, drawings")
    if b"instrText" in raw or b"fldSimple" in raw:
        codes = ["".join(element.itertext()) for element in root.iter(f"{{{WORDS.space}}}instrText")]
        codes = [
            "".join(codes),
            *(element.get(f"{{{WORDS.space}}}instr", "") for element in root.iter(f"{{{WORDS.space}}}fldSimple")),
        ]
        for code in codes:
            for address in FETCHING_FIELD.findall(code):
                yield Request(address, f"{name}, field")


def open_relations(raw: bytes, name: str) -> Iterator[Found]:
    """Targets outside the package that are loaded with it: linked pictures, templates, objects, films."""
    for relation in parse(raw).iter(RELATION):
        kind = relation.get("Type", "")
        if relation.get("TargetMode") == "External" and not kind.endswith(FOLLOWED_BY_HAND):
            yield Request(relation.get("Target", ""), f"{name}, {kind.rpartition('/')[2]}")


def open_fetching_sheets(parts: Parts) -> Iterator[Found]:
    """Formulas and connections that load from an address."""
    for name in parts.names:
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for address in FETCHING_FORMULA.findall(parts.read(name)):
                yield Request(address.decode("utf-8", "replace"), f"{name}, formula")
        elif name == "xl/connections.xml":
            for address in CONNECTION.findall(parts.read(name)):
                yield Request(address.decode("utf-8", "replace"), name)
