"""messages: bring the catalogues of bdp/translations/ in line with code and templates.

A new message is added (in English as it stands in the code, else empty), one that nobody uses any more is dropped, and
what is translated stays as it is. Places and dates are left out, so that a catalogue changes only when its words do.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parent.parent
MAPPINGS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
WRITTEN_IN = "en"  # the language of the messages in the code
Id = str | tuple[str, ...]


def messages() -> list[Id]:
    """Return every message in code and templates in the order of their ids; one with a plural is a pair."""
    options = {"**/templates/**.html": {"silent": "false", "extensions": "bdp.web.fragments.Fragments"}}
    found = {message for _, _, message, _, _ in extract_from_dir(TOP / "bdp", MAPPINGS, options)}
    return sorted(found, key=lambda message: message if isinstance(message, str) else message[0])


def update(path: Path, wanted: list[Id]) -> tuple[int, int]:
    """Rewrite one catalogue; return how many messages were added and how many are not translated."""
    language = path.parent.parent.name
    text = path.read_bytes()
    old = read_po(BytesIO(text), locale=language)
    new = Catalog(locale=language, fuzzy=False)
    added = empty = 0
    for message in wanted:
        known = old.get(message[0] if isinstance(message, tuple) else message)
        added += known is None
        fallback = message if language == WRITTEN_IN else ""
        string = known.string if known and known.string else fallback
        empty += not all(string if isinstance(string, tuple | list) else [string])
        new.add(message, string)
    body = BytesIO()
    write_po(body, new, no_location=True, omit_header=True, width=110)
    path.write_bytes(text.partition(b"\n\n")[0] + b"\n\n" + body.getvalue().strip() + b"\n")
    return added, empty


if __name__ == "__main__":
    in_use = messages()
    for catalogue in sorted((TOP / "bdp" / "translations").glob("*/LC_MESSAGES/messages.po")):
        new_ones, missing = update(catalogue, in_use)
        print(f"{catalogue.relative_to(TOP)}: {len(in_use)} messages, {new_ones} new, {missing} to translate")
