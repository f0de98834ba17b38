"""Find counts, money, lengths and durations in Arabic, as intervals.

Arabic counts in ways of its own: a dual needs no number ("two dead" is one word), a noun in the singular after a verb of harm
counts one ("a child was killed"), and the number may follow its noun ("the dead: 5", "civilians two").
"""

from collections.abc import Sequence

from msgspec.structs import replace

from testimonia.extract.arabic.counting import PEOPLE, Count, Figure, to_figure, unit_words
from testimonia.extract.arabic.harms import harm_at
from testimonia.extract.arabic.hedges import ArabicHedges
from testimonia.extract.arabic.lexicon import Noun, glossary, harm_cases, harm_words, known_words, nouns
from testimonia.extract.arabic.numbers import read_number
from testimonia.extract.arabic.rates import with_rate
from testimonia.extract.arabic.shares import find_share
from testimonia.extract.arabic.small import find_small
from testimonia.extract.arabic.words import Text
from testimonia.extract.values.hedges import Modifier, apply_modifier, apply_to_interval
from testimonia.extract.values.pieces import scaled
from testimonia.model.values import Amount, Duration, Hedge, Money
from testimonia.text.numbers import Number

FIRST_YEAR, LAST_YEAR = 1900, 2035
"""Bare figures between these name a year."""
YEAR = 31_556_952.0
"""Seconds."""
PAIR = 2
_REACH = 5
"""How many words a number may stand behind what it counts."""


def find_quantities(text: Text, hedges: ArabicHedges, taken: Sequence[tuple[int, int]]) -> list[Figure]:
    """The quantities of a passage, in order, without overlaps.

    Args:
        text: The passage.
        hedges: The Arabic hedges.
        taken: Word ranges of the times, in which no number counts.

    >>> find_quantities(Text("نحو ٤٠٠٠ شخص", 0), ArabicHedges(), [])[0].value.low
    3400.0
    """
    blocked = {i for first, last in taken for i in range(first, last)}
    finder = _Finder(text, hedges, blocked)
    found: list[Figure] = []
    i = 0
    while i < len(text):
        figure = None if i in blocked else find_share(text, i, hedges) or finder.read(i) or find_small(text, i, found, blocked)
        if figure is not None:
            figure = with_rate(text, figure, blocked)
        if figure is not None and (not found or figure.first >= found[-1].last):
            found.append(figure)
            i = max(figure.last, i + 1)
        else:
            i += 1
    return found


class _Finder:
    """Reads the quantities of one passage that have a number, or a word in place of one."""

    def __init__(self, text: Text, hedges: ArabicHedges, blocked: set[int]) -> None:
        self.text = text
        self.keys = text.keys
        self.hedges = hedges
        self.blocked = blocked
        self.units = unit_words()
        self.small = self.units.words

    def key(self, i: int) -> str:
        return self.keys[i] if 0 <= i < len(self.keys) else ""

    def read(self, i: int) -> Figure | None:
        """The quantity whose number is at word ``i``."""
        number = read_number(self.text.words, i)
        if number is None:
            vague = self.hedges.match_vague(self.keys, i)
            if vague is None:
                return None
            end, interval = vague
            return self._counted(i, end, Count((interval.low, interval.best, interval.high), Hedge.VAGUE))
        if self._is_age(number):
            self.blocked.update(range(number.start, number.end + 1))
            return None
        if number.is_digits and self._is_label(number):
            return None
        (low, high), last = self._range(number)
        is_range = low != high
        return self._counted(i, last, Count((low, (low + high) / 2, high), Hedge.RANGE if is_range else Hedge.EXACT))

    def _is_age(self, number: Number) -> bool:
        """Whether a number is somebody's years of life: "aged 7", "the child (12 years)"."""
        before, end = self.key(number.start - 1), number.end
        if before in self.small["age"]:
            return True
        if self.units.time.get(self.key(end), (0.0, 0))[0] != YEAR:
            return False
        return before in self.small["age_verbs"] or (before == "(" and self.key(end + 1) == ")")

    def _is_label(self, number: Number) -> bool:
        """Whether figures name something: "brigade 5", "1." in a list, a year, a handle."""
        i, end = number.start, number.end
        words = self.text.words
        following = words[end] if end < len(words) else None
        if self.key(i - 1) in self.small["labels"] or self.key(end) in ("/", ":", "_"):
            return True
        is_first = i == self.text.sentences[self.text.sentence_of[i]][0]
        if is_first and self.key(end) in (".", "-", ")") and number.value < 100:
            return True
        is_glued = following is not None and following.start == words[end - 1].end and following.surface.isalpha()
        is_handle = is_glued and following is not None and following.surface.isascii()
        last = i - 2 if i > 1 and words[i - 1].surface == "-" and words[i - 2].end == words[i - 1].start else i - 1
        is_after_latin = last >= 0 and words[last].surface.isascii() and words[last].kind == "word"
        is_year = FIRST_YEAR <= number.value <= LAST_YEAR and self._noun_after(end) is None
        return is_handle or is_after_latin or is_year

    def _range(self, number: Number) -> tuple[tuple[float, float], int]:
        """Both ends of a stated range and where it ends: "between 500 and 600", "3 to 5", "500 or 600"."""
        i, end = number.start, number.end
        one = (number.value, number.value), end
        link, small = self.key(end), self.small
        is_between = self.key(i - 1) in small["between"]
        second: Number | None = None
        if is_between and end < len(self.text) and (self.text.words[end].prefix == "و" or link == "و"):
            second = read_number(self.text.words, end + (link == "و"))
        elif link in small["or"] or (link in small["to"] and not self._rises(i)):
            second = read_number(self.text.words, end + 1)
        if second is None:
            noun = nouns().get(self.key(end + 1)) if link in small["or"] else None
            return ((1.0, 2.0), end + 1) if noun is not None and noun.says == 2 and number.value == 1 else one
        low, high = number.value, second.value
        if second.scale > 1 and low < second.scale and number.scale == 1:
            low *= second.scale  # "three to five thousand"
        return ((low, high), second.end) if low < high <= 100 * max(low, 1) else one

    def _rises(self, i: int) -> bool:
        """Whether a figure "rose from 5 to 8": then the ends are two figures and no range."""
        first = self.text.sentences[self.text.sentence_of[i]][0]
        return any(self.keys[j] in harm_words()["rising"] for j in range(max(first, i - 8), i))

    def _noun_after(self, end: int) -> tuple[int, Noun] | None:
        """The counted noun behind a number: its word and what it stands for."""
        at = end + 1 if self.key(end) in self.small["links"] and self.key(end + 1) in nouns() else end
        noun = nouns().get(self.key(at))
        if noun is None or (at == end and self.text.words[at].is_joined) or self.text.words[at].preposition:
            return None
        return at, noun

    def _case_after(self, end: int) -> tuple[int, Noun] | None:
        """The noun of harm behind a number: "25 injuries", "two cases of death"."""
        if end >= len(self.text) or self.text.words[end].is_joined:
            return None
        for size in (2, 1):
            phrase = tuple(self.keys[end : end + size])
            if len(phrase) == size and (noun := harm_cases().get(phrase)) is not None:
                return end + size - 1, noun
        return None

    def _counted(self, first: int, last: int, count: Count) -> Figure | None:
        """A quantity with its hedges and what it counts."""
        start, count = self._hedge_before(first, count)
        last, count = self._hedge_after(last, count)
        measured = self._measured(start, last, count)
        if measured is not None:
            return measured
        found = self._noun_after(last) or self._case_after(last)
        if found is None:
            return self._uncounted((start, first), last, count)
        head, noun = found
        last, joined = self._joined(head, noun)
        if joined:
            return self._together((start, last), (head, noun), count, joined)
        end, count = self._hedge_after(head + 1 + (self.key(head + 1) in self.small["rest"]), count)
        return to_figure(self.text, (start, end), (head, noun), count)

    def _joined(self, head: int, noun: Noun) -> tuple[int, tuple[Noun, ...]]:
        """The plurals that "and" joins to a counted plural without a number of their own, and where the last one ends."""
        joined: list[Noun] = []
        at = head + 1
        while noun.says < PAIR and at < len(self.text) and self.text.words[at].prefix[:1] == "و":
            other = nouns().get(self.key(at))
            same = self.text.words[at].has_article == self.text.words[head].has_article
            if other is None or other.says != noun.says or not same or other.is_person != noun.is_person:
                break
            if noun.says and not (noun.harm and other.harm):
                break  # "12 men and a child", but "12 dead and wounded", which Arabic puts in the singular above ten
            joined, at = [*joined, other], at + 1
        return at, tuple(joined)

    def _together(self, span: tuple[int, int], counted: tuple[int, Noun], count: Count, joined: tuple[Noun, ...]) -> Figure:
        """One number for several nouns: people, or things; dead and wounded together are casualties of neither kind."""
        head, noun = counted
        harms = {one.harm for one in (noun, *joined)}
        if len(harms) > 1:
            return to_figure(self.text, span, (head, Noun("casualty", 0, False)), count, "together")
        if noun.harm:
            return to_figure(self.text, span, (head, noun), count, "together")
        unit = "people" if noun.is_person else "thing"
        units = tuple(dict.fromkeys(one.unit for one in (noun, *joined)))
        return replace(to_figure(self.text, span, (head, Noun(unit, 0, noun.is_person)), count, "together"), joined=units)

    def _uncounted(self, starts: tuple[int, int], last: int, count: Count) -> Figure | None:
        """A number without a listed noun behind it: "others", a noun before it, a noun no table knows, or persons implied."""
        start, first = starts
        if self.key(last) in harm_words()["others"] and not self.text.words[last].is_joined:
            return to_figure(self.text, (start, last + 1), (last, PEOPLE), count, "others")
        head = self._noun_before(first)
        if head >= 0:
            return to_figure(self.text, (start, last), (head, nouns()[self.keys[head]]), count, "noun_before")
        unit = self._unlisted(last, count)
        if unit:
            return to_figure(self.text, (start, last + 1), (last, Noun(unit, 0, False)), count, "unlisted_noun")
        is_of_people = bool(harm_at(self.text, start - 1)) or self.key(last) in self.small["of_them"]
        if is_of_people or count.hedge not in (Hedge.EXACT, Hedge.VAGUE):
            return to_figure(self.text, (start, last), (-1, PEOPLE if is_of_people else Noun("", 0, False)), count, "bare")
        is_digits = self.text.words[first].kind == "number"
        if is_digits or count.bounds[0] == 1 or self.key(start - 1) not in glossary().verbs:
            return None
        return to_figure(self.text, (start, last), (-1, PEOPLE), count, "bare")

    def _unlisted(self, last: int, count: Count) -> str:
        """The unit of a noun that counts but is in no table of counted nouns: its lemma, or the text's own word."""
        word = self.text.words[last] if last < len(self.text) else None
        if word is None or word.kind != "word" or word.surface.isascii() or word.prefix or len(word.surface) < 3:
            return ""
        lemma = glossary().nouns.get(word.key, "")
        if lemma or word.key in known_words() or count.hedge is Hedge.VAGUE:
            return lemma
        return self.text.inner_slice(last, last + 1)

    def _noun_before(self, first: int) -> int:
        """The plural before a number that follows its noun: "the number of dead rose to 8", "dead: 5"; -1 for none."""
        sentence = self.text.sentences[self.text.sentence_of[first]][0]
        for at in range(first - 1, max(sentence, first - _REACH) - 1, -1):
            key = self.keys[at]
            noun = nouns().get(key)
            if noun is not None and noun.says == 0:
                is_counted = at > sentence and self.keys[at - 1] in harm_words()["counting"]
                is_near = at == first - 1 or (at == first - 2 and self.keys[first - 1] == ":")
                return at if is_counted or is_near or noun.harm else -1
            if self.text.words[at].kind == "number" and self._rises(first):
                continue  # "rose from 5 to 8"
            if key not in self.small["before"] | self.small["from"] and key != ":" and key not in self.hedges.before:
                return -1
        return -1

    def _hedge_before(self, first: int, count: Count) -> tuple[int, Count]:
        """Where a quantity starts, with the words of its range, a total and a hedge before it."""
        start = first
        if count.hedge is Hedge.RANGE and self.key(first - 1) in self.small["between"] | self.small["from"]:
            start = first - 1
            start -= self.key(start - 1) == "ما"
        at = start
        while at and self.keys[at - 1] in self.small["total"] and at - 1 not in self.blocked:
            at -= 1
        before = self.hedges.match_before(self.keys, at)
        if before is None or before[0] in self.blocked:
            return start, count
        return before[0], _apply(before[1], count)

    def _hedge_after(self, last: int, count: Count) -> tuple[int, Count]:
        """Where a quantity ends, with a hedge behind the number or behind its noun."""
        after = self.hedges.match_after(self.keys, last)
        if after is None or self.key(after[0]) in self.small["from"]:
            return last, count  # "..., more than": that hedges what follows
        return after[0], _apply(after[1], count)

    def _measured(self, start: int, last: int, count: Count) -> Figure | None:
        """Money, a physical quantity or a length of time."""
        units, words = self.units, self.text.words
        for size in (3, 2, 1):
            if last + size > len(words):
                continue
            for phrase in (tuple(self.keys[last : last + size]), tuple(word.surface for word in words[last : last + size])):
                if (code := units.money.get(phrase)) is not None:
                    return self._money((start, last + size), count, code)
                if (measure := units.measures.get(phrase)) is not None:
                    value = _amount(
                        scaled(count.bounds, measure[1]), measure[0], self.text.inner_slice(start, last + size), count
                    )
                    return Figure(start, last + size, -1, value, None, "arabic.measure")
        if self.key(last) in self.small["links"] and (code := units.money.get((self.key(last + 1),))) is not None:
            return self._money((start, last + 2), count, code)
        if self.key(start - 1) in units.signs:
            return self._money((start - 1, last), count, units.money[(self.key(start - 1),)])
        seconds = units.time.get(self.key(last))
        if seconds is not None and seconds[1] == 0 and not words[last].prefix:
            low, best, high = scaled(count.bounds, seconds[0])
            value_of = Duration(low, best, high, self.text.inner_slice(start, last + 1), count.hedge)
            return Figure(start, last + 1, last, value_of, None, "arabic.duration")
        return None

    def _money(self, span: tuple[int, int], count: Count, unit: str) -> Figure:
        low, best, high = count.bounds
        value = Money(low, best, high, unit, self.text.inner_slice(*span), count.hedge)
        return Figure(*span, -1, value, None, "arabic.money")


def _amount(bounds: tuple[float | None, float | None, float | None], unit: str, words: str, count: Count) -> Amount:
    low, best, high = bounds
    return Amount(low, best, high, unit, words, count.hedge)


def _apply(modifier: Modifier, count: Count) -> Count:
    """A hedge on a count: factors of a number, an open side of an interval."""
    low, _, high = count.bounds
    if count.hedge is Hedge.VAGUE:
        return Count(apply_to_interval(modifier, count.bounds), Hedge.VAGUE)
    if count.hedge not in (Hedge.EXACT, Hedge.RANGE) or low is None or high is None:
        return count
    is_range = count.hedge is Hedge.RANGE and modifier.hedge is Hedge.ABOUT
    return Count(apply_modifier(modifier, low, high), Hedge.RANGE if is_range else modifier.hedge)
