"""Unmasking: recorded before it is answered, slowed after wrong passphrases, and nothing of it stays anywhere."""

import pytest

from testimonia.errors import RefusedError
from testimonia.pipeline.workbench.unmasking import FREE_TRIES, MOST_SHOWN, Patience, Unmask, Unmasked
from testimonia.web.routes.uploads import ConfidentialBatch
from tests.flood import PASSPHRASE, TRUE_NAME, bytes_of
from tests.pipeline.workbench.test_jobs import wait_for


def falcon(browser):
    return next(row["id"] for row in browser.get("/sources").json()["rows"] if row["name"] == "Falcon")


def unmask(browser, passphrase=PASSPHRASE, reason="to call them back", source_id=""):
    body = {"source_id": source_id or falcon(browser), "passphrase": passphrase, "reason": reason}
    return browser.post("/vault/unmask", body)


def log(bench):
    return [(entry.act, entry.by, entry.detail) for entry, _ in bench.case_of("Ann").store.custody()]


def test_a_name_is_shown_for_a_minute_and_recorded(ann, bench):
    """Who, why and whose stands in the custody log, by pseudonym."""
    answer = unmask(ann)
    assert answer.status == 200, answer.body
    assert answer.json()["names"] == [TRUE_NAME] and answer.json()["shown_s"] == 60
    assert answer.headers["cache-control"] == "no-store"
    assert log(bench)[-1] == ("unmasked", "Ann", "falcon Falcon: to call them back")


def test_nothing_of_an_identity_is_kept_anywhere(ann, bench):
    """Not in the case's folder, not in any other view, whatever was asked before and after."""
    unmask(ann)
    views = ["/home", "/sources", "/sources/graph", f"/sources/{falcon(ann)}", "/mosaic", "/quotes", "/timeline", "/map"]
    for view in views:
        assert b"Nawwaf" not in ann.get(view).body, view
    kept = bytes_of(bench.folder)
    for secret in (TRUE_NAME, "al-Khayali", "000 555 101", PASSPHRASE):
        assert secret.encode() not in kept and secret.encode("utf-16-le") not in kept


def test_a_wrong_passphrase_shows_nothing_and_is_recorded(ann, bench):
    """403, and a refusal in the log."""
    answer = unmask(ann, "four words, all wrong")
    assert (answer.status, answer.json()["type"]) == (403, "vault")
    assert log(bench)[-1][0] == "unmasking refused"


def test_wrong_passphrases_make_everybody_wait(ann, bo, bench):
    """After a few, even the right one is not looked at, by whomever, and nothing is written."""
    for _ in range(FREE_TRIES):
        assert unmask(ann, "wrong words here").status == 403
    size = len(log(bench))
    answer = unmask(bo)
    assert answer.status == 429 and int(answer.headers["retry-after"]) > 0
    assert len(log(bench)) == size


def test_a_reason_is_needed_and_may_not_name_anybody(ann, bench):
    """The log lies in the clear."""
    size = len(log(bench))
    assert unmask(ann, reason=" ").status == 400
    assert unmask(ann, reason=f"is it {TRUE_NAME}?").status == 400
    assert len(log(bench)) == size
    assert b"Nawwaf" not in bytes_of(bench.folder)


def test_a_source_that_the_vault_does_not_know_is_not_found(ann):
    """A public source has no identity there."""
    mayor = next(row["id"] for row in ann.get("/sources").json()["rows"] if row["name"] == "the mayor")
    assert unmask(ann, source_id=mayor).status == 404


def test_printing_a_call_shows_no_secret():
    """Whoever logs the values by mistake logs no passphrase and no name."""
    assert "secret" not in repr(Unmask("s", "secret", "why"))
    shown = Unmasked("s", "Falcon", ("Nawwaf",), (), (), {}, "", "2021-01-01T00:00:00Z")
    assert "Nawwaf" not in repr(shown)


def test_waiting_doubles_and_ends():
    """The clock decides; a right passphrase begins anew."""
    now = [0.0]
    patience = Patience(lambda: now[0])
    for _ in range(FREE_TRIES):
        patience.check("Ann")
        patience.wrong()
    with pytest.raises(RefusedError) as first:
        patience.check("Ann")
    now[0] += first.value.wait_s
    patience.check("Ann")
    patience.wrong()
    with pytest.raises(RefusedError) as second:
        patience.check("Ann")
    assert second.value.wait_s > first.value.wait_s
    now[0] += second.value.wait_s
    patience.check("Ann")
    patience.right("Ann")
    patience.wrong()
    patience.check("Ann")


def test_a_list_is_not_read_off_source_by_source():
    """So many in ten minutes, each person for themselves."""
    patience = Patience(lambda: 0.0)
    for _ in range(MOST_SHOWN):
        patience.check("Ann")
        patience.right("Ann")
    with pytest.raises(RefusedError):
        patience.check("Ann")
    patience.check("Bo")


def test_a_confidential_upload_is_its_senders_alone(ann, bo, bench):
    """Nobody else sees its name or takes it in; it is taken in with the passphrase only, which is told nowhere."""
    data = b"Nawwaf al-Khayali says that nine people fled."
    begun = ann.post("/uploads", {"name": "nawwaf.txt", "size_bytes": len(data), "is_confidential": True})
    assert begun.status == 201 and begun.json()["is_confidential"], begun.body
    upload_id = begun.json()["id"]
    piece = {"body": data, "headers": {"upload-offset": "0"}}
    assert bo.call("PATCH", f"/api/v1/uploads/{upload_id}", **piece).status == 404
    assert ann.call("PATCH", f"/api/v1/uploads/{upload_id}", **piece).status == 200
    for seen in (bo.get("/uploads").body, bo.get(f"/uploads/{upload_id}").body):
        assert b"nawwaf" not in seen and upload_id.encode() in seen
    assert b"nawwaf.txt" in ann.get("/uploads").body
    body = {"ids": [upload_id], "passphrase": PASSPHRASE}
    assert ann.post("/uploads/commit", {"ids": [upload_id]}).status == 400
    assert bo.post("/uploads/commit-confidential", body).status == 404
    wrong = ann.post("/uploads/commit-confidential", body | {"passphrase": "four words, all wrong"})
    assert (wrong.status, wrong.json()["type"]) == (403, "vault")
    assert PASSPHRASE not in repr(ConfidentialBatch([upload_id], PASSPHRASE))
    job = ann.post("/uploads/commit-confidential", body)
    assert job.status == 202 and PASSPHRASE.encode() not in job.body
    assert wait_for(bench, job.json()["id"], "done", "failed").state == "done"
    kept = bytes_of(bench.folder)
    for secret in ("Nawwaf", "nawwaf.txt", "Khayali", PASSPHRASE):
        assert secret.encode() not in kept and secret.encode("utf-16-le") not in kept
    assert ann.get(f"/uploads/{upload_id}").status == 404
