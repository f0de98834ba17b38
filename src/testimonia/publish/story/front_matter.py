"""What a story says of itself between the ``---`` lines at its top: title, authors, date, language.

Every value is taken as it is written: a date that is none is told to the writer, and not to the program.

Source: YAML 1.1 as PyYAML's base loader reads it, which makes only texts, lists and tables; the keys are ours.
"""

import re
from datetime import date
from typing import Any

import yaml
from msgspec import Struct

from testimonia.publish.story.problems import Problem

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\r?\n(?P<body>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
LANGUAGES = ("en", "ar")
"""Languages the pages' own words are written in; a story in another one is refused rather than half translated."""
KEYS = ("title", "standfirst", "authors", "date", "language", "content_warning", "publisher", "contact", "about")


class FrontMatter(Struct, frozen=True):
    """The head of a story."""

    title: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """ISO 8601, as written: never the clock's."""
    language: str = "en"
    content_warning: str = ""
    publisher: str = ""
    contact: str = ""
    """Where readers send corrections: an address or a sentence."""
    about: str = ""
    """A paragraph of the team's own for the page on how we know."""


def read_front_matter(text: str) -> tuple[FrontMatter, int, list[Problem]]:
    """The head of a story, where its body begins, and what is wrong.

    Returns:
        The head, the offset of the body in code points, and problems.

    >>> head, body, _ = read_front_matter("---\\ntitle: Gone\\nlanguage: ar\\n---\\nThey left.")
    >>> head.title, head.language, body
    ('Gone', 'ar', 33)
    """
    block = _BLOCK.match(text)
    if block is None:
        return FrontMatter(), 0, [Problem(1, 1, "a story begins with its head: --- title: ... --- (docs/story.md)")]
    try:
        found = yaml.load(block["body"], Loader=yaml.BaseLoader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
        return FrontMatter(), block.end(), [Problem(line, column, f"the head is no YAML: {getattr(error, 'problem', error)}")]
    if not isinstance(found, dict):
        return FrontMatter(), block.end(), [Problem(2, 1, "the head is no list of keys: title: ...")]
    lines = {key: _line_of(block["body"], key) for key in map(str, found)}
    problems = [
        Problem(lines[str(key)], 1, f"no key {key!r} in the head of a story; there are {', '.join(KEYS)}")
        for key in found
        if key not in KEYS
    ]
    head = FrontMatter(
        **{key: _line(found[key]) for key in KEYS if found.get(key) is not None and key not in ("authors", "about")},
        authors=_names(found.get("authors")),
        about=str(found.get("about") or "").strip(),
    )
    problems += _wrong(head, lines)
    return head, block.end(), problems


def _wrong(head: FrontMatter, lines: dict[str, int]) -> list[Problem]:
    problems = []
    if not head.title:
        problems.append(Problem(lines.get("title", 1), 1, "a story needs a title"))
    if head.language not in LANGUAGES:
        problems.append(Problem(lines["language"], 1, f"language {head.language!r}: there are {', '.join(LANGUAGES)}"))
    if head.date and not _is_day(head.date):
        problems.append(Problem(lines["date"], 1, f"date {head.date!r} is no day: 2017-11-13"))
    return problems


def _is_day(text: str) -> bool:
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text)
    except ValueError:
        return False
    return True


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _names(value: Any) -> tuple[str, ...]:
    names = value if isinstance(value, list) else str(value or "").split(",")
    return tuple(name for one in names if (name := _line(one)))


def _line_of(body: str, key: str) -> int:
    found = re.search(rf"^{re.escape(key)}\s*:", body, re.MULTILINE)
    return 2 + (body.count("\n", 0, found.start()) if found else 0)
