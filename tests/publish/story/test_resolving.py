"""Bindings against a release: found, or refused with the reason."""

import msgspec
import pytest
from example import ENGLISH, bindings
from release_builder import example_release

from testimonia.errors import StoryError
from testimonia.publish.story.parsing import parse_story
from testimonia.publish.story.resolving import resolve, wanted_of

HEAD = "---\ntitle: Gone\n---\n"


def problem_of(body, **more):
    with pytest.raises(StoryError) as raised:
        resolve(parse_story(HEAD + body), example_release(), bindings(), **more)
    return "\n".join(raised.value.problems)


def test_every_kind_of_binding_is_found():
    """The example binds every kind once, and each leads to what the release calls it."""
    story = parse_story(ENGLISH)
    targets = resolve(story, example_release(), bindings())
    kinds = {target.kind for target in targets.values()}
    assert kinds == {"finding", "claim", "quote", "place", "route", "timeline", "accounts", "contradiction"}
    assert targets[0].ids == ("finding-journey",)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("x {finding: peopl}", "there are people"),
        ("x {claim: c-people}", "is the beginning of"),
        ("x {claim: c-zzz}", "the release has no claim"),
        ("x {quote: c-people-herald-1}", "the release has no quote"),
        ("x {place: atlantis}", "there are border"),
        ("{route: 1..9}", "legs 1 to 3"),
        ("{route: north}", "legs of a route are numbers"),
        ("x {contradiction: journey}", "nothing in the release contradicts"),
        ("{timeline: yesterday}", "is two days"),
    ],
)
def test_what_is_not_there_is_refused(body, words):
    """A binding that leads nowhere stops the story, with line, column and what to do."""
    found = problem_of(body)
    assert words in found
    assert found.startswith("story.md:4:")


def test_a_withheld_thing_is_refused_with_its_reason():
    """What clearance withheld is told apart from what nobody knows."""
    found = problem_of("x {claim: c-9}", explain=lambda kind, target: f"{kind} {target} would name the speaker")
    assert "is not in the release: claim c-9 would name the speaker" in found


def test_all_problems_come_at_once():
    """Two bindings that lead nowhere are two lines."""
    assert problem_of("x {finding: a} y {finding: b}").count("story.md:4:") == 2


def test_places_are_found_by_any_case():
    """A place is named as the writer writes it."""
    assert resolve(parse_story(HEAD + "In {place: Raqqa}."), example_release(), bindings())[0].ids == ("place-raqqa",)


def test_a_release_without_events_has_no_timeline():
    """A timeline of nothing is refused."""
    release = msgspec.structs.replace(example_release(), events=())
    with pytest.raises(StoryError, match="no events"):
        resolve(parse_story(HEAD + "{timeline}"), release, bindings())


def test_what_a_story_quotes_is_what_a_release_must_hold():
    """Claims and quotations are wanted; findings are there anyway."""
    assert wanted_of(parse_story(HEAD + "x {claim: c-1…} y {finding: a} z {quote: s-2}").bindings) == ["c-1", "s-2"]
