"""Evidence packages: what goes along and what does not, four eyes, the gate, and every damage found without our code."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import tarfile
from datetime import UTC, datetime

import bagit
import pyrage
import pytest

from testimonia.errors import CustodyError, LeakError, NotFoundError, UsageError, VaultError
from testimonia.model.gating import FileVerdict, GateReport, Leak, Unread, Verdict
from testimonia.model.releases import ReleaseState
from testimonia.model.testimony import Act
from testimonia.pipeline import package_contents
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.package_desk import PackageDesk
from testimonia.pipeline.package_writing import check_report
from tests.pipeline.package_case import NAME, NOTES, OPENS, approve, item_id, make_case, write

CLOCK = datetime(2021, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A case, its default package, and what was said of it."""
    folder = tmp_path_factory.mktemp("flood")
    root = make_case(folder)
    shutil.copytree(root, folder / "fresh")
    plan = approve(root)
    before = folder / "twin"
    shutil.copytree(root, before)
    return root, folder / "package", write(root, folder / "package", plan, clock=lambda: CLOCK), before, plan


@pytest.fixture
def root(made, tmp_path):
    """The same case before any package was asked for."""
    shutil.copytree(made[0].parent / "fresh", tmp_path / "case")
    return tmp_path / "case"


@pytest.fixture
def package(made, tmp_path):
    """A copy of the package, to be damaged."""
    shutil.copytree(made[1], tmp_path / "package")
    return tmp_path / "package"


def verify(package, *words):
    """Run the package's own verifier as a stranger would: isolated, elsewhere. Returns exit code and {answer: [what: why]}."""
    command = [sys.executable, "-I", str(package / "verify.py"), "--json", *words]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env={})
    assert not done.stderr, done.stderr
    answers = {"intact": [], "ALTERED": [], "not checked": []}
    for one in json.loads(done.stdout):
        answers[one["answer"]].append(f"{one['what']}: {one['why']}")
    return done.returncode, answers


def texts(package):
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*") if path.is_file()}


def test_an_untouched_package_is_intact_to_everybody(made):
    """Our verifier alone, with seal and root; the BagIt library; and every check of it says what it could not check."""
    _, package, written, _, _ = made
    code, answers = verify(package, "--seal", written.seal, "--root", written.root)
    assert (code, answers["ALTERED"]) == (0, [])
    assert [one.split(":")[0] for one in answers["not checked"]] == ["custody log", "gate report", "time stamp"]
    bag = bagit.Bag(str(package))
    bag.validate()
    assert bag.info["Payload-Oxum"].endswith(f".{len(bag.payload_entries())}")
    assert written.seal == hashlib.sha256((package / "tagmanifest-sha256.txt").read_bytes()).hexdigest()


def test_what_is_protected_stays_behind(made):
    """No byte of a protected item, no hash or id of it, no team name of its source; a pseudonym and nothing else."""
    root, package, _, _, _ = made
    everything = b"\n".join(texts(package).values())
    data = NOTES["falcon.txt"].encode()
    for secret in (NAME, "Falcon", hashlib.sha256(data).hexdigest(), item_id(root, "falcon.txt"), "falcon.txt"):
        assert secret.encode() not in everything, secret
    items = json.loads((package / "data/testimony/items.json").read_text())
    assert [item["name"] for item in items["in_this_package"]] == ["mayor.txt"]
    assert [(held["sources"], held["sha256"]) for held in items["held_back"]] == [(["Yara"], "withheld")]
    (came,) = items["in_this_package"][0]["received"]
    assert (came["held_back"], came["metadata"]) == (["interpreter", "obtained_from"], {"obtained_how": "by mail"})
    assert items["in_this_package"][0]["metadata"]["publisher"] == "Town Hall"
    assert b"Somebody Else" not in everything and b"A Giver" not in everything
    original = next((package / "data/originals").iterdir())
    assert original.read_bytes() == NOTES["mayor.txt"].encode()


def test_same_case_same_time_same_bytes(made, tmp_path):
    """Two copies of one case give the same package, to the byte."""
    _, package, _, twin, plan = made
    write(twin, tmp_path / "again", plan, clock=lambda: CLOCK)
    assert texts(tmp_path / "again") == texts(package)


def change(path, old, new):
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


def rewrite_manifests(package):
    """What somebody would do who knows the format: make the hashes fit what is there now."""
    for name in ("sha256", "sha512"):
        for manifest in (f"manifest-{name}.txt", f"tagmanifest-{name}.txt"):
            rows = [line.split("  ", 1) for line in (package / manifest).read_text().splitlines()]
            rows = [(hashlib.new(name, (package / path).read_bytes()).hexdigest(), path) for _, path in rows]
            (package / manifest).write_text("".join(f"{digest}  {path}\n" for digest, path in rows))


def move_span(package):
    path = package / "data/testimony/claims.jsonl"
    first, *rest = path.read_text().splitlines()
    claim = json.loads(first)
    claim["start"], claim["end"] = claim["start"] + 1, claim["end"] + 1
    path.write_text("\n".join([json.dumps(claim, ensure_ascii=False), *rest]) + "\n")


def drop_line(path, at=1):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:at], *lines[at + 1 :]]))


def swap_lines(path):
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:3], lines[4], lines[3], *lines[5:]]))


def one(package, pattern):
    return next((package / "data").glob(pattern))


DAMAGES = {
    "a byte in an original": (lambda p: change(one(p, "originals/*"), b"12 people", b"13 people"), "original i-"),
    "a byte in a rendition": (lambda p: change(one(p, "renditions/*"), b"12 people", b"13 people"), "text r-"),
    "a custody line removed": (lambda p: drop_line(p / "data/custody/log.jsonl"), "custody log: chain"),
    "custody lines swapped": (lambda p: swap_lines(p / "data/custody/log.jsonl"), "custody log: chain"),
    "the last custody line cut off": (lambda p: drop_line(p / "data/custody/log.jsonl", at=9), "custody log: root"),
    "a custody entry changed": (lambda p: change(p / "data/custody/log.jsonl", b'"by":"Ann"', b'"by":"Eve"'), "custody log: "),
    "a claim's span moved": (move_span, "claim c-"),
    "a claim's words changed": (
        lambda p: change(p / "data/testimony/claims.jsonl", b'"exact":"12', b'"exact":"19'),
        "claim c-",
    ),
    "an answer taken out": (
        lambda p: change(p / "data/release.json", b'"answers":[{"id":"a-', b'"answers":[{"id":"b-'),
        "finding f-",
    ),
    "the release changed": (lambda p: change(p / "data/release.json", b'"best":', b'"Best":'), "approval of the release"),
    "the plan changed": (
        lambda p: change(p / "data/plan.json", b'"is_named":false', b'"is_named":true'),
        "approval of the package",
    ),
    "a proof changed": (lambda p: change(p / "data/custody/proofs.json", b'"left"', b'"right"'), "custody log: proof"),
    "no JSON any more": (lambda p: (p / "data/testimony/claims.jsonl").write_bytes(b"{\n"), "words"),
    "a field gone": (lambda p: (p / "data/plan.json").write_bytes(b"{}"), "approval"),
    "a manifest line removed": (lambda p: drop_line(p / "manifest-sha256.txt"), "data/"),
    "a file added": (lambda p: (p / "data/originals/new.txt").write_text("planted"), "data/originals/new.txt"),
    "a file taken away": (lambda p: one(p, "renditions/*").unlink(), "data/renditions/"),
    "a tag file added": (lambda p: (p / "note.txt").write_text("planted"), "note.txt"),
    "a manifest taken away": (lambda p: (p / "tagmanifest-sha512.txt").unlink(), "tagmanifest-sha512.txt"),
    "a link for a file": (lambda p: (p / "data/link").symlink_to("/etc/hosts"), "no links"),
    "the README changed": (lambda p: change(p / "README.en.html", b"exactly", b"roughly"), "README.en.html"),
}
FOUND_BY_MANIFESTS_ALONE = {
    "a manifest line removed",
    "a file taken away",
    "a manifest taken away",
    "a link for a file",
    "a tag file added",
    "a file added",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_found(package, made, damage):
    """Found by the hashes and named; where what it says is damaged, by the chain behind it with hashes made to fit."""
    act, where = DAMAGES[damage]
    act(package)
    code, answers = verify(package)
    assert code == 1
    assert any(one.startswith(where) for one in answers["ALTERED"]), answers["ALTERED"]
    if damage not in FOUND_BY_MANIFESTS_ALONE:
        rewrite_manifests(package)
        code, answers = verify(package, "--seal", made[2].seal)
        assert code == 1
        assert any(one.startswith("seal") for one in answers["ALTERED"])
        others = [one for one in answers["ALTERED"] if not one.startswith("seal")]
        assert any(one.startswith((where, "gate report")) for one in others), others


def test_a_log_forged_from_the_first_entry_is_found_by_a_noted_root(made, package):
    """A root noted elsewhere differs; a longer noted log says that the end was cut off; one that is none is refused."""
    _, _, written, _, _ = made
    size, _, root = written.root.partition(":")
    for noted, words in (
        (f"{size}:{'0' * 64}", "do not give it"),
        (f"99:{root}", "its end was cut off"),
        ("x", "is not SIZE:ROOT"),
    ):
        code, answers = verify(package, "--root", noted)
        assert code == 1
        assert any(words in one for one in answers["ALTERED"])
    assert verify(package, "--root", written.root)[0] == 0


def test_no_package_is_no_answer(tmp_path, made):
    """A folder that is none ends with 2 and says so."""
    verifier = made[1] / "verify.py"
    done = subprocess.run([sys.executable, "-I", verifier, tmp_path], capture_output=True, text=True)
    assert done.returncode == 2
    assert "this is no evidence package" in done.stderr


def test_nobody_writes_what_was_not_approved(root, tmp_path):
    """Not asked for, asked for, own approval, rejected, no reason: each is refused; approved is written once."""
    with Investigation.open(root, by="Ann") as case:
        desk = PackageDesk(case)
        plan = desk.plan()
        with pytest.raises(UsageError, match="was not asked for"):
            desk.write(tmp_path / "out", plan, OPENS)
        with pytest.raises(UsageError, match="needs a reason"):
            desk.request(plan, reason=" ")
        record = desk.request(plan, reason="court")
        with pytest.raises(UsageError, match="asked for already"):
            desk.request(plan, reason="court")
        with pytest.raises(UsageError, match="is requested"):
            desk.write(tmp_path / "out", plan, OPENS)
        with pytest.raises(UsageError, match="somebody else must approve"):
            desk.decide(record.sha256, is_approved=True, reason="r")
        with pytest.raises(NotFoundError, match="no package"):
            desk.decide("zz", is_approved=True, reason="r")
    with Investigation.open(root, by="Bea") as case:
        desk = PackageDesk(case)
        with pytest.raises(UsageError, match="needs a reason"):
            desk.decide(record.sha256, is_approved=True, reason="")
        assert desk.decide(record.sha256[:9], is_approved=True, reason="r").state is ReleaseState.APPROVED
        with pytest.raises(UsageError, match="approved already"):
            desk.decide(record.sha256, is_approved=False, reason="r")
        with pytest.raises(UsageError, match="there is no vault"):
            desk.write(tmp_path / "out", plan, None)
        desk.write(tmp_path / "out", plan, OPENS)
        with pytest.raises(UsageError, match="is there already"):
            desk.write(tmp_path / "out", plan, OPENS)
        last = list(case._case.store.custody())[-1][0]
        assert (last.act, last.subject) == ("packaged", f"package:{record.sha256}")
        case.judge(Act.RETIRE, case.judgements()[-1].id, reason="wrong button")
        assert desk.records()[0].state is ReleaseState.REQUESTED


def test_an_item_named_by_an_editor(root, tmp_path):
    """Goes along with its text and claims; it is marked, and needs an approval of its own; a confidential one never does."""
    approve(root)
    named = item_id(root, "falcon.txt")
    with Investigation.open(root) as case, pytest.raises(UsageError, match="was not asked for"):
        PackageDesk(case).write(tmp_path / "out", PackageDesk(case).plan(items=[named]), OPENS)
    plan = approve(root, items=[named[:8]])
    write(root, tmp_path / "out", plan)
    assert verify(tmp_path / "out")[0] == 0
    items = json.loads((tmp_path / "out/data/testimony/items.json").read_text())
    assert {item["name"]: item["is_named"] for item in items["in_this_package"]} == {"falcon.txt": True, "mayor.txt": False}
    assert items["held_back"] == []
    secret = tmp_path / "secret.txt"
    secret.write_text("He says that 9 people died in the flood.\n")
    with Investigation.open(root, by="Ann") as case:
        case.vault.ingest(OPENS, [secret])
        confidential = next(item.id for item in case._case.store.items() if item.name.startswith("confidential"))
        with pytest.raises(UsageError, match="is confidential"):
            PackageDesk(case).plan(items=[confidential])


def test_the_gate_stops_a_name(tmp_path):
    """An original that holds a protected name is refused, encrypted or not, and nothing is left behind."""
    notes = {**NOTES, "mayor.txt": NOTES["mayor.txt"] + f"\nThanks to {NAME}.\n"}
    root = make_case(tmp_path / "made", notes=notes)
    key = pyrage.x25519.Identity.generate()
    for recipients in ((), (str(key.to_public()),)):
        plan = approve(root, items=[item_id(root, "mayor.txt")], recipients=recipients)
        with pytest.raises(LeakError, match=r"Yara: name in text") as stopped:
            write(root, tmp_path / "out", plan)
        assert "Nawwaf" not in str(stopped.value)
    assert not list(tmp_path.glob("out*"))
    assert not (root / ".testimonia/staging").exists()


def test_encrypted_to_its_recipients_alone(root, tmp_path):
    """One file that the recipient's key opens to a bag that verifies; no plain byte elsewhere; strangers cannot open it."""
    key, stranger = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    plan = approve(root, recipients=[str(key.to_public())])
    written = write(root, tmp_path / "out", plan)
    file = tmp_path / "out.tar.age"
    assert written.is_encrypted and written.path == str(file)
    assert not (tmp_path / "out").exists() and not (root / ".testimonia/staging").exists()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(file.read_bytes(), [stranger])
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(file.read_bytes(), [key]))) as tar:
        assert {(info.uname, info.mtime) for info in tar} == {("", 0)}
        tar.extractall(tmp_path / "opened", filter="data")
    assert verify(tmp_path / "opened" / "out", "--seal", written.seal)[0] == 0
    with Investigation.open(root) as case, pytest.raises(VaultError, match="not a public key"):
        PackageDesk(case).plan(recipients=["age1nonsense"])


def test_a_damaged_original_is_not_handed_over(root, tmp_path):
    """What is not what was received stops the package."""
    plan = approve(root)
    with Investigation.open(root) as case:
        path = case._case.originals.path(plan.items[0].sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes() + b" ")
    with pytest.raises(CustodyError, match="is not what was received"):
        write(root, tmp_path / "out", plan)
    assert not (tmp_path / "out").exists()


def test_an_entry_without_salt_is_not_shown_to_the_world(root, tmp_path, monkeypatch):
    """The hash of an old entry could be tested against a guess: only an encrypted package takes it along."""
    plan = approve(root)
    monkeypatch.setattr(package_contents.Gathering, "_log", _unsalted(package_contents.Gathering._log))
    with pytest.raises(UsageError, match="could be tested against its hash"):
        write(root, tmp_path / "out", plan)


def _unsalted(log):
    """The same, with the salts of the case's log gone."""
    import msgspec

    def without(self, targets, approval):
        entries = [(msgspec.structs.replace(entry, salt=""), root) for entry, root in self._case.store.custody()]
        self._case.store.custody = lambda: iter(entries)
        return log(self, targets, approval)

    return without


def report(path, *, leaks=(), unread=(), requests=()):
    return GateReport((FileVerdict(path, "0" * 64, 1, Verdict.BLOCK, leaks, unread, requests),), "", "", ())


def test_what_stops_a_package_and_what_is_told():
    """Identities always; unread parts and details only in the clear; addresses only where we wrote the file."""
    name = Leak("p", "Yara", "name", "line 1", "", "")
    details = Leak("p", "Yara", "details", "line 1", "", "")
    original = "data/originals/i-1.html"
    for is_encrypted in (False, True):
        with pytest.raises(LeakError, match="Yara: name in line 1"):
            check_report(report(original, leaks=(name,)), is_encrypted=is_encrypted)
        assert check_report(report(original, requests=("http://a/",)), is_encrypted=is_encrypted)[0].endswith("http://a/")
        with pytest.raises(LeakError, match="fetches from elsewhere"):
            check_report(report("data/findings.html", requests=("http://a/",)), is_encrypted=is_encrypted)
    for found in ({"leaks": (details,)}, {"unread": (Unread("all", "a film"),)}):
        with pytest.raises(LeakError, match="encrypt the package"):
            check_report(report(original, **found), is_encrypted=False)
        assert len(check_report(report(original, **found), is_encrypted=True)) == 1
