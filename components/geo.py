"""The map's geometry: which country a point lies in, which countries need a marker, what to show of a region.

The only room that knows geopandas. Shapes: `data/geo/countries.geojson`, made by `components.shapes`.
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas
import numpy as np
import shapely

from components.model import Country

#: How far, in kilometres, a point may miss its country: the shapes are simplified to about 5 km, harbours and islets
#: fall off them, and a region's middle may lie at sea (a channel, the central Mediterranean).
TOLERANCE_KM = {"site": 25.0, "city": 25.0, "region": 200.0}

#: Countries smaller than this (km²) get a marker beside their shape, so that they can be seen and chosen.
SMALL_KM2 = 3_000.0

KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class World:
    """The shapes of countries, by iso3, in degrees (EPSG:4326)."""

    shapes: geopandas.GeoDataFrame

    @classmethod
    def read(cls, directory: Path) -> "World":
        """The shapes of the data directory; raises OSError or ValueError if they are not there or not readable."""
        try:
            shapes = geopandas.read_file(directory / "geo" / "countries.geojson")
        except RuntimeError as error:  # what pyogrio raises for a file that is missing or of no known format
            raise ValueError(str(error)) from None
        return cls(shapes[["iso3", "geometry"]].set_index("iso3", drop=False))

    @cached_property
    def iso3s(self) -> frozenset[str]:
        """The codes that have a shape."""
        return frozenset(self.shapes["iso3"])

    @cached_property
    def areas(self) -> dict[str, float]:
        """The area of each shape in km², on the equal-area projection that the map uses."""
        return (self.shapes.to_crs("+proj=eqearth").area / 1e6).to_dict()

    def outside(self, lat: float, lon: float, iso3s: tuple[str, ...], precision: str) -> float:
        """Kilometres by which a point misses all of the countries; 0 within the tolerance of its precision, or where
        none of the countries has a shape."""
        shapes = self.shapes[self.shapes["iso3"].isin(iso3s)]
        if shapes.empty:
            return 0.0
        nearest = min(shapely.distance(shapes.geometry.values, shapely.Point(lon, lat))) * KM_PER_DEGREE
        return 0.0 if nearest <= TOLERANCE_KM.get(precision, 0.0) else nearest

    def marked(self, countries: tuple[Country, ...]) -> tuple[str, ...]:
        """The countries that need a marker: those without a shape and those smaller than SMALL_KM2."""
        return tuple(c.iso3 for c in countries if self.areas.get(c.iso3, 0.0) < SMALL_KM2)

    def bounds(self, countries: tuple[Country, ...]) -> tuple[float, float, float, float] | None:
        """What to show of these countries: (west, south, east, north) in degrees; None for none of them.

        Taken from the largest part of each shape, and without the small ones where there are others, so that far
        islands do not pull the view. Where the countries lie on both sides of the 180th meridian, east exceeds 180."""
        large = tuple(country for country in countries if self.areas.get(country.iso3, 0.0) >= SMALL_KM2)
        boxes = []
        for country in large or countries:
            if country.iso3 in self.iso3s:
                parts = shapely.get_parts(self.shapes.geometry[country.iso3])
                boxes.append(max(parts, key=lambda part: part.area).bounds)
            else:
                boxes.append((country.lon, country.lat, country.lon, country.lat))
        if not boxes:
            return None
        west, south, east, north = (np.array(side) for side in zip(*boxes, strict=True))
        plain = (west.min(), east.max())
        turned = np.where(west < 0, 360, 0)  # a box moves whole, or one over Greenwich would be torn
        beyond = ((west + turned).min(), (east + turned).max())
        west_most, east_most = min(plain, beyond, key=lambda span: round(span[1] - span[0], 6))
        return float(west_most), float(south.min()), float(east_most), float(north.max())
