"""Map and routes of a release as GeoJSON and KML."""

from collections.abc import Mapping

from testimonia.model.release import Release
from testimonia.publish.beside.publication import Publication
from testimonia.publish.beside.released_map import released_map
from testimonia.publish.geojson import to_geojson
from testimonia.publish.kml import to_kml

GEOJSON, KML = "data/map.geojson", "data/map.kml"
NOTE = (
    "Places and movements as sources tell them, cleared for publication: a place may be shown less exactly than it is known. "
    "Protected sources stand under pseudonyms."
)


def geojson_file(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The map as GeoJSON; no file where the release names no place."""
    if not release.places:
        return {}
    return {GEOJSON: to_geojson(released_map(release, title=publication.title)).encode()}


def kml_file(release: Release, publication: Publication) -> Mapping[str, bytes]:
    """The map as KML; no file where the release names no place."""
    if not release.places:
        return {}
    return {KML: to_kml(released_map(release, title=publication.title), note=NOTE).encode()}
