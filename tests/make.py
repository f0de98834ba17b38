"""Builders for tests: the nouns of an investigation from the few words that matter in a test.

    said("about 50 lorries", by="driver A")          a claim and its statement
    said("no deal was made", by="SDF", question="deal make")
    testimony(pair, pair, ...)                       what the reconcile step is given

Ids come from content, so the same words by the same speaker are the same claim.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

from testimonia.model.findings import Question
from testimonia.model.ids import content_id
from testimonia.model.material import Protection, Span
from testimonia.model.testimony import About, Claim, Form, Polarity, Role, Source, Speaker, Stance, Statement
from testimonia.model.values import Amount, Duration, Hedge, Moment, Money, Occurrence, PlaceRef, Value

Pair = tuple[Claim, Statement]

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
WORDS = {"three": 3, "four": 4, "six": 6, "ten": 10, "no": 0}
SECONDS = {"minute": 60, "hour": 3600, "day": 86400, "week": 604800}
HEDGES = {
    "about": Hedge.ABOUT,
    "almost": Hedge.ABOUT,
    "at least": Hedge.MIN,
    "more than": Hedge.MIN,
    "at most": Hedge.MAX,
    "up to": Hedge.MAX,
}


def amount(words: str, unit: str = "") -> Amount:
    """A count from words with one figure in digits, or the two of a range: ``about 250 fighters``, ``500 or 600 people``."""
    figures = [float(match.replace(",", "")) for match in NUMBER.findall(words)] or [
        WORDS[w] for w in words.split() if w in WORDS
    ]
    unit = unit or words.split()[-1]
    if not figures:
        if "dozen" in words:
            return Amount(24, None, 60, unit, words, Hedge.VAGUE)
        raise ValueError(f"no figure in {words!r}")
    if len(figures) == 2:
        return Amount(figures[0], sum(figures) / 2, figures[1], unit, words, Hedge.RANGE)
    hedge = next((kind for word, kind in HEDGES.items() if word in words), Hedge.EXACT)
    low, best, high = hedged(figures[0], hedge, words)
    return Amount(low, best, high, unit, words, hedge)


def hedged(figure: float, hedge: Hedge, words: str = "") -> tuple[float | None, float, float | None]:
    """Low, best and high as the extraction step gives them."""
    if "almost" in words:
        return 0.85 * figure, 0.95 * figure, figure
    return {
        Hedge.ABOUT: (0.85 * figure, figure, 1.15 * figure),
        Hedge.MIN: (figure, figure, None),
        Hedge.MAX: (0.0, figure, figure),
    }.get(hedge, (figure, figure, figure))


def duration(words: str) -> Duration:
    """A length of time from words: ``six hours``, ``3 days``."""
    number = next((WORDS[w] for w in words.split() if w in WORDS), None)
    figure = float(NUMBER.findall(words)[0]) if number is None else float(number)
    seconds = figure * next(size for unit, size in SECONDS.items() if unit in words)
    return Duration(seconds, seconds, seconds, words)


def money(words: str, unit: str = "USD") -> Money:
    """An amount of money from words with one figure in digits."""
    figure = float(NUMBER.findall(words)[0].replace(",", ""))
    low, best, high = hedged(figure, hedge := next((kind for word, kind in HEDGES.items() if word in words), Hedge.EXACT))
    return Money(low, best, high, unit, words, hedge)


def day(date: str, words: str = "", *, time: str = "") -> Moment:
    """A moment on a day, at a time of day if given."""
    if time:
        return Moment(
            f"{date}T{time}", f"{date}T{time}", f"{date}T{time}", f"{date}T{time}", words or f"{date} {time}", f"{date}T{time}"
        )
    return Moment(date, date, date, date, words or date, date)


def occurrence(event: str, words: str = "", *, happened: bool = True) -> Occurrence:
    """Something that happened or not, by lemmas: ``deal make``."""
    return Occurrence(event, happened, words or event)


def place(name: str, lat: float | None = None, lon: float | None = None, *, words: str = "") -> PlaceRef:
    """A place as named."""
    return PlaceRef(name, words or name, lat, lon)


def source(name: str, role: Role = Role.EYEWITNESS, *, party: str = "", **fields: Any) -> Source:
    """A source whose id is made from its name, so that tests can name it."""
    return Source(id=source_id(name), name=name, role=role, party=party, protection=Protection.NONE, **fields)


def source_id(name: str) -> str:
    """The id that `source` and `said` give to a name."""
    return "s-" + re.sub(r"\W+", "-", name.casefold())


def sources(*people: Source) -> dict[str, Source]:
    """Sources by id."""
    return {person.id: person for person in people}


def about(value: Value, **fields: Any) -> About:
    """What a claim is about; the counted noun comes from an amount's unit."""
    if isinstance(value, Amount):
        fields.setdefault("noun", value.unit)
    return About(**fields)


def said(value: Value | str, *, by: str, on: str = "", text: str = "", **fields: Any) -> Pair:
    """A claim and its statement.

    Args:
        value: a value, or words from which an amount is made.
        by: name of the source; its id is `source_id(by)`.
        on: ISO date of the statement.
        text: the statement's words; the value's words if empty.
        fields: fields of `Claim` (``stance``, ``polarity``), of `About` (``noun``, ``predicate``, ``terms``, ``scope`` ...), of
            `Statement` (``form``, ``chain``, ``is_first_hand``), or ``rendition``.
    """
    value = amount(value) if isinstance(value, str) else value
    text = text or value.words
    rendition_id = fields.pop("rendition", content_id("r", by, on, text))
    chain = tuple(Speaker(name) for name in fields.pop("chain", ()))
    form, first_hand = fields.pop("form", Form.TURN), fields.pop("is_first_hand", None)
    stance, polarity = fields.pop("stance", Stance.ASSERTS), fields.pop("polarity", Polarity.AFFIRMED)
    statement = Statement(
        id=content_id("s", rendition_id, text),
        rendition_id=rendition_id,
        passage_id="",
        content=(Span(0, len(text), text),),
        form=form,
        speaker=Speaker(by),
        source_id=source_id(by),
        said_on=on,
        is_first_hand=first_hand,
        chain=chain,
    )
    start = max(0, text.find(value.words))
    span = Span(start, start + len(value.words), value.words)
    subject = about(value, **fields)
    claim_id = content_id("c", rendition_id, statement.id, by, on, value, subject, stance, polarity)
    return Claim(claim_id, statement.id, rendition_id, span, subject, value, polarity, stance), statement


def claim(words: str, *, by: str, **fields: Any) -> Claim:
    """Only the claim of `said`."""
    return said(words, by=by, **fields)[0]


def testimony(*pairs: Pair) -> Callable[[], Iterable[Pair]]:
    """What the reconcile and reconstruct steps are given: all pairs, as often as asked."""
    return lambda: iter(pairs)


testimony.__test__ = False  # type: ignore[attr-defined]  # pytest would take the name for a test


def question(question_id: str, value_type: str = "amount", **fields: Any) -> Question:
    """A declared question; its noun is its id unless given."""
    fields.setdefault("text", f"How many {question_id.replace('_', ' ')}?")
    if value_type == "amount" and "nouns" not in fields and "unit" not in fields:
        fields["nouns"] = (question_id.replace("_", " "),)
    return Question(id=question_id, value_type=value_type, **fields)


def gathered(uploads, upload_ids):
    """Whole uploads moved together, as they are to be taken in; returns the batch's name."""
    batch = uploads.plan(upload_ids)
    uploads.move(batch)
    return batch.name
