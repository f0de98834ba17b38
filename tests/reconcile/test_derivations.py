"""What follows by a rule: the right interval, the claims behind it, and arithmetic that a reader can check."""

from testimonia.model.brief import Brief, RuleText
from testimonia.model.material import Metadata
from testimonia.reconcile.reconciliation import reconcile
from tests.make import question, said, source, sources, testimony

QUESTIONS = tuple(question(name, nouns=(name,)) for name in ("people", "lorry", "bus", "load"))


def derive(rule, *pairs):
    everyone = sources(*(source(name) for name in sorted({s.speaker.name for _, s in pairs})))
    brief = Brief(questions=QUESTIONS, rules=(RuleText("r", rule),))
    return reconcile(brief, everyone, testimony(*pairs), metadata_of=lambda _: Metadata()).derivations


def test_a_figure_for_each_times_how_many():
    """Nobody gave the total; least times least and most times most bound it, and the words show both."""
    pairs = said("3 or 4 load", by="a"), said("almost 50 lorry", by="b")
    (found,) = derive("people == load * lorry", *pairs)
    assert (found.question_id, found.low, found.high) == ("people", 126, 200)
    assert found.claim_ids == tuple(sorted(claim.id for claim, _ in pairs))
    assert "3 × 42 = 126 at least" in found.words
    assert "4 × 50 = 200 at most" in found.words
    assert "“3 or 4 load” (a)" in found.words


def test_an_inequality_bounds_one_side():
    """A capacity says how many there can have been at most, never how many there were."""
    (found,) = derive("people <= 112 * lorry + 60 * bus", said("10 lorry", by="a"), said("2 bus", by="a"))
    assert (found.low, found.best, found.high) == (0.0, None, 1240)
    assert "112 × 10 + 60 × 2 = 1,240" in found.words


def test_nothing_follows_without_a_figure():
    """A part that nobody speaks to, or whose open side the rule needs, gives no figure."""
    assert derive("people <= 112 * lorry + 60 * bus", said("10 lorry", by="a")) == ()
    assert derive("people <= 112 * lorry", said("at least 10 lorry", by="a")) == ()


def test_one_sum_is_written_once_whichever_end_it_is_of():
    """Where least, best and most are one sum, it stands once, also where nothing is left over."""
    (found,) = derive("people == lorry - bus", said("5 lorry", by="a"), said("5 bus", by="b"))
    assert found.words.count("5 - 5 = 0") == 1
