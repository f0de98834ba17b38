"""Counts that Arabic writes without a number: two in a dual, one person whom harm befalls, names in a list, and none at all."""

from collections.abc import Sequence

from testimonia.extract.arabic.counting import PEOPLE, Count, Figure, exactly, to_figure, unit_words
from testimonia.extract.arabic.harms import harm_at, is_harm_verb
from testimonia.extract.arabic.lexicon import Noun, glossary, harm_words, known_words, nouns
from testimonia.extract.arabic.numbers import read_number
from testimonia.extract.arabic.words import Text
from testimonia.model.values import Amount, Duration, Hedge, Money

_LONGEST_LIST = 60
_NAME_WORDS = 5
_FAR = 7
"""Words between "no" and the casualties that were not recorded, at most."""


def find_small(text: Text, i: int, found: Sequence[Figure], blocked: set[int]) -> Figure | None:
    """The count without a number that begins at word ``i``.

    Args:
        text: The passage.
        i: The word.
        found: The quantities before it.
        blocked: Words of times, which may stand between a word of harm and who came to harm.
    """
    return _one_of(text, i) or _names(text, i) or _dual(text, i) or _none(text, i) or _single(text, i, found, blocked)


def _key(text: Text, i: int) -> str:
    return text.keys[i] if 0 <= i < len(text) else ""


def _one_of(text: Text, i: int) -> Figure | None:
    """ "One of the lorries"."""
    noun = nouns().get(_key(text, i + 1))
    if text.keys[i] not in unit_words().words["one_of"] or noun is None or noun.says or not text.words[i + 1].has_article:
        return None
    return to_figure(text, (i, i + 2), (i + 1, noun), exactly(1.0))


def _names(text: Text, i: int) -> Figure | None:
    """ "The deaths of each of A, B and C": as many as there are names."""
    words = unit_words().words
    if text.keys[i] not in words["each_of"] or _key(text, i + 1) not in words["from"] or not harm_at(text, i - 1):
        return None
    end = text.sentences[text.sentence_of[i]][1]
    names, size, at = 1, 0, i + 2
    while at < min(end, i + _LONGEST_LIST):
        word = text.words[at]
        opens = word.surface.startswith("و") and word.surface not in harm_words()["waw_names"] and len(word.surface) > 3
        if word.kind == "mark" and word.surface not in ("،", ",", '"', "“", "”", "«", "»"):
            break
        if opens or word.surface in ("،", ",", "و"):
            names, size = names + (size > 0), 0
        if not word.has_article and _ends_names(text, at):
            names -= opens and size == 0
            break
        size += word.kind == "word"
        if size > _NAME_WORDS:
            return None
        at += 1
    if names < 2 or at <= i + 3:
        return None
    while text.words[at - 1].kind == "mark":
        at -= 1
    return to_figure(text, (i, at), (-1, PEOPLE), exactly(float(names)), "names")


def _ends_names(text: Text, at: int) -> bool:
    """Whether a word can be no part of a name: a verb, a link, a noun that titles nobody."""
    word, words = text.words[at], glossary()
    if word.key in words.verbs or word.key in words.particles or word.key in words.acts:
        return True
    return word.key in words.nouns and word.key not in harm_words()["titled"] and not word.suffix


def _dual(text: Text, i: int) -> Figure | None:
    """Two of something, or two of a unit of time, in one word."""
    key, units = text.keys[i], unit_words()
    seconds = units.time.get(key)
    if seconds is not None and seconds[1] == 2 and not text.words[i].has_article:
        total = 2 * seconds[0]
        return Figure(i, i + 1, i, Duration(total, total, total, text.inner_slice(i, i + 1)), None, "arabic.duration")
    if (pair := units.pairs.get(key)) is not None and not text.words[i].has_article:
        return _two_units(text, i, pair)
    noun = nouns().get(key)
    if noun is None:
        return None
    if noun.says != 2 or noun.unit in units.place_units:
        # A sound dual looks like a plural; the number two behind it says which: "civilians two".
        return to_figure(text, (i, i + 2), (i, noun), exactly(2.0)) if _is_two(text, i + 1) else None
    end = i + 2 if _is_two(text, i + 1) else i + 1
    is_or = _key(text, end) in units.words["or"]
    if is_or and (second := read_number(text.words, end + 1)) is not None and second.value == 3:
        return to_figure(text, (i, second.end), (i, noun), Count((2.0, 2.5, 3.0), Hedge.RANGE))
    return to_figure(text, (i, end), (i, noun), exactly(2.0))


def _two_units(text: Text, i: int, pair: tuple[str, float]) -> Figure:
    """ "Two tons", "two dollars": a dual of a measure, or of a currency where its size is 0."""
    unit, size = pair
    words = text.inner_slice(i, i + 1)
    if not size:
        return Figure(i, i + 1, -1, Money(2.0, 2.0, 2.0, unit, words, Hedge.EXACT), None, "arabic.money")
    two = 2 * size
    return Figure(i, i + 1, -1, Amount(two, two, two, unit, words, Hedge.EXACT), None, "arabic.measure")


def _is_two(text: Text, i: int) -> bool:
    if i >= len(text) or text.words[i].is_joined:
        return False
    number = read_number(text.words, i)
    return number is not None and number.value == 2 and number.end == i + 1


def _none(text: Text, i: int) -> Figure | None:
    """ "Without casualties", "no injuries were recorded": a count of nought."""
    table = harm_words()
    if text.keys[i] in table["nobody"] and _key(text, i - 2) in table["without"] and is_harm_verb(text, i - 1):
        return to_figure(text, (i - 2, i + 1), (-1, PEOPLE), exactly(0.0), "nought")  # "nobody was killed"
    if text.keys[i] not in table["casualties"]:
        return None
    at = i - 1
    while at >= 0 and i - at <= 4 and text.keys[at] in table["happening"]:
        at -= 1
    if at < 0 or text.keys[at] not in table["without"]:
        at = _recorded_none(text, i)
    if at < 0:
        return None
    noun = nouns().get(text.keys[i]) or Noun("casualty", 0, True)
    return to_figure(text, (at, i + 1), (i, noun), exactly(0.0), "nought")


def _recorded_none(text: Text, i: int) -> int:
    """ "The hospitals recorded no injuries": the negation before a verb of recording with its subject behind it, or -1."""
    table, start = harm_words(), text.sentences[text.sentence_of[i]][0]
    if _key(text, i - 1) not in table["any"]:
        return -1
    for at in range(i - 2, max(start, i - _FAR) - 1, -1):
        if text.words[at].kind == "mark":
            return -1
        if text.keys[at] in table["without"]:
            return at if text.keys[at + 1] in table["happening"] else -1
    return -1


def _single(text: Text, i: int, found: Sequence[Figure], blocked: set[int]) -> Figure | None:
    """One person: a noun in the singular to which a word of harm leads, or that goes on from such a one."""
    noun, word = nouns().get(text.keys[i]), text.words[i]
    is_other = text.keys[i] in unit_words().words["other"]
    if not is_other and (noun is None or noun.says != 1 or not noun.is_person):
        return None
    if word.has_article and text.keys[i] not in harm_words()["titled"]:
        return None
    is_harmed = noun is not None and bool(noun.harm) and not word.has_article and not _says_how(text, i)
    is_among = _key(text, i - 1) in harm_words()["among"]
    if is_harmed or is_among or _goes_on(text, i, found) or _is_led(text, i, blocked):
        return to_figure(text, (i, i + 1), (i, noun or PEOPLE), exactly(1.0), "single")
    return None


def _goes_on(text: Text, i: int, found: Sequence[Figure]) -> bool:
    """Whether a word goes on from a count of people: "two men and a child"."""
    last = found[-1] if found else None
    if last is None or last.noun is None or last.is_inferred:
        return False
    return text.words[i].is_joined and i - last.last <= 1 and last.noun.is_person


def _says_how(text: Text, i: int) -> bool:
    """Whether a noun of harm only says how: "between dead and wounded"."""
    between = harm_words()["mixed"]
    is_second = text.words[i].is_joined and _key(text, i - 2) in between
    return _key(text, i - 1) in between or is_second or bool(text.words[i].preposition)


def _is_led(text: Text, i: int, blocked: set[int]) -> bool:
    """Whether a word of harm stands directly before a person, or a verb of harm directly behind."""
    at = i - 1
    while at >= 0 and (at in blocked or text.keys[at] in unit_words().words["asides"]) and i - at < 6:
        at -= 1
    if at >= 0 and not text.words[i].preposition and harm_at(text, at):
        return True
    is_free = i + 1 < len(text) and not text.words[i + 1].is_joined and not text.words[i].has_article
    return is_free and is_harm_verb(text, i + 1) and text.keys[i] in known_words()
