"""Cue verbs that report nothing: a term explained, a plate noted down, what anybody may say, a thing shown.

Why apart: grammar gives these a content like any other; only the words tell that nobody is answerable for it.
"""

from testimonia.extract.cues import CueTable, CueVerb
from testimonia.extract.drafts import Draft
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.subjects import is_passive

_ANYBODY = frozenset({"whoever", "anyone", "anybody"})
_NAMING = frozenset({"call", "term", "dub", "name"})
_NAMED = frozenset({"name", "identify", "quote"})
_REFUSING = frozenset({"deny", "reject", "dispute"})


def is_wording(reading: ParsedPassage, draft: Draft, cues: CueTable) -> bool:
    """Whether nothing is said of anything: a term explained, a plate noted down, "was quoted as" before "saying"."""
    cue, verb = draft.cue, reading.lemmas[draft.cue]
    if draft.rule in ("object", "preposition") and _is_errand(reading, cue):
        return True
    if draft.rule in ("infinitive", "clause") and verb in cues.governors and _is_anonymity(reading, cue):
        return True
    if (
        verb == "admit"
        and draft.rule == "object"
        and any(reading.lowers[i] in ("to", "into") for i in reading.children[cue] if i > cue)
    ):
        return True  # "admitted twelve towns to the league"
    if draft.rule == "object":
        thing = reading.child(cue, "dobj")
        return thing >= 0 and reading.lemmas[thing] in cues.identifiers and verb not in _REFUSING
    if draft.rule != "naming":
        return False
    first, _ = reading.find(*draft.parts[0])
    if reading.lowers[first] == "as" and any(
        reading.tags[i] == "VBG" and reading.lemmas[i] in cues.verbs for i in reading.children[first]
    ):
        return True
    if reading.pos[first] == "NUM" and reading.child(cue, "dobj") < 0:
        return True  # "call 0161 496 0113"
    speaker = draft.mention
    if speaker < 0 or verb not in _NAMING:
        return False
    if reading.lowers[speaker] in cues.hearsay_subjects and reading.lowers[first] == "it":
        return True  # "they called it “the nursery”"
    is_trade = reading.tags[speaker] == "NNS" and reading.lemmas[speaker] in cues.trades
    return is_trade and reading.tags[cue] == "VBP" and reading.pos[first] != "PRON"


def _is_anonymity(reading: ParsedPassage, cue: int) -> bool:
    """Whether a speaker only wishes to stay unnamed: "a guard who asked not to be named"."""
    wish = reading.child(cue, "xcomp", "ccomp")
    return wish >= 0 and reading.lemmas[wish] in _NAMED and is_passive(reading, wish)


def _is_errand(reading: ParsedPassage, cue: int) -> bool:
    """Whether a verb only says what something is for: "a way to report profits", "came to discuss the plan"."""
    has_to = any(reading.tags[i] == "TO" for i in reading.children[cue])
    return has_to and reading.deps[cue] in ("acl", "relcl", "advcl")


def is_anybody(reading: ParsedPassage, draft: Draft, cues: CueTable) -> bool:
    """Whether the subject is whoever may come along: "whoever saw it knows that", "you could say that"."""
    word = reading.lowers[draft.mention] if draft.mention >= 0 else ""
    if word != "you":
        return word in _ANYBODY
    return any(
        reading.tags[i] == "MD" or (reading.deps[i] == "mark" and reading.lowers[i] in cues.hypothetical)
        for i in reading.children[draft.cue]
    )


def is_shown_by_somebody(reading: ParsedPassage, draft: Draft, verb: CueVerb, cues: CueTable) -> bool:
    """Whether somebody shows a thing ("he showed a scar"), where only a document or a film shows a fact."""
    is_thing = draft.rule == "object" and verb.kinds == {"document"}
    return is_thing and not (draft.mention >= 0 and reading.lemmas[draft.mention] in cues.documents)
