"""What a claim is about: the noun, what narrows it, the verb that governs it and the part of the story it is limited to.

Why grammar and not windows of words: "250 of the fighters left with 3,500 relatives" holds two counts in eight words; only
the tree says which number counts whom.
"""

import msgspec

from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import Range
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.scopes import find_scope
from testimonia.extract.values.counting import is_person, unit_of
from testimonia.extract.values.found import Found
from testimonia.model.testimony import About
from testimonia.model.values import Amount

CONTENT_POS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LIGHT = frozenset({"be", "have", "do", "more", "other", "such", "many", "much", "own", "same"})
_MAX_TERMS = 24
_JOINED = 2
"""Nouns that count together at least."""


class Sentences:
    """Content lemmas of each sentence of a reading, computed once and only where a claim asks for them."""

    def __init__(self, reading: ParsedPassage, cues: CueTable) -> None:
        self._reading = reading
        self.cues = cues
        self._terms: dict[tuple[int, int], tuple[str, ...]] = {}

    def terms(self, token: int, within: Range) -> tuple[str, ...]:
        """Content lemmas of the token's sentence inside a content, in order, without repetition.

        The cue's clause stays out: "the coalition said" does not make a claim one about the coalition.
        """
        reading = self._reading
        a, b = reading.sentences[reading.sentence[token]]
        a, b = max(a, within[0]), min(b, within[1])
        n = (a, b)
        if n not in self._terms:
            lemmas = [
                reading.lemmas[i] for i in range(a, b) if reading.pos[i] in CONTENT_POS and reading.words[i][:1].isalpha()
            ]
            self._terms[n] = tuple(dict.fromkeys(lemma for lemma in lemmas if lemma not in _LIGHT))
        return self._terms[n]


def find_about(reading: ParsedPassage, found: Found, sentences: Sentences, within: Range) -> About:
    """What a found value is about."""
    first, last = reading.find(reading.start + found.start, reading.start + found.end)
    head = found.head if 0 <= found.head < len(reading) else top_token(reading, first, last)
    noun = head if _joined_in(reading, found, head, last) else _noun(reading, found, head, (first, last))
    predicate = predicate_of(reading, head)
    about = make_about(reading, (noun, predicate), sentences, within, anchor=head)
    if (nouns := _joined_in(reading, found, head, last)) and isinstance(found.value, Amount):
        modifiers = (*about.modifiers, *(reading.lemmas[i] for i in nouns))
        terms = tuple(term for term in about.terms if term not in modifiers)
        return msgspec.structs.replace(about, noun=found.value.unit, modifiers=tuple(dict.fromkeys(modifiers)), terms=terms)
    added = appositives(reading, (first, last), min(within[1], reading.sentences[reading.sentence[head]][1]))
    if added:
        modifiers = tuple(dict.fromkeys([*about.modifiers, *added]))
        terms = tuple(term for term in about.terms if term not in added)
        about = msgspec.structs.replace(about, modifiers=modifiers, terms=terms)
    own = {reading.lemmas[i] for i in range(first, last) if i != noun}
    if own.isdisjoint(about.terms) and own.isdisjoint(about.modifiers):
        return about
    narrowing = {reading.lemmas[i] for i in reading.children[noun]} if noun == head else set()
    return msgspec.structs.replace(
        about,
        terms=tuple(term for term in about.terms if term not in own),
        modifiers=tuple(word for word in about.modifiers if word not in own or word in narrowing),
    )


def with_joined(reading: ParsedPassage, found: Found) -> Found:
    """A count with all the nouns that it counts together: "35 women and children" are not 35 women.

    What is counted is then "people", or "thing" where not every noun is known to mean people; the nouns themselves become
    modifiers of the claim (`find_about`). So no total of women, and none of all people, is mistaken for it.
    """
    if not isinstance(found.value, Amount) or not 0 <= found.head < len(reading) or reading.tags[found.head] != "NNS":
        return found
    _, last = reading.find(reading.start + found.start, reading.start + found.end)
    nouns = joined_nouns(reading, found.head, last) if last - 1 == found.head else ()
    if len(nouns) < _JOINED:
        return found
    stop = reading.ends[nouns[-1]] - reading.start
    unit = "people" if all(is_person(unit_of(reading.doc[noun])) for noun in nouns) else "thing"
    value = msgspec.structs.replace(found.value, words=reading.text[found.start : stop], unit=unit)
    return msgspec.structs.replace(found, end=stop, value=value)


def joined_nouns(reading: ParsedPassage, head: int, end: int) -> tuple[int, ...]:
    """Tokens of the bare plurals that one number counts together, the first at ``head``, the rest from ``end`` on."""
    nouns, size = [head], len(reading)
    is_closed = False
    while end + 1 < size and not is_closed:
        joint = reading.lowers[end]
        step = 2 if joint == "," and reading.lowers[end + 1] in ("and", "or") else 1
        while end + step + 1 < size and reading.tags[end + step] == "JJ":
            step += 1
        if joint not in (",", "and", "or") or not _is_bare_plural(reading, end + step, head):
            break
        is_closed = joint != "," or reading.lowers[end + 1] in ("and", "or")
        nouns.append(end + step)
        end += step + 1
    return tuple(nouns) if is_closed else ()


def _is_bare_plural(reading: ParsedPassage, token: int, head: int) -> bool:
    if token >= len(reading) or reading.tags[token] != "NNS" or reading.deps[token] != "conj":
        return False
    return head in (reading.heads[token], *reading.ancestors(token))


def _joined_in(reading: ParsedPassage, found: Found, head: int, last: int) -> tuple[int, ...]:
    """The nouns that `with_joined` has put together, empty for an ordinary count."""
    if not isinstance(found.value, Amount) or found.value.unit not in ("people", "thing") or last - 1 <= head:
        return ()
    nouns = joined_nouns(reading, head, head + 1) if reading.tags[head] == "NNS" else ()
    return nouns if nouns and nouns[-1] == last - 1 else ()


def appositives(reading: ParsedPassage, span: Range, end: int) -> tuple[str, ...]:
    """Lemmas of what is said in apposition of everyone counted: "a few dozen fighters left, all of them local".

    Args:
        reading: The parse.
        span: Token range of the value; "none of them foreign" has its apposition right behind it.
        end: One past the last token that may belong to it.
    """
    at = span[1]
    if reading.lowers[at - 1] not in ("them", "whom"):
        while at < end and not (reading.words[at] == "," and reading.lowers[at + 1 : at + 2] == ["all"]):
            if reading.pos[at] == "NUM":
                return ()
            at += 1
        at += 2
        if reading.lowers[at : at + 2] in (["of", "them"], ["of", "whom"]):
            at += 2
    first = at
    while at < end and reading.pos[at] in ("ADJ", "CCONJ"):
        at += 1
    is_closed = first < at and (at >= end or reading.pos[at] in ("PUNCT", "SPACE"))
    return tuple(reading.lemmas[i] for i in range(first, at) if reading.pos[i] == "ADJ") if is_closed else ()


def make_about(reading: ParsedPassage, tokens: tuple[int, int], sentences: Sentences, within: Range, *, anchor: int) -> About:
    """About from the tokens of noun and predicate, -1 for what is not there; ``anchor``'s phrases limit the claim."""
    noun, predicate = tokens
    subject = _subject(reading, predicate, within) if predicate >= 0 else -1
    subject_lemma = _lemma(reading, subject) if subject not in (-1, noun) else ""
    noun_lemma = _lemma(reading, noun)
    predicate_lemma = reading.lemmas[predicate] if predicate >= 0 else ""
    modifiers = _modifiers(reading, noun) if noun >= 0 else ()
    used = {noun_lemma, predicate_lemma, subject_lemma, *modifiers}
    terms = tuple(term for term in sentences.terms(anchor, within) if term not in used)[:_MAX_TERMS]
    scope = find_scope(reading, (noun, anchor, predicate), sentences.cues)
    return About(noun_lemma, modifiers, predicate_lemma, subject_lemma, scope, terms)


def _subject(reading: ParsedPassage, predicate: int, within: Range) -> int:
    found = [i for i in reading.children[predicate] if reading.deps[i] in _SUBJECTS and within[0] <= i < within[1]]
    return found[-1] if found else -1


def top_token(reading: ParsedPassage, first: int, last: int) -> int:
    """The token of a range that governs the rest of it."""
    last = max(last, first + 1)
    for i in range(first, min(last, len(reading))):
        if not first <= reading.heads[i] < last or reading.heads[i] == i:
            return i
    return min(first, len(reading) - 1)


def predicate_of(reading: ParsedPassage, token: int) -> int:
    """The nearest verb above a token, past auxiliaries; -1 if there is none."""
    if reading.pos[token] == "VERB" and reading.deps[token] not in ("amod", "compound"):
        return token
    for above in reading.ancestors(token):
        if reading.pos[above] in ("VERB", "AUX") and reading.deps[above] != "amod":
            return _lexical(reading, above)
    # "About 250 fighters left with their families": the parser may take the verb for a participle.
    top = next((above for above in reading.ancestors(token) if reading.heads[above] == above), token)
    return reading.child(top, "acl", "relcl")


def _lexical(reading: ParsedPassage, verb: int) -> int:
    """The verb that says what is done: "leave" in "were to leave"."""
    if reading.lemmas[verb] == "be" and reading.child(verb, "attr", "acomp") < 0:
        infinitive = reading.child(verb, "xcomp")
        return infinitive if infinitive >= 0 else verb
    return verb


def _lemma(reading: ParsedPassage, token: int) -> str:
    if token < 0 or reading.pos[token] not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return ""
    return reading.lemmas[token]


def _noun(reading: ParsedPassage, found: Found, head: int, span: tuple[int, int]) -> int:
    """Token of the noun that is counted, measured or dated."""
    if isinstance(found.value, Amount) and reading.lemmas[head] == found.value.unit and reading.pos[head] in ("NOUN", "PROPN"):
        return head
    if isinstance(found.value, Amount) and found.value.unit == "people":
        return -1
    of = next((i for i in reading.children[head] if reading.lowers[i] == "of" and reading.deps[i] == "prep"), -1)
    if of >= 0 and reading.pos[head] in ("NUM", "PRON", "DET", "ADJ", "NOUN") and (whole := reading.child(of, "pobj")) >= 0:
        return whole
    return _measured(reading, head, span)


def _measured(reading: ParsedPassage, head: int, span: tuple[int, int]) -> int:
    """The noun a measure belongs to: "a six-hour job", "strikes for ten hours", "the convoy was six kilometres long"."""
    at = head
    for above in reading.ancestors(head):
        if span[0] <= above < span[1]:
            at = above
            continue
        if reading.pos[above] in ("NOUN", "PROPN") and reading.deps[at] != "conj":
            return above
        if reading.pos[above] in ("VERB", "AUX"):
            subject = reading.child(above, *_SUBJECTS)
            thing = reading.child(above, "dobj")
            for candidate in (subject, thing):
                if candidate >= 0 and candidate != at and _lemma(reading, candidate) and not span[0] <= candidate < span[1]:
                    return candidate
            return -1
        at = above
    return -1


def _modifiers(reading: ParsedPassage, noun: int) -> tuple[str, ...]:
    found: list[str] = []
    for child in reading.children[noun]:
        if reading.deps[child] in _MODIFIERS and reading.pos[child] in ("ADJ", "NOUN", "PROPN", "VERB"):
            found.extend(
                reading.lemmas[i] for i in range(reading.left[child], child) if reading.pos[i] in ("ADJ", "NOUN", "PROPN")
            )
            found.append(reading.lemmas[child])
    return tuple(dict.fromkeys(lemma for lemma in found if lemma not in _LIGHT and lemma[:1].isalpha()))
