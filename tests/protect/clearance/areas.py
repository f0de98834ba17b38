"""A small world for tests: towns, districts, regions and one country."""

from testimonia.model.values import PlaceRef, Precision

DISTRICT = PlaceRef("Middle District", "Middle District", 35.5, 38.5, "district:SY.04.middle", "SY", 20.0, Precision.LOCALITY)
REGION = PlaceRef("Raqqa", "Raqqa", 36.15, 38.92, "region:SY.04", "SY", 80.0, Precision.LOCALITY)
COUNTRY = PlaceRef("Syria", "Syria", 35.1, 38.5, "geonames:163843", "SY", 345.0, Precision.LOCALITY)
VILLAGE = PlaceRef("Tall Mithal", "Tall Mithal", 35.51, 38.52, "geonames:1", "SY", 0.0, Precision.EXACT)
HAMLET = PlaceRef("Ayn Wahm", "Ayn Wahm", 36.6, 39.4, "geonames:2", "SY", 0.0, Precision.EXACT)
CITY = PlaceRef("Ar Raqqah", "Raqqa", 35.95, 39.01, "geonames:172955", "SY", 0.0, Precision.EXACT)
NOWHERE = PlaceRef("Bir Khayal", "Bir Khayal")


class SmallWorld:
    """`VILLAGE` lies in the district, everything with coordinates in the region, what has a country in the country."""

    def __init__(self, populations=None):
        self.populations = populations or {}

    def district_of(self, ref):
        return DISTRICT if ref.name == VILLAGE.name else None

    def region_of(self, ref):
        return REGION if ref.lat is not None and ref.radius_km < REGION.radius_km else None

    def country_of(self, ref):
        return COUNTRY if ref.country == "SY" else None

    def population_of(self, ref):
        return self.populations.get(ref.name, 0)
