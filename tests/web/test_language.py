"""Two languages: every page under /en, links that stay in the language, catalogues without a gap."""

import io
import subprocess
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

from bdp.app import create_app
from bdp.domain import grammar
from bdp.search.reader import PREFIX_LIMITED
from bdp.web import wording
from bdp.web.language import CATALOGUES, LANGUAGES
from tests.project import TOP
from tests.sample import SampleBase
from tests.web.page import Page, text

PATHS = ["/", "/praktyki", "/praktyki?q=dom", "/praktyki/dom-organizacji", "/praktyki/praktyka-01", "/mapa"]
PATHS += ["/aktualnosci", "/aktualnosci?month=2026-03", "/aktualnosci/2026-03-01-warsztat", "/strona"]
PATHS += ["/strona/o-bazie", "/jednostki/2415031"]
MAPPINGS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]


@pytest.mark.parametrize("path", PATHS)
def test_each_page_says_its_language_and_links_to_the_other(client: FlaskClient, path: str) -> None:
    polish, english = Page(client.get(path).text), Page(client.get(f"/en{path}").text)
    assert polish.one("html").get("lang") == "pl"
    assert english.one("html").get("lang") == "en"
    assert polish.one("p[@class='masthead__language']/a").get("href") == f"/en{path}"
    assert english.one("p[@class='masthead__language']/a").get("href") == path
    for page in (polish, english):
        hrefs = {link.get("hreflang"): link.get("href") for link in page.all("link[@hreflang]")}
        assert set(hrefs) == {"pl", "en", "x-default"}
        assert hrefs["en"] == str(hrefs["pl"]).replace("http://localhost", "http://localhost/en")
        assert hrefs["x-default"] == hrefs["pl"]


def test_from_a_page_that_is_not_there_the_other_language_starts_anew(client: FlaskClient) -> None:
    page = Page(client.get("/nie-ma").text)
    assert page.one("p[@class='masthead__language']/a").get("href") == "/en/"
    assert not page.all("link[@hreflang]")


@pytest.mark.parametrize("path", PATHS)
def test_links_stay_in_the_language(client: FlaskClient, path: str) -> None:
    page = Page(client.get(f"/en{path}").text)
    own = [a for a in page.all("a[@href]") if a.get("href", "").startswith("/") and a.get("hreflang") != "pl"]
    assert own
    assert [a.get("href") for a in own if not a.get("href", "").startswith("/en/")] == []


def test_a_translation_is_shown_where_there_is_one_and_polish_is_marked_where_not(client: FlaskClient) -> None:
    translated, polish = (
        Page(client.get("/en/praktyki/dom-organizacji").text),
        client.get("/en/praktyki/praktyka-01").text,
    )
    assert translated.text("h1") == "A house to start with"
    assert translated.one("h1").get("lang") is None
    assert Page(polish).one("h1").get("lang") == "pl"
    assert "described in Polish only" in polish
    presented = Page(client.get("/en/praktyki/dom-organizacji/prezentacja").text)
    assert presented.texts("main//h2") == ["The situation before"]


def test_a_presentation_that_is_in_english_only_is_a_part_of_the_english_record(tmp_path: Path) -> None:
    base = SampleBase(tmp_path)
    head = "---\ntitle: Klub seniora\nstatus: published\nthemes: [kultura]\nunit_type: gmina-wiejska\nplace: Wiżajny\n"
    base.put(base.path("klub-seniora"), f"{head}voivodeship: podlaskie\nentered: 2026-01-20\n---\nKlub działa.\n")
    base.put(base.path("klub-seniora.en"), "---\ntitle: A club\n---\nIt works.\n\n## How\n\nEvery day.\n")
    client = create_app(base.config).test_client()
    assert client.get("/praktyki/klub-seniora/prezentacja").status_code == 404
    assert "Every day." in client.get("/en/praktyki/klub-seniora/prezentacja").text


def test_values_and_sentences_are_english(client: FlaskClient) -> None:
    page = Page(client.get("/en/praktyki?form=centrum-ngo").text)
    assert page.text("p[@role='status']").startswith("1 practice: form of cooperation ")
    assert "1 praktyka" not in client.get("/en/praktyki?form=centrum-ngo").text


def test_the_statement_is_called_by_its_polish_name_in_both_languages(client: FlaskClient) -> None:
    for path in ("/", "/en/"):
        links = [a for a in Page(client.get(path).text).all("footer//a") if text(a) == "Deklaracja dostępności"]
        assert len(links) == 1


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "1 praktyka"), (2, "2 praktyki"), (5, "5 praktyk"), (12, "12 praktyk"), (22, "22 praktyki")],
)
def test_polish_counts_in_three_forms(client: FlaskClient, number: int, words: str) -> None:
    with client.application.test_request_context("/"):
        assert wording.practices(number) == words


def test_every_note_of_the_search_has_words(client: FlaskClient) -> None:
    with client.application.test_request_context("/"):
        assert [note for note in (*grammar.NOTES, PREFIX_LIMITED) if not wording.note(note)] == []


def messages() -> set[str]:
    """Return the id of every message in code and templates (the singular one of a pair)."""
    options = {"**/templates/**.html": {"silent": "false", "extensions": "bdp.web.fragments.Fragments"}}
    found = extract_from_dir(TOP / "bdp", method_map=MAPPINGS, options_map=options)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def catalogue(language: str) -> dict[str, Message]:
    """Return the messages of a catalogue by id."""
    source = (CATALOGUES / language / "LC_MESSAGES" / "messages.po").read_bytes()
    entries: list[Message] = list(read_po(io.BytesIO(source), locale=language))
    return {entry.id[0] if isinstance(entry.id, tuple | list) else entry.id: entry for entry in entries if entry.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_no_translation_is_left_over(language: str) -> None:
    assert set(catalogue(language)) == messages()


@pytest.mark.parametrize(("language", "forms"), [("pl", 3), ("en", 2)])
def test_every_translation_is_complete(language: str, forms: int) -> None:
    for name, entry in catalogue(language).items():
        assert not entry.fuzzy, name
        assert not list(entry.check()), name
        texts = list(entry.string or ()) if entry.pluralizable else [entry.string]
        assert all(texts), name
        assert not entry.pluralizable or len(texts) == forms, name


def test_no_compiled_catalogue_is_kept() -> None:
    listed = subprocess.run(["git", "ls-files", "*.mo"], cwd=TOP, capture_output=True, text=True, check=True)
    assert listed.stdout == ""
    assert isinstance(CATALOGUES, Path)
