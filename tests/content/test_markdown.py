"""Rendering: what Markdown becomes on a page and in plain text."""

from collections.abc import Iterator

import pytest

from bdp.content.markdown import Rendered, Renderer
from bdp.domain.entry import Heading


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with Renderer() as one:
        yield one


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Zwykły *tekst* i **gruby**.", "<p>Zwykły <em>tekst</em> i\u00a0<strong>gruby</strong>.</p>"),
        (
            "# Raz\n\n## Dwa\n\n### Trzy",
            '<h2 id="tekst-raz">Raz</h2>\n<h2 id="tekst-dwa">Dwa</h2>\n<h3 id="tekst-trzy">Trzy</h3>',
        ),
        ("## A\n\n## A\n\n## !", '<h2 id="tekst-a">A</h2>\n<h2 id="tekst-a-2">A</h2>\n<h2 id="tekst-sekcja">!</h2>'),
        ("Tytuł\n---\nTekst", '<h2 id="tekst-tytul">Tytuł</h2>\n<p>Tekst</p>'),
        ("#hasztag\n\n##też", "<p>#hasztag</p>\n<p>##też</p>"),
        ("[a](https://x.pl/?a=1&b=2)", '<p><a href="https://x.pl/?a=1&amp;b=2" rel="noopener noreferrer">a</a></p>'),
        ("[a](/praktyki)", '<p><a href="/praktyki">a</a></p>'),
        ("[a](mailto:a@x.pl)", '<p><a href="mailto:a@x.pl">a</a></p>'),
        ("<a@x.pl>", '<p><a href="mailto:a@x.pl">a@x.pl</a></p>'),
        ("[a](#wyniki) [b](#Zażółć)", '<p><a href="#tekst-wyniki">a</a> <a href="#tekst-zazolc">b</a></p>'),
        ("Program [Good practices](#lang-en)", '<p>Program <span lang="en">Good practices</span></p>'),
        (
            '[OECD](https://oecd-opsi.org/ "lang:en")',
            '<p><a href="https://oecd-opsi.org/" lang="en" hreflang="en" rel="noopener noreferrer">OECD</a></p>',
        ),
        (
            '[a](#lang-english) [b](/x "lang:EN")',
            '<p><a href="#tekst-lang-english">a</a> <a href="/x" title="lang:EN">b</a></p>',
        ),
        ("[Urząd](#a11y-podmiot)", '<p><span id="a11y-podmiot">Urząd</span></p>'),
        ("![mapa](/static/mapa.png)", '<p><img src="/static/mapa.png" alt="mapa" loading="lazy"></p>'),
        (
            "![mapa](https://x.pl/a.png)",
            '<p><a href="https://x.pl/a.png" rel="noopener noreferrer">mapa</a></p>',
        ),
        ("![mapa](//x.pl/a.png)", "<p>mapa</p>"),
        ("![mapa](data:image/png;base64,AA)", "<p>mapa</p>"),
        ("`a i b`", "<p><code>a i b</code></p>"),
        ("```python\na i b <b>\n## nie\n```", "<pre><code>a i b &lt;b&gt;\n## nie\n</code></pre>"),
        ("  ~~~\n  a\n  ~~~~", "<pre><code>  a\n</code></pre>"),
        ("```\nbez końca", "<pre><code>bez końca\n</code></pre>"),
        ("a~~b~~ {: .klasa #id onclick=x }", "<p>a~~b~~ {: .klasa #id onclick=x }</p>"),
        ("Raz\n:   dwa", "<p>Raz\n:   dwa</p>"),
        ("a<br>b<sub>2</sub>", "<p>a<br>b<sub>2</sub></p>"),
    ],
)
def test_markdown_becomes_this_page_part(renderer: Renderer, text: str, html: str) -> None:
    assert renderer.render(text).html.strip() == html


@pytest.mark.parametrize(
    ("text", "nested"),
    [
        ("Efekty:\n- raz\n- dwa", "<p>Efekty:</p><ul><li>raz</li><li>dwa</li></ul>"),
        ("- raz\n  - pod\n- dwa", "<ul><li>raz<ul><li>pod</li></ul></li><li>dwa</li></ul>"),
        ("- raz\n    - pod\n- dwa", "<ul><li>raz<ul><li>pod</li></ul></li><li>dwa</li></ul>"),
        ("1. raz\n   - pod\n2. dwa", "<ol><li>raz<ul><li>pod</li></ul></li><li>dwa</li></ol>"),
        ("1) raz\n2) dwa", "<ol><li>raz</li><li>dwa</li></ol>"),
        ("3. trzy\n4. cztery", '<ol start="3"><li>trzy</li><li>cztery</li></ol>'),
        ("- raz\n  dalej\n- dwa", "<ul><li>raz  dalej</li><li>dwa</li></ul>"),
        ("- raz\n\n  drugi akapit\n\nPo.", "<ul><li><p>raz</p><p>drugi akapit</p></li></ul><p>Po.</p>"),
        ("Było to w\n1990. Potem nic.", "<p>Było to w1990. Potem nic.</p>"),
        ("- a\n    - b\n        - c", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>"),
        ("* * *", "<hr>"),
        ("    kod - a\n", "<pre><code>kod - a</code></pre>"),
    ],
)
def test_lists_are_read_as_people_write_them(renderer: Renderer, text: str, nested: str) -> None:
    html = renderer.render(text).html
    assert html.replace("\n", "").replace("w\u00a01990", "w1990") == nested


def test_a_table_scrolls_under_a_name_and_its_headers_have_a_scope(renderer: Renderer) -> None:
    html = renderer.render("Dane:\n| Rok | Liczba |\n|---|--:|\n| 2019 | 11 |\n").html
    assert html.replace("\n", "") == (
        '<p>Dane:</p><div class="table" role="region" tabindex="0" aria-label="Rok, Liczba"><table><thead><tr>'
        '<th scope="col">Rok</th><th scope="col" class="align-right">Liczba</th></tr></thead>'
        '<tbody><tr><td>2019</td><td class="align-right">11</td></tr></tbody></table></div>'
    )


def test_footnotes_have_ids_of_their_own_and_stay_out_of_the_text(renderer: Renderer) -> None:
    found = renderer.render("Słowo[^1] i[^a b].\n\n[^1]: Przypis.\n[^a b]: Drugi.\n")
    assert 'href="#tekst-fn-1"' in found.html
    assert 'id="tekst-fn-a-b"' in found.html
    assert found.text == "Słowo i.\nPrzypis.\nDrugi."


def test_words_are_tied_but_not_in_code(renderer: Renderer) -> None:
    html = renderer.render("W 2019 r. i 20 000 zł, ul. Prosta, `w 2019 r.`").html
    assert html == "<p>W\u00a02019\u00a0r. i\u00a020\u00a0000\u00a0zł, ul.\u00a0Prosta, <code>w 2019 r.</code></p>"


def test_headings_are_listed_with_their_anchors(renderer: Renderer) -> None:
    found = renderer.render("## Raz *i* `dwa`[^1]\n\n#### Cztery\n\n### Trzy\n\n[^1]: x")
    assert found.headings == (
        Heading(2, "tekst-raz-i-dwa", "Raz i dwa"),
        Heading(3, "tekst-trzy", "Trzy"),
    )


def test_without_anchors_headings_have_no_ids_and_footnotes_other_ones(renderer: Renderer) -> None:
    found = renderer.render("### Raz[^1]\n\n[^1]: x", anchors=False)
    assert found.headings == ()
    assert "<h3>" in found.html
    assert 'id="skrot-fn-1"' in found.html


def test_bare_file_names_lead_to_the_attachments_of_the_record(renderer: Renderer) -> None:
    html = renderer.render("[karta](karta.pdf) ![plan](plan.png) [inne](inne)", slug="klub-seniora").html
    assert 'href="/zalaczniki/klub-seniora/karta.pdf"' in html
    assert 'src="/zalaczniki/klub-seniora/plan.png"' in html
    assert 'href="inne"' in html


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("", ""),
        ("Ala *ma* [kota](x).\nDalej.", "Ala ma kota. Dalej."),
        ("## Opis\n\nRaz.\n\n- dwa\n- trzy\n", "Opis\nRaz.\ndwa\ntrzy"),
        ("| a | b |\n|---|---|\n| c | d |\n", "a | b\nc | d"),
        ("| a | b | c |\n|---|---|---|\n| d | | |\n| | e | |\n", "a | b | c\nd\n| e"),
        ("a<br>b <script>zło</script> <b>c</b>", "a\nb c"),
        ("![opis](plan.png) &amp; &lt;b&gt;", "opis & <b>"),
        ("```\nx = 1\n```", "x = 1"),
        ("a\n\n> b\n> c", "a\nb c"),
    ],
)
def test_the_plain_text_has_a_line_a_block_and_no_marks(renderer: Renderer, text: str, plain: str) -> None:
    assert renderer.render(text).text == plain


def test_one_child_serves_many_bodies_and_none_is_started_for_nothing() -> None:
    with Renderer() as renderer:
        assert renderer.render(" \n") == Rendered("", "")
        assert not renderer.started
        assert [renderer.render(str(n)).text for n in range(20)] == [str(n) for n in range(20)]
        assert renderer.started
    assert not renderer.started


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "a" * 20_001, "> " * 300, "\n".join(" " * 4 * n + "- a" for n in range(99))]
)
def test_a_tangled_body_is_shown_as_typed_without_a_child(text: str) -> None:
    with Renderer() as renderer:
        found = renderer.render(text)
        assert not renderer.started
    assert found.html.startswith('<pre class="unformatted">')
    assert "bez formatowania" in found.note
    assert found.text == text.strip()


def test_a_body_that_takes_too_long_is_shown_as_typed_and_the_next_one_rendered() -> None:
    with Renderer(cpu_seconds=0.5) as renderer:
        found = renderer.render("[^1]" * 5000 + "\n\n[^1]: <b>\n")
        assert "za długo" in found.note
        assert "&lt;b&gt;" in found.html
        assert "<b>" not in found.html
        assert renderer.render("*a*").html == "<p><em>a</em></p>"
