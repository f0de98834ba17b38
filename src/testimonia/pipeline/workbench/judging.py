"""Judge what the machine suggests: one by one, many at once, and take it back; every change names the state it was made on.

A judgement is kept when the call returns, whatever happens to the server afterwards; a call that is repeated under its key is
answered with the judgement it made the first time. Rows say at once what was decided; findings follow when the editing pauses.
"""

from collections.abc import Collection
from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.material import Span
from testimonia.model.phrases import told
from testimonia.model.testimony import Act, Claim, Judgement, Polarity, Stance, Statement
from testimonia.model.values import Value
from testimonia.pipeline import judging
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.claims import ClaimRow, rows_of
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.indexing import indexer_of, standing
from testimonia.pipeline.workbench.results import judged_of
from testimonia.pipeline.workbench.states import target_etag

MOST_AT_ONCE = 500
"""Claims that one bulk judgement may be on."""
SKIP = "skip"


class NewSpan(Struct, frozen=True):
    """Where the right words stand; in code points of the claim's rendition."""

    start: int
    end: int


class Correction(Struct, frozen=True, forbid_unknown_fields=True):
    """What is right; what is left out stays as it is."""

    stance: Stance | UnsetType = UNSET
    polarity: Polarity | UnsetType = UNSET
    value: Value | UnsetType = UNSET
    span: NewSpan | UnsetType = UNSET
    source_id: str | UnsetType = UNSET
    """Who said it: changes the statement, and so every claim in it."""
    said_on: str | UnsetType = UNSET
    """When it was said (ISO 8601 date, empty: unknown): changes the statement too."""


class NewJudgement(Struct, frozen=True, forbid_unknown_fields=True):
    """A decision."""

    act: Literal["accept", "reject", "correct", "merge", "skip"]
    target: str
    """Id of a claim, a statement or a source; ``claim>question`` takes a claim out of a question."""
    reason: str = ""
    replacement: Correction | None = None
    """Of ``correct``."""
    into: str = ""
    """Of ``merge``: the id of the one that stays."""


class JudgementMade(Struct, frozen=True):
    """What was decided, and how the target stands now."""

    judgement: Judgement | None
    """None if it was only put off."""
    row: ClaimRow | None
    """The claim's row; None if the target is no claim of now."""
    etag: str


class BulkTarget(Struct, frozen=True):
    """One of many, in the state in which it was seen."""

    id: str
    etag: str


class BulkJudgement(Struct, frozen=True, forbid_unknown_fields=True):
    """One decision on many claims."""

    act: Literal["accept", "reject"]
    targets: tuple[BulkTarget, ...]
    reason: str = ""


class BulkDone(Struct, frozen=True):
    """One that was judged."""

    id: str
    etag: str
    judgement_id: str


class BulkStale(Struct, frozen=True):
    """One that had changed, and was left as it is."""

    id: str
    current: ClaimRow | None
    """As it is now; None if there is no such claim any more."""


class BulkMade(Struct, frozen=True):
    """What came of a decision on many."""

    done: list[BulkDone]
    stale: list[BulkStale]


def judge(
    workbench: Workbench, user: str, new: NewJudgement, *, if_match: str, key: str = "", skipped: set[str] | None = None
) -> JudgementMade:
    """Decide on one thing.

    Args:
        if_match: the mark of the state it was seen in.
        key: makes a repeated call the same call.
        skipped: what was put off in this session; changed by ``skip``.

    Raises:
        NotFoundError: no such thing.
        UsageError: the decision cannot be meant.
        StaleError: it is no longer as it was seen.
    """
    case = workbench.case_of(user)
    put_off = skipped if skipped is not None else set()
    if new.act == SKIP:
        put_off.add(new.target)
        return _answer(workbench, case, None, new.target, put_off)
    indexer_of(workbench).freshen(workbench)
    with case.writing():
        if known := judging.judgement_of_key(case, key):
            judging.require_same(known, Act(new.act), new.target)
            return _answer(workbench, case, known, known.target, put_off)
        _require_match(workbench, case, new.target, if_match, yours=new)
        judgement = _keep(workbench, case, new, key)
        put_off.discard(new.target)
        indexer_of(workbench).follow(workbench)
        return _answer(workbench, case, judgement, new.target, put_off)


def judge_many(
    workbench: Workbench, user: str, new: BulkJudgement, *, key: str = "", skipped: set[str] | None = None
) -> BulkMade:
    """Decide on many claims at once; those that changed meanwhile are left as they are and named.

    Raises:
        UsageError: too many, or one twice.
    """
    if not 0 < len(new.targets) <= MOST_AT_ONCE or len({one.id for one in new.targets}) < len(new.targets):
        raise UsageError(f"judge 1 to {MOST_AT_ONCE} different claims at once")
    case, act, put_off = workbench.case_of(user), Act(new.act), skipped if skipped is not None else set()
    indexer_of(workbench).freshen(workbench)
    with case.writing():
        done, stale, etags = [], [], {}
        for target in new.targets:
            known = judging.judgement_of_key(case, _key_of(key, target.id))
            if known is None:
                etags[target.id] = _etag_or_none(workbench, case, target.id)
        fresh = [target for target in new.targets if target.id in etags and etags[target.id] == target.etag]
        with case.transaction() as ledger:
            for number, target in enumerate(fresh, case.store.count_judgements()):
                judging.keep(ledger, judging.made(case, act, target.id, new.reason, number=number, key=_key_of(key, target.id)))
        indexer_of(workbench).follow(workbench)
        rows = {row.id: row for row in rows_of(workbench, case, ids=[one.id for one in new.targets], skipped=put_off)}
        judged = judged_of(workbench, case)
        for target in new.targets:
            if target.id in etags and etags[target.id] != target.etag:
                stale.append(BulkStale(target.id, rows.get(target.id)))
                continue
            put_off.discard(target.id)
            made = judging.judgement_of_key(case, _key_of(key, target.id)) or judged.active[target.id]
            done.append(BulkDone(target.id, target_etag(workbench, case, target.id), made.id))
        return BulkMade(done, stale)


def undo(
    workbench: Workbench, user: str, judgement_id: str, *, if_match: str, reason: str = "", key: str = ""
) -> JudgementMade:
    """Take a judgement back, which is a judgement itself and can be taken back in its turn.

    Raises:
        NotFoundError: no such judgement.
        UsageError: it was taken back already.
        StaleError: its target is no longer as it was seen.
    """
    case = workbench.case_of(user)
    indexer_of(workbench).freshen(workbench)
    with case.writing():
        if known := judging.judgement_of_key(case, key):
            judging.require_same(known, Act.RETIRE, judgement_id)
            return _answer(workbench, case, known, _target_of(workbench, case, known), set())
        judgement = case.store.judgement(judgement_id)
        if judgement is None:
            raise NotFoundError(f"no judgement {judgement_id!r} in this investigation")
        target = _target_of(workbench, case, judgement)
        rows = rows_of(workbench, case, ids=[target]) if _is_claim(target) else []
        workbench.require_match(
            if_match,
            target_etag(workbench, case, target),  # also of a claim that is gone because its making was taken back
            what=target,
            current=rows[0] if rows else None,
            yours={"act": "undo", "target": judgement_id},
        )
        if judged_of(workbench, case).is_retired(judgement_id):
            raise UsageError(told("this judgement was taken back already", "problem.taken_back"))
        made = judging.record(case, Act.RETIRE, judgement_id, reason, "", key=key)
        indexer_of(workbench).follow(workbench)
        return _answer(workbench, case, made, target, set())


def _keep(workbench: Workbench, case: Case, new: NewJudgement, key: str) -> Judgement:
    if new.act == "correct":
        if new.replacement is None:
            raise UsageError("a correction says what is right: send `replacement`")
        return correct(workbench, case, new.target, new.replacement, reason=new.reason, key=key)
    if new.act == "merge":
        _require_mergeable(workbench, case, new.target, new.into)
    return judging.judge(case, Act(new.act), new.target, reason=new.reason, replacement=new.into, key=key)


def correct(workbench: Workbench, case: Case, target: str, what: Correction, *, reason: str, key: str = "") -> Judgement:
    """Keep a correction of a claim or a statement; of both where it says who spoke or when. Returns the one on the target.

    Raises:
        NotFoundError: no such claim, statement or source.
        UsageError: nothing in it, or words that are not there.
    """
    claim, statement = _standing(workbench, case, target)
    right = _corrected_claim(case, claim, what) if claim is not None else None
    said = _corrected_statement(case, statement, what, is_target=claim is None)
    if (right is None or right == claim) and said == statement:
        raise UsageError(told("that is what stands already: nothing to correct", "problem.nothing_to_correct"))
    changed: list[Claim | Statement] = [thing for thing, was in ((said, statement), (right, claim)) if thing not in (None, was)]
    made = []
    with case.transaction() as ledger:
        for number, thing in enumerate(changed, case.store.count_judgements()):
            own = key if thing is changed[-1] or not key else f"{key}/statement"
            body = msgspec.json.encode(thing).decode()
            made.append(judging.made(case, Act.CORRECT, thing.id, reason, body, number=number, key=own))
            judging.keep(ledger, made[-1])
    return made[-1]


def _corrected_claim(case: Case, claim: Claim, what: Correction) -> Claim:
    fields = {name: given for name in ("stance", "polarity", "value") if (given := getattr(what, name)) is not UNSET}
    if isinstance(what.span, NewSpan):
        fields["span"] = span_of(case, claim.rendition_id, what.span.start, what.span.end)
    return replace(claim, **fields)


def _corrected_statement(case: Case, statement: Statement, what: Correction, *, is_target: bool) -> Statement:
    fields = {name: given for name in ("source_id", "said_on") if (given := getattr(what, name)) is not UNSET}
    if is_target:
        if what.stance is not UNSET:
            fields["stance"] = what.stance
        if isinstance(what.span, NewSpan):
            fields["content"] = (span_of(case, statement.rendition_id, what.span.start, what.span.end),)
    if "source_id" in fields:
        case.store.find_id(["sources"], str(fields["source_id"]))
    if fields.get("said_on"):
        require_date(str(fields["said_on"]))
    return replace(statement, **fields)


def span_of(case: Case, rendition_id: str, start: int, end: int) -> Span:
    """The words between two offsets. Raises UsageError if there are none, NotFoundError for a rendition that is not there."""
    text = case.store.material(rendition_id).rendition.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise UsageError(f"no words stand at {start}-{end}: the text has {len(text)} characters")
    return Span(start, end, text[start:end])


def require_date(words: str) -> None:
    """Raises UsageError if words are no ISO 8601 date (a year, a month or a day)."""
    from datetime import date

    parts = words.split("-")
    try:
        date(*(int(part) for part in [*parts, "1", "1"][:3]))
        is_whole = [len(part) for part in parts] == [4, 2, 2][: len(parts)]
    except (ValueError, TypeError):
        is_whole = False
    if not is_whole:
        message = f"{words!r} is no date: write 2017-10-12, 2017-10 or 2017"
        raise UsageError(told(message, "problem.no_date", words=words))


def _standing(workbench: Workbench, case: Case, target: str) -> tuple[Claim | None, Statement]:
    if target.startswith("c-"):
        return standing(judged_of(workbench, case), *case.store.claim(target))
    statement = case.store.statement(target)
    return None, judged_of(workbench, case).review.corrected_statement(statement)


def _require_mergeable(workbench: Workbench, case: Case, target: str, into: str) -> None:
    """Raises UsageError if one cannot be merged into the other."""
    if not into or into == target or into.partition("-")[0] != target.partition("-")[0]:
        raise UsageError("merge names another of the same kind that stays: a claim into a claim, a source into a source")
    judged, seen = judged_of(workbench, case), {target}
    following = into
    while (active := judged.active.get(following)) and active.act is Act.MERGE:
        if active.replacement in seen:
            raise UsageError(f"{into} was itself merged into {target}: take that back first")
        seen.add(following)
        following = active.replacement


def _require_match(workbench: Workbench, case: Case, target: str, if_match: str, *, yours: object) -> None:
    etag = _etag_or_none(workbench, case, target)
    if etag is None:
        raise NotFoundError(f"nothing here is called {target!r}")
    rows = rows_of(workbench, case, ids=[target]) if _is_claim(target) else []
    workbench.require_match(if_match, etag, what=target, current=rows[0] if rows else None, yours=yours)


def _etag_or_none(workbench: Workbench, case: Case, target: str) -> str | None:
    if _is_claim(target) and case.store.current_claim(target) is None:
        return None
    return target_etag(workbench, case, target)


def _is_claim(target: str) -> bool:
    return target.startswith("c-") and ">" not in target


def _key_of(key: str, target: str) -> str:
    return f"{key}/{target}" if key else ""


def _target_of(workbench: Workbench, case: Case, judgement: Judgement) -> str:
    return judged_of(workbench, case).target_of(judgement)


def _answer(
    workbench: Workbench, case: Case, judgement: Judgement | None, target: str, skipped: Collection[str]
) -> JudgementMade:
    rows = rows_of(workbench, case, ids=[target], skipped=skipped) if _is_claim(target) else []
    return JudgementMade(judgement, rows[0] if rows else None, rows[0].etag if rows else target_etag(workbench, case, target))
