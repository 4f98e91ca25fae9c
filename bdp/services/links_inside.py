"""links_inside: addresses within the base followed as readers would, by asking the site itself."""

from collections.abc import Callable, Iterable
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bdp.content.judge import nearest
from bdp.domain.reference import Reference, Said, Verdict
from bdp.services.references import as_typed

Ask = Callable[[str], Said]
_PERMANENT, _PASSING = (301, 308), (302, 303, 307)
_HOPS = 5
_BAD_VALUE, _MISSING, _GONE, _TOO_MANY, _FAULT = 400, 404, 410, 429, 500
_PRACTICE = ("", "praktyki")


class Inside:
    """Judges addresses within the base; each page is asked for once.

    ``statuses`` are those of all records by slug, ``ask`` answers a path with its query as the site does.
    """

    def __init__(self, ask: Ask, statuses: dict[str, str]) -> None:
        """Ask nothing yet."""
        self._ask, self._statuses = ask, statuses
        self._said: dict[str, Said] = {}

    def judge(self, reference: Reference) -> Verdict | None:
        """Return what is wrong with an address, on the first page that has it as a link; None where nothing is."""
        path, fragment = urldefrag(reference.address)
        if not path and (not fragment or unquote(fragment) in reference.anchors):
            return None
        if not path and not reference.public:
            return self._no_part(fragment, reference.anchors, own=True)
        if not reference.public and self._is_own_file(reference, path):
            return None  # not served before the record is published; ``bdp check`` looks for the file
        verdicts = (self._of(urljoin(page, reference.address), reference) for page in reference.shown or ("/",))
        return next((verdict for verdict in verdicts if verdict is not None), None)

    def _of(self, address: str, reference: Reference) -> Verdict | None:
        target, fragment = urldefrag(address)
        moved = ""
        for _ in range(_HOPS):
            said = self._answer(target)
            if said.status not in (*_PERMANENT, *_PASSING):
                break
            target = urljoin(target, said.location)
            moved = target if said.status in _PERMANENT else moved
        else:
            return Verdict("adres przenosi w kółko")
        if said.status >= _BAD_VALUE:
            return self._wrong(said.status, target, reference)
        if fragment and said.anchors is not None and unquote(fragment) not in said.anchors:
            own = reference.address.startswith("#")
            return self._no_part(fragment, reference.anchors if own else said.anchors, own=own)
        return Verdict(f"adres przenosi na stałe; wpisz „{moved}”", doubt=True) if moved else None

    def _answer(self, target: str) -> Said:
        if target not in self._said:
            self._said[target] = self._ask(target)
        return self._said[target]

    def _wrong(self, status: int, target: str, reference: Reference) -> Verdict:
        if status == _GONE:
            return Verdict("ten wpis wycofano; usuń odnośnik albo wskaż inny", doubt=not reference.public)
        if status == _TOO_MANY or status >= _FAULT:
            return Verdict(f"strona nie odpowiada ({status})", doubt=True)
        if status == _BAD_VALUE:
            return Verdict("adres listy ma wartość, której nie ma; popraw ją")
        slug = _slug(target)
        if self._statuses.get(slug, "published") != "published":
            return Verdict(f"tego wpisu jeszcze nie opublikowano ({self._statuses[slug]})", doubt=not reference.public)
        return Verdict(f"w bazie nie ma takiej strony{self._hint(slug, reference.address)}")

    def _hint(self, slug: str, address: str) -> str:
        if "." in address.partition("/")[0] and not address.startswith("."):
            return "; adres innej strony zaczyna się od „https://”"
        near = nearest(slug, self._statuses) if slug else ""
        return f"; najbliższy wpis to „{near}”" if near else ""

    def _no_part(self, fragment: str, anchors: Iterable[str], *, own: bool = False) -> Verdict:
        """Say that a page has no such part; names in the same text are told as they are typed there."""
        near = nearest(unquote(fragment), anchors)
        hint = f"; najbliższa to „{as_typed(f'#{near}') if own else f'#{near}'}”" if near else ""
        return Verdict(f"na tej stronie nie ma takiej części{hint}")

    def _is_own_file(self, reference: Reference, path: str) -> bool:
        own = reference.path.rpartition("/")[2].partition(".")[0]
        return path.startswith(f"/zalaczniki/{own}/")


def _slug(target: str) -> str:
    """Return the slug of the practice that an address is of, "" for others."""
    parts = urlsplit(target).path.removeprefix("/en").split("/")
    return parts[2] if len(parts) > 2 and tuple(parts[:2]) == _PRACTICE else ""  # noqa: PLR2004 - "", praktyki, slug
