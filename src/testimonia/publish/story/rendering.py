"""A story, its release and its pictures in; a folder of pages out. The same in gives the same bytes.

Why no clock and no chance: whoever has the release and the text can build the folder again and compare it byte for byte with
what stands on the server.
"""

import re
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from importlib.resources import files
from typing import Any

import msgspec
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from markupsafe import Markup
from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.model.accounts import AccountsChart
from testimonia.model.publications import Correction
from testimonia.model.release import Bindings, Release, ReleasedFinding
from testimonia.publish.accounts.page import accounts_figure, accounts_page, figure_css
from testimonia.publish.accounts.released import released_chart
from testimonia.publish.pixels import fresh_pixels
from testimonia.publish.story.bodies import Body, BodyBuilder, Picture
from testimonia.publish.story.evidence import EvidenceRoom
from testimonia.publish.story.parsing import Story
from testimonia.publish.story.resolving import Explain, no_explanation, resolve
from testimonia.publish.story.route_map import RouteMap, route_map
from testimonia.publish.story.summaries import summary_of
from testimonia.publish.story.words import counted, direction_of, quoted, texts_of, told, tongue

TEMPLATES = ("base.html", "blocks.html", "evidence.html", "index.html", "how-we-know.html", "corrections.html")
PAGES = ("index.html", "how-we-know.html", "corrections.html")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-src 'none'; connect-src 'none'"
)
LONGEST_SIDE = 1600
"""Pixels of a published picture's longer side at most."""
_BLANK = re.compile(r"\s*\n\s*")
NO_TEMPLATES: Mapping[str, str] = {}


class Link(Struct, frozen=True):
    """Something beside the story that its pages lead to."""

    href: str
    words: str


class Edition(Struct, frozen=True):
    """Everything a publication is rendered from."""

    story: Story
    release: Release
    bindings: Bindings
    images: Mapping[str, bytes] = {}
    """File as the story names it -> its bytes, as they were given."""
    corrections: tuple[Correction, ...] = ()
    """The oldest first."""
    templates: Mapping[str, str] = NO_TEMPLATES
    """Templates of the newsroom's own, by name, in place of the bundled ones."""
    theme: str = ""
    """A style sheet of the newsroom's own, after the bundled one."""
    links: tuple[Link, ...] = ()
    claim_pages: Mapping[str, str] = {}
    """Released claim id -> its permalink page."""


def render_story(edition: Edition, *, explain: Explain = no_explanation) -> dict[str, bytes]:
    """The pages of a publication.

    Args:
        explain: why something is not in the release, for messages.

    Returns:
        Path -> bytes.

    Raises:
        StoryError: bindings that the release does not hold, each with line and column.
        ReadError: a picture that cannot be decoded.
        UsageError: a template of the newsroom's own is wrong.
    """
    return _Press(edition, explain).files()


class _Press:
    def __init__(self, edition: Edition, explain: Explain) -> None:
        self._edition = edition
        story = edition.story
        self._texts = texts_of(story.head.language)
        self._room = EvidenceRoom(edition.release, self._texts, story.head.language)
        self._targets = resolve(story, edition.release, edition.bindings, explain=explain)
        self._pictures = {name: _picture(edition.images[name]) for name in story.images}
        self._maps: dict[str, RouteMap | None] = {}
        self._charts: dict[str, bytes] = {}

    def files(self) -> dict[str, bytes]:
        edition = self._edition
        try:
            environment = self._environment()
            body = self._body(environment)
            made = {page: self._page(environment, page, body) for page in PAGES}
        except TemplateError as error:
            raise UsageError(f"a template cannot be used: {error}") from error
        made |= {picture.path: picture.fresh.data for picture in self._pictures.values()}
        made |= self._charts
        made["style.css"] = _part("story.css").encode() + figure_css().encode()
        made["story.js"] = _part("story.js").encode()
        if edition.theme:
            made["theme.css"] = edition.theme.encode()
        return dict(sorted(made.items()))

    def _environment(self) -> Environment:
        sources = {name: _part(name) for name in TEMPLATES} | dict(self._edition.templates)
        environment = Environment(
            loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )
        environment.filters["tight"] = _tight
        environment.filters["quoted"] = partial(quoted, self._texts)
        environment.filters["tongue"] = partial(tongue, self._edition.story.head.language)
        environment.filters["machine_tongue"] = partial(tongue, self._edition.story.head.language, is_machine=True)
        environment.globals |= {"t": self._texts, "counted": partial(counted, self._texts), "policy": POLICY}
        return environment

    def _body(self, environment: Environment) -> Body:
        blocks = environment.get_template("blocks.html").make_module({})
        builder = BodyBuilder(
            self._edition.story,
            self._targets,
            self._room,
            blocks=blocks,
            chart=self._chart,
            route=self._map,
            pictures=self._pictures,
        )
        return builder.build()

    def _page(self, environment: Environment, page: str, body: Body) -> bytes:
        edition, head = self._edition, self._edition.story.head
        values: dict[str, Any] = {
            "page": page,
            "head": head,
            "direction": direction_of(head.language),
            "body": body.html,
            "panels": body.panels,
            "references": body.references,
            "ground": Markup(next(found.ground for found in self._maps.values() if found)) if body.needs_map else "",
            "release_id": edition.release.content_hash()[:12],
            "corrections": edition.corrections,
            "links": edition.links,
            "claim_pages": edition.claim_pages,
            "has_theme": bool(edition.theme),
            "summary": summary_of(edition.release, self._room),
        }
        return environment.get_template(page).render(values).encode()

    def _map(self, route_id: str) -> RouteMap | None:
        if route_id not in self._maps:
            self._maps[route_id] = route_map(self._edition.release, route_id, self._texts)
        return self._maps[route_id]

    def _spoken(self, chart: AccountsChart) -> AccountsChart:
        """A chart in the story's language, clearance's own sentences with it."""
        found = chart.finding
        return msgspec.structs.replace(
            chart,
            language=self._edition.story.head.language,
            finding=msgspec.structs.replace(found, reason=told(self._texts, found.reason)) if found else None,
            links=tuple(msgspec.structs.replace(link, sentence=told(self._texts, link.sentence)) for link in chart.links),
        )

    def _chart(self, question_id: str) -> Markup:
        chart = self._spoken(released_chart(self._edition.release, question_id))
        path = f"charts/{question_id}.html"
        key = f"accounts-{question_id}" if path not in self._charts else f"accounts-{question_id}-again"
        self._charts[path] = accounts_page(chart).encode()
        return Markup(accounts_figure(chart, key=key))


def short_finding(release: Release, finding: ReleasedFinding, *, language: str) -> str:
    """A finding as a phrase: its figure with unit, or its words."""
    return EvidenceRoom(release, texts_of(language), language).short(finding)


def _picture(data: bytes) -> Picture:
    fresh = fresh_pixels(data, longest_side=LONGEST_SIDE)
    end = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}[fresh.media_type]
    return Picture(f"images/{sha256(fresh.data).hexdigest()[:16]}.{end}", fresh)


def _tight(markup: Markup) -> Markup:
    """Markup without the blank lines of its template; for parts in which white space means nothing."""
    return Markup(_BLANK.sub("\n", str(markup)))


def _part(name: str) -> str:
    return files("testimonia.publish.story").joinpath("templates", name).read_text(encoding="utf-8")
