"""The languages in which the workbench says its own sentences, and what it draws."""

from msgspec.structs import replace

from testimonia.model.accounts import AccountsChart
from testimonia.pipeline.workbench.values import unit_in_words
from testimonia.text.phrases import say

LANGUAGES = ("en", "ar")
"""The first is what everything is written down in."""


def in_language(words: str, language: str) -> str:
    """Words in one of the languages; those that do not know what they are made of stay as they are."""
    return say(words, language)


def in_its_words(chart: AccountsChart) -> AccountsChart:
    """A chart whose unit and derived figures are in the chart's own language, to be laid out."""
    if chart.language == LANGUAGES[0]:
        return chart
    found = chart.finding
    return replace(
        chart,
        unit=say(unit_in_words(chart.unit), chart.language),
        finding=replace(found, unit=say(unit_in_words(found.unit), chart.language)) if found else None,
        derivations=tuple(replace(one, words=say(one.words, chart.language)) for one in chart.derivations),
    )
