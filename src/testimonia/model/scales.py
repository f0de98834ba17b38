"""The field's scales: what their places are called and what they mean.

The words are the scales' own. Which evidence earns which place is decided in `reconcile.grades`, by rules that are ours.

Source: Airwars' public grading words; the Admiralty code as in FM 2-22.3; confidence as in JP 2-0; likelihood bands of
Intelligence Community Directive 203, first row.
"""

from enum import StrEnum

from msgspec import Struct


class Scale(StrEnum):
    """The field's scales that answers and findings are graded on."""

    AIRWARS = "airwars"
    """How well a question's answer is supported: confirmed, fair, weak, contested, discounted, unassessed."""
    CREDIBILITY = "credibility"
    """Credibility of one answer, 1 (confirmed by other sources) to 6 (truth cannot be judged), as in the Admiralty code."""
    CONFIDENCE = "confidence"
    """Confidence in a question's answer: low, moderate, high."""
    LIKELIHOOD = "likelihood"
    """How likely the answer is, in the first row of words of ICD 203."""


class Grade(Struct, frozen=True):
    """A place on one of the field's scales, by a rule that is stated. The scales' words are theirs; the rules are ours."""

    target: str
    """A question's id; for credibility an answer's."""
    scale: Scale
    value: str
    words: str
    """What the scale says this place on it means."""
    reason: str
    """Why, with the names of those it rests on; a reviewer's reason where a person gave the grade."""
    by: str = ""
    """The reviewer who gave it; empty for the machine's."""


AIRWARS = {
    "confirmed": "A specific belligerent has accepted responsibility.",
    "fair": "Reported by two or more credible sources.",
    "weak": "Single source claim, though sometimes featuring significant information.",
    "contested": "Competing claims.",
    "discounted": "Other parties most likely responsible, or those harmed were combatants.",
    "unassessed": "Nothing to assess yet.",
}
"""Airwars' words, about civilian harm; here for any asserted act, shortened to what a rule can test."""

CREDIBILITY = {
    "1": "Confirmed by other sources",
    "2": "Probably true",
    "3": "Possibly true",
    "4": "Doubtful",
    "5": "Improbable",
    "6": "Truth cannot be judged",
}

CONFIDENCE = {
    "low": "uncorroborated information from good or marginal sources; many assumptions",
    "moderate": "partially corroborated information from good sources; several assumptions",
    "high": "well-corroborated information from proven sources; minimal assumptions",
}

LIKELIHOODS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
    (0.99, "almost certain"),
)
"""Upper end of each band and its words; a band begins where the one before ends. 0 and 1 have no word."""

WORDS = {
    Scale.AIRWARS: AIRWARS,
    Scale.CREDIBILITY: CREDIBILITY,
    Scale.CONFIDENCE: CONFIDENCE,
    Scale.LIKELIHOOD: {words: f"up to {end:.0%}" for end, words in LIKELIHOODS},
}
"""Every place on each scale, and what it says of it."""


def likelihood_words(probability: float) -> str:
    """The ICD 203 word for a probability; empty for 0 and 1, which have none.

    >>> likelihood_words(0.9), likelihood_words(0.5), likelihood_words(0.0)
    ('very likely', 'roughly even chance', '')
    """
    if not 0.01 <= probability <= LIKELIHOODS[-1][0]:
        return "" if probability in {0.0, 1.0} else LIKELIHOODS[0 if probability < 0.5 else -1][1]
    return next(words for end, words in LIKELIHOODS if probability < end or end == LIKELIHOODS[-1][0])
