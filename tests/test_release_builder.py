"""The example releases that tests of `publish` share: whole in themselves, and the same each time."""

import pytest
from release_builder import example_release, large_release

from testimonia.model.release import Release, decode_release


def ids_of(release: Release, name: str) -> set[str]:
    return {part.id for part in getattr(release, name)}


@pytest.mark.parametrize(
    "release", [example_release(), example_release(language="ar"), large_release()], ids=["en", "ar", "large"]
)
def test_every_reference_leads_to_something_in_the_release(release):
    """A release holds whatever its parts name by id, and no id twice."""
    sources, claims, quotes, questions = (ids_of(release, name) for name in ("sources", "claims", "quotes", "questions"))
    answers, places = ids_of(release, "answers"), ids_of(release, "places")
    assert len(claims) == len(release.claims)
    assert {claim.source_id for claim in release.claims} <= sources
    assert {claim.quote_id for claim in release.claims} - {""} == quotes
    assert {quote.item_id for quote in release.quotes} <= ids_of(release, "items")
    assert {claim_id for answer in release.answers for claim_id in answer.claim_ids} == claims
    assert {finding.question_id for finding in release.findings} == questions
    assert {answer_id for finding in release.findings for answer_id in finding.answer_ids} == answers
    assert {claim_id for one in release.contradictions for claim_id in one.claim_ids} <= claims
    assert {claim_id for one in release.events for claim_id in one.claim_ids} <= claims
    assert {end for route in release.routes for leg in route.legs for end in (leg.start_id, leg.end_id)} <= places


def test_the_large_release_is_as_large_as_asked():
    """As many claims and places as asked for."""
    release = large_release(claims=57, places=9)
    assert (len(release.claims), len(release.places)) == (57, 9)


@pytest.mark.parametrize("make", [example_release, large_release])
def test_the_same_release_each_time(make):
    """Two builds have one hash, and what is written can be read again."""
    release = make()
    assert release.content_hash() == make().content_hash()
    assert decode_release(release.encode()) == release
