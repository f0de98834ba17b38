"""Labels of a map."""

from hypothesis import given
from hypothesis import strategies as st

from testimonia.publish.frame import Box
from testimonia.publish.labels import EDGE_PX, LINE_PX, Label, other_script, place_labels, width_em, wrap

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
    around = [(130, 88, 3), (70, 88, 3), (100, 66, 2), (100, 135, 2), (70, 130, 2), (130, 130, 2), (100, 52, 2), (100, 150, 2)]
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
    assert other_script("Raqqa", ["Ar Raqqah", "الرقة", "Ракка"]) == "الرقة"
    assert other_script("الرقة", ["Raqqa"]) == "Raqqa"
    assert other_script("Raqqa", ["Ar Raqqah"]) == ""


@given(labels, st.floats(50, 400))
def test_no_label_is_cut_by_the_edge_or_goes_under_the_scale_bar(found, width):
    """Whole inside the view; only where the point is outside it, wholly outside."""
    view, bar = Box(20, 20, width, 300), Box(20, 280, 60, 40)
    for label, spot in zip(found, place_labels(found, unit=1.0, view=view, boxes=[bar]), strict=True):
        if spot is None:
            continue
        left, top, right, bottom = rectangle(label, spot)
        is_inside = left >= 20 and top >= 20 and right <= 20 + width and bottom <= 320
        edges = 20 + EDGE_PX, 20 + width - EDGE_PX, 20 + EDGE_PX, 320 - EDGE_PX
        is_outside = right <= edges[0] or left >= edges[1] or bottom <= edges[2] or top >= edges[3]
        is_seen = edges[0] <= label.x <= edges[1] and edges[2] <= label.y <= edges[3]
        assert is_inside or (is_outside and not is_seen)
        assert not (left < 80 and right > 20 and top < 320 and bottom > 280)


def test_a_label_above_its_point_slides_sideways_to_stay_whole():
    """On a narrow screen a long name finds room although neither side has it."""
    label = Label(wrap("between Markada and Al-Souwar"), 90, 100, "place", least=2)
    spot = place_labels([label], unit=1.0, view=Box(0, 0, 140, 300))[0]
    left, _, right, _ = rectangle(label, spot)
    assert left >= 0
    assert right <= 140


def test_a_long_name_is_never_half_shown():
    """Its two lines belong together; only the other script is left out."""
    label = Label((*wrap("between Markada and Al-Souwar"), "بين مركدة والصور"), 100, 100, "place", least=2)
    around = [(130, 88, 3), (70, 88, 3), (100, 51, 2), (100, 150, 2), (70, 145, 2), (130, 145, 2), (130, 55, 2), (70, 55, 2)]
    spot = place_labels([label], unit=1.0, taken=around)[0]
    assert spot is None or spot.lines >= 2


def test_marks_above_and_below_letters_take_no_width():
    """Vowel signs do not make a name wider."""
    assert width_em("حَلَب") == width_em("حلب")
