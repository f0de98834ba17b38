"""Publishing: the gate stands before readers, a kill leaves the old or the new, and nothing changes in silence."""

import json
import re
from pathlib import Path

import pytest
from PIL import Image

from testimonia.errors import GateError, LeakError, NotFoundError, StoryError, UsageError
from testimonia.model.custody import Check
from testimonia.model.gating import Verdict
from testimonia.model.publications import PublicationState
from testimonia.pipeline import gating, publishing, swapping
from testimonia.pipeline.beside import Beside
from testimonia.pipeline.gating import check_pass
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.publishing import Wanted, gate_file
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.protect.identities import Identity

PASSPHRASE = "five words that nobody guesses"
OPENS = Credential(passphrase=PASSPHRASE)
NOTES = {
    "falcon": "---\nsource: Falcon\nrole: participant\nprotection: protected\ndate: 2021-05-02\nkind: interview\n---\n"
    "He says that at least 40 people died in the flood. He says that the pump stood still.\n",
    "mayor": "---\nsource: the mayor\nrole: official\ndate: 2021-05-03\npublisher: Town Hall\n---\n"
    "He says that 12 people died in the flood.\n",
}
SETTINGS = """
[sources.falcon]
name = "Falcon"
role = "participant"
protection = "protected"
published_name = "Falcon"
descriptor = "shopkeeper"
descriptor_level = "broad"
place_level = "exact"
[sources.mayor]
name = "the mayor"
role = "official"
[questions.dead]
text = "How many people died?"
type = "amount"
unit = "people"
nouns = ["people", "person"]
terms = ["die"]
[release]
four_eyes = false
"""
STORY = """---
title: The flood
date: 2021-06-01
---
The mayor counts [a dozen]{finding: dead}. Others count more.

{accounts: dead}

{contradiction: dead}

![Water between houses](water.png "Drawn.")
"""


@pytest.fixture
def folder(tmp_path):
    """A flood with an approved release, a vault and a story."""
    (tmp_path / "notes").mkdir()
    for name, text in NOTES.items():
        (tmp_path / "notes" / f"{name}.txt").write_text(text)
    with Investigation.create(tmp_path / "case", title="Flood"):
        pass
    with (tmp_path / "case" / "investigation.toml").open("a") as file:
        file.write(SETTINGS)
    with Investigation.open(tmp_path / "case", by="Ann") as case:
        case.ingest([tmp_path / "notes"])
        case.run(workers=1)
        CaseVault(case._case, work_factor=2).create(PASSPHRASE)
        case.vault.put(OPENS, [Identity("falcon", names=("Nawwaf Suhayl al-Khayali",), pseudonym="Falcon")])
        release(case)
    (tmp_path / "case" / "story.md").write_text(STORY)
    Image.new("RGB", (40, 30), "blue").save(tmp_path / "case" / "water.png")
    return tmp_path / "case"


def release(case, reason="first", wanted=()):
    people = case.vault.people(OPENS if case.vault.path.exists() else None)
    record = case.request_release(people, reason=reason, wanted=wanted)
    for page in case.mosaic(people):
        for warning in page.warnings:
            if not warning.answer:
                case.answer_mosaic(page.name, warning.id, reason="invented", people=people)
    case.decide_release(record.sha256, people, is_approved=True, reason="read")


def publish(folder, correction="", **more):
    wanted = Wanted(folder / "story.md", folder.parent / "site", correction=correction, **more)
    with Investigation.open(folder, by="Ann") as case:
        return case.publish(wanted, OPENS if case.vault.path.exists() else None)


def bytes_of(site):
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*")) if file.is_file()}


def rewrite(folder, text):
    (folder / "story.md").write_text(text)


def beside(folder):
    return sorted(file.name for file in folder.parent.iterdir())


def test_a_story_is_published_with_the_gates_word_beside_it(folder):
    """The folder stands, the signed report is true of its bytes, the store and the custody log know of it."""
    report = publish(folder)
    site = folder.parent / "site"
    assert "The flood" in (site / "index.html").read_text()
    assert report.is_new and report.notes == ()
    check_pass(folder / ".testimonia" / "vault.age", OPENS, site, gate_file(site))
    with Investigation.open(folder) as case:
        kept = case.publications()
        acts = [entry.act for entry, _ in case._case.store.custody()]
        assert all(Check.ALTERED not in (getattr(one, name) for name in one.__struct_fields__) for one in case.verify())
    assert [one.state for one in kept] == [PublicationState.PUBLISHED]
    assert kept[0].files == gating.hash_folder(site) and kept[0].has_identities
    assert acts[-2:] == ["publication begun", "published"]
    assert beside(folder) == ["case", "notes", "site", "site.gate.json"]


def test_a_byte_changed_afterwards_is_found(folder):
    """The report no longer holds for a folder in which one byte is another."""
    publish(folder)
    site = folder.parent / "site"
    (site / "index.html").write_bytes((site / "index.html").read_bytes().replace(b"flood", b"Flood", 1))
    with pytest.raises(GateError, match=r"index.html changed"):
        check_pass(folder / ".testimonia" / "vault.age", OPENS, site, gate_file(site))


@pytest.mark.parametrize("name", ["Nawwaf Suhayl al-Khayali", "n a w w a f  suhayl al khayali", "Nawaf Suhail al-Khayaly"])
def test_a_leak_stops_the_publication_and_the_old_one_stays(folder, name):
    """A true name in the text: told with file, pseudonym and advice; nothing is moved and nothing is left lying."""
    publish(folder)
    site = folder.parent / "site"
    before = bytes_of(site)
    rewrite(folder, STORY + f"\nHe is called {name}.\n")
    with pytest.raises(LeakError) as raised:
        publish(folder, correction="a name added", despite="to see that the gate stops it too")
    message = str(raised.value)
    assert "index.html" in message and "Falcon" in message and "->" in message
    assert "Khayal" not in message
    assert bytes_of(site) == before
    assert beside(folder) == ["case", "notes", "site", "site.gate.json"]
    with Investigation.open(folder) as case:
        assert len(case.publications()) == 1


def test_a_leak_in_the_first_publication_leaves_nothing(folder):
    """A name hidden in a template of the newsroom's own is found in the rendered bytes."""
    templates = folder.parent / "templates"
    templates.mkdir()
    (templates / "corrections.html").write_text("<!doctype html><p>{# x #}Nawwaf{{ ' ' }}Suhayl al-Khayali</p>")
    with pytest.raises(LeakError, match=r"corrections.html"):
        publish(folder, templates=templates)
    assert beside(folder) == ["case", "notes", "templates"]


def test_what_would_be_fetched_stops_the_publication(folder):
    """A theme that loads a font from elsewhere tells a stranger who reads the story."""
    theme = folder.parent / "theme.css"
    theme.write_text("@import url(https://fonts.example.org/a.css);")
    with pytest.raises(LeakError, match="would be fetched from elsewhere"):
        publish(folder, theme=theme)
    assert not (folder.parent / "site").exists()


def test_nothing_changes_without_a_correction(folder):
    """The same again is the same; a change needs words for readers, who see them with the date."""
    first = publish(folder)
    assert publish(folder).is_new is False
    rewrite(folder, STORY.replace("Others count more.", "Others count many more."))
    with pytest.raises(UsageError, match="--correction"):
        publish(folder)
    second = publish(folder, correction="“more” was too weak.")
    site = folder.parent / "site"
    assert second.publication.previous == first.publication.id
    assert "“more” was too weak." in (site / "corrections.html").read_text()
    assert "the correction is in the text" in (site / "corrections.html").read_text()
    assert "many more" not in (folder.parent / "site.previous" / "index.html").read_text()
    assert publish(folder).is_new is False
    third = publish_changed(folder, "Others count many more indeed.")
    text = (site / "corrections.html").read_text()
    assert third.publication.previous == second.publication.id
    assert text.index("Again.") < text.index("“more” was too weak.")


def publish_changed(folder, words):
    rewrite(folder, STORY.replace("Others count more.", words))
    return publish(folder, correction="Again.")


def test_a_new_release_is_a_correction_with_a_difference_of_findings(folder):
    """What the findings said before and after stands on the page of corrections; the old release is as it was."""
    publish(folder)
    with Investigation.open(folder, by="Ann") as case:
        old = case.release_records()[0].sha256
        case.conclude("dead", reason="the register was read", figures=(30.0, 35.0, 40.0))
        release(case, reason="register")
    report = publish(folder, correction="We have read the register.")
    text = (folder.parent / "site" / "corrections.html").read_text()
    assert "<ins>35 (30 to 40) people</ins>" in text and "<del>" in text
    with Investigation.open(folder) as case:
        kept = case.publications()
        assert kept[0].release_sha256 == old != report.publication.release_sha256
        assert case.release(old)[0].sha256 == old


class Killed(BaseException):
    """Stands for a process that ends right here."""


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("module", "name"),
    [
        (swapping, "write_files"),
        (gating, "gate_with"),
        (publishing, "_keep"),
        (swapping, "put_in_place"),
        (publishing, "_finish"),
    ],
)
@pytest.mark.parametrize("is_after", [False, True])
def test_a_kill_between_two_steps_leaves_the_old_or_the_new(folder, monkeypatch, module, name, is_first, is_after):
    """Cut off before or after any step, readers have a whole folder that was gated, and the next call brings it to its end."""
    site = folder.parent / "site"
    old = {}
    if not is_first:
        publish(folder)
        old = bytes_of(site)
        rewrite(folder, STORY.replace("Others count more.", "Others count many more."))
    with monkeypatch.context() as patch:
        patch.setattr(swapping, "remove", lambda _folder: None) if name == "gate_with" else None
        real = getattr(module, name)

        def cut(*given, **named):
            if is_after:
                real(*given, **named)
            raise Killed

        patch.setattr(module, name, cut)
        with pytest.raises(Killed):
            publish(folder, correction="" if is_first else "Stronger.")
    between = bytes_of(site) if site.exists() else {}
    is_new = b"many more" in between.get("index.html", b"") if not is_first else bool(between)
    assert is_new or between == old
    done = publish(folder, correction="" if is_first else "Stronger.")
    now = bytes_of(site)
    assert gating.hash_folder(site) == done.publication.files
    assert is_first or b"many more" in now["index.html"]
    check_pass(folder / ".testimonia" / "vault.age", OPENS, site, gate_file(site))
    assert not swapping.staging_of(site).exists()
    with Investigation.open(folder) as case:
        assert [one.state for one in case.publications()] == [PublicationState.PUBLISHED] * (1 if is_first else 2)
    if not is_first:
        assert bytes_of(swapping.previous_of(site)) == old


def test_two_renames_do_where_the_system_cannot_exchange(folder, monkeypatch):
    """Without the exchange the old folder is moved aside first; cut off between the two, the next call puts it back."""
    monkeypatch.setattr(swapping, "_exchange", lambda _one, _other: False)
    publish(folder)
    site = folder.parent / "site"
    old = bytes_of(site)
    rewrite(folder, STORY.replace("Others count more.", "Others count many more."))
    real = Path.rename

    def rename(self, target):
        if Path(target) == site:
            raise Killed
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", rename)
        with pytest.raises(Killed):
            publish(folder, correction="Stronger.")
    assert not site.exists()
    with Investigation.open(folder, by="Ann") as case, case._case.writing():
        publishing._mend(case._case, site.absolute())
    assert bytes_of(site) == old
    publish(folder, correction="Stronger.")
    assert b"many more" in (site / "index.html").read_bytes()


def test_without_a_release_or_with_another_folder_nothing_is_published(folder, tmp_path):
    """An approved release is needed, and a folder that is not ours is left alone."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("keep")
    with pytest.raises(UsageError, match="no publication of this investigation"):
        publish(folder)
    assert (tmp_path / "site" / "mine.txt").read_text() == "keep"
    with pytest.raises(UsageError, match="no approved release"):
        publish(folder, release="ffff")


def test_a_claim_no_finding_rests_on_is_cleared_when_the_story_asks(folder):
    """The message says how to get it; a release that was asked for with the story holds it."""
    with Investigation.open(folder) as case:
        rests = {claim for answer in case._case.store.testimony() for claim in (answer[0].id,)}
        record = case.release_records()[0]
        released = set(case.release(record.sha256)[2].claims)
        missing = sorted(rests - released)
    assert missing
    rewrite(folder, STORY + f"\nThe pump {{claim: {missing[0][:12]}}} stood still.\n")
    with pytest.raises(StoryError) as raised:
        publish(folder)
    assert "story.md:13:10: claim" in str(raised.value)
    assert "release request --story" in str(raised.value)
    with Investigation.open(folder, by="Ann") as case:
        release(case, reason="with the pump", wanted=case.claims_wanted(folder / "story.md"))
    assert publish(folder).is_new


def test_an_investigation_without_a_vault_says_so_and_is_gated_all_the_same(folder):
    """No identities were at hand: it is said aloud, the report is not signed, and requests and unread files still stop it."""
    (folder / ".testimonia" / "vault.age").unlink()
    report = publish(folder)
    assert report.notes == (publishing.NO_VAULT,)
    assert json.loads(gate_file(folder.parent / "site").read_text())["signature"] == ""
    assert not report.publication.has_identities


def test_a_vault_is_not_passed_over(folder):
    """Where there is a vault, publishing without opening it is refused."""
    with Investigation.open(folder) as case, pytest.raises(UsageError, match="open it"):
        case.publish(Wanted(folder / "story.md", folder.parent / "site"), None)


def test_missing_pictures_are_named_together(folder):
    """Every picture that cannot be read is told at once."""
    rewrite(folder, STORY + "\n![a](one.png)\n\n![b](two.png)\n")
    with pytest.raises(StoryError, match=r"(?s)one\.png.*two\.png"):
        publish(folder)


def test_what_the_desk_calls_an_error_stops_the_publication(folder):
    """A figure nobody gave and a true name: told with line and column, the name not repeated; nothing is written."""
    rewrite(folder, STORY.replace("Others count more.", "He says that 312 people died. Nawwaf Suhayl al-Khayali counts more."))
    with pytest.raises(StoryError) as raised:
        publish(folder)
    message = str(raised.value)
    assert "story.md:5:" in message and "312" in message
    assert "this identifies a protected source; write “Falcon”" in message
    assert "--despite" in message and "Khayali" not in message
    assert beside(folder) == ["case", "notes"]


def test_a_reason_goes_before_the_desk_and_is_kept(folder):
    """The editor's word stands above the desk's, and the custody log says why; the gate is not asked to look away."""
    rewrite(folder, STORY.replace("Others count more.", "He says that 312 people died."))
    with pytest.raises(UsageError, match="the reason names a source"):
        publish(folder, despite="Nawwaf Suhayl al-Khayali says so")
    publish(folder, despite="the   mayor corrected himself on the telephone")
    with Investigation.open(folder) as case:
        details = [entry.detail for entry, _ in case._case.store.custody() if entry.act == publishing.BEGUN]
    assert details[0].endswith("; despite the desk: the mayor corrected himself on the telephone")


def test_the_release_lies_beside_the_story_as_data(folder):
    """Every page leads to it, and a claim in the evidence to its own page; a second call changes nothing."""
    publish(folder)
    site = folder.parent / "site"
    for path in ("data/release.db", "data/tables/csv-metadata.json", "corrections.xml"):
        assert (site / path).stat().st_size > 100
    links = re.findall(r'href="((?:data|claims|corrections)[^"]*)"', (site / "index.html").read_text())
    assert {"data/release.db", "data/annotations.jsonld", "corrections.xml"} <= set(links)
    assert not (site / "data" / "map.geojson").exists()  # nobody names a place
    assert [link for link in links if not (site / link).is_file()] == []
    assert not publish(folder).is_new


PORTRAIT = "Falcon, 61, mends clocks in the old bazaar. "


def put_details(folder, **details):
    with Investigation.open(folder, by="Ann") as case:
        falcon = Identity("falcon", names=("Nawwaf Suhayl al-Khayali",), pseudonym="Falcon", details=details)
        case.vault.put(OPENS, [falcon])


def answer_gate(folder, prefix, reason):
    with Investigation.open(folder, by="Bea") as case:
        return case.answer_gate(prefix, OPENS, reason=reason)


def test_an_editor_answers_for_details_and_the_story_is_published(folder):
    """Refused until somebody says why; then it is in the signed report and the custody log, and holds for later calls."""
    put_details(folder, age="61", trade="mends clocks in the old bazaar")
    rewrite(folder, STORY + "\n" + PORTRAIT)
    with pytest.raises(GateError, match=r"Falcon \(falcon\): details \(age, trade\) in .* \[(g-[0-9a-f]{16})\]") as raised:
        publish(folder)
    asked = re.search(r"g-[0-9a-f]{16}", str(raised.value))[0]
    with pytest.raises(UsageError, match="needs a reason"):
        answer_gate(folder, asked, " ")
    with pytest.raises(UsageError, match="the reason names a source"):
        answer_gate(folder, asked, "Nawwaf Suhayl al-Khayali agreed")
    with pytest.raises(NotFoundError):
        answer_gate(folder, "g-zz", "nothing of the kind")
    assert answer_gate(folder, asked[:8], "a hundred clockmakers there").keys == ("age", "trade")
    assert publish(folder).gate.verdict is Verdict.ANSWERED
    site = folder.parent / "site"
    passed = check_pass(folder / ".testimonia" / "vault.age", OPENS, site, gate_file(site))
    leaks = [leak for file in passed.files for leak in file.leaks]
    assert [(leak.answer, leak.answered_by) for leak in leaks] == [("a hundred clockmakers there", "Bea")]
    with Investigation.open(folder) as case:
        details = [entry.detail for entry, _ in case._case.store.custody() if entry.act == "answered the gate"]
    assert len(details) == 1 and details[0].endswith(": a hundred clockmakers there")


def test_an_answer_does_not_lift_a_block_and_falls_with_the_details(folder):
    """A name beside answered details still stops all; other details in the vault, or more of them, are asked for anew."""
    put_details(folder, age="61", trade="mends clocks in the old bazaar")
    rewrite(folder, STORY + "\n" + PORTRAIT)
    with pytest.raises(GateError) as raised:
        publish(folder)
    answer_gate(folder, re.search(r"g-[0-9a-f]{16}", str(raised.value))[0], "a hundred clockmakers there")
    rewrite(folder, STORY + "\n" + PORTRAIT + "He is Nawwaf Suhayl al-Khayali.\n")
    with pytest.raises(LeakError, match=r"Falcon \(falcon\): name"):
        publish(folder, despite="to see that the gate stops it too")
    put_details(folder, age="61", trade="mends clocks in the old bazaar", injury="lost two fingers")
    rewrite(folder, STORY + "\n" + PORTRAIT + "He lost two fingers.\n")
    with pytest.raises(GateError, match=r"\(age, injury, trade\)"):
        publish(folder)
    put_details(folder, age="62", trade="mends clocks in the old bazaar")
    rewrite(folder, STORY + "\n" + PORTRAIT.replace("61", "62"))
    with pytest.raises(GateError, match=r"\(age, trade\)"):
        publish(folder)


def test_an_answer_holds_for_what_says_less(folder):
    """Whoever answered for three details has answered for two of them."""
    put_details(folder, age="61", trade="mends clocks in the old bazaar", injury="lost two fingers")
    rewrite(folder, STORY + "\n" + PORTRAIT + "He lost two fingers.\n")
    with pytest.raises(GateError) as raised:
        publish(folder)
    answer_gate(folder, re.search(r"g-[0-9a-f]{16}", str(raised.value))[0], "he says it on television himself")
    rewrite(folder, STORY + "\n" + PORTRAIT)
    assert publish(folder).gate.verdict is Verdict.ANSWERED


def test_files_beside_the_story_are_gated_with_it(folder, monkeypatch):
    """What exporters lay beside the pages goes through the same gate, and may not take a page's name."""

    def leaving(path, data):
        monkeypatch.setattr(publishing, "make_beside", lambda *_, **__: Beside({path: data}, (), {}))

    leaving("data/claims.csv", b"who\nNawwaf Suhayl al-Khayali\n")
    with pytest.raises(LeakError, match=r"data/claims.csv"):
        publish(folder)
    leaving("index.html", b"")
    with pytest.raises(UsageError, match="written twice"):
        publish(folder)


def test_a_folder_is_the_same_by_whatever_way_it_is_named(folder, monkeypatch):
    """``../site`` from the case is the folder published before under its whole path."""
    publish(folder)
    monkeypatch.chdir(folder)
    with Investigation.open(folder, by="Ann") as case:
        assert not case.publish(Wanted(Path("story.md"), Path("../site")), OPENS).is_new
