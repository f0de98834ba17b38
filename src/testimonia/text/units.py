"""Names of units and currencies, matched over tokens.

A length in miles and one in kilometres must meet on one axis before anyone can say whether two accounts agree; the words
that were said are kept beside the converted value.
"""

from collections.abc import Mapping, Sequence

from testimonia.text.packs import read_table

Phrase = tuple[str, ...]


class UnitTable:
    """Physical units and units of time: name -> canonical unit and factor.

    >>> UNITS.match(["6", "miles"], 1)
    (2, 'km', 1.609344)
    >>> UNITS.match(["three", "days"], 1)
    (2, 's', 86400.0)
    """

    def __init__(self, language: str = "en") -> None:
        table = read_table(language, "units")
        self.phrases: dict[str, list[tuple[Phrase, str, float]]] = {}
        for dimension in table["dimensions"].values():
            for name, factor in dimension["names"].items():
                self._add(name, dimension["unit"], float(factor))
        self.names: Mapping[str, str] = table["names"]
        """Abbreviations and other spellings -> the unit's full name in the singular."""
        self.time: Mapping[str, int] = table["time"]
        self.rates: Mapping[str, str] = table.get("rates", {})
        """What may stand behind a stroke for one stretch of time -> its name: "l/s" is for one second."""
        for name, factor in self.time.items():
            self._add(name, "s", float(factor))

    def _add(self, name: str, unit: str, factor: float) -> None:
        for phrase in {tuple(name.split()), tuple(name.replace("/", " / ").split())}:
            entries = self.phrases.setdefault(phrase[0], [])
            entries.append((phrase, unit, factor))
            entries.sort(key=lambda entry: -len(entry[0]))

    def match(self, words: Sequence[str], start: int) -> tuple[int, str, float] | None:
        """The longest unit name that begins at token ``start``: where it ends, canonical unit, factor."""
        for phrase, unit, factor in self.phrases.get(words[start], ()) if start < len(words) else ():
            if tuple(words[start : start + len(phrase)]) == phrase:
                return start + len(phrase), unit, factor
        return None


class MoneyTable:
    """Currency signs and words -> ISO 4217 code, or the currency's own word where the code is not certain.

    >>> MONEY.match_word(["600", "dollars"], 1), MONEY.match_word(["50", "iraqi", "dinars"], 1)
    ((2, 'USD'), (3, 'IQD'))
    """

    def __init__(self, language: str = "en") -> None:
        table = read_table(language, "money")
        self.symbols: Mapping[str, str] = table["symbols"]
        self.words: Mapping[str, str] = table["words"]
        self.ambiguous = frozenset(table["ambiguous"]["words"])
        self.signs = frozenset(table["ambiguous"]["signs"])
        self.named: dict[Phrase, str] = {}
        for name, code in table["named"].items():
            adjective, word = tuple(name.split()[:-1]), name.split()[-1]
            for form in (word, word + "s", word[:-1] + "or", word + "r"):
                if form in (word, word + "s") or form in self.words:
                    self.named[(*adjective, form)] = code
        first_names = {code: " ".join(phrase) for phrase, code in reversed(self.named.items())}
        self.names: Mapping[str, str] = first_names | table["names"]
        """Code -> what the currency is called."""
        self.codes = frozenset(s for s in self.symbols if s.isalpha() and len(s) in (2, 3))
        """Short codes that may be written without a blank: "EUR50m"."""
        self.adjectives = frozenset(phrase[0] for phrase in self.named)

    def match_word(self, words: Sequence[str], start: int) -> tuple[int, str] | None:
        """A currency in words that begins at token ``start``: where it ends, and its unit."""
        if start >= len(words):
            return None
        word = words[start]
        if word in self.adjectives:
            for length in (3, 2, 4):
                code = self.named.get(tuple(words[start : start + length])) if start + length <= len(words) else None
                if code:
                    return start + length, code
        if word in self.words:
            if word == "pounds" and words[start + 1 : start + 2] == ["sterling"]:
                return start + 2, "GBP"
            return start + 1, self.words[word]
        if word in self.symbols and len(word) > 1 and word.isalpha():
            return start + 1, self.symbols[word]
        return None


UNITS = UnitTable()
MONEY = MoneyTable()
