"""Routes and the sums that can be made of them, kept as results of the case."""

from functools import partial

from msgspec.structs import replace

from testimonia.model.ids import content_id
from testimonia.model.phrases import Phrase, Telling, take_all
from testimonia.model.review import Review
from testimonia.pipeline.case import Case, Ledger
from testimonia.reconstruct.routes import build_routes
from testimonia.reconstruct.travel import read_limits, what_is_impossible

ROUTES_VERSION = "routes 2"
"""Changes whenever the same claims would give other routes."""

ROUTE, CHECK, ROUTE_TELLING = "route", "route check", "route telling"


def routes_input(case: Case) -> str:
    """Hash of what routes depend on besides the testimony: parties' names, and limits from the editors' rules."""
    brief = case.brief
    return content_id("h", ROUTES_VERSION, brief.parties, list(read_limits(brief.rules, brief.questions)))


def put_routes(case: Case, ledger: Ledger, review: Review) -> None:
    """Build the routes and their checks, and keep them."""
    from testimonia.pipeline.running import reviewed_testimony

    brief = case.brief
    sources = {source.id: source for source in case.store.sources().values()}
    testimony = partial(reviewed_testimony, case, review)
    parties = [name for party in brief.parties for name in (party.name, *party.aliases)]
    routes = build_routes(testimony, sources, not_places=parties)
    limits = read_limits(brief.rules, brief.questions)
    kept: dict[str, Phrase] = {}
    routes = tuple(replace(route, legs=take_all(route.legs, ("words",), kept)) for route in routes)
    routes = take_all(routes, ("words",), kept)
    ledger.writer.put_results(ROUTE, routes)
    ledger.writer.put_results(ROUTE_TELLING, [Telling(words, kept[words]) for words in sorted(kept)])
    ledger.writer.put_results(CHECK, what_is_impossible(routes, testimony(), sources, limits))
