"""open_data: the base as one dataset for portals of open data: what all of their formats say of it, in one place."""

from dataclasses import dataclass
from datetime import date

from bdp.domain.vocabulary import Vocabularies
from bdp.exchange.site import NAME, Site

DESCRIPTION = {
    "pl": "Opisy praktyk polskich samorządów: współpraca z organizacjami pozarządowymi, współpraca między samorządami, "
    "udział mieszkańców i usługi publiczne. Każda praktyka ma skrót, metrykę z miejscem i jednostką według rejestru "
    "TERYT, zwykle pełną prezentację i załączniki.",
    "en": "Practices of Polish local governments: co-operation with civic organisations and between local governments, "
    "participation of residents, public services. Each has a summary, facts with its place and unit by the TERYT "
    "register, mostly a full presentation and attachments.",
}
KEYWORDS = {
    "pl": ("samorząd terytorialny", "organizacje pozarządowe", "dobre praktyki", "współpraca międzygminna"),
    "en": ("local government", "civic organisations", "good practices", "inter-municipal co-operation"),
}


@dataclass(frozen=True, slots=True)
class Distribution:
    """The whole base in one format: the ending of its address, media type, name of the EU's list of file types."""

    suffix: str
    media_type: str
    file_type: str
    pl: str
    en: str


DISTRIBUTIONS = (
    Distribution("csv", "text/csv", "CSV", "Wszystkie praktyki jako tabela", "All practices as a table"),
    Distribution(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX",
        "Wszystkie praktyki jako arkusz z opisem kolumn",
        "All practices as a spreadsheet with its columns explained",
    ),
    Distribution(
        "jsonl", "application/jsonl", "JSON", "Wszystkie praktyki jako JSON Lines", "All practices as JSON Lines"
    ),
    Distribution(
        "geojson", "application/geo+json", "GEOJSON", "Wszystkie praktyki jako punkty mapy", "All practices as points"
    ),
)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The base as of now: where it is, how many published practices, the days of its first and its latest one."""

    site: Site
    practices: int
    first: date | None
    changed: date | None
    vocabularies: Vocabularies

    def address(self, path: str) -> str:
        """Return the whole address of a path of the Polish site."""
        return self.site.origin + self.site.path(path)

    @property
    def name(self) -> dict[str, str]:
        """What the base is called, by language."""
        return NAME
