"""Every decision stays in the history, with what became of it; two states of the case stand beside each other."""

import shutil
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from msgspec.structs import replace

from testimonia.errors import UsageError
from testimonia.model.phrases import told
from testimonia.model.testimony import Act
from testimonia.model.values import Amount
from testimonia.pipeline.workbench import comparing, history
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.history import HistoryFilter
from testimonia.pipeline.workbench.making import NewClaim, make_claim
from testimonia.pipeline.workbench.results import judged_of
from testimonia.pipeline.workbench.states import claim_etag, target_etag
from testimonia.text.phrases import say
from tests.pipeline.workbench.reading_case import make_reading_case

BEGAN = datetime(2026, 1, 10, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_reading_case(tmp_path_factory.mktemp("history") / "case")


@pytest.fixture
def workbench(made, tmp_path):
    """A workbench whose clock is an hour later at each decision."""
    shutil.copytree(made, tmp_path / "case")
    hours = iter(range(10_000))
    clock = lambda: BEGAN + timedelta(hours=next(hours))  # noqa: E731
    with Workbench(tmp_path / "case", people=["ann", "ben"], is_reconciling=False, clock=clock) as opened:
        yield opened


def claim_with(workbench, words):
    return next(claim for claim, _ in workbench.as_user("ann").claims() if words in claim.span.exact)


def changes(workbench, **wanted):
    entries = history.list_history(workbench, "ann", HistoryFilter(**wanted))
    return history.to_changes(workbench, "ann", entries)


def test_a_decision_shows_who_when_why_and_on_what_words(workbench):
    """The newest decision comes first, with the words it was on and the item they stand in."""
    claim = claim_with(workbench, "50 lorries")
    workbench.as_user("ann").judge(Act.ACCEPT, claim.id, reason="on tape")
    workbench.as_user("ben").judge(Act.REJECT, claim.id, reason="misheard")
    newest, oldest = changes(workbench)
    assert (newest.by, newest.act, newest.reason, newest.kind, newest.number) == ("ben", "reject", "misheard", "claim", 2)
    assert (oldest.words, oldest.item_id) == (claim.span.exact, workbench.case_of("ann").store.item_of(claim.rendition_id))
    assert oldest.at < newest.at


def test_what_a_decision_came_to_is_told_in_arabic(workbench):
    """A conclusion, a correction: what it became is composed anew, however long the words are."""
    workbench.as_user("ann").conclude("lorries", reason="counted")
    (change,) = changes(workbench, kind="finding")
    assert "(" in change.after and "شاحن" in say(change.after, "ar") and "lorr" not in say(change.after, "ar")
    long = history._short(told("x" * 300, "in_brackets", what="y" * 300, inside="z"))
    assert len(long) == history.LONGEST_WORDS and 200 < len(say(long, "ar")) < 300


def test_only_what_is_in_force_can_be_taken_back_and_taking_back_can_be_taken_back(workbench):
    """A replaced decision cannot be undone; an undone one says by whom; an undo can itself be undone, which restores it."""
    claim, person = claim_with(workbench, "50 lorries"), workbench.as_user("ann")
    first, second = person.judge(Act.ACCEPT, claim.id), person.judge(Act.REJECT, claim.id)
    assert {one.id: one.can_undo for one in changes(workbench)} == {first.id: False, second.id: True}
    undo = workbench.as_user("ben").judge(Act.RETIRE, second.id)
    known = {one.id: one for one in changes(workbench)}
    assert (known[second.id].is_undone, known[second.id].undone_by, known[second.id].can_undo) == (True, "ben", False)
    assert known[first.id].can_undo and known[undo.id].can_undo
    assert (known[undo.id].target, known[undo.id].retires) == (claim.id, second.id)
    person.judge(Act.RETIRE, undo.id)
    known = {one.id: one for one in changes(workbench)}
    assert known[second.id].can_undo and not known[second.id].is_undone and not known[first.id].can_undo


def test_what_was_given_out_cannot_be_taken_back(workbench):
    """A decision on a finding can be undone, an approval cannot."""
    person = workbench.as_user("ann")
    person.conclude("lorries", reason="counted", figures=(50, 50, 50))
    workbench.as_user("ben").approve_finding("lorries", is_approved=True, reason="agreed")
    known = {one.kind: one for one in changes(workbench)}
    assert known["finding"].can_undo and "50" in known["finding"].after
    assert not known["approval"].can_undo
    assert known["approval"].question_id == known["finding"].question_id == "lorries"


def test_the_mark_sent_with_an_undo_is_that_of_the_reader(workbench):
    """The history's ETag of a claim is the one every other view shows, and changes when somebody judges."""
    claim, person = claim_with(workbench, "50 lorries"), workbench.as_user("ann")
    person.judge(Act.ACCEPT, claim.id)
    (change,) = changes(workbench)
    case = workbench.case_of("ann")
    judged = judged_of(workbench, case)
    assert change.etag == claim_etag(judged, claim.id, claim.statement_id) == target_etag(workbench, case, claim.id)
    person.judge(Act.REJECT, claim.id)
    assert changes(workbench)[0].etag != change.etag


def test_the_history_is_narrowed_by_person_kind_target_and_time(workbench):
    """Each filter lets through what it names; a day without a clock means the whole of it."""
    claim = claim_with(workbench, "50 lorries")
    workbench.as_user("ann").judge(Act.ACCEPT, claim.id)
    workbench.as_user("ben").judge(Act.ACCEPT, claim.statement_id)
    assert [one.by for one in changes(workbench, by="ben")] == ["ben"]
    assert [one.kind for one in changes(workbench, kind="claim")] == ["claim"]
    assert [one.target for one in changes(workbench, target=claim.id)] == [claim.id]
    assert len(changes(workbench, since="2026-01-10", until="2026-01-10")) == 2
    assert changes(workbench, since="2026-01-11") == changes(workbench, until="2026-01-09") == []
    with pytest.raises(UsageError):
        changes(workbench, since="yesterday")


def test_a_rejected_claim_moves_the_finding_between_two_states(workbench):
    """Comparing before and after a rejection shows the claim, the decision and the answer that follows from it."""
    claim = claim_with(workbench, "50 lorries")
    workbench.as_user("ann").judge(Act.REJECT, claim.id, reason="misheard")
    found = comparing.compare(workbench, "ann", "0", "1")
    assert (found.before.number, found.after.number, found.after.by) == (0, 1, "ann")
    assert [(one.id, one.before, one.after) for one in found.claims] == [(claim.id, "suggested", "rejected")]
    assert [one.reason for one in found.judgements] == ["misheard"]
    (finding,) = found.findings
    assert finding.question_id == "lorries" and finding.is_changed
    assert finding.before != finding.after and "instead of" in finding.words


def test_an_undone_decision_leaves_nothing_between_two_states(workbench):
    """What was decided and taken back is in the list of decisions, and changes neither claim nor finding."""
    claim, person = claim_with(workbench, "50 lorries"), workbench.as_user("ann")
    judgement = person.judge(Act.REJECT, claim.id)
    person.judge(Act.RETIRE, judgement.id)
    found = comparing.compare(workbench, "ann", "", "")
    assert (found.judgements_total, found.claims, found.findings) == (2, (), ())


def test_a_conclusion_shows_beside_the_suggestion_it_replaced(workbench):
    """The earlier state says what the machine suggests, the later what a person concluded."""
    workbench.as_user("ann").conclude("lorries", reason="counted", figures=(45, 45, 45))
    (finding,) = comparing.compare(workbench, "ann", "0", "").findings
    assert finding.before.is_suggestion and not finding.after.is_suggestion
    assert (finding.after.best, finding.after.reviewer) == (45, "ann")
    assert "concluded by ann" in finding.words


def test_states_are_named_by_number_or_time(workbench):
    """A time means the decisions up to it, a day all of its own; what is neither, or backwards, is refused."""
    claim, person = claim_with(workbench, "50 lorries"), workbench.as_user("ann")
    for act in (Act.ACCEPT, Act.REJECT):
        person.judge(act, claim.id)
    second = workbench.case_of("ann").store.judgements()[1].at
    assert comparing.compare(workbench, "ann", "2026-01-09", "2026-01-10").judgements_total == 2
    assert comparing.compare(workbench, "ann", "1", second).judgements_total == 1
    with pytest.raises(UsageError):
        comparing.compare(workbench, "ann", "2", "1")
    with pytest.raises(UsageError):
        comparing.compare(workbench, "ann", "last week", "")


def lorries(found):
    return next(one for one in found.findings if one.question_id == "lorries")


def test_a_claim_that_no_longer_counts_is_there_in_the_state_before(workbench):
    """Run anew after a rejection, the case links the claim no more; the earlier state is reckoned with it all the same."""
    claim, person = claim_with(workbench, "50 lorries"), workbench.as_user("ann")
    person.judge(Act.REJECT, claim.id)
    fresh = comparing.compare(workbench, "ann", "0", "1")
    person.run(workers=1)
    later = comparing.compare(workbench, "ann", "0", "1")
    assert lorries(later).is_changed
    assert (lorries(later).before.words, lorries(later).after.words) == (
        lorries(fresh).before.words,
        lorries(fresh).after.words,
    )


def test_two_past_states_are_reckoned_apart_from_what_came_after(workbench):
    """What is decided later changes neither of two earlier states, nor what is said to differ between them."""
    claim, person = claim_with(workbench, "50 lorries"), workbench.as_user("ann")
    person.judge(Act.ACCEPT, claim.id)
    corrected = replace(claim, value=replace(claim.value, low=70, best=70, high=70))
    person.judge(Act.CORRECT, claim.id, replacement=msgspec.json.encode(corrected).decode())
    before = comparing.compare(workbench, "ann", "1", "2")
    person.judge(Act.REJECT, claim.id)
    person.run(workers=1)
    after = comparing.compare(workbench, "ann", "1", "2")
    assert lorries(before).is_changed and lorries(before).words == lorries(after).words
    gone = comparing.compare(workbench, "ann", "2", "3")
    assert lorries(gone).before.words == lorries(after).after.words != lorries(gone).after.words


def test_what_a_person_added_counts_only_in_states_that_hold_it(workbench):
    """Before it was added and after it was taken back it is no evidence; between the two it is."""
    spokesman = claim_with(workbench, "20 lorries")
    new = NewClaim(
        spokesman.rendition_id, spokesman.span.start, spokesman.span.end, statement_id=spokesman.statement_id,
        value=Amount(26, 26, 26, "lorry", "20 lorries"), question_id="lorries",
    )  # fmt: skip
    made = make_claim(workbench, "ann", new)
    workbench.as_user("ann").run(workers=1)
    added = comparing.compare(workbench, "ann", "0", "1")
    assert lorries(added).before.words != lorries(added).after.words
    assert [(one.before, one.after) for one in added.claims] == [("absent", "added")]
    workbench.as_user("ben").judge(Act.RETIRE, made.judgement.id)
    workbench.as_user("ann").run(workers=1)
    again = comparing.compare(workbench, "ann", "0", "1")
    assert (lorries(again).before.words, lorries(again).after.words) == (
        lorries(added).before.words,
        lorries(added).after.words,
    )
    assert comparing.compare(workbench, "ann", "0", "2").findings == ()


def test_who_decided_and_what_came_in_meanwhile_is_told(workbench, tmp_path):
    """Both states are reckoned with all the material, so what was taken in between them is counted and said."""
    claim = claim_with(workbench, "50 lorries")
    workbench.as_user("ben").judge(Act.ACCEPT, claim.id)
    (tmp_path / "late.txt").write_text("It was ten lorries.")
    workbench.as_user("ann").ingest([tmp_path / "late.txt"])
    for act in (Act.REJECT, Act.ACCEPT):
        workbench.as_user("ann").judge(act, claim.id)
    found = comparing.compare(workbench, "ann", "1", "2")
    assert (found.people, found.items) == (("ann",), 1)
    assert comparing.compare(workbench, "ann", "0", "1").people == ("ben",)
