"""What the gate let through once: each way of writing stands here beside what must still be left alone."""

import pytest

from testimonia.protect.gate.gate import read_file
from testimonia.protect.gate.searching.searches import search
from testimonia.protect.identities import Home
from tests.protect.gate.searching.people import NEEDLES, needles


def found(searched, text):
    return [(hit.kind, text[hit.start : hit.end]) for hit in search(searched, text)]


ADDRESS = needles(addresses=("12 Al-Nour Street, Kasrat Sheikh Jumaa",))


@pytest.mark.parametrize(
    "text",
    [
        "12 Al-Nour Street, Kasrat Sheikh Jumaa",
        "12 Nour St., Kasrat Shaykh Jum'a",
        "12, al-Noor Street, Kasret Sheikh Jumaa",
        "Al-Nour Street 12, Kasrat Sheikh Jumaa",
        "Kasrat Sheikh Jumaa, Al-Nour Street, building no. 12",
        "12 AL-NOUR STREET\nKASRAT SHEIKH JUMAA",
    ],
)
def test_an_address_is_found_word_for_word_and_in_other_spellings(text):
    """Street words, order and spelling of an address do not hide it."""
    assert found(ADDRESS, f"He lives at {text} today.") == [("address", text.removeprefix("Al-"))]


@pytest.mark.parametrize(
    "text",
    [
        "the road to Kasrat Sheikh Jumaa",
        "14 Al-Nour Street, Kasrat Sheikh Jumaa",
        "12 trucks passed. Nour said that Kasrat was quiet; Sheikh Jumaa agreed",
        "12 of them",
    ],
)
def test_another_address_is_left_alone(text):
    """Another house number, the village alone, the same words in a sentence."""
    assert found(ADDRESS, text) == []


@pytest.mark.parametrize("plate", ["أ ب ح 1234", "ا ب ح 1234"])
@pytest.mark.parametrize("text", ["أ ب ح 1234", "ا ب ح 1234", "أ ب ح ١٢٣٤", "أبح-1234", "ابح ١٢٣٤", "1234 أ ب ح", "ABJ 1234"])
def test_a_plate_in_arabic_is_found_with_hamza_and_without(plate, text):
    """The letters of a plate are the same with hamza or without, spaced or not, with digits of any script."""
    assert found(needles(plates=(plate,)), f"({text})") == [("plate", text)]


@pytest.mark.parametrize("text", ["أ ب ح 1235", "أ ب ج 1234", "أ ب 1234"])
def test_another_plate_is_left_alone(text):
    """One letter or digit off is another car."""
    assert found(needles(plates=("أ ب ح 1234",)), text) == []


@pytest.mark.parametrize(
    "text", ["وأبو فوزي", "بأبو فوزي", "لأبي فوزي", "ولأبي فوزي", "فأبو فوزي", "كأبي فوزي", "وابو فوزي", "وبأبي فوزي"]
)
def test_a_kunya_is_found_behind_and_to_or_by(text):
    """The small words that Arabic writes onto the next word do not hide a kunya."""
    assert found(needles(aliases=("أبو فوزي",)), f"قالوا {text} غدا") == [("alias", text)]
    assert found(needles(aliases=("Abu Fawzi",)), f"قالوا {text} غدا") == [("alias", text)]


def test_umm_behind_and():
    """The short word for mother too."""
    assert found(needles(aliases=("أم سليم",)), "جاءت وأم سليم معها") == [("alias", "وأم سليم")]
    assert found(needles(aliases=("أم سليم",)), "جاء وابن سليم معها") == []


@pytest.mark.parametrize(
    "text",
    [
        "صفر تسعة أربعة أربعة ثلاثة واحد سبعة خمسة ثمانية اثنان",
        "صفر تسعه اربعه اربعه تلاته واحد سبعه خمسه تمانيه إثنين",
        "صفر تسعة وأربعة وأربعة وثلاثة وواحد وسبعة وخمسة وثمانية واثنان",
        "صفر تسعة أربعة وأربعين واحد وثلاثين خمسة وسبعين اثنين وثمانين",
        "zero nine forty-four thirty-one seventy-five eighty-two",
        "zero nine four four three seventeen fifty-eight two",
        "zéro neuf quarante-quatre trente et un soixante-quinze quatre-vingt-deux",
        "cero nueve cuarenta y cuatro treinta y uno setenta y cinco ochenta y dos",
        "ноль девять сорок четыре тридцать один семьдесят пять восемьдесят два",
        "нуль дев'ять сорок чотири тридцять один сімдесят п'ять вісімдесят два",
        "null neun vierundvierzig einunddreißig fünfundsiebzig zweiundachtzig",
        "sıfır dokuz kırk dört otuz bir yetmiş beş seksen iki",
    ],
)
def test_a_number_is_found_said_in_pairs_and_in_any_hand(text):
    """Telephones are dictated in pairs, and Arabic number words are written with hamza or without."""
    assert [kind for kind, _ in found(needles(phones=("+963 944 317 582",)), f"It is {text} .")] == ["phone"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("صفر تسعة أربعة أربعة ثلاثة عشر سبعة خمسة ثمانية اثنان", "+963 944 137 582"),
        ("صفر تسعة أربعة أربعة 31 عشر خمسة ثمانية اثنان", "+963 944 311 0582"),
    ],
)
def test_ten_behind_a_unit_and_by_itself(text, number):
    """Three ten is thirteen; behind what is no unit it is a ten of its own, and takes nothing from what was said."""
    assert [kind for kind, _ in found(needles(phones=(number,)), text)] == ["phone"]


def test_another_number_in_words_is_left_alone():
    """One digit off is another telephone."""
    searched = needles(phones=("+963 944 317 582",))
    assert found(searched, "zéro neuf quarante-quatre trente et un soixante-quinze quatre-vingt-trois") == []
    assert found(searched, "صفر تسعة أربعة وأربعين واحد وثلاثين خمسة وسبعين ثلاثة وثمانين") == []


NAME = needles(names=("Nawwaf Suhayl al-Khayali",))


@pytest.mark.parametrize(
    "text", ["Khayali, Nawwaf S.", "KHAYALI, Nawwaf S.", "Khayali, Nawwaf S", "al-Khayali, Nawwaf S. (driver)"]
)
def test_the_family_name_first_with_a_middle_initial(text):
    """The middle name's initial behind the given name is no other family name."""
    assert [kind for kind, _ in found(NAME, text)] == ["name"]


@pytest.mark.parametrize("text", ["Khayali, Nawwaf T. Petrov", "Khayali, Nawwaf Petrov"])
def test_the_family_name_of_somebody_before(text):
    """What follows the given name is another person's family name."""
    assert found(NAME, text) == []


HOME = needles(home=Home(35.951234, 39.013456, 1500))


@pytest.mark.parametrize(
    "text",
    ["35d57m04s 39d00m48s", "35d57m04s39d00m48s", "35D57M04S 39D00M48S", "35d57m04sN 39d00m48sE", "35d 57m 04s, 39d 00m 48s"],
)
def test_the_s_of_seconds_is_not_south(text):
    """Degrees, minutes and seconds by their letters."""
    assert found(HOME, text) == [("coordinates", text.removesuffix("E"))]


@pytest.mark.parametrize("text", ["35d57m04sS 39d00m48sE", "35.9512 S 39.0134 E", "35°57'04\"S 39°00'48\"E"])
def test_south_stays_south(text):
    """A hemisphere that is said counts."""
    assert ("coordinates", text) not in found(HOME, text)
    assert {kind for kind, _ in found(HOME, text)} <= {"longitude"}


@pytest.mark.parametrize("text", ["Nawwaf Suhayl al-Khayali drove.", "نواف سهيل الخيالي", "Call Abu Fawzi."])
def test_a_plain_name_is_not_said_to_be_backwards(text):
    """The gate reads every short text backwards too: what is plain there is not reported a second time."""
    assert {leak.how for leak in read_file("a.txt", text.encode(), NEEDLES).leaks} == {"as written"}


@pytest.mark.parametrize("text", ["ilayahK-la lyahuS fawwaN", "يلايخلا ليهس فاون"])
def test_a_name_written_backwards_is_still_found(text):
    """In the text as it stands, or in the same read backwards."""
    assert read_file("a.txt", text.encode(), NEEDLES).leaks


@pytest.mark.parametrize("text", ["E. G. Qusai", "E. T. D. Koussai", "A. T. J. Qusay", "T. J. Qusay", "T. Qusay"])
def test_initials_with_the_article_as_one(text):
    """Some take the article for a name of its own, and j is g in Egypt and dj in Algeria."""
    assert [kind for kind, _ in found(needles(names=("al-Tijani Jibril Qusay",)), f"met {text} twice")] == ["name"]


@pytest.mark.parametrize("text", ["E. M. Qusai", "G. J. Qusay", "J. Qusay"])
def test_other_initials_are_somebody_else(text):
    """A middle initial that is none of theirs, a first one that is not the given name's."""
    assert found(needles(names=("al-Tijani Jibril Qusay",)), f"met {text} twice") == []


@pytest.mark.parametrize("text", ["\u202eilayahK-lA liahuS fawaN\u202c", "\u202eilayahK-lA liahuS fawaN"])
def test_what_an_override_turns_round_is_read_as_it_is_shown(text):
    """In any spelling, up to the end of the override or of the line."""
    assert {(hit.kind, hit.how) for hit in search(NAME, f"met {text}\nand")} == {("name", "written backwards")}


def test_letters_set_apart_with_a_sign_among_them():
    """An apostrophe is a letter there."""
    assert (
        found(needles(names=("Kanan Tawfiq al-Waqqad",)), "said K a n ' a n  T o u f i k  E l  W a k k a d on")[0][0] == "name"
    )


def test_a_short_family_name_needs_two_initials():
    """Zaw with one initial is many people, with two of them the one."""
    searched = needles(names=("Myint Kyaw Zaw",))
    assert [kind for kind, _ in found(searched, "said M. K. Zaw on")] == ["name"]
    assert found(searched, "said M. Zaw on") == []
    assert found(searched, "said M. T. Zaw on") == []


def test_a_czech_or_polish_ck_is_ts():
    """Scholars and the Polish press write it so."""
    searched = needles(names=("Yukhym Zhukovetskyi",))
    assert [kind for kind, _ in found(searched, "Juchym Žukoveckyj")] == ["name"]
    assert [kind for kind, _ in found(searched, "Juchym Żukowecki")] == ["name"]


@pytest.mark.parametrize(
    "text", ["35 degrees 56 minutes 60 seconds north, 39 degrees 0 minutes 48 seconds east", "35:56:60 39:00:48"]
)
def test_sixty_seconds_are_a_minute(text):
    """Rounding makes them."""
    assert [kind for kind, _ in found(HOME, text)] == ["coordinates"]


@pytest.mark.parametrize(("name", "text"), [("Zaw Zeya Nwe", "Zaw Zeyar Nway"), ("Min Zeyar Tun", "Min Zeya Htun")])
def test_the_silent_r_of_burmese_names(name, text):
    """With it or without it, it is the same person; in other languages it is not."""
    assert found(needles(names=(name,)), f"met {text} twice") == [("name", text)]
    assert found(needles(names=("Hamza Zahra",)), "met Hamza Zahrar twice") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12 Nour, Kasrat Sheikh", "12 Nour, Kasrat Sheikh"),
        ("12 Nour, Kasrat", ""),
        ("Nour, Kasrat Sheikh Jumaa", ""),
        ("12 Nour\n\n\nKasrat Sheikh Jumaa", ""),
        ("12 Nour and then some more Kasrat Sheikh Jumaa", ""),
        ("12 Nour St. Kasrat Sheikh Jumaa", "12 Nour St. Kasrat Sheikh Jumaa"),
    ],
)
def test_how_much_of_an_address_is_enough(text, words):
    """Three words of four with every number, and nothing between them but what stands in addresses."""
    assert found(ADDRESS, text) == ([("address", words)] if words else [])


@pytest.mark.parametrize("text", ["Khayali, Nawwaf. He left", "Khayali Nawwaf. He left", "Khayali, Nawwaf\nHaddad, Sami"])
def test_what_stands_behind_a_name_that_is_turned_round(text):
    """A sentence's end behind it, or the next row of a list, changes nothing."""
    assert [kind for kind, _ in found(NAME, text)] == ["name"]


@pytest.mark.parametrize("text", ["Khayali\nNawwaf", "Khayali. Nawwaf left", "I Khayali", "n Khayali"])
def test_what_is_no_name_turned_round(text):
    """A line or a sentence between the two; a word that is no initial."""
    assert found(NAME, text) == []


def test_a_word_said_twice_belongs_to_the_later_address():
    """What stands before it with the same word is something else."""
    assert found(needles(addresses=("Tall al-Wahm",)), "They called him Abu Wahm, from Tall al Wahm.") == [
        ("address", "Tall al Wahm")
    ]
