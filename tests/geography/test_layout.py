"""test_layout: circles and names on a drawing keep out of each other's way."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.geography import layout, shapes

spots = st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=40)


@given(spots)
def test_every_point_is_in_one_group_and_near_its_leader(points: list[tuple[float, float]]) -> None:
    groups = layout.gather(points)
    assert sorted(index for group in groups for index in group) == list(range(len(points)))
    for leader, *others in groups:
        assert all(math.dist(points[leader], points[other]) < layout.REACH for other in others)


@given(spots)
def test_leaders_are_a_finger_apart(points: list[tuple[float, float]]) -> None:
    leaders = [points[group[0]] for group in layout.gather(points)]
    assert all(math.dist(a, b) >= layout.REACH for a, b in combinations(leaders, 2))


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_circle_grows_with_its_count_between_the_two_sizes(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert layout.SMALLEST <= layout.radius(low, high) <= layout.radius(high, high) <= layout.LARGEST


@given(spots)
def test_names_meet_neither_circles_nor_each_other(points: list[tuple[float, float]]) -> None:
    circles = [layout.circle(x, y, layout.SMALLEST) for x, y in points]
    written = layout.names(shapes.voivodeship("wielkopolskie"), circles)
    half = layout.SIGN / 2
    boxes = [
        layout.Box(name.x - half * len(name.text), name.y - 13, name.x + half * len(name.text), name.y + 13)
        for name in written
    ]
    assert not any(box.meets(other) for box in boxes for other in circles)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


@pytest.mark.parametrize("name", ["slaskie", "mazowieckie", "lubuskie"])
def test_empty_voivodeship_names_most_of_its_land_powiats(name: str) -> None:
    drawing = shapes.voivodeship(name)
    land = {area.name for area in drawing.areas if area.name[0].islower()}
    assert len(land & {written.text for written in layout.names(drawing, ())}) >= len(land) * 2 / 3
