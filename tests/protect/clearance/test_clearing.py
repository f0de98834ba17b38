"""What a release holds, and what it does not."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.model.events import Event
from testimonia.model.findings import Question, Standing
from testimonia.model.protection import (
    Decision,
    DescriptorLevel,
    PlaceLevel,
    QuoteAnswer,
    ReleaseSettings,
    SourceSettings,
    TimeLevel,
)
from testimonia.model.release import Count, Release, decode_release
from testimonia.model.testimony import Form, Role, Stance
from testimonia.model.values import Occurrence
from testimonia.protect.clearance.content import ReleasedIds
from testimonia.protect.clearance.guard import Guard
from testimonia.protect.clearance.sweeping import prune, strings_of, sweep
from testimonia.protect.clearance.wording import is_marked_edit
from testimonia.protect.identities import Home, Identity
from testimonia.protect.pseudonyms.choosing import Pseudonym
from tests.make import amount, day, money, occurrence, place, said, source
from tests.protect.clearance.areas import CITY, HAMLET, VILLAGE
from tests.protect.clearance.case import cleared, content, finding, full_content, open_settings, protected

FALCON = protected("Falcon")
DILLON = source("Col Ryan Dillon", Role.OFFICIAL)
NAWWAF = Identity("falcon", names=("Nawwaf al-Khayali",), phones=("+963 000 555 101",))


def only(result, kind="quotes"):
    (one,) = getattr(result.release, kind)
    return one


def why(result, kind="quote"):
    return [one.reason for one in result.withheld if one.kind == kind]


def test_a_number_leads_to_the_words():
    """Finding, estimate, answer, claim, quotation: each names the next by its released id."""
    pair = said("about 4,000 people", by="Falcon", text="about 4,000 people left", on="2017-10-30")
    case = full_content([FALCON], [pair])
    result = cleared(case, settings={"Falcon": open_settings(published_name="Abu Bakr")})
    release = result.release
    found = only(result, "findings")
    (answer,) = [one for one in release.answers if one.id in found.answer_ids]
    (claim,) = [one for one in release.claims if one.id in answer.claim_ids]
    (quote,) = [one for one in release.quotes if one.id == claim.quote_id]
    assert quote.words == "about 4,000 people left"
    assert claim.value == pair[0].value
    assert answer.standing == 0
    assert answer.credibility == "2"
    assert only(result, "estimates").id == found.estimate_id
    assert only(result, "estimates").answer_ids == (answer.id,)
    assert [grade.value for grade in found.grades] == ["fair"]
    assert only(result, "sources").label == "Abu Bakr"
    assert "Falcon" not in release.encode().decode()
    assert "“about 4,000 people” (Abu Bakr on 2017-10)" in found.words
    bindings = result.bindings
    assert bindings.quotes[pair[1].id] == bindings.quotes[pair[0].id] == quote.id
    assert bindings.claims == {pair[0].id: claim.id}
    assert bindings.findings == {"q0": found.id}
    assert bindings.answers == {case.answers[0].id: answer.id}
    assert bindings.questions == {"q0": found.question_id}


def test_ids_are_new_and_stay():
    """No id of the case is in the release; the next release calls the same things the same."""
    pair = said("about 4,000 people", by="Falcon", text="about 4,000 people left")
    case = full_content([FALCON], [pair])
    first = cleared(case)
    text = first.release.encode().decode()
    for case_id in (pair[0].id, pair[1].id, FALCON.id, case.items[0].item.id, "f-q0", "x-1", "e-1"):
        assert case_id not in text
    again = cleared(case, known=first.ids)
    assert again.release == first.release
    assert cleared(case).release.content_hash() == first.release.content_hash()
    assert decode_release(first.release.encode()) == first.release
    more = full_content([FALCON, DILLON], [pair, said("200 people", by="Col Ryan Dillon")])
    grown = cleared(more, known=first.ids)
    assert grown.bindings.claims[pair[0].id] == first.bindings.claims[pair[0].id]
    assert grown.release.content_hash() != first.release.content_hash()


def test_ids_hold_neither_figures_nor_words():
    """Random digits are written as consonants; one that is taken already is drawn again."""
    draws = iter(["0123456789abcdef", "0123456789abcdef", "f" * 16])
    made = ReleasedIds({}, lambda: next(draws))
    assert made.of("claim", "c-1") == "c-bcdfghjklmnp"
    assert made.of("claim", "c-1") == "c-bcdfghjklmnp"
    assert made.of("claim", "c-2") == "c-tttttttttttt"
    assert [made.number("participant", "a"), made.number("participant", "b"), made.number("participant", "a")] == [1, 2, 1]


def test_labels():
    """Vault's pseudonym, then the published name, then a description with a number; public people by name."""
    pair, other = said("40 people", by="Falcon"), said("50 people", by="Col Ryan Dillon")
    case = content([FALCON, DILLON], [pair, other])

    def label(**fields):
        shown = {one.role: one for one in cleared(case, **fields).release.sources}
        assert shown[Role.OFFICIAL].label == "Col Ryan Dillon"
        assert not shown[Role.OFFICIAL].is_protected
        return shown[Role.PARTICIPANT]

    assert label().label == "participant 1"
    assert not label().is_name
    named = {"Falcon": SourceSettings(published_name="Abu Bakr", descriptor="lorry driver")}
    assert label(settings=named).label == "Abu Bakr"
    assert label(settings=named).descriptor == ""
    vault = label(settings=named, pseudonyms={"Falcon": Pseudonym("Yara", "يارا")})
    assert (vault.label, vault.label_native, vault.is_name) == ("Yara", "يارا", True)
    broad = label(settings={"Falcon": SourceSettings(descriptor="lorry driver", descriptor_level=DescriptorLevel.BROAD)})
    assert (broad.label, broad.descriptor) == ("driver 1", "driver")


def test_age_and_role_follow_the_descriptor_level():
    """An age is never shown closer than the decade; at level none not even the role."""
    case = content([FALCON], [said("40 people", by="Falcon")])
    identity = {"Falcon": Identity("x", details={"age": "34"})}

    def shown(level):
        one = SourceSettings(descriptor_level=DescriptorLevel(level))
        return only(cleared(case, settings={"Falcon": one}, identities=identity), "sources")

    assert [shown(level).age for level in DescriptorLevel] == ["30 to 39", "30 to 39", "a young adult", "", ""]
    assert (shown("none").role, shown("none").label) == (Role.UNKNOWN, "source 1")
    unknown = {"Falcon": Identity("x", details={"age": "about thirty"})}
    assert only(cleared(case, settings={"Falcon": open_settings()}, identities=unknown), "sources").age == ""


def test_a_pseudonym_that_is_somebodys_name_is_refused():
    """It is named as withheld, and the source is described instead."""
    case = content([FALCON], [said("40 people", by="Falcon")])
    result = cleared(case, settings={"Falcon": SourceSettings(published_name="Nawwaf")}, identities={"x": NAWWAF})
    assert only(result, "sources").label == "participant 1"
    assert "in common with somebody's identity" in why(result, "pseudonym")[0]


def test_names_in_quotations():
    """The team's name gives way to the label in brackets; a true name keeps the quotation out, whoever says it."""
    pairs = [
        said("40 people", by="Falcon", text="I, Falcon, saw 40 people"),
        said("50 people", by="Col Ryan Dillon", text="Falcon says 50 people"),
        said("60 people", by="Col Ryan Dillon", text="Nawwaf says 60 people"),
    ]
    case = content([FALCON, DILLON], pairs)
    result = cleared(case, settings={"Falcon": open_settings(published_name="Abu Bakr")}, identities={"Falcon": NAWWAF})
    assert {q.words for q in result.release.quotes} == {"I, [Abu Bakr], saw 40 people", "[Abu Bakr] says 50 people"}
    assert all(q.is_edited for q in result.release.quotes)
    assert why(result) == ["it holds something by which a protected person is known"]
    assert [one.words for one in result.withheld if one.kind == "quote"] == [""]
    assert {claim.value.words for claim in result.release.claims if not claim.quote_id} == {""}


RISKY = "I was the only doctor and saw 40 people"


def answered(decision, words=""):
    pair = said("40 people", by="Falcon", text=RISKY)
    one = QuoteAnswer(pair[1].id, Decision(decision), "many doctors", "Ann", "2017", words)
    return cleared(content([FALCON], [pair]), settings={"Falcon": open_settings()}, answers={pair[1].id: one})


def test_an_editor_answers():
    """Unanswered: out. Kept: in. Withheld: out, with the reason. Replaced: only by omissions and brackets."""
    pair = said("40 people", by="Falcon", text=RISKY)
    asked = cleared(content([FALCON], [pair]), settings={"Falcon": open_settings()})
    assert asked.release.quotes == ()
    (one,) = [one for one in asked.withheld if one.kind == "quote"]
    assert one.needs_answer and one.words == RISKY and one.case_id == pair[1].id
    assert "the only doctor" in one.reason
    assert only(answered("keep")).words == RISKY
    assert why(answered("withhold")) == ["an editor withheld it: many doctors"]
    replaced = only(answered("replace", "I … saw 40 people"))
    assert replaced.words == "I … saw 40 people" and replaced.is_edited
    assert "was not said" in why(answered("replace", "I saw 50 people"))[0]


def test_no_answer_lets_contacts_or_identities_through():
    """KEEP does not publish a telephone number or a true name."""
    for text in ("ring 0944 555 111, there were 40 people", "Nawwaf saw 40 people"):
        pair = said("40 people", by="Falcon", text=text)
        keep = {pair[1].id: QuoteAnswer(pair[1].id, Decision.KEEP, "r", "Ann", "2017")}
        result = cleared(
            content([FALCON], [pair]), settings={"Falcon": open_settings()}, answers=keep, identities={"Falcon": NAWWAF}
        )
        assert result.release.quotes == ()
        assert len(result.release.claims) == 1


def test_a_source_who_is_not_to_be_quoted():
    """The value stays, the words go, and so do units and event names that come from them."""
    pairs = [
        said("40 surgeons", by="Falcon"),
        said(occurrence("brother shoot", "my brother was shot"), by="Falcon"),
        said(money("600 dollars"), by="Falcon"),
    ]
    result = cleared(content([FALCON], pairs), settings={"Falcon": open_settings(is_quoted=False)})
    assert result.release.quotes == () and result.release.items == ()
    values = [claim.value for claim in result.release.claims]
    assert {value.words for value in values} == {""}
    assert {getattr(value, "event", getattr(value, "unit", "")) for value in values} == {"", "USD"}
    assert set(why(result)) == {"this source is not to be quoted"}
    assert not any(one.needs_answer for one in result.withheld)


def test_strict_by_default():
    """Nothing set: places by the governorate, times by the month, in the value and in the words."""
    pairs = [
        said(msgspec.structs.replace(VILLAGE, words="Tall Mithal"), by="Falcon", text="we slept in Tall Mithal"),
        said(day("2017-10-12", "12 October"), by="Falcon", text="we left on 12 October at 16:40", on="2017-10-27"),
    ]
    result = cleared(content([FALCON], pairs))
    assert {q.words for q in result.release.quotes} == {"we slept in [Raqqa]", "we left on [October 2017] at [a time]"}
    assert {q.said_on for q in result.release.quotes} == {"", "2017-10"}
    by_type = {type(claim.value).__name__: claim for claim in result.release.claims}
    assert by_type["PlaceRef"].value.name == "Raqqa" and by_type["PlaceRef"].is_coarsened
    assert by_type["Moment"].value.value == "2017-10"
    assert {item.date for item in result.release.items} == {"2017-10"}
    assert "Mithal" not in result.release.encode().decode()


def test_levels_of_a_source():
    """A source's own levels hold; a public place is named whatever the level; an unknown one is not."""
    pairs = [
        said(msgspec.structs.replace(HAMLET, words="Ayn Wahm"), by="Falcon", text="from Ayn Wahm to Raqqa by Bir Khayal"),
        said(msgspec.structs.replace(CITY, words="Raqqa"), by="Falcon", text="Raqqa"),
        said(place("Bir Khayal"), by="Falcon", text="Bir Khayal"),
    ]
    settings_ = {"Falcon": SourceSettings(place_level=PlaceLevel.COUNTRY, time_level=TimeLevel.DAY)}
    result = cleared(content([FALCON], pairs), settings=settings_, release=ReleaseSettings(public_places=("Raqqa",)))
    assert "from [Syria] to Raqqa by [a place]" in {q.words for q in result.release.quotes}
    assert {claim.value.name for claim in result.release.claims} == {"Syria", "Ar Raqqah"}
    assert why(result, "claim") == ["its place or time may not be shown as exactly as it would have to be"]
    exact = cleared(content([FALCON], pairs), settings={"Falcon": open_settings()})
    assert "from Ayn Wahm to Raqqa by Bir Khayal" in {q.words for q in exact.release.quotes}


def test_dates_in_words_at_month_and_day():
    """Dates the machine did not read are taken out of the words too: ISO, day and month, clocks."""
    pair = said("40 people", by="Falcon", text="on 2017-10-12, 13 October, 14.10.2017 and 5 pm there were 40 people")
    case = content([FALCON], [pair])
    assert only(cleared(case)).words == "on [October 2017], [a day], [a day] and [a time] there were 40 people"
    day_level = {"Falcon": SourceSettings(time_level=TimeLevel.DAY)}
    assert (
        only(cleared(case, settings=day_level)).words
        == "on 2017-10-12, 13 October, 14.10.2017 and [a time] there were 40 people"
    )
    none = {"Falcon": SourceSettings(time_level=TimeLevel.NONE)}
    assert only(cleared(case, settings=none)).words == "on [a day], [a day], [a day] and [a time] there were 40 people"


def test_home_is_not_shown_at_any_level():
    """A point within the distance kept from a home is no place of the release, exact as the level may be."""
    pair = said(msgspec.structs.replace(VILLAGE, words="Tall Mithal"), by="Falcon", text="Tall Mithal")
    event = Event("e-1", "it began", None, VILLAGE, (FALCON.id,), (pair[0].id,))
    home = {"Falcon": Identity("x", home=Home(35.51, 38.52, 500))}
    result = cleared(content([FALCON], [pair], events=(event,)), settings={"Falcon": open_settings()}, identities=home)
    assert result.release.places == () and result.release.claims == ()
    assert why(result, "event")


def test_who_told_whom():
    """A public speaker in the chain is named; a relative or anybody else is not."""
    pairs = [
        said("40 people", by="Falcon", text="40 people", chain=("Col Ryan Dillon", "his cousin")),
    ]
    result = cleared(content([FALCON, DILLON], pairs), settings={"Falcon": open_settings()})
    assert only(result).relayed_from == ("Col Ryan Dillon", "somebody else")


def test_public_items_and_protected_ones():
    """A public page keeps title, address and hash; an interview only kind, month and language."""
    pairs = [said("40 people", by="Col Ryan Dillon"), said("50 people", by="Falcon")]
    result = cleared(content([DILLON, FALCON], pairs, public=[pairs[0][0]]))
    shown = {item.kind: item for item in result.release.items}
    page, interview = shown["article"], shown["interview"]
    assert (page.is_public, page.title, page.url, page.publisher, page.date) == (
        True,
        "News",
        "https://example.org/a",
        "Balikh News",
        "2017-10-27",
    )
    assert page.sha256 == "ab" * 32
    assert (interview.title, interview.url, interview.sha256, interview.date) == ("", "", "", "2017-10")
    both = content([DILLON, FALCON], [pairs[1]], public=[pairs[1][0]])
    assert only(cleared(both), "items").sha256 == ""


def test_who_is_protected_without_being_marked():
    """Whom nobody declared, and whose words are not public anyway, is protected."""
    farmer = msgspec.structs.replace(source("farmer"), item_id="i")
    pair = said("40 people", by="farmer")
    case = msgspec.structs.replace(content([farmer], [pair]), declared=frozenset())
    assert only(cleared(case), "sources").label == "eyewitness 1"
    public = msgspec.structs.replace(content([farmer], [pair], public=[pair[0]]), declared=frozenset())
    assert only(cleared(public), "sources").label == "farmer"
    nobody = msgspec.structs.replace(source("unresolved speaker"), item_id="i")
    spoken = said("40 people", by="unresolved speaker")
    unnamed = msgspec.structs.replace(content([nobody], [spoken], public=[spoken[0]]), declared=frozenset())
    assert only(cleared(unnamed), "sources").label == "somebody not named"


def test_machine_sentences_only_where_nothing_is_hidden():
    """A sentence that repeats coarsened or withheld words is replaced by one of ours, the investigators' own stays."""
    pairs = [said("40 people", by="Falcon", text=RISKY), said("50 people", by="Col Ryan Dillon")]
    result = cleared(full_content([FALCON, DILLON], pairs), settings={"Falcon": open_settings()})
    machine = result.release.findings[0]
    assert machine.words == "" and machine.reason == "It rests on 1 account from 1 independent group; details are not shown."
    assert (machine.low, machine.best, machine.high, machine.standing) == (1.0, 2.0, 3.0, Standing.CORROBORATED)
    assert only(result, "contradictions").sentence == "What 2 accounts say here cannot all be true."
    assert only(result, "contradictions").arithmetic == ()
    assert only(result, "corroborations").reason == "2 accounts from 2 independent groups agree"
    assert only(result, "shifts").sentence == "" and only(result, "derivations").words == ""
    assert result.release.estimates[0].words == ""
    assert why(result, "sentence")
    people = msgspec.structs.replace(
        full_content([FALCON, DILLON], pairs), findings=(finding("q0", "Falcon and 40 more", is_suggestion=False),)
    )
    said_so = cleared(people, settings={"Falcon": open_settings(published_name="Abu Bakr")})
    assert only(said_so, "findings").words == "Abu Bakr and 40 more"
    assert not only(said_so, "findings").is_suggestion


def test_the_answer_to_when_is_hidden_with_its_words():
    """Figures of a question for a time are the time itself."""
    pair = said(day("2017-10-12", "12 October"), by="Falcon", text="on 12 October")
    asked = [Question("q0", "When?", "moment")]
    case = full_content([FALCON], [pair])
    case = msgspec.structs.replace(case, questions=tuple(asked))
    result = cleared(case)
    assert only(result, "findings").low is None and only(result, "estimates").best is None
    assert only(cleared(case, settings={"Falcon": open_settings()}), "findings").low == 1.0


def test_the_time_and_place_found_are_no_more_exact_than_their_tellers_allow():
    """A finding's moment and place are cut to the level of the strictest speaker, and say nothing in anybody's words."""
    when = day("2017-10-12", "12 October")
    where = msgspec.structs.replace(HAMLET, words="Ayn Wahm")
    pair = said(when, by="Falcon", text="on 12 October")
    found = msgspec.structs.replace(finding("q0"), when=when, where=where)
    case = msgspec.structs.replace(full_content([FALCON], [pair]), findings=(found,))
    strict = only(cleared(case), "findings")
    assert strict.when.value == "2017-10" and strict.where.name != HAMLET.name
    exact = only(cleared(case, settings={"Falcon": open_settings()}), "findings")
    assert (exact.when.value, exact.when.words, exact.where.name) == ("2017-10-12", "", HAMLET.name)
    none = {"Falcon": SourceSettings(place_level=PlaceLevel.NONE, time_level=TimeLevel.NONE)}
    hidden = only(cleared(case, settings=none), "findings")
    assert hidden.when is None and hidden.where is None
    alone = msgspec.structs.replace(
        content([DILLON], [said(when, by="Col Ryan Dillon", text="on 12 October")]), findings=(found,)
    )
    assert only(cleared(alone), "findings").when.value == "2017-10-12"


def test_whether_somebody_saw_it_is_said_without_the_words():
    """A claim whose quotation is withheld still says that it is hearsay."""
    pair = said("40 people", by="Falcon", is_first_hand=False)
    result = cleared(content([FALCON], [pair]), settings={"Falcon": SourceSettings(is_quoted=False)})
    claim = only(result, "claims")
    assert (claim.quote_id, claim.is_first_hand) == ("", False)


def test_what_rests_on_a_withheld_claim_goes():
    """Contradiction, shift, derivation and answer need every claim they name."""
    pairs = [said(place("Bir Khayal"), by="Falcon", text="Bir Khayal"), said("50 people", by="Col Ryan Dillon")]
    result = cleared(full_content([FALCON, DILLON], pairs))
    release = result.release
    assert release.contradictions == () and release.shifts == () and release.derivations == () and release.corroborations == ()
    assert why(result, "contradiction") == ["one of its claims is withheld"]
    assert why(result, "answer") == ["none of its claims may be shown"]
    assert release.findings[0].answer_ids == () and release.findings[0].reason == "No account of this may be shown."
    assert Count("contradiction", 1) in release.withheld


def test_events_and_routes_by_the_strictest_teller():
    """Places and times as the most protected of the tellers allows; distances and legs that fall together are left out."""
    village = msgspec.structs.replace(VILLAGE, words="Tall Mithal")
    hamlet = msgspec.structs.replace(HAMLET, words="Ayn Wahm")
    pairs = [said(village, by="Falcon", text="in Tall Mithal"), said(hamlet, by="Col Ryan Dillon", text="to Ayn Wahm")]
    case = full_content([FALCON, DILLON], pairs)
    strict = cleared(case)
    assert strict.release.routes == () and why(strict, "leg") and why(strict, "route")
    assert {one.ref.name for one in strict.release.places} == {"Raqqa", "Ayn Wahm"}
    shown = cleared(case, settings={"Falcon": open_settings()})
    route = only(shown, "routes")
    assert route.name == "Tall Mithal – Ayn Wahm"
    assert (route.legs[0].low_km, route.legs[0].high_km) == (1.0, 2.0)
    assert len(route.legs[0].claim_ids) == 2 and len(route.legs[0].source_ids) == 2
    event = only(shown, "events")
    assert shown.bindings.events == {"e-1": event.id} and shown.bindings.routes == {"w-1": route.id}
    district = cleared(case, settings={"Falcon": SourceSettings(place_level=PlaceLevel.DISTRICT)})
    leg = only(district, "routes").legs[0]
    assert leg.low_km is None and leg.high_km is None
    assert only(district, "routes").name == "Middle District – Raqqa"


def test_an_event_in_words_that_may_be_shown():
    """The machine's words if all of them are plain, else the quotation, else nothing; times as allowed."""
    when = day("2017-10-12", "12 October", time="16:00")
    pair = said(when, by="Falcon", text="they left on 12 October at four")
    event = Event("e-1", "they left on 12 October at four", when, None, (FALCON.id,), (pair[0].id,), edtf="2017-10-12T16:00")
    case = content([FALCON], [pair], events=(event,))
    strict = only(cleared(case), "events")
    assert (strict.what, strict.edtf, strict.when.value) == ("they left on [October 2017] at four", "2017-10", "2017-10")
    exact = only(cleared(case, settings={"Falcon": open_settings()}), "events")
    assert (exact.what, exact.edtf, exact.when.words) == ("they left on 12 October at four", "2017-10-12T16:00", "")
    silent = cleared(case, settings={"Falcon": open_settings(is_quoted=False)})
    assert silent.release.events == ()


def test_wanted_statements_come_too():
    """What a story quotes beside the findings is cleared by the same rules."""
    pair, extra = said("40 people", by="Falcon"), said("70 people", by="Falcon", text="70 people sang")
    case = content([FALCON], [pair, extra], answers=())
    assert cleared(case, settings={"Falcon": open_settings()}).release.quotes == ()
    both = msgspec.structs.replace(case, wanted=frozenset({extra[1].id, pair[0].id}))
    assert {q.words for q in cleared(both, settings={"Falcon": open_settings()}).release.quotes} == {
        "40 people",
        "70 people sang",
    }


def test_small_groups_are_counted_together():
    """A count that stands for one or two people is not shown by itself."""
    people = [protected(f"driver {letter}") for letter in "abc"] + [DILLON]
    pairs = [said(f"{n} people", by=one.name) for n, one in enumerate(people, start=40)]
    assert cleared(content(people, pairs)).release.counts == (Count("participant", 3), Count("other", 1))
    assert cleared(content(people[:3], pairs[:3])).release.counts == (Count("participant", 3),)


def test_split_quotations_are_marked():
    """Parts of one statement are joined by a mark of omission, and forms are kept."""
    claim, statement = said("40 people", by="Col Ryan Dillon", text="There were 40 people", form=Form.DIRECT)
    split = msgspec.structs.replace(
        statement, content=(statement.content[0], msgspec.structs.replace(statement.content[0], exact="no  more"))
    )
    quote = only(cleared(content([DILLON], [(claim, split)])))
    assert (quote.words, quote.is_edited, quote.form) == ("There were 40 people […] no more", True, Form.DIRECT)


def test_stances_and_first_hand_stay():
    """What a speaker does with the proposition is part of the evidence."""
    pair = said(
        Occurrence("deal make", False, "no deal was made"), by="Col Ryan Dillon", stance=Stance.DENIES, is_first_hand=False
    )
    result = cleared(content([DILLON], [pair]))
    assert (only(result, "claims").stance, only(result).is_first_hand) == (Stance.DENIES, False)
    assert only(result, "claims").value.event == "deal make"


letters = st.text("vwxyz", min_size=4, max_size=8)
"""Letters that no released id has."""
identities = st.builds(
    Identity,
    st.just("x"),
    names=st.lists(st.builds("{} {}".format, letters, letters), min_size=1, max_size=2).map(tuple),
    aliases=st.lists(letters, max_size=1).map(tuple),
    phones=st.lists(st.integers(10**8, 10**9 - 1).map(str), max_size=1).map(tuple),
    addresses=st.lists(letters, max_size=1).map(tuple),
)


@settings(max_examples=60)
@given(st.data())
def test_no_identity_is_in_a_release_whatever_the_case(data):
    """Wherever in the case an identity stands, title, names, words, places, rules: it is not in the encoded release."""
    identity = data.draw(identities)
    strings = [*identity.names, *identity.aliases, *identity.phones, *identity.addresses]
    strings += [part for name in identity.names for part in name.split()]

    def text(base):
        secret = data.draw(st.sampled_from(["", *strings]))
        return data.draw(st.sampled_from([f"{base} {secret}", f"{secret} {base}", f"{base} {secret.upper()}'s", base])).strip()

    people = [protected(text("Falcon")), msgspec.structs.replace(source(text("Dillon")), party="p")]
    pairs = [said(amount("40 people"), by=one.name, text=text("40 people came"), chain=(text("cousin"),)) for one in people]
    pairs.append(said(place(text("Bir")), by=people[1].name, text=text("to Bir")))
    case = full_content(people, pairs)
    case = msgspec.structs.replace(
        case,
        title=text("Leaving"),
        parties=(msgspec.structs.replace(case.parties[0], key="p", name=text("Party")),),
        questions=tuple(msgspec.structs.replace(q, text=text(q.text), scope=text("")) for q in case.questions),
        findings=tuple(
            msgspec.structs.replace(f, words=text(f.words), is_suggestion=data.draw(st.booleans())) for f in case.findings
        ),
        items=tuple(
            msgspec.structs.replace(
                one, metadata=msgspec.structs.replace(one.metadata, title=text("t"), publisher=text("p"), kind=text("k"))
            )
            for one in case.items
        ),
    )
    shown = data.draw(st.sampled_from([SourceSettings(), open_settings(published_name=text("Abu"), descriptor=text("driver"))]))
    release = cleared(case, settings={people[0].name: shown}, identities={"x": identity}).release
    encoded = release.encode().decode()
    plain_text = " ".join(strings_of(release)).casefold()
    for secret in strings:
        assert secret not in encoded
        assert secret.casefold() not in plain_text
    assert is_closed(release)


def is_closed(release: Release):
    """Every id that a release names is the id of something in it."""
    known = {one.id for name in release.__struct_fields__ for one in getattr(release, name) if hasattr(one, "id")}
    named = set()
    for name in release.__struct_fields__:
        for one in getattr(release, name) if isinstance(getattr(release, name), tuple) else ():
            for field in one.__struct_fields__:
                value = getattr(one, field)
                if field.endswith("_ids"):
                    named.update(value)
                elif field.endswith("_id") and field not in {"party_id"}:
                    named.add(value)
    return named - {""} <= known


def test_sweeping_takes_what_points_to_nothing():
    """A dirty source takes its words, claims and answers with it; a dirty question its finding; a dirty place its legs."""
    pairs = [
        said(msgspec.structs.replace(VILLAGE, words="Tall Mithal"), by="Falcon"),
        said(msgspec.structs.replace(HAMLET, words="Ayn Wahm"), by="Col Ryan Dillon"),
    ]
    release = cleared(full_content([FALCON, DILLON], pairs), settings={"Falcon": open_settings()}).release
    assert is_closed(release) and prune(release) == release

    def without(*names):
        return sweep(release, Guard([], masked=names))[0]

    assert [one.label for one in without("Col Ryan Dillon").sources] == ["participant 1"]
    assert len(without("Col Ryan Dillon").claims) == 1 and without("Col Ryan Dillon").contradictions == ()
    assert without("Question 0").findings[0].question_id == release.questions[1].id
    assert without("Leaving").title == ""
    assert without("Ayn Wahm").routes == () and len(without("Ayn Wahm").places) == 1
    for name in ("Col Ryan Dillon", "Question 0", "Ayn Wahm", "Tall Mithal", "interview"):
        assert is_closed(without(name))
    _, removed = sweep(release, Guard([], masked=["Question 0"]))
    assert removed == [("questions", release.questions[0].id)]


@pytest.mark.parametrize(
    ("edited", "fine"),
    [
        ("… saw 40 people", True),
        ("I was [a] doctor and saw 40 people", True),
        ("I was ... doctor … saw 40 people", True),
        ("saw 40 people I was", False),
        ("[…]", False),
        ("they saw 40 people", False),
    ],
)
def test_marked_edits(edited, fine):
    """Omissions and brackets in the order of the words, and nothing else."""
    assert is_marked_edit(RISKY, edited) is fine
