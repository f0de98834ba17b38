"""Stories as they are written: files that lie in the investigation's folder.

Why files and not rows: a story is written with other tools too, versioned and sent about. ``story.md`` beside the settings is
one of them; all others lie in ``stories/``. Each writing by the workbench stands in the custody log with the hash of its text.
"""

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from testimonia.errors import NotFoundError, StaleError, StoryError, UsageError
from testimonia.model.ids import content_id
from testimonia.model.phrases import told
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.publish.story.parsing import parse_story

FOLDER = "stories"
FIRST = "story.md"
"""The story beside the settings."""
NAME = re.compile(r"[^\W_][\w .,()'-]{0,80}\.md")
"""A plain file name: letters of any script, digits and a few marks; no path, nothing hidden."""
LARGEST_BYTES = 1_000_000
MOST_STORIES = 500


class StoryRow(Struct, frozen=True):
    """A story in the list."""

    name: str
    title: str
    words: int
    bindings: int
    problems: int
    """Of form: what the parser cannot read."""
    changed_at: float
    """Seconds since 1970."""
    etag: str


class StoryView(Struct, frozen=True):
    """A story with its text."""

    name: str
    text: str
    title: str
    problems: tuple[str, ...]
    """Of form, with line and column."""
    etag: str


def list_stories(workbench: Workbench, by: str) -> list[StoryRow]:
    """Every story, by name."""
    case = workbench.case_of(by)
    return [_row(path) for path in _paths(case)]


def _paths(case: Case) -> Iterator[Path]:
    first = case.root / FIRST
    if _is_plain(first):
        yield first
    folder = case.root / FOLDER
    found = sorted(folder.glob("*.md")) if folder.is_dir() and not folder.is_symlink() else []
    yield from [path for path in found if path.name != FIRST and NAME.fullmatch(path.name) and _is_plain(path)][:MOST_STORIES]


def _row(path: Path) -> StoryRow:
    text, etag = _read(path)
    title, bindings, problems = read_form(text, path.name)
    stat = path.stat()
    return StoryRow(path.name, title, len(text.split()), bindings, len(problems), stat.st_mtime, etag)


def show_story(workbench: Workbench, by: str, name: str) -> StoryView:
    """A story's text. Raises NotFoundError, UsageError."""
    path = story_path(workbench.case_of(by), name)
    if not _is_plain(path):
        raise NotFoundError(told(f"no story {name!r} here", "problem.no_story", name=name))
    return _view(path)


def _view(path: Path) -> StoryView:
    text, etag = _read(path)
    title, _, problems = read_form(text, path.name)
    return StoryView(path.name, text, title, problems, etag)


def write_story(workbench: Workbench, by: str, name: str, text: str, *, if_match: str) -> StoryView:
    """Write a story's text; whole or not at all.

    Args:
        if_match: the mark of the text that was changed; empty for a new story.

    Raises:
        UsageError: a name that is no plain file name, or too much text.
        StaleError: the text was changed meanwhile, or a story of this name is there already.
        NotFoundError: a story that is to be changed is not there.
    """
    data = text.encode()
    if len(data) > LARGEST_BYTES:
        raise UsageError(f"a story of more than {LARGEST_BYTES:,} bytes is not kept")
    case = workbench.case_of(by)
    with case.writing():
        path = story_path(case, name)
        if _is_plain(path):
            current, etag = _read(path)
            if not if_match:
                raise StaleError(
                    told(f"{name} is there already", "problem.there", name=name), etag=etag, current=current, yours=text
                )
            workbench.require_match(if_match, etag, what=name, current=current, yours=text)
        elif if_match:
            raise NotFoundError(f"no story {name!r} here: send If-None-Match: * to make it")
        path.parent.mkdir(exist_ok=True)
        _put(path, data)
        with case.transaction() as ledger:
            ledger.record("story written", name, f"sha256:{hashlib.sha256(data).hexdigest()}")
    return _view(path)


def story_path(case: Case, name: str) -> Path:
    """Where a story lies, or would.

    Raises:
        UsageError: the name leads elsewhere, or is that of a link.
    """
    if not NAME.fullmatch(name):
        words = "a story's name is a plain file name that ends in .md, without folders"
        raise UsageError(told(words, "problem.story_name"))
    path = case.root / FIRST if name == FIRST else case.root / FOLDER / name
    if path.is_symlink() or path.parent.is_symlink():
        raise UsageError(f"{name} is a link to another place: lay the file itself here")
    return path


def read_form(text: str, name: str) -> tuple[str, int, tuple[str, ...]]:
    """Title, number of bindings and problems of form of a story."""
    try:
        story = parse_story(text, file=name)
    except StoryError as error:
        return "", 0, tuple(error.problems)
    return story.head.title, len(story.bindings), ()


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _read(path: Path) -> tuple[str, str]:
    data = path.read_bytes()[: LARGEST_BYTES + 1]
    return data.decode("utf-8", "replace"), content_id("e", hashlib.sha256(data).hexdigest())


def _put(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
