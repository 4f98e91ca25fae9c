"""render: Markdown to safe HTML: the one module that knows the Markdown library and the sanitiser. Runs in a child."""

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import nh3
from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor, SetextHeaderProcessor
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension

from bdp.content.body import is_underlined
from bdp.content.children.finish import finish
from bdp.content.children.preparation import prepare
from bdp.content.hazards import is_safe
from bdp.system.children import serve

_BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br", "div"}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_TABLES = {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
_WORDS = {"em", "strong", "b", "i", "s", "del", "ins", "sub", "sup", "small", "abbr", "cite", "q", "code", "kbd"}
_TAGS = _BLOCKS | _LISTS | _TABLES | _WORDS | {"a", "img"}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
_CLASSES = {"a": {"footnote-ref", "footnote-backref"}, "div": {"footnote"}}
_SCHEMES = {"http", "https", "mailto"}
# Removed with all that is in them; of other tags that are not allowed the text stays.
_SILENT = {"script", "style", "iframe", "noscript", "object", "embed", "template", "svg", "math", "title", "textarea"}
_FOOTNOTE = re.compile(r"fn(?:ref\d*)?:.+", re.DOTALL)
_NUMBER = re.compile(r"[0-9]{1,4}")
_ALIGNED = {"left", "center", "right"}


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Render one body: {text, anchors, prefix, slug} gives {html, text, headings: [[level, id, title]]}."""
    made = _markdown().convert(prepare(request["text"]))
    clean = nh3.clean(
        made,
        tags=_TAGS,
        clean_content_tags=_SILENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        allowed_classes=_CLASSES,
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    files = f"/zalaczniki/{request['slug']}/" if request["slug"] else ""
    html, text, headings = finish(clean, anchors=request["anchors"], prefix=request["prefix"], files=files)
    return {"html": html, "text": text, "headings": headings}


def _attribute(_tag: str, name: str, value: str) -> str | None:
    """Keep an attribute's value or drop the attribute; what names and schemes are allowed has been decided before."""
    if name in ("href", "src"):
        return value if is_safe(value) else None
    if name == "id":
        return value if _FOOTNOTE.fullmatch(value) else None
    if name in ("colspan", "rowspan", "start"):
        return value if _NUMBER.fullmatch(value) else None
    if name == "align":
        return value if value in _ALIGNED else None
    return value


class _HashHeading(HashHeaderProcessor):
    """``## Heading`` with a space, as everywhere else, so that a line of #hashtags stays a line of text."""

    RE = re.compile(r"(?:^|\n) {0,3}(?P<level>#{1,6})[ \t]+(?P<header>[^\n]*?)(?:[ \t]#+)?[ \t]*(?:\n|$)")


class _UnderlinedHeading(SetextHeaderProcessor):
    """A heading underlined with = or -, where the body's own reader sees one too."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        first, _, rest = block.partition("\n")
        return is_underlined(first, rest.partition("\n")[0])

    def run(self, parent: Element, blocks: list[str]) -> None:
        title, underline, *rest = blocks.pop(0).split("\n")
        heading = SubElement(parent, "h1" if "=" in underline else "h2")
        heading.text = title.strip()
        if rest:
            blocks.insert(0, "\n".join(rest))


def _markdown() -> Markdown:
    """Build a converter; a new one for each body costs a millisecond and carries nothing from one to the next."""
    extensions = [
        TableExtension(use_align_attribute=True),
        FootnoteExtension(BACKLINK_TEXT="↩"),
        SaneListExtension(),
        FencedCodeExtension(),
    ]
    converter = Markdown(extensions=extensions, output_format="html")
    converter.parser.blockprocessors.register(_HashHeading(converter.parser), "hashheader", 70)
    converter.parser.blockprocessors.register(_UnderlinedHeading(converter.parser), "setextheader", 60)
    return converter


if __name__ == "__main__":
    serve(answer)
