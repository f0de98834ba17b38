"""Folding of Arabic script, and the way back to the text as written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.text.arabic import fold_text, fold_word, folded_words, is_arabic

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآٱىةؤئ \u064b\u064e\u0651\u0640٠١٢٣٤٥٦٧٨٩۰۹ﻻﷲ٬٫.\u200f«»x"


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("أَكَّدَ", "اكد"),
        ("إلى", "الي"),
        ("مِئة", "ميه"),
        ("مسؤول", "مسوول"),
        ("٤٬٠٠٠", "4,000"),
        ("۳٫۵", "3.5"),
        ("ﺷﻬﺪﺍﺀ", "شهداء"),
        ("ﻻجئ", "لاجي"),
        ("عــــاجل", "عاجل"),
        ("شهـ ـداء", "شهداء"),
        ("قـ.ـصف", "قصف"),
        ("الاحــ*ــتلال", "الاحتلال"),
    ],
)
def test_folding(written: str, folded: str) -> None:
    """One word written in different ways folds to one form; words broken up against filters are put together."""
    assert fold_word(written) == folded


def test_way_back_includes_marks() -> None:
    """The marks on a letter belong to the words that are quoted, so nothing is cut off in the middle of a letter."""
    text = "حملت شخصًا."
    folded = fold_text(text)
    at = folded.text.index("شخصا")
    start, end = folded.original(at, at + 4)
    assert text[start:end] == "شخصًا"


def test_way_back_over_a_broken_word() -> None:
    """A word broken up is quoted as it was written."""
    text = "سقط شهـ ـداء هنا"
    folded = fold_text(text)
    at = folded.text.index("شهداء")
    start, end = folded.original(at, at + 5)
    assert text[start:end] == "شهـ ـداء"


@given(st.text(alphabet=LETTERS, max_size=60))
def test_offsets_are_in_order_and_inside(text: str) -> None:
    """Every folded character stands for a range of the original, ranges are in order, and none reaches outside."""
    folded = fold_text(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert folded.starts == sorted(folded.starts)


@given(st.text(alphabet=LETTERS, max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    """A folded text is its own folded form, so tables and texts can be folded in any order."""
    once = fold_word(text)
    assert fold_word(once) == once


def test_script() -> None:
    """A text is Arabic by most of its letters, whatever digits and names stand in it."""
    assert [is_arabic(words) for words in ("قال المتحدث باسم SDF", "the word قال", "123")] == [True, False, False]


@given(st.text(LETTERS + "*._· ", max_size=60) | st.text(max_size=30))
def test_the_quick_folding_is_the_folding(text: str) -> None:
    """Without the way back to the original it is the same text."""
    assert folded_words(text) == fold_text(text).text
