"""register_rules: a record's codes held against the register of units, and what they fill."""

from bdp.content.groups import rows
from bdp.content.judge import Judge, Spot, shown
from bdp.content.nodes import Node, Scalar
from bdp.domain.polish import fold
from bdp.domain.practice import Practice
from bdp.domain.unit import Unit

_WITHOUT_PLACE = ("powiat", "wojewodztwo")
# The types that units of the register have. A union or partnership may borrow a powiat's code to say where it is.
_REGISTERED = (
    "gmina-miejska",
    "gmina-miejsko-wiejska",
    "gmina-wiejska",
    "miasto-na-prawach-powiatu",
    *_WITHOUT_PLACE,
)
Given = dict[str, tuple[Node, Spot]]


def judge_codes(practice: Practice, given: Given, judge: Judge) -> frozenset[str]:
    """Judge every code, and what stands beside it; return the keys that the record's own code fills."""
    for _, keys in rows(*given["members"]) if "members" in given else ():
        _member(keys, judge)
    if not practice.teryt:
        return frozenset()
    unit = _unit(practice.teryt, given["teryt"][1], judge)
    if unit is None:
        return frozenset()
    if practice.voivodeship and practice.voivodeship != unit.voivodeship:
        message = f"kod TERYT {practice.teryt} leży w województwie „{unit.voivodeship}”; popraw województwo albo kod"
        judge.wrong(given["voivodeship"][1], message)
    whole = unit.unit_type not in _WITHOUT_PLACE
    if practice.unit_type not in ("", unit.unit_type) and (whole or practice.unit_type in _REGISTERED):
        judge.doubt(given["unit_type"][1], f"według rejestru jednostka {practice.teryt} to „{unit.unit_type}”")
    if practice.place and whole and fold(practice.place) != fold(unit.name):
        judge.doubt(given["place"][1], f"według rejestru kod {practice.teryt} to {unit.name}")
    if practice.powiat and unit.powiat and _bare(practice.powiat) != _bare(unit.powiat):
        judge.doubt(given["powiat"][1], f"według rejestru kod {practice.teryt} leży w powiecie {unit.powiat}")
    filled = {"place": unit.name if whole else "", "powiat": unit.powiat, "voivodeship": unit.voivodeship}
    return frozenset(key for key, value in filled.items() if value)


def _member(keys: Given, judge: Judge) -> None:
    node, spot = keys.get("teryt", (None, None))
    if not isinstance(node, Scalar) or spot is None or node.empty:
        return
    unit = _unit(node.text.strip(), spot, judge) if _well_formed(node.text.strip()) else None
    kind, at = keys.get("unit_type", (None, None))
    if unit is not None and isinstance(kind, Scalar) and at is not None and not kind.empty:
        known = judge.vocabularies is None or kind.text.strip() in judge.vocabularies.unit_types
        if known and kind.text.strip() != unit.unit_type:
            judge.doubt(at, f"według rejestru jednostka {unit.teryt} to „{unit.unit_type}”")


def _well_formed(teryt: str) -> bool:
    return teryt.isascii() and teryt.isdigit() and len(teryt) in (2, 4, 7)


def _unit(teryt: str, spot: Spot, judge: Judge) -> Unit | None:
    """Return the unit of a code; a retired one is doubted where only its type digit changed, else refused."""
    unit = judge.register.find(teryt)
    if unit is not None:
        return unit
    successor = judge.register.successor(teryt)
    if successor is not None:
        message = f"rejestr nie wymienia już kodu {teryt}; ta gmina ma dziś kod {successor.teryt} ({successor.name})"
        judge.doubt(spot, message)
        return successor
    judge.wrong(spot, f"rejestr TERYT nie zawiera kodu {shown(teryt)}; sprawdź kod na stronie jednostki")
    return None


def _bare(powiat: str) -> str:
    return fold(powiat).removeprefix("powiat ").removeprefix("m. ").strip()
