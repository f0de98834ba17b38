"""What the last run came to, by question and by claim, and what people have judged since.

Why: a view of one question among thousands must not read what is concluded on all the others. What a run came to is read once,
however many judgements follow it; what people judged is read once for each version of the case.
"""

import gc
import threading
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from testimonia.model.findings import (
    SENTENCES,
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
)
from testimonia.model.phrases import Telling, give_phrases
from testimonia.model.review import Review
from testimonia.model.scales import Grade
from testimonia.model.testimony import Act, Judgement, Source
from testimonia.pipeline.case import Case
from testimonia.pipeline.running import RECONCILED
from testimonia.pipeline.sources import judged_sources
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.store.base import Store

T = TypeVar("T")
R = TypeVar("R", bound=Struct)

TELLINGS = ("telling", "event telling", "route telling")
"""Kinds of results that hold what the sentences of the others are made of."""


class RunResults:
    """The results of one run, indexed. Nothing in it is changed once it is made."""

    def __init__(self, store: Store) -> None:
        tellings = (telling for kind in TELLINGS for telling in store.results(kind, Telling))
        self.phrases = {telling.words: telling.phrase for telling in tellings}
        """What the sentences of the run are made of, by their English words."""

        def of(kind: str, result_type: type[R]) -> list[R]:
            found, sentences = store.results(kind, result_type), SENTENCES.get(RECONCILED[kind], ())
            if kind == "link":  # of a large case there are hundreds of thousands, and few are shown: `tell_link` does it then
                return found
            return [give_phrases(one, sentences, self.phrases) for one in found]

        self.questions = {question.id: question for question in of("question", Question)}
        """In the order in which they are shown."""
        self.links = _by(of("link", Link), lambda link: (link.question_id,) if link.score > 0 else ())
        self.answers = _by(of("answer", Answer), lambda answer: (answer.question_id,))
        self.contradictions = _by(of("contradiction", Contradiction), lambda one: one.question_ids)
        self.all_contradictions = {one.id: one for found in self.contradictions.values() for one in found}
        self.corroborations = _by(of("corroboration", Corroboration), lambda one: (one.question_id,))
        self.derivations = _by(of("derivation", Derivation), lambda one: (one.question_id,))
        self.estimates = {one.question_id: one for one in of("estimate", Estimate)}
        self.suggestions = {one.question_id: one for one in of("finding", Finding)}
        self.shifts = _by(of("shift", Shift), lambda one: (one.question_id,))
        self.differences = _by(of("difference", ScopeDifference), lambda one: one.question_ids)
        self.grades = _by(of("grade", Grade), lambda one: (one.target,))
        self.groups = {one.id: one for one in of("group", Group)}
        self.ties = _by(of("tie", Tie), lambda one: (one.first, one.second))
        self.questions_of = _questions_of(self.links)
        """Claim id -> the questions it answers."""
        self.answers_of = _by((a for found in self.answers.values() for a in found), lambda answer: (answer.source_id,))
        """Source id -> its answers."""

    def tell_link(self, link: Link) -> Link:
        """A link whose reason knows what it is made of."""
        return give_phrases(link, ("reason",), self.phrases)

    def ties_among(self, source_ids: Iterable[str]) -> list[Tie]:
        """Ties between two of some sources, each once."""
        among = set(source_ids)
        found = {
            (tie.first, tie.second, tie.reason): tie
            for source_id in sorted(among)
            for tie in self.ties.get(source_id, ())
            if tie.first in among and tie.second in among
        }
        return list(found.values())


def with_phrases(found: Reconciliation) -> Reconciliation:
    """A reconciliation whose sentences know again what they are made of."""
    kept = {telling.words: telling.phrase for telling in found.tellings}
    changes: dict[str, Any] = {
        field: tuple(give_phrases(result, names, kept) for result in getattr(found, field))
        for field, names in SENTENCES.items()
        if field != "links"
    }
    return replace(found, **changes)


class Judged:
    """What people have judged, in the order in which they did. Never changed: what follows is in a `Judged` of its own."""

    def __init__(self, judgements: Sequence[Judgement]) -> None:
        self.review = Review(())
        self.active: dict[str, Judgement] = {}
        self.last: dict[str, int] = {}
        """Target -> place of the last judgement on it, retirements counted as of what they retire."""
        self.place: dict[str, int] = {}
        """Judgement id -> its place."""
        self._targets: dict[str, str] = {}
        """Judgement id -> what it is on in the end."""
        self._on: dict[str, tuple[Judgement, ...]] = {}
        """Target as written -> judgements on it, in order."""
        self._take(judgements)

    def followed_by(self, judgements: Sequence[Judgement]) -> "Judged":
        """The same with some more judgements: what was read already is not read again."""
        more = Judged(())
        more.active, more.last, more.place = self.active.copy(), self.last.copy(), self.place.copy()
        more._targets, more._on = self._targets.copy(), self._on.copy()
        more._take(judgements)
        return more

    def is_retired(self, judgement_id: str) -> bool:
        """Whether a judgement was taken back, by a retirement that was not taken back itself."""
        later = self._on.get(judgement_id, ())
        return any(one.act is Act.RETIRE and not self.is_retired(one.id) for one in later)

    def target_of(self, judgement: Judgement) -> str:
        """What a judgement is on in the end: of a retirement, what the judgement is on that it takes back."""
        return self._targets.get(judgement.id, judgement.target)

    def judgements_on(self, target: str) -> tuple[Judgement, ...]:
        """Every judgement on a target, those taken back included, in order."""
        return self._on.get(target, ())

    def _take(self, judgements: Sequence[Judgement]) -> None:
        touched = set()
        for at, judgement in enumerate(judgements, len(self.place)):
            is_retirement = judgement.act is Act.RETIRE
            target = self._targets.get(judgement.target, judgement.target) if is_retirement else judgement.target
            self._targets[judgement.id] = target
            self._on[judgement.target] = (*self._on.get(judgement.target, ()), judgement)
            self.place[judgement.id] = at
            self.last[target] = at
            touched.add(target)
        for target in touched:
            self._stand(target)
        self.review.active = self.active

    def _stand(self, target: str) -> None:
        """Which judgement on a target is in force: the latest that is not taken back."""
        for judgement in reversed(self._on.get(target, ())):
            if judgement.act is not Act.RETIRE and not self.is_retired(judgement.id):
                self.active[target] = judgement
                return
        self.active.pop(target, None)

    def last_on(self, targets: Iterable[str]) -> int:
        """Place of the last judgement on any of some targets; -1 if there is none."""
        return max((self.last.get(target, -1) for target in targets), default=-1)

    def state_of(self, claim_id: str, statement_id: str = "") -> str:
        """How a claim stands: suggested, accepted, rejected, corrected, merged or added."""
        judgement = self.active.get(claim_id) or self.active.get(statement_id)
        return STATES.get(judgement.act, str(judgement.act)) if judgement else "suggested"


STATES = {
    Act.ACCEPT: "accepted",
    Act.REJECT: "rejected",
    Act.CORRECT: "corrected",
    Act.MERGE: "merged",
    Act.ADD: "added",
}


class _Kept:
    """What was worked out from one state of something."""

    def __init__(self, stamp: str) -> None:
        self.stamp = stamp
        self.made: dict[str, Any] = {}
        self._lock = threading.Lock()
        self._making: dict[str, Any] = {}

    def once(self, key: str, make: Callable[[], T]) -> T:
        """What ``make`` works out, the first time. Who asks for something else does not wait."""
        if key not in self.made:
            with self._lock:
                lock = self._making.setdefault(key, threading.RLock())
            with lock:
                if key not in self.made:
                    self.made[key] = make()
                    gc.freeze()  # looking through a large case for garbage now and then would hold a request up
        made: T = self.made[key]
        return made


Keeping = weakref.WeakKeyDictionary[Store, _Kept]
_OF_RUN: Keeping = weakref.WeakKeyDictionary()
_OF_MATERIAL: Keeping = weakref.WeakKeyDictionary()
_LOCK = threading.Lock()
_JUDGED: weakref.WeakKeyDictionary[Store, tuple[int, Judged]] = weakref.WeakKeyDictionary()
_JUDGED_LOCK = threading.Lock()


def _kept(keeping: Keeping, store: Store, stamp: str) -> _Kept:
    with _LOCK:
        kept = keeping.get(store)
        if kept is None or kept.stamp != stamp:
            kept = keeping[store] = _Kept(stamp)
            gc.unfreeze()  # what an earlier state came to is garbage now
        return kept


def once_a_run(case: Case, key: str, make: Callable[[], T]) -> T:
    """What ``make`` works out from a run's results, worked out once however many judgements follow the run.

    Args:
        case: the open case.
        key: names what is worked out.
        make: reads the case; what it returns is shared between threads and must not be changed.
    """
    return _kept(_OF_RUN, case.store, run_of(case)).once(key, make)


def once_a_material(workbench: Workbench, case: Case, key: str, make: Callable[[], T]) -> T:
    """What ``make`` works out from what was taken in, read and extracted, once however many judgements and runs follow.

    Args:
        workbench: the open workbench.
        case: the open case.
        key: names what is worked out.
        make: reads the case, but no judgements; what it returns is shared between threads and must not be changed.
    """
    return _kept(_OF_MATERIAL, case.store, material_stamp(workbench, case)).once(key, make)


def material_stamp(workbench: Workbench, case: Case) -> str:
    """Changes with every item that is taken in, read or extracted, and with every claim that a person makes or takes back."""

    def stamp() -> str:
        return f"{case.store.stamp_of_steps('acquire', 'read', 'extract')} {case.store.made_stamp()}"

    return workbench.remember("material stamp", stamp)


def results_of(case: Case) -> RunResults:
    """What the last run came to."""
    return once_a_run(case, "results", lambda: RunResults(case.store))


def run_of(case: Case) -> str:
    """What names the last run."""
    return case.store.steps("reconcile").get("case", "")


def judged_of(workbench: Workbench, case: Case) -> Judged:
    """What people have judged up to now."""
    return workbench.remember("judged", lambda: _read_judged(case))


def _read_judged(case: Case) -> Judged:
    """What people have judged; only what is new since the last call is read."""
    with _JUDGED_LOCK:
        count, judged = _JUDGED.get(case.store) or (0, Judged(()))
        if new := case.store.judgements_after(count):
            judged = judged.followed_by([judgement for _, judgement in new])
            _JUDGED[case.store] = new[-1][0], judged
        return judged


def sources_of(workbench: Workbench, case: Case) -> Mapping[str, Source]:
    """Every source by id, with the grades that people gave."""
    return workbench.remember("sources", lambda: judged_sources(case, judged_of(workbench, case).review))


def _by(found: Iterable[T], keys_of: Callable[[T], Iterable[str]]) -> dict[str, list[T]]:
    indexed: dict[str, list[T]] = defaultdict(list)
    for one in found:
        for key in dict.fromkeys(keys_of(one)):
            indexed[key].append(one)
    return dict(indexed)


def _questions_of(links: Mapping[str, Sequence[Link]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for question_id, linked in links.items():
        for link in linked:
            found[link.claim_id].append(question_id)
    return dict(found)
