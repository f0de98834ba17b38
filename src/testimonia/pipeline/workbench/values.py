"""A claim's value in a few words, for cards, tables and lists."""

from testimonia.model.values import Amount, Duration, Moment, Money, Occurrence, PlaceRef, Value
from testimonia.publish.accounts.figures import day_words, reach_of, reach_words
from testimonia.publish.accounts.texts import texts_in


def value_in_words(value: Value, *, language: str = "en") -> str:
    """What a value says, with its unit.

    >>> value_in_words(Amount(50, 50, 50, "lorry", "fifty lorries"))
    '50 lorry'
    >>> value_in_words(Occurrence("deal make", False, "no deal was made"))
    'no'
    """
    texts = texts_in(language)
    match value:
        case Occurrence():
            return texts["yes"] if value.happened else texts["no"]
        case PlaceRef():
            return value.name
        case Moment():
            return day_words(value) or value.words
        case Amount() | Money() | Duration():
            reach = reach_of(value)
            if reach is None:
                return texts["no_figure"]
            said = reach_words(reach, texts, is_time=isinstance(value, Duration))
            unit = "" if isinstance(value, Duration) else value.unit
            return " ".join(part for part in (said, unit, f"/ {value.per}" if value.per else "") if part)
