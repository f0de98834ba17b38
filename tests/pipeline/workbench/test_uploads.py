"""Files on their way in: piece by piece, gone on with, whole or not at all."""

import hashlib

import pytest

from testimonia.errors import NotFoundError, StaleError, UsageError
from testimonia.pipeline.workbench.uploads import Uploads, _Places
from tests.make import gathered

DATA = bytes(range(256)) * 8


@pytest.fixture
def uploads(tmp_path):
    return Uploads(tmp_path / "uploads")


def begin(uploads, name="notes.txt", size=2048, **options):
    return uploads.begin(name, size, by="Ann", at="2026-01-01T00:00:00Z", **options).id


def test_a_file_comes_in_pieces(uploads):
    """Each piece goes where the one before ended; the whole is what was sent."""
    upload_id = begin(uploads)
    for start in range(0, len(DATA), 500):
        upload = uploads.add(upload_id, start, DATA[start : start + 500])
    assert upload.is_whole
    batch = uploads._folder / gathered(uploads, [upload_id])
    assert (batch / "notes.txt").read_bytes() == DATA
    with pytest.raises(NotFoundError):
        uploads.one(upload_id)


def test_a_break_costs_nothing_that_was_acknowledged(uploads, tmp_path):
    """Whoever opens the case anew finds the upload where it was, and goes on from there."""
    upload_id = begin(uploads)
    uploads.add(upload_id, 0, DATA[:700])
    again = Uploads(tmp_path / "uploads")
    assert [upload.offset for upload in again.all()] == [700]
    assert again.add(upload_id, 700, DATA[700:]).is_whole


def test_bytes_of_a_piece_that_was_cut_off_are_gone_on_with(uploads):
    """What a killed process had written of a piece counts, since it is the beginning of that piece."""
    upload_id = begin(uploads)
    uploads.add(upload_id, 0, DATA[:700])
    with (uploads._folder / upload_id / "data").open("ab") as file:
        file.write(DATA[700:710])
    assert uploads.one(upload_id).offset == 710


@pytest.mark.parametrize("offset", [0, 699, 701, 10**9])
def test_a_piece_out_of_place_changes_nothing(uploads, offset):
    """A repeated, early or late piece is refused, and the answer says which byte is next."""
    upload_id = begin(uploads)
    uploads.add(upload_id, 0, DATA[:700])
    with pytest.raises(StaleError) as refused:
        uploads.add(upload_id, offset, b"x")
    assert refused.value.etag == "700"
    assert uploads.one(upload_id).offset == 700


def test_more_than_was_announced_is_refused(uploads):
    """A file cannot grow beyond its size."""
    upload_id = begin(uploads, size=10)
    with pytest.raises(UsageError, match="there are more"):
        uploads.add(upload_id, 0, b"x" * 11)
    assert uploads.one(upload_id).offset == 0


@pytest.mark.parametrize("size", [-1, 1001])
def test_a_file_that_is_too_large_is_not_begun(tmp_path, size):
    """The limit is looked at before a byte is sent."""
    with pytest.raises(UsageError, match="at most 1,000 bytes"):
        begin(Uploads(tmp_path / "uploads", largest_bytes=1000), size=size)
    assert not list(tmp_path.rglob("u-*"))


def test_a_full_disk_is_noticed_beforehand(uploads, monkeypatch):
    """What does not fit is not begun, and the case keeps room to work."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10_000_000})())
    with pytest.raises(UsageError, match="no room"):
        begin(uploads, size=1000)


def test_half_a_file_is_not_taken_in(uploads):
    """If one of several is not whole, none is moved."""
    whole, half = begin(uploads), begin(uploads, "half.txt")
    uploads.add(whole, 0, DATA)
    with pytest.raises(UsageError, match=r"not whole yet: half\.txt"):
        gathered(uploads, [whole, half])
    assert len(uploads.all()) == 2


def test_other_bytes_than_announced_are_not_taken_in(uploads):
    """With a SHA-256 given, what arrived must have it."""
    good, bad = begin(uploads, sha256=hashlib.sha256(DATA).hexdigest()), begin(uploads, sha256="0" * 64)
    for upload_id in (good, bad):
        uploads.add(upload_id, 0, DATA)
    with pytest.raises(UsageError, match="SHA-256"):
        gathered(uploads, [bad])
    assert gathered(uploads, [good])


def test_files_of_one_name_do_not_replace_each_other(uploads):
    """Two files called alike lie beside each other, folders and sidecars kept together."""
    ids = [begin(uploads, name, size=1) for name in ("a/notes.txt", "a/notes.txt", "a/notes.txt.meta.yaml", "a", "a/b/c.txt")]
    for number, upload_id in enumerate(ids):
        uploads.add(upload_id, 0, str(number).encode())
    batch = uploads._folder / gathered(uploads, ids)
    found = {str(path.relative_to(batch)): path.read_text() for path in batch.rglob("*") if path.is_file()}
    assert sorted(found.values()) == ["0", "1", "2", "3", "4"]
    assert found["a/notes.txt"] == "0"
    assert found["a/notes.txt.meta.yaml"] == "2"
    assert found["2/a/notes.txt"] == "1"


def test_a_dropped_upload_is_gone(uploads):
    """Dropping removes its bytes from the disk."""
    upload_id = begin(uploads)
    uploads.add(upload_id, 0, DATA)
    uploads.drop(upload_id)
    assert uploads.all() == []
    assert not (uploads._folder / upload_id).exists()


@pytest.mark.parametrize(
    "upload_id", ["", ".", "..", "u-0", "u-000000000000000g", "../u-0000000000000000", "batch-0000000000000000"]
)
def test_only_an_upload_is_an_upload(uploads, upload_id):
    """Nothing else in the folder, or outside, can be named, though it lies there like an upload."""
    real = uploads._folder / begin(uploads)
    place = uploads._folder / upload_id
    place.mkdir(parents=True, exist_ok=True)
    for file in real.iterdir():
        (place / file.name).write_bytes(file.read_bytes())
    assert uploads._read(place) is not None
    for act in (uploads.one, uploads.drop, lambda name: uploads.add(name, 0, b"x")):
        with pytest.raises(NotFoundError):
            act(upload_id)


@pytest.mark.parametrize("name", ["../../out.txt", "/etc/passwd", "..", "a/../../b", ".testimonia/case.db", "C:\\x"])
def test_a_place_in_a_batch_leads_nowhere_else(name):
    """Whatever an upload's note says it is called: names are made harmless again where the places are given out."""
    parts = _Places().take(name).split("/")
    assert parts and not {"", ".", "..", ".testimonia"} & set(parts)


def test_places_of_many_files_are_found_at_once():
    """Hundreds of files of one name each have a place of their own, whatever capitals they are written with."""
    places = _Places()
    found = [places.take(name) for name in ("Notes.txt", "notes.TXT", "notes.txt/inside.txt", *["a/b.txt"] * 500)]
    assert len({place.casefold() for place in found}) == len(found)
    folders = {"/".join(place.casefold().split("/")[:depth]) for place in found for depth in range(1, place.count("/") + 1)}
    assert not folders & {place.casefold() for place in found}


def test_an_empty_file_is_whole_at_once(uploads):
    """A file of no bytes needs no piece."""
    assert uploads.one(begin(uploads, size=0)).is_whole
