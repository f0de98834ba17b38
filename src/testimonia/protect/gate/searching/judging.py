"""From hits to a verdict on a file and words for an editor, which never repeat what was found.

A name, a number, an account, a coordinate: block. Details of one person that together narrow them down: review. Half a
coordinate counts only beside its other half, details only near one another.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from testimonia.model.gating import Leak, Verdict
from testimonia.protect.gate.searching.details import ENOUGH, weight_of
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.gate.searching.needles import Needles

_ADVICE = {
    "name": "Write the pseudonym instead, or leave the passage out.",
    "alias": "Write the pseudonym instead: people know the source by this name.",
    "phone": "Delete the number; look for it in hidden fields and metadata too.",
    "email": "Delete the address of mail, or the account name in it.",
    "plate": "Delete the number plate; blur it in pictures of the same vehicle.",
    "number": "Delete the number of the paper or file.",
    "handle": "Delete the account and links to it.",
    "username": "Export the file from an account without a person's name, or strip its metadata.",
    "device": "Strip the metadata: a device can be traced to its owner.",
    "address": "Name the district at most.",
    "file": "Give the file another name, and check that the picture or recording itself may be published.",
    "coordinates": "Give a place further away or only as exact as the rules allow (district).",
    "details": (
        "Together these details may point to one person: leave one out, make it coarser, or answer for it "
        "with `testimonia gate answer`."
    ),
}
_BESIDE = 3
"""Pieces between the halves of a coordinate, at most: fields of one record."""
_NEAR = 1_000
"""Characters within which details that weigh enough count as standing together."""
_SENTENCE = 160
"""Characters within which any two details do."""


class PieceHits(Struct, frozen=True):
    """The hits of one piece of a file, in order of the pieces.

    ``length`` is the length of the piece's text in code points: it tells how far apart hits of different pieces are.
    """

    place: str
    length: int
    hits: Sequence[Hit]


def judge(needles: Needles, pieces: Iterable[PieceHits]) -> tuple[Verdict, tuple[Leak, ...]]:
    """The verdict on one file.

    Args:
        needles: what was searched for.
        pieces: every piece of the file in order, also those without hits.

    Returns:
        The verdict, and one leak for each identity, kind and place (and combination of details), in order of the pieces.
    """
    rows = list(pieces)
    leaks: dict[tuple[str, ...], Leak] = {}
    for row in rows:
        for hit in row.hits:
            if hit.kind in _ADVICE and hit.kind != "details":
                leaks.setdefault((hit.identity_id, hit.kind, row.place), _leak(needles, hit, hit.kind, row.place, hit.how))
    for hit, place in _joined_halves(rows):
        leaks.setdefault((hit.identity_id, "coordinates", place), _leak(needles, hit, "coordinates", place, "two fields"))
    blocked = bool(leaks)
    for hit, place, keys in _portraits(rows):
        leaks.setdefault((hit.identity_id, "details", place, *keys), _leak(needles, hit, "details", place, ", ".join(keys)))
    verdict = Verdict.BLOCK if blocked else Verdict.REVIEW if leaks else Verdict.CLEAN
    return verdict, tuple(leaks.values())


def _leak(needles: Needles, hit: Hit, kind: str, place: str, how: str) -> Leak:
    return Leak(hit.identity_id, needles.pseudonyms.get(hit.identity_id, ""), kind, place, how, _ADVICE[kind])


def _joined_halves(rows: Sequence[PieceHits]) -> Iterable[tuple[Hit, str]]:
    """Latitudes with a longitude of the same home in a piece near by."""
    halves = [(at, row.place, hit) for at, row in enumerate(rows) for hit in row.hits if hit.kind in {"latitude", "longitude"}]
    for index, (at, place, hit) in enumerate(halves):
        for later, _, other in halves[index + 1 :]:
            if later - at > _BESIDE:
                break
            if other.kind != hit.kind and other.identity_id == hit.identity_id and later > at:
                yield hit, place


def _portraits(rows: Sequence[PieceHits]) -> Iterable[tuple[Hit, str, list[str]]]:
    """Details of one person that stand together and weigh enough: the first place of each combination, none within another."""
    spots: dict[str, list[tuple[int, str, Hit]]] = {}
    offset = 0
    for row in rows:
        for hit in row.hits:
            if hit.kind == "details":
                spots.setdefault(hit.identity_id, []).append((offset + hit.start, row.place, hit))
        offset += row.length + 1
    for own in spots.values():
        own.sort(key=lambda spot: spot[0])
        seen: list[set[str]] = []
        for at, (start, place, hit) in enumerate(own):
            keys = {other.how for where, _, other in own[at:] if where - start <= _NEAR}
            close = {other.how for where, _, other in own[at:] if where - start <= _SENTENCE}
            is_portrait = len(close) > 1 or (len(keys) > 1 and sum(weight_of(key) for key in keys) >= ENOUGH)
            if is_portrait and not any(keys <= known for known in seen):
                seen.append(keys)
                yield hit, place, sorted(keys)
