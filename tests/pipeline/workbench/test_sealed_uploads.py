"""Confidential files on their way in: never in the clear on the disk, opened only by what takes them in."""

import hashlib

import pytest

from testimonia.errors import NotFoundError, ReadError, StaleError, UsageError
from testimonia.pipeline.workbench import sealed_uploads
from testimonia.pipeline.workbench.sealed_uploads import OTHERS_NAME, SealedUploads, open_sealed

DATA = b"Nawwaf al-Khayali says that twelve people died. " * 90
NAME = "interviews/nawwaf.txt"


@pytest.fixture
def uploads(tmp_path):
    opened = SealedUploads(tmp_path)
    yield opened
    opened.close()


def send(uploads, data=DATA, *, name=NAME, by="Ann", piece=1000, **options):
    begun = uploads.begin(name, len(data), by=by, at="2026-01-01T00:00:00Z", **options)
    for start in range(0, len(data), piece):
        uploads.add(begun.id, start, data[start : start + piece])
    return begun.id


def on_disk(folder):
    return b"\n".join(str(path).encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_neither_bytes_nor_name_touch_the_disk(uploads, tmp_path):
    """What lies there holds nothing of the file or of what it is called; opened, it is what was sent."""
    upload_id = send(uploads, sha256=hashlib.sha256(DATA).hexdigest())
    assert not {word for word in (b"Nawwaf", b"nawwaf", b"twelve people", b"interviews") if word in on_disk(tmp_path)}
    (sealed,) = uploads.gather([upload_id], by="Ann")
    assert open_sealed(tmp_path, sealed) == DATA
    assert (sealed.name, sealed.size_bytes) == (NAME, len(DATA))
    assert NAME not in repr(sealed) and sealed.key not in repr(sealed)


def test_a_piece_out_of_place_changes_nothing(uploads, tmp_path):
    """A repeated, early or too long piece is refused, and the rest still goes on."""
    begun = uploads.begin(NAME, len(DATA), by="Ann", at="2026-01-01T00:00:00Z")
    uploads.add(begun.id, 0, DATA[:1000])
    for offset in (0, 999, 1001):
        with pytest.raises(StaleError) as refused:
            uploads.add(begun.id, offset, b"x")
        assert refused.value.etag == "1000"
    with pytest.raises(UsageError, match="there are more"):
        uploads.add(begun.id, 1000, DATA)
    assert uploads.add(begun.id, 1000, DATA[1000:]).is_whole
    assert open_sealed(tmp_path, uploads.gather([begun.id], by="Ann")[0]) == DATA


def test_a_piece_that_the_disk_refused_is_sent_again(uploads, tmp_path, monkeypatch):
    """What a failed writing leaves behind is written over, and never read."""
    begun = uploads.begin(NAME, len(DATA), by="Ann", at="2026-01-01T00:00:00Z")
    uploads.add(begun.id, 0, DATA[:2000])

    def fail(_descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", fail)
        with pytest.raises(OSError, match="No space"):
            uploads.add(begun.id, 2000, DATA[2000:])
    assert uploads.one(begun.id, by="Ann").offset == 2000
    uploads.add(begun.id, 2000, DATA[2000:2100])
    uploads.add(begun.id, 2100, DATA[2100:])
    assert open_sealed(tmp_path, uploads.gather([begun.id], by="Ann")[0]) == DATA


def test_a_changed_exchanged_or_missing_piece_is_noticed(uploads, tmp_path):
    """Each piece is bound to its file and its place, and all of them to the size."""
    upload_id = send(uploads)
    (sealed,) = uploads.gather([upload_id], by="Ann")
    path = tmp_path / sealed.place
    whole = path.read_bytes()
    size = 4 + int.from_bytes(whole[:4], "big")
    first, second, rest = whole[:size], whole[size : 2 * size], whole[2 * size :]
    for wrong in (second + first + rest, first + rest, whole[:-size], whole[:-1], whole[:50] + b"\0" + whole[51:]):
        path.write_bytes(wrong)
        with pytest.raises(ReadError):
            open_sealed(tmp_path, sealed)
    path.unlink()
    with pytest.raises(ReadError):
        open_sealed(tmp_path, sealed)


def test_only_its_sender_sees_and_takes_in_a_file(uploads):
    """To anybody else it is a confidential file of so many bytes."""
    upload_id = send(uploads)
    (seen,) = uploads.all(by="Bilal")
    assert (seen.name, seen.sha256, seen.by, seen.is_whole) == (OTHERS_NAME, "", "Ann", True)
    assert [one.name for one in uploads.all(by="Ann")] == [NAME]
    with pytest.raises(NotFoundError):
        uploads.gather([upload_id], by="Bilal")


def test_other_bytes_than_announced_and_halves_are_not_taken_in(uploads):
    """With a SHA-256 given what arrived must have it, and all of it must be here."""
    bad = send(uploads, sha256="0" * 64)
    with pytest.raises(UsageError, match="SHA-256"):
        uploads.gather([bad], by="Ann")
    half = uploads.begin(NAME, 10, by="Ann", at="2026-01-01T00:00:00Z")
    with pytest.raises(UsageError, match="not all"):
        uploads.gather([half.id], by="Ann")


def test_nothing_is_left_when_it_is_dropped_or_the_server_ends(tmp_path):
    """A dropped file's bytes go at once; at the end everything goes, and what is left of a killed server at the next start."""
    uploads = SealedUploads(tmp_path)
    kept, dropped = send(uploads), send(uploads)
    uploads.drop(dropped)
    assert [one.id for one in uploads.all(by="Ann")] == [kept]
    assert len(list(tmp_path.rglob("u-*"))) == 1
    neighbour = SealedUploads(tmp_path)
    assert [one.id for one in uploads.all(by="Ann")] == [kept], "a living server's files were removed"
    uploads._mine.close()  # as the system does when a server is killed
    SealedUploads(tmp_path)
    assert list(tmp_path.iterdir()) == []
    send(neighbour)
    neighbour.close()
    assert list(tmp_path.iterdir()) == []


def test_what_would_not_fit_into_memory_is_not_begun(uploads, monkeypatch):
    """The limit is looked at before a byte is sent."""
    monkeypatch.setattr(sealed_uploads, "LARGEST_BYTES", 100)
    with pytest.raises(UsageError, match="at most 100 bytes"):
        send(uploads)
