"""markdown_form: a practice as a record's file says it: front matter and text, fit for another base."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bdp.exchange.plain import Frame, Plain, values

_TEXTS = ("slug", "summary", "presentation", "url")  # not in the front matter: the name of the file, and its body


def write(practices: Iterable[Plain], frame: Frame) -> Iterator[bytes]:
    """Yield the text of each practice; values are written as JSON, which is YAML too."""
    del frame  # each practice knows its own
    for one in practices:
        said = values(_in_language(one))
        lines = [f"{name}: {_flow(value)}" for name, value in said.items() if name not in _TEXTS and value]
        parts = [said["summary"] or "", said["presentation"] or ""]
        body = "\n\n".join(part.strip("\n") for part in parts if part)
        yield "\n".join([f"# {one.url}", *lines]).join(("---\n", f"\n---\n{body}\n")).encode("utf-8", "replace")


def _in_language(one: Plain) -> Plain:
    """Return the practice with the texts of its translation, where it has one and they are asked for."""
    text = one.stated.translation
    if one.language == "pl" or text is None:
        return one
    practice = one.stated
    return replace(
        one,
        stated=replace(
            practice,
            title=text.title,
            plain=text.plain or practice.plain,
            summary=text.summary,
            presentation=text.presentation,
        ),
    )


def _flow(value: object) -> str:
    """Return a value on one line; what a group lacks is left out, as an editor would."""
    if isinstance(value, dict):
        value = {key: part for key, part in value.items() if part is not None}
    if isinstance(value, list):
        value = [{k: v for k, v in item.items() if v is not None} if isinstance(item, dict) else item for item in value]
    return json.dumps(value, ensure_ascii=False)
