"""The guard finds an identity in any text of a release."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.protect.clearance.guard import Guard, plain
from testimonia.protect.identities import Home, Identity

ONE = Identity(
    "s-1",
    names=("Nawwaf Suhayl al-Khayali", "نواف سهيل الخيالي"),
    aliases=("Abu Zur",),
    phones=("+963 000 555 101",),
    emails=("nawwaf.k@example.org",),
    plates=("Raqqa 000101",),
    numbers=("AB-778812",),
    handles=("@nwf_kh",),
    usernames=("nkh77",),
    devices=("IMEI 356938035643809",),
    addresses=("Tall al-Wahm",),
    files=("IMG_0042.jpg",),
    home=Home(35.9, 39.0, 2000),
)
GUARD = Guard([ONE], masked=["the Falcon"])


@pytest.mark.parametrize(
    "text",
    [
        "Nawwaf Suhayl al-Khayali",
        "said NAWWAF to the guard",
        "the Khayalis of the valley",
        "al-Khayālī, so they say",
        "Naw\u00adwaf\u200b was there",
        "Suhail drove",
        "قال نوّاف",
        "ونواف معهم",
        "Abu Zur",
        "ＮＡＷＷＡＦ",
        "tel 00963000555101",
        "(000) 555-101",
        "٠٠٠ ٥٥٥ ١٠١ هاتفه",
        "nawwaf.k@example.org",
        "plate raqqa-000101",
        "paper AB 778812",
        "nwf_kh",
        "C:/Users/nkh77/x",
        "356938035643809",
        "near Tall al Wahm",
        "img_0042.jpg",
        "ask The Falcon",
    ],
)
def test_hits(text):
    """Names and their parts, in any form the guard folds, and every number, account, place and file."""
    assert GUARD.is_hit(text)


@pytest.mark.parametrize(
    "text", ["", "the convoy left Raqqa", "4,000 people, 13 buses", "555", "Suha went home", "a falcon", "كان هناك"]
)
def test_clean(text):
    """Ordinary words and figures are no hit."""
    assert not GUARD.is_hit(text)


def test_public_persons_spare_their_own_names_only():
    """A namesake of a public person may be named by that part; the whole name is still found."""
    guard = Guard([Identity("s-1", names=("Ryan Khayali",))], public_persons=["Ryan Dillon"])
    assert not guard.is_hit("Col Ryan Dillon said")
    assert guard.is_hit("Khayali said")
    assert guard.is_hit("Ryan Khayali")


def test_home():
    """A point within the distance that is to be kept, and one outside."""
    assert GUARD.is_near_home(35.91, 39.0)
    assert not GUARD.is_near_home(35.93, 39.0)
    assert not Guard([]).is_near_home(35.9, 39.0)


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_in_any_surroundings(before, after):
    """Whatever stands around it, the whole name is found."""
    assert GUARD.is_hit(f"{before} Nawwaf Suhayl al-Khayali {after}")


def test_plain():
    """Case, marks, forms and invisible signs do not count."""
    assert plain("  Ａbu-FAWZĪ\u200d ") == "abu fawzi"
