"""test_layout: circles and names on a drawing keep out of each other's way."""

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.geography import layout, shapes

spots = st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=40)


@given(spots)
def test_every_point_is_in_one_group(points: list[tuple[float, float]]) -> None:
    for scale in (layout.WIDE, layout.NARROW):
        groups = layout.gather(points, [1] * len(points), scale)
        assert sorted(index for group in groups for index in group) == list(range(len(points)))


@given(spots, st.lists(st.integers(1, 200), min_size=40, max_size=40))
def test_markers_are_a_finger_apart_and_do_not_overlap(points: list[tuple[float, float]], numbers: list[int]) -> None:
    for scale in (layout.WIDE, layout.NARROW):
        groups = layout.gather(points, numbers, scale)
        marks = [(points[group[0]], layout.marker(sum(numbers[each] for each in group))) for group in groups]
        for (one, size), (other, its) in combinations(marks, 2):
            assert math.dist(one, other) >= max(scale.reach, scale.fit * (size + its))


def test_a_group_stands_at_its_most_numerous_point() -> None:
    assert layout.gather([(10, 10), (20, 10), (900, 10)], [1, 5, 2], layout.WIDE) == [[1, 0], [2]]


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_marker_grows_with_its_count(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert layout.DOT <= layout.marker(low) <= layout.marker(high) <= layout.BIGGEST


@given(st.integers(1, 10_000), st.integers(1, 10_000))
def test_circle_grows_with_its_count_between_the_two_sizes(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert layout.SMALLEST <= layout.radius(low, high) <= layout.radius(high, high) <= layout.LARGEST


@given(spots)
def test_names_meet_neither_circles_nor_each_other(points: list[tuple[float, float]]) -> None:
    circles = [layout.circle(x, y, 20) for x, y in points]
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
