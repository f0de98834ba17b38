"""Routes and the sums that can be made of them, kept as results of the case."""

from functools import partial

from testimonia.model.ids import content_id
from testimonia.model.review import Review
from testimonia.pipeline.case import Case, Ledger
from testimonia.reconstruct.routes import build_routes
from testimonia.reconstruct.travel import read_limits, what_is_impossible

ROUTES_VERSION = "routes 1"
"""Changes whenever the same claims would give other routes."""

ROUTE, CHECK = "route", "route check"


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
    ledger.writer.put_results(ROUTE, routes)
    ledger.writer.put_results(CHECK, what_is_impossible(routes, testimony(), sources, limits))
