"""A story as readers would see it, from what may be said now, as one page on which nothing can act.

The renderer is the one that publishes; what it is given is cleared as for a release, with the vault shut, so what is protected
stays so. The page has its style in itself, allowed by its hash, and pictures as data; scripts are taken out.
"""

import base64
import hashlib
import io
import re
import secrets
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from testimonia.errors import NotFoundError, StoryError, TestimoniaError
from testimonia.model.release import Cleared, Withheld
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.stories import story_path
from testimonia.publish.story.parsing import Story, parse_story
from testimonia.publish.story.resolving import wanted_of

KEPT = 24
"""Previews that are remembered, in memory only; the oldest are forgotten."""
SHUT = "made with the vault shut, from what may be said now; a release may hold less, or more"
LARGEST_PICTURE_BYTES = 20_000_000

_STYLE_LINK = re.compile(r'<link rel="stylesheet" href="(?P<file>[\w.]+)">\s*')
_SCRIPT = re.compile(r"<script\b[^>]*>.*?</script>\s*", re.DOTALL | re.IGNORECASE)
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\s*')
_PICTURE = re.compile(r'(?P<before>\bsrc(?:set)?=")(?P<file>images/[\w.-]+)')


class Preview(Struct, frozen=True):
    """Where a preview is to be seen, or why there is none."""

    id: str
    """Empty: it cannot be rendered as written."""
    problems: tuple[str, ...]
    """With line and column."""
    notes: tuple[str, ...]


class InertPage(Struct, frozen=True):
    """A page with the hash of the one style it has."""

    html: str
    style_hash: str
    """As a content policy names it: ``sha256-...``."""


class Shelf:
    """The last previews of an open workbench."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, tuple[str, InertPage]] = OrderedDict()

    def put(self, by: str, page: InertPage) -> str:
        """Keep a page for somebody. Returns its id."""
        preview_id = secrets.token_hex(8)
        with self._lock:
            self._pages[preview_id] = by, page
            while len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        return preview_id

    def get(self, by: str, preview_id: str) -> InertPage:
        """A page that was made for somebody. Raises NotFoundError."""
        with self._lock:
            owner, page = self._pages.get(preview_id, ("", None))
        if page is None or owner != by:
            raise NotFoundError("this preview is forgotten: make it anew")
        return page


_SHELVES: weakref.WeakKeyDictionary[Workbench, Shelf] = weakref.WeakKeyDictionary()


def shelf_of(workbench: Workbench) -> Shelf:
    """The previews of an open workbench."""
    return _SHELVES.setdefault(workbench, Shelf())


def make_preview(workbench: Workbench, by: str, name: str, text: str) -> Preview:
    """Render a text as it would be published now. Raises UsageError for a name that is none."""
    case = workbench.case_of(by)
    folder = story_path(case, name).parent
    try:
        story = parse_story(text, file=name)
        cleared = _clear(workbench, case, story)
        images, missing = _images(folder, story)
        from testimonia.publish.story.rendering import Edition, render_story  # it draws maps: numpy takes time to import

        edition = Edition(story, cleared.release, cleared.bindings, images)
        pages = render_story(edition, explain=_explainer(cleared.withheld))
    except StoryError as error:
        return Preview("", tuple(error.problems), (SHUT,))
    except TestimoniaError as error:
        return Preview("", (str(error),), (SHUT,))
    page = inert_page(pages)
    return Preview(shelf_of(workbench).put(by, page), tuple(missing), (SHUT,))


def show_preview(workbench: Workbench, by: str, preview_id: str) -> InertPage:
    """A preview made before. Raises NotFoundError."""
    return shelf_of(workbench).get(by, preview_id)


def _clear(workbench: Workbench, case: Case, story: Story) -> Cleared:
    wanted = tuple(sorted({case.store.find_id(["statements", "claims"], one) for one in wanted_of(story.bindings)}))
    investigation = workbench.as_user(case.by)
    return workbench.remember(f"cleared {' '.join(wanted)}", lambda: investigation.clear_release(wanted=wanted))


def _images(folder: Path, story: Story) -> tuple[dict[str, bytes], list[str]]:
    """The pictures beside the story; a grey one stands for what is not there."""
    found, missing = {}, []
    root = folder.resolve()
    for name in story.images:
        path = folder / name
        is_inside = path.resolve().is_relative_to(root) and path.is_file()
        if is_inside and path.stat().st_size <= LARGEST_PICTURE_BYTES:
            found[name] = path.read_bytes()
        else:
            found[name] = _grey()
            missing.append(f"{story.file}: the image {name} is not beside the story")
    return found, missing


def _grey() -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (320, 200), "#bbb").save(data, "PNG")
    return data.getvalue()


def _explainer(withheld: Sequence[Withheld]) -> Callable[[str, str], str]:
    """Says why something is not among what may be said."""

    def explain(_kind: str, case_id: str) -> str:
        prefix = case_id.rstrip(".…")
        return next((one.reason for one in withheld if prefix and one.case_id.startswith(prefix)), "")

    return explain


def inert_page(pages: Mapping[str, bytes]) -> InertPage:
    """The story's page of a publication with everything it needs in itself and nothing that acts."""
    html = pages["index.html"].decode()
    styles = [pages[found["file"]].decode() for found in _STYLE_LINK.finditer(html) if found["file"] in pages]
    style = "\n".join(styles).replace("</", "<\\/")
    html = _SCRIPT.sub("", _POLICY.sub("", _STYLE_LINK.sub("", html)))
    html = html.replace("</head>", f"<style>{style}</style></head>", 1)
    html = _PICTURE.sub(lambda found: found["before"] + _data(found["file"], pages), html)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return InertPage(html, f"sha256-{digest}")


def _data(file: str, pages: Mapping[str, bytes]) -> str:
    if file not in pages:
        return ""
    kind = {"jpg": "jpeg"}.get(file.rpartition(".")[2], file.rpartition(".")[2])
    return f"data:image/{kind};base64,{base64.b64encode(pages[file]).decode()}"
