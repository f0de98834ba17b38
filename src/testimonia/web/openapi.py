"""``python -m testimonia.web.openapi [FILE]``: the API's description, from which the front end's types are made."""

import sys
import tempfile
from pathlib import Path

import msgspec

from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.web.app import make_app
from testimonia.web.documentation import describe


def description() -> bytes:
    """The OpenAPI document as JSON, the same bytes for the same routes."""
    with tempfile.TemporaryDirectory() as folder:
        Investigation.create(Path(folder), title="description").close()
        with Workbench(Path(folder), people=("a",), is_reconciling=False) as workbench:
            schema = describe(make_app(workbench))
    return msgspec.json.format(msgspec.json.encode(schema, order="deterministic"), indent=1) + b"\n"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(description())
    else:
        sys.stdout.buffer.write(description())
