"""Where in a text the words of a name stand near one another, and what each word there may stand for.

Most words that sound like a part of somebody's name stand alone. Only stretches in which a whole name could be complete are
taken apart into tokens and looked at.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.protect.gate.searching import hits
from testimonia.protect.gate.searching.folding import Mapped, map_words
from testimonia.protect.gate.searching.lexicon import ORDINARY, PARTICLES, STOPS
from testimonia.protect.gate.searching.names import NameNeedle
from testimonia.protect.gate.searching.sounds import plain_if_mixed, script_of_word
from testimonia.protect.gate.searching.spotting import Match, Spotter, may_be_initialled

_WORD = re.compile(r"\S+")
_INITIAL = re.compile(r"(?<!\w)[^\W\d_](?!\w)")
_NEAR = 160
"""Characters within which the words of a name stand."""
_AROUND = 80
"""Characters looked at before and behind a name: who else stands there."""
INITIAL_LIMIT = 0.4
"""How far a family name may lie from the spelling known where of the given name only the initial stands."""
_FIRST_IDEOGRAPH = "\u3000"
_APART_LIMIT = 0.68
_APART_LIMIT_LOWER = 0.1
"""How far words put together may lie from the one they stand for; hardly at all where a lower-case word follows a blank."""


class Token(Struct, frozen=True):
    """A word of a text: offsets in the original, its letters, and what stands between it and the word before."""

    start: int
    end: int
    word: str
    gap: str


class Event(Struct, frozen=True):
    """A word, or neighbouring words written as one, that may stand for words of a needle: tokens ``[first, after)``."""

    first: int
    """Index of its first token."""
    after: int
    match: Match


def regions(words: str, interesting: dict[str, tuple[Match, ...]], needles: Sequence[NameNeedle]) -> list[tuple[int, int]]:
    """Stretches of words in which together they may be a name, with what stands around it, in order, cut at blanks."""
    merged: list[tuple[int, int]] = []
    last: dict[int, dict[int, int]] = {}
    for at, end, matches in sorted(_places(words, interesting), key=lambda place: place[:2]):
        firsts = [_first_if_ends_here(words, at, end, match, last, needles) for match in matches]
        first = min((first for first in firsts if first is not None), default=-1)
        if first < 0:
            continue
        start = words.rfind(" ", 0, max(0, first - _AROUND)) + 1
        stop = words.find(" ", min(len(words), end + _AROUND))
        stop = len(words) if stop < 0 else stop
        while merged and start <= merged[-1][1]:
            before = merged.pop()
            start, stop = min(start, before[0]), max(stop, before[1])
        merged.append((start, stop))
    return merged


def gather(text: str, *, needles: Sequence[NameNeedle], spotter: Spotter) -> tuple[list[Token], list[Event]]:
    """A short stretch of text in which names may stand: its tokens and what these may stand for."""
    tokens = _tokens(map_words(text), text, spotter)
    return tokens, _events(tokens, spotter, needles)


def _places(words: str, interesting: dict[str, tuple[Match, ...]]) -> Iterable[tuple[int, int, tuple[Match, ...]]]:
    for word, matches in interesting.items():
        at = words.find(word)
        while at >= 0:
            end = at + len(word)
            if (at == 0 or words[at - 1] == " ") and (end == len(words) or words[end] == " "):
                yield at, end, matches
            at = words.find(word, end)


def _first_if_ends_here(
    words: str, at: int, end: int, match: Match, last: dict[int, dict[int, int]], needles: Sequence[NameNeedle]
) -> int | None:
    """Where the name begins that with this word may be complete: remembers where its other words stood last."""
    needle = needles[match.needle]
    seen = last.setdefault(match.needle, {})
    for index in match.words:
        seen[index] = at
    near = {index for index, place in seen.items() if at - place <= _NEAR}
    has_initial = match.cost <= INITIAL_LIMIT and may_be_initialled(
        needle, _INITIAL.findall(words[max(0, at - 16) : at] + "." + words[end : end + 6])
    )
    return min(seen[index] for index in near) if needle.can_be_complete(near, has_initials=has_initial) else None


def _tokens(words: Mapped, text: str, spotter: Spotter) -> list[Token]:
    tokens: list[Token] = []
    last = 0
    is_ascii = text.isascii()
    for found in _WORD.finditer(words.text):
        raw = found.group()
        word = raw.strip("'")
        if not word:
            continue
        at = found.start() + raw.index(word)
        parts = spotter.parts_of(word)
        if is_ascii and len(parts) == 1:
            tokens.append(Token(at, at + len(word), word, text[last:at]))
            last = at + len(word)
            continue
        for piece in parts:
            at = words.text.index(piece, at)
            first, after = words.span(at, at + len(piece))
            plain = piece if piece.isascii() else plain_if_mixed(piece)
            tokens.append(Token(first, after, plain if plain.lower() in PARTICLES else piece, text[last:first]))
            last = after
            at += len(piece)
    return tokens


def _events(tokens: Sequence[Token], spotter: Spotter, needles: Sequence[NameNeedle]) -> list[Event]:
    events: list[Event] = []
    single = [spotter.matches(token.word) for token in tokens]
    for at, token in enumerate(tokens):
        events += [Event(at, at + 1, match) for match in single[at] if _may_be_name(token)]
        is_beginning = bool(spotter.begins(token.word))
        if not is_beginning and (token.word < _FIRST_IDEOGRAPH or not any(single[max(0, at - 3) : at + 5])):
            continue
        events += _joined_events(tokens, at, single, spotter, needles)
    return events


def _joined_events(
    tokens: Sequence[Token], at: int, single: Sequence[Sequence[Match]], spotter: Spotter, needles: Sequence[NameNeedle]
) -> Iterable[Event]:
    """Neighbouring words that are one word of a name written apart (Xiao Ming, Naw-waf), where neither is that word alone."""
    joined = tokens[at].word
    limit = _APART_LIMIT
    alone = {(match.needle, match.words) for match in single[at]}
    for after in range(at + 1, min(at + 3, len(tokens))):
        gap = tokens[after].gap
        if len(gap) > 3 or gap.strip(" -\n\r'’._\u00a0\u00ad‐‑") != "" or not tokens[after].word.isalpha():
            return
        joined += tokens[after].word
        if gap == " " and tokens[after].word.islower() and tokens[after].word not in PARTICLES:
            limit = _APART_LIMIT_LOWER
        alone |= {(match.needle, match.words) for match in single[after]}
        if len(joined) < 5:
            continue
        for match in spotter.matches(joined):
            if match.cost > limit:
                continue
            is_one_unit = len({needles[match.needle].units[word] for word in match.words}) == 1
            if is_one_unit and not any(needle == match.needle and set(words) & set(match.words) for needle, words in alone):
                how = match.how
                if how == hits.AS_WRITTEN:
                    how = hits.OTHER_SPELLING if _is_by_syllables(tokens[at : after + 1]) else hits.SPACED
                yield Event(at, after + 1, Match(match.needle, match.words, match.cost + (0.02 if gap else 0.0), how))


def _is_by_syllables(tokens: Sequence[Token]) -> bool:
    """Whether each part of a name begins with a capital, after a blank or hyphen: Xiao Ming, Xiao-Ming for Xiaoming."""
    return all(token.word[:1].isupper() for token in tokens) and all(token.gap in {" ", "-"} for token in tokens[1:])


def _may_be_name(token: Token) -> bool:
    """A lower-case everyday word between blanks is no part of a name (Omar said)."""
    word = token.word
    if word in STOPS and script_of_word(word) == "arabic":
        return False
    if not word.islower() or (word not in STOPS and word not in ORDINARY):
        return True
    return not token.gap[-1:].isspace() or script_of_word(word) != "latin"
