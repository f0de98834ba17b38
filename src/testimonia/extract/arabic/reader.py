"""From an Arabic material to its statements and claims.

Why a reader of its own: there is no parser for Arabic among the models that can be installed, so the grammar is read from
words and clitics; what comes out is the same, and nothing behind this room can tell the language of a claim.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from testimonia.extract.arabic.claims import ClaimReader, Value
from testimonia.extract.arabic.counting import Figure
from testimonia.extract.arabic.hedges import ArabicHedges
from testimonia.extract.arabic.lexicon import cues
from testimonia.extract.arabic.places import Lookup, find_places
from testimonia.extract.arabic.quantities import find_quantities
from testimonia.extract.arabic.speakers import ArabicCast
from testimonia.extract.arabic.statements import Cue, StatementFinder
from testimonia.extract.arabic.sums import find_sums
from testimonia.extract.arabic.times import find_times
from testimonia.extract.arabic.victims import find_crowds
from testimonia.extract.arabic.words import Text
from testimonia.extract.claims import Proposition
from testimonia.extract.quotes import Quotation, find_quotations
from testimonia.extract.roles import read_speakers
from testimonia.extract.values.anchors import Anchor
from testimonia.extract.voices import Voice, Voices
from testimonia.model.brief import Brief
from testimonia.model.ids import content_id
from testimonia.model.material import Material, Passage, Rendition, Span
from testimonia.model.testimony import Claim, Extraction, Form, Role, Speaker, Stance, Statement, Why
from testimonia.model.values import Moment

_RELAYED = frozenset({Stance.ASSERTS, Stance.DENIES, Stance.ADMITS, Stance.DECLINES})
_LISTED_NOUNS = 12
"""Most unlisted nouns that a note names."""


class Attribution(Struct):
    """A statement in the making; ``parts`` are rendition offsets, ``words`` the same as word ranges of the passage."""

    passage_id: str
    parts: list[tuple[int, int]]
    words: list[tuple[int, int]]
    form: Form
    speaker: Speaker
    stance: Stance
    rule: str
    said_on: str
    cue: tuple[int, int] | None = None
    mention: tuple[int, int] | None = None
    chain: tuple[Speaker, ...] = ()
    is_first_hand: bool | None = None
    propositions: list[Proposition] = []


class ArabicReader:
    """Reads Arabic materials for one investigation.

    Args:
        brief: Parties, sources and hedges as the editors declared them.
        lookup: Place name -> place, or None if it is unknown.
    """

    def __init__(self, brief: Brief, lookup: Lookup) -> None:
        self._brief = brief
        self._lookup = lookup
        self._hedges = ArabicHedges(brief.hedges)

    def extract(self, material: Material) -> Extraction:
        """Statements and claims of one material, in text order; notes say what the pack does not know."""
        return _Run(self._brief, self._hedges, self._lookup, material).result()


class _Run:
    """One material being read."""

    def __init__(self, brief: Brief, hedges: ArabicHedges, lookup: Lookup, material: Material) -> None:
        self._hedges = hedges
        self._lookup = lookup
        self._material = material
        self._cast = ArabicCast(brief)
        words = read_speakers("ar")
        self._voices = Voices(material, words, self._cast.label)
        text = material.rendition.text
        verbs = "|".join(sorted(words.reporting, key=len, reverse=True))
        self._is_third_person = bool(re.search(rf"(?:^|[\s.؛،])[وف]?(?:{verbs})\s", text))
        self._quotations = find_quotations(text, [(p.start, p.end) for p in material.passages])
        self._anchor = Anchor(material.metadata.date or material.metadata.published)
        self._unlisted: dict[str, None] = {}

    def result(self) -> Extraction:
        found: list[Attribution] = []
        for passage in self._material.passages:
            found.extend(self._read(passage))
        return self._build(found)

    def _read(self, passage: Passage) -> list[Attribution]:
        voice = self._voices.of(passage)
        voice = replace(voice, is_third_person=voice.is_testimony and voice.form is Form.NARRATION and self._is_third_person)
        raw = self._material.rendition.text[passage.start : passage.end]
        if not raw.strip():
            return []
        text = Text(raw, passage.start)
        times, self._anchor = find_times(text, self._anchor)
        ranges = [(time.first, time.last) for time in times]
        figures = find_quantities(text, self._hedges, ranges)
        if voice.is_silent:
            return []
        taken = {j for a, b in (*ranges, *((f.first, f.last) for f in figures)) for j in range(a, b)}
        values = [
            Value(t.first, t.last, text.words[t.first].inner, text.words[t.last - 1].end, t.moment, t.rule) for t in times
        ]
        values.extend(find_places(text, self._lookup, taken))
        self._note_unlisted(figures)
        blocked = {j for a, b in ranges for j in range(a, b)}
        cues_found = StatementFinder(text, self._quotations_of(passage), blocked).find()
        attributions: list[Attribution] = []
        speakers: dict[int, Speaker] = {}
        for cue in cues_found:
            if (attribution := self._attribute(text, passage, cue, voice)) is None:
                continue
            outer = speakers.get(id(cue.outer)) if cue.outer is not None else None
            if outer is not None and not attribution.chain:
                chain = (attribution.speaker,)
                attribution = replace(attribution, speaker=outer, chain=chain, is_first_hand=False)
            speakers[id(cue)] = attribution.speaker
            attributions.append(attribution)
        self._claim(text, passage, voice, attributions, (figures, values))
        return attributions

    def _quotations_of(self, passage: Passage) -> list[Quotation]:
        return [q for q in self._quotations if q.start < passage.end and passage.start < q.end]

    def _note_unlisted(self, figures: Iterable[Figure]) -> None:
        for figure in figures:
            if figure.rule.endswith("unlisted_noun") and figure.noun is not None and not figure.noun.unit.isascii():
                self._unlisted.setdefault(figure.noun.unit)

    def _attribute(self, text: Text, passage: Passage, cue: Cue, voice: Voice) -> Attribution | None:
        """Who answers for a cue's content, from whom they have it; None where the passage's own voice does."""
        mentioned = self._cast.mention(text, *cue.mention)
        speaker = mentioned
        chain: tuple[Speaker, ...] = ()
        first_hand: bool | None = None
        if cue.is_hearsay:
            speaker, first_hand = voice.speaker if voice.is_testimony else Speaker("", role=Role.HEARSAY), False
        elif cue.same_as_last:
            speaker = voice.speaker if voice.is_testimony else self._cast.last
            if not speaker.name:
                return None
        elif voice.is_testimony:
            taken = self._as_testimony(cue, voice, mentioned)
            if taken is None:
                return None
            speaker, chain, first_hand = taken
        elif not mentioned.name:
            speaker = self._cast.last if cue.mention[0] == cue.mention[1] else Speaker("", role=Role.HEARSAY)
        if mentioned.name and not cue.is_hearsay:
            self._cast.last = mentioned
        if first_hand is None:
            first_hand = False if chain else self._first_hand(text, cue, voice, speaker)
        return Attribution(
            passage.id,
            [(_opening(text, a), text.words[b - 1].end) for a, b in cue.content],
            cue.content,
            cue.form,
            speaker,
            cue.stance,
            cue.rule,
            voice.said_on,
            _offsets(text, cue.cue),
            _offsets(text, cue.mention),
            chain,
            first_hand,
            [],
        )

    def _as_testimony(
        self, cue: Cue, voice: Voice, mentioned: Speaker
    ) -> tuple[Speaker, tuple[Speaker, ...], bool | None] | None:
        """Speaker, chain and first hand of a cue in somebody's testimony: their own words, or what they were told."""
        if not mentioned.name or mentioned.name == voice.speaker.name:
            if cue.stance not in _RELAYED:
                return None  # "they promised us": the narrator tells it, and the verb gives the claim its stance
            return voice.speaker, (), False if cue.is_told or cue.is_plural else None
        if cue.stance not in _RELAYED:
            return None
        return voice.speaker, (mentioned,), False

    def _first_hand(self, text: Text, cue: Cue, voice: Voice, speaker: Speaker) -> bool | None:
        for a, b in cue.content:
            keys = set(text.keys[a:b])
            if keys & cues().heard:
                return False
            if keys & cues().first_hand:
                return True
        return voice.is_first_hand if speaker.name == voice.speaker.name else None

    def _claim(
        self,
        text: Text,
        passage: Passage,
        voice: Voice,
        attributions: list[Attribution],
        found: tuple[list[Figure], list[Value]],
    ) -> None:
        """Give every value and verb to the innermost attribution around it; what is left is the passage's own voice."""
        times = {j for v in found[1] if isinstance(v.value, Moment) for j in range(v.first, v.last)}
        claims = ClaimReader(text, found[0], times)
        figures = [*found[0], *find_sums(text, found[0]), *find_crowds(text, found[0])]
        own: dict[int, Attribution] = {}
        mentions = [a.mention for a in attributions if a.mention]
        attributed = {text.sentence_of[j] for a in attributions for x, y in a.words for j in range(x, y)}
        values: list[Figure | Value] = [*figures, *found[1]]
        for one in sorted(values, key=lambda v: (v.first, v.last)):
            start, end = text.words[one.first].inner, text.words[one.last - 1].end
            if any(a <= start and end <= b for a, b in mentions):
                continue
            holder = _innermost(attributions, one.first, one.last) or self._narrate(text, passage, voice, one.first, own)
            if holder is None:
                continue
            within = next(((x, y) for x, y in holder.words if x <= one.first < y), holder.words[0])
            if isinstance(one, Figure):
                _keep(holder, claims.read_figure(one, within, holder.stance))
            else:
                _keep(holder, claims.read_value(one, within, holder.stance))
        if voice.is_testimony and passage.kind != "heading":
            for n, (a, _) in enumerate(text.sentences):
                if n not in attributed:
                    self._narrate(text, passage, voice, a, own)
        wholes = [a for n, a in own.items() if n not in attributed and voice.is_testimony]
        for attribution in [*attributions, *wholes]:
            for within in attribution.words:
                attribution.propositions.extend(claims.read_occurrences(within, attribution.stance))
        attributions.extend(a for a in own.values() if a.propositions)

    def _narrate(
        self, text: Text, passage: Passage, voice: Voice, word: int, own: dict[int, Attribution]
    ) -> Attribution | None:
        """The passage's own voice for the sentence of a word; None for what note-takers say of themselves."""
        n = text.sentence_of[word]
        if n in own:
            return own[n]
        if voice.is_testimony and passage.kind == "heading":
            return None
        a, b = text.sentences[n]
        while a < b and text.words[a].kind == "mark" and text.words[a].surface not in '«“"(':
            a += 1
        if a >= b or (voice.is_third_person and cues().notes & set(text.keys[a:b])):
            return None
        first_hand = self._first_hand(text, Cue((a, a), [(a, b)], (a, a), Stance.ASSERTS, ""), voice, voice.speaker)
        made = Attribution(
            passage_id=passage.id,
            parts=[(text.words[a].start, text.words[b - 1].end)],
            words=[(a, b)],
            form=voice.form,
            speaker=voice.speaker,
            stance=Stance.ASSERTS,
            rule="turn" if voice.form is Form.TURN else "narration",
            said_on=voice.said_on,
            is_first_hand=first_hand,
        )
        own[n] = made
        return made

    def _build(self, found: Sequence[Attribution]) -> Extraction:
        rendition = self._material.rendition
        statements: dict[str, Statement] = {}
        claims: dict[str, Claim] = {}
        for attribution in sorted(found, key=lambda a: (a.parts[0], a.cue or (-1, -1))):
            statement = _statement(rendition, attribution)
            if statement.id in statements:
                continue
            statements[statement.id] = statement
            for p in sorted(attribution.propositions, key=lambda p: (p.start, p.end)):
                identity = content_id("c", rendition.id, statement.id, p.start, p.end, p.value, p.about, p.polarity, p.stance)
                span = _span(rendition, (p.start, p.end))
                claims[identity] = Claim(
                    identity, statement.id, rendition.id, span, p.about, p.value, p.polarity, p.stance, p.why
                )
        return Extraction(tuple(statements.values()), tuple(claims.values()), rendition_id=rendition.id, notes=self._notes())

    def _notes(self) -> tuple[str, ...]:
        if not self._unlisted:
            return ()
        listed = ", ".join(list(self._unlisted)[:_LISTED_NOUNS])
        return (f"{self._material.name}: counted nouns without an entry in the Arabic pack, kept as written: {listed}",)


def _statement(rendition: Rendition, a: Attribution) -> Statement:
    identity = content_id("s", rendition.id, a.parts, a.cue, a.form, a.speaker, a.stance, a.said_on)
    return Statement(
        id=identity,
        rendition_id=rendition.id,
        passage_id=a.passage_id,
        content=tuple(_span(rendition, part) for part in a.parts),
        form=a.form,
        speaker=a.speaker,
        stance=a.stance,
        cue=_span(rendition, a.cue) if a.cue else None,
        mention=_span(rendition, a.mention) if a.mention else None,
        said_on=a.said_on,
        is_first_hand=a.is_first_hand,
        chain=a.chain,
        why=Why(a.rule, rendition.text[a.cue[0] : a.cue[1]] if a.cue else ""),
    )


def _keep(attribution: Attribution, proposition: Proposition | None) -> None:
    if proposition is not None:
        attribution.propositions.append(proposition)


def _innermost(attributions: Iterable[Attribution], first: int, last: int) -> Attribution | None:
    best, size = None, 1 << 60
    for attribution in attributions:
        for a, b in attribution.words:
            if a <= first and last <= b and b - a < size:
                best, size = attribution, b - a
    return best


def _opening(text: Text, first: int) -> int:
    """Where a content begins: without a glued "and", with the preposition its verb asks for ("admitted to stealing")."""
    word = text.words[first]
    return word.start if word.prefix == "ب" else word.inner


def _offsets(text: Text, words: tuple[int, int]) -> tuple[int, int] | None:
    return (text.words[words[0]].inner, text.words[words[1] - 1].end) if words[0] < words[1] else None


def _span(rendition: Rendition, offsets: tuple[int, int]) -> Span:
    return Span(offsets[0], offsets[1], rendition.text[offsets[0] : offsets[1]])
