"""A story as written: Markdown in blocks, with bindings to the case and where each of them stands in the file.

Two ways to bind: ``[about 4,000 people]{finding: people}`` binds words, and ``4,000 people {finding: people}`` sets a mark
behind them. A binding that stands alone in a paragraph becomes a block: a quotation, a chart, a step of the map.

Why a rule of the Markdown parser and no search in the text: code, links and emphasis keep their meaning around bindings, and
raw HTML never reaches a page.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from msgspec import Struct

from testimonia.publish.story.front_matter import FrontMatter, read_front_matter
from testimonia.publish.story.problems import Problem, raise_problems

BINDING = re.compile(r"\{(?P<kind>[A-Za-z_]+)(?:\s*:\s*(?P<target>[^{}\n]*?))?\s*\}")
_LIKE_ONE = re.compile(r"\{[^{}\n]*\}?")
KINDS = ("finding", "claim", "quote", "place", "route", "timeline", "accounts", "contradiction", "warning")
ALONE = frozenset({"route", "timeline", "accounts"})
"""Kinds that stand in a paragraph of their own."""
_TARGETLESS = frozenset({"timeline"})
_SCHEMES = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


class Binding(Struct, frozen=True):
    """One binding and where it stands."""

    kind: str
    target: str
    line: int
    column: int
    number: int
    """Its place among all bindings of the story, from 0."""


class Block(Struct, frozen=True):
    """A part of the story's body.

    ``kind``: prose, heading, figure, quote, binding, rule, warning.
    """

    kind: str
    tokens: tuple[Any, ...]
    """markdown-it tokens, to be rendered."""
    binding: Binding | None = None
    """BINDING: what stands alone. QUOTE: whose words they are. FIGURE and WARNING: the warning."""
    level: int = 0
    text: str = ""
    """HEADING: the plain words. FIGURE: the file. WARNING: the words."""


class Story(Struct, frozen=True):
    """A parsed story."""

    file: str
    head: FrontMatter
    blocks: tuple[Block, ...]
    bindings: tuple[Binding, ...]
    images: tuple[str, ...]
    """Files of its images as written, each once."""


def parse_story(text: str, *, file: str = "story.md") -> Story:
    """Read a story.

    Args:
        text: the whole file.
        file: what it is called in messages.

    Raises:
        StoryError: every problem of form at once, with line and column.
    """
    text = text.replace("\r\n", "\n")
    head, start, problems = read_front_matter(text)
    first_line = text.count("\n", 0, start)
    notes = _Notes(text.split("\n"), first_line, problems)
    tokens = make_parser().parse(text[start:], {"notes": notes})
    blocks = tuple(_blocks(tokens, notes))
    _check_order(blocks, notes)
    images = tuple(dict.fromkeys(block.text for block in blocks if block.kind == "figure"))
    raise_problems(problems, file=file)
    return Story(file, head, blocks, tuple(notes.bindings), images)


def make_parser() -> MarkdownIt:
    """CommonMark with tables and without raw HTML, and bindings."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable("table")
    parser.inline.ruler.before("link", "bound", _bound_rule)
    parser.inline.ruler.before("link", "binding", _binding_rule)
    parser.inline.add_terminator_char("{")
    parser.core.ruler.at("inline", _inline_rule)
    return parser


class _Notes:
    """Gathers bindings and problems while the parser runs, and knows which line it is in."""

    def __init__(self, lines: Sequence[str], first_line: int, problems: list[Problem]) -> None:
        self.lines = lines
        self.first_line = first_line
        self.problems = problems
        self.bindings: list[Binding] = []
        self.found: dict[tuple[int, int], int] = {}
        self._columns: dict[int, int] = {}

    def line(self, token: Any) -> int:
        """The line of the file a block token begins in, from 1."""
        return self.first_line + (token.map[0] if token.map else 0) + 1

    def locate(self, line: int, raw: str) -> int:
        """The column of the next occurrence of a piece of source in a line, from 1."""
        source = self.lines[line - 1] if line <= len(self.lines) else ""
        at = source.find(raw, self._columns.get(line, 0))
        if at < 0:
            return 1
        self._columns[line] = at + len(raw)
        return at + 1

    def problem(self, line: int, column: int, message: str) -> None:
        """Keep a problem."""
        self.problems.append(Problem(line, column, message))


def _inline_rule(state: StateCore) -> None:
    """As the parser's own, but says in which line of the body the text begins."""
    for token in state.tokens:
        if token.type == "inline":
            state.env["line"] = token.map[0] if token.map else 0
            token.children = []
            state.md.inline.parse(token.content, state.md, state.env, token.children)


def _place_of(state: StateInline, pos: int, raw: str) -> tuple[int, int]:
    """Line and column of the file. Inline tokens know their block's line; the block is found by the parser beforehand."""
    notes: _Notes = state.env["notes"]
    line = notes.first_line + state.env.get("line", 0) + state.src.count("\n", 0, pos) + 1
    return line, notes.locate(line, raw)


def _match_binding(state: StateInline, pos: int) -> re.Match[str] | None:
    return BINDING.match(state.src, pos, state.posMax)


def _binding_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "{":
        return False
    match = _match_binding(state, state.pos)
    if match is None:
        if not silent and (like := _LIKE_ONE.match(state.src, state.pos, state.posMax)):
            line, column = _place_of(state, state.pos, like[0])
            text = f"{like[0]!r} is no binding: {{finding: people}}; for a brace in the text write \\{{"
            state.env["notes"].problem(line, column, text)
        return False
    if not silent:
        token = state.push("binding", "", 0)
        token.meta = {"binding": _note(state, match)}
    state.pos = match.end()
    return True


def _bound_rule(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    match = _match_binding(state, end + 1) if end >= 0 else None
    if match is None:
        return False
    start, most = state.pos, state.posMax
    if not silent:
        binding = _note(state, match)
        state.push("bound_open", "a", 1).meta = {"binding": binding}
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.posMax = most
        state.push("bound_close", "a", -1).meta = {"binding": binding}
    state.pos = match.end()
    return True


def _note(state: StateInline, match: re.Match[str]) -> Binding:
    notes: _Notes = state.env["notes"]
    line, column = _place_of(state, match.start(), match[0])
    kind, target = match["kind"].casefold(), (match["target"] or "").strip()
    if kind not in KINDS:
        notes.problem(line, column, f"no binding is called {match['kind']!r}; there are {', '.join(KINDS)}")
    elif not target and kind not in _TARGETLESS:
        notes.problem(line, column, f"{match[0]} names nothing: {{{kind}: ...}}")
    binding = Binding(kind, target, line, column, len(notes.bindings))
    notes.bindings.append(binding)
    return binding


def _blocks(tokens: Sequence[Token], notes: _Notes) -> Iterator[Block]:
    """Top-level groups of tokens as blocks."""
    at = 0
    while at < len(tokens):
        end = _end_of_group(tokens, at)
        yield _block(tokens[at:end], notes)
        at = end


def _end_of_group(tokens: Sequence[Token], at: int) -> int:
    depth = 0
    while True:
        depth += tokens[at].nesting
        at += 1
        if depth == 0:
            return at


def _block(group: Sequence[Token], notes: _Notes) -> Block:
    first = group[0]
    if first.type == "heading_open":
        return Block("heading", (group[1],), level=int(first.tag[1]), text=_plain(group[1].children or ()))
    if first.type == "hr":
        return Block("rule", ())
    if first.type == "blockquote_open":
        return _quote(group, notes)
    if first.type == "paragraph_open":
        return _paragraph(group, notes)
    _check_inside(group, notes)
    return Block("prose", tuple(group))


def _paragraph(group: Sequence[Token], notes: _Notes) -> Block:
    children = [child for child in group[1].children or () if child.type not in ("softbreak", "text") or child.content.strip()]
    if children and children[0].type == "image":
        return _figure(group, children, notes)
    if len(children) == 1 and children[0].type == "binding":
        binding: Binding = children[0].meta["binding"]
        if binding.kind == "warning":
            return Block("warning", (), binding, text=binding.target)
        return Block("binding", (), binding)
    _check_inside(group, notes)
    return Block("prose", tuple(group))


def _figure(group: Sequence[Token], children: Sequence[Token], notes: _Notes) -> Block:
    image, rest = children[0], children[1:]
    line = notes.line(group[0])
    warning = None
    if rest and rest[0].type == "binding" and rest[0].meta["binding"].kind == "warning":
        warning, rest = rest[0].meta["binding"], rest[1:]
    if rest:
        notes.problem(line, 1, 'an image stands in a paragraph of its own: ![what it shows](file.jpg "caption")')
    source = str(image.attrs["src"])
    if not _plain(image.children or ()).strip():
        notes.problem(line, 1, f"the image {source} has no text for those who cannot see it: ![what it shows]({source})")
    if re.match(r"(?:[a-z]+:)?//|[a-z]+:|/", source, re.IGNORECASE) or ".." in source.split("/"):
        notes.problem(line, 1, f"the image {source} must lie beside the story or in a folder there")
    return Block("figure", (image,), warning, text=source)


def _quote(group: Sequence[Token], notes: _Notes) -> Block:
    inner = list(group[1:-1])
    binding = None
    inlines = [token for token in inner if token.type == "inline"]
    if inlines and (children := inlines[-1].children or []) and children[-1].type == "binding":
        binding = children[-1].meta["binding"]
        if len(children) == 1:
            at = inner.index(inlines[-1])
            inner = inner[: at - 1] + inner[at + 2 :]
        else:
            inlines[-1].children = children[: -2 if children[-2].type == "softbreak" else -1]
    _check_inside(inner, notes)
    return Block("quote", tuple(inner), binding)


def _check_inside(group: Sequence[Token], notes: _Notes) -> None:
    """Bindings that need a paragraph of their own, images inside text, and links that lead nowhere a reader can go."""
    for token in group:
        if token.type in ("heading_open",):
            notes.problem(notes.line(token), 1, "a heading stands at the margin, not inside a list or a quotation")
        for child in token.children or ():
            line = notes.line(token)
            if child.type == "binding" and child.meta["binding"].kind in (*ALONE, "warning"):
                binding: Binding = child.meta["binding"]
                text = f"{{{binding.kind}}} stands in a paragraph of its own"
                notes.problem(binding.line, binding.column, text)
            elif child.type == "bound_open" and child.meta["binding"].kind in (*ALONE, "warning"):
                binding = child.meta["binding"]
                notes.problem(binding.line, binding.column, f"{{{binding.kind}}} binds no words: it stands alone")
            elif child.type == "image":
                notes.problem(line, 1, "an image stands in a paragraph of its own")
            elif child.type == "link_open" and not _SCHEMES.match(str(child.attrs["href"])):
                notes.problem(
                    line, 1, f"the link {child.attrs['href']!r} must be an address (https://...) or a place here (#...)"
                )


def _check_order(blocks: Sequence[Block], notes: _Notes) -> None:
    """Headings begin with the second level (the title is the first) and leave none out."""
    level = 1
    for block in blocks:
        if block.kind == "heading":
            line = notes.line(block.tokens[0])
            if block.level == 1:
                notes.problem(line, 1, "the title stands in the head; headings in the text begin with ##")
            elif block.level > level + 1:
                notes.problem(line, 1, f"a heading of level {block.level} after one of level {level}: leave none out")
            level = max(block.level, 1)


def _plain(tokens: Sequence[Token]) -> str:
    return "".join(
        token.content if token.type in ("text", "code_inline") else " " if "break" in token.type else "" for token in tokens
    )
