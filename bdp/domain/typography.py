"""typography: where a line of Polish may not break, and how a date is written out."""

import re
from datetime import date

NBSP = "\N{NO-BREAK SPACE}"
_MONTHS = {
    "pl": (
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_UNITS = (
    r"zł|gr|tys\.|mln|mld|proc\.|%|r\.|w\.|km²?|m[²³]?|cm|mm|ha|kg|t|l|h|godz\.|min|kW|kWh|MW|MWh|GWh|GJ|os\.|szt\."
)
_LONELY = re.compile(r"(?<![^\s(„«\[\u00a0])([aiouwzAIOUWZ])[ \n]+(?=\S|$)")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_UNIT = re.compile(rf"(?<=\d) (?=(?:{_UNITS}|{'|'.join(_MONTHS['pl'])})(?!\w))")
_DASH = re.compile(r"(?<!\s)[ \n](?=[–—](?:\s|$))")
_BEFORE_NUMBER = re.compile(r"(?<!\w)(nr|art\.|ust\.|pkt|poz\.|str\.|ul\.|al\.|pl\.|tel\.|ok\.) (?=\S)", re.IGNORECASE)
_LICENCE = re.compile(r"\bCC(?: BY(?:-[A-Z]{2})*|0) \d\.\d")


def day(value: date, language: str) -> str:
    """Write a date out, with ordinary spaces: ``21 listopada 2026 r.``, ``21 November 2026``."""
    text = f"{value.day} {_MONTHS[language][value.month - 1]} {value.year}"
    return f"{text} r." if language == "pl" else text


def tied(text: str) -> str:
    """Put no-break spaces after one-letter words, within numbers, after ``ul.`` …, between a number and what it counts.

    A day stays with its month, and a dash with the word before it: no line begins with one.
    """
    text = _DASH.sub(NBSP, _LONELY.sub(rf"\1{NBSP}", text))
    text = _UNIT.sub(NBSP, _THOUSANDS.sub(NBSP, text))
    text = _BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    return _LICENCE.sub(lambda found: found[0].replace(" ", NBSP), text)
