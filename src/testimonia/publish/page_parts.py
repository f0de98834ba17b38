"""Style sheets and scripts of the pages, which stand in them whole, and how a content policy names them.

Why by hash: the policy of a page allows the script that we wrote, and nothing that came in with somebody's words.
"""

import base64
import hashlib
from importlib.resources import files


def read_part(name: str) -> str:
    """A style sheet, script or template of the package."""
    return files("testimonia.publish").joinpath("pages", name).read_text(encoding="utf-8")


def policy_hash(text: str) -> str:
    """How a content policy names an inline script or style. Source: W3C Content Security Policy Level 3, 2.3.1.

    >>> policy_hash("")
    "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    """
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
