"""page: what is in a base beside practices: ordinary pages, news with their events, and units' offices."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Page:
    """An ordinary page at /strona/<slug>. ``menu`` is its place in the menu, None where it is not in it.

    ``text`` and ``text_en`` are Markdown as the files have it; ``html`` and ``html_en`` are safe HTML, empty until the
    page was rendered.
    """

    slug: str
    title: str = ""
    title_en: str = ""
    menu: int | None = None
    updated: date | None = None
    text: str = ""
    text_en: str = ""
    html: str = ""
    html_en: str = ""

    def label(self, language: str) -> str:
        """Return the title in ``pl`` or ``en``, the Polish one where there is no English."""
        return (self.title_en or self.title) if language == "en" else self.title


@dataclass(frozen=True, slots=True)
class Event:
    """What a news item invites to. A moment is a day, or a day and an hour in Polish local time without zone.

    ``sign_up`` is a web address, an e-mail address or words.
    """

    start: date | datetime
    end: date | datetime | None = None
    place: str = ""
    sign_up: str = ""
    deadline: date | datetime | None = None

    @property
    def first_day(self) -> date:
        """The day on which the event begins."""
        return _day(self.start)

    @property
    def last_day(self) -> date:
        """The day after which the event is over."""
        return _day(self.end or self.start)

    def open_on(self, day: date) -> bool:
        """Tell whether one may still sign up on a day."""
        return day <= min(self.last_day, _day(self.deadline or self.last_day))


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


@dataclass(frozen=True, slots=True)
class News:
    """A news item at /aktualnosci/<slug>; ``slug`` is the file's name without .md, its date included."""

    slug: str
    date: date
    title: str = ""
    tags: tuple[str, ...] = ()
    event: Event | None = None
    text: str = ""
    html: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """A team of an office: what it does and how to reach it. It names a post, never a person."""

    name: str = ""
    head_role: str = ""
    phone: str = ""
    email: str = ""
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """The office of the unit with this code."""

    teryt: str
    name: str = ""
    address: str = ""
    teams: tuple[Team, ...] = ()
    tasks: tuple[str, ...] = ()
    text: str = ""
    html: str = ""
