"""What Arabic claims are about, and how they stand: polarity, stance, harm, scope, places."""

import pytest

from testimonia.model.testimony import Claim, Extraction, Polarity, Stance
from testimonia.model.values import Amount, Money, Occurrence, PlaceRef
from tests.extract.arabic.arabic_texts import read


def amounts(extraction: Extraction) -> list[Claim]:
    """The claims that count something."""
    return [claim for claim in extraction.claims if isinstance(claim.value, Amount)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مقتل طفل وإصابة 6 مدنيين في الغارة.", [("child", 1, "kill"), ("civilian", 6, "injure")]),
        ("استشهد ثلاثة أشخاص بينهم امرأة.", [("people", 3, "kill"), ("woman", 1, "kill")]),
        ("فقد 3 أشخاص حياتهم في الانفجار.", [("people", 3, "kill")]),
        ("لقي خمسة عمال مصرعهم في المنجم.", [("worker", 5, "kill")]),
        ("5 أطفال أصيبوا بالقصف.", [("child", 5, "injure")]),
        ("سقط 5 قتلى و3 جرحى.", [("people", 5, "kill"), ("people", 3, "injure")]),
        ("راح ضحيتها سبعة مدنيين.", [("civilian", 7, "kill")]),
        ("37 مدنيا بين قتيل وجريح.", [("civilian", 37, "")]),
        ("اعتقلت الشرطة 12 متظاهرا.", [("protester", 12, "arrest")]),
        ("قصفت القوات الحي بقذائف مدفعية عدة.", []),
        ("استشهاد طفلة ووالدتها بالقصف.", [("child", 1, "kill"), ("people", 2, "kill"), ("woman", 1, "kill")]),
        ("قُتل رجلان وطفل بالقصف.", [("man", 2, "kill"), ("people", 3, "kill"), ("child", 1, "kill")]),
    ],
)
def test_harm(text: str, expected: list[tuple[str, float, str]]) -> None:
    """Every count of people says what befell them."""
    found = [(c.about.noun, c.value.best, c.about.predicate) for c in amounts(read(text, kind="article", publisher="News"))]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "event", "happened"),
    [
        ("لم يتوقف الرتل عند الجسر.", "convoy stop", False),
        ("توقف الرتل عند الجسر.", "convoy stop", True),
        ("ما دفعت الشركة الرواتب.", "company pay wage", False),
        ("الحافلات لم تصل.", "bus arrive", False),
        ("لن يعود العمال.", "worker return", False),
    ],
)
def test_occurrence(text: str, event: str, happened: bool) -> None:
    """A verb says that something happened or did not, in the lemmas that English claims have."""
    values = [c.value for c in read(text, kind="interview", source="العم توما").claims if isinstance(c.value, Occurrence)]
    assert [(value.event, value.happened) for value in values] == [(event, happened)]


@pytest.mark.parametrize(
    ("text", "stance", "polarity"),
    [
        ("كنا نتوقع ٢٠٠ شخص.", Stance.EXPECTS, Polarity.AFFIRMED),
        ("سوف يصل ٢٠٠ شخص.", Stance.EXPECTS, Polarity.AFFIRMED),
        ("وعدونا بأن ندخل ٢٠٠ شخص.", Stance.PROMISES, Polarity.AFFIRMED),
        ("خرج ٢٠٠ شخص.", Stance.ASSERTS, Polarity.AFFIRMED),
        ("لم يخرج ٢٠٠ شخص.", Stance.ASSERTS, Polarity.NEGATED),
    ],
)
def test_stance_and_polarity(text: str, stance: Stance, polarity: Polarity) -> None:
    """The verb above a figure and a negation before it decide how the claim stands."""
    claims = amounts(read(text, kind="interview", source="العم توما"))
    assert [(claim.stance, claim.polarity) for claim in claims] == [(stance, polarity)]


def test_condition_makes_no_claim() -> None:
    """What would be if something were is not claimed."""
    assert amounts(read("لو خرج ٢٠٠ شخص لعرفنا.", kind="interview", source="العم توما")) == []


def test_denied_figure() -> None:
    """A denied statement negates the figure in it."""
    claims = amounts(read("نفى القائد مقتل 5 عمال.", kind="article", publisher="News"))
    assert [(claim.stance, claim.polarity) for claim in claims] == [(Stance.DENIES, Polarity.NEGATED)]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("شاحنتي وحدها حملت ١١٢ شخصا.", ("my lorry",)),
        ("كان في كل حافلة 60 شخصا.", ("each bus",)),
        ("كان في المدينة 60 شخصا.", ()),
    ],
)
def test_scope(text: str, scope: tuple[str, ...]) -> None:
    """A part of the whole limits its figure, glossed so that it meets the questions."""
    assert amounts(read(text, kind="interview", source="العم توما"))[0].about.scope == scope


def test_places() -> None:
    """A place is found behind a preposition or a kind of place, with the words as written; common words are not looked up."""
    text = "خرجنا من بيروت إلى قرية كفر ناصر عبر تل الزيتون ثم إلى البيت."
    places = [c.value for c in read(text, kind="interview", source="العم توما").claims if isinstance(c.value, PlaceRef)]
    assert [(place.name, place.words) for place in places] == [
        ("Beirut", "بيروت"),
        ("Kafr Nasir", "كفر ناصر"),
        ("Tall Zaytun", "تل الزيتون"),
    ]


def test_unlisted_noun_is_said() -> None:
    """A counted noun that no table knows keeps the text's word, and a note says so."""
    extraction = read("اشترينا ٢٠٠ زنبرك.", kind="interview", source="العم توما")
    assert [claim.value.unit for claim in amounts(extraction)] == ["زنبرك"]
    assert "زنبرك" in extraction.notes[0]


NOTE = """يقول إنهم حين وظفوه لم يحدثوه عن سلاح. «كنا نتوقع ٨٠ راكبا، لا أكثر.»

بحسب تقديره صعد إلى السفينة نحو ٩٠٠ شخص. «قاربي وحده حمل ٤٥ شخصًا.»

انطلقوا صباح ٣ أيلول. أخبره ابن عمه أن محرك إحدى الحافلات انكسر. «وعدونا بآلاف الدولارات. إلى اليوم لم أقبض شيئًا.»"""


def test_a_whole_note() -> None:
    """An interview note gives the claims its English twin would: units, intervals, stances, the relay, the unpaid wage."""
    extraction = read(NOTE, kind="interview", source="السائق الثالث", date="2019-09-20", first_hand="yes")
    found = [
        (c.value.unit, c.value.low, c.value.best, c.value.high, c.stance.value)
        for c in extraction.claims
        if isinstance(c.value, Amount | Money)
    ]
    assert found == [
        ("people", 80, 80, 80, "expects"),
        ("people", 765, 900, 1035, "asserts"),
        ("people", 45, 45, 45, "asserts"),
        ("bus", 1, 1, 1, "asserts"),
        ("USD", 2000, 4500, 9999, "promises"),
    ]
    assert [c.value.value for c in extraction.claims if hasattr(c.value, "earliest_start")] == ["2019-09-03TMO"]
    relayed = [s for s in extraction.statements if s.chain]
    assert [(s.speaker.name, s.chain[0].name, s.is_first_hand) for s in relayed] == [("third driver", "ابن عمه", False)]
    unpaid = [c.value for c in extraction.claims if isinstance(c.value, Occurrence) and "pay" in c.value.event]
    assert [value.happened for value in unpaid] == [False]


def test_spans_are_exact() -> None:
    """Every span cuts out of the rendition exactly the words it says."""
    extraction = read(NOTE, kind="interview", source="السائق الثالث", date="2019-09-20")
    spans = [claim.span for claim in extraction.claims] + [span for s in extraction.statements for span in s.content]
    assert [NOTE[span.start : span.end] for span in spans] == [span.exact for span in spans]


def test_same_input_same_ids() -> None:
    """A rerun names everything alike."""
    first, second = (read(NOTE, kind="interview", source="السائق الثالث", date="2019-09-20") for _ in range(2))
    assert first == second
