"""How much it is worth to judge a claim next.

Why not in the order of the text: of a hundred thousand suggestions a team can judge some hundreds. First come those on which a
contradiction hangs, then those that answer what the editors asked, then what surely meets a question.
"""

from collections import defaultdict

from testimonia.pipeline.workbench.results import RunResults
from testimonia.store.claim_index import Ranked

DECLARED = 2.0
"""A question that the editors asked is worth as much as two that the machine proposed."""
CLASH = 4.0
"""What the heaviest contradiction adds; others add in proportion to their weight."""


def rank_claims(results: RunResults) -> dict[str, Ranked]:
    """Claim id -> what it is worth, how many contradictions rest on it, and which questions it answers.

    The worth is the sum, over the questions it meets, of how surely it does (twice for a declared one), and the weight of its
    heaviest contradiction as a share of the heaviest of all, four times.
    """
    clashes: dict[str, list[float]] = defaultdict(list)
    for contradiction in results.all_contradictions.values():
        for claim_id in contradiction.claim_ids:
            clashes[claim_id].append(contradiction.weight)
    heaviest = max((one.weight for one in results.all_contradictions.values()), default=0.0) or 1.0
    worth: dict[str, float] = defaultdict(float)
    for question_id, links in results.links.items():
        question = results.questions.get(question_id)
        factor = 1.0 if question is None or question.is_proposed else DECLARED
        for link in links:
            worth[link.claim_id] += factor * link.score
    asked = results.questions_of
    return {
        claim_id: Ranked(
            round(worth.get(claim_id, 0.0) + CLASH * max(clashes.get(claim_id, [0.0])) / heaviest, 4),
            len(clashes.get(claim_id, ())),
            tuple(sorted(asked.get(claim_id, ()))),
        )
        for claim_id in {*worth, *clashes}
    }
