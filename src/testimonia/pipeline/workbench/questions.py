"""A question with all that is said on it: the accounts chart, each source's words, what cannot all be true, the finding."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.errors import NotFoundError
from testimonia.model.accounts import Account, AccountsChart
from testimonia.model.brief import Brief
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Corroboration,
    Derivation,
    Estimate,
    Finding,
    Group,
    Link,
    Question,
    ScopeDifference,
    Shift,
    Tie,
)
from testimonia.model.phrases import give_phrases
from testimonia.model.scales import Grade, Scale
from testimonia.model.testimony import Role, Source, Stance
from testimonia.model.values import Value
from testimonia.pipeline.accounts import Parts, chart_of
from testimonia.pipeline.approving import SINGLE_USER, Approval
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.findings import Standpoint, approvals_on, finding_etag, finding_history, standpoint
from testimonia.pipeline.workbench.results import Judged, RunResults, judged_of, results_of, sources_of
from testimonia.pipeline.workbench.saying import in_its_words
from testimonia.pipeline.workbench.values import account_in_words, unit_in_words
from testimonia.publish.accounts.positions import ChartLayout, chart_layout
from testimonia.reconcile.rules import write_rule

MOST_DIFFERENCES = 40
"""Pairs of different scope that are shown for one question, the most alike first."""


class QuestionRow(Struct, frozen=True):
    """A question in the list."""

    id: str
    text: str
    value_type: str
    unit: str
    unit_words: str
    """The unit as it is read: "lorries"."""
    is_proposed: bool
    finding: Standpoint | None
    accounts: int
    """Sources that answer it."""
    contradictions: int


class PositionRow(Struct, frozen=True):
    """What a source held at one time."""

    claim_id: str
    words: str
    said_on: str
    stance: Stance
    value: Value
    value_words: str
    is_first_hand: bool | None
    chain: tuple[str, ...]
    """Who told whom, the original first; names the team uses."""
    is_standing: bool
    state: str
    """suggested, accepted, rejected, corrected, merged, added."""


class AnswerRow(Struct, frozen=True):
    """One source's reply."""

    id: str
    source_id: str
    source: str
    role: Role
    party: str
    party_name: str
    grade: str
    """Admiralty code: reliability of the source and credibility of this answer, such as B2."""
    credibility_reason: str
    group: str
    positions: tuple[PositionRow, ...]


class ContradictionRow(Struct, frozen=True):
    """A minimal set of claims that cannot all be true, with the words of each."""

    id: str
    sentence: str
    arithmetic: tuple[str, ...]
    claim_ids: tuple[str, ...]
    rule_ids: tuple[str, ...]
    rules: tuple[str, ...]
    """Each rule as written, with its reason."""
    question_ids: tuple[str, ...]
    weight: float
    claims: tuple["ContradictingClaim", ...]


class ContradictingClaim(Struct, frozen=True):
    """A claim of a contradiction as it stands in its question."""

    claim_id: str
    question_id: str
    source_id: str
    source: str
    words: str
    said_on: str
    state: str


class QuestionView(Struct, frozen=True):
    """Everything about one question."""

    question: Question
    unit_words: str
    """The question's unit as it is read."""
    chart: AccountsChart
    layout: ChartLayout
    answers: tuple[AnswerRow, ...]
    contradictions: tuple[ContradictionRow, ...]
    differences: tuple[ScopeDifference, ...]
    corroborations: tuple[Corroboration, ...]
    derivations: tuple[Derivation, ...]
    estimate: Estimate | None
    suggestion: Finding | None
    finding: Finding | None
    """What stands: the investigators' conclusion, else the suggestion."""
    standpoint: Standpoint | None
    history: tuple[Finding, ...]
    """Earlier and present conclusions, the oldest first."""
    approvals: tuple[Approval, ...]
    approval_note: str
    """What must be known of approving here: in single-user mode nobody else looks."""
    shifts: tuple[Shift, ...]
    ties: tuple[Tie, ...]
    groups: tuple[Group, ...]
    grades: tuple[Grade, ...]
    links: tuple[Link, ...]
    etag: str


def list_questions(workbench: Workbench, by: str) -> list[QuestionRow]:
    """Every question with how it stands, in the order of the settings, proposed ones last."""
    return workbench.remember("questions", lambda: list(_rows(workbench, by)))


def _rows(workbench: Workbench, by: str) -> Iterator[QuestionRow]:
    case = workbench.case_of(by)
    results, judged = results_of(case), judged_of(workbench, case)
    for question in results.questions.values():
        yield QuestionRow(
            id=question.id,
            text=question.text,
            value_type=question.value_type,
            unit=question.unit,
            unit_words=unit_in_words(question.unit),
            is_proposed=question.is_proposed,
            finding=standpoint(results, judged, question),
            accounts=len(results.answers.get(question.id, ())),
            contradictions=len(results.contradictions.get(question.id, ())),
        )


def show_question(workbench: Workbench, by: str, question_id: str, *, language: str = "en") -> QuestionView:
    """Everything about one question; the chart's own words in a language. Raises NotFoundError."""
    return workbench.remember(f"question {question_id} {language}", lambda: _view(workbench, by, question_id, language))


def _view(workbench: Workbench, by: str, question_id: str, language: str) -> QuestionView:
    case = workbench.case_of(by)
    results, judged, sources = results_of(case), judged_of(workbench, case), sources_of(workbench, case)
    question = results.questions.get(question_id)
    if question is None:
        raise NotFoundError(f"no question {question_id!r}: `testimonia show questions` lists them")
    suggestion = results.suggestions.get(question_id)
    finding = give_phrases(judged.review.conclude(suggestion), ("words", "reason"), results.phrases) if suggestion else None
    answers = results.answers.get(question_id, [])
    shifts = results.shifts.get(question_id, [])
    chart = chart_of(
        Parts(
            question=question,
            sources=sources,
            answers=answers,
            finding=finding,
            estimate=results.estimates.get(question_id),
            contradictions=results.contradictions.get(question_id, ()),
            shifts=shifts,
            derivations=results.derivations.get(question_id, ()),
            groups=list(results.groups.values()),
            ties=results.ties_among(answer.source_id for answer in answers),
            parties=case.brief.parties,
            language=language,
        )
    )
    judgements = case.store.judgements() if finding and not finding.is_suggestion else []
    history = finding_history(question_id, judgements)
    own = {(grade.target, grade.scale): grade for grade in (finding.grades if finding else ())}
    grades = [own.get((grade.target, grade.scale), grade) for grade in _grades(results, question_id, answers)]
    rules = _rules(case.brief)
    parties = {party.key: party.name for party in case.brief.parties}
    is_alone = workbench.is_single_user or not case.brief.release.four_eyes
    return QuestionView(
        question=question,
        unit_words=unit_in_words(question.unit),
        chart=chart,
        layout=chart_layout(in_its_words(chart)),
        answers=tuple(_answers(answers, chart, sources, judged, grades, parties)),
        contradictions=tuple(
            _contradiction(one, results, sources, judged, rules) for one in results.contradictions.get(question_id, ())
        ),
        differences=tuple(results.differences.get(question_id, ())[:MOST_DIFFERENCES]),
        corroborations=tuple(results.corroborations.get(question_id, ())),
        derivations=tuple(results.derivations.get(question_id, ())),
        estimate=results.estimates.get(question_id),
        suggestion=suggestion,
        finding=finding,
        standpoint=standpoint(results, judged, question),
        history=tuple(history),
        approvals=tuple(approvals_on(history, judgements)),
        approval_note=SINGLE_USER if is_alone else "",
        shifts=tuple(shifts),
        ties=tuple(results.ties_among(answer.source_id for answer in answers)),
        groups=tuple(results.groups[key] for key in dict.fromkeys(a.group for a in answers) if key in results.groups),
        grades=tuple(grades),
        links=tuple(results.tell_link(link) for link in results.links.get(question_id, ())),
        etag=finding_etag(results, judged, question_id),
    )


def _rules(brief: Brief) -> dict[str, str]:
    """Every rule by id in the questions' words, with the reason its editor gave."""
    questions = {question.id: question for question in brief.questions}
    written = {rule.id: write_rule(rule.expression, questions) for rule in brief.rules}
    return {rule.id: f"{written[rule.id]} ({rule.reason})" if rule.reason else written[rule.id] for rule in brief.rules}


def _grades(results: RunResults, question_id: str, answers: Sequence[Answer]) -> Iterator[Grade]:
    for target in (question_id, *(answer.id for answer in answers)):
        yield from results.grades.get(target, ())


def _answers(
    answers: Sequence[Answer],
    chart: AccountsChart,
    sources: Mapping[str, Source],
    judged: Judged,
    grades: Sequence[Grade],
    parties: Mapping[str, str],
) -> Iterator[AnswerRow]:
    accounts = {account.id: account for account in chart.accounts}
    credibility = {grade.target: grade for grade in grades if grade.scale is Scale.CREDIBILITY}
    for answer in answers:
        source = sources.get(answer.source_id)
        credible = credibility.get(answer.id)
        yield AnswerRow(
            id=answer.id,
            source_id=answer.source_id,
            source=source.name if source else "",
            role=source.role if source else Role.UNKNOWN,
            party=source.party if source else "",
            party_name=parties.get(source.party, source.party) if source else "",
            grade=f"{(source.grade if source else '') or 'F'}{credible.value if credible else '6'}",
            credibility_reason=credible.reason if credible else "",
            group=answer.group,
            positions=tuple(_position(accounts[one.claim_id], answer, at, judged) for at, one in enumerate(answer.positions)),
        )


def _position(account: Account, answer: Answer, at: int, judged: Judged) -> PositionRow:
    position = answer.positions[at]
    return PositionRow(
        claim_id=position.claim_id,
        words=position.words,
        said_on=position.said_on,
        stance=position.stance,
        value=position.value,
        value_words="" if account.stance is Stance.DECLINES else account_in_words(replace(account, stance=Stance.ASSERTS)),
        is_first_hand=position.is_first_hand,
        chain=account.relayed_from,
        is_standing=at == answer.standing,
        state=judged.state_of(position.claim_id, position.statement_id),
    )


def _contradiction(
    one: Contradiction,
    results: RunResults,
    sources: Mapping[str, Source],
    judged: Judged,
    rules: Mapping[str, str],
) -> ContradictionRow:
    claims = []
    for question_id in one.question_ids:
        for answer in results.answers.get(question_id, ()):
            for position in answer.positions:
                if position.claim_id in one.claim_ids:
                    source = sources.get(position.source_id)
                    claims.append(
                        ContradictingClaim(
                            position.claim_id,
                            question_id,
                            position.source_id,
                            source.name if source else "",
                            position.words,
                            position.said_on,
                            judged.state_of(position.claim_id, position.statement_id),
                        )
                    )
    claims.sort(key=lambda claim: one.claim_ids.index(claim.claim_id))
    return ContradictionRow(
        id=one.id,
        sentence=one.sentence,
        arithmetic=one.arithmetic,
        claim_ids=one.claim_ids,
        rule_ids=one.rule_ids,
        rules=tuple(rules.get(rule_id, rule_id) for rule_id in one.rule_ids),
        question_ids=one.question_ids,
        weight=one.weight,
        claims=tuple(claims),
    )
