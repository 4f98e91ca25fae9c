"""typography: where a line of Polish may not break."""

import re

NBSP = "\N{NO-BREAK SPACE}"
_UNITS = (
    r"zł|gr|tys\.|mln|mld|proc\.|%|r\.|w\.|km²?|m[²³]?|cm|mm|ha|kg|t|l|h|godz\.|min|kW|kWh|MW|MWh|GWh|GJ|os\.|szt\."
)
_LONELY = re.compile(r"(?<![^\s(„«\[\u00a0])([aiouwzAIOUWZ])[ \n]+(?=\S|$)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))")
_BEFORE_NUMBER = re.compile(r"(?<!\w)(nr|art\.|ust\.|pkt|poz\.|str\.|ul\.|al\.|pl\.|tel\.|ok\.) (?=\S)", re.IGNORECASE)
_LICENCE = re.compile(r"\bCC(?: BY(?:-[A-Z]{2})*|0) \d\.\d")


def tied(text: str) -> str:
    """Put no-break spaces after one-letter words, between a number and its unit, within numbers, after ``ul.`` …."""
    text = _LONELY.sub(rf"\1{NBSP}", text)
    text = _UNIT.sub(NBSP, _THOUSANDS.sub(NBSP, text))
    text = _BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    return _LICENCE.sub(lambda found: found[0].replace(" ", NBSP), text)
