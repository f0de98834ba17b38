"""What ``show question`` and ``show findings`` print: the finding, its grades, and the accounts side by side."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from testimonia.cli.printing import in_words, interval, table
from testimonia.cli.printing import number as figure
from testimonia.model.findings import (
    Answer,
    Finding,
    Position,
    Question,
    Standing,
)
from testimonia.model.scales import Grade, Scale
from testimonia.model.testimony import Polarity, Source, Stance
from testimonia.model.values import Occurrence
from testimonia.pipeline.approving import Approval
from testimonia.pipeline.investigation import Investigation

COLOUR = {
    Standing.CORROBORATED: "green",
    Standing.SINGLE_SOURCE: "yellow",
    Standing.CONTESTED: "red",
    Standing.UNDETERMINED: "dim",
}

Parts = Iterator[RenderableType]

MOST_LINES = 2
"""Lines of one kind shown below a question's accounts."""
GRADED = {Scale.LIKELIHOOD: "that it happened is", Scale.AIRWARS: "Airwars", Scale.CONFIDENCE: "confidence"}
"""How a grade of each scale is introduced."""
MOVED = 0.05
"""Share of the best figure from which an account is said to move it."""


def findings(case: Investigation) -> Parts:
    """One line a question."""
    names = {question.id: question.text for question in case.questions()}
    approvals = case.approvals()
    shown = table("Findings (suggested until a person judges them)", "question", "standing", "finding")
    for finding in case.findings():
        standing = f"[{COLOUR[finding.standing]}]{finding.standing}[/]"
        decided = approval_words(approvals.get(finding.id))
        by = "" if finding.is_suggestion else f"  [dim](concluded by {escape(finding.reviewer)}, {escape(decided)})[/]"
        shown.add_row(escape(names.get(finding.question_id, finding.question_id)), standing, escape(_said(finding)) + by)
    yield shown


def approval_words(approval: Approval | None) -> str:
    """What a second person decided about a finding."""
    if approval is None:
        return "not approved yet"
    if approval.is_single_user:
        return f"approved by {approval.by}, who wrote it: nobody else has looked"
    return f"{'approved' if approval.is_approved else 'refused'} by {approval.by}"


def accounts(case: Investigation, asked: Sequence[Question], *, limit: int = 0) -> Parts:
    """Each question that has an answer, with its finding, grades and the accounts side by side; 0 = no limit."""
    sources = {source.id: source for source in case.sources()}
    answers = defaultdict(list)
    for answer in case.answers():
        answers[answer.question_id].append(answer)
    more = _More(case, sources)
    grades = {(grade.target, grade.scale): grade for grade in case.grades()}
    found = {finding.question_id: finding for finding in case.findings()}
    suggested = {finding.question_id: finding for finding in case.suggestions()}
    approvals = case.approvals()
    answered = [question for question in asked if answers[question.id]]
    for question in answered[: limit or None]:
        yield Text.from_markup(f"\n[bold]{escape(question.text)}[/] [dim]{question.id}[/]")
        if finding := found.get(question.id):
            yield Padding(_finding(finding, suggested[question.id], approvals.get(finding.id)), (0, 0, 0, 2))
        for graded in _question_grades(question, grades):
            yield Padding(Text(graded, style="dim"), (0, 0, 0, 2))
        yield Padding(_answer_table(answers[question.id], sources, grades), (0, 0, 0, 2))
        for line in more.about(question):
            yield Padding(Text(line, style="dim"), (0, 0, 0, 2))
    if not answered:
        yield "No question has an answer yet: `testimonia ingest` material, then `testimonia run`."
    elif limit and len(answered) > limit:
        yield f"\n{len(answered) - limit} more: `testimonia show findings --limit 0`, or `--brief` for one line each"


class _More:
    """What stands below the accounts of a question: whose account carries it, what follows by rules, ties, other scopes."""

    def __init__(self, case: Investigation, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._estimates = {estimate.question_id: estimate for estimate in case.estimates()}
        self._answering: dict[str, set[str]] = defaultdict(set)
        for answer in case.answers():
            if answer.standing >= 0:
                self._answering[answer.question_id].add(answer.source_id)
        self._ties = case.ties()
        self._lines: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for derivation in case.derivations():
            self._lines[derivation.question_id]["follows"].append(derivation.words)
        for difference in case.differences():
            for question_id in difference.question_ids:
                self._lines[question_id]["another scope, no contradiction"].append(difference.sentence)

    def about(self, question: Question) -> Iterator[str]:
        """The lines below one question."""
        if carried := self._carried(question):
            yield carried
        answering = self._answering[question.id]
        ties = [tie.reason for tie in self._ties if tie.first in answering and tie.second in answering]
        for kind, lines in (("not wholly independent", ties), *self._lines[question.id].items()):
            for line in lines[:MOST_LINES]:
                yield f"{kind}: {line}"
            if len(lines) > MOST_LINES:
                yield f"{kind}: {len(lines) - MOST_LINES} more, with --json"

    def _carried(self, question: Question) -> str:
        """Whose account moves the figure, and to what: the best value without each."""
        estimate = self._estimates.get(question.id)
        if estimate is None or estimate.best is None or len(estimate.influences) < 2:
            return ""
        moved = []
        for influence in estimate.influences:
            without = influence.best_without
            if without is not None and abs(without - estimate.best) > MOVED * abs(estimate.best):
                moved.append(f"{name_source(self._sources, influence.source_id)} (without: {figure(without)})")
        return f"carried by: {', '.join(moved)}" if moved else "no single account moves the best figure by a twentieth"


def _finding(finding: Finding, suggestion: Finding, approval: Approval | None) -> Text:
    """The finding with its standing and reason; what a person concluded stands above what the machine suggests."""
    standing = f"[{COLOUR[finding.standing]}]{finding.standing}[/]"
    lines = [f"{escape(_said(finding))}  ({standing}: {escape(finding.reason)})"]
    if not finding.is_suggestion:
        decided = approval_words(approval)
        lines[0] += f"\n[dim]concluded by {escape(finding.reviewer)} on {finding.at[:10]}, {escape(decided)}"
        changed = finding.supersedes != suggestion.id
        lines[0] += "; the evidence has changed since then[/]" if changed else "[/]"
        lines.append(f"[dim]the machine suggests: {escape(_said(suggestion))} ({suggestion.standing})[/]")
    return Text.from_markup("\n".join(lines))


def _question_grades(question: Question, grades: Mapping[tuple[str, Scale], Grade]) -> Iterator[str]:
    """The question's grades; a likelihood never in one sentence with a confidence."""
    for scales in ((Scale.LIKELIHOOD,), (Scale.AIRWARS, Scale.CONFIDENCE)):
        found = [(GRADED[scale], grades[question.id, scale]) for scale in scales if (question.id, scale) in grades]
        if found:
            told = (f"{name} {one.value}: {one.reason}{f' ({one.by})' if one.by else ''}" for name, one in found)
            yield f"graded by our rules: {'; '.join(told)}"


def _said(finding: Finding) -> str:
    return finding.words or interval(finding.low, finding.best, finding.high, finding.unit)


def _answer_table(answers: Sequence[Answer], sources: Mapping[str, Source], grades: Mapping[tuple[str, Scale], Grade]) -> Table:
    shown = Table(box=None, pad_edge=False, show_header=False, expand=True)
    shown.add_column(width=24, overflow="fold")
    shown.add_column(width=20, overflow="fold")
    shown.add_column(overflow="fold", ratio=1)
    for answer in sorted(answers, key=lambda answer: name_source(sources, answer.source_id)):
        source = sources.get(answer.source_id)
        code = _admiralty(source, grades.get((answer.id, Scale.CREDIBILITY)))
        name = f"{escape(describe_source(source))} [dim]{code}[/]" if answer.standing >= 0 else escape(describe_source(source))
        for number, position in enumerate(answer.positions):
            style = "" if number == answer.standing else "[dim]"
            words = f"{style}{_words(position)}{'[/]' if style else ''} [dim]{position.claim_id[:10]}[/]"
            shown.add_row(name, style + escape(_held(position)), words)
            name = ""
    return shown


def _admiralty(source: Source | None, credibility: Grade | None) -> str:
    """The Admiralty code of an answer, such as B2: reliability of the source, credibility of what it says."""
    return f"{(source.grade if source else '') or 'F'}{credibility.value if credibility else '6'}"


def _held(position: Position) -> str:
    """What a position says, in a word or a figure; the unit stands in the words beside it."""
    value = position.value
    if position.stance is Stance.DECLINES:
        return "declines to say"
    held = in_words(value)
    if position.stance is not Stance.ASSERTS:
        held = f"{position.stance}: {held}"
    if position.polarity is Polarity.NEGATED and not isinstance(value, Occurrence):
        held = f"not {held}"
    return held


def _words(position: Position) -> str:
    date = f" ({position.said_on})" if position.said_on else ""
    heard = " [dim]relayed[/]" if position.is_first_hand is False else ""
    return f"{escape(quote_words(position.words))}{date}{heard}"


def describe_source(source: Source | None) -> str:
    """A source's name with its role and party."""
    if source is None:
        return "unknown"
    details = [word for word in (str(source.role) if source.role != "unknown" else "", source.party) if word]
    return f"{source.name} ({', '.join(details)})" if details else source.name


def name_source(sources: Mapping[str, Source], source_id: str) -> str:
    """The name of a source by its id; empty if it is unknown."""
    return sources[source_id].name if source_id in sources else ""


def quote_words(words: str, limit: int = 160) -> str:
    """Words in quotation marks on one line, cut at a length."""
    flat = " ".join(words.split()).strip('"“”«» ')
    return f"“{flat if len(flat) <= limit else flat[: limit - 1] + '…'}”"


def what_if(case: Investigation, asked: Question, found: Sequence[Finding]) -> Parts:
    """The finding as it stands, and as it would be."""
    yield Text.from_markup(f"\n[bold]{escape(asked.text)}[/] [dim]{asked.id}[/]")
    stands = next((finding for finding in case.suggestions() if finding.question_id == asked.id), None)
    for title, finding in (("as it stands", stands), ("then", next(iter(found), None))):
        said = f"{_said(finding)} ({finding.standing}: {finding.reason})" if finding else "nothing is said on it"
        yield Padding(Text(f"{title}: {said}"), (0, 0, 0, 2))
