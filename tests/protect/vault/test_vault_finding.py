"""Where identities stand in a text: each line says the text, with what must be found between brackets."""

import pytest
from vault_people import NAWWAF, RIMA

from testimonia.protect.identities import Identity
from testimonia.protect.vault.finding import Hit, make_find

FIND = make_find([NAWWAF, RIMA])


def marked(text, find=FIND):
    """The text with every hit in brackets, and the kinds in order."""
    hits = find(text)
    for hit in reversed(hits):
        text = f"{text[: hit.start]}[{text[hit.start : hit.end]}]{text[hit.end :]}"
    return text, [hit.kind for hit in hits]


@pytest.mark.parametrize(
    ("expected", "kinds"),
    [
        ("Ask [Nawwaf Suhayl al-Khayali].", ["name"]),
        ("ask [NAWWAF  suhayl\nAL KHAYALI]!", ["name"]),
        ("[nawwaf_suhayl_al-khayali].pdf", ["name"]),
        ("[Nawwaf] came; [Khayali]'s son did not. [Suhayl].", ["name", "name", "name"]),
        ("Nawwafi, Suhaylia and Khayalistan are others.", []),
        ("قال [نواف سهيل الخيالي] إن", ["name"]),
        ("قال [ونَوّاف سُهَيل الخيالي] إن", ["name"]),
        ("[لنواف والخيالي]", ["name"]),
        ("النواف", []),
        ("They called him [abu wahm], from [Tall al Wahm].", ["alias", "address"]),
        ("Call [+963 000 555 101] now", ["phone"]),
        ("Call [00963-000-555-101] now", ["phone"]),
        ("Call [000555101], or [٠٠٠٥٥٥١٠١]", ["phone", "phone"]),
        ("Call [(000) 555.101]", ["phone"]),
        ("In 1999, [000555101]", ["phone"]),
        ("Not 0005551017 nor 000-555-10", []),
        ("mail [NAWWAF@example.org]", ["email"]),
        ("a lorry [Raqqa-000101], another raqqa 0001012", ["plate"]),
        ("a lorry xraqqa [000101]", ["plate"]),
        ("a house xraqqa 000101", []),
        ("card [id7712], card ID-77 123", ["number"]),
        ("[@Rima_films] and C:/Users/[rimaad]/x", ["handle", "username"]),
        ("[Rima] and [Adnan]", ["name", "name"]),
        ("driver_a, Driver A, garden, driver", []),
        ("", []),
    ],
)
def test_identities_are_found_in_every_plain_form(expected, kinds):
    """Case, spacing, hyphens, marks, Arabic prefixes, grouping and kinds of digit; parts of names; never parts of words."""
    assert marked(expected.replace("[", "").replace("]", "")) == (expected, kinds)


def test_hits_are_in_order_and_do_not_overlap():
    """Where two overlap, one hit covers both and is called after the longer."""
    find = make_find(
        [Identity("a", names=("Rima Adnan",)), Identity("b", aliases=("Adnan of Tall",)), Identity("c", names=("Tall",))]
    )
    text = "Rima Adnan of Tall, Adnan of Tall"
    assert find(text) == [Hit(0, 18, "b", "alias"), Hit(20, 33, "b", "alias")]
    same = make_find([Identity("a", aliases=("Rima Adnan",)), Identity("b", aliases=("Adnan Tall",))])
    assert same("Rima Adnan Tall") == [Hit(0, 15, "a", "alias")]


def test_the_first_of_two_with_the_same_words_is_meant():
    """A name that two sources share is found once."""
    find = make_find([Identity("a", names=("Rima",)), Identity("b", names=("Rima",))])
    assert find("Rima") == [Hit(0, 4, "a", "name")]


def test_nothing_is_found_without_identities():
    """An empty vault, and identities with empty fields."""
    assert make_find([])("Rima") == []
    assert make_find([Identity("a", names=(" ", "-"), phones=("",), plates=("--",))])("Rima - 12") == []


def test_short_parts_and_particles_are_not_looked_for_alone():
    """They would take half the text out; with the rest of the name they are."""
    find = make_find([Identity("a", names=("Ali Umm Abou Saad", "ابو نواف"))])
    assert marked("Ali, Umm, Abou and Saad; Ali Umm Abou Saad; ابو", find) == (
        "Ali, Umm, Abou and [Saad]; [Ali Umm Abou Saad]; ابو",
        ["name", "name"],
    )


def test_letters_that_become_two_keep_their_place():
    """Offsets are those of the text as written."""
    find = make_find([Identity("a", names=("Strauß",))])
    assert marked("Herr STRAUSS und Strauß, ß", find) == ("Herr [STRAUSS] und [Strauß], ß", ["name", "name"])


def test_a_short_phone_number_is_found_whole():
    """Fewer than eight digits: all of them, and not inside a longer number."""
    find = make_find([Identity("a", phones=("555 101",))])
    assert marked("tel 555101, 555 1012, 55510", find) == ("tel [555101], 555 1012, 55510", ["phone"])
