"""What if: the limited reckoning equals the one of the whole case, and each supposition does what it says."""

import shutil
from pathlib import Path

import pytest

from testimonia.errors import NotFoundError
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.running import reconcile_case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import judged_of, results_of, sources_of
from testimonia.pipeline.workbench.what_if import WhatIf, choose_questions, gather, reckon, what_if

SAMPLE = Path(__file__).parents[3] / "examples" / "leaving-raqqa"
FIELDS = ("answers", "corroborations", "contradictions", "worlds", "derivations", "estimates", "shifts", "findings")


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The sample, read and run, open."""
    folder = tmp_path_factory.mktemp("sample") / "case"
    folder.mkdir()
    shutil.copy(SAMPLE / "investigation.toml", folder)
    with Investigation.open(folder) as case:
        case.ingest([SAMPLE / "material"], recursive=True)
        case.run(workers=1)
    with Workbench(folder, people=("Ann",), is_reconciling=False) as opened:
        yield opened


def part(reconciliation, field, question_id):
    """What a reconciliation says of one question in one of its lists."""
    return [
        one
        for one in getattr(reconciliation, field)
        if getattr(one, "question_id", None) == question_id or question_id in getattr(one, "question_ids", ())
    ]


def limited(bench, question_id, supposed=None, **options):
    case = bench.case_of("Ann")
    gathered = gather(case, results_of(case), question_id, **options)
    return reckon(case, gathered, judged_of(bench, case), sources_of(bench, case), supposed or WhatIf()).reconciliation


def test_the_limited_result_is_the_whole_cases_for_every_question_of_the_sample(sample):
    """Answers, contradictions, estimates, shifts and findings: every one of them, field by field."""
    whole = reconcile_case(sample.case_of("Ann"))
    assert len(whole.questions) > 40
    for question in whole.questions:
        found = limited(sample, question.id)
        for field in FIELDS:
            assert part(found, field, question.id) == part(whole, field, question.id), (question.id, field)


def test_it_is_the_whole_cases_under_a_supposition_too(sample):
    """Without one source, and with every account counting the same."""
    for question_id in ("people", "fighters", "deal", "departure"):
        source_id = results_of(sample.case_of("Ann")).answers[question_id][0].source_id
        for supposed, options in (
            (WhatIf(without_sources=(source_id,)), {"without": {source_id}}),
            (WhatIf(is_weighted=False), {"is_weighted": False}),
        ):
            whole = reconcile_case(sample.case_of("Ann"), **options)
            found = limited(sample, question_id, supposed)
            for field in ("answers", "contradictions", "estimates", "findings"):
                assert part(found, field, question_id) == part(whole, field, question_id), (question_id, field)


def test_where_not_all_can_be_reckoned_only_the_record_of_sources_is_less(sample):
    """With questions that only share sources left out, answers and contradictions are the same still."""
    whole = reconcile_case(sample.case_of("Ann"))
    for question in whole.questions:
        asked, is_partial = choose_questions(
            sample.case_of("Ann"), results_of(sample.case_of("Ann")), question.id, most_claims=0
        )
        found = limited(sample, question.id, most_claims=0)
        assert is_partial and question.id in asked
        for field in ("answers", "contradictions", "derivations", "shifts"):
            assert part(found, field, question.id) == part(whole, field, question.id), (question.id, field)


def test_rules_join_questions_however_many_steps_away(sample):
    """Whoever asks for people is told what follows from lorries and foreigners."""
    asked, _ = choose_questions(sample.case_of("Ann"), results_of(sample.case_of("Ann")), "people", most_claims=0)
    assert {"people", "fighters", "relatives", "lorries", "foreigners_per_driver", "convoy_length"} <= set(asked)


def test_a_dropped_claim_is_as_if_it_had_been_rejected(bench):
    """The answer is what a run says after the rejection."""
    case = bench.as_user("Ann")
    claim_id = next(one for one in case.answers() if one.question_id == "dam").positions[0].claim_id
    then = what_if(bench, "Ann", "dam", WhatIf(without_claims=(claim_id,)))
    case.judge("reject", claim_id, reason="another dam")
    case.run(workers=1)
    stands = next(one for one in case.suggestions() if one.question_id == "dam")
    assert then.finding == stands
    assert [one.id for one in then.contradictions.gone] and not then.contradictions.kept


def test_sources_taken_as_one_count_as_one_account(bench):
    """What two told is then one person's word, and the sentence says so."""
    tellers = [answer.source_id for answer in bench.as_user("Ann").answers() if answer.question_id == "children"]
    then = what_if(bench, "Ann", "children", WhatIf(as_one=(tuple(tellers),)))
    assert then.finding is not None and then.finding.standing == "single-source"
    assert "as one account" in then.sentence and then.is_changed
    assert len(then.chart.groups) == 1 and set(then.chart.groups[0].source_ids) == set(tellers)


def test_supposing_nothing_changes_nothing(bench):
    """The sentence says that it stays."""
    then = what_if(bench, "Ann", "dead", WhatIf())
    assert not then.is_changed and "stays" in then.sentence
    assert not then.contradictions.gone and not then.contradictions.new and then.contradictions.kept


def test_judgements_count_at_once(bench):
    """What was rejected a moment ago is not reckoned with, although no run has followed."""
    case = bench.as_user("Ann")
    mayor = next(one for one in case.sources() if one.name == "the mayor")
    answer = next(one for one in case.answers() if one.question_id == "dead" and one.source_id == mayor.id)
    assert what_if(bench, "Ann", "dead", WhatIf()).contradictions.kept
    case.judge("reject", answer.positions[0].claim_id, reason="misheard")
    then = what_if(bench, "Ann", "dead", WhatIf())
    assert not then.contradictions.kept and mayor.id not in {account.source_id for account in then.chart.accounts}


def test_an_unknown_question_is_said_to_be_none(bench):
    """Rather than reckoned from nothing."""
    with pytest.raises(NotFoundError):
        what_if(bench, "Ann", "nobody", WhatIf())
