"""Addresses that a reader's program fetches by itself when a page, a picture or a script is opened.

Each tells a stranger who reads the story, when and from where. A link that a reader must click is none of them.
"""

import re
from collections.abc import Iterator

from testimonia.protect.gate.opening.escapes import undo_css_escapes, undo_entities
from testimonia.protect.gate.pieces import Request

_ABSOLUTE = re.compile(r"\s*((?:https?:|wss?:|ftp:|[\\/]{2})[\\/]*[^\s\"'<>,]+)", re.IGNORECASE)
_START = re.compile(r"<([A-Za-z][\w:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>|<([A-Za-z][\w:-]*)([^<>]*)>")
_ATTRIBUTE = re.compile(r"([A-Za-z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_UNFETCHED = re.compile(r"<(template|textarea|title)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_DATA_SCRIPT = re.compile(
    r"<script\b[^<>]*type\s*=\s*[\"']?(?:application/(?:ld\+)?json|text/(?:plain|template|x-))[^<>]*>.*?(?:</script\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_SCRIPT = re.compile(r"<script\b[^<>]*>(.*?)(?:</script\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_STYLE = re.compile(r"<style\b[^<>]*>(.*?)(?:</style\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_URL = re.compile(r"(?:url\(\s*[\"']?|@import\s+[\"']|image-set\(\s*[\"']|src\(\s*[\"'])([^\"')\s]+)", re.IGNORECASE)
_SCRIPTED = re.compile(
    r"(?:\b(?:fetch|importScripts|import|WebSocket|EventSource|sendBeacon|Worker|SharedWorker|Audio|tileLayer|getJSON|ajax|axios(?:\.\w+)?"
    r"|\$\.(?:get|post)|d3\.(?:json|csv|tsv|text|xml|svg|image)|URL|serviceWorker\.register|loadScript|load|Request|setUrl|loadImage|addSource)\s*\(\s*"
    r"|\bopen\s*\(\s*[\"'`](?:GET|POST|HEAD|PUT)[\"'`]\s*,\s*|\b(?:import|export)\b[^\"'`;()\n]{0,200}?(?:from\s*)?"
    r"|\.(?:src|srcset|poster|data|background)\s*=\s*|\bsetAttribute\s*\(\s*[\"'`](?:src|srcset|poster|data)[\"'`]\s*,\s*"
    r"|[\"'`]?\b(?:tiles|style|glyphs|sprite|tileUrl|url|baseURL)[\"'`]?\s*:\s*\[?\s*)"
    r"[\"'`]((?:https?:|wss?:)?//[^\"'`\s]+)"
)
_PROCESSING = re.compile(r"<\?xml-stylesheet\b[^>]*?\bhref\s*=\s*[\"']([^\"'>]+)", re.IGNORECASE)
_EXTERNAL = re.compile(
    r"<!(?:DOCTYPE|ENTITY)\b[^>\[\"']*?(?:SYSTEM\s+|PUBLIC\s+(?:\"[^\"]*\"|'[^']*')\s+)[\"']([^\"'>]+)", re.IGNORECASE
)
_KNOWN_DTD = re.compile(r"https?://(?:www\.)?(?:w3\.org|apple\.com/DTDs|openoffice\.org)/", re.IGNORECASE)
"""Document types that programs know by heart and do not fetch."""
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_PICTURE = re.compile(
    r"!\[[^\]\n]{0,500}\]\(\s*<?([^)\s>]+)|^\s*\[[^\]\n]{1,200}\]:\s*<?(https?://\S+\.(?:png|jpe?g|gif|svg|webp))", re.MULTILINE
)
_RELATIONS = frozenset(
    [
        "stylesheet",
        "preload",
        "prefetch",
        "prerender",
        "dns-prefetch",
        "preconnect",
        "modulepreload",
        "icon",
        "apple-touch-icon",
        "apple-touch-icon-precomposed",
        "apple-touch-startup-image",
        "mask-icon",
        "fluid-icon",
        "manifest",
        "import",
    ]
)
_ALWAYS = frozenset(
    {
        "src",
        "srcset",
        "imagesrcset",
        "poster",
        "background",
        "ping",
        "data",
        "dynsrc",
        "lowsrc",
        "classid",
        "codebase",
        "archive",
    }
)
_LINKING = frozenset({"a", "area", "link", "base"})
"""Elements whose ``href`` is a link, or is judged by what it relates to."""
_DRAWN = frozenset(
    {
        "image",
        "use",
        "feimage",
        "script",
        "pattern",
        "lineargradient",
        "radialgradient",
        "filter",
        "mpath",
        "textpath",
        "tref",
        "cursor",
        "include",
    }
)
"""Elements of SVG (and XInclude) whose ``href`` is fetched. Source: SVG 2, section 16.1."""

HTML, CSS, SCRIPT, MARKDOWN, DATA = "html", "css", "script", "markdown", "data"


def kind_of(text: str, name: str, media_type: str) -> str:
    """Which program would open the text: that decides what in it is fetched."""
    said = media_type.partition(";")[0].strip().lower()
    ending = name.lower().rpartition(".")[2] if "." in name else ""
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype html", "<html", "<svg", "<?xml", "<!doctype svg", "<head", "<body")) or "<html" in head:
        return HTML
    if (
        said in ("text/html", "image/svg+xml", "application/xhtml+xml")
        or said.endswith("/xml")
        or ending in ("html", "htm", "xhtml", "svg", "xml", "mht", "mhtml", "kml", "php", "eml")
    ):
        return HTML
    if said == "text/css" or ending in ("css", "scss", "less"):
        return CSS
    if "javascript" in said or ending in ("js", "mjs", "cjs", "ts", "jsx"):
        return SCRIPT
    if ending in ("md", "markdown"):
        return MARKDOWN
    return DATA


def find_fetches(text: str, name: str, media_type: str, place: str) -> Iterator[Request]:
    """Each address outside the publication that opening ``text`` would fetch, once, with its line.

    >>> [found.address for found in find_fetches('<img src="//example.org/a.png">', "a.html", "", "")]
    ['//example.org/a.png']
    """
    kind = kind_of(text, name, media_type)
    if kind == DATA or ("//" not in text and "\\" not in text and "/&" not in text and "&#" not in text):
        return
    seen: set[str] = set()
    for address, start, what in _READERS[kind](text):
        match = _ABSOLUTE.match(address)
        if match and match[1] not in seen:
            seen.add(match[1])
            line = text.count("\n", 0, start) + 1
            yield Request(match[1].rstrip(");"), f"{place} > {what}, line {line}" if place else f"{what}, line {line}")


_Address = tuple[str, int, str]


def _from_html(text: str) -> Iterator[_Address]:
    blanked = _DATA_SCRIPT.sub(_blank, _UNFETCHED.sub(_blank, _COMMENT.sub(_blank, text)))
    for match in _START.finditer(blanked):
        yield from _from_element((match[1] or match[3]).lower(), match[2] or match[4] or "", match.start())
    for pattern, reader in ((_STYLE, _from_css), (_SCRIPT, _from_script)):
        for match in pattern.finditer(blanked):
            for address, start, what in reader(match[1]):
                yield address, match.start(1) + start, what
    for match in _PROCESSING.finditer(blanked):
        yield undo_entities(match[1]), match.start(), "style sheet of the XML document"
    for match in _EXTERNAL.finditer(blanked):
        if not _KNOWN_DTD.match(match[1]):
            yield match[1], match.start(), "external document type or entity"


def _blank(match: re.Match[str]) -> str:
    """Nothing, on as many lines."""
    return "\n" * match[0].count("\n")


def _from_element(element: str, inside: str, start: int) -> Iterator[_Address]:
    if "=" not in inside:
        return
    attributes = {name.lower(): undo_entities(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(inside)}
    local = element.rpartition(":")[2]
    for name, value in attributes.items():
        what = f"attribute {name} of <{element}>"
        if name in _ALWAYS or (name == "href" and local == "base") or (name == "manifest" and local == "html"):
            for part in value.split() if name in ("srcset", "imagesrcset", "ping") else (value,):
                yield part, start, what
        elif name == "href" and local == "link":
            if _RELATIONS & set(attributes.get("rel", "").lower().split()):
                yield value, start, what
        elif name in ("href", "xlink:href") and local in _DRAWN - _LINKING:
            yield value, start, what
        elif name == "content" and attributes.get("http-equiv", "").lower() == "refresh":
            yield from ((found, start, "refresh of the page") for found in _REFRESH.findall(value))
        elif name == "srcdoc":
            yield from ((address, start, f"{inner} in {what}") for address, _, inner in _from_html(value))
        elif name == "style" or "url(" in value:
            yield from ((address, start, what) for address, _, _ in _from_css(value))
        elif name.startswith("on"):
            yield from ((address, start, what) for address, _, _ in _from_script(value))


def _from_css(text: str) -> Iterator[_Address]:
    plain = _CSS_COMMENT.sub(_blank, text)
    for undone in (plain, *(undone.what for undone in undo_css_escapes(plain) if isinstance(undone.what, str))):
        for match in _CSS_URL.finditer(undone):
            yield match[1], match.start(), "style sheet"


def _from_script(text: str) -> Iterator[_Address]:
    for match in _SCRIPTED.finditer(text.replace("\\/", "/")):
        yield match[1], match.start(), "script"
    if "<" in text:
        for match in _START.finditer(text.replace("\\/", "/").replace('\\"', '"')):
            yield from _from_element((match[1] or match[3]).lower(), match[2] or match[4] or "", match.start())


def _from_markdown(text: str) -> Iterator[_Address]:
    for match in _PICTURE.finditer(text):
        yield match[1] or match[2], match.start(), "picture"
    yield from _from_html(text)


_READERS = {HTML: _from_html, CSS: _from_css, SCRIPT: _from_script, MARKDOWN: _from_markdown}
