"""The two consoles, JSON, and values in words."""

import sys
from collections.abc import Iterable
from typing import Any

import msgspec
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from testimonia.model.material import Failure
from testimonia.model.phrases import plain
from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence, PlaceRef, Value

output = Console(emoji=False)  # ":100:" in a file's line and column is no picture
errors = Console(stderr=True, emoji=False)

_SPANS = (("day", 86_400), ("hour", 3_600), ("minute", 60))


def print_json(value: Any) -> None:
    """Print structs as indented JSON, exactly, whatever the width of the terminal."""
    sys.stdout.write(msgspec.json.format(msgspec.json.encode(value, enc_hook=plain), indent=2).decode() + "\n")


def table(title: str, *columns: str) -> Table:
    """A table in the house's style; the last column takes the room that is left."""
    made = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False, header_style="dim")
    for name in columns[:-1]:
        made.add_column(name, overflow="fold")
    made.add_column(columns[-1], overflow="fold", ratio=1)
    return made


def print_failures(failures: Iterable[Failure]) -> None:
    """Name what could not be done, and why."""
    for failure in failures:
        reason = failure.reason.removeprefix(f"{failure.name}: ")
        output.print(f"[red]failed[/] ({failure.step}) {escape(failure.name)}: {escape(reason)}", highlight=False)


def number(value: float) -> str:
    """A number as people write it.

    >>> number(4000.0), number(6.5), number(0.333333)
    ('4,000', '6.5', '0.333')
    """
    return f"{value:,.0f}" if value == round(value) else f"{value:,.3g}"


def interval(low: float | None, best: float | None, high: float | None, unit: str = "") -> str:
    """Low, best and high in words; ``None`` is an open side.

    >>> interval(3400, 4000, 4600, "people")
    '4,000 (3,400 to 4,600) people'
    >>> interval(100, None, None, "cars")
    'at least 100 cars'
    """
    if unit == "s":
        return _duration(low, best, high)
    tail = f" {unit}" if unit else ""
    if low is None and high is None:
        return f"{number(best)}{tail}" if best is not None else "open"
    if low is None or high is None:
        word, bound = ("at most", high) if low is None else ("at least", low)
        return f"{word} {number(bound)}{tail}" if bound is not None else "open"
    if low == high:
        return f"{number(low)}{tail}"
    between = f"{number(low)} to {number(high)}"
    return f"{number(best)} ({between}){tail}" if best is not None else f"{between}{tail}"


def _duration(low: float | None, best: float | None, high: float | None) -> str:
    known = next((value for value in (best, low, high) if value), 0.0)
    name, seconds = next(((name, seconds) for name, seconds in _SPANS if known >= seconds), ("second", 1))
    low, best, high = (None if value is None else value / seconds for value in (low, best, high))
    words = interval(low, best, high, name)
    return words if words == f"1 {name}" else f"{words}s"


def in_words(value: Value) -> str:
    """A typed value for people; a counted noun is left to the words beside it, a unit of measure is not.

    >>> in_words(Occurrence("deal make", False, "no deal was made"))
    'no'
    >>> in_words(Amount(212, 250, 288, "fighter", "about 250 fighters"))
    '250 (212 to 288)'
    >>> in_words(Amount(6, 6.5, 7, "km", "six or seven kilometres"))
    '6.5 (6 to 7) km'
    """
    match value:
        case Amount() if value.unit[:4].casefold() in value.words.casefold():
            return interval(value.low, value.best, value.high) + (f" per {value.per}" if value.per else "")
        case Amount() | Money() | Duration():
            per = f" per {value.per}" if value.per else ""
            return interval(value.low, value.best, value.high, value.unit) + per
        case Moment():
            return value.value or value.words
        case PlaceRef():
            return value.name
        case Occurrence():
            return "yes" if value.happened else "no"
