"""Questions over the API: everything said on one, what if, the finding with its approval, and stale edits."""

import pytest

FIGURES = {"reason": "two witnesses", "figures": [40, 41, 48], "words": "", "standing": "corroborated"}


def put(browser, target, json, etag):
    headers = {"if-match": f'"{etag}"'} if etag else {}
    return browser.call("PUT", f"/api/v1{target}", json=json, headers=headers)


def conclude(browser, question="dead", **changes):
    etag = browser.get(f"/questions/{question}").json()["etag"]
    answer = put(browser, f"/questions/{question}/finding", FIGURES | changes, etag)
    assert answer.status == 200, answer.body
    return answer.json()


def approve(browser, finding_id, question="dead", is_approved=True, reason="read it all"):
    body = {"finding_id": finding_id, "is_approved": is_approved, "reason": reason}
    return browser.post(f"/questions/{question}/approvals", body)


def test_every_question_is_listed_with_how_it_stands(ann):
    """In the order of the settings, with accounts and contradictions counted."""
    page = ann.get("/questions").json()
    assert [row["id"] for row in page["rows"]] == ["dead", "children", "dam"]
    dead = page["rows"][0]
    assert (dead["accounts"], dead["contradictions"], dead["finding"]["standing"]) == (3, 2, "contested")
    assert dead["finding"]["is_suggestion"] and not dead["finding"]["is_stale"]


def test_a_question_shows_exact_words_and_the_minimal_sets_that_cannot_all_be_true(ann):
    """Each contradiction is a sentence, with every claim of it in its own words and the rule as it was written."""
    answer = ann.get("/questions/dead")
    view = answer.json()
    assert answer.headers["etag"] == f'"{view["etag"]}"'
    said = {row["source"]: row["positions"][0]["words"] for row in view["answers"]}
    assert said == {
        "Falcon": "at least 40 people died in the flood",
        "Nurse Amal": "about 41 people died in the flood",
        "the mayor": "12 people died in the flood",
    }
    by_rule = next(one for one in view["contradictions"] if one["rule_ids"])
    assert {(claim["question_id"], claim["source"]) for claim in by_rule["claims"]} == {
        ("children", "Falcon"),
        ("dead", "the mayor"),
    }
    assert by_rule["rules"] == ["“How many children died” ≤ “How many people died”"]
    assert "both cannot be true" in by_rule["sentence"] and "How many" in by_rule["sentence"]


def test_the_chain_of_telling_is_shown_with_the_position(ann):
    """Who heard it from a cousin says so."""
    view = ann.get("/questions/children").json()
    chains = {row["source"]: row["positions"][0]["chain"] for row in view["answers"]}
    assert chains["Nurse Amal"] == ["cousin"] and chains["Falcon"] == []


def test_an_unknown_question_is_not_found(ann):
    """With a word that programs go by."""
    answer = ann.get("/questions/nobody")
    assert (answer.status, answer.json()["type"]) == (404, "not-found")


def test_what_if_tells_what_goes_and_keeps_nothing(ann, bench):
    """Without the mayor the contradictions go; the version of the case and what stands are as before."""
    before, version = ann.get("/questions/dead").body, bench.version
    mayor = next(row["source_id"] for row in ann.get("/questions/dead").json()["answers"] if row["source"] == "the mayor")
    then = ann.post("/questions/dead/what-if", {"without_sources": [mayor]}).json()
    assert then["sentence"].startswith("Without the mayor: ") and then["is_changed"]
    assert len(then["contradictions"]["gone"]) == 2 and then["contradictions"]["new"] == []
    assert then["finding"]["standing"] != "contested" and then["standing_words"].startswith("12 people")
    assert (ann.get("/questions/dead").body, bench.version) == (before, version)


@pytest.mark.parametrize(
    "supposed", [{"without_sources": ["src-nobody"]}, {"as_one": [["src-nobody"]]}, {"without_claims": ["c-no"]}]
)
def test_what_is_supposed_must_exist(ann, supposed):
    """A source or claim that is not in the case is not silently left out."""
    assert ann.post("/questions/dead/what-if", supposed).status == 404


def test_a_finding_overrules_the_suggestion_and_names_its_writer(ann):
    """Figures, standing and reason are the person's; the suggestion stays beside it."""
    view = conclude(ann)
    assert view["standpoint"]["is_suggestion"] is False
    assert (view["finding"]["low"], view["finding"]["high"], view["finding"]["reviewer"]) == (40, 48, "Ann")
    assert view["suggestion"]["low"] == 12
    assert [one["reviewer"] for one in view["history"]] == ["Ann"]


def test_a_finding_without_a_reason_is_refused(ann):
    """The reason is what readers of the record go by."""
    etag = ann.get("/questions/dead").json()["etag"]
    answer = put(ann, "/questions/dead/finding", FIGURES | {"reason": " "}, etag)
    assert answer.status == 400 and "reason" in answer.json()["detail"]


def test_a_change_names_the_state_it_was_made_on(ann):
    """Without If-Match it is not made."""
    assert put(ann, "/questions/dead/finding", FIGURES, "").status == 428


def test_a_stale_finding_is_refused_with_both_versions(ann, bo):
    """Who writes second sees what the first wrote, and nothing is lost."""
    etag = bo.get("/questions/dead").json()["etag"]
    conclude(ann)
    answer = put(bo, "/questions/dead/finding", FIGURES | {"reason": "mine"}, etag)
    problem = answer.json()
    assert (answer.status, problem["type"]) == (409, "stale")
    assert problem["current"]["reviewer"] == "Ann" and problem["yours"]["reason"] == "mine"
    assert problem["etag"] == bo.get("/questions/dead").json()["etag"]
    assert bo.get("/questions/dead").json()["finding"]["reviewer"] == "Ann"


def test_evidence_judged_meanwhile_makes_an_edit_stale(ann, bench):
    """A finding is written on the claims its writer saw."""
    view = ann.get("/questions/dead").json()
    claim_id = view["answers"][0]["positions"][0]["claim_id"]
    bench.as_user("Bo").judge("reject", claim_id, reason="another flood")
    assert put(ann, "/questions/dead/finding", FIGURES, view["etag"]).status == 409


def test_a_judgement_on_its_claims_marks_a_finding_as_stale(ann, bench):
    """Until somebody looks again; a judgement on another question's claim does not."""
    view = conclude(ann)
    other = ann.get("/questions/dam").json()["answers"][0]["positions"][0]["claim_id"]
    bench.as_user("Bo").judge("accept", other)
    assert not ann.get("/questions/dead").json()["standpoint"]["is_stale"]
    bench.as_user("Bo").judge("accept", view["answers"][0]["positions"][0]["claim_id"])
    stale = ann.get("/questions/dead").json()["standpoint"]
    assert stale["is_stale"] and "judged since" in stale["stale_why"]
    assert not conclude(ann)["standpoint"]["is_stale"]


def test_a_rejected_claim_makes_the_suggestion_stale_until_the_next_run(ann, bench):
    """An accepted one changes nothing about what was reckoned."""
    positions = [row["positions"][0]["claim_id"] for row in ann.get("/questions/dead").json()["answers"]]
    case = bench.as_user("Bo")
    case.judge("accept", positions[0])
    assert not ann.get("/questions/dead").json()["standpoint"]["is_stale"]
    case.judge("reject", positions[1])
    assert ann.get("/questions/dead").json()["standpoint"]["is_stale"]
    case.run(workers=1)
    view = ann.get("/questions/dead").json()
    assert not view["standpoint"]["is_stale"] and len(view["answers"]) == 2


def test_the_writer_cannot_approve_their_own_finding(ann):
    """Four eyes: the answer is 403 and nothing is kept."""
    finding = conclude(ann)["finding"]
    answer = approve(ann, finding["id"])
    assert (answer.status, answer.json()["type"]) == (403, "refused")
    assert ann.get("/questions/dead").json()["approvals"] == []


def test_a_second_person_approves_and_a_new_finding_begins_without_approval(ann, bo):
    """The approval is bound to the very finding that was read."""
    finding = conclude(ann)["finding"]
    view = approve(bo, finding["id"]).json()
    assert view["standpoint"]["is_approved"] and not view["standpoint"]["is_single_user"]
    assert [(one["by"], one["is_approved"], one["finding_id"]) for one in view["approvals"]] == [("Bo", True, finding["id"])]
    again = conclude(bo, reason="another look")
    assert not again["standpoint"]["is_approved"]
    assert approve(ann, finding["id"]).status == 400, "an earlier finding is no longer what stands"


def test_a_suggestion_cannot_be_approved(ann):
    """Machine output becomes a finding only by a person's conclusion."""
    suggestion = ann.get("/questions/dead").json()["finding"]
    assert approve(ann, suggestion["id"]).status == 400


def test_an_approval_runs_nothing_again_and_stands_in_the_log(ann, bo, bench):
    """It is a decision on what is given out, not on evidence."""
    finding = conclude(ann)["finding"]
    case = bench.as_user("Bo")
    case.run(workers=1)
    approve(bo, finding["id"])
    report = case.run(workers=1)
    assert all(step.done == 0 for step in report.steps)
    assert case.judgements()[-1].target == f"approval:{finding['id']}"
