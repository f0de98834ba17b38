"""Identities from a file: every form a person may write, and errors that repeat nothing of it."""

import json

import pytest
from vault_people import ALLOWED, NAWWAF, says_nothing

from testimonia.errors import UsageError
from testimonia.protect.identities import Allowed, Home, Identity
from testimonia.protect.vault.identity_files import identity_from, read_identities

TOML = """
[allowed]
bylines = ["A. Reporter"]

[identities.driver_a]
pseudonym = "Driver A"
names = ["Nawwaf Suhayl al-Khayali", "نواف سهيل الخيالي"]
aliases = ["Abu Wahm"]
phones = ["+963 000 555 101"]
emails = ["nawwaf@example.org"]
plates = ["Raqqa 000101"]
numbers = ["ID-77 12"]
addresses = ["Tall al-Wahm"]
home = { lat = 35.1, lon = 39.2, radius_m = 500 }
details = { trade = "driver" }
notes = "met in the garden"
"""


def test_every_field_is_read():
    """The long form, with what may be published."""
    assert read_identities(TOML.encode()) == ([NAWWAF], ALLOWED)
    assert read_identities(b"\xef\xbb\xbf" + TOML.encode()) == ([NAWWAF], ALLOWED)


def test_the_short_form_is_read():
    """Singular keys, scripts behind them, and a home in words; the sample's form."""
    data = """
    [identities.a]
    name = "One"
    name_arabic = "واحد"
    aliases_ar = ["ب", " "]
    alias = "Two"
    phone = "1"
    plate = "2"
    email = "3"
    number = "4"
    ids = ["5"]
    id_number = "6"
    handle = "7"
    username = "8"
    device = "9"
    address = "Street"
    home = "Village"
    home_arabic = "قرية"
    file = "f.jpg"
    """
    assert read_identities(data.encode()) == (
        [
            Identity(
                "a",
                names=("One", "واحد"),
                aliases=("ب", "Two"),
                phones=("1",),
                plates=("2",),
                emails=("3",),
                numbers=("4", "5", "6"),
                handles=("7",),
                usernames=("8",),
                devices=("9",),
                addresses=("Street", "Village", "قرية"),
                files=("f.jpg",),
            )
        ],
        None,
    )


def test_json_is_read_as_a_table_and_as_a_list():
    """A list carries its ids inside; ``home`` with coordinates."""
    entry = {"names": ["One"], "home": {"lat": 1, "lon": 2}}
    expected = Identity("P1", names=("One",), home=Home(1.0, 2.0))
    assert read_identities(json.dumps({"identities": {"P1": entry}}).encode()) == ([expected], None)
    assert read_identities(json.dumps({"identities": [{"id": "P1", **entry}], "allowed": {}}).encode()) == (
        [expected],
        Allowed(),
    )


def test_fields_that_were_asked_for():
    """What the terminal gives: one text or several."""
    assert identity_from("a", {"pseudonym": "A", "names": ["One", "Two"]}) == Identity("a", "A", names=("One", "Two"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "no identities"),
        (b"{}", "no identities"),
        (b'{"identities": 3}', "no identities"),
        (b"{Nawwaf", "neither TOML nor JSON"),
        (b"Nawwaf", "neither TOML nor JSON"),
        (b"\xff\xfeNawwaf", "neither TOML nor JSON"),
        (b'[identities.a]\nNawwaf = "x"', "entry 1 .* a field that is not one of id, pseudonym"),
        (b'[identities.a]\npseudonym = ["Nawwaf"]', "no text in it"),
        (b"[identities.a]\nnames = [1]", "entry 1 .*: names takes text"),
        (b"[identities.a]\nphone = 555", "entry 1 .*: phones takes text"),
        (b'[identities.a]\nhome = { lat = "Nawwaf" }', "entry 1 .*: home takes lat"),
        (b'[identities.a]\ndetails = "Nawwaf"', "details takes texts"),
        (b'[identities.a]\nname = "x"\n[identities]\nb = "Nawwaf"', "entry 2 .* is not a table"),
        (b'{"identities": {"b": {"name": "x"}, "Nawwaf": "y"}}', "entry 2 .* is not a table"),
        (b'{"identities": [{"name": "Nawwaf"}]}', "entry 1 .* has no id"),
        (b'{"identities": [{"id": "Nawwaf"}, {"id": "Nawwaf"}]}', "the same id"),
        (b'[allowed]\nbylines = "Nawwaf"\n[identities.a]\nname = "x"', r"\[allowed\] .* a value it cannot have"),
    ],
)
def test_what_is_wrong_is_named_and_not_repeated(data, says):
    """The entry by its number and the field by ours; never the text that stands there."""
    with pytest.raises(UsageError, match=says) as caught:
        read_identities(data)
    assert says_nothing(caught.value)
