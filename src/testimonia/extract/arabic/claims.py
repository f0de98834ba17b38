"""From values and verbs in an Arabic content to claims: stance, polarity, what about, in English lemmas.

Without a parser the clause is what stands between two marks, links or joined verbs; inside it Arabic puts negation directly
before the verb, and the verb before what it governs. That is enough to say what is denied, expected or promised.
"""

from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.arabic.counting import Figure
from testimonia.extract.arabic.harms import harm_at, harm_of, is_both, is_mixed
from testimonia.extract.arabic.lexicon import cues, glossary, harm_words
from testimonia.extract.arabic.words import Text
from testimonia.extract.claims import Proposition
from testimonia.extract.stances import Force, claim_stance
from testimonia.model.testimony import About, Polarity, Stance, Why
from testimonia.model.values import Hedge, Moment, Occurrence, PlaceRef

MAX_OCCURRENCES = 3
_MAX_TERMS = 24
_MARKS = frozenset({"،", ",", "؛", ";", ".", ":", "!", "؟", "?", "«", "»", '"', "“", "”", "(", ")"})
_OPENING = frozenset({"«", '"', "“"})

Range = tuple[int, int]


class Value(Struct, frozen=True):
    """A value of any kind in the words ``[first, last)``; ``start`` and ``end`` are offsets in the rendition."""

    first: int
    last: int
    start: int
    end: int
    value: Moment | PlaceRef
    rule: str


class ClaimReader:
    """Reads the claims of one passage; ``times`` are the words of its times."""

    def __init__(self, text: Text, figures: list[Figure], times: set[int]) -> None:
        self.text = text
        self.keys = text.keys
        self.table = cues()
        self.words = glossary()
        self.times = times
        self.barriers = {j for figure in figures for j in range(figure.first, figure.last)}

    def read_figure(self, figure: Figure, within: Range, stance: Stance) -> Proposition | None:
        """The claim that a count, a sum or a length makes."""
        force = self._force(figure.first, within, is_own_nought=figure.rule.endswith("nought"))
        if force.is_hypothetical:
            return None
        claimed, polarity = claim_stance(stance, force, is_raised=False, is_question=self._asks(figure.first))
        about = self._about_figure(figure, within)
        words = self.text.words
        start, end = words[figure.first].inner, words[figure.last - 1].end
        return Proposition(start, end, about, figure.value, polarity, claimed, Why(figure.rule, force.words))

    def read_value(self, value: Value, within: Range, stance: Stance) -> Proposition | None:
        """The claim that a moment or a place makes."""
        force = self._force(value.first, within)
        if force.is_hypothetical:
            return None
        claimed, polarity = claim_stance(stance, force, is_raised=False, is_question=self._asks(value.first))
        verb = self._verb_near(value.first, within)
        about = self._about(-1, verb, within, skip=(value.first, value.last))
        return Proposition(value.start, value.end, about, value.value, polarity, claimed, Why(value.rule, force.words))

    def read_occurrences(self, within: Range, stance: Stance) -> list[Proposition]:
        """That something happened, or did not: the verbs of a content that the glossary knows, a few a sentence."""
        found: list[Proposition] = []
        count: dict[int, int] = {}
        for i in range(*within):
            sentence = self.text.sentence_of[i]
            if self.keys[i] not in self.words.verbs or count.get(sentence, 0) >= MAX_OCCURRENCES or i in self.barriers:
                continue
            if self.text.words[i].has_article or (i and self.keys[i - 1] in self.words.prepositions):
                continue  # a noun of the same letters
            proposition = self._occurrence(i, within, stance)
            if proposition is not None:
                count[sentence] = count.get(sentence, 0) + 1
                found.append(proposition)
        return found

    def _occurrence(self, i: int, within: Range, stance: Stance) -> Proposition | None:
        force = self._force(i, within)
        if force.is_hypothetical:
            return None
        claimed, polarity = claim_stance(stance, force, is_raised=False, is_question=self._asks(i))
        first, last = self._clause(i, within)
        subject, thing = self._arguments(i, (first, last))
        lemma = self.words.verbs[self.keys[i]]
        event = " ".join(part for part in (self._noun(subject), lemma, self._noun(thing)) if part)
        start, end = self.text.words[first].inner, self.text.words[last - 1].end
        words = self.text.raw[start - self.text.start : end - self.text.start]
        about = self._about(thing if thing >= 0 else subject, i, within)
        value = Occurrence(event, polarity is Polarity.AFFIRMED, words)
        return Proposition(start, end, about, value, polarity, claimed, Why("arabic.occurrence", force.words))

    def _noun(self, i: int) -> str:
        return self.words.nouns.get(self.keys[i], "") if i >= 0 else ""

    def _asks(self, i: int) -> bool:
        _, b = self.text.sentences[self.text.sentence_of[i]]
        return any(self.keys[j] in ("؟", "?") for j in range(i, b))

    def _clause(self, i: int, within: Range) -> Range:
        """The words of a verb's own clause: between marks, links and the next joined verb."""
        a, b = self.text.sentences[self.text.sentence_of[i]]
        a, b = max(a, within[0]), min(b, within[1])
        first, last = i, i + 1
        while (
            first > a
            and not self._breaks(first - 1)
            and not (self.text.words[first].is_joined and self.keys[first] in self.words.verbs)
        ):
            first -= 1
        while (
            last < b
            and not self._breaks(last)
            and not (self.text.words[last].is_joined and self.keys[last] in self.words.verbs)
        ):
            last += 1
        return first, last

    def _breaks(self, i: int) -> bool:
        key = self.keys[i]
        return self.text.words[i].surface in _MARKS or key in self.table.openers or key in self.words.breaks

    def _arguments(self, i: int, clause: Range) -> Range:
        """Words of who and what: the clause's first noun before the verb, else the first behind it; then the next behind."""
        nouns = [
            j
            for j in range(*clause)
            if self.keys[j] in self.words.nouns and j != i and j not in self.times and not self._is_governed(j, clause[0])
        ]
        before = [j for j in nouns if j < i]
        after = [j for j in nouns if j > i]
        subject = before[0] if before else -1
        if subject < 0 and after and not _has_own_subject(self.keys[i], self.keys[after[0]]):
            subject = after.pop(0)
        return subject, after[0] if after else -1

    def _is_governed(self, j: int, first: int) -> bool:
        """Whether a noun stands behind a preposition or belongs to the noun before it."""
        word = self.text.words[j]
        if word.preposition or (j > first and self.keys[j - 1] in self.words.prepositions):
            return True
        before = self.text.words[j - 1] if j > first else word
        # Only a noun without an article can own the next: "the company the wages" is who and what.
        return j > first and not word.is_joined and before.key in self.words.nouns and not before.has_article

    def _verb_near(self, i: int, within: Range) -> int:
        """The verb, or the noun of an act, that governs word ``i``: the nearest before it, else the next behind."""
        first, last = self._clause(i, within)
        a = max(self.text.sentences[self.text.sentence_of[i]][0], within[0])
        near: list[int] = [*range(i - 1, first - 1, -1), *range(i, last), *range(first - 1, a - 1, -1)]
        for j in near:
            if self.keys[j] in self.words.verbs and j not in self.barriers and not self.text.words[j].has_article:
                return j
        for j in range(i - 1, first - 1, -1):
            if self.keys[j] in self.words.acts:
                return j
        return -1

    def _about_figure(self, figure: Figure, within: Range) -> About:
        harm = share = ""
        is_casualty = figure.noun is not None and figure.noun.unit == "casualty"
        if figure.noun is not None and figure.noun.is_person:
            own = set(range(figure.first, figure.last))
            harm, at = harm_of(self.text, figure.first, figure.last, self.barriers - own)
            is_led = at == figure.first - 1 and bool(harm_at(self.text, at)) and not self.text.words[figure.first].is_joined
            is_dead = harm == "kill" and is_led  # "two of the wounded died"
            harm = harm if is_dead else figure.noun.harm or harm
            if figure.rule.endswith("nought"):  # "nobody was killed" has its verb inside
                harm = next((found for j in own if (found := harm_at(self.text, j))), harm)
            if figure.rule.endswith(".plural"):
                harm = figure.noun.harm or harm_at(self.text, figure.head) or harm
            share = share_of(self.text, figure)
            is_casualty = is_mixed(self.text, figure.last) or (bool(harm) and is_both(self.text, at))
        verb = self._verb_near(figure.first, within)
        about = self._about(figure.head, verb, within, skip=(figure.first, figure.last))
        noun = figure.noun.unit if figure.noun is not None else about.noun
        if figure.joined:
            terms = tuple(term for term in about.terms if term not in figure.joined)
            about = replace(about, modifiers=(*figure.joined, *about.modifiers), terms=terms)
        if harm:
            terms = tuple(term for term in about.terms if term not in (harm, noun))
            return About(noun, about.modifiers, harm, "", about.scope, terms, "casualty" if is_casualty else harm, share)
        subject = about.subject if about.subject != noun else ""
        both = "casualty" if is_casualty else ""
        return About(noun, about.modifiers, about.predicate, subject, about.scope, about.terms, both, share)

    def _about(self, noun: int, verb: int, within: Range, skip: Range = (-1, -1)) -> About:
        lemma = self.words.verbs.get(self.keys[verb]) or self.words.acts.get(self.keys[verb], "") if verb >= 0 else ""
        subject = ""
        if verb >= 0:
            found, _ = self._arguments(verb, self._clause(verb, within))
            subject = self._noun(found) if found not in (-1, noun) and not skip[0] <= found < skip[1] else ""
        noun_lemma = self._noun(noun)
        modifiers = self._modifiers(noun)
        used = {noun_lemma, lemma, subject, *modifiers, ""}
        a, b = self.text.sentences[self.text.sentence_of[verb if verb >= 0 else max(noun, skip[0], within[0])]]
        terms = dict.fromkeys(
            self.words.lemma(self.keys[j]) for j in range(max(a, within[0]), min(b, within[1])) if not skip[0] <= j < skip[1]
        )
        kept = tuple(term for term in terms if term not in used)[:_MAX_TERMS]
        return About(noun_lemma, modifiers, lemma, subject, self._scope(skip[0] if skip[0] >= 0 else verb, within), kept)

    def _modifiers(self, noun: int) -> tuple[str, ...]:
        found: list[str] = []
        for j in range(noun + 1, min(noun + 3, len(self.keys))) if noun >= 0 else ():
            adjective = self.words.adjectives.get(self.keys[j])
            if adjective is None or self.text.words[j].prefix not in ("", "ال"):
                break
            found.append(adjective)
        return tuple(found)

    def _scope(self, i: int, within: Range) -> tuple[str, ...]:
        """The part a claim is limited to, glossed: "my lorry", "each lorry"; as the subject or behind "in" and "on"."""
        if i < 0:
            return ()
        first, last = self._clause(i, within)
        found = []
        for j in range(first, last):
            word = self.text.words[j]
            if self.keys[j] not in self.table.parts | _plural_parts():
                continue
            link = self.table.each.get(self.keys[j - 1]) if j > first else None
            owner = self.table.owners.get(word.suffix) if word.suffix else None
            behind = self.keys[j - 2 if link and j > first + 1 else j - 1] if j > first else ""
            is_placed = j == first or behind in self.table.scope_before or word.preposition == "ب"
            if (link or owner) and is_placed and j not in self.barriers:
                found.append(f"{owner or link} {self.words.nouns.get(self.keys[j], self.keys[j])}")
        return tuple(found)

    def _force(self, i: int, within: Range, *, is_own_nought: bool = False) -> Force:
        """What bears on word ``i`` inside its content: negation, a governing verb, a future, a must, a condition."""
        a = max(self.text.sentences[self.text.sentence_of[i]][0], within[0])
        stance: Stance | None = None
        modal: Stance | None = None
        negated, hypothetical, words = False, False, ""
        is_above = False
        for j in range(i, a - 1, -1):
            key, word = self.keys[j], self.text.words[j]
            if key in self.table.hypothetical:
                hypothetical = True
            if j < i and key in self.table.openers:
                is_above = True  # "promised that ...": the verb above still governs, its negation does not
                continue
            if j < i and self._breaks(j) and word.surface not in _OPENING:
                break
            if j < i and stance is None and key in self.table.governors:
                stance, words = self.table.governors[key], word.surface
                negated = negated != (stance is Stance.DENIES)
            if is_above:
                continue
            modal = modal or self._modal(j)
            if j < i and not is_own_nought and self._negates(j, i):
                negated = not negated
            if j < i and word.is_joined and key in self.words.verbs and key not in self.table.governors:
                break
        return Force(stance or modal, negated, hypothetical, words)

    def _modal(self, j: int) -> Stance | None:
        """The stance of a future or a must at word ``j``: weaker than a verb's."""
        key = self.keys[j]
        if (key in self.words.verbs and self.text.words[j].prefix.endswith("س")) or key in self.table.future:
            return Stance.EXPECTS
        return Stance.STIPULATES if key in self.table.must else None

    def _negates(self, j: int, i: int) -> bool:
        """Whether word ``j`` negates: directly before a verb, or before what is said not to be."""
        key = self.keys[j]
        if key not in self.table.negation:
            return False
        following = self.keys[j + 1] if j + 1 < len(self.keys) else ""
        if following in self.table.not_before or (j and self.keys[j - 1] in self.table.not_after and key in ("ما", "لا")):
            return False
        if key == "ما":
            return following in self.words.verbs
        if key in ("دون", "بدون", "عدم", "غير"):
            return i - j <= 3 and not following.isdigit()
        return following in self.words.verbs or following in self.table.verbs or i - j <= 2 or following == "يكن"


def _has_own_subject(key: str, noun: str) -> bool:
    """Whether a verb carries its subject: "we left", "they counted them"; a final t is "I", or "she" before a feminine noun."""
    if key.endswith("ت") and key[:1] not in "يتن":
        return not noun.endswith(("ه", "ات"))
    return key.endswith(("نا", "وا", "ون", "وه", "وها", "وهم"))


@lru_cache(maxsize=1)
def _plural_parts() -> frozenset[str]:
    """Plurals of the parts that "one of", "each of" take."""
    return frozenset(
        key
        for key, lemma in glossary().nouns.items()
        if lemma in {glossary().nouns.get(part) for part in cues().parts} - {None}
    )


def share_of(text: Text, figure: Figure) -> str:
    """How a mention of people harmed stands to the others near it (see `About.share`)."""
    rule = figure.rule.rpartition(".")[2]
    if rule in ("plural", "name", "names", "sum"):
        return rule
    if _is_part(text, figure):
        return "part"
    if rule == "others" or (figure.last < len(text) and text.keys[figure.last] in harm_words()["others"]):
        return "rest"
    if rule == "single":
        return "this" if text.words[figure.first].has_article else "one"
    return "vague" if figure.value.hedge is Hedge.VAGUE else ""


def _is_part(text: Text, figure: Figure) -> bool:
    """As `is_part_of_figure`, but a word of harm between begins another count: "among them a child, and the wounding of 11"."""
    start = text.sentences[text.sentence_of[figure.first]][0]
    for j in range(figure.first, max(start, figure.first - 12) - 1, -1):
        if text.keys[j] in harm_words()["among"]:
            return True
        if j < figure.first and harm_at(text, j):
            return False
    return False


def is_part_of_figure(text: Text, figure: Figure) -> bool:
    """Whether a count is only a part of the one before ("among them 3 children")."""
    start = text.sentences[text.sentence_of[figure.first]][0]
    return any(text.keys[j] in harm_words()["among"] for j in range(max(start, figure.first - 8), figure.first))
