"""Which claims of the case a drafted claim is to be held against: same kind of value, same thing counted, same circumstances.

A question that both speak to says most; without one, shared lemmas decide, rare ones more than common ones.
"""

import re
from collections.abc import Sequence
from math import sqrt

from msgspec import Struct

from testimonia.check.casefile import CaseFile, Record, is_quantity
from testimonia.check.draft import Draft
from testimonia.check.figures import PHYSICAL, figures_in
from testimonia.check.terms import head_of, words_in
from testimonia.model.findings import Question
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Moment, value_type

_UNREAL = re.compile(r"\b(?:would|could|might|should)(?: not|n['’]t)? have(?: \w+){1,3} $", re.IGNORECASE)

_UNREAL_TOO = re.compile(r"\b(?:would|could|might|should)(?: not|n['’]t)? have\b", re.IGNORECASE)
LEAST = 0.45
"""From this kinship on, two claims are about the same thing."""
LOOSE = 0.28
"""... and from this one on, if the same source said it."""

_FOREIGN = 0.15
"""Taken off a record in another language than the draft's, so that its rendition in the draft's is shown where there is one."""


class Kin(Struct, frozen=True):
    """A record and how near it is to a drafted claim, 0 to 1."""

    record: Record
    score: float
    shares_question: bool = False


def find_kin(claim: Claim, draft: Draft, case: CaseFile, *, least: float = LOOSE) -> list[Kin]:
    """Records that speak of what a drafted claim speaks of, the nearest first.

    Args:
        claim: the drafted claim.
        draft, case: where it stands, and what it is held against.
        least: smallest kinship.
    """
    terms, questions = draft.terms(claim), draft.questions_of(claim)
    sentence = draft.sentence_at(claim.span.start)
    is_real = sentence is None or _UNREAL_TOO.search(sentence.text) is None
    kind = value_type(claim.value)
    found = []
    for record in case.near(terms, questions):
        if value_type(record.claim.value) != kind or (is_real and is_unreal(record)):
            continue
        common = [one for one in questions if one in record.questions]
        shares = any(_is_meant(claim, terms, record, case.questions[one], case) for one in common)
        score = _kinship(claim, terms, record, case, shares=shares, is_asked=bool(questions))
        if score >= least:
            is_foreign = bool(record.language and draft.contents.language) and record.language != draft.contents.language
            found.append(Kin(record, score - _FOREIGN * is_foreign, shares))
    found.sort(key=lambda kin: (-kin.score, kin.record.claim.id))
    return found


def is_unreal(record: Record) -> bool:
    """Whether a record says what would have been, beside what was: "we sent fourteen and would have sent forty"."""
    before = record.sentence.partition(record.claim.span.exact)[0]
    unreal = _UNREAL.search(before)
    return is_quantity(record.claim.value) and unreal is not None and bool(figures_in(before[: unreal.start()]))


def unit_of(claim: Claim) -> str:
    """The unit of a count or measure; empty for any other value."""
    return claim.value.unit if isinstance(claim.value, Amount) else ""


def _is_measure(claim: Claim) -> bool:
    return isinstance(claim.value, Amount) and claim.value.unit in PHYSICAL


def _is_meant(claim: Claim, terms: frozenset[str], record: Record, question: Question, case: CaseFile) -> bool:
    """Whether a claim shows more of a question than one common verb.

    A question without nouns takes "it took three days", and so it takes "it took NATO six weeks to comment".
    """
    asked = words_in(" ".join([*question.terms, question.text, question.scope]))
    if isinstance(claim.value, Amount) and claim.value.unit in PHYSICAL:
        return bool(terms & (asked | record.terms) - words_in(f"{claim.span.exact} {question.unit} {claim.value.unit}"))
    head, theirs = head_of(claim), head_of(record.claim)
    if isinstance(claim.value, Amount) and head and theirs and head != theirs and head not in asked | record.terms:
        return False  # seats are not the people who sit on them
    if isinstance(claim.value, Moment) and claim.about.noun and not case.knows(claim.about.noun):
        return False  # the offensive began; what was asked is when the convoy left
    if question.nouns:
        return True
    return len(terms & (asked | record.terms)) >= 2 or terms <= asked


def _kinship(claim: Claim, terms: frozenset[str], record: Record, case: CaseFile, *, shares: bool, is_asked: bool) -> float:
    # That both are kilometres says nothing of what was measured.
    units = words_in(f"{claim.span.exact} {unit_of(claim)} {record.claim.span.exact}") if _is_measure(claim) else frozenset()
    common = case.weight((terms & record.terms) - units)
    mine, others = case.weight(terms), case.weight(record.terms)
    # Two figures of one sentence share little else; a deed or a place is told by the whole of its clause.
    total = min(mine, others) if is_quantity(claim.value) else sqrt(mine * others)
    overlap = common / total if total else 0.0
    if shares:
        return 0.6 + 0.4 * overlap
    head, theirs = head_of(claim), head_of(record.claim)
    is_count = isinstance(claim.value, Amount)
    if is_count and head and theirs and head != theirs and head not in record.terms and theirs not in terms:
        return 0.0
    if is_count and bool(head) != bool(theirs) and len(terms & record.terms) < 2:
        return 0.0
    score = 0.75 * overlap + (0.2 if head and head == theirs else 0.0)
    if is_asked and record.questions:
        score *= 0.6  # it answers another question than the one the draft speaks to
    return min(1.0, score)


def records_of(kin: Sequence[Kin], source_ids: frozenset[str]) -> list[Kin]:
    """Those that some sources said."""
    return [one for one in kin if source_ids & {one.record.source_id, one.record.owner_id}]
