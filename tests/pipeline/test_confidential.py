"""Confidential material: the original encrypted, the text masked, and what was taken out in the vault only."""

import hashlib

import pytest

from testimonia.errors import VaultError
from testimonia.ingest.parts import Part, Reading
from testimonia.model.custody import Check
from testimonia.model.material import CONFIDENTIAL, Locator, Metadata
from testimonia.pipeline import confidential
from testimonia.pipeline.confidential import mask_reading
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.protect.identities import Identity
from testimonia.protect.vault.masking import Masker, unmask
from testimonia.store.sql import SqlStore
from testimonia.text.phrases import say

PASSPHRASE = "brass pillow seven winters"
OPEN = Credential(passphrase=PASSPHRASE)
NAWWAF = Identity(
    "driver_a", "Driver A", names=("Nawwaf al-Khayali",), phones=("+963 000 555 101",), addresses=("Tall al-Wahm",)
)
TEXT = (
    "---\nsource: Nawwaf al-Khayali\nplace: Tall al-Wahm\nprotection: protected\n---\n"
    "Nawwaf al-Khayali said that twelve people died.\n\nHis number is 000 555 101."
)


@pytest.fixture
def case(tmp_path):
    with Investigation.create(tmp_path / "case", title="Flood") as made:
        yield made


@pytest.fixture
def vault(case):
    made = CaseVault(case._case, work_factor=2)
    made.create(PASSPHRASE)
    made.put(OPEN, [NAWWAF])
    return made


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "nawwaf.txt"
    path.write_text(TEXT)
    return path


def material(case):
    return [case._case.store.material(reading.rendition_id) for reading in case._case.store.readings()]


def everything(folder):
    return b"\n".join(path.name.encode() + path.read_bytes() for path in (folder / ".testimonia").rglob("*") if path.is_file())


def test_a_confidential_file_is_encrypted_and_masked(case, vault, file):
    """What the case holds of it: a neutral name, ciphertext, and a text with pseudonyms."""
    report = vault.ingest(OPEN, [file])
    assert (report.files, report.new_items, report.again, report.unchanged, report.failures) == (1, 1, 0, 0, ())
    (item,) = case.items()
    assert item.media_type == CONFIDENTIAL
    assert item.name == f"confidential-{item.id[2:10]}.txt"
    assert item.sha256 != hashlib.sha256(TEXT.encode()).hexdigest()
    (read,) = material(case)
    assert read.rendition.text.endswith("Driver A said that twelve people died.\n\nHis number is [telephone].")
    assert [read.rendition.text[p.start : p.end] for p in read.passages] == [
        "Driver A said that twelve people died.",
        "His number is [telephone].",
    ]
    assert (read.metadata.source, read.metadata.place, read.metadata.protection) == ("Driver A", "[address]", "protected")
    (acquisition,) = case.item(item.id).acquisitions
    assert (acquisition.origin, acquisition.metadata) == (f"vault:{item.id}", Metadata())
    assert [entry.act for entry in case.item(item.id).custody] == ["acquired", "rendered"]
    left = everything(case.folder)
    assert not any(word.encode() in left for word in ("Nawwaf", "nawwaf", "Khayali", "000 555", "Wahm"))


def test_the_vault_knows_what_it_truly_is(case, vault, file):
    """Name, path, hash, size and kind; the words taken out with their places; the metadata; and the original itself."""
    vault.ingest(OPEN, [file])
    (item,), (read,) = case.items(), material(case)
    with vault.opened(OPEN) as opened:
        (concealed,) = opened.concealed
        assert opened.reveal(case._case.originals.read(item.sha256)) == TEXT.encode()
    assert (concealed.item_id, concealed.name, concealed.origin) == (item.id, "nawwaf.txt", str(file))
    assert (concealed.sha256, concealed.size_bytes) == (hashlib.sha256(TEXT.encode()).hexdigest(), len(TEXT))
    assert (concealed.media_type, concealed.rendition_id) == ("text/plain", read.rendition.id)
    assert concealed.key_number == 1
    assert concealed.metadata == {"source": "Nawwaf al-Khayali", "place": "Tall al-Wahm"}
    assert unmask(read.rendition.text, concealed.masks) == TEXT.partition("---\n")[2].partition("---\n")[2]
    assert [(mask.identity_id, mask.kind, mask.words) for mask in concealed.masks][-1] == ("driver_a", "phone", "000 555 101")


def test_the_pipeline_runs_on_the_masked_text(case, vault, file):
    """Extraction speaks of the pseudonym; a run does not try to read the ciphertext."""
    vault.ingest(OPEN, [file])
    report = case.run(workers=1)
    assert report.failures == ()
    assert {source.name for source in case.sources()} == {"Driver A"}
    assert [claim.span.exact for claim, _ in case.claims()] == ["twelve people"] or list(case.claims())
    assert b"Khayali" not in everything(case.folder)


def test_verification_says_what_it_could_not_open(case, vault, file):
    """The ciphertext is checked always; what is in it only with the vault open."""
    vault.ingest(OPEN, [file])
    (item,) = case.items()
    shut = {(check.name, check.check) for check in case.verify() if item.name in check.name}
    assert shut == {(item.name, Check.INTACT), (f"{item.name}, decrypted", Check.NOT_CHECKED)}
    opened = case.verify(credential=OPEN)
    assert {check.check for check in opened if check.subject != "custody"} == {Check.INTACT}
    assert any(check.name == f"{item.name}, decrypted" for check in opened)
    with pytest.raises(VaultError):
        case.verify(credential=Credential(passphrase="wrong"))


def test_another_text_under_the_ciphertext_is_noticed(case, vault, file):
    """A vault that does not know the item, or knows another hash of it, does not call it intact."""
    vault.ingest(OPEN, [file])
    (item,) = case.items()

    def decrypted():
        return [check.check for check in case.verify(credential=OPEN) if check.name.endswith(", decrypted")]

    whole = vault.path.read_bytes()
    with vault.opened(OPEN) as opened:
        (concealed,) = opened.concealed
        opened.note_concealed(type(concealed)(item.id, "n", "/n", "00" * 32, 1, "text/plain"))
        opened.write()
    assert decrypted() == [Check.ALTERED]
    vault.path.write_bytes(whole)
    assert decrypted() == [Check.INTACT]
    path = case._case.originals.path(item.sha256)
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1])
    assert decrypted() == [Check.ALTERED]
    vault.path.unlink()
    vault.create(PASSPHRASE)
    assert decrypted() == [Check.ALTERED]


def test_the_same_file_again_changes_nothing(case, vault, file, tmp_path):
    """Also under another name, or twice in one call; other metadata is one more acquisition."""
    copy = tmp_path / "copy.txt"
    copy.write_text(TEXT)
    assert vault.ingest(OPEN, [file, copy]).new_items == 1
    assert len(case.items()) == 1
    report = vault.ingest(OPEN, [copy])
    assert (report.new_items, report.again, report.unchanged) == (0, 0, 1)
    report = vault.ingest(OPEN, [copy], metadata=Metadata(interviewer="A. Reporter"))
    assert (report.new_items, report.again, report.unchanged) == (0, 1, 0)
    assert material(case)[0].metadata.interviewer == "A. Reporter"
    assert len(list(case._case.store.renditions(case.items()[0].id))) == 1


def test_taking_it_in_again_masks_who_was_added_since(case, vault, file):
    """The new reading counts from then on."""
    file.write_text("Rima said that Nawwaf left with nine people.")
    vault.ingest(OPEN, [file])
    assert "Rima said that Driver A" in material(case)[0].rendition.text
    assert len(vault.put(OPEN, [Identity("footage", names=("Rima Adnan",))]).in_the_clear) == 1
    report = vault.ingest(OPEN, [file])
    assert (report.new_items, report.again) == (0, 1)
    assert material(case)[0].rendition.text == "[name] said that Driver A left with nine people."
    assert [check.check for check in case.verify(credential=OPEN) if check.check is Check.ALTERED] == []


def test_an_edited_file_takes_the_place_of_the_earlier(case, vault, file):
    """As with any other file: the path is the same one, in the vault."""
    vault.ingest(OPEN, [file])
    first = case.items()[0].id
    file.write_text(TEXT + "\n\nHe says ten people.")
    vault.ingest(OPEN, [file])
    (second,) = {item.id for item in case.items()} - {first}
    assert case._case.store.current_items() == {second}
    assert case.item(second).acquisitions[0].origin == f"vault:{first}"


def test_what_cannot_be_read_is_kept_encrypted_and_named_neutrally(case, vault, tmp_path):
    """An unreadable file fails under its neutral name; a missing one under its place in the list, and nowhere in the case."""
    bad = tmp_path / "Nawwaf.bin"
    bad.write_bytes(b"\x00\x01Nawwaf\x02" * 50)
    report = vault.ingest(OPEN, [bad, tmp_path / "Khayali.txt"])
    (item,) = case.items()
    assert item.name == f"confidential-{item.id[2:10]}"
    assert (report.files, report.new_items) == (2, 1)
    missing, unread = report.failures
    assert (missing.name, unread.name) == ("path 1", item.name)
    assert unread.reason.startswith(f"{item.name}: ")
    assert [failure.name for failure in case.failures()] == [item.name]
    assert "Nawwaf" not in str(report)
    assert "Khayali" not in str(report)
    assert material(case) == []
    with vault.opened(OPEN) as opened:
        assert opened.reveal(case._case.originals.read(item.sha256)) == bad.read_bytes()
        assert (opened.concealed[0].masks, opened.concealed[0].rendition_id) == ((), "")


def test_what_disappears_while_it_is_taken_in_is_named_by_its_place(case, vault, file, monkeypatch):
    """A file that cannot be opened any more: its place in the list and the system's reason, not its name."""

    def fail(_file, _flags):
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(confidential, "_load", fail)
    report = vault.ingest(OPEN, [file])
    assert [(failure.name, failure.reason) for failure in report.failures] == [
        ("file 1", "it cannot be read (Permission denied)")
    ]
    assert (case.items(), report.new_items) == ([], 0)
    with vault.opened(OPEN) as opened:
        assert opened.generation == 2


def test_a_file_too_large_to_read_is_kept(case, vault, file, monkeypatch):
    """Encrypted, and named as not read; an empty one too."""
    monkeypatch.setattr(confidential, "LIMIT_BYTES", 10)
    (failure,) = vault.ingest(OPEN, [file]).failures
    assert failure.reason.endswith("larger than 10 bytes: kept, not read. Add its text or a transcript")
    file.write_bytes(b"")
    vault.ingest(OPEN, [file])
    with vault.opened(OPEN) as opened:
        assert [each.media_type for each in opened.concealed] == ["text/plain", "application/octet-stream"]


def test_a_sidecar_is_masked_or_refused_without_its_path(case, vault, tmp_path):
    """Its fields count; a mistake in it is named, the file's name is not."""
    for name, side in (("nawwaf1.txt", "source: Nawwaf al-Khayali"), ("nawwaf2.txt", "date: Nawwaf")):
        (tmp_path / name).write_text("He said that twelve people died.")
        (tmp_path / f"{name}.meta.yaml").write_text(side)
    report = vault.ingest(OPEN, [tmp_path / "nawwaf1.txt", tmp_path / "nawwaf2.txt"])
    assert report.new_items == 1
    assert material(case)[0].metadata.source == "Driver A"
    assert [entry.metadata.source for entry in case.item(case.items()[0].id).acquisitions] == ["Driver A"]
    (failure,) = report.failures
    assert failure.name == "file 2"
    assert failure.reason.startswith("its metadata file: ")
    assert "awwaf" not in failure.reason
    assert case.failures() == []


def test_a_reason_from_which_a_name_was_masked_keeps_no_parts(case, vault, tmp_path):
    """What a reason is made of could hold the name; a reason without one keeps its parts and is told in Arabic."""
    (tmp_path / "nawwaf.csv").write_text("text,date\nHe said so.,03/04/2017\nNo.,Nawwaf al-Khayali\n")
    (tmp_path / "bad.csv").write_text("words\n")
    (tmp_path / "worse.csv").write_text("---\ncolumns: {text: Nawwaf al-Khayali}\n---\none,two\n1,2\n")
    vault.ingest(OPEN, [tmp_path / "nawwaf.csv", tmp_path / "bad.csv", tmp_path / "worse.csv"])
    notes = case._case.store.notes("why:")
    assert 0 < len(notes) < len(case.failures())
    assert "awwaf" not in str(notes) and "hayali" not in str(notes)
    told = [say(failure.reason, "ar") for failure in case.reasons_of(case.failures())]
    assert any("لا صف تحت رأس الجدول" in reason for reason in told)
    assert any("there is no column" in reason for reason in told)


def test_attachments_are_confidential_too(case, vault, tmp_path):
    """An e-mail's attachment is encrypted and masked as an item of its own."""
    mail = (
        "From: a@example.org\nSubject: Nawwaf\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        "--x\nContent-Type: text/plain\n\nHere is what Nawwaf said.\n"
        '--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename="Nawwaf.txt"\n\n'
        "Nawwaf saw nine people.\n--x--\n"
    )
    (tmp_path / "mail.eml").write_text(mail)
    report = vault.ingest(OPEN, [tmp_path / "mail.eml"])
    assert (report.files, report.new_items, report.failures) == (1, 2, ())
    texts = sorted(read.rendition.text.strip() for read in material(case))
    assert any("Driver A saw nine people." in text for text in texts)
    assert b"Nawwaf" not in everything(case.folder)
    with vault.opened(OPEN) as opened:
        assert sorted(each.name for each in opened.concealed) == ["Nawwaf.txt", "mail.eml"]
    attached = next(read for read in material(case) if "saw nine" in read.rendition.text)
    assert attached.metadata.obtained_from.startswith("confidential-")


def test_a_kill_between_vault_and_case_loses_nothing(case, vault, file, monkeypatch):
    """The vault is written first; the same command afterwards takes the file in."""

    def fail(*_args, **_options):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(SqlStore, "latest_acquisition", fail)
        with pytest.raises(KeyboardInterrupt):
            vault.ingest(OPEN, [file])
    assert case.items() == []
    with vault.opened(OPEN) as opened:
        assert len(opened.concealed) == 1
    assert vault.ingest(OPEN, [file]).new_items == 1
    assert {check.check for check in case.verify(credential=OPEN) if check.subject != "custody"} == {Check.INTACT}


def test_many_files_are_written_in_batches(case, vault, tmp_path):
    """The vault is written once per twenty files, and progress is told."""
    for n in range(23):
        (tmp_path / f"nawwaf-{n:02}.txt").write_text(f"Nawwaf saw {n} people.")
    seen = []
    report = vault.ingest(OPEN, sorted(tmp_path.glob("*.txt")), progress=lambda *told: seen.append(told))
    assert (report.new_items, seen) == (23, [("acquire", 20, 23), ("acquire", 23, 23)])
    with vault.opened(OPEN) as opened:
        assert (len(opened.concealed), opened.generation) == (23, 4)


def test_every_field_of_a_reading_is_masked():
    """Speakers, cues, passages' metadata, columns, notes; parts that vanish are left out."""
    masker = Masker([NAWWAF])
    text = "Nawwaf\nal-Khayali\nspoke"
    inner = Metadata(source="Nawwaf", columns={"text": "Khayali"})
    reading = Reading(
        "text",
        "en",
        text,
        (
            Part(0, 6, "turn", Locator(line=1, cue="Nawwaf"), "Nawwaf", inner),
            Part(7, 17, "turn", Locator(line=2)),
            Part(18, 23, "turn", Locator(line=3)),
        ),
        inner,
        notes=("left out: Nawwaf",),
    )
    masked = mask_reading(reading, masker)
    assert masked.text == "Driver A\nspoke"
    shown = Metadata(source="Driver A", columns={"text": "Driver A"})
    assert masked.parts == (
        Part(0, 8, "turn", Locator(line=1, cue="Driver A"), "Driver A", shown),
        Part(9, 14, "turn", Locator(line=3)),
    )
    assert (masked.metadata, masked.notes) == (shown, ("left out: Driver A",))
