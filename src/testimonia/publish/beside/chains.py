"""A release by its ids: from a finding to its answers, claims and quotations, and back."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from testimonia.model.release import (
    Release,
    ReleasedAnswer,
    ReleasedClaim,
    ReleasedFinding,
    ReleasedItem,
    ReleasedQuote,
    ReleasedSource,
)


class Account(NamedTuple):
    """One claim of one source behind a finding, with the words it rests on as far as they are released."""

    answer: ReleasedAnswer
    claim: ReleasedClaim
    source: ReleasedSource
    quote: ReleasedQuote | None
    item: ReleasedItem | None
    """Only a public one."""
    counts: bool
    """Whether it is the source's standing reply."""


class Chains:
    """Look-up tables of one release."""

    def __init__(self, release: Release) -> None:
        self.release = release
        self.sources = {source.id: source for source in release.sources}
        self.items = {item.id: item for item in release.items}
        self.quotes = {quote.id: quote for quote in release.quotes}
        self.claims = {claim.id: claim for claim in release.claims}
        self.questions = {question.id: question for question in release.questions}
        self.answers = {answer.id: answer for answer in release.answers}
        self.places = {place.id: place.ref for place in release.places}
        self.parties = {party.id: party for party in release.parties}
        self.findings = {finding.question_id: finding for finding in release.findings}
        self.claims_of_quote: dict[str, list[ReleasedClaim]] = defaultdict(list)
        self.question_of_claim: dict[str, str] = {}
        for claim in release.claims:
            self.claims_of_quote[claim.quote_id].append(claim)
        for answer in release.answers:
            for claim_id in answer.claim_ids:
                self.question_of_claim.setdefault(claim_id, answer.question_id)

    def accounts(self, finding: ReleasedFinding) -> Iterator[Account]:
        """Every claim behind a finding, answer by answer, each source's in order of time."""
        for answer_id in finding.answer_ids:
            answer = self.answers.get(answer_id)
            source = self.sources.get(answer.source_id) if answer else None
            if answer is None or source is None:
                continue
            for at, claim_id in enumerate(answer.claim_ids):
                if claim := self.claims.get(claim_id):
                    yield Account(
                        answer, claim, source, self.quotes.get(claim.quote_id), self.public_item(claim), at == answer.standing
                    )

    def public_item(self, claim: ReleasedClaim) -> ReleasedItem | None:
        """The public material a claim's words stand in; None where that may not be said (see `public_item_of`)."""
        quote = self.quotes.get(claim.quote_id)
        return self.public_item_of(quote) if quote else None

    def public_item_of(self, quote: ReleasedQuote) -> ReleasedItem | None:
        """The public material a quotation stands in; never of a protected source.

        Why: an article that quotes them may do so by their true name, and a pointer from the pseudonym to it gives them away.
        """
        item, source = self.items.get(quote.item_id), self.sources.get(quote.source_id)
        return item if item is not None and item.is_public and source is not None and not source.is_protected else None

    def label(self, source_id: str) -> str:
        """What a source is called; empty where it is not in the release."""
        source = self.sources.get(source_id)
        return source.label if source else ""

    def words(self, claim: ReleasedClaim) -> str:
        """The quotation a claim stands in; the words of its value where only they are released."""
        quote = self.quotes.get(claim.quote_id)
        return quote.words if quote else claim.value.words
