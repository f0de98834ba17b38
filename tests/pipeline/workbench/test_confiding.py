"""Confidential files are taken in by the workbench as by the command: encrypted, masked, and nowhere in the clear."""

import pytest

from testimonia.errors import NotFoundError, RefusedError, UsageError, VaultError
from testimonia.model.material import CONFIDENTIAL, Metadata
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.pipeline.workbench import sending
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.sending import NewUpload
from testimonia.protect.identities import Identity
from tests.pipeline.workbench.test_jobs import wait_for

PASSPHRASE = "brass pillow seven winters"
TEXT = b"---\nrole: participant\n---\nNawwaf al-Khayali said that twelve people died.\n\nHis number is 000 555 101.\n"
FILES = {"talks/nawwaf.txt": TEXT, "talks/nawwaf.txt.meta.yaml": b"source: Nawwaf al-Khayali\n", "b.txt": b"He fled."}
NAWWAF = Identity("driver_a", "Driver A", names=("Nawwaf al-Khayali",), phones=("000 555 101",), addresses=("Tall al-Wahm",))
WORDS = (b"Nawwaf", b"nawwaf", b"Khayali", b"000 555", b"Tall al-Wahm", PASSPHRASE.encode())


@pytest.fixture
def workbench(tmp_path):
    with Investigation.create(tmp_path / "case", title="Flood") as made:
        vault = CaseVault(made._case, work_factor=2)
        vault.create(PASSPHRASE)
        vault.put(Credential(passphrase=PASSPHRASE), [NAWWAF])
    with Workbench(tmp_path / "case", people=("Ann", "Bilal"), is_reconciling=False) as opened:
        yield opened


def send(workbench, by="Ann", files=FILES):
    ids = []
    for name, data in files.items():
        begun = sending.begin(workbench, by, NewUpload(name, len(data), is_confidential=True))
        sending.add(workbench, by, begun.id, 0, data)
        ids.append(begun.id)
    return ids


def in_the_clear(workbench):
    """Words of the confidential files that lie somewhere in the case's folder, in a name or in bytes."""
    inner = workbench.folder / ".testimonia"
    left = b"\n".join(str(path.relative_to(inner)).encode() + path.read_bytes() for path in inner.rglob("*") if path.is_file())
    return {word for word in WORDS if word in left}


def test_plain_bytes_are_never_on_the_disk(workbench):
    """Not while they come, not while they wait, not afterwards; the original opens with the vault, its text is masked."""
    ids = send(workbench)
    assert in_the_clear(workbench) == set()
    known = Metadata(place="Tall al-Wahm")
    job = sending.take_in_confidential(workbench, "Ann", ids, known, passphrase=PASSPHRASE)
    done = wait_for(workbench, job.id, "done", "failed")
    assert (done.state, done.failures) == ("done", ())
    assert done.message.startswith("2 files: 2 new")
    assert in_the_clear(workbench) == set()
    assert not list((workbench.folder / ".testimonia" / "uploads").rglob("u-*"))
    assert sending.list_uploads(workbench, "Ann") == []
    case = workbench.as_user("Ann")
    assert {item.media_type for item in case.items()} == {CONFIDENTIAL}
    store = workbench.case_of("Ann").store
    (text,) = [store.material(one.rendition_id) for one in store.readings() if one.metadata.source]
    assert text.rendition.text.startswith("Driver A said that twelve people died.")
    assert (text.metadata.source, text.metadata.place) == ("Driver A", "[address]")
    assert [claim.span.exact for claim, _ in case.claims()][:1] != []
    with case.vault.opened(Credential(passphrase=PASSPHRASE)) as vault:
        found = {one.name: vault.reveal(workbench.case_of("Ann").originals.read(_sha256(case, one))) for one in vault.concealed}
    assert found == {"nawwaf.txt": TEXT, "b.txt": b"He fled."}


def test_a_wrong_passphrase_costs_nothing_but_time(workbench):
    """It is said at once, the files stay to be taken in; after a few, everybody waits."""
    ids = send(workbench)
    for _ in range(3):
        with pytest.raises(VaultError):
            sending.take_in_confidential(workbench, "Ann", ids, Metadata(), passphrase="wrong horse battery staple")
    with pytest.raises(RefusedError):
        sending.take_in_confidential(workbench, "Ann", ids, Metadata(), passphrase=PASSPHRASE)
    assert len(sending.list_uploads(workbench, "Ann")) == len(ids)
    assert workbench.jobs.rows() == []


def test_a_job_that_was_stopped_leaves_the_files_where_they_were(workbench):
    """It cannot be gone on with, since its passphrase is kept nowhere; the files are taken in by another."""
    ids = send(workbench)
    with workbench.case_of("Bilal").writing():  # the job waits for its turn
        job = sending.take_in_confidential(workbench, "Ann", ids, Metadata(), passphrase=PASSPHRASE)
        assert not workbench.jobs.stop(job.id).can_resume
    again = sending.take_in_confidential(workbench, "Ann", ids, Metadata(), passphrase=PASSPHRASE)
    assert wait_for(workbench, again.id, "done", "failed").message.startswith("2 files: 2 new")


def test_confidential_and_other_files_do_not_get_in_each_others_way(workbench):
    """Neither is taken in as the other, by nobody but its sender, and two files of one name are two."""
    (first,) = send(workbench, files={"notes.txt": b"Nawwaf saw nine people."})
    with pytest.raises(UsageError, match="passphrase"):
        sending.take_in(workbench, "Ann", [first], Metadata())
    with pytest.raises(NotFoundError):
        sending.add(workbench, "Bilal", first, 23, b"x")
    plain = sending.begin(workbench, "Ann", NewUpload("notes.txt", 0))
    with pytest.raises(NotFoundError):
        sending.take_in_confidential(workbench, "Ann", [plain.id], Metadata(), passphrase=PASSPHRASE)
    for ids in ([first], send(workbench, files={"notes.txt": b"Nawwaf saw ten people."})):
        job = sending.take_in_confidential(workbench, "Ann", ids, Metadata(), passphrase=PASSPHRASE)
        assert wait_for(workbench, job.id, "done", "failed").state == "done"
    store = workbench.case_of("Ann").store
    assert len(store.current_items()) == 2


def test_without_a_vault_nothing_confidential_is_begun(tmp_path):
    """There would be nothing to encrypt it to; the answer says what to do first."""
    Investigation.create(tmp_path / "bare", title="Bare").close()
    with (
        Workbench(tmp_path / "bare", people=("Ann",), is_reconciling=False) as bare,
        pytest.raises(UsageError, match="vault init"),
    ):
        sending.begin(bare, "Ann", NewUpload("a.txt", 3, is_confidential=True))


def _sha256(case, concealed):
    return next(item.sha256 for item in case.items() if item.id == concealed.item_id)
