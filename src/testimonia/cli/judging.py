"""``testimonia judge``."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.printing import output
from testimonia.model.testimony import Act


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command(epilog="Example: testimonia judge reject c-3fa1 --reason 'he speaks of another convoy'")
    def judge(
        context: typer.Context,
        act: Annotated[Act, typer.Argument(help="What you decide.")],
        target: Annotated[str, typer.Argument(help="Id, or its beginning, of a claim, statement, source or judgement.")],
        reason: Annotated[str, typer.Option(help="Why: it is kept with the decision.")] = "",
        into: Annotated[str, typer.Option(help="merge: the id merged into.")] = "",
        correction: Annotated[Path | None, typer.Option(help="correct: a JSON file with the corrected object.")] = None,
    ) -> None:
        """Accept, reject, correct or merge what the machine suggests, or retire an earlier judgement.

        Nothing is deleted: a judgement is a row that a later one can retire. It takes effect at the next run.
        CLAIM>QUESTION as target judges the link of a claim to a question.
        """
        replacement = correction.read_text(encoding="utf-8") if correction else into
        with context.obj.investigation() as case:
            judgement = case.judge(act, target, reason=reason, replacement=replacement)
        output.print(f"{judgement.id}: {judgement.act} {judgement.target}. `testimonia run` applies it.", highlight=False)
