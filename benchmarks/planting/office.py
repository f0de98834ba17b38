# ruff: noqa: ARG001, E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""Office documents and e-books, as zipped XML written by hand."""

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from planting.archives import zip_of
from planting.drawing import Draw, Planted
from planting.pictures import exif_segment, gps_of, jpeg, tiff, with_segments

Maker = Callable[[Draw], Planted]
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def relations(*rows: tuple[str, str]) -> bytes:
    body = "".join(
        f'<Relationship Id="rId{n}" Type="{kind if "://" in kind else f"{RELS}/{kind}"}" Target="{to}"/>'
        for n, (kind, to) in enumerate(rows, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'.encode()


def types(**parts: str) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in parts.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="bin" ContentType="application/octet-stream"/><Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>{overrides}</Types>'
    ).encode()


def paragraph(text: str, properties: str = "") -> str:
    return f'<w:p><w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def docx(
    body: str,
    *,
    parts: dict[str, bytes | str] | None = None,
    relations_of: tuple[tuple[str, str], ...] = (),
    creator: str = "Desk",
) -> bytes:
    core = f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{escape(creator)}</dc:creator></cp:coreProperties>'  # fmt: skip
    files: dict[str, bytes] = {
        "[Content_Types].xml": types(**{"word/document.xml": "wordprocessingml.document.main"}),
        "_rels/.rels": relations(
            ("officeDocument", "word/document.xml"), (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
        ),
        "word/document.xml": f"{XML}<w:document {W} {R}><w:body>{body}<w:sectPr/></w:body></w:document>".encode(),
        "word/_rels/document.xml.rels": relations(*relations_of),
        "docProps/core.xml": core.encode(),
    }
    for name, data in (parts or {}).items():
        files[name] = data if isinstance(data, bytes) else (XML + data).encode()
    return zip_of(files)


def _docx(how: str, build: Callable[[Draw], bytes]) -> Maker:
    return lambda draw: Planted(
        f"{draw.chance.choice(['memo', 'story', 'interview'])}.docx", build(draw), "office", f"DOCX, {how}"
    )


def filler(draw: Draw) -> str:
    return "".join(paragraph(row) for row in draw.filler(2))


def _text(draw: Draw) -> bytes:
    return docx("".join(paragraph(row) for row in draw.story(3)))


def _runs(draw: Draw) -> bytes:
    rows = ""
    for text in (draw.latin_name().text, draw.arabic_name().text):
        at, runs = 0, ""
        while at < len(text):
            size = draw.chance.randint(1, 3)
            runs += f'<w:r><w:rPr><w:lang w:val="x{at}"/></w:rPr><w:t xml:space="preserve">{escape(text[at : at + size])}</w:t></w:r><w:proofErr w:type="spellStart"/>'
            at += size
        rows += f"<w:p>{runs}</w:p>"
    return docx(filler(draw) + rows)


def _comment(draw: Draw) -> bytes:
    text = f'<w:comments {W}><w:comment w:id="0" w:author="{escape(draw.slip("name").text)}" w:initials="x">{paragraph(draw.sentence(draw.slip("name")))}</w:comment></w:comments>'
    return docx(filler(draw), parts={"word/comments.xml": text}, relations_of=(("comments", "comments.xml"),))


def _changes(draw: Draw) -> bytes:
    name = draw.latin_name().text
    body = f'<w:p><w:r><w:t>told by </w:t></w:r><w:del w:id="1" w:author="{draw.slip("username").text}"><w:r><w:delText>{escape(name[:5])}</w:delText></w:r><w:r><w:delText>{escape(name[5:])}</w:delText></w:r></w:del><w:ins w:id="2" w:author="Desk"><w:r><w:t>a driver</w:t></w:r></w:ins></w:p>'  # fmt: skip
    return docx(body + filler(draw))


def _headers(draw: Draw) -> bytes:
    parts = {
        "word/header1.xml": f"<w:hdr {W}>{paragraph(draw.slip('name').text)}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {W}>{paragraph(draw.slip('phone').text)}</w:ftr>",
        "word/footnotes.xml": f"<w:footnotes {W}><w:footnote w:id='2'>{paragraph(draw.slip('name_ar').text)}</w:footnote></w:footnotes>",
    }
    return docx(
        filler(draw),
        parts=parts,
        relations_of=(("header", "header1.xml"), ("footer", "footer1.xml"), ("footnotes", "footnotes.xml")),
    )


def _hidden(draw: Draw) -> bytes:
    return docx(filler(draw) + paragraph(draw.sentence(draw.slip("name")), "<w:rPr><w:vanish/></w:rPr>"))


def _custom(draw: Draw) -> bytes:
    parts = {
        "customXml/item1.xml": f"<s:source xmlns:s='urn:desk'><s:who>{escape(draw.slip('name').text)}</s:who></s:source>",
        "docProps/custom.xml": f'<Properties xmlns="{RELS}/custom-properties"><property name="case"><lpwstr>{draw.slip("number").text}</lpwstr></property></Properties>',
        "docProps/app.xml": f"<Properties xmlns='{RELS}/extended-properties'><Manager>{escape(draw.slip('alias').text)}</Manager></Properties>",
    }
    return docx(filler(draw), parts=parts)


def _alt(draw: Draw) -> bytes:
    wp = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    body = f'<w:p><w:r><w:drawing><wp:inline {wp}><wp:docPr id="1" name="Picture 1" descr="{escape(draw.slip("name").text)} at the mill" title="{draw.slip("alias").text}"/></wp:inline></w:drawing></w:r></w:p>'  # fmt: skip
    return docx(body + filler(draw))


def _picture(draw: Draw) -> bytes:
    photo = with_segments(
        jpeg(draw), exif_segment(tiff({0x013B: draw.slip("name").text}, gps=gps_of(*draw.point(draw.home().person))))
    )
    return docx(filler(draw), parts={"word/media/image1.jpeg": photo}, relations_of=(("image", "media/image1.jpeg"),))


def _table(draw: Draw) -> bytes:
    words = draw.latin_name().text.split(" ")
    cells = "".join(f"<w:tc>{paragraph(word)}</w:tc>" for word in words)
    box = f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{paragraph(draw.slip("name_ar").text)}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'  # fmt: skip
    return docx(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>{box}{filler(draw)}")


def _field(draw: Draw) -> bytes:
    body = f'<w:p><w:r><w:instrText> AUTHOR "{escape(draw.slip("name").text)}" </w:instrText></w:r></w:p><w:p><w:bookmarkStart w:id="1" w:name="{draw.slip("alias").text.replace(" ", "_")}"/></w:p>'
    settings = f'<w:settings {W}><w:docVars><w:docVar w:name="x" w:val="{draw.slip("email").text}"/></w:docVars></w:settings>'
    return docx(body + filler(draw), parts={"word/settings.xml": settings}, relations_of=(("settings", "settings.xml"),))


def _embedded(draw: Draw) -> bytes:
    return docx(
        filler(draw),
        parts={"word/embeddings/sheet.xlsx": xlsx([_cells(draw, [draw.slip("name").text])])},
        relations_of=(("package", "embeddings/sheet.xlsx"),),
    )


def _unlisted(draw: Draw) -> bytes:
    return docx(filler(draw), parts={"word/old/document2.bin": draw.text(1).encode()})


def _template(draw: Draw) -> bytes:
    row = relations(("attachedTemplate", f"file:///C:/Users/{draw.slip('username').text}/Normal.dotm"))
    part = row.replace(b"/></Rel", b' TargetMode="External"/></Rel')
    return docx(
        filler(draw),
        parts={"word/settings.xml": f"<w:settings {W}/>", "word/_rels/settings.xml.rels": part},
        relations_of=(("settings", "settings.xml"),),
    )


def _cells(draw: Draw, texts: list[str], row: int = 2) -> str:
    cells = "".join(
        f'<c r="{chr(66 + n)}{row}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
        for n, text in enumerate(texts)
    )
    return f'<row r="{row}">{cells}</row>'


def xlsx(
    sheets: list[str],
    *,
    states: tuple[str, ...] = (),
    parts: dict[str, str | bytes] | None = None,
    names: tuple[str, ...] = (),
    defined: str = "",
    before: str = "",
) -> bytes:
    """Sheets are given as their rows."""
    titles = [names[n] if n < len(names) else f"Sheet{n + 1}" for n in range(len(sheets))]
    listed = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"{f" state={chr(34)}{states[n - 1]}{chr(34)}" if n <= len(states) and states[n - 1] else ""}/>'
        for n, title in enumerate(titles, 1)
    )
    files: dict[str, bytes] = {
        "[Content_Types].xml": types(**{"xl/workbook.xml": "spreadsheetml.sheet.main", "xl/sharedStrings.xml": "spreadsheetml.sharedStrings", **{f"xl/worksheets/sheet{n}.xml": "spreadsheetml.worksheet" for n in range(1, len(sheets) + 1)}}),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f"{XML}<workbook {S} {R}><sheets>{listed}</sheets>{defined}</workbook>".encode(),
        "xl/_rels/workbook.xml.rels": relations(*(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)), ("sharedStrings", "sharedStrings.xml")),
    }  # fmt: skip
    for n, rows in enumerate(sheets, 1):
        files[f"xl/worksheets/sheet{n}.xml"] = f"{XML}<worksheet {S}>{before}<sheetData>{rows}</sheetData></worksheet>".encode()
    for name, data in (parts or {}).items():
        files[name] = data if isinstance(data, bytes) else (XML + data).encode()
    files.setdefault("xl/sharedStrings.xml", f"{XML}<sst {S}/>".encode())
    return zip_of(files)


def _xlsx(how: str, build: Callable[[Draw], bytes]) -> Maker:
    return lambda draw: Planted(f"{draw.chance.choice(['events', 'log', 'annex'])}.xlsx", build(draw), "office", f"XLSX, {how}")


def plain_row(draw: Draw) -> str:
    return _cells(draw, draw.filler(2), row=1)


def _shared(draw: Draw) -> bytes:
    name = draw.latin_name().text
    strings = f"<sst {S}><si><r><t>{escape(name[:4])}</t></r><r><rPr><b/></rPr><t xml:space='preserve'>{escape(name[4:])}</t></r></si><si><t>{draw.slip('phone').text}</t></si></sst>"
    rows = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c></row>'
    return xlsx([plain_row(draw) + rows], parts={"xl/sharedStrings.xml": strings})


def _leftover(draw: Draw) -> bytes:
    return xlsx(
        [plain_row(draw)], parts={"xl/sharedStrings.xml": f"<sst {S}><si><t>{escape(draw.slip('name').text)}</t></si></sst>"}
    )


def _numbers(draw: Draw) -> bytes:
    digits = [draw.slip("phone").text.replace("+", "").replace(" ", "") for _ in range(2)]
    rows = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{value}</v></c></row>'
        for n, value in enumerate((digits[0], f"{float(digits[1]):.11E}"), 2)
    )
    return xlsx([plain_row(draw) + rows])


def _points(draw: Draw) -> bytes:
    rows = '<row r="2"><c r="A2" t="inlineStr"><is><t>lat</t></is></c><c r="B2" t="inlineStr"><is><t>lon</t></is></c></row>'
    lat, lon = draw.point(draw.home().person)
    return xlsx([f'{rows}<row r="3"><c r="A3"><v>{lat}</v></c><c r="B3"><v>{lon}</v></c></row>'])


def _hidden_row(draw: Draw) -> bytes:
    hidden = _cells(draw, [draw.slip("name").text], row=2).replace('<row r="2"', '<row r="2" hidden="1"')
    return xlsx(
        [plain_row(draw) + hidden + _cells(draw, ["x", draw.slip("alias").text], row=3)],
        before='<cols><col min="3" max="3" hidden="1"/></cols>',
    )


def _sheet_comment(draw: Draw) -> bytes:
    text = f'<comments {S}><authors><author>{escape(draw.slip("name").text)}</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>{escape(draw.sentence(draw.slip("alias")))}</t></r></text></comment></commentList></comments>'
    return xlsx(
        [plain_row(draw)],
        parts={"xl/comments1.xml": text, "xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../comments1.xml"))},
    )


def _properties(draw: Draw) -> bytes:
    core = f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><cp:lastModifiedBy>{escape(draw.slip("name").text)}</cp:lastModifiedBy></cp:coreProperties>'
    return xlsx([plain_row(draw)], parts={"docProps/core.xml": core})


def _defined(draw: Draw) -> bytes:
    name = draw.slip("alias").text.replace(" ", "_").replace("-", "_")
    return xlsx(
        [plain_row(draw)],
        defined=f'<definedNames><definedName name="{name}">Sheet1!$A$1</definedName><definedName name="c">"{draw.slip("plate").text}"</definedName></definedNames>',
    )


def _formula(draw: Draw) -> bytes:
    words = draw.latin_name().text.split(" ")
    formula = '&amp;" "&amp;'.join(f'"{escape(word)}"' for word in words)
    return xlsx(
        [
            plain_row(draw)
            + f'<row r="2"><c r="A2" t="str"><f>{formula}</f><v></v></c></row>'
            + _cells(draw, [draw.slip("phone").text], row=3)
        ]
    )


def _split_cells(draw: Draw) -> bytes:
    words = draw.latin_name().text.split(" ")
    return xlsx([_cells(draw, ["given", "family"], row=1) + _cells(draw, [" ".join(words[:-1]), words[-1]])])


def pptx(body: str, notes: str = "") -> bytes:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'

    def shape(text: str) -> str:
        return f"<p:cSld><p:spTree><p:sp><p:txBody>{text}</p:txBody></p:sp></p:spTree></p:cSld>"

    files = {
        "[Content_Types].xml": types(**{"ppt/presentation.xml": "presentationml.presentation.main", "ppt/slides/slide1.xml": "presentationml.slide", "ppt/notesSlides/notesSlide1.xml": "presentationml.notesSlide"}),
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": f'{XML}<p:presentation {p} {R}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>'.encode(),
        "ppt/_rels/presentation.xml.rels": relations(("slide", "slides/slide1.xml")),
        "ppt/slides/slide1.xml": f"{XML}<p:sld {p} {a}>{shape(body)}</p:sld>".encode(),
        "ppt/slides/_rels/slide1.xml.rels": relations(("notesSlide", "../notesSlides/notesSlide1.xml")),
        "ppt/notesSlides/notesSlide1.xml": f"{XML}<p:notes {p} {a}>{shape(notes)}</p:notes>".encode(),
    }  # fmt: skip
    return zip_of(files)


def _line(*runs: str) -> str:
    return "<a:p>" + "".join(f"<a:r><a:t>{escape(run)}</a:t></a:r>" for run in runs) + "</a:p>"


def _slides(draw: Draw) -> Planted:
    data = pptx(_line(draw.filler(1)[0]), _line(draw.sentence(draw.slip("name"))) + _line(draw.slip("phone").text))
    return Planted("talk.pptx", data, "office", "PPTX, notes")


def _slide_runs(draw: Draw) -> Planted:
    name = draw.latin_name().text
    return Planted("talk.pptx", pptx(_line(name[:3], name[3:6], name[6:])), "office", "PPTX, runs")


def odt(content: str, *, meta: str = "", parts: dict[str, bytes] | None = None) -> bytes:
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
    files = {
        "mimetype": b"application/vnd.oasis.opendocument.text",
        "content.xml": f"{XML}<office:document-content {spaces}><office:body><office:text>{content}</office:text></office:body></office:document-content>".encode(),
        "meta.xml": f"{XML}<office:document-meta {spaces}><office:meta>{meta}</office:meta></office:document-meta>".encode(),
        "META-INF/manifest.xml": (XML + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>').encode(),
        **(parts or {}),
    }  # fmt: skip
    return zip_of(files, stored=("mimetype",))


def _odt(draw: Draw) -> Planted:
    name = draw.latin_name().text
    content = f'<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>{escape(draw.slip("alias").text)}</dc:creator></office:change-info><text:p>{escape(draw.slip("name_ar").text)}</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>by <text:span>{escape(name[:4])}</text:span>{escape(name[4:])}</text:p>'  # fmt: skip
    return Planted("memo.odt", odt(content), "office", "ODT, tracked changes and spans")


def _odt_meta(draw: Draw) -> Planted:
    meta = f"<meta:initial-creator>{escape(draw.slip('name').text)}</meta:initial-creator>"
    note = f"<text:p>Road<office:annotation><text:p>{draw.slip('phone').text}</text:p></office:annotation></text:p>"
    return Planted("memo.odt", odt(note, meta=meta), "office", "ODT, author and annotation")


def epub(chapter: str, *, creator: str = "Desk", parts: dict[str, bytes] | None = None) -> bytes:
    opf = f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:x:1</dc:identifier><dc:title>Road</dc:title><dc:creator>{escape(creator)}</dc:creator><dc:language>en</dc:language></metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c"/></spine></package>'  # fmt: skip
    files = {
        "mimetype": b"application/epub+zip",
        "META-INF/container.xml": (XML + '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>').encode(),
        "O/p.opf": (XML + opf).encode(),
        "O/c.xhtml": f'{XML}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Road</title></head><body>{chapter}</body></html>'.encode(),
        **(parts or {}),
    }  # fmt: skip
    return zip_of(files, stored=("mimetype",))


def _epub(draw: Draw) -> Planted:
    chapter = f"<p>Road</p><!-- {escape(draw.slip('name').text)} --><p title='{draw.slip('phone').text}'>x</p>"
    return Planted(
        "story.epub", epub(chapter, creator=draw.slip("name_ar").text), "office", "EPUB, creator, comment, attribute"
    )


def written() -> Iterator[Maker]:
    words = {
        "text": _text, "split runs": _runs, "comment and its author": _comment, "tracked deletion": _changes, "header, footer, footnote": _headers,
        "hidden text": _hidden, "custom XML and properties": _custom, "alternative text": _alt, "picture with EXIF": _picture, "table and text box": _table,
        "field, bookmark, variable": _field, "embedded workbook": _embedded, "unlisted part": _unlisted, "template's path": _template,
        "creator": lambda d: docx(filler(d), creator=d.slip("name").text),
    }  # fmt: skip
    for how, build in words.items():
        yield _docx(how, build)
    tables = {
        "shared string in runs": _shared, "shared string no cell uses": _leftover, "numbers": _numbers, "coordinates in cells": _points,
        "hidden row and column": _hidden_row, "comment": _sheet_comment, "properties": _properties, "defined names": _defined, "formula": _formula,
        "name over two cells": _split_cells,
        "hidden sheet": lambda d: xlsx([plain_row(d), _cells(d, [d.slip("name").text, d.slip("name_ar").text])], states=("", "hidden")),
        "very hidden sheet": lambda d: xlsx([plain_row(d), _cells(d, [d.slip("email").text, d.slip("phone").text])], states=("", "veryHidden")),
        "name of a sheet": lambda d: xlsx([plain_row(d), plain_row(d)], names=("a", d.slip("alias").text)),
    }  # fmt: skip
    for how, build in tables.items():
        yield _xlsx(how, build)
    yield from (_slides, _slide_runs, _odt, _odt_meta, _epub)
