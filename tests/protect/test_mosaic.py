"""The mosaic gathers what releases tell about a source and warns where few people fit."""

import msgspec
import pytest

from testimonia.model.events import Event
from testimonia.model.findings import Question
from testimonia.model.protection import DescriptorLevel, ReleaseSettings, SourceSettings
from testimonia.model.testimony import Role
from testimonia.model.values import PlaceRef
from testimonia.protect.mosaic import Known, Published, make_page
from tests.make import day, occurrence, said, source
from tests.protect.clearance.areas import CITY, VILLAGE, SmallWorld
from tests.protect.clearance.case import answer, cleared, content, full_content, open_settings, protected

FALCON = protected("Falcon")
DILLON = source("Col Ryan Dillon", Role.OFFICIAL)
TALL = msgspec.structs.replace(VILLAGE, words="Tall Mithal")


def page(*cases, descriptor="shopkeeper", level="exact", world=None, details=None, keep=True, **fields):
    """The page of Falcon over one release for each case, everything else shown."""
    world = world or SmallWorld({"Tall Mithal": 900, "Ar Raqqah": 500_000})
    known_ids, published = None, []
    for number, case in enumerate(cases, start=1):
        shown = msgspec.structs.replace(
            open_settings(published_name="Yara", descriptor=descriptor), descriptor_level=DescriptorLevel(level)
        )
        answers = {s.id: kept(s.id) for s in case.statements} if keep else {}
        result = cleared(case, settings={"Falcon": shown}, known=known_ids, answers=answers, world=world, **fields)
        known_ids = result.ids
        published.append(Published(f"r{number}", result.release))
    known = Known("src-1", "Falcon", known_ids["source:s-falcon"], details or {})
    return make_page(known, published, world)


def kept(statement_id):
    from testimonia.model.protection import Decision, QuoteAnswer

    return QuoteAnswer(statement_id, Decision.KEEP, "r", "Ann", "2017")


def one_case(*texts, place=None, sources=(FALCON,)):
    pairs = [said(occurrence("x", text), by="Falcon", text=text) for text in texts]
    if place is not None:
        pairs.append(said(place, by="Falcon", text=f"in {place.words}"))
    return content(sources, pairs)


def facts(made):
    return {(fact.kind, fact.words) for fact in made.facts}


def rules(made):
    return [(warning.rule, warning.people) for warning in made.warnings]


def test_facts_of_every_kind():
    """Name, role, trade; relatives, injuries, homes, ages and singularity in quotations; places and times of claims."""
    texts = ["my brother saw it", "I was wounded", "they came to our house", "I am 43", "the only shop", "I am a baker"]
    pairs = [said(occurrence("x", text), by="Falcon", text=text) for text in texts]
    pairs += [said(TALL, by="Falcon", text="in Tall Mithal"), said(day("2017-10-12", "at four", time="16:00"), by="Falcon")]
    pairs.append(said(day("2017-10-13", "13 October"), by="Falcon", is_first_hand=True))
    found = facts(page(content([FALCON], pairs)))
    assert {
        ("name", "Yara"),
        ("role", "participant"),
        ("trade", "shopkeeper"),
        ("trade", "baker"),
        ("relative", "my brother"),
        ("injury", "I was wounded"),
        ("home", "our house"),
        ("age", "I am 43"),
        ("only one", "the only shop"),
        ("place", "Tall Mithal"),
        ("clock time", "at four"),
        ("time", "13 October"),
        ("saw it themselves", "13 October"),
    } <= found


def test_over_all_releases():
    """A fact names every release that tells it, and each quotation it stands in."""
    first, second = one_case("my brother saw it"), one_case("my brother saw it", "I was wounded")
    made = page(first, second)
    by_kind = {fact.kind: fact for fact in made.facts}
    assert by_kind["relative"].releases == ("r1", "r2") and len(by_kind["relative"].quote_ids) == 1
    assert by_kind["injury"].releases == ("r2",)
    assert made.label == "Yara" and made.name == "Falcon"


def test_a_trade_in_a_small_place_points_to_few():
    """1.5 % of 900 people keep a shop: about 14. In a town of half a million nobody is found by it."""
    made = page(one_case("the road was closed", place=TALL))
    assert rules(made) == [("small group", 14)]
    assert made.warnings[0].sentence == "About 14 people fit: shopkeeper, Tall Mithal (900 inhabitants)."
    assert made.warnings[0].facts == ("Tall Mithal", "shopkeeper")
    assert rules(page(one_case("the road was closed", place=CITY))) == []


@pytest.mark.parametrize(
    ("inhabitants", "warned"),
    [(3267, True), (3400, False)],
)
def test_the_bound_is_fifty(inhabitants, warned):
    """Fewer than fifty who fit is a warning, fifty is none."""
    made = page(one_case("x", place=TALL), world=SmallWorld({"Tall Mithal": inhabitants}))
    assert bool(rules(made)) is warned


def test_unknown_places_and_trades_count_as_small_and_rare():
    """A place the gazetteer lacks has at most 500 people; a trade that is in no table one in ten thousand."""
    unknown = page(one_case("x", place=TALL), world=SmallWorld())
    assert "no known number of inhabitants, taken as 500" in unknown.warnings[0].sentence
    assert rules(unknown) == [("small group", 8)]
    rare = page(one_case("x", place=CITY), descriptor="crocodile keeper", world=SmallWorld({"Ar Raqqah": 100_000}))
    assert rares(rare) == 10
    wide = PlaceRef("around", "around", 35.0, 39.0, "", "SY", 20.0)
    assert rules(page(one_case("x", place=wide), world=SmallWorld())) == []


def rares(made):
    return made.warnings[0].people


def test_a_broader_word_fits_its_whole_group():
    """All traders together, and all who ply a trade, are more people than the shopkeepers."""
    numbers = [page(one_case("x", place=TALL), level=level).warnings for level in ("exact", "broad")]
    assert [warnings[0].people for warnings in numbers] == [14, 31]
    assert rules(page(one_case("x", place=TALL), level="sector")) == []
    assert rules(page(one_case("x", place=TALL), level="role")) == []


def test_an_age_narrows_further():
    """Seven people of a decade keep a shop in a place of 3,400."""
    world = SmallWorld({"Tall Mithal": 3_400})
    case = one_case("x", place=TALL)
    assert rules(page(case, world=world)) == []
    from testimonia.protect.identities import Identity

    aged = page(case, world=world, identities={"Falcon": Identity("f", details={"age": "41"})})
    assert rules(aged) == [("small group", 8)]
    assert "aged 40 to 49" in aged.warnings[0].sentence


def test_words_such_as_only():
    """ "The only shop on the route" is a warning by itself, whatever the figures."""
    made = page(one_case("mine was the only shop on the route"), level="role")
    assert [warning.rule for warning in made.warnings] == ["the only one"]
    assert "the only shop" in made.warnings[0].sentence


def test_places_in_the_questions_they_answer():
    """Whoever answers a question about a place is taken to be from there."""
    pair = said(occurrence("x", "yes"), by="Falcon", text="yes")
    place = said(TALL, by="Col Ryan Dillon", text="Tall Mithal")
    asked = (Question("q0", "What happened in Tall Mithal?", "occurrence"),)
    case = content([FALCON, DILLON], [pair, place], questions=asked, answers=(answer("q0", pair),))
    case = msgspec.structs.replace(case, wanted=frozenset({place[0].id}))
    made = page(case)
    assert ("place", "Tall Mithal") in facts(made)
    assert rules(made) == [("small group", 14)]


def test_what_others_say_of_them():
    """Another source's words that name the pseudonym belong to the page."""
    pairs = [said(occurrence("x", "yes"), by="Falcon"), said(occurrence("y", "Yara hid it"), by="Col Ryan Dillon")]
    assert ("said of them", "Yara hid it") in facts(page(content([FALCON, DILLON], pairs)))


def test_the_only_teller_of_what_happened_in_a_village():
    """Alone with an event or a leg in a small place is a warning; in a city, or with others, it is none."""
    pair, other = said(TALL, by="Falcon", text="in Tall Mithal"), said(occurrence("x", "yes"), by="Col Ryan Dillon")
    alone = Event("e-1", "it burned", None, TALL, (FALCON.id,), (pair[0].id,))
    case = content([FALCON, DILLON], [pair, other], events=(alone,))
    made = page(case, descriptor="")
    assert rules(made) == [("only teller", None)]
    assert "Nobody else tells what happened at Tall Mithal (900 inhabitants)" in made.warnings[0].sentence
    both = msgspec.structs.replace(alone, source_ids=(FALCON.id, DILLON.id))
    assert rules(page(msgspec.structs.replace(case, events=(both,)), descriptor="")) == []
    assert ("event", "it burned") in facts(page(msgspec.structs.replace(case, events=(both,)), descriptor=""))
    city = said(CITY, by="Falcon", text="in Raqqa")
    there = Event("e-1", "it burned", None, CITY, (FALCON.id,), (city[0].id,))
    assert rules(page(content([FALCON], [city], events=(there,)), descriptor="")) == []


def test_stops_of_a_route():
    """Both ends of every leg they tell are stops; of a leg nobody else tells they are the only teller."""
    hamlet = PlaceRef("Ayn Wahm", "Ayn Wahm", 36.6, 39.4, "geonames:2", "SY")
    pairs = [said(TALL, by="Falcon", text="in Tall Mithal"), said(hamlet, by="Falcon", text="to Ayn Wahm")]
    made = page(full_content([FALCON], pairs), descriptor="")
    assert {("sole teller there", "Tall Mithal"), ("sole teller there", "Ayn Wahm")} <= facts(made)
    pairs.append(said(occurrence("x", "yes"), by="Col Ryan Dillon"))
    together = page(full_content([FALCON, DILLON], pairs), descriptor="")
    assert {("route stop", "Tall Mithal"), ("route stop", "Ayn Wahm")} <= facts(together)


def test_many_details_together():
    """Four kinds of narrowing detail are a warning whatever the figures say; three are none."""
    four = one_case("my brother saw it", "I was wounded", "they came to our house", place=CITY)
    assert [warning.rule for warning in page(four, descriptor="").warnings] == ["many details"]
    three = one_case("my brother saw it", "I was wounded", place=CITY)
    assert page(three, descriptor="").warnings == ()


def test_details_of_the_vault():
    """What the vault says narrows the person down is looked for in their words; without the vault the page says so."""
    case = one_case("I mended the Crocodile pump", place=None)
    made = page(case, descriptor="", details={"work": "crocodile pump", "x": "no"})
    assert rules(made) == [("detail of the vault", None)]
    assert ("vault: work", "crocodile pump") in facts(made)
    assert made.notes == ()
    assert page(case, descriptor="").notes == ("The vault's details of this source were not looked at.",)


def test_a_warning_is_named_by_what_it_rests_on():
    """The same facts are the same warning in the next release; more facts are another."""
    first, again = one_case("x", place=TALL), one_case("y", place=TALL)
    assert page(first).warnings[0].id == page(again).warnings[0].id
    assert page(first).warnings[0].id != page(first, level="broad").warnings[0].id


def test_a_source_that_no_release_names_has_an_empty_page():
    """No facts, no warnings, the team's name."""
    case = content([DILLON], [said(occurrence("x", "yes"), by="Col Ryan Dillon")])
    release = cleared(case, release=ReleaseSettings()).release
    made = make_page(Known("src-1", "Falcon", ""), [Published("r1", release)], SmallWorld())
    assert (made.facts, made.warnings, made.label) == ((), (), "Falcon")
    assert SourceSettings() == SourceSettings(name="")
