"""layout: where circles, their numbers and names go on a drawing so that none covers another."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bdp.geography.shapes import LINE, WIDTH, Area, Drawing, Point

SMALLEST, LARGEST = 21, 40
MARGIN, DIGIT = 9, 6
DOT, STEP, BIGGEST = 15, 3.5, 36
# Width of a letter in names of 18 units; a name may jut out of its area by a sixth.
SIGN = 9.0
INSIDE = 5 / 6


@dataclass(frozen=True, slots=True)
class Scale:
    """How markers are shown: ``fit`` times their radius, leaders at least ``reach`` units apart."""

    fit: float
    reach: int


# A finger needs 24 pixels. Of a drawing of 1,000 units that is 45 where it is at least 540 pixels wide, and 84 where it
# is 288, the least there is; the style sheet enlarges markers there by as much as ``fit`` says.
WIDE, NARROW = Scale(1.0, 45), Scale(1.75, 84)


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


def radius(number: float, most: float, signs: int = 0) -> int:
    """Return the radius of a circle in an area of its own: its surface grows evenly from one to the most there is.

    It is never too small for its digits, or for as many ``signs`` where the number is no whole one.
    """
    least = 0 if signs else 1
    share = (number - least) / (most - least) if most > least else 0.0
    by_share = math.sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * max(0.0, share))
    return max(round(by_share), MARGIN + DIGIT * (signs or len(str(number))))


@lru_cache(maxsize=4096)
def marker(count: int) -> int:
    """Return the radius of a marker among others: it grows with each doubling, since there is little room."""
    return min(round(DOT + STEP * math.log2(max(1, count))), BIGGEST)


def gather(points: Sequence[Point], numbers: Sequence[int], scale: Scale) -> list[list[int]]:
    """Group points, each standing for a number of practices, whose markers would lie under one finger or overlap.

    Returns indexes, the largest groups first; each group is led by the point where its marker stands. Leaders are at
    least the reach of a finger apart and no two markers overlap.
    """
    groups = _within_reach(points, numbers, scale.reach)
    totals = [sum(numbers[index] for index in group) for group in groups]
    alive = sorted(range(len(groups)), key=lambda group: -totals[group])
    unsure = [*alive]
    while unsure:
        one = unsure.pop()
        size, centre = scale.fit * marker(totals[one]), points[groups[one][0]]
        for other in alive if one in alive else ():
            if other != one and math.dist(centre, points[groups[other][0]]) < size + scale.fit * marker(totals[other]):
                larger, smaller = sorted((one, other), key=lambda group: (-totals[group], group))
                groups[larger] += groups[smaller]
                totals[larger] += totals[smaller]
                alive.remove(smaller)
                unsure.append(larger)
                break
    return [groups[group] for group in sorted(alive, key=lambda group: (-totals[group], group))]


def _within_reach(points: Sequence[Point], numbers: Sequence[int], reach: int) -> list[list[int]]:
    """Give each point to the nearest leader within reach, or make it one; the most numerous points come first."""
    groups: list[list[int]] = []
    leaders: dict[
        tuple[int, int], list[int]
    ] = {}  # groups by the square, as wide as the reach, that their leader is in
    for index in sorted(range(len(points)), key=lambda index: (-numbers[index], points[index])):
        point = points[index]
        across, down = int(point[0] // reach), int(point[1] // reach)
        squares = ((across + dx, down + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1))
        near = [
            (distance, group)
            for square in squares
            for group in leaders.get(square, ())
            if (distance := math.dist(points[groups[group][0]], point)) < reach
        ]
        if near:
            groups[min(near)[1]].append(index)
        else:
            leaders.setdefault((across, down), []).append(len(groups))
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
        name = _name(area, drawing, boxes)
        if name is not None:
            boxes.append(_around(name))
            written.append(name)
    return tuple(written)


def fits(text: str, area: Area) -> bool:
    """Tell whether a text has room in the widest slot of an area."""
    return bool(area.slots) and len(text) * SIGN <= area.slots[0].width


def _name(area: Area, drawing: Drawing, boxes: Sequence[Box]) -> Name | None:
    needed = len(area.name) * SIGN * INSIDE
    places = [Name(area.name, slot.x, slot.y) for slot in area.slots if slot.width >= needed]
    places = [place for place in places if _inside(place, drawing)]
    free = [
        place for place, around in zip(places, map(_around, places), strict=True) if not any(map(around.meets, boxes))
    ]
    return min(free, key=lambda place: math.dist((place.x, place.y), (area.x, area.y)), default=None)


def _inside(name: Name, drawing: Drawing) -> bool:
    """Tell whether a name lies on the sheet, which that of a neighbour of a powiat may not."""
    box = _around(name)
    return box.left >= 0 and box.right <= WIDTH and box.top >= 0 and box.bottom <= drawing.height


def _around(name: Name) -> Box:
    half = len(name.text) * SIGN / 2
    return Box(name.x - half, name.y - LINE / 2, name.x + half, name.y + LINE / 2)


def on_drawing(drawing: Drawing, point: Point) -> bool:
    """Tell whether a point lies on the sheet."""
    return 0 <= point[0] <= WIDTH and 0 <= point[1] <= drawing.height
