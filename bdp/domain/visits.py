"""visits: how often the site was read, by day. Nothing about any reader is part of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, both ends included, of which a log was read."""

    start: datetime
    end: datetime

    def __contains__(self, moment: datetime) -> bool:
        """Tell whether a moment lies in the stretch."""
        return self.start <= moment <= self.end


@dataclass(frozen=True, slots=True)
class Visits:
    """Visits of each day, and the stretches of time whose logs were counted (in order, none touching another)."""

    days: Mapping[date, int] = field(default_factory=dict)
    read: tuple[Span, ...] = ()

    @property
    def total(self) -> int:
        """All visits."""
        return sum(self.days.values())

    @property
    def last_day(self) -> date | None:
        """The latest day with a count."""
        return max(self.days, default=None)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return stretches in order, those that meet made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
