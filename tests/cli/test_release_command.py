"""``testimonia release`` and ``testimonia mosaic`` as a user meets them."""

import json

import pytest

from tests.cli.test_cli import call
from tests.pipeline import package_case

NOTE = (
    "---\nsource: Falcon\nrole: participant\nprotection: protected\ndate: 2021-05-02\n---\n"
    "He says that at least 40 people died in the flood.\n\nHe says that my brother saw that 30 people died.\n"
)
SETTINGS = """
[sources.falcon]
name = "Falcon"
protection = "protected"
published_name = "Yara"
descriptor = "shopkeeper"
descriptor_level = "exact"
place_level = "exact"
[questions.dead]
text = "How many people died?"
type = "amount"
unit = "people"
nouns = ["people"]
terms = ["die"]
"""


@pytest.fixture(scope="module")
def flood(tmp_path_factory):
    """A flood told by one protected source, who also names a village."""
    folder = tmp_path_factory.mktemp("release")
    (folder / "notes").mkdir()
    (folder / "notes" / "falcon.txt").write_text(NOTE)
    (folder / "notes" / "road.txt").write_text(
        "---\nsource: Falcon\nprotection: protected\n---\nHe says that the lorries left Wahmabad on 3 May 2021.\n"
    )
    (folder / "own.csv").write_text("name,lat,lon,country,population\nWahmabad,35.9,39.0,SY,300\n")
    call(folder, "new", ".", "--title", "Flood")
    with (folder / "investigation.toml").open("a") as settings:
        settings.write(SETTINGS)
    call(folder, "gazetteer", "add", "own.csv")
    call(folder, "ingest", "notes")
    call(folder, "run")
    return folder


def test_from_what_would_be_said_to_an_approval(flood):
    """Look, answer, ask, be refused, answer the mosaic, be approved by somebody else, list."""
    shown = call(flood, "release", "show")
    assert "Yara: (words withheld)" in shown and "Falcon" not in shown
    assert "Withheld until an editor answers" in shown
    draft = json.loads(call(flood, "release", "show", "--json"))
    (statement,) = [one["case_id"] for one in draft["withheld"] if one["needs_answer"] and one["kind"] == "quote"]
    assert "needs a reason" in call(flood, "release", "answer", statement, "keep", expect=2)
    kept = call(flood, "release", "answer", statement, "withhold", "--reason", "kin")
    assert f"withhold: {statement} (by ann)" in kept
    assert "an editor withheld it: kin" in call(flood, "release", "show", "--withheld")
    assert "No release was asked for" in call(flood, "release", "list")

    asked = call(flood, "--by", "Ann", "release", "request", "--reason", "first story")
    assert "requested" in asked and "asked for by Ann" in asked and "no identities were at hand" in asked
    (record,) = json.loads(call(flood, "release", "list", "--json"))
    sha256 = record["sha256"]
    assert json.loads(call(flood, "release", "show", sha256[:10], "--json"))["title"] == "Flood"
    assert "How many people died?" in call(flood, "release", "show", sha256[:10])
    own = call(flood, "--by", "Ann", "release", "approve", sha256[:10], "--reason", "r", expect=2)
    assert "somebody else must approve it" in own

    page = " ".join(call(flood, "mosaic", "Falcon", expect=1).split())
    assert "Falcon (readers know: Yara)" in page
    assert "small group: About 4 people fit: shopkeeper, Wahmabad (300 inhabitants). open m-" in page
    pages = json.loads(call(flood, "mosaic", "--all", "--json", expect=1))
    for warning in pages[0]["warnings"]:
        assert "not answered" in call(flood, "--by", "Bea", "release", "approve", sha256[:10], "--reason", "r", expect=2)
        answered = call(flood, "mosaic", "answer", "Yara", warning["id"], "--reason", "long gone")
        assert "answered by ann" in answered
    assert "answered by ann: long gone" in call(flood, "mosaic", "Falcon")
    assert "mosaic.html: 1 sources" in call(flood, "mosaic", "--all", "--html", "mosaic.html")
    assert "long gone" in (flood / "mosaic.html").read_text()

    done = call(flood, "--by", "Bea", "release", "approve", sha256[:10], "--reason", "read")
    assert "approved" in done and "approved by Bea" in done and "single-user" not in done
    again = call(flood, "--by", "Bea", "release", "reject", sha256[:10], "--reason", "r", expect=2)
    assert "is approved already" in again


def test_single_user_mode_says_so(flood):
    """With four_eyes = false one person may do both, and record and screen say it; answers to the mosaic hold for the next."""
    settings = flood / "investigation.toml"
    before = settings.read_text()
    settings.write_text(before + "\n[release]\nfour_eyes = false\n" + 'public_persons = ["Somebody Public"]\n')
    draft = json.loads(call(flood, "release", "show", "--json"))
    assert draft["release"]["title"] == "Flood"
    claim = draft["withheld"][0]["case_id"]
    call(flood, "release", "answer", claim, "keep", "--reason", "has many brothers")
    asked = json.loads(call(flood, "--by", "Ann", "release", "request", "--reason", "second", "--json"))
    pages = json.loads(call(flood, "mosaic", "--all", "--json"))
    assert {warning["answer"] for page in pages for warning in page["warnings"]} == {"long gone"}
    done = call(flood, "--by", "Ann", "release", "approve", asked["sha256"][:12], "--reason", "alone here")
    assert "single-user mode: one person asked for and approved this" in done
    assert "single-user mode" in call(flood, "release", "list")
    assert json.loads(call(flood, "release", "list", "--json"))[-1]["is_single_user"]
    settings.write_text(before)


def test_wrong_use(flood):
    """One source or all, and a warning belongs to a source."""
    assert "name one source, or --all" in call(flood, "mosaic", expect=2)
    assert "name one source, or --all" in call(flood, "mosaic", "Falcon", "--all", expect=2)
    assert "mosaic answer SOURCE WARNING" in call(flood, "mosaic", "answer", "Falcon", expect=2)
    assert "no protected source" in call(flood, "mosaic", "Nobody", expect=1)


def test_no_reason_names_a_source(tmp_path):
    """Asking for a release, deciding on it either way and answering the mosaic refuse a reason that names a source."""
    root = package_case.make_case(tmp_path / "made")
    (root / "pass").write_text(package_case.PASSPHRASE + "\n")
    (root / "pass").chmod(0o600)
    opens, named = ("--passphrase-file", "pass"), ("--reason", f"for {package_case.NAME}")
    settings = root / "investigation.toml"
    settings.write_text(settings.read_text() + '\n[release]\npublic_persons = ["Somebody Public"]\n')
    shown = json.loads(call(root, "show", "claims", "--json"))
    claim = next(one["claim"] for one in shown if "12 people" in one["claim"]["span"]["exact"])
    call(root, "judge", "reject", claim["id"], "--reason", "r")
    call(root, "run")
    assert "names a source" in call(root, "--by", "Ann", "release", "request", *named, *opens, expect=2)
    asked = json.loads(call(root, "--by", "Ann", "release", "request", "--reason", "r", "--json", *opens))["sha256"]
    assert "no terminal to ask on" in call(root, "--by", "Bea", "release", "reject", asked, "--reason", "r", expect=2)
    for decision in ("approve", "reject"):
        assert "names a source" in call(root, "--by", "Bea", "release", decision, asked, *named, *opens, expect=2)
    assert "names a source" in call(root, "mosaic", "answer", "Falcon", "m-", *named, *opens, expect=2)
    assert package_case.NAME not in call(root, "show", "judgements", "--json")
    assert "rejected by Bea" in call(root, "--by", "Bea", "release", "reject", asked, "--reason", "no", *opens)
