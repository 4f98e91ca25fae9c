"""conftest: a small base with one record of every kind, and the site over it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from bdp.app import create_app
from tests.sample import SampleBase

FULL = """\
---
title: "Lokal na start: wspólny dom organizacji w Rydułtowach"
status: published
themes: [wspolpraca-jst-ngo, kultura]
forms: [centrum-ngo]
unit_type: gmina-miejska
teryt: "2415031"
institution: Urząd Miasta
street: ul. Przykładowa 1
postal_code: "44-280"
post_office: Rydułtowy
websites: [www.example.org]
emails: [urzad@example.org]
entered: 2015-02-10
updated: 2016-05-20
verified: 2016-05-18
verified_by: Biuro Współpracy
started: 2012
ended: 2019
partners: [Stowarzyszenie Przystań]
cost_pln: 185000
results: [34 grupy korzystają z domu co miesiąc]
plain: W jednym domu spotykają się i pracują wszystkie stowarzyszenia.
notes: [uwaga tylko dla redakcji]
contacts:
  - {name: Jan Przykładowy, role: kierownik, organisation: Biuro Współpracy, phone: "32 000 00 01"}
  - {role: dawny koordynator, phone: "32 000 00 02", until: 2020-12-31}
  - {role: niepotwierdzony sekretariat, phone: "32 000 00 03", confirmed: false}
attachments:
  - {file: regulamin.txt, title: Regulamin domu}
  - {file: plan.png, title: Plan sal}
related: [praktyka-07]
aliases: [stary-adres, art=685]
---
Miasto prowadzi dom spotkań, w którym działają organizacje pozarządowe.

## Opis sytuacji przed wdrożeniem

Stowarzyszenia nie miały gdzie się spotykać.
"""
ENGLISH = """\
---
title: A house to start with
---
The town runs a house where civic organisations meet.

## The situation before

Associations had nowhere to meet.
"""
WITHDRAWN = """\
---
title: Karta mieszkańca
status: withdrawn
withdrawn_reason: Program zamknięto w 2020 roku.
attachments: [{file: wniosek.txt, title: Wniosek o kartę}]
---
Karta dawała zniżki.
"""
NEWS = """\
---
title: "Warsztat: jak opisać praktykę"
date: 2026-03-01
event: {start: 2026-03-20 10:00, place: Rydułtowy}
---
Zapraszamy.
"""
MANY = 24  # so that the list has a second page


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the base; tests leave it as it is."""
    base = SampleBase(tmp_path_factory.mktemp("base"))
    base.put(base.path("dom-organizacji"), FULL)
    base.put(base.path("dom-organizacji.en"), ENGLISH)
    base.attach("dom-organizacji", "regulamin.txt", "Regulamin domu organizacji. Sale są bezpłatne.")
    base.attach("dom-organizacji", "plan.png", "nie całkiem obraz")
    base.attach("dom-organizacji", "niewymieniony.txt", "tego pliku wpis nie wymienia")
    base.put(base.path("karta-mieszkanca"), WITHDRAWN)
    base.attach("karta-mieszkanca", "wniosek.txt", "Wniosek o kartę mieszkańca")
    drafted = "aliases: [dawny-szkic]\n"
    base.write("szkic-praktyki", "Szkic praktyki o boiskach", status="draft", summary="Szkic.", keys=drafted)
    base.attach("szkic-praktyki", "szkic.txt", "załącznik szkicu")
    base.put(base.root / "practices" / "_news" / "2026-03-01-warsztat.md", NEWS)
    for number in range(1, MANY + 1):
        started = f"started: {2000 + number}\n"
        base.write(f"praktyka-{number:02}", f"Praktyka numer {number}", keys=started)
    base.write("praktyka-24", "'Numer <i>24</i> & \"inne\"'", keys="started: 2024\n")
    return base.root


@pytest.fixture(scope="session")
def client(root: Path) -> FlaskClient:
    """Return a reader of the site."""
    return create_app(SampleBase(root).config).test_client()
