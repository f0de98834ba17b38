"""``testimonia show ...``: read-only views; every one has ``--json``."""

import sys
from collections.abc import Iterable
from itertools import islice
from typing import Annotated, Any

import typer
from msgspec import Struct
from rich.console import RenderableType

from testimonia.cli import accounts, charting, route, views
from testimonia.cli.printing import output, print_failures, print_json

AsJson = Annotated[bool, typer.Option("--json", help="The same as JSON, complete.")]


def register(app: typer.Typer) -> None:
    """Add ``show`` and its subcommands."""
    show = typer.Typer(no_args_is_help=True, help="Look at the case: findings, contradictions, claims down to the file.")
    app.add_typer(show, name="show")
    _register_conclusions(show)
    charting.register(show)
    _register_material(show)


def _register_conclusions(show: typer.Typer) -> None:
    @show.command(epilog="Example: testimonia show questions")
    def questions(context: typer.Context, as_json: AsJson = False) -> None:
        """What is to be established, and how many answers there are."""
        with context.obj.investigation() as case:
            _put(case.questions(), lambda: views.questions(case), as_json)

    @show.command(epilog="Example: testimonia show question fighters")
    def question(
        context: typer.Context,
        question_id: str,
        without: Annotated[list[str] | None, typer.Option(help="What if this source had not spoken? May be repeated.")] = None,
        unweighted: Annotated[bool, typer.Option("--unweighted", help="What if every account counted the same?")] = False,
        as_json: AsJson = False,
    ) -> None:
        """One question: the finding, its grades, the accounts side by side, and what would change without a source."""
        with context.obj.investigation() as case:
            asked = case.question(question_id)
            if without or unweighted:
                changed = case.what_if(without=without or (), is_weighted=not unweighted)
                found = [finding for finding in changed.findings if finding.question_id == question_id]
                _put(found, lambda: accounts.what_if(case, asked, found), as_json)
            else:
                _put([asked], lambda: accounts.accounts(case, [asked]), as_json)

    @show.command(epilog="Example: testimonia show findings --json | head")
    def findings(
        context: typer.Context,
        brief: Annotated[bool, typer.Option("--brief", help="One line a question, without the accounts.")] = False,
        limit: Annotated[int, typer.Option(help="How many questions with their accounts; 0 = all.", min=0)] = 50,
        as_json: AsJson = False,
    ) -> None:
        """What can be said on each question, why, and the accounts it rests on."""
        with context.obj.investigation() as case:
            make = accounts.findings if brief else lambda case: accounts.accounts(case, case.questions(), limit=limit)
            _put(case.findings(), lambda: make(case), as_json)

    @show.command(epilog="Example: testimonia show contradictions --limit 5")
    def contradictions(
        context: typer.Context,
        limit: Annotated[int, typer.Option(help="How many; 0 = all.", min=0)] = 20,
        as_json: AsJson = False,
    ) -> None:
        """Minimal sets of claims that cannot all be true, the most telling first, each as a sum to check by hand."""
        with context.obj.investigation() as case:
            found = case.contradictions()
            _put(found, lambda: views.contradictions(found[: limit or None], case.worlds(), total=len(found)), as_json)

    @show.command(epilog="Example: testimonia show differences")
    def differences(
        context: typer.Context,
        limit: Annotated[int, typer.Option(help="How many; 0 = all.", min=0)] = 20,
        as_json: AsJson = False,
    ) -> None:
        """Claims that look like contradictions and speak of different things, so that both can be true."""
        with context.obj.investigation() as case:
            found = case.differences()
            _put(found, lambda: views.differences(found[: limit or None], total=len(found)), as_json)

    @show.command(epilog="Example: testimonia show tolls")
    def tolls(context: typer.Context, as_json: AsJson = False) -> None:
        """People killed and injured as reported, lowest and highest: for a case about one incident."""
        with context.obj.investigation() as case:
            found = case.tolls()
            _put(found, lambda: views.tolls(found), as_json)

    @show.command(epilog="Example: testimonia show shifts")
    def shifts(context: typer.Context, as_json: AsJson = False) -> None:
        """How positions changed: denial to admission, new figures, promises against what happened."""
        with context.obj.investigation() as case:
            found = case.shifts()
            _put(found, lambda: views.shifts(found), as_json)

    @show.command(epilog="Example: testimonia show timeline --limit 30")
    def timeline(
        context: typer.Context,
        limit: Annotated[int, typer.Option(help="How many; 0 = all.", min=0)] = 100,
        as_json: AsJson = False,
    ) -> None:
        """What happened when, in order; what has no date comes last."""
        with context.obj.investigation() as case:
            events = case.timeline()
            _put(events, lambda: views.timeline(case, events[: limit or None], total=len(events)), as_json)

    @show.command(epilog="Example: testimonia show routes --json")
    def routes(context: typer.Context, as_json: AsJson = False) -> None:
        """Journeys leg by leg, and what they would have needed; `testimonia route` also writes map files."""
        with context.obj.investigation() as case:
            _put(case.routes(), lambda: route.view(case), as_json)

    @show.command(epilog="Example: testimonia show hedges | grep dozen")
    def hedges(context: typer.Context, as_json: AsJson = False) -> None:
        """How "about", "a few dozen" or "at least" become intervals here, and why; [hedges] in the settings overrides."""
        with context.obj.investigation() as case:
            rows = case.hedges()
            _put(rows, lambda: views.hedges(rows), as_json)

    @show.command("next", epilog="Example: testimonia show next")
    def next_steps(context: typer.Context) -> None:
        """What to look at or decide next."""
        with context.obj.investigation() as case:
            _put([], lambda: views.next_steps(case, sys.argv[0]), as_json=False)


def _register_material(show: typer.Typer) -> None:
    @show.command(epilog="Example: testimonia show claims --question people")
    def claims(
        context: typer.Context,
        question: Annotated[str, typer.Option(help="Only claims linked to this question.")] = "",
        source: Annotated[str, typer.Option(help="Only claims of sources whose name contains this.")] = "",
        limit: Annotated[int, typer.Option(help="How many; 0 = all.", min=0)] = 100,
        as_json: AsJson = False,
    ) -> None:
        """Claims with their exact words, value, stance and source."""
        with context.obj.investigation() as case:
            found = islice(views.selected_claims(case, question, source), limit or None)
            pairs = list(found)
            exact = [{"claim": claim, "statement": statement} for claim, statement in pairs]
            _put(exact, lambda: views.claims(case, pairs), as_json)

    @show.command(epilog="Example: testimonia show claim c-3fa1")
    def claim(context: typer.Context, claim_id: str, as_json: AsJson = False) -> None:
        """One claim walked back to its file, page and words. The beginning of its id is enough."""
        with context.obj.investigation() as case:
            trail = case.claim(claim_id)
            _put(trail, lambda: views.claim_trail(trail), as_json)

    @show.command(epilog="Example: testimonia show sources")
    def sources(context: typer.Context, as_json: AsJson = False) -> None:
        """Who says something here, how they know, and under what protection."""
        with context.obj.investigation() as case:
            _put(case.sources(), lambda: views.sources(case), as_json)

    @show.command(epilog="Example: testimonia show items")
    def items(context: typer.Context, as_json: AsJson = False) -> None:
        """The material taken in."""
        with context.obj.investigation() as case:
            _put(case.items(), lambda: views.items(case), as_json)

    @show.command(epilog="Example: testimonia show item statement.pdf")
    def item(context: typer.Context, item_id: str, as_json: AsJson = False) -> None:
        """One item by id or file name: how it came in, what was read, its custody."""
        with context.obj.investigation() as case:
            trail = case.item(item_id)
            _put(trail, lambda: views.item_trail(trail), as_json)

    @show.command(epilog="Example: testimonia show failures")
    def failures(context: typer.Context, as_json: AsJson = False) -> None:
        """What could not be read or done, and what to do about it."""
        with context.obj.investigation() as case:
            found = case.failures()
            if as_json:
                print_json(found)
            elif found:
                print_failures(found)
            else:
                output.print("Nothing failed.")

    @show.command(epilog="Example: testimonia show judgements")
    def judgements(context: typer.Context, as_json: AsJson = False) -> None:
        """What reviewers decided, in order."""
        with context.obj.investigation() as case:
            made = case.judgements()
            _put(made, lambda: views.judgements(made), as_json)


def _put(exact: Struct | Iterable[Any], render: Any, as_json: bool) -> None:
    if as_json:
        print_json(exact)
        return
    parts: Iterable[RenderableType] = render()
    for part in parts:
        output.print(part, highlight=False)
