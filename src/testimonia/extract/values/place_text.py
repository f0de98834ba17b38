"""A passage as the place finder reads it: plain lists, without the blanks of wrapped lines.

Why not token objects: a name is judged by a dozen looks to its left and right, at every capital letter of the passage;
lists answer these several times faster, and a line break between two words of a name is no token here.
"""

from functools import lru_cache

from spacy.attrs import ENT_IOB, ENT_TYPE, IDX, LENGTH, ORTH, SENT_START, TAG
from spacy.tokens import Doc

_ATTRIBUTES = [ORTH, TAG, ENT_TYPE, ENT_IOB, IDX, LENGTH, SENT_START]
_BEGINS = 3
"""ENT_IOB of the first token of an entity. Source: spaCy's Token.ent_iob."""


class PlaceText:
    """Words of one passage and their marks, as parallel lists.

    ``entity`` is the index into ``entities`` for each word, or -1; ``entities`` are (first, end, label), half-open;
    ``originals`` leads back to the token of the Doc.
    """

    __slots__ = ("begins", "ends", "entities", "entity", "lowers", "originals", "sentence_starts", "tags", "text", "words")

    def __init__(self, doc: Doc) -> None:
        self.text: str = doc.text
        strings = doc.vocab.strings
        self.words: list[str] = []
        self.tags: list[str] = []
        self.begins: list[int] = []
        self.ends: list[int] = []
        self.entity: list[int] = []
        self.entities: list[tuple[int, int, str]] = []
        self.originals: list[int] = []
        self.sentence_starts: list[bool] = []
        rows = doc.to_array(_ATTRIBUTES).tolist() if len(doc) else []
        names = {key: strings[key] if key else "" for row in rows for key in row[:3]}
        starts_sentence = True
        for token, (orth, tag, label, iob, at, length, starts) in enumerate(rows):
            word = names[orth]
            starts_sentence = starts_sentence or starts == 1
            if word.isspace():
                continue
            here = len(self.words)
            self.words.append(word)
            self.tags.append(names[tag])
            self.begins.append(at)
            self.ends.append(at + length)
            self.originals.append(token)
            self.sentence_starts.append(starts_sentence)
            starts_sentence = False
            self._mark_entity(here, names[label], is_new=iob == _BEGINS)
        self.lowers = [word.lower() for word in self.words]

    def _mark_entity(self, here: int, label: str, *, is_new: bool) -> None:
        if not label:
            self.entity.append(-1)
            return
        last = self.entities[-1] if self.entities else None
        if is_new or last is None or last[1] != here or last[2] != label:
            self.entities.append((here, here + 1, label))
        else:
            self.entities[-1] = (last[0], here + 1, label)
        self.entity.append(len(self.entities) - 1)

    def __len__(self) -> int:
        return len(self.words)

    def lower(self, i: int) -> str:
        """The word at ``i`` in small letters; empty outside the passage."""
        return self.lowers[i] if 0 <= i < len(self.lowers) else ""

    def tag(self, i: int) -> str:
        """The part of speech of the word at ``i`` (Penn Treebank); empty outside the passage."""
        return self.tags[i] if 0 <= i < len(self.tags) else ""

    def is_capital(self, i: int) -> bool:
        """Whether the word at ``i`` begins with a capital letter."""
        return 0 <= i < len(self.words) and self.words[i][0].isupper()

    def is_joined(self, i: int) -> bool:
        """Whether no blank stands between word ``i`` and the word before it."""
        return 0 < i < len(self.words) and self.begins[i] == self.ends[i - 1]

    def label(self, i: int) -> str:
        """Label of the entity the word stands in, or empty."""
        at = self.entity[i]
        return self.entities[at][2] if at >= 0 else ""

    def name(self, first: int, end: int) -> str:
        """The words as written, line breaks in them made one blank."""
        return one_line(self.text[self.begins[first] : self.ends[end - 1]])


@lru_cache(maxsize=4096)
def one_line(text: str) -> str:
    """The text with every stretch of blanks made one blank."""
    return " ".join(text.split())
