# ruff: noqa: E501 (a row of spellings stays on its line)
"""Names in spellings of many countries are found, and words that only sound like them are not."""

import pytest

from testimonia.protect.gate.searching.conventions import bare, readings, respellings
from testimonia.protect.gate.searching.hits import REVERSED, SPACED
from testimonia.protect.gate.searching.searches import search
from testimonia.protect.gate.searching.sounds import needle_keys, plain_if_mixed, to_sounds
from testimonia.protect.gate.searching.undoing import find_ideographs, undo
from testimonia.protect.gate.searching.variants import variants_of
from tests.protect.gate.searching.people import needles

FOUND = """
Oksana Czumaczenczuk | Oksana Chumachenchuk | Оксана Чумаченчук | Oksana Čumačenčuk | Oxana Tschumatschentschuk
Zmicier Piaščanok | Zmitser Pyashchanok | Зміцер Пяшчанок | Zmiter Pyashchanok
Alyaksandr Lyavonchyk | Alaksandr Lavončyk | Aleksandr Levonchik
Grigory Yevtushenkov | Grigorij Jewtuschenkow | Grigori Evtouchenkov
Zhanna Khrushchyova | Schanna Chruschtschowa | Žanna Chruščova
Besnik Hoxhaj | Besnik Hodzhai | Besnik Hodjaj
Đorđe Živojinović | Djordje Zivojinovic | Dorde Zivojinovic | Ђорђе Живојиновић
José Ángel Etxeberria | Jose Angel Echeverria
Giorgi Tskhvediani | Guiorgui Tskhvediani | Giorgi Cchvediani
Cabdullahi Xirsi Warsame | Abdullahi Hirsi Warsame | Abdulahi Xirsi Warsame
Faadumo Cali Jimcaale | Fadumo Ali Jimale
Gülşen Aydoğan | Guelsen Aydogan
Mamadou Diallo Cissoko | Mamadou Jalloh Cissoko
Anas Khudr Qabbani | Anas Khodr Kabbani | Anas Khidr Kabbani
Hasabelrasoul Idris Taha | Hasab al-Rasul Idris Taha | حسب الرسول إدريس طه
Babikir Hasab al-Rasul Zuhayr | Babiker Hasabelrasoul Zuheir
Tesfalidet Gebrehiwot | Tesfa Lidet Gebrehiwot | ተስፋልደት ገብረሕይወት
Goitiom Kfleyesus | Goitom Kifle Yesus
Najiba Shakardarai | N a j e e b a  S h a k a r d a r a y i | nADjIBa shAkAr darAi
al-Tijani al-Fadil Uday | a l - T i j a n i  a l - F a d i l  U d a y | A. A. Uday | yadU lidaF-la inajiT-la | аl-Тіjаnі аl-Fаdіl Udау
Khidr al-Qarut | ﻁﻭﺭﺎﻘﻟﺍ ﺮﻀﺧ
Xu Jianzhong | 记者徐建中说 | Jianzhong Xu
Zarmina Wardak | زرمینه وردک
Gul Agha Zadran | ګل آغا ځدراڼ | Gol Aqa Dzadran
Rajesh Vishwakarma | राजेश विश्वकर्मा
Hovhannes Ter-Grigoryan | Հովհաննես Տեր-Գրիգորյան | Howhannes Ter-Grigorjan
Édgar Bustamánte Zelayandía | E. Zelayandia
Qusay Ayham al-Shuwayti | K. A. Ash-Shuwayti
Yevhen Shcherbanenko | SCHERBANENKO Evhen
"""
LEFT_ALONE = """
Hussein Ali Rashid | حسن رشيد
Walid Jamal | الشمال
Sami Jaber | come as a pair | Abeer Sami
Kyaw Min | من وقوع
Ibrahim Muhammad Saleh | إبراهيم ومحمد وصلوا
Zhang Li | a jangly tune
Thamir Luqman Obeidi | Thamir Abadi
Ouyang Meiling | Yang Meiling
Mahmoud Zaher | Sahar Mahmoud
Xu Jianzhong | 徐建国
"""


def rows(table):
    return [(line.split(" | ")[0], text) for line in table.strip().splitlines() for text in line.split(" | ")[1:]]


@pytest.mark.parametrize(("name", "text"), rows(FOUND))
def test_a_name_is_found_in_the_spelling_of_another_country(name, text):
    """Conventions of Poles, Germans, French, Basques, Albanians, Somalis and others hide nobody."""
    assert search(needles(names=(name,)), f"We met {text} on Monday.")


@pytest.mark.parametrize(("name", "text"), rows(LEFT_ALONE))
def test_what_only_sounds_like_a_name_is_left_alone(name, text):
    """Short names in another script, names joined by and, and words of prose are nobody."""
    assert search(needles(names=(name,)), f"We met {text} on Monday.") == []


@pytest.mark.parametrize(
    ("alias", "text"),
    [("Shwe Kyet", "شوكت"), ("Haji Khan", "Mr Khan said"), ("Busel", 'called "Bassel"'), ("El Gato", "they got to the town")],
)
def test_an_alias_of_short_words_is_not_found_in_other_words(alias, text):
    """A title that is half of an alias counts, and a short alias is not looked for by sound in one word of another script."""
    assert search(needles(aliases=(alias,)), text) == []


def test_an_alias_with_an_article_is_found_after_a_name_like_word():
    """The article before La Tejona is no name of somebody else."""
    assert [hit.how for hit in search(needles(aliases=("La Tejona",)), "Check with La Tejona before noon.")] == ["as written"]


def test_letters_are_read_in_each_convention_they_allow():
    """Readings and respellings are exactly those that the letters allow."""
    assert readings("szewczuk") == ["szewczuk", "shewchuk", "szevczuk"]
    assert readings("hoxhaj") == ["hozhaj", "hozhay"]
    assert readings("nawwaf") == ["nawwaf"]
    assert readings("hsu") == ["hsu", "Xu"]
    assert readings("guillermo") == ["guillermo", "gillermo"]
    assert readings("diallo") == ["diallo", "jallo"]
    assert readings("cali") == ["cali", "ali"]
    assert readings("đuro") == ["duro", "djuro"]
    assert readings("şükrü") == ["shukru", "shukri"]
    assert respellings("laila") == ("layila",)
    assert respellings("lakshmi") == ("laksmi",)
    assert respellings("guelsen") == ("gulsen",)
    assert bare("ß") == "s"


def test_sounds_of_other_scripts():
    """Scripts that leave vowels out say so; a final h of Persian may be a vowel; look-alikes keep their case."""
    assert to_sounds("وردک") == ("'Wrdk",)
    assert to_sounds("زرمینه") == ("'zrmInh", "'zrmIna")
    assert to_sounds("ц") == ("Q",)
    assert to_sounds("राम")[0].startswith("'")
    assert needle_keys("fera") == {"FR", "R"}
    assert plain_if_mixed("Аl") == "Al"
    assert plain_if_mixed("Ал") == "Ал"


def test_variants_are_one_group_without_the_word_itself():
    """A given name's variants are the others of its row."""
    assert "خضر" in variants_of("khidr")
    assert "khidr" not in variants_of("khidr")
    assert variants_of("nawwaf") == frozenset()


def test_stretches_are_undone_where_they_stand():
    """Letters apart become words, drawn Arabic is turned round, and ordinary text yields nothing."""
    apart = "said A w a d  a l - K a r i m on"
    assert [(stretch.start, stretch.end, stretch.text, stretch.how) for stretch in undo(apart)] == [
        (5, 29, "Awad al-Karim", SPACED)
    ]
    assert [(stretch.text, stretch.how) for stretch in undo("x ﺮﻀﺧ y")] == [("ﺧﻀﺮ", REVERSED)]
    assert list(undo("a plain text of I and a b")) == []


def test_chinese_signs_need_three_sounds_in_a_row():
    """Two signs are too few, and both names of one sound are found."""
    assert list(find_ideographs("x徐建中y", {"xujianzhong": (0, 2)})) == [(0, 1, 4), (2, 1, 4)]
    assert list(find_ideographs("王偉", {"wangwei": (0,)})) == []
    assert list(find_ideographs("plain", {"plain": (0,)})) == []
