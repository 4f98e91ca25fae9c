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
_LETTER = "[aiouwzAIOUWZ]"
_SHORT = ("nr", r"art\.", r"ust\.", "pkt", r"poz\.", r"str\.", r"ul\.", r"al\.", r"pl\.", r"tel\.", r"ok\.")
_AFTER_SHORT = "|".join(rf"(?<=\b{word} )" for word in _SHORT)
# All rules in one pattern that begins with the space in question, since a page ties some forty texts.
_TIED = re.compile(
    rf"[ \n](?:(?<={_LETTER}[ \n])(?<![^\s(„«\[]{_LETTER}[ \n])[ \n]*(?=\S|$)"  # a word of one letter
    rf"|(?<=\d )(?=\d{{3}}(?!\d)|(?:{_UNITS}|{'|'.join(_MONTHS['pl'])})(?!\w))"  # thousands, units, months
    rf"|(?<!\s[ \n])(?=[–—](?:\s|$))"  # a dash
    rf"|(?<=[.rRtT] )(?i:{_AFTER_SHORT})(?=\S))"
)
_LICENCE = re.compile(r"\bCC(?: BY(?:-[A-Z]{2})*|0) \d\.\d")


def day(value: date, language: str) -> str:
    """Write a date out, with ordinary spaces: ``21 listopada 2026 r.``, ``21 November 2026``."""
    text = f"{value.day} {_MONTHS[language][value.month - 1]} {value.year}"
    return f"{text} r." if language == "pl" else text


def tied(text: str) -> str:
    """Put no-break spaces after one-letter words, within numbers, after ``ul.`` …, between a number and what it counts.

    A day stays with its month, and a dash with the word before it: no line begins with one.
    """
    text = _TIED.sub(NBSP, text)
    return _LICENCE.sub(lambda found: found[0].replace(" ", NBSP), text) if "CC" in text else text
