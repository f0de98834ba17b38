"""Releases over the API: asked for with the vault open, approved by somebody else, quotations and the mosaic answered."""

import shutil

import pytest

from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.unmasking import FREE_TRIES
from tests.flood import PASSPHRASE, TRUE_NAME, bytes_of
from tests.web.asking import Browser


def request(browser, passphrase=PASSPHRASE, **more):
    return browser.post("/releases", {"reason": "the first story", "passphrase": passphrase} | more)


def decide(browser, release_id, confirm=None, is_approved=True, reason="read it", passphrase=PASSPHRASE):
    body = {"is_approved": is_approved, "reason": reason, "passphrase": passphrase}
    return browser.post(f"/releases/{release_id}/decision", body | {"confirm": release_id[:12] if confirm is None else confirm})


def answer_all(browser):
    for page in browser.post("/mosaic/view", {"passphrase": PASSPHRASE}).json()["rows"]:
        for warning in page["warnings"]:
            if not warning["answer"]:
                body = {"source_id": page["source_id"], "warning_id": warning["id"], "reason": "invented"}
                assert browser.post("/mosaic/answers", body | {"passphrase": PASSPHRASE}).status == 201


def test_a_release_is_asked_for_with_the_vault_open(ann):
    """The record says that identities could be looked for; with the vault shut it is refused."""
    assert request(ann, passphrase="").status == 400
    made = request(ann)
    assert made.status == 201, made.body
    record = made.json()["record"]
    assert (record["state"], record["requested_by"], record["has_identities"]) == ("requested", "Ann", True)


def test_who_asked_cannot_approve(ann, bo):
    """403 for the same person; the list says who can."""
    release_id = request(ann).json()["id"]
    answer_all(ann)
    assert decide(ann, release_id).status == 403
    assert [row["can_decide"] for row in ann.get("/releases").json()["rows"]] == [False]
    assert [row["can_decide"] for row in bo.get("/releases").json()["rows"]] == [True]
    approved = decide(bo, release_id)
    assert approved.status == 201, approved.body
    assert (approved.json()["record"]["state"], approved.json()["record"]["decided_by"]) == ("approved", "Bo")


@pytest.mark.parametrize("confirm", ["", "yes", "0" * 12])
def test_an_approval_is_typed(ann, bo, confirm):
    """No single key approves: the release's own digits are needed."""
    release_id = request(ann).json()["id"]
    answer_all(ann)
    assert decide(bo, release_id, confirm=confirm).status == 400
    assert bo.get("/releases").json()["rows"][0]["record"]["state"] == "requested"


def test_open_warnings_of_the_mosaic_stop_an_approval(ann, bo, bench, monkeypatch):
    """Whether there are any is asked with the vault open."""
    release_id = request(ann).json()["id"]
    pages = ann.post("/mosaic/view", {"passphrase": PASSPHRASE}).json()["rows"]
    is_open = any(not warning["answer"] for page in pages for warning in page["warnings"])
    assert decide(bo, release_id).status == (400 if is_open else 201)


def test_a_rejected_release_needs_no_digits_and_is_final(ann, bo):
    """Saying no gives nothing away; the passphrase is asked for, since its reason must name nobody."""
    release_id = request(ann).json()["id"]
    assert decide(bo, release_id, is_approved=False, passphrase="", confirm="").status == 400
    rejected = decide(bo, release_id, is_approved=False, confirm="")
    assert rejected.json()["record"]["state"] == "rejected"
    assert decide(bo, release_id).status == 400


def test_a_release_is_shown_by_pseudonym_only(ann, bench):
    """No true name in any answer, none in the folder."""
    release_id = request(ann).json()["id"]
    view = ann.get(f"/releases/{release_id}").body
    assert b"Falcon" in view and b"Nawwaf" not in view
    assert TRUE_NAME.encode() not in bytes_of(bench.folder)
    assert PASSPHRASE.encode() not in bytes_of(bench.folder)


@pytest.mark.parametrize("reason", [TRUE_NAME, "asked by Nawwaf al-Khayali", "his number is +963 000 555 101"])
def test_no_reason_names_a_source(small_place, tmp_path, reason):
    """Of a request, a decision either way, or an answer to the mosaic: each is refused, and nothing of it is kept."""
    folder = shutil.copytree(small_place, tmp_path / "case")
    with Workbench(folder, people=("Ann", "Bo"), is_reconciling=False) as bench:
        ann, bo = Browser(bench), Browser(bench, user="Bo")
        release_id = request(ann).json()["id"]
        page = ann.get("/mosaic").json()["rows"][0]
        answer = {"source_id": page["source_id"], "warning_id": page["warnings"][0]["id"], "passphrase": PASSPHRASE}
        refused = [
            request(ann, reason=reason),
            decide(bo, release_id, reason=reason),
            decide(bo, release_id, reason=reason, is_approved=False),
            ann.post("/mosaic/answers", {**answer, "reason": reason}),
        ]
        for one in refused:
            assert one.status == 400 and "names a source" in one.json()["detail"], one.body
        assert reason.encode() not in bytes_of(folder)
        assert ann.get("/releases").json()["rows"][0]["record"]["state"] == "requested"
        assert ann.post("/mosaic/answers", {**answer, "reason": "one of thousands"}).status == 201
        assert ann.post("/mosaic/answers", {**answer, "reason": "one of thousands", "passphrase": ""}).status == 400


def test_wrong_passphrases_are_counted_together_with_those_of_unmasking(ann):
    """A release is no second place to guess at."""
    for _ in range(FREE_TRIES):
        assert request(ann, passphrase="wrong words").status == 403
    falcon = next(row["id"] for row in ann.get("/sources").json()["rows"] if row["name"] == "Falcon")
    assert ann.post("/vault/unmask", {"source_id": falcon, "passphrase": PASSPHRASE, "reason": "why"}).status == 429
    assert request(ann).status == 429


def test_a_wrong_passphrase_is_recorded_wherever_it_is_given(ann, bench):
    """Who and when stands in the custody log; nothing of what was typed."""
    assert request(ann, passphrase="guessed words, three").status == 403
    assert ann.post("/mosaic/view", {"passphrase": "guessed words, four"}).status == 403
    last = [entry for entry, _ in bench.case_of("Ann").store.custody()][-2:]
    assert [(entry.act, entry.by, entry.subject) for entry in last] == [("vault not opened", "Ann", "vault")] * 2
    assert b"guessed words" not in bytes_of(bench.folder)


def test_an_answer_on_a_quotation_is_made_on_the_one_that_was_seen(ann, bo, bench):
    """The second editor sees the first one's answer and gets 409."""
    claim = ann.get("/questions/dead").json()["answers"][0]["positions"][0]["claim_id"]
    statement = bench.case_of("Ann").store.claim(claim)[1].id
    answer = bench.as_user("Ann").answer_quote(statement, "withhold", reason="too near")
    row = next(row for row in ann.get("/quotes").json()["rows"] if row["id"] == statement)
    assert (row["answer"]["decision"], row["source"]) == ("withhold", "Falcon")
    body = {"decision": "keep", "reason": "checked with him"}
    headers = {"if-match": f'"{row["etag"]}"'}
    bench.as_user("Bo").answer_quote(statement, "keep", reason="he agreed")
    assert ann.post(f"/quotes/{statement}/answer", body, headers=headers).status == 409
    assert ann.post(f"/quotes/{statement}/answer", body).status == 428
    row = next(row for row in ann.get("/quotes").json()["rows"] if row["id"] == statement)
    done = ann.post(f"/quotes/{statement}/answer", body, headers={"if-match": f'"{row["etag"]}"'})
    assert done.status == 201 and done.json()["answer"]["by"] == "Ann"
    assert answer.by == "Ann"
