"""A file that says who somebody is comes in through the browser and is nowhere in the clear."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

PASSPHRASE = "for the demonstration only: known to everybody"
SECRET = "Idris Farhan al-Wahmi"
"""Whom the sample's vault knows; an invented name, which occurs nowhere in its material."""
NOTE = f"{SECRET} says that 17 lorries waited at the mill. He counted them himself."


def in_the_clear(folder):
    """Files of the case that hold the name, in their names or their bytes."""
    inner = folder / ".testimonia"
    paths = [path for path in inner.rglob("*") if path.is_file()]
    return [path.name for path in paths if SECRET.encode() in path.read_bytes() or SECRET.split()[0].lower() in path.name]


def test_a_confidential_file_is_sent_sealed_and_kept_encrypted(visit, served, tmp_path):
    """Marked before it is given, it is asked for with the vault's passphrase; a wrong one changes nothing."""
    visitor = visit()
    page = visitor.open("/ingest")
    file = tmp_path / "idris-interview.txt"
    file.write_text(NOTE)
    page.get_by_label("The next files are confidential").check()
    page.get_by_label("Choose files").set_input_files(str(file))
    row = page.locator("li", has_text="idris-interview.txt")
    expect(row).to_contain_text("here")
    expect(row).to_contain_text("confidential")
    assert in_the_clear(served.folder) == []
    assert visitor.barriers() == []
    take = page.get_by_role("button", name="Take in 1 file and read it")
    expect(take).to_be_disabled()
    page.get_by_label("The vault's passphrase").fill("a wrong one, but long enough")
    take.click()
    expect(page.get_by_role("alert").or_(page.get_by_text("the vault cannot be opened")).first).to_be_visible()
    expect(row).to_contain_text("here")
    other = visit("Bilal")
    other.open("/ingest")
    other.settle()
    expect(other.page.get_by_text("idris-interview.txt")).to_have_count(0)
    page.get_by_label("The vault's passphrase").fill(PASSPHRASE)
    take.click()
    job = page.locator("article", has=page.get_by_role("heading", name="Take in confidential files")).first
    expect(job.get_by_text("done", exact=True)).to_be_visible(timeout=180_000)
    assert in_the_clear(served.folder) == []
    assert not list((served.folder / ".testimonia" / "uploads").rglob("u-*"))
    found = visitor.api("GET", "claims?q=waited at the mill")[1]["rows"]
    assert found and all(SECRET not in row["words"] + row["before"] + row["after"] for row in found)
    names = [one["name"] for one in visitor.api("GET", "items?limit=200")[1]["rows"]]
    assert any(name.startswith("confidential-") for name in names)
    assert "idris-interview.txt" not in names
