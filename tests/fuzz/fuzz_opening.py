"""Feeds bytes to everything in the gate that opens a file. See README.md; run by ``benchmarks/fuzz``."""

import sys


def main() -> None:
    """Instruments the gate and runs until told to stop."""
    import atheris
    from corpus import ENDINGS

    with atheris.instrument_imports(include=["testimonia.protect", "testimonia.text"]):
        from testimonia.protect.gate.opening.walk import Limits, open_blob
        from testimonia.protect.gate.pieces import Blob, NotRead, Piece, Request

    limits = Limits(unpacked=1 << 22, pieces=20_000, looked_through=1 << 24)

    def read(data: bytes) -> None:
        if not data:
            return
        ending = ENDINGS[data[0] % len(ENDINGS)]
        blob = Blob(data[1:], f"file.{ending}" if ending else "file")
        texts = []
        for found in open_blob(blob, limits=limits):
            if not isinstance(found, Piece | NotRead | Request):
                raise TypeError(f"neither piece, nor not read, nor request: {type(found).__name__}")
            if not isinstance(found.place, str):
                raise TypeError("a place that is no text")
            if isinstance(found, Piece):
                if not isinstance(found.text, str):
                    raise TypeError(f"a piece that is no text at {found.place}")
                texts.append(found.text)
        if data[0] >= len(ENDINGS) * 4 and texts != [f.text for f in open_blob(blob, limits=limits) if isinstance(f, Piece)]:
            raise AssertionError("the same bytes gave another answer")

    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
