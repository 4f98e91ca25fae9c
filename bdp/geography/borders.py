"""borders: borders with fewer corners, the same for both neighbours, so that simplified areas still meet."""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence

Point = tuple[float, float]
Line = Sequence[Point]


def junctions(rings: Iterable[Line]) -> frozenset[Point]:
    """Return the corners where borders part: all that have another number of neighbours than two."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for one, two in zip(ring, [*ring[1:], ring[0]], strict=True):
            beside.setdefault(one, set()).add(two)
            beside.setdefault(two, set()).add(one)
    return frozenset(point for point, others in beside.items() if len(others) != 2)  # noqa: PLR2004


def simplified(ring: Line, fixed: Collection[Point], tolerance: float) -> list[Point]:
    """Return a ring without the corners that lie nearer than ``tolerance`` to the line between those kept.

    Corners that are ``fixed`` (see ``junctions``) stay. A stretch between two of them loses the same corners in
    whichever direction it is walked, so two areas that share it go on sharing it.
    """
    kept = [point for stretch in _stretches(ring, fixed) for point in _thinned(stretch, tolerance)[:-1]]
    return kept if len(kept) > 2 else list(ring)  # noqa: PLR2004 - two corners are no area


def enters(ring: Line, width: float, height: float) -> bool:
    """Tell whether a ring comes into a sheet of this size; the box around it may do so alone."""
    xs, ys = zip(*ring, strict=True)
    if min(xs) >= width or max(xs) <= 0 or min(ys) >= height or max(ys) <= 0:
        return False
    return any(_within(one, two, (width, height)) for one, two in zip(ring, [*ring[1:], ring[0]], strict=True))


def _within(one: Point, two: Point, sheet: Point) -> bool:
    """Tell whether a part of a line lies on the sheet (Liang and Barsky)."""
    first, last = 0.0, 1.0
    for start, end, most in zip(one, two, sheet, strict=True):
        along = end - start
        if not along:
            if not 0 < start < most:
                return False
            continue
        near, far = sorted((-start / along, (most - start) / along))
        first, last = max(first, near), min(last, far)
    return first < last


def _stretches(ring: Line, fixed: Collection[Point]) -> Iterator[Line]:
    """Part a ring at its fixed corners; one without two of them at its least corner and the one farthest from it."""
    starts = [number for number, point in enumerate(ring) if point in fixed]
    if len(starts) < 2:  # noqa: PLR2004
        least = starts[0] if starts else min(range(len(ring)), key=ring.__getitem__)
        farthest = max(range(len(ring)), key=lambda number: (math.dist(ring[number], ring[least]), ring[number]))
        starts = sorted((least, farthest))
    around = [*ring, *ring]
    for start, end in zip(starts, [*starts[1:], starts[0] + len(ring)], strict=True):
        yield around[start : end + 1]


def _thinned(line: Line, tolerance: float) -> list[Point]:
    """Return a line with the ends and the corners that it needs (Douglas and Peucker)."""
    turned = line[0] > line[-1]
    walked = line[::-1] if turned else line
    needed, open_parts = {0, len(walked) - 1}, [(0, len(walked) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        farthest, distance = _farthest(walked, first, last)
        if distance > tolerance:
            needed.add(farthest)
            open_parts += [(first, farthest), (farthest, last)]
    kept = [walked[number] for number in sorted(needed)]
    return kept[::-1] if turned else kept


def _farthest(line: Line, first: int, last: int) -> tuple[int, float]:
    """Return the corner between two others that is farthest from the line through them, and how far."""
    (ax, ay), (bx, by) = line[first], line[last]
    length = math.hypot(bx - ax, by - ay)
    best, distance = first, 0.0
    for number in range(first + 1, last):
        x, y = line[number]
        far = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)
        if far > distance:
            best, distance = number, far
    return best, distance
