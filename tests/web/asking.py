"""A case with hostile and harmless files, and a browser that speaks to its workbench without a network."""

import asyncio
import io
import wave
from urllib.parse import unquote_to_bytes

import msgspec
from msgspec import Struct
from PIL import Image

from testimonia.pipeline.investigation import Investigation
from testimonia.web.app import make_app
from testimonia.web.guard.sessions import Sessions
from tests.ingest.documents import pdf

HOST = "127.0.0.1:8100"
ORIGIN = f"http://{HOST}"
NOTES = {
    "mayor.txt": "---\nsource: the mayor\nrole: official\ndate: 2021-05-03\n---\nHe says that 12 people died in the flood.\n",
    "doctor.txt": "---\nsource: a doctor\nrole: eyewitness\ndate: 2021-05-04\n---\n"
    '"At least 40 people died in the flood," he says.\n',
}


def make_case(folder, *, title="Flood"):
    """An investigation with two notes, a PDF of two pages, a photograph and a recording, taken in and not run."""
    material = folder.parent / f"{folder.name}-material"
    material.mkdir()
    for name, text in NOTES.items():
        (material / name).write_text(text)
    (material / "report.pdf").write_bytes(pdf([(72, 700, "Twelve people died.")], [(72, 700, "The end.")]))
    photograph = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(photograph, "JPEG", comment=b"taken by the source")
    (material / "photo.jpg").write_bytes(photograph.getvalue())
    with wave.open(str(material / "voice.wav"), "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(range(256)) * 400)
    with Investigation.create(folder, title=title) as case:
        case.ingest([material])
    return folder


class Answer(Struct):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self):
        """The body as a value."""
        return msgspec.json.decode(self.body)


class Browser:
    """Calls an application as a server would, with exactly the bytes and headers that a test names."""

    def __init__(self, workbench, *, user="", clock=None, **options):
        self.sessions = Sessions(workbench.people, **({"clock": clock} if clock else {}))
        self.app = make_app(workbench, sessions=self.sessions, hosts=(HOST, "localhost:8100"), port=8100, **options)
        self.cookie = self.token = ""
        self.log_in(user or workbench.people[0])

    def log_in(self, user):
        """A new session for somebody."""
        session, cookie = self.sessions.log_in(self.sessions.make_link(user))
        self.cookie, self.token = f"testimonia-8100={cookie}", session.token

    def call(self, method, target, *, json=None, body=b"", headers=None, bare=False, path=None):
        """Call an address as it is written, ``%`` and all.

        Args:
            headers: name -> value; None takes one of the usual ones away, several values are sent as several headers.
            bare: without the usual ones (cookie, token, origin).
            path: what the server made of the target, if not what everybody makes of it.
        """
        raw, _, query = target.partition("?")
        usual = {"host": HOST}
        if not bare:
            usual |= {
                "cookie": self.cookie,
                "x-testimonia-token": self.token,
                "origin": ORIGIN,
                "sec-fetch-site": "same-origin",
            }
        if json is not None:
            body, usual["content-type"] = msgspec.json.encode(json), "application/json"
        usual |= {name.lower(): value for name, value in (headers or {}).items()}
        given = {name: value if isinstance(value, tuple) else (value,) for name, value in usual.items() if value is not None}
        sent = [(name.encode(), value.encode("latin-1")) for name, values in given.items() for value in values]
        sent.append((b"content-length", str(len(body)).encode()))
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": path if path is not None else unquote_to_bytes(raw).decode("utf-8", "surrogateescape"),
            "raw_path": raw.encode(), "query_string": query.encode(), "root_path": "", "headers": sent,
            "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8100),
        }  # fmt: skip
        return asyncio.run(_ask(self.app, scope, body))

    def get(self, target, **options):
        """GET."""
        return self.call("GET", f"/api/v1{target}", **options)

    def post(self, target, json=None, **options):
        """POST."""
        return self.call("POST", f"/api/v1{target}", json={} if json is None else json, **options)

    def upload(self, name, data, *, is_confidential=False, **options):
        """Send a file whole; returns its id."""
        new = {"name": name, "size_bytes": len(data), "is_confidential": is_confidential}
        begun = self.post("/uploads", new, **options)
        assert begun.status == 201, begun.body
        upload_id = begun.json()["id"]
        sent = self.call("PATCH", f"/api/v1/uploads/{upload_id}", body=data, headers={"upload-offset": "0"})
        assert sent.status == 200, sent.body
        return upload_id


async def _ask(app, scope, body):
    sent, answered = [], asyncio.Event()

    async def receive():
        if not sent:
            sent.append(1)
            return {"type": "http.request", "body": body, "more_body": False}
        await answered.wait()
        return {"type": "http.disconnect"}

    answer = Answer(0, {}, b"")

    async def send(message):
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {k.decode().lower(): v.decode("latin-1") for k, v in message["headers"]}
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")
            if not message.get("more_body"):
                answered.set()

    await app(scope, receive, send)
    return answer
