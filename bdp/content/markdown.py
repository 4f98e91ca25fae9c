"""markdown: bodies turned into safe HTML and plain text by one limited child process that serves many."""

import html
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from bdp.content.hazards import tangled
from bdp.domain.entry import Heading
from bdp.system.children import Child, ChildFailed

CPU_SECONDS, MEMORY_BYTES, ANSWER_BYTES = 5, 512 * 1024 * 1024, 16 * 1024 * 1024
_MODULE = "bdp.content.children.render"
_UNFORMATTED = "treść jest pokazana bez formatowania"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body ready to show. ``html`` is safe, ``text`` is what it says, a line a block, for search and snippets.

    ``headings`` are those of levels 2 and 3 with the anchors that they have in ``html``. ``note`` says in Polish why a
    body is shown as escaped text, "" where it is not.
    """

    html: str
    text: str
    headings: tuple[Heading, ...] = ()
    note: str = ""


class Renderer:
    """Renders Markdown; a child process is started by the first body that needs it and ended by ``close``."""

    def __init__(self, cpu_seconds: float = CPU_SECONDS) -> None:
        """Start nothing yet; ``cpu_seconds`` is what one body may take."""
        self._child = Child(_MODULE, cpu_seconds=cpu_seconds, memory_bytes=MEMORY_BYTES, answer_bytes=ANSWER_BYTES)

    def __enter__(self) -> Self:
        """Use as a context manager to have the process ended."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the child."""
        self.close()

    @property
    def started(self) -> bool:
        """Tell whether there is a child process."""
        return self._child.started

    def render(self, text: str, *, anchors: bool = True, slug: str = "") -> Rendered:
        """Return a body as HTML and as text; what cannot be rendered is shown as it was typed, escaped.

        ``anchors`` gives headings ids; every id begins with ``tekst-`` (``skrot-`` without anchors), so that two bodies
        may stand on one page. With ``slug`` a link or image that is the bare name of a file leads to that record's
        attachment.
        """
        if not text.strip():
            return Rendered("", "")
        reason, _ = tangled(text)
        if reason:
            return _unformatted(text, reason)
        prefix = "tekst" if anchors else "skrot"
        request: dict[str, Any] = {"text": text, "anchors": anchors, "prefix": prefix, "slug": slug}
        try:
            answer = self._child.ask(request)
        except ChildFailed as error:
            return _unformatted(text, str(error))
        headings = tuple(Heading(level, anchor, title) for level, anchor, title in answer["headings"])
        return Rendered(answer["html"], answer["text"], headings)

    def close(self) -> None:
        """End the child process."""
        self._child.close()


def _unformatted(text: str, reason: str) -> Rendered:
    shown = html.escape(text.strip("\n"))
    return Rendered(f'<pre class="unformatted">{shown}</pre>', text.strip(), (), f"{_UNFORMATTED}: {reason}")
