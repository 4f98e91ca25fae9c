"""hosts: where a name leads, and which of those places a command on our own machines may go to."""

import ipaddress
import socket
from collections.abc import Iterable

from bdp.domain.errors import BdpError

_NO_SUCH_HOST = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # IPv4 addresses as networks without IPv4 write them


class NoSuchHost(BdpError):
    """Nothing has this name."""


class Unresolved(BdpError):
    """The name servers do not answer just now."""


class Private(BdpError):
    """The name leads into a network that is not the public one."""


def places(host: str, port: int, *, private: bool = False) -> tuple[str, ...]:
    """Return the numeric addresses of a host, as ASCII, in the order in which to try them.

    Records are written by many hands, so a name that leads to this machine or into its network is refused, whichever of
    its addresses does; ``private`` lets it through. What is returned is what to connect to: a name asked for twice may
    answer differently. Raises NoSuchHost, Unresolved, Private.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        if error.errno in _NO_SUCH_HOST:
            raise NoSuchHost(host) from None
        raise Unresolved(host) from None
    except (UnicodeError, OSError):
        raise NoSuchHost(host) from None
    numeric = tuple(dict.fromkeys(str(each[4][0]) for each in found))
    if not private and not _all_public(numeric):
        raise Private(host)
    return numeric


def _all_public(numeric: Iterable[str]) -> bool:
    return all(_is_public(ipaddress.ip_address(address.partition("%")[0])) for address in numeric)


def _is_public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if address in _TRANSLATED:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside:
            return _is_public(inside)
    return address.is_global and not address.is_multicast
