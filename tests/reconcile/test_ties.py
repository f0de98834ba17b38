"""Ties take something off an account, for a reason that is named, and never take it away."""

import pytest
from msgspec.structs import replace

from testimonia.model.findings import Tie
from testimonia.model.material import Metadata
from testimonia.reconcile.answers import by_source, make_answer, make_reply
from testimonia.reconcile.copies import hash_shingles
from testimonia.reconcile.evidence import effective_accounts, read_evidence
from testimonia.reconcile.ties import FLOOR, find_shared_ears, learn_ties, share_accounts
from tests.make import said, source, source_id, sources

EVERYONE = sources(*(source(name) for name in "abcdefgh"))


def evidence_of(*pairs, question="q"):
    """Standing replies of several sources to one question, each in a group of its own."""
    replies = [make_reply(claim, statement, question, hash_shingles("")) for claim, statement in pairs]
    answers = [make_answer(question, series, group=f"g-{name}") for name, series in by_source(replies)]
    return read_evidence(answers, EVERYONE)


def claim_items(pairs, **by_name):
    return {claim.id: by_name.get(statement.speaker.name, Metadata()) for claim, statement in pairs}


def test_one_interpreter_ties_two_witnesses():
    """The tie names both and the ear they share; a third heard by others stays free."""
    pairs = [said("40 people", by=name) for name in "abc"]
    heard = Metadata(interpreter="L.", interviewer="H.")
    (tie,) = find_shared_ears(evidence_of(*pairs), claim_items(pairs, a=heard, b=heard))
    assert (tie.first, tie.second, tie.degree) == (source_id("a"), source_id("b"), 0.325)
    assert tie.reason == "a and b were heard through the same interpreter (L.) and the same interviewer (H.)"


def test_a_tie_lowers_the_weaker_account():
    """The weightiest keeps its whole share; three tied accounts are worth more than one and less than three."""
    evidence = evidence_of(*(said("40 people", by=name) for name in "abc"))
    ties = [Tie(source_id(one), source_id(two), 0.25, "r") for one, two in ("ab", "ac", "bc")]
    shares = share_accounts(evidence, ties)
    assert sorted(shares.values()) == [0.8 * 0.8, 0.8, 1.0]
    tied = [replace(item, share=shares[item.source.id]) for item in evidence]
    assert effective_accounts(evidence) == 3
    assert effective_accounts(tied) == pytest.approx(1 + 0.8 + 0.64)


def test_nobody_is_tied_out_of_the_count():
    """However many ties, an account keeps its floor."""
    evidence = evidence_of(*(said("40 people", by=name) for name in "abcdefgh"))
    ties = [Tie(source_id(one), source_id(two), 1.0, "r") for one in "abcdefgh" for two in "abcdefgh" if one < two]
    assert min(share_accounts(evidence, ties).values()) == FLOOR


def told(*rows):
    """Evidence by question from rows of figures, one a source a, b, c ...; None = says nothing."""
    return {
        f"q{n}": evidence_of(
            *(said(f"{figure} people", by=name) for name, figure in zip("abcdefgh", row, strict=False) if figure),
            question=f"q{n}",
        )
        for n, row in enumerate(rows)
    }


def test_shared_rare_figures_are_suspicious():
    """Two who share five figures that nobody else gives are tied; the reason counts them."""
    (tie,) = learn_ties(told(*([101 + n, 101 + n, 310 + n, 520 + n, 730 + n] for n in range(5))))
    assert (tie.first, tie.second) == (source_id("a"), source_id("b"))
    assert tie.reason == "a and b give the same figure on five questions, though others differ"
    assert tie.degree > 0.8


def test_agreeing_on_what_everybody_says_is_not():
    """Honest witnesses agree on the truth: that ties nobody."""
    assert learn_ties(told(*([101 + n] * 5 for n in range(8)))) == []
    assert learn_ties(told(*([101 + n, 101 + n, 101 + n, 101 + n, 730 + n] for n in range(4)))) == []
