"""Which files a command means: paths to a sorted list of files, each with its sidecar.

Why: ``add material/`` must take in the same files on every run, never the case's own files, and never something outside the
folder that a link happens to point to.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from testimonia.ingest.metadata import SIDECAR
from testimonia.model.phrases import told

_OWN = {".testimonia", "investigation.toml"}


class FoundFile(NamedTuple):
    """A file to be taken in, and the file that describes it."""

    path: Path
    sidecar: Path | None = None


class Walk(NamedTuple):
    """What the paths stand for: files in order of their paths, and what was wrong, one sentence each."""

    files: tuple[FoundFile, ...]
    problems: tuple[str, ...] = ()


def find_files(paths: Iterable[Path], *, is_recursive: bool = True) -> Walk:
    """Expand files and folders.

    Args:
        paths: files and folders. A file named here is taken even if it is hidden; links are followed here only.
        is_recursive: whether folders inside folders are entered.

    Returns:
        Every file once, sorted by path. Hidden files, the case's own files and links that lead out of the folder are
        left out; sidecars (``NAME.EXT.meta.yaml``) go with their file. What cannot be used is named in ``problems``.
    """
    found: dict[Path, FoundFile] = {}
    problems: list[str] = []
    for path in paths:
        if path.is_dir():
            files = list(_inside(path, path.resolve(), problems, is_recursive=is_recursive))
        elif path.is_file():
            files = [path]
        else:
            is_there = path.exists() or path.is_symlink()
            kind = "is neither a file nor a folder" if is_there else "does not exist"
            key = "no_file" if is_there else "missing"
            problems.append(told(f"{path} {kind}; check the path", f"unread.path.{key}", path=str(path)))
            continue
        for file in files:
            problem = _take(file, found)
            problems += [problem] if problem else []
    return Walk(tuple(found[key] for key in sorted(found)), tuple(problems))


def _take(file: Path, found: dict[Path, FoundFile]) -> str:
    """Add a file, or say why it is not one."""
    if file.name in _OWN:
        return told(f"{file} belongs to the investigation itself; it is not material", "unread.own", path=str(file))
    if file.name.endswith(SIDECAR):
        described = file.with_name(file.name.removesuffix(SIDECAR))
        words = f"{file} describes {described.name}, which is not there; add that file beside it"
        return "" if described.is_file() else told(words, "unread.describes", path=str(file), name=described.name)
    sidecar = file.with_name(file.name + SIDECAR)
    found.setdefault(file.resolve(), FoundFile(file, sidecar if sidecar.is_file() else None))
    return ""


def _inside(folder: Path, root: Path, problems: list[str], *, is_recursive: bool) -> Iterator[Path]:
    """The files of a folder. Links to folders are not entered, so that no walk can run in a circle."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        words = f"{folder} cannot be read ({error.strerror}); check its permissions"
        problems.append(told(words, "unread.folder", path=str(folder), why=str(error.strerror)))
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _OWN:
            continue
        if entry.is_symlink() and not entry.resolve().is_relative_to(root):
            words = f"{entry} is a link that leads out of the folder; add what it points to by its own path"
            problems.append(told(words, "unread.link", path=str(entry)))
        elif entry.is_dir() and not entry.is_symlink():
            if is_recursive:
                yield from _inside(entry, root, problems, is_recursive=True)
        elif entry.is_file():
            yield entry
