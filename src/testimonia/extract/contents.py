"""What was said: the content of a cue word in reported speech, from the dependency parse."""

from testimonia.extract.cues import CueTable, CueVerb
from testimonia.extract.drafts import Draft, Range, trim
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.subjects import (
    SUBJECTS,
    find_subject,
    has_recipient_subject,
    is_imperative,
    is_passive,
    mention_range,
)
from testimonia.model.testimony import Form, Stance

_GOES_ON = frozenset({"add", "continue", "conclude"})
"""Verbs of saying that only make sense for whoever is speaking already."""
_OBJECTS = ("dobj", "attr", "oprd")
_EMPTY_OBJECTS = frozenset({
    "what", "it", "this", "that", "so", "something", "nothing", "anything", "which", "who", "him", "her", "them", "me", "us",
    "himself", "herself", "themselves", "itself", "more", "much", "question", "questions",
})  # fmt: skip


def find_reported(reading: ParsedPassage, cues: CueTable) -> list[Draft]:
    """Every cue verb of a reading with the content that its grammar gives it, in text order."""
    for token, lemma in enumerate(reading.lemmas):
        if lemma in _GOES_ON and reading.deps[token] == "conj":
            _lift(reading, token, cues)
    drafts = []
    for token, lemma in enumerate(reading.lemmas):
        verb = cues.verbs.get(lemma)
        if verb is None or reading.pos[token] not in ("VERB", "AUX") or reading.deps[token] in ("amod", "compound"):
            continue
        if reading.deps[token] == "ROOT" and is_imperative(reading, token):
            continue  # "do not write that I cried": nobody has said so
        draft = _read_verb(reading, token, verb)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _lift(reading: ParsedPassage, token: int, cues: CueTable) -> None:
    """Coordinate "and added" with the cue before it: the parser likes to put it into what was said."""
    clause = reading.heads[token]
    cue = reading.heads[clause]
    if reading.deps[clause] != "ccomp" or reading.lemmas[cue] not in cues.verbs or reading.child(token, *SUBJECTS) >= 0:
        return
    for i in reading.children[clause]:
        if reading.deps[i] in ("cc", "punct") and reading.right[clause] > i > clause and token - i <= 2:
            reading.attach(i, cue)
    reading.attach(token, cue)


def make_draft(reading: ParsedPassage, cue: int, parts: list[Range], rule: str) -> Draft:
    """A draft for a cue verb with content in token ranges; the subject, and whether the cue is negated, are read here."""
    subject = find_subject(reading, cue)
    first, last = mention_range(reading, subject)
    start, end = cue_range(reading, cue)
    return Draft(
        reading,
        [(reading.begins[a], reading.ends[b - 1]) for a, b in parts],
        Form.REPORTED,
        rule,
        cue=cue,
        cue_span=(reading.begins[start], reading.ends[end - 1]),
        mention=subject,
        mention_span=(reading.begins[first], reading.ends[last - 1]) if subject >= 0 else (-1, -1),
        has_negated_cue=is_negated(reading, cue),
    )


def is_negated(reading: ParsedPassage, verb: int) -> bool:
    """Whether a verb carries a negation of its own ("did not", "never", "no longer")."""
    return any(
        reading.deps[i] == "neg" or (reading.deps[i] == "advmod" and reading.lowers[i] in ("never", "neither", "hardly"))
        for i in reading.children[verb]
    )


def cue_range(reading: ParsedPassage, cue: int) -> Range:
    """The cue with its auxiliaries, negation and particle, as far as they stand together."""
    first, last = cue, cue + 1
    kept = {i for i in reading.children[cue] if reading.deps[i] in ("aux", "auxpass", "neg", "prt")}
    while first - 1 in kept:
        first -= 1
    while last in kept:
        last += 1
    return first, last


def _read_verb(reading: ParsedPassage, cue: int, verb: CueVerb) -> Draft | None:
    for find in (_clause, _naming, _complement, _object, _preposition, _parenthesis):
        found = find(reading, cue, verb)
        if found is not None:
            (first, last), complement, rule = found
            parts = _without_cue(reading, cue, first, last)
            if not parts:
                continue
            draft = make_draft(reading, cue, parts, rule)
            draft.stance = verb.takes.get(complement, Stance.ASSERTS)
            draft.is_nominal = rule in ("object", "preposition")
            return draft
    return None


_Found = tuple[Range, str, str]


def _clause(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """A that-clause, a bare clause or an indirect question."""
    if "clause" not in verb.takes and not ("infinitive" in verb.takes or "naming" in verb.takes):
        return None
    for child in reading.children[cue]:
        if reading.deps[child] != "ccomp":
            continue
        is_infinitive = _is_infinitive(reading, child)
        if verb.kinds == {"mind"} and _is_perceived(reading, child):
            continue
        if is_infinitive and "infinitive" not in verb.takes:
            continue
        if not is_infinitive and "clause" not in verb.takes:
            continue
        if reading.quote[child] != reading.quote[cue] and reading.quote[reading.left[child]] == reading.quote[child]:
            continue  # a whole quotation: quotation marks tell better where it ends
        complement = "infinitive" if is_infinitive else "clause"
        return _widen(reading, cue, child), complement, "clause"
    return None


def _is_infinitive(reading: ParsedPassage, verb: int) -> bool:
    return any(reading.tags[i] == "TO" for i in reading.children[verb]) and reading.tags[verb] == "VB"


def _is_perceived(reading: ParsedPassage, verb: int) -> bool:
    """Whether a clause is what somebody saw or heard happen ("heard a man swear"), not something they were told."""
    has_own = any(reading.deps[i] in ("mark", "aux", "auxpass") for i in reading.children[verb])
    subject = reading.child(verb, *SUBJECTS)
    return not has_own and reading.tags[verb] in ("VB", "VBG") and subject >= 0


def _widen(reading: ParsedPassage, cue: int, child: int) -> Range:
    """The clause's subtree, stretched over what the parser hung on the cue although it belongs to the content."""
    first, last = reading.left[child], reading.right[child] + 1
    start, end = reading.sentences[reading.sentence[cue]]
    if child > cue:
        for other in reading.children[cue]:
            if (
                other > child
                and reading.deps[other] in ("prep", "npadvmod", "dobj", "dative", "dep", "ccomp")
                and other >= last
            ):
                last = reading.right[other] + 1
        return trim(reading, first, min(last, end))
    while (
        first > start
        and reading.deps[first - 1] in ("punct", "cc", "advmod", "prep", "npadvmod", "mark")
        and (reading.heads[first - 1] == cue)
    ):
        first -= 1
    return trim(reading, first, last)


def _naming(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """Called X a Y; described X as Y."""
    if "naming" not in verb.takes:
        return None
    thing = reading.child(cue, "dobj")
    name = -1
    for child in reading.children[cue]:
        if child > cue and (
            reading.deps[child] in ("oprd", "ccomp", "xcomp")
            or (reading.deps[child] == "prep" and reading.lowers[child] in ("as", "to"))
        ):
            name = child
            break
    if name < 0:
        return None
    first = min(reading.left[name], reading.left[thing] if thing > cue else reading.left[name])
    return trim(reading, first, reading.right[name] + 1), "naming", "naming"


def _complement(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """An infinitive or a gerund: refused to leave, admitted taking part."""
    for child in reading.children[cue]:
        if reading.deps[child] not in ("xcomp", "ccomp", "pcomp") or child < cue:
            continue
        if _is_infinitive(reading, child) and "infinitive" in verb.takes:
            complement = "infinitive"
        elif reading.tags[child] == "VBG" and "gerund" in verb.takes:
            complement = "gerund"
        else:
            continue
        return trim(reading, reading.left[child], reading.right[child] + 1), complement, complement
    return None


def _object(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """A noun phrase: denied the charge, confirmed 250 fighters."""
    if "object" not in verb.takes:
        return None
    deps = ("nsubjpass",) if is_passive(reading, cue) and not has_recipient_subject(reading, cue) else _OBJECTS
    child = reading.child(cue, *deps)
    if child < 0 or reading.lowers[child] in _EMPTY_OBJECTS or (child < cue and deps == _OBJECTS):
        return None
    return trim(reading, reading.left[child], reading.right[child] + 1), "object", "object"


def _preposition(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """What a preposition introduces: called for an inquiry, accused the army of killing 12 people."""
    thing = reading.child(cue, "dobj")
    # "accused the army of killing 12": the parser may hang "of" on the army.
    more = reading.children[thing] if thing >= 0 and "of" in verb.takes else []
    for child in [*reading.children[cue], *more]:
        if reading.deps[child] not in ("prep", "dative") or child < cue:
            continue
        word = reading.lowers[child]
        inner = reading.child(child, "pobj", "pcomp")
        if word in verb.takes and inner >= 0 and reading.lowers[inner] not in _EMPTY_OBJECTS:
            return trim(reading, reading.left[inner], reading.right[inner] + 1), word, "preposition"
    return None


def _parenthesis(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """A cue between commas or at the end, without a clause of its own: "Four fighters, he said, left on Monday."."""
    if "clause" not in verb.takes or reading.deps[cue] not in ("parataxis", "ROOT", "advcl", "ccomp", "conj"):
        return None
    subject = find_subject(reading, cue)
    if reading.child(cue, *SUBJECTS) < 0 and not (subject >= 0 and reading.deps[cue] == "parataxis"):
        return None
    own = _own_subject(reading, cue)
    first = min(cue, reading.left[own]) if own >= 0 else cue
    start, end = reading.sentences[reading.sentence[cue]]
    if first - 1 <= start or reading.words[first - 1] not in (",", "—", "–", "-", "--"):
        return None
    last = max(cue, reading.right[own] if own >= 0 else cue) + 1
    if last < end and reading.words[last] not in (",", ".", "—", "–", "--", ";"):
        return None
    return trim(reading, start, end), "clause", "parenthesis"


def _own_subject(reading: ParsedPassage, cue: int) -> int:
    """The subject nearest before the cue, or after it; the parser may leave the content's own subject on the cue as well."""
    return max((i for i in reading.children[cue] if reading.deps[i] in SUBJECTS), default=-1)


def _without_cue(reading: ParsedPassage, cue: int, first: int, last: int) -> list[Range]:
    """Token ranges of a content once the cue's own clause is cut out of it."""
    if not first <= cue < last:
        return [(first, last)] if first < last else []
    start, end = cue_range(reading, cue)
    own = _own_subject(reading, cue)
    for child in reading.children[cue]:
        is_own = child == own or reading.deps[child] in ("aux", "neg", "dative", "advmod", "npadvmod")
        if is_own and abs(child - cue) < 15:
            start, end = min(start, reading.left[child]), max(end, reading.right[child] + 1)
    parts = [trim(reading, first, max(first, start)), trim(reading, min(end, last), last)]
    return [(a, b) for a, b in parts if a < b]
