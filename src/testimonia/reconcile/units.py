"""Units: which quantities may be compared, and the base unit each is compared in.

Bases: hours, kilometres, kilograms, litres, square kilometres, kilometres an hour, plain shares; a currency is its own
dimension; every counted noun is dimensionless. Values come in seconds, km or kg whatever words were used; questions and
rules are written by people, in any unit.
"""

import math
from functools import lru_cache

from msgspec import Struct

from testimonia.model.phrases import told
from testimonia.reconcile.vocabulary import words_of
from testimonia.text.packs import read_table

BASES = {
    "time": "h",
    "length": "km",
    "mass": "kg",
    "volume": "l",
    "speed": "km/h",
    "area": "km2",
    "share": "",
    "temperature": "°C",
}


class Unit(Struct, frozen=True):
    """A unit of measure: ``factor`` base units make one of it."""

    name: str
    dimension: str
    factor: float


@lru_cache(maxsize=4096)
def find_unit(name: str) -> Unit | None:
    """The unit of measure by name or symbol, singular or plural; None for anything else (a counted noun, a currency).

    >>> find_unit("hours"), find_unit("lorry")
    (Unit(name='hour', dimension='time', factor=1.0), None)
    """
    units = read_table("en", "questions")["units"]
    for key in (name, name.casefold(), *words_of(name)[:1]):
        if key in units and len(name.split()) == 1:
            dimension, factor = units[key]
            return Unit(key, dimension, float(factor))
    return None


def find_spoken_unit(words: str, dimension: str) -> Unit | None:
    """The last unit of a dimension among words: "six to seven kilometres" was said in kilometres.

    >>> find_spoken_unit("three days", "time").name
    'day'
    """
    found = None
    for word in words_of(words):
        unit = find_unit(word)
        if unit and unit.dimension == dimension:
            found = unit
    return found


def show_number(number: float) -> str:
    """A number as a reader writes it: thousands separated, no needless decimals.

    >>> show_number(3838.0), show_number(6.5), show_number(0.03125)
    ('3,838', '6.5', '0.0312')
    """
    if not math.isfinite(number):
        return "∞" if number > 0 else "-∞"
    if abs(number - round(number)) < 1e-9 * max(1.0, abs(number)):
        return f"{round(number):,}"
    if abs(number) >= 100:
        return f"{number:,.1f}".removesuffix(".0")
    return f"{number:.3g}"


def show_times(factor: float, value: str) -> str:
    """A value times a positive factor, as a reader writes it: a factor of one not at all, one over sixty as a division.

    >>> show_times(1.0, "250"), show_times(112.0, "50"), show_times(1 / 60, "250")
    ('250', '112 × 50', '250 / 60')
    """
    if abs(factor - 1) < 1e-12:
        return value
    if factor < 1 and abs(1 / factor - round(1 / factor)) < 1e-9:
        return f"{value} / {show_number(round(1 / factor))}"
    return f"{show_number(factor)} × {value}"


def show_hours(hours: float) -> str:
    """A length of time in the largest unit that keeps it readable.

    >>> show_hours(6), show_hours(72), show_hours(0.5), show_hours(60)
    ('6 hours', '3 days', '30 minutes', '2.5 days')
    """
    for name, size in (("year", 8766.0), ("week", 168.0), ("day", 24.0), ("hour", 1.0), ("minute", 1 / 60)):
        amount = hours / size
        if (amount >= 2 and (name not in {"year", "week"} or abs(amount - round(amount)) < 1e-9)) or name == "minute":
            words = f"{show_number(amount)} {name}{'' if abs(amount - 1) < 1e-9 else 's'}"
            return told(words, f"time.{name}", count=round(amount, 3))
        if abs(amount - 1) < 1e-9:
            return told(f"1 {name}", f"time.{name}", count=1)
    return show_number(hours)
