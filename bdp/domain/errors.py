"""errors: everything that can go wrong below the web, by name."""

import errno
from dataclasses import dataclass

_SYSTEM = {
    errno.ENOENT: "nie ma takiego pliku ani katalogu",
    errno.EACCES: "brak uprawnień",
    errno.EPERM: "brak uprawnień",
    errno.EISDIR: "to jest katalog",
    errno.ENOTDIR: "część ścieżki nie jest katalogiem",
    errno.ENOSPC: "brak miejsca na dysku",
    errno.EROFS: "system plików jest tylko do odczytu",
    errno.ENAMETOOLONG: "nazwa jest za długa",
    errno.EADDRINUSE: "port jest zajęty",
    errno.EADDRNOTAVAIL: "ten komputer nie ma takiego adresu",
}


def cause(error: Exception) -> str:
    """Say in Polish why the system refused; what it seldom says stays in its own words."""
    own = getattr(error, "strerror", None) or str(error)
    return _SYSTEM.get(getattr(error, "errno", None) or 0, own)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault of one file, in the words of an editor.

    ``path`` is relative to the root of the base with forward slashes, ``line`` counts from 1, ``key`` is the
    front-matter key (``contacts.2.email`` inside lists, ``file`` where no key is at fault) and ``message`` says what is
    wrong and what would be right. A warning is accepted all the same.
    """

    path: str
    line: int
    key: str
    message: str
    warning: bool = False

    def __str__(self) -> str:
        """Print as ``FILE:LINE: KEY: MESSAGE``."""
        mark = "warning: " if self.warning else ""
        return f"{self.path}:{self.line}: {self.key}: {mark}{self.message}"


class BdpError(Exception):
    """Any error that BDP raises on purpose; its text is fit for people."""


class NotFound(BdpError):
    """There is no such public thing."""


class Gone(BdpError):
    """The practice was withdrawn; the text is the reason."""


class Moved(BdpError):
    """The thing lives at another slug now; ``slug`` names it."""

    def __init__(self, slug: str) -> None:
        """Keep the slug to go to."""
        super().__init__(slug)
        self.slug = slug


class Invalid(BdpError):
    """A record breaks the rules; ``problems`` lists how."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep every problem."""
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class BadQuery(BdpError):
    """Parameters of a request have bad values; ``problems`` are (parameter, message) pairs."""

    def __init__(self, problems: tuple[tuple[str, str], ...]) -> None:
        """Keep every parameter at fault."""
        super().__init__("; ".join(f"{name}: {message}" for name, message in problems))
        self.problems = problems


class Conflict(BdpError):
    """Somebody else wrote in between; nothing was overwritten."""


class Busy(BdpError):
    """Somebody else does what only one may do at a time: writes the index, makes a kit."""


class NotBuilt(BdpError):
    """No usable generation of the index exists yet."""


class WrongUse(BdpError):
    """A command was called in a way that cannot work; exit code 2."""
