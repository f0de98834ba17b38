"""What each view of a text makes of it, exactly; and that it is silent where it does not apply."""

import pytest

from testimonia.protect.gate.opening import codes, encodings, escapes, fragments, markup, packed, rich_text, shapes, windows
from testimonia.protect.gate.opening.walk import open_blob
from testimonia.protect.gate.pieces import Blob, Piece

CASES = [
    (escapes.undo_escapes, "a &amp;amp; b", ["a &amp; b", "a & b"]),
    (escapes.undo_escapes, "&#78awwaf &eacute &unknown;", ["Nawwaf é &unknown;"]),
    (escapes.undo_escapes, "%D9%86%u0648%E9", ["نوé"]),
    (escapes.undo_escapes, r"\N{ARABIC LETTER NOON}\u{648}\U00000627\ud83d\ude00\101\/", ["نوا😀A/"]),
    (escapes.undo_escapes, "Na=\nwwaf =D9=86", ["Nawwaf ن"]),
    (escapes.undo_escapes, "x=10&y=de", []),
    (escapes.undo_escapes, r"one\ntwo\\n", ["one\ntwo\\n", "one\ntwo\n"]),
    (escapes.undo_css_escapes, "\\4e\r\naw\\\nwaf\\000066 x", ["Nawwaffx"]),
    (escapes.undo_css_escapes, "plain", []),
    (markup.strip_markup, "<p>Na<wbr>wwaf</p><p>two</p>", ["Nawwaf\ntwo", "Nawwaftwo"]),
    (markup.strip_markup, "<p title='a>b'>Na<script>x</script>ww<!-- y -->af &amp; co", ["Nawwaf & co"]),
    (markup.strip_markup, "<a><![CDATA[Na<b>w]]></a>", ["Na<b>w"]),
    (markup.strip_markup, "1 < 2 and 3 > 2", []),
    (markup.strip_hidden, "<p>Na<i hidden>x</i>ww<i class=h>y</i>af</p><style>.h{display:none}</style>", ["Nawwaf"]),
    (markup.strip_hidden, "<p>Nawwaf</p>", []),
    (markup.undo_reordering, "<p>see <bdo dir=rtl>fawwaN</bdo></p>", ["see Nawwaf", "Nawwaf ees"]),
    (markup.undo_reordering, "<p>see</p>", []),
    (markup.join_generated, 'a::before{content:"Na"} a::after{content:"ww" "af"}', ["Nawwaf\nNa\nwwaf"]),
    (markup.expand_entities, '<!ENTITY n "Nawwaf"> &n; &m;', ['<!ENTITY n "Nawwaf"> Nawwaf &m;']),
    (fragments.join_literals, "'Na' + `ww` || \"af\"", ["'Nawwaf\""]),
    (fragments.join_literals, "`${'Na'}wwaf`", ["`Nawwaf`"]),
    (fragments.join_literals, '["Na", "wwaf"]', ['["Nawwaf"]']),
    (
        fragments.join_literals,
        '{"given": "Nawwaf", "family": "Khayali"}',
        ['{ Nawwaf Khayali"}'],
    ),
    (fragments.join_literals, "var a = 'Na', b; c = 'wwaf';", ["Nawwaf", "wwafNa"]),
    (fragments.drop_comments, "Na/* x */ww/**/af", ["Nawwaf"]),
    (fragments.unfold, "BEGIN:VEVENT\r\nSUMMARY:Naw\r\n waf", ["BEGIN:VEVENT\r\nSUMMARY:Nawwaf"]),
    (fragments.unfold, 'filename*0="Na"; filename*1="wwaf"', ['Nawwaf"']),
    (fragments.join_lines, "Naw-\nwaf", ["Nawwaf"]),
    (fragments.join_lines, "> Nawwaf\n> Khayali", ["> Nawwaf Khayali"]),
    (
        fragments.join_cues,
        "1\n00:00:01,000 --> 00:00:02,000\nNawwaf\n\n2\n00:00:02,000 --> 00:00:03,000\nKhayali",
        ["1 Nawwaf\n Khayali"],
    ),
    (fragments.join_cues, "[00:01.20]Nawwaf", ["Nawwaf"]),
    (fragments.join_cues, "Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,Na{\\b1}wwaf\\NK", ["Nawwaf K"]),
    (fragments.strip_emphasis, "Na**ww**af and [Na](x)wwaf", ["Nawwaf and Nawwaf"]),
    (fragments.strip_emphasis, "Nawwaf+Khayali", ["Nawwaf Khayali"]),
    (fragments.read_table, "a;b\nNawwaf;Khayali", ["a b\nNawwaf Khayali", "a\nNawwaf\n\nb\nKhayali"]),
    (fragments.read_table, "a, b\nno table at all", []),
    (fragments.turn_round, "Nawwaf", ["fawwaN", "Anjjns"]),
    (packed.find_base64, "an ordinary sentence, Capitalised, and 12345678", []),
    (packed.find_base64, "TmF3d2Fm/TmF3d2Fm", ["Nawwaf"]),
    (packed.find_base32, "JZQXO53BMY======", ["Nawwaf"]),
    (packed.find_encoded_words, "=?utf-8?Q?Na=77_waf?= =?utf-8?B?IEs=?=", ["Naw waf K"]),
    (packed.find_punycode, "http://xn--mgbh0fb.org/", ["http://مثال.org/"]),
    (packed.find_utf7, "+BkYGSAYnBkE- x", ["نواف x"]),
    (packed.find_utf7, "a+b+cde", []),
    (packed.find_mojibake, "نواف".encode().decode("cp1256", "replace"), ["نواف"]),
    (packed.find_mojibake, "طريق طويل", []),
    (packed.find_old_mail, "<~9jqo^~>", ["Man "]),
    (codes.find_hex, "4E 61 77 77 61 66 and d9:86:d9:88:d8", ["Nawwaf"]),
    (codes.find_hex, "0x4e, 0x61, 0x77", ["Naw"]),
    (codes.find_dumps, "x\n00000000: 4e61 7777 6166 20d9 86d9 88d8 a7d9 8120  Na..\n00000010: 78  x\n", ["Nawwaf نواف x"]),
    (codes.find_dumps, "00000000  4e 61 77 77 61 66 20 d9  86 d9 88 d8 a7 d9 81     |Na..|\n0000000f", ["Nawwaf نواف"]),
    (codes.find_dumps, "0000000 4e 61 77 77 61 66\n0000006 20 78\n0000010\n", ["Nawwaf x"]),
    (codes.find_dumps, "000000 4e 61 77 77 61 66 20 61  >Nawwaf a<\n", ["Nawwaf a"]),
    (codes.find_dumps, "0000000 614e 7777 6661\n0000006\n", ["aNwwfa", "Nawwaf"]),
    (codes.find_dumps, "0000000 614e 7777 0021\n", ["Naww!"]),
    (codes.find_dumps, "00000000: 4e61 7777 6166 a\n00000100: 5375 6861 796c b\n", ["Nawwaf", "Suhayl"]),
    (codes.find_dumps, "00000000: 4e61\nplain words", []),
    (codes.find_dumps, "in the year 2024 a 10 20 30", []),
    (fragments.join_literals, '["a", "b"], {"c": "d", "e": "f"}', ['["ab"], {"c": "d", "e": "f"}', '["a", "b"], { d f"}']),
    (fragments.strip_emphasis, "r[i]+t[e] a+b", []),
    (fragments.drop_comments, "{ a: b } /* c */\nd", []),
    (
        fragments.join_literals,
        '{"a": "' + "x" * 30 + " " + "y" * 90 + ' Nawwaf", "b": "Khayali"}',
        ["{ " + "x" * 30 + '  …  Nawwaf Khayali"}'],
    ),
    (codes.find_codes, "1606,1608,1575,1601", ["نواف"]),
    (codes.find_codes, "01001110 01100001 01110111", ["Naw"]),
    (codes.find_codes, "36.9, 38.2, 37.1, 39.0", []),
    (
        rich_text.read_rich_text,
        r"{\rtf1\ansi\ansicpg1256 \'e4\u1608?\'c7{\v hid}\par \uc0\u1601 x}",
        ["نواhid\nفx", "äوÇhid\nفx"],
    ),
    (rich_text.read_rich_text, "no RTF", []),
]


@pytest.mark.parametrize(
    ("view", "text", "expected"), [pytest.param(*case, id=f"{at}-{case[0].__name__}") for at, case in enumerate(CASES)]
)
def test_what_is_undone(view, text, expected):
    """Each view gives exactly these texts, in this order."""
    assert [undone.what for undone in view(text)] == expected


def test_windows_are_merged_and_bounded():
    """Stretches that overlap are one; those around nearly all of the text are all of it; many are put into a few portions."""
    import re

    text = "." * 1000 + "x" + "." * 50 + "x" + "." * 1000
    assert windows.find_windows(text, re.compile("x"), margin=100) == [(900, 1152)]
    assert windows.find_windows("..x..", re.compile("x")) == [(0, 5)]
    many = ("." * 1000 + "x") * 100
    assert len(list(windows.stretches(many, re.compile("x"), margin=10))) == 4


def test_shapes():
    """Signs are found in any capitals, and runs by the sign in them, each once."""
    assert shapes.has_any("<BdO>", b"<bdo")
    assert not shapes.has_any("bdo", b"<bdo")
    assert list(shapes.find_runs(b"lUlU.lll.lU", (b"lU",), at_least=3)) == [(0, 4)]


def test_characters():
    """The encodings in the order they are tried, and none for bytes that are no text."""
    assert [name for name, _ in encodings.read_characters(b"plain")] == ["utf-8"]
    assert [name for name, _ in encodings.read_characters("نواف".encode("utf-16-le"))] == ["utf-16-le"]
    assert next(iter(encodings.read_characters("نواف".encode("cp1256")))) == ("cp1256", "نواف")
    assert list(encodings.read_characters(bytes(range(32)) * 4)) == []
    assert encodings.declared_charsets(b'@charset "windows-1251"; <meta charset=nonsense>', "text/html; charset=koi8-r") == [
        "koi8-r",
        "cp1251",
    ]
    assert ("cp037", "Nawwaf and others there") in list(encodings.read_characters("Nawwaf and others there".encode("cp037")))
    mixed = "نواف and نواف ".encode() * 3 + "é".encode("cp1252")
    assert [name for name, _ in encodings.read_characters(mixed)][:2] == ["utf-8", "cp1256"]


def test_file_names_are_read_as_texts():
    """The path in the folder is a text like others, its escapes undone."""
    found = list(open_blob(Blob(b"x", "photos/%D9%86%D9%88%D8%A7%D9%81.txt")))
    assert Piece("photos/نواف.txt", "file name", "percent-encoding") in found
