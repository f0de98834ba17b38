"""FollowTheMoney, web annotations, and the feed of corrections."""

import json
from base64 import urlsafe_b64encode
from email.utils import parsedate_to_datetime
from hashlib import sha256

import pytest
from beside_cases import AT_HOME, RELATIVE
from lxml import etree
from msgspec.structs import replace
from release_builder import example_release

from testimonia.publish.beside.annotations import annotation_file, unbroken_parts
from testimonia.publish.beside.ftm import ftm_file
from testimonia.publish.beside.rss import RSS, rss_file

LINKS = {"proof", "entity", "startLocation", "endLocation", "addressEntity"}


def entities(release):
    (data,) = ftm_file(release, AT_HOME).values()
    return [json.loads(line) for line in data.decode().splitlines()]


def test_protected_sources_are_no_entities():
    """A pseudonym must not be matched against lists of real people: it stands in notes only."""
    release = example_release()
    made = entities(release)
    protected = {source.id for source in release.sources if source.is_protected}
    assert protected.isdisjoint(entity["id"] for entity in made)
    people = [entity["properties"]["name"] for entity in made if entity["schema"] == "Person"]
    assert people == [["Valley Front spokesman"], ["Colonel Reyes, the alliance"]]


def test_links_between_entities_lead_somewhere():
    """Each reference is to an entity of the file, and proof is a document."""
    made = {entity["id"]: entity for entity in entities(example_release())}
    for entity in made.values():
        for name in LINKS & entity["properties"].keys():
            for target in entity["properties"][name]:
                assert target in made
                assert name != "proof" or made[target]["schema"] == "Document"
    assert made["finding-people"]["properties"]["proof"] == ["item-statement", "item-terms"]


def test_an_area_has_no_position():
    """The middle of a coarsened place is not given as where it is."""
    border = next(entity for entity in entities(example_release()) if entity["id"] == "place-border")
    assert "latitude" not in border["properties"]
    assert border["properties"]["remarks"] == ["somewhere within 60 km"]


def test_followthemoney_takes_every_entity():
    """The real library knows each schema and property. Where it is not installed: benchmarks/consumers."""
    ftm = pytest.importorskip("followthemoney")
    for entity in entities(example_release()):
        ftm.model[entity["schema"]].validate(ftm.model.get_proxy(entity).to_dict())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_annotations_find_their_exact_words(language):
    """Each selector's words stand letter by letter in the quotation, and its target is a public item."""
    release = example_release(language=language)
    quotes = {quote.id: quote for quote in release.quotes}
    urls = {item.id: item.url for item in release.items if item.is_public}
    (data,) = annotation_file(release, AT_HOME).values()
    made = json.loads(data)["items"]
    for annotation in made:
        quote = quotes[annotation["id"].rpartition("#")[2]]
        for target in annotation["target"]:
            assert target["selector"]["exact"] in quote.words
            assert target["source"] == urls[quote.item_id]
    public = [quote for quote in release.quotes if urls.get(quote.item_id)]
    assert len(made) == len(public) == 6


def test_an_edited_quotation_is_looked_for_in_its_unbroken_parts():
    """Brackets are ours and stand nowhere in the material."""
    quote = next(quote for quote in example_release().quotes if quote.is_edited)
    assert unbroken_parts(quote) == ("A person paid 600 dollars", "a family 1,500.")


def test_protected_material_is_no_target():
    """Only what is public is pointed at, by address, or by hash where it has none."""
    release = example_release()
    private = tuple(replace(item, is_public=False) for item in release.items)
    assert annotation_file(replace(release, items=private), AT_HOME) == {}
    hashed = tuple(replace(item, url="") for item in release.items)
    (data,) = annotation_file(replace(release, items=hashed), AT_HOME).values()
    sources = {target["source"] for one in json.loads(data)["items"] for target in one["target"]}
    assert sources == {f"ni:///sha-256;{urlsafe_b64encode(sha256(b'3').digest()).decode().rstrip('=')}"}


def test_the_feed_tells_what_changed_and_why():
    """RSS 2.0 with an item for each correction, the newest first, with stable names and dates mail programs read."""
    older = replace(AT_HOME.corrections[0], date="2026-01-31", title="Spelling")
    publication = replace(AT_HOME, corrections=(older, *AT_HOME.corrections))
    channel = etree.fromstring(rss_file(example_release(), publication)[RSS]).find("channel")
    assert [item.findtext("title") for item in channel.iterfind("item")] == ["Number of lorries", "Spelling"]
    item = channel.find("item")
    assert parsedate_to_datetime(item.findtext("pubDate")).date().isoformat() == "2026-02-01"
    assert "A count was read twice." in item.findtext("description")
    assert "<li>lorries: 50 -&gt; 47</li>" in item.findtext("description")
    assert item.find("guid").get("isPermaLink") == "false"
    assert len({one.findtext("guid") for one in channel.iterfind("item")}) == 2


def test_a_feed_without_corrections_can_be_subscribed_to():
    """It has a title, a link and a description, and no item."""
    channel = etree.fromstring(rss_file(example_release(), RELATIVE)[RSS]).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert channel.find("item") is None
