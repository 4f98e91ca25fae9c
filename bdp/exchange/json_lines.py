"""json_lines: practices as JSON Lines, the columns of a table with their types, and as GeoJSON for maps."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from bdp.exchange import json_form
from bdp.exchange.plain import Frame, Plain, values


def write(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield a line a practice."""
    del frame  # each practice knows its own
    for one in practices:
        yield _dump(values(one)) + b"\n"


def geojson(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield a FeatureCollection; a practice without a point has no geometry, and ``without_point`` counts those."""
    before, without = b'{"type":"FeatureCollection","features":[\n', 0
    for one in practices:
        without += one.point is None
        yield before + _dump(_feature(one))
        before = b",\n"
    start = b"" if before == b",\n" else before
    yield start + f'\n],"total":{frame.total},"without_point":{without}}}\n'.encode()


def _feature(one: Plain) -> dict[str, Any]:
    point = one.point
    return {
        "type": "Feature",
        "id": one.slug,
        "geometry": None if point is None else {"type": "Point", "coordinates": list(point)},
        "properties": json_form.brief(one),
    }


def _dump(thing: dict[str, Any]) -> bytes:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
