"""The stream of what changes: told at once, and ended with the session."""

import asyncio
import contextlib

import msgspec
import pytest

from testimonia.pipeline.workbench.events import Event
from testimonia.web.routes import session as routes
from tests.web.asking import Browser


async def next_data(stream):
    message = await asyncio.wait_for(anext(stream), 5)
    return msgspec.json.decode(message.data) if message.data else None


@pytest.fixture
def logged_in(workbench):
    browser = Browser(workbench)
    return browser, next(iter(browser.sessions._sessions.values()))


def test_a_change_is_told_to_an_open_browser(workbench, logged_in):
    """The first event says how things stand; then each change and each step of a job follows."""
    browser, session = logged_in

    async def watch():
        stream = routes._events(workbench, session, browser.sessions)
        first = await next_data(stream)
        with workbench.case_of("Ann").writing(), workbench.case_of("Ann").transaction() as ledger:
            ledger.record("looked at", "test")
        changed = await next_data(stream)
        job = await asyncio.to_thread(workbench.jobs.start, "none", by="Ann")
        told = await next_data(stream)
        await stream.aclose()
        return first, changed, job, told

    first, changed, job, told = asyncio.run(watch())
    assert first["kind"] == changed["kind"] == "version"
    assert first["version"] != changed["version"] == workbench.version
    assert (told["kind"], told["job"]["id"]) == ("job", job.id)


def test_the_stream_ends_with_the_session(workbench, logged_in, monkeypatch):
    """After logging out nothing is told any more, and nobody is left listening."""
    monkeypatch.setattr(routes, "BEAT_S", 0.05)
    browser, session = logged_in

    async def watch():
        stream = routes._events(workbench, session, browser.sessions)
        await next_data(stream)
        assert await next_data(stream) is None
        browser.sessions.log_out(session)
        with contextlib.suppress(StopAsyncIteration):
            while True:
                await asyncio.wait_for(anext(stream), 5)

    asyncio.run(watch())
    assert workbench.listeners._listeners == {}


def test_a_browser_that_does_not_read_costs_a_bounded_memory(workbench, logged_in, monkeypatch):
    """What piles up for a browser that sleeps is replaced by one word: look anew."""
    monkeypatch.setattr(routes, "MOST_WAITING", 5)
    browser, session = logged_in

    async def watch():
        stream = routes._events(workbench, session, browser.sessions)
        await next_data(stream)
        for number in range(100):
            workbench.listeners.tell(Event("version", version=str(number)))
        await asyncio.sleep(0.05)
        heard = [await next_data(stream)]
        with contextlib.suppress(TimeoutError):
            while True:
                heard.append(msgspec.json.decode((await asyncio.wait_for(anext(stream), 0.2)).data))
        return heard

    assert len(asyncio.run(watch())) <= 5
