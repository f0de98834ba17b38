"""Write the two office documents of the sample: the interview as DOCX, the terms of the deal as PDF.

Why: an investigator's folder always holds files that are not plain text, and a sample that a reader can check must say what is
in them. The text stands here, in the open; the files beside it are what this script writes. Running it again gives the same
bytes: no clock, no random identifiers, entries in a fixed order. Needs the development dependencies (python-docx, pikepdf).

Run: ``python examples/leaving-raqqa/make_documents.py [FOLDER]`` (default: the ``material`` folder beside this file).
"""

import io
import sys
import textwrap
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import docx
import pikepdf

DOCX_NAME = "mahmoud-shopkeeper.docx"
PDF_NAME = "terms-of-the-deal.pdf"

INTERVIEW_TITLE = "Mahmoud, shopkeeper in Shanine"
INTERVIEW: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "The afternoon",
        (
            "The shop is one room with a freezer that does not freeze. Mahmoud serves while he talks, so the account has "
            "holes in it where somebody wanted soap.",
            "He says that at about four in the afternoon the SDF told people to stay indoors. An SDF man told him that there "
            "was a truce. He pulled the shutter halfway and stayed behind the counter.",
            "The convoy jammed at the small bridge. It is a bottleneck on any market day, he says, and a lorry with a trailer "
            "has to take it in two goes.",
        ),
    ),
    (
        "The customers",
        (
            "Fighters came into his shop. “I thought they had come to rob me,” Mahmoud says. “They left their weapons "
            "outside, against the wall, like umbrellas.”",
            "They emptied the shelves and they paid. He says the biscuits went first, then the sardines, then things nobody "
            "had wanted for a year.",
            "Three of the fighters took cigarettes. An older one scolded them in front of everybody and they put the packets "
            "back.",
            "“About 4,000 customers passed that I had not expected,” he says. He means everyone who went by his door, "
            "the women and the children too.",
        ),
    ),
    (
        "What he was told",
        (
            "His wife told him that she had heard aircraft above the roof the whole time. He himself heard only engines.",
            "A neighbour told him that the Humvees at the head of the convoy let nobody pass. He was indoors and did not see "
            "the head of it.",
        ),
    ),
)
INTERVIEW_TABLE: tuple[tuple[str, str], ...] = (
    ("Hour, as he remembers it", "What he says"),
    ("about four in the afternoon", "The SDF told people to stay indoors."),
    ("soon after", "The convoy stood at the small bridge."),
    ("until the shelves were empty", "Fighters bought food and paid for it."),
)

TERMS_PAGES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Terms of the deal, as described to us",
        (
            "No paper was shown to us. The terms below are those that people who took part "
            "in the talks described, set down by the desk so that they can be held against what happened.",
            "The fighters were to take only personal weapons.",
            "Heavy weapons were to be left behind.",
            "No flags and no banners were to be shown on the road.",
        ),
    ),
    (
        "Foreigners",
        (
            "No foreigners were to leave Raqqa alive.",
            "What the terms say about the number of people, of lorries and of buses, nobody could tell us.",
        ),
    ),
)

MADE = datetime(2017, 11, 12, 9, 0, 0)
"""The day the team typed these files, in the story; fixed so that the bytes do not depend on the clock."""
AUTHOR = "Reporting team"
LINE_CHARACTERS = 82
FONT_POINTS, LEADING_POINTS, PARAGRAPH_POINTS = 11, 15, 12
A4_POINTS = (595, 842)
LEFT_POINTS, TOP_POINTS = 72, 760


def interview_docx() -> bytes:
    """The interview with the shopkeeper as a Word file: title, headings, paragraphs and a small table."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = INTERVIEW_TITLE, AUTHOR, AUTHOR
    properties.created = properties.modified = MADE
    properties.comments = ""
    document.add_heading(INTERVIEW_TITLE, level=1)
    for heading, paragraphs in INTERVIEW:
        document.add_heading(heading, level=2)
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
    document.add_heading("Hours", level=2)
    table = document.add_table(rows=0, cols=2)
    for cells in INTERVIEW_TABLE:
        row = table.add_row().cells
        row[0].text, row[1].text = cells
    buffer = io.BytesIO()
    document.save(buffer)
    return _without_clock(buffer.getvalue())


def _without_clock(package: bytes) -> bytes:
    """The same package with every entry dated 1 January 1980: python-docx stamps the time of writing into the archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for entry in old.infolist():
            fixed = zipfile.ZipInfo(entry.filename, date_time=(1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            fixed.external_attr = 0o600 << 16
            new.writestr(fixed, old.read(entry))
    return buffer.getvalue()


def terms_pdf() -> bytes:
    """The terms of the deal as a PDF with a text layer: one page a heading, in the built-in Helvetica."""
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name.Helvetica,
                Encoding=pikepdf.Name.WinAnsiEncoding,
            )
        )
        for heading, paragraphs in TERMS_PAGES:
            page = pdf.add_blank_page(page_size=A4_POINTS)
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            page.obj.Contents = pdf.make_stream(b"".join(_page_operators(heading, paragraphs)))
        pdf.docinfo["/Title"] = TERMS_PAGES[0][0]
        pdf.docinfo["/Author"] = AUTHOR
        pdf.docinfo["/CreationDate"] = MADE.strftime("D:%Y%m%d%H%M%SZ")
        buffer = io.BytesIO()
        # Uncompressed streams: the bytes then depend on no compression library, and the text can be read in an editor.
        pdf.save(buffer, deterministic_id=True, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return buffer.getvalue()


def _page_operators(heading: str, paragraphs: tuple[str, ...]) -> Iterator[bytes]:
    """The content stream of one page, operator by operator.

    Source: ISO 32000-1, 9.4 (text objects): BT/ET, Tf font, TL leading, Td move, T* next line, Tj show.
    """
    yield f"BT /F1 {FONT_POINTS} Tf {LEADING_POINTS} TL {LEFT_POINTS} {TOP_POINTS} Td\n".encode()
    for paragraph in (heading, *paragraphs):
        for line in textwrap.wrap(paragraph, LINE_CHARACTERS):
            yield b"(" + _escape(line) + b") Tj T*\n"
        yield f"0 {-PARAGRAPH_POINTS} Td\n".encode()
    yield b"ET\n"


def _escape(line: str) -> bytes:
    """The line as the inside of a PDF literal string in WinAnsi encoding."""
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")


def main(folder: Path) -> None:
    """Write both files into the folder, over what is there."""
    (folder / DOCX_NAME).write_bytes(interview_docx())
    (folder / PDF_NAME).write_bytes(terms_pdf())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "material")
