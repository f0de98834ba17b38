"""Arabic texts with the expectation written inside them.

A quantity, a time or a place is written ``⟨words|meaning⟩``; a statement ``[speaker]`` and ``{content}``.
"""

import re
from functools import cache

from testimonia.extract.arabic.reader import ArabicReader
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Extraction, Party, Role, Source
from testimonia.model.values import PlaceRef

MARKED = re.compile(r"⟨([^|⟩]*)\|([^⟩]*)⟩")

BRIEF = Brief(
    parties=(
        Party("miners", "Miners' Union", ("نقابة عمال المناجم", "النقابة")),
        Party("front", "Northern Front", ("جبهة الشمال",)),
    ),
    sources=(
        Source("", "Old Tomas", Role.PARTICIPANT, aliases=("العم توما",)),
        Source("", "third driver", Role.PARTICIPANT, aliases=("السائق الثالث",)),
    ),
)
PLACES = {
    "نهر أوران": "Oran",
    "كفر ناصر": "Kafr Nasir",
    "الميناء القديم": "Old Port",
    "تل الزيتون": "Tall Zaytun",
    "بيروت": "Beirut",
}


def lookup(name: str) -> PlaceRef | None:
    """Five places, by the name as written."""
    return PlaceRef(PLACES[name], name, 1.0, 2.0) if name in PLACES else None


def make_material(text: str, *, turns: bool = False, **metadata: str) -> Material:
    """Blank lines separate paragraphs; with ``turns``, what stands before a colon is the speaker of a turn."""
    passages, at = [], 0
    for n, block in enumerate(text.split("\n\n")):
        start, speaker = at, ""
        if turns and ": " in block:
            speaker = block.split(": ")[0]
            start += len(speaker) + 2
        passages.append(
            Passage(f"p-{n}", "r-1", start, at + len(block), "turn" if speaker else "paragraph", Locator(), speaker)
        )
        at += len(block) + 2
    return Material(Rendition("r-1", "i-1", "text", "ar", "test", text), tuple(passages), Metadata(**metadata), "notes.txt")


@cache
def reader() -> ArabicReader:
    """One reader for all tests of this room."""
    return ArabicReader(BRIEF, lookup)


def read(text: str, *, turns: bool = False, **metadata: str) -> Extraction:
    """Extract from an Arabic text; keyword arguments are the item's metadata."""
    return reader().extract(make_material(text, turns=turns, **metadata))


def split_marked(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without its marks, and the marked words with their meanings."""
    return MARKED.sub(r"\1", marked), MARKED.findall(marked)


def mark(text: str, extraction: Extraction) -> str:
    """The text with {content} and [speaker] of every statement with a cue or in quotation marks put back in."""
    signs: list[tuple[int, int, str]] = []
    for statement in extraction.statements:
        if statement.form in ("narration", "turn"):
            continue
        for span in statement.content:
            signs += [(span.start, 1, "{"), (span.end, 0, "}")]
        if statement.mention is not None:
            signs += [(statement.mention.start, 2, "["), (statement.mention.end, -1, "]")]
    for at, _, sign in sorted(set(signs), reverse=True):
        text = text[:at] + sign + text[at:]
    return text
