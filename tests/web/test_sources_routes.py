"""Sources over the API: list, graph, one of them, and the grade that a person gives."""


def find(browser, name):
    return next(row for row in browser.get("/sources").json()["rows"] if row["name"] == name)


def grade(browser, source_id, letter, etag, reason="knew her for years"):
    return browser.call(
        "PUT",
        f"/api/v1/sources/{source_id}/grade",
        json={"grade": letter, "reason": reason},
        headers={"if-match": f'"{etag}"'},
    )


def test_sources_come_with_role_party_protection_and_what_they_said(ann):
    """F is the grade of whom nobody has judged."""
    falcon, mayor = find(ann, "Falcon"), find(ann, "the mayor")
    assert (falcon["role"], falcon["protection"], falcon["grade"]) == ("participant", "protected", "F")
    assert (mayor["party_name"], mayor["answers"], mayor["items"]) == ("Town Hall", 2, 1)


def test_the_record_counts_settled_questions_only(ann):
    """What two independent accounts corroborate counts as agreement; what is contested counts for nobody."""
    record = find(ann, "Falcon")["track_record"]
    assert (record["agrees"], record["contradicted"], record["of"]) == (1, 0, 1)
    assert find(ann, "the mayor")["track_record"]["of"] == 0


def test_the_record_follows_what_people_conclude(ann, bench):
    """A figure outside the concluded one is contradicted by it, one inside agrees."""
    bench.as_user("Ann").conclude("dead", reason="counted graves", figures=(40, 41, 45))
    assert find(ann, "the mayor")["track_record"]["contradicted"] == 1
    assert find(ann, "the mayor")["track_record"]["question_ids"] == ["dead"]
    assert find(ann, "Falcon")["track_record"]["agrees"] == 2


def test_the_graph_shows_who_told_whom_in_which_words(ann):
    """A cousin who is no source of the case is a node of its own."""
    graph = ann.get("/sources/graph").json()
    names = {node["id"]: node["name"] for node in graph["nodes"]}
    heard = [edge for edge in graph["edges"] if edge["kind"] == "heard"]
    assert [(names[edge["from"]], names[edge["to"]]) for edge in heard] == [("cousin", "Nurse Amal")]
    assert "15 children" in heard[0]["words"][0] and heard[0]["claim_ids"]
    assert [node["is_source"] for node in graph["nodes"] if node["name"] == "cousin"] == [False]


def test_one_source_shows_its_positions_and_what_readers_know_of_it(ann):
    """The mosaic of a protected source is there with the vault shut; of a public one there is none."""
    view = ann.get(f"/sources/{find(ann, 'Falcon')['id']}").json()
    assert [row["question_id"] for row in view["positions"]] == ["dead", "children", "dam"]
    assert view["mosaic"]["label"] == "Falcon" and view["can_ask_identity"]
    public = ann.get(f"/sources/{find(ann, 'the mayor')['id']}").json()
    assert public["mosaic"] is None and not public["can_ask_identity"]
    assert [edge["words"] for edge in ann.get(f"/sources/{find(ann, 'Nurse Amal')['id']}").json()["heard_from"]]


def test_a_grade_is_kept_with_its_reason_and_weighs_at_the_next_run(ann, bench):
    """The estimate's weights change, and the settings file does not."""
    settings = (bench.folder / "investigation.toml").read_bytes()
    view = ann.get(f"/sources/{find(ann, 'Nurse Amal')['id']}").json()
    given = grade(ann, view["source"]["id"], "E", view["etag"])
    assert given.status == 200, given.body
    row = given.json()["source"]
    assert (row["grade"], row["grade_reason"], row["grade_by"]) == ("E", "knew her for years", "Ann")
    case = bench.as_user("Ann")
    weights = {one.source_id: one.weight for est in case.estimates() for one in est.influences if est.question_id == "dead"}
    case.run(workers=1)
    after = {one.source_id: one.weight for est in case.estimates() for one in est.influences if est.question_id == "dead"}
    assert after[row["id"]] < weights[row["id"]]
    assert (bench.folder / "investigation.toml").read_bytes() == settings
    assert next(one for one in case.sources() if one.id == row["id"]).grade == "E"


def test_a_stale_grade_is_refused(ann, bo):
    """Two people grade one source: the second sees the first's."""
    view = ann.get(f"/sources/{find(ann, 'Nurse Amal')['id']}").json()
    assert grade(bo, view["source"]["id"], "B", view["etag"]).status == 200
    answer = grade(ann, view["source"]["id"], "D", view["etag"])
    assert answer.status == 409 and answer.json()["current"] == {"grade": "B"}


def test_a_grade_is_a_letter_with_a_reason(ann):
    """Anything else is refused."""
    view = ann.get(f"/sources/{find(ann, 'Nurse Amal')['id']}").json()
    for letter, reason in (("G", "why"), ("A", " "), ("", "why")):
        assert grade(ann, view["source"]["id"], letter, view["etag"], reason).status == 400
