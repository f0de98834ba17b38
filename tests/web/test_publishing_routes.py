"""Publishing over the API: the list to sign off, the publication as a job, and a planted leak that stops it."""

import re
import time

import pytest

from testimonia.pipeline.vaults import Credential
from testimonia.protect.identities import Identity
from tests.flood import PASSPHRASE, TRUE_NAME
from tests.web.test_releases_routes import answer_all, decide, request


def finish(browser, job_id):
    """The job, when it has ended."""
    until = time.monotonic() + 120
    while time.monotonic() < until:
        row = browser.get(f"/jobs/{job_id}").json()
        if row["state"] not in ("waiting", "running"):
            return row
        time.sleep(0.2)
    raise AssertionError("the job does not end")


def entries(browser, **asked):
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return {entry["id"]: entry for entry in browser.get(f"/publish/checklist?{query}").json()["entries"]}


@pytest.fixture
def approved(ann, bo):
    """Id of a release that Ann asked for and Bo approved."""
    release_id = request(ann, story="story.md").json()["id"]
    answer_all(ann)
    assert decide(bo, release_id).status == 201
    return release_id


def publish(browser, release_id, **more):
    body = {"story": "story.md", "release": release_id, "confirm": release_id[:12], "passphrase": PASSPHRASE}
    return browser.post("/publications", body | more)


def test_without_a_release_nothing_can_be_published(ann):
    """The list says what is waited for."""
    checklist = ann.get("/publish/checklist").json()
    assert not checklist["can_publish"] and checklist["release"] == ""
    states = {entry["id"]: entry["state"] for entry in checklist["entries"]}
    assert states["clearance"] == states["four_eyes"] == "waiting"


def test_the_list_follows_a_release_from_request_to_approval(ann, bo):
    """Four eyes wait for the second pair, and say whose they were."""
    release_id = request(ann, story="story.md").json()["id"]
    assert entries(ann)["four_eyes"]["state"] == "waiting"
    answer_all(ann)
    decide(bo, release_id)
    checklist = ann.get("/publish/checklist").json()
    four = next(entry for entry in checklist["entries"] if entry["id"] == "four_eyes")
    assert "asked for by Ann, approved by Bo" in four["words"]
    assert checklist["can_publish"] and checklist["confirm"] == release_id[:12]
    assert any("suggestion" in one["words"] and one["link"] == "/questions/dead" for one in four["problems"])


def test_a_wrong_figure_stops_at_the_check(ann, approved):
    """With the line it stands in, and a link to it."""
    text = "---\ntitle: T\ndate: 2021-06-01\n---\nThe mayor says that 19 people died in the flood.\n"
    ann.call("PUT", "/api/v1/stories/wrong.md", json={"text": text}, headers={"if-none-match": "*"})
    found = entries(ann, story="wrong.md")["check"]
    assert found["state"] == "stop"
    assert any("wrong.md:5:" in one["words"] and one["link"] == "/stories/wrong.md#line-5" for one in found["problems"])
    assert not ann.get("/publish/checklist?story=wrong.md").json()["can_publish"]


def test_what_the_release_does_not_hold_stops_at_clearance(ann, approved):
    """As the renderer would refuse it, before anything is rendered."""
    text = "---\ntitle: T\n---\n[Words]{finding: nobody}.\n"
    ann.call("PUT", "/api/v1/stories/other.md", json={"text": text}, headers={"if-none-match": "*"})
    found = entries(ann, story="other.md")["clearance"]
    assert found["state"] == "stop" and "nobody" in found["problems"][0]["words"]


@pytest.mark.parametrize("change", [{"confirm": ""}, {"confirm": "0" * 12}, {"folder": "../out"}, {"folder": "/tmp/out"}])
def test_a_publication_is_confirmed_and_stays_in_its_folder(ann, approved, bench, change):
    """Nothing starts otherwise."""
    assert publish(ann, approved, **change).status == 400
    assert bench.jobs.rows() == []


def test_a_story_is_published_as_a_job(ann, approved, bench):
    """The pages lie in the investigation's folder, and the list says that the gate let them pass."""
    answer = publish(ann, approved)
    assert answer.status == 202, answer.body
    row = finish(ann, answer.json()["id"])
    assert row["state"] == "done", row
    page = (bench.folder / "published" / "story" / "index.html").read_text()
    assert "The flood" in page and TRUE_NAME not in page
    assert entries(ann)["gate"]["state"] == "ok"
    assert ann.get(f"/releases/{approved}").json()["publications"][0]["by"] == "Ann"
    assert all(PASSPHRASE.encode() not in path.read_bytes() for path in bench.folder.rglob("*") if path.is_file())


def test_a_wrong_passphrase_starts_nothing(ann, approved, bench):
    """It is said at once, and counted."""
    assert publish(ann, approved, passphrase="wrong words").status == 403
    assert publish(ann, approved, passphrase="").status == 400
    assert bench.jobs.rows() == []


def test_a_planted_leak_stops_the_publication(ann, approved, bench):
    """File, place, pseudonym and advice are named, the identity is not, and nothing was moved."""
    secret = Identity("nurse", names=("Marwan Qadri",), pseudonym="Nurse Amal")
    bench.as_user("Ann").vault.put(Credential(passphrase=PASSPHRASE), [secret])
    etag = ann.get("/stories/story.md").json()["etag"]
    text = ann.get("/stories/story.md").json()["text"].replace("Others count more.", "Others, like Marwan Qadri, count more.")
    ann.call("PUT", "/api/v1/stories/story.md", json={"text": text}, headers={"if-match": f'"{etag}"'})
    row = finish(ann, publish(ann, approved, despite="a test of the gate").json()["id"])
    assert row["state"] == "failed"
    gate = entries(ann)["gate"]
    assert gate["state"] == "stop" and "nothing was moved" in gate["words"]
    said = " ".join(one["words"] for one in gate["problems"])
    assert "index.html" in said and "Nurse Amal" in said and "->" in said
    assert "Qadri" not in row["message"] and "Qadri" not in said
    arabic = ann.get("/publish/checklist", headers={"accept-language": "ar"}).json()
    gate = next(entry for entry in arabic["entries"] if entry["id"] == "gate")
    said = [gate["words"], *(one["words"] for one in gate["problems"])]
    assert "لم يُنقل شيء" in said[0] and any("اكتب الاسم المستعار" in line for line in said[1:])
    assert not re.search("[A-Za-z]{2}", re.sub("\u2068[^\u2069]*\u2069|\u2066[^\u2069]*\u2069", "", " ".join(said)))
    assert "Qadri" not in " ".join(said) and "Nurse Amal" in " ".join(said)
    assert not (bench.folder / "published" / "story").exists()
