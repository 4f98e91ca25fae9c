"""sample_attachments: makes the files that the records of the sample base list, from what the records say.

Run it as ``.venv/bin/python .ci/sample_attachments.py``. A file's name tells what it is (MAKERS); other names are left
alone. Nothing is stated here that a record or the register of units does not state, and the same records give the same
bytes, so a second run changes nothing. The cards are printed by Chromium, whose next version may set them anew.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from shutil import which

import docx
import markdown
import openpyxl
import pikepdf
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from playwright.sync_api import Browser, sync_playwright
from sample_office import Slide, grid, presentation, timeless

from bdp.content import schema, vocabularies
from bdp.content.front_matter import parse, split
from bdp.domain.practice import Practice
from bdp.domain.unit import complete
from bdp.geography import units

ROOT = Path(__file__).resolve().parent.parent
PRACTICES, ATTACHMENTS = ROOT / "practices", ROOT / "attachments"
VOCABULARIES, REGISTER = vocabularies.load(PRACTICES)[0], units.load()
STATED = "Baza Dobrych Praktyk. Opis: CC BY 4.0, dane: CC0 1.0."
REGISTERED = "Podział terytorialny: GUS, rejestr TERYT (stan na 1.01.2026). Ludność: GUS, stan na 31.12.2024."
QUESTIONS = (
    "Jaki nasz problem przypomina ten, którego dotyczy praktyka?",
    "Czyja zgoda jest potrzebna: rady, kierownika jednostki, partnerów?",
    "Kto będzie prowadził sprawę i ile czasu na to dostanie?",
    "Ile to będzie kosztować i skąd wziąć pieniądze?",
    "Po czym poznamy, że działa, i kiedy to sprawdzimy?",
    "O co chcemy zapytać samorząd, który to robi?",
)
CARD = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its heading and the sentence that says where its values come from."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    note: str


def records() -> Iterator[Practice]:
    """Read every record that lists attachments, completed from the register; one with a problem stops the run."""
    for path in sorted(PRACTICES.glob("*.md")):
        document = split(path.read_bytes())
        if not path.stem.endswith(".en"):
            parsed = schema.parse(
                path.stem,
                parse(document.header)[0],
                document.body,
                vocabularies=VOCABULARIES,
                register=REGISTER,
                files=None,  # they are about to be made
                path=path.name,
            )
            if parsed.practice is None:
                raise SystemExit("\n".join(map(str, parsed.problems)))
            if parsed.practice.attachments:
                yield complete(parsed.practice, REGISTER)


def facts(practice: Practice) -> Iterator[tuple[str, str]]:
    """Yield the record's fact box: label and value of what is filled in."""
    labels = {
        "Województwo": VOCABULARIES.voivodeships.label(practice.voivodeship),
        "Rodzaj jednostki": VOCABULARIES.unit_types.label(practice.unit_type),
        "Instytucja": ", ".join(filter(None, (practice.institution, practice.street))),
        "Działy": ", ".join(map(VOCABULARIES.themes.label, practice.themes)),
        "Formy współpracy": ", ".join(map(VOCABULARIES.forms.label, practice.forms)),
        "Lata": years(practice),
        "Partnerzy": "; ".join(practice.partners),
        "Finansowanie": "; ".join(practice.funding),
        "Rezultaty": "; ".join(practice.results),
        "Źródło": f"{practice.source.name} {practice.source.url}".strip(),
    }
    return ((label, value) for label, value in labels.items() if value)


def years(practice: Practice) -> str:
    """Say when the practice ran."""
    if not practice.started:
        return ""
    if practice.ended in (None, practice.started):
        return f"od {practice.started} r." if practice.ended is None else f"{practice.started} r."
    return f"{practice.started}–{practice.ended}"


def numbers(practice: Practice) -> Sheet:
    """Return the first table of the presentation with figures in its last column."""
    lines = [line for line in practice.presentation.splitlines() if line.startswith("|")]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    start = next(n for n, row in enumerate(cells) if re.search(r"\d", row[-1])) - 2
    header = cells[start]
    rows = []
    for row in cells[start + 2 :]:
        if len(row) != len(header) or not re.search(r"\d", row[-1]):
            break
        bare = row[-1].replace(" ", "")
        rows.append((*row[:-1], int(bare) if bare.isdigit() else row[-1]))
    note = f"{STATED} Źródło: {practice.source.name}."
    return Sheet(f"Liczby z opisu praktyki „{practice.title}”", header, tuple(rows), note)


def members(practice: Practice) -> Sheet:
    """Return the units that take part, as the register has them."""
    rows = []
    for member in practice.members:
        if unit := REGISTER.resolve(member.teryt):
            kind = VOCABULARIES.unit_types.label(unit.unit_type)
            voivodeship = VOCABULARIES.voivodeships.label(unit.voivodeship)
            rows.append((member.teryt, unit.name, kind, unit.powiat, voivodeship, unit.population or ""))
    header = ("TERYT", "Nazwa", "Rodzaj jednostki", "Powiat", "Województwo", "Ludność (31.12.2024)")
    return Sheet(f"Samorządy, które biorą udział: {practice.title}", header, tuple(rows), f"{STATED} {REGISTERED}")


def as_csv(sheet: Sheet) -> bytes:
    """Write the bare table: UTF-8, commas, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows((sheet.header, *sheet.rows))
    return text.getvalue().encode()


def as_xlsx(practice: Practice, sheet: Sheet) -> bytes:
    """Write a workbook with the table on its first sheet and the sources on its second."""
    book = openpyxl.Workbook()
    page, about = book.worksheets[0], book.create_sheet("Źródła")
    page.title = "Dane"
    for row in (sheet.header, *sheet.rows):
        page.append(row)
    for number, name in enumerate(sheet.header, 1):
        page.cell(1, number).font = Font(bold=True)
        longest = max(len(str(row[number - 1])) for row in (sheet.header, *sheet.rows))
        page.column_dimensions[get_column_letter(number)].width = max(len(name), longest) + 2
    page.freeze_panes = "A2"
    about.column_dimensions["A"].width = 90
    for number, line in enumerate((sheet.title, sheet.note), 1):
        about.cell(number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    book.properties.title, book.properties.language = sheet.title, "pl"
    book.properties.creator, book.properties.created = "Baza Dobrych Praktyk", day(practice)
    kept = io.BytesIO()
    book.save(kept)
    return timeless(kept.getvalue(), day(practice))


def as_svg(sheet: Sheet) -> bytes:
    """Draw bars with their values beside them, and give the same figures as text for those who do not see them."""
    values = [int(re.sub(r"\D", "", str(row[-1]))) for row in sheet.rows]
    step, left, widest = 46, 300, 380
    height = 60 + step * len(values)
    told = "; ".join(f"{row[0]}: {row[-1]}" for row in sheet.rows)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 {height}" role="img" xml:lang="pl"',
        'aria-labelledby="tytul opis" font-family="sans-serif" font-size="17">',
        f'<title id="tytul">{escape(sheet.title)}</title>',
        f'<desc id="opis">{escape(told)}.</desc>',
        f'<rect width="820" height="{height}" fill="#ffffff"/>',
        f'<text x="{left}" y="28" font-weight="bold" fill="#1a1a1a">{escape(" – ".join(sheet.header))}</text>',
    ]
    for number, (row, value) in enumerate(zip(sheet.rows, values, strict=True)):
        top, width = 40 + step * number, max(2, round(widest * value / max(values)))
        parts += [
            f'<text x="{left - 12}" y="{top + 24}" text-anchor="end" fill="#1a1a1a">{escape(str(row[0]))}</text>',
            f'<rect x="{left}" y="{top + 4}" width="{width}" height="30" fill="#14477d"/>',
            f'<text x="{left + width + 10}" y="{top + 24}" fill="#1a1a1a">{escape(str(row[-1]))}</text>',
        ]
    return "\n".join([*parts, "</svg>", ""]).encode()


def as_text(practice: Practice) -> bytes:
    """Write title, plain words, summary and facts without any markup."""
    summary = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", practice.summary).replace("**", "")
    parts = [practice.title, f"W prostych słowach\n{practice.plain}", f"Skrót\n{summary.strip()}"]
    parts += ["Metryka\n" + "\n".join(f"{label}: {value}" for label, value in facts(practice)), STATED]
    return ("\n\n".join(parts) + "\n").encode()


def as_docx(practice: Practice) -> bytes:
    """Write a worksheet: what the practice is made of as a checklist, then open questions."""
    paper = docx.Document()
    title = f"Arkusz: co można przenieść – {practice.title}"
    paper.core_properties.title, paper.core_properties.language = title, "pl-PL"
    paper.core_properties.author, paper.core_properties.comments = "Baza Dobrych Praktyk", ""
    paper.core_properties.created = paper.core_properties.modified = day(practice)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "pl-PL")
    paper.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}").append(language)
    paper.add_heading(title, level=1)
    paper.add_paragraph(practice.plain)
    paper.add_heading("Elementy praktyki", level=2)
    elements = [*map(VOCABULARIES.forms.label, practice.forms), *practice.keywords]
    grid(paper, ("Element", "Czy u nas jest?", "Kto odpowiada?", "Uwagi"), elements)
    paper.add_heading("Pytania", level=2)
    grid(paper, ("Pytanie", "Odpowiedź"), QUESTIONS)
    paper.add_paragraph(f"{STATED} Źródło faktów: {practice.source.name}.")
    kept = io.BytesIO()
    paper.save(kept)
    return timeless(kept.getvalue(), day(practice))


def as_odp(practice: Practice) -> bytes:
    """Make a presentation for a meeting: what was done, the facts, the results, what to ask ourselves."""
    told = [f"{label}: {value}" for label, value in facts(practice) if label not in ("Rezultaty", "Źródło")]
    slides = (
        Slide(practice.title, (practice.place, years(practice)), STATED),
        Slide("W prostych słowach", re.split(r"(?<=\.) ", practice.plain), "Można to powiedzieć własnymi słowami."),
        Slide("Fakty", told, f"Źródło: {practice.source.name} {practice.source.url}".strip()),
        Slide("Rezultaty", practice.results, "Liczby podano za opisem praktyki."),
        Slide("Pytania dla nas", QUESTIONS, "Odpowiedzi warto zapisać w arkuszu."),
    )
    return presentation(practice.title, [slide for slide in slides if any(slide.lines)], day(practice))


def as_pdf(practice: Practice, browser: Browser) -> bytes:
    """Print the record: tagged, in Polish, with a title and bookmarks."""
    rows = "".join(f'<tr><th scope="row">{escape(a)}</th><td>{escape(b)}</td></tr>' for a, b in facts(practice))
    body = re.sub(r"\[([^\]]*)\]\(/[^)]*\)", r"\1", f"## Skrót\n\n{practice.summary}\n\n{practice.presentation}")
    content = (
        f'<h1>{escape(practice.title)}</h1><p class="where">{escape(practice.place)}</p>'
        f'<h2>W prostych słowach</h2><p class="plain">{escape(practice.plain)}</p>'
        f"<h2>Metryka</h2><table><tbody>{rows}</tbody></table>{markdown.markdown(body, extensions=['tables'])}"
    )
    content = re.sub(r"(?<=[\s>„(])([aiouwzAIOUWZ])\s", "\\1&nbsp;", content)  # no line ends with a one-letter word
    head = f"<title>{escape(practice.title)}</title><style>{CARD}</style>"
    page = browser.new_page()
    page.set_content(f'<!doctype html><html lang="pl">{head}<main>{content}</main><footer>{STATED}</footer></html>')
    printed = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.close()
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        pdf.docinfo = pdf.make_indirect(pikepdf.Dictionary(Title=practice.title, Author="Baza Dobrych Praktyk"))
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.save(kept, deterministic_id=True)
    return kept.getvalue()


def day(practice: Practice) -> datetime:
    """Return the day that the files bear: the record's own, at midnight."""
    changed = practice.changed or datetime.now(UTC).date()
    return datetime(changed.year, changed.month, changed.day, tzinfo=UTC)


MAKERS: dict[str, Callable[[Practice, Browser], bytes]] = {
    "karta-praktyki.pdf": as_pdf,
    "arkusz-przeniesienia.docx": lambda practice, _: as_docx(practice),
    "gminy.csv": lambda practice, _: as_csv(members(practice)),
    "gminy.xlsx": lambda practice, _: as_xlsx(practice, members(practice)),
    "liczby.csv": lambda practice, _: as_csv(numbers(practice)),
    "liczby.xlsx": lambda practice, _: as_xlsx(practice, numbers(practice)),
    "prezentacja.odp": lambda practice, _: as_odp(practice),
    "skrot.txt": lambda practice, _: as_text(practice),
    "wykres.svg": lambda practice, _: as_svg(numbers(practice)),
}


def main() -> None:
    """Make what is listed and differs; say which files were written."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=which("chromium"))
        for practice in records():
            for name in MAKERS.keys() & {attachment.file for attachment in practice.attachments}:
                path = ATTACHMENTS / practice.slug / name
                data = MAKERS[name](practice, browser)
                if not path.is_file() or path.read_bytes() != data:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)
                    print(path.relative_to(ROOT))
        browser.close()


if __name__ == "__main__":
    main()
