"""Every hit in a table of texts, to the sign: a search that finds more, less, or other words has changed its rules."""

import re
from functools import lru_cache

import pytest

from testimonia.protect.gate.searching.searches import search
from tests.protect.gate.searching.exact_rows import HITS, OTHERS
from tests.protect.gate.searching.people import NEEDLES, needles

_ESCAPE = re.compile(r"\\(n|u[0-9a-f]{4}|\\)")
_VAULT = re.compile(r"@ ([a-z]+): (.+)")


def plain(written):
    return _ESCAPE.sub(lambda m: {"n": "\n", "\\": "\\"}.get(m[1]) or chr(int(m[1][1:], 16)), written)


def rows(table):
    vault, found = "", []
    for line in table.strip("\n").split("\n"):
        if line.startswith("    "):
            found[-1][2].append(plain(line[4:]))
        elif _VAULT.fullmatch(line):
            vault = line
        else:
            found.append((vault, plain(line), []))
    return [pytest.param(*row, id=str(at)) for at, row in enumerate(found)]


@lru_cache
def held(vault):
    """The needles of what a line says the vault holds."""
    if not vault:
        return NEEDLES
    field, value = _VAULT.fullmatch(vault).groups()
    if field == "details":
        return needles(details=dict(detail.split("=") for detail in value.split("; ")))
    return needles(**{field: (value,)})


@pytest.mark.parametrize(("vault", "text", "expected"), [*rows(HITS), *rows(OTHERS)])
def test_exactly_these_hits(vault, text, expected):
    """Kind, form and words of each hit in the order of the search."""
    found = search(held(vault), text)
    assert [f"{hit.kind}, {hit.how}: {text[hit.start : hit.end]}".rstrip() for hit in found] == expected
    assert {hit.identity_id for hit in found} <= {"P1"}


def test_the_cells_of_a_column_are_no_plate():
    """Digits one under the other are codes of several rows; one line break in a plate is a wrapped line."""
    vault = held("@ plates: Raqqa 000102")
    assert search(vault, "north of Raqqa\n\nwhere_prec\n0\n0\n0\n1\n0\n2\n0\n") == []
    assert [hit.kind for hit in search(vault, "the plate is Raqqa 000\n102")] == ["plate"]
