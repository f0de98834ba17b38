"""What of a case goes into an evidence package: the approved release, and of the items in its plan everything down to the byte.

Everything else of the case stays where it is: of its custody entries only the hashes go along, each with a salt in it.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import msgspec

from testimonia.errors import UsageError
from testimonia.model.custody import CustodyEntry
from testimonia.model.material import Acquisition, Item, Metadata, Passage, Rendition
from testimonia.model.packages import PackagePlan
from testimonia.model.release import Bindings, Release
from testimonia.model.review import Review, finding_target
from testimonia.model.testimony import Claim, Statement
from testimonia.pipeline.case import Case
from testimonia.publish.package.bag import PAYLOAD
from testimonia.publish.package.content import (
    Approval,
    HeldItem,
    LogLine,
    Package,
    PackagedClaim,
    PackagedItem,
    PackagedJudgement,
    PackagedStatement,
    Received,
)

HELD_BACK = ("source", "interviewer", "interpreter", "obtained_from", "note")
"""Fields of an item's metadata that name sources as the team does, helpers and givers, or may say anything."""


class Gathering:
    """Collects a package from a case.

    Args:
        case: the open investigation.
        release: the approved content.
        bindings: how the case's ids are called in it.
        plan: what was approved to go along.
    """

    def __init__(self, case: Case, release: Release, bindings: Bindings, plan: PackagePlan) -> None:
        self._case, self._release, self._bindings, self._plan = case, release, bindings, plan
        self._review = Review(case.store.judgements())
        self._labels = {source.id: source.label for source in release.sources}
        self._items = {planned.id: case.store.item(planned.id) for planned in plan.items}
        self._texts = {p.rendition_id: case.store.material(p.rendition_id) for p in plan.items if p.rendition_id}

    def package(self, approval: Approval, *, made_at: str, pictures: Mapping[str, bytes]) -> Package:
        """The whole package.

        Args:
            pictures: item id -> signed copy, of items that are pictures.

        Raises:
            UsageError: entries of the custody log that are held back could be guessed, and the package is not encrypted.
        """
        statements = [one for id_ in self._texts for one in self._case.store.statements(id_)]
        claims = [one for id_ in self._texts for one in self._case.store.claims(id_)]
        ids = {statement.id for statement in statements} | {claim.id for claim in claims}
        items = tuple(self._item(item, item.id in pictures) for item in self._items.values())
        return Package(
            title=self._release.title,
            made_at=made_at,
            tool=self._case.tool,
            release=self._release,
            plan=self._plan,
            approval=approval,
            items=items,
            held=tuple(self._held()),
            renditions=tuple(self._rendition(id_) for id_ in self._texts),
            statements=tuple(self._statement(one) for one in statements),
            claims=tuple(self._claim(one) for one in claims),
            judgements=tuple(self._judgements(ids)),
            log=tuple(self._log(ids, approval)),
            pictures={item.picture: pictures[item.id] for item in items if item.picture},
        )

    def _item(self, item: Item, is_picture: bool) -> PackagedItem:
        planned = next(one for one in self._plan.items if one.id == item.id)
        return PackagedItem(
            id=item.id,
            sha256=item.sha256,
            size_bytes=item.size_bytes,
            media_type=item.media_type,
            name=item.name,
            path=original_path(item),
            released_id=self._bindings.items.get(item.id, ""),
            is_named=planned.is_named,
            metadata=_without_names(self._texts[planned.rendition_id].metadata) if planned.rendition_id else Metadata(),
            received=tuple(_received(one) for one in self._case.store.acquisitions(item.id)),
            rendition_id=planned.rendition_id,
            picture=f"pictures/{item.id}.jpg" if is_picture else "",
        )

    def _rendition(self, rendition_id: str) -> Rendition:
        return self._texts[rendition_id].rendition

    def _held(self) -> Iterator[HeldItem]:
        """Items of the release that do not go along, with those who speak in them as they may be called."""
        here = {self._bindings.items.get(item_id, "") for item_id in self._items}
        for item in self._release.items:
            if item.id not in here:
                speak = {q.source_id for q in self._release.quotes if q.item_id == item.id}
                names = tuple(sorted({self._labels[source_id] for source_id in speak if source_id in self._labels}))
                yield HeldItem(item.id, item.kind, item.date, item.language, names)

    def _statement(self, made: Statement) -> PackagedStatement:
        judged = self._review.active.get(made.id)
        source_id = self._bindings.sources.get(self._review.source_id(made.source_id), "")
        passage = self._passages(made.rendition_id).get(made.passage_id)
        return PackagedStatement(
            id=made.id,
            rendition_id=made.rendition_id,
            content=made.content,
            form=made.form,
            stance=made.stance,
            speaker=self._speaker(made, source_id),
            role=made.speaker.role,
            source_id=source_id,
            quote_id=self._bindings.quotes.get(made.id, ""),
            cue=made.cue,
            mention=made.mention,
            locator=passage.locator if passage else None,
            said_on=made.said_on,
            is_first_hand=made.is_first_hand,
            chain=tuple(speaker.name for speaker in made.chain),
            found_by=made.why.rule,
            review=judged.act if judged else "",
        )

    def _speaker(self, made: Statement, source_id: str) -> str:
        """As the release calls them; who is not in it, as the text does, unless an editor named the item."""
        if label := self._labels.get(source_id):
            return label
        item_id = self._rendition(made.rendition_id).item_id
        is_named = any(planned.id == item_id and planned.is_named for planned in self._plan.items)
        return "" if is_named else made.speaker.name

    def _passages(self, rendition_id: str) -> dict[str, Passage]:
        return {passage.id: passage for passage in self._texts[rendition_id].passages}

    def _claim(self, made: Claim) -> PackagedClaim:
        judged = self._review.active.get(made.id)
        return PackagedClaim(
            id=made.id,
            statement_id=made.statement_id,
            rendition_id=made.rendition_id,
            item_id=self._rendition(made.rendition_id).item_id,
            start=made.span.start,
            end=made.span.end,
            exact=made.span.exact,
            value=made.value,
            polarity=made.polarity,
            stance=made.stance,
            about=made.about,
            found_by=made.why.rule,
            released_id=self._bindings.claims.get(made.id, ""),
            review=judged.act if judged else "",
        )

    def _judgements(self, targets: set[str]) -> Iterator[PackagedJudgement]:
        """On claims and statements in full; and that somebody concluded on a finding, whose reason stands in the release."""
        findings = {finding_target(question_id): id_ for question_id, id_ in self._bindings.findings.items()}
        for one in self._case.store.judgements():
            if one.target in targets:
                yield PackagedJudgement(one.id, one.act, one.target, one.by, one.at, one.reason, one.replacement)
            elif one.target in findings:
                yield PackagedJudgement(one.id, one.act, findings[one.target], one.by, one.at)

    def _log(self, targets: set[str], approval: Approval) -> Iterator[LogLine]:
        shown = {*self._items, *targets, f"release:{self._plan.release_sha256}", f"package:{approval.plan_sha256}"}
        shown |= {finding_target(question_id) for question_id in self._bindings.findings}
        for entry, _ in self._case.store.custody():
            if entry.subject in shown:
                yield LogLine(entry.sequence, entry.hash, entry.subject, entry.leaf())
            else:
                self._check_salt(entry)
                yield LogLine(entry.sequence, entry.hash)

    def _check_salt(self, entry: CustodyEntry) -> None:
        """A hash without a salt can be tested against a guess; whom it is encrypted to may see it, the world may not."""
        if not entry.salt and not self._plan.recipients:
            raise UsageError(
                f"entry {entry.sequence} of the custody log is of an earlier version, and a guess of what it says could "
                "be tested against its hash: encrypt the package to whom it is for (--recipient age1...)"
            )


def original_path(item: Item) -> str:
    """Where an original lies within the payload: by its id, for a file name can be anything."""
    ending = PurePosixPath(item.name).suffix.lower()
    return f"originals/{item.id}{ending if ending.isascii() and ending[1:].isalnum() and len(ending) < 8 else ''}"


def bag_path(item: PackagedItem) -> str:
    """Where an original lies in the bag."""
    return f"{PAYLOAD}{item.path}"


def _received(came: Acquisition) -> Received:
    held = tuple(name for name in HELD_BACK if getattr(came.metadata, name))
    metadata = _without_names(came.metadata)
    return Received(came.id, came.acquired_at, came.acquired_by, came.tool, came.clock, metadata, held)


def _without_names(metadata: Metadata) -> Metadata:
    return msgspec.structs.replace(metadata, **dict.fromkeys(HELD_BACK, ""))
