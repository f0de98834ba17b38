"""Words around a place name that say what sort of place is meant: "Homs governorate", "city of Homs", "ريف حمص".

Why: a witness says "in the Homs countryside", a list says "Homs Governorate"; the gazetteer knows "Homs". The words are
taken off, and what they say is kept: a province is not its capital, and "near Homs" is not in it.
"""

import re
from typing import NamedTuple

from testimonia.gazetteer.places import PlaceKind


class Reading(NamedTuple):
    """A name without its descriptors."""

    name: str
    kind: PlaceKind | None = None
    """What the descriptor asks for, if it does."""
    is_vague: bool = False
    """Somewhere around the place, not in it ("near", "countryside of", "north of")."""


_SIDES = r"(?:north|south|east|west|north-?east|north-?west|south-?east|south-?west|central)(?:ern)?"
_REGION = (
    r"governorates?|provinces?|oblast'?|prefecture|departments?|departement|wilaya(?:t|h)?|vilayet|muhafa[zd]ah?|"
    r"administrative region|autonomous region|states?|regions?|counties|county|parish"
)
_TOWN = r"city|town|village|municipality|township|settlement|hamlet|suburb|neighbou?rhood|camp"
_DISTRICT = r"districts?|sub-?districts?|nahiyah?|qada|raions?|rayons?|areas?|valley"
_AROUND = r"countryside|outskirts|suburbs|environs|surroundings|hinterland|rif|reef"
_RIVER = r"rivers?"
_OF = r"\s+of\s+(?:the\s+)?"


def _rule(
    pattern: str, kind: PlaceKind | None = None, *, is_vague: bool = False
) -> tuple[re.Pattern[str], PlaceKind | None, bool]:
    return re.compile(pattern, re.IGNORECASE), kind, is_vague


_RULES = (
    _rule(r"(?:near|around|outside|close to|next to|just\s+outside)\s+(?P<name>.+)", is_vague=True),
    _rule(rf"(?:the\s+)?{_SIDES}{_OF}(?P<name>.+)", is_vague=True),
    _rule(rf"(?:the\s+)?(?:{_SIDES}\s+)?(?:{_AROUND}){_OF}(?P<name>.+)", is_vague=True),
    _rule(rf"(?:the\s+)?(?:{_REGION}){_OF}(?P<name>.+)", PlaceKind.REGION),
    _rule(rf"(?:the\s+)?(?:{_TOWN}){_OF}(?P<name>.+)", PlaceKind.TOWN),
    _rule(rf"(?:the\s+)?(?:{_DISTRICT}){_OF}(?P<name>.+)"),
    _rule(r"county\s+(?P<name>.+)", PlaceKind.REGION),
    _rule(r"(?:the\s+)?river\s+(?P<name>.+)", PlaceKind.RIVER),
    _rule(r"(?:the\s+)?lake\s+(?P<name>.+)", PlaceKind.LAKE),
    _rule(rf"(?:the\s+)?(?P<name>.+?)['’]?s?\s+(?:{_SIDES}\s+)?(?:{_AROUND})", is_vague=True),
    _rule(rf"(?:the\s+)?(?P<name>.+?)\s+(?:{_REGION})", PlaceKind.REGION),
    _rule(rf"(?:the\s+)?(?P<name>.+?)\s+(?:{_TOWN})", PlaceKind.TOWN),
    _rule(rf"(?:the\s+)?(?P<name>.+?)\s+(?:{_DISTRICT})"),
    _rule(rf"(?:the\s+)?(?P<name>.+?)\s+(?:{_RIVER})", PlaceKind.RIVER),
    _rule(r"(?:the\s+)?(?P<name>.+?)\s+(?:lake|reservoir)", PlaceKind.LAKE),
    _rule(rf"(?:the\s+)?(?:{_SIDES}|rural|greater|downtown|inner)\s+(?P<name>.+)", is_vague=True),
    _rule(r"the\s+(?P<name>.+)"),
    _rule(r"(?:محافظة|ولاية|إقليم|اقليم)\s+(?P<name>.+)", PlaceKind.REGION),
    _rule(r"(?:مدينة|بلدة|قرية|مخيم|حي)\s+(?P<name>.+)", PlaceKind.TOWN),
    _rule(r"(?:ناحية|قضاء|منطقة)\s+(?P<name>.+)"),
    _rule(r"(?:قرب|بالقرب من|ريف|شمال|جنوب|شرق|غرب|شرقي|غربي|شمالي|جنوبي)\s+(?P<name>.+)", is_vague=True),
    _rule(r"نهر\s+(?P<name>.+)", PlaceKind.RIVER),
    _rule(r"بحيرة\s+(?P<name>.+)", PlaceKind.LAKE),
    _rule(r"(?P<name>.+?)\s+(?:область|обл\.?|край|губернія)", PlaceKind.REGION),
    _rule(r"(?:область|край)\s+(?P<name>.+)", PlaceKind.REGION),
    _rule(r"(?:місто|город|село|селище|посёлок|поселок|м\.|г\.|с\.|смт\.?)\s*(?P<name>.+)", PlaceKind.TOWN),
    _rule(r"(?P<name>.+?)\s+район"),
    _rule(r"(?P<name>.+?)(?:မြို့နယ်|မြို့|ကျေးရွာ)", PlaceKind.TOWN),
    _rule(r"(?P<name>.+?)(?:ပြည်နယ်|တိုင်းဒေသကြီး)", PlaceKind.REGION),
    _rule(r"(?:під|под|біля|около|возле)\s+(?P<name>.+)", is_vague=True),
    _rule(r"(?:річка|река|р\.)\s*(?P<name>.+)", PlaceKind.RIVER),
)
"""Tried in order; the first that covers the whole name is taken, and what is left is read again.

Source: terms for divisions in ISO 3166-2 and GeoNames feature codes (ADM1, ADM2, PPL, STM, LK), in English, Arabic,
Ukrainian, Russian and Burmese."""


_LATIN = "\u024f"
_ASCII_RULES = tuple(rule for rule in _RULES if not any(letter.isalpha() and letter > _LATIN for letter in rule[0].pattern))

_WORD_LIST = """
near around outside close next just north south east west northern southern eastern western central the of county river lake
rural greater downtown inner reservoir rivers governorate governorates province provinces oblast prefecture department
departments departement wilaya wilayat wilayah vilayet muhafaza muhafazah muhafada muhafadah region regions state states
counties parish city town village municipality township settlement hamlet suburb neighborhood neighbourhood camp district
districts subdistrict subdistricts sub nahiyah qada qadah raion raions rayon rayons area areas valley countryside outskirts
suburbs environs surroundings hinterland rif reef northeast northwest southeast southwest northeastern northwestern
southeastern southwestern
"""
_WORDS = frozenset(_WORD_LIST.split())
"""A name in ASCII letters without any of these words has no descriptor: that is seen faster than by trying every rule. A test
holds the two together."""
_TO_BLANK = str.maketrans("-'", "  ")

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
    if not _may_have_one(name):
        return ()
    last = Reading(name.strip())
    while len(readings) < MOST_READINGS:
        rules = _ASCII_RULES if last.name.isascii() else _RULES
        found = next(((match, rule) for rule in rules if (match := rule[0].fullmatch(last.name))), None)
        if found is None:
            break
        match, (_, kind, is_vague) = found
        last = Reading(match["name"].strip(), last.kind or kind, last.is_vague or is_vague)
        readings.append(last)
        if not _may_have_one(last.name):
            break
    return tuple(readings)


def _may_have_one(name: str) -> bool:
    """Whether a descriptor may stand in the name."""
    return not name.isascii() or not _WORDS.isdisjoint(name.lower().translate(_TO_BLANK).split())
