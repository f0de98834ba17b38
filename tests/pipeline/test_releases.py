"""Four eyes on a release: who asked, who decided, and what the decision is bound to."""

import json

import msgspec
import pytest

from testimonia.errors import CustodyError, NotFoundError, UsageError
from testimonia.model.protection import Decision
from testimonia.model.releases import ReleaseState
from testimonia.model.testimony import Act
from testimonia.pipeline import mosaics, releases
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.pseudonyms import people_of, suggest_for
from testimonia.protect.clearance.content import People
from testimonia.protect.identities import Identity
from testimonia.protect.pseudonyms.choosing import Profile

NOTES = {
    "falcon": "---\nsource: Falcon\nrole: participant\nprotection: protected\ndate: 2021-05-02\nkind: interview\n---\n"
    "He says that at least 40 people died in the flood.\n\nHe says that my brother the mayor saw that 30 people died.\n",
    "mayor": "---\nsource: the mayor\nrole: official\ndate: 2021-05-03\npublisher: Town Hall\n---\n"
    "He says that 12 people died in the flood.\n",
}
SETTINGS = """
[sources.falcon]
name = "Falcon"
aliases = ["the Falcon"]
role = "participant"
protection = "protected"
descriptor = "shopkeeper"
descriptor_level = "exact"
place_level = "exact"
[sources.mayor]
name = "the mayor"
role = "official"
[questions.dead]
text = "How many people died in Wahmabad?"
type = "amount"
unit = "people"
nouns = ["people", "person"]
terms = ["die"]
"""
FALCON = Identity("falcon", names=("Nawwaf al-Khayali",), pseudonym="")


@pytest.fixture
def folder(tmp_path):
    """A flood told by a protected participant and a public mayor, run once."""
    (tmp_path / "notes").mkdir()
    for name, text in NOTES.items():
        (tmp_path / "notes" / f"{name}.txt").write_text(text)
    with Investigation.create(tmp_path / "case", title="Flood") as case:
        pass
    with (tmp_path / "case" / "investigation.toml").open("a") as file:
        file.write(SETTINGS)
    with Investigation.open(tmp_path / "case", by="Ann") as case:
        case.ingest([tmp_path / "notes"])
        case.run(workers=1)
    return tmp_path / "case"


def open_as(folder, who):
    return Investigation.open(folder, by=who)


def set_release(folder, text):
    settings = folder / "investigation.toml"
    settings.write_text(settings.read_text() + f"\n[release]\n{text}\n")


def falcon(case):
    return next(source for source in case.sources() if source.name == "Falcon")


def test_one_asks_another_approves(folder):
    """The record says who, when and why; the content is kept under its hash, with how the case's ids are called in it."""
    with open_as(folder, "Ann") as case:
        asked = case.request_release(reason="first story")
        assert (asked.state, asked.requested_by, asked.request_reason) == (ReleaseState.REQUESTED, "Ann", "first story")
        assert not asked.has_identities
    with open_as(folder, "Bea") as case:
        done = case.decide_release(asked.sha256[:10], is_approved=True, reason="read it all")
        assert (done.state, done.decided_by, done.decision_reason) == (ReleaseState.APPROVED, "Bea", "read it all")
        assert not done.is_single_user
        record, release, bindings = case.release(asked.sha256)
        assert record == done and release.content_hash() == asked.sha256
        assert bindings.findings["dead"] in {finding.id for finding in release.findings}
        assert case.release_records() == [done]
        assert [(r.sha256, kept.title) for r, kept in releases.approved_releases(case._case)] == [(asked.sha256, "Flood")]
        acts = [j.act for j in case.judgements() if j.target == f"release:{asked.sha256}"]
        assert acts == [Act.CORRECT, Act.ACCEPT]
        assert not [check for check in case.verify() if check.check == "altered"]


def test_nobody_approves_their_own(folder):
    """Not even under another spelling of the name, unless the settings say single-user: then the record does too."""
    with open_as(folder, "Ann") as case:
        sha256 = case.request_release(reason="r").sha256
        with pytest.raises(UsageError, match="somebody else must approve"):
            case.decide_release(sha256, is_approved=True, reason="r")
    with open_as(folder, "ANN") as case, pytest.raises(UsageError, match="somebody else must approve"):
        case.decide_release(sha256, is_approved=True, reason="r")
    set_release(folder, "four_eyes = false")
    with open_as(folder, "Ann") as case:
        assert case.decide_release(sha256, is_approved=True, reason="r").is_single_user


def test_a_decision_is_made_once_and_with_a_reason(folder):
    """Reasons are asked for; a decided release is not decided again, and the same content is not asked for twice."""
    with open_as(folder, "Ann") as case:
        with pytest.raises(UsageError, match="needs a reason"):
            case.request_release(reason=" ")
        sha256 = case.request_release(reason="r").sha256
        with pytest.raises(UsageError, match="asked for already"):
            case.request_release(reason="again")
        with pytest.raises(NotFoundError, match="no release"):
            case.decide_release("zz", is_approved=True, reason="r")
    with open_as(folder, "Bea") as case:
        with pytest.raises(UsageError, match="needs a reason"):
            case.decide_release(sha256, is_approved=False, reason="")
        assert case.decide_release(sha256, is_approved=False, reason="too early").state is ReleaseState.REJECTED
        with pytest.raises(UsageError, match="rejected already"):
            case.decide_release(sha256, is_approved=True, reason="r")
        assert releases.approved_releases(case._case) == []


def test_an_approval_holds_for_these_bytes(folder):
    """A changed case needs a new request; altered bytes are refused; a retired approval is none."""
    with open_as(folder, "Ann") as case:
        first = case.request_release(reason="r").sha256
        claim, statement = next((c, s) for c, s in case.claims() if "my brother" in s.content[0].exact)
        case.answer_quote(claim.id[:12], Decision.KEEP, reason="everybody there has a brother who is mayor")
        second = case.request_release(reason="with the brother").sha256
        assert first != second
        assert any("my brother the mayor" in quote.words for quote in case.release(second)[1].quotes)
        assert statement.id in case.release(second)[2].quotes
    with open_as(folder, "Bea") as case:
        case.decide_release(first, is_approved=True, reason="r")
        assert [record.state for record in case.release_records()] == [ReleaseState.APPROVED, ReleaseState.REQUESTED]
        approval = case.judgements()[-1].id
        case.judge(Act.RETIRE, approval, reason="wrong button")
        assert case.release_records()[0].state is ReleaseState.REQUESTED
        path = case._case.originals.path(second)
        path.chmod(0o600)
        path.write_bytes(path.read_bytes().replace(b"Flood", b"Fl00d"))
        with pytest.raises(CustodyError, match="altered"):
            case.decide_release(second, is_approved=True, reason="r")


def test_answers_on_quotations(folder):
    """Kept with a reason; replace needs words and only replace has them; the last answer counts."""
    with open_as(folder, "Ann") as case:
        asked = [one for one in case.clear_release().withheld if one.needs_answer]
        (one,) = [one for one in asked if one.kind == "quote"]
        assert "my brother the mayor" in one.reason
        for decision, words, message in (
            (Decision.KEEP, "", "needs a reason"),
            (Decision.REPLACE, "", "replace takes"),
            (Decision.KEEP, "x", "replace takes"),
        ):
            with pytest.raises(UsageError, match=message):
                case.answer_quote(one.case_id, decision, reason="" if "reason" in message else "r", words=words)
        case.answer_quote(one.case_id, Decision.REPLACE, reason="kin left out", words="… 30 people died")
        words = {quote.words for quote in case.clear_release().release.quotes}
        assert "… 30 people died" in words
        case.answer_quote(one.case_id, Decision.WITHHOLD, reason="better not")
        assert "… 30 people died" not in {quote.words for quote in case.clear_release().release.quotes}


def test_nothing_to_release(tmp_path):
    """A case that was never run has no findings to release."""
    with Investigation.create(tmp_path / "empty", title="Empty") as case, pytest.raises(UsageError, match="nothing to release"):
        case.request_release(reason="r")


def test_the_mosaic_must_be_answered(folder):
    """A protected shopkeeper in a small village: the release waits for an answer of an editor, which is kept with it."""
    set_release(folder, 'public_places = ["Wahmabad"]')
    places = folder / "own.csv"
    places.write_text("name,lat,lon,country,population\nWahmabad,35.9,39.0,SY,300\n")
    note = folder.parent / "notes" / "road.txt"
    note.write_text(
        "---\nsource: Falcon\nprotection: protected\ndate: 2021-05-02\n---\n"
        "He says that the lorries left Wahmabad on 3 May 2021.\n"
    )
    with open_as(folder, "Ann") as case:
        case.add_places(places)
        case.ingest([note])
        case.run(workers=1)
        (draft,) = case.mosaic(name="Falcon")
        assert {release for fact in draft.facts for release in fact.releases} == {"draft"}
        sha256 = case.request_release(reason="r").sha256
    with open_as(folder, "Bea") as case:
        (page,) = case.mosaic()
        assert {release for fact in page.facts for release in fact.releases} == {sha256[:12]}
        warning, alone = page.warnings
        assert warning.sentence == "About 4 people fit: shopkeeper, Wahmabad (300 inhabitants)."
        assert alone.sentence == "Nobody else tells what happened at Wahmabad (300 inhabitants)."
        with pytest.raises(UsageError, match=r"2 warnings of the mosaic are not answered"):
            case.decide_release(sha256, is_approved=True, reason="r")
        with pytest.raises(UsageError, match="needs a reason"):
            case.answer_mosaic("Falcon", warning.id, reason="")
        with pytest.raises(NotFoundError, match="no warning"):
            case.answer_mosaic("Falcon", "zz", reason="r")
        with pytest.raises(NotFoundError, match="no protected source"):
            case.mosaic(name="the mayor")
        label = page.label
        answered = case.answer_mosaic(label, warning.id[:6], reason="he has left the country")
        assert (answered.answer, answered.answered_by) == ("he has left the country", "Bea")
        assert case.mosaic()[0].warnings[0].answer == "he has left the country"
        with pytest.raises(UsageError, match=r"1 warning of the mosaic is not answered"):
            case.decide_release(sha256, is_approved=True, reason="r")
        case.answer_mosaic("Falcon", alone.id, reason="everybody there knows it")
        assert case.decide_release(sha256, is_approved=True, reason="r").state is ReleaseState.APPROVED
        kept = next(j for j in case.judgements() if j.act is Act.ACCEPT and j.target.startswith("release:"))
        assert json.loads(kept.replacement)["answered"] == sorted([warning.id, alone.id])
        assert "Wahmabad" in case.mosaic_page(case.mosaic())


def test_the_vault_is_passed_in(folder):
    """Identities by the key of the settings: their pseudonym labels the source; strangers are kept and looked for too."""
    with open_as(folder, "Ann") as case:
        source = falcon(case)
        stranger = Identity("other", names=("Zaydun Musawwar",))
        people = people_of(case._case, [FALCON, stranger])
        assert set(people.identities) == {source.id, "other"}
        assert people.pseudonyms == {}
        name = suggest_for(case._case, source, people, secret=bytes(16), profile=Profile("male", "ar", "SY", "kunya"))
        assert name.latin.startswith("Abu ")
        taken = {source.id: msgspec.structs.replace(FALCON, pseudonym=name.latin)}
        people = people_of(case._case, [*taken.values(), stranger])
        assert people.pseudonyms[source.id].latin == name.latin
        record = case.request_release(people, reason="r")
        assert record.has_identities
        _, release, _ = case.release(record.sha256)
        assert name.latin in [one.label for one in release.sources]
        assert "Falcon" not in release.encode().decode()
        by_pseudonym = people_of(case._case, [Identity("v-1", pseudonym="the Falcon")])
        assert set(by_pseudonym.identities) == {source.id}


def test_a_page_without_releases_names_only_whom_one_would_name(folder):
    """Before the first request the page is a draft; who is not in it has a page only when asked for by name."""
    with open_as(folder, "Ann") as case:
        assert [page.name for page in mosaics.pages_of(case._case, People())] == ["Falcon"]
        assert case.mosaic(name=falcon(case).id)[0].name == "Falcon"


def test_decisions_on_releases_do_not_run_the_case_again(folder):
    """What is asked for and approved changes nothing in what the accounts say."""
    with open_as(folder, "Ann") as case:
        case.request_release(reason="first")
        assert [step.done for step in case.run(workers=1).steps] == [0, 0, 0, 0]
