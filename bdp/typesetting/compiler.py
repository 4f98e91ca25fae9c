"""compiler: the child that sets a document with Typst, by the fonts that Typst itself brings, so alike everywhere."""

import base64
import json
from pathlib import Path
from typing import Any

import typst

from bdp.system.children import serve


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Compile ``{"template", "data", "kind", "ppi", "made"}`` to ``{"document"}`` in base64."""
    template = Path(request["template"])
    pdf = request["kind"] == "pdf"
    compiled = typst.compile(
        template,
        root=template.parent,
        font_paths=typst.Fonts(include_system_fonts=False),
        format=request["kind"],
        ppi=request["ppi"],
        sys_inputs={"data": json.dumps(request["data"], ensure_ascii=False)},
        pdf_standards="ua-1" if pdf else [],
        timestamp=request["made"],
    )
    first = compiled[0] if isinstance(compiled, list) else compiled
    return {"document": base64.b64encode(first or b"").decode("ascii")}


if __name__ == "__main__":
    serve(answer)
