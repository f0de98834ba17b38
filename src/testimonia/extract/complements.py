"""The complements of a cue: clause, infinitive, gerund, object, what a preposition introduces, what a thing is called.

Each finder answers with the range of tokens, the kind of complement as the cue table names it, and the rule that found it.
"""

from testimonia.extract.cues import CueVerb
from testimonia.extract.drafts import Range, trim
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.subjects import SUBJECTS, find_subject, has_recipient_subject, is_passive
from testimonia.model.testimony import Stance

_MIN_SAID = 3
_ASIDE_MARKS = frozenset({",", "—", "–", "--", "-"})
_MEANWHILE = frozenset({"while", "whereas", "as"})
_BACKGROUND = frozenset({"who", "which", "where", "when", "whose"})
_OBJECTS = ("dobj", "attr", "oprd")
_ADVERBIALS = ("prep", "npadvmod", "dobj", "dative", "dep", "advcl")
_EMPTY_OBJECTS = frozenset({
    "what", "it", "this", "that", "so", "something", "nothing", "anything", "which", "who", "him", "her", "them", "me", "us",
    "you", "himself", "herself", "themselves", "itself", "more", "much", "question", "questions",
})  # fmt: skip


def cue_range(reading: ParsedPassage, cue: int) -> Range:
    """The cue with its auxiliaries, negation and particle, as far as they stand together."""
    first, last = cue, cue + 1
    kept = {i for i in reading.children[cue] if reading.deps[i] in ("aux", "auxpass", "neg", "prt")}
    while first - 1 in kept:
        first -= 1
    while last in kept:
        last += 1
    return first, last


def reported_subject(reading: ParsedPassage, cue: int, verb: CueVerb) -> list[Range]:
    """ "Twelve men are believed to have drowned": what is said is the subject with its infinitive; empty for anything else."""
    subject = reading.child(cue, "nsubjpass")
    if subject < 0 or reading.lowers[subject] in ("it", "there") or has_recipient_subject(reading, cue):
        return []
    infinitive = reading.child(cue, "xcomp")
    is_reported = "clause" in verb.takes and reading.lemmas[cue] != "suppose"
    said = infinitive if is_reported and infinitive > cue and _is_infinitive(reading, infinitive) else -1
    if said < 0 and ("naming" in verb.takes or "as" in verb.takes):
        said = _named(reading, cue, "naming" in verb.takes)
    if said < 0:
        return []
    parts = [
        trim(reading, reading.left[subject], reading.right[subject] + 1),
        trim(reading, reading.left[said], reading.right[said] + 1),
    ]
    return [(a, b) for a, b in parts if a < b]


def _named(reading: ParsedPassage, cue: int, takes_any: bool) -> int:
    """What the subject of a passive is called: "was deemed safe", "was described as a thief"; -1 if it is called nothing."""
    for child in reading.children[cue]:
        is_name = takes_any and reading.deps[child] in ("oprd", "attr")
        is_as = reading.deps[child] == "prep" and reading.lowers[child] == "as"
        if child > cue and (is_name or (is_as and reading.child(child, "pcomp") < 0)):  # "was quoted as saying"
            return child
    return -1


_Found = tuple[Range, str, str]


def _clause(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """A that-clause, a bare clause or an indirect question."""
    if "clause" not in verb.takes and not ("infinitive" in verb.takes or "naming" in verb.takes):
        return None
    clauses = [child for child in reading.children[cue] if reading.deps[child] == "ccomp"]
    for child in sorted(clauses, key=lambda child: child < cue and not _is_interrupted(reading, cue)):
        is_infinitive = _is_infinitive(reading, child)
        if verb.kinds == {"document"} and reading.pos[child] not in ("VERB", "AUX"):
            continue  # "found the door open"
        if verb.kinds == {"mind"} and _is_perceived(reading, child):
            continue
        if is_infinitive and "infinitive" not in verb.takes:
            continue
        if not is_infinitive and "clause" not in verb.takes:
            continue
        if reading.quote[child] != reading.quote[cue] and reading.quote[reading.left[child]] == reading.quote[child]:
            continue  # a whole quotation: quotation marks tell better where it ends
        complement = "infinitive" if is_infinitive else "clause"
        first, last = _widen(reading, cue, child)
        if child < cue and _is_interrupted(reading, cue):
            last = reading.sentences[reading.sentence[cue]][1]
        return trim(reading, first, last), complement, "clause"
    return _agents_clause(reading, cue)


def without_background(reading: ParsedPassage, cue: int, first: int, last: int) -> int:
    """Where a content ends before what is told in addition, at more length: "said it failed, which costs the town ..."."""
    if cue >= first:
        return last
    for at in range(first + _MIN_SAID, last - 1):
        if reading.words[at] not in _ASIDE_MARKS or reading.quote[at] != reading.quote[cue]:
            continue
        opener = at + 1
        top = _top(reading, opener, last)
        is_relative = reading.deps[top] == "relcl" and reading.lowers[opener] in _BACKGROUND
        is_while = reading.deps[top] == "advcl" and (reading.lowers[opener] in _MEANWHILE or reading.tags[opener] == "VBG")
        reaches_end = top >= 0 and reading.right[top] >= last - 1
        if (is_relative or is_while) and reaches_end and last - at > at - first:
            return at
    return last


def _top(reading: ParsedPassage, first: int, last: int) -> int:
    """The token that a stretch hangs on by, as far as its first token tells."""
    at = first
    while first <= reading.heads[at] < last and reading.heads[at] != at:
        at = reading.heads[at]
    return at


def _is_interrupted(reading: ParsedPassage, cue: int) -> bool:
    """Whether a cue stands inside what was said, which goes on after a colon: "All were local, it says: nobody left"."""
    own = _own_subject(reading, cue)
    first = reading.left[own] if 0 <= own < cue else cue
    return first > 0 and reading.words[first - 1] == "," and reading.words[cue + 1 : cue + 2] == [":"]


def _agents_clause(reading: ParsedPassage, cue: int) -> _Found | None:
    """ "Was told by the guards that 12 men died": the parser hangs the clause on the guards."""
    agent = reading.child(cue, "agent")
    teller = reading.child(agent, "pobj") if agent >= 0 else -1
    for child in reading.children[teller] if teller >= 0 and has_recipient_subject(reading, cue) else ():
        mark = reading.child(child, "mark")
        if reading.deps[child] in ("relcl", "acl") and mark >= 0 and reading.lowers[mark] == "that":
            return trim(reading, reading.left[child], reading.right[child] + 1), "clause", "clause"
    return None


def _is_infinitive(reading: ParsedPassage, verb: int) -> bool:
    return any(reading.tags[i] == "TO" for i in reading.children[verb]) and reading.tags[verb] in ("VB", "VBN", "VBG")


def _is_having(reading: ParsedPassage, verb: int) -> bool:
    """A gerund of the past: "denied having received it"."""
    first = reading.left[verb]
    return reading.tags[verb] == "VBN" and reading.lowers[first] == "having" and reading.heads[first] == verb


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
    """Called X a Y; described X as Y; "was called a Y by X"."""
    takes_any = "naming" in verb.takes
    if not (takes_any or "as" in verb.takes) or (
        reading.tags[cue] == "VBN" and reading.deps[cue] == "acl" and not _has_agent(reading, cue)
    ):
        return None
    thing = reading.child(cue, "dobj")
    names = [
        child
        for child in reading.children[cue]
        if child > cue
        and (
            (takes_any and reading.deps[child] in ("oprd", "ccomp", "xcomp", "attr"))
            or (reading.deps[child] == "prep" and reading.lowers[child] == "as")
            or (takes_any and thing > cue and reading.deps[child] == "prep" and reading.lowers[child] == "to")
        )
    ]
    if not names:
        return None
    first = min(reading.left[names[0]], reading.left[thing] if thing > cue else reading.left[names[0]])
    return trim(reading, first, _with_phrases(reading, cue, names[-1])), "naming" if takes_any else "as", "naming"


def _has_agent(reading: ParsedPassage, cue: int) -> bool:
    return reading.child(cue, "agent") >= 0


def _complement(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """An infinitive or a gerund: refused to leave, admitted taking part."""
    for child in reading.children[cue]:
        if reading.deps[child] not in ("xcomp", "ccomp", "pcomp") or child < cue:
            continue
        if _is_infinitive(reading, child) and "infinitive" in verb.takes:
            complement = "infinitive"
        elif "gerund" in verb.takes and (reading.tags[child] == "VBG" or _is_having(reading, child)):
            complement = "gerund"
        else:
            continue
        return trim(reading, reading.left[child], _with_phrases(reading, cue, child, _ADVERBIALS)), complement, complement
    return None


def _object(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """A noun phrase: denied the charge, confirmed 250 fighters."""
    if "object" not in verb.takes:
        return None
    deps = ("nsubjpass",) if is_passive(reading, cue) and not has_recipient_subject(reading, cue) else _OBJECTS
    child = reading.child(cue, *deps)
    if child < 0 or reading.lowers[child] in _EMPTY_OBJECTS or (child < cue and deps == _OBJECTS):
        return None
    if deps != _OBJECTS and not _has_agent(reading, cue):
        return None  # by whom it was denied is not said
    last = _with_phrases(reading, cue, child) if child > cue else reading.right[child] + 1
    return trim(reading, reading.left[child], last), "object", "object"


def _with_phrases(reading: ParsedPassage, cue: int, child: int, deps: tuple[str, ...] = ("prep",)) -> int:
    """Where a complement ends with the phrases right behind it that the parser hung on the cue: "blamed the firm for it"."""
    last = reading.right[child] + 1
    for other in reading.children[cue]:
        if reading.deps[other] in deps and reading.left[other] == last:
            last = reading.right[other] + 1
    return last


def _preposition(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """What a preposition introduces: called for an inquiry, accused the army of killing 12 people."""
    thing = reading.child(cue, "dobj")
    # "accused the army of killing 12": the parser may hang "of" on the army.
    more = reading.children[thing] if thing >= 0 and "of" in verb.takes else []
    heads = sorted([*reading.children[cue], *more], key=lambda i: reading.lowers[i] in ("to", "with"))
    for child in heads:  # "apologised to the families for the delay": what for comes before whom to
        if reading.deps[child] not in ("prep", "dative") or child < cue:
            continue
        word = reading.lowers[child]
        if verb.takes.get(word) is Stance.ASKS and is_passive(reading, cue) and not _has_agent(reading, cue):
            continue  # "asked about the stops, they said": who asked is not said
        inner = reading.child(child, "pobj", "pcomp")
        if word in verb.takes and inner >= 0 and reading.lowers[inner] not in _EMPTY_OBJECTS:
            return trim(reading, reading.left[inner], _with_phrases(reading, cue, inner)), word, "preposition"
    return None


def _parenthesis(reading: ParsedPassage, cue: int, verb: CueVerb) -> _Found | None:
    """A cue between commas or at the end, without a clause of its own: "Four fighters, he said, left on Monday."."""
    if "clause" not in verb.takes or reading.deps[cue] not in ("parataxis", "ROOT", "advcl", "ccomp", "conj"):
        return None
    subject = find_subject(reading, cue)
    if reading.child(cue, *SUBJECTS) < 0 and not (subject >= 0 and reading.deps[cue] == "parataxis"):
        return None
    own = _own_subject(reading, cue)
    if own >= 0 and reading.lowers[own] in ("you", "that", "this", "which"):
        return None  # "and, you know, they left" reports nobody
    first = min(cue, reading.left[own]) if own >= 0 else cue
    start, end = reading.sentences[reading.sentence[cue]]
    if first - 1 <= start or reading.words[first - 1] not in (",", "—", "–", "-", "--"):
        return None
    last = max(cue, reading.right[own] if own >= 0 else cue) + 1
    if last < end and reading.words[last] not in (",", ".", "—", "–", "--", ";"):
        return None
    after = last + 1
    while after < end and reading.pos[after] in ("PUNCT", "SPACE"):
        after += 1
    if after < end and reading.quote[after] >= 0 and not _has_finite(reading, start, first):
        return None  # "Asked about the fire, he said, “...”": only the quotation is said
    return trim(reading, start, end), "clause", "parenthesis"


def _has_finite(reading: ParsedPassage, first: int, last: int) -> bool:
    return any(reading.tags[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, last))


def _own_subject(reading: ParsedPassage, cue: int) -> int:
    """The subject nearest before the cue, or after it; the parser may leave the content's own subject on the cue as well."""
    return max((i for i in reading.children[cue] if reading.deps[i] in SUBJECTS), default=-1)


def without_cue(reading: ParsedPassage, cue: int, first: int, last: int) -> list[Range]:
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


COMPLEMENTS = (_clause, _naming, _complement, _object, _preposition, _parenthesis)
"""In the order they are tried: the first that finds something says what the content is."""
