"""Documentation that cannot rot: what exists is documented, what is documented exists."""

import re
from pathlib import Path

import pytest
import typer

from testimonia.cli.main import app
from testimonia.model.material import Metadata
from testimonia.model.testimony import Role, Stance
from testimonia.settings import _KEYS, VALUE_TYPES

ROOT = Path(__file__).parent.parent


def commands(group=None, path=()):
    """Every command of the program, with the words that call it."""
    group = group or typer.main.get_command(app)
    for name, command in sorted(group.commands.items()):
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_has_help_and_an_example_that_calls_it(words, command):
    """`--help` says what a command does and shows a call of it."""
    assert len(command.help) > 20
    assert command.epilog.startswith(f"Example: testimonia {' '.join(words)}")


def test_every_command_of_the_readme_exists():
    """A command in the README's code blocks is a command of the program."""
    known = {" ".join(words) for words, _ in commands()}
    known |= {name.split()[0] for name in known}
    blocks = re.findall(
        r"^(?:    |\$ )?testimonia (?:-C \S+ )?((?:show )?[a-z]+)", (ROOT / "README.md").read_text(), flags=re.M
    )
    assert blocks
    assert set(blocks) <= known


def test_every_key_of_investigation_toml_is_documented():
    """Each key the reader knows stands in docs/investigation-toml.md, with every allowed word."""
    text = (ROOT / "docs" / "investigation-toml.md").read_text()
    keys = {key for group in _KEYS.values() for key in group}
    assert {key for key in keys if key not in text} == set()
    assert {word for word in (*VALUE_TYPES, *Role) if word not in text} == set()
    assert {"promises", "expects", "stipulates"} <= set(Stance)


def test_every_metadata_field_is_documented():
    """Each field of a file's metadata stands in docs/material.md."""
    text = (ROOT / "docs" / "material.md").read_text()
    assert {field for field in Metadata.__struct_fields__ if f"`{field}`" not in text} == set()


@pytest.mark.parametrize("page", [*sorted(ROOT.glob("docs/**/*.md")), ROOT / "README.md"], ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    """Relative links of the documentation point at files that exist; what is code is an example and no link."""
    prose = re.sub(r"(?m)^    .*$|`[^`\n]*`", "", page.read_text())
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", prose):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
