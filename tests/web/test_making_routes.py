"""Claims made by people over HTTP: proposed, kept once, found everywhere, never lost to extraction, taken back."""

import json

import pytest

from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench.desk import Workbench
from tests.web.asking import Browser

WORDS = "The doctor says that 40 people were seen on the bridge. Nobody counted the boats, but there may have been thirty.\n"


@pytest.fixture
def folder(case_folder, tmp_path):
    """A case with a note in which something stands that extraction leaves alone."""
    note = tmp_path / "note.txt"
    note.write_text(f"---\nsource: the mayor\nrole: official\ndate: 2021-05-03\n---\n{WORDS}")
    with Investigation.open(case_folder) as case:
        case.ingest([note])
        case.run(workers=1)
    return case_folder


@pytest.fixture
def making(folder):
    """A browser on it."""
    with Workbench(folder, people=("Ann", "Bilal"), is_reconciling=False) as workbench:
        browser = Browser(workbench)
        browser.workbench = workbench
        yield browser


def selected(browser, words):
    """The rendition and the offsets of some words of the note."""
    item = next(row for row in browser.get("/items").json()["rows"] if row["name"] == "note.txt")
    rendition = browser.get(f"/items/{item['id']}").json()["renditions"][0]["id"]
    text = browser.workbench.case_of("Ann").store.material(rendition).rendition.text
    return {"rendition_id": rendition, "start": text.index(words), "end": text.index(words) + len(words)}


BOATS = {"type": "amount", "low": 25.5, "best": 30, "high": 34.5, "unit": "boat", "words": "thirty"}


def make(browser, words="there may have been thirty", *, key="", **fields):
    wanted = {**selected(browser, words), "source_name": "the ferryman", "value": BOATS, **fields}
    return browser.post("/claims", wanted, headers={"idempotency-key": key} if key else {})


def test_selected_words_are_read_as_the_extractor_reads_them(making):
    """A proposal has the value, the stance, the statement around the words and who speaks; nothing is kept."""
    before = making.get("/claims").json()["total"]
    form = making.post("/claims/proposal", selected(making, "40 people were seen on the bridge")).json()
    assert (form["is_read"], form["value"]["best"], form["value"]["unit"]) == (True, 40, "people")
    assert form["statement_id"] and form["source"]
    assert making.get("/claims").json()["total"] == before


def test_a_claim_made_from_words_is_found_at_once(making):
    """It is added, by whom, with its words, its source and its value; and the table, facets and one claim show it."""
    made = make(making, said_on="2021-05-05")
    assert made.status == 201, made.body
    row = made.json()["row"]
    assert (row["state"], row["by"], row["best"], row["unit"]) == ("added", "Ann", 30, "boat")
    assert (row["words"], row["source"], row["said_on"]) == ("there may have been thirty", "the ferryman", "2021-05-05")
    assert [one["id"] for one in making.get("/claims?state=added&value=at%20least%2020%20boats").json()["rows"]] == [row["id"]]
    assert making.get(f"/claims/{row['id']}").json()["judgements"][0]["act"] == "add"


def test_a_repeated_call_makes_one_claim(making):
    """The same key answers with the first claim; without a key the same claim is refused because it is there."""
    first, again = make(making, key="m1"), make(making, key="m1")
    assert first.json() == again.json()
    assert make(making).status == 400
    assert making.get("/claims?state=added").json()["total"] == 1


def test_a_claim_that_people_made_outlives_every_extraction(making, folder):
    """After all extraction is done again it is there as it was, is reconciled, and stands in what is exported."""
    claim_id = make(making).json()["row"]["id"]
    settings = folder / "investigation.toml"
    settings.write_text(settings.read_text() + '\n[sources.ferryman]\nname = "the ferryman"\nrole = "eyewitness"\n')
    investigation = making.workbench.as_user("Ann")
    done = {step.step: step.done for step in investigation.run(workers=1).steps}
    assert done["extract"] > 0
    assert claim_id in {claim.id for claim, _ in investigation.claims()}
    assert making.get("/claims?state=added").json()["rows"][0]["id"] == claim_id
    investigation.export(folder / "out")
    assert claim_id in {json.loads(line)["id"] for line in (folder / "out" / "claims.jsonl").read_text().splitlines()}
    assert investigation.claim(claim_id).statement.speaker.name == "the ferryman"


def test_an_added_claim_can_be_corrected_and_rejected_like_any_other(making):
    """A judgement on it stands in place of its being added, and taken back leaves it added."""
    row = make(making).json()["row"]
    wanted = {"act": "reject", "target": row["id"]}
    rejected = making.post("/judgements", wanted, headers={"if-match": f'"{row["etag"]}"'}).json()
    assert rejected["row"]["state"] == "rejected"
    assert row["id"] not in {claim.id for claim, _ in making.workbench.as_user("Ann").claims()}
    address = f"/judgements/{rejected['judgement']['id']}/undo"
    assert making.post(address, {}, headers={"if-match": f'"{rejected["etag"]}"'}).json()["row"]["state"] == "added"


def test_making_is_taken_back_and_brought_back(making):
    """An undone ADD is gone from table and testimony with its statement; undoing the undo brings both back."""
    made = make(making).json()
    undone = making.post(f"/judgements/{made['judgement']['id']}/undo", {}, headers={"if-match": f'"{made["etag"]}"'})
    assert undone.status == 201, undone.body
    case = making.workbench.as_user("Ann")
    assert making.get("/claims?state=added").json()["total"] == 0
    assert made["judgement"]["target"] not in {claim.id for claim, _ in case.claims()}
    assert made["statement_id"] not in {statement.id for statement in case.statements()}
    again = making.post(f"/judgements/{undone.json()['judgement']['id']}/undo", {}, headers={"if-match": "*"})
    assert again.json()["row"]["state"] == "added", again.body
    assert made["statement_id"] in {statement.id for statement in case.statements()}


def test_a_claim_is_told_for_which_question_it_was_made(making, folder):
    """With a question that asks for such a value it is linked to it in the next run; of another type it is refused."""
    settings = folder / "investigation.toml"
    settings.write_text(
        settings.read_text() + '\n[questions.boats]\ntext = "How many boats were there?"\ntype = "amount"\nnouns = ["boat"]\n'
    )
    investigation = making.workbench.as_user("Ann")
    investigation.run(workers=1)
    row = make(making, question_id="boats").json()["row"]
    assert make(making, "Nobody counted", question_id="boats", value=None).status == 400
    investigation.run(workers=1)
    assert making.get(f"/claims/{row['id']}").json()["questions"] == ["boats"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"start": 5, "end": 5}, 400),
        ({"start": 0, "end": 10_000_000}, 400),
        ({"rendition_id": "r-0000000000000000"}, 404),
        ({"source_name": ""}, 400),
        ({"source_id": "src-none"}, 404),
        ({"statement_id": "s-none"}, 404),
        ({"question_id": "none"}, 404),
        ({"said_on": "last week"}, 400),
    ],
)
def test_a_claim_hangs_on_words_and_on_somebody(making, fields, status):
    """Without words, a text, a speaker or a question that is there nothing is made."""
    assert make(making, **fields).status == status
    assert making.get("/claims?state=added").json()["total"] == 0
