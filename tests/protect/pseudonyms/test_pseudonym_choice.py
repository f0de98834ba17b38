"""A pseudonym fits a person's surroundings and has nothing to do with their name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from testimonia.errors import UsageError
from testimonia.protect.pseudonyms.choosing import Profile, Pseudonym, suggest_pseudonym
from testimonia.protect.pseudonyms.likeness import initials_of, is_near, is_related, is_taken, length_of, parts_of, to_latin
from testimonia.protect.pseudonyms.lists import NEUTRAL, TRADITIONS, name_list, tradition_of

SECRET = bytes(range(16))
SYRIAN_MAN = Profile("male", "ar", "SY")
TRUE = ["Nawwaf Suhayl al-Khayali", "نواف سهيل الخيالي", "Abu Rashid"]

names = st.lists(st.text("abcdefghijklmnopqrstuvwyz", min_size=2, max_size=9).map(str.capitalize), min_size=1, max_size=3).map(
    " ".join
)
profiles = st.builds(
    Profile,
    gender=st.sampled_from(["", "male", "female"]),
    language=st.sampled_from(["", "ar", "uk", "zh", "fr", "en", "tlh"]),
    country=st.sampled_from(["", "SY", "IQ", "UA", "CN", "FR", "GB"]),
    style=st.sampled_from(["given", "full", "kunya"]),
)


@given(st.lists(names, min_size=1, max_size=3), profiles, st.binary(min_size=16, max_size=16))
def test_nothing_in_common_with_the_true_name(true_names, profile, secret):
    """Whatever the name: no initial, no length and no sound of it is in the pseudonym."""
    try:
        chosen = suggest_pseudonym(true_names, source_id="src-1", secret=secret, profile=profile)
    except UsageError:  # names that use every letter leave nothing; then a person must choose
        assert len(set().union(*(initials_of(name) for name in true_names))) > 3
        return
    for name in true_names:
        assert not initials_of(chosen.latin) & initials_of(name)
        assert length_of(chosen.latin) != length_of(name)
        assert not any(is_near(mine, theirs) for mine in parts_of(chosen.latin) for theirs in parts_of(name))


def test_the_same_secret_and_source_give_the_same_name():
    """A rerun changes nothing; another source or another secret is another draw."""
    first = suggest_pseudonym(TRUE, source_id="src-1", secret=SECRET, profile=SYRIAN_MAN)
    assert first == suggest_pseudonym(TRUE, source_id="src-1", secret=SECRET, profile=SYRIAN_MAN)
    others = {suggest_pseudonym(TRUE, source_id=f"src-{n}", secret=SECRET, profile=SYRIAN_MAN) for n in range(30)}
    assert len(others) > 3
    secrets = {suggest_pseudonym(TRUE, source_id="src-1", secret=bytes([n] * 16), profile=SYRIAN_MAN) for n in range(30)}
    assert len(secrets) > 3


def test_names_do_not_follow_the_order_of_true_names():
    """The alphabetical order of pseudonyms says nothing of that of the people: with many secrets it falls both ways."""
    signs = set()
    for n in range(20):
        secret = bytes([n] * 16)
        early = suggest_pseudonym(["Dawud Omari"], source_id="a", secret=secret, profile=SYRIAN_MAN)
        late = suggest_pseudonym(["Munir Omari"], source_id="b", secret=secret, profile=SYRIAN_MAN, taken=[early.latin])
        signs.add(early.latin < late.latin)
    assert signs == {True, False}


def test_a_taken_name_is_not_given_again_nor_one_like_it():
    """No pseudonym is near an identity, a public person, a team's name or another pseudonym, in any script."""
    taken = ["Bassam", "Samira Haddad", "أنور", "Zyad"]
    for n in range(25):
        chosen = suggest_pseudonym([], source_id=f"src-{n}", secret=SECRET, profile=SYRIAN_MAN, taken=taken)
        assert not any(is_taken(chosen.latin, name) for name in taken)
        taken.append(chosen.latin)
    assert len({to_latin(name) for name in taken}) == 29


def test_kunya_family_and_script():
    """Called after a child where that is customary and the gender known; family name on request; native script beside it."""
    kunya = suggest_pseudonym(TRUE, source_id="s", secret=SECRET, profile=Profile("female", "ar", "SY", "kunya"))
    assert kunya.latin.startswith("Umm ") and kunya.native.startswith("أم ")
    father = suggest_pseudonym(TRUE, source_id="s", secret=SECRET, profile=Profile("male", "ar", "SY", "kunya"))
    assert father.latin.startswith("Abu ") and father.native.startswith("أبو ")
    unknown = suggest_pseudonym(TRUE, source_id="s", secret=SECRET, profile=Profile("", "ar", "SY", "kunya"))
    assert unknown in [Pseudonym(one.latin, one.native) for one in name_list("levantine").neutral]
    full = suggest_pseudonym([], source_id="s", secret=SECRET, profile=Profile("male", "zh", "CN", "full"))
    family, given_name = full.latin.split()
    assert family in [one.latin for one in name_list("chinese").family]
    assert given_name in [one.latin for one in name_list("chinese").male]
    french = suggest_pseudonym([], source_id="s", secret=SECRET, profile=Profile("female", "fr", "FR", "full"))
    assert french.native == "" and french.latin.split()[0] in [one.latin for one in name_list("french").female]


@pytest.mark.parametrize("gender", ["", "male", "female"])
def test_an_unknown_origin_gets_a_neutral_name(gender):
    """Where language and country do not say, the name says nothing either, of gender least of all."""
    chosen = suggest_pseudonym(TRUE, source_id="s", secret=SECRET, profile=Profile(gender))
    assert chosen.latin in [one.latin for one in name_list(NEUTRAL).neutral]
    assert suggest_pseudonym(TRUE, source_id="s", secret=SECRET) == suggest_pseudonym(
        TRUE, source_id="s", secret=SECRET, profile=Profile(gender)
    )


def test_a_used_up_list_goes_on_with_its_neighbours():
    """When all names of a tradition are taken, the lists beside it are asked, the neutral one last, and then a person."""
    levantine = [one.latin for one in name_list("levantine").male]
    chosen = suggest_pseudonym([], source_id="s", secret=SECRET, profile=SYRIAN_MAN, taken=levantine)
    assert chosen.latin in [one.latin for one in name_list("iraqi").male]
    everything = [one.latin for tradition in TRADITIONS for one in name_list(tradition).given("male")]
    last = suggest_pseudonym([], source_id="s", secret=SECRET, profile=SYRIAN_MAN, taken=everything)
    assert last.latin in [one.latin for one in name_list(NEUTRAL).neutral]
    everything += [one.latin for tradition in TRADITIONS for one in name_list(tradition).neutral]
    with pytest.raises(UsageError, match="choose a pseudonym by hand"):
        suggest_pseudonym([], source_id="s", secret=SECRET, profile=SYRIAN_MAN, taken=everything)


def test_wrong_use_is_refused():
    """A short secret could be tried out; a profile says what it says."""
    with pytest.raises(UsageError, match="at least 16 bytes"):
        suggest_pseudonym(TRUE, source_id="s", secret=bytes(15))
    for profile in (Profile("man"), Profile(style="title")):
        with pytest.raises(UsageError, match="a profile has"):
            suggest_pseudonym(TRUE, source_id="s", secret=SECRET, profile=profile)


@pytest.mark.parametrize("tradition", TRADITIONS)
def test_every_list_is_whole(tradition):
    """Lists have no name twice in one column, enough of each kind, and fall back to lists that exist."""
    one = name_list(tradition)
    least = 0 if tradition == NEUTRAL else 10
    for column in (one.male, one.female, one.neutral, one.family):
        assert len(column) >= least
        assert len({name.latin for name in column}) == len(column)
        assert all(name.latin and name.latin[0].isupper() for name in column)
    assert set(one.fallback) <= set(TRADITIONS)
    assert len({name.latin for name in one.neutral}) >= 10


@pytest.mark.parametrize(
    ("language", "country", "tradition"),
    [
        ("ar", "SY", "levantine"),
        ("ar", "IQ", "iraqi"),
        ("ar-SD", "SD", "sudanese"),
        ("ar", "", "neutral"),
        ("ar", "FR", "neutral"),
        ("", "UA", "ukrainian"),
        ("", "SY", "levantine"),
        ("my", "", "burmese"),
        ("fr", "", "neutral"),
        ("fr", "FR", "french"),
        ("", "", "neutral"),
        ("xx", "SY", "neutral"),
    ],
)
def test_a_tradition_is_never_guessed(language, country, tradition):
    """A language of one list decides, a shared one needs the country, and the rest is neutral."""
    assert tradition_of(language=language, country=country) == tradition


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("Bassam", "Basel", True),  # an initial
        ("Wael", "Omar", True),  # as many letters
        ("Haitham", "هيثم", True),  # the same name in another script
        ("Taghreed", "Nuri Salim", False),
        ("Yara", "Khalil Mansour", False),
        ("Camille", "Khalil", True),  # one sound, two letters
    ],
)
def test_related(one, other, related):
    """Initial, length or sound in common."""
    assert is_related(one, other) is related


def test_near_needs_letters():
    """A name of no letters is near to nothing."""
    assert not is_near("", "Samir")
    assert not is_near("Samir", "12")
    assert parts_of("al") == ("al",)
