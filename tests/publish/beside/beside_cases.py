"""Publications and planted releases for the tests of this folder."""

import json
import re

import msgspec
from release_builder import example_release

from testimonia.model.release import Release
from testimonia.publish.beside.publication import Correction, Publication

CORRECTION = Correction("2026-02-01", "Number of lorries", "47, not 50.", "A count was read twice.", ("lorries: 50 -> 47",))
AT_HOME = Publication("The convoy", "2026-01-31", "https://news.example/convoy", "The Newsroom", corrections=(CORRECTION,))
RELATIVE = Publication("The convoy", "2026-01-31")


def told_to_all(change):
    """The example release with every text a reader sees, of every kind, put through ``change``."""
    shown = {"words", "label", "what", "text", "reason", "sentence", "title", "name", "descriptor", "group"}

    def walk(node):
        if isinstance(node, dict):
            return {
                key: change(value) if key in shown and isinstance(value, str) and value else walk(value)
                for key, value in node.items()
            }
        return [walk(one) for one in node] if isinstance(node, list) else node

    return msgspec.convert(walk(json.loads(example_release().encode())), Release)


def json_ld(page):
    """The JSON-LD blocks of a page."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.decode(), re.DOTALL)
    return [json.loads(block) for block in found]
