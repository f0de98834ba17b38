"""Every decision that was ever made, with who, when and why; and whether it can be taken back."""

import re
from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.model.findings import Finding
from testimonia.model.phrases import again, changed, phrase_of
from testimonia.model.review import finding_target
from testimonia.model.testimony import Act, Judgement
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.states import target_etag
from testimonia.pipeline.workbench.telling import Teller

KINDS = {
    "c-": "claim",
    "s-": "statement",
    "src-": "source",
    "finding:": "finding",
    "grade:": "grade",
    "approval:": "approval",
    "release:": "release",
    "clearance:": "clearance",
    "mosaic:": "mosaic",
    "package:": "package",
    "gate:": "gate",
    "quote:": "quote",
}
"""How the targets of judgements begin, and what they are."""

UNDOABLE = frozenset(("claim", "statement", "source", "finding", "grade", "link"))
"""What is decided about evidence can be taken back; what was given out was given out."""

LONGEST_WORDS = 240


class Change(Struct, frozen=True):
    """One decision."""

    id: str
    number: int
    """Its place among all decisions, from 1; names the state of the case after it."""
    at: str
    by: str
    act: str
    """accept, reject, correct, merge, add, retire."""
    target: str
    """What was judged; of a retirement, what the judgement that it takes back was on."""
    kind: str
    """claim, statement, source, finding, grade, link, approval, release, ..."""
    words: str
    """What was judged, in words: the claim's own, the question's, the source's name."""
    after: str
    """What it became, where the decision says: the corrected words, the conclusion, the grade, what it was merged into."""
    reason: str
    retires: str
    """Id of the decision that this one takes back."""
    is_undone: bool
    undone_by: str
    undone_at: str
    can_undo: bool
    etag: str
    """Mark of the target's state now, to be sent with an undo; empty where nothing can be undone."""
    item_id: str
    """Where the words stand; empty if they stand nowhere."""
    question_id: str


class HistoryFilter(Struct, frozen=True):
    """Which decisions."""

    by: str = ""
    target: str = ""
    kind: str = ""
    since: str = ""
    """Date or time, ISO 8601: at or after."""
    until: str = ""
    """Date or time: up to and with; a date means its whole day."""


class HistoryPeople(Struct, frozen=True):
    """Who has decided and on what: what the list can be narrowed to."""

    by: tuple[str, ...]
    kinds: tuple[str, ...]
    total: int


class Entry(Struct, frozen=True):
    """A judgement with its place, what it is finally about, and what became of it."""

    number: int
    judgement: Judgement
    target: str
    kind: str
    undone: Judgement | None
    can_undo: bool


def entries_of(workbench: Workbench, case: Case) -> Sequence[Entry]:
    """Every decision in the order in which they were made."""
    return workbench.remember("history", lambda: make_entries(judgements_of(workbench, case)))


def judgements_of(workbench: Workbench, case: Case) -> Sequence[Judgement]:
    """Every judgement; read once for each version of the case."""
    return workbench.remember("judgements", case.store.judgements)


def make_entries(judgements: Sequence[Judgement]) -> list[Entry]:
    """What became of each judgement.

    A retirement that was itself retired undoes nothing; a judgement that a later one on the same thing has replaced is not in
    force, so there is nothing to take back.
    """
    by_id = {judgement.id: judgement for judgement in judgements}
    undone: dict[str, Judgement] = {}
    for judgement in reversed(judgements):
        if judgement.act is Act.RETIRE and judgement.id not in undone:
            undone[judgement.target] = judgement
    last = {j.target: j.id for j in judgements if j.act is not Act.RETIRE and j.id not in undone}
    entries = []
    for number, judgement in enumerate(judgements, start=1):
        origin = origin_of(judgement, by_id)
        kind = kind_of(origin.target)
        is_live = judgement.id not in undone and (judgement.act is Act.RETIRE or last.get(judgement.target) == judgement.id)
        can_undo = is_live and kind in UNDOABLE and judgement.is_of_evidence
        entries.append(Entry(number, judgement, origin.target, kind, undone.get(judgement.id), can_undo))
    return entries


def origin_of(judgement: Judgement, by_id: Mapping[str, Judgement]) -> Judgement:
    """The judgement itself; of a retirement, the judgement that it finally takes back."""
    while judgement.act is Act.RETIRE and judgement.target in by_id:
        judgement = by_id[judgement.target]
    return judgement


def kind_of(target: str) -> str:
    """What kind of thing a judgement's target is.

    >>> kind_of("c-1"), kind_of("c-1>fighters"), kind_of("finding:fighters"), kind_of("approval:f-1")
    ('claim', 'link', 'finding', 'approval')
    """
    if ">" in target:
        return "link"
    return next((kind for start, kind in KINDS.items() if target.startswith(start)), "other")


def list_history(workbench: Workbench, by: str, wanted: HistoryFilter) -> Sequence[Entry]:
    """Decisions that a filter lets through, the newest first; `to_changes` puts them in words.

    Raises:
        UsageError: a time that is none.
    """
    since, until = _time(wanted.since), _time(wanted.until)
    until = f"{until}~" if until else ""  # sorts after every time that begins with it

    def is_wanted(entry: Entry) -> bool:
        judgement = entry.judgement
        return (
            (not wanted.by or judgement.by == wanted.by)
            and (not wanted.target or wanted.target in (entry.target, judgement.target, judgement.id))
            and (not wanted.kind or entry.kind == wanted.kind)
            and since <= judgement.at
            and (not until or judgement.at <= until)
        )

    return [entry for entry in reversed(entries_of(workbench, workbench.case_of(by))) if is_wanted(entry)]


def history_people(workbench: Workbench, by: str) -> HistoryPeople:
    """Who has decided, and on what kinds of things."""
    entries = entries_of(workbench, workbench.case_of(by))
    return HistoryPeople(
        by=tuple(sorted({entry.judgement.by for entry in entries})),
        kinds=tuple(sorted({entry.kind for entry in entries})),
        total=len(entries),
    )


def teller_of(workbench: Workbench, case: Case) -> Teller:
    """What puts the case's decisions in words."""

    def conclusions() -> dict[str, str]:
        start, found = finding_target(""), {}
        for judgement in judgements_of(workbench, case):
            if judgement.target.startswith(start) and judgement.replacement:
                finding = msgspec.json.decode(judgement.replacement, type=Finding)
                found[finding.id] = finding.question_id
        return found

    return Teller(workbench, case, workbench.remember("conclusions", conclusions))


def to_changes(workbench: Workbench, by: str, entries: Sequence[Entry]) -> list[Change]:
    """Decisions in words."""
    case = workbench.case_of(by)
    told = teller_of(workbench, case)
    return [_to_change(workbench, case, told, entry) for entry in entries]


def _to_change(workbench: Workbench, case: Case, told: Teller, entry: Entry) -> Change:
    judgement = entry.judgement
    words, item_id, question_id = told.about(entry.target, entry.kind)
    return Change(
        id=judgement.id,
        number=entry.number,
        at=judgement.at,
        by=judgement.by,
        act=str(judgement.act),
        target=entry.target,
        kind=entry.kind,
        words=_short(words),
        after=_short(told.after(judgement, entry.kind)),
        reason=judgement.reason,
        retires=judgement.target if judgement.act is Act.RETIRE else "",
        is_undone=entry.undone is not None,
        undone_by=entry.undone.by if entry.undone else "",
        undone_at=entry.undone.at if entry.undone else "",
        can_undo=entry.can_undo,
        etag=target_etag(workbench, case, entry.target) if entry.can_undo else "",
        item_id=item_id,
        question_id=question_id,
    )


_TIME = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?Z?)?)?)?")


def _time(given: str) -> str:
    """A date or a time as it is compared with those of the log. Raises UsageError if it is none."""
    if given and not _TIME.fullmatch(given):
        raise UsageError(f"{given!r} is no date or time: write 2017-10-12 or 2017-10-12T16:00:00Z (UTC)")
    return given


def _short(words: str) -> str:
    """Words of a bearable length; what they are made of stays with them, of a bearable length too."""
    line = " ".join(words.split())
    short = line if len(line) <= LONGEST_WORDS else f"{line[: LONGEST_WORDS - 1].rstrip()}…"
    return again(short, changed(phrase_of(words), _short))
