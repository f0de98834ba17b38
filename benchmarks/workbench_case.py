"""Makes a large investigation for measuring the workbench: a flood that never was, told in our own words.

5,000 items, one of them a document of 500 pages; 100,000 claims, 5,000 of them in that document; 300 sources of four parties;
40 questions, six of them with 200 claims each and two joined to a third by a rule; 5,000 judgements by four people.

Files are taken in, read and reconciled as always. Only extraction is left out: the maker knows what it wrote, and puts the
statements and claims into the store itself, which takes minutes instead of hours.
"""

import random
import re
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from testimonia.model.ids import content_id
from testimonia.model.material import Passage, Span
from testimonia.model.testimony import About, Act, Claim, Form, Judgement, Role, Source, Speaker, Stance, Statement, Why
from testimonia.model.values import Amount, Duration, Hedge, Moment, Money, Occurrence, PlaceRef, Value
from testimonia.pipeline import running
from testimonia.pipeline.investigation import Investigation

PEOPLE = ("Ann", "Bilal", "Carla", "Dov")
FIRST = (
    "Amina",
    "Boris",
    "Celia",
    "Dragan",
    "Elif",
    "Farid",
    "Greta",
    "Hamid",
    "Ilse",
    "Jonas",
    "Katya",
    "Luca",
    "Mara",
    "Nadir",
)
LAST = (
    "Orvand",
    "Pellas",
    "Querin",
    "Rostal",
    "Semmet",
    "Tavori",
    "Ulmer",
    "Vessin",
    "Wadran",
    "Yorik",
    "Zellan",
    "Brask",
    "Corvin",
)
PLACES = ("Orvale", "Temmin", "Kastra", "Dulmer", "Nevrin", "Halsk", "Brevik", "Sorrel", "Almaz", "Tirgo", "Quend", "Marrow")
COUNTED = (  # noun, plural, verb's lemma, as said
    ("house", "houses", "destroy", "were destroyed"),
    ("lorry", "lorries", "leave", "left"),
    ("person", "people", "rescue", "were rescued"),
    ("boat", "boats", "sink", "sank"),
    ("tent", "tents", "arrive", "arrived"),
    ("bridge", "bridges", "collapse", "collapsed"),
    ("cow", "cows", "drown", "drowned"),
    ("soldier", "soldiers", "deploy", "were deployed"),
)
_THINGS = """
barn fence well sack crate pump ladder blanket goat sheep horse cart wagon tractor engine mast cable pole
sandbag shovel lamp generator stove bed mattress coat medic nurse teacher clerk guard pilot fisher farmer
miller baker tenant visitor orchard field garden school chapel store mill workshop ferry raft canoe truck bus
tanker crane digger boulder tree beam
"""
OTHERS = tuple(_THINGS.split())
"""What is counted beside: said of too many things to be about one question."""
DONE = (
    ("lose", "were lost"), ("find", "were found"), ("move", "were moved"), ("bring", "were brought"), ("count", "were counted"),
    ("damage", "were damaged"), ("save", "were saved"), ("send", "were sent"), ("burn", "burned"), ("vanish", "vanished"),
)  # fmt: skip
VERBS = ("said", "reported", "wrote", "stated", "insisted", "added", "recalled", "explained")
FILLER = (
    "The rain had not stopped for a week.", "Nobody there had slept.", "The road was closed at the mill.",
    "There was no signal in the valley.", "The register was kept by hand.", "The office shut early that day.",
)  # fmt: skip
PARTIES = {"province": "the Province", "army": "the Army", "river_board": "the River Board", "relief": "the Relief Union"}
BIG = 6
"""Questions that are answered by 200 claims each."""


@dataclass
class Sizes:
    """How large the case is to be."""

    items: int = 5_000
    claims: int = 100_000
    pages: int = 500
    spans: int = 5_000
    judgements: int = 5_000
    answers: int = 200

    @classmethod
    def small(cls) -> "Sizes":
        """A fiftieth, to try the maker itself."""
        return cls(items=100, claims=2_000, pages=10, spans=100, judgements=100, answers=40)


@dataclass
class Told:
    """One sentence as written, and what is claimed in it."""

    sentence: str
    speaker: str
    cue: str
    said_on: str
    words: str
    value: Value
    about: About
    stance: Stance = Stance.ASSERTS


@dataclass
class Text:
    """One item's sentences, in paragraphs."""

    name: str
    date: str
    source: str
    paragraphs: list[list[Told | str]] = field(default_factory=list)

    @property
    def told(self) -> list[Told]:
        return [told for paragraph in self.paragraphs for told in paragraph if isinstance(told, Told)]


class Writer:
    """Invents accounts, the same for the same seed."""

    def __init__(self, sizes: Sizes, seed: int) -> None:
        self.sizes, self.chance = sizes, random.Random(seed)
        names = [f"{first} {last}" for first in FIRST for last in LAST]
        self.speakers = names[: max(20, min(len(names), sizes.items // 20))] + [f"Watcher {n}" for n in range(1, 119)]
        self.asked: list[tuple[int, str]] = [(counted, PLACES[place]) for counted in range(len(COUNTED)) for place in range(5)]
        """The declared questions: a noun and a place each."""
        left = [(question, sizes.answers) for question in range(BIG)] + [
            (question, 25) for question in range(BIG, len(self.asked))
        ]
        self.due = [question for question, count in left for _ in range(count)]
        self.chance.shuffle(self.due)
        self.every = max(1, (sizes.claims - sizes.spans) // len(self.due))
        self.told = 0

    def texts(self) -> Iterator[Text]:
        """Every item but the document."""
        share, rest = divmod(self.sizes.claims - self.sizes.spans, self.sizes.items - 1)
        for number in range(self.sizes.items - 1):
            yield self.text(f"note-{number + 1:04}.txt", share + (number < rest))

    def document(self) -> list[Text]:
        """The pages of the document."""
        return [self.text(f"page {page + 1}", self.sizes.spans // self.sizes.pages, pad=1) for page in range(self.sizes.pages)]

    def text(self, name: str, claims: int, *, pad: int = 3) -> Text:
        day = self.chance.randint(1, 60)
        date = f"2019-{9 + day // 31:02}-{1 + day % 30:02}"
        text = Text(name, date, self.chance.choice(self.speakers))
        for start in range(0, claims, 3):
            told: list[Told | str] = [self.tell(date) for _ in range(min(3, claims - start))]
            if start // 3 % pad == 0:
                told.insert(1, self.chance.choice(FILLER))
            text.paragraphs.append(told)
        return text

    def tell(self, date: str) -> Told:
        self.told += 1
        speaker, verb = self.chance.choice(self.speakers), self.chance.choice(VERBS)
        if self.due and self.told % self.every == 0:
            counted, place = self.asked[self.due.pop()]
            return self.count(speaker, verb, date, COUNTED[counted], place, self.around(40 + 17 * counted))
        place, thing, (lemma, done) = self.chance.choice(PLACES), self.chance.choice(OTHERS), self.chance.choice(DONE)
        kind = self.chance.random()
        if kind < 0.6:
            return self.count(speaker, verb, date, (thing, f"{thing}s", lemma, done), place, self.around(30))
        about = About(thing, (), lemma, terms=(place.lower(),))
        if kind < 0.7:
            figure = self.around(9) * 1000
            words = f"{figure:,} dollars"
            value: Value = Money(figure, figure, figure, "USD", words)
            about = About(thing, (), "cost", terms=(place.lower(),))
            return self.said(speaker, verb, date, f"the {thing} in {place} cost {words}", words, value, about)
        if kind < 0.78:
            hours = self.chance.randint(2, 30)
            words = f"{hours} hours"
            value = Duration(hours * 3600.0, hours * 3600.0, hours * 3600.0, words)
            return self.said(speaker, verb, date, f"the {thing}s {done} in {place} for {words}", words, value, about)
        if kind < 0.88:
            day = self.chance.randint(1, 28)
            iso, words = f"2019-10-{day:02}", f"{day} October 2019"
            value = Moment(iso, iso, iso, iso, words, iso)
            return self.said(speaker, verb, date, f"the {thing}s {done} in {place} on {words}", words, value, about)
        if kind < 0.95:
            value = PlaceRef(place, place, 47.0 + PLACES.index(place) / 10, 15.0 + PLACES.index(place) / 7, f"own:{place}")
            return self.said(speaker, verb, date, f"the {thing}s {done} at {place}", place, value, about)
        happened = self.chance.random() < 0.5
        words = f"the {thing}s {done if happened else done.replace('were', 'were not')} in {place}"
        stance = Stance.ASSERTS if happened else Stance.DENIES
        return self.said(speaker, verb, date, words, words, Occurrence(f"{thing} {lemma}", happened, words), about, stance)

    def count(self, speaker: str, verb: str, date: str, counted: tuple[str, ...], place: str, figure: int) -> Told:
        noun, plural, lemma, done = counted
        hedge, low, high, lead = self.chance.choice(
            (
                (Hedge.EXACT, figure, figure, ""),
                (Hedge.EXACT, figure, figure, ""),
                (Hedge.ABOUT, 0.85 * figure, 1.15 * figure, "about "),
                (Hedge.MIN, figure, None, "at least "),
            )
        )
        words = f"{lead}{figure} {plural}"
        value = Amount(low, figure, high, noun, words, hedge)
        about = About(noun, (), lemma, terms=(place.lower(),))
        return self.said(speaker, verb, date, f"{words} {done} in {place}", words, value, about)

    def said(
        self,
        speaker: str,
        verb: str,
        date: str,
        clause: str,
        words: str,
        value: Value,
        about: About,
        stance: Stance = Stance.ASSERTS,
    ) -> Told:
        return Told(f"{speaker} {verb} that {clause}.", speaker, verb, date, words, value, about, stance)

    def around(self, middle: int) -> int:
        return max(2, round(self.chance.lognormvariate(0, 0.5) * middle))


def make_case(folder: Path, sizes: Sizes, *, seed: int = 7) -> dict[str, object]:
    """Make the investigation. Returns counts and seconds."""
    began, seconds = time.perf_counter(), {}

    def lap(name: str) -> None:
        seconds[name] = round(time.perf_counter() - began - sum(seconds.values()), 1)
        print(f"{name}: {seconds[name]} s", file=sys.stderr, flush=True)

    writer = Writer(sizes, seed)
    case = Investigation.create(folder, title="The flood that never was")
    with tempfile.TemporaryDirectory() as scratch:
        texts = {text.name: [text] for text in writer.texts()}
        texts["report.pdf"] = writer.document()
        write_files(Path(scratch), texts)
        write_settings(folder, writer)
        case.close()
        case = Investigation.open(folder, by=PEOPLE[0])
        lap("written")
        case.ingest([Path(scratch)], recursive=True)
    lap("taken in and read")
    with case._case.writing():
        put_testimony(case, writer, texts)
        lap("claims put")
        put_judgements(case, writer)
    lap("judgements put")
    report = case.run()
    lap("reconciled")
    made = {
        "items": len(case.items()),
        "claims": sum(1 for _ in case._case.store.testimony_keys()),
        "questions": len(case.questions()),
        "contradictions": len(case.contradictions()),
        "judgements": len(case.judgements()),
        "failures": len(report.failures),
        "seconds": seconds,
    }
    case.close()
    return made


def write_files(folder: Path, texts: dict[str, list[Text]]) -> None:
    for name, pages in texts.items():
        if name.endswith(".pdf"):
            (folder / name).write_bytes(write_pdf(pages))
            (folder / f"{name}.meta.yaml").write_text("title: Report of the commission\nkind: document\ndate: 2019-12-01\n")
            continue
        [text] = pages
        head = f"---\ntitle: Notes {name[5:9]}\nkind: notes\nsource: {text.source}\ndate: {text.date}\n---\n"
        (folder / name).write_text(head + "\n\n".join(" ".join(sentences(paragraph)) for paragraph in text.paragraphs) + "\n")


def sentences(paragraph: list[Told | str]) -> list[str]:
    return [told if isinstance(told, str) else told.sentence for told in paragraph]


def write_pdf(pages: list[Text]) -> bytes:
    """A plain PDF, a sentence a line, an empty line between paragraphs. Source: ISO 32000-1, 7.5 and 9.4."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = [f"/F1 10 Tf 14 TL 56 780 Td ({page.name}) Tj T* T*"]
        for paragraph in page.paragraphs:
            lines += [f"({sentence}) Tj T*" for sentence in sentences(paragraph)] + ["T*"]
        stream = ("BT " + "\n".join(lines) + " ET").encode("ascii")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        box = b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (box, len(objects)))
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), listed)
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(data) + end % (len(objects) + 1, table, len(objects) + 1, len(data))


def write_settings(folder: Path, writer: Writer) -> None:
    lines = ['title = "The flood that never was"', 'language = "en"', ""]
    for key, name in PARTIES.items():
        lines += [f"[parties.{key}]", f'name = "{name}"', ""]
    for counted, place in writer.asked:
        noun, plural, _, done = COUNTED[counted]
        lines += [
            f"[questions.{plural}_{place.lower()}]",
            f'text = "How many {plural} {done} in {place}?"',
            'type = "amount"',
            f'unit = "{noun}"',
            f'nouns = ["{noun}"]',
            f'terms = ["{place.lower()}"]',
            "",
        ]
    last = [f"{COUNTED[-1][1]}_{PLACES[n].lower()}" for n in (2, 3, 4)]
    lines += ["[rules]", f'sum = "{last[0]} >= {last[1]} + {last[2]}"', ""]
    (folder / "investigation.toml").write_text("\n".join(lines), encoding="utf-8")


def put_testimony(case: Investigation, writer: Writer, texts: dict[str, list[Text]]) -> None:
    """Put statements and claims where the words stand, and mark extraction as done."""
    inner = case._case
    chance = random.Random(11)
    roles = [Role.EYEWITNESS, Role.OFFICIAL, Role.PARTICIPANT, Role.HEARSAY, Role.EXPERT, Role.UNKNOWN]
    sources = {
        name: Source(
            inner.new_source_id(),
            name,
            chance.choice(roles),
            chance.choice([*PARTIES, "", ""]),
            grade=chance.choice(["A", "B", "C", "D", "", ""]),
        )
        for name in writer.speakers
    }
    readings, hashes = running._extraction_inputs(inner, with_model=False)
    with inner.transaction() as ledger:
        for name, source in sources.items():
            ledger.writer.put_source(f"name:{name.casefold()}", source)
    for start in range(0, len(readings), 500):
        with inner.transaction() as ledger:
            for reading in readings[start : start + 500]:
                material = inner.store.material(reading.rendition_id)
                told = [each for page in texts[reading.item.name] for each in page.told]
                found = list(locate(material.rendition.text, material.passages, reading.rendition_id, told, sources))
                statements, claims = [statement for statement, _ in found], [claim for _, claim in found]
                ledger.writer.put_extraction(reading.rendition_id, statements, claims, at=inner.now())
                ledger.writer.mark_step("extract", reading.item.id, hashes[reading.item.id], at=inner.now())


def locate(
    text: str, passages: tuple[Passage, ...], rendition_id: str, told: list[Told], sources: dict[str, Source]
) -> Iterator[tuple[Statement, Claim]]:
    """Where each sentence stands, however its reader has broken the lines."""
    at, number = 0, 0
    for each in told:
        found = re.compile(r"\s+".join(map(re.escape, each.sentence.split()))).search(text, at)
        if found is None:
            raise SystemExit(f"the reader has lost a sentence: {each.sentence}")
        at = found.end()
        while passages[number].end < at:
            number += 1
        content = _span(text, text.index("that", found.start()) + 5, found.end() - 1)
        mention = _span(text, found.start(), found.start() + len(each.speaker))
        cue_at = text.index(each.cue, mention.end)
        words = re.compile(r"\s+".join(map(re.escape, each.words.split()))).search(text, content.start)
        assert words is not None
        span = _span(text, words.start(), words.end())
        statement = Statement(
            content_id("s", rendition_id, content.start, content.end),
            rendition_id,
            passages[number].id,
            (content,),
            Form.REPORTED,
            Speaker(each.speaker, is_named=True),
            each.stance,
            _span(text, cue_at, cue_at + len(each.cue)),
            mention,
            source_id=sources[each.speaker].id,
            said_on=each.said_on,
        )
        claim_id = content_id("c", statement.id, span.start, span.end, each.value)
        why = Why("made for measuring", each.words)
        yield statement, Claim(claim_id, statement.id, rendition_id, span, each.about, each.value, stance=each.stance, why=why)


def _span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def put_judgements(case: Investigation, writer: Writer) -> None:
    """What four people have judged so far: a twentieth of the claims, one in five rejected."""
    inner, chance = case._case, random.Random(13)
    ids = sorted(claim_id for claim_id, *_ in inner.store.testimony_keys())
    counts: defaultdict[str, int] = defaultdict(int)
    with inner.transaction() as ledger:
        for number, target in enumerate(chance.sample(ids, writer.sizes.judgements)):
            act = Act.REJECT if chance.random() < 0.2 else Act.ACCEPT
            by = chance.choice(PEOPLE)
            counts[by] += 1
            inner.by = by
            judgement = Judgement(content_id("j", number, act, target, by), act, target, by, inner.now(), "as the notes say")
            ledger.writer.add_judgement(judgement)
            ledger.record(f"judged: {act}", target, judgement.id)
    inner.by = PEOPLE[0]
