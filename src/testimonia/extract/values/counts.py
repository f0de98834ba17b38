"""Counts of things and shares of a whole: from a reading and the words around it to so many of what."""

from msgspec.structs import replace

from testimonia.extract.values.counting import Counted, bare_unit, counting_words, find_noun, find_rate, harmed_at, is_person
from testimonia.extract.values.measures import find_sum
from testimonia.extract.values.money import Currency, continues_sum
from testimonia.extract.values.pieces import Piece, View, scaled, whole
from testimonia.extract.values.readings import DASHES, Kind, Reading, read_at, with_after
from testimonia.extract.values.traps import find_trap
from testimonia.extract.values.uncounted import find_one, set_aside
from testimonia.text.units import UNITS

PARALLEL_REACH = 14
"""Tokens between a count and a later one that leaves the noun out at most."""

ELLIPTICAL = frozenset({"nsubj", "nsubjpass", "dobj", "conj", "attr", "ROOT"})


def find_count(view: View, reading: Reading) -> Piece | None:
    """A count of things, or a bare number."""
    at = reading.stop if reading.stop > reading.end else reading.end
    last = reading.end - 1
    is_one = reading.high == 1 and reading.kind is Kind.NUMBER
    noun = None if _is_harm(view, at) else find_noun(view.doc, view.words, at, number_at=last, is_one=is_one)
    has_noun = noun is not None and (view.tag(noun.head) in ("NNS", "NNPS") or view.word(at) in DASHES)
    if noun is not None and reading.is_digits and reading.kind is Kind.NUMBER and _is_house(view, noun):
        return None
    if trap := find_trap(view.doc, view.words, reading, has_noun=has_noun):
        return set_aside(view, reading, trap)
    if is_one and not _is_counted_one(view, reading, noun) and not _is_step(view, reading):
        return find_one(view, reading, noun)
    if view.word(at) in DASHES and noun is None and at == reading.end:
        return None
    if (
        noun is not None
        and view.tag(noun.head) == "NNP"
        and reading.is_digits
        and counting_words().has("naming", view.word(reading.start - 1))
    ):
        return None
    if reading.kind is Kind.VAGUE and noun is None and not _stands_alone(view, reading):
        return None
    if noun is None:
        return _bare(view, reading)
    if not noun.unit and view.word(noun.head) == "others" and view.last and is_person(view.last.unit):
        noun = Counted(noun.head, noun.end, "people")  # "one warder and three others"
    if view.words[reading.start : reading.first] == ["over"] and counting_words().has(
        "takes_over", view.word(reading.start - 1)
    ):
        reading = replace(reading, start=reading.first, modifier=None)
    reading = with_after(reading, view.words, noun.end, view.hedges)
    end = max(noun.end, reading.stop)
    rate = find_rate(view.doc, view.words, end, head=noun.head)
    if rate and rate.end > 0:
        end = rate.end
    bounds = whole(reading.bounds(), reading.hedge())
    per = rate.per if rate else ""
    hedge, rate_end = reading.hedge(), rate.end if rate and rate.end > 0 else 0
    rule, head = "amount.count", noun.head
    return Piece(reading.start, end, head, "amount", bounds, hedge, noun.unit, per, rule, reading=reading, rate_end=rate_end)


def _is_toll(view: View, end: int) -> bool:
    """ "40 dead and wounded": two words of harm joined, which count both together; "12 killed and wounded 30" counts twelve."""
    has = counting_words().has
    pair = view.word(end - 1), view.word(end + 1)
    is_joined = view.word(end) in ("and", "or") and pair[0] != pair[1] and all(has("tolls", word) for word in pair)
    return is_joined and view.tag(end + 2) in ("", ",", ".", ":", "IN", "CC", "VBD", "VBZ", "VBP", "RB", "''", "-RRB-", "MD")


def _is_house(view: View, noun: Counted) -> bool:
    """ "22 Mill Lane": figures before the name of a street."""
    return view.tag(noun.head) == "NNP" and counting_words().has("streets", view.word(noun.head))


def _is_harm(view: View, i: int) -> bool:
    """Whether a word says what came to the people counted and no noun follows it: "5 hurt, 3 dead in blast"."""
    return counting_words().has("harmed", view.word(i)) and view.tag(i + 1) not in ("NN", "NNS", "JJ")


def _stands_alone(view: View, reading: Reading) -> bool:
    """Words in place of a number without a noun: "dozens were killed", "many refused", never "a few of course"."""
    word = view.words[reading.first]
    token = view.doc[reading.end - 1]
    if word in ("few", "many", "numerous", "countless", "several") or view.words[reading.end - 1] == "of":
        return token.dep_ in ("nsubj", "nsubjpass") and view.tag(reading.end) in ("VBD", "VBP", "VBN", "MD", "RB")
    return token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "npadvmod", "ROOT", "dep", "attr", "appos")


def _bare(view: View, reading: Reading) -> Piece | None:
    """A number without a noun: it goes on with a sum of money, or counts what its verb says."""
    last = reading.end - 1
    previous = view.last
    if (
        previous
        and previous.value_type == "money"
        and reading.kind is Kind.NUMBER
        and continues_sum(view.words, previous.end, reading)
    ):
        return find_sum(view, reading, Currency(previous.unit, reading.start, reading.stop))
    if reading.kind is Kind.NUMBER and reading.low == 1 == reading.high and not _is_step(view, reading):
        return None
    unit = _parallel_unit(view, reading) or bare_unit(view.doc[last])
    rate = find_rate(view.doc, view.words, reading.stop, head=last)
    end = rate.end if rate and rate.end > 0 else reading.stop
    if unit and end == reading.stop and counting_words().has("harmed", view.word(end)):
        end += 1
        if _is_toll(view, end):
            unit, end = "casualty", end + 2
    bounds = whole(reading.bounds(), reading.hedge()) if unit else reading.bounds()
    per, hedge = rate.per if rate else "", reading.hedge()
    return Piece(reading.start, end, last, "amount", bounds, hedge, unit, per, "amount.bare", reading=reading)


def _is_step(view: View, reading: Reading) -> bool:
    """ "Fell by 1": a one in figures by which something changed."""
    at, has = reading.start - 1, counting_words().has
    if not reading.is_digits or view.word(at) != "by" or at < 1:
        return False
    lemma = view.doc[at - 1].lemma_.lower()
    return has("up_verbs", lemma) or has("down_verbs", lemma)


def _parallel_unit(view: View, reading: Reading) -> str:
    """The noun that a bare number leaves out because a count just before has said it.

    "435 homes by open sale and 187 by tender", "3.9 million lorries, up from 2.4 million", "Fifty lorries set out. Ten never
    arrived." A number whose verb says that people came to harm counts people, whatever was counted before.
    """
    previous = view.last
    if previous is None or previous.rule != "amount.count" or not previous.is_claim or reading.kind is not Kind.NUMBER:
        return ""
    words, last = view.words, reading.end - 1
    gap = words[previous.end : reading.start]
    if len(gap) > PARALLEL_REACH or reading.high < 2 or gap.count(".") > 1 or harmed_at(view.doc[last]):
        return ""
    if counting_words().has("harm_words", view.word(reading.start - 1)):
        return ""
    if "." not in gap:
        if gap[-2:] in (["up", "from"], ["down", "from"]):
            return previous.unit
        is_joined = gap[-1:] in (["and"], ["but"], ["while"], ["or"], ["then"], [","], [";"])
        return previous.unit if is_joined and view.tag(reading.end) in ("IN", "VBD", "VBN", "MD", ",", ".", "") else ""
    is_subject = view.doc[last].dep_ in ("nsubj", "nsubjpass") and view.word(reading.start - 1) == "."
    return previous.unit if is_subject and view.doc[previous.head].dep_ in ELLIPTICAL else ""


def _is_counted_one(view: View, reading: Reading, noun: Counted | None) -> bool:
    """Whether "one" counts: "one soldier was killed", never "one day", "the one", "one of the"."""
    if view.words[reading.first] != "one" or noun is None:
        return noun is not None
    after = view.word(reading.end)
    return not counting_words().has("one_idioms", after) and view.word(noun.head) not in UNITS.time


def is_figure_of_speech(view: View, reading: Reading) -> bool:
    """Words that are quantities only before "of" or a noun: scores, a couple, a handful, tens."""
    first, after = view.words[reading.first], view.word(reading.end)
    if first in ("scores", "tens") and view.words[reading.end - 1] == first:
        return after != "of" and not (first == "scores" and after in ("more", "were", "died", "have"))
    if first == "score" or (
        first in ("a", "the") and view.word(reading.first + 1) == "score" and reading.end == reading.first + 2
    ):
        return after != "of"
    return view.words[reading.end - 1] in ("pair", "couple") and after != "of" and view.tag(reading.end) != "NNS"


def is_one_in(view: View, reading: Reading) -> bool:
    """ "One in ten", "3 out of 4"."""
    return _out_of(view, reading) is not None


def _out_of(view: View, reading: Reading) -> tuple[int, float] | None:
    j = reading.end
    if reading.kind is not Kind.NUMBER or reading.low != reading.high:
        return None
    if view.word(j) == "in":
        j += 2 if view.word(j + 1) == "every" else 1
    elif view.word(j) == "out" and view.word(j + 1) == "of":
        j += 2
    else:
        return None
    whole = read_at(view.words, j, view.hedges) if j < len(view.words) and view.word(j) not in ("a", "an") else None
    if whole is None or whole.kind is not Kind.NUMBER or not reading.low < whole.low <= 100 or whole.low != whole.high:
        return None
    if view.word(j - 1) != "of" and (UNITS.match(view.words, whole.end) or (view.tag(whole.end) == "NNS" and reading.low > 9)):
        return None
    return whole.end, whole.low


def find_share(view: View, reading: Reading) -> Piece | None:
    """Parts of a whole: "two thirds of the fighters", "one in ten", "most of them"."""
    bounds, end = reading.bounds(), reading.end
    if parts := _out_of(view, reading):
        end = parts[0]
        bounds = scaled(bounds, 1 / parts[1])
    elif view.word(end) != "of":
        singular = view.word(reading.first) in ("a", "an", "one") or reading.kind is Kind.SHARE
        if singular or view.tag(end) not in ("VBD", "VBP", "VBZ", "MD", ",", "."):
            return None
    noun = find_noun(view.doc, view.words, end, number_at=reading.end - 1)
    head = noun.head if noun else reading.end - 1
    stop = max(noun.end if noun else end, reading.stop)
    low, _, high = bounds
    figures = (low, high if high != low else None) if parts and low is not None else None
    hedge, unit, rule = reading.hedge(), "ratio", "amount.ratio"
    return Piece(
        reading.start, stop, head, "amount", bounds, hedge, unit, "", rule, kind="share", reading=reading, figures=figures
    )
