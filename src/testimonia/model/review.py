"""The current view: what the machine found, as people's judgements leave it.

Nothing is rewritten: the view is a pure function of the judgements, so taking a judgement back restores what was there.
"""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from testimonia.model.findings import Finding
from testimonia.model.testimony import Act, Claim, Judgement, Source, Statement

T = TypeVar("T", Claim, Statement)


def active(judgements: Iterable[Judgement]) -> dict[str, Judgement]:
    """The judgement in force for each target: the latest one that has not been retired.

    A retirement can itself be retired, which brings the judgement back.
    """
    ordered = list(judgements)
    retired: set[str] = set()
    for judgement in reversed(ordered):
        if judgement.act is Act.RETIRE and judgement.id not in retired:
            retired.add(judgement.target)
    return {j.target: j for j in ordered if j.act is not Act.RETIRE and j.id not in retired}


def finding_target(question_id: str) -> str:
    """What a judgement on a question's finding has as its target."""
    return f"finding:{question_id}"


def grade_target(source_id: str) -> str:
    """What a judgement on how far a source can be relied upon has as its target; its replacement is the letter.

    A target of its own, for a judgement on the source itself merges it into another.
    """
    return f"grade:{source_id}"


class Review:
    """Applies the judgements in force to machine suggestions."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.active = active(judgements)

    def apply(self, claim: Claim, statement: Statement) -> tuple[Claim, Statement] | None:
        """A claim and its statement as they stand after review; None if either was rejected or merged into another."""
        return None if self.is_gone(claim.id, statement.id) else self.corrected(claim, statement)

    def is_gone(self, claim_id: str, statement_id: str) -> bool:
        """Whether a claim or its statement was rejected or merged into another."""
        for target in (claim_id, statement_id):
            judgement = self.active.get(target)
            if judgement and (judgement.act is Act.REJECT or judgement.act is Act.MERGE):
                return True
        return False

    def said_by(self, statement_id: str, source_id: str) -> str:
        """Who said a statement that the machine gave a source, as people corrected it; what merges did is not looked at."""
        judgement = self.active.get(statement_id)
        if judgement is None or judgement.act is not Act.CORRECT:
            return source_id
        return msgspec.json.decode(judgement.replacement, type=Statement).source_id

    def corrected(self, claim: Claim, statement: Statement) -> tuple[Claim, Statement]:
        """A claim and its statement as people corrected them, whether or not they were rejected."""
        return self._correct(claim), self.corrected_statement(statement)

    def corrected_statement(self, statement: Statement) -> Statement:
        """A statement as people corrected it, with the source that its own was merged into."""
        return self._resolve(self._correct(statement))

    def source_id(self, source_id: str) -> str:
        """The source that this one was merged into, or itself."""
        seen = {source_id}
        while (judgement := self.active.get(source_id)) and judgement.act is Act.MERGE:
            source_id = judgement.replacement
            if source_id in seen:  # merged in a circle: the first one stands
                return min(seen)
            seen.add(source_id)
        return source_id

    def graded(self, source: Source) -> Source:
        """A source with the Admiralty letter that a person gave it, in place of the one of the settings; F is none."""
        judgement = self.active.get(grade_target(source.id))
        if judgement is None or judgement.act is not Act.CORRECT:
            return source
        return msgspec.structs.replace(source, grade=judgement.replacement.replace("F", ""))

    def rejected_links(self) -> frozenset[tuple[str, str]]:
        """Pairs of claim and question that a reviewer took apart; written ``claim>question`` as a judgement's target."""
        rejected = (target for target, judgement in self.active.items() if judgement.act is Act.REJECT and ">" in target)
        return frozenset((claim, question) for claim, _, question in (target.partition(">") for target in rejected))

    def conclude(self, suggested: Finding) -> Finding:
        """What the investigators concluded in place of a suggestion; the suggestion itself where they have not."""
        judgement = self.active.get(finding_target(suggested.question_id))
        if judgement is None or judgement.act is not Act.CORRECT:
            return suggested
        return msgspec.json.decode(judgement.replacement, type=Finding)

    def claims_apart(self) -> frozenset[tuple[str, str]]:
        """Pairs of claims, both ways round, that a reviewer said are not one event.

        The judgement's target is ``claim>event``; its replacement keeps the other claims that the event then had, because an
        event's id changes with every claim that joins it.
        """
        pairs: set[tuple[str, str]] = set()
        for target, judgement in self.active.items():
            claim, _, event = target.partition(">")
            if judgement.act is Act.REJECT and event.startswith("e-"):
                for other in judgement.replacement.split():
                    pairs |= {(claim, other), (other, claim)}
        return frozenset(pairs)

    def _correct(self, thing: T) -> T:
        judgement = self.active.get(thing.id)
        if judgement is None or judgement.act is not Act.CORRECT:
            return thing
        return msgspec.json.decode(judgement.replacement, type=type(thing))

    def _resolve(self, statement: Statement) -> Statement:
        source_id = self.source_id(statement.source_id)
        return statement if source_id == statement.source_id else msgspec.structs.replace(statement, source_id=source_id)
