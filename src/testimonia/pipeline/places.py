"""The investigation's own places: files taken into the case, and the gazetteer with them.

Why they are kept as originals: a finding may rest on where somebody put a village. The file stays as it was received, under
its hash, and the custody log says who added it and when. Which files are in force is part of what an extraction depends on.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from testimonia.errors import CustodyError, NotFoundError, ReadError, UsageError
from testimonia.gazetteer.declared import read_places
from testimonia.gazetteer.lookup import Gazetteer
from testimonia.gazetteer.places import Candidate as Candidate
from testimonia.gazetteer.places import Place
from testimonia.model.ids import content_id
from testimonia.model.reports import PlaceFile
from testimonia.pipeline.case import Case

LARGEST_BYTES = 50_000_000
"""Of a file of places: some 400,000 lines of a GeoNames dump, which every process of a run holds in memory."""

KIND = "place file"
ADDED, REMOVED = "places added", "places removed"


def place_files(case: Case) -> list[PlaceFile]:
    """The files in force, in the order they were added."""
    return case.store.results(KIND, PlaceFile)


def files_hash(case: Case) -> tuple[str, ...]:
    """What an extraction depends on: the hashes of the files in force."""
    return tuple(file.sha256 for file in place_files(case))


def own_places(case: Case) -> tuple[Place, ...]:
    """Every place of the files in force; of two with one id the one added last.

    Raises:
        CustodyError: a file is gone or was altered.
    """
    found: dict[str, Place] = {}
    for file in place_files(case):
        for place in read_places(case.originals.read(file.sha256), file=file.name):
            found[place.gazetteer_id] = place
    return tuple(found.values())


def add_places(case: Case, path: Path) -> PlaceFile:
    """Take a file of places into the case; call while holding the write lock. It takes effect at the next run.

    Raises:
        ReadError: the file cannot be read.
        ConfigError: it is no gazetteer, with the line; nothing is kept then.
        UsageError: it is too large.
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise UsageError(
                f"{path} is larger than {LARGEST_BYTES // 1_000_000} MB: take the dump of one country, or a part of it"
            )
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"{path}: the file cannot be read ({error.strerror}); check that it is there and may be read"
        ) from error
    places = read_places(data, file=path.name)
    sha256, size = case.originals.keep(data)
    if sha256 != hashlib.sha256(data).hexdigest():
        raise CustodyError(f"{path}: what was kept is not what was read; check the disk and add the file again")
    added = PlaceFile(content_id("g", path.name, sha256), path.name, sha256, size, len(places), case.now(), case.by)
    files = place_files(case)
    if any(file.id == added.id for file in files):
        return next(file for file in files if file.id == added.id)
    replaced = [file for file in files if file.name == added.name]
    with case.transaction() as ledger:
        ledger.writer.put_results(KIND, [*(file for file in files if file not in replaced), added])
        for file in replaced:
            ledger.record(REMOVED, file.id, f"{file.name} sha256:{file.sha256}, replaced by {added.id}")
        ledger.record(ADDED, added.id, f"{added.name} sha256:{sha256} {len(places)} places")
    return added


def remove_places(case: Case, prefix: str) -> PlaceFile:
    """Take a file out of force; its original stays. Call while holding the write lock.

    Args:
        prefix: the file's name, its id, or a beginning of the id.

    Raises:
        NotFoundError: no such file, or several.
    """
    files = place_files(case)
    found = [file for file in files if file.name == prefix] or [file for file in files if file.id.startswith(prefix)]
    if len(found) != 1:
        what = "no file of places" if not found else "several files of places"
        raise NotFoundError(f"{what} here called {prefix!r}: `testimonia gazetteer list` shows them")
    with case.transaction() as ledger:
        ledger.writer.put_results(KIND, [file for file in files if file != found[0]])
        ledger.record(REMOVED, found[0].id, f"{found[0].name} sha256:{found[0].sha256}")
    return found[0]


def find_place(name: str, *, places: Sequence[Place] = (), countries: Sequence[str] = (), limit: int = 5) -> list[Candidate]:
    """Places that a name may mean, the investigation's own first."""
    return Gazetteer.open(places).find(name, countries=countries, limit=limit)
