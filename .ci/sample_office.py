"""sample_office: office files of the sample base that come out alike each time they are made."""

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import odfdo
from docx.oxml import OxmlElement

if TYPE_CHECKING:
    import docx

OLDEST = (1980, 1, 1, 0, 0, 0)  # the first date that a zip knows: archives must not tell when they were made


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its title, its lines, what the speaker says beside it."""

    title: str
    lines: Sequence[str]
    notes: str


def presentation(title: str, slides: Sequence[Slide], made: datetime) -> bytes:
    """Make an OpenDocument presentation that bears the day ``made``."""
    show = odfdo.Document("presentation")
    show.body.clear()
    show.insert_style(odfdo.Style("paragraph", name="tytul", area="text", size="32pt", bold=True), automatic=True)
    show.insert_style(odfdo.Style("paragraph", name="tekst", area="text", size="20pt"), automatic=True)
    bare = odfdo.Style("graphic", name="ramka", area="graphic")
    bare.set_properties({"draw:fill": "none", "draw:stroke": "none"}, area="graphic")
    show.insert_style(bare, automatic=True)
    for number, slide in enumerate(slides, 1):
        page = odfdo.DrawPage(f"slajd{number}", name=f"Slajd {number}")
        page.append(box([slide.title], "tytul", ("24cm", "3cm"), ("2cm", "1.5cm")))
        page.append(box([line for line in slide.lines if line], "tekst", ("24cm", "12cm"), ("2cm", "5cm")))
        beside = odfdo.Element.from_tag("presentation:notes")
        beside.append(box([slide.notes], "tekst", ("17cm", "10cm"), ("2cm", "14cm")))
        page.append(beside)
        show.body.append(page)
    show.meta.title, show.meta.language, show.meta.creator = title, "pl-PL", "Baza Dobrych Praktyk"
    show.meta.creation_date = show.meta.date = made.replace(tzinfo=None)
    kept = io.BytesIO()
    show.save(kept)
    return timeless(kept.getvalue(), made)


def box(lines: Sequence[str], style: str, size: tuple[str, str], position: tuple[str, str]) -> odfdo.Frame:
    """Return a frame of a slide with a paragraph for each line."""
    paragraphs = [odfdo.Paragraph(line, style=style) for line in lines]
    return odfdo.Frame.text_frame(paragraphs, size=size, position=position, style="ramka")


def grid(paper: "docx.document.Document", header: Sequence[str], firsts: Sequence[str]) -> None:
    """Add a table whose first column is filled, with a header row that repeats on the next page."""
    table = paper.add_table(rows=1, cols=len(header), style="Table Grid")
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - there is no public way
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    for first in dict.fromkeys(firsts):
        table.add_row().cells[0].text = first


def timeless(archive: bytes, made: datetime) -> bytes:
    """Pack an office file again without the moment of its making."""
    kept = io.BytesIO()
    stamp = rf"\g<1>{made:%Y-%m-%dT%H:%M:%SZ}<"
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in (name for name in old.namelist() if not name.endswith("/")):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(r"(<dcterms:modified[^>]*>)[^<]*<", stamp, data.decode()).encode()
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(zipfile.ZipInfo(name, OLDEST), data, how)
    return kept.getvalue()
