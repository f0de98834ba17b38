"""What was said: the content of a cue word in reported speech, from the dependency parse."""

from testimonia.extract.cues import CueTable, CueVerb
from testimonia.extract.drafts import NOWHERE, Draft, Range, trim
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.subjects import (
    SUBJECTS,
    find_subject,
    has_recipient_subject,
    is_imperative,
    is_passive,
    mention_range,
    shown_range,
)
from testimonia.extract.unsaid import is_anybody, is_shown_by_somebody, is_wording
from testimonia.model.testimony import Form, Stance

_MIN_SAID = 3
_ASIDE_MARKS = frozenset({",", "—", "–", "--", "-"})
_MEANWHILE = frozenset({"while", "whereas", "as"})
_BACKGROUND = frozenset({"who", "which", "where", "when", "whose"})
_GOES_ON = frozenset({"add", "continue", "conclude", "say"})
"""Verbs that, coordinated without a subject of their own, go on about whoever is speaking already."""
_OBJECTS = ("dobj", "attr", "oprd")
_EMPTY_OBJECTS = frozenset({
    "what", "it", "this", "that", "so", "something", "nothing", "anything", "which", "who", "him", "her", "them", "me", "us",
    "you", "himself", "herself", "themselves", "itself", "more", "much", "question", "questions",
})  # fmt: skip


def find_reported(reading: ParsedPassage, cues: CueTable) -> list[Draft]:
    """Every cue verb of a reading with the content that its grammar gives it, in text order."""
    for token, lemma in enumerate(reading.lemmas):
        if lemma in _GOES_ON and reading.deps[token] == "conj":
            _lift(reading, token, cues)
        elif lemma in cues.verbs and reading.deps[token] in ("conj", "advcl"):
            _part(reading, token, cues)
    drafts = []
    for token, lemma in enumerate(reading.lemmas):
        verb = _cue_of(reading, token, cues)
        if verb is None or not _is_cue_word(reading, token, verb) or reading.deps[token] in ("amod", "compound"):
            continue
        if reading.deps[token] == "ROOT" and is_imperative(reading, token):
            continue  # "do not write that I cried": nobody has said so
        draft = _read_verb(reading, token, verb)
        if draft is not None and reading.quote[token] >= 0:
            _keep_inside(reading, draft)
        if (
            draft is not None
            and draft.parts
            and not is_wording(reading, draft, cues)
            and not (is_anybody(reading, draft, cues) or is_shown_by_somebody(reading, draft, verb, cues))
        ):
            drafts.append(draft)
    return drafts


def _cue_of(reading: ParsedPassage, token: int, cues: CueTable) -> CueVerb | None:
    """The cue that a word is, with its particle where the two mean something of their own: "rule out"."""
    lemma = reading.lemmas[token]
    particle = reading.child(token, "prt") if reading.pos[token] == "VERB" else -1
    phrasal = cues.verbs.get(f"{lemma} {reading.lowers[particle]}") if particle >= 0 else None
    return phrasal if phrasal is not None else cues.verbs.get(lemma)


def _keep_inside(reading: ParsedPassage, draft: Draft) -> None:
    """Cut a content down to the quotation that its cue stands in: nobody quoted says what comes after the closing mark."""
    first, last = reading.quotation_around(draft.cue)
    kept = []
    for start, end in draft.parts:
        a, b = reading.find(start, end)
        a, b = trim(reading, max(a, first), min(b, last))
        if a < b:
            kept.append((reading.begins[a], reading.ends[b - 1]))
    draft.parts = kept


def _is_cue_word(reading: ParsedPassage, token: int, verb: CueVerb) -> bool:
    """Whether a word is used as the table means it: a verb, or an adjective that somebody is ("is sure that")."""
    if reading.pos[token] == "ADJ":
        return verb.kinds == {"mind"} and reading.deps[token] == "acomp"
    return reading.pos[token] in ("VERB", "AUX")


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


def _part(reading: ParsedPassage, token: int, cues: CueTable) -> None:
    """Take a second attribution out of what was said first: "said it was late, citing X", "said X, and others warned Y"."""
    clause = reading.heads[token]
    cue = reading.heads[clause]
    verb = cues.verbs[reading.lemmas[token]]
    is_content = reading.deps[clause] == "ccomp" and cue < clause < token and reading.lemmas[cue] in cues.verbs
    first = reading.left[token]
    if not is_content or "speech" not in verb.kinds or reading.quote[token] != reading.quote[cue]:
        return
    if reading.deps[token] == "advcl":
        if reading.tags[token] == "VBG" and first == token and reading.words[token - 1] == ",":
            reading.attach(token, cue)
        return
    subject = reading.child(token, "nsubj")
    is_own = subject >= 0 and reading.pos[subject] in ("NOUN", "PROPN") and reading.child(token, "mark") < 0
    joined = reading.lowers[first - 1] in ("and", "but", "while") and reading.words[first - 2] == ","
    if is_own and joined and reading.child(token, "ccomp") > token:
        for i in (first - 1, first - 2):
            reading.attach(i, cue)
        reading.attach(token, cue)


def make_draft(reading: ParsedPassage, cue: int, parts: list[Range], rule: str) -> Draft:
    """A draft for a cue verb with content in token ranges; the subject, and whether the cue is negated, are read here."""
    subject = find_subject(reading, cue)
    first, last = mention_range(reading, subject)
    start, end = cue_range(reading, cue)
    shown = shown_range(reading, cue, subject)
    return Draft(
        reading,
        [(reading.begins[a], reading.ends[b - 1]) for a, b in parts],
        Form.REPORTED,
        rule,
        cue=cue,
        cue_span=(reading.begins[start], reading.ends[end - 1]),
        mention=subject,
        mention_span=(reading.begins[first], reading.ends[last - 1]) if subject >= 0 else NOWHERE,
        shown_span=(reading.begins[shown[0]], reading.ends[shown[1] - 1]) if shown != NOWHERE else NOWHERE,
        has_negated_cue=is_negated(reading, cue),
        teller=_find_teller(reading, cue),
    )


def _find_teller(reading: ParsedPassage, cue: int) -> int:
    """Whom a speaker heard it from: "heard from a guard that ..."."""
    if reading.lemmas[cue] not in ("hear", "learn"):
        return -1
    source = next((i for i in reading.children[cue] if i > cue and reading.lowers[i] == "from"), -1)
    return reading.child(source, "pobj") if source >= 0 else -1


def is_negated(reading: ParsedPassage, verb: int) -> bool:
    """Whether a verb carries a negation of its own ("did not", "never", "no longer")."""
    if any(
        reading.deps[i] == "neg"
        or (reading.deps[i] in ("advmod", "preconj", "cc") and reading.lowers[i] in ("never", "neither", "hardly"))
        for i in reading.children[verb]
    ):
        return True
    # "Neither confirmed nor denied": the second verb shares the negation of the first.
    head = reading.heads[verb]
    return reading.deps[verb] == "conj" and any(
        reading.lowers[i] == "nor" and reading.deps[i] == "cc" for i in reading.children[head]
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
    reported = _reported_subject(reading, cue, verb)
    if reported:
        draft = make_draft(reading, cue, reported, "reported infinitive")
        draft.stance = verb.takes.get("clause", Stance.ASSERTS)
        return draft
    for find in (_clause, _naming, _complement, _object, _preposition, _parenthesis):
        found = find(reading, cue, verb)
        if found is not None:
            (first, last), complement, rule = found
            if rule != "parenthesis":
                last = _without_background(reading, cue, first, last)
            parts = _without_cue(reading, cue, first, last)
            if not parts:
                continue
            draft = make_draft(reading, cue, parts, rule)
            draft.stance = verb.takes.get(complement, Stance.ASSERTS)
            draft.is_nominal = rule in ("object", "preposition")
            return draft
    return None


def _reported_subject(reading: ParsedPassage, cue: int, verb: CueVerb) -> list[Range]:
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
        if child > cue and (is_name or (reading.deps[child] == "prep" and reading.lowers[child] == "as")):
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


def _without_background(reading: ParsedPassage, cue: int, first: int, last: int) -> int:
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
    return any(reading.tags[i] == "TO" for i in reading.children[verb]) and reading.tags[verb] == "VB"


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
    last = reading.right[names[-1]] + 1
    for other in reading.children[cue]:
        if reading.deps[other] == "prep" and other == last:
            last = reading.right[other] + 1
    return trim(reading, first, last), "naming", "naming"


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
    if deps != _OBJECTS and not _has_agent(reading, cue):
        return None  # by whom it was denied is not said
    last = reading.right[child] + 1
    for other in reading.children[cue] if child > cue else ():
        # "criticised the firm for its silence", "cited the audit as a reason": one thing said.
        if reading.deps[other] == "prep" and other == last:
            last = reading.right[other] + 1
    return trim(reading, reading.left[child], last), "object", "object"


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
