"""test_classes: what a legend says of a class is what occurs in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.geography import classes
from bdp.geography.classes import Band

numbers = st.lists(st.integers(0, 40).map(float), max_size=400)


@given(numbers)
def test_every_number_above_zero_is_in_one_class_and_its_colour_grows_with_it(found: list[float]) -> None:
    bands = classes.bands(found)
    assert sum(band.areas for band in bands) == sum(number > 0 for number in found)
    for number in found:
        assert sum(band.low <= number <= band.high for band in bands) == (number > 0)
        assert (classes.step(number, bands) > 0) == (number > 0)
    steps = [classes.step(number, bands) for number in sorted(found)]
    assert steps == sorted(steps)


@given(numbers)
def test_bounds_occur_and_there_are_at_most_five_classes(found: list[float]) -> None:
    bands = classes.bands(found)
    assert len(bands) <= classes.STEPS
    assert all({band.low, band.high} <= set(found) for band in bands)


@given(st.lists(st.floats(0.01, 99), min_size=50, max_size=400, unique=True))
def test_classes_of_different_numbers_have_about_as_many_areas(found: list[float]) -> None:
    sizes = [band.areas for band in classes.bands(found)]
    assert len(sizes) == classes.STEPS
    assert max(sizes) - min(sizes) <= 2


@pytest.mark.parametrize(
    ("found", "bands"),
    [
        ([], ()),
        ([0.0, 0.0], ()),
        ([0.0, 3.0, 3.0], (Band(3, 3.0, 3.0, 2),)),
        ([1.0, 1.0, 1.0, 1.0, 9.0], (Band(2, 1.0, 1.0, 4), Band(4, 9.0, 9.0, 1))),
    ],
)
def test_few_different_numbers_are_a_class_each(found: list[float], bands: tuple[Band, ...]) -> None:
    assert classes.bands(found) == bands


def test_an_unknown_number_has_no_colour() -> None:
    assert classes.step(None, classes.bands([1.0, 2.0])) == 0
