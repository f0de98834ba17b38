"""What holds for the files of every exporter."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from beside_cases import AT_HOME, RELATIVE, told_to_all
from msgspec.structs import replace
from release_builder import example_release, large_release

from testimonia.errors import UsageError
from testimonia.model.gating import Verdict
from testimonia.model.release import Release
from testimonia.protect.gate.gate import read_file
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.identities import Identity
from testimonia.publish.beside.exporters import EXPORTERS, files_beside
from testimonia.publish.beside.publication import Publication, file_stem

NAME = "Nawwaf Suhayl al-Khayali"
NEEDLES = make_needles([Identity("P1", pseudonym="Karim", names=(NAME,))])
NO_CONTENT = ("data/metadata.json", "data/tables/csv-metadata.json", "corrections.xml")
"""Files that say what columns mean, or hold corrections only."""


@pytest.mark.parametrize("publication", [AT_HOME, RELATIVE], ids=["with an address", "relative"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_gate_reads_every_file_and_finds_it_clean(publication, language):
    """No file is "not read", none fetches anything from a third party, none holds an identity."""
    for path, data in files_beside(example_release(language=language), publication).items():
        verdict = read_file(path, data, NEEDLES)
        assert (verdict.verdict, verdict.unread, verdict.requests) == (Verdict.CLEAN, (), ()), path


def test_the_gate_sees_into_every_format():
    """A true name that stands in the release's texts is found in each file made from them."""
    files = files_beside(told_to_all(lambda text: f"{NAME} {text}"), AT_HOME)
    unseen = [path for path, data in files.items() if read_file(path, data, NEEDLES).verdict is not Verdict.BLOCK]
    assert [path for path in unseen if path not in NO_CONTENT] == []
    assert len(files) > 30


def test_the_same_release_gives_the_same_bytes():
    """Bytes do not depend on the process that makes them."""
    folder = Path(__file__).parent
    program = (
        "import hashlib, sys; sys.path[:0] = sys.argv[1:]\n"
        "from beside_cases import AT_HOME\nfrom release_builder import example_release\n"
        "from testimonia.publish.beside.exporters import files_beside\n"
        "made = files_beside(example_release(), AT_HOME)\n"
        "print(hashlib.sha256(repr(sorted(made.items())).encode()).hexdigest())\n"
    )
    call = [sys.executable, "-c", program, str(folder), str(folder.parents[1])]
    sums = {
        subprocess.run(call, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout for seed in "12"
    }
    assert len(sums) == 1


def test_every_exporter_writes_files_of_its_own():
    """No two exporters write the same path, and no path leads out of the folder."""
    paths = [path for export in EXPORTERS for path in export(example_release(), AT_HOME)]
    assert len(paths) == len(set(paths))
    assert all(re.fullmatch(r"[\w~-]+(/[\w~-]+){0,2}(\.\w+)+", path, re.ASCII) for path in paths)


def test_an_empty_release_is_written_too():
    """A release with nothing in it gives empty tables and an empty feed, and no empty map or calendar."""
    assert {path.split("/")[1] for path in files_beside(Release("Nothing"), RELATIVE) if "/" in path} == {
        "tables",
        "release.db",
        "metadata.json",
    }


def test_a_large_release_has_a_page_for_each_finding():
    """Three hundred claims on thirty questions: thirty pages and more, each once."""
    pages = [path for path in files_beside(large_release(), AT_HOME) if path.startswith("claims/finding-")]
    assert len(pages) == len(set(pages)) == 30


@pytest.mark.parametrize("identifier", ["../x", "a/b", "a b", "ا", "con:1"])
def test_an_id_never_leads_out_of_the_folder(identifier):
    """Whatever an id holds, its file name is one plain name."""
    assert re.fullmatch(r"[\w.~-]+", file_stem(identifier), re.ASCII)


@pytest.mark.parametrize("wrong", [{"date": "31 January"}, {"date": "2026-01-31", "base": "news.example"}])
def test_a_publication_says_when_and_where_properly(wrong):
    """A date that is none and an address that is none are refused."""
    with pytest.raises(UsageError, match=r"2017-12-31|https://"):
        Publication("A", **wrong)


def test_no_pointer_leads_from_a_pseudonym_to_a_public_item():
    """An article may quote a protected source by the true name: no file says that their words stand in it."""
    release = example_release()
    theirs = {source.id for source in release.sources if source.is_protected}
    items = tuple(
        replace(item, is_public=True, title="Telling article", url="https://paper.example/telling")
        if item.id == "item-interview"
        else item
        for item in release.items
    )
    assert {quote.source_id for quote in release.quotes if quote.item_id == "item-interview"} <= theirs
    files = files_beside(replace(release, items=items), AT_HOME)
    lists_items = ("data/tables/items.csv", "data/release.db", "data/entities.ftm.jsonl")
    telling = [path for path, data in files.items() if b"paper.example" in data or b"Telling article" in data]
    assert [path for path in telling if path not in lists_items] == []
    assert b"item-interview" not in files["data/tables/quotes.csv"]
    entities = [json.loads(line) for line in files["data/entities.ftm.jsonl"].decode().splitlines()]
    assert [entity["id"] for entity in entities if "item-interview" in entity["properties"].get("proof", ())] == []
