"""Read ``investigation.toml`` into a `Brief`, with errors that name the line.

Read once by the pipeline and passed on; no step imports this module.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TypeVar

from testimonia.errors import ConfigError
from testimonia.model.brief import Brief, ModelEndpoint, RuleText
from testimonia.model.findings import Question
from testimonia.model.material import Protection
from testimonia.model.protection import DescriptorLevel, PlaceLevel, ReleaseSettings, SourceSettings, TimeLevel
from testimonia.model.testimony import Party, Role, Source, Stance

FILE_NAME = "investigation.toml"
VALUE_TYPES = ("amount", "money", "duration", "moment", "place", "occurrence")
GRADES = ("", "A", "B", "C", "D", "E", "F")

INTERESTS = {"more": 1, "yes": 1, "less": -1, "no": -1}
"""What a party would gain by: a larger figure or that it happened, a smaller one or that it did not."""

SHOWN_KEYS = ("published_name", "descriptor", "descriptor_level", "place_level", "time_level", "quotes")
"""Keys of a source that say how it may be shown in a release."""

_KEYS = {
    "": (
        "title",
        "language",
        "country",
        "time_zone",
        "spacy_model",
        "parties",
        "sources",
        "questions",
        "rules",
        "hedges",
        "model",
        "release",
    ),
    "parties": ("name", "aliases", "kind"),
    "sources": ("name", "aliases", "role", "party", "protection", "grade", *SHOWN_KEYS),
    "questions": ("text", "type", "unit", "scope", "nouns", "terms", "without", "stances", "interests"),
    "rules": ("rule", "reason"),
    "model": ("url", "name", "key_env", "timeout_s"),
    "release": ("four_eyes", "public_places", "public_persons"),
}

T = TypeVar("T")


def read_brief(path: Path) -> Brief:
    """Read an investigation's settings.

    Args:
        path: the ``investigation.toml``.

    Raises:
        ConfigError: not TOML, an unknown key, a wrong type or value, with the line it stands in.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError("there is no investigation here: run `testimonia new FOLDER` first", file=str(path)) from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"not UTF-8 text ({error.reason} at byte {error.start})", file=str(path)) from None
    return parse_brief(text, file=path.name)


def parse_brief(text: str, *, file: str = FILE_NAME) -> Brief:
    """Parse the text of an ``investigation.toml``.

    >>> parse_brief('title = "Flood"\\n[questions.dead]\\ntext = "How many died?"\\ntype = "amount"').questions[0].id
    'dead'
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}", file=file) from None
    return _BriefReader(text, file).read(table)


class _BriefReader:
    """Checks keys and types; knows the text, so that an error can name its line."""

    def __init__(self, text: str, file: str) -> None:
        self.lines = text.splitlines()
        self.file = file

    def read(self, table: Mapping[str, Any]) -> Brief:
        self.check_keys("", table)
        parties = self.tables(table, "parties", self.party)
        known = {party.key for party in parties}
        sources = self.tables(table, "sources", lambda key, entry: self.source(key, entry, known))
        return Brief(
            title=self.text(table, "title"),
            language=self.text(table, "language"),
            country=self.text(table, "country"),
            time_zone=self.text(table, "time_zone"),
            parties=parties,
            sources=sources,
            questions=self.tables(table, "questions", lambda key, entry: self.question(key, entry, known)),
            rules=tuple(self.rule(key, entry) for key, entry in self.table(table, "rules").items()),
            hedges={words.casefold(): self.hedge(words, pair) for words, pair in self.table(table, "hedges").items()},
            model=self.model(self.table(table, "model")),
            spacy_model=self.text(table, "spacy_model") or Brief().spacy_model,
            source_settings=self.tables(table, "sources", self.shown),
            release=self.release(self.table(table, "release")),
        )

    def party(self, key: str, entry: Mapping[str, Any]) -> Party:
        return Party(key, self.text(entry, "name") or key, self.words(entry, "aliases"), self.text(entry, "kind"))

    def source(self, key: str, entry: Mapping[str, Any], parties: Iterable[str]) -> Source:
        party = self.choice(entry, "party", ("", *parties))
        protection = self.choice(entry, "protection", tuple(Protection)) if "protection" in entry else Protection.NONE
        return Source(
            id="",
            name=self.text(entry, "name") or key,
            role=Role(self.choice(entry, "role", tuple(Role))) if "role" in entry else Role.UNKNOWN,
            party=party,
            protection=Protection(protection),
            grade=self.choice(entry, "grade", GRADES).replace("F", ""),
            aliases=self.words(entry, "aliases"),
        )

    def shown(self, key: str, entry: Mapping[str, Any]) -> SourceSettings:
        strict = SourceSettings()
        return SourceSettings(
            name=self.text(entry, "name") or key,
            key=key,
            published_name=self.text(entry, "published_name"),
            descriptor=self.text(entry, "descriptor"),
            descriptor_level=DescriptorLevel(self.level(entry, "descriptor_level", DescriptorLevel, strict.descriptor_level)),
            place_level=PlaceLevel(self.level(entry, "place_level", PlaceLevel, strict.place_level)),
            time_level=TimeLevel(self.level(entry, "time_level", TimeLevel, strict.time_level)),
            is_quoted=self.flag(entry, "quotes", default=True),
        )

    def level(self, entry: Mapping[str, Any], key: str, levels: Iterable[str], strict: str) -> str:
        return self.choice(entry, key, tuple(levels)) if key in entry else strict

    def release(self, entry: Mapping[str, Any]) -> ReleaseSettings:
        self.check_keys("release", entry)
        four_eyes = self.flag(entry, "four_eyes", default=True)
        return ReleaseSettings(four_eyes, self.words(entry, "public_places"), self.words(entry, "public_persons"))

    def flag(self, table: Mapping[str, Any], key: str, *, default: bool) -> bool:
        value = table.get(key, default)
        if not isinstance(value, bool):
            raise self.error(f"{key!r} must be true or false", key)
        return value

    def question(self, key: str, entry: Mapping[str, Any], parties: Iterable[str]) -> Question:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", key):
            raise self.error(f"question id {key!r} must be lower-case letters, digits and _, so that rules can name it", key)
        if "type" not in entry:
            raise self.error(f"question {key!r} needs a type: one of {', '.join(VALUE_TYPES)}", key)
        stances = self.words(entry, "stances")
        return Question(
            id=key,
            text=self.text(entry, "text") or key,
            value_type=self.choice(entry, "type", VALUE_TYPES),
            unit=self.text(entry, "unit"),
            scope=self.text(entry, "scope"),
            nouns=self.words(entry, "nouns"),
            terms=self.words(entry, "terms"),
            without=self.words(entry, "without"),
            stances=tuple(Stance(self.choice({"stances": s}, "stances", tuple(Stance))) for s in stances),
            interests=self.interests(entry, set(parties)),
        )

    def interests(self, entry: Mapping[str, Any], parties: AbstractSet[str]) -> tuple[tuple[str, int], ...]:
        named = self.table(entry, "interests")
        for party in named:
            if party not in parties:
                raise self.error(f"interests name {party!r}, and there is no [parties.{party}]", "interests", party)
        return tuple((party, INTERESTS[self.choice(named, party, tuple(INTERESTS))]) for party in named)

    def rule(self, key: str, entry: object) -> RuleText:
        line = self.line_of(key)
        if isinstance(entry, str):
            return RuleText(key, entry, line=line)
        if isinstance(entry, Mapping):
            self.check_keys("rules", entry)
            return RuleText(key, self.text(entry, "rule"), self.text(entry, "reason"), line)
        raise self.error('a rule is text such as "people == fighters + relatives"', key)

    def model(self, entry: Mapping[str, Any]) -> ModelEndpoint | None:
        if not entry:
            return None
        self.check_keys("model", entry)
        url, name, seconds = self.text(entry, "url"), self.text(entry, "name"), entry.get("timeout_s", 60)
        if not url.startswith(("http://", "https://")) or not name:
            raise self.error('[model] needs url = "http://127.0.0.1:11434/v1" and name', "[model]")
        if isinstance(seconds, bool) or not isinstance(seconds, int | float) or seconds <= 0:
            raise self.error("timeout_s must be a number of seconds", "timeout_s")
        return ModelEndpoint(url.rstrip("/"), name, self.text(entry, "key_env"), float(seconds))

    def hedge(self, words: str, pair: object) -> tuple[float, float]:
        match pair:
            case [int() | float() as low, int() | float() as high] if low <= high:
                return float(low), float(high)
        raise self.error(f"the hedge {words!r} needs two numbers, low then high: [24, 60]", words)

    def tables(self, table: Mapping[str, Any], name: str, make: Callable[[str, Mapping[str, Any]], T]) -> tuple[T, ...]:
        made = []
        for key, entry in self.table(table, name).items():
            if not isinstance(entry, Mapping):
                raise self.error(f"write [{name}.{key}] as a table of its own", key)
            self.check_keys(name, entry)
            made.append(make(key, entry))
        return tuple(made)

    def table(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = table.get(name, {})
        if not isinstance(value, Mapping):
            raise self.error(f"{name!r} must be a table: [{name}]", name)
        return value

    def text(self, table: Mapping[str, Any], key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            raise self.error(f"{key!r} must be text in quotation marks", key)
        return value.strip()

    def words(self, table: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise self.error(f'{key!r} must be a list of texts: ["one", "two"]', key)
        return tuple(word.strip() for word in value)

    def choice(self, table: Mapping[str, Any], key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(table, key)
        if value not in allowed:
            raise self.error(f"{key} = {value!r} is not one of: {', '.join(word for word in allowed if word)}", key, value)
        return value

    def check_keys(self, name: str, table: Mapping[str, Any]) -> None:
        for key in table:
            if key not in _KEYS[name]:
                raise self.error(f"unknown key {key!r}; known here: {', '.join(_KEYS[name])}", key)

    def line_of(self, *words: str) -> int:
        """First line (from 1) that holds all the words; TOML readers keep no positions. 0 when not found."""
        for number, line in enumerate(self.lines, start=1):
            if all(word in line for word in words):
                return number
        return 0

    def error(self, message: str, *words: str) -> ConfigError:
        return ConfigError(message, file=self.file, line=self.line_of(*words))
