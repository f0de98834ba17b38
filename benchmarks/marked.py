"""Paragraphs with what a careful reader finds in them marked inside the text. The notation is told in paragraphs/README.md."""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

FOLDER = Path(__file__).parent / "paragraphs"

_MARK = re.compile(r"\{(?P<content>[a-z]):|\[(?P<speaker>[a-z]):|(?P<open><)|(?P<close>[}\]])|\|(?P<value>[^<>|]*)>")
_FIELDS = frozenset({"direct", "reported", "turn", "first-hand", "relayed", "optional", "any"})
_STANCES = frozenset({"asserts", "denies", "admits", "declines", "promises", "expects", "stipulates", "threatens", "asks"})

Range = tuple[int, int]


class ExpectedStatement(Struct):
    """What one letter marks: content in one or more parts, the words that name the speaker, and the line below."""

    label: str
    parts: list[Range]
    speaker: Range | None = None
    fields: tuple[str, ...] = ()

    def field(self, word: str) -> str:
        """What follows ``word`` in the line below ("by Ada Reyes"), or nothing."""
        return next((field[len(word) + 1 :] for field in self.fields if field.startswith(word + " ")), "")

    @property
    def stance(self) -> str:
        """The stance in the line below; empty where any will do."""
        if "any" in self.fields:
            return ""
        return next((field for field in self.fields if field in _STANCES), "asserts")


class ExpectedValue(Struct):
    """A value as marked: where it stands and how it is to be read."""

    start: int
    end: int
    spec: str


class Paragraph(Struct):
    """One entry: its text without marks, and everything that is to be found in it."""

    name: str
    group: str
    source: str
    """The marked text as it stands in the file, without the lines below it."""
    text: str
    statements: list[ExpectedStatement]
    values: list[ExpectedValue]
    options: dict[str, str]


def read_folder(folder: Path = FOLDER) -> list[Paragraph]:
    """All paragraphs, file by file in order of name."""
    return [p for path in sorted(folder.glob("*.txt")) for p in read_paragraphs(path.read_text(encoding="utf-8"), path.name)]


def read_paragraphs(marked: str, file: str = "") -> Iterator[Paragraph]:
    """The entries of one file.

    Raises:
        ValueError: A mark is not closed, or a line below the text names a letter that is not in it; says where.
    """
    group = ""
    for block in re.split(r"^(?=##? )", marked, flags=re.MULTILINE):
        heading, _, body = block.partition("\n")
        if heading.startswith("## "):
            group = heading[3:].strip()
        elif heading.startswith("# "):
            name, *options = (part.strip() for part in heading[2:].split("|"))
            try:
                yield read_paragraph(name, group, body, options)
            except ValueError as error:
                raise ValueError(f"{file}, “{name}”: {error}") from error


def read_paragraph(name: str, group: str, body: str, options: list[str]) -> Paragraph:
    """One entry from its text with marks and the lines below it."""
    lines = body.strip().split("\n")
    below = [line[2:] for line in lines if line.startswith("= ")]
    source = "\n".join(line for line in lines if not line.startswith("= ")).strip()
    text, statements, values = strip_marks(source)
    silent = [label for label, statement in statements.items() if not statement.parts]
    if silent:
        raise ValueError(f"{', '.join(silent)} has a speaker and no content")
    for line in below:
        label, _, fields = line.partition(":")
        if label not in statements:
            raise ValueError(f"the letter {label} below the text is not in it")
        statements[label].fields = tuple(field.strip() for field in fields.split(";"))
        unknown = [
            f for f in statements[label].fields if f not in _FIELDS | _STANCES and not f.startswith(("by ", "via ", "on "))
        ]
        if unknown:
            raise ValueError(f"{label} has {', '.join(unknown)}, which is no field")
    given = {key: text for key, _, text in (option.partition("=") for option in options)}
    return Paragraph(name, group, source, text, list(statements.values()), values, given)


def strip_marks(source: str) -> tuple[str, dict[str, ExpectedStatement], list[ExpectedValue]]:
    """The exact text, and what the marks in it say, with offsets into that text."""
    text, at = "", 0
    stack: list[tuple[str, str, int]] = []
    statements: dict[str, ExpectedStatement] = {}
    values: list[ExpectedValue] = []
    for mark in _MARK.finditer(source):
        text += source[at : mark.start()]
        at = mark.end()
        kind = str(mark.lastgroup)
        if kind in ("content", "speaker", "open"):
            stack.append((kind, mark[kind], len(text)))
            continue
        opened = {"content": "}", "speaker": "]", "open": "|"}
        if not stack or opened[stack[-1][0]] != mark.group()[0]:
            raise ValueError(f"{mark.group()} closes nothing after “{text[-30:]}”")
        kind, label, start = stack.pop()
        if kind == "open":
            values.append(ExpectedValue(start, len(text), mark["value"]))
            continue
        statement = statements.setdefault(label, ExpectedStatement(label, []))
        if kind == "speaker":
            statement.speaker = (start, len(text))
        else:
            statement.parts.append((start, len(text)))
    if stack:
        raise ValueError(f"a mark before “{text[stack[-1][2] :][:30]}” is not closed")
    return text + source[at:], statements, values


def write_marks(paragraph: Paragraph) -> str:
    """The marked text again, from the text and what was read."""
    spans = [(*part, f"{{{s.label}:", "}") for s in paragraph.statements for part in s.parts]
    spans += [(*s.speaker, f"[{s.label}:", "]") for s in paragraph.statements if s.speaker]
    spans += [(v.start, v.end, "<", f"|{v.spec}>") for v in paragraph.values]
    spans.sort(key=lambda span: (span[0], -span[1], "<{[".index(span[2][0]) * -1))
    marks: list[tuple[int, int, int, str]] = []
    for n, (start, end, before, after) in enumerate(spans):
        marks += [(start, 1, n, before), (end, 0, -n, after)]
    text, at = "", 0
    for offset, _, _, sign in sorted(marks):
        text += paragraph.text[at:offset] + sign
        at = offset
    return text + paragraph.text[at:]
