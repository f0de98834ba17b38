"""How figures, words and names stand in the sentences a reader gets.

Every explanation must be checkable by hand, so the exact words stand beside every number that was derived from them.
"""

import math
import re
from collections.abc import Sequence
from datetime import timedelta

from testimonia.model.findings import Position, Question
from testimonia.model.phrases import reworded, told
from testimonia.model.values import PlaceRef
from testimonia.reconcile.evidence import Evidence, count_groups, question_factor
from testimonia.reconcile.intervals import EPOCH, Interval
from testimonia.reconcile.names import count_of, list_names
from testimonia.reconcile.units import show_hours, show_number

LONGEST_QUOTE = 90


def quote(words: str) -> str:
    """Exact words in quotation marks, shortened in the middle if they are long."""
    words = " ".join(words.split())
    if len(words) > LONGEST_QUOTE:
        words = f"{words[: LONGEST_QUOTE - 25].rstrip()} … {words[-20:].lstrip()}"
    return told(f"“{words}”", "quote", words=words)


def short_words(position: Position) -> str:
    """The words of the value itself, for sentences that quote a figure; a lone word with those that follow it.

    >>> from testimonia.model.testimony import Polarity, Stance
    >>> from testimonia.model.values import Amount
    >>> four = Amount(4, 4, 4, "", "four")
    >>> short_words(Position("c", "s", "x", "", Stance.ASSERTS, Polarity.AFFIRMED, four, "Only four of them remain here."))
    'four of them remain'
    """
    words = position.value.words
    if not words or (len(words.split()) < 2 and not isinstance(position.value, PlaceRef)):
        following = re.search(rf"(?<!\w){re.escape(words)}(?:[ -]\w+){{0,3}}", position.words) if words else None
        return following[0] if following else position.words
    return words


def quote_short(position: Position) -> str:
    """`short_words` in quotation marks."""
    return quote(short_words(position))


def quote_by(item: Evidence) -> str:
    """A standing reply with its speaker: ``“about 250 fighters” (Col Ryan Dillon)``."""
    quoted = quote_short(item.position)
    return told(f"{quoted} ({item.source.name})", "quote_by", quote=quoted, who=item.source.name)


def quote_dated(item: Evidence) -> str:
    """What somebody holds, with the day: ``SDF: “no foreign fighters” on 2017-10-15``; for other languages than English."""
    quoted, day = quote_short(item.position), item.position.said_on
    words = f"{item.source.name}: {quoted}{dated(item.position)}"
    return told(words, "said_on" if day else "said", who=item.source.name, quote=quoted, day=day)


def capitalise(sentence: str) -> str:
    """A sentence with a capital first letter; web addresses keep theirs.

    >>> capitalise("the drivers say so"), capitalise("“two” is what happened")
    ('The drivers say so', '“two” is what happened')
    """
    first = sentence.partition(" ")[0]
    return sentence if "." in first[:-1] else reworded(sentence[:1].upper() + sentence[1:], sentence)


def clause_end(text: str) -> str:
    """A text without its own full stop, to stand inside a sentence."""
    return reworded(text.strip().removesuffix("."), text)


def dated(position: Position) -> str:
    """The day a position was taken, as a phrase, or nothing."""
    return f" on {position.said_on}" if position.said_on else ""


def show_value(number: float, question: Question) -> str:
    """A number on the question's axis (base units) with its unit, as a reader expects it."""
    if question.value_type == "moment":
        return show_minutes(number)
    factor, unit = question_factor(question)
    if question.value_type == "duration":
        return show_hours(number)
    shown = show_number(number / factor)
    if question.value_type == "money":
        return show_measure(shown, unit)
    return show_measure(shown, unit) if unit and factor_is_physical(question) else shown


def show_measure(number: str, unit: str) -> str:
    """A number with a unit of measure or a currency."""
    return told(f"{number} {unit}", "measure", number=number, unit=unit) if unit else number


def factor_is_physical(question: Question) -> bool:
    """Whether the question's unit is a unit of measure, which a number needs to be understood."""
    return question_factor(question)[0] != 1.0 or question.unit in {
        "km",
        "kg",
        "km/h",
        "km2",
        "kilometres",
        "kilometers",
        "percent",
    }


def show_minutes(minutes: float) -> str:
    """A point on the time axis as an ISO date, with the time of day where it is not midnight or a day's last minute.

    >>> show_minutes(0.0), show_minutes(960.0)
    ('1970-01-01', '1970-01-01 16:00')
    """
    if not math.isfinite(minutes):
        return told("an unknown time", "time.unknown")
    moment = EPOCH + timedelta(minutes=minutes)
    is_whole_day = (moment.hour, moment.minute) in {(0, 0), (23, 59)}
    return f"{moment:%Y-%m-%d}" if is_whole_day else f"{moment:%Y-%m-%d %H:%M}"


def show_low(number: float, question: Question) -> str:
    """A lower end, counts rounded outward so that no possible value is cut off."""
    return show_value(float(math.floor(number + 1e-9)) if is_count(question) and math.isfinite(number) else number, question)


def show_high(number: float, question: Question) -> str:
    """An upper end, counts rounded outward."""
    return show_value(float(math.ceil(number - 1e-9)) if is_count(question) and math.isfinite(number) else number, question)


def is_count(question: Question) -> bool:
    """Whether the question counts things, so that fractions mean nothing."""
    return question.value_type == "amount" and not factor_is_physical(question) and question_factor(question)[0] == 1.0


def show_interval(interval: Interval, question: Question) -> str:
    """An interval in words: ``between 3,500 and 4,500``, ``at least 50``."""
    low, high = show_low(interval.low, question), show_high(interval.high, question)
    has_floor = math.isfinite(interval.low) and not (interval.low <= 0 and question.value_type != "moment")
    if question.value_type == "moment":
        if math.isfinite(interval.low) and math.isfinite(interval.high):
            if low == high:
                return told(f"on {low}", "interval.on", at=low)
            return told(f"between {low} and {high}", "interval.between", low=low, high=high)
        if math.isfinite(interval.low):
            return told(f"not before {low}", "interval.not_before", at=low)
        return told(f"not after {high}", "interval.not_after", at=high)
    if low == high:
        return low
    if not math.isfinite(interval.high):
        return told(f"at least {low}", "interval.at_least", low=low) if has_floor else told("an open number", "interval.open")
    if has_floor:
        return told(f"between {low} and {high}", "interval.between", low=low, high=high)
    return told(f"at most {high}", "interval.at_most", high=high)


def speakers(evidence: Sequence[Evidence]) -> str:
    """The names of those who gave some evidence."""
    return list_names([item.source.name for item in evidence])


def name_accounts(evidence: Sequence[Evidence]) -> str:
    """How many independent accounts some evidence makes, in words: ``two independent accounts``, ``hearsay``."""
    number = count_groups(evidence)
    return count_of(number, "independent account") if number else told("hearsay", "hearsay")


def name_question(question: Question) -> str:
    """A question's text without its question mark, for use inside a sentence."""
    return question.text.rstrip("? ").strip() or question.id
