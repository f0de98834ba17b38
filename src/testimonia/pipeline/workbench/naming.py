"""Names of files as strangers give them, made harmless without losing what a person knows the file by.

Why here and not in the reader: a name decides where bytes are written. Nothing of it may lead out of the folder it is meant
for, hide a file, stand for another one, or turn its own ending round on the screen.
"""

import re
import unicodedata
from pathlib import Path

LONGEST_BYTES = 180
"""Of one part of a path, in UTF-8; file systems take 255."""
DEEPEST = 8
"""Folders inside folders that are kept of a path."""
UNNAMED = "unnamed"
_OWN = frozenset(("investigation.toml", ".testimonia"))
_PATH = re.compile(r"(?<![\w:/.\\<])/(?:[^\s/:;,'\"()`<>]+/)+([^\s/:;,'\"()`<>]*)")
_SEPARATORS = re.compile(r"[/\\]")


def safe_path(name: str) -> tuple[str, ...]:
    """The parts of a path that may be made inside a folder of ours.

    >>> safe_path("../../etc/passwd")
    ('etc', 'passwd')
    >>> safe_path("C:\\\\notes\\\\driver.txt")
    ('C', 'notes', 'driver.txt')
    >>> safe_path("\\u202etxt.exe"), safe_path(".."), safe_path(".testimonia/case.db")
    (('txt.exe',), ('unnamed',), ('testimonia', 'case.db'))
    """
    parts = [part for raw in _SEPARATORS.split(name) if (part := _safe_part(raw))]
    return tuple(parts[:DEEPEST] if len(parts) <= DEEPEST else [*parts[: DEEPEST - 1], parts[-1]]) or (UNNAMED,)


def safe_name(name: str) -> str:
    """The last part of a path, for a header or a list.

    >>> safe_name("a/b\\r\\nSet-Cookie: c.txt")
    'bSet-Cookie c.txt'
    """
    return safe_path(name)[-1]


def without_paths(words: str, folder: Path) -> str:
    """A message whose paths are relative to the case, or shortened to their last part.

    >>> without_paths("/srv/case/story.md:3: no such figure; see /home/ann/x.key.", Path("/srv/case"))
    'story.md:3: no such figure; see x.key.'
    """
    for known in sorted({str(folder), str(folder.absolute()), str(folder.resolve())}, key=len, reverse=True):
        if len(known) > 1:
            words = words.replace(f"{known}/", "").replace(known, "the investigation's folder")
    return _PATH.sub(lambda match: match.group(1) or "a folder", words)


def _safe_part(part: str) -> str:
    """One part without what cannot be seen, what some system reads as more than a name, and dots and blanks at its ends."""
    text = unicodedata.normalize("NFC", part)
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") and c not in ':*?"<>|')
    text = " ".join(text.split()).strip(". ")
    if text.lower() in _OWN:
        text = f"file-{text}"
    return _shortened(text)


def _shortened(text: str) -> str:
    if len(text.encode()) <= LONGEST_BYTES:
        return text
    stem, dot, ending = text.rpartition(".")
    if not dot or len(ending.encode()) > 16:
        stem, ending = text, ""
    room = LONGEST_BYTES - len(ending.encode()) - len(dot)
    return stem.encode()[:room].decode(errors="ignore").rstrip(". ") + (f".{ending}" if ending else "")
