"""Attributions that hang on no verb: "according to X", "X's statement that", "X: no deal was made"."""

import re
from collections import Counter
from collections.abc import Container, Iterable

from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import Draft, Range, trim
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.subjects import find_subject, mention_range
from testimonia.model.testimony import Form, Stance

_MAX_LABEL = 7
_MAX_NAME = 2
_TURN = re.compile(r"[\"“]?([^\W\d_a-z][^\Wa-z]+(?:[ .'’-]+[^\Wa-z]+){0,3}):\s+(?=\S+\s+\S)")
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_NOT_OWNERS = frozenset({"whose", "its", "today", "yesterday", "your"})
_CLAUSES = ("acl", "ccomp", "relcl")


def find_according(reading: ParsedPassage, cues: CueTable) -> list[Draft]:
    """ "According to the driver, 4,000 people left": the content is the rest of the clause."""
    drafts = []
    lasts = {phrase[0]: phrase for phrase in cues.according}
    for token, word in enumerate(reading.lowers):
        phrase = lasts.get(word)
        if phrase is None:
            continue
        end = token + len(phrase)
        candidates = [p for p in cues.according if tuple(reading.lowers[token : token + len(p)]) == p]
        if not candidates:
            continue
        end = token + max(len(p) for p in candidates)
        speaker = reading.child(end - 1, "pobj")
        if speaker < 0 or reading.lemmas[speaker] in cues.standards:
            continue
        phrase_end = reading.right[speaker] + 1
        parts = _around(reading, token, phrase_end)
        if parts:
            drafts.append(_draft(reading, (token, end), speaker, parts, "according"))
    return drafts


def _around(reading: ParsedPassage, first: int, last: int) -> list[Range]:
    """The clause around a parenthesis, without it."""
    start, end = reading.sentences[reading.sentence[first]]
    verb = next((i for i in reading.ancestors(first) if reading.pos[i] in ("VERB", "AUX")), -1)
    if verb >= 0 and reading.heads[verb] != verb and reading.deps[verb] in ("relcl", "advcl", "conj", "ccomp"):
        start, end = max(start, min(reading.left[verb], first)), min(end, max(reading.right[verb] + 1, last))
    parts = [trim(reading, start, first), trim(reading, last, end)]
    return [(a, b) for a, b in parts if a < b]


def find_noun_cues(reading: ParsedPassage, cues: CueTable) -> list[Draft]:
    """ "The army's claim that ...", "issued a statement saying": a noun of saying with its clause."""
    drafts = []
    for token, lemma in enumerate(reading.lemmas):
        if reading.pos[token] != "NOUN":
            continue
        owned = _owned(reading, token, cues)
        if owned is not None:
            drafts.append(owned)
            continue
        stance = cues.nouns.get(lemma)
        if stance is None:
            continue
        clause = next((i for i in reading.children[token] if i > token and _is_that_clause(reading, i)), -1)
        if clause < 0:
            continue
        speaker = _noun_speaker(reading, token)
        part = trim(reading, reading.left[clause], reading.right[clause] + 1)
        if part[0] < part[1]:
            draft = _draft(reading, (token, token + 1), speaker, [part], "noun")
            draft.stance = stance
            draft.has_negated_cue = any(reading.lowers[i] == "no" for i in reading.children[token])
            drafts.append(draft)
    return drafts


def _owned(reading: ParsedPassage, noun: int, cues: CueTable) -> Draft | None:
    """ "The mayor's plan to close the mine", "her criticism of the board": a noun with its owner and its content."""
    lemma = reading.lemmas[noun]
    owner = reading.child(noun, "poss")
    if owner < 0 or reading.lowers[owner] in _NOT_OWNERS:
        return None
    for child in reading.children[noun]:
        is_infinitive = reading.deps[child] in ("acl", "relcl") and reading.tags[child] == "VB"
        complement = "infinitive" if is_infinitive else reading.lowers[child] if reading.deps[child] == "prep" else ""
        if child < noun or lemma not in cues.noun_complements.get(complement, ()):
            continue
        inner = child if is_infinitive else reading.child(child, "pobj", "pcomp")
        if inner < 0:
            continue
        part = trim(reading, reading.left[inner], reading.right[inner] + 1)
        if part[0] < part[1]:
            draft = _draft(reading, (noun, noun + 1), owner, [part], "noun")
            draft.stance = cues.nouns.get(lemma, Stance.EXPECTS if is_infinitive else Stance.ASSERTS)
            draft.is_nominal = not is_infinitive
            return draft
    return None


def _is_that_clause(reading: ParsedPassage, verb: int) -> bool:
    if reading.deps[verb] not in _CLAUSES or reading.pos[verb] not in ("VERB", "AUX"):
        return False
    mark = reading.child(verb, "mark")
    return mark >= 0 and reading.lowers[mark] == "that" and mark == reading.left[verb]


def _noun_speaker(reading: ParsedPassage, noun: int) -> int:
    owner = reading.child(noun, "poss")
    if owner < 0 and noun and reading.pos[noun - 1] == "PROPN" and reading.heads[noun - 1] == noun:
        owner = noun - 1
    if owner >= 0:
        return owner
    for child in reading.children[noun]:
        if reading.deps[child] == "prep" and reading.lowers[child] in ("by", "from", "of"):
            return reading.child(child, "pobj")
    head = reading.heads[noun]
    if reading.deps[noun] in ("dobj", "pobj", "attr"):
        verb = head if reading.pos[head] == "VERB" else reading.heads[head]
        if reading.pos[verb] == "VERB":
            return find_subject(reading, verb)
    return -1


def find_label(reading: ParsedPassage, is_known: bool, is_heading: bool) -> Draft | None:
    """ "SDF: no deal was made": a name, a colon, a clause.

    Args:
        reading: A passage.
        is_known: Whether the words before the first colon name a party or source of the investigation.
        is_heading: Headlines attribute in this way; in running text only a known name does.
    """
    if ":" not in reading.words[: _MAX_LABEL + 1] or not (is_known or is_heading):
        return None
    colon = reading.words.index(":")
    label = range(colon)
    if not label or (any(reading.pos[i] in ("VERB", "AUX", "NUM", "SCONJ") for i in label) and not is_known):
        return None
    if not is_known and not _names_somebody(reading, colon):
        return None
    first, last = trim(reading, colon + 1, reading.sentences[reading.sentence[-1]][1])
    if last - first < 3 or not any(reading.pos[i] in ("VERB", "AUX") for i in range(first, last)):
        return None
    draft = _draft(reading, (colon, colon + 1), colon - 1, [(first, last)], "label")
    draft.mention_span = (reading.begins[0], reading.ends[colon - 1])
    draft.label = reading.slice(0, colon)
    return draft


def turn_labels(text: str, paragraphs: Iterable[Range]) -> frozenset[str]:
    """Labels in capitals that take turns in a text; empty where fewer than two do ("UPDATE:", "NOTE:" are nobody).

    >>> text = "ODE: Why was that?\\nROSS: We had no pumps.\\nODE: None at all?\\nROSS: No, not one."
    >>> sorted(turn_labels(text, [(0, 19), (19, 42), (42, 60), (60, 77)]))
    ['ODE', 'ROSS']
    """
    found = Counter(match.group(1) for start, _ in paragraphs if (match := _TURN.match(text, start)) is not None)
    taking = frozenset(label for label, times in found.items() if times > 1 and label.isupper())
    return taking if len(taking) > 1 else frozenset()


def find_turn(reading: ParsedPassage, labels: Container[str]) -> Draft | None:
    """A turn of a transcript set in an article, its speaker in capitals: "ODE: We were told at noon."."""
    match = _TURN.match(reading.text)
    if match is None or match.group(1) not in labels:
        return None
    start, end = reading.start + match.end(), reading.start + len(reading.text.rstrip())
    first, last = reading.find(reading.start + match.start(1), reading.start + match.end(1))
    draft = _draft(reading, (last, last + 1), last - 1, [(last, last + 1)], "turn label")
    draft.parts, draft.form = [(start, end)], Form.DIRECT
    draft.mention_span = (reading.begins[first], reading.ends[last - 1])
    draft.label = reading.slice(first, last)
    return draft


def _names_somebody(reading: ParsedPassage, colon: int) -> bool:
    """Whether a headline's label is a name and not a slogan: "Acme: no cause found", not "Speed Over Safety: ..."."""
    is_name = all(reading.pos[i] in ("PROPN", "ADJ", "PART") for i in range(colon))
    if is_name and any(kind in _SPEAKING and end <= colon for _, end, kind in reading.entities):
        return True
    # A surname by itself is seldom known as one at the head of a text: "Ode: pumps were dry".
    return colon <= _MAX_NAME and all(reading.pos[i] == "PROPN" and reading.words[i].istitle() for i in range(colon))


def _draft(reading: ParsedPassage, cue: Range, speaker: int, parts: list[Range], rule: str) -> Draft:
    first, last = mention_range(reading, speaker)
    return Draft(
        reading,
        [(reading.begins[a], reading.ends[b - 1]) for a, b in parts],
        Form.REPORTED,
        rule,
        cue=cue[0],
        cue_span=(reading.begins[cue[0]], reading.ends[cue[1] - 1]),
        mention=speaker,
        mention_span=(reading.begins[first], reading.ends[last - 1]) if speaker >= 0 else (-1, -1),
        stance=Stance.ASSERTS,
    )
