"""What an open investigation holds: every view of it, none of which changes anything.

A new view goes here; what changes the case goes into `investigation`, what is written out into `exporting`.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from msgspec import Struct

from testimonia.check.context import FindIdentities
from testimonia.errors import NotFoundError
from testimonia.gazetteer.places import Candidate
from testimonia.model.accounts import AccountsChart
from testimonia.model.brief import Brief
from testimonia.model.custody import CheckResult
from testimonia.model.desk import Check, DeskReport
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
    Tie,
    Toll,
    World,
)
from testimonia.model.ids import IdMaker
from testimonia.model.maps import MapData
from testimonia.model.material import Failure, Item
from testimonia.model.reports import ClaimTrail, ItemTrail, PlaceFile
from testimonia.model.review import Review
from testimonia.model.routes import Route
from testimonia.model.scales import Grade
from testimonia.model.testimony import Claim, Judgement, Source, Statement
from testimonia.model.timelines import TimelineSheet
from testimonia.pipeline import places, running, trails, verification
from testimonia.pipeline.approving import Approval, approvals_in_force
from testimonia.pipeline.case import Case, Clock
from testimonia.pipeline.sources import judged_sources
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.reconstruct.travel import Check as RouteCheck

T = TypeVar("T", bound=Struct)


class CaseReader:
    """An open investigation that is only looked at; `investigation.Investigation` is the one to use."""

    def __init__(self, case: Case) -> None:
        self._case = case

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

    def close(self) -> None:
        """Let go of files and connections."""
        self._case.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    @property
    def brief(self) -> Brief:
        """What the editors wrote down."""
        return self._case.brief

    @property
    def folder(self) -> Path:
        """The investigation's folder."""
        return self._case.root

    def place_files(self) -> list[PlaceFile]:
        """The files of own places in force."""
        return places.place_files(self._case)

    def find_place(self, name: str, *, limit: int = 5) -> list[Candidate]:
        """Places a name may mean, with score and reason, the investigation's own first."""
        countries = (self.brief.country,) if self.brief.country else ()
        return places.find_place(name, places=places.own_places(self._case), countries=countries, limit=limit)

    def verify(self, *, expected: str = "", credential: Credential | None = None) -> list[CheckResult]:
        """Re-hash every original and rendition, look at the vault, and walk the custody log.

        Args:
            expected: ``SIZE:ROOT`` noted down earlier, to prove that the log up to then is unchanged.
            credential: opens the vault, to compare what is encrypted; without it that is not checked.
        """
        return [*verification.verify(self._case, expected=expected), *self.vault.verify(credential)]

    @property
    def vault(self) -> CaseVault:
        """Who the protected sources are: encrypted, and asked for anew at every act."""
        return CaseVault(self._case)

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
        """Every source, by name, with the grades that people gave."""
        return list(judged_sources(self._case).values())

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

    def approvals(self) -> dict[str, Approval]:
        """What a second person decided about findings, by the finding's id; one that nobody has looked at is not in it."""
        return approvals_in_force(self._case.store.judgements())

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

    def route_checks(self) -> list[RouteCheck]:
        """What the journeys would have needed, in words, the impossible first."""
        return self._results("route check", RouteCheck)

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

    def map_data(self) -> MapData:
        """Places with the claims that name them, events and routes: what a map of the case shows. For the team."""
        from testimonia.pipeline import mapping  # the basemap and numpy take time to import

        return mapping.map_data(self._case)

    def accounts_chart(self, question_id: str) -> AccountsChart:
        """Every account of one question with the finding and what ties them together. For the team. Raises NotFoundError."""
        from testimonia.pipeline import accounts  # it looks through this class's views

        return accounts.accounts_chart(self, self.question(question_id))

    def check(self, path: Path, *, only: Sequence[Check] = (), find_identities: FindIdentities | None = None) -> DeskReport:
        """Compare every figure, date, place, name and quotation of a draft with the case; nothing is kept.

        Args:
            path: the draft: ``.md`` with or without bindings, ``.docx``, ``.txt``.
            only: these kinds of checks; all if empty.
            find_identities: finds true names of protected sources in a text (start, end, pseudonym); None: not looked for.

        Raises:
            ReadError: the draft cannot be read.
            UsageError: nothing has been run in the case yet.
        """
        from testimonia.pipeline import checking  # the extractor takes seconds to import

        return checking.check(self._case, path, only=only, find_identities=find_identities)

    def what_if(self, *, without: Sequence[str] = (), is_weighted: bool = True) -> Reconciliation:
        """What would be concluded without some sources, or if every account counted the same; nothing is kept.

        Args:
            without: names of sources, or their aliases.
            is_weighted: False: roles, grades and relays do not weigh.

        Raises:
            NotFoundError: no source of that name.
        """
        left_out = running.sources_called(self._case, without)
        return running.reconcile_case(self._case, without=left_out, is_weighted=is_weighted)

    def _results(self, kind: str, result_type: type[T]) -> list[T]:
        return self._case.store.results(kind, result_type)
