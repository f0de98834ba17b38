"""Rules of the packaged file and its format."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import StoreError
from testimonia.gazetteer.atlas import Atlas, Posting, Record, pack_postings, pack_record, unpack_postings
from testimonia.gazetteer.places import PlaceKind
from testimonia.gazetteer.spelling import fold_name

POSTINGS = st.builds(Posting, st.integers(0, 2**18 - 1), st.booleans(), st.booleans(), st.integers(0, 255))


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.open()


@given(st.lists(POSTINGS, max_size=6))
def test_postings_survive_packing(postings: list[Posting]) -> None:
    """Postings are packed without loss and never contain the byte that ends an entry."""
    packed = pack_postings(postings)
    assert unpack_postings(packed) == postings
    assert all(byte >= 0x80 for byte in packed)


def test_record_takes_sixteen_bytes() -> None:
    """A record is sixteen bytes at the extremes of its fields too."""
    extreme = Record(90.0, 180.0, 2**15 - 1, 1_500_000_000, 2**24 - 1, PlaceKind.COUNTRY, 2**24 - 1, is_capital=True)
    assert len(pack_record(extreme)) == 16


def test_foreign_bytes_are_refused() -> None:
    """A file that is not a gazetteer is refused with a message that says what to do."""
    with pytest.raises(StoreError, match="reinstall"):
        Atlas(b"PK\x03\x04 something else")


def test_places_of_the_file_are_sound(atlas: Atlas) -> None:
    """Every fiftieth place has a name, coordinates on the globe, if a town a country, and is found by its name."""
    for number in range(0, atlas.size, 50):
        place = atlas.place(number)
        assert place.name
        assert -90 <= place.lat <= 90
        assert -180 <= place.lon <= 180
        if place.kind is PlaceKind.TOWN:
            assert len(place.country) == 2
            assert place.radius_km == 0
        folded = fold_name(place.name)
        known = {posting.place for key in {folded.key, folded.with_article} for posting in atlas.postings(key)}
        assert number in known


def test_places_are_in_order_of_population(atlas: Atlas) -> None:
    """Areas come first, and within both parts a place is never more populous than the one before it."""
    populations = [atlas.record(number).population for number in range(0, atlas.size, 97)]
    towns = [
        population for number, population in zip(range(0, atlas.size, 97), populations, strict=True) if number >= atlas.areas
    ]
    assert towns == sorted(towns, reverse=True)
    assert {atlas.kind(number) for number in range(atlas.areas, atlas.size, 997)} == {PlaceKind.TOWN}
    assert PlaceKind.TOWN not in {atlas.kind(number) for number in range(atlas.areas)}


def test_unknown_key_has_no_postings(atlas: Atlas) -> None:
    """A key that is only the beginning of known keys leads nowhere."""
    assert atlas.postings("dirzu") == []
    assert atlas.postings("") == []
