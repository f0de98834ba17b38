"""Relations that the draft's sentences write out, against arithmetic; and which figures are only such a relation's result."""

import re
from collections.abc import Iterable

from testimonia.check.context import Context
from testimonia.check.relations import Relation, multiples_in, relations_in
from testimonia.check.verdicts import Verdict, passed, problem
from testimonia.model.desk import Check
from testimonia.model.testimony import Claim

_NEAR = 1e-6


def check_relations(context: Context) -> Iterable[Verdict]:
    """Every relation written out in full: its result is right, or an error that says the right one."""
    prose = context.draft.contents.prose
    for relation in _relations(context):
        place = relation.start, relation.end, " ".join(prose[relation.start : relation.end].split())
        if relation.is_right:
            yield passed(Check.NUMBER, place, relation.words)
        else:
            yield problem(Check.NUMBER, place, f"this does not come out: {relation.words}")


def reckoning_of(context: Context, claim: Claim) -> str:
    """Why a drafted figure is the draft's own reckoning, right or wrong, and so nobody's word; empty where it is none."""
    for relation in _relations(context):
        for start, end in ((relation.start, relation.end), *relation.supposed):
            if start < claim.span.end and claim.span.start < end:
                return relation.words
    sentence = context.sentence(claim)
    if sentence is None:
        return ""
    for start, end, result in multiples_in(sentence.text):
        is_it = sentence.start + start < claim.span.end and claim.span.start < sentence.start + end
        if is_it and any(abs(one - result) <= _NEAR * max(1.0, result) for one in context.figures):
            return f"a multiple of {result:g}, which the case has"
    return ""


def _relations(context: Context) -> list[Relation]:
    found: list[Relation] | None = context.notes.get("relations")
    if found is None:
        found = context.notes["relations"] = []
        for sentence in context.draft.sentences:
            if not re.search(r"\w", sentence.text):
                continue
            for one in relations_in(sentence.text):
                start, end = sentence.start + one.start, sentence.start + one.end
                if not context.draft.is_quoted(start, end):
                    supposed = tuple((sentence.start + a, sentence.start + b) for a, b in one.supposed)
                    found.append(Relation(start, end, one.is_right, one.right, one.words, supposed))
    return found
