"""links: the addresses that a base names, each followed: what is broken, what is in doubt."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from urllib.parse import urlsplit, urlunsplit

from bdp.domain.errors import Problem
from bdp.domain.reference import Reference, Verdict
from bdp.services.links_inside import Inside
from bdp.services.links_outside import Outside
from bdp.services.references import as_typed

Progress = Callable[[int, int, str], None]  # addresses done, in all, the last one


def check(
    references: Iterable[Reference], inside: Inside, outside: Outside | None, *, origin: str, progress: Progress
) -> tuple[Problem, ...]:
    """Return a problem for each reference that leads nowhere, a warning for one in doubt, by path and line.

    ``origin`` is the site's own scheme and host, "" where it has none; ``outside`` None leaves other sites alone.
    """
    own: list[tuple[Reference, Reference]] = []  # as it stands, and without the site's own host
    others: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        parts = urlsplit(reference.address)
        if not parts.scheme or (origin and f"{parts.scheme}://{parts.netloc}".lower() == origin.lower()):
            address = urlunsplit(parts._replace(scheme="", netloc="")) or "/"
            own.append((reference, replace(reference, address=address)))
        elif parts.scheme in ("http", "https") and outside is not None:
            others[reference.address].append(reference)
    found: list[Problem] = []
    total = len(own) + len(others)
    for done, (reference, local) in enumerate(own, 1):
        found += _problem(reference, inside.judge(local))
        progress(done, total, reference.address)
    for done, (address, verdict) in enumerate(outside.judge(others) if outside else (), len(own) + 1):
        for reference in others[address]:
            found += _problem(reference, verdict)
        progress(done, total, address)
    return tuple(sorted(set(found)))


def _problem(reference: Reference, verdict: Verdict | None) -> list[Problem]:
    if verdict is None:
        return []
    message = f"„{as_typed(reference.address)}”: {verdict.message}"
    return [Problem(reference.path, reference.line, reference.key, message, warning=verdict.doubt)]
