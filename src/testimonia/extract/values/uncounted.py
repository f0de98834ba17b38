"""Quantities that claim nothing by themselves: ages, results, "one of the men", "one reason".

They say no total of anything, so no claim is made of them; whoever wants every figure of a passage gets them marked as
what they are.
"""

from msgspec.structs import replace

from testimonia.extract.values.counting import Counted, find_noun
from testimonia.extract.values.pieces import Piece, View
from testimonia.extract.values.readings import DASHES, Reading, read_at
from testimonia.model.values import Hedge
from testimonia.text.units import UNITS

LARGEST_RESULT = 199
YEARS_OF_LIFE = frozenset(
    ["year", "years", "month", "months", "old", "olds", "year-old", "year-olds", "years-old", "of", "age"]
)


def set_aside(view: View, reading: Reading, trap: str) -> Piece | None:
    """An age or a result as a piece that is no claim; None for every other trap, and where only claims are wanted."""
    if not view.wants_all:
        return None
    if trap == "age":
        return _age(view, reading)
    return _score(view, reading) if trap in ("score", "digits") else None


def _age(view: View, reading: Reading) -> Piece:
    """ "35 years old", "a 35-year-old", "Khalil, 35,": years since birth."""
    end = reading.end
    while view.word(end) in YEARS_OF_LIFE or (view.word(end) in DASHES and view.word(end + 1) in YEARS_OF_LIFE):
        end += 1
    if view.words[reading.first - 3 : reading.first] == ["the", "age", "of"]:
        before = view.hedges.match_before(view.words, reading.first - 3)
        reading = replace(reading, modifier=before[1] if before else reading.modifier)
    unit_at = (reading.end + 1 if view.word(reading.end) in DASHES else reading.end, end)
    is_months = view.word(unit_at[0]).startswith("month")
    return Piece(
        reading.start,
        end,
        end - 1,
        "amount",
        reading.bounds(),
        reading.hedge(),
        "month of age" if is_months else "year of age",
        "",
        "amount.age",
        kind="age",
        is_claim=False,
        reading=reading,
        unit_at=unit_at,
    )


def _score(view: View, reading: Reading) -> Piece | None:
    """ "A 9-2 lead", "2-0 down": two figures joined by a dash that are a result."""
    first = reading.first
    if view.word(first + 1) not in DASHES or view.word(first + 3) in DASHES or view.word(first - 1) in DASHES:
        return None
    figures = [view.word(first), view.word(first + 2)]
    if not all(word.isdigit() and int(word) <= LARGEST_RESULT and len(word) == len(str(int(word))) for word in figures):
        return None
    one, other = (float(word) for word in figures)
    noun = first + 3 if view.tag(first + 3) == "NN" else -1
    low, high = sorted((one, other))
    bounds, end = (low, (low + high) / 2, high), max(noun + 1, first + 3)
    unit = view.word(noun)
    return Piece(
        first,
        end,
        end - 1,
        "amount",
        bounds,
        Hedge.EXACT if low == high else Hedge.RANGE,
        unit,
        "",
        "amount.score",
        kind="score",
        is_claim=False,
        figures=(one, other if one != other else None),
        unit_at=(noun, noun + 1) if unit else (0, 0),
    )


def find_one(view: View, reading: Reading, noun: Counted | None) -> Piece | None:
    """ "One of the men", "one reason": a member of a whole, or one that nobody counted; never "one day", "the one"."""
    if not view.wants_all or view.words[reading.first] not in ("one", "1"):
        return None
    if view.word(reading.end) == "of" and (whole := read_at(view.words, reading.end + 1, view.hedges)) is not None:
        return _one_of(view, reading, whole)
    if noun is None or view.words[noun.head] in UNITS.time or view.tag(noun.head) in ("NNP", "NNPS"):
        return None
    kind = "part" if view.word(reading.end) == "of" else "singular"
    one, rule = (1.0, 1.0, 1.0), f"amount.{kind}"
    return Piece(
        reading.start,
        max(noun.end, reading.stop),
        noun.head,
        "amount",
        one,
        Hedge.EXACT,
        noun.unit,
        "",
        rule,
        kind=kind,
        is_claim=False,
        reading=reading,
    )


def _one_of(view: View, reading: Reading, whole: Reading) -> Piece | None:
    """ "One of four missions": a part of a whole whose size is said."""
    noun = find_noun(view.doc, view.words, whole.end, number_at=whole.end - 1)
    if noun is None or whole.low != whole.high or whole.low < 2 or view.tag(noun.head) not in ("NNS", "NNPS"):
        return None
    share = reading.low / whole.low
    piece = Piece(reading.start, noun.end, noun.head, "amount", (share, share, share), Hedge.EXACT, "ratio", "", "amount.ratio")
    return replace(piece, kind="part", is_claim=False, reading=whole, figures=(share, None))


def join_change(words: list[str], one: Piece, other: Piece) -> Piece | None:
    """ "Rose from 50 to 80 lorries": both levels of a change as one piece, the first figure first; None if they are not."""
    before, end = words[one.start - 1] if one.start else "", one.end
    is_to = words[end : other.start] == ["to"] or (
        end == other.start and words[end] in ("up", "down") and words[end + 1] == "to"
    )
    if "from" not in (before, words[one.start]) or not is_to:
        return None
    first, second = _figure(one), _figure(other)
    if first is None or second is None or (one.value_type != other.value_type and one.unit and other.unit):
        return None
    if one.reading and other.reading and not one.unit:
        first = share_scale(first, one.reading, other.reading)
    ends = sorted(value for piece in (one, other) for value in piece.bounds if value is not None)
    if not ends:
        return None
    return replace(
        other if other.unit or not one.unit else one,
        start=one.start,
        end=other.end,
        bounds=(ends[0], (ends[0] + ends[-1]) / 2, ends[-1]),
        hedge=Hedge.RANGE,
        rule="change",
        kind="change",
        is_claim=False,
        figures=(first, second),
    )


def _figure(piece: Piece) -> float | None:
    """The first figure that was said."""
    if piece.figures is not None:
        return piece.figures[0]
    return piece.reading.low if piece.reading else None


def share_scale(value: float, one: Reading, other: Reading) -> float:
    """The first of two figures in the scale of the second where only that was said: "from 24 to 33 million"."""
    is_shared = one.scale == 1 < other.scale and value < other.low / other.scale
    return value * other.scale if is_shared else value
