"""Rules of the three keys of a place name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.gazetteer.ranking import LEAST_SIMILAR
from testimonia.gazetteer.spelling import fold_name, plain_key, similar_keys, skeleton_key


def similarity(one, other):
    """How alike two keys are, whatever that is."""
    return dict(similar_keys(one.key, [other.key], is_abjad=one.is_abjad, least=0.0)).get(0, 0.0)


NAMES = st.text(alphabet="abcdefghijklmnopqrstuvwxyz'- éşığāḥʿابتجحخدرزسشعغفقكلمنهويةأАБВГДабвгдежзийклмнопрсть", max_size=24)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ar-Raqqah", "Raqqa", "ar Raqqa", "Rakka", "Al-Raqqa", "Эр-Ракка"),
        ("Deir ez-Zor", "Dayr az Zawr", "Deir al-Zour", "دير الزور", "Дейр-эз-Зор"),
        ("Maarat al-Numan", "Ma'arrat an-Nu'man", "Maarrat al-Nu‘man"),
        ("Khan Shaykhun", "Khan Sheikhoun", "Khan Cheikhoun", "خان شيخون"),
        ("Douma", "Duma", "Dūmā", "دوما"),
        ("Kobanî", "Kobani", "Kobane"),
        ("Kyiv", "Kiev", "Київ", "Киев"),
        ("Izium", "Izyum", "Ізюм", "Изюм"),
        ("Şırnak", "Shirnak", "Chirnak"),
        ("St. Louis", "Saint Louis"),
    ],
)
def test_spellings_of_one_place_share_the_folded_key(spellings: tuple[str, ...]) -> None:
    """Spellings that differ in script, article, doubling, q and k, ou and u, or a final h fold to one key."""
    assert len({fold_name(spelling).key for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hama", "Homs"), ("Mosul", "Masyaf"), ("Kherson", "Kharkiv"), ("حماة", "حمص"), ("Bucha", "Buchach")],
)
def test_near_names_keep_different_skeletons(one: str, other: str) -> None:
    """Near names of different places do not even meet as candidates."""
    assert skeleton_key(fold_name(one).key) != skeleton_key(fold_name(other).key)


def test_same_consonants_are_not_enough() -> None:
    """Tabqa and Tabuk have the same consonants; their vowels keep them apart."""
    one, other = fold_name("Tabqa"), fold_name("Tabuk")
    assert skeleton_key(one.key) == skeleton_key(other.key)
    assert similarity(one, other) < LEAST_SIMILAR


def test_arabic_without_vowels_meets_the_latin_skeleton() -> None:
    """A vowelless Arabic name has the skeleton of its romanisation, and counts as like it when its letters occur in order."""
    arabic, latin = fold_name("الرقة"), fold_name("Ar-Raqqah")
    assert skeleton_key(arabic.key) == skeleton_key(latin.key) == "rk"
    assert similarity(arabic, latin) == 0.95


def test_article_is_dropped_only_where_it_fits_the_next_word() -> None:
    """An, Az, As are articles before their sun letter only; the key with the article is kept beside."""
    assert fold_name("An Giang").key == "angiang"
    assert fold_name("an-Nasiriyah").key == fold_name("Nasiriya").key
    assert fold_name("El Paso").with_article == "ilpasu"


def test_scripts_without_table_are_compared_letter_by_letter() -> None:
    """A Burmese name has a key of its own that no Latin name has, and different vowel signs make different keys."""
    keys = {fold_name(name).key for name in ("မန္တလေး", "မန္တလီ", "Mandalay")}
    assert len(keys) == 3
    assert similarity(fold_name("မန္တလေး"), fold_name("မန္တလီ")) == 0.0


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ar-Raqqah", "ar raqqah"),
        ("U.S.", "us"),
        ("Dar‘ā", "dara"),
        ("KYIV", "kyiv"),
        ("İdlib", "idlib"),
        ("St. Louis", "st louis"),
    ],
)
def test_plain_key_forgives_case_accents_and_signs_only(name: str, expected: str) -> None:
    """The plain key keeps the letters and forgives case, accents, points, hyphens and apostrophes."""
    assert plain_key(name) == expected


@given(NAMES)
def test_keys_do_not_depend_on_case_or_outer_space(name: str) -> None:
    """Case and surrounding space never change a folded key."""
    assert fold_name(f"  {name.lower()} ").key == fold_name(name.lower()).key
    assert fold_name(name.upper().lower()).key == fold_name(name.lower()).key or "ß" in name


@given(NAMES)
def test_folded_keys_are_ascii_without_repeats(name: str) -> None:
    """Folded keys of the tabled scripts are lower-case ASCII without doubled letters, so they can be searched for as bytes."""
    key = fold_name(name).key
    assert key.isascii()
    assert key == key.lower()
    assert all(left != right for left, right in pairwise(key))


@given(NAMES, NAMES)
def test_similarity_is_between_zero_and_one(one: str, other: str) -> None:
    """Similarity stays within 0 and 1, and a key is fully like itself."""
    left, right = fold_name(one), fold_name(other)
    assert 0.0 <= similarity(left, right) <= 1.0
    assert similarity(left, left) == 1.0


@given(st.lists(NAMES, max_size=6), NAMES, st.sampled_from([0.0, 0.65, 0.75]))
def test_asking_for_many_keys_is_asking_for_each(names: list[str], name: str, least: float) -> None:
    """Those that reach the least similarity, with the same value, whichever others are asked for."""
    keys, one = [fold_name(other).key for other in names], fold_name(name)
    found = dict(similar_keys(one.key, keys, is_abjad=one.is_abjad, least=least))
    alone = {i: similarity(one, fold_name(other)) for i, other in enumerate(names)}
    assert {i: alike for i, alike in alone.items() if alike >= max(least, 1e-9)} == {i: a for i, a in found.items() if a}
