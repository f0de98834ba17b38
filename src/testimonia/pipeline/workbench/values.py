"""A claim's value in a few words, as a person writes it: "48 lorries", "3 days", "at least 6 hours".

Why here and not in the chart's words: in tables and cards nothing else says what is counted, so the noun must stand behind the
number, in the form that the language uses after that number.
"""

from testimonia.model.accounts import Account
from testimonia.model.phrases import told
from testimonia.model.testimony import Stance
from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence, PlaceRef, Value
from testimonia.publish.accounts.figures import Reach, day_words, number, reach_of, reach_words, span_of
from testimonia.publish.accounts.texts import texts_in
from testimonia.reconcile.evidence import name_many
from testimonia.reconcile.units import find_unit
from testimonia.reconcile.vocabulary import singular

ENGLISH = texts_in("en")


def value_in_words(value: Value) -> str:
    """What a value says, with its unit.

    >>> value_in_words(Amount(50, 50, 50, "lorry", "fifty lorries")), value_in_words(Amount(1, 1, 1, "people", "a man"))
    ('50 lorries', '1 person')
    >>> value_in_words(Duration(21600, 21600, 21600, "s", "six hours")), value_in_words(Occurrence("deal make", False, "no"))
    ('6 hours', 'no')
    """
    match value:
        case Occurrence():
            return told("yes", "value.yes") if value.happened else told("no", "value.no")
        case PlaceRef():
            return value.name
        case Moment():
            day = day_words(value)
            return day or told(f"{value.words} (names no day)", "value.no_day", words=value.words)
        case Amount() | Money() | Duration():
            reach = reach_of(value)
            if reach is None:
                return told("names no figure", "value.no_figure")
            if isinstance(value, Duration):
                said = time_in_words(reach)
            elif isinstance(value, Money):
                said = measured(figure_in_words(reach), value.unit)
            else:
                said = counted(reach, value.unit)
            if not value.per:
                return said
            return told(f"{said} / {value.per}", "value.per", value=said, per=told(value.per, "noun.one", noun=value.per))


def account_in_words(account: Account) -> str:
    """What an account says, with what it does with it: "promised: 6 hours"."""
    if account.stance is Stance.DECLINES:
        return told("declines to say", "value.declines")
    said = value_in_words(account.value)
    if account.is_denial and not isinstance(account.value, Occurrence):
        said = told(f"not {said}", "value.not", value=said)
    if not account.is_report or account.stance is Stance.ADMITS:
        said = told(f"{ENGLISH[account.stance]}: {said}", f"value.{account.stance}", value=said)
    return said


def figure_in_words(reach: Reach) -> str:
    """Low, best and high of a quantity, without what is counted."""
    low, best, high = reach
    words = reach_words(reach, ENGLISH)
    if low is None:
        return words if high is None else told(words, "value.at_most", high=number(high))
    if high is None:
        return told(words, "value.at_least", low=number(low))
    if low == high:
        return words
    if best is None:
        return told(words, "value.range", low=number(low), high=number(high))
    return told(words, "value.best", best=number(best), low=number(low), high=number(high))


def counted(reach: Reach, unit: str) -> str:
    """A quantity with what is counted behind it.

    >>> counted((42, 48, 50), "lorry"), counted((6, 6.5, 7), "km"), counted((1, 1, 1), "Humvee"), counted((3, 3, 3), "")
    ('48 (42 to 50) lorries', '6.5 (6 to 7) km', '1 Humvee', '3')
    """
    figure = figure_in_words(reach)
    if not unit or find_unit(unit):
        return measured(figure, unit)
    last = next((bound for bound in reversed(reach) if bound is not None), 0.0)
    is_one = reach[0] == reach[2] == 1
    noun = "person" if unit == "people" else unit
    name = noun if is_one else name_many(unit)
    lemma = singular(noun) if noun.islower() else noun
    return told(
        f"{figure} {name}", "counted", figure=figure, noun=told(name, "noun", noun=lemma, words=name, count=round(last, 3))
    )


def measured(figure: str, unit: str) -> str:
    """A quantity with a unit of measure or a currency."""
    return told(f"{figure} {unit}", "measure", number=figure, unit=unit) if unit else figure


def time_in_words(seconds: Reach) -> str:
    """A length of time in the unit in which it is read.

    Args:
        seconds: low, best and high.
    """
    words = reach_words(seconds, ENGLISH, is_time=True)
    name, size = span_of(max(bound for bound in seconds if bound is not None))
    low, best, high = (None if bound is None else bound / size for bound in seconds)
    last = next((bound for bound in (high, best, low) if bound is not None), 0.0)
    figure = figure_in_words((low, best, high))
    time = told(name, f"span.{name}", count=round(last, 3))
    if low == high and low in (1, 2):
        return told(words, f"time.{name.removesuffix('s')}", count=int(last))
    return told(words, "counted", figure=figure, noun=time)


def unit_in_words(unit: str) -> str:
    """A unit by itself, as the name of a group of values: "lorries", "lengths of time"."""
    if unit == "s":
        return told("lengths of time", "unit.time")
    if not unit or find_unit(unit):
        return told(unit, "unit.measure", unit=told(unit, "unit", unit=unit)) if unit else unit
    lemma = "person" if unit == "people" else singular(unit) if unit.islower() else unit
    return told(name_many(unit), "noun.many", noun=lemma, words=name_many(unit))
