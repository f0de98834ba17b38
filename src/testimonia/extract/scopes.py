"""The part of the story that a claim is limited to: "in my lorry", "with each driver", "in one week".

Why so few: a phrase that is taken for a limit keeps a figure out of the question it answers. "By his estimate", "to this day"
and "with his own eyes" limit nothing; only what holds a part of the counted, or a length of time it was counted over, does.
"""

from testimonia.extract.cues import CueTable
from testimonia.extract.parsing import ParsedPassage

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_CARRIERS = frozenset({"advmod", "prt", "prep"})
_LIMITERS = ("poss", "det", "nummod", "amod", "predet")
_SHARING = frozenset({"each", "every"})


def find_scope(reading: ParsedPassage, tokens: tuple[int, int, int], cues: CueTable) -> tuple[str, ...]:
    """Phrases that limit a claim to a part, in text order.

    Args:
        reading: The parse.
        tokens: Noun, head of the value, predicate; -1 for what is not there. The value's own phrase never limits it.
        cues: The language's words for parts.
    """
    noun, anchor, predicate = tokens
    phrases = []
    for holder in dict.fromkeys(token for token in (noun, anchor, predicate) if token >= 0):
        carried = [i for child in reading.children[holder] if reading.deps[child] in _CARRIERS for i in reading.children[child]]
        for child in [*reading.children[holder], *carried]:
            if reading.deps[child] == "prep":
                inner = _limit(reading, child, cues)
                if inner >= 0 and not child <= anchor <= reading.right[child]:
                    phrases.append((child, inner))
            elif reading.deps[child] in _SUBJECTS and child not in (noun, anchor) and _is_part(reading, child, cues):
                phrases.append((reading.left[child], child))
    return tuple(" ".join(reading.slice(a, b + 1).split()) for a, b in sorted(set(phrases)))


def _limit(reading: ParsedPassage, preposition: int, cues: CueTable) -> int:
    """The noun a preposition limits a claim to, or -1."""
    word = reading.lowers[preposition]
    noun = reading.child(preposition, "pobj")
    if noun < 0:
        return -1
    of = reading.child(noun, "prep") if reading.lowers[noun] in _SHARING else -1
    if of >= 0 and reading.lowers[of] == "of" and reading.child(of, "pobj") >= 0:
        return reading.child(of, "pobj") if word in cues.scope_prepositions else -1
    if word == "per" or (word in cues.scope_sharing and _has_limiter(reading, noun, _SHARING)):
        return noun
    if word in cues.scope_spans and reading.lemmas[noun] in cues.scope_times:
        return noun if _has_limiter(reading, noun, cues.scope_time_limiters) else -1
    return noun if word in cues.scope_prepositions and _is_part(reading, noun, cues) else -1


def _is_part(reading: ParsedPassage, noun: int, cues: CueTable) -> bool:
    """Whether a noun is one of several that hold a part of what is counted: "my lorry", "the first bus"."""
    return reading.lemmas[noun] in cues.scope_parts and _has_limiter(reading, noun, cues.scope_limiters)


def _has_limiter(reading: ParsedPassage, noun: int, limiters: frozenset[str]) -> bool:
    return any(reading.lowers[i] in limiters and reading.deps[i] in _LIMITERS for i in reading.children[noun])
