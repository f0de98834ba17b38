"""The whole step: one story told by people who disagree, in any order, at any size."""

import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from testimonia.errors import ConfigError
from testimonia.model.brief import Brief, RuleText
from testimonia.model.findings import Standing
from testimonia.model.material import Metadata
from testimonia.model.testimony import Party, Role, Stance
from testimonia.model.values import Amount
from testimonia.reconcile.proposals import MOST
from testimonia.reconcile.reconciliation import reconcile
from tests.make import amount, duration, occurrence, question, said, source, sources, testimony

BRIEF = Brief(
    parties=(Party("sdf", "the SDF"), Party("coalition", "the coalition")),
    questions=(
        question("people", nouns=("people",), terms=("leave",), scope="the whole convoy", text="How many people left?"),
        question("fighters", nouns=("fighter",)),
        question("relatives", nouns=("family member", "relative")),
        question("foreign_fighters", nouns=("foreign fighter", "foreigner")),
        question("lorries", nouns=("lorry",), terms=("convoy",)),
        question("journey", "duration", unit="hours", nouns=("drive", "job"), text="How long did the journey take?"),
        question("deal", "occurrence", nouns=("deal",), text="Was there a deal?"),
    ),
    rules=(RuleText("sum", "people == fighters + relatives"), RuleText("part", "foreign_fighters <= fighters")),
)
SOURCES = sources(
    source("SDF", Role.OFFICIAL, party="sdf"),
    source("Col Ryan Dillon", Role.OFFICIAL, party="coalition"),
    source("Abu Fawzi", Role.PARTICIPANT),
    source("a second driver", Role.PARTICIPANT),
    source("Mahmoud"),
    source("Abu Musab", Role.PARTICIPANT),
)
STORY = (
    said("only a few dozen fighters", by="SDF", on="2017-10-15"),
    said(occurrence("deal make", "no deal was made", happened=False), by="SDF", on="2017-10-20"),
    said(occurrence("deal make", "the extent of a deal"), by="Col Ryan Dillon", on="2017-10-14", stance=Stance.DECLINES),
    said(occurrence("deal strike", "a deal"), by="Col Ryan Dillon", on="2017-11-10", stance=Stance.ADMITS),
    said("about 250 fighters", by="Col Ryan Dillon", on="2017-11-10"),
    said(amount("3,500 family members", "member"), by="Col Ryan Dillon", on="2017-11-10", modifiers=("family",)),
    said(amount("four foreign fighters", "fighter"), by="Col Ryan Dillon", on="2017-11-10", modifiers=("foreign",)),
    said("about 4,000 people", by="a second driver", predicate="leave"),
    said("200 people", by="a second driver", predicate="leave", stance=Stance.EXPECTS),
    said("112 people", by="a second driver", predicate="leave", scope=("in my lorry",)),
    said("about 4,000 people", by="Mahmoud", predicate="leave"),
    said(amount("3 or 4 foreigners", "foreigner"), by="Abu Fawzi", scope=("with each driver",)),
    said("almost 50 lorries", by="Abu Fawzi", terms=("convoy",)),
    said("10 lorries", by="Mahmoud", predicate="carry", terms=("weapon",)),
    said(duration("six hours"), by="Abu Fawzi", noun="job", stance=Stance.PROMISES),
    said(duration("three days"), by="Abu Fawzi", noun="drive"),
    said("500 or 600 people", by="Abu Musab", predicate="kill"),
)


def run(*pairs, brief=BRIEF, known=SOURCES, rejected=frozenset()):
    return reconcile(brief, known, testimony(*pairs), metadata_of=lambda _: Metadata(), rejected_links=rejected)


def by_question(items):
    return {item.question_id: item for item in items}


def test_the_story_is_told():
    """The accounts of one evacuation: what agrees, what cannot all be true, who shifted, what was promised."""
    result = run(*STORY)
    findings = by_question(result.findings)
    assert findings["people"].standing is Standing.CORROBORATED
    assert findings["people"].best == 4000
    assert findings["fighters"].standing is Standing.CONTESTED
    assert findings["relatives"].standing is Standing.SINGLE_SOURCE
    assert findings["lorries"].high == 50
    assert {x.question_ids for x in result.contradictions if not x.rule_ids} == {("fighters",), ("deal",)}
    assert ("coalition" in SOURCES["s-col-ryan-dillon"].party, "declined to answered") in {
        (True, s.kind) for s in result.shifts
    }
    assert {"promised and happened", "expected and happened"} <= {s.kind for s in result.shifts}
    assert any("250 + 3,500 = 3,750" in c.reason for c in result.corroborations)
    scoped = [link for link in result.links if link.score == 0]
    assert {link.question_id for link in scoped} == {"people", "foreign_fighters"}


def test_harm_is_asked_about_without_being_declared():
    """One account of people killed is enough for a question; a load of weapons needs a second one."""
    proposed = [q for q in run(*STORY).questions if q.is_proposed]
    assert [q.text for q in proposed] == ["How many people were killed?"]


def test_people_like_nouns_are_one_population_when_harmed():
    """Villagers who died and people who were killed are one question; children are their own."""
    result = run(
        said("35 villagers", by="Mahmoud", predicate="die"),
        said("about 40 people", by="Abu Fawzi", predicate="kill"),
        said("30 deaths", by="SDF", predicate="report"),
        said("12 children", by="Mahmoud", predicate="kill"),
        brief=Brief(),
    )
    assert {q.text for q in result.questions} == {"How many people were killed?", "How many children were killed?"}
    assert len([a for a in result.answers if a.question_id == "people_killed"]) == 3


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([said("50 buses", by="Mahmoud", predicate="be")], []),
        (
            [said("50 buses", by="Mahmoud", predicate="be"), said("13 buses", by="Mahmoud", text="later 13 buses")],
            ["How many buses were there?"],
        ),
        ([said("50 buses", by="Mahmoud"), said("50 buses", by="SDF")], ["How many buses were there?"]),
        ([said("50 buses", by="Mahmoud", predicate="burn"), said("50 buses", by="SDF")], []),
        ([said("9 buses", by="Mahmoud", scope=("in my street",)), said("8 buses", by="SDF", scope=("in my street",))], []),
    ],
)
def test_what_is_worth_proposing(pairs, expected):
    """Two sources, or one with two figures, in the same event and not of one speaker's own part."""
    questions = run(*pairs, brief=Brief()).questions
    assert [q.text for q in questions] == expected


def test_proposals_are_capped_and_ranked():
    """The most spoken to come first, and there are never more than the cap."""
    pairs = [said(f"{5 + k} thing{n}x", by=name) for n in range(MOST + 50) for k, name in enumerate(("Mahmoud", "SDF"))]
    pairs += [said("7 wells", by=name) for name in ("Mahmoud", "SDF", "Abu Fawzi")]
    questions = run(*pairs, brief=Brief()).questions
    assert len(questions) == MOST
    assert questions[0].text == "How many wells were there?"


def test_a_rejected_proposed_link_stays_out():
    """A reviewer's refusal also holds for proposed questions."""
    pair = said("35 villagers", by="Mahmoud", predicate="die")
    result = run(pair, brief=Brief(), rejected=frozenset({(pair[0].id, "people_killed")}))
    assert result.links == ()


def test_claims_without_a_source_are_left_out():
    """Nobody is answerable for them yet."""
    made, statement = said("250 fighters", by="Mahmoud")
    assert run((made, msgspec.structs.replace(statement, source_id=""))).answers == ()


def test_nothing_said_leaves_every_question_undetermined():
    """An empty investigation is a valid one."""
    result = run()
    assert {finding.standing for finding in result.findings} == {Standing.UNDETERMINED}
    assert run(brief=Brief()).questions == ()


def test_a_broken_rule_stops_with_its_line():
    """A misspelt rule is the editor's to mend, not to be ignored."""
    with pytest.raises(ConfigError):
        run(brief=Brief(rules=(RuleText("r", "peple == 5", line=3),)))


@given(st.permutations(STORY))
@settings(max_examples=25, deadline=None)
def test_order_does_not_matter(pairs):
    """The same testimony in any order gives the same result, byte for byte."""
    assert msgspec.json.encode(run(*pairs)) == msgspec.json.encode(run(*STORY))


def test_random_source_ids_do_not_show():
    """Ids of sources are random: another draw changes no order and no word."""

    def redraw(pair, ids):
        return pair[0], msgspec.structs.replace(pair[1], source_id=ids[pair[1].source_id])

    def shown(result):
        texts = [x.sentence for x in result.contradictions], [f.words + f.reason for f in result.findings]
        return (
            *texts,
            [s.sentence for s in result.shifts],
            [g.reason for g in result.groups],
            [c.reason for c in result.corroborations],
        )

    results = []
    for order in (sorted(SOURCES), sorted(SOURCES, reverse=True)):
        ids = {old: f"s{n}" for n, old in enumerate(order)}
        known = {ids[old]: msgspec.structs.replace(person, id=ids[old]) for old, person in SOURCES.items()}
        results.append(shown(run(*(redraw(pair, ids) for pair in STORY), known=known)))
    assert results[0] == results[1]


def test_every_id_is_unique():
    """No two answers, contradictions or findings share an id."""
    result = run(*STORY)
    for items in (result.answers, result.contradictions, result.findings):
        assert len({item.id for item in items}) == len(items)


def test_five_hundred_claims_take_less_than_a_second():
    """A case of ordinary size is reconciled while one looks on."""
    names = [f"p{n}" for n in range(60)]
    pairs = [said(f"about {(n * 37) % 900 + 20} fighters", by=names[n % 60], on=f"2017-10-{n % 28 + 1:02}") for n in range(500)]
    known = sources(*(source(name) for name in names))
    started = time.process_time()
    run(*pairs, known=known)
    assert time.process_time() - started < 1.0


@pytest.mark.parametrize(
    ("value", "fields", "expected"),
    [
        (Amount(4, 4, 4, "", "4 hurt"), {"predicate": "hurt"}, ["How many people were injured?"]),
        (Amount(2, 2, 2, "", "Two dead"), {}, ["How many people were killed?"]),
        (Amount(700, 700, 700, "block", "700 block"), {"predicate": "wound"}, []),
        (Amount(3, 3, 3, "year", "three years"), {}, []),
        (Amount(0, 0, 0, "injury", "None of the injuries"), {"predicate": "be"}, []),
        (Amount(2, 2, 2, "person", "two other people"), {"predicate": "kill"}, []),
    ],
)
def test_what_news_count_and_what_they_only_number(value, fields, expected):
    """Tolls are asked about even once; addresses, ages and parts of a toll never."""
    pairs = [said(value, by=name, **fields) for name in ("Mahmoud", "SDF")]
    assert [q.text for q in run(*pairs, brief=Brief()).questions] == expected


def test_harm_comes_first():
    """A toll that one source gives stands before things that several counted."""
    pairs = [said("70 shots", by=name) for name in ("Mahmoud", "SDF", "Abu Fawzi")]
    questions = run(*pairs, said("3 people", by="Mahmoud", predicate="kill"), brief=Brief()).questions
    assert [q.text for q in questions] == ["How many people were killed?", "How many shots were there?"]
