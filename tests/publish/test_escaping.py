"""Other people's words inside markup."""

import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from testimonia.publish.escaping import escape, isolated, one_line


@given(st.text(alphabet=st.characters(codec=None)))
def test_any_text_can_stand_between_tags_and_in_quotes(text):
    """Whatever a source writes, control characters and lone surrogates included, the file stays readable XML."""
    root = ET.fromstring(f'<a b="{escape(text)}">{escape(text)}</a>')
    assert "<" not in escape(text)
    assert root.tag == "a"
    assert len(list(root)) == 0


def test_markup_comes_back_as_the_words_it_was():
    """Escaping changes nothing of what can be written."""
    words = "<script>alert('1')</script> & \"so\" <b onclick=x>"
    assert ET.fromstring(f"<a>{escape(words)}</a>").text == words


def test_a_label_cannot_turn_its_surroundings_round():
    """Direction marks are taken out of a name, and it stands between isolates of its own."""
    assert one_line("Ra\u202eqqa\u2067\n city") == "Raqqa city"
    assert isolated("الرقة") == "\u2068الرقة\u2069"
