"""The chart of a question in a release."""

import msgspec
import pytest
from release_builder import example_release

from testimonia.publish.accounts.released import released_chart
from testimonia.publish.accounts.svg import accounts_svg


def test_everything_the_release_says_on_the_question_is_in_the_chart():
    """Accounts with their words, the finding, contradiction, shift, group and derivation."""
    release = example_release()
    chart = released_chart(release, "question-people")
    quotes = {quote.id: quote.words for quote in release.quotes}
    claims = {claim.id: claim for claim in release.claims if claim.id.startswith("claim-people")}
    assert {account.id: account.words for account in chart.accounts} == {
        claim.id: quotes.get(claim.quote_id, "") for claim in claims.values()
    }
    assert chart.finding is not None
    assert (chart.finding.low, chart.finding.best, chart.finding.high) == (3400, 3900, 4400)
    assert [link.account_ids for link in chart.links] == [("claim-people-nadim-1", "claim-people-herald-1")]
    assert [(shift.before_id, shift.after_id) for shift in chart.shifts] == [("claim-people-front-1", "claim-people-front-2")]
    assert [group.source_ids for group in chart.groups] == [("source-karim", "source-herald")]
    assert len(chart.derivations) == 1
    assert chart.is_cleared


def test_only_the_reply_that_counts_stands():
    """Earlier figures, promises and what is declined do not."""
    chart = released_chart(example_release(), "question-people")
    standing = {account.id for account in chart.accounts if account.is_standing}
    assert "claim-people-front-2" in standing
    assert not standing & {"claim-people-front-1", "claim-people-nadim-2", "claim-people-alliance-1", "claim-people-terms-1"}


def test_what_its_source_was_promised_stands_beside_what_happened():
    """A shift from another question's claim of the same source brings that claim into the chart."""
    release = example_release()
    shift = msgspec.structs.replace(
        release.shifts[0],
        id="shift-journey",
        question_id="question-promised",
        source_id="source-nadim",
        before_id="claim-lorries-nadim-1",
        after_id="claim-people-nadim-1",
    )
    chart = released_chart(msgspec.structs.replace(release, shifts=(shift,)), "question-people")
    assert "claim-lorries-nadim-1" in {account.id for account in chart.accounts if not account.is_standing}


def test_hearsay_is_marked_though_its_words_are_withheld():
    """The shape of a mark comes from the claim where there is no quotation."""
    release = example_release()
    claims = tuple(msgspec.structs.replace(one, quote_id="", is_first_hand=False) for one in release.claims)
    chart = released_chart(msgspec.structs.replace(release, claims=claims), "question-people")
    assert all(account.is_hearsay and not account.words for account in chart.accounts)


@pytest.mark.parametrize(("question", "field"), [("question-departure", "when"), ("question-end", "where")])
def test_a_time_and_a_place_found_are_drawn_as_a_band(question, field):
    """The chart of a cleared question for a time or place has the finding on its axis, as the team's has."""
    release = example_release()
    value = next(one.value for one in release.claims if one.id.startswith(f"claim-{question.partition('-')[2]}-"))
    findings = tuple(
        msgspec.structs.replace(one, **{field: value}) if one.question_id == question else one for one in release.findings
    )
    bare = released_chart(release, question)
    chart = released_chart(msgspec.structs.replace(release, findings=findings), question)
    assert getattr(chart.finding, field) == value
    assert 'class="ac-band"' not in accounts_svg(bare)
    assert 'class="ac-band"' in accounts_svg(chart)


def test_a_question_that_is_not_in_the_release_has_no_chart():
    """What was not cleared cannot be drawn."""
    with pytest.raises(KeyError):
        released_chart(example_release(), "question-secret")
