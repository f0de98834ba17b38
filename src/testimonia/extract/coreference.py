"""Which mentions stand for the same: a document read in order, every pronoun and role linked to whom it goes on about.

Names join by their words, roles by the last phrase of the same noun that may be the same one, pronouns by a linear ranking
of the earlier mentions that agree with them. Each choice includes "nobody": what fits badly stays open, nothing is guessed.
"""

import math
from collections import deque
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct, field

from testimonia.extract.mentions import FIRST, GROUP, NAME, NOUN, PRONOUN, SECOND, Mention, MentionReader
from testimonia.extract.parsing import ParsedPassage
from testimonia.model.testimony import Speaker
from testimonia.text.names import without_article
from testimonia.text.packs import read_table

REACH_SENTENCES = 8
"""How far back a pronoun may look."""
_MEMORY = 160
_QUESTION_CHARS = 160
"""A turn asks if a question mark stands this near its end: what follows a question is often one more short sentence."""
MARGINS = {"person": 1.0, "they": 2.0, "it": 2.0}
"""How far ahead an antecedent must be before it is named as a speaker; chosen by cross-validation on the training documents."""


class Entity(Struct, eq=False):
    """Somebody or something the document speaks of, with all that its mentions have shown. Grows as the document is read."""

    number: str = ""
    gender: str = ""
    being: str = ""
    nouns: dict[str, frozenset[str]] = field(default_factory=dict)
    """Lemmas of the nouns it was called, each with the modifiers it had."""
    names: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    owner: "Entity | None" = None
    """Whose it is: "his father"."""
    speaker: Speaker | None = None
    """Who it is as a speaker, where the words have been read so (kept by the cast)."""

    def add(self, mention: Mention) -> None:
        """Take in one more mention."""
        self.mentions.append(mention)
        if mention.kind == NAME and mention.key not in self.names:
            self.names.append(mention.key)
        if mention.kind == NOUN:
            self.nouns[mention.key] = self.nouns.get(mention.key, frozenset()) | mention.modifiers
        self.gender = self.gender or mention.gender
        self.number = self.number or mention.number
        if not self.being or (self.being == "thing" and mention.being == "person"):
            self.being = mention.being


class Link(Struct, frozen=True):
    """What was decided for one mention."""

    mention: Mention
    entity: Entity
    """An entity of nothing but pronouns is nobody the text has named."""
    antecedent: Mention | None = None
    """The earlier mention it goes on from; None for the first of its entity."""
    margin: float = math.inf
    """How far a pronoun's antecedent was ahead of the next best choice; infinite where words decided."""

    @property
    def is_sure(self) -> bool:
        """Whether the choice was clear enough to say so."""
        return self.mention.kind != PRONOUN or self.margin >= MARGINS[_group(self.mention)]


Weights = Mapping[str, float]


@cache
def read_weights(language: str) -> Weights:
    """Weights of the ranking, as trained; feature -> weight."""
    table = read_table(language, "coreference")
    return {f"{group}|{name}": float(weight) for group, row in table["weights"].items() for name, weight in row.items()}


class Talk:
    """Who "I", "we" and "you" are: whoever is quoted, and in questions and answers without labels the two who talk.

    Why by question: in an interview printed without names, a paragraph that ends in a question is one side, the next the other.
    """

    def __init__(self) -> None:
        self._has_asked = False
        self._side = "own"
        self._last: dict[tuple[str, str], tuple[Mention, Entity]] = {}
        self._spoke: tuple[Mention, Entity] | None = None

    def enter(self, reading: ParsedPassage) -> None:
        """Tell whose turn a passage is."""
        is_question = "?" in reading.text[-_QUESTION_CHARS:]
        speaks_of_itself = "i" in reading.lowers and "you" not in reading.lowers
        if is_question and not speaks_of_itself:
            self._has_asked, self._side = True, "ask"
        else:
            self._side = "answer" if self._has_asked else "own"

    def link(self, mention: Mention, links: Mapping[int, Link]) -> Link:
        """Link one first or second person to the last mention of the same side."""
        who = self._key(mention)
        before = self._last.get(who)
        if before is None and mention.kind == FIRST and mention.quote >= 0:
            before = self._quoted(mention, links)
        if before is None and who == ("i", "answer"):
            before = self._last.get(("i", "own"))
        entity = before[1] if before is not None else Entity()
        self._last[who] = (mention, entity)
        return Link(mention, entity, before[0] if before is not None else None)

    def _key(self, mention: Mention) -> tuple[str, str]:
        is_we = mention.number == "plural"
        if mention.quote >= 0:
            return "we" if is_we else "i" if mention.kind == FIRST else "you", f"quote {mention.quote}"
        if mention.kind == SECOND:
            # "You" in an answer is mostly people in general; in a question it is who is asked.
            return ("i", "answer") if self._side == "ask" else ("you", self._side)
        return "we" if is_we else "i", self._side

    def _quoted(self, mention: Mention, links: Mapping[int, Link]) -> tuple[Mention, Entity] | None:
        """Who says the quotation around a mention: the nearest subject of a verb of saying outside it, or who spoke last."""
        outside = [one for one in links.values() if one.mention.is_speaking and one.mention.quote != mention.quote]
        near = min(outside, key=lambda one: abs(one.mention.at - mention.at), default=None)
        if near is not None:
            self._spoke = near.mention, near.entity
        return self._spoke


class Coreference:
    """Links the mentions of one document."""

    def __init__(self, mentions: MentionReader, weights: Weights) -> None:
        self._reader = mentions
        self._weights = weights
        self._recent: deque[tuple[Mention, Entity]] = deque(maxlen=_MEMORY)
        self._talk = Talk()
        self._by_name: dict[str, Entity] = {}
        self._by_last: dict[str, Entity | None] = {}
        self._by_noun: dict[str, list[Entity]] = {}

    def read(self, reading: ParsedPassage) -> dict[int, Link]:
        """Links of one passage's mentions, by head token; passages must come in order."""
        links: dict[int, Link] = {}
        mentions = self._reader.read(reading)
        self._talk.enter(reading)
        for mention in mentions:
            if mention.kind in (FIRST, SECOND):
                continue
            if mention.kind == GROUP:
                self._keep(mention, Entity(speaker=Speaker(without_article(reading.slice(*mention.span)))), None)
            else:
                links[mention.head] = self.link(mention, self._kin(reading, mention, links), links)
        # Whoever says "I" in a quotation is often named only after it.
        for mention in mentions:
            if mention.kind in (FIRST, SECOND):
                links[mention.head] = self._talk.link(mention, links)
        return links

    def turn_page(self) -> None:
        """Forget whom a pronoun may mean: another speaker's words begin. Names and roles stay known."""
        self._recent.clear()
        self._talk = Talk()

    def _kin(self, reading: ParsedPassage, mention: Mention, links: Mapping[int, Link]) -> Entity | None:
        """Who a mention is by grammar: "X, a driver", "X is a driver"."""
        head = reading.heads[mention.head]
        if mention.kind == PRONOUN:
            return None
        other = -1
        between = reading.words[min(head, mention.head) : max(head, mention.head)]
        if reading.deps[mention.head] == "appos" and ":" not in between:
            other = head
        elif reading.deps[mention.head] == "attr" and mention.kind == NOUN and reading.lemmas[head] == "be":
            subject = reading.child(head, "nsubj")
            other = subject if reading.child(head, "neg") < 0 else -1
        link = links.get(other)
        if link is None or not _may_join(link.entity, mention):
            return None
        # Two names side by side are two: "the head of NATO, Hoop Scheffer".
        is_pair = mention.kind == NOUN or link.mention.kind != NAME
        is_thing = "thing" in (mention.being, link.entity.being)
        return link.entity if is_pair and (not is_thing or mention.being == link.entity.being) else None

    def link(self, mention: Mention, kin: Entity | None, links: Mapping[int, Link]) -> Link:
        """Decide one mention and remember it."""
        if mention.kind == PRONOUN:
            best = self.rank(mention)
            if best is None:
                # Whoever it is may be gone on about: "they ... their", and the chain may still turn out to have a name.
                return self._keep(mention, Entity(), None)
            antecedent, entity, margin = best
            return self._keep(mention, entity, antecedent, margin)
        owner = self._owner(mention, links)
        known = kin or (self._named(mention) if mention.kind == NAME else self._called(mention, owner))
        if known is None:
            return self._keep(mention, Entity(owner=owner), None)
        return self._keep(mention, known, known.mentions[-1])

    def _owner(self, mention: Mention, links: Mapping[int, Link]) -> Entity | None:
        if not mention.determiner.startswith("owner"):
            return None
        inside = [link for i, link in links.items() if mention.span[0] <= i < mention.head and link.mention.role == "owner"]
        return inside[0].entity if inside else None

    def _keep(self, mention: Mention, entity: Entity, antecedent: Mention | None, margin: float = math.inf) -> Link:
        entity.add(mention)
        self._recent.append((mention, entity))
        if mention.kind == NAME:
            self._by_name.setdefault(mention.key, entity)
            last = mention.key.rpartition(" ")[2]
            if entity.being == "person" and last != mention.key:
                known = self._by_last.setdefault(last, entity)
                self._by_last[last] = entity if known is entity else None
            for word in mention.modifiers:
                self._call(word, entity)
        if mention.kind == NOUN:
            self._call(mention.key, entity)
        return Link(mention, entity, antecedent, margin)

    def _call(self, noun: str, entity: Entity) -> None:
        known = self._by_noun.setdefault(noun, [])
        if entity in known:
            known.remove(entity)
        known.append(entity)

    def _named(self, mention: Mention) -> Entity | None:
        exact = self._by_name.get(mention.key)
        if exact is not None:
            return exact if _may_join(exact, mention) else None
        if " " in mention.key:
            short = self._by_name.get(mention.key.rpartition(" ")[2])
            return short if short is not None and mention.being == "person" == short.being else None
        entity = self._by_last.get(mention.key)
        return entity if entity is not None and _may_join(entity, mention) else None

    def _called(self, mention: Mention, owner: Entity | None) -> Entity | None:
        """Whoever was last called by this noun and may be meant again."""
        if mention.determiner in ("indefinite", "other") or mention.is_counted:
            return None
        if not mention.determiner and (mention.number == "plural" or mention.being == "thing"):
            return None  # "officials said ... officials said": hardly the same ones
        for entity in reversed(self._by_noun.get(mention.key, ())):
            if entity.number and entity.number != mention.number:
                continue
            if mention.determiner.startswith("owner") and (owner is None or entity.owner is not owner):
                continue
            last = entity.mentions[-1]
            if not mention.determiner and last.determiner and not entity.names:
                continue
            known = entity.nouns.get(mention.key, frozenset())
            if mention.modifiers and known and not mention.modifiers <= known:
                continue
            return entity
        return None

    def rank(self, mention: Mention) -> tuple[Mention, Entity, float] | None:
        """The best earlier mention for a pronoun and its margin, or None if leaving the pronoun open is better."""
        candidates = self.candidates(mention)
        values = [score(self._weights, open_features(mention, len(candidates)))]
        values += [score(self._weights, pair_features(mention, one, entity, n)) for n, (one, entity) in enumerate(candidates)]
        best = max(range(len(values)), key=lambda n: (values[n], -n))
        if best == 0:
            return None
        rivals = [value for n, value in enumerate(values) if n not in (0, best)]
        return *candidates[best - 1], values[best] - max(rivals, default=-math.inf)

    def candidates(self, mention: Mention) -> list[tuple[Mention, Entity]]:
        """The last mention of every entity that a pronoun may mean, nearest first."""
        found, seen = [], set()
        for one, entity in reversed(self._recent):
            if mention.sentence - one.sentence > REACH_SENTENCES:
                break
            if id(entity) in seen or not _agree(mention, entity) or _is_barred(mention, one):
                continue
            if mention.is_speaking and not _can_speak(one, entity):
                continue
            seen.add(id(entity))
            found.append((one, entity))
        return found


def _may_join(entity: Entity, mention: Mention) -> bool:
    if entity.gender and mention.gender and entity.gender != mention.gender:
        return False
    if mention.being == "thing" and entity.being == "person" and mention.kind == NOUN:
        return False
    return not (entity.number and mention.number != entity.number and mention.kind == NOUN and entity.being != "body")


def _agree(mention: Mention, entity: Entity) -> bool:
    """Whether a pronoun's gender, number and kind of being fit all that is known of an entity."""
    if mention.gender:
        # A recogniser often takes a surname for a body: a name is only unlikely to be somebody, a noun says what it is.
        is_thing = entity.being == "thing" or (entity.being == "body" and bool(entity.nouns))
        return entity.number != "plural" and not is_thing and entity.gender in ("", mention.gender)
    if mention.number == "plural":
        return entity.number == "plural" or (entity.being in ("body", "") and not entity.gender)
    return entity.number != "plural" and entity.being != "person" and not entity.gender


def _can_speak(one: Mention, entity: Entity) -> bool:
    """Whether somebody may be who says something. Who is only counted ("12 men died. They said") seldom is."""
    return entity.being != "thing" and not one.is_counted


def _is_barred(mention: Mention, one: Mention) -> bool:
    """Whether grammar forbids two mentions to be the same: "the guard told him", "his cousin"."""
    if one.sentence != mention.sentence or one.passage != mention.passage:
        return False
    if one.span[0] <= mention.head < one.span[1] and mention.head < one.head:
        return True
    if mention.role == "owner" or mention.key.endswith(("self", "selves")) or one.role == "owner":
        return False
    return one.clause == mention.clause and mention.role != "subject" and one.role in ("subject", "object")


def score(weights: Weights, features: Sequence[str]) -> float:
    """Sum of the weights of some features."""
    return sum(weights.get(feature, 0.0) for feature in features)


def _group(mention: Mention) -> str:
    return "person" if mention.gender else "they" if mention.number == "plural" else "it"


def open_features(mention: Mention, candidates: int) -> list[str]:
    """Features of leaving a pronoun open."""
    group = _group(mention)
    return [
        f"{group}|open",
        f"{group}|open.{min(candidates, 3)}",
        f"{group}|open.{mention.role}",
        f"{group}|open.speaking.{int(mention.is_speaking)}",
    ]


def pair_features(mention: Mention, one: Mention, entity: Entity, rank: int) -> list[str]:
    """Features of taking an earlier mention as what a pronoun goes on from.

    Args:
        mention: The pronoun.
        one: The candidate, the last mention of its entity.
        entity: What is known of the candidate so far.
        rank: How many other candidates are nearer.
    """
    group = _group(mention)
    distance = min(mention.sentence - one.sentence, 4)
    kind = "same" if one.key == mention.key else one.kind
    if mention.quote == one.quote:
        quote = "both" if mention.quote >= 0 else "none"
    else:
        quote = "out" if mention.quote < 0 else "in" if one.quote < 0 else "apart"
    size = len(entity.mentions)
    names = [
        f"rank.{min(rank, 4)}",
        f"far.{distance}",
        f"passages.{min(mention.passage - one.passage, 3)}",
        f"kind.{kind}.{min(distance, 2)}",
        f"being.{entity.being or one.kind}",
        f"role.{mention.role}.{one.role}.{min(distance, 1)}",
        f"role.{one.role}.{min(distance, 2)}",
        f"quote.{quote}",
        f"size.{4 if size > 6 else 3 if size > 3 else min(size, 2)}",
        f"first.{int(one.is_first)}.{min(distance, 1)}",
        f"speaking.{int(mention.is_speaking)}.{int(one.is_speaking)}.{quote}",
        f"speaks.{int(mention.is_speaking)}.{entity.being}",
        f"named.{int(bool(entity.names))}",
        f"gender.{int(bool(entity.gender))}.{entity.being}",
        f"near.{one.role}.{min(rank, 2)}.{min(distance, 2)}",
        f"clause.{int(one.clause == mention.clause and distance == 0)}.{mention.role}.{one.role}",
        f"number.{entity.number}",
        f"counted.{int(one.is_counted)}",
        f"after.{int(one.at > mention.at)}",
    ]
    return [f"{group}|{name}" for name in names]
