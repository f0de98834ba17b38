"""Bytes to text in the encodings that field notes come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import ReadError
from testimonia.ingest.encodings import decode_text, is_text

ARABIC = "قال السائق إن القافلة غادرت المدينة في الساعة الرابعة، وكان فيها نحو خمسين شاحنة.\nلم يدفعوا لنا."
FRENCH = "Le chauffeur a déclaré : « Nous étions près de cinquante », à l’aube, après le départ des forçats."
GERMAN = "Der Fahrer sagte, sie hätten für die Straße länger gebraucht; über fünfzig Lkw wären es gewesen."
POLISH = "Kierowca powiedział, że później ciężarówki wróciły, a żołnierze ściągnęli ładunek i wyjechali jeszcze przed świtem."
RUSSIAN = "Водитель сказал, что колонна вышла из города в четыре часа утра и что в ней было около пятидесяти грузовиков."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
def test_arabic_survives_every_encoding(encoding):
    """Arabic notes read the same whatever they were saved in, with a byte order mark or without."""
    text = ARABIC.replace("،", ",") if encoding == "iso8859_6" else ARABIC
    assert decode_text(text.encode(encoding))[0] == text


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (GERMAN, "cp1252"), (POLISH, "cp1250"), (RUSSIAN, "cp1251")]
)
def test_other_code_pages_are_not_taken_for_arabic(text, encoding):
    """European notes in their Windows code page come out as written."""
    assert decode_text(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("text", ["café", "Il a dit « trois »", "naïve – “fifty”", "£600 a person"])
def test_short_western_text_is_western(text):
    """A few accents and typographic signs are no reason to think of another alphabet."""
    assert decode_text(text.encode("cp1252"))[0] == text


@pytest.mark.parametrize("text", ["غادر السائق المدينة", "نعم، رأيتهم", "ق"])
def test_short_arabic_text_in_the_windows_code_page(text):
    """A line of Arabic is enough to tell cp1256; a single letter is not and must not crash."""
    decoded, encoding = decode_text(text.encode("cp1256"))
    assert (encoding == "cp1256" and decoded == text) or len(text) < 4


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_latin_utf_16_without_mark(encoding):
    """UTF-16 is told by its pattern when the mark is missing."""
    assert decode_text("We left at four.\nIt rained.".encode(encoding)) == ("We left at four.\nIt rained.", encoding)


def test_line_ends_and_mark_are_the_only_change():
    """CRLF and CR become LF and a byte order mark goes; white space and odd signs stay."""
    assert decode_text("\ufeffa  b\r\n\tc\rd\u00a0".encode())[0] == "a  b\n\tc\nd\u00a0"


def test_damaged_utf_8_is_still_utf_8():
    """A wrong byte in a long Arabic text costs one character, not the text."""
    data = ARABIC.encode()
    broken = data[:40] + b"\xff" + data[40:]
    text, encoding = decode_text(broken)
    assert encoding == "utf-8"
    assert text.replace("\ufffd", "") in (ARABIC, ARABIC[:20] + ARABIC[21:]) or text.count("\ufffd") <= 3


def test_nulls_are_not_text():
    """A program is refused as text, not decoded to rubbish."""
    data = bytes(range(256)) * 8
    assert not is_text(data)
    with pytest.raises(ReadError, match="null bytes"):
        decode_text(data)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\r\ufeff\x00"), min_size=1))
def test_utf_8_is_exact(text):
    """Text in UTF-8 comes out code point for code point."""
    assert decode_text(text.encode()) == (text, "utf-8")


@given(st.binary(max_size=400))
def test_no_bytes_crash(data):
    """Whatever the bytes are, the answer is text or a ReadError."""
    try:
        text, _ = decode_text(data)
    except ReadError:
        assert b"\0" in data
    else:
        assert "\r" not in text
