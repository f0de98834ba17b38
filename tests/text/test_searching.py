"""Texts and queries meet in one form."""

import pytest

from testimonia.text.searching import search_form, search_terms


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("lorr", "Fifty LORRIES left"),
        ("sirnak", "Near Şırnak"),
        ("القافلة", "غادرت قافلة المدينة"),
        ("قافله", "بالقافِلَةِ"),
        ("٤٠", "about 40 lorries"),
        ('"forty lorries"', "some forty  lorries"),
    ],
)
def test_a_query_is_found_in_a_text_however_either_is_written(query, text):
    """Case, marks, digits, the Arabic article and blanks make no difference."""
    assert all(term in search_form(text) for term in search_terms(query))


def test_a_short_word_keeps_its_letters():
    """What would be left without an article must still be a word."""
    assert search_terms("الف") == ["الف"]
