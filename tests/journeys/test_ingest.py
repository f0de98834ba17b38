"""Material comes in through the browser."""

import hashlib

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

DROP = """(files) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  for (const kind of ['dragenter', 'dragover', 'drop'])
    document.querySelector('[data-testid="drop"]').dispatchEvent(
      new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
}"""
NOTE = "A shepherd near the bridge says that 31 lorries crossed it before noon. He counted them from the hill."


def test_dropped_files_are_taken_in_and_what_cannot_be_read_says_why(visit):
    """Two notes and a broken PDF are dropped: the notes are read, the PDF is named with its reason and what to do."""
    visitor = visit()
    page = visitor.open("/ingest")
    files = [
        ["shepherd-note.txt", NOTE],
        ["baker-note.txt", "The baker says 12 buses stood in the square."],
        ["torn.pdf", "%PDF-1.7 torn"],
    ]
    page.evaluate(DROP, files)
    expect(page.get_by_text("3 files on their way in")).to_be_visible()
    expect(page.get_by_text("here", exact=True)).to_have_count(3)
    page.get_by_label("Source (a pseudonym if protected)").fill("the shepherd")
    page.get_by_label("How the source knows").select_option("eyewitness")
    page.get_by_label("Said on").fill("2017-10-13")
    assert visitor.barriers() == []
    page.get_by_role("button", name="Take in 3 files and read them").click()
    job = page.locator("article", has=page.get_by_role("heading", name="Take in and read")).first
    expect(job.get_by_text("done", exact=True)).to_be_visible(timeout=180_000)
    expect(job.get_by_text("torn.pdf", exact=True)).to_be_visible()
    expect(job.get_by_text("the PDF is damaged")).to_be_visible()
    expect(job.get_by_text("Ask for it anew")).to_be_visible()
    status, found = visitor.api("GET", "items?q=shepherd")
    assert status == 200
    taken = next(row for row in found["rows"] if row["name"] == "shepherd-note.txt")
    status, item = visitor.api("GET", f"items/{taken['id']}")
    assert status == 200
    assert (item["metadata"]["source"], item["metadata"]["date"]) == ("the shepherd", "2017-10-13")
    visitor.settle()
    assert visitor.barriers() == []


def test_an_upload_goes_on_after_a_reload(visit, tmp_path):
    """A file half sent when the page is reloaded asks for its file, goes on where it stopped, and arrives as it was."""
    visitor = visit()
    page = visitor.open("/ingest")
    data = bytes(range(256)) * 4096 * 12
    file = tmp_path / "long-recording.bin"
    file.write_bytes(data)
    pieces = []

    def cut(route):
        if len(pieces) >= 1:
            route.abort()
        else:
            pieces.append(route.request.headers["upload-offset"])
            route.continue_()

    page.route("**/api/v1/uploads/u-*", cut)
    page.get_by_label("Choose files").set_input_files(str(file))
    expect(page.get_by_text("33% sent")).to_be_visible()
    page.reload()  # before its pieces get through again, or the next would go on where the first was cut off
    page.unroute("**/api/v1/uploads/u-*")
    expect(page.get_by_text("stopped at 33%: give the same file again")).to_be_visible()
    offsets = []
    page.on(
        "request", lambda request: offsets.append(request.headers.get("upload-offset")) if request.method == "PATCH" else None
    )
    page.get_by_label("Choose files").set_input_files(str(file))
    expect(page.get_by_text("here", exact=True)).to_be_visible()
    assert offsets[0] == str(4 * 1024 * 1024)
    status, uploads = visitor.api("GET", "uploads")
    assert status == 200 and uploads["rows"][0]["offset"] == len(data)
    page.get_by_role("button", name="Drop long-recording.bin").click()
    expect(page.get_by_text("long-recording.bin")).to_have_count(0)
    assert visitor.api("GET", "uploads")[1]["total"] == 0


def test_another_file_of_the_same_name_and_size_is_not_put_together_with_the_first(visit, tmp_path):
    """What is given to go on with is compared with what was begun; another file is refused and nothing is mixed."""
    visitor = visit()
    page = visitor.open("/ingest")
    first, second = b"a" * 5_000_000, b"b" * 5_000_000
    body = {"name": "same.bin", "size_bytes": len(first), "sha256": hashlib.sha256(first).hexdigest()}
    status, _ = visitor.api("POST", "uploads", body)
    assert status == 201
    file = tmp_path / "same.bin"
    file.write_bytes(second)
    page.reload()
    page.get_by_label("Choose files").set_input_files(str(file))
    expect(page.get_by_text("This is another file of the same name")).to_be_visible()
    assert visitor.api("GET", "uploads")[1]["rows"][0]["offset"] == 0
