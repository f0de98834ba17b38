"""Who does it: the words that name the subject of a verb, through conjunction, participles, relatives and passives."""

from testimonia.extract.drafts import NOWHERE, Range
from testimonia.extract.parsing import ParsedPassage

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_BREAKS = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "punct", "cc", "conj", "appos", "prep"})
_RECIPIENT_PASSIVES = frozenset({"tell", "inform", "promise", "assure", "warn", "ask", "order", "notify", "advise", "remind"})


def is_passive(reading: ParsedPassage, verb: int) -> bool:
    """Whether a verb is in the passive."""
    if reading.child(verb, "auxpass", "nsubjpass") >= 0:
        return True
    return reading.tags[verb] == "VBN" and reading.deps[verb] == "acl"


def is_imperative(reading: ParsedPassage, verb: int) -> bool:
    """Whether a verb commands: "count them", "do not write that". Nothing is said to have happened."""
    if reading.tags[verb] not in ("VB", "VBP") or reading.deps[verb] not in ("ROOT", "conj", "ccomp", "parataxis"):
        return False
    own = [i for i in reading.children[verb] if i < verb]
    if any(reading.deps[i] in SUBJECTS or reading.deps[i] == "mark" or reading.tags[i] in ("TO", "MD") for i in own):
        return False
    if any(reading.deps[i] == "aux" and reading.lowers[i] != "do" for i in own):
        return False
    head = reading.heads[verb]
    if reading.deps[verb] == "conj":
        return reading.pos[head] in ("VERB", "AUX") and is_imperative(reading, head)
    # A finite present without a subject is a command only where a sentence begins with it: "Says he lost a shoe" is none.
    return reading.tags[verb] == "VB" or reading.left[verb] == verb == reading.sentences[reading.sentence[verb]][0]


def find_subject(reading: ParsedPassage, verb: int, depth: int = 0) -> int:
    """Head token of who performs ``verb``; -1 where the text does not say.

    The subject of a passive is not who did it: only an agent ("by the army") is.
    """
    if depth > 6:
        return -1
    if is_passive(reading, verb):
        agent = reading.child(verb, "agent")
        return reading.child(agent, "pobj") if agent >= 0 else -1
    subjects = [i for i in reading.children[verb] if reading.deps[i] in SUBJECTS and reading.quote[i] == reading.quote[verb]]
    found = max(subjects, default=-1)
    if found >= 0 and reading.lowers[found] not in ("there",):
        return _antecedent(reading, verb, found)
    head, dep = reading.heads[verb], reading.deps[verb]
    if head == verb:
        return -1
    if dep in ("conj", "xcomp", "advcl", "parataxis", "dep", "ccomp") and reading.pos[head] in ("VERB", "AUX"):
        return find_subject(reading, head, depth + 1)
    if dep in ("relcl", "acl") and reading.pos[head] in ("NOUN", "PROPN", "PRON"):
        return head
    if dep == "pcomp":
        above = reading.heads[head]
        if reading.pos[above] in ("VERB", "AUX"):
            return find_subject(reading, above, depth + 1)
    return -1


def _antecedent(reading: ParsedPassage, verb: int, found: int) -> int:
    if reading.lowers[found] in _RELATIVES:
        at = verb
        for _ in range(4):
            if reading.deps[at] == "relcl":
                return reading.heads[at]
            if reading.deps[at] not in ("conj", "ccomp", "xcomp"):
                break
            at = reading.heads[at]
    return found


def has_recipient_subject(reading: ParsedPassage, verb: int) -> bool:
    """Whether the passive's subject is who was told ("he was promised a job"), not what was said."""
    return reading.lemmas[verb] in _RECIPIENT_PASSIVES and is_passive(reading, verb)


def mention_range(reading: ParsedPassage, head: int) -> Range:
    """Tokens of a speaker's name without the clauses that hang on it; `NOWHERE` for -1.

    Prepositional phrases stay ("a spokesman for the army"), relative clauses and what follows a comma go.
    """
    if head < 0:
        return NOWHERE
    last = head + 1
    for child in reading.children[head]:
        if child <= head:
            continue
        if reading.deps[child] in _BREAKS and reading.deps[child] != "prep":
            break
        if child - last > 12:
            break
        last = max(last, reading.right[child] + 1)
    first = reading.left[head]
    quoted = reading.quote[head]
    while first < head and (reading.pos[first] in ("PUNCT", "SPACE", "CCONJ") or reading.quote[first] != quoted):
        first += 1
    while last > head + 1 and reading.tags[last - 1] == "POS":
        last -= 1
    return first, last
