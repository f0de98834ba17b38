"""``testimonia judge`` and ``testimonia conclude``: people decide."""

from pathlib import Path
from typing import Annotated

import typer

from testimonia.cli.printing import output
from testimonia.errors import UsageError
from testimonia.model.findings import Finding, Standing
from testimonia.model.scales import Grade, Scale
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
        CLAIM>QUESTION as target judges the link of a claim to a question; reject CLAIM>EVENT takes a claim out of an event.
        """
        replacement = correction.read_text(encoding="utf-8") if correction else into
        with context.obj.investigation() as case:
            judgement = case.judge(act, target, reason=reason, replacement=replacement)
        output.print(f"{judgement.id}: {judgement.act} {judgement.target}. `testimonia run` applies it.", highlight=False)

    @app.command(
        epilog="Example: testimonia conclude fighters --low 212 --best 250 --high 288 --reason 'two officials, on record'"
    )
    def conclude(
        context: typer.Context,
        question_id: Annotated[str, typer.Argument(help="The question.")],
        reason: Annotated[str, typer.Option(help="Why: every reader of the finding sees it.")],
        low: Annotated[float | None, typer.Option(help="The least, in the question's unit.")] = None,
        best: Annotated[float | None, typer.Option(help="The best figure.")] = None,
        high: Annotated[float | None, typer.Option(help="The most.")] = None,
        words: Annotated[str, typer.Option(help="The answer in words.")] = "",
        when: Annotated[str, typer.Option(help="When it was, in EDTF: 2017-10-12.")] = "",
        where: Annotated[str, typer.Option(help="Where it was: the name of a place.")] = "",
        standing: Annotated[Standing | None, typer.Option(help="How well it is supported.")] = None,
        grade: Annotated[list[str] | None, typer.Option(help="SCALE=VALUE, such as airwars=fair; may be repeated.")] = None,
    ) -> None:
        """Write what you conclude on a question: take the machine's estimate (without figures) or overrule it.

        A time or a place is read from --words where they name just one; events follow it from the next run. The suggestion is
        kept beside it. Undo it with `testimonia judge retire` and the judgement's id.
        """
        figures = (low, best, high) if (low, best, high) != (None, None, None) else None
        with context.obj.investigation() as case:
            made = case.conclude(
                question_id,
                reason=reason,
                figures=figures,
                words=words,
                when=when,
                where=where,
                standing=standing,
                grades=[_read_grade(text) for text in grade or ()],
            )
        output.print(f"{made.id}: concluded by {made.reviewer} on {made.question_id}.{_follow(made)}", highlight=False)


def _follow(made: Finding) -> str:
    """What the timeline and the map will make of a conclusion on a time or a place."""
    told = made.when.value or made.when.earliest_start if made.when else made.where.name if made.where else ""
    return f" From the next run events follow it: {told}." if told else ""


def _read_grade(text: str) -> Grade:
    name, _, value = text.partition("=")
    if name not in set(Scale) or not value:
        raise UsageError(f"a grade is written SCALE=VALUE, with one of {', '.join(Scale)}: not {text!r}")
    return Grade("", Scale(name), value, "", "")
