"""The server's own sentences in the language of whoever asks."""

import re

import pytest

from testimonia.web.language import preferred

ARABIC = {"accept-language": "ar-SY,ar;q=0.9,en;q=0.5"}
OWN = re.compile(r"\u2068.*?\u2069|\u2066.*?\u2069|«.*?»")
"""What is the material's, and stays as it was written."""
LATIN = re.compile(r"[A-Za-z]{2,}")


def spoken(words):
    """A sentence without names and quotations."""
    while OWN.search(words):
        words = OWN.sub("", words)
    return words


@pytest.mark.parametrize(
    ("header", "language"),
    [("ar", "ar"), ("en-GB,ar;q=0.9", "en"), ("fr,ar;q=0.3", "ar"), ("", "en"), ("*", "en"), ("ar;q=x", "ar"), ("\xff", "en")],
)
def test_the_first_language_that_the_program_speaks_is_chosen(header, language):
    """English where it speaks none of them."""
    assert preferred(header) == language


def test_one_question_is_told_in_both_languages(ann):
    """The same contradictions, finding and values; names and quotations as they are, everything else in Arabic."""
    english, arabic = (ann.get("/questions/dead", headers=headers).json() for headers in ({}, ARABIC))
    assert english["etag"] == arabic["etag"]
    pairs = [(a["sentence"], b["sentence"]) for a, b in zip(english["contradictions"], arabic["contradictions"], strict=True)]
    pairs += [
        (line, other)
        for a, b in zip(english["contradictions"], arabic["contradictions"], strict=True)
        for line, other in zip(a["arithmetic"], b["arithmetic"], strict=True)
    ]
    pairs += [(english["finding"][name], arabic["finding"][name]) for name in ("reason", "words")]
    pairs += [(english["standpoint"]["words"], arabic["standpoint"]["words"])]
    pairs += [(a["reason"], b["reason"]) for a, b in zip(english["links"], arabic["links"], strict=True)]
    assert len(pairs) > 8
    for said, told in pairs:
        assert LATIN.search(said) and not LATIN.search(spoken(told)), told
    values = [[p["value_words"] for a in view["answers"] for p in a["positions"]] for view in (english, arabic)]
    assert "12 people" in values[0] and "\u200f12 شخصا" in values[1]


def test_lists_and_suppositions_are_told_in_arabic(ann):
    """Home's decisions, values in the table, units to choose from, and the sentence of what if."""
    home = ann.get("/home", headers=ARABIC).json()
    assert home["decisions"]
    for row in home["decisions"]:
        assert re.search(r"[\u0600-\u06ff]", row["words"]), row
    values = {row["value_words"] for row in ann.get("/claims?limit=50", headers=ARABIC).json()["rows"]}
    assert "\u200f12 شخصا" in values
    units = {one["value"]: one["label"] for one in ann.get("/claims/facets", headers=ARABIC).json()["unit"]}
    assert units["people"] == "أشخاص"
    mayor = next(row["source_id"] for row in ann.get("/questions/dead").json()["answers"] if row["source"] == "the mayor")
    then = ann.post("/questions/dead/what-if", {"without_sources": [mayor]}, headers=ARABIC).json()
    assert not LATIN.search(spoken(then["sentence"])), then["sentence"]


def test_a_problem_says_in_arabic_what_to_do(ann):
    """Its type stays the word that programs go by."""
    body = {"reason": " ", "figures": None, "words": "", "standing": None}
    etag = ann.get("/questions/dead").json()["etag"]
    headers = {"if-match": f'"{etag}"'}
    english, arabic = (
        ann.call("PUT", "/api/v1/questions/dead/finding", json=body, headers=headers | more).json() for more in ({}, ARABIC)
    )
    assert english["type"] == arabic["type"] == "usage"
    assert "needs a reason" in english["detail"] and not LATIN.search(arabic["detail"])


def test_the_language_of_the_answer_is_not_the_language_of_the_material(ann):
    """The list of items is narrowed by a language only where its own filter says so."""
    everything = ann.get("/items?limit=100", headers=ARABIC).json()
    assert everything["total"] == ann.get("/items?limit=100").json()["total"] > 0
    wanted = everything["rows"][0]["language"]
    narrowed = ann.get(f"/items?language={wanted}", headers=ARABIC).json()
    assert narrowed["total"] and {row["language"] for row in narrowed["rows"]} == {wanted}


def test_the_timeline_and_the_map_are_told_in_arabic(ann):
    """Why claims are one event, on both; where its time comes from and a route are held by `tests/reconstruct`."""
    pairs = []
    english, arabic = (ann.get("/timeline", headers=headers).json()["sheet"] for headers in ({}, ARABIC))
    for one, other in zip(english["rows"], arabic["rows"], strict=True):
        pairs += [(one["event"][name], other["event"][name]) for name in ("reason", "time_reason")]
        pairs += [(a["note"], b["note"]) for a, b in zip(one["event"]["findings"], other["event"]["findings"], strict=True)]
    maps = [ann.get("/map", headers=headers).json() for headers in ({}, ARABIC)]
    assert [event["reason"] for event in maps[1]["events"]] == [row["event"]["reason"] for row in arabic["rows"]]
    pairs += [(one["words"], other["words"]) for one, other in zip(*(found["routes"] for found in maps), strict=True)]
    pairs = [pair for pair in pairs if pair[0]]
    assert pairs
    for said, told in pairs:
        assert LATIN.search(said) and not LATIN.search(spoken(told)), told
