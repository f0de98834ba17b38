"""Who counts as one account, and why."""

from testimonia.model.brief import Brief
from testimonia.model.findings import Standing
from testimonia.model.material import Metadata
from testimonia.model.testimony import Form, Role, Source
from testimonia.reconcile.copies import hash_shingles, resemblance
from testimonia.reconcile.reconciliation import reconcile
from tests.make import question, said, source, sources, testimony

FIGHTERS = question("fighters")
WIRE = "Officials in the town said on Monday that about 250 fighters had left by bus after two days of talks."


def run(*pairs, people=(), metadata=None):
    known = {person.name: person for person in people}
    names = {s.speaker.name for _, s in pairs} | set(known)
    everyone = sources(*(known.get(name, source(name)) for name in sorted(names)))
    about_item = metadata or {}
    return reconcile(
        Brief(questions=(FIGHTERS,)),
        everyone,
        testimony(*pairs),
        metadata_of=lambda rendition: about_item.get(rendition, Metadata()),
    )


def test_two_witnesses_are_two_accounts():
    """Different people who say it in their own words corroborate each other."""
    result = run(said("about 250 fighters", by="driver"), said("250 fighters", by="nurse"))
    assert result.groups == ()
    assert result.findings[0].standing is Standing.CORROBORATED


def test_what_is_passed_on_belongs_to_its_origin():
    """A cousin who repeats the driver adds nothing to the driver."""
    result = run(said("about 250 fighters", by="driver"), said("250 fighters", by="cousin", chain=("the driver",)))
    assert [group.reason for group in result.groups] == ["cousin passes on what driver said"]
    assert result.findings[0].standing is Standing.SINGLE_SOURCE


def test_an_alias_names_the_origin():
    """The origin is found under any name the team knows it by."""
    people = (source("driver", aliases=("Abu F",)),)
    result = run(said("250 fighters", by="driver"), said("250 fighters", by="cousin", chain=("abu f",)), people=people)
    assert len(result.groups) == 1


def test_two_who_heard_it_from_one_unknown_person():
    """Two who pass on the same third person are one account, also if nobody has spoken to that person."""
    result = run(said("250 fighters", by="a", chain=("the mayor",)), said("about 250 fighters", by="b", chain=("The Mayor",)))
    assert [group.reason for group in result.groups] == ["a and b pass on what mayor said"]


def test_own_sight_stays_independent():
    """Somebody who passes a figure on and also gives their own keeps their own vote."""
    result = run(
        said("250 fighters", by="driver"),
        said("250 fighters", by="nurse", chain=("driver",)),
        said("about 260 fighters", by="nurse"),
    )
    assert result.groups == ()


def test_near_copied_words_are_one_account():
    """Two papers that print the agency's sentence with small changes are one voice."""
    changed = WIRE.replace("of talks", "of bargaining")
    result = run(said("about 250 fighters", by="Paper A", text=WIRE), said("about 250 fighters", by="Paper B", text=changed))
    (group,) = result.groups
    assert "nearly the same words" in group.reason
    assert result.findings[0].standing is Standing.SINGLE_SOURCE
    assert "not independent" in result.findings[0].reason


def test_a_shared_interviewer_is_named_beside_copied_words():
    """The same interviewer alone proves nothing; with copied words it is worth saying."""
    first, second = said("about 250 fighters", by="a", text=WIRE), said("about 250 fighters", by="b", text=WIRE)
    metadata = {statement.rendition_id: Metadata(interviewer="Lena") for _, statement in (first, second)}
    assert "both through the interviewer Lena" in run(first, second, metadata=metadata).groups[0].reason
    own_words = [said("about 250 fighters", by="a", text="I counted about 250 fighters"), said("250 fighters", by="b")]
    metadata = {statement.rendition_id: Metadata(interviewer="Lena") for _, statement in own_words}
    assert run(*own_words, metadata=metadata).groups == ()


def test_short_statements_coincide_by_chance():
    """Seven words in common prove nothing."""
    result = run(
        said("about 250 fighters", by="a", text="about 250 fighters left"),
        said("about 250 fighters", by="b", text="about 250 fighters left"),
    )
    assert result.groups == ()


def test_articles_of_one_publisher_are_one_voice():
    """Two by-lines of one paper do not corroborate each other; two people interviewed by it do."""
    told = [
        said("about 250 fighters", by="desk", form=Form.NARRATION),
        said("250 fighters", by="weekend desk", form=Form.NARRATION),
    ]
    metadata = {s.rendition_id: Metadata(publisher="The Post") for _, s in told}
    assert [g.reason for g in run(*told, metadata=metadata).groups] == ["desk and weekend desk have the same publisher"]
    quoted = [said("about 250 fighters", by="driver"), said("250 fighters", by="nurse")]
    metadata = {s.rendition_id: Metadata(publisher="The Post") for _, s in quoted}
    assert run(*quoted, metadata=metadata).groups == ()


def test_copies_do_not_gain_weight():
    """Nine reprints of one hearsay line do not outvote two witnesses."""
    copies = [said("about 900 fighters", by=f"Paper {n}", text=WIRE.replace("250", "900")) for n in range(9)]
    papers = [source(f"Paper {n}", Role.MEDIA) for n in range(9)]
    result = run(*copies, said("about 250 fighters", by="driver"), said("250 fighters", by="nurse"), people=papers)
    assert result.corroborations[0].high <= 288
    assert "two independent accounts" in result.corroborations[0].reason


def test_resemblance_is_a_share():
    """Equal texts resemble fully, unlike texts not at all."""
    assert resemblance(hash_shingles(WIRE), hash_shingles(WIRE.upper())) == 1.0
    assert (
        resemblance(hash_shingles(WIRE), hash_shingles("We walked for two nights along the river without any lights on."))
        == 0.0
    )


def test_hearsay_is_shown_and_confirms_nothing():
    """What somebody heard, without saying from whom, is no account of its own."""
    result = run(said("about 250 fighters", by="driver"), said("250 fighters", by="neighbour", is_first_hand=False))
    finding = result.findings[0]
    assert (len(result.answers), finding.standing) == (2, Standing.SINGLE_SOURCE)
    assert finding.reason == "It rests on one account: driver; neighbour only passes on the same."


def test_a_lone_rumour_does_not_contest():
    """Two witnesses who agree are not contested by hearsay, which is named."""
    result = run(
        said("about 250 fighters", by="driver"),
        said("250 fighters", by="nurse"),
        said("900 fighters", by="rumour", is_first_hand=False),
    )
    finding = result.findings[0]
    assert finding.standing is Standing.CORROBORATED
    assert finding.reason == "Two independent accounts agree: driver and nurse, though rumour disagrees, from hearsay."


def test_police_in_two_papers_may_be_the_same_police():
    """Officials named by one bare word in two texts count once."""
    one, two = said("250 fighters", by="police one"), said("about 250 fighters", by="police two")
    everyone = {
        statement.source_id: Source(statement.source_id, "police", Role.OFFICIAL, item_id=statement.rendition_id)
        for _, statement in (one, two)
    }
    result = reconcile(Brief(questions=(FIGHTERS,)), everyone, testimony(one, two), metadata_of=lambda _: Metadata())
    assert [group.reason for group in result.groups] == ["several texts name only “police”, who may be the same"]


def test_an_article_adds_nothing_to_whom_it_quotes():
    """A paper that quotes the police for a figure and tells the same figure itself is no second account."""
    result = run(
        said("250 fighters", by="police", rendition="r-1"),
        said("about 250 fighters", by="paper", rendition="r-1", form=Form.NARRATION),
        people=(source("paper", Role.MEDIA),),
    )
    assert result.findings[0].standing is Standing.SINGLE_SOURCE
