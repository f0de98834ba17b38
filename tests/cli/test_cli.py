"""The command line as a user meets it: a subprocess, its output, its exit code."""

import json
import subprocess
import sys

import pytest

NOTES = {
    "mayor.txt": "---\nsource: the mayor\nrole: official\ndate: 2021-05-03\n---\nHe says that 12 people died in the flood.\n",
    "doctor.txt": "---\nsource: a doctor\nrole: eyewitness\ndate: 2021-05-04\n---\n"
    '"At least 40 people died in the flood," he says.\n',
}


def call(folder, *words, expect=0):
    """Run the program in a folder; returns what it printed."""
    command = [sys.executable, "-m", "testimonia", *words]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, env={"COLUMNS": "160", "PATH": "", "USER": "ann"}
    )
    assert done.returncode == expect, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def flood(tmp_path_factory):
    """An investigation of two notes, taken in and run."""
    folder = tmp_path_factory.mktemp("flood")
    (folder / "notes").mkdir()
    for name, text in NOTES.items():
        (folder / "notes" / name).write_text(text)
    call(folder, "new", ".", "--title", 'The "big" flood')
    with (folder / "investigation.toml").open("a") as settings:
        settings.write('[questions.dead]\ntext = "How many people died?"\ntype = "amount"\nunit = "people"\n')
        settings.write('nouns = ["people", "person"]\nterms = ["die"]\n')
    call(folder, "ingest", "notes")
    call(folder, "run")
    return folder


def test_findings_show_both_accounts_with_their_words(flood):
    """The answer, its standing, and each account's exact words."""
    shown = call(flood, "show", "findings")
    assert "How many people died?" in shown
    assert "contested" in shown
    assert "12 people died" in shown
    assert "At least 40 people died" in shown


def test_contradictions_are_a_sum_to_check(flood):
    """The sentence names both sources and both figures."""
    shown = call(flood, "show", "contradictions")
    assert "mayor" in shown
    assert "doctor" in shown
    assert "12" in shown
    assert "40" in shown


def test_what_if_the_doctor_had_not_spoken(flood):
    """The finding as it stands, and as it would be on the mayor's word alone."""
    shown = " ".join(call(flood, "show", "question", "dead", "--without", "a doctor").split())
    assert "(contested:" in shown.partition("then:")[0]
    assert "then: 12 people" in shown
    assert "no source is called" in call(flood, "show", "question", "dead", "--without", "nobody", expect=1)


def test_a_conclusion_is_shown_with_who_made_it(flood):
    """Conclude, look, retire: the investigators' figure stands above the machine's suggestion."""
    made = call(
        flood, "--by", "Ann", "conclude", "dead", "--best", "40", "--reason", "bodies were counted", "--grade", "airwars=fair"
    )
    assert "concluded by Ann" in made
    shown = " ".join(call(flood, "show", "question", "dead").split())
    for words in ("bodies were counted", "concluded by Ann", "the machine suggests", "Airwars fair"):
        assert words in shown
    judgement = json.loads(call(flood, "show", "judgements", "--json"))[-1]["id"]
    call(flood, "judge", "retire", judgement)
    assert "concluded by" not in call(flood, "show", "question", "dead")
    call(flood, "run")
    assert "SCALE=VALUE" in call(flood, "conclude", "dead", "--reason", "r", "--grade", "good", expect=2)


def test_every_view_has_json(flood):
    """--json prints JSON and nothing else."""
    views = [
        "questions",
        "findings",
        "contradictions",
        "differences",
        "tolls",
        "shifts",
        "timeline",
        "claims",
        "sources",
        "items",
        "failures",
        "judgements",
    ]
    for view in views:
        parsed = json.loads(call(flood, "show", view, "--json"))
        assert isinstance(parsed, list), view
    assert {claim["claim"]["span"]["exact"] for claim in json.loads(call(flood, "show", "claims", "--json"))} >= {"12 people"}


def test_a_claim_opens_down_to_the_file(flood):
    """The trail names the words, the line, the file, its hash, and how it came in."""
    claims = json.loads(call(flood, "show", "claims", "--question", "dead", "--json"))
    claim = next(c["claim"] for c in claims if c["claim"]["span"]["exact"] == "12 people")
    shown = call(flood, "show", "claim", claim["id"][:8])
    for words in ("12 people", "mayor (official)", "mayor.txt", "SHA-256", "line 6", "acquired", "custody", "dead"):
        assert words in shown


def test_a_rejected_claim_leaves_the_findings_and_comes_back(flood):
    """Judge, run, look; retire, run, look."""
    claims = json.loads(call(flood, "show", "claims", "--question", "dead", "--json"))
    claim = next(c["claim"]["id"] for c in claims if c["claim"]["span"]["exact"].endswith("40 people"))
    printed = call(flood, "judge", "reject", claim, "--reason", "he counted twice")
    call(flood, "run")
    assert "40 people" not in call(flood, "show", "findings")
    call(flood, "judge", "retire", printed.split(":")[0])
    call(flood, "run")
    assert "40 people" in call(flood, "show", "findings")
    assert "he counted twice" in call(flood, "show", "judgements")


def test_a_rerun_does_nothing(flood):
    """Nothing changed, nothing done."""
    assert [line.split()[1] for line in call(flood, "run").splitlines()] == ["0", "0", "0", "0"]


def test_export_writes_every_noun(flood):
    """Each noun is a CSV and a JSON lines file with as many objects."""
    call(flood, "export", "tables")
    names = {path.stem for path in (flood / "tables").glob("*.jsonl")}
    assert {"items", "statements", "claims", "answers", "contradictions", "findings", "custody"} <= names
    assert names == {path.stem for path in (flood / "tables").glob("*.csv")}
    claims = [json.loads(line) for line in (flood / "tables" / "claims.jsonl").read_text().splitlines()]
    assert claims[0]["span"]["exact"] in "".join(NOTES.values())


def test_verify_says_intact_and_then_altered(flood):
    """Exit code 1 and the file's name when an original was touched."""
    assert " 0 altered" in call(flood, "verify")
    kept = next(
        path for path in (flood / ".testimonia" / "originals").rglob("*") if path.is_file() and b"mayor" in path.read_bytes()
    )
    before = kept.read_bytes()
    kept.chmod(0o644)
    kept.write_bytes(before.replace(b"12", b"21"))
    assert "altered: mayor.txt" in call(flood, "verify", expect=1)
    kept.write_bytes(before)
    call(flood, "verify")


def test_a_bad_file_is_exit_code_1_and_named(flood):
    """Problems found is 1; the reason says what to do."""
    (flood / "nulls.txt").write_bytes(b"\0" * 100)
    shown = call(flood, "ingest", "nulls.txt", expect=1)
    assert "nulls.txt" in shown
    assert "null bytes" in shown


@pytest.mark.parametrize(
    "words",
    [("ingest",), ("show", "nothing"), ("ingest", "x", "--columns", "oops"), ("frobnicate",), ("new", ".")],
)
def test_wrong_use_is_exit_code_2(flood, words):
    """A wrong command line, and an investigation that is there already."""
    call(flood, *words, expect=2)


def test_outside_an_investigation_the_message_says_what_to_do(tmp_path):
    """Exit code 2, and the command that makes one."""
    assert "testimonia new" in call(tmp_path, "show", "findings", expect=2)


def test_a_mistake_in_the_settings_names_its_line(flood, tmp_path):
    """A rule that names no question is reported with line and column."""
    (tmp_path / "investigation.toml").write_text('title = "x"\n[rules]\nsum = "peopel == 3"\n')
    shown = call(tmp_path, "run", expect=2)
    assert "investigation.toml:3" in shown
    assert "peopel" in shown


def test_an_unknown_id_is_exit_code_1(flood):
    """Nothing found is a problem, not wrong use."""
    assert "c-ffffffffffffffff" in call(flood, "show", "claim", "c-ffffffffffffffff", expect=1)


def test_extract_explains_one_file_and_keeps_nothing(flood, tmp_path):
    """The text with marks, each claim numbered with its value, speaker and rule; JSON without --explain."""
    before = call(flood, "show", "items")
    shown = call(flood, "extract", "--explain", "notes/doctor.txt")
    assert "At least 40 people[1]" in shown.replace("\n", "")
    assert "doctor" in shown
    exact = json.loads(call(tmp_path, "extract", str(flood / "notes" / "doctor.txt")))
    assert "At least 40 people" in {claim["span"]["exact"] for claim in exact["claims"]}
    assert call(flood, "show", "items") == before


def test_hedges_are_shown_with_the_editor_s_own(tmp_path):
    """The table says words, interval and reason; the settings' line wins."""
    (tmp_path / "investigation.toml").write_text('[hedges]\n"a few dozen" = [20, 80]\n')
    row = next(row for row in json.loads(call(tmp_path, "show", "hedges", "--json")) if row["words"] == "a few dozen")
    assert row["becomes"] == "20 to 80"
