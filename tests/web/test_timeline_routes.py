"""Timeline and map over the API, by question, item, source and time."""

import pytest


def source(browser, name):
    return next(row["id"] for row in browser.get("/sources").json()["rows"] if row["name"] == name)


def test_the_timeline_holds_events_with_their_claims_and_questions(ann):
    """What an event rests on can be followed to the words."""
    view = ann.get("/timeline").json()
    event = next(row["event"] for row in view["sheet"]["rows"] if "dam" in row["event"]["what"])
    assert event["claim_ids"] and "dam" in view["questions"][event["id"]]
    assert view["total"] == len(view["sheet"]["rows"]) + view["sheet"]["left_out"]


def test_the_timeline_is_limited_to_what_was_chosen(ann):
    """To a question, a source, a time; what is left out is counted."""
    whole = ann.get("/timeline").json()
    chosen = ann.get("/timeline?question=dam").json()
    assert chosen["sheet"]["rows"] and all("dam" in found for found in chosen["questions"].values())
    assert chosen["sheet"]["left_out"] == whole["total"] - len(chosen["sheet"]["rows"])
    falcon = source(ann, "Falcon")
    by_falcon = ann.get(f"/timeline?source={falcon}").json()["sheet"]["rows"]
    assert by_falcon and all(falcon in row["event"]["source_ids"] for row in by_falcon)
    assert ann.get("/timeline?within=1990").json()["sheet"]["rows"] == []
    assert ann.get("/timeline?within=2021-05").json()["sheet"]["rows"]


def test_a_time_that_is_none_is_refused(ann):
    """With what it should be."""
    assert ann.get("/timeline?within=someday").status == 400
    assert ann.get("/map?within=someday").status == 400


def test_the_map_answers_for_what_was_chosen(ann):
    """A case without places has a map without places, and its events."""
    view = ann.get("/map").json()
    assert view["total"] == len(view["places"]) and view["events"]
    assert ann.get("/map?question=nobody").json()["events"] == []


@pytest.mark.parametrize(("box", "name"), [((38, 34, 42, 37), "Syria's north"), ((-180, -85, 180, 85), "the world")])
def test_the_basemap_is_cut_to_what_is_shown(ann, box, name):
    """Shapes that meet the box and no others; coarser the more is shown; towns inside it."""
    west, south, east, north = box
    view = ann.get(f"/map/basemap?west={west}&south={south}&east={east}&north={north}").json()
    land = next(layer for layer in view["layers"] if layer["name"] == "land")
    assert land["shapes"] and land["is_area"]
    for shape in land["shapes"]:
        xs, ys = zip(*shape["points"], strict=True)
        assert min(xs) <= east and max(xs) >= west and min(ys) <= north and max(ys) >= south, name
    assert view["towns"] and all(west <= town["lon"] <= east for town in view["towns"])
