"""Single words of a text that may be words of a name: each distinct word is judged once, by sound.

The words of ten megabytes are a few ten thousand different ones. So the text is made a set of words, those known to mean
nothing are struck out at once, and only what is new is looked at: keys first, then the distance.
"""

import re
from collections.abc import Iterable
from itertools import combinations

from msgspec import Struct

from testimonia.protect.gate.searching import hits
from testimonia.protect.gate.searching.conventions import burmese_respellings, respellings
from testimonia.protect.gate.searching.folding import look_alikes
from testimonia.protect.gate.searching.initials import same_initial
from testimonia.protect.gate.searching.lexicon import KUNYA, SERVANT, UMM
from testimonia.protect.gate.searching.names import RELIGION, NameNeedle, without_article
from testimonia.protect.gate.searching.sounds import (
    digits_read,
    needle_keys,
    plain_look_alikes,
    script_of_word,
    sound_distance,
    sound_keys,
    spelling_limit,
    to_sounds,
)
from testimonia.protect.gate.searching.variants import variants_of
from testimonia.text.arabic import fold_word
from testimonia.text.names import fold

_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z]{3})")
_LEAST_JOINED = 7
_LEAST_JOINED_BY_SOUND = 9
"""Letters that words run together must have, for another spelling of them to count: zhangli is not jangly."""
_JOINED_LIMIT = 0.5
_JOINED_OTHER_SCRIPT = 0.2
_LEAST_JOINED_OTHER_SCRIPT = 10
"""Letters that names run together must have to be looked for in another script: too many words sound like short ones."""
_MAX_WORD = 48
_MAX_BEGINNING = 16
_MAX_SEEN = 400_000


class Match(Struct, frozen=True):
    """A word of a text that sounds like words of a needle."""

    needle: int
    words: tuple[int, ...]
    """Which words of the needle it stands for."""
    cost: float
    how: str


class _Entry(Struct, frozen=True):
    needle: int
    words: tuple[int, ...]
    sounds: str
    limit: float
    plain: str
    """Folded letters, for telling ``as written``."""
    script: str
    is_joined: bool
    is_exact: bool
    """Only these very letters count."""
    how: str


class Spotter:
    """Judges words; remembers what it has judged."""

    def __init__(self, needles: tuple[NameNeedle, ...]) -> None:
        self._needles = needles
        self._entries: dict[str, list[_Entry]] = {}
        self._kunyas: dict[str, list[Match]] = {}
        self._known: dict[str, tuple[Match, ...]] = {}
        self._seen: set[str] = set()
        self._cut: dict[str, tuple[str, ...]] = {}
        self._parts: dict[str, list[_Entry]] = {}
        self._begins: dict[str, tuple[Match, ...]] = {}
        self._numbers: dict[str, list[Match]] = {}
        for at, needle in enumerate(needles):
            self._add(at, needle)

    def _add(self, at: int, needle: NameNeedle) -> None:
        more = burmese_respellings(needle.words)
        for index, word in enumerate(needle.words):
            forms = next((group for group in (KUNYA, UMM, SERVANT) if word in group), None)
            if forms is not None:
                for form in forms:
                    script = script_of_word(form)
                    how = hits.AS_WRITTEN if script == script_of_word(word) else hits.TRANSLITERATED
                    self._kunyas.setdefault(form, []).append(Match(at, (index,), 0.0, how))
                continue
            if any(c.isdigit() for c in word):
                self._numbers.setdefault(word, []).append(Match(at, (index,), 0.0, hits.AS_WRITTEN))
                continue
            self._index(at, (index,), word)
            for form in (*respellings(word), *more.get(word, ()), *(without_article(word) if word.isascii() else ())):
                self._index(at, (index,), form)
            for form in variants_of(word):
                is_own_script = script_of_word(form) == script_of_word(word)
                how = hits.OTHER_SPELLING if is_own_script else hits.TRANSLITERATED
                self._index(at, (index,), form, is_exact=True, how=how)
            self._index_parts(at, index, word)
        for unit in range(needle.last_unit + 1):
            words = needle.words_of(unit)
            first, rest = needle.words[words[0]], "".join(needle.words[word] for word in words[1:])
            if rest and script_of_word(first) == "latin" and (first in SERVANT or rest in RELIGION):
                for link in ("u", "ul", "e", "el"):
                    self._index(at, words, "abd" + link + rest if first in SERVANT else first + link + rest, is_joined=True)
        for words in _joinable(needle):
            joined = "".join(needle.words[word] for word in words)
            if len(joined) >= _LEAST_JOINED or (len(joined) >= 5 and script_of_word(joined) != "latin"):
                self._index(at, words, joined, is_joined=True)
                if script_of_word(joined) == "latin":
                    for cut in range(1, len(words)):
                        front, back = ("".join(needle.words[w] for w in part) for part in (words[:cut], words[cut:]))
                        self._index(at, words, front + "al" + back, is_joined=True)
        if needle.last_unit and needle.kind in {"name", "alias"}:
            family = "".join(needle.words[word] for word in needle.words_of(needle.last_unit))
            initial = needle.words[0][0] + family
            if len(initial) >= _LEAST_JOINED:
                words = needle.words_of(0, needle.last_unit)
                self._index(at, words, initial, is_joined=True, is_exact=True, how=hits.INITIALS)

    def _index(
        self, at: int, words: tuple[int, ...], word: str, *, is_joined: bool = False, is_exact: bool = False, how: str = ""
    ) -> None:
        script = script_of_word(word)
        plain = fold_word(word) if script == "arabic" else fold(word)
        for sounds in to_sounds(word):
            limit = min(spelling_limit(sounds), _JOINED_LIMIT) if is_joined else spelling_limit(sounds)
            entry = _Entry(at, words, sounds, limit, plain, script, is_joined, is_exact, how)
            for key in needle_keys(sounds):
                self._entries.setdefault(key, []).append(entry)

    def _index_parts(self, at: int, index: int, word: str) -> None:
        """The beginnings of a word that may be written apart: they only tell where to look closely."""
        if script_of_word(word) not in {"latin", "cyrillic", "arabic"}:
            return
        for cut in range(3, len(word) - 1):
            for sounds in to_sounds(word[:cut]):
                entry = _Entry(at, (index,), sounds, _beginning_limit(sounds), word[:cut], "", False, False, "")
                for key in sound_keys(sounds):
                    self._parts.setdefault(key, []).append(entry)

    def begins(self, word: str) -> tuple[Match, ...]:
        """Which words of needles a word may be the beginning of, where they are written apart (Tesfa Lidet)."""
        known = self._begins.get(word)
        if known is None:
            best: dict[tuple[int, tuple[int, ...]], Match] = {}
            is_lower = word.islower()
            if (4 if is_lower else 3) <= len(word) <= _MAX_BEGINNING and word.isalpha():
                for sounds in to_sounds(word):
                    entries = {id(entry): entry for key in sound_keys(sounds) for entry in self._parts.get(key, ())}
                    for entry in entries.values():
                        if (entry.needle, entry.words) not in best and sound_distance(sounds, entry.sounds) <= (
                            0.05 if is_lower else entry.limit
                        ):
                            best[entry.needle, entry.words] = Match(entry.needle, entry.words, 0.0, "")
            known = self._begins[word] = tuple(best.values())
            if len(self._begins) > _MAX_SEEN:
                self._begins.clear()
        return known

    def interesting(self, words: Iterable[str]) -> dict[str, tuple[Match, ...]]:
        """Those words of a text that stand for words of a needle, as whole words or in a part of them."""
        new = set(words) - self._seen
        found: dict[str, tuple[Match, ...]] = {}
        for word in new:
            if word in self._numbers:
                found[word] = self.matches(word)
            if word.isdigit() or len(word) > _MAX_WORD or (len(word) > 11 and sum(map(str.isdigit, word)) > 4):
                continue
            matches = self.matches(word) + self.begins(word)
            for piece in pieces_of(word):
                if piece != word:
                    matches += self.matches(piece)
            if matches:
                found[word] = matches
            else:
                self._seen.add(word)
        if len(self._seen) > _MAX_SEEN:
            self._seen.clear()
        return self._possible(found, words) if found else found

    def _possible(self, found: dict[str, tuple[Match, ...]], words: Iterable[str]) -> dict[str, tuple[Match, ...]]:
        """Of the words found, those of names that can be complete in this text."""
        covered: dict[int, set[int]] = {}
        for matches in found.values():
            for match in matches:
                covered.setdefault(match.needle, set()).update(match.words)
        letters = [word for word in words if len(word) == 1 and word.isalpha()]
        possible = {
            at
            for at, indices in covered.items()
            if self._needles[at].can_be_complete(indices, has_initials=may_be_initialled(self._needles[at], letters))
        }
        kept = ((word, tuple(match for match in matches if match.needle in possible)) for word, matches in found.items())
        return {word: matches for word, matches in kept if matches}

    def parts_of(self, word: str) -> tuple[str, ...]:
        """A word as it is read: whole if it stands for something, else cut into its pieces."""
        known = self._cut.get(word)
        if known is None:
            if len(self._cut) > _MAX_SEEN:
                self._cut.clear()
            is_whole = self.matches(word) or self.begins(word)
            known = self._cut[word] = (word,) if is_whole else tuple(pieces_of(word))
        return known

    def matches(self, word: str) -> tuple[Match, ...]:
        """What one word, as a whole, may stand for."""
        known = self._known.get(word)
        if known is None:
            known = self._judge(word) + tuple(self._numbers.get(word.lower(), ())) if len(word) <= _MAX_WORD else ()
            if len(self._known) > _MAX_SEEN:
                self._known.clear()
            self._known[word] = known
        return known

    def _judge(self, raw: str) -> tuple[Match, ...]:
        best: dict[tuple[int, tuple[int, ...]], Match] = {}
        for word, how in _readings(raw):
            for match in self._kunyas.get(_kunya_in(word), ()):
                best.setdefault((match.needle, match.words), match)
            genitives = [(stem, _OBLIQUE_COST, hits.OBLIQUE) for stem in _genitives(word)]
            forms = [(form, 0.0, how) for form in (word, *without_article(word), *_stems(word))] + genitives
            for form, cost, form_how in forms:
                for match in self._compare(form, form_how):
                    match = Match(match.needle, match.words, match.cost + cost, match.how)
                    old = best.get((match.needle, match.words))
                    if old is None or match.cost < old.cost:
                        best[match.needle, match.words] = match
        return tuple(best.values())

    def _compare(self, word: str, how: str) -> Iterable[Match]:
        script = "latin" if word.isascii() else script_of_word(word)
        plain = word if word.isascii() else fold_word(word) if script == "arabic" else fold(word)
        for sounds in to_sounds(word):
            entries = {id(entry): entry for key in sound_keys(sounds) for entry in self._entries.get(key, ())}
            for entry in entries.values():
                match = self._match(entry, sounds, script, plain, how)
                if match is not None:
                    yield match

    def _match(self, entry: _Entry, sounds: str, script: str, plain: str, how: str) -> Match | None:
        if plain == entry.plain:
            return Match(
                entry.needle, entry.words, 0.0, how or entry.how or (hits.RUN_TOGETHER if entry.is_joined else hits.AS_WRITTEN)
            )
        if entry.is_exact or (script == entry.script and script in {"arabic", "han"}):
            return None
        if script != entry.script and script in self._needles[entry.needle].covered_scripts:
            return None
        if entry.is_joined and not self._is_long_enough(
            entry, _LEAST_JOINED_BY_SOUND if script == entry.script else _LEAST_JOINED_OTHER_SCRIPT
        ):
            return None
        cost = sound_distance(sounds, entry.sounds)
        if cost > (entry.limit if script == entry.script or not entry.is_joined else _JOINED_OTHER_SCRIPT):
            return None
        spelled = hits.OTHER_SPELLING if script == entry.script else hits.TRANSLITERATED
        return Match(entry.needle, entry.words, cost + 0.01, how or spelled)

    def _is_long_enough(self, entry: _Entry, least: int) -> bool:
        """Whether words of several units, run together, have letters enough to be told by their sound."""
        needle = self._needles[entry.needle]
        if needle.units[entry.words[0]] == needle.units[entry.words[-1]]:
            return True
        return sum(len(needle.words[word]) for word in entry.words) >= least


def may_be_initialled(needle: NameNeedle, letters: Iterable[str]) -> bool:
    """Whether one of some single letters may stand for the given name."""
    return any(same_initial(letter, needle.words[0]) or (needle.has_article and letter in "AE") for letter in letters)


def _kunya_in(word: str) -> str:
    """A word without the small words that Arabic writes onto it (and, so, by, like, to), where "father of" is left."""
    if word.isalpha() and script_of_word(word) == "latin":
        return fold(word)
    rest = word
    while rest[:1] in {"و", "ف", "ب", "ك", "ل"} and len(word) - len(rest) < 2:
        rest = rest[1:]
        if rest in KUNYA or rest in UMM:
            return rest
    return word


def _beginning_limit(sounds: str) -> float:
    return 0.1 if len(sounds) <= 3 else 0.3 if len(sounds) == 4 else 0.45


def _joinable(needle: NameNeedle) -> list[tuple[int, ...]]:
    """Which words of a name may be written as one: neighbours, given and family name, family and given name."""
    count = len(needle.words)
    found = [tuple(range(a, b)) for a, b in combinations(range(count + 1), 2) if b - a > 1]
    last = needle.last_unit
    if last and needle.kind in {"name", "alias"}:
        given, family = needle.words_of(0), needle.words_of(last)
        found += [given + family, family + given]
    return list(dict.fromkeys(found))


def pieces_of(word: str) -> list[str]:
    """A word cut where the case changes and where digits begin and end: names run together, numbers at their end.

    >>> pieces_of("NawwafKhayali87"), pieces_of("nawwaf")
    (['Nawwaf', 'Khayali', '87'], ['nawwaf'])
    """
    return [word] if word.islower() and word.isalpha() else _CAMEL.sub(" ", word).split()


_CASE_ENDINGS = ("ові", "еві", "єві", "ом", "ем", "єм", "ою", "ею", "ем", "ым", "им", "ого", "ому", "у", "ю", "я", "ы")


_OBLIQUE_COST = 0.1


def _genitives(word: str) -> list[str]:
    """A Cyrillic word without a final а: the genitive of a man's name, or a woman's name; its neighbour must tell."""
    if "\u0400" <= word[-1:] <= "\u052f" and word.endswith("а") and len(word) > 4:
        return [word[:-1], word[:-1] + "о"]
    return []


def _stems(word: str) -> list[str]:
    """A Cyrillic word without the endings of oblique cases. A final а stays: it may be a woman's name of its own."""
    if not "\u0400" <= word[-1:] <= "\u052f" or len(word) < 5:
        return []
    stems = [word[: -len(ending)] for ending in _CASE_ENDINGS if word.endswith(ending) and len(word) - len(ending) >= 4]
    return [form for stem in stems for form in (stem, stem + "и", stem + "ий")]


def _readings(raw: str) -> list[tuple[str, str]]:
    """The ways one word can be read, lower case, each with the form it would be in (empty: plain)."""
    word = raw.strip("'").lower()
    for ending in ("'s", "'d", "'ın", "'in", "'nin"):
        word = word.removesuffix(ending)
    word = word.replace("'", "")
    if not word or word.isdigit():
        return []
    readings = [(word, "")]
    if any(c.isdigit() for c in word) and sum(map(str.isalpha, word)) > 1:
        readings = [(reading, hits.LOOK_ALIKE) for reading in digits_read(word) if reading.isalpha()]
        core = word.strip("0123456789")
        if core != word and core.isalpha():
            readings.append((core, ""))
    if not word.isascii():
        readings += _look_alike_readings(word)
    return readings


def _look_alike_readings(word: str) -> list[tuple[str, str]]:
    """A word whose letters are all Latin or look it, read as Latin."""
    table = look_alikes()
    others = [c for c in word if not c.isascii() and c in table]
    latin = sum(1 for c in word if c.isalpha() and c not in table and script_of_word(c) == "latin")
    return [(plain_look_alikes(word), hits.LOOK_ALIKE)] if others and latin + len(others) == len(word) else []
