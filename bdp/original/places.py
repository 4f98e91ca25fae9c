"""places: the code of a unit for the place, kind, powiat and voivodeship that a page names, where only one fits."""

import re

from bdp.domain.polish import fold
from bdp.domain.unit import Register, Unit

_COMMUNE = 7  # digits
_WITHOUT = ("zwiazek", "stowarzyszenie-jst", "partnerstwo", "jednostka-pomocnicza")


def code(register: Register, place: str, unit_type: str, powiat: str, voivodeship: str) -> str:
    """Return the TERYT code that everything said leads to, "" where none or several fit.

    The kind may differ from the register's where the name alone settles it: old pages call cities with powiat status
    communes, and communes have become towns since. Unions and partnerships have no code.
    """
    if unit_type in _WITHOUT:
        return ""
    units = [u for u in register if not voivodeship or u.voivodeship == voivodeship]
    if unit_type == "wojewodztwo":
        return _only([u for u in units if u.unit_type == "wojewodztwo" and voivodeship])
    if unit_type == "powiat":
        return _only([u for u in units if u.unit_type == "powiat" and powiat and _bare(u.name) == _bare(powiat)])
    named = [u for u in units if len(u.teryt) == _COMMUNE and fold(u.name) == fold(_town(place))]
    near = [u for u in named if powiat and _bare(powiat) == _bare(u.powiat)] or named
    return _only([u for u in near if u.unit_type == unit_type]) or _only(near)


def _only(units: list[Unit]) -> str:
    codes = {unit.address_teryt for unit in units}
    return codes.pop() if len(codes) == 1 else ""


def _bare(powiat: str) -> str:
    return re.sub(r"^(?:powiat|m\.|m\. st\.|miasto)\s+", "", fold(powiat).strip())


def _town(place: str) -> str:
    return re.sub(r"^(?:gmina|miasto i gmina|miasto|m\.)\s+", "", place.strip(), flags=re.IGNORECASE)
