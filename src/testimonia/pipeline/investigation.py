"""The public class: what the CLI, the workbench and a notebook call."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from msgspec import Struct

from testimonia.errors import NotFoundError, UsageError
from testimonia.gazetteer.places import Candidate
from testimonia.model.brief import Brief
from testimonia.model.custody import CheckResult
from testimonia.model.events import Event, OrderClash
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Corroboration,
    Derivation,
    Estimate,
    Finding,
    Group,
    Link,
    Question,
    Reconciliation,
    ScopeDifference,
    Shift,
    Standing,
    Tie,
    Toll,
    World,
)
from testimonia.model.ids import IdMaker
from testimonia.model.maps import MapData
from testimonia.model.material import Failure, Item, Material, Metadata
from testimonia.model.reports import ClaimTrail, IngestReport, ItemTrail, PlaceFile, RunReport
from testimonia.model.review import Review
from testimonia.model.routes import Route
from testimonia.model.scales import Grade
from testimonia.model.testimony import Act, Claim, Extraction, Judgement, Source, Statement
from testimonia.model.timelines import TimelineSheet
from testimonia.pipeline import judging, places, running, trails, verification
from testimonia.pipeline.batching import forget_failures
from testimonia.pipeline.case import Case, Clock, Progress, no_progress
from testimonia.publish.route_geojson import route_geojson
from testimonia.publish.route_kml import route_kml
from testimonia.reconstruct.travel import Check
from testimonia.settings import FILE_NAME, read_brief
from testimonia.store.dump import write_noun
from testimonia.text.names import name_key

T = TypeVar("T", bound=Struct)

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


class Investigation:
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

    def __init__(self, case: Case) -> None:
        self._case = case

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
    def open(cls, folder: Path, *, by: str = "", clock: Clock | None = None, make_id: IdMaker | None = None) -> Self:
        """Open an investigation.

        Args:
            folder: the folder that holds ``investigation.toml``.
            by: who is working; the account's name if empty.
            clock, make_id: for tests: the time, and 16 hexadecimal digits for a new source.

        Raises:
            ConfigError: no investigation there, or a mistake in its settings (with the line).
            StoreError: the case database cannot be used.
        """
        return cls(Case(folder, by=by, clock=clock, make_id=make_id))

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

    @staticmethod
    def settings(folder: Path) -> Brief:
        """What an investigation's editors wrote down; an empty brief where there is no investigation."""
        file = folder / FILE_NAME
        return read_brief(file) if file.is_file() else Brief()

    def close(self) -> None:
        """Let go of files and connections."""
        self._case.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

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
        standing: Standing | None = None,
        grades: Sequence[Grade] = (),
    ) -> Finding:
        """Write what the investigators conclude on a question; it stands in place of the machine's suggestion at once.

        Args:
            question_id: the question.
            reason: why, for every reader of the finding.
            figures: low, best and high in the question's unit; None takes the suggestion's.
            words: the answer in words; empty takes the suggestion's, or words made from the figures.
            standing: None takes the suggestion's.
            grades: grades that stand in place of the machine's; only ``scale`` and ``value`` need to be right.

        Raises:
            NotFoundError: no such question, or nothing has been suggested on it yet.
            UsageError: no reason, figures that fall, a grade the scale does not have.
        """
        suggestion = next((finding for finding in self.suggestions() if finding.question_id == question_id), None)
        if suggestion is None:
            raise NotFoundError(f"no finding on {question_id!r}: `testimonia show findings --brief` lists them")
        with self._case.writing():
            conclusion = judging.make_conclusion(
                self._case, suggestion, reason=reason, figures=figures, words=words, standing=standing, grades=grades
            )
            judging.conclude(self._case, conclusion)
        return conclusion

    def what_if(self, *, without: Sequence[str] = (), is_weighted: bool = True) -> Reconciliation:
        """What would be concluded without some sources, or if every account counted the same; nothing is kept.

        Args:
            without: names of sources, or their aliases.
            is_weighted: False: roles, grades and relays do not weigh.

        Raises:
            NotFoundError: no source of that name.
        """
        known: dict[str, set[str]] = {}
        for source in self.sources():
            for name in (source.name, *source.aliases):
                known.setdefault(name_key(name), set()).add(source.id)
        for name in without:
            if name_key(name) not in known:
                raise NotFoundError(f"no source is called {name!r}: `testimonia show sources` lists them")
        left_out = frozenset(source_id for name in without for source_id in known[name_key(name)])
        return running.reconcile_case(self._case, without=left_out, is_weighted=is_weighted)

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

    def export(self, folder: Path) -> dict[str, int]:
        """Write every noun of the case as CSV and JSON lines: for the team, not for publication.

        Returns:
            Noun -> number of objects.
        """
        folder.mkdir(parents=True, exist_ok=True)
        store = self._case.store
        nouns: dict[str, Iterator[Struct]] = {
            "items": store.items(),
            "acquisitions": store.acquisitions(),
            "renditions": (rendition for item in store.items() for rendition in store.renditions(item.id)),
            "passages": (p for reading in store.readings() for p in store.material(reading.rendition_id).passages),
            "sources": iter(store.sources().values()),
            "statements": self.statements(),
            "claims": (c for reading in store.readings() for c in store.claims(reading.rendition_id)),
            "judgements": iter(store.judgements()),
            "custody": (entry for entry, _ in store.custody()),
            "failures": iter(store.failures()),
            "parties": iter(self.brief.parties),
            "questions": iter(self.questions()),
            "links": iter(self.links()),
            "groups": iter(self.groups()),
            "ties": iter(self.ties()),
            "answers": iter(self.answers()),
            "corroborations": iter(self.corroborations()),
            "contradictions": iter(self.contradictions()),
            "worlds": iter(self.worlds()),
            "derivations": iter(self.derivations()),
            "estimates": iter(self.estimates()),
            "shifts": iter(self.shifts()),
            "tolls": iter(self.tolls()),
            "differences": iter(self.differences()),
            "findings": iter(self.findings()),
            "grades": iter(self.grades()),
            "events": iter(self.timeline()),
            "routes": iter(self.routes()),
            "route-checks": iter(self.route_checks()),
            "order_clashes": iter(self.order_clashes()),
        }
        counts = {name: write_noun(folder, name, objects) for name, objects in nouns.items()}
        with self._case.writing(), self._case.transaction() as ledger:
            ledger.record("exported", "case", f"{sum(counts.values())} objects to {folder}")
        return counts

    def map_data(self) -> MapData:
        """Places with the claims that name them, events and routes: what a map of the case shows. For the team."""
        from testimonia.pipeline import mapping  # the basemap and numpy take time to import

        return mapping.map_data(self._case)

    def draw_map(self, files: Mapping[str, Path]) -> dict[Path, int]:
        """Write the case's map: for the team, not for publication.

        Args:
            files: what to write: format (html, svg, geojson, kml) -> file.

        Returns:
            File -> its size in bytes.
        """
        from testimonia.pipeline import mapping

        return mapping.draw_map(self._case, files)

    # What the case holds

    def place_files(self) -> list[PlaceFile]:
        """The files of own places in force."""
        return places.place_files(self._case)

    @classmethod
    def find_place_from(cls, folder: Path, name: str, *, limit: int = 5) -> list[Candidate]:
        """`find_place` from any folder: without own places where there is no investigation."""
        if not (folder / FILE_NAME).is_file():
            return places.find_place(name, limit=limit)
        with cls.open(folder) as case:
            return case.find_place(name, limit=limit)

    def find_place(self, name: str, *, limit: int = 5) -> list[Candidate]:
        """Places a name may mean, with score and reason, the investigation's own first."""
        countries = (self.brief.country,) if self.brief.country else ()
        return places.find_place(name, places=places.own_places(self._case), countries=countries, limit=limit)

    @property
    def brief(self) -> Brief:
        """What the editors wrote down."""
        return self._case.brief

    @property
    def folder(self) -> Path:
        """The investigation's folder."""
        return self._case.root

    def verify(self, *, expected: str = "") -> list[CheckResult]:
        """Re-hash every original and rendition and walk the custody log.

        Args:
            expected: ``SIZE:ROOT`` noted down earlier, to prove that the log up to then is unchanged.
        """
        return verification.verify(self._case, expected=expected)

    def log_root(self) -> str:
        """``SIZE:ROOT`` of the custody log now: note it down outside, and `verify` can prove it later."""
        return verification.log_root(self._case)

    def hedges(self) -> Sequence[Struct]:
        """How hedges are read in this investigation: rows of ``words``, ``becomes``, ``reason``."""
        from testimonia.extract.values.hedges import HedgeTable

        return HedgeTable(self.brief.hedges).rows()

    def items(self) -> list[Item]:
        """Every item, by name."""
        return list(self._case.store.items())

    def item(self, prefix: str) -> ItemTrail:
        """An item by id, beginning of an id, or file name. Raises NotFoundError."""
        return trails.trail_of_item(self._case, prefix)

    def claim(self, prefix: str) -> ClaimTrail:
        """A claim walked back to its file. Raises NotFoundError."""
        return trails.trail_of_claim(self._case, prefix)

    def claims(self) -> Iterator[tuple[Claim, Statement]]:
        """Every current claim with its statement, as the judgements leave them."""
        return running.reviewed_testimony(self._case, Review(self._case.store.judgements()))

    def statements(self) -> Iterator[Statement]:
        """Every statement of the current items, item by item, in text order."""
        current = self._case.store.current_items()
        for reading in self._case.store.readings():
            if reading.item.id in current:
                yield from self._case.store.statements(reading.rendition_id)

    def sources(self) -> list[Source]:
        """Every source, by name."""
        return list(self._case.store.sources().values())

    def judgements(self) -> list[Judgement]:
        """Every judgement in the order it was made."""
        return self._case.store.judgements()

    def failures(self) -> list[Failure]:
        """What could not be done and has not been done since."""
        return self._case.store.failures()

    def questions(self) -> list[Question]:
        """Declared questions in the order of ``investigation.toml``, then proposed ones."""
        return self._results("question", Question)

    def question(self, question_id: str) -> Question:
        """A question by id. Raises NotFoundError."""
        for question in self.questions():
            if question.id == question_id:
                return question
        raise NotFoundError(f"no question {question_id!r}: `testimonia show questions` lists them")

    def links(self) -> list[Link]:
        """Which claims meet which questions, and why."""
        return self._results("link", Link)

    def groups(self) -> list[Group]:
        """Sources that are not independent of each other, and why."""
        return self._results("group", Group)

    def ties(self) -> list[Tie]:
        """Sources that may depend on each other, short of counting as one, and why."""
        return self._results("tie", Tie)

    def answers(self) -> list[Answer]:
        """One answer per source and question."""
        return self._results("answer", Answer)

    def corroborations(self) -> list[Corroboration]:
        """Independent answers that agree."""
        return self._results("corroboration", Corroboration)

    def contradictions(self) -> list[Contradiction]:
        """Minimal sets of claims that cannot all be true, the most telling first."""
        return self._results("contradiction", Contradiction)

    def worlds(self) -> list[World]:
        """Which claims would have to be false, at least, where rules join contradicting accounts."""
        return self._results("world", World)

    def derivations(self) -> list[Derivation]:
        """What follows for a question from accounts of others by a rule, with the arithmetic."""
        return self._results("derivation", Derivation)

    def estimates(self) -> list[Estimate]:
        """What the computer says on each question."""
        return self._results("estimate", Estimate)

    def shifts(self) -> list[Shift]:
        """How positions changed, both exact words beside each other."""
        return self._results("shift", Shift)

    def tolls(self) -> list[Toll]:
        """People killed and injured as reported, lowest and highest, all material taken as accounts of one incident."""
        return self._results("toll", Toll)

    def differences(self) -> list[ScopeDifference]:
        """Claims that look like contradictions and speak of different things, the most alike first."""
        return self._results("difference", ScopeDifference)

    def suggestions(self) -> list[Finding]:
        """What the machine suggests on each question, and why."""
        return self._results("finding", Finding)

    def findings(self) -> list[Finding]:
        """What can be said on each question: the investigators' conclusion where there is one, else the suggestion."""
        review = Review(self._case.store.judgements())
        return [review.conclude(suggestion) for suggestion in self.suggestions()]

    def grades(self) -> list[Grade]:
        """Grades of questions and answers on the field's scales; a reviewer's stands in place of the machine's."""
        own = {(grade.target, grade.scale): grade for finding in self.findings() for grade in finding.grades}
        return [own.get((grade.target, grade.scale), grade) for grade in self._results("grade", Grade)]

    def timeline(self) -> list[Event]:
        """Events in order of time; those without a date last."""
        return self._results("event", Event)

    def routes(self) -> list[Route]:
        """Journeys as the accounts tell them, the one told most fully first."""
        return self._results("route", Route)

    def route_checks(self) -> list[Check]:
        """What the journeys would have needed, in words, the impossible first."""
        return self._results("route check", Check)

    def write_route_geojson(self, path: Path) -> None:
        """Write the routes as GeoJSON: for the team, not for publication."""
        self._write_route(path, route_geojson(self.routes()))

    def write_route_kml(self, path: Path) -> None:
        """Write the routes as KML: for the team, not for publication."""
        self._write_route(path, route_kml(self.routes()))

    def _write_route(self, path: Path, text: str) -> None:
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror}): name another file") from error
        with self._case.writing(), self._case.transaction() as ledger:
            ledger.record("exported", "case", f"{len(self.routes())} routes to {path}")

    def order_clashes(self) -> list[OrderClash]:
        """Orders of events that cannot be, each with the minimal set of claims that give it."""
        return self._results("order_clash", OrderClash)

    def timeline_sheet(self, *, top: int = 0, within: str = "", limit: int = 0, language: str = "") -> TimelineSheet:
        """The timeline with the names of those who tell it, to be shown or written to a file.

        Args:
            top: only what happened on this many most important days, with the days and why they matter; 0 = everything.
            within: only what can have happened in this time, in EDTF (``2017-10-10/2017-10-13``).
            limit: most events; 0 = all. The first in order of time are kept.
            language: of the page's own words; the investigation's if empty.

        Raises:
            UsageError: ``within`` is no EDTF.
        """
        from testimonia.pipeline.timelines import make_sheet

        return make_sheet(self._case, top=top, within=within, limit=limit, language=language)

    def render_timeline(self, sheet: TimelineSheet, form: str) -> str:
        """A timeline as text: ``html``, ``ics``, ``timelinejs`` or ``csv``."""
        from testimonia.pipeline.timelines import RENDERERS

        return RENDERERS[form](sheet)

    def _results(self, kind: str, result_type: type[T]) -> list[T]:
        return self._case.store.results(kind, result_type)
