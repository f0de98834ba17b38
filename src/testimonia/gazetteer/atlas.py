"""The packaged gazetteer file: how it is laid out, and how it is read.

Why a format of our own: 240,000 places with 740,000 spellings must answer at once, on a laptop, without a server and without
filling the memory. Here the file's own bytes are the index: nothing is built at the start, and a look-up is a search for bytes.

On disk the file is one zlib stream. Layout inside, little-endian, version 1:

    0    8 bytes   magic ``TGAZ`` and the version as ASCII, ``0001``
    8    7 x u32   number of places, number of areas, then the start of the five sections below, in this order
    ...  records   16 bytes a place, areas (everything but towns) first, each part by falling population:
                   u64  latitude 24 bits | longitude 24 bits | is a national capital 1 bit | division 15 bits
                   u64  number in its source 24 bits | start of its name in ``names`` 24 bits | population 16 bits
         areas     u16 radius in kilometres, u8 kind, one for each area
         slots     u32 start of each of the 65,536 slots, and the end of the last, relative to ``index``
         divisions UTF-8 lines ``country TAB code TAB name``; records refer to them by line, from 0
         names     UTF-8, each name ended by a line feed
         index     the slots, to the end of the file

A slot holds every folded key whose skeleton has that CRC-32, modulo 65,536. An entry is a line feed, the key (ASCII), and
its postings, four bytes each with the top bit set (so a key can be searched for as bytes), 28 bits of content:
place 18 bits | is the main name 1 bit | is a spelling of the main name 1 bit | fingerprint of the plain key 8 bits (CRC-32
modulo 256). Postings are in order of place. The fingerprint says whether a spelling is known to the letter, with an error of
1 in 256; it ranks and labels a match, it never makes one.

Population is stored as 11 bits times two to the power of 5 bits: exact below 2,048, three figures above. Angles are stored
as (degrees + 90 or 180) / 180 or 360 of 2**24 - 1: errors stay under 2 metres.
"""

import re
import struct
import zlib
from importlib import resources
from typing import NamedTuple

from testimonia.errors import StoreError
from testimonia.gazetteer.places import Place, PlaceKind
from testimonia.gazetteer.spelling import plain_key, skeleton_key

MAGIC = b"TGAZ0001"
SLOTS = 65_536
FINGERPRINTS = 256
MAX_PLACES = 1 << 18
KINDS = (
    PlaceKind.TOWN,
    PlaceKind.COUNTRY,
    PlaceKind.REGION,
    PlaceKind.RIVER,
    PlaceKind.LAKE,
    PlaceKind.AREA,
    PlaceKind.DISTRICT,
)
"""Order is part of the format."""

IS_MAIN, IS_VARIANT, FINGERPRINT = 0x200, 0x100, 0xFF
PLACE_SHIFT = 10
"""Where the fields of a posting's content are: its place is what is left of the lowest ten bits."""

HEADER = struct.Struct("<8s7I")
RECORD = struct.Struct("<QQ")
AREA = struct.Struct("<HB")
_ANGLE = (1 << 24) - 1
_KEYS = re.compile(r"\n([ -~]+)")
_POSTINGS = re.compile(rb"[\x80-\xff]+")


class Posting(NamedTuple):
    """One place that a folded key leads to."""

    place: int
    is_main: bool
    is_variant: bool
    """Has the consonants of the main name (Rakka), unlike another name (Callinicum)."""
    fingerprint: int


class Record(NamedTuple):
    """A place as stored, before its strings are read."""

    lat: float
    lon: float
    division: int
    population: int
    number: int
    kind: PlaceKind
    name_start: int
    is_capital: bool = False


def pack_postings(postings: list[Posting]) -> bytes:
    """Postings as bytes, for the builder.

    >>> unpack_postings(pack_postings([Posting(7, True, True, 255)]))
    [Posting(place=7, is_main=True, is_variant=True, fingerprint=255)]
    """
    packed = bytearray()
    for place, is_main, is_variant, fingerprint in postings:
        content = place << 10 | is_main << 9 | is_variant << 8 | fingerprint
        packed += bytes(0x80 | (content >> shift & 0x7F) for shift in (21, 14, 7, 0))
    return bytes(packed)


def unpack_postings(packed: bytes) -> list[Posting]:
    """The inverse of `pack_postings`."""
    return [Posting(c >> 10, c & IS_MAIN > 0, c & IS_VARIANT > 0, c & FINGERPRINT) for c in unpack_contents(packed)]


def unpack_contents(packed: bytes) -> list[int]:
    """Postings as their 28 bits of content, without making objects of them: for the look-up's innermost loop."""
    if len(packed) == 4:
        word = int.from_bytes(packed, "big")
        return [word & 0x7F | word >> 1 & 0x3F80 | word >> 2 & 0x1FC000 | word >> 3 & 0xFE00000]
    words = struct.unpack(f">{len(packed) // 4}I", packed)
    return [w & 0x7F | w >> 1 & 0x3F80 | w >> 2 & 0x1FC000 | w >> 3 & 0xFE00000 for w in words]


def pack_record(record: Record) -> bytes:
    """A record as bytes, for the builder; the kind of an area is stored beside its radius."""
    lat = round((record.lat + 90) / 180 * _ANGLE)
    lon = round((record.lon + 180) / 360 * _ANGLE)
    shift = max(0, record.population.bit_length() - 11)
    population = record.population >> shift << 5 | shift
    where = lat << 40 | lon << 16 | record.is_capital << 15 | record.division
    return RECORD.pack(where, record.number << 40 | record.name_start << 16 | population)


def slot_of(skeleton: str) -> int:
    """The slot a skeleton's keys are in."""
    return zlib.crc32(skeleton.encode()) % SLOTS


def fingerprint_of(plain: str) -> int:
    """Eight bits that stand for a plain key."""
    return zlib.crc32(plain.encode()) % FINGERPRINTS


class Atlas:
    """Read access to the content of one gazetteer file; only the header and the table of divisions become Python objects."""

    def __init__(self, content: bytes) -> None:
        if content[: len(MAGIC)] != MAGIC:
            raise StoreError("the gazetteer file is damaged or of another version: reinstall testimonia")
        _, self.size, self.areas, self._areas, slots, divisions, self._names, self._index = HEADER.unpack_from(content)
        self._content = content
        self._slots = struct.unpack_from(f"<{SLOTS + 1}I", content, slots)
        lines = content[divisions : self._names].decode().splitlines()
        self._divisions = [(country, code, name) for country, code, name in (line.split("\t") for line in lines)]

    @classmethod
    def open(cls) -> "Atlas":
        """Read the packaged file.

        Raises:
            StoreError: when the file is not there or not ours.
        """
        packaged = resources.files("testimonia.gazetteer") / "data" / "places.gaz"
        try:
            return cls(zlib.decompress(packaged.read_bytes()))
        except FileNotFoundError as error:
            raise StoreError("the gazetteer file is missing from the installation: reinstall testimonia") from error
        except zlib.error as error:
            raise StoreError("the gazetteer file is damaged: reinstall testimonia") from error

    def postings(self, key: str) -> list[Posting]:
        """Places that have a spelling with this folded key, areas first, then by falling population."""
        return self.postings_in_slot(key, slot_of(skeleton_key(key)))

    def postings_in_slot(self, key: str, slot: int) -> list[Posting]:
        """`postings` for a caller who knows the slot already."""
        return unpack_postings(self._packed(key, slot))

    def contents(self, key: str) -> list[int]:
        """`postings` as numbers (see `unpack_contents`), in the same order."""
        packed = self._packed(key, slot_of(skeleton_key(key)))
        return unpack_contents(packed) if packed else []

    def _packed(self, key: str, slot: int) -> bytes:
        content = self._content
        start, end = self._index + self._slots[slot], self._index + self._slots[slot + 1]
        wanted = b"\n" + key.encode()
        at = content.find(wanted, start, end)
        while at >= 0:
            after = at + len(wanted)
            if content[after] >= 0x80:
                stop = content.find(b"\n", after, end)
                return content[after : end if stop < 0 else stop]
            at = content.find(wanted, after, end)
        return b""

    def keys_in_slot(self, slot: int) -> tuple[list[str], list[bytes]]:
        """All folded keys of a slot, and their packed postings in the same order; other skeletons share the slot."""
        start, end = self._index + self._slots[slot], self._index + self._slots[slot + 1]
        slot_bytes = self._content[start:end]
        keys, postings = _KEYS.findall(slot_bytes.decode("latin-1")), _POSTINGS.findall(slot_bytes)
        return keys, postings

    def record(self, place: int) -> Record:
        """The numbers of a place, without its strings."""
        where, about = RECORD.unpack_from(self._content, HEADER.size + place * RECORD.size)
        lat = (where >> 40) / _ANGLE * 180 - 90
        lon = (where >> 16 & _ANGLE) / _ANGLE * 360 - 180
        population = (about >> 5 & 0x7FF) << (about & 0x1F)
        name_start = about >> 16 & 0xFFFFFF
        return Record(lat, lon, where & 0x7FFF, population, about >> 40, self.kind(place), name_start, bool(where & 0x8000))

    def standing(self, place: int) -> tuple[int, int, bool]:
        """Division, population and whether it is a national capital: the part of a record that ranking needs, read faster."""
        where, about = RECORD.unpack_from(self._content, HEADER.size + place * RECORD.size)
        return where & 0x7FFF, (about >> 5 & 0x7FF) << (about & 0x1F), where & 0x8000 > 0

    def kind(self, place: int) -> PlaceKind:
        """What sort of place it is."""
        return self._area(place)[1] if place < self.areas else PlaceKind.TOWN

    def division(self, number: int) -> tuple[str, str, str]:
        """Country (ISO 3166-1 alpha-2), code and name of a first-order division; code and name empty for a whole country."""
        return self._divisions[number]

    def _area(self, place: int) -> tuple[int, PlaceKind]:
        radius_km, kind = AREA.unpack_from(self._content, self._areas + AREA.size * place)
        return radius_km, KINDS[kind]

    def radius_km(self, place: int) -> float:
        """How far an area reaches from its point; 0 for a town."""
        return float(self._area(place)[0]) if place < self.areas else 0.0

    def place(self, place: int) -> Place:
        """The place with its strings."""
        where, about = RECORD.unpack_from(self._content, HEADER.size + place * RECORD.size)
        country, code, region = self._divisions[where & 0x7FFF]
        start = self._names + (about >> 16 & 0xFFFFFF)
        name = self._content[start : self._content.find(b"\n", start)].decode()
        lat = round((where >> 40) / _ANGLE * 180 - 90, 5)
        lon = round((where >> 16 & _ANGLE) / _ANGLE * 360 - 180, 5)
        population = (about >> 5 & 0x7FF) << (about & 0x1F)
        if place >= self.areas:
            return Place(name, lat, lon, PlaceKind.TOWN, country, region, population, f"geonames:{about >> 40}")
        radius_km, kind = self._area(place)
        if kind not in {PlaceKind.COUNTRY, PlaceKind.REGION, PlaceKind.DISTRICT}:
            population = 0  # stands for the rank of a river or a sea
        if kind is PlaceKind.DISTRICT:
            identifier = f"district:{country}.{code}.{plain_key(name).replace(' ', '-')}"
            return Place(name, lat, lon, kind, country, region, population, identifier, float(radius_km))
        identifier = _identifier(kind, about >> 40, f"{country}.{code}")
        return Place(name, lat, lon, kind, country, "", population, identifier, float(radius_km))


def _identifier(kind: PlaceKind, number: int, division: str) -> str:
    if kind is PlaceKind.REGION:
        return f"region:{division}"
    return f"geonames:{number}" if kind is PlaceKind.COUNTRY else f"{kind.value}:{number}"
