"""``testimonia serve``."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.printing import errors, output


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia serve; testimonia serve --reviewer Ann --reviewer Bilal")
    def serve(
        context: typer.Context,
        port: Annotated[int, typer.Option(help="0 = 8100, or the next that is free.", min=0, max=65535)] = 0,
        host: Annotated[
            str, typer.Option(help="Listen on another address than this machine's own: others can then reach it.")
        ] = "",
        reviewer: Annotated[
            list[str] | None, typer.Option("--reviewer", help="Who may log in, each by a link of their own; once for each.")
        ] = None,
        browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the browser.")] = True,
        ready_file: Annotated[
            Path | None, typer.Option(help="Written when the server answers, as JSON: its address and the links.")
        ] = None,
    ) -> None:
        """Open the investigation in the browser: the workbench.

        It answers this machine only, unless --host names another address. Each link works once, and for a quarter of an hour;
        Enter shows new ones. Ctrl-C ends it.
        """
        from testimonia.web.serve import LOOPBACK, Ready, is_loopback  # the web server takes time to import
        from testimonia.web.serve import serve as serve_until_told

        people = tuple(reviewer or ()) or ((context.obj.by,) if context.obj.by else ())
        host = host or LOOPBACK

        def on_ready(ready: Ready) -> None:
            told = f"The workbench answers at {ready.url}. Enter shows new links, Ctrl-C ends it."
            output.print(told, highlight=False, markup=False, soft_wrap=True)
            if not is_loopback(host):
                errors.print(
                    f"[yellow]Others can reach {host}.[/] What goes over the network is not encrypted: put it behind a tunnel.",
                    highlight=False,
                )
            for name, link in ready.links.items():
                on_link(name, link)
            if browser and len(ready.links) == 1:
                typer.launch(next(iter(ready.links.values())))

        def on_link(name: str, link: str) -> None:
            output.print(f"{name}: {link}", highlight=False, markup=False, soft_wrap=True)

        serve_until_told(
            context.obj.folder(), people=people, host=host, port=port, ready_file=ready_file, on_ready=on_ready, on_link=on_link
        )
