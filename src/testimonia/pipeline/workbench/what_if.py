"""What would be said on one question if a source were distrusted, a claim dropped, or several sources were one account.

Only the claims of the question, of those that rules or promises join to it, and of others by the same sources are reconciled
again. How far a source can be relied upon shows on every question it speaks to, so as many of these are taken along as can be
reckoned at once; in a small case that is all of them. The standing result is reckoned from the very same claims, so whatever
differs comes from the question that was asked. Nothing is kept.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.errors import NotFoundError
from testimonia.model.accounts import AccountsChart
from testimonia.model.findings import Contradiction, Estimate, Finding, Question, Reconciliation
from testimonia.model.material import Metadata
from testimonia.model.phrases import reworded, told
from testimonia.model.review import grade_target
from testimonia.model.testimony import Claim, Source, Statement
from testimonia.pipeline.accounts import Parts, chart_of
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.results import (
    Judged,
    RunResults,
    judged_of,
    once_a_run,
    results_of,
    sources_of,
    with_phrases,
)
from testimonia.pipeline.workbench.saying import in_its_words
from testimonia.pipeline.workbench.wording import finding_words, list_words, plural
from testimonia.publish.accounts.positions import ChartLayout, chart_layout

MOST_CLAIMS = 250
"""Linked claims up to which questions that only share sources are taken along: a quarter of a second of reckoning."""


class WhatIf(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be supposed."""

    without_sources: tuple[str, ...] = ()
    """Ids of sources whose words do not count."""
    without_claims: tuple[str, ...] = ()
    as_one: tuple[tuple[str, ...], ...] = ()
    """Ids of sources that are to count as one account."""
    is_weighted: bool = True
    """False: roles, grades and relays do not weigh."""


class ContradictionChange(Struct, frozen=True):
    """The contradictions of the question: those that go, come and stay."""

    gone: tuple[Contradiction, ...]
    new: tuple[Contradiction, ...]
    kept: tuple[Contradiction, ...]


class Supposed(Struct, frozen=True):
    """What would be said."""

    estimate: Estimate | None
    finding: Finding | None
    words: str
    """The answer in words."""
    standing_words: str
    """What is said without supposing anything."""
    chart: AccountsChart
    layout: ChartLayout
    contradictions: ContradictionChange
    sentence: str
    """What changes, for a reader."""
    is_changed: bool
    claims: int
    """That were reckoned with."""
    questions: tuple[str, ...]
    """Ids of the questions they answer."""
    is_partial: bool
    """Whether other questions by the same sources were left out, because there are too many to reckon at once."""
    took_ms: float


class Gathered(Struct, frozen=True):
    """The claims that a question is reckoned from, before anybody's judgement."""

    question_ids: tuple[str, ...]
    pairs: tuple[tuple[Claim, Statement], ...]
    metadata: Mapping[str, Metadata]
    """By rendition id."""
    is_partial: bool


def what_if(workbench: Workbench, by: str, question_id: str, supposed: WhatIf, *, language: str = "en") -> Supposed:
    """What would be said on a question; nothing is kept.

    Raises:
        NotFoundError: no such question, source or claim.
    """
    began = time.perf_counter()
    case = workbench.case_of(by)
    results, judged, sources = results_of(case), judged_of(workbench, case), sources_of(workbench, case)
    if question_id not in results.questions:
        raise NotFoundError(f"no question {question_id!r}: `testimonia show questions` lists them")
    gathered = gather(case, results, question_id)
    _check(supposed, sources, case)
    seen = judged.last_on(_targets(gathered))
    stands = once_a_run(
        case, f"stands {question_id} {seen}", lambda: reckon(case, gathered, judged, sources, WhatIf()).slice(question_id)
    )
    then = reckon(case, gathered, judged, sources, supposed).slice(question_id)
    question = results.questions[question_id]
    chart = then.chart(question, sources, case, language)
    change = _change(stands, then)
    before, after = (finding_words(one.finding, question) for one in (stands, then))
    sentence, is_changed = _tell(supposed, stands, then, change, sources, (before, after))
    return Supposed(
        estimate=then.estimate,
        finding=then.finding,
        words=after,
        standing_words=before,
        chart=chart,
        layout=chart_layout(in_its_words(chart)),
        contradictions=change,
        sentence=sentence,
        is_changed=is_changed,
        claims=len(gathered.pairs),
        questions=gathered.question_ids,
        is_partial=gathered.is_partial,
        took_ms=round(1000 * (time.perf_counter() - began), 1),
    )


class Slice(Struct, frozen=True):
    """What a reckoning came to on one question."""

    reconciliation: Reconciliation
    question_id: str

    @property
    def finding(self) -> Finding | None:
        """The finding it would suggest."""
        return next((one for one in self.reconciliation.findings if one.question_id == self.question_id), None)

    @property
    def estimate(self) -> Estimate | None:
        """The estimate."""
        return next((one for one in self.reconciliation.estimates if one.question_id == self.question_id), None)

    @property
    def contradictions(self) -> list[Contradiction]:
        """Those that the question's accounts are in."""
        return [one for one in self.reconciliation.contradictions if self.question_id in one.question_ids]

    def chart(self, question: Question, sources: Mapping[str, Source], case: Case, language: str) -> AccountsChart:
        """The accounts chart of what would be said."""
        whole = self.reconciliation
        return chart_of(
            Parts(
                question=question,
                sources=sources,
                answers=[answer for answer in whole.answers if answer.question_id == question.id],
                finding=self.finding,
                estimate=self.estimate,
                contradictions=self.contradictions,
                shifts=[shift for shift in whole.shifts if shift.question_id == question.id],
                derivations=[one for one in whole.derivations if one.question_id == question.id],
                groups=whole.groups,
                ties=whole.ties,
                parties=case.brief.parties,
                language=language,
            )
        )


class Reckoned(Struct, frozen=True):
    """A reconciliation of some claims."""

    reconciliation: Reconciliation

    def slice(self, question_id: str) -> Slice:
        """What it came to on one question."""
        return Slice(self.reconciliation, question_id)


def reckon(case: Case, gathered: Gathered, judged: Judged, sources: Mapping[str, Source], supposed: WhatIf) -> Reckoned:
    """Reconcile gathered claims as people's judgements leave them, under what is supposed."""
    from testimonia.reconcile.reconciliation import reconcile  # numpy and the vocabulary take time to import

    dropped = frozenset(supposed.without_claims)
    reviewed = (judged.review.apply(*pair) for pair in gathered.pairs if pair[0].id not in dropped)
    pairs = [pair for pair in reviewed if pair is not None]
    done = reconcile(
        case.brief,
        sources,
        lambda: pairs,
        metadata_of=lambda rendition_id: gathered.metadata.get(rendition_id, Metadata()),
        rejected_links=judged.review.rejected_links(),
        without=frozenset(supposed.without_sources),
        as_one=[frozenset(one) for one in supposed.as_one],
        is_weighted=supposed.is_weighted,
        is_graded=False,
    )
    return Reckoned(with_phrases(done))


def gather(case: Case, results: RunResults, question_id: str, *, most_claims: int = MOST_CLAIMS) -> Gathered:
    """The claims that a question is reckoned from, before anybody's judgement; read once a run."""
    return once_a_run(case, f"gathered {question_id} {most_claims}", lambda: _gather(case, results, question_id, most_claims))


def _gather(case: Case, results: RunResults, question_id: str, most_claims: int) -> Gathered:
    asked, is_partial = choose_questions(case, results, question_id, most_claims=most_claims)
    found = once_a_run(case, f"testimony {' '.join(asked)}", lambda: _testimony(case, results, asked))
    renditions = {claim.rendition_id for claim, _ in found}
    metadata = once_a_run(
        case,
        "metadata",
        lambda: {one.rendition_id: replace(one.metadata, language=one.language) for one in case.store.readings()},
    )
    return Gathered(asked, tuple(found), {key: metadata[key] for key in renditions if key in metadata}, is_partial)


def choose_questions(
    case: Case, results: RunResults, question_id: str, *, most_claims: int = MOST_CLAIMS
) -> tuple[tuple[str, ...], bool]:
    """The questions to be reckoned together, and whether some by the same sources are left out.

    Those that rules and promises join are always taken; the others by how many sources they share, up to a number of claims.
    """
    chosen = _joined(case, results, question_id)
    size = sum(len(results.links.get(one, ())) for one in chosen)
    ours = {answer.source_id for one in chosen for answer in results.answers.get(one, ())}
    shared: Counter[str] = Counter(answer.question_id for source_id in ours for answer in results.answers_of.get(source_id, ()))
    others = sorted((one for one in results.links if one not in chosen), key=lambda one: (-shared[one], one))
    is_partial = False
    for other in others:
        size += len(results.links[other])
        if size > most_claims:
            is_partial = True
            break
        chosen.append(other)
    return tuple(sorted(chosen)), is_partial


def _joined(case: Case, results: RunResults, question_id: str) -> list[str]:
    """The question with those that rules join to it, however many steps away, and the deeds that promises are held against."""
    from testimonia.reconcile.positions import find_companion
    from testimonia.reconcile.rules import parse_rules

    sets = [frozenset(rule.question_ids) for rule in parse_rules(case.brief.rules, case.brief.questions)]
    for question in case.brief.questions:
        companion = find_companion(question, case.brief.questions)
        sets += [frozenset((question.id, companion.id))] if companion else []
    chosen, fresh = {question_id}, {question_id}
    while fresh:
        fresh = {one for joined in sets if joined & fresh for one in joined} - chosen
        chosen |= fresh
    return [one for one in results.questions if one in chosen]


def _testimony(case: Case, results: RunResults, asked: Sequence[str]) -> Sequence[tuple[Claim, Statement]]:
    """The claims that answer some questions, with all others of their statements: a clause's place and time belong to it."""
    return case.store.testimony_beside(sorted({link.claim_id for one in asked for link in results.links.get(one, ())}))


def _targets(gathered: Gathered) -> Iterator[str]:
    """Whatever a judgement can have as its target that would change what these claims come to."""
    for claim, statement in gathered.pairs:
        yield from (claim.id, statement.id, statement.source_id, grade_target(statement.source_id))
        yield from (f"{claim.id}>{question_id}" for question_id in gathered.question_ids)


def _check(supposed: WhatIf, sources: Mapping[str, Source], case: Case) -> None:
    for source_id in (*supposed.without_sources, *(one for group in supposed.as_one for one in group)):
        if source_id not in sources:
            raise NotFoundError(f"no source {source_id!r}")
    for claim_id in supposed.without_claims:
        case.store.find_id(["claims"], claim_id)


def _change(stands: Slice, then: Slice) -> ContradictionChange:
    before, after = ({one.id: one for one in part.contradictions} for part in (stands, then))
    return ContradictionChange(
        gone=tuple(one for key, one in before.items() if key not in after),
        new=tuple(one for key, one in after.items() if key not in before),
        kept=tuple(one for key, one in after.items() if key in before),
    )


def _tell(
    supposed: WhatIf,
    stands: Slice,
    then: Slice,
    change: ContradictionChange,
    sources: Mapping[str, Source],
    words: tuple[str, str],
) -> tuple[str, bool]:
    """What changes, in a sentence, and whether anything does."""
    premise = _premise(supposed, sources)
    standings = [str(one.finding.standing) if one.finding else "undetermined" for one in (stands, then)]
    is_same = words[0] == words[1] and standings[0] == standings[1]
    before, after = (told(standing, f"standing_word.{standing}") for standing in standings)
    parts = {"before": words[0], "after": words[1], "was": before, "now": after}
    if is_same:
        said = told(f"the answer stays {words[1]} ({after})", "what_if.same", **parts)
    elif words[0] == words[1]:
        said = told(f"the answer stays {words[1]}, and is {after} instead of {before}", "what_if.standing", **parts)
    else:
        said = told(f"{words[1]} ({after}) instead of {words[0]} ({before})", "what_if.other", **parts)
    moves = [
        told(f"{plural(len(found), 'contradiction')} {verb if len(found) == 1 else verbs}", f"what_if.{verb}", count=len(found))
        for found, verb, verbs in ((change.gone, "goes", "go"), (change.new, "comes", "come"))
        if found
    ]
    sentence = f"{premise}: {said}{'; ' if moves else ''}{list_words(moves)}."
    key = "what_if.moved" if moves else "what_if"
    return told(sentence, key, premise=premise, said=said, moves=moves), not is_same or bool(moves)


def _premise(supposed: WhatIf, sources: Mapping[str, Source]) -> str:
    parts = []
    if supposed.without_sources:
        names = list_words([sources[one].name for one in supposed.without_sources])
        parts.append(told(f"without {names}", "what_if.without", what=names))
    if supposed.without_claims:
        claims = plural(len(supposed.without_claims), "claim")
        parts.append(told(f"without {claims}", "what_if.without", what=claims))
    for group in filter(None, supposed.as_one):
        names = list_words([sources[one].name for one in group])
        parts.append(told(f"with {names} as one account", "what_if.as_one", names=names))
    if not supposed.is_weighted:
        parts.append(told("with every account counting the same", "what_if.unweighted"))
    said = list_words(parts) or told("with nothing supposed", "what_if.nothing")
    return reworded(said[0].upper() + said[1:], said)
