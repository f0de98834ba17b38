"""What past states of a case rest on and the last run does not: claims that people have since decided otherwise on.

A run links only what counts when it is made. A claim that was rejected, merged or taken back by then answers no question in its
results, and one that was corrected answers as it was corrected. To reckon a state before that decision such claims are needed
as they were, and it must be found out anew which questions they answer. A claim that a person added counts only in states that
hold its addition.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from testimonia.errors import NotFoundError
from testimonia.model.material import Metadata
from testimonia.model.testimony import Act, Claim, Judgement, Made, Statement
from testimonia.pipeline.case import Case
from testimonia.pipeline.sources import judged_sources
from testimonia.pipeline.workbench.results import Judged, once_a_run
from testimonia.pipeline.workbench.what_if import Gathered

Pair = tuple[Claim, Statement]

MOVING = frozenset((Act.REJECT, Act.MERGE, Act.CORRECT, Act.ADD))
"""What changes what a claim says or whether it counts; accepting does not."""
MOST_TARGETS = 400
"""Claims and statements that are looked at anew; the latest ones."""


class PastEvidence(Struct, frozen=True):
    """Claims on which some of the states differ, before anybody's decision."""

    pairs: Mapping[str, Pair]
    """Claim id -> the claim and its statement."""
    questions_of: Mapping[str, Set[str]]
    """Claim id -> the questions that it answers in any of the states."""
    claims_of: Mapping[str, Sequence[str]]
    """Target of a decision (claim or statement) -> the claims that it is about."""
    made: Set[str]
    """Ids of all claims that people ever added."""
    is_partial: bool
    """Whether there are more than are looked at."""

    def questions(self, targets: Sequence[str]) -> set[str]:
        """The questions that the claims of some targets answer."""
        claims = (claim_id for target in targets for claim_id in self.claims_of.get(target, ()))
        return {question_id for claim_id in claims for question_id in self.questions_of.get(claim_id, ())}

    def joined(self, case: Case, gathered: Gathered, judged: Judged) -> Gathered:
        """What a state's answer to gathered questions is reckoned from."""
        asked = set(gathered.question_ids)
        statements = {self.pairs[one][0].statement_id for one, found in self.questions_of.items() if found & asked}
        pairs = {pair[0].id: pair for pair in gathered.pairs}
        pairs |= {claim_id: pair for claim_id, pair in self.pairs.items() if pair[0].statement_id in statements}
        held = [pair for claim_id, pair in pairs.items() if claim_id not in self.made or claim_id in judged.active]
        held.sort(key=lambda pair: (pair[0].rendition_id, pair[0].span.start, pair[0].id))
        known = _metadata(case)
        metadata = {claim.rendition_id: known[claim.rendition_id] for claim, _ in held if claim.rendition_id in known}
        return replace(gathered, pairs=tuple(held), metadata=metadata)


def past_evidence(case: Case, states: Sequence[Judged], now: Judged, judgements: Sequence[Judgement]) -> PastEvidence:
    """What some states rest on beside what the last run gathered.

    Args:
        states: decisions that the states are made of.
        now: the decisions of now, which the last run was made under, or is about to be.
        judgements: every decision, for what people added.
    """
    targets = [target for target in _differing((*states, now)) if target.startswith(("c-", "s-"))]
    claims_of: dict[str, list[str]] = {}
    pairs: dict[str, Pair] = {}
    added = {one.target: one for one in judgements if one.act is Act.ADD}
    for target in targets[-MOST_TARGETS:]:
        found = [*_pairs(case, target, added.get(target))]
        claims_of[target] = [claim.id for claim, _ in found if target in (claim.id, claim.statement_id)]
        pairs |= {claim.id: (claim, statement) for claim, statement in found}
    questions_of: dict[str, set[str]] = defaultdict(set)
    for judged in states if pairs else ():
        for claim_id, question_id in _links(case, judged, [pair for pair in pairs.values() if _holds(pair, added, judged)]):
            questions_of[claim_id].add(question_id)
    made = frozenset(target for target in added if target.startswith("c-"))
    return PastEvidence(pairs, dict(questions_of), claims_of, made, len(targets) > MOST_TARGETS)


def _differing(states: Sequence[Judged]) -> list[str]:
    """Targets on which some of the states have another moving decision in force, the latest last."""
    targets = dict.fromkeys(target for judged in states for target in judged.active)
    found = []
    for target in targets:
        active = [judged.active.get(target) for judged in states]
        is_moving = any(one is not None and one.act in MOVING for one in active)
        if is_moving and len({one.id if one else "" for one in active}) > 1:
            found.append(target)
    last = states[-1].last
    return sorted(found, key=lambda target: last.get(target, -1))


def _pairs(case: Case, target: str, added: Judgement | None) -> Iterator[Pair]:
    """The claims that a decision is about, with all others of their statements."""
    claim_ids = [target]
    if target.startswith("s-"):
        try:
            rendition_id = case.store.statement(target).rendition_id
        except NotFoundError:  # a person added it, and took it back; its claims are decisions of their own
            return
        claim_ids = [claim.id for claim in case.store.claims(rendition_id) if claim.statement_id == target]
    found = case.store.testimony_beside(claim_ids)
    yield from found
    if added is not None and target not in {claim.id for claim, _ in found}:
        made = msgspec.json.decode(added.replacement, type=Made)
        if made.claim is not None:
            yield made.claim, made.statement or case.store.statement(made.claim.statement_id)


def _holds(pair: Pair, added: Mapping[str, Judgement], judged: Judged) -> bool:
    return pair[0].id not in added or pair[0].id in judged.active


def _links(case: Case, judged: Judged, pairs: Sequence[Pair]) -> Iterator[tuple[str, str]]:
    """Claim and question of every link that some claims have under some decisions."""
    from testimonia.reconcile.reconciliation import reconcile  # numpy and the vocabulary take time to import

    reviewed = [pair for pair in (judged.review.apply(*each) for each in pairs) if pair is not None]
    known = _metadata(case)
    found = reconcile(
        case.brief,
        judged_sources(case, judged.review),
        lambda: reviewed,
        metadata_of=lambda rendition_id: known.get(rendition_id, Metadata()),
        rejected_links=judged.review.rejected_links(),
        is_graded=False,
    )
    return ((link.claim_id, link.question_id) for link in found.links if link.score > 0)


def _metadata(case: Case) -> Mapping[str, Metadata]:
    return once_a_run(
        case,
        "metadata",
        lambda: {one.rendition_id: replace(one.metadata, language=one.language) for one in case.store.readings()},
    )
