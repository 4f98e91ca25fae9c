"""layout: where circles, their numbers and names go on a drawing so that none covers another."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bdp.geography.shapes import LINE, WIDTH, Area, Drawing, Point

# A drawing is 1,000 units wide; on the narrowest screen (288 pixels) 24 pixels, the least a finger needs, are 84.
REACH = 84
SMALLEST, LARGEST = 21, 40
# Width of a letter in names of 18 units; a name may jut out of its area by a sixth.
SIGN = 9.0
INSIDE = 5 / 6


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that text must not cover, in units of the drawing."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Tell whether two boxes share some area."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True, slots=True)
class Name:
    """A name written on the drawing, centred at ``x`` with its middle line at ``y``."""

    text: str
    x: int
    y: int


def radius(count: int, most: int) -> int:
    """Return the radius of a circle for a count: its area grows evenly from one to the most there is."""
    share = (count - 1) / (most - 1) if most > 1 else 0.0
    return round(math.sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * max(0.0, share)))


def gather(points: Sequence[Point], reach: float = REACH) -> list[list[int]]:
    """Group points that would lie under one finger; each group is led by its first point in the order given.

    Returns indexes. Leaders are at least ``reach`` apart, every other point is nearer than that to its leader.
    """
    groups: list[list[int]] = []
    for index, point in enumerate(points):
        nearest = min(groups, key=lambda group: math.dist(points[group[0]], point), default=None)
        if nearest is not None and math.dist(points[nearest[0]], point) < reach:
            nearest.append(index)
        else:
            groups.append([index])
    return groups


def circle(x: float, y: float, size: float) -> Box:
    """Return the box around a circle."""
    return Box(x - size, y - size, x + size, y + size)


def names(drawing: Drawing, taken: Iterable[Box]) -> tuple[Name, ...]:
    """Write the name of each area that has room for it between the boxes taken; the others stay without."""
    boxes = list(taken)
    written = []
    for area in drawing.areas:
        name = _name(area, boxes)
        if name is not None:
            boxes.append(_around(name))
            written.append(name)
    return tuple(written)


def _name(area: Area, boxes: Sequence[Box]) -> Name | None:
    needed = len(area.name) * SIGN * INSIDE
    places = [Name(area.name, slot.x, slot.y) for slot in area.slots if slot.width >= needed]
    free = [place for place in places if not any(_around(place).meets(box) for box in boxes)]
    return min(free, key=lambda place: math.dist((place.x, place.y), (area.x, area.y)), default=None)


def _around(name: Name) -> Box:
    half = len(name.text) * SIGN / 2
    return Box(name.x - half, name.y - LINE / 2, name.x + half, name.y + LINE / 2)


def on_drawing(drawing: Drawing, point: Point) -> bool:
    """Tell whether a point lies on the sheet."""
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= drawing.height
