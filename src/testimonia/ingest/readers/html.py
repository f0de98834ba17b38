"""Web pages: the text of the article, without the page around it, and what the page says about itself.

Why two ways: on an article page trafilatura finds the text among menus and advertising; on a small or unusual page it may
drop half of it, and a dropped sentence is dropped evidence. There the text of every block is taken.

Source: HTML Living Standard (elements and what they mean).
"""

import html
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from testimonia.errors import ReadError
from testimonia.ingest.encodings import decode_text
from testimonia.ingest.metadata import merge_metadata
from testimonia.ingest.page_metadata import page_metadata
from testimonia.ingest.parts import Reading, TextBuilder
from testimonia.ingest.turns import to_reading
from testimonia.model.material import Metadata
from testimonia.model.phrases import told

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = frozenset(
    {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_NOT_TEXT = {
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "svg",
    "iframe",
    "object",
    "select",
    "button",
    "textarea",
    "math",
}
_AROUND = {"nav", "footer", "aside", "form"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>")
_VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "th",
        "tr",
        "dd",
        "dt",
        "option",
    }
)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]*>", re.IGNORECASE)
_SCRIPT_END = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style")}
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]*\n[ \t\r\f\v\u00a0]*|[ \t\r\f\v\u00a0]+")

_DEEPEST = 500
"""Nesting beyond this is no page that a person wrote; tree builders take minutes on it or crash."""
_SMALL = 1_500
"""Characters of block text below which a page is read whole."""
_KEPT = 0.4
"""Share of the block text that the article must have, or the page is read whole."""
_LONGEST = 5_000_000
"""Characters beyond which no article is looked for."""


class Block(NamedTuple):
    """One block of a page."""

    kind: str
    text: str


def read_html(data: bytes, metadata: Metadata) -> Reading:
    """Read a web page.

    Raises:
        ReadError: there is no text in it.

    >>> page = b"<html><head><title>Convoy</title></head><body><h1>Convoy</h1><p>They <b>left</b> at four.</p></body></html>"
    >>> reading = read_html(page, Metadata())
    >>> reading.text, reading.metadata.title
    ('Convoy\\nThey left at four.', 'Convoy')
    """
    source = _decode(data)
    is_deep = _nesting(source) > _DEEPEST
    found = Metadata() if is_deep else page_metadata(source)
    blocks = html_blocks(source, is_deep=is_deep)
    if not is_deep and len(source) <= _LONGEST:
        blocks = _article(source, blocks)
    if not blocks:
        words = "no text was found on this page; if it is filled in by a script, save it from a browser after it has loaded"
        raise ReadError(told(words, "unread.page_empty"))
    builder = TextBuilder()
    for block in blocks:
        builder.add(block.text, kind=block.kind)
    text, parts = builder.build()
    notes = ("The page is nested too deeply to be understood: its text was taken without its structure.",) if is_deep else ()
    return to_reading(text, parts, merge_metadata(metadata, found), notes=notes)


def html_blocks(source: str, *, is_deep: bool | None = None) -> list[Block]:
    """The text of every block of a page in order, without menus, forms and scripts.

    >>> html_blocks("<p>One<br>two</p><ul><li>three</ul>")
    [Block(kind='paragraph', text='One\\ntwo'), Block(kind='paragraph', text='three')]
    """
    if is_deep if is_deep is not None else _nesting(source) > _DEEPEST:
        return _flat(source)
    found = [(Block(kind, text), is_article) for kind, raw, is_article in _tree_blocks(source) for text in _texts(kind, raw)]
    blocks = [Block("paragraph", block.text) if block.kind == "pre" else block for block, _ in found]
    inside = [block for block, (_, is_article) in zip(blocks, found, strict=True) if is_article]
    # Where the page marks its article and that is most of it, what stands around it is not its text.
    return inside if 2 * sum(len(block.text) for block in inside) > sum(len(block.text) for block in blocks) else blocks


def _texts(kind: str, raw: str) -> list[str]:
    """The clean text of a block; several where preformatted text has blank lines."""
    if kind != "pre":
        return [text] if (text := _clean(raw)) else []
    return [text.strip() for text in re.split(r"\n[ \t]*\n", raw) if text.strip()]


def _decode(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            name = declared[1].decode("ascii").lower()
            return data.decode({"iso-8859-1": "cp1252", "latin1": "cp1252"}.get(name, name)).replace("\r\n", "\n")
        except (UnicodeError, LookupError):
            pass  # a declaration that is not true: the bytes tell better
    return decode_text(data)[0]


def _nesting(source: str) -> int:
    """How deep elements are nested at most, as far as the tags alone tell."""
    depth = deepest = 0
    for closing, name, rest in _TAG.findall(_without_scripts(source)):
        if name.lower() in _VOID or rest.endswith("/"):
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _tree_blocks(source: str) -> Iterator[tuple[str, str, bool]]:
    """Kind and raw text of each block, from the page's tree, and whether it stands in an article."""
    from selectolax.lexbor import LexborHTMLParser

    root = LexborHTMLParser(source).root
    current: list[str] = []
    place = _Place(-1, "paragraph", False)
    for node in root.traverse(include_text=True) if root else ():
        tag = node.tag
        if tag == "br":
            current.append("\n")
        elif tag in _BLOCKS:
            yield place.kind, "".join(current), place.is_article
            current, place = [], place._replace(block=-1)
        elif tag == "-text" and (here := _place(node)).kind:
            if here.block != place.block:
                yield place.kind, "".join(current), place.is_article
                current, place = [], here
            text = node.text_content or ""
            current.append(text if here.kind == "pre" else text.replace("\n", " "))
    yield place.kind, "".join(current), place.is_article


class _Place(NamedTuple):
    """Where a text stands."""

    block: int
    """Identity of the block element around it."""
    kind: str
    """Kind of block; empty: not to be read."""
    is_article: bool


def _place(node: Any) -> _Place:
    block, kind = -1, "paragraph"
    is_header = is_article = False
    parent = node.parent
    while parent is not None:
        tag = parent.tag
        if tag in _NOT_TEXT or (tag in _AROUND and not is_article):
            return _Place(block, "", is_article)
        if block < 0 and tag in _BLOCKS:
            block = parent.mem_id
        if tag in _HEADINGS:
            kind = "heading"
        elif kind == "paragraph" and tag in ("blockquote", "pre"):
            kind = "quoted" if tag == "blockquote" else "pre"
        is_header = is_header or tag == "header"
        is_article = is_article or tag in ("article", "main")
        parent = parent.parent
    return _Place(block, "" if is_header and not is_article else kind, is_article)


def _flat(source: str) -> list[Block]:
    """The text of a page by taking its tags away: for pages no tree can be built of in reasonable time."""
    text = _TAG.sub(lambda m: "\n" if m[2].lower() in _BLOCKS else "", _without_scripts(source))
    return [Block("paragraph", line) for piece in html.unescape(text).split("\n") if (line := " ".join(piece.split()))]


def _without_scripts(source: str) -> str:
    """A page without its scripts and styles, in one pass: a lazy expression takes minutes on a page of unclosed ones."""
    kept, position = [], 0
    while match := _SCRIPT.search(source, position):
        kept.append(source[position : match.start()])
        end = _SCRIPT_END[match[1].lower()].search(source, match.end())
        if not end:
            return "".join(kept)
        position = end.start()
    return "".join([*kept, source[position:]])


def _article(source: str, blocks: list[Block]) -> list[Block]:
    """The article of a page if one can be told from the page around it, else all blocks."""
    whole = sum(len(block.text) for block in blocks)
    if whole < _SMALL:
        return blocks
    import trafilatura

    document = trafilatura.bare_extraction(
        source, with_metadata=False, include_comments=False, deduplicate=False, favor_recall=True
    )
    body = getattr(document, "body", None)
    if body is None:
        return blocks
    article = [Block(kind, text) for kind, raw in _extracted(body) if (text := _clean(raw))]
    return article if sum(len(block.text) for block in article) >= _KEPT * whole else blocks


_KINDS = {
    "head": "heading",
    "p": "paragraph",
    "item": "paragraph",
    "quote": "quoted",
    "row": "row",
    "ab": "paragraph",
    "code": "paragraph",
}


def _extracted(body: Any) -> Iterator[tuple[str, str]]:
    """Kind and raw text of each block of an extracted article, in document order, each text once."""
    stack: list[tuple[str, list[str]]] = [("paragraph", [])]
    from lxml import etree  # type: ignore[import-untyped]

    for event, element in etree.iterwalk(body, events=("start", "end")):
        kind = _KINDS.get(element.tag)
        if event == "start":
            if kind:
                yield stack[-1][0], "".join(stack[-1][1])
                stack[-1][1].clear()
                stack.append(("quoted" if kind == "paragraph" and stack[-1][0] == "quoted" else kind, []))
            elif element.tag == "lb":
                stack[-1][1].append("\n")
            stack[-1][1].append((element.text or "").replace("\n", " "))
            continue
        if kind:
            yield stack[-1][0], "".join(stack[-1][1])
            stack.pop()
        elif element.tag == "cell":
            stack[-1][1].append(" | ")
        stack[-1][1].append((element.tail or "").replace("\n", " "))
    yield stack[-1][0], "".join(stack[-1][1])


def _clean(text: str) -> str:
    return _SPACES.sub(lambda m: "\n" if "\n" in m[0] else " ", text).strip().strip("|").strip()
