"""Draw the README's pictures from the sample investigation, as it stands after `make demo`.

.venv/bin/python scripts/draw_pictures.py
"""

import io
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI

from testimonia.cli import accounts
from testimonia.pipeline.investigation import Investigation
from testimonia.publish.accounts.svg import accounts_svg
from testimonia.publish.map_svg import map_svg

ROOT = Path(__file__).parent.parent
CHARTED = "foreign_fighters"
QUESTIONS = ("people", "fighters", "journey", "journey_promised")


def main() -> None:
    console = Console(record=True, width=120, file=io.StringIO(), force_terminal=True)
    with Investigation.open(ROOT / ".demo" / "leaving-raqqa") as case:
        for part in accounts.accounts(case, [case.question(name) for name in QUESTIONS]):
            console.print(part, highlight=False)
        chart = accounts_svg(case.accounts_chart(CHARTED))
        (ROOT / "docs" / "pictures" / "accounts.svg").write_text(chart, encoding="utf-8")
        (ROOT / "docs" / "pictures" / "map.svg").write_text(map_svg(case.map_data()), encoding="utf-8")
    svg = console.export_svg(title="testimonia show findings", unique_id="findings", theme=DIMMED_MONOKAI)
    # Rich names web fonts; nothing of this project fetches anything.
    svg = re.sub(r"@font-face \{.*?\n    \}|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = svg.replace("Fira Code, monospace", "Menlo, Consolas, monospace")
    (ROOT / "docs" / "pictures" / "findings.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
