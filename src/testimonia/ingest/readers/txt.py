"""Plain text and Markdown: notes, statements, transcripts."""

from testimonia.ingest.encodings import decode_text
from testimonia.ingest.metadata import merge_metadata, split_front_matter
from testimonia.ingest.parts import Reading
from testimonia.ingest.structure import find_parts
from testimonia.ingest.turns import to_reading
from testimonia.model.material import Metadata


def read_txt(data: bytes, metadata: Metadata) -> Reading:
    """Read a text file. Its front matter is metadata, not text, but lines are counted from the top of the file.

    >>> reading = read_txt(b"---\\nsource: Driver A\\n---\\nWe left at four.", Metadata())
    >>> reading.text, reading.metadata.source, reading.parts[0].locator.line
    ('We left at four.', 'Driver A', 4)
    """
    whole, encoding = decode_text(data)
    front, start = split_front_matter(whole)
    text = whole[start:] if start else whole
    parts = find_parts(text, first_line=1 + whole.count("\n", 0, start))
    lost = text.count("\ufffd")
    notes = (f"{lost} characters could not be read in the file's encoding ({encoding}).",) if lost else ()
    return to_reading(text, parts, merge_metadata(metadata, front), notes=notes)
