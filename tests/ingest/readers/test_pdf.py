"""PDF: paragraphs from lines, pages, Arabic, and what cannot be read."""

import pikepdf
import pytest

from ingest.documents import page, pdf
from testimonia.errors import ReadError
from testimonia.ingest.readers.pdf import read_pdf
from testimonia.model.material import Metadata


def units(data):
    reading = read_pdf(data, Metadata())
    return [(p.locator.page, p.locator.line, reading.text[p.start : p.end]) for p in reading.parts]


def test_lines_become_paragraphs():
    """A sentence over line ends is whole; a gap between lines divides."""
    lines = page("The convoy left at four in", "the morning of that day.", "", "It had fifty lorries and", "thirteen buses.")
    assert units(pdf(lines)) == [
        (1, 1, "The convoy left at four in the morning of that day."),
        (1, 3, "It had fifty lorries and thirteen buses."),
    ]


def test_a_short_last_line_ends_a_paragraph():
    """Without a gap, a sentence that ends well before the margin ends its paragraph."""
    lines = page(
        "The convoy left at four in the morning of", "that day.", "It had fifty lorries and thirteen buses in it,", "he said."
    )
    assert [text for _, _, text in units(pdf(lines))] == [
        "The convoy left at four in the morning of that day.",
        "It had fifty lorries and thirteen buses in it, he said.",
    ]


def test_hyphens_at_line_ends():
    """A word divided by a line end is one word again; a hyphen of the word itself stays."""
    lines = page(
        "It left near Al-Sou-", "war on the morn-", "ing of a long-term plan, a long-", "term one, for Al-", "Hasakah."
    )
    assert (
        units(pdf(lines))[0][2] == "It left near Al-Souwar on the morning of a long-term plan, a long-term one, for Al-Hasakah."
    )


def test_sentences_cross_pages_and_locators_name_the_first():
    """A sentence that goes on overleaf is one; a new sentence there is another."""
    data = pdf(page("They drove for three days and"), page("then they came to a village.", "", "It was dark."))
    assert units(data) == [(1, 1, "They drove for three days and then they came to a village."), (2, 2, "It was dark.")]


def test_turns_in_a_printed_transcript():
    """Labels at the beginnings of printed lines open turns."""
    lines = page(
        "Q: How many lorries left the city that night?",
        "Driver: About fifty, I think, and thirteen",
        "buses.",
        "Q: When?",
        "Driver: At four.",
    )
    reading = read_pdf(pdf(lines), Metadata())
    assert reading.kind == "transcript"
    assert [(p.speaker, reading.text[p.start : p.end]) for p in reading.parts] == [
        ("Q", "How many lorries left the city that night?"),
        ("Driver", "About fifty, I think, and thirteen buses."),
        ("Q", "When?"),
        ("Driver", "At four."),
    ]


ARABIC = "غادر السائق المدينة إلى الرقة (ليلا) ومعه 250 شخصا."


def drawn(text):
    """The glyphs of an Arabic line from left to right, as a page shows them."""
    turned = text[::-1].translate(str.maketrans("()", ")("))
    return turned.replace("052", "250")


def test_arabic_as_pages_draw_it():
    """Arabic drawn right to left comes back in reading order, figures and brackets too."""
    assert units(pdf(page(drawn(ARABIC))))[0][2] == ARABIC


def test_arabic_letter_by_letter():
    """It makes no difference that a program places each letter by itself, in reading order."""
    lines = [(400 - 6 * place, 760, letter) for place, letter in enumerate("غادر السائق")]
    assert units(pdf(lines))[0][2] == "غادر السائق"


def test_arabic_ligatures():
    """The letters of a ligature come in reading order: lam-alef, not alef-lam."""
    data = pdf(page(drawn("ب\ue000د وس\ue000م للجميع")), ligatures={"\ue000": "لا"})
    assert units(data)[0][2] == "بلاد وسلام للجميع"


def test_arabic_drawn_backwards():
    """A page made by a program that does not know Arabic is turned round."""
    line = "غادرت القافلة المدينة إلى الرقة في الساعة الرابعة 250"
    assert units(pdf(page(line)))[0][2] == line


def test_a_scan_needs_ocr():
    """Pages without text are a failure that says what is missing; one among others is a note."""
    with pytest.raises(ReadError, match=r"no text layer .2 pages.*OCR is needed"):
        read_pdf(pdf([], []), Metadata())
    assert read_pdf(pdf(page("We left."), []), Metadata()).notes == ("No text layer on page 2: OCR is needed there.",)


def test_encrypted_and_damaged():
    """A password and damage are told apart."""
    whole = pdf(page("We left."))
    with pytest.raises(ReadError, match="protected by a password"):
        read_pdf(pdf(page("We left."), encryption=pikepdf.Encryption(user="u", owner="o")), Metadata())
    with pytest.raises(ReadError, match="damaged"):
        read_pdf(b"%PDF-1.7\n" + b"x" * 500, Metadata())
    with pytest.raises(ReadError, match="damaged"):
        read_pdf(whole[: len(whole) // 4], Metadata())


def test_an_owner_password_alone_does_not_stop_reading():
    """A PDF that everybody may open is read, whatever it forbids."""
    assert units(pdf(page("We left."), encryption=pikepdf.Encryption(owner="o"))) == [(1, 1, "We left.")]
