"""Reviewers who judge the same claims at once over HTTP while their server is killed, and what must hold afterwards.

Every edit carries an Idempotency-Key, and a reason that no other edit has: what is lost or doubled shows in the log. A call
whose answer did not come is repeated with the same key until one comes. The log is then read from the database file and
replayed by rules written here anew: which judgement is in force on each claim after each line, and so which mark (ETag) each
edit had to name.
"""

import http.client
import json
import random
import sqlite3
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from live_server import Answer, Client, Server, start

from testimonia.model.ids import content_id

NAMES = ("Ann", "Bilal", "Carla", "Dov", "Edda", "Faris", "Goran", "Hala")
GIVE_UP_S = 120
HARMLESS = ("correct to what stands already",)
"""May be refused: there is nothing to change."""
STATES = {"accept": "accepted", "reject": "rejected", "correct": "corrected", "merge": "merged", "add": "added"}


@dataclass
class Edit:
    """One call that was meant to change something, and what finally came back."""

    by: str
    kind: str
    reason: str
    targets: dict[str, str]
    """Claim -> the mark that was sent."""
    status: int = 0
    calls: int = 0
    judgements: dict[str, str] = field(default_factory=dict)
    """Claim -> id of the judgement that was acknowledged."""
    stale: dict[str, str] = field(default_factory=dict)
    """Claim -> the mark that the refusal named."""


class House:
    """The server of the moment; whoever finds it gone waits here for the next."""

    def __init__(self, folder: Path, people: Sequence[str], scratch: Path) -> None:
        self.folder, self.people, self.scratch = folder, people, scratch
        self.server: Server = start(folder, people, scratch)
        self.number = 1
        self.opened = threading.Condition()

    def kill_and_restart(self) -> None:
        self.server.kill()
        server = start(self.folder, self.people, self.scratch)
        with self.opened:
            self.server, self.number = server, self.number + 1
            self.opened.notify_all()

    def client(self, name: str, after: int) -> tuple[Client, int]:
        """A session with a server newer than the one that went away."""
        with self.opened:
            if not self.opened.wait_for(lambda: self.number > after, timeout=GIVE_UP_S):
                raise RuntimeError("the server did not come back")
            server, number = self.server, self.number
        return Client(server.url, server.links[name]), number


class Reviewer(threading.Thread):
    """One person who judges at random, and remembers what was acknowledged."""

    def __init__(self, house: House, name: str, claims: Sequence[str], edits: int, done: "Count", seed: int) -> None:
        super().__init__(name=name)
        self.house, self.claims, self.number_of_edits, self.done = house, claims, edits, done
        self.chance = random.Random(f"{seed} {name}")
        self.client, self.number = house.client(name, 0)
        self.edits: list[Edit] = []
        self.seen: dict[str, list[str]] = defaultdict(list)
        self.counts: Counter[str] = Counter()
        self.problem = ""
        self.broken: list[str] = []
        self.refused: list[str] = []
        self.made: list[tuple[str, str]] = []
        """Judgements that can be undone, with their claims."""

    def run(self) -> None:
        try:
            for number in range(self.number_of_edits):
                self.edit(f"{self.name} {number}")
                self.done.add()
        except Exception as error:  # noqa: BLE001 - a thread's end is looked at by whoever started it
            self.problem = f"{type(error).__name__}: {error}"

    def edit(self, reason: str) -> None:
        kinds = ("accept", "reject", "correct", "merge", "undo", "bulk")
        kind = self.chance.choices(kinds, (30, 20, 15, 10, 15, 10))[0]
        if kind == "undo" and not self.made:
            kind = "accept"
        if kind == "bulk":
            targets = self.chance.sample(self.claims, self.chance.randint(2, 5))
        elif kind == "undo":
            judgement, target = self.made.pop(self.chance.randrange(len(self.made)))
            targets = [target]
        else:
            targets = [self.chance.choice(self.claims)]
        edit = Edit(self.name, kind, reason, {target: self.mark(target) for target in targets})
        self.edits.append(edit)
        if kind == "bulk":
            rows = [{"id": target, "etag": mark} for target, mark in edit.targets.items()]
            act = self.chance.choice(("accept", "reject"))
            answer = self.call(edit, "POST", "/judgements/bulk", {"act": act, "reason": reason, "targets": rows}, {})
            if answer.status < 300:
                edit.judgements = {done["id"]: done["judgement_id"] for done in answer.json()["done"]}
                edit.stale = {one["id"]: _mark_in(one["current"]) for one in answer.json()["stale"]}
        else:
            [(target, mark)] = edit.targets.items()
            data: dict[str, object] = {"act": kind, "target": target, "reason": reason}
            path = "/judgements"
            if kind == "correct":
                data["replacement"] = {"stance": self.chance.choice(("asserts", "admits", "denies"))}
            elif kind == "merge":
                data["into"] = self.chance.choice([one for one in self.claims if one != target])
            elif kind == "undo":
                path, data = f"/judgements/{judgement}/undo", {"reason": reason}
            answer = self.call(edit, "POST", path, data, {"If-Match": f'"{mark}"'})
            if answer.status < 300:
                edit.judgements = {target: answer.json()["judgement"]["id"]}
                self.seen[target].append(answer.json()["etag"])
            elif answer.status == 400 and "nothing to correct" in answer.json()["detail"]:
                edit.kind = HARMLESS[0]
            elif answer.status != 409:
                self.refused.append(f"{reason}: {kind} {answer.status} {answer.body[:200]!r}")
            else:
                edit.stale = {target: answer.json()["etag"]}
        edit.status = answer.status
        self.made += [(judgement, target) for target, judgement in edit.judgements.items() if kind != "undo"]

    def mark(self, claim: str) -> str:
        """The claim's mark now; one time in eight an old one on purpose."""
        if self.seen[claim] and self.chance.random() < 0.125:
            self.counts["old marks sent"] += 1
            return self.chance.choice(self.seen[claim])
        answer = self.ask("GET", f"/claims/{claim}", None, {})
        if answer.status != 200:
            raise RuntimeError(f"GET claims/{claim}: {answer.status} {answer.body[:300]!r}")
        mark = str(answer.json()["etag"])
        self.seen[claim].append(mark)
        return mark

    def call(self, edit: Edit, method: str, path: str, data: object, headers: dict[str, str]) -> Answer:
        """Make a change; one in ten is called again although its answer came, and must be answered the same."""
        headers = {**headers, "Idempotency-Key": edit.reason}
        answer = self.ask(method, path, data, headers, edit)
        if answer.status < 300 and self.chance.random() < 0.1:
            self.counts["called twice"] += 1
            again = self.ask(method, path, data, headers, edit)
            if again.status >= 300 or _ids_in(again) != _ids_in(answer):
                self.broken.append(f"{edit.reason}: called again {again.status} {again.body[:200]!r}")
        return answer

    def ask(self, method: str, path: str, data: object, headers: dict[str, str], edit: Edit | None = None) -> Answer:
        """Ask until an answer comes, from whichever server there is by then."""
        until = time.monotonic() + GIVE_UP_S
        while True:
            if edit is not None:
                edit.calls += 1
            try:
                answer = self.client.ask(method, path, data, headers=headers)
            except (OSError, http.client.HTTPException):
                self.counts["answers that did not come"] += 1
                self.log_in_again()
                continue
            if answer.status == 503 and time.monotonic() < until:
                self.counts["busy"] += 1
                time.sleep(0.1)
                continue
            return answer

    def log_in_again(self) -> None:
        while True:
            self.client.close()
            try:
                self.client, self.number = self.house.client(self.name, self.number)
                return
            except (OSError, http.client.HTTPException):
                continue  # that one was killed too


class Count:
    """Counts edits that are done; others wait for a number."""

    def __init__(self) -> None:
        self.number, self.changed = 0, threading.Condition()

    def add(self) -> None:
        with self.changed:
            self.number += 1
            self.changed.notify_all()

    def wait_for(self, number: int, reviewers: Sequence[threading.Thread]) -> None:
        with self.changed:
            while self.number < number and any(one.is_alive() for one in reviewers):
                self.changed.wait(timeout=0.5)


def soak(
    folder: Path,
    scratch: Path,
    claims: Sequence[str],
    *,
    reviewers: int = 8,
    edits: int = 2000,
    kills: int = 10,
    seed: int = 1,
) -> dict[str, object]:
    """Let reviewers judge some claims while the server is killed, and compare the log with what they were told.

    Returns:
        Counts; everything under ``wrong`` must be 0.
    """
    began, chance = time.monotonic(), random.Random(seed)
    before = len(read_log(folder))
    house = House(folder, NAMES[:reviewers], scratch)
    done = Count()
    people = [Reviewer(house, name, claims, edits, done, seed) for name in NAMES[:reviewers]]
    for person in people:
        person.start()
    for number in range(kills):
        done.wait_for((number + 1) * reviewers * edits // (kills + 1), people)
        time.sleep(chance.random() * 0.05)
        house.kill_and_restart()
    for person in people:
        person.join()
    took_s = time.monotonic() - began
    if problems := [f"{person.name}: {person.problem}" for person in people if person.problem]:
        house.server.stop()
        raise RuntimeError("; ".join(problems))
    made = [edit for person in people for edit in person.edits]
    live = shown(people[0].client)
    house.kill_and_restart()
    for person in people:
        person.client.close()
    client, _ = house.client(people[0].name, people[0].number)
    again = shown(client)
    client.close()
    house.server.stop()
    wrong, replayed = compare(folder, before, made)
    wrong["repeated calls answered otherwise"] = sum(len(person.broken) for person in people)
    wrong["claims shown otherwise than replayed"] = count_differences(live, replayed)
    wrong["claims shown otherwise after a new start"] = count_differences(again, replayed)
    wrong |= check_case(folder, replayed)
    return {
        "reviewers": reviewers,
        "edits": len(made),
        "kills": kills,
        "seconds": round(took_s, 1),
        "judgements": len(read_log(folder)) - before,
        "acknowledged": sum(len(edit.judgements) for edit in made),
        "stale_refused": sum(len(edit.stale) for edit in made),
        "calls_repeated_after_a_kill": sum(1 for edit in made if edit.calls > 1),
        "answers": dict(sorted(Counter(f"{edit.kind} {edit.status}" for edit in made).items())),
        **dict(sum((person.counts for person in people), Counter())),
        "wrong": wrong,
        "examples": [line for person in people for line in person.broken + person.refused][:5],
    }


def read_log(folder: Path) -> list[dict[str, str]]:
    """Every judgement as it stands in the database file, in order."""
    with sqlite3.connect(folder / ".testimonia" / "case.db") as connection:
        return [json.loads(body) for (body,) in connection.execute("SELECT body FROM judgements ORDER BY sequence")]


class Replay:
    """Which judgement is in force on each target, line by line of the log."""

    def __init__(self, statement_of: dict[str, str]) -> None:
        self.statement_of = statement_of
        self.stacks: dict[str, list[dict[str, str]]] = defaultdict(list)
        self.by_id: dict[str, dict[str, str]] = {}
        self.retired_by: dict[str, list[str]] = defaultdict(list)

    def mark(self, claim: str) -> str:
        """The mark of a claim as it stands now."""
        statement = self.statement_of[claim]
        return content_id("v", claim, self.in_force(claim), self.in_force(statement))

    def in_force(self, target: str) -> str:
        return next((one["id"] for one in reversed(self.stacks[target]) if not self.is_off(one["id"])), "")

    def state(self, claim: str) -> str:
        judgement = self.in_force(claim) or self.in_force(self.statement_of[claim])
        return STATES[self.by_id[judgement]["act"]] if judgement else "suggested"

    def on(self, line: dict[str, str]) -> str:
        """What a line is about in the end."""
        while line["act"] == "retire":
            line = self.by_id[line["target"]]
        return line["target"]

    def is_off(self, judgement: str) -> bool:
        """Whether it is taken back by a line that is not taken back itself."""
        return any(not self.is_off(one) for one in self.retired_by[judgement])

    def take(self, line: dict[str, str]) -> None:
        self.by_id[line["id"]] = line
        if line["act"] == "retire":
            self.retired_by[line["target"]].append(line["id"])
        else:
            self.stacks[line["target"]].append(line)


def compare(folder: Path, before: int, made: Sequence[Edit]) -> tuple[dict[str, int], Replay]:
    """Replay the log and count what does not agree with what was acknowledged and refused."""
    log = read_log(folder)
    ids = Counter(line["id"] for line in log)
    acknowledged = {judgement: (edit, claim) for edit in made for claim, judgement in edit.judgements.items()}
    reasons = Counter((line.get("reason", ""), line["target"]) for line in log[before:])
    wrong = Counter(
        {
            "lost": sum(1 for judgement in acknowledged if judgement not in ids),
            "doubled": sum(count - 1 for count in [*ids.values(), *reasons.values()]),
            "in the log and never acknowledged": sum(1 for line in log[before:] if line["id"] not in acknowledged),
            "acknowledged twice": sum(len(edit.judgements) for edit in made) - len(acknowledged),
            "refused with the mark that was sent": sum(
                1 for edit in made for claim, mark in edit.stale.items() if mark == edit.targets[claim]
            ),
            "answered otherwise than 2xx or 409": sum(
                1 for edit in made if edit.status >= 300 and edit.status != 409 and edit.kind not in HARMLESS
            ),
        }
    )
    replay = Replay(statements(folder))
    marks: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(log):
        if number >= before and line["id"] in acknowledged:
            edit, claim = acknowledged[line["id"]]
            marks[claim].add(replay.mark(claim))
            wrong["stale and taken"] += edit.targets[claim] != replay.mark(claim)
            wrong["kept otherwise than acknowledged"] += (line["by"], line["reason"]) != (edit.by, edit.reason)
            replay.take(line)
            wrong["kept on another claim"] += replay.on(line) != claim
            marks[claim].add(replay.mark(claim))
        else:
            replay.take(line)
    wrong["refused with a mark that never was"] = sum(
        1 for edit in made for claim, mark in edit.stale.items() if mark not in marks[claim] | {replay.mark(claim)}
    )
    return dict(wrong), replay


def statements(folder: Path) -> dict[str, str]:
    with sqlite3.connect(folder / ".testimonia" / "case.db") as connection:
        return dict(connection.execute("SELECT id, statement_id FROM claims"))


def shown(client: Client) -> dict[str, tuple[str, str]]:
    """Every claim's state and mark as the table shows them, page by page."""
    found: dict[str, tuple[str, str]] = {}
    cursor = ""
    while True:
        answer = client.ask("GET", f"/claims?limit=200&cursor={cursor}" if cursor else "/claims?limit=200")
        if answer.status != 200:
            raise RuntimeError(f"the claims cannot be listed: {answer.status} {answer.body[:300]!r}")
        page = answer.json()
        found |= {row["id"]: (row["state"], row["etag"]) for row in page["rows"]}
        cursor = page["next"] or ""
        if not cursor:
            return found


def count_differences(told: dict[str, tuple[str, str]], replay: Replay) -> int:
    """Claims whose state or mark is not the replayed one, or that are not shown at all."""
    wanted = {claim: (replay.state(claim), replay.mark(claim)) for claim in replay.statement_of}
    return sum(1 for claim in wanted | told if told.get(claim) != wanted.get(claim))


def check_case(folder: Path, replay: Replay) -> dict[str, int]:
    """The case itself, opened without any server: what is left of the claims, and its custody log."""
    from testimonia.pipeline.investigation import Investigation

    with Investigation.open(folder) as case:
        kept = {claim.id: str(claim.stance) for claim, _ in case.claims()}
        altered = sum(1 for check in case.verify() if check.check == "altered")
        recorded = Counter(entry.detail for entry, _ in case._case.store.custody() if entry.act.startswith("judged: "))
    wanted = {}
    for claim in replay.statement_of:
        if replay.state(claim) not in ("rejected", "merged"):
            wanted[claim] = replay.by_id.get(replay.in_force(claim), {})
    stances = {claim: json.loads(one["replacement"])["stance"] for claim, one in wanted.items() if one.get("act") == "correct"}
    return {
        "claims left otherwise than replayed": len(kept.keys() ^ wanted.keys()),
        "corrections lost": sum(1 for claim, stance in stances.items() if kept.get(claim) != stance),
        "custody: altered": altered,
        "custody: judgements not recorded once": sum(1 for one in replay.by_id if recorded[one] != 1),
    }


def _mark_in(current: object) -> str:
    return str(current.get("etag", "")) if isinstance(current, dict) else str(current)


def _ids_in(answer: Answer) -> object:
    told = answer.json()
    return told["judgement"]["id"] if "judgement" in told else sorted(one["judgement_id"] for one in told["done"])
