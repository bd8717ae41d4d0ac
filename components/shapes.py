"""Make the map's shapes from a world file of countries: `python -m components.shapes INPUT.geojson`.

INPUT is a GeoJSON of countries with a property `iso3` (ours: Natural Earth 1:50m with the changes listed in
`data/geo/disputed.yml`). Written: `data/geo/countries.geojson`, small enough for a browser, one feature per
iso3 with `id` = iso3. Run it again on a newer release of the same file; the test of the shapes judges the result.

Plotly's `geo` draws with d3, which reads a ring's winding on the sphere: an outer ring must run clockwise, and a
single ring the other way round, a collapsed sliver included, floods the whole map. So the order of steps matters:
simplify with shared borders, drop slivers, round, and only then turn the rings.
"""

import json
import sys
from pathlib import Path

import geopandas
import shapely

TOLERANCE = 0.05  # degrees; about 5 km at the equator, half a pixel of a world map 1,400 px wide
SLIVER = 0.002  # square degrees; islands under this are dropped, but never a country's largest part
NOT_COUNTRIES = {"ATC", "IOA", "ATA"}  # reefs and Antarctica; XKS (Siachen, status undetermined) stays and is drawn grey

TARGET = Path(__file__).resolve().parents[1] / "data" / "geo" / "countries.geojson"


def without_slivers(geometry):
    """The geometry as polygons without the parts under SLIVER; the largest part always stays."""
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and p.area > 0]
    largest = max(parts, key=lambda part: part.area)
    kept = [p for p in parts if p.area >= SLIVER or p is largest]
    return shapely.MultiPolygon([shapely.Polygon(p.exterior, [i for i in p.interiors if shapely.Polygon(i).area >= SLIVER]) for p in kept])


def rounded(geometry, decimals: int = 2):
    """The geometry on a grid of 10**-decimals degrees, valid, with parts that collapse on it kept as they were."""
    snapped = shapely.set_precision(geometry, 10**-decimals)
    return geometry if snapped.is_empty else snapped


def simplified(world: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Countries ready for the map: [iso3, geometry], rings clockwise, EPSG:4326, sorted by iso3."""
    world = world[~world["iso3"].isin(NOT_COUNTRIES)][["iso3", "geometry"]].copy()
    small = [geometry.area < 0.5 for geometry in world.geometry]  # square degrees; islands and city states: simplifying would leave a triangle
    coarse = shapely.coverage_simplify(world.geometry.values, TOLERANCE)
    world["geometry"] = [fine if keep else rough for keep, fine, rough in zip(small, world.geometry, coarse, strict=True)]
    world["geometry"] = [shapely.orient_polygons(rounded(without_slivers(g)), exterior_cw=True) for g in world.geometry]
    return world.sort_values("iso3").reset_index(drop=True)


def main(source: str) -> None:
    """Read the world file at `source`, write the simplified shapes and say what came of it."""
    world = simplified(geopandas.read_file(source))
    features = [
        {"type": "Feature", "id": row.iso3, "properties": {"iso3": row.iso3}, "geometry": shapely.geometry.mapping(row.geometry)} for row in world.itertuples()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":"))
    TARGET.write_text(text + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(features)} shapes, {len(text) / 1e6:.2f} MB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m components.shapes INPUT.geojson   (a world file of countries with a property iso3)")
    main(sys.argv[1])
