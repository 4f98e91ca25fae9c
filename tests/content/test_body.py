"""A body: where its presentation begins, and what in it will not be shown as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bdp.content.body import split_body
from bdp.content.hazards import hazards, tangled


@pytest.mark.parametrize(
    ("text", "summary", "presentation"),
    [
        ("", "", ""),
        ("Skrót.\n", "Skrót.", ""),
        ("Skrót.\n\n## Opis\nTekst\n", "Skrót.", "## Opis\nTekst"),
        ("## Opis\n", "", "## Opis"),
        ("\n\n## Opis\n", "", "## Opis"),
        ("Skrót.\n##\tOpis\n", "Skrót.", "##\tOpis"),
        ("Skrót.\n  ## Opis\n", "Skrót.", "  ## Opis"),
        ("Skrót.\n\nOpis\n----\nTekst\n", "Skrót.", "Opis\n----\nTekst"),
        ("Skrót.\n\nOpis\n-\nTekst\n", "Skrót.", "Opis\n-\nTekst"),
        ("# Tytuł\nOpis\n---\nTekst", "# Tytuł", "Opis\n---\nTekst"),
        ("Opis\n---\n", "", "Opis\n---"),
        ("Skrót.\n\n# Pierwszy\n\n### Trzeci\n", "Skrót.\n\n# Pierwszy\n\n### Trzeci", ""),
        ("Tytuł\n=====\nTekst\n", "Tytuł\n=====\nTekst", ""),
        ("Skrót.\n##Opis\n", "Skrót.\n##Opis", ""),
        ("Skrót.\n\n    ## Opis\n", "Skrót.\n\n    ## Opis", ""),
        ("Skrót ## Opis\n", "Skrót ## Opis", ""),
        ("Skrót.\n\n---\n\nDalej\n", "Skrót.\n\n---\n\nDalej", ""),
        ("Pierwszy wiersz\ndrugi wiersz\n---\n", "Pierwszy wiersz\ndrugi wiersz\n---", ""),
        ("- pozycja\n---\n", "- pozycja\n---", ""),
        ("> cytat\n---\n", "> cytat\n---", ""),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |", ""),
        ("```\n## Opis\n```\nA\n", "```\n## Opis\n```\nA", ""),
        ("```\n## A\n```\n\n## B\n", "```\n## A\n```", "## B"),
        ("~~~~ md\n## A\n~~~\nB\n---\n~~~~~\n\n## C\n", "~~~~ md\n## A\n~~~\nB\n---\n~~~~~", "## C"),
        ("```\n## bez końca\n", "```\n## bez końca", ""),
        ("`## A`\n", "`## A`", ""),
        ("``` a`b\n## A\n", "``` a`b", "## A"),
    ],
)
def test_the_presentation_begins_at_the_first_heading_of_level_two(text: str, summary: str, presentation: str) -> None:
    assert split_body(text) == (summary, presentation)


@given(st.text(alphabet="#-=`~ \nab>|", max_size=80))
def test_both_parts_together_are_the_whole_body(text: str) -> None:
    summary, presentation = split_body(text)
    assert "".join(text.split()) == "".join((summary + presentation).split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Zwykły *tekst* z [odnośnikiem](https://x.pl), <https://x.pl> i <a@x.pl>.", []),
        ("2 < 3 i a<b, [x](/praktyki), [y](#opis), [z](karta.pdf), ![plan](plan.png)", []),
        ("Kod: `<b>` i ``[x](javascript:1)``\n\n```\n<script>\n```\n", []),
        (r"Ucieczka: \<b> \[x](javascript:1)", []),
        ("a\n\n<script>alert(1)</script>", [2]),
        ("a <br> b", [0]),
        ("<!-- uwaga -->", [0]),
        ("![obraz](https://x.pl/a.png)", [0]),
        ("a\n![obraz](//x.pl/a.png)\n", [1]),
        ("![obraz](data:image/png;base64,AA)", [0]),
        ("[x](javascript:alert(1))", [0]),
        ("[x](JaVaScRiPt:alert(1))", [0]),
        ("[x](&#106;avascript:alert(1))", [0]),
        ("[x](//evil.example)", [0]),
        ("[x](\\\\evil.example)", [0]),
        ("[x](ftp://x.pl)", [0]),
        ("[![obraz](https://x.pl/a.png)](https://x.pl)", [0]),
        ("[x]: javascript:alert(1)\n", [0]),
        ("a\n" + "b" * 20_001, [1]),
        ("a\n\n" + "> " * 21 + "b", [2]),
        ("[" * 20_000, [0]),
        ("\n".join(f"{' ' * 4 * n}- a" for n in range(30)), [21]),
    ],
)
def test_what_is_not_shown_as_written_is_told_with_its_line(text: str, lines: list[int]) -> None:
    assert [line for line, _ in hazards(text)] == lines


@given(st.text(alphabet="[]()!<>a&#;:/`\\ \n", max_size=300))
def test_any_text_is_searched_for_hazards(text: str) -> None:
    assert all(0 <= line <= text.count("\n") and message for line, message in hazards(text))


def test_brackets_in_prose_are_not_taken_for_a_tangle() -> None:
    assert tangled("Zob. [1] i [2].\n" * 1000) == ("", 0)
    assert tangled("otwarty [ nawias\n\n" * 1000) == ("", 0)
