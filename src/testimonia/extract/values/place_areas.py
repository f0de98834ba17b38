"""Read places that are told by their neighbours: "a village between Markada and Al-Souwar", "fields north of Raqqa".

Why after the names: a name in such words is not where the thing happened, so the name's finding gives way to one of the whole
phrase, and the phrase is located as an area. "Talks between Damascus and Moscow" are nowhere between the two: "between" counts
only after a noun for a place, or after words that put something somewhere.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from testimonia.extract.values.found import Found
from testimonia.extract.values.place_text import one_line
from testimonia.gazetteer.areas import Bearings, Relation, direction_of, locate_area
from testimonia.model.values import PlaceRef

_NOUNS = (
    r"(?:villages?|towns?|hamlets?|settlements?|places?|points?|spots?|sites?|areas?|deserts?|roads?|highways?|tracks?|stretch|"
    r"farms?|farmland|fields?|orchards?|checkpoints?|camps?|bridges?|hills?|mountains?|valleys?|plains?|front ?lines?|"
    r"somewhere|halfway|midway)"
)
_SIDE = r"(?:north|south|east|west)(?:[- ]?(?:east|west))?"
_OF_NAME = r"(?:the\s+)?(?:(?:village|town|city|hamlet|district|province|governorate)s?\s+of\s+)?"
_HEAD = rf"(?P<head>{_NOUNS}\s+(?:(?:that|which)\s+)?(?:(?:lies|lay|is|was)\s+)?)?"
_PUT = (
    r"(?:lies?|lay|lying|located|situated|stands?|stood|hid|hidden|buried|stopped|halted|camped|parked|attacked|ambushed|bombed|"
    r"found|left|killed|captured|it|them|him|her|us)\s+(?:somewhere\s+)?"
)

_BETWEEN = re.compile(rf"(?:(?P<put>\b{_PUT})|\b{_HEAD})(?P<phrase>between\s+){_OF_NAME}$", re.IGNORECASE)
_AND = re.compile(rf"\s+and\s+{_OF_NAME}")
_SECOND = re.compile(
    r"(?:[Aa]l|[Ee]l|[Aa]r|[Aa]s|[Aa]sh|[Dd]e|[Dd]el)?[- ]?[A-Z][\w’'-]+(?:[ -](?:[a-z]{2}[ -])?[A-Z][\w’'-]+){0,2}"
)
_NEAR = re.compile(
    rf"\b{_HEAD}(?P<phrase>(?:just\s+)?(?:near(?:\s+to)?|close\s+to|next\s+to|outside(?:\s+of)?|not\s+far\s+from|in\s+the\s+vicinity\s+of)\s+)"
    rf"{_OF_NAME}$",
    re.IGNORECASE,
)
_AROUND = re.compile(
    rf"\b(?P<phrase>(?:(?P<side>{_SIDE})(?:ern)?\s+)?(?:countryside|outskirts|edges?|suburbs|environs|surroundings|hinterland)\s+of\s+)"
    rf"{_OF_NAME}$",
    re.IGNORECASE,
)
_AROUND_AFTER = re.compile(
    rf"(?:['’]s)?\s+(?:(?P<side>{_SIDE})(?:ern)?\s+)?(?:countryside|outskirts|suburbs|environs|surroundings|hinterland)\b", re.I
)
_SIDE_OF = re.compile(
    rf"(?P<inside>\bin\s+the\s+)?\b{_HEAD}(?P<away>(?P<figure>\d+(?:\.\d+)?)\s*(?P<unit>km|kilomet(?:re|er)s?|miles?)\s+)?"
    rf"(?P<phrase>(?:to\s+the\s+)?(?P<side>{_SIDE})\s+of\s+){_OF_NAME}$",
    re.IGNORECASE,
)
_PART = re.compile(rf"\b(?P<phrase>(?P<side>{_SIDE})(?:ern)\s+)$", re.IGNORECASE)
_KM = {"k": 1.0, "m": 1.609344}
"""Kilometres of the unit with this first letter. Source: international mile, 1959."""
_LOOK_BACK = 120
_MARK = "\t"
"""Stands in no name: `PlaceText` makes every blank a single space."""


class _Phrase(NamedTuple):
    start: int
    end: int
    bearings: Bearings
    second: str = ""
    """The other name of "between", where it was found as no place of its own."""


def read_areas(text: str, found: Sequence[Found]) -> list[Found]:
    """The places of a passage, those told by their neighbours as one finding of the whole phrase.

    Args:
        text: the passage.
        found: its places, in text order, not yet located.

    Returns:
        In text order, without overlaps. ``value.name`` of an area says what `located_area` needs.
    """
    made: list[Found] = []
    index = 0
    while index < len(found):
        one = found[index]
        following = found[index + 1] if index + 1 < len(found) else None
        phrase = _between(text, one, following) or _beside(text, one)
        least = made[-1].end if made else 0
        if phrase is None or phrase.start < least or not isinstance(one.value, PlaceRef):
            made.append(one)
            index += 1
            continue
        names = [one.value.name]
        if phrase.bearings.relation is Relation.BETWEEN:
            takes_next = following is not None and following.end <= phrase.end
            names.append(
                following.value.name if takes_next and following and isinstance(following.value, PlaceRef) else phrase.second
            )
            index += takes_next
        words = text[phrase.start : phrase.end]
        made.append(replace(one, start=phrase.start, end=phrase.end, value=PlaceRef(_pack(phrase.bearings, names), words)))
        index += 1
    return made


def located_area(value: PlaceRef, places: dict[str, PlaceRef]) -> PlaceRef | None:
    """The area that a finding of `read_areas` stands for; None for a place with a name of its own.

    Args:
        value: as found.
        places: name asked for -> place.
    """
    if _MARK not in value.name:
        return None
    relation, side, away, *names = value.name.split(_MARK)
    bearings = Bearings(Relation(relation), side, float(away))
    return locate_area(one_line(value.words), value.words, bearings, [places.get(name) for name in names])


def _pack(bearings: Bearings, names: Sequence[str]) -> str:
    return _MARK.join((bearings.relation, bearings.side, str(bearings.away_km), *names))


def _between(text: str, one: Found, following: Found | None) -> _Phrase | None:
    before = _BETWEEN.search(text, max(0, one.start - _LOOK_BACK), one.start)
    link = _AND.match(text, one.end)
    if before is None or link is None or not (before["put"] or before["head"]):
        return None
    start = before.start("head") if before["head"] else before.start("phrase")
    bearings = Bearings(Relation.BETWEEN)
    if following is not None and following.start == link.end():
        return _Phrase(start, following.end, bearings)
    second = _SECOND.match(text, link.end())
    return _Phrase(start, second.end(), bearings, one_line(second.group())) if second else None


def _beside(text: str, one: Found) -> _Phrase | None:
    """Near it, around it, on one side of it, in one part of it."""
    least = max(0, one.start - _LOOK_BACK)
    if match := _NEAR.search(text, least, one.start):
        return _Phrase(_start(match), one.end, Bearings(Relation.NEAR))
    if match := _AROUND.search(text, least, one.start):
        return _Phrase(match.start("phrase"), one.end, Bearings(Relation.AROUND, direction_of(match["side"] or "")))
    if match := _SIDE_OF.search(text, least, one.start):
        side = direction_of(match["side"])
        if match["inside"] and not match["head"] and not match["away"]:
            return _Phrase(match.start("phrase"), one.end, Bearings(Relation.PART, side))
        away_km = float(match["figure"]) * _KM[match["unit"][0].lower()] if match["away"] else 0.0
        start = match.start("phrase") if match["away"] else _start(match)
        return _Phrase(start, one.end, Bearings(Relation.SIDE, side, away_km))
    if match := _AROUND_AFTER.match(text, one.end):
        return _Phrase(one.start, match.end(), Bearings(Relation.AROUND, direction_of(match["side"] or "")))
    if match := _PART.search(text, least, one.start):
        return _Phrase(match.start("phrase"), one.end, Bearings(Relation.PART, direction_of(match["side"])))
    return None


def _start(match: re.Match[str]) -> int:
    """Where the phrase begins: at the noun for a place before it, if there is one."""
    return match.start("head") if match["head"] else match.start("phrase")
