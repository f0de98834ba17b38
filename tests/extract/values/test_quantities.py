"""Counts, sums, measures and durations, written inside the text: «words|low|best|high|unit|hedge|per»."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from parsed import parse

from testimonia.extract.values.hedges import HedgeTable
from testimonia.extract.values.quantities import find_quantities
from testimonia.model.values import Amount, Duration, Money

HEDGES = HedgeTable()
DAY = 86_400
HOUR = 3_600

MARKED = [
    "He saw «12–15 wagons|12|13.5|15|wagon|range|».",
    "It cost «$5–7 million|5000000|6000000|7000000|USD|range|».",
    "«Only a few dozen fighters|24|30|60|fighter|vague|» left, all of them local.",
    "«About 4,000 people|3400|4000|4600|people|about|» left, counting women and children.",
    "«About 4,000|3400|4000|4600|people|about|» left.",
    "The convoy was «six to seven kilometres|6|6.5|7|km|range|» long.",
    "There were «almost 50 lorries|42|48|50|lorry|about|», «13 buses|13|13|13|bus|exact|» and "
    "«more than 100 of the group's own vehicles|100|100|-|vehicle|min|».",
    "«Three or four foreigners|3|3.5|4|foreigner|range|driver» rode with each driver.",
    "«Three or four|3|3.5|4||range|driver» with each driver.",
    "Each lorry carried «112 people|112|112|112|people|exact|lorry».",
    "The strikes killed «500 or 600 people|500|550|600|people|range|».",
    "«Between 250 and 300 fighters|250|275|300|fighter|range|» left in «6-7 trucks|6|6.5|7|truck|range|».",
    "«250 of the fighters|250|250|250|fighter|exact|» refused.",
    "«Dozens of fighters|24|49|99|fighter|vague|» and «scores of civilians|40|63|99|civilian|vague|» came.",
    "«Tens of thousands of refugees|20000|45000|99999|refugee|vague|» fled.",
    "«Several hundred|300|520|900|people|vague|» were killed.",
    "«Many foreigners|5|-|-|foreigner|vague|» were there.",
    "«A huge number of foreigners|10|-|-|foreigner|vague|» came.",
    "«No foreigners|0|0|0|foreigner|exact|» left.",
    "«None of the fighters|0|0|0|fighter|exact|» was hurt.",
    "«Not a single lorry|0|0|0|lorry|exact|» was searched.",
    "«Half of them|0.5|0.5|0.5|ratio|exact|» were foreign.",
    "«One in ten|0.1|0.1|0.1|ratio|exact|» was a child.",
    "He sold «a quarter of the cattle|0.25|0.25|0.25|ratio|exact|».",
    "«One soldier|1|1|1|soldier|exact|» was killed and «seven others|7|7|7|people|exact|» were wounded.",
    "«A soldier|1|1|1|soldier|exact|» was killed by a mine.",
    "«At least 12 dead|12|12|-|people|min|» and «30 wounded|30|30|30|people|exact|» were counted.",
    "A team of «four|4|4|4|people|exact|» met them.",
    "A «50-lorry|50|50|50|lorry|exact|» convoy left.",
    "They counted «~50 lorries|42|50|58|lorry|about|» and «70+ buses|70|70|-|bus|min|».",
    "They had «250 rifles at most|0|250|250|rifle|max|».",
    "«Fewer than 20 tents|0|20|20|tent|max|» were left.",
    "«Upwards of 100 miners|100|100|-|miner|min|» walked out.",
    "«5% to 20%|5|12.5|20|percent|range|» of the crop was lost.",
    "The crowd of «1.5m people|1500000|1500000|1500000|people|exact|» dispersed.",
    "«20 tonnes|20000|20000|20000|kg|exact|» of ammunition were found.",
    "The wall is «10 miles|16.09344|16.09344|16.09344|km|exact|» long.",
    "A «500-pound|226.796185|226.796185|226.796185|kg|exact|» bomb fell.",
    "They passed «20 foot soldiers|20|20|20|soldier|exact|».",
    "«2,000 fighters|2000|2000|2000|fighter|exact|» and «2000 rifles|2000|2000|2000|rifle|exact|» were there.",
    "The number of fighters rose from «50|50|50|50||exact|» to «80|80|80|80||exact|».",
    "They found «about\n50 bodies|42|50|58|body|about|» there.",
    "«Two thirds of the buses|0.6667|0.6667|0.6667|ratio|exact|» were empty.",
    "He charges «600 US dollars a person|600|600|600|USD|exact|person» and "
    "«at least 1,500 for a family|1500|1500|-|USD|min|family».",
    "It cost «$600 per person|600|600|600|USD|exact|person».",
    "They pay «4,000 US dollars a fighter|4000|4000|4000|USD|exact|fighter» "
    "«up to 20,000 for a large family|0|20000|20000|USD|max|family».",
    "Drivers were promised «thousands of dollars|2000|4500|9999|USD|vague|».",
    "The fund lost «£3bn|3000000000|3000000000|3000000000|GBP|exact|» and «$1.5m|1500000|1500000|1500000|USD|exact|».",
    "They received «500 Iraqi dinars|500|500|500|IQD|exact|» and «300 dinars|300|300|300|dinar|exact|».",
    "He paid «HK$ 50|50|50|50|HKD|exact|» and «EUR50m|50000000|50000000|50000000|EUR|exact|».",
    f"It lasted «almost ten hours|{8.5 * HOUR}|{9.6 * HOUR}|{10 * HOUR}|s|about|».",
    f"He was hired for a «six-hour job at most|0|{6 * HOUR}|{6 * HOUR}|s|max|».",
    f"It took «three days|{3 * DAY}|{3 * DAY}|{3 * DAY}|s|exact|» of driving.",
    f"They waited for «two hours and 30 minutes|{2.5 * HOUR}|{2.5 * HOUR}|{2.5 * HOUR}|s|exact|».",
    f"We waited for «an hour and a half|{1.5 * HOUR}|{1.5 * HOUR}|{1.5 * HOUR}|s|exact|».",
    f"It took «half an hour|{0.5 * HOUR}|{0.5 * HOUR}|{0.5 * HOUR}|s|exact|».",
    f"They came over «three days|{3 * DAY}|{3 * DAY}|{3 * DAY}|s|exact|».",
    f"It took «over three days|{3 * DAY}|{3 * DAY}|-|s|min|».",
    "«5 hurt|5|5|5|people|exact|», «3 dead|3|3|3|people|exact|» in market blast",
    "Bomb kills «7|7|7|7|people|exact|», wounds «20|20|20|20|people|exact|».",
    "«Twelve|12|12|12|people|exact|» were seriously injured and «30 others|30|30|30|people|exact|» were hurt.",
    "The «12 injured men|12|12|12|man|exact|» left.",
    "«More than 100 of the group’s own vehicles|100|100|-|vehicle|min|» left.",
    "«Fifty lorries|50|50|50|lorry|exact|» set out. «Ten|10|10|10|lorry|exact|» never arrived.",
    "Of the «40 miners|40|40|40|miner|exact|», «ten|10|10|10|miner|exact|» died.",
    "They sold «435 homes|435|435|435|home|exact|» by tender and «187|187|187|187|home|exact|» by auction.",
    "Police met «300 protesters|300|300|300|protester|exact|», up from «200|200|200|200|protester|exact|» a week before.",
    "«20|20|20|20|lorry|exact|» of the «50 lorries|50|50|50|lorry|exact|» burnt.",
    "«A very large number of foreigners|10|-|-|foreigner|vague|» came, «a small number|1|4|12|people|vague|» were killed.",
    "It fell to «minus 40 degrees|-40|-40|-40|°|exact|», then «-5 degrees|-5|-5|-5|°|exact|».",
    "The offer was «$7/$9 a share|7|8|9|USD|range|share».",
    "They pay «8 or $9|8|8.5|9|USD|range|».",
    "The fund grew from «24|24000000|24000000|24000000|EUR|exact|» to "
    "«33 million euros|33000000|33000000|33000000|EUR|exact|».",
    "«A third of the houses|0.3333|0.3333|0.3333|ratio|exact|» burnt and "
    "«two in every five families|0.4|0.4|0.4|ratio|exact|» left.",
    "The buses, «two of which|2|2|2|bus|exact|» burnt, carried men, «five of whom|5|5|5|man|exact|» were armed.",
    "A «12 page|12|12|12|page|exact|» report named «50 Toyota and Nissan lorries|50|50|50|lorry|exact|».",
    "«12 riot police|12|12|12|police|exact|» came in «3 aircraft|3|3|3|aircraft|exact|».",
    "They dropped «two 500-pound bombs|2|2|2|bomb|exact|».",
    "«Thirtythree seamen|33|33|33|seaman|exact|» were hurt.",
    "He lost «£4.2b|4200000000|4200000000|4200000000|GBP|exact|» and «RM23.50|23.5|23.5|23.5|MYR|exact|».",
    "The plot has «1520 sq m|0.00152|0.00152|0.00152|km2|exact|».",
    "They drove at «60 km/h|60|60|60|km/h|exact|», then «40 mph|64.37376|64.37376|64.37376|km/h|exact|».",
    "It was going at «60 km/h|60|60|60|km/h|exact|».",
    "The wind blew at «30 metres per second|108|108|108|km/h|exact|», the dust at «1 km a minute|60|60|60|km/h|exact|».",
    "The spring gives «12 litres per second|12|12|12|l|exact|second» and the well «3 l/s|3|3|3|l|exact|second».",
    "They walked «20 km a day|20|20|20|km|exact|day».",
    "Output grew «sixfold|6|6|6|times|exact|» and then «more than ten-fold|10|10|-|times|min|».",
    "He looked at the «sub-500 sq m|0|0.0005|0.0005|km2|max|» market.",
    "There were «40 dead and wounded|40|40|40|casualty|exact|» in the square.",
    "«12 killed|12|12|12|people|exact|» and «30 wounded|30|30|30|people|exact|» were counted.",
    "The guard found «100 crates, if not more|100|100|-|crate|min|», in the yard.",
    "Bread went up to «80 cents a loaf|80|80|80|cent|exact|loaf».",
    f"He took «20 families|20|20|20|family|exact|» across in «one week|{7 * DAY}|{7 * DAY}|{7 * DAY}|s|exact|».",
]

UNCOUNTED = [
    "Patrol boat 7 rammed the trawler.",
    "The papers lay in room 14 of 22 Mill Lane.",
    "The band 7 Percent Rain played at the wake.",
    "The reasons are twofold.",
    "Call +963 11 555 1234 for help.",
    "Khalil, 35, drove.",
    "a 35-year-old driver",
    "He was aged 35.",
    "She is 35 years old.",
    "He drove an 18-wheeler.",
    "He carried an AK-47.",
    "An F-16 passed.",
    "They took Route 66.",
    "Resolution 2254 was passed.",
    "See page 4.",
    "After 9/11 everything changed.",
    "Call 020 7946 0958 or +44 7700 900123.",
    "Call 555-1234.",
    "They won 3-1.",
    "1. The convoy left.",
    "(2) The drivers were paid.",
    "The 2003 invasion began.",
    "In 2014 they left.",
    "On 12 October they left.",
    "They came at 16:30.",
    "About four in the afternoon they came.",
    "They came three days later.",
    "He left two weeks ago.",
    "In the past couple of weeks they came.",
    "One day he left.",
    "One of the men returned.",
    "The one who came is here.",
    "No one knows.",
    "No deal was made.",
    "There was no longer any doubt.",
    "How many were there?",
    "The third driver left.",
    "He scores often.",
    "A driver came.",
    "The first half was quiet.",
    "The 787 Dreamliner landed.",
    "She was 35 when the girl, who was ten, left.",
    "Nobody under the age of 18 may enter.",
    "The village had a 5G mast.",
    "They had a 2-0 lead.",
]


def show(value: float | None) -> str:
    return "-" if value is None else f"{value:.10g}" if value > 1 or value == int(value) else f"{value:.4g}"


def marked(text: str) -> str:
    """The text with every value found written back into it."""
    found = find_quantities(parse(text), HEDGES)
    for f in reversed(found):
        v = f.value
        assert isinstance(v, Amount | Money | Duration)
        numbers = "|".join(show(x) for x in (v.low, v.best, v.high))
        text = f"{text[: f.start]}«{v.words}|{numbers}|{v.unit}|{v.hedge}|{v.per}»{text[f.end :]}"
    return text


def plain(text: str) -> str:
    return re.sub(r"«([^|»]*)\|[^»]*»", r"\1", text)


def normal(text: str) -> str:
    """Numbers in the expectations written as `show` writes them."""
    return re.sub(r"(?<=\|)-?\d[\d.]*(?=\|)", lambda m: show(float(m[0])), text)


@pytest.mark.parametrize("expected", MARKED)
def test_value_is_read_with_its_words(expected: str) -> None:
    """Words, interval, unit, hedge and rate of every quantity in the sentence, and nothing else."""
    assert marked(plain(expected)) == normal(expected)


@pytest.mark.parametrize("text", UNCOUNTED)
def test_figure_that_counts_nothing_is_left_alone(text: str) -> None:
    """Ages, names, dates, telephone numbers, results, list numbers and idioms are no quantities."""
    assert marked(text) == text


def test_head_is_the_counted_noun() -> None:
    """The head leads the claim builder to the noun."""
    doc = parse("About 3,500 heavily burdened family members left with 20 tonnes of food.")
    assert [doc[f.head].text for f in find_quantities(doc, HEDGES)] == ["members", "tonnes"]


def test_line_break_does_not_move_offsets() -> None:
    """Head and offsets belong to the passage as given, also where a line breaks inside the phrase."""
    doc = parse("Later about\n50\nwounded fighters left.")
    (found,) = find_quantities(doc, HEDGES)
    assert (doc.text[found.start : found.end], doc[found.head].text) == ("about\n50\nwounded fighters", "fighters")


def test_investigation_table_decides() -> None:
    """The interval comes from the table that is passed in."""
    (found,) = find_quantities(parse("A few dozen fighters left."), HedgeTable({"a few dozen": (20, 80)}))
    assert isinstance(found.value, Amount)
    assert (found.value.low, found.value.high) == (20, 80)


def test_tokenised_text_is_tolerated() -> None:
    """Text from corpora with spaced quotes and escaped strokes is read all the same."""
    doc = parse("`` About 50 lorries left '' , he said , after 3 1\\/2 hours .")
    assert [f.value.words for f in find_quantities(doc, HEDGES)] == ["About 50 lorries", "3 1\\/2 hours"]


VOCABULARY = """
about almost at least more than up to between and or to only a an few dozen dozens several hundred thousand million
4,000 250 1.5m $600 £3bn 6-7 three four one no none half of them the fighters lorries people killed were left km
kilometres hours days weeks per each driver person dollars % , . ( ) - 35 years old 2014 October
"""
WORDS = st.sampled_from(VOCABULARY.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=14))
def test_any_text_gives_ordered_bounds_and_true_offsets(words: list[str]) -> None:
    """Whatever the text, low <= best <= high where known, words are cut out of the text exactly, nothing overlaps."""
    doc = parse(" ".join(words))
    end = 0
    for f in find_quantities(doc, HEDGES):
        assert isinstance(f.value, Amount | Money | Duration)
        known = [v for v in (f.value.low, f.value.best, f.value.high) if v is not None]
        assert known == sorted(known)
        assert doc.text[f.start : f.end] == f.value.words
        assert end <= f.start < f.end
        assert -1 <= f.head < len(doc)
        end = f.end
