"""links: which addresses a record may carry, and how a typed one becomes a link."""

import re

# A host as people write it: labels of letters and digits (Polish letters too) and a last label without digits.
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_HOST = rf"(?:{_LABEL}\.)+[^\W\d_]{{2,63}}"
_ADDRESS = re.compile(
    rf"(?:(?P<scheme>https?)://)?(?P<host>{_HOST})(?::\d{{1,5}})?(?P<rest>[/?#][^\s\"'<>\\^`{{|}}]*)?", re.IGNORECASE
)
_EMAIL = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_{{|}}~-]{{1,64}}@{_HOST}")
ADDRESS_MAX = 2000


def is_address(text: str) -> bool:
    """Tell whether a text is a web address: ``https://x.pl/a``, ``www.x.pl``, ``x.pl``; no schemes but http(s)."""
    return len(text) <= ADDRESS_MAX and _ADDRESS.fullmatch(text) is not None


def is_email(text: str) -> bool:
    """Tell whether a text is one e-mail address."""
    return _EMAIL.fullmatch(text) is not None and ".." not in text and not text.startswith(".") and ".@" not in text


def href(address: str) -> str:
    """Return where an address links to: what has no scheme gets https. Raises ValueError for what is no address."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        message = f"not a web address: {address!r}"
        raise ValueError(message)
    return address if found["scheme"] else f"https://{address}"
