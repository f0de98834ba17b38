"""The field's grades, computed by stated rules: Airwars, Admiralty credibility, confidence, ICD 203 likelihood.

The scales and their words are the field's; which evidence earns which place is our proposal, says so, and is there to be
overruled. Source reliability (the Admiralty letters) is never computed: it is what editors know of a source, and credibility
is judged apart from it.
"""

from collections.abc import Sequence, Set

from testimonia.model.findings import Finding, Question, Standing
from testimonia.model.scales import AIRWARS, CONFIDENCE, CREDIBILITY, WORDS, Grade, Scale, likelihood_words
from testimonia.model.testimony import Stance
from testimonia.reconcile.corroborations import agreeing
from testimonia.reconcile.evidence import Evidence, count_groups
from testimonia.reconcile.names import count_of, list_names
from testimonia.reconcile.standing import clash
from testimonia.reconcile.wording import quote_short, speakers

PROVEN = frozenset("AB")
"""Admiralty letters of sources that have proven reliable."""


def grade_question(
    question: Question, evidence: Sequence[Evidence], finding: Finding, *, probability: float | None = None
) -> list[Grade]:
    """Airwars grade, confidence and likelihood of a question's answer.

    Args:
        question: the question.
        evidence: its standing replies.
        finding: the suggested finding.
        probability: of its having happened, for an occurrence.

    Returns:
        One grade on each scale; no confidence where nothing can be said, a likelihood for occurrences only.
    """
    agreed = [item for item in agreeing(question, evidence) if item.group]
    grades = [_grade_airwars(question, evidence, agreed, finding)]
    if finding.standing is not Standing.UNDETERMINED:
        grades.append(_grade_confidence(question, agreed, finding))
    if probability is not None and (words := likelihood_words(probability)):
        reason = f"{probability:.0%}, from even odds and what each kind of account is worth"
        grades.append(Grade(question.id, Scale.LIKELIHOOD, words, WORDS[Scale.LIKELIHOOD][words], reason))
    return grades


def _grade_airwars(question: Question, evidence: Sequence[Evidence], agreed: Sequence[Evidence], finding: Finding) -> Grade:
    admitted = [item for item in evidence if item.position.stance is Stance.ADMITS and item.source.party]
    groups = count_groups(agreed)
    if finding.standing is Standing.UNDETERMINED:
        value, reason = "unassessed", "nobody says how it was"
    elif admitted:
        said = admitted[0]
        value, reason = (
            "confirmed",
            f"{said.source.name}, of the party {said.source.party}, admits {quote_short(said.position)}",
        )
    elif finding.standing is Standing.CONTESTED:
        value, reason = "contested", "independent accounts cannot both be true, and each has support"
    elif groups >= 2:
        value, reason = "fair", f"{count_of(groups, 'independent account')} agree: {speakers(agreed)}"
    else:
        value, reason = "weak", f"it rests on {speakers(agreed) or 'hearsay'} alone"
    return Grade(question.id, Scale.AIRWARS, value, AIRWARS[value], reason)


def _grade_confidence(question: Question, agreed: Sequence[Evidence], finding: Finding) -> Grade:
    proven = sorted({item.source.name for item in agreed if item.source.grade.upper() in PROVEN})
    groups = count_groups(agreed)
    if finding.standing is Standing.CORROBORATED and groups >= 3 and len(proven) >= 2:
        value, reason = "high", f"{count_of(groups, 'independent account')} agree, {list_names(proven)} proven reliable"
    elif finding.standing is Standing.CORROBORATED:
        value, reason = "moderate", f"{count_of(groups, 'independent account')} agree; too few of them are proven reliable"
    else:
        value, reason = "low", f"the answer is {finding.standing}"
    return Grade(question.id, Scale.CONFIDENCE, value, CONFIDENCE[value], reason)


def grade_answers(question: Question, evidence: Sequence[Evidence], impossible: Set[str]) -> list[Grade]:
    """Admiralty credibility of every standing reply to one question.

    Args:
        question: the question.
        evidence: its standing replies.
        impossible: ids of claims that the rules alone rule out.

    Returns:
        In the order of the evidence.
    """
    return [
        _grade_credibility(question, item, evidence, is_impossible=item.position.claim_id in impossible) for item in evidence
    ]


def _grade_credibility(question: Question, item: Evidence, evidence: Sequence[Evidence], *, is_impossible: bool) -> Grade:
    others = [other for other in evidence if other.group and other.group != item.group]
    against = [other for other in others if clash(item, other)]
    beside = [other for other in others if len(agreeing(question, [item, other])) == 2]
    confirming, contradicting = count_groups(beside), count_groups(against)
    if is_impossible:
        value, reason = "5", "it cannot be true under the rules alone"
    elif contradicting >= 2 and contradicting > confirming:
        value, reason = "5", f"contradicted by {count_of(contradicting, 'independent account')}: {speakers(against)}"
    elif contradicting and not confirming:
        value, reason = "4", f"contradicted by {speakers(against)}, confirmed by nobody"
    elif confirming >= 2 and not contradicting:
        value, reason = "1", f"confirmed by {count_of(confirming, 'independent account')}: {speakers(beside)}"
    elif confirming:
        though = f", though contradicted by {speakers(against)}" if against else ""
        value, reason = "2", f"confirmed by {speakers(beside)}{though}"
    elif others:
        value, reason = "3", "consistent with the other accounts, confirmed by none"
    else:
        value, reason = "6", "nobody else speaks to it"
    return Grade(item.answer.id, Scale.CREDIBILITY, value, CREDIBILITY[value], reason)
