"""Who answers for a sentence of the draft: a source it names, one named just before, somebody unnamed, or the draft itself.

Why beside extraction's own attribution: a draft says "by his account", "the fire chief says nine" and runs on with "His own
lorry ...". What the draft leaves to a source must not be taken for its own word, and the other way round.
"""

import re
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from testimonia.check.casefile import CaseFile
from testimonia.check.draft import Draft, Sentence
from testimonia.check.lexicon import (
    ASIDE,
    ASKERS,
    BEING,
    BY_HIS,
    CLAUSE,
    COMPARED,
    COUNTING,
    GIVES,
    HAS_VERB,
    LIGHT,
    OWNED,
    RECORDS,
    SOME,
    SOMEBODY,
    TAIL,
    THAT,
    read_lexicon,
)
from testimonia.check.terms import words_in
from testimonia.model.testimony import Claim, Form, Role, Statement
from testimonia.text.names import fold, name_key

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_FARTHEST = 3
"""Sentences back to whom a pronoun may carry on."""
_CLOSE = 7
"""Most words between a name and the verb that makes its bearer answerable."""


class Voice(Struct, frozen=True):
    """Who answers for a stretch of a draft."""

    source_ids: tuple[str, ...] = ()
    """Sources of the case that it is put in the mouth of."""
    is_own: bool = True
    """Whether the draft tells it in its own voice."""
    label: str = ""
    """The speaker's name as the draft has it."""
    is_running: bool = False
    """Whether only a pronoun carries it on from the sentence before."""
    is_said: bool = False
    """Whether it stands inside what extraction read as the speaker's statement."""


class Mention(Struct, frozen=True):
    """A source's name in the draft."""

    start: int
    end: int
    source_id: str


_SAYING = frozenset({"say", "says", "said", "tell", "tells", "told", "speaks", "spoke", "writes", "wrote"})


def _is_owner(after: str, name: str) -> bool:
    """Whether a name stands for what belongs to its bearer: "the group's own vehicles"."""
    return re.match(r"['’]s?\b", after) is not None or re.search(r"['’]s?$", name) is not None


class Voices:
    """Tells who answers for each sentence and claim of a draft."""

    def __init__(self, draft: Draft, case: CaseFile) -> None:
        self._draft = draft
        self._case = case
        self._known: dict[int, Voice] = {}

    def of_claim(self, claim: Claim) -> Voice:
        """Who answers for a claim: the statement's speaker, or whoever the sentence is left to."""
        sentence = self._draft.sentence_at(claim.span.start)
        around = self.of_clause(sentence, claim.span.start) if sentence else Voice()
        statement = self._draft.statements.get(claim.statement_id)
        if statement is None or statement.form is Form.NARRATION:
            return around
        name = statement.speaker.name
        found = self.find_source(name)
        if (found is None and around.source_ids) or (sentence and self._is_beyond(statement, sentence, claim)):
            return around
        is_shared = len(around.source_ids) > 1
        if found and sentence and around.source_ids and (is_shared or not self._names(statement, sentence)):
            # "He says": two readings of who "he" is; neither is proof of a wrong speaker.
            return Voice(tuple(dict.fromkeys((found, *around.source_ids))), is_own=False, label=name, is_said=True)
        return Voice((found,) if found else (), is_own=False, label=name, is_said=True)

    def _is_beyond(self, statement: Statement, sentence: Sentence, claim: Claim) -> bool:
        """Whether the speaker as extracted has another clause of the sentence than the claim's, or is only compared with."""
        mention = statement.mention
        if mention is not None and claim.span.end <= mention.start and self._is_compared(statement, sentence):
            return True
        return self.of_clause(sentence, claim.span.start) != self.of_sentence(sentence)

    def _is_compared(self, statement: Statement, sentence: Sentence) -> bool:
        """Whether the speaker stands behind "than": "less than what the union says"."""
        mention, prose = statement.mention, self._draft.contents.prose
        return (
            mention is not None and COMPARED.search(prose[max(sentence.start, mention.start - 24) : mention.start]) is not None
        )

    def _names(self, statement: Statement, sentence: Sentence) -> bool:
        """Whether the sentence itself names the speaker, and not only a pronoun."""
        mention = statement.mention
        return mention is not None and any(mention.start < m.end and m.start < mention.end for m in self.mentions_in(sentence))

    def find_source(self, name: str) -> str | None:
        """The source of the case that bears a name; None where none does."""
        return self._case.sources_by_key.get(name_key(name)) if name else None

    def of_sentence(self, sentence: Sentence) -> Voice:
        """Who answers for what a sentence says in its own words."""
        known = self._known.get(sentence.start)
        if known is None:
            known = self._known[sentence.start] = self._read(sentence)
        return known

    def of_clause(self, sentence: Sentence, offset: int) -> Voice:
        """Who answers for the clause around an offset: "The SDF spoke of dozens; the coalition, of 250"."""
        clauses = self._clauses(sentence)
        n = next((n for n, clause in enumerate(clauses) if clause.start <= offset < clause.end), 0)
        if len(clauses) < 2 or not self.speakers_in(sentence):
            return self.of_sentence(sentence)
        clause = clauses[n]
        if self.speakers_in(clause):
            return self._read(clause)
        opening = [m for m in self.mentions_in(clause) if not _WORD.search(self._draft.contents.prose[clause.start : m.start])]
        opening = [
            m
            for m in opening
            if not _is_owner(clause.text[m.end - clause.start :], self._draft.contents.prose[m.start : m.end])
        ]
        if n and opening and not any(HAS_VERB.match(clause.text[m.end - clause.start :]) for m in opening):
            return Voice((opening[0].source_id,), is_own=False)
        words = [fold(word) for word in _WORD.findall(clause.text)]
        lexicon = read_lexicon()
        if n == 0 and (lexicon.running & set(words[:1]) or (lexicon.running & set(words) and lexicon.cues & set(words))):
            before = self._draft.before(sentence)
            running = self._running(before) if before is not None else None
            return running or Voice(is_own=False)
        return self.of_sentence(sentence)

    def _clauses(self, sentence: Sentence) -> list[Sentence]:
        found, at = [], 0
        cuts = [
            m
            for m in CLAUSE.finditer(sentence.text)
            if not self._draft.is_quoted(sentence.start + m.start(), sentence.start + m.end())
        ]
        for match in (*cuts, None):
            end = match.start() if match else len(sentence.text)
            found.append(replace(sentence, start=sentence.start + at, end=sentence.start + end, text=sentence.text[at:end]))
            at = match.end() if match else end
        return found

    def _read(self, sentence: Sentence) -> Voice:
        lexicon = read_lexicon()
        named = self.speakers_in(sentence)
        if named:
            ids = tuple(dict.fromkeys(one.source_id for one in named))
            outer = self._outer(sentence)
            if outer is not None:
                # "The SDF told people to stay indoors, he says": it is his account of what they told.
                return Voice(tuple(dict.fromkeys((*outer.source_ids, *ids))), is_own=False, label=outer.label, is_running=True)
            return Voice(ids, is_own=False)
        words = [fold(word) for word in _WORD.findall(sentence.text)]
        has_cue = (
            bool(lexicon.cues.intersection(words)) or lexicon.phrases.search(sentence.text) or lexicon.own.search(sentence.text)
        )
        before = self._draft.before(sentence)
        if before is not None and (lexicon.running.intersection(words[:1]) or (has_cue and self._is_pronouns(sentence))):
            running = self._running(before)
            if running is not None:
                return self._with_subject(sentence, running)
        if before is not None and THAT.match(sentence.text):
            return self._running(before) or Voice(is_own=False)
        extracted = self._from_extraction(sentence)
        if extracted is not None:
            return self._with_subject(sentence, extracted)
        is_said = bool(lexicon.telling.intersection(words) or lexicon.phrases.search(sentence.text))
        said = [n for n, word in enumerate(words) if word in lexicon.cues]
        is_said = is_said or any(SOMEBODY & set(words[max(0, n - 4) : n]) for n in said)
        is_said = is_said or any(n and words[n] in COUNTING and words_in(words[n - 1]) for n in said)
        if is_said or lexicon.own.search(sentence.text) or lexicon.unnamed.search(sentence.text):
            return Voice(is_own=False)
        return Voice()

    def is_attributed(self, sentence: Sentence) -> bool:
        """Whether a sentence shows a word of saying, or an "own": "he says", "by her reckoning"."""
        words = {fold(word) for word in _WORD.findall(sentence.text)}
        return bool(read_lexicon().cues & words) or read_lexicon().own.search(sentence.text) is not None

    def _outer(self, sentence: Sentence) -> Voice | None:
        """The voice that a pronoun between commas gives a whole sentence to: ", he says"; None where there is none."""
        before = self._draft.before(sentence)
        said = [m for m in ASIDE.finditer(sentence.text) if fold(m["cue"]) in read_lexicon().cues]
        return self._running(before) if said and before is not None else None

    def _is_pronouns(self, sentence: Sentence) -> bool:
        """Whether a pronoun is who says it: "he says", "by her account"; not "a woman says her windows broke"."""
        lexicon = read_lexicon()
        words = [fold(word) for word in _WORD.findall(sentence.text)]
        said = [n for n, word in enumerate(words) if word in lexicon.cues]
        speaking = {"he", "she", "they", "it"}
        if any(speaking & {*words[max(0, n - 3) : n], *words[n + 1 : n + 2]} for n in said):
            return True
        own = lexicon.own.search(sentence.text)
        return own is not None and bool(lexicon.running & {fold(word) for word in _WORD.findall(own[0])})

    def _with_subject(self, sentence: Sentence, running: Voice) -> Voice:
        """ "Imad took 20 families over, he says": he is the one before, or Imad; neither is proof of a wrong speaker."""
        own = {mention.source_id for mention in self.mentions_in(sentence) if mention.start == sentence.start}
        if not own or not TAIL.search(sentence.text):
            return running
        return Voice(tuple(dict.fromkeys((*own, *running.source_ids))), is_own=False, label=running.label, is_running=True)

    def _running(self, before: Sentence) -> Voice | None:
        """The voice that a pronoun carries on: the one of the sentence before, or the only person it names."""
        last: Voice | None = None
        one: Sentence | None = before
        for _ in range(_FARTHEST):
            if one is None:
                break
            running = self.of_sentence(one)
            if not running.is_own:
                last = Voice(running.source_ids, is_own=False, label=running.label, is_running=True)
                if running.source_ids or not running.is_running:
                    return last
            named = {mention.source_id for mention in self.mentions_in(one)}
            if named:
                return Voice(tuple(named), is_own=False, is_running=True) if len(named) == 1 else last
            one = self._draft.before(one)
        return last

    def _from_extraction(self, sentence: Sentence) -> Voice | None:
        for statement in self._draft.contents.statements:
            inside = sentence.start <= statement.content[0].start < sentence.end
            if inside and statement.form is not Form.NARRATION and not self._is_compared(statement, sentence):
                found = self.find_source(statement.speaker.name)
                if found:
                    return Voice((found,), is_own=False, label=statement.speaker.name)
        return None

    def speakers_in(self, sentence: Sentence) -> list[Mention]:
        """Sources named in a sentence beside a word that makes them answerable, in text order."""
        prose, named = self._draft.contents.prose, self.mentions_in(sentence)
        # "Marta Lindqvist of Orvane said": she did.
        belonging = {
            m.start
            for one, m in pairwise(named)
            if prose[one.end : m.start].split() in (["of"], ["of", "the"], ["for"], ["from"])
        }
        mentions = [
            m
            for m in named
            if m.start not in belonging and not COMPARED.search(prose[max(sentence.start, m.start - 20) : m.start])
        ]
        if not mentions:
            return []
        lexicon, text = read_lexicon(), sentence.text
        if BY_HIS.search(text):
            return []  # "the company promised it, by his account": whoever he is, it is not the company
        tokens = [(m.start() + sentence.start, m.end() + sentence.start, fold(m[0])) for m in _WORD.finditer(text)]
        cues = [(a, b) for a, b, word in tokens if word in lexicon.cues and not self._draft.is_quoted(a, b)]
        found = {}
        for start, end in cues:
            nearest = self._nearest(mentions, (start, end), tokens)
            if nearest is not None:
                found[nearest.start] = nearest
        for mention in mentions:
            rest = text[mention.end - sentence.start :]
            if GIVES.match(rest) or (RECORDS.match(rest) and self._is_document(mention)):
                found[mention.start] = mention  # "The fire chief has 38."
        for match in (*lexicon.phrases.finditer(text), *lexicon.own.finditer(text)):
            after = [m for m in mentions if 0 <= m.start - sentence.start - match.end() <= 40]
            within = [m for m in mentions if match.start() <= m.start - sentence.start < match.end()]
            for mention in (within or after)[:1]:
                found[mention.start] = mention
        return [found[start] for start in sorted(found)]

    def _is_document(self, mention: Mention) -> bool:
        source = self._case.sources.get(mention.source_id)
        return source is not None and source.role is Role.DOCUMENT

    def is_beside_name(self, start: int, end: int) -> bool:
        """Whether a stretch stands between commas behind a name ("Dillon, 43, said"), and tells who that is."""
        prose = self._draft.contents.prose
        before, after = prose[max(0, start - 60) : start], prose[end : end + 40]
        return re.search(r"\w,\s+[^,.;]{0,40}$", before) is not None and re.match(r"[^,.;]{0,24},", after) is not None

    def _nearest(self, mentions: list[Mention], cue: tuple[int, int], tokens: list[tuple[int, int, str]]) -> Mention | None:
        prose = self._draft.contents.prose

        def words_between(a: int, b: int) -> int:
            return sum(1 for start, end, _ in tokens if a <= start and end <= b)

        def others_between(a: int, b: int) -> bool:
            """Whether somebody else opens the clause of the cue: "the coalition followed, witnesses told us"."""
            comma = prose.rfind(",", a, b)
            opening = [word for start, end, word in tokens if comma >= 0 and comma < start and end <= b]
            return any(word not in LIGHT and not word.endswith("ly") for word in opening)

        before = next((word for start, end, word in reversed(tokens) if end <= cue[0]), "")
        joined = [word for start, end, word in tokens if cue[1] <= start]
        is_addressed = before in ASKERS or joined[:1] in (["to"], ["with"])  # "we spoke to Imad": he did not say this
        if joined[:1] in (["of"], ["about"]) and fold(prose[cue[0] : cue[1]]) in _SAYING:
            is_addressed = True  # "he says of the mayor"
        following = [m for m in mentions if m.start >= cue[1] and words_between(cue[1], m.start) <= 2 and not is_addressed]
        is_passive = before in BEING and joined[:1] != ["by"]  # "the company was warned": it did not warn
        preceding = [
            m
            for m in mentions
            if not is_passive
            and m.end <= cue[0]
            and words_between(m.end, cue[0]) <= _CLOSE
            and not others_between(m.end, cue[0])
        ]
        if preceding:
            return preceding[0] if len(preceding) > 1 and preceding[0].source_id == preceding[-1].source_id else preceding[-1]
        return following[0] if following else None

    def mentions_in(self, sentence: Sentence) -> list[Mention]:
        """Sources of the case named in a sentence, quoted words apart; the longest name wins."""
        return [m for m in self.mentions if sentence.start <= m.start < sentence.end]

    def _is_any(self, start: int, end: int) -> bool:
        """Whether words in small letters are owned by somebody, or any of their kind, and so are not the source called that."""
        prose = self._draft.contents.prose
        is_common = not any(word[:1].isupper() for word in prose[start:end].split()[-1:])
        is_led = re.match(r"(?:the|an?|this|that|these|those)\s", prose[start:end], re.IGNORECASE)
        return is_common and not is_led and OWNED.search(prose[max(0, start - 30) : start]) is not None

    @cached_property
    def mentions(self) -> list[Mention]:
        """Every name of a source in the draft, in text order."""
        keys = self._case.sources_by_key
        longest = max((key.count(" ") + 1 for key in keys), default=1)
        found: list[Mention] = []
        prose = self._draft.contents.prose
        tokens = [(m.start(), m.end()) for m in _WORD.finditer(prose)]
        n = 0
        while n < len(tokens):
            for length in range(min(longest + 1, len(tokens) - n), 0, -1):
                start, end = tokens[n][0], tokens[n + length - 1][1]
                if "\n\n" in prose[start:end] or self._draft.is_quoted(start, end):
                    continue
                source_id = keys.get(name_key(prose[start:end]))
                if source_id is not None:
                    if self._is_any(start, end):
                        continue
                    if not SOME.search(prose[max(0, start - 20) : start]):
                        found.append(Mention(start, end, source_id))
                    n += length - 1
                    break
            n += 1
        return found
