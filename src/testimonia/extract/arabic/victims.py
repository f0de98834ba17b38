"""People who came to harm and whom nobody counted: "dead and wounded", "injuries among civilians", and a person by name.

Why beside the counts: a bulletin often has no figure, and still says that there were more than one, or who it was.
"""

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from testimonia.extract.arabic.counting import PEOPLE, Count, Figure, exactly, to_figure, unit_words
from testimonia.extract.arabic.harms import harm_at, is_harm_verb
from testimonia.extract.arabic.lexicon import LANGUAGE, cues, folded, glossary, harm_words, known_words, nouns
from testimonia.extract.arabic.words import Text
from testimonia.model.values import Hedge
from testimonia.text.arabic import fold_word
from testimonia.text.packs import read_table

_BEFORE = 3
_NAME_WORDS = 6
_LEAST_NAME = 2


def find_crowds(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Mentions of people harmed without a count: uncounted plurals and persons by name, as claims of their own.

    Args:
        text: The passage.
        figures: Its quantities, in order.
    """
    taken = {j for figure in figures for j in range(figure.first, figure.last)}
    near = {j for figure in figures for j in range(figure.first - 2, figure.last + 1)}
    found: list[Figure] = []
    for i in range(len(text)):
        if i in taken:
            continue
        if i not in near and (crowd := _crowd(text, i)) is not None:
            found.append(crowd)
        elif (named := _named(text, i, taken)) is not None:
            found.append(named)
    return found


def _crowd(text: Text, i: int) -> Figure | None:
    noun, word = nouns().get(text.keys[i]), text.words[i]
    key = text.keys[i]
    is_act = key in harm_words()["plural_acts"]
    if word.has_article or (not is_act and (noun is None or noun.says != 0 or not noun.is_person)):
        return None
    is_harmed = is_act or (noun is not None and bool(noun.harm))
    is_led = noun is not None and i > 0 and bool(harm_at(text, i - 1)) and not word.is_joined
    if not (is_harmed or is_led) or word.suffix or _is_denied(text, i):
        return None
    figure = to_figure(text, (i, i + 1), (i, noun or PEOPLE), Count((2.0, None, None), Hedge.MIN))
    return replace(figure, rule="victim.plural")


def _is_denied(text: Text, i: int) -> bool:
    """Whether words before deny it, or count it ("the number of the dead", "more than half of the wounded")."""
    start = text.sentences[text.sentence_of[i]][0]
    before = text.keys[max(start, i - _BEFORE) : i]
    return any(key in harm_words()["without"] | harm_words()["counting"] for key in before)


def _named(text: Text, i: int, taken: set[int]) -> Figure | None:
    """One person by name behind a word of harm: "the death of so-and-so"."""
    if not harm_at(text, i - 1) or i - 1 in taken or nouns().get(text.keys[i - 1]) is not None:
        return None
    if is_harm_verb(text, i - 1) and text.keys[i - 1][:1] in "يت":
        return None
    at = i
    while at < len(text) and at - i < _NAME_WORDS and at not in taken and _is_name(text, at, i):
        at += 1
    if at - i < _LEAST_NAME:
        return None
    return replace(to_figure(text, (i, at), (-1, PEOPLE), exactly(1.0)), rule="victim.name")


@lru_cache(maxsize=1)
def _not_names() -> frozenset[str]:
    return folded(read_table(LANGUAGE, "victims")["not_names"])


def _is_name(text: Text, at: int, first: int) -> bool:
    word = text.words[at]
    if (
        word.kind != "word"
        or word.surface.isascii()
        or len(word.surface) < 2
        or text.sentence_of[at] != text.sentence_of[first]
    ):
        return False
    if at == first and (word.has_article or word.is_joined or word.preposition):
        return False
    known = word.key in known_words() and word.key not in ("ابو", "ام", "عبد")
    return (
        not known
        and fold_word(word.surface) not in _not_names()
        and word.key not in cues().openers
        and word.key not in glossary().particles | unit_words().words["from"]
    )
