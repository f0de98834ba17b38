"""Who said the words in quotation marks: the cue before, after or between them, or the speaker who is still talking."""

import re
from collections.abc import Sequence

from msgspec import Struct

from testimonia.extract.complements import cue_range
from testimonia.extract.contents import make_draft
from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import Draft, Range
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.quotes import Quotation, find_inner
from testimonia.extract.subjects import SUBJECTS, find_subject, mention_range, name_after
from testimonia.model.testimony import Form

MIN_BARE_WORDS = 4
"""A quotation of fewer words without a cue and without a comma before its closing mark is a name or a borrowed word."""

_STOPS = frozenset({".", "!", "?", "…", ";"})
_BEFORE_LABEL = _STOPS | {"-", "–", "—", "--", "―", "|", "•", "*"}
_LINKS = frozenset({",", ":", "-", "–", "—", "--", "―", "that"})
_SIGNATURE = re.compile(
    r"[^\S\n]*(?:―|—|–|--|-)[^\S\n]*((?:[^\W\d_][\w'’.-]*[^\S\n]+){0,5}[^\W\d_][\w'’-]*)[^\S\n]*(?=$|\n|[.;,](?:\s|$))"
)
_SPEAKING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_MAX_LABEL = 12
_REACH = 30
"""How many tokens away from the marks a cue may stand."""


class Quoted(Struct, frozen=True):
    """A quotation as it stands in a reading: token ranges with and without the marks."""

    quotation: Quotation
    first: int
    last: int
    inner_first: int
    inner_last: int
    outside: int = -1
    """What ``reading.quote`` has around it: -1 outside all marks, the outer quotation for one inside another."""


def place_quotations(reading: ParsedPassage, quotations: Sequence[Quotation], *, outside: int = -1) -> list[Quoted]:
    """Lay quotations over a reading's tokens and mark the tokens inside (``reading.quote``).

    Args:
        reading: The parse; each quotation gets the next free number.
        quotations: In text order, none inside another.
        outside: The number of the quotation they all stand in, or -1.
    """
    placed = []
    number = max(reading.quote, default=-1) + 1
    for quotation in quotations:
        first, last = reading.find(quotation.start, quotation.end)
        inner = reading.find(quotation.inner_start, quotation.inner_end)
        if inner[0] < inner[1]:
            reading.quote[inner[0] : inner[1]] = [number] * (inner[1] - inner[0])
            placed.append(Quoted(quotation, first, last, *inner, outside))
            number += 1
    return placed


def place_inner(reading: ParsedPassage, text_start: int, quoted: Sequence[Quoted]) -> list[Quoted]:
    """Lay the speech quoted inside quotations over a reading; a word or a title in inner marks is left to the outer one."""
    placed: list[Quoted] = []
    for place in quoted:
        outer = place.quotation
        shifted = Quotation(
            outer.start - text_start, outer.end - text_start, outer.inner_start - text_start, outer.inner_end - text_start
        )
        inner = [q for q in find_inner(reading.text, shifted) if _is_spoken(reading.text, q)]
        moved = [
            Quotation(q.start + text_start, q.end + text_start, q.inner_start + text_start, q.inner_end + text_start)
            for q in inner
        ]
        placed.extend(place_quotations(reading, moved, outside=reading.quote[place.inner_first]) if moved else ())
    return placed


def _is_spoken(text: str, quotation: Quotation) -> bool:
    words = text[quotation.inner_start : quotation.inner_end].split()
    closed_by_stop = text[quotation.inner_end - 1] in ",.?!…" or text[quotation.end : quotation.end + 1] in (",", ".")
    return len(words) >= MIN_BARE_WORDS or (closed_by_stop and len(words) > 1) or text[quotation.inner_end - 1] in "?!"


def cue_after(reading: ParsedPassage, quoted: Quoted, cues: CueTable) -> int:
    """The cue verb that follows a quotation: ", he said" or "said the driver"; -1 if none does."""
    at = quoted.last
    while at < len(reading) and reading.words[at] in (",", "-", "–", "—", "--", "―"):
        at += 1
    if at < len(reading) and reading.pos[at] in ("CCONJ", "SCONJ"):
        return -1  # "‘Who are you?’, and I could not say": the sentence goes on
    if at >= len(reading) or "\n" in reading.words[at]:
        return -1
    last_inside = reading.words[quoted.inner_last - 1]
    starts_low = reading.words[at][:1].islower() or reading.pos[at] == "PRON"
    if last_inside in (".", "…") and at == quoted.last and not reading.words[at][:1].islower():
        return -1
    for token in range(at, min(at + _REACH, len(reading))):
        if reading.quote[token] != quoted.outside and _is_nickname(reading, token, quoted.outside):
            continue
        if reading.words[token] in _STOPS or reading.quote[token] != quoted.outside:
            return -1
        verb = cues.verbs.get(reading.lemmas[token])
        if verb is None or reading.pos[token] not in ("VERB", "AUX") or "quote" not in verb.takes:
            is_finite = reading.tags[token] in ("VBD", "VBZ", "VBP") and reading.pos[token] == "VERB"
            if is_finite and token > at and not _is_aside(reading, at, token):
                return -1
            continue
        if last_inside in ("?", "!", "…", "."):
            clause = reading.child(token, "ccomp")
            if clause > token and not starts_low and reading.quote[clause] == quoted.outside:
                return -1
        return token
    return -1


def _is_aside(reading: ParsedPassage, first: int, token: int) -> bool:
    """Whether a verb only tells more of who speaks: "Ode, who founded the mill, said", "Ode, now 81 and retired, said"."""
    is_below = any(reading.deps[i] in ("relcl", "acl", "appos", "amod") for i in (token, *_below(reading, token, first)))
    return is_below and any(reading.words[i] == "," or reading.lowers[i] in ("who", "which") for i in range(first, token))


def _below(reading: ParsedPassage, token: int, first: int) -> list[int]:
    return [i for i in reading.ancestors(token) if i >= first]


def _is_nickname(reading: ParsedPassage, token: int, outside: int) -> bool:
    """Whether a quoted word stands inside a name: Viktor "the Tailor" Hruska."""
    first = last = token
    while first > 0 and reading.quote[first - 1] == reading.quote[token]:
        first -= 1
    while last + 1 < len(reading) and reading.quote[last + 1] == reading.quote[token]:
        last += 1
    before, after = first - 2, last + 2
    if last - first > 1 or before < 0 or after >= len(reading):
        return False
    return all(reading.pos[i] == "PROPN" and reading.quote[i] == outside for i in (before, after))


def cue_before(reading: ParsedPassage, quoted: Quoted, cues: CueTable) -> int:
    """The cue verb that introduces a quotation: "he said:", "he told reporters, "; -1 if none does."""
    at = quoted.first - 1
    while at >= 0 and reading.pos[at] == "SPACE":
        at -= 1
    if at < 0 or reading.words[at] in _STOPS:
        return -1
    has_colon = reading.words[at] == ":" or (reading.words[at] in (",", "—", "–", "-", "--") or reading.lowers[at] == "that")
    nearest = -1
    for token in range(at, max(at - _REACH, -1), -1):
        if token < at and reading.words[token] in _STOPS:
            break
        if reading.quote[token] != quoted.outside:
            break
        verb = cues.verbs.get(reading.lemmas[token])
        if reading.pos[token] in ("VERB", "AUX") and verb is not None and ("quote" in verb.takes or "clause" in verb.takes):
            nearest = token
            break
    if nearest < 0:
        return _any_verb(reading, at) if reading.words[at] == ":" else -1
    if has_colon or (nearest == at and not is_borrowed(reading, quoted)):
        return nearest
    # Straight into the quotation without a mark: only a recipient or an adverb may stand between.
    between = [reading.deps[i] for i in range(nearest + 1, at + 1) if reading.heads[i] == nearest]
    if is_borrowed(reading, quoted):
        return -1
    return nearest if between and all(dep in ("dobj", "dative", "advmod", "npadvmod", "prt") for dep in between) else -1


def signature_draft(reading: ParsedPassage, quoted: Quoted) -> Draft | None:
    """A quotation signed after a dash: "..." — Jane Doe. The name must end the line.

    Read from the text, not from tokens: a dash glued to a closing mark makes a token of both.
    """
    match = _SIGNATURE.match(reading.text, quoted.quotation.end - reading.start)
    if match is None or not all(word[0].isupper() for word in match.group(1).split()):
        return None
    span = (reading.start + match.start(1), reading.start + match.end(1))
    draft = Draft(reading, [(quoted.quotation.start, quoted.quotation.end)], Form.DIRECT, "signature", mention_span=span)
    draft.mention = reading.find(*span)[1] - 1
    return draft


def label_draft(reading: ParsedPassage, quoted: Quoted) -> Draft | None:
    """A quotation after a headline's name and a colon: "Mayor on the flood: “We were not warned”"."""
    colon = quoted.first - 1
    while colon > 0 and reading.pos[colon] == "SPACE":
        colon -= 1
    if colon < 1 or reading.words[colon] != ":" or reading.quote[colon] >= 0:
        return None
    line = next((i + 1 for i in range(colon - 1, -1, -1) if "\n" in reading.words[i] or reading.words[i] in _BEFORE_LABEL), 0)
    names = [(a, b) for a, b, kind in reading.entities if line <= a and b <= colon and kind in _SPEAKING]
    if not names or colon - line > _MAX_LABEL:
        return None
    first, last = names[0]
    span = (reading.begins[first], reading.ends[last - 1])
    return Draft(
        reading,
        [(quoted.quotation.start, quoted.quotation.end)],
        Form.DIRECT,
        "label",
        cue_span=(reading.begins[colon], reading.ends[colon]),
        mention=last - 1,
        mention_span=span,
    )


def is_borrowed(reading: ParsedPassage, quoted: Quoted) -> bool:
    """Whether a quotation is a title or a borrowed word inside a running sentence: few words, no opening mark before."""
    words = sum(1 for i in range(quoted.inner_first, quoted.inner_last) if reading.pos[i] not in ("PUNCT", "SPACE"))
    before = quoted.first - 1
    if words >= MIN_BARE_WORDS or before < 0:
        return False
    if reading.words[quoted.inner_last - 1] in ("?", "!") and reading.pos[before] == "VERB":
        return False  # "chanted “What now?”"
    return reading.pos[before] not in ("PUNCT", "SPACE") and reading.sentence[before] == reading.sentence[quoted.inner_first]


def gesture_after(reading: ParsedPassage, quoted: Quoted, cues: CueTable) -> int:
    """The subject of a gesture that follows a quotation which opens its passage: "“Look up.” The sexton points."; or -1."""
    if any(reading.pos[i] not in ("PUNCT", "SPACE") for i in range(quoted.first)) or quoted.last >= len(reading):
        return -1
    if reading.words[quoted.inner_last - 1] not in _STOPS:
        return -1
    start, end = reading.sentences[reading.sentence[quoted.last]]
    verb = next((i for i in range(max(start, quoted.last), end) if reading.tags[i] in ("VBD", "VBZ")), -1)
    if verb < 0 or reading.lemmas[verb] not in cues.gestures or reading.quote[verb] >= 0:
        return -1
    subject = reading.child(verb, "nsubj")
    is_person = subject >= 0 and (reading.pos[subject] in ("PROPN", "PRON") or reading.lemmas[subject] in cues.people)
    return subject if is_person and subject >= quoted.last else -1


def lead_draft(reading: ParsedPassage, cues: CueTable) -> Draft | None:
    """The speaker whom a passage announces with a final colon ("He said:"), for the quotation that opens the next one."""
    last = len(reading) - 1
    while last >= 0 and reading.pos[last] == "SPACE":
        last -= 1
    if last < 1 or reading.words[last] != ":":
        return None
    start, _ = reading.sentences[reading.sentence[last]]
    verbs = [i for i in range(start, last) if reading.pos[i] == "VERB" and reading.lemmas[i] in cues.verbs]
    cue = verbs[-1] if verbs else _any_verb(reading, last)
    return make_draft(reading, cue, [], "lead") if cue >= 0 else None


def _any_verb(reading: ParsedPassage, colon: int) -> int:
    """The main verb of what a colon ends, if a person or body is its subject: "He had a message:"."""
    start, _ = reading.sentences[reading.sentence[colon]]
    for token in range(colon, start - 1, -1):
        if reading.words[token] in _STOPS:
            return -1
        if reading.pos[token] == "VERB" and reading.child(token, "nsubj") >= 0:
            subject = find_subject(reading, token)
            return token if subject >= 0 and reading.pos[subject] in ("PROPN", "PRON", "NOUN") else -1
    return -1


def clause_range(reading: ParsedPassage, cue: int) -> Range:
    """Tokens of a cue's own clause next to a quotation: subject, verb, recipient, adverbials outside quotation marks."""
    first, last = cue_range(reading, cue)
    for child in reading.children[cue]:
        if reading.quote[child] < 0 and reading.deps[child] in (
            *SUBJECTS,
            "dobj",
            "dative",
            "prep",
            "advmod",
            "npadvmod",
            "advcl",
        ):
            first, last = min(first, reading.left[child]), max(last, reading.right[child] + 1)
    return first, last


def direct_draft(reading: ParsedPassage, quoted: Quoted, cue: int, rule: str, cues: CueTable) -> Draft:
    """A draft for a quotation with a cue (or -1); "promised" or "asked" beside it gives it that stance."""
    parts = [(quoted.quotation.start, quoted.quotation.end)]
    if cue < 0:
        return Draft(reading, parts, Form.DIRECT, rule)
    draft = make_draft(reading, cue, [], rule)
    draft.parts, draft.form = parts, Form.DIRECT
    if draft.mention < 0 and quoted.last <= cue:
        _name_between(reading, draft, quoted.last)
        if draft.mention < 0 and (speaker := name_after(reading, cue)) >= 0:
            first, last = mention_range(reading, speaker)
            draft.mention, draft.mention_span = speaker, (reading.begins[first], reading.ends[last - 1])
    verb = cues.verbs.get(reading.lemmas[cue])
    if verb is not None:
        draft.stance = verb.takes.get("quote", draft.stance)
    return draft


def _name_between(reading: ParsedPassage, draft: Draft, first: int) -> None:
    """Take who stands between a quotation and its cue for the speaker, where the parser lost the subject.

    "“Stop,” river police chief Ann Ode, 51, said Monday": the first name or noun phrase, up to a comma, a bracket or the cue.
    """
    while first < draft.cue and reading.pos[first] in ("PUNCT", "SPACE"):
        first += 1
    last = first
    while last < draft.cue and reading.pos[last] in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "NUM"):
        last += 1
    if last == first or reading.pos[last - 1] not in ("PROPN", "NOUN", "PRON") or reading.tags[last - 1] == "POS":
        return
    draft.mention = last - 1
    draft.mention_span = (reading.begins[first], reading.ends[last - 1])


def is_speech(reading: ParsedPassage, quoted: Quoted) -> bool:
    """Whether a quotation without a cue is speech rather than a title or a borrowed word."""
    words = sum(1 for i in range(quoted.inner_first, quoted.inner_last) if reading.pos[i] not in ("PUNCT", "SPACE"))
    before = quoted.first - 1
    opens = before < 0 or reading.pos[before] == "SPACE" or reading.words[before] in _STOPS or reading.quote[before - 1] >= 0
    if is_title(reading, quoted):
        return False
    if words < MIN_BARE_WORDS and not (reading.words[quoted.inner_last - 1] == "," and opens):
        return False
    return not _is_woven_in(reading, quoted)


def is_title(reading: ParsedPassage, quoted: Quoted) -> bool:
    """Whether a quotation is written like a title or a heading: every longer word with a capital."""
    words = [w for w in reading.words[quoted.inner_first : quoted.inner_last] if len(w) > 3 and w.isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in words) and not all(word.isupper() for word in words)


def _is_woven_in(reading: ParsedPassage, quoted: Quoted) -> bool:
    """Whether the words around a quotation carry the sentence on, as around a borrowed word."""
    before, after = quoted.first - 1, quoted.last
    while before >= 0 and reading.pos[before] == "SPACE":
        before -= 1
    ends_before = before < 0 or reading.words[before] in (*_STOPS, ":", ",") or reading.quote[before] >= 0
    if before >= 0 and "\n" in reading.text[reading.ends[before] - reading.start : quoted.quotation.start - reading.start]:
        ends_before = True
    if before >= 0 and reading.words[before] in ("”", '"', "''", "’", "»"):
        ends_before = True
    last = reading.words[quoted.inner_last - 1]
    if last == "," and after < len(reading) and reading.tags[after] in ("VBZ", "VBD", "VBP", "MD"):
        return True  # "her essay, “Tell the truth,” is long"
    ends_after = after >= len(reading) or last in _STOPS or last == "," or reading.words[after] in (".", "―", "—", "--")
    return not (ends_before and ends_after)
