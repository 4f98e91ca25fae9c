"""Words of one letter stay with the next: in the messages of the site, in labels and in names of pages.

The records of this base have no such words, so that whatever is found is the site's own.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from bdp.app import create_app
from tests import page_list
from tests.sample import SampleBase
from tests.web.page import Page

LOOSE = re.compile(r"(?<!\S)[„(«]?[aiouwzAIOUWZ] (?=\S)")
UNSEEN = {"head", "script", "style", "code", "pre", "legend"}  # a legend stands on a line of its own
RECORD = """\
---
title: {title}
status: published
themes: [sport-i-rekreacja, kultura]
forms: [inicjatywa-lokalna]
unit_type: miasto-na-prawach-powiatu
teryt: "2465011"
entered: 2020-05-06
attachments: [{{file: regulamin.txt, title: Regulamin}}]
---
Miasto otworzyło boiska.

## Opis sytuacji przed wdrożeniem

Boisk brakowało.
"""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> SampleBase:
    """Return a base whose records say nothing loose."""
    base = SampleBase(tmp_path_factory.mktemp("loose"))
    for slug, title in (("boiska-dla-dzieci", "Boiska dla dzieci"), ("boiska-dla-seniorow", "Boiska dla seniorów")):
        base.put(base.path(slug), RECORD.format(title=title))
        base.attach(slug, "regulamin.txt", "Boiska są otwarte.")
    return base


def read(element: Element) -> Iterator[str]:
    """Yield the Polish texts that are seen."""
    if element.tag in UNSEEN or element.get("lang") == "en":
        yield "…"
        return
    yield element.text or ""
    for child in element:
        yield from read(child)
        yield child.tail or ""


def test_no_page_leaves_a_word_of_one_letter_at_the_end_of_a_line(base: SampleBase) -> None:
    client = create_app(base.config).test_client()
    loose = {}
    for address in page_list.addresses(base.root):
        if not address.path.startswith("/en"):
            shown = " ".join(re.split(r"[ \n]+", "".join(read(Page(client.get(address.path).text).root))))
            if found := [shown[max(0, m.start() - 30) : m.end() + 30] for m in LOOSE.finditer(shown)]:
                loose[address.path] = found
    assert loose == {}
