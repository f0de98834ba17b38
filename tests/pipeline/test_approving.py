"""Four eyes on findings: who may approve, what is kept, and that everybody sees it."""

import subprocess
import sys

import pytest

from testimonia.errors import NotFoundError, RefusedError, UsageError
from testimonia.pipeline.investigation import Investigation


def as_user(folder, name):
    return Investigation.open(folder, by=name)


@pytest.fixture
def concluded(with_flood):
    """A case in which Ann has concluded on one question."""
    with as_user(with_flood, "Ann") as case:
        case.conclude("dead", reason="graves were counted", figures=(40, 41, 45))
    return with_flood


def test_the_same_person_by_another_spelling_is_the_same_person(concluded):
    """Letters' size and blanks make no second pair of eyes."""
    with as_user(concluded, " ANN ") as case, pytest.raises(RefusedError, match="somebody else"):
        case.approve_finding("dead", is_approved=True, reason="fine")


def test_the_writer_may_say_that_they_no_longer_stand_by_it(concluded):
    """Only approving needs somebody else."""
    with as_user(concluded, "Ann") as case:
        assert not case.approve_finding("dead", is_approved=False, reason="I miscounted").is_approved


def test_in_single_user_mode_the_record_says_that_nobody_else_has_looked(concluded):
    """It is allowed there, and never silent."""
    with as_user(concluded, "Ann") as case:
        approval = case.approve_finding("dead", is_approved=True, reason="fine", is_single_user=True)
        assert approval.is_single_user and "nobody else has looked" in approval.note
    with as_user(concluded, "Bo") as case:
        approval = case.approve_finding("dead", is_approved=True, reason="fine", is_single_user=True)
        assert not approval.is_single_user and not approval.note


def test_a_decision_needs_a_reason_a_finding_and_a_question(concluded):
    """What is missing is named."""
    with as_user(concluded, "Bo") as case:
        with pytest.raises(UsageError, match="reason"):
            case.approve_finding("dead", is_approved=True, reason=" ")
        with pytest.raises(UsageError, match="suggestion"):
            case.approve_finding("dam", is_approved=True, reason="fine")
        with pytest.raises(NotFoundError):
            case.approve_finding("nobody", is_approved=True, reason="fine")


def test_everybody_sees_the_decision(concluded):
    """In the list of findings, on the question, among the judgements; taken back like any other."""
    with as_user(concluded, "Bo") as case:
        approval = case.approve_finding("dead", is_approved=True, reason="fine")
        assert case.approvals()[approval.finding_id].by == "Bo"
    for words in (["show", "findings", "--brief"], ["show", "question", "dead"]):
        command = [sys.executable, "-m", "testimonia", "-C", str(concluded), *words]
        shown = subprocess.run(command, capture_output=True, text=True, env={"COLUMNS": "160", "PATH": ""}, check=True).stdout
        assert "approved by Bo" in " ".join(shown.split()), shown
    with as_user(concluded, "Cy") as case:
        case.judge("retire", approval.judgement_id, reason="too early")
        assert case.approvals() == {}
