"""xml_text: text and moments as XML has them."""

import re
from datetime import UTC, datetime

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return the text without the control characters and halves of letters that XML refuses."""
    return _NOT_XML.sub("", text)


def moment(when: datetime) -> str:
    """Print a moment that knows its zone to the second, in UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
