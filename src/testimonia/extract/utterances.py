"""Who is answerable for each attribution, from whom they have it, and whether they were there."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.claims import Holder, Proposition
from testimonia.extract.contents import is_negated
from testimonia.extract.cues import CueTable
from testimonia.extract.drafts import Draft
from testimonia.extract.parsing import ParsedPassage
from testimonia.extract.roles import SpeakerTable
from testimonia.extract.speakers import UNRESOLVED, Cast
from testimonia.extract.stances import statement_stance
from testimonia.extract.subjects import has_recipient_subject, is_passive, mention_range
from testimonia.extract.voices import Voice
from testimonia.model.testimony import Form, Role, Speaker, Stance

_RELAYED = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.ADMITS, Stance.DECLINES})
"""What can be passed on as somebody else's account. Who saw a threat or heard a promise made tells it themselves."""


class Utterance(Struct):
    """An attribution with its speaker: a statement that may still grow and has no id yet."""

    draft: Draft
    passage_id: str
    speaker: Speaker
    chain: tuple[Speaker, ...]
    stance: Stance
    holder: Holder
    said_on: str
    is_first_hand: bool | None
    propositions: list[Proposition]


class Attributor:
    """Gives the drafts of one document their speakers, passage by passage."""

    def __init__(self, cast: Cast, cues: CueTable, words: SpeakerTable) -> None:
        self._cast = cast
        self._cues = cues
        self._words = words
        self._known: dict[int, Utterance] = {}

    def attribute(self, drafts: Sequence[Draft], voice: Voice) -> list[Utterance]:
        """Utterances of one passage, outer ones before those inside them."""
        previous = {id(u.draft): u for u in list(self._known.values())[-8:]}
        self._known = previous
        found = []
        for draft in sorted(drafts, key=_depth):
            if draft.completes is not None:
                self._complete(draft, draft.completes, voice)
                continue
            utterance = self._inner(draft, voice) if draft.inside is not None else self._outer(draft, voice)
            if utterance is not None:
                self._known[id(draft)] = utterance
                found.append(utterance)
            elif draft.inside is not None and id(draft.inside) in self._known:
                self._known[id(draft)] = self._known[id(draft.inside)]
        return found

    def _complete(self, late: Draft, draft: Draft, voice: Voice) -> None:
        """Give a quotation of earlier paragraphs the speaker that its last one names."""
        told, known = self._outer(late, voice), self._known.get(id(draft))
        if told is None or known is None:
            return
        known.speaker, known.chain, known.stance, known.holder = told.speaker, told.chain, told.stance, told.holder
        known.is_first_hand = told.is_first_hand
        draft.cue_span, draft.mention_span, draft.shown_span = late.cue_span, late.mention_span, late.shown_span

    def narrate(self, reading: ParsedPassage, span: tuple[int, int], voice: Voice) -> Utterance:
        """The passage's own voice for one stretch of text."""
        draft = Draft(reading, [span], voice.form, "turn" if voice.form is Form.TURN else "narration")
        return self._make(draft, voice, voice.speaker, ())

    def _outer(self, draft: Draft, voice: Voice) -> Utterance | None:
        if draft.same_as is not None:
            told = self._known.get(id(draft.same_as)) or self._outer(draft.same_as, voice)
            if told is not None:
                return self._make(draft, voice, told.speaker, told.chain)
        if self._is_nobodys(draft, voice):
            return None
        is_expected = draft.rule == "reported infinitive" and not voice.is_testimony
        is_agentless = draft.mention < 0 and draft.cue >= 0 and is_passive(draft.reading, draft.cue)
        if is_agentless and draft.stance not in _RELAYED and not is_expected:
            return None  # "they were promised six hours": by whom is not said, so it stays with whoever tells it
        if not voice.is_testimony:
            speaker = self._cast.resolve(draft, voice.speaker)
            if draft.teller >= 0:
                return self._make(draft, voice, speaker, (self._teller(draft, voice.speaker),))
            if self._is_hearsay(draft, speaker):
                return self._make(draft, voice, replace(speaker, role=Role.HEARSAY), (UNRESOLVED,))
            return self._make(draft, voice, speaker, ())
        if self._is_thought(draft):
            return None
        if self._is_own_voice(draft, voice):
            chain = (UNRESOLVED,) if self._was_told(draft) else ()
            if draft.teller >= 0:
                chain = (self._teller(draft, voice.speaker),)
            return self._make(draft, voice, voice.speaker, chain)
        if self._is_thing(draft):
            return None
        base = self._cast.resolve(draft, voice.speaker)
        if base.name == voice.speaker.name or (not base.name and draft.mention < 0 and not self._was_told(draft)):
            return self._make(draft, voice, voice.speaker, ())
        return self._make(draft, voice, voice.speaker, (base,)) if _can_be_relayed(draft) else None

    def _is_hearsay(self, draft: Draft, speaker: Speaker) -> bool:
        """Whether nobody answers for a report: "it is said that", "people say that"."""
        if speaker.is_named or draft.cue < 0 or draft.form is not Form.REPORTED or draft.stance not in _RELAYED:
            return False
        reading = draft.reading
        if draft.mention >= 0:
            is_bare = reading.left[draft.mention] == draft.mention == reading.right[draft.mention]
            return is_bare and reading.lowers[draft.mention] in self._cues.hearsay_subjects
        verb = self._cues.verbs.get(reading.lemmas[draft.cue])
        return verb is not None and verb.kinds <= {"speech", "mind"} and is_passive(reading, draft.cue)

    def _is_thing(self, draft: Draft) -> bool:
        """Whether a thing stands where a speaker does: "the mark shows that he was hit" is still the source speaking."""
        if draft.mention < 0 or draft.cue < 0 or draft.reading.pos[draft.mention] != "NOUN":
            return False
        verb = self._cues.verbs.get(draft.reading.lemmas[draft.cue])
        is_person = draft.reading.lemmas[draft.mention] in self._words.roles
        return not is_person and verb is not None and "document" in verb.kinds

    def _is_nobodys(self, draft: Draft, voice: Voice | None) -> bool:
        """Whether a cue has no speaker to answer for it: "nobody said that ...", or the note-taker's own "I asked"."""
        reading, head = draft.reading, draft.mention
        if head < 0:
            return False
        if voice is not None and voice.is_third_person and self._words.pronouns.get(reading.lowers[head]) == "first":
            # A bare quotation only borrows its neighbour's subject: after "I asked him" it is the source who answers.
            return reading.quote[head] < 0 and draft.cue >= 0
        return reading.lowers[head] in self._cues.negating_subjects or any(
            reading.lowers[i] in self._cues.negating_determiners
            for i in reading.children[head]
            if reading.deps[i] in ("det", "neg")
        )

    def _is_thought(self, draft: Draft) -> bool:
        """Whether a cue reports no words ("they had expected 200"): inside testimony that is part of what the source tells."""
        verb = self._cues.verbs.get(draft.reading.lemmas[draft.cue]) if draft.cue >= 0 else None
        return verb is not None and verb.kinds == {"mind"} and draft.reading.lemmas[draft.cue] not in self._cues.hearsay_verbs

    def _is_own_voice(self, draft: Draft, voice: Voice) -> bool:
        """Whether "he" or "I" at a cue is the item's source: in notes about one person a pronoun is that person."""
        if draft.mention < 0:
            recipient = draft.reading.child(draft.cue, "nsubjpass") if draft.cue >= 0 and self._was_told(draft) else -1
            return recipient >= 0 and draft.reading.lowers[recipient] in self._words.pronouns
        reading, head = draft.reading, draft.mention
        kind = self._words.pronouns.get(reading.lowers[head], "")
        if kind == "first":
            return True
        if voice.is_group and kind in ("plural", "open"):
            return True
        if kind not in ("masculine", "feminine") or voice.form is not Form.NARRATION:
            return False
        first, _ = reading.sentences[reading.sentence[head]]
        earlier = [
            i for i in range(first, head) if reading.deps[i] in ("nsubj", "nsubjpass") and reading.pos[i] in ("NOUN", "PROPN")
        ]
        return not any(self._cast.gender(reading, i) in ("", kind) for i in earlier)

    def _was_told(self, draft: Draft) -> bool:
        reading = draft.reading
        return draft.cue >= 0 and reading.pos[draft.cue] == "VERB" and has_recipient_subject(reading, draft.cue)

    def _inner(self, draft: Draft, voice: Voice) -> Utterance | None:
        """Hearsay inside what somebody said; None if it is the same speaker going on."""
        outer = self._known.get(id(draft.inside))
        if outer is None:
            return self._outer(draft, voice)
        if self._is_thought(draft) or self._is_nobodys(draft, None) or outer.stance not in _RELAYED:
            return None
        told_by = (*outer.chain, outer.speaker)
        own = told_by[0]
        is_other = self._is_other(draft, outer)
        base = own if self._is_teller(draft, outer) else UNRESOLVED if is_other else self._cast.resolve(draft, own)
        heard = self._was_told(draft) or (draft.cue >= 0 and draft.reading.lemmas[draft.cue] in self._cues.hearsay_verbs)
        if base.name and base.name == own.name:
            if draft.cue >= 0 and draft.reading.lemmas[draft.cue] in ("hear", "learn"):
                teller = self._teller(draft, own) if draft.teller >= 0 else UNRESOLVED
                return self._make(draft, voice, told_by[-1], (teller, *told_by[:-1]))
            stance, _ = statement_stance(draft, self._cues)
            return self._make(draft, voice, outer.speaker, outer.chain) if stance is not Stance.ASSERTS else None
        if not _can_be_relayed(draft) or self._is_thing(draft) or (not base.name and not heard and draft.mention < 0):
            return None
        tellers = (self._teller(draft, own),) if draft.teller >= 0 else ()
        return self._make(draft, voice, told_by[-1], (*tellers, base, *told_by[:-1]))

    def _teller(self, draft: Draft, own: Speaker) -> Speaker:
        """Whom the speaker heard it from."""
        reading, head = draft.reading, draft.teller
        first, last = mention_range(reading, head)
        span = (reading.begins[first], reading.ends[last - 1])
        return self._cast.resolve(Draft(reading, [], draft.form, draft.rule, mention=head, mention_span=span), own)

    def _is_teller(self, draft: Draft, outer: Utterance) -> bool:
        """Whether the pronoun of an inner cue is whoever the outer cue names: "Dillon said he believed that ..."."""
        reading, head = draft.reading, draft.mention
        if head < 0 or draft.inside is None:
            return False
        kind = self._words.pronouns.get(reading.lowers[head], "")
        if kind == "first":
            return outer.draft.form in (Form.DIRECT, Form.TURN)
        if kind not in ("masculine", "feminine", "plural", "neuter") or draft.inside.mention < 0:
            return False
        if self._is_other(draft, outer):
            return False
        gender = self._gender_of_speaker(draft.inside)
        return (
            gender == kind or (gender == "" and kind in ("masculine", "feminine")) or (gender == "neuter" and kind == "plural")
        )

    def _is_other(self, draft: Draft, outer: Utterance) -> bool:
        """Whether "he" stands in somebody's own quoted words, where whoever speaks is "I"."""
        if draft.mention < 0 or not outer.draft.is_in_marks:
            return False
        return self._words.pronouns.get(draft.reading.lowers[draft.mention], "") in ("masculine", "feminine", "plural")

    def _gender_of_speaker(self, draft: Draft) -> str:
        """What pronoun takes up a speaker: who speaks is somebody, also where the word is in no list ("the baker")."""
        reading, head = draft.reading, draft.mention
        gender = self._cast.gender(reading, head)
        if gender == "things":
            return "plural"
        is_listed = reading.lemmas[head] in self._words.bodies
        return "" if gender == "neuter" and reading.tags[head] == "NN" and not is_listed else gender

    def _make(self, draft: Draft, voice: Voice, speaker: Speaker, chain: tuple[Speaker, ...]) -> Utterance:
        stance, is_raised = statement_stance(draft, self._cues)
        holder = Holder(stance, is_raised, draft.is_nominal)
        first_hand = self._first_hand(draft, voice, speaker, chain)
        links = tuple(link for link in chain if link.name)
        return Utterance(draft, draft.reading.passage.id, speaker, links, stance, holder, voice.said_on, first_hand, [])

    def _first_hand(self, draft: Draft, voice: Voice, speaker: Speaker, chain: tuple[Speaker, ...]) -> bool | None:
        if chain:
            return False
        seen = read_first_hand(draft, self._cues, self._words)
        if seen is not None:
            return seen
        return voice.is_first_hand if speaker.name == voice.speaker.name else None


def _can_be_relayed(draft: Draft) -> bool:
    """Whether it can be passed on as another's: an account, or words that are quoted, whatever they do."""
    return draft.stance in _RELAYED or draft.is_in_marks


def _depth(draft: Draft) -> tuple[int, int]:
    depth, at = 0, draft.inside
    while at is not None:
        depth, at = depth + 1, at.inside
    return depth, draft.start


def read_first_hand(draft: Draft, cues: CueTable, words: SpeakerTable) -> bool | None:
    """Whether the words themselves say that the speaker was there, or only heard; None if they do not say.

    "I saw", "we drove" are first-hand; "I heard that", "people say", "reportedly" are not.
    """
    reading = draft.reading
    if not draft.parts:
        return None
    if _says_seen(draft, cues, words):
        return True
    first, last = reading.find(draft.parts[0][0], draft.parts[-1][1])
    seen: bool | None = None
    for i in range(first, last):
        # What opens a long quotation speaks for it; "reportedly" in its fifth sentence does not take back the first four.
        opens = reading.sentence[i] == reading.sentence[first]
        if opens and reading.lowers[i] in cues.hearsay_adverbs:
            return False
        if reading.deps[i] not in ("nsubj", "nsubjpass"):
            continue
        verb = reading.lemmas[reading.heads[i]]
        is_first = words.pronouns.get(reading.lowers[i]) == "first"
        if opens and _is_told(reading, i, cues, is_first=is_first):
            return False
        if is_first and verb in cues.first_hand_verbs and reading.deps[i] == "nsubj" and seen is None:
            seen = True
    return seen


def _says_seen(draft: Draft, cues: CueTable, words: SpeakerTable) -> bool:
    """Whether somebody is reported to say that they saw it: "Rosa Quint said she saw the boat turn over"."""
    reading, cue = draft.reading, draft.cue
    if cue < 0 or draft.form is not Form.REPORTED or draft.mention < 0:
        return False
    clause = reading.child(cue, "ccomp")
    subject = reading.child(clause, "nsubj") if clause > cue else -1
    is_own = subject >= 0 and words.pronouns.get(reading.lowers[subject]) in ("masculine", "feminine", "plural")
    if not is_own or reading.lemmas[clause] not in cues.seeing_verbs or is_negated(reading, clause):
        return False
    # "Said she heard shots", but not "said she heard that shots fell".
    return reading.lemmas[clause] not in cues.hearsay_verbs or reading.child(clause, "dobj") >= 0


def _is_told(reading: ParsedPassage, subject: int, cues: CueTable, *, is_first: bool) -> bool:
    """Whether a subject shows that the words around it were only heard: "I heard that", "people say", "is believed to"."""
    verb = reading.heads[subject]
    is_passive_subject = reading.deps[subject] == "nsubjpass"
    if is_first:
        has_clause = reading.child(verb, "ccomp") >= 0
        return reading.lemmas[verb] in cues.hearsay_verbs and (has_clause or is_passive_subject)
    if is_passive_subject and reading.lemmas[verb] in cues.verbs:
        return _is_put_about(reading, verb)
    return reading.lemmas[verb] in ("say", "tell", "claim") and reading.lowers[subject] in cues.hearsay_subjects


def _is_put_about(reading: ParsedPassage, verb: int) -> bool:
    """ "Is believed to have paid", with nobody named who believes it."""
    clause = reading.child(verb, "xcomp")
    return clause > verb and reading.child(verb, "agent") < 0 and reading.child(clause, "aux") >= 0
