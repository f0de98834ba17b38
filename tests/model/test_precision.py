"""Rules of the code for how exactly a place is known."""

import pytest

from testimonia.gazetteer.areas import Bearings, Relation, locate_area
from testimonia.gazetteer.places import Place, PlaceKind, to_place_ref
from testimonia.model.precision import where_precision
from testimonia.model.values import PlaceRef, Precision

RAQQA = PlaceRef("Raqqa", "Raqqa", 35.95, 39.01, "geonames:172955", "SY", 0.0, Precision.EXACT)
TABQA = PlaceRef("Tabqa", "Tabqa", 35.84, 38.55, "geonames:172374", "SY", 0.0, Precision.EXACT)
SYRIA = PlaceRef("Syria", "Syria", 35.0, 38.5, "geonames:163843", "SY", 300.0, Precision.LOCALITY)


def told_by(relation, *anchors, side="", away_km=0.0):
    """A place without a name of its own."""
    return locate_area("it", "it", Bearings(relation, side, away_km), anchors)


def declared(kind=PlaceKind.TOWN, *, id="own:it", radius_km=0.0):
    """One of the investigation's own places."""
    return to_place_ref(Place("it", 36.0, 39.0, kind, gazetteer_id=id, radius_km=radius_km), words="it")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        pytest.param(RAQQA, 1, id="town"),
        pytest.param(declared(), 1, id="own village"),
        pytest.param(declared(radius_km=20.0), 2, id="own place with a radius"),
        pytest.param(told_by(Relation.NEAR, RAQQA), 2, id="near a town"),
        pytest.param(told_by(Relation.SIDE, RAQQA, side="north"), 2, id="north of a town"),
        pytest.param(told_by(Relation.SIDE, RAQQA, side="north", away_km=160.0), 5, id="a hundred miles north of a town"),
        pytest.param(PlaceRef("Akre", "", 36.7, 43.9, "district:IQ.11.akre", "IQ", 20.0), 3, id="district"),
        pytest.param(PlaceRef("Homs", "", 34.7, 37.5, "region:SY.11", "SY", 110.0), 4, id="region"),
        pytest.param(told_by(Relation.BETWEEN, RAQQA, TABQA), 5, id="between two towns, however close"),
        pytest.param(told_by(Relation.BETWEEN, None, RAQQA), 5, id="between a known and an unknown place"),
        pytest.param(PlaceRef("Euphrates", "", 35.0, 40.0, "river:12", "", 900.0), 5, id="river"),
        pytest.param(declared(PlaceKind.AREA, id="geonames:9"), 5, id="an island of a dump"),
        pytest.param(declared(radius_km=60.0), 5, id="own place with a large radius"),
        pytest.param(told_by(Relation.PART, SYRIA, side="east"), 5, id="part of a country"),
        pytest.param(SYRIA, 6, id="country"),
        pytest.param(PlaceRef("Black Sea", "", 43.0, 34.0, "area:3", "", 600.0), 7, id="sea"),
        pytest.param(PlaceRef("Shanine", "Shanine"), 0, id="in no gazetteer"),
        pytest.param(None, 0, id="no place"),
    ],
)
def test_precision_codes_of_ucdp(place, code):
    """1 the place, 2 within 25 km, 3 and 4 divisions, 5 a line or something vague, 6 a country, 7 the sea, 0 none."""
    assert where_precision(place) == code
