"""classes: areas sorted by a number into a few classes, each with its step of colour."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEPS = 5
# Few classes stand as far apart in colour as there is room.
_SPREAD = {1: (3,), 2: (2, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}


@dataclass(frozen=True, slots=True)
class Band:
    """A class: its ``step`` of colour from 1, the least and greatest number that occur in it, how many areas it has."""

    step: int
    low: float
    high: float
    areas: int


def bands(numbers: Iterable[float]) -> tuple[Band, ...]:
    """Return at most five classes of the numbers above zero, lowest first, each of about as many areas.

    Equal numbers are never parted, and up to five different numbers are a class each; so what the legend says of a
    class is what really occurs in it.
    """
    occurring = sorted(Counter(number for number in numbers if number > 0).items())
    total, before = sum(areas for _, areas in occurring), 0
    groups: dict[int, list[tuple[float, int]]] = {}
    for place, (number, areas) in enumerate(occurring):
        middle = (before + areas / 2) / total
        groups.setdefault(place if len(occurring) <= STEPS else int(middle * STEPS), []).append((number, areas))
        before += areas
    steps = _SPREAD.get(len(groups), ())
    return tuple(
        Band(step, group[0][0], group[-1][0], sum(areas for _, areas in group))
        for step, group in zip(steps, groups.values(), strict=True)
    )


def step(number: float | None, found: Sequence[Band]) -> int:
    """Return the step of colour of a number, 0 for nothing or an unknown number."""
    return next((band.step for band in found if number is not None and band.low <= number <= band.high), 0)
