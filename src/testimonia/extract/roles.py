"""What the words for speakers tell: role, gender, number; and the names that an investigation declares."""

from collections.abc import Mapping
from functools import cache

from msgspec import Struct

from testimonia.model.brief import Brief
from testimonia.model.testimony import Party, Role, Source
from testimonia.text.names import name_key
from testimonia.text.packs import read_table

_LONGEST_ALIAS = 6
_SHORT_ACRONYM = 3


class SpeakerTable(Struct, frozen=True):
    """Words for speakers in one language, in lower case."""

    roles: Mapping[str, Role]
    feminine: frozenset[str]
    masculine: frozenset[str]
    bodies: frozenset[str]
    """Roles that are no single person: "it" may be the company, never the driver."""
    pronouns: Mapping[str, str]
    """Pronoun -> first, masculine, feminine, plural, neuter or open."""
    interviewers: frozenset[str]
    interviewees: frozenset[str]
    reporting: tuple[str, ...]
    """Verb forms after "he" or "she" that show notes to be written by somebody else."""


@cache
def read_speakers(language: str) -> SpeakerTable:
    """The speaker table of a language pack.

    >>> read_speakers("en").roles["villager"].value
    'eyewitness'
    """
    table = read_table(language, "speakers")
    roles: dict[str, Role] = {}
    for role, lemmas in table["roles"].items():
        for lemma in lemmas:
            roles.setdefault(lemma, Role(role))
    return SpeakerTable(
        roles=roles,
        feminine=frozenset(table["feminine"]),
        masculine=frozenset(table["masculine"]),
        bodies=frozenset(table["bodies"]),
        pronouns={word: kind for kind, words in table["pronouns"].items() for word in words},
        interviewers=frozenset(table["transcript"]["interviewer"]),
        interviewees=frozenset(table["transcript"]["interviewee"]),
        reporting=tuple(table["transcript"]["reporting"]),
    )


class Declared:
    """The parties and sources of a brief, found by any of their names.

    Short acronyms must match in capitals too: "IS" is a party, "is" is not.
    """

    def __init__(self, brief: Brief) -> None:
        self._parties: dict[str, tuple[str, Party]] = {}
        self._sources: dict[str, tuple[str, Source]] = {}
        self.by_key = {party.key: party for party in brief.parties}
        for party in brief.parties:
            for name in (party.name, *party.aliases):
                self._parties.setdefault(name_key(name), (name, party))
        for source in brief.sources:
            for name in (source.name, *source.aliases):
                self._sources.setdefault(name_key(name), (name, source))

    def source(self, words: str) -> Source | None:
        """The declared source with this name or alias."""
        name, source = self._sources.get(name_key(words), ("", None))
        return source if source is not None and _fits(name, words) else None

    def party(self, words: str) -> Party | None:
        """The party with this name or alias."""
        name, party = self._parties.get(name_key(words), ("", None))
        return party if party is not None and _fits(name, words) else None

    def party_in(self, words: list[str]) -> Party | None:
        """The first party named anywhere in a run of words, the longest name first."""
        if not self._parties:
            return None
        for size in range(min(_LONGEST_ALIAS, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                party = self.party(" ".join(words[at : at + size]))
                if party is not None:
                    return party
        return None

    def source_in(self, words: list[str]) -> Source | None:
        """The first declared source named in a run of words."""
        if not self._sources:
            return None
        for size in range(min(_LONGEST_ALIAS, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                source = self.source(" ".join(words[at : at + size]))
                if source is not None:
                    return source
        return None


def _fits(name: str, words: str) -> bool:
    is_acronym = len(name) <= _SHORT_ACRONYM and name.isupper()
    return not is_acronym or name in words
