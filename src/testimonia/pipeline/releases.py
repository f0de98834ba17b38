"""Releases of an investigation: what one would say, asking for it, and the second pair of eyes.

Records are judgements, so they are append-only and in the custody log: a request on ``release:SHA256`` holds what was asked
for, a decision on the same target is bound to those very bytes. They are kept like an original, under their hash.
"""

from collections.abc import Iterable, Sequence

import msgspec

from testimonia.errors import NotFoundError, UsageError
from testimonia.gazetteer.divisions import Divisions
from testimonia.model.events import Event
from testimonia.model.findings import (
    Answer,
    Contradiction,
    Corroboration,
    Derivation,
    Estimate,
    Finding,
    Question,
    Shift,
)
from testimonia.model.mosaic import Warning
from testimonia.model.phrases import told
from testimonia.model.protection import Decision, QuoteAnswer
from testimonia.model.release import Bindings, Cleared, Release, decode_release
from testimonia.model.releases import Decided, KeptId, ReleaseRecord, ReleaseState, Requested
from testimonia.model.review import Review
from testimonia.model.routes import Route
from testimonia.model.scales import Grade
from testimonia.model.testimony import Act, Judgement, Source, Statement
from testimonia.pipeline import judging
from testimonia.pipeline.case import Case
from testimonia.pipeline.places import own_places
from testimonia.pipeline.running import reviewed_testimony
from testimonia.pipeline.sources import judged_sources
from testimonia.protect.clearance.clearing import clear
from testimonia.protect.clearance.content import CaseItem, Content, Decisions
from testimonia.protect.clearance.content import People as People
from testimonia.text.names import name_key

RELEASE, CLEARANCE = "release:", "clearance:"
"""How the targets of judgements on releases, and of answers on quotations, begin."""
KEPT_IDS = "released id"
SINGLE_USER = told(
    "single-user mode: one person asked for and approved this release; nobody else has looked", "single_user.release"
)

NOBODY = People()
"""Without the vault: no identities are known."""


def clear_case(case: Case, people: People = NOBODY, *, wanted: Iterable[str] = ()) -> Cleared:
    """What the case may say now; nothing is kept.

    Args:
        people: identities and pseudonyms from the open vault.
        wanted: claims and statements that a story quotes beside those that findings rest on.
    """
    known = {kept.id: kept.released for kept in case.store.results(KEPT_IDS, KeptId)}
    content = content_of(case, wanted=wanted)
    return clear(
        content,
        people,
        decisions_of(case, content.sources),
        Divisions.open(own_places(case)),
        new_id=case.new_release_id,
        known_ids=known,
    )


def content_of(case: Case, *, wanted: Iterable[str] = ()) -> Content:
    """The values of a case as the judgements leave them."""
    store, review = case.store, Review(case.store.judgements())
    pairs = list(reviewed_testimony(case, review))
    current = store.current_items()
    readings = [reading for reading in store.readings() if reading.item.id in current]
    statements = {statement.id: statement for _, statement in pairs}
    for reading in readings:
        for statement in store.statements(reading.rendition_id):
            statements.setdefault(statement.id, _resolved(statement, review))
    sources = tuple(judged_sources(case, review).values())
    findings = tuple(review.conclude(finding) for finding in store.results("finding", Finding))
    own = {(grade.target, grade.scale): grade for finding in findings for grade in finding.grades}
    return Content(
        title=case.brief.title,
        language=case.brief.language,
        sources=sources,
        declared=_declared(case, sources),
        parties=case.brief.parties,
        items=tuple(CaseItem(r.item, r.metadata, r.rendition_id, r.language) for r in readings),
        statements=tuple(statements.values()),
        claims=tuple(claim for claim, _ in pairs),
        questions=tuple(store.results("question", Question)),
        answers=tuple(store.results("answer", Answer)),
        estimates=tuple(store.results("estimate", Estimate)),
        findings=findings,
        corroborations=tuple(store.results("corroboration", Corroboration)),
        contradictions=tuple(store.results("contradiction", Contradiction)),
        shifts=tuple(store.results("shift", Shift)),
        derivations=tuple(store.results("derivation", Derivation)),
        grades=tuple(own.get((g.target, g.scale), g) for g in store.results("grade", Grade)),
        events=tuple(store.results("event", Event)),
        routes=tuple(store.results("route", Route)),
        wanted=frozenset(wanted),
    )


def decisions_of(case: Case, sources: Iterable[Source]) -> Decisions:
    """What the editors set in ``investigation.toml`` and answered."""
    by_name = {name_key(settings.name): settings for settings in case.brief.source_settings}
    found = {s.id: by_name[name_key(s.name)] for s in sources if not s.item_id and name_key(s.name) in by_name}
    answers = {}
    for target, judgement in Review(case.store.judgements()).active.items():
        if target.startswith(CLEARANCE) and judgement.act is Act.CORRECT:
            answer = msgspec.json.decode(judgement.replacement, type=QuoteAnswer)
            answers[answer.statement_id] = answer
    return Decisions(found, case.brief.release, answers)


def answer_quote(case: Case, prefix: str, decision: Decision, *, reason: str, words: str = "") -> QuoteAnswer:
    """Record an editor's answer on a quotation; call inside `Case.writing`.

    Args:
        prefix: id of a statement or a claim, or a unique beginning.
        words: REPLACE: the quotation with parts left out (…) or put in square brackets.

    Raises:
        NotFoundError: no such statement.
        UsageError: no reason, or REPLACE without words.
    """
    if not reason.strip():
        words = "an answer needs a reason: it is kept, and the person who approves the release reads it"
        raise UsageError(told(words, "problem.answer_reason"))
    if (decision is Decision.REPLACE) != bool(words.strip()):
        raise UsageError("replace takes the quotation to be published (--words), and only replace does")
    found = case.store.find_id(["statements", "claims"], prefix)
    statement_id = case.store.claim(found)[1].id if found.startswith("c-") else found
    answer = QuoteAnswer(statement_id, decision, reason, case.by, case.now(), words)
    judging.record(case, Act.CORRECT, f"{CLEARANCE}{statement_id}", reason, msgspec.json.encode(answer).decode())
    return answer


def request_release(case: Case, people: People = NOBODY, *, reason: str, wanted: Iterable[str] = ()) -> ReleaseRecord:
    """Ask for what the case may say now to be released; call inside `Case.writing`.

    Raises:
        UsageError: no reason, one that names a source, nothing to release, or the same release was asked for already.
    """
    if not reason.strip():
        raise UsageError(told("a request needs a reason: what the release is for", "problem.request_reason"))
    refuse_named(reason, people)
    cleared = clear_case(case, people, wanted=wanted)
    release = cleared.release
    if not release.findings:
        raise UsageError(told("there is nothing to release yet: `testimonia run` first", "problem.nothing_to_release"))
    sha256 = release.content_hash()
    if any(record.sha256 == sha256 for record in records_of(case)):
        words = f"this very release was asked for already: `testimonia release show {sha256[:12]}`"
        raise UsageError(told(words, "problem.asked_already", start=sha256[:12]))
    kept, _ = case.originals.keep(release.encode())
    if kept != sha256:  # pragma: no cover - the same bytes have one hash
        raise UsageError("what was kept is not what was cleared")
    requested = Requested(
        sha256, release.title, len(release.findings), len(release.quotes), len(cleared.withheld), bool(people.identities)
    )
    ids = [KeptId(key, released) for key, released in sorted(cleared.ids.items())]
    with case.transaction() as ledger:
        ledger.writer.put_results(KEPT_IDS, ids)
        ledger.writer.put_results(_bindings_kind(sha256), [cleared.bindings])
    judging.record(case, Act.CORRECT, f"{RELEASE}{sha256}", reason, msgspec.json.encode(requested).decode())
    return find_record(case, sha256)


def decide_release(
    case: Case, prefix: str, people: People = NOBODY, *, is_approved: bool, reason: str, warnings: Sequence[Warning] = ()
) -> ReleaseRecord:
    """Approve or reject a release that was asked for; call inside `Case.writing`.

    Args:
        people: who must not be named in the reason.
        warnings: all warnings of the mosaic; every one must have been answered for an approval.

    Raises:
        NotFoundError: no such release.
        UsageError: no reason, one that names a source, decided already, asked for by the same person, or warnings are open.
        CustodyError: the kept bytes are not those that were asked for.
    """
    record = find_record(case, prefix)
    if not reason.strip():
        raise UsageError(told("a decision needs a reason: it is kept with the release", "problem.decision_reason"))
    refuse_named(reason, people)
    if record.state is not ReleaseState.REQUESTED:
        raise UsageError(f"the release {record.sha256[:12]} is {record.state} already: a changed release needs a new request")
    case.originals.read(record.sha256)
    is_same = name_key(record.requested_by) == name_key(case.by)
    if is_approved:
        _check_approval(case, is_same=is_same, warnings=warnings)
    decided = Decided(is_approved and is_same, tuple(sorted(warning.id for warning in warnings)))
    act = Act.ACCEPT if is_approved else Act.REJECT
    judging.record(case, act, f"{RELEASE}{record.sha256}", reason, msgspec.json.encode(decided).decode())
    return find_record(case, record.sha256)


def refuse_named(reason: str, people: People) -> None:
    """Refuse a reason that names a protected source: it is kept in the clear, and shown. Raises UsageError."""
    if people.identities:
        from testimonia.pipeline.checking import identity_finder, refuse_names  # the extractor takes seconds to import

        refuse_names(reason, identity_finder(tuple(people.identities.values()), people.allowed))


def _check_approval(case: Case, *, is_same: bool, warnings: Sequence[Warning]) -> None:
    if is_same and case.brief.release.four_eyes:
        raise UsageError(
            f"{case.by} asked for this release; somebody else must approve it (--by NAME), "
            "or set four_eyes = false under [release] in investigation.toml, which the record will say"
        )
    unanswered = sum(not warning.answer for warning in warnings)
    if unanswered:
        words = f"{unanswered} warning{'s' if unanswered > 1 else ''} of the mosaic {'are' if unanswered > 1 else 'is'}"
        raise UsageError(f"{words} not answered: `testimonia mosaic --all` shows them")


def records_of(case: Case) -> list[ReleaseRecord]:
    """Every release that was asked for, the oldest first, with what became of it."""
    judgements = case.store.judgements()
    retired = _retired(judgements)
    found: dict[str, ReleaseRecord] = {}
    for one in judgements:
        if not one.target.startswith(RELEASE) or one.id in retired:
            continue
        sha256 = one.target.removeprefix(RELEASE)
        if one.act is Act.CORRECT:
            asked = msgspec.json.decode(one.replacement, type=Requested)
            found[sha256] = ReleaseRecord(
                sha256,
                ReleaseState.REQUESTED,
                asked.title,
                asked.findings,
                asked.quotes,
                asked.withheld,
                asked.has_identities,
                one.by,
                one.at,
                one.reason,
            )
        elif sha256 in found:
            decided = msgspec.json.decode(one.replacement, type=Decided)
            found[sha256] = msgspec.structs.replace(
                found[sha256],
                state=ReleaseState.APPROVED if one.act is Act.ACCEPT else ReleaseState.REJECTED,
                decided_by=one.by,
                decided_at=one.at,
                decision_reason=one.reason,
                is_single_user=decided.is_single_user,
            )
    return list(found.values())


def find_record(case: Case, prefix: str) -> ReleaseRecord:
    """A release by its hash or a beginning of it. Raises NotFoundError."""
    found = [record for record in records_of(case) if record.sha256.startswith(prefix)]
    if len(found) != 1:
        what = "no release" if not found else "several releases"
        raise NotFoundError(f"{what} {prefix!r}: `testimonia release list` shows them")
    return found[0]


def read_release(case: Case, sha256: str) -> Release:
    """The content of a release, exactly as it was asked for. Raises CustodyError if its bytes were altered."""
    return decode_release(case.originals.read(sha256))


def release_with_record(case: Case, prefix: str) -> tuple[ReleaseRecord, Release, Bindings]:
    """A release with its record and its bindings. Raises NotFoundError, CustodyError."""
    record = find_record(case, prefix)
    return record, read_release(case, record.sha256), bindings_of(case, record.sha256)


def bindings_of(case: Case, sha256: str) -> Bindings:
    """How the case's ids are called in a release."""
    found = case.store.results(_bindings_kind(sha256), Bindings)
    return found[0] if found else Bindings()


def approved_releases(case: Case) -> list[tuple[ReleaseRecord, Release]]:
    """Every approved release with its content, the oldest first: what `publish` may render."""
    return [(r, read_release(case, r.sha256)) for r in records_of(case) if r.state is ReleaseState.APPROVED]


def _retired(judgements: Iterable[Judgement]) -> set[str]:
    """Ids of judgements taken back: a retired approval is none."""
    gone: set[str] = set()
    for one in reversed(list(judgements)):
        if one.act is Act.RETIRE and one.id not in gone:
            gone.add(one.target)
    return gone


def _declared(case: Case, sources: Iterable[Source]) -> frozenset[str]:
    names = {name_key(source.name) for source in case.brief.sources} | {name_key(party.name) for party in case.brief.parties}
    return frozenset(source.id for source in sources if not source.item_id and name_key(source.name) in names)


def _resolved(statement: Statement, review: Review) -> Statement:
    source_id = review.source_id(statement.source_id)
    return statement if source_id == statement.source_id else msgspec.structs.replace(statement, source_id=source_id)


def _bindings_kind(sha256: str) -> str:
    return f"bindings of {sha256}"
