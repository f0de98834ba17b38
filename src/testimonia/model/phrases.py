"""Sentences that the program says, in parts: which sentence and what stands in it, so that other languages can say them too.

Why beside the English: a sentence is written down once, in English, where the thing it tells is worked out. Whoever reads in
another language must not be given a translation of that sentence, which would have to guess what was meant, but the same
thing told anew. So the words carry what they were made of. Nothing else in the program needs to know: they are plain text.

>>> said = told("3 claims", "claims", count=3)
>>> said, phrase_of(said)
('3 claims', Phrase(key='claims', parts={'count': 3}))
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

S = TypeVar("S", bound=Struct)


class Phrase(Struct, frozen=True):
    """A sentence or a piece of one: its key among the words of each language, and what stands in it by name."""

    key: str
    parts: "dict[str, str | int | float | Phrase | list[str | int | float | Phrase]]" = {}
    """A text stands as it is; a number is written as the language writes it; ``count`` decides which form is used."""


Part = str | int | float | Phrase | list[str | int | float | Phrase]


class Telling(Struct, frozen=True):
    """A sentence as it was written, and what it was made of."""

    words: str
    phrase: Phrase


class Told(str):
    """English words that know what they were made of."""

    __slots__ = ("phrase",)
    phrase: Phrase


def told(words: str, key: str, /, **parts: Any) -> Told:
    """English words with what they were made of.

    Args:
        words: what is read where nobody asks for another language.
        key: names the sentence among the words of each language.
        parts: what stands in it: numbers, texts, other told words, or a sequence of these.
    """
    made = Told(words)
    made.phrase = Phrase(key, {name: _part(part) for name, part in parts.items()})
    return made


def reworded(words: str, known: str) -> str:
    """Other English words for the same thing: with a capital letter, without a full stop."""
    return again(words, phrase_of(known))


def again(words: str, phrase: Phrase | None) -> str:
    """Words that were kept apart from what they are made of, together again."""
    if phrase is None:
        return words
    made = Told(words)
    made.phrase = phrase
    return made


def phrase_of(words: str) -> Phrase | None:
    """What words were made of; None if they do not know."""
    return words.phrase if isinstance(words, Told) else None


def plain(words: object) -> str:
    """Words alone, for a writer of JSON that knows only plain text (msgspec's ``enc_hook``)."""
    if isinstance(words, Told):
        return str(words)
    raise NotImplementedError(type(words))


def changed(phrase: Phrase | None, change: Callable[[str], str]) -> Phrase | None:
    """A phrase with every text in it changed, such as paths that are not to be shown whole."""
    return None if phrase is None else Phrase(phrase.key, {name: _changed(part, change) for name, part in phrase.parts.items()})


def _changed(part: Any, change: Callable[[str], str]) -> Any:
    if isinstance(part, Phrase):
        return changed(part, change)
    if isinstance(part, list):
        return [_changed(one, change) for one in part]
    return change(part) if isinstance(part, str) else part


def take_phrases(struct: S, fields: Iterable[str], kept: dict[str, Phrase]) -> S:
    """A struct with plain words in some of its fields, to be kept; what these were made of goes to ``kept``."""
    changes: dict[str, Any] = {}
    for name in fields:
        value = getattr(struct, name)
        lines = value if isinstance(value, tuple) else (value,)
        if any(isinstance(line, Told) for line in lines):
            kept |= {str(line): line.phrase for line in lines if isinstance(line, Told)}
            bare = tuple(str(line) for line in lines)
            changes[name] = bare if isinstance(value, tuple) else bare[0]
    return replace(struct, **changes) if changes else struct


def take_all(structs: Iterable[S], fields: Iterable[str], kept: dict[str, Phrase]) -> tuple[S, ...]:
    """As `take_phrases`, of each of some structs."""
    return tuple(take_phrases(struct, fields, kept) for struct in structs)


def give_phrases(struct: S, fields: Iterable[str], kept: Mapping[str, Phrase]) -> S:
    """The other way round: words that were kept know again what they were made of."""
    changes: dict[str, Any] = {}
    for name in fields:
        value = getattr(struct, name)
        if isinstance(value, tuple):
            if any(line in kept for line in value):
                changes[name] = tuple(_again(line, kept) for line in value)
        elif value in kept:
            changes[name] = _again(value, kept)
    return replace(struct, **changes) if changes else struct


def _again(words: str, kept: Mapping[str, Phrase]) -> str:
    return again(words, kept.get(words))


def _part(part: Any) -> Any:
    if isinstance(part, Told):
        return part.phrase
    if isinstance(part, (list, tuple)):
        return [_part(one) for one in part]
    return part
