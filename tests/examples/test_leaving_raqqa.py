"""The sample investigation holds what its fact table says, in every format, and no true identity."""

import csv
import email
import email.policy
import importlib.util
import io
import re
import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import docx
import pypdfium2
import pytest
import yaml

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata, Protection
from testimonia.model.testimony import Role
from testimonia.protect.vault.identity_files import read_identities
from testimonia.settings import read_brief

SAMPLE = Path(__file__).parents[2] / "examples" / "leaving-raqqa"
MATERIAL = SAMPLE / "material"
SIDECAR = ".meta.yaml"
FILES = sorted(path for path in MATERIAL.iterdir() if not path.name.endswith(SIDECAR))
FORMATS = {".txt", ".md", ".docx", ".pdf", ".html", ".vtt", ".srt", ".csv", ".eml"}
COMPARISONS = ("<=", ">=", "==")


@cache
def text_of(name: str) -> str:
    """All text of a material file on one line, read independently of the project's own readers."""
    path = MATERIAL / name
    if path.suffix == ".docx":
        document = docx.Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    elif path.suffix == ".pdf":
        text = "\n".join(pages_of(path.read_bytes()))
    elif path.suffix == ".eml":
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        text = message.get_content()
    else:
        text = path.read_text(encoding="utf-8")
    return " ".join(text.split())


def pages_of(data: bytes) -> list[str]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


@cache
def metadata_of(name: str) -> dict[str, Any]:
    """Front matter and sidecar of a material file, the sidecar first."""
    path = MATERIAL / name
    known: dict[str, Any] = {}
    if path.suffix in {".txt", ".md"}:
        front = re.match(r"---\n(.*?\n)---\n", path.read_text(encoding="utf-8"), re.DOTALL)
        known = yaml.load(front[1], Loader=yaml.BaseLoader) if front else {}
    sidecar = path.with_name(path.name + SIDECAR)
    if sidecar.exists():
        known = {**known, **yaml.load(sidecar.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)}
    return known


@cache
def brief() -> Brief:
    return read_brief(SAMPLE / "investigation.toml")


@cache
def identities() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads((SAMPLE / "identities.toml").read_text(encoding="utf-8"))["identities"]
    return table


@cache
def make_documents() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_documents", SAMPLE / "make_documents.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FACTS = (
    # Abu Fawzi
    ("abu-fawzi-interview.txt", "six hours at most"),
    ("abu-fawzi-interview.txt", "displaced families to be moved from Tabqa"),
    ("abu-fawzi-interview.txt", "three days"),
    ("abu-fawzi-interview.txt", "early on 12 October"),
    ("abu-fawzi-interview.txt", "thousands of dollars"),
    ("abu-fawzi-interview.txt", "I have not been paid"),
    ("abu-fawzi-interview.txt", "explosive belts"),
    ("abu-fawzi-interview.txt", "booby-trapped our lorries"),
    ("abu-fawzi-interview.txt", "Three or four foreigners rode with each driver"),
    ("abu-fawzi-interview.txt", "They beat us. They insulted us"),
    ("abu-fawzi-interview.txt", "My load was ammunition"),
    ("abu-fawzi-interview.txt", "near a village between Markada and Al-Souwar"),
    ("abu-fawzi-interview.txt", "An axle broke"),
    ("abu-fawzi-interview.txt", "A warplane dropped flares over the convoy"),
    ("abu-fawzi-cache.md", "shown the SDF the place of the ammunition"),
    ("abu-fawzi-cache.md", "a map on the bonnet"),
    ("abu-fawzi-voice-message.txt", "We have not been paid"),
    # the other drivers
    ("second-driver-en.md", "about 4,000 people left Raqqa, counting women and children"),
    ("second-driver-en.md", "expected 200 people"),
    ("second-driver-en.md", "carried 112 people"),
    ("second-driver-ar.md", "٤٠٠٠ شخص"),
    ("second-driver-ar.md", "٢٠٠ شخص"),
    ("second-driver-ar.md", "١١٢ شخصًا"),
    ("third-driver.md", "six or seven kilometres long"),
    ("third-driver.md", "Almost 50 lorries"),
    ("third-driver.md", "13 buses"),
    ("third-driver.md", "More than 100 of the group's own vehicles"),
    ("drivers-together.md", "ten lorries carried weapons and ammunition"),
    ("drivers-together.md", "Only personal weapons had been agreed"),
    ("drivers-together.md", "French, Turkish, Azerbaijani, Pakistani, Yemeni, Saudi, Chinese, Tunisian, Egyptian"),
    ("drivers-together.md", "the group paid its bills"),
    # footage
    ("footage-road.vtt", "towing trailers"),
    ("footage-road.vtt", "full of armed men"),
    ("footage-road.vtt", "on top of the vehicles. Their faces are covered"),
    # officials
    ("sdf-2017-10-15.txt", "only a few dozen fighters left Raqqa. All of them were local"),
    ("sdf-2017-11-09.txt", "no deal was made"),
    ("coalition-2017-10-14.txt", "did not admit the extent of a deal"),
    ("coalition-2017-11-08.md", "about 250 fighters"),
    ("coalition-2017-11-08.md", "3,500 family members"),
    ("coalition-2017-11-08.md", "Western officer was present at the talks"),
    ("coalition-2017-11-08.md", "did not take an active part"),
    ("coalition-2017-11-08.md", "Only four foreign fighters"),
    ("coalition-2017-11-08.md", "in SDF custody"),
    ("coalition-2017-11-08.md", "watched the convoy from the air"),
    ("coalition-2017-11-08.md", "not a hostage transfer"),
    ("mattis-may-2017.txt", "in May 2017 that this was a war of annihilation"),
    ("mattis-may-2017.txt", "foreign fighters should not survive to go home"),
    # the deal
    ("terms-of-the-deal.pdf", "only personal weapons"),
    ("terms-of-the-deal.pdf", "Heavy weapons were to be left behind"),
    ("terms-of-the-deal.pdf", "No flags and no banners"),
    ("terms-of-the-deal.pdf", "No foreigners were to leave Raqqa alive"),
    ("negotiator-talks.md", "The talks began on 10 October"),
    ("negotiator-talks.md", "Three earlier attempts had failed"),
    ("negotiator-talks.md", "A team of four negotiated, with local officials"),
    ("negotiator-talks.md", "a motorbike across the front line"),
    # along the route
    ("mahmoud-shopkeeper.docx", "about four in the afternoon the SDF told people to stay indoors"),
    ("mahmoud-shopkeeper.docx", "there was a truce"),
    ("mahmoud-shopkeeper.docx", "small bridge. It is a bottleneck"),
    ("mahmoud-shopkeeper.docx", "emptied the shelves and they paid"),
    ("mahmoud-shopkeeper.docx", "Three of the fighters took cigarettes. An older one scolded them"),
    ("mahmoud-shopkeeper.docx", "left their weapons outside"),
    ("mahmoud-shopkeeper.docx", "About 4,000 customers passed that I had not expected"),
    ("muhanad-on-camera.srt", "Two Humvees led the convoy"),
    ("muhanad-on-camera.srt", "they let nobody pass"),
    ("muhanad-on-camera.srt", "left the main road"),
    ("muhanad-on-camera.srt", "desert track"),
    ("muhanad-note.md", "They threatened that they would return"),
    ("voices-along-the-route.csv", "I heard aircraft above the convoy"),
    ("voices-along-the-route.csv", "Sometimes it was a drone"),
    ("voices-along-the-route.csv", "Fewer than 4,000 people left"),
    ("tribal-elders.txt", "lower numbers than the drivers"),
    # the border and Idlib
    ("imad-smuggler.txt", "In one week I took 20 families across"),
    ("imad-smuggler.txt", "Most of them were foreign. Some were Syrian"),
    ("imad-smuggler.txt", "600 US dollars a person"),
    ("imad-smuggler.txt", "at least 1,500 US dollars"),
    ("walid-smuggler.md", "influx of families in recent weeks"),
    ("walid-smuggler.md", "ladders at the wall, a river, then a steep trail"),
    ("walid-smuggler.md", "They use their own networks"),
    ("idlib-payers.md", "4,000 US dollars a fighter"),
    ("idlib-payers.md", "A large family pays up to 20,000 US dollars"),
    ("abu-basir.txt", "I left Raqqa before the siege"),
    ("abu-basir.txt", "Some of my French group left for France to carry out attacks"),
    # the strikes and after
    ("huthaifa-prison.txt", "nearly ten hours"),
    ("huthaifa-prison.txt", "500 or 600 people, fighters and families"),
    ("huthaifa-prison.txt", "the talks resumed. Those who had refused the deal agreed"),
    ("huthaifa-prison.txt", "only personal weapons. There were no heavy weapons anyway"),
    ("huthaifa-prison.txt", "Thousands escaped"),
    ("huthaifa-prison.txt", "eastern Syria, near the Iraqi border"),
    ("huthaifa-prison.txt", "abandoned us in SDF territory"),
    ("activists-building.eml", "a building with 35 women and children in it was destroyed in the strike of 11 October"),
)


@pytest.mark.parametrize(("name", "words"), FACTS)
def test_every_fact_stands_in_its_file(name: str, words: str) -> None:
    """A figure or circumstance of the fact table can be read in the file of the source who gives it."""
    assert words in text_of(name)


def test_there_are_enough_files_of_every_format() -> None:
    """The folder holds at least 24 files, and each format that the readers must cope with."""
    assert len(FILES) >= 24
    assert {path.suffix for path in FILES} == FORMATS


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_metadata_has_only_known_fields(name: str) -> None:
    """Front matter and sidecars are YAML whose keys are fields of `Metadata` and whose values the enums know."""
    known = metadata_of(name)
    assert known, f"{name} has no metadata"
    assert set(known) <= set(Metadata.__struct_fields__)
    assert known.get("role", "") in {"", *Role}
    assert known.get("protection", "") in {"", *Protection}
    assert all(isinstance(value, str) for key, value in known.items() if key != "columns")
    assert re.fullmatch(r"2017-\d\d(-\d\d)?", known.get("date") or known.get("published") or "2017-10")


@pytest.mark.parametrize("name", [path.name for path in FILES])
def test_metadata_agrees_with_the_brief(name: str) -> None:
    """The source of a file is declared in investigation.toml, with the same role, party and protection."""
    known = metadata_of(name)
    named = known.get("source") or known.get("publisher")
    if not named:
        assert "source" in known["columns"]
        return
    source = next(source for source in brief().sources if named in {source.name, *source.aliases})
    assert known.get("role", source.role) == source.role
    assert known.get("party", "") == source.party
    assert known.get("protection", Protection.NONE) == source.protection


def test_every_protected_source_declared_is_used_and_has_an_identity() -> None:
    """Every declared source speaks somewhere, and every protected one has an invented identity to protect."""
    with (MATERIAL / "voices-along-the-route.csv").open(encoding="utf-8", newline="") as table:
        speaking = {row["who"] for row in csv.DictReader(table)}
    speaking |= {metadata_of(path.name).get("source", metadata_of(path.name).get("publisher", "")) for path in FILES}
    unheard = [source.name for source in brief().sources if not speaking & {source.name, *source.aliases}]
    assert unheard == []
    declared = tomllib.loads((SAMPLE / "investigation.toml").read_text(encoding="utf-8"))["sources"]
    assert set(identities()) == {key for key, source in declared.items() if source.get("protection") == Protection.PROTECTED}


def test_no_true_identity_occurs_in_the_material() -> None:
    """No invented true name, family name, telephone number, plate or village occurs anywhere in the folder of material."""
    written = " ".join(
        [*(text_of(path.name) for path in FILES), *(p.read_text(encoding="utf-8") for p in MATERIAL.glob("*" + SIDECAR))]
    )
    raw = " ".join(path.read_bytes().decode("latin-1") for path in FILES)
    found = []
    for identity in identities().values():
        family_names = [identity["name"].split()[-1], identity["name_arabic"].split()[-1]]
        found += [value for value in (*identity.values(), *family_names) if value in written or value in raw]
        digits = re.sub(r"\D", "", identity["phone"])
        found += [digits] if digits in re.sub(r"\D", "", written) else []
    assert found == []


def test_the_brief_is_complete() -> None:
    """The settings read without error, the editor's five relations are there, and rules name only declared questions."""
    questions = {question.id for question in brief().questions}
    assert {
        "people",
        "fighters",
        "relatives",
        "foreign_fighters",
        "lorries",
        "buses",
        "cars",
        "convoy_length",
        "journey",
    } <= questions
    expressions = {rule.id: rule.expression for rule in brief().rules}
    assert expressions["everybody"] == "people == fighters + relatives"
    assert expressions["foreign_among_fighters"] == "foreign_fighters <= fighters"
    for expression in expressions.values():
        assert sum(sign in expression for sign in COMPARISONS) == 1
        assert set(re.findall(r"[a-z][a-z0-9_]*", expression.replace("km/h", ""))) <= questions
    assert all(rule.reason for rule in brief().rules)
    assert all((question.nouns or question.terms) and question.text.endswith("?") for question in brief().questions)


def test_officials_shift_in_the_order_of_time() -> None:
    """The later statement of each official body is dated after the earlier one, and both after the departure."""
    dates = [metadata_of(name)["date"] for name in ("sdf-2017-10-15.txt", "sdf-2017-11-09.txt")]
    assert dates == sorted(dates) and dates[0] > "2017-10-12"
    dates = [metadata_of(name)["date"] for name in ("coalition-2017-10-14.txt", "coalition-2017-11-08.md")]
    assert dates == sorted(dates) and dates[0] > "2017-10-12"


def test_the_translation_names_its_original() -> None:
    """The English rendition points to the Arabic note, and every figure of the one is in the other."""
    original = metadata_of("second-driver-en.md")["translation_of"]
    assert metadata_of(original)["language"] == "ar"
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    bodies = [text_of(name).split(" --- ", 2)[-1] for name in (original, "second-driver-en.md")]
    arabic, english = (set(re.findall(r"\d+", body.translate(digits).replace(",", ""))) for body in bodies)
    assert arabic == english == {"4000", "200", "112", "12"}


def test_the_table_has_the_columns_its_sidecar_names() -> None:
    """Each column mapped in the sidecar exists in the table, and no row is empty in one of them."""
    with (MATERIAL / "voices-along-the-route.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    columns = metadata_of("voices-along-the-route.csv")["columns"].values()
    assert len(rows) >= 8
    assert all(row[column] for row in rows for column in columns)


def test_the_route_is_named_in_order() -> None:
    """The places of the route stand in one account in the order in which they were passed."""
    account = text_of("abu-fawzi-cache.md").split("# The route", 1)[1]
    places = [
        "Tabqa",
        "Raqqa",
        "fields north of Raqqa",
        "Shanine",
        "desert track",
        "last SDF checkpoint",
        "Markada and Al-Souwar",
    ]
    positions = [account.index(place) for place in places]
    assert positions == sorted(positions)


def test_rebuilding_gives_the_same_documents(tmp_path: Path) -> None:
    """The script writes files whose text is that of the committed ones, and the same bytes each time it is run."""
    script = make_documents()
    script.main(tmp_path)
    first = {name: (tmp_path / name).read_bytes() for name in (script.DOCX_NAME, script.PDF_NAME)}
    script.main(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in first} == first
    assert pages_of(first[script.PDF_NAME]) == pages_of((MATERIAL / script.PDF_NAME).read_bytes())
    rebuilt = docx.Document(io.BytesIO(first[script.DOCX_NAME]))
    committed = docx.Document(str(MATERIAL / script.DOCX_NAME))
    assert [p.text for p in rebuilt.paragraphs] == [p.text for p in committed.paragraphs]
    assert [c.text for c in rebuilt.tables[0]._cells] == [c.text for c in committed.tables[0]._cells]


def test_the_vault_takes_the_sample_s_identities() -> None:
    """Every invented identity is read with its names in both scripts, its number, its plate if it has one and its village."""
    read, allowed = read_identities((SAMPLE / "identities.toml").read_bytes())
    assert allowed is None
    assert [identity.id for identity in read] == list(identities())
    for identity in read:
        written = identities()[identity.id]
        assert identity.names == (written["name"], written["name_arabic"])
        assert (identity.phones, identity.addresses) == ((written["phone"],), (written["home"], written["home_arabic"]))
        assert identity.plates == ((written["plate"],) if "plate" in written else ())
