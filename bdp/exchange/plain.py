"""plain: what every data format says of a practice, in one place; no format looks at an entry by itself."""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from bdp.domain.entry import Body, Entry, stated
from bdp.domain.practice import Practice
from bdp.domain.vocabulary import NAMES, Vocabularies, Vocabulary
from bdp.exchange.site import Site, citation

KEYS = tuple(field.name for field in fields(Practice) if field.name != "translation")
NO_LABELS = Vocabularies(*(Vocabulary(()) for _ in NAMES))
FIRST_DAY = date(1970, 1, 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds for all practices of one answer.

    ``address`` is the path and the parameters of the page that shows the same, ``made`` the moment of the generation
    that is read, ``total`` how many practices there are, ``words`` what was searched for. ``editor`` lets contacts and
    notes through.
    """

    site: Site
    language: str = "pl"
    vocabularies: Vocabularies = NO_LABELS
    address: str = "/praktyki"
    words: str = ""
    today: date = FIRST_DAY
    made: datetime = EPOCH
    total: int = 0
    editor: bool = False


@dataclass(frozen=True, slots=True)
class Plain:
    """A practice as data; ``stated`` is what its file and the register say, without contacts and notes for readers."""

    entry: Entry
    stated: Practice
    frame: Frame

    @property
    def slug(self) -> str:
        """The permanent address."""
        return self.entry.slug

    @property
    def url(self) -> str:
        """The address of its page: absolute where the host is known, else the path."""
        return self.frame.site.practice(self.slug)

    @property
    def body(self) -> Body:
        """The text in the language of the answer, the Polish one where there is no translation."""
        return self.entry.body(self.frame.language)

    @property
    def title(self) -> str:
        """The title in the language of the text."""
        return self.body.title

    @property
    def language(self) -> str:
        """The language that the text is in."""
        return "pl" if self.body is self.entry.pl else "en"

    @property
    def summary(self) -> str:
        """The summary as plain text on one line."""
        return " ".join(self.body.summary_text.split())

    @property
    def author(self) -> str:
        """Who answers for the practice: the institution, else the place that it is at home in."""
        practice = self.entry.practice
        return practice.institution or practice.place or practice.powiat

    @property
    def themes(self) -> tuple[str, ...]:
        """The labels of the themes."""
        return tuple(self.frame.vocabularies.themes.label(i, self.frame.language) for i in self.stated.themes)

    @property
    def forms(self) -> tuple[str, ...]:
        """The labels of the forms of cooperation."""
        return tuple(self.frame.vocabularies.forms.label(i, self.frame.language) for i in self.stated.forms)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The words to file it under: themes, forms and the record's own keywords, each once."""
        return tuple(dict.fromkeys((*self.themes, *self.forms, *self.stated.keywords)))

    @property
    def point(self) -> tuple[float, float] | None:
        """Longitude and latitude of where it stands on the map, in that order, or None."""
        practice = self.entry.practice
        return None if practice.lat is None or practice.lon is None else (practice.lon, practice.lat)

    @property
    def citation(self) -> str:
        """The sentence by which a text or a thesis names it."""
        return citation(self.entry, self.frame.site, self.frame.language)


def plain(entry: Entry, frame: Frame) -> Plain:
    """Return the plain form of an entry; who is no editor gets neither contacts nor notes."""
    practice = stated(entry)
    return Plain(entry, practice if frame.editor else replace(practice, contacts=(), notes=()), frame)


def values(one: Plain) -> dict[str, Any]:
    """Return the columns of a table as JSON has them: dates in ISO form, null for what is absent."""
    names = (key for key in KEYS if one.frame.editor or key != "contacts")
    return {**{name: value(getattr(one.stated, name)) for name in names}, "url": one.url}


def value(thing: Any) -> Any:  # noqa: ANN401 - any field of a practice
    """Return a field as JSON has it: a group without any value as null, ``confirmed`` only where it is false."""
    if isinstance(thing, tuple):
        return [value(item) for item in thing]
    if isinstance(thing, date):
        return thing.isoformat()
    if is_dataclass(thing) and not isinstance(thing, type):
        said = {field.name: value(getattr(thing, field.name)) for field in fields(thing)}
        if said.get("confirmed") is True:
            del said["confirmed"]
        return said if any(part is not None for part in said.values()) else None
    return None if thing == "" else thing
