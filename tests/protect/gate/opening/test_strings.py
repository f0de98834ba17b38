"""Rules of finding strings in raw bytes, and of how few are looked for among coded ones."""

import random

import pytest

from testimonia.protect.gate.opening.strings import find_strings

NOISE = random.Random(3).randbytes(400_000)


def found_in(data, coded=()):
    return "\n".join(text for _, text, _ in find_strings(data, coded))


@pytest.mark.parametrize(
    "hidden",
    [
        b"\0Nawwaf Suhayl\0",
        "\0نواف سهيل الخيالي\0".encode(),
        "Nawwaf".encode("utf-16-le"),
        b"\0" + "Nawwaf".encode("utf-16-be"),
    ],
)
@pytest.mark.parametrize("shift", [0, 1])
def test_long_strings_are_found_among_coded_bytes(hidden, shift):
    """A name among bytes taken for pixels is found in ASCII, UTF-8 and both orders of UTF-16, at odd offsets too."""
    at = 200_000 + shift
    data = NOISE[:at] + b"\xff\xff" + hidden + b"\xff\xff" + NOISE[at:]
    found = found_in(data, [(1000, len(data) - 10)])
    assert "نواف" in found if b"\xd9" in hidden else "Nawwaf" in found


def test_short_strings_are_found_only_outside_coded_bytes():
    """Six letters count where nothing is known of the bytes, and not in a coded stretch."""
    data = bytes(50) + b"Nawwaf" + bytes(50) + b"Suhayl" + bytes(50)
    assert list(find_strings(data, [(0, 80)])) == [("raw bytes from byte 106", "Suhayl", True)]
    assert list(find_strings(data, [(80, 170)])) == [("raw bytes from byte 50", "Nawwaf", True)]
    assert list(find_strings(data, [(0, 60), (70, 170)])) == []
    assert list(find_strings(data)) == [("raw bytes from byte 50", "Nawwaf\nSuhayl", True)]


def test_places_among_coded_bytes_count_from_the_beginning():
    """The byte named is that of the file, not that of the stretch."""
    data = bytes(100) + b"Nawwaf Suhayl" + bytes(100)
    assert list(find_strings(data, [(90, 210), (60, 95)])) == [("raw bytes from byte 100", "Nawwaf Suhayl", True)]


def test_chance_makes_little_among_coded_bytes():
    """Coded bytes give a hundredth of their length at most, and nothing in them is undone further."""
    rows = list(find_strings(NOISE, [(0, len(NOISE))]))
    assert 0 < sum(len(text) for _, text, _ in rows) < len(NOISE) / 100
    assert all(final for _, _, final in rows)


def test_arabic_in_utf_16_is_found_in_bytes_of_no_known_form():
    """Every second byte a six: Arabic in UTF-16, in both orders."""
    for encoding in ("utf-16-le", "utf-16-be"):
        data = b"\xff\xfe\xfd" * 40 + "نواف سهيل".encode(encoding) + b"\xff\xfe\xfd" * 40
        assert "نواف" in found_in(data)
