"""page_list: one address of every kind of page, found in the base itself. A new kind of page adds its line here."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the site by what it is, its path, and the status that it must answer with."""

    kind: str
    path: str
    status: int = 200


def published(root: Path) -> dict[str, str]:
    """Return the text of every published record by slug."""
    texts = {p.stem: p.read_text(encoding="utf-8") for p in sorted((root / "practices").glob("[a-z0-9]*.md"))}
    return {
        slug: t for slug, t in texts.items() if "." not in slug and re.search(r"^status: published", t, re.MULTILINE)
    }


def richest(root: Path) -> str:
    """Return the slug of a published record with attachments, a teryt code and the longest presentation."""
    texts = published(root)
    whole = [slug for slug, text in texts.items() if all(re.search(key, text, re.MULTILINE) for key in WHOLE)]
    return max(whole or texts, key=lambda slug: len(texts[slug].partition("\n## ")[2]))


WHOLE = (r"^attachments:", r"^teryt:", r"^## ")


def attached(text: str) -> str:
    """Return the first file that a record lists."""
    found = re.search(r"^attachments:.*?\bfile: [\"']?([\w.-]+)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else "brak"


# Pages that every base has; those of a practice are found in the base.
FIXED = (
    Address("start", "/"),
    Address("list", "/praktyki"),
    Address("list with choices", "/praktyki?q=wsp%C3%B3%C5%82praca&voivodeship=slaskie&voivodeship=malopolskie"),
    Address("list without results", "/praktyki?q=xyzxyzxyz"),
    Address("list of a bad value", "/praktyki?voivodeship=atlantyda", 400),
    Address("practices side by side, none chosen", "/porownanie"),
    Address("statistics", "/statystyki"),
    Address("statistics of a selection", "/statystyki?q=gmina&theme=wspolpraca-jst-ngo&from=2010"),
    Address("words in context", "/konkordancja?q=ngo&neighbour=left"),
    Address("words in context, nothing asked", "/konkordancja"),
    Address("words in context, nothing found", "/konkordancja?q=xyzxyzxyz&theme=kultura"),
    Address("map", "/mapa"),
    Address("map of powiats", "/mapa?level=powiat&value=per-100k&order=per-100k"),
    Address("map of a voivodeship", "/mapa?voivodeship=slaskie"),
    Address("map of a powiat", "/mapa?voivodeship=slaskie&powiat=2465"),
    Address("places", "/jednostki"),
    Address("places of one name", "/jednostki?place=Krasne"),
    Address("places with a like name", "/jednostki?place=krass"),
    Address("data to take away", "/dane"),
    Address("not there", "/nie-ma-takiej-strony", 404),
)


def slides(root: Path) -> list[Address]:
    """Return the preview of a presentation, if a published record has one."""
    files = [path for slug in published(root) for path in (root / "attachments" / slug).glob("*.odp")]
    return [Address("slides", f"/zalaczniki/{path.parent.name}/{path.name}/podglad") for path in files[:1]]


def addresses(root: Path) -> tuple[Address, ...]:
    """Return one address of each kind in Polish and in English."""
    slug = richest(root)
    text = published(root)[slug]
    teryt = re.search(r"^teryt: [\"']?(\d+)", text, re.MULTILINE)
    others = [other for other in sorted(published(root)) if other != slug][:2]
    together = "&".join(f"p={each}" for each in (slug, *others))
    polish = [
        *FIXED,
        Address("summary", f"/praktyki/{slug}"),
        Address("presentation", f"/praktyki/{slug}/prezentacja"),
        Address("attachments", f"/praktyki/{slug}/zalaczniki"),
        Address("text of an attachment", f"/zalaczniki/{slug}/{attached(text)}/tekst?q=praktyka"),
        Address("preview of an attachment", f"/zalaczniki/{slug}/{attached(text)}/podglad"),
        *slides(root),
        Address("printable", f"/praktyki/{slug}/druk"),
        Address("list with practices to compare", f"/praktyki?{together}"),
        Address("practices side by side", f"/porownanie?{together}"),
        Address("practices side by side, one chosen", f"/porownanie?p={slug}"),
        Address("practices side by side, one not there", f"/porownanie?p=brak-takiej&p={slug}", 404),
    ]
    polish += [Address("unit", f"/jednostki/{teryt[1]}")] if teryt else []
    polish += ordinary(root)
    english = [Address(f"{a.kind}, English", f"/en{a.path}".rstrip("/"), a.status) for a in polish]
    return (*polish, *english)


def ordinary(root: Path) -> list[Address]:
    """Return the ordinary pages of the base, its news, and its newest event where it has one."""
    shipped = Path(__file__).resolve().parent.parent / "bdp" / "content" / "pages"
    folder = root / "practices" / "_pages"
    pages = sorted((folder if folder.is_dir() else shipped).glob("*.[my]*"))  # Markdown, and the facts of the statement
    found = [Address(f"page {p.stem}", f"/strona/{p.stem}") for p in pages if "." not in p.stem]
    found += [Address("all pages", "/strona")]
    found += [Address("news", "/aktualnosci"), Address("news of a month", "/aktualnosci?month=2026-11")]
    items = sorted((root / "practices" / "_news").glob("*.md"))
    events = [item for item in items if "\nevent:" in item.read_text(encoding="utf-8")]
    found += [Address("news item", f"/aktualnosci/{item.stem}") for item in items[:1]]
    found += [Address("event", f"/aktualnosci/{item.stem}") for item in events[-1:]]
    return found
