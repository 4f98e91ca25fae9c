"""``bdp links``: every address of a base that leads nowhere, at its place. Other sites are a server on this machine."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Bdp, Process
from tests.outside.loopback import Loopback, serving

BUDGET, CENTRE, CARD = "budzet-obywatelski-stary-sacz", "centrum-organizacji-stargard", "karta-mieszkanca-rydultowy"
LONG = "a" * 64


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as server:
        yield server


def append(root: Path, name: str, *lines: str) -> int:
    """Put lines at the end of a file; returns the number of the first."""
    path = root / "practices" / name
    text = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    path.write_text(text + "\n\n".join(lines) + "\n", encoding="utf-8")
    return text.count("\n") + 1


def told(bdp: Bdp, *more: str) -> dict[str, str]:
    """Return the message of each line that is printed, by its place and key."""
    done = bdp("links", *more)
    assert done.exit_code == int(any(" warning: " not in line for line in done.stdout.splitlines()))
    return {": ".join(line.split(": ", 2)[:2]): line.split(": ", 2)[2] for line in done.stdout.splitlines()}


def test_a_base_whose_references_all_lead_somewhere_is_quiet(bdp: Bdp, root: Path) -> None:
    append(
        root,
        f"{BUDGET}.md",
        f"[praktyka](/praktyki/{CENTRE}) [część](/praktyki/{CENTRE}/prezentacja#tekst-przebieg)",
        "[tu](#jak-to-działa) [lista](/praktyki?theme=kultura)",
        f"[plik](/zalaczniki/{CENTRE}/regulamin.txt) [strona](/strona/o-bazie) [jednostka](/jednostki/3214011)",
        "[po angielsku](/en/praktyki) [dane](/praktyki.csv) [napisz](mailto:urzad@example.org) przypis[^1]",
        "[^1]: Treść przypisu.",
    )
    append(root, f"{CENTRE}.md", "[regulamin](regulamin.txt)")
    done = bdp("links", "--internal")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr.splitlines()[-1].startswith("błędów ")


BROKEN = [
    ("[a](/praktyki/nie-ma-takiej)", "w bazie nie ma takiej strony; najbliższy wpis to"),
    ("[a](/praktyki/budzet-obywatelski-stary-sacs)", f"najbliższy wpis to „{BUDGET}”"),
    (f"[a](/praktyki/{CARD})", "wycofano"),
    ("[a](/praktyki/spoldzielnia-energetyczna-branice)", "jeszcze nie opublikowano (draft)"),
    ("[a](/strona/nie-ma)", "w bazie nie ma takiej strony"),
    ("[a](/jednostki/9999999)", "w bazie nie ma takiej strony"),
    (f"[a](/zalaczniki/{CENTRE}/inny.pdf)", "w bazie nie ma takiej strony"),
    ("[a](inny.pdf)", "w bazie nie ma takiej strony"),
    ("![plan](plan.png)", "w bazie nie ma takiej strony"),
    ("[a](#jak-to-dzialalo)", "na tej stronie nie ma takiej części; najbliższa to „#jak-to-dziala”"),
    (f"[a](/praktyki/{CENTRE}/prezentacja#tekst-przebiegi)", "najbliższa to „#tekst-przebieg”"),
    (f"[a](/praktyki/{CENTRE}#tekst-przebieg)", "na tej stronie nie ma takiej części"),
    ("[a](www.example.org/x)", "adres innej strony zaczyna się od „https://”"),
    ("[a](/praktyki?theme=nie-ma)", "wartość, której nie ma"),
    (f"[a]({CENTRE})", "w bazie nie ma takiej strony"),  # from the page of the presentation it leads elsewhere
    ("[a][b]\n\n[b]: /nie-ma", "w bazie nie ma takiej strony"),
]


@pytest.mark.parametrize(("text", "message"), BROKEN)
def test_a_reference_that_leads_nowhere_is_named_with_its_line(bdp: Bdp, root: Path, text: str, message: str) -> None:
    line = append(root, f"{BUDGET}.md", text) + (2 if "\n" in text else 0)
    found = told(bdp, "--internal")
    assert list(found) == [f"practices/{BUDGET}.md:{line}: file"]
    assert message in found[f"practices/{BUDGET}.md:{line}: file"]
    assert not found[f"practices/{BUDGET}.md:{line}: file"].startswith("warning: ")


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/praktyki/lokal-na-start", f"/praktyki/{CENTRE}"),
        ("/index.php?art=701&s=2", "/praktyki/punkt-zbiorki-odpadow-goniadz/prezentacja"),
        ("/praktyki/", "/praktyki"),
        ("/en/praktyki/lokal-na-start", f"/en/praktyki/{CENTRE}"),
    ],
)
def test_an_address_that_redirects_for_good_is_a_doubt_that_names_the_new_one(
    bdp: Bdp, root: Path, address: str, there: str
) -> None:
    line = append(root, f"{BUDGET}.md", f"[a]({address})")
    assert told(bdp, "--internal") == {
        f"practices/{BUDGET}.md:{line}: file": f"warning: „{address}”: adres przenosi na stałe; wpisz „{there}”"
    }


def test_references_stand_in_every_kind_of_file(bdp: Bdp, root: Path) -> None:
    bad = "[a](/nie-ma)"
    names = [
        "_pages/o-bazie.md",
        "_news/2026-03-01-warsztat.md",
        "_units/3214011.md",
        f"{CENTRE}.en.md",
        f"{BUDGET}.md",
    ]
    lines = {f"practices/{name}:{append(root, name, bad)}: file" for name in names}
    assert set(told(bdp, "--internal")) == lines


def test_a_related_record_that_was_withdrawn_is_named_at_its_item(bdp: Bdp, root: Path) -> None:
    path = root / "practices" / f"{BUDGET}.md"
    path.write_text(
        path.read_text("utf-8").replace("started: 2022", f"started: 2022\nrelated:\n  - {CENTRE}\n  - {CARD}")
    )
    assert list(told(bdp, "--internal")) == [f"practices/{BUDGET}.md:13: related.2"]


def test_what_drafts_refer_to_is_a_doubt_where_it_may_yet_be_published(bdp: Bdp, root: Path) -> None:
    (root / "practices" / "drugi-szkic.md").write_text("---\ntitle: Drugi szkic\n---\nTreść.\n", "utf-8")
    line = append(
        root, "spoldzielnia-energetyczna-branice.md", "[a](/praktyki/drugi-szkic)", "[plik](statut.pdf)", "[b](/nie-ma)"
    )
    found = told(bdp, "--internal")
    start = "practices/spoldzielnia-energetyczna-branice.md"
    assert list(found) == [f"{start}:{line}: file", f"{start}:{line + 4}: file"]
    assert found[f"{start}:{line}: file"].startswith("warning: „/praktyki/drugi-szkic”: tego wpisu jeszcze")


def test_absolute_addresses_of_the_site_itself_are_references_within_it(process: Process, root: Path) -> None:
    line = append(
        root, f"{BUDGET}.md", "[a](https://baza.example.org/nie-ma)", "[b](https://baza.example.org/praktyki)"
    )
    done = process("links", "--internal", BDP_PUBLIC_URL="https://baza.example.org")
    assert done.returncode == 1
    assert done.stdout.startswith(f"practices/{BUDGET}.md:{line}: file: „https://baza.example.org/nie-ma”: ")
    assert done.stdout.count("\n") == 1


def quiet(root: Path) -> None:
    """Take the addresses of other sites out of the base."""
    for path in (root / "practices").rglob("*.md"):
        kept = [x for x in path.read_text("utf-8").splitlines() if "example.org/" not in x and "websites" not in x]
        path.write_text("\n".join(kept) + "\n", "utf-8")


OUTSIDE = [
    ("ok", ""),
    ("by-get-only", ""),
    ("for-now", ""),
    ("missing", "nie ma takiej strony (404); popraw albo usuń adres"),
    ("gone", "nie ma takiej strony (410); popraw albo usuń adres"),
    ("to-nothing", "nie ma takiej strony (404) (adres przenosi do „"),
    ("for-good", "warning: adres przenosi do „"),
    ("elsewhere", "warning: adres przenosi do „"),
    ("forbidden", "warning: serwer odpowiada 403"),
    ("fault", "warning: serwer odpowiada 503"),
    ("many", "warning: serwer odpowiada 429"),
    ("in-circles", "warning: adres przenosi w kółko"),
    ("to-mail", "warning: adres przenosi do czegoś"),
]


@pytest.mark.parametrize(("name", "message"), OUTSIDE)
def test_what_is_broken_elsewhere_is_told_from_what_is_in_doubt(
    bdp: Bdp, root: Path, server: Loopback, name: str, message: str
) -> None:
    quiet(root)
    line = append(root, f"{BUDGET}.md", f"[a]({server.url(name)})")
    found = told(bdp, "--private")
    if not message:
        assert found == {}
        return
    (said,) = found.values()
    assert list(found) == [f"practices/{BUDGET}.md:{line}: file"]
    assert said.replace(f"„{server.url(name)}”: ", "").startswith(message)


def test_a_name_that_no_host_has_is_broken(bdp: Bdp, root: Path) -> None:
    quiet(root)
    append(root, f"{BUDGET}.md", f"[a](http://{LONG}.pl/)")
    (said,) = told(bdp).values()
    assert said == f"„http://{LONG}.pl/”: nie ma takiego serwera; popraw albo usuń adres"


def test_where_no_host_at_all_is_found_the_network_is_doubted(bdp: Bdp, root: Path, server: Loopback) -> None:
    quiet(root)
    append(root, f"{BUDGET}.md", f"[a](http://{LONG}.pl/a)", f"[b](http://{LONG}.pl/b)", f"[c](http://b{LONG}.pl/)")
    found = told(bdp)
    assert len(found) == 3
    assert all(said.startswith("warning: ") and "sprawdź połączenie z siecią" in said for said in found.values())
    append(root, f"{CENTRE}.md", f"[d]({server.url('ok')})")
    assert not any(said.startswith("warning: ") for said in told(bdp, "--private").values())


def test_a_server_on_this_machine_is_not_asked_and_is_a_doubt(bdp: Bdp, root: Path, server: Loopback) -> None:
    quiet(root)
    append(root, f"{BUDGET}.md", f"[a]({server.url('ok')})", f"[b]({server.url('ok', 'localhost')})")
    found = told(bdp)
    assert len(found) == 2
    assert all(said.startswith("warning: ") and "sieci wewnętrznej" in said for said in found.values())
    assert server.asked == []


def test_an_address_is_asked_once_however_many_records_have_it_and_a_host_one_at_a_time(
    process: Process, root: Path, server: Loopback
) -> None:
    quiet(root)
    addresses = [f"[a]({server.url(f'ok?n={number}')})" for number in range(4)]
    append(root, f"{BUDGET}.md", *addresses, f"[b]({server.url('missing')})")
    append(root, f"{CENTRE}.md", *addresses, f"[b]({server.url('missing')})")
    done = process(
        "links", "--private", BDP_PUBLIC_URL="https://baza.example.org", BDP_CONTACT_EMAIL="urzad@example.org"
    )
    assert done.stdout.count("nie ma takiej strony (404)") == 2
    assert sorted(path for method, path, _ in server.asked if method == "HEAD") == [
        "/missing",
        *(f"/ok?n={number}" for number in range(4)),
    ]
    assert server.most_at_once == 1
    assert {program.partition(" ")[2] for _, _, program in server.asked} == {
        "(+https://baza.example.org; urzad@example.org)"
    }


def test_a_server_that_had_enough_is_left_alone(bdp: Bdp, root: Path, server: Loopback) -> None:
    quiet(root)
    append(root, f"{BUDGET}.md", f"[a]({server.url('many')})", f"[b]({server.url('ok')})")
    found = told(bdp, "--private")
    assert [said.startswith("warning: ") for said in found.values()] == [True, True]
    assert "prosi, by pytać go rzadziej" in list(found.values())[1]
    assert {path for _, path, _ in server.asked} == {"/many"}


def test_other_sites_are_left_alone_when_only_the_base_is_asked_about(bdp: Bdp, root: Path, server: Loopback) -> None:
    append(root, f"{BUDGET}.md", f"[a]({server.url('missing')})")
    assert told(bdp, "--internal") == {}
    assert server.asked == []
