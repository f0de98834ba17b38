"""How fast each route of the workbench answers on a large case: from sending a request to having its whole answer."""

import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from live_server import Client, Server, serving

PEOPLE = ("Ann", "Bilal")
INDEX_LIMIT_S = 900
Request = tuple[str, str, object]
"""Method, path, body."""


def measure_folder(folder: Path, *, rounds: int, only: str = "") -> dict[str, object]:
    """Start the server, ask everything, and say how long it took."""
    with tempfile.TemporaryDirectory() as scratch:
        starts, cpu = [], []
        for _ in range(3):
            with serving(folder, PEOPLE, Path(scratch)) as server:
                starts.append(round(server.start_s, 2))
                cpu.append(round(server.start_cpu_s, 2))
        with serving(folder, PEOPLE, Path(scratch)) as server:
            client = Client(server.url, server.links["Ann"])
            index_s = wait_for_index(client)
            routes = measure(server, client, rounds=rounds, only=only)
            memory = resident_mb(server)
            client.close()
    return {
        "processors": os.cpu_count(),
        "start_s": starts,
        "start_cpu_s": cpu,
        "index_s": index_s,
        "memory_mb": memory,
        "routes": routes,
    }


def wait_for_index(client: Client) -> float:
    """Seconds until every claim is in the index: a server that is new to a case makes it first."""
    began = time.perf_counter()
    while not client.ask("GET", "/claims?limit=1").json()["index"]["is_current"]:
        if time.perf_counter() - began > INDEX_LIMIT_S:
            raise RuntimeError("the index of claims is not made")
        time.sleep(0.5)
    return round(time.perf_counter() - began, 1)


def resident_mb(server: Server) -> int:
    lines = Path(f"/proc/{server.process.pid}/status").read_text().splitlines()
    return round(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024)


def measure(server: Server, client: Client, *, rounds: int, only: str) -> dict[str, dict[str, object]]:
    """Every route: first answer after the start, then half, 95 and 100 hundredths of the others; and right after a change.

    By the clock, which other work on the machine lengthens, and by the server's own processor time, which it does not.
    """
    measured: dict[str, dict[str, object]] = {}
    chance = random.Random(3)
    known = Known(client)
    for name, make in routes(known, chance).items():
        if only not in name:
            continue
        first, took, statuses, size = 0.0, [], set(), 0
        cpu_s, first_cpu_s = 0.0, server.cpu_s()
        for number in range(rounds + 1):
            method, path, data = make()
            answer = client.ask(method, path, data)
            statuses.add(answer.status)
            size = max(size, len(answer.body))
            if number:
                took.append(answer.took_ms)
            else:
                first, cpu_s = answer.took_ms, server.cpu_s()
                first_cpu_s = cpu_s - first_cpu_s
        took.sort()
        measured[name] = {
            "p50": round(statistics.median(took), 1),
            "p95": round(took[min(len(took) - 1, int(len(took) * 0.95))], 1),
            "cpu": round(1000 * (server.cpu_s() - cpu_s) / rounds, 1),
            "most": round(took[-1], 1),
            "first": round(first, 1),
            "first_cpu": round(1000 * first_cpu_s),
            "kB": round(size / 1000),
            "status": sorted(statuses),
        }
        changed = list(after_changes(server, client, known, make, chance, rounds=min(rounds, 3)))
        if changed:
            measured[name]["after_a_judgement"] = round(max(took_ms for took_ms, _ in changed), 1)
            measured[name]["after_a_judgement_cpu"] = round(max(cpu_ms for _, cpu_ms in changed))
        print(name, measured[name], file=sys.stderr, flush=True)
    return measured


def after_changes(
    server: Server, client: Client, known: "Known", make: Callable[[], Request], chance: random.Random, *, rounds: int
) -> Iterator[tuple[float, float]]:
    """The same route asked right after somebody judged, in milliseconds by the clock and by the processor.

    What was kept of the case before is worth nothing then.
    """
    for _ in range(rounds):
        row = chance.choice(known.claims)
        current = client.ask("GET", f"/claims/{row}")
        if current.status != 200:
            return
        act = {"act": "accept", "target": row, "reason": ""}
        if client.ask(
            "POST", "/judgements", act, headers={"If-Match": current.etag, "Idempotency-Key": f"{chance.random()}"}
        ).status not in (200, 201):
            return
        cpu_s = server.cpu_s()
        yield client.ask(*make()).took_ms, 1000 * (server.cpu_s() - cpu_s)


class Known:
    """Ids to ask for at random."""

    def __init__(self, client: Client) -> None:
        self.questions = client.ask("GET", "/questions").json()["rows"]
        self.large = sorted((row for row in self.questions if not row["is_proposed"]), key=lambda row: -row["accounts"])[:6]
        self.views = {row["id"]: client.ask("GET", f"/questions/{row['id']}").json() for row in self.large}
        self.claims = [
            position["claim_id"]
            for view in self.views.values()
            for answer in view["answers"]
            for position in answer["positions"]
        ]
        self.sources = [row["id"] for row in client.ask("GET", "/sources").json()["rows"]]
        self.claim_cursors = cursors(client, "/claims?limit=50")
        self.items = [row["id"] for row in client.ask("GET", "/items?limit=200").json().get("rows", ())]
        self.document, self.passages = "", 1
        found = client.ask("GET", "/items?q=report.pdf").json().get("rows", ())
        if found:
            shown = client.ask("GET", f"/items/{found[0]['id']}").json()
            self.document = shown["renditions"][0]["id"]
            self.passages = shown["renditions"][0]["passages"]


def cursors(client: Client, path: str) -> list[str]:
    """Some of a list's further pages."""
    found, cursor = [""], ""
    for _ in range(8):
        answer = client.ask("GET", path + (f"&cursor={cursor}" if cursor else ""))
        cursor = answer.json().get("next") or "" if answer.status == 200 else ""
        if not cursor:
            break
        found.append(cursor)
    return found


def routes(known: Known, chance: random.Random) -> dict[str, Callable[[], Request]]:
    """Name -> what makes a request at a random place."""

    def get(*paths: str) -> Callable[[], Request]:
        return lambda: ("GET", chance.choice(paths), None)

    def of(path: str, ids: list[str]) -> Callable[[], Request]:
        return lambda: ("GET", path.format(chance.choice(ids)), None)

    def what_if() -> Request:
        row = chance.choice(known.large)
        answers = known.views[row["id"]]["answers"]
        claims = [position["claim_id"] for answer in answers for position in answer["positions"]]
        sources = [answer["source_id"] for answer in answers if "source_id" in answer] or known.sources
        supposed = {
            "without_sources": chance.sample(sources, min(2, len(sources))),
            "without_claims": chance.sample(claims, min(2, len(claims))),
            "as_one": [chance.sample(sources, min(2, len(sources)))],
            "is_weighted": chance.random() < 0.8,
        }
        return "POST", f"/questions/{row['id']}/what-if", supposed

    def filtered() -> Request:
        over, sort = chance.randint(10, 80), chance.choice(("value", "said_on", "source", "worth"))
        return "GET", f"/claims?limit=50&value_type=amount&state=suggested&over={over}&sort={sort}", None

    def by_value() -> Request:
        words = f"more than {chance.randint(20, 90)} {chance.choice(nouns)}, said before {chance.randint(2, 28)} October 2019"
        return "GET", f"/claims?value={quote(words)}", None

    places, nouns = ("Orvale", "Temmin", "Kastra", "Halsk", "Marrow"), ("houses", "lorries", "people", "boats")
    made: dict[str, Callable[[], Request]] = {
        "session": get("/session"),
        "home": get("/home"),
        "questions": get("/questions"),
        "question, 200 claims": of("/questions/{}", [row["id"] for row in known.large]),
        "what if, 200 claims": what_if,
        "claims": lambda: ("GET", f"/claims?limit=50&cursor={chance.choice(known.claim_cursors)}", None),
        "claims, filters": filtered,
        "claims, one source": of("/claims?source={}", known.sources),
        "claims, one question": of("/claims?question={}", [row["id"] for row in known.questions]),
        "claims, full text": lambda: ("GET", f"/claims?q={chance.choice(nouns)}%20{chance.choice(places)}", None),
        "claims, rare words": lambda: ("GET", f"/claims?q={chance.randint(60, 300)}%20{chance.choice(nouns)}", None),
        "claims, by value": by_value,
        "facets": get("/claims/facets"),
        "facets, filters": lambda: ("GET", f"/claims/facets?q={chance.choice(places)}&over={chance.randint(10, 80)}", None),
        "one claim": of("/claims/{}", known.claims),
        "items": get("/items?limit=50", "/items?limit=50&q=note", "/items?limit=50&kind=notes"),
        "history": get("/history?limit=50", "/history?limit=50&by=Ann"),
        "sources": get("/sources"),
        "sources graph": get("/sources/graph"),
        "one source": of("/sources/{}", known.sources),
        "timeline": get("/timeline"),
        "map": get("/map"),
        "jobs": get("/jobs"),
    }
    if known.items:
        made["one item"] = of("/items/{}", known.items)
    if known.document:
        made["reader, 500 pages"] = lambda: (
            "GET",
            f"/renditions/{known.document}/passages?at={chance.randrange(known.passages)}&limit=60",
            None,
        )
    return made
