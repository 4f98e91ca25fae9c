"""typeset: one document or picture out of a template of ours and anybody's words, in a fresh limited process."""

import base64
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal

from bdp.system.children import Child

TEMPLATES = Path(__file__).parent / "templates"
CPU_SECONDS = 10
MEMORY_BYTES = 1 << 30
ANSWER_BYTES = 32 << 20

Kind = Literal["pdf", "png"]


def typeset(template: str, data: Mapping[str, Any], kind: Kind, *, day: date | None = None, ppi: float = 144) -> bytes:
    """Return a PDF (tagged, PDF/UA-1) or the first page as PNG of ``ppi`` pixels an inch. Raises ChildFailed.

    ``template`` is the name of a file in templates/. It finds ``data``, JSON, by ``json(bytes(sys.inputs.data))``:
    words in it are text and never markup, whatever signs they are made of. The same data and ``day``, which a PDF
    bears as that of its making, give the same bytes. Templates may import each other and nothing else.
    """
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.typ"))}
    request = {
        "files": {"main.typ": files[template], **files},
        "data": dict(data),
        "kind": kind,
        "ppi": ppi,
        "made": int(datetime.combine(day or date(1970, 1, 1), time(), UTC).timestamp()),
    }
    limits = {"cpu_seconds": CPU_SECONDS, "memory_bytes": MEMORY_BYTES, "answer_bytes": ANSWER_BYTES}
    with Child("bdp.typesetting.compiler", **limits) as child:
        return base64.b64decode(child.ask(request)["document"])
