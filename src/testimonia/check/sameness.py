"""Whether a drafted figure and one of the case count the same things, beyond the kinship of their words.

That a figure is contradicted takes more than that it is borne out: "a lorry needs two attempts" and "three attempts had failed"
share a noun, and nothing else.
"""

import re

from testimonia.check.casefile import Record
from testimonia.check.context import Context
from testimonia.check.figures import Fit, compare, figure_of, figures_in, spoken_figure
from testimonia.check.kinship import Kin, is_unreal
from testimonia.check.terms import stems_in, words_in
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Duration, Money, Quantity

_FIRM = 0.7
"""The matcher's score from which a claim surely speaks to a question."""


_AROUND = frozenset(
    [
        "about",
        "around",
        "some",
        "roughly",
        "nearly",
        "almost",
        "over",
        "under",
        "more",
        "less",
        "fewer",
        "than",
        "at",
        "least",
        "most",
        "up",
        "to",
        "as",
        "many",
        "much",
        "few",
        "or",
        "so",
        "only",
        "just",
        "exactly",
        "and",
        "of",
        "the",
        "between",
        "dozen",
        "from",
        "well",
        "no",
    ]
)


_ANYBODY = frozenset({"people", "person"})


def other_unit(context: Context, value: Quantity, speaking: frozenset[str]) -> Record | None:
    """The record of a speaker who gives the very figure in another currency, and nowhere in the draft's."""
    if not isinstance(value, Money):
        return None
    said = [r for r in context.case.records if r.source_id in speaking and isinstance(r.claim.value, Money)]
    same = [r for r in said if spoken_figure(r.claim.value) == spoken_figure(value)]  # type: ignore[arg-type]
    other = [r for r in same if compare(value, r.claim.value) is Fit.UNIT]  # type: ignore[arg-type]
    return other[0] if other and len(other) == len(same) else None


def is_whole_of(claim: Claim, record: Record) -> bool:
    """Whether a drafted count is the whole of which a record counts a part, and of another deed: "he knows three doors"."""
    words = record.claim.span.exact
    whole = re.search(r"\w+ of (?:the |these |those |his |her |their |its )?(\w+)", words)
    is_other = not words_in(claim.about.predicate) & words_in(record.claim.about.predicate)
    return whole is not None and is_other and figures_in(claim.span.exact) == figures_in(whole[1])


def is_bare(claim: Claim) -> bool:
    """Whether a figure stands alone, so that what it counts must be guessed: "they found eighty", "In 2023, £15,000"."""
    if is_verbless(claim):
        return True
    return isinstance(claim.value, Amount) and not re.search(r"[a-z]{3,}\s*$", _plain(claim.span.exact), re.IGNORECASE)


def is_verbless(claim: Claim) -> bool:
    """Whether a figure stands in a sentence without a verb: "In 2023, £15,000"."""
    return not claim.about.predicate and not claim.about.noun


def _plain(words: str) -> str:
    """Words of a figure without the number words, to see whether anything is counted."""
    return " ".join(
        "" if figures_in(word) or word.casefold() in _AROUND else word for word in re.split(r"[\s-]+", words)
    ).strip()


def is_firm(context: Context, claim: Claim, kin: Kin) -> bool:
    """Whether two figures surely count the same: a question both answer, or more in common than the thing counted."""
    if kin.shares_question and _is_asked(context, claim, kin):
        return True
    counted = words_in(claim.span.exact) | words_in(kin.record.claim.span.exact)
    common = (context.draft.terms(claim) & kin.record.terms) - counted
    if words_in(claim.about.noun) & _ANYBODY:  # people are in every story: what they did must be the same
        return len(common) >= 2 or bool(common & words_in(claim.about.predicate))
    return bool(common)


def _is_asked(context: Context, claim: Claim, kin: Kin) -> bool:
    """Whether a claim speaks to a question by more than the thing counted: by its score, or a word of the lines around it."""
    common = [one for one in kin.record.questions if one in context.draft.questions_of(claim)]
    sentence = context.sentence(claim)
    before = context.draft.before(sentence) if sentence is not None else None
    shown = stems_in(" ".join(one.text for one in (before, sentence) if one is not None))
    for one in common:
        question = context.case.questions[one]
        if context.draft.score(claim, one) >= _FIRM or shown & words_in(" ".join(question.terms)):
            return True
    return False


def is_of(claim: Claim, record: Record) -> bool:
    """Whether a record with the same figure counts the same things: "a person pays 600" and "I charge 600 a person".

    That both count people says nothing: 112 people on a lorry are not 112 in the convoy.
    """
    nouns, per = words_in(claim.about.noun), getattr(claim.value, "per", "")
    if per and per == getattr(record.claim.value, "per", ""):
        return True
    return bool((nouns - _ANYBODY if isinstance(claim.value, Amount) else nouns) & record.terms)


def same_figure(context: Context, claim: Claim, value: Quantity, speaking: frozenset[str] | None) -> Record | None:
    """A record of the same kind and unit with the same figure: one that counts the same things, or what else has it."""
    if figure_of(value) is None:
        return None
    bare, spoken = is_bare(claim), spoken_figure(value)
    is_open = isinstance(value, Amount) and not value.unit
    near = context.case.near(context.draft.terms(claim))
    said = [record for source_id in sorted(speaking or ()) for record in context.case.quantities_of(source_id)]
    found: Record | None = None
    for record in context.case.quantities if bare else dict.fromkeys([*near, *said]):
        known = record.claim.value
        if (speaking is not None and record.source_id not in speaking) or not isinstance(known, Amount | Money | Duration):
            continue
        if bare and (is_open or type(known) is type(value)) and spoken_figure(known) == spoken and not is_unreal(record):
            return record  # "600 dollars a person and at least 1,500 for a family"
        if type(known) is type(value) and compare(value, known) is Fit.SAME and not is_unreal(record):
            if is_of(claim, record):
                return record
            found = found or record
    return found
