"""What Datasette, followthemoney, csvw and icalendar read in the files beside a release. Exit 1 if any of them objects."""

import asyncio
import json
import sys
import warnings
from collections import Counter
from pathlib import Path

import icalendar
from csvw import TableGroup
from datasette.app import Datasette
from followthemoney import model
from followthemoney.exc import InvalidData


def read_csvw(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = TableGroup.from_file(folder / "data/tables/csv-metadata.json")
        rows = {table.local_name: len(list(table.iterdicts(strict=True))) for table in group.tables}
        for table in group.tables:
            table.check_primary_key()
        group.check_referential_integrity()
    return f"{len(rows)} tables, {sum(rows.values())} rows, types, keys and references hold"


def read_ftm(folder: Path) -> str:
    seen: dict[str, str] = {}
    entities = []
    given = kept = 0
    for line in (folder / "data/entities.ftm.jsonl").read_text().splitlines():
        raw = json.loads(line)
        model[raw["schema"]].validate(model.get_proxy(raw).to_dict())  # as they stand, not tidied up
        entity = model.get_proxy(raw, cleaned=False)
        entity.schema.validate(entity.to_dict())  # raises InvalidData: a property or a required one
        given += sum(map(len, raw["properties"].values()))
        kept += sum(len(entity.get(name)) for name in raw["properties"])
        seen[entity.id] = entity.schema.name
        entities.append(entity)
    for entity in entities:
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                if value not in seen:
                    raise InvalidData(f"{entity.id}: {prop.name} leads nowhere ({value})")
                if not model[seen[value]].is_a(prop.range):
                    raise InvalidData(f"{entity.id}: {prop.name} is a {seen[value]}, not a {prop.range.name}")
    if given != kept:
        raise InvalidData(f"{given - kept} values were dropped as not clean")
    return f"{dict(Counter(seen.values()))}, {kept} values, all kept"


def read_datasette(folder: Path) -> str:
    metadata = json.loads((folder / "data/metadata.json").read_text())

    async def ask() -> tuple[dict, dict, str]:
        datasette = Datasette([str(folder / "data/release.db")], metadata=metadata)
        await datasette.invoke_startup()
        database = (await datasette.client.get("/release.json")).json()
        evidence = (await datasette.client.get("/release/evidence.json?_shape=array")).json()
        page = (await datasette.client.get("/release/findings")).text
        return database, evidence, page

    database, evidence, page = asyncio.run(ask())
    about = metadata["databases"]["release"]["tables"]["findings"]["description"]
    if about not in page:
        raise ValueError("the description of a table is not on its page")
    visible = [table["name"] for table in database["tables"] if not table["hidden"]]
    return f"{len(visible)} tables, {len(database['views'])} views, {len(evidence)} rows of evidence, descriptions shown"


def read_calendar(folder: Path) -> str:
    path = folder / "data/timeline.ics"
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    errors = [error for part in calendar.walk() for error in part.errors]
    if errors:
        raise ValueError(str(errors))
    return ", ".join(f"{number} {name}" for name, number in Counter(part.name for part in calendar.walk()).items())


READERS = {"csvw": read_csvw, "followthemoney": read_ftm, "datasette": read_datasette, "icalendar": read_calendar}


def main() -> int:
    failed = 0
    for folder in sorted(Path(sys.argv[1]).iterdir()):
        for name, read in READERS.items():
            try:
                print(f"{folder.name:6} {name:15} {read(folder)}")
            except Exception as error:  # noqa: BLE001 - whatever a consumer objects to is the result
                failed += 1
                print(f"{folder.name:6} {name:15} FAILED: {type(error).__name__}: {error}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
