"""What every check is given: the draft, the case, and who speaks where."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from testimonia.check.casefile import CaseFile
from testimonia.check.draft import Draft, Sentence
from testimonia.check.figures import PHYSICAL, figures_in, measured_in
from testimonia.check.kinship import Kin, find_kin
from testimonia.check.terms import words_in
from testimonia.check.verdicts import Verdict
from testimonia.check.voices import Voice, Voices
from testimonia.model.testimony import Claim
from testimonia.model.values import Amount, Duration, Occurrence, Quantity

FindIdentities = Callable[[str], Sequence[tuple[int, int, str]]]
"""Finds true names of protected sources in a text: start, end, and the pseudonym to use instead."""


class Context:
    """One draft against one case. Lives for one call of `desk.check_draft`."""

    def __init__(self, draft: Draft, case: CaseFile, find_identities: FindIdentities | None = None) -> None:
        self.draft = draft
        self.case = case
        self.voices = Voices(draft, case)
        self.find_identities = find_identities
        self._kin: dict[str, list[Kin]] = {}
        self.notes: dict[str, Any] = {}
        """What a check has worked out of the case once and for all."""

    @cached_property
    def claims(self) -> Sequence[Claim]:
        """Every claim of the draft outside quotations, in text order: quoted words are the quotation check's."""
        mine = [claim for claim in self.draft.contents.claims if not self.draft.is_quoted(claim.span.start, claim.span.end)]
        return sorted(mine, key=lambda claim: (claim.span.start, claim.span.end, claim.id))

    def kin(self, claim: Claim) -> list[Kin]:
        """What a drafted claim is held against, the nearest first."""
        found = self._kin.get(claim.id)
        if found is None:
            found = self._kin[claim.id] = find_kin(claim, self.draft, self.case)
        return found

    def voice(self, claim: Claim) -> Voice:
        """Who answers for a drafted claim."""
        return self.voices.of_claim(claim)

    def speaking(self, voice: Voice) -> frozenset[str]:
        """The sources that a voice may be, with those who speak for the same party, and of a plural each one."""
        return self.named(voice).union(*(self.case.kind_of(source_id) for source_id in voice.source_ids))

    def named(self, voice: Voice) -> frozenset[str]:
        """`speaking` without the single ones whom a plural covers."""
        return frozenset(one for source_id in voice.source_ids for one in self.case.allies(source_id))

    def sentence(self, claim: Claim) -> Sentence | None:
        """The sentence of a drafted claim."""
        return self.draft.sentence_at(claim.span.start)

    def may_be(self, source_id: str, claim: Claim) -> bool:
        """Whether a sentence that names no speaker may be in the voice of a source named in the lines before."""
        sentence = self.sentence(claim)
        return sentence is not None and self.may_speak(source_id, sentence)

    def may_speak(self, source_id: str, sentence: Sentence) -> bool:
        """`may_be` of a whole sentence."""
        if self.voices.speakers_in(sentence):
            return False
        return source_id in self.named_before(sentence)

    def is_beside(self, source_id: str, claim: Claim, voice: Voice) -> bool:
        """Whether a claim may be a source's whom its sentence names, and no other is surely meant: "Nine, says Calloway".

        The one named right behind the figure says it; otherwise the sentence must not name whoever was taken for its speaker.
        """
        sentence = self.sentence(claim)
        if sentence is None:
            return False
        named = self.voices.mentions_in(sentence)
        behind = self.draft.contents.prose[claim.span.end : sentence.end]
        direct = re.match(r",? (?:says?|said) (?:the )?", behind)
        if direct and any(one.source_id == source_id and 0 <= one.start - claim.span.end <= direct.end() for one in named):
            return True
        own = {one.source_id for one in named if one.start < claim.span.start}
        return source_id in own and not own & set(voice.source_ids)

    def named_before(self, sentence: Sentence) -> frozenset[str]:
        """Sources named before a sentence, in its paragraph or the one before: whom a pronoun may mean."""
        near = [one for one in self.draft.sentences if one.start < sentence.start and one.passage >= sentence.passage - 1]
        return frozenset(m.source_id for one in near for m in self.voices.mentions_in(one))

    def dates_question(self, claim: Claim, question_id: str) -> bool:
        """Whether a claim's own verb is one that the question, or an answer to it, speaks of.

        "They left two days after the talks had begun" names the talks, and dates the leaving.
        """
        verbs = words_in(claim.about.predicate)
        question = self.case.questions[question_id]
        if claim.about.predicate and not verbs and claim.about.noun:  # "it has the water over the sill at half past one"
            return bool(words_in(claim.about.noun) & words_in(" ".join([*question.nouns, *question.terms])))
        records = self.case.of_question(question_id)
        if not self.case.knows(claim.about.noun):
            return False  # "the offensive began", where the convoy was asked for
        known = (words_in(record.claim.about.predicate) for record in records)
        return not verbs or bool(verbs & words_in(" ".join([*question.terms, question.text])).union(*known))

    def tells_asked(self, claim: Claim, question_id: str) -> bool:
        """Whether a deed is the one asked for: "the agreement ends here" is not "there was a deal"."""
        if not isinstance(claim.value, Occurrence):
            return True
        question, records = self.case.questions[question_id], self.case.of_question(question_id)
        verbs = words_in(" ".join([*question.terms, *(record.claim.about.predicate for record in records)]))
        mine = words_in(claim.about.predicate)
        is_doer = words_in(f"{claim.about.noun} {claim.about.subject}") & words_in(" ".join(question.nouns))
        return not mine or bool(mine & verbs) or not is_doer  # "the convoy left under a deal" tells the deal too

    @cached_property
    def figures(self) -> frozenset[float]:
        """Every number in the material."""
        return frozenset().union(*(figures_in(text.text) for text in self.case.contents.texts))

    def figures_of(self, source_ids: frozenset[str]) -> frozenset[float]:
        """Every number in the material that is some sources' own, or in what it has them say."""
        known: dict[frozenset[str], frozenset[float]] = self.notes.setdefault("figures", {})
        found = known.get(source_ids)
        if found is None:
            found = known[source_ids] = frozenset().union(*map(figures_in, self.texts_of(source_ids)))
        return found

    def texts_of(self, source_ids: frozenset[str]) -> list[str]:
        """The material that is some sources' own, and what other material has them say."""
        found: list[str] = []
        for text in self.case.contents.texts:
            owner = self.voices.find_source(text.metadata.source)
            said = [span.exact for one in text.statements if one.source_id in source_ids for span in one.content]
            found += [text.text] if owner in source_ids else said
        return found

    def gives(self, source_ids: frozenset[str], value: Quantity, figure: float) -> bool:
        """Whether some sources' material writes a figure, and for a measure or a time its unit behind it."""
        if figure not in self.figures_of(source_ids):
            return False
        if not isinstance(value, Duration) and not (isinstance(value, Amount) and value.unit in PHYSICAL):
            return True
        units = measured_in(value.words).get(figure, frozenset())
        return any(units & measured_in(text).get(figure, frozenset()) for text in self.texts_of(source_ids))

    def names(self, source_ids: Iterable[str]) -> str:
        """Sources by name, for a reader."""
        names = list(dict.fromkeys(filter(None, (self.case.name_of(one) for one in source_ids))))
        return " or ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 2 else " or ".join(names)


CheckFunction = Callable[[Context], Iterable[Verdict]]
"""A check: from a draft and a case to verdicts, in any order."""


def spot(claim: Claim) -> tuple[int, int, str]:
    """Where a drafted claim stands, and its words on one line."""
    return claim.span.start, claim.span.end, " ".join(claim.span.exact.split())
