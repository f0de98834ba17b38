"""The words in a passage that stand for somebody or something: names, nouns and pronouns, with what their grammar shows.

Why apart from the linking: what a mention is follows from one passage alone; who it is, only from everything read before.
"""

from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.roles import SpeakerTable
from testimonia.text.names import name_key, titles
from testimonia.text.packs import read_table

PRONOUN, NAME, NOUN, GROUP, FIRST, SECOND = "pronoun", "name", "noun", "group", "first", "second"

_INNER = frozenset({"compound", "nmod", "amod", "nummod", "quantmod", "npadvmod", "predet", "intj"})
_AMOUNTS = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_BODIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})
_PERSONAL = frozenset({"masculine", "feminine", "plural", "neuter"})
_PLURALS = frozenset({"both", "these", "those"})
_OWNERS = frozenset({"his", "her", "their", "its", "my", "our", "your"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
_INDEFINITE = frozenset({"a", "an", "some", "any", "no", "every", "each", "several", "many", "few", "most", "all"})
_OTHER = frozenset(
    {"another", "other", "others", "second", "third", "fourth", "fifth", "further", "different", "more", "one", "new"}
)
_REFLEXIVES = {"himself": "masculine", "herself": "feminine", "itself": "neuter", "themselves": "plural"}
_ADDRESSED = frozenset({"you", "your", "yours", "yourself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "xcomp", "csubj", "pcomp", "parataxis"})


class Mention(Struct, frozen=True):
    """One mention and its grammar. Tokens belong to its reading; the sentence and passage numbers run through the document."""

    head: int
    at: int
    """Offset of the head in the rendition."""
    end: int
    kind: str
    """name, noun, pronoun (of the third person), first, second, or group: "Lopez and her son"."""
    key: str
    """Folded name, lemma of the noun, or the pronoun in lower case."""
    gender: str
    """masculine, feminine, or empty: not shown."""
    number: str
    """singular, plural."""
    being: str
    """person, body (takes "it" or "they"), thing, or empty: not shown."""
    role: str
    """subject, object, owner, prepositional, other."""
    determiner: str
    """definite, indefinite, other, owner (with whose: "owner:his"), or empty."""
    modifiers: frozenset[str]
    clause: int
    """Token of the verb whose clause the mention stands in."""
    sentence: int
    passage: int
    quote: int
    is_speaking: bool
    """Subject of a verb of saying or thinking."""
    is_counted: bool
    is_first: bool
    """The first mention of its sentence."""
    span: tuple[int, int]
    """First token, and the one after the last, of the whole phrase."""


@cache
def _given_names(language: str) -> dict[str, str]:
    table = read_table(language, "given_names")
    return {name: gender for gender in ("masculine", "feminine") for name in table[gender]}


@cache
def _people(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    table = read_table(language, "given_names")
    return frozenset(table["people"]), tuple(table["people_endings"])


class MentionReader:
    """Finds the mentions of the passages of one document, in order."""

    def __init__(self, words: SpeakerTable, saying: frozenset[str], language: str = "en") -> None:
        self._words = words
        self._saying = saying
        self._given = _given_names(language)
        self._people, self._endings = _people(language)
        self._sentences = 0
        self._passages = 0

    def read(self, reading: ParsedPassage) -> list[Mention]:
        """Mentions of one passage in text order of their heads."""
        labels = {i: label for a, b, label in reading.entities for i in range(a, b)}
        found: list[Mention] = []
        for i in range(len(reading)):
            kind = self._kind(reading, i, labels.get(i, ""))
            if kind:
                is_first = not found or found[-1].sentence != self._sentences + reading.sentence[i]
                mention = self._make(reading, i, kind, labels.get(i, ""), is_first=is_first)
                found.append(mention)
                if mention.being in ("person", "body") and kind in (NAME, NOUN) and reading.deps[i] != "conj":
                    found += _group(reading, mention)
        self._sentences += len(reading.sentences)
        self._passages += 1
        return found

    def _kind(self, reading: ParsedPassage, i: int, label: str) -> str:
        lower, dep = reading.lowers[i], reading.deps[i]
        if lower in _REFLEXIVES:
            return PRONOUN
        if lower in _ADDRESSED:
            return SECOND
        if self._words.pronouns.get(lower) == "first":
            return FIRST
        if self._words.pronouns.get(lower) in _PERSONAL and lower not in _PLURALS:
            return PRONOUN if dep != "expl" else ""
        if reading.pos[i] not in ("NOUN", "PROPN") or dep in _INNER or label in _AMOUNTS:
            return ""
        # Taggers take a surname in plural form ("Wilkins") for a noun; inside a sentence its capital gives it away.
        is_name = reading.pos[i] == "PROPN" or (label == "PERSON" and reading.words[i][:1].isupper())
        return NAME if is_name else NOUN

    def _make(self, reading: ParsedPassage, i: int, kind: str, label: str, *, is_first: bool) -> Mention:
        name = name_range(reading, i) if kind == NAME else (i, i + 1)
        gender, number, being = self._agreement(reading, i, kind, (label, name))
        inner = [reading.lowers[j] for j in reading.children[i] if j < i and reading.deps[j] in _INNER | {"det", "poss"}]
        clause = next((j for j in reading.ancestors(i) if reading.deps[j] in _CLAUSES), i)
        role = _role(reading, i)
        key = name_key(reading.slice(*name)) if kind == NAME else reading.lemmas[i] if kind == NOUN else reading.lowers[i]
        return Mention(
            head=i,
            at=reading.begins[i],
            end=reading.ends[i],
            kind=kind,
            key=key,
            gender=gender,
            number=number,
            being=being,
            role=role,
            determiner=_determiner(inner),
            modifiers=frozenset(word for word in inner if word not in _DEFINITE | _INDEFINITE | _OWNERS | _OTHER),
            clause=clause,
            sentence=self._sentences + reading.sentence[i],
            passage=self._passages,
            quote=reading.quote[i],
            is_speaking=role == "subject" and reading.lemmas[reading.heads[i]] in self._saying,
            is_counted=reading.child(i, "nummod") >= 0,
            is_first=is_first,
            span=(reading.left[i], reading.right[i] + 1),
        )

    def _agreement(self, reading: ParsedPassage, i: int, kind: str, named: tuple[str, tuple[int, int]]) -> tuple[str, str, str]:
        """Gender, number and being, as far as the words show."""
        lower = reading.lowers[i]
        label, (first, last) = named
        if kind in (FIRST, SECOND):
            return "", "plural" if lower in _WE else "singular", "person"
        if kind == PRONOUN:
            says = self._words.pronouns.get(lower) or _REFLEXIVES[lower]
            if says in ("masculine", "feminine"):
                return says, "singular", "person"
            return "", "plural" if says == "plural" else "singular", ""
        number = "plural" if reading.tags[i] in ("NNS", "NNPS") else "singular"
        gender = self._gender(reading, i, (first, last))
        lemma = reading.lemmas[i]
        if kind == NOUN:
            if lemma in self._words.bodies:
                return "", number, "body"
            is_person = bool(gender) or lemma in self._words.roles or lemma in self._people or lemma.endswith(self._endings)
            return gender, number, "person" if is_person else "thing"
        if label == "PERSON" or gender:
            return gender, number, "person"
        if label in _BODIES:
            return "", number, "body"
        return "", number, ""

    def _gender(self, reading: ParsedPassage, i: int, name: tuple[int, int]) -> str:
        for j in range(reading.left[i], i + 1):
            word = reading.lowers[j].rstrip(".")
            is_own = j == i or reading.heads[j] == i
            if is_own and word in self._words.feminine:
                return "feminine"
            if is_own and word in self._words.masculine:
                return "masculine"
        first, last = name
        while last - first > 1 and reading.lowers[first].rstrip(".") in titles():
            first += 1
        return self._given.get(reading.lowers[first], "") if reading.pos[i] == "PROPN" else ""


def name_range(reading: ParsedPassage, head: int) -> tuple[int, int]:
    """The tokens of a name around its head: the recognised entity, or the capitalised words before it."""
    for first, last, label in reading.entities:
        if first <= head < last and label not in _AMOUNTS:
            while first < head and reading.pos[first] in ("DET", "PUNCT", "SPACE"):
                first += 1
            while last - 1 > head and (reading.tags[last - 1] == "POS" or reading.pos[last - 1] in ("PUNCT", "SPACE")):
                last -= 1
            return first, last
    first = head
    while first > reading.left[head] and reading.pos[first - 1] == "PROPN" and reading.heads[first - 1] == head:
        first -= 1
    return first, head + 1


def _group(reading: ParsedPassage, first: Mention) -> list[Mention]:
    """The people that a mention is the first of: "Lopez and her son"."""
    last, has_and = first.head, False
    while True:
        has_and = has_and or any(reading.lowers[j] == "and" and reading.deps[j] == "cc" for j in reading.children[last])
        after = reading.child(last, "conj")
        if after < 0:
            break
        last = after
    if last == first.head or not has_and:
        return []
    start, end = reading.left[first.head], last + 1
    return [
        replace(
            first,
            at=reading.begins[start],
            end=reading.ends[last],
            kind=GROUP,
            key=reading.slice(start, end).casefold(),
            gender="",
            number="plural",
            determiner="",
            modifiers=frozenset(),
            is_first=False,
            span=(start, end),
        )
    ]


def _determiner(inner: list[str]) -> str:
    for word in inner:
        if word in _OTHER:
            return "other"
    for word in inner:
        if word in _OWNERS:
            return f"owner:{word}"
        if word in _DEFINITE:
            return "definite"
        if word in _INDEFINITE:
            return "indefinite"
    return ""


def _role(reading: ParsedPassage, i: int) -> str:
    while reading.deps[i] == "conj" and reading.heads[i] != i:
        i = reading.heads[i]
    dep = reading.deps[i]
    if dep in ("nsubj", "nsubjpass", "csubj"):
        return "subject"
    if dep in ("dobj", "dative", "obj"):
        return "object"
    if dep == "poss":
        return "owner"
    return "prepositional" if dep == "pobj" else "other"
