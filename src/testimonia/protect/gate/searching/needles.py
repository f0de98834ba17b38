"""Everything that is searched for, made ready once: from identities and what is allowed to indices and automata.

What travels to a worker process is the identities alone; the indices are built again there, which takes a fraction of a second.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import product
from typing import Any, Literal

from ahocorasick_rs import AhoCorasick
from msgspec import Struct

from testimonia.protect.gate.searching.assembling import Assembler
from testimonia.protect.gate.searching.codes import (
    Code,
    account_name,
    bare,
    is_distinctive,
    mail_forms,
    plate_digits,
    plate_forms,
    plate_town,
)
from testimonia.protect.gate.searching.coordinates import Homes, make_homes
from testimonia.protect.gate.searching.details import PLACES, Detail, Details, read_detail
from testimonia.protect.gate.searching.folding import to_stream
from testimonia.protect.gate.searching.grids import geohash_of, locator_of
from testimonia.protect.gate.searching.lexicon import STREET_WORDS
from testimonia.protect.gate.searching.names import NameNeedle, split_words, take_apart
from testimonia.protect.gate.searching.phones import Phone, read_phone
from testimonia.protect.gate.searching.sounds import script_of_word
from testimonia.protect.gate.searching.spotting import Spotter
from testimonia.protect.identities import Allowed, Identity

_LEAST_NAME = {"latin": 7, "arabic": 6, "cyrillic": 6, "han": 3, "other": 5}
_LEAST_CODE = 5
_LEAST_DIGITS = 6
GEOHASH_PREFIX = 5
_MOST_ARTICLED = 4
"""Words of a name before each of which an article may or may not stand in a stream."""


class StreamName(Struct, frozen=True):
    """A whole name as it stands in a stream, with the lengths of its words there."""

    needle: int
    lengths: tuple[int, ...]
    is_reversed: bool = False


class StreamPhone(Struct, frozen=True):
    """A phone number, by its last digits."""

    phone: int


class StreamPlace(Struct, frozen=True):
    """The first signs of a cell around a home."""

    place: int
    check: Literal["geohash", "locator"]


StreamItem = StreamName | StreamPhone | StreamPlace | Code


class Needles:
    """What is searched for, ready for `testimonia.protect.gate.searching.searches.search`."""

    def __init__(self, identities: tuple[Identity, ...], allowed: Allowed) -> None:
        self._made_of = (identities, allowed)
        self.pseudonyms = {identity.id: identity.pseudonym for identity in identities}
        self.names: tuple[NameNeedle, ...] = tuple(_all_names(identities, allowed))
        self.spotter = Spotter(self.names)
        self.assembler = Assembler(self.names, self.spotter)
        self.pinyin = _pinyin(self.names)
        self.phones: tuple[tuple[str, Phone], ...] = tuple(_all_phones(identities, allowed))
        self.homes: Homes = make_homes(
            [(identity.id, identity.home) for identity in identities if identity.home is not None],
            public=allowed.public_points,
            decimals=allowed.coordinate_decimals,
        )
        self.details = Details(_all_details(identities))
        items: dict[str, list[StreamItem]] = {}
        for pattern, item in self._stream_items(identities):
            items.setdefault(pattern, []).append(item)
        self.patterns = tuple(items)
        self.items = tuple(tuple(items[pattern]) for pattern in self.patterns)
        self.automaton: Any = AhoCorasick(list(self.patterns)) if self.patterns else None

    def __reduce__(self) -> tuple[Any, ...]:
        return Needles, self._made_of

    def _stream_items(self, identities: tuple[Identity, ...]) -> Iterable[tuple[str, StreamItem]]:
        for at, needle in enumerate(self.names):
            yield from _name_items(at, needle)
        for at, (_, phone) in enumerate(self.phones):
            yield phone.tail, StreamPhone(at)
        for at, place in enumerate(self.homes.places):
            steps = [(dy * place.radius_m / 111_000, dx * place.radius_m / 111_000) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]
            for dy, dx in steps:
                yield to_stream(geohash_of(place.lat + dy, place.lon + dx, GEOHASH_PREFIX)), StreamPlace(at, "geohash")
                yield to_stream(locator_of(place.lat + dy, place.lon + dx)), StreamPlace(at, "locator")
        for identity in identities:
            for code in _codes(identity):
                pattern = to_stream(code.text.partition("@")[0] if code.check == "tagged" else code.text)
                if len(pattern) >= (
                    _LEAST_DIGITS if pattern.isdigit() and code.text.isdigit() else _LEAST_CODE if code.check == "code" else 3
                ):
                    yield pattern, code


def make_needles(identities: Iterable[Identity], allowed: Allowed | None = None) -> Needles:
    """Make ready everything by which the gate recognises protected sources.

    Args:
        identities: who is protected.
        allowed: what may be published although it looks like an identity.

    Returns:
        Needles; they may be sent to another process.
    """
    return Needles(tuple(identities), allowed or Allowed())


def _all_names(identities: tuple[Identity, ...], allowed: Allowed) -> Iterable[NameNeedle]:
    seen: set[tuple[str, tuple[str, ...], str]] = set()
    for name in dict.fromkeys(
        (*allowed.bylines, *allowed.pseudonyms, *allowed.public_persons, *(i.pseudonym for i in identities))
    ):
        needle = take_apart(name, identity_id="", kind="allowed") if name.strip() else None
        if needle is not None:
            yield needle
    for identity in identities:
        places = [(f"details:{key}", value) for key, value in identity.details.items() if key.lower() in PLACES]
        rows = [("name", identity.names), ("alias", identity.aliases), ("address", identity.addresses)]
        for kind, spellings in [*rows, *((kind, (value,)) for kind, value in places)]:
            scripts = Counter(_script(spelling) for spelling in spellings)
            for spelling in spellings:
                own = _script(spelling)
                covered = frozenset(s for s, count in scripts.items() if s != own and count >= scripts[own])
                name = _without_street_words(spelling) if kind == "address" else spelling
                needle = take_apart(name, identity_id=identity.id, kind=kind, covered_scripts=covered)
                if needle is not None and (identity.id, needle.words, kind) not in seen:
                    seen.add((identity.id, needle.words, kind))
                    yield needle


def _script(name: str) -> str:
    return script_of_word("".join(split_words(name)))


def _without_street_words(address: str) -> str:
    kept = [word for word in split_words(address) if word not in STREET_WORDS]
    return " ".join(kept) or address


def _name_items(at: int, needle: NameNeedle) -> Iterable[tuple[str, StreamItem]]:
    if needle.kind not in {"name", "alias"}:
        return
    script = script_of_word("".join(needle.words))
    article = {"latin": "al", "arabic": "ال"}.get(script, "")
    orders = [tuple(range(len(needle.words)))]
    if needle.last_unit:
        given, family = needle.words_of(0), needle.words_of(needle.last_unit)
        orders += [family + given] + ([given + family] if not needle.is_all_needed or needle.last_unit == 1 else [])
    for order in dict.fromkeys(orders):
        words = [needle.words[index] for index in order]
        is_articled = article and 1 < len(words) <= _MOST_ARTICLED
        choices: list[tuple[tuple[str, ...], ...]] = [
            ((word,), (article + word,)) if is_articled else ((word,),) for word in words
        ]
        if is_articled:
            choices[0] = ((words[0],), (article, words[0]))
        for form in product(*choices):
            signs = [to_stream(word) for part in form for word in part]
            pattern = "".join(signs)
            if len(pattern) >= _LEAST_NAME[script]:
                lengths = tuple(len(sign) for sign in signs)
                yield pattern, StreamName(at, lengths)
                if pattern != pattern[::-1]:
                    yield pattern[::-1], StreamName(at, lengths, is_reversed=True)


def _pinyin(names: tuple[NameNeedle, ...]) -> dict[str, tuple[int, ...]]:
    """Names in Latin letters run together, in both orders, to be compared with Chinese signs."""
    found: dict[str, tuple[int, ...]] = {}
    for at, needle in enumerate(names):
        if needle.kind in {"name", "alias"} and "han" not in needle.covered_scripts and needle.last_unit:
            for words in (needle.words, needle.words[1:] + needle.words[:1]):
                joined = "".join(words)
                if joined.isascii():
                    found[joined] = (*found.get(joined, ()), at)
    return found


def _all_phones(identities: tuple[Identity, ...], allowed: Allowed) -> Iterable[tuple[str, Phone]]:
    public = {phone.national for written in allowed.phones if (phone := read_phone(written)) is not None}
    for identity in identities:
        for written in identity.phones:
            phone = read_phone(written)
            if phone is not None and phone.national not in public:
                yield identity.id, phone


def _all_details(identities: tuple[Identity, ...]) -> list[Detail]:
    found = [
        read_detail(identity.id, key, value)
        for identity in identities
        for key, value in identity.details.items()
        if key.lower() not in PLACES
    ]
    return [detail for detail in found if detail is not None]


def _codes(identity: Identity) -> Iterable[Code]:
    names = frozenset(word for name in (*identity.names, *identity.aliases) for word in split_words(name))
    for plate in identity.plates:
        for form in plate_forms(plate):
            yield Code(identity.id, "plate", form, "code")
        digits = plate_digits(plate)
        if digits:
            yield Code(identity.id, "plate", digits, "code", is_distinctive=False, town=plate_town(plate))
    for kind, values in (("number", identity.numbers), ("device", identity.devices)):
        for value in values:
            yield Code(identity.id, kind, bare(value), "code")
    for address in identity.emails:
        if "@" in address:
            for form in mail_forms(address):
                yield Code(identity.id, "email", form, "mail")
            local = address.partition("@")[0].lower()
            yield Code(identity.id, "email", address.lower().strip(), "tagged")
            if is_distinctive(local, names):
                yield Code(identity.id, "email", local, "account")
    for kind, values in (("handle", identity.handles), ("username", identity.usernames)):
        for value in values:
            account = account_name(value)
            if account:
                yield Code(identity.id, kind, account, "account", is_distinctive=is_distinctive(account, names))
    for file in identity.files:
        stem = file.rpartition("/")[2].rpartition(".")[0]
        yield Code(identity.id, "file", file.rpartition("/")[2].lower(), "file")
        if is_distinctive(stem, names) and any(c.isdigit() for c in stem):
            yield Code(identity.id, "file", stem.lower(), "file")
