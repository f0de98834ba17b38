"""The folder of pages: every number leads to its evidence, nothing is asked of anybody, and the same in gives the same out."""

import io
import itertools
import os
import re
import subprocess
import sys
from pathlib import Path

import lxml.html
import msgspec
import pytest
from example import ARABIC, ENGLISH, edition
from PIL import Image
from release_builder import example_release, large_release

from testimonia.errors import UsageError
from testimonia.model.publications import Correction, FindingChange
from testimonia.model.release import Bindings
from testimonia.model.release_sentences import resting
from testimonia.publish.story.changes import finding_changes
from testimonia.publish.story.evidence import EvidenceRoom
from testimonia.publish.story.parsing import parse_story
from testimonia.publish.story.rendering import Edition, Link, render_story, short_finding
from testimonia.publish.story.words import texts_of

HEAD = "---\ntitle: Gone\n---\n"


@pytest.fixture(scope="module", params=["en", "ar"])
def pages(request):
    """The example in both languages."""
    return render_story(edition(ENGLISH if request.param == "en" else ARABIC))


def documents(pages):
    return {path: lxml.html.fromstring(data) for path, data in pages.items() if path.endswith(".html")}


def test_every_link_within_the_folder_leads_somewhere(pages):
    """Every anchor exists, and every file that a page names is in the folder."""
    found = documents(pages)
    for path, document in found.items():
        ids = document.xpath("//@id")
        assert len(ids) == len(set(ids)), path
        for address in document.xpath("//@href | //@src"):
            if address.startswith("#"):
                assert address[1:] in ids, address
            elif not re.match(r"https?:|mailto:", address):
                assert str(Path(path).parent / address) in pages, address


def test_every_binding_leads_to_its_panel_and_back(pages):
    """Each mark opens a panel that names who says it, and the panel's way back is a mark that exists."""
    page = documents(pages)["index.html"]
    panels = {panel.get("id"): panel for panel in page.xpath("//li[contains(@class,'panel')]")}
    marks = page.xpath("//a[contains(concat(' ', @class, ' '), ' evidence ')]")
    assert len(marks) >= len(panels) > 3
    assert {mark.get("href")[1:] for mark in marks} == set(panels)
    refs = {mark.get("id") for mark in marks}
    assert {link.get("href")[1:] for link in page.xpath("//a[@class='close']")} <= refs


def test_nothing_is_fetched_and_nothing_runs_from_the_page(pages):
    """A strict policy, no inline script, no handler, no style attribute, and no address outside that loads by itself."""
    for path, document in documents(pages).items():
        policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        if not path.startswith("charts/"):
            assert document.xpath("//style | //script[not(@src)] | //@style | //iframe | //form") == []
        assert [name for name in document.xpath("//@*") if name.attrname.startswith("on")] == []
        assert document.xpath("//@src[starts-with(., 'http')] | //link/@href[starts-with(., 'http')]") == []
    assert b"url(" not in pages["style.css"].replace(b"url(#", b"")
    assert b"http" not in pages["story.js"]


def test_pages_are_built_for_everybody(pages):
    """Landmarks, a skip link, one title, headings in order, texts for pictures, table heads, language and direction."""
    for path, document in documents(pages).items():
        if path.startswith("charts/"):
            continue
        assert len(document.xpath("//main")) == len(document.xpath("//h1")) == 1
        assert document.xpath("//body/a[@class='skip']/@href") == ["#text"]
        levels = [int(node.tag[1]) for node in document.xpath("//h1|//h2|//h3|//h4")]
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path
        assert all(image.get("alt") for image in document.xpath("//img"))
        assert document.get("dir") == ("rtl" if document.get("lang") == "ar" else "ltr")
        for svg in document.xpath("//*[local-name()='svg']"):
            assert svg.get("aria-hidden") == "true" or svg.get("role") == "img"


def test_a_panel_says_who_how_and_against_whom():
    """The panel of the contested figure: pseudonym and trade, first-hand and hearsay, exact words, contradiction, method."""
    page = documents(render_story(edition()))["index.html"]
    panel = page.get_element_by_id("evidence-finding-finding-people").text_content()
    for words in ("Nadim", "driver", "saw it or took part", "passes on what others told", "from a cousin", "contested"):
        assert words in panel
    assert "“We carried almost 4,000 people out of the town.”" in panel
    assert "both cannot be true" in panel
    assert "log-pool" in panel
    assert "The words of one account are withheld." in panel
    assert "declines to say" in panel


def test_bare_bindings_mark_words_or_write_them():
    """Behind a value or a closing quotation mark a mark; a quotation or place that is not there yet is written out."""
    body = "It was “We were almost 50 lorries.” {quote: c-lorries-nadim-1}. Then {quote: c-lorries-yusuf-1} in {place: raqqa}, "
    body += "[]{finding: lorries} and 4 {finding: people}."
    page = documents(render_story(edition(HEAD + body)))["index.html"]
    text = " ".join(page.xpath("//article")[0].text_content().split())
    assert "“We were almost 50 lorries.”1. Then “I know it exactly: 47 lorries.” Evidence 2 in Raqqa Evidence 3, " in text
    assert "47 (45 to 50) lorry Evidence 4 and 45." in text


def test_what_people_write_is_no_markup():
    """Tags and handlers in the text, the title and quotations stay text."""
    text = "---\ntitle: <script>alert(1)</script>\nstandfirst: '\"><img src=x onerror=y>'\n---\n"
    text += "A <b onclick=x>b</b> [c](javascript:x).\n"
    page = render_story(edition(text))["index.html"].decode()
    assert "<script>alert" not in page and "<b onclick" not in page and "<img src=x" not in page
    assert 'href="javascript' not in page


def test_pictures_are_fresh_pixels_under_a_name_of_their_own():
    """Neither the file's name nor what the camera wrote into it is published."""
    made = render_story(edition())
    pictures = {path: data for path, data in made.items() if path.startswith("images/")}
    assert len(pictures) == 2
    for path, data in pictures.items():
        assert b"taken by the source" not in data
        assert "lorries" not in path and "wounded" not in path
        assert Image.open(io.BytesIO(data)).size == (320, 200)
    page = documents(made)["index.html"]
    veil = page.xpath("//div[@class='veil']")[0]
    assert veil.xpath("./input[@type='checkbox' and not(@checked)]") and "shows an injury" in veil.text_content()


def test_the_route_stands_still_without_a_script():
    """Both drawings hold every leg, the steps say which, and the words under the map tell the same."""
    page = documents(render_story(edition()))["index.html"]
    for form in ("wide", "narrow"):
        legs = page.xpath(f"//*[local-name()='svg' and contains(@class, '{form}')]//@data-leg")
        assert set(legs) == {"1", "2", "3"}
    assert [step.get("data-last") for step in page.xpath("//div[@class='step']")] == ["1", "3"]
    assert "Raqqa to Shanine" in page.xpath("//div[@class='scroll']")[0].text_content()


def test_how_we_know_counts():
    """Sources, grades, what is withheld and what stays open are all there in counts and words."""
    text = documents(render_story(edition()))["how-we-know.html"].text_content()
    for words in ("We spoke with four drivers", "took part", "Airwars", "Competing claims.", "quotations", "Contested"):
        assert words in text
    assert "6 of 7 findings were concluded by an investigator" in text


def test_corrections_show_what_changed():
    """Each correction has its date, its reason and the findings before and after."""
    before = example_release()
    after = example_release()
    lorries = next(one for one in before.findings if one.id == "finding-lorries")
    changed = tuple(
        type(one)(**{name: getattr(one, name) for name in one.__struct_fields__} | {"best": 60.0, "high": 70.0})
        if one.id == lorries.id
        else one
        for one in after.findings
    )
    after = type(after)(**{name: getattr(after, name) for name in after.__struct_fields__} | {"findings": changed})

    def show(release, one):
        return short_finding(release, one, language="en")

    changes = finding_changes(before, after, show=show)
    assert [(one.before, one.after) for one in changes] == [("47 (45 to 50) lorry", "60 (45 to 70) lorry")]
    assert finding_changes(before, before, show=show) == ()
    made = render_story(
        edition(corrections=(Correction("correction-1", "2017-12-01T08:00:00Z", "We miscounted.", changes, "a"),))
    )
    text = documents(made)["corrections.html"].text_content()
    for words in ("Correction of 2017-12-01", "We miscounted.", "47 (45 to 50) lorry", "60 (45 to 70) lorry"):
        assert words in text
    assert "Corrected 2017-12-01" in documents(made)["index.html"].text_content()


def test_new_and_gone_findings_are_changes_too():
    """A finding that was not there before, or is no longer there, is told."""
    full = example_release()
    less = type(full)(**{n: getattr(full, n) for n in full.__struct_fields__} | {"findings": full.findings[1:]})
    gone = finding_changes(full, less, show=lambda _release, one: one.words)
    assert gone == (
        FindingChange("finding-people", "How many people left with the convoy?", full.findings[0].words, "", "contested"),
    )
    assert finding_changes(less, full, show=lambda _release, one: one.words)[0].before == ""


def test_a_newsroom_brings_its_own_templates_and_theme():
    """Any template can be replaced, and one style sheet comes after ours; a broken one is refused in words."""
    made = render_story(edition(templates={"blocks.html": _blocks_with("OURS")}, theme="body{color:red}"))
    assert "OURS" in made["index.html"].decode()
    assert 'href="theme.css"' in made["index.html"].decode() and made["theme.css"] == b"body{color:red}"
    with pytest.raises(UsageError, match="template"):
        render_story(edition(templates={"index.html": "{{ nothing_of_this_name }}"}))


def _blocks_with(word):
    from testimonia.publish.story import rendering

    return rendering._part("blocks.html").replace('<aside class="card"', f'<aside class="card" title="{word}"')


def test_what_lies_beside_is_linked():
    """Exporters' files get a link in the foot, and a claim its permalink in the drawer."""
    made = render_story(
        edition(links=(Link("data/claims.csv", "Claims as CSV"),), claim_pages={"claim-people-nadim-1": "c/1.html"})
    )
    page = documents(made)["index.html"]
    assert page.xpath("//footer//a[@href='data/claims.csv']")
    assert page.xpath("//li[@id='evidence-finding-finding-people']//a[@href='c/1.html']")


def test_the_same_in_gives_the_same_out_anywhere(tmp_path):
    """Two processes with other hash seeds and other working folders write the same bytes."""
    script = "import hashlib,sys;sys.path[:0]=sys.argv[1:];from example import edition;"
    script += "from testimonia.publish.story.rendering import render_story as r;"
    script += "print(hashlib.sha256(b''.join(k.encode()+v for k,v in r(edition()).items())).hexdigest())"
    here = Path(__file__).parent
    found = set()
    for seed, folder in (("1", tmp_path), ("2", here)):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", script, str(here), str(here.parents[1])]
        found.add(subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout)
    assert len(found) == 1


def test_languages_have_the_same_words():
    """Every key of one language is there in the other, with the same blanks to fill."""
    english, arabic = texts_of("en"), texts_of("ar")
    plural = re.compile(r"(one|two|few)_")
    assert {key for key in arabic if not plural.match(key)} == {key for key in english if not plural.match(key)}
    for key in english.keys() & arabic.keys():
        if not plural.match(key):
            assert set(re.findall(r"{\w+}", english[key])) == set(re.findall(r"{\w+}", arabic[key])), key


def test_a_large_story_stays_light():
    """300 claims and 100 places bound at every finding: the page weighs less than a megabyte."""
    release = large_release()
    names = {f"q{number}": one for number, one in enumerate(release.findings)}
    body = " ".join(f"Some {{finding: {name}}}." for name in names) + "\n\n{route: 1..19}\n\nThey went.\n\n{timeline}\n"
    story = parse_story(HEAD + body)
    bindings = Bindings(findings={name: one.id for name, one in names.items()}, routes={"w": "route-1"})
    made = render_story(Edition(story, release, bindings))
    weight = sum(len(data) for path, data in made.items() if path in ("index.html", "style.css", "story.js"))
    assert weight < 1_000_000


def test_clearances_own_sentences_speak_the_language_of_the_story():
    """What clearance wrote in English stands in Arabic in an Arabic story; the machine's own words are marked as English."""
    made = edition(ARABIC)
    findings = tuple(msgspec.structs.replace(one, reason=resting(2, 2), is_suggestion=True) for one in made.release.findings)
    clashes = tuple(msgspec.structs.replace(one, sentence="Both cannot be true.") for one in made.release.contradictions)
    release = msgspec.structs.replace(made.release, findings=findings, contradictions=clashes)
    page = render_story(msgspec.structs.replace(made, release=release))["index.html"].decode()
    assert resting(2, 2) not in page
    assert "سندها روايتان من مجموعتين مستقلتين" in page
    assert '<p lang="en" dir="ltr">Both cannot be true.</p>' in page


def test_a_voice_whose_words_are_withheld_is_still_hearsay():
    """The drawer says how a source knows also where it may not quote it."""
    made = edition(ENGLISH)
    claims = tuple(msgspec.structs.replace(one, quote_id="", is_first_hand=False) for one in made.release.claims)
    room = EvidenceRoom(msgspec.structs.replace(made.release, claims=claims), texts_of("en"), "en")
    assert {room.voice(one).knows for one in claims} == {"hearsay"}
