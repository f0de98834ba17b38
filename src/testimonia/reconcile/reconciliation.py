"""The reconcile step: from attributed claims to answers, contradictions, estimates, shifts and suggested findings.

It is a pure function of claims, questions, rules and judgements: the same testimony in any order gives the same result, down to
the order of its lists, on every machine. Testimony is streamed: the first pass links claims to the declared questions and
counts what the others speak of, the second fetches only the claims of the questions that are then proposed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.brief import Brief
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Corroboration,
    Estimate,
    Finding,
    Link,
    Question,
    Reconciliation,
    Shift,
)
from testimonia.model.material import Metadata
from testimonia.model.testimony import Claim, Source, Statement
from testimonia.reconcile.answers import Reply, by_source, make_answer, make_reply
from testimonia.reconcile.contradictions import find_contradictions
from testimonia.reconcile.copies import find_shingles, hash_shingles
from testimonia.reconcile.corroborations import find_agreements, find_corroboration
from testimonia.reconcile.estimates import estimate
from testimonia.reconcile.evidence import Evidence, is_account, is_harm_question, read_evidence, split_superseded
from testimonia.reconcile.independence import Independence
from testimonia.reconcile.positions import find_companion, find_shifts
from testimonia.reconcile.proposals import Key, Tallies, find_key
from testimonia.reconcile.questions import NOT_ANSWERS, Matcher, is_age
from testimonia.reconcile.rule_contradictions import find_rule_contradictions
from testimonia.reconcile.rules import parse_rules
from testimonia.reconcile.standing import add_reason, suggest_finding
from testimonia.reconcile.tolls import is_mention, read_tolls

Testimony = Callable[[], Iterable[tuple[Claim, Statement]]]
"""Gives every claim with its statement, as often as it is asked; the order does not matter."""

Rejected = frozenset[tuple[str, str]]
"""Pairs of claim and question that a reviewer refused."""


class Conclusion(Struct, frozen=True):
    """What one question comes to."""

    answers: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]
    corroboration: Corroboration | None
    estimate: Estimate | None
    finding: Finding
    contradictions: tuple[Contradiction, ...]


def reconcile(
    brief: Brief,
    sources: Mapping[str, Source],
    testimony: Testimony,
    *,
    metadata_of: Callable[[str], Metadata],
    rejected_links: Rejected = frozenset(),
) -> Reconciliation:
    """Reconcile all accounts of an investigation.

    Args:
        brief: questions, rules and parties of the investigation.
        sources: every source by id.
        testimony: claims with their statements; ``source_id`` of each statement is set, else the claim is left out.
        metadata_of: metadata of the item behind a rendition id (publisher, interviewer, interpreter).
        rejected_links: links that a reviewer refused.

    Returns:
        Everything concluded. Links of score 0 were considered and not made; their reason says why. Questions come in the order
        of the brief, proposed ones after them by rank; contradictions by weight.

    Raises:
        ConfigError: a rule cannot be read.
    """
    rules = parse_rules(brief.rules, brief.questions)
    links, replies, proposed = _link(brief.questions, testimony, rejected_links)
    replies = [_with_language(reply, metadata_of(reply.rendition_id).language, brief.language) for reply in replies]
    questions = (*brief.questions, *proposed)
    independence = Independence(sources, metadata_of)
    by_question = _group_replies(replies)
    conclusions = [_conclude(question, by_question.get(question.id, ()), sources, independence) for question in questions]
    evidence = {question.id: item.evidence for question, item in zip(questions, conclusions, strict=True)}
    declared = {question.id: question for question in brief.questions}
    contradictions = [x for item in conclusions for x in item.contradictions]
    contradictions += find_rule_contradictions(rules, declared, evidence)
    corroborations = [item.corroboration for item in conclusions if item.corroboration]
    agreements = find_agreements(rules, declared, evidence)
    corroborations += agreements
    confirmed = {agreement.question_id: agreement.reason for agreement in agreements}
    return Reconciliation(
        questions=questions,
        links=tuple(sorted(links, key=lambda link: (link.question_id, -link.score, link.claim_id))),
        groups=tuple(sorted(independence.groups.values(), key=lambda group: (group.reason, group.id))),
        answers=tuple(answer for item in conclusions for answer in item.answers),
        corroborations=tuple(corroborations),
        contradictions=tuple(sorted(contradictions, key=lambda x: (-x.weight, x.id))),
        estimates=tuple(item.estimate for item in conclusions if item.estimate),
        shifts=tuple(_find_all_shifts(questions, conclusions, brief, sources)),
        tolls=read_tolls(testimony(), metadata_of),
        findings=tuple(add_reason(item.finding, confirmed.get(item.finding.question_id, "")) for item in conclusions),
    )


def _link(
    declared: Sequence[Question], testimony: Testimony, rejected: Rejected
) -> tuple[list[Link], list[Reply], tuple[Question, ...]]:
    """Both passes over the testimony: links and replies to declared questions, then those to proposed ones."""
    matcher, tallies = Matcher(declared), Tallies()
    gathering = _Gathering()
    for claim, statement in testimony():
        if not statement.source_id or is_age(claim, statement) or is_mention(claim):
            continue
        links = matcher.match(claim, rejected)
        made = [link for link in links if link.score > 0]
        gathering.links += links
        for link in made:
            gathering.add(claim, statement, link.question_id)
        if not made:
            tallies.add(claim, statement.source_id)
    proposals = tallies.propose(frozenset(question.id for question in declared))
    taken = {link.claim_id for link in gathering.links if link.score > 0}
    for claim, statement in testimony() if proposals else ():
        is_answer = claim.stance not in NOT_ANSWERS and not is_age(claim, statement) and not is_mention(claim)
        if claim.id not in taken and statement.source_id and is_answer:
            gathering.add_proposed(claim, statement, proposals, rejected)
    return gathering.links, gathering.replies, tuple(proposals.values())


def _with_language(reply: Reply, language: str, home: str) -> Reply:
    """A reply that knows whether its words are in the investigation's language; unknown counts as yes."""
    is_foreign = bool(home and language) and language.partition("-")[0] != home.partition("-")[0]
    return replace(reply, is_foreign=True) if is_foreign else reply


class _Gathering:
    """Links and replies as they are found. A statement's shingles are computed once."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.replies: list[Reply] = []
        self._statement = ""
        self._shingles = hash_shingles("")

    def add(self, claim: Claim, statement: Statement, question_id: str) -> None:
        if statement.id != self._statement:
            self._statement, self._shingles = statement.id, find_shingles(statement)
        self.replies.append(make_reply(claim, statement, question_id, self._shingles))

    def add_proposed(self, claim: Claim, statement: Statement, proposals: Mapping[Key, Question], rejected: Rejected) -> None:
        key = find_key(claim)
        question = proposals.get(key) if key else None
        if question and (claim.id, question.id) not in rejected:
            self.links.append(Link(claim.id, question.id, 0.5, "counts the same thing in the same event as other claims"))
            self.add(claim, statement, question.id)


def _group_replies(replies: Sequence[Reply]) -> dict[str, list[Reply]]:
    grouped: dict[str, list[Reply]] = {}
    for reply in replies:
        grouped.setdefault(reply.question_id, []).append(reply)
    return grouped


def _find_all_shifts(
    questions: Sequence[Question], conclusions: Sequence[Conclusion], brief: Brief, sources: Mapping[str, Source]
) -> Iterator[Shift]:
    parties = {party.key: party for party in brief.parties}
    answers = {question.id: item.answers for question, item in zip(questions, conclusions, strict=True)}
    for question in questions:
        companion = find_companion(question, brief.questions)
        deeds = answers[companion.id] if companion else None
        yield from find_shifts(question, answers[question.id], sources, parties=parties, deeds=deeds)


def _conclude(
    question: Question, replies: Sequence[Reply], sources: Mapping[str, Source], independence: Independence
) -> Conclusion:
    group_of = independence.group_sources(replies)
    nobodys = {reply.position.claim_id for reply in replies if reply.is_unattributed}
    answers = [_answer(question, series, sources, group_of, nobodys) for _, series in by_source(replies)]
    answers.sort(key=lambda a: (sources[a.source_id].name if a.source_id in sources else "", a.positions[0].claim_id))
    evidence, superseded = split_superseded(question, read_evidence(answers, sources))
    reasons = {group_id: group.reason for group_id, group in independence.groups.items()}
    corroboration = find_corroboration(question, evidence, reasons)
    result = estimate(question, evidence)
    return Conclusion(
        answers=tuple(answers),
        evidence=tuple(evidence),
        corroboration=corroboration,
        estimate=result,
        finding=suggest_finding(question, answers, evidence, estimate=result, superseded=superseded),
        contradictions=tuple(find_contradictions(question, evidence)),
    )


def _answer(
    question: Question,
    series: Sequence[Reply],
    sources: Mapping[str, Source],
    group_of: Mapping[str, str],
    nobodys: Set[str],
) -> Answer:
    """One source's answer; without a group if its standing reply is no account of anybody's."""
    source_id = series[0].position.source_id
    answer = make_answer(question.id, series, group=group_of[source_id], is_toll=is_harm_question(question))
    position = answer.positions[answer.standing]
    if is_account(position, sources.get(source_id), is_unattributed=position.claim_id in nobodys):
        return answer
    return replace(answer, group="")
