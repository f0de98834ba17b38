"""What every command needs to know: which investigation, and who is working."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from testimonia.cli.printing import errors
from testimonia.model.material import Material, Metadata
from testimonia.model.testimony import Extraction
from testimonia.pipeline.case import Progress as OnProgress
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.places import Candidate


class Context:
    """The options given before the command."""

    def __init__(self, case: Path | None, by: str) -> None:
        self.case = case
        self.by = by

    @contextmanager
    def investigation(self) -> Iterator[Investigation]:
        """Open the investigation the user means."""
        with Investigation.open(self.folder(), by=self.by) as investigation:
            yield investigation

    def folder(self) -> Path:
        """The folder of the investigation the user means, or is in."""
        return self.case or Investigation.find(Path())

    def find_place(self, name: str, *, limit: int) -> list[Candidate]:
        """Places a name may mean, to the investigation the user is in, or to none."""
        return Investigation.find_place_from(self.folder(), name, limit=limit)

    def preview(self, file: Path, metadata: Metadata) -> tuple[Material, Extraction]:
        """What would be extracted from a file by the investigation the user is in, or by none."""
        return Investigation.preview_from(self.folder(), file, metadata)


@contextmanager
def progress_bars() -> Iterator[OnProgress]:
    """One bar per step, on the error stream, gone from pipes and logs."""
    columns = (
        TextColumn("{task.description:12}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=errors, disable=not errors.is_terminal, transient=True) as bars:
        tasks = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bars.add_task(step, total=total)
            bars.update(tasks[step], completed=done, total=total)

        yield show
