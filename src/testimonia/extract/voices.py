"""Whose voice a passage is in by itself: the interviewee's, the document's, the publication's, or the interviewer's.

Why before anything else: in interview notes a plain sentence is the interviewee's testimony; in an article the same sentence
is the publication's; an interviewer's question is nobody's testimony.
"""

import re
from collections.abc import Callable

import msgspec
from msgspec import Struct

from testimonia.extract.roles import SpeakerTable
from testimonia.model.material import Material, Metadata, Passage
from testimonia.model.testimony import Form, Role, Speaker
from testimonia.text.names import name_key

_PUBLICATIONS = frozenset({"article", "news", "web", "page", "report", "press report", "feature", "broadcast"})
_DOCUMENT_KINDS = frozenset({"document", "letter", "contract", "record", "email"})


class Voice(Struct, frozen=True):
    """The speaker of everything in a passage that nobody else is named for."""

    speaker: Speaker
    form: Form
    is_testimony: bool
    """The item names its source: unattributed sentences are that source's statements."""
    is_silent: bool = False
    """An interviewer's turn: read for dates, never for statements."""
    said_on: str = ""
    is_first_hand: bool | None = None
    is_third_person: bool = False
    """Notes that speak of their source as "he" or "she": then "I" is whoever took the notes, not the source."""
    is_group: bool = False
    """Several people speak as one source ("the drivers"): "they say" and "one says" is that source."""


class Voices:
    """Tells the voice of each passage of a material."""

    def __init__(self, material: Material, words: SpeakerTable, resolve: Callable[[str], Speaker]) -> None:
        self._material = material
        self._words = words
        self._resolve = resolve
        labels = {passage.speaker for passage in material.passages if passage.speaker}
        verbs = "|".join(words.reporting)
        self._is_third_person = bool(re.search(rf"\b(?:[Hh]e|[Ss]he|[Tt]hey) (?:\w+ )?(?:{verbs})\b", material.rendition.text))
        self._answering = {label for label in labels if not self._asks(label)}

    def of(self, passage: Passage) -> Voice:
        """The voice of a passage; its own metadata override the item's."""
        metadata = merge_metadata(self._material.metadata, passage.metadata)
        own = passage.metadata
        said_on = (own.date if own is not None else "") or metadata.date or metadata.published
        first_hand = {"yes": True, "no": False}.get(metadata.first_hand.strip().casefold())
        if first_hand is None:
            first_hand = {"hearsay": False, "first_hand": True, "first-hand": True}.get(metadata.role.strip().casefold())
        if passage.kind == "quoted":
            # An e-mail's quoted lines are the words of whoever it answers, and nothing says who that is.
            return Voice(Speaker(""), Form.NARRATION, is_testimony=False)
        source = self._source(metadata)
        if passage.speaker:
            if self._asks(passage.speaker):
                return Voice(source, Form.TURN, is_testimony=False, is_silent=True, said_on=said_on)
            speaker = self._turn_speaker(passage.speaker, source)
            return Voice(speaker, Form.TURN, is_testimony=True, said_on=said_on, is_first_hand=first_hand)
        if (
            source.name
            and metadata.kind.casefold() not in _PUBLICATIONS
            and name_key(source.name) != name_key(metadata.publisher)
        ):
            return Voice(
                source,
                Form.NARRATION,
                is_testimony=True,
                said_on=said_on,
                is_first_hand=first_hand,
                is_group=self._is_group(source),
                is_third_person=self._is_third_person,
            )
        return Voice(self._publication(metadata), Form.NARRATION, is_testimony=False, said_on=said_on, is_first_hand=first_hand)

    def _asks(self, label: str) -> bool:
        key = name_key(label)
        metadata = self._material.metadata
        asking = {name_key(name) for name in (metadata.interviewer, metadata.interpreter) if name}
        return key in self._words.interviewers or key in asking

    def _source(self, metadata: Metadata) -> Speaker:
        if not metadata.source.strip():
            return Speaker("")
        speaker = self._resolve(metadata.source.strip())
        role = read_role(metadata.role) or speaker.role
        return Speaker(speaker.name, is_named=True, role=role, party=speaker.party or metadata.party)

    def _turn_speaker(self, label: str, source: Speaker) -> Speaker:
        if not source.name:
            return self._resolve(label)
        key = name_key(label)
        if len(self._answering) <= 1 or key in self._words.interviewees:
            return source
        mine = self._resolve(label)
        return source if mine.name == source.name or key in name_key(source.name).split() else mine

    def _is_group(self, source: Speaker) -> bool:
        """Whether a source's name is a plural role: "the drivers", "tribal elders", "people who paid"."""
        words = source.name.casefold().split()
        return any(word == "people" or (word.endswith("s") and word.removesuffix("s") in self._words.roles) for word in words)

    def _publication(self, metadata: Metadata) -> Speaker:
        name = metadata.publisher or metadata.source or metadata.title or self._material.name
        role = Role.DOCUMENT if metadata.kind.casefold() in _DOCUMENT_KINDS else Role.MEDIA
        return Speaker(
            " ".join(name.split()), is_named=bool(metadata.publisher or metadata.source), role=role, party=metadata.party
        )


def read_role(words: str) -> Role | None:
    """A role as the collector wrote it; None where it is none of ours."""
    try:
        return Role(words.strip().casefold())
    except ValueError:
        return None


def merge_metadata(item: Metadata, passage: Metadata | None) -> Metadata:
    """The item's metadata with what the passage says for itself.

    >>> merge_metadata(Metadata(source="A", date="2017"), Metadata(source="B")).source
    'B'
    """
    if passage is None:
        return item
    own = {name: value for name in passage.__struct_fields__ if (value := getattr(passage, name))}
    if "source" in own:
        # Another person's row: what is known of the item's source does not carry over to them.
        own = {"role": "", "party": "", "first_hand": "", "protection": "", **own}
    return msgspec.structs.replace(item, **own)
