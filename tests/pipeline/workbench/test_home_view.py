"""The first page: what needs a decision, the weightiest first; progress; the custody log."""

from testimonia.pipeline.workbench.home import show_home, verify_custody
from tests.flood import OPENS


def decisions(bench, kind):
    return [row for row in show_home(bench, "Ann").decisions if row.kind == kind]


def test_contradictions_and_claims_to_judge_are_decisions(bench):
    """Each with a sentence, what it is worth and where it is decided; the weightiest first."""
    home = show_home(bench, "Ann")
    worths = [row.worth for row in home.decisions]
    assert worths == sorted(worths, reverse=True) and home.total == len(worths)
    assert len(decisions(bench, "contradiction")) == 3
    assert {row.id: row.count for row in decisions(bench, "suggestion")} == {"dead": 3, "children": 2, "dam": 2}


def test_a_judged_claim_is_no_longer_to_judge(bench):
    """And progress counts it once, however often it was judged."""
    answer = next(one for one in bench.as_user("Ann").answers() if one.question_id == "dam")
    for act in ("accept", "reject"):
        bench.as_user("Ann").judge(act, answer.positions[0].claim_id, reason="looked")
    assert next(row.count for row in decisions(bench, "suggestion") if row.id == "dam") == 1
    assert show_home(bench, "Ann").progress.judged == 1


def test_a_conclusion_settles_its_contradictions_and_waits_for_approval(bench):
    """Until evidence changes: then it is stale, and the first thing to look at."""
    case = bench.as_user("Ann")
    case.conclude("dam", reason="the breach was photographed")
    assert not [row for row in decisions(bench, "contradiction") if "/questions/dam" in row.link]
    assert [row.link for row in decisions(bench, "unapproved_finding")] == ["/questions/dam#finding"]
    bench.as_user("Bo").approve_finding("dam", is_approved=True, reason="seen too")
    assert not decisions(bench, "unapproved_finding")
    progress = show_home(bench, "Ann").progress
    assert (progress.questions, progress.concluded, progress.approved) == (3, 1, 1)
    answer = next(one for one in case.answers() if one.question_id == "dam")
    case.judge("accept", answer.positions[0].claim_id)
    first = show_home(bench, "Ann").decisions[0]
    assert (first.kind, first.link) == ("stale_finding", "/questions/dam#finding")


def test_what_a_release_waits_for_is_a_decision_once_somebody_asked_for_one(bench):
    """Before that nobody is to be bothered with it."""
    assert not decisions(bench, "mosaic") and not decisions(bench, "quote")
    case = bench.as_user("Ann")
    people = case.vault.people(OPENS)
    case.request_release(people, reason="first")
    open_ = {page.source_id for page in case.mosaic() if any(not warning.answer for warning in page.warnings)}
    for _ in range(100):
        found = {row.id for row in decisions(bench, "mosaic")}
        if found == open_:
            break
    assert found == open_


def test_a_file_that_cannot_be_read_is_a_decision(bench, tmp_path):
    """By its name, with what to do."""
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    bench.as_user("Ann").ingest([tmp_path / "broken.pdf"])
    failure = decisions(bench, "failure")[0]
    assert failure.words.startswith("broken.pdf: ")


def test_custody_is_looked_into_on_demand(bench):
    """Before that it is not called intact; an altered original is found and named."""
    assert show_home(bench, "Ann").custody.state == "not checked"
    assert verify_custody(bench, "Ann").state == "intact"
    home = show_home(bench, "Ann").custody
    assert home.state == "intact" and home.checked_at and f"{home.size}:{home.root}" == bench.as_user("Ann").log_root()
    original = next(path for path in (bench.folder / ".testimonia" / "originals").rglob("*") if path.is_file())
    original.chmod(0o600)
    original.write_bytes(original.read_bytes() + b"!")
    assert verify_custody(bench, "Ann").state == "altered"
    assert show_home(bench, "Ann").custody.problems
