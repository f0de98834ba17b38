"""What ``show`` prints: each view turns objects into Rich renderables."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from testimonia.cli.printing import in_words, interval, table
from testimonia.cli.printing import number as figure
from testimonia.model.events import Event
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Finding,
    Position,
    Question,
    ScopeDifference,
    Shift,
    Standing,
    Toll,
    World,
)
from testimonia.model.material import Material
from testimonia.model.reports import ClaimTrail, ItemTrail
from testimonia.model.scales import Grade, Scale
from testimonia.model.testimony import FACTUAL, Claim, Extraction, Form, Judgement, Polarity, Source, Stance, Statement
from testimonia.model.values import Occurrence
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
HARMS = {"kill": "killed", "injure": "injured"}
GRADED = {Scale.LIKELIHOOD: "that it happened is", Scale.AIRWARS: "Airwars", Scale.CONFIDENCE: "confidence"}
"""How a grade of each scale is introduced."""
MOVED = 0.05
"""Share of the best figure from which an account is said to move it."""


def questions(case: Investigation) -> Parts:
    """Questions with their type, unit and number of answers."""
    count = Counter(answer.question_id for answer in case.answers())
    shown = table("Questions", "id", "type", "answers", "question")
    for question in case.questions():
        proposed = " [dim](proposed)[/]" if question.is_proposed else ""
        shown.add_row(question.id, question.value_type, str(count[question.id]), escape(question.text) + proposed)
    yield shown


def findings(case: Investigation) -> Parts:
    """One line a question."""
    names = {question.id: question.text for question in case.questions()}
    shown = table("Findings (suggested until a person judges them)", "question", "standing", "finding")
    for finding in case.findings():
        standing = f"[{COLOUR[finding.standing]}]{finding.standing}[/]"
        by = "" if finding.is_suggestion else f"  [dim](concluded by {escape(finding.reviewer)})[/]"
        shown.add_row(escape(names.get(finding.question_id, finding.question_id)), standing, escape(_said(finding)) + by)
    yield shown


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
    answered = [question for question in asked if answers[question.id]]
    for question in answered[: limit or None]:
        yield Text.from_markup(f"\n[bold]{escape(question.text)}[/] [dim]{question.id}[/]")
        if finding := found.get(question.id):
            yield Padding(_finding(finding, suggested[question.id]), (0, 0, 0, 2))
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
                moved.append(f"{_name(self._sources, influence.source_id)} (without: {figure(without)})")
        return f"carried by: {', '.join(moved)}" if moved else "no single account moves the best figure by a twentieth"


def _finding(finding: Finding, suggestion: Finding) -> Text:
    """The finding with its standing and reason; what a person concluded stands above what the machine suggests."""
    standing = f"[{COLOUR[finding.standing]}]{finding.standing}[/]"
    lines = [f"{escape(_said(finding))}  ({standing}: {escape(finding.reason)})"]
    if not finding.is_suggestion:
        lines[0] += f"\n[dim]concluded by {escape(finding.reviewer)} on {finding.at[:10]}"
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
    for answer in sorted(answers, key=lambda answer: _name(sources, answer.source_id)):
        source = sources.get(answer.source_id)
        code = _admiralty(source, grades.get((answer.id, Scale.CREDIBILITY)))
        name = f"{escape(_describe(source))} [dim]{code}[/]" if answer.standing >= 0 else escape(_describe(source))
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
    return f"{escape(_quoted(position.words))}{date}{heard}"


def _describe(source: Source | None) -> str:
    if source is None:
        return "unknown"
    details = [word for word in (str(source.role) if source.role != "unknown" else "", source.party) if word]
    return f"{source.name} ({', '.join(details)})" if details else source.name


def _name(sources: Mapping[str, Source], source_id: str) -> str:
    return sources[source_id].name if source_id in sources else ""


def _quoted(words: str, limit: int = 160) -> str:
    flat = " ".join(words.split()).strip('"“”«» ')
    return f"“{flat if len(flat) <= limit else flat[: limit - 1] + '…'}”"


def contradictions(shown: Sequence[Contradiction], worlds: Sequence[World], *, total: int) -> Parts:
    """Each set with its sentence, its sum and its claims; then the most credible reading of what rules join."""
    if not shown:
        yield "No contradictions: as far as the machine can see, all answers can be true together."
    for number, contradiction in enumerate(shown, start=1):
        rules = f" [dim]by rule {', '.join(contradiction.rule_ids)}[/]" if contradiction.rule_ids else ""
        yield Text.from_markup(f"\n[bold red]{number}[/] {escape(contradiction.sentence)}{rules}")
        for line in contradiction.arithmetic:
            yield Padding(Text(line, style="dim"), (0, 0, 0, 4))
        claims = ", ".join(claim_id[:10] for claim_id in contradiction.claim_ids)
        yield Padding(Text(f"claims: {claims}", style="dim"), (0, 0, 0, 4))
    if total > len(shown):
        yield f"\n{total - len(shown)} more: `testimonia show contradictions --limit 0`"
    for world in worlds:
        yield Text.from_markup(f"\n[bold]The most credible reading.[/] {escape(world.sentence)}")


def what_if(case: Investigation, asked: Question, found: Sequence[Finding]) -> Parts:
    """The finding as it stands, and as it would be."""
    yield Text.from_markup(f"\n[bold]{escape(asked.text)}[/] [dim]{asked.id}[/]")
    stands = next((finding for finding in case.suggestions() if finding.question_id == asked.id), None)
    for title, finding in (("as it stands", stands), ("then", next(iter(found), None))):
        said = f"{_said(finding)} ({finding.standing}: {finding.reason})" if finding else "nothing is said on it"
        yield Padding(Text(f"{title}: {said}"), (0, 0, 0, 2))


def differences(shown: Sequence[ScopeDifference], *, total: int) -> Parts:
    """Each difference with what differs and its claims."""
    if not shown:
        yield "No two claims look like a contradiction and speak of different things."
    for difference in shown:
        claims = ", ".join(claim_id[:10] for claim_id in difference.claim_ids)
        yield Text.from_markup(f"[bold]{difference.kind}[/] {escape(difference.sentence)} [dim]{claims}[/]")
    if total > len(shown):
        yield f"\n{total - len(shown)} more: `testimonia show differences --limit 0`"


def tolls(found: Sequence[Toll]) -> Parts:
    """Each kind of harm with its range."""
    if not found:
        yield "No account speaks of people killed or injured."
    for toll in found:
        said = interval(toll.low, toll.best, toll.high, "people")
        yield f"{HARMS.get(toll.harm, toll.harm)}: {said}, as reported in {len(toll.claim_ids)} claims"
    if found:
        yield Text("All material is taken as accounts of one incident.", style="dim")


def shifts(found: Sequence[Shift]) -> Parts:
    """Changes of position in words."""
    if not found:
        yield "No source or party has changed its position."
    for shift in found:
        yield Text.from_markup(f"[bold]{escape(shift.kind)}[/] [dim]{shift.question_id}[/]\n  {escape(shift.sentence)}")


def timeline(case: Investigation, events: Sequence[Event], *, total: int) -> Parts:
    """When, what, by whom."""
    sources = {source.id: source for source in case.sources()}
    shown = table("Timeline", "when", "in the source's words", "what", "according to")
    for event in events:
        when = event.when.value or "undated" if event.when else "undated"
        words = event.when.words if event.when else ""
        who = ", ".join(sorted({_name(sources, source_id) for source_id in event.source_ids}))
        shown.add_row(when, escape(words), escape(event.what), escape(who))
    yield shown
    if total > len(events):
        yield f"{total - len(events)} more: `testimonia show timeline --limit 0`"


def selected_claims(case: Investigation, question: str, source: str) -> Iterator[tuple[Claim, Statement]]:
    """Current claims, restricted to a question and to sources whose name contains some words."""
    linked = {link.claim_id for link in case.links() if link.question_id == question} if question else None
    if question:
        case.question(question)
    wanted = {s.id for s in case.sources() if source.casefold() in s.name.casefold()}
    for claim, statement in case.claims():
        if (linked is None or claim.id in linked) and statement.source_id in wanted:
            yield claim, statement


def claims(case: Investigation, pairs: Sequence[tuple[Claim, Statement]]) -> Parts:
    """Claims as a table."""
    sources = {source.id: source for source in case.sources()}
    shown = table("Claims", "id", "source", "stance", "value", "about", "words")
    for claim, statement in pairs:
        about = " ".join(word for word in (*claim.about.modifiers, claim.about.noun, claim.about.predicate) if word)
        stance = str(claim.stance) if claim.stance in FACTUAL else f"[yellow]{claim.stance}[/]"
        value = in_words(claim.value)
        name = _name(sources, statement.source_id)
        shown.add_row(claim.id[:10], escape(name), stance, escape(value), escape(about), escape(_quoted(claim.span.exact)))
    yield shown


def claim_trail(trail: ClaimTrail) -> Parts:
    """A claim from its words back to the bytes."""
    claim, statement = trail.claim, trail.statement
    yield Text.from_markup(
        f"[bold]{claim.id}[/]" + (" [yellow]no longer found by the latest extraction[/]" if trail.is_vanished else "")
    )
    passage = Text(trail.before)
    passage.append(claim.span.exact, style="bold reverse")
    passage.append(trail.after)
    yield Padding(passage, (1, 2))
    where = trail.passage.locator.words() if trail.passage else ""
    rows = [
        ("value", f"{in_words(claim.value)}  ({claim.stance}, {claim.polarity})"),
        ("why", f"{claim.why.rule}: {claim.why.words}" if claim.why.words else claim.why.rule),
        ("said by", _describe(trail.source) + (f", on {statement.said_on}" if statement.said_on else ", date unknown")),
        ("how", _how(trail)),
        ("statement", f"{statement.id}  ({statement.why.rule})"),
        ("words at", f"{claim.span.start}-{claim.span.end} of {trail.rendition.id}" + (f", {where}" if where else "")),
        ("text made by", f"{trail.rendition.tool} ({trail.rendition.kind}, {trail.rendition.language})"),
        ("file", f"{trail.item.name}  ({trail.item.media_type}, {trail.item.size_bytes:,} bytes)"),
        ("SHA-256", trail.item.sha256),
    ]
    for a in trail.acquisitions:
        rows.append(("acquired", f"{a.acquired_at} by {a.acquired_by} from {a.origin} with {a.tool}"))
    for entry in trail.custody:
        rows.append(("custody", f"#{entry.sequence} {entry.act} {entry.at} by {entry.by} [{entry.hash[:12]}]"))
    for link in trail.links:
        rows.append(("question", f"{link.question_id}  ({link.score:.2f}: {link.reason})"))
    for name in trail.contradiction_ids:
        rows.append(("contradiction", name))
    for judgement in trail.judgements:
        rows.append(("judgement", f"{judgement.id} {judgement.act} by {judgement.by} {judgement.at} {judgement.reason}"))
    yield _facts(rows)


def _how(trail: ClaimTrail) -> str:
    statement = trail.statement
    words = {True: "first-hand", False: "relayed", None: "not said whether first-hand"}[statement.is_first_hand]
    chain = " <- ".join(speaker.name or "somebody" for speaker in reversed(statement.chain))
    return f"{statement.form}, {words}" + (f", heard from {chain}" if chain else "")


def item_trail(trail: ItemTrail) -> Parts:
    """An item with its acquisitions, renditions and custody."""
    state = "" if trail.is_current else " [yellow]superseded by a newer version of the file[/]"
    yield Text.from_markup(f"[bold]{escape(trail.item.name)}[/] {trail.item.id}{state}")
    given = [(f, str(getattr(trail.metadata, f))) for f in trail.metadata.__struct_fields__ if getattr(trail.metadata, f)]
    rows = [
        ("type", f"{trail.item.media_type}, {trail.item.size_bytes:,} bytes"),
        ("SHA-256", trail.item.sha256),
        *given,
    ]
    unknown = [name for name in ("source", "date", "obtained_by", "obtained_how") if not getattr(trail.metadata, name)]
    if unknown:
        rows.append(("unknown", ", ".join(unknown)))
    for a in trail.acquisitions:
        rows.append(("acquired", f"{a.acquired_at} by {a.acquired_by} from {a.origin} with {a.tool} (clock: {a.clock})"))
    for rendition in trail.renditions:
        rows.append(("rendition", f"{rendition.id} {rendition.kind}, {rendition.language}, by {rendition.tool}"))
    rows.append(("holds", f"{trail.passages} passages, {trail.statements} statements, {trail.claims} claims"))
    for entry in trail.custody:
        rows.append(("custody", f"#{entry.sequence} {entry.act} {entry.at} by {entry.by} [{entry.hash[:12]}]"))
    for failure in trail.failures:
        rows.append(("failed", f"{failure.step}: {failure.reason}"))
    yield _facts(rows)


def _facts(rows: Iterable[tuple[str, str]]) -> Table:
    shown = Table(box=None, pad_edge=False, show_header=False)
    shown.add_column(style="dim", no_wrap=True)
    shown.add_column(overflow="fold")
    for name, value in rows:
        shown.add_row(name, Text(value))
    return shown


def sources(case: Investigation) -> Parts:
    """Sources as a table."""
    count = Counter(statement.source_id for _, statement in case.claims())
    shown = table("Sources", "id", "role", "party", "protection", "grade", "claims", "name")
    for source in case.sources():
        name = escape(source.name) + (" [dim](in one item)[/]" if source.item_id else "")
        grade = source.grade or "[dim]not judged[/]"
        shown.add_row(source.id[:10], source.role, source.party, source.protection, grade, str(count[source.id]), name)
    yield shown


def items(case: Investigation) -> Parts:
    """Items as a table."""
    shown = table("Items", "id", "type", "bytes", "name")
    for item in case.items():
        shown.add_row(item.id, item.media_type, f"{item.size_bytes:,}", escape(item.name))
    yield shown


def judgements(made: Sequence[Judgement]) -> Parts:
    """Judgements as a table."""
    shown = table("Judgements", "id", "at", "by", "act", "target", "reason")
    for judgement in made:
        act = f"{judgement.act} into {judgement.replacement}" if judgement.act == "merge" else str(judgement.act)
        shown.add_row(judgement.id[:10], judgement.at, escape(judgement.by), act, judgement.target, escape(judgement.reason))
    yield shown


def hedges(rows: Sequence[Any]) -> Parts:
    """Words that are read alike in one line, with the reason."""
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        alike[row.becomes, row.reason].append(row.words)
    shown = table("Hedges", "becomes", "words", "reason")
    for (becomes, reason), words in alike.items():
        shown.add_row(becomes, escape(", ".join(words)), escape(reason))
    yield shown


def explanation(material: Material, extraction: Extraction) -> Parts:
    """A text with its statements and claims marked and numbered, then each number explained."""
    text = Text(material.rendition.text)
    for statement in extraction.statements:
        said = "italic" if statement.form is Form.NARRATION else "underline"
        marks = [(span, said) for span in statement.content]
        marks += [(span, style) for span, style in ((statement.mention, "bold cyan"), (statement.cue, "magenta")) if span]
        for span, style in marks:
            text.stylize(style, span.start, span.end)
    ordered = sorted(extraction.claims, key=lambda claim: (claim.span, claim.id))
    for claim in ordered:
        text.stylize("bold green", claim.span.start, claim.span.end)
    pieces, at = Text(), 0
    for number, claim in enumerate(ordered, start=1):
        if claim.span.end > at:
            pieces.append_text(text[at : claim.span.end])
            at = claim.span.end
        pieces.append(f"[{number}]", style="dim")
    pieces.append_text(text[at:])
    yield pieces
    yield Text.from_markup(
        "\n[underline]said[/]  [bold cyan]by whom[/]  [magenta]cue[/]  [bold green]claim[/][dim][[number][/]"
    )
    statements = {statement.id: statement for statement in extraction.statements}
    shown = table("", "", "value", "stance", "said by", "rule")
    for number, claim in enumerate(ordered, start=1):
        statement = statements[claim.statement_id]
        speaker = statement.speaker.name or "unresolved"
        rule = f"{statement.why.rule} > {claim.why.rule}"
        shown.add_row(str(number), escape(in_words(claim.value)), claim.stance, escape(speaker), escape(rule))
    yield shown
    for note in extraction.notes:
        yield Text(f"note: {note}")


def next_steps(case: Investigation, program: str) -> Parts:
    """Where to look further, as commands to copy."""
    at = f"{program} -C {case.folder}"
    contested = next((f.question_id for f in case.findings() if f.standing is Standing.CONTESTED), "")
    claim_id = next((c.claim_ids[0][:10] for c in case.contradictions() if c.claim_ids), "")
    rows = [
        (f"{at} show question {contested}", "one question, every account") if contested else None,
        (f"{at} show claim {claim_id}", "a figure down to the file and the words") if claim_id else None,
        (f"{at} show shifts", "who changed their position"),
        (f"{at} show timeline", "what happened when"),
        (f"{at} verify", "is the material as it was received"),
        (f"{at} export tables", "everything as CSV and JSON lines"),
    ]
    yield Text("\nLook further", style="bold")
    for command, what in filter(None, rows):
        yield Text.assemble(("# ", "dim"), (what, "dim"), "\n", command)
