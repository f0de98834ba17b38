"""The field's grades, computed by stated rules: Airwars, Admiralty credibility, confidence, ICD 203 likelihood.

The scales and their words are the field's; which evidence earns which place is our proposal, says so, and is there to be
overruled. Source reliability (the Admiralty letters) is never computed: it is what editors know of a source, and credibility
is judged apart from it.
"""

from collections.abc import Sequence, Set

from testimonia.model.findings import Finding, Question, Standing
from testimonia.model.phrases import told
from testimonia.model.scales import AIRWARS, CONFIDENCE, CREDIBILITY, WORDS, Grade, Scale, likelihood_words
from testimonia.model.testimony import Stance
from testimonia.reconcile.corroborations import agreeing, are_agreeing
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
        words_ = f"{probability:.0%}, from even odds and what each kind of account is worth"
        reason = told(words_, "grade.odds", percent=f"{probability:.0%}")
        grades.append(Grade(question.id, Scale.LIKELIHOOD, words, WORDS[Scale.LIKELIHOOD][words], reason))
    return grades


def _grade_airwars(question: Question, evidence: Sequence[Evidence], agreed: Sequence[Evidence], finding: Finding) -> Grade:
    admitted = [item for item in evidence if item.position.stance is Stance.ADMITS and item.source.party]
    groups = count_groups(agreed)
    if finding.standing is Standing.UNDETERMINED:
        value, reason = "unassessed", told("nobody says how it was", "grade.nobody")
    elif admitted:
        said = admitted[0]
        who, party, quoted = said.source.name, said.source.party, quote_short(said.position)
        words = f"{who}, of the party {party}, admits {quoted}"
        value, reason = "confirmed", told(words, "grade.admits", who=who, party=party, quote=quoted)
    elif finding.standing is Standing.CONTESTED:
        words = "independent accounts cannot both be true, and each has support"
        value, reason = "contested", told(words, "grade.contested")
    elif groups >= 2:
        number, names = count_of(groups, "independent account"), speakers(agreed)
        value, reason = "fair", told(f"{number} agree: {names}", "agree", accounts=number, names=names, together="")
    else:
        names = speakers(agreed) or told("hearsay", "hearsay")
        value, reason = "weak", told(f"it rests on {names} alone", "grade.alone", names=names)
    return Grade(question.id, Scale.AIRWARS, value, AIRWARS[value], reason)


def _grade_confidence(question: Question, agreed: Sequence[Evidence], finding: Finding) -> Grade:
    proven = sorted({item.source.name for item in agreed if item.source.grade.upper() in PROVEN})
    groups = count_groups(agreed)
    if finding.standing is Standing.CORROBORATED and groups >= 3 and len(proven) >= 2:
        number, names = count_of(groups, "independent account"), list_names(proven)
        words = f"{number} agree, {names} proven reliable"
        value, reason = "high", told(words, "grade.proven", accounts=number, names=names)
    elif finding.standing is Standing.CORROBORATED:
        number = count_of(groups, "independent account")
        words = f"{number} agree; too few of them are proven reliable"
        value, reason = "moderate", told(words, "grade.unproven", accounts=number)
    else:
        standing = told(finding.standing, f"standing_word.{finding.standing}")
        value, reason = "low", told(f"the answer is {standing}", "grade.standing", standing=standing)
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
    beside = [other for other in others if are_agreeing(question, item, other)]
    confirming, contradicting = count_groups(beside), count_groups(against)
    if is_impossible:
        value, reason = "5", told("it cannot be true under the rules alone", "grade.impossible")
    elif contradicting >= 2 and contradicting > confirming:
        number, names = count_of(contradicting, "independent account"), speakers(against)
        value, reason = "5", told(f"contradicted by {number}: {names}", "grade.contradicted", accounts=number, names=names)
    elif contradicting and not confirming:
        names = speakers(against)
        value, reason = "4", told(f"contradicted by {names}, confirmed by nobody", "grade.doubtful", names=names)
    elif confirming >= 2 and not contradicting:
        number, names = count_of(confirming, "independent account"), speakers(beside)
        value, reason = "1", told(f"confirmed by {number}: {names}", "grade.confirmed", accounts=number, names=names)
    elif confirming:
        names, opposed = speakers(beside), speakers(against) if against else ""
        though = told(f", though contradicted by {opposed}", "grade.though", names=opposed) if against else ""
        value, reason = "2", told(f"confirmed by {names}{though}", "grade.probable", names=names, though=though)
    elif others:
        value, reason = "3", told("consistent with the other accounts, confirmed by none", "grade.consistent")
    else:
        value, reason = "6", told("nobody else speaks to it", "grade.nobody_else")
    return Grade(item.answer.id, Scale.CREDIBILITY, value, CREDIBILITY[value], reason)
