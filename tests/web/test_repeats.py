"""A call that is repeated under its key is the same call: on every route that changes something, also after `kill -9`."""

import os
import shutil
import time

import pytest
from litestar import Router, post

from testimonia.errors import BusyError, OtherCallError
from testimonia.model.material import Metadata
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench import repeating, sending
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.repeating import KEPT_S, Answers, KeptAnswer, read_call
from tests.flood import PASSPHRASE, bytes_of
from tests.web.asking import Browser
from tests.web.test_door import addresses
from tests.web.test_questions_routes import conclude
from tests.web.test_releases_routes import answer_all, decide, request

METHODS = ("POST", "PUT")
PREFIX = "/api/v1"


class House:
    """A case that a server is killed on and started again on."""

    def __init__(self, folder):
        self.folder = folder
        self.start()

    def start(self):
        self.bench = Workbench(self.folder, people=("Ann", "Bo"), is_reconciling=False)
        self.bench.jobs.close()  # jobs are noted, and none begins: what is looked at is what was asked for
        self.bench.jobs._is_closing = False
        self.ann, self.bo = Browser(self.bench, user="Ann"), Browser(self.bench, user="Bo")

    def restart(self):
        self.bench.close()
        self.start()

    def made(self):
        """How often anything was done, by what lies on the disk."""
        case = self.bench.case_of("Ann")
        inner = self.folder / ".testimonia"
        return {
            "judgements": [one.id for one in case.store.judgements()],
            "custody": [entry.act for entry, _ in case.store.custody() if entry.act != "logged in"],
            "jobs": sorted(path.name for path in (inner / "jobs").glob("job-*.json")),
            "uploads": sorted(path.name for path in (inner / "uploads").glob("*") if not path.name.startswith("sealed-")),
            "stories": sorted(path.name for path in self.folder.glob("stories/*")),
        }

    def claim(self):
        return self.ann.get("/claims?limit=1").json()["rows"][0]

    def sealed(self, data=b"Nawwaf says that 7 people died in the flood."):
        return self.ann.upload("nawwaf.txt", data, is_confidential=True)

    def whole(self, data=b"He says that 9 people died in the flood."):
        return self.ann.upload("new.txt", data)

    def release(self):
        """A release that Ann asked for, with every warning answered."""
        release_id = request(self.ann, story="story.md").json()["id"]
        answer_all(self.ann)
        return release_id

    def approved(self):
        release_id = self.release()
        assert decide(self.bo, release_id).status == 201
        return release_id

    def stopped_job(self):
        row = self.ann.post("/jobs/run", {"retry": False}).json()
        assert self.ann.call("DELETE", f"{PREFIX}/jobs/{row['id']}").json()["can_resume"]
        return row["id"]

    def warning(self):
        request(self.ann, story="story.md")
        page = self.ann.post("/mosaic/view", {"passphrase": PASSPHRASE}).json()["rows"][0]
        return {"source_id": page["source_id"], "warning_id": page["warnings"][0]["id"], "passphrase": PASSPHRASE}

    def quote(self):
        claim = self.ann.get("/questions/dead").json()["answers"][0]["positions"][0]["claim_id"]
        statement = self.bench.case_of("Ann").store.claim(claim)[1].id
        self.bench.as_user("Ann").answer_quote(statement, "withhold", reason="too near")
        row = next(row for row in self.ann.get("/quotes").json()["rows"] if row["id"] == statement)
        return f"/quotes/{statement}/answer", row["etag"]


def call(target, body, other=None, *, etag="", by="ann"):
    """A call, and another body that may not come under its key."""
    headers = {"if-match": f'"{etag}"'} if etag else {}
    return target, body, other or {**body, "reason": "another reason"}, headers, by


def judgement(house):
    row = house.claim()
    return call("/judgements", {"act": "accept", "target": row["id"], "reason": "r"}, etag=row["etag"])


def bulk(house):
    rows = house.ann.get("/claims?limit=3").json()["rows"]
    targets = [{"id": row["id"], "etag": row["etag"]} for row in rows]
    return call("/judgements/bulk", {"act": "accept", "targets": targets, "reason": "r"})


def undo(house):
    row = house.claim()
    made = house.ann.post(
        "/judgements", {"act": "accept", "target": row["id"]}, headers={"if-match": f'"{row["etag"]}"'}
    ).json()
    return call(f"/judgements/{made['judgement']['id']}/undo", {"reason": "r"}, etag=made["etag"])


def new_claim(house):
    row = house.claim()
    return call(
        "/claims",
        {
            "rendition_id": row["rendition_id"],
            "start": row["start"],
            "end": row["end"],
            "source_name": "a neighbour",
            "reason": "r",
        },
    )


def approval(house):
    finding = conclude(house.ann)["standpoint"]["id"]
    return call("/questions/dead/approvals", {"finding_id": finding, "is_approved": True, "reason": "r"}, by="bo")


def finding(house):
    etag = house.ann.get("/questions/dead").json()["etag"]
    return call("/questions/dead/finding", {"reason": "r", "figures": [1, 2, 3]}, etag=etag)


def grade(house):
    row = house.ann.get("/sources").json()["rows"][0]
    etag = house.ann.get(f"/sources/{row['id']}").json()["etag"]
    return call(f"/sources/{row['id']}/grade", {"grade": "B", "reason": "r"}, etag=etag)


def new_release(house):
    return call("/releases", {"reason": "r", "story": "story.md", "passphrase": PASSPHRASE})


def decision(house):
    release_id = house.release()
    body = {"is_approved": True, "reason": "r", "confirm": release_id[:12], "passphrase": PASSPHRASE}
    return call(f"/releases/{release_id}/decision", body, by="bo")


def quote(house):
    target, etag = house.quote()
    return call(target, {"decision": "keep", "reason": "r"}, etag=etag)


def publication(house):
    release_id = house.approved()
    body = {"story": "story.md", "release": release_id, "confirm": release_id[:12], "passphrase": PASSPHRASE}
    return call("/publications", body, {**body, "folder": "elsewhere"})


def commit(house):
    first, second = house.whole(), house.whole(b"He says that 8 people died in the flood.")
    return call("/uploads/commit", {"ids": [first, second]}, {"ids": [first]})


def commit_confidential(house):
    first, second = house.sealed(), house.sealed(b"Nawwaf says that 6 people died in the flood.")
    return call("/uploads/commit-confidential", {"ids": [first, second], "passphrase": PASSPHRASE}, {"ids": [first]})


def resumed(house):
    return call(f"/jobs/{house.stopped_job()}/resume", {})


CALLS = {
    "POST /judgements": judgement,
    "POST /judgements/bulk": bulk,
    "POST /judgements/{judgement_id:str}/undo": undo,
    "POST /claims": new_claim,
    "POST /questions/{question_id:str}/approvals": approval,
    "PUT /questions/{question_id:str}/finding": finding,
    "PUT /sources/{source_id:str}/grade": grade,
    "POST /releases": new_release,
    "POST /releases/{release_id:str}/decision": decision,
    "POST /quotes/{statement_id:str}/answer": quote,
    "POST /mosaic/answers": lambda house: call("/mosaic/answers", {**house.warning(), "reason": "r"}),
    "POST /publications": publication,
    "POST /uploads": lambda house: call("/uploads", {"name": "a.txt", "size_bytes": 5}, {"name": "b.txt", "size_bytes": 5}),
    "POST /uploads/commit": commit,
    "POST /uploads/commit-confidential": commit_confidential,
    "POST /jobs/run": lambda house: call("/jobs/run", {"retry": False}, {"retry": True}),
    "POST /failures/retry": lambda house: call("/failures/retry", {}),
    "POST /jobs/{job_id:str}/resume": resumed,
}
"""A call of each route that changes something, made ready on a case of its own."""
BY_THEIR_MARK = {"PUT /stories/{name:str}"}
"""Whole files: their mark (If-Match) keeps a repeated call from being done on what somebody else wrote meanwhile."""


def unkeyed(app):
    """Routes that may change something, and neither say that they do not nor have a call here."""
    found = []
    for path, _, method, handler in addresses(app):
        name = f"{method} {path.removeprefix(PREFIX)}"
        if method in METHODS and not handler.opt.get("is_look") and name not in {*CALLS, *BY_THEIR_MARK}:
            found.append(name)
    return found


def looks(app):
    return {f"{m} {p.removeprefix(PREFIX)}" for p, _, m, handler in addresses(app) if handler.opt.get("is_look")}


def test_every_route_that_changes_something_is_called_here(still_browser):
    """A new POST or PUT has a call in this file, or says that it only looks."""
    assert unkeyed(still_browser.app) == []
    routes = {f"{method} {path.removeprefix(PREFIX)}" for path, _, method, _ in addresses(still_browser.app)}
    assert set(CALLS) <= routes


def test_a_new_route_without_a_call_here_is_found(workbench):
    """The walk notices a POST that somebody adds."""

    @post("/new", sync_to_thread=False)
    def new() -> str:
        return "done"

    assert unkeyed(Browser(workbench, routes=[Router(path="/", route_handlers=[new])]).app) == ["POST /new"]


@pytest.fixture
def house(small_place, tmp_path):
    house = House(shutil.copytree(small_place, tmp_path / "case"))
    yield house
    house.bench.close()


def send(house, made, key, *, is_other=False):
    target, body, other, headers, by = made
    method = "PUT" if target.endswith(("/finding", "/grade")) else "POST"
    browser = getattr(house, by)
    return browser.call(method, PREFIX + target, json=other if is_other else body, headers={**headers, "idempotency-key": key})


@pytest.mark.parametrize("name", CALLS)
def test_a_repeated_call_is_answered_again_and_done_once(house, name):
    """The first answer, word for word unless it took a passphrase; nothing done twice, after a restart too; else 422."""
    made = CALLS[name](house)
    before = house.made()
    first = send(house, made, "k-1")
    assert 200 <= first.status < 300, first.body
    done = house.made()
    assert done != before, "nothing was done"

    again = send(house, made, "k-1")
    assert (again.status, house.made()) == (first.status, done)
    if "passphrase" not in made[1]:
        assert again.body == first.body and again.headers["idempotency-replayed"] == "true"
        assert again.headers.get("etag") == first.headers.get("etag")
    refused = send(house, made, "k-1", is_other=True)
    assert (refused.status, refused.json()["type"]) == (422, "other-call"), refused.body
    assert house.made() == done

    house.restart()
    after = send(house, made, "k-1")
    assert (after.status, house.made()) == (first.status, done)


@pytest.mark.parametrize("name", CALLS)
def test_a_server_killed_before_it_kept_the_answer_does_nothing_twice(house, name, monkeypatch):
    """What was done is on the disk, its answer is not: the repeated call is answered from what was done."""
    made = CALLS[name](house)
    monkeypatch.setattr(Answers, "end", lambda self, one, answer: self._under_way.discard(one.id))
    first = send(house, made, "k-1")
    assert 200 <= first.status < 300, first.body
    done = house.made()
    monkeypatch.undo()

    house.restart()
    again = send(house, made, "k-1")
    assert again.status == first.status, again.body
    assert house.made() == done
    assert id_in(again.json()) == id_in(first.json())
    assert PASSPHRASE.encode() not in bytes_of(house.folder)


@pytest.mark.parametrize("name", CALLS)
def test_nothing_is_done_twice_though_the_answers_were_lost(house, name):
    """With the file of answers deleted, what was done still stands for its key, with another body too."""
    made = CALLS[name](house)
    assert 200 <= send(house, made, "k-1").status < 300
    done = house.made()
    house.bench.close()
    for path in (house.folder / ".testimonia").glob("answers.db*"):
        path.unlink()
    house.start()
    again = send(house, made, "k-1")
    assert 200 <= again.status < 300, again.body
    assert house.made() == done
    send(house, made, "k-1", is_other=True)  # what it is answered with differs by route
    assert house.made() == done


def id_in(value):
    """What names the thing that was made."""
    for name in ("judgement", "record", "finding", "answer"):
        if isinstance(value.get(name), dict):
            value = value[name]
    return next((value[name] for name in ("id", "sha256", "judgement_id") if name in value), None) or sorted(
        one["judgement_id"] for one in value.get("done", ())
    )


def test_another_persons_key_is_another_key(house):
    """Two people may have chosen the same one."""
    made = judgement(house)
    assert send(house, made, "k-1").status == 201
    _, body, _, _, _ = made
    etag = house.bo.get(f"/claims/{body['target']}").json()["etag"]
    answer = house.bo.post(
        "/judgements", {**body, "act": "reject"}, headers={"if-match": f'"{etag}"', "idempotency-key": "k-1"}
    )
    assert answer.status == 201
    assert len(house.made()["judgements"]) == 2


def test_what_was_refused_may_come_again_mended(house):
    """A refusal changed nothing, so its key is free."""
    row = house.claim()
    body = {"act": "accept", "target": row["id"]}
    stale = house.ann.post("/judgements", body, headers={"if-match": '"v-old"', "idempotency-key": "k-1"})
    assert stale.status == 409
    mended = {**body, "reason": "looked again"}
    done = house.ann.post("/judgements", mended, headers={"if-match": f'"{row["etag"]}"', "idempotency-key": "k-1"})
    assert done.status == 201
    assert done.json()["judgement"]["reason"] == "looked again"


def test_the_same_key_on_another_route_is_refused(house):
    """A key is for one call, not for one address."""
    assert house.ann.post("/jobs/run", {"retry": False}, headers={"idempotency-key": "k-1"}).status == 202
    assert house.ann.post("/failures/retry", {}, headers={"idempotency-key": "k-1"}).status == 422


def test_a_call_that_only_looks_is_done_anew(house):
    """An identity is shown to whoever asks with the passphrase and is recorded each time; no answer of it is kept."""
    assert looks(house.ann.app) == {
        "POST /claims/proposal",
        "POST /home/verification",
        "POST /mosaic/view",
        "POST /questions/{question_id:str}/what-if",
        "POST /stories/check",
        "POST /stories/preview",
        "POST /vault/unmask",
    }
    falcon = next(row["id"] for row in house.ann.get("/sources").json()["rows"] if row["name"] == "Falcon")
    body = {"source_id": falcon, "passphrase": PASSPHRASE, "reason": "to call them back"}
    for number in (1, 2):
        answer = house.ann.post("/vault/unmask", body, headers={"idempotency-key": "k-1"})
        assert answer.status == 200 and "idempotency-replayed" not in answer.headers
        assert house.made()["custody"].count("unmasked") == number
    assert b"Nawwaf" not in bytes_of(house.folder)


def test_looks_change_nothing_but_the_log(house):
    """What says that it only looks leaves no judgement, job, upload or story behind."""
    row = house.claim()
    words = {"rendition_id": row["rendition_id"], "start": row["start"], "end": row["end"]}
    falcon = next(one["id"] for one in house.ann.get("/sources").json()["rows"] if one["name"] == "Falcon")
    bodies = {
        "/claims/proposal": words,
        "/home/verification": {},
        "/mosaic/view": {"passphrase": PASSPHRASE},
        "/questions/dead/what-if": {"without_claims": [row["id"]]},
        "/stories/check": {"text": "12 people died."},
        "/stories/preview": {"text": "12 people died."},
        "/vault/unmask": {"source_id": falcon, "passphrase": PASSPHRASE, "reason": "r"},
    }
    assert len(bodies) == len(looks(house.ann.app))
    before = house.made()
    for target, body in bodies.items():
        assert house.ann.post(target, body).status == 200, target
    after = house.made()
    assert [act for act in after.pop("custody") if act != "unmasked"] == before.pop("custody")
    assert after == before


def test_no_passphrase_can_be_guessed_from_what_is_kept():
    """Two calls that differ in the passphrase alone are remembered as the very same: not even a hash of it is kept."""
    body = b'{"reason": "r", "passphrase": "%s"}'
    one, other = (read_call("Ann", "k", "POST", "/releases", body % words) for words in (b"five words", b"others"))
    assert one == other and one.is_secret
    assert read_call("Ann", "k", "POST", "/releases", b'{"reason": "s"}') != one


def test_every_secret_field_of_the_api_is_known(still_browser):
    """No body has a passphrase, key or token that goes by another name."""
    kinds = still_browser.get("/schema/openapi.json").json()["components"]["schemas"]
    asked = {name for kind in kinds.values() for name in kind.get("properties", {})}
    suspects = {
        name for name in asked if any(word in name.split("_") for word in ("passphrase", "password", "secret", "token"))
    }
    assert suspects == {*repeating.SECRETS, "token"}  # the token is in the session's answer, and no body brings it


def test_a_call_under_way_is_not_begun_again(tmp_path):
    """The second of two at once is told to come again; once the first is answered it gets that answer."""
    answers = Answers(tmp_path / "answers.db")
    one = read_call("Ann", "k", "POST", "/x", b"{}")
    assert answers.begin(one) is None
    with pytest.raises(BusyError):
        answers.begin(one)
    first = KeptAnswer(201, (("etag", '"v"'),), b"{}")
    answers.end(one, first)
    assert answers.begin(one) == first
    with pytest.raises(OtherCallError):
        answers.begin(read_call("Ann", "k", "POST", "/x", b'{"a": 1}'))
    answers.close()


def test_answers_are_forgotten_after_a_week(tmp_path):
    """What nobody repeats is not kept for ever."""
    now = time.time()
    answers = Answers(tmp_path / "answers.db", clock=lambda: now - KEPT_S - 1)
    one = read_call("Ann", "k", "POST", "/x", b"{}")
    answers.begin(one)
    answers.end(one, KeptAnswer(200, (), b"{}"))
    answers.close()
    again = Answers(tmp_path / "answers.db", clock=lambda: now)
    assert again.begin(one) is None
    again.close()


@pytest.mark.parametrize("data", [b"", b"no database at all, and longer than a header of one would be" * 40])
def test_a_damaged_file_of_answers_is_made_anew(tmp_path, data):
    """It is no evidence: the workbench opens all the same."""
    (tmp_path / "answers.db").write_bytes(data)
    answers = Answers(tmp_path / "answers.db")
    assert answers.begin(read_call("Ann", "k", "POST", "/x", b"{}")) is None
    answers.close()


def test_a_move_that_was_cut_off_is_done_to_its_end(house, monkeypatch):
    """A server killed while it moves uploads into a batch loses none of them: their job does what is left."""
    ids = [house.whole(b"He says that %d people died in the flood." % number) for number in (5, 6, 7)]
    moved = []

    def rename_one(self, target, rename=os.rename):
        if moved:
            raise KeyboardInterrupt
        moved.append(target)
        rename(self, target)

    monkeypatch.setattr("pathlib.Path.rename", rename_one)
    with pytest.raises(KeyboardInterrupt):
        sending.take_in(house.bench, "Ann", ids, Metadata())
    monkeypatch.undo()
    (row,) = house.bench.jobs.rows()
    house.bench.close()
    house.bench = Workbench(house.folder, people=("Ann",), is_reconciling=False)
    assert house.bench.jobs.row(row.id).state == "interrupted"
    resumed_id = house.bench.jobs.resume(row.id, by="Ann").id
    until = time.monotonic() + 90
    while house.bench.jobs.row(resumed_id).state in ("waiting", "running") and time.monotonic() < until:
        time.sleep(0.1)
    assert house.bench.jobs.row(resumed_id).state == "done", house.bench.jobs.row(resumed_id)
    assert house.bench.uploads.all() == []
    with Investigation.open(house.folder) as case:
        assert sum(item.name.endswith("new.txt") for item in case.items()) == 3


def test_a_kill_and_a_start_are_as_the_walk_makes_them(with_flood, tmp_path):
    """Copying the folder of a running workbench, as a killed one leaves it, gives a case that knows its calls."""
    house = House(with_flood)
    made = judgement(house)
    first = send(house, made, "k-1")
    left = shutil.copytree(with_flood, tmp_path / "left")
    house.bench.close()
    other = House(left)
    again = send(other, made, "k-1")
    assert (again.status, again.body) == (first.status, first.body)
    assert len(other.made()["judgements"]) == 1
    other.bench.close()


def test_nothing_of_a_confidential_announcement_is_remembered(house):
    """Its key makes it one upload all the same; neither its name nor a hash of it lies in the file of answers."""
    body = {"name": "nawwaf.txt", "size_bytes": 9, "is_confidential": True}
    first, again = (house.ann.post("/uploads", body, headers={"idempotency-key": "k-1"}) for _ in range(2))
    assert (first.status, again.status) == (201, 201) and first.json()["id"] == again.json()["id"]
    other = house.ann.post("/uploads", body | {"name": "rima.txt"}, headers={"idempotency-key": "k-1"})
    assert (other.status, other.json()["type"]) == (422, "other-call")
    assert b"nawwaf" not in bytes_of(house.folder)
    assert read_call("Ann", "k-1", "POST", "/api/v1/uploads", b'{"name": "nawwaf.txt", "is_confidential": true}') is None
