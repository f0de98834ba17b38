"""An item is read: words are selected and become claims, marks are judged by keys, a recording and its text go together."""

import itertools
import math
import struct
import wave

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

PLACE_OF = """([words]) => {
  const passages = [...document.querySelectorAll('[data-start]')];
  const home = passages.find((one) => one.textContent.includes(words));
  home.scrollIntoView({ block: 'center' });
  const from = home.textContent.indexOf(words);
  const at = (unit) => {
    const nodes = document.createTreeWalker(home, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(), left = unit; node; node = nodes.nextNode()) {
      if (left <= node.textContent.length) return [node, left];
      left -= node.textContent.length;
    }
  };
  const edge = (unit, side) => {
    const range = document.createRange();
    range.setStart(...at(side === 'left' ? unit : unit - 1));
    range.setEnd(...at(side === 'left' ? unit + 1 : unit));
    const rects = range.getClientRects();
    const rect = rects[rects.length - 1];
    return [side === 'left' ? rect.left + 1 : rect.right - 1, rect.top + rect.height / 2];
  };
  return [edge(from, 'left'), edge(from + words.length, 'right')];
}"""
PLAYER = "() => { const one = document.querySelector('audio, video'); return [one.currentTime, one.paused, one.muted]; }"
FILM = """async () => {
  const canvas = document.createElement('canvas');
  canvas.width = 160;
  canvas.height = 120;
  const brush = canvas.getContext('2d');
  const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
  const pieces = [];
  recorder.ondataavailable = (event) => pieces.push(event.data);
  const ended = new Promise((resolve) => (recorder.onstop = resolve));
  recorder.start();
  for (let step = 0; step < 30; step += 1) {
    brush.fillStyle = `hsl(${step * 12} 90% 50%)`;
    brush.fillRect(0, 0, 160, 120);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  recorder.stop();
  await ended;
  return [...new Uint8Array(await new Blob(pieces).arrayBuffer())];
}"""
TRANSCRIPT = """WEBVTT

00:00:00.000 --> 00:00:03.000
<v Ferryman>We brought about 40 families over the river.

00:00:03.500 --> 00:00:06.500
<v Ferryman>Eleven people drowned on the second night.

00:00:07.000 --> 00:00:10.000
<v Ferryman>Nobody was paid for the boats.
"""
CAPTIONS = "1\n00:00:00,000 --> 00:00:00,600\nThirty lorries cross.\n\n2\n00:00:00,700 --> 00:00:01,400\nThe last one burns.\n"


@pytest.fixture
def reading(visit):
    """Opens an item of the sample by its file's name."""

    def open_item(name, **options):
        visitor = visit(**options)
        rows = visitor.api("GET", f"items?q={name}")[1]["rows"]
        item_id = next(row["id"] for row in rows if row["name"] == name)
        visitor.open(f"/reader/{item_id}")
        visitor.page.locator("[data-start]").first.wait_for()
        return visitor

    return open_item


def drag_over(page, words):
    """Select words with the mouse."""
    (left, top), (right, bottom) = page.evaluate(PLACE_OF, [words])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2, steps=4)
    page.mouse.move(right, bottom, steps=4)
    page.mouse.up()


def chosen(page):
    """The words that are selected."""
    return page.evaluate("() => getSelection().toString()")


def test_words_selected_with_the_mouse_become_a_claim_and_go_again(reading):
    """The machine proposes what it reads, a person puts it right; the claim is kept, found in the table, and taken back."""
    visitor = reading("third-driver.md")
    page = visitor.page
    drag_over(page, "Almost 50 lorries were in the convoy")
    assert chosen(page) == "Almost 50 lorries were in the convoy"
    page.get_by_role("button", name="New claim").click()
    form = page.get_by_role("dialog")
    best = form.get_by_label("Most likely")
    expect(best).to_have_value("48", timeout=60_000)
    expect(form.get_by_label("Source", exact=True).locator("option:checked")).to_have_text("third driver")
    assert visitor.barriers() == []
    form.get_by_label("At least").fill("49")
    best.fill("49")
    form.get_by_label("At most").fill("49")
    form.get_by_label("Reason (kept with the decision)").fill("he counts 49 on the drawing")
    form.get_by_role("button", name="Add").click()
    expect(form).to_have_count(0)
    card = page.get_by_role("article", name="Current mark")
    expect(card).to_contain_text("added")
    expect(card).to_contain_text("49 lor")
    page.goto(f"{visitor.served.url}/claims?state=added")
    expect(page.get_by_text("Almost 50 lorries were in the convoy").first).to_be_visible()
    found = visitor.api("GET", "claims?state=added")[1]["rows"]
    assert [(row["low"], row["high"], row["by"]) for row in found] == [(49, 49, "Ann")]
    page.go_back()
    expect(card).to_contain_text("added")
    page.keyboard.press("z")
    expect(page.locator("[data-card]", has_text="49 lor")).to_have_count(0)
    assert visitor.api("GET", "claims?state=added")[1]["rows"] == []
    reasons = [row["reason"] for row in visitor.api("GET", "history?limit=5")[1]["rows"]]
    assert "he counts 49 on the drawing" in reasons


def test_words_chosen_by_keys_become_a_statement(reading):
    """Arrows choose words, Shift and an arrow more of them, Shift and Enter makes a statement of them; no mouse is needed."""
    visitor = reading("third-driver.md")
    page = visitor.page
    page.keyboard.press("v")
    expect(page.get_by_role("group", name="Selected words")).to_contain_text("Careful")
    page.keyboard.press("ArrowRight")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    assert chosen(page) == "man, former schoolteacher,"
    page.keyboard.press("Shift+ArrowLeft")
    assert chosen(page) == "man, former"
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name="Selected words")).to_contain_text("He")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+Enter")
    form = page.get_by_role("dialog")
    expect(form.get_by_role("heading", name="New statement")).to_be_visible()
    expect(form.get_by_role("button", name="Add")).to_be_enabled(timeout=60_000)
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.keyboard.press("Escape")
    assert chosen(page) == ""


def test_marks_are_judged_by_keys_and_the_margin_stays_where_it_is(reading):
    """Accept, reject, put off, correct, merge and take back, by keys; no line of the margin lies on another or moves."""
    visitor = reading("second-driver-en.md")
    page = visitor.page
    visitor.settle()
    cards = page.locator("[data-card]")
    places = "() => [...document.querySelectorAll('[data-card]')].map((one) => Math.round(one.getBoundingClientRect().top))"
    card = page.get_by_role("article", name="Current mark")
    page.keyboard.press("j")
    expect(card).to_contain_text("suggested")
    before = page.evaluate(places)
    assert all(one + 20 <= other for one, other in itertools.pairwise(before))
    page.keyboard.press("a")
    expect(cards.nth(0)).to_contain_text("accepted")
    page.keyboard.press("x")
    expect(cards.nth(1)).to_contain_text("rejected")
    page.keyboard.press("s")
    expect(cards.nth(2)).to_contain_text("skipped")
    assert page.evaluate(places) == before
    page.keyboard.press("m")
    page.locator("[data-card]").nth(4).click()
    expect(cards.nth(3)).to_contain_text("merged")
    for _ in range(3):
        page.keyboard.press("z")
    expect(cards.nth(0)).to_contain_text("suggested")
    states = [one.split(":")[0] for one in page.locator("[data-card] .unseen").all_inner_texts()]
    assert {"accepted", "rejected", "merged"} & set(states) == set()
    visitor.settle()
    assert visitor.barriers() == []


def test_arabic_text_is_read_and_chosen_from_right_to_left(reading):
    """In Arabic words the left arrow is the next word, and the translation stands beside them."""
    visitor = reading("second-driver-ar.md", locale="ar")
    page = visitor.page
    visitor.settle()
    expect(page.get_by_text("My lorry alone carried 112 people", exact=False)).to_be_visible()
    passage = page.locator("[data-start]", has_text="يقول إنهم حين استأجروه").first
    assert passage.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
    page.keyboard.press("v")
    page.keyboard.press("ArrowDown")
    page.wait_for_function("() => getSelection().toString() === 'التقيته'")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("() => getSelection().toString() === 'في'")
    page.keyboard.press("Shift+ArrowLeft")
    page.wait_for_function("() => getSelection().toString() === 'في ورشة'")
    assert visitor.barriers() == []


def test_a_recording_and_its_transcript_go_together(visit, tmp_path):
    """Sound is played where a passage is pressed and lights what is heard; film stays veiled, grey and mute until asked for."""
    visitor = visit()
    page = visitor.open("/ingest")
    _write_sound(tmp_path / "ferry-call.wav", seconds=10)
    (tmp_path / "ferry-call.vtt").write_text(TRANSCRIPT)
    (tmp_path / "bridge.webm").write_bytes(bytes(page.evaluate(FILM)))
    (tmp_path / "bridge.srt").write_text(CAPTIONS)
    names = ("ferry-call.wav", "ferry-call.vtt", "bridge.webm", "bridge.srt")
    page.get_by_label("Choose files").set_input_files([str(tmp_path / name) for name in names])
    expect(page.get_by_text("here", exact=True)).to_have_count(4)
    page.get_by_role("button", name="Take in 4 files and read them").click()
    job = page.locator("article", has=page.get_by_role("heading", name="Take in and read")).first
    expect(job.get_by_text("done", exact=True)).to_be_visible(timeout=180_000)
    ids = {row["name"]: row["id"] for row in visitor.api("GET", "items?limit=200")[1]["rows"]}
    _hear_sound(visitor, ids)
    _see_film(visitor, ids)


def _hear_sound(visitor, ids):
    page = visitor.page
    answers = []
    page.on("response", lambda answer: answers.append(answer.status) if answer.url.endswith("/media") else None)
    visitor.open(f"/reader/{ids['ferry-call.wav']}")
    page.get_by_role("link", name="ferry-call.vtt").click()
    page.wait_for_function("() => document.querySelector('audio')?.duration > 9")
    assert set(answers) == {206}
    assert page.evaluate(PLAYER)[:2] == [0, True]
    page.locator("[data-start]", has_text="Eleven people drowned").click()
    page.wait_for_function("() => document.querySelector('audio').currentTime === 3.5")
    card = page.get_by_role("article", name="Current mark")
    expect(card).to_contain_text("00:00:03")
    lit = page.locator(".playing")
    expect(lit).to_contain_text("Eleven people drowned")
    page.get_by_role("button", name="Hear it from 00:00:07").click()
    page.wait_for_function(
        "() => { const one = document.querySelector('audio'); return !one.paused && one.currentTime > 7.2; }"
    )
    expect(lit).to_contain_text("Nobody was paid")
    page.keyboard.press("p")
    page.wait_for_function("() => document.querySelector('audio').paused")
    page.keyboard.press("b")
    page.wait_for_function("() => document.querySelector('audio').currentTime < 4")
    assert visitor.barriers() == []


def _see_film(visitor, ids):
    page = visitor.page
    for _ in range(2):
        visitor.open(f"/reader/{ids['bridge.srt']}")
        page.locator("video").wait_for()
        looks = page.locator("video").evaluate("(one) => getComputedStyle(one.closest('.inside')).filter")
        assert "blur(28px)" in looks and "grayscale(1)" in looks
        assert page.evaluate(PLAYER)[1:] == [True, True]
        assert page.locator("video[autoplay]").count() == 0
        page.keyboard.press("p")
        page.wait_for_timeout(300)
        assert page.evaluate(PLAYER)[1:] == [True, True]
    page.get_by_role("button", name="Show it").click()
    expect(page.locator(".veiled")).to_have_count(0)
    assert page.evaluate(PLAYER)[1:] == [True, False]
    page.keyboard.press("p")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.1")
    page.get_by_role("button", name="Hide it again").click()
    page.wait_for_function("() => document.querySelector('video').paused && document.querySelector('video').muted")
    assert visitor.barriers() == []


def _write_sound(path, *, seconds):
    rate = 8000
    samples = (int(9000 * math.sin(2 * math.pi * 300 * at / rate)) for at in range(rate * seconds))
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
