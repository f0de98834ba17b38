"""Who is mentioned: counts of people, single persons, names, and plurals that nobody counted."""

from collections.abc import Sequence

from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.values.found import Found
from testimonia.extract.victims.harms import Harms
from testimonia.extract.victims.words import SUBJECTS, Mention, Words, is_multiple
from testimonia.model.values import Amount, Hedge
from testimonia.text.numbers import read_number

MOST = 5_000
"""Largest bare number that counts people: a larger one is a sum of something."""


class Mentions:
    """Reads the mentions of people in one reading.

    Args:
        reading: The parse.
        found: Its values: a count of people is a mention.
        harms: What came to whom, for counts of what no list knows as people.
    """

    def __init__(self, reading: ParsedPassage, found: Sequence[Found], harms: Harms) -> None:
        self.reading = reading
        self.found = found
        self.harms = harms
        self.table: Words = harms.table
        self.counts = {
            one.head: n
            for n, one in enumerate(found)
            if isinstance(one.value, Amount) and not one.value.per and 0 <= one.head < len(reading)
        }
        self.names = {i: (a, b) for a, b, label in reading.entities if label == "PERSON" for i in range(a, b)}

    def read(self, i: int) -> Mention | None:
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
        if lemma not in sets["people"] and lemma not in self.table.people and not is_multiple(self.reading, i):
            return self._aged(i) or self._killed(i)
        if pos not in ("NOUN", "PROPN", "PRON", "NUM"):
            return None
        return self._noun(i, lemma)

    def _ent(self, i: int, labels: tuple[str, ...]) -> bool:
        return any(a <= i < b and label in labels for a, b, label in self.reading.entities)

    def _is_subject_or_object(self, i: int) -> bool:
        return self.reading.deps[i] in (*SUBJECTS, "dobj", "conj", "appos")

    def _counted(self, i: int) -> Mention | None:
        """People that a count names."""
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
            is_people = self.harms.of_governor(i) == "kill"
        if not is_people or (value.low is None and value.high is None):
            return None
        if not value.high and reading.lowers[first] == "none" and lemma in ("injury", "wound"):
            return None  # "none of the injuries is life-threatening"
        if lemma == "family" and value.low == 1:
            return None
        words = reading.lowers[first:last]
        is_rest = bool(table.sets["rest"] & set(words)) and words[:2] != ["more", "than"]
        share = "rest" if is_rest else ""
        if "of" in words and words[-1] in ("them", "whom", "victims", "those", "dead", "injured", "wounded"):
            share = "part"
        if value.low == value.high == 1 and words[0] in ("a", "an", "another", "one", "1"):
            share = "one" if not share or (words[0] == "another" and len(words) == 1) else share
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
        if number is None or number.value > MOST or number.value != int(number.value) or number.start != i:
            return None
        if any(one.start <= reading.begins[i] - reading.start < one.end for one in self.found):
            return None
        before = reading.lowers[i - 1] if i else ""
        at = number.end
        while (
            at < len(reading)
            and at - number.end < 2
            and (reading.lowers[at] in self.table.sets["between"] or reading.lemmas[at] in self.table.sets["people"])
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

    def _killed(self, i: int) -> Mention | None:
        """One person by an occupation that no list knows, where only people are meant: "a baker was murdered"."""
        reading = self.reading
        first = reading.left[i]
        is_one = reading.tags[i] == "NN" and reading.deps[i] == "nsubjpass" and reading.lowers[first] in ("a", "an")
        if not is_one or reading.lemmas[i] in self.table.sets["animals"] or self.harms.of_governor(i) != "kill":
            return None
        return Mention(i, first, i + 1, 1.0, 1.0, "one")

    def _noun(self, i: int, lemma: str) -> Mention | None:
        """People that a noun names without a count."""
        reading, table = self.reading, self.table
        children = reading.children[i]
        kinds = ("det", "amod", "compound", "poss", "nummod", "nmod", "quantmod")
        first = min([i, *(c for c in children if c < i and reading.deps[c] in kinds)])
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
            if lemma in table.sets["not_none"]:
                return None
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
        if lemma in table.sets["unclear"] and not before & {"a", "one", "another"}:
            return None
        if reading.deps[i] in ("compound", "amod") or reading.lowers[i + 1 : i + 3] == ["of", "interest"]:
            return None
        share = "this" if before & {"the", "this", "that"} else "one"
        return Mention(i, first, i + 1, 1.0, 1.0, share)

    def _is_owned(self, i: int) -> bool:
        """Whether injuries are somebody's, and stand for nobody: "his injuries", "suffered injuries", "died of injuries"."""
        reading = self.reading
        if any(reading.deps[c] == "poss" or reading.lowers[c] in self.table.sets["injury_words"] for c in reading.children[i]):
            return True
        verb = reading.heads[i]
        if reading.deps[i] == "dobj" and reading.lemmas[verb] in self.table.sets["suffers"]:
            return True
        return reading.deps[i] == "pobj" and reading.lowers[verb] in ("with", "from", "of", "for", "to")

    def is_part(self, mention: Mention) -> bool:
        """Whether a mention is a part of the count before: "including 3 children", "among them a woman"."""
        reading = self.reading
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
        return False
