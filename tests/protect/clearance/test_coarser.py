"""Places and times are told less exactly, level by level, and never more exactly."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.gazetteer.divisions import Divisions
from testimonia.gazetteer.places import Place, to_place_ref
from testimonia.model.protection import PlaceLevel, TimeLevel
from testimonia.model.values import Hedge, Moment, PlaceRef
from testimonia.protect.clearance import places, times
from testimonia.protect.clearance.places import PublicPlaces, coarsen_place, with_words
from testimonia.protect.clearance.times import coarsen_date, coarsen_moment, time_words
from tests.protect.clearance.areas import CITY, COUNTRY, DISTRICT, HAMLET, NOWHERE, REGION, VILLAGE, SmallWorld

WORLD = SmallWorld()
AROUND = PlaceRef("around", "around", 35.0, 39.0, "", "SY", 20.0)
EAST = PlaceRef("east", "east", 35.0, 39.0, "", "SY", 170.0)


@pytest.mark.parametrize(
    ("ref", "level", "shown"),
    [
        (VILLAGE, "exact", VILLAGE),
        (VILLAGE, "district", DISTRICT),
        (VILLAGE, "region", REGION),
        (VILLAGE, "country", COUNTRY),
        (VILLAGE, "none", None),
        (HAMLET, "district", REGION),
        (NOWHERE, "exact", NOWHERE),
        (NOWHERE, "district", None),
        (REGION, "district", REGION),
        (REGION, "region", REGION),
        (REGION, "country", COUNTRY),
        (COUNTRY, "country", COUNTRY),
        (COUNTRY, "none", None),
        (
            AROUND,
            "district",
            AROUND,
        ),
        (AROUND, "region", REGION),
        (
            EAST,
            "region",
            EAST,
        ),
    ],
)
def test_a_place_at_each_level(ref, level, shown):
    """The smallest known division that is allowed, the place itself if it is wide enough, nothing if none is known."""
    assert coarsen_place(ref, PlaceLevel(level), WORLD) == shown


refs = st.builds(
    PlaceRef,
    st.sampled_from(["Tall Mithal", "Ayn Wahm", "somewhere"]),
    st.just("words"),
    st.one_of(st.none(), st.floats(35, 37)),
    st.floats(38, 40),
    st.sampled_from(["", "geonames:1", "district:SY.04.x", "region:SY.04", "area:3"]),
    st.sampled_from(["", "SY"]),
    st.floats(0, 400),
)


@given(refs, st.sampled_from(PlaceLevel))
def test_coarsening_never_narrows(ref, level):
    """What is shown is at least as wide as what was said, never closer than the level, and coarsening again changes nothing."""
    shown = coarsen_place(ref, level, WORLD)
    if shown is not None:
        assert places.LEVELS.index(places.exactness_of(shown)) >= places.LEVELS.index(level)
        assert places.LEVELS.index(places.exactness_of(shown)) >= places.LEVELS.index(places.exactness_of(ref))
        assert shown is ref or shown.radius_km >= 20.0
        assert coarsen_place(shown, level, WORLD) == shown


def test_public_places_by_name_and_by_what_they_are():
    """A place on the list is public under every spelling that means the same entry of the gazetteer."""
    public = PublicPlaces(["RAQQA", "Shanine"], [CITY, VILLAGE])
    assert with_words(CITY, "الرقة") in public
    assert PlaceRef("Shanine", "Shanine") in public
    assert VILLAGE not in public
    assert NOWHERE not in public
    assert places.strictest([]) is PlaceLevel.EXACT


def moment(first, last="", value="", words="then"):
    last = last or first
    return Moment(first, last, first, last, words, value)


@pytest.mark.parametrize(
    ("said", "level", "value", "words"),
    [
        (moment("2017-10-12T16:00"), "day", "2017-10-12", "12 October 2017"),
        (moment("2017-10-12T00:00", "2017-10-12T08:59"), "day", "2017-10-12", "12 October 2017"),
        (moment("2017-10-12T16:00"), "month", "2017-10", "October 2017"),
        (moment("2017-10-12T16:00"), "year", "2017", "2017"),
        (moment("2017-10-10", "2017-10-12"), "month", "2017-10", "October 2017"),
        (moment("2017-09-30", "2017-10-02"), "month", "2017", "2017"),
        (moment("2016-02-10", "2016-02-11"), "month", "2016-02", "February 2016"),
    ],
)
def test_a_time_at_each_level(said, level, value, words):
    """Cut to the smallest unit that is allowed and surely holds it; the words are ours."""
    shown = coarsen_moment(said, TimeLevel(level))
    assert (shown.value, shown.words) == (value, words)
    assert shown.hedge is Hedge.EXACT


def test_bounds_of_a_coarse_time():
    """A month reaches from its first to its last day, leap years included; a year from January to December."""
    month = coarsen_moment(moment("2016-02-10T10:00"), TimeLevel.MONTH)
    assert (month.earliest_start, month.latest_end) == ("2016-02-01", "2016-02-29")
    year = coarsen_moment(moment("2016-02-10T10:00"), TimeLevel.YEAR)
    assert (year.earliest_start, year.latest_end) == ("2016-01-01", "2016-12-31")


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (moment("2017-10-12"), "day"),
        (moment("2017-10-12T16:00"), "exact"),
        (moment("2017-10-01", "2017-10-31"), "month"),
        (moment("2017-01-01", "2017-12-31"), "year"),
        (Moment("", "", "", "", ""), "none"),
    ],
)
def test_what_is_vague_enough_stays(said, level):
    """A time no more exact than allowed keeps its words."""
    assert coarsen_moment(said, TimeLevel(level)) is said


@pytest.mark.parametrize(
    ("said", "level"),
    [
        (moment("2017-10-12T16:00"), "none"),
        (Moment("", "", "", "", "at four", "T16:00"), "day"),
        (moment("2017-12-31", "2018-01-02"), "year"),
        (moment("2017-10-99T16:00", "2018-11-01"), "month"),
    ],
)
def test_what_cannot_be_said_less_exactly_is_not_said(said, level):
    """No date known, nothing allowed, no unit that holds it, or no date at all."""
    assert coarsen_moment(said, TimeLevel(level)) is None


dates = st.datetimes(
    min_value=__import__("datetime").datetime(1990, 1, 1), max_value=__import__("datetime").datetime(2030, 1, 1)
)


@given(dates, st.integers(0, 60 * 24 * 800), st.sampled_from(TimeLevel))
def test_times_never_narrow(start, minutes, level):
    """What is shown holds what was said, is never closer than the level, and coarsening again changes nothing."""
    said = moment(start.isoformat(timespec="minutes"), (start + timedelta(minutes=minutes)).isoformat(timespec="minutes"))
    shown = coarsen_moment(said, level)
    if shown is not None and shown is not said:
        assert shown.earliest_start <= said.earliest_start[:10] and said.latest_end[:10] <= shown.latest_end
        assert times.LEVELS.index(times.exactness_of(shown)) >= times.LEVELS.index(level)
        assert coarsen_moment(shown, level) == shown
    if shown is said:
        assert times.LEVELS.index(times.exactness_of(said)) >= times.LEVELS.index(level)


def test_dates_and_words():
    """ISO dates are cut, and told in words as exactly as they are given."""
    assert coarsen_date("", TimeLevel.MONTH) == ""
    assert [coarsen_date("2017-10-27", level) for level in TimeLevel] == ["2017-10-27", "2017-10-27", "2017-10", "2017", ""]
    assert time_words("2017-03-01") == "1 March 2017"
    assert times.strictest([]) is TimeLevel.EXACT
    assert times.strictest([TimeLevel.YEAR, TimeLevel.DAY]) is TimeLevel.YEAR


@pytest.fixture(scope="module")
def divisions():
    own = [
        Place("Shanine", 36.2, 39.1, country="SY", region="Raqqa", population=300, gazetteer_id="own:shanine"),
        Place("Lost Camp", 0.0, 0.0, country="SY", region="Atlantis"),
    ]
    return Divisions.open(own)


def at(name, lat, lon, country="SY", radius_km=0.0, gazetteer_id=""):
    return PlaceRef(name, name, lat, lon, gazetteer_id, country, radius_km)


def test_real_divisions(divisions):
    """A town in its governorate and country; a district where the gazetteer knows one; nothing where it cannot know."""
    tabqa = at("Al-Tabqa", 35.83758, 38.54827)
    assert divisions.region_of(tabqa).name == "Raqqa"
    assert divisions.district_of(tabqa) is None
    assert divisions.country_of(tabqa).name == "Syria"
    salkhad = at("Salkhad", 32.4914, 36.7111)
    assert divisions.district_of(salkhad).name == "Salkhad District"
    assert divisions.district_of(at("wide", 32.4914, 36.7111, radius_km=30.0)) is None
    assert divisions.region_of(at("sea", 20.0, -40.0)) is None
    assert divisions.region_of(at("no country", 35.8, 38.5, country="")) is None
    assert divisions.region_of(PlaceRef("nowhere", "nowhere")) is None
    assert divisions.district_of(PlaceRef("nowhere", "nowhere")) is None
    assert divisions.country_of(PlaceRef("nowhere", "nowhere")) is None
    assert divisions.region_of(at("Atlantis Town", 35.8, 38.5, country="ZZ")) is None


def test_a_circle_over_two_regions_is_in_neither(divisions):
    """Naming one of them would say more than was said."""
    assert divisions.region_of(at("between", 35.6, 39.7, radius_km=75.0)) is None
    assert divisions.region_of(at("around Tabqa", 35.83758, 38.54827, radius_km=5.0)).name == "Raqqa"


def test_own_places_bring_their_region_and_people(divisions):
    """What the investigation says of its own villages is used; a region nobody knows is none."""
    shanine = PlaceRef("Shanine", "Shanine")
    assert divisions.region_of(shanine).name == "Raqqa"
    assert divisions.country_of(shanine).name == "Syria"
    assert divisions.population_of(shanine) == 300
    assert divisions.region_of(PlaceRef("Lost Camp", "Lost Camp")) is None


def test_inhabitants(divisions):
    """Of a town, a region, a district, a country, a circle; 0 where nobody counted."""
    tabqa = at("Al-Tabqa", 35.83758, 38.54827)
    assert divisions.population_of(tabqa) == 87872
    assert divisions.population_of(divisions.region_of(tabqa)) == 624640
    assert divisions.population_of(divisions.country_of(tabqa)) == 16891904
    assert divisions.population_of(divisions.district_of(at("Salkhad", 32.4914, 36.7111))) == 15944
    assert divisions.population_of(at("x", 35.9, 38.8, radius_km=40.0)) >= 87872 + 531456
    assert divisions.population_of(at("x", 0.0, 0.0, gazetteer_id="district:none")) == 0
    assert divisions.population_of(PlaceRef("nowhere", "nowhere")) == 0
    assert to_place_ref(Place("a", 1.0, 2.0), words="w").words == "w"
