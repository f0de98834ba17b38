"""From a material to its statements and claims: the one entry of this room.

Why a class: the language model takes a second to load and is used for every material of a run. `Extractor.extract` itself is
a pure function of the material and of what the editors declared: the same input gives the same output, ids included.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import closing

from msgspec.structs import replace

from testimonia.extract.arabic.reader import ArabicReader
from testimonia.extract.attributions import turn_labels
from testimonia.extract.claims import ClaimReader, Proposition
from testimonia.extract.cues import read_cues
from testimonia.extract.parsing import ParsedPassage, load_parser, read_passages
from testimonia.extract.quotes import find_quotations
from testimonia.extract.roles import Declared, read_speakers
from testimonia.extract.speakers import Cast
from testimonia.extract.statements import StatementReader
from testimonia.extract.utterances import Attributor, Utterance
from testimonia.extract.values.found import Found
from testimonia.extract.values.hedges import HedgeTable
from testimonia.extract.values.place_areas import read_areas
from testimonia.extract.values.place_names import PlaceBook
from testimonia.extract.values.places import NoPlaces, PlaceReader, located
from testimonia.extract.values.quantities import find_quantities
from testimonia.extract.values.times import Anchor, find_times
from testimonia.extract.version import VERSION as VERSION
from testimonia.extract.victims.finding import find_victims
from testimonia.extract.voices import Voice, Voices
from testimonia.model.brief import Brief
from testimonia.model.ids import content_id
from testimonia.model.material import Material, Passage, Rendition, Span
from testimonia.model.testimony import Claim, Extraction, Form, Statement, Why
from testimonia.model.values import Moment, PlaceRef

LANGUAGES = ("en",)
"""Languages read with a parser; Arabic has a reader of its own."""

NO_PLACES = NoPlaces()

_ISO_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|T)")
_MIN_LATIN = 0.5
_ARABIC_WORD = re.compile(r"(?<!\w)[وفبك]?ال[\u0620-\u064a]{2,}|(?<!\w)(?:إلى|على|التي|الذي|عن|هذا|هذه|أن|إن)(?!\w)")
"""The article and the small words that Arabic has and other languages in its letters lack."""
_MIN_ARABIC_WORDS = 3


class Extractor:
    """Reads statements and claims from materials.

    Args:
        brief: Parties, sources and hedges as the editors declared them; names the language model.
        places: What is known of the names of places; a gazetteer's.

    Raises:
        UsageError: The language model is not installed.
    """

    def __init__(self, brief: Brief, *, places: PlaceBook = NO_PLACES) -> None:
        self._brief = brief
        self._places = places
        self._nlp = load_parser(brief.spacy_model)
        self._hedges = HedgeTable(brief.hedges)
        self._declared = Declared(brief)
        self._arabic = ArabicReader(brief, places.look_up)

    def extract(self, material: Material) -> Extraction:
        """Statements and claims of one material, in text order, with notes on what was not attempted."""
        language = material_language(material, self._brief)
        if language == "ar":
            return self._arabic.extract(material)
        if language not in LANGUAGES:
            note = f"{material.name}: no language pack for '{language}', so no statements were read"
            return Extraction((), (), rendition_id=material.rendition.id, notes=(note,))
        return _Run(self, material, language).result()


def material_language(material: Material, brief: Brief) -> str:
    """The primary language subtag a material is read in; ``und`` where nothing says and the letters do not fit a pack.

    A tag gives way where the letters contradict it: posts in Arabic come tagged with the language of the page around them.
    """
    letters = [ch for ch in material.rendition.text[:4_000] if ch.isalpha()]
    latin = sum(1 for ch in letters if ch < "ɐ")
    is_arabic = len(letters) - latin > latin and len(_ARABIC_WORD.findall(material.rendition.text)) >= _MIN_ARABIC_WORDS
    for tag in (material.rendition.language, material.metadata.language, brief.language):
        primary = tag.replace("_", "-").split("-")[0].casefold()
        if primary and primary != "und":
            return "ar" if is_arabic and primary in LANGUAGES else primary
    if is_arabic:
        return "ar"
    return "en" if letters and latin >= _MIN_LATIN * len(letters) else "und"


class _Run:
    """One material being read. Lives for one call of `Extractor.extract`."""

    def __init__(self, extractor: Extractor, material: Material, language: str) -> None:
        self._extractor = extractor
        self._material = material
        self._cues = read_cues(language)
        words = self._words = read_speakers(language)
        declared = extractor._declared
        self._cast = Cast(declared, words)
        self._voices = Voices(material, words, self._cast.resolve_label)
        self._attributor = Attributor(self._cast, self._cues, words)
        text = material.rendition.text
        quotations = find_quotations(text, [(p.start, p.end) for p in material.passages])
        turns = turn_labels(text, [(p.start, p.end) for p in material.passages if not p.speaker])
        self._reader = StatementReader(self._cues, quotations, lambda name: is_declared(declared, name), turns=turns)
        self._anchor = Anchor(material.metadata.date or material.metadata.published)
        self._places = PlaceReader(extractor._places, language)
        self._growing: list[Utterance] = []
        self._context: tuple[str, str] | None = None

    def result(self) -> Extraction:
        """Read everything."""
        utterances: list[Utterance] = []
        # Closed at once, also on an error: the model's memory zone must not stay open for the next material.
        with closing(read_passages(self._extractor._nlp, self._material)) as readings:
            for reading in readings:
                utterances.extend(self._read(reading))
        self._locate(utterances)
        return build_extraction(self._material.rendition, utterances)

    def _locate(self, utterances: Iterable[Utterance]) -> None:
        """Say where the places are, once all of them are known: neighbours tell one Alexandria from another."""
        places = self._places.locate()
        for utterance in utterances:
            utterance.propositions = [
                replace(one, value=located(one.value, places))
                if isinstance(one.value, PlaceRef) and one.why.rule.startswith("place.")
                else one
                for one in utterance.propositions
            ]

    def _read(self, reading: ParsedPassage) -> list[Utterance]:
        voice = self._voices.of(reading.passage)
        self._enter(reading.passage, voice)
        drafts = self._reader.read(reading)
        found = self._find_values(reading)
        self._cast.note(reading)
        utterances = [] if voice.is_silent else self._attributor.attribute(drafts, voice)
        self._growing = [u for u in self._growing if u.draft.parts[-1][1] > reading.start]
        if not voice.is_silent:
            everyone = [*self._growing, *utterances]
            found = _date_cues(reading, utterances, found)
            utterances.extend(self._claim(reading, everyone, found, voice))
        self._growing.extend(u for u in utterances if u.draft.form is Form.DIRECT)
        self._cast.end_passage(reading)
        return utterances

    def _enter(self, passage: Passage, voice: Voice) -> None:
        """Close the context when another speaker's turn or another row of a table begins."""
        row = passage.id if passage.metadata is not None else ""
        context = (passage.speaker or voice.speaker.name, row)
        if self._context not in (None, context):
            self._cast.turn_page()
            self._reader.turn_page()
        self._context = context

    def _find_values(self, reading: ParsedPassage) -> list[Found]:
        quantities = find_quantities(reading.doc, self._extractor._hedges)
        times, self._anchor = find_times(reading.doc, self._anchor)
        places = read_areas(reading.doc.text, self._places.read(reading.doc))
        return sorted([*find_victims(reading, quantities), *times, *places], key=lambda f: (f.start, f.end, f.rule))

    def _claim(
        self, reading: ParsedPassage, utterances: Sequence[Utterance], found: Sequence[Found], voice: Voice
    ) -> list[Utterance]:
        """Give every value and main verb to the innermost attribution around it; what is left is the passage's own voice."""
        claims = ClaimReader(reading, self._cues)
        left: list[Found] = []
        mentions = [u.draft.mention_span for u in utterances]
        for one in found:
            start, end = reading.start + one.start, reading.start + one.end
            if any(a <= start and end <= b for a, b in mentions):
                continue  # "the US secretary said": that names the speaker and claims nothing
            utterance = _innermost(utterances, start, end)
            if utterance is None:
                left.append(one)
                continue
            within = reading.find(*_part_around(utterance, start, end))
            _keep(utterance, claims.read_value(one, within, utterance.holder))
        for utterance in utterances:
            self._add_occurrences(reading, claims, utterance, utterances)
        return self._narrate(reading, utterances, left, voice)

    def _add_occurrences(
        self, reading: ParsedPassage, claims: ClaimReader, utterance: Utterance, others: Sequence[Utterance]
    ) -> None:
        end_of_reading = reading.start + len(reading.text)
        cues = frozenset(u.draft.cue for u in others if u.draft.reading is reading and u is not utterance)
        for start, end in utterance.draft.parts:
            if start < reading.start or end > end_of_reading:
                continue
            for proposition in claims.read_occurrences(reading.find(start, end), utterance.holder, cues):
                if _innermost(others, proposition.start, proposition.end) is utterance:
                    _keep(utterance, proposition)

    def _narrate(
        self, reading: ParsedPassage, utterances: Sequence[Utterance], left: Sequence[Found], voice: Voice
    ) -> list[Utterance]:
        """Statements in the passage's own voice: of a declared source every sentence, of a publication those with a value."""
        if voice.is_testimony and reading.passage.kind == "heading":
            return []  # a heading in notes is the note-taker's
        claims = ClaimReader(reading, self._cues)
        by_sentence: dict[int, list[Found]] = {}
        for one in left:
            first, _ = reading.find(reading.start + one.start, reading.start + one.end)
            by_sentence.setdefault(reading.sentence[min(first, len(reading) - 1)], []).append(one)
        attributed = _sentences_of(reading, utterances)
        made = []
        for n, (first, last) in enumerate(reading.sentences):
            wants_occurrences = voice.is_testimony and n not in attributed
            if not (wants_occurrences or n in by_sentence):
                continue
            while last > first and reading.pos[last - 1] == "SPACE":
                last -= 1
            if last <= first:
                continue
            if voice.is_third_person and self._speaks_of_itself(reading, first, last):
                continue
            if not voice.is_testimony and _is_dateline(reading, (first, last), by_sentence[n]):
                continue
            utterance = self._attributor.narrate(reading, (reading.begins[first], reading.ends[last - 1]), voice)
            for one in by_sentence.get(n, ()):
                _keep(utterance, claims.read_value(one, (first, last), utterance.holder))
            if wants_occurrences:
                utterance.propositions.extend(claims.read_occurrences((first, last), utterance.holder))
            if utterance.propositions or (wants_occurrences and voice.form is Form.TURN):
                made.append(utterance)
        return made

    def _speaks_of_itself(self, reading: ParsedPassage, first: int, last: int) -> bool:
        """Whether a sentence of third-person notes is about the note-taker: "I met him in a workshop"."""
        pronouns = self._words.pronouns
        return any(
            reading.deps[i] in ("nsubj", "nsubjpass") and pronouns.get(reading.lowers[i]) == "first" and reading.quote[i] < 0
            for i in range(first, last)
        )


def _is_dateline(reading: ParsedPassage, sentence: tuple[int, int], found: Sequence[Found]) -> bool:
    """Whether a sentence of a publication only says where and when it was written."""
    has_verb = any(reading.pos[i] in ("VERB", "AUX") for i in range(*sentence))
    return not has_verb and all(isinstance(one.value, Moment | PlaceRef) for one in found)


def is_declared(declared: Declared, name: str) -> bool:
    """Whether a label names a party or a source of the brief."""
    return declared.source(name) is not None or declared.party(name) is not None


def _keep(utterance: Utterance, proposition: Proposition | None) -> None:
    if proposition is not None:
        utterance.propositions.append(proposition)


def _sentences_of(reading: ParsedPassage, utterances: Iterable[Utterance]) -> set[int]:
    """Sentences of a reading that an attribution speaks for, by its content or by its cue."""
    found: set[int] = set()
    for utterance in utterances:
        for start, end in utterance.draft.parts:
            first, last = reading.find(start, end)
            found.update(reading.sentence[first:last])
        if utterance.draft.cue >= 0 and utterance.draft.reading is reading:
            found.add(reading.sentence[utterance.draft.cue])
    return found


def _innermost(utterances: Iterable[Utterance], start: int, end: int) -> Utterance | None:
    best, size = None, 1 << 60
    for utterance in utterances:
        for a, b in utterance.draft.parts:
            if a <= start and end <= b and b - a < size:
                best, size = utterance, b - a
    return best


def _part_around(utterance: Utterance, start: int, end: int) -> tuple[int, int]:
    return next((a, b) for a, b in utterance.draft.parts if a <= start and end <= b)


def _date_cues(reading: ParsedPassage, utterances: Sequence[Utterance], found: Sequence[Found]) -> list[Found]:
    """Take the dates that say when something was said ("said on Tuesday") off the claims and onto the statements."""
    kept = []
    for one in found:
        utterance = _dated_cue(reading, utterances, one) if isinstance(one.value, Moment) else None
        if utterance is None or not isinstance(one.value, Moment):
            kept.append(one)
            continue
        said_on = said_on_of(one.value)
        if said_on:
            utterance.said_on = said_on
    return kept


def _dated_cue(reading: ParsedPassage, utterances: Sequence[Utterance], found: Found) -> Utterance | None:
    start, end = reading.start + found.start, reading.start + found.end
    first, last = reading.find(start, end)
    heads = {reading.heads[i] for i in range(first, last)} | {reading.heads[reading.heads[i]] for i in range(first, last)}
    for utterance in utterances:
        draft = utterance.draft
        is_cue = draft.cue in heads and draft.cue >= 0 and draft.reading is reading and reading.pos[draft.cue] == "VERB"
        if is_cue and not draft.covers(start, end):
            return utterance
    return None


def said_on_of(moment: Moment) -> str:
    """The ISO date a moment gives for a statement; empty where it gives none."""
    for text in (moment.value, moment.earliest_start):
        match = _ISO_DATE.match(text)
        if match:
            return match.group()
    return ""


def build_extraction(rendition: Rendition, utterances: Iterable[Utterance]) -> Extraction:
    """Statements and claims with their ids, once every quotation is complete."""
    statements: dict[str, Statement] = {}
    claims: dict[str, Claim] = {}
    for utterance in sorted(utterances, key=lambda u: (u.draft.start, -u.draft.parts[-1][1], u.draft.cue_span)):
        statement = build_statement(rendition, utterance)
        if statement.id in statements:
            continue
        statements[statement.id] = statement
        for proposition in sorted(utterance.propositions, key=lambda p: (p.start, p.end)):
            claim = build_claim(rendition, statement, proposition)
            claims.setdefault(claim.id, claim)
    return Extraction(tuple(statements.values()), tuple(claims.values()), rendition_id=rendition.id)


def build_statement(rendition: Rendition, utterance: Utterance) -> Statement:
    """The statement of an utterance; its id hashes where it stands and who the text says speaks, never a source's random id."""
    draft = utterance.draft
    speaker, said_on = utterance.speaker, utterance.said_on
    identity = content_id("s", rendition.id, draft.parts, draft.cue_span, draft.form, speaker, utterance.stance, said_on)
    return Statement(
        id=identity,
        rendition_id=rendition.id,
        passage_id=utterance.passage_id,
        content=tuple(_span(rendition, part) for part in draft.parts),
        form=draft.form,
        speaker=speaker,
        stance=utterance.stance,
        cue=_span(rendition, draft.cue_span) if draft.cue_span[0] >= 0 else None,
        mention=_span(rendition, draft.shown) if draft.shown[0] >= 0 else None,
        said_on=said_on,
        is_first_hand=utterance.is_first_hand,
        chain=utterance.chain,
        why=Why(draft.rule, rendition.text[draft.cue_span[0] : draft.cue_span[1]] if draft.cue_span[0] >= 0 else ""),
    )


def build_claim(rendition: Rendition, statement: Statement, proposition: Proposition) -> Claim:
    """The claim of a proposition, named by its content."""
    p = proposition
    identity = content_id("c", rendition.id, statement.id, p.start, p.end, p.value, p.about, p.polarity, p.stance)
    return Claim(
        identity, statement.id, rendition.id, _span(rendition, (p.start, p.end)), p.about, p.value, p.polarity, p.stance, p.why
    )


def _span(rendition: Rendition, offsets: tuple[int, int]) -> Span:
    return Span(offsets[0], offsets[1], rendition.text[offsets[0] : offsets[1]])
