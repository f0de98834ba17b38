"""What is reviewed in a release and how it came out, and that as ClaimReview.

Two kinds of review, each with a scale of its own that stands in the mark-up and on the page: a finding is rated by how well
it is supported; what a public source said is rated by whether it lies inside what the investigators concluded, which for
numbers is arithmetic and otherwise the editors' own verdict. A figure that only the computer has concluded is reviewed by
nobody and has no review; nor has a claim on a question that stays undetermined. Protected sources are never named as authors.

Source: schema.org ClaimReview, Claim, Rating; Google's fact-check guidelines (claimReviewed under 75 characters, one
review a page).
"""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from testimonia.model.findings import Standing
from testimonia.model.release import ReleasedClaim, ReleasedFinding, ReleasedSource
from testimonia.model.testimony import FACTUAL, Polarity, Role
from testimonia.model.values import Amount, Duration, Money
from testimonia.publish.beside.chains import Account, Chains
from testimonia.publish.beside.publication import Publication, file_stem

LONGEST = 74
"""Characters of ``claimReviewed``."""
STANDINGS = (Standing.UNDETERMINED, Standing.CONTESTED, Standing.SINGLE_SOURCE, Standing.CORROBORATED)
"""Worst to best: 1 to 4."""
NO_AUTHORS = frozenset({Role.DOCUMENT, Role.FOOTAGE})
WORDS = {
    "en": {
        "standing": ("Undetermined", "Contested", "From a single source", "Corroborated"),
        "agreement": ("Outside the finding", "", "Partly inside the finding", "", "Inside the finding"),
        "standing_scale": "1 undetermined, 2 contested, 3 from a single source, 4 corroborated by independent sources",
        "agreement_scale": "1 outside what was found, 3 partly inside it, 5 inside it; or the editors' verdict from 1 to 5",
    },
    "ar": {
        "standing": ("غير محدد", "متنازع عليه", "من مصدر واحد", "مؤكَّد"),
        "agreement": ("خارج النتيجة", "", "داخل النتيجة جزئيا", "", "داخل النتيجة"),
        "standing_scale": "1 غير محدد، 2 متنازع عليه، 3 من مصدر واحد، 4 مؤكَّد من مصادر مستقلة",
        "agreement_scale": "1 خارج ما توصل إليه التحقيق، 3 داخله جزئيا، 5 داخله؛ أو حكم المحررين من 1 إلى 5",
    },
}  # fmt: skip


class Review(Struct, frozen=True):
    """One page: a finding, or one proposition of public sources, with how it came out."""

    id: str
    """Of the finding or of the first claim."""
    finding: ReleasedFinding
    claimed: str
    rating: int
    best: int
    verdict: str
    """Empty: not reviewed, the page carries no ClaimReview."""
    scale: str
    claims: tuple[ReleasedClaim, ...] = ()
    """The claims of public sources that put it forward; the reviewed ones, on the page of a claim."""

    @property
    def is_of_claim(self) -> bool:
        """Whether a proposition of public sources is reviewed, and not a finding."""
        return self.id != self.finding.id

    @property
    def path(self) -> str:
        """Of its page in the published folder."""
        return f"claims/{file_stem(self.id)}.html"


def make_reviews(chains: Chains, publication: Publication) -> Iterator[Review]:
    """A review of every finding, and of every proposition of public sources that can be compared with it."""
    words = WORDS.get(publication.language.split("-")[0], WORDS["en"])
    for finding in chains.release.findings:
        accounts = list(chains.accounts(finding))
        yield _of_finding(finding, accounts, words)
        if not finding.is_suggestion and finding.standing is not Standing.UNDETERMINED:
            yield from _of_claims(finding, accounts, publication, words)


def shortened(text: str) -> str:
    """A text of at most `LONGEST` characters, cut between words."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return text[: LONGEST - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _of_finding(finding: ReleasedFinding, accounts: list[Account], words: dict[str, Any]) -> Review:
    rating = STANDINGS.index(finding.standing) + 1
    agreeing = tuple(
        account.claim
        for account in accounts
        if account.counts and not account.source.is_protected and (agreement(account.claim, finding) or 0) >= 3
    )
    verdict = "" if finding.is_suggestion else words["standing"][rating - 1]
    return Review(finding.id, finding, shortened(finding.words), rating, 4, verdict, words["standing_scale"], agreeing)


def _of_claims(
    finding: ReleasedFinding, accounts: list[Account], publication: Publication, words: dict[str, Any]
) -> Iterator[Review]:
    given = {verdict.claim_id: verdict for verdict in publication.verdicts}
    alike: dict[tuple[object, ...], list[Account]] = {}
    for account in accounts:
        said = account.quote.words if account.quote else account.claim.value.words
        if account.source.is_protected or account.claim.stance not in FACTUAL or not said:
            continue
        alike.setdefault(_proposition(account.claim), []).append(account)
    for same in alike.values():
        first, claims = same[0], tuple(account.claim for account in same)
        verdict = next((given[claim.id] for claim in claims if claim.id in given), None)
        rating = verdict.rating if verdict else agreement(first.claim, finding)
        if rating is None or not 1 <= rating <= 5:
            continue
        said = first.quote.words if first.quote else first.claim.value.words
        told = verdict.words if verdict else words["agreement"][rating - 1]
        yield Review(first.claim.id, finding, shortened(said), rating, 5, told, words["agreement_scale"], claims)


def _proposition(claim: ReleasedClaim) -> tuple[object, ...]:
    value = claim.value
    if isinstance(value, (Amount, Money, Duration)):
        return type(value), value.low, value.best, value.high, value.unit, value.per, claim.polarity
    return (claim.id,)


def agreement(claim: ReleasedClaim, finding: ReleasedFinding) -> int | None:
    """How a number lies to a finding: 5 inside it, 3 partly, 1 outside; None where that cannot be said by arithmetic."""
    value = claim.value
    if not isinstance(value, (Amount, Money, Duration)) or value.per or claim.polarity is Polarity.NEGATED:
        return None
    low, high = finding.low, finding.high
    same_unit = value.unit == finding.unit or (isinstance(value, Duration) and finding.unit in ("s", ""))
    if not same_unit or low is None or high is None or (value.low is None and value.high is None):
        return None
    least = value.low if value.low is not None else float("-inf")
    most = value.high if value.high is not None else float("inf")
    if most < low or least > high:
        return 1
    return 5 if least >= low and most <= high else 3


def to_json_ld(review: Review, chains: Chains, publication: Publication) -> dict[str, Any]:
    """The review as ClaimReview."""
    made: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": publication.address(review.path) if publication.base else review.path.rpartition("/")[2],
        "datePublished": publication.date,
        "inLanguage": publication.language,
        "claimReviewed": review.claimed,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": review.rating,
            "worstRating": 1,
            "bestRating": review.best,
            "alternateName": review.verdict,
            "ratingExplanation": review.scale,
        },
    }
    if publication.publisher:
        made["author"] = {"@type": "Organization", "name": publication.publisher}
        if publication.publisher_url:
            made["author"]["url"] = publication.publisher_url
    if claim := claim_of(review.claims, chains):
        made["itemReviewed"] = claim
    return made


def claim_of(claims: tuple[ReleasedClaim, ...], chains: Chains) -> dict[str, Any]:
    """The schema.org Claim that public sources put forward; empty where none may be named and none is to be found."""
    sources = [source for claim in claims if (source := chains.sources.get(claim.source_id)) and not source.is_protected]
    authors = [_author(source, chains) for source in dict.fromkeys(sources) if source.role not in NO_AUTHORS]
    items = [item for claim in claims if (item := chains.public_item(claim)) and item.url]
    dates = sorted(claim.said_on for claim in claims if claim.said_on)
    made: dict[str, Any] = {"@type": "Claim"}
    if authors:
        made["author"] = authors if len(authors) > 1 else authors[0]
    if dates and sources:
        made["datePublished"] = dates[0]
    if items:
        works = [_work(item.url, item.title) for item in dict.fromkeys(items)]
        made["appearance"] = works if len(works) > 1 else works[0]
    return made if len(made) > 1 else {}


def _author(source: ReleasedSource, chains: Chains) -> dict[str, Any]:
    if source.role is Role.MEDIA:
        return {"@type": "Organization", "name": source.label}
    party = chains.parties.get(source.party_id)
    person: dict[str, Any] = {"@type": "Person", "name": source.label}
    return person | ({"affiliation": {"@type": "Organization", "name": party.name}} if party else {})


def _work(url: str, title: str) -> dict[str, Any]:
    return {"@type": "CreativeWork", "url": url} | ({"name": title} if title else {})
