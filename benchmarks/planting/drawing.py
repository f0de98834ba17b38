# ruff: noqa: E501 (rows of literal bytes and mark-up are kept whole; makers share one signature)
"""What a maker of a file draws from: people, their identifying strings, and newsroom sentences around them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from planting.people import Person


@dataclass
class Slip:
    """A string that gives a person away, as the vault holds it or, for ``how``, otherwise."""

    person: Person
    field: str
    text: str
    how: str = "as in the vault"


@dataclass
class Planted:
    """One file of the suite."""

    name: str
    data: bytes
    kind: str
    how: str
    verdict: str = "block"
    secrets: list[str] = field(default_factory=list)


NAMES = ("name", "alias")
NUMBERS = ("phone", "email", "plate", "number", "handle", "username", "device")
ALL = (*NAMES, *NUMBERS)
KEYS = {
    "phone": "phones", "email": "emails", "plate": "plates", "number": "ids", "handle": "handles", "username": "usernames",
    "device": "devices",
}  # fmt: skip


class Draw:
    """Hands out people in turn, so that every file names others, and remembers whom it handed out."""

    def __init__(self, people: Sequence[Person], chance: random.Random) -> None:
        self.people = list(people)
        self.chance = chance
        self.used: list[str] = []
        self._turn = 0

    def start(self) -> None:
        """Begin a new file."""
        self.used = []

    def person(self, *, having: str = "", regions: Sequence[str] = ()) -> Person:
        """The next person in turn who fits, not yet in this file if that can be had."""
        for is_fresh in (True, False):
            for step in range(len(self.people)):
                person = self.people[(self._turn + step) % len(self.people)]
                fits = (not regions or person.region in regions) and self._has(person, having)
                if fits and (not is_fresh or person.id not in self.used):
                    self._turn = (self._turn + step + 1) % len(self.people)
                    self.use(person)
                    return person
        raise LookupError(having)

    def use(self, person: Person) -> None:
        if person.id not in self.used:
            self.used.append(person.id)

    def _has(self, person: Person, having: str) -> bool:
        return not having or bool(person.entry.get(having))

    def slip(self, *fields: str) -> Slip:
        """A string as the vault holds it, of one of the fields; the script of a name varies."""
        kind = self.chance.choice(fields or ALL)
        if kind in NAMES:
            person = self.person(having="names" if kind == "name" else "aliases")
            return Slip(person, kind, person.entry["names" if kind == "name" else "aliases"][0])
        if kind in ("name_ar", "alias_ar"):
            key = "names_ar" if kind == "name_ar" else "aliases_ar"
            person = self.person(having=key)
            return Slip(person, kind, person.entry[key][0])
        person = self.person(having=KEYS[kind])
        return Slip(person, kind, person.entry[KEYS[kind]][0])

    def slip_that(self, fits: Callable[[str], bool], *fields: str) -> Slip:
        """A string that the place can hold; people whose string it cannot hold are not in the file."""
        while True:
            before = list(self.used)
            slip = self.slip(*fields)
            if fits(slip.text):
                return slip
            self.used = before

    def latin_name(self) -> Slip:
        return self.slip("name")

    def arabic_name(self) -> Slip:
        return self.slip("name_ar")

    def home(self) -> Slip:
        """A point in somebody's home area; its text is in ``notations``."""
        person = self.person(having="home")
        return Slip(person, "coordinates", "")

    def point(self, person: Person) -> tuple[float, float]:
        """Some hundred metres from the home at most."""
        lat, lon = person.home
        return round(lat + self.chance.uniform(-0.003, 0.003), 6), round(lon + self.chance.uniform(-0.003, 0.003), 6)

    def sentence(self, slip: Slip, text: str | None = None) -> str:
        """A newsroom sentence with the string in it."""
        shape = self.chance.choice(SENTENCES.get(slip.field, SENTENCES["name"]))
        return shape.format(text if text is not None else slip.text)

    def story(self, how_many: int = 3, fields: Sequence[str] = ALL) -> list[str]:
        """Sentences with that many strings, and harmless ones between."""
        rows = []
        for _ in range(how_many):
            rows += [self.chance.choice(FILLERS), self.sentence(self.slip(*fields))]
        return [*rows, self.chance.choice(FILLERS)]

    def text(self, how_many: int = 3, fields: Sequence[str] = ALL) -> str:
        return "\n".join(self.story(how_many, fields)) + "\n"

    def filler(self, how_many: int = 3) -> list[str]:
        return self.chance.sample(FILLERS, how_many)


SENTENCES = {
    "name": [
        "Our reporter met {} twice, the second time in the cellar of the bakery.",
        "According to {}, the column stopped at the pumping station for an hour.",
        "The list that reached us names {} among those who signed.",
        "“We counted the lorries from the roof,” said {} on the second evening.",
        "Check with {} before the paragraph on the checkpoint goes out.",
    ],
    "alias": [
        "Everybody at the crossing calls him {} and nothing else.",
        "The voice on the recording is that of {}, two people told us.",
        "Money was handed over by {} behind the mill.",
    ],
    "name_ar": ["قال {} إن الشاحنات توقفت عند محطة المياه قبل الفجر.", "التقى مراسلنا {} مرتين في قبو المخبز.", "وبحسب {}، لم يُسمح لأحد بالعبور."],
    "alias_ar": ["الكل عند المعبر ينادونه {} ولا شيء غير ذلك.", "سُلّم المال إلى {} خلف الطاحونة."],
    "phone": ["Call {} after dark only.", "The number in the notebook is {} and it still rings.", "Reach the driver on {} for a last check."],
    "email": ["The photographs came from {} in four parts.", "Write to {} about the corrections."],
    "plate": ["The van, plate {}, was burnt in March.", "We saw the registration {} on two of the films."],
    "number": ["The card bears the number {} and a stamp.", "File {} is missing from the court's shelf."],
    "handle": ["The clip was first put up by {} before it vanished.", "A message from {} set the time."],
    "username": ["Saved from the machine of {} at noon.", "Last change by {} on the shared drive."],
    "device": ["The telephone, serial {}, was handed back.", "Camera body {} made all eleven pictures."],
    "coordinates": ["The house stands at {} behind the mill.", "Position noted on the form: {}"],
}  # fmt: skip

FILLERS = [
    "The convoy left before first light and halted twice.",
    "Nobody at the ministry answered our questions in writing.",
    "Prices of flour had doubled within a fortnight.",
    "The bridge was closed to all but the sick.",
    "Two films show the same smoke from different roofs.",
    "Rain had washed out the road beyond the third culvert.",
    "The agreement was read aloud once and never printed.",
    "What happened after midnight remains in dispute.",
    "The hospital's own ledger speaks of eleven admissions.",
    "A spokesman promised an inquiry and set no date.",
    "Witnesses agree on the hour and differ on the number.",
    "The generator ran for six hours a day at best.",
    "Drivers were told to switch off their lamps.",
    "No flag was shown on any of the vehicles.",
    "By spring the market had moved to the schoolyard.",
    "The satellite picture of that week is cloudy.",
]

ARABIC_FILLERS = [
    "غادرت القافلة قبل الفجر وتوقفت مرتين.", "لم يجب أحد في الوزارة عن أسئلتنا خطياً.", "تضاعف سعر الطحين خلال أسبوعين.",
    "كان الجسر مغلقاً أمام الجميع عدا المرضى.", "يُظهر تسجيلان الدخان نفسه من سطحين مختلفين.", "وعد ناطق رسمي بتحقيق ولم يحدد موعداً.",
]  # fmt: skip
