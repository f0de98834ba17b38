"""Who says what in Arabic: speaker, content, stance, hearsay."""

import pytest

from testimonia.model.testimony import Extraction, Form, Role, Stance, Statement
from tests.extract.arabic.arabic_texts import mark, read

MARKED = [
    "قال [الناطق باسم جبهة الشمال] {إن القوات دخلت البلدة}.",
    "وأكدت [وزارة الصحة] {أن خمسة أشخاص أصيبوا}.",
    "[مصدر طبي] قال {إن ثلاثة جرحى وصلوا إلى المشفى}.",
    "أفاد [ناشطون محليون] {بأن الطريق مقطوع}.",
    "وبحسب [لجنة الإغاثة]، {غرق القارب قبل الفجر}.",
    "{غرق القارب قبل الفجر}، وفقا ل[لجنة الإغاثة].",
    "وقال [العم توما]: {«لم نر أحدا على الجسر في تلك الليلة»}.",
    "{«لم نر أحدا على الجسر في تلك الليلة»}، قال [العم توما].",
    "نفى [قائد جبهة الشمال] {وجود أي اتفاق مع النقابة}.",
    "اعترفت [الشركة] {بأن المنجم لم يكن آمنا}.",
    "أعلنت [النقابة] {مقتل أربعة عمال في المنجم}.",
    "ذكرت [وكالة الأنباء] {أن الحريق بدأ في المستودع}، وأضافت {أنه استمر ساعتين}.",
    "رفضت [إدارة المنجم] {التعليق على الحادث}.",
    "اعترف [الحارس] {بسرقة ثلاث سيارات}.",
    "تعهد [المحافظ] {بتعويض المتضررين}.",
    "حذر [خبير] {من انهيار السد}.",
    "نقلت الوكالة عن [شاهد عيان] قوله {إن الحافلة انقلبت}.",
    "{«كنا نائمين»}، قال [العامل]، {«ولم نسمع شيئا»}.",
    "[مراسلنا]: {احتراق ثلاث شاحنات عند المعبر}",
]


@pytest.mark.parametrize("marked", MARKED)
def test_reported_speech(marked: str) -> None:
    """The content and the words for the speaker are exactly these, and nothing else of the text is speech."""
    text = "".join(sign for sign in marked if sign not in "[]{}")
    extraction = read(text, kind="article", publisher="Harbour News", date="2020-01-10")
    assert mark(text, extraction) == marked


def only(extraction: Extraction) -> Statement:
    """The one statement with a cue, or in quotation marks."""
    found = [s for s in extraction.statements if s.form not in (Form.NARRATION, Form.TURN)]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("نفى القائد أن تكون القوات قد دخلت البلدة.", Stance.DENIES),
        ("أقر المدير بأن العمال لم يقبضوا رواتبهم.", Stance.ADMITS),
        ("تعهدت الشركة بأن تدفع الرواتب.", Stance.PROMISES),
        ("هدد القائد بأن يقصف الميناء.", Stance.THREATENS),
        ("توقع الخبير أن ينهار السد.", Stance.EXPECTS),
        ("لم يؤكد المتحدث أن القارب غرق.", Stance.DECLINES),
        ("أضاف المتحدث أن القارب غرق.", Stance.ASSERTS),
    ],
)
def test_stance(text: str, stance: Stance) -> None:
    """The verb of saying gives its statement a stance."""
    assert only(read(text, kind="article", publisher="Harbour News")).stance is stance


def test_told_inside_what_is_told() -> None:
    """What a speaker was told is the speaker's statement too, relayed, with the one who told it in the chain."""
    text = "قالت ليلى إن جارها أخبرها أن الجنود باعوا الوقود."
    outer, inner = (s for s in read(text, kind="article", publisher="Harbour News").statements if s.cue)
    assert (outer.speaker.name, inner.speaker.name, [link.name for link in inner.chain]) == ("ليلى", "ليلى", ["جارها"])
    assert inner.is_first_hand is False


def test_declared_names() -> None:
    """A declared source is found by its Arabic alias, and a spokesman belongs to the party in his title."""
    driver = only(read("قال السائق الثالث إن الرتل توقف.", kind="article", publisher="Harbour News"))
    spokesman = only(read("قال المتحدث باسم جبهة الشمال إن الرتل توقف.", kind="article", publisher="Harbour News"))
    assert (driver.speaker.name, driver.speaker.role) == ("third driver", Role.PARTICIPANT)
    assert (spokesman.speaker.party, spokesman.speaker.role) == ("front", Role.OFFICIAL)


def test_verb_without_subject_goes_on() -> None:
    """A verb of saying without a subject has the speaker of the sentence before."""
    extraction = read("قالت النقابة إن العمال أضربوا. وأضافت أن المنجم أغلق.", kind="article", publisher="Harbour News")
    assert [s.speaker.name for s in extraction.statements] == ["Miners' Union", "Miners' Union"]


def test_relay_in_testimony() -> None:
    """What somebody told the source is the source's statement at second hand, with that person in its chain."""
    statement = only(read("أخبره جاره أن الجسر انهار.", kind="interview", source="العم توما", first_hand="yes"))
    assert (statement.speaker.name, [s.name for s in statement.chain], statement.is_first_hand) == (
        "Old Tomas",
        ["جاره"],
        False,
    )


@pytest.mark.parametrize("text", ["سمعت أن الجسر انهار.", "يقال إن الجسر انهار.", "قالوا لنا إن الجسر انهار."])
def test_hearsay_in_testimony(text: str) -> None:
    """What the source only heard is not first-hand, whoever said it."""
    statement = only(read(text, kind="interview", source="العم توما", first_hand="yes"))
    assert (statement.speaker.name, statement.is_first_hand) == ("Old Tomas", False)


def test_nobody_answers() -> None:
    """In an article, "it is said" has no speaker and counts as hearsay."""
    statement = only(read("ويقال إن السفينة غرقت.", kind="article", publisher="Harbour News"))
    assert (statement.speaker.name, statement.speaker.role) == ("", Role.HEARSAY)


def test_scare_quotes_are_no_speech() -> None:
    """A name or a word in quotation marks is nobody's statement."""
    extraction = read("دخلت قوات «جبهة الشمال» بلدة «كفر ناصر».", kind="article", publisher="Harbour News")
    assert [s for s in extraction.statements if s.form is Form.DIRECT] == []


def test_turns() -> None:
    """In a transcript the interviewer's turns are nobody's testimony."""
    extraction = read("س: كم شاحنة رأيت؟\n\nج: رأيت ٢٠ شاحنة.", turns=True, kind="interview", source="العم توما")
    assert [(s.form, s.speaker.name, s.content[0].exact) for s in extraction.statements] == [
        (Form.TURN, "Old Tomas", "رأيت ٢٠ شاحنة.")
    ]


def test_notes_of_the_note_taker() -> None:
    """What the note-taker says of themselves is not the source's statement."""
    text = "التقيته في مقهى وكان معه ٣ رجال. يقول إن القارب غرق."
    extraction = read(text, kind="interview", source="العم توما")
    assert [s.content[0].exact for s in extraction.statements] == ["إن القارب غرق"]


def test_quotation_over_two_paragraphs() -> None:
    """A quotation that opens again in the next paragraph is still the same speaker's."""
    text = "قال السائق الثالث: «مشينا في الليل ولم نر شيئا على الطريق.\n\n«وفي الصباح وصلنا إلى الجسر وكان مقطوعا.»"
    extraction = read(text, kind="article", publisher="Harbour News")
    assert {s.speaker.name for s in extraction.statements if s.form is Form.DIRECT} == {"third driver"}
