"""The list of items counts what is read and judged; an item shows what belongs to it."""

import hashlib
import shutil

import pytest
from msgspec.structs import replace

from testimonia.errors import NotFoundError
from testimonia.model.testimony import Act
from testimonia.pipeline.workbench import items
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.items import ItemFilter
from testimonia.pipeline.workbench.media import media_kind
from tests.pipeline.workbench.reading_case import NOTES, make_reading_case


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make_reading_case(tmp_path_factory.mktemp("items") / "case")


@pytest.fixture
def workbench(made, tmp_path):
    shutil.copytree(made, tmp_path / "case")
    with Workbench(tmp_path / "case", people=["ann"], is_reconciling=False) as opened:
        yield opened


def names(workbench, **wanted):
    return [row.name for row in items.list_items(workbench, "ann", ItemFilter(**wanted))]


def row_of(workbench, name):
    return next(row for row in items.list_items(workbench, "ann", ItemFilter()) if row.name == name)


def test_counts_are_those_of_the_store(workbench):
    """Statements and claims of each item are as many as its text holds."""
    store = workbench.case_of("ann").store
    for reading in store.readings():
        row = row_of(workbench, reading.item.name)
        assert row.statements == sum(1 for _ in store.statements(reading.rendition_id))
        assert row.claims == row.unjudged == sum(1 for _ in store.claims(reading.rendition_id))
    assert row_of(workbench, "driver-en.txt").claims > 1


def test_a_judged_claim_is_no_longer_waiting(workbench):
    """A judgement on a claim, or on its statement, takes it off the unjudged of its item, once; undone, it is back."""
    row = row_of(workbench, "driver-en.txt")
    store, person = workbench.case_of("ann").store, workbench.as_user("ann")
    claims = list(store.claims(items.show_item(workbench, "ann", row.id).renditions[0].id))
    first = person.judge(Act.ACCEPT, claims[0].id)
    assert row_of(workbench, row.name).unjudged == row.unjudged - 1
    second = person.judge(Act.ACCEPT, claims[0].statement_id)
    of_statement = sum(1 for claim in claims if claim.statement_id == claims[0].statement_id)
    assert row_of(workbench, row.name).unjudged == row.unjudged - of_statement
    for judgement in (first, second):
        person.judge(Act.RETIRE, judgement.id)
    assert row_of(workbench, row.name).unjudged == row.unjudged


def test_the_list_is_narrowed_by_words_kind_language_and_media(workbench):
    """Each filter lets through what it names and nothing else."""
    assert names(workbench, q="DRIVER txt") == ["driver-ar.txt", "driver-en.txt"]
    assert names(workbench, q="the spokesman") == ["spokesman.txt"]
    assert names(workbench, kind="statement") == ["spokesman.txt"]
    assert names(workbench, language="ar") == ["driver-ar.txt"]
    assert names(workbench, media="pdf") == ["report.pdf"]
    assert names(workbench, q="nothing of the kind") == []
    assert len(names(workbench)) == len(NOTES) + 1


def test_items_come_in_the_order_asked_for(workbench):
    """By date the earliest first and the undated last; by what waits, the most first."""
    assert names(workbench, sort="date")[0] == "spokesman.txt"
    waiting = [row.unjudged for row in items.list_items(workbench, "ann", ItemFilter(sort="unjudged"))]
    assert waiting == sorted(waiting, reverse=True)


def test_a_translation_and_its_original_know_each_other(workbench):
    """Each of the two names the other, with its text."""
    arabic, english = (row_of(workbench, name) for name in ("driver-ar.txt", "driver-en.txt"))
    (of_arabic,) = items.show_item(workbench, "ann", arabic.id).related
    (of_english,) = items.show_item(workbench, "ann", english.id).related
    assert (of_arabic.item_id, of_arabic.why) == (english.id, "translation")
    assert (of_english.item_id, of_english.why) == (arabic.id, "original")
    assert of_english.rendition_id == items.show_item(workbench, "ann", arabic.id).renditions[0].id


def test_a_recording_and_its_captions_find_each_other_by_name(workbench, tmp_path):
    """Captions belong to the recording of their name, in their own folder where several have it; to no other."""
    sound = b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data"
    for folder in ("monday", "tuesday"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "Call.wav").write_bytes(sound + folder.encode())
        (tmp_path / folder / "call.ar.srt").write_text(f"1\n00:00:01,000 --> 00:00:02,000\nTen lorries on {folder}.\n")
    (tmp_path / "monday" / "other.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nNothing.\n")
    workbench.as_user("ann").ingest([tmp_path / "monday", tmp_path / "tuesday"])
    recordings = [row for row in items.list_items(workbench, "ann", ItemFilter()) if row.name == "Call.wav"]
    told = []
    for row in recordings:
        (captions,) = items.show_item(workbench, "ann", row.id).related
        (back,) = items.show_item(workbench, "ann", captions.item_id).related
        assert (row.media, captions.why, back.why, back.item_id) == ("audio", "transcript", "original", row.id)
        text = workbench.case_of("ann").store.material(captions.rendition_id).rendition.text
        folder = text.rpartition(" on ")[2].rstrip(".")
        assert hashlib.sha256(sound + folder.encode()).hexdigest() == items.show_item(workbench, "ann", row.id).item.sha256
        told.append(folder)
    assert sorted(told) == ["monday", "tuesday"]
    assert items.show_item(workbench, "ann", row_of(workbench, "other.srt").id).related == ()


def test_a_container_of_film_with_the_name_of_sound_is_played_as_sound(workbench):
    """A telephone's .m4a is no film to be veiled; a film under that name would show no picture either."""
    item = workbench.case_of("ann").store.item(row_of(workbench, "report.pdf").id)
    film = replace(item, media_type="video/mp4", name="call.M4A")
    assert (media_kind(film), media_kind(replace(film, name="call.mp4"))) == ("audio", "video")


def test_an_edited_file_takes_the_place_of_the_earlier(workbench, tmp_path):
    """The earlier bytes leave the list and stay to be found from the later ones."""
    path = tmp_path / "more.txt"
    for text in ("It was ten lorries.", "It was twelve lorries."):
        path.write_text(text)
        workbench.as_user("ann").ingest([path])
    assert names(workbench, q="more") == ["more.txt"]
    assert len(names(workbench, q="more", is_with_superseded=True)) == 2
    (earlier,) = items.show_item(workbench, "ann", row_of(workbench, "more.txt").id).related
    assert earlier.why == "earlier"


def test_a_document_has_its_pages_and_a_recording_its_times(workbench):
    """An item says how it can be looked at, and its text where each page begins."""
    report = items.show_item(workbench, "ann", row_of(workbench, "report.pdf").id)
    assert (report.media, report.pages, [page for page, _ in report.renditions[0].pages]) == ("pdf", 2, [1, 2])
    road = items.show_item(workbench, "ann", row_of(workbench, "road.vtt").id)
    assert road.renditions[0].has_times


def test_custody_is_of_the_item_alone(workbench):
    """An item shows the log's entries on it, acquired first."""
    row = row_of(workbench, "report.pdf")
    custody = items.show_item(workbench, "ann", row.id).custody
    assert custody[0].act == "acquired"
    assert {entry.subject for entry in custody} == {row.id}


def test_facets_count_the_current_items(workbench):
    """What the list can be narrowed to adds up to the items that have it."""
    facets = items.item_facets(workbench, "ann")
    assert {one.value: one.count for one in facets.kind} == {"interview": 2, "statement": 1}
    assert sum(one.count for one in facets.media) == len(NOTES) + 1


def test_an_unknown_item_is_not_found(workbench):
    """An item that is not there is an error that says so."""
    with pytest.raises(NotFoundError):
        items.show_item(workbench, "ann", "i-none")
