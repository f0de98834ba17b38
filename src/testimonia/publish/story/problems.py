"""What is wrong with a story, all of it at once: line, column, and what to do."""

from collections.abc import Iterable

from msgspec import Struct

from testimonia.errors import StoryError


class Problem(Struct, frozen=True, order=True):
    """One thing to be put right in a story."""

    line: int
    """From 1, of the file."""
    column: int
    """From 1, in code points."""
    message: str


def raise_problems(problems: Iterable[Problem], *, file: str) -> None:
    """Raise one StoryError that lists all problems in the order of the file; nothing where there are none."""
    found = sorted(set(problems))
    if found:
        raise StoryError([f"{file}:{one.line}:{one.column}: {one.message}" for one in found])
