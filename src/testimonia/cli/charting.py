"""``testimonia show accounts``: the accounts chart of one question."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.printing import errors, output, print_json

WARNING = (
    "[bold yellow]For the team only.[/] The chart holds the names the team uses, and exact words of protected sources: it is "
    "not cleared for publication."
)


def register(show: typer.Typer) -> None:
    """Add the command."""

    @show.command("accounts", epilog="Example: testimonia show accounts people --html people.html")
    def show_accounts(
        context: typer.Context,
        question_id: str,
        svg: Annotated[Path | None, typer.Option("--svg", help="Write the chart as an SVG file.")] = None,
        html: Annotated[Path | None, typer.Option("--html", help="Write it as one HTML page, for phones too.")] = None,
        as_json: Annotated[bool, typer.Option("--json", help="The same as JSON, complete.")] = False,
    ) -> None:
        """One question as a chart: every account from low to high on one axis, with the finding and what contradicts."""
        wanted = {name: path for name, path in (("svg", svg), ("html", html)) if path}
        with context.obj.investigation() as case:
            if wanted:
                for path, size in case.draw_accounts(question_id, wanted).items():
                    output.print(f"{size / 1000:9,.0f} kB  {path}", highlight=False, soft_wrap=True)
                errors.print(WARNING, highlight=False, soft_wrap=True)
            elif as_json:
                print_json(case.accounts_chart(question_id))
            else:
                for line in case.accounts_lines(question_id, width=output.width):
                    output.print(line, highlight=False)
