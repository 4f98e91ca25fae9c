"""units: the register of territorial units (TERYT) as BDP ships it."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bdp.domain.polish import slugify
from bdp.domain.unit import Register, Unit

DATA = Path(__file__).resolve().parent / "data"
POWIAT_DIGITS = 4

# The two names of the register that the vocabulary of unit types shortens; the others are their own ASCII form.
_TYPES = {"powiat ziemski": "powiat", "województwo": "wojewodztwo"}


@cache
def load() -> Register:
    """Return the units of 1 January 2026: 16 voivodeships, 380 powiats and 2,479 communes, read once.

    A city with powiat status has two rows, of 4 and 7 digits, linked by ``same_as``. A commune too new for a point of
    its own stands at its powiat's.
    """
    with (DATA / "units.csv").open(encoding="utf-8", newline="") as lines:
        rows = {row["teryt"]: row for row in csv.DictReader(lines)}
    return Register(_unit(row, rows) for row in rows.values())


def _unit(row: Mapping[str, str], rows: Mapping[str, Mapping[str, str]]) -> Unit:
    spot = row if row["lat"] else rows[row["teryt"][:POWIAT_DIGITS]]
    return Unit(
        teryt=row["teryt"],
        name=row["name"],
        unit_type=_TYPES.get(row["type"]) or slugify(row["type"]),
        powiat=row["powiat"],
        voivodeship=slugify(row["voivodeship"]),
        lat=float(spot["lat"]),
        lon=float(spot["lon"]),
        population=int(row["population"]) if row["population"] else None,
        same_as=row["same_as"],
    )
