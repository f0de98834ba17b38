"""Find what is counted, measured, paid and how long it took.

Every figure in an account is a claim about how much of what; the finder gives each its interval, its unit and exactly the
words it was read from. Dates and clock times are left to `testimonia.extract.values.times`.
"""

from collections.abc import Sequence

from msgspec.structs import replace
from spacy.tokens import Doc

from testimonia.extract.values.counting import counting_words
from testimonia.extract.values.counts import find_count, find_share, is_figure_of_speech, is_one_in
from testimonia.extract.values.found import Found
from testimonia.extract.values.hedges import HedgeTable
from testimonia.extract.values.measures import find_measure, find_sum, is_no_measure, with_million
from testimonia.extract.values.money import Currency, find_currency
from testimonia.extract.values.pieces import BELOW, MINUS, SIGNS, Piece, View, glued_code, scaled
from testimonia.extract.values.readings import Kind, Reading, read_at, with_sign
from testimonia.extract.values.small_counts import find_half, find_nought, find_single
from testimonia.extract.values.stretches import find_bare_stretch, find_one_stretch
from testimonia.extract.values.tokens import without_blanks
from testimonia.extract.values.traps import find_trap
from testimonia.extract.values.uncounted import join_change, set_aside, share_scale
from testimonia.extract.values.wordings import describe
from testimonia.model.values import Amount, Duration, Hedge, Money, Quantity
from testimonia.text.units import MONEY, UNITS

GLUED = SIGNS + "." + MINUS[0] + MINUS[1]


def find_quantities(doc: Doc, hedges: HedgeTable) -> list[Found]:
    """Find the amounts, sums of money and durations of one passage that say how much of something there was.

    Args:
        doc: one passage, tagged and parsed.
        hedges: the table of hedges in force.

    Returns:
        Values in text order, without overlaps.
    """
    view, places = _view(doc, hedges)
    if view is None:
        return []
    text = doc.text
    return [_written(doc, text, piece, places) for piece in _joined(view.words, _walk(view, view.starts))]


def find_all_quantities(doc: Doc, hedges: HedgeTable) -> list[Found]:
    """Find every quantity of one passage as it was put, also those that claim nothing by themselves.

    Ages, results, "one of the men" and "one reason" come marked (`Found.kind`, `Found.is_claim`); "rose from 50 to 80" is
    one change and not two levels; every part of "2 hours and 30 minutes" stands alone. `Found.said` is filled in.

    Args:
        doc: one passage, tagged and parsed.
        hedges: the table of hedges in force.

    Returns:
        Values in text order. Only a measure inside a counted thing ("two 500-pound bombs") overlaps another value.
    """
    view, places = _view(doc, hedges, wants_all=True)
    if view is None:
        return []
    pieces: list[Piece] = []
    for piece in _walk(view, view.starts):
        if pieces and (both := join_change(view.words, pieces[-1], piece)):
            pieces[-1] = both
        else:
            pieces.append(piece)
    text = doc.text
    return [replace(_written(doc, text, piece, places), said=describe(view, piece)) for piece in pieces]


def _view(doc: Doc, hedges: HedgeTable, *, wants_all: bool = False) -> tuple[View | None, list[int]]:
    """The passage as the rules read it, without blank tokens, and where its tokens stand in the passage; None if no
    quantity can begin in it."""
    words = [token.lower_ for token in doc]
    starts = _starts(words, hedges)
    places = list(range(len(doc)))
    if not starts:
        return None, places
    if any(word[0].isspace() for word in words):
        doc, places = without_blanks(doc)
        words = [words[i] for i in places]
        starts = _starts(words, hedges)
    return View(doc, words, hedges, starts=starts, wants_all=wants_all), places


def _starts(words: Sequence[str], hedges: HedgeTable) -> list[int]:
    """Tokens a quantity may begin with. Most passages have none, and cost nothing more."""
    first = hedges.openers
    return [i for i, w in enumerate(words) if w in first or w[0].isdigit() or (not w.isalpha() and _is_glued(w))]


def _is_glued(word: str) -> bool:
    """Whether figures follow a sign or a currency code without a blank."""
    if word[0] in GLUED or word.startswith(MINUS[2]):
        return word[1:2].isdigit() or word[6:7].isdigit()
    return bool(glued_code(word)) or (word.startswith(BELOW) and word[len(BELOW) :][:1].isdigit())


def _walk(view: View, starts: Sequence[int]) -> list[Piece]:
    """Try the rules at every token where a quantity may begin, over none of them twice."""
    pieces: list[Piece] = []
    position = 0
    for i in starts:
        if i < position:
            continue
        piece, position = _look(view, i)
        if piece is not None and (view.last is None or piece.start >= view.last.end or _is_nested(view, piece)):
            if view.wants_all and view.last is not None:
                view.earlier[piece.start] = view.last
            if view.wants_all and piece.rule == "amount.count" and piece.reading is not None:
                position = piece.reading.stop  # the 250 ml of "eight million 250 ml bottles" is a quantity as well
            view.last = piece
            pieces.append(piece)
    return pieces


def _is_nested(view: View, piece: Piece) -> bool:
    """Whether a measure stands inside the counted thing: "two 500-pound bombs"."""
    last = view.last
    return view.wants_all and last is not None and piece.kind == "measure" and piece.end <= last.end


def _look(view: View, i: int) -> tuple[Piece | None, int]:
    """The quantity at a token, and the token to go on from; the particular rules come first."""
    word = view.words[i]
    if word in ("no", "none", "not"):
        piece = find_nought(view, i)
    elif word in view.hedges.stretches:
        piece = find_bare_stretch(view, i)
    else:
        piece = find_one_stretch(view, i) if word in ("a", "an", "one", "half") else None
        if piece is None and word == "half":
            piece = find_half(view, i)
        if piece is None:
            piece, position = _quantity(view, i)
            if piece is None and word in ("a", "an") and position <= i + 1:
                piece = find_single(view, i)
            return piece, max(position, piece.end if piece else 0)
    return piece, piece.end if piece else i + 1


def _quantity(view: View, i: int) -> tuple[Piece | None, int]:
    """A quantity that begins with a number or with words in its place."""
    if view.word(i - 1) == "how" and view.words[i] in ("many", "few"):
        return None, i + 1
    reading = read_at(view.words, i, view.hedges, is_change=_is_change(view, i))
    if reading is None or (not _has_unit(view, reading) and view.is_time(reading.first, reading.end)):
        return None, i + 1
    text = view.doc[reading.first].lower_
    sign = "<" if text.startswith(BELOW) else text[0]
    if sign in SIGNS:
        reading = with_sign(reading, sign, view.hedges)
    elif i in view.negative and reading.low == reading.high:
        reading = replace(reading, low=-reading.low, high=-reading.high)
    elif i in view.slashed:
        ends = sorted((reading.low, view.slashed[i]))
        reading = replace(reading, low=ends[0], high=ends[1])
    piece = _typed(view, reading)
    return piece, piece.end if piece else reading.end


def _has_unit(view: View, reading: Reading) -> bool:
    """Whether a unit follows figures, so that four of them are no year: "1520 sq m"."""
    match = UNITS.match(view.words, reading.end) if reading.is_digits else None
    return match is not None and match[1] != "s" and len(view.words[reading.end]) > 1


def _is_change(view: View, i: int) -> bool:
    """Whether a verb of change stands before "from": then what follows are two levels and no range."""
    if "from" not in view.words[max(0, i - 2) : i]:
        return False
    return any(counting_words().has("change_verbs", view.doc[j].lemma_.lower()) for j in range(max(0, i - 7), i))


def _typed(view: View, reading: Reading) -> Piece | None:
    """Money, then a unit, then a share, then a count: the first that fits."""
    token = view.doc[reading.first].lower_
    if view.words[reading.first] != token and (code := glued_code(token)):
        reading = with_million(view, reading)
        return find_sum(view, reading, Currency(MONEY.symbols[code], reading.start, reading.end))
    currency = find_currency(view.doc, view.words, reading)
    if currency is not None:
        return find_sum(view, with_million(view, reading), currency)
    if is_figure_of_speech(view, reading) or _is_generation(view, reading) or is_no_measure(view, reading):
        return None
    if (piece := find_measure(view, reading)) is not None:
        trap = find_trap(view.doc, view.words, reading, has_noun=True, has_unit=True)
        return set_aside(view, reading, trap) if trap else piece
    if reading.kind in (Kind.FRACTION, Kind.SHARE) or is_one_in(view, reading):
        return find_share(view, reading)
    return find_count(view, with_million(view, reading))


def _is_generation(view: View, reading: Reading) -> bool:
    """ "5G" is a sort of network, "5g" and "5 g" are grams."""
    last = view.doc[reading.end - 1]
    after = view.doc[reading.end].text if reading.end < len(view.words) else ""
    return bool(last.text[-1] == "G" or (after == "G" and not last.whitespace_))


def _joined(words: Sequence[str], pieces: list[Piece]) -> list[Piece]:
    """ "Two hours and 30 minutes" is one duration: a smaller unit right after a larger one adds to it."""
    out: list[Piece] = []
    for piece in pieces:
        last = out[-1] if out else None
        if (
            last
            and last.value_type == piece.value_type == "duration"
            and last.hedge is not Hedge.VAGUE
            and piece.hedge is Hedge.EXACT
        ):
            gap = [w for w in words[last.end : piece.start] if w not in ("and", ",")]
            sizes = [UNITS.time.get(words[p.head], 0) for p in (last, piece)]
            if not gap and sizes[0] > sizes[1] > 0 and piece.start - last.end < 2:
                total = [None if a is None else a + (b or 0) for a, b in zip(last.bounds, piece.bounds, strict=True)]
                out[-1] = Piece(
                    last.start,
                    piece.end,
                    piece.head,
                    "duration",
                    (total[0], total[1], total[2]),
                    last.hedge,
                    "s",
                    last.per,
                    last.rule,
                    kind="duration",
                )
                continue
        if last and last.rule == "amount.bare" and not last.unit and words[last.end : piece.start] == ["to"]:
            out[-1] = _with_unit_of(words, last, piece)
        out.append(piece)
    return out


def _with_unit_of(words: Sequence[str], piece: Piece, other: Piece) -> Piece:
    """A bare number with the unit and the scale of the one after it: "from 24 to 33 million euros" names both once."""
    factor = _factor(words, other)
    if piece.reading and other.reading and piece.reading.low:
        factor *= share_scale(piece.reading.low, piece.reading, other.reading) / piece.reading.low
    bounds = scaled(piece.bounds, factor)
    return replace(piece, value_type=other.value_type, kind=other.kind, unit=other.unit, bounds=bounds, head=other.head)


def _factor(words: Sequence[str], piece: Piece) -> float:
    """What the unit of a piece was multiplied with, so that "from 50 to 80 miles" converts both ends."""
    match = UNITS.match(words, piece.head) if piece.rule.endswith(".unit") else None
    return match[2] if match else 1.0


def _written(doc: Doc, text: str, piece: Piece, places: Sequence[int]) -> Found:
    """The piece as a value with its exact words; ``places`` leads from the tokens that were read to those of the passage."""
    last = doc[places[piece.end - 1]]
    start, end = doc[places[piece.start]].idx, last.idx + len(last)
    if text[end - 1] == "." and end - 1 > last.idx and "." not in text[last.idx : end - 1]:
        end -= 1
    words, (low, best, high) = text[start:end], piece.bounds
    value: Quantity
    if piece.value_type == "money":
        value = Money(low, best, high, piece.unit, words, piece.hedge, piece.per)
    elif piece.value_type == "duration":
        value = Duration(low, best, high, words, piece.hedge, per=piece.per)
    else:
        value = Amount(low, best, high, piece.unit, words, piece.hedge, piece.per)
    return Found(start, end, value, places[piece.head], piece.rule, piece.kind, piece.is_claim)
