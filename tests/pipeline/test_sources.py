"""Speakers matched to sources: names everywhere, roles in their item, protection that spreads."""

from testimonia.model.brief import Brief
from testimonia.model.material import Metadata, Protection, Span
from testimonia.model.testimony import Form, Party, Role, Source, Speaker, Statement
from testimonia.pipeline.sources import UNRESOLVED, SourceBook

BRIEF = Brief(
    parties=(Party("sdf", "Syrian Democratic Forces", ("SDF",)), Party("us", "United States")),
    sources=(Source("", "SDF", Role.OFFICIAL, "sdf", aliases=("SDF spokesman",)),),
)
OPEN = Metadata()
PROTECTED = Metadata(source="Abu Karim", protection="protected")


def book(known=None):
    numbers = iter(range(100))
    return SourceBook({} if known is None else known, BRIEF, lambda: f"src-{next(numbers)}")


def said(name, *, is_named=True, role=Role.UNKNOWN):
    return Statement("s-1", "r-1", "p-1", (Span(0, 1, "x"),), Form.REPORTED, Speaker(name, is_named, role))


def source_of(made, speaker, item="i-1", metadata=OPEN):
    found = made.identify(speaker, item, metadata)
    return next(source for source in made.known.values() if source.id == found.source_id)


def test_a_name_is_the_same_source_in_every_item():
    """Titles and case do not matter."""
    made = book()
    assert source_of(made, said("Col Ryan Dillon")) == source_of(made, said("Ryan DILLON"), "i-2")


def test_a_role_is_a_source_of_its_item_only():
    """ "A villager" here is not "a villager" there."""
    made = book()
    here, there = (source_of(made, said("a villager", is_named=False), item) for item in ("i-1", "i-2"))
    assert (here.item_id, there.item_id) == ("i-1", "i-2")
    assert here.id != there.id


def test_an_unresolved_speaker_is_said_to_be_one():
    """Nothing is guessed: the source is called unresolved, and belongs to its item."""
    assert source_of(book(), said("", is_named=False)).name == UNRESOLVED


def test_declared_sources_and_parties_are_found_by_every_alias():
    """A party that is also a declared source is one source, not two."""
    made = book()
    names = ("SDF", "the SDF", "SDF spokesman", "Syrian Democratic Forces")
    assert {source_of(made, said(name)).name for name in names} == {"SDF"}
    assert source_of(made, said("United States")).party == "us"


def test_ids_come_back_from_what_is_known():
    """A later run finds the random ids of an earlier one."""
    first = book()
    before = source_of(first, said("Abu Karim")).id
    assert source_of(book(first.known), said("Abu Karim")).id == before


def test_protection_spreads_to_nameless_speakers_of_a_protected_item():
    """The interviewee and whoever speaks beside them without a name are protected; a public person is not."""
    made = book()
    assert source_of(made, said("Abu Karim"), metadata=PROTECTED).protection is Protection.PROTECTED
    assert source_of(made, said("his cousin", is_named=False), metadata=PROTECTED).protection is Protection.PROTECTED
    assert source_of(made, said("Ryan Dillon"), metadata=PROTECTED).protection is Protection.NONE


def test_protection_never_shrinks():
    """The same source in an open item stays protected."""
    made = book()
    source_of(made, said("Abu Karim"), metadata=PROTECTED)
    assert source_of(made, said("Abu Karim"), "i-2").protection is Protection.PROTECTED


def test_a_role_learnt_later_is_kept():
    """The first item did not say how they know; the second does."""
    made = book()
    source_of(made, said("Abu Karim"))
    assert source_of(made, said("Abu Karim", role=Role.PARTICIPANT), "i-2").role is Role.PARTICIPANT


def test_only_what_changed_is_kept():
    """Keeping writes each new or changed source once."""
    written = []

    class Writer:
        def put_source(self, key, source):
            written.append(key)

    made = book()
    source_of(made, said("Abu Karim"))
    made.keep(Writer())
    made.keep(Writer())
    assert sorted(written) == ["name:abu karim", "name:sdf", "name:united states"]
