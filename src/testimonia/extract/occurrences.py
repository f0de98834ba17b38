"""Whether something happened: the main verbs of what was said, with who did what, as lemmas.

Why lemmas: "no deal was made", "they never made a deal" and "a deal had been made" must meet at the same question.
"""

from msgspec import Struct

from testimonia.extract.drafts import Range, trim
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.subjects import is_imperative, is_passive

MAX_PER_SENTENCE = 3
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = ("dobj", "attr", "oprd")
_FOLLOWED = frozenset({"ccomp", "conj", "xcomp"})
_LEFT_OUT = frozenset({"conj", "cc", "punct", "ccomp", "mark", "advcl", "parataxis"})
_DEGREES = frozenset({"much", "more", "most", "less", "many", "little"})
_NAMEABLE = frozenset({"NOUN", "PROPN", "ADJ"})


class Happening(Struct, frozen=True):
    """One proposition that something happened, as tokens of a reading."""

    verb: int
    """The predicate; for a nominal content the head noun."""
    noun: int
    event: str
    span: Range
    """Token range of the clause."""


def find_happenings(reading: ParsedPassage, first: int, last: int, *, cues: frozenset[int] = frozenset()) -> list[Happening]:
    """Main predicates of a content: of each sentence its root, and what is coordinated with or clausal below it.

    Args:
        reading: The parse.
        first: First token of the content.
        last: One past its last token.
        cues: Tokens of cue verbs: that somebody said something is a statement already.
    """
    found: list[Happening] = []
    at = first
    while at < last:
        end = min(last, reading.sentences[reading.sentence[at]][1])
        queue = [i for i in range(at, end) if not at <= reading.heads[i] < end or reading.heads[i] == i]
        taken: list[Happening] = []
        while queue and len(taken) < MAX_PER_SENTENCE:
            verb = queue.pop(0)
            if reading.pos[verb] in ("VERB", "AUX"):
                happening = _read(reading, verb, (at, end)) if verb not in cues else None
                if happening is not None:
                    taken.append(happening)
                queue.extend(i for i in reading.children[verb] if at <= i < end and reading.deps[i] in _FOLLOWED)
        found.extend(taken)
        at = end
    return found


def nominal_happening(reading: ParsedPassage, first: int, last: int) -> Happening | None:
    """The occurrence that a noun phrase names: "denied the charge", "admitted a deal with the rebels"."""
    tops = [i for i in range(first, last) if not first <= reading.heads[i] < last]
    if len(tops) != 1 or reading.pos[tops[0]] not in ("NOUN", "PROPN"):
        return None
    head = tops[0]
    if any(reading.pos[i] == "NUM" for i in range(first, last)):
        return None
    inner = [head]
    for child in reading.children[head]:
        if reading.deps[child] == "prep" and first <= child < last:
            thing = reading.child(child, "pobj", "pcomp")
            if thing >= 0:
                inner.append(thing)
    return Happening(head, head, " ".join(reading.lemmas[i] for i in inner[:3]), (first, last))


def _read(reading: ParsedPassage, verb: int, within: Range) -> Happening | None:
    if is_imperative(reading, verb):
        return None
    lemma = reading.lemmas[verb]
    subject = _subject(reading, verb, within)
    thing = next((i for i in reading.children[verb] if reading.deps[i] in _OBJECTS and not _is_aside(reading, i)), -1)
    if thing < 0 and lemma == "be":
        thing = reading.child(verb, "acomp")
        if thing < 0 and reading.child(verb, "xcomp") < 0:
            return None
    if lemma == "be" and reading.child(verb, "xcomp") >= 0 and reading.child(verb, "attr", "acomp") < 0:
        return None  # "were to leave": the infinitive is what happens
    if thing >= 0 and lemma != "be" and reading.lemmas[thing] in _DEGREES:
        thing = -1
    parts = [i for i in (subject,) if i >= 0 and reading.pos[i] in _NAMEABLE]
    tail = [i for i in (thing,) if i >= 0 and reading.pos[i] in _NAMEABLE]
    if not parts and not tail and lemma in ("be", "have", "do", "go", "come", "get"):
        return None
    event = " ".join([*(reading.lemmas[i] for i in parts), lemma, *(reading.lemmas[i] for i in tail)])
    passive = is_passive(reading, verb)
    noun = subject if passive and parts else next(iter(tail), next(iter(parts), -1))
    return Happening(verb, noun, event, _clause(reading, verb, within))


def _is_aside(reading: ParsedPassage, token: int) -> bool:
    """Whether a complement is a clause without a verb: "they left, all of them local"."""
    return reading.deps[token] == "oprd" and reading.child(token, *_SUBJECTS) >= 0


def _subject(reading: ParsedPassage, verb: int, within: Range) -> int:
    # The parser may hang a headline's label ("SDF: no deal was made") on the verb as a second subject.
    found = max((i for i in reading.children[verb] if reading.deps[i] in _SUBJECTS and within[0] <= i < within[1]), default=-1)
    if found < 0 and reading.deps[verb] in ("conj", "xcomp") and reading.heads[verb] != verb:
        found = reading.child(reading.heads[verb], *_SUBJECTS)
    return found


def _clause(reading: ParsedPassage, verb: int, within: Range) -> Range:
    """The verb's own clause: its subtree without coordinated and dependent clauses at its edges."""
    first, last = verb, verb + 1
    for child in reading.children[verb]:
        if (reading.deps[child] in _LEFT_OUT and reading.deps[child] != "ccomp") or _is_aside(reading, child):
            continue
        if child < verb:
            first = min(first, reading.left[child])
        elif reading.deps[child] not in _LEFT_OUT:
            last = max(last, reading.right[child] + 1)
    return trim(reading, max(first, within[0]), min(last, within[1]))
