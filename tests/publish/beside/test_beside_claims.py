"""Permalink pages with ClaimReview, and claims for gatherers."""

import json

import pytest
from beside_cases import AT_HOME, RELATIVE, json_ld, told_to_all
from msgspec.structs import replace
from release_builder import example_release
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from testimonia.publish.beside.chains import Chains
from testimonia.publish.beside.claim_pages import claim_pages
from testimonia.publish.beside.claim_reviews import make_reviews, shortened, to_json_ld
from testimonia.publish.beside.claim_words import STANCES, TEXTS
from testimonia.publish.beside.publication import Verdict
from testimonia.publish.beside.schema_claims import schema_claims

DENIAL = "claim-foreigners-front-1"


def test_one_review_a_page_with_everything_a_reader_of_reviews_needs():
    """Required properties, a claim under 75 characters without the verdict, best above worst, the page's own address."""
    seen = 0
    for path, page in claim_pages(example_release(), AT_HOME).items():
        reviews = json_ld(page)
        assert len(reviews) == (path != "claims/finding-lorries.html")
        for review in reviews:
            seen += 1
            rating = review["reviewRating"]
            assert review["@type"] == "ClaimReview"
            assert 0 < len(review["claimReviewed"]) < 75
            assert rating["alternateName"] and rating["alternateName"] not in review["claimReviewed"]
            assert rating["worstRating"] == 1 <= rating["ratingValue"] <= rating["bestRating"]
            assert rating["ratingExplanation"]
            assert review["url"] == f"https://news.example/convoy/{path}"
            assert review["datePublished"] == "2026-01-31"
    assert seen == 8


def test_what_only_the_computer_says_is_reviewed_by_nobody():
    """A suggestion has a page that says so, and no ClaimReview."""
    page = claim_pages(example_release(), AT_HOME)["claims/finding-lorries.html"]
    assert json_ld(page) == []
    assert "No investigator has concluded it yet" in page.decode()


def test_no_protected_person_is_an_author():
    """Authors, appearances and addresses are those of public sources and items only."""
    release = example_release()
    protected = [source.label for source in release.sources if source.is_protected]
    files = claim_pages(release, AT_HOME) | schema_claims(release, AT_HOME)
    for data in files.values():
        blocks = json_ld(data) or ([json.loads(data)] if data.startswith(b"{") else [])
        for claim in (claim for block in blocks for claim in block.get("@graph", [block.get("itemReviewed", {})])):
            about = json.dumps([claim.get(name) for name in ("author", "appearance", "sameAs", "datePublished")])
            assert not [label for label in protected if label in about]
    assert "Valley Front spokesman" in json.dumps([json_ld(page) for page in claim_pages(release, AT_HOME).values()])


def test_a_claim_is_compared_with_the_finding():
    """A few dozen lie outside 3,400 to 4,400; some 3,750 (3,500 to 4,000) inside."""
    pages = claim_pages(example_release(), AT_HOME)
    ratings = [json_ld(pages[f"claims/claim-people-front-{n}.html"])[0]["reviewRating"]["ratingValue"] for n in (1, 2)]
    assert ratings == [1, 5]


def test_several_speakers_of_one_claim_share_a_page():
    """The same figure from two public sources is one review with two authors."""
    release = example_release()
    value = next(claim.value for claim in release.claims if claim.id == "claim-people-front-1")
    claims = tuple(
        replace(claim, value=value, quote_id="quote-people-front-1") if claim.id == "claim-people-herald-1" else claim
        for claim in release.claims
    )
    pages = claim_pages(replace(release, claims=claims), AT_HOME)
    (review,) = json_ld(pages["claims/claim-people-front-1.html"])
    assert [author["name"] for author in review["itemReviewed"]["author"]] == ["Valley Front spokesman", "The Valley Herald"]
    assert "claims/claim-people-herald-1.html" not in pages


def test_editors_give_the_verdict_where_arithmetic_cannot():
    """A denial has no review until an editor rates it; then in the editor's words."""
    assert f"claims/{DENIAL}.html" not in claim_pages(example_release(), AT_HOME)
    judged = replace(AT_HOME, verdicts=(Verdict(DENIAL, 1, "Contradicted by two drivers"),))
    (review,) = json_ld(claim_pages(example_release(), judged)[f"claims/{DENIAL}.html"])
    assert review["reviewRating"]["alternateName"] == "Contradicted by two drivers"
    assert review["claimReviewed"] == "No foreigner was allowed to leave."


@pytest.mark.parametrize(
    "text", ["a " * 60, "x" * 200, "short", "A sentence of exactly seventy-five characters that is cut before its end ok."]
)
def test_a_long_claim_is_cut_between_words(text):
    """Never more than 74 characters, and never empty."""
    assert 0 < len(shortened(text)) < 75


def test_links_between_pages_lead_somewhere():
    """Relative links lead to the story or to another page of the folder."""
    pages = claim_pages(example_release(), RELATIVE)
    for page in pages.values():
        for link in HTMLParser(page.decode()).css("a[href]"):
            target = link.attributes["href"]
            assert target.startswith("https://front.example") or target == "../index.html" or f"claims/{target}" in pages


def test_testimony_never_becomes_markup():
    """What a source says ends no element and starts none, in the page and in its data."""
    for page in claim_pages(told_to_all(lambda text: f"</script><img src=x onerror=a>{text}"), AT_HOME).values():
        tree = HTMLParser(page.decode())
        assert tree.css("img") == []
        assert len(tree.css("script")) <= 1
        json_ld(page)


def test_pages_speak_arabic():
    """Every word of the page has its Arabic, the page runs from right to left, and the chain is whole."""
    assert TEXTS["en"].keys() == TEXTS["ar"].keys()
    assert STANCES["en"].keys() == STANCES["ar"].keys()
    page = claim_pages(example_release(language="ar"), replace(AT_HOME, language="ar"))["claims/finding-people.html"].decode()
    assert 'dir="rtl"' in page
    assert "حملنا ما يقارب 4000 شخص من المدينة." in page
    assert "Who says what" not in page


def test_a_figure_stands_where_the_words_are_withheld():
    """The Herald's 300 is shown, with the note that its words are not."""
    page = claim_pages(example_release(), AT_HOME)["claims/finding-people.html"].decode()
    assert "300 people The words are withheld." in page


def test_a_review_without_an_address_is_relative():
    """Without a base the review's address is its own file name."""
    chains = Chains(example_release())
    review = next(make_reviews(chains, RELATIVE))
    assert to_json_ld(review, chains, RELATIVE)["url"] == "finding-people.html"
