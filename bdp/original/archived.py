"""archived: pages that a browser saved as one file of many parts (MHTML)."""

import email
import re
from email import policy
from email.message import EmailMessage

from bdp.original.encodings import Text, decode, tidy

_BEGINS = re.compile(
    rb"\s*(?:From:|MIME-Version:|Snapshot-Content-Location:|Content-Type:|Subject:|Date:)", re.IGNORECASE
)
_HEAD = 4000


def text_of(data: bytes) -> Text:
    """Return the text of a saved page; of an archive that of its first HTML part. Raises found.Unreadable."""
    if not (_BEGINS.match(data) and b"multipart/related" in data[:_HEAD]):
        return decode(data)
    message = email.message_from_bytes(data, policy=policy.default)
    part = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
    raw = part.get_payload(decode=True) if isinstance(part, EmailMessage) else None
    if not isinstance(raw, bytes):
        return decode(data)
    found = decode(raw)
    address = message.get("Snapshot-Content-Location") or (part.get("Content-Location", "") if part else "")
    return Text(f"<!-- saved from url=(0000){tidy(str(address)).strip()} -->{found.text}", found.remarks)
