"""What is asked and what has been found: the questions, their findings, and which claims answer them."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from testimonia.model.findings import Finding, Link, Question


class Asked(Struct, frozen=True):
    """Questions and findings as far as events need them; nothing in it = nobody asks for anything."""

    questions: Mapping[str, Question] = {}
    findings: Mapping[str, Finding] = {}
    """Question id -> the investigators' conclusion, else the machine's suggestion."""
    answered: Mapping[str, tuple[str, ...]] = {}
    """Claim id -> ids of the questions it answers."""

    def when_of(self, claim_id: str) -> tuple[str, ...]:
        """Texts of the declared questions for a time that a claim answers: two claims that do date one thing."""
        asked = (self.questions[q] for q in self.answered.get(claim_id, ()) if q in self.questions)
        return tuple(question.text for question in asked if question.value_type == "moment" and not question.is_proposed)


def read_asked(questions: Iterable[Question], findings: Iterable[Finding], links: Iterable[Link]) -> Asked:
    """Put questions, findings and the links of claims to questions together.

    Args:
        questions: all of the investigation.
        findings: one for each question: the investigators' where there is one.
        links: those of score 0 were considered and not made.
    """
    answered: dict[str, list[str]] = {}
    for link in links:
        if link.score > 0:
            answered.setdefault(link.claim_id, []).append(link.question_id)
    return Asked(
        {question.id: question for question in questions},
        {finding.question_id: finding for finding in findings},
        {claim_id: tuple(sorted(question_ids)) for claim_id, question_ids in answered.items()},
    )


NOTHING = Asked()
