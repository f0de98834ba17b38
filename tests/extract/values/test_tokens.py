"""A passage without its line breaks."""

from parsed import parse

from testimonia.extract.values.tokens import without_blanks


def test_line_breaks_go_and_grammar_stays() -> None:
    """The copy has the same words, tags and heads, and leads back to the original tokens."""
    doc = parse("About 50\nfighters left\n\nthe Old\nTown of Aleppo.")
    copy, places = without_blanks(doc)
    kept = [token for token in doc if not token.is_space]
    assert [token.text for token in copy] == [token.text for token in kept]
    assert [doc[i].text for i in places] == [token.text for token in copy]
    assert [(token.tag_, token.lemma_, token.ent_type_) for token in copy] == [(t.tag_, t.lemma_, t.ent_type_) for t in kept]


def test_passage_without_line_breaks_is_not_copied() -> None:
    """Most passages cost nothing."""
    doc = parse("About 50 fighters left.")
    assert without_blanks(doc)[0] is doc
