"""test_shapes: the drawings that the map is made of."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.domain.errors import NotFound
from bdp.geography import shapes, units
from bdp.geography.shapes import Area, Drawing

VOIVODESHIPS = sorted({unit.voivodeship for unit in units.load()})
RING = re.compile(r"m([^mz]+)z")


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Read a path of relative moves back into points; each ring begins where the one before began."""
    assert "".join(f"m{ring}z" for ring in RING.findall(path)) == path
    result: list[list[tuple[int, int]]] = []
    for ring in RING.findall(path):
        x, y = result[-1][0] if result else (0, 0)
        numbers = [int(number) for number in re.findall(r"-?\d+", ring)]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        result.append(points)
    return result


def contains(area: Area, x: float, y: float) -> bool:
    """Count the borders to the right of a spot."""
    inside = False
    for ring in rings(area.path):
        for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
                inside = not inside
    return inside


@pytest.fixture(params=["polska", *VOIVODESHIPS])
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return shapes.country() if request.param == "polska" else shapes.voivodeship(request.param)


def test_country_has_the_voivodeships_of_the_register() -> None:
    named = {(area.teryt, area.name) for area in shapes.country().areas}
    assert named == {(unit.teryt, unit.name) for unit in units.load() if len(unit.teryt) == 2}


@pytest.mark.parametrize("name", VOIVODESHIPS)
def test_voivodeship_has_its_powiats_of_the_register(name: str) -> None:
    expected = {(unit.teryt, unit.name) for unit in units.load() if len(unit.teryt) == 4 and unit.voivodeship == name}
    assert {(area.teryt, area.name) for area in shapes.voivodeship(name).areas} == expected


def test_every_area_is_a_closed_shape_inside_the_drawing(drawing: Drawing) -> None:
    for area in drawing.areas:
        for ring in rings(area.path):
            assert len(ring) >= 3, area.name
            assert all(0 <= x <= shapes.WIDTH and 0 <= y <= drawing.height for x, y in ring), area.name


def test_label_points_lie_inside_their_areas(drawing: Drawing) -> None:
    for area in drawing.areas:
        assert contains(area, area.x + 0.01, area.y + 0.01), area.name


def test_free_stretches_lie_inside_their_areas(drawing: Drawing) -> None:
    for area in drawing.areas:
        assert area.slots == tuple(sorted(area.slots, key=lambda slot: -slot.width))
        slot = area.slots[0]
        if slot.width > 4:
            assert contains(area, slot.x - slot.width / 2 + 2, slot.y + 0.01), area.name
            assert contains(area, slot.x + slot.width / 2 - 2, slot.y + 0.01), area.name


def test_outline_of_a_voivodeship_encloses_its_powiats() -> None:
    drawing = shapes.voivodeship("opolskie")
    whole = Area("16", "opolskie", drawing.outline, 0, 0, ())
    assert all(contains(whole, area.x + 0.01, area.y + 0.01) for area in drawing.areas)


def test_drawing_knows_what_lies_within_its_border(drawing: Drawing) -> None:
    assert all(drawing.contains((area.x + 0.01, area.y + 0.01)) == bool(drawing.outline) for area in drawing.areas)
    assert not drawing.contains((1, 1))


def test_country_and_every_voivodeship_are_small_to_send(drawing: Drawing) -> None:
    assert sum(len(area.path) for area in drawing.areas) + len(drawing.outline) < 16_000


@pytest.mark.parametrize("name", VOIVODESHIPS)
def test_every_unit_stands_on_the_drawing_of_its_voivodeship(name: str) -> None:
    drawing = shapes.voivodeship(name)
    for unit in units.load():
        if unit.voivodeship == name and unit.lat is not None and unit.lon is not None:
            x, y = drawing.place(unit.lat, unit.lon)
            assert 0 <= x <= shapes.WIDTH, unit.name
            assert 0 <= y <= drawing.height, unit.name


def test_seats_lie_in_the_area_of_their_powiat() -> None:
    """Borders are of 2020 and rounded, so a few stand just outside; most must stand inside."""
    inside = total = 0
    for name in VOIVODESHIPS:
        drawing = shapes.voivodeship(name)
        areas = {area.teryt: area for area in drawing.areas}
        for unit in units.load():
            if unit.voivodeship == name and len(unit.teryt) == 7 and unit.lat is not None and unit.lon is not None:
                total += 1
                inside += contains(areas[unit.teryt[:4]], *drawing.place(unit.lat, unit.lon))
    assert total == 2479
    assert inside / total > 0.98


def test_unknown_voivodeship_is_not_found() -> None:
    with pytest.raises(NotFound, match="narnia"):
        shapes.voivodeship("narnia")


degrees = {"lat": st.floats(49, 54.9), "lon": st.floats(14, 24.2)}


@given(**degrees)
def test_projection_keeps_distances_of_the_country_within_a_hundredth(lat: float, lon: float) -> None:
    x, y = shapes.project(lat, lon)
    east = shapes.project(lat, lon + 0.1)
    north = shapes.project(lat + 0.1, lon)
    kilometres = 6371 * math.radians(0.1)
    assert math.dist((x, y), north) == pytest.approx(kilometres, rel=0.01)
    assert math.dist((x, y), east) == pytest.approx(kilometres * math.cos(math.radians(lat)), rel=0.01)


@given(**degrees)
def test_north_is_up_and_east_is_right(lat: float, lon: float) -> None:
    x, y = shapes.country().place(lat, lon)
    assert shapes.country().place(lat + 0.2, lon)[1] < y
    assert shapes.country().place(lat, lon + 0.2)[0] > x


def test_warsaw_lies_in_mazowieckie() -> None:
    spot = shapes.country().place(52.22977, 21.01178)
    assert [area.name for area in shapes.country().areas if contains(area, *spot)] == ["mazowieckie"]
