"""The body of a story as HTML: its blocks in order, steps of the map around one picture, bindings as ways to their evidence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape
from msgspec import Struct

from testimonia.publish.pixels import FreshPicture
from testimonia.publish.story.evidence import EvidenceRoom, Panel
from testimonia.publish.story.parsing import Binding, Block, Story, make_parser
from testimonia.publish.story.resolving import Target, fold
from testimonia.publish.story.words import Texts, quoted

CLOSING = ("”", '"', "»", "’", "'")
"""Signs that end a quotation: a bare ``{quote: ...}`` behind one is a mark and does not repeat the words."""
_IN_STEPS = frozenset({"prose", "quote", "figure", "warning"})
_STEP_BINDINGS = frozenset({"claim", "quote", "place", "finding"})


class Picture(Struct, frozen=True):
    """A picture of the story as it is published."""

    path: str
    fresh: FreshPicture


class Body(Struct, frozen=True):
    """The body, and what it needs beside it."""

    html: Markup
    panels: tuple[Panel, ...]
    """In the order of their numbers."""
    references: Mapping[str, str]
    """Panel's key -> id of its first mention."""
    needs_map: bool


class BodyBuilder:
    """Builds the body of one story.

    Args:
        blocks: template macros of ``blocks.html``.
        chart: question id -> the accounts chart as HTML.
        route: route id -> its map's parts, or None.
    """

    def __init__(
        self,
        story: Story,
        targets: Mapping[int, Target],
        room: EvidenceRoom,
        *,
        blocks: Any,
        chart: Callable[[str], Markup],
        route: Callable[[str], Any],
        pictures: Mapping[str, Picture],
    ) -> None:
        self._story = story
        self._targets = targets
        self._room = room
        self._blocks = blocks
        self._chart = chart
        self._route = route
        self._pictures = pictures
        self._texts: Texts = room.texts
        self._panels: dict[str, Panel] = {}
        self._references: dict[str, str] = {}
        self._charts = 0
        self._headings = 0
        self._needs_map = False
        self._markdown = _renderer(self)

    def build(self) -> Body:
        """The body."""
        html = Markup("\n").join(self._parts())
        return Body(html, tuple(self._panels.values()), self._references, self._needs_map)

    def _parts(self) -> Iterator[Markup]:
        steps: list[tuple[Target, list[Markup]]] = []
        for block in self._story.blocks:
            target = self._targets.get(block.binding.number) if block.kind == "binding" and block.binding else None
            if target and target.kind == "route":
                if steps and steps[0][0].ids != target.ids:
                    yield self._scroll(steps)
                    steps = []
                steps.append((target, []))
            elif steps and (block.kind in _IN_STEPS or (target and target.kind in _STEP_BINDINGS)):
                steps[-1][1].append(self._block(block, target))
            else:
                if steps:
                    yield self._scroll(steps)
                    steps = []
                yield self._block(block, target)
        if steps:
            yield self._scroll(steps)

    def _scroll(self, steps: Sequence[tuple[Target, list[Markup]]]) -> Markup:
        found = self._route(steps[0][0].ids[0])
        self._needs_map = self._needs_map or found is not None
        shown = [(target, Markup("\n").join(parts)) for target, parts in steps]
        pictures = (Markup(found.wide), Markup(found.narrow)) if found else ()
        return Markup(self._blocks.scroll(found, pictures, shown, self._texts))

    def _block(self, block: Block, target: Target | None) -> Markup:
        match block.kind:
            case "heading":
                self._headings += 1
                return Markup(self._blocks.heading(block.level, f"part-{self._headings}", self._inline(block.tokens[0])))
            case "figure":
                return self._figure(block)
            case "quote":
                return self._pull(block)
            case "warning":
                return Markup(self._blocks.warning(block.text, self._texts))
            case "rule":
                return Markup("<hr>")
            case "binding":
                return self._standing(block.binding, target)
            case _:
                return Markup(self._markdown.renderer.render(list(block.tokens), self._markdown.options, {}))

    def _inline(self, token: Token) -> Markup:
        return Markup(self._markdown.renderer.render([token], self._markdown.options, {}))

    def _figure(self, block: Block) -> Markup:
        image = block.tokens[0]
        picture = self._pictures[block.text]
        alt = "".join(child.content for child in image.children or ())
        number = list(self._pictures).index(block.text) + 1
        warning = block.binding.target if block.binding else ""
        caption = image.attrs.get("title", "")
        return Markup(self._blocks.figure(picture, alt, caption, warning, f"media-{number}", self._texts))

    def _pull(self, block: Block) -> Markup:
        words = Markup(self._markdown.renderer.render(list(block.tokens), self._markdown.options, {}))
        if block.binding is None:
            return Markup(self._blocks.pull(words, None, "", self._texts))
        panel = self._panel(self._targets[block.binding.number])
        return Markup(self._blocks.pull(words, _first(panel), self._mark(block.binding), self._texts))

    def _standing(self, binding: Binding | None, target: Target | None) -> Markup:
        """A binding that stands alone in its paragraph."""
        if binding is None or target is None:
            raise AssertionError("a block of a binding has one that was resolved")
        match target.kind:
            case "accounts":
                self._charts += 1
                return self._chart(target.ids[0])
            case "timeline":
                return Markup(self._blocks.timeline(*_events(self._room, target), self._texts))
            case "finding":
                return Markup(self._blocks.card(self._panel(target), self._mark(binding), self._texts))
            case "contradiction":
                return Markup(self._blocks.contradiction(self._panel(target), self._mark(binding), self._texts))
            case "place":
                return Markup("<p>{}</p>").format(self.bare(binding, ""))
            case _:
                panel = self._panel(target)
                voice = _first(panel)
                words = Markup("<p>{}</p>").format(self._quoted(voice.words) if voice and voice.words else panel.title)
                return Markup(self._blocks.pull(words, voice, self._mark(binding), self._texts))

    # What the Markdown renderer asks for

    def bare(self, binding: Binding, before: str) -> Markup:
        """A binding inside a sentence: a mark behind the words it binds, or the words themselves.

        Args:
            before: the text right before it.
        """
        if self.is_mark(binding, before):
            return self._mark(binding)
        return self._bound(binding, self._filling(self._targets[binding.number]))

    def is_mark(self, binding: Binding, before: str) -> bool:
        """Whether a binding inside a sentence only marks the words before it."""
        target = self._targets[binding.number]
        if target.kind == "quote":
            return before.rstrip().endswith(CLOSING)
        if target.kind == "place":
            return fold(before).endswith((fold(binding.target), fold(str(self._filling(target)))))
        return True

    def opening(self, binding: Binding, *, is_empty: bool) -> Markup:
        """What stands before bound words; where there are none, the evidence's own."""
        target = self._targets[binding.number]
        start = Markup('<a class="evidence bound" href="#{}" id="{}">').format(self._anchor(target), self._refer(binding))
        return start + self._filling(target) if is_empty else start

    def closing(self, binding: Binding) -> Markup:
        """What stands behind bound words."""
        panel = self._panel(self._targets[binding.number])
        return Markup('<sup><span class="unseen"> {} </span>{}</sup></a>').format(self._texts["evidence"], panel.number)

    def _bound(self, binding: Binding, words: Markup | str) -> Markup:
        return self.opening(binding, is_empty=False) + escape(words) + self.closing(binding)

    def _mark(self, binding: Binding) -> Markup:
        target = self._targets[binding.number]
        panel = self._panel(target)
        label = self._texts["evidence_of"].format(n=panel.number, title=panel.title)
        return Markup('<sup class="mark"><a class="evidence" href="#{}" id="{}" aria-label="{}">{}</a></sup>').format(
            self._anchor(target), self._refer(binding), label, panel.number
        )

    def _filling(self, target: Target) -> Markup | str:
        room = self._room
        match target.kind:
            case "finding":
                return room.short(room.findings[target.ids[0]])
            case "claim":
                claim = room.claims[target.ids[0]]
                return self._quoted(claim.value.words) if claim.value.words else self._texts["withheld_words"]
            case "quote":
                return self._quoted(room.quotes[target.ids[0]].words)
            case "place":
                return room.places[target.ids[0]].ref.name
            case _:
                return self._texts["title_contradiction"]

    def _quoted(self, words: str) -> str:
        return quoted(self._texts, words)

    def _panel(self, target: Target) -> Panel:
        if target.key not in self._panels:
            self._panels[target.key] = self._room.panel(target, len(self._panels) + 1)
        return self._panels[target.key]

    def _anchor(self, target: Target) -> str:
        return f"evidence-{self._panel(target).key}"

    def _refer(self, binding: Binding) -> str:
        name = f"ref-{binding.number + 1}"
        self._references.setdefault(self._panel(self._targets[binding.number]).key, name)
        return name


def _first(panel: Panel) -> Any:
    return panel.voices[0] if panel.voices else None


def _events(room: EvidenceRoom, target: Target) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Dated events in order of time, and those without a date."""
    dated, undated = [], []
    for event in room.release.events:
        day = room.day(event.when)
        first = event.when.earliest_start or event.when.earliest_end if event.when else ""
        place = room.places.get(event.place_id)
        row = {
            "what": event.what if not event.what[:1].islower() else f"… {event.what}",
            "day": day,
            "first": first[:10],
            "place": place.ref.name if place else "",
            "who": room.texts["comma"].join(dict.fromkeys(room.sources[one].label for one in event.source_ids)),
        }
        if not day or not first:
            undated.append(row)
        elif not target.since or target.since <= first[:10] <= target.until + "~":
            last = event.when.latest_end or event.when.latest_start if event.when else ""
            dated.append((last[:10] or first[:10], first, event.id, row))
    return [row for *_, row in sorted(dated, key=lambda one: one[:3])], undated if not target.since else []


def _renderer(page: BodyBuilder) -> MarkdownIt:
    """The Markdown renderer with the page's answers to bindings."""
    parser = make_parser()

    def binding(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        return str(page.bare(tokens[at].meta["binding"], _before(tokens, at)))

    def text(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        """A mark joins the word before it: nothing stands between, so that no line begins with one."""
        words = tokens[at].content
        following = next((one for one in tokens[at + 1 :] if one.type != "softbreak"), None)
        if following is not None and following.type == "binding" and page.is_mark(following.meta["binding"], words):
            words = words.rstrip()
        return str(escape(words))

    def soft(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following is None or following.type != "binding":
            return "\n"
        return "" if page.is_mark(following.meta["binding"], _before(tokens, at)) else "\n"

    def opened(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        return str(page.opening(tokens[at].meta["binding"], is_empty=tokens[at + 1].type == "bound_close"))

    def closed(_self: Any, tokens: Sequence[Token], at: int, _options: Any, _env: Any) -> str:
        return str(page.closing(tokens[at].meta["binding"]))

    def linked(self: Any, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
        tokens[at].attrs["rel"] = "noopener noreferrer"
        return str(self.renderToken(tokens, at, options, env))

    parser.add_render_rule("binding", binding)
    parser.add_render_rule("text", text)
    parser.add_render_rule("softbreak", soft)
    parser.add_render_rule("bound_open", opened)
    parser.add_render_rule("bound_close", closed)
    parser.add_render_rule("link_open", linked)
    return parser


def _before(tokens: Sequence[Token], at: int) -> str:
    """The words that stand before a token."""
    return next((one.content for one in reversed(tokens[:at]) if one.type in ("text", "code_inline")), "")
