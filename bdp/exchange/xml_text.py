"""xml_text: text as XML can hold it."""

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """Return the text without the control characters and halves of letters that XML refuses."""
    return _NOT_XML.sub("", text)
