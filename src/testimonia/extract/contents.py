"""What was said: the content of a cue word in reported speech, from the dependency parse."""

from testimonia.extract.complements import COMPLEMENTS, cue_range, reported_subject, without_background, without_cue
from testimonia.extract.cues import CueTable, CueVerb
from testimonia.extract.drafts import NOWHERE, Draft, Range, trim
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.subjects import (
    SUBJECTS,
    find_subject,
    is_imperative,
    mention_range,
    shown_range,
)
from testimonia.extract.unsaid import is_anybody, is_shown_by_somebody, is_wording
from testimonia.model.testimony import Form, Stance

_GOES_ON = frozenset({"add", "continue", "conclude", "say"})
"""Verbs that, coordinated without a subject of their own, go on about whoever is speaking already."""


def find_reported(reading: ParsedPassage, cues: CueTable) -> list[Draft]:
    """Every cue verb of a reading with the content that its grammar gives it, in text order."""
    for token, lemma in enumerate(reading.lemmas):
        if lemma in _GOES_ON and reading.deps[token] == "conj":
            _lift(reading, token, cues)
        elif lemma in cues.verbs and reading.deps[token] in ("conj", "advcl"):
            _part(reading, token, cues)
    drafts = []
    for token in range(len(reading)):
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


def _read_verb(reading: ParsedPassage, cue: int, verb: CueVerb) -> Draft | None:
    reported = reported_subject(reading, cue, verb)
    if reported:
        draft = make_draft(reading, cue, reported, "reported infinitive")
        draft.stance = verb.takes.get("clause", verb.takes.get("as", Stance.ASSERTS))
        return draft
    for find in COMPLEMENTS:
        found = find(reading, cue, verb)
        if found is not None:
            (first, last), complement, rule = found
            if rule != "parenthesis":
                last = without_background(reading, cue, first, last)
            parts = without_cue(reading, cue, first, last)
            if not parts:
                continue
            draft = make_draft(reading, cue, parts, rule)
            draft.stance = verb.takes.get(complement, Stance.ASSERTS)
            draft.is_nominal = rule in ("object", "preposition")
            return draft
    return None
