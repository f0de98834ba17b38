"""What ``show`` prints: each view turns objects into Rich renderables."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from testimonia.cli.accounts import describe_source, name_source, quote_words
from testimonia.cli.printing import in_words, interval, table
from testimonia.model.events import Event
from testimonia.model.findings import (
    Contradiction,
    ScopeDifference,
    Shift,
    Standing,
    Toll,
    World,
)
from testimonia.model.material import Material
from testimonia.model.reports import ClaimTrail, ItemTrail
from testimonia.model.testimony import FACTUAL, Claim, Extraction, Form, Judgement, Statement
from testimonia.pipeline.investigation import Investigation

Parts = Iterator[RenderableType]

HARMS = {"kill": "killed", "injure": "injured"}


def questions(case: Investigation) -> Parts:
    """Questions with their type, unit and number of answers."""
    count = Counter(answer.question_id for answer in case.answers())
    shown = table("Questions", "id", "type", "answers", "question")
    for question in case.questions():
        proposed = " [dim](proposed)[/]" if question.is_proposed else ""
        shown.add_row(question.id, question.value_type, str(count[question.id]), escape(question.text) + proposed)
    yield shown


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


UCDP_CODES = (
    "UCDP: date_prec/where_prec. Date: 1 exact day, 2 up to six days, 3 week, 4 month, 5 year or open, 0 none. "
    "Place: 1 itself, 2 within 25 km, 3 and 4 divisions, 5 between places or vague, 6 country, 7 sea or air, 0 none known."
)


def timeline(case: Investigation, events: Sequence[Event], *, total: int) -> Parts:
    """When, what, by whom."""
    sources = {source.id: source for source in case.sources()}
    shown = table("Timeline", "when", "in the source's words", "what", "according to", "UCDP")
    for event in events:
        when = event.when.value or "undated" if event.when else "undated"
        words = event.when.words if event.when else ""
        who = ", ".join(sorted({name_source(sources, source_id) for source_id in event.source_ids}))
        shown.add_row(when, escape(words), escape(event.what), escape(who), f"{event.date_prec}/{event.where_prec}")
    yield shown
    yield UCDP_CODES
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
        name = name_source(sources, statement.source_id)
        shown.add_row(claim.id[:10], escape(name), stance, escape(value), escape(about), escape(quote_words(claim.span.exact)))
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
        ("said by", describe_source(trail.source) + (f", on {statement.said_on}" if statement.said_on else ", date unknown")),
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
