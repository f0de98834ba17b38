"""From what a story names to what its release holds: every binding resolved, or refused with the reason.

Why strict: a page may show only what was cleared. A binding to something that the release does not hold is a mistake of the
text or a decision of clearance, and either must be settled by a person before anything is rendered.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from testimonia.model.release import Bindings, Release
from testimonia.publish.story.parsing import Binding, Story
from testimonia.publish.story.problems import Problem, raise_problems

Explain = Callable[[str, str], str]
"""Kind and case id -> why it is not in the release, for the team; empty: the case does not know it either."""

_LEGS = re.compile(r"(?:(?P<route>[\w-]+)\s+)?(?P<first>\d+)(?:\s*(?:\.\.|–|-)\s*(?P<last>\d+))?")
_DAYS = re.compile(r"(?P<first>\d{4}(?:-\d\d(?:-\d\d)?)?)(?:\s*\.\.\s*(?P<last>\d{4}(?:-\d\d(?:-\d\d)?)?))?")


class Target(Struct, frozen=True):
    """What a binding leads to."""

    kind: str
    ids: tuple[str, ...]
    """Released ids; of a contradiction named by its question there may be several."""
    first: int = 0
    last: int = 0
    """ROUTE: legs from 1, as they are numbered on the map."""
    since: str = ""
    until: str = ""
    """TIMELINE: ISO 8601."""

    @property
    def key(self) -> str:
        """What names its evidence in the page: the released ids, so that it stays the same from release to release."""
        return "-".join((self.kind, *self.ids))


def no_explanation(_kind: str, _case_id: str) -> str:
    """Know nothing about what is not in the release."""
    return ""


def fold(name: str) -> str:
    """A place's name as `Bindings.places` has it: no case, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def legs_of(release: Release, route_id: str = "") -> list[int]:
    """The orders of a route's legs, ascending: the map numbers them from 1 in this order."""
    route = next((one for one in release.routes if route_id in ("", one.id)), None)
    return sorted({leg.order for leg in route.legs}) if route else []


def resolve(story: Story, release: Release, bindings: Bindings, *, explain: Explain = no_explanation) -> dict[int, Target]:
    """Every binding of a story by its number.

    Args:
        explain: asked about what is not in the release.

    Raises:
        StoryError: all that cannot be resolved, with line and column and, where it was withheld, the reason.
    """
    resolver = _Resolver(release, bindings, explain)
    found: dict[int, Target] = {}
    problems = []
    for binding in story.bindings:
        if binding.kind == "warning":
            continue
        target = resolver.target(binding)
        if isinstance(target, str):
            problems.append(Problem(binding.line, binding.column, target))
        else:
            found[binding.number] = target
    raise_problems(problems, file=story.file)
    return found


class _Resolver:
    def __init__(self, release: Release, bindings: Bindings, explain: Explain) -> None:
        self._release = release
        self._bindings = bindings
        self._explain = explain

    def target(self, binding: Binding) -> Target | str:
        """What a binding leads to, or what is wrong with it."""
        match binding.kind:
            case "finding" | "accounts":
                ids = self._bindings.findings if binding.kind == "finding" else self._bindings.questions
                return self._named(binding, ids, "question", "`testimonia show findings --brief` lists them")
            case "claim" | "quote":
                ids = self._bindings.claims if binding.kind == "claim" else self._bindings.quotes
                return self._by_prefix(binding, ids)
            case "contradiction":
                return self._contradiction(binding)
            case "place":
                return self._place(binding)
            case "route":
                return self._route(binding)
            case _:
                return self._timeline(binding)

    def _missing(self, binding: Binding, what: str, hint: str) -> str:
        why = self._explain(binding.kind, binding.target)
        if why:
            return f"{what} {binding.target!r} is not in the release: {why}"
        return f"the release has no {what} {binding.target!r}; {hint}"

    def _named(self, binding: Binding, ids: Mapping[str, str], what: str, hint: str) -> Target | str:
        if binding.target in ids:
            return Target(binding.kind, (ids[binding.target],))
        close = [name for name in sorted(ids) if name.startswith(binding.target[:4])][:3]
        return self._missing(binding, what, f"there are {', '.join(close)}" if close else hint)

    def _by_prefix(self, binding: Binding, ids: Mapping[str, str]) -> Target | str:
        prefix = binding.target.rstrip(".…")
        found = sorted({ids[one] for one in ids if one.startswith(prefix)})
        if len(found) > 1:
            return f"{binding.target!r} is the beginning of {len(found)} ids: write more of it"
        if not found:
            hint = "ask for a release with it: `testimonia release request --story STORY.md`"
            return self._missing(binding, binding.kind, hint)
        return Target(binding.kind, (found[0],))

    def _contradiction(self, binding: Binding) -> Target | str:
        question = self._bindings.questions.get(binding.target)
        if question is None:
            return self._by_prefix(binding, self._bindings.contradictions)
        about = [one for one in self._release.contradictions if question in one.question_ids]
        found = [one.id for one in sorted(about, key=lambda one: not one.arithmetic)]
        return Target("contradiction", tuple(found)) if found else f"nothing in the release contradicts on {binding.target!r}"

    def _place(self, binding: Binding) -> Target | str:
        known = {fold(name): released for name, released in self._bindings.places.items()}
        if (found := known.get(fold(binding.target))) is None:
            return self._missing(binding, "place", f"there are {', '.join(sorted(known))}" if known else "it names no place")
        return Target("place", (found,))

    def _route(self, binding: Binding) -> Target | str:
        match = _LEGS.fullmatch(binding.target)
        if match is None:
            return "legs of a route are numbers: {route: 1..3}"
        routes = {**self._bindings.routes, **{route.id: route.id for route in self._release.routes}}
        found = [routes[one] for one in sorted(routes) if one.startswith(match["route"] or "")]
        ordered = [route.id for route in self._release.routes if route.id in found]
        if not ordered:
            return self._missing(binding, "route", "`testimonia route` says what the case knows")
        first, last = int(match["first"]), int(match["last"] or match["first"])
        most = len(legs_of(self._release, ordered[0]))
        if not 1 <= first <= last <= most:
            return f"the route has legs 1 to {most} in this release: {{route: {binding.target}}} is outside"
        return Target("route", (ordered[0],), first, last)

    def _timeline(self, binding: Binding) -> Target | str:
        if not self._release.events:
            return "the release has no events: there is no timeline"
        if not binding.target:
            return Target("timeline", ())
        match = _DAYS.fullmatch(binding.target)
        if match is None:
            return "a stretch of the timeline is two days: {timeline: 2017-10-10..2017-10-15}"
        return Target("timeline", (), since=match["first"], until=match["last"] or match["first"])


def wanted_of(bindings: Iterable[Binding]) -> list[str]:
    """Claims and statements that a story quotes, as written: what a release must hold beside the findings."""
    return [one.target.rstrip(".…") for one in bindings if one.kind in ("claim", "quote")]
