"""One file through the gate: the verdict, the reasons for it, and that it is bound to the bytes."""

import hashlib
import io
import zipfile

import pytest

from testimonia.model.gating import FileVerdict, Leak, Unread, Verdict
from testimonia.protect.gate import gate
from testimonia.protect.gate.gate import BLIND_SPOTS, read_file
from testimonia.protect.gate.opening.walk import Limits
from testimonia.protect.gate.searching.needles import make_needles
from testimonia.protect.identities import Home, Identity

ADVICE = "Write the pseudonym instead, or leave the passage out."
NEEDLES = make_needles(
    [
        Identity(
            "P1",
            pseudonym="Karim",
            names=("Nawwaf Suhayl al-Khayali", "نواف سهيل الخيالي"),
            phones=("+963 944 317 582",),
            home=Home(35.951234, 39.013456, 1500),
            details={"village": "Shanine", "profession": "lorry driver"},
        )
    ]
)


def zipped(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return out.getvalue()


def leaks(path, data, **options):
    return [(leak.kind, leak.place, leak.how) for leak in read_file(path, data, NEEDLES, **options).leaks]


def test_a_clean_file_is_bound_to_its_bytes():
    """Path, hash and size of exactly what was given, and no reasons."""
    data = b"Karim, a driver, said that it rained.\n"
    assert read_file("story/page.txt", data, NEEDLES) == FileVerdict(
        "story/page.txt", hashlib.sha256(data).hexdigest(), len(data), Verdict.CLEAN, (), (), ()
    )


def test_an_empty_file_is_clean():
    """There is nothing in it but its name."""
    assert read_file("a.txt", b"", NEEDLES) == FileVerdict("a.txt", hashlib.sha256(b"").hexdigest(), 0, Verdict.CLEAN)


def test_a_leak_blocks_and_says_whose_what_where_and_how():
    """The pseudonym stands for the person; the place leads to the line."""
    data = b"It rained.\nNawwaf al-Khayali drove.\n"
    verdict = read_file("a.txt", data, NEEDLES)
    assert (verdict.path, verdict.sha256, verdict.size_bytes) == ("a.txt", hashlib.sha256(data).hexdigest(), len(data))
    assert (verdict.verdict, verdict.unread, verdict.requests) == (Verdict.BLOCK, (), ())
    first = verdict.leaks[0]
    assert first == Leak("P1", "Karim", "name", first.place, "as written", ADVICE)
    assert first.place.startswith("text")
    assert {(leak.identity_id, leak.kind) for leak in verdict.leaks} == {("P1", "name")}


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("Nawwaf al-Khayali.txt", "name"),
        ("by-source/nawwaf_al-khayali/notes.txt", "name"),
        ("calls/0944317582.csv", "phone"),
        ("نواف الخيالي/", "name"),
        ("Nawwaf%20al-Khayali.html", "name"),
    ],
)
def test_a_path_is_read_like_contents(path, kind):
    """A folder's or file's name is published with it, also of an empty file."""
    verdict = read_file(path, b"", NEEDLES)
    assert verdict.verdict is Verdict.BLOCK
    assert {(leak.kind, leak.place.partition(",")[0]) for leak in verdict.leaks} == {(kind, "file name")}


def test_details_ask_for_a_review():
    """Nothing identifies by itself; the leak says which details."""
    verdict = read_file("a.txt", b"A lorry driver of Shanine said it.", NEEDLES)
    assert (verdict.verdict, [(leak.kind, leak.how) for leak in verdict.leaks]) == (
        Verdict.REVIEW,
        [("details", "profession, village")],
    )
    assert verdict.unread == verdict.requests == ()


def test_every_combination_of_details_is_named_once():
    """Whoever answers for the first must see the others: each is told, none that lies within another."""
    needles = make_needles(
        [Identity("P1", pseudonym="Karim", details={"age": "44", "village": "Shanine", "injury": "lost two fingers"})]
    )
    far = b" x" * 900
    text = b"Aged 44, of Shanine." + far + b" Of Shanine, he lost two fingers." + far + b" Aged 44, of Shanine."
    verdict = read_file("a.txt", text, needles)
    assert verdict.verdict is Verdict.REVIEW
    assert [leak.how for leak in verdict.leaks] == ["age, village", "injury, village"]


def test_details_in_a_file_that_is_not_read_block():
    """The strictest verdict counts, and both reasons are given."""
    data = zipped(("a.txt", b"A lorry driver of Shanine said it."), ("b.bin", bytes(range(256)) * 20))
    verdict = read_file("a.zip", data, NEEDLES)
    assert verdict.verdict is Verdict.BLOCK
    assert [leak.kind for leak in verdict.leaks] == ["details"]
    assert [part.place for part in verdict.unread] == ["entry b.bin"]


def test_what_is_not_read_blocks():
    """An unknown format is no clean file; each part that was not read is said once."""
    noise = bytes(range(256)) * 20
    why = "a format that the gate does not know: leave it out, or publish it in another"
    verdict = read_file("a.bin", noise, NEEDLES)
    assert (verdict.verdict, verdict.leaks, verdict.unread) == (Verdict.BLOCK, (), (Unread("whole file", why),))
    twice = read_file("a.zip", zipped(("a.bin", noise), ("b.bin", noise[7:])), NEEDLES)
    assert twice.unread == (Unread("entry a.bin", why), Unread("entry b.bin", why))


def test_a_request_to_a_third_party_blocks():
    """The address and where it stands; the same one in the same place once."""
    page = b"<p>Rain</p>\n<img src='https://count.example/p.gif'>\n<img src='https://count.example/p.gif'>"
    verdict = read_file("a.html", page, NEEDLES)
    assert (verdict.verdict, verdict.leaks, verdict.unread) == (Verdict.BLOCK, (), ())
    assert len(verdict.requests) == len(set(verdict.requests)) > 0
    assert all(request.startswith("https://count.example/p.gif (") and request.endswith(")") for request in verdict.requests)


def test_leaks_are_found_however_deep():
    """In an archive in an archive, in base64, in a coordinate: the place says the way."""
    inner = zipped(("notes.txt", b"35.951234, 39.013456"))
    assert leaks("a.zip", zipped(("inner.zip", inner))) == [
        ("coordinates", "entry inner.zip > entry notes.txt > text", "decimal degrees")
    ]
    assert [(kind, how) for kind, _, how in leaks("a.txt", b"TmF3d2FmIGFsLUtoYXlhbGk= is not words")] == [
        ("name", "as written")
    ]


@pytest.mark.parametrize(
    ("limits", "place", "why"),
    [
        (Limits(depth=1), "entry a.zip > entry b.zip", "packed more than 1 deep: unpack it or leave it out"),
        (
            Limits(unpacked=200),
            "entry a.zip",
            "ZIP archive that could not be read: too large: it unpacks to more than the gate reads in one file",
        ),
        (Limits(pieces=1), "file name", "too large: more text in it than the gate reads in one file"),
        (Limits(looked_through=4), "file name", "too large: more text in it than the gate reads in one file"),
    ],
)
def test_bounds_are_those_asked_for(limits, place, why):
    """What lies beyond a bound is not read, and that blocks."""
    data = zipped(("a.zip", zipped(("b.zip", zipped(("c.txt", b"Rain"))))))
    verdict = read_file("x.zip", data, NEEDLES, limits=limits)
    assert verdict.verdict is Verdict.BLOCK
    assert verdict.unread == (Unread(place, why),)
    assert read_file("x.zip", data, NEEDLES).verdict is Verdict.CLEAN


def test_each_piece_is_searched_with_its_place_and_length(monkeypatch):
    """Details and halves of coordinates are judged over all pieces in their order, also those without hits."""
    seen = []

    def judge(needles, rows):
        seen.extend((row.place, row.length, [hit.kind for hit in row.hits]) for row in rows)
        return Verdict.CLEAN, ()

    monkeypatch.setattr(gate, "judge", judge)
    assert gate.read_file("a.txt", b"0944 317 582", NEEDLES).verdict is Verdict.CLEAN
    assert ("text", 12, ["phone"]) in seen
    assert seen[0] == ("file name", 5, [])


def test_the_report_says_what_it_cannot_see():
    """Faces, writing, voices, style, knowledge from elsewhere, and who is not in the vault."""
    assert BLIND_SPOTS == (
        "faces and bodies in pictures and films, and what stands behind them",
        "words written or drawn in pictures, handwriting",
        "voices and what is spoken in recordings",
        "a person's way of telling, by which those who know them may know them",
        "what a reader can put together with knowledge from elsewhere",
        "identities that are not in the vault",
    )
