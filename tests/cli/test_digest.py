import email
import html
import re
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree

from bdp.cli import main
from tests.cli.conftest import Bdp

SITE = "https://praktyki.example.pl"
Digest = Callable[..., Result]


@pytest.fixture
def digest(root: Path) -> Digest:
    """Return a function that runs ``bdp digest`` on the example base, which knows its address."""

    def run(*args: str) -> Result:
        environment = {"BDP_ROOT": str(root), "BDP_PUBLIC_URL": SITE}
        return CliRunner(env=environment).invoke(main, ["digest", *args], prog_name="bdp")

    return run


def edit(root: Path, slug: str, old: str, new: str) -> None:
    path = root / "practices" / f"{slug}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def letter(done: Result) -> EmailMessage:
    message = email.message_from_bytes(done.stdout_bytes, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_it_tells_new_changed_and_withdrawn_apart(digest: Digest, root: Path) -> None:
    edit(root, "punkt-zbiorki-odpadow-goniadz", "entered:", "updated: 2026-02-20\nentered:")
    edit(root, "karta-mieszkanca-rydultowy", "status: withdrawn", "status: withdrawn\nupdated: 2026-02-21")
    done = digest("--since", "2026-02-15", "--until", "2026-03-01")
    assert done.exit_code == 0
    parts = re.split(r"<h2[^>]*>", done.stdout)
    assert parts[1].startswith("Nowe praktyki (")
    assert f'href="{SITE}/praktyki/wspolny-autobus-slawkow-bukowno"' in parts[1]
    assert parts[2].startswith("Zmienione praktyki (1)")
    assert f'href="{SITE}/praktyki/punkt-zbiorki-odpadow-goniadz"' in parts[2]
    assert parts[3].startswith("Wycofane praktyki (1)")
    assert "Powód: " in parts[3]
    assert "spoldzielnia-energetyczna-branice" not in done.stdout


def test_a_message_has_a_text_part_a_polish_subject_and_whole_addresses(digest: Digest) -> None:
    message = letter(digest("--since", "2026-02-23", "--until", "2026-03-01", "--format", "eml"))
    assert message.get_content_type() == "multipart/alternative"
    assert message["Subject"] == "Baza Dobrych Praktyk: 1 nowa (23 lutego – 1 marca 2026)"
    assert "From" not in message
    text, page = body(message, "plain"), body(message, "html")
    assert "NOWE PRAKTYKI (1)" in text
    assert "Łączy nas autobus" in text
    assert f"{SITE}/praktyki/wspolny-autobus-slawkow-bukowno" in text
    addresses = re.findall(r'href="([^"]*)"', page)
    assert len(addresses) == 2
    assert all(html.unescape(address).startswith(f"{SITE}/praktyki") for address in addresses)


def test_the_same_days_give_the_same_bytes(digest: Digest) -> None:
    asked = ("--since", "2020-01-01", "--until", "2026-03-31", "--format", "eml")
    assert digest(*asked).stdout_bytes == digest(*asked).stdout_bytes


def test_the_page_is_well_formed_and_runs_and_fetches_nothing(digest: Digest) -> None:
    page = digest("--since", "2020-01-01", "--until", "2026-03-31").stdout
    parser = etree.HTMLParser(recover=False)
    tree = etree.fromstring(page, parser)
    assert {element.tag for element in tree.iter()} <= {
        "html", "head", "meta", "title", "body", "div", "h1", "h2", "h3", "p", "a"
    }  # fmt: skip
    assert tree.get("lang") == "pl"


def test_titles_are_escaped(digest: Digest, root: Path) -> None:
    edit(root, "wspolny-autobus-slawkow-bukowno", "title: ", "title: '<b>\"&' # ")
    edit(root, "wspolny-autobus-slawkow-bukowno", "'<b>\"&'", '"<b>\'& razem"')
    page = digest("--since", "2026-02-23", "--until", "2026-03-01").stdout
    assert "&lt;b&gt;&#x27;&amp; razem" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("chosen", "there"),
    [
        (("--theme", "transport"), True),
        (("--theme", "kultura"), False),
        (("--voivodeship", "śląskie"), True),
        (("--voivodeship", "lubelskie"), False),
        (("--unit", "2401081"), True),
        (("--unit", "24"), True),
        (("--unit", "0264"), False),
        (("--unit-type", "partnerstwo"), True),
    ],
)
def test_filters_choose(digest: Digest, chosen: tuple[str, str], there: bool) -> None:  # noqa: FBT001
    done = digest("--since", "2026-02-23", "--until", "2026-03-01", *chosen)
    assert ("wspolny-autobus-slawkow-bukowno" in done.stdout) is there


def test_days_without_changes_say_so(digest: Digest, tmp_path: Path) -> None:
    file = tmp_path / "list.eml"
    done = digest("--since", "1999-01-01", "--until", "1999-01-07", "--format", "eml", "-o", str(file))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1–7 stycznia 1999: bez zmian" in done.stderr
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    assert message["Subject"] == "Baza Dobrych Praktyk: bez zmian (1–7 stycznia 1999)"


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("--since", "wczoraj"),
        ("--since", "2026-03-01", "--until", "2026-02-01"),
        ("--since", "2026-03-01", "--unit", "9"),
    ],
)
def test_wrong_use_is_said_on_one_line(digest: Digest, args: tuple[str, ...]) -> None:
    done = digest(*args)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_without_its_own_address_the_base_writes_no_letters(bdp: Bdp) -> None:
    done = bdp("digest", "--since", "2026-03-01")
    assert done.exit_code == 2
    assert "BDP_PUBLIC_URL" in done.stderr
