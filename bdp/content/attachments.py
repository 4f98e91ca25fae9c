"""attachments: the files beside a record: their names, media types, and opening them for readers."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from bdp.domain.polish import is_slug
from bdp.system.files import Refused, open_regular

NAME_MAX = 120
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt": "application/vnd.oasis.opendocument.text",
        "rtf": "application/rtf",
        "xls": "application/vnd.ms-excel",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ods": "application/vnd.oasis.opendocument.spreadsheet",
        "csv": "text/csv",
        "ppt": "application/vnd.ms-powerpoint",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "odp": "application/vnd.oasis.opendocument.presentation",
        "txt": "text/plain",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "png": "image/png",
        "webp": "image/webp",
        "svg": "image/svg+xml",
        "zip": "application/zip",
    }
)
_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*")


def name_fault(name: str) -> str:
    """Return what is wrong with an attachment's name, "" if nothing is."""
    if not _NAME.fullmatch(name):
        return "nazwa pliku może mieć tylko litery a-z i A-Z, cyfry oraz znaki . _ - (bez polskich liter i spacji)"
    if len(name) > NAME_MAX:
        return f"nazwa pliku ma {len(name)} znaków; może mieć najwyżej {NAME_MAX}"
    if extension(name) not in MEDIA_TYPES:
        return f"niedozwolone rozszerzenie pliku; dozwolone: {' '.join(MEDIA_TYPES)}"
    return ""


def extension(name: str) -> str:
    """Return a name's extension in lower case without its dot, "" if it has none."""
    return name.rpartition(".")[2].lower() if "." in name[1:] else ""


def media_type(name: str) -> str:
    """Return the media type of an attachment by its extension, application/octet-stream for an unknown one."""
    return MEDIA_TYPES.get(extension(name), "application/octet-stream")


def listing(folder: Path) -> dict[str, os.stat_result]:
    """Return the regular files in a record's folder by name, sorted; {} where there is no folder (or a link to one)."""
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            return {}
        with os.scandir(folder) as entries:
            found = {e.name: e.stat(follow_symlinks=False) for e in entries if not e.name.startswith(".")}
    except OSError:
        return {}
    return {name: found[name] for name in sorted(found) if stat.S_ISREG(found[name].st_mode)}


def open_served(attachments: Path, slug: str, name: str) -> BinaryIO:
    """Open an attachment for reading. Raises Refused for whatever is not a regular file lying where it should.

    Whether the record lists the file and is public is for the caller to know.
    """
    folder = attachments / slug
    if not is_slug(slug) or name_fault(name) or not _is_folder(folder):
        missing = "missing"
        raise Refused(missing)
    return open_regular(folder / name)


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.lstat().st_mode)
    except OSError:
        return False
