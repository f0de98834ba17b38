"""Attributions to a clause around the cue: "as the surveyor put it", "as Ode reported", "the operator put the figure at 800".

Why apart from the other verbs of saying: what is put is the clause around it, or a number, never a clause of its own.
"""

from testimonia.extract.contents import make_draft
from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import Draft, Range, trim
from testimonia.extract.parsing import ParsedPassage

_PUT = "put"
_LONGEST_NAME = 15
_OWN_CONTENT = ("ccomp", "dobj", "attr", "oprd", "xcomp")
_PARTING = frozenset({"while", "whereas", "but", "and"})


def find_puttings(reading: ParsedPassage, cues: CueTable) -> list[Draft]:
    """What somebody "put" so, or the figure they put something at, in text order."""
    drafts = []
    for token, lemma in enumerate(reading.lemmas):
        if reading.pos[token] != "VERB":
            continue
        if lemma != _PUT:
            parts = _noted(reading, token, cues)
            if parts:
                drafts.append(make_draft(reading, token, parts, "as noted"))
            continue
        thing = reading.child(token, "dobj")
        if thing < 0 or thing < token:
            continue
        parts = _wording(reading, token, thing) or _figure(reading, token, thing, cues)
        if parts:
            drafts.append(make_draft(reading, token, parts, "put"))
    return drafts


def part_puttings(reading: ParsedPassage, drafts: list[Draft], puttings: list[Draft]) -> None:
    """End what was said before where another's putting begins: "2,300 had joined, while the operator put it at 800"."""
    for putting in puttings:
        first = reading.left[putting.cue]
        opens = reading.lowers[first] in _PARTING or (first > 0 and reading.lowers[first - 1] in _PARTING)
        if putting.mention < 0 or not opens:
            continue
        limit = reading.begins[first]
        for draft in drafts:
            if draft.cue < first and draft.reading is reading and draft.covers(limit, limit + 1):
                draft.parts = [part for start, end in draft.parts if (part := _until(reading, start, end, limit))]


def _until(reading: ParsedPassage, start: int, end: int, limit: int) -> Range | None:
    first, last = trim(reading, *reading.find(start, min(end, limit)))
    if last > first and reading.lowers[last - 1] in _PARTING:
        first, last = trim(reading, first, last - 1)
    return (reading.begins[first], reading.ends[last - 1]) if first < last else None


def _noted(reading: ParsedPassage, verb: int, cues: CueTable) -> list[Range]:
    """The clause around "as X noted" and "as reported by X"; empty where the verb has a content of its own."""
    cue, first = cues.verbs.get(reading.lemmas[verb]), reading.left[verb]
    if cue is None or "clause" not in cue.takes or reading.lowers[first] != "as" or reading.heads[first] != verb:
        return []
    if reading.child(verb, *_OWN_CONTENT) >= 0 or verb - first > _LONGEST_NAME:
        return []
    after = reading.right[verb] + 1
    start, end = reading.sentences[reading.sentence[verb]]
    is_apart = (first == start or reading.pos[first - 1] in ("PUNCT", "CCONJ")) and (
        after >= end or reading.pos[after] == "PUNCT"
    )
    has_speaker = reading.child(verb, "nsubj", "agent") >= 0
    if not is_apart or not has_speaker or any(quote != reading.quote[verb] for quote in reading.quote[start:end]):
        return []
    return _around(reading, verb, after)


def _wording(reading: ParsedPassage, verb: int, thing: int) -> list[Range]:
    """The clause around "as X put it"."""
    if reading.lowers[thing] != "it" or reading.lowers[reading.left[verb]] != "as":
        return []
    return _around(reading, verb, reading.right[thing] + 1)


def _around(reading: ParsedPassage, verb: int, after: int) -> list[Range]:
    """The clause around a parenthesis that ends at ``after``."""
    first = reading.left[verb]
    if (
        after + 1 < len(reading)
        and reading.words[after] in (",", ":")
        and reading.quote[after + 2 : after + 3] not in ([], [-1])
    ):
        return []  # "as Ode put it, “...”": quotation marks tell better what
    head = reading.heads[verb]
    start, end = reading.sentences[reading.sentence[verb]]
    if head != verb and reading.pos[head] in ("VERB", "AUX"):
        start, end = min(reading.left[head], first), max(reading.right[head] + 1, after)
        start += reading.pos[start] == "SCONJ"
    parts = [trim(reading, start, first), trim(reading, after, end)]
    return [(a, b) for a, b in parts if a < b]


def _figure(reading: ParsedPassage, verb: int, thing: int, cues: CueTable) -> list[Range]:
    """The number that somebody puts a figure at."""
    if reading.lemmas[thing] not in cues.figure_nouns and reading.lowers[thing] != "it":
        return []
    at = next((i for i in reading.children[verb] if i > thing and reading.lowers[i] == "at"), -1)
    number = reading.child(at, "pobj") if at >= 0 else -1
    if number < 0 or not any(reading.pos[i] == "NUM" for i in range(reading.left[number], reading.right[number] + 1)):
        return []
    return [trim(reading, reading.left[number], reading.right[number] + 1)]
