"""Whether something happened: how far the accounts move an even chance, with what each kind of account is worth.

A denial and an assertion are not mirror images. Somebody accused of a thing denies it whether it happened or not, so the denial
says little; but hardly anybody admits to their own harm what did not happen, so an admission says much. A denial is read so
only where an interest was declared; an admission shows it by itself.

Source: a two-sided error model (sensitivity and false positives of each source), as in Dawid and Skene 1979 and the latent
truth model of Zhao et al. 2012; the numbers for each role are our own judgement and stand in one table.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from testimonia.model.findings import Question
from testimonia.model.testimony import Role, Stance
from testimonia.reconcile.evidence import ROLE_WEIGHTS, Evidence


class Rates(Struct, frozen=True):
    """How often a kind of source says that a thing happened: when it did, and when it did not."""

    sensitivity: float
    false_positive: float


RATES = {
    Role.PARTICIPANT: Rates(0.90, 0.08),
    Role.EYEWITNESS: Rates(0.90, 0.08),
    Role.FOOTAGE: Rates(0.95, 0.03),
    Role.DOCUMENT: Rates(0.90, 0.08),
    Role.EXPERT: Rates(0.85, 0.12),
    Role.OFFICIAL: Rates(0.80, 0.15),
    Role.MEDIA: Rates(0.75, 0.20),
    Role.UNKNOWN: Rates(0.70, 0.25),
    Role.HEARSAY: Rates(0.60, 0.35),
}
CHEAP_DENIAL = Rates(0.35, 0.10)
"""A party that gains by "no": it says no two times out of three although it happened."""
COSTLY_ADMISSION = Rates(0.50, 0.02)
"""A party that loses by "yes" says yes once in fifty times where it did not happen."""
CERTAIN = 0.99
"""No number of accounts makes a thing more certain than this, or the contrary less likely than the rest."""


def happened_probability(question: Question, evidence: Sequence[Evidence], *, is_weighted: bool = True) -> float | None:
    """The probability that it happened, from even odds; None if nobody says yes or no.

    Args:
        question: an occurrence question, with the interests of parties.
        evidence: standing replies.
        is_weighted: whether roles, grades, relays and interests weigh; otherwise every account counts the same.

    Returns:
        Between 1 - `CERTAIN` and `CERTAIN`. Of one independence group only the account that says most counts.
    """
    strongest: dict[str, float] = {}
    for item in evidence:
        if item.happened is None:
            continue
        told = account_odds(question, item) if is_weighted else _odds(RATES[Role.UNKNOWN], item) * item.share
        key = item.group or f"heard {item.source.id}"
        if abs(told) > abs(strongest.get(key, 0.0)):
            strongest[key] = told
    if not strongest:
        return None
    odds = math.fsum(strongest[key] for key in sorted(strongest))
    return min(CERTAIN, max(1 - CERTAIN, 1 / (1 + math.exp(-odds))))


def account_odds(question: Question, item: Evidence) -> float:
    """By how many natural log odds one account speaks for its having happened; negative: against."""
    return _odds(_rates(question, item), item) * item.weight / ROLE_WEIGHTS[item.source.role]


def _odds(rates: Rates, item: Evidence) -> float:
    if item.happened:
        return math.log(rates.sensitivity / rates.false_positive)
    return math.log((1 - rates.sensitivity) / (1 - rates.false_positive))


def _rates(question: Question, item: Evidence) -> Rates:
    loses_by_yes = bool(item.source.party) and dict(question.interests).get(item.source.party, 0) < 0
    if item.happened is False and loses_by_yes:
        return CHEAP_DENIAL
    if item.happened and item.source.party and (loses_by_yes or item.position.stance is Stance.ADMITS):
        return COSTLY_ADMISSION
    return RATES[item.source.role]
