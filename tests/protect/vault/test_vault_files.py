"""Writing the vault: whole or not at all, for its owner only, and never over somebody else's change."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from testimonia.errors import StoreError, VaultError
from testimonia.protect.vault import files
from testimonia.protect.vault.contents import sha256
from testimonia.protect.vault.files import read_file, replace_file


def nothing(_):
    pass


def put(path, data, *, over=None, before=nothing):
    return replace_file(path, data, expected=sha256(over) if over is not None else "", before=before)


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_for_its_owner_only(tmp_path):
    """0600 whatever the umask, and nothing else is left in the folder."""
    path = tmp_path / "vault.age"
    before = os.umask(0)
    try:
        assert put(path, b"one") == sha256(b"one")
        assert put(path, b"two", over=b"one") == sha256(b"two")
    finally:
        os.umask(before)
    assert read_file(path) == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert names(tmp_path) == ["vault.age"]


def test_somebody_elses_change_is_not_overwritten(tmp_path):
    """Whoever has read an older version must read again; so must whoever wants to make a vault where one is."""
    path = tmp_path / "vault.age"
    put(path, b"one")
    put(path, b"two", over=b"one")
    with pytest.raises(VaultError, match="somebody else has changed the vault"):
        put(path, b"three", over=b"one")
    with pytest.raises(VaultError, match="there is a vault already"):
        put(path, b"three")
    path.unlink()
    with pytest.raises(VaultError, match="somebody else has changed the vault"):
        put(path, b"three", over=b"two")
    assert names(tmp_path) == []


def test_no_update_is_lost_between_threads(tmp_path):
    """Eight writers that each add a byte, trying again when they are refused: every byte is there in the end."""
    path = tmp_path / "vault.age"
    put(path, b"")

    def add(letter):
        for _ in range(10):
            while True:
                seen = read_file(path)
                try:
                    put(path, seen + letter, over=seen)
                    break
                except VaultError:
                    continue

    threads = [threading.Thread(target=add, args=(bytes([65 + n]),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(read_file(path)) == sorted(bytes(range(65, 73)) * 10)


def test_the_lock_holds_between_processes(tmp_path):
    """A second process waits until the first has finished its writing."""
    path = tmp_path / "vault.age"
    code = (
        "import sys; from pathlib import Path; from testimonia.protect.vault.files import replace_file\n"
        "print('ready', flush=True)\n"
        "replace_file(Path(sys.argv[1]), b'other', expected='', before=lambda _: None)"
    )
    started = []

    def other(_):
        process = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout.readline() == b"ready\n"
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        started.append(process)

    put(path, b"mine", before=other)
    _, complaint = started[0].communicate(timeout=60)
    assert b"there is a vault already" in complaint
    assert read_file(path) == b"mine"


def test_what_is_called_before_can_stop_it(tmp_path):
    """The log is written before the file gets its name: if that fails, the old file stands and the new bytes are gone."""
    path = tmp_path / "vault.age"
    put(path, b"old")
    seen = []

    def fail(digest):
        seen.append((digest, path.read_bytes(), len(names(tmp_path))))
        raise StoreError("the log is full")

    with pytest.raises(StoreError, match="the log is full"):
        put(path, b"new", over=b"old", before=fail)
    assert seen == [(sha256(b"new"), b"old", 2)]
    assert read_file(path) == b"old"
    assert names(tmp_path) == ["vault.age"]


CALLS = ("open", "close", "fsync", "fchmod", "fdopen")


@pytest.mark.parametrize("nth", range(6))
@pytest.mark.parametrize("call", [*CALLS, "mkstemp", "replace", "flock"])
def test_a_failing_system_call_leaves_the_old_file_or_the_new_one(tmp_path, monkeypatch, call, nth):
    """Whichever call fails: one clear error, one whole file, and the next writing goes through."""
    path = tmp_path / "vault.age"
    put(path, b"old")
    place = {"mkstemp": files.tempfile, "replace": Path, "flock": files.fcntl}.get(call, files.os)
    real, calls = getattr(place, call), []

    def fail(*args, **options):
        calls.append(args)
        if len(calls) == nth + 1:
            raise OSError(28, "No space left on device")
        return real(*args, **options)

    with monkeypatch.context() as patched:
        patched.setattr(place, call, fail)
        try:
            put(path, b"new", over=b"old")
            is_written = True
        except VaultError as error:
            is_written = False
            assert "No space left on device" in str(error)
    assert len(calls) <= nth or not is_written
    now = read_file(path)
    assert now in (b"old", b"new")
    assert not is_written or now == b"new"
    if call == "close":
        return  # the lock may still be held by the descriptor that was not closed
    put(path, b"next", over=now)
    assert read_file(path) == b"next"
    assert names(tmp_path) == ["vault.age"]


def test_what_a_killed_writer_left_is_cleaned_up(tmp_path):
    """Encrypted, but not to lie about."""
    (tmp_path / ".vault-abc").write_bytes(b"half")
    (tmp_path / ".other").write_bytes(b"not ours")
    put(tmp_path / "vault.age", b"one")
    assert names(tmp_path) == [".other", "vault.age"]


def test_what_cannot_be_read_is_named(tmp_path, monkeypatch):
    """Missing, a folder, or too large: each with what to do."""
    with pytest.raises(VaultError, match="testimonia vault init"):
        read_file(tmp_path / "vault.age")
    with pytest.raises(VaultError, match="cannot be read"):
        read_file(tmp_path)
    (tmp_path / "vault.age").write_bytes(b"four")
    monkeypatch.setattr(files, "LARGEST_BYTES", 4)
    assert read_file(tmp_path / "vault.age") == b"four"
    monkeypatch.setattr(files, "LARGEST_BYTES", 3)
    with pytest.raises(VaultError, match="larger than any vault"):
        read_file(tmp_path / "vault.age")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    """Not a traceback."""
    with pytest.raises(VaultError, match="could not be written"):
        put(tmp_path / "nowhere" / "vault.age", b"x")
