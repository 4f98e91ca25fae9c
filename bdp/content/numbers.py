"""numbers: how counts, amounts, degrees, years and days are read."""

import re
from datetime import date, datetime

from bdp.content.judge import Judge, Spot, shown
from bdp.content.kinds import Kind, line
from bdp.content.nodes import Node

YEAR_MIN, YEAR_MAX = 1800, 2100
COUNT_MAX, AMOUNT_MAX = 10**9, 10**12
_SPACES = " \u00a0\u202f\u2009"
_GROUPED = re.compile(rf"\d{{1,3}}(?P<mark>[.{_SPACES}])\d{{3}}(?:(?P=mark)\d{{3}})*", re.ASCII)
_DECIMAL = re.compile(rf"(?P<whole>\d{{1,15}}|\d{{1,3}}(?:[{_SPACES}]\d{{3}})+)(?:[.,](?P<part>\d+))?", re.ASCII)
_DEGREES = re.compile(r"-?\d{1,3}(?:[.,]\d{1,15})?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})", re.ASCII)
_POLISH_DAY = re.compile(r"(\d{1,2})[.\-/ ](\d{1,2})[.\-/ ](\d{4})(?: ?r\.?)?", re.ASCII)
_LATITUDES, _LONGITUDES = (48.9, 55.0), (14.0, 24.2)  # of Poland
_GROSZE = 2


def _count(node: Node, spot: Spot, judge: Judge) -> int | None:
    value = line(node, spot, judge)
    if not value:
        return None
    digits = re.sub(rf"[.{_SPACES}]", "", value) if _GROUPED.fullmatch(value) else value
    if re.fullmatch(r"[0-9]{1,15}", digits) and int(digits) <= COUNT_MAX:
        return int(digits)
    judge.wrong(spot, f"{shown(value)} nie jest liczbą całkowitą; wpisz same cyfry, np. 123869")
    return None


def _amount(node: Node, spot: Spot, judge: Judge) -> float | int | None:
    value = line(node, spot, judge)
    if not value:
        return None
    found = _DECIMAL.fullmatch(value)
    if found is None:
        judge.wrong(spot, f"{shown(value)} nie jest kwotą; wpisz liczbę złotych bez znaków, np. 185000 albo 185000.50")
        return None
    part = found["part"] or ""
    if len(part) > _GROSZE:
        judge.wrong(spot, f"{shown(value)} może znaczyć różne kwoty; wpisz np. 185000 albo 185000.50")
        return None
    whole = int(re.sub(rf"[{_SPACES}]", "", found["whole"]))
    if whole > AMOUNT_MAX:
        judge.wrong(spot, f"{shown(value)} to za duża kwota")
        return None
    return whole if not part.strip("0") else float(f"{whole}.{part}")


def _degrees(name: str, most: int, poland: tuple[float, float]) -> Kind:
    """Make the kind of a coordinate in degrees; one outside Poland is doubted."""

    def read(node: Node, spot: Spot, judge: Judge) -> float | None:
        value = line(node, spot, judge)
        if not value:
            return None
        number = float(value.replace(",", ".")) if _DEGREES.fullmatch(value) else most + 1.0
        if not -most <= number <= most:
            judge.wrong(spot, f"{shown(value)} nie jest {name} w stopniach (od -{most} do {most}), np. {poland[0]}")
            return None
        if not poland[0] <= number <= poland[1]:
            judge.doubt(spot, f"{shown(value)} leży poza Polską ({poland[0]}–{poland[1]}); sprawdź")
        return number

    return Kind("number", read, bare=True)


def _year(node: Node, spot: Spot, judge: Judge) -> int | None:
    value = line(node, spot, judge)
    if not value:
        return None
    if re.fullmatch(r"[0-9]{4}", value) and YEAR_MIN <= int(value) <= YEAR_MAX:
        return int(value)
    message = f"{shown(value)} nie jest rokiem; wpisz cztery cyfry ({YEAR_MIN}–{YEAR_MAX}), np. 2019"
    judge.wrong(spot, message)
    return None


def _as_day(value: str) -> date | None:
    if not _DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _iso_advice(value: str) -> str:
    """Return the ISO form of a day that was written the Polish way, or how to write one."""
    found = _POLISH_DAY.fullmatch(value)
    iso = f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else ""
    return f"wpisz {iso}" if _as_day(iso) else "wpisz rok, miesiąc i dzień, np. 2026-02-10"


def _day(node: Node, spot: Spot, judge: Judge) -> date | None:
    value = line(node, spot, judge)
    if not value:
        return None
    day = _as_day(value)
    if day is None:
        wrong = "nie ma w kalendarzu" if _DAY.fullmatch(value) else "nie jest datą"
        judge.wrong(spot, f"{shown(value)} {wrong}; {_iso_advice(value)}")
    return day


def _moment(node: Node, spot: Spot, judge: Judge) -> date | datetime | None:
    value = line(node, spot, judge)
    if not value:
        return None
    day = _as_day(value)
    found = _MOMENT.fullmatch(value)
    if day is None and found:
        try:
            return datetime.fromisoformat(f"{found[1]}T{found[2]}")
        except ValueError:
            day = None
    if day is None:
        judge.wrong(spot, f'{shown(value)} nie jest datą; wpisz np. 2026-03-01 albo "2026-03-01 10:00"')
    return day


COUNT = Kind("whole number", _count, bare=True)
AMOUNT = Kind("number", _amount, bare=True)
LATITUDE = _degrees("szerokością geograficzną", 90, _LATITUDES)
LONGITUDE = _degrees("długością geograficzną", 180, _LONGITUDES)
YEAR = Kind("year", _year, bare=True)
DAY = Kind("ISO date", _day, bare=True)
MOMENT = Kind("ISO date or date and hour", _moment, bare=True)
