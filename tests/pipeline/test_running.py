"""Running what is stale, and nothing else; the same result however it is run."""

import os
import signal
import subprocess
import sys
import time

import msgspec
import pytest

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.scales import Grade, Scale
from testimonia.model.testimony import Act
from testimonia.pipeline.investigation import Investigation

MAYOR = "---\nsource: the mayor\ndate: 2021-05-03\n---\nHe says that 12 people died in the flood. No warning was given.\n"
ARTICLE = (
    'The dam broke on Monday. "We counted 40 bodies," said Dr Lena Orsk. The ministry denied that the gates had been opened.\n'
)


@pytest.fixture
def case(tmp_path):
    (tmp_path / "mayor.txt").write_text(MAYOR)
    (tmp_path / "article.txt").write_text(ARTICLE)
    numbers = iter(range(1000))
    with Investigation.create(tmp_path / "case", title="Flood") as made:
        made._case._make_id = lambda: f"{next(numbers):016x}"
        made.ingest([tmp_path / "mayor.txt", tmp_path / "article.txt"])
        made.run(workers=1)
        yield made


def work(report):
    return {step.step: step.done for step in report.steps}


def test_every_claim_leads_back_to_its_words(case):
    """The span of each claim and each statement is exactly what stands in the rendition."""
    claims = list(case.claims())
    assert claims
    for claim, statement in claims:
        text = case._case.store.material(claim.rendition_id).rendition.text
        for span in (claim.span, *statement.content, *filter(None, (statement.cue, statement.mention))):
            assert text[span.start : span.end] == span.exact
        assert statement.source_id


def test_a_rerun_with_nothing_changed_does_no_work(case):
    """No step is done again, and nothing new is kept."""
    before = case.log_root()
    assert work(case.run()) == {"read": 0, "extract": 0, "reconcile": 0, "reconstruct": 0}
    assert case.log_root() == before


def test_a_new_file_is_all_that_is_extracted(case, tmp_path):
    """One more note: one extraction, one reconciliation."""
    (tmp_path / "driver.txt").write_text("---\nsource: a driver\n---\nHe says that about 30 people died.\n")
    case.ingest([tmp_path / "driver.txt"])
    assert work(case.run()) == {"read": 0, "extract": 1, "reconcile": 1, "reconstruct": 1}


def test_changed_settings_redo_only_what_depends_on_them(case):
    """A new question is reconciled and may bring events, nothing is extracted again; a new party is extracted again."""
    settings = case.folder / "investigation.toml"
    settings.write_text('title = "Flood"\n[questions.dead]\ntype = "amount"\nnouns = ["people"]\nterms = ["die"]\n')
    with Investigation.open(case.folder) as again:
        assert work(again.run()) == {"read": 0, "extract": 0, "reconcile": 1, "reconstruct": 1}
    settings.write_text(settings.read_text() + '[parties.ministry]\nname = "the ministry"\n')
    with Investigation.open(case.folder) as again:
        assert work(again.run(workers=1))["extract"] == 2


def test_changed_metadata_vanishes_the_old_claims(case, tmp_path):
    """A note given to another source: the same words are now that source's, and nobody's twice."""
    before = {claim.id for claim, _ in case.claims()}
    (tmp_path / "mayor.txt.meta.yaml").write_text("source: the deputy\ndate: 2021-05-04\n")
    case.ingest([tmp_path / "mayor.txt"])
    case.run(workers=1)
    names = {source.id: source.name for source in case.sources()}
    spoken = {names[statement.source_id] for claim, statement in case.claims() if "12 people" in claim.span.exact}
    assert spoken == {"deputy"}
    assert before - {claim.id for claim, _ in case.claims()} <= case._case.store.vanished()


def test_source_ids_survive_a_rerun(case, tmp_path):
    """The same name is the same source next time."""
    before = {source.name: source.id for source in case.sources()}
    (tmp_path / "more.txt").write_text("---\nsource: the mayor\n---\nHe says that 13 people died.\n")
    case.ingest([tmp_path / "more.txt"])
    case.run(workers=1)
    after = {source.name: source.id for source in case.sources()}
    assert {name: after[name] for name in before} == before


def test_processes_give_the_same_claims_as_one(tmp_path):
    """Inline or in two worker processes, the claims are the same, ids included."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number}.txt").write_text(
            f"A driver said that about {number + 20} lorries had left on {number % 28 + 1} May 2021.\n"
        )
    found = []
    for workers in (1, 2):
        with Investigation.create(tmp_path / f"case {workers}") as case:
            case.ingest([folder])
            case.run(workers=workers)
            found.append({claim.id for claim, _ in case.claims()})
    assert found[0] == found[1]
    assert len(found[0]) >= 30


def test_a_killed_run_goes_on_where_it_was(tmp_path):
    """kill -9 during extraction: the next run does the rest and the result is complete."""
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(60):
        (folder / f"{number}.txt").write_text(f"A driver said that {number + 20} lorries had left the town. " * 30)
    with Investigation.create(tmp_path / "case") as case:
        case.ingest([folder])
        process = subprocess.Popen([sys.executable, "-m", "testimonia", "-C", case.folder, "run", "--workers", "1"])
        deadline = time.monotonic() + 60
        while not case._case.store.steps("extract") and time.monotonic() < deadline:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        done = len(case._case.store.steps("extract"))
        assert 0 < done <= 60
        assert work(case.run(workers=1))["extract"] == 60 - done
        assert len({claim.rendition_id for claim, _ in case.claims()}) == 60


def test_a_correction_must_stand_in_the_text(case):
    """A corrected claim whose words are not there is refused; one that fits replaces the machine's."""
    claim, _ = next(pair for pair in case.claims() if pair[0].span.exact == "12 people")
    moved = msgspec.structs.replace(claim, span=msgspec.structs.replace(claim.span, exact="21 people"))
    with pytest.raises(UsageError, match="do not stand at"):
        case.judge(Act.CORRECT, claim.id, replacement=msgspec.json.encode(moved).decode())
    value = msgspec.structs.replace(claim.value, low=10.0)
    case.judge(Act.CORRECT, claim.id, replacement=msgspec.json.encode(msgspec.structs.replace(claim, value=value)).decode())
    assert next(c for c, _ in case.claims() if c.id == claim.id).value.low == 10.0


def test_judging_what_is_not_there_is_refused(case):
    """An unknown id, a retirement of something that is no judgement, a correction of a source."""
    with pytest.raises(NotFoundError):
        case.judge(Act.REJECT, "c-none")
    claim = next(case.claims())[0]
    with pytest.raises(UsageError, match="retire takes a judgement"):
        case.judge(Act.RETIRE, claim.id)
    with pytest.raises(UsageError, match="only claims"):
        case.judge(Act.CORRECT, case.sources()[0].id, replacement="{}")


def test_merged_sources_answer_as_one(case):
    """Two sources a reviewer joined are one from the next look on."""
    ids = {source.name: source.id for source in case.sources()}
    case.judge(Act.MERGE, ids["mayor"], replacement=ids["Lena Orsk"], reason="same person, on the phone")
    assert ids["mayor"] not in {statement.source_id for _, statement in case.claims()}


def test_a_language_without_a_pack_is_said(case, tmp_path):
    """What is not attempted is named, not guessed."""
    (tmp_path / "kurdish.txt").write_text("---\nlanguage: ku\n---\nEm di saet çaran de ji bajêr derketin.\n")
    case.ingest([tmp_path / "kurdish.txt"])
    report = case.run(workers=1)
    assert any("kurdish.txt" in note and "'ku'" in note for note in report.notes)


def test_a_conclusion_stands_in_place_of_the_suggestion(case):
    """It holds at once and after a rerun, keeps the suggestion beside it, and is undone by retiring it."""
    suggested = case.findings()[0]
    fair = Grade("", Scale.AIRWARS, "fair", "", "")
    made = case.conclude(suggested.question_id, reason="bodies were counted", figures=(40, 40, 45), grades=[fair])
    case.run(workers=1)
    (held,) = [finding for finding in case.findings() if finding.question_id == suggested.question_id]
    assert held == made
    assert (held.low, held.best, held.high, held.is_suggestion, held.supersedes) == (40, 40, 45, False, suggested.id)
    (grade,) = [g for g in case.grades() if g.target == suggested.question_id and g.scale is Scale.AIRWARS]
    assert (grade.value, grade.reason) == ("fair", "bodies were counted")
    assert suggested in case.suggestions()
    case.judge(Act.RETIRE, case.judgements()[-1].id)
    assert suggested in case.findings()


@pytest.mark.parametrize(
    ("mistake", "words"),
    [
        ({"reason": " "}, "needs a reason"),
        ({"reason": "r", "figures": (5, 3, None)}, "must not fall"),
        ({"reason": "r", "grades": [Grade("", Scale.AIRWARS, "true", "", "")]}, "no grade 'true'"),
    ],
)
def test_a_conclusion_that_cannot_be_meant_is_refused(case, mistake, words):
    """Nothing is recorded, and the error says what is wrong."""
    with pytest.raises(UsageError, match=words):
        case.conclude(case.findings()[0].question_id, **mistake)
    assert case.judgements() == []


def test_a_conclusion_needs_a_question(case):
    """A question nobody has is named."""
    with pytest.raises(NotFoundError, match="no finding on 'nothing'"):
        case.conclude("nothing", reason="r")


def test_what_if_a_source_had_not_spoken(case):
    """Their answers are gone and those of the others stay; nothing of it is kept."""
    before = case.answers()
    names = {source.id: source.name for source in case.sources()}
    silenced = names[before[0].source_id]
    changed = case.what_if(without=[silenced])
    assert {names[answer.source_id] for answer in before} - {names[a.source_id] for a in changed.answers} == {silenced}
    assert case.answers() == before
    with pytest.raises(NotFoundError, match="no source is called 'nobody'"):
        case.what_if(without=["nobody"])


def test_what_if_every_account_counted_the_same(case):
    """Roles and grades then weigh nothing: the same accounts, answers and questions."""
    changed = case.what_if(is_weighted=False)
    assert [answer.id for answer in changed.answers] == [answer.id for answer in case.answers()]
    assert {finding.question_id for finding in changed.findings} == {finding.question_id for finding in case.findings()}
