"""Masking: no identity is left, every offset is carried along, and the way back is exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vault_people import NAWWAF, RIMA

from testimonia.protect.identities import Home, Identity
from testimonia.protect.vault.contents import Mask
from testimonia.protect.vault.finding import Hit
from testimonia.protect.vault.masking import NEUTRAL, Masker, mask, unmask

MASKER = Masker([NAWWAF, RIMA])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nawwaf Suhayl al-Khayali said", "Driver A said"),
        ("Nawwaf said, 000 555 101.", "Driver A said, [telephone]."),
        ("Rima Adnan (@rima_films, rimaad)", "[name] ([account], [account])"),
        ("nawwaf@example.org", "[e-mail address]"),
        ("Raqqa 000101 from Tall al-Wahm, ID-77 12", "[number plate] from [address], [number]"),
        ("Nothing here", "Nothing here"),
        ("", ""),
    ],
)
def test_each_kind_has_its_own_word(text, expected):
    """People become their pseudonym or a neutral word; everything else says what kind of thing stood there."""
    assert MASKER.mask(text).text == expected


def test_every_kind_has_a_neutral_word():
    """Also one that another search may bring."""
    assert set(NEUTRAL) == {
        "name", "alias", "handle", "username", "phone", "email", "plate", "number", "device", "address", "file",
        "coordinates",
    }  # fmt: skip
    assert mask("abc", [Hit(1, 2, "a", "voice")], {"a": "P"}).text == "a[removed]c"
    assert mask("abc", [Hit(1, 2, "a", "device")], {"a": "P"}).text == "a[device]c"
    assert mask("abc", [Hit(1, 2, "a", "file")], {"a": "P"}).text == "a[file]c"


def test_what_was_taken_out_is_kept_with_its_place():
    """In offsets of the masked text, with the very words."""
    masked = MASKER.mask("Nawwaf met Rima.")
    assert masked.text == "Driver A met [name]."
    assert masked.masks == (Mask(0, 8, "driver_a", "name", "Nawwaf"), Mask(13, 19, "footage", "name", "Rima"))
    assert masked.hits == (Hit(0, 6, "driver_a", "name"), Hit(11, 15, "footage", "name"))


def test_a_pseudonym_that_is_also_an_alias_stays():
    """The team's own name for somebody is no leak."""
    masker = Masker([Identity("a", pseudonym="Abu Fawzi", aliases=("Abu Fawzi", "Abu Nawwaf"))])
    assert masker.mask("Abu Fawzi is Abu Nawwaf").text == "Abu Fawzi is Abu Fawzi"
    assert [hit.start for hit in masker.find("Abu Fawzi is Abu Nawwaf")] == [13]


def test_another_search_can_be_passed():
    """The seam: anything that makes a search from identities."""
    masker = Masker([RIMA], make=lambda people: lambda text: [Hit(0, 1, people[0].id, "alias")] if text else [])
    assert masker.mask("xyz").text == "[name]yz"


def test_offsets_beside_and_inside_what_was_replaced():
    """Before, at the beginning, inside, at the end, behind: one by one."""
    masked = mask("ab-CD-ef-GHI", [Hit(3, 5, "a", "name"), Hit(9, 12, "b", "name")], {"a": "P", "b": "Quark"})
    assert masked.text == "ab-P-ef-Quark"
    assert [masked.offset(n) for n in range(13)] == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 13, 13, 13]


@st.composite
def texts(draw):
    """A text from pieces, and which of them are identities."""
    pieces = draw(st.lists(st.tuples(st.text(max_size=6), st.text(min_size=1, max_size=6)), max_size=6))
    text, hits = "", []
    for plain, secret in pieces:
        text += plain
        hits.append(
            Hit(len(text), len(text) + len(secret), draw(st.sampled_from("ab")), draw(st.sampled_from(["name", "phone"])))
        )
        text += secret
    return text + draw(st.text(max_size=6)), hits


@given(texts(), st.text(max_size=9))
def test_masking_can_be_undone_and_offsets_survive(made, pseudonym):
    """Whatever text: back again it is the same; every character that stays is where its offset says; order is kept."""
    text, hits = made
    masked = mask(text, hits, {"a": pseudonym})
    assert unmask(masked.text, masked.masks) == text
    covered = {n for hit in hits for n in range(hit.start, hit.end)}
    offsets = [masked.offset(n) for n in range(len(text) + 1)]
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(masked.text)
    assert all(masked.text[offsets[n]] == text[n] for n in range(len(text)) if n not in covered)
    for hit, each in zip(hits, masked.masks, strict=True):
        assert (masked.offset(hit.start), masked.offset(hit.end)) == (each.start, each.end)
        assert each.words == text[hit.start : hit.end]


def test_what_only_the_gate_would_find_is_masked_too():
    """Another transliteration of a name, letters spaced apart, and coordinates close to the home."""
    home = Home(35.95, 39.01, 2000)
    masker = Masker([Identity("a", pseudonym="Driver A", names=("Nawwaf Suhayl al-Khayali",), home=home)])
    assert masker.mask("نواف سهيل الخيالي at 35.9512, 39.0098").text == "Driver A at [coordinates]"
    assert masker.mask("Naouaf Souheil Al Khayaly drove").text == "Driver A drove"


def test_details_and_half_a_coordinate_are_not_masked():
    """They identify nobody by themselves, and the team needs them."""
    person = Identity("a", names=("Rima Adnan",), home=Home(35.95, 39.01, 2000), details={"village": "Shanine", "age": "44"})
    assert Masker([person]).mask("A 44-year-old of Shanine at latitude 35.9512").text.startswith("A 44-year-old of Shanine")
