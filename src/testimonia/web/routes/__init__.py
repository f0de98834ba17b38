"""The API's routes, one module a view. A new view's router is added to `ROUTES`."""

from litestar import Router

from testimonia.web.routes import (
    claims,
    history,
    home,
    items,
    jobs,
    judgements,
    map,
    material,
    publishing,
    questions,
    releases,
    session,
    sources,
    stories,
    timeline,
    uploads,
    vault,
)

ROUTES: tuple[Router, ...] = (
    session.router,
    jobs.router,
    material.router,
    uploads.router,
    home.router,
    items.router,
    questions.router,
    history.router,
    claims.router,
    judgements.router,
    sources.router,
    vault.router,
    timeline.router,
    map.router,
    stories.router,
    releases.router,
    publishing.router,
)
