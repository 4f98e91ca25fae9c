"""compiler: the child that sets a document with Typst, by the fonts that Typst itself brings, so alike everywhere."""

import base64
import json
import re
import resource
from typing import Any

import typst

from bdp.system.children import serve

_UNSEEN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")
_NAMED = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_BOX = "\N{WHITE SQUARE}"
_ROUNDS = 8  # in which signs without a glyph are found; mostly one is enough


def answer(request: dict[str, Any]) -> dict[str, Any]:
    """Compile ``{"files", "data", "kind", "ppi", "made"}``, the file "main" first, to ``{"document"}`` in base64.

    From here on this process opens nothing, no file and no connection. A PDF for everyone may hold no sign that its
    fonts lack: such signs are shown as a box.
    """
    fonts = typst.Fonts(include_system_fonts=False)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    files: Any = {name: text.encode() for name, text in request["files"].items()}  # which its types do not tell
    data, boxes = request["data"], dict[int, str]()
    for _ in range(_ROUNDS):
        try:
            compiled = typst.compile(
                files,
                font_paths=fonts,
                format=request["kind"],
                ppi=request["ppi"],
                sys_inputs={"data": json.dumps(_shown(data, boxes), ensure_ascii=False)},
                pdf_standards="ua-1" if request["kind"] == "pdf" else [],
                timestamp=request["made"],
            )
        except typst.TypstError as error:
            boxes |= _unseen(error)
            continue
        first = compiled[0] if isinstance(compiled, list) else compiled
        return {"document": base64.b64encode(first or b"").decode("ascii")}
    message = "signs without a glyph are left"
    raise ValueError(message)


def _unseen(error: typst.TypstError) -> dict[int, str]:
    """Return a box for each sign that no font has. Raises the error itself where it is about something else."""
    said = f"{error.message}\n{error.diagnostic}"
    signs = "".join(_ESCAPED.sub(_meant, text) for text in _UNSEEN.findall(said))
    if not signs:
        raise error
    return dict.fromkeys(map(ord, signs), _BOX)


def _meant(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else _NAMED.get(escape[2], escape[2])


def _shown(data: Any, boxes: dict[int, str]) -> Any:  # noqa: ANN401 - any JSON
    """Return the data with boxes in the place of signs that cannot be shown."""
    if isinstance(data, str):
        return data.translate(boxes)
    if isinstance(data, list):
        return [_shown(item, boxes) for item in data]
    return {key: _shown(item, boxes) for key, item in data.items()} if isinstance(data, dict) else data


if __name__ == "__main__":
    serve(answer)
