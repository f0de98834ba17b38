"""Judgements in force, and the view they give."""

import msgspec
import pytest

from testimonia.model.material import Span
from testimonia.model.review import Review, active
from testimonia.model.testimony import About, Act, Claim, Form, Judgement, Speaker, Statement
from testimonia.model.values import Amount

CLAIM = Claim("c-1", "s-1", "r-1", Span(0, 2, "50"), About("lorry"), Amount(50, 50, 50, "lorry", "50"))
STATEMENT = Statement("s-1", "r-1", "p-1", (Span(0, 9, "50 lorries"),), Form.DIRECT, Speaker("Driver"), source_id="src-1")


def judge(number, act, target, replacement=""):
    return Judgement(f"j-{number}", act, target, by="editor", at="2026-01-01T00:00:00Z", replacement=replacement)


def test_without_judgements_the_view_is_what_the_machine_found():
    """No judgement changes nothing."""
    assert Review([]).apply(CLAIM, STATEMENT) == (CLAIM, STATEMENT)


def test_a_claim_taken_out_of_an_event_stays_apart_from_the_claims_it_had():
    """Both ways round, and only while the judgement is in force; links to questions are another thing."""
    parted = [judge(1, Act.REJECT, "c-1>e-7", "c-2 c-3"), judge(2, Act.REJECT, "c-1>dead")]
    assert Review(parted).claims_apart() == {("c-1", "c-2"), ("c-2", "c-1"), ("c-1", "c-3"), ("c-3", "c-1")}
    assert Review([*parted, judge(3, Act.RETIRE, "j-1")]).claims_apart() == frozenset()


@pytest.mark.parametrize("target", ["c-1", "s-1"])
def test_a_rejected_claim_or_statement_is_not_in_the_view(target):
    """Rejecting a statement takes its claims with it."""
    assert Review([judge(1, Act.REJECT, target)]).apply(CLAIM, STATEMENT) is None


def test_a_retired_rejection_brings_the_claim_back():
    """Undo is a later row, not a deletion."""
    assert Review([judge(1, Act.REJECT, "c-1"), judge(2, Act.RETIRE, "j-1")]).apply(CLAIM, STATEMENT) is not None


def test_a_retirement_can_be_retired():
    """Retiring a retirement puts the first judgement in force again."""
    judgements = [judge(1, Act.REJECT, "c-1"), judge(2, Act.RETIRE, "j-1"), judge(3, Act.RETIRE, "j-2")]
    assert set(active(judgements)) == {"c-1"}


def test_the_latest_judgement_on_a_target_counts():
    """Accept after reject is accepted."""
    assert Review([judge(1, Act.REJECT, "c-1"), judge(2, Act.ACCEPT, "c-1")]).apply(CLAIM, STATEMENT) is not None


def test_a_correction_replaces_the_claim():
    """The corrected claim stands in for the machine's."""
    corrected = msgspec.structs.replace(CLAIM, value=Amount(40, 40, 40, "lorry", "40"))
    replacement = msgspec.json.encode(corrected).decode()
    assert Review([judge(1, Act.CORRECT, "c-1", replacement)]).apply(CLAIM, STATEMENT) == (corrected, STATEMENT)


def test_merged_sources_are_followed_to_the_last():
    """A source merged into one that was itself merged ends at the last."""
    review = Review([judge(1, Act.MERGE, "src-1", "src-2"), judge(2, Act.MERGE, "src-2", "src-3")])
    assert review.apply(CLAIM, STATEMENT)[1].source_id == "src-3"


def test_sources_merged_in_a_circle_do_not_hang():
    """Two reviewers merging each way leave one source, the same from both sides."""
    review = Review([judge(1, Act.MERGE, "src-1", "src-2"), judge(2, Act.MERGE, "src-2", "src-1")])
    assert review.source_id("src-1") == review.source_id("src-2")


def test_a_link_can_be_rejected_alone():
    """A claim taken off one question stays in the case."""
    review = Review([judge(1, Act.REJECT, "c-1>people")])
    assert review.rejected_links() == {("c-1", "people")}
    assert review.apply(CLAIM, STATEMENT) is not None
