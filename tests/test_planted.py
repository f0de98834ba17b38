# ruff: noqa: E501 (rows of literal mark-up are kept whole; makers share one signature)
"""The planted suite of the gate: what its manifest says is what its files hold."""

import base64
import contextlib
import email
import email.policy
import io
import json
import re
import sys
import zipfile
import zlib
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

import gate_random
import planted
from planting import places, spellings
from planting.drawing import Planted

SEED = 11
DISGUISED = {
    "split runs", "tracked deletion", "shared string in runs", "numbers", "coordinates in cells", "name over two cells", "formula", "field, bookmark",
    "runs", "defined names", "table and text box", "GPS", "XPAuthor", "raw profile", "split", "hex", "Unicode escapes", "ID3v1", "place", "subtitles",
    "joined", "FNAME", "headers", "quoted-printable", "base64", "bzip2", "xz", "gzip in gzip", "tar in gzip", "spans", "picture in base64", "eXIf", "name of a sheet", "EXIF",
    "Matroska, tags", "font, designer", "web font", "second member", "gzip", "attached", "mbox", "web archive",
}  # fmt: skip
"""Parts of ``how`` of files in which the plain search below is not enough."""
FIELDS = ("names", "names_ar", "aliases", "aliases_ar", "phones", "emails", "plates", "ids", "handles", "usernames", "devices")


@cache
def suite() -> tuple[dict, list[Planted]]:
    return planted.make_suite(SEED)


def strings_of(identity: str) -> list[str]:
    entry = next(entry for entry in suite()[0]["identities"] if entry["id"] == identity)
    return [text for field in FIELDS for text in entry.get(field, ())]


def unpacked(data: bytes, depth: int = 0) -> list[bytes]:
    """The bytes, those of zip members and of every deflated stream in them."""
    found = [data]
    if zipfile.is_zipfile(io.BytesIO(data)) and depth < 5:
        with contextlib.suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                found += [info.filename.encode(), info.comment, *unpacked(archive.read(info), depth + 1)]
    for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            found.append(zlib.decompressobj().decompress(data[start.start() :]))
        except zlib.error:
            continue
    return found


def holds(data: bytes, text: str) -> bool:
    """Whether the text stands in the bytes in one of the plain codings."""
    codings = ["utf-8", "utf-16-le", "utf-16-be"]
    if all(ord(letter) < 256 for letter in text):
        codings.append("cp1252")
    forms = [text, text.replace("&", "&amp;"), json.dumps(text)[1:-1], text.replace("'", "&#x27;")]
    needles = [form.encode(coding) for form in forms for coding in codings]
    octal = "".join(f"\\{byte:03o}" for byte in text.encode("cp1252", "replace"))
    hexed = text.encode("utf-16-be").hex()
    return any(needle in part for part in unpacked(data) for needle in [*needles, octal.encode(), hexed.encode()])


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Nothing but the seed decides what is written."""
    again = planted.make_suite(SEED)
    assert again[0] == suite()[0]
    for one, two in zip(suite()[1], again[1], strict=True):
        assert (one.name, one.secrets, one.verdict) == (two.name, two.secrets, two.verdict)
        assert one.data == two.data, one.name


def test_another_seed_gives_other_people() -> None:
    """Names, numbers and homes are fresh for each seed."""
    other = planted.make_suite(SEED + 1)[0]
    mine = {(entry["phones"][0], entry["home"]["lat"]) for entry in suite()[0]["identities"]}
    assert mine.isdisjoint((entry["phones"][0], entry["home"]["lat"]) for entry in other["identities"])


def test_there_are_enough_files_of_every_verdict() -> None:
    """At least 240 planted files, a third of them with several secrets, 60 decoys, and every identity planted often."""
    verdicts = Counter(file.verdict for file in suite()[1])
    assert verdicts["block"] >= 240
    assert verdicts["review"] >= 10
    assert verdicts["clean"] >= 60
    assert sum(len(file.secrets) > 1 for file in suite()[1]) >= 120
    named = Counter(identity for file in suite()[1] for identity in file.secrets)
    assert len(named) == len(suite()[0]["identities"]) >= 12
    assert min(named.values()) >= 10
    assert len({file.name for file in suite()[1]}) == len(suite()[1])


def test_only_stopped_and_clean_files_name_nobody() -> None:
    """A file that is to be stopped for an identity says whose."""
    for file in suite()[1]:
        assert bool(file.secrets) == (file.kind not in ("clean", "request", "unread")), file.name


@pytest.mark.parametrize("kind", ["office", "media", "archive", "picture", "other"])
def test_what_is_planted_undisguised_is_in_the_bytes(kind: str) -> None:
    """Where the container is the hiding place, unpacking with the standard library shows a string of every person named."""
    checked = 0
    for file in suite()[1]:
        if file.kind != kind or any(word in file.how for word in DISGUISED):
            continue
        for identity in file.secrets:
            text = file.data + file.name.encode()
            assert any(holds(text, string) for string in strings_of(identity)) or "EXIF" in file.how, (
                file.name,
                file.how,
                identity,
            )
            checked += 1
    assert checked >= 5


def test_mail_says_its_people_to_the_standard_library() -> None:
    """Headers and parts, decoded by Python's own parser, hold a string of every person named."""
    checked = 0
    for file in suite()[1]:
        if file.kind == "mail" and file.how != "mbox":
            message = email.message_from_bytes(file.data, policy=email.policy.default)
            parts = [part.get_payload(decode=True) or b"" for part in message.walk()]
            charset = "cp1256" if "cp1256" in file.how else "utf-8"
            headers = " ".join(
                f"{part.get('From', '')} {part.get('Subject', '')} {part.get('Return-Path', '')} {part.get_filename()}"
                for part in message.walk()
            )
            whole = b"".join(
                [headers.encode(), *(b"".join(unpacked(part)).decode(charset, "replace").encode() for part in parts)]
            )
            for identity in file.secrets:
                assert any(holds(whole, string) for string in strings_of(identity)), (file.name, file.how, identity)
                checked += 1
    assert checked >= 8


def test_no_decoy_holds_a_string_of_the_vault() -> None:
    """What is to pass holds no full name, alias or number as the vault has it."""
    for file in suite()[1]:
        if file.kind in ("clean", "request"):
            for entry in suite()[0]["identities"]:
                held = [text for text in strings_of(entry["id"]) if holds(file.data + file.name.encode(), text)]
                assert not held, (file.name, file.how)


def test_disguises_change_the_string_and_can_be_undone() -> None:
    """Marks that do not show, taken out, leave the name; turned letters turn back."""
    chance = planted.random.Random(1)
    name = "Qusay Nidal al-Wahrani"
    for disguise in (spellings.soft_hyphens, spellings.zero_widths, spellings.bidi_marks):
        text = disguise(name, chance)
        assert text != name
        assert re.sub("[\u00ad\u200b-\u200f\u2060\u2066-\u2069\ufeff\u061c]", "", text) == name
    assert spellings.bidi_override(name, chance)[1:-1][::-1] == name
    assert spellings.family_first(name, chance) == "al-Wahrani, Qusay Nidal"
    assert spellings.initials(name, chance) == "Q. N. al-Wahrani"
    assert spellings.joined(name, chance) == "QusayNidalAlWahrani"
    assert spellings.presentation_forms("غيث", chance) == "\ufecf\ufef4\ufe9a"


def test_notations_name_one_point() -> None:
    """Known coordinates in notations whose values were published elsewhere: the Eiffel Tower's plus code, geohash and grid square."""
    forms = places.notations(48.85837, 2.294481)
    assert forms["plus code"] == "8FW4V75V+8Q"
    assert forms["geohash"].startswith("geohash:u09tunq")
    assert forms["MGRS"].startswith("31U DQ 482")
    assert forms["DMS"] == "48°51′30.1″N 2°17′40.1″E"
    assert forms["ISO 6709"] == "+48.85837+002.29448/"
    assert forms["DDM"] == "48° 51.502' N, 2° 17.669' E"


def test_scoring_counts_verdict_and_every_secret() -> None:
    """A review where a block was due, a secret not named and a decoy stopped are each counted for what they are."""
    manifest = {
        "a": {"verdict": "block", "secrets": ["P1", "P2"], "kind": "pdf", "how": "x"},
        "b": {"verdict": "review", "secrets": ["P3"], "kind": "details", "how": "y"},
        "c": {"verdict": "block", "secrets": [], "kind": "request", "how": "z"},
        "d": {"verdict": "clean", "secrets": [], "kind": "clean", "how": "w"},
    }
    answer = {
        "a": {"verdict": "block", "secrets": ["P1", "P9"]},
        "b": {"verdict": "block", "secrets": ["P3"]},
        "c": {"verdict": "block", "secrets": []},
        "d": {"verdict": "review", "secrets": ["P1"]},
    }
    figures = planted.score(manifest, answer)
    assert figures["recall"] == pytest.approx(1 / 3)
    assert figures["file_recall"] == pytest.approx(2 / 3)
    assert figures["secret_recall"] == pytest.approx(2 / 3)
    assert (figures["wrongly_named"], figures["false_alarms"]) == (1, 1)
    assert [miss["file"] for miss in figures["misses"]] == ["a", "b"]
    assert planted.score(manifest, {})["recall"] == 0.0
    assert "a; kind pdf" in planted.report(figures)


def test_written_files_are_those_of_the_manifest(tmp_path: Path) -> None:
    """The folder holds each file of the manifest and no other."""
    planted.write_suite(tmp_path, seed=3)
    rows = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["files"]
    held = {str(path.relative_to(tmp_path / "files")) for path in (tmp_path / "files").rglob("*") if path.is_file()}
    assert held == set(rows)


def test_random_cases_are_the_same_for_a_seed_and_each_holds_or_lacks_its_person() -> None:
    """The generated cases are told by the seed, and negatives hold no vault string."""
    one, two = gate_random.make_cases(5, positives=60, negatives=30), gate_random.make_cases(5, positives=60, negatives=30)
    assert one == two
    vault, cases = one
    strings = [text for entry in vault["identities"] for field in FIELDS for text in entry.get(field, ())]
    assert Counter(bool(case.secrets) for case in cases) == {True: 60, False: 30}
    for case in cases:
        if not case.secrets:
            assert not any(holds(case.data, text) for text in strings), case.how
    plain = [case for case in cases if case.how == "as it is, as held, plain" and case.secrets]
    assert all(base64.b64encode(case.data) for case in plain)
