"""What is in a base beside records, vocabularies, pages, news, offices and misplaced files, is followed too."""

from datetime import date

from bdp.domain.query import Query
from bdp.library import Library
from bdp.services import rebuild
from tests.sample import SampleBase

TODAY = date(2026, 1, 1)


def found(library: Library, words: str) -> set[str]:
    hits = library.index.current().search.find(Query(q=words), today=TODAY, everything=True).hits
    return {hit.slug for hit in hits}


def named(report: rebuild.Report) -> set[str]:
    return {problem.path for problem in report.problems if not problem.warning}


def test_a_changed_vocabulary_reaches_records_that_did_not_change(base: SampleBase) -> None:
    base.write("wpis")
    library = base.library()
    rebuild.run(library)
    label = library.vocabularies.forms.label("program-wspolpracy")
    assert label
    path = base.root / "practices" / "_vocabulary" / "forms.yaml"
    base.put(path, "- id: program-wspolpracy\n  label: {pl: Kwiatonaparstnik, en: Foxglove}\n")
    assert rebuild.run(library).published
    assert library.vocabularies.forms.label("program-wspolpracy") == "Kwiatonaparstnik"
    assert found(library, "kwiatonaparstnik") == {"wpis"}
    base.put(path, "- id: [nie lista\n")
    assert named(rebuild.run(library)) == {"practices/_vocabulary/forms.yaml"}
    assert library.vocabularies.forms.label("program-wspolpracy") == "Kwiatonaparstnik"
    path.unlink()
    rebuild.run(library)
    assert library.vocabularies.forms.label("program-wspolpracy") == label


def test_pages_news_and_offices_are_taken_and_the_last_good_ones_stay(base: SampleBase) -> None:
    folder = base.root / "practices"
    base.put(folder / "_pages" / "o-bazie.md", "---\ntitle: O bazie\n---\nDobra **strona**.\n")
    base.put(folder / "_news" / "2026-03-01-warsztat.md", "---\ntitle: Warsztat\ndate: 2026-03-01\n---\nTreść.\n")
    base.put(folder / "_units" / "2412011.md", "---\nname: Urząd Miasta\n---\n")
    library = base.library()
    rebuild.run(library)
    base.put(folder / "_pages" / "o-bazie.md", "---\ntytul: O bazie\n---\nZła strona.\n")
    base.put(folder / "_news" / "2026-03-01-warsztat.md", "---\ntitle: [Warsztat\n---\n")
    base.put(folder / "_units" / "2412011.md", "---\nnazwa: Urząd\n---\n")
    assert len(named(rebuild.run(library))) == 3
    catalogue = library.index.current().catalogue
    page, item, office = (
        catalogue.page("o-bazie"),
        catalogue.news_item("2026-03-01-warsztat"),
        catalogue.office("2412011"),
    )
    assert page is not None
    assert "Dobra" in page.html
    assert item is not None
    assert item.title == "Warsztat"
    assert office is not None
    assert office.name == "Urząd Miasta"
    assert not rebuild.run(library).published


def test_a_misplaced_file_is_named_by_the_next_generation(base: SampleBase) -> None:
    base.write("wpis")
    library = base.library()
    rebuild.run(library)
    base.put(base.root / "practices" / "Zła Nazwa.md", "x")
    report = rebuild.run(library)
    assert report.published
    assert named(report) == {"practices/Zła Nazwa.md"}
    assert library.index.current().manifest.problems == report.problems
