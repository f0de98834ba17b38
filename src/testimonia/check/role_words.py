"""What the case says a source is: shopkeeper, colonel, chief officer; and which such words a draft puts beside a name."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from msgspec import Struct

from testimonia.check.context import Context
from testimonia.check.voices import Mention
from testimonia.text.names import fold, name_key
from testimonia.text.packs import read_table

_AFTER = re.compile(
    r"\A,?\s*(?:who (?:is|was|works as)\s+)?(?:(?:now|then|formerly|once)\s+)?(?:an?|the|our|its|their)\s+"
    r"(?P<words>(?:[\w’'-]+[ ]){0,6}[\w’'-]+)"
)
_LISTED = re.compile(r",\s+the [\w’'-]+(?:,| and) (?:and )?the\b")
_NOUN_BEFORE = re.compile(r"(?:\b(?:an?|the|former|ex|retired|as|then|now|once)[ -](?:[\w-]+ )?|, )$")
"""Before a role word that is a noun: "he could judge it" calls nobody a judge."""
_STOP = re.compile(r"\b(?:of|in|at|from|for|who|which|that|on|and|with|near|to)\b|[,.;:]")


class Roles(Struct, frozen=True):
    """The role words of the language."""

    pattern: re.Pattern[str]
    loose: frozenset[str]
    same: tuple[frozenset[str], ...]
    spelling: dict[str, str]
    """American spelling -> British."""

    def find(self, text: str) -> list[str]:
        """Role words in a text, the longest ones, in the singular and in order."""
        return [_single(match[0]) for match in self.pattern.finditer(fold(text))]

    def is_same(self, one: str, other: str) -> bool:
        """Whether two words are used for one role."""
        one, other = (_respell(word, self.spelling) for word in (one, other))
        return one == other or any({one, other} <= group for group in self.same)

    def is_part(self, role: str, known: str) -> bool:
        """Whether a role word is the last of a longer one: a secretary of the defence secretary."""
        return _respell(known, self.spelling).endswith(f" {_respell(role, self.spelling)}")


def _respell(words: str, spelling: Mapping[str, str]) -> str:
    return " ".join(spelling.get(word, word) for word in words.split())


def _single(word: str) -> str:
    word = " ".join(word.split())
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1)
def read_roles() -> Roles:
    """The role words of the language pack."""
    desk, speakers = read_table("en", "desk")["roles"], read_table("en", "speakers")["roles"]
    spelt = read_table("en", "desk")["spelling"]
    words = {*desk["more"], *(w for role in ("participant", "eyewitness", "official", "expert") for w in speakers[role])}
    words |= {word for group in desk["same"] for word in group}
    words |= {_respell(word, spelt) for word in words}
    bodies = set(read_table("en", "speakers")["bodies"])
    ordered = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words - bodies, key=lambda w: (-len(w), w)))
    return Roles(
        re.compile(rf"(?<![\w-])(?:{ordered})s?(?![\w-])"),
        frozenset(desk["loose"]),
        tuple(frozenset(group) for group in desk["same"]),
        {other: british for british, other in spelt.items()},
    )


def roles_of(context: Context, source_id: str) -> dict[str, str]:
    """Role words that the case has for a source -> where: its own name, the titles of its material, sentences that name it."""
    case, roles = context.case, read_roles()
    source = case.sources.get(source_id)
    if source is None:
        return {}
    found: dict[str, str] = {}
    names = {name_key(name) for name in (source.name, *source.aliases)}
    for snippet in _snippets(context, source_id, names):
        for role in roles.find(snippet):
            found.setdefault(role, " ".join(snippet.split())[:160])
    return found


def _snippets(context: Context, source_id: str, names: set[str]) -> Iterable[str]:
    source = context.case.sources[source_id]
    yield from (source.name, *source.aliases)
    yield from (one.descriptor for one in context.case.contents.brief.source_settings if name_key(one.name) in names)
    words = [re.escape(name) for name in names if name]
    named = re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)") if words else None
    for text in context.case.contents.texts:
        metadata = text.metadata
        if name_key(metadata.source) in names:
            yield from (metadata.title, metadata.note)
            yield from {passage.speaker for passage in text.passages if passage.speaker}
        for sentence in re.split(r"(?<=[.!?])\s+|\n\s*\n", text.text):
            folded = fold(sentence)
            if named is not None and (match := named.search(folded)):
                yield folded[max(0, match.start() - 40) : match.end() + 60]


def is_in_own_material(context: Context, source_id: str, role: str) -> bool:
    """Whether a role word stands in the material that is a source's own: it may be theirs ("former schoolteacher")."""
    own = (t for t in context.case.contents.texts if context.voices.find_source(t.metadata.source) == source_id)
    roles = read_roles()
    return any(
        roles.is_same(role, _single(match[0]))
        for text in own
        for match in roles.pattern.finditer(fold(text.text))
        if _NOUN_BEFORE.search(fold(text.text[max(0, match.start() - 30) : match.start()]))
    )


def role_beside(context: Context, mention: Mention, *, is_common: bool = False) -> tuple[str, int, int] | None:
    """The role word that a draft puts before or after a name, with its offsets; None where it puts none.

    Args:
        context, mention: the draft, and the name in it.
        is_common: whether the name is itself a common noun ("the third driver"), so that only what follows it is read.
    """
    prose, roles = context.draft.contents.prose, read_roles()
    sentence = context.draft.sentence_at(mention.start)
    if sentence is None or sentence.is_heading:
        return None
    after = _AFTER.match(prose[mention.end : sentence.end])
    if after is not None and prose[mention.end] == ",":
        words = after["words"]
        stop = _STOP.search(words)
        keep_of = re.match(r"[^,.;:]*?\bsecretary of \w+", words)
        shown = keep_of[0] if keep_of else words[: stop.start()] if stop else words
        if _LISTED.match(prose[mention.end : sentence.end]):
            shown = ""  # "the nurse, the docker and the mayor" are three
        matches = list(roles.pattern.finditer(fold(shown)))
        if matches:
            start = mention.end + after.start("words") + matches[-1].start()
            return _single(matches[-1][0]), start, start + len(matches[-1][0])
    if is_common:
        return None
    before = prose[sentence.start : mention.start]
    tail = re.search(r"[^,.;:“”\"]*,?\s*\Z", before[-60:])
    shown = tail[0] if tail else ""
    matches = list(roles.pattern.finditer(fold(shown)))
    if matches and re.fullmatch(r",?\s*", shown[matches[-1].end() :]):
        start = mention.start - len(shown) + matches[-1].start()
        return _single(matches[-1][0]), start, start + len(matches[-1][0])
    return None
