"""yaml_faults: what the YAML parser complains of, in the words of an editor, at the line where the mistake was made."""

import re

import yaml

from bdp.content.nodes import FILE, Fault

# (what the parser says, what to tell); the first that fits counts. Both of PyYAML's parsers are covered.
_MEANINGS = (
    (
        r"mapping values are not allowed",
        "drugi dwukropek ze spacją albo złe wcięcie; wartość z dwukropkiem ujmij w cudzysłów",
    ),
    (r"quoted scalar.*end of stream", "brak zamykającego cudzysłowu"),
    (
        r"unknown escape|escape (sequence|code)",
        "zły znak po „\\” w podwójnym cudzysłowie; użyj pojedynczego",
    ),
    (r"flow sequence", "brak przecinka albo „]” na liście w nawiasach; wartość z przecinkiem ujmij w cudzysłów"),
    (r"flow mapping", "brak przecinka albo „}” w nawiasach klamrowych; wartość z przecinkiem ujmij w cudzysłów"),
    (r"flow node", "niezamknięty nawias albo zbędny przecinek"),
    (r"scanning an? (anchor|alias)", "wartość zaczyna się od „&” albo „*”; ujmij ją w cudzysłów"),
    (r"tag|undefined tag handle", "wartość zaczyna się od „!”; ujmij ją w cudzysłów"),
    (r"directive|%", "wiersze zaczynające się od „%” nie są przyjmowane"),
    (r"cannot start any token|block node", "wartość zaczyna się od znaku zastrzeżonego w YAML; ujmij ją w cudzysłów"),
    (r"block scalar", "po „|” albo „>” ma nastąpić nowy wiersz z wciętym tekstem"),
    (r"could not find expected ':'|simple key", "brak dwukropka ze spacją po nazwie klucza albo złe wcięcie wiersza"),
    (r"block (mapping|collection|sequence)|expected key|<block end>", "złe wcięcie albo tekst za zamkniętą wartością"),
    (r"<?document start>?", "nagłówek ma się składać z wierszy „klucz: wartość”"),
)
# For these the mistake is where the value was opened, not where the parser gave up.
_OPENED = re.compile(r"quoted scalar|flow|simple key")


def explain(error: yaml.YAMLError, first_line: int, last_line: int) -> Fault:
    """Return the fault for an error of the parser; lines are clamped to those of the text."""
    context = str(getattr(error, "context", None) or "")
    problem = str(getattr(error, "problem", None) or error)
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened is not None and (mark is None or _OPENED.search(context)):
        mark = opened
    line = first_line + (int(mark.line) if mark is not None else 0)
    said = f"{context} {problem}"
    meaning = next((told for sign, told in _MEANINGS if re.search(sign, said)), "tego wiersza nie da się odczytać")
    return Fault(max(first_line, min(line, last_line)), FILE, f"błąd zapisu YAML: {meaning}")
