"""Who may import whom (docs/decisions/0001): measured on the source, imports inside functions included."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "testimonia"

GROUND = {"model", "errors"}
STEPS = ("ingest", "extract", "reconcile", "reconstruct", "protect")
MAY_IMPORT = {
    "errors": set(),
    "model": GROUND,
    "text": GROUND,
    "settings": GROUND,
    "store": GROUND,
    "engine": GROUND,
    "publish": GROUND,
    "gazetteer": GROUND | {"text"},
    **{step: GROUND | {"text", "gazetteer"} for step in STEPS},
    "check": GROUND | {"text", "gazetteer"},
    "pipeline": GROUND | {"text", "gazetteer", "check", "settings", "store", "engine", "publish", *STEPS},
    "cli": GROUND | {"pipeline", "web"},
    "__main__": {"cli"},
    "web": GROUND | {"pipeline"},
}
NO_FILES_CLOCK_OR_CHANCE = (
    "check",
    "extract",
    "reconcile",
    "reconstruct",
    "protect/gate",
    "protect/clearance",
    "protect/pseudonyms",
)
IMPURE = {
    "os",
    "pathlib",
    "time",
    "datetime.now",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "tempfile",
    "io",
    "urllib.request",
    "httpx",
}


def modules():
    return sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def room_of(path):
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_names(path):
    """Every dotted name a module imports, with the line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module, node.lineno


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_follow_the_data(path):
    """A room imports only what design and decision 0001 allow, and nothing from the package root."""
    room = room_of(path)
    for name, line in imported_names(path):
        if name.split(".")[0] != "testimonia":
            continue
        assert name != "testimonia", f"{path}:{line}: import from the package root"
        target = name.split(".")[1]
        assert target == room or target in MAY_IMPORT[room], f"{path}:{line}: {room} may not import {target}"


def is_pure(path):
    return path.relative_to(SOURCE).as_posix().startswith(NO_FILES_CLOCK_OR_CHANCE)


@pytest.mark.parametrize("path", [path for path in modules() if is_pure(path)], ids=lambda path: path.name)
def test_the_pure_core_has_no_files_clock_or_chance(path):
    """Extract, reconcile, reconstruct, and the deciding parts of protect are functions from values to values.

    The gate may hold bytes in memory as if they were a file (``io``), since the libraries that read formats want one.
    """
    impure = IMPURE - {"io"} if room_of(path) == "protect" else IMPURE
    assert [name for name, _ in imported_names(path) if any(name == bad or name.startswith(f"{bad}.") for bad in impure)] == []


def test_every_room_is_listed():
    """A new room must be given its place in the layering before it can be imported."""
    assert {room_of(path) for path in modules()} <= set(MAY_IMPORT)
