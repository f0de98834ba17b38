"""Recognise an identity in a text: the last look at every string of a release.

Simpler than the gate on purpose, and stricter: here a whole text is left out on suspicion, so a part of a name is enough. The
gate reads the rendered bytes afterwards and knows the disguises (encodings, transliterations, split tags).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from testimonia.gazetteer.places import distance_km
from testimonia.gazetteer.spelling import fold_name
from testimonia.protect.identities import Identity
from testimonia.protect.pseudonyms.likeness import PARTICLES
from testimonia.text.arabic import fold_text
from testimonia.text.names import fold

LEAST_PART = 3
"""Letters of a name's part that is looked for by itself."""
LEAST_INSIDE = 5
"""Letters from which it is also found inside a longer word."""
LEAST_SOUND = 5
LEAST_DIGITS = 6
LAST_DIGITS = 7
"""Of a telephone number: what stays the same however the country and area codes are written."""

_WORDS = re.compile(r"[^\W_]+")
_CLITICS = re.compile(r"^(?:و|ف)?(?:ب|ل|ك|لل)?(?:ال)?(?=\w{3})")
_GAPS = re.compile(r"(?<=\d)[\s().\-–/+_]{1,3}(?=\d)")


def plain(text: str) -> str:
    """A text for comparison: case, marks, invisible signs and forms of letters and digits made one, words one blank apart.

    >>> plain("Al\\u00adKhayālī,  ٠٩٩ ﺃﺑﻮ")
    'alkhayali 099 ابو'
    """
    kept = "".join(ch for ch in unicodedata.normalize("NFKC", text) if unicodedata.category(ch) != "Cf")
    folded = fold(fold_text(kept).text)
    digits = "".join(str(unicodedata.decimal(ch, "")) or ch for ch in folded)
    return " ".join(_WORDS.findall(digits))


class Guard:
    """Knows the identities of all protected sources; says whether a text shows one, never which."""

    def __init__(
        self, identities: Iterable[Identity], *, public_persons: Sequence[str] = (), masked: Sequence[str] = ()
    ) -> None:
        """``masked`` are further strings that must not be published: names the team uses inside."""
        identities = tuple(identities)
        spared = {word for name in public_persons for word in plain(name).split()}
        named = [name for one in identities for name in (*one.names, *one.aliases)]
        whole = [string for one in identities for string in _strings(one)]
        self._phrases = {plain(string) for string in (*whole, *masked)} - {""}
        self._compact = {phrase.replace(" ", "") for phrase in self._phrases if len(phrase.replace(" ", "")) >= 8}
        parts = {part for name in named for part in plain(name).split()}
        self._parts = {p for p in parts if len(p) >= LEAST_PART and p not in PARTICLES and p not in spared and not p.isdigit()}
        folded = {fold_name(part).key for part in self._parts}
        self._sounds = {key for key in folded if len(key) >= LEAST_SOUND and not key.startswith("0")}
        numbers = (_digits(plain(string)) for one in identities for string in (*one.phones, *one.numbers, *one.devices))
        self._numbers = {number[-LAST_DIGITS:] for number in numbers if len(number) >= LEAST_DIGITS}
        self._homes = tuple(one.home for one in identities if one.home is not None)

    def is_hit(self, text: str) -> bool:
        """Whether a text shows an identity.

        >>> guard = Guard([Identity("s-1", names=("Nawwaf al-Khayali",), phones=("+963 000 555 101",))])
        >>> [guard.is_hit(text) for text in ("Nawwaf's lorry", "ring 00963-000-555-101", "the convoy left")]
        [True, True, False]
        """
        if not text:
            return False
        flat = plain(text)
        spaced = f" {flat} "
        compact = flat.replace(" ", "")
        if any(f" {phrase} " in spaced or (len(phrase) >= LEAST_INSIDE and phrase in flat) for phrase in self._phrases):
            return True
        if any(phrase in compact for phrase in self._compact):
            return True
        if self._numbers and any(number in run for run in _runs(text) for number in self._numbers):
            return True
        return any(self._is_part(word) for word in dict.fromkeys(flat.split()))

    def is_near_home(self, lat: float, lon: float) -> bool:
        """Whether a point lies within the distance that must be kept from somebody's home."""
        return any(distance_km((lat, lon), (home.lat, home.lon)) * 1000 <= home.radius_m for home in self._homes)

    def _is_part(self, word: str) -> bool:
        if word in self._parts or _CLITICS.sub("", word) in self._parts:
            return True
        if any(len(part) >= LEAST_INSIDE and part in word for part in self._parts):
            return True
        return len(word) >= LEAST_SOUND and fold_name(word).key in self._sounds


def _strings(one: Identity) -> tuple[str, ...]:
    return (
        *(*one.names, *one.aliases, *one.phones, *one.emails, *one.plates, *one.numbers, *one.handles, *one.usernames),
        *(*one.devices, *one.addresses, *one.files),
    )


def _digits(text: str) -> str:
    return "".join(ch for ch in text if ch.isdecimal())


def _runs(text: str) -> list[str]:
    """Runs of digits in a text, however grouped, in European digits."""
    digits = "".join(str(unicodedata.decimal(ch, "")) or ch for ch in unicodedata.normalize("NFKC", text))
    return re.findall(rf"\d{{{LEAST_DIGITS},}}", _GAPS.sub("", digits))
