"""Every hit in a table of texts, to the sign: a search that finds more, less, or other words has changed its rules."""

import re

import pytest

from testimonia.protect.gate.searching.searches import search
from tests.protect.gate.searching.exact_rows import HITS
from tests.protect.gate.searching.people import NEEDLES

_ESCAPE = re.compile(r"\\(n|u[0-9a-f]{4}|\\)")


def plain(written):
    return _ESCAPE.sub(lambda m: {"n": "\n", "\\": "\\"}.get(m[1]) or chr(int(m[1][1:], 16)), written)


def rows():
    found = []
    for line in HITS.strip("\n").split("\n"):
        if line.startswith("    "):
            found[-1][1].append(plain(line[4:]))
        else:
            found.append((plain(line), []))
    return found


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row, id=f"{at}") for at, row in enumerate(rows())])
def test_exactly_these_hits(text, expected):
    """Kind, form and words of each hit in the order of the search."""
    found = [f"{hit.kind}, {hit.how}: {text[hit.start : hit.end]}".rstrip() for hit in search(NEEDLES, text)]
    assert found == expected
