"""People who came to harm: every mention of somebody killed, wounded or shot, counted or not.

Why beyond the counts: a report says "a man and his two daughters were killed" or lists names, and never says three. Each mention
is a claim of its own, tied to its words; what they come to together is for the step that compares accounts. A mention says how it
stands to the others near it (`Found.share`): the whole, a part of it, the rest beside it, one person, one named person, or more than
one whom nobody counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.values.found import Found
from testimonia.model.values import Amount, Hedge
from testimonia.text.numbers import read_number
from testimonia.text.packs import read_table

HARMS = ("kill", "injure", "shoot", "casualty")
"""From what outweighs to what is outweighed: "shot and killed" is a death."""

_REACH = 7
_MOST = 5_000
"""Largest bare number that counts people: a larger one is a sum of something."""
_SUBJECTS = ("nsubj", "nsubjpass")
_HEDGED = frozenset({"allegedly", "reportedly", "also", "later", "then", "critically", "seriously", "badly", "slightly", "severely", "all", "both",
                     "were", "was", "been", "have", "has", "had", "are", "is", "be", "being", "got", "who", ",", "reported", "confirmed",
                     "believed", "to", "found", "left", "pronounced", "declared", "people", "persons", "more", "others", "other", "now", "fatally"})  # fmt: skip
PRONOUNS = frozenset(
    {
        "he",
        "she",
        "him",
        "her",
        "they",
        "them",
        "who",
        "whom",
        "it",
        "i",
        "we",
        "you",
        "that",
        "which",
        "those",
        "these",
        "all",
        "both",
    }
)


class Words(Struct, frozen=True):
    """The table of harm, as sets."""

    done: Mapping[str, str]
    befalls: Mapping[str, str]
    states: Mapping[str, str]
    acts: Mapping[str, str]
    people: Mapping[str, str]
    sets: Mapping[str, frozenset[str]]
    groups: Mapping[str, int]
    multiples: Mapping[str, int]


@lru_cache(maxsize=1)
def harm_table() -> Words:
    """The English words of harm."""
    table: dict[str, Any] = read_table("en", "harm")
    by_kind = {kind: {word: harm for harm in reversed(HARMS) for word in table[harm][kind]} for kind in table["kill"]}
    sets = {name: frozenset(words) for name, words in table["words"].items() if name not in ("groups", "multiples")}
    return Words(**by_kind, sets=sets, groups=table["words"]["groups"], multiples=table["words"]["multiples"])


class Mention(Struct, frozen=True):
    """One mention of people as tokens: ``first`` and ``last`` its range, ``head`` its noun."""

    head: int
    first: int
    last: int
    low: float
    high: float | None
    share: str
    hedge: Hedge = Hedge.EXACT
    found: Found | None = None


def find_victims(reading: ParsedPassage, found: Sequence[Found]) -> list[Found]:
    """The values of a reading, those that count people who came to harm marked as such, and mentions without a count added.

    Args:
        reading: The parse.
        found: Its values, in text order.
    """
    table = harm_table()
    if not any(_is_trigger(reading, i, table) for i in range(len(reading))):
        return list(found)
    return _Finder(reading, found, table).result()


def _is_trigger(reading: ParsedPassage, i: int, table: Words) -> bool:
    lemma, lower = reading.lemmas[i], reading.lowers[i]
    known = (table.done, table.befalls, table.acts, table.people)
    sets = table.sets
    return (
        lower in table.states or any(lemma in words for words in known) or lemma in sets["hospitals"] or lemma in sets["wounds"]
    )


class _Finder:
    """The mentions of one reading."""

    def __init__(self, reading: ParsedPassage, found: Sequence[Found], table: Words) -> None:
        self.reading = reading
        self.table = table
        self.found = list(found)
        self.counts: dict[int, int] = {}
        for n, one in enumerate(found):
            if isinstance(one.value, Amount) and not one.value.per and 0 <= one.head < len(reading):
                self.counts[one.head] = n
        self.names = {i: (a, b) for a, b, label in reading.entities if label == "PERSON" for i in range(a, b)}
        self.added: list[Found] = []
        self.taken: set[int] = set()

    def result(self) -> list[Found]:
        """Everything, in text order."""
        for i in range(len(self.reading)):
            if i not in self.taken and (mention := self._mention(i)) is not None:
                self._read(mention)
        return sorted([*self.found, *self.added], key=lambda f: (f.start, f.end, f.rule))

    def _read(self, mention: Mention) -> None:
        reading = self.reading
        harm = self._harm(mention)
        parts = self._joined(mention) if harm or self._is_plain(mention) else [mention]
        harm = harm or (self._harm(parts[-1]) if len(parts) > 1 else "")
        if not harm:
            return
        if len(parts) > 1:
            for part in parts:
                self.taken.add(part.head)
            self._keep_sum(parts, harm)
            return
        if self._is_part(mention):
            mention = replace(mention, share="part")
        self._keep(mention, harm)
        del reading

    # --- who

    def _mention(self, i: int) -> Mention | None:
        """The people that token ``i`` is the head of; None if it names none."""
        reading, sets = self.reading, self.table.sets
        if i in self.counts:
            return self._counted(i)
        if reading.lowers[i] in ("himself", "herself"):
            return Mention(i, i, i + 1, 1.0, 1.0, "self")
        if (bare := self._bare(i)) is not None:
            return bare
        if i in self.names and reading.heads[i] not in range(*self.names[i]):
            return self._named(i) if self._is_name(*self.names[i]) else None
        lemma, pos = reading.lemmas[i], reading.pos[i]
        if lemma in ("other", "another", "one") and reading.lowers[i] not in ("others", "another", "one"):
            return None
        if (
            pos == "PROPN"
            and reading.words[i][:1].isupper()
            and lemma not in sets["people"]
            and reading.deps[i] not in ("compound", "amod", "nmod")
        ):
            first = i
            while first and reading.pos[first - 1] == "PROPN" and reading.sentence[first - 1] == reading.sentence[i]:
                first -= 1
            if (
                first < i
                and self._is_name(first, i + 1)
                and self._is_subject_or_object(i)
                and not self._ent(i, ("ORG", "GPE", "LOC", "FAC", "NORP", "DATE"))
            ):
                return Mention(i, first, i + 1, 1.0, 1.0, "name")
            return None
        if lemma not in sets["people"] and lemma not in self.table.people and not self._is_multiple(i):
            return self._aged(i)
        if pos not in ("NOUN", "PROPN", "PRON", "NUM"):
            return None
        return self._noun(i, lemma)

    def _ent(self, i: int, labels: tuple[str, ...]) -> bool:
        return any(a <= i < b and label in labels for a, b, label in self.reading.entities)

    def _is_subject_or_object(self, i: int) -> bool:
        return self.reading.deps[i] in (*_SUBJECTS, "dobj", "conj", "appos")

    def _counted(self, i: int) -> Mention | None:
        one = self.found[self.counts[i]]
        value = one.value
        assert isinstance(value, Amount)
        reading, table = self.reading, self.table
        first, last = reading.find(reading.start + one.start, reading.start + one.end)
        lemma = reading.lemmas[i]
        if last - first == 1 and reading.lowers[first].isdigit() and self._is_age(first):
            return None
        is_people = value.unit in ("people", "person", "") or lemma in table.sets["people"] or lemma in table.people
        is_people = (
            is_people or reading.lowers[i] in table.states or (reading.lowers[i].isdigit() and value.unit in table.states)
        )
        if not is_people and reading.tags[i] == "NNS" and lemma not in table.sets["animals"]:
            is_people = self._of_governor(i) == "kill"
        if not is_people or (value.low is None and value.high is None):
            return None
        if not value.high and reading.lowers[first] == "none" and lemma in ("injury", "wound"):
            return None  # "none of the injuries is life-threatening"
        if lemma in ("family", "body") and value.low == 1 and lemma == "family":
            return None
        words = reading.lowers[first:last]
        share = "rest" if table.sets["rest"] & set(words) else ""
        if "of" in words and words[-1] in ("them", "whom", "victims", "those", "dead", "injured", "wounded"):
            share = "part"
        if value.low == value.high == 1 and words[0] in ("a", "an", "another", "one", "1"):
            share = "one" if not share or words[0] == "another" and len(words) == 1 else share
        if (
            value.hedge is Hedge.VAGUE
            or ("number" in words and value.high is None)
            or words[0] in ("several", "multiple", "many", "some")
        ):
            share = "plural" if not {"dozens", "scores", "hundreds"} & set(words) else "vague"
        low = value.low if value.low is not None else 0.0
        return Mention(i, first, last, low, value.high, share, value.hedge, one)

    def _is_age(self, i: int) -> bool:
        """Whether a bare figure is somebody's age: "Khalil, 35," or "a young man of 18"."""
        reading = self.reading
        before = reading.lowers[i - 1] if i else ""
        after = reading.lowers[i + 1] if i + 1 < len(reading) else ""
        is_closed = after in (",", ")", ";", ".", "and", "", "-", "--", "who", "whose", "from")
        if before in ("ages", "aged", "age") or (before == "and" and i >= 2 and reading.lowers[i - 2].isdigit()):
            return True
        if before in (",", "(") and is_closed:
            return i >= 2 and reading.pos[i - 2] in ("PROPN", "NOUN")
        if before in ("one", "other") and is_closed:
            return True
        return before == "of" and i >= 2 and reading.lemmas[i - 2] in ("man", "woman", "boy", "girl", "age")

    def _bare(self, i: int) -> Mention | None:
        """A number with nothing but a state of harm behind it, as in headlines: "1 killed", "one dead"."""
        reading = self.reading
        number = read_number(reading.lowers, i) if reading.pos[i] == "NUM" or reading.lowers[i].isdigit() else None
        if number is None or number.value > _MOST or number.value != int(number.value) or number.start != i:
            return None
        if any(one.start <= reading.begins[i] - reading.start < one.end for one in self.found):
            return None
        before = reading.lowers[i - 1] if i else ""
        at = number.end
        while (
            at < len(reading)
            and at - number.end < 2
            and (reading.lowers[at] in _HEDGED or reading.lemmas[at] in self.table.sets["people"])
        ):
            at += 1
        is_harmed = at < len(reading) and (reading.lowers[at] in self.table.states or reading.lemmas[at] in self.table.people)
        is_age = number.end < len(reading) and reading.lowers[number.end] == ","
        if not is_harmed or is_age or before in ("-", "$", "(", "no.") or self._ent(i, ("DATE", "TIME")):
            return None
        return Mention(
            at - 1, i, at, number.value, number.value, "rest" if reading.lowers[at - 1] in ("other", "others", "more") else ""
        )

    def _is_name(self, first: int, last: int) -> bool:
        """Whether words can be somebody's name: no word of harm or place of care, no capitals of a headline."""
        reading, table = self.reading, self.table
        words, lemmas = reading.lowers[first:last], reading.lemmas[first:last]
        if any(
            word in table.states or word in table.done or word in table.acts or word in table.sets["hospitals"]
            for word in (*words, *lemmas)
        ):
            return False
        if any(not word.replace("-", "").replace("'", "").replace("’", "").replace(".", "").isalpha() for word in words):
            return False
        a, b = reading.sentences[reading.sentence[first]]
        others = [
            reading.words[j]
            for j in range(a + 1, b)
            if reading.pos[j] in ("VERB", "NOUN", "ADJ", "ADV") and reading.words[j][:1].isalpha() and not first <= j < last
        ]
        return not others or sum(word[0].isupper() for word in others) < 0.5 * len(others)

    def _named(self, i: int) -> Mention:
        a, b = self.names[i]
        return Mention(i, a, b, 1.0, 1.0, "name")

    def _aged(self, i: int) -> Mention | None:
        """ "A 19-year-old", "two 20-year-olds" without a noun."""
        reading = self.reading
        lower = reading.lowers[i]
        if lower not in ("old", "year-old") or reading.deps[i] in ("amod", "compound", "acomp", "advmod"):
            return None
        first = reading.left[i]
        return Mention(i, first, i + 1, 1.0, 1.0, "one")

    def _noun(self, i: int, lemma: str) -> Mention | None:
        reading, table = self.reading, self.table
        children = reading.children[i]
        first = min(
            [
                i,
                *(
                    c
                    for c in children
                    if c < i and reading.deps[c] in ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod")
                ),
            ]
        )
        first = min(first, *(reading.left[c] for c in children if first <= c < i)) if first < i else i
        if any(reading.deps[c] == "nummod" and c in self.counts for c in children):
            return None
        before = set(reading.lowers[first:i])
        if any(one.start <= reading.begins[i] - reading.start < one.end for one in self.found):
            return None
        if lemma in table.people or lemma in table.acts:
            many = next((self.table.multiples[word] for word in reading.lowers[first:i] if word in table.multiples), 0)
            if many:
                return Mention(i, first, i + 1, float(many), float(many), "")
        if "no" in before:
            return Mention(i, first, i + 1, 0.0, 0.0, "")
        is_plural = reading.tags[i] in ("NNS", "NNPS") or reading.lowers[i] in ("people", "others")
        if lemma in table.groups:
            return Mention(i, first, i + 1, float(table.groups[lemma]), float(table.groups[lemma]), "")
        if self.table.people.get(lemma) == "injure" and lemma == "injury" and (self._is_owned(i) or not is_plural):
            return None
        if is_plural:
            if before & {"the", "these", "those", "all", "both"} and not before & {"several", "many", "multiple"}:
                return Mention(i, first, i + 1, 2.0, None, "these")
            return Mention(i, first, i + 1, 2.0, None, "plural")
        if lemma in (
            "family",
            "member",
            "body",
            "life",
            "victim",
            "people",
            "death",
            "killing",
            "homicide",
            "casualty",
            "injury",
        ) and not before & {"a", "one", "another"}:
            return None
        if reading.deps[i] in ("compound", "amod") or reading.lowers[i + 1 : i + 3] == ["of", "interest"]:
            return None
        share = "this" if before & {"the", "this", "that"} else "one"
        return Mention(i, first, i + 1, 1.0, 1.0, share)

    def _is_multiple(self, i: int) -> bool:
        return self.reading.lemmas[i] in self.table.acts and i > 0 and self.reading.lowers[i - 1] in self.table.multiples

    def _is_owned(self, i: int) -> bool:
        """Whether injuries are somebody's, and stand for nobody: "his injuries", "suffered injuries", "died of injuries"."""
        reading = self.reading
        if any(
            reading.deps[c] == "poss"
            or reading.lowers[c] in ("threatening", "serious", "minor", "previous", "critical", "the", "these")
            for c in reading.children[i]
        ):
            return True
        verb = reading.heads[i]
        if reading.deps[i] == "dobj" and reading.lemmas[verb] in self.table.sets["suffers"]:
            return True
        return reading.deps[i] == "pobj" and reading.lowers[verb] in ("with", "from", "of", "for", "to")

    # --- together

    def _joined(self, mention: Mention) -> list[Mention]:
        """A mention with those joined to it: "a man, his wife and two daughters"."""
        reading = self.reading
        parts, queue = [mention], [mention.head]
        while queue:
            at = queue.pop(0)
            for child in reading.children[at]:
                if reading.deps[child] != "conj" or child in self.taken or child <= at:
                    continue
                one = self._mention(child)
                if one is None and child in self.counts:
                    continue
                if one is not None and self._is_addend(mention, one):
                    parts.append(one)
                    queue.append(child)
        return parts if len(parts) > 1 else self._in_line(mention)

    def _is_addend(self, first: Mention, one: Mention) -> bool:
        """Whether people joined to others are in the same case: not "three dead and one in hospital", not "one of whom"."""
        reading = self.reading
        if one.share in ("plural", "these", "vague", "part") or self._is_part(one):
            return False
        if any(word in self.table.states for word in reading.lowers[first.first : first.last]):
            return False
        own, others = self._own_harm(one), self._own_harm(first)
        is_bare = one.last - one.first == 1 and reading.lowers[one.head] in ("one", "another")
        return (not own or own == others or not others) and not (is_bare and own)

    def _own_harm(self, mention: Mention) -> str:
        """What is said of people right beside them, whatever the verb above says."""
        near = self._by_place(mention) if mention.share != "name" else ""
        return near or self._of_modifiers(mention.head)

    def _in_line(self, mention: Mention) -> list[Mention]:
        """Counts that stand one behind the other in a headline: "4 adults, 1 child shot"."""
        reading, parts = self.reading, [mention]
        _, end = reading.sentences[reading.sentence[mention.head]]
        while parts[-1].share in ("", "one") and self._is_plain(parts[-1]):
            at = parts[-1].last
            while at < end and reading.lowers[at] in (",", "and", "&") and at - parts[-1].last < 2:
                at += 1
            if at == parts[-1].last or at >= end:
                break
            following = next(
                (
                    m
                    for j in range(at, min(end, at + 4))
                    if j not in self.taken and (m := self._mention(j)) is not None and m.first == at
                ),
                None,
            )
            if (
                following is None
                or following.share not in ("", "one")
                or not self._is_plain(following)
                or following.high is None
            ):
                break
            parts.append(following)
        harm, last = self._harm(mention), self._harm(parts[-1])
        return parts if not harm or not last or harm == last else [mention]

    def _is_plain(self, mention: Mention) -> bool:
        words = self.reading.lowers[mention.first : mention.last]
        return (
            not any(word in self.table.states for word in words)
            and self.reading.lemmas[mention.head] in self.table.sets["people"]
        )

    def _is_part(self, mention: Mention) -> bool:
        """Whether a mention is a part of the count before: "including 3 children", "among them a woman"."""
        reading, sets = self.reading, self.table.sets
        start, _ = reading.sentences[reading.sentence[mention.first]]
        for at in range(mention.first - 1, max(start, mention.first - 12) - 1, -1):
            word = reading.lowers[at]
            if word in ("including", "whom", "which") or (
                word == "among" and reading.lowers[at + 1] in ("them", "those", "the", "whom")
            ):
                return True
            if reading.lemmas[at] == "include":
                return True
            if word in (";", ".", "while", "were", "was", "killed", "injured", "wounded", "died"):
                return False
        del sets
        return False

    # --- harm

    def _harm(self, mention: Mention) -> str:
        found = self._by_grammar(mention) or self._by_place(mention)
        return found

    def _by_grammar(self, mention: Mention) -> str:
        reading, table = self.reading, self.table
        head = mention.head
        lemma, lower = reading.lemmas[head], reading.lowers[head]
        if lemma in table.acts and self._is_multiple(head):
            return self._fatal(head, table.acts[lemma])
        if lemma in table.people and (mention.found is not None or mention.share in ("plural", "one", "")):
            if lemma == "body" and mention.share == "one":
                return ""
            return table.people[lemma]
        if lower in table.states and mention.found is not None:
            return self._fatal(head, table.states[lower])
        own = self._of_modifiers(head)
        if own == "kill":
            return own
        top = head
        while (
            reading.deps[top] in ("conj", "appos")
            and reading.pos[reading.heads[top]] in ("NOUN", "PROPN", "NUM", "PRON")
            and reading.heads[top] != top
        ):
            top = reading.heads[top]
        if top != head:
            own = _graver(own, self._of_modifiers(top))
        found = _graver(own, self._of_governor(top))
        return "kill" if found in ("injure", "shoot") and mention.high == 1 and self._dies_later(head) else found

    def _dies_later(self, head: int) -> bool:
        """Whether the sentence goes on to a death: "was taken to a hospital, where she died", "was shot and later died"."""
        reading = self.reading
        _, end = reading.sentences[reading.sentence[head]]
        for at in range(head + 1, end):
            is_death = reading.lemmas[at] in self.table.befalls or (
                reading.lowers[at] == "dead" and reading.lemmas[at - 1] in ("pronounce", "declare")
            )
            if not is_death or reading.lemmas[at] == "pass":
                continue
            verb = at if reading.lemmas[at] in self.table.befalls else at - 1
            if reading.lowers[verb - 1 : verb] == ["to"]:
                return False
            subject = reading.child(verb, *_SUBJECTS)
            is_another = subject > head and (
                reading.pos[subject] == "PROPN" or reading.lemmas[subject] in self.table.sets["people"]
            )
            return not is_another
        return False

    def _of_modifiers(self, head: int) -> str:
        """Harm said of people by what hangs on them: "two dead men", "people killed in", "a man who was shot"."""
        reading, table = self.reading, self.table
        best = ""
        for child in reading.children[head]:
            dep, lemma = reading.deps[child], reading.lemmas[child]
            if dep == "amod" and reading.lowers[child] in table.states:
                best = _graver(best, table.states[reading.lowers[child]])
            if dep in ("acl", "relcl") and reading.pos[child] in ("VERB", "AUX", "ADJ"):
                is_active = reading.child(child, "nsubj") >= 0 and reading.lemmas[child] not in table.befalls
                if dep == "acl" and reading.tags[child] == "VBN":
                    best = _graver(best, self._done_to(child))
                elif dep == "relcl" and not is_active:
                    best = _graver(best, self._done_to(child) or self._befalls(child))
                elif dep == "relcl":
                    best = _graver(best, self._state_of(child))
                del lemma
                break
        return best

    def _of_governor(self, top: int) -> str:
        reading, table = self.reading, self.table
        dep, verb = reading.deps[top], reading.heads[top]
        if dep == "nsubjpass":
            return self._with_conjoined(verb, passive=True)
        if dep == "nsubj":
            return self._of_subject(top, verb)
        if dep == "pobj" and reading.lowers[top] in ("himself", "herself") and reading.lowers[verb] == "on":
            return (
                "kill" if {"gun", "weapon", "rifle", "pistol", "handgun"} & set(reading.lowers[max(0, verb - 4) : verb]) else ""
            )
        if dep in ("dobj", "dative", "ccomp") and reading.pos[verb] in ("VERB", "AUX", "NOUN"):
            return self._of_object(top, verb)
        if dep == "poss" and reading.lemmas[verb] in table.acts and reading.lemmas[verb] != "loss":
            return self._fatal(verb, table.acts[reading.lemmas[verb]])
        if dep == "pobj":
            noun = reading.heads[verb]
            lemma = reading.lemmas[noun]
            if reading.lowers[verb] in ("of", "to") and lemma in table.acts and noun < top:
                return self._fatal(noun, table.acts[lemma])
            if reading.lowers[verb] == "of" and reading.lemmas[noun] in (
                "number",
                "dozen",
                "hundred",
                "score",
                "body",
                "life",
                "name",
                "member",
                "family",
                "group",
                "crew",
                "total",
            ):
                if lemma == "body":
                    return "kill"
                return self._of_modifiers(noun) or (self._of_governor(noun) if reading.deps[noun] != "pobj" else "")
        return ""

    def _of_subject(self, top: int, verb: int) -> str:
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma in table.befalls or lemma == "lose":
            return self._befalls(verb)
        if lemma == "be" or reading.pos[verb] == "AUX":
            return self._state_of(verb)
        thing = reading.child(verb, "dobj")
        if lemma in table.sets["suffers"] and thing >= 0 and (reading.lemmas[thing] in table.sets["wounds"]):
            return self._fatal(thing, "injure")
        if (
            lemma in table.sets["suffers"]
            and reading.child(thing, "compound") >= 0
            and reading.lemmas[thing] in table.sets["wounds"]
        ):
            return "injure"
        is_participle = reading.tags[verb] in ("VBN", "VBD") and thing < 0 and verb > top
        has_other = any(i > verb for i in reading.children[verb] if reading.deps[i] in ("dobj", "nsubj", "ccomp"))
        has_other = has_other or any(reading.child(i, "dobj") > i for i in reading.children[verb] if reading.deps[i] == "conj")
        if is_participle and not has_other and (lemma in table.done or lemma in table.sets["taken"]):
            return self._with_conjoined(verb, passive=True)
        for child in reading.children[verb]:
            if (
                reading.deps[child] == "conj"
                and reading.child(child, *_SUBJECTS) < 0
                and reading.lemmas[child] in table.befalls
            ):
                return "kill"
        return ""

    def _of_object(self, top: int, verb: int) -> str:
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma in ("claim", "take", "cost", "lose") and reading.lemmas[top] == "life":
            return "kill"
        after = [
            i for i in reading.children[verb] if reading.deps[i] in ("oprd", "acomp", "ccomp", "xcomp", "prep", "advcl", "acl")
        ]
        if lemma in table.sets["leaves"] or lemma in table.sets["taken"]:
            for child in [*after, *reading.children[top]]:
                if reading.lowers[child] in table.states:
                    return self._fatal(child, table.states[reading.lowers[child]])
                if reading.deps[child] == "prep" and self._is_hospital(child):
                    return "injure"
            if top + 1 < len(reading) and reading.lowers[top + 1] in table.states:
                return table.states[reading.lowers[top + 1]]
        if lemma in table.done and reading.pos[verb] == "VERB":
            return self._with_conjoined(verb, passive=False)
        return ""

    def _with_conjoined(self, verb: int, *, passive: bool) -> str:
        """The gravest harm of a verb and the verbs joined to it without people of their own: "shot and killed"."""
        reading = self.reading
        best = self._done_to(verb)
        for child in reading.children[verb]:
            if (
                reading.deps[child] not in ("conj", "xcomp", "advcl", "oprd", "acomp", "dep")
                or reading.child(child, "nsubjpass", "nsubj") >= 0
            ):
                continue
            if not passive and any(reading.deps[i] == "dobj" and i > child for i in reading.children[child]):
                continue
            if reading.pos[child] in ("VERB", "AUX"):
                own = self._done_to(child) if reading.tags[child] in ("VBN", "VBD", "VBG", "VB", "VBZ", "VBP") else ""
                is_object_own = any(reading.deps[i] == "dobj" for i in reading.children[child])
                best = _graver(best, "" if is_object_own and passive else own or (self._befalls(child) if passive else ""))
            elif reading.lowers[child] in self.table.states:
                best = _graver(best, self.table.states[reading.lowers[child]])
        above = reading.heads[verb]
        if not passive and reading.deps[verb] == "conj" and reading.pos[above] == "VERB" and reading.child(above, "dobj") < 0:
            best = _graver(best, self._done_to(above))
        return best

    def _done_to(self, verb: int) -> str:
        """The harm that a verb does to its object."""
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma in table.sets["leaves"] or lemma in ("be", "get"):
            for child in reading.children[verb]:
                if reading.deps[child] in ("oprd", "acomp", "xcomp", "attr") and reading.lowers[child] in table.states:
                    return table.states[reading.lowers[child]]
        if lemma in table.sets["taken"] and any(
            reading.deps[c] == "prep" and self._is_hospital(c) for c in reading.children[verb]
        ):
            return "injure"
        harm = table.done.get(lemma, "")
        if reading.lowers[verb + 1 : verb + 3] == ["to", "death"] or reading.lowers[verb + 1 : verb + 3] == ["and", "killed"]:
            return "kill"
        if harm == "shoot" and lemma in ("hit", "strike") and not self._is_hit(verb):
            return ""
        return self._fatal(verb, harm)

    def _is_hit(self, verb: int) -> bool:
        return any(
            word in ("bullet", "bullets", "gunfire", "shot", "shots", "round", "rounds", "shrapnel")
            for word in self.reading.lowers[verb : verb + 12]
        )

    def _befalls(self, verb: int) -> str:
        reading, table = self.reading, self.table
        lemma = reading.lemmas[verb]
        if lemma == "pass":
            return "kill" if verb + 1 < len(reading) and reading.lowers[verb + 1] == "away" else ""
        if lemma == "lose":
            return "kill" if any(reading.lemmas[c] == "life" for c in reading.children[verb]) else ""
        if lemma in table.befalls:
            return table.befalls[lemma]
        return self._state_of(verb)

    def _state_of(self, verb: int) -> str:
        """ "Is dead", "are in critical condition", "were among the wounded"."""
        reading, table = self.reading, self.table
        for child in reading.children[verb]:
            if (
                reading.deps[child] in ("acomp", "attr", "oprd", "xcomp", "advcl", "conj")
                and reading.lowers[child] in table.states
            ):
                return self._fatal(child, table.states[reading.lowers[child]])
            if reading.deps[child] == "prep" and child > verb:
                thing = reading.child(child, "pobj")
                if thing >= 0 and (reading.lemmas[thing] in table.sets["conditions"] or self._is_hospital(child)):
                    return "injure"
                if thing >= 0 and reading.lowers[child] == "among" and reading.lowers[thing] in table.states:
                    return table.states[reading.lowers[thing]]
        return ""

    def _is_hospital(self, prep: int) -> bool:
        reading = self.reading
        return any(
            reading.lemmas[i] in self.table.sets["hospitals"] for i in range(prep, min(len(reading), reading.right[prep] + 1))
        )

    def _fatal(self, token: int, harm: str) -> str:
        """Death where an adverb or adjective says that a wound was fatal."""
        reading, sets = self.reading, self.table.sets
        if not harm or harm == "kill":
            return harm
        for child in reading.children[token]:
            if reading.lowers[child] in sets["fatal"] or reading.lowers[child] in sets["fatal_adjectives"]:
                return "kill"
        return "kill" if token and reading.lowers[token - 1] in sets["fatal"] else harm

    def _by_place(self, mention: Mention) -> str:
        """What stands right behind or before people, where the parser made nothing of it, as in headlines."""
        reading, table = self.reading, self.table
        a, b = reading.sentences[reading.sentence[mention.head]]
        if mention.found is None and mention.share not in ("name", "one", "plural", "", "rest"):
            return ""
        at = mention.last
        while at < b and at - mention.last < _REACH and reading.lowers[at] in _HEDGED:
            at += 1
        is_name_dead = mention.share == "name" and at < b and reading.lowers[at] in ("dead", "killed")
        if at < b and reading.lowers[at] in table.states and (mention.share != "name" or is_name_dead):
            is_other = at + 1 < b and reading.deps[at] == "amod" and reading.heads[at] > at
            if not is_other and not self._has_object(at, b):
                return self._fatal(at, table.states[reading.lowers[at]])
        at = mention.first - 1
        if (
            at >= a
            and reading.lemmas[at] in table.done
            and reading.lemmas[at] not in ("hit", "strike", "treat")
            and mention.found is not None
        ):
            return self._fatal(at, table.done[reading.lemmas[at]])
        return ""

    def _has_object(self, at: int, end: int) -> bool:
        """Whether a participle is a past that goes on to whom: "a student shot another girl", "shot and killed his sister"."""
        reading = self.reading
        after = at + 1
        while after < end and (reading.lowers[after] in ("and", "dead") or reading.lowers[after] in self.table.states):
            after += 1
        if after >= end or reading.lowers[at] in ("dead", "critical", "injured", "hospitalized"):
            return False
        return reading.pos[after] in ("DET", "PRON", "NUM", "PROPN") and reading.lowers[after] not in ("that", "all", "both")

    # --- keep

    def _keep(self, mention: Mention, harm: str) -> None:
        self.taken.add(mention.head)
        if mention.found is not None:
            n = self.counts[mention.head]
            self.found[n] = replace(self.found[n], harm=harm, share=mention.share)
            return
        self.added.append(self._made([mention], harm, mention.share, mention.low, mention.high))

    def _keep_sum(self, parts: Sequence[Mention], harm: str) -> None:
        low, high = sum(p.low for p in parts), sum(p.high if p.high is not None else p.low for p in parts)
        share = "names" if all(p.share == "name" for p in parts) else "rest" if parts[0].share == "rest" else "sum"
        if any(self._is_part(p) for p in parts[:1]):
            share = "part"
        for part in parts:
            if part.found is not None:
                n = self.counts[part.head]
                self.found[n] = replace(self.found[n], harm=harm, share="part")
            elif part.share == "name":
                self.added.append(self._made([part], harm, "name", 1.0, 1.0))
        self.added.append(self._made(parts, harm, share, low, high))

    def _made(self, parts: Sequence[Mention], harm: str, share: str, low: float, high: float | None) -> Found:
        reading = self.reading
        first, last = min(p.first for p in parts), max(p.last for p in parts)
        start, end = reading.begins[first] - reading.start, reading.ends[last - 1] - reading.start
        hedge = Hedge.EXACT if low == high else Hedge.VAGUE
        value = Amount(low, low if low == high else None, high, "people", reading.text[start:end], hedge)
        return Found(start, end, value, parts[0].head, f"victim.{share or 'none'}", kind="victim", harm=harm, share=share)


def _graver(one: str, other: str) -> str:
    known: Iterable[str] = (harm for harm in HARMS if harm in (one, other))
    return next(iter(known), "")
