"""HTML, XML and SVG as a reader sees them: tags taken out, so that a name cut by tags is whole again.

Pattern matching, not a parser: it must not lose text to a broken page, and what it reads is also read as it stands. Elements
that are hidden, or shown from right to left, need the tree and their style; there the HTML parser is asked.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from testimonia.protect.gate.opening.escapes import undo_entities
from testimonia.protect.gate.opening.shapes import has_any
from testimonia.protect.gate.opening.windows import MARGIN, Undone

_TAG = re.compile(r"</?[A-Za-z](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+>|</?[A-Za-z!?][^<>]*>")
_SIGN = re.compile(r"</?[A-Za-z][^<>]{0,400}>|<!--")
_INLINE = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|blink|cite|code|data|del|dfn|em|font|g|i|ins|kbd|label|mark|nobr|noscript|output|q|rp|rt|rb|ruby"
    r"|s|samp|slot|small|span|strike|strong|sub|sup|text:span|text:s|time|tspan|textpath|tt|u|use|var|w:[a-z]+|wbr|font|path"
    r"|shy|img|input|button|svg|math|m[ionst]|meter|progress|script|style|template|[a-z]+-[a-z-]+)(?:[\s/](?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)?>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--.*?(?:--!?>|\Z)", re.DOTALL)
_CDATA = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
_UNSHOWN = re.compile(r"<(script|style|template)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0|\bhidden\b|aria-hidden|<(?:rp|rt|del)\b|color\s*:\s*transparent",
    re.IGNORECASE,
)
_HIDING_SIGNS = (b"display", b"visibility", b"font-size", b"opacity", b"hidden", b"<rp", b"<rt", b"<del", b"transparent")
_HIDDEN = (
    '[hidden],[style*="display:none" i],[style*="display: none" i],'
    '[style*="visibility:hidden" i],[style*="visibility: hidden" i],'
    '[style*="font-size:0" i],[style*="font-size: 0" i],[style*="opacity:0" i],[style*="opacity: 0" i],[aria-hidden="true" i],'
    '[style*="transparent" i],rp,rt,del,script,style,template,noscript'
)
_HIDING_CLASS = re.compile(
    r"\.([A-Za-z_][\w-]*)\s*\{[^}]*(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0)", re.IGNORECASE
)
_TURNING = (
    b"<bdo",
    b"bidi-override",
    b"&#8238",
    b"&#8237",
    b"&#x202e",
    b"&#x202d",
    b"rotatey(180",
    b"scalex(-1",
    b"row-reverse",
)
_BDO = re.compile(
    r"<(bdo)\b[^<>]*>(.*?)(?:</bdo\s*>|\Z)|<([a-z]+)\b[^<>]*style\s*=\s*[\"'][^\"'<>]*(?:bidi-override|row-reverse|scalex\(-1)[^<>]*>(.*?)(?:</\3\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_OVERRIDE = re.compile(r"[\u202d\u202e]([^\u202c\n]*)(?:\u202c|$)", re.MULTILINE)
_CONTENT = re.compile(r"content\s*:\s*((?:\s*(?:\"[^\"\n]*\"|'[^'\n]*'))+)", re.IGNORECASE)
_CSS_STRING = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_DECLARATION = re.compile(r"<!ENTITY\s+(%\s+)?([\w.:-]+)\s+(?:\"([^\"]*)\"|'([^']*)')\s*>")
_REFERENCE = re.compile(r"[&%]([A-Za-z_][\w.:-]*);")
_CUT = "\ue0f0"
"""Where a tag was that leaves nothing behind."""
ENTITY_BUDGET = 1 << 17
"""Characters that a document's own entities may grow to: far more than any real one has."""


def strip_markup(text: str) -> Iterator[Undone]:
    """The text between the tags: inline tags leave nothing behind, others a line break; then all run together.

    >>> [undone.what for undone in strip_markup("<p><b>Na</b>wwaf</p>")]
    ['Nawwaf']
    """
    if "<" not in text or not _SIGN.search(text):
        return
    shown = _CDATA.sub(lambda match: match[1].replace("<", "&lt;"), text) if "<![CDATA[" in text else text
    shown = _UNSHOWN.sub(_CUT, _COMMENT.sub(_CUT, shown))
    lines = _lines(_TAG.sub("\n", _INLINE.sub(_CUT, shown)))
    lines = ["".join(map(_both_ends, line.split(_CUT))) for line in lines]
    yield Undone(undo_entities("\n".join(lines)), "tags removed")
    if len(lines) > 1:
        yield Undone(undo_entities("".join(map(_ends, lines))), "tags and line breaks removed", final=True)


def _both_ends(part: str) -> str:
    """What stands between two tags, or its two ends if it is long prose: the rest was read where it stands."""
    if len(part) < 3 * MARGIN:
        return part
    first, last = part.rfind(" ", 0, MARGIN), part.find(" ", len(part) - MARGIN)
    return part if first < 0 or last < 0 or "&" in part else f"{part[:first]} … {part[last:]}"


def _ends(line: str) -> str:
    """A line, or its two ends if it is long: a name cut by a line break stands there."""
    return line if len(line) < 100 else f"{line[:40]} … {line[-40:]}"


def _lines(text: str) -> list[str]:
    """Its lines without the blanks around them and without empty ones."""
    return [line for line in map(str.strip, text.split("\n")) if line]


def strip_hidden(text: str) -> Iterator[Undone]:
    """The text without elements that are not shown, between whose pieces a name may be cut."""
    if "<" not in text or not has_any(text, *_HIDING_SIGNS) or not _HIDING.search(text) or not _SIGN.search(text):
        return
    tree = LexborHTMLParser(text)
    classes = "".join(f",.{name}" for name in dict.fromkeys(_HIDING_CLASS.findall(text)))
    for node in tree.css(_HIDDEN + classes):
        if node.tag not in ("html", "body"):
            node.decompose(recursive=True)
    root = tree.root
    if root is not None:
        yield Undone("\n".join(_lines(root.text(deep=True, separator=""))), "hidden elements removed")


def undo_reordering(text: str) -> Iterator[Undone]:
    """Text that is stored backwards and shown forwards by ``<bdo>``, CSS or U+202E.

    >>> [undone.what for undone in undo_reordering("see \\u202efawwaN\\u202c there")][0]
    'see Nawwaf there'
    """
    if not ("\u202e" in text or "\u202d" in text or has_any(text, *_TURNING)):
        return
    turned = _BDO.sub(lambda match: _TAG.sub("", match[2] or match[4] or "")[::-1], undo_entities(text))
    turned = _OVERRIDE.sub(lambda match: match[1][::-1], turned)
    read = _TAG.sub("", turned)
    yield Undone(read, "shown from right to left")
    yield Undone(_TAG.sub("", text)[::-1], "reversed", final=True)


def join_generated(text: str) -> Iterator[Undone]:
    """The strings that a style sheet writes into the page (``content: "Na"``), one after the other."""
    if "content" not in text:
        return
    strings = ["".join(first or second for first, second in _CSS_STRING.findall(match[1])) for match in _CONTENT.finditer(text)]
    if strings:
        yield Undone("".join(strings) + "\n" + "\n".join(strings), "text from the style sheet")


def expand_entities(text: str) -> Iterator[Undone]:
    """Entities that an XML document declares itself, put in; nothing is fetched, and what grows without end is refused."""
    if "<!ENTITY" not in text:
        return
    entities: dict[str, str] = {}
    for _, name, double, single in _DECLARATION.findall(text):
        entities.setdefault(name, undo_entities(double or single))
    current = text
    for _ in range(32):
        grown = _expand_once(current, entities, most=2 * len(text) + ENTITY_BUDGET)
        if grown is None:
            yield Undone("its own entities grow without bound: write the text out", "", refused=True)
            return
        if grown == current:
            break
        current = grown
    if current != text:
        yield Undone(current, "XML entities")


def _expand_once(text: str, entities: dict[str, str], *, most: int) -> str | None:
    """One round of putting in; ``None`` if it grows beyond ``most`` characters."""
    size = len(text)
    parts: list[str] = []
    last = 0
    for match in _REFERENCE.finditer(text):
        value = entities.get(match[1])
        if value is None:
            continue
        size += len(value) - len(match[0])
        if size > most:
            return None
        parts += (text[last : match.start()], value)
        last = match.end()
    return "".join((*parts, text[last:]))


MARKUP_VIEWS = (strip_markup, strip_hidden, undo_reordering, join_generated, expand_entities)
