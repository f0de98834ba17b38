"""Language packs: the word tables of one language, kept as data beside the code.

Number words, hedges, unit names and date words differ by language, the code that reads them does not. A pack is a folder
of TOML tables, so that a speaker of the language can correct or add one without reading Python.
"""

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any

from testimonia.errors import UsageError

Table = dict[str, Any]


@lru_cache(maxsize=64)
def read_table(language: str, table: str) -> Table:
    """Read one table of a language pack.

    Reading our own packaged data is the only file access the pure core allows itself; the result is cached and shared, so
    callers must not change it.

    Args:
        language: BCP 47 primary language, ``en``.
        table: name of the table without its ending, ``numbers``.

    Returns:
        The table as parsed TOML.

    Raises:
        UsageError: there is no such language or table.

    >>> read_table("en", "numbers")["scales"]["million"]
    1000000
    """
    path = files("testimonia.text").joinpath("packs", language, f"{table}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"There is no table '{table}' for language '{language}'. Add text/packs/{language}/{table}.toml."
        ) from None


def has_pack(language: str) -> bool:
    """Whether a language pack exists for a language.

    Material in a language without a pack is kept and shown, but no claims are read from it.

    >>> has_pack("en"), has_pack("tlh")
    (True, False)
    """
    return bool(language) and files("testimonia.text").joinpath("packs", language, "numbers.toml").is_file()


@lru_cache(maxsize=256)
def has_table(language: str, table: str) -> bool:
    """Whether a language pack has a table.

    >>> has_table("ar", "phrases"), has_table("tlh", "phrases")
    (True, False)
    """
    is_name = language.isascii() and language.isalpha()
    return is_name and files("testimonia.text").joinpath("packs", language, f"{table}.toml").is_file()
