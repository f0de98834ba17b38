"""Publishing: an approved release and a story become a folder, moved into place only when the gate found nothing in it.

The order is the safeguard: render beside the target, let the gate read the bytes as they lie there, record what is about to be
published, exchange the folders in one step, record that it was done. Cut off anywhere, readers have the old folder or the new
one, and the next call finishes or forgets what was begun.
"""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from testimonia.errors import GateError, LeakError, StoryError, UsageError
from testimonia.model.desk import Severity
from testimonia.model.gating import GateReport, Verdict
from testimonia.model.ids import content_id
from testimonia.model.publications import Correction, Publication, PublicationState
from testimonia.model.release import Bindings, Release
from testimonia.model.releases import ReleaseRecord
from testimonia.pipeline import gating, releases, swapping
from testimonia.pipeline.beside import make_beside
from testimonia.pipeline.case import Case, Progress, no_progress
from testimonia.pipeline.gate_answers import answers_of
from testimonia.pipeline.gate_lines import stopped
from testimonia.pipeline.pseudonyms import people_of
from testimonia.protect.gate.signing import SignedReport
from testimonia.protect.identities import Allowed
from testimonia.protect.vault.vault import Vault
from testimonia.publish.story.changes import finding_changes
from testimonia.publish.story.parsing import Story, parse_story
from testimonia.publish.story.rendering import Edition, render_story, short_finding
from testimonia.publish.story.resolving import wanted_of

PUBLICATION = "publication"
BEGUN, PUBLISHED, FORGOTTEN = "publication begun", "published", "publication not finished"
NO_VAULT = "this investigation has no vault: no identities were at hand, so no file could be searched for them"


class Wanted(Struct, frozen=True):
    """What is to be published, and how."""

    story: Path
    target: Path
    release: str = ""
    """Beginning of an approved release's hash; empty: the latest."""
    correction: str = ""
    templates: Path | None = None
    theme: Path | None = None
    despite: str = ""
    """Why it is published although the desk found errors; kept in the custody log."""


class PublicationReport(Struct, frozen=True):
    """What became of a publication."""

    publication: Publication
    is_new: bool
    """False: the very same bytes stood there already."""
    gate: GateReport | None
    notes: tuple[str, ...] = ()
    """To be said loudly."""


def publish(
    case: Case,
    wanted: Wanted,
    vault: Vault | None,
    *,
    progress: Progress = no_progress,
) -> PublicationReport:
    """Publish a story; call inside `Case.writing`.

    Args:
        vault: open; None where the investigation has none, which the report says.

    Raises:
        StoryError: everything wrong with the text and its bindings, with line and column; or what the desk calls an error,
            unless ``wanted.despite`` says why it is published all the same.
        UsageError: no approved release, a target that is not ours, a second publication without a correction.
        LeakError: the gate found an identity, or could not read something; the old folder stands.
        GateError: the gate asks for an editor's answer.
    """
    target = _whole(wanted.target)
    _mend(case, target)
    story = read_story(wanted.story)
    record, release = _approved(case, wanted.release)
    previous = _previous(case, target)
    errors = _desk_errors(case, wanted.story, vault, despite=wanted.despite)
    if errors and not wanted.despite.strip():
        raise StoryError([*errors, "mend the text, or say with --despite why it is published all the same"])
    desk = _Desk(case, wanted, story, record, release, vault)
    old = corrections_of(case, target, story.head.language)
    files = desk.render(old)
    if previous:
        if _hashes(files) == previous.files and _stands(previous, target):
            return PublicationReport(previous, False, None)
        if _hashes(files) != previous.files:
            if not wanted.correction.strip():
                raise UsageError(
                    f"{target} was published {previous.at} and would change: say what was wrong and why with --correction; "
                    "readers see it on the page of corrections"
                )
            files = desk.render((*old, desk.correction(previous, len(old) + 1)))
    return desk.put(files, previous, progress)


def _desk_errors(case: Case, story: Path, vault: Vault | None, *, despite: str) -> list[str]:
    """What the fact-checking desk calls an error in a story, a line each; its warnings stop nothing.

    Raises:
        UsageError: the reason to publish despite them names a source.
    """
    from testimonia.pipeline import checking  # the extractor takes seconds to import

    finder = checking.identity_finder(vault.identities, vault.allowed) if vault else None
    if finder:
        checking.refuse_names(despite, finder)
    report = checking.check(case, story, find_identities=finder)
    return [
        f"{story.name}:{one.line}:{one.column}: “{one.words}”: {one.reason}"
        for one in report.problems
        if one.severity is Severity.ERROR
    ]


def read_story(path: Path) -> Story:
    """Read and parse a story. Raises StoryError, UsageError."""
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read ({error.strerror}): name the story's file") from error
    except UnicodeDecodeError as error:
        raise StoryError([f"{path.name}: not text in UTF-8 (byte {error.start}): save it as UTF-8"]) from error
    return parse_story(text, file=path.name)


def claims_wanted(case: Case, path: Path) -> list[str]:
    """Whole ids of the claims and statements a story quotes: what a release must hold beside the findings."""
    found = []
    for prefix in dict.fromkeys(wanted_of(read_story(path).bindings)):
        found.append(case.store.find_id(["statements", "claims"], prefix))
    return found


def publications_of(case: Case, target: Path | None = None) -> list[Publication]:
    """Everything that was published, the oldest first; of one folder or of all."""
    found = case.store.results(PUBLICATION, Publication)
    return [one for one in found if target is None or one.target == str(_whole(target))]


def corrections_of(case: Case, target: Path, language: str) -> tuple[Correction, ...]:
    """The corrections of what stands in a folder, the oldest first, each with its difference of findings."""
    done = [one for one in publications_of(case, target) if one.state is PublicationState.PUBLISHED]
    by_id = {one.id: one for one in done}
    corrected = [one for one in done if one.correction]
    return tuple(
        _correction(case, by_id[one.previous], one.release_sha256, one.correction, one.at, number, language)
        for number, one in enumerate(corrected, start=1)
    )


def _correction(case: Case, before: Publication, sha256: str, words: str, at: str, number: int, language: str) -> Correction:
    old, new = (releases.read_release(case, one) for one in (before.release_sha256, sha256))
    changes = finding_changes(old, new, show=lambda release, one: short_finding(release, one, language=language))
    return Correction(f"correction-{number}", at, words, changes, sha256)


class _Desk:
    """One publication in the making."""

    def __init__(
        self,
        case: Case,
        wanted: Wanted,
        story: Story,
        record: ReleaseRecord,
        release: Release,
        vault: Vault | None,
    ) -> None:
        self._case, self._wanted, self._story = case, wanted, story
        self._record, self._release, self._vault = record, release, vault
        self._target = _whole(wanted.target)
        self._at = case.now()
        self._bindings: Bindings = releases.bindings_of(case, record.sha256)
        self._images = _images(wanted.story.parent, story)
        self._templates = _templates(wanted.templates)
        self._theme = _text(wanted.theme) if wanted.theme else ""

    def correction(self, previous: Publication, number: int) -> Correction:
        """The correction that this publication is."""
        words = " ".join(self._wanted.correction.split())
        language = self._story.head.language
        return _correction(self._case, previous, self._record.sha256, words, self._at, number, language)

    def render(self, corrections: tuple[Correction, ...]) -> dict[str, bytes]:
        """The folder's files."""
        beside = make_beside(self._story.head, self._release, corrections, day=self._record.requested_at[:10])
        edition = Edition(
            self._story,
            self._release,
            self._bindings,
            self._images,
            corrections,
            self._templates,
            self._theme,
            beside.links,
            beside.claim_pages,
        )
        pages = render_story(edition, explain=_Explainer(self._case, self._vault))
        if both := sorted(pages.keys() & beside.files.keys()):
            raise UsageError(f"{', '.join(both)} would be written twice: an exporter must take another name")
        return dict(sorted({**pages, **beside.files}.items()))

    def put(self, files: dict[str, bytes], previous: Publication | None, progress: Progress) -> PublicationReport:
        """Stage, gate, record, exchange, record."""
        staging = swapping.staging_of(self._target)
        swapping.write_files(staging, files)
        try:
            signed = self._gate(staging, progress)
            _refuse(signed.report, files, _names(self._case))
        except BaseException:
            swapping.remove(staging)
            raise
        publication = self._begin(files, signed, previous)
        swapping.put_in_place(staging, self._target)
        publication = _finish(self._case, publication)
        return PublicationReport(publication, True, signed.report, () if self._vault else (NO_VAULT,))

    def _gate(self, staging: Path, progress: Progress) -> SignedReport:
        if self._vault is not None:
            answers = answers_of(self._case)
            return gating.gate_with(self._vault, staging, made_at=self._at, answers=answers, progress=progress)
        report = gating.gate_folder(
            staging, (), Allowed(), made_at=self._at, tool=f"{self._case.tool}; {NO_VAULT}", progress=progress
        )
        return SignedReport(report, "", "")

    def _begin(self, files: dict[str, bytes], signed: SignedReport, previous: Publication | None) -> Publication:
        gate_sha256, _ = self._case.originals.keep(_report_bytes(signed))
        story_sha256 = hashlib.sha256(self._wanted.story.read_bytes()).hexdigest()
        is_correction = previous is not None and _hashes(files) != previous.files
        publication = Publication(
            id=content_id("pub", str(self._target), story_sha256, self._record.sha256, self._at),
            target=str(self._target),
            story=self._wanted.story.name,
            story_sha256=story_sha256,
            release_sha256=self._record.sha256,
            gate_sha256=gate_sha256,
            files=_hashes(files),
            at=self._at,
            by=self._case.by,
            has_identities=bool(self._vault and self._vault.identities),
            correction=" ".join(self._wanted.correction.split()) if is_correction else "",
            previous=previous.id if previous else "",
        )
        kept = [one for one in publications_of(self._case) if one.id != publication.id]
        detail = f"{publication.story} on release {publication.release_sha256[:12]} to {publication.target}"
        despite = " ".join(self._wanted.despite.split())
        detail += f"; gate report sha256:{gate_sha256}" + (f"; despite the desk: {despite}" if despite else "")
        _keep(self._case, [*kept, publication], BEGUN, publication.id, detail)
        return publication


class _Explainer:
    """Says why something is not in the release. Clearance is asked only when a story names something that is not there."""

    def __init__(self, case: Case, vault: Vault | None) -> None:
        self._case = case
        self._vault = vault
        self._reasons: dict[str, str] | None = None

    def __call__(self, kind: str, case_id: str) -> str:
        if self._reasons is None:
            self._reasons = self._ask()
        prefix = case_id.rstrip(".…")
        why = next((why for known, why in self._reasons.items() if prefix and known.startswith(prefix)), "")
        if why or kind not in ("claim", "quote"):
            return why
        return self._not_asked_for(prefix)

    def _ask(self) -> dict[str, str]:
        vault, case = self._vault, self._case
        people = people_of(case, vault.identities, pseudonyms=vault.pseudonyms) if vault else releases.NOBODY
        questions = {finding.id: finding.question_id for finding in releases.content_of(case).findings}
        reasons: dict[str, str] = {}
        for one in releases.clear_case(case, people).withheld:
            reasons.setdefault(one.case_id, one.reason)
            if one.case_id in questions and one.kind != "sentence":
                reasons.setdefault(questions[one.case_id], one.reason)
        return reasons

    def _not_asked_for(self, prefix: str) -> str:
        known = {claim.id for claim, _ in self._case.store.testimony()} | {s.id for _, s in self._case.store.testimony()}
        if any(one.startswith(prefix) for one in known):
            return "no finding rests on it: ask for a release with it, `testimonia release request --story STORY.md`"
        return ""


def _whole(target: Path) -> Path:
    """A folder by one name, from wherever it is named; a link to another place stays that link."""
    return target.parent.resolve() / target.name if target.name not in ("", "..") else target.resolve()


def _approved(case: Case, prefix: str) -> tuple[ReleaseRecord, Release]:
    found = [one for one in releases.approved_releases(case) if one[0].sha256.startswith(prefix)]
    if not found:
        what = f"no approved release {prefix!r}" if prefix else "no release was approved yet"
        raise UsageError(f"{what}: `testimonia release request`, and somebody else `testimonia release approve`")
    if prefix and len(found) > 1:
        raise UsageError(f"{prefix!r} is the beginning of {len(found)} releases: write more of it")
    return found[-1]


def _previous(case: Case, target: Path) -> Publication | None:
    done = [one for one in publications_of(case, target) if one.state is PublicationState.PUBLISHED]
    if done:
        return done[-1]
    is_empty = target.is_dir() and not any(target.iterdir())
    if is_empty:
        target.rmdir()
    elif target.exists():
        raise UsageError(f"{target} is there already and no publication of this investigation: name a new folder with --to")
    target.parent.mkdir(parents=True, exist_ok=True)
    return None


def _stands(publication: Publication, target: Path) -> bool:
    return target.is_dir() and gating.hash_folder(target) == publication.files


def _hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    return {path: hashlib.sha256(data).hexdigest() for path, data in sorted(files.items())}


def gate_file(target: Path) -> Path:
    """Where the gate's report on a published folder lies: beside it."""
    return target.parent / f"{target.name}.gate.json"


def _report_bytes(signed: SignedReport) -> bytes:
    return msgspec.json.format(msgspec.json.encode(signed, order="deterministic"), indent=1) + b"\n"


def _keep(case: Case, publications: Sequence[Publication], act: str, subject: str, detail: str) -> None:
    with case.transaction() as ledger:
        ledger.writer.put_results(PUBLICATION, publications)
        ledger.record(act, subject, detail)


def _finish(case: Case, publication: Publication) -> Publication:
    """The folder stands in its place: lay the gate's word beside it and write that down."""
    file = gate_file(Path(publication.target))
    fresh = file.with_name(f".{file.name}.new")
    fresh.write_bytes(case.originals.read(publication.gate_sha256))
    fresh.replace(file)
    done = msgspec.structs.replace(publication, state=PublicationState.PUBLISHED)
    kept = [done if one.id == done.id else one for one in publications_of(case)]
    _keep(case, kept, PUBLISHED, done.id, f"{len(done.files)} files at {done.target}")
    return done


def _mend(case: Case, target: Path) -> None:
    """Finish or forget what a call that was cut off had begun."""
    begun = [one for one in publications_of(case, target) if one.state is PublicationState.BEGUN]
    for one in begun:
        if _stands(one, target):
            _keep_old(one, target)
            _finish(case, one)
            continue
        swapping.put_back(target)
        kept = [other for other in publications_of(case) if other.id != one.id]
        _keep(case, kept, FORGOTTEN, one.id, f"{target} stands as before")
    swapping.remove(swapping.staging_of(target))


def _keep_old(publication: Publication, target: Path) -> None:
    """Cut off right after the exchange, the old folder still lies where the new one was made."""
    staging = swapping.staging_of(target)
    if publication.previous and staging.is_dir():
        swapping.remove(swapping.previous_of(target))
        staging.rename(swapping.previous_of(target))


def _refuse(report: GateReport, files: Mapping[str, bytes], names: Mapping[str, str]) -> None:
    """Stop unless every file is clean, and is what was written.

    Raises:
        LeakError: an identity, something that was not read, or an address that would be fetched.
        GateError: details that an editor has to answer for, or bytes that changed while they were read.
    """
    if report.verdict.passes:
        if {one.path: one.sha256 for one in report.files} != _hashes(files):
            raise GateError("the staging folder changed while the gate read it: nothing was published, call again")
        return
    text = stopped(report, names)
    raise LeakError(text) if report.verdict is Verdict.BLOCK else GateError(text)


def _names(case: Case) -> dict[str, str]:
    """What the team calls a source, by its id or its key in the settings: a vault may hold no pseudonym of it."""
    declared = {settings.key: settings.published_name or settings.name for settings in case.brief.source_settings}
    return {source.id: source.name for source in case.store.sources().values()} | declared


def _images(folder: Path, story: Story) -> dict[str, bytes]:
    found, missing = {}, []
    for name in story.images:
        try:
            found[name] = (folder / name).read_bytes()
        except OSError as error:
            missing.append(f"{story.file}: the image {name} cannot be read ({error.strerror}): lay it beside the story")
    if missing:
        raise StoryError(missing)
    return found


def _templates(folder: Path | None) -> dict[str, str]:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder of templates")
    return {file.relative_to(folder).as_posix(): _text(file) for file in sorted(folder.rglob("*.html"))}


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read as text in UTF-8: {error}") from error
