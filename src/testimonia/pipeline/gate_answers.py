"""Editors' answers to what the gate asks: details of one person that together narrow them down, and why they may stand.

A name, a number, anything not read: for that there is no answer. An answer is to a combination of details, as the vault has
them, and holds for every file and for whatever says less; when the vault has other details, it is void. Its id is made with the
vault's key, since a plain hash of an age and a village can be guessed.

Source: HMAC, RFC 2104, with SHA-256.
"""

import hashlib
import hmac
import itertools
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from testimonia.errors import NotFoundError, UsageError
from testimonia.model.gating import FileVerdict, GateReport, Leak, Verdict
from testimonia.model.ids import content_id
from testimonia.model.review import Review
from testimonia.model.testimony import Act, Judgement
from testimonia.pipeline.case import Case
from testimonia.pipeline.checking import identity_finder, refuse_names
from testimonia.protect.identities import Identity
from testimonia.protect.vault.vault import Vault

GATE = "gate:"
DETAILS = "details"
_LONGEST = 12
"""Details of a person whose combinations are looked through; more are taken as they were found."""

Answers = Mapping[str, Judgement]


class Combination(NamedTuple):
    """Details of one person that stand together."""

    id: str
    pseudonym: str
    keys: tuple[str, ...]


def answers_of(case: Case) -> Answers:
    """The answers in force: id of a combination -> judgement."""
    active = Review(case.store.judgements()).active
    return {
        target.removeprefix(GATE): one for target, one in active.items() if target.startswith(GATE) and one.act is Act.ACCEPT
    }


def answered(report: GateReport, vault: Vault, answers: Answers) -> GateReport:
    """A report with the ids of its combinations, and with the answers that were given to them.

    A file is answered for when every combination in it is. A file that is blocked stays blocked.
    """
    people = {identity.id: identity for identity in vault.identities}
    files = (_answered(file, people, vault.signing_key, answers) for file in report.files)
    return msgspec.structs.replace(report, files=tuple(files))


def answer(case: Case, vault: Vault, prefix: str, *, reason: str) -> Combination:
    """Record why details may stand together; call inside `Case.writing`.

    Args:
        prefix: beginning of a combination's id, as the gate wrote it.

    Raises:
        NotFoundError: no combination of the vault's details, or several.
        UsageError: no reason, or one that names a source.
    """
    if not reason.strip():
        raise UsageError("an answer needs a reason: why these details may be published together")
    refuse_names(reason, identity_finder(vault.identities, vault.allowed))
    found = [one for one in _combinations(vault) if prefix and one.id.startswith(prefix)]
    if len(found) != 1:
        what = "no combination of details" if not found else "several combinations"
        raise NotFoundError(f"{what} {prefix!r}: `testimonia gate` on the folder writes their ids")
    at, number, target, words = case.now(), len(case.store.judgements()), GATE + found[0].id, " ".join(reason.split())
    judgement = Judgement(content_id("j", number, target, case.by, at), Act.ACCEPT, target, case.by, at, words)
    with case.transaction() as ledger:
        ledger.writer.add_judgement(judgement)
        ledger.record("answered the gate", target, f"{judgement.id}: {words}")
    return found[0]


def _answered(file: FileVerdict, people: Mapping[str, Identity], key: str, answers: Answers) -> FileVerdict:
    leaks = tuple(_with_answer(leak, people[leak.identity_id], key, answers) for leak in file.leaks)
    is_answered = file.verdict is Verdict.REVIEW and bool(leaks) and all(leak.answer for leak in leaks)
    return msgspec.structs.replace(file, leaks=leaks, verdict=Verdict.ANSWERED if is_answered else file.verdict)


def _with_answer(leak: Leak, person: Identity, key: str, answers: Answers) -> Leak:
    if leak.kind != DETAILS:
        return leak
    keys = tuple(leak.how.split(", "))
    leak = msgspec.structs.replace(leak, id=_id(key, person, keys))
    found = next((answers[wider] for wider in _wider(key, person, keys) if wider in answers), None)
    return msgspec.structs.replace(leak, answer=found.reason, answered_by=found.by, answered_at=found.at) if found else leak


def _wider(key: str, person: Identity, keys: tuple[str, ...]) -> Iterator[str]:
    """Ids of the combination itself and of those that say more."""
    others = sorted(set(person.details) - set(keys))
    for size in range(len(others) + 1 if len(others) <= _LONGEST else 1):
        for more in itertools.combinations(others, size):
            yield _id(key, person, (*keys, *more))


def _combinations(vault: Vault) -> Iterator[Combination]:
    for person in vault.identities:
        keys = sorted(person.details)[:_LONGEST]
        for size in range(2, len(keys) + 1):
            for some in itertools.combinations(keys, size):
                yield Combination(_id(vault.signing_key, person, some), person.pseudonym or person.id, some)


def _id(key: str, person: Identity, keys: tuple[str, ...]) -> str:
    words = msgspec.json.encode([person.id, [[one, person.details.get(one, "")] for one in sorted(keys)]])
    return "g-" + hmac.new(bytes.fromhex(key), words, hashlib.sha256).hexdigest()[:16]
