"""The files of a package by themselves: proofs, provenance, crate, bag and pages, against the formats' own rules."""

import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.model.findings import Standing
from testimonia.model.ids import content_id
from testimonia.model.packages import PackagePlan
from testimonia.model.release import (
    Release,
    ReleasedAnswer,
    ReleasedClaim,
    ReleasedFinding,
    ReleasedItem,
    ReleasedQuestion,
    ReleasedQuote,
    ReleasedSource,
)
from testimonia.model.testimony import Form, Polarity, Stance
from testimonia.publish.package import verify
from testimonia.publish.package.bag import Digests, manifests, tag_manifests
from testimonia.publish.package.content import Approval, HeldItem, LogLine, Package
from testimonia.publish.package.files import files_before_gate
from testimonia.publish.package.merkle import Tree, tree_root
from testimonia.publish.package.provenance import build_graph, to_prov_json, to_prov_n
from tests.make import amount

LEAVES = [hashlib.sha256(bytes([n])).hexdigest() for n in range(40)]


def package(title="Flood"):
    """A package without an original: one protected source, one finding."""
    release = Release(
        title=title,
        sources=(ReleasedSource("s-b", "Yara <1>"),),
        items=(ReleasedItem("i-b", "interview"),),
        quotes=(ReleasedQuote("u-b", "s-b", "i-b", 'about 40 "people"', Form.TURN),),
        claims=(ReleasedClaim("c-b", "s-b", amount("about 40 people"), Stance.ASSERTS, Polarity.AFFIRMED, "u-b"),),
        questions=(ReleasedQuestion("q-b", "How many?", "amount", "people"),),
        answers=(ReleasedAnswer("a-b", "q-b", "s-b", ("c-b",), 0),),
        findings=(
            ReleasedFinding("f-b", "q-b", 34, 40, 46, "people", Standing.SINGLE_SOURCE, "", "", True, answer_ids=("a-b",)),
        ),
    )
    plan = PackagePlan(release.content_hash(), ())
    return Package(
        title=title,
        made_at="2021-06-01T00:00:00Z",
        tool="testimonia 0",
        release=release,
        plan=plan,
        approval=Approval(plan.content_hash(), "Ann", "2021-05-01T00:00:00Z", "Bea", "2021-05-02T00:00:00Z", False),
        items=(),
        held=(HeldItem("i-b", "interview", "", "en", ("Yara <1>",)),),
        renditions=(),
        statements=(),
        claims=(),
        judgements=(),
        log=(LogLine(1, LEAVES[0]),),
    )


@given(st.integers(1, 40), st.data())
def test_a_path_leads_to_the_root(size, data):
    """For every size of log and every entry, as the verifier, which shares no code, follows it."""
    index = data.draw(st.integers(0, size - 1))
    steps = [{"side": step.side, "hash": step.hash} for step in Tree(LEAVES[:size]).path(index)]
    root = tree_root(LEAVES[:size])
    assert verify.follow({"leaf": LEAVES[index], "path": steps}) == root == verify.merkle_root(LEAVES[:size])
    assert [step["side"] for step in steps] == verify.expected_sides(index, size)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_the_verifier_names_things_as_we_do(parts):
    """Its JSON is ours byte for byte, controls and all scripts included: otherwise it would call an intact text altered."""
    assert verify.short_id("r", parts) == content_id("r", *parts)


def test_the_verifier_is_old_python_and_imports_nothing_of_ours():
    """It parses as Python 3.8 and imports the standard library only."""
    import ast
    import sys
    from pathlib import Path

    tree = ast.parse(Path(verify.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names
    text = Path(verify.__file__).read_text(encoding="utf-8")
    assert not re.search(r"removeprefix|removesuffix|is_relative_to|zip\(.*strict|\bmatch \w+:$|bit_count", text)


def test_provenance_leads_from_the_finding_to_the_item():
    """Nothing dangles; walking wasDerivedFrom from the package ends at the item; PROV-JSON has the shape that programs read."""
    graph = build_graph(package())
    assert graph.dangling() == []
    document = json.loads(to_prov_json(graph))
    derived = {}
    for pair in document["wasDerivedFrom"].values():
        derived.setdefault(pair["prov:generatedEntity"], set()).add(pair["prov:usedEntity"])
    reached, waiting = set(), [name for name in document["entity"] if name.startswith("t:package-")]
    while waiting:
        reached.add(name := waiting.pop())
        waiting += derived.get(name, set()) - reached
    assert {"t:f-b", "t:a-b", "t:c-b", "t:i-b"} <= reached
    assert document["entity"]["t:f-b"]["prov:type"] == {"$": "t:Suggestion", "type": "xsd:QName"}
    text = to_prov_n(graph)
    assert text.startswith("document\n") and text.endswith("endDocument\n")
    assert text.count("wasDerivedFrom(") == len(document["wasDerivedFrom"])


def test_provenance_is_read_by_its_own_library():
    """The ``prov`` library reads the PROV-JSON and finds as many records."""
    prov = pytest.importorskip("prov.model")
    read = prov.ProvDocument.deserialize(content=to_prov_json(build_graph(package())), format="json")
    assert len(read.get_records()) > 5


def test_the_crate_describes_every_file_of_the_payload():
    """One metadata descriptor, one root, every part described once and there, every reference resolved. RO-Crate 1.1."""
    files = files_before_gate(package())
    crate = json.loads(files["data/ro-crate-metadata.json"])
    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    things = {thing["@id"]: thing for thing in crate["@graph"]}
    assert len(things) == len(crate["@graph"])
    descriptor, root = things["ro-crate-metadata.json"], things["./"]
    assert descriptor["about"] == {"@id": "./"} and descriptor["conformsTo"]["@id"].endswith("/ro/crate/1.1")
    assert {"name", "description", "datePublished", "license"} <= root.keys()
    parts = {part["@id"] for part in root["hasPart"]}
    payload = {path.removeprefix("data/") for path in files if path.startswith("data/")}
    assert parts == payload - {"ro-crate-metadata.json"} | {"gate-report.json"}
    assert all(things[part]["@type"] == "File" and things[part]["encodingFormat"] for part in parts)
    references = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(crate))
    assert {one for one in references if not one.startswith("https:")} <= things.keys()


def test_manifests_list_what_is_theirs_and_write_paths_as_told():
    """Payload here, tags there; a per cent sign and a line end in a name become codes, which the verifier reads back."""
    digests = {path: Digests(1, "a" * 64, "b" * 128) for path in ("data/a%\nb", "bagit.txt")}
    assert manifests(digests)["manifest-sha256.txt"].decode() == f"{'a' * 64}  data/a%25%0Ab\n"
    assert tag_manifests(digests)["tagmanifest-sha512.txt"].decode() == f"{'b' * 128}  bagit.txt\n"
    assert verify.decode_path("data/a%25%0Ab") == "data/a%\nb"


def test_pages_hold_others_words_as_words():
    """Titles and labels are escaped; both READMEs have every figure filled in; Arabic stands from right to left."""
    files = files_before_gate(package("Flood <script>"))
    for name in ("README.en.html", "README.ar.html", "data/findings.html"):
        text = files[name].decode()
        assert "<script" not in text and "Flood &lt;script&gt;" in text
        assert not re.search(r"\$\w|(?:src|href)=\"?(?:https?:)?//", text)
    assert '<html lang="ar" dir="rtl">' in files["README.ar.html"].decode()
    assert "Yara &lt;1&gt;" in files["data/findings.html"].decode()
