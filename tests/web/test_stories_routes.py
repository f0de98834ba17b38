"""Stories over the API: files with plain names, a check beside the text, a preview that can do nothing, bindings by words."""

import re
import time

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from tests.flood import STORY
from tests.web.payloads import TRAVERSAL, XSS


def put(browser, name, text, etag=""):
    headers = {"if-match": f'"{etag}"'} if etag else {"if-none-match": "*"}
    return browser.call("PUT", f"/api/v1/stories/{name}", json={"text": text}, headers=headers)


def check(browser, text):
    """What the desk says, once it is ready."""
    until = time.monotonic() + 60
    while True:
        found = browser.post("/stories/check", {"text": text, "name": "draft.md"}).json()
        if found["is_ready"] or time.monotonic() > until:
            return found


def test_a_story_is_written_read_and_listed(ann, bench):
    """A new one lies in stories/, and its writing stands in the custody log."""
    assert put(ann, "second.md", "---\ntitle: Second\n---\nWords.\n").status == 200
    assert [row["name"] for row in ann.get("/stories").json()["rows"]] == ["story.md", "second.md"]
    assert ann.get("/stories/second.md").json()["title"] == "Second"
    assert (bench.folder / "stories" / "second.md").read_text().endswith("Words.\n")
    entries = [entry for entry, _ in bench.case_of("Ann").store.custody()]
    assert (entries[-1].act, entries[-1].subject, entries[-1].by) == ("story written", "second.md", "Ann")


def test_a_stale_text_is_refused_with_the_one_that_stands(ann, bo, bench):
    """Both wrote; nothing is lost on either side."""
    etag = ann.get("/stories/story.md").json()["etag"]
    assert put(bo, "story.md", STORY + "Bo's words.\n", etag).status == 200
    answer = put(ann, "story.md", STORY + "Ann's words.\n", etag)
    assert answer.status == 409
    assert answer.json()["current"].endswith("Bo's words.\n") and answer.json()["yours"].endswith("Ann's words.\n")
    assert (bench.folder / "story.md").read_text().endswith("Bo's words.\n")


def test_a_new_story_does_not_replace_one_that_is_there(ann):
    """If-None-Match: * makes, and only makes."""
    assert put(ann, "story.md", "x").status == 409
    assert put(ann, "nobody.md", "x", "v-1").status == 404


@pytest.mark.parametrize("name", TRAVERSAL)
def test_a_name_leads_nowhere_else(ann, bench, tmp_path, name):
    """Whatever the name, nothing is read or written outside the two places for stories."""
    before = sorted(path for path in tmp_path.rglob("*") if "case.db" not in path.name)
    target = name if name.startswith("/") else f"/{name}"
    for method in ("GET", "PUT"):
        answer = ann.call(method, f"/api/v1/stories{target}", json={"text": "x"}, headers={"if-none-match": "*"})
        assert answer.status in (400, 404, 405, 428), answer.body
        assert b"root:" not in answer.body
    assert sorted(path for path in tmp_path.rglob("*") if "case.db" not in path.name) == before


def test_a_link_to_another_place_is_no_story(ann, bench, tmp_path):
    """Neither followed for reading nor for writing."""
    (tmp_path / "secret.md").write_text("secret")
    (bench.folder / "stories").mkdir()
    (bench.folder / "stories" / "link.md").symlink_to(tmp_path / "secret.md")
    assert ann.get("/stories/link.md").status == 400
    assert put(ann, "link.md", "x").status == 400
    assert (tmp_path / "secret.md").read_text() == "secret"
    assert b"link.md" not in ann.get("/stories").body


def test_the_desk_answers_beside_the_text(ann):
    """A wrong figure is named with its place; what the parser cannot read as well; and warm it takes less than a second."""
    wrong = "---\ntitle: T\ndate: 2021-06-01\n---\nThe mayor says that 19 people died in the flood. {finding}\n"
    found = check(ann, wrong)
    problems = [one for one in found["report"]["problems"] if one["severity"] == "error"]
    assert any("19" in one["words"] for one in problems), found
    assert problems[0]["line"] == 5
    assert any(":5:" in line for line in found["form"])
    assert check(ann, wrong)["took_ms"] < 1000
    assert any("vault" in note for note in found["report"]["notes"])


def test_a_preview_is_the_published_page_without_anything_that_acts(ann):
    """The renderer's own page, its style inside and allowed by its hash; no script, nothing that would be fetched."""
    made = ann.post("/stories/preview", {"text": STORY, "name": "story.md"}).json()
    assert made["problems"] == [] and made["href"], made
    page = ann.call("GET", made["href"])
    html, policy = page.body.decode(), page.headers["content-security-policy"]
    assert "The flood" in html and "a dozen" in html and "<svg" in html
    assert "<script" not in html and "javascript:" not in html
    assert not re.search(r'src="(?!data:)', html)
    assert not re.search(r"<link\b[^>]*stylesheet", html)
    assert "sandbox" in policy and "script-src" not in policy and "default-src 'none'" in policy
    assert re.search(r"style-src 'sha256-[\w+/=]+'", policy)


def test_a_preview_is_its_makers(ann, bo):
    """Nobody else reads a text that somebody is writing."""
    made = ann.post("/stories/preview", {"text": STORY, "name": "story.md"}).json()
    assert bo.call("GET", made["href"]).status == 404


@pytest.mark.parametrize("payload", XSS[:40])
def test_no_payload_acts_in_a_preview(ann, payload):
    """Markup in a story is text."""
    made = ann.post("/stories/preview", {"text": f"---\ntitle: T\n---\nWords {payload} words.\n", "name": "a.md"}).json()
    for node in HTMLParser(ann.call("GET", made["href"]).body).css("*") if made["href"] else ():
        assert node.tag not in {"script", "iframe", "object", "embed", "form", "base", "math", "template"}
        for name, value in node.attributes.items():
            assert not name.startswith("on") and name not in {"style", "srcdoc", "formaction"}, name
            led = re.sub(r"[\x00-\x20]", "", value or "").casefold()
            assert not (name in {"href", "src", "action"} and led.startswith(("javascript:", "vbscript:", "data:text")))


def test_a_binding_that_nothing_holds_is_told_with_its_place(ann):
    """As the publication would be refused."""
    text = "---\ntitle: T\n---\n[Words]{finding: nobody}.\n"
    made = ann.post("/stories/preview", {"text": text, "name": "a.md"}).json()
    assert made["href"] == "" and made["problems"][0].startswith("a.md:4:")


def test_bindings_are_found_by_words_and_can_be_published(ann):
    """Findings first; with or without the comma in a figure; and what is inserted is a binding that the renderer knows."""
    rows = ann.get("/bindings?q=people%20died").json()["rows"]
    assert rows[0]["insert"] == "{finding: dead}"
    kinds = {row["kind"] for row in ann.get("/bindings?q=died&limit=200").json()["rows"]}
    assert {"finding", "accounts", "claim", "quote"} <= kinds
    quote = next(row for row in ann.get("/bindings?q=mayor%2012&limit=200").json()["rows"] if row["kind"] == "quote")
    text = f"---\ntitle: T\n---\nHe says so {quote['insert']}.\n"
    assert ann.post("/stories/preview", {"text": text, "name": "a.md"}).json()["problems"] == []
    assert ann.get("/bindings?q=zebra").json()["rows"] == []
