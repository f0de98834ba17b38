"""Quantities in Arabic, as intervals with unit and hedge."""

import pytest

from testimonia.extract.arabic.hedges import ArabicHedges
from testimonia.extract.arabic.quantities import find_quantities
from testimonia.extract.arabic.words import Text
from tests.extract.arabic.arabic_texts import split_marked

HEDGES = ArabicHedges()


def show(bound: float | None) -> str:
    """A bound as the cases write it."""
    return "-" if bound is None else f"{bound:g}"


@pytest.mark.parametrize(
    "marked",
    [
        "كنا نتوقع ⟨٢٠٠ شخص|200/200/200 people exact⟩، لا أكثر",
        "خرج من المدينة ⟨نحو ٤٠٠٠ شخص|3400/4000/4600 people about⟩ مع أمتعتهم",
        "وصل ⟨حوالي خمسين مقاتلا|42/50/58 fighter about⟩ ليلا",
        "كان في الميناء ⟨قرابة 300 عامل|250/300/350 worker about⟩",
        "فيها ⟨ما لا يقل عن خمسة وثلاثين شخصا|35/35/- people min⟩",
        "رأينا ⟨أكثر من ١٠٠ سيارة|100/100/- car min⟩",
        "كانوا ⟨٢٠ شخصا على الأقل|20/20/- people min⟩",
        "بقي ⟨أقل من عشرة عمال|0/10/10 worker max⟩",
        "عددهم ⟨لا يتجاوز 20 شخصا|0/20/20 people max⟩",
        "كان هناك ⟨بين ٥٠٠ و٦٠٠ مقاتل|500/550/600 fighter range⟩",
        "جاء ⟨٥٠٠ أو ٦٠٠ شخص|500/550/600 people range⟩",
        "دفع كل واحد ⟨من ٣ إلى ٥ آلاف دولار|3000/4000/5000 USD range⟩",
        "شاهدت ⟨عشرات المدنيين|20/44/99 civilian vague⟩ على الطريق",
        "نزح ⟨مئات العائلات|200/450/999 family vague⟩",
        "هرب ⟨عشرات الآلاف من المدنيين|20000/45000/99999 civilian vague⟩",
        "معه ⟨بضع عشرات من المقاتلين|30/52/90 fighter vague⟩",
        "سقط ⟨قتيلان|2/2/2 people exact⟩ و⟨ثلاثة جرحى|3/3/3 people exact⟩",
        "نقلنا ⟨جريحين|2/2/2 people exact⟩ و⟨طفلتين|2/2/2 child exact⟩",
        "⟨٥٠ شاحنة|50/50/50 lorry exact⟩ و⟨١٣ حافلة|13/13/13 bus exact⟩ و⟨أكثر من ١٠٠ سيارة|100/100/- car min⟩",
        "مقتل ⟨طفل|1/1/1 child exact⟩ وإصابة ⟨6 مدنيين|6/6/6 civilian exact⟩",
        "ومقتل ⟨مدنيين اثنين|2/2/2 civilian exact⟩ وإصابة ⟨3 آخرين|3/3/3 people exact⟩",
        "⟨٣٥٠٠ من أقاربهم|3500/3500/3500 relative exact⟩",
        "انتهى القصف ⟨دون وقوع إصابات|0/0/0 casualty exact⟩",
        "ارتفع عدد القتلى من ⟨5|5/5/5 people exact⟩ إلى ⟨8|8/8/8 people exact⟩",
        "القتلى: ⟨5|5/5/5 people exact⟩",
        "استشهاد ⟨كل من سامر العلي ووليد حسن ومحمود زيد|3/3/3 people exact⟩ بقصف",
        "طوله ⟨ستة كيلومترات|6/6/6 km exact⟩",
        "استغرق الطريق ⟨ثلاثة أيام|259200/259200/259200 s exact⟩",
        "انتظرنا ⟨يومين|172800/172800/172800 s exact⟩",
        "أعطوني ⟨600 دولار|600/600/600 USD exact⟩ فقط",
        "غادر ⟨نصف السكان|0.5/0.5/0.5 ratio exact⟩ و⟨ثلثا المقاتلين|0.666667/0.666667/0.666667 ratio exact⟩",
        "احترقت ⟨ثلاثة أرباع الخيام|0.75/0.75/0.75 ratio exact⟩ وعاد ⟨معظم الأهالي|0.5/0.7/1 ratio vague⟩",
        "انتظرنا ⟨نصف مليون دولار|500000/500000/500000 USD exact⟩",
        "سارت بسرعة ⟨60 كيلومترا في الساعة|60/60/60 km/h exact⟩",
        "صادروا ⟨طنين|2000/2000/2000 kg exact⟩ و⟨دولارين|2/2/2 USD exact⟩",
        "سيغادر ⟨ما يصل إلى 600 مقاتل|0/600/600 fighter max⟩",
        "وصل ⟨نيف وعشرون لاجئا|20/21/23 refugee about⟩",
        "قتل ⟨35 من النساء والأطفال|35/35/35 people exact⟩ واحترقت ⟨20 من الشاحنات والحافلات|20/20/20 thing exact⟩",
        "سقط ⟨12 شهيدا وجريحا|12/12/12 casualty exact⟩ و⟨40 رجلا|40/40/40 man exact⟩ و⟨طفل|1/1/1 child exact⟩",
        "سقط ⟨عشرات القتلى والجرحى|20/44/99 casualty vague⟩",
        "سقط ⟨ثلاثة قتلى|3/3/3 people exact⟩ و⟨خمسة جرحى|5/5/5 people exact⟩",
        "⟨لم يقتل أحد|0/0/0 people exact⟩ ونقلوا ⟨25 إصابة|25/25/25 people exact⟩",
        "قضى ⟨قائدان|2/2/2 commander exact⟩",
        "وعدونا ب⟨آلاف الدولارات|2000/4500/9999 USD vague⟩",
        "محور ⟨إحدى الشاحنات|1/1/1 lorry exact⟩ انكسر",
        "قتل ⟨الشاب|1/1/1 man exact⟩ سامر في بيته",
    ],
)
def test_quantities(marked: str) -> None:
    """Every quantity of a text is found with its exact words, its interval, its unit and its hedge, and nothing else is."""
    text, expected = split_marked(marked)
    found = [figure.value for figure in find_quantities(Text(text, 0), HEDGES, [])]
    shown = [f"{show(v.low)}/{show(v.best)}/{show(v.high)} {v.unit} {v.hedge.value}" for v in found]
    assert list(zip((v.words for v in found), shown, strict=True)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "عمرها سبع سنوات",
        "الطفل سامر (12 عاما)",
        "البالغ من العمر خمسة وثلاثين عاما",
        "قصفته طائرة Kavo-22",
        "قبل نصف الساعة",
        "اللواء 5 في الجبهة",
        "رقم 17 من الوثيقة",
        "شاحنتي وحدها",
        "بعد فترة واحدة من الزمن",
        "في العام 2016",
    ],
)
def test_what_only_looks_like_a_count(text: str) -> None:
    """Numbers that name something, possessives that look like duals, and years count nothing."""
    assert find_quantities(Text(text, 0), HEDGES, []) == []


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("400 لتر في الثانية", "l", "second"),
        ("300 دولار لكل حارس", "USD", "guard"),
        ("20 كيلومترا يوميا", "km", "day"),
        ("50 دولارا للشخص الواحد", "USD", "person"),
        ("50 دولارا في اليوم التالي", "USD", ""),
    ],
)
def test_rates(text: str, unit: str, per: str) -> None:
    """A rate keeps its unit and says what it is for one of; "in the following day" is a day and no rate."""
    (value,) = (figure.value for figure in find_quantities(Text(text, 0), HEDGES, []))
    assert (value.unit, value.per) == (unit, per)


def test_nobody_recorded() -> None:
    """A negated verb of recording with its subject between still counts nought."""
    (value,) = (figure.value for figure in find_quantities(Text("لم تسجل المشافي أي إصابات", 0), HEDGES, []))
    assert (value.low, value.high, value.unit) == (0, 0, "casualty")


def test_own_hedges() -> None:
    """An investigation's own line replaces the interval of the table, in Arabic as in English."""
    hedges = ArabicHedges({"بضع عشرات": (24, 60), "a few dozen": (1, 2)})
    value = find_quantities(Text("بضع عشرات من المقاتلين", 0), hedges, [])[0].value
    assert (value.low, value.high) == (24, 60)


@pytest.mark.parametrize(
    "text",
    [
        "قتل 35 من النساء والأطفال في الملجأ",
        "سارت القافلة بسرعة 60 كيلومترا في الساعة",
        "دفع المهربون 300 دولار لكل حارس",
        "استقبل المستشفى 25 إصابة بينها 5 خطيرة",
        "لم تسجل المشافي أي إصابات",
        "غادر ثلاثة أرباع السكان",
    ],
)
def test_cut_texts_are_read(text: str) -> None:
    """A text may end or begin at any word: whatever is found lies inside it, with exactly its words."""
    words = text.split()
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            cut = " ".join(words[first:last])
            assert all(figure.value.words in cut for figure in find_quantities(Text(cut, 0), HEDGES, []))
