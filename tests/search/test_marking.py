"""test_marking: the words of a query marked in a whole text and in the HTML of a record, and nothing else touched."""

import html
import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bdp.content.markdown import Renderer
from bdp.domain.query import Query
from bdp.search.marking import Marking
from tests.search.shelf import Shelf, entry, group


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Return an index of one record."""
    return Shelf(tmp_path_factory.mktemp("index"), group("organizacja pozarządowa", "NGO")).add(entry("rada"))


def marked(shelf: Shelf, q: str, content: str, field: str = "presentation", language: str = "pl") -> Marking:
    return shelf.reader.mark_html(Query(q, language=language), field, content)


@pytest.mark.parametrize(
    ("q", "content", "result"),
    [
        ("rada", "<p>Rady i radzie</p>", "<p><mark>Rady</mark> i <mark>radzie</mark></p>"),
        (
            "rada",
            "<p>R&amp;D, rad&#97; &lt;rada&gt;</p>",
            "<p>R&amp;D, <mark>rad</mark>&#97; &lt;<mark>rada</mark>&gt;</p>",
        ),
        ("rada", '<a href="/rada" title="rada">rada</a>', '<a href="/rada" title="rada"><mark>rada</mark></a>'),
        ("rada", "<pre><code>rada</code></pre><kbd>rada</kbd>", "<pre><code>rada</code></pre><kbd>rada</kbd>"),
        ("rada", "<code>rada</code> rada", "<code>rada</code> <mark>rada</mark>"),
        ("rada", '<img src="rada.png" alt="rada"><br>', '<img src="rada.png" alt="rada"><br>'),
        ("rada", "<p>ra<em>dy</em></p>", "<p><mark>ra</mark><em><mark>dy</mark></em></p>"),
        ("rada", "<p>ra</p><p>da</p>", "<p>ra</p><p>da</p>"),
        (
            '"rada seniorów"',
            "<p>rada <strong>seniorów</strong>, rada</p>",
            "<p><mark>rada</mark> <strong><mark>seniorów</mark></strong>, rada</p>",
        ),
        (
            "ngo",
            "<li>organizacje\u00a0pozarządowe</li>",
            "<li><mark>organizacje</mark>\u00a0<mark>pozarządowe</mark></li>",
        ),
        ("title:rada", "<p>rada</p>", "<p>rada</p>"),
        ("-rada", "<p>rada</p>", "<p>rada</p>"),
        ("", "<p>rada</p>", "<p>rada</p>"),
    ],
)
def test_words_are_marked_in_texts_alone(shelf: Shelf, q: str, content: str, result: str) -> None:
    assert marked(shelf, q, content).html == result


def test_the_marked_words_are_counted(shelf: Shelf) -> None:
    assert marked(shelf, '"rada seniorów"', "<p>rada seniorów, rada</p>").words == 2
    assert marked(shelf, "rada", "<p>nic</p>").words == 0


def test_english_texts_are_read_as_english(shelf: Shelf) -> None:
    content = "<p>The councils</p>"
    assert marked(shelf, "council", content, "presentation_en", "en").html == "<p>The <mark>councils</mark></p>"
    assert marked(shelf, "council", content, "presentation_en").html == content


@pytest.mark.parametrize(
    "content", ["<p>rada", "rada < b & c", "<!DOCTYPE x>rada", "<?x rada?>", "<P>rada</P>", "<p >rada</p >"]
)
def test_what_cannot_be_put_together_again_stays_as_it_is(shelf: Shelf, content: str) -> None:
    bare = marked(shelf, "rada", content).html.replace("<mark>", "").replace("</mark>", "")
    assert bare == content


def test_plain_text_is_escaped_and_keeps_its_lines(shelf: Shelf) -> None:
    said = shelf.reader.mark_text(Query("rada"), "attachments", 'Rada & <b>rady</b>\n\n"x"')
    assert said.html == "<mark>Rada</mark> &amp; &lt;b&gt;<mark>rady</mark>&lt;/b&gt;\n\n&quot;x&quot;"
    assert said.words == 2


@given(st.text(max_size=200))
@example("rada<script>rada</script>")
def test_marks_add_nothing_to_plain_text(shelf: Shelf, content: str) -> None:
    said = shelf.reader.mark_text(Query("rada OR a*"), "attachments", content).html
    assert not set("<>\"'") & set(said.replace("<mark>", "").replace("</mark>", ""))


@given(
    st.lists(
        st.sampled_from(
            [
                "rada ",
                "`rada` ",
                "**rady** ",
                "[rada](/rada) ",
                "\n\n",
                "| rada | b |\n",
                "&amp;",
                "<b>",
                "# rada\n",
                "> ",
                "*",
                "![rada](x.png)",
            ]
        ),
        max_size=30,
    )
)
def test_rendered_markdown_loses_nothing_and_gains_marks_only(
    shelf: Shelf, renderer: Renderer, parts: list[str]
) -> None:
    content = renderer.render("".join(parts)).html
    said = marked(shelf, "rada", content).html
    assert re.sub("</?mark>", "", said) == content
    assert not re.search(r"<[^>]*<mark>", said)
    assert not re.search(r"<code>[^<]*<mark>", said)
    assert html.unescape(said).count("<mark>") == said.count("</mark>")


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    """Return one process that renders for all examples."""
    with Renderer() as working:
        yield working
