"""Claims and judgements over HTTP: found, judged on the state that was seen, once however often it is asked, taken back."""

import pytest


@pytest.fixture
def read(browser, workbench):
    """A browser on a case whose statements and claims were looked for."""
    workbench.as_user(workbench.people[0]).run(workers=1)
    return browser


def rows(browser, query=""):
    return browser.get(f"/claims?{query}").json()["rows"]


def judge(browser, row, act, *, key="", **more):
    return browser.post(
        "/judgements",
        {"act": act, "target": row["id"], **more},
        headers={"if-match": f'"{row["etag"]}"', "idempotency-key": key or None},
    )


def test_claims_come_in_pages_that_neither_repeat_nor_leave_out(read):
    """Going through the table by its cursor shows every claim once, in every order."""
    for sort in ("worth", "said_on", "value", "item", "source"):
        seen, cursor = [], ""
        while cursor is not None:
            page = read.get(f"/claims?sort={sort}&limit=2&cursor={cursor}").json()
            seen += [row["id"] for row in page["rows"]]
            cursor = page["next"]
        assert len(set(seen)) == len(seen) == page["total"] > 2


def test_a_value_in_words_finds_claims_and_says_how_it_was_read(read):
    """ "more than 20 people, said before 5 May" finds the doctor's claim and shows the filters it became."""
    page = read.get("/claims?value=more%20than%2020%20people,%20said%20before%205%20May").json()
    assert {row["source"] for row in page["rows"]} == {"doctor"}
    assert (page["understood"]["over"], page["understood"]["said_to"]) == (20.0, "2021-05-04")


def test_facets_count_under_the_other_filters_only(read):
    """The facet of sources counts both sources even where one is chosen; that of states only the chosen one's."""
    everyone = read.get("/claims/facets").json()
    chosen = everyone["source"][0]
    facets = read.get(f"/claims/facets?source={chosen['value']}").json()
    assert facets["source"] == everyone["source"]
    assert sum(one["count"] for one in facets["state"]) == chosen["count"]


def test_a_judgement_shows_at_once(read):
    """The row, the filter and the facet follow a judgement with no run between."""
    row = rows(read)[0]
    made = judge(read, row, "accept")
    assert (made.status, made.json()["row"]["state"], made.json()["row"]["by"]) == (201, "accepted", "Ann")
    assert [one["id"] for one in rows(read, "state=accepted")] == [row["id"]]
    assert {"value": "accepted", "label": "accepted", "count": 1} in read.get("/claims/facets").json()["state"]


def test_a_stale_judgement_gets_409_with_the_difference(read):
    """What was seen before somebody else's decision decides nothing; the answer holds the row as it is and the new mark."""
    row = rows(read)[0]
    assert judge(read, row, "accept").status == 201
    refused = judge(read, row, "reject")
    assert (refused.status, refused.json()["type"]) == (409, "stale")
    assert (refused.json()["current"]["state"], refused.json()["yours"]["act"]) == ("accepted", "reject")
    assert judge(read, {**row, "etag": refused.json()["etag"]}, "reject").status == 201


def test_a_judgement_without_a_mark_is_refused(read):
    """428 without If-Match."""
    assert read.post("/judgements", {"act": "accept", "target": rows(read)[0]["id"]}).status == 428


def test_a_repeated_call_is_the_same_judgement(read, workbench):
    """The same key answers with the first judgement, though its mark is stale by then, and keeps one judgement."""
    row = rows(read)[0]
    first, again = judge(read, row, "accept", key="k1"), judge(read, row, "accept", key="k1")
    assert first.json()["judgement"] == again.json()["judgement"]
    assert len(workbench.as_user("Ann").judgements()) == 1
    assert judge(read, row, "reject", key="k1").status == 422


def test_a_correction_says_only_what_is_wrong(read):
    """Partial fields complete the claim; the rest of it stays."""
    row = next(row for row in rows(read) if row["value_type"] == "amount")
    value = {"type": "amount", "low": 14, "best": 14, "high": 14, "unit": row["unit"], "words": "14 people"}
    made = judge(read, row, "correct", replacement={"value": value}).json()["row"]
    assert (made["state"], made["best"], made["words"], made["stance"]) == ("corrected", 14, row["words"], row["stance"])
    shown = read.get(f"/claims/{row['id']}").json()
    assert (shown["value"]["best"], shown["suggested"]["best"]) == (14, row["best"])


def test_an_undo_brings_back_what_was(read):
    """After an undo the row has the state and the mark it had; the log keeps both acts."""
    row = rows(read)[0]
    made = judge(read, row, "reject").json()
    undone = read.post(f"/judgements/{made['judgement']['id']}/undo", {}, headers={"if-match": f'"{made["etag"]}"'})
    assert (undone.status, undone.json()["row"]["state"], undone.json()["etag"]) == (201, "suggested", row["etag"])


def test_a_bulk_judgement_leaves_what_changed_and_names_it(read):
    """Of three targets one was judged meanwhile: two are done, one is told as it is now."""
    three = rows(read)[:3]
    assert judge(read, three[1], "accept").status == 201
    targets = [{"id": row["id"], "etag": row["etag"]} for row in three]
    made = read.post("/judgements/bulk", {"act": "reject", "targets": targets}, headers={"idempotency-key": "b"}).json()
    assert [one["id"] for one in made["done"]] == [three[0]["id"], three[2]["id"]]
    assert [(one["id"], one["current"]["state"]) for one in made["stale"]] == [(three[1]["id"], "accepted")]
    again = read.post("/judgements/bulk", {"act": "reject", "targets": targets}, headers={"idempotency-key": "b"}).json()
    assert again["done"] == made["done"]


def test_a_merge_names_another_claim(read):
    """A claim merged into another is merged; into itself, or in a circle, it is not."""
    one, other = rows(read)[:2]
    assert judge(read, one, "merge", into=one["id"]).status == 400
    merged = judge(read, one, "merge", into=other["id"])
    assert (merged.status, merged.json()["row"]["state"]) == (201, "merged")
    assert judge(read, other, "merge", into=one["id"]).status == 400


def test_what_is_skipped_is_skipped_in_this_session_only(read):
    """A skipped claim leaves the queue of suggestions for this session and no judgement is kept."""
    row = rows(read)[0]
    assert judge(read, row, "skip").json()["row"]["state"] == "skipped"
    assert row["id"] not in {one["id"] for one in rows(read, "state=suggested")}
    assert [one["id"] for one in rows(read, "state=skipped")] == [row["id"]]
    read.log_in("Bilal")
    assert row["id"] in {one["id"] for one in rows(read, "state=suggested")}
