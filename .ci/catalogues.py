"""catalogues: compile the message catalogues, alone (python .ci/catalogues.py) or as a hook of the package build."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TOP = Path(__file__).resolve().parent.parent


def compile_catalogues(top: Path = TOP) -> list[Path]:
    """Write a .mo beside each .po whose text is newer and return those written; raises ValueError for a fuzzy message.

    A fuzzy message is a guess of the updating tool that nobody has read: it would not be shown, so it must not pass.
    """
    written = []
    for source in sorted((top / "bdp" / "translations").glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with source.open("rb") as lines:
            catalogue = read_po(lines, locale=source.parent.parent.name)
        if unread := [message.id for message in catalogue if message.id and message.fuzzy]:
            message = f"{source.relative_to(top)}: fuzzy: {unread}"
            raise ValueError(message)
        with target.open("wb") as out:
            write_mo(out, catalogue)
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface[Any]):
    """Compile before the files of the wheel are collected."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - the hook's signature
        """Compile; hatchling calls this."""
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    for path in compile_catalogues():
        print(path.relative_to(TOP))
