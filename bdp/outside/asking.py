"""asking: one address asked once, without following it: what the server says, by HEAD and, where it errs, by GET."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, ReadTimeoutError

from bdp.domain.errors import BdpError
from bdp.outside import hosts

_PORTS = {"http": 80, "https": 443}
_SAFE = "%/:=&?~+!$,;'@()*[]"
_TRIED = 3  # numeric addresses of a host
_BAD = 400


class NoAnswer(BdpError):
    """The server did not answer; the text says why, in Polish."""


class BadAddress(BdpError):
    """This cannot be asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said: its status, and where it sends on to ("" where it does not)."""

    status: int
    location: str = ""


@dataclass(frozen=True, slots=True)
class Asker:
    """How servers are asked: as whom, for how many seconds at most, whether those of a private network too."""

    agent: str
    seconds: float = 15.0
    private: bool = False

    def ask(self, address: str) -> Answer:
        """Ask for an absolute address of http or https, and read no body.

        Many servers answer HEAD wrongly, so what it says of an error is asked for again by GET. Raises BadAddress,
        NoAnswer and what ``hosts.places`` raises.
        """
        answer = self._asked("HEAD", address)
        return answer if answer.status < _BAD else self._asked("GET", address)

    def _asked(self, method: str, address: str) -> Answer:
        parts, host, port = _split(address)
        path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
        shown = host if port == _PORTS[parts.scheme] else f"{host}:{port}"
        headers = {"Host": shown, "User-Agent": self.agent, "Accept": "*/*", "Connection": "close"}
        with self._connected(parts.scheme, host, port) as connection:
            try:
                connection.request(method, path, headers=headers, preload_content=False)
                answer = connection.getresponse()
            except (HTTPError, OSError, ValueError) as error:
                raise NoAnswer(_reason(error)) from None
            location = answer.headers.get("Location", "")
            sent_on = answer.status in (301, 302, 303, 307, 308) and location
            return Answer(answer.status, urljoin(address, location) if sent_on else "")

    @contextlib.contextmanager
    def _connected(self, scheme: str, host: str, port: int) -> Iterator[HTTPConnection]:
        """Connect to one of the numeric addresses that were judged, and cut off what drips on for too long."""
        numeric = hosts.places(host, port, private=self.private)[:_TRIED]
        for number, place in enumerate(numeric, 1):
            connection = self._connection(scheme, host, place, port)
            cut = threading.Timer(2 * self.seconds, _cut, [connection])
            cut.daemon = True
            cut.start()
            try:
                try:
                    connection.connect()
                except (HTTPError, OSError, ValueError) as error:
                    if number == len(numeric):
                        raise NoAnswer(_reason(error)) from None
                    continue
                yield connection
            finally:
                cut.cancel()
                connection.close()
            return

    def _connection(self, scheme: str, host: str, place: str, port: int) -> HTTPConnection:
        if scheme == "http":
            return HTTPConnection(place, port, timeout=self.seconds)
        context = ssl.create_default_context()
        return HTTPSConnection(
            place, port, timeout=self.seconds, server_hostname=host, assert_hostname=host, ssl_context=context
        )


def host_of(address: str) -> str:
    """Return the host of an absolute address, in ASCII and lower case. Raises BadAddress."""
    return _split(address)[1]


def _split(address: str) -> tuple[SplitResult, str, int]:
    """Return the parts of an address, its host in ASCII, its port."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port or _PORTS[parts.scheme]
        return parts, host if host.isascii() else host.encode("idna").decode(), port
    except (ValueError, KeyError):
        raise BadAddress(address) from None


def _cut(connection: HTTPConnection) -> None:
    with contextlib.suppress(OSError, AttributeError):
        connection.sock.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    """Say in Polish why there was no answer."""
    told = error.__cause__ or error
    if isinstance(told, TimeoutError | ReadTimeoutError):
        return "serwer nie odpowiada w wyznaczonym czasie"
    if isinstance(told, ssl.SSLCertVerificationError):
        return f"certyfikat nie przechodzi sprawdzenia ({told.verify_message})"
    if isinstance(told, ssl.SSLError):
        return "nie udało się połączyć szyfrowanym połączeniem"
    if isinstance(told, ConnectionRefusedError):
        return "serwer odrzuca połączenie"
    return "serwer zrywa połączenie albo odpowiada niezrozumiale"
