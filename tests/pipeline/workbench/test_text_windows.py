"""A window of a text shows its passages, and every mark that touches them as people's judgements leave it."""

import shutil

import msgspec
import pytest

from testimonia.errors import NotFoundError
from testimonia.model.material import Span
from testimonia.model.testimony import Act
from testimonia.model.values import Amount
from testimonia.pipeline.workbench import items, reader
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.making import NewClaim, make_claim
from tests.pipeline.workbench.reading_case import make_reading_case


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_reading_case(tmp_path_factory.mktemp("reading") / "case")


@pytest.fixture
def workbench(made, tmp_path):
    shutil.copytree(made, tmp_path / "case")
    with Workbench(tmp_path / "case", people=["ann", "ben"], is_reconciling=False) as opened:
        yield opened


def text_of(workbench, name):
    row = next(row for row in items.list_items(workbench, "ann", items.ItemFilter()) if row.name == name)
    return items.show_item(workbench, "ann", row.id).renditions[0].id


def claims_in(workbench, rendition_id, **options):
    window = reader.show_passages(workbench, "ann", rendition_id, **options)
    return [mark for mark in window.marks if mark.kind == "claim"]


def test_every_span_of_a_mark_holds_its_words(workbench):
    """A mark's spans cut its very words out of the passages."""
    window = reader.show_passages(workbench, "ann", text_of(workbench, "driver-en.txt"))
    assert {mark.kind for mark in window.marks} == {"statement", "claim"}
    for mark in window.marks:
        for span in mark.spans:
            home = next(p for p in window.passages if p.start <= span.start < p.end)
            assert home.text[span.start - home.start : span.end - home.start] in mark.words


def test_windows_side_by_side_make_the_whole_text(workbench):
    """Going through a text a passage at a time shows each once, with the marks that lie in it."""
    rendition_id = text_of(workbench, "driver-en.txt")
    whole = reader.show_passages(workbench, "ann", rendition_id)
    single = [reader.show_passages(workbench, "ann", rendition_id, first=n, limit=1) for n in range(whole.total)]
    assert [one.passages[0] for one in single] == list(whole.passages)
    assert {mark.id for one in single for mark in one.marks} == {mark.id for mark in whole.marks}
    assert all(len(one.marks) < len(whole.marks) for one in single)


@pytest.mark.parametrize(("act", "state"), [(Act.ACCEPT, "accepted"), (Act.REJECT, "rejected")])
def test_a_judgement_shows_at_once_and_changes_the_mark_of_the_state(workbench, act, state):
    """A judged claim shows its new state and another ETag; taken back, both are as before."""
    rendition_id = text_of(workbench, "driver-en.txt")
    before = claims_in(workbench, rendition_id)[0]
    judgement = workbench.as_user("ben").judge(act, before.id, reason="heard it")
    after = next(mark for mark in claims_in(workbench, rendition_id) if mark.id == before.id)
    assert (before.state, after.state) == ("suggested", state)
    assert after.etag != before.etag
    workbench.as_user("ben").judge(Act.RETIRE, judgement.id)
    assert next(mark for mark in claims_in(workbench, rendition_id) if mark.id == before.id) == before


def test_a_claim_follows_the_judgement_on_its_statement(workbench):
    """Rejecting a statement rejects the claims in it."""
    rendition_id = text_of(workbench, "driver-en.txt")
    claim = claims_in(workbench, rendition_id)[0]
    workbench.as_user("ann").judge(Act.REJECT, claim.statement_id)
    states = {mark.state for mark in claims_in(workbench, rendition_id) if mark.statement_id == claim.statement_id}
    assert states == {"rejected"}


def test_a_claim_that_a_person_made_is_marked_until_it_is_taken_back(workbench):
    """What somebody adds stands in the text at once, counts for its item, and goes when it is taken back."""
    rendition_id = text_of(workbench, "driver-en.txt")
    window = reader.show_passages(workbench, "ann", rendition_id)
    start = window.passages[1].start + window.passages[1].text.index("lorries")
    count = len(claims_in(workbench, rendition_id))
    value = Amount(3, 3, 3, "lorry", "lorries")
    new = NewClaim(rendition_id, start, start + len("lorries"), source_name="a boy", value=value, reason="said on tape")
    made = make_claim(workbench, "ben", new)
    added = next(mark for mark in claims_in(workbench, rendition_id) if mark.id == made.judgement.target)
    assert (added.state, added.words, added.source, added.etag) == ("added", "lorries", "a boy", made.etag)
    row = next(row for row in items.list_items(workbench, "ann", items.ItemFilter()) if row.name == "driver-en.txt")
    assert (row.claims, row.unjudged) == (count + 1, count)
    workbench.as_user("ben").judge(Act.RETIRE, made.judgement.id)
    assert len(claims_in(workbench, rendition_id)) == count


def test_a_corrected_claim_stands_where_the_correction_says(workbench):
    """A correction that moves a claim's words moves its mark."""
    rendition_id = text_of(workbench, "driver-en.txt")
    mark = claims_in(workbench, rendition_id)[0]
    claim, _ = workbench.case_of("ann").store.claim(mark.id)
    shorter = Span(claim.span.start, claim.span.end - 1, claim.span.exact[:-1])
    corrected = msgspec.json.encode(msgspec.structs.replace(claim, span=shorter)).decode()
    workbench.as_user("ann").judge(Act.CORRECT, claim.id, replacement=corrected)
    now = next(one for one in claims_in(workbench, rendition_id) if one.id == mark.id)
    assert (now.state, now.spans[0].end) == ("corrected", claim.span.end - 1)


def test_what_one_person_put_off_is_skipped_until_somebody_decides(workbench):
    """A skipped claim shows as skipped to who put it off; a decision of anybody counts for more."""
    rendition_id = text_of(workbench, "driver-en.txt")
    claim = claims_in(workbench, rendition_id)[0]
    assert next(m for m in claims_in(workbench, rendition_id, skipped={claim.id}) if m.id == claim.id).state == "skipped"
    workbench.as_user("ben").judge(Act.ACCEPT, claim.id)
    assert next(m for m in claims_in(workbench, rendition_id, skipped={claim.id}) if m.id == claim.id).state == "accepted"


def test_places_are_found_by_offset_page_and_time(workbench):
    """The passage at an offset, on a page and at a time of the recording is the one that holds it."""
    report, road = text_of(workbench, "report.pdf"), text_of(workbench, "road.vtt")
    second = reader.find_place(workbench, "ann", report, page=2)
    assert reader.show_passages(workbench, "ann", report, first=second).passages[0].page == 2
    at = reader.find_place(workbench, "ann", road, ms=6_000)
    assert reader.show_passages(workbench, "ann", road, first=at).passages[0].starts_ms == 5_000
    passages = reader.show_passages(workbench, "ann", report).passages
    assert reader.find_place(workbench, "ann", report, offset=passages[-1].start) == passages[-1].index


def test_a_window_beyond_the_end_shows_the_last_passage(workbench):
    """A place beyond the text is its end, not an error."""
    window = reader.show_passages(workbench, "ann", text_of(workbench, "driver-en.txt"), first=10_000)
    assert (window.first, window.last) == (window.total - 1, window.total - 1)


def test_the_list_of_marks_names_each_in_the_order_of_the_text(workbench):
    """The outline has the marks of all windows, ordered by where they begin."""
    rendition_id = text_of(workbench, "driver-en.txt")
    places = reader.list_marks(workbench, "ann", rendition_id)
    assert {one.id for one in places} == {mark.id for mark in reader.show_passages(workbench, "ann", rendition_id).marks}
    assert [one.start for one in places] == sorted(one.start for one in places)


def test_arabic_reads_from_the_right(workbench):
    """A passage says which way it reads."""
    window = reader.show_passages(workbench, "ann", text_of(workbench, "driver-ar.txt"))
    assert {passage.direction for passage in window.passages} == {"rtl"}


def test_an_unknown_text_is_not_found(workbench):
    """A rendition that is not there is an error that says so."""
    with pytest.raises(NotFoundError):
        reader.show_passages(workbench, "ann", "r-none")
