"""What a speaker does with a proposition: from the cue, from the verbs above a claim, from negation and modals.

Why two levels: in "the driver said they had expected 200" the statement asserts, but the 200 was only expected. A claim
takes the stance of the nearest verb above it that has one, else the statement's.
"""

from enum import Enum

from msgspec import Struct

from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import NOWHERE, Draft, Range
from testimonia.extract.parsing import ParsedPassage
from testimonia.model.testimony import Polarity, Stance

_SUBJECTS = ("nsubj", "nsubjpass")
_QUESTION_WORDS = frozenset({"whether", "if"})
_SHARING = frozenset({"or", "nor"})
"""Conjunctions that carry a negation on: "did not stop or leave"."""
_COMPLEMENTS = frozenset({
    "ccomp", "xcomp", "dobj", "dative", "nsubjpass", "prep", "attr", "advcl", "pcomp", "oprd", "npadvmod", "acomp", "agent",
    "pobj", "conj",
})  # fmt: skip


class Force(Struct, frozen=True):
    """How a proposition stands inside a content."""

    stance: Stance | None = None
    is_negated: bool = False
    is_hypothetical: bool = False
    words: str = ""
    """The word that gives the stance."""


def statement_stance(draft: Draft, cues: CueTable) -> tuple[Stance, bool]:
    """The stance of a cue with its negation, and whether the negation is really about the content.

    "Would not confirm" and "did not admit" decline; "does not think they left" says that they did not leave.
    """
    reading, stance = draft.reading, draft.stance
    if draft.mention >= 0 and stance is Stance.ASSERTS and reading.lemmas[draft.mention] in cues.agreements:
        stance = Stance.STIPULATES
    if not draft.has_negated_cue:
        return stance, False
    lemma = reading.lemmas[draft.cue] if draft.cue >= 0 else ""
    if lemma in cues.raising:
        return stance, True
    if stance in (Stance.ASSERTS, Stance.ADMITS, Stance.DENIES, Stance.PROMISES):
        return Stance.DECLINES, False
    return stance, False


def read_force(reading: ParsedPassage, token: int, within: Range, cues: CueTable, *, own: Range = NOWHERE) -> Force:
    """Climb from a value or a verb to the top of its content and collect what bears on it.

    Args:
        reading: The parse.
        token: Head token of the value, or the predicate itself.
        within: Token range of the content; what stands outside belongs to the cue, not to the proposition.
        cues: The language's cue words.
        own: Token range of the value itself: "none of them" is the amount 0, not a negation of it.
    """
    stance: Stance | None = None
    modal: Stance | None = None
    words, is_negated, is_hypothetical, shares_negation = "", False, False, True
    came_from, at = -1, token
    while True:
        if reading.pos[at] in ("VERB", "AUX"):
            if shares_negation and _is_denied_here(reading, at, came_from, cues, own=own):
                reach = _negation_reach(reading, at, came_from, cues)
                is_negated = is_negated != (reach is _Reach.CONTENT)
                is_hypothetical = is_hypothetical or reach is _Reach.OPEN
            found = _stance_at(reading, at, came_from, cues)
            if stance is None and found is not None:
                stance, words = found, reading.words[at]
                if found is Stance.DENIES or reading.lemmas[at] in cues.forbidding:
                    is_negated = not is_negated
            modal = modal or _modal_at(reading, at, cues)
            is_hypothetical = is_hypothetical or _is_hypothetical(reading, at, cues)
        elif reading.pos[at] == "ADP" and reading.lowers[at] in cues.negating_prepositions:
            is_negated = not is_negated
        head = reading.heads[at]
        if head == at or not within[0] <= head < within[1]:
            return Force(stance or modal, is_negated, is_hypothetical, words)
        if reading.deps[at] == "conj" and reading.pos[at] in ("VERB", "AUX") and reading.pos[head] in ("VERB", "AUX"):
            # A coordinated clause with a subject of its own stands on its own: "no deal was made and 50 left".
            if reading.child(at, *_SUBJECTS) >= 0:
                return Force(stance or modal, is_negated, is_hypothetical, words)
            shares_negation = any(reading.deps[i] == "cc" and reading.lowers[i] in _SHARING for i in reading.children[head])
        else:
            shares_negation = True
        came_from, at = at, head


class _Reach(Enum):
    """What a negation at a verb says about the clause below it."""

    CONTENT = "it did not happen"
    VERB = "it did, only the verb is denied"
    OPEN = "nothing either way"


def _negation_reach(reading: ParsedPassage, verb: int, came_from: int, cues: CueTable) -> _Reach:
    """How far "not" at a verb goes: "did not think they left", "did not know they left", "did not see who left"."""
    if came_from < 0 or reading.deps[came_from] != "ccomp" or reading.lemmas[verb] in cues.raising:
        return _Reach.CONTENT
    if reading.lemmas[verb] == "be":
        # "It is not true that they left", but "they heard it; they were not there" is two sentences.
        return _Reach.CONTENT if came_from > verb else _Reach.VERB
    if came_from < verb:
        return _Reach.VERB
    if reading.lemmas[verb] in ("let", "make", "have") and reading.child(came_from, "mark", "aux") < 0:
        return _Reach.CONTENT
    opens = reading.lowers[reading.left[came_from]]
    is_question = opens in _QUESTION_WORDS or reading.tags[reading.left[came_from]] in ("WDT", "WP", "WP$", "WRB")
    return _Reach.VERB if reading.lemmas[verb] in cues.factive and not is_question else _Reach.OPEN


def _is_denied_here(reading: ParsedPassage, verb: int, came_from: int, cues: CueTable, *, own: Range) -> bool:
    denied = False
    for i in reading.children[verb]:
        dep, word = reading.deps[i], reading.lowers[i]
        if (
            dep == "neg"
            or (dep == "advmod" and word == "never")
            or (dep in _SUBJECTS and not _is_own_nought(reading, i, own, cues) and _is_none(reading, i, cues))
        ):
            denied = not denied
    if reading.lemmas[verb] in cues.negating_verbs and came_from >= 0 and reading.deps[came_from] in _COMPLEMENTS:
        denied = not denied
    return denied


def _is_own_nought(reading: ParsedPassage, subject: int, own: Range, cues: CueTable) -> bool:
    """Whether "no ..." in a subject is the value itself, which says so with its 0; "no flags and no banners" are two."""
    if own[0] <= subject < own[1]:
        return True
    is_nought = own[0] >= 0 and reading.lowers[own[0]] in cues.negating_determiners
    return is_nought and reading.left[subject] <= own[0] <= reading.right[subject]


def _is_none(reading: ParsedPassage, noun: int, cues: CueTable) -> bool:
    return reading.lowers[noun] in cues.negating_subjects or _has_no(reading, noun, cues)


def _has_no(reading: ParsedPassage, noun: int, cues: CueTable) -> bool:
    return any(
        reading.deps[i] in ("det", "neg") and reading.lowers[i] in cues.negating_determiners for i in reading.children[noun]
    )


def has_no_object(reading: ParsedPassage, verb: int, cues: CueTable) -> bool:
    """Whether a verb's object is "no ..." ("made no deal")."""
    thing = reading.child(verb, "dobj", "attr", "oprd")
    return thing >= 0 and _is_none(reading, thing, cues)


def _stance_at(reading: ParsedPassage, verb: int, came_from: int, cues: CueTable) -> Stance | None:
    """The stance a verb gives to what it governs, by its meaning, its modal or "were to"."""
    lemma = reading.lemmas[verb]
    comes_from_complement = came_from < 0 or reading.deps[came_from] in _COMPLEMENTS
    governor = cues.governors.get(lemma)
    if governor is Stance.STIPULATES:
        subject = reading.child(verb, "nsubj")
        is_term = subject >= 0 and reading.lemmas[subject] in cues.agreements
        # "Only personal weapons were allowed" is a term; "I was allowed to turn round" is a thing that happened.
        set_out = reading.child(verb, "nsubjpass") if reading.child(verb, "xcomp") < 0 else -1
        is_set = set_out >= 0 and came_from in (-1, set_out) and reading.pos[set_out] != "PRON"
        return governor if is_term or is_set else None
    if governor is not None and came_from >= 0 and comes_from_complement:
        return governor
    if lemma == "be":
        clause = reading.child(verb, "xcomp")
        is_infinitive = clause >= 0 and any(reading.tags[i] == "TO" for i in reading.children[clause])
        if is_infinitive and reading.child(verb, "acomp", "attr") < 0:
            return Stance.STIPULATES
    return None


def _modal_at(reading: ParsedPassage, verb: int, cues: CueTable) -> Stance | None:
    """The stance of "will", "would", "must": weaker than a verb's, "promised that it would take six hours" promises."""
    for i in reading.children[verb]:
        if reading.deps[i] == "aux" and (modal := cues.modals.get(reading.lowers[i])) is not None:
            return None if _is_perfect(reading, verb) else modal
    return None


def _is_perfect(reading: ParsedPassage, verb: int) -> bool:
    """ "Would have left" speaks of what did not happen or is inferred: left to the reader."""
    return any(reading.deps[i] == "aux" and reading.lemmas[i] == "have" for i in reading.children[verb])


def _is_hypothetical(reading: ParsedPassage, verb: int, cues: CueTable) -> bool:
    children = reading.children[verb]
    if any(reading.deps[i] in ("mark", "advmod") and reading.lowers[i] in cues.hypothetical for i in children):
        return True
    # The main clause of a condition: "if 250 had left, we would have known".
    is_modal = any(reading.tags[i] == "MD" for i in children)
    return is_modal and any(reading.deps[i] == "advcl" and _has_condition(reading, i, cues) for i in children)


def _has_condition(reading: ParsedPassage, verb: int, cues: CueTable) -> bool:
    return any(reading.deps[i] == "mark" and reading.lowers[i] in cues.hypothetical for i in reading.children[verb])


def claim_stance(statement: Stance, force: Force, *, is_raised: bool, is_question: bool) -> tuple[Stance, Polarity]:
    """Stance and polarity of one claim from its statement's stance and its own force.

    >>> claim_stance(Stance.DENIES, Force(), is_raised=False, is_question=False)
    (<Stance.DENIES: 'denies'>, <Polarity.NEGATED: 'negated'>)
    """
    is_negated = force.is_negated != is_raised
    stance = statement
    if statement is Stance.DENIES:
        is_negated = not is_negated
    elif is_question and statement is Stance.ASSERTS:
        stance = Stance.ASKS
    elif statement in (Stance.ASSERTS, Stance.ADMITS) and force.stance is not None:
        stance = force.stance
    return stance, Polarity.NEGATED if is_negated else Polarity.AFFIRMED
