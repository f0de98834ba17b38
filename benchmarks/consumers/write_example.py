"""Write the files beside the example release of the tests into a folder: one folder a language, and a large release."""

import sys
from pathlib import Path

from testimonia.publish.beside.exporters import files_beside
from testimonia.publish.beside.publication import Correction, Publication

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))
from release_builder import example_release, large_release

CORRECTION = Correction("2026-02-01", "Number of lorries", "47, not 50.", "A count was read twice.", ("lorries: 50 -> 47",))


def main() -> None:
    for name, release in (
        ("en", example_release()),
        ("ar", example_release(language="ar")),
        ("large", large_release()),
    ):
        publication = Publication(
            release.title, "2026-01-31", "https://news.example/convoy", "The Newsroom", language=release.language,
            corrections=(CORRECTION,),
        )  # fmt: skip
        for path, data in files_beside(release, publication).items():
            target = Path(sys.argv[1]) / name / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


if __name__ == "__main__":
    main()
