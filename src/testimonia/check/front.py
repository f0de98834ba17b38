"""The front matter of a draft: its date and writers are read, its headline is prose, the rest is not.

Why beside ingest's reader: an item's front matter has a fixed set of keys, and a draft's belongs to whoever publishes it.
"""

import re

from msgspec import Struct

_BLOCK = re.compile(r"\A\ufeff?---[ \t]*\n(?P<body>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)[ \t]*:[ \t]*(?P<value>[^\n]*)$", re.MULTILINE)
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")

PROSE = frozenset({"title", "headline", "subtitle", "standfirst", "description", "summary", "deck", "dek"})
"""Keys whose value is printed, and so is checked."""
DATES = ("date", "published")
WRITERS = frozenset({"author", "authors", "by", "byline", "editor", "photographer", "translator", "reporter"})


class Front(Struct, frozen=True):
    """What a draft says of itself. ``text`` is the whole file with all but printed words of the front matter blank."""

    text: str
    date: str = ""
    """ISO 8601, as far as it is one; empty: unknown."""
    writers: str = ""
    """Names of those who made it: they need not be in the case."""


def read_front(text: str) -> Front:
    """Set a draft's front matter apart; offsets and lines stay those of the file.

    >>> front = read_front("---\\ntitle: Two left\\ndate: 2017-11-13\\n---\\nHe left.")
    >>> front.date, front.text.split()
    ('2017-11-13', ['Two', 'left', 'He', 'left.'])
    """
    block = _BLOCK.match(text)
    if block is None:
        return Front(text)
    date, writers, kept = "", [], []
    for entry in _ENTRY.finditer(text, block.start("body"), block.end("body")):
        key, value = entry["key"].casefold(), entry["value"].strip().strip("\"'")
        if key in DATES and not date and (day := _DAY.match(value)):
            date = day[0]
        elif key in WRITERS:
            writers.append(value)
        elif key in PROSE and value:
            at = text.index(value, entry.start("value"))
            kept.append((at, at + len(value)))
    blank = list(re.sub(r"[^\n]", " ", block[0]))
    for start, end in kept:
        blank[start:end] = text[start:end]
    return Front("".join(blank) + text[block.end() :], date, ", ".join(writers))
