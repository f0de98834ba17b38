"""A passage without the tokens that are only line breaks.

Source texts are often wrapped by hand, and spaCy makes a token of every line break: "about 50 / fighters" would have a
stranger between the number and its noun. The finders that look at neighbours read a copy without them; positions lead back.
"""

from spacy.tokens import Doc


def without_blanks(doc: Doc) -> tuple[Doc, list[int]]:
    """A copy of a passage without blank tokens, and for each of its tokens the index in the original.

    A passage without blank tokens is handed back as it is.

    Args:
        doc: one passage, tagged, parsed, lemmatised, with entities.
    """
    kept = [token for token in doc if not token.is_space]
    if len(kept) == len(doc):
        return doc, list(range(len(doc)))
    if not kept:
        return Doc(doc.vocab), []
    places = {token.i: at for at, token in enumerate(kept)}
    copy = Doc(
        doc.vocab,
        words=[token.text for token in kept],
        spaces=[bool(token.whitespace_) or (token.i + 1 < len(doc) and doc[token.i + 1].is_space) for token in kept],
        tags=[token.tag_ for token in kept],
        lemmas=[token.lemma_ for token in kept],
        heads=[places.get(token.head.i, at) for at, token in enumerate(kept)],
        deps=[token.dep_ for token in kept],
        ents=_entities(doc, kept_at=places),
    )
    return copy, [token.i for token in kept]


def _entities(doc: Doc, *, kept_at: dict[int, int]) -> list[str]:
    """Entities of the kept tokens in IOB notation; a blank inside an entity does not end it."""
    marks: list[str] = []
    for token in doc:
        if token.i in kept_at:
            marks.append(f"{token.ent_iob_}-{token.ent_type_}" if token.ent_type_ else "O")
    return [
        "B" + mark[1:] if mark[0] == "I" and (not i or marks[i - 1][2:] != mark[2:]) else mark for i, mark in enumerate(marks)
    ]
