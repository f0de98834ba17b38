"""What the collector wrote down about a file: front matter, sidecar, and the order in which they count.

Why: who spoke, when and under what promise is evidence too. A misspelt key or a date that can be two days is refused with its
line, because a wrong guess here would silently change who said what when.
"""

import re
from pathlib import Path

import msgspec
import yaml

from testimonia.errors import ReadError
from testimonia.ingest.dates import DateError, to_iso_date
from testimonia.model.material import Metadata, Protection
from testimonia.model.phrases import told
from testimonia.model.testimony import Role

SIDECAR = ".meta.yaml"
"""Ending of a sidecar: ``interview.mp3`` has ``interview.mp3.meta.yaml``."""

FIELDS = Metadata.__struct_fields__
DATES = ("date", "published", "obtained_on")
_YES = {"yes", "true", "y"}
_NO = {"no", "false", "n"}
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FENCE = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_LONGEST = 64 * 1024
"""Characters of front matter at most: what begins with ``---`` and goes on longer is text."""


def merge_metadata(*layers: Metadata) -> Metadata:
    """Join what is known, the first layer that says something about a field winning.

    The order of this house: flags, sidecar, front matter, found in the document.

    >>> merged = merge_metadata(Metadata(source="Driver A"), Metadata(source="driver", date="2017-10-12"))
    >>> merged.source, merged.date
    ('Driver A', '2017-10-12')
    """
    known = {field: next((v for layer in layers if (v := getattr(layer, field))), None) for field in FIELDS}
    return Metadata(**{field: value for field, value in known.items() if value})


def split_front_matter(text: str) -> tuple[Metadata, int]:
    """Find the YAML front matter of a text.

    Returns:
        What it says, and the offset at which the text itself begins: 0 without front matter.

    Raises:
        ReadError: a key or value of it is wrong; names key and line.

    >>> metadata, start = split_front_matter("---\\nsource: Driver A\\n---\\nWe left at four.")
    >>> metadata.source, start
    ('Driver A', 25)
    """
    opening = _FENCE.match(text)
    if not opening:
        return Metadata(), 0
    closing = _CLOSE.search(text, opening.end(), opening.end() + _LONGEST)
    if not closing:
        return Metadata(), 0
    body = text[opening.end() : closing.start()]
    # A text may open with a ruled line; front matter shows itself by a key on its first line that says something.
    first = next((line for line in body.splitlines() if line.strip() and not line.lstrip().startswith("#")), "")
    if body.strip() and not re.match(r"[\w-]+[ \t]*:(\s|$)", first):
        return Metadata(), 0
    return parse_metadata(body, first_line=2), closing.end()


def read_sidecar(path: Path) -> Metadata:
    """Read the metadata file that lies beside a file.

    Raises:
        ReadError: it cannot be read, or a key or value is wrong; names file, key and line.
    """
    try:
        return parse_sidecar(path.read_bytes())
    except OSError as error:
        words = f"{path}: the metadata file cannot be read ({error}); save it as UTF-8 text"
        what = told(words, "unread.sidecar", why=str(error))
        raise ReadError(told(words, "named", who=str(path), what=what)) from error
    except ReadError as error:
        raise ReadError(told(f"{path}: {error}", "named", who=str(path), what=error.args[0])) from error


def parse_sidecar(data: bytes) -> Metadata:
    """What the bytes of a metadata file say.

    Raises:
        ReadError: they are no UTF-8 text, or a key or value is wrong; names key and line.

    >>> parse_sidecar(b"source: Driver A").source
    'Driver A'
    """
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        words = f"the metadata file cannot be read ({error}); save it as UTF-8 text"
        raise ReadError(told(words, "unread.sidecar", why=str(error))) from error
    front, start = split_front_matter(text)
    return front if start else parse_metadata(text)


def parse_metadata(text: str, *, first_line: int = 1) -> Metadata:
    """Read metadata written as YAML, every scalar as text.

    Args:
        text: ``key: value`` lines; keys are the fields of `Metadata`, and ``protected: yes``.
        first_line: number of the text's first line in its file, for messages.

    Raises:
        ReadError: names key and line.

    >>> metadata = parse_metadata("source: Driver A\\nprotected: yes\\ndate: 12 October 2017")
    >>> metadata.source, metadata.protection, metadata.date
    ('Driver A', 'protected', '2017-10-12')
    """
    values: dict[str, str | dict[str, str]] = {}
    for key, node in _top_level(text, first_line):
        line = first_line + node.start_mark.line
        if key == "columns":
            values[key] = _columns(node, first_line)
            continue
        if not isinstance(node, yaml.ScalarNode):
            words = f"line {line}: {key} takes one value, not a list or a table"
            raise ReadError(told(words, "unread.one_value", line=line, key=key))
        field, value = _field(key, " ".join(str(node.value).split()), line)
        if field in values:
            raise ReadError(told(f"line {line}: {key} is given twice", "unread.twice", line=line, key=key))
        values[field] = value
    return msgspec.convert(values, Metadata)


def normalise_metadata(metadata: Metadata) -> Metadata:
    """Check and normalise metadata that came as flags: dates as ISO 8601, yes and no, protection, role.

    Raises:
        ReadError: names the field and says what to write.

    >>> normalise_metadata(Metadata(date="12 October 2017")).date
    '2017-10-12'
    """
    values = {name: value for name in FIELDS if name != "columns" and (value := getattr(metadata, name))}
    checked = {name: checked_value(name, value) for name, value in values.items()}
    return msgspec.structs.replace(metadata, **checked)


def checked_value(field: str, value: str) -> str:
    """One metadata value as it is kept.

    Raises:
        ReadError: it is not a value this field can hold.
    """
    folded = value.casefold()
    if not value:
        return value
    if field in DATES:
        try:
            return to_iso_date(value)
        except DateError as error:
            raise ReadError(told(f"{field}: {error}", "named", who=field, what=error.args[0])) from error
    if field == "protection":
        return _one_of(field, folded, tuple(Protection))
    if field == "role":
        return _one_of(field, folded, tuple(Role))
    if field == "first_hand":
        return "yes" if folded in _YES else "no" if folded in _NO else _one_of(field, folded, ("yes", "no"))
    if field == "language" and not _LANGUAGE.fullmatch(value):
        words = f'language: "{value}" is not a language code; write en for English, ar for Arabic'
        raise ReadError(told(words, "unread.language", value=value))
    return value


def _one_of(field: str, value: str, allowed: tuple[str, ...]) -> str:
    if value in allowed:
        return value
    words = f'{field}: "{value}" is not one of {", ".join(allowed)}'
    raise ReadError(told(words, "unread.not_one_of", field=field, value=value, allowed=", ".join(allowed)))


def _top_level(text: str, first_line: int) -> list[tuple[str, yaml.Node]]:
    # compose, not load: the nodes know their lines, and aliases are never expanded.
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = first_line + (error.problem_mark.line if error.problem_mark else 0)
        words = f"line {line}: the metadata is not valid YAML ({error.problem}); put quotes around a value with a colon"
        raise ReadError(told(words, "unread.yaml_quotes", line=line, why=str(error.problem))) from error
    except (yaml.YAMLError, RecursionError) as error:
        why = type(error).__name__
        words = f"line {first_line}: the metadata is not valid YAML ({why})"
        raise ReadError(told(words, "unread.yaml", line=first_line, why=why)) from error
    if root is None:
        return []
    if not isinstance(root, yaml.MappingNode):
        words = f"line {first_line}: the metadata must be lines of the form key: value"
        raise ReadError(told(words, "unread.key_value", line=first_line))
    return [(str(key.value), value) for key, value in root.value]


def _field(key: str, value: str, line: int) -> tuple[str, str]:
    if key == "protected":
        folded = value.casefold()
        if folded not in _YES | _NO:
            words = f'line {line}: protected: "{value}" is neither yes nor no'
            raise ReadError(told(words, "unread.line", line=line, what=told(words, "unread.yes_no", value=value)))
        return "protection", str(Protection.PROTECTED if folded in _YES else Protection.NONE)
    if key not in FIELDS:
        near = [name for name in FIELDS if name.startswith(key[:3])]
        known = ", ".join(FIELDS)
        hint = told(f"known keys: {known}", "unread.known_keys", known=known)
        if near and len(key) > 2:
            meant = " or ".join(near)
            hint = told(f"did you mean {meant}?", "unread.did_you_mean", meant=told(meant, "either", items=near))
        raise ReadError(told(f'line {line}: unknown key "{key}"; {hint}', "unread.key", line=line, key=key, hint=hint))
    try:
        return key, checked_value(key, value)
    except ReadError as error:
        raise ReadError(told(f"line {line}: {error}", "unread.line", line=line, what=error.args[0])) from error


def _columns(node: yaml.Node, first_line: int) -> dict[str, str]:
    line = first_line + node.start_mark.line
    if not isinstance(node, yaml.MappingNode) or any(not isinstance(v, yaml.ScalarNode) for _, v in node.value):
        words = f"line {line}: columns takes a table of the form field: name of the column"
        raise ReadError(told(words, "unread.columns", line=line))
    columns = {str(key.value): str(value.value) for key, value in node.value}
    for name in columns:
        if name not in {*FIELDS, "text", "speaker"} or name == "columns":
            known = f"text, speaker, {', '.join(FIELDS)}"
            words = f'line {line}: columns: unknown field "{name}"; known: {known}'
            raise ReadError(told(words, "unread.field", line=line, field=name, known=known))
    return columns
