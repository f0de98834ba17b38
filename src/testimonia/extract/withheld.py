"""What a speaker would not say: "did not say how many fighters had left", "would not give a number".

Why claims: a party that declined in October and gave a figure in November has moved, and that only shows when both meet at
the same question. So what is withheld gets the same noun and verb as a figure would have, with nothing in its bounds.
"""

from msgspec import Struct

from testimonia.extract.contents import is_negated, make_draft
from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import Draft, Range, trim
from testimonia.extract.parsing import ParsedPassage
from testimonia.model.testimony import Stance
from testimonia.model.values import Amount, Duration, Hedge, Money, Value

_CLAUSES = frozenset({"ccomp", "conj", "pcomp", "advcl", "dobj", "xcomp", "ROOT"})


class Withheld(Struct, frozen=True):
    """A value that was asked for and not given: tokens of a passage, -1 for what is not there."""

    span: Range
    noun: int
    predicate: int
    value: Value
    """With its bounds open."""


def find_withheld(reading: ParsedPassage, within: Range, cues: CueTable) -> list[Withheld]:
    """Open values in a content that the speaker declines to state, in text order."""
    found = []
    for token in range(*within):
        one = None
        if reading.lowers[token] == "how" and token + 1 < within[1] and reading.lowers[token + 1] in ("many", "much", "long"):
            one = _embedded(reading, token, within)
        elif reading.lemmas[token] in cues.figure_nouns and reading.pos[token] == "NOUN" and not _has_number(reading, token):
            one = _figure(reading, token, within)
        if one is not None:
            found.append(one)
    return found


def _embedded(reading: ParsedPassage, how: int, within: Range) -> Withheld | None:
    """ "How many fighters had left", "how many of them left", "how much was paid", "how long it took"."""
    much = how + 1
    noun = reading.heads[much] if reading.pos[reading.heads[much]] in ("NOUN", "PROPN") else -1
    of = reading.child(much, "prep")
    if of >= 0 and reading.lowers[of] == "of":
        noun = reading.child(of, "pobj")
    at = noun if noun >= 0 and reading.heads[noun] != much and of < 0 else much
    predicate = next((i for i in reading.ancestors(at) if reading.pos[i] in ("VERB", "AUX")), -1)
    if predicate < how or predicate >= within[1] or reading.deps[predicate] not in _CLAUSES:
        predicate = -1
    last = max(much, noun, predicate)
    end = _own_end(reading, predicate) if predicate >= 0 else last + 1
    span = trim(reading, how, min(max(end, last + 1), within[1]))
    words = reading.slice(*span)
    value: Value
    if reading.lowers[much] == "long":
        subject = reading.child(predicate, "nsubj", "nsubjpass") if predicate >= 0 else -1
        return Withheld(span, subject, predicate, Duration(None, None, None, words, Hedge.VAGUE))
    if reading.lowers[much] == "much" and (noun < 0 or reading.lemmas[noun] in ("money", "cash")):
        value = Money(None, None, None, "", words, Hedge.VAGUE)
    else:
        value = Amount(None, None, None, reading.lemmas[noun] if noun >= 0 else "people", words, Hedge.VAGUE)
    return Withheld(span, noun, predicate, value)


def _own_end(reading: ParsedPassage, verb: int) -> int:
    """One past the last token of a clause without the clauses coordinated with it."""
    last = verb
    for child in reading.children[verb]:
        if child > verb and reading.deps[child] not in ("conj", "cc", "punct"):
            last = max(last, reading.right[child])
    return last + 1


def _figure(reading: ParsedPassage, token: int, within: Range) -> Withheld | None:
    """ "A number of the dead", "the number of soldiers killed"; a bare "a figure" is open about what."""
    first, last = max(reading.left[token], within[0]), min(reading.right[token] + 1, within[1])
    of = next((i for i in reading.children[token] if reading.deps[i] == "prep" and i > token), -1)
    if of < 0 and reading.deps[token] == "dobj":
        of = next((i for i in reading.children[reading.heads[token]] if reading.deps[i] == "prep" and i > token), -1)
        last = min(reading.right[of] + 1, within[1]) if of >= 0 else last
    noun = reading.child(of, "pobj") if of >= 0 else -1
    clauses = [i for t in (noun, token) if t >= 0 for i in reading.children[t] if reading.deps[i] in ("acl", "relcl")]
    span = trim(reading, first, last)
    if span[0] >= span[1]:
        return None
    unit = reading.lemmas[noun] if noun >= 0 else ""
    return Withheld(span, noun, next(iter(clauses), -1), Amount(None, None, None, unit, reading.slice(*span), Hedge.VAGUE))


def _has_number(reading: ParsedPassage, token: int) -> bool:
    return any(reading.pos[i] == "NUM" for i in range(reading.left[token], reading.right[token] + 1))


def find_withholding(reading: ParsedPassage, cues: CueTable) -> list[Draft]:
    """ "Would not give a number", "did not respond to questions about ...": a refusal that hangs on no verb of saying."""
    drafts = []
    for token, lemma in enumerate(reading.lemmas):
        if lemma in cues.answering and reading.pos[token] == "VERB" and is_negated(reading, token):
            drafts += _unanswered(reading, token, cues)
        if lemma not in cues.giving or reading.pos[token] != "VERB" or not is_negated(reading, token):
            continue
        thing = reading.child(token, "dobj")
        if thing < 0 or reading.lemmas[thing] not in cues.figure_nouns or _has_number(reading, thing):
            continue
        last = max(reading.right[i] for i in reading.children[token] if i >= thing and reading.deps[i] in ("dobj", "prep"))
        draft = make_draft(reading, token, [trim(reading, reading.left[thing], last + 1)], "withheld")
        draft.stance, draft.has_negated_cue = Stance.DECLINES, False
        drafts.append(draft)
    return drafts


def _unanswered(reading: ParsedPassage, verb: int, cues: CueTable) -> list[Draft]:
    """What the questions that were not answered were about."""
    to = next((i for i in reading.children[verb] if i > verb and reading.lowers[i] == "to"), -1)
    asked = reading.child(to, "pobj") if to >= 0 else reading.child(verb, "dobj")
    if asked < 0 or reading.lemmas[asked] not in cues.asked:
        return []
    for child in reading.children[asked]:
        if reading.lowers[child] in cues.asked_about and reading.child(child, "pobj", "pcomp") >= 0:
            part = trim(reading, child + 1, reading.right[child] + 1)
            draft = make_draft(reading, verb, [part], "withheld")
            draft.stance, draft.has_negated_cue, draft.is_nominal = Stance.DECLINES, False, True
            return [draft]
    return []
