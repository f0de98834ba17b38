"""Words around a place name that say what sort of place is meant: "Homs governorate", "city of Homs", "ريف حمص".

Why: a witness says "in the Homs countryside", a list says "Homs Governorate"; the gazetteer knows "Homs". The words are
taken off, and what they say is kept: a province is not its capital, and "near Homs" is not in it.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from testimonia.gazetteer.places import PlaceKind


class Reading(NamedTuple):
    """A name without its descriptors."""

    name: str
    kind: PlaceKind | None = None
    """What the descriptor asks for, if it does."""
    is_vague: bool = False
    """Somewhere around the place, not in it ("near", "countryside of", "north of")."""


_REGION = (
    "governorate governorates province provinces oblast oblast' prefecture department departments departement wilaya wilayat "
    "wilayah vilayet muhafaza muhafada muhafazah muhafadah state states region regions county counties parish "
    "administrative_region autonomous_region"
)
_TOWN = "city town village municipality township settlement hamlet suburb neighborhood neighbourhood camp"
_DISTRICT = (
    "district districts sub-district sub-districts subdistrict subdistricts nahiya nahiyah qada raion raions rayon rayons area "
    "areas valley"
)
_AROUND = "countryside outskirts suburbs environs surroundings hinterland rif reef"
_RIVER = "river rivers"
_LAKE = "lake reservoir"
_NEAR = "near around outside close_to next_to just_outside"
_VAGUE = "rural greater downtown inner"
_MAIN = ("north", "south", "east", "west", "central")
_BETWEEN = tuple(f"{one}{join}{other}" for one in ("north", "south") for other in ("east", "west") for join in ("", "-"))
_SIDES = " ".join(f"{side}{ending}" for side in (*_MAIN, *_BETWEEN) for ending in ("", "ern"))
_TO_BLANK = str.maketrans("-_'", "   ")


class _Rule(NamedTuple):
    """A descriptor before or after a name."""

    pattern: re.Pattern[str]
    kind: PlaceKind | None
    is_vague: bool
    ends: frozenset[str] = frozenset()
    """In Latin letters: the words that a name begins (``is_leading``) or ends with if the rule fits it."""
    is_leading: bool = False


def _any_of(words: str) -> str:
    """A pattern for one of some words; ``_`` stands for the spaces within one."""
    return "(?:" + "|".join(re.escape(word).replace("_", r"\s+") for word in words.split()) + ")"


def _before(
    words: str, between: str = r"\s+", kind: PlaceKind | None = None, *, is_vague: bool = False, sides: bool = False
) -> _Rule:
    """Words before a name: "city of Homs"; with ``sides`` a point of the compass may come first."""
    side = rf"(?:{_any_of(_SIDES)}\s+)?" if sides else ""
    pattern = rf"(?:the\s+)?{side}{_any_of(words)}{between}(?P<name>.+)"
    ends = {word.translate(_TO_BLANK).split()[0] for word in f"the {words} {_SIDES if sides else ''}".split()}
    return _Rule(re.compile(pattern, re.IGNORECASE), kind, is_vague, frozenset(ends), is_leading=True)


def _after(words: str, kind: PlaceKind | None = None, *, is_vague: bool = False, before: str = r"\s+") -> _Rule:
    """Words after a name: "Homs governorate"."""
    ends = frozenset(word.translate(_TO_BLANK).split()[-1] for word in words.split())
    return _Rule(re.compile(rf"(?:the\s+)?(?P<name>.+?){before}{_any_of(words)}", re.IGNORECASE), kind, is_vague, ends)


def _other(pattern: str, kind: PlaceKind | None = None, *, is_vague: bool = False) -> _Rule:
    """A rule of another script."""
    return _Rule(re.compile(pattern, re.IGNORECASE), kind, is_vague)


_OF = r"\s+of\s+(?:the\s+)?"
_RULES = (
    _before(_NEAR, is_vague=True),
    _before(_SIDES, _OF, is_vague=True),
    _before(_AROUND, _OF, is_vague=True, sides=True),
    _before(_REGION, _OF, PlaceKind.REGION),
    _before(_TOWN, _OF, PlaceKind.TOWN),
    _before(_DISTRICT, _OF),
    _before("county", kind=PlaceKind.REGION),
    _before("river", kind=PlaceKind.RIVER),
    _before("lake", kind=PlaceKind.LAKE),
    _after(_AROUND, is_vague=True, before=rf"['’]?s?\s+(?:{_any_of(_SIDES)}\s+)?"),
    _after(_REGION, PlaceKind.REGION),
    _after(_TOWN, PlaceKind.TOWN),
    _after(_DISTRICT),
    _after(_RIVER, PlaceKind.RIVER),
    _after(_LAKE, PlaceKind.LAKE),
    _before(f"{_SIDES} {_VAGUE}", is_vague=True),
    _Rule(re.compile(r"the\s+(?P<name>.+)", re.IGNORECASE), None, False, frozenset({"the"}), is_leading=True),
    _other(r"(?:محافظة|ولاية|إقليم|اقليم)\s+(?P<name>.+)", PlaceKind.REGION),
    _other(r"(?:مدينة|بلدة|قرية|مخيم|حي)\s+(?P<name>.+)", PlaceKind.TOWN),
    _other(r"(?:ناحية|قضاء|منطقة)\s+(?P<name>.+)"),
    _other(r"(?:قرب|بالقرب من|ريف|شمال|جنوب|شرق|غرب|شرقي|غربي|شمالي|جنوبي)\s+(?P<name>.+)", is_vague=True),
    _other(r"نهر\s+(?P<name>.+)", PlaceKind.RIVER),
    _other(r"بحيرة\s+(?P<name>.+)", PlaceKind.LAKE),
    _other(r"(?P<name>.+?)\s+(?:область|обл\.?|край|губернія)", PlaceKind.REGION),
    _other(r"(?:область|край)\s+(?P<name>.+)", PlaceKind.REGION),
    _other(r"(?:місто|город|село|селище|посёлок|поселок|м\.|г\.|с\.|смт\.?)\s*(?P<name>.+)", PlaceKind.TOWN),
    _other(r"(?P<name>.+?)\s+район"),
    _other(r"(?P<name>.+?)(?:မြို့နယ်|မြို့|ကျေးရွာ)", PlaceKind.TOWN),
    _other(r"(?P<name>.+?)(?:ပြည်နယ်|တိုင်းဒေသကြီး)", PlaceKind.REGION),
    _other(r"(?:під|под|біля|около|возле)\s+(?P<name>.+)", is_vague=True),
    _other(r"(?:річка|река|р\.)\s*(?P<name>.+)", PlaceKind.RIVER),
)
"""Tried in order; the first that covers the whole name is taken, and what is left is read again.

Source: terms for divisions in ISO 3166-2 and GeoNames feature codes (ADM1, ADM2, PPL, STM, LK), in English, Arabic,
Ukrainian, Russian and Burmese."""


_LATIN = "\u024f"


def _by_end(*, is_leading: bool) -> dict[str, tuple[_Rule, ...]]:
    """Word at an end of a name -> the rules that can fit it, in their order."""
    rules = [rule for rule in _RULES if rule.ends and rule.is_leading == is_leading]
    return {word: tuple(rule for rule in rules if word in rule.ends) for rule in rules for word in rule.ends}


_BY_FIRST, _BY_LAST = _by_end(is_leading=True), _by_end(is_leading=False)

MOST_READINGS = 3


def read_descriptors(name: str) -> tuple[Reading, ...]:
    """The name with one descriptor less at a time: first what is left of it after the outermost one, then the next.

    All are given back because a descriptor may be part of the name: "North Darfur State" is North Darfur before it is
    something around Darfur.

    >>> read_descriptors("Homs Governorate")
    (Reading(name='Homs', kind=<PlaceKind.REGION: 'region'>, is_vague=False),)
    >>> [(reading.name, reading.is_vague) for reading in read_descriptors("North Darfur State")]
    [('North Darfur', False), ('Darfur', True)]
    >>> read_descriptors("Kherson")
    ()
    """
    readings: list[Reading] = []
    last = Reading(name.strip())
    while len(readings) < MOST_READINGS:
        rules = _rules_for(last.name)
        found = next(((match, rule) for rule in rules if (match := rule.pattern.fullmatch(last.name))), None)
        if found is None:
            break
        match, rule = found
        last = Reading(match["name"].strip(), last.kind or rule.kind, last.is_vague or rule.is_vague)
        readings.append(last)
    return tuple(readings)


def _rules_for(name: str) -> Sequence[_Rule]:
    """The rules that can fit a name, in their order: of those in Latin letters only what its first and its last word allow.

    Most names have neither word: that is seen faster than by trying every rule.
    """
    if not name.isascii() and max(name) > _LATIN:
        return _RULES
    words = name.lower().translate(_TO_BLANK).split()
    if not words:
        return ()
    leading, trailing = _BY_FIRST.get(words[0], ()), _BY_LAST.get(words[-1], ())
    if leading and trailing:
        return [rule for rule in _RULES if rule in leading or rule in trailing]
    return leading or trailing
