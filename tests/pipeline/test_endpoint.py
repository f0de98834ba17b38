"""A model asked over real HTTP on loopback: good answers, bad ones, and none."""

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from testimonia.errors import ReadError, UsageError
from testimonia.model.brief import ModelEndpoint
from testimonia.pipeline.endpoint import connect
from testimonia.pipeline.investigation import Investigation

PROPOSAL = {
    "statements": [
        {
            "words": "eighty carts went by",
            "speaker": "the elder",
            "claims": [{"words": "eighty carts", "kind": "amount", "low": 80, "best": 80, "high": 80, "unit": "cart"}],
        }
    ]
}


def completion(content):
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


class Server(ThreadingHTTPServer):
    """Answers every request with the next of its answers; remembers what it was asked."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer = lambda handler: handler.reply(completion(json.dumps(PROPOSAL)))
        self.asked = []


class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, dict(self.headers), json.loads(body)))
        self.server.answer(self)

    def reply(self, data, status=200):
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    running = Server()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


def endpoint(server, **more):
    return ModelEndpoint(f"http://127.0.0.1:{server.server_port}/v1", "tiny", **more)


def test_the_request_is_a_chat_completion_with_a_schema(server, monkeypatch):
    """Address, key from the environment, model, messages and schema, as OpenAI-compatible servers expect."""
    monkeypatch.setenv("TINY_KEY", "secret")
    assert json.loads(connect(endpoint(server, key_env="TINY_KEY"))("read", "a text", {"type": "object"})) == PROPOSAL
    path, headers, body = server.asked[0]
    assert (path, headers["Authorization"]) == ("/v1/chat/completions", "Bearer secret")
    assert [message["content"] for message in body["messages"]] == ["read", "a text"]
    assert body["response_format"]["json_schema"]["schema"] == {"type": "object"}


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(50):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (lambda handler: handler.reply(b"<html>busy</html>"), "not a chat completion"),
        (lambda handler: handler.reply(b'{"choices": []}'), "not a chat completion"),
        (lambda handler: handler.reply(b"{}", status=500), "HTTP status 500"),
        (lambda handler: handler.reply(b"{}", status=302), "HTTP status 302"),
        (lambda handler: handler.reply(b"x" * 10_000_000), "longer than 1,000,000 bytes"),
        (lambda handler: time.sleep(1.5), "no answer within 0.5 seconds"),
        (drip, "longer than 0.5 seconds"),
        (lambda handler: handler.connection.close(), "cannot be reached"),
    ],
    ids=["html", "empty", "error", "redirect", "10 MB", "slow", "drip", "hangs up"],
)
def test_an_unusable_answer_is_a_read_error_that_says_why(server, answer, reason):
    """Garbage, too much, too slow, or nothing."""
    server.answer = answer
    with pytest.raises(ReadError, match=reason):
        connect(endpoint(server, timeout_s=0.5))("read", "a text", {})


def test_a_missing_key_is_wrong_use(server):
    """The key is named, not written down; if it is not there, nothing is sent."""
    with pytest.raises(UsageError, match="NO_SUCH_KEY"):
        connect(endpoint(server, key_env="NO_SUCH_KEY"))
    assert server.asked == []


@pytest.fixture
def case(tmp_path, server):
    (tmp_path / "note.txt").write_text("As for the carts: eighty carts went by, if the elder is right.\n")
    with Investigation.create(tmp_path / "case") as made:
        settings = made.folder / "investigation.toml"
        settings.write_text(f'[model]\nurl = "http://127.0.0.1:{server.server_port}/v1"\nname = "tiny"\n')
    with Investigation.open(tmp_path / "case") as made:
        made.ingest([tmp_path / "note.txt"])
        yield made


def test_without_being_asked_by_name_nothing_is_sent(case, server):
    """A configured model is not asked by a plain run."""
    case.run(workers=1)
    assert server.asked == []


def test_the_model_adds_to_the_rules_and_what_it_added_stays(case):
    """Asked once; a later plain run neither asks again nor takes the proposals away."""
    case.run(workers=1, with_model=True)
    assert [statement.why.rule for _, statement in case.claims()] != []
    before = {claim.id for claim, _ in case.claims()}
    report = case.run(workers=1)
    assert {step.step: step.done for step in report.steps}["extract"] == 0
    assert {claim.id for claim, _ in case.claims()} == before


def test_a_model_that_fails_leaves_the_rules_result_with_a_note(case, server):
    """The run is complete, and says that the model gave nothing."""
    server.answer = lambda handler: handler.reply(b"{}", status=503)
    report = case.run(workers=1, with_model=True)
    assert report.failures == ()
    assert any("tiny gave no usable answer" in note for note in report.notes)


def test_asking_a_model_that_is_not_named_is_wrong_use(tmp_path):
    """The message says what to add to the settings."""
    with Investigation.create(tmp_path / "plain") as made, pytest.raises(UsageError, match=r"add \[model\]"):
        made.run(with_model=True)
