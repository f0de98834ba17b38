"""The map of the case, and the land it is drawn on."""

from litestar import Router, get

from testimonia.pipeline.workbench import places
from testimonia.pipeline.workbench.desk import Workbench
from testimonia.pipeline.workbench.places import BasemapView, MapView
from testimonia.pipeline.workbench.timeline import Chosen


@get("/", sync_to_thread=True)
def show_map(
    workbench: Workbench, user: str, question: str = "", item: str = "", source: str = "", within: str = ""
) -> MapView:
    """Places with the claims that name them, events and routes."""
    return places.show_map(workbench, user, Chosen(question=question, item=item, source=source), within=within)


@get("/basemap", sync_to_thread=True)
def show_basemap(west: float = -180.0, south: float = -85.0, east: float = 180.0, north: float = 85.0) -> BasemapView:
    """Land, water and borders around a part of the world, from the map that is bundled: nothing is fetched."""
    return places.basemap(west, south, east, north)


router = Router(path="/map", route_handlers=[show_map, show_basemap], tags=["map"])
