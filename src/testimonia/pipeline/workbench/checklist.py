"""What stands between a story and its readers, as a list to sign off: check, clearance, mosaic, four eyes, vault, gate.

Each entry says ok, warning, stop or waiting, with every problem and where to mend it. The list signs nothing: publishing itself
asks the desk, the release and the gate again.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from testimonia.errors import StoryError, TestimoniaError
from testimonia.model.desk import Severity
from testimonia.model.phrases import Phrase, again, phrase_of, told
from testimonia.model.publications import Publication, PublicationState
from testimonia.model.release import Bindings, Release
from testimonia.model.releases import ReleaseRecord, ReleaseState
from testimonia.pipeline.case import Case
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.findings import approval_of
from testimonia.pipeline.workbench.live_check import check_live
from testimonia.pipeline.workbench.releasing import CONFIRMED, list_quotes, mosaic_pages, story_sha256
from testimonia.pipeline.workbench.results import judged_of, results_of
from testimonia.pipeline.workbench.stories import FIRST, show_story
from testimonia.publish.story.parsing import Story, parse_story
from testimonia.publish.story.resolving import resolve

OK, WARNING, STOP, WAITING = "ok", "warning", "stop", "waiting"
WAIT_S = 20.0
"""The list waits so long for the desk to be made ready."""


class CheckProblem(Struct, frozen=True):
    """One thing to look at."""

    words: str
    link: str = ""
    """Where it is mended: a path of the workbench."""
    severity: str = STOP


class ChecklistEntry(Struct, frozen=True):
    """One step towards publication."""

    id: str
    """check, clearance, mosaic, four_eyes, vault, gate."""
    state: str
    """ok, warning, stop or waiting."""
    words: str
    problems: tuple[CheckProblem, ...] = ()


class Checklist(Struct, frozen=True):
    """Everything that stands between a story and its readers."""

    story: str
    release: str
    """Hash of the release; empty: there is none to publish."""
    confirm: str
    """What is to be typed to publish."""
    entries: tuple[ChecklistEntry, ...]
    can_publish: bool
    """Whether nothing stops it; the gate still reads what is rendered."""
    publications: tuple[Publication, ...]
    """Of this story, the newest first."""


def make_checklist(workbench: Workbench, by: str, *, story: str = FIRST, release: str = "") -> Checklist:
    """The list for a story and a release.

    Args:
        release: beginning of a release's hash; empty: the newest that was approved, else the newest asked for.

    Raises:
        NotFoundError: no such story or release.
    """
    investigation, case = workbench.as_user(by), workbench.case_of(by)
    text = show_story(workbench, by, story).text
    record = _record(investigation.release_records(), release)
    chosen = investigation.release(record.sha256) if record else None
    published = [one for one in reversed(investigation.publications()) if one.story == story]
    entries = (
        _check(workbench, by, story, text),
        _clearance(workbench, by, story, text, chosen),
        _mosaic(workbench, by, record),
        _four_eyes(workbench, case, record, text),
        _vault(investigation.vault.path.exists(), record),
        _gate(workbench, case, story, record, published),
    )
    sha256 = record.sha256 if record else ""
    can_publish = record is not None and all(entry.state in (OK, WARNING) or entry.id == "gate" for entry in entries)
    return Checklist(story, sha256, sha256[:CONFIRMED], entries, can_publish, tuple(published))


def _record(records: Sequence[ReleaseRecord], prefix: str) -> ReleaseRecord | None:
    if prefix:
        return next((one for one in reversed(records) if one.sha256.startswith(prefix)), None)
    approved = [one for one in records if one.state is ReleaseState.APPROVED]
    asked = [one for one in records if one.state is not ReleaseState.REJECTED]
    return next(iter((*reversed(approved), *reversed(asked))), None)


def _check(workbench: Workbench, by: str, name: str, text: str) -> ChecklistEntry:
    try:
        live = check_live(workbench, by, name, text, wait_s=WAIT_S)
    except TestimoniaError as error:
        return ChecklistEntry("check", STOP, told("it cannot be checked", "check.cannot"), (CheckProblem(error.args[0]),))
    link = f"/stories/{name}"
    problems = [CheckProblem(one, link) for one in live.form]
    if live.report is None:
        return ChecklistEntry("check", WAITING, told("the desk is being made ready", "check.waiting"), tuple(problems))
    for one in live.report.problems:
        if one.severity is not Severity.NOTE:
            severity = STOP if one.severity is Severity.ERROR else WARNING
            said = told(
                f"{name}:{one.line}:{one.column}: “{one.words}”: {one.reason}",
                "check.problem",
                where=f"{name}:{one.line}:{one.column}",
                words=one.words,
                reason=one.reason,
            )
            problems.append(CheckProblem(said, f"{link}#line-{one.line}", severity))
    state = _worst([one.severity for one in problems])
    words = told("look at the text again", "check.again")
    if state == OK:
        words = told("every figure, date, name and quotation agrees with the case", "check.ok")
    return ChecklistEntry("check", state, words, tuple(problems))


def _clearance(
    workbench: Workbench, by: str, name: str, text: str, chosen: tuple[ReleaseRecord, Release, Bindings] | None
) -> ChecklistEntry:
    waiting = [row for row in list_quotes(workbench, by) if row.answer is None]
    problems = [
        CheckProblem(
            told(
                f"{row.source}: {row.reason or 'a quotation'} waits for an answer",
                "clearance.quote",
                who=row.source,
                reason=row.reason or told("a quotation", "clearance.quotation"),
            ),
            f"/publish/quotes/{row.id}",
            WARNING,
        )
        for row in waiting
    ]
    if chosen is None:
        return ChecklistEntry("clearance", WAITING, told("no release was asked for yet", "clearance.waiting"), tuple(problems))
    _, release, bindings = chosen
    try:
        story: Story = parse_story(text, file=name)
        resolve(story, release, bindings)
    except StoryError as error:
        problems += [CheckProblem(line, f"/stories/{name}") for line in error.problems]
    state = _worst([one.severity for one in problems])
    words = told("what the story names, and what is held back", "clearance.open")
    if state == OK:
        words = told("everything the story names is in the release", "clearance.ok")
    return ChecklistEntry("clearance", state, words, tuple(problems))


def _mosaic(workbench: Workbench, by: str, record: ReleaseRecord | None) -> ChecklistEntry:
    pages = mosaic_pages(workbench, by) if results_of(workbench.case_of(by)).suggestions else []
    open_ = [(page, warning) for page in pages for warning in page.warnings if not warning.answer]
    is_past = record is not None and record.state is ReleaseState.APPROVED
    severity = WARNING if is_past else STOP
    problems = tuple(
        CheckProblem(
            told(f"{page.name}: {warning.sentence}", "named", who=page.name, what=warning.sentence),
            f"/sources/{page.source_id}#mosaic",
            severity,
        )
        for page, warning in open_
    )
    if problems:
        words = told("what readers can put together about a source wants an answer", "mosaic.open")
        return ChecklistEntry("mosaic", severity, words, problems)
    words = told("no warning is without an answer, as far as can be told with the vault shut", "mosaic.ok")
    return ChecklistEntry("mosaic", OK, words)


def _four_eyes(workbench: Workbench, case: Case, record: ReleaseRecord | None, text: str) -> ChecklistEntry:
    unapproved = tuple(_unapproved(workbench, case, text))
    if record is None:
        return ChecklistEntry("four_eyes", WAITING, told("ask for a release first", "eyes.first"), unapproved)
    link = f"/publish/releases/{record.sha256[:CONFIRMED]}"
    if record.state is ReleaseState.REQUESTED:
        words = told(
            f"{record.requested_by} asked for it; somebody else must approve it", "eyes.requested", who=record.requested_by
        )
        return ChecklistEntry("four_eyes", WAITING, words, (CheckProblem(words, link, WAITING), *unapproved))
    if record.state is ReleaseState.REJECTED:
        who, why = record.decided_by, record.decision_reason
        words = told(f"{who} rejected it: {why}", "eyes.rejected", who=who, why=why)
        return ChecklistEntry("four_eyes", STOP, words, (CheckProblem(words, link), *unapproved))
    asked, decided = record.requested_by, record.decided_by
    words = told(f"asked for by {asked}, approved by {decided}", "eyes.approved", asked=asked, decided=decided)
    if record.is_single_user:
        said = told("one person asked for and approved it: nobody else has looked", "eyes.alone")
        alone = CheckProblem(said, link, WARNING)
        return ChecklistEntry("four_eyes", WARNING, words, (alone, *unapproved))
    return ChecklistEntry("four_eyes", WARNING if unapproved else OK, words, unapproved)


def _unapproved(workbench: Workbench, case: Case, text: str) -> Iterator[CheckProblem]:
    """Findings that the story states and that nobody, or only their writer, stands for."""
    results, judged = results_of(case), judged_of(workbench, case)
    try:
        bound = {one.target for one in parse_story(text).bindings if one.kind == "finding"}
    except StoryError:
        return
    for question_id in sorted(bound & results.suggestions.keys()):
        finding = judged.review.conclude(results.suggestions[question_id])
        approval = approval_of(judged, finding)
        text_ = results.questions[question_id].text
        link = f"/questions/{question_id}"
        if finding.is_suggestion:
            said = told(f"“{text_}”: the machine's suggestion, which no person has taken", "eyes.suggestion", question=text_)
            yield CheckProblem(said, link, WARNING)
        elif approval is None or not approval.is_approved:
            words = f"“{text_}”: {finding.reviewer} concluded it, and nobody has approved it"
            yield CheckProblem(told(words, "eyes.concluded", question=text_, who=finding.reviewer), link, WARNING)


def _vault(has_vault: bool, record: ReleaseRecord | None) -> ChecklistEntry:
    if not has_vault:
        words = told("there is no vault: no file can be searched for true names", "vault.none")
        return ChecklistEntry("vault", WARNING, words)
    if record is not None and not record.has_identities:
        words = told("the release was asked for with the vault shut: ask for it anew", "vault.shut")
        return ChecklistEntry("vault", STOP, words)
    return ChecklistEntry("vault", OK, told("the vault is there; publishing asks for its passphrase", "vault.ok"))


def _gate(
    workbench: Workbench, case: Case, story: str, record: ReleaseRecord | None, published: Sequence[Publication]
) -> ChecklistEntry:
    """What the gate said last of this story on this release."""
    jobs = [row for row in workbench.jobs.rows() if row.kind == "publish"]
    if jobs and jobs[0].state == "failed":
        lines = _lines_of(jobs[0].message)
        words = lines[0] if lines else told("stopped", "gate.stopped")
        return ChecklistEntry("gate", STOP, words, tuple(CheckProblem(one, _whose_page(case, one)) for one in lines[1:]))
    if jobs and jobs[0].state in ("waiting", "running"):
        return ChecklistEntry("gate", WAITING, told("the gate is reading", "gate.reading"))
    sha256 = story_sha256(case, story)
    done = [one for one in published if one.state is PublicationState.PUBLISHED]
    if done and record and (done[0].release_sha256, done[0].story_sha256) == (record.sha256, sha256):
        words = f"read {len(done[0].files)} files on {done[0].at[:10]}, and let them pass"
        return ChecklistEntry("gate", OK, told(words, "gate.passed", count=len(done[0].files), day=done[0].at[:10]))
    words = told("reads the finished pages when you publish, and stops whatever names a source", "gate.waiting")
    return ChecklistEntry("gate", WAITING, words)


def _lines_of(message: str) -> list[str]:
    """The lines of a message; each knows what it is made of if the message does."""
    lines, phrase = [line.strip() for line in message.splitlines() if line.strip()], phrase_of(message)
    if phrase is None or phrase.key != "lines":
        return [again(line, phrase) for line in lines[:1]] + lines[1:]
    parts = phrase.parts["lines"]
    if not isinstance(parts, list) or len(parts) != len(lines):
        return lines
    return [again(line, part if isinstance(part, Phrase) else None) for line, part in zip(lines, parts, strict=True)]


def _whose_page(case: Case, line: str) -> str:
    """Where the source is shown that a line of the gate is about; empty if it names none."""
    phrase = phrase_of(line)
    whose = phrase.parts.get("whose", "") if phrase else ""
    key = whose.parts.get("inside", "") if isinstance(whose, Phrase) else whose
    names = {settings.key: settings.name for settings in case.brief.source_settings}
    found = (source.id for source in case.store.sources().values() if key == source.id or names.get(str(key)) == source.name)
    return next((f"/sources/{source_id}" for source_id in found), "")


def _worst(severities: Sequence[str]) -> str:
    return next((one for one in (STOP, WAITING, WARNING) if one in severities), OK)
