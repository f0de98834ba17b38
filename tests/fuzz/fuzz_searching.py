"""Feeds text to the gate's search. See README.md; run by ``benchmarks/fuzz``."""

import sys

NAME = "Yarmuk Dolaghan Petrovec"
NUMBER = "+963 955 218 764"


def main() -> None:
    """Instruments the search and runs until told to stop."""
    import atheris

    with atheris.instrument_imports(include=["testimonia.protect", "testimonia.text"]):
        from testimonia.protect.gate.searching.needles import make_needles
        from testimonia.protect.gate.searching.searches import search
        from testimonia.protect.identities import Allowed, Home, Identity

    first = Identity(
        "P1",
        names=(NAME, "يرموك دولغان"),
        aliases=("Abu Zannoubin",),
        phones=(NUMBER,),
        emails=("y.dolaghan@post.example",),
        plates=("418-2297",),
        numbers=("N40551833",),
        handles=("@yarmuk_d",),
        usernames=("ydolaghan",),
        devices=("R58KD20917",),
        home=Home(35.71834, 38.20417, 2000),
        details={"age": "44", "village": "Tell Zannun", "trade": "tinsmith", "mark": "walks with a crutch"},
    )
    second = Identity(
        "P2",
        names=("Щербатенко Юхим", "Nwe Thiri Zeya", "Gûlîstan Xelo"),
        aliases=("Busel-Kut",),
        home=Home(-4.31, -76.02, 500),
    )
    allowed = Allowed(bylines=("Yarmuk Osterberg",), phones=("+44 20 7946 0812",), public_points=(Home(35.7211, 38.2, 50),))
    needles = make_needles([first, second], allowed)

    def read(data: bytes) -> None:
        coding = ("utf-8", "utf-16-le", "latin-1", "cp1256")[data[0] % 4] if data else "utf-8"
        text = data[1:].decode(coding, "replace")
        hits = search(needles, text)
        for hit in hits:
            if not 0 <= hit.start <= hit.end <= len(text):
                raise AssertionError(f"a hit outside the text: {hit.start} to {hit.end} of {len(text)}")
        if data and data[0] & 16:
            planted = f"{text}\n\n{NAME}\n\n{NUMBER}\n\n{text}"
            at = len(text) + 2
            if not any(hit.start < at + len(NAME) and hit.end > at for hit in search(needles, planted)):
                raise AssertionError("a name was not found for what stands around it")

    atheris.Setup(sys.argv, read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
