"""Labels of a map."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.publish.frame import Box
from testimonia.publish.labels import LINE_PX, Label, label_lines, place_labels, width_em

somewhere = st.floats(0, 400).map(lambda value: round(value, 1))
labels = st.lists(
    st.builds(
        Label, st.sampled_from([("Raqqa",), ("Raqqa", "الرقة"), ("Deir ez-Zor",)]), somewhere, somewhere, st.just("place")
    ),
    max_size=25,
)


def rectangle(label, spot):
    left = label.x + spot.dx - {"start": 0.0, "middle": label.width_px / 2, "end": label.width_px}[spot.anchor]
    return left, label.y + spot.dy - 11, left + label.width_px, label.y + spot.dy - 12 + LINE_PX * spot.lines


@given(labels)
def test_no_label_covers_another(found):
    """Whatever the places, two shown labels never overlap."""
    placed = place_labels(found, unit=1.0)
    boxes = [rectangle(label, spot) for label, spot in zip(found, placed, strict=True) if spot]
    for number, a in enumerate(boxes):
        for b in boxes[:number]:
            assert a[0] >= b[2] or a[2] <= b[0] or a[1] >= b[3] or a[3] <= b[1]


@given(labels.filter(bool))
def test_the_most_important_label_is_always_shown(found):
    """The first of the list has the first choice."""
    assert place_labels(found, unit=1.0)[0] is not None


def test_a_label_gives_up_its_second_line_before_it_vanishes():
    """Where two lines have no room, one is shown."""
    label = Label(("Raqqa", "الرقة"), 100, 100, "place")
    around = [(130, 88, 3), (70, 88, 3), (100, 66, 2), (100, 135, 2), (70, 130, 2)]
    spot = place_labels([label], unit=1.0, taken=around)[0]
    assert spot is not None
    assert spot.lines == 1


def test_a_label_at_the_edge_turns_inwards():
    """A name is not cut where it can stand on the other side of its point."""
    label = Label(("Markada",), 990, 300, "place")
    assert place_labels([label], unit=1.0, view=Box(0, 0, 1000, 700))[0].anchor == "end"
    assert place_labels([label], unit=1.0)[0].anchor == "start"


def test_the_name_in_the_other_script_stands_under_the_first():
    """Latin with Arabic and Arabic with Latin; another spelling in the same script is left to the table."""
    assert label_lines("Raqqa", ["Ar Raqqah", "الرقة", "Ракка"]) == ("Raqqa", "الرقة")
    assert label_lines("الرقة", ["Raqqa"]) == ("الرقة", "Raqqa")
    assert label_lines("Raqqa", ["Ar Raqqah"]) == ("Raqqa",)


def test_marks_above_and_below_letters_take_no_width():
    """Vowel signs do not make a name wider."""
    assert width_em("حَلَب") == width_em("حلب")
