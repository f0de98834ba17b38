"""Tolls, from raw texts to the lowest and highest number of people killed and injured. All texts are invented."""

from collections.abc import Callable
from itertools import permutations

import pytest
from msgspec.structs import replace

from testimonia.extract.extraction import Extractor
from testimonia.model.brief import Brief
from testimonia.model.material import Locator, Material, Metadata, Passage, Rendition
from testimonia.model.testimony import Claim, Statement
from testimonia.model.values import Hedge
from testimonia.reconcile.reconciliation import reconcile
from testimonia.reconcile.tolls import Account, Mention, count_persons, find_tolls, is_mention, read_tolls

Range = tuple[float, float] | None
Read = Callable[..., tuple[Range, Range]]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    """One extractor for all texts."""
    return Extractor(Brief())


def read_texts(extractor: Extractor, *texts: str) -> list[tuple[Claim, Statement]]:
    """The claims of several texts, each an item of its own."""
    pairs: list[tuple[Claim, Statement]] = []
    for n, text in enumerate(texts):
        rendition = Rendition(f"r-{n}", f"i-{n}", "text", "ar" if text[0] >= "\u0620" else "en", "test", text)
        passages = (Passage(f"p-{n}", rendition.id, 0, len(text), "paragraph", Locator()),)
        found = extractor.extract(Material(rendition, passages, Metadata(), f"{n}.txt"))
        statements = {s.id: replace(s, source_id=f"source-{n}") for s in found.statements}
        pairs += [(claim, statements[claim.statement_id]) for claim in found.claims]
    return pairs


@pytest.fixture(scope="module")
def tolls(extractor: Extractor) -> Read:
    """Killed and injured of several texts about one incident; ``dates`` are their days of publication."""

    def read(*texts: str, dates: tuple[str, ...] = ()) -> tuple[Range, Range]:
        published = {f"r-{n}": Metadata(published=date) for n, date in enumerate(dates)}
        found = read_tolls(read_texts(extractor, *texts), lambda r: published.get(r, Metadata()))
        by_harm = {toll.harm: (toll.low, toll.high) for toll in found}
        return by_harm.get("kill"), by_harm.get("injure")

    return read


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("The strike killed eight people, including three children, and wounded 11 others.", (8, 8), (11, 11)),
        ("Two men and a woman were killed when the bus burned.", (3, 3), None),
        ("The shell killed a teacher, his wife and two daughters.", (4, 4), None),
        ("A family of five died when their home was hit.", (5, 5), None),
        ("Between four and six villagers were killed.", (4, 6), None),
        ("Several people were wounded.", None, (2, 2)),
        ("Dozens were injured in the blast.", None, (12, 24)),
        ("2 dead, 7 hurt in market blast", (2, 2), (7, 7)),
        ("Four men were shot, one fatally, outside the mill on Sunday.", None, (4, 4)),
        ("Nobody spoke of the harvest.", None, None),
        ("A nurse was taken to the hospital, where she died.", (1, 1), None),
        ("Mirko Odeh, 43, and Lena Odeh, 39, were killed in the fire.", (2, 2), None),
        ("The gunman killed three neighbours and himself.", (4, 4), None),
    ],
)
def test_one_english_account(tolls: Read, text: str, killed: Range, injured: Range) -> None:
    """Parts are never added, named groups are, a plural that nobody counted is two."""
    found_killed, found_injured = tolls(text)
    assert found_killed == killed
    assert injured is None or found_injured == injured


@pytest.mark.parametrize(
    ("text", "killed", "injured"),
    [
        ("قتل 3 مدنيين بينهم طفل وأصيب 11 آخرون بينهم امرأتان في القصف على بلدة الوادي", (3, 3), (11, 11)),
        ("استشهاد امرأة وطفلتها بقصف مدفعي على قرية التل", (2, 2), None),
        ("إصابة طفلين جراء القصف على أطراف القرية ومحيط المدرسة", None, (2, 2)),
        ("شهداء وجرحى في القصف على السوق وسط المدينة", (2, 2), (2, 2)),
        ("سقوط ٧ قتلى وعشرات الجرحى في القصف على السوق", (7, 7), (12, 24)),
        ("ما تسبب بمقتل مدني وإصابة اثنين في المدينة وعلى الطريق", (1, 1), (2, 2)),
    ],
)
def test_one_arabic_account(tolls: Read, text: str, killed: Range, injured: Range) -> None:
    """Duals, gendered forms, digits of both kinds and uncounted plurals count in Arabic as in English."""
    assert tolls(text) == (killed, injured)


def test_killed_and_wounded_under_one_number_are_never_killed(tolls: Read) -> None:
    """A number for dead and wounded together is added to neither."""
    killed, _ = tolls("استشهاد وإصابة 4 مواطنين في القصف على المدينة وعلى الطريق")
    assert killed is None


def test_differing_accounts_give_the_ends(tolls: Read) -> None:
    """Undated accounts that differ give low and high."""
    texts = (
        "Shelling of Halfa market killed three people on Tuesday.",
        "Five people were killed in the shelling of Halfa market on Tuesday, a medic said.",
        "Three people died in the shelling of Halfa market, the council said on Tuesday.",
    )
    assert tolls(*texts)[0] == (3, 5)


def test_later_reports_correct_earlier_ones(tolls: Read) -> None:
    """Of dated reports the figure that most speaks for stands alone."""
    texts = (
        "One person was killed in the fire at Orla mill.",
        "Two people were killed in the fire at Orla mill, police said.",
        "Two people were killed in the fire at Orla mill, the coroner said.",
    )
    assert tolls(*texts, dates=("2031-03-01", "2031-03-02", "2031-03-05"))[0] == (2, 2)


def test_other_news_on_the_page_is_left_out(tolls: Read) -> None:
    """A figure whose words no other account shares weighs next to nothing."""
    texts = (
        "Rockets hit Wadi Sarim village and killed two farmers.\nA ferry sank off Port Ebba and 90 passengers died.",
        "Two farmers were killed when rockets hit Wadi Sarim village.",
        "Rockets on Wadi Sarim village killed two farmers, neighbours said.",
    )
    assert tolls(*texts)[0] == (2, 2)


def test_background_figures_weigh_little(tolls: Read) -> None:
    """A year's total in the same text is not the incident's toll."""
    assert tolls("The blast at Orla killed four people. So far this year 310 people were killed in the province.")[0] == (4, 4)


def test_at_least_leaves_the_top_open_and_up_to_the_bottom(tolls: Read) -> None:
    """A higher figure passed on beside "at least", and a lower one beside "up to", are the other end."""
    assert tolls("At least eight people were killed. Other residents said that ten people were killed.")[0] == (8, 10)
    assert tolls("Up to 11 people were killed. The hospital said that nine people were killed.")[0] == (9, 11)


def test_denied_and_supposed_harm_counts_nobody(tolls: Read) -> None:
    """What did not happen, or was only feared, is no toll."""
    assert tolls("If the roof had fallen, thirty people would have been killed.")[0] is None


def test_order_does_not_matter(extractor: Extractor) -> None:
    """The same testimony in any order gives the same tolls, claims included."""
    pairs = read_texts(extractor, "Two men were killed and six people injured.", "Three men were killed.")
    few = pairs[:4]
    found = {read_tolls(list(order), lambda _: Metadata()) for order in permutations(few)}
    assert len(found) == 1


def test_a_toll_leads_back_to_claims(extractor: Extractor) -> None:
    """Every toll names the claims it rests on."""
    pairs = read_texts(extractor, "Two men and a woman were killed near the bridge.")
    toll = read_tolls(pairs, lambda _: Metadata())[0]
    assert toll.claim_ids
    assert set(toll.claim_ids) <= {claim.id for claim, _ in pairs}


def test_mentions_make_no_question(extractor: Extractor) -> None:
    """A person told of is counted in tolls only; no question is proposed for it."""
    pairs = read_texts(extractor, "Mirko Odeh was killed near the bridge.")
    assert any(is_mention(claim) for claim, _ in pairs)
    found = reconcile(Brief(), {}, lambda: pairs, metadata_of=lambda _: Metadata())
    assert not any("killed" in question.text for question in found.questions)
    assert [(toll.harm, toll.low, toll.high) for toll in found.tolls] == [("kill", 1, 1)]


def mention(words: str, share: str, start: int, low: float = 1, *, harm: str = "kill", statement: str = "s") -> Mention:
    """A mention of people harmed."""
    return Mention(f"c-{start}", statement, start, harm, share, low, low, Hedge.EXACT, "person", words, words)


def test_described_and_named_is_one_person() -> None:
    """A description with a name behind it, and a family name after the full one, are the same person."""
    own = [mention("his father", "one", 0), mention("Khalil Odeh", "name", 11), mention("Odeh", "name", 40)]
    assert count_persons(own) == 1 + 1
    assert count_persons([mention("Khalil Odeh", "name", 0), mention("Odeh", "name", 40)]) == 1


def test_copies_add_no_voice() -> None:
    """An account made of sentences that others have said before does not make its figure weigh more."""
    one = [mention("3 killed at Orla", "", 0, 3, statement="a")]
    other = [mention("5 killed at Orla", "", 0, 5, statement="b")]
    accounts = [Account("r-1", one), Account("r-2", other), Account("r-3", other), Account("r-4", other)]
    assert [(toll.low, toll.high) for toll in find_tolls(accounts)] == [(3, 5)]


def test_those_shot_who_did_not_die_are_the_injured() -> None:
    """Where nobody counts the injured, those struck less the dead are."""
    own = [mention("four shot", "", 0, 4, harm="shoot", statement="a"), mention("one dead", "", 50, 1, statement="b")]
    assert [(toll.harm, toll.low) for toll in find_tolls([Account("r", own)])] == [("kill", 1), ("injure", 3)]
