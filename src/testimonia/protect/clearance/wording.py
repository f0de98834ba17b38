"""Put what may be said in place of what may not, inside a text: names, places, times. Ours stands in square brackets."""

import re
from collections.abc import Callable, Iterable, Mapping

from testimonia.model.protection import PlaceLevel, TimeLevel
from testimonia.model.values import Moment, PlaceRef
from testimonia.protect.clearance.places import LEVELS as PLACE_LEVELS
from testimonia.protect.clearance.places import Areas, PublicPlaces, coarsen_place, exactness_of
from testimonia.protect.clearance.times import LEVELS as TIME_LEVELS
from testimonia.protect.clearance.times import coarsen_date, coarsen_moment, time_words

_ISO = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2})?Z?)?\b")
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d{2} ?(?:[ap]\.?m\.?|hours|o'clock)?(?![\w.,]?\d)|\b\d{1,2} ?(?:[ap]\.?m\.?\b|o'clock)", re.IGNORECASE
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}(?: \d{{4}})?\b|\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, \d{{4}})?\b"
    r"|\b\d{1,2}[./-]\d{1,2}[./-]\d{4}\b"
)
_BLANKS = re.compile(r"\s+")


class Wording:
    """Knows the names, places and levels of a case."""

    def __init__(self, names: Mapping[str, str], places: Iterable[PlaceRef], public: PublicPlaces, areas: Areas) -> None:
        """``names``: what the team calls a protected source -> what stands in its place."""
        self._names = names
        self._proper = {name: label for name, label in names.items() if is_proper(name)}
        self._public, self._areas = public, areas
        self._places: dict[str, PlaceRef] = {}
        for ref in places:
            for words in (ref.words, ref.name):
                key = tidy(words)
                if len(key) > 1:
                    self._places.setdefault(key, ref)
        self._place_pattern = _alternatives(self._places)
        self._name_pattern = _alternatives(self._names)
        self._proper_pattern = _alternatives(self._proper)

    def in_machine_text(self, text: str, *, level: TimeLevel, meetings: Mapping[str, TimeLevel]) -> str:
        """A sentence the machine wrote, with sources under their labels and dates no closer than a level.

        Args:
            level: for dates of what happened.
            meetings: days on which somebody spoke, with their own levels.
        """
        named = self._name_pattern.sub(lambda match: self._names[match[0]], text) if self._names else text
        return _ISO.sub(lambda match: coarsen_date(match[1], meetings.get(match[1], level)) or "an earlier date", named)

    def in_quote(self, text: str) -> str:
        """Somebody's words with names that the team uses replaced; role words ("the second driver") stay."""
        return self._proper_pattern.sub(lambda match: f"[{self._proper[match[0]]}]", text) if self._proper else text

    def without_places(self, text: str, level: PlaceLevel) -> str:
        """Somebody's words with every known place told no closer than a level; public places stay."""
        if level is PlaceLevel.EXACT or not self._places:
            return text

        def replaced(match: re.Match[str]) -> str:
            ref = self._places[match[0]]
            coarse = self.place(ref, level)
            return match[0] if coarse is ref else f"[{coarse.name}]" if coarse else "[a place]"

        return self._place_pattern.sub(replaced, text)

    def without_times(self, text: str, level: TimeLevel, moments: Iterable[Moment]) -> str:
        """Somebody's words with every time told no closer than a level: those the machine read, clocks and dates."""
        if level is TimeLevel.EXACT:
            return text
        for moment in sorted(moments, key=lambda one: -len(one.words)):
            coarse = coarsen_moment(moment, level)
            if moment.words and coarse is not moment:
                text = text.replace(tidy(moment.words), f"[{coarse.words}]" if coarse else "[a time]")
        text = _outside_brackets(_CLOCK, text, lambda _: "[a time]")
        if TIME_LEVELS.index(level) > TIME_LEVELS.index(TimeLevel.DAY):
            text = _outside_brackets(_DAY, text, lambda _: "[a day]")
            text = _outside_brackets(_ISO, text, lambda match: f"[{time_words(coarsen_date(match[1], level)) or 'a day'}]")
        return text

    def place_names(self) -> tuple[str, ...]:
        """Every way the case writes a place."""
        return tuple(self._places)

    def place(self, ref: PlaceRef, level: PlaceLevel) -> PlaceRef | None:
        """A place as a level allows; a public one as it is, whatever the level."""
        if ref in self._public:
            return ref
        if PLACE_LEVELS.index(exactness_of(ref)) >= PLACE_LEVELS.index(level):
            return ref
        return coarsen_place(ref, level, self._areas)


def is_proper(name: str) -> bool:
    """Whether a name is a person's and not a role in small letters: every word has a capital, or no letter case at all.

    >>> is_proper("Abu Fawzi"), is_proper("second driver"), is_proper("أبو فوزي")
    (True, False, True)
    """
    words = [word for word in name.split() if word[0].isalpha()]
    return bool(words) and all(not word[0].islower() for word in words)


def tidy(text: str) -> str:
    """A text on one line."""
    return _BLANKS.sub(" ", text).strip()


def is_marked_edit(original: str, edited: str) -> bool:
    """Whether an edited quotation holds nothing that was not said: only omissions (… or ...) and parts in square brackets.

    >>> said = "I was the only doctor, and 40 people died there."
    >>> is_marked_edit(said, "… 40 people died there."), is_marked_edit(said, "50 people died there.")
    (True, False)
    """
    pieces = [tidy(piece) for piece in re.split(r"\[[^\]]*\]|…|\.\.\.", edited)]
    at, source = 0, tidy(original)
    for piece in pieces:
        if not piece:
            continue
        found = source.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return any(pieces)


def _outside_brackets(pattern: re.Pattern[str], text: str, replace: Callable[[re.Match[str]], str]) -> str:
    parts = re.split(r"(\[[^\]]*\])", text)
    return "".join(part if part.startswith("[") else pattern.sub(replace, part) for part in parts)


def _alternatives(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in longest)})(?!\w)" if longest else r"(?!)")
