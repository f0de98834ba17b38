"""``testimonia release``: what may be said, and four eyes on it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from testimonia.cli.passphrases import KeyFile, PassphraseFile, people
from testimonia.cli.printing import interval, output, print_json, table
from testimonia.model.protection import Decision
from testimonia.model.release import Release, Withheld
from testimonia.model.releases import ReleaseRecord, ReleaseState

SINGLE_USER = "[yellow]single-user mode: one person asked for and approved this; nobody else has looked[/]"
NO_VAULT = "[yellow]no identities were at hand (the vault is closed or empty): names could not be looked for[/]"
_COLOURS = {ReleaseState.REQUESTED: "yellow", ReleaseState.APPROVED: "green", ReleaseState.REJECTED: "red"}

Reason = Annotated[str, typer.Option("--reason", help="Why: it is kept, and shown to whoever decides.")]
Json = Annotated[bool, typer.Option("--json", help="As JSON.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    release = typer.Typer(no_args_is_help=True, help="What may be said, asked for by one person and approved by another.")
    app.add_typer(release, name="release")

    @release.command(epilog="Example: testimonia release request --reason 'first story'")
    def request(
        context: typer.Context,
        reason: Reason = "",
        story: Annotated[
            Path | None, typer.Option("--story", help="A story: what it quotes is cleared beside what findings rest on.")
        ] = None,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        json: Json = False,
    ) -> None:
        """Clear the case and ask for the result to be released."""
        with context.obj.investigation() as case:
            wanted = case.claims_wanted(story) if story else ()
            record = case.request_release(people(case, passphrase_file, key_file), reason=reason, wanted=wanted)
        if json:
            return print_json(record)
        return _print_record(record)

    @release.command(epilog="Example: testimonia release show --withheld; testimonia release show 3fa1 --json")
    def show(
        context: typer.Context,
        sha256: Annotated[
            str, typer.Argument(help="Beginning of a release's hash; left out: what would be released now.")
        ] = "",
        withheld: Annotated[
            bool, typer.Option("--withheld", help="Everything withheld, not only what needs an answer.")
        ] = False,
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
        json: Json = False,
    ) -> None:
        """Show a release, or what would be released now and what is withheld and why."""
        with context.obj.investigation() as case:
            if sha256:
                record, content, _ = case.release(sha256)
                if json:
                    return print_json(content)
                _print_record(record)
                return _print_release(content)
            cleared = case.clear_release(people(case, passphrase_file, key_file))
        if json:
            return print_json(cleared)
        _print_release(cleared.release)
        return _print_withheld(cleared.withheld, is_all=withheld)

    @release.command(epilog="Example: testimonia release approve 3fa1 --reason 'every quotation read'")
    def approve(
        context: typer.Context,
        sha256: Annotated[str, typer.Argument(help="Beginning of its hash.")],
        reason: Reason = "",
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Approve a release that somebody else asked for. The approval holds for these very bytes."""
        with context.obj.investigation() as case:
            who = people(case, passphrase_file, key_file)
            _print_record(case.decide_release(sha256, who, is_approved=True, reason=reason))

    @release.command(epilog="Example: testimonia release reject 3fa1 --reason 'the village is named'")
    def reject(
        context: typer.Context,
        sha256: Annotated[str, typer.Argument(help="Beginning of its hash.")],
        reason: Reason = "",
        passphrase_file: PassphraseFile = None,
        key_file: KeyFile = None,
    ) -> None:
        """Reject a release that was asked for. The vault is opened to see that the reason names nobody."""
        with context.obj.investigation() as case:
            who = people(case, passphrase_file, key_file)
            _print_record(case.decide_release(sha256, who, is_approved=False, reason=reason))

    @release.command(name="list", epilog="Example: testimonia release list --json")
    def list_releases(context: typer.Context, json: Json = False) -> None:
        """List the releases that were asked for and what became of them."""
        with context.obj.investigation() as case:
            records = case.release_records()
        if json:
            return print_json(records)
        for record in records:
            _print_record(record)
        if not records:
            output.print("No release was asked for. `testimonia release show` says what one would hold.")
        return None

    @release.command(
        epilog="Example: testimonia release answer s-3fa1 replace --words '… 40 people died.' --reason 'kin left out'"
    )
    def answer(
        context: typer.Context,
        target: Annotated[str, typer.Argument(help="Id of a withheld statement or of a claim in it.")],
        decision: Annotated[Decision, typer.Argument(help="keep, withhold or replace.")],
        reason: Reason = "",
        words: Annotated[str, typer.Option(help="replace: the quotation with parts left out (…) or in [brackets].")] = "",
    ) -> None:
        """Answer whether a quotation that may give its speaker away is published."""
        with context.obj.investigation() as case:
            made = case.answer_quote(target, decision, reason=reason, words=words)
        output.print(f"{made.decision}: {made.statement_id} (by {escape(made.by)})", highlight=False)


def _print_record(record: ReleaseRecord) -> None:
    state = f"[{_COLOURS[record.state]}]{record.state}[/]"
    output.print(f"{record.sha256[:12]}  {state}  {escape(record.title)}", highlight=False)
    asked = f"asked for by {escape(record.requested_by)}, {record.requested_at}: {escape(record.request_reason)}"
    output.print(f"  {asked}", highlight=False, soft_wrap=True)
    output.print(
        f"  {record.findings} findings, {record.quotes} quotations; {record.withheld} things withheld", highlight=False
    )
    if record.decided_by:
        decided = f"{record.state} by {escape(record.decided_by)}, {record.decided_at}: {escape(record.decision_reason)}"
        output.print(f"  {decided}", highlight=False, soft_wrap=True)
    if record.is_single_user:
        output.print(f"  {SINGLE_USER}", highlight=False, soft_wrap=True)
    if not record.has_identities:
        output.print(f"  {NO_VAULT}", highlight=False, soft_wrap=True)


def _print_release(release: Release) -> None:
    labels = {source.id: source.label for source in release.sources}
    texts = {question.id: question.text for question in release.questions}
    answers = {answer.id: answer for answer in release.answers}
    claims = {claim.id: claim for claim in release.claims}
    quotes = {quote.id: quote for quote in release.quotes}
    shown = table("Findings, and the words they rest on", "question", "finding", "accounts")
    for finding in release.findings:
        lines = []
        for answer_id in finding.answer_ids:
            answer = answers[answer_id]
            said = claims[answer.claim_ids[max(0, answer.standing)]]
            quote = quotes.get(said.quote_id)
            words = f"“{quote.words}”" if quote else "(words withheld)"
            lines.append(f"{escape(labels[answer.source_id])}: {escape(words)}")
        value = escape(finding.words or interval(finding.low, finding.best, finding.high, finding.unit))
        shown.add_row(escape(texts[finding.question_id]), f"{finding.standing}\n{value}", "\n".join(lines))
    output.print(shown)


def _print_withheld(withheld: Iterable[Withheld], *, is_all: bool) -> None:
    rows = [one for one in withheld if is_all or one.needs_answer]
    if not rows:
        return
    title = "Withheld" if is_all else "Withheld until an editor answers (`testimonia release answer`)"
    shown = table(title, "what", "id", "words", "why")
    for one in rows:
        shown.add_row(one.kind, one.case_id, escape(one.words), escape(one.reason))
    output.print(shown)
