"""Who an Arabic text says speaks: declared parties and sources by any alias, else the text's own words for them.

Names are compared word by word in folded letters without clitics, so that an alias is found behind "by", "to" and "and".
"""

from collections.abc import Sequence

from testimonia.extract.arabic.lexicon import bodies, cues, known_words, roles
from testimonia.extract.arabic.words import Text, split_clitics
from testimonia.model.brief import Brief
from testimonia.model.testimony import Party, Role, Source, Speaker
from testimonia.text.arabic import fold_word

UNKNOWN = Speaker("")
_LONGEST = 6


def name_keys(name: str) -> tuple[str, ...]:
    """A name as the words of a text show it.

    >>> name_keys("السائق الثاني")
    ('سايق', 'الثاني')
    """
    return tuple(split_clitics(word)[1].lower() for word in fold_word(name).split())


class ArabicCast:
    """The parties and sources of a brief, and who spoke last in this text."""

    def __init__(self, brief: Brief) -> None:
        self._known: dict[tuple[str, ...], Source | Party] = {}
        for party in brief.parties:
            for name in (party.name, *party.aliases):
                self._known[name_keys(name)] = party
        for source in brief.sources:
            for name in (source.name, *source.aliases):
                self._known[name_keys(name)] = source
        self.last: Speaker = UNKNOWN
        self._by_head: dict[str, Speaker] = {}
        """First word of a longer mention -> who that was: "the Observatory" after "the Observatory for ..."."""

    def label(self, words: str) -> Speaker:
        """A speaker by a label outside the text's grammar: the metadata's source, the name before a turn."""
        found = self._known.get(name_keys(words))
        if found is not None:
            return _of(found)
        keys = name_keys(words)
        role = next((role for key in keys if (role := roles().get(key)) is not None), Role.UNKNOWN)
        return Speaker(" ".join(words.split()), is_named=bool(keys) and keys[0] not in roles(), role=role)

    def is_known(self, keys: Sequence[str]) -> bool:
        """Whether these words are the name of a declared party or source."""
        return tuple(keys) in self._known

    def mention(self, text: Text, first: int, last: int) -> Speaker:
        """The speaker whom the words ``[first, last)`` name; unknown for none."""
        while first < last and text.words[first].kind == "mark":
            first += 1
        while last > first and text.words[last - 1].kind == "mark" and text.words[last - 1].surface not in '»”"':
            last -= 1
        if first >= last or text.keys[first] in cues().anonymous:
            return UNKNOWN
        keys = text.keys[first:last]
        found = self._known.get(tuple(keys))
        if found is not None:
            return _of(found)
        inside = self._inside(keys)
        head_role = roles().get(keys[0])
        words = _unquoted(" ".join(text.inner_slice(first, last).split()))
        if len(keys) == 1 and text.words[first].has_article and keys[0] in self._by_head:
            return self._by_head[keys[0]]
        if isinstance(inside, Source) and head_role is None:
            return _of(inside)
        party = inside.key if isinstance(inside, Party) else inside.party if isinstance(inside, Source) else ""
        role = head_role or next((role for key in keys if (role := roles().get(key)) is not None), Role.UNKNOWN)
        role = Role.OFFICIAL if party and role is Role.UNKNOWN else role
        is_body = keys[0] in bodies() and len(keys) > 1
        is_named = is_body or any(key not in known_words() for key in keys[1:] or keys)
        bare = words.removeprefix("ال") if len(keys) == 1 and not is_named else words
        speaker = Speaker(bare, is_named=is_named, role=role, party=party)
        if len(keys) > 1:
            self._by_head[keys[0]] = speaker
        return speaker

    def _inside(self, keys: Sequence[str]) -> Source | Party | None:
        for size in range(min(_LONGEST, len(keys)), 0, -1):
            for at in range(len(keys) - size + 1):
                found = self._known.get(tuple(keys[at : at + size]))
                if found is not None:
                    return found
        return None


def _unquoted(words: str) -> str:
    """A name without quotation marks around the whole of it."""
    return words[1:-1] if len(words) > 2 and words[0] in '"«“' and words[-1] in '"»”' else words


def _of(declared: Source | Party) -> Speaker:
    if isinstance(declared, Source):
        return Speaker(declared.name, is_named=True, role=declared.role, party=declared.party)
    return Speaker(declared.name, is_named=True, role=Role.OFFICIAL, party=declared.key)
