"""access: the log of requests that ``bdp serve`` writes on demand, with nothing in it that names a reader."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from gunicorn.glogging import Logger

_KEPT = {4: 24, 6: 48}  # bits of an address; what is left tells a network, not a household


class AccessLog(Logger):  # type: ignore[misc] # gunicorn has no types
    """Gunicorn's log in the combined format with addresses cut and without the parameters of pages for editors."""

    def atoms(self, *told: Any) -> dict[str, Any]:  # noqa: ANN401 - as in gunicorn
        """Return the parts of a line."""
        atoms: dict[str, Any] = super().atoms(*told)
        atoms["h"] = cut(_reader(atoms))
        atoms["r"] = without_parameters(atoms["r"])
        return atoms


def _reader(atoms: Mapping[str, Any]) -> str:
    """Return the address of the reader: what a proxy on this machine says last, else who is connected."""
    connected = str(atoms["h"])
    forwarded = str(atoms.get("{x-forwarded-for}i", "")).rpartition(",")[2].strip()
    return forwarded if forwarded and _is_own(connected) else connected


def _is_own(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address in ("", "-")  # a socket of the system has no address


def cut(address: str) -> str:
    """Return an address without its last bits, ``192.0.2.0`` for ``192.0.2.17``; ``-`` for what is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "-"
    return str(ipaddress.ip_network((found.packed, _KEPT[found.version]), strict=False).network_address)


def without_parameters(request: str) -> str:
    """Return a request, ``METHOD TARGET PROTOCOL``, without the parameters of a page for editors."""
    method, _, rest = request.partition(" ")
    target, _, protocol = rest.rpartition(" ")
    path = target.partition("?")[0]
    return f"{method} {path} {protocol}" if "/redakcja" in path else request
