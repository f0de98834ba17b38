"""The languages in which the workbench says its own sentences."""

from testimonia.text.phrases import say

LANGUAGES = ("en", "ar")
"""The first is what everything is written down in."""


def in_language(words: str, language: str) -> str:
    """Words in one of the languages; those that do not know what they are made of stay as they are."""
    return say(words, language)
