"""Every form of every kind of identity is found, and what only looks like one is not."""

import pickle
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.protect.gate.searching.grids import geohash_of, plus_code_of, to_grid
from testimonia.protect.gate.searching.hits import Hit
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.gate.searching.searches import BLOCK, search
from testimonia.protect.identities import Allowed, Home, Identity
from tests.protect.gate.searching.pairs import OTHER, SAME, rows
from tests.protect.gate.searching.people import NEEDLES, SOURCE, needles

LAT, LON = 35.951234, 39.013456
GRID = to_grid(LAT, LON)
EAST, NORTH = f"{int(GRID.easting) % 100000:05d}", f"{int(GRID.northing) % 100000:05d}"
HALVES = {"latitude", "longitude", "details"}


def kinds(text, searched=NEEDLES):
    return {hit.kind for hit in search(searched, text)} - HALVES


def words_found(text, searched=NEEDLES):
    return [text[hit.start : hit.end] for hit in search(searched, text) if hit.kind not in HALVES]


@pytest.mark.parametrize(("name", "text"), [pytest.param(name, text, id=f"{at}-{text}"[:40]) for at, name, text in rows(SAME)])
def test_another_spelling_of_the_same_name_is_found(name, text):
    """Conventions of romanisation, scripts, orders and initials do not hide a person."""
    field = "aliases" if name.startswith(("Abu", "Umm")) else "names"
    assert search(needles(**{field: (name,)}), f"They spoke to {text} on Monday.")


@pytest.mark.parametrize(("name", "text"), [pytest.param(name, text, id=f"{at}-{text}"[:40]) for at, name, text in rows(OTHER)])
def test_a_namesake_is_somebody_else(name, text):
    """Whoever shares a given name, a family name or a father with a source is not the source."""
    field = "aliases" if name.startswith(("Abu", "Umm")) else "names"
    assert search(needles(**{field: (name,)}), text) == []


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("N a w w a f   S u h a y l   a l - K h a y a l i", "letters spaced apart or broken over lines"),
        ("N.a.w.w.a.f.K.h.a.y.a.l.i", "letters spaced apart or broken over lines"),
        ("N\na\nw\nw\na\nf\nK\nh\na\ny\na\nl\ni", "letters spaced apart or broken over lines"),
        ("Naw-\nwaf Suhayl al-Kha-\nyali", "letters spaced apart or broken over lines"),
        ("ilayahK-la lyahuS fawwaN", "written backwards"),
        ("يلايخلا ليهس فاون", "written backwards"),
        ("nаwwаf khаyali", "look-alike letters"),
        ("n4ww4f kh4y4l1", "look-alike letters"),
        ("ｎａｗｗａｆ ｋｈａｙａｌｉ", "as written"),
        ("𝐍𝐚𝐰𝐰𝐚𝐟 𝐊𝐡𝐚𝐲𝐚𝐥𝐢", "as written"),
        ("🅽🅰🆆🆆🅰🅵 🅺🅷🅰🆈🅰🅻🅸", "as written"),
        ("Nawwaf\u00adSuhayl\u200b al\u2011Kha\u200byali", None),
        ("ﻧﻮﺍﻑ ﺳﻬﻴﻞ ﺍﻟﺨﻴﺎﻟﻲ", "as written"),
        ("نـواف سهـيل الخيـالي", "as written"),
        ("nawwafkhayali@elsewhere.example", "run together"),
        ("https://x.example/NawwafSuhayl_Khayali.html", None),
        ("nawwaf-suhayl-al-khayali", "as written"),
        ('{"first_name": "Nawwaf", "last_name": "al-Khayali"}', "as written"),
        ("first=Nawwaf&last=Khayali", "as written"),
        ("Khayali;Nawwaf", "as written"),
        ("Nawwaf S. al-Khayali", "as written"),
        ("N. S. al-Khayali", "initial and family name"),
        ("Mr. al-Khayali, N.", "initial and family name"),
        ("ن. الخيالي", "initial and family name"),
        ("وقال لنواف الخيالي", "as written"),
    ],
)
def test_a_name_is_found_in_disguise(text, how):
    """Spacing, case, invisible signs, look-alikes, direction and markup hide nothing; the hit says which form it was."""
    hits = [hit for hit in search(NEEDLES, f"({text})") if hit.kind == "name"]
    assert hits
    assert how is None or how in {hit.how for hit in hits}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *(
            ("phone", text)
            for text in (
                "0944 317 582",
                "+963944317582",
                "00963 944-317-582",
                "٠٩٤٤٣١٧٥٨٢",
                "۰۹۴۴۳۱۷۵۸۲",
                "(0944) 317.582",
                "+963 (0) 944 317 582",
                "tel:+963-944-317-582",
                "https://wa.me/963944317582",
                "9 4 4 3 1 7 5 8 2",
                "1. 0944 317 582",
                "O944 3l7 582",
                "⓪⑨④④③①⑦⑤⑧②",
                "zero nine four four three one seven five eight two",
                "zero nine double four, three one seven, five eight two",
                "nine forty four three one seven fifty eight two",
                "صفر تسعة أربعة أربعة ثلاثة واحد سبعة خمسة ثمانية اثنان",
                "call 44 317 582 now",
                "tel0944317582now",
                "0944 317 582 0955 222 333",
                "12 x; 0944317582",
            )
        ),
        *(
            ("email", text)
            for text in (
                "nawwaf.kh87@postnet.example",
                "NAWWAF.KH87@POSTNET.EXAMPLE",
                "nawwaf.kh87 (at) postnet dot example",
                "nawwaf.kh87 [at] postnet [dot] example",
                "N A W W A F . K H 8 7 @ postnet.example",
                "nawwaf.kh87+news@postnet.example",
                "user nawwaf.kh87 posted",
            )
        ),
        ("plate", "Raqqa 234156"),
        ("plate", "lorry with the plate 234-156"),
        ("plate", "٢٣٤١٥٦ الرقة"),
        ("plate", "ABJ-1234"),
        ("plate", "1234 أ ب ح"),
        ("plate", "1234 ABJ"),
        ("number", "041029384756"),
        ("number", "04 1029 3847 56"),
        ("number", "N 0081 7263"),
        ("handle", "@nawwaf_kh"),
        ("handle", "https://t.me/Nawwaf_KH?x=1"),
        ("handle", "nаwwаf_kh wrote"),
        ("handle", "@falcon"),
        ("username", "C:\\Users\\nkhayali\\Desktop"),
        ("username", "/home/nkhayali/x"),
        ("device", "sm g960f-r58k90abcde"),
        ("address", "12 Al Nour St., Kasrat Shaykh Jum'a"),
        ("file", "see img_20171012_NW.jpg"),
        ("file", "IMG_20171012_nw"),
    ],
)
def test_numbers_accounts_and_addresses_are_found(kind, text):
    """Any grouping, digits of any script, prefixes, separators and words for digits."""
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "35.951234, 39.013456",
        "39.013456,35.951234",
        "35,951234 39,013456",
        "35.95°N 39.01°E",
        "35°57'04.4\"N 39°00'48.4\"E",
        "35° 57′ 4.4″ N, 39° 0′ 48.4″ E",
        "N35 57.074 E039 00.807",
        "35 57 04.4 N 39 00 48.4 E",
        "35 deg 57' 4.40\" N, 39 deg 0' 48.40\" E",
        "+35.951234+039.013456/",
        "+355704.4+0390048.4/",
        "geo:35.951234,39.013456;u=30",
        "https://maps.example/@35.951234,39.013456,15z",
        "!3d35.951234!4d39.013456",
        "mlat=35.951234&mlon=39.013456",
        "#map=15/35.9512/39.0135",
        '{"type":"Point","coordinates":[39.013456,35.951234]}',
        "POINT(39.013456 35.951234)",
        '"lat": 35.951234,\n "name": "x",\n "lon": 39.013456',
        "٣٥٫٩٥١٢٣٤، ٣٩٫٠١٣٤٥٦",
        "$GPRMC,3557.074,N,03900.807,E",
        "GPSLatitude 35/1, 57/1, 440/100 GPSLongitude 39/1, 0/1, 4840/100",
        "(35.0, 57.0, 4.4) (39.0, 0.0, 48.4)",
        "latitudeE7: 359512340 longitudeE7: 390134560",
        f"{GRID.zone}{GRID.band} {GRID.square} {EAST} {NORTH}",
        f"{GRID.zone}{GRID.band}{GRID.square}{EAST[:4]}{NORTH[:4]}",
        f"{GRID.zone}N {GRID.easting:.0f} {GRID.northing:.0f}",
        f"zone {GRID.zone} E {GRID.easting:.0f} N {GRID.northing:.0f}",
        f"at {geohash_of(LAT, LON, 8)}",
        geohash_of(LAT, LON, 7).upper(),
        plus_code_of(LAT, LON)[:8] + "+" + plus_code_of(LAT, LON)[8:],
        "35.9400, 39.0135",
    ],
)
def test_a_coordinate_near_a_home_is_found_in_any_notation(text):
    """Order, labels, units, digits and grids make no difference."""
    assert "coordinates" in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nawwaf al-Jabbouri met us",
        "Nawal Khayat reports",
        "Suhayl Haddad",
        "Abu Karim",
        "Mahmoud said",
        "Anna Khayali, Nawwaf Petrov and others",
        "They spoke to Nawwaf. Khayali is a village.",
        "0944 317 583",
        "+964 944 317 582",
        "+963 945 317 582",
        "+963 934 317 582",
        "+44 20 7946 0123",
        "ISBN 978-0-944317-58-2",
        "a9443175820cdef944317582",
        "0.944317582",
        "1944317582",
        "944317582123",
        "hash 5f9443175821",
        "population 4,317,582",
        "one two three four five six seven eight",
        "35.9561, 39.0201",
        "36.0, 39.0",
        "36, 39",
        "35.951234, 38.9",
        "35.871, 38.571",
        "35.951234 S, 39.013456 W",
        "a,35.951234,39.500000\nb,35.200000,39.013456",
        "nawwaf_kh2",
        "@nawwaf_khalil",
        "x.nawwaf_kh",
        "a falcon flew",
        "info@postnet.example",
        "kh87@postnet.example",
        "page 234156",
        "$234156",
        "ABJ 1235",
        "ABI 1234",
        "12 Baker Street",
        "geohash " + geohash_of(LAT, LON, 5),
        "44 lorries",
    ],
)
def test_what_only_looks_like_an_identity_is_left_alone(text):
    """Namesakes, bylines, pseudonyms, neighbours in number, longer numbers, public and coarse places."""
    assert words_found(text) == []


def test_offsets_are_those_of_the_text_as_given():
    """A hit quotes exactly the words, also behind invisible signs and in other blocks of a long text."""
    text = "\u200b\u0301é— " + "x y " * 40_000 + "told Naw\u200bwaf al-Khayali, once"
    assert len(text) > 2 * BLOCK
    assert words_found(text) == ["Naw\u200bwaf al-Khayali"]


def test_a_hit_on_the_seam_of_two_blocks_is_found_once():
    """Blocks overlap, hits do not repeat."""
    for shift in range(0, 60, 7):
        text = "ab " * ((BLOCK - shift) // 3) + "Nawwaf al-Khayali 0944 317 582 " + "cd " * 900
        assert words_found(text) == ["Nawwaf al-Khayali", "944 317 582"]


def test_needles_travel_to_another_process():
    """What is sent is small and finds the same."""
    sent = pickle.dumps(NEEDLES)
    assert len(sent) < 3000
    assert search(pickle.loads(sent), "Abou Faouzi") == [Hit("P1", "alias", 0, 11, "other spelling", 0.01)]


def test_nothing_to_find_finds_nothing():
    """An empty vault is no error."""
    assert search(make_needles([]), "Nawwaf al-Khayali 35.951234, 39.013456") == []
    assert search(NEEDLES, "") == []


def test_a_published_pseudonym_wins_over_an_alias_of_the_same_letters():
    """The name a source is published under may stand, also where people call them so; the longer true name may not."""
    searched = needles(pseudonym="Abu Fawzi", aliases=("Abu Fawzi",), names=("Nawwaf Abu Fawzi",))
    assert search(searched, "Abu Fawzi, a driver") == []
    assert words_found("Nawwaf Abu Fawzi", searched) == ["Nawwaf Abu Fawzi"]


def test_the_nearer_spelling_wins():
    """A byline spelled like a source's name is the byline where it is spelled the byline's way."""
    searched = needles(Allowed(bylines=("Nawaf Khayyali",)), names=("Nawwaf al-Khayali",))
    assert search(searched, "By Nawaf Khayyali") == []
    assert words_found("By Nawwaf Khayali", searched) == ["Nawwaf Khayali"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a falcon over the river", False),
        ("Falcon sightings rose", False),
        ("known as Falcon", True),
        ("the man called 'Falcon'", True),
    ],
)
def test_an_everyday_word_counts_only_where_it_is_said_as_a_name(text, found):
    """A nickname that is a word needs quotation marks or "called" before it."""
    assert bool(search(needles(aliases=("Falcon",)), text)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("he met Zarqush there", True),
        ("Zarqush Haddad said", False),
        ("then Ahmad Zarqush came", False),
        ("/zarqush.jpg", True),
    ],
)
def test_a_name_of_one_word_is_not_part_of_somebody_elses(text, found):
    """An alias of one word before or behind another name belongs to another person."""
    assert bool(search(needles(aliases=("Zarqush",)), text)) is found


def test_southern_and_western_homes():
    """Signs and hemispheres must agree where they are given."""
    searched = needles(home=Home(-12.046, -77.043, 800))
    assert words_found("-12.0461, -77.0431", searched)
    assert words_found("12.0461 S, 77.0431 W", searched)
    assert words_found("12°02'45.6\"S 77°02'34.8\"O", searched)
    assert not words_found("12.0461 N, 77.0431 E", searched)


def test_a_home_without_a_radius_keeps_a_kilometre():
    """The vault need not say how near is too near."""
    searched = needles(home=Home(10.0, 20.0))
    assert words_found("10.0085, 20.0001", searched)
    assert not words_found("10.0095, 20.0001", searched)


LETTERS = st.sampled_from(["", "\u200b", "\u00ad", "\u2060", "\u0301", "\ufe0f"])
PHONE_GAPS = st.sampled_from(["", " ", "-", ".", "\u00a0", " - ", "/"])


@given(st.lists(LETTERS, min_size=17, max_size=17), st.booleans(), st.text(alphabet="xyz .,\n", max_size=30))
def test_invisible_signs_never_hide_a_name(signs, upper, before):
    """Whatever stands between its letters without being seen, the name is found with its exact words."""
    name = "".join(letter + sign for letter, sign in zip("Nawwaf al-Khayali", signs, strict=True))
    name = name.upper() if upper else name
    text = f"{before} {name} said"
    found = words_found(text)
    assert len(found) == 1
    assert found[0].rstrip("\u200b\u00ad\u2060\u0301\ufe0f") in name


@given(
    st.lists(PHONE_GAPS, min_size=9, max_size=9), st.sampled_from(["0", "+963 ", "00963", "+963 (0)", ""]), st.integers(0, 2)
)
def test_a_phone_number_is_found_in_any_grouping(gaps, prefix, script):
    """Separators, prefixes and digits of other scripts make no difference."""
    digits = "944317582".translate(str.maketrans("0123456789", ("0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９")[script]))
    gaps = ["" if not prefix else gaps[0], *gaps[1:8], ""]  # 9.44317582 by itself is a decimal fraction
    number = "".join(digit + gap for digit, gap in zip(digits, gaps, strict=True))
    assert kinds(f"ring {prefix}{number} today") == {"phone"}


@given(st.floats(-60, 60), st.floats(-170, 170), st.sampled_from([", ", " ", ";", '","lon":"']), st.booleans())
def test_a_home_is_found_wherever_it_lies(lat, lon, between, swapped):
    """On both hemispheres, in both orders."""
    searched = needles(home=Home(lat, lon, 500))
    pair = (f"{lat:.5f}", f"{lon:.5f}")
    text = between.join(reversed(pair) if swapped else pair)
    if any(float(number) != round(float(number), 1) for number in pair):
        assert "coordinates" in kinds(f'"{text}"', searched)


def test_random_words_are_nobody():
    """Two hundred thousand letters of babble raise no alarm."""
    choice = random.Random(3).choice
    vocabulary = ["".join(choice("etaoinshrdlucmfwypvbgk") for _ in range(2 + n % 7)) for n in range(3000)]
    assert search(NEEDLES, " ".join(choice(vocabulary) for _ in range(40_000))) == []


def test_the_source_of_these_tests_is_whole():
    """Every kind the gate knows is in the invented vault."""
    assert isinstance(SOURCE, Identity)
    assert all(getattr(SOURCE, field) for field in Identity.__struct_fields__ if field not in {"role", "notes"})
