# ruff: noqa: ARG005, E501 (rows of literal mark-up are kept whole; makers share one signature)
"""Generated cases for the gate: random name x spelling x encoding x container, and near names as negatives; recall and precision.

    benchmarks/gate-random [--seed N] [--positives 2000] [--negatives 600] [--misses 40] [--keep FOLDER]

Each case is one file with one string of one invented person, or with a near name: a namesake, a telephone with another digit. It is
written into a folder and judged by ``benchmarks/gate FOLDER VAULT.json``. A positive counts when it is blocked and its person named.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from planting import archives, escapes, media, office, pictures, places, portable, spellings
from planting.decoys import ALIAS_LIKE, OTHER_FAMILIES, OTHER_GIVEN, _near_digits
from planting.drawing import ARABIC_FILLERS, FILLERS, Draw, Planted, Slip
from planting.people import Person, cast_people, to_vault
from planting.textfiles import page

GATE = Path(__file__).parent / "gate"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seed", type=int, default=None, help="free; printed, so that a run can be repeated")
    parser.add_argument("--positives", type=int, default=2000)
    parser.add_argument("--negatives", type=int, default=600)
    parser.add_argument("--misses", type=int, default=40, help="how many misses and false alarms to list")
    parser.add_argument("--keep", type=Path, help="write the cases here and leave them")
    options = parser.parse_args()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    vault, cases = make_cases(seed, positives=options.positives, negatives=options.negatives)
    folder = options.keep or Path(tempfile.mkdtemp())
    try:
        write_cases(folder, vault, cases)
        answer = ask_gate(folder)
        print(f"seed {seed}")
        print(report(cases, answer, most=options.misses))
    finally:
        if not options.keep:
            shutil.rmtree(folder)


def write_cases(folder: Path, vault: dict, cases: list[Planted]) -> None:
    (folder / "files").mkdir(parents=True, exist_ok=True)
    for case in cases:
        (folder / "files" / case.name).write_bytes(case.data)
    (folder / "VAULT.json").write_text(json.dumps(vault, ensure_ascii=False), encoding="utf-8")


def ask_gate(folder: Path) -> dict:
    answer = subprocess.run([GATE, folder / "files", folder / "VAULT.json"], capture_output=True, check=False)
    if not answer.stdout:
        sys.exit(f"benchmarks/gate gave no answer: {answer.stderr.decode(errors='replace')[-2000:]}")
    return json.loads(answer.stdout)["files"]


def make_cases(seed: int, *, positives: int, negatives: int) -> tuple[dict, list[Planted]]:
    """The vault and the cases, in mixed order, the same for the same seed."""
    chance = random.Random(seed)
    people = cast_people(chance)
    draw = Draw(people, chance)
    cases = [_positive(draw) for _ in range(positives)] + [_negative(draw) for _ in range(negatives)]
    chance.shuffle(cases)
    for number, case in enumerate(cases):
        case.name = f"{number:05d}{case.name}"
    return to_vault(people), cases


def _positive(draw: Draw) -> Planted:
    """One string of one person, spelt, encoded and contained at random."""
    draw.start()
    slip = _spelt(draw)
    sentence = draw.sentence(slip)
    case = _contained(draw, sentence)
    case.how = f"{slip.how}, {case.how}"
    case.secrets = [slip.person.id]
    return case


def _spelt(draw: Draw) -> Slip:
    chance = draw.chance
    field = chance.choices(
        ("name", "name_ar", "alias", "phone", "email", "plate", "number", "handle", "device", "coordinates"),
        (40, 12, 10, 14, 5, 4, 3, 4, 3, 5),
    )[0]
    if field == "coordinates":
        person = draw.person()
        how, text = chance.choice(
            [
                row
                for row in places.notations(*draw.point(person)).items()
                if "<" not in row[1] and "{" not in row[1] and "\n" not in row[1]
            ]
        )
        return Slip(person, field, text, f"coordinates, {how}")
    slip = draw.slip(field)
    if field == "name" and slip.person.spellings and chance.random() < 0.35:
        slip.text, slip.how = chance.choice(slip.person.spellings), "transliterated"
    elif field == "alias" and slip.person.alias_spellings and chance.random() < 0.5:
        slip.text, slip.how = chance.choice(slip.person.alias_spellings), "alias, transliterated"
    how, forms = "as held", {}
    if field in ("name", "name_ar"):
        disguises = spellings.LATIN_DISGUISES if field == "name" else spellings.ARABIC_DISGUISES
        if chance.random() < 0.65:
            how = chance.choice(list(disguises))
            slip.text = disguises[how](slip.text, chance)
    else:
        forms = {"phone": spellings.phone_forms, "plate": spellings.plate_forms, "email": spellings.email_forms}.get(
            field, lambda *_: {}
        )(slip.text, chance)
    if forms and chance.random() < 0.7:
        how = chance.choice(list(forms))
        slip.text = forms[how]
    slip.how = f"{field if slip.how == 'as in the vault' else slip.how}, {how}"
    return slip


def _contained(draw: Draw, sentence: str) -> Planted:
    """The sentence in a file of a random kind, behind a random encoding where the kind allows one."""
    chance = draw.chance
    before, after = chance.sample(FILLERS, 2)
    text = f"{before} {sentence} {after}"
    kind = chance.choice(list(CONTAINERS))
    return Planted(*CONTAINERS[kind](draw, text), "generated", kind)


def _html(draw: Draw, text: str) -> tuple[str, bytes]:
    how = draw.chance.choice([None, None, *escapes.ENTITIES.values()])
    return ".html", page(f"<p>{how(text, draw.chance) if how else text}</p>")


def _attribute(draw: Draw, text: str) -> tuple[str, bytes]:
    return ".html", page(f'<div data-note="{escapes.entities_hex(text, draw.chance)}">Photo</div><!-- end -->')


def _script(draw: Draw, text: str) -> tuple[str, bytes]:
    how = draw.chance.choice([*escapes.STRING_ESCAPES.values()])
    return ".js", f'const note = "{how(text, draw.chance)}";\n'.encode()


def _coded(draw: Draw, text: str) -> tuple[str, bytes]:
    return ".json", json.dumps({"v": 1, "state": escapes.CODES[draw.chance.choice(list(escapes.CODES))](text)}).encode()


def _character_set(draw: Draw, text: str) -> tuple[str, bytes]:
    return ".txt", text.encode(draw.chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]))


def _url(draw: Draw, text: str) -> tuple[str, bytes]:
    how = draw.chance.choice([*escapes.ADDRESSES.values()])
    return ".html", page(f'<a href="/s?q={how(text, draw.chance)}">more</a>')


def _zip(draw: Draw, text: str) -> tuple[str, bytes]:
    data = archives.zip_of({"a/note.txt": text.encode()})
    return ".zip", archives.zip_of({"inner.zip": data}) if draw.chance.random() < 0.3 else data


CONTAINERS = {
    "plain": lambda draw, text: (draw.chance.choice([".txt", ".md"]), text.encode()),
    "html": _html, "attribute": _attribute, "script": _script, "code": _coded, "character set": _character_set, "address": _url, "zip": _zip,
    "json": lambda draw, text: (".json", json.dumps({"rows": [{"text": text}]}, ensure_ascii=draw.chance.random() < 0.5).encode()),
    "csv": lambda draw, text: (".csv", f'id,text\n1,"{text.replace(chr(34), chr(34) * 2)}"\n'.encode()),
    "svg": lambda draw, text: (".svg", f'<svg xmlns="http://www.w3.org/2000/svg"><desc>{escapes.entities_hex(text, draw.chance)}</desc></svg>'.encode()),
    "gzip": lambda draw, text: (".txt.gz", archives.gzip_of(text.encode())),
    "jpeg": lambda draw, text: (".jpg", pictures.with_segments(pictures.jpeg(draw, 16), pictures.exif_segment(pictures.tiff({0x010E: text})))),
    "png": lambda draw, text: (".png", pictures.with_chunks(pictures.png(draw, 8), pictures.chunk(b"iTXt", b"Comment\0\0\0\0\0" + text.encode()))),
    "docx": lambda draw, text: (".docx", office.docx(office.paragraph(_xml_safe(text)))),
    "xlsx": lambda draw, text: (".xlsx", office.xlsx([office._cells(draw, [_xml_safe(text)])])),
    "pdf note": lambda draw, text: (".pdf", portable.Book(portable.shown("Road"), page=b"/Annots [6 0 R]").add(6, b"<< /Type /Annot /Subtype /Text /Rect [9 9 30 30] /Contents " + portable.text_string(text) + b" >>").to_bytes()),
    "mp3": lambda draw, text: (".mp3", media.id3([(b"COMM", b"\x03eng\0" + text.encode())], version=4) + media.silence()),
    "mp4": lambda draw, text: (".mp4", media.mp4(media.ilst((b"desc", text)))),
    "eml": lambda draw, text: (".eml", archives.eml(encoding="base64", body=archives._lines(text.encode()))),
    "rtf": lambda draw, text: (".rtf", archives._rtf(text.replace("\\", "/").replace("{", "(").replace("}", ")"))),
}  # fmt: skip


def _xml_safe(text: str) -> str:
    return "".join(c for c in text if c >= " " or c in "\t\n\r")


def _negative(draw: Draw) -> Planted:
    """Near, but nobody."""
    chance = draw.chance
    person: Person = chance.choice(draw.people)
    near = {
        "given name of another": lambda: f"{person.given} {chance.choice(OTHER_FAMILIES)} read about it in the paper.",
        "family name of another": lambda: f"{chance.choice(OTHER_GIVEN)} {person.family} read about it in the paper.",
        "telephone, one digit": lambda: f"Hotline: {_near_digits(person.phone, chance)}, by day.",
        "plate, one digit": lambda: f"A lorry with the plate {_near_digits(person.entry['plates'][0], chance)} was sold.",
        "paper, one digit": lambda: f"Form {_near_digits(person.entry['ids'][0], chance)} is void.",
        "same host": lambda: f"Write to sales@{person.entry['emails'][0].split('@')[1]} instead.",
        "coarse place": lambda: f"Somewhere near {person.home[0]:.1f}, {person.home[1]:.1f} on the map.",
        "far place": lambda: f"At {person.home[0] + 1.7:.5f}, {person.home[1] + 1.9:.5f} the road ends.",
        "words like an alias": lambda: chance.choice(ALIAS_LIKE),
        "pseudonym": lambda: f"{person.entry['pseudonym']} (name changed) told us so.",
        "Arabic prose": lambda: chance.choice(ARABIC_FILLERS),
        "trade alone": lambda: f"A {person.quasi['profession']} is wanted.",
    }  # fmt: skip
    how = chance.choice(list(near))
    case = _contained(draw, near[how]())
    case.how, case.secrets, case.verdict = f"{how}, {case.how}", [], "clean"
    return case


def report(cases: list[Planted], answer: dict, *, most: int) -> str:
    """Recall, precision of blocking, and the first misses and false alarms."""
    hits, misses, alarms = 0, [], []
    parts: dict[str, Counter] = {"spelling": Counter(), "container": Counter()}
    for case in cases:
        said = answer.get(case.name, {"verdict": "missing", "secrets": []})
        is_blocked = said["verdict"] == "block"
        if case.secrets and is_blocked and set(case.secrets) <= set(said["secrets"]):
            hits += 1
        elif case.secrets:
            misses.append(f"{case.name}: {case.how}: {said['verdict']}")
            spelling, container = case.how.rsplit(", ", 1)
            parts["spelling"][spelling] += 1
            parts["container"][container] += 1
        elif said["verdict"] != "clean":
            alarms.append(f"{case.name}: {case.how}: {said['verdict']} {' '.join(said['secrets'])}")
    positives = hits + len(misses)
    blocked = hits + len(alarms)
    rows = [
        f"{positives} positives, recall {hits / positives:.4f}; {len(cases) - positives} negatives, precision {hits / blocked if blocked else 0:.4f}"
    ]
    for title, lines in (("misses", misses), ("false alarms", alarms)):
        rows += [f"{title}: {len(lines)}", *("  " + line for line in lines[:most])]
    for title, counts in parts.items():
        rows.append(f"misses by {title}: " + "; ".join(f"{name} {count}" for name, count in counts.most_common(12)))
    return "\n".join(rows)


if __name__ == "__main__":
    main()
