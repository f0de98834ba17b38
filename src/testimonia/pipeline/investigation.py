"""The public class: what the CLI, the workbench and a notebook call.

What changes the case stands here; what only looks at it is inherited from `reading`; what is written out is in `exporting`.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self

from testimonia.errors import NotFoundError, UsageError
from testimonia.gazetteer.places import Candidate, Place
from testimonia.model.brief import Brief
from testimonia.model.findings import Finding, Standing
from testimonia.model.material import Failure, Material, Metadata
from testimonia.model.reports import IngestReport, PlaceFile, RunReport
from testimonia.model.scales import Grade
from testimonia.model.testimony import Act, Extraction, Judgement
from testimonia.model.timelines import TimelineSheet
from testimonia.pipeline import approving, concluding, exporting, judging, places, running, sources
from testimonia.pipeline.approving import Approval
from testimonia.pipeline.batching import forget_failures, with_reasons
from testimonia.pipeline.case import INNER, Progress, no_progress
from testimonia.pipeline.releasing import ReleaseDesk
from testimonia.settings import FILE_NAME, read_brief

_TEMPLATE = """\
# The set-up of this investigation. Every entry is optional; see docs/investigation-toml.md.
title = {title}
language = "en"

# [parties.ministry]
# name = "Ministry of Defence"
# aliases = ["the ministry"]

# [questions.dead]
# text = "How many people died?"
# type = "amount"
# nouns = ["people", "person", "civilian"]
# terms = ["die", "kill"]

# [rules]
# sum = "dead == men + women + children"
"""


class Investigation(ReleaseDesk):
    """One case: a folder with ``investigation.toml``, and ``.testimonia`` for what the program keeps.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "mayor.txt").write_text("---\\nsource: the mayor\\n---\\nHe says that 12 people died in the flood.")
    >>> _ = (folder / "doctor.txt").write_text("---\\nsource: a doctor\\n---\\nAt least 40 people died in the flood.")
    >>> with Investigation.create(folder / "case", title="Flood") as case:
    ...     report = case.ingest([folder / "mayor.txt", folder / "doctor.txt"])
    ...     _ = case.run(workers=1)
    ...     [(finding.question_id, str(finding.standing)) for finding in case.findings()]
    [('people_killed', 'contested')]
    """

    @classmethod
    def create(cls, folder: Path, *, title: str = "") -> Self:
        """Make a new investigation in a folder and open it.

        Raises:
            UsageError: there is one already.
        """
        settings = folder / FILE_NAME
        if settings.exists():
            raise UsageError(f"{settings} is there already: open it with `testimonia -C {folder} ...`")
        folder.mkdir(parents=True, exist_ok=True)
        quoted = (title or folder.name).replace("\\", "\\\\").replace('"', '\\"')
        settings.write_text(_TEMPLATE.format(title=f'"{quoted}"'), encoding="utf-8")
        return cls.open(folder)

    @classmethod
    def find(cls, start: Path) -> Path:
        """The nearest folder, from ``start`` upwards, that holds an investigation; ``start`` if there is none."""
        for folder in (start, *start.resolve().parents):
            if (folder / FILE_NAME).is_file():
                return folder
        return start

    @staticmethod
    def preview(path: Path, brief: Brief, metadata: Metadata | None = None) -> tuple[Material, Extraction]:
        """What would be read and extracted from a file; nothing is kept. Raises ReadError if it cannot be read."""
        from testimonia.pipeline.preview import preview

        return preview(path, brief, metadata)

    @classmethod
    def preview_from(cls, folder: Path, path: Path, metadata: Metadata | None = None) -> tuple[Material, Extraction]:
        """`preview` by the settings and own places of the investigation in a folder; by none where there is none.

        Raises:
            ReadError: the file cannot be read.
            CustodyError: a file of places is gone or was altered.
        """
        from testimonia.pipeline.preview import preview

        own: Sequence[Place] = ()
        if (folder / FILE_NAME).is_file() and (folder / INNER).is_dir():  # nothing is made where nothing was taken in yet
            with cls.open(folder) as opened:
                own = places.own_places(opened._case)
        return preview(path, cls.settings(folder), metadata, places=own)

    @staticmethod
    def settings(folder: Path) -> Brief:
        """What an investigation's editors wrote down; an empty brief where there is no investigation."""
        file = folder / FILE_NAME
        return read_brief(file) if file.is_file() else Brief()

    @classmethod
    def find_place_from(cls, folder: Path, name: str, *, limit: int = 5) -> list[Candidate]:
        """`find_place` from any folder: without own places where there is no investigation."""
        if not (folder / FILE_NAME).is_file():
            return places.find_place(name, limit=limit)
        with cls.open(folder) as case:
            return case.find_place(name, limit=limit)

    # What changes the case

    def ingest(
        self,
        paths: Sequence[Path],
        *,
        recursive: bool = False,
        metadata: Metadata | None = None,
        progress: Progress = no_progress,
    ) -> IngestReport:
        """Take files in and read them. Originals are copied and never changed; what cannot be read is kept and named.

        Args:
            paths: files and folders.
            recursive: also the folders inside folders.
            metadata: holds for every file, over what their sidecars and front matter say.

        Raises:
            BusyError: another process is writing.
        """
        from testimonia.pipeline import intake  # the readers take time to import, and showing needs none

        with self._case.writing():
            return intake.ingest(self._case, paths, recursive=recursive, metadata=metadata or Metadata(), progress=progress)

    def run(
        self, *, workers: int = 0, with_model: bool = False, retry: bool = False, progress: Progress = no_progress
    ) -> RunReport:
        """Do every step that is stale: read, extract, reconcile, reconstruct. Nothing changed = no work.

        Args:
            workers: processes for extraction; 0 = as many as there are processors.
            retry: also do again what failed earlier, although nothing about it changed.
            with_model: also ask the language model that ``investigation.toml`` names: this sends material to its address.

        Raises:
            UsageError: a model is asked for and none is named.
            ConfigError: a rule of ``investigation.toml`` is wrong, with line and column.
            BusyError: another process is writing.
        """
        from testimonia.pipeline import intake

        if with_model and self.brief.model is None:
            raise UsageError("no model is named: add [model] with url and name to investigation.toml")
        case, processes = self._case, workers or len(os.sched_getaffinity(0))
        with case.writing():
            if retry:
                forget_failures(case, ("read", "extract"))
            steps = (
                intake.read_stale(case, progress=progress),
                running.extract_stale(case, workers=processes, progress=progress, with_model=with_model),
                running.reconcile_stale(case, progress=progress),
                running.reconstruct_stale(case, progress=progress),
            )
        return RunReport(steps, tuple(case.store.failures()), tuple(case.store.notes("extract:").values()))

    def reasons_of(self, failures: Iterable[Failure]) -> list[Failure]:
        """Failures whose reasons know what they are made of, so that they can be told in any language."""
        return with_reasons(self._case.store, failures)

    def judge(self, act: Act, target: str, *, reason: str = "", replacement: str = "") -> Judgement:
        """Record a reviewer's decision on a machine suggestion; it takes effect at the next run.

        Args:
            act: accept, reject, correct, merge, retire.
            target: id (or a unique beginning) of a claim, statement, source or judgement; ``CLAIM>QUESTION`` for a link,
                ``CLAIM>EVENT`` for a claim that is not of that event.
            replacement: CORRECT: the corrected object as JSON; MERGE: the id merged into.

        Raises:
            NotFoundError: no such object.
            UsageError: a correction without an object, or one that does not fit.
        """
        with self._case.writing():
            return judging.judge(self._case, act, target, reason=reason, replacement=replacement)

    def conclude(
        self,
        question_id: str,
        *,
        reason: str,
        figures: tuple[float | None, float | None, float | None] | None = None,
        words: str = "",
        when: str = "",
        where: str = "",
        standing: Standing | None = None,
        grades: Sequence[Grade] = (),
    ) -> Finding:
        """Write what the investigators conclude on a question; it stands in place of the machine's suggestion at once.

        Args:
            question_id: the question.
            reason: why, for every reader of the finding.
            figures: low, best and high in the question's unit; None takes the suggestion's.
            words: the answer in words; empty takes the suggestion's, or words made from the figures. A time or a place is read
                from them where they name just one.
            when: the answer to a question for a time, in EDTF (``2017-10-12``, ``2017-10-12T16:00:00``, ``../2017-10-15``).
            where: the answer to a question for a place: its name.
            standing: None takes the suggestion's.
            grades: grades that stand in place of the machine's; only ``scale`` and ``value`` need to be right.

        Raises:
            NotFoundError: no such question, or nothing has been suggested on it yet.
            UsageError: no reason, figures that fall, a grade the scale does not have, a time that is no EDTF, a time or a
                place that the question does not ask for.
        """
        suggestion = next((finding for finding in self.suggestions() if finding.question_id == question_id), None)
        if suggestion is None:
            raise NotFoundError(f"no finding on {question_id!r}: `testimonia show findings --brief` lists them")
        with self._case.writing():
            conclusion = concluding.make_conclusion(
                self._case,
                self.question(question_id),
                suggestion,
                concluding.Answer(figures, words, when, where),
                reason=reason,
                standing=standing,
                grades=grades,
            )
            concluding.conclude(self._case, conclusion)
        return conclusion

    def approve_finding(self, question_id: str, *, is_approved: bool, reason: str, is_single_user: bool = False) -> Approval:
        """Approve or refuse, as a second person, what somebody concluded on a question.

        Args:
            is_single_user: whether one person works here alone, who may then approve their own finding; the record says so.

        Raises:
            NotFoundError: no such question, or nothing is suggested or concluded on it.
            UsageError: nobody has concluded on it, or no reason.
            RefusedError: who wrote the finding would approve it.
        """
        finding = next((one for one in self.findings() if one.question_id == question_id), None)
        if finding is None:
            raise NotFoundError(f"no finding on {question_id!r}: `testimonia show findings --brief` lists them")
        with self._case.writing():
            return approving.approve(self._case, finding, is_approved=is_approved, reason=reason, is_single_user=is_single_user)

    def grade_source(self, source_id: str, grade: str, *, reason: str) -> Judgement:
        """Say how far a source can be relied upon, in place of ``investigation.toml``; it takes effect at the next run.

        Args:
            source_id: the source.
            grade: Admiralty reliability A to E; F where it cannot be judged, which is not a low grade.

        Raises:
            NotFoundError: no such source.
            UsageError: no such letter, or no reason.
        """
        with self._case.writing():
            return sources.grade_source(self._case, source_id, grade, reason=reason)

    def add_places(self, path: Path) -> PlaceFile:
        """Take a file of the investigation's own places in (CSV, GeoJSON, KML, GeoNames dump); the next run uses them.

        Raises:
            ReadError: the file cannot be read.
            ConfigError: it holds something that is no place, with the line; nothing is kept then.
        """
        with self._case.writing():
            return places.add_places(self._case, path)

    def remove_places(self, prefix: str) -> PlaceFile:
        """Take a file of places out of force, by name or id; the original stays. Raises NotFoundError."""
        with self._case.writing():
            return places.remove_places(self._case, prefix)

    # What is written out: for the team, not for publication

    def export(self, folder: Path) -> dict[str, int]:
        """Write every noun of the case as CSV and JSON lines.

        Returns:
            Noun -> number of objects.
        """
        return exporting.export(self._case, self, folder)

    def render_timeline(self, sheet: TimelineSheet, form: str) -> str:
        """A timeline as text: ``html``, ``ics``, ``timelinejs`` or ``csv``."""
        return exporting.render_timeline(sheet, form)

    def draw_map(self, files: Mapping[str, Path]) -> dict[Path, int]:
        """Write the case's map.

        Args:
            files: what to write: format (html, svg, geojson, kml) -> file.

        Returns:
            File -> its size in bytes.

        Raises:
            UsageError: a file cannot be written.
        """
        return exporting.draw_map(self._case, self.map_data(), files)

    def draw_routes(self, files: Mapping[str, Path]) -> dict[Path, int]:
        """Write only the routes and the places they lead over; otherwise as `draw_map`."""
        from testimonia.pipeline.mapping import only_routes

        return exporting.draw_map(self._case, only_routes(self.map_data()), files)

    def accounts_lines(self, question_id: str, *, width: int = 100) -> list[str]:
        """The accounts chart of a question as lines with Rich markup, for a terminal of so many columns."""
        from testimonia.publish.accounts.terminal import accounts_lines

        return accounts_lines(self.accounts_chart(question_id), width=width)

    def draw_accounts(self, question_id: str, files: Mapping[str, Path]) -> dict[Path, int]:
        """Write the accounts chart of a question.

        Args:
            question_id: the question.
            files: what to write: format (svg, html) -> file.

        Returns:
            File -> its size in bytes.

        Raises:
            NotFoundError: no such question.
            UsageError: a file cannot be written.
        """
        return exporting.draw_accounts(self._case, self.accounts_chart(question_id), files)
