"""Places told by their neighbours in Arabic: «قرية بين مركدة والصور», «ريف حلب الشمالي», «شمال الرقة».

The rules are those of `testimonia.extract.values.place_areas`: the phrase is the place, and it is an area.
"""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from testimonia.extract.arabic.claims import Value
from testimonia.gazetteer.areas import Bearings, Relation, locate_area
from testimonia.model.values import PlaceRef

_SIDES = {"شمال": "north", "جنوب": "south", "شرق": "east", "غرب": "west"}
_SIDE = "|".join(_SIDES)
_KIND = r"(?:(?:مدينة|بلدة|قرية|محافظة)\s+)?"
_NEAR = re.compile(rf"(?<!\w)(?P<phrase>(?:قرب|بالقرب\s+من|خارج|جوار)\s+){_KIND}$")
_AROUND = re.compile(rf"(?<!\w)(?P<phrase>(?:ريف|محيط|أطراف|ضواحي|بادية)\s+){_KIND}$")
_ON_SIDE = re.compile(rf"(?<!\w)(?P<phrase>(?P<side>{_SIDE})ي?\s+){_KIND}$")
_BETWEEN = re.compile(
    rf"(?<!\w)(?:(?P<head>(?:ال)?(?:قرية|بلدة|منطقة|نقطة|مكان|موقع|طريق|حقل|مزرعة)\s+)(?:تقع\s+|يقع\s+)?|(?:تقع|يقع)\s+)"
    rf"(?P<phrase>بين\s+){_KIND}$"
)
_SIDE_AFTER = re.compile(rf"\s+ال(?P<side>{_SIDE})ي(?!\w)")
_AND = re.compile(rf"\s+و{_KIND}$")
_SECOND = re.compile(rf"\s+و{_KIND}(?P<name>\w+)")


def read_areas(raw: str, start: int, values: Sequence[Value]) -> list[Value]:
    """The places of a passage, those told by their neighbours as one value of the whole phrase.

    Args:
        raw: the passage.
        start: its offset in the rendition.
        values: its places, located, in text order.
    """
    made: list[Value] = []
    index = 0
    while index < len(values):
        one = values[index]
        following = values[index + 1] if index + 1 < len(values) else None
        area, takes_next = _between(raw, start, one, following)
        area = area or _beside(raw, start, one)
        made.append(area if area is not None and area.start >= (made[-1].end if made else 0) else one)
        index += 2 if takes_next else 1
    return made


def _between(raw: str, start: int, one: Value, following: Value | None) -> tuple[Value | None, bool]:
    before, end = _BETWEEN.search(raw, 0, one.start - start), one.end - start
    if before is None:
        return None, False
    first = before.start("head") if before["head"] else before.start("phrase")
    if following is not None and _AND.fullmatch(raw, end, following.start - start):
        located = _area(raw, start, one, (first, following.end - start), Bearings(Relation.BETWEEN), following)
        return replace(located, last=following.last), True
    second = _SECOND.match(raw, end)
    if second is None:
        return None, False
    return _area(raw, start, one, (first, second.end()), Bearings(Relation.BETWEEN)), False


def _beside(raw: str, start: int, one: Value) -> Value | None:
    at, end = one.start - start, one.end - start
    after = _SIDE_AFTER.match(raw, end)
    if match := _AROUND.search(raw, 0, at):
        side = _SIDES[after["side"]] if after else ""
        return _area(raw, start, one, (match.start("phrase"), after.end() if after else end), Bearings(Relation.AROUND, side))
    if match := _NEAR.search(raw, 0, at):
        return _area(raw, start, one, (match.start("phrase"), end), Bearings(Relation.NEAR))
    if match := _ON_SIDE.search(raw, 0, at):
        is_wide = isinstance(one.value, PlaceRef) and one.value.radius_km > 0
        bearings = Bearings(Relation.PART if is_wide else Relation.SIDE, _SIDES[match["side"]])
        return _area(raw, start, one, (match.start("phrase"), end), bearings)
    return None


def _area(raw: str, start: int, one: Value, bounds: tuple[int, int], bearings: Bearings, other: Value | None = None) -> Value:
    words = raw[slice(*bounds)]
    anchors = [found.value for found in (one, other) if found is not None and isinstance(found.value, PlaceRef)]
    place = locate_area(" ".join(words.split()), words, bearings, anchors)
    return replace(one, start=start + bounds[0], end=start + bounds[1], value=place)
