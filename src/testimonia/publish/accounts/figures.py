"""Values as numbers on an axis, and as words beside it."""

from testimonia.model.accounts import Account
from testimonia.model.values import Amount, Duration, Hedge, Moment, Money, Occurrence, PlaceRef, Value
from testimonia.publish.accounts.texts import Texts
from testimonia.publish.timeline_words import outer

ISOLATED = "\u2066{}\u2069"
"""Figures and dates are read from left to right in any text."""
SPANS = (
    ("years", 8766 * 3600.0),
    ("days", 86_400.0),
    ("hours", 3600.0),
    ("minutes", 60.0),
    ("seconds", 1.0),
)

_TIME_UNITS = {
    **dict.fromkeys(("minute", "minutes", "min"), 60.0),
    **dict.fromkeys(("hour", "hours", "h"), 3600.0),
    **dict.fromkeys(("day", "days", "d"), 86_400.0),
    **dict.fromkeys(("week", "weeks"), 7 * 86_400.0),
    **dict.fromkeys(("month", "months"), 730.5 * 3600.0),
    **dict.fromkeys(("year", "years"), 8766 * 3600.0),
}

Reach = tuple[float | None, float | None, float | None]
"""Low, best, high; None is an open end, or no best figure."""


def number(value: float) -> str:
    """A number as people write it.

    >>> number(4000.0), number(6.5), number(1 / 3)
    ('4,000', '6.5', '0.333')
    """
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 1000 else f"{value:,.3g}"


def reach_of(value: Value) -> Reach | None:
    """Low, best and high of a quantity as it is drawn; None for what is no quantity, or names no figure.

    Why "at most" has an open low end: the zero it could reach was not said.

    >>> reach_of(Amount(0, 4000, 4000, "people", "fewer than 4,000", Hedge.MAX))
    (None, 4000.0, 4000.0)
    """
    if not isinstance(value, (Amount, Money, Duration)):
        return None
    low, best, high = (None if bound is None else float(bound) for bound in (value.low, value.best, value.high))
    if value.hedge is Hedge.MAX and low == 0 and high:
        low = None
    if low is None and best is None and high is None:
        return None
    if low is None and high is None:
        low = high = best
    return low, best, high


def span_of(largest: float) -> tuple[str, float]:
    """The unit in which lengths of time up to so many seconds are read, and its seconds.

    >>> span_of(3 * 86400), span_of(5400)
    (('days', 86400.0), ('minutes', 60.0))
    """
    return next(((name, size) for name, size in SPANS if largest >= 2 * size), SPANS[-1])


def on_axis(reach: Reach, unit: str, value_type: str) -> Reach:
    """Low, best and high of a finding, in the question's unit, as accounts give them: lengths of time in seconds.

    >>> on_axis((60.0, 72.0, None), "hours", "duration"), on_axis((1.0, 2.0, 3.0), "km", "amount")
    ((216000.0, 259200.0, None), (1.0, 2.0, 3.0))
    """
    if value_type != "duration":
        return reach
    size = _TIME_UNITS.get(unit.casefold(), 1.0)
    low, best, high = (None if bound is None else bound * size for bound in reach)
    return low, best, high


def reach_words(reach: Reach, texts: Texts, *, is_time: bool = False) -> str:
    """Low, best and high in words.

    >>> from testimonia.publish.accounts.texts import texts_in
    >>> reach_words((3400, 4000, 4600), texts_in("en")), reach_words((21600, None, None), texts_in("en"), is_time=True)
    ('4,000 (3,400 to 4,600)', 'at least 6 hours')
    """
    low, best, high = reach
    tail, size = "", 1.0
    if is_time:
        name, size = span_of(max(bound for bound in reach if bound is not None))
        tail = " " + texts[name]
    low, best, high = (None if bound is None else bound / size for bound in reach)
    if is_time and low == high == 1:
        tail = tail.replace(texts[name], texts[f"one_{name}"])
    if low is None or high is None:
        key, bound = ("at_most", high) if low is None else ("at_least", low)
        return texts[key].format(number(bound) if bound is not None else number(best or 0.0)) + tail
    if low == high:
        return number(low) + tail
    if best is None:
        return texts["range"].format(number(low), number(high)) + tail
    return texts["best_range"].format(number(best), number(low), number(high)) + tail


def day_words(moment: Moment) -> str:
    """A time in figures: the day, with the clock where it is known; empty where no day is named.

    >>> day_words(Moment("2017-10-12", "2017-10-12", "2017-10-12", "2017-10-12", "on the 12th"))
    '2017-10-12'
    """
    low, high = outer(moment)
    if not low and not high:
        return ""
    if not low or not high:
        return ("… " if not low else "") + _plain(low or high) + (" …" if not high else "")
    first, last = _plain(low), _plain(high)
    if first == last:
        return first
    return f"{first}–{high[11:16]}" if first[:10] == last[:10] and len(last) > 10 and len(first) > 10 else f"{first} – {last}"


def _plain(iso: str) -> str:
    return iso.removesuffix("T00:00").removesuffix("T23:59").replace("T", " ")


def value_words(account: Account, texts: Texts) -> str:
    """What an account says in a figure or a word, with what it does with it: "promised: 6 hours"."""
    if account.stance.value == "declines":
        return texts["declines"]
    value = account.value
    match value:
        case Occurrence():
            said = texts["yes"] if value.happened else texts["no"]
        case PlaceRef():
            said = value.name
        case Moment():
            said = day_words(value) or f"{value.words} ({texts['no_day']})"
        case _:
            reach = reach_of(value)
            said = reach_words(reach, texts, is_time=isinstance(value, Duration)) if reach else texts["no_figure"]
            if isinstance(value, Money) and reach:
                said += f" {value.unit}"
    if account.is_denial and not isinstance(value, Occurrence):
        said = texts["not"].format(said)
    if not account.is_report or account.stance.value == "admits":
        said = f"{texts[account.stance]}: {said}"
    return said
