"""Sums of money, physical quantities and lengths of time: readings with a unit."""

from msgspec.structs import replace

from testimonia.extract.values.counting import Rate, counting_words, find_noun, find_rate
from testimonia.extract.values.money import Currency
from testimonia.extract.values.pieces import Piece, View, scaled
from testimonia.extract.values.readings import DASHES, Kind, Reading, with_after
from testimonia.text.units import UNITS

FEW = 5

SPEEDS = {per: 3600 / UNITS.time[per] for per in ("second", "minute", "hour")}
"""A length for one of these is a speed, whose unit is km/h -> how many of them an hour has. "20 km a day" keeps its day."""


def with_million(view: View, reading: Reading) -> Reading:
    """ "1.5 m people" and "$1.5 m": an m that cannot be metres is a million."""
    if not reading.is_digits or view.word(reading.end) != "m" or reading.scale != 1:
        return reading
    times = 1_000_000.0
    low, high, end = reading.low * times, reading.high * times, reading.end + 1
    return replace(reading, end=end, stop=max(reading.stop, end), low=low, high=high, scale=times)


def find_sum(view: View, reading: Reading, currency: Currency) -> Piece:
    """A sum of money, with the hedges and the rate that follow it: "$600 a person at most"."""
    end = max(currency.end, reading.stop)
    reading = with_after(reading, view.words, end, view.hedges)
    end = max(end, reading.stop)
    rate = find_rate(view.doc, view.words, end, head=end - 1, is_money=True)
    if rate and rate.end > 0:
        end = rate.end
        reading = with_after(reading, view.words, end, view.hedges)
    start = min(reading.start, currency.start)
    per = rate.per if rate else ""
    return Piece(
        start,
        max(end, reading.stop),
        currency.end - 1,
        "money",
        reading.bounds(),
        reading.hedge(),
        currency.unit,
        per,
        "money",
        kind="money",
        reading=reading,
        unit_at=currency.sign,
        rate_end=rate.end if rate and rate.end > 0 else 0,
    )


def find_measure(view: View, reading: Reading) -> Piece | None:
    """A physical unit or a unit of time, also behind a hyphen ("six-hour") and after "of" ("dozens of kilometres")."""
    if name := view.glued.get(reading.end - 1):
        _, unit, factor = UNITS.match([name], 0) or (1, "", 1.0)
        return _measured(reading, reading.stop, (reading.end - 1, reading.end - 1), (unit, factor))
    at = reading.end if view.word(reading.end) in DASHES else max(reading.end, reading.stop)
    if view.word(at) in DASHES or (view.word(at) == "of" and reading.kind is Kind.VAGUE):
        at += 1
    if view.word(at) == "more":
        at += 1
    match = UNITS.match(view.words, at)
    if match is None or (view.words[at] == "m" and _counts_after(view, at + 1)) or _is_other_noun(view, at, match[0]):
        return None
    end, unit, factor = match
    if unit == "s":
        if view.words[reading.first : at] == ["one"] and not counting_words().has(
            "spans_of_time", view.word(reading.first - 1)
        ):
            return None
        reading = _without_preposition(view, reading)
    last = _after_noun(view, end) if view.word(at - 1) in DASHES else end
    reading = with_after(reading, view.words, last, view.hedges)
    rate = find_rate(view.doc, view.words, end, head=end - 1) if unit != "percent" or _is_yearly(view, end) else None
    if unit == "km" and rate and rate.end > 0 and rate.per in SPEEDS:  # "30 metres per second", "12 km a minute"
        unit, factor, rate = "km/h", factor * SPEEDS[rate.per], replace(rate, per="")
    stop = max(end, reading.stop, rate.end if rate else end)
    return _measured(reading, stop, (at, end), (unit, factor), rate=rate)


def _measured(
    reading: Reading, stop: int, unit_at: tuple[int, int], measure: tuple[str, float], *, rate: Rate | None = None
) -> Piece:
    unit, factor = measure
    kind = "duration" if unit == "s" else "amount"
    return Piece(
        reading.start,
        stop,
        max(unit_at[1] - 1, unit_at[0]),
        kind,
        scaled(reading.bounds(), factor),
        reading.hedge(),
        unit,
        rate.per if rate else "",
        f"{kind}.unit",
        kind="duration" if unit == "s" else "measure",
        reading=reading,
        unit_at=unit_at,
        rate_end=rate.end if rate and rate.end > 0 else 0,
    )


def _without_preposition(view: View, reading: Reading) -> Reading:
    """ "Over three days" is more than three days only after words like "for" and "took"; else it says during."""
    is_over = view.words[reading.start : reading.first] == ["over"]
    if not is_over or counting_words().has("over_is_more", view.word(reading.start - 1)):
        return reading
    return replace(reading, start=reading.first, modifier=None)


def _counts_after(view: View, i: int) -> bool:
    """Whether a plural noun follows: then the m of "2.7m combined sales" is a million."""
    noun = find_noun(view.doc, view.words, i, number_at=i - 1)
    return noun is not None and view.tag(noun.head) == "NNS"


def _after_noun(view: View, end: int) -> int:
    """The end of the noun that a hyphenated length describes, where a hedge may follow: "a six-hour job at most"."""
    noun = end
    while view.tag(noun) in ("NN", "NNS", "JJ") and noun - end < 3:
        noun += 1
    return noun


def is_no_measure(view: View, reading: Reading) -> bool:
    """A unit in an idiom or a name: "the reasons are twofold", "the band Seven Percent Rain"."""
    if (name := view.glued.get(reading.end - 1)) and (match := UNITS.match([name], 0)) and match[1] == "times":
        return reading.high < FEW and bool(reading.first) and view.doc[reading.first - 1].lemma_ == "be"
    match = UNITS.match(view.words, reading.end)
    return match is not None and match[1] == "percent" and _is_in_name(view, reading, match[0])


def _is_in_name(view: View, reading: Reading, end: int) -> bool:
    """A share that is part of a name, written in capitals where a figure would not be."""
    words = [view.doc[i].text for i in range(reading.first, end)]
    is_titled = words[-1].istitle() or (words[0].istitle() and not view.doc[reading.first].is_sent_start)
    return is_titled and view.tag(end) in ("NNP", "NNPS", "NNS", "NN") and view.doc[end].text.istitle()


def _is_yearly(view: View, end: int) -> bool:
    """ "5 per cent a year": a share has a rate only over time."""
    return view.word(end) in ("a", "per", "each", "every") and view.word(end + 1) in UNITS.time


def _is_other_noun(view: View, at: int, end: int) -> bool:
    """A unit's name that is another word here: "20 foot soldiers", "a two second half goals"."""
    return view.words[at] in ("foot", "second", "yard", "mil") and view.tag(end) in ("NNS", "NNPS")
