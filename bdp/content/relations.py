"""relations: what records say of each other held together: related ones, old names, files that no record lists."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bdp.content import attachments
from bdp.content.judge import Judge, Spot, nearest
from bdp.content.nodes import FILE, Node, Scalar, Sequence
from bdp.content.sources import open_source
from bdp.domain.errors import Problem
from bdp.domain.polish import is_slug
from bdp.domain.practice import Practice


def judge(root: Path, practices: Mapping[str, Practice]) -> tuple[Problem, ...]:
    """Return the problems between records; ``practices`` are those without problems of their own, by slug.

    All are warnings, for the records are taken over: a name that two of them claim leads to the record that is called
    so, else to the first in the alphabet; a related record that is not there is left out.
    """
    names = {path.name.removesuffix(".md") for path in (root / "practices").glob("*.md")}
    slugs = {name for name in names if is_slug(name)}
    aliases: dict[str, str] = {}
    problems: list[Problem] = []
    for slug in sorted(practices):
        practice = practices[slug]
        for alias in practice.aliases:
            first = alias if alias in slugs else aliases.setdefault(alias, slug)
            if first != slug:
                message = f"„{alias}” prowadzi do wpisu „{first}”; usuń jedną z tych nazw"
                problems.append(_doubt(root, slug, "aliases", alias, message))
    for slug, practice in sorted(practices.items()):
        for other in practice.related:
            if other not in slugs:
                where = aliases.get(other) or nearest(other, slugs - {slug})
                hint = f"; najbliższy to „{where}”" if where else ""
                problems.append(_doubt(root, slug, "related", other, f"nie ma wpisu „{other}”{hint}"))
        problems += _unlisted(root, practice)
    return tuple(problems)


def _doubt(root: Path, slug: str, key: str, value: str, message: str) -> Problem:
    """Make a warning at the item of a list that has this value."""
    path = f"practices/{slug}.md"
    mapping = open_source(root / path, Judge(path)).mapping
    node: Node | None = next((node for name, node in mapping.items if name.text == key), None)
    items = node.items if isinstance(node, Sequence) else ()
    found = [
        Spot(f"{key}.{number}", item.line)
        for number, item in enumerate(items, 1)
        if isinstance(item, Scalar) and item.text.strip() == value
    ]
    spot = found[0] if found else Spot(key, 1)
    return Problem(path, spot.line, spot.key, message, warning=True)


def _unlisted(root: Path, practice: Practice) -> Iterator[Problem]:
    listed = {attachment.file for attachment in practice.attachments}
    for name in attachments.listing(root / "attachments" / practice.slug):
        if name not in listed:
            path = f"attachments/{practice.slug}/{name}"
            message = (
                f"wpis nie wymienia tego pliku, więc nie będzie udostępniony; dopisz go w practices/{practice.slug}.md"
            )
            yield Problem(path, 1, FILE, message, warning=True)
