"""yaml_writing: a piece of a header with values changed, its comments, order and quotes kept."""

import difflib
import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, LiteralScalarString, ScalarString
from ruamel.yaml.tag import Tag

from bdp.content.kinds import TEXT, Kind

Typed = str | list[Any] | dict[str, Any]
"""A value as text: lists and mappings hold the same."""
_WIDTH = 1_000_000  # never wrap
_DASH = re.compile(r"^( *)- ", re.MULTILINE)
_STR = Tag(suffix="tag:yaml.org,2002:str")
_AMBIGUOUS = yaml.resolver.Resolver()
_SIMPLE_LINES = re.compile(r"\S(?:.*\S)?(?:\n\S(?:.*\S)?)+")


class Unwritable(Exception):
    """A piece of YAML has to be written anew."""


class _TextResolver(VersionedResolver):
    """Takes every scalar as text, so that 0264 stays 0264 and NO stays NO."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:  # noqa: ANN401 - the library's types
        return _STR if kind is ScalarNode else super().resolve(kind, value, implicit)


def typed(value: object) -> Typed:
    """Return a value as it would be typed. Empty parts are left out; "" stands for no value at all."""
    if isinstance(value, Mapping):
        parts = {str(key): typed(part) for key, part in value.items()}
        return {key: part for key, part in parts.items() if part not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [item for item in map(typed, value) if item not in ("", [], {})]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def rewrite(text: str, changes: Mapping[str, Typed], kinds: Mapping[str, Kind]) -> str:
    """Return a piece of YAML, a mapping, with the values of some keys changed or added, empty ones taken out.

    Raises Unwritable where the writer, which is stricter than our reader, does not understand the piece.
    """
    writer = _writer(text)
    try:
        loaded = writer.load(text)
    except YAMLError as error:
        raise Unwritable(str(error)) from None
    root = loaded if isinstance(loaded, CommentedMap) else CommentedMap()
    for key, value in changes.items():
        if value:
            root[key] = _merged(root.get(key), value, kinds.get(key, TEXT))
        else:
            root.pop(key, None)
    out = io.StringIO()
    writer.dump(root, out)
    return out.getvalue()


def _writer(text: str) -> YAML:
    writer = YAML(typ="rt")
    writer.Resolver = _TextResolver
    writer.preserve_quotes = True
    writer.width = _WIDTH
    dash = _DASH.search(text)
    offset = len(dash[1]) if dash else 2
    writer.indent(mapping=2, sequence=offset + 2, offset=offset)
    return writer


def _merged(old: Any, new: Typed, kind: Kind) -> Any:  # noqa: ANN401 - what the library makes of YAML
    """Put a new value in the place of an old one, keeping what is equal with its comments and quotes."""
    if isinstance(new, dict):
        return _merged_keys(old, new, kind)
    if isinstance(new, list):
        return _merged_items(old, new, kind.item or TEXT)
    if str(old) == new and isinstance(old, str):
        return old
    if isinstance(old, ScalarString) and not isinstance(old, LiteralScalarString) and "\n" not in new:
        return _in_style(type(old), new)
    return _scalar(new, kind)


def _scalar(text: str, kind: Kind) -> str:
    if kind.bare:
        return text
    if _SIMPLE_LINES.fullmatch(text):
        return _in_style(LiteralScalarString, text)
    tag: str = _AMBIGUOUS.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    # Inside brackets the reader takes "?0" for a key and the writer does not, so what begins like that is quoted;
    # readers of YAML 1.1 end a plain text at any question mark there, as in "index.php?id=1".
    # A number with a zero before it is a text to some readers and a number to others.
    plain = (
        tag == "tag:yaml.org,2002:str" and not text.isdigit() and not text.startswith((":", "-")) and "?" not in text
    )
    return text if plain and text.strip() == text else _in_style(DoubleQuotedScalarString, text)


def _in_style(style: type[ScalarString], text: str) -> str:
    """Return a text that will be written in a style."""
    styled: str = style(text)
    return styled


def _merged_keys(old: Any, new: dict[str, Any], kind: Kind) -> CommentedMap:  # noqa: ANN401
    merged = old if isinstance(old, CommentedMap) else CommentedMap()
    for key in [key for key in merged if key not in new]:
        del merged[key]
    order = [*kind.parts, *merged, *new]
    for key, value in new.items():
        put = _merged(merged.get(key), value, kind.parts.get(key, TEXT))
        if key in merged:
            merged[key] = put
        else:
            before = [
                name for name in merged if name in order and key in order and order.index(name) < order.index(key)
            ]
            merged.insert(list(merged).index(before[-1]) + 1 if before else 0, key, put)
    return merged


def _merged_items(old: Any, new: list[Any], kind: Kind) -> CommentedSeq:  # noqa: ANN401
    """Align the items by their values, so that those that stay keep their comments."""
    merged = old if isinstance(old, CommentedSeq) else _new_list(new)
    now = [_plain(item) for item in merged]
    steps = difflib.SequenceMatcher(None, [repr(item) for item in now], [repr(item) for item in new]).get_opcodes()
    for step, low, high, start, end in reversed(steps):
        if step == "equal":
            continue
        shared = min(high - low, end - start)
        for at in range(high - 1, low + shared - 1, -1):
            del merged[at]
        for n in range(shared):
            merged[low + n] = _merged(merged[low + n], new[start + n], kind)
        for n in range(shared, end - start):
            merged.insert(low + n, _merged(None, new[start + n], kind))
    return merged


def _new_list(items: list[Any]) -> CommentedSeq:
    """Make a list in brackets for texts, a line each for mappings and for texts with commas."""
    made = CommentedSeq()
    if all(isinstance(item, str) and "," not in item and "\n" not in item for item in items):
        made.fa.set_flow_style()
    return made


def _plain(value: Any) -> Typed:  # noqa: ANN401
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return "" if value is None else str(value)
