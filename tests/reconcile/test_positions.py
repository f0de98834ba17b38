"""Shifts of sources and parties, and promises beside what happened."""

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata
from testimonia.model.testimony import Party, Role, Stance
from testimonia.model.values import Amount
from testimonia.reconcile.reconciliation import reconcile
from tests.make import duration, occurrence, question, said, source, sources, testimony

DEAL = question("deal", "occurrence", nouns=("deal",), text="Was there a deal?")
FIGHTERS = question("fighters")
JOURNEY = question("journey", "duration", unit="hours", nouns=("journey", "job"))
ARMY = (source("spokesman", Role.OFFICIAL, party="army"), source("general", Role.OFFICIAL, party="army"))


def shifts(asked, *pairs):
    known = {person.name: person for person in ARMY}
    everyone = sources(*(known.get(name, source(name)) for name in sorted({s.speaker.name for _, s in pairs})))
    brief = Brief(questions=(asked,), parties=(Party("army", "the army"),))
    return [
        (s.holder, s.kind, s.sentence)
        for s in reconcile(brief, everyone, testimony(*pairs), metadata_of=lambda _: Metadata()).shifts
    ]


def deal(words, *, happened=True, by="spokesman", on="", **fields):
    return said(occurrence("deal make", words, happened=happened), by=by, on=on, **fields)


def test_from_denial_to_admission():
    """The two exact words stand beside each other, with their dates."""
    (only,) = shifts(
        DEAL,
        deal("a deal was made", on="2017-11-10", stance=Stance.ADMITS),
        deal("no deal was made", happened=False, on="2017-10-20", stance=Stance.DENIES),
    )
    assert only == (
        "s-spokesman",
        "denial to admission",
        "Spokesman denied it: “no deal was made” on 2017-10-20; later the same source admitted “a deal was made” on 2017-11-10 "
        "(denial to admission).",
    )


def test_from_admission_to_denial():
    """The other direction is as telling."""
    (only,) = shifts(DEAL, deal("a deal", on="2017-10-01"), deal("no deal", happened=False, on="2017-10-02"))
    assert only[1] == "admission to denial"


def test_from_silence_to_an_answer():
    """Declining is shown and counts as no answer until one comes."""
    (only,) = shifts(
        DEAL, deal("no comment on a deal", on="2017-10-01", stance=Stance.DECLINES), deal("a deal", on="2017-10-02")
    )
    assert only[1] == "declined to answered"


def test_a_new_figure():
    """A few dozen becomes 250; a figure repeated with a hedge is no change."""
    first = said("a few dozen fighters", by="spokesman", on="2017-10-15")
    assert [s[1] for s in shifts(FIGHTERS, first, said("about 250 fighters", by="spokesman", on="2017-11-10"))] == [
        "new figure"
    ]
    assert shifts(FIGHTERS, first, said("40 fighters", by="spokesman", on="2017-11-10")) == []


def test_a_party_shifts_through_another_mouth():
    """What the spokesman said in October and the general in November is the party's shift."""
    (only,) = shifts(
        FIGHTERS,
        said("40 fighters", by="spokesman", on="2017-10-15"),
        said("about 250 fighters", by="general", on="2017-11-10"),
    )
    assert only[:2] == ("army", "new figure")
    assert only[2].startswith("The army, through spokesman, said “40 fighters” on 2017-10-15; later the army, through general,")


def test_dissent_within_a_party():
    """Two people of one party on one day, or on unknown days, disagree within it."""
    (only,) = shifts(FIGHTERS, said("40 fighters", by="spokesman"), said("about 250 fighters", by="general"))
    assert only[:2] == ("army", "within the party")


def test_promised_and_happened():
    """Six hours were promised and three days taken; the same source tells both."""
    promise = said(duration("six hours"), by="driver", noun="job", stance=Stance.PROMISES)
    (only,) = shifts(JOURNEY, promise, said(duration("three days"), by="driver", noun="journey"))
    assert only == (
        "s-driver",
        "promised and happened",
        "“six hours” was promised, says driver; “three days” is what happened.",
    )
    assert shifts(JOURNEY, promise, said(duration("six hours"), by="driver", noun="journey")) == []


def test_expected_beside_another_accounts_figure():
    """Where the one who expected gives no figure of their own, the weightiest account stands in and is named."""
    expected = said("200 fighters", by="clerk", stance=Stance.EXPECTS)
    (only,) = shifts(FIGHTERS, expected, said("about 4,000 fighters", by="driver"))
    assert only[1] == "expected and happened"
    assert "says driver" in only[2]


def test_a_promise_with_its_own_question_is_compared_with_the_deed():
    """Where editors ask for the promise and the deed separately, the two are still put beside each other."""
    promised = question("promised", "duration", unit="hours", nouns=("journey", "job"), stances=(Stance.PROMISES,))
    pairs = [
        said(duration("six hours"), by="driver", noun="job", stance=Stance.PROMISES),
        said(duration("three days"), by="driver", noun="journey"),
    ]
    brief = Brief(questions=(JOURNEY, promised))
    result = reconcile(brief, sources(source("driver")), testimony(*pairs), metadata_of=lambda _: Metadata())
    assert [(s.question_id, s.kind) for s in result.shifts] == [("promised", "promised and happened")]


def test_a_party_that_declined_and_then_answers():
    """One spokesman would not say how many, another gave the figure weeks later: a shift of the party."""
    unknown = Amount(None, None, None, "fighter", "how many fighters")
    found = shifts(
        FIGHTERS,
        said(unknown, by="spokesman", on="2017-10-14", stance=Stance.DECLINES),
        said("about 250 fighters", by="general", on="2017-11-08"),
    )
    assert [(holder, kind) for holder, kind, _ in found] == [("army", "declined to answered")]
    assert found[0][2].startswith("The army, through spokesman, would not say: “how many fighters” on 2017-10-14; later")


def test_two_figures_in_one_breath_are_no_shift():
    """What stands in one statement was said at one time."""
    text = "First 20 fighters came, then 300 fighters."
    pairs = [said(words, by="driver", on="2017-11-02", text=text) for words in ("20 fighters", "300 fighters")]
    assert shifts(FIGHTERS, *pairs) == []
