"""`testimonia serve` as a user meets it: where it listens, how it ends, what survives when it is killed."""

import json
import os
import pty
import signal
import socket
import stat
import threading
import time
from pathlib import Path

import pytest

from testimonia.errors import BusyError, UsageError
from testimonia.pipeline.investigation import Investigation
from testimonia.store.sqlite import write_lock
from testimonia.web import serve
from tests.web.started import Served, free_port

NOTE = "---\nsource: witness {}\n---\nHe says that {} people died in the flood.\n"


@pytest.fixture
def folder(tmp_path):
    Investigation.create(tmp_path / "case", title="Flood").close()
    return tmp_path / "case"


def listeners(port):
    """Addresses on which this machine listens at a port, as the kernel writes them."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            _, local, _, state, *_ = line.split()
            if state == "0A" and int(local.partition(":")[2], 16) == port:
                found.add(local.partition(":")[0])
    return found


def test_it_listens_on_the_loopback_address_only_and_prints_a_link_each(folder):
    """Nobody else reaches it; each reviewer has a link; a used link is followed by a new one; Ctrl-C ends it cleanly."""
    with Served(folder, words=("--reviewer", "Ann", "--reviewer", "Bilal")) as served:
        assert listeners(served.port) == {"0100007F"}
        assert list(served.ready["links"]) == ["Ann", "Bilal"]
        assert stat.S_IMODE(served.ready_file.stat().st_mode) == 0o600
        assert served.json("GET", "/session")["users"] == ["Ann", "Bilal"]
        assert served.call("GET", "/", headers={"Host": "evil.example"})[0] == 403
        time.sleep(0.2)
        assert served.end() == 0
        printed = served.printed.read_text()
        assert printed.count("Ann: http://127.0.0.1:") == 2
        assert printed.count("Bilal: http://127.0.0.1:") == 1
        assert "Traceback" not in printed


def printed_after_links(served):
    """What the terminal shows beside the greeting and the links."""
    lines = served.printed.read_text().splitlines()
    return [line for line in lines if not line.startswith(("The workbench answers", "Ann: http", "Bilal: http"))]


def listen(served):
    """An open stream of events, as a browser has one."""
    stream = socket.create_connection(("127.0.0.1", served.port))
    request = f"GET /api/v1/events HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie: {served.cookie}\r\n\r\n"
    stream.sendall(request.encode())
    stream.settimeout(5)
    received = b""
    while b"event: version" not in received:
        received += stream.recv(4096)
    assert b"text/event-stream" in received
    return stream


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quickly_and_quietly_whoever_is_there(folder, number):
    """Open streams of events, a half-sent piece of a file and a half-sent head keep it from nothing, and print nothing."""
    with Served(folder) as served:
        upload = served.json("POST", "/uploads", {"name": "a.txt", "size_bytes": 1000})["id"]
        streams = [listen(served) for _ in range(3)]
        for head in (
            f"PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie: {served.cookie}\r\n"
            f"X-Testimonia-Token: {served.token}\r\nUpload-Offset: 0\r\nContent-Length: 1000\r\n\r\nhalf",
            f"GET /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCoo",
        ):
            streams.append(socket.create_connection(("127.0.0.1", served.port)))
            streams[-1].sendall(head.encode())
        time.sleep(0.3)
        began = time.monotonic()
        assert served.end(number) == 0
        took_s = time.monotonic() - began
        assert printed_after_links(served) == []
        assert took_s < 4, took_s
        for stream in streams:
            stream.close()


def test_a_change_under_way_is_made_and_answered_before_the_end(folder):
    """A change that waits for its turn when the server is told to end is kept, and its caller is told so."""
    answers = []
    with Served(folder) as served:
        with write_lock(folder / ".testimonia" / "lock"):

            def write():
                headers = {"Content-Type": "application/json", "If-None-Match": "*"}
                answers.append(served.call("PUT", "/api/v1/stories/new.md", json.dumps({"text": "Words."}), headers))

            writer = threading.Thread(target=write)
            writer.start()
            time.sleep(0.5)
            served.process.send_signal(signal.SIGTERM)
            time.sleep(0.5)
        writer.join(timeout=10)
        assert served.process.wait(timeout=15) == 0
        assert printed_after_links(served) == []
    assert [status for status, _, _ in answers] == [200]
    assert (folder / "stories" / "new.md").read_text() == "Words."


def test_new_links_are_shown_for_the_asking(folder):
    """Enter in the terminal, or SIGUSR1 where there is none, shows new links; those before are worth nothing."""
    ours, terminal = pty.openpty()
    with Served(folder, words=("--reviewer", "Ann", "--reviewer", "Bilal"), stdin=terminal) as served:

        def shown(count):
            until = time.monotonic() + 10
            while time.monotonic() < until:
                links = [line.removeprefix("Bilal: ") for line in served.printed.read_text().splitlines() if "Bilal: " in line]
                if len(links) == count:
                    return links
                time.sleep(0.05)
            raise AssertionError(served.printed.read_text())

        assert len(shown(1)) == 1
        os.write(ours, b"\n")
        first, second = shown(2)
        assert served.log_in(first) == 403
        served.process.send_signal(signal.SIGUSR1)
        third = shown(3)[-1]
        assert served.log_in(second) == 403
        assert served.log_in(third) == 303
        assert served.end() == 0
    os.close(ours)
    os.close(terminal)


def test_coming_going_and_being_refused_stand_in_the_custody_log(folder):
    """Who, when and from where, never a link, cookie or token; the log is whole afterwards."""
    with Served(folder) as served:
        link = next(iter(served.ready["links"].values()))
        assert served.log_in(link) == 403
        assert served.call("DELETE", "/api/v1/session")[0] == 204
        assert served.end() == 0
    with Investigation.open(folder) as case:
        entries = [entry for entry, _ in case._case.store.custody()]
        assert not [check for check in case.verify() if check.check == "altered"]
    assert [(entry.act, entry.by, entry.subject) for entry in entries] == [
        ("logged in", "Ann", "workbench"),
        ("log-in refused", "unknown", "workbench"),
        ("logged out", "Ann", "workbench"),
    ]
    assert all(entry.detail.startswith("from this machine (127.0.0.1)") and entry.at for entry in entries)
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (link.partition("token=")[2], served.cookie.partition("=")[2], served.token):
        assert len(secret) > 40 and secret.encode() not in kept


def test_a_taken_port_is_said(folder):
    """A named port that somebody has is refused with what to do; an unnamed one gives way to the next."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(UsageError, match="name another --port"):
            serve._listen("127.0.0.1", other.getsockname()[1])


def test_an_unnamed_port_gives_way(monkeypatch):
    """Two investigations can be open at once without a word."""
    monkeypatch.setattr(serve, "PORT", free_port())
    with serve._listen("127.0.0.1", 0) as first, serve._listen("127.0.0.1", 0) as second:
        assert first.getsockname()[1] != second.getsockname()[1]
        assert first.getsockname()[0] == second.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("192.168.1.5", False),
        ("localhost.evil.example", False),
    ],
)
def test_what_reaches_beyond_this_machine_is_known(host, is_loopback):
    """Anything but a loopback address is warned of."""
    assert serve.is_loopback(host) is is_loopback


def test_the_server_goes_by_the_names_it_was_given():
    """Loopback names always; another only if it was named."""
    assert serve._hosts("127.0.0.1", 8100) == ["127.0.0.1:8100", "localhost:8100", "[::1]:8100"]
    assert "192.168.1.5:8100" in serve._hosts("192.168.1.5", 8100)
    assert all(not host.startswith("0.0.0.0") for host in serve._hosts("0.0.0.0", 8100))


@pytest.mark.slow
def test_an_upload_survives_a_killed_server(folder):
    """Killed in the middle of an upload, the server finds every acknowledged byte after its restart, and the rest follows."""
    data = "".join(NOTE.format(n, n) for n in range(400)).encode()
    with Served(folder) as served:
        upload = served.json("POST", "/uploads", {"name": "long.txt", "size_bytes": len(data)})["id"]
        acknowledged = 0
        for start in range(0, len(data) // 2, 1_000):
            piece = data[start : start + 1_000]
            status, headers, _ = served.call("PATCH", f"/api/v1/uploads/{upload}", piece, {"Upload-Offset": str(start)})
            assert status == 200
            acknowledged = int(headers["Upload-Offset"])
        half = socket.create_connection(("127.0.0.1", served.port))
        head = (
            f"PATCH /api/v1/uploads/{upload} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\nCookie: {served.cookie}\r\n"
            f"X-Testimonia-Token: {served.token}\r\nUpload-Offset: {acknowledged}\r\nContent-Length: 1000\r\n\r\n"
        )
        half.sendall(head.encode() + data[acknowledged : acknowledged + 500])
        served.kill()
        half.close()
    with Served(folder) as served:
        offset = served.json("GET", f"/uploads/{upload}")["offset"]
        assert acknowledged <= offset <= acknowledged + 1_000
        status, _, _ = served.call("PATCH", f"/api/v1/uploads/{upload}", data[offset:], {"Upload-Offset": str(offset)})
        assert status == 200
        job = served.json("POST", "/uploads/commit", {"ids": [upload]})["id"]
        done = _wait(served, job)
        assert done["state"] == "done", done
        assert served.end() == 0
    with Investigation.open(folder) as case:
        (item,) = case.items()
        assert case._case.originals.read(item.sha256) == data


@pytest.mark.slow
def test_a_job_ends_with_a_killed_server_and_is_gone_on_with(folder):
    """The job's process dies with its server and frees the case; after the restart it is gone on with, nothing doubled."""
    with Served(folder) as served:
        ids = []
        for number in range(30):
            data = NOTE.format(number, number + 10).encode()
            upload = served.json("POST", "/uploads", {"name": f"{number}.txt", "size_bytes": len(data)})["id"]
            served.call("PATCH", f"/api/v1/uploads/{upload}", data, {"Upload-Offset": "0"})
            ids.append(upload)
        job = served.json("POST", "/uploads/commit", {"ids": ids})["id"]
        while served.json("GET", f"/jobs/{job}")["state"] == "waiting":
            time.sleep(0.01)
        time.sleep(0.5)
        served.kill()
    _wait_for_lock(folder)
    with Served(folder) as served:
        row = served.json("GET", f"/jobs/{job}")
        assert (row["state"], row["can_resume"]) == ("interrupted", True)
        done = _wait(served, served.json("POST", f"/jobs/{job}/resume")["id"])
        assert done["state"] == "done", done
        assert served.end() == 0
    with Investigation.open(folder) as case:
        assert sorted(item.name for item in case.items()) == sorted(f"{number}.txt" for number in range(30))
        assert len({statement.rendition_id for _, statement in case.claims()}) == 30
        assert len(list(case._case.store.acquisitions())) == 30


def _wait(served, job, seconds=90):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        row = served.json("GET", f"/jobs/{job}")
        if row["state"] not in ("waiting", "running"):
            return row
        time.sleep(0.1)
    raise AssertionError(json.dumps(row))


def _wait_for_lock(folder, seconds=5):
    until = time.monotonic() + seconds
    while True:
        try:
            with write_lock(folder / ".testimonia" / "lock"):
                return
        except BusyError:
            assert time.monotonic() < until, "the killed server's job still works"
            time.sleep(0.05)
