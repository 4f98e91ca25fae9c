"""limits: how many answers one address may have made for it in a minute; off unless the settings say a number.

Counted in memory by each worker for itself, and only what must be made: kept answers, pictures and styles, and what a
caching server in front gives again cost nothing. Behind such a server all readers come from its address; the setting
``proxies`` says how many of them write the reader's own into X-Forwarded-For.
"""

import ipaddress
import threading
import time
from dataclasses import dataclass

from cachetools import TTLCache
from flask import Flask, Response, request

from bdp.web import errors
from bdp.web.errors import Trouble
from bdp.web.language import gettext

MINUTE = 60
REMEMBERED = 20_000  # addresses; of more the oldest are forgotten, so a crowd cannot fill the memory
FREE = ("assets", "health")
NETWORK = 64  # bits of an IPv6 address that one customer has; the rest is theirs to change


@dataclass(frozen=True, slots=True)
class _Window:
    """A minute of one address: when it began, and a mark for each answer."""

    start: float
    answers: list[None]


class Limiter:
    """Counts by address; many threads may ask."""

    def __init__(self, per_minute: int) -> None:
        """Allow this many in the minute that begins with the first."""
        self._per_minute = per_minute
        self._windows: TTLCache[str, _Window] = TTLCache(REMEMBERED, MINUTE)
        self._lock = threading.Lock()

    def wait(self, address: str) -> int:
        """Count one more; return 0, or the seconds after which the address may ask again."""
        now = time.monotonic()
        with self._lock:
            window = self._windows.get(address)
            if window is None:
                window = self._windows[address] = _Window(now, [])
            window.answers.append(None)
            if len(window.answers) <= self._per_minute:
                return 0
            window.answers.pop()
        return max(1, round(window.start + MINUTE - now))


def install(app: Flask, *, per_minute: int, proxies: int) -> None:
    """Answer 429 to an address that asks too much; 0 a minute is no limit."""
    if not per_minute:
        return
    limiter = Limiter(per_minute)

    @app.before_request
    def refuse() -> Response | None:
        if request.blueprint in FREE:
            return None
        wait = limiter.wait(reader(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""), proxies))
        if not wait:
            return None
        detail = gettext("One address may ask %(number)s times a minute. Wait a moment.", number=per_minute)
        answer = errors.answer(Trouble(429, errors.title(429), detail))
        answer.headers["Retry-After"] = str(wait)
        return answer


def reader(peer: str, forwarded: str, proxies: int) -> str:
    """Return whom to count: the peer, or the address that the outermost of our own proxies saw; IPv6 by network."""
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    told = chain[-min(proxies, len(chain))] if proxies and chain else peer
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return peer
    if address.version == 6:  # noqa: PLR2004 - of the Internet Protocol
        return str(ipaddress.ip_network((address, NETWORK), strict=False))
    return str(address)
