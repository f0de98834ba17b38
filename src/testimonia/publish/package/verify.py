#!/usr/bin/env python3
"""Check an evidence package: is everything in it as it was packed, and does each figure lead back to exact words?

    python3 verify.py                  the package this file lies in
    python3 verify.py FOLDER --all     another one; list everything, not only what is wrong
    python3 verify.py --seal 3fa1...   compare with the seal that was handed over by another way
    python3 verify.py --root 214:9f..  compare the custody log with a size and root noted down earlier

This one file needs Python 3.8 or newer and nothing else. It uses no part of the program that made the package, opens no
connection, and changes nothing. It gives three answers: intact, ALTERED, not checked. Exit code: 0 nothing is altered,
1 something is, 2 this is no evidence package.

Formats: BagIt (RFC 8493), Merkle trees (RFC 6962), RO-Crate 1.1. All that it reads is plain text: a person can read it too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

INTACT, ALTERED, NOT_CHECKED = "intact", "ALTERED", "not checked"
SEALED = "tagmanifest-sha256.txt"
STAMP = SEALED + ".tsr"
AFTER_THE_GATE = ("bag-info.txt", "data/gate-report.json")
LISTS = ("sources", "items", "quotes", "claims", "questions", "answers", "estimates", "findings", "events", "places")


class NoPackageError(Exception):
    """The folder is no evidence package, or so much is missing that nothing can be said."""


class Verifier:
    """Goes through a package and collects the answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.results: list[tuple[str, str, str]] = []
        self.digests: dict[str, dict[str, str]] = {}
        self.sizes: dict[str, int] = {}
        self.log: list[dict[str, Any]] = []
        self.hashes: list[str] = []
        self.texts: dict[str, str] = {}

    def say(self, what: str, faults: list[str], note: str = "") -> None:
        """One answer: altered with the first faults, or intact."""
        shown = "; ".join(faults[:3]) + (f"; and {len(faults) - 3} more" if len(faults) > 3 else "")
        self.results.append((ALTERED if faults else INTACT, what, shown or note))

    def not_checked(self, what: str, why: str) -> None:
        """One answer: nothing can be said here, and why."""
        self.results.append((NOT_CHECKED, what, why))

    def read(self, path: str) -> bytes:
        """The bytes of a file of the package. Raises NoPackageError."""
        try:
            return self.folder.joinpath(*path.split("/")).read_bytes()
        except OSError as error:
            raise NoPackageError(f"{path} cannot be read ({error.strerror})") from None

    def read_json(self, path: str) -> Any:
        """A file of JSON. Raises NoPackageError."""
        try:
            return json.loads(self.read(path).decode("utf-8"))
        except ValueError:
            raise NoPackageError(f"{path} is no longer JSON") from None

    def read_lines(self, path: str) -> list[dict[str, Any]]:
        """A file with one JSON object on each line. Raises NoPackageError."""
        try:
            return [json.loads(line) for line in self.read(path).decode("utf-8").split("\n") if line]
        except ValueError:
            raise NoPackageError(f"{path} is no longer lines of JSON") from None

    # 1. The bag: every file is there, none was added, each has the hashes written down for it.

    def check_bag(self) -> None:
        """Every file against the manifests, and the manifests against the files."""
        links = self.hash_files()
        self.say("no links or devices instead of files", [f"{path} is one" for path in links])
        declaration = self.read("bagit.txt").decode("utf-8", "replace").split()
        self.say("bagit.txt", [] if declaration[:2] == ["BagIt-Version:", "1.0"] else ["it does not declare BagIt 1.0"])
        payload = {path for path in self.digests if path.startswith("data/")}
        loose = {STAMP} | {path for path in self.digests if path.startswith("tagmanifest-")}
        faults: dict[str, list[str]] = {path: [] for path in self.digests}
        for algorithm in ("sha256", "sha512"):
            self.compare(f"manifest-{algorithm}.txt", algorithm, payload, faults)
            self.compare(f"tagmanifest-{algorithm}.txt", algorithm, set(self.digests) - payload - loose, faults)
        for path in sorted(faults):
            if path not in loose or faults[path]:
                self.say(path, faults[path])
        self.check_oxum(payload)

    def hash_files(self) -> list[str]:
        """Hash every file once, in pieces, so that large films need no memory. Returns what is no plain file."""
        links = []
        for top, folders, files in os.walk(self.folder):
            for name in [*files, *folders]:
                full = Path(top, name)
                path = full.relative_to(self.folder).as_posix()
                if full.is_symlink() or not (full.is_file() or full.is_dir()):
                    links.append(path)
                elif full.is_file():
                    self.digests[path], self.sizes[path] = hash_file(full)
        return links

    def compare(self, manifest: str, algorithm: str, expected: set[str], faults: dict[str, list[str]]) -> None:
        """One manifest against the files it must list."""
        if manifest not in self.digests:
            self.say(manifest, ["it is missing"])
            return
        listed: dict[str, str] = {}
        for line in self.read(manifest).decode("utf-8", "replace").splitlines():
            match = re.match(r"([0-9a-fA-F]+)\s+\*?(.+)$", line)
            path = decode_path(match.group(2)) if match else ""
            if not match or path in listed:
                faults[manifest].append(f"the line {line[:60]!r} is none of a manifest, or stands twice")
                continue
            listed[path] = match.group(1).lower()
            if path not in self.digests:
                faults.setdefault(path, []).append(f"{manifest} lists it, but it is gone")
            elif self.digests[path][algorithm] != listed[path]:
                faults[path].append(f"its {algorithm} is not the one in {manifest}: the file was changed")
        for path in expected - set(listed):
            faults[path].append(f"{manifest} does not list it: the file was added, or the line taken out")

    def check_oxum(self, payload: set[str]) -> None:
        """Size and number of the files, as bag-info.txt has them."""
        found = re.search(r"^Payload-Oxum: (\d+)\.(\d+)$", self.read("bag-info.txt").decode("utf-8", "replace"), re.MULTILINE)
        now = (sum(self.sizes[path] for path in payload), len(payload))
        was = (int(found.group(1)), int(found.group(2))) if found else None
        fault = [] if was == now else [f"{now[1]} files of {now[0]} bytes are there, but bag-info.txt says otherwise"]
        self.say("number and size of files", fault)

    def check_seal(self, seal: str) -> None:
        """The one number that stands for all of the above."""
        now = self.digests.get(SEALED, {}).get("sha256", "")
        if seal:
            is_same = seal.strip().lower() == now
            self.say("seal", [] if is_same else [f"the seal is {now}: this is not the package you were told of"])
        else:
            self.not_checked("seal", f"it is {now}: compare it with the one that you were given by another way, or use --seal")

    # 2. The custody log: who did what and when, each entry bound to the one before.

    def check_log(self, noted: str) -> None:
        """The chain of entries and the roots of the tree over them."""
        lines = self.read("data/custody/log.jsonl").split(b"\n")
        faults, held, before = [], 0, "0" * 64
        for number, line in enumerate(lines[:-1], start=1):
            try:
                entry = json.loads(line.decode("utf-8"))
            except ValueError:
                entry = {}
            is_held = "withheld" in entry
            own = entry["withheld"] if is_held else hashlib.sha256(b"\0" + line).hexdigest()
            where = f"entry {entry.get('sequence', '?')}"
            if entry.get("sequence") != number:
                faults.append(f"{where} stands at place {number}: a line was taken out, added or moved")
            elif not is_held and entry.get("previous") != before:
                faults.append(f"{where} does not follow the entry before it: one of the two was changed")
            held, before = held + is_held, own
            self.log.append(entry)
            self.hashes.append(own)
        if lines[-1]:
            faults.append("its last line is cut short")
        self.say(f"custody log: chain of {len(self.log)} entries", faults)
        self.check_root(self.read("data/custody/root.txt").decode("utf-8", "replace"), "custody log: root")
        if noted:
            self.check_root(noted, "custody log: root noted elsewhere")
        else:
            self.not_checked("custody log: root noted elsewhere", "none was given; use --root SIZE:ROOT if you have one")
        if held:
            self.not_checked(f"custody log: {held} entries held back", "only their hashes are here")

    def check_root(self, noted: str, what: str) -> None:
        """The root over the first entries of the log against one that was written down."""
        match = re.match(r"\s*(\d+):([0-9a-fA-F]{64})\s*$", noted)
        if not match:
            self.say(what, [f"{noted[:80]!r} is not SIZE:ROOT"])
        elif int(match.group(1)) > len(self.hashes):
            self.say(what, [f"the log has {len(self.hashes)} entries but had {match.group(1)}: its end was cut off"])
        else:
            same = merkle_root(self.hashes[: int(match.group(1))]) == match.group(2).lower()
            self.say(what, [] if same else [f"the first {match.group(1)} entries do not give it: one was changed"])

    def check_proofs(self) -> None:
        """For each entry on an item: that it stands in the tree, with the few hashes that prove it to who has only the root."""
        size, _, root = self.read("data/custody/root.txt").decode("utf-8", "replace").strip().partition(":")
        proofs = {proof["sequence"]: proof for proof in self.read_json("data/custody/proofs.json")}
        for sequence, proof in sorted(proofs.items()):
            is_there = 0 < sequence <= len(self.hashes) and self.hashes[sequence - 1] == proof["leaf"]
            faults = [] if is_there else ["the log has another entry there"]
            sides = [step["side"] for step in proof["path"]]
            if sides != expected_sides(sequence - 1, int(size or 0)) or follow(proof) != root:
                faults.append("its path does not lead to the root")
            self.say(f"custody log: proof of entry {sequence}", faults)
        items = {item["id"] for item in self.read_json("data/testimony/items.json")["in_this_package"]}
        for entry in self.log:
            if entry.get("subject") in items and entry.get("sequence") not in proofs:
                self.say(f"custody log: proof of entry {entry.get('sequence')}", ["it is missing"])

    def entries(self, act: str, subject: str) -> list[str]:
        """Details of the entries of one act on one thing."""
        return [entry.get("detail", "") for entry in self.log if (entry.get("act"), entry.get("subject")) == (act, subject)]

    # 3. From the files to the words.

    def check_originals(self) -> None:
        """Each original is what the custody log says was received, and has the id that its bytes give."""
        items = self.read_json("data/testimony/items.json")["in_this_package"]
        for item in items:
            faults = []
            if self.digests.get("data/" + item["path"], {}).get("sha256") != item["sha256"]:
                faults.append("its bytes do not have the hash they were received with, or it is gone")
            if item["id"] != short_id("i", [item["sha256"]]):
                faults.append("its id is not that of its hash")
            if not any(d.startswith(f"sha256:{item['sha256']} ") for d in self.entries("acquired", item["id"])):
                faults.append("the custody log has no entry that it was received with this hash")
            self.say(f"original {item['id']} ({item['name']})", faults)
        known = {"data/" + item["path"] for item in items}
        strange = [path for path in self.digests if path.startswith("data/originals/") and path not in known]
        self.say("every original is in the list of items", [f"{path} is not" for path in strange])

    def check_renditions(self) -> None:
        """Each text is the one that the custody log says was read from its original, and has the id that its content gives."""
        for one in self.read_json("data/testimony/renditions.json"):
            faults = []
            data = self.read("data/" + one["path"])
            text = self.texts[one["id"]] = data.decode("utf-8", "replace")
            digest = hashlib.sha256(data).hexdigest()
            if one["id"] != short_id("r", [one["item_id"], one["kind"], one["language"], one["tool"], text]):
                faults.append("its id is not that of its content: the text was changed")
            if f"{one['id']} sha256:{digest} by {one['tool']}" not in self.entries("rendered", one["item_id"]):
                faults.append("the custody log has no entry of this text")
            self.say(f"text {one['id']}", faults)

    def check_words(self) -> None:
        """Each statement and claim stands, word for word, where it says that it stands."""
        statements = {one["id"]: one for one in self.read_lines("data/testimony/statements.jsonl")}
        items = {one["id"]: one["item_id"] for one in self.read_json("data/testimony/renditions.json")}
        for one in statements.values():
            spans = [*one["content"], *(one[name] for name in ("cue", "mention") if one.get(name))]
            wrong = [s for s in spans if not self.stands(one["rendition_id"], s["start"], s["end"], s["exact"])]
            self.say(f"statement {one['id']}", [f"{s['exact'][:60]!r} is not at {s['start']}-{s['end']}" for s in wrong])
        for claim in self.read_lines("data/testimony/claims.jsonl"):
            faults = []
            if not self.stands(claim["rendition_id"], claim["start"], claim["end"], claim["exact"]):
                faults.append(f"{claim['exact'][:60]!r} is not at {claim['start']}-{claim['end']} of {claim['rendition_id']}")
            if items.get(claim["rendition_id"]) != claim["item_id"] or claim["statement_id"] not in statements:
                faults.append("its text, its original or its statement is another one, or gone")
            self.say(f"claim {claim['id']}", faults)

    def stands(self, rendition_id: str, start: int, end: int, exact: str) -> bool:
        """Whether words stand at an offset, counted in Unicode code points."""
        return rendition_id in self.texts and self.texts[rendition_id][start:end] == exact

    # 4. From the words to the findings, and who approved them.

    def check_findings(self) -> None:
        """Each finding leads to answers, each answer to claims, each claim to its source and its words, unbroken."""
        release = self.read_json("data/release.json")
        by_id = {name: {one["id"]: one for one in release.get(name, [])} for name in LISTS}
        for finding in release["findings"]:
            faults = [] if finding["question_id"] in by_id["questions"] else ["its question is gone"]
            for answer_id in finding["answer_ids"]:
                faults += faults_of_answer(answer_id, by_id)
            self.say(f"finding {finding['id']}", faults)
        for one in release["contradictions"]:
            gone = [claim for claim in one["claim_ids"] if claim not in by_id["claims"]]
            self.say(f"contradiction {one['id']}", [f"its claim {claim} is gone" for claim in gone])
        faults = []
        for claim in self.read_lines("data/testimony/claims.jsonl"):
            released = claim.get("released_id")
            if released and released not in by_id["claims"]:
                faults.append(f"claim {claim['id']} is {released} in the release, which has none such")
        self.say("claims in full and claims in the release are the same ones", faults)

    def check_approval(self) -> None:
        """The release and the package are those that were approved, as the custody log says."""
        plan, approval = self.read_json("data/plan.json"), self.read_json("data/approval.json")
        plan_sha256 = hashlib.sha256(self.read("data/plan.json")).hexdigest()
        release_sha256 = hashlib.sha256(self.read("data/release.json")).hexdigest()
        for what, said, now in (
            ("release", plan["release_sha256"], release_sha256),
            ("package", approval["plan_sha256"], plan_sha256),
        ):
            faults = [] if said == now else [f"the {what} is not the one that was approved"]
            if not self.entries("judged: accept", f"{what}:{now}"):
                faults.append("the custody log has no approval of it")
            self.say(f"approval of the {what}", faults)
        items = self.read_json("data/testimony/items.json")["in_this_package"]
        same = [(one["id"], one["sha256"]) for one in plan["items"]] == [(one["id"], one["sha256"]) for one in items]
        self.say("the originals are those that were approved", [] if same else ["the list of items is another one"])

    # 5. What the newsroom's own gate said, and the time stamp.

    def check_gate(self) -> None:
        """The report speaks of these very bytes. Its signature is of a kind that Python alone cannot check."""
        signed = self.read_json("data/gate-report.json")
        passed = {file["path"]: file["sha256"] for file in signed["report"]["files"]}
        after = {path for path in self.digests if path in AFTER_THE_GATE or path == STAMP or "manifest-" in path}
        now = {path: digest["sha256"] for path, digest in self.digests.items()}
        faults = [f"{path} is not as the gate read it" for path in passed if now.get(path) != passed[path]]
        faults += [f"{path} was not read by the gate" for path in sorted(set(self.digests) - set(passed) - after)]
        self.say("gate report: these bytes", faults)
        why = f"Ed25519 is not in Python's standard library; the key is {signed['public_key']}, see README"
        self.not_checked("gate report: signature", why)

    def check_stamp(self) -> None:
        """Whether a time stamp speaks of this package. Whose it is, openssl can tell."""
        if STAMP not in self.digests:
            self.not_checked("time stamp", "there is none")
            return
        token = self.read(STAMP)
        is_bound = any(bytes.fromhex(digest) in token for digest in self.digests.get(SEALED, {}).values())
        self.say("time stamp: this package", [] if is_bound else ["it was given for something else"])
        why = f"openssl ts -verify -data {SEALED} -in {STAMP} -CAfile THE-AUTHORITY.pem"
        self.not_checked("time stamp: signature", why)

    def run(self, seal: str, root: str) -> None:
        """Every check; one that cannot be done because a file is gone or no longer readable counts as altered."""
        self.check_bag()
        self.check_seal(seal)
        checks: list[tuple[str, Callable[[], None]]] = [
            ("custody log", lambda: self.check_log(root)),
            ("proofs", self.check_proofs),
            ("originals", self.check_originals),
            ("texts", self.check_renditions),
            ("words", self.check_words),
            ("findings", self.check_findings),
            ("approval", self.check_approval),
            ("gate report", self.check_gate),
            ("time stamp", self.check_stamp),
        ]
        for what, check in checks:
            try:
                check()
            except NoPackageError as error:
                self.say(what, [str(error)])
            except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
                self.say(what, [f"a field is gone or is not what it should be ({type(error).__name__}: {error})"])


def faults_of_answer(answer_id: str, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """What is broken between an answer and the words it rests on."""
    answer = by_id["answers"].get(answer_id)
    if answer is None:
        return [f"its answer {answer_id} is gone"]
    faults = [] if answer["source_id"] in by_id["sources"] else [f"the source of {answer_id} is gone"]
    if not answer["claim_ids"]:
        faults.append(f"{answer_id} rests on no claim")
    for claim_id in answer["claim_ids"]:
        claim = by_id["claims"].get(claim_id)
        quote = by_id["quotes"].get(claim["quote_id"]) if claim and claim["quote_id"] else None
        if claim is None:
            faults.append(f"the claim {claim_id} is gone")
        elif claim["quote_id"] and quote is None:
            faults.append(f"the words of {claim_id} are gone")
        elif quote and quote["item_id"] not in by_id["items"]:
            faults.append(f"the item of {claim_id} is gone")
    return faults


def hash_file(path: Path) -> tuple[dict[str, str], int]:
    """Both hashes of a file, and its size in bytes."""
    sha256, sha512, size = hashlib.sha256(), hashlib.sha512(), 0
    with path.open("rb") as file:
        while True:
            piece = file.read(1 << 20)
            if not piece:
                return {"sha256": sha256.hexdigest(), "sha512": sha512.hexdigest()}, size
            sha256.update(piece)
            sha512.update(piece)
            size += len(piece)


def decode_path(path: str) -> str:
    """A path as a manifest writes it (RFC 8493, 2.1.3)."""
    return path.strip("\r\n").replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def short_id(prefix: str, parts: list[str]) -> str:
    """The id of a thing by its content: the beginning of the SHA-256 of its parts as compact JSON."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return prefix + "-" + hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def node(left: str, right: str) -> str:
    """The hash over two hashes (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\1" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def merkle_root(hashes: list[str]) -> str:
    """The root over leaf hashes (RFC 6962, 2.1): pairs, from left to right; one left over goes up as it is."""
    if not hashes:
        return hashlib.sha256(b"").hexdigest()
    row = list(hashes)
    while len(row) > 1:
        pairs = [node(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row = pairs + ([row[-1]] if len(row) % 2 else [])
    return row[0]


def expected_sides(index: int, size: int) -> list[str]:
    """On which side each hash of a path stands, for a leaf at this place of a tree of this size."""
    sides = []
    while size > 1:
        split = 1 << ((size - 1).bit_length() - 1)
        sides.append("right" if index < split else "left")
        index, size = (index, split) if index < split else (index - split, size - split)
    return sides[::-1]


def follow(proof: dict[str, Any]) -> str:
    """The root that a path leads to."""
    own: str = proof["leaf"]
    for step in proof["path"]:
        own = node(step["hash"], own) if step["side"] == "left" else node(own, step["hash"])
    return own


def main(words: list[str]) -> int:
    """Check, print, and return the exit code."""
    parser = argparse.ArgumentParser(description="Check an evidence package.")
    parser.add_argument(
        "folder", nargs="?", default=Path(__file__).parent, type=Path, help="the package; left out: the folder of this file"
    )
    parser.add_argument("--seal", default="", help="its seal, as you were told it")
    parser.add_argument("--root", default="", help="SIZE:ROOT of the custody log, as you noted it")
    parser.add_argument("--all", action="store_true", help="list everything that is intact, too")
    parser.add_argument("--json", action="store_true", help="answers as JSON")
    given = parser.parse_args(words)
    verifier = Verifier(given.folder)
    try:
        verifier.run(given.seal, given.root)
    except NoPackageError as error:
        sys.stderr.write(f"this is no evidence package: {error}\n")
        return 2
    counts = {answer: sum(one[0] == answer for one in verifier.results) for answer in (INTACT, ALTERED, NOT_CHECKED)}
    if given.json:
        sys.stdout.write(json.dumps([{"answer": a, "what": b, "why": c} for a, b, c in verifier.results], indent=1) + "\n")
    else:
        for answer, what, why in verifier.results:
            if answer != INTACT or given.all:
                sys.stdout.write(f"{answer:11}  {what}{': ' + why if why else ''}\n")
        sys.stdout.write(", ".join(f"{count} {answer}" for answer, count in counts.items()) + "\n")
    return 1 if counts[ALTERED] else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
