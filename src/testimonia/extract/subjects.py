"""Who does it: the words that name the subject of a verb, through conjunction, participles, relatives and passives."""

from testimonia.extract.drafts import NOWHERE, Range
from testimonia.extract.parsing import ParsedPassage

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVES = frozenset({"who", "which", "that", "whom"})
_BREAKS = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "punct", "cc", "conj", "appos", "prep"})
_MAX_GAP = 8
"""Most tokens between a name and the relative pronoun that takes it up: commas, a prepositional phrase."""
_RECIPIENT_PASSIVES = frozenset({"tell", "inform", "promise", "assure", "warn", "ask", "order", "notify", "advise", "remind"})


_EXPERIENCES = frozenset({"convince", "concern", "worry", "persuade", "surprise", "determine"})
"""Verbs whose passive is a state of mind: "he was convinced that" is his conviction."""
_IN_NAMES = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "VERB"})
_CAUSES = frozenset({"force", "get", "make", "let", "allow", "push", "press", "lead", "prompt", "oblige", "compel", "cause"})


def is_passive(reading: ParsedPassage, verb: int) -> bool:
    """Whether a verb is in the passive."""
    if reading.child(verb, "auxpass", "nsubjpass") >= 0:
        return True
    is_participle = reading.tags[verb] == "VBN" and reading.deps[verb] in ("acl", "advcl")
    return is_participle and reading.child(verb, "aux") < 0


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


def find_subject(reading: ParsedPassage, verb: int, depth: int = 0, cue: int = -1) -> int:
    """Head token of who performs ``verb``; -1 where the text does not say.

    The subject of a passive is not who did it: only an agent ("by the army") is.
    """
    if depth > 6:
        return -1
    cue = verb if cue < 0 else cue
    if is_passive(reading, verb) and depth == 0:
        agent = reading.child(verb, "agent")
        if agent >= 0 or reading.lemmas[verb] not in _EXPERIENCES:
            return reading.child(agent, "pobj") if agent >= 0 else -1
    # The parser may leave a subject on the auxiliary: "the clerks were convinced".
    auxiliaries = [i for i in reading.children[verb] if reading.deps[i] in ("aux", "auxpass")]
    own = [i for at in (*auxiliaries, verb) for i in reading.children[at] if reading.deps[i] in SUBJECTS]
    subjects = [i for i in own if reading.quote[i] == reading.quote[cue]]
    found = max(subjects, default=-1)
    if found >= 0 and reading.lowers[found] not in ("there",):
        return _antecedent(reading, verb, found)
    head, dep = reading.heads[verb], reading.deps[verb]
    if head == verb:
        return -1
    if dep in ("conj", "xcomp", "advcl", "parataxis", "dep", "ccomp", "acomp") and reading.pos[head] in ("VERB", "AUX"):
        made = _made_to(reading, verb, head) if dep in ("xcomp", "ccomp") else -1
        return made if made >= 0 else find_subject(reading, head, depth + 1, cue)
    if dep in ("relcl", "acl") and reading.pos[head] in ("NOUN", "PROPN", "PRON"):
        return head
    if dep == "pcomp" or (dep in ("xcomp", "ccomp") and reading.pos[head] == "ADJ"):
        above = next((i for i in reading.ancestors(head) if reading.pos[i] not in ("ADP", "ADJ", "SCONJ", "ADV")), -1)
        if above >= 0 and reading.pos[above] in ("VERB", "AUX"):
            return find_subject(reading, above, depth + 1, cue)
    return _name_before(reading, verb)


def _made_to(reading: ParsedPassage, verb: int, head: int) -> int:
    """Who is made to say it: "forced the director to admit". The object acts, unless the subject promises."""
    thing = reading.child(head, "dobj")
    is_between = head < thing < verb and reading.lemmas[head] in _CAUSES
    return thing if is_between else -1


def _name_before(reading: ParsedPassage, verb: int) -> int:
    """The name beside a verb that the parser took for something else: "In March Mr Ode said", "Said Ode:"."""
    after = verb + 1
    if after < len(reading) and reading.lemmas[verb] == "say" and reading.pos[after] == "PROPN" and reading.quote[after] < 0:
        while verb < reading.heads[after] != after and reading.pos[reading.heads[after]] == "PROPN":
            after = reading.heads[after]
        return after
    at = verb - 1
    while at >= 0 and reading.heads[at] == verb and reading.deps[at] in ("aux", "advmod", "neg"):
        at -= 1
    is_finite = reading.tags[verb] in ("VBD", "VBZ", "VBP")
    is_name = at >= 0 and reading.pos[at] == "PROPN" and reading.quote[at] == reading.quote[verb]
    if is_finite and is_name and reading.sentence[at] == reading.sentence[verb]:
        return at
    return _lost_subject(reading, verb) if is_finite else -1


def _lost_subject(reading: ParsedPassage, verb: int) -> int:
    """The subject that the parser gave to something before the verb, in the same sentence; -1 if there is none.

    "In May, Ode, a nurse, said": an apposition of what "in" governs. "Ode, who is a nurse, said that": the clause's own.
    """
    has_clause_after = any(reading.deps[i] == "ccomp" and i > verb for i in reading.children[verb])
    for child in reading.children[verb]:
        if child > verb or reading.quote[child] != reading.quote[verb]:
            continue
        if reading.deps[child] in ("prep", "advcl", "npadvmod"):
            for token in range(child, reading.right[child] + 1):
                is_named = reading.deps[token] == "appos" and reading.pos[token] in ("PROPN", "NOUN")
                if is_named and reading.words[reading.left[token] - 1] == ",":
                    return token
        if reading.deps[child] == "ccomp" and has_clause_after and reading.words[verb - 1] == ",":
            found = reading.child(child, *SUBJECTS)
            if found >= 0 and reading.pos[found] in ("PROPN", "NOUN") and "," in reading.words[found:child]:
                return found
    return -1


def name_after(reading: ParsedPassage, verb: int) -> int:
    """Head of the noun phrase right behind a verb, which follows what it quotes: "“No,” said the sexton"; -1 for none."""
    at = verb + 1
    if at >= len(reading) or reading.pos[at] not in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "VERB"):
        return -1
    if reading.sentence[at] != reading.sentence[verb] or reading.quote[at] != reading.quote[verb]:
        return -1
    thing = reading.child(verb, "dobj", "nsubj", "attr")
    if thing > verb and all(reading.pos[i] in _IN_NAMES for i in range(at, thing)):
        return thing
    last = at
    while last < len(reading) and reading.pos[last] in _IN_NAMES:
        last += 1
    return last - 1 if last > at and reading.pos[last - 1] in ("PROPN", "NOUN") else -1


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


def shown_range(reading: ParsedPassage, cue: int, subject: int) -> Range:
    """The words that show who speaks, with the pronoun that takes them up: "some economists who"."""
    first, last = mention_range(reading, subject)
    at = cue
    for _ in range(4):
        found = [i for i in reading.children[at] if reading.deps[i] in SUBJECTS]
        if found or reading.heads[at] == at:
            break
        at = reading.heads[at]
    pronoun = max((i for i in reading.children[at] if reading.deps[i] in SUBJECTS), default=-1)
    is_relative = pronoun >= last and reading.lowers[pronoun] in _RELATIVES
    if subject < 0 or not is_relative or pronoun - last > _MAX_GAP:
        return NOWHERE
    return first, pronoun + 1


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
