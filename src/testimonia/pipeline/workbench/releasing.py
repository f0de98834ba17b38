"""Releases, quotations and the mosaic as people decide on them, and publications as jobs.

Whoever protects or gives out opens the vault for that one act: its passphrase comes with the call and is forgotten with the
answer. Wrong ones are counted together with those of unmasking.
"""

import hashlib
import re
from collections.abc import Callable
from typing import TypeVar

import msgspec
from msgspec import Struct

from testimonia.errors import NotFoundError, RefusedError, UsageError, VaultError
from testimonia.model.ids import content_id
from testimonia.model.mosaic import MosaicPage, Warning
from testimonia.model.phrases import told
from testimonia.model.protection import Decision, QuoteAnswer
from testimonia.model.publications import Publication
from testimonia.model.release import Cleared, Release, Withheld
from testimonia.model.releases import ReleaseRecord
from testimonia.model.testimony import Act, Statement
from testimonia.pipeline import releases
from testimonia.pipeline.case import Case
from testimonia.pipeline.judging import repeated
from testimonia.pipeline.releases import CLEARANCE, NOBODY, RELEASE, SINGLE_USER, People
from testimonia.pipeline.vaults import Credential
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.events import JobRow
from testimonia.pipeline.workbench.results import judged_of, sources_of
from testimonia.pipeline.workbench.stories import FIRST, story_path
from testimonia.pipeline.workbench.unmasking import patience_of
from testimonia.text.names import name_key

T = TypeVar("T")

CONFIRMED = 12
"""Digits of a release's id that are typed to approve or publish it."""
FOLDERS = "published"
"""Where publications lie, inside the investigation's folder, unless another folder is named."""
_FOLDER = re.compile(r"[^\W_][\w.-]{0,80}")


class ReleaseRow(Struct, frozen=True):
    """A release in the list."""

    record: ReleaseRecord
    id: str
    can_decide: bool
    """Whether the person who asks may decide on it: somebody else asked for it, or one person works alone here."""
    note: str


class ReleaseView(Struct, frozen=True):
    """A release with what it says."""

    row: ReleaseRow
    release: Release
    publications: tuple[Publication, ...]


class NewRelease(Struct, frozen=True, forbid_unknown_fields=True):
    """What is asked for."""

    reason: str
    story: str = ""
    """Name of a story whose quotations are to be in it."""
    passphrase: str = ""

    def __repr__(self) -> str:
        """Without the passphrase."""
        return f"NewRelease({self.story!r})"


class NewDecision(Struct, frozen=True, forbid_unknown_fields=True):
    """A second person's decision on a release."""

    is_approved: bool
    reason: str
    confirm: str = ""
    """The first digits of the release's id, typed, to approve."""
    passphrase: str = ""

    def __repr__(self) -> str:
        """Without the passphrase."""
        return f"NewDecision({self.is_approved!r})"


class QuoteRow(Struct, frozen=True):
    """A quotation that a release holds back until an editor has answered, or that one has answered."""

    id: str
    """Of the statement."""
    words: str
    """Empty where they hold an identity."""
    source_id: str
    source: str
    """The name the team uses."""
    reason: str
    answer: QuoteAnswer | None
    etag: str


class NewQuoteAnswer(Struct, frozen=True, forbid_unknown_fields=True):
    """What an editor decides about a quotation."""

    decision: Decision
    reason: str
    words: str = ""
    """REPLACE: the quotation with parts left out (…) or put in square brackets."""


class NewPublication(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be published."""

    story: str
    release: str
    """Its id, or the beginning of it."""
    confirm: str
    """The first digits of the release's id, typed."""
    folder: str = ""
    """A plain name: the folder below ``published``; empty: the story's name."""
    despite: str = ""
    """Why it is published although the desk found errors."""
    correction: str = ""
    """What was wrong and why, if it stands there already and changes."""
    passphrase: str = ""

    def __repr__(self) -> str:
        """Without the passphrase."""
        return f"NewPublication({self.story!r}, {self.release!r})"


def with_people(workbench: Workbench, by: str, passphrase: str, act: Callable[[People], T]) -> T:
    """Do something with the identities of the vault; with nobody's where there is no vault.

    Raises:
        UsageError: there is a vault, and no passphrase.
        VaultError: a wrong passphrase.
        RefusedError: too many wrong ones.
    """
    vault = workbench.as_user(by).vault
    if not vault.path.exists():
        return act(NOBODY)
    if not passphrase:
        words = "who must not be named lies in the vault: this needs its passphrase"
        raise UsageError(told(words, "problem.vault_shut"))
    patience = patience_of(workbench)
    patience.check_wrong()
    try:
        people = vault.people(Credential(passphrase=passphrase))
    except VaultError:
        patience.wrong()
        raise
    return act(people)


def list_releases(workbench: Workbench, by: str) -> list[ReleaseRow]:
    """Every release that was asked for, the newest first."""
    return [_row(workbench, by, record) for record in reversed(workbench.as_user(by).release_records())]


def _row(workbench: Workbench, by: str, record: ReleaseRecord) -> ReleaseRow:
    is_alone = not workbench.case_of(by).brief.release.four_eyes
    is_own = name_key(record.requested_by) == name_key(by)
    note = SINGLE_USER if record.is_single_user else ""
    return ReleaseRow(record, record.sha256, record.state == "requested" and (is_alone or not is_own), note)


def show_release(workbench: Workbench, by: str, prefix: str) -> ReleaseView:
    """A release with what it says. Raises NotFoundError, CustodyError."""
    investigation = workbench.as_user(by)
    record, release, _ = investigation.release(prefix)
    published = tuple(one for one in investigation.publications() if one.release_sha256 == record.sha256)
    return ReleaseView(_row(workbench, by, record), release, published)


def request_release(workbench: Workbench, by: str, new: NewRelease, *, key: str = "") -> ReleaseRow:
    """Ask for what the case may say now to be released; a call repeated under its key is the same call.

    Raises:
        UsageError: no reason, one that names a source, no passphrase, or the same release was asked for already.
        StoryError, NotFoundError: the story cannot be read, or quotes what is not there.
        VaultError: a wrong passphrase.
    """
    investigation, case = workbench.as_user(by, key=key), workbench.case_of(by, key=key)
    if known := repeated(case, RELEASE, Act.CORRECT):
        return _row(workbench, by, releases.find_record(case, known.target.removeprefix(RELEASE)))
    wanted = investigation.claims_wanted(story_path(case, new.story)) if new.story else []
    record = with_people(
        workbench,
        by,
        new.passphrase,
        lambda people: investigation.request_release(people, reason=new.reason, wanted=wanted),
    )
    return _row(workbench, by, record)


def decide_release(workbench: Workbench, by: str, prefix: str, decision: NewDecision, *, key: str = "") -> ReleaseRow:
    """Approve or reject a release; a call repeated under its key is the same call.

    Raises:
        RefusedError: who asked for it would approve it.
        UsageError: no reason, one that names a source, no passphrase, not confirmed, decided already, or warnings of the
            mosaic without an answer.
    """
    investigation, case = workbench.as_user(by, key=key), workbench.case_of(by, key=key)
    record, _, _ = investigation.release(prefix)
    if repeated(case, f"{RELEASE}{record.sha256}", Act.ACCEPT if decision.is_approved else Act.REJECT):
        return _row(workbench, by, record)
    if decision.is_approved:
        confirm(record, decision.confirm)
        if name_key(record.requested_by) == name_key(by) and case.brief.release.four_eyes:
            raise RefusedError(
                told(
                    f"{by} asked for this release: somebody else must approve it"
                    " (four_eyes under [release] in investigation.toml)",
                    "problem.own_release",
                    who=by,
                )
            )
    decided = with_people(
        workbench,
        by,
        decision.passphrase,
        lambda people: investigation.decide_release(
            record.sha256, people, is_approved=decision.is_approved, reason=decision.reason
        ),
    )
    return _row(workbench, by, decided)


def confirm(record: ReleaseRecord, typed: str) -> None:
    """Refuse unless the release's id was typed. Raises UsageError."""
    if len(typed.strip()) < CONFIRMED or not record.sha256.startswith(typed.strip().casefold()):
        start = record.sha256[:CONFIRMED]
        words = f"to confirm, type the first {CONFIRMED} digits of the release's id: {start}"
        raise UsageError(told(words, "problem.confirm", digits=CONFIRMED, start=start))


def cleared_of(workbench: Workbench, by: str) -> Cleared:
    """What may be said now, with the vault shut."""
    return workbench.remember("cleared ", workbench.as_user(by).clear_release)


def list_quotes(workbench: Workbench, by: str) -> list[QuoteRow]:
    """Quotations that wait for an editor's answer, then those that have one."""
    case = workbench.case_of(by)
    answers = _answers(workbench, case)
    waiting = {
        one.case_id: one for one in cleared_of(workbench, by).withheld if one.needs_answer and one.case_id not in answers
    }
    rows = [_quote(workbench, case, statement_id, why, None) for statement_id, why in waiting.items()]
    rows += [_quote(workbench, case, statement_id, None, answer) for statement_id, answer in answers.items()]
    return [row for row in rows if row is not None]


def _answers(workbench: Workbench, case: Case) -> dict[str, QuoteAnswer]:
    return {
        target.removeprefix(CLEARANCE): msgspec.json.decode(judgement.replacement, type=QuoteAnswer)
        for target, judgement in judged_of(workbench, case).active.items()
        if target.startswith(CLEARANCE) and judgement.act is Act.CORRECT
    }


def _quote(workbench: Workbench, case: Case, case_id: str, why: Withheld | None, answer: QuoteAnswer | None) -> QuoteRow | None:
    statement = _statement(workbench, case, case_id)
    if statement is None:
        return None
    source = sources_of(workbench, case).get(statement.source_id)
    words = why.words if why else " ".join(" ".join(span.exact for span in statement.content).split())
    return QuoteRow(
        id=statement.id,
        words=words,
        source_id=statement.source_id,
        source=source.name if source else "",
        reason=why.reason if why else "",
        answer=answer,
        etag=_quote_etag(statement.id, answer),
    )


def _quote_etag(statement_id: str, answer: QuoteAnswer | None) -> str:
    return content_id("e", statement_id, answer.at if answer else "", answer.decision if answer else "")


def _statement(workbench: Workbench, case: Case, case_id: str) -> Statement | None:
    known: dict[str, Statement] = workbench.remember(
        "statements by id", lambda: {one.id: one for one in workbench.as_user(case.by).statements()}
    )
    if case_id.startswith("c-"):
        try:
            return case.store.claim(case_id)[1]
        except NotFoundError:
            return None
    return known.get(case_id)


def answer_quote(
    workbench: Workbench, by: str, statement_id: str, new: NewQuoteAnswer, *, if_match: str, key: str = ""
) -> QuoteRow:
    """Record an editor's answer; a call repeated under its key is the same call.

    Raises:
        NotFoundError: no such statement.
        UsageError: no reason, or no words to replace it by.
        StaleError: somebody else answered meanwhile.
    """
    case = workbench.case_of(by, key=key)
    with case.writing():
        statement = _statement(workbench, case, statement_id)
        if statement is None:
            raise NotFoundError(f"no statement {statement_id!r}")
        if repeated(case, f"{CLEARANCE}{statement.id}", Act.CORRECT):
            return _quote_now(workbench, case, statement.id)
        current = _answers(workbench, case).get(statement.id)
        workbench.require_match(if_match, _quote_etag(statement.id, current), what="this quotation", current=current, yours=new)
        workbench.as_user(by, key=key).answer_quote(statement.id, new.decision, reason=new.reason, words=new.words)
    return _quote_now(workbench, case, statement.id)


def _quote_now(workbench: Workbench, case: Case, statement_id: str) -> QuoteRow:
    """A quotation as it was answered last."""
    row = _quote(workbench, case, statement_id, None, _answers(workbench, case).get(statement_id))
    assert row is not None
    return row


def mosaic_pages(workbench: Workbench, by: str, *, passphrase: str = "") -> list[MosaicPage]:
    """What readers can put together about protected sources; with the vault's details if its passphrase is given."""
    investigation = workbench.as_user(by)
    if not passphrase:
        return workbench.remember("mosaic", investigation.mosaic)
    return with_people(workbench, by, passphrase, investigation.mosaic)


def answer_mosaic(
    workbench: Workbench, by: str, source_id: str, warning_id: str, *, reason: str, passphrase: str = "", key: str = ""
) -> Warning:
    """Record why a combination may be published all the same; a call repeated under its key is the same call.

    Raises:
        NotFoundError: no such source or warning.
        UsageError: no reason, one that names a source, or no passphrase.
        VaultError: a wrong passphrase.
    """
    investigation = workbench.as_user(by, key=key)
    return with_people(
        workbench,
        by,
        passphrase,
        lambda people: investigation.answer_mosaic(source_id, warning_id, reason=reason, people=people),
    )


def publish(workbench: Workbench, by: str, new: NewPublication, *, key: str = "") -> JobRow:
    """Begin to publish a story on an approved release; the gate stands at the end of it. Repeated under its key: the same job.

    Raises:
        UsageError: not confirmed, a folder that is no plain name, or the vault is shut.
        NotFoundError: no such story or release.
    """
    investigation, case = workbench.as_user(by), workbench.case_of(by)
    if started := workbench.jobs.started("publish", by=by, key=key):
        return started
    record, _, _ = investigation.release(new.release)
    confirm(record, new.confirm)
    story = story_path(case, new.story or FIRST)
    if not story.is_file():
        raise NotFoundError(told(f"no story {new.story!r} here", "problem.no_story", name=new.story))
    folder = new.folder or story.stem
    if not _FOLDER.fullmatch(folder):
        words = "the folder is a plain name; it is made below “published” in the investigation's folder"
        raise UsageError(told(words, "problem.folder"))
    if investigation.vault.path.exists():
        with_people(workbench, by, new.passphrase, lambda _people: None)  # a wrong one is said at once, and counted
    return workbench.jobs.start(
        "publish",
        by=by,
        arguments={
            "story": str(story.resolve()),
            "target": str((case.root / FOLDERS / folder).resolve()),
            "release": record.sha256,
            "correction": new.correction,
            "despite": new.despite,
        },
        secret=new.passphrase if investigation.vault.path.exists() else "",
        key=key,
    )


def story_sha256(case: Case, name: str) -> str:
    """The hash of a story as it lies there; empty if there is none."""
    path = story_path(case, name)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
