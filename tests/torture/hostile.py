"""hostile: requests that no reader sends, the same for the same seed: targets of HTTP, fully percent-encoded."""

import random
from collections.abc import Callable, Iterator
from urllib.parse import quote

PATHS = (
    "/praktyki",
    "/praktyki.json",
    "/praktyki.csv",
    "/konkordancja",
    "/konkordancja.json",
    "/konkordancja.csv",
    "/podpowiedzi",
    "/mapa",
    "/",
    "/praktyki/gzm-brajl-na-przystankach",
    "/praktyki/gzm-brajl-na-przystankach/zalaczniki",
)
WORDS = (
    *("rada", "seniorów", "mlodziez", "PSZOK", "współpraca", "gmin", "w", "na", "jak", "123 869", "2015", "1.12.2021"),
    *("Dąbrowie", "wspułpraca", "organizajce", "e-usługa", "polsko-ukraiński", "NGO-sów", "śmieci", "MOPS", "I", "m²"),
    *("zadanie", "radaseniorów", "wolon tariat", "powiat kielecki", "województwo śląskie", "5 tys. zł"),
)
OPERATORS = (
    "OR",
    "AND",
    "NOT",
    "-",
    "=",
    "*",
    '"',
    "„",
    "”",
    "(",
    ")",
    ":",
    "title:",
    "attachments:",
    "nie:",
    "--",
    "|",
)
SQL = (
    "' OR 1=1 --",
    "'; DROP TABLE practices; --",
    '" UNION SELECT * FROM sqlite_master --',
    "1); ATTACH DATABASE 'a' AS b; --",
    "title MATCH 'a' OR rank NEAR(a b, 10)",
)
REGEXES = (
    "(a+)+$",
    "^(.*)*.*$",
    "[[:alpha:]]{1,100000}",
    r"\1\2\3(?<a>.)\k<a>",
    "(?:(?:a|a)*)*b",
    ".*?.*?.*?=",
    "a{,65535}",
)
SIGNS = (
    "🙂‍↔️👩‍👩‍👧‍👦🇵🇱",
    "\u202eadar\u202c \u2066שלום\u2069 مرحبا \u200f",
    "Z̸̡̢̛̲̞͍̗͖a̷l̶g̵o̴" * 5,
    "İıſßŉǰΐﬃ Ǆ ϓ Å",
    "ｒａｄａ　ｓｅｎｉｏｒｏｗ",
    "\ufeff\u00ad\u200b\u2028\u2029\x85\x0b\x0c",
    "\x00\x01\x1b[31m\x7f",
    "${jndi:ldap://a} {{7*7}} <script>alert(1)</script> %s%n ../../etc/passwd",
    "۱۲۳ ¹²³ Ⅻ ½ 1e308 -0 NaN 0x7f",
)
VALUES = (
    "",
    "0",
    "1",
    "-1",
    "99999999999999999999",
    "1e9",
    "NaN",
    "slaskie",
    "x",
    "ą",
    "' OR 1=1",
    "\x00",
    "🙂",
    "relevance",
)
PARAMETERS = ("voivodeship", "unit_type", "theme", "form", "size", "from", "to", "has", "sort", "page", "per_page")
GOOD = {
    "voivodeship": ("slaskie", "mazowieckie"),
    "unit_type": ("gmina-wiejska",),
    "theme": ("kultura", "transport"),
    "form": ("konsultacje",),
    "size": ("0-5000", "100000-"),
    "from": ("1990", "2015"),
    "to": ("2020",),
    "has": ("attachments", "results", "contact"),
    "sort": ("relevance", "newest", "title", "population"),
    "page": ("1", "2", "1000000"),
    "per_page": ("1", "100"),
}
OTHERS = ("neighbour", "q", "lang", "utm_source", "dlaczego", "variant", "a[]", "", "&", "=")
LONGEST = 10_000  # bytes of the longest query


def targets(seed: int, number: int) -> Iterator[str]:
    """Yield so many targets: a path and its query string."""
    chance = random.Random(seed)  # noqa: S311 - the same for the same seed is what is wanted
    for _ in range(number):
        path = chance.choice(("", "", "/en")) + chance.choice(PATHS)
        found = [("q", chance.choice(_KINDS)(chance)) for _ in range(chance.choice((1, 1, 1, 2)))]
        found += [_parameter(chance) for _ in range(chance.choice((0, 0, 1, 3, 8)))]
        chance.shuffle(found)
        yield path + "?" + "&".join(f"{quote(name, safe='')}={_encoded(value)}" for name, value in found)


def _encoded(value: str | bytes) -> str:
    return quote(value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass"), safe="")


def _parameter(chance: random.Random) -> tuple[str, str]:
    name = chance.choice((*PARAMETERS, *PARAMETERS, *OTHERS))
    return name, chance.choice((*GOOD.get(name, VALUES), *GOOD.get(name, VALUES), *VALUES))


def _bytes(chance: random.Random) -> bytes:
    return chance.randbytes(chance.choice((1, 8, 60, 400, 1500)))


def _letters(chance: random.Random) -> str:
    """Return any code points, lone surrogates and NUL among them."""
    tops = (0x7F, 0x17F, 0x2FFF, 0xFFFF, 0x10FFFF)
    return "".join(chr(chance.randrange(chance.choice(tops))) for _ in range(chance.choice((1, 20, 200, 600))))


def _soup(chance: random.Random) -> str:
    """Return words and operators in any order, with or without spaces between them."""
    between = chance.choice((" ", " ", "", "  \t"))
    return between.join(chance.choice((*WORDS, *WORDS, *OPERATORS)) for _ in range(chance.choice((2, 5, 12, 60))))


def _brackets(chance: random.Random) -> str:
    depth = chance.choice((6, 7, 200, LONGEST // 3, LONGEST))
    inside = chance.choice(WORDS)
    forms = ("(" * depth, ")" * depth, "()" * (depth // 2), "(" * (depth // 2) + inside + ")" * (depth // 2))
    return chance.choice(
        (*forms, "-(" * (depth // 2), f'("{inside}' * (depth // 10), f"title:({inside} OR " * (depth // 20))
    )


def _beginnings(chance: random.Random) -> str:
    letters = "abcdefghijklmnoprstuwzłóśż"
    size = chance.choice((1, 1, 2, 3))
    return " ".join("".join(chance.choices(letters, k=size)) + "*" for _ in range(chance.choice((1, 3, 10, 40))))


def _alternatives(chance: random.Random) -> str:
    return " OR ".join(chance.choices(WORDS, k=chance.choice((2, 10, 50))))


def _phrase(chance: random.Random) -> str:
    return chance.choice(("", "=", "-")) + '"' + " ".join(chance.choices(WORDS, k=chance.choice((2, 5, 30)))) + '"'


def _long(chance: random.Random) -> str:
    unit = chance.choice(
        ("a", "ż", "aceslonz", "Ł", "1", "a-", "=a:", "rada", "🙂", "a\u0301", "1.", "1 000 ", '"', "* ")
    )
    return unit * (chance.choice((70, 500, 2000)) // len(unit))


def _mistyped(chance: random.Random) -> str:
    word = chance.choice(WORDS) * chance.choice((1, 1, 5))
    at = chance.randrange(len(word))
    return word[:at] + chance.choice("abcdefghijklłmnóprsśtuwyzż ") * chance.choice((0, 1, 2, 9)) + word[at + 1 :]


def _listed(values: tuple[str, ...]) -> Callable[[random.Random], str]:
    def chosen(chance: random.Random) -> str:
        return chance.choice(values) * chance.choice((1, 1, 20)) + chance.choice(("", " rada", " OR x*"))

    return chosen


_KINDS: tuple[Callable[[random.Random], str | bytes], ...] = (
    _bytes,
    _letters,
    _soup,
    _soup,
    _brackets,
    _beginnings,
    _alternatives,
    _phrase,
    _long,
    _mistyped,
    _mistyped,
    _listed(SQL),
    _listed(REGEXES),
    _listed(SIGNS),
)
