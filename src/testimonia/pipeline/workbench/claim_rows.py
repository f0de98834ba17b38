"""A claim as a row: what is shown of it, what it is found by, and what it is called in a figure."""

from bisect import bisect_right

import msgspec
from msgspec import Struct

from testimonia.model.accounts import Account
from testimonia.model.material import Material, Passage
from testimonia.model.phrases import Phrase, phrase_of
from testimonia.model.testimony import Claim, Polarity, Statement
from testimonia.model.values import Amount, Duration, Money, value_type
from testimonia.pipeline.workbench.values import account_in_words
from testimonia.pipeline.workbench.wording import locator_words
from testimonia.store.claim_index import IndexRow
from testimonia.text.searching import search_form

AROUND = 120
"""Characters shown before and after the words, within their passage."""


class ShownClaim(Struct, frozen=True):
    """What a row shows that no filter needs."""

    words: str
    before: str
    after: str
    value_words: str
    about: str
    polarity: Polarity
    rendition_id: str
    end: int
    locator: str
    is_first_hand: bool | None
    value_told: Phrase | None = None
    """What ``value_words`` are made of."""
    locator_told: Phrase | None = None


class RowMaker:
    """Makes rows of the claims of one rendition.

    Args:
        material: its text and passages.
        item_id: the item it is of.
    """

    def __init__(self, material: Material, item_id: str) -> None:
        self._material = material
        self._item_id = item_id
        self._starts = [passage.start for passage in material.passages]

    def row(self, claim: Claim, statement: Statement, *, state: str) -> IndexRow:
        """The row of a claim as it stands after review."""
        passage = self.passage(claim.span.start)
        text, start, end = self._material.rendition.text, claim.span.start, claim.span.end
        first = max(passage.start if passage else 0, start - AROUND)
        last = min(passage.end if passage else len(text), end + AROUND)
        about, said = about_words(claim), claim_value_words(claim, statement)
        where = locator_words(passage.locator) if passage else ""
        shown = ShownClaim(
            words=claim.span.exact,
            before=text[first:start],
            after=text[end:last],
            value_words=str(said),
            about=about,
            polarity=claim.polarity,
            rendition_id=claim.rendition_id,
            end=end,
            locator=str(where),
            is_first_hand=statement.is_first_hand,
            value_told=phrase_of(said),
            locator_told=phrase_of(where),
        )
        low, best, high, unit = _figures(claim)
        columns = {
            "id": claim.id,
            "statement_id": statement.id,
            "item_id": self._item_id,
            "source_id": statement.source_id,
            "value_type": value_type(claim.value),
            "unit": unit,
            "noun": claim.about.noun,
            "low": low,
            "best": best,
            "high": high,
            "stance": str(claim.stance),
            "said_on": statement.said_on,
            "state": state,
            "item": self._material.name,
            "start": start,
        }
        # one by one: most are plain ASCII, which is folded at once
        found_by = " · ".join(map(search_form, (text[first:last], about, claim.value.words)))
        return IndexRow(columns, msgspec.json.encode(shown).decode(), found_by)

    def passage(self, offset: int) -> Passage | None:
        """The passage at an offset."""
        at = bisect_right(self._starts, offset) - 1
        passage = self._material.passages[at] if at >= 0 else None
        return passage if passage is not None and offset < passage.end else None


def about_words(claim: Claim) -> str:
    """What a claim is about, in the lemmas that the grammar shows: "foreign fighter leave"."""
    about = claim.about
    return " ".join(dict.fromkeys(filter(None, (*about.modifiers, about.noun, about.subject, about.predicate))))


def claim_value_words(claim: Claim, statement: Statement) -> str:
    """A claim's value as the accounts chart says it."""
    account = Account(
        claim.id,
        statement.source_id,
        "",
        claim.value,
        stance=claim.stance,
        polarity=claim.polarity,
        words=claim.span.exact,
        is_first_hand=statement.is_first_hand,
    )
    return account_in_words(account)


def _figures(claim: Claim) -> tuple[float | None, float | None, float | None, str]:
    value = claim.value
    if isinstance(value, Amount | Money | Duration):
        return value.low, value.best, value.high, value.unit
    return None, None, None, ""
