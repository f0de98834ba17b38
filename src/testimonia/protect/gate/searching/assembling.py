"""Words that sound like parts of a name put together: is this the person, or somebody who shares a name with them?

The rules (the table in docs/security/gate.md has them for readers):

- given and family name, in either order, are the person; middle names may be missing, articles and titles do not matter;
- given and middle name are the person unless another family name follows; middle and family name without the given one are
  a relative; one name alone is nobody;
- a name of two parts may have strange middle names in it; a name with a middle name of its own may not have another one;
- an initial with the family name is the person; family name first needs a comma, a field or a line of its own where the
  words around it look like a list of other people;
- a sentence end, a list or a small word ("and", "said") between two parts keeps them apart.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.protect.gate.searching import hits
from testimonia.protect.gate.searching.folding import WordsBack
from testimonia.protect.gate.searching.gathering import INITIAL_LIMIT, Event, Token, gather, regions
from testimonia.protect.gate.searching.initials import same_initial
from testimonia.protect.gate.searching.lexicon import CALLED, LABELS, PARTICLES, STOPS, STREET_WORDS, is_title
from testimonia.protect.gate.searching.names import NameNeedle
from testimonia.protect.gate.searching.sounds import script_of_word
from testimonia.protect.gate.searching.spotting import Match, Spotter

_SENTENCE_END = re.compile(r"[.!?؟。…][\"'”’»)\]]*\s")
_MAX_GAP = 48
_MAX_STRANGE = 2
_MOST_KNOWN = 20_000
"""Stretches remembered, of a few hundred characters each."""
_LEAST_FAMILY = 3
"""Letters of a family name that stands with initials; one so short needs two of them."""
_CALLED_LIMIT = 0.3
_LOOSE_LIMIT = 0.25
"""How far all words together may lie from the name where its order is turned round or strange words stand in it."""
_QUOTES = "\"“”„«»‘’'‹›「」"


class Span(Struct, frozen=True):
    """A whole name found: offsets in the original, half-open."""

    needle: int
    start: int
    end: int
    cost: float
    how: str


class Assembler:
    """Reads names off a text, and remembers the stretches it has read: a file says most things several times, in its own
    words, in its markup and in what was undone in them."""

    def __init__(self, needles: Sequence[NameNeedle], spotter: Spotter) -> None:
        self._needles = needles
        self._spotter = spotter
        self._known: dict[str, tuple[Span, ...]] = {}

    def assemble(self, text: str, words: str, interesting: dict[str, tuple[Match, ...]]) -> list[Span]:
        """All names that stand in a text.

        Args:
            text: the text as given.
            words: the same text as words.
            interesting: the words of it that may be parts of names.

        Returns:
            Spans, in no order; one place may hold spans of several needles.
        """
        found: list[Span] = []
        back = WordsBack(text)
        for first, after in regions(words, interesting, self._needles):
            start, end = back.origin(first, len(words)), back.origin(after, len(words))
            for span in self._read(text[start:end]):
                found.append(Span(span.needle, start + span.start, start + span.end, span.cost, span.how))
        return found

    def _read(self, text: str) -> tuple[Span, ...]:
        known = self._known.get(text)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[text] = tuple(self._names(text))
        return known

    def _names(self, text: str) -> Iterable[Span]:
        tokens, events = gather(text, needles=self._needles, spotter=self._spotter)
        by_needle: dict[int, list[Event]] = {}
        for event in events:
            by_needle.setdefault(event.match.needle, []).append(event)
        for at, own in by_needle.items():
            yield from _Reader(tokens, self._needles[at], at, own, text).names()


class _Reader:
    """Reads one needle off the tokens of one stretch of text."""

    def __init__(self, tokens: Sequence[Token], needle: NameNeedle, index: int, events: Sequence[Event], text: str) -> None:
        self._tokens = tokens
        self._needle = needle
        self._index = index
        self._text = text
        self._starting: dict[int, list[Event]] = {}
        for event in sorted(events, key=lambda event: (event.match.cost, -event.after)):
            self._starting.setdefault(event.first, []).append(event)
        self._given = frozenset(needle.words_of(0))
        self._family = frozenset(needle.words_of(needle.last_unit))

    def names(self) -> list[Span]:
        if self._needle.kind == "address":
            return self._addresses()
        found: list[Span] = []
        for events in self._starting.values():
            for event in events:
                if 0 in event.match.words:
                    found += self._forward(event)
                if self._needle.last_unit and min(self._family) in event.match.words and 0 not in event.match.words:
                    found += self._family_first(event)
                    found += self._with_initial(event)
        return found

    def _addresses(self) -> list[Span]:
        """Most words of an address and all its numbers near one another, in any order."""
        found: list[Span] = []
        chain: list[Event] = []
        for at in [*sorted(self._starting), len(self._tokens)]:
            if chain and (at == len(self._tokens) or not self._is_one_address(chain[-1].after, at)):
                if self._is_enough_address(self._matched(chain)):
                    found += self._span(chain)
                chain = []
            for event in self._starting.get(at, [])[:1]:
                said = [index for index, other in enumerate(chain) if set(other.match.words) & set(event.match.words)]
                chain = [*chain[said[-1] + 1 if said else 0 :], event]
        return found

    def _is_one_address(self, after: int, at: int) -> bool:
        """Whether only what stands in addresses stands between two words."""
        strange = 0
        for index in range(after, at + 1):
            token, before = self._tokens[index], self._tokens[index - 1].word.lower()
            if len(token.gap) > _MAX_GAP or token.gap.count("\n") > 2:
                return False
            if _SENTENCE_END.search(token.gap) and before not in STREET_WORDS and not before.isdigit():
                return False
            word = token.word.lower()
            if index < at and word not in STREET_WORDS and word not in PARTICLES and word not in LABELS and not is_title(word):
                strange += 1
        return strange <= _MAX_STRANGE

    def _forward(self, first: Event) -> list[Span]:
        """From the given name on, as far as parts follow."""
        chain, strange = self._follow(
            [first], allow_strange=self._needle.last_unit == 1 and self._needle.kind in {"name", "alias"}
        )
        matched = self._matched(chain)
        if not self._is_enough(matched, chain[-1].after) or (strange and self._breaks_a_list(chain)):
            return []
        if strange and sum(event.match.cost for event in chain) > _LOOSE_LIMIT:
            return []
        if self._needle.last_unit == 0 and not self._stands_alone(chain):
            return []
        return self._span(chain)

    def _follow(self, chain: list[Event], *, allow_strange: bool) -> tuple[list[Event], bool]:
        used_strange = False
        while True:
            event, strange = self._next(chain, allow_strange=allow_strange)
            if event is None:
                return chain, used_strange
            used_strange = used_strange or strange
            chain = [*chain, event]

    def _next(self, chain: Sequence[Event], *, allow_strange: bool) -> tuple[Event | None, bool]:
        """The next part of the name and whether strange words were passed over on the way to it."""
        matched = self._matched(chain)
        at, strange, passed = chain[-1].after, 0, 0
        within_unit = not self._given <= matched and len(self._given) > 1
        while at < len(self._tokens) and passed < 6:
            token = self._tokens[at]
            if not self._joins(at, strange=strange > 0):
                return None, False
            for event in self._starting.get(at, ()):
                if _is_joined_by_and(token.word, self._needle, event):
                    return None, False
                if not matched & set(event.match.words) and min(event.match.words) > max(matched):
                    return event, strange > 0
            word = token.word.lower()
            if within_unit and word not in PARTICLES:
                return None, False
            if word in PARTICLES or is_title(word) or word in LABELS or self._is_middle_initial(at, matched):
                passed += 1
            elif allow_strange and strange < (_MAX_STRANGE if token.word[:1].isupper() else 1) and self._is_name_like(at):
                strange += 1
            else:
                return None, False
            at += 1
        return None, False

    def _joins(self, at: int, *, strange: bool = False) -> bool:
        """Whether what stands before a token lets it belong to the same name as the token before it."""
        gap = self._tokens[at].gap
        before = self._tokens[at - 1].word
        if len(gap) > _MAX_GAP or gap.count("\n") > 2:
            return False
        is_initial = len(before) == 1 or is_title(before.lower())
        if _SENTENCE_END.search(gap) and not is_initial:
            return False
        if strange and not is_initial and gap.strip(" -\u00a0‐‑") != "":
            return False
        if (
            re.search(r"[:;]\s", gap)
            and not set(gap) & set("\"'")
            and not (self._tokens[at].word.lower() in LABELS or before.lower() in LABELS)
        ):
            return ":" not in gap
        return not (re.search(r"[,،]\s", gap) and self._is_listed(at))

    def _is_listed(self, at: int) -> bool:
        """Whether the comma before a token is one of several in a list of people."""
        if set(self._tokens[at].gap) & set("\"'"):
            return False
        before = self._tokens[at - 1]
        after = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
        if re.search(r"[,،]\s", before.gap) or (after is not None and re.search(r"[,،]\s", after.gap)):
            return True
        return after is not None and after.word.lower() in {"and", "or", "و", "und", "et", "y"}

    def _is_middle_initial(self, at: int, matched: frozenset[int]) -> bool:
        word = self._tokens[at].word
        if len(word) != 1 or not word.isalpha():
            return False
        middles = [index for index in range(len(self._needle.words)) if index > max(matched) and index not in self._family]
        return not middles or any(same_initial(word, self._needle.words[index]) for index in middles)

    def _is_name_like(self, at: int) -> bool:
        token = self._tokens[at]
        word = token.word.lower()
        if word in STOPS or is_title(word) or word.isdigit():
            return False
        script = script_of_word(token.word)
        if script in {"latin", "cyrillic"}:
            return token.word[:1].isupper()
        return script == "other" or (script == "arabic" and not word.startswith(("ل", "ب", "ف")))

    def _matched(self, chain: Sequence[Event]) -> frozenset[int]:
        return frozenset(word for event in chain for word in event.match.words)

    def _is_enough(self, matched: frozenset[int], after: int) -> bool:
        """Whether the matched words are the person, given what follows them."""
        if len(matched) == len(self._needle.words):
            return True
        if self._needle.is_all_needed:
            return False
        if not self._given <= matched:
            return False
        if self._family <= matched:
            return True
        units = {self._needle.units[word] for word in matched if self._has_unit(matched, self._needle.units[word])}
        return len(units) > 1 and not self._goes_on(after)

    def _is_enough_address(self, matched: frozenset[int]) -> bool:
        words = self._needle.words
        numbers = {at for at, word in enumerate(words) if any(c.isdigit() for c in word)}
        return len(matched) == len(words) or (len(words) > 2 and numbers <= matched and 4 * len(matched) >= 3 * len(words))

    def _has_unit(self, matched: frozenset[int], unit: int) -> bool:
        return set(self._needle.words_of(unit)) <= matched

    def _goes_on(self, after: int) -> bool:
        """Whether another name follows at once: a family name of somebody else."""
        while after < len(self._tokens):
            token = self._tokens[after]
            if token.gap.strip(" -_\u00a0‐‑'’") != "" or token.gap.count(" ") > 2:
                return False
            if token.word.lower() not in PARTICLES and not self._is_middle_initial(after, self._given):
                return (self._is_name_like(after) and script_of_word(token.word) != "arabic") or self._is_arabic_family(token)
            after += 1
        return False

    def _is_arabic_family(self, token: Token) -> bool:
        return token.word.startswith("ال") and token.word.endswith(("ي", "ى", "وي"))

    def _breaks_a_list(self, chain: Sequence[Event]) -> bool:
        return any(";" in token.gap or "," in token.gap for token in self._tokens[chain[0].first + 1 : chain[-1].after])

    def _family_first(self, family: Event) -> list[Span]:
        chain = [family]
        words = set(family.match.words)
        at = family.after
        while not self._family <= words:
            event = next(
                (
                    e
                    for e in self._starting.get(at, ())
                    if not words & set(e.match.words) and set(e.match.words) <= self._family
                ),
                None,
            )
            if event is None:
                return []
            chain.append(event)
            words |= set(event.match.words)
            at = event.after
        while at < len(self._tokens) and (
            self._tokens[at].word.lower() in LABELS or self._tokens[at].word.lower() in PARTICLES
        ):
            at += 1
        given = next((e for e in self._starting.get(at, ()) if 0 in e.match.words and not words & set(e.match.words)), None)
        if given is None or not self._joins_backwards(family.first, at, given.after):
            return []
        chain, _ = self._follow_given([*chain, given])
        if not self._given <= self._matched(chain):
            return []
        if self._needle.is_all_needed and len(self._matched(chain)) < len(self._needle.words):
            return []
        is_marked = set(self._tokens[at].gap) & set(",،") or self._is_in_capitals(family.first, at)
        if sum(event.match.cost for event in chain) > _LOOSE_LIMIT and not is_marked:
            return []
        return self._span(chain)

    def _is_in_capitals(self, family: int, given: int) -> bool:
        """Whether a family name stands in capitals before a given name that does not: the order of lists in many countries."""
        return self._tokens[family].word.isupper() and not self._tokens[given].word.isupper()

    def _follow_given(self, chain: list[Event]) -> tuple[list[Event], bool]:
        while True:
            matched = self._matched(chain)
            at = chain[-1].after
            while at < len(self._tokens) and self._tokens[at].word.lower() in PARTICLES:
                at += 1
            if at >= len(self._tokens) or not self._joins(at):
                return chain, False
            event = next((e for e in self._starting.get(at, ()) if not matched & set(e.match.words)), None)
            if event is None:
                return chain, False
            chain = [*chain, event]

    def _joins_backwards(self, family: int, given: int, after: int) -> bool:
        """Whether "family, given" is one person and not the end of one name and the beginning of the next."""
        between = "".join(token.gap for token in self._tokens[family + 1 : given + 1])
        if "\n" in between.strip(" ") and not set(between) & set("\"':=<"):
            return False
        if _SENTENCE_END.search(between) or (len(between) > _MAX_GAP) or (re.search(r"[;:]\s", between) and '"' not in between):
            return False
        if "," not in between and "،" not in between:
            return True
        before = family and not re.search(r"[^\s\-'’]", self._before_particles(family)) and self._is_name_before(family)
        follows = self._goes_on(after) and not any(event for event in self._starting.get(after, ()))
        return not before and not (follows and re.search(r",\s", between) is not None)

    def _before_particles(self, at: int) -> str:
        gap = self._tokens[at].gap
        while at and self._tokens[at - 1].word.lower() in PARTICLES:
            at -= 1
            gap = self._tokens[at].gap + gap
        return gap

    def _is_name_before(self, at: int) -> bool:
        at -= 1
        while at > 0 and self._tokens[at].word.lower() in PARTICLES:
            at -= 1
        word = self._tokens[at].word
        if any(event.after == at + 1 for events in self._starting.values() for event in events):
            return False
        return self._is_name_like(at) and word.lower() not in LABELS | {
            "source",
            "witness",
            "driver",
            "editor",
            "contact",
            "by",
        }

    def _with_initial(self, family: Event) -> list[Span]:
        """The family name with the given name's initial before it, or behind it and marked as one."""
        needle = self._needle
        if (
            needle.kind not in {"name", "alias"}
            or not self._family <= set(family.match.words)
            or family.match.cost > INITIAL_LIMIT
        ):
            return []
        letters = sum(len(needle.words[word]) for word in self._family)
        if letters < _LEAST_FAMILY:
            return []
        at = family.first - 1
        initials: list[int] = []
        while at >= 0 and family.first - at <= 6:
            word = self._tokens[at].word
            if word.lower() in PARTICLES and len(word) > 1:
                at -= 1
            elif len(word) == 1 and word.isalpha() and re.fullmatch(r"[.\s\-_\u00a0،]*", self._tokens[at + 1].gap):
                initials.append(at)
                at -= 1
            else:
                break
        if initials:
            is_short = letters == _LEAST_FAMILY and (len(initials) < 2 or needle.last_unit < 2)
            return [] if is_short else self._initials_before(family, initials)
        if letters == _LEAST_FAMILY:
            return []
        at = family.after
        if at < len(self._tokens) and same_initial(self._tokens[at].word, needle.words[0]) and self._tokens[at].word.isupper():
            gap, behind = self._tokens[at].gap, self._text[self._tokens[at].end : self._tokens[at].end + 1]
            if re.fullmatch(r",?\s*|_", gap) and behind == ".":
                return [
                    Span(
                        self._index,
                        self._tokens[family.first].start,
                        self._tokens[at].end,
                        family.match.cost + 0.05,
                        hits.INITIALS,
                    )
                ]
        return []

    def _initials_before(self, family: Event, initials: list[int]) -> list[Span]:
        given = initials[-1]
        token = self._tokens[given]
        articled = "AE" if self._needle.has_article and len(initials) > 1 else ""
        if not same_initial(token.word, self._needle.words[0]) and token.word not in articled:
            return []
        middles = [index for index in range(len(self._needle.words)) if index not in self._given | self._family]
        for at in initials[:-1]:
            letter = self._tokens[at].word
            if (
                middles
                and letter not in articled
                and not (token.word in articled and same_initial(letter, self._needle.words[0]))
                and not any(same_initial(letter, self._needle.words[index]) for index in middles)
            ):
                return []
        gap = self._tokens[given + 1].gap
        if token.word.islower() and gap[-1:] == " ":
            return []
        if token.word in {"I", "A", "O"} and "." not in gap:
            return []
        return [Span(self._index, token.start, self._tokens[family.after - 1].end, family.match.cost + 0.05, hits.INITIALS)]

    def _stands_alone(self, chain: Sequence[Event]) -> bool:
        """Whether a name of one word is said as a name here and is not part of somebody else's."""
        needle = self._needle
        if len(needle.words) > 1 or needle.kind not in {"name", "alias"}:
            return True
        first, token = chain[0].first, self._tokens[chain[0].first]
        called = any(self._tokens[at].word.lower() in CALLED for at in range(max(0, first - 2), first))
        end = self._tokens[chain[-1].after - 1].end
        quoted = self._text[token.start - 1 : token.start] in set(_QUOTES) - {""} and self._text[end : end + 1] in set(
            _QUOTES
        ) - {""}
        if chain[0].match.cost <= _CALLED_LIMIT and (
            called
            or (quoted and (not needle.is_ordinary or token.word[:1] != token.word[:1].lower() or not token.word.isascii()))
        ):
            return True
        if needle.is_ordinary:
            return False
        if chain[0].match.cost > 0.2 or self._goes_on(chain[-1].after):
            return False
        if token.word.islower() and script_of_word(token.word) == "latin":
            return len(token.word) >= 6 or not token.gap[-1:].isspace()
        return not self._follows_a_name(first)

    def _follows_a_name(self, at: int) -> bool:
        """Whether another name stands right before, not at the beginning of a sentence."""
        if at == 0 or self._tokens[at].gap.strip(" -\u00a0") != "":
            return False
        before = self._tokens[at - 1]
        if self._needle.has_article and before.word.lower() in PARTICLES:
            return False
        starts = at == 1 or not before.gap or _SENTENCE_END.search(before.gap + " ") is not None or "\n" in before.gap
        return (
            self._is_name_like(at - 1)
            and script_of_word(before.word) != "arabic"
            and not starts
            and before.word.lower() not in LABELS
        )

    def _span(self, chain: Sequence[Event]) -> list[Span]:
        cost = round(sum(event.match.cost for event in chain), 3)
        if cost > 0.3 + 0.25 * len(chain):
            return []
        if sum(event.match.how == hits.OBLIQUE for event in chain) == 1 < len(chain):
            return []
        hows = [event.match.how for event in chain if event.match.how != hits.AS_WRITTEN]
        start, end = self._tokens[chain[0].first].start, self._tokens[chain[-1].after - 1].end
        return [Span(self._index, start, end, cost, hows[0] if hows else hits.AS_WRITTEN)]


def _is_joined_by_and(word: str, needle: NameNeedle, event: Event) -> bool:
    """Whether an Arabic word has "and" written on it, so that somebody else begins with it."""
    if not word.startswith("و") or word.startswith("وال") or len(word) < 4:
        return False
    return needle.words[event.match.words[0]][0] not in "وwvuo"
