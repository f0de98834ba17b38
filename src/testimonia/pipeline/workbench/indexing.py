"""Keeps the index of claims as the case is: item by item after an extraction, row by row after a judgement.

Three things change what a row says, and each is followed by itself: what extraction found in an item (its rows are made anew),
what a run concluded (worth, contradictions and questions of those claims that differ), and what people judged (the rows that
the judgement is on, at once). The first two go on in the background when there is much to do; searches meanwhile answer from
what is there and say how far it is.
"""

import logging
import sqlite3
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from testimonia.errors import DamagedIndexError
from testimonia.model.ids import content_id
from testimonia.model.testimony import Claim, Judgement, Statement
from testimonia.pipeline.workbench.claim_rows import RowMaker
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.ranking import rank_claims
from testimonia.pipeline.workbench.results import Judged, judged_of, results_of, run_of
from testimonia.store.base import Reading
from testimonia.store.claim_index import ClaimIndex, IndexRow, Ranked, drop_item, drop_rows, note, put_ranks, put_rows

P = ParamSpec("P")
T = TypeVar("T")

BATCH = 2000
"""Ranks written in one transaction: a judgement waits no longer than that takes."""
TURN_S = 0.1
"""Items are put in for so long in one transaction: many at once cost less, and a judgement waits no longer than that."""
WAIT_S = 2.0
"""How long a search waits for an index that is not up to date; a small case is ready by then."""
LOOK_S = 0.02
"""How often it looks meanwhile whether there is something to show of a large one."""
ITEM = "item:"
NO_RUN = "none"
UNRANKED = Ranked(0.0, 0)


class Freshness(Struct, frozen=True):
    """How far the index is."""

    is_current: bool
    done: int
    """Items in the index."""
    total: int
    problem: str = ""


class ClaimIndexer:
    """The index of an open workbench, kept up to date."""

    def __init__(self, workbench: Workbench) -> None:
        self._workbench = weakref.ref(workbench)
        self._case = workbench.case_of(workbench.people[0])
        self.index = ClaimIndex(self._case.inner / "index.db")
        self._lock = threading.RLock()
        self._thread: threading.Thread | None = None
        self._closing = threading.Event()
        self._ready = threading.Event()
        self._checked: tuple[str, int] | None = None
        """The versions of the case and of the file at which nothing was left to be done."""
        self._items_followed: object = None
        """The state of all items, and the file, at which every one of them was found to be in the index."""
        self._done = self._total = 0
        self._problem = ""
        workbench.at_close.append(self.close)

    def close(self) -> None:
        """Stop working and let go of the file."""
        self._closing.set()
        if self._thread is not None:
            self._thread.join(timeout=30)
        self.index.close()

    def freshen(self, workbench: Workbench) -> Freshness:
        """Follow what changed; what takes long goes on in the background."""
        try:
            self._freshen(workbench)
        except DamagedIndexError:  # it is empty now, and is filled again
            self._freshen(workbench)
        if self._thread is not None and self._thread.is_alive():
            self._wait()
        is_working = self._thread is not None and self._thread.is_alive() and not self._ready.is_set()
        return Freshness(not is_working and not self._problem, self._done, self._total, self._problem)

    def follow(self, workbench: Workbench) -> None:
        """Follow judgements just made, and nothing else: rows say at once what was decided."""
        judged = judged_of(workbench, self._case)
        try:
            self._follow_judgements(judged)
        except DamagedIndexError:
            self._follow_judgements(judged)

    def put_now(self, claim_ids: Sequence[str]) -> None:
        """Put some claims in before their turn, if they are claims of the case: whoever asks for one need not wait."""
        makers: dict[str, RowMaker] = {}
        found = [one for claim_id in claim_ids if (one := self._case.store.current_claim(claim_id))]
        if found:
            with self._lock, self.index.writing() as connection:
                judged = self._judged()  # within the lock: not older than what the rows are noted to follow
                put_rows(connection, [self._made(one, makers, judged) for one in found])
                note(connection, "run", "")  # they have no rank yet
                self._checked = None

    def _freshen(self, workbench: Workbench) -> None:
        version = workbench.version, self.index.generation
        if version != self._checked:
            self._follow_judgements(judged_of(workbench, self._case))
            with self._lock:
                if self._is_stale():
                    self._begin()
                else:
                    self._checked = version

    def _wait(self) -> None:
        """Wait until all is in, of a large case until something is."""
        until = time.monotonic() + WAIT_S
        while not self._ready.wait(LOOK_S) and time.monotonic() < until:
            if self._total >= BATCH and self._done:
                return

    def _is_stale(self) -> bool:
        if self.index.noted("run") != (run_of(self._case) or NO_RUN):
            return True
        state = self.index.generation, self._state_of_items()
        if state == self._items_followed:
            return False  # most changes are judgements: they must not cost a walk over every item
        if self._changed_items()[0]:
            return True
        self._items_followed = state
        return False

    def _state_of_items(self) -> tuple[frozenset[tuple[str, str]], frozenset[str], str]:
        """What the rows of all items depend on, read without the items themselves."""
        store = self._case.store
        return frozenset(store.steps("extract").items()), frozenset(store.current_items()), self._case.brief.language

    def _begin(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._ready.clear()
            self._thread = threading.Thread(target=self._work, name="claim index", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        try:
            self._problem = ""
            while not self._closing.is_set() and self._is_stale():
                try:
                    self._follow_items()
                    self._follow_run()
                except DamagedIndexError:  # it is empty now: all is put in again
                    logging.getLogger(__name__).warning("the index of claims was damaged and is made anew")
        except Exception as error:  # a background thread: kept, shown, and tried again at the next change
            if not self._closing.is_set():
                self._problem = f"the index of claims could not be brought up to date: {error}"
                logging.getLogger(__name__).exception("claim index")
        finally:
            self._ready.set()

    # Items

    def _changed_items(self) -> tuple[list[tuple[Reading | None, str, str]], int]:
        """Items whose rows are to be made anew: reading (None: to be dropped), id, and what their rows depend on."""
        steps, current = self._case.store.steps("extract"), self._case.store.current_items()
        language = self._case.brief.language
        wanted = {
            reading.item.id: (
                reading,
                content_id("h", steps.get(reading.item.id, ""), reading.rendition_id, reading.item.name, language),
            )
            for reading in self._case.store.readings()
            if reading.item.id in current
        }
        known = self.index.meta(ITEM)
        changed: list[tuple[Reading | None, str, str]] = [
            (reading, id_, mark) for id_, (reading, mark) in wanted.items() if known.get(id_) != mark
        ]
        return [*changed, *((None, id_, "") for id_ in known if id_ not in wanted)], len(wanted)

    def _follow_items(self) -> None:
        changed, self._total = self._changed_items()
        self._done = self._total - len(changed)
        left = deque(changed)
        while left and not self._closing.is_set():
            until, done = time.thread_time() + TURN_S, 0
            with self._lock, self.index.writing() as connection:
                judged = self._judged()
                while left and (not done or time.thread_time() < until):
                    self._follow_item(connection, *left.popleft(), judged=judged)
                    done += 1
            self._done += done
            time.sleep(0)  # requests first

    def _follow_item(
        self, connection: sqlite3.Connection, reading: Reading | None, item_id: str, mark: str, *, judged: Judged
    ) -> None:
        rows = list(self._rows_of(reading, judged)) if reading is not None else []
        drop_item(connection, item_id, except_for=frozenset(row.columns["id"] for row in rows))
        put_rows(connection, rows)
        note(connection, f"{ITEM}{item_id}", mark)
        if rows:
            note(connection, "run", "")  # new rows have no rank yet

    def _rows_of(self, reading: Reading, judged: Judged) -> Iterator[IndexRow]:
        store = self._case.store
        claims = list(store.claims(reading.rendition_id))
        if not claims:
            return
        statements = {statement.id: statement for statement in store.statements(reading.rendition_id)}
        maker = RowMaker(store.material(reading.rendition_id), reading.item.id)
        for claim in claims:
            statement = statements.get(claim.statement_id) or store.claim(claim.id)[1]
            yield self._row(maker, claim, statement, judged)

    def _row(self, maker: RowMaker, claim: Claim, statement: Statement, judged: Judged) -> IndexRow:
        shown = standing(judged, claim, statement)
        return maker.row(*shown, state=judged.state_of(claim.id, statement.id))

    # Judgements

    def _judged(self) -> Judged:
        workbench = self._workbench()
        return judged_of(workbench, self._case) if workbench is not None else Judged(self._case.store.judgements())

    def _follow_judgements(self, judged: Judged) -> None:
        """Make the rows anew that judgements since the last time are on."""
        with self._lock:
            seen = int(self.index.noted("judgements") or "0")
            # another thread may have judged since ``judged`` was read: that one is followed with what is read after it
            new = [(place, one) for place, one in self._case.store.judgements_after(seen) if one.id in judged.place]
            if not new:
                return
            with self.index.writing() as connection:
                if self.index.has_notes(ITEM):
                    self._follow_new(connection, [judgement for _, judgement in new], judged)
                note(connection, "judgements", str(new[-1][0]))

    def _follow_new(self, connection: sqlite3.Connection, new: Sequence[Judgement], judged: Judged) -> None:
        makers: dict[str, RowMaker] = {}
        rows, gone = [], []
        for claim_id in sorted(self._claims_on(new, judged)):
            found = self._case.store.current_claim(claim_id)
            if found is None:
                gone.append(claim_id)
                continue
            rows.append(self._made(found, makers, judged))
        put_rows(connection, rows)
        numbers = [self.index.rows("SELECT n FROM claims WHERE id = ?", (claim_id,)) for claim_id in gone]
        drop_rows(connection, [found[0][0] for found in numbers if found])

    def _made(self, found: tuple[Claim, Statement], makers: dict[str, RowMaker], judged: Judged) -> IndexRow:
        """The row of one claim; what its rendition's rows are made with is kept for the next."""
        rendition_id = found[0].rendition_id
        if rendition_id not in makers:
            makers[rendition_id] = self._maker(rendition_id)
        return self._row(makers[rendition_id], *found, judged)

    def _claims_on(self, new: Sequence[Judgement], judged: Judged) -> set[str]:
        """Ids of the claims whose rows some judgements change."""
        targets = {judged.target_of(judgement) for judgement in new}
        found = {target for target in targets if target.startswith("c-") and ">" not in target}
        merged = {one.replacement for one in new if one.replacement.startswith("src-")}
        for column, start, more in (("statement_id", "s-", set()), ("source_id", "src-", merged)):
            for value in sorted({target for target in targets if target.startswith(start)} | more):
                found |= {row[0] for row in self.index.rows(f"SELECT id FROM claims WHERE {column} = ?", (value,))}
        return found

    def _maker(self, rendition_id: str) -> RowMaker:
        material = self._case.store.material(rendition_id)
        return RowMaker(material, material.rendition.item_id)

    # What a run concluded

    def _follow_run(self) -> None:
        """Say of every claim what the last run says of it; only what differs is written."""
        run = run_of(self._case)
        ranks = rank_claims(results_of(self._case))
        known = self._known_ranks()
        changed = {n: ranks.get(id_, UNRANKED) for id_, (n, rank) in known.items() if ranks.get(id_, UNRANKED) != rank}
        numbers = list(changed)
        for first in range(0, len(numbers), BATCH):
            if self._closing.is_set():
                return
            with self._lock, self.index.writing() as connection:
                put_ranks(connection, {n: changed[n] for n in numbers[first : first + BATCH]})
            time.sleep(0)
        with self._lock, self.index.writing() as connection:
            note(connection, "run", run or NO_RUN)

    def _known_ranks(self) -> dict[str, tuple[int, Ranked]]:
        asked: dict[int, list[str]] = {}
        for n, question_id in self.index.rows("SELECT n, question_id FROM asked ORDER BY n, question_id"):
            asked.setdefault(n, []).append(question_id)
        rows = self.index.rows("SELECT id, n, worth, contradictions FROM claims")
        return {id_: (n, Ranked(worth, clashes, tuple(asked.get(n, ())))) for id_, n, worth, clashes in rows}


_INDEXERS: weakref.WeakKeyDictionary[Workbench, ClaimIndexer] = weakref.WeakKeyDictionary()
_MAKING = threading.Lock()


def indexer_of(workbench: Workbench) -> ClaimIndexer:
    """The index of a workbench; opened at the first call."""
    with _MAKING:
        found = _INDEXERS.get(workbench)
        if found is None:
            found = _INDEXERS[workbench] = ClaimIndexer(workbench)
        return found


def asking_again(ask: Callable[Concatenate[Workbench, P], T]) -> Callable[Concatenate[Workbench, P], T]:
    """A question to the index, asked again if the index was found damaged, or was begun anew while it was asked."""

    @wraps(ask)
    def asked(workbench: Workbench, /, *args: P.args, **kwargs: P.kwargs) -> T:
        index = indexer_of(workbench).index
        generation = index.generation
        try:
            answer = ask(workbench, *args, **kwargs)
        except DamagedIndexError:
            return ask(workbench, *args, **kwargs)
        return answer if index.generation == generation else ask(workbench, *args, **kwargs)

    return asked


def standing(judged: Judged, claim: Claim, statement: Statement) -> tuple[Claim, Statement]:
    """A claim and its statement as corrected; one that was rejected is shown as it was when it was."""
    shown, said = judged.review.corrected(claim, statement)
    return replace(shown, id=claim.id), replace(said, id=statement.id)
