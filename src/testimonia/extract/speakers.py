"""From the words that name a speaker to who that is within one document.

Why a memory: "Col Ryan Dillon" is "Dillon" two paragraphs on, then "he". The cast of a document grows as it is read. A
pronoun is whoever its chain of mentions names; where no earlier mention is clearly ahead, the speaker stays unresolved.
Nothing is guessed.
"""

from testimonia.extract.coreference import Coreference, Link, read_weights
from testimonia.extract.cues import read_cues
from testimonia.extract.drafts import Draft
from testimonia.extract.mentions import NAME, NOUN, MentionReader
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.roles import Declared, SpeakerTable
from testimonia.model.testimony import Role, Source, Speaker
from testimonia.text.names import last_name, name_key, titles, without_article

UNRESOLVED = Speaker("")
_NAMES = frozenset({"PERSON"})
_BODIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART"})
_INDEFINITE = frozenset({"some", "many", "others", "one", "most", "someone", "somebody"})
_KEPT_PASSAGES = 8
"""Passages whose links are kept: a quotation may go on over several."""


class Cast:
    """Everyone named so far in one document."""

    def __init__(self, declared: Declared, words: SpeakerTable, *, language: str = "en") -> None:
        self._declared = declared
        self._words = words
        self._people: dict[str, str] = {}
        self._by_last: dict[str, set[str]] = {}
        mentions = MentionReader(words, frozenset(read_cues(language).verbs), language)
        self._coreference = Coreference(mentions, read_weights(language))
        self._links: dict[int, dict[int, Link]] = {}

    def note(self, reading: ParsedPassage) -> None:
        """Remember the people named in full in a passage and link its mentions, before its speakers are resolved."""
        for start, end, label in reading.entities:
            if label in _NAMES:
                self._remember(_clean(reading, start, end))
        self._links[reading.start] = links = self._coreference.read(reading)
        for link in links.values():
            self._introduce(reading, link)

    def _introduce(self, reading: ParsedPassage, link: Link) -> None:
        """Read who an entity is as a speaker while its words are at hand: a role first, then a name when it has one."""
        mention, entity = link.mention, link.entity
        known = entity.speaker
        if mention.kind not in (NAME, NOUN) or (known is not None and mention.kind == NOUN):
            return
        if mention.being == "thing" or (mention.kind == NAME and mention.being == "" and mention.role != "subject"):
            return
        span = (reading.begins[mention.span[0]], mention.end)
        found = self.read_mention(reading, mention.head, span)
        if known is None or found.is_named:
            entity.speaker = found

    def _remember(self, name: str) -> str:
        key = name_key(name)
        if " " not in key:
            return self._full(name)
        if key not in self._people:
            self._people[key] = _untitled(name)
            self._by_last.setdefault(last_name(name), set()).add(key)
        return self._people[key]

    def _full(self, name: str) -> str:
        """The full name of whoever was last called so; the name itself if nobody was, or two people were."""
        keys = self._by_last.get(name_key(name), set())
        return self._people[next(iter(keys))] if len(keys) == 1 else _untitled(name)

    def resolve(self, draft: Draft, own: Speaker | None) -> Speaker:
        """Who the draft's mention is.

        Args:
            draft: Its mention is a token of its reading.
            own: Who "I" and "we" are here, if known.
        """
        reading, head = draft.reading, draft.mention
        if head < 0:
            return self.resolve_label(draft.label) if draft.label else UNRESOLVED
        kind = self._words.pronouns.get(reading.lowers[head], "")
        if (kind and reading.pos[head] in ("PRON", "DET", "NUM", "ADJ")) or reading.lowers[head] in ("i", "we"):
            if kind == "first":
                return own or self._linked(reading, head)
            return self._some_of(reading, draft) if kind == "open" else self._linked(reading, head)
        found = self.read_mention(reading, head, draft.mention_span)
        return found if found.is_named else self._going_on(reading, head, found)

    def resolve_label(self, label: str) -> Speaker:
        """A label outside the grammar: a headline's "SDF:", a transcript's "Driver"."""
        source = self._declared.source(label)
        if source is not None:
            return from_source(source)
        party = self._declared.party(label)
        if party is not None:
            return Speaker(party.name, is_named=True, role=Role.OFFICIAL, party=party.key)
        role = next((r for w in label.casefold().split() if (r := self._words.roles.get(w))), Role.UNKNOWN)
        lower = label.casefold()
        is_role = any(word in self._words.roles for word in lower.split())
        return Speaker(without_article(label), is_named=not is_role and name_key(label) in self._people, role=role)

    def read_mention(self, reading: ParsedPassage, head: int, span: tuple[int, int]) -> Speaker:
        """The speaker that a name or a role stands for."""
        words = reading.text[span[0] - reading.start : span[1] - reading.start]
        source = self._declared.source(words)
        if source is not None:
            return from_source(source)
        party = self._declared.party(words)
        if party is not None:
            return Speaker(party.name, is_named=True, role=Role.OFFICIAL, party=party.key)
        first, last = reading.left[head], reading.right[head] + 1
        inside = self._declared.party_in(_name_words(reading, *reading.find(*span)))
        party_key = inside.key if inside is not None else ""
        name = self._person_in(reading, head, first, last)
        role = self._role_in(reading, head, first, last)
        if name:
            source = self._declared.source(name)
            if source is not None:
                return from_source(source)
            return Speaker(name, is_named=True, role=role, party=party_key)
        lemma = reading.lemmas[head]
        if lemma in self._words.roles or reading.pos[head] == "NOUN":
            return Speaker(self._role_name(words), role=self._words.roles.get(lemma, role), party=party_key)
        named = self._declared.source_in(_name_words(reading, *reading.find(*span)))
        if named is not None:
            return from_source(named)
        is_named = reading.pos[head] == "PROPN"
        text = self._full(words) if is_named else without_article(words)
        return Speaker(without_article(text), is_named=is_named, role=Role.OFFICIAL if party_key else role, party=party_key)

    def _role_name(self, words: str) -> str:
        """The role in the text's words, articles stripped: "a driver" and "the driver" are one, "another driver" is not."""
        return without_article(" ".join(words.split()))

    def _person_in(self, reading: ParsedPassage, head: int, first: int, last: int) -> str:
        """Full name of the person whom a noun phrase names, at its head or in apposition."""
        best = ""
        for start, end, label in reading.entities:
            if label not in _NAMES or not first <= start < last:
                continue
            if start <= head < end:
                return self._remember(_clean(reading, start, end))
            top = next((i for i in range(start, end) if not start <= reading.heads[i] < end), start)
            if reading.deps[top] == "appos" and reading.heads[top] == head:
                best = best or self._remember(_clean(reading, start, end))
        if best or reading.pos[head] != "PROPN":
            return best
        known = self._by_last.get(reading.lowers[head], set())
        return self._people[next(iter(known))] if len(known) == 1 else ""

    def _role_in(self, reading: ParsedPassage, head: int, first: int, last: int) -> Role:
        for i in range(first, last):
            role = self._words.roles.get(reading.lemmas[i])
            if role is not None and (i == head or reading.heads[i] == head or reading.deps[i] == "appos"):
                return role
        return Role.UNKNOWN

    def _some_of(self, reading: ParsedPassage, draft: Draft) -> Speaker:
        """ "One of the drivers", "some": nobody in particular, in the text's words."""
        if reading.lowers[draft.mention] not in _INDEFINITE:
            return UNRESOLVED
        start, end = draft.mention_span
        return Speaker(self._role_name(reading.text[start - reading.start : end - reading.start]))

    def _linked(self, reading: ParsedPassage, head: int) -> Speaker:
        """Whom a pronoun stands for, if that is clear and the text has said who it is."""
        link = self._links.get(reading.start, {}).get(head)
        if link is None or not link.is_sure or link.entity.speaker is None:
            return UNRESOLVED
        return link.entity.speaker

    def _going_on(self, reading: ParsedPassage, head: int, found: Speaker) -> Speaker:
        """The speaker of a definite role: "the nurse" is Maria Lopez where the text has called her a nurse."""
        link = self._links.get(reading.start, {}).get(head)
        if link is None or link.antecedent is None or link.mention.determiner != "definite":
            return found
        known = link.entity.speaker
        return known if known is not None and (known.is_named or known.party == found.party) else found

    def turn_page(self) -> None:
        """Forget whom a pronoun may mean: another speaker's words begin. Full names stay known."""
        self._coreference.turn_page()

    def end_passage(self, reading: ParsedPassage) -> None:
        """Let go of the links of passages that no attribution can still ask for once this one is read."""
        for start in [start for start in self._links if start <= reading.start][:-_KEPT_PASSAGES]:
            del self._links[start]

    def gender(self, reading: ParsedPassage, head: int) -> str:
        """What pronoun a noun phrase takes, as far as its words show."""
        kind = self._words.pronouns.get(reading.lowers[head], "")
        if kind:
            return kind
        if reading.tags[head] in ("NNS", "NNPS"):
            is_people = reading.tags[head] == "NNPS" or reading.lemmas[head] in self._words.roles
            return "plural" if is_people else "things"
        for i in range(reading.left[head], head + 1):
            word = reading.lowers[i].rstrip(".")
            if word in self._words.feminine:
                return "feminine"
            if word in self._words.masculine:
                return "masculine"
        if reading.lemmas[head] in self._words.bodies:
            return "neuter"
        label = next((label for a, b, label in reading.entities if a <= head < b), "")
        if label in _NAMES or (reading.lemmas[head] in self._words.roles and label not in _BODIES):
            return ""
        return "neuter"


def from_source(source: Source) -> Speaker:
    """The speaker that a declared source is, wherever it is named."""
    return Speaker(source.name, is_named=True, role=source.role, party=source.party)


def _clean(reading: ParsedPassage, start: int, end: int) -> str:
    while end > start and (reading.tags[end - 1] == "POS" or reading.pos[end - 1] in ("PUNCT", "SPACE")):
        end -= 1
    return " ".join(reading.slice(start, end).split())


def _untitled(name: str) -> str:
    """A display name without "Mr" and the like in front, as long as something is left."""
    words = name.split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in titles():
        words = words[1:]
    return " ".join(words).removesuffix("’s").removesuffix("'s")


def _name_words(reading: ParsedPassage, first: int, last: int) -> list[str]:
    return [
        reading.words[i] for i in range(first, last) if reading.pos[i] not in ("PUNCT", "SPACE") and reading.tags[i] != "POS"
    ]
