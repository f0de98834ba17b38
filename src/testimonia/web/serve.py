"""Serve one investigation from this machine, to this machine, until somebody ends it."""

import ipaddress
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import msgspec
import uvicorn
from msgspec import Struct

from testimonia.errors import UsageError
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.warming import keep_warm
from testimonia.web.app import make_app
from testimonia.web.guard.ending import Ending
from testimonia.web.guard.sessions import Sessions

LOOPBACK = "127.0.0.1"
PORT = 8100
TRIED = 20
"""Ports after the usual one that are tried if somebody else has it."""
GRACE_S = 8
"""How long what is being answered may take when the server is told to end: longer than a change waits for its turn."""


SWITCH_S = 0.0005
"""Between threads. A request gives way at each of its queries; by Python's usual 5 ms it would wait as long each time for what
is worked out beside it."""


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
    sys.setswitchinterval(SWITCH_S)
    with _listen(host, port) as listening, Workbench(folder, people=people) as workbench:
        number = int(listening.getsockname()[1])
        url = f"http://{_in_url(host)}:{number}"
        sessions = Sessions(workbench.people, on_link=lambda name, token: on_link(name, f"{url}/login?token={token}"))
        ending = Ending()
        app = make_app(workbench, sessions=sessions, hosts=_hosts(host, number), port=number, ending=ending)

        def make_links() -> dict[str, str]:
            return {name: f"{url}/login?token={sessions.make_link(name)}" for name in workbench.people}

        def offer_links() -> None:
            for name, link in make_links().items():
                on_link(name, link)

        def started() -> None:
            listen_for_enter(offer_links)
            ready = Ready(url, make_links(), os.getpid())
            if ready_file is not None:
                _write_private(ready_file, msgspec.json.encode(ready))
            on_ready(ready)
            keep_warm(workbench)

        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=GRACE_S,
            h11_max_incomplete_event_size=64 * 1024,
        )
        with _quiet(ending):
            _Server(config, started, ending=ending, offer_links=offer_links).run(sockets=[listening])


class _Server(uvicorn.Server):
    """Says when it answers, and takes Ctrl-C and SIGTERM for its ordinary end, so that jobs and files are closed after it."""

    def __init__(
        self, config: uvicorn.Config, on_started: Callable[[], None], *, ending: Ending, offer_links: Callable[[], None]
    ) -> None:
        super().__init__(config)
        self._on_started = on_started
        self._ending = ending
        self._offer_links = offer_links

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Told to end: streams and half-sent requests at once, what is being answered when it is answered."""
        self._ending.begin()
        super().handle_exit(sig, frame)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """End in good order when told to; the second time, at once. SIGUSR1 asks for new links."""

        def offer(_number: int, _frame: FrameType | None) -> None:
            # in a thread of its own: whoever was interrupted may hold what is needed for it
            threading.Thread(target=self._offer_links, daemon=True).start()

        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        before[signal.SIGUSR1] = signal.signal(signal.SIGUSR1, offer)
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


def listen_for_enter(offer_links: Callable[[], None]) -> None:
    """Offer new links whenever somebody presses Enter in the terminal, if there is one."""
    if not sys.stdin or not sys.stdin.isatty():
        return
    signal.signal(signal.SIGTTIN, signal.SIG_IGN)  # to read in the background would stop the whole server
    terminal = sys.stdin.fileno()

    def listen() -> None:
        while True:
            try:
                if not os.read(terminal, 1024):
                    return
            except OSError:  # in the background: the terminal is somebody else's just now
                time.sleep(1)
                continue
            offer_links()

    threading.Thread(target=listen, name="terminal", daemon=True).start()


@contextmanager
def _quiet(ending: Ending) -> Iterator[None]:
    """What is cut off because the server ends is no error to be told."""

    def is_told(_record: logging.LogRecord) -> bool:
        return not ending.has_begun

    loggers = [logging.getLogger(name) for name in ("uvicorn.error", "asyncio")]
    for logger in loggers:
        logger.addFilter(is_told)
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeFilter(is_told)


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
