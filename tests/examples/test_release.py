"""A release of the sample: the chain holds, and no invented identity is in it."""

import itertools
import shutil
import tomllib
from pathlib import Path

import pytest

from testimonia.model.release import Release
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.pseudonyms import people_of
from testimonia.protect.clearance.sweeping import strings_of
from testimonia.protect.identities import Identity

SAMPLE = Path(__file__).parents[2] / "examples" / "leaving-raqqa"


def identities():
    table = tomllib.loads((SAMPLE / "identities.toml").read_text(encoding="utf-8"))["identities"]
    return [
        Identity(
            key,
            names=(one["name"], one["name_arabic"]),
            phones=(one["phone"],),
            plates=tuple([one["plate"]] if "plate" in one else []),
            addresses=(one["home"], one["home_arabic"]),
        )
        for key, one in table.items()
    ]


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(SAMPLE / "investigation.toml", folder)
    numbers = itertools.count(1)
    with Investigation.open(folder, by="Ann", make_id=lambda: f"{next(numbers):016x}"[::-1]) as opened:
        opened.ingest([SAMPLE / "material"], recursive=True)
        opened.run(workers=1)
        yield opened


@pytest.fixture(scope="module")
def release(case):
    return case.clear_release(people_of(case._case, identities())).release


def test_no_invented_identity_is_in_it(release: Release):
    """Names, numbers, plates and villages of `identities.toml` are in no text of the release."""
    encoded = release.encode().decode()
    words = {word for text in strings_of(release) for word in text.casefold().split()}
    for one in identities():
        for string in (*one.names, *one.phones, *one.plates, *one.addresses):
            assert string not in encoded
        assert not {part.casefold() for name in one.names for part in name.split()} & words


def test_protected_people_are_who_readers_know(release: Release):
    """Pseudonyms of the published report or a description; officials by name; no team name is left."""
    labels = {one.label for one in release.sources if one.is_protected}
    assert {"Abu Fawzi", "Mahmoud", "Muhanad", "Imad"} <= labels
    assert {"lorry driver 1", "lorry driver 2", "lorry driver 3"} <= labels
    assert {"Col Ryan Dillon", "SDF"} <= {one.label for one in release.sources if not one.is_protected}
    mahmoud = next(one for one in release.sources if one.label == "Mahmoud")
    assert mahmoud.descriptor == "trader"
    assert "second driver" not in release.encode().decode()


def test_every_number_leads_to_words(release: Release):
    """The people who left: finding, answers, claims, and the quotations of those who counted."""
    question = next(one for one in release.questions if one.text == "How many people left Raqqa with the convoy?")
    finding = next(one for one in release.findings if one.question_id == question.id)
    assert finding.best == 4000
    answers = [one for one in release.answers if one.id in finding.answer_ids]
    claims = {claim.id: claim for claim in release.claims}
    quotes = {quote.id: quote for quote in release.quotes}
    words = {quotes[claims[one.claim_ids[one.standing]].quote_id].words for one in answers}
    assert "“About 4,000 customers passed that I had not expected,”" in words
    assert all(len(answer.claim_ids) > answer.standing >= 0 for answer in answers)


def test_interviews_are_shown_by_kind_and_month(release: Release):
    """No file name, title or hash of an interview; days of interviews are told by the month."""
    assert {item.kind for item in release.items} >= {"interview", "notes", "article"}
    for item in release.items:
        if not item.is_public:
            assert (item.title, item.url, item.sha256) == ("", "", "")
    fawzi = next(one for one in release.sources if one.label == "Abu Fawzi")
    assert {quote.said_on for quote in release.quotes if quote.source_id == fawzi.id} <= {"2017-10", "2017-11"}


def test_the_mosaic_knows_the_shop_by_the_bridge(case):
    """Mahmoud, a trader, and Shanine: the sample's own warning, for an editor to answer."""
    (page,) = case.mosaic(name="Mahmoud")
    assert "small group" in {warning.rule for warning in page.warnings}
    assert any("Shanine" in warning.sentence for warning in page.warnings)
