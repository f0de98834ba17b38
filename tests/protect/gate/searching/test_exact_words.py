"""The parts of the search one by one: letters, sounds, parts of names, codes and numbers, each to the sign."""

import pytest

from testimonia.model.gating import Leak, Verdict
from testimonia.protect.gate.searching.codes import (
    account_name,
    bare,
    is_distinctive,
    mail_forms,
    plate_digits,
    plate_forms,
    plate_town,
    same_code,
    with_separators,
)
from testimonia.protect.gate.searching.details import forms_of, read_detail
from testimonia.protect.gate.searching.folding import (
    digit_of,
    map_words,
    plain_letters,
    stream_back,
    to_digits,
    to_stream,
    to_words,
)
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.gate.searching.judging import PieceHits, judge
from testimonia.protect.gate.searching.names import split_words, take_apart, without_article
from testimonia.protect.gate.searching.phones import Phone, read_phone
from testimonia.protect.gate.searching.searches import search
from testimonia.protect.gate.searching.sounds import (
    FAR,
    digits_read,
    script_of_word,
    sound_distance,
    sound_keys,
    spelling_limit,
    to_sounds,
)
from testimonia.protect.gate.searching.spoken import may_hold_spoken
from testimonia.protect.gate.searching.spotting import pieces_of
from testimonia.protect.identities import Allowed
from tests.protect.gate.searching.people import NEEDLES, needles


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("Fawzi", ("fOzi",)),
        ("Fevzi", ("fevzi", "fOzi")),
        ("Khalid", ("xalid",)),
        ("Chalid", ("calid", "Salid", "xalid")),
        ("Xalid", ("Xalid",)),
        ("Alexei", ("aleksE", "aleXE")),
        ("Şükrü", ("Sukru", "Sukri")),
        ("Nasrü", ("nasru", "nasri")),
        ("Čapek", ("capek", "Sapek", "xapek")),
        ("Shcherbak", ("Scerbak", "Serbak", "Sxerbak")),
        ("Dzhamal", ("jamal",)),
        ("Djamel", ("jamel",)),
        ("Jusuf", ("jusuf", "iusuf")),
        ("Zejnab", ("zejnab", "zEnab")),
        ("Schukri", ("Sukri",)),
        ("Choukri", ("cukri", "Sukri", "xukri")),
        ("Kravchenko", ("kravcenko", "krOcenko")),
        ("Kravčenko", ("kravcenko", "krOcenko")),
        ("Cemal", ("Cemal",)),
        ("Nuri", ("nuri",)),
        ("Noor", ("nur",)),
        ("Saeed", ("sEd",)),
        ("Youssef", ("iusef",)),
        ("Mahmoud", ("mahmud",)),
        ("Zoya", ("zoia",)),
        ("O'Brien", ("obrin",)),
        ("Þór", ("Tor",)),
        ("Petroff", ("petrov",)),
        ("Jack", ("jak", "iak")),
        ("خالد", ("'xald",)),
        ("أحمد", ("'*hmd",)),
        ("أبو", ("'*bW",)),
        ("عمر", ("'Amr",)),
        ("مصطفى", ("'mstfY",)),
        ("شكري", ("'SkrI",)),
        ("گیلانی", ("'gIlanI",)),
        ("Хаяли", ("xaiali",)),
        ("Джамал", ("jamal",)),
        ("Щербак", ("Scerbak",)),
        ("Фавзи", ("favzi", "fOzi")),
        ("Юсуф", ("iusuf",)),
        ("张", ("jang",)),
    ],
)
def test_letters_become_sounds(word, sounds):
    """Each convention of spelling as its readings; case makes no difference."""
    assert to_sounds(word) == sounds
    assert to_sounds(word.upper() if word.isascii() else word) == sounds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fawzi", "فوزي"),
        ("Fawzi", "Faouzi"),
        ("Fawzi", "Fauzy"),
        ("Khaled", "Haled"),
        ("Osman", "Uthman"),
        ("Qasim", "Kassem"),
        ("Mustafa", "مصطفى"),
        ("Hussein", "Husayn"),
        ("Jamal", "Gamal"),
        ("Юсуф", "Youssef"),
        ("Darwish", "Derviş"),
    ],
)
def test_spellings_of_one_name_are_near_and_share_a_key(one, other):
    """Within the limit of the shorter word, from either side."""
    pairs = [(a, b) for a in to_sounds(one) for b in to_sounds(other)]
    assert any(
        sound_keys(a) & sound_keys(b) and sound_distance(a, b) <= min(spelling_limit(a), spelling_limit(b)) for a, b in pairs
    )
    assert all(sound_distance(a, b) == sound_distance(b, a) for a, b in pairs)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fawzi", "Fahmi"),
        ("Jamal", "Jamil"),
        ("Khalid", "Khalil"),
        ("Hasan", "Hussein"),
        ("Ali", "Alia"),
        ("Amal", "Kamal"),
        ("Karim", "Karima"),
        ("Sami", "Samir"),
        ("Olena", "Oleno"),
    ],
)
def test_other_names_are_far(one, other):
    """A consonant, a long vowel, an ending of the other gender: another name."""
    pairs = [(a, b) for a in to_sounds(one) for b in to_sounds(other)]
    assert all(sound_distance(a, b) > spelling_limit(a) for a, b in pairs)
    assert all(sound_distance(a, b) == sound_distance(b, a) for a, b in pairs)


def test_distances_at_the_ends():
    """The same is 0; nothing, and the endings of men and women, are beyond every limit."""
    assert (sound_distance("fOzi", "fOzi"), sound_distance("", "fOzi"), sound_distance("'", "fOzi")) == (0.0, FAR, FAR)
    assert (sound_distance("mario", "maria"), sound_distance("maria", "mario")) == (FAR, FAR)
    assert sound_distance("fOzi", "klmnr") == FAR
    assert sound_distance("kat", "qat") == 0.0
    assert sound_distance("bat", "pat") == 0.1


def test_limits_grow_with_the_length_of_a_word():
    """In sounds, without the sign of an unvowelled script."""
    assert [spelling_limit("x" * length) for length in range(1, 12)] == [
        *(0.3, 0.3, 0.3, 0.45, 0.58, 0.58, 0.68, 0.68, 0.68, 0.9, 0.9)
    ]
    assert spelling_limit("'xald") == 0.45


def test_keys_read_ambiguous_letters_in_each_class():
    """x is kh or nothing or s; doubles count once; the number of keys is bounded."""
    assert sound_keys("xalid") == {"KLT", "LT", "SLT"}
    assert sound_keys("abba") == {"B"}
    assert sound_keys("kaka") == {"K"}
    assert sound_keys("aeiou") == {""}
    assert len(sound_keys("xaxaxaxaxa")) <= 32


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("Fawzi", "latin"),
        ("ǆabc", "latin"),
        ("Ḥasan", "latin"),
        ("فوزي", "arabic"),
        ("Олег", "cyrillic"),
        ("ѣԯ", "cyrillic"),
        ("张", "han"),
        ("㐀", "han"),
        ("ހ", "other"),
        ("אבג", "other"),
        ("abв", "latin"),
        ("aбв", "cyrillic"),
        ("", "latin"),
    ],
)
def test_the_script_of_a_word_is_that_of_most_letters(word, script):
    """On a tie the first of Latin, Arabic, Cyrillic, Han."""
    assert script_of_word(word) == script


def test_digits_in_words_are_read_in_each_way():
    """The chat alphabet, and digits for the letters they look like."""
    assert digits_read("7a8k5m9") == ("haghkkhmq", "tabksm9", "tabksm9")
    assert digits_read("n4ww4f") == ("n4ww4f", "nawwaf", "nawwaf")
    assert digits_read("k1r") == ("k1r", "klr", "kir")


@pytest.mark.parametrize(
    ("name", "words", "units", "all_needed", "ordinary"),
    [
        ("Nawwaf Suhayl al-Khayali", ("nawwaf", "suhayl", "khayali"), (0, 1, 2), False, False),
        ("Dr. Nawwaf al-Khayali", ("nawwaf", "khayali"), (0, 1), True, False),
        ("Abd al-Rahman Khalid", ("abd", "rahman", "khalid"), (0, 0, 1), True, False),
        ("Abdulrahman Khalid", ("abd", "rahman", "khalid"), (0, 0, 1), True, False),
        ("عبدالرحمن خالد", ("عبد", "رحمن", "خالد"), (0, 0, 1), True, False),
        ("Salah al-Din Omar Haddad", ("salah", "din", "omar", "haddad"), (0, 0, 1, 2), False, False),
        ("Nasser Abu Ghazal", ("nasser", "abu", "ghazal"), (0, 1, 1), True, False),
        ("Umm Khalid", ("umm", "khalid"), (0, 0), True, False),
        ("Nawwaf bin Suhayl bin Omar", ("nawwaf", "suhayl", "omar"), (0, 1, 2), False, False),
        ("Nguyen Van Minh Duc", ("nguyen", "minh", "duc"), (0, 1, 2), True, False),
        ("Falcon", ("falcon",), (0,), True, True),
        ("Falcon Haddad", ("falcon", "haddad"), (0, 1), True, False),
        ("Sheikh", ("sheikh",), (0,), True, False),
        ("al", ("al",), (0,), True, False),
        ("الخيالي", ("خيالي",), (0,), True, False),
        ("O'Hara", ("ohara",), (0,), True, False),
    ],
)
def test_a_name_is_taken_apart(name, words, units, all_needed, ordinary):
    """Titles, articles and particles are no parts; servant, father and mother of bind the next word."""
    needle = take_apart(name, identity_id="P1", kind="name")
    assert (needle.words, needle.units, needle.is_all_needed, needle.is_ordinary) == (words, units, all_needed, ordinary)
    assert (needle.identity_id, needle.kind, needle.covered_scripts) == ("P1", "name", frozenset())
    assert needle.last_unit == units[-1]
    assert needle.words_of(0) == tuple(at for at, unit in enumerate(units) if unit == 0)


def test_what_is_no_name():
    """Nothing, signs, one letter; an address needs all its words."""
    assert [take_apart(name, identity_id="", kind="name") for name in ("", " - ", "x")] == [None] * 3
    address = take_apart("7 Palm Court Bloomtown", identity_id="", kind="address")
    assert (address.words, address.is_all_needed) == (("7", "palm", "court", "bloomtown"), True)
    assert [address.can_be_complete(set(range(n)), has_initials=False) for n in range(5)] == [False, False, True, True, True]


def test_when_a_name_can_be_complete():
    """Given name and one more; the family name with an initial."""
    needle = take_apart("Nawwaf Suhayl al-Khayali", identity_id="P1", kind="name")
    complete = {(0,): False, (2,): False, (0, 1): True, (0, 2): True, (1, 2): False, (0, 1, 2): True}
    assert {part: needle.can_be_complete(set(part), has_initials=False) for part in complete} == complete
    assert needle.can_be_complete({2}, has_initials=True)
    assert not needle.can_be_complete({1}, has_initials=True)
    assert not take_apart("Khalid Haddad", identity_id="", kind="name").can_be_complete({0}, has_initials=True)


@pytest.mark.parametrize(
    ("word", "rests"),
    [
        ("alkhayali", ("khayali",)),
        ("elkhayali", ("khayali",)),
        ("ashshami", ("shami",)),
        ("assabbagh", ("sabbagh",)),
        ("ashami", ()),
        ("alali", ()),
        ("eddin", ("din",)),
        ("aldeen", ("deen",)),
        ("khayali", ()),
        ("الخيالي", ("خيالي",)),
        ("والخيالي", ("الخيالي", "خيالي")),
        ("بالخيالي", ("الخيالي", "خيالي")),
        ("للخيالي", ("لخيالي", "خيالي")),
        ("وخالد", ("خالد",)),
        ("ولد", ()),
        ("الى", ()),
    ],
)
def test_articles_and_proclitics_come_off(word, rests):
    """In every way the word may be cut."""
    assert set(without_article(word)) == set(rests)


def test_words_of_a_name():
    """Lower case, apostrophes gone, capitals inside begin a word."""
    assert split_words("NawwafKhayali al-Sa'di") == ["nawwaf", "khayali", "al", "sadi"]
    assert split_words("McDonald") == ["mc", "donald"]
    assert split_words("USA") == ["usa"]
    assert pieces_of("NawwafKhayali87") == ["Nawwaf", "Khayali", "87"]
    assert pieces_of("87Nawwaf") == ["87", "Nawwaf"]
    assert pieces_of("nawwaf") == ["nawwaf"]


@pytest.mark.parametrize(
    ("character", "plain", "stream"),
    [
        ("N", "N", "n"),
        ("o", "o", "0"),
        ("i", "i", "1"),
        ("L", "L", "1"),
        ("a", "a", "4"),
        ("e", "e", "3"),
        ("s", "s", "5"),
        ("t", "t", "7"),
        ("7", "7", "7"),
        ("_", " ", ""),
        ("'", "'", ""),
        ("’", "'", ""),
        ("Ｎ", "N", "n"),
        ("𝐍", "N", "n"),
        ("Ⓝ", "N", "n"),
        ("🅝", "N", "n"),
        ("🇳", "N", "n"),
        ("③", "3", "3"),
        ("٣", "3", "3"),
        ("ﻻ", "لا", "لا"),
        ("أ", "أ", "ا"),
        ("ـ", "", ""),
        ("\u200b", "", ""),
        ("\u0301", "", ""),
        ("\ufe0f", "", ""),
        ("\u3164", "", ""),
        ("а", "а", "4"),
        ("é", "é", "3"),
        ("ᴋ", "ᴋ", "k"),
        ("张", " 张 ", "张"),
        ("ﬁ", "fi", "f1"),
        ("\u00a0", " ", ""),
        ("“", " ", ""),
    ],
)
def test_a_character_in_its_plain_form(character, plain, stream):
    """Compatibility forms, digits, look-alikes, invisible signs."""
    assert (plain_letters(character), to_words(character), to_stream(character)) == (plain, plain, stream)


def test_the_way_back_to_the_text():
    """Offsets of the original, over what was left out and what became several signs, far into a text too."""
    text = "x-" * 400 + "a\u200bﬁ!b"
    stream = to_stream(text)
    for first, after in ((0, 3), (255, 260), (399, 404), (400, 404)):
        origins = stream_back(text).origins(first, after)
        assert len(origins) == after - first
        assert all(stream[first + n] in to_stream(text[at]) for n, at in enumerate(origins))
    assert stream_back(text).origins(400, 404) == [800, 802, 802, 804]
    assert map_words("a\u200bﬁ b").text == "afi b"
    assert [map_words("a\u200bﬁ b").span(at, at + 1) for at in range(5)] == [(0, 1), (2, 3), (2, 3), (3, 4), (4, 5)]
    assert to_digits("٣٥٫٩ ⓪ x") == "35٫9 0 x"
    assert [digit_of(c) for c in "٣۳３³③x½"] == ["3", "3", "3", "3", "3", "", ""]


@pytest.mark.parametrize(
    ("plate", "forms"),
    [
        ("1234", ["1234"]),
        ("XY 1234", ["xy1234", "1234xy"]),
        ("ABJ 1234", ["abj1234", "1234abj", "ابح1234", "1234ابح", "حبا1234"]),
        ("1234 ABJ", ["1234abj", "abj1234", "1234ابح", "ابح1234", "1234حبا"]),
        ("ابح 1234", ["ابح1234", "1234ابح", "abj1234", "1234abj"]),
        ("ABCD 12", ["abcd12", "12abcd"]),
        ("٣٤ ر", ["34ر", "ر34", "34r", "r34"]),
    ],
)
def test_orders_and_letters_of_a_plate(plate, forms):
    """Groups in each order; up to three letters of Arab plates in both scripts, and from right to left."""
    made = plate_forms(plate)
    assert made[: len(forms)] == forms
    assert len(made) == len(set(made))


def test_digits_and_town_of_a_plate():
    """Enough digits count by themselves beside a town, not beside letters of the plate."""
    assert [plate_digits(plate) for plate in ("Raqqa 234156", "234156", "Raqqa 23415", "AB 234156", "Abc 234-156")] == [
        *("234156", "234156", "", "", "234156")
    ]
    assert [plate_town(plate) for plate in ("Raqqa 234156", "الرقة 1", "AB 1", "234156", "Deir Ezzor 1")] == [
        *("raqqa", "الرقة", "", "", "deir")
    ]


def test_codes_are_compared_sign_by_sign():
    """O and zero, l, I and one are the same; 4 is no a; lengths must agree."""
    assert same_code("abo1", "ab0l") and same_code("ab0i", "abo1")
    assert not same_code("4b", "ab") and not same_code("ab", "abc") and not same_code("o", "1")
    assert bare("АB-12 ٣٤\u200b") == "ab1234"
    assert with_separators("Naww\u200baf_KH 1") == "nawwaf_kh 1"


@pytest.mark.parametrize(
    ("account", "distinctive"),
    [
        ("nawwaf_kh87", True),
        ("zq_7ab", False),
        ("zq7abc", True),
        ("zqabcde", False),
        ("zqabcdef", True),
        ("falcon", False),
        ("newsroom", True),
        ("webmaster", False),
        ("_zqabcd_", False),
        ("zq.abcd", True),
        ("khayali1", True),
        ("khayali", False),
    ],
)
def test_which_accounts_are_nobody_elses_word(account, distinctive):
    """Eight letters, or six with a digit or a sign inside; no name of the person, no everyday word, no office."""
    assert is_distinctive(account, frozenset({"khayali"})) is distinctive


def test_accounts_and_mail_in_their_forms():
    """Of an address of a profile the last part; of mail the signs left out or said."""
    assert [account_name(h) for h in ("@Nawwaf_KH", " https://t.me/nawwaf_kh/ ", "DOM\\User", "＠x", "~x", "x")] == [
        *("nawwaf_kh", "nawwaf_kh", "user", "x", "x", "x")
    ]
    assert mail_forms(" A.b@Host.org ") == ["abhostorg", "abathostdotorg", "adotbathostdotorg", "abathostorg", "abhostdotorg"]


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("+963 944 317 582", Phone("963", "944317582")),
        ("00963 0944 317 582", Phone("963", "944317582")),
        ("＋1 202 555 0143", Phone("1", "2025550143")),
        ("+7 912 345 67 89", Phone("7", "9123456789")),
        ("8 912 345 67 89", Phone("7", "9123456789")),
        ("+44 20 7946 0123", Phone("44", "2079460123")),
        ("0944 317 582 ext. 12", Phone("", "944317582")),
        ("0944317582 #7", Phone("", "944317582")),
        ("٠٩٤٤٣١٧٥٨٢", Phone("", "944317582")),
        ("1234567", Phone("", "1234567")),
        ("0123456", None),
        ("123456", None),
        ("", None),
    ],
)
def test_a_number_is_country_and_national_number(written, phone):
    """Lengths of country codes, trunk zeros and eights, extensions; fewer than seven digits tell nobody apart."""
    assert read_phone(written) == phone
    assert phone is None or phone.tail == phone.national[-7:]


def test_three_words_that_say_digits():
    """They follow one another."""
    assert may_hold_spoken(["call", "one", "two", "three", "now"])
    assert may_hold_spoken(["double", "four", "ten"])
    assert not may_hold_spoken(["one", "two", "and", "three"])
    assert not may_hold_spoken(["one", "two", "and", "three", "bags", "four"])
    assert may_hold_spoken(["treinta", "y", "dos", "cuarenta", "y", "uno"])
    assert may_hold_spoken(["one", "two", "and", "three", "four"])


def test_forms_of_words_of_details():
    """Plurals and singulars, y and ies, Arabic articles and proclitics."""
    assert forms_of("drivers") == {"driver", "drivers"}
    assert forms_of("family") == {"family", "familys", "families"}
    assert forms_of("coach") == {"coach", "coachs", "coaches"}
    assert forms_of("boss") == {"boss", "bosss", "bosses"}
    assert forms_of("bus") == {"bus", "buss", "buses"}
    assert {"سايق", "السايق", "والسايق", "للسايق", "بالسايق"} <= forms_of("السائق")
    detail = read_detail("P1", "injury", "lost two fingers of his left hand")
    assert (detail.identity_id, detail.key, len(detail.words), detail.needed, detail.age) == ("P1", "injury", 5, 3, None)
    assert read_detail("P1", "age", "130") is None
    assert read_detail("P1", "age", "129").age == 129
    assert read_detail("P1", "trade", "44") is None


def test_leaks_name_place_kind_and_advice():
    """Each kind has its own advice; halves of a coordinate and details carry the place of the first."""
    rows = [
        PieceHits("a", 9, [Hit("P1", "latitude", 0, 9, "decimal degrees")]),
        PieceHits("b", 9, [Hit("P1", "longitude", 0, 9, "decimal degrees")]),
        PieceHits("c", 9, [Hit("P1", "details", 0, 4, "village"), Hit("P1", "details", 5, 9, "age")]),
    ]
    advice = "Give a place further away or only as exact as the rules allow (district)."
    together = (
        "Together these details may point to one person: leave one out, make it coarser, "
        "or answer for it with `testimonia gate answer`."
    )
    assert judge(NEEDLES, rows) == (
        Verdict.BLOCK,
        (
            Leak("P1", "Mahmoud", "coordinates", "a", "two fields", advice),
            Leak("P1", "Mahmoud", "details", "c", "age, village", together),
        ),
    )
    assert judge(NEEDLES, rows[2:]) == (Verdict.REVIEW, (Leak("P1", "Mahmoud", "details", "c", "age, village", together),))
    assert judge(NEEDLES, [PieceHits("x", 3, [Hit("P9", "phone", 0, 3, "as written")])]) == (
        Verdict.BLOCK,
        (Leak("P9", "", "phone", "x", "as written", "Delete the number; look for it in hidden fields and metadata too."),),
    )


def details_at(*starts, keys=("age", "village", "trade")):
    hits = [Hit("P1", "details", start, start + 2, key) for start, key in zip(starts, keys, strict=False)]
    return judge(NEEDLES, [PieceHits("p", 5000, hits)])[0]


def test_how_near_details_stand_together():
    """Any two within 160 signs; such as weigh three within a thousand."""
    assert details_at(0, 160, keys=("age", "trade")) is Verdict.REVIEW
    assert details_at(0, 161, keys=("age", "trade")) is Verdict.CLEAN
    assert details_at(0, 1000) is Verdict.REVIEW
    assert details_at(0, 1001) is Verdict.CLEAN
    assert details_at(0, 500, 1000, keys=("age", "trade", "role")) is Verdict.REVIEW
    assert details_at(0, 100, keys=("age", "age")) is Verdict.CLEAN


def test_a_name_that_may_be_published_covers_only_what_it_spans():
    """A byline inside a longer true name hides nothing; on the same words the nearer spelling wins."""
    searched = needles(Allowed(public_persons=("Khalid Haddad",)), names=("Khalid Nasser Haddad",))
    assert search(searched, "Khalid Haddad said") == []
    assert [hit.kind for hit in search(searched, "Khalid Nasser Haddad said")] == ["name"]
