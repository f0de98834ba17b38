"""First inputs for the fuzzers: the planted suite's smaller files, each behind the byte that chooses its ending.

python corpus.py opening|searching FOLDER
"""

import sys
from pathlib import Path

_WORDS = """
txt html json csv svg css js md xml jpg png gif webp tif bmp ico pdf docx xlsx pptx odt epub mp3 mp4 mov ogg opus flac wav
avi mkv zip gz tar bz2 xz eml mbox mhtml ics vcf srt vtt rtf db ttf woff geojson gpx kml yaml toml bin
"""
ENDINGS = (*_WORDS.split(), "")
LARGEST = 20_000
"""Bytes of an input: larger ones slow the fuzzer and teach it nothing more."""


def main() -> None:
    target, folder = sys.argv[1], Path(sys.argv[2])
    sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
    import planted

    _, files = planted.make_suite(20240305)
    folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(files):
        if len(file.data) > LARGEST or "bomb" in file.how:
            continue
        ending = file.name.rsplit(".", 1)[-1]
        first = bytes([ENDINGS.index(ending) if ending in ENDINGS else len(ENDINGS) - 1])
        if target == "opening":
            (folder / f"planted-{number:03d}").write_bytes(first + file.data)
        elif b"\0" not in file.data:
            (folder / f"planted-{number:03d}").write_bytes(file.data)


if __name__ == "__main__":
    main()
