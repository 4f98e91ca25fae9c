"""test_borders: areas lose corners, never the border that they share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.geography import borders, layout, shapes

# Two squares that share a crooked side, and an island of three corners inside neither.
SHARED = [(10.0, 0.0), (10.2, 3.0), (9.9, 5.0), (14.0, 7.0), (10.0, 10.0)]
LEFT = [(0.0, 0.0), *SHARED, (0.0, 10.0)]
RIGHT = [(20.0, 0.0), (20.0, 10.0), *reversed(SHARED)]


def test_corners_where_borders_part_are_the_junctions() -> None:
    assert borders.junctions([LEFT, RIGHT]) == {(10.0, 0.0), (10.0, 10.0)}


def test_neighbours_go_on_sharing_their_border() -> None:
    fixed = borders.junctions([LEFT, RIGHT])
    left, right = (borders.simplified(ring, fixed, 1.0) for ring in (LEFT, RIGHT))
    shared = [point for point in left if point in SHARED]
    assert shared == [(10.0, 0.0), (9.9, 5.0), (14.0, 7.0), (10.0, 10.0)]
    assert [point for point in right if point in SHARED] == shared[::-1]


def test_a_ring_of_its_own_keeps_its_shape() -> None:
    ring = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    assert set(borders.simplified(ring, frozenset(), 1.0)) == set(ring) - {(5.0, 0.1)}


def test_what_would_become_a_line_stays_an_area() -> None:
    ring = [(0.0, 0.0), (5.0, 0.1), (10.0, 0.0)]
    assert borders.simplified(ring, frozenset(), 1.0) == ring


numbers = st.integers(-50, 50).map(float)


@given(st.lists(st.tuples(numbers, numbers), min_size=3, max_size=30, unique=True), st.floats(0, 20))
def test_a_simplified_ring_has_corners_of_the_ring_in_their_order(
    ring: list[tuple[float, float]], tolerance: float
) -> None:
    kept = borders.simplified(ring, frozenset(), tolerance)
    assert len(kept) >= 3
    start = ring.index(kept[0])
    around = ring[start:] + ring[:start]
    places = [around.index(point) for point in kept]
    assert places == sorted(places)


@pytest.mark.parametrize("code", ["2465", "1465", "0206", "2476", "3263"])
def test_a_powiat_fills_its_drawing_and_has_its_neighbours(code: str) -> None:
    drawing = shapes.powiat(code)
    own = drawing.areas[0]
    assert own.teryt == code
    assert drawing.contains((own.x + 0.01, own.y + 0.01))
    assert len(drawing.areas) > 1
    assert all(0 <= x <= shapes.WIDTH and 0 <= y <= drawing.height for x, y in drawing.border)


def test_a_town_is_drawn_among_its_neighbours_no_nearer_than_borders_are_exact() -> None:
    for code in ("2466", "0264", "1863"):
        assert shapes.WIDTH / shapes.powiat(code).scale == pytest.approx(shapes.LEAST_KM)
    assert {"gliwicki", "tarnogórski", "Zabrze", "Bytom"} <= {area.name for area in shapes.powiat("2466").areas}


def test_the_country_has_all_powiats_at_half_of_their_corners() -> None:
    drawing = shapes.powiats()
    assert len(drawing.areas) == 380
    assert len({area.teryt for area in drawing.areas}) == 380
    assert drawing.outline.count("m") >= 16
    assert sum(len(area.path) for area in drawing.areas) + len(drawing.outline) < 60_000
    assert all(0 < area.x < shapes.WIDTH and 0 < area.y < drawing.height for area in drawing.areas)


def test_a_number_stands_within_a_powiat_that_has_room_for_it() -> None:
    areas = {area.name: area for area in shapes.powiats().areas}
    assert layout.fits("12", areas["słupski"])
    assert not layout.fits("12,34", areas["Świętochłowice"])


@pytest.mark.parametrize(
    ("ring", "entering"),
    [
        ([(-5.0, 5.0), (5.0, 5.0), (5.0, 20.0)], True),  # a corner lies on the sheet
        ([(-5.0, 5.0), (15.0, 5.0), (15.0, 6.0)], True),  # it crosses the sheet from side to side
        ([(-5.0, 8.0), (8.0, 21.0), (-5.0, 21.0)], False),  # the box around it meets the sheet, the ring does not
        ([(-9.0, -9.0), (0.0, -9.0), (0.0, 20.0)], False),  # along the edge is outside
        ([(30.0, 1.0), (40.0, 1.0), (35.0, 9.0)], False),
    ],
)
def test_an_area_is_on_a_sheet_when_a_part_of_it_is_seen_there(
    ring: list[tuple[float, float]],
    entering: bool,  # noqa: FBT001
) -> None:
    assert borders.enters(ring, 10.0, 10.0) is entering


def test_a_neighbour_that_is_out_of_sight_is_no_area_of_a_drawing() -> None:
    drawn = {area.name for area in shapes.powiat("2465").areas}
    assert "Sosnowiec" in drawn
    assert not drawn & {"myszkowski", "oświęcimski", "gliwicki"}
