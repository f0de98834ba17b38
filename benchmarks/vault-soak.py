"""Thousands of random acts on a vault, then a search for every secret in everything that was left behind.

    benchmarks/vault-soak [--operations N] [--seed N] [--folder FOLDER]

Acts: put, change, take out, list, unmask (also with a wrong passphrase, and with reasons that name somebody), new passphrase,
recovery, recipients, confidential files of several kinds with and without damage, verification, a damaged vault. Every message,
report and error goes into a log in the workspace. Searched, ten times on the way and at the end: the whole workspace (case
database, its write-ahead log, originals, vault, the log), the temporary folder, every row of the database, the environment and
the command line. Every secret is looked for in UTF-8, UTF-16, base64 at three offsets, hexadecimal and reversed, whatever
the case. What a disk still holds of deleted files, and memory, are not searched. Prints one JSON object; ``found`` must be 0.

Passphrases are sealed with a low work factor, so that the time goes into the acts: the code is the same.
"""

import argparse
import base64
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from ahocorasick_rs import BytesAhoCorasick

from testimonia.errors import TestimoniaError
from testimonia.model.material import Metadata
from testimonia.pipeline.investigation import Investigation
from testimonia.pipeline.vaults import CaseVault, Credential
from testimonia.protect.identities import Identity
from testimonia.protect.vault.sealing import new_key, public_of

_FIRST, _LAST = "bdfgklmnprstvz", "aeiou"


class Soak:
    """One investigation with a vault, what it must keep secret, and what the acts said."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.root, self.outside = folder / "workspace", folder / "outside"
        self.outside.mkdir(parents=True)
        self.case = Investigation.create(self.root / "case", title="Soak")
        self.log = (self.root / "log.txt").open("w", encoding="utf-8")
        self.secrets: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.people: dict[str, Identity] = {}
        self.colleagues: dict[str, str] = {}
        self.made = 0
        self.passphrase = self.secret_words()
        self.recovery = self.keep(self.vault.create(self.passphrase))

    @property
    def vault(self) -> CaseVault:
        return CaseVault(self.case._case, work_factor=2)

    def keep(self, secret: str) -> str:
        self.secrets.add(secret)
        return secret

    def word(self, syllables: int = 5) -> str:
        return "".join(self.chance.choice(_FIRST) + self.chance.choice(_LAST) for _ in range(syllables))

    def secret_words(self) -> str:
        return self.keep(" ".join(self.word() for _ in range(3)))

    def digits(self, count: int) -> str:
        return "".join(self.chance.choice("0123456789") for _ in range(count))

    def person(self, id_: str) -> Identity:
        first, last = self.word().capitalize(), self.word().capitalize()
        phone, plate = self.digits(11), f"{self.word(2)} {self.digits(7)}"
        identity = Identity(
            id_,
            pseudonym=f"Speaker {id_}",
            names=(f"{first} {last}", "".join(self.chance.choice("بتجحدرزسشصطعقمنه") for _ in range(9))),
            aliases=(f"Abu {self.word().capitalize()}",),
            phones=(f"+{phone[:3]} {phone[3:6]} {phone[6:]}",),
            emails=(f"{self.word()}@example.org",),
            plates=(plate,),
            addresses=(f"{self.word().capitalize()} Street {self.digits(3)}",),
            notes=self.secret_words(),
        )
        for value in (first, last, identity.names[1], *identity.aliases, *identity.emails, plate, *identity.addresses, phone):
            self.keep(value)
        return identity

    def credential(self) -> Credential:
        keys = [self.recovery, *self.colleagues.values()]
        return (
            Credential(key=self.chance.choice(keys)) if self.chance.random() < 0.5 else Credential(passphrase=self.passphrase)
        )

    def somebody(self) -> Identity:
        return self.people[self.chance.choice(list(self.people))]

    def act(self) -> None:
        acts, weights = zip(*_ACTS, strict=True)
        act = self.chance.choices(acts, weights)[0]
        if not self.people or len(self.people) > 150:
            act = Soak.remove if self.people else Soak.put
        self.counts[act.__name__] += 1
        try:
            self.log.write(f"{act.__name__}: {act(self)!r}\n")
        except TestimoniaError as error:
            self.counts["errors"] += 1
            self.log.write(f"{act.__name__}: {type(error).__name__}: {error}\n")

    # Acts: each returns what is to be logged

    def put(self) -> object:
        self.made += 1
        people = [self.person(f"s{self.made}-{n}") for n in range(self.chance.randint(1, 3))]
        report = self.vault.put(self.credential(), people)
        self.people.update((each.id, each) for each in people)
        return report

    def put_file(self) -> object:
        self.made += 1
        person = self.person(f"s{self.made}")
        table = {"names": person.names, "phone": person.phones[0], "pseudonym": person.pseudonym, "notes": person.notes}
        if self.chance.random() < 0.3:
            table["home"] = {"lat": person.names[0]}  # damaged: the error must not repeat it
        report = self.vault.put_file(self.credential(), json.dumps({"identities": {person.id: table}}).encode())
        self.people[person.id] = Identity(person.id, person.pseudonym, names=person.names, phones=person.phones)
        return report

    def change(self) -> object:
        old = self.somebody()
        new = self.person(old.id)
        report = self.vault.put(self.credential(), [new])
        self.people[old.id] = new
        return report

    def remove(self) -> object:
        return self.vault.remove(self.credential(), self.people.pop(self.somebody().id).id)

    def entries(self) -> object:
        return self.vault.entries(self.credential())

    def unmask(self) -> object:
        person = self.somebody()
        reason = f"to warn {person.names[0]}" if self.chance.random() < 0.2 else "the lawyer asked"
        found = self.vault.unmask(self.credential(), person.id, reason=reason)
        assert found.names == person.names
        return person.id

    def unmask_wrongly(self) -> object:
        wrong = self.secret_words()
        return self.vault.unmask(Credential(passphrase=wrong), self.somebody().names[0], reason="a try")

    def rekey(self) -> object:
        new = self.secret_words()
        key = self.vault.rekey(self.credential(), new, is_recovery_new=self.chance.random() < 0.3)
        self.passphrase, self.recovery = new, self.keep(key) if key else self.recovery
        return "new passphrase"

    def recover(self) -> object:
        new = self.secret_words()
        self.vault.rekey(Credential(key=self.recovery), new)
        self.passphrase = new
        return "recovered"

    def add_colleague(self) -> object:
        name, key = f"colleague {self.made} {self.digits(4)}", self.keep(new_key())
        self.vault.add_recipient(self.credential(), name, public_of(key))
        self.colleagues[name] = key
        return name

    def remove_colleague(self) -> object:
        name = self.chance.choice([*self.colleagues, "nobody"])
        self.vault.remove_recipient(Credential(passphrase=self.passphrase), name)
        return self.colleagues.pop(name) and name

    def ingest(self) -> object:
        file = self.document()
        try:
            given = Metadata(source=self.somebody().names[0], place=self.somebody().id)
            return self.vault.ingest(self.credential(), [file], metadata=given)
        finally:
            file.unlink(missing_ok=True)
            file.with_name(file.name + ".meta.yaml").unlink(missing_ok=True)

    def ingest_nothing(self) -> object:
        return self.vault.ingest(self.credential(), [self.outside / self.somebody().names[0]])

    def verify(self) -> object:
        return [check for check in self.case.verify(credential=self.credential()) if check.check != "intact"]

    def damage(self) -> object:
        path = self.vault.path
        whole = path.read_bytes()
        spoilt = bytearray(whole)
        spoilt[self.chance.randrange(len(whole))] ^= 1 << self.chance.randrange(8)
        path.write_bytes(spoilt)
        try:
            return self.vault.entries(self.credential())
        finally:
            path.write_bytes(whole)

    def document(self) -> Path:
        person, other = self.somebody(), self.somebody()
        phone = "".join(person.phones).replace(" ", self.chance.choice(["", " ", "-", "."])) if person.phones else ""
        called = self.chance.choice(
            [*person.names, *person.aliases, person.names[0].upper(), person.names[0].replace(" ", "\n")]
        )
        words = [called, phone, *person.emails, *person.plates, *person.addresses, other.names[0]]
        text = f"We spoke with {called} on Monday.\n\n" + "\n\n".join(f"Then there was ({word}), he said." for word in words)
        ending = self.chance.choice(["txt", "md", "html", "csv", "eml", "bin", "pdf"])
        if ending == "html":
            text = "<html><title>" + called + "</title><p>" + text.replace("\n\n", "</p><p>") + "</p></html>"
        elif ending == "csv":
            text = "who,text\n" + "\n".join(f'{called.split()[0]},"{word} was there"' for word in words)
        elif ending == "eml":
            text = f"From: {called.split()[0]} <{'x@example.org'}>\nSubject: {other.names[0]}\n\n{text}"
        elif ending in ("bin", "pdf"):
            text = f"%PDF-1.4\n{called}\x00\x01"
        file = self.outside / f"{person.names[0]} {self.digits(6)}.{ending}"
        self.keep(file.name)
        file.write_text(text, encoding="utf-8")
        if self.chance.random() < 0.2:
            side = self.chance.choice([f"source: {other.names[0]}", f"{other.names[0]}: x", f"date: {other.names[0]}"])
            file.with_name(file.name + ".meta.yaml").write_text(side)
        return file

    # The search

    def search(self, temporary: Path) -> Counter[str]:
        """Where secrets stand in the clear: place -> how many."""
        if not self.log.closed:
            self.log.flush()
        needles = {form.lower(): secret for secret in self.secrets for form in forms(secret)}
        automaton = BytesAhoCorasick(list(needles))
        found: Counter[str] = Counter()
        for folder in (self.root, temporary):
            for path in folder.rglob("*"):
                found[str(path.relative_to(folder.parent))] += len(
                    automaton.find_matches_as_indexes(path.name.lower().encode())
                )
                if path.is_file():
                    found[str(path.relative_to(folder.parent))] += hits(automaton, path.read_bytes())
        found["rows"] = hits(automaton, rows(self.root / "case" / ".testimonia" / "case.db"))
        found["environment"] = hits(automaton, Path("/proc/self/environ").read_bytes() + repr(os.environ).encode())
        found["command line"] = hits(automaton, Path("/proc/self/cmdline").read_bytes())
        return Counter({place: n for place, n in found.items() if n})


_ACTS = (
    (Soak.put, 12), (Soak.put_file, 4), (Soak.change, 8), (Soak.remove, 8), (Soak.entries, 8), (Soak.unmask, 20),
    (Soak.unmask_wrongly, 6), (Soak.rekey, 5), (Soak.recover, 2), (Soak.add_colleague, 3), (Soak.remove_colleague, 3),
    (Soak.ingest, 10), (Soak.ingest_nothing, 2), (Soak.verify, 0.5), (Soak.damage, 6),
)  # fmt: skip


def forms(secret: str) -> set[bytes]:
    """A secret as bytes, in every encoding that is searched for."""
    made: set[bytes] = set()
    spellings = {secret, secret.replace(" ", ""), secret.replace(" ", "_"), secret.replace(" ", "-"), secret[::-1]}
    for text in spellings | {secret.lower(), secret.upper()}:
        raw = text.encode()
        made |= {raw, text.encode("utf-16-le"), text.encode("utf-16-be"), raw.hex().encode(), ascii(text).strip("'\"").encode()}
    for text in (secret, secret.lower()):
        for lead in range(3):
            encoded = base64.b64encode(b"\0" * lead + text.encode() + b"\0" * (-(lead + len(text.encode())) % 3))
            made.add(encoded[4:-4] if len(encoded) > 16 else encoded)  # the ends depend on what stands beside it
    return {each for each in made if len(each) >= 8}


def hits(automaton: BytesAhoCorasick, data: bytes) -> int:
    """How often a secret stands in bytes, whatever the case."""
    return len(automaton.find_matches_as_indexes(data.lower(), overlapping=True))


def rows(path: Path) -> bytes:
    """Every value of every row of a database: a text may be cut by pages in the file."""
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return b"\n".join(
            str(row).encode() + repr(row).encode() for name in names for row in connection.execute(f'SELECT * FROM "{name}"')
        )


def soak(folder: Path, *, operations: int, seed: int, looks: int = 10) -> dict[str, object]:
    """Act, search, and say what was found."""
    temporary = folder / "temporary"
    temporary.mkdir(parents=True)
    tempfile.tempdir = str(temporary)
    began, found = time.monotonic(), Counter[str]()
    try:
        run = Soak(folder, seed)
        for n in range(1, operations + 1):
            run.act()
            if n % max(1, operations // looks) == 0 or n == operations:
                found |= run.search(temporary)
        run.case.close()
        run.log.close()
        found |= run.search(temporary)
        with Investigation.open(run.root / "case") as case:
            altered = [str(check) for check in case.verify(credential=run.credential()) if check.check == "altered"]
            items = len(case.items())
    finally:
        tempfile.tempdir = None
    return {
        "operations": operations,
        "secrets": len(run.secrets),
        "found": sum(found.values()),
        "places": dict(found),
        "altered": altered,
        "confidential_items": items,
        "acts": dict(run.counts),
        "seconds": round(time.monotonic() - began, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--folder", type=Path, help="an empty or new folder to work in, kept afterwards; otherwise a temporary one"
    )
    options = parser.parse_args()
    if options.folder:
        result = soak(options.folder, operations=options.operations, seed=options.seed)
    else:
        with tempfile.TemporaryDirectory() as folder:
            result = soak(Path(folder), operations=options.operations, seed=options.seed)
    print(json.dumps(result, indent=2))
    sys.exit(1 if result["found"] or result["altered"] else 0)


if __name__ == "__main__":
    main()
