"""Serve one investigation from this machine, to this machine, until somebody ends it."""

import ipaddress
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import uvicorn
from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.web.app import make_app
from testimonia.web.guard.sessions import Sessions

LOOPBACK = "127.0.0.1"
PORT = 8100
TRIED = 20
"""Ports after the usual one that are tried if somebody else has it."""


class Ready(Struct, frozen=True):
    """What a program that started the server needs to know."""

    url: str
    links: dict[str, str]
    """Name -> one-time link."""
    process: int


def serve(
    folder: Path,
    *,
    people: Sequence[str] = (),
    host: str = LOOPBACK,
    port: int = 0,
    ready_file: Path | None = None,
    on_ready: Callable[[Ready], None],
    on_link: Callable[[str, str], None],
) -> None:
    """Open an investigation's workbench and answer until the process is told to end.

    Args:
        folder: the investigation's folder.
        people: who may log in; the account's name if empty.
        host: the address to listen on: the loopback one unless somebody names another.
        port: 0 = the usual one, or the next that is free.
        ready_file: written once the server answers, readable by its owner only.
        on_ready: called with the links once the server answers.
        on_link: called with a name and a new link after one was used.

    Raises:
        UsageError: the address or port cannot be had.
        ConfigError: no investigation there.
    """
    with _listen(host, port) as listening, Workbench(folder, people=people) as workbench:
        number = int(listening.getsockname()[1])
        url = f"http://{_in_url(host)}:{number}"
        sessions = Sessions(workbench.people, on_link=lambda name, token: on_link(name, f"{url}/login?token={token}"))
        app = make_app(workbench, sessions=sessions, hosts=_hosts(host, number), port=number)
        links = {name: f"{url}/login?token={sessions.make_link(name)}" for name in workbench.people}

        def started() -> None:
            ready = Ready(url, links, os.getpid())
            if ready_file is not None:
                _write_private(ready_file, msgspec.json.encode(ready))
            on_ready(ready)

        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=1,
            h11_max_incomplete_event_size=64 * 1024,
        )
        _Server(config, started).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it answers, and takes Ctrl-C and SIGTERM for its ordinary end, so that jobs and files are closed after it."""

    def __init__(self, config: uvicorn.Config, on_started: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_started = on_started

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in good order when told to; the second time, at once."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        if self.started:
            self._on_started()


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in (port,) if port else range(PORT, PORT + TRIED):
        # the protocol is named because asyncio sends small answers at once (TCP_NODELAY) only where it is: 40 ms each otherwise
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, number))
        except OSError as error:
            listening.close()
            if port or not isinstance(error, OSError) or error.errno not in (48, 98, 10048):
                raise UsageError(
                    f"{host}:{number} cannot be listened on ({error.strerror}): name another --port or --host"
                ) from None
            continue
        listening.listen(128)
        return listening
    raise UsageError(f"ports {PORT} to {PORT + TRIED - 1} are all taken: name another with --port")


def _hosts(host: str, port: int) -> list[str]:
    """The names this server goes by. An address for all of them (0.0.0.0) is none: it goes by this machine's names then."""
    names = [LOOPBACK, "localhost", "[::1]"]
    if not is_loopback(host):
        named = [socket.gethostname(), socket.getfqdn()] if host in ("0.0.0.0", "::") else [_in_url(host)]
        names += named
    return [f"{name}:{port}" for name in names]


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    beside.replace(path)
