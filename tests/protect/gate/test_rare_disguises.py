"""Disguises that people, programs and networks really use, each through the whole gate; and what only looks like one."""

import base64
import json
import math
import struct
import zlib

import pytest

from testimonia.protect.gate.gate import read_file
from testimonia.protect.gate.opening.codes import find_hidden_signs, find_masked_mail
from testimonia.protect.gate.opening.packed import find_base64, read_packed
from testimonia.protect.gate.searching.hits import SPELT
from testimonia.protect.gate.searching.projected import mercator_pattern, read_route
from testimonia.protect.gate.searching.searches import search
from testimonia.protect.gate.searching.spelled import find_spelled
from tests.protect.gate.searching.people import LAT_LON, NEEDLES

LAT, LON = LAT_LON
NAME = "Nawwaf Suhayl al-Khayali"
MAIL = "nawwaf.kh87@postnet.example"
HALF = 20_037_508.342789244


def leaks(data, name="a.txt"):
    data = data.encode() if isinstance(data, str) else data
    return {leak.kind for leak in read_file(name, data, NEEDLES).leaks}


def masked(text, key):
    return bytes([key, *(byte ^ key for byte in text.encode())]).hex()


def deflated(text):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(text.encode()) + packer.flush()


def selectors(data):
    return "".join(chr(0xFE00 + byte) if byte < 16 else chr(0xE0100 + byte - 16) for byte in data)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("email", f'<a class="__cf_email__" data-cfemail="{masked(MAIL, 0x4B)}">[email protected]</a>'),
        ("email", f'<a href="/cdn-cgi/l/email-protection#{masked(MAIL, 0x9F)}">write</a>'),
        ("name", "<?php echo " + ".".join(f"chr({ord(c)})" for c in NAME) + "; ?>"),
        ("name", "SELECT " + " || ".join(f"CHR({ord(c)})" for c in NAME)),
        ("name", "=" + "&".join(f"CHAR({ord(c)})" for c in NAME)),
        ("name", "x = " + " & ".join(f"ChrW({ord(c)})" for c in "نواف الخيالي")),
        ("name", "x = " + " + ".join(f"chr(0x{ord(c):x})" for c in NAME)),
        ("name", 'id,f\n1,"=CONCATENATE(""Naw"",""waf"",CHAR(32),""Khay"",""ali"")"\n'),
        ("name", '="Nawwaf"&CHAR(32)&"Khayali"'),
        ("name", "Nothing." + "".join(chr(0xE0000 + ord(c)) for c in NAME) + " Really."),
        ("name", "Hello \U0001f600" + selectors(NAME.encode()) + " world"),
        ("name", "%!PS-Adobe-3.0\n(Naw) show (waf ) show (Khay) show (ali) show"),
        ("name", "%!PS\n[(N)-20(awwaf)-250(Khayali)] TJ"),
        ("name", "[b]Naw[/b]waf [color=red]Kha[/color]yali"),
        ("name", "\x1b[31mNaw\x1b[0mwaf Kha\x1b[1myali\x1b[0m"),
        ("name", '<form><input name=a value="Nawwaf"><input name=b value="Khayali"></form>'),
        ("name", "<diagram>" + base64.b64encode(deflated("%3Croot%3E" + NAME.replace(" ", "%20"))).decode() + "</diagram>"),
        ("name", json.dumps({"d": base64.b64encode(b"\x0a\x06Nawwaf\x12\x07Khayali").decode()})),
        ("name", " ".join(base64.b64encode(word.encode()).decode() for word in ("Nawwaf", "Khayali"))),
        ("name", "driver نواف الخيالي left".encode().decode("latin-1").encode().decode("latin-1")),
        ("name", "⠝⠁⠺⠺⠁⠋ ⠅⠓⠁⠽⠁⠇⠊"),
        ("name", "Spell it: November Alfa Whiskey Whiskey Alfa Foxtrot Kilo Hotel Alfa Yankee Alfa Lima India."),
        ("name", "N for Nancy, A for Alice, W for Wales, W for Wales, A for Alice, F for Fred, K for Kent, H for Hull, "
         "A for Alice, Y for York, A for Alice, L for Leeds, I for Italy"),
        ("plate", "Vehicle ALPHA BRAVO JULIET one two tree fower stopped"),
        ("name", "ʎɐʞ is ᴉlɐʎɐɥʞ ɟɐʍʍɐu"),
        ("phone", '{"phone": 963944317582.0}'),
        ("phone", "电话：〇九四四三一七五八二"),
        ("name", "Ο οδηγός Ναουάφ Χαγιάλι έφυγε."),
        ("name", "הנהג נוואף ח'יאלי עזב."),
        ("name", "მძღოლი ნავაფ ხაიალი წავიდა."),
        ("name", "قال نواف ألخيالي"),
        ("alias", "They call him Abū Fawzī."),
        ("alias", "قال بو فوزي"),
    ],
)  # fmt: skip
def test_a_rare_disguise_is_undone(kind, text):
    """What a mask, a script, a sheet, a printer language or a radio operator does to a name hides nothing."""
    assert kind in leaks(text)


def metres():
    return LON * HALF / 180, math.degrees(1) * math.log(math.tan((90 + LAT) * math.pi / 360)) / 180 * HALF


def tile(zoom):
    count = 1 << zoom
    return int((LON + 180) / 360 * count), int((1 - math.asinh(math.tan(math.radians(LAT))) / math.pi) / 2 * count)


def route(points, precision=1e5):
    out, before = "", (0, 0)
    for point in points:
        now = tuple(round(value * precision) for value in point)
        for new, old in zip(now, before, strict=True):
            value = (new - old) << 1
            value = ~value if new < old else value
            while value >= 32:
                out += chr((32 | value & 31) + 63)
                value >>= 5
            out += chr(value + 63)
        before = now
    return out


X, Y = metres()
POINT = struct.pack("<dd", LON, LAT).hex()
WAY = [(36.2, 37.16), (36.0, 38.5), (LAT, LON)]


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (f'{{"coordinates": [{X:.2f}, {Y:.2f}]}}', "metres of a web map"),
        (f"y={Y:.0f} x={X:.0f}", "metres of a web map"),
        ("/17/{}/{}.png".format(*tile(17)), "map tile"),
        ("z=18&x={}&y={}".format(*tile(18)), "map tile"),
        ("x: {}, y: {}, z: 16".format(*tile(16)), "map tile"),
        (f"'0101000000{POINT.upper()}'", "well-known binary"),
        (f"0101000020E6100000{POINT}", "well-known binary"),
        ("0000000001" + struct.pack(">dd", LON, LAT).hex(), "well-known binary"),
        (json.dumps({"overview_polyline": {"points": route(WAY)}}), "encoded route"),
        (json.dumps({"geometry": route(WAY, 1e6)}), "encoded route"),
    ],
)
def test_a_coordinate_that_no_reader_sees_is_measured(text, how):
    """Metres of a projection, tiles, geometries and routes come too close like any other coordinate."""
    assert how in {hit.how for hit in search(NEEDLES, f" {text} ") if hit.kind == "coordinates"}


@pytest.mark.parametrize(
    "text",
    [
        f"[{X + 4000:.2f}, {Y:.2f}]",
        f"[{X:.2f}, {Y + 4000:.2f}]",
        f"[-{X:.2f}, {Y:.2f}]",
        f"{X:.2f} alone",
        "/15/{}/{}.png".format(*tile(15)),
        f"/17/{tile(17)[0] + 40}/{tile(17)[1]}.png",
        "/17/1/2.png",
        "0101000000" + struct.pack("<dd", LON + 1, LAT).hex(),
        "0101000000" + struct.pack("<dd", 1e300, LAT).hex(),
        json.dumps({"points": route(WAY[:2])}),
        json.dumps({"points": "~~~~~~~~~~~~~~~~~~~~"}),
        json.dumps({"points": "abcdefgh"}),
    ],
)
def test_other_places_are_left_alone(text):
    """Farther away, on the other side of the world, half a coordinate, a map of a whole district, no route at all."""
    assert [hit for hit in search(NEEDLES, f" {text} ") if hit.kind == "coordinates"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Alpha and Bravo companies met Charlie in November, and Mike said no.",
        "A for effort, B for bravery",
        "char(65) char(66)",
        "the flag \U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f and a heart ❤️",
        '<a data-cfemail="00">x</a>',
        "(a) show (b) show",
        "[b]bold[/b] and [i]more[/i]",
    ],
)
def test_what_only_looks_like_a_disguise_is_left_alone(text):
    """Nothing comes out of it that is anybody."""
    assert leaks(text) == set()


def test_the_parts_of_undoing_exactly():
    """What comes out, and where it was found."""
    assert [(u.what, u.how, u.start) for u in find_masked_mail(f'x data-cfemail="{masked("a@b.example", 1)}"')] == [
        ("a@b.example", "masked address", 7)
    ]
    assert [(u.what, u.how, u.start) for u in find_hidden_signs("ab" + "".join(chr(0xE0000 + ord(c)) for c in "Naw"))] == [
        ("Naw", "tag characters", 2)
    ]
    assert [(u.what, u.how, u.start) for u in find_hidden_signs("é" + selectors(b"Nawwaf"))] == [
        ("Nawwaf", "variation selectors", 1)
    ]
    assert list(find_hidden_signs("é\ufe0f")) == []
    assert [(u.what, u.how) for u in read_packed(deflated("Nawwaf Khayali é"), "base64")] == [
        ("Nawwaf Khayali é", "base64, deflate")
    ]
    assert [u.what for u in find_base64("TmF3d2Fm U3VoYXls")] == ["Nawwaf", "Suhayl", "Nawwaf Suhayl"]
    assert [u.what for u in find_base64("TmF3d2Fm")] == ["Nawwaf"]


def test_spelt_out_words_exactly():
    """The letters, the stretch and the form; three words of the alphabet are no word."""
    text = "Car Alfa Bravo Juliett one two 34 left"
    assert [(s.text, text[s.start : s.end], s.how) for s in find_spelled(text, set(text.split()), set())] == [
        ("abj1234", "Alfa Bravo Juliett one two 34", SPELT)
    ]
    assert list(find_spelled("Alfa Bravo one", {"Alfa", "Bravo"}, set())) == []
    assert [(hit.kind, hit.start, hit.end, hit.how) for hit in search(NEEDLES, text)] == [("plate", 4, 33, SPELT)]


def test_a_route_is_read_sign_by_sign():
    """The example of the format's own description; one that leaves the globe is none."""
    assert list(read_route("_p~iF~ps|U_ulLnnqC_mqNvxq`@", 1e5)) == [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
    assert list(read_route("~~~~~~~~~~", 1e5)) == []
    assert list(read_route("", 1e5)) == []


def test_the_pattern_for_metres():
    """Thousands of metres near a longitude; none for homes on the prime meridian, where numbers are too short to tell."""
    pattern = mercator_pattern(((39.0, 39.01),))
    assert [bool(pattern.search(text)) for text in ("4341500", "4342400.5", "4340999", "14341500", "43415000", "x4341500")] == [
        True, True, False, False, False, True,
    ]  # fmt: skip
    assert mercator_pattern(((0.0, 0.01),)) is None


def test_what_is_packed_in_the_strings_of_a_binary_is_opened():
    """A file in base64 within the bytes of an unknown format."""
    packed = base64.b64encode(zlib.compress(NAME.encode() * 3))
    assert "name" in leaks(b"\x00\x01\xff\x02" * 20 + packed + b"\x00\xff\x01" * 20, "a.bin")
