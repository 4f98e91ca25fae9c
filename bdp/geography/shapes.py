"""shapes: voivodeships and powiats as SVG paths, and where a point lies on the same drawing."""

import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import repeat
from typing import Any

from bdp.domain.errors import NotFound
from bdp.domain.polish import slugify
from bdp.geography import borders, units
from bdp.geography.units import DATA

WIDTH = 1000
MARGIN = 20
# Rows on which a place for a name or a number is looked for; more rows find hardly better places.
ROWS = 24
PARTS = 8
# Height of a line of text on a wide screen.
LINE = 26
# A border of the country with its 380 powiats may be off by so many units, about a pixel: half of its corners do.
TOLERANCE = 2.0
# Around a powiat that fills the drawing a part of its neighbours is shown, by this share of the room.
BESIDE = 0.12
# A sheet is never narrower: borders are simplified for this, and a town among its neighbours says where it lies.
LEAST_KM = 60.0

# Albers' equal-area cone with its parallels through the south and the north of Poland, so that two areas of one size
# look it; the Earth as a ball of 6,371 km is close enough by far for a drawing of this size.
_EARTH_KM = 6371.0
_SOUTH, _NORTH, _MIDDLE, _MERIDIAN = (math.radians(degrees) for degrees in (50.0, 54.0, 52.0, 19.0))
_N = (math.sin(_SOUTH) + math.sin(_NORTH)) / 2
_C = math.cos(_SOUTH) ** 2 + 2 * _N * math.sin(_SOUTH)

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Slot:
    """A free stretch inside an area: a line of text centred at ``x``, ``y`` may be ``width`` long."""

    x: int
    y: int
    width: int


@dataclass(frozen=True, slots=True)
class Area:
    """A voivodeship or a powiat: ``path`` for SVG, ``x`` and ``y`` far from its borders, ``slots`` widest first."""

    teryt: str
    name: str
    path: str
    x: int
    y: int
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map of ``WIDTH`` by ``height`` units, y downwards; every path and point of it is in these units.

    ``outline`` is the path around all areas and ``border`` its points; both are empty for the country. ``scale`` is
    units a kilometre; ``left`` and ``top`` are kilometres of the plane at the corner.
    """

    height: int
    areas: tuple[Area, ...]
    outline: str
    border: tuple[Point, ...]
    scale: float
    left: float
    top: float

    @property
    def view_box(self) -> str:
        """The attribute of the svg element."""
        return f"0 0 {WIDTH} {self.height}"

    def place(self, lat: float, lon: float) -> Point:
        """Return where a position in degrees (WGS 84) lies on the drawing, in its units, one decimal."""
        x, y = project(lat, lon)
        return round((x - self.left) * self.scale, 1), round((y - self.top) * self.scale, 1)

    def contains(self, point: Point) -> bool:
        """Tell whether a point lies within the border."""
        (x, y), crossed = point, [(a, b) for a, b in _edges(self.border) if (a[1] > point[1]) != (b[1] > point[1])]
        return sum(_crossing(a, b, y) > x for a, b in crossed) % 2 == 1


def project(lat: float, lon: float) -> Point:
    """Return kilometres east and south of 52° N, 19° E on the plane of all drawings."""
    angle = _N * (math.radians(lon) - _MERIDIAN)
    radius, middle = _radius(math.radians(lat)), _radius(_MIDDLE)
    return radius * math.sin(angle), radius * math.cos(angle) - middle


def _radius(latitude: float) -> float:
    return _EARTH_KM * math.sqrt(_C - 2 * _N * math.sin(latitude)) / _N


@cache
def country() -> Drawing:
    """Return Poland with its 16 voivodeships, drawn once."""
    return _draw(_features("voivodeships"), outline=None)


@cache
def voivodeship(name: str) -> Drawing:
    """Return one voivodeship (by id, ``slaskie``) with its powiats, drawn once. Raises NotFound for another id."""
    whole = [feature for feature in _features("voivodeships") if slugify(feature["properties"]["name"]) == name]
    if not whole:
        message = f"nie ma województwa „{name}”"
        raise NotFound(message)
    code = whole[0]["properties"]["teryt"]
    parts = [feature for feature in _features("powiats") if feature["properties"]["teryt"].startswith(code)]
    return _draw(parts, outline=whole[0])


@cache
def _features(layer: str) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = json.loads((DATA / f"{layer}.geojson").read_text(encoding="utf-8"))["features"]
    return features


@cache
def powiats() -> Drawing:
    """Return Poland with its 380 powiats and the borders of voivodeships, simplified, drawn once.

    They stand in the order of their codes. Each has one slot, at the height of its point: a number may have room there.
    """
    features = sorted(_features("powiats"), key=lambda feature: str(feature["properties"]["teryt"]))
    frame, register = country(), units.load()
    fixed = borders.junctions(_placed(frame, ring) for feature in features for ring in _rings(feature))

    def thinned(feature: dict[str, Any]) -> list[list[Point]]:
        return [_whole(borders.simplified(_placed(frame, ring), fixed, TOLERANCE)) for ring in _rings(feature)]

    areas = []
    for feature in features:
        code, name, rings = feature["properties"]["teryt"], feature["properties"]["name"], thinned(feature)
        unit = register.find(code)
        x, y = frame.place(unit.lat, unit.lon) if unit and unit.lat and unit.lon else (0.0, 0.0)
        start, end = _stretch(rings, y + 0.01)
        slot = Slot(round((start + end) / 2) or round(x), round(y), int(end - start))
        areas.append(Area(code, name, _path(rings), slot.x, slot.y, (slot,)))
    outline = [ring for feature in _features("voivodeships") for ring in thinned(feature)]
    return replace(frame, areas=tuple(areas), outline=_path(outline))


@lru_cache(maxsize=400)
def powiat(code: str) -> Drawing:
    """Return one powiat (by its 4 digits) with what there is of its neighbours. Raises NotFound for another code."""
    features = {feature["properties"]["teryt"]: feature for feature in _features("powiats")}
    if code not in features:
        message = f"nie ma powiatu o kodzie „{code}”"
        raise NotFound(message)
    margin = round(WIDTH * BESIDE)
    frame = _frame([features[code]], margin)
    near = [f for other, f in features.items() if other != code and _reaches(frame, f)]
    return _filled(frame, [features[code], *near], outline=features[code])


def _reaches(frame: Drawing, feature: dict[str, Any]) -> bool:
    """Tell whether an area is seen on the sheet: a link out of sight would be a stop of the keyboard."""
    return any(borders.enters(_placed(frame, ring), WIDTH, frame.height) for ring in _rings(feature))


def _draw(features: list[dict[str, Any]], outline: dict[str, Any] | None) -> Drawing:
    return _filled(_frame(features, MARGIN), features, outline)


def _frame(features: list[dict[str, Any]], margin: int) -> Drawing:
    """Return an empty sheet on which these areas have room, ``LEAST_KM`` wide or wider."""
    shapes = [[[project(lat, lon) for lon, lat in ring] for ring in _rings(feature)] for feature in features]
    xs, ys = zip(*(point for shape in shapes for ring in shape for point in ring), strict=True)
    across, down, room = max(xs) - min(xs), max(ys) - min(ys), WIDTH - 2 * margin
    scale = min(room / max(across, down), WIDTH / LEAST_KM)
    return Drawing(
        height=round(down * scale) + 2 * margin,
        areas=(),
        outline="",
        border=(),
        scale=scale,
        left=(min(xs) + max(xs)) / 2 - WIDTH / 2 / scale,
        top=min(ys) - margin / scale,
    )


def _filled(frame: Drawing, features: list[dict[str, Any]], outline: dict[str, Any] | None) -> Drawing:
    around = [_grid(frame, ring) for ring in _rings(outline)] if outline else [[]]
    areas = tuple(_area(frame, feature) for feature in features)
    return replace(frame, areas=areas, outline=_path(around) if outline else "", border=tuple(around[0]))


def _rings(feature: dict[str, Any]) -> Iterator[list[Point]]:
    geometry = feature["geometry"]
    polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    for polygon in polygons:
        yield from polygon


def _area(frame: Drawing, feature: dict[str, Any]) -> Area:
    rings = [_grid(frame, ring) for ring in _rings(feature)]
    x, y = _middle(rings)
    slots = tuple(sorted(_slots(rings), key=lambda slot: -slot.width))
    properties = feature["properties"]
    return Area(properties["teryt"], properties["name"], _path(rings), x, y, slots)


def _grid(frame: Drawing, ring: Ring) -> list[Point]:
    """Round to whole units. Neighbours share their vertices, so their borders still meet after rounding."""
    return _whole(_placed(frame, ring))


def _placed(frame: Drawing, ring: Ring) -> list[Point]:
    """Return where the corners of a ring lie, without the last, which repeats the first."""
    return [frame.place(lat, lon) for lon, lat in ring[:-1]]


def _whole(ring: Ring) -> list[Point]:
    whole = [(round(x), round(y)) for x, y in ring]
    return [point for point, before in zip(whole, [whole[-1], *whole[:-1]], strict=True) if point != before]


def _path(rings: Sequence[Ring]) -> str:
    """Write rings as relative moves, which are short: ``m12 40 3-2 1 4z``."""
    text = ""
    x = y = 0.0
    for ring in rings:
        for number, point in enumerate(ring):
            step = f"{point[0] - x:.0f} {point[1] - y:.0f}".replace(" -", "-")
            text += ("m" if not number else "" if step.startswith("-") else " ") + step
            x, y = point
        text += "z"
        x, y = ring[0]
    return text


def _edges(ring: Ring) -> Iterator[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], *ring[:1]], strict=True)


def _crossing(a: Point, b: Point, y: float) -> float:
    """Return where the line through two points is at this height."""
    return a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1])


def _rows(rings: Sequence[Ring]) -> Iterator[float]:
    """Yield the heights of ROWS rows."""
    heights = [y for ring in rings for _, y in ring]
    low, high = min(heights), max(heights)
    return (low + (high - low) * (row + 0.5) / ROWS for row in range(ROWS))


def _slots(rings: Sequence[Ring]) -> Iterator[Slot]:
    """Yield, for each row of an area, where a line of text fits best."""
    for y in _rows(rings):
        start, end = middle = _stretch(rings, y)
        for edge in (_stretch(rings, y - LINE / 2), _stretch(rings, y + LINE / 2)):
            start, end = max(start, edge[0]), min(end, edge[1])
        fits = end > start
        centre = (start + end) / 2 if fits else sum(middle) / 2
        yield Slot(round(centre), round(y), int(end - start) if fits else 0)


def _middle(rings: Sequence[Ring]) -> tuple[int, int]:
    """Return the point farthest from the borders, of some in each row.

    The distance to the nearest corner will do: borders have a corner every few units.
    """
    corners = [corner for ring in rings for corner in ring]
    spots = []
    for y in map(round, _rows(rings)):
        start, end = _stretch(rings, y + 0.01)
        if end > start:  # the rounded height may lie beyond a small area
            spots += [(round(start + (end - start) * part / PARTS), y) for part in range(1, PARTS)]
    return max(spots, key=lambda spot: min(map(math.dist, repeat(spot), corners)))


def _stretch(rings: Sequence[Ring], y: float) -> Point:
    """Return the ends of the longest stretch inside at this height, holes left out; an empty one beyond the area."""
    crossed = [(a, b) for ring in rings for a, b in _edges(ring) if (a[1] > y) != (b[1] > y)]
    xs = sorted(_crossing(a, b, y) for a, b in crossed)
    return max(zip(xs[::2], xs[1::2], strict=True), key=lambda ends: ends[1] - ends[0], default=(0.0, 0.0))
