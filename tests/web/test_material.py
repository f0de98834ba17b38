"""What strangers sent is shown, and can do nothing: text, names, metadata, pages, pictures, recordings, archives."""

import csv
import io
import shutil
import zipfile

import pytest
from PIL import Image
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from testimonia.model.testimony import Source
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.inert import inert_block, inert_page
from testimonia.pipeline.workbench.naming import safe_path
from testimonia.publish.beside.csv_tables import _csv, safe_text
from testimonia.publish.beside.tables import Column, Kind, Table
from testimonia.publish.timeline_exports import _cell, to_csv
from testimonia.store.dump import cell, write_noun
from tests.make import gathered
from tests.publish.sheets import event, sheet
from tests.web.asking import Browser
from tests.web.payloads import FORMULAS, SLIPS, TRAVERSAL, XSS

ELEMENTS = {"html", "head", "body", "meta", "title", "style", "h1", "p", "span"}
ATTRIBUTES = {"charset", "lang", "dir", "class"}


def item_called(browser, name):
    items = browser.app.state.workbench.as_user("Ann").items()
    return next(item for item in items if item.name == name)


def acts(page):
    """Elements and attributes of a page that an inert one does not have."""
    found = set()
    for node in HTMLParser(page).css("*"):
        found |= {node.tag} - ELEMENTS
        found |= set(node.attributes) - ATTRIBUTES
    return found


@pytest.fixture(scope="module")
def hostile(made_case, tmp_path_factory):
    """A case whose title, texts, names and metadata are the payloads."""
    folder = shutil.copytree(made_case, tmp_path_factory.mktemp("hostile") / "case")
    notes = tmp_path_factory.mktemp("notes")
    with Workbench(folder, people=("Ann",), is_reconciling=False) as opened:
        from testimonia.model.material import Metadata

        for number, payload in enumerate(XSS):
            path = notes / f"{number} {payload.replace('/', '-').replace(chr(0), '')[:90]}.txt"
            path.write_text(f"He said {payload} again.")
            opened.as_user("Ann").ingest([path], metadata=Metadata(source=payload, title=payload))
        yield Browser(opened)


def test_markup_in_text_names_and_metadata_stays_text(hostile):
    """Each payload, in a text, as a file's name and in its metadata, is on its inert page as words and as nothing else."""
    items = [item for item in hostile.app.state.workbench.as_user("Ann").items() if item.name[0].isdigit()]
    assert len(items) == len(XSS)
    read = 0
    for item in items:
        answer = hostile.get(f"/items/{item.id}/inert")
        if answer.status == 404:  # it took for no text what is none
            assert answer.headers["content-type"] == "application/problem+json"
            continue
        read += 1
        assert acts(answer.body.decode()) == set(), item.name
        assert answer.headers["content-type"].startswith("text/html")
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("sandbox; default-src 'none'")
        assert "script" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert read >= 40


@pytest.mark.parametrize("payload", XSS)
def test_an_inert_page_is_built_of_words_only(payload):
    """Whatever stands in a title, a note or a paragraph, the page has the same few elements, and the words can be read."""
    page = inert_page(payload, [inert_block(payload, note=payload)], language=payload)
    assert acts(page) == set()
    shown = HTMLParser(page).css_first("p").text()
    assert payload.replace("\x00", "\ufffd") in shown


@pytest.mark.parametrize("payload", XSS)
def test_answers_of_the_api_are_no_pages(still_browser, payload):
    """What comes back of a hostile name is JSON or a problem, said to be just that, and not guessed otherwise."""
    answers = [
        still_browser.post("/uploads", {"name": payload, "size_bytes": 1}),
        still_browser.post("/uploads", {"name": "x", "size_bytes": 1, "sha256": payload}),
        still_browser.post("/jobs/run", {payload: True}),
        still_browser.get("/jobs?cursor=" + payload.encode().hex()),
    ]
    for answer in answers:
        assert answer.headers["content-type"] in ("application/json", "application/problem+json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "content-security-policy" in answer.headers


@pytest.mark.parametrize("payload", TRAVERSAL)
def test_no_path_leads_out(still_browser, tmp_path_factory, payload):
    """Nothing outside what a route serves is ever given, however a path is written."""
    folder = still_browser.app.state.workbench.folder
    (folder.parent / "canary").write_text("CANARY")
    for prefix in ("/", "/assets/", "/api/v1/uploads/", "/api/v1/jobs/", "/api/v1/items/"):
        for target in (
            f"{prefix}{payload}",
            f"{prefix}{payload}/inert",
            f"{prefix}{payload}/media",
            f"{prefix}{payload}/pages/1",
        ):
            ascii_target = "".join(c if c.isascii() else "".join(f"%{b:02X}" for b in c.encode()) for c in target)
            answer = still_browser.call("GET", ascii_target)
            assert answer.status in (200, 400, 404)
            assert b"CANARY" not in answer.body
            assert b"root:" not in answer.body
            assert b"SQLite" not in answer.body
            if answer.status == 200:  # the program's own first page, which holds nothing
                assert b"The workbench's pages are not built" in answer.body or b"<!doctype html" in answer.body[:20].lower()


@pytest.mark.parametrize("name", SLIPS)
def test_an_uploaded_name_stays_in_its_folder(browser, name):
    """A file's name never decides where its bytes go, beyond a folder inside the batch."""
    uploads = browser.app.state.workbench.uploads
    outside = {path for path in uploads._folder.parent.parent.rglob("*") if "uploads" not in path.parts}
    upload_id = browser.upload(name, b"He said that 12 people died.")
    assert browser.get(f"/uploads/{upload_id}").json()["name"] == "/".join(safe_path(name))
    batch = uploads._folder / gathered(uploads, [upload_id])
    files = [path for path in batch.rglob("*") if path.is_file()]
    assert len(files) == 1
    assert files[0].resolve().is_relative_to(batch.resolve())
    assert files[0].read_bytes() == b"He said that 12 people died."
    assert files[0].name not in ("investigation.toml", ".testimonia")
    assert not any(part.startswith(".") for part in files[0].relative_to(batch).parts)
    assert {path for path in uploads._folder.parent.parent.rglob("*") if "uploads" not in path.parts} - outside == set()


@pytest.mark.parametrize("name", SLIPS)
def test_a_safe_path_has_no_part_that_leads_anywhere(name):
    """No dots, separators, drive letters or unseen characters are left in a name, and it is never empty."""
    parts = safe_path(name)
    assert parts
    for part in parts:
        assert part not in ("", ".", "..")
        assert not set(part) & set('/\\:\x00\r\n\u202e\u2066"')
        assert len(part.encode()) <= 180
        assert not part.startswith(".")
    assert safe_path("/".join(parts)) == parts


def test_an_archive_with_climbing_names_writes_nothing(browser):
    """Files inside an uploaded archive are never written by the names they have there."""
    workbench, packed = browser.app.state.workbench, io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in dict.fromkeys(name for name in SLIPS if name and "\x00" not in name):
            archive.writestr(zipfile.ZipInfo(name), b"slipped")
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<x/>")
    for name in ("notes.zip", "notes.docx"):
        upload_id = browser.upload(name, packed.getvalue())
        batch = workbench.uploads._folder / gathered(workbench.uploads, [upload_id])
        workbench.as_user("Ann").ingest([batch], recursive=True)
    written = [path for path in workbench.folder.parent.rglob("*") if path.is_file() and path.read_bytes() == b"slipped"]
    assert written == []


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_an_export_is_computed(text):
    """A spreadsheet takes each cell of the three kinds of CSV for text."""
    for exported in (cell(text), safe_text(text), _cell(text, "what")):
        assert exported == f"'{text}"


def is_computed(written):
    """Whether a spreadsheet takes a cell for a formula: by how it begins, blanks and full-width signs included."""
    return written[:1] in ("\t", "\r", "\n") or written.lstrip()[:1] in ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def test_no_file_of_cells_has_one_that_is_computed(tmp_path):
    """Written whole and read again as a spreadsheet reads it, none of the three kinds of CSV begins a cell with a formula."""
    assert all(is_computed(text.lstrip("'")) for text in FORMULAS)
    write_noun(tmp_path, "source", [Source(f"src-{number}", text, aliases=(text,)) for number, text in enumerate(FORMULAS)])
    column, words = Column("words", "", Kind.TEXT), Column("list", "", Kind.LINES)
    table = Table("t", "", (column, words), tuple((text, (text,)) for text in FORMULAS))
    files = {
        "for the team": (tmp_path / "source.csv").read_bytes().decode(),
        "beside the story": _csv(table).decode(),
        "timeline": to_csv(sheet(*(event(text) for text in FORMULAS))),
    }
    for name, text in files.items():
        rows = list(csv.reader(io.StringIO(text, newline="")))
        cells = {written for row in rows for written in row}
        wanted = {f"'{formula}" for formula in FORMULAS}
        assert len(cells & wanted) >= len(FORMULAS) - 5, name  # the timeline folds blanks
        assert [written for written in cells if is_computed(written) and not is_number(written)] == [], name


def is_number(written):
    """Whether a cell is a bare number, which computes nothing."""
    try:
        float(written)
    except ValueError:
        return False
    return True


def test_a_page_of_a_pdf_is_drawn_anew(browser):
    """A page comes as a new PNG within the size; a page that is not there is 404."""
    item = item_called(browser, "report.pdf")
    answer = browser.get(f"/items/{item.id}/pages/2?side=800")
    assert answer.status == 200
    assert answer.headers["content-type"] == "image/png"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert max(Image.open(io.BytesIO(answer.body)).size) <= 800
    assert browser.get(f"/items/{item.id}/pages/3").status == 422
    assert browser.get(f"/items/{item.id}/pages/0").status == 404


def test_a_picture_comes_without_what_came_with_it(browser):
    """A photograph is drawn anew: the same scene, none of its comments."""
    item = item_called(browser, "photo.jpg")
    answer = browser.get(f"/items/{item.id}/pages/1")
    assert answer.headers["content-type"] == "image/jpeg"
    assert b"taken by the source" not in answer.body
    assert Image.open(io.BytesIO(answer.body)).size == (640, 480)
    assert browser.get(f"/items/{item.id}/media").status == 404


def test_what_cannot_be_drawn_costs_one_answer(browser):
    """A damaged file is a problem with a sentence, and the next page is drawn as ever."""
    workbench = browser.app.state.workbench
    upload_id = browser.upload("broken.pdf", b"%PDF-1.7\n" + b"\x00garbage" * 500)
    batch = workbench.uploads._folder / gathered(workbench.uploads, [upload_id])
    workbench.as_user("Ann").ingest([batch])
    broken = browser.get(f"/items/{item_called(browser, 'broken.pdf').id}/pages/1")
    assert broken.status == 422
    assert "damaged" in broken.json()["detail"]
    assert browser.get(f"/items/{item_called(browser, 'report.pdf').id}/pages/1").status == 200


def test_the_drawing_process_can_be_lost(browser):
    """Killed in the middle of its work, it is begun anew."""
    item = item_called(browser, "report.pdf")
    assert browser.get(f"/items/{item.id}/pages/1").status == 200
    browser.app.state.workbench.pictures._process.kill()
    assert browser.get(f"/items/{item.id}/pages/2").status in (200, 422)
    assert browser.get(f"/items/{item.id}/pages/2").status == 200


@pytest.mark.parametrize(
    ("given", "status", "start", "end"),
    [
        ("", 200, 0, None),
        ("bytes=0-99", 206, 0, 100),
        ("bytes=100-", 206, 100, None),
        ("bytes=-50", 206, -50, None),
        ("bytes=5-999999999", 206, 5, None),
        ("bytes=999999999-", 416, 0, 0),
        ("bytes=9-1", 416, 0, 0),
        ("bytes=-", 416, 0, 0),
        ("bytes=0-1,5-9", 416, 0, 0),
        ("lines=0-9", 416, 0, 0),
    ],
)
def test_a_recording_is_played_by_pieces(still_browser, given, status, start, end):
    """A stretch that is asked for comes alone, with what a player needs to know; what is no stretch is refused."""
    item = item_called(still_browser, "voice.wav")
    workbench = still_browser.app.state.workbench
    whole = workbench.as_user("Ann")._case.originals.read(item.sha256)
    answer = still_browser.get(f"/items/{item.id}/media", headers={"range": given} if given else {})
    assert answer.status == status
    if status == 416:
        assert answer.headers["content-range"] == f"bytes */{len(whole)}"
        return
    assert answer.body == whole[start:end]
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["content-type"].startswith("audio/")
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert "voice.wav" in answer.headers["content-disposition"]
