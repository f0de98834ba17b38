"""Figures of other days, places and parts do not contradict each other; figures of the same ones do."""

import pytest
from msgspec.structs import replace

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata
from testimonia.model.values import Hedge, Moment
from testimonia.reconcile.frames import Frames, find_clause, is_whole, read_container
from testimonia.reconcile.reconciliation import reconcile
from tests.make import amount, day, place, said, source, sources, testimony

SOURCES = sources(source("A"), source("B"), source("C"))
CAIRO, ALEXANDRIA = place("Cairo", 30.06, 31.25), place("Alexandria", 31.2, 29.92)
EGYPT = replace(place("Egypt", 27.0, 30.0), radius_km=800.0)


def killed(words, by, *frames, on="2020-05-05", text=""):
    """One account of a number of people killed, whose clause names places and times."""
    text = text or " ".join((words, "were killed", *(frame.words for frame in frames)))
    values = (amount(words, "people"), *frames)
    return [said(value, by=by, on=on, text=text, noun="people", predicate="kill", rendition=f"r-{by}") for value in values]


def run(*accounts):
    pairs = [pair for account in accounts for pair in account]
    return reconcile(Brief(), SOURCES, testimony(*pairs), metadata_of=lambda _: Metadata())


def toll_clashes(result):
    return [x for x in result.contradictions if result.questions[0].id in x.question_ids]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ((CAIRO,), (ALEXANDRIA,), "place"),
        ((day("2020-05-01", "on 1 May"),), (day("2020-05-03", "on 3 May"),), "time"),
        (
            (Moment("", "", "", "", "By noon", "T12:00", Hedge.MAX),),
            (Moment("", "", "", "", "By six", "T18:00", Hedge.MAX),),
            "time",
        ),
    ],
    ids=["places", "days", "as-of times"],
)
def test_other_places_and_times_are_scope_differences(one, other, kind):
    """Two tolls of two towns, days or hours are shown as a difference and not as a contradiction."""
    result = run(killed("50 people", "A", *one), killed("280 people", "B", *other))
    assert not toll_clashes(result)
    assert [difference.kind for difference in result.differences] == [kind]
    assert "both can be true" in result.differences[0].sentence


@pytest.mark.parametrize(
    ("one", "other"),
    [((CAIRO,), (CAIRO,)), ((CAIRO,), ()), ((CAIRO,), (EGYPT,)), ((day("2020-05-01", "on 1 May"),), (CAIRO,))],
    ids=["same town", "no town", "country", "day and town"],
)
def test_the_same_or_an_unnamed_frame_still_contradicts(one, other):
    """A frame shields nobody who may speak of the same time and place."""
    result = run(killed("50 people", "A", *one), killed("280 people", "B", *other))
    assert len(toll_clashes(result)) == 1
    assert not result.differences


def test_a_toll_that_falls_is_a_contradiction():
    """By evening there cannot be fewer dead than there were by noon."""
    noon, six = (
        Moment("", "", "", "", words, value, Hedge.MAX) for words, value in (("By noon", "T12:00"), ("By six", "T18:00"))
    )
    assert len(toll_clashes(run(killed("280 people", "A", noon), killed("50 people", "B", six)))) == 1


def test_an_account_without_a_frame_meets_every_frame():
    """Whoever names no town contradicts whoever names one, although the towns are kept apart."""
    result = run(killed("50 people", "A", CAIRO), killed("280 people", "B", ALEXANDRIA), killed("900 people", "C"))
    assert len(toll_clashes(result)) == 2


def test_a_part_and_the_whole_are_a_scope_difference():
    """Fewer in the ward than in the whole hospital is no contradiction; more in the ward is."""
    ward, whole = "Nine people were killed in the upper ward", "70 people were killed in the hospital as a whole"
    result = run(killed("9 people", "A", text=ward), killed("70 people", "B", text=whole))
    assert not toll_clashes(result)
    assert [difference.kind for difference in result.differences] == ["part"]
    assert toll_clashes(run(killed("900 people", "A", text=ward), killed("70 people", "B", text=whole)))


def test_a_clause_with_two_places_names_no_frame():
    """Of two places in one clause nobody can say which one the figure belongs to."""
    frames = Frames()
    for value in (CAIRO, ALEXANDRIA):
        pair = said(value, by="A", text="in Cairo and Alexandria", noun="people", predicate="kill")
        frames.add(pair[0])
    assert frames.find(find_clause(pair[0])) == (None, None)


def test_containers_and_wholes_are_read_from_words():
    """What something was counted in is the noun behind the preposition, not the words for all of it."""
    assert read_container("36 bodies in the first grave") == {"first", "grave"}
    assert is_whole("in all the graves together")
    assert not is_whole("in the first grave")
