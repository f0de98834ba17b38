"""Searches take any text: what a person pastes is looked for, and never breaks the search's own language."""

from urllib.parse import quote

import pytest

TEXTS = (
    "a\x00b lorries",
    "\x00",
    '"',
    '"lorries',
    "lorries* OR",
    "NEAR(",
    "-lorries",
    "(",
    "col:lorries",
    "^",
    "'; DROP TABLE claims; --",
    "%",
    "_",
)


@pytest.mark.parametrize("text", TEXTS)
def test_any_text_can_be_looked_for(still_browser, text):
    """A search answers, with rows or with none, whatever signs are in it."""
    for route in ("/claims", "/claims/facets", "/items"):
        assert still_browser.get(f"{route}?q={quote(text)}").status == 200
