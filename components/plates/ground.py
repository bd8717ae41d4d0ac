"""The ground of a printed map: shapes and points on an equal-area projection centred on what is shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from pyproj import Transformer

from components.geo import World

Box = tuple[float, float, float, float]

#: Wider views (degrees) are drawn on Equal Earth like those on screen; narrower ones on a plane that touches their middle.
WIDE = 100.0

ROOM = 1.3  # around what must be seen whole
LEAST = 1_800_000.0  # metres; less would show no neighbours

BEHIND = 100.0  # degrees from the middle; what lies wholly beyond is on the other side of the globe


@dataclass(frozen=True)
class Ground:
    """A view of the world: what to show (west, south, east, north in degrees) on a picture of `aspect` (width over height).
    With `whole`, points in degrees that must be seen, the picture is drawn around these."""

    world: World
    box: Box
    aspect: float
    whole: tuple[tuple[float, float], ...] = ()

    @property
    def middle(self) -> tuple[float, float]:
        """Longitude and latitude of the middle."""
        west, south, east, north = self.box
        return (west + east) / 2, (south + north) / 2

    @property
    def wide(self) -> bool:
        """True if the view is drawn on Equal Earth."""
        return not self.whole and self.box[2] - self.box[0] > WIDE

    @cached_property
    def _projected(self) -> Callable[[np.ndarray], np.ndarray]:
        """A function from longitudes (counted from the middle) and latitudes to metres."""
        projection = "+proj=eqearth" if self.wide else f"+proj=laea +lat_0={self.middle[1]}"
        transformer = Transformer.from_crs("EPSG:4326", projection, always_xy=True)
        return lambda points: np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """A point in metres."""
        turned = (lon - self.middle[0] + 180) % 360 - 180
        x, y = self._projected(np.array([[turned, lat]]))[0]
        return float(x), float(y)

    @cached_property
    def extent(self) -> Box:
        """What the picture shows, in metres: the box, widened to the picture's aspect."""
        west, south, east, north = self.box
        half = (east - west) / 2
        if self.whole:
            turned = np.array([((lon - self.middle[0] + 180) % 360 - 180, lat) for lon, lat in self.whole])
            return self._around(self._projected(turned), ROOM)
        along, up = np.linspace(-half, half, 41), np.linspace(south, north, 41)
        sides = [(x, y) for x in along for y in (south, north)] + [(x, y) for x in (-half, half) for y in up] + [(x, (south + north) / 2) for x in along]
        return self._around(self._projected(np.array(sides)), 1.0)

    def _around(self, points: np.ndarray, room: float) -> Box:
        (left, low), (right, high) = points.min(axis=0), points.max(axis=0)
        across, up = max((right - left) * room, LEAST), (high - low) * room
        wide, tall = max(across, up * self.aspect), max(up, across / self.aspect)
        x, y = (left + right) / 2, (low + high) / 2
        return float(x - wide / 2), float(y - tall / 2), float(x + wide / 2), float(y + tall / 2)

    def shows(self, lon: float, lat: float) -> bool:
        """True if the point is in the picture."""
        if not self.wide and _apart(np.array([[(lon - self.middle[0] + 180) % 360 - 180, lat]]), self.middle[1])[0] > BEHIND:
            return False
        x, y = self.point(lon, lat)
        left, low, right, high = self.extent
        return left <= x <= right and low <= y <= high

    def shapes(self) -> Iterator[tuple[str, shapely.Geometry]]:
        """The countries in the picture: iso3 and shape in metres, cut at the picture's edge."""
        left, low, right, high = self.extent
        finest = (right - left) / 4000
        for iso3, geometry in self.world.shapes.geometry.items():
            parts = []
            for part in shapely.get_parts(shapely.segmentize(_turned(geometry, self.middle[0]), 1.0)):
                points = shapely.get_coordinates(part)
                if not self.wide and _apart(points, self.middle[1]).min() > BEHIND:
                    continue
                flat = shapely.transform(part, self._projected)
                west, south, east, north = flat.bounds
                if east >= left and west <= right and north >= low and south <= high:
                    # Two halves that were cut at the 180th meridian grow together again.
                    parts.append(flat.buffer(1.0) if abs(points[:, 0]).max() < 180 and _touches_edge(geometry) else shapely.make_valid(flat))
            if parts:
                drawn = shapely.simplify(shapely.clip_by_rect(shapely.union_all(parts), left, low, right, high), finest)
                if not drawn.is_empty:
                    yield iso3, drawn


def _touches_edge(geometry: shapely.Geometry) -> bool:
    west, _, east, _ = geometry.bounds
    return west <= -179.99 or east >= 179.99


def _turned(geometry: shapely.Geometry, middle: float) -> shapely.Geometry:
    """The shape with longitudes counted from `middle`, from -180 to 180; cut where it lies across that edge."""
    moved = shapely.transform(geometry, lambda points: points - np.array([middle, 0.0]))
    west, _, east, _ = moved.bounds
    if west >= -180 and east <= 180:
        return moved
    pieces = []
    for turn in (-360.0, 0.0, 360.0):
        copy = shapely.transform(moved, lambda points, turn=turn: points + np.array([turn, 0.0]))
        pieces.append(shapely.clip_by_rect(copy, -180, -90, 180, 90))
    return shapely.union_all(pieces)


def _apart(points: np.ndarray, lat: float) -> np.ndarray:
    """Degrees of a great circle between points (longitude from the middle, latitude) and the middle at `lat`."""
    x, y, here = np.radians(points[:, 0]), np.radians(points[:, 1]), np.radians(lat)
    return np.degrees(np.arccos(np.clip(np.sin(y) * np.sin(here) + np.cos(y) * np.cos(here) * np.cos(x), -1, 1)))
