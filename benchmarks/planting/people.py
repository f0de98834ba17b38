# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""The cast: invented protected sources of many regions and scripts, and the vault that holds them."""

import random
from dataclasses import dataclass, field

from planting import stock


@dataclass
class Person:
    """One protected source, as the vault holds it, and how else the world writes it."""

    id: str
    region: str
    latin: str
    """Full name as in the vault, or as the vault would have it."""
    spellings: list[str]
    """The same name in other conventions; none is in the vault."""
    native: str
    """The name in its own script; empty for Latin."""
    given: str
    family: str
    alias: str
    alias_spellings: list[str]
    alias_native: str
    phone: str
    entry: dict = field(default_factory=dict)
    """What stands in the vault."""
    quasi: dict = field(default_factory=dict)

    @property
    def home(self) -> tuple[float, float]:
        return self.entry["home"]["lat"], self.entry["home"]["lon"]


REGIONS = (
    "syria", "iraq", "kurd", "sudan", "ukraine", "burma", "latin", "yemen",
    "afghan", "eritrea", "belarus", "syria", "latin", "ukraine", "iraq", "sudan",
)  # fmt: skip
WITHOUT_NATIVE = ("P8", "P16")
"""Arabs whom the vault knows in Latin letters only."""
WITHOUT_LATIN = ("P15",)
"""One whom the vault knows in Arabic letters only."""
PSEUDONYMS = """Faris Haddadin|Basim Kheirallah|Lorin Demhat|Salih Omara|Petro Melnytskiy|Daw Mya Sein|Rosa Elvira Pardo|Hani Mutahhar|
Karim Wardaki|Saba Yohannes|Piotra Lisouski|Maha Tayyara|Julián Cárcamo|Oksana Boiko|Wisam Adhari|Idris Makki""".replace(
    "\n", ""
).split("|")
BYLINES = ["Ghaith Hollander", "Marisela Ortcliffe", "Karim Zuhayr Benson", "Ostap Lindqvist"]


def cast_people(chance: random.Random) -> list[Person]:
    """Sixteen people, no two of whom share a part of a name, an alias, a number or a home."""
    decks = {name: chance.sample(parts, len(parts)) for name, parts in vars(stock).items() if isinstance(parts, list)}
    people = []
    for index, region in enumerate(REGIONS):
        names = [part.split("|") for part in _name_parts(region, decks)]
        native, latin, *others = _join_names(region, names)
        aliases = _aliases(region, decks, chance)
        person = Person(
            id=f"P{index + 1}", region=region, latin=latin, native=native,
            spellings=[other for other in dict.fromkeys(others) if other != latin],
            given=names[0][min(1, len(names[0]) - 1)], family=_family(region, names),
            alias=aliases[1], alias_native=aliases[0],
            alias_spellings=[other for other in dict.fromkeys(aliases[2:]) if other != aliases[1]],
            phone=_phone(region, chance),
        )  # fmt: skip
        _fill_entry(person, PSEUDONYMS[index].strip(), chance)
        people.append(person)
    return people


def to_vault(people: list[Person]) -> dict:
    """The plain test vault of the measure."""
    return {
        "identities": [person.entry for person in people],
        "allowed": {
            "bylines": BYLINES,
            "pseudonyms": [person.entry["pseudonym"] for person in people],
            "public_points": public_points(people),
            "newsroom_phone": "+44 20 7946 0812",
            "max_coordinate_decimals_near_sources": 1,
        },
        "quasi_identifiers": {person.id: person.quasi for person in people},
    }


def public_points(people: list[Person]) -> list[dict]:
    """Two places that are public although they lie near a home."""
    return [
        {"name": f"District hospital {n}", "lat": round(p.home[0] + 0.0031, 4), "lon": round(p.home[1] - 0.0042, 4)}
        for n, p in enumerate(people[:3], 1)
    ]


def _name_parts(region: str, decks: dict[str, list[str]]) -> list[str]:
    def take(deck: str) -> str:
        return decks[deck].pop()

    if region in ("syria", "iraq", "yemen"):
        first = "ARAB_WOMEN" if len(decks["ARAB_WOMEN"]) % 2 and len(decks["ARAB_FAMILIES"]) % 2 else "ARAB_MEN"
        return [take(first), take("ARAB_MEN"), take("ARAB_FAMILIES")]
    if region == "burma":
        return [take("BURMESE"), take("BURMESE"), take("BURMESE")]
    if region == "latin":
        return [take("LATIN_GIVEN"), take("LATIN_FAMILIES"), take("LATIN_FAMILIES")]
    decks_of = {
        "sudan": ("SUDAN_MEN", "SUDAN_MEN", "ARAB_MEN"),
        "kurd": ("KURD_MEN", "KURD_MEN", "KURD_FAMILIES"),
        "ukraine": ("UKRAINE_GIVEN", "UKRAINE_FAMILIES"),
        "belarus": ("BELARUS_GIVEN", "BELARUS_FAMILIES"),
        "afghan": ("AFGHAN_GIVEN", "AFGHAN_FAMILIES"),
        "eritrea": ("ERITREAN_GIVEN", "ERITREAN_FATHERS"),
    }
    return [take(deck) for deck in decks_of[region]]


def _join_names(region: str, names: list[list[str]]) -> list[str]:
    if region == "latin":
        plain = [" ".join(part[0] for part in names)]
        return ["", *plain, _unaccented(plain[0])]
    between = "" if region == "burma" else " "
    native = between.join(part[0] for part in names)
    return [native, *(" ".join(part[min(column, len(part) - 1)] for part in names) for column in (1, 2, 3))]


def _family(region: str, names: list[list[str]]) -> str:
    if region == "latin":
        return names[1][0]
    return names[-1][1]


def _unaccented(text: str) -> str:
    return text.translate(str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN"))


def _aliases(region: str, decks: dict[str, list[str]], chance: random.Random) -> list[str]:
    if region in ("syria", "iraq", "yemen", "sudan", "kurd"):
        son = decks["SONS"].pop().split("|")
        mother = chance.random() < 0.3
        kunya = ("أم", "Umm", "Um", "Oum") if mother else ("أبو", "Abu", "Abou", "Abo")
        return [f"{word} {part}" for word, part in zip(kunya, son, strict=True)]
    nicknames = [name for name in stock.NICKNAMES[region] if name not in _given_out(decks)]
    alias = chance.choice(nicknames)
    decks.setdefault("given out", []).append(alias)
    return ["", alias]


def _given_out(decks: dict[str, list[str]]) -> list[str]:
    return decks.get("given out", [])


def _digits(pattern: str, chance: random.Random) -> str:
    return "".join(str(chance.randint(2, 9)) if mark == "#" else mark for mark in pattern)


def _phone(region: str, chance: random.Random) -> str:
    code, pattern = stock.COUNTRY[region]
    return f"+{code} {_digits(pattern, chance)}"


def _fill_entry(person: Person, pseudonym: str, chance: random.Random) -> None:
    base = stock.HOMES[person.region]
    given, family = _ascii(person.given), _ascii(person.family)
    lat, lon = (round(degree + chance.uniform(-0.35, 0.35), 5) for degree in base)
    arabic = person.region in ("syria", "iraq", "yemen", "sudan")
    names = [] if person.id in WITHOUT_LATIN else [person.latin]
    with_native = bool(person.native) and person.id not in WITHOUT_NATIVE
    if with_native and not arabic:
        names.append(person.native)
    aliases = [] if person.id in WITHOUT_LATIN else [person.alias]
    entry = {
        "id": person.id, "pseudonym": pseudonym, "role": chance.choice(["eyewitness", "driver", "officer", "relative"]),
        "names": names, "names_ar": [person.native] if with_native and arabic else [],
        "aliases": aliases, "aliases_ar": [person.alias_native] if person.alias_native and with_native else [],
        "phones": [person.phone],
        "emails": [f"{given}.{family}{chance.randint(11, 98)}@{chance.choice(['post', 'brief', 'kasten'])}-{chance.randint(3, 9)}.example"],
        "plates": [_digits(stock.PLATES[person.region], chance)],
        "ids": [chance.choice(["N", "A", "0"]) + _digits("#########", chance)],
        "handles": [f"@{given[:6]}_{family[:4]}{chance.randint(100, 999)}"],
        "usernames": [f"{given[0]}{family[:7]}{chance.randint(10, 99)}"],
        "devices": [chance.choice(["R58", "DNQ", "F2L", "XZK"]) + _code(8, chance)],
        "home": {"lat": lat, "lon": lon, "radius_m": chance.choice([1500, 2000, 3000])},
    }  # fmt: skip
    person.entry = {key: value for key, value in entry.items() if value != []}
    village = chance.choice(stock.VILLAGES[person.region].split("|"))
    taken = int(person.id[1:]) - 1
    person.quasi = {
        "age": str(chance.randint(23, 71)),
        "village": village,
        "profession": stock.TRADES[taken % len(stock.TRADES)],
        "detail": stock.DETAILS[taken % len(stock.DETAILS)],
    }


def _code(length: int, chance: random.Random) -> str:
    return "".join(chance.choice("ABCDEFGHJKLMNPRSTVWXYZ23456789") for _ in range(length))


def _ascii(text: str) -> str:
    folded = _unaccented(text).translate(str.maketrans("ŞşÎîÊêČčŠšŽž", "SsIiEeCcSsZz")).lower().removeprefix("al-")
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())
